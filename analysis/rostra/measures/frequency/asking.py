"""Asking: which words and runs are to be counted, and where they begin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from rostra.errors import QueryError
from rostra.index.runs import gaps_of, mark_runs
from rostra.index.tokens import Tokens
from rostra.index.variants import function_words

__all__ = ["Asked", "begin_runs"]


@dataclass(frozen=True)
class Asked:
    """Which words and runs are counted: the arguments of `frequencies` of the same names."""

    n: int
    skip: int | Iterable[int]
    containing: list[str]
    case: bool
    lemma: bool
    stem: bool
    stop_words: bool
    min_count: float
    min_documents: int


def begin_runs(tokens: Tokens, codes: np.ndarray | None, asked: Asked) -> tuple[np.ndarray, np.ndarray]:
    """Mark where the runs that are asked for begin.

    Parameters
    ----------
    tokens : Tokens
        The words.
    codes : numpy.ndarray of int or None
        The group of each token, -1 for those of none; None: all are of one.
    asked : Asked
        Which runs.

    Returns
    -------
    kept : numpy.ndarray of bool
        One row a token, one column a pattern of gaps.
    offsets : numpy.ndarray of int
        How far the words of a run stand from its first, one row a pattern.
    """
    offsets = np.array(gaps_of(asked.n, asked.skip), dtype=np.int64)
    kept = mark_runs(tokens, offsets)
    if asked.containing:
        kept &= _contain(tokens, kept, offsets, asked.containing)
    if codes is not None:
        kept &= (codes >= 0)[:, None]
    if not asked.stop_words:
        content = ~function_words(list(tokens.vocabulary))[tokens.form]
        kept &= content[:, None]
        for pattern, reach in enumerate(offsets[:, -1].tolist()):
            within = max(len(tokens) - reach, 0)
            kept[:within, pattern] &= content[reach:]
    return kept, offsets


def _contain(tokens: Tokens, kept: np.ndarray, offsets: np.ndarray, wanted: list[str]) -> np.ndarray:
    """Mark the runs in which one of the words or phrases stands."""
    size, n = len(tokens), offsets.shape[1]
    first, last = tokens.find(wanted)
    held = np.zeros_like(kept)
    parted = bool(kept[:, offsets[:, -1] >= n].any())
    for length in np.unique(last - first + 1).tolist():
        if length > 1 and parted:
            phrase = next(text for text in wanted if len(text.split()) > 1)
            raise QueryError(
                f"runs with gaps are asked for that contain the phrase {phrase!r}, and a gap may part it. "
                "Give a single word, or leave out skip."
            )
        begins = np.zeros(size, dtype=bool)
        begins[first[last - first + 1 == length]] = True
        for pattern, places in enumerate(offsets.tolist()):
            for place in places[: max(n - length + 1, 0)]:
                held[: max(size - place, 0), pattern] |= begins[place:]
    return held
