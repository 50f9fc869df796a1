"""Evidence and effects: two counts and their sizes, against scipy, print and arithmetic by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats as scipy_stats

from rostra import stats

counts = st.integers(min_value=0, max_value=400)
sizes = st.integers(min_value=500, max_value=100_000)
pairs = st.tuples(counts, counts, sizes, sizes)


# Evidence -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("corrected", [False, True])
@settings(max_examples=200)
@given(pairs)
def test_chi_squared_is_that_of_scipy(corrected: bool, pair: tuple[int, int, int, int]) -> None:
    a, b, n1, n2 = pair
    assume(a + b > 0)
    oracle = scipy_stats.chi2_contingency([[a, b], [n1 - a, n2 - b]], correction=corrected).statistic
    found = stats.chi_squared(a, b, n1, n2, correction="yates" if corrected else "none")
    assert_allclose(found, oracle, rtol=1e-7, atol=1e-7)


def test_the_corrections_are_the_formulas() -> None:
    # 6 of 17 and 2 of 12: N = 29; ad - bc = 6 * 10 - 2 * 11 = 38
    margins = 17 * 12 * 8 * 21
    assert stats.chi_squared(6, 2, 17, 12) == pytest.approx(29 * 38**2 / margins)
    assert stats.chi_squared(6, 2, 17, 12, correction="yates") == pytest.approx(
        29 * (38 - 14.5) ** 2 / margins
    )
    q = 1 + (29 / 17 + 29 / 12 - 1) * (29 / 8 + 29 / 21 - 1) / (6 * 29)
    plain = stats.log_likelihood(6, 2, 17, 12, cells=4)
    assert stats.log_likelihood(6, 2, 17, 12, correction="williams") == pytest.approx(plain / q)
    assert stats.chi_squared(6, 2, 17, 12, correction="williams") == pytest.approx(29 * 38**2 / margins / q)


def test_yates_goes_no_further_than_the_expectation() -> None:
    assert stats.chi_squared(5, 5, 10, 11, correction="yates") == 0
    assert stats.log_likelihood(5, 5, 10, 11, correction="yates") == pytest.approx(0, abs=1e-12)


def test_the_rules_of_quanteda_hold_back_a_correction() -> None:
    # expected counts of 8: no Yates; a count of 0: no Williams
    assert stats.chi_squared(4, 12, 20, 20, correction="yates_where_small") == stats.chi_squared(
        4, 12, 20, 20
    )
    assert stats.log_likelihood(1, 0, 17, 12, correction="williams_where_filled") == pytest.approx(
        stats.log_likelihood(1, 0, 17, 12, cells=4)
    )
    assert stats.log_likelihood(1, 0, 17, 12, correction="williams") < stats.log_likelihood(
        1, 0, 17, 12, cells=4
    )


@settings(max_examples=200)
@given(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(60, 900), st.integers(60, 900)))
def test_the_exact_test_is_that_of_scipy(pair: tuple[int, int, int, int]) -> None:
    a, b, n1, n2 = pair
    for alternative in ("two-sided", "greater", "less"):
        oracle = scipy_stats.fisher_exact([[a, b], [n1 - a, n2 - b]], alternative=alternative).pvalue
        found = stats.fisher_p(a, b, n1, n2, alternative=alternative)  # type: ignore[arg-type]
        assert_allclose(found, oracle, rtol=1e-9, atol=1e-12)


def test_equal_tables_are_tested_once_and_alike() -> None:
    p = stats.fisher_p([[1, 6], [6, 1]], [[3, 2], [2, 3]], 17, 12)
    assert p.shape == (2, 2)
    assert p[0, 0] == p[1, 1] == pytest.approx(scipy_stats.fisher_exact([[1, 3], [16, 9]]).pvalue)
    assert p[0, 1] == p[1, 0]


def test_bic_asks_for_more_where_more_was_read() -> None:
    assert stats.bic(20, 10_000) == pytest.approx(20 - math.log(10_000))
    assert stats.bic(20, 10_000, degrees=2) == pytest.approx(20 - 2 * math.log(10_000))
    assert stats.bic(10, 10**6) < 0 < stats.bic(10, 100)


def test_an_empty_corpus_says_nothing() -> None:
    for function in (stats.chi_squared, stats.fisher_p, stats.exact_odds_ratio, stats.rate_ratio_p):
        assert np.isnan(function([1, 0], [0, 1], [10, 0], [0, 10])).all(), function.__name__
    assert all(np.isnan(part).all() for part in stats.conservative_log_ratio(1, 0, 10, 0))
    assert all(np.isnan(part).all() for part in stats.rate_ratio_interval(0, 0, 10, 10))


# Effects --------------------------------------------------------------------------------------------------

TURNS: dict[str, tuple[Callable[..., Any], Callable[[Any], Any]]] = {
    "log ratio": (lambda *n: stats.log_ratio(*n)[0], lambda value: -value),
    "conservative log ratio": (lambda *n: stats.conservative_log_ratio(*n)[0], lambda value: -value),
    "log-likelihood": (lambda *n: stats.signed(stats.log_likelihood(*n), *n), lambda value: -value),
    "chi-squared": (
        lambda *n: stats.signed(stats.chi_squared(*n, correction="yates"), *n), lambda value: -value
    ),
    "ratio of rates": (stats.rate_ratio, lambda value: 1 / value),
    "odds ratio": (stats.odds_ratio, lambda value: 1 / value),
    "simple maths": (stats.simple_maths, lambda value: 1 / value),
    "log-odds": (lambda *n: stats.log_odds(*n, 1.0, 100.0)[0], lambda value: -value),
    "z of log-odds": (lambda *n: stats.log_odds(*n, 1.0, 100.0)[1], lambda value: -value),
    "per cent": (stats.percent_difference, lambda value: (1 / (1 + value / 100) - 1) * 100),
}  # fmt: skip


@pytest.mark.parametrize("name", TURNS)
@settings(max_examples=200)
@given(pairs)
def test_swapping_target_and_reference_turns_the_value(name: str, pair: tuple[int, int, int, int]) -> None:
    a, b, n1, n2 = pair
    assume(a > 0 and b > 0 and a * n2 != b * n1)
    function, turned = TURNS[name]
    assert_allclose(function(b, a, n2, n1), turned(function(a, b, n1, n2)), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize(
    "function",
    [
        lambda *n: stats.log_ratio(*n)[0], stats.rate_ratio, stats.odds_ratio, stats.percent_difference,
        stats.simple_maths,
    ],
)  # fmt: skip
@settings(max_examples=200)
@given(pairs)
def test_how_much_does_not_depend_on_how_much_was_read(
    function: Callable[..., Any], pair: tuple[int, int, int, int]
) -> None:
    assume(pair[0] > 0 and pair[1] > 0)
    assert_allclose(function(*(2 * part for part in pair)), function(*pair), rtol=1e-9)


@settings(max_examples=200)
@given(pairs)
def test_evidence_doubles_with_the_corpus(pair: tuple[int, int, int, int]) -> None:
    double = tuple(2 * part for part in pair)
    for function in (stats.log_likelihood, stats.chi_squared):
        assert_allclose(function(*double), 2 * function(*pair), rtol=1e-7, atol=1e-7)


def test_a_word_that_the_reference_lacks_is_infinitely_more_frequent() -> None:
    for function in (stats.rate_ratio, stats.odds_ratio, stats.percent_difference):
        assert function(3, 0, 100, 100) == math.inf
        assert np.isnan(function(0, 0, 100, 100))
    assert stats.percent_difference(0, 3, 100, 100) == -100
    assert stats.simple_maths(3, 0, 100_000, 100_000, constant=10) == pytest.approx((30 + 10) / 10)


def test_the_conservative_ratio_is_the_limit_of_the_exact_interval() -> None:
    low, high = scipy_stats.binomtest(30, 40).proportion_ci(1 - 0.05 / 7)
    value, found_low, found_high = stats.conservative_log_ratio(30, 10, 20_000, 50_000, family=7)
    limits = [math.log2(50_000 / 20_000 * share / (1 - share)) for share in (low, high)]
    assert (value, found_low, found_high) == pytest.approx((limits[0], *limits))
    value, found_low, found_high = stats.conservative_log_ratio(3, 4, 1000, 1000)
    assert value == 0
    assert found_low < 0 < found_high
    assert stats.conservative_log_ratio(0, 4, 1000, 1000, sides=1)[0] == -math.inf


@settings(max_examples=200)
@given(pairs)
def test_the_conservative_ratio_is_never_further_from_0_than_the_ratio(
    pair: tuple[int, int, int, int],
) -> None:
    a, b, n1, n2 = pair
    assume(a > 0 and b > 0)
    value, low, high = stats.conservative_log_ratio(a, b, n1, n2)
    ratio = stats.log_ratio(a, b, n1, n2)[0]
    assert abs(value) <= abs(ratio) + 1e-9
    assert low <= ratio <= high


def test_the_effect_of_the_log_likelihood_is_a_share_of_the_largest() -> None:
    a, b, n1, n2 = 60, 20, 9_000, 11_000
    smallest = (a + b) * n1 / (n1 + n2)
    oracle = stats.log_likelihood(a, b, n1, n2) / ((n1 + n2) * math.log(smallest))
    assert stats.effect_of_log_likelihood(a, b, n1, n2) == pytest.approx(oracle)
    assert np.isnan(stats.effect_of_log_likelihood(1, 0, 100, 10_000))  # expected 0.01: no scale


def test_the_log_odds_of_monroe_by_hand() -> None:
    difference, z = stats.log_odds(20, 5, 1000, 2000, 2.5, 300)
    by_hand = math.log(22.5 / (1300 - 22.5)) - math.log(7.5 / (2300 - 7.5))
    assert (difference, z) == pytest.approx((by_hand, by_hand / math.sqrt(1 / 22.5 + 1 / 7.5)))


def test_a_prior_draws_rare_words_more_than_frequent_ones() -> None:
    plain, _ = stats.log_odds([3, 300], [1, 100], 10_000, 10_000, 0.01, 10)
    drawn, _ = stats.log_odds([3, 300], [1, 100], 10_000, 10_000, [0.2, 20], 1000)
    assert (plain - drawn)[0] > 5 * (plain - drawn)[1] or (plain - drawn)[0] > 0
    assert 0 < drawn[0] < plain[0]


# Adjustment -----------------------------------------------------------------------------------------------


def test_the_adjustments_by_hand() -> None:
    p = [0.01, 0.04, 0.03, 0.005]
    by_hand = {
        "bonferroni": [0.04, 0.16, 0.12, 0.02],
        "holm": [0.03, 0.06, 0.06, 0.02],  # 0.04 after 2 * 0.03
        "hochberg": [0.03, 0.04, 0.04, 0.02],
        "benjamini_hochberg": [0.02, 0.04, 0.04, 0.02],
    }
    for method, expected in by_hand.items():
        assert_allclose(stats.adjust_p(p, method=method), expected, err_msg=method)  # type: ignore[arg-type]
    harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4
    assert_allclose(
        stats.adjust_p(p, method="benjamini_yekutieli"),
        np.minimum(np.array(by_hand["benjamini_hochberg"]) * harmonic, 1),
    )


@settings(max_examples=200)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_the_strictest_adjustment_is_bonferroni(p: list[float]) -> None:
    strict = stats.adjust_p(p, method="bonferroni")
    for method in ("holm", "hochberg", "benjamini_hochberg"):
        found = stats.adjust_p(p, method=method)  # type: ignore[arg-type]
        assert (found <= strict + 1e-12).all()
        assert (found >= np.array(p) - 1e-12).all()


@settings(max_examples=200)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_false_discoveries_are_those_of_scipy(p: list[float]) -> None:
    for method, short in (("benjamini_hochberg", "bh"), ("benjamini_yekutieli", "by")):
        oracle = scipy_stats.false_discovery_control(p, method=short)  # type: ignore[arg-type]
        assert_allclose(stats.adjust_p(p, method=method), oracle, rtol=1e-12)  # type: ignore[arg-type]


# Samples --------------------------------------------------------------------------------------------------

numbers = st.lists(st.integers(0, 30), min_size=3, max_size=12)


@pytest.mark.filterwarnings("ignore:Precision loss:RuntimeWarning")
@settings(max_examples=200)
@given(numbers, numbers)
def test_the_tests_of_texts_are_those_of_scipy(x: list[int], y: list[int]) -> None:
    u, p = stats.mann_whitney(x, y)
    oracle = scipy_stats.mannwhitneyu(x, y, use_continuity=False, method="asymptotic")
    assert u == oracle.statistic
    assert p == pytest.approx(1.0 if len({*x, *y}) == 1 else oracle.pvalue)
    back, _ = stats.mann_whitney(y, x)
    assert u + back == len(x) * len(y)
    assume(len(set(x)) > 1)
    t, degrees, p = stats.welch(x, y)
    welch = scipy_stats.ttest_ind(x, y, equal_var=False)
    assert (t, degrees, p) == pytest.approx((welch.statistic, welch.df, welch.pvalue))


def test_where_nothing_varies_there_is_no_t() -> None:
    assert np.isnan(stats.welch([1, 1, 1], [2, 2])).all()
    assert np.isnan(stats.welch([1], [2, 3])).all()
    assert np.isnan(stats.mann_whitney([], [2, 3])).all()


def test_words_are_tested_side_by_side() -> None:
    x, y = np.array([[1, 2, 5, 9], [0, 0, 1, 0]]), np.array([[3, 3, 4], [2, 0, 1]])
    together = stats.welch(x, y)
    alone = [stats.welch(a, b) for a, b in zip(x, y, strict=True)]
    assert_allclose(together, np.array(alone).T)


# Shares and rates -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "low", "high"),
    [
        ("wald", 0.2522, 0.3638), ("wilson", 0.2553, 0.3662), ("wilson_corrected", 0.2535, 0.3682),
        ("clopper_pearson", 0.2527, 0.3676), ("mid_p", 0.2544, 0.3658), ("jeffreys", 0.2543, 0.3658),
    ],
)  # fmt: skip
def test_the_intervals_of_81_in_263_are_those_of_newcombe_1998(method: Any, low: float, high: float) -> None:
    # Newcombe 1998, table I, first column; Jeffreys by scipy
    if method == "jeffreys":
        low, high = scipy_stats.beta.ppf([0.025, 0.975], 81.5, 182.5)
    assert_allclose(stats.share_interval(81, 263, method=method), (low, high), atol=6e-5)


@settings(max_examples=200)
@given(st.integers(0, 300), st.integers(0, 300), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_exact_and_the_corrected_interval_are_those_of_scipy(hits: int, more: int, level: float) -> None:
    assume(hits + more > 0)
    test = scipy_stats.binomtest(hits, hits + more)
    for ours, theirs in (("clopper_pearson", "exact"), ("wilson_corrected", "wilsoncc")):
        found = stats.share_interval(hits, hits + more, level=level, method=ours)  # type: ignore[arg-type]
        assert_allclose(found, test.proportion_ci(level, method=theirs), atol=1e-8)


METHODS = ("wilson", "wilson_corrected", "clopper_pearson", "mid_p", "jeffreys", "agresti_coull", "wald")


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=200)
@given(st.integers(0, 60), st.integers(0, 60))
def test_an_interval_holds_the_share_and_turns_with_it(method: Any, hits: int, more: int) -> None:
    assume(hits + more > 0)
    low, high = stats.share_interval(hits, hits + more, method=method)
    assert 0 <= low <= hits / (hits + more) + 1e-9
    assert hits / (hits + more) - 1e-9 <= high <= 1
    assert_allclose(stats.share_interval(more, hits + more, method=method), (1 - high, 1 - low), atol=1e-9)


def test_no_cases_have_no_interval() -> None:
    for method in METHODS:
        assert np.isnan(stats.share_interval([0], [0], method=method)).all(), method  # type: ignore[arg-type]
    assert np.isnan(stats.poisson_interval(0, 0)).all()
    assert np.isnan(stats.share_difference_interval(0, 0, 1, 2)).all()


@pytest.mark.parametrize(
    ("counts", "low", "high"),  # Newcombe 1998, table II, contrasts (a), (b) and (h) by method 10
    [((56, 70, 48, 80), 0.0524, 0.3339), ((9, 10, 3, 10), 0.1705, 0.8090), ((10, 10, 0, 10), 0.6075, 1.0)],
)
def test_the_interval_of_a_difference_is_that_of_newcombe_1998(
    counts: tuple[int, int, int, int], low: float, high: float
) -> None:
    assert_allclose(stats.share_difference_interval(*counts), (low, high), atol=6e-5)
    a, m, b, n = counts
    assert_allclose(stats.share_difference_interval(b, n, a, m), (-high, -low), atol=6e-5)
    wide = stats.share_difference_interval(*counts, method="wilson_corrected")
    assert wide[0] <= low + 1e-4 and wide[1] >= high - 1e-4


@settings(max_examples=200)
@given(st.integers(0, 500), st.integers(1, 10_000))
def test_the_limits_of_a_rate_are_surprised_by_the_count(hits: int, exposure: int) -> None:
    low, high = stats.poisson_interval(hits, exposure)
    assert scipy_stats.poisson.cdf(hits, high * exposure) == pytest.approx(0.025, rel=1e-6)
    if hits:
        assert scipy_stats.poisson.sf(hits - 1, low * exposure) == pytest.approx(0.025, rel=1e-6)
    else:
        assert low == 0


def test_the_exact_ratio_of_rates_is_that_of_its_binomial() -> None:
    low, high = scipy_stats.binomtest(11, 32).proportion_ci(0.95)
    oracle = [3011 / 800 * share / (1 - share) for share in (low, high)]
    assert_allclose(stats.rate_ratio_interval(11, 21, 800, 3011), oracle)
    assert stats.rate_ratio_p(11, 21, 800, 3011) == pytest.approx(
        scipy_stats.binomtest(11, 32, 800 / 3811).pvalue
    )
    assert stats.rate_ratio_p(0, 0, 5, 5) == 1
