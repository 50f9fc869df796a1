"""Effects: how much more frequent a thing is here than there."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.stats.evidence import counts
from rostra.stats.shares import share_interval

__all__ = [
    "conservative_log_ratio",
    "effect_of_log_likelihood",
    "odds_ratio",
    "percent_difference",
    "rate_ratio",
    "simple_maths",
]

Floats = NDArray[np.float64]
MILLION = 1_000_000


def rate_ratio(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """How many times as frequent a word is in the target as in the reference.

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference.
    n1, n2 : array_like
        Words in the target and in the reference.

    Returns
    -------
    numpy.ndarray
        1 where the rates are equal, infinite where only the reference lacks the word, NaN
        where both do.

    Notes
    -----
    :math:`(a / n_1) / (b / n_2)`, also called relative risk. It does not depend on the
    size of the corpora, and is erratic where counts are small.

    Examples
    --------
    >>> float(rate_ratio(20, 5, 1000, 1000))
    4.0
    """
    a, b, n1, n2 = counts(a, b, n1, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return ((a / n1) / (b / n2))[()]


def percent_difference(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """By how many per cent a word is more frequent in the target than in the reference (%DIFF).

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference.
    n1, n2 : array_like
        Words in the target and in the reference.

    Returns
    -------
    numpy.ndarray
        0 where the rates are equal, 100 where the target's is twice the reference's, -100
        where the target lacks the word; infinite where only the reference does.

    Notes
    -----
    :math:`100 (a / n_1 - b / n_2) / (b / n_2)`. Not symmetric: half as often is -50, twice as
    often 100. The authors put a tiny number in the place of a reference count of 0; here
    the value is what it tends to.

    References
    ----------
    Gabrielatos, C. and Marchi, A. (2011). Keyness: matching metrics to definitions. p. 18.

    Examples
    --------
    >>> float(percent_difference(206523, 178174, 959641, 1562358).round(1))
    88.7
    """
    return (rate_ratio(a, b, n1, n2) - 1) * 100


def odds_ratio(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """How many times the odds of a word are in the target what they are in the reference.

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference.
    n1, n2 : array_like
        Words in the target and in the reference.

    Returns
    -------
    numpy.ndarray
        1 where the rates are equal, infinite where only the reference lacks the word, NaN
        where both do.

    Notes
    -----
    :math:`(a / (n_1 - a)) / (b / (n_2 - b))`. Where words are rare it is the ratio of rates.

    References
    ----------
    Pojanapunya, P. and Todd, R. W. (2016). Log-likelihood and odds ratio. Corpus
    Linguistics and Linguistic Theory 14(1), 133-167.

    Examples
    --------
    >>> float(odds_ratio(16217, 735, 2796938, 2087946).round(1))
    16.6
    """
    a, b, n1, n2 = counts(a, b, n1, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return ((a * (n2 - b)) / (b * (n1 - a)))[()]


def simple_maths(
    a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike, *, constant: float = 100.0
) -> Floats:
    """Ratio of two rates per million words, a constant added to both.

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference.
    n1, n2 : array_like
        Words in the target and in the reference.
    constant : float
        Occurrences per million added to both rates: 1 brings rare words to the front, 100
        or 1000 common ones.

    Returns
    -------
    numpy.ndarray
        1 where the rates are equal, below 1 where the target's is lower; never infinite
        with a constant above 0.

    Notes
    -----
    :math:`(10^6 a / n_1 + k) / (10^6 b / n_2 + k)`. It tests nothing.

    References
    ----------
    Kilgarriff, A. (2009). Simple maths for keywords. Proceedings of Corpus Linguistics.

    Examples
    --------
    >>> float(simple_maths(1, 0, 25_000, 110_000, constant=1))
    41.0
    """
    a, b, n1, n2 = counts(a, b, n1, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return ((a / n1 * MILLION + constant) / (b / n2 * MILLION + constant))[()]


def effect_of_log_likelihood(a: ArrayLike, b: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """What share of the largest possible log-likelihood a difference reaches (ELL).

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference.
    n1, n2 : array_like
        Words in the target and in the reference.

    Returns
    -------
    numpy.ndarray
        From 0, rates being equal, to 1; NaN where the smaller expected count is at most 1
        (its logarithm is then no scale) or a corpus is empty.

    Notes
    -----
    :math:`G^2 / (N \\ln E_{min})` with the two-cell log-likelihood, :math:`N = n_1 + n_2`, and
    the smaller of the two expected counts.

    References
    ----------
    Johnston, J. E., Berry, K. J. and Mielke, P. W. (2006). Measures of effect size for
    chi-squared and likelihood-ratio goodness-of-fit tests. Perceptual and Motor Skills
    103, 412-414.

    Examples
    --------
    >>> float(effect_of_log_likelihood(33, 33, 5000, 5000))
    0.0
    """
    from rostra.stats.evidence import log_likelihood

    a, b, n1, n2 = counts(a, b, n1, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        smallest = (a + b) / (n1 + n2) * np.minimum(n1, n2)
        value = log_likelihood(a, b, n1, n2) / ((n1 + n2) * np.log(smallest))
    return np.where(smallest > 1, value, np.nan)[()]


def conservative_log_ratio(
    a: ArrayLike,
    b: ArrayLike,
    n1: ArrayLike,
    n2: ArrayLike,
    *,
    level: float = 0.95,
    family: int = 1,
    sides: Literal[1, 2] = 2,
) -> tuple[Floats, Floats, Floats]:
    """How many doublings of the rate are the least that the counts allow (LRC).

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference.
    n1, n2 : array_like
        Words in the target and in the reference.
    level : float
        Confidence level of the whole family.
    family : int
        Number of words tested together (Bonferroni).
    sides : {1, 2}
        2: how far the log ratio is from 0 at the least, in either direction. 1: its
        lower limit, for words of the target alone (PositiveLRC).

    Returns
    -------
    value, low, high : numpy.ndarray
        The limit nearer to 0, and 0 where 0 lies between them; with one side the lower
        limit, whatever its sign (minus infinity where the target lacks the word). `low`
        and `high` are the limits. NaN where a corpus is empty or the word is in neither.

    Notes
    -----
    Given :math:`a + b`, *a* is binomial with the share :math:`\\pi`; its limits are those of
    Clopper and Pearson at :math:`1 - (1 - level) / family`, and
    :math:`\\log_2 ((n_2 / n_1) \\pi / (1 - \\pi))` makes limits of the log ratio of them. It
    needs no constant for a count of 0, and does not reward rare words.

    References
    ----------
    Evert, S. (2022). Measuring keyness. Digital Humanities 2022.

    Examples
    --------
    >>> value, low, high = conservative_log_ratio([3, 1, 0], [1, 1, 40], 25_000, 110_000)
    >>> value.round(3).tolist()
    [0.084, 0.0, -1.234]
    """
    a, b, n1, n2 = counts(a, b, n1, n2)
    error = (1 - level) / max(family, 1)
    reach = 1 - error if sides == 2 else 1 - 2 * error
    low, high = share_interval(a, a + b, level=reach, method="clopper_pearson")
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (np.log2(n2 / n1) + np.log2(limit) - np.log2(1 - limit) for limit in (low, high))
    value = low if sides == 1 else np.where(low > 0, low, np.where(high < 0, high, 0.0))
    undefined = (n1 <= 0) | (n2 <= 0) | (a + b <= 0)
    if sides == 1:
        high = np.full(low.shape, np.inf)
    return tuple(np.where(undefined, np.nan, part)[()] for part in (value, low, high))  # type: ignore[return-value]
