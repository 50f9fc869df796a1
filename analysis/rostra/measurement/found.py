"""Found: the hits of several measures, where negated ones count, and in whose words they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from rostra.index.hits import Hits, Legend, joined
from rostra.index.tokens import Tokens
from rostra.measures.rhetoric import Measure, known_measures

__all__ = ["Found", "credited", "gather"]


@dataclass(frozen=True, eq=False)
class Found:
    """The hits of several measures in text order.

    Parameters
    ----------
    measures : tuple of Measure
        What was looked for.
    hits : Hits
        The hits.
    measure : numpy.ndarray of int
        The measure of each, a place in `measures`.
    weight : numpy.ndarray of float
        What each counts: 0 where a negation drops it.
    """

    measures: tuple[Measure, ...]
    hits: Hits
    measure: np.ndarray
    weight: np.ndarray

    @property
    def first(self) -> np.ndarray:
        """The first word of each hit."""
        return self.hits.first

    @property
    def negated(self) -> np.ndarray:
        """Whether each is negated."""
        return self.hits.negated

    def take(self, chosen: np.ndarray) -> Found:
        """Take some hits, given by position."""
        return Found(self.measures, self.hits.take(chosen), self.measure[chosen], self.weight[chosen])

    def frame(self) -> pd.DataFrame:
        """Make the table of hits: that of `find_hits`, and `measure`."""
        names = pd.array([one.name for one in self.measures], dtype="string")
        return self.hits.frame().assign(weight=self.weight, measure=names.take(self.measure))


def gather(tokens: Tokens, chosen: tuple[Measure, ...]) -> Found:
    """Find the hits of every measure, and let negated ones count where they belong.

    Parameters
    ----------
    tokens : Tokens
        The words, whoever's they are.
    chosen : tuple of Measure
        What to look for.

    Returns
    -------
    Found
        In the order of their first words, their last, and the names of their measures.
    """
    if not chosen:
        none = np.zeros(0, dtype=np.int64)
        nowhere = pd.array([], dtype="string")
        legend = Legend(nowhere, nowhere, none.astype(float))
        return Found((), Hits(tokens, legend, none, none, none, none.astype(bool)), none, none.astype(float))
    parts, measure, weight = [], [], []

    def add(hits: Hits, place: int, weights: np.ndarray) -> None:
        parts.append(hits)
        measure.append(np.broadcast_to(np.int64(place), len(hits)))  # takes no memory
        weight.append(weights)

    for place, one in enumerate(chosen):
        own = one.find(tokens)
        own_weight = own.weight
        if one.negation != "keep":
            own_weight = np.where(own.negated, 0.0, own_weight)
        add(own, place, own_weight)
        for other in _turning_into(one, chosen):
            turned = other.find(tokens)
            turned = turned.take(turned.negated)
            turned = turned.take(~_overlaps(turned, own.take(own_weight != 0)))
            add(turned, place, turned.weight)
    if len(parts) == 1:  # in order already
        return Found(chosen, parts[0], measure[0], weight[0])
    found = Found(chosen, joined(parts), np.concatenate(measure), np.concatenate(weight))
    names = [one.name for one in chosen]
    rank = np.array([sorted(names).index(name) for name in names])
    return found.take(np.lexsort((rank[found.measure], found.hits.last, found.first)))


def _turning_into(one: Measure, chosen: tuple[Measure, ...]) -> list[Measure]:
    """The measures whose negated hits count for this one."""
    asked = {other.name: other for other in chosen}
    shipped = known_measures().get(one.name) is one
    others = {**known_measures(), **asked} if shipped else asked
    return [other for other in others.values() if other.negation == one.name and other is not one]


def _overlaps(hits: Hits, others: Hits) -> np.ndarray:
    """Mark the hits that share a word with one of the others."""
    if not len(hits) or not len(others):
        return np.zeros(len(hits), dtype=bool)
    before = np.searchsorted(others.first, hits.last, side="right")  # how many begin before a hit ends
    latest = np.maximum.accumulate(others.last)
    found: np.ndarray = (before > 0) & (latest[np.maximum(before, 1) - 1] >= hits.first)
    return found


def credited(
    found: Found, chosen: tuple[Measure, ...], owners: dict[str, np.ndarray] | None
) -> tuple[np.ndarray, int]:
    """Find in whose words each hit is.

    Parameters
    ----------
    found : Found
        The hits.
    chosen : tuple of Measure
        Their measures, whose scope says which words are read.
    owners : dict or None
        For each scope, the statement of each word (`owners_of`); None: every word is read.

    Returns
    -------
    numpy.ndarray of int
        Row of the statement, -1: nobody's.
    int
        How many hits lie across the edge of a statement.
    """
    first, last = found.hits.first, found.hits.last
    if owners is None:
        return np.zeros(len(first), dtype=np.int8), 0
    scopes = np.array([one.scope for one in chosen], dtype=object)[found.measure]
    result = np.full(len(first), -1, dtype=np.int64)
    straddling = 0
    for scope, owner in owners.items():
        rows = np.flatnonzero(scopes == scope)
        if not len(rows):
            continue
        high, low = np.full(len(rows), -1, dtype=np.int64), np.full(len(rows), len(owner) + 1, dtype=np.int64)
        whole = np.ones(len(rows), dtype=bool)
        for offset in range(int((last[rows] - first[rows]).max()) + 1):
            inside = first[rows] + offset <= last[rows]
            words = owner[first[rows][inside] + offset]
            high[inside] = np.maximum(high[inside], words)
            whole[inside] &= words >= 0
            low[inside] = np.where(words >= 0, np.minimum(low[inside], words), low[inside])
        one_owner = (high >= 0) & (low == high) & (whole | (scope == "act"))
        straddling += int(((high >= 0) & ~one_owner).sum())
        result[rows] = np.where(one_owner, high, -1)
    return result, straddling
