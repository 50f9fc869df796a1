"""Cells: what is counted of each group in each document, or in each set of documents that hang together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from rostra.errors import QueryError, unknown
from rostra.index.values import position
from rostra.measurement import Counts, Period, Score
from rostra.measures.rhetoric import Measure

__all__ = ["OTHERS", "Cells", "Pair", "cells_of", "pairs_of", "periods_of"]

OTHERS = "all others"


@dataclass(frozen=True, eq=False)
class Cells:
    """Hits and exposure of each group in each unit that is independent of the others.

    Parameters
    ----------
    groups : list
        The values of the grouping column.
    measures : tuple of Measure
        What was counted.
    weights : numpy.ndarray
        Weighted hits, or sums of scores, by measure, group and unit.
    exposures : numpy.ndarray
        Words (or whatever hits are counted in, or was scored), of the same shape.
    strata : numpy.ndarray of int, optional
        Stratum of each unit, -1 where it is not known: only units of one stratum are compared.
    hits, words : numpy.ndarray, optional
        Where a measure is a score: how many hits are behind it (NaN: it has none), and the
        words in which they stand. Without, `weights` and `exposures`.
    """

    groups: list[Any]
    measures: tuple[Measure, ...]
    weights: np.ndarray
    exposures: np.ndarray
    strata: np.ndarray | None = None
    hits: np.ndarray | None = None
    words: np.ndarray | None = None

    @property
    def evidence(self) -> np.ndarray:
        """Hits behind each value."""
        return self.weights if self.hits is None else self.hits

    @property
    def size(self) -> np.ndarray:
        """Words behind each value."""
        return self.exposures if self.words is None else self.words

    def only(self, units: np.ndarray) -> Cells:
        """Keep some units.

        Parameters
        ----------
        units : numpy.ndarray
            Their places, or a mask.

        Returns
        -------
        Cells
            The same groups and measures.
        """
        return self._each(
            lambda values: values[:, :, units],
            strata=None if self.strata is None else self.strata[units],
        )

    def measure(self, place: int) -> Cells:
        """Keep one measure.

        Parameters
        ----------
        place : int
            Its place.

        Returns
        -------
        Cells
            The same groups and units.
        """
        rows = slice(place, place + 1)
        return self._each(lambda values: values[rows], measures=self.measures[rows])

    def _each(self, change: Callable[[np.ndarray], np.ndarray], **others: Any) -> Cells:
        return replace(
            self,
            weights=change(self.weights),
            exposures=change(self.exposures),
            hits=None if self.hits is None else change(self.hits),
            words=None if self.words is None else change(self.words),
            **others,
        )


@dataclass(frozen=True)
class Pair:
    """A target, what it is compared with, and what that is called."""

    target: int
    others: tuple[int, ...]
    label: str

    @property
    def groups(self) -> list[int]:
        """All groups that take part, the target first."""
        return [self.target, *self.others]


def cells_of(counts: Counts, *, cluster: str, adjust: str | None) -> Cells:
    """Put the counts of documents together, as far as they hang together.

    Parameters
    ----------
    counts : Counts
        Hits and words of each group in each document.
    cluster : str
        Column of the documents whose values are independent of each other; `doc_id`: each
        document is.
    adjust : str, optional
        Column of the documents whose values are compared each by itself.

    Returns
    -------
    Cells
        Of the documents in which anybody of a known group has words.
    """
    # every document in which anybody speaks takes part, so that an interval does not
    # depend on what else is compared
    read = counts.documents
    weights = counts.weights[:, :, read]
    exposures = np.stack([counts.exposure(one)[:, read] for one in counts.measures]).astype(float)
    hits = words = None
    if any(isinstance(one, Score) for one in counts.measures):
        hits = np.stack([counts.hits_of(one)[:, read] for one in counts.measures])
        words = np.stack([counts.exposures[one.scope][:, read] for one in counts.measures]).astype(float)
    strata = None if adjust is None else pd.factorize(_column(counts, adjust)[read])[0]
    if cluster != "doc_id":
        if adjust is not None:
            raise QueryError(
                f"cluster={cluster!r} and adjust={adjust!r} cannot be asked for together: what is adjusted "
                "for is compared document by document. Leave one of them out."
            )
        codes, values = pd.factorize(_column(counts, cluster)[read])
        # a document without a value hangs together with no other
        codes = np.where(codes < 0, len(values) + np.cumsum(codes < 0) - 1, codes)
        weights, exposures = _summed(weights, codes), _summed(exposures, codes)
        hits, words = (None if one is None else _summed(one, codes) for one in (hits, words))
    return Cells(counts.groups, counts.measures, weights, exposures, strata, hits, words)


def pairs_of(groups: list[Any], by: str, target: Any, reference: Any, *, each: bool) -> list[Pair]:
    """Return each target with the groups that it is compared with.

    Parameters
    ----------
    groups : list
        The values of the grouping column, those with most words first.
    by : str
        Its name, for errors.
    target, reference : object
        As in `rostra.compare`.
    each : bool
        Whether every two are compared, where no reference is named.

    Returns
    -------
    list of Pair
        In the order of the targets.
    """
    several = isinstance(target, list | tuple | set | frozenset)
    given = [] if target is None else list(target) if several else [target]
    targets = [position(groups, value, by) for value in given]
    against = None if reference is None else position(groups, reference, by)
    if against in targets:
        raise QueryError(
            f"target and reference are both {str(reference)!r}. Give another reference, or none: "
            "then it is all others."
        )
    every = range(len(groups))
    if each and against is None:
        first = targets or list(every)
        return [
            Pair(one, (other,), str(groups[other]))
            for one in first
            for other in every
            if other != one and not (other in first and first.index(other) < first.index(one))
        ]
    if not targets:
        targets = [place for place in every if place != against]
        if against is None and len(groups) == 2:
            targets = targets[:1]
    pairs = []
    for one in targets:
        others = tuple(i for i in every if i != one) if against is None else (against,)
        pairs.append(Pair(one, others, str(groups[others[0]]) if len(others) == 1 else OTHERS))
    return pairs


def periods_of(counts: Counts, over: Period) -> list[tuple[str, np.ndarray]]:
    """Return each period with the places of its documents among those that are read.

    Parameters
    ----------
    counts : Counts
        What was counted.
    over : {"day", "week", "month", "year"}
        How long a period is.

    Returns
    -------
    list of (str, numpy.ndarray)
        In the order of time; documents without a date are in none.
    """
    labels = counts.periods(over)[counts.documents]
    return [
        (label, np.flatnonzero(labels == label))
        for label in sorted({one for one in labels if one is not None})
    ]


def _column(counts: Counts, name: str) -> np.ndarray:
    documents = counts.tokens.corpus.documents
    if name not in documents.columns or name == "text":
        raise QueryError(unknown("column", name, [one for one in documents.columns if one != "text"]))
    return documents[name].to_numpy(dtype=object)


def _summed(values: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Add up the columns of one code."""
    together = np.zeros((*values.shape[:-1], int(codes.max(initial=-1)) + 1))
    for place, code in enumerate(codes.tolist()):
        together[..., code] += values[..., place]
    return together
