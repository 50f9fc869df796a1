"""Repeats: the kernel that puts the runs of words side by side that are the same.

The places of all runs are put in the order of their first words, as a counting sort does it; then
those of the same first word in the order of their second, and so on. No number of a run is made,
sorted or looked up. What stands alone before its last word is a run that occurs once, and where
those are not asked for it is counted and left out at once.

Imported only where the size asks for it: see `rostra.index.tokens.MANY`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numba import njit

from rostra.index.neighbours import put_in_order

__all__ = ["count_documents", "find_repeats", "numbers_of_runs"]

_kernel: Any = njit(nogil=True, cache=True)

_HELD = 1 << 20  # numbers of a stretch that are kept from its first reading to its second
_NEAR = 64  # tokens


def numbers_of_runs(kept: np.ndarray) -> np.ndarray:
    """Return the numbers of the runs that are kept.

    Parameters
    ----------
    kept : numpy.ndarray of bool
        One row a token, one column a pattern of gaps, as of `rostra.index.runs.mark_runs`.

    Returns
    -------
    numpy.ndarray of uint32 or uint64
        Rising; the number of a run is its first token times the patterns, plus its pattern.
    """
    kind = np.uint32 if kept.size < 2**32 else np.uint64
    return _gather(np.ascontiguousarray(kept).reshape(-1), np.empty(np.count_nonzero(kept), dtype=kind))


@_kernel
def _gather(kept: np.ndarray, rows: np.ndarray) -> Any:
    done = np.uint64(0)
    for row in range(np.uint64(len(kept))):
        if kept[row]:
            rows[done] = row
            done += np.uint64(1)
    return rows


@_kernel
def _read(word: np.ndarray, places: np.ndarray, row: Any) -> Any:
    """Return the number of the token that is meant of a run."""
    # indexes without a sign need not be asked whether they count from the end
    place, patterns = np.uint64(row), np.uint64(len(places))
    if patterns == np.uint64(1):
        return np.uint64(word[place + np.uint64(places[0])])
    return np.uint64(word[place // patterns + np.uint64(places[place % patterns])])


@_kernel
def _part(
    word: np.ndarray,
    places: np.ndarray,
    rows: np.ndarray,
    bounds: np.ndarray,
    fewest: int,
    counts: np.ndarray,
    met: np.ndarray,
    own: np.ndarray,
    parted: np.ndarray,
    begins: np.ndarray,
) -> Any:
    """Put the rows of each stretch in the order of one more word, and leave out words with too few.

    Returns how many rows and stretches there are then, and how many stretches were left out.
    """
    rest = filled = stretches = np.int64(0)
    begins[0] = 0
    for stretch in range(len(bounds) - 1):
        begin, end = np.uint64(bounds[stretch]), np.uint64(bounds[stretch + 1])
        if end - begin == np.uint64(1):
            if fewest > 1:
                rest += 1
            else:
                parted[filled] = rows[begin]
                filled += 1
                stretches += 1
                begins[stretches] = filled
            continue
        held = end - begin <= np.uint64(len(own))
        several = 0
        for at in range(begin, end):
            one = _read(word, places, rows[at])
            if held:
                own[at - begin] = one
            met[several] = one
            several += counts[one] == 0
            counts[one] += 1
        kept = 0
        for i in range(several):
            one = np.uint64(met[i])
            if counts[one] >= fewest:
                met[i], met[kept] = met[kept], one
                kept += 1
            else:
                counts[one] = -1
        rest += several - kept
        put_in_order(met[:kept])
        for i in range(kept):
            one = np.uint64(met[i])
            size = counts[one]
            counts[one] = filled
            filled += size
            stretches += 1
            begins[stretches] = filled
        if kept:
            for at in range(begin, end):
                one = np.uint64(own[at - begin]) if held else _read(word, places, rows[at])
                if counts[one] >= 0:
                    parted[np.uint64(counts[one])] = rows[at]
                    counts[one] += 1
        for i in range(several):
            counts[np.uint64(met[i])] = 0
    return filled, stretches, rest


def find_repeats(
    rows: np.ndarray,
    levels: Sequence[tuple[np.ndarray, np.ndarray]],
    size: int,
    min_count: int,
    *,
    count_rare: bool = True,
) -> tuple[np.ndarray, np.ndarray, int]:
    """Put the runs side by side that are the same.

    Parameters
    ----------
    rows : numpy.ndarray of uint32 or uint64
        The runs, as of `numbers_of_runs`. The array is used up.
    levels : sequence of (numpy.ndarray of int32, numpy.ndarray of int64)
        What must be the same: a number of each token, and how far from the first token of a run
        the one stands that is meant, for each pattern of gaps.
    size : int
        All numbers are smaller.
    min_count : int
        Fewest occurrences.
    count_rare : bool
        Tell those that are rarer apart, to the last word. False leaves them out as soon as they are
        known to be rare.

    Returns
    -------
    rows : numpy.ndarray of uint32 or uint64
        The runs that are frequent enough: in the order of their numbers, level by level, and where
        all of these are the same in text order.
    bounds : numpy.ndarray
        Where the occurrences of each begin, and where those of the last end.
    rare : int
        How many different runs are rarer, if that is asked for.
    """
    counts, met = np.zeros(size, dtype=np.int64), np.empty(size + 1, dtype=np.int32)
    bounds = np.array([0, len(rows)] if len(rows) else [0], dtype=rows.dtype)
    # room that is not used costs no memory
    other, begins, free = np.empty_like(rows), np.empty(len(rows) + 1, rows.dtype), None
    own, rare = np.empty(min(_HELD, len(rows)), dtype=np.int32), 0
    for number, (word, places) in enumerate(levels):
        last = number == len(levels) - 1
        fewest = min(min_count, 2) if count_rare and not last else min_count
        if free is None:
            free = np.empty(len(rows) + 1, rows.dtype)
        filled, stretches, rest = _part(word, places, rows, bounds, fewest, counts, met, own, other, begins)
        rare += rest
        rows, other = other[:filled], rows
        bounds, begins, free = begins[: stretches + 1], free, begins
    return rows, bounds, rare


def count_documents(
    rows: np.ndarray,
    bounds: np.ndarray,
    patterns: int,
    documents: np.ndarray,
    group: np.ndarray | None,
    own: np.ndarray,
    own_document: np.ndarray,
    own_words: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Count in how many documents each run is, and sum over them what its interval asks for.

    Parameters
    ----------
    rows, bounds : numpy.ndarray
        The runs, as of `find_repeats`: those of one group after those of another.
    patterns : int
        Patterns of gaps.
    documents : numpy.ndarray of int
        Where the tokens of each document begin, and where the last end.
    group : numpy.ndarray of int or None
        The group of each token; None: there is one.
    own : numpy.ndarray of int
        Where the documents of each group begin in the next two, and where those of the last end.
    own_document, own_words : numpy.ndarray of int
        Documents, and the words of the group in each.

    Returns
    -------
    groups, found : numpy.ndarray of int32
        The group of each run, and how many documents hold it.
    squares, products : numpy.ndarray of float64
        Sums over documents of its occurrences squared, and times the words of the group.
    """
    # of every so many tokens the document: they stay at hand, as those of all tokens would not
    near = np.searchsorted(documents[1:], np.arange(0, documents[-1], _NEAR), side="right").astype(np.int32)
    return _count(rows, bounds, patterns, documents[1:], near, _NEAR, group, own, own_document, own_words)


@_kernel
def _count(
    rows: np.ndarray,
    bounds: np.ndarray,
    patterns: int,
    ends: np.ndarray,
    near: np.ndarray,
    every: int,
    group: np.ndarray | None,
    own: np.ndarray,
    own_document: np.ndarray,
    own_words: np.ndarray,
) -> Any:
    size = len(bounds) - 1
    groups, found = np.zeros(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    squares, products = np.empty(size, dtype=np.float64), np.empty(size, dtype=np.float64)
    words, present = np.zeros(len(ends), dtype=np.int64), np.int64(-1)
    for run in range(size):
        place: Any = np.uint64(rows[np.uint64(bounds[run])]) // np.uint64(patterns)
        number = np.int64(0) if group is None else np.int64(group[place])
        if number != present:
            present = number
            for i in range(own[number], own[number + 1]):
                words[own_document[i]] = own_words[i]
        latest, count, several = np.uint64(len(ends)), 0, 0
        square: Any = np.int64(0)
        product: Any = np.int64(0)
        for at in range(np.uint64(bounds[run]), np.uint64(bounds[run + 1])):
            place = np.uint64(rows[at]) // np.uint64(patterns)
            here = np.uint64(near[place // np.uint64(every)])
            while place >= np.uint64(ends[here]):
                here += np.uint64(1)
            if here != latest:
                if count:
                    square += count * count
                    product += count * words[latest]
                latest, count = here, 0
                several += 1
            count += 1
        groups[run], found[run] = number, several
        squares[run] = square + count * count
        products[run] = product + count * words[latest]
    return groups, found, squares, products
