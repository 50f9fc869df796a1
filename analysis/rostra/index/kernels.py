"""Kernels: words found, numbered and placed, at the speed of the machine.

`scan` reads UTF-8 and gives, for each token, the number of its surface, its place in
code points and whether a clause begins with it. Surfaces are numbered in the order of
their first occurrence by a hash table over their bytes.

Imported only for large corpora and for indexes: numba takes a moment to load.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from rostra.index.characters import DIGIT, LETTER
from rostra.index.interning import LENGTH, MORE_BYTES, SURFACES, eight_bytes, intern, rehash, zeros_before
from rostra.index.placing import decoded
from rostra.index.scanning import CLASS, character_at, classes_of_kernels, token_end

__all__ = ["Scanner"]

_kernel: Any = njit(nogil=True, cache=True)
_inlined: Any = njit(nogil=True, cache=True, inline="always")

_HIGH = np.uint64(0x8080808080808080)
_LOW = np.uint64(0x7F7F7F7F7F7F7F7F)
_CASE = np.uint64(0x2020202020202020)
_FROM_A = np.uint64((0x80 - ord("a")) * 0x0101010101010101)
_AFTER_Z = np.uint64((0x80 - ord("z") - 1) * 0x0101010101010101)
_PADDING = 8  # bytes after the text that the kernels may look at
_DONE = 0
# Where a scan stands: document, byte, continuation bytes before it, tokens, whether a clause ended.
_DOCUMENT, _BYTE, _CONTINUED, _TOKENS, _PARTED = range(5)


@_inlined
def _not_letters(word: Any) -> Any:
    """Mark those of eight bytes that are no letters of ASCII, by their highest bit."""
    folded = (word | _CASE) & _LOW
    return (~((folded + _FROM_A) & ~(folded + _AFTER_Z)) | word) & _HIGH


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
    heads: np.ndarray,
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
                    end = at
                    others = np.uint64(0)
                    while others == 0 and end < last:
                        others = _not_letters(eight_bytes(text, end))
                        end += 8 if others == 0 else zeros_before(others)
                    end = min(end, last)
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
            number = intern(text, at, end, slots, hashes, heads, bounds, letters, table)
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
    heads: np.ndarray,
    bounds: np.ndarray,
    letters: np.ndarray,
    table: np.ndarray,
) -> tuple[int, int]:
    for i in range(done, len(surface)):
        old = surface[i]
        if numbers[old] < 0:
            number = intern(
                old_letters,
                old_bounds[old],
                old_bounds[old + 1],
                slots,
                hashes,
                heads,
                bounds,
                letters,
                table,
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
        self._slots = np.zeros(1 << 16, dtype=np.uint64)
        self._hashes = np.zeros(1 << 15, dtype=np.uint64)
        self._heads = np.zeros(1 << 15, dtype=np.uint64)
        self._bounds = np.zeros((1 << 15) + 1, dtype=np.int64)
        self._letters = np.zeros(1 << 19, dtype=np.uint8)
        self._table = np.zeros(2, dtype=np.int64)
        self._surface = self._start = np.zeros(0, dtype=np.int32)
        self._parted = np.zeros(0, dtype=np.uint8)

    def __len__(self) -> int:
        return int(self._table[SURFACES])

    @property
    def letters(self) -> np.ndarray:
        """The UTF-8 of all surfaces, one after the other."""
        return self._letters[: self._table[LENGTH]]

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

        Notes
        -----
        The arrays are those of the scanner: the next batch overwrites them.
        """
        most = int(documents[-1] - documents[0]) // 2 + len(documents) + 1
        if len(self._surface) < most:
            self._surface, self._start = np.empty(most, dtype=np.int32), np.empty(most, dtype=np.int32)
            self._parted = np.empty(most, dtype=np.uint8)
        surface, start, parted = self._surface, self._start, self._parted
        if len(text) < documents[-1] + _PADDING:
            text = np.append(text, np.zeros(_PADDING, dtype=np.uint8))
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
        letters = np.append(letters, np.zeros(_PADDING, dtype=np.uint8))
        done, reason = _renumber(surface, 0, numbers, letters, bounds, *self._arrays())
        while reason:
            self._grow(reason)
            done, reason = _renumber(surface, done, numbers, letters, bounds, *self._arrays())

    def surfaces(self) -> list[str]:
        """Return every surface, in the order of first occurrence."""
        return decoded(self.letters, self.bounds)

    def _arrays(self) -> tuple[np.ndarray, ...]:
        return self._slots, self._hashes, self._heads, self._bounds, self._letters, self._table

    def _grow(self, reason: int) -> None:
        count = len(self)
        if reason == MORE_BYTES:
            self._letters = np.concatenate([self._letters, np.zeros(len(self._letters), dtype=np.uint8)])
            return
        self._slots = np.zeros(2 * len(self._slots), dtype=np.uint64)
        self._hashes = np.concatenate([self._hashes, np.zeros(len(self._hashes), dtype=np.uint64)])
        self._heads = np.concatenate([self._heads, np.zeros(len(self._heads), dtype=np.uint64)])
        self._bounds = np.concatenate([self._bounds, np.zeros(len(self._bounds), dtype=np.int64)])
        rehash(self._slots, self._hashes, count)
