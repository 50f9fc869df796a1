"""Cells: how often each word stands in each document, as a sparse table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

__all__ = ["Cells", "count_cells", "merged", "run_lengths", "summed"]

_STRETCH = 1_000_000  # entries that are summed at once


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
        return self._summed(lambda entries: self.count[entries])

    @cached_property
    def documents(self) -> np.ndarray:
        """Documents that hold each form."""
        return self._summed(lambda entries: None).astype(np.int64)

    @cached_property
    def squares(self) -> np.ndarray:
        """Sum over documents of the occurrences of each form, squared."""
        return self._summed(lambda entries: self.count[entries].astype(float) ** 2)

    @cached_property
    def products(self) -> np.ndarray:
        """Sum over documents of the occurrences of each form times the words of the document."""

        def product(entries: slice) -> np.ndarray:
            lengths = np.diff(np.clip(self.offsets, entries.start, entries.stop))
            return self.count[entries] * np.repeat(self.words.astype(float), lengths)

        return self._summed(product)

    @cached_property
    def words_squared(self) -> float:
        """Sum over rows of their words, squared."""
        return float((self.words.astype(float) ** 2).sum())

    @cached_property
    def keys(self) -> np.ndarray:
        """Document and form of each entry as one number, rising."""
        return np.repeat(self.document.astype(np.int64) * self.size, np.diff(self.offsets)) + self.form

    def _summed(self, values: Callable[[slice], np.ndarray | None]) -> np.ndarray:
        """Sum values of the entries by form; None counts them. In stretches, to bound memory."""
        total = np.zeros(self.size)
        for begin in range(0, len(self.form), _STRETCH):
            entries = slice(begin, min(begin + _STRETCH, len(self.form)))
            total += np.bincount(self.form[entries], weights=values(entries), minlength=self.size)
        return total

    def weighed(self, values: np.ndarray) -> np.ndarray:
        """Sum a value of each form over the words of each row."""
        rows = len(self.document)
        total = np.zeros(rows)
        for begin in range(0, len(self.form), _STRETCH):
            entries = slice(begin, min(begin + _STRETCH, len(self.form)))
            row = np.repeat(np.arange(rows), np.diff(np.clip(self.offsets, entries.start, entries.stop)))
            total += np.bincount(row, self.count[entries] * values[self.form[entries]], rows)
        return total

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

    def renamed(self, names: np.ndarray, size: int) -> Cells:
        """Count under other numbers: `names` gives that of each form, -1 to leave it out."""
        name = names[self.form]
        kept = np.flatnonzero(name >= 0)
        row = np.repeat(np.arange(len(self.document)), np.diff(self.offsets))[kept]
        key = row * size + name[kept]
        order = np.argsort(key, kind="stable")
        start, _ = run_lengths(key[order])
        key = key[order][start]
        count = np.add.reduceat(self.count[kept[order]], start) if len(start) else self.count[:0]
        offsets = np.searchsorted(key, np.arange(len(self.document) + 1) * size)
        return Cells(self.document, self.words, offsets, key % size, count, size)

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


def count_cells(document: np.ndarray, form: np.ndarray, size: int) -> Cells:
    """Count how often each word stands in each document, of some words alone.

    Parameters
    ----------
    document, form : numpy.ndarray of int
        Document and form of each word.
    size : int
        Number of forms.

    Returns
    -------
    Cells
        The counts.

    Examples
    --------
    >>> count_cells(np.array([0, 0, 2]), np.array([1, 1, 0]), 2).hits.tolist()
    [1.0, 2.0]
    """
    key, count = np.unique(document.astype(np.int64) * size + form, return_counts=True)
    first, entries = run_lengths(key // size)
    words = np.add.reduceat(count, first) if len(first) else count
    return Cells(key[first] // size, words, np.r_[0, np.cumsum(entries)], key % size, count, size)


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
    >>> one = Cells(np.array([0]), np.array([3]), np.array([0, 2]), np.array([0, 1]), np.array([2, 1]), 3)
    >>> other = Cells(np.array([0]), np.array([2]), np.array([0, 2]), np.array([0, 2]), np.array([1, 1]), 3)
    >>> merged([one, other]).hits.tolist()
    [3.0, 1.0, 1.0]
    """
    if len(parts) == 1:
        return parts[0]
    document, words, form, count = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("document", "words", "form", "count")
    )
    offsets = np.r_[0, np.cumsum(np.concatenate([np.diff(part.offsets) for part in parts]))]
    stacked = Cells(document, words, offsets, form, count, parts[0].size)
    return summed(stacked.rows(np.argsort(document, kind="stable")))


def summed(cells: Cells) -> Cells:
    """Put the rows of the same document together.

    Parameters
    ----------
    cells : Cells
        Counts whose documents rise, each in one row or in several.

    Returns
    -------
    Cells
        One row a document.

    Examples
    --------
    >>> twice = Cells(*map(np.array, ([4, 4], [1, 2], [0, 1, 2], [0, 0], [1, 2])), 1)
    >>> summed(twice).count.tolist()
    [3]
    """
    first, _ = run_lengths(cells.document)
    if len(first) == len(cells.document):
        return cells
    entries = np.argsort(cells.keys, kind="stable")
    start, _ = run_lengths(cells.keys[entries])
    keys = cells.keys[entries][start]
    owner = np.searchsorted(cells.document[first], keys // cells.size)
    return Cells(
        cells.document[first],
        np.add.reduceat(cells.words, first),
        np.r_[0, np.cumsum(np.bincount(owner, minlength=len(first)))],
        keys % cells.size,
        np.add.reduceat(cells.count[entries], start),
        cells.size,
    )
