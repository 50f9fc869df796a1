"""Documents: intervals from the variation between documents, of many rates and of any statistic."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.stats.resampling import MIN_DOCUMENTS

__all__ = ["bootstrap_statistic", "jackknife_interval", "rate_interval", "standardised_difference"]

Floats = NDArray[np.float64]
# Resamples are worked through in blocks of about this many cells, to bound memory.
_BLOCK = 4_000_000


def rate_interval(
    hits: ArrayLike,
    exposure: ArrayLike,
    hits_squared: ArrayLike,
    hits_by_exposure: ArrayLike,
    exposure_squared: ArrayLike,
    documents: ArrayLike,
    *,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Range in which a rate would fall had other documents been read, from sums over documents.

    Parameters
    ----------
    hits, exposure : array_like
        Sums over documents of hits and of words.
    hits_squared, hits_by_exposure, exposure_squared : array_like
        Sums over documents of the squares and of the products of the two.
    documents : array_like
        Documents with exposure.
    level : float
        Confidence level.

    Returns
    -------
    low, high : numpy.ndarray
        Hits per unit of exposure. NaN under `MIN_DOCUMENTS` documents and without a hit.

    Notes
    -----
    With rate :math:`r = H / X` over *D* documents, the variance of its logarithm is the
    linearised one of a ratio estimator,
    :math:`D / (D - 1) \\sum_d (h_d - r x_d)^2 / H^2`, whose sum is
    :math:`\\sum h^2 - 2 r \\sum h x + r^2 \\sum x^2`: so partial sums can be added, and only
    documents with a hit need be visited. It is never taken for smaller than :math:`1 / H`, that of
    independent words. The interval is :math:`r \\exp(\\pm t s)` with *t* of
    :math:`X^2 / \\sum x_d^2 - 1` degrees of freedom, the documents' number as far as they are of
    equal length. `ratio_interval` is a little better, and needs every document.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., section 6.3.

    Examples
    --------
    >>> low, high = rate_interval(20, 1000, 40, 2000, 100_000, 10)  # 2 hits in each of 10 documents
    >>> float(low.round(4)), float(high.round(4))
    (0.0121, 0.0332)
    """
    from scipy.special import stdtrit

    h, x, hh, hx, xx, n = (
        np.asarray(value, dtype=float)
        for value in (hits, exposure, hits_squared, hits_by_exposure, exposure_squared, documents)
    )
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        rate = h / x
        between = np.maximum(hh - 2 * rate * hx + rate**2 * xx, 0) / h**2
        spread = np.sqrt(np.maximum(n / (n - 1) * between, 1 / h))
        t = stdtrit(np.maximum(x**2 / xx - 1, 1), (1 + level) / 2)
        low, high = rate * np.exp(-t * spread), rate * np.exp(t * spread)
    unknown = (n < MIN_DOCUMENTS) | (h <= 0)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def bootstrap_statistic(
    parts: ArrayLike,
    statistic: Callable[[Floats], Floats],
    *,
    n_boot: int = 2000,
    seed: int = 0,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Range in which a statistic of sums would fall had other documents been read.

    Parameters
    ----------
    parts : array_like
        One row a document, one column a quantity that can be added up.
    statistic : callable
        Takes sums, one row a resample and one column a quantity; returns one row a
        resample and one column a statistic.
    n_boot : int
        Number of resamples.
    seed : int
        Seed of the random numbers.
    level : float
        Share of the resampled statistics that the interval holds.

    Returns
    -------
    low, high : numpy.ndarray
        One value a statistic. NaN under `MIN_DOCUMENTS` documents, without resamples, and
        where more than half of the resamples have no value.

    Notes
    -----
    Each resample draws as many documents as there are, with replacement; the interval
    is the percentile interval. What is resampled must not feel that a document is drawn
    twice: means and ratios of sums do not, the number of different words does.

    References
    ----------
    Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap, ch. 13.

    Examples
    --------
    >>> words_and_sentences = [[12.0, 1], [30, 2], [8, 1], [45, 3], [20, 1], [16, 2], [33, 2], [10, 1]]
    >>> low, high = bootstrap_statistic(words_and_sentences, lambda sums: sums[:, :1] / sums[:, 1:])
    >>> bool(low[0] < 174 / 13 < high[0])
    True
    """
    table = np.atleast_2d(np.asarray(parts, dtype=float))
    documents = len(table)
    width = np.asarray(statistic(table.sum(axis=0, keepdims=True))).shape[1]
    if documents < MIN_DOCUMENTS or n_boot < 1:
        return np.full(width, np.nan), np.full(width, np.nan)
    rng = np.random.default_rng(seed)
    samples = []
    step = max(1, _BLOCK // documents)
    for begin in range(0, n_boot, step):
        size = min(step, n_boot - begin)
        drawn = rng.integers(0, documents, size=(size, documents)) + np.arange(size)[:, None] * documents
        weights = np.bincount(drawn.ravel(), minlength=size * documents).reshape(size, documents)
        samples.append(np.asarray(statistic(weights @ table), dtype=float))
    values = np.concatenate(samples)
    values[~np.isfinite(values)] = np.nan
    enough = np.count_nonzero(~np.isnan(values), axis=0) * 2 > n_boot
    low, high = np.full(width, np.nan), np.full(width, np.nan)
    if enough.any():
        limits = np.nanquantile(values[:, enough], [(1 - level) / 2, (1 + level) / 2], axis=0)
        low[enough], high[enough] = limits
    return low, high


def jackknife_interval(
    value: ArrayLike, left_out: ArrayLike, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Range around a statistic, from how much it moves when a group of documents is left out.

    Parameters
    ----------
    value : array_like
        The statistics of everything.
    left_out : array_like
        One row a group of documents: the statistics of all the others.
    level : float
        Confidence level.

    Returns
    -------
    low, high : numpy.ndarray
        NaN where there are fewer than `MIN_DOCUMENTS` groups.

    Notes
    -----
    With *g* groups, the variance is
    :math:`(g - 1) / g \\sum_i (t_i - \\bar t)^2`, and the interval is symmetric, with the
    quantile of *t* with *g* - 1 degrees of freedom.

    References
    ----------
    Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap, ch. 11.
    Kott, P. S. (2001). The delete-a-group jackknife. Journal of Official Statistics 17, 521-526.

    Examples
    --------
    >>> values = np.arange(10.0)  # the mean without each: the textbook standard error of a mean
    >>> low, high = jackknife_interval(values.mean(), (values.sum() - values) / 9)
    >>> round(float(high - low) / 2 / 2.262157, 5), round(float(values.std(ddof=1) / 10**0.5), 5)
    (0.95743, 0.95743)
    """
    from scipy.special import stdtrit

    rows = np.asarray(left_out, dtype=float)
    centre = np.asarray(value, dtype=float)
    groups = len(rows)
    if groups < MIN_DOCUMENTS:
        return np.full(centre.shape, np.nan), np.full(centre.shape, np.nan)
    spread = np.sqrt((groups - 1) / groups * ((rows - rows.mean(axis=0)) ** 2).sum(axis=0))
    reach = float(stdtrit(groups - 1, (1 + level) / 2)) * spread
    return centre - reach, centre + reach


def standardised_difference(
    target_hits: ArrayLike,
    target_exposure: ArrayLike,
    reference_hits: ArrayLike,
    reference_exposure: ArrayLike,
) -> Floats:
    """How many standard deviations of documents two rates, or two mean scores, lie apart.

    Parameters
    ----------
    target_hits, target_exposure, reference_hits, reference_exposure : array_like
        As in `rostra.stats.ratio_interval`: last axis the documents.

    Returns
    -------
    numpy.ndarray
        0: alike; Cohen calls 0.2 small, 0.5 medium and 0.8 large. NaN below `MIN_DOCUMENTS`
        documents on a side, and where documents do not differ at all.

    Notes
    -----
    :math:`(r_1 - r_2) / \\sqrt{(s_1^2 + s_2^2) / 2}`, where :math:`s^2` is the variance of the
    rates :math:`h_d / x_d` of a side's documents around its own, each with the weight
    :math:`w_d = x_d / X`: :math:`\\sum_d w_d (h_d / x_d - r)^2 / (1 - \\sum_d w_d^2)`. With documents
    of one length this is Cohen's *d* of the rates of documents.

    References
    ----------
    Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, 2nd ed., chapter 2.

    Examples
    --------
    >>> few, many = [0, 1] * 5, [1, 2] * 5
    >>> float(standardised_difference(many, [100] * 10, few, [100] * 10).round(2))
    1.9
    """
    sides = []
    for hits, exposure in ((target_hits, target_exposure), (reference_hits, reference_exposure)):
        h, x = np.broadcast_arrays(np.asarray(hits, dtype=float), np.asarray(exposure, dtype=float))
        with np.errstate(divide="ignore", invalid="ignore"):
            weight = x / x.sum(axis=-1, keepdims=True)
            rate = h.sum(axis=-1) / x.sum(axis=-1)
            apart = np.where(x > 0, h / x, 0.0) - rate[..., None]
            spread = (weight * apart**2).sum(axis=-1) / (1 - (weight**2).sum(axis=-1))
        sides.append((rate, np.where(np.count_nonzero(x > 0, axis=-1) < MIN_DOCUMENTS, np.nan, spread)))
    (here, one), (there, other) = sides
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (here - there) / np.sqrt((one + other) / 2)
    return np.where(np.isfinite(value), value, np.nan)
