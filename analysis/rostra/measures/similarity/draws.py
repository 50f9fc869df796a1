"""Draws: the similarities of groups in resamples of their documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rostra.measures.similarity.formulas import DISTANCES, SIMILARITIES, Formula, resemble, settled

__all__ = ["Rows", "draw"]

Floats = NDArray[np.float64]

_FORMULAS: dict[str, Formula] = SIMILARITIES | DISTANCES
_MANY = 1_000_000  # products of rows: more of them, and more than entries, cost more than they spare
_COLUMNS = 4096  # whose products are summed at once
_COMMON = 50  # a word in one row of so many, or more, is common
_CELLS = 2_000_000  # of the products of draws that are held at once


@dataclass(frozen=True, eq=False)
class Rows:
    """Counts of the words that are compared: one row a group and document, the groups in order.

    Parameters
    ----------
    cube : scipy.sparse.csr_array of float
        One column a word.
    words : numpy.ndarray of int
        Words of each row, those that are not compared too.
    group, document : numpy.ndarray of int
        The group and the document of each row; each group has one.
    """

    cube: Any
    words: np.ndarray
    group: np.ndarray
    document: np.ndarray

    @cached_property
    def bounds(self) -> np.ndarray:
        """Where the rows of each group begin, and where the last end."""
        return np.searchsorted(self.group, np.arange(int(self.group.max()) + 2))

    @cached_property
    def keys(self) -> np.ndarray:
        """The cell of each entry in a table of groups and words."""
        width = self.cube.shape[1]
        return np.repeat(self.group * width, np.diff(self.cube.indptr)) + self.cube.indices

    @cached_property
    def products(self) -> Floats:
        """The products of all rows with each other; of counts, they are exact."""
        size = self.cube.shape[0]
        columns = self.cube.tocsc()
        common = np.diff(columns.indptr) * _COMMON > size
        rare = columns[:, np.flatnonzero(~common)]
        found: Floats = (rare @ rare.T).toarray()
        common = np.flatnonzero(common)
        for begin in range(0, len(common), _COLUMNS):
            block = columns[:, common[begin : begin + _COLUMNS]].toarray()
            found += block @ block.T
        return found

    def compare(self, weight: np.ndarray, measures: list[str], of_shares: Callable[[str], bool]) -> Floats:
        """Compare the groups, each document counted so many times: measures x groups x groups."""
        groups, width = len(self.bounds) - 1, self.cube.shape[1]
        times = weight[self.document].astype(float)
        entries = np.repeat(times, np.diff(self.cube.indptr)) * self.cube.data
        counts = np.bincount(self.keys, entries, groups * width).reshape(groups, width)
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = np.nan_to_num(counts / self._sizes(times)[:, None])
        return np.array([resemble(shares if of_shares(name) else counts, measure=name) for name in measures])

    def compare_draws(
        self, weights: np.ndarray, measures: list[str], of_shares: Callable[[str], bool]
    ) -> Floats:
        """Compare the groups in many draws by their products alone: draws x measures x groups x groups."""
        # the words of a group are a sum of rows, each so many times: so is the product of two groups
        times = weights[:, self.document].astype(float)
        begins = self.bounds[:-1]
        products = np.stack(
            [
                np.add.reduceat((times[:, begin:end] @ self.products[begin:end]) * times, begins, axis=1)
                for begin, end in pairwise(self.bounds.tolist())
            ],
            axis=1,
        )
        sums = np.add.reduceat(times * self.cube.sum(axis=1), begins, axis=1)
        sizes = self._sizes(times)
        found = []
        for name in measures:
            formula, tables = _FORMULAS[name], products
            assert formula.of_products is not None
            with np.errstate(divide="ignore", invalid="ignore"):
                if formula.centred:
                    tables = tables - sums[:, :, None] * sums[:, None, :] / self.cube.shape[1]
                if of_shares(name):
                    tables = tables / sizes[:, :, None] / sizes[:, None, :]
                found.append(settled(formula.of_products(tables), sums <= 0))
        return np.stack(found, axis=1)

    def _sizes(self, times: np.ndarray) -> Floats:
        """Add up the words of each group; the rows are counted so many times."""
        sizes: Floats = np.add.reduceat(times * self.words, self.bounds[:-1], axis=-1)
        return sizes

    def of(self, chosen: np.ndarray) -> Rows:
        """Take some groups, given by a mark for each; they keep their order."""
        own = np.flatnonzero(chosen[self.group])
        group = (np.cumsum(chosen) - 1)[self.group[own]]
        return Rows(self.cube[own], self.words[own], group, self.document[own])


def draw(
    rows: Rows,
    measures: list[str],
    of_shares: Callable[[str], bool],
    *,
    enough: np.ndarray,
    documents: int,
    n_boot: int,
    seed: int,
) -> Floats:
    """Compare groups in resamples of the documents.

    Parameters
    ----------
    rows : Rows
        Their words.
    measures : list of str
        Names in `SIMILARITIES` or `DISTANCES`.
    of_shares : callable
        Says whether a measure is taken of shares; otherwise of counts.
    enough : numpy.ndarray of bool
        The groups of which the values are needed.
    documents : int
        How many documents there are.
    n_boot, seed : int
        Resamples, and the seed of them.

    Returns
    -------
    numpy.ndarray
        Resamples x measures x groups x groups; NaN where there is no value, or none is needed.

    Notes
    -----
    Each resample draws as many documents as there are, with replacement. What the products of
    rows say is computed from those of the rows of documents, which are made once: the
    words are not looked at again in each resample.
    """
    rng = np.random.default_rng(seed)
    groups, places = len(enough), np.flatnonzero(enough)
    needed = rows.of(enough)
    few = len(needed.document) ** 2 <= max(_MANY, needed.cube.nnz)
    ways: dict[str, list[int]] = {"products": [], "pairs": [], "all": []}
    for i, name in enumerate(measures):
        formula = _FORMULAS[name]
        by_products = few and formula.of_products is not None
        ways["products" if by_products else "all" if formula.among_all else "pairs"].append(i)
    asked = {way: [measures[i] for i in own] for way, own in ways.items()}
    found = np.full((n_boot, len(measures), groups, groups), np.nan)
    step = max(1, _CELLS // max(documents, groups**2))
    for begin in range(0, n_boot, step):
        drawn = np.arange(begin, min(begin + step, n_boot))
        weights = np.array(
            [np.bincount(rng.integers(0, documents, documents), minlength=documents) for _ in drawn]
        )
        if asked["products"]:
            own = np.ix_(drawn, np.array(ways["products"]), places, places)
            found[own] = needed.compare_draws(weights, asked["products"], of_shares)
        for i, weight in zip(drawn.tolist(), weights, strict=True):
            if asked["pairs"]:
                pairs = np.ix_(np.array(ways["pairs"]), places, places)
                found[i][pairs] = needed.compare(weight, asked["pairs"], of_shares)
            if asked["all"]:
                found[i, ways["all"]] = rows.compare(weight, asked["all"], of_shares)
    return found
