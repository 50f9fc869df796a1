"""Shares: how far a share of independent cases can be trusted, and the difference of two."""

from __future__ import annotations

from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["share_difference_interval", "share_interval", "wilson_interval"]

Floats = NDArray[np.float64]
Interval = Literal[
    "wilson", "wilson_corrected", "clopper_pearson", "mid_p", "jeffreys", "agresti_coull", "wald",
    "wald_corrected",
]  # fmt: skip


def wilson_interval(hits: ArrayLike, cases: ArrayLike, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Range of shares that would not be surprised by what was counted.

    Parameters
    ----------
    hits : array_like
        How many cases have it.
    cases : array_like
        How many there are.
    level : float
        Share of such intervals that hold the true share.

    Returns
    -------
    low, high : numpy.ndarray
        Between 0 and 1, never empty: also where none or all cases have it. NaN without cases.

    Notes
    -----
    With share *p* of *n* cases and the normal quantile *z*, the centre is
    :math:`(p + z^2 / 2n) / (1 + z^2 / n)` and the half width
    :math:`z \\sqrt{p (1 - p) / n + z^2 / 4n^2} / (1 + z^2 / n)`. It takes the cases for
    independent; where they come in documents, it is too narrow.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
    inference. JASA 22, 209-212. Newcombe, R. G. (1998). Two-sided confidence intervals for
    the single proportion. Statistics in Medicine 17, 857-872, method 3.

    Examples
    --------
    >>> low, high = wilson_interval(1, 29)
    >>> float(low.round(4)), float(high.round(4))
    (0.0061, 0.1718)
    """
    k, n = np.broadcast_arrays(np.asarray(hits, dtype=float), np.asarray(cases, dtype=float))
    z = NormalDist().inv_cdf((1 + level) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = k / n
        centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def share_interval(
    hits: ArrayLike, cases: ArrayLike, *, level: float = 0.95, method: Interval = "wilson"
) -> tuple[Floats, Floats]:
    """Range in which the true share lies, by a named method.

    Parameters
    ----------
    hits : array_like
        How many cases have it.
    cases : array_like
        How many there are.
    level : float
        Share of such intervals that hold the true share.
    method : str
        "wilson": inverts the score test; "wilson_corrected": the same with a correction for
        continuity (R's `prop.test`). "clopper_pearson": inverts the exact test, never too
        narrow; "mid_p": the exact test with half the probability of what was counted.
        "jeffreys": quantiles of the beta distribution, 0.5 added to both counts.
        "agresti_coull": Wald after adding cases. "wald", "wald_corrected": the textbook's,
        too narrow for small numbers, empty where no case or all have it.

    Returns
    -------
    low, high : numpy.ndarray
        Between 0 and 1. NaN without cases.

    Notes
    -----
    With *k* of *n* cases, Clopper-Pearson takes the quantiles of
    :math:`Beta(k, n - k + 1)` and :math:`Beta(k + 1, n - k)`. The corrected score interval is
    :math:`(2 k + z^2 \\mp 1 \\mp z \\sqrt{z^2 \\mp 2 - 1 / n + 4 p (n (1 - p) \\pm 1)}) / 2 (n + z^2)`.
    All take the cases for independent.

    References
    ----------
    Newcombe, R. G. (1998). Two-sided confidence intervals for the single proportion.
    Statistics in Medicine 17, 857-872, methods 1 to 6.
    Brown, L. D., Cai, T. T. and DasGupta, A. (2001). Interval estimation for a binomial
    proportion. Statistical Science 16, 101-133.

    Examples
    --------
    >>> low, high = share_interval(1, 29, method="clopper_pearson")
    >>> float(low.round(4)), float(high.round(4))
    (0.0009, 0.1776)
    """
    if method == "wilson":
        return wilson_interval(hits, cases, level=level)
    k, n = np.broadcast_arrays(np.asarray(hits, dtype=float), np.asarray(cases, dtype=float))
    tail = (1 - level) / 2
    z = NormalDist().inv_cdf(1 - tail)
    with np.errstate(divide="ignore", invalid="ignore"):
        if method == "wilson_corrected":
            low, high = _wilson_corrected(k, n, z)
        elif method in ("clopper_pearson", "jeffreys"):
            low, high = _beta_quantiles(k, n, tail, exact=method == "clopper_pearson")
        elif method == "mid_p":
            low, high = _mid_p(k, n, tail)
        else:
            cases_more = z**2 if method == "agresti_coull" else 0.0
            share = (k + cases_more / 2) / (n + cases_more)
            half = z * np.sqrt(share * (1 - share) / (n + cases_more))
            half = half + (1 / (2 * n) if method == "wald_corrected" else 0.0)
            low, high = np.clip(share - half, 0, 1), np.clip(share + half, 0, 1)
    return np.where(n > 0, low, np.nan)[()], np.where(n > 0, high, np.nan)[()]


def share_difference_interval(
    hits: ArrayLike,
    cases: ArrayLike,
    other_hits: ArrayLike,
    other_cases: ArrayLike,
    *,
    level: float = 0.95,
    method: Literal["wilson", "wilson_corrected", "wald", "wald_corrected"] = "wilson",
) -> tuple[Floats, Floats]:
    """Range in which the difference of two shares lies.

    Parameters
    ----------
    hits, cases : array_like
        How many cases have it here, and how many there are.
    other_hits, other_cases : array_like
        The same there.
    level : float
        Share of such intervals that hold the true difference.
    method : {"wilson", "wilson_corrected", "wald", "wald_corrected"}
        Whose limits of the two shares are combined (Newcombe's methods 10 and 11), or the
        textbook's (methods 1 and 2).

    Returns
    -------
    low, high : numpy.ndarray
        Between -1 and 1, here minus there. NaN where a side has no cases.

    Notes
    -----
    With shares :math:`p_1, p_2` and their limits *l* and *u*, the limits of the difference are
    :math:`p_1 - p_2 - \\sqrt{(p_1 - l_1)^2 + (u_2 - p_2)^2}` and
    :math:`p_1 - p_2 + \\sqrt{(u_1 - p_1)^2 + (p_2 - l_2)^2}`. Both samples are independent, of
    each other and within.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent
    proportions. Statistics in Medicine 17, 873-890.

    Examples
    --------
    >>> low, high = share_difference_interval(56, 70, 48, 80)
    >>> float(low.round(4)), float(high.round(4))
    (0.0524, 0.3339)
    """
    a, m, b, n = np.broadcast_arrays(
        *(np.asarray(x, dtype=float) for x in (hits, cases, other_hits, other_cases))
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        p, q = a / m, b / n
        if method in ("wald", "wald_corrected"):
            z = NormalDist().inv_cdf((1 + level) / 2)
            reach = z * np.sqrt(p * (1 - p) / m + q * (1 - q) / n)
            reach = reach + ((1 / m + 1 / n) / 2 if method == "wald_corrected" else 0.0)
            return np.maximum(p - q - reach, -1), np.minimum(p - q + reach, 1)
        own: Interval = "wilson" if method == "wilson" else "wilson_corrected"
        p_low, p_high = share_interval(a, m, level=level, method=own)
        q_low, q_high = share_interval(b, n, level=level, method=own)
        low = p - q - np.sqrt((p - p_low) ** 2 + (q_high - q) ** 2)
        high = p - q + np.sqrt((p_high - p) ** 2 + (q - q_low) ** 2)
    return low, high


def _wilson_corrected(k: Floats, n: Floats, z: float) -> tuple[Floats, Floats]:
    share = k / n
    below = np.maximum(z**2 - 2 - 1 / n + 4 * share * (n * (1 - share) + 1), 0)
    above = np.maximum(z**2 + 2 - 1 / n + 4 * share * (n * (1 - share) - 1), 0)
    low = (2 * k + z**2 - 1 - z * np.sqrt(below)) / (2 * (n + z**2))
    high = (2 * k + z**2 + 1 + z * np.sqrt(above)) / (2 * (n + z**2))
    low, high = np.where(k == 0, 0.0, low), np.where(k == n, 1.0, high)
    return np.clip(low, 0, 1), np.clip(high, 0, 1)


def _beta_quantiles(k: Floats, n: Floats, tail: float, *, exact: bool) -> tuple[Floats, Floats]:
    from scipy.special import betaincinv

    own, other = (0.0, 1.0) if exact else (0.5, 0.5)
    low = betaincinv(np.maximum(k + own, 1e-300), n - k + other, tail)
    high = betaincinv(k + other, np.maximum(n - k + own, 1e-300), 1 - tail)
    return np.where(k == 0, 0.0, low), np.where(k == n, 1.0, high)


def _mid_p(k: Floats, n: Floats, tail: float) -> tuple[Floats, Floats]:
    """Halve, until they are found, the stretches in which the limits lie."""
    from scipy.special import betainc

    def at_least(count: Floats, share: Floats) -> Floats:
        inside = (count > 0) & (count <= n)
        chance = betainc(np.where(inside, count, 1), np.where(inside, n - count + 1, 1), share)
        return np.where(count <= 0, 1.0, np.where(count > n, 0.0, chance))

    limits = []
    for upper in (False, True):
        low, high = np.zeros(k.shape), np.ones(k.shape)
        for _ in range(60):
            middle = (low + high) / 2
            mid = (at_least(k, middle) + at_least(k + 1, middle)) / 2  # grows with the share
            short = mid < (1 - tail if upper else tail)
            low, high = np.where(short, middle, low), np.where(short, high, middle)
        limits.append((low + high) / 2)
    return np.where(k == 0, 0.0, limits[0]), np.where(k == n, 1.0, limits[1])
