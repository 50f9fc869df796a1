"""Intervals and tests of a comparison, on simulated corpora whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats as scipy_stats
from test_rhetoric import own_lexicon

import rostra
from rostra import stats
from rostra.comparison.cells import Cells, Pair
from rostra.comparison.estimates import Settings, compared
from rostra.lexicon import Lexicon
from rostra.measures.rhetoric import measure_of

CORPORA = 500
PAIR = Pair(0, (1,), "B")


@pytest.fixture(scope="module")
def ships(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return own_lexicon(tmp_path_factory.mktemp("lexicons"))


def clumped(
    documents: int,
    rates: tuple[float, float] = (0.012, 0.006),
    *,
    corpora: int = CORPORA,
    shared: float = 0.0,
    clumping: float = 1.0,
    seed: int = 0,
) -> tuple[np.ndarray, np.ndarray]:
    """Hits and words (corpus x actor x document): some documents are full of a word, most have little of it.

    `shared`: how far both actors follow the document (its topic) rather than themselves.
    """
    rng = np.random.default_rng([seed, documents])
    shape = (corpora, 2, documents)
    words = np.maximum(np.round(rng.lognormal(np.log(300), 0.6, shape)), 10)
    own, topic = (
        rng.gamma(1 / clumping, clumping, shape),
        rng.gamma(1 / clumping, clumping, (corpora, 1, documents)),
    )
    spread = own * (1 - shared) + topic * shared
    return rng.poisson(np.array(rates)[:, None] * spread * words).astype(float), words


def cells_of(hits: np.ndarray, words: np.ndarray, ships: Lexicon, strata: np.ndarray | None = None) -> Cells:
    """Every corpus as if it were a measure of one comparison."""
    return Cells(["A", "B"], (measure_of(ships),) * len(hits), hits, words, strata)


def coverage(low: np.ndarray, high: np.ndarray, truth: float) -> float:
    known = ~np.isnan(low)
    return float(np.mean((low[known] <= truth) & (truth <= high[known])))


# Coverage -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("documents", [8, 15, 30, 100])
def test_intervals_of_rates_hold_the_truth_in_95_of_100_corpora(documents: int) -> None:
    hits, words = clumped(documents)
    assert 0.92 <= coverage(*stats.ratio_interval(hits[:, 0], words[:, 0]), 0.012) <= 0.98


@pytest.mark.parametrize("documents", [8, 15, 30, 100])
@pytest.mark.parametrize("shared", [0.0, 0.5])
def test_intervals_of_differences_and_ratios_hold_the_truth(
    documents: int, shared: float, ships: Lexicon
) -> None:
    frame = compared(cells_of(*clumped(documents, shared=shared), ships), PAIR, Settings(1, n_permutations=0))
    assert 0.92 <= coverage(frame["low"].to_numpy(), frame["high"].to_numpy(), 6.0) <= 0.98
    assert 0.92 <= coverage(frame["ratio_low"].to_numpy(), frame["ratio_high"].to_numpy(), 2.0) <= 0.98


def test_a_percentile_bootstrap_does_not() -> None:
    """Why it is not what `measure` and `compare` give."""
    hits, words = clumped(8)
    assert coverage(*stats.bootstrap_ratio(hits[:, 0], words[:, 0], n_boot=400), 0.012) < 0.88


def test_measure_gives_such_intervals_from_texts(ships: Lexicon) -> None:
    """500 groups of 12 documents of one corpus are 500 small corpora."""
    rng = np.random.default_rng(4)
    rows = []
    for group in range(CORPORA):
        for _ in range(12):
            words = int(rng.integers(10, 60))
            hits = min(words, rng.poisson(0.1 * rng.gamma(2, 0.5) * words))
            rows.append({"who": str(group), "text": " ".join(["ship"] * hits + ["sea"] * (words - hits))})
    frame = rostra.measure(rostra.tokenize(rostra.load_corpus(rows)), ships, by="who", min_words=1).frame
    assert len(frame) == CORPORA
    # of a text of few words at most all can be hits, which takes a little off the rate
    assert 0.92 <= coverage(frame["low"].to_numpy(float), frame["high"].to_numpy(float), 100.0) <= 0.98


def test_intervals_of_shares_and_of_scores_hold_the_truth() -> None:
    rng = np.random.default_rng(6)
    words = np.round(rng.lognormal(5, 0.4, (CORPORA, 20)))
    share = rng.binomial(words.astype(int), rng.beta(3, 7, words.shape)).astype(float)
    low, high = stats.ratio_interval(share, words, scale="logit")
    assert 0.92 <= coverage(low, high, 0.3) <= 0.98
    assert ((low > 0) & (high < 1)).all()
    sentences = rng.integers(3, 30, words.shape).astype(float)
    scores = (0.1 + rng.normal(0, 0.2, words.shape)) * sentences + rng.normal(
        0, 0.5, words.shape
    ) * sentences**0.5
    assert 0.92 <= coverage(*stats.ratio_interval(scores, sentences, scale="linear"), 0.1) <= 0.98


# The formula ----------------------------------------------------------------------------------------------


def test_equal_documents_give_the_interval_of_a_mean() -> None:
    """On the linear scale, with documents of one length, it is Student's."""
    scores = np.array([0.3, -0.1, 0.4, 0.2, 0.0, 0.5, -0.2, 0.1, 0.6])
    low, high = stats.ratio_interval(scores * 10, np.full(9, 10.0), scale="linear")
    oracle = scipy_stats.ttest_1samp(scores, 0).confidence_interval(0.95)
    assert_allclose([low, high], [oracle.low, oracle.high])


def test_degrees_of_freedom_are_those_of_bell_and_mccaffrey() -> None:
    """The closed form against the matrices it comes from."""
    from rostra.stats.linearised import _satterthwaite

    rng = np.random.default_rng(8)
    words, variances = rng.integers(5, 400, 11).astype(float), rng.random(11)
    share = words / words.sum()
    residual_maker = np.eye(11) - np.outer(words, np.ones(11)) / words.sum()
    form = residual_maker.T @ np.diag(1 / (1 - share)) @ residual_maker @ np.diag(variances)
    oracle = np.trace(form) ** 2 / np.trace(form @ form)
    assert_allclose(_satterthwaite(words, variances), oracle)


def test_a_difference_of_two_scores_of_other_documents_is_near_welch() -> None:
    rng = np.random.default_rng(9)
    scores, words = np.zeros((2, 60)), np.zeros((2, 60))
    scores[0, :30], scores[1, 30:] = rng.normal(3, 1, 30), rng.normal(2, 1.5, 30)
    words[0, :30] = words[1, 30:] = 1
    low, high = stats.difference_interval(scores[0], words[0], scores[1], words[1], scale="linear")
    oracle = scipy_stats.ttest_ind(scores[0, :30], scores[1, 30:], equal_var=False).confidence_interval(0.95)
    assert_allclose([low, high], [oracle.low, oracle.high], rtol=0.02)


def test_what_cannot_be_known_has_no_interval() -> None:
    words = np.full((4, 8), 100.0)
    words[3, 0] = 0
    hits = np.array([[1] * 8, [0] * 8, [100] * 8, [0, *[1] * 7]], dtype=float)
    assert np.isnan(stats.ratio_interval(hits, words)[0]).tolist() == [False, True, False, True]
    assert np.isnan(stats.ratio_interval(hits, words, scale="logit")[0]).tolist() == [False, True, True, True]
    low, high = stats.difference_interval(hits[0], words[0], hits[1], words[1])
    assert np.isnan([low, high]).all()


# Tests ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shared", [True, False])
def test_shuffled_labels_give_at_most_6_of_100_small_p(shared: bool, ships: Lexicon) -> None:
    hits, words = clumped(15, (0.01, 0.01), shared=0.5)
    if not shared:  # each document is one actor's
        mine = np.random.default_rng(3).random((CORPORA, 1, 15)) < 0.5
        own = np.concatenate([mine, ~mine], axis=1)
        hits, words = hits * own, words * own
    p = compared(cells_of(hits, words, ships), PAIR, Settings(1, 0, n_permutations=199))["p"].dropna()
    assert len(p) > 450
    assert (p < 0.05).mean() <= 0.06


def test_a_true_difference_is_found(ships: Lexicon) -> None:
    frame = compared(
        cells_of(*clumped(60, (0.012, 0.004), corpora=100), ships), PAIR, Settings(1, n_permutations=199)
    )
    assert (frame["p"] < 0.05).mean() > 0.9
    assert (frame["low"] > 0).mean() > 0.9


# Like with like -------------------------------------------------------------------------------------------


def outlets(corpora: int = CORPORA, documents: int = 60) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A is quoted by the loud outlet, B by the quiet one; within each outlet both speak alike."""
    rng = np.random.default_rng(11)
    strata = np.arange(documents) % 2
    words = rng.integers(100, 400, (corpora, 2, documents)).astype(float)
    favoured = np.array([[0.85, 0.15], [0.15, 0.85]])[:, strata]
    words *= rng.random(words.shape) < favoured
    loud = np.array([0.02, 0.005])[strata]
    return rng.poisson(loud * rng.gamma(2, 0.5, words.shape) * words).astype(float), words, strata


def test_what_is_the_outlets_is_not_the_actors(ships: Lexicon) -> None:
    hits, words, strata = outlets()
    plain = compared(cells_of(hits, words, ships), PAIR, Settings(1, n_permutations=99))
    adjusted = compared(
        cells_of(hits, words, ships, strata), PAIR, Settings(1, n_permutations=99, adjust="source")
    )
    assert plain["value"].mean() > 5
    assert coverage(plain["low"].to_numpy(), plain["high"].to_numpy(), 0.0) < 0.5
    assert abs(adjusted["value"].mean()) < 0.5
    assert coverage(adjusted["low"].to_numpy(), adjusted["high"].to_numpy(), 0.0) >= 0.92
    assert (adjusted["p"] < 0.05).mean() <= 0.07
    assert (plain["p"] < 0.05).mean() > 0.5


def test_the_adjusted_difference_is_that_of_mantel_and_haenszel(ships: Lexicon) -> None:
    hits, words, strata = outlets(corpora=5)
    frame = compared(
        cells_of(hits, words, ships, strata), PAIR, Settings(1, n_permutations=0, adjust="source")
    )
    for row, (h, x) in enumerate(zip(hits, words, strict=True)):
        above = below = 0.0
        for stratum in (0, 1):
            (h1, h2), (x1, x2) = h[:, strata == stratum].sum(axis=1), x[:, strata == stratum].sum(axis=1)
            above += (h1 * x2 - h2 * x1) / (x1 + x2)
            below += x1 * x2 / (x1 + x2)
        assert frame["value"].iloc[row] == pytest.approx(1000 * above / below)


def test_labels_stay_within_strata() -> None:
    """Where a stratum holds one actor only, its labels cannot move, and p is that of the other."""
    document, target = np.arange(16), np.array([True] * 8 + [True, False] * 4)
    hits, strata = np.array([9.0] * 8 + [3, 1] * 4), np.array([0] * 8 + [1] * 8)
    within = stats.permutation_p(
        hits, np.full(16, 100.0), document, target, strata=strata, n_permutations=5000
    )
    alone = stats.permutation_p(hits[8:], np.full(8, 100.0), document[8:], target[8:], n_permutations=5000)
    assert within == pytest.approx(float(alone), abs=0.02)


def test_documents_that_hang_together_are_one() -> None:
    """Twelve outlets, each with a habit of its own: documents are no independent draws."""
    rng = np.random.default_rng(13)
    rows = []
    for group in range(200):
        for outlet in range(12):
            habit = rng.gamma(1.5, 1 / 1.5)
            for _ in range(4):
                hits = min(40, rng.poisson(4 * habit))
                rows.append((str(group), f"{group}-{outlet}", hits, 40))
    table = np.array([(row[2], row[3]) for row in rows], dtype=float).reshape(200, 12, 4, 2)
    by_document = stats.ratio_interval(table[..., 0].reshape(200, -1), table[..., 1].reshape(200, -1))
    by_outlet = stats.ratio_interval(table[..., 0].sum(axis=2), table[..., 1].sum(axis=2))
    assert coverage(*by_document, 0.1) < 0.85
    assert coverage(*by_outlet, 0.1) >= 0.92
