"""Scanning: the token pattern, compiled by hand, over the bytes of a text.

Each function follows one part of `rostra.index.reference.TOKEN` in the same order and
on the same classes of characters; the tests hold the two equal on any text. The kernels
compile on their first use and are cached beside this file; they let go of Python's lock.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from rostra.index.characters import (
    BREAKS,
    DIGIT,
    JOIN,
    LETTER,
    MARK,
    SPACE,
    UNDERSCORE,
    character_classes,
)

__all__ = ["character_at", "classes_of_kernels", "token_end"]

_kernel: Any = njit(nogil=True, cache=True)
_inlined: Any = njit(nogil=True, cache=True, inline="always")

# Beyond the classes of `characters`, one bit each: what a character does in addresses and gaps.
CLASS = 0b111
_URL_NEVER = 0b1000  # ends a URL
_URL_LAST = 0b10000  # may stand in a URL, not at its end
_MAIL = 0b100000  # of the part of an e-mail address before its @
_HOST = 0b1000000  # of the part after it
BREAK = 0b10000000  # parts two clauses
_LONGEST_MAILBOX = 64


def classes_of_kernels() -> np.ndarray:
    """Return the class of each code point, with the bits that the kernels ask for.

    Returns
    -------
    numpy.ndarray of uint8
        The class in the lowest three bits, then `_URL_NEVER` and so on.
    """
    classes = character_classes().copy()
    classes[character_classes() == SPACE] |= _URL_NEVER
    alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    for bit, characters in (
        (_URL_NEVER, '<>≮≯"“”„«»‘’'),
        (_URL_LAST, ".,;:!?…)]}'*_"),
        (_MAIL, alphanumeric + "._%+-"),
        (_HOST, alphanumeric + "-"),
        (BREAK, "".join(BREAKS)),
    ):
        classes[[ord(character) for character in characters]] |= bit
    return classes


@_inlined
def character_at(text: np.ndarray, at: int) -> Any:
    """Return the code point whose UTF-8 begins at a byte, and its length in bytes."""
    byte = np.int64(text[at])
    if byte < 0x80:
        return byte, 1
    if byte < 0xE0:
        return ((byte & 0x1F) << 6) | (np.int64(text[at + 1]) & 0x3F), 2
    if byte < 0xF0:
        return (
            ((byte & 0x0F) << 12) | ((np.int64(text[at + 1]) & 0x3F) << 6) | (np.int64(text[at + 2]) & 0x3F),
            3,
        )
    return (
        ((byte & 0x07) << 18)
        | ((np.int64(text[at + 1]) & 0x3F) << 12)
        | ((np.int64(text[at + 2]) & 0x3F) << 6)
        | (np.int64(text[at + 3]) & 0x3F),
        4,
    )


@_kernel
def _run(text: np.ndarray, at: int, last: int, classes: np.ndarray, underscore: bool) -> int:
    """Return the end of a run of letters, digits, marks and, if asked, underscores."""
    while at < last:
        point, size = character_at(text, at)
        kind = classes[point] & CLASS
        if kind in (LETTER, DIGIT, MARK) or (underscore and kind == UNDERSCORE):
            at += size
        else:
            break
    return at


@_kernel
def _kind(text: np.ndarray, at: int, last: int, classes: np.ndarray) -> Any:
    """Return the class of the character at a byte; -1 at the end of the text."""
    if at >= last:
        return -1
    return np.int64(classes[character_at(text, at)[0]] & CLASS)


@_kernel
def _marks(text: np.ndarray, at: int, last: int, classes: np.ndarray) -> int:
    while _kind(text, at, last, classes) == MARK:
        at += character_at(text, at)[1]
    return at


@_kernel
def _digits(text: np.ndarray, at: int, last: int, classes: np.ndarray) -> int:
    while _kind(text, at, last, classes) == DIGIT:
        at += character_at(text, at)[1]
    return at


@_kernel
def _word(text: np.ndarray, at: int, last: int, classes: np.ndarray) -> int:
    """`_WORD`: at least one letter or digit, then those and marks; the beginning where there is none."""
    kind = _kind(text, at, last, classes)
    if kind != LETTER and kind != DIGIT:
        return at
    return _run(text, at, last, classes, False)


@_kernel
def _unit(text: np.ndarray, at: int, last: int, classes: np.ndarray) -> int:
    """`_NUMBER` or `_WORD`."""
    if _kind(text, at, last, classes) != DIGIT:
        return _word(text, at, last, classes)
    at = _digits(text, at, last, classes)
    while at < last and text[at] in (46, 44, 58):  # . , :
        more = _digits(text, at + 1, last, classes)
        if more == at + 1:
            break
        at = more
    if at < last and text[at] == 37:  # %
        return at + 1
    return _word(text, at, last, classes)


@_kernel
def _tail(text: np.ndarray, at: int, last: int, classes: np.ndarray) -> int:
    """`_TAIL`: what hyphens, apostrophes and underscores join to what came before."""
    while True:
        kind = _kind(text, at, last, classes)
        if kind == JOIN:
            begin = at + character_at(text, at)[1]
        elif kind == UNDERSCORE:
            begin = at + 1
            while begin < last and text[begin] == 95:
                begin += 1
        else:
            return at
        end = _unit(text, begin, last, classes)
        if end == begin:
            return at
        at = end


@_kernel
def _url(text: np.ndarray, at: int, last: int, classes: np.ndarray) -> int:
    """A URL; the beginning where there is none."""
    begin = at
    first = text[at] | 32
    if first == 104:  # h
        if at + 7 > last or text[at + 1] | 32 != 116 or text[at + 2] | 32 != 116 or text[at + 3] | 32 != 112:
            return begin
        at += 4
        if text[at] | 32 == 115:
            at += 1
        if at + 3 > last or text[at] != 58 or text[at + 1] != 47 or text[at + 2] != 47:
            return begin
        at += 3
    elif first == 119:  # w
        if at + 4 > last or text[at + 1] | 32 != 119 or text[at + 2] | 32 != 119 or text[at + 3] != 46:
            return begin
        at += 4
    else:
        return begin
    end = begin
    while at < last:
        point, size = character_at(text, at)
        if classes[point] & _URL_NEVER:
            break
        at += size
        if not classes[point] & _URL_LAST:
            end = at
    return end


@_kernel
def _mail(text: np.ndarray, at: int, last: int, classes: np.ndarray) -> int:
    """An e-mail address; the beginning where there is none."""
    begin = at
    if text[at] >= 128 or not classes[text[at]] & _HOST or text[at] == 45:
        return begin
    limit = min(last, at + _LONGEST_MAILBOX)
    while at < limit and text[at] < 128 and classes[text[at]] & _MAIL:
        at += 1
    if at >= last or text[at] != 64:  # @
        return begin
    end, labels = begin, 0
    while True:
        at += 1
        label = at
        while at < last and text[at] < 128 and classes[text[at]] & _HOST:
            at += 1
        if at == label:
            return end
        labels += 1
        if labels > 1:
            kind = _kind(text, at, last, classes)
            if kind not in (LETTER, DIGIT, MARK, UNDERSCORE):
                end = at
        if at >= last or text[at] != 46:
            return end


@_kernel
def _handle(text: np.ndarray, at: int, last: int, classes: np.ndarray) -> int:
    """A @handle or #tag; the beginning where there is none."""
    kind = _kind(text, at + 1, last, classes)
    if kind in (LETTER, DIGIT, UNDERSCORE):
        return _run(text, at + 1, last, classes, True)
    return at


@_kernel
def _abbreviation(text: np.ndarray, at: int, last: int, classes: np.ndarray) -> int:
    """Letters with points, without what a hyphen or apostrophe joins to them."""
    begin, count = at, 0
    while _kind(text, at, last, classes) == LETTER:
        end = _marks(text, at + character_at(text, at)[1], last, classes)
        if end < last and text[end] == 46:
            count += 1
            at = end + 1
            continue
        if count > 1 and _kind(text, end, last, classes) not in (LETTER, DIGIT, MARK, UNDERSCORE):
            at = end  # `U.S.A` without its last point
        break
    return at if count > 1 else begin


@_kernel
def token_end(text: np.ndarray, at: int, last: int, classes: np.ndarray) -> int:
    """Return where the token ends that begins at a byte; the byte itself where none begins."""
    kind = _kind(text, at, last, classes)
    if text[at] == 64 or text[at] == 35:  # @ #
        return _handle(text, at, last, classes)
    if kind != LETTER and kind != DIGIT:
        return at
    end = _url(text, at, last, classes)
    if end == at:
        end = _mail(text, at, last, classes)
    if end > at:
        return end
    if kind == LETTER:
        end = _abbreviation(text, at, last, classes)
        if end > at:
            return _tail(text, end, last, classes)
    return _tail(text, _unit(text, at, last, classes), last, classes)
