"""Endings: whether a sentence ends at a mark, decided over bytes, or left in doubt.

Each kernel follows one rule of `rostra.sentences`, for what is plain in it. In doubt it says so, and the rule
itself decides: a letter beyond ASCII before a point, an opening word with a hyphen, and the like.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numba import njit

from rostra.index.scanning import character_at
from rostra.lexicon import load_words
from rostra.sentences import AROUND, CLOSING, INTRODUCING, MARKS, OPENING, WITHIN

__all__ = [
    "CLOSES",
    "DOUBT",
    "LABEL",
    "MARK",
    "SPACE",
    "after_space",
    "before_space",
    "class_of",
    "classes_of_endings",
    "ends",
    "listed_words",
    "may_be_label",
    "start_before",
]

_kernel: Any = njit(nogil=True, cache=True)
_inlined: Any = njit(nogil=True, cache=True, inline="always")

DOUBT = -1
LABEL = 32  # bytes in which the label of a list fits
_LIMIT = 0x3001  # code points that have a class; no white space lies beyond
# What a character may be, one bit each: white space, a small letter, part of the word before a point, an end
# mark, what closes after one, what opens a sentence, what is taken off a word before it is looked up.
SPACE, _LOWER, _WORD, MARK, CLOSES, _OPENS, _AROUND, _BEYOND = (1 << bit for bit in range(8))
# What a listed word is, in the two lowest bits; one bit more for the openers of sentences.
_NEVER, _RARELY, _PERHAPS, _OPENER = 1, 2, 3, 4
_SLOTS = 1024
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(54)
_LONGEST = 8  # bytes of a word that is looked up


@cache
def classes_of_endings() -> np.ndarray:
    """Return of each code point what it may be; the last value is for all that lie beyond."""
    classes = np.zeros(_LIMIT + 1, dtype=np.uint8)
    characters = list(map(chr, range(_LIMIT)))
    for bit, chosen in (
        (SPACE, filter(str.isspace, characters)),
        (_LOWER, filter(str.islower, characters)),
        (_WORD, filter(str.isalnum, characters)),
        (_WORD, WITHIN),
        (MARK, MARKS),
        (CLOSES, CLOSING),
        (_OPENS, OPENING),
        (_AROUND, AROUND),
    ):
        classes[[ord(character) for character in chosen]] |= bit
    classes[_LIMIT] = _BEYOND
    return classes


@cache
def listed_words() -> tuple[np.ndarray, np.ndarray]:
    """Return the abbreviations and the openers of sentences as a hash table: their letters, what they are."""
    words = load_words("abbreviations")
    kinds = dict.fromkeys(words["postpositive"], _PERHAPS) | dict.fromkeys(words["prepositive"], _NEVER)
    kinds |= dict.fromkeys(INTRODUCING, _RARELY)
    for word in words["openers"]:
        kinds[word] = kinds.get(word, 0) | _OPENER
    keys, found = np.zeros(_SLOTS, dtype=np.uint64), np.zeros(_SLOTS, dtype=np.uint8)
    for word, kind in kinds.items():
        if len(word) > _LONGEST or not word.isascii() or "-" in word:
            continue  # the kernel is in doubt about all such words, or never asks for them
        key = int.from_bytes(word.encode("ascii"), "little")
        slot = (key * int(_MIX)) % 2**64 >> int(_SHIFT)
        while keys[slot]:
            slot = (slot + 1) % _SLOTS
        keys[slot], found[slot] = key, kind
    return keys, found


@_inlined
def class_of(point: int, classes: np.ndarray) -> Any:
    return classes[min(point, _LIMIT)]


@_inlined
def start_before(text: np.ndarray, at: int) -> Any:
    """Where the character begins that ends at a byte."""
    at -= 1
    while text[at] & 0xC0 == 0x80:
        at -= 1
    return at


@_kernel
def after_space(text: np.ndarray, at: int, last: int, classes: np.ndarray) -> int:
    while at < last:
        point, size = character_at(text, at)
        if not class_of(point, classes) & SPACE:
            break
        at += size
    return at


@_kernel
def before_space(text: np.ndarray, first: int, at: int, classes: np.ndarray) -> int:
    while at > first:
        begin = start_before(text, at)
        if not class_of(character_at(text, begin)[0], classes) & SPACE:
            break
        at = begin
    return at


@_inlined
def _kind_of(key: Any, keys: np.ndarray, kinds: np.ndarray) -> Any:
    slot = (key * _MIX) >> _SHIFT
    while keys[slot] != 0 and keys[slot] != key:
        slot = (slot + np.uint64(1)) & np.uint64(_SLOTS - 1)
    return kinds[slot]


@_inlined
def _is_letter(byte: Any) -> Any:
    return 97 <= byte | 32 <= 122


@_inlined
def _is_digit(byte: Any) -> Any:
    return 48 <= byte <= 57


@_kernel
def _opens(
    text: np.ndarray, at: int, last: int, classes: np.ndarray, keys: np.ndarray, kinds: np.ndarray
) -> int:
    """Whether the word that begins at a byte is one that opens a sentence: 1, 0, or in doubt."""
    byte = text[at]
    if not _is_letter(byte):
        return DOUBT if byte >= 0x80 or classes[byte] & _AROUND else 0
    key, size = np.uint64(0), 0
    while at < last and _is_letter(text[at]):
        if size == _LONGEST:
            return DOUBT
        key |= np.uint64(text[at] | 32) << np.uint64(8 * size)
        size += 1
        at += 1
    if at < last and text[at] < 0x80 and classes[text[at]] & _AROUND:
        at += 1
    if at < last and not class_of(character_at(text, at)[0], classes) & SPACE:
        return DOUBT
    return int(_kind_of(key, keys, kinds) & _OPENER != 0)


@_kernel
def ends(
    text: np.ndarray,
    begin: int,
    mark: int,
    cut: int,
    last: int,
    classes: np.ndarray,
    keys: np.ndarray,
    kinds: np.ndarray,
) -> int:
    """Whether a sentence ends at marks between two bytes: 1, 0, or in doubt."""
    at = after_space(text, cut, last, classes)
    while True:
        if at == last:
            return DOUBT
        point, size = character_at(text, at)
        kind = class_of(point, classes)
        if not kind & _OPENS:
            break
        at += size
    if kind & (SPACE | _BEYOND):
        return DOUBT
    if kind & _LOWER:
        return 0
    if cut - mark > 1 or text[mark] != 46:
        return 1
    # the word before the point
    key, size, points, hyphen = np.uint64(0), 0, 0, False
    first = mark
    while first > begin:
        byte = text[first - 1]
        if byte >= 0x80:
            kind = class_of(character_at(text, start_before(text, first))[0], classes)
            if kind & (_WORD | _BEYOND):
                return DOUBT
            break
        if byte == 45:
            hyphen = True
            break
        if not classes[byte] & _WORD:
            break
        if size == _LONGEST:
            return DOUBT if points else 1
        key = key << np.uint64(8) | np.uint64(byte | 32 if _is_letter(byte) else byte)
        size += 1
        points += byte == 46
        first -= 1
    if size == 0:
        return 1
    kind = _kind_of(key, keys, kinds) & 3
    if kind == _NEVER:
        return 0
    letter = text[mark - 1]
    if size == 1 and not hyphen and 65 <= letter <= 90:
        return _opens(text, at, last, classes, keys, kinds) if letter == 73 else 0
    dotted = points > 0 and size % 2 == 1
    for k in range(size):
        byte = text[first + k]
        dotted = dotted and (byte == 46 if k % 2 else _is_letter(byte))
    if kind or dotted:
        return _opens(text, at, last, classes, keys, kinds)
    return 1


@_kernel
def may_be_label(text: np.ndarray, at: int, last: int, classes: np.ndarray) -> bool:
    """Whether the label of a list may begin at a byte: `1.`, `(a)`, `• 2)`."""
    if text[at] == 40:
        at += 1
    byte = text[at]
    if byte >= 0x80:
        if class_of(character_at(text, at)[0], classes) & _OPENS:
            return False
        near = text[at : min(last, at + LABEL)]
        return bool(((near == 46) | (near == 41)).any())
    if 97 <= byte <= 122:
        at += 1
    elif _is_digit(byte):
        while at < last and _is_digit(text[at]):
            at += 1
    else:
        return False
    return at < last and (text[at] == 46 or text[at] == 41 or text[at] >= 0x80)
