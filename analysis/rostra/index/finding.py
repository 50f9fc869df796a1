"""Finding: the kernel that looks for the rows of a lexicon in the words of a text.

It goes from clause to clause: a phrase stands in one, and so does all that excludes or
negates it. Most clauses are settled by single words and by pairs of words that open a
phrase; the others, where a word has parts, or where something may exclude or negate a hit,
are looked at closely. The rules are those of `rostra.index.matching`, which finds the same
hits without kernels.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from rostra.index.rows import (
    APART,
    CLOSE,
    DOUBT,
    END,
    FEIGNED,
    FLAGS,
    LONGEST,
    MIX,
    NEGATOR,
    SEVERAL,
    SIGN,
    Rows,
)
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
def _pair(one: int, other: int, sieve: np.ndarray, pairs: np.ndarray) -> int:
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
def _sorted(matches: np.ndarray, count: int, order: np.ndarray) -> Any:
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
                count += signs[first + k] & (_NEGATES | _FEIGNS) == _NEGATES
    for part in range(first - 1, -1, -1):
        if token[first] - token[part] > 4:
            break
        count += signs[part] & (_NEGATES | _FEIGNS | _OWN) == _NEGATES
        if signs[part] & _ENDS:
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
        if low < high and not _holds(words, low, high, word[first + k]):
            return False
    return True


@_kernel
def _stands(
    first: int,
    row: int,
    several: bool,
    form: np.ndarray,
    forms: np.ndarray,
    first_slot: np.ndarray,
    slots: np.ndarray,
    words: np.ndarray,
) -> tuple[bool, bool]:
    """Whether a row may stand from a token on, and whether it does so in whole words and without gaps."""
    begin, fits, sure = first_slot[row], True, True
    size = first_slot[row + 1] - begin
    if several:
        for k in range(size):
            sure &= forms[form[first + k], 1] & SEVERAL == 0
    if sure and size > 2:  # two are the pair by which it was found
        for k in range(size):
            low, high = slots[begin + k], slots[begin + k + 1]
            if low == high:
                sure = False
            elif not _holds(words, low, high, forms[form[first + k], 1] >> FLAGS):
                fits = False
                break
    return fits, sure


@_kernel
def _room(size: int) -> Any:
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
def _look(begin: int, end: int, hits: int, form: np.ndarray, room: Any, rows: Any, found: Any) -> int:
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
                    matches = _longer(matches)
                _put(matches, many, i, i, single[one], _rank(i, i, single_key[one]), -1)
                many += 1
        for by_pair in range(2):
            low, high = anchors[one], anchors[one + 1]
            if by_pair:
                low, high = 0, 0
                if i + 1 < count:
                    known = _pair(one, word[i + 1], sieve, pairs)
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
    order = _sorted(matches, many, order)
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


@_kernel
def _insert(first: int, last: int, what: int, before: int, hits: int, found: Any) -> int:
    """Put a phrase among the hits of a clause, in the place of words, unless one is there; see `_look`."""
    first_token, last_token, entry, _ = found
    low = hits
    while low > before and last_token[low - 1] >= first:
        low -= 1
    high = low
    while high < hits and first_token[high] <= last:
        if last_token[high] > first_token[high]:
            return hits
        high += 1
    move = low + 1 - high
    if move > 0:
        for hit in range(hits - 1, high - 1, -1):
            first_token[hit + 1], last_token[hit + 1], entry[hit + 1] = (
                first_token[hit],
                last_token[hit],
                entry[hit],
            )
    elif move < 0:
        for hit in range(high, hits):
            first_token[hit + move], last_token[hit + move], entry[hit + move] = (
                first_token[hit],
                last_token[hit],
                entry[hit],
            )
    first_token[low], last_token[low], entry[low] = first, last, what
    return hits + move


@_kernel
def _negate(
    begin: int,
    before: int,
    hits: int,
    form: np.ndarray,
    form_sign: np.ndarray,
    negatable: np.ndarray,
    found: Any,
) -> None:
    """Find which hits of a clause of whole words are negated, as `_is_negated` says."""
    first_token, last_token, entry, negated = found
    for hit in range(before, hits):
        if not negatable[entry[hit]]:
            continue
        first, count, other = first_token[hit], 0, hit - 1
        for place in range(first - 1, max(begin, first - 4) - 1, -1):
            while other >= before and first_token[other] > place:
                other -= 1
            sign = form_sign[form[place]]
            if sign & (_NEGATES | _FEIGNS) == _NEGATES:
                count += other < before or last_token[other] < place
            if sign & _ENDS:
                break
        negated[hit] = count % 2 == 1


@_kernel
def _skim(form: np.ndarray, clause_start: np.ndarray, rows: Any, found: Any) -> int:
    """Find the hits of all clauses; look closely at those that need it."""
    first_token, last_token, entry, _ = found
    forms, form_last, form_sign = rows.forms
    sieve, pair_keys, pair_begin, pair_end = rows.pairs
    row_at, _, anchor, key, purpose = rows.rows
    first_slot, slots, words = rows.slots
    widest = rows.widest
    room = _room(1 << 10)
    asked = np.empty((64, 2), dtype=np.int64)
    matches = np.empty((64, 5), dtype=np.int64)
    order = np.empty(64, dtype=np.int64)
    hits = at = 0
    while at < len(form):
        begin, before = at, hits
        pairs = signs = last_word = 0
        while at == begin or (at < len(form) and not clause_start[at]):
            what, one = forms[form[at], 0], forms[form[at], 1]
            signs |= one
            word = one >> FLAGS
            if at > begin:
                known = _pair(last_word, word, sieve, pair_keys)
                if known >= 0:
                    if pairs < len(asked):
                        asked[pairs, 0], asked[pairs, 1] = at - 1, known
                    pairs += 1
            last_word = word if one & SEVERAL == 0 else form_last[form[at]]
            first_token[hits] = last_token[hits] = at  # written over where it is none
            entry[hits] = what
            hits += what >= 0
            at += 1
        closely = signs & CLOSE != 0 or pairs > len(asked)
        if not closely:
            many = 0
            doubt = signs & DOUBT != 0
            for k in range(pairs):
                for place in range(pair_begin[asked[k, 1]], pair_end[asked[k, 1]]):
                    row = row_at[place]
                    first = asked[k, 0] - anchor[row]
                    last = first + first_slot[row + 1] - first_slot[row] - 1
                    if first < begin or last >= at:
                        closely |= signs & SEVERAL != 0  # the parts of a word may be what is missing
                        continue
                    fits, sure = _stands(
                        first, row, signs & SEVERAL != 0, form, forms, first_slot, slots, words
                    )
                    if not fits:
                        continue
                    what = purpose[row]
                    if what < 0:
                        doubt = True
                    else:
                        closely |= not sure
                        if many == len(matches):
                            matches = _longer(matches)
                        rank = _rank(first - begin, last - begin, key[row])
                        _put(matches, many, first, last, what, rank, row)
                        many += 1
            closely |= doubt and (hits > before or many > 0)
            if not closely:
                if many > 1:
                    order = _sorted(matches, many, order)
                for k in range(many):
                    match = order[k] if many > 1 else k
                    first, last = matches[match, _FIRST], matches[match, _LAST]
                    hits = _insert(first, last, matches[match, _ENTRY], before, hits, found)
                if signs & SIGN:
                    _negate(begin, before, hits, form, form_sign, rows.negatable, found)
                continue
        if (at - begin) * widest > len(room[0]):
            room = _room(2 * (at - begin) * widest)
        hits = _look(begin, at, before, form, room, rows, found)
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
    # no more hits than words: pages that are not written to take no memory
    size = len(tokens) + 1
    first, last, entry = (np.empty(size, dtype=np.int32) for _ in range(3))
    negated = np.zeros(size, dtype=bool)
    count = 0
    if len(tokens):
        count = _skim(tokens.form, tokens.clause_start, rows, (first, last, entry, negated))
    return first[:count], last[:count], entry[:count], negated[:count]
