"""Finding: the kernel that looks for the rows of a lexicon in the words of a text.

It goes from clause to clause: a phrase stands in one, and so does all that excludes or
negates it. The rules are those of `rostra.index.matching`, which finds the same hits
without kernels.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from rostra.index.parts import pieces_of
from rostra.index.rows import APART, END, FEIGNED, LONGEST, LOOK, MIX, NEGATOR, SIEVE, Rows
from rostra.index.tokens import Tokens

__all__ = ["hits_of_rows"]

_kernel: Any = njit(nogil=True, cache=True)
_inlined: Any = njit(nogil=True, cache=True, inline="always")
# Of a match: its parts, its entry, by what it wins, which row it is; of what excludes, where it was found.
_FIRST, _LAST, _ENTRY, _RANK, _ROW = range(5)
_FIRST_MIX, _SECOND_MIX = MIX
_FEW = 16  # matches that are put in order by insertion
# Signs of a part. The first three are those of `Rows.sign`.
_NEGATES, _FEIGNS, _ENDS, _BARRED, _OWN = 1, 2, 4, 8, 16
_OPENS, _CLOSES, _ALONE = 1, 2, 4


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


@_inlined
def _passes(sieve: np.ndarray, one: int, other: int) -> bool:
    """Whether two words may be one of the pairs."""
    at = ((np.int64(one) * _FIRST_MIX + np.int64(other) * _SECOND_MIX) & 0xFFFFFFFF) >> (32 - SIEVE)
    return sieve[at >> 3] >> (at & 7) & 1 == 1


@_kernel
def _fits(
    first: int,
    row: int,
    anchor: int,
    first_slot: np.ndarray,
    slots: np.ndarray,
    words: np.ndarray,
    word: np.ndarray,
) -> bool:
    """Whether the words of a row stand from a part on; that of its anchor does."""
    begin = first_slot[row]
    for k in range(first_slot[row + 1] - begin):
        low, high = slots[begin + k], slots[begin + k + 1]
        if k != anchor and low < high and not _holds(words, low, high, word[first + k]):
            return False
    return True


@_kernel
def _longer(matches: np.ndarray) -> Any:
    """Make room for more matches."""
    more = np.empty((2 * len(matches), 5), dtype=np.int64)
    more[: len(matches)] = matches
    return more


@_inlined
def _put(matches: np.ndarray, at: int, first: int, last: int, entry: int, rank: int, row: int) -> None:
    """Put a match down."""
    matches[at, _FIRST], matches[at, _LAST] = first, last
    matches[at, _ENTRY], matches[at, _RANK], matches[at, _ROW] = entry, rank, row


@_inlined
def _rank(first: int, last: int, key: int) -> int:
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
        if apart[low, _ENTRY] == entry and apart[low, _FIRST] <= last and apart[low, _LAST] >= first:
            return True
        low += 1
    return False


@_kernel
def _sort(matches: np.ndarray, count: int, order: np.ndarray) -> None:
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
    first: int, row: int, token: np.ndarray, signs: np.ndarray, first_slot: np.ndarray, slots: np.ndarray
) -> bool:
    """Whether an odd number of negators stands in the gaps of a hit or before it, within four words."""
    count = 0
    if row >= 0:
        begin = first_slot[row]
        for k in range(first_slot[row + 1] - begin):
            if slots[begin + k] == slots[begin + k + 1]:
                count += signs[first + k] & (_NEGATES | _FEIGNS) == _NEGATES
    for part in range(first - 1, -1, -1):
        if token[first] - token[part] > 4:
            break
        count += signs[part] & (_NEGATES | _FEIGNS | _OWN) == _NEGATES
        if signs[part] & _ENDS:
            break
    return count % 2 == 1


@_kernel
def _look(
    form: np.ndarray,
    clause_start: np.ndarray,
    piece_word: np.ndarray,
    piece_edge: np.ndarray,
    piece_begin: np.ndarray,
    piece_count: np.ndarray,
    form_word: np.ndarray,
    lone: np.ndarray,
    single: np.ndarray,
    single_key: np.ndarray,
    sign: np.ndarray,
    anchors: np.ndarray,
    rows: np.ndarray,
    pairs: np.ndarray,
    pair_begin: np.ndarray,
    sieve: np.ndarray,
    anchor: np.ndarray,
    first_slot: np.ndarray,
    key: np.ndarray,
    purpose: np.ndarray,
    slots: np.ndarray,
    words: np.ndarray,
    negatable: np.ndarray,
    first_token: np.ndarray,
    last_token: np.ndarray,
    entry: np.ndarray,
    negated: np.ndarray,
) -> int:
    matches, apart = np.empty((64, 5), dtype=np.int64), np.empty((64, 5), dtype=np.int64)
    order = np.empty(64, dtype=np.int64)
    word, token = np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
    edge, signs, taken = np.empty(0, np.uint8), np.empty(0, np.uint8), np.empty(0, np.uint8)
    winner, until, row_of = np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int32)
    widest = piece_count.max()
    hits = at = 0
    while at < len(form):
        begin, before = at, hits
        look = False
        last_word = -1
        while at == begin or (at < len(form) and not clause_start[at]):
            what = lone[form[at]]
            if what >= 0:
                first_token[hits] = last_token[hits] = at
                entry[hits], negated[hits] = what, False
                hits += 1
            look |= what == LOOK
            one = form_word[form[at]]
            look |= last_word >= 0 and _passes(sieve, last_word, one)
            last_word = one
            at += 1
        if not look:
            continue
        hits = before
        if (at - begin) * widest > len(word):
            size = 2 * (at - begin) * widest
            word, token = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
            edge, signs, taken = np.empty(size, np.uint8), np.empty(size, np.uint8), np.empty(size, np.uint8)
            winner, until, row_of = (
                np.empty(size, np.int32),
                np.empty(size, np.int32),
                np.empty(size, np.int32),
            )
        count = 0
        for place in range(begin, at):
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
            whole = edge[i] & _OPENS and edge[i] & _CLOSES
            if whole:
                signs[i] |= sign[one]
                if single[one] >= 0 and not edge[i] & _ALONE:
                    if many == len(matches):
                        matches = _longer(matches)
                    _put(matches, many, i, i, single[one], _rank(i, i, single_key[one]), -1)
                    many += 1
            for by_pair in range(2):
                low, high = anchors[one], anchors[one + 1]
                if by_pair:
                    low, high = 0, 0
                    if i + 1 < count and _passes(sieve, one, word[i + 1]):
                        pair = np.int64(one) << 32 | np.int64(word[i + 1])
                        known = np.searchsorted(pairs, pair)
                        if known < len(pairs) and pairs[known] == pair:
                            low, high = pair_begin[known], pair_begin[known + 1]
                for place in range(low, high):
                    row = rows[place]
                    first = i - anchor[row]
                    last = first + first_slot[row + 1] - first_slot[row] - 1
                    if first < 0 or last >= count or not edge[first] & _OPENS or not edge[last] & _CLOSES:
                        continue
                    if not _fits(first, row, anchor[row], first_slot, slots, words, word):
                        continue
                    what = purpose[row]
                    if what >= 0:
                        if many == len(matches):
                            matches = _longer(matches)
                        _put(matches, many, first, last, what, _rank(first, last, key[row]), row)
                        many += 1
                    elif what == NEGATOR:
                        signs[last] |= _NEGATES
                    elif what <= APART:
                        if others == len(apart):
                            apart = _longer(apart)
                        _put(apart, others, first, last, APART - what, i, row)
                        others += 1
                    else:
                        mark = _FEIGNS if what == FEIGNED else _ENDS if what == END else _BARRED
                        for part in range(first, last + 1):
                            signs[part] |= mark
        if many > len(order):
            order = np.empty(len(matches), dtype=np.int64)
        _sort(matches, many, order)
        for k in range(many):
            match = order[k]
            first, last, row = matches[match, _FIRST], matches[match, _LAST], matches[match, _ROW]
            free = not _excluded(first, last, matches[match, _ENTRY], signs, apart, others)
            for place in range(token[first], token[last] + 1):
                free &= taken[place] == 0
            if not free:
                continue
            for place in range(token[first], token[last] + 1):
                taken[place] = 1
            winner[first], until[first], row_of[first] = matches[match, _ENTRY], last, row
            for part in range(first, last + 1):
                slot = first_slot[row] + part - first
                if row < 0 or slots[slot] < slots[slot + 1]:
                    signs[part] |= _OWN
        for i in range(count):
            if edge[i] & _ALONE and single[word[i]] >= 0 and not taken[token[i]] and not signs[i] & _BARRED:
                winner[i], until[i], row_of[i] = single[word[i]], i, -1
                signs[i] |= _OWN
        for i in range(count):
            if winner[i] >= 0:
                first_token[hits], last_token[hits] = begin + token[i], begin + token[until[i]]
                entry[hits] = winner[i]
                negated[hits] = negatable[winner[i]] and _is_negated(
                    i, row_of[i], token, signs, first_slot, slots
                )
                hits += 1
    return hits


def hits_of_rows(tokens: Tokens, rows: Rows) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Find the hits of rows.

    Parameters
    ----------
    tokens : Tokens
        The words.
    rows : Rows
        What is looked for.

    Returns
    -------
    first, last : numpy.ndarray of int32
        The first and the last token of each hit, in text order.
    entry : numpy.ndarray of int32
        The number of its entry.
    negated : numpy.ndarray of bool
        Whether a negator stands before it.
    """
    pieces = pieces_of(tokens)
    if not len(tokens):
        nothing = np.zeros(0, dtype=np.int32)
        return nothing, nothing, nothing, nothing.astype(bool)
    # no more hits than words: pages that are not written to take no memory
    first, last, entry = (np.empty(len(tokens), dtype=np.int32) for _ in range(3))
    negated = np.empty(len(tokens), dtype=bool)
    count = _look(
        tokens.form,
        tokens.clause_start,
        pieces.word.astype(np.int32),
        pieces.opens * np.uint8(_OPENS) | pieces.closes * np.uint8(_CLOSES),
        pieces.begin.astype(np.int32),
        pieces.sizes.astype(np.int32),
        pieces.word[pieces.begin].astype(np.int32),
        rows.lone,
        rows.single,
        rows.single_key,
        rows.sign,
        rows.anchors,
        rows.rows,
        rows.pairs,
        rows.pair_begin,
        rows.sieve,
        rows.anchor,
        rows.first_slot,
        rows.key,
        rows.purpose,
        rows.slots,
        rows.words,
        rows.negatable,
        first,
        last,
        entry,
        negated,
    )
    return first[:count], last[:count], entry[:count], negated[:count]
