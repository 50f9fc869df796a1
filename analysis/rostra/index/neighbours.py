"""Neighbours: the kernel that counts the words which stand near each word.

The neighbours of a word are put side by side, as a counting sort does it, and then counted word
by word. Nothing is looked up in a table of pairs, and only pairs that are frequent enough are kept.

Imported only where the size asks for it: see `rostra.index.tokens.LARGE`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numba import njit

from rostra.index.partitions import document_bounds
from rostra.index.tokens import Tokens
from rostra.index.word_counts import occurrences

__all__ = ["count_neighbours", "put_in_order"]

_kernel: Any = njit(nogil=True, cache=True)

_STRETCH = 32_000_000  # neighbours that are held at once, to bound memory
_NEW = np.uint32(1 << 31)  # marks the first neighbour that a word has in a document
_NUMBER = np.uint32((1 << 31) - 1)
_LATEST, _DOCUMENTS, _COUNTS = range(3)
_FEW = 16  # numbers that are put in order by insertion


@_kernel
def _gather(
    form: np.ndarray,
    bounds: np.ndarray,
    sentence: np.ndarray,
    statement: np.ndarray | None,
    own: np.ndarray | None,
    rank: np.ndarray,
    window: int,
    around: bool,
    low: int,
    high: int,
    cursor: np.ndarray,
    neighbours: np.ndarray,
    distances: np.ndarray | None,
) -> None:
    """Put the neighbours of the words from `low` to `high` side by side, document after document."""
    # indexes without a sign need not be asked whether they count from the end
    for document in range(len(bounds) - 1):
        for distance in range(1, window + 1):
            last = max(bounds[document + 1] - distance, bounds[document])
            for place in range(np.uint64(bounds[document]), np.uint64(last)):
                other = place + np.uint64(distance)
                if sentence[other] != sentence[place]:
                    continue
                if statement is not None and statement[other] != statement[place]:
                    continue
                if own is not None and not (own[place] and own[other]):
                    continue
                two = form[other]
                one = np.uint64(rank[np.uint64(form[place])])
                if around and rank[np.uint64(two)] < one:
                    one, two = np.uint64(rank[np.uint64(two)]), form[place]
                if not np.uint64(low) <= one < np.uint64(high):
                    continue
                row = one - np.uint64(low)
                at, latest = np.uint64(cursor[row, 0]), cursor[row, 1]
                neighbours[at] = np.uint32(two) | np.uint32(latest != document) << 31
                if distances is not None:
                    distances[at] = distance - 1
                cursor[row, 0], cursor[row, 1] = at + np.uint64(1), document


@_kernel
def put_in_order(numbers: np.ndarray) -> None:
    """Sort numbers, of which there are mostly few.

    Parameters
    ----------
    numbers : numpy.ndarray of int
        They are sorted in place.
    """
    if len(numbers) > _FEW:
        numbers.sort()
        return
    for i in range(1, len(numbers)):
        number, at = numbers[i], i
        while at > 0 and numbers[at - 1] > number:
            numbers[at] = numbers[at - 1]
            at -= 1
        numbers[at] = number


@_kernel
def _count(
    low: int,
    rank: np.ndarray,
    form: np.ndarray,
    begin: np.ndarray,
    end: np.ndarray,
    neighbours: np.ndarray,
    distances: np.ndarray,
    weights: np.ndarray,
    around: bool,
    min_count: float,
) -> Any:
    """Count the neighbours of each word; return the pairs that are frequent enough, and how many are not."""
    size = len(rank)
    # of each form as a neighbour: the latest document that holds it, how many do, counts by distance
    cells = np.zeros((size, _COUNTS + len(weights)), dtype=np.int32)
    met, totals = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.float64)
    room, pairs, rare = 1 << 16, 0, 0
    document: Any = 0  # counted anew in each word
    first, second = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int32)
    hits, documents = np.empty(room, dtype=np.float64), np.empty(room, dtype=np.int32)
    for word in range(len(begin)):
        before, several = document, 0
        for at in range(np.uint64(begin[word]), np.uint64(end[word])):
            document += np.int64(neighbours[at] >> np.uint32(31))
            other = np.uint64(neighbours[at] & _NUMBER)
            if cells[other, _LATEST] <= before:
                met[several] = other
                several += 1
            cells[other, _DOCUMENTS] += cells[other, _LATEST] != document
            cells[other, _LATEST] = document
            cells[other, _COUNTS + (0 if distances is None else distances[at])] += 1
        frequent = 0
        for place in range(several):
            neighbour = np.uint64(met[place])
            total = 0.0
            for k in range(len(weights)):
                total += cells[neighbour, _COUNTS + k] * weights[k]
                cells[neighbour, _COUNTS + k] = 0
            totals[neighbour] = 2 * total if around and rank[neighbour] == low + word else total
            if totals[neighbour] >= min_count:
                met[frequent] = rank[neighbour]
                frequent += 1
            else:
                cells[neighbour, _DOCUMENTS] = 0
        rare += several - frequent
        put_in_order(met[:frequent])
        if pairs + frequent > room:
            room = 2 * (pairs + frequent)
            first, second = _longer(first, room), _longer(second, room)
            hits, documents = _longer(hits, room), _longer(documents, room)
        for place in range(frequent):
            neighbour = np.uint64(form[met[place]])
            first[pairs], second[pairs] = low + word, met[place]
            hits[pairs], documents[pairs] = totals[neighbour], cells[neighbour, _DOCUMENTS]
            cells[neighbour, _DOCUMENTS] = 0
            pairs += 1
    return first[:pairs], second[:pairs], hits[:pairs], documents[:pairs], rare


@_kernel
def _longer(numbers: np.ndarray, size: int) -> Any:
    more = np.empty(size, dtype=numbers.dtype)
    more[: len(numbers)] = numbers
    return more


def count_neighbours(
    tokens: Tokens,
    own: np.ndarray | None,
    rank: np.ndarray,
    *,
    window: int,
    around: bool,
    weights: Sequence[float] | None,
    min_count: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, int]:
    """Count the pairs of words that stand near each other in one sentence and statement.

    Parameters
    ----------
    tokens : Tokens
        The words.
    own : numpy.ndarray of bool or None
        The words that count; None is all.
    rank : numpy.ndarray of int32
        The place of each form in alphabetical order.
    window : int
        How many places the second may stand from the first.
    around : bool
        Whether a pair has no order: the first is then the one that comes first in the alphabet,
        and a word that meets itself is counted from both sides.
    weights : sequence of float or None
        What a pair counts at each distance.
    min_count : float
        Fewest hits.

    Returns
    -------
    first, second : numpy.ndarray of int32
        The ranks of the words of each pair that is frequent enough, in order.
    hits : numpy.ndarray of float64
        How often they stand together, weighted.
    documents : numpy.ndarray of int32
        Documents that hold the pair.
    rare : int
        How many pairs there are besides.
    """
    size = len(rank)
    words = (
        np.asarray(tokens.form),
        document_bounds(tokens),
        np.asarray(tokens.sentence),
        None if tokens.statements is None else np.asarray(tokens.statement),
        own,
    )
    frequency = np.zeros(size, dtype=np.int64)
    frequency[rank] = occurrences(tokens)
    bounds = np.append(0, np.cumsum(frequency * window * (2 if around else 1)))
    weighed = np.ones(1) if weights is None else np.array(weights, dtype=np.float64)
    kind = np.int32 if bounds.max(initial=0) < 2**31 else np.int64
    in_order = np.argsort(rank)
    parts, low = [], 0
    while low < size:
        high = max(int(np.searchsorted(bounds, bounds[low] + _STRETCH, side="right")) - 1, low + 1)
        begin = bounds[low:high] - bounds[low]
        # where the next neighbour of each word goes, and the document of the one before
        cursor = np.stack([begin, np.full(high - low, -1)], axis=1).astype(kind)
        neighbours = np.empty(bounds[high] - bounds[low], dtype=np.uint32)
        distances = None if weights is None else np.empty(len(neighbours), dtype=np.int32)
        _gather(*words, rank, window, around, low, high, cursor, neighbours, distances)
        parts.append(
            _count(
                low, rank, in_order, begin, cursor[:, 0], neighbours, distances, weighed, around, min_count
            )
        )
        low = high
    columns = (np.concatenate([part[i] for part in parts] or [np.zeros(0)]) for i in range(4))
    first, second, hits, documents = columns
    return first, second, hits, documents, sum(part[4] for part in parts)
