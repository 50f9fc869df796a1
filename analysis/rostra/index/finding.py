"""Finding: the kernels that look for the rows of a lexicon in one partition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from rostra.index.lookup import Rows
    from rostra.index.parts import Pieces

__all__ = ["hits_of_documents"]

_kernel: Any = njit(nogil=True, cache=True)
# Of a match: its tokens, which row it is, and by what it wins.
_FIRST, _LAST, _ROW, _RANK = range(4)
_FEW = 16  # matches that are put in order by insertion
_LONGEST = 127  # parts of a row


@_kernel
def _holds(words: np.ndarray, first: int, last: int, word: int) -> bool:
    """Whether a word is among sorted ones."""
    while first < last:
        middle = (first + last) >> 1
        if words[middle] < word:
            first = middle + 1
        elif words[middle] > word:
            last = middle
        else:
            return True
    return False


@_kernel
def _choose(
    matches: np.ndarray,
    count: int,
    category: np.ndarray,
    taken: np.ndarray,
    few: np.ndarray,
    found: np.ndarray,
    document: int,
) -> None:
    """Count, of matches that overlap, those that win: the longest, of equals the first."""
    if count == 1:
        found[document, category[matches[0, _ROW]]] += 1
        return
    order = few
    if count > _FEW:
        order = np.argsort(matches[:count, _RANK])
    else:
        for i in range(count):
            at = i
            while at > 0 and matches[order[at - 1], _RANK] > matches[i, _RANK]:
                order[at] = order[at - 1]
                at -= 1
            order[at] = i
    for i in range(count):
        first, last = matches[order[i], _FIRST], matches[order[i], _LAST]
        free = True
        for token in range(first, last + 1):
            if taken[token]:
                free = False
                break
        if free:
            for token in range(first, last + 1):
                taken[token] = 1
            found[document, category[matches[order[i], _ROW]]] += 1
    for i in range(count):
        for token in range(matches[i, _FIRST], matches[i, _LAST] + 1):
            taken[token] = 0


@_kernel
def _fits(
    first: int,
    row: int,
    anchor: int,
    first_slot: np.ndarray,
    slots: np.ndarray,
    words: np.ndarray,
    piece_word: np.ndarray,
    part: np.ndarray,
) -> bool:
    """Whether the words of a row stand from a part on; that of its anchor does."""
    begin = first_slot[row]
    for k in range(first_slot[row + 1] - begin):
        low, high = slots[begin + k], slots[begin + k + 1]
        if k != anchor and low < high and not _holds(words, low, high, piece_word[part[first + k]]):
            return False
    return True


@_kernel
def _look(
    form: np.ndarray,
    clause_start: np.ndarray,
    bounds: np.ndarray,
    piece_word: np.ndarray,
    piece_opens: np.ndarray,
    piece_closes: np.ndarray,
    piece_begin: np.ndarray,
    piece_count: np.ndarray,
    active: np.ndarray,
    anchors: np.ndarray,
    rows: np.ndarray,
    beside: np.ndarray,
    neighbour: np.ndarray,
    anchor: np.ndarray,
    first_slot: np.ndarray,
    key: np.ndarray,
    category: np.ndarray,
    slots: np.ndarray,
    words: np.ndarray,
    part: np.ndarray,
    token: np.ndarray,
    taken: np.ndarray,
    longest: int,
    found: np.ndarray,
) -> None:
    matches = np.empty((64, 4), dtype=np.int64)
    few = np.empty(_FEW, dtype=np.int64)
    for document in range(len(bounds) - 1):
        at, last = bounds[document], bounds[document + 1]
        while at < last:
            # the parts of one clause
            count = 0
            begin = at
            any_active = False
            while at < last and (at == begin or not clause_start[at]):
                base = piece_begin[form[at]]
                for k in range(piece_count[form[at]]):
                    any_active |= active[base + k]
                    part[count] = base + k
                    token[count] = at
                    count += 1
                at += 1
            if not any_active:
                continue
            many = 0  # matches that may overlap, and where the last of them ends
            reach = -1
            for i in range(count):
                if many and i > longest and token[i - longest] > reach:
                    _choose(matches, many, category, taken, few, found, document)
                    many = 0
                if not active[part[i]]:
                    continue
                word = piece_word[part[i]]
                for place in range(anchors[word], anchors[word + 1]):
                    if beside[place] != 0:
                        near = i + beside[place]
                        if near < 0 or near >= count or piece_word[part[near]] != neighbour[place]:
                            continue
                    row = rows[place]
                    size = first_slot[row + 1] - first_slot[row]
                    first = i - anchor[row]
                    end = first + size - 1
                    if first < 0 or end >= count:
                        continue
                    if not piece_opens[part[first]] or not piece_closes[part[end]]:
                        continue
                    if not _fits(first, row, anchor[row], first_slot, slots, words, piece_word, part):
                        continue
                    if many == len(matches):
                        more = np.empty((2 * many, 4), dtype=np.int64)
                        more[:many] = matches
                        matches = more
                    matches[many, _FIRST] = token[first] - begin
                    matches[many, _LAST] = token[end] - begin
                    matches[many, _ROW] = row
                    matches[many, _RANK] = ((_LONGEST - size) << 56) | (first << 24) | key[row]
                    reach = max(reach, token[end])
                    many += 1
            if many:
                _choose(matches, many, category, taken, few, found, document)


def hits_of_documents(
    form: np.ndarray,
    clause_start: np.ndarray,
    bounds: np.ndarray,
    pieces: Pieces,
    rows: Rows,
    categories: int,
) -> np.ndarray:
    """Count the hits of each category in each document of one partition.

    Parameters
    ----------
    form, clause_start : numpy.ndarray
        The tokens.
    bounds : numpy.ndarray of int64
        Where those of each document begin, and where the last end.
    pieces : Pieces
        The parts of each form.
    rows : Rows
        What is looked for.
    categories : int
        How many there are.

    Returns
    -------
    numpy.ndarray of int64
        A row a document, a column a category.
    """
    found = np.zeros((len(bounds) - 1, categories), dtype=np.int64)
    if not len(form) or not len(rows.rows):
        return found
    longest = _longest_clause(clause_start, bounds)
    most = longest * int(pieces.sizes.max())
    _look(
        form,
        clause_start,
        bounds,
        pieces.word,
        pieces.opens,
        pieces.closes,
        pieces.begin,
        pieces.sizes,
        (np.diff(rows.anchors) > 0)[pieces.word],
        rows.anchors,
        rows.rows,
        rows.beside,
        rows.neighbour,
        rows.anchor,
        rows.first_slot,
        rows.key,
        rows.category,
        rows.slots,
        rows.words,
        np.empty(most, dtype=np.int64),
        np.empty(most, dtype=np.int64),
        np.zeros(longest, dtype=np.uint8),
        int(np.diff(rows.first_slot).max()),
        found,
    )
    return found


def _longest_clause(clause_start: np.ndarray, bounds: np.ndarray) -> int:
    marks = clause_start.copy()
    marks[bounds[:-1][np.diff(bounds) > 0]] = True
    places = np.append(np.flatnonzero(marks), len(marks))
    return int(np.diff(places).max()) if len(places) > 1 else 1
