"""Resampling: how far a rate would move had other documents been read, or others spoken."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["MIN_DOCUMENTS", "bootstrap_difference", "bootstrap_ratio", "permutation_p"]

Floats = NDArray[np.float64]

# Below this many documents a percentile interval is too narrow to be shown.
MIN_DOCUMENTS = 8
# Resamples are worked through in blocks of about this many cells, to bound memory.
_BLOCK = 8_000_000


def bootstrap_ratio(
    hits: ArrayLike, exposure: ArrayLike, *, n_boot: int = 2000, seed: int = 0, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Range in which a rate would fall had other documents of the same kind been read.

    Parameters
    ----------
    hits : array_like
        Weighted hits, last axis the documents; any axes before it are rates.
    exposure : array_like
        Words (or whatever the hits are counted in), of the same shape or broadcast to it.
    n_boot : int
        Number of resamples.
    seed : int
        Seed of the random numbers.
    level : float
        Share of the resampled rates that the interval holds.

    Returns
    -------
    low, high : numpy.ndarray
        Of the shape without the last axis. NaN where fewer than `MIN_DOCUMENTS`
        documents have exposure, and where there is no hit at all: without a hit every
        resample gives 0, which says nothing about how rare the thing is.

    Notes
    -----
    The rate is :math:`\\sum_d h_d / \\sum_d x_d` over documents *d* (a ratio of sums,
    not a mean of ratios, so long documents weigh more). Each resample draws as many
    documents as there are, with replacement, the same ones for every rate: all
    actors of a document are drawn together. The interval is the percentile
    interval; resamples in which a rate has no exposure are left out for that rate.

    References
    ----------
    Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap, ch. 13.

    Examples
    --------
    >>> low, high = bootstrap_ratio([2, 0, 1, 3, 0, 1, 2, 1], [100] * 8)
    >>> bool(low < 10 / 800 < high)
    True
    """
    hits, exposure = _pair(hits, exposure)
    shape = hits.shape[:-1]
    h, x = (part.reshape(math.prod(shape), part.shape[-1]) for part in (hits, exposure))
    low, high = np.full(len(h), np.nan), np.full(len(h), np.nan)
    for rows in _row_blocks(len(h), n_boot):
        samples = _resampled_rates([(h[rows], x[rows])], n_boot, seed)
        low[rows], high[rows] = _percentiles([rates for (rates,) in samples], level)
    unknown = (np.count_nonzero(x > 0, axis=1) < MIN_DOCUMENTS) | (np.abs(h).sum(axis=1) == 0)
    low[unknown] = high[unknown] = np.nan
    return low.reshape(shape), high.reshape(shape)


def bootstrap_difference(
    target_hits: ArrayLike,
    target_exposure: ArrayLike,
    reference_hits: ArrayLike,
    reference_exposure: ArrayLike,
    *,
    n_boot: int = 2000,
    seed: int = 0,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Range in which target rate minus reference rate would fall with other documents.

    Parameters
    ----------
    target_hits, target_exposure, reference_hits, reference_exposure : array_like
        As in `bootstrap_ratio`; the columns of all four are the same documents.
    n_boot : int
        Number of resamples.
    seed : int
        Seed of the random numbers.
    level : float
        Share of the resampled differences that the interval holds.

    Returns
    -------
    low, high : numpy.ndarray
        NaN where either side has exposure in fewer than `MIN_DOCUMENTS` documents, or
        neither has a hit.

    Notes
    -----
    Both sides are computed on the same resampled documents, so what a document does
    to both (its topic, its date) cancels, as it should.

    References
    ----------
    Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap, ch. 8 and 13.

    Examples
    --------
    >>> few, many = [0, 1] * 5, [5, 6] * 5
    >>> low, high = bootstrap_difference(many, [100] * 10, few, [100] * 10)
    >>> float(low.round(9)), float(high.round(9))  # the gap is 5 in 100 words in every document
    (0.05, 0.05)
    """
    th, tx = _pair(target_hits, target_exposure)
    rh, rx = _pair(reference_hits, reference_exposure)
    th, tx, rh, rx = np.broadcast_arrays(th, tx, rh, rx)
    shape, documents = th.shape[:-1], th.shape[-1]
    th, tx, rh, rx = (part.reshape(math.prod(shape), documents) for part in (th, tx, rh, rx))
    low, high = np.full(len(th), np.nan), np.full(len(th), np.nan)
    for rows in _row_blocks(len(th), n_boot):
        samples = _resampled_rates([(th[rows], tx[rows]), (rh[rows], rx[rows])], n_boot, seed)
        low[rows], high[rows] = _percentiles([a - b for a, b in samples], level)
    fewest = np.minimum(np.count_nonzero(tx > 0, axis=1), np.count_nonzero(rx > 0, axis=1))
    unknown = (fewest < MIN_DOCUMENTS) | (np.abs(th).sum(axis=1) + np.abs(rh).sum(axis=1) == 0)
    low[unknown] = high[unknown] = np.nan
    return low.reshape(shape), high.reshape(shape)


def permutation_p(
    hits: ArrayLike,
    exposure: ArrayLike,
    document: ArrayLike,
    is_target: ArrayLike,
    *,
    strata: ArrayLike | None = None,
    n_permutations: int = 2000,
    seed: int = 0,
) -> Floats:
    """Chance of a difference at least this large if it did not matter who spoke.

    Parameters
    ----------
    hits : array_like
        Weighted hits by cell, last axis the cells. A cell is what one actor says in one
        document; any axes before it are measures.
    exposure : array_like
        Words by cell, of the same shape or broadcast to it.
    document : array_like of int
        Document of each cell.
    is_target : array_like of bool
        Whether the cell belongs to the target (else to the reference); at most one cell
        a document does.
    strata : array_like of int, optional
        Stratum of each cell, the same for all cells of a document: labels move within
        strata only.
    n_permutations : int
        Number of random permutations.
    seed : int
        Seed of the random numbers.

    Returns
    -------
    numpy.ndarray
        Two-sided, never 0. NaN where the labels can be dealt out in only one way, and
        where a side has no exposure.

    Notes
    -----
    The statistic is the difference of the two rates (ratios of sums). In a document
    that holds target and reference the label moves among its own cells, so what the
    document is about does not count as a difference between speakers; among the other
    documents labels move from document to document.
    :math:`p = (1 + k) / (1 + m)`, *k* of *m* permutations being at least as extreme.

    References
    ----------
    Phipson, B. and Smyth, G. K. (2010). Permutation p-values should never be zero.
    Statistical Applications in Genetics and Molecular Biology 9(1), 39.

    Examples
    --------
    >>> document, is_target = np.repeat(np.arange(8), 2), np.tile([True, False], 8)
    >>> float(permutation_p([3, 1] * 8, [100] * 16, document, is_target, seed=1) < 0.05)
    1.0
    """
    same_words = np.ndim(exposure) == 1  # for all measures: then they are summed once
    hits, exposure = _pair(hits, exposure)
    shape, cells = hits.shape[:-1], hits.shape[-1]
    h, x = (part.reshape(math.prod(shape), cells) for part in (hits, exposure))
    x = x[:1] if same_words else x
    labels = np.asarray(is_target, dtype=bool)
    _, unit = np.unique(np.asarray(document), return_inverse=True)
    within = (
        np.zeros(len(labels), dtype=np.intp) if strata is None else np.unique(strata, return_inverse=True)[1]
    )
    observed = _label_difference(labels[None, :], h, x)[0]
    extreme = np.zeros(len(h))
    usable = np.zeros(len(h))
    varied = False
    rng = np.random.default_rng(seed)
    for size in _blocks(n_permutations, max(cells, len(h))):
        dealt = _deal(labels, unit, within, size, rng)
        varied |= bool((dealt != labels).any())
        differences = _label_difference(dealt, h, x)
        valid = ~np.isnan(differences)
        usable += valid.sum(axis=0)
        with np.errstate(invalid="ignore"):
            extreme += (np.abs(differences) >= np.abs(observed) * (1 - 1e-9) - 1e-15).sum(axis=0)
    p = (1 + extreme) / (1 + usable)
    p[np.isnan(observed) | (not varied)] = np.nan
    return p.reshape(shape)


def _pair(hits: ArrayLike, exposure: ArrayLike) -> tuple[Floats, Floats]:
    hits, exposure = np.broadcast_arrays(np.asarray(hits, dtype=float), np.asarray(exposure, dtype=float))
    return hits, exposure


def _blocks(rounds: int, width: int) -> Iterator[int]:
    """Split a number of rounds into blocks that keep rounds x width bounded."""
    step = max(1, _BLOCK // max(width, 1))
    for first in range(0, rounds, step):
        yield min(step, rounds - first)


def _row_blocks(rows: int, n_boot: int) -> Iterator[slice]:
    """Split rates into blocks whose resampled values fit into memory; none without resamples."""
    step = max(1, 2 * _BLOCK // max(n_boot, 1))
    return (slice(first, first + step) for first in range(0, rows if n_boot else 0, step))


def _resampled_rates(pairs: list[tuple[Floats, Floats]], n_boot: int, seed: int) -> Iterator[list[Floats]]:
    """Yield, block by block of resamples, the rates of each pair of hits and exposure.

    The draws depend on the seed and the number of documents only, so that a rate has
    one interval, whatever is measured beside it.
    """
    rng = np.random.default_rng(seed)
    documents = pairs[0][0].shape[1]
    for size in _blocks(n_boot, documents):
        drawn = rng.integers(0, max(documents, 1), size=(size, documents))
        drawn += np.arange(size)[:, None] * documents
        weights = np.bincount(drawn.ravel(), minlength=size * documents).reshape(size, documents) * 1.0
        with np.errstate(divide="ignore", invalid="ignore"):
            yield [(weights @ h.T) / (weights @ x.T) for h, x in pairs]


def _percentiles(samples: list[Floats], level: float) -> tuple[Floats, Floats]:
    """Percentile interval of each column's samples; those without a value are left out."""
    ordered = np.sort(np.concatenate(samples), axis=0)  # NaN goes last
    rows = ordered.shape[1]
    known = np.count_nonzero(~np.isnan(ordered), axis=0)
    limits = []
    for share in ((1 - level) / 2, (1 + level) / 2):
        place = share * np.maximum(known - 1, 0)
        below = np.floor(place).astype(int)
        above = np.minimum(below + 1, np.maximum(known - 1, 0))
        column = np.arange(rows)
        lower, upper = ordered[below, column], ordered[above, column]
        limits.append(lower + (place - below) * (upper - lower))
    return limits[0], limits[1]


def _label_difference(labels: NDArray[np.bool_], hits: Floats, exposure: Floats) -> Floats:
    chosen = labels.astype(float)
    th, tx = chosen @ hits.T, chosen @ exposure.T
    with np.errstate(divide="ignore", invalid="ignore"):
        return th / tx - (hits.sum(axis=1) - th) / (exposure.sum(axis=1) - tx)


def _deal(
    labels: NDArray[np.bool_],
    unit: NDArray[np.intp],
    strata: NDArray[np.intp],
    size: int,
    rng: np.random.Generator,
) -> NDArray[np.bool_]:
    """Deal the target's label out anew, `size` times."""
    documents = int(unit.max()) + 1 if len(unit) else 0
    order = np.argsort(unit, kind="stable")
    starts = np.searchsorted(unit[order], np.arange(documents))
    has_target = np.logical_or.reduceat(labels[order], starts) if documents else np.zeros(0, dtype=bool)
    has_reference = np.logical_or.reduceat(~labels[order], starts) if documents else np.zeros(0, dtype=bool)
    shared = has_target & has_reference
    dealt = np.zeros((size, len(labels)), dtype=bool)
    # within shared documents: one cell, any of them, is the target
    inside = order[shared[unit[order]]]
    if len(inside):
        keys = rng.random((size, len(inside)))
        firsts = np.flatnonzero(np.r_[True, np.diff(unit[inside]) != 0])
        best = np.maximum.reduceat(keys, firsts, axis=1)
        lengths = np.diff(np.r_[firsts, len(inside)])
        dealt[:, inside] = keys == np.repeat(best, lengths, axis=1)
    # across the others of a stratum: as many documents as before are the target's
    stratum_of = strata[order][starts]
    for stratum in np.unique(strata):
        alone = np.flatnonzero(~shared & (stratum_of == stratum))
        count = int(has_target[alone].sum())
        if len(alone) and count:
            keys = rng.random((size, len(alone)))
            chosen = np.zeros((size, documents), dtype=bool)
            picked = np.argpartition(keys, count - 1, axis=1)[:, :count]
            chosen[np.arange(size)[:, None], alone[picked]] = True
            dealt |= chosen[:, unit] & ~shared[unit]
    return dealt
