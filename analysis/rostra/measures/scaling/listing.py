"""Listing: where groups stand on a line, by the words they use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd

from rostra.cautions import NOT_AT_REST
from rostra.corpus import counted
from rostra.errors import QueryError, demand, unknown
from rostra.index.tables import count_table, segments
from rostra.index.tokens import Tokens
from rostra.index.values import position
from rostra.index.variants import count_as, function_words
from rostra.measures.scaling.wordfish import fit_wordfish
from rostra.measures.scaling.wordscores import RESCALINGS, Rescaling, fit_wordscores
from rostra.result import Result, leading

__all__ = ["METHODS", "Method", "scale"]

Method = Literal["wordscores", "wordfish"]
METHODS = ("wordscores", "wordfish")
UNITS = {
    "raw": "raw score, mean of the scores of the words (Laver, Benoit & Garry 2003)",
    "lbg": "score at the spread of the reference positions (Laver, Benoit & Garry 2003)",
    "mv": "score between the outermost references (Martin & Vanberg 2007)",
    "wordfish": "position, mean 0, standard deviation 1 (Slapin & Proksch 2008)",
}


def scale(
    tokens: Tokens,
    method: Method,
    *,
    by: str = "actor",
    references: Mapping[Any, float] | None = None,
    rescaling: Rescaling = "lbg",
    direction: tuple[Any, Any] | None = None,
    of: Literal["groups", "words"] = "groups",
    min_count: int = 1,
    min_groups: int = 1,
    case: bool = False,
    lemma: bool = False,
    stem: bool = False,
    stop_words: bool = True,
) -> Result:
    """Where each actor stands on a line, by the words used.

    Parameters
    ----------
    tokens : Tokens
        The words.
    method : {"wordscores", "wordfish"}
        `wordscores` reads positions off the groups in `references`; `wordfish` finds the line
        along which the groups differ most.
    by : str
        A column of the statements or documents: each of its values is placed.
    references : mapping, optional
        For Wordscores: groups and their known positions, two or more.
    rescaling : {"raw", "lbg", "mv"}
        For Wordscores: see `rostra.measures.scaling.fit_wordscores`.
    direction : tuple, optional
        For Wordfish: two groups, the first of which is to stand on the left. Without, the two
        largest.
    of : {"groups", "words"}
        List the groups, or the words: their scores (Wordscores) or weights (Wordfish), which show
        what the line is about.
    min_count : int
        Fewest occurrences of a word in all groups together.
    min_groups : int
        Fewest groups that use a word. Words of one group alone tell Wordfish little, and
        thousands of them make it slow: 2 or more is usual there.
    case, lemma, stem : bool
        What counts as one word, as in `frequencies`.
    stop_words : bool
        False leaves function words out.

    Returns
    -------
    Result
        One row a group: `value`, `low`, `high`, `unit`, `hits` NA, `exposure` (words that
        were used to place it), `documents`, `note` (reference), `standard_error`, and
        `raw_value` for Wordscores. For `of="words"` one row a word (`item`): `value`, `hits` and
        `exposure` NA where they say nothing. `hits` of the result are the stretches of text.

    Notes
    -----
    Formulas and sources: `rostra.measures.scaling.fit_wordscores` and `fit_wordfish`. Both take
    words for independent draws, so that their intervals (95%) are too narrow. What the line
    stands for is not given by the method: groups that talk about other things stand apart,
    too. Texts of one genre and some thousand words each are needed.

    References
    ----------
    Laver, M., Benoit, K. and Garry, J. (2003). American Political Science Review 97(2), 311-331.
    Martin, L. W. and Vanberg, G. (2007). Political Analysis 16(1), 93-100.
    Slapin, J. B. and Proksch, S.-O. (2008). American Journal of Political Science 52(3), 705-722.

    Examples
    --------
    >>> import rostra
    >>> texts = {"hawk": "war war arms peace", "dove": "peace peace talks war", "new": "war and peace"}
    >>> rows = [{"who": who, "text": text} for who, text in texts.items()]
    >>> words = rostra.tokenize(rostra.load_corpus(rows))
    >>> known = {"hawk": 1, "dove": -1}
    >>> line = rostra.scale(words, "wordscores", by="who", references=known, rescaling="mv")
    >>> line.frame[["who", "value"]].round(2).values.tolist()
    [['hawk', 1.0], ['new', 0.0], ['dove', -1.0]]
    """
    demand("Tokens", tokens, "scale")
    if method not in METHODS:
        raise QueryError(unknown("method of scaling", method, METHODS))
    if of not in ("groups", "words"):
        raise QueryError(unknown("list", of, ("groups", "words")))
    groups, codes = tokens.groups(by)
    names, form = count_as(tokens, case=case, lemma=lemma, stem=stem)
    used = codes >= 0 if stop_words else (codes >= 0) & ~function_words(names)[form]
    table = count_table(codes[used], form[used], (len(groups), len(names))).toarray()
    held = (table.sum(axis=0) >= max(min_count, 1)) & ((table > 0).sum(axis=0) >= max(min_groups, 1))
    items = [name for name, kept in zip(names, held, strict=True) if kept]
    table = table[:, held]
    extra: dict[str, Any]
    if method == "wordscores":
        found, extra, note = _wordscores(table, groups, by, references, rescaling)
    else:
        found, extra, note = _wordfish(table, groups, by, direction)
    unit = UNITS["wordfish" if method == "wordfish" else rescaling]
    spread = [len(np.unique(tokens.document[codes == code])) for code in range(len(groups))]
    if of == "groups":
        order = sorted(range(len(groups)), key=lambda i: (np.isnan(found["value"][i]), -found["value"][i]))
        rows = [
            {
                by: groups[i], "measure": method, "value": found["value"][i], "low": found["low"][i],
                "high": found["high"][i], "unit": unit, "exposure": int(found["exposure"][i]),
                "documents": spread[i], "note": note[i], "standard_error": found["standard_error"][i],
                **{name: values[i] for name, values in extra.items()},
            }
            for i in order
        ]  # fmt: skip
    else:
        rows = _words(method, found["words"], items, table, by)
    frame = leading(pd.DataFrame(rows, columns=None if rows else [by]), by)
    settings = {
        "method": method, "by": by, "rescaling": rescaling if method == "wordscores" else None,
        "references": {str(k): float(v) for k, v in (references or {}).items()} or None,
        "direction": [str(name) for name in direction] if direction else None, "of": of,
        "min_count": min_count, "min_groups": min_groups, "case": case, "lemma": lemma, "stem": stem,
        "stop_words": stop_words,
    }  # fmt: skip
    about = _about(tokens, settings, found, len(items), int((codes >= 0).sum()), len(groups))
    return Result(
        frame=frame,
        hits=lambda: segments(tokens, groups, codes, by, method),
        about=about,
        by=by,
        kind="scale",
        corpus=tokens.corpus,
        parameters=settings,
        source=tokens.source,
    )


Found = tuple[dict[str, Any], dict[str, Any], list[str]]


def _wordscores(
    table: np.ndarray,
    groups: list[Any],
    by: str,
    references: Mapping[Any, float] | None,
    rescaling: Rescaling,
) -> Found:
    if rescaling not in RESCALINGS:
        raise QueryError(unknown("rescaling", rescaling, RESCALINGS))
    if not references or len(references) < 2:
        raise QueryError(
            "Wordscores needs the positions of two groups or more. Give them: "
            f"references={{{str(groups[0]) if groups else 'A'!r}: 1, ...}}."
        )
    positions = np.full(len(groups), np.nan)
    for name, value in references.items():
        positions[position(groups, name, by)] = float(value)
    fitted = fit_wordscores(table, positions, rescaling=rescaling)
    notes = [
        "no word that a reference uses"
        if fitted.scored[i] == 0
        else "" if np.isnan(positions[i]) else f"reference at {positions[i]:g}"
        for i in range(len(groups))
    ]  # fmt: skip
    found = {
        "value": fitted.value, "low": fitted.low, "high": fitted.high, "exposure": fitted.scored,
        "standard_error": fitted.standard_error, "words": fitted.words,
        "unscored": int(table.sum() - fitted.scored.sum()),
    }  # fmt: skip
    return found, {"raw_value": fitted.raw}, notes


def _wordfish(table: np.ndarray, groups: list[Any], by: str, direction: tuple[Any, Any] | None) -> Found:
    filled = table.sum(axis=1) > 0
    if filled.sum() < 3:
        raise QueryError(
            f"{by!r} has {counted(int(filled.sum()), 'value')} with words, and Wordfish needs three or more. "
            "Group by another column."
        )
    chosen = [position(groups, name, by) for name in direction] if direction else [0, 1]
    place = np.cumsum(filled) - 1
    if not filled[chosen].all() or chosen[0] == chosen[1]:
        raise QueryError(
            f"direction is {direction!r}. Give two different groups that have words: the left one first."
        )
    fitted = fit_wordfish(table[filled], direction=(int(place[chosen[0]]), int(place[chosen[1]])))
    found: dict[str, Any] = {"words": fitted.beta, "rounds": fitted.rounds, "converged": fitted.converged}
    for name, values in (
        ("value", fitted.theta),
        ("low", fitted.low),
        ("high", fitted.high),
        ("standard_error", fitted.standard_error),
    ):
        found[name] = np.full(len(groups), np.nan)
        found[name][filled] = values
    found["exposure"] = table.sum(axis=1)
    found["left"], found["right"] = groups[chosen[0]], groups[chosen[1]]
    note = "" if fitted.converged else NOT_AT_REST
    return found, {}, [note if own else "no words to place it by" for own in filled]


def _words(
    method: str, values: np.ndarray, items: list[str], table: np.ndarray, by: str
) -> list[dict[str, Any]]:
    """One row a word, from one end of the line to the other."""
    unit = "score of the word" if method == "wordscores" else "weight of the word (beta)"
    counts, holders = table.sum(axis=0), (table > 0).sum(axis=0)
    order = sorted(range(len(items)), key=lambda i: (np.isnan(values[i]), -values[i], items[i]))
    return [
        {
            by: pd.NA, "measure": method, "item": items[i], "value": values[i], "unit": unit,
            "hits": counts[i], "note": "in no reference" if np.isnan(values[i]) else "",
            "groups": int(holders[i]),
        }
        for i in order
    ]  # fmt: skip


def _about(
    tokens: Tokens, settings: dict[str, Any], found: dict[str, Any], types: int, words: int, groups: int
) -> str:
    name = "Wordscores" if settings["method"] == "wordscores" else "Wordfish"
    parts = [f"{name} of {counted(groups, 'group')} by {counted(types, 'different word')}."]
    if settings["method"] == "wordscores":
        given = ", ".join(f"{key} at {value:g}" for key, value in settings["references"].items())
        parts.append(f"References: {given}; scale: {settings['rescaling']}.")
        if found["unscored"]:
            parts.append(
                f"{counted(found['unscored'], 'word')} without a score, in no reference, are not used."
            )
    else:
        rest = "" if found["converged"] else ", not at rest: do not use it"
        parts.append(
            f"{found['left']} is put left of {found['right']}; normal prior of the weights, standard "
            f"deviation 3; {counted(found['rounds'], 'round')}{rest}."
        )
    parts.append("Intervals: 95%, words taken for independent: too narrow.")
    if len(tokens) > words:
        parts.append(f"{len(tokens) - words:,} words without a value of {settings['by']!r} are left out.")
    if not settings["stop_words"]:
        parts.append("Function words are left out.")
    return " ".join(parts)
