"""Frequency: counts that plain Python repeats."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import fingerprint, speeches, tokens_of

import rostra
from rostra.errors import QueryError

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
