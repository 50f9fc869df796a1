"""Priors: how much more a word is used, where rare words are not taken at their word."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rostra.stats.evidence import counts

__all__ = ["log_odds"]

Floats = NDArray[np.float64]


def log_odds(
    a: ArrayLike,
    b: ArrayLike,
    n1: ArrayLike,
    n2: ArrayLike,
    prior: ArrayLike,
    prior_total: ArrayLike,
) -> tuple[Floats, Floats]:
    """Difference of a word's log-odds in target and reference, and how many deviations it is.

    Parameters
    ----------
    a, b : array_like
        Occurrences in the target and in the reference.
    n1, n2 : array_like
        Words in the target and in the reference.
    prior : array_like
        Occurrences that each side is given beforehand: the same small number for every
        word (uninformative), or in proportion to the word's frequency in a larger
        corpus (informative).
    prior_total : array_like
        The same for all words together.

    Returns
    -------
    difference : numpy.ndarray
        In natural logarithms: 0 where the odds are equal; positive for words of the target.
    z : numpy.ndarray
        The same in standard deviations.

    Notes
    -----
    With the prior :math:`\\alpha_w` and its sum :math:`\\alpha_0`,
    :math:`\\delta_w = \\ln\\frac{a + \\alpha_w}{n_1 + \\alpha_0 - a - \\alpha_w} -
    \\ln\\frac{b + \\alpha_w}{n_2 + \\alpha_0 - b - \\alpha_w}`, its variance about
    :math:`1 / (a + \\alpha_w) + 1 / (b + \\alpha_w)`, and :math:`z = \\delta / \\sqrt{variance}`. An
    informative prior draws the difference of rare words towards 0; *z* grows with the
    size of the corpora.

    References
    ----------
    Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' words. Political
    Analysis 16(4), 372-403, equations 15, 16, 18, 19, 22.

    Examples
    --------
    >>> difference, z = log_odds([20, 2], [5, 1], 1000, 1000, prior=[12.5, 1.5], prior_total=1000)
    >>> difference.round(2).tolist(), z.round(2).tolist()
    ([0.63, 0.34], [2.11, 0.41])
    """
    a, b, n1, n2, own, everything = counts(a, b, n1, n2, prior, prior_total)
    with np.errstate(divide="ignore", invalid="ignore"):
        here, there = a + own, b + own
        difference = np.log(here / (n1 + everything - here)) - np.log(there / (n2 + everything - there))
        z = difference / np.sqrt(1 / here + 1 / there)
    return difference[()], z[()]
