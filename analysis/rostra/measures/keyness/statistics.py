"""Statistics: every way of saying how much, or how surely, a word is more frequent here than there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rostra import stats
from rostra.index.sides import Sides
from rostra.measures.keyness import texts

__all__ = ["METHODS", "Method", "Options", "Scores", "Statistic"]

Floats = NDArray[np.float64]
Statistic = Literal[
    "log_ratio", "conservative_log_ratio", "percent_difference", "rate_ratio", "odds_ratio", "simple_maths",
    "log_odds", "log_likelihood", "log_likelihood_four_cells", "log_likelihood_williams", "chi_squared",
    "chi_squared_yates", "fisher", "bic", "effect_of_log_likelihood", "welch", "mann_whitney", "permutation",
]  # fmt: skip


@dataclass(frozen=True)
class Options:
    """What some of the statistics ask for besides the counts."""

    constant: float = 100.0
    prior_words: float = 1000.0
    n_permutations: int = 2000
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Scores:
    """A statistic of some words; p is that of its own test, None where the log-likelihood's stands in."""

    value: Floats
    low: Floats | None = None
    high: Floats | None = None
    p: Floats | None = None
    z: Floats | None = None


@dataclass(frozen=True, eq=False)
class Method:
    """How a statistic is called, and how it is computed from the sides for some words.

    Parameters
    ----------
    unit : str
        What the value is counted in.
    name : str
        What the method is called in print.
    compute : callable
        From sides, positions of words and options to scores.
    tests : bool
        Whether it brings a p of its own.
    """

    unit: str
    name: str
    compute: Callable[[Sides, np.ndarray, Options], Scores]
    tests: bool = False


def _counts(sides: Sides, items: np.ndarray) -> tuple[Floats, Floats, Floats, Floats]:
    (a, b), (n1, n2) = sides.hits, sides.words
    return a[items], b[items], np.float64(n1), np.float64(n2)  # type: ignore[return-value]


def _plain(function: Callable[..., Floats], **options: object) -> Callable[..., Scores]:
    return lambda sides, items, _: Scores(function(*_counts(sides, items), **options))


def _signed(function: Callable[..., Floats], **options: object) -> Callable[..., Scores]:
    """A statistic of evidence, with the sign of the difference, and its own p."""

    def compute(sides: Sides, items: np.ndarray, _: Options) -> Scores:
        counts = _counts(sides, items)
        value = function(*counts, **options)
        return Scores(stats.signed(value, *counts), p=stats.chi_squared_p(value))

    return compute


def _log_ratio(sides: Sides, items: np.ndarray, _: Options) -> Scores:
    return Scores(*stats.log_ratio_by_variance(*_counts(sides, items), sides.variance[items]))


def _conservative(sides: Sides, items: np.ndarray, _: Options) -> Scores:
    return Scores(*stats.conservative_log_ratio(*_counts(sides, items), family=len(items)))


def _simple_maths(sides: Sides, items: np.ndarray, options: Options) -> Scores:
    return Scores(stats.simple_maths(*_counts(sides, items), constant=options.constant))


def _log_odds(sides: Sides, items: np.ndarray, options: Options) -> Scores:
    from scipy.special import ndtr

    a, b, n1, n2 = _counts(sides, items)
    prior = options.prior_words * (a + b) / (n1 + n2)
    value, z = stats.log_odds(a, b, n1, n2, prior, options.prior_words)
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = 1.959963984540054 * np.sqrt(1 / (a + prior) + 1 / (b + prior))
    return Scores(value, value - reach, value + reach, p=2 * ndtr(-np.abs(z)), z=z)


def _fisher(sides: Sides, items: np.ndarray, _: Options) -> Scores:
    counts = _counts(sides, items)
    return Scores(stats.odds_ratio(*counts), p=stats.fisher_p(*counts))


def _bic(sides: Sides, items: np.ndarray, _: Options) -> Scores:
    counts = _counts(sides, items)
    return Scores(stats.bic(stats.log_likelihood(*counts), sum(sides.words)))


def _effect(sides: Sides, items: np.ndarray, _: Options) -> Scores:
    counts = _counts(sides, items)
    return Scores(stats.signed(stats.effect_of_log_likelihood(*counts), *counts))


def _by_text(function: Callable[..., tuple[Floats, Floats]]) -> Callable[..., Scores]:
    def compute(sides: Sides, items: np.ndarray, options: Options) -> Scores:
        value, p = texts.in_blocks(function, sides, items, options.n_permutations, options.seed)
        return Scores(value, p=p)

    return compute


METHODS: dict[Statistic, Method] = {
    "log_ratio": Method(
        "doublings of the rate", "log ratio (Hardie 2014), 0.5 standing for a count of 0", _log_ratio
    ),
    "conservative_log_ratio": Method(
        "doublings of the rate, at least",
        "conservative log ratio (LRC, Evert 2022), the limit of the exact interval that is nearer to 0",
        _conservative,
    ),
    "percent_difference": Method(
        "per cent of the reference's rate", "%DIFF (Gabrielatos & Marchi 2011)",
        _plain(stats.percent_difference),
    ),
    "rate_ratio": Method("times the reference's rate", "ratio of rates", _plain(stats.rate_ratio)),
    "odds_ratio": Method("times the reference's odds", "odds ratio of the counts", _plain(stats.odds_ratio)),
    "simple_maths": Method(
        "ratio of rates, a constant added", "simple maths (Kilgarriff 2009)", _simple_maths
    ),
    "log_odds": Method(
        "difference of log-odds, natural logarithm",
        "log-odds with an informative Dirichlet prior (Monroe et al. 2008)",
        _log_odds,
        tests=True,
    ),
    "log_likelihood": Method(
        "log-likelihood, two cells, signed",
        "two-cell log-likelihood (Rayson & Garside 2000), negative for words of the reference",
        _signed(stats.log_likelihood),
        tests=True,
    ),
    "log_likelihood_four_cells": Method(
        "log-likelihood, four cells, signed",
        "four-cell log-likelihood (Dunning 1993), negative for words of the reference",
        _signed(stats.log_likelihood, cells=4),
        tests=True,
    ),
    "log_likelihood_williams": Method(
        "log-likelihood, four cells, Williams, signed",
        "four-cell log-likelihood with Williams's correction (1976), negative for words of the reference",
        _signed(stats.log_likelihood, cells=4, correction="williams"),
        tests=True,
    ),
    "chi_squared": Method(
        "chi-squared, signed",
        "Pearson's chi-squared, negative for words of the reference",
        _signed(stats.chi_squared),
        tests=True,
    ),
    "chi_squared_yates": Method(
        "chi-squared, Yates, signed",
        "chi-squared with Yates's correction, negative for words of the reference",
        _signed(stats.chi_squared, correction="yates"),
        tests=True,
    ),
    "fisher": Method(
        "times the reference's odds",
        "odds ratio of the counts with Fisher's exact test, two-sided",
        _fisher,
        tests=True,
    ),
    "bic": Method(
        "BIC, two-cell log-likelihood less ln N", "approximate Bayes factor (BIC, Wilson 2013)", _bic
    ),
    "effect_of_log_likelihood": Method(
        "share of the largest log-likelihood, signed",
        "effect size of the log-likelihood (ELL, Johnston et al. 2006), negative for words of the reference",
        _effect,
    ),
    "welch": Method(
        "standard errors (Welch's t)",
        "Welch's t-test of the rates of the texts, each text counting the same",
        _by_text(texts.welch),
        tests=True,
    ),
    "mann_whitney": Method(
        "rank-biserial correlation, -1 to 1",
        "Mann-Whitney test of the rates of the texts, asymptotic, corrected for ties",
        _by_text(texts.mann_whitney),
        tests=True,
    ),
    "permutation": Method(
        "difference of rates, per million words",
        "difference of rates, tested by dealing out texts anew",
        _by_text(texts.permutation),
        tests=True,
    ),
}  # fmt: skip
