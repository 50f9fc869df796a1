"""Splitting: the sentences of many documents, found over their bytes where nothing is doubtful.

The rules are those of `rostra.sentences`. The kernels here and in `endings` settle the plain paragraphs. One
with anything doubtful in it (the labels of a list, points in brackets or with spaces between them, ...) is
left to the rules themselves, so that both give the same on any text; the tests hold them equal. The kernels
compile on their first use and are cached beside this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numba import njit

from rostra.index.endings import (
    CLOSES,
    DOUBT,
    LABEL,
    MARK,
    SPACE,
    after_space,
    before_space,
    class_of,
    classes_of_endings,
    ends,
    listed_words,
    may_be_label,
)
from rostra.index.interning import eight_bytes, zeros_before
from rostra.index.lines import characters_in, is_blank, is_wrapped, line_end
from rostra.index.scanning import character_at
from rostra.sentences import block_spans, sentence_spans

__all__ = ["split_all", "split_texts"]

_kernel: Any = njit(nogil=True, cache=True)
_inlined: Any = njit(nogil=True, cache=True, inline="always")

_PADDING = 8  # bytes after the text at which the kernel may look
# What the kernel says of a stretch.
_SENTENCE, _PARAGRAPH, _BLOCK = 0, 1, 2
_BATCH = 8 * 1024**2  # bytes that are read at once
_ONES, _HIGH = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)
_POINTS, _SHOUTS, _QUESTIONS = (np.uint64(ord(mark) * 0x0101010101010101) for mark in ".!?")


def split_all(texts: Iterable[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find the sentences of any number of documents, some at a time.

    Parameters
    ----------
    texts : iterable of str
        The documents.

    Returns
    -------
    start, end : numpy.ndarray of int32
        The place of each sentence in its document, in code points.
    counts : numpy.ndarray of int64
        Sentences of each document.
    """
    nothing = np.zeros(0, dtype=np.int32)
    parts = [(nothing, nothing, np.zeros(0, dtype=np.int64))]
    for batch, encoded in _batches(texts):
        bounds = np.append(0, np.cumsum([len(data) for data in encoded])).astype(np.int64)
        data = np.frombuffer(b"".join([*encoded, bytes(_PADDING)]), dtype=np.uint8)
        parts.append(split_texts(batch, data, bounds))
    start, end, counts = (np.concatenate(part) for part in zip(*parts, strict=True))
    return start, end, counts


def _batches(texts: Iterable[str]) -> Iterator[tuple[list[str], list[bytes]]]:
    batch: list[str] = []
    encoded: list[bytes] = []
    waiting = 0
    for text in texts:
        batch.append(text)
        encoded.append(text.encode("utf-8", "surrogatepass"))
        waiting += len(encoded[-1])
        if waiting >= _BATCH:
            yield batch, encoded
            batch, encoded, waiting = [], [], 0
    if batch:
        yield batch, encoded


def split_texts(
    texts: Sequence[str], data: np.ndarray, bounds: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find the sentences of documents, as `sentence_spans` does of one.

    Parameters
    ----------
    texts : sequence of str
        The documents.
    data : numpy.ndarray of uint8
        Their UTF-8, one after the other.
    bounds : numpy.ndarray of int64
        Where each begins in `data`, and where the last one ends.

    Returns
    -------
    start, end : numpy.ndarray of int32
        The place of each sentence in its document, in code points.
    counts : numpy.ndarray of int64
        Sentences of each document.
    """
    most = int(bounds[-1] - bounds[0]) // 2 + len(bounds)
    start, end = np.empty(most, dtype=np.int32), np.empty(most, dtype=np.int32)
    kind, counts = np.empty(most, dtype=np.uint8), np.zeros(len(texts), dtype=np.int64)
    if len(data) < bounds[-1] + _PADDING:
        data = np.append(data, np.zeros(_PADDING, dtype=np.uint8))
    count = _split(data, bounds, classes_of_endings(), *listed_words(), start, end, kind, counts)
    start, end, kind = start[:count], end[:count], kind[:count]
    doubtful = np.flatnonzero(kind)
    if not len(doubtful):
        return start, end, counts
    documents = np.searchsorted(np.cumsum(counts), doubtful, side="right")
    found = []
    rows = (doubtful, documents, start[doubtful], end[doubtful], kind[doubtful])
    for document, first, last, what in zip(*(row.tolist() for row in rows[1:]), strict=True):
        text = texts[document]
        stretch = [(first, last)] if what == _PARAGRAPH else block_spans(text, first, last)
        found.append(sentence_spans(text, paragraphs=stretch))
    sizes = np.ones(count, dtype=np.int64)
    sizes[doubtful] = [len(spans) for spans in found]
    replaced = np.repeat(kind > 0, sizes)
    spans = np.array([span for each in found for span in each], dtype=np.int32).reshape(-1, 2)
    start, end = np.repeat(start, sizes), np.repeat(end, sizes)
    start[replaced], end[replaced] = spans[:, 0], spans[:, 1]
    np.add.at(counts, documents, sizes[doubtful] - 1)
    return start, end, counts


@_inlined
def _marks_in(word: Any) -> Any:
    """Mark, of eight bytes, at least the first that is an end mark or beyond ASCII, by its highest bit."""
    point, shout, question = word ^ _POINTS, word ^ _SHOUTS, word ^ _QUESTIONS
    found = ((point - _ONES) & ~point) | ((shout - _ONES) & ~shout) | ((question - _ONES) & ~question)
    return (found | word) & _HIGH


@_kernel
def _split_paragraph(
    text: np.ndarray,
    begin: int,
    first: int,
    last: int,
    classes: np.ndarray,
    keys: np.ndarray,
    kinds: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    count: int,
) -> int:
    """Write down the sentences of a paragraph, in bytes; return how many there are now, or doubt."""
    if may_be_label(text, first, last, classes):
        return DOUBT
    at, opened = first, first
    while at < last:
        marks = _marks_in(eight_bytes(text, at))
        if marks == 0:
            at += 8
            continue
        at += zeros_before(marks)
        if at >= last:
            break
        byte = text[at]
        if byte == 0xE2:
            if text[at + 1] != 0x80 or text[at + 2] != 0xA6:
                at += 3
                continue
        elif byte != 46 and byte != 33 and byte != 63:
            at += 1
            continue
        mark = at
        while at < last:
            point, size = character_at(text, at)
            if not class_of(point, classes) & MARK:
                break
            at += size
        if at < last and text[at] == 32 and text[at - 1] == 46 and text[at + 1] == 46:
            return DOUBT  # spaced points
        cut, bracket = at, False
        while cut < last:
            point, size = character_at(text, cut)
            if not class_of(point, classes) & CLOSES:
                break
            bracket = bracket or point == 93
            cut += size
        if cut == last:
            break
        if not class_of(point, classes) & SPACE:
            continue
        if bracket:
            return DOUBT
        verdict = ends(text, begin, mark, cut, last, classes, keys, kinds)
        if verdict < 0 or (verdict and cut - opened <= LABEL and may_be_label(text, opened, cut, classes)):
            return DOUBT
        at = cut
        if verdict:
            start[count], end[count] = opened - begin, cut - begin
            count += 1
            at = opened = after_space(text, cut, last, classes)
    if opened < last:
        start[count], end[count] = opened - begin, last - begin
        count += 1
    return count


@_kernel
def _split(
    text: np.ndarray,
    documents: np.ndarray,
    classes: np.ndarray,
    keys: np.ndarray,
    kinds: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
    kind: np.ndarray,
    counts: np.ndarray,
) -> int:
    count = 0
    for document in range(len(documents) - 1):
        begin, last = documents[document], documents[document + 1]
        before = count
        line = begin
        while line < last:
            # what stands between two blank lines
            block, stop, lines = line, line, 0
            while line < last:
                finish = line_end(text, line, last)
                blank = is_blank(text, line, finish)
                line = finish + 1
                if blank:
                    break
                stop = finish
                lines += 1
            block = after_space(text, block, stop, classes)
            stop = before_space(text, block, stop, classes)
            if block == stop:
                continue
            wrapped = 1 if lines == 1 else is_wrapped(text, block, stop, classes)
            if wrapped < 0:
                start[count], end[count], kind[count] = block - begin, stop - begin, _BLOCK
                count += 1
                continue
            while block < stop:
                finish = stop if wrapped else line_end(text, block, stop)
                first = after_space(text, block, finish, classes)
                limit = before_space(text, first, finish, classes)
                block = finish + 1
                found = _split_paragraph(text, begin, first, limit, classes, keys, kinds, start, end, count)
                if found < 0:
                    start[count], end[count], kind[count] = first - begin, limit - begin, _PARAGRAPH
                    count += 1
                else:
                    kind[count:found] = _SENTENCE
                    count = found
        # from bytes to code points
        counts[document] = count - before
        byte = character = 0
        for i in range(before, count):
            character += characters_in(text, begin + byte, begin + start[i])
            byte = start[i]
            start[i] = character
            character += characters_in(text, begin + byte, begin + end[i])
            byte = end[i]
            end[i] = character
    return count
