"""Evidence: how sure one may be that a thing is not equally frequent here and there."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["bic", "chi_squared", "chi_squared_p", "counts", "log_likelihood", "signed"]

Floats = NDArray[np.float64]
Correction = Literal["none", "yates", "yates_where_small", "williams", "williams_where_filled"]


def log_likelihood(
    a: ArrayLike,
    b: ArrayLike,
    n1: ArrayLike,
    n2: ArrayLike,
    *,
    cells: Literal[2, 4] = 2,
    correction: Correction = "none",
) -> Floats:
    """Evidence that a word is not equally frequent in two corpora (G2, never negative).

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference.
    n1, n2 : array_like
        Words in the target and in the reference.
    cells : {2, 4}
        2: the two counts against their expectations (Rayson & Garside); 4: the words
        that are not the word as well (Dunning). They differ by little where words
        are rare.
    correction : {"none", "yates", "yates_where_small", "williams", "williams_where_filled"}
        As in `chi_squared`; all but "none" are about four cells.

    Returns
    -------
    numpy.ndarray
        0 where the rates are equal; NaN where a corpus is empty.

    Notes
    -----
    With :math:`E_1 = n_1 (a + b) / (n_1 + n_2)` and :math:`E_2` likewise,
    :math:`G^2 = 2 (a \\ln(a / E_1) + b \\ln(b / E_2))`; the four-cell form adds
    :math:`(n_1 - a) \\ln((n_1 - a) / (n_1 - E_1))` and its like. An empty cell adds 0.
    It grows with the size of the corpora: it says how sure one may be that there is a
    difference, not how large it is (for that see `log_ratio`).

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence.
    Computational Linguistics 19(1), 61-74.
    Rayson, P. and Garside, R. (2000). Comparing corpora using frequency profiling.

    Examples
    --------
    >>> float(log_likelihood(20, 5, 1000, 1000).round(3))  # 2 (20 ln 1.6 + 5 ln 0.4)
    9.637
    >>> float(log_likelihood(20, 5, 1000, 1000, cells=4).round(3))
    9.751
    """
    a, b, n1, n2 = counts(a, b, n1, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (a + b) / (n1 + n2)
        e1, e2 = n1 * share, n2 * share
        if correction != "none":
            cells = 4
        shift = _shift(a, b, n1, n2, correction)
        a, b, sizes = a - shift, b + shift, (n1, n2)
        value = _x_log(a, e1) + _x_log(b, e2)
        if cells == 4:
            value = value + _x_log(n1 - a, n1 - e1) + _x_log(n2 - b, n2 - e2)
        value = np.maximum(2 * value, 0.0) / _williams(a, b, *sizes, correction)
    return np.where((n1 > 0) & (n2 > 0), value, np.nan)


def chi_squared(
    a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike, *, correction: Correction = "none"
) -> Floats:
    """Evidence that a word is not equally frequent in two corpora (Pearson, never negative).

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference.
    n1, n2 : array_like
        Words in the target and in the reference.
    correction : {"none", "yates", "yates_where_small", "williams", "williams_where_filled"}
        "yates": each count is brought nearer to its expectation by 0.5, but not beyond
        it. "yates_where_small": only where an expected count is below 5, and not where
        the correction would reach the expectation (quanteda's rule). "williams": divided
        by Williams's *q*. "williams_where_filled": the same, but not where a count is
        0 (quanteda's rule; the published *q* is defined there).

    Returns
    -------
    numpy.ndarray
        0 where the rates are equal; NaN where a corpus is empty, and where the word is
        in neither or nothing else is.

    Notes
    -----
    :math:`\\chi^2 = N (a d - b c)^2 / (n_1 n_2 (a + b) (c + d))`, with
    :math:`c = n_1 - a`, :math:`d = n_2 - b`, :math:`N = n_1 + n_2`; Yates puts
    :math:`|a d - b c| - N / 2` in the place of the difference, or 0 where that is negative.
    :math:`q = 1 + (N / n_1 + N / n_2 - 1) (N / (a + b) + N / (c + d) - 1) / 6N`.
    It grows with the size of the corpora. Where an expected count is below 5 the
    statistic is not well approximated by its distribution.

    References
    ----------
    Yates, F. (1934). Contingency tables involving small numbers and the chi-squared test.
    Supplement to the Journal of the Royal Statistical Society 1, 217-235.
    Williams, D. A. (1976). Improved likelihood ratio tests for complete contingency
    tables. Biometrika 63, 33-37.

    Examples
    --------
    >>> chi_squared(20, 5, 1000, 1000).round(3), chi_squared(20, 5, 1000, 1000, correction="yates").round(3)
    (np.float64(9.114), np.float64(7.939))
    """
    a, b, n1, n2 = counts(a, b, n1, n2)
    total, both = n1 + n2, a + b
    with np.errstate(divide="ignore", invalid="ignore"):
        surplus = (a * n2 - b * n1) / total - _shift(a, b, n1, n2, correction)
        value = surplus**2 / (n1 / total * n2 / total * both * (total - both) / total)
        value = value / _williams(a, b, n1, n2, correction)
    defined = (n1 > 0) & (n2 > 0) & (both > 0) & (both < total)
    return np.where(defined, value, np.nan)[()]


def chi_squared_p(statistic: ArrayLike, *, degrees: int = 1) -> Floats:
    """Chance of a statistic at least this large where there is no difference.

    Parameters
    ----------
    statistic : array_like
        A statistic that follows the chi-squared distribution, such as G2.
    degrees : int
        Degrees of freedom.

    Returns
    -------
    numpy.ndarray
        Between 0 and 1; NaN where the statistic is.

    Examples
    --------
    >>> float(chi_squared_p(3.841458820694124).round(4))
    0.05
    """
    from scipy.special import chdtrc, erfc

    value = np.asarray(statistic, dtype=float)
    if degrees == 1:  # the square of a normal deviate: the same number, thirty times as fast
        with np.errstate(invalid="ignore"):
            return np.asarray(erfc(np.sqrt(value / 2)))
    return np.asarray(chdtrc(degrees, value))


def bic(statistic: ArrayLike, total: ArrayLike, *, degrees: int = 1) -> Floats:
    """How much a difference is worth assuming, given how much was read.

    Parameters
    ----------
    statistic : array_like
        A log-likelihood statistic.
    total : array_like
        Words in all corpora together (N).
    degrees : int
        Degrees of freedom.

    Returns
    -------
    numpy.ndarray
        Above 10 very strong evidence of a difference, 6 to 10 strong, 2 to 6 positive, 0
        to 2 hardly worth a mention; below 0 it speaks for no difference.

    Notes
    -----
    :math:`G^2 - k \\ln N`: an approximate Bayes factor on the scale of twice its
    logarithm. Unlike the log-likelihood it asks for more where more was read.

    References
    ----------
    Wilson, A. (2013). Embracing Bayes factors for key item analysis in corpus linguistics.

    Examples
    --------
    >>> float(bic(0, 10_000).round(4))
    -9.2103
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(statistic, dtype=float) - degrees * np.log(np.asarray(total, dtype=float))


def signed(value: ArrayLike, a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """Give a statistic of evidence the direction of the difference.

    Parameters
    ----------
    value : array_like
        The statistic, never negative.
    a, b : array_like
        Occurrences in the target and in the reference.
    n1, n2 : array_like
        Words in the target and in the reference.

    Returns
    -------
    numpy.ndarray
        Negative where the rate is lower in the target.

    Examples
    --------
    >>> signed([9.6, 9.6], [20, 5], [5, 20], 1000, 1000).tolist()
    [9.6, -9.6]
    """
    a, b, n1, n2 = counts(a, b, n1, n2)
    return np.where(a * n2 < b * n1, -np.asarray(value, dtype=float), value)[()]


def counts(*values: ArrayLike) -> tuple[Floats, ...]:
    """Make numbers of one shape of counts.

    Parameters
    ----------
    *values : array_like
        Counts.

    Returns
    -------
    tuple of numpy.ndarray
        The same, as numbers with a point, broadcast against each other.

    Examples
    --------
    >>> [part.tolist() for part in counts([1, 2], 3)]
    [[1.0, 2.0], [3.0, 3.0]]
    """
    return tuple(np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in values)))


def _shift(a: Floats, b: Floats, n1: Floats, n2: Floats, correction: Correction) -> Floats:
    """What Yates takes from the first count: half a case at most, never beyond the expectation."""
    if not correction.startswith("yates"):
        return np.zeros(a.shape)
    total, both = n1 + n2, a + b
    surplus = (a * n2 - b * n1) / total
    if correction == "yates":
        return np.sign(surplus) * np.minimum(0.5, np.abs(surplus))
    smallest = np.minimum(n1, n2) * np.minimum(both, total - both) / total
    # in whole numbers: at the very edge the two sides must not differ by rounding
    applies = (smallest < 5) & (np.abs(a * (n2 - b) - b * (n1 - a)) >= total / 2)
    return np.where(applies, 0.5 * np.sign(surplus), 0.0)


def _williams(a: Floats, b: Floats, n1: Floats, n2: Floats, correction: Correction) -> Floats:
    """What Williams divides by."""
    if not correction.startswith("williams"):
        return np.ones(a.shape)
    total, both = n1 + n2, a + b
    q = 1 + (total / n1 + total / n2 - 1) * (total / both + total / (total - both) - 1) / (6 * total)
    if correction == "williams_where_filled":
        return np.where((a > 0) & (b > 0) & (a < n1) & (b < n2), q, 1.0)
    return q


def _x_log(observed: Floats, expected: Floats) -> Floats:
    """x ln(x / e), 0 where nothing was observed."""
    return np.where(observed > 0, observed * np.log(np.where(observed > 0, observed, 1) / expected), 0.0)
