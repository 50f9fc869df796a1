"""Association: strengths by NLTK, by scipy, from print and by hand."""

from __future__ import annotations

import math
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics import BigramAssocMeasures, TrigramAssocMeasures
from numpy.testing import assert_allclose
from scipy import stats as scipy_stats

from rostra import stats
from rostra.stats import ASSOCIATIONS, UNITS, Association, associate

# how often both, the first, the second, and everything: no cell is empty
tables = st.tuples(st.integers(1, 60), st.integers(1, 60), st.integers(1, 60), st.integers(100, 10_000)).map(
    lambda cell: (cell[0], cell[0] + cell[1], cell[0] + cell[2], sum(cell))
)

NLTK = {
    "log_likelihood": BigramAssocMeasures.likelihood_ratio,
    "pmi": BigramAssocMeasures.pmi,
    "t_score": BigramAssocMeasures.student_t,
    "chi_squared": BigramAssocMeasures.chi_sq,
    "phi_squared": BigramAssocMeasures.phi_sq,
    "dice": BigramAssocMeasures.dice,
    "jaccard": BigramAssocMeasures.jaccard,
}


def test_every_measure_says_what_it_is() -> None:
    assert tuple(UNITS) == ASSOCIATIONS == get_args(Association)
    assert len(set(UNITS.values())) == len(UNITS)


@pytest.mark.parametrize("measure", NLTK)
@settings(max_examples=200)
@given(tables)
def test_strengths_are_those_of_nltk(measure: Association, table: tuple[int, int, int, int]) -> None:
    o, c, r, n = table
    assert_allclose(associate(o, c, r, n, measure=measure), NLTK[measure](o, (c, r), n), rtol=1e-6, atol=1e-6)


@settings(max_examples=200)
@given(tables)
def test_strengths_are_those_of_the_formula(table: tuple[int, int, int, int]) -> None:
    o, c, r, n = table
    e = c * r / n
    o12, o21, o22 = r - o, c - o, n - c - r + o
    bits = math.log2(o / e)
    by_hand: dict[Association, float] = {
        "simple_log_likelihood": 2 * (o * math.log(o / e) - (o - e)),
        "npmi": bits / -math.log2(o / n), "mi2": math.log2(o**2 / e), "mi3": math.log2(o**3 / e),
        "mi_log_frequency": bits * math.log(o + 1), "mutual_dependency": math.log2(o**2 / (c * r)),
        "log_frequency_dependency": math.log2(o**2 / (c * r)) + math.log2(o / n),
        "mutual_expectation": 2 * o / (c + r) * o / n, "z_score": (o - e) / math.sqrt(e),
        "z_score_binomial": (o - r * c / n) / math.sqrt(r * c / n * (1 - c / n)),
        "chi_squared_yates": scipy_stats.chi2_contingency([[o, o12], [o21, o22]]).statistic,
        "log_dice": 14 + math.log2(2 * o / (c + r)), "minimum_sensitivity": min(o / c, o / r),
        "delta_p_forward": o / r - o21 / (o21 + o22), "delta_p_backward": o / c - o12 / (o12 + o22),
        "odds_ratio": o * o22 / (o12 * o21),
        "log_odds_ratio": math.log((o + 0.5) * (o22 + 0.5) / ((o12 + 0.5) * (o21 + 0.5))),
        "poisson_stirling": o * (math.log(o) - math.log(e) - 1),
        "poisson_collocation": o * (math.log(o) - math.log(e) - 1) / math.log(n),
        "fisher": scipy_stats.fisher_exact([[o, o12], [o21, o22]], alternative="greater").pvalue,
    }  # fmt: skip
    assert set(by_hand) | set(NLTK) == set(ASSOCIATIONS)
    for measure, value in by_hand.items():
        assert associate(o, c, r, n, measure=measure) == pytest.approx(value, rel=1e-7, abs=1e-7), measure


def test_evert_notes_the_exact_p_of_a_hundred_in_a_thousand() -> None:
    oracle = scipy_stats.hypergeom.sf(99, 1_000_000, 1000, 1000)
    assert associate(100, 1000, 1000, 1_000_000, measure="fisher") == pytest.approx(oracle)


def test_a_dice_of_a_corpus_is_that_of_any_larger_one() -> None:
    for measure in ("dice", "log_dice", "jaccard", "minimum_sensitivity"):
        values = associate(40, 300, 900, [10**4, 10**6, 10**8], measure=measure)  # type: ignore[arg-type]
        assert len(set(values)) == 1, measure


def test_what_is_not_defined_is_not_a_number() -> None:
    for measure in ASSOCIATIONS:
        assert math.isnan(associate(0, 0, 5, 10, measure=measure)), measure  # a margin is empty
    for measure in ("pmi", "npmi", "mi2", "mi3", "log_dice", "t_score"):
        assert math.isnan(associate(0, 4, 5, 100, measure=measure)), measure  # they never meet
    for measure in ("log_likelihood", "chi_squared", "fisher", "delta_p_backward"):
        assert math.isnan(associate(3, 5, 3, 5, measure=measure)), measure  # a margin is full
    assert associate(4, 4, 5, 100, measure="odds_ratio") == math.inf


def test_whole_arrays_are_what_their_numbers_are() -> None:
    o, c, r, n = np.array([[30, 2], [8, 5]]), 90, np.array([123, 60]), 9431
    for measure in ASSOCIATIONS:
        whole = associate(o, c, r, n, measure=measure)
        single = [[associate(o[i, j], c, r[j], n, measure=measure) for j in (0, 1)] for i in (0, 1)]
        assert_allclose(whole, single, err_msg=measure)


# Interaction ----------------------------------------------------------------------------------------------


@settings(max_examples=200)
@given(st.lists(st.integers(0, 500), min_size=4, max_size=4))
def test_the_interaction_of_two_words_is_their_log_odds_ratio(cells: list[int]) -> None:
    neither, first, second, both = cells
    value, z = stats.interaction([neither, first, second, both])
    halves = [cell + 0.5 for cell in cells]
    oracle = math.log(halves[3] * halves[0] / (halves[1] * halves[2]))
    assert value == pytest.approx(oracle)
    assert z == pytest.approx(oracle / math.sqrt(sum(1 / cell for cell in halves)))


def test_three_words_hold_together_by_the_ratio_of_two_odds_ratios() -> None:
    cells = np.array([1000, 40, 30, 20, 25, 15, 10, 35])
    value, _ = stats.interaction(cells, smoothing=0)
    with_third = math.log(cells[7] * cells[4] / (cells[5] * cells[6]))
    without = math.log(cells[3] * cells[0] / (cells[1] * cells[2]))
    assert value == pytest.approx(with_third - without)


def test_a_pattern_that_is_never_there_leaves_it_infinite_without_smoothing() -> None:
    assert stats.interaction([5, 0, 2, 1], smoothing=0)[0] == math.inf
    assert math.isfinite(stats.interaction([5, 0, 2, 1])[0])


def test_nltk_counts_three_words_alike() -> None:
    # the expectation of a run is the product of the shares of its words
    o, words, n = 7, (40, 55, 30), 5000
    expected = math.prod(words) / n**2
    theirs = TrigramAssocMeasures.student_t(o, (0, 0, 0), words, n)
    side = math.sqrt(expected * n)
    assert associate(o, side, side, n, measure="t_score") == pytest.approx(theirs, rel=1e-6)


def test_the_best_candidates_are_counted_by_hand() -> None:
    found = stats.precision_at([1, 9, 5, 7], [True, False, True, True], [1, 2, 4, 5])
    assert found[:3] == [0, 0.5, 0.75]
    assert math.isnan(found[3])
