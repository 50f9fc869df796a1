"""Tokens: what a word is, where it stands, and whose it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import tokens_of

import rostra
from rostra.errors import QueryError
from rostra.index.reference import fold_token
from rostra.index.tokens import Tokens

prose = st.text(alphabet="aBé-'’ .,!?“”US7\n\u00ad\u0301", max_size=80)


def words(*texts: str) -> Tokens:
    return rostra.tokenize(
        rostra.load_corpus([{"doc_id": f"d{i}", "text": text} for i, text in enumerate(texts)])
    )


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("It is rock-solid.", ["it", "is", "rock-solid"]),
        ("Russia’s don't O'Brien", ["russia's", "don't", "o'brien"]),
        ("the U.S. said, at 9:30 a.m.", ["the", "u.s.", "said", "at", "9:30", "a.m."]),
        ("1,200.50 euros, 4% and the 21st", ["1,200.50", "euros", "4%", "and", "the", "21st"]),
        ("https://a.org/b?c=1, or mail a.b@c.org", ["https://a.org/b?c=1", "or", "mail", "a.b@c.org"]),
        ("@handle #tag", ["@handle", "#tag"]),
        ("yes—no – maybe…", ["yes", "no", "maybe"]),
        ("Cafe\u0301 and Café", ["café", "and", "café"]),
        ("co\u00adoperate", ["cooperate"]),
        ("¿? — … 😀", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_word_is_what_the_rule_says(text: str, forms: list[str]) -> None:
    assert words(text).forms.tolist() == forms


@pytest.mark.parametrize(
    ("surface", "form"),
    [
        ("US", "US"),
        ("us", "us"),
        ("Us", "us"),
        ("US’s", "US's"),
        ("WHO", "WHO"),
        ("Who", "who"),
        ("IT", "IT"),
        ("May", "May"),
        ("may", "may"),
        ("MAY", "may"),
        ("March", "March"),
        ("marched", "marched"),
        ("It", "it"),
    ],
)
def test_case_is_folded_but_where_it_is_the_meaning(surface: str, form: str) -> None:
    assert fold_token(surface) == form


@settings(max_examples=40)
@given(st.lists(prose, min_size=1, max_size=4))
def test_every_word_stands_where_it_says(texts: list[str]) -> None:
    tokens = words(*texts)
    for document, start, end, form in zip(
        tokens.document, tokens.start, tokens.end, tokens.forms, strict=True
    ):
        assert fold_token(texts[document][start:end]) == form
    assert (np.diff(tokens.sentence) >= 0).all()
    place = tokens.sentence
    assert (tokens.sentence_start[place] <= tokens.start).all()
    assert (tokens.end <= tokens.sentence_end[place]).all()


@settings(max_examples=40)
@given(st.lists(prose, min_size=1, max_size=4))
def test_the_words_of_a_document_do_not_depend_on_the_others(texts: list[str]) -> None:
    together = words(*texts)
    apart = [words(text) for text in texts]
    assert together.forms.tolist() == [form for tokens in apart for form in tokens.forms]
    assert together.start.tolist() == [start for tokens in apart for start in tokens.start]


def test_a_clause_begins_after_punctuation_not_after_a_quotation_mark() -> None:
    tokens = words("We will, we “must” act. Now")
    assert tokens.forms[tokens.clause_start].tolist() == ["we", "we", "now"]


def test_a_word_belongs_to_its_innermost_statement() -> None:
    tokens = tokens_of("He said [[Russia|direct|no deal]] twice.")
    assert tokens.labels("kind").tolist() == ["narration", "narration", "direct", "direct", "narration"]
    assert tokens.labels("actor").tolist() == [None, None, "Russia", "Russia", None]


def test_documents_lend_their_columns_to_their_words() -> None:
    tokens = tokens_of("[[A|speech|Yes]]", "no no", source=["Daily", None])
    assert tokens.labels("source").tolist() == ["Daily", None, None]
    assert tokens.groupings[:3] == ("statement_id", "quotation_id", "doc_id")


def test_groups_come_with_most_words_first_and_ties_by_name() -> None:
    names, codes = tokens_of(
        "[[B|speech|one two]] and [[A|speech|one two]] and [[C|speech|one two three]]"
    ).groups("actor")
    assert names == ["C", "A", "B"]
    assert codes.tolist() == [2, 2, -1, 1, 1, -1, 0, 0, 0]


def test_without_a_column_all_words_are_one_group() -> None:
    names, codes = words("one two", "three").groups(None)
    assert names == ["corpus"]
    assert codes.tolist() == [0, 0, 0]


def test_an_unknown_column_is_named_with_the_known_ones() -> None:
    with pytest.raises(QueryError) as error:
        words("Yes.").labels("sources")
    assert str(error.value) == (
        "no column named 'sources'. Did you mean 'source'? Known: doc_id, date, source, title."
    )


def test_asking_a_corpus_for_actors_says_how_to_get_them() -> None:
    with pytest.raises(QueryError) as error:
        words("Yes.").groups("actor")
    assert str(error.value) == (
        "no column named 'actor'. Known: doc_id, date, source, title. Nobody has been credited with these "
        "words yet: the column 'actor' comes with rostra.tokenize(rostra.attribute(corpus))."
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("us", [(3, 3)]),
        ("US", [(1, 1)]),
        ("US*", [(1, 1), (5, 5)]),
        ("threat*", [(7, 7), (10, 10)]),
        ("“the threat”,", [(6, 7)]),
        ("the *", [(0, 1), (6, 7)]),
        ("threat we", []),  # a sentence ends between them
        ("U.S.", []),
        ("Threat.", [(7, 7)]),
        (["us", "told us"], [(2, 3), (3, 3)]),
    ],
)
def test_a_query_finds_words_and_phrases(query: str | list[str], found: list[tuple[int, int]]) -> None:
    tokens = words("The US told us of US’s the threat. We then threatened.")
    first, last = tokens.find(query)
    assert list(zip(first.tolist(), last.tolist(), strict=True)) == found


@pytest.mark.parametrize("query", ["", " . ", "“”"])
def test_a_query_of_nothing_is_refused(query: str) -> None:
    with pytest.raises(QueryError) as error:
        words("Yes.").find(query)
    assert str(error.value) == (
        f"nothing to look for in {query!r}. Give a word or a phrase; * stands for any letters: "
        '"provoc*", "no choice but".'
    )


def test_places_name_owner_and_text() -> None:
    tokens = tokens_of("He said [[Russia|direct|no deal]] twice.")
    place = tokens.places(np.array([2, 0]), np.array([3, 1])).to_dict("records")
    assert {name: place[0][name] for name in ("doc_id", "statement_id", "actor", "kind")} == {
        "doc_id": "d1", "statement_id": "s2", "actor": "Russia", "kind": "direct",
    }  # fmt: skip
    assert tokens.corpus.text("d1")[place[0]["start"] : place[0]["end"]] == "no deal"
    assert place[1]["kind"] == "narration"


def test_an_empty_corpus_has_no_words_and_answers() -> None:
    tokens = words("", "…")
    assert len(tokens) == 0
    assert len(tokens.find("any")[0]) == 0
    assert tokens.groups("source") == ([], pytest.approx(np.zeros(0)))
    assert tokens.frame.empty


def test_the_frame_shows_words_as_published() -> None:
    frame = tokens_of("He said [[Russia|direct|No deal]].").frame
    assert frame["surface"].tolist() == ["He", "said", "No", "deal"]
    assert frame["statement_id"].tolist() == ["s1", "s1", "s2", "s2"]
