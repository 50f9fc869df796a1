"""Counts: how often two words stand together, for all pairs of a corpus at once.

A pair is one number, and so is a pair in a document: equal numbers stand side by side once they
are sorted, and are counted without looking at any word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rostra.index.cells import run_lengths
from rostra.index.partitions import document_bounds, partitions_of
from rostra.index.tokens import Tokens
from rostra.index.word_counts import in_alphabet

__all__ = ["Pairs", "Place", "count_pairs", "places_of_pairs"]

# Pairs are sorted in stretches of whole documents of about this many, to bound memory.
_STRETCH = 16_000_000
Place = Literal["after", "around"]
NOWHERE = np.iinfo(np.int64).max  # the key of two words that do not stand together


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
    alphabet = in_alphabet(tokens)[1].astype(np.int32)
    bits = max(len(alphabet) - 1, 1).bit_length()
    parts = []
    bounds = document_bounds(tokens)
    runs = partitions_of(tokens, max(_STRETCH // window, 1), documents=1 << (62 - 2 * bits))
    for base, after in runs:
        begin, end = int(bounds[base]), int(bounds[after])
        shift = max(after - 1 - base, 1).bit_length()
        found = []
        rank = alphabet[tokens.form[begin:end]]
        for distance in range(1, window + 1):
            key, apart = _keys(tokens, rank, own, begin, distance, bits, place)
            key <<= shift
            key += tokens.document[begin : begin + len(key)]
            key -= base
            key[apart] = NOWHERE
            found.append(key)
        if weights is None:
            key = found[0] if window == 1 else np.concatenate(found)
            parts.append(_counted(key, shift))
        else:
            # each distance counts for something else: they are counted one by one
            counts = [_counted(part, 0) for part in found]
            weighed = [part[1] * float(weight) for part, weight in zip(counts, weights, strict=True)]
            key, count = _summed([part[0] for part in counts], weighed)
            pair = key >> shift
            start, documents = run_lengths(pair)
            parts.append((pair[start], np.add.reduceat(count, start) if len(start) else count, documents))
    pair, hits = _summed([part[0] for part in parts], [part[1] for part in parts])
    _, documents = _summed([part[0] for part in parts], [part[2] for part in parts])
    rare = len(hits)
    if place == "around":
        hits = np.where(pair >> bits == pair & ((1 << bits) - 1), 2 * hits, hits)
    chosen = np.flatnonzero(hits >= min_count)
    pair, hits, documents = pair[chosen], hits[chosen], documents[chosen]
    form = np.argsort(alphabet)
    first, second = form[pair >> bits], form[pair & ((1 << bits) - 1)]
    return Pairs(first, second, hits, documents), rare - len(chosen)


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
    alphabet = in_alphabet(tokens)[1].astype(np.int32)
    bits = max(len(alphabet) - 1, 1).bit_length()
    rank = alphabet[tokens.form]
    wanted = alphabet[pairs.first].astype(np.int64) << bits | alphabet[pairs.second]
    found = []
    for distance in range(1, window + 1) if len(wanted) and len(tokens) else ():
        key, apart = _keys(tokens, rank, own, 0, distance, bits, place)
        key[apart] = NOWHERE
        at = np.minimum(np.searchsorted(wanted, key), len(wanted) - 1)
        right = np.flatnonzero(wanted[at] == key)
        found.append(np.stack([at[right], right, right + distance]))
    rows = np.concatenate(found, axis=1) if found else np.zeros((3, 0), dtype=np.int64)
    rows = rows[:, np.lexsort((rows[2], rows[1]))]
    return rows[0], rows[1], rows[2]


def _keys(
    tokens: Tokens,
    rank: np.ndarray,
    own: np.ndarray | None,
    begin: int,
    distance: int,
    bits: int,
    place: Place,
) -> tuple[np.ndarray, np.ndarray]:
    """Return both words of each pair as one number, and which pairs are none: they are apart."""
    size = max(len(rank) - distance, 0)
    here, there = slice(begin, begin + size), slice(begin + distance, begin + distance + size)
    apart = tokens.sentence[here] != tokens.sentence[there]
    if tokens.statements is not None:
        apart |= tokens.statement[here] != tokens.statement[there]
    if own is not None:
        apart |= ~(own[here] & own[there])
    one, other = rank[:size], rank[distance:]
    if place == "around":
        one, other = np.minimum(one, other), np.maximum(one, other)
    key = one.astype(np.int64)
    key <<= bits
    key += other
    return key, np.flatnonzero(apart)


def _counted(key: np.ndarray, shift: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sort keys of a pair and a document; return each pair, how often and in how many documents."""
    key.sort()
    key = key[: np.searchsorted(key, NOWHERE)]
    start = _starts(key)
    pair = key[start] >> shift
    first = _starts(pair)
    hits = np.diff(np.append(start[first], len(key)))
    return pair[first], hits, np.diff(np.append(first, len(pair)))


def _starts(ordered: np.ndarray) -> np.ndarray:
    """Return where each run of equal values begins."""
    changed = np.empty(len(ordered), dtype=bool)
    changed[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=changed[1:])
    return np.flatnonzero(changed)


def _summed(keys: list[np.ndarray], counts: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Add up what several rising lists of keys count."""
    if len(keys) == 1:
        return keys[0], counts[0]
    key = np.concatenate(keys) if keys else np.zeros(0, dtype=np.int64)
    count = np.concatenate(counts) if counts else np.zeros(0)
    order = np.argsort(key, kind="stable")
    start, _ = run_lengths(key[order])
    return key[order][start], np.add.reduceat(count[order], start) if len(start) else count
