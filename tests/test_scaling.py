"""Scaling: positions by hand, planted positions found again, and a general optimiser as oracle."""

from __future__ import annotations

import numpy as np
import pytest
from marked import fingerprint, speeches, tokens_of

import rostra
from rostra.errors import QueryError
from rostra.measures.scaling import fit_wordfish, fit_wordscores

# two references at -1 and 1, and a text to be placed; the last word is in no reference
COUNTS = [[6, 3, 1, 0], [0, 5, 5, 0], [3, 3, 3, 3]]
POSITIONS = [-1, 1, np.nan]
# P(reference | word): shares .6 .3 .1 and 0 .5 .5
WORDS = [-1, (-0.3 + 0.5) / 0.8, (-0.1 + 0.5) / 0.6]


def test_word_scores_and_raw_scores_by_hand() -> None:
    found = fit_wordscores(COUNTS, POSITIONS)
    assert found.words[:3] == pytest.approx(WORDS)
    assert np.isnan(found.words[3])
    raw = [-0.6 + 0.3 * WORDS[1] + 0.1 * WORDS[2], (WORDS[1] + WORDS[2]) / 2, sum(WORDS) / 3]
    assert found.raw == pytest.approx(raw)
    assert found.scored.tolist() == [10, 10, 9]
    error = np.sqrt(sum((word - raw[2]) ** 2 for word in WORDS) / 3 / 9)
    assert found.standard_error[2] == pytest.approx(error)
    assert (found.low[2], found.high[2]) == pytest.approx(
        (raw[2] - 1.959964 * error, raw[2] + 1.959964 * error)
    )


def test_martin_and_vanberg_give_the_references_their_positions_back() -> None:
    found = fit_wordscores(COUNTS, POSITIONS, rescaling="mv")
    assert found.value[:2] == pytest.approx([-1, 1])
    share = (found.raw[2] - found.raw[0]) / (found.raw[1] - found.raw[0])
    assert found.value[2] == pytest.approx(-1 + 2 * share)


def test_laver_benoit_and_garry_give_the_texts_the_spread_of_the_references() -> None:
    found = fit_wordscores(COUNTS, POSITIONS, rescaling="lbg")
    assert found.value.std(ddof=1) == pytest.approx(np.sqrt(2))
    assert found.value.mean() == pytest.approx(found.raw.mean())
    assert found.high - found.value == pytest.approx(found.value - found.low)


def test_only_virgin_texts_may_set_the_spread() -> None:
    four = [*COUNTS, [9, 1, 1, 0]]
    found = fit_wordscores(four, [*POSITIONS, np.nan], rescaling="lbg", over="virgin")
    assert found.value[2:].std(ddof=1) == pytest.approx(np.sqrt(2))
    alone = fit_wordscores(COUNTS, POSITIONS, rescaling="lbg", over="virgin")
    assert np.isnan(alone.value).all()  # one text has no spread


def test_swapped_references_swap_the_sign() -> None:
    one, two = fit_wordscores(COUNTS, [-1, 1, np.nan]), fit_wordscores(COUNTS, [1, -1, np.nan])
    assert one.raw == pytest.approx(-two.raw)


def test_a_text_without_a_scored_word_has_no_place() -> None:
    assert np.isnan(fit_wordscores([[1, 0, 0], [0, 1, 0], [0, 0, 5]], [-1, 1, np.nan]).raw[2])


# Wordfish -------------------------------------------------------------------------------------------------


def planted(texts: int, words: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    theta = rng.normal(size=texts)
    theta = (theta - theta.mean()) / theta.std(ddof=1)
    beta = rng.normal(size=words) * 0.5
    mean = np.exp(rng.normal(size=(texts, 1)) * 0.3 + 1 + rng.normal(size=words) + np.outer(theta, beta))
    counts = rng.poisson(mean)
    return counts[:, counts.sum(axis=0) > 0], theta, beta


def test_planted_positions_are_found_again_within_their_errors() -> None:
    counts, theta, _ = planted(20, 400, seed=1)
    found = fit_wordfish(counts, direction=(int(theta.argmin()), int(theta.argmax())))
    assert found.converged
    assert np.corrcoef(found.theta, theta)[0, 1] > 0.995
    inside = (found.low <= theta) & (theta <= found.high)
    assert inside.mean() >= 0.8


def test_positions_are_identified_as_stated() -> None:
    counts, _, _ = planted(8, 60, seed=2)
    found = fit_wordfish(counts, direction=(3, 5))
    assert (found.theta.mean(), found.theta.std(ddof=1), found.alpha[0]) == pytest.approx((0, 1, 0), abs=1e-9)
    assert found.theta[3] < found.theta[5]
    turned = fit_wordfish(counts, direction=(5, 3))
    assert turned.theta == pytest.approx(-found.theta, abs=1e-3)
    assert turned.beta == pytest.approx(-found.beta, abs=1e-2)


def test_a_general_optimiser_finds_the_same_maximum() -> None:
    from scipy.optimize import minimize

    counts, _, _ = planted(6, 25, seed=3)
    counts = counts + 1  # no word on one side only: the maximum exists without a prior
    n, m = counts.shape

    def loss(x: np.ndarray) -> float:
        alpha, psi, beta, theta = np.split(x, [n, n + m, n + 2 * m])
        eta = alpha[:, None] + psi + np.outer(theta, beta)
        return float((np.exp(eta) - counts * eta).sum())

    found = fit_wordfish(counts, prior=np.inf, direction=(0, 1), tolerance=1e-9)
    begin = np.concatenate([found.alpha, found.psi, found.beta, found.theta])
    noise = np.random.default_rng(0).normal(size=len(begin)) * 0.2
    other = minimize(loss, begin + noise, method="BFGS", options={"gtol": 1e-6, "maxiter": 4000})
    theta = other.x[n + 2 * m :]
    theta = (theta - theta.mean()) / theta.std(ddof=1)
    theta = theta if theta[0] < theta[1] else -theta
    assert found.theta == pytest.approx(theta, abs=1e-3)
    assert -found.log_likelihood == pytest.approx(other.fun, abs=1e-4)


def test_standard_errors_are_those_of_the_information() -> None:
    counts, _, _ = planted(6, 40, seed=4)
    found = fit_wordfish(counts, direction=(0, 1))
    eta = found.alpha[:, None] + found.psi + np.outer(found.theta, found.beta)

    def text(alpha: float, theta: float, i: int) -> float:
        own = alpha + found.psi + theta * found.beta
        return float((counts[i] * own - np.exp(own)).sum())

    h = 1e-4
    a, t = found.alpha[2], found.theta[2]
    second = np.array([
        [text(a + h, t, 2) + text(a - h, t, 2) - 2 * text(a, t, 2), 0],
        [0, text(a, t + h, 2) + text(a, t - h, 2) - 2 * text(a, t, 2)],
    ]) / h**2  # fmt: skip
    mixed = (
        text(a + h, t + h, 2) - text(a + h, t - h, 2) - text(a - h, t + h, 2) + text(a - h, t - h, 2)
    ) / (4 * h**2)
    second[0, 1] = second[1, 0] = mixed
    assert found.standard_error[2] == pytest.approx(np.sqrt(np.linalg.inv(-second)[1, 1]), rel=1e-3)
    assert found.log_likelihood == pytest.approx(float((counts * eta - np.exp(eta)).sum()))


def test_the_order_of_words_is_irrelevant() -> None:
    counts, _, _ = planted(6, 40, seed=5)
    one, two = (fit_wordfish(own, direction=(0, 1)).theta for own in (counts, counts[:, ::-1]))
    assert one == pytest.approx(two, abs=1e-3)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            [[1, 2], [2, 1]],
            "the table has 2 texts and 2 words. Give three texts or more, and two words or more.",
        ),
        ([[1, 0], [2, 0], [3, 0]], "a text or a word has no count. Leave out empty rows and columns."),
    ],
)
def test_too_little_to_place_is_refused(counts: list[list[int]], said: str) -> None:
    with pytest.raises(QueryError) as error:
        fit_wordfish(counts)
    assert str(error.value) == said


# Words of a corpus ----------------------------------------------------------------------------------------

TEXTS = {
    "hawk": ["war arms war threat arms we", "arms war now threat war"],
    "dove": ["peace talks peace we trust talks", "peace now trust peace"],
    "new": ["war peace we talks now trust", "peace brandnew"],
    "old": ["war arms peace threat now"],
}


def test_groups_are_placed_from_references() -> None:
    result = rostra.scale(
        speeches(**TEXTS), "wordscores", by="who", references={"hawk": 1, "dove": -1}, rescaling="mv"
    )
    frame = result.frame
    assert frame["who"].tolist() == ["hawk", "old", "new", "dove"]
    assert frame["value"].iloc[[0, 3]].tolist() == pytest.approx([1, -1])
    assert frame["note"].tolist() == ["reference at 1", "", "", "reference at -1"]
    assert frame.set_index("who").loc["new", "exposure"] == 7  # brandnew has no score
    assert frame["hits"].isna().all()
    assert result.about == (
        "Wordscores of 4 groups by 9 different words. References: hawk at 1, dove at -1; scale: mv. 1 word "
        "without a score, in no reference, are not used. Intervals: 95%, words taken for independent: too "
        "narrow."
    )
    assert result.kwic(who="old").lines["node"].tolist() == ["war arms peace threat now"]


def test_the_words_behind_the_line_can_be_listed() -> None:
    tokens = speeches(**TEXTS)
    frame = rostra.scale(tokens, "wordscores", by="who", references={"hawk": 1, "dove": -1}, of="words").frame
    scores = frame.set_index("item")["value"]
    assert (scores["war"], scores["peace"]) == (1, -1)
    assert frame.set_index("item").loc["brandnew", "note"] == "in no reference"
    weights = rostra.scale(tokens, "wordfish", by="who", direction=("dove", "hawk"), of="words").frame
    weights = weights.set_index("item")["value"]
    assert weights["war"] > 0 > weights["peace"]


def test_wordfish_needs_no_references() -> None:
    result = rostra.scale(speeches(**TEXTS), "wordfish", by="who", direction=("dove", "hawk"))
    order = result.frame["who"].tolist()
    assert order.index("hawk") < order.index("dove")
    assert result.frame["value"].mean() == pytest.approx(0, abs=1e-9)
    assert "dove is put left of hawk; normal prior of the weights, standard deviation 3; " in result.about


def test_a_corpus_doubled_places_everybody_where_they_were() -> None:
    doubled = {who: texts * 2 for who, texts in TEXTS.items()}
    once, twice = (
        rostra.scale(speeches(**texts), "wordscores", by="who", references={"hawk": 1, "dove": -1}).frame
        for texts in (TEXTS, doubled)
    )
    assert once["value"].tolist() == pytest.approx(twice["value"].tolist())
    assert once["standard_error"].tolist() == pytest.approx((twice["standard_error"] * np.sqrt(2)).tolist())


def test_nothing_is_changed() -> None:
    tokens = tokens_of("[[A|direct|no deal now]] and [[B|direct|never a deal]], [[C|direct|now]].")
    before = fingerprint(tokens)
    rostra.scale(tokens, "wordfish")
    rostra.scale(tokens, "wordscores", references={"A": 0, "B": 1})
    assert fingerprint(tokens) == before


@pytest.mark.parametrize(
    ("method", "options", "said"),
    [
        (
            "wordscore", {},
            "no method of scaling named 'wordscore'. Did you mean 'wordscores'? Known: wordscores, wordfish.",
        ),
        (
            "wordscores", {},
            "Wordscores needs the positions of two groups or more. Give them: references={'hawk': 1, ...}.",
        ),
        (
            "wordscores", {"references": {"hawk": 1, "dove": 1}},
            "2 texts have a position. Give the positions of two texts or more, not all the same.",
        ),
        (
            "wordscores", {"references": {"hawk": 1, "dvoe": 0}},
            "no who named 'dvoe'. Did you mean 'dove'? Known: dove, hawk, new, old.",
        ),
        (
            "wordfish", {"direction": ("hawk", "hawk")},
            "direction is ('hawk', 'hawk'). Give two different groups that have words: the left one first.",
        ),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(method: str, options: dict[str, object], said: str) -> None:
    with pytest.raises(QueryError) as error:
        rostra.scale(speeches(**TEXTS), method, by="who", **options)  # type: ignore[arg-type]
    assert str(error.value) == said
