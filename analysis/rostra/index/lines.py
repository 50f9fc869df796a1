"""Lines: where they end in a text, and whether the page broke them, decided over bytes.

The rules are those of `rostra.sentences.paragraph_spans`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from rostra.index.endings import DOUBT, before_space, start_before
from rostra.index.interning import eight_bytes, zeros_before
from rostra.index.scanning import character_at

__all__ = ["characters_in", "is_blank", "is_wrapped", "line_end"]

_kernel: Any = njit(nogil=True, cache=True)

_ONES, _HIGH = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)
_LINE_ENDS = np.uint64(0x0A0A0A0A0A0A0A0A)


@_kernel
def characters_in(text: np.ndarray, first: int, last: int) -> int:
    count, at = last - first, first
    while at < last:
        if eight_bytes(text, at) & _HIGH == 0:
            at += 8
            continue
        for i in range(at, min(last, at + 8)):
            count -= text[i] & 0xC0 == 0x80
        at += 8
    return count


@_kernel
def line_end(text: np.ndarray, at: int, last: int) -> int:
    while at < last:
        word = eight_bytes(text, at) ^ _LINE_ENDS
        found = (word - _ONES) & ~word & _HIGH
        if found != 0:
            return min(last, at + zeros_before(found))
        at += 8
    return last


@_kernel
def is_blank(text: np.ndarray, at: int, last: int) -> bool:
    while at < last and (text[at] == 32 or text[at] == 9 or text[at] == 13):
        at += 1
    return at == last


@_kernel
def is_wrapped(text: np.ndarray, first: int, last: int, classes: np.ndarray) -> int:
    """Whether the lines of a block were broken by the page: 1, 0, or in doubt."""
    lines, even, narrow, most = 0, True, True, 0
    broken = False
    at = first
    while True:
        stop = line_end(text, at, last)
        end = stop - 1 if stop < last and stop > at and text[stop - 1] == 13 else stop
        seen = before_space(text, at, end, classes)
        if seen == at:
            return DOUBT  # a line of white space that is not the usual one
        size = characters_in(text, at, end)
        most = max(most, size)
        lines += 1
        if stop == last:
            break
        narrow = narrow and 40 <= size <= 90
        point = character_at(text, start_before(text, seen))[0]
        ended = point in (0x2E, 0x21, 0x3F, 0x22, 0x201D, 0x2019, 0x3A)
        even = even and size >= 40 and not ended
        if end > at and text[end - 1] == 32:
            end -= 1
        before, after = text[end - 1], text[stop + 1]
        broken = end > at and (97 <= before <= 122 or before == 44) and 97 <= after <= 122
        at = stop + 1
    return int((even and most <= 100) or narrow or (lines == 2 and broken))
