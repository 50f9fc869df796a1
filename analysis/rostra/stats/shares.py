"""Shares: how far a share of independent cases can be trusted."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["wilson_interval"]

Floats = NDArray[np.float64]


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
