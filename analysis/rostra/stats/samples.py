"""Samples: whether two sets of texts differ, one number a text."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["mann_whitney", "welch", "welch_of_moments"]

Floats = NDArray[np.float64]


def welch(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """How far two means are apart, in standard errors, and how often chance does as much.

    Parameters
    ----------
    x, y : array_like
        One number a text, here and there; last axis the texts.

    Returns
    -------
    t, degrees, p : numpy.ndarray
        Welch's statistic (positive where the mean of `x` is larger), its degrees of
        freedom, and the two-sided p. NaN where a side has fewer than two texts, and where
        nothing varies.

    Notes
    -----
    By `scipy.stats.ttest_ind` with unequal variances. Every text counts the same, short
    or long; rates of rare words are far from normal, and the p is then rough.

    References
    ----------
    Welch, B. L. (1947). The generalization of Student's problem. Biometrika 34, 28-35.
    Lijffijt, J. et al. (2016). Significance testing of word frequencies in corpora.
    Digital Scholarship in the Humanities 31(2), 374-397.

    Examples
    --------
    >>> t, degrees, p = welch([12, 15, 18, 24, 88], [3, 3, 13, 27, 33])
    >>> float(t.round(3)), float(degrees.round(2)), float(p.round(3))
    (1.003, 5.43, 0.359)
    """
    first, second = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    moments = [part for one in (first, second) for part in _moments(one)]
    return welch_of_moments(*moments)


def welch_of_moments(
    mean: ArrayLike,
    variance: ArrayLike,
    texts: ArrayLike,
    other_mean: ArrayLike,
    other_variance: ArrayLike,
    other_texts: ArrayLike,
) -> tuple[Floats, Floats, Floats]:
    """How far two means are apart, from means and variances alone.

    Parameters
    ----------
    mean, variance, texts : array_like
        Mean, variance (divided by one less than the texts) and number of texts here.
    other_mean, other_variance, other_texts : array_like
        The same there.

    Returns
    -------
    t, degrees, p : numpy.ndarray
        As in `welch`.

    Examples
    --------
    >>> t, degrees, p = welch_of_moments(31.4, 1020.8, 5, 15.8, 189.2, 5)
    >>> float(t.round(3)), float(degrees.round(2))
    (1.003, 5.43)
    """
    from scipy.stats import ttest_ind_from_stats

    m1, v1, n1, m2, v2, n2 = (
        np.asarray(part, dtype=float)
        for part in (mean, variance, texts, other_mean, other_variance, other_texts)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        t, p = ttest_ind_from_stats(m1, np.sqrt(v1), n1, m2, np.sqrt(v2), n2, equal_var=False)
        e1, e2 = v1 / n1, v2 / n2
        degrees = (e1 + e2) ** 2 / (e1**2 / (n1 - 1) + e2**2 / (n2 - 1))
    undefined = (n1 < 2) | (n2 < 2) | ((v1 == 0) & (v2 == 0))
    return tuple(np.where(undefined, np.nan, part)[()] for part in (t, degrees, p))  # type: ignore[return-value]


def mann_whitney(
    x: ArrayLike,
    y: ArrayLike,
    *,
    method: Literal["asymptotic", "exact"] = "asymptotic",
    continuity: bool = False,
) -> tuple[Floats, Floats]:
    """How often a text from here has a larger number than one from there.

    Parameters
    ----------
    x, y : array_like
        One number a text, here and there; last axis the texts.
    method : {"asymptotic", "exact"}
        How p is had; "exact" is not corrected for ties.
    continuity : bool
        Correct the asymptotic p for continuity.

    Returns
    -------
    u, p : numpy.ndarray
        Pairs of texts in which that of `x` has the larger number, equal ones counted
        half, and the two-sided p. NaN where a side has no text; p is 1 where all numbers are
        equal.

    Notes
    -----
    By `scipy.stats.mannwhitneyu`, with the variance corrected for ties. The sum of the
    ranks of `x` is :math:`U + m (m + 1) / 2` with its *m* texts; :math:`2 U / mn - 1`, the rank
    biserial correlation, is -1 where all texts from there are above all from here, 1 the
    other way.

    References
    ----------
    Mann, H. B. and Whitney, D. R. (1947). On a test of whether one of two random variables
    is stochastically larger than the other. Annals of Mathematical Statistics 18, 50-60.
    Kilgarriff, A. (2001). Comparing corpora. IJCL 6(1), 97-133.

    Examples
    --------
    >>> u, p = mann_whitney([12, 15, 18, 24, 88], [3, 3, 13, 27, 33])
    >>> float(u), float(p.round(3))
    (16.0, 0.463)
    """
    from scipy.stats import mannwhitneyu

    first, second = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if not first.shape[-1] or not second.shape[-1]:
        nothing = np.full(np.broadcast_shapes(first.shape[:-1], second.shape[:-1]), np.nan)
        return nothing[()], nothing[()]
    with np.errstate(divide="ignore", invalid="ignore"):
        u, p = mannwhitneyu(first, second, use_continuity=continuity, method=method, axis=-1)
    flat = (np.ptp(first, axis=-1) == 0) & (np.ptp(second, axis=-1) == 0) & (first[..., 0] == second[..., 0])
    return np.asarray(u, dtype=float)[()], np.where(flat, 1.0, p)[()]


def _moments(values: Floats) -> tuple[Floats, Floats, int]:
    texts = values.shape[-1]
    nothing = np.full(values.shape[:-1], np.nan)
    mean = values.mean(axis=-1) if texts else nothing
    return mean, values.var(axis=-1, ddof=1) if texts > 1 else nothing, texts
