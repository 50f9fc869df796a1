"""Characters: to which class each one belongs, the same for the pattern and for the kernels.

The classes come from Python's own tables (`str.isalnum`, `str.isdecimal`,
`str.isspace`, `unicodedata.category`), with three decisions of ours:

- combining marks of all scripts, the soft hyphen, the joiners of no width and the
  vowels and finals of spelled-out Hangul continue a word, and never begin one;
- hyphens and apostrophes join, the letter apostrophe (U+02BC) included;
- the underscore joins too, as in `snake_case`, but is no letter.
"""

from __future__ import annotations

import sys
import unicodedata
from functools import cache

import numpy as np

__all__ = [
    "BREAKS",
    "DIGIT",
    "JOIN",
    "JOINS",
    "LETTER",
    "MARK",
    "OTHER",
    "SPACE",
    "UNDERSCORE",
    "character_classes",
    "mark_ranges",
]

OTHER, LETTER, DIGIT, MARK, SPACE, JOIN, UNDERSCORE = range(7)

JOINS = "-\u2010\u2011'\u2019\u02bc\uff07"
# What parts two words of one sentence into two clauses.
BREAKS = frozenset(",;:.!?()[]{}—–…")
# Soft hyphen, zero-width non-joiner and joiner, word joiner.
INVISIBLE = (0xAD, 0x200C, 0x200D, 0x2060)
# Hangul vowels and finals: what a composed syllable becomes in NFD, after its first letter.
JAMO = ((0x1160, 0x11FF), (0xD7B0, 0xD7FB))
_MARKED = ((0x0300, 0x20000), (0xE0100, 0xE01F0))  # no combining marks stand elsewhere


@cache
def mark_ranges() -> tuple[tuple[int, int], ...]:
    """Return the characters that continue a word without being letters.

    Returns
    -------
    tuple of (int, int)
        First and last code point of each run, in order.
    """
    category = unicodedata.category
    points = [
        point for first, end in _MARKED for point in range(first, end) if category(chr(point))[0] == "M"
    ]
    points += INVISIBLE
    points += [point for first, last in JAMO for point in range(first, last + 1)]
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return tuple((first, last) for first, last in runs)


@cache
def character_classes() -> np.ndarray:
    """Return the class of each code point.

    Returns
    -------
    numpy.ndarray of uint8
        One of `OTHER, LETTER, DIGIT, MARK, SPACE, JOIN, UNDERSCORE` for each code point.
    """
    everything = np.arange(sys.maxunicode + 1, dtype=np.uint32).view("U1")
    classes = np.full(len(everything), OTHER, dtype=np.uint8)
    classes[np.char.isspace(everything)] = SPACE
    classes[np.char.isalnum(everything)] = LETTER
    classes[np.char.isdecimal(everything)] = DIGIT
    for first, last in mark_ranges():
        classes[first : last + 1] = MARK
    classes[[ord(character) for character in JOINS]] = JOIN
    classes[ord("_")] = UNDERSCORE
    classes.setflags(write=False)
    return classes
