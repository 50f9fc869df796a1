"""Clauses: the hits of a lexicon in one clause, looked at closely, part by part.

Matches contest for the words: the longest wins, of equals the first in the text. What the
lexicon excludes takes no words, and a hit is negated by an odd number of negators before it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from rostra.index.rows import (
    ANCHOR,
    APART,
    END,
    FEIGNED,
    KEY,
    LEFT,
    LONGEST,
    MIX,
    NEGATOR,
    PURPOSE,
    SIZE,
    SLOT,
)

__all__ = [
    "ENDS",
    "ENTRY",
    "FEIGNS",
    "FIRST",
    "LAST",
    "NEGATES",
    "holds",
    "longer",
    "look",
    "order_matches",
    "pair_at",
    "put",
    "rank_of",
    "room_of",
]

_kernel: Any = njit(nogil=True, cache=True)
_inlined: Any = njit(nogil=True, cache=True, inline="always")
# Of a match: its parts, its entry, by what it wins, its first slot; of what excludes, where it was found.
FIRST, LAST, ENTRY, _RANK, _SLOT = range(5)
_FIRST_MIX, _SECOND_MIX = np.uint64(MIX[0]), np.uint64(MIX[1])
_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
_ONE, _THREE, _SEVEN = np.uint64(1), np.uint64(3), np.uint64(7)
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
    # all without a sign: an index that has none need not be asked whether it counts from the end
    mixed = (np.uint64(one) * _FIRST_MIX + np.uint64(other) * _SECOND_MIX) & _LOW
    at = (mixed * (np.uint64(len(sieve)) << _THREE)) >> _HALF
    if sieve[at >> _THREE] >> np.uint8(at & _SEVEN) & 1 == 0:
        return -1
    at = (mixed * np.uint64(len(pairs))) >> _HALF
    pair = np.int64(one) << 32 | np.int64(other)
    while pairs[at] != pair and pairs[at] >= 0:
        at = (at + _ONE) & np.uint64(len(pairs) - 1)
    return np.int64(at) if pairs[at] == pair else -1  # type: ignore[return-value]


@_kernel
def longer(matches: np.ndarray) -> Any:
    """Make room for more matches."""
    more = np.empty((2 * len(matches), 5), dtype=np.int64)
    more[: len(matches)] = matches
    return more


@_inlined
def put(matches: np.ndarray, at: int, first: int, last: int, entry: int, rank: int, slot: int) -> None:
    """Put a match down."""
    matches[at, FIRST], matches[at, LAST] = first, last
    matches[at, ENTRY], matches[at, _RANK], matches[at, _SLOT] = entry, rank, slot


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
def order_matches(matches: np.ndarray, count: int, order: np.ndarray) -> None:
    """Put matches in order: the one that wins before the one that loses."""
    if count > _FEW:
        order[:count] = np.argsort(matches[:count, _RANK])
        return
    for i in range(count):
        at = i
        while at > 0 and matches[order[at - 1], _RANK] > matches[i, _RANK]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = i


@_kernel
def _is_negated(
    first: int, last: int, slot: int, token: np.ndarray, signs: np.ndarray, slots: np.ndarray
) -> bool:
    """Whether an odd number of negators stands in the gaps of a hit or before it, within four words."""
    count = 0
    if slot >= 0:
        for part in range(first, last + 1):
            if slots[slot + part - first] == slots[slot + part - first + 1]:
                count += signs[part] & (NEGATES | FEIGNS) == NEGATES
    for part in range(first - 1, -1, -1):
        if token[first] - token[part] > 4:
            break
        count += signs[part] & (NEGATES | FEIGNS | _OWN) == NEGATES
        if signs[part] & ENDS:
            break
    return count % 2 == 1


@_kernel
def _fits(first: int, last: int, slot: int, word: np.ndarray, slots: np.ndarray, words: np.ndarray) -> bool:
    """Whether the words of a row stand in some parts."""
    for part in range(first, last + 1):
        low, high = slots[slot + part - first], slots[slot + part - first + 1]
        if low < high and not holds(words, low, high, word[part]):
            return False
    return True


@_kernel
def room_of(size: int) -> Any:
    """Make room for a clause: word, token, edge, signs, winner, its end and slot; taken; matches, order."""
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
    """Find the hits of a clause by its parts; return how many there are with those before, -1 where it is
    to be left."""
    piece_begin, piece_count, piece_word, piece_edge = rows.pieces
    single, single_key, sign = rows.singles
    sieve, pairs, found_by_pair = rows.pairs
    table, anchors = rows.rows
    slots, words = rows.slots
    word, token, edge, signs, winner, until, slot_of, taken, matches, apart, order = room
    first_token, last_token, entry, negated, _ = found
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
                        low, high = found_by_pair[known, 0], found_by_pair[known, 1]
            for place in range(low, high):
                slot, what = table[place, SLOT], table[place, PURPOSE]
                first = i - table[place, ANCHOR]
                last = first + table[place, SIZE] - 1
                if first < 0 or last >= count or not edge[first] & _OPENS or not edge[last] & _CLOSES:
                    continue
                if not _fits(first, last, slot, word, slots, words):
                    continue
                if what >= 0:
                    if many == len(matches):
                        matches = longer(matches)
                    put(matches, many, first, last, what, rank_of(first, last, table[place, KEY]), slot)
                    many += 1
                elif what == NEGATOR:
                    signs[last] |= NEGATES
                elif what <= APART:
                    if others == len(apart):
                        apart = longer(apart)
                    put(apart, others, first, last, APART - what, i, slot)
                    others += 1
                elif what == LEFT:
                    return -1
                else:
                    mark = FEIGNS if what == FEIGNED else ENDS if what == END else _BARRED
                    for part in range(first, last + 1):
                        signs[part] |= mark
    if many > len(order):
        order = np.empty(2 * many, dtype=np.int64)
    order_matches(matches, many, order)
    for k in range(many):
        match = order[k]
        first, last, slot = matches[match, FIRST], matches[match, LAST], matches[match, _SLOT]
        free = not _excluded(first, last, matches[match, ENTRY], signs, apart, others)
        for place in range(token[first], token[last] + 1):
            free &= taken[place] == 0
        if not free:
            continue
        for place in range(token[first], token[last] + 1):
            taken[place] = 1
        winner[first], until[first], slot_of[first] = matches[match, ENTRY], last, slot
        for part in range(first, last + 1):
            if slot < 0 or slots[slot + part - first] < slots[slot + part - first + 1]:
                signs[part] |= _OWN
    for i in range(count):
        one = word[i]
        if edge[i] & _ALONE and single[one] >= 0 and not taken[token[i]] and not signs[i] & _BARRED:
            winner[i], until[i], slot_of[i] = single[one], i, -1
            signs[i] |= _OWN
    for i in range(count):
        if winner[i] >= 0:
            first_token[hits], last_token[hits] = begin + token[i], begin + token[until[i]]
            entry[hits] = winner[i]
            negated[hits] = rows.negatable[winner[i]] and _is_negated(
                i, until[i], slot_of[i], token, signs, slots
            )
            hits += 1
    return hits
