"""Interning: a hash table over bytes that numbers surfaces in the order of their first occurrence.

A slot of the table is four numbers: the first eight bytes of a surface, the eight after them, its length
and its number (counted from 1) in one, and its hash. They lie side by side, so that one look into memory
says of nearly every word which it is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

__all__ = [
    "MORE_BYTES", "MORE_SLOTS", "PADDING", "SLOT", "eight_bytes", "hash_of", "intern", "is_full", "known_at",
    "masked", "rehash", "shift_of", "zero_bits_before", "zeros_before",
]  # fmt: skip

_kernel: Any = njit(nogil=True, cache=True)
_inlined: Any = njit(nogil=True, cache=True, inline="always")

PADDING = 16  # bytes after a text at which the kernels may look
SLOT = 4  # numbers of a slot
_MIX = np.uint64(0x9E3779B97F4A7C15)
_ONES = np.uint64(0x0101010101010101)
_NUMBER = np.uint64(0x00000000FFFFFFFF)
_HALF = np.uint64(32)
_HEAD, _TAIL, _ENTRY, _HASH = (np.uint64(place) for place in range(SLOT))
_LONGEST = 2**31 - 1  # longer surfaces are told apart by their bytes alone
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


def _count_zeros(typing: Any, number: Any) -> Any:
    """How many bits come before the lowest that is set; all where none is."""

    def count(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return builder.cttz(given[0], context.get_constant(types.boolean, 0))

    return types.uint64(types.uint64), count


eight_bytes: Any = intrinsic(_load_eight)
zero_bits_before: Any = intrinsic(_count_zeros)


@_inlined
def zeros_before(marks: Any) -> Any:
    """How many bytes come before the first that is marked."""
    lowest = (marks & (~marks + np.uint64(1))) >> np.uint64(7)
    return np.int64((((lowest - np.uint64(1)) & _ONES) * _ONES) >> np.uint64(56))


@_inlined
def masked(word: Any, count: int) -> Any:
    """Keep the first of eight bytes: none for less than one, all for more than seven."""
    bits = np.uint64(8 * min(max(count, 0), 8))
    some = word & ((np.uint64(1) << (bits & np.uint64(63))) - np.uint64(1))
    return word if bits == 64 else some


@_inlined
def shift_of(slots: np.ndarray) -> Any:
    """By how many bits a hash is shifted to give a place: its highest depend on all bytes of a surface."""
    return np.uint64(64) - zero_bits_before(np.uint64(len(slots) // SLOT))


@_inlined
def hash_of(text: np.ndarray, first: int, last: int, head: Any, tail: Any) -> Any:
    """Return the hash of a surface, of which the first sixteen bytes are at hand."""
    value = (head ^ (np.uint64(last - first) << np.uint64(56))) * _MIX
    value ^= value >> _HALF
    value = (value ^ tail) * _MIX
    for at in range(first + 16, last, 8):
        value ^= value >> _HALF
        value = (value ^ masked(eight_bytes(text, at), last - at)) * _MIX
    return value


@_inlined
def known_at(place: Any, length: int, head: Any, tail: Any, slots: np.ndarray) -> Any:
    """Return the number that the first slot for a hash holds, and whether it is sure to be this surface's."""
    at = np.uint64(SLOT) * place
    entry = slots[at + _ENTRY]
    same = (slots[at + _HEAD] == head) & (slots[at + _TAIL] == tail)
    sure = same & (entry >> _HALF == np.uint64(length)) & (length <= 16)
    return np.int64(entry & _NUMBER) - 1, sure


@_kernel
def is_full(
    slots: np.ndarray, bounds: np.ndarray, letters: np.ndarray, table: np.ndarray, more: int, length: int
) -> int:
    """Say what there is no room for, if so many surfaces of so many bytes in all should be new."""
    count = table[SURFACES] + more
    if 2 * SLOT * count > len(slots) or count >= len(bounds):
        return MORE_SLOTS
    if table[LENGTH] + length + PADDING > len(letters):
        return MORE_BYTES
    return 0


@_kernel
def intern(
    text: np.ndarray,
    first: int,
    last: int,
    head: Any,
    tail: Any,
    value: Any,
    slots: np.ndarray,
    bounds: np.ndarray,
    letters: np.ndarray,
    table: np.ndarray,
) -> Any:
    """Return the number of a surface, new or known, for which there is room."""
    length = last - first
    size = np.uint64(min(length, _LONGEST))
    mask = np.uint64(len(slots) // SLOT - 1)
    place = value >> shift_of(slots)
    while True:
        at = np.uint64(SLOT) * place
        entry = slots[at + _ENTRY]
        if entry == 0:
            break
        if slots[at + _HEAD] == head and slots[at + _TAIL] == tail and entry >> _HALF == size:
            known = np.int64(entry & _NUMBER) - 1
            begin = bounds[known]
            if bounds[known + 1] - begin == length:
                done = 16
                while done < length:
                    left = length - done
                    own, other = eight_bytes(text, first + done), eight_bytes(letters, begin + done)
                    if masked(own, left) != masked(other, left):
                        break
                    done += 8
                if done >= length:
                    return known
        place = (place + np.uint64(1)) & mask
    count, begin = table[SURFACES], table[LENGTH]
    for i in range(length):
        letters[begin + i] = text[first + i]
    table[LENGTH] = bounds[count + 1] = begin + length
    at = np.uint64(SLOT) * place
    slots[at + _HEAD], slots[at + _TAIL] = head, tail
    slots[at + _ENTRY] = size << _HALF | np.uint64(count + 1)
    slots[at + _HASH] = value
    table[SURFACES] = count + 1
    return count


@_kernel
def rehash(slots: np.ndarray, old: np.ndarray) -> None:
    """Put what a table held into a larger one."""
    shift, mask = shift_of(slots), np.uint64(len(slots) // SLOT - 1)
    for slot in range(0, len(old), SLOT):
        entry = np.uint64(slot) + _ENTRY
        if old[entry] == 0:
            continue
        place = old[np.uint64(slot) + _HASH] >> shift
        while slots[np.uint64(SLOT) * place + _ENTRY] != 0:
            place = (place + np.uint64(1)) & mask
        for i in range(SLOT):
            slots[np.uint64(SLOT) * place + np.uint64(i)] = old[slot + i]
