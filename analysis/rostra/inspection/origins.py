"""Origins: the entries that a rate is made of."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from rostra.errors import QueryError, demand, unknown
from rostra.index.tokens import Tokens
from rostra.lexicon import Lexicon
from rostra.measurement import measure as rates_of
from rostra.result import Result, leading

__all__ = ["contributions"]


def contributions(
    source: Result | Tokens, measure: str | Lexicon | None = None, *, by: str = "actor"
) -> Result:
    """How much of a group's rate each entry of the lexicon makes; they add up to the rate.

    Parameters
    ----------
    source : Result or Tokens
        What `rostra.measure` made, or words to be measured first.
    measure : str or Lexicon, optional
        One of the measures of the result; all of them where none is named.
    by : str
        Whose rates, where words are given; a result has its own groups.

    Returns
    -------
    Result
        One row a group, measure and entry (`item`) with a hit, the largest part first:
        `value` (its part of the rate), `share` (of all weights of the group, 0 to 1),
        `hits` (sum of weights), `occurrences` (places), `exposure` (words of the group),
        `documents` (in which it occurs), `category`. Where the rate is not shown for too
        little text, `value` is NA.

    Notes
    -----
    :math:`w_e / x` times the words to which the rate refers, with :math:`w_e` the weights
    of the hits of entry *e* in the words of the group and *x* their number. Hits of weight
    0 (negated, dropped) make no part and are counted in `about`.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"who": "A", "text": "Perhaps we might, perhaps we may."}])
    >>> parts = contributions(rostra.tokenize(corpus), "hedging", by="who")
    >>> parts.frame[["item", "hits", "occurrences"]].values.tolist()[0]
    ['perhaps', 2.0, 2]
    """
    demand("Result or Tokens", source, "contributions")
    if isinstance(source, Tokens):
        if measure is None:
            raise QueryError(
                'no measure was named. Say whose entries are wanted, as in contributions(words, "threat"), '
                "or "
                "give the result of rostra.measure."
            )
        source = rates_of(source, measure, by=by, n_boot=0, min_words=1)
        measure = None
    if source.kind != "measure" or "period" in source.frame:
        made = f"{source.kind} over periods" if source.kind == "measure" else source.kind
        raise QueryError(
            f"a result of {made} has no rates that entries add up to. Give one of rostra.measure without "
            "over=."
        )
    frame, hits = source.frame, source.hits
    if measure is not None:
        name = measure.name if isinstance(measure, Lexicon) else measure
        known = list(dict.fromkeys(frame["measure"]))
        if name not in known:
            raise QueryError(unknown("measure", name, known))
        frame, hits = frame[frame["measure"] == name], hits[hits["measure"] == name]
    per = source.parameters["per"]
    counted = hits[hits["weight"] != 0]
    rows = [row for rate in frame.to_dict("records") for row in _parts(counted, rate, source.by, per)]
    columns = (
        source.by,
        "measure",
        "item",
        "value",
        "share",
        "unit",
        "hits",
        "occurrences",
        "exposure",
        "documents",
    )
    made_of = pd.DataFrame(rows, columns=[*columns, "note", "category"])
    dropped = len(hits) - len(counted)
    about = (
        f"The entries that make the rates, per {per:,} words of each {source.by}; they add up to the rate."
    )
    if dropped:
        about += f" {dropped:,} {'hit' if dropped == 1 else 'hits'} of weight 0 (negated) left out."
    return Result(
        leading(made_of, source.by), counted.assign(item=counted["entry"]), f"{about} {source.about}",
        source.by,
        "contributions", source.corpus, {**source.parameters, "measures": sorted(set(frame["measure"]))},
    )  # fmt: skip


def _parts(hits: pd.DataFrame, rate: dict[Any, Any], by: str, per: int) -> list[dict[str, Any]]:
    """Take one rate apart."""
    own = hits[(hits["measure"] == rate["measure"]) & (hits[by] == rate[by]).fillna(False)]
    total = own["weight"].abs().sum()
    shown = not pd.isna(rate["value"])
    rows = []
    for (entry, category), some in own.groupby(["entry", "category"], sort=False):
        weight = float(some["weight"].sum())
        rows.append({
            by: rate[by], "measure": rate["measure"], "item": entry,
            "value": weight / rate["exposure"] * per if shown else np.nan,
            "share": float(some["weight"].abs().sum() / total), "unit": rate["unit"], "hits": weight,
            "occurrences": len(some), "exposure": rate["exposure"], "documents": some["doc_id"].nunique(),
            "note": "" if shown else rate["note"], "category": category,
        })  # fmt: skip
    return sorted(rows, key=lambda row: (-row["share"], row["item"]))
