"""Estimates: the difference between two sides, how large and how sure, from their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from rostra import stats
from rostra.cautions import (
    FEW_IN_ALL,
    FEW_ON_A_SIDE,
    NO_HITS_ON_A_SIDE,
    NO_HITS_ON_EITHER,
    NOT_SHARED,
    TOO_LITTLE,
)
from rostra.comparison.cells import Cells, Pair

__all__ = ["FEWEST_HITS", "Settings", "compared", "verdicts"]

# A side without a hit has none in any resample: the interval would leave its uncertainty out.
# Fewer hits than this on both sides together carry no verdict, whatever p is.
FEWEST_HITS = 5


@dataclass(frozen=True)
class Settings:
    """How sides are compared; the names are those of `rostra.compare`."""

    min_words: int = 100
    n_boot: int | None = None
    n_permutations: int = 2000
    seed: int = 0
    per: int = 1000
    adjust: str | None = None
    unit: str = "words"
    errors: Mapping[Any, tuple[float, float]] = field(default_factory=dict)


def compared(cells: Cells, pair: Pair, settings: Settings) -> pd.DataFrame:
    """Compare one group with others, on every measure.

    Parameters
    ----------
    cells : Cells
        What was counted.
    pair : Pair
        The sides.
    settings : Settings
        How they are compared.

    Returns
    -------
    pandas.DataFrame
        One row a measure: the columns of `rostra.compare`, but those that need the whole
        family of tests.
    """
    one, others = pair.target, list(pair.others)
    th, tx = cells.weights[:, one], cells.exposures[:, one]
    rh, rx = cells.weights[:, others].sum(axis=1), cells.exposures[:, others].sum(axis=1)
    totals, exposure, hits, words = (
        np.stack([part[:, one].sum(axis=1), part[:, others].sum(axis=(1, 2))])
        for part in (cells.weights, cells.exposures, cells.evidence, cells.size)
    )
    in_all = np.count_nonzero(tx + rx, axis=1)
    fewest = np.minimum(np.count_nonzero(tx, axis=1), np.count_nonzero(rx, axis=1))
    none = np.abs(cells.weights[:, pair.groups]).sum(axis=(1, 2)) == 0
    bare = (hits == 0).any(axis=0) & ~none
    enough = (words >= max(settings.min_words, 1)) & (exposure > 0)
    shown = enough.all(axis=0)
    p = _p(cells, pair, settings)
    p[(in_all < stats.MIN_DOCUMENTS) | none | ~shown] = np.nan
    left_out = np.zeros(len(th))
    if cells.strata is not None:
        (th, tx), (rh, rx), left_out = _matched(cells.strata, th, tx, rh, rx)
    error = [_error(th, tx, cells, [one], settings), _error(rh, rx, cells, others, settings)]
    low, high, ratio_low, ratio_high = _limits(th, tx, rh, rx, error, cells, settings)
    per = np.array([chosen.factor(settings.per) for chosen in cells.measures])
    signed = np.array([chosen.scale == "linear" for chosen in cells.measures])
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.stack([th.sum(axis=1) / tx.sum(axis=1), rh.sum(axis=1) / rx.sum(axis=1)]) * per
        plain = totals / exposure * per
        ratio = np.where(bare | none | signed, np.nan, rates[0] / rates[1])
    unsure = bare | none  # a score that is 0 in every document is no certainty
    low, high = np.where(unsure, np.nan, low), np.where(unsure, np.nan, high)
    note = np.where(
        in_all < stats.MIN_DOCUMENTS, FEW_IN_ALL, np.where(fewest < stats.MIN_DOCUMENTS, FEW_ON_A_SIDE, "")
    )
    note = np.where(bare & (note == ""), NO_HITS_ON_A_SIDE, note)
    note = np.where(none & (in_all >= stats.MIN_DOCUMENTS), NO_HITS_ON_EITHER, note)
    if cells.strata is not None:
        note = np.where(np.isnan(rates).any(axis=0), NOT_SHARED.format(adjust=settings.adjust), note)
    names = (str(cells.groups[one]), pair.label)
    note = np.where(shown, note, [_too_little(side, *names) for side in enough.T])

    def where_shown(values: np.ndarray, scale: float | np.ndarray = 1.0) -> np.ndarray:
        return np.where(shown, values * scale, np.nan)

    return pd.DataFrame({
        "target": names[0], "reference": names[1],
        "measure": np.array([chosen.name for chosen in cells.measures], dtype=object),
        "value": where_shown(rates[0] - rates[1]),
        "low": where_shown(low, per), "high": where_shown(high, per), "p": p,
        "unit": np.array(
            [chosen.unit_for(settings.per, settings.unit) for chosen in cells.measures], dtype=object
        ),
        "target_value": np.where(enough[0], plain[0] if cells.strata is None else rates[0], np.nan),
        "reference_value": np.where(enough[1], plain[1] if cells.strata is None else rates[1], np.nan),
        "target_hits": hits[0], "target_exposure": exposure[0].astype(np.int64),
        "reference_hits": hits[1], "reference_exposure": exposure[1].astype(np.int64),
        "documents": in_all, "note": note.astype(object),
        "status": np.array([chosen.status for chosen in cells.measures], dtype=object),
        "ratio": where_shown(ratio),
        "ratio_low": where_shown(ratio_low), "ratio_high": where_shown(ratio_high),
        "effect": where_shown(stats.standardised_difference(th, tx, rh, rx)),
        "left_out": left_out,
    })  # fmt: skip


def verdicts(frame: pd.DataFrame) -> list[str]:
    """Say of each row what may be said: `more`, `less`, `not clear` or `too little`.

    Parameters
    ----------
    frame : pandas.DataFrame
        Rows of a comparison with `p_adjusted`.

    Returns
    -------
    list of str
        `too little`: no interval, or fewer than five hits on both sides together. `more` or
        `less`: the interval leaves 0 out, and the adjusted p, where there is one, is below
        .05. `not clear`: neither. Where one side has no hit in eight documents or more there is
        no interval, and the adjusted p decides alone.

    Examples
    --------
    >>> row = {"low": 0.5, "high": 4.0, "p_adjusted": 0.01, "target_hits": 9, "reference_hits": 2}
    >>> verdicts(pd.DataFrame([row, row | {"p_adjusted": 0.2}, row | {"target_hits": 1}]))
    ['more', 'not clear', 'too little']
    """
    found = []
    for row in frame.to_dict("records"):
        hits = abs(row["target_hits"]) + abs(row["reference_hits"])
        if row.get("note") == NO_HITS_ON_A_SIDE and hits >= FEWEST_HITS and pd.notna(row["p_adjusted"]):
            sure = row["p_adjusted"] < 0.05
            found.append(("more" if row["value"] > 0 else "less") if sure else "not clear")
        elif pd.isna(row["low"]) or (pd.notna(hits) and hits < FEWEST_HITS):
            found.append("too little")
        elif (pd.isna(row["p_adjusted"]) or row["p_adjusted"] < 0.05) and row["low"] > 0:
            found.append("more")
        elif (pd.isna(row["p_adjusted"]) or row["p_adjusted"] < 0.05) and row["high"] < 0:
            found.append("less")
        else:
            found.append("not clear")
    return found


def _limits(
    th: np.ndarray,
    tx: np.ndarray,
    rh: np.ndarray,
    rx: np.ndarray,
    error: list[np.ndarray],
    cells: Cells,
    settings: Settings,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Intervals of the difference and of the quotient."""
    if settings.n_boot is not None:
        low, high = stats.bootstrap_difference(th, tx, rh, rx, n_boot=settings.n_boot, seed=settings.seed)
        return low, high, np.full_like(low, np.nan), np.full_like(low, np.nan)
    low, high, ratio_low, ratio_high = np.full((4, len(th)), np.nan)
    scales = np.array([chosen.scale for chosen in cells.measures])
    for scale in dict.fromkeys(scales.tolist()):
        rows = scales == scale
        sides = [part[rows] for part in (th, tx, rh, rx)]
        errors = {"target_error": error[0][rows], "reference_error": error[1][rows]}
        low[rows], high[rows] = stats.difference_interval(*sides, scale=scale, **errors)
        if scale == "log":  # a quotient of means that may be negative says nothing
            ratio_low[rows], ratio_high[rows] = stats.quotient_interval(*sides, **errors)
    return low, high, ratio_low, ratio_high


def _matched(
    strata: np.ndarray, th: np.ndarray, tx: np.ndarray, rh: np.ndarray, rx: np.ndarray
) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray], np.ndarray]:
    """Weigh the documents of each side so that both have the same share in each stratum.

    The weight of a stratum is that of Mantel and Haenszel, x1 x2 / (x1 + x2): a stratum in
    which one side says little tells little. Returns both sides and the words left out.
    """
    codes = np.where(strata < 0, strata.max(initial=-1) + 1, strata)
    known = np.arange(int(codes.max(initial=-1)) + 1) <= strata.max(initial=-1)
    belongs = (codes[:, None] == np.arange(len(known))).astype(float)
    here, there = tx @ belongs, rx @ belongs
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(known, here * there / (here + there), 0.0)
        share = np.nan_to_num(share)
        factors = [np.nan_to_num(share / side) for side in (here, there)]
    both = share > 0
    left_out = np.where(both, 0.0, here + there).sum(axis=1)
    sides = []
    for hits, words, by_stratum, factor in ((th, tx, here, factors[0]), (rh, rx, there, factors[1])):
        # of the size of the words that are kept, so that the number of hits stays what it tells
        size = np.where(both, by_stratum, 0.0).sum(axis=1) / np.maximum(share.sum(axis=1), 1e-300)
        weight = (factor * size[:, None]) @ belongs.T
        sides.append((hits * weight, words * weight))
    return sides[0], sides[1], left_out


def _error(
    hits: np.ndarray, words: np.ndarray, cells: Cells, groups: list[int], settings: Settings
) -> np.ndarray:
    """Variance of the logarithm of a rate (or of a mean score) that wrongly credited words may add.

    A share *e* of a side's words belongs to others, whose rate is *q* times its own. To take them out would
    move the logarithm of the rate by about e (1 - q), and a mean by e times its distance from that of the
    others; the variance is the mean square of that.
    """
    if not settings.errors:
        return np.zeros(len(hits))
    size = np.maximum(cells.size[0].sum(axis=1)[groups], 0)
    squares = np.array([_mean_square(*settings.errors[cells.groups[one]]) for one in groups])
    square = float((squares * size).sum() / max(size.sum(), 1))
    everybody = [place for place in range(len(cells.groups)) if place not in groups]
    with np.errstate(divide="ignore", invalid="ignore"):
        own = hits.sum(axis=1) / words.sum(axis=1)
        other = cells.weights[:, everybody].sum(axis=(1, 2)) / cells.exposures[:, everybody].sum(axis=(1, 2))
        linear = np.array([chosen.scale == "linear" for chosen in cells.measures])
        moved = np.where(linear, own - other, 1 - other / own)
        return np.nan_to_num(moved**2 * square, nan=0.0, posinf=0.0)


def _mean_square(wrong: float, judged: float) -> float:
    """E(e^2) of a share of which *wrong* of *judged* were seen (Jeffreys)."""
    a, b = wrong + 0.5, judged - wrong + 0.5
    mean = a / (a + b)
    return mean**2 + mean * (1 - mean) / (a + b + 1)


def _p(cells: Cells, pair: Pair, settings: Settings) -> np.ndarray:
    """Test each measure. Measures of one exposure share their cells."""
    p = np.full(len(cells.measures), np.nan)
    if not settings.n_permutations:
        return p
    weights, exposures = cells.weights[:, pair.groups], cells.exposures[:, pair.groups]
    alike: dict[bytes, list[int]] = {}
    for row, words in enumerate(exposures):
        alike.setdefault(words.tobytes(), []).append(row)
    for rows in alike.values():
        words = exposures[rows[0]]
        group, unit = np.nonzero(words)
        if len(group):
            hits, exposure = weights[rows][:, group, unit], words[group, unit]
            strata = None if cells.strata is None else cells.strata[unit]
            p[rows] = stats.permutation_p(
                hits if strata is None else _beyond_stratum(hits, exposure, strata),
                exposure,
                unit,
                group == 0,
                strata=strata,
                n_permutations=settings.n_permutations,
                seed=settings.seed,
            )
    return p


def _beyond_stratum(hits: np.ndarray, exposure: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """Hits of each cell beyond what the rate of its stratum lets expect."""
    belongs = (strata[:, None] == np.unique(strata)).astype(float)
    rate = (hits @ belongs) / (exposure @ belongs)
    return hits - (rate @ belongs.T) * exposure


def _too_little(enough: np.ndarray, target: str, reference: str) -> str:
    short = [name for name, ok in zip((target, reference), enough, strict=True) if not ok]
    return f"{TOO_LITTLE}: {' and '.join(short)}" if short else ""
