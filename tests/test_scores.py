"""Scores and words are compared by the engine that compares rates."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from marked import speeches, tokens_of
from numpy.testing import assert_allclose
from scipy import stats as scipy_stats
from test_comparison import only_row
from test_intervals import CORPORA, PAIR, coverage

import rostra
from rostra import stats
from rostra.comparison.cells import Cells
from rostra.comparison.estimates import Settings, compared
from rostra.corrections import ErrorRates
from rostra.errors import QueryError
from rostra.index.tokens import Tokens
from rostra.measurement.scores import known_scores
from rostra.measures.rhetoric import known_measures

GOOD, BAD, PLAIN = "An excellent plan.", "A reckless plan.", "They met there."
FRIENDLY = [GOOD, GOOD, PLAIN, GOOD, BAD, GOOD, PLAIN, GOOD, GOOD]
HOSTILE = [BAD, BAD, PLAIN, GOOD, BAD, PLAIN, BAD, BAD, PLAIN, BAD]


def mood(texts: list[str]) -> np.ndarray:
    return rostra.polarity(texts)["score"].to_numpy(dtype=float)


def compared_moods(**options: object) -> pd.Series:
    words = speeches(A=FRIENDLY, B=HOSTILE)
    return only_row(rostra.compare(words, "polarity", by="who", target="A", min_words=1, **options))


def test_the_difference_of_two_moods_is_that_of_the_means_of_their_sentences() -> None:
    row = compared_moods()
    a, b = mood(FRIENDLY), mood(HOSTILE)
    assert row["value"] == pytest.approx(a.mean() - b.mean())
    assert (row["target_value"], row["reference_value"]) == (pytest.approx(a.mean()), pytest.approx(b.mean()))
    assert (row["target_exposure"], row["reference_exposure"]) == (9, 10)  # sentences
    assert (row["target_hits"], row["reference_hits"]) == (7, 7)  # evaluative words
    assert row["unit"] == "mean sentence score, -1 to 1"
    assert row[["ratio", "ratio_low", "ratio_high"]].isna().all()
    assert row["verdict"] == "more"


def test_its_interval_is_made_of_those_of_student_and_its_p_of_all_permutations() -> None:
    row = compared_moods(n_permutations=20_000)
    a, b = mood(FRIENDLY), mood(HOSTILE)
    sides = [scipy_stats.ttest_1samp(side, 0).confidence_interval(0.95) for side in (a, b)]
    reach = np.hypot(*[(side.high - side.low) / 2 for side in sides])
    assert_allclose([row["low"], row["high"]], np.array([-reach, reach]) + a.mean() - b.mean())

    def difference(x: np.ndarray, y: np.ndarray, axis: int = -1) -> np.ndarray:
        return x.mean(axis=axis) - y.mean(axis=axis)

    exact = scipy_stats.permutation_test((a, b), difference, permutation_type="independent", n_resamples=1e6)
    assert row["p"] == pytest.approx(exact.pvalue, abs=0.005)


def test_the_effect_is_cohens_d_of_documents_of_one_length() -> None:
    a, b = mood(FRIENDLY), mood(HOSTILE)
    pooled = np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2)
    assert compared_moods()["effect"] == pytest.approx((a.mean() - b.mean()) / pooled)


def test_the_effect_needs_documents_and_that_they_differ() -> None:
    words = np.full(8, 100.0)
    few, alike = np.where(np.arange(8) < 7, words, 0), np.full(8, 3.0)
    assert np.isnan(stats.standardised_difference(alike * (few > 0), few, np.arange(8.0), words))
    assert np.isnan(stats.standardised_difference(alike, words, alike * 2, words))


def test_a_score_is_that_of_the_measure_itself(strait: Tokens) -> None:
    """Two ways to the same number: the verbs for sentiment and diversity, and the measures."""
    names = ["polarity", "vader", "textblob", "subjectivity"]
    columns = ["value", "low", "high", "exposure", "documents"]
    made = rostra.measure(strait, names).frame.set_index(["measure", "actor"])[columns]
    oracle = rostra.sentiment(strait).frame.set_index(["measure", "actor"])[columns]
    pd.testing.assert_frame_equal(made.sort_index(), oracle.loc[made.index].sort_index(), check_dtype=False)


def test_the_variety_of_speeches_is_that_of_diversity() -> None:
    rng = np.random.default_rng(5)
    texts = {
        who: [" ".join(rng.choice(size, 120).astype(str)).replace("", "x") for _ in range(8)]
        for who, size in (("A", 40), ("B", 400))
    }
    words = speeches(**texts)
    made = rostra.measure(words, ["mattr", "msttr"], by="who").frame.set_index(["measure", "who"])
    oracle = rostra.diversity(words, by="who", measures=["mattr", "msttr"]).frame.set_index(
        ["measure", "who"]
    )
    assert_allclose(made["value"].sort_index(), oracle["value"].sort_index())
    assert made["hits"].isna().all()
    row = only_row(rostra.compare(words, "mattr", by="who", target="B"))
    assert row["verdict"] == "more"  # that no hit stands behind an index is no lack of evidence
    assert pd.isna(row["target_hits"])


@pytest.fixture(scope="module")
def strait(root: object) -> Tokens:
    return rostra.tokenize(rostra.attribute(rostra.load_corpus(f"{root}/corpus/strait")))


def test_hits_of_a_score_slice_to_its_words(strait: Tokens) -> None:
    result = rostra.compare(strait, ["polarity", "vader"], words="we", target="Tolmeny", n_permutations=0)
    texts = strait.corpus.documents.set_index("doc_id")["text"]
    for measure in ("polarity", "vader", "we"):
        hits = result.hits[result.hits["measure"] == measure]
        row = result.frame.set_index("measure").loc[measure]
        assert len(hits) == row["target_hits"] + row["reference_hits"]
        assert (hits["actor"] == "Tolmeny").sum() == row["target_hits"]
    plain = result.hits[result.hits["entry"].str.fullmatch("[a-z]+")]
    shown = [texts[row.doc_id][row.start : row.end].casefold() for row in plain.itertuples()]
    assert len(plain) > 200
    assert np.mean([entry in text for entry, text in zip(plain["entry"], shown, strict=True)]) > 0.95


def test_words_are_a_measure_of_their_own() -> None:
    words = tokens_of(*["[[A|direct|Provocative, reckless!]] [[B|direct|A calm sea.]] reckless"] * 8)
    result = rostra.compare(words, words=["(reckless|provoc*)", "calm"], target="A", min_words=1)
    assert result.frame["measure"].tolist() == ["(reckless|provoc*)", "calm"]
    assert result.frame["target_value"].tolist() == [1000, 0]
    assert result.frame["reference_hits"].tolist() == [0, 8]
    assert result.hits["entry"].tolist().count("(reckless|provoc*)") == 16
    lines = rostra.kwic(words, "(reckless|provoc*)", actor="A").lines
    assert len(lines) == result.frame["target_hits"].iloc[0]


def test_words_and_measures_share_one_family_of_tests(strait: Tokens) -> None:
    frame = rostra.compare(strait, ["hedging", "polarity"], words="we", target="Tolmeny").frame
    assert_allclose(frame["p_adjusted"], scipy_stats.false_discovery_control(frame["p"].astype(float)))


def test_sides_that_use_no_evaluative_word_have_no_interval() -> None:
    row = only_row(rostra.compare(speeches(A=[PLAIN] * 8, B=[PLAIN] * 8), "polarity", by="who", min_words=1))
    assert (row["value"], row["note"]) == (0, "no hits on either side: no interval, no p")
    assert row[["low", "high", "p", "effect"]].isna().all()
    assert row["verdict"] == "too little"


def test_errors_of_attribution_make_the_interval_of_a_mood_wider() -> None:
    """A mean moves by the wrong share times its distance from the others' mean."""
    a, b = mood(FRIENDLY), mood(HOSTILE)
    rows = [{"who": name, "measure": "actor", "wrong": 8, "reviewed": 40} for name in "AB"]
    row = compared_moods(errors=ErrorRates(pd.DataFrame(rows), "a sample"))
    share = scipy_stats.beta(8.5, 32.5)
    error = (a.mean() - b.mean()) ** 2 * (share.var() + share.mean() ** 2)
    here, there = np.append(a, np.zeros(10)), np.append(np.zeros(9), b)
    mine, theirs = np.arange(19) < 9, np.arange(19) >= 9
    low, high = stats.difference_interval(
        here, mine, there, theirs, scale="linear", target_error=error, reference_error=error
    )
    assert_allclose([row["low"], row["high"]], [low, high])


def test_a_mood_that_hangs_on_one_document_is_fragile() -> None:
    rows = [*[GOOD, BAD] * 4, "Excellent! Superb! Great! " * 9]
    words = speeches(A=rows, B=[GOOD, BAD] * 5)
    result = rostra.robustness(words, ["polarity", "vader", "textblob"], by="who", target="A", min_words=1)
    rows_of = result.frame.set_index("item")
    assert result.frame["verdict"].iloc[0] == "fragile"
    loudest = words.corpus.documents["doc_id"].iloc[8]
    assert result.frame[result.frame["check"] == "document"].iloc[0]["item"] == loudest
    assert rows_of.loc[["vader", "textblob"], "check"].tolist() == ["lexicon", "lexicon"]
    once = rows_of.loc["documents, each counted once"]
    a, b = mood(rows[:8]), mood([GOOD, BAD] * 5)
    loud = rostra.polarity(["Excellent!", "Superb!", "Great!"])["score"].mean()
    assert once["value"] == pytest.approx(np.append(a, loud).mean() - b.mean())
    assert pd.isna(once["share_kept"])


def test_kinds_of_statement_are_scored_alone() -> None:
    text = f"[[A|direct|{GOOD}]] [[B|direct|{BAD}]] [[A|speech|{BAD}]] [[B|speech|{GOOD}]]"
    result = rostra.robustness(tokens_of(*[text] * 9), "polarity", target="A", min_words=1)
    rows = result.frame[result.frame["check"] == "kind"].set_index("item")["value"]
    good, bad = mood([GOOD, BAD])
    assert rows.to_dict() == {"direct": pytest.approx(good - bad), "speech": pytest.approx(bad - good)}


def test_a_kind_of_few_words_has_no_score() -> None:
    text = f"[[A|direct|{GOOD * 20}]] [[B|direct|{BAD * 20}]] [[A|speech|{BAD}]] [[B|speech|{GOOD}]]"
    result = rostra.robustness(tokens_of(*[text] * 9), "polarity", target="A")
    rows = result.frame[result.frame["check"] == "kind"].set_index("item")
    assert pd.notna(rows.loc["direct", "value"])
    assert pd.isna(rows.loc["speech", "value"])  # 27 words a side
    assert rows.loc["speech", "note"] == "too little text: A and B"
    assert result.frame["verdict"].iloc[0] == "robust"


def test_periods_and_strata_hold_for_scores() -> None:
    texts = [GOOD, BAD] * 4 + [BAD, GOOD] * 4
    dates = ["2030-01-01"] * 8 + ["2031-01-01"] * 8
    rows = [{"who": w, "text": t, "date": d} for w, t, d in zip("AB" * 8, texts, dates, strict=True)]
    words = rostra.tokenize(rostra.load_corpus(rows))
    years = rostra.compare(words, "polarity", by="who", target="A", over="year", min_words=1).frame
    good, bad = mood([GOOD, BAD])
    assert years["value"].tolist() == [pytest.approx(good - bad), pytest.approx(bad - good)]
    like = only_row(rostra.compare(words, "polarity", by="who", target="A", adjust="date", min_words=1))
    assert like["value"] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("documents", [8, 15, 30])
def test_intervals_of_differences_of_scores_hold_the_truth(documents: int) -> None:
    """Moods that differ from document to document; both sides speak in each, and follow its topic in part."""
    rng = np.random.default_rng([11, documents])
    shape = (CORPORA, 2, documents)
    sentences = rng.integers(2, 25, shape).astype(float)
    topic = rng.normal(0, 0.15, (CORPORA, 1, documents))
    mean = np.array([0.1, -0.1])[:, None] + topic + rng.normal(0, 0.15, shape)
    scores = mean * sentences + rng.normal(0, 0.4, shape) * np.sqrt(sentences)
    hits = np.ceil(sentences / 2)
    cells = Cells(
        ["A", "B"], (known_scores()["polarity"],) * CORPORA, scores, sentences, None, hits, sentences * 20
    )
    frame = compared(cells, PAIR, Settings(1, n_permutations=0))
    assert 0.92 <= coverage(frame["low"], frame["high"], 0.2) <= 0.98


def test_shuffled_labels_of_scores_give_at_most_6_of_100_small_p() -> None:
    rng = np.random.default_rng(12)
    shape = (CORPORA, 2, 15)
    sentences = rng.integers(2, 25, shape).astype(float)
    scores = rng.normal(0, 0.2, shape) * sentences + rng.normal(0, 0.4, shape) * np.sqrt(sentences)
    measures = (known_scores()["polarity"],) * CORPORA
    frame = compared(
        Cells(["A", "B"], measures, scores, sentences, None, sentences, sentences),
        PAIR,
        Settings(1, n_permutations=199),
    )
    assert (frame["p"] < 0.05).mean() <= 0.06


def test_what_is_no_measure_is_named_with_the_scores_that_are() -> None:
    with pytest.raises(QueryError) as error:
        rostra.compare(speeches(A=[GOOD], B=[BAD]), "polarty", by="who")
    known = ", ".join([*known_measures(), *known_scores()])
    assert str(error.value) == f"no measure named 'polarty'. Did you mean 'polarity'? Known: {known}."


def test_a_query_that_cannot_be_read_is_refused_before_anything_is_counted() -> None:
    with pytest.raises(QueryError) as given:
        rostra.compare(speeches(A=[GOOD], B=[BAD]), words="(reckless", by="who")
    with pytest.raises(QueryError) as looked_for:
        rostra.kwic(speeches(A=[GOOD]), "(reckless")
    assert str(given.value) == str(looked_for.value)
