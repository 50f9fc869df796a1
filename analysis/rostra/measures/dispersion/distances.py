"""Distances: measures of dispersion from how far each occurrence is from the next."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.errors import QueryError, unknown

__all__ = ["DISTANCES", "distance_statistics", "reduced_frequency"]

Floats = NDArray[np.float64]

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
    return float(distance_statistics(places, np.zeros(len(places), dtype=np.int64), 1, size)[measure][0])


def distance_statistics(
    positions: np.ndarray, items: np.ndarray, n_items: int, size: int
) -> dict[str, Floats]:
    """Return every measure of distances of many words at once.

    Parameters
    ----------
    positions : numpy.ndarray of int
        Where occurrences stand, in any order.
    items : numpy.ndarray of int
        Which word each is.
    n_items : int
        Number of words.
    size : int
        Words of the corpus.

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
    order = np.lexsort((positions, items))
    places, item = positions[order].astype(float), items[order]
    hits = np.bincount(item, minlength=n_items).astype(float)
    gaps = np.empty(len(places))
    if len(places):
        gaps[:-1] = places[1:] - places[:-1]
        begin = np.flatnonzero(np.diff(item, prepend=-1))
        end = np.append(begin[1:], len(item)) - 1
        gaps[end] = places[begin] + size - places[end]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = size / hits
        arf = np.bincount(item, np.minimum(gaps, mean[item]), n_items) / mean
        ald = np.bincount(item, gaps * np.log10(gaps), n_items) / size
        squares = np.bincount(item, gaps**2, n_items)
        found = {
            "arf": arf,
            "ald": ald,
            "ald_frequency": size / 10**ald,
            "awt": (1 + squares / size) / 2,
            "awt_frequency": size**2 / squares,
        }
    return {name: np.where(hits > 0, values, np.nan) for name, values in found.items()}
