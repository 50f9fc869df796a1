"""Counts: how often two words stand together, for all pairs of a corpus at once.

A pair is one number, and so is a pair in a document: equal numbers stand side by side once they
are sorted, and are counted without looking at any word.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rostra.index.cells import run_lengths
from rostra.index.tokens import Tokens

__all__ = ["Pairs", "Place", "count_pairs", "places_of_pairs"]

# Pairs are sorted in stretches of whole documents of about this many, to bound memory.
_STRETCH = 16_000_000
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
) -> Pairs:
    """Count all pairs of words that stand near each other in one sentence and statement.

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
    Pairs
        By rising forms.
    """
    bits = max(len(tokens.vocabulary) - 1, 1).bit_length()
    parts = []
    for begin, end in _stretches(tokens.document, max(_STRETCH // window, 1)):
        base = int(tokens.document[begin])
        shift = max(int(tokens.document[end - 1]) - base, 1).bit_length()
        found = []
        for distance in range(1, window + 1):
            first = _first_places(tokens, own, begin, end, distance)
            key = _keys(tokens, first, distance, bits, place)
            key <<= shift
            key |= tokens.document[first] - base
            key.sort()
            start, count = run_lengths(key)
            found.append((key[start], count * (1.0 if weights is None else float(weights[distance - 1]))))
        key, count = _summed([part[0] for part in found], [part[1] for part in found])
        pair = key >> shift
        start, documents = run_lengths(pair)
        hits = np.add.reduceat(count, start) if len(start) else count
        parts.append((pair[start], hits, documents))
    pair, hits = _summed([part[0] for part in parts], [part[1] for part in parts])
    _, documents = _summed([part[0] for part in parts], [part[2] for part in parts])
    first, second = pair >> bits, pair & ((1 << bits) - 1)
    if place == "around":
        hits = np.where(first == second, 2 * hits, hits)
    chosen = hits >= min_count
    return Pairs(first[chosen], second[chosen], hits[chosen], documents[chosen].astype(np.int64))


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
        The pairs looked for, in the order of their forms.
    window : int
        How many places the second may stand from the first.
    place : {"after", "around"}
        As for `count_pairs`.

    Returns
    -------
    pair, first, last : numpy.ndarray of int
        In text order.
    """
    bits = max(len(tokens.vocabulary) - 1, 1).bit_length()
    wanted = (pairs.first.astype(np.int64) << bits) | pairs.second
    found = []
    for distance in range(1, window + 1) if len(wanted) and len(tokens) else ():
        first = _first_places(tokens, own, 0, len(tokens), distance)
        key = _keys(tokens, first, distance, bits, place)
        at = np.minimum(np.searchsorted(wanted, key), len(wanted) - 1)
        right = np.flatnonzero(wanted[at] == key)
        found.append(np.stack([at[right], first[right], first[right] + distance]))
    rows = np.concatenate(found, axis=1) if found else np.zeros((3, 0), dtype=np.int64)
    rows = rows[:, np.lexsort((rows[2], rows[1]))]
    return rows[0], rows[1], rows[2]


def _first_places(tokens: Tokens, own: np.ndarray | None, begin: int, end: int, distance: int) -> np.ndarray:
    """Return the places of words that have another one so far on, in their sentence and statement."""
    here, there = (
        slice(begin, max(end - distance, begin)),
        slice(begin + distance, max(end, begin + distance)),
    )
    together = tokens.sentence[here] == tokens.sentence[there]
    if tokens.statements is not None:
        together &= tokens.statement[here] == tokens.statement[there]
    if own is not None:
        together &= own[here] & own[there]
    return np.flatnonzero(together) + begin


def _keys(tokens: Tokens, first: np.ndarray, distance: int, bits: int, place: Place) -> np.ndarray:
    """Return both words of pairs as one number."""
    one, other = tokens.form[first].astype(np.int64), tokens.form[first + distance]
    if place == "around":
        one, other = np.minimum(one, other), np.maximum(one, other)
    one <<= bits
    one |= other
    return one


def _summed(keys: list[np.ndarray], counts: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Add up what several rising lists of keys count."""
    if len(keys) == 1:
        return keys[0], counts[0]
    key = np.concatenate(keys) if keys else np.zeros(0, dtype=np.int64)
    count = np.concatenate(counts) if counts else np.zeros(0)
    order = np.argsort(key, kind="stable")
    start, _ = run_lengths(key[order])
    return key[order][start], np.add.reduceat(count[order], start) if len(start) else count


def _stretches(document: np.ndarray, size: int) -> list[tuple[int, int]]:
    """Return stretches of about so many words that hold whole documents."""
    limits = [0]
    while limits[-1] < len(document):
        end = min(limits[-1] + size, len(document)) - 1
        limits.append(int(np.searchsorted(document, document[end], side="right")))
    return list(itertools.pairwise(limits))
