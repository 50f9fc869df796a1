"""Wordscores: positions of texts from texts whose positions are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.errors import QueryError, unknown

__all__ = ["RESCALINGS", "Rescaling", "Wordscores", "fit_wordscores"]

Floats = NDArray[np.float64]
Rescaling = Literal["raw", "lbg", "mv"]
RESCALINGS = ("raw", "lbg", "mv")


@dataclass(frozen=True, eq=False)
class Wordscores:
    """Positions of texts, and what each word says about them.

    Parameters
    ----------
    raw : numpy.ndarray
        Raw score of each text.
    standard_error : numpy.ndarray
        Its standard error.
    value, low, high : numpy.ndarray
        The score on the scale asked for, and its interval.
    words : numpy.ndarray
        Score of each word; NaN for words that no reference text uses.
    scored : numpy.ndarray
        Words of each text that have a score.
    """

    raw: Floats
    standard_error: Floats
    value: Floats
    low: Floats
    high: Floats
    words: Floats
    scored: Floats


def fit_wordscores(
    counts: ArrayLike,
    positions: ArrayLike,
    *,
    rescaling: Rescaling = "raw",
    over: Literal["all", "virgin"] = "all",
    smoothing: float = 0.0,
    level: float = 0.95,
) -> Wordscores:
    """Where texts stand between texts whose position is known.

    Parameters
    ----------
    counts : array_like
        One row a text, one column a word.
    positions : array_like
        Position of each reference text; NaN for the texts to be placed ("virgin" texts).
    rescaling : {"raw", "lbg", "mv"}
        `raw`: the mean score of the words, which lies near the middle. `lbg`: stretched to
        the spread of the reference positions (Laver, Benoit & Garry 2003). `mv`: so that the two
        outermost reference texts get back their positions (Martin & Vanberg 2007).
    over : {"all", "virgin"}
        Whose mean and spread `lbg` takes: all texts, or the virgin ones, as in the
        paper, which needs two or more of them.
    smoothing : float
        Added to each count of the reference texts.
    level : float
        Confidence level of the interval.

    Returns
    -------
    Wordscores
        NaN for a text without a scored word.

    Notes
    -----
    With :math:`F_{wr}` the share of word *w* in reference text *r* of position :math:`A_r`:
    :math:`P_{wr} = F_{wr} / \\sum_r F_{wr}`, the score of a word is
    :math:`S_w = \\sum_r P_{wr} A_r`, and that of a text :math:`S_v = \\sum_w F_{wv} S_w`, its shares
    being taken of its scored words. The variance is :math:`\\sum_w F_{wv} (S_w - S_v)^2`, the
    standard error its root over that of the number of scored words: it takes words for
    independent draws, which they are not, so it is too small. LBG:
    :math:`(S_v - \\bar S) \\, \\mathrm{sd}(A) / \\mathrm{sd}(S) + \\bar S`. The interval is the score +- 1.96
    standard errors, put on the same scale.

    References
    ----------
    Laver, M., Benoit, K. and Garry, J. (2003). Extracting policy positions from political texts
    using words as data. American Political Science Review 97(2), 311-331.
    Martin, L. W. and Vanberg, G. (2007). A robust transformation procedure for interpreting
    political text. Political Analysis 16(1), 93-100.

    Examples
    --------
    >>> found = fit_wordscores([[8, 2, 0], [0, 2, 8], [2, 2, 2]], [-1, 1, float("nan")])
    >>> found.words.round(2).tolist(), found.raw.round(2).tolist()
    ([-1.0, 0.0, 1.0], [-0.8, 0.8, 0.0])
    """
    if rescaling not in RESCALINGS:
        raise QueryError(unknown("rescaling", rescaling, RESCALINGS))
    x = np.asarray(counts, dtype=float)
    a = np.asarray(positions, dtype=float)
    reference = ~np.isnan(a)
    if reference.sum() < 2 or np.ptp(a[reference]) == 0:
        raise QueryError(
            f"{int(reference.sum())} texts have a position. Give the positions of two texts or more, not all "
            "the same."
        )
    known = x[reference] + smoothing
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = known / known.sum(axis=1, keepdims=True)
        words = (a[reference] @ shares) / shares.sum(axis=0)
        scored = ~np.isnan(words)
        own = x[:, scored]
        sizes = own.sum(axis=1)
        profile = own / sizes[:, None]
        raw = profile @ words[scored]
        variance = (profile * (words[scored] - raw[:, None]) ** 2).sum(axis=1)
        error = np.sqrt(variance / sizes)
    shift, factor = _scale(raw, a, reference, rescaling, over)
    reach = _quantile(level) * error
    low, high = (np.sort(np.array([raw - reach, raw + reach]) * factor + shift, axis=0)).tolist()
    return Wordscores(raw, error, raw * factor + shift, np.array(low), np.array(high), words, sizes)


def _scale(
    raw: Floats, a: Floats, reference: NDArray[np.bool_], rescaling: str, over: str
) -> tuple[float, float]:
    """Return what a raw score is multiplied by, and what is then added, as (added, factor)."""
    if rescaling == "raw":
        return 0.0, 1.0
    if rescaling == "mv":
        least, most = np.argmin(np.where(reference, a, np.inf)), np.argmax(np.where(reference, a, -np.inf))
        factor = float((a[most] - a[least]) / (raw[most] - raw[least])) if raw[most] != raw[least] else np.nan
        return float(a[least] - raw[least] * factor), factor
    taken = raw[~np.isnan(raw)] if over == "all" else raw[~reference & ~np.isnan(raw)]
    if len(taken) < 2 or np.ptp(taken) == 0:
        return np.nan, np.nan
    factor = float(a[reference].std(ddof=1) / taken.std(ddof=1))
    return float(taken.mean() * (1 - factor)), factor


def _quantile(level: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf((1 + level) / 2)
