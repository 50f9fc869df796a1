"""Collocation: windows drawn by hand, strengths by scipy, NLTK and print."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import fingerprint, speeches, tokens_of
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures
from numpy.testing import assert_allclose
from scipy import stats as scipy_stats

import rostra
from rostra import stats
from rostra.errors import QueryError
from rostra.measures.collocation import Association, associate
from rostra.stats import ASSOCIATIONS


def near(tokens: rostra.Tokens, node: str, **options: object) -> dict[str, float]:
    frame = rostra.collocates(tokens, node, min_count=1, **options).frame  # type: ignore[arg-type]
    return dict(zip(frame["item"], frame["hits"], strict=True))


@pytest.mark.parametrize(
    ("text", "node", "window", "words"),
    [
        pytest.param("a b node c d", "node", 1, {"b": 1, "c": 1}, id="one word each side"),
        pytest.param("a b node c d", "node", 2, {"a": 1, "b": 1, "c": 1, "d": 1}, id="two words each side"),
        pytest.param("A b. Node c. D", "node", 2, {"c": 1}, id="not over the end of a sentence"),
        pytest.param(
            "a node b node c", "node", 2, {"a": 1, "b": 1, "c": 1}, id="within reach of two nodes: once"
        ),
        pytest.param("node node a", "node", 1, {"a": 1}, id="a node is no neighbour"),
        pytest.param("a red line b", "red line", 1, {"a": 1, "b": 1}, id="a phrase has two ends"),
        pytest.param("a b x b c", "b", 1, {"a": 1, "c": 1, "x": 1}, id="the word itself is its node"),
        pytest.param("a node", "nothing", 5, {}, id="a node that is not there"),
    ],
)
def test_the_neighbourhood_is_the_window(text: str, node: str, window: int, words: dict[str, int]) -> None:
    assert near(speeches(A=[text]), node, window=window) == words


def test_each_group_has_neighbours_of_its_own() -> None:
    tokens = tokens_of("[[A|speech|red line]] [[B|speech|line up]] line out")
    frame = rostra.collocates(tokens, "line", min_count=1, by="actor").frame
    assert frame[["actor", "item", "hits", "exposure"]].values.tolist() == [
        ["A", "red", 1, 1],
        ["B", "up", 1, 1],
    ]


TABLES = [(30, 82, 123, 9431), (8, 15828, 4675, 14307668), (2, 8000, 9000, 1000000), (5, 9, 40, 400)]


@pytest.mark.parametrize(("o", "c1", "r1", "n"), TABLES)
def test_strengths_are_those_of_scipy_and_of_the_formula(o: int, c1: int, r1: int, n: int) -> None:
    table = [[o, c1 - o], [r1 - o, n - c1 - r1 + o]]
    chi_squared = scipy_stats.chi2_contingency(table, correction=False)
    g2 = scipy_stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    expected = c1 * r1 / n
    oracles: dict[Association, float] = {
        "chi_squared": chi_squared.statistic,
        "log_likelihood": g2.statistic,
        "pmi": math.log2(o / expected),
        "t_score": (o - expected) / math.sqrt(o),
        "dice": 2 * o / (c1 + r1),
    }
    for measure, oracle in oracles.items():
        assert associate(o, c1, r1, n, measure=measure) == pytest.approx(oracle, rel=1e-6), measure


@pytest.mark.parametrize(
    ("measure", "table", "printed", "digits"),
    [
        ("t_score", (8, 15828, 4675, 14307668), 0.999932, 6),  # Manning & Schütze 1999, p. 164: new companies
        ("chi_squared", (59, 67, 65, 571007), 456400, 0),  # Manning & Schütze 1999, p. 171: vache, cow
        ("pmi", (8, 1105, 44, 15_000_000), 11.3, 1),  # Church & Hanks 1990: doctor, dentists
        ("dice", (130, 3121, 143, 10_000_000), 0.08, 2),  # Smadja et al. 1996
    ],
)
def test_strengths_are_those_in_print(
    measure: Association, table: tuple[int, int, int, int], printed: float, digits: int
) -> None:
    assert round(associate(*table, measure=measure), digits) == pytest.approx(printed, rel=1e-3)


@pytest.mark.parametrize("measure", ["log_likelihood", "pmi", "t_score", "chi_squared", "dice"])
def test_the_table_of_a_word_is_the_one_described(measure: Association) -> None:
    text = "The red line. The red line and a red flag. A line of the red kind. That is that and no more"
    frame = rostra.collocates(speeches(A=[text]), "line", window=2, measure=measure, min_count=1).frame
    row = frame.set_index("item").loc["red"]
    # all words but the three nodes: 19; within two words of a node: the red | the red and a | a of the
    reach, total, near_node, occurrences = 9, 19, 2, 4
    assert (row["hits"], row["occurrences"], row["exposure"]) == (near_node, occurrences, reach)
    assert row["expected"] == pytest.approx(occurrences * reach / total)
    assert row["value"] == pytest.approx(associate(near_node, occurrences, reach, total, measure=measure))


def test_words_that_shun_the_node_come_last_and_say_so() -> None:
    text = "Red line. " * 3 + "Red cat. " * 9 + "The line. " * 4
    result = rostra.collocates(speeches(A=[text]), "line", min_count=1)
    assert result.frame["item"].tolist() == ["the", "red"]
    assert result.frame["note"].tolist() == ["", "less often than expected"]
    assert result.about.endswith("Words there less often than expected come last: 1.")


def test_rare_neighbours_are_counted_where_they_are_not_listed() -> None:
    result = rostra.collocates(speeches(A=["Red line. Red line. Thin line."]), "line", min_count=2)
    assert result.frame["item"].tolist() == ["red"]
    assert result.about == (
        "Words within 5 words of 'line' (3 times), in its sentence: log-likelihood ratio. "
        "Not listed: 1 word, there fewer than 2 times."
    )


def test_every_number_opens_to_its_lines() -> None:
    result = rostra.collocates(speeches(A=["A red line. Red cat."]), "line", min_count=1)
    assert result.kwic(item="red").lines["right"].tolist() == [" line. Red cat."]
    assert result.hits["weight"].sum() == result.frame["hits"].sum()


def test_words_of_a_node_are_no_evidence() -> None:
    result = rostra.collocates(speeches(A=["a red red line red line"]), "red line", min_count=1)
    assert dict(zip(result.frame["item"], result.frame["hits"], strict=True)) == {"a": 1, "red": 1}
    assert result.hits["start"].tolist() == [0, 2]


def test_where_a_margin_is_full_a_strength_is_not_defined() -> None:
    assert math.isnan(associate(3, 3, 5, 5, measure="chi_squared"))
    result = rostra.collocates(speeches(A=["red line"]), "line", min_count=1, measure="chi_squared")
    assert result.frame["value"].isna().all()


def test_looking_changes_nothing() -> None:
    tokens = speeches(A=["a red line. red cat."])
    before = fingerprint(tokens)
    rostra.collocates(tokens, "line")
    assert fingerprint(tokens) == before


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(QueryError) as error:
        rostra.collocates(speeches(A=["no"]), "no", measure="loglikelihood")  # type: ignore[arg-type]
    assert str(error.value) == (
        "no association measure named 'loglikelihood'. Did you mean 'log_likelihood'? "
        f"Known: {', '.join(ASSOCIATIONS)}."
    )


def test_a_window_of_nothing_is_refused() -> None:
    with pytest.raises(QueryError) as error:
        rostra.collocates(speeches(A=["no"]), "no", window=0)
    assert str(error.value) == (
        "the window is 0. Give the number of words on each side, from 1; two numbers, left and right, of "
        'which one may be 0; or "sentence".'
    )


@pytest.mark.parametrize(
    ("text", "window", "words"),
    [
        pytest.param("a b node c d", (2, 0), {"a": 1, "b": 1}, id="the left alone"),
        pytest.param("a b node c d", (0, 1), {"c": 1}, id="the right alone"),
        pytest.param("a b node c d", (1, 2), {"b": 1, "c": 1, "d": 1}, id="more on one side"),
        pytest.param(
            "A b c node d e. Then. Node g!", "sentence", dict.fromkeys("abcdeg", 1), id="the whole sentence"
        ),
        pytest.param("A node b node a. A c.", "sentence", {"a": 2, "b": 1}, id="a sentence counts once"),
    ],
)
def test_a_window_has_two_sides_or_is_a_sentence(text: str, window: Any, words: dict[str, int]) -> None:
    assert near(speeches(A=[text]), "node", window=window) == words


def test_the_window_is_told() -> None:
    tokens = speeches(A=["a node b"])
    for window, said in [
        (3, "Words within 3 words of 'node' (1 times), in its sentence: "),
        ((2, 0), "Words at most 2 words before or 0 after 'node' (1 times), in its sentence: "),
        ("sentence", "Words in the sentences of 'node' (1 times): "),
    ]:
        about = rostra.collocates(tokens, "node", window=window, min_count=1).about  # type: ignore[arg-type]
        assert about == f"{said}log-likelihood ratio."


@pytest.mark.parametrize("window", [(1,), (1, 2, 3), (0, 0), (-1, 2), (1.5, 2), "paragraph", True])
def test_a_window_that_is_none_is_refused(window: Any) -> None:
    with pytest.raises(QueryError) as error:
        rostra.collocates(speeches(A=["no"]), "no", window=window)
    assert str(error.value) == (
        f"the window is {window}. Give the number of words on each side, from 1; two numbers, left and "
        'right, of which one may be 0; or "sentence".'
    )


def test_the_smallest_p_comes_first() -> None:
    text = "The red line. The red line. A thin line. The end. A line of the end."
    frame = rostra.collocates(speeches(A=[text]), "line", window=1, measure="fisher", min_count=1).frame
    drawn = frame[frame["note"] == ""]
    assert drawn["value"].is_monotonic_increasing
    assert drawn["item"].iloc[0] == "red"


def test_a_strength_without_an_end_has_no_value_and_comes_first() -> None:
    text = "Red line. Red line. The line. The end. An end."
    frame = rostra.collocates(
        speeches(A=[text]), "line", window=1, measure="odds_ratio", min_count=1
    ).frame.set_index("item")
    assert frame.index.tolist() == ["red", "the"]
    assert pd.isna(frame.loc["red", "value"])  # never without the node


# The company of a word in two mouths ----------------------------------------------------------------------


def test_what_one_puts_near_a_word_is_compared_with_what_others_do() -> None:
    tokens = speeches(
        A=["a red line and red", "the red line", "red"],
        B=["a thin line", "no line"],
        C=["line line so", "red cat"],
    )
    result = rostra.collocates(tokens, "line", window=2, min_count=1, by="who", target="A")
    row = result.frame.set_index("item").loc["red"]
    # near the line A says: a red and red the red; the others: a thin no so
    assert (row["target_hits"], row["target_exposure"]) == (3, 6)
    assert (row["reference_hits"], row["reference_exposure"]) == (0, 4)
    assert row["value"] == pytest.approx(math.log2((3 / 6) / (0.5 / 4)))
    g2 = stats.log_likelihood(3, 0, 6, 4)
    assert (row["log_likelihood"], row["p"]) == pytest.approx((float(g2), float(stats.chi_squared_p(g2))))
    assert_allclose(
        result.frame["p_adjusted"], scipy_stats.false_discovery_control(result.frame["p"].to_numpy())
    )
    assert row["note"] == "not there in the reference; fewer than 8 documents: no interval"
    assert (row["target_documents"], row["reference_documents"]) == (2, 0)
    assert len(result.kwic(item="red", who="A")) == 3
    assert result.hits["weight"].sum() == result.frame[["target_hits", "reference_hits"]].to_numpy().sum()
    assert result.frame.columns[:13].tolist() == [
        "who", "measure", "item", "value", "low", "high", "unit", "hits", "exposure", "documents", "note",
        "target", "reference",
    ]  # fmt: skip
    assert result.about == (
        "Words within 2 words of 'line', said by A (6 words there) against all others with a known who "
        "(4 words there): log ratio of the rates (Hardie 2014), 0.5 standing for a count of 0; two-cell "
        "log-likelihood, p adjusted over 7 words (Benjamini-Hochberg)."
    )


talk = st.lists(st.sampled_from(["red", "line", "the", "cat"]), min_size=1, max_size=8).map(" ".join)
documents = st.lists(talk, min_size=1, max_size=4)


@settings(max_examples=200)
@given(documents, documents)
def test_swapping_the_sides_turns_the_sign(first: list[str], second: list[str]) -> None:
    tokens = speeches(A=first, B=second)
    there, back = (
        rostra.collocates(tokens, "line", window=2, min_count=1, by="who", target=who)
        .frame.set_index("item")
        .sort_index()
        for who in "AB"
    )
    assert there.index.equals(back.index)
    known = there["value"].notna()
    assert known.equals(back["value"].notna())
    assert_allclose(there["value"][known].astype(float), -back["value"][known].astype(float), atol=1e-12)


def test_the_interval_of_a_contrast_knows_documents() -> None:
    texts = {
        "A": ["red line", "thin line", "a red line"] * 4,
        "B": ["thin line", "red line", "thin line"] * 4,
    }
    frame = rostra.collocates(speeches(**texts), "line", min_count=1, by="who", target="A").frame
    row = frame.set_index("item").loc["red"]
    here, there = ([text.split().count("red") for text in own] for own in texts.values())
    sizes = ([len(text.split()) - 1 for text in own] for own in texts.values())
    none = [0] * 12
    x_here, x_there = sizes
    oracle = stats.log_ratio_by_document(here + none, x_here + none, none + there, none + x_there)
    assert (row["value"], row["low"], row["high"]) == pytest.approx([float(part) for part in oracle])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"target": "A"},
            'a target is a value of a column, and by is None. Give the column, such as by="actor".',
        ),
        (
            {"by": "who", "reference": "A"},
            "a reference is given without a target. Give the group that it is compared with.",
        ),
        (
            {"by": "who", "target": "A", "measure": "dice"},
            "with a target, the value is the log ratio of the rates near the node, and measure is 'dice'. "
            "Leave out the measure, or the target.",
        ),
        ({"by": "who", "target": "C"}, "no who named 'C'. Known: A, B."),
        (
            {"by": "who", "target": "A", "reference": "A"},
            "target and reference are both 'A'. Give another reference, or none: then it is all others.",
        ),
    ],
)
def test_a_contrast_that_is_none_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError) as error:
        rostra.collocates(speeches(A=["no line"], B=["no"]), "line", **options)
    assert str(error.value) == message


# All pairs at once ----------------------------------------------------------------------------------------


def pairs_by_hand(texts: list[str], window: int, *, around: bool) -> tuple[Counter, dict[tuple, set[int]]]:
    hits: Counter = Counter()
    where: dict[tuple, set[int]] = {}
    for number, text in enumerate(texts):
        words = text.split()
        for i, word in enumerate(words):
            for other in words[i + 1 : i + 1 + window]:
                pair = tuple(sorted((word, other))) if around else (word, other)
                hits[pair] += 2 if around and word == other else 1
                where.setdefault(pair, set()).add(number)
    return hits, where


@settings(max_examples=200)
@given(st.lists(talk, min_size=1, max_size=5), st.integers(1, 3), st.booleans())
def test_pairs_are_those_counted_by_hand(texts: list[str], window: int, around: bool) -> None:
    tokens = speeches(A=texts)
    hits, where = pairs_by_hand(texts, window, around=around)
    result = rostra.collocations(
        tokens, window=window, place="around" if around else "after", min_count=1, measure="pmi"
    )
    words = Counter(" ".join(texts).split())
    n = words.total()
    assert len(result) == len(hits)
    for row in result.frame.to_dict("records"):
        first, second = row["item"].split()
        assert row["hits"] == hits[first, second]
        assert row["documents"] == len(where[first, second])
        assert (row["first_hits"], row["second_hits"]) == (words[first], words[second])
        expected = words[first] * words[second] / n * window * (2 if around else 1)
        assert row["expected"] == pytest.approx(expected)
        assert row["value"] == pytest.approx(math.log2(row["hits"] / expected))
        assert (row["note"] == "less often than expected") == (row["hits"] < row["expected"])
    places = result.hits.groupby("item").size()
    assert all(
        count * (2 if around and len(set(item.split())) == 1 else 1) == hits[tuple(item.split())]
        for item, count in places.items()
    )


@pytest.mark.parametrize(
    ("measure", "theirs"),
    [("log_likelihood", "likelihood_ratio"), ("pmi", "pmi"), ("t_score", "student_t"), ("dice", "dice")],
)
def test_strengths_of_pairs_are_those_of_the_finder_of_nltk(measure: Any, theirs: str) -> None:
    rng = np.random.default_rng(4)
    words = rng.choice(
        ["the", "red", "line", "and", "cat", "of", "us"], p=[0.3, 0.1, 0.1, 0.2, 0.1, 0.15, 0.05], size=600
    )
    finder = BigramCollocationFinder.from_words(words.tolist())
    finder.apply_freq_filter(5)
    scored = dict(finder.score_ngrams(getattr(BigramAssocMeasures, theirs)))
    frame = rostra.collocations(speeches(A=[" ".join(words)]), measure=measure).frame
    assert set(frame["item"]) == {" ".join(pair) for pair in scored}
    assert frame["value"].is_monotonic_decreasing
    for item, value in zip(frame["item"], frame["value"], strict=True):
        assert value == pytest.approx(scored[tuple(item.split())], rel=1e-6, abs=1e-6)


KINDS: list[dict[str, Any]] = [
    {"measure": "log_dice"}, {"n": 3, "measure": "interaction"}, {"window": 2, "place": "around"},
]  # fmt: skip


@settings(max_examples=200)
@given(st.lists(talk, min_size=2, max_size=5), st.randoms(use_true_random=False), st.sampled_from(KINDS))
def test_the_order_of_documents_is_irrelevant(texts: list[str], random: Any, options: dict[str, Any]) -> None:
    shuffled = random.sample(texts, len(texts))
    tables = [
        rostra.collocations(speeches(A=order), min_count=1, **options).frame for order in (texts, shuffled)
    ]
    ordered = [table.sort_values("item", ignore_index=True) for table in tables]  # 1e-16 may part equal ones
    pd.testing.assert_frame_equal(*ordered)


@settings(max_examples=200)
@given(documents, st.sampled_from(["pmi", "dice", "minimum_sensitivity"]))
def test_a_corpus_doubled_keeps_its_strengths(texts: list[str], measure: Any) -> None:
    once, twice = (
        rostra.collocations(speeches(A=texts * times), measure=measure, min_count=times) for times in (1, 2)
    )
    assert once.frame["item"].tolist() == twice.frame["item"].tolist()
    assert_allclose(once.frame["value"].astype(float), twice.frame["value"].astype(float))


CHOICES: list[dict[str, Any]] = [
    {}, {"window": 3}, {"window": 2, "weights": (1, 0.3)}, {"window": 2, "place": "around"},
    {"window": 3, "place": "around", "weights": (1, 0.7, 0.1)},
]  # fmt: skip
spoken = st.lists(
    st.tuples(st.sampled_from(["A", "B", ""]), st.lists(talk, min_size=1, max_size=3)), min_size=1, max_size=6
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(spoken, min_size=1, max_size=4), st.sampled_from(CHOICES), st.sampled_from([None, "actor"]),
    st.integers(1, 3), st.sampled_from([1, 30, 1000]),
)  # fmt: skip
def test_large_and_small_corpora_are_counted_alike(
    texts: list[Any], options: dict[str, Any], by: str | None, least: int, stretch: int
) -> None:
    from rostra.index import neighbours
    from rostra.measures.collocation import counts

    marked = [
        " ".join(f"[[{who}|speech|{'. '.join(said)}]]" if who else ". ".join(said) for who, said in parts)
        for parts in texts
    ]
    tokens = tokens_of(*marked)
    small = rostra.collocations(tokens, min_count=least, by=by, **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts, "kernels_pay", lambda _: True)
        patch.setattr(neighbours, "_STRETCH", stretch)  # a few words after the other
        large = rostra.collocations(tokens, min_count=least, by=by, **options)
    pd.testing.assert_frame_equal(large.frame, small.frame, check_exact=True)
    assert large.about == small.about


RUNS: list[dict[str, Any]] = [
    {"n": 3, "measure": "pmi"}, {"n": 4, "measure": "t_score"}, {"n": 2, "measure": "interaction"},
    {"n": 3, "measure": "interaction"}, {"n": 3, "measure": "pmi", "stop_words": False},
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(spoken, min_size=1, max_size=4), st.sampled_from(RUNS), st.sampled_from([None, "actor"]),
    st.integers(1, 3), st.sampled_from([0, 4, 1000]), st.sampled_from([1, 64]),
)  # fmt: skip
def test_runs_of_large_and_small_corpora_are_counted_alike(
    texts: list[Any], options: dict[str, Any], by: str | None, least: int, held: int, near: int
) -> None:
    from rostra.index import repeats
    from rostra.measures.collocation import runs

    marked = [
        " ".join(f"[[{who}|speech|{'. '.join(said)}]]" if who else ". ".join(said) for who, said in parts)
        for parts in texts
    ]
    tokens = tokens_of(*marked)
    small = rostra.collocations(tokens, min_count=least, by=by, **options)
    expected = small.hits
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "MANY", 0)
        patch.setattr(repeats, "_HELD", held)
        patch.setattr(repeats, "_NEAR", near)
        large = rostra.collocations(tokens, min_count=least, by=by, **options)
        pd.testing.assert_frame_equal(large.hits, expected, check_exact=True)
    pd.testing.assert_frame_equal(large.frame, small.frame, check_exact=True)
    assert large.about == small.about


def test_pairs_stay_in_their_sentence_and_statement() -> None:
    tokens = tokens_of("[[A|speech|red line. Thin line]] [[B|speech|red cat]] red end")
    everything = rostra.collocations(tokens, min_count=1).frame
    assert set(everything["item"]) == {"red cat", "red end", "red line", "thin line"}
    frame = rostra.collocations(tokens, min_count=1, by="actor").frame
    assert frame.groupby("actor")["item"].agg(set).to_dict() == {
        "A": {"red line", "thin line"},
        "B": {"red cat"},
    }
    assert frame.groupby("actor")["exposure"].agg(set).to_dict() == {"A": {4}, "B": {2}}


def test_pairs_of_function_words_can_be_left_out() -> None:
    tokens = speeches(A=["the red line and the red line of the cat"])
    result = rostra.collocations(tokens, min_count=1, stop_words=False)
    assert result.frame["item"].tolist() == ["red line"]
    assert result.about == (
        "Pairs of words, in one sentence, of 1 document: log-likelihood ratio. "
        "What begins or ends with a function word is not listed."
    )
    assert rostra.collocations(tokens, n=3, measure="pmi", min_count=1, stop_words=False).frame.empty


def test_rare_pairs_are_counted_where_they_are_not_listed() -> None:
    result = rostra.collocations(speeches(A=["red line red line thin line"]), min_count=2, window=2)
    assert result.about == (
        "Pairs of words, the second at most 2 places after the first, in one sentence, of 1 document: "
        "log-likelihood ratio. Not listed: 5 pairs, there fewer than 2 times."
    )


def test_runs_of_three_words_by_hand() -> None:
    text = "a red line a red line a thin line the red cat"
    words, n = Counter(text.split()), 12
    frame = rostra.collocations(speeches(A=[text]), n=3, measure="t_score", min_count=2).frame
    expected = words["a"] * words["red"] * words["line"] / n**2
    assert frame[["item", "hits", "documents"]].values.tolist() == [
        ["a red line", 2, 1],
        ["red line a", 2, 1],
    ]
    assert_allclose(frame["value"].astype(float), (2 - expected) / math.sqrt(2))
    patterns = Counter()
    runs = [text.split()[i : i + 3] for i in range(10)]
    for run in runs:
        patterns[
            sum(
                (word == own) << i
                for i, (word, own) in enumerate(zip(run, ["a", "red", "line"], strict=True))
            )
        ] += 1
    value, z = stats.interaction([patterns[i] for i in range(8)])
    row = (
        rostra.collocations(speeches(A=[text]), n=3, measure="interaction", min_count=2)
        .frame.set_index("item")
        .loc["a red line"]
    )
    assert (row["value"], row["z"]) == pytest.approx((value, z))


def test_every_pair_opens_to_its_lines() -> None:
    tokens = speeches(A=["A red line.", "The red line. Red cat."])
    result = rostra.collocations(tokens, min_count=1)
    assert result.kwic(item="red line").lines["node"].tolist() == ["red line", "red line"]
    assert result.hits["weight"].sum() == result.frame["hits"].sum()
    runs = rostra.collocations(tokens, n=3, measure="pmi", min_count=1)
    assert runs.kwic(item="the red line").lines["node"].tolist() == ["The red line"]
    assert rostra.collocations(tokens, min_count=9).hits.empty


def test_pairs_are_found_when_somebody_asks(tmp_path: Any) -> None:
    result = rostra.collocations(speeches(A=["A red line. The red line."]), min_count=1)
    loaded = rostra.Result.load(result.save(tmp_path / "pairs.json"))
    pd.testing.assert_frame_equal(loaded.frame, result.frame)
    pd.testing.assert_frame_equal(loaded.hits, result.hits)


def test_looking_for_pairs_changes_nothing() -> None:
    tokens = speeches(A=["a red line. red cat."])
    before = fingerprint(tokens)
    assert len(rostra.collocations(tokens, min_count=1, window=2, place="around").hits) > 0
    rostra.collocates(tokens, "line", by="who", target="A")
    assert fingerprint(tokens) == before


def test_no_words_have_no_pairs() -> None:
    for text in ("", "Alone."):
        for options in ({}, {"n": 3, "measure": "interaction"}):
            result = rostra.collocations(speeches(A=[text]), min_count=1, **options)  # type: ignore[arg-type]
            assert result.frame.empty
            assert result.hits.empty


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 1}, "n is 1. Give a whole number from 2: n=2 is pairs of words."),
        (
            {"n": 3},
            "no association measure of 3 words named 'log_likelihood'. Did you mean 'simple_log_likelihood'? "
            "Known: pmi, mi2, mi3, t_score, z_score, simple_log_likelihood, poisson_stirling, interaction.",
        ),
        ({"window": 0}, "the window is 0. Give the number of places, from 1: 1 is the next word."),
        ({"window": (2, 0)}, "the window is (2, 0). Give the number of places, from 1: 1 is the next word."),
        ({"place": "before"}, "no place named 'before'. Known: after, around."),
        (
            {"measure": "interaction", "window": 2},
            "window, place and weights are about pairs of words that need not be side by side, and the "
            "interaction is that of a run. Leave them out, or give n=2 and another measure.",
        ),
        (
            {"n": 3, "measure": "pmi", "place": "around"},
            "window, place and weights are about pairs of words that need not be side by side, and n is "
            "3. Leave them out, or give n=2 and another measure.",
        ),
        (
            {"window": 2, "weights": (1,)},
            "there are 1 weights for a window of 2, or one is below 0. Give one a place, the nearest first: "
            "weights=(1, 0.5) for window=2.",
        ),
    ],
)
def test_pairs_that_are_none_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError) as error:
        rostra.collocations(speeches(A=["no"]), **options)
    assert str(error.value) == message
