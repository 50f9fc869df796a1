"""Draws: how many different words a handful drawn at random would hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["drawn_ttr", "drawn_types", "hdd", "vocd"]


def drawn_types(counts: ArrayLike, draws: ArrayLike) -> np.ndarray:
    """Expected number of different words among words drawn at random without putting back.

    Parameters
    ----------
    counts : array_like
        Occurrences of each word.
    draws : array_like of int
        Words drawn; several numbers at once.

    Returns
    -------
    numpy.ndarray
        One number for each number of draws. NaN where the text has fewer words than are drawn.

    Notes
    -----
    With *N* words, a word that occurs *f* times is missing from *n* drawn with the
    hypergeometric probability :math:`\\binom{N - f}{n} / \\binom{N}{n}`. The curve over *n* is
    that of rarefaction, binomial interpolation in Baayen (2001, section 2.6).

    Examples
    --------
    >>> drawn_types([2, 1, 1], [1, 2, 4, 5]).round(2).tolist()
    [1.0, 1.83, 3.0, nan]
    """
    from scipy.special import gammaln

    f, n = np.asarray(counts, dtype=np.int64), np.asarray(draws, dtype=np.int64)
    size = int(f.sum())
    values, types = np.unique(f[f > 0], return_counts=True)
    drawn = np.clip(n, 0, size)[:, None]
    left = size - values - drawn
    # logarithms of the binomials' factorials; fewer left than drawn: it cannot be missing
    log = gammaln(size - values + 1) + gammaln(size - drawn + 1) - gammaln(np.maximum(left, 0) + 1)
    missing = np.where(left < 0, 0, np.exp(log - gammaln(size + 1)))
    return np.where((n < 1) | (n > size), np.nan, ((1 - missing) * types).sum(axis=1))


def drawn_ttr(counts: ArrayLike, draws: int) -> float:
    """Expected type-token ratio of words drawn at random without putting back.

    Parameters
    ----------
    counts : array_like
        Occurrences of each word.
    draws : int
        Words drawn.

    Returns
    -------
    float
        Between 0 and 1. NaN where the text has fewer words than are drawn.

    Notes
    -----
    The expected number of different words (`drawn_types`) over that of words drawn.

    Examples
    --------
    >>> round(drawn_ttr([2, 1, 1], 2), 4)  # one pair in six is twice the same word
    0.9167
    """
    return float(drawn_types(counts, [draws])[0] / draws) if draws > 0 else float("nan")


def hdd(counts: ArrayLike, draws: int = 42) -> float:
    """HD-D: the type-token ratio of 42 words drawn at random from the text.

    Parameters
    ----------
    counts : array_like
        Occurrences of each word.
    draws : int
        Words drawn.

    Returns
    -------
    float
        Between 0 and 1; more is more varied. NaN for a text shorter than that.

    Notes
    -----
    The mean of type-token ratios (ATTR). Other programs print the sum of the
    contributions, which is it times the number of draws (`hdd_sum`). Hardly sensitive to
    length.

    References
    ----------
    McCarthy, P. M. and Jarvis, S. (2007). vocd: a theoretical and empirical evaluation.
    Language Testing 24(4), 459-488.

    Examples
    --------
    >>> round(hdd([3, 1, 1, 1, 1, 1, 1, 1], draws=5), 4)
    0.8833
    """
    return drawn_ttr(counts, draws)


def vocd(counts: ArrayLike) -> float:
    """vocd-D: the parameter of the curve by which the type-token ratio falls.

    Parameters
    ----------
    counts : array_like
        Occurrences of each word.

    Returns
    -------
    float
        More is more varied; texts of adults lie between about 60 and 120. NaN under 50
        words, and where no word is repeated.

    Notes
    -----
    *D* of :math:`TTR = (D / n) (\\sqrt{1 + 2 n / D} - 1)`, fitted by least squares to the
    type-token ratios of *n* = 35, ..., 50 words. The original draws 100 samples of each size,
    three times over; here the expected ratio of each size is exact, so that there is no
    randomness (McCarthy & Jarvis 2007 show that this is what the samples estimate).

    References
    ----------
    McKee, G., Malvern, D. and Richards, B. (2000). Measuring vocabulary diversity using
    dedicated software. Literary and Linguistic Computing 15(3), 323-337.
    McCarthy, P. M. and Jarvis, S. (2007). vocd: a theoretical and empirical evaluation.
    Language Testing 24(4), 459-488.

    Examples
    --------
    >>> round(vocd([5] * 20), 1)  # twenty words, five times each
    7.6
    """
    from scipy.optimize import minimize_scalar

    f = np.asarray(counts, dtype=np.int64)
    if f.sum() < 50 or f.max(initial=0) < 2:
        return float("nan")
    sizes = np.arange(35, 51)
    observed = np.array([drawn_ttr(f, int(size)) for size in sizes])

    def misfit(log_d: float) -> float:
        d = np.exp(log_d)
        return float(((d / sizes * (np.sqrt(1 + 2 * sizes / d) - 1) - observed) ** 2).sum())

    found = minimize_scalar(
        misfit, bounds=(np.log(0.01), np.log(100_000)), method="bounded", options={"xatol": 1e-9}
    )
    return float(np.exp(found.x))
