"""Passes: the two loops over the words of all texts, as they are, or compiled where there are many.

Plain loops over arrays: a few sentences need no compiler, and many are worth the wait for it. Where it is
there already, fewer are.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

__all__ = [
    "BLANK",
    "ENOUGH",
    "HYPHEN",
    "LOADED",
    "OPENS",
    "STARTS",
    "UNKNOWN",
    "are_many",
    "recognise",
    "suited",
    "take_apart",
]

ENOUGH = 100_000  # characters or words from which on a loop is compiled,
LOADED = 1_000  # and where the compiler is there already

# What a character between two words does, one bit each: it parts two clauses, a sentence or a quotation
# may begin after it, it is white space, it is a hyphen.
OPENS, STARTS, BLANK, HYPHEN = 1, 2, 4, 8
UNKNOWN, ASKED = -1, -2  # steps from one state to the next that are not known yet
_SPACE = ord(" ")
_SHORT = 3  # characters of a word in which a capital letter tells nothing about a headline


def suited(loop: Callable[..., Any], size: int) -> Any:
    """Return a loop in the form that is faster for so many words.

    Parameters
    ----------
    loop : callable
        One of this module.
    size : int
        Characters or words to go through.

    Returns
    -------
    callable
        The loop itself, or compiled.
    """
    return _compiled(loop) if are_many(size) else loop


def are_many(size: int) -> bool:
    """Say whether so many words are worth the compiler.

    Parameters
    ----------
    size : int
        Characters or words to go through.

    Returns
    -------
    bool
        Whether they are.

    Examples
    --------
    >>> are_many(10), are_many(10_000_000)
    (False, True)
    """
    return size >= ENOUGH or (size >= LOADED and "numba" in sys.modules)


@cache
def _compiled(loop: Callable[..., Any]) -> Any:
    from numba import njit

    return njit(nogil=True, cache=True)(loop)


def take_apart(
    data: np.ndarray,
    signs: np.ndarray,
    begins: np.ndarray,
    start: np.ndarray,
    form: np.ndarray,
    forms: np.ndarray,
    parts: np.ndarray,
    places: np.ndarray,
    flags: np.ndarray,
    counts: np.ndarray,
) -> None:
    """Write down the parts of each word, and what stands before it.

    Parameters
    ----------
    data : numpy.ndarray of uint8
        The UTF-8 of all texts.
    signs : numpy.ndarray of uint8
        What each code point does between words; beyond the last one nothing.
    begins : numpy.ndarray of int
        Where each text begins, in code points.
    start, form : numpy.ndarray of int
        The words in text order: where each begins, in code points, and its row in `forms`.
    forms, parts : numpy.ndarray of int
        As `Forms.table` and `Forms.parts` hold them.
    places : numpy.ndarray of int32
        Filled in: word, text, start and end of each part.
    flags : numpy.ndarray of bool
        Filled in: whether a clause opens with each part, and whether it may head a sentence.
    counts : numpy.ndarray of int
        Filled in, for each text: words, parts that are long, and long ones with a capital.
    """
    count = before = at = abbreviated = 0
    text = -1
    for i in range(len(form)):
        first = start[i]
        gap = first - before
        found = 0
        if gap == 1 and data[at] == _SPACE:
            at += 1
        else:
            last = ahead = 0  # of the characters before
            for _ in range(gap):
                point = int(data[at])
                if point < 0x80:
                    at += 1
                elif point < 0xE0:
                    point = (point & 0x1F) << 6 | (int(data[at + 1]) & 0x3F)
                    at += 2
                elif point < 0xF0:
                    point = (point & 0xF) << 12 | (int(data[at + 1]) & 0x3F) << 6 | (int(data[at + 2]) & 0x3F)
                    at += 3
                else:  # no mark of ours
                    at += 4
                    point = len(signs)
                sign = int(signs[point]) if point < len(signs) else 0
                found |= sign
                if last & HYPHEN and (sign & HYPHEN or sign & ahead & BLANK):
                    found |= OPENS
                ahead, last = last, sign
        if abbreviated:
            found &= OPENS
        while text + 1 < len(begins) and first >= begins[text + 1]:
            text += 1
            found = OPENS | STARTS
        row = form[i]
        before, at = first + forms[row, 0], at + forms[row, 1]
        abbreviated = forms[row, 4]
        counts[text, 0] += 1
        for k in range(forms[row, 2], forms[row, 2] + forms[row, 3]):
            word, low, high = parts[k, 0], parts[k, 1], parts[k, 2]
            places[0, count], places[1, count] = word, text
            places[2, count] = first - begins[text] + low
            places[3, count] = first - begins[text] + high
            flags[0, count] = k == forms[row, 2] and found & OPENS != 0
            flags[1, count] = found & STARTS != 0
            if high - low > _SHORT:
                counts[text, 1] += 1
                counts[text, 2] += parts[k, 3]
            count += 1


def recognise(
    word: np.ndarray,
    opens: np.ndarray,
    begin: int,
    end: int,
    first: np.ndarray,
    kind: np.ndarray,
    end_begin: np.ndarray,
    ends: np.ndarray,
    list_of: np.ndarray,
    onward: np.ndarray,
    steps: np.ndarray,
    found: np.ndarray,
    wanted: np.ndarray,
) -> tuple[int, int]:
    """Find, at each word of a stretch, the longest entry of each list that begins there.

    Parameters
    ----------
    word, opens : numpy.ndarray
        The words, and where a phrase must not run on from the word before.
    begin, end : int
        The stretch; what begins in it may end beyond.
    first, kind : numpy.ndarray of int
        Of each word: the state after it, and what it is as the next word of a phrase.
    end_begin, ends : numpy.ndarray of int
        Of each state: the rows that end there.
    list_of : numpy.ndarray of int
        Of each row: its list.
    onward : numpy.ndarray of int
        Of each state: its row in `steps`; -1 where no phrase goes on.
    steps : numpy.ndarray of int32
        The next state, by row and kind of the next word; what is `UNKNOWN` becomes `ASKED`.
    found : numpy.ndarray of int
        Filled in: first word, last word and row of each entry, in text order.
    wanted : numpy.ndarray of int
        Filled in: the places in `steps` that were asked for.

    Returns
    -------
    count : int
        How many entries were found; -1 where there is no room for them.
    asked : int
        How many steps are wanted: where there are some, they must be filled in first.
    """
    lists = list_of.max() + 1
    best, reach, seen = np.full(lists, -1), np.zeros(lists, np.int64), np.zeros(lists, np.int64)
    count = asked = 0
    for i in range(begin, end):
        state = first[word[i]]
        at, many = i, 0
        while state > 0:
            for k in range(end_begin[state], end_begin[state + 1]):
                row = ends[k]
                own = list_of[row]
                if best[own] < 0:
                    seen[many] = own
                    many += 1
                best[own], reach[own] = row, at
            at += 1
            here = onward[state]
            if here < 0 or at == len(word) or opens[at]:
                break
            state = steps[here, kind[word[at]]]
            if state == UNKNOWN and asked < len(wanted):
                steps[here, kind[word[at]]] = ASKED
                wanted[asked, 0], wanted[asked, 1] = here, kind[word[at]]
                asked += 1
        if count + many > found.shape[1]:
            return -1, asked
        for k in range(many):
            own = seen[k]
            found[0, count], found[1, count], found[2, count] = i, reach[own], best[own]
            best[own] = -1
            count += 1
    return count, asked
