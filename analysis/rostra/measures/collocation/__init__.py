"""Collocation: which words stand near a word more often than their frequency explains."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from rostra.cautions import LESS_THAN_EXPECTED
from rostra.corpus import counted
from rostra.errors import QueryError, demand, unknown
from rostra.index.tokens import Tokens
from rostra.measures.collocation.contrasts import contrast
from rostra.measures.collocation.neighbours import Neighbours, Window, find_neighbours, near_hits
from rostra.measures.collocation.pairs import collocations
from rostra.result import Result, leading
from rostra.stats import ASSOCIATIONS, UNITS, Association, associate

__all__ = ["Association", "associate", "collocates", "collocations"]


def collocates(
    tokens: Tokens,
    node: str | Iterable[str],
    *,
    window: Window = 5,
    measure: Association = "log_likelihood",
    min_count: int = 3,
    by: str | None = None,
    target: Any = None,
    reference: Any = None,
) -> Result:
    """How strongly each word is drawn to the neighbourhood of a word.

    Parameters
    ----------
    tokens : Tokens
        The words.
    node : str or iterable of str
        The word or phrase, or several; `*` stands for any letters (as in `rostra.kwic`).
    window : int, pair of int, or "sentence"
        Words on each side of the node that are its neighbourhood; `(2, 0)` is two words
        before it and none after; "sentence" is all words of its sentence.
    measure : str
        How the strength is computed: see `rostra.stats.associate`.
    min_count : int
        Fewest times a word must stand near the node (of target and reference together).
    by : str, optional
        A column of the statements or documents: one list a group, from its words only.
    target : object, optional
        A value of `by`: the words that it puts near the node are compared with those of the
        reference.
    reference : object, optional
        Another value; without, all others taken together.

    Returns
    -------
    Result
        One row a group and word: `value` (strength), `hits` (times near the node),
        `expected` (times it would be by its frequency), `exposure` (words of all
        neighbourhoods), `occurrences` (of the word, nodes aside), `documents`. Words
        drawn to the node come first, strongest first; words that shun it carry the note
        LESS_THAN_EXPECTED. With `target`: the columns of `rostra.keyness`,
        `value` being the log ratio of the rates near the node, with `log_likelihood`, `p` and
        `p_adjusted`.

    Notes
    -----
    The neighbourhood of a node: the words at most `window` places before its first or
    after its last word, in the same sentence; places are counted in the text as it
    stands. A word within reach of two nodes counts once; words of a node are no
    neighbours. With `by`, node and neighbour must be of the same group. The table of a
    word: times near (O11), its occurrences (C1), words of all neighbourhoods (R1), all
    words, nodes aside (N): expected = R1 C1 / N. Rare words reach a high PMI by chance,
    frequent ones a high t-score; the log-likelihood grows with the size of the corpus.

    With a target the rate of a word is its times near the node over all words near the node,
    :math:`O_{11} / R_1`, on each side: what one associates with the node, whoever speaks more
    of it. The log ratio and its interval are those of
    `rostra.stats.log_ratio_by_document`.

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
    >>> texts = {"A": "A red line. The red line.", "B": "A thin line. One line."}
    >>> rows = [{"who": who, "text": text} for who, text in texts.items()]
    >>> words = rostra.tokenize(rostra.load_corpus(rows))
    >>> found = rostra.collocates(words, "line", by="who", target="A", min_count=1)
    >>> found.frame[["item", "value", "target_hits", "reference_hits"]].round(2).values.tolist()[0]
    ['red', 1.58, 2, 0]
    """
    demand("Tokens", tokens, "collocates")
    if measure not in ASSOCIATIONS:
        raise QueryError(unknown("association measure", measure, ASSOCIATIONS))
    column = by or "corpus"
    asked = node if isinstance(node, str) else ", ".join(node)
    if target is not None or reference is not None:
        _check_contrast(by, target, measure)
    found = find_neighbours(tokens, node, window, by)
    width = list(window) if isinstance(window, tuple) else window
    settings: dict[str, Any] = {
        "node": asked, "window": width, "measure": measure, "min_count": min_count, "by": by,
    }  # fmt: skip
    if target is not None:
        settings = {**settings, "measure": "log_ratio", "target": target, "reference": reference}
        return contrast(
            tokens,
            found,
            asked,
            by=column,
            target=target,
            reference=reference,
            min_count=min_count,
            settings=settings,
        )
    parts, kept, rare = _rows(tokens, found, column, measure, min_count)
    frame = leading(pd.concat(parts, ignore_index=True), column)
    shunning = int((frame["note"] != "").sum())
    about = (
        f"Words {found.described} {asked!r} ({found.nodes:,} times)"
        + (": " if window == "sentence" else ", in its sentence: ")
        + f"{UNITS[measure]}."
        + (f" Not listed: {counted(rare, 'word')}, there fewer than {min_count} times." if rare else "")
        + (f" Words there less often than expected come last: {shunning:,}." if shunning else "")
    )

    def hits() -> pd.DataFrame:
        shown = np.flatnonzero(found.near)
        shown = shown[kept[found.codes[shown], tokens.form[shown]]] if len(shown) else shown
        return near_hits(tokens, shown, measure, column, found.groups, found.codes)

    return Result(frame, hits, about, column, "collocates", tokens.corpus, settings, tokens.source)


def _rows(
    tokens: Tokens, found: Neighbours, column: str, measure: Association, min_count: int
) -> tuple[list[pd.DataFrame], np.ndarray, int]:
    """Return the rows of each group, the words kept of each, and how many are too rare."""
    size = max(len(tokens.vocabulary), 1)
    kept = np.zeros((len(found.groups), size), dtype=bool)
    parts, rare = [_frame(column)], 0
    for code, group in enumerate(found.groups):
        own = (found.codes == code) & ~found.is_node
        beside_it = np.flatnonzero(own & found.near)
        total, reach = int(np.count_nonzero(own)), len(beside_it)
        occurrences = np.bincount(tokens.form[own], minlength=size)
        beside = np.bincount(tokens.form[beside_it], minlength=size)
        rare += int(((beside > 0) & (beside < min_count)).sum())
        items = np.flatnonzero(beside >= max(min_count, 1))
        kept[code, items] = True
        pairs = np.unique(
            tokens.form[beside_it].astype(np.int64) * len(tokens.corpus.documents)
            + tokens.document[beside_it]
        )
        spread = np.bincount(pairs // max(len(tokens.corpus.documents), 1), minlength=size)
        near, often = beside[items], occurrences[items]
        expected = often * reach / max(total, 1)
        value = associate(near, often, reach, total, measure=measure)
        shuns = near < expected
        words = np.array([tokens.vocabulary[item] for item in items.tolist()], dtype=object)
        strength = -value if measure == "fisher" else value
        order = np.lexsort((words.astype(str), -np.nan_to_num(strength), shuns)) if len(items) else items
        rows = _frame(column, {
            column: pd.Series([group] * len(items), dtype="object").infer_objects(), "measure": measure,
            "item": words, "value": np.where(np.isinf(value), np.nan, value), "unit": UNITS[measure],
            "hits": near, "exposure": reach, "documents": spread[items],
            "note": np.where(shuns, LESS_THAN_EXPECTED, ""), "expected": expected,
            "occurrences": often,
        })  # fmt: skip
        if len(items):
            parts.append(rows.iloc[order])
    return parts[1:] or parts, kept, rare


def _frame(column: str, rows: dict[str, Any] | None = None) -> pd.DataFrame:
    names = [column, "item", "value", "unit", "hits", "exposure", "note", "expected", "occurrences"]
    return pd.DataFrame(rows, columns=[*names, "measure", "documents"])


def _check_contrast(by: str | None, target: Any, measure: Association) -> None:
    if by is None:
        raise QueryError(
            'a target is a value of a column, and by is None. Give the column, such as by="actor".'
        )
    if target is None:
        raise QueryError("a reference is given without a target. Give the group that it is compared with.")
    if measure != "log_likelihood":
        raise QueryError(
            f"with a target, the value is the log ratio of the rates near the node, and measure is "
            f"{measure!r}. Leave out the measure, or the target."
        )
