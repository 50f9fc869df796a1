"""Texts: whether the texts of the target differ from those of the reference, word by word.

Words of one text are not independent of each other, texts are: a test that counts texts is not
fooled by a word that one text repeats.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from rostra import stats
from rostra.index.sides import Sides

__all__ = ["in_blocks", "mann_whitney", "permutation", "welch"]

Floats = NDArray[np.float64]
MILLION = 1_000_000
# Words are worked through in blocks of about this many cells of word x text.
_BLOCK = 4_000_000


def in_blocks(
    function: Callable[..., tuple[Floats, Floats]],
    sides: Sides,
    items: np.ndarray,
    n_permutations: int,
    seed: int,
) -> tuple[Floats, Floats]:
    """Test some words, as many at a time as memory bears.

    Parameters
    ----------
    function : callable
        One of this module's tests.
    sides : Sides
        The counts.
    items : numpy.ndarray of int
        Positions of the words.
    n_permutations : int
        Number of random permutations.
    seed : int
        Seed of the random numbers.

    Returns
    -------
    value, p : numpy.ndarray
        One a word.
    """
    value, p = np.full(len(items), np.nan), np.full(len(items), np.nan)
    step = max(1, _BLOCK // max(sum(map(len, sides.texts)), 1))
    for first in range(0, len(items), step):
        block = slice(first, first + step)
        value[block], p[block] = function(sides, items[block], n_permutations, seed)
    return value, p


def welch(sides: Sides, items: np.ndarray, _: int, __: int) -> tuple[Floats, Floats]:
    """Compare the mean rates of the texts."""
    t, x_t, r, x_r = sides.by_text(items)
    value, _degrees, p = stats.welch(t / x_t, r / x_r)
    return value, p


def mann_whitney(sides: Sides, items: np.ndarray, _: int, __: int) -> tuple[Floats, Floats]:
    """Compare the ranks of the rates of the texts."""
    t, x_t, r, x_r = sides.by_text(items)
    u, p = stats.mann_whitney(t / x_t, r / x_r)
    pairs = len(x_t) * len(x_r)
    return 2 * u / pairs - 1 if pairs else u, p


def permutation(sides: Sides, items: np.ndarray, n_permutations: int, seed: int) -> tuple[Floats, Floats]:
    """Compare the rates, and deal out anew which text is whose."""
    t, x_t, r, x_r = sides.by_text(items)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (t.sum(axis=1) / x_t.sum() - r.sum(axis=1) / x_r.sum()) * MILLION
    p = stats.permutation_p(
        np.hstack([t, r]),
        np.concatenate([x_t, x_r]),
        np.concatenate(sides.texts),
        np.arange(len(x_t) + len(x_r)) < len(x_t),
        n_permutations=n_permutations,
        seed=seed,
    )
    return value, p
