"""Ratios: by how much the rate of a thing differs here and there, with an interval."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.stats.evidence import counts
from rostra.stats.resampling import MIN_DOCUMENTS

__all__ = ["log_ratio", "log_ratio_by_document", "log_ratio_by_variance"]

Floats = NDArray[np.float64]


def log_ratio(
    a: ArrayLike,
    b: ArrayLike,
    n1: ArrayLike,
    n2: ArrayLike,
    *,
    add: Literal["where_zero", "always"] = "where_zero",
    level: float = 0.95,
) -> tuple[Floats, Floats, Floats]:
    """How many times a word's rate doubles from the reference to the target.

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference.
    n1, n2 : array_like
        Words in the target and in the reference.
    add : {"where_zero", "always"}
        "where_zero": 0.5 is put in the place of a count of 0, other counts stay as they
        are (Hardie). "always": 0.5 is added to all four numbers (Walter), which is less
        biased for small counts.
    level : float
        Confidence level.

    Returns
    -------
    value, low, high : numpy.ndarray
        0 where the rates are equal, 1 where the target's is twice the reference's, -1
        where it is half of it. NaN where a corpus is empty or the word is in neither.

    Notes
    -----
    :math:`\\log_2 ((a / n_1) / (b / n_2))`. The interval is the usual one for a ratio of
    proportions, :math:`\\pm z \\sqrt{1/a - 1/n_1 + 1/b - 1/n_2} / \\ln 2`. It takes every
    word for an independent draw and is too narrow where a word keeps to few
    documents: `log_ratio_by_document` does not.

    References
    ----------
    Hardie, A. (2014). Log Ratio: an informal introduction. CASS, Lancaster.
    Katz, D. et al. (1978). Obtaining confidence intervals for the risk ratio in cohort
    studies. Biometrics 34, 469-474.
    Walter, S. D. (1975). The distribution of Levin's measure of attributable risk.
    Biometrika 62, 371-372.

    Examples
    --------
    >>> value, low, high = log_ratio([20, 5], [5, 0], 1000, 1000)
    >>> value.round(2).tolist(), low.round(2).tolist(), high.round(2).tolist()
    ([2.0, 3.32], [0.59, -0.87], [3.41, 7.51])
    """
    a, b, n1, n2 = counts(a, b, n1, n2)
    half = 0.5
    empty = (n1 <= 0) | (n2 <= 0) | (a + b <= 0)
    if add == "always":
        a, b, n1, n2 = a + half, b + half, n1 + half, n2 + half
    else:
        a, b = np.where(a == 0, half, a), np.where(b == 0, half, b)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log2(a / n1) - np.log2(b / n2)
        variance = 1 / a - 1 / n1 + 1 / b - 1 / n2
        reach = _normal_quantile(level) * np.sqrt(np.maximum(variance, 0)) / np.log(2)
    value = np.where(empty, np.nan, value)
    return value, value - reach, value + reach


def log_ratio_by_document(
    target_hits: ArrayLike,
    target_exposure: ArrayLike,
    reference_hits: ArrayLike,
    reference_exposure: ArrayLike,
    *,
    level: float = 0.95,
) -> tuple[Floats, Floats, Floats]:
    """How many times a rate doubles, with an interval that knows documents.

    Parameters
    ----------
    target_hits, target_exposure, reference_hits, reference_exposure : array_like
        Last axis the documents, the same ones in all four.
    level : float
        Confidence level.

    Returns
    -------
    value, low, high : numpy.ndarray
        As in `log_ratio`; `low` and `high` are NaN where either side has exposure in
        fewer than `MIN_DOCUMENTS` documents.

    Notes
    -----
    The value is that of `log_ratio`. The variance of its natural logarithm is the
    linearised one of a ratio estimator over *D* documents,
    :math:`D / (D - 1) \\sum_d z_d^2` with
    :math:`z_d = (h_{td} - r_t x_{td}) / H_t - (h_{rd} - r_r x_{rd}) / H_r`, where *h* are
    hits, *x* exposures, *H* sums of hits and *r* rates: what the bootstrap of documents
    tends to, without its cost, for thousands of words at once. Where a count is 0, the
    0.5 put in its place has no documents, and its variance is that of `log_ratio`,
    1/0.5. The variance is never taken for smaller than that of independent words.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., section 6.3.

    Examples
    --------
    >>> words = [100.0] * 10
    >>> spread, lump, once = [2] * 10, [20] + [0] * 9, [1] * 5 + [0] * 5
    >>> value, low, high = log_ratio_by_document([spread, lump], words, [once, once], words)
    >>> value.tolist(), low.round(1).tolist()  # the word of one document is no key word
    ([2.0, 2.0], [0.6, -0.7])
    """
    th, tx = counts(target_hits, target_exposure)
    rh, rx = counts(reference_hits, reference_exposure)
    sums = [part.sum(axis=-1) for part in (th, rh, tx, rx)]
    documents = np.count_nonzero((tx > 0) | (rx > 0), axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        residuals = _residuals(th, tx) - _residuals(rh, rx)
        variance = documents / (documents - 1) * (residuals**2).sum(axis=-1)
    fewest = np.minimum(np.count_nonzero(tx > 0, axis=-1), np.count_nonzero(rx > 0, axis=-1))
    variance = np.where(fewest < MIN_DOCUMENTS, np.nan, variance)
    a, b, n1, n2 = sums
    return log_ratio_by_variance(a, b, n1, n2, variance, level=level)


def log_ratio_by_variance(
    a: ArrayLike,
    b: ArrayLike,
    n1: ArrayLike,
    n2: ArrayLike,
    variance: ArrayLike,
    *,
    level: float = 0.95,
) -> tuple[Floats, Floats, Floats]:
    """How many times a rate doubles, where the variance between documents is known.

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference.
    n1, n2 : array_like
        Words in the target and in the reference.
    variance : array_like
        Variance of the natural logarithm of the ratio, from the documents that have the
        word; NaN where there are too few documents to tell.
    level : float
        Confidence level.

    Returns
    -------
    value, low, high : numpy.ndarray
        As in `log_ratio_by_document`, which says how the variance is completed.

    Examples
    --------
    >>> value, low, high = log_ratio_by_variance(20, 5, 1000, 1000, [0.01, 1.0])
    >>> low.round(2).tolist()  # never less than that of independent words
    [0.59, -0.83]
    """
    a, b, n1, n2, variance = counts(a, b, n1, n2, variance)
    value, low, _ = log_ratio(a, b, n1, n2, level=level)
    quantile = _normal_quantile(level)
    independent = ((value - low) * np.log(2) / quantile) ** 2
    variance = variance + np.where(a == 0, 2.0, 0.0) + np.where(b == 0, 2.0, 0.0)
    reach = quantile * np.sqrt(np.maximum(variance, independent)) / np.log(2)
    return value, value - reach, value + reach


def _normal_quantile(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri((1 + level) / 2))


def _residuals(hits: Floats, exposure: Floats) -> Floats:
    """What each document has beyond the common rate, as a share of all hits; 0 without hits."""
    total = hits.sum(axis=-1, keepdims=True)
    rate = total / exposure.sum(axis=-1, keepdims=True)
    return np.where(total > 0, (hits - rate * exposure) / total, 0.0)
