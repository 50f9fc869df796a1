"""Cells: how often each word stands in each document of each group, counted once.

A table of group, document and word is what keyness, text-level tests and intervals are made
of. It is built with one sort a stretch of documents and kept with the words, so that a second
question about the same column costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from rostra.index.tokens import Tokens, plain

__all__ = ["Cells", "WordCounts", "count_words", "run_lengths"]

# Tokens are sorted in stretches of whole documents of about this many, to bound memory.
_STRETCH = 8_000_000


@dataclass(frozen=True, eq=False)
class Cells:
    """Counts of words by document, for one group or for all: rows of a sparse matrix.

    Parameters
    ----------
    document : numpy.ndarray of int
        The document of each row, rising.
    words : numpy.ndarray of int
        Words of each row, however rare.
    offsets : numpy.ndarray of int
        Where the entries of each row begin, and the end of the last.
    form, count : numpy.ndarray of int
        The entries: which word, how often; by rising form within a row.
    size : int
        Number of forms.
    """

    document: np.ndarray
    words: np.ndarray
    offsets: np.ndarray
    form: np.ndarray
    count: np.ndarray
    size: int

    @cached_property
    def hits(self) -> np.ndarray:
        """Occurrences of each form in all rows."""
        return self.summed(self.count)

    @cached_property
    def documents(self) -> np.ndarray:
        """Documents that hold each form."""
        return np.bincount(self.form, minlength=self.size)

    @cached_property
    def squares(self) -> np.ndarray:
        """Sum over documents of the occurrences of each form, squared."""
        return self.summed(self.count.astype(float) ** 2)

    @cached_property
    def products(self) -> np.ndarray:
        """Sum over documents of the occurrences of each form times the words of the document."""
        return self.summed(self.count * np.repeat(self.words, np.diff(self.offsets)).astype(float))

    @cached_property
    def keys(self) -> np.ndarray:
        """Document and form of each entry as one number, rising."""
        return np.repeat(self.document.astype(np.int64) * self.size, np.diff(self.offsets)) + self.form

    def summed(self, values: np.ndarray) -> np.ndarray:
        """Sum values of the entries by form."""
        return np.bincount(self.form, weights=values, minlength=self.size)

    def rows(self, chosen: np.ndarray) -> Cells:
        """Take some rows, given by position, in that order."""
        lengths = np.diff(self.offsets)[chosen]
        offsets = np.r_[0, np.cumsum(lengths)]
        entries = np.repeat(self.offsets[chosen] - offsets[:-1], lengths) + np.arange(offsets[-1])
        return Cells(
            self.document[chosen],
            self.words[chosen],
            offsets,
            self.form[entries],
            self.count[entries],
            self.size,
        )

    def columns(self, forms: np.ndarray, documents: np.ndarray) -> np.ndarray:
        """Return the counts of some forms (rows) in some documents (columns, rising) as a full table."""
        from scipy.sparse import csr_matrix

        matrix = csr_matrix((self.count, self.form, self.offsets), shape=(len(self.document), self.size))
        table = np.zeros((len(forms), len(documents)))
        place = np.searchsorted(documents, self.document)
        inside = (place < len(documents)) & (
            documents[np.minimum(place, len(documents) - 1)] == self.document
        )
        table[:, place[inside]] = matrix[np.flatnonzero(inside)].tocsc()[:, forms].toarray().T
        return table

    def words_in(self, documents: np.ndarray) -> np.ndarray:
        """Return the words of some documents (rising); 0 where there is no row."""
        if not len(self.document):
            return np.zeros(len(documents), dtype=np.int64)
        place = np.minimum(np.searchsorted(self.document, documents), len(self.document) - 1)
        return np.where(self.document[place] == documents, self.words[place], 0)


@dataclass(frozen=True, eq=False)
class WordCounts:
    """Counts of words by group and document.

    Parameters
    ----------
    names : list
        The groups, those with most words first, as in `Tokens.groups`.
    groups : list of Cells
        The counts of each.
    unknown : int
        Words without a value of the column, counted nowhere.
    """

    names: list[Any]
    groups: list[Cells]
    unknown: int

    @cached_property
    def whole(self) -> Cells:
        """The counts of all groups together, one row a document."""
        return merged(self.groups)


def count_words(tokens: Tokens, by: str | None) -> WordCounts:
    """Count how often each word stands in each document, by group.

    Parameters
    ----------
    tokens : Tokens
        The words.
    by : str or None
        A column as for `Tokens.groups`.

    Returns
    -------
    WordCounts
        Kept with the words: asked again, it is not counted again.

    Examples
    --------
    >>> import rostra
    >>> rows = [{"text": "War and war.", "who": "A"}, {"text": "No war.", "who": "B"}]
    >>> counted = count_words(rostra.tokenize(rostra.load_corpus(rows)), "who")
    >>> counted.names, [cells.hits.tolist() for cells in counted.groups]
    (['A', 'B'], [[2.0, 1.0, 0.0], [1.0, 0.0, 1.0]])
    """
    key = ("words", by)
    if key not in tokens._cache:
        tokens._cache[key] = _count(tokens, by)
    return tokens._cache[key]


def run_lengths(ordered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where each run of equal values begins, and how long it is.

    Parameters
    ----------
    ordered : numpy.ndarray
        Values in order.

    Returns
    -------
    first, length : numpy.ndarray of int
        One a run.

    Examples
    --------
    >>> [part.tolist() for part in run_lengths(np.array([4, 4, 7, 9, 9]))]
    [[0, 2, 3], [2, 1, 2]]
    """
    first = (
        np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else np.zeros(0, np.int64)
    )
    return first, np.diff(np.r_[first, len(ordered)])


def merged(parts: list[Cells]) -> Cells:
    """Put the rows of several groups together, one row a document.

    Parameters
    ----------
    parts : list of Cells
        Counts of groups of the same words.

    Returns
    -------
    Cells
        Their sum.

    Examples
    --------
    >>> import rostra
    >>> rows = [{"text": "War and war.", "who": "A"}, {"text": "No war.", "who": "B"}]
    >>> counted = count_words(rostra.tokenize(rostra.load_corpus(rows)), "who")
    >>> merged(counted.groups).hits.tolist()
    [3.0, 1.0, 1.0]
    """
    size = parts[0].size if parts else 1
    document, words = (
        np.concatenate([getattr(p, name) for p in parts] or [np.zeros(0, np.int64)])
        for name in ("document", "words")
    )
    lengths = np.concatenate([np.diff(part.offsets) for part in parts] or [np.zeros(0, np.int64)])
    form, count = (
        np.concatenate([getattr(p, name) for p in parts] or [np.zeros(0, np.int64)])
        for name in ("form", "count")
    )
    begins = np.cumsum(lengths) - lengths
    order = np.argsort(document, kind="stable")
    stacked = Cells(document, words, np.r_[begins, lengths.sum()], form, count, size).rows(order)
    first, _ = run_lengths(stacked.document)
    if len(first) == len(stacked.document):
        return stacked
    entries = np.argsort(stacked.keys, kind="stable")
    start, _ = run_lengths(stacked.keys[entries])
    keys = stacked.keys[entries][start]
    owner = np.searchsorted(stacked.document[first], keys // size)
    return Cells(
        stacked.document[first],
        np.add.reduceat(stacked.words, first),
        np.r_[0, np.cumsum(np.bincount(owner, minlength=len(first)))],
        keys % size,
        np.add.reduceat(stacked.count[entries], start),
        size,
    )


def _count(tokens: Tokens, by: str | None) -> WordCounts:
    table, values, rows_of = _grouping(tokens, by)
    size, groups = max(len(tokens.vocabulary), 1), max(len(values), 1)
    parts: list[tuple[np.ndarray, ...]] = []
    unknown = 0
    for begin, end in _stretches(tokens.document):
        first_document = int(tokens.document[begin])
        code = table[rows_of[begin:end]]
        known = code >= 0
        unknown += int(len(code) - np.count_nonzero(known))
        last = int(tokens.document[end - 1]) - first_document + 1
        kind: type = np.uint32 if last * groups * size < 2**32 else np.int64
        cell = (tokens.document[begin:end] - first_document).astype(kind) * kind(groups) + code.astype(kind)
        key = cell * kind(size) + tokens.form[begin:end].astype(kind)
        key = np.sort(key if known.all() else key[known])
        start, count = run_lengths(key)
        key = key[start].astype(np.int64)
        cell = key // size
        first, entries = run_lengths(cell)
        cells = cell[first]
        words = np.add.reduceat(count, first) if len(first) else count
        parts.append((cells % groups, cells // groups + first_document, words, entries, key % size, count))
    code, document, words, entries, form, count = (
        np.concatenate([part[i] for part in parts]) if parts else np.zeros(0, dtype=np.int64)
        for i in range(6)
    )
    offsets = np.r_[0, np.cumsum(entries)]
    everything = Cells(document, words, offsets, form.astype(np.int32), count.astype(np.int32), size)
    sizes = np.bincount(code, weights=words, minlength=len(values)) if len(values) else np.zeros(0)
    order = sorted(np.flatnonzero(sizes).tolist(), key=lambda i: (-sizes[i], str(values[i])))
    split = [everything.rows(np.flatnonzero(code == i)) for i in order]
    return WordCounts([values[i] for i in order], split, unknown)


def _grouping(tokens: Tokens, by: str | None) -> tuple[np.ndarray, list[Any], np.ndarray]:
    """Return which group each row of a frame has, the groups, and the row of each word."""
    if by is None:
        return (
            np.zeros(len(tokens.corpus.documents) + 1, dtype=np.int64),
            [tokens.corpus.name],
            tokens.document,
        )
    if by not in tokens.groupings:
        tokens.groups(by)  # says which columns there are
    statements = tokens.statements
    own = statements is not None and by in statements.frame.columns and by != "doc_id"
    frame = statements.frame if own and statements is not None else tokens.corpus.documents
    codes, names = pd.factorize(frame[by])
    rows = tokens.statement if own else tokens.document
    return np.append(codes, -1), [plain(name) for name in names], rows  # row -1 reads the last place


def _stretches(document: np.ndarray) -> Iterator[tuple[int, int]]:
    """Yield stretches of words that hold whole documents."""
    begin = 0
    while begin < len(document):
        end = min(begin + _STRETCH, len(document))
        if end < len(document):
            whole = int(np.searchsorted(document, document[end]))
            # a document longer than a stretch is taken whole
            end = whole if whole > begin else int(np.searchsorted(document, document[end], side="right"))
        yield begin, end
        begin = end
