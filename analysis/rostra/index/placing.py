"""Placing: where sentences begin among the tokens, where the tokens of a form are, and where text is cut."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from numba import njit

from rostra.index.interning import eight_bytes

__all__ = ["count_characters", "decoded", "first_tokens", "number_forms", "place_postings"]

_kernel: Any = njit(nogil=True, cache=True)
_ONES = np.uint64(0x0101010101010101)


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


@_kernel
def _first_tokens(
    start: np.ndarray,
    tokens: np.ndarray,
    sentence_start: np.ndarray,
    sentences: np.ndarray,
    found: np.ndarray,
) -> None:
    for document in range(len(tokens) - 1):
        token, last = tokens[document], tokens[document + 1]
        for sentence in range(sentences[document], sentences[document + 1]):
            if sentence > sentences[document]:
                while token < last and start[token] < sentence_start[sentence]:
                    token += 1
            found[sentence] = token


def first_tokens(
    start: np.ndarray, tokens: np.ndarray, sentence_start: np.ndarray, sentences: np.ndarray
) -> np.ndarray:
    """Find the first token of each sentence.

    Parameters
    ----------
    start : numpy.ndarray of int
        The place of each token in its document.
    tokens : numpy.ndarray of int64
        Where the tokens of each document begin, and where the last ones end.
    sentence_start : numpy.ndarray of int
        The place of each sentence in its document.
    sentences : numpy.ndarray of int64
        Where the sentences of each document begin, and where the last ones end.

    Returns
    -------
    numpy.ndarray of int64
        One a sentence. The first sentence of a document begins with the document.
    """
    found = np.empty(len(sentence_start), dtype=np.int64)
    _first_tokens(
        np.ascontiguousarray(start),
        np.ascontiguousarray(tokens),
        np.ascontiguousarray(sentence_start),
        np.ascontiguousarray(sentences),
        found,
    )
    return found


@_kernel
def place_postings(
    form: np.ndarray, base: int, low: int, high: int, cursor: np.ndarray, places: np.ndarray
) -> None:
    """Put the tokens of some forms in order of their form: a counting sort, a chunk at a time.

    Parameters
    ----------
    form : numpy.ndarray of int32
        The forms of a chunk of tokens.
    base : int
        The position of the first of them.
    low, high : int
        The forms that are asked for, the last not included.
    cursor : numpy.ndarray of int64
        Where the next token of each of these forms goes; moved on.
    places : numpy.ndarray of int32
        The tokens in order; filled in.
    """
    for i in range(len(form)):
        number = form[i]
        if low <= number < high:
            places[cursor[number - low]] = base + i
            cursor[number - low] += 1


@_kernel
def number_forms(
    surface: np.ndarray, form_of_surface: np.ndarray, sizes: np.ndarray, form: np.ndarray
) -> None:
    """Write down the form of each token of a chunk, and count the tokens of each form.

    Parameters
    ----------
    surface : numpy.ndarray of int32
        The surfaces of the tokens.
    form_of_surface : numpy.ndarray of int32
        The form of each surface.
    sizes : numpy.ndarray of int64
        The tokens of each form so far; added to.
    form : numpy.ndarray of int32
        The form of each token; filled in.
    """
    for i in range(len(surface)):
        number = form_of_surface[surface[i]]
        form[i] = number
        sizes[number] += 1


@_kernel
def _count_characters(text: np.ndarray, byte: int, characters: int, block: int, found: np.ndarray) -> int:
    at, used = 0, 0
    while at < len(text):
        if (byte + at) % block == 0:
            found[used] = characters
            used += 1
        end = min(len(text), at + block - (byte + at) % block)
        while at + 8 <= end:
            word = eight_bytes(text, at)
            continued = (word >> np.uint64(7)) & ~(word >> np.uint64(6)) & _ONES
            more: Any = np.int64((continued * _ONES) >> np.uint64(56))
            characters += 8 - more
            at += 8
        while at < end:
            characters += (text[at] & 0xC0) != 0x80
            at += 1
    return used


def count_characters(text: np.ndarray, byte: int, characters: int, block: int) -> np.ndarray:
    """Count how many code points begin before each block of a text.

    Parameters
    ----------
    text : numpy.ndarray of uint8
        A stretch of UTF-8.
    byte, characters : int
        Bytes and code points before it.
    block : int
        Bytes of a block.

    Returns
    -------
    numpy.ndarray of int64
        One a block that begins in the stretch.
    """
    found = np.empty(len(text) // block + 1, dtype=np.int64)
    return found[: _count_characters(text, byte, characters, block, found)]
