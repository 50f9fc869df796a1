"""Rates: how far a count of rare events can be trusted, and the ratio of two."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.stats.evidence import counts
from rostra.stats.shares import share_interval

__all__ = [
    "poisson_interval",
    "rate_ratio_interval",
]

Floats = NDArray[np.float64]


def poisson_interval(
    hits: ArrayLike, exposure: ArrayLike = 1.0, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Range in which the rate of independent, rare events lies.

    Parameters
    ----------
    hits : array_like
        Events counted.
    exposure : array_like
        Words (or hours, or whatever they are counted in).
    level : float
        Share of such intervals that hold the true rate.

    Returns
    -------
    low, high : numpy.ndarray
        Events per unit of exposure; NaN without exposure.

    Notes
    -----
    Exact, from the gamma distribution: the quantiles of :math:`\\Gamma(k)` and
    :math:`\\Gamma(k + 1)` over the exposure. Words of one document are not independent:
    there it is too narrow.

    References
    ----------
    Garwood, F. (1936). Fiducial limits for the Poisson distribution. Biometrika 28, 437-442.

    Examples
    --------
    >>> low, high = poisson_interval(0, 20)
    >>> float(low), float(high.round(4))
    (0.0, 0.1844)
    """
    from scipy.special import gammaincinv

    k, exposed = counts(hits, exposure)
    tail = (1 - level) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(k > 0, gammaincinv(np.maximum(k, 1e-300), tail), 0.0) / exposed
        high = gammaincinv(k + 1, 1 - tail) / exposed
    return np.where(exposed > 0, low, np.nan)[()], np.where(exposed > 0, high, np.nan)[()]


def rate_ratio_interval(
    a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Range in which the ratio of two rates of rare, independent events lies.

    Parameters
    ----------
    a, b : array_like
        Events here and there.
    n1, n2 : array_like
        Exposure here and there.
    level : float
        Share of such intervals that hold the true ratio.

    Returns
    -------
    low, high : numpy.ndarray
        From 0 to infinity; NaN where there is no event or no exposure.

    Notes
    -----
    Exact: given :math:`a + b`, *a* is binomial; the limits of Clopper and Pearson for its
    share :math:`\\pi` become :math:`(n_2 / n_1) \\pi / (1 - \\pi)`.

    References
    ----------
    Przyborowski, J. and Wilenski, H. (1940). Homogeneity of results in testing samples from
    Poisson series. Biometrika 31, 313-323.

    Examples
    --------
    >>> low, high = rate_ratio_interval(11, 21, 800, 3011)
    >>> float(low.round(4)), float(high.round(4))
    (0.8584, 4.2773)
    """
    a, b, n1, n2 = counts(a, b, n1, n2)
    limits = share_interval(a, a + b, level=level, method="clopper_pearson")
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (n2 / n1 * limit / (1 - limit) for limit in limits)
    defined = (n1 > 0) & (n2 > 0) & (a + b > 0)
    return np.where(defined, low, np.nan)[()], np.where(defined, high, np.nan)[()]
