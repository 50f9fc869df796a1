"""Interning: a hash table over bytes that numbers surfaces in the order of their first occurrence."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

__all__ = ["MORE_BYTES", "MORE_SLOTS", "eight_bytes", "intern", "rehash", "zeros_before"]

_kernel: Any = njit(nogil=True, cache=True)
_inlined: Any = njit(nogil=True, cache=True, inline="always")

_MIX = np.uint64(0x9E3779B97F4A7C15)
_ONES = np.uint64(0x0101010101010101)
_TAG = np.uint64(0xFFFFFFFF00000000)
_NUMBER = np.uint64(0x00000000FFFFFFFF)
# What there is no room for in the table.
MORE_SLOTS, MORE_BYTES = 1, 2
# What the table of surfaces holds: how many, and their bytes.
SURFACES, LENGTH = range(2)


def _load_eight(typing: Any, array: Any, at: Any) -> Any:
    """Eight bytes of an array as one number, wherever they begin."""

    def load(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, given[0]).data
        number = context.get_value_type(types.uint64).as_pointer()
        return builder.load(builder.bitcast(builder.gep(data, [given[1]]), number), align=1)

    return types.uint64(array, types.int64), load


eight_bytes: Any = intrinsic(_load_eight)


@_inlined
def zeros_before(marks: Any) -> Any:
    """How many bytes come before the first that is marked."""
    lowest = (marks & (~marks + np.uint64(1))) >> np.uint64(7)
    return np.int64((((lowest - np.uint64(1)) & _ONES) * _ONES) >> np.uint64(56))


@_inlined
def _first_bytes(text: np.ndarray, at: int, count: int) -> Any:
    """The next bytes as one number, eight at most, zeros after them."""
    word = eight_bytes(text, at)
    if count < 8:
        word &= (np.uint64(1) << np.uint64(8 * count)) - np.uint64(1)
    return word


@_kernel
def intern(
    text: np.ndarray,
    first: int,
    last: int,
    slots: np.ndarray,
    hashes: np.ndarray,
    heads: np.ndarray,
    bounds: np.ndarray,
    letters: np.ndarray,
    table: np.ndarray,
) -> Any:
    """Return the number of a surface, new or known; less than 0 where there is no room for it.

    A slot holds half of the hash and the number, counted from 1; `heads` the first eight bytes.
    """
    length = last - first
    head = _first_bytes(text, first, length)
    value = (head ^ (np.uint64(length) << np.uint64(56))) * _MIX
    value ^= value >> np.uint64(32)
    at = first + 8
    while at < last:
        value = (value ^ _first_bytes(text, at, last - at)) * _MIX
        value ^= value >> np.uint64(32)
        at += 8
    mask = np.uint64(len(slots) - 1)
    place = value & mask
    tag = value & _TAG
    while True:
        slot = slots[place]
        if slot == 0:
            break
        if slot & _TAG == tag:
            known = np.int64(slot & _NUMBER) - 1
            begin = bounds[known]
            if heads[known] == head and bounds[known + 1] - begin == length:
                same = True
                done = 8
                while done < length:
                    if _first_bytes(text, first + done, length - done) != _first_bytes(
                        letters, begin + done, length - done
                    ):
                        same = False
                        break
                    done += 8
                if same:
                    return known
        place = (place + np.uint64(1)) & mask
    count = table[SURFACES]
    if 2 * (count + 1) > len(slots) or count + 1 >= len(bounds):
        return -MORE_SLOTS
    begin = table[LENGTH]
    if begin + length + 8 > len(letters):
        return -MORE_BYTES
    for i in range(length):
        letters[begin + i] = text[first + i]
    table[LENGTH] = begin + length
    bounds[count + 1] = begin + length
    hashes[count] = value
    heads[count] = head
    slots[place] = tag | np.uint64(count + 1)
    table[SURFACES] = count + 1
    return count


@_kernel
def rehash(slots: np.ndarray, hashes: np.ndarray, count: int) -> None:
    mask = np.uint64(len(slots) - 1)
    for number in range(count):
        value = hashes[number]
        place = value & mask
        while slots[place] != 0:
            place = (place + np.uint64(1)) & mask
        slots[place] = (value & _TAG) | np.uint64(number + 1)
