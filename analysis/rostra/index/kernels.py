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
from rostra.index.interning import (
    LENGTH,
    MORE_BYTES,
    PADDING,
    SLOT,
    SURFACES,
    eight_bytes,
    hash_of,
    intern,
    is_full,
    known_at,
    masked,
    rehash,
    shift_of,
    zero_bits_before,
)
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
_TOGETHER = 128  # words that are found before they are numbered
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
    found: np.ndarray,
    keys: np.ndarray,
    slots: np.ndarray,
    bounds: np.ndarray,
    letters: np.ndarray,
    table: np.ndarray,
) -> int:
    """Find some words, then number them, in turn: what their slots hold comes from memory together."""
    document, at, continued = state[_DOCUMENT], state[_BYTE], state[_CONTINUED]
    tokens, broken = state[_TOKENS], state[_PARTED]
    total = len(documents) - 1
    if document == total:
        return _DONE
    begin, last = documents[document], documents[document + 1]
    firsts, ends, doubtful = found
    heads, tails, hashes = keys
    shift = shift_of(slots)
    room = len(firsts)
    filled = room
    while filled == room:
        filled, spelled = 0, 0
        while filled < room:
            if at >= last:
                document += 1
                bounds_of_documents[document] = tokens
                continued, broken = 0, 1
                if document == total:
                    break
                begin, last = documents[document], documents[document + 1]
                continue
            head, tail = eight_bytes(text, at), eight_bytes(text, at + 8)
            size = zero_bits_before(_not_letters(head)) >> np.uint64(3)
            plain = False
            carried: Any = 0  # whether what stands after the word ends a clause
            if size == 0:
                byte = text[at]
                if byte < 0x80:
                    kind = classes[byte]
                    low = kind & CLASS
                    if low != DIGIT and byte != 64 and byte != 35:
                        broken |= kind >> 7
                        at += 1
                        continue
                else:
                    point, width = character_at(text, at)
                    kind = classes[point]
                    low = kind & CLASS
                    if low != LETTER and low != DIGIT:
                        broken |= kind >> 7
                        at += width
                        continued += width - 1
                        continue
                end = token_end(text, at, last, classes)
                if end == at:
                    broken |= kind >> 7
                    at += 1
                    continue
                after = end
            else:
                more = zero_bits_before(_not_letters(tail)) >> np.uint64(3)
                end = at + np.int64(size) + np.int64(more if size == 8 else np.uint64(0))
                if end - at == 16:
                    others = np.uint64(0)
                    while others == 0 and end < last:
                        others = _not_letters(eight_bytes(text, end))
                        end += np.int64(zero_bits_before(others) >> np.uint64(3))
                end = min(end, last)
                # a plain word before a plain end, which is passed over, and a space after it
                after = end
                plain = True
                if end < last:
                    stop = text[end]
                    if stop == 32:
                        after = end + 1
                    else:
                        plain = stop == 44 or stop == 10 or stop == 59 or stop == 33 or stop == 63
                        if stop == 46:
                            plain = end + 1 == last or text[end + 1] == 32 or text[end + 1] == 10
                        if plain:
                            carried = np.int64(classes[stop] >> 7)
                            after = end + 1
                            after += (after < last) & (text[after] == 32)
                        else:
                            end = token_end(text, at, last, classes)
                            after = end
            head, tail = masked(head, end - at), masked(tail, end - at - 8)
            heads[filled], tails[filled] = head, tail
            hashes[filled] = hash_of(text, at, end, head, tail)
            firsts[filled], ends[filled] = at, end
            filled += 1
            spelled += end - at
            start[tokens] = at - begin - continued
            parted[tokens] = broken
            broken = carried
            tokens += 1
            if not plain:
                for i in range(at, end):
                    continued += (text[i] & 0xC0) == 0x80
            at = after
        reason = is_full(slots, bounds, letters, table, filled, spelled)
        if reason:
            return reason  # these words are found again once there is room
        base = tokens - filled
        doubts = 0
        for i in range(filled):
            number, sure = known_at(hashes[i] >> shift, ends[i] - firsts[i], heads[i], tails[i], slots)
            surface[base + i] = number
            doubtful[doubts] = i
            doubts += not sure
        for k in range(doubts):
            i = doubtful[k]
            surface[base + i] = intern(
                text, firsts[i], ends[i], heads[i], tails[i], hashes[i], slots, bounds, letters, table
            )
        state[_DOCUMENT], state[_BYTE], state[_CONTINUED] = document, at, continued
        state[_TOKENS], state[_PARTED] = tokens, broken
    return _DONE


@_kernel
def _renumber(
    surface: np.ndarray,
    done: int,
    numbers: np.ndarray,
    old_letters: np.ndarray,
    old_bounds: np.ndarray,
    slots: np.ndarray,
    bounds: np.ndarray,
    letters: np.ndarray,
    table: np.ndarray,
) -> tuple[int, int]:
    for i in range(done, len(surface)):
        old = surface[i]
        if numbers[old] < 0:
            first, last = old_bounds[old], old_bounds[old + 1]
            reason = is_full(slots, bounds, letters, table, 1, last - first)
            if reason:
                return i, reason
            head = masked(eight_bytes(old_letters, first), last - first)
            tail = masked(eight_bytes(old_letters, first + 8), last - first - 8)
            value = hash_of(old_letters, first, last, head, tail)
            numbers[old] = intern(old_letters, first, last, head, tail, value, slots, bounds, letters, table)
        surface[i] = numbers[old]
    return len(surface), _DONE


class Scanner:
    """Finds the words of one batch of documents after the other and numbers their surfaces.

    The numbers go on from batch to batch: a surface keeps the number of its first
    occurrence.
    """

    def __init__(self) -> None:
        self._classes = classes_of_kernels()
        self._found = np.zeros((3, _TOGETHER), dtype=np.int64)
        self._keys = np.zeros((3, _TOGETHER), dtype=np.uint64)
        self._slots = np.zeros(SLOT << 16, dtype=np.uint64)
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
        if len(text) < documents[-1] + PADDING:
            text = np.append(text, np.zeros(PADDING, dtype=np.uint8))
        bounds = np.zeros(len(documents), dtype=np.int64)
        state = np.array([0, documents[0], 0, 0, 1], dtype=np.int64)
        given = text, documents, self._classes, state, surface, start, parted, bounds, self._found, self._keys
        while reason := _scan(*given, *self._arrays()):
            self._grow(reason)
        count = int(state[_TOKENS])
        return surface[:count], start[:count], parted[:count], bounds

    def release(self) -> None:
        """Let go of the arrays of the last scan, which are as long as its text."""
        self._surface = self._start = np.zeros(0, dtype=np.int32)
        self._parted = np.zeros(0, dtype=np.uint8)

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
        letters = np.append(letters, np.zeros(PADDING, dtype=np.uint8))
        done, reason = _renumber(surface, 0, numbers, letters, bounds, *self._arrays())
        while reason:
            self._grow(reason)
            done, reason = _renumber(surface, done, numbers, letters, bounds, *self._arrays())

    def surfaces(self, first: int = 0) -> list[str]:
        """Return every surface from a number on, in the order of first occurrence."""
        bounds = self.bounds[first:]
        return decoded(self.letters[bounds[0] :], bounds - bounds[0])

    def _arrays(self) -> tuple[np.ndarray, ...]:
        return self._slots, self._bounds, self._letters, self._table

    def _grow(self, reason: int) -> None:
        if reason == MORE_BYTES:
            self._letters = np.concatenate([self._letters, np.zeros(len(self._letters), dtype=np.uint8)])
            return
        old = self._slots
        self._slots = np.zeros(2 * len(old), dtype=np.uint64)
        self._bounds = np.concatenate([self._bounds, np.zeros(len(self._bounds), dtype=np.int64)])
        rehash(self._slots, old)
