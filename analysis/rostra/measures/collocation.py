"""Collocation: which words stand near a word more often than their frequency explains."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from rostra.corpus import counted
from rostra.errors import QueryError, unknown
from rostra.index.tokens import Tokens
from rostra.result import Result, leading

__all__ = ["Association", "associate", "collocates"]

Association = Literal["log_likelihood", "pmi", "t_score", "chi_squared", "dice"]
UNITS = {
    "log_likelihood": "log-likelihood ratio",
    "pmi": "pointwise mutual information, bits",
    "t_score": "t-score",
    "chi_squared": "chi-squared",
    "dice": "Dice coefficient, 0 to 1",
}


def collocates(
    tokens: Tokens,
    node: str | Iterable[str],
    *,
    window: int = 5,
    measure: Association = "log_likelihood",
    min_count: int = 3,
    by: str | None = None,
) -> Result:
    """How strongly each word is drawn to the neighbourhood of a word.

    Parameters
    ----------
    tokens : Tokens
        The words.
    node : str or iterable of str
        The word, phrase or pattern, or several, in the language of `rostra.index.query`.
    window : int
        Words on each side of the node that are its neighbourhood.
    measure : {"log_likelihood", "pmi", "t_score", "chi_squared", "dice"}
        How the strength is computed, by `nltk.metrics.BigramAssocMeasures`.
    min_count : int
        Fewest times a word must stand near the node.
    by : str, optional
        A column of the statements or documents: one list a group, from its words only.

    Returns
    -------
    Result
        One row a group and word: `value` (strength), `hits` (times near the node),
        `expected` (times it would be by its frequency), `exposure` (words of all
        neighbourhoods), `occurrences` (of the word, nodes aside), `documents`. Words
        drawn to the node come first, strongest first; words that shun it carry the note
        "less often than expected".

    Notes
    -----
    The neighbourhood of a node: the words at most `window` places before its first or
    after its last word, in the same sentence; places are counted in the text as it
    stands. A word within reach of two nodes counts once; words of a node are no
    neighbours. With `by`, node and neighbour must be of the same group. The table of a
    word: times near (O11), its occurrences (C1), words of all neighbourhoods (R1), all
    words, nodes aside (N): expected = R1 C1 / N. Rare words reach a high PMI by chance,
    frequent ones a high t-score; the log-likelihood grows with the size of the corpus.

    References
    ----------
    Evert, S. (2008). Corpora and collocations, section 3 (surface co-occurrence).
    Manning, C. and Schütze, H. (1999). Foundations of Statistical NLP, ch. 5.

    Examples
    --------
    >>> import rostra
    >>> text = "A red line was crossed. The red line holds. Every red line is a line. Red is a colour."
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": text}]))
    >>> found = rostra.collocates(words, "line", window=1, min_count=2)
    >>> found.frame[["item", "hits", "expected"]].round(2).values.tolist()
    [['red', 3.0, 1.87]]
    """
    if measure not in get_args(Association):
        raise QueryError(unknown("association measure", measure, get_args(Association)))
    if window < 1:
        raise QueryError(f"the window is {window}. Give the number of words on each side, from 1.")
    column = by or "corpus"
    groups, codes = tokens.groups(by)
    asked = node if isinstance(node, str) else ", ".join(node)
    first, last = tokens.find(node)
    is_node = np.zeros(len(tokens), dtype=bool)
    near = np.zeros(len(tokens), dtype=bool)
    for offset in range(int((last - first).max()) + 1 if len(first) else 0):
        inside = first + offset
        is_node[inside[inside <= last]] = True
    for step in range(1, window + 1):
        for edge, neighbour in ((first, first - step), (last, last + step)):
            ok = (neighbour >= 0) & (neighbour < len(tokens))
            edge, neighbour = edge[ok], neighbour[ok]
            ok = (tokens.sentence[edge] == tokens.sentence[neighbour]) & (codes[edge] == codes[neighbour])
            near[neighbour[ok]] = True
    near &= ~is_node & (codes >= 0)
    size = max(len(tokens.vocabulary), 1)
    rows, rare, shunning = [], 0, 0
    kept = np.zeros((len(groups), size), dtype=bool)
    for code in range(len(groups)):
        own = (codes == code) & ~is_node
        total, reach = int(own.sum()), int((own & near).sum())
        occurrences = np.bincount(tokens.form[own], minlength=size)
        beside = np.bincount(tokens.form[own & near], minlength=size)
        rare += int(((beside > 0) & (beside < min_count)).sum())
        items = np.flatnonzero((beside >= min_count) & (beside > 0))
        kept[code, items] = True
        pairs = np.unique(np.stack([tokens.form[own & near], tokens.document[own & near]], axis=1), axis=0)
        spread = np.bincount(pairs[:, 0], minlength=size)
        for item in items.tolist():
            table = (int(beside[item]), int(occurrences[item]), reach, total)
            expected = table[1] * reach / total
            shuns = table[0] < expected
            shunning += shuns
            rows.append({
                column: groups[code], "measure": measure, "item": tokens.vocabulary[item],
                "value": associate(*table, measure=measure), "unit": UNITS[measure], "hits": table[0],
                "exposure": reach, "documents": int(spread[item]),
                "note": "less often than expected" if shuns else "",
                "expected": expected, "occurrences": table[1],
                "_order": (code, shuns),
            })  # fmt: skip
    rows.sort(key=lambda row: (*row["_order"], -np.nan_to_num(row["value"]), row["item"]))
    columns = [column, "item", "value", "unit", "hits", "exposure", "note", "expected", "occurrences"]
    frame = pd.DataFrame(rows, columns=[*columns, "measure", "documents"])
    frame = leading(frame, column)
    shown = np.flatnonzero(near)
    shown = shown[kept[codes[shown], tokens.form[shown]]]
    about = (
        f"Words within {window} words of {asked!r} ({len(first):,} times), in its sentence: "
        f"{UNITS[measure]} (NLTK)."
        + (f" Not listed: {counted(rare, 'word')}, there fewer than {min_count} times." if rare else "")
        + (f" Words there less often than expected come last: {shunning:,}." if shunning else "")
    )
    settings = {"node": asked, "window": window, "measure": measure, "min_count": min_count, "by": by}
    hits = _hits(tokens, shown, measure, column, groups, codes)
    return Result(frame, hits, about, column, "collocates", tokens.corpus, settings)


def associate(near: int, occurrences: int, reach: int, total: int, *, measure: Association) -> float:
    """How much more often two things meet than their frequencies explain.

    Parameters
    ----------
    near : int
        How often they meet (O11).
    occurrences, reach : int
        How often each of them is there (the margins C1 and R1).
    total : int
        How many places there are (N).
    measure : {"log_likelihood", "pmi", "t_score", "chi_squared", "dice"}
        Which measure of `nltk.metrics.BigramAssocMeasures`.

    Returns
    -------
    float
        The strength; NaN where the measure is not defined (a margin is empty or full).

    Notes
    -----
    With :math:`E = C_1 R_1 / N`: `pmi` is :math:`\\log_2 (O / E)`, `t_score`
    :math:`(O - E) / \\sqrt{O}`, `dice` :math:`2 O / (C_1 + R_1)`; `chi_squared` (Pearson,
    without correction) and `log_likelihood` (four cells, Dunning 1993) take the whole
    table, and say nothing of the direction.

    Examples
    --------
    >>> round(associate(8, 15828, 4675, 14307668, measure="t_score"), 4)  # Manning & Schütze, p. 164
    0.9999
    """
    from nltk.metrics import BigramAssocMeasures

    functions: dict[str, Callable[..., float]] = {
        "log_likelihood": BigramAssocMeasures.likelihood_ratio,
        "pmi": BigramAssocMeasures.pmi,
        "t_score": BigramAssocMeasures.student_t,
        "chi_squared": BigramAssocMeasures.chi_sq,
        "dice": BigramAssocMeasures.dice,
    }
    try:
        return float(functions[measure](near, (occurrences, reach), total))
    except (ValueError, ZeroDivisionError):
        return float("nan")


def _hits(
    tokens: Tokens, near: np.ndarray, measure: str, column: str, groups: list[Any], codes: np.ndarray
) -> pd.DataFrame:
    hits = tokens.places(near)
    hits.insert(0, "measure", measure)
    hits.insert(1, "item", tokens.forms[near] if len(near) else pd.array([], dtype="string"))
    hits["entry"] = hits["item"]
    hits["weight"] = 1.0
    hits["negated"] = False
    hits[column] = np.array([*groups, None], dtype=object)[codes[near]]
    return hits
