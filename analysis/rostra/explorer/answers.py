"""Answers: what the panel shows of a question, as plain values for the browser."""

from __future__ import annotations

from typing import Any

import pandas as pd

from rostra.concordance import Concordance, legible
from rostra.index.tokens import Tokens
from rostra.result import Result

__all__ = ["COLUMNS", "NOBODY", "answer_of", "choices_of"]

COLUMNS = ("left", "node", "right", "actor", "date", "source")
NOBODY = "nobody (narration, or not credited)"
MOST_BARS = 12
MOST_CHOICES = 200


def answer_of(lines: Concordance, total: int, rates: Result | None) -> dict[str, Any]:
    """Make what the panel shows: lines, their number, the bars of the chart.

    Parameters
    ----------
    lines : Concordance
        The lines that are shown.
    total : int
        How many there are.
    rates : Result or None
        The count by actor, where there are actors.

    Returns
    -------
    dict
        `lines`, `total`, `about`, and of the chart `bars`, `more` (actors that are not drawn, and
        their lines) and `rates_about`. Missing values are empty texts or None.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war."}]))
    >>> answer_of(rostra.kwic(words, "war"), 1, None)["lines"][0]["left"]
    'No '
    """
    rows = [{name: legible(row[name]) for name in COLUMNS} for row in lines.lines.to_dict("records")]
    answer: dict[str, Any] = {"lines": rows, "total": total, "about": legible(lines.about), "bars": []}
    if rates is None:
        return answer | {"more": "", "rates_about": ""}
    frame = rates.frame
    # Who has lines comes first, and nobody last: nobody is no actor to compare with.
    named = frame[frame["actor"].notna()].sort_values("hits", ascending=False, kind="stable")
    drawn, rest = named.head(MOST_BARS), named.iloc[MOST_BARS:]
    nobody = frame[frame["actor"].isna()]
    answer["bars"] = [
        {"actor": NOBODY if pd.isna(row["actor"]) else legible(row["actor"]), "note": legible(row["note"])}
        | {
            name: None if pd.isna(row[name]) else round(float(row[name]), 4)
            for name in ("value", "low", "high")
        }
        | {"hits": int(row["hits"]), "words": int(row["exposure"])}
        for row in pd.concat([drawn, nobody]).to_dict("records")
    ]
    more = f"{len(rest):,} more actors, {int(rest['hits'].sum()):,} lines" if len(rest) else ""
    return answer | {"more": more, "rates_about": legible(rates.about)}


def choices_of(tokens: Tokens, column: str) -> tuple[list[dict[str, Any]], int]:
    """Return the values of a column that can be chosen, those with most words first.

    Parameters
    ----------
    tokens : Tokens
        The words.
    column : str
        `actor` or `kind`.

    Returns
    -------
    choices : list of dict
        `value` and `label`; None is the value of words without one. Empty where there is no such
        column.
    left_out : int
        How many values are not among them.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war.", "actor": "A"}, {"text": "No."}]))
    >>> choices_of(words, "actor")[0][0]
    {'value': 'A', 'label': 'A'}
    """
    if column not in tokens.groupings:
        return [], 0
    names, codes = tokens.groups(column)
    known = [name for name in names if isinstance(name, str | int | float)]
    choices: list[dict[str, Any]] = [{"value": name, "label": legible(name)} for name in known[:MOST_CHOICES]]
    if (codes < 0).any():
        choices.append({"value": None, "label": NOBODY if column == "actor" else "none"})
    return choices, len(names) - min(len(known), MOST_CHOICES)
