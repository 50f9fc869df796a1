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

from rostra.index.clauses import (
    ENDS,
    ENTRY,
    FEIGNS,
    FIRST,
    LAST,
    NEGATES,
    holds,
    look,
    order_matches,
    pair_at,
    put,
    rank_of,
    room_of,
)
from rostra.index.rows import (
    ANCHOR,
    CLOSE,
    DOUBT,
    FLAGS,
    KEY,
    LEAVE,
    LEFT,
    PURPOSE,
    SEVERAL,
    SIGN,
    SIZE,
    SLOT,
    Rows,
)
from rostra.index.tokens import Tokens

__all__ = ["hits_of_rows"]

_kernel: Any = njit(nogil=True, cache=True)
# each array that a kernel is given costs time in every call: what is called for each clause stands in one
_inlined: Any = njit(nogil=True, cache=True, inline="always")
_ASKED = 64  # pairs of words of a clause that are looked at here
_ROOM = 1 << 10  # parts of a clause, to begin with
_INSIDE = -2  # a word within a phrase
# Where the reading stands.
_TOKEN, _HITS = range(2)


@_inlined
def _stands(first: int, last: int, slot: int, form: np.ndarray, forms: np.ndarray, all_slots: Any) -> int:
    """Whether a row stands in some tokens: 0 no, 1 yes, 2 it may, which a close look will tell."""
    slots, words = all_slots
    answer = 1
    for place in range(first, last + 1):
        one = forms[form[place], 1]
        low, high = slots[slot + place - first], slots[slot + place - first + 1]
        if one & SEVERAL:  # then the row may stand in other tokens, and no word here says that it does not
            answer = 2
            break
        if low == high:  # a gap
            answer = 2 * (answer > 0)
        elif words[low] != one >> FLAGS and not holds(words, low, high, one >> FLAGS):
            answer = 0
    return answer


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
    """Find which hits of a clause of whole words are negated, as `clauses` does for parts."""
    first_token, last_token, entry, negated, _ = found
    for hit in range(before, hits):
        if not negatable[entry[hit]]:
            continue
        first, count, other = first_token[hit], 0, hit - 1
        for place in range(first - 1, max(begin, first - 4) - 1, -1):
            while other >= before and first_token[other] > place:
                other -= 1
            sign = form_sign[form[place]]
            if sign & (NEGATES | FEIGNS) == NEGATES:
                count += other < before or last_token[other] < place
            if sign & ENDS:
                break
        negated[hit] = count % 2 == 1


@_inlined
def _read(
    begin: int,
    form: np.ndarray,
    clause_start: np.ndarray,
    forms: np.ndarray,
    form_last: np.ndarray,
    sieve: np.ndarray,
    pair_keys: np.ndarray,
    asked: np.ndarray,
    what: np.ndarray,
    until: np.ndarray,
) -> Any:
    """Read a clause: what each word is by itself, and the pairs that open a row; return its end, all its
    flags, and how many pairs."""
    # numbers without a sign: as indexes they need not be asked whether they count from the end
    at, end, one_more = np.uint64(begin), np.uint64(min(len(form), begin + len(what))), np.uint64(1)
    signs, pairs, last_word, own = 0, 0, np.uint64(0), np.uint64(0)
    opens = at
    while at == opens or (at < end and not clause_start[at]):
        own = np.uint64(form[at])
        one = forms[own, 1]
        signs |= one
        word = np.uint64(one >> FLAGS)
        if at > opens:
            known = pair_at(last_word, word, sieve, pair_keys)
            if known >= 0:
                if pairs < len(asked):
                    asked[pairs, 0], asked[pairs, 1] = at - one_more, known
                pairs += 1
        last_word = word if one & SEVERAL == 0 else np.uint64(form_last[own])
        what[at - opens], until[at - opens] = forms[own, 0], at
        at += one_more
    return np.int64(at), signs, pairs


@_inlined
def _give(match: int, matches: np.ndarray, begin: int, what: np.ndarray, until: np.ndarray) -> None:
    """Give the words of a clause to a phrase, unless another phrase has one of them."""
    first, last = matches[match, FIRST], matches[match, LAST]
    free = True
    for place in range(first, last + 1):
        free &= what[place - begin] != _INSIDE and until[place - begin] == place
    if free:
        what[first - begin], until[first - begin] = matches[match, ENTRY], last
        for place in range(first + 1, last + 1):
            what[place - begin] = _INSIDE


@_kernel
def _skim(
    form: np.ndarray, clause_start: np.ndarray, rows: Any, found: Any, state: np.ndarray, room: Any
) -> bool:
    """Find the hits of clause after clause; look closely at those that need it.

    Return whether all are read; else the room is too small for the next, and `state` says where it begins
    and how many hits come before it. Room that grew in here would be counted as held with each clause.
    """
    forms, form_last, form_sign = rows.forms
    sieve, pair_keys, found_by_pair = rows.pairs
    table, _ = rows.rows
    first_token, last_token, entry, _, left = found
    asked, matches, order, what, until, closer = room
    hits, end = state[_HITS], state[_TOKEN]
    while end < len(form):
        begin, before = end, hits
        state[_TOKEN], state[_HITS] = begin, before
        end, signs, pairs = _read(
            begin, form, clause_start, forms, form_last, sieve, pair_keys, asked, what, until
        )
        if (end - begin) * rows.widest >= len(what):
            return False
        if signs & LEAVE:
            left[begin:end] = True
            continue
        closely, leave = signs & CLOSE != 0 or pairs > _ASKED, False
        many, apart, doubt = 0, True, signs & DOUBT != 0
        for k in range(0 if closely else pairs):
            known = asked[k, 1]
            for place in range(found_by_pair[known, 0], found_by_pair[known, 1]):
                first = asked[k, 0] - table[place, ANCHOR]
                last = first + table[place, SIZE] - 1
                if first < begin or last >= end:
                    closely |= signs & SEVERAL != 0  # the parts of a word may be what is missing
                    continue
                answer = 1
                if last > first + 1 or signs & SEVERAL:  # else it is the pair by which it was found
                    answer = _stands(first, last, table[place, SLOT], form, forms, rows.slots)
                if answer == 0:
                    continue
                if table[place, PURPOSE] < 0:
                    leave |= table[place, PURPOSE] == LEFT
                    doubt = True
                    continue
                closely |= answer == 2
                if many == len(matches):
                    return False
                apart &= many == 0 or first > matches[many - 1, LAST]
                rank = rank_of(first - begin, last - begin, table[place, KEY])
                put(matches, many, first, last, table[place, PURPOSE], rank, table[place, SLOT])
                many += 1
        if leave:
            left[begin:end] = True
            continue
        if not closely:
            if not apart:
                order_matches(matches, many, order)
            for k in range(many):
                _give(k if apart else order[k], matches, begin, what, until)
            count = np.uint64(hits)
            for place in range(np.uint64(end - begin)):
                first_token[count], last_token[count] = begin + np.int64(place), until[place]
                entry[count] = what[place]  # written over where it is none
                count += np.uint64(what[place] >= 0)
            hits = np.int64(count)
            closely = doubt and hits > before
            if signs & SIGN and not closely:
                _negate(begin, before, hits, form, form_sign, rows.negatable, found)
        if closely:
            hits = look(begin, end, before, form, closer, rows, found)
            if hits < 0:
                hits = before
                left[begin:end] = True
    state[_TOKEN], state[_HITS] = end, hits
    return True


def _room_of(size: int) -> tuple[Any, ...]:
    """Make room for a clause: pairs asked; matches and their order; what each word is, and until which token;
    and what `look` needs."""
    return (
        np.empty((_ASKED, 2), dtype=np.int64),
        np.empty((size, 5), dtype=np.int64),
        np.empty(size, dtype=np.int64),
        np.empty(size, dtype=np.int32),
        np.empty(size, dtype=np.int32),
        room_of(size),
    )


def hits_of_rows(tokens: Tokens, rows: Rows) -> tuple[np.ndarray, ...]:
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
    left : numpy.ndarray of bool
        Of each token, whether its clause was left: a row may stand in it that only
        `rostra.index.matching` can judge. No hit is in these clauses.
    """
    # no more hits than words: pages that are not written to take no memory
    size = len(tokens) + 1
    first, last, entry = (np.empty(size, dtype=np.int32) for _ in range(3))
    negated, left = np.zeros(size, dtype=bool), np.zeros(len(tokens), dtype=bool)
    state, size = np.zeros(2, dtype=np.int64), _ROOM
    while not _skim(
        tokens.form, tokens.clause_start, rows, (first, last, entry, negated, left), state, _room_of(size)
    ):
        size *= 2
    count = state[_HITS]
    return first[:count], last[:count], entry[:count], negated[:count], left
