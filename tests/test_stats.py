"""Statistics: each formula against scipy, print, or arithmetic by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats as scipy_stats
from scipy.stats.contingency import relative_risk

from rostra import stats
from rostra.stats import resampling

counts = st.integers(min_value=0, max_value=400)
sizes = st.integers(min_value=500, max_value=100_000)
by_document = st.lists(st.tuples(st.integers(0, 9), st.integers(10, 500)), min_size=8, max_size=20)


# Log-likelihood -------------------------------------------------------------------------------------------


@given(counts, counts, sizes, sizes)
def test_two_cells_are_the_power_divergence_of_two_counts(a: int, b: int, n1: int, n2: int) -> None:
    if a + b == 0:
        assert stats.log_likelihood(a, b, n1, n2) == 0
        return
    expected = np.array([n1, n2]) * (a + b) / (n1 + n2)
    oracle = scipy_stats.power_divergence([a, b], expected, lambda_="log-likelihood").statistic
    assert_allclose(stats.log_likelihood(a, b, n1, n2), max(oracle, 0), rtol=1e-9, atol=1e-9)


@given(counts, counts, sizes, sizes)
def test_four_cells_are_the_g_test_of_the_table(a: int, b: int, n1: int, n2: int) -> None:
    if a + b == 0:
        return
    table = [[a, b], [n1 - a, n2 - b]]
    oracle = scipy_stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert_allclose(stats.log_likelihood(a, b, n1, n2, cells=4), max(oracle, 0), rtol=1e-7, atol=1e-7)


@given(counts, counts, sizes, sizes)
def test_evidence_has_no_direction(a: int, b: int, n1: int, n2: int) -> None:
    assert_allclose(stats.log_likelihood(a, b, n1, n2), stats.log_likelihood(b, a, n2, n1), atol=1e-9)


def test_an_empty_corpus_gives_no_evidence() -> None:
    assert np.isnan(stats.log_likelihood([1, 0], [5, 5], [0, 10], [10, 0])).all()


@pytest.mark.parametrize("degrees", [1, 3])
def test_p_is_the_upper_tail_of_chi_squared(degrees: int) -> None:
    values = np.array([0, 0.5, 3.84, 10.83, 80])
    assert_allclose(stats.chi_squared_p(values, degrees=degrees), scipy_stats.chi2.sf(values, degrees))


# Log ratio ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("a", "doublings"), [(5, 0), (10, 1), (20, 2), (40, 3), (5120, 10)])
def test_each_point_is_a_doubling_as_in_hardie_2014(a: int, doublings: int) -> None:
    assert stats.log_ratio(a, 5, 1_000_000, 1_000_000)[0] == pytest.approx(doublings)


@given(counts.filter(bool), counts.filter(bool), sizes, sizes)
def test_the_interval_is_that_of_the_relative_risk(a: int, b: int, n1: int, n2: int) -> None:
    oracle = relative_risk(a, n1, b, n2).confidence_interval(0.95)
    _, low, high = stats.log_ratio(a, b, n1, n2)
    assert_allclose([2**low, 2**high], [oracle.low, oracle.high], rtol=1e-9)


@given(counts, counts, sizes, sizes)
def test_swapping_target_and_reference_flips_the_sign(a: int, b: int, n1: int, n2: int) -> None:
    there = stats.log_ratio(a, b, n1, n2)
    back = stats.log_ratio(b, a, n2, n1)
    assert_allclose(there[0], -back[0], atol=1e-12)
    assert_allclose([there[1], there[2]], [-back[2], -back[1]], atol=1e-12)


def test_half_stands_for_a_count_of_zero_and_only_for_it() -> None:
    assert stats.log_ratio(0, 4, 100, 100)[0] == pytest.approx(math.log2(0.5 / 4))
    assert stats.log_ratio(3, 4, 100, 100)[0] == pytest.approx(math.log2(3 / 4))


def test_walter_adds_a_half_to_every_number() -> None:
    value, *_ = stats.log_ratio(1, 0, 25_000, 110_000, add="always")
    assert value == pytest.approx(math.log2((1.5 / 25_000.5) / (0.5 / 110_000.5)))


def test_a_word_in_neither_corpus_and_an_empty_corpus_have_no_ratio() -> None:
    assert np.isnan(stats.log_ratio([0, 1], [0, 1], [10, 0], [10, 10])[0]).all()


@given(by_document, by_document)
def test_the_ratio_by_document_is_the_plain_one(target: list, reference: list) -> None:
    size = min(len(target), len(reference))
    th, tx = np.array(target[:size]).T
    rh, rx = np.array(reference[:size]).T
    value, low, high = stats.log_ratio_by_document(th, tx, rh, rx)
    plain = stats.log_ratio(th.sum(), rh.sum(), tx.sum(), rx.sum())
    assert_allclose(value, plain[0])
    assert math.isnan(value) or (low <= plain[1] + 1e-9 and high >= plain[2] - 1e-9)  # never narrower


def test_the_interval_by_document_is_what_the_bootstrap_tends_to() -> None:
    rng = np.random.default_rng(5)
    exposure = rng.integers(200, 600, size=(2, 80)).astype(float)
    rate = np.array([[0.03], [0.015]]) * rng.gamma(2, 0.5, size=(2, 80))  # documents differ: words cluster
    hits = rng.poisson(rate * exposure).astype(float)
    _, low, high = stats.log_ratio_by_document(hits[0], exposure[0], hits[1], exposure[1])
    drawn = rng.integers(0, 80, size=(4000, 80))
    sums = [part[drawn].sum(axis=1) for part in (hits[0], exposure[0], hits[1], exposure[1])]
    resampled = np.log2((sums[0] / sums[1]) / (sums[2] / sums[3]))
    assert high - low == pytest.approx(2 * 1.96 * resampled.std(), rel=0.1)
    assert high - low > 1.3 * np.diff(
        stats.log_ratio(*(part.sum() for part in (hits[0], hits[1], *exposure)))[1:]
    )


def test_the_interval_by_document_is_the_formula() -> None:
    target, reference = [9, 0, 7, 1, 0, 8, 0, 5], [1, 2, 0, 3, 1, 0, 2, 1]
    rate_t, rate_r = sum(target) / 800, sum(reference) / 800
    z = [
        (t - rate_t * 100) / sum(target) - (r - rate_r * 100) / sum(reference)
        for t, r in zip(target, reference, strict=True)
    ]
    reach = 1.959964 * math.sqrt(8 / 7 * sum(value**2 for value in z)) / math.log(2)
    value, low, high = stats.log_ratio_by_document(target, [100] * 8, reference, [100] * 8)
    assert (low, value, high) == pytest.approx(
        (math.log2(3) - reach, math.log2(3), math.log2(3) + reach), rel=1e-6
    )


def test_a_side_of_few_documents_has_no_interval() -> None:
    words = np.where(np.arange(10) < 7, 100.0, 0.0)
    value, low, high = stats.log_ratio_by_document(
        np.ones(10) * (words > 0), words, np.ones(10), [100.0] * 10
    )
    assert value == pytest.approx(0)
    assert math.isnan(low)
    assert math.isnan(high)


# Bootstrap of a ratio -------------------------------------------------------------------------------------

HITS = np.array([3, 0, 1, 7, 2, 2, 0, 4, 1, 5, 0, 2])
WORDS = np.array([310, 120, 95, 610, 250, 180, 150, 420, 160, 330, 90, 275])


def test_the_interval_is_the_percentile_interval_of_scipy() -> None:
    low, high = stats.bootstrap_ratio(HITS, WORDS, n_boot=20_000, seed=1)
    oracle = scipy_stats.bootstrap(
        (HITS, WORDS),
        lambda hits, words, axis: hits.sum(axis=axis) / words.sum(axis=axis),
        paired=True,
        vectorized=True,
        n_resamples=20_000,
        method="percentile",
        rng=np.random.default_rng(2),
    ).confidence_interval
    assert_allclose([low, high], [oracle.low, oracle.high], rtol=0.02)


def test_percentiles_are_those_of_numpy() -> None:
    samples = np.random.default_rng(0).random((333, 4))
    low, high = resampling._percentiles([samples[:100], samples[100:]], 0.9)
    assert_allclose([low, high], np.percentile(samples, [5, 95], axis=0))


def test_resamples_without_words_are_left_out() -> None:
    samples = np.array([[1.0], [np.nan], [3.0], [2.0]])
    low, high = resampling._percentiles([samples], 1.0)
    assert (low[0], high[0]) == (1, 3)


def test_all_actors_of_a_document_are_drawn_together() -> None:
    # what one says more of, the other says less of: the sum never varies
    parts = np.array([HITS, 8 - HITS])
    words = np.full_like(parts, 100)
    low, high = stats.bootstrap_difference(parts.sum(axis=0), words[0], np.zeros(12), words[0], seed=3)
    assert low == pytest.approx(0.08)
    assert high == pytest.approx(0.08)


def test_a_rate_has_one_interval_whatever_stands_beside_it() -> None:
    alone = stats.bootstrap_ratio(HITS, WORDS, seed=4)
    beside = stats.bootstrap_ratio(np.stack([WORDS / 10, HITS]), WORDS, seed=4)
    assert_allclose(alone, [part[1] for part in beside], rtol=0)


def test_memory_bounds_do_not_change_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = np.stack([HITS, HITS[::-1], WORDS / 9])
    whole = stats.bootstrap_ratio(matrix, WORDS, n_boot=500, seed=6)
    monkeypatch.setattr(resampling, "_BLOCK", 60)
    assert_allclose(stats.bootstrap_ratio(matrix, WORDS, n_boot=500, seed=6), whole, rtol=0)


def test_the_seed_makes_the_interval() -> None:
    first, again, other = (stats.bootstrap_ratio(HITS, WORDS, seed=seed) for seed in (7, 7, 8))
    assert first == again
    assert first != other


@pytest.mark.parametrize(
    ("hits", "words"),
    [
        pytest.param([1] * 7, [100] * 7, id="seven documents"),
        pytest.param([1] * 7 + [0] * 5, [100] * 7 + [0] * 5, id="seven documents with words"),
        pytest.param([0] * 12, [100] * 12, id="no hits"),
        pytest.param([0] * 12, [0] * 12, id="no words"),
        pytest.param([], [], id="no documents"),
    ],
)
def test_what_resampling_cannot_tell_is_not_told(hits: list[int], words: list[int]) -> None:
    low, high = stats.bootstrap_ratio(hits, words)
    assert np.isnan(low)
    assert np.isnan(high)


def test_without_resamples_there_is_no_interval() -> None:
    assert np.isnan(stats.bootstrap_ratio(HITS, WORDS, n_boot=0)).all()


@given(by_document)
def test_swapped_sides_swap_the_difference(documents: list) -> None:
    hits, words = np.array(documents, dtype=float).T
    there = stats.bootstrap_difference(hits, words, hits[::-1], words, n_boot=100)
    back = stats.bootstrap_difference(hits[::-1], words, hits, words, n_boot=100)
    assert_allclose(there, [-back[1], -back[0]], atol=1e-12)


def test_the_interval_covers_the_true_rate_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(9)
    exposure = rng.integers(100, 500, size=(300, 30)).astype(float)
    hits = rng.poisson(0.02 * rng.gamma(4, 0.25, size=exposure.shape) * exposure)
    covered = 0
    for h, x in zip(hits, exposure, strict=True):
        low, high = stats.bootstrap_ratio(h, x, n_boot=400, seed=1)
        covered += int(low <= 0.02 <= high)
    assert 0.88 <= covered / 300 <= 0.98


# Permutation ----------------------------------------------------------------------------------------------


def ratio_difference(h1: np.ndarray, h2: np.ndarray) -> float:
    return h1.sum() / (100 * len(h1)) - h2.sum() / (100 * len(h2))


def test_within_shared_documents_the_test_is_the_paired_one_of_scipy() -> None:
    target, reference = np.array([5, 3, 6, 2, 4, 7, 1, 5]), np.array([2, 3, 4, 1, 5, 3, 1, 2])
    oracle = scipy_stats.permutation_test(
        (target, reference), ratio_difference, permutation_type="samples", n_resamples=np.inf
    ).pvalue
    hits = np.concatenate([target, reference])
    document, is_target = np.tile(np.arange(8), 2), np.arange(16) < 8
    p = stats.permutation_p(hits, np.full(16, 100), document, is_target, n_permutations=20_000, seed=1)
    assert p == pytest.approx(oracle, abs=0.01)


def test_between_documents_the_test_is_the_independent_one_of_scipy() -> None:
    target, reference = np.array([5, 3, 6, 2, 4]), np.array([2, 3, 4, 1, 0, 3, 1])
    oracle = scipy_stats.permutation_test(
        (target, reference), ratio_difference, permutation_type="independent", n_resamples=np.inf
    ).pvalue
    hits = np.concatenate([target, reference])
    p = stats.permutation_p(
        hits, np.full(12, 100), np.arange(12), np.arange(12) < 5, n_permutations=20_000, seed=1
    )
    assert p == pytest.approx(oracle, abs=0.01)


def test_what_a_document_is_about_is_no_difference_between_speakers() -> None:
    # half the documents are heated: both speakers use ten times the words there
    hits = np.array([[1, 10] * 5, [1, 10] * 5]).ravel()
    document, is_target = np.tile(np.arange(10), 2), np.arange(20) < 10
    assert stats.permutation_p(hits, np.full(20, 100), document, is_target) == 1


def test_the_label_moves_among_all_who_speak_in_a_document() -> None:
    # the target is one of three; by chance it is the loudest in all of eight documents in 3^-8 of cases
    hits = np.tile([9, 1, 1], 8)
    p = stats.permutation_p(
        hits, np.full(24, 100), np.repeat(np.arange(8), 3), np.tile([True, False, False], 8)
    )
    assert p < 0.003


def test_measures_are_tested_side_by_side() -> None:
    document, is_target = np.repeat(np.arange(8), 2), np.tile([True, False], 8)
    hits = np.array([np.tile([9, 1], 8), np.tile([1, 1], 8)])
    p = stats.permutation_p(hits, np.full(16, 100), document, is_target)
    assert p[0] < 0.05
    assert p[1] == 1


def test_labels_that_can_be_dealt_in_one_way_only_give_no_p() -> None:
    assert np.isnan(stats.permutation_p([1, 2], [100, 100], [0, 1], [True, True]))


def test_p_is_spread_evenly_where_it_does_not_matter_who_speaks() -> None:
    rng = np.random.default_rng(3)
    document, is_target = np.repeat(np.arange(10), 2), np.tile([True, False], 10)
    p = [
        float(
            stats.permutation_p(rng.poisson(3, 20), np.full(20, 100), document, is_target, n_permutations=199)
        )
        for _ in range(200)
    ]
    assert np.mean(np.array(p) <= 0.05) <= 0.09


# Correction -----------------------------------------------------------------------------------------------


def test_the_correction_is_that_of_benjamini_and_hochberg_1995() -> None:
    # their 15 p-values; by hand: smallest of 15 p / rank over this rank and those above it
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    steps = [15 * value / (rank + 1) for rank, value in enumerate(p)]
    by_hand = [min(steps[rank:]) for rank in range(15)]
    assert_allclose(stats.adjust_p(p), by_hand)
    assert (stats.adjust_p(p) <= 0.05).sum() == 4  # as in the paper


def test_what_was_not_tested_is_no_part_of_the_family() -> None:
    assert_allclose(stats.adjust_p([0.01, np.nan, 0.04]), [0.02, np.nan, 0.04])
    assert np.isnan(stats.adjust_p([np.nan])).all()


# Interval of a share --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hits", "cases", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_of_a_share_is_that_of_newcombe_1998(
    hits: int, cases: int, low: float, high: float
) -> None:
    assert_allclose(stats.wilson_interval(hits, cases), (low, high), atol=5e-5)


@given(st.integers(0, 400), st.integers(1, 400), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_interval_of_a_share_is_that_of_scipy(hits: int, more: int, level: float) -> None:
    oracle = scipy_stats.binomtest(hits, hits + more).proportion_ci(level, method="wilson")
    assert_allclose(stats.wilson_interval(hits, hits + more, level=level), oracle, atol=1e-9)


def test_a_share_of_nothing_has_no_interval() -> None:
    assert np.isnan(stats.wilson_interval([0], [0])).all()
