"""Counts: how often two words stand together, for all pairs of a corpus at once.

A pair is one number: equal numbers stand side by side once they are sorted, and are counted
without looking at any word. A large corpus is counted by a kernel instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rostra.index.cells import run_lengths
from rostra.index.tokens import Tokens, kernels_pay
from rostra.index.word_counts import in_alphabet

__all__ = ["Pairs", "Place", "count_pairs", "places_of_pairs"]

Place = Literal["after", "around"]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of words, each with how often and in how many documents it is there.

    Parameters
    ----------
    first, second : numpy.ndarray of int
        The forms.
    hits : numpy.ndarray
        How often they stand together, weighted by distance where weights are given.
    documents : numpy.ndarray of int
        Documents that hold the pair.
    """

    first: np.ndarray
    second: np.ndarray
    hits: np.ndarray
    documents: np.ndarray

    def kept(self, chosen: np.ndarray) -> Pairs:
        """Keep some of the pairs."""
        return Pairs(self.first[chosen], self.second[chosen], self.hits[chosen], self.documents[chosen])


def count_pairs(
    tokens: Tokens,
    own: np.ndarray | None,
    *,
    window: int = 1,
    place: Place = "after",
    weights: Sequence[float] | None = None,
    min_count: float = 1,
) -> tuple[Pairs, int]:
    """Count the pairs of words that stand near each other in one sentence and statement.

    Parameters
    ----------
    tokens : Tokens
        The words.
    own : numpy.ndarray of bool or None
        The words that count; None is all.
    window : int
        How many places the second may stand from the first.
    place : {"after", "around"}
        Whether the second stands after the first, or before it as well: then a pair has no
        order, and a word that meets itself is counted from both sides.
    weights : sequence of float, optional
        What a pair counts at each distance.
    min_count : float
        Fewest hits.

    Returns
    -------
    pairs : Pairs
        Those frequent enough, in alphabetical order.
    rare : int
        How many there are besides.
    """
    rank = in_alphabet(tokens)[1].astype(np.int32)
    if kernels_pay(len(tokens)):
        from rostra.index.neighbours import count_neighbours as count
    else:
        count = _count_sorted
    first, second, hits, documents, rare = count(
        tokens, own, rank, window=window, around=place == "around", weights=weights, min_count=min_count
    )
    form = np.argsort(rank).astype(np.int32)
    whole = hits if weights is not None else hits.astype(np.int64)
    return Pairs(form[first], form[second], whole, documents), rare


def _count_sorted(
    tokens: Tokens,
    own: np.ndarray | None,
    rank: np.ndarray,
    *,
    window: int,
    around: bool,
    weights: Sequence[float] | None,
    min_count: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, int]:
    """Count the pairs of a small corpus; see `rostra.index.neighbours.count_neighbours`."""
    bits = max(len(rank) - 1, 1).bit_length()
    found = [_keys(tokens, rank, own, distance, bits, around) for distance in range(1, window + 1)]
    pair = np.concatenate([key[together] for key, together in found])
    document = np.concatenate([tokens.document[together] for _, together in found])
    distance = np.repeat(np.arange(window), [len(together) for _, together in found])
    order = np.lexsort((document, pair))
    pair, document, distance = pair[order], document[order], distance[order]
    start, count = run_lengths(pair)
    opens = np.append(pair[1:] != pair[:-1], True) | np.append(document[1:] != document[:-1], True)
    hits = count.astype(np.float64) if weights is None else np.zeros(len(start))
    for k, weight in enumerate(weights or ()):
        hits += np.add.reduceat(distance == k, start, dtype=np.int64) * weight if len(start) else 0
    documents = np.add.reduceat(opens, start, dtype=np.int64) if len(start) else count
    first, second = pair[start] >> bits, pair[start] & ((1 << bits) - 1)
    if around:
        hits = np.where(first == second, 2 * hits, hits)
    kept = np.flatnonzero(hits >= min_count)
    return first[kept], second[kept], hits[kept], documents[kept], len(hits) - len(kept)


def places_of_pairs(
    tokens: Tokens, own: np.ndarray | None, pairs: Pairs, *, window: int = 1, place: Place = "after"
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return where some pairs stand: which pair, and the places of its first and last word.

    Parameters
    ----------
    tokens : Tokens
        The words.
    own : numpy.ndarray of bool or None
        The words that count; None is all.
    pairs : Pairs
        The pairs looked for, in alphabetical order.
    window : int
        How many places the second may stand from the first.
    place : {"after", "around"}
        As for `count_pairs`.

    Returns
    -------
    pair, first, last : numpy.ndarray of int
        In text order.
    """
    rank = in_alphabet(tokens)[1].astype(np.int32)
    bits = max(len(rank) - 1, 1).bit_length()
    wanted = rank[pairs.first].astype(np.int64) << bits | rank[pairs.second]
    found = []
    for distance in range(1, window + 1) if len(wanted) and len(tokens) else ():
        key, together = _keys(tokens, rank, own, distance, bits, place == "around")
        at = np.minimum(np.searchsorted(wanted, key[together]), len(wanted) - 1)
        right = wanted[at] == key[together]
        first = together[right]
        found.append(np.stack([at[right], first, first + distance]))
    rows = np.concatenate(found, axis=1) if found else np.zeros((3, 0), dtype=np.int64)
    rows = rows[:, np.lexsort((rows[2], rows[1]))]
    return rows[0], rows[1], rows[2]


def _keys(
    tokens: Tokens, rank: np.ndarray, own: np.ndarray | None, distance: int, bits: int, around: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Return both words of each pair as one number, and which of them stand together."""
    size = max(len(tokens) - distance, 0)
    here, there = slice(0, size), slice(distance, distance + size)
    together = tokens.sentence[here] == tokens.sentence[there]
    if tokens.statements is not None:
        together &= tokens.statement[here] == tokens.statement[there]
    if own is not None:
        together &= own[here] & own[there]
    one, other = rank[tokens.form[here]], rank[tokens.form[there]]
    if around:
        one, other = np.minimum(one, other), np.maximum(one, other)
    return one.astype(np.int64) << bits | other, np.flatnonzero(together)
