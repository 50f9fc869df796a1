"""Exact tests: two counts compared without approximation, however small they are."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.stats.evidence import counts

__all__ = ["exact_odds_ratio", "fisher_p", "rate_ratio_p"]

Floats = NDArray[np.float64]


def fisher_p(
    a: ArrayLike,
    b: ArrayLike,
    n1: ArrayLike,
    n2: ArrayLike,
    *,
    alternative: Literal["two-sided", "greater", "less"] = "two-sided",
) -> Floats:
    """Chance of a table at least this uneven where there is no difference, without approximation.

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference.
    n1, n2 : array_like
        Words in the target and in the reference.
    alternative : {"two-sided", "greater", "less"}
        "greater": as many in the target, or more. "two-sided": all tables that are no
        more probable than the one found.

    Returns
    -------
    numpy.ndarray
        Between 0 and 1; NaN where a corpus is empty.

    Notes
    -----
    The margins are taken as given: *a* follows the hypergeometric distribution. One side
    by `scipy.stats.hypergeom`, two sides by `scipy.stats.fisher_exact`, each distinct
    table once.

    References
    ----------
    Fisher, R. A. (1935). The logic of inductive inference. Journal of the Royal
    Statistical Society 98, 39-82.
    Pedersen, T. (1996). Fishing for exactness. Proceedings of SCSUG.

    Examples
    --------
    >>> float(fisher_p(1, 3, 4, 4).round(3)), float(fisher_p(1, 3, 4, 4, alternative="greater").round(3))
    (0.486, 0.986)
    """
    from scipy.stats import fisher_exact, hypergeom

    a, b, n1, n2 = counts(a, b, n1, n2)
    if alternative == "greater":
        p = hypergeom.sf(a - 1, n1 + n2, a + b, n1)
    elif alternative == "less":
        p = hypergeom.cdf(a, n1 + n2, a + b, n1)
    else:
        tables, place = np.unique(
            np.stack([part.ravel() for part in (a, b, n1, n2)]), axis=1, return_inverse=True
        )
        found = [
            fisher_exact([[x, y], [m - x, n - y]])[1] if m > 0 and n > 0 else np.nan
            for x, y, m, n in tables.T
        ]
        p = np.array(found, dtype=float)[place.ravel()].reshape(a.shape)
    return np.where((n1 > 0) & (n2 > 0), p, np.nan)[()]


def exact_odds_ratio(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """Odds ratio under which the table found is the most probable, its margins given.

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference.
    n1, n2 : array_like
        Words in the target and in the reference.

    Returns
    -------
    numpy.ndarray
        From 0 to infinity: what R's `fisher.test` shows beside its p. NaN where a
        corpus is empty.

    Notes
    -----
    The conditional maximum likelihood estimate, by `scipy.stats.contingency.odds_ratio`,
    each distinct table once; nearer to 1 than `odds_ratio`, most where counts are small.

    Examples
    --------
    >>> float(exact_odds_ratio(6, 2, 17, 12).round(4)), round((6 / 11) / (2 / 10), 4)
    (2.6376, 2.7273)
    """
    from scipy.stats.contingency import odds_ratio as conditional

    a, b, n1, n2 = counts(a, b, n1, n2)
    stacked = np.stack([part.ravel() for part in (a, b, n1, n2)]).astype(np.int64)
    tables, place = np.unique(stacked, axis=1, return_inverse=True)
    found = [
        conditional([[x, y], [m - x, n - y]], kind="conditional").statistic
        if m > 0 and n > 0 and x + y > 0
        else np.nan
        for x, y, m, n in tables.T
    ]
    return np.array(found, dtype=float)[place.ravel()].reshape(a.shape)[()]


def rate_ratio_p(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """Chance of two counts at least this uneven where the rates are equal, without approximation.

    Parameters
    ----------
    a, b : array_like
        Events here and there.
    n1, n2 : array_like
        Exposure here and there.

    Returns
    -------
    numpy.ndarray
        Two-sided: all divisions of the events that are no more probable than the one
        found, by `scipy.stats.binomtest`, each distinct one once. NaN without exposure.

    Examples
    --------
    >>> float(rate_ratio_p(11, 21, 800, 3011).round(4))
    0.0797
    """
    from scipy.stats import binomtest

    a, b, n1, n2 = counts(a, b, n1, n2)
    stacked = np.stack([part.ravel() for part in (a, b, n1, n2)])
    tables, place = np.unique(stacked, axis=1, return_inverse=True)
    found = [
        np.nan
        if m <= 0 or n <= 0
        else binomtest(int(x), int(x + y), m / (m + n)).pvalue
        if x + y > 0
        else 1.0
        for x, y, m, n in tables.T
    ]
    return np.array(found, dtype=float)[place.ravel()].reshape(a.shape)[()]
