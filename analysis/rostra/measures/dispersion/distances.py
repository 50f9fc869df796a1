"""Distances: measures of dispersion from how far each occurrence is from the next."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.errors import QueryError, unknown
from rostra.index.postings import in_order_of

__all__ = ["DISTANCES", "distance_statistics", "reduced_frequency"]

Floats = NDArray[np.float64]

_STRETCH = 1_000_000  # occurrences that are looked at at once
# measure -> its unit
DISTANCES = {
    "arf": "ARF, hits, lowered by occurrence in clusters (Savicky & Hlavacova 2002)",
    "ald": "ALD, log10 words from one to the next (Savicky & Hlavacova 2002)",
    "ald_frequency": "f of ALD, hits, lowered by occurrence in clusters (Savicky & Hlavacova 2002)",
    "awt": "AWT, words to wait for the next (Savicky & Hlavacova 2002)",
    "awt_frequency": "f of AWT, hits, lowered by occurrence in clusters (Savicky & Hlavacova 2002)",
}


def reduced_frequency(positions: ArrayLike, size: int, *, measure: str = "arf") -> float:
    """How often a word would occur if its clusters counted less.

    Parameters
    ----------
    positions : array_like of int
        Where it stands in the corpus, from 0.
    size : int
        Words of the corpus.
    measure : str
        `arf`, `ald`, `ald_frequency`, `awt` or `awt_frequency`.

    Returns
    -------
    float
        NaN where the word does not occur.

    Notes
    -----
    The corpus of *N* words is a ring. With *f* occurrences, distances :math:`d_i` from each to
    the next and :math:`v = N / f`: ARF is :math:`\\sum \\min(d_i, v) / v`; ALD
    :math:`\\sum d_i \\log_{10} d_i / N` and its frequency :math:`N / 10^{ALD}`; AWT
    :math:`(1 + \\sum d_i^2 / N) / 2` and its frequency :math:`N^2 / \\sum d_i^2`. All three
    frequencies are *f* where the word is spread evenly, and fall toward 1 where it stands
    in one place. They depend on the order of the documents.

    References
    ----------
    Savicky, P. and Hlavacova, J. (2002). Measures of word commonness. Journal of
    Quantitative Linguistics 9(3), 215-231.

    Examples
    --------
    >>> reduced_frequency([0, 5], 10), round(reduced_frequency([0, 1], 10), 2)
    (2.0, 1.2)
    """
    if measure not in DISTANCES:
        raise QueryError(unknown("measure of distances", measure, DISTANCES))
    places = np.sort(np.asarray(positions, dtype=np.int64))
    if not len(places):
        return float("nan")
    items = np.zeros(len(places), dtype=np.int64)
    return float(distance_statistics(places, items, 1, size, measures=[measure])[measure][0])


def distance_statistics(
    positions: np.ndarray, items: np.ndarray, n_items: int, size: int, *, measures: Iterable[str] = DISTANCES
) -> dict[str, Floats]:
    """Return measures of distances of many words at once.

    Parameters
    ----------
    positions : numpy.ndarray of int
        Where occurrences stand; those of one word rise.
    items : numpy.ndarray of int
        Which word each is.
    n_items : int
        Number of words.
    size : int
        Words of the corpus.
    measures : iterable of str
        Names in `DISTANCES`.

    Returns
    -------
    dict of str to numpy.ndarray
        One value a word, NaN for those that do not occur.

    Examples
    --------
    >>> found = distance_statistics(np.array([0, 5, 3]), np.array([0, 0, 1]), 2, 10)
    >>> found["arf"].tolist(), found["awt"].tolist()
    ([2.0, 1.0], [3.0, 5.5])
    """
    asked = list(measures)
    order, offset = in_order_of(items, n_items)
    hits = np.diff(offset).astype(float)
    with np.errstate(divide="ignore"):
        mean = size / hits
    lowered, logarithms, squares = np.zeros((3, n_items))
    first = 0
    while first < n_items:  # in stretches of whole words, to bound memory
        after = max(int(np.searchsorted(offset, offset[first] + _STRETCH, side="right")) - 1, first + 1)
        after = min(after, n_items)
        own = order[offset[first] : offset[after]]
        words = slice(first, after)
        item = np.repeat(np.arange(after - first), np.diff(offset[first : after + 1]))
        gaps = _gaps(positions[own].astype(float), item, size)
        if "arf" in asked:
            lowered[words] = np.bincount(item, np.minimum(gaps, mean[words][item]), after - first)
        if "ald" in asked or "ald_frequency" in asked:
            logarithms[words] = np.bincount(item, gaps * np.log10(gaps), after - first)
        if "awt" in asked or "awt_frequency" in asked:
            squares[words] = np.bincount(item, gaps**2, after - first)
        first = after
    with np.errstate(divide="ignore", invalid="ignore"):
        ald = logarithms / size
        found = {
            "arf": lowered / mean,
            "ald": ald,
            "ald_frequency": size / 10**ald,
            "awt": (1 + squares / size) / 2,
            "awt_frequency": size**2 / squares,
        }
    return {name: np.where(hits > 0, found[name], np.nan) for name in asked}


def _gaps(places: Floats, item: np.ndarray, size: int) -> Floats:
    """Return how far it is from each occurrence to the next of the word, around the ring."""
    gaps = np.empty(len(places))
    if len(places):
        gaps[:-1] = places[1:] - places[:-1]
        begin = np.flatnonzero(np.diff(item, prepend=-1))
        end = np.append(begin[1:], len(item)) - 1
        gaps[end] = places[begin] + size - places[end]
    return gaps
