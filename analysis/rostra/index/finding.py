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
    in_order,
    longer,
    look,
    pair_at,
    put,
    rank_of,
    room_of,
)
from rostra.index.rows import CLOSE, DOUBT, FLAGS, SEVERAL, SIGN, Rows
from rostra.index.tokens import Tokens

__all__ = ["hits_of_rows"]

_kernel: Any = njit(nogil=True, cache=True)
_inlined: Any = njit(nogil=True, cache=True, inline="always")


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
            elif not holds(words, low, high, forms[form[first + k], 1] >> FLAGS):
                fits = False
                break
    return fits, sure


@_kernel
def _insert(first: int, last: int, what: int, before: int, hits: int, found: Any) -> int:
    """Put a phrase among the hits of a clause, in the place of words, unless one is there; see `look`."""
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
    """Find which hits of a clause of whole words are negated, as `clauses` does for parts."""
    first_token, last_token, entry, negated = found
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


@_kernel
def _skim(form: np.ndarray, clause_start: np.ndarray, rows: Any, found: Any) -> int:
    """Find the hits of all clauses; look closely at those that need it."""
    first_token, last_token, entry, _ = found
    forms, form_last, form_sign = rows.forms
    sieve, pair_keys, pair_begin, pair_end = rows.pairs
    row_at, _, anchor, key, purpose = rows.rows
    first_slot, slots, words = rows.slots
    widest = rows.widest
    room = room_of(1 << 10)
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
                known = pair_at(last_word, word, sieve, pair_keys)
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
                            matches = longer(matches)
                        rank = rank_of(first - begin, last - begin, key[row])
                        put(matches, many, first, last, what, rank, row)
                        many += 1
            closely |= doubt and (hits > before or many > 0)
            if not closely:
                if many > 1:
                    order = in_order(matches, many, order)
                for k in range(many):
                    match = order[k] if many > 1 else k
                    first, last = matches[match, FIRST], matches[match, LAST]
                    hits = _insert(first, last, matches[match, ENTRY], before, hits, found)
                if signs & SIGN:
                    _negate(begin, before, hits, form, form_sign, rows.negatable, found)
                continue
        if (at - begin) * widest > len(room[0]):
            room = room_of(2 * (at - begin) * widest)
        hits = look(begin, at, before, form, room, rows, found)
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
