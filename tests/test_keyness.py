"""Keyness: counts by hand, statistics by scipy, signs that turn with the sides."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import fingerprint, speeches, tokens_of
from numpy.testing import assert_allclose
from scipy import stats as scipy_stats

import rostra
from rostra.errors import QueryError

talk = st.lists(
    st.sampled_from(["we", "will", "respond", "to", "war", "and", "peace"]), min_size=1, max_size=12
).map(" ".join)


@settings(max_examples=30)
@given(st.lists(talk, min_size=1, max_size=4), st.lists(talk, min_size=1, max_size=4))
def test_every_number_can_be_had_by_other_means(target: list[str], reference: list[str]) -> None:
    frame = rostra.keyness(speeches(A=target, B=reference), by="who", target="A", min_count=1).frame
    a, b = (Counter(" ".join(texts).split()) for texts in (target, reference))
    n1, n2 = a.total(), b.total()
    assert set(frame["item"]) == a.keys() | b.keys()
    for row in frame.to_dict("records"):
        x, y = a[row["item"]], b[row["item"]]
        assert (row["target_hits"], row["reference_hits"]) == (x, y)
        assert (row["target_exposure"], row["reference_exposure"]) == (n1, n2)
        assert row["value"] == pytest.approx(np.log2(((x or 0.5) / n1) / ((y or 0.5) / n2)))
        expected = np.array([n1, n2]) * (x + y) / (n1 + n2)
        g2 = scipy_stats.power_divergence([x, y], expected, lambda_="log-likelihood").statistic
        assert row["log_likelihood"] == pytest.approx(max(g2, 0), abs=1e-9)
        assert row["target_documents"] == sum(row["item"] in text.split() for text in target)
        assert row["reference_documents"] == sum(row["item"] in text.split() for text in reference)
    assert_allclose(frame["p"], scipy_stats.chi2.sf(frame["log_likelihood"], 1))
    assert_allclose(frame["p_adjusted"], scipy_stats.false_discovery_control(frame["p"]))


@settings(max_examples=25)
@given(st.lists(talk, min_size=1, max_size=4), st.lists(talk, min_size=1, max_size=4))
def test_swapping_the_sides_turns_the_sign(first: list[str], second: list[str]) -> None:
    tokens = speeches(A=first, B=second)
    there = rostra.keyness(tokens, by="who", target="A", min_count=1).frame.set_index("item")
    back = rostra.keyness(tokens, by="who", target="B", min_count=1).frame.set_index("item").loc[there.index]
    assert_allclose(there["value"].astype(float), -back["value"].astype(float), atol=1e-12)
    assert_allclose(there["log_likelihood"], back["log_likelihood"], atol=1e-9)


def test_a_corpus_doubled_keeps_its_ratios_and_doubles_its_evidence() -> None:
    first, second = ["war and war", "to war"], ["peace and war", "and to peace"]
    once = rostra.keyness(speeches(A=first, B=second), by="who", target="A", min_count=2)
    twice = rostra.keyness(speeches(B=second * 2, A=first * 2), by="who", target="A", min_count=4)
    pair = [part.frame.set_index("item").sort_index() for part in (once, twice)]
    both = pair[0]["target_hits"].gt(0) & pair[0]["reference_hits"].gt(0)
    assert both.any()
    assert_allclose(pair[0]["value"][both].astype(float), pair[1]["value"][both].astype(float))
    assert_allclose(2 * pair[0]["log_likelihood"], pair[1]["log_likelihood"], atol=1e-9)


def test_a_word_that_the_target_never_says_is_a_finding() -> None:
    frame = rostra.keyness(speeches(A=["war " * 6], B=["peace " * 6]), by="who", target="A").frame.set_index(
        "item"
    )
    assert frame.loc["peace", "value"] < 0
    assert frame.loc["peace", "note"].startswith("not in the target; ")
    assert frame.loc["war", "note"].startswith("not in the reference; ")


def test_without_a_reference_all_others_with_a_name_are_it() -> None:
    tokens = tokens_of("[[A|speech|war war]] [[B|speech|no war]] [[C|speech|no]] and war of nobody")
    row = rostra.keyness(tokens, by="actor", target="A", min_count=1).frame.set_index("item").loc["war"]
    assert (row["target_hits"], row["reference_hits"], row["reference_exposure"]) == (2, 1, 3)
    assert (row["target"], row["reference"]) == ("A", "all others")
    against = rostra.keyness(tokens, by="actor", target="A", reference="C", min_count=1).frame
    assert set(against["reference_exposure"]) == {1}
    assert set(against["reference"]) == {"C"}


def test_intervals_need_eight_documents_on_each_side() -> None:
    texts = ["war and peace"] * 4 + ["war and war"] * 4
    enough = rostra.keyness(speeches(A=texts, B=texts), by="who", target="A")
    assert enough.frame["low"].notna().all()
    assert (enough.frame["low"] <= 0).all()
    assert set(enough.frame["note"]) == {""}
    few = rostra.keyness(speeches(A=texts, B=texts[:7]), by="who", target="A")
    assert few.frame["low"].isna().all()
    assert set(few.frame["note"]) == {"fewer than 8 documents: no interval"}
    assert "No intervals: fewer than 8 documents on a side." in few.about


def test_the_strongest_evidence_comes_first() -> None:
    frame = rostra.keyness(
        speeches(A=["war " * 9 + "and"], B=["and peace " * 5]), by="who", target="A", min_count=1
    ).frame
    assert frame["log_likelihood"].is_monotonic_decreasing


def test_rare_words_are_counted_where_they_are_not_listed() -> None:
    result = rostra.keyness(
        speeches(A=["war " * 5 + "once"], B=["the peace"]), by="who", target="A", stop_words=False
    )
    assert result.frame["item"].tolist() == ["war"]
    assert "Not listed: 3 words with fewer than 5 occurrences. Function words are not listed." in result.about


def test_both_sides_of_a_number_open_to_their_lines() -> None:
    tokens = speeches(A=["war " * 4], B=["no war"], C=["no"])
    result = rostra.keyness(tokens, by="who", target="A", reference="B")
    assert len(result.kwic(who="A", item="war")) == 4
    assert result.kwic(who="B").lines["node"].tolist() == ["war"]
    assert set(result.hits["who"]) == {"A", "B"}
    assert result.hits["weight"].sum() == (result.frame["target_hits"] + result.frame["reference_hits"]).sum()


def test_the_leading_columns_are_those_of_every_result() -> None:
    frame = rostra.keyness(speeches(A=["war " * 5], B=["no"]), by="who", target="A").frame
    assert frame.columns[:11].tolist() == [
        "who", "measure", "item", "value", "low", "high", "unit", "hits", "exposure", "documents", "note",
    ]  # fmt: skip
    assert frame[["who", "measure", "unit"]].drop_duplicates().values.tolist() == [
        ["A", "log_ratio", "doublings of the rate"]
    ]


def test_blocks_of_words_make_the_same_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    from rostra.measures.keyness import texts as room

    tokens = speeches(A=["war and peace to war"] * 8, B=["we will and will not"] * 8)
    whole = rostra.keyness(tokens, by="who", target="A", statistic="welch").frame
    monkeypatch.setattr(room, "_BLOCK", 40)
    again = rostra.keyness(tokens, by="who", target="A", statistic="welch").frame
    pd.testing.assert_frame_equal(again, whole)


def test_a_number_can_be_given_as_it_is_written() -> None:
    tokens = tokens_of("[[A|speech|war war]]", "[[A|speech|no war]]", year=[2013, 2014])
    frame = rostra.keyness(tokens, by="year", target="2013", reference=2014, min_count=2).frame
    assert frame[["year", "item", "target_hits"]].values.tolist() == [[2013, "war", 2]]


def test_comparing_changes_nothing() -> None:
    tokens = speeches(A=["war " * 5], B=["no"])
    before = fingerprint(tokens)
    rostra.keyness(tokens, by="who", target="A", stop_words=False)
    assert fingerprint(tokens) == before


def test_where_no_word_is_frequent_enough_the_table_is_empty() -> None:
    result = rostra.keyness(speeches(A=["war"], B=["no"]), by="who", target="A")
    assert result.frame.empty
    assert result.about == (
        "No word occurs 5 times or more in A and all others with a known who together; 2 occur less often."
    )


@pytest.mark.parametrize(
    ("target", "reference", "message"),
    [
        ("Ann", None, "no who named 'Ann'. Did you mean 'Anna'? Known: Anna, B."),
        ("B", "C", "no who named 'C'. Known: Anna, B."),
        (
            "B",
            "B",
            "target and reference are both 'B'. Give another reference, or none: then it is all others.",
        ),
    ],
)
def test_a_side_that_is_not_there_is_named(target: str, reference: str | None, message: str) -> None:
    with pytest.raises(QueryError) as error:
        rostra.keyness(speeches(Anna=["no"], B=["no"]), by="who", target=target, reference=reference)
    assert str(error.value) == message
