"""Formulas: similarities and distances between rows of numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.errors import QueryError, unknown

__all__ = ["DISTANCES", "SIMILARITIES", "Formula", "resemble"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Formula:
    """One way to compare rows.

    Parameters
    ----------
    compute : callable
        Takes a table of rows, returns a square table.
    unit : str
        Variant, range and direction.
    directed : bool
        Whether first against second differs from second against first.
    among_all : bool
        Whether what comes out for two rows depends on the other rows.
    of_products : callable, optional
        Where the products of rows with each other say all: takes them (two last axes), returns
        what `compute` does.
    centred : bool
        Whether the products are of the rows less their means.
    """

    compute: Callable[[Floats], Floats]
    unit: str
    directed: bool = False
    among_all: bool = False
    of_products: Callable[[Floats], Floats] | None = None
    centred: bool = False


def _of_products(of_products: Callable[[Floats], Floats], unit: str) -> Formula:
    return Formula(lambda x: of_products(x @ x.T), unit, of_products=of_products)


def _metric(name: str, **options: float) -> Callable[[Floats], Floats]:
    """A distance of scipy, between each two rows."""

    def compute(x: Floats) -> Floats:
        from scipy.spatial.distance import pdist

        return _mirrored(pdist(x, name, **options), x)

    return compute


def _mirrored(pairs: Floats, x: Floats) -> Floats:
    """Make a square table of the distances of each two rows; those with numbers have none from themselves."""
    found = np.zeros((len(x), len(x)))
    found[np.triu_indices(len(x), 1)] = pairs
    return found + found.T + np.diag(0 * x.sum(axis=1))


def _shares(x: Floats) -> Floats:
    return x / x.sum(axis=1, keepdims=True)


def _squares(products: Floats) -> tuple[Floats, Floats]:
    """The product of each row with itself: one below the other, and side by side."""
    squares = np.diagonal(products, axis1=-2, axis2=-1)
    return squares[..., :, None], squares[..., None, :]


def _cosine(products: Floats) -> Floats:
    one, other = _squares(products)
    return np.clip(products / (np.sqrt(one) * np.sqrt(other)), -1, 1)


def _weighted_jaccard(products: Floats) -> Floats:
    one, other = _squares(products)
    return products / (one + other - products)


def _weighted_dice(products: Floats) -> Floats:
    one, other = _squares(products)
    return 2 * products / (one + other)


def _presence(x: Floats) -> tuple[Floats, Floats, Floats, float]:
    """Words of both, of one, of none, of all together."""
    held = (x > 0).astype(float)
    both = held @ held.T
    sizes = held.sum(axis=1)
    one = sizes[:, None] + sizes[None, :] - 2 * both
    return both, one, x.shape[1] - both - one, float(x.shape[1])


def _jaccard(x: Floats) -> Floats:
    both, one, _, _ = _presence(x)
    return both / (both + one)


def _dice(x: Floats) -> Floats:
    both, one, _, _ = _presence(x)
    return 2 * both / (2 * both + one)


def _overlap(x: Floats) -> Floats:
    both, _, _, _ = _presence(x)
    sizes = np.diag(both)
    return both / np.minimum(sizes[:, None], sizes[None, :])


def _matching(x: Floats, none: float, one: float) -> Floats:
    """Simple matching, Hamann, Faith: they differ in what words of none and of one count."""
    both, of_one, of_none, size = _presence(x)
    return (both + none * of_none + one * of_one) / size


def _correlation(x: Floats) -> Floats:
    centred = x - x.mean(axis=1, keepdims=True)
    return _cosine(centred @ centred.T)


def _ranks(x: Floats) -> Floats:
    from scipy.stats import rankdata

    return _correlation(rankdata(x, axis=1))


def _divergence(x: Floats) -> Floats:
    """Kullback-Leibler in bits, row against column; infinite (here NaN) where the column lacks a word."""
    p = _shares(x)
    found = np.empty((len(p), len(p)))
    for i, row in enumerate(p):
        held = row > 0
        found[i] = (row[held] * np.log2(row[held] / p[:, held])).sum(axis=1)
    return found


def _jensen(x: Floats) -> Floats:
    p = _shares(x)
    own, pairs = _p_log_p(p), [np.zeros(0)]
    for i in range(len(p)):
        both = _p_log_p((p[i] + p[i + 1 :]) / 2)
        # word by word, so that words used alike add nothing
        pairs.append((own[i] + own[i + 1 :] - 2 * both).sum(axis=1) / 2)
    return _mirrored(np.maximum(np.concatenate(pairs), 0), p)


def _p_log_p(p: Floats) -> Floats:
    return p * np.log2(np.where(p > 0, p, 1))


def _chi_squared(x: Floats) -> Floats:
    """Correspondence analysis: profiles weighted by the mass of each word in all rows."""
    mass = x.sum(axis=0) / x.sum()
    kept = mass > 0
    return _metric("euclidean")(_shares(x)[:, kept] / np.sqrt(mass[kept]))


def _chi_squared_table(x: Floats) -> Floats:
    """The statistic of the table of two rows."""
    sizes = x.sum(axis=1)
    found = np.zeros((len(x), len(x)))
    for i in range(len(x)):
        total = x[i] + x
        with np.errstate(invalid="ignore", divide="ignore"):
            mixed = sizes[i] + sizes
            first = (x[i] - total * (sizes[i] / mixed)[:, None]) ** 2 / (total * (sizes[i] / mixed)[:, None])
            other = (x - total * (sizes / mixed)[:, None]) ** 2 / (total * (sizes / mixed)[:, None])
        found[i] = np.where(total > 0, first + other, 0).sum(axis=1)
    return found


def _hellinger(x: Floats) -> Floats:
    return _metric("euclidean")(np.sqrt(_shares(x))) / np.sqrt(2)


def _standard(x: Floats) -> Floats:
    """z-scores over the rows; words that all rows use alike are left out."""
    if len(x) <= 2:
        return np.full(x.shape, np.nan)
    spread = x.std(axis=0, ddof=1)
    kept = spread > 1e-9 * np.abs(x).mean(axis=0)  # alike but for rounding is alike
    return (x[:, kept] - x[:, kept].mean(axis=0)) / spread[kept]


def _delta(x: Floats) -> Floats:
    z = _standard(x)
    return _metric("cityblock")(z) / z.shape[1]


def _quadratic(x: Floats) -> Floats:
    z = _standard(x)
    return _metric("sqeuclidean")(z) / z.shape[1]


def _eder(x: Floats) -> Floats:
    """Delta in which frequent words weigh more: columns are taken in order of frequency."""
    order = np.argsort(-x.sum(axis=0), kind="stable")
    z = _standard(x[:, order])
    size = z.shape[1]
    return _metric("cityblock")(z * (np.arange(size, 0, -1) / size)) / size


def _cosine_delta(x: Floats) -> Floats:
    z = _standard(x)
    return 1 - _cosine(z @ z.T)


_SAME = "1 is the same"
_FAR = "0 is the same"

SIMILARITIES: dict[str, Formula] = {
    "cosine": _of_products(_cosine, f"cosine, 0 to 1; {_SAME}"),
    "correlation": Formula(_correlation, f"Pearson's r, -1 to 1; {_SAME}", of_products=_cosine, centred=True),
    "rank_correlation": Formula(_ranks, f"Spearman's rho, -1 to 1; {_SAME}"),
    "jaccard": Formula(_jaccard, f"Jaccard of words used, 0 to 1; {_SAME}"),
    "dice": Formula(_dice, f"Dice of words used, 0 to 1; {_SAME}"),
    "overlap": Formula(_overlap, f"overlap of words used (Szymkiewicz-Simpson), 0 to 1; {_SAME}"),
    "weighted_jaccard": _of_products(_weighted_jaccard, f"extended Jaccard (Tanimoto), 0 to 1; {_SAME}"),
    "weighted_dice": _of_products(_weighted_dice, f"extended Dice, 0 to 1; {_SAME}"),
    "simple_matching": Formula(
        lambda x: _matching(x, 1, 0), f"simple matching of words used, 0 to 1; {_SAME}"
    ),
    "hamann": Formula(lambda x: _matching(x, 1, -1), f"Hamann of words used, -1 to 1; {_SAME}"),
    "faith": Formula(lambda x: _matching(x, 0.5, 0), "Faith of words used, 0 to 1"),
}

DISTANCES: dict[str, Formula] = {
    "euclidean": Formula(_metric("euclidean"), f"Euclidean; {_FAR}"),
    "manhattan": Formula(_metric("cityblock"), f"Manhattan; {_FAR}"),
    "maximum": Formula(_metric("chebyshev"), f"largest difference (Chebyshev); {_FAR}"),
    "canberra": Formula(_metric("canberra"), f"Canberra, sum over words; {_FAR}"),
    "minkowski": Formula(_metric("minkowski", p=2), f"Minkowski of order 2; {_FAR}"),
    "bray_curtis": Formula(_metric("braycurtis"), f"Bray-Curtis, 0 to 1; {_FAR}"),
    "hamming": Formula(_metric("hamming"), f"share of words with another value (Hamming); {_FAR}"),
    "jensen_shannon": Formula(_jensen, f"Jensen-Shannon divergence in bits, 0 to 1; {_FAR}"),
    "jensen_shannon_distance": Formula(
        lambda x: np.sqrt(_jensen(x)),
        f"root of the divergence in bits, 0 to 1; {_FAR}",
    ),
    "kullback_leibler": Formula(
        _divergence, f"Kullback-Leibler in bits, of the first from the second; {_FAR}", True
    ),
    "jeffreys": Formula(
        lambda x: _divergence(x) + _divergence(x).T, f"Jeffreys, both Kullback-Leibler in bits; {_FAR}"
    ),
    "hellinger": Formula(_hellinger, f"Hellinger, 0 to 1; {_FAR}"),
    "chi_squared": Formula(_chi_squared, f"chi-squared of correspondence analysis; {_FAR}", among_all=True),
    "chi_squared_table": Formula(_chi_squared_table, f"chi-squared of the two-row table of counts; {_FAR}"),
    "labbe": Formula(
        lambda x: _metric("cityblock")(_shares(x)) / 2,
        f"half the difference of shares (Labbe), 0 to 1; {_FAR}",
    ),
    "burrows_delta": Formula(_delta, f"mean difference of z-scores (Burrows' Delta); {_FAR}", among_all=True),
    "quadratic_delta": Formula(
        _quadratic, f"mean squared difference of z-scores (Argamon); {_FAR}", among_all=True
    ),
    "eder_delta": Formula(_eder, f"Delta, frequent words weigh more (Eder); {_FAR}", among_all=True),
    "cosine_delta": Formula(
        _cosine_delta,
        f"1 - cosine of z-scores (Wuerzburg), 0 to 2; {_FAR}",
        among_all=True,
    ),
}


def resemble(table: ArrayLike, *, measure: str = "cosine") -> Floats:
    """How alike, or how far apart, rows of numbers are.

    Parameters
    ----------
    table : array_like
        One row an actor, one column a word: counts or shares.
    measure : str
        A name in `SIMILARITIES` or `DISTANCES`.

    Returns
    -------
    numpy.ndarray
        One row and one column an actor. NaN where it has no value: a row without words, a
        divergence from a row that lacks a word, a Delta of fewer than three rows.

    Notes
    -----
    With rows *x* and *y*: `weighted_jaccard` is :math:`xy / (x^2 + y^2 - xy)`, `weighted_dice`
    :math:`2 xy / (x^2 + y^2)`; `jaccard` and `dice` ask only whether a word is used. The Deltas
    take z-scores over the rows, with *n* - 1: give them shares. `jensen_shannon`, `hellinger`,
    `labbe` and `chi_squared` turn what they are given into shares; the others take the
    numbers as they are, so that for counts the longer text is farther away.

    References
    ----------
    Burrows, J. (2002). 'Delta': a measure of stylistic difference. Literary and Linguistic
    Computing 17(3), 267-287.
    Argamon, S. (2008). Interpreting Burrows's Delta. LLC 23(2), 131-147.
    Evert, S. et al. (2017). Understanding and explaining Delta measures for authorship
    attribution. Digital Scholarship in the Humanities 32, suppl. 2.
    Labbe, C. and Labbe, D. (2001). Inter-textual distance and authorship attribution. Journal
    of Quantitative Linguistics 8(3), 213-231.
    Lin, J. (1991). Divergence measures based on the Shannon entropy. IEEE Transactions on
    Information Theory 37(1), 145-151.

    Examples
    --------
    >>> resemble([[1, 1, 0], [1, 1, 2]], measure="cosine").round(3)[0].tolist()
    [1.0, 0.577]
    >>> resemble([[1, 1, 0], [1, 1, 2]], measure="manhattan")[0].tolist()
    [0.0, 2.0]
    """
    known = SIMILARITIES | DISTANCES
    if measure not in known:
        raise QueryError(unknown("measure of similarity", measure, known))
    x = np.atleast_2d(np.asarray(table, dtype=float))
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.array(known[measure].compute(x), dtype=float)
    return settled(found, x.sum(axis=1) <= 0)


def settled(found: Floats, empty: NDArray[np.bool_]) -> Floats:
    """Return tables (two last axes) with NaN where there is no value, as of rows that are empty."""
    return np.where(np.isfinite(found) & ~(empty[..., :, None] | empty[..., None, :]), found, np.nan)
