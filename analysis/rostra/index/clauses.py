"""Clauses: the hits of a lexicon in one clause, looked at closely, part by part.

Matches contest for the words: the longest wins, of equals the first in the text. What the
lexicon excludes takes no words, and a hit is negated by an odd number of negators before it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from rostra.index.rows import APART, END, FEIGNED, LONGEST, MIX, NEGATOR

__all__ = [
    "ENDS",
    "ENTRY",
    "FEIGNS",
    "FIRST",
    "LAST",
    "NEGATES",
    "holds",
    "in_order",
    "longer",
    "look",
    "pair_at",
    "put",
    "rank_of",
    "room_of",
]

_kernel: Any = njit(nogil=True, cache=True)
_inlined: Any = njit(nogil=True, cache=True, inline="always")
# Of a match: its parts, its entry, by what it wins, which row it is; of what excludes, where it was found.
FIRST, LAST, ENTRY, _RANK, _ROW = range(5)
_FIRST_MIX, _SECOND_MIX = MIX
_FEW = 16  # matches that are put in order by insertion
# Signs of a part. The first three are those of `Rows.sign`.
NEGATES, FEIGNS, ENDS, _BARRED, _OWN = 1, 2, 4, 8, 16
_OPENS, _CLOSES, _ALONE = 1, 2, 4


@_kernel
def holds(words: np.ndarray, first: int, last: int, word: int) -> bool:
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


@_inlined
def pair_at(one: int, other: int, sieve: np.ndarray, pairs: np.ndarray) -> int:
    """Where a pair of words stands in the table of pairs; -1 where it is none of them."""
    mixed = (np.int64(one) * _FIRST_MIX + np.int64(other) * _SECOND_MIX) & 0xFFFFFFFF
    at = (mixed * (len(sieve) << 3)) >> 32
    if sieve[at >> 3] >> (at & 7) & 1 == 0:
        return -1
    at = (mixed * len(pairs)) >> 32
    pair = np.int64(one) << 32 | np.int64(other)
    while pairs[at] != pair and pairs[at] >= 0:
        at = (at + 1) & (len(pairs) - 1)
    return at if pairs[at] == pair else -1  # type: ignore[return-value]


@_kernel
def longer(matches: np.ndarray) -> Any:
    """Make room for more matches."""
    more = np.empty((2 * len(matches), 5), dtype=np.int64)
    more[: len(matches)] = matches
    return more


@_inlined
def put(matches: np.ndarray, at: int, first: int, last: int, entry: int, rank: int, row: int) -> None:
    """Put a match down."""
    matches[at, FIRST], matches[at, LAST] = first, last
    matches[at, ENTRY], matches[at, _RANK], matches[at, _ROW] = entry, rank, row


@_inlined
def rank_of(first: int, last: int, key: int) -> int:
    """Longer matches come first, of equals the first in the text, then by what their rows win."""
    return ((127 - (last - first)) << 56) | (first << 24) | key


@_kernel
def _excluded(first: int, last: int, entry: int, signs: np.ndarray, apart: np.ndarray, count: int) -> bool:
    """Whether a match shares a part with what the lexicon or its entry excludes."""
    for part in range(first, last + 1):
        if signs[part] & _BARRED:
            return True
    low, high = 0, count
    while low < high:  # they were found from left to right, none of them is longer than a row may be
        middle = (low + high) >> 1
        if apart[middle, _RANK] < first - LONGEST:
            low = middle + 1
        else:
            high = middle
    while low < count and apart[low, _RANK] <= last + LONGEST:
        if apart[low, ENTRY] == entry and apart[low, FIRST] <= last and apart[low, LAST] >= first:
            return True
        low += 1
    return False


@_kernel
def in_order(matches: np.ndarray, count: int, order: np.ndarray) -> Any:
    """Put matches in order: the one that wins before the one that loses."""
    if count > len(order):
        order = np.empty(2 * count, dtype=np.int64)
    if count > _FEW:
        order[:count] = np.argsort(matches[:count, _RANK])
        return order
    for i in range(count):
        at = i
        while at > 0 and matches[order[at - 1], _RANK] > matches[i, _RANK]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = i
    return order


@_kernel
def _is_negated(
    first: int, row: int, token: np.ndarray, signs: np.ndarray, first_slot: np.ndarray, slots: np.ndarray
) -> bool:
    """Whether an odd number of negators stands in the gaps of a hit or before it, within four words."""
    count = 0
    if row >= 0:
        begin = first_slot[row]
        for k in range(first_slot[row + 1] - begin):
            if slots[begin + k] == slots[begin + k + 1]:
                count += signs[first + k] & (NEGATES | FEIGNS) == NEGATES
    for part in range(first - 1, -1, -1):
        if token[first] - token[part] > 4:
            break
        count += signs[part] & (NEGATES | FEIGNS | _OWN) == NEGATES
        if signs[part] & ENDS:
            break
    return count % 2 == 1


@_kernel
def _fits(
    first: int, row: int, word: np.ndarray, first_slot: np.ndarray, slots: np.ndarray, words: np.ndarray
) -> bool:
    """Whether the words of a row stand from a part on."""
    begin = first_slot[row]
    for k in range(first_slot[row + 1] - begin):
        low, high = slots[begin + k], slots[begin + k + 1]
        if low < high and not holds(words, low, high, word[first + k]):
            return False
    return True


@_kernel
def room_of(size: int) -> Any:
    """Make room for a clause: word, token, edge, signs, winner, its end and row; taken; matches, order."""
    return (
        np.empty(size, np.int32),
        np.empty(size, np.int32),
        np.empty(size, np.uint8),
        np.empty(size, np.uint8),
        np.empty(size, np.int32),
        np.empty(size, np.int32),
        np.empty(size, np.int32),
        np.empty(size, np.uint8),
        np.empty((64, 5), np.int64),
        np.empty((64, 5), np.int64),
        np.empty(64, np.int64),
    )


@_kernel
def look(begin: int, end: int, hits: int, form: np.ndarray, room: Any, rows: Any, found: Any) -> int:
    """Find the hits of a clause by its parts; return how many there are with those before."""
    piece_begin, piece_count, piece_word, piece_edge = rows.pieces
    single, single_key, sign = rows.singles
    sieve, pairs, pair_begin, pair_end = rows.pairs
    row_at, anchors, anchor, key, purpose = rows.rows
    first_slot, slots, words = rows.slots
    word, token, edge, signs, winner, until, row_of, taken, matches, apart, order = room
    first_token, last_token, entry, negated = found
    count = 0
    for place in range(begin, end):
        base, several = piece_begin[form[place]], piece_count[form[place]]
        for k in range(several):
            word[count] = piece_word[base + k]
            edge[count] = piece_edge[base + k] | (_ALONE if several == 1 else 0)
            token[count] = place - begin
            signs[count] = 0
            winner[count] = -1
            count += 1
        taken[place - begin] = 0
    many = others = 0
    for i in range(count):
        one = word[i]
        if edge[i] & _OPENS and edge[i] & _CLOSES:
            signs[i] |= sign[one]
            if single[one] >= 0 and not edge[i] & _ALONE:
                if many == len(matches):
                    matches = longer(matches)
                put(matches, many, i, i, single[one], rank_of(i, i, single_key[one]), -1)
                many += 1
        for by_pair in range(2):
            low, high = anchors[one], anchors[one + 1]
            if by_pair:
                low, high = 0, 0
                if i + 1 < count:
                    known = pair_at(one, word[i + 1], sieve, pairs)
                    if known >= 0:
                        low, high = pair_begin[known], pair_end[known]
            for place in range(low, high):
                row = row_at[place]
                first = i - anchor[row]
                last = first + first_slot[row + 1] - first_slot[row] - 1
                if first < 0 or last >= count or not edge[first] & _OPENS or not edge[last] & _CLOSES:
                    continue
                if not _fits(first, row, word, first_slot, slots, words):
                    continue
                what = purpose[row]
                if what >= 0:
                    if many == len(matches):
                        matches = longer(matches)
                    put(matches, many, first, last, what, rank_of(first, last, key[row]), row)
                    many += 1
                elif what == NEGATOR:
                    signs[last] |= NEGATES
                elif what <= APART:
                    if others == len(apart):
                        apart = longer(apart)
                    put(apart, others, first, last, APART - what, i, row)
                    others += 1
                else:
                    mark = FEIGNS if what == FEIGNED else ENDS if what == END else _BARRED
                    for part in range(first, last + 1):
                        signs[part] |= mark
    order = in_order(matches, many, order)
    for k in range(many):
        match = order[k]
        first, last, row = matches[match, FIRST], matches[match, LAST], matches[match, _ROW]
        free = not _excluded(first, last, matches[match, ENTRY], signs, apart, others)
        for place in range(token[first], token[last] + 1):
            free &= taken[place] == 0
        if not free:
            continue
        for place in range(token[first], token[last] + 1):
            taken[place] = 1
        winner[first], until[first], row_of[first] = matches[match, ENTRY], last, row
        for part in range(first, last + 1):
            slot = first_slot[row] + part - first
            if row < 0 or slots[slot] < slots[slot + 1]:
                signs[part] |= _OWN
    for i in range(count):
        one = word[i]
        if edge[i] & _ALONE and single[one] >= 0 and not taken[token[i]] and not signs[i] & _BARRED:
            winner[i], until[i], row_of[i] = single[one], i, -1
            signs[i] |= _OWN
    for i in range(count):
        if winner[i] >= 0:
            first_token[hits], last_token[hits] = begin + token[i], begin + token[until[i]]
            entry[hits] = winner[i]
            negated[hits] = rows.negatable[winner[i]] and _is_negated(
                i, row_of[i], token, signs, first_slot, slots
            )
            hits += 1
    return hits
