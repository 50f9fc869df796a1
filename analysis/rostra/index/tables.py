"""Tables: how often each thing occurs in each part, and the stretches of text behind it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from rostra.index.tokens import Tokens

__all__ = ["count_table", "members", "segments"]

# Up to so many cells are counted in a table of all of them; beyond, by sorting what occurs.
_CELLS = 4_000_000


def members(codes: np.ndarray, size: int) -> list[np.ndarray]:
    """Return where each group's words stand.

    Parameters
    ----------
    codes : numpy.ndarray of int
        For each token, its group; -1: in none.
    size : int
        Number of groups.

    Returns
    -------
    list of numpy.ndarray of int
        Positions of tokens, rising, one array a group.

    Examples
    --------
    >>> [own.tolist() for own in members(np.array([1, -1, 0, 1]), 2)]
    [[2], [0, 3]]
    """
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(size + 1))
    return [order[begin:end] for begin, end in pairwise(bounds.tolist())]


def count_table(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int]) -> Any:
    """Count the pairs of a row and a column.

    Parameters
    ----------
    rows, columns : numpy.ndarray of int
        One value an occurrence.
    shape : tuple of int
        Number of rows and of columns.

    Returns
    -------
    scipy.sparse.csr_array of float
        How often each pair occurs. Tables of parts of a corpus can be added.

    Examples
    --------
    >>> count_table(np.array([0, 1, 1]), np.array([2, 0, 0]), (2, 3)).toarray().tolist()
    [[0.0, 0.0, 1.0], [2.0, 0.0, 0.0]]
    """
    from scipy.sparse import csr_array

    if not len(rows):
        return csr_array(shape, dtype=float)
    width = max(shape[1], 1)
    keys = rows.astype(np.int64) * width + columns
    if shape[0] * width > max(_CELLS, 2 * len(keys)):
        cells, counts = np.unique(keys, return_counts=True)
    else:
        counts = np.bincount(keys)
        cells = np.flatnonzero(counts)
        counts = counts[cells]
    starts = np.searchsorted(cells, np.arange(shape[0] + 1, dtype=np.int64) * width)
    return csr_array((counts.astype(float), cells % width, starts), shape=shape)


def segments(tokens: Tokens, names: list[Any], codes: np.ndarray, by: str, measure: str) -> pd.DataFrame:
    """Return the stretches of text that each group's words are: the evidence of an index.

    Parameters
    ----------
    tokens : Tokens
        The words.
    names : list
        The groups.
    codes : numpy.ndarray of int
        For each token, a position in `names`; -1: in no group.
    by : str
        What the groups are called.
    measure : str
        What was computed on them.

    Returns
    -------
    pandas.DataFrame
        As the hits of a result, one row a stretch of words of one group, document and
        statement; `weight` is its number of words.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war. None."}, {"text": "Yes."}]))
    >>> segments(words, ["all"], np.zeros(4, dtype=int), "corpus", "diversity")["weight"].tolist()
    [3.0, 1.0]
    """
    kept = np.flatnonzero(codes >= 0)
    changed = np.ones(len(kept), dtype=bool)
    if len(kept):
        previous, own = kept[:-1], kept[1:]
        changed[1:] = (
            (own != previous + 1)
            | (codes[own] != codes[previous])
            | (tokens.document[own] != tokens.document[previous])
            | (tokens.statement[own] != tokens.statement[previous])
        )
    begin = np.flatnonzero(changed)
    lengths = np.diff(np.append(begin, len(kept)))
    first = kept[begin]
    hits = tokens.places(first, first + lengths - 1)
    hits.insert(0, "measure", pd.array([measure] * len(first), dtype="string"))
    hits.insert(1, "item", pd.array([pd.NA] * len(first), dtype="string"))
    hits["entry"] = pd.array([pd.NA] * len(first), dtype="string")
    hits["weight"] = lengths.astype(float)
    hits["negated"] = False
    hits[by] = np.array([*names, None], dtype=object)[codes[first]]
    return hits
