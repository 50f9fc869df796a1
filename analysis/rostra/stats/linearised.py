"""Linearised: intervals of rates, of their difference and their quotient, from the variation of documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.stats.resampling import MIN_DOCUMENTS, bootstrap_ratio

__all__ = ["Scale", "difference_interval", "interval_of_ratio", "quotient_interval", "ratio_interval"]

Floats = NDArray[np.float64]
Scale = Literal["log", "logit", "linear"]


def ratio_interval(
    hits: ArrayLike,
    exposure: ArrayLike,
    *,
    scale: Scale = "log",
    error: ArrayLike = 0.0,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Range in which a rate would fall had other documents of the same kind been read.

    Parameters
    ----------
    hits : array_like
        Weighted hits, last axis the documents; any axes before it are rates.
    exposure : array_like
        Words (or whatever the hits are counted in), of the same shape or broadcast to it.
    scale : {"log", "logit", "linear"}
        Where the interval is symmetric: "log" for rates of counts, "logit" for shares
        between 0 and 1, "linear" for means of scores that may be negative. A rate with a
        hit below zero has no logarithm and is always on the linear scale.
    error : array_like
        Variance, on that scale, of what is uncertain beside the documents (wrong
        attribution): one number a rate.
    level : float
        Share of such intervals that hold the true rate.

    Returns
    -------
    low, high : numpy.ndarray
        Of the shape without the last axis. NaN where fewer than `MIN_DOCUMENTS` documents
        have exposure, and, but on the linear scale, where there is no hit (or nothing else).

    Notes
    -----
    With :math:`r = \\sum h_d / \\sum x_d`, residuals :math:`e_d = h_d - r x_d` and shares
    :math:`l_d = x_d / X`, the variance of *r* is :math:`\\sum_d e_d^2 / (1 - l_d) / X^2`: the
    linearised one of a ratio estimator, with each residual made up for the pull of its own
    document (HC2). On the log scale it is never taken for smaller than that of independent
    words, :math:`H / X^2`. The quantile is that of *t* with the degrees of freedom of Bell and
    McCaffrey: those of equal documents are one less than their number, those of very
    unequal ones far fewer. On the log scale they are the mean of what they are for
    independent words, :math:`Var(h_d) \\propto x_d`, and for words that clump as much as these
    seem to, :math:`r x_d + \\phi (r x_d)^2`.

    In simulated corpora of 8 to 100 documents with clumped words it holds the true rate in
    93 to 98 of 100 cases, and more often where there are fewer than about five hits; the
    percentile interval of a bootstrap holds it in 79 to 93.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., section 6.3.
    MacKinnon, J. G. and White, H. (1985). Some heteroskedasticity-consistent covariance
    matrix estimators with improved finite sample properties. Journal of Econometrics 29, 305-325.
    Bell, R. M. and McCaffrey, D. F. (2002). Bias reduction in standard errors for linear
    regression with multi-stage samples. Survey Methodology 28(2), 169-181.

    Examples
    --------
    >>> low, high = ratio_interval([2, 0, 1, 3, 0, 1, 2, 1], [100] * 8)
    >>> float(low.round(4)), float(high.round(4))  # around 10 hits in 800 words
    (0.0059, 0.0264)
    """
    side = _Side.of(hits, exposure, scale, error, level)
    return side.low, side.high


def interval_of_ratio(
    hits: ArrayLike,
    exposure: ArrayLike,
    *,
    scale: Scale = "log",
    n_boot: int | None = None,
    seed: int = 0,
) -> tuple[Floats, Floats]:
    """Range of a rate by the closed form, or by the percentiles of a bootstrap where one is asked for.

    Parameters
    ----------
    hits, exposure : array_like
        As in `ratio_interval`.
    scale : {"log", "logit", "linear"}
        Of the closed form.
    n_boot : int, optional
        Resamples of documents; 0: no interval.
    seed : int
        Their seed.

    Returns
    -------
    low, high : numpy.ndarray
        95% limits, of `ratio_interval` or of `bootstrap_ratio`.

    Examples
    --------
    >>> hits, words = [2, 0, 1, 3, 0, 1, 2, 1], [100] * 8
    >>> interval_of_ratio(hits, words) == ratio_interval(hits, words)
    True
    """
    if n_boot is None:
        return ratio_interval(hits, exposure, scale=scale)
    return bootstrap_ratio(hits, exposure, n_boot=n_boot, seed=seed)


def difference_interval(
    target_hits: ArrayLike,
    target_exposure: ArrayLike,
    reference_hits: ArrayLike,
    reference_exposure: ArrayLike,
    *,
    scale: Scale = "log",
    target_error: ArrayLike = 0.0,
    reference_error: ArrayLike = 0.0,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Range in which target rate minus reference rate would fall with other documents.

    Parameters
    ----------
    target_hits, target_exposure, reference_hits, reference_exposure : array_like
        As in `ratio_interval`; the columns of all four are the same documents.
    scale : {"log", "logit", "linear"}
        As in `ratio_interval`.
    target_error, reference_error : array_like
        As `error` in `ratio_interval`.
    level : float
        Confidence level.

    Returns
    -------
    low, high : numpy.ndarray
        NaN where the interval of either rate is.

    Notes
    -----
    The limits of the two rates, :math:`(l_1, u_1)` and :math:`(l_2, u_2)`, give those of the
    difference (MOVER): :math:`d - \\sqrt{(r_1 - l_1)^2 + (u_2 - r_2)^2 - 2 \\rho (r_1 - l_1)(u_2 - r_2)}`
    and the like above. :math:`\\rho` is the correlation of the two rates over documents that hold
    both: what a document does to both (its topic, its date) cancels, as it should.

    References
    ----------
    Zou, G. Y. (2008). On the estimation of additive interaction by use of the four-by-two
    table and beyond. American Journal of Epidemiology 168(2), 212-224.

    Examples
    --------
    >>> few, many = [0, 1] * 5, [5, 6] * 5
    >>> low, high = difference_interval(many, [100] * 10, few, [100] * 10)  # 55 and 5 in 1,000
    >>> float(low.round(3)), float(high.round(3))
    (0.034, 0.069)
    """
    target, reference = (
        _Side.of(hits, exposure, scale, error, level)
        for hits, exposure, error in (
            (target_hits, target_exposure, target_error),
            (reference_hits, reference_exposure, reference_error),
        )
    )
    gap = target.value - reference.value
    together = _correlation(target, reference)

    def reach(one: Floats, other: Floats) -> Floats:
        return np.sqrt(np.maximum(one**2 + other**2 - 2 * together * one * other, 0))

    low = gap - reach(target.value - target.low, reference.high - reference.value)
    high = gap + reach(target.high - target.value, reference.value - reference.low)
    return low, high


def quotient_interval(
    target_hits: ArrayLike,
    target_exposure: ArrayLike,
    reference_hits: ArrayLike,
    reference_exposure: ArrayLike,
    *,
    target_error: ArrayLike = 0.0,
    reference_error: ArrayLike = 0.0,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Range in which target rate over reference rate would fall with other documents.

    Parameters
    ----------
    target_hits, target_exposure, reference_hits, reference_exposure : array_like
        As in `difference_interval`.
    target_error, reference_error : array_like
        As in `difference_interval`, on the log scale.
    level : float
        Confidence level.

    Returns
    -------
    low, high : numpy.ndarray
        NaN where the interval of either rate is: without a hit on a side there is no quotient.

    Notes
    -----
    The variance of the logarithm of the quotient is the sum of those of the two rates less
    twice their covariance over documents that hold both; the quantile is that of *t* with
    the degrees of freedom of the side that has fewer.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., section 6.3.

    Examples
    --------
    >>> few, many = [0, 1] * 5, [5, 6] * 5
    >>> low, high = quotient_interval(many, [100] * 10, few, [100] * 10)  # 11 times as many
    >>> float(low.round(1)), float(high.round(1))
    (4.0, 30.1)
    """
    target, reference = (
        _Side.of(hits, exposure, "log", error, level)
        for hits, exposure, error in (
            (target_hits, target_exposure, target_error),
            (reference_hits, reference_exposure, reference_error),
        )
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        here, there = target.variance, reference.variance
        together = _correlation(target, reference) * np.sqrt(here * there)
        degrees = np.minimum(target.degrees, reference.degrees)
        middle = np.log(target.value / reference.value)
        reach = _quantile(degrees, level) * np.sqrt(np.maximum(here + there - 2 * together, 0))
    unknown = np.isnan(target.low) | np.isnan(reference.low) | target.signed | reference.signed
    low, high = np.exp(middle - reach), np.exp(middle + reach)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


@dataclass(frozen=True, eq=False)
class _Side:
    """A rate with its limits, its variance on the scale, and what each document adds to it."""

    value: Floats
    low: Floats
    high: Floats
    variance: Floats
    degrees: Floats
    residuals: Floats  # of documents, on the scale: their squares add up to the variance between them
    signed: NDArray[np.bool_]  # has a hit below zero

    @classmethod
    def of(cls, hits: ArrayLike, exposure: ArrayLike, scale: Scale, error: ArrayLike, level: float) -> _Side:
        h, x = np.broadcast_arrays(np.asarray(hits, dtype=float), np.asarray(exposure, dtype=float))
        total, words = h.sum(axis=-1), x.sum(axis=-1)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            rate = total / words
            share = x / words[..., None]
            residuals = (h - rate[..., None] * x) / np.sqrt(np.where(share < 1, 1 - share, 1))
            between = (residuals**2).sum(axis=-1)
            signed = np.asarray((h < 0).any(axis=-1))
            linear = np.logical_or(signed, scale == "linear")
            logarithmic = np.logical_and(~linear, scale == "log")
            degrees = _degrees(h, x, rate, between, logarithmic)
            slope = np.where(linear, 1.0, rate if scale == "log" else rate * (1 - rate)) * words
            variance = np.where(logarithmic, np.maximum(between, total), between) / slope**2 + error
            reach = _quantile(degrees, level) * np.sqrt(variance)
            if scale == "logit":
                odds = rate / (1 - rate)
                low, high = (1 / (1 + 1 / (odds * np.exp(sign * reach))) for sign in (-1, 1))
                outside = (rate <= 0) | (rate >= 1)
            else:
                low, high = rate * np.exp(-reach), rate * np.exp(reach)
                outside = total <= 0
        few = np.count_nonzero(x > 0, axis=-1) < MIN_DOCUMENTS
        unknown = few | np.where(linear, words <= 0, outside)
        low, high = np.where(linear, rate - reach, low), np.where(linear, rate + reach, high)
        low, high = np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)
        with np.errstate(divide="ignore", invalid="ignore"):
            return cls(rate, low, high, variance, degrees, residuals / slope[..., None], signed)


def _degrees(h: Floats, x: Floats, rate: Floats, between: Floats, logarithmic: NDArray[np.bool_]) -> Floats:
    """How many free documents of equal length the variance is worth.

    If words were independent, or clumped as much as these seem to be: the clumping is itself uncertain,
    and the mean of both is nearest to the nominal coverage.
    """
    independent = _satterthwaite(x, x)
    expected = rate[..., None] * x
    clumping = (between - h.sum(axis=-1)) / (expected**2).sum(axis=-1)
    clumped = _satterthwaite(x, expected + np.maximum(clumping, 0)[..., None] * expected**2)
    return np.maximum(np.where(logarithmic, (independent + clumped) / 2, independent), 1)


def _satterthwaite(x: Floats, variances: Floats) -> Floats:
    """Degrees of freedom of the HC2 variance, were the hits of documents to vary so (Bell and McCaffrey).

    The variance is a quadratic form y'My of the hits, its degrees are 2 E^2 / Var, and M is diagonal but
    for what every document gives to the common rate.
    """
    share = x / x.sum(axis=-1, keepdims=True)
    factor = 1 / np.where(share < 1, 1 - share, 1)
    pull = factor * share
    common = (factor * share**2).sum(axis=-1)
    total, pulled = variances.sum(axis=-1), (variances * pull).sum(axis=-1)
    mean = (factor * variances).sum(axis=-1) - 2 * pulled + common * total
    square = (
        (common * total) ** 2
        + 2 * total * (variances * pull**2).sum(axis=-1)
        - 4 * common * total * pulled
        + 2 * pulled**2
        + (variances**2 * (2 * factor * (common[..., None] - 2 * pull) + factor**2)).sum(axis=-1)
    )
    return mean**2 / square


def _correlation(target: _Side, reference: _Side) -> Floats:
    """Correlation of two rates; they meet in documents that hold both."""
    with np.errstate(divide="ignore", invalid="ignore"):
        together = (target.residuals * reference.residuals).sum(axis=-1)
        return np.nan_to_num(np.clip(together / np.sqrt(target.variance * reference.variance), -1, 1))


def _quantile(degrees: Floats, level: float) -> Floats:
    from scipy.special import stdtrit

    return np.asarray(stdtrit(degrees, (1 + level) / 2))
