"""Agreement: coefficients by hand, from print and with one unit more or less."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from rostra import stats
from rostra.errors import QueryError

NONE = None
# Krippendorff 2011, Computing Krippendorff's alpha-reliability, section C: four observers, twelve units.
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
    [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
]
ratings = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.sampled_from([1, 2, 3]), min_size=coders, max_size=coders), min_size=2, max_size=9
    )
)


@pytest.mark.parametrize(
    ("level", "printed"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_is_that_in_print(level: str, printed: float) -> None:
    assert stats.krippendorff_alpha(FOUR, level=level) == pytest.approx(printed, abs=0.0005)  # type: ignore[arg-type]


def test_a_unit_that_one_coder_saw_changes_nothing() -> None:
    for level in ("nominal", "ordinal", "interval", "ratio"):
        without = [row[:11] for row in FOUR]  # the last unit has one rating
        assert stats.krippendorff_alpha(without, level=level) == pytest.approx(  # type: ignore[arg-type]
            stats.krippendorff_alpha(FOUR, level=level)  # type: ignore[arg-type]
        )


def test_a_missing_number_is_a_missing_rating() -> None:
    nan = [[math.nan if value is None else value for value in row] for row in FOUR]
    assert stats.krippendorff_alpha(nan) == stats.krippendorff_alpha(FOUR)


def test_kappa_of_two_coders_by_hand() -> None:
    # 25 and 35 agree; of 100 the first says yes 60 times, the second 30
    first, second = stats.ratings_of_table([[25, 35], [5, 35]])
    by_chance = 0.6 * 0.3 + 0.4 * 0.7
    assert stats.cohen_kappa(first, second) == pytest.approx((0.6 - by_chance) / (1 - by_chance))
    pooled = (0.45**2) + (0.55**2)
    assert stats.scott_pi(first, second) == pytest.approx((0.6 - pooled) / (1 - pooled))


def test_weights_forgive_what_is_near() -> None:
    # differences 0 0 1 2 of at most 2; expected over all pairs of the two
    first, second = [1, 2, 2, 3], [1, 2, 3, 1]
    pairs = [(x, y) for x in first for y in second]
    for weights, power in (("linear", 1), ("quadratic", 2)):
        observed = sum(abs(x - y) ** power for x, y in zip(first, second, strict=True)) / 4
        expected = sum(abs(x - y) ** power for x, y in pairs) / 16
        found = stats.cohen_kappa(first, second, weights=weights)  # type: ignore[arg-type]
        assert found == pytest.approx(1 - observed / expected)


@settings(max_examples=200)
@given(ratings)
def test_more_coders_are_a_matter_of_more_of_the_same(units: list[list[int]]) -> None:
    rows = [list(row) for row in zip(*units, strict=True)]
    assume(len({value for row in rows for value in row}) > 1)
    n, m = len(units), len(rows)
    fleiss, alpha = stats.fleiss_kappa(rows), stats.krippendorff_alpha(rows)
    # with nothing missing alpha is Fleiss's kappa, corrected for the size of the sample
    assert alpha == pytest.approx(1 - (1 - fleiss) * (n * m - 1) / (n * m))
    if m == 2:
        assert fleiss == pytest.approx(stats.scott_pi(*rows))
        cohen = stats.cohen_kappa(*rows)
        for other in (stats.conger_kappa(rows), stats.light_kappa(rows)):
            assert other == pytest.approx(cohen, nan_ok=True)


@settings(max_examples=200)
@given(ratings)
def test_order_of_units_and_of_coders_is_irrelevant(units: list[list[int]]) -> None:
    rows = [list(row) for row in zip(*units, strict=True)]
    turned = [row[::-1] for row in rows[::-1]]
    for function in (
        stats.krippendorff_alpha,
        stats.fleiss_kappa,
        stats.conger_kappa,
        stats.light_kappa,
        stats.gwet_ac1,
        stats.kendall_w,
    ):
        assert function(turned) == pytest.approx(function(rows), nan_ok=True), function.__name__


@settings(max_examples=200)
@given(st.lists(st.lists(st.integers(0, 50), min_size=4, max_size=4, unique=True), min_size=2, max_size=5))
def test_the_order_in_common_is_the_mean_rank_correlation(rows: list[list[int]]) -> None:
    m = len(rows)
    pairs = [(x, y) for i, x in enumerate(rows) for y in rows[:i]]
    mean = sum(scipy_stats.spearmanr(x, y).statistic for x, y in pairs) / len(pairs)
    assert stats.kendall_w(rows) == pytest.approx((1 + (m - 1) * mean) / m)
    assert stats.kendall_w(rows, ties="corrected") == pytest.approx(stats.kendall_w(rows))


def test_where_one_value_prevails_kappa_falls_and_ac1_does_not() -> None:
    first, second = list("a" * 18 + "ab"), list("a" * 18 + "ba")
    assert stats.cohen_kappa(first, second) < 0
    shares = 0.95 * 0.05 * 2
    assert stats.gwet_ac1([first, second]) == pytest.approx((0.9 - shares) / (1 - shares))


def test_what_is_not_defined_is_not_a_number() -> None:
    same = [[1, 1, 1], [1, 1, 1]]
    for value in (
        stats.krippendorff_alpha(same),
        stats.fleiss_kappa(same),
        stats.cohen_kappa(*same),
        stats.scott_pi(*same),
        stats.conger_kappa(same),
        stats.gwet_ac1(same),
        stats.cohen_kappa([None, 1], [1, None]),
        stats.kendall_w([[1], [2]]),
        stats.krippendorff_alpha([[1, None], [None, 2]]),
    ):
        assert math.isnan(value)
    assert stats.fleiss_kappa([[None, 1], [1, None]]) != stats.fleiss_kappa([[None, 1], [1, None]])


def test_words_have_no_distance() -> None:
    with pytest.raises(QueryError) as error:
        stats.krippendorff_alpha([["a", "b"], ["a", "a"]], level="interval")
    assert str(error.value) == (
        "the level is 'interval', and not all ratings are numbers. Give numbers, or the level 'nominal'."
    )


def test_plain_agreement_and_even_chance_by_hand() -> None:
    rows = [list("aabbc"), list("aabbc"), list("abbba")]
    assert stats.share_agreed(rows) == pytest.approx(3 / 5)
    pairs = (3 * 3 + 1 + 1) / 15  # three units of three pairs, two of one
    assert stats.bennett_s(rows) == pytest.approx((pairs - 1 / 3) / (2 / 3))
    assert stats.bennett_s(rows, values=4) == pytest.approx((pairs - 1 / 4) / (3 / 4))
    assert math.isnan(stats.share_agreed([[None], [1]]))
    assert math.isnan(stats.bennett_s([[1, 1], [1, 1]]))
