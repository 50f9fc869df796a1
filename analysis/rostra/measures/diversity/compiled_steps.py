"""Compiled steps: the kernels that walk along the texts of large corpora.

Each does what the function of its name in `rostra.measures.diversity.steps` does. Imported only where
the size asks for it: see `rostra.index.tokens.MANY`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

__all__ = ["factors", "lengths", "previous"]

_kernel: Any = njit(nogil=True, cache=True)


@_kernel
def _previous(ids: np.ndarray, size: int) -> Any:
    latest, found = np.full(size, -1, dtype=np.int64), np.empty(len(ids), dtype=np.int64)
    for place in range(len(ids)):
        word = np.uint64(ids[place])  # without a sign: never counted from the end
        found[place] = latest[word]
        latest[word] = place
    return found


@_kernel
def _factors(ids: np.ndarray, size: int, threshold: float, least: int, at_most: bool) -> Any:
    latest = np.zeros(size, dtype=np.int64)  # the factor in which a word was last seen, from 1
    factors, types, length = 1, 0, 0
    for place in range(len(ids)):
        word = np.uint64(ids[place])
        length += 1
        types += latest[word] != factors
        latest[word] = factors
        ratio = types / length
        if (ratio < threshold or (at_most and ratio == threshold)) and length >= least:
            factors, types, length = factors + 1, 0, 0
    return float(factors - 1), types, length


@_kernel
def _lengths(before: np.ndarray, threshold: float, least: int) -> Any:
    size = len(before)
    found = np.zeros(size, dtype=np.int64)
    for begin in range(size):
        types = 0
        for place in range(begin, size):
            types += before[place] < begin
            length = place - begin + 1
            if types < threshold * length * (1 - 1e-15) and length >= least:
                found[begin] = length
                break
    return found


def previous(ids: np.ndarray) -> np.ndarray:
    """Return where the same word stood last; -1 for the first time."""
    found: np.ndarray = _previous(*_plain(ids))
    return found


def factors(ids: np.ndarray, threshold: float, least: int, at_most: bool) -> float:
    """Count the factors of a text, the remainder as a part of one."""
    found, types, length = _factors(*_plain(ids), float(threshold), least, at_most)
    return float(found + ((1 - types / length) / (1 - threshold) if length else 0.0))


def lengths(ids: np.ndarray, threshold: float, least: int) -> np.ndarray:
    """Return the length of the factor begun at each word; 0 where the text ends first."""
    found: np.ndarray = _lengths(previous(ids), float(threshold), least)
    return found


def _plain(ids: np.ndarray) -> tuple[np.ndarray, int]:
    """Return words side by side, as numbers of one kind, and how many numbers there are."""
    return np.ascontiguousarray(ids, dtype=np.int64), int(ids.max(initial=-1)) + 1
