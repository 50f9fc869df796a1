"""Sides: how often each word stands in target and reference, and in which of their documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rostra import stats
from rostra.index.cells import Cells

__all__ = ["Sides"]

Floats = NDArray[np.float64]

_STRETCH = 2_000_000  # entries of the target that are looked at together


@dataclass(frozen=True, eq=False)
class Sides:
    """Counts of every word of the vocabulary in target and reference.

    Parameters
    ----------
    vocabulary : numpy.ndarray of object
        The words.
    alphabet : numpy.ndarray of int
        The place of each word in alphabetical order.
    target : Cells
        Their counts in the documents of the target.
    reference : Cells or None
        The same of the reference; None where it is a list without documents.
    holds_target : bool
        The counts of the reference hold those of the target, which are to be taken from
        them: all together, for a reference of all others.
    listed : tuple of numpy.ndarray and int, optional
        Counts and words of a reference without documents.
    """

    vocabulary: np.ndarray
    alphabet: np.ndarray
    target: Cells
    reference: Cells | None
    holds_target: bool = False
    listed: tuple[np.ndarray, int] | None = None

    @cached_property
    def hits(self) -> tuple[Floats, Floats]:
        """Occurrences of each word in target and reference."""
        own = self.target.hits
        if self.reference is None:
            assert self.listed is not None
            return own, self.listed[0].astype(float)
        return own, self.reference.hits - (own if self.holds_target else 0.0)

    @cached_property
    def words(self) -> tuple[int, int]:
        """Words of target and reference."""
        own = int(self.target.words.sum())
        if self.reference is None:
            assert self.listed is not None
            return own, self.listed[1]
        return own, int(self.reference.words.sum()) - (own if self.holds_target else 0)

    @cached_property
    def documents(self) -> tuple[np.ndarray, np.ndarray | None]:
        """Documents of the target, and of the reference, that hold each word; None: unknown."""
        if self.reference is None:
            return self.target.documents, None
        theirs = self.reference.documents
        if self.holds_target:
            theirs = theirs - self._unmixed.documents
        for piece in self._pieces():
            form, _, r = piece._shared_entries
            theirs = theirs - piece._shared.documents + np.bincount(form[r > 0], minlength=len(theirs))
        return self.target.documents, theirs

    @cached_property
    def texts(self) -> tuple[np.ndarray, np.ndarray]:
        """The documents of the target, and of the reference, that have words."""
        if self.reference is None:
            return self.target.document, np.zeros(0, dtype=np.int64)
        other = self.reference.document
        return self.target.document, other[self._reference_words(other) > 0]

    @cached_property
    def variance(self) -> Floats:
        """Variance between documents of the logarithm of each word's ratio of rates.

        What `rostra.stats.log_ratio_by_document` sums over all documents is summed here over the
        documents that hold the word, what the others add being the same for all words. Only
        documents with words of both sides are looked at word by word.
        """
        size, few = self.target.size, min(map(len, self.texts)) < stats.MIN_DOCUMENTS
        if self.reference is None or few:
            return np.full(size, np.nan)
        (a, b), (n1, n2) = self.hits, self.words
        in_target, in_reference = a > 0, b > 0
        with np.errstate(divide="ignore"):
            one_a, one_b = np.where(in_target, 1 / a, 0.0), np.where(in_reference, 1 / b, 0.0)
        own = self._unmixed
        total: Floats = own.squares * one_a**2 - 2 * own.products * one_a / n1
        total += in_target * (own.words_squared / n1**2)
        # documents of the reference, as if the target had none of them
        squares, products = self.reference.squares, self.reference.products
        lengths = self.reference.words_squared
        if self.holds_target:
            squares, products = squares - own.squares, products - own.products
            lengths -= own.words_squared
        for piece in self._pieces():
            form, t, r = piece._shared_entries
            documents, row = piece.target.document, piece._shared_rows
            x_t, x_r = piece.target.words / n1, self._reference_words(documents) / n2
            surplus = t * one_a[form] - r * one_b[form]
            total += np.bincount(form, weights=surplus**2, minlength=size)
            along = np.bincount(form, weights=surplus * x_t[row], minlength=size)
            total += in_target * ((x_t**2).sum() - 2 * along)
            along = np.bincount(form, weights=surplus * x_r[row], minlength=size)
            total += in_reference * ((x_r**2).sum() + 2 * along)
            total -= in_target * in_reference * 2 * (x_t * x_r).sum()
            squares, products = squares - piece._shared.squares, products - piece._shared.products
            lengths -= piece._shared.words_squared
        # what is left of them are the documents of the reference alone
        total += in_reference * (squares * one_b**2 - 2 * products * one_b / n2 + lengths / n2**2)
        n = len(np.union1d(*self.texts))
        variance: Floats = n / (n - 1) * np.maximum(total, 0.0)
        return variance

    def by_text(self, items: np.ndarray) -> tuple[Floats, Floats, Floats, Floats]:
        """Return, for some words, their counts by text and the words of the texts, on both sides."""
        assert self.reference is not None
        here, there = self.texts
        t = self.target.columns(items, here)
        r = self.reference.columns(items, there)
        if self.holds_target:
            r = r - self.target.columns(items, there)
        return t, self.target.words_in(here) * 1.0, r, self._reference_words(there) * 1.0

    def _reference_words(self, documents: np.ndarray) -> np.ndarray:
        assert self.reference is not None
        words = self.reference.words_in(documents)
        return words - self.target.words_in(documents) if self.holds_target else words

    @cached_property
    def _mixed(self) -> np.ndarray:
        """Mark the documents of the target that hold words of the reference as well."""
        return self._reference_words(self.target.document) > 0

    @cached_property
    def _unmixed(self) -> Cells:
        """The other documents of the target."""
        return self.target.rows(np.flatnonzero(~self._mixed)) if self._mixed.any() else self.target

    def _pieces(self) -> Iterator[Sides]:
        """Yield stretches of the mixed documents, each beside the whole reference, to bound memory."""
        mixed = np.flatnonzero(self._mixed)
        entries = np.cumsum(np.diff(self.target.offsets)[mixed])
        for chosen in np.split(mixed, np.flatnonzero(np.diff(entries // _STRETCH)) + 1):
            if len(chosen):
                yield replace(self, target=self.target.rows(chosen))

    @cached_property
    def _shared(self) -> Cells:
        """The counts of the reference in the documents of the target."""
        assert self.reference is not None
        found = np.searchsorted(self.reference.document, self.target.document)
        found = found[found < len(self.reference.document)]
        own = np.isin(self.reference.document[found], self.target.document)
        return self.reference.rows(np.unique(found[own]))

    @cached_property
    def _keys(self) -> np.ndarray:
        """Document and word of every entry in the documents of the target."""
        if self.holds_target:
            return self._shared.keys
        return np.union1d(self.target.keys, self._shared.keys)

    @cached_property
    def _shared_rows(self) -> np.ndarray:
        """The row of the target in which each of these entries stands."""
        return np.searchsorted(self.target.document, self._keys // self.target.size)

    @cached_property
    def _shared_entries(self) -> tuple[np.ndarray, Floats, Floats]:
        """Word, and counts in target and reference, of these entries."""
        keys = self._keys
        t, r = np.zeros(len(keys)), np.zeros(len(keys))
        t[np.searchsorted(keys, self.target.keys)] = self.target.count
        r[np.searchsorted(keys, self._shared.keys)] = self._shared.count
        return keys % self.target.size, t, r - t if self.holds_target else r
