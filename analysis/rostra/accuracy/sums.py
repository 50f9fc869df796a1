"""Sums: figures of agreement that follow from sums over items, and how far they may vary.

Every figure here (F1, a correlation, the order of pairs) is a function of sums. So the
items of a group are added up once, and a resample is a weighting of the groups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from rostra.stats import MIN_DOCUMENTS

__all__ = ["Figure", "correlation", "f1", "figured", "macro", "ratio"]

_BLOCK = 2_000_000  # cells of the resampled weights held at a time

Read = Callable[[np.ndarray], np.ndarray]


class Figure(NamedTuple):
    """A figure, and how it is read off the sums.

    Parameters
    ----------
    measure : str
        What it is called.
    item : str or None
        The class it is of.
    unit : str
        Its unit.
    read : callable
        From sums (last axis: what is summed) to values.
    """

    measure: str
    item: str | None
    unit: str
    read: Read


def ratio(hits: Sequence[int], exposure: Sequence[int]) -> Read:
    """Read a share: some sums over others.

    Parameters
    ----------
    hits, exposure : sequence of int
        Columns of the sums.

    Returns
    -------
    callable
        From sums to shares; NaN where nothing is divided by.

    Examples
    --------
    >>> ratio([0], [0, 1])(np.array([3.0, 1.0])).item()
    0.75
    """

    def read(sums: np.ndarray) -> np.ndarray:
        over = sums[..., list(exposure)].sum(axis=-1)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(over > 0, sums[..., list(hits)].sum(axis=-1) / over, np.nan)

    return read


def f1(right: int, wrong: int, missed: int) -> Read:
    """Read an F1: twice what is right, over what was found and what should have been.

    Parameters
    ----------
    right, wrong, missed : int
        Columns of the sums.

    Returns
    -------
    callable
        From sums to F1.

    Examples
    --------
    >>> f1(0, 1, 2)(np.array([3.0, 1.0, 1.0])).item()
    0.75
    """
    return ratio([right, right], [right, right, wrong, missed])


def macro(reads: Sequence[Read]) -> Read:
    """Read the mean of figures, those that are undefined aside.

    Parameters
    ----------
    reads : sequence of callable
        The figures.

    Returns
    -------
    callable
        From sums to their mean.

    Examples
    --------
    >>> macro([f1(0, 1, 2), ratio([0], [1])])(np.array([3.0, 1.0, 1.0])).item()
    1.875
    """

    def read(sums: np.ndarray) -> np.ndarray:
        values = np.stack([one(sums) for one in reads])
        known = (~np.isnan(values)).sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(known > 0, np.nansum(values, axis=0) / known, np.nan)

    return read


def correlation(n: int, x: int, y: int, xx: int, yy: int, xy: int) -> Read:
    """Read Pearson's r off the sums of two variables, their squares and their products.

    Parameters
    ----------
    n, x, y, xx, yy, xy : int
        Columns of the sums.

    Returns
    -------
    callable
        From sums to r; NaN where one of them does not vary.

    Examples
    --------
    >>> correlation(0, 1, 2, 3, 4, 5)(np.array([3.0, 6, 12, 14, 56, 28])).item()
    1.0
    """

    def read(sums: np.ndarray) -> np.ndarray:
        count, a, b, aa, bb, ab = (sums[..., column] for column in (n, x, y, xx, yy, xy))
        with np.errstate(divide="ignore", invalid="ignore"):
            spread = np.sqrt((count * aa - a * a) * (count * bb - b * b))
            return np.where(spread > 0, (count * ab - a * b) / spread, np.nan)

    return read


def figured(
    sums: np.ndarray, figures: Sequence[Figure], *, n_boot: int, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Read figures off sums by group, each with its interval.

    Parameters
    ----------
    sums : numpy.ndarray
        Groups x what is summed.
    figures : sequence of Figure
        What is read.
    n_boot : int
        Resamples of the groups; 0 for none.
    seed : int
        Seed of the resamples.

    Returns
    -------
    value, low, high : numpy.ndarray
        One a figure; the interval holds 95% of the resamples. NaN below eight groups.

    Examples
    --------
    >>> share = Figure("share", None, "share", ratio([0], [1]))
    >>> value, low, high = figured(np.ones((9, 2)), [share], n_boot=100, seed=0)
    >>> value.tolist(), low.tolist()
    ([1.0], [1.0])
    """
    total = sums.sum(axis=0)
    value = np.array([float(figure.read(total)) for figure in figures])
    low = high = np.full(len(figures), np.nan)
    if not n_boot or len(sums) < MIN_DOCUMENTS:
        return value, low, high
    random = np.random.default_rng(seed)
    step = max(1, _BLOCK // len(sums))
    drawn = []
    for start in range(0, n_boot, step):
        size = min(step, n_boot - start)
        weights = random.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=size)
        drawn.append(weights.astype(float) @ sums)
    samples = np.concatenate(drawn)
    edges = np.full((len(figures), 2), np.nan)
    for i, figure in enumerate(figures):
        values = figure.read(samples)
        if not np.isnan(values).all():
            edges[i] = np.nanpercentile(values, [2.5, 97.5])
    return value, edges[:, 0], edges[:, 1]
