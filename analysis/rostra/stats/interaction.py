"""Interaction: whether the words of a sequence hold together beyond their pairs and parts."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["interaction"]

Floats = NDArray[np.float64]


def interaction(patterns: ArrayLike, *, smoothing: float = 0.5) -> tuple[Floats, Floats]:
    """How strongly the words of a sequence hold together (lambda), and in standard errors (z).

    Parameters
    ----------
    patterns : array_like
        Last axis: how many runs of *n* words match the sequence in which places, by the
        number whose bits are the matches; the first of :math:`2^n` matches nowhere, the last
        everywhere.
    smoothing : float
        Added to every count.

    Returns
    -------
    strength, z : numpy.ndarray
        Natural logarithms; 0 where the words are independent of each other, or hold together
        no more than shorter sequences explain.

    Notes
    -----
    The term of highest order of the saturated log-linear model,
    :math:`\\lambda = \\sum_b (-1)^{n - |b|} \\ln (m_b + s)`, *b* being a pattern with :math:`|b|`
    matches; :math:`z = \\lambda / \\sqrt{\\sum_b 1 / (m_b + s)}`. For two words it is the log odds
    ratio of their table.

    References
    ----------
    Blaheta, D. and Johnson, M. (2001). Unsupervised learning of multi-word verbs.
    Proceedings of the ACL Workshop on Collocation.

    Examples
    --------
    >>> strength, z = interaction([140122, 178, 46, 165])  # united states
    >>> float(strength.round(3)), float(z.round(2))
    (7.935, 43.58)
    """
    table = np.asarray(patterns, dtype=float) + smoothing
    size = table.shape[-1]
    words = size.bit_length() - 1
    matches = np.array([bits.bit_count() for bits in range(size)])
    signs = np.where((words - matches) % 2, -1.0, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        strength = (np.log(table) * signs).sum(axis=-1)
        return strength[()], (strength / np.sqrt((1 / table).sum(axis=-1)))[()]
