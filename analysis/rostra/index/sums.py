"""Sums: the kernels that count forms and pairs of forms in one partition."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

__all__ = ["count_forms", "count_pairs"]

_kernel: Any = njit(nogil=True, cache=True)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@_kernel
def _count_forms(
    form: np.ndarray,
    bounds: np.ndarray,
    group: np.ndarray,
    by_document: bool,
    forms: int,
    counts: np.ndarray,
    documents: np.ndarray,
    seen: np.ndarray,
) -> None:
    for document in range(len(bounds) - 1):
        first, last = bounds[document], bounds[document + 1]
        if by_document:
            code = group[document]
            if code < 0:
                continue
            base = code * forms
            for i in range(first, last):
                place = base + form[i]
                counts[place] += 1
                if seen[form[i]] != document:
                    seen[form[i]] = document
                    documents[place] += 1
        else:
            for i in range(first, last):
                code = group[i]
                if code >= 0:
                    place = code * forms + form[i]
                    counts[place] += 1
                    if seen[place] != document:
                        seen[place] = document
                        documents[place] += 1


def count_forms(
    form: np.ndarray, bounds: np.ndarray, group: np.ndarray, by_document: bool, groups: int, forms: int
) -> tuple[np.ndarray, np.ndarray]:
    """Count the forms of one partition by group.

    Parameters
    ----------
    form : numpy.ndarray of int32
        The form of each token.
    bounds : numpy.ndarray of int64
        Where the tokens of each document begin, and where the last end.
    group : numpy.ndarray of int64
        The group of each document, or of each token; -1 for none.
    by_document : bool
        Whether it is that of each document.
    groups, forms : int
        How many there are.

    Returns
    -------
    counts, documents : numpy.ndarray of int64
        A row a group, a column a form: tokens, and documents with one of them.
    """
    counts, documents = np.zeros(groups * forms, dtype=np.int64), np.zeros(groups * forms, dtype=np.int64)
    seen = np.full(forms if by_document else groups * forms, -1, dtype=np.int32)
    _count_forms(form, bounds, group, by_document, forms, counts, documents, seen)
    return counts.reshape(groups, forms), documents.reshape(groups, forms)


@_kernel
def _count_pairs(
    form: np.ndarray,
    opens: np.ndarray,
    forms: int,
    begin: int,
    keys: np.ndarray,
    counts: np.ndarray,
    used: int,
) -> tuple[int, int]:
    """Count pairs into a table until it is half full; return where it stopped, and how full it is."""
    shift = np.uint64(64)
    size = len(keys)
    while size > 1:
        size >>= 1
        shift -= np.uint64(1)
    mask = np.uint64(len(keys) - 1)
    half = len(keys) // 2
    for i in range(begin, len(form)):
        if opens[i]:
            continue
        key = np.int64(form[i - 1]) * forms + np.int64(form[i])
        place = (np.uint64(key) * _MIX) >> shift
        while keys[place] != key:
            if keys[place] < 0:
                if used >= half:
                    return i, used
                keys[place] = key
                used += 1
                break
            place = (place + np.uint64(1)) & mask
        counts[place] += 1
    return len(form), used


@_kernel
def _moved(keys: np.ndarray, counts: np.ndarray, to_keys: np.ndarray, to_counts: np.ndarray) -> None:
    """Put what one table holds into a larger one."""
    shift = np.uint64(64)
    size = len(to_keys)
    while size > 1:
        size >>= 1
        shift -= np.uint64(1)
    mask = np.uint64(len(to_keys) - 1)
    for i in range(len(keys)):
        if keys[i] >= 0:
            place = (np.uint64(keys[i]) * _MIX) >> shift
            while to_keys[place] >= 0:
                place = (place + np.uint64(1)) & mask
            to_keys[place] = keys[i]
            to_counts[place] = counts[i]


def count_pairs(form: np.ndarray, opens: np.ndarray, forms: int) -> tuple[np.ndarray, np.ndarray]:
    """Count the pairs of neighbours of one partition.

    Parameters
    ----------
    form : numpy.ndarray of int32
        The form of each token.
    opens : numpy.ndarray of bool
        True where a token has no neighbour before it; so the first.
    forms : int
        How many forms there are.

    Returns
    -------
    keys : numpy.ndarray of int64
        The pairs, as first form x forms + second form, sorted.
    counts : numpy.ndarray of int64
        How often each occurs.
    """
    if not len(form):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    if not opens[0]:
        opens = opens.copy()
        opens[0] = True
    keys, counts = _table(1 << 16)
    at, used = _count_pairs(form, opens, forms, 1, keys, counts, 0)
    while at < len(form):
        more_keys, more_counts = _table(4 * len(keys))
        _moved(keys, counts, more_keys, more_counts)
        keys, counts = more_keys, more_counts
        at, used = _count_pairs(form, opens, forms, at, keys, counts, used)
    found = np.flatnonzero(keys >= 0)
    found = found[np.argsort(keys[found])]
    return keys[found], counts[found]


def _table(size: int) -> tuple[np.ndarray, np.ndarray]:
    return np.full(size, -1, dtype=np.int64), np.zeros(size, dtype=np.int64)
