"""Frequency: counts that plain Python repeats."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import numpy as np
import pytest
from arrays import tokens_of_lists
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import fingerprint, speeches, tokens_of
from numpy.testing import assert_allclose
from pandas.testing import assert_frame_equal
from scipy import stats as scipy_stats

import rostra
from rostra.errors import QueryError
from rostra.index.runs import mark_runs
from rostra.index.variants import count_as, function_words
from rostra.stats.documents import rate_interval

sentences = st.lists(
    st.sampled_from(["we", "will", "respond", "no", "war", "peace", "us", "US"]), min_size=1, max_size=8
)
documents = st.lists(sentences.map(lambda words: " ".join(words) + "."), min_size=1, max_size=5)


def table(result: rostra.Result, column: str = "hits") -> dict[str, float]:
    return dict(zip(result.frame["item"], result.frame[column], strict=True))


@settings(max_examples=40)
@given(documents)
def test_words_are_counted_as_python_counts_them(texts: list[str]) -> None:
    tokens = speeches(A=texts)
    oracle = Counter(tokens.forms.tolist())
    result = rostra.frequencies(tokens)
    assert table(result) == oracle
    assert result.frame["value"].sum() == pytest.approx(1_000_000)
    spread = Counter(word for text in texts for word in set(speeches(A=[text]).forms.tolist()))
    assert table(result, "documents") == spread


@settings(max_examples=25)
@given(documents)
def test_a_corpus_doubled_keeps_its_rates_in_any_order(texts: list[str]) -> None:
    once = table(rostra.frequencies(speeches(A=texts)), "value")
    twice = table(rostra.frequencies(speeches(A=[*reversed(texts), *texts])), "value")
    assert once == pytest.approx(twice)


def test_each_group_has_its_own_list() -> None:
    result = rostra.frequencies(speeches(A=["no war", "no"], B=["war"]), by="who")
    rows = result.frame[["who", "item", "hits", "exposure", "documents"]].values.tolist()
    assert rows == [["A", "no", 2, 3, 2], ["A", "war", 1, 3, 1], ["B", "war", 1, 1, 1]]


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from("ABC"), documents.map(" ".join)), min_size=8, max_size=14),
    st.sampled_from([{}, {"lemma": True}, {"stop_words": False}, {"case": True}, {"n": 2}]),
)
def test_lists_of_groups_are_those_of_the_full_table(
    spoken: list[tuple[str, str]], options: dict[str, Any]
) -> None:
    tokens = tokens_of(*(f"[[{who}|speech|{text}]] no war" for who, text in spoken))
    frame = rostra.frequencies(tokens, by="actor", **options).frame
    # a number for every group, document and item, as nobody should store them
    names, codes = tokens.groups("actor")
    within = np.arange(options.get("n", 1))
    runs = np.flatnonzero(mark_runs(tokens, within[None, :]))[:, None] + within
    runs = runs[codes[runs[:, 0]] >= 0]
    written, own = count_as(tokens, case="case" in options, lemma="lemma" in options)
    if "stop_words" in options:
        runs = runs[~function_words(list(tokens.vocabulary))[tokens.form[runs[:, 0]]]]
    spoken_as = [" ".join(written[own[place]] for place in run) for run in runs]
    items = sorted(set(spoken_as))
    full = np.zeros((len(names), len(items), len(spoken)))
    words = np.zeros((len(names), len(spoken)))
    for item, first in zip(spoken_as, runs[:, 0], strict=True):
        full[codes[first], items.index(item), tokens.document[first]] += 1
    np.add.at(words, (codes[codes >= 0], tokens.document[codes >= 0]), 1)
    expected = []
    for name, table_, x in zip(names, full, words, strict=True):
        order = sorted(range(len(items)), key=lambda i: (-table_[i].sum(), items[i]))
        for i in order:
            h = table_[i]
            if h.sum():
                limits = rate_interval(
                    h.sum(), x.sum(), (h**2).sum(), (h * x).sum(), (x**2).sum(), (x > 0).sum()
                )
                low, high = (float(limit) * 1e6 for limit in limits)
                expected.append(
                    (name, items[i], h.sum(), x.sum(), (h > 0).sum(), h.sum() / x.sum() * 1e6, low, high)
                )
    shown = ["actor", "item", "hits", "exposure", "documents", "value", "low", "high"]
    assert frame["item"].tolist() == [row[1] for row in expected]
    assert frame["actor"].tolist() == [row[0] for row in expected]
    numbers = frame[shown[2:]].to_numpy(dtype=float, na_value=np.nan)
    assert_allclose(numbers, np.array([row[2:] for row in expected], dtype=float).reshape(-1, 6))


def test_words_of_nobody_are_left_out_and_counted() -> None:
    result = rostra.frequencies(tokens_of("He said [[A|direct|no deal]] twice."), by="actor")
    assert table(result) == {"deal": 1, "no": 1}
    assert result.about == (
        "Words of 1 document, per million of 2 words. 3 words without a value of 'actor' are left out."
    )


def test_rare_words_are_counted_where_they_are_not_listed() -> None:
    result = rostra.frequencies(speeches(A=["no no war"]), min_count=2)
    assert table(result) == {"no": 2}
    assert result.about == (
        "Words of 1 document, per million of 3 words. Not listed: 1 word with fewer than 2 occurrences."
    )
    assert set(result.hits["item"]) == {"no"}


def test_runs_of_words_stay_in_their_sentence_and_statement() -> None:
    tokens = tokens_of("We go. They say [[A|direct|no deal now]] again.")
    assert table(rostra.ngrams(tokens, 2, min_count=1)) == {
        "we go": 1, "they say": 1, "no deal": 1, "deal now": 1,
    }  # fmt: skip


def test_a_statement_within_another_parts_its_words() -> None:
    tokens = tokens_of("one [[A|direct|two]] three")
    assert table(rostra.ngrams(tokens, 3, min_count=1)) == {}


def test_three_words_in_a_row() -> None:
    result = rostra.ngrams(speeches(A=["no choice but war. no choice but peace."]), 3)
    assert table(result) == {"no choice but": 2}
    assert result.kwic(item="no choice but").lines["node"].tolist() == ["no choice but"] * 2


def test_stems_bring_the_forms_of_a_word_together() -> None:
    result = rostra.frequencies(
        speeches(A=["They threaten, threatened, threatening. The US, us."]), stem=True
    )
    assert table(result)["threaten"] == 3
    assert table(result)["US"] == 1  # a name is no word to be stemmed
    assert result.kwic(item="threaten").lines["node"].tolist() == ["threaten", "threatened", "threatening"]


def test_function_words_leave_the_list_but_not_the_number_of_words() -> None:
    tokens = speeches(A=["the war of the worlds. No war."])
    result = rostra.frequencies(tokens, stop_words=False)
    assert table(result) == {"war": 2, "worlds": 1}
    assert set(result.frame["exposure"]) == {7}
    assert table(rostra.ngrams(tokens, 3, min_count=1, stop_words=False)) == {}
    assert table(rostra.ngrams(tokens, 4, min_count=1, stop_words=False)) == {"war of the worlds": 1}


def test_every_count_opens_to_its_lines() -> None:
    result = rostra.frequencies(speeches(A=["No war, no more war."], B=["War!"]), by="who")
    lines = result.kwic(who="A", item="war").lines
    assert lines["node"].tolist() == ["war", "war"]
    assert result.hits["weight"].sum() == result.frame["hits"].sum()


@pytest.mark.parametrize("n", [1, 2])
def test_counting_changes_nothing(n: int) -> None:
    tokens = tokens_of("We go. They say [[A|direct|no deal now]] again.")
    before = fingerprint(tokens)
    rostra.frequencies(tokens, by="actor", n=n, stem=True, stop_words=False)
    rostra.kwic(tokens, "no *", by="actor", sort="left")
    assert fingerprint(tokens) == before


def test_no_words_make_an_empty_table() -> None:
    result = rostra.frequencies(speeches(A=["…"]))
    assert result.frame.empty
    assert result.frame.columns[:3].tolist() == ["corpus", "measure", "item"]


def test_runs_of_no_words_are_refused() -> None:
    with pytest.raises(QueryError) as error:
        rostra.frequencies(speeches(A=["no"]), n=0)
    assert str(error.value) == "n is 0. Give a whole number from 1: n=2 counts pairs of words."


# Gaps, clusters, and what counts as one word ---------------------------------------------------------------


@settings(max_examples=200)
@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=9), min_size=1, max_size=4),
    st.integers(1, 4),
    st.integers(0, 3),
)
def test_skip_grams_are_those_of_nltk(texts: list[list[str]], n: int, skip: int) -> None:
    from nltk.util import skipgrams

    oracle = Counter(" ".join(run) for text in texts if len(text) >= n for run in skipgrams(text, n, skip))
    found = rostra.ngrams(tokens_of_lists(texts), n, skip=skip, min_count=1)
    assert table(found) == oracle


def test_a_list_of_gaps_is_allowed_in_each_gap() -> None:
    tokens = speeches(A=["a b c d e"])
    assert set(table(rostra.ngrams(tokens, 3, skip=[1], min_count=1))) == {"a c e"}
    assert set(table(rostra.ngrams(tokens, 2, skip=[0, 2], min_count=1))) == {
        "a b", "b c", "c d", "d e", "a d", "b e",
    }  # fmt: skip


def test_a_run_with_gaps_says_how_it_was_counted_and_opens_to_its_stretch() -> None:
    result = rostra.ngrams(speeches(A=["No more war, no war."]), 2, skip=1, min_count=2)
    assert table(result) == {"no war": 2}
    assert result.kwic(item="no war").lines["node"].tolist() == ["No more war", "no war"]
    assert result.about.startswith(
        "Runs of 2 words (up to 1 word left out) of 1 document, per million of 5 words."
    )


def test_clusters_are_the_runs_around_a_word() -> None:
    tokens = speeches(A=["We want no war. No war is good. A good day."])
    found = table(rostra.ngrams(tokens, 3, containing="war", min_count=1))
    assert found == {"no war is": 1, "want no war": 1, "war is good": 1}
    assert table(rostra.ngrams(tokens, 3, containing="no war", min_count=1)) == {
        "no war is": 1, "want no war": 1,
    }  # fmt: skip
    assert set(table(rostra.ngrams(tokens, 2, containing=["da*", "want"], min_count=1))) == {
        "good day", "we want", "want no",
    }  # fmt: skip
    with pytest.raises(QueryError) as error:
        rostra.ngrams(tokens, 3, skip=1, containing="no war")
    assert str(error.value) == (
        "runs with gaps are asked for that contain the phrase 'no war', and a gap may part it. Give a single "
        "word, or leave out skip."
    )


def test_lemmas_bring_irregular_forms_together() -> None:
    result = rostra.frequencies(speeches(A=["They were men, it is a man. The US told us."]), lemma=True)
    found = table(result)
    assert (found["be"], found["man"], found["US"], found["tell"]) == (2, 2, 1, 1)
    assert "Words are counted under their lemma (simplemma)." in result.about
    assert result.kwic(item="be").lines["node"].tolist() == ["were", "is"]


def test_case_can_be_kept() -> None:
    result = rostra.frequencies(speeches(A=["Peace, peace, rock‑solid peace."]), case=True)
    assert table(result) == {"peace": 2, "Peace": 1, "rock-solid": 1}
    assert "Words that differ in case are kept apart." in result.about


def test_words_of_few_documents_can_be_left_out() -> None:
    result = rostra.frequencies(speeches(A=["war war", "peace", "peace"]), min_documents=2)
    assert table(result) == {"peace": 2}
    assert result.about.endswith(
        "Not listed: 1 word with fewer than 1 occurrences or in fewer than 2 documents."
    )


def test_intervals_come_from_eight_documents() -> None:
    texts = ["no war", "war war", "no", "war no no", "no no", "war", "no war", "no no war"]
    frame = rostra.frequencies(speeches(A=texts)).frame.set_index("item")
    hits = [text.split().count("war") for text in texts]
    words = [len(text.split()) for text in texts]
    rate = sum(hits) / sum(words)
    residuals = sum((h - rate * x) ** 2 for h, x in zip(hits, words, strict=True))
    t = scipy_stats.t.ppf(0.975, sum(words) ** 2 / sum(x * x for x in words) - 1)
    spread = max(8 / 7 * residuals / sum(hits) ** 2, 1 / sum(hits)) ** 0.5
    assert frame.loc["war", "low"] == pytest.approx(rate * 1e6 * math.exp(-t * spread), rel=1e-6)
    assert frame.loc["war", "high"] == pytest.approx(rate * 1e6 * math.exp(t * spread), rel=1e-6)
    few = rostra.frequencies(speeches(A=texts[:7])).frame
    assert few["low"].isna().all()
    assert few["note"].unique().tolist() == ["fewer than 8 documents: no interval"]


@settings(max_examples=200)
@given(
    st.lists(st.lists(st.sampled_from(["we", "no", "war"]), max_size=6), min_size=2, max_size=8),
    st.data(),
)
def test_parts_of_a_corpus_add_up_to_it(texts: list[list[str]], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(texts) - 1))
    whole = Counter(table(rostra.ngrams(tokens_of_lists(texts), 2, skip=1, min_count=1)))
    parts = [
        Counter(table(rostra.ngrams(tokens_of_lists(own), 2, skip=1, min_count=1)))
        for own in (texts[:cut], texts[cut:])
    ]
    assert parts[0] + parts[1] == whole
    documents = [
        Counter(table(rostra.frequencies(tokens_of_lists(own)), "documents"))
        for own in (texts[:cut], texts[cut:], texts)
    ]
    assert documents[0] + documents[1] == documents[2]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            {"skip": -1},
            "skip is -1. Give a whole number from 0, or a list of them: skip=1 leaves out up to one word.",
        ),
        (
            {"skip": []},
            "skip is []. Give a whole number from 0, or a list of them: skip=1 leaves out up to one word.",
        ),
        (
            {"lemma": True, "stem": True},
            "words are counted under their lemma or under their stem, not both. Leave one out.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(options: dict[str, object], said: str) -> None:
    with pytest.raises(QueryError) as error:
        rostra.ngrams(speeches(A=["no war"]), 2, **options)  # type: ignore[arg-type]
    assert str(error.value) == said


OTHERWISE: list[dict[str, Any]] = [
    {"n": 1, "containing": "w*"}, {"n": 1, "case": True}, {"n": 2}, {"n": 3}, {"n": 2, "skip": 2},
    {"n": 3, "skip": [0, 2]}, {"n": 2, "stem": True}, {"n": 2, "lemma": True}, {"n": 2, "case": True},
    {"n": 2, "stop_words": False}, {"n": 3, "skip": 1, "stop_words": False}, {"n": 3, "containing": "war"},
    {"n": 3, "containing": ["no war", "us"]}, {"n": 2, "containing": "us", "skip": 1},
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(["A", "B", ""]), documents.map(" ".join)), min_size=1, max_size=4),
        min_size=1,
        max_size=10,
    ),
    st.sampled_from(OTHERWISE), st.sampled_from([None, "actor", "doc_id"]), st.integers(1, 3),
    st.integers(1, 2), st.sampled_from([0, 4, 1000]), st.sampled_from([1, 64]),
)  # fmt: skip
def test_runs_of_large_and_small_corpora_are_counted_alike(
    texts: list[Any], options: dict[str, Any], by: str | None, count: int, spread: int, held: int, near: int
) -> None:
    from rostra.index import repeats
    from rostra.measures.frequency import items

    marked = [" ".join(f"[[{who}|speech|{said}]]" if who else said for who, said in parts) for parts in texts]
    tokens = tokens_of(*marked)
    options = {**options, "by": by, "min_count": count, "min_documents": spread}
    small = rostra.frequencies(tokens, **options)
    expected = small.hits
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(items, "MANY", 0)
        patch.setattr(repeats, "_HELD", held)
        patch.setattr(repeats, "_NEAR", near)
        large = rostra.frequencies(tokens, **options)
        assert_frame_equal(large.hits, expected, check_exact=True)
    assert_frame_equal(large.frame, small.frame, check_exact=True)
    assert large.about == small.about


def test_runs_are_in_the_order_of_their_letters_whatever_these_are() -> None:
    """A control character in an address comes before the space that parts two words."""
    from rostra.measures.frequency import items

    tokens = speeches(A=["www.a b. www.a\x01b b. a www.a. a www.a\x01b"])
    small = rostra.frequencies(tokens, n=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(items, "MANY", 0)
        assert_frame_equal(rostra.frequencies(tokens, n=2).frame, small.frame)
    assert "www.a\x01b b" in small.frame["item"].tolist()
    assert small.frame["item"].tolist() == sorted(small.frame["item"])
