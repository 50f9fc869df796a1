"""Kernels: words found, numbered and placed, at the speed of the machine.

`scan` reads UTF-8 and gives, for each token, the number of its surface, its place in
code points and whether a clause begins with it. Surfaces are numbered in the order of
their first occurrence by a hash table over their bytes.

Imported only for large corpora and for indexes: numba takes a moment to load.
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from numba import njit

from rostra.index.characters import DIGIT, LETTER
from rostra.index.scanning import CLASS, character_at, classes_of_kernels, token_end

__all__ = ["Scanner", "decoded"]

_kernel: Any = njit(nogil=True, cache=True)
_inlined: Any = njit(nogil=True, cache=True, inline="always")

_MIX = np.uint64(0x9E3779B97F4A7C15)
_DONE, _MORE_SLOTS, _MORE_BYTES = 0, 1, 2
# Where a scan stands: document, byte, continuation bytes before it, tokens, whether a clause ended.
_DOCUMENT, _BYTE, _CONTINUED, _TOKENS, _PARTED = range(5)
# What the table of surfaces holds: how many, and their bytes.
_SURFACES, _LENGTH = range(2)


@_inlined
def _hash(text: np.ndarray, first: int, last: int) -> np.uint64:
    value = np.uint64(last - first)
    for i in range(first, last):
        value = (value ^ np.uint64(text[i])) * _MIX
        value ^= value >> np.uint64(29)
    return value


@_kernel
def _intern(
    text: np.ndarray,
    first: int,
    last: int,
    slots: np.ndarray,
    hashes: np.ndarray,
    bounds: np.ndarray,
    letters: np.ndarray,
    table: np.ndarray,
) -> Any:
    """Return the number of a surface, new or known; less than 0 where there is no room for it."""
    value = _hash(text, first, last)
    mask = np.uint64(len(slots) - 1)
    place = (value >> np.uint64(20)) & mask
    length = last - first
    while True:
        known = np.int64(slots[place])
        if known < 0:
            break
        if hashes[known] == value:
            begin = bounds[known]
            if bounds[known + 1] - begin == length:
                same = True
                for i in range(length):
                    if letters[begin + i] != text[first + i]:
                        same = False
                        break
                if same:
                    return known
        place = (place + np.uint64(1)) & mask
    count = table[_SURFACES]
    if 2 * (count + 1) > len(slots) or count + 1 >= len(bounds):
        return -_MORE_SLOTS
    if table[_LENGTH] + length > len(letters):
        return -_MORE_BYTES
    begin = table[_LENGTH]
    for i in range(length):
        letters[begin + i] = text[first + i]
    table[_LENGTH] = begin + length
    bounds[count + 1] = begin + length
    hashes[count] = value
    slots[place] = count
    table[_SURFACES] = count + 1
    return count


@_kernel
def _rehash(slots: np.ndarray, hashes: np.ndarray, count: int) -> None:
    mask = np.uint64(len(slots) - 1)
    for number in range(count):
        place = (hashes[number] >> np.uint64(20)) & mask
        while slots[place] >= 0:
            place = (place + np.uint64(1)) & mask
        slots[place] = number


@_kernel
def _scan(
    text: np.ndarray,
    documents: np.ndarray,
    classes: np.ndarray,
    state: np.ndarray,
    surface: np.ndarray,
    start: np.ndarray,
    parted: np.ndarray,
    bounds_of_documents: np.ndarray,
    slots: np.ndarray,
    hashes: np.ndarray,
    bounds: np.ndarray,
    letters: np.ndarray,
    table: np.ndarray,
) -> int:
    document, at, continued = state[_DOCUMENT], state[_BYTE], state[_CONTINUED]
    tokens, broken = state[_TOKENS], state[_PARTED]
    reason = _DONE
    while document < len(documents) - 1 and reason == _DONE:
        begin, last = documents[document], documents[document + 1]
        while at < last:
            byte = text[at]
            if byte < 0x80:
                kind = classes[byte]
                low = kind & CLASS
                if low != LETTER and low != DIGIT and byte != 64 and byte != 35:
                    broken |= kind >> 7
                    at += 1
                    continue
                end = at
                plain = False
                if low == LETTER:
                    end = at + 1
                    while end < last and text[end] < 0x80:
                        follows = classes[text[end]] & CLASS
                        if follows != LETTER and follows != DIGIT:
                            break
                        end += 1
                    # a plain word before a plain end
                    if end == last:
                        plain = True
                    else:
                        stop = text[end]
                        if stop == 32 or stop == 44 or stop == 10 or stop == 59 or stop == 33 or stop == 63:
                            plain = True
                        elif stop == 46:
                            plain = end + 1 == last or text[end + 1] == 32 or text[end + 1] == 10
                if not plain:
                    end = token_end(text, at, last, classes)
                    if end == at:
                        broken |= kind >> 7
                        at += 1
                        continue
            else:
                point, size = character_at(text, at)
                kind = classes[point]
                low = kind & CLASS
                if low != LETTER and low != DIGIT:
                    broken |= kind >> 7
                    at += size
                    continued += size - 1
                    continue
                plain = False
                end = token_end(text, at, last, classes)
            number = _intern(text, at, end, slots, hashes, bounds, letters, table)
            if number < 0:
                reason = -number
                break
            surface[tokens] = number
            start[tokens] = at - begin - continued
            parted[tokens] = broken
            broken = 0
            tokens += 1
            if not plain:
                for i in range(at, end):
                    continued += (text[i] & 0xC0) == 0x80
            at = end
        if reason == _DONE:
            document += 1
            bounds_of_documents[document] = tokens
            continued, broken = 0, 1
    state[_DOCUMENT], state[_BYTE], state[_CONTINUED] = document, at, continued
    state[_TOKENS], state[_PARTED] = tokens, broken
    return reason


@_kernel
def _renumber(
    surface: np.ndarray,
    done: int,
    numbers: np.ndarray,
    old_letters: np.ndarray,
    old_bounds: np.ndarray,
    slots: np.ndarray,
    hashes: np.ndarray,
    bounds: np.ndarray,
    letters: np.ndarray,
    table: np.ndarray,
) -> tuple[int, int]:
    for i in range(done, len(surface)):
        old = surface[i]
        if numbers[old] < 0:
            number = _intern(
                old_letters, old_bounds[old], old_bounds[old + 1], slots, hashes, bounds, letters, table
            )
            if number < 0:
                return i, -number
            numbers[old] = number
        surface[i] = numbers[old]
    return len(surface), _DONE


class Scanner:
    """Finds the words of one batch of documents after the other and numbers their surfaces.

    The numbers go on from batch to batch: a surface keeps the number of its first
    occurrence.
    """

    def __init__(self) -> None:
        self._classes = classes_of_kernels()
        self._slots = np.full(1 << 16, -1, dtype=np.int32)
        self._hashes = np.zeros(1 << 15, dtype=np.uint64)
        self._bounds = np.zeros((1 << 15) + 1, dtype=np.int64)
        self._letters = np.zeros(1 << 19, dtype=np.uint8)
        self._table = np.zeros(2, dtype=np.int64)

    def __len__(self) -> int:
        return int(self._table[_SURFACES])

    @property
    def letters(self) -> np.ndarray:
        """The UTF-8 of all surfaces, one after the other."""
        return self._letters[: self._table[_LENGTH]]

    @property
    def bounds(self) -> np.ndarray:
        """Where each surface begins in `letters`, and where the last one ends."""
        return self._bounds[: len(self) + 1]

    def scan(
        self, text: np.ndarray, documents: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Find the words of some documents.

        Parameters
        ----------
        text : numpy.ndarray of uint8
            Their UTF-8, one after the other.
        documents : numpy.ndarray of int64
            Where each begins, and where the last one ends.

        Returns
        -------
        surface : numpy.ndarray of int32
            The number of each token's surface.
        start : numpy.ndarray of int32
            Its place in its document, in code points.
        parted : numpy.ndarray of uint8
            1 where punctuation parts it from the token before, or it is the first.
        bounds : numpy.ndarray of int64
            Where the tokens of each document begin, and where the last ones end.
        """
        most = int(documents[-1] - documents[0]) // 2 + len(documents) + 1
        surface, start = np.empty(most, dtype=np.int32), np.empty(most, dtype=np.int32)
        parted = np.empty(most, dtype=np.uint8)
        bounds = np.zeros(len(documents), dtype=np.int64)
        state = np.array([0, documents[0], 0, 0, 1], dtype=np.int64)
        while reason := _scan(
            text, documents, self._classes, state, surface, start, parted, bounds, *self._arrays()
        ):
            self._grow(reason)
        count = int(state[_TOKENS])
        return surface[:count], start[:count], parted[:count], bounds

    def renumber(
        self, surface: np.ndarray, numbers: np.ndarray, letters: np.ndarray, bounds: np.ndarray
    ) -> None:
        """Give tokens that were numbered elsewhere the numbers of this scanner, in place.

        Parameters
        ----------
        surface : numpy.ndarray of int32
            The old numbers; replaced.
        numbers : numpy.ndarray of int32
            The new number of each old one, -1 where it is not known yet; filled in.
        letters, bounds : numpy.ndarray
            The old surfaces.
        """
        done, reason = _renumber(surface, 0, numbers, letters, bounds, *self._arrays())
        while reason:
            self._grow(reason)
            done, reason = _renumber(surface, done, numbers, letters, bounds, *self._arrays())

    def surfaces(self) -> list[str]:
        """Return every surface, in the order of first occurrence."""
        return decoded(self.letters, self.bounds)

    def _arrays(self) -> tuple[np.ndarray, ...]:
        return self._slots, self._hashes, self._bounds, self._letters, self._table

    def _grow(self, reason: int) -> None:
        count = len(self)
        if reason == _MORE_BYTES:
            self._letters = np.concatenate([self._letters, np.zeros(len(self._letters), dtype=np.uint8)])
            return
        self._slots = np.full(2 * len(self._slots), -1, dtype=np.int32)
        self._hashes = np.concatenate([self._hashes, np.zeros(len(self._hashes), dtype=np.uint64)])
        self._bounds = np.concatenate([self._bounds, np.zeros(len(self._bounds), dtype=np.int64)])
        _rehash(self._slots, self._hashes, count)


def decoded(letters: np.ndarray, bounds: np.ndarray) -> list[str]:
    """Return the strings whose UTF-8 stands in one array.

    Parameters
    ----------
    letters : numpy.ndarray of uint8
        The bytes.
    bounds : numpy.ndarray of int64
        Where each string begins, and where the last one ends.

    Returns
    -------
    list of str
        The strings.
    """
    data, places = letters.tobytes(), bounds.tolist()
    if data.isascii():
        whole = data.decode("ascii")
        return [whole[first:last] for first, last in itertools.pairwise(places)]
    return [data[first:last].decode() for first, last in itertools.pairwise(places)]
