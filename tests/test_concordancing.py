"""Concordancing: every line, its order, its reach, and how many there are in all."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import fingerprint, speeches, tokens_of

import rostra
from rostra.concordance import COLUMNS
from rostra.errors import QueryError
from rostra.index import Tokens

LINES = "A grave threat. They threatened us again. The US saw a threat too."


@pytest.mark.parametrize(
    ("sort", "nodes"),
    [
        (None, ["threat", "threatened", "threat"]),
        ("node", ["threat", "threat", "threatened"]),
        ("right", ["threat", "threat", "threatened"]),  # they …, too, us …
        ("left", ["threat", "threat", "threatened"]),  # a saw …, grave a, they threat …
    ],
)
def test_lines_are_sorted_by_the_words_beside_the_node(sort: str | None, nodes: list[str]) -> None:
    found = rostra.kwic(speeches(A=[LINES]), "threat*", sort=sort)
    assert found.lines["node"].tolist() == nodes


def test_left_means_the_nearest_word_first() -> None:
    found = rostra.kwic(speeches(A=["b a no. a b no. c a no."]), "no", sort="left")
    assert [line.strip()[-3:] for line in found.lines["left"]] == ["b a", "c a", "a b"]


def test_lines_can_be_chosen_by_who_speaks() -> None:
    tokens = speeches(A=[LINES], B=["No threat."], C=["A threat."])
    found = rostra.kwic(tokens, "threat", by="who", who=["B", "C"])
    assert found.lines["who"].tolist() == ["B", "C"]
    assert (
        found.about == "2 lines for 'threat', who ['B', 'C'], in 2 of 3 documents; 60 characters each side."
    )


def test_us_and_the_us_are_two_words() -> None:
    tokens = speeches(A=[LINES])
    assert rostra.kwic(tokens, "us").lines["node"].tolist() == ["us"]
    assert rostra.kwic(tokens, "US").lines["node"].tolist() == ["US"]


def test_a_line_says_whose_it_is() -> None:
    line = rostra.kwic(tokens_of("He said [[Chad|direct|no deal]]."), "no deal").lines.iloc[0]
    assert (line["actor"], line["kind"], line["statement_id"], line["node"]) == (
        "Chad",
        "direct",
        "s2",
        "no deal",
    )


def test_a_word_that_is_not_there_has_no_lines() -> None:
    found = rostra.kwic(speeches(A=[LINES]), ["peace", "accord*"])
    assert len(found) == 0
    assert found.about == "0 lines for 'peace, accord*', in 0 of 1 document; 60 characters each side."


def test_an_unknown_order_is_refused() -> None:
    with pytest.raises(QueryError) as error:
        rostra.kwic(speeches(A=[LINES]), "threat", sort="rihgt")
    assert str(error.value) == (
        "no order named 'rihgt'. Did you mean 'right'? Known: left, right, node, L1, L2, L3, L4, L5, "
        "R1, R2, R3, R4, R5, doc_id, date, source, title, who."
    )


# Order ----------------------------------------------------------------------------------------------------

documents = st.lists(
    st.lists(st.sampled_from(["a", "B", "b", "node", "c", "US", "us", "c."]), min_size=1, max_size=9).map(
        " ".join
    ),
    min_size=1, max_size=4,
)  # fmt: skip
keys = st.lists(
    st.sampled_from(["node", *(f"{side}{i}" for side in "LR" for i in range(1, 6)), "doc_id"]),
    min_size=1, max_size=3, unique=True,
)  # fmt: skip


def words(texts: list[str], **columns: list[Any]) -> Tokens:
    rows = [
        {"doc_id": f"d{i}", "text": text} | {name: values[i] for name, values in columns.items()}
        for i, text in enumerate(texts)
    ]
    return rostra.tokenize(rostra.load_corpus(rows))


def key(tokens: Tokens, first: int, last: int, name: str) -> Any:
    """What a line is put in order by, word by word."""
    if name == "doc_id":
        return [int(tokens.document[first])]
    if name == "node":
        return [tokens.forms[i].casefold() for i in range(first, last + 1)]
    place = first - int(name[1:]) if name[0] == "L" else last + int(name[1:])
    inside = 0 <= place < len(tokens) and tokens.document[place] == tokens.document[first]
    return [tokens.forms[place].casefold()] if inside else []


@settings(max_examples=200)
@given(documents, keys, st.sampled_from(["node", "(a|b) *", "*", "(c|c node)"]))
def test_lines_stand_in_the_order_of_their_keys(texts: list[str], by: list[str], query: str) -> None:
    tokens = words(texts)
    first, last = tokens.find(query)
    spans = list(zip(first.tolist(), last.tolist(), strict=True))
    expected = sorted(spans, key=lambda span: [key(tokens, *span, name) for name in by])  # stable
    lines = rostra.kwic(tokens, query, sort=by).lines
    starts = [(f"d{tokens.document[a]}", int(tokens.start[a]), int(tokens.end[b])) for a, b in expected]
    assert list(lines[["doc_id", "start", "end"]].itertuples(index=False, name=None)) == starts
    again = rostra.kwic(tokens, query, sort=", ".join(by)).lines
    pd.testing.assert_frame_equal(lines, again)


def test_left_and_right_are_five_words() -> None:
    tokens = words(["x1 a a a a no b b b b y2", "x0 a a a a no b b b b y1"])
    for short, spelled in (("left", "L1,L2,L3,L4,L5"), ("right", "R1,R2,R3,R4,R5")):
        found = rostra.kwic(tokens, "no", sort=short).lines
        assert found["doc_id"].tolist() == ["d1", "d0"]
        pd.testing.assert_frame_equal(found, rostra.kwic(tokens, "no", sort=spelled).lines)


def test_the_node_is_as_long_as_it_is_found() -> None:
    lines = rostra.kwic(words(["a z. A c."]), "(a|a c)", sort="node").lines
    assert lines["node"].tolist() == ["a", "A", "A c"]


def test_columns_are_keys_with_numbers_by_size_and_the_unknown_last() -> None:
    tokens = words(["no a", "no b", "no c", "no d"], year=[10, 9, None, 9], who=["b", "a", "a", None])
    assert rostra.kwic(tokens, "no", sort="year").lines["right"].tolist() == [" b", " d", " a", " c"]
    assert rostra.kwic(tokens, "no", sort="who, R1").lines["right"].tolist() == [" b", " c", " a", " d"]
    assert rostra.kwic(tokens, "no", sort=["year", "who"]).lines["right"].tolist() == [" b", " d", " a", " c"]


# Reach ----------------------------------------------------------------------------------------------------


def test_a_line_reaches_so_many_words_of_its_document() -> None:
    tokens = words(["One. Two, (three) four five. Six", "seven"])
    line = rostra.kwic(tokens, "three", context="words", width=2).lines.iloc[0]
    assert (line["left"], line["node"], line["right"]) == ("One. Two, (", "three", ") four five")
    line = rostra.kwic(tokens, "five", context="words", width=9).lines.iloc[0]
    assert (line["left"], line["right"]) == ("One. Two, (three) four ", ". Six")
    line = rostra.kwic(tokens, "five", context="words", width=0).lines.iloc[0]
    assert (line["left"], line["right"]) == ("", "")


def test_a_line_reaches_to_the_ends_of_its_sentence() -> None:
    found = rostra.kwic(
        words(["He left. “We will,” she said, “respond.” Then\nnothing."]), "will", context="sentence"
    )
    line = found.lines.iloc[0]
    assert line["left"] + line["node"] + line["right"] == "“We will,” she said, “respond.”"
    assert found.about == "1 line for 'will', in 1 of 1 document; the sentence of each."


def test_a_line_reaches_to_the_ends_of_its_statement() -> None:
    tokens = tokens_of("He said [[Chad|direct|no deal. And no talks]] twice, no more.")
    lines = rostra.kwic(tokens, "no", context="statement").lines
    shown = (lines["left"] + lines["node"] + lines["right"]).tolist()
    assert shown == ["no deal. And no talks", "no deal. And no talks", " twice, no more."]


def test_a_node_that_leaves_its_statement_is_shown_whole() -> None:
    tokens = tokens_of("He said [[Chad|direct|no deal]] twice.")
    line = rostra.kwic(tokens, "deal twice", context="statement").lines.iloc[0]
    assert (line["left"], line["node"], line["right"]) == ("no ", "deal twice", ".")


@settings(max_examples=100)
@given(
    documents,
    st.sampled_from(["characters", "words", "sentence"]),
    st.integers(0, 12),
    st.sampled_from(["*", "a _ c", "us"]),
)
def test_every_line_is_a_piece_of_its_text(texts: list[str], context: Any, width: int, query: str) -> None:
    tokens = words(texts)
    for line in rostra.kwic(tokens, query, context=context, width=width).lines.to_dict("records"):
        text = tokens.corpus.text(line["doc_id"])
        assert line["node"] == text[line["start"] : line["end"]]
        assert text[: line["start"]].endswith(line["left"])
        assert text[line["end"] :].startswith(line["right"])


# A sample and a limit -------------------------------------------------------------------------------------


def test_a_sample_is_drawn_by_its_seed_and_shown_in_text_order() -> None:
    tokens = words(["no a no b no c", "no d no e", "f"])
    found = rostra.kwic(tokens, "no", sample=3, seed=1)
    assert len(found) == 3
    assert found.about == (
        "3 of 5 lines for 'no', a random sample of 3 (seed 1); in 2 of 3 documents; 60 characters each side."
    )
    places = list(found.lines[["doc_id", "start"]].itertuples(index=False, name=None))
    assert places == sorted(places)
    pd.testing.assert_frame_equal(found.lines, rostra.kwic(tokens, "no", sample=3, seed=1).lines)
    drawn = {tuple(rostra.kwic(tokens, "no", sample=3, seed=seed).lines["start"]) for seed in range(30)}
    assert len(drawn) > 3


def test_every_line_is_drawn_as_often() -> None:
    tokens = words(["no " * 10])
    starts = [rostra.kwic(tokens, "no", sample=2, seed=seed).lines["start"] for seed in range(500)]
    counts = np.bincount(np.concatenate(starts) // 3, minlength=10)
    assert counts.sum() == 1000
    assert counts.min() > 60 and counts.max() < 140  # 100 each, four standard deviations


def test_a_sample_larger_than_all_is_all() -> None:
    found = rostra.kwic(words(["no no"]), "no", sample=2, limit=9)
    assert found.about == "2 lines for 'no', in 1 of 1 document; 60 characters each side."


def test_a_limit_shows_the_first_lines_once_they_are_in_order() -> None:
    tokens = words(["no c", "no a", "no b"])
    found = rostra.kwic(tokens, "no", sort="R1", limit=2)
    assert found.lines["right"].tolist() == [" a", " b"]
    assert found.about == (
        "2 of 3 lines for 'no', the first in the order R1; in 3 of 3 documents; 60 characters each side."
    )
    assert rostra.kwic(tokens, "no", limit=1, context="words", width=3).about == (
        "1 of 3 lines for 'no', the first in text order; in 3 of 3 documents; 3 words each side."
    )
    assert rostra.kwic(tokens, "no", sample=2, limit=1, sort="left").about == (
        "1 of 3 lines for 'no', a random sample of 2 (seed 0), the first in the order left; in 3 of 3 "
        "documents; 60 characters each side."
    )


def test_only_the_texts_of_the_shown_lines_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["no " * 50, "no one", "no two"]
    tokens = words(texts)
    kind = type(tokens.corpus.documents["text"].array)
    plain, read = kind.__getitem__, list[Any]()

    def noted(self: Any, item: Any) -> Any:
        read.append(plain(self, item))
        return read[-1]

    monkeypatch.setattr(kind, "__getitem__", noted)
    assert len(rostra.kwic(tokens, "no", limit=5)) == 5
    assert [value for value in read if any(value is text or value == text for text in texts)] == texts[:1]


def test_the_documents_are_counted_whether_there_are_many_lines_or_few() -> None:
    texts = ["no " * random.Random(i).randrange(9) for i in range(30)]
    tokens = words([text or "yes" for text in texts])
    some = sum("no" in text for text in texts)
    assert f"in {some} of 30 documents" in rostra.kwic(tokens, "no").about
    assert "in 30 of 30 documents" in rostra.kwic(tokens, "(no|yes)").about
    assert "in 1 of 30 documents" in rostra.kwic(tokens, "* doc_id:d3").about


# What it is given -----------------------------------------------------------------------------------------


def test_the_columns_are_those_of_every_concordance() -> None:
    tokens = speeches(A=["no"])
    assert tuple(rostra.kwic(tokens, "no").lines.columns) == COLUMNS
    assert tuple(rostra.kwic(tokens, "no", by="who").lines.columns) == (*COLUMNS, "who")
    empty = rostra.kwic(tokens, "yes", by="who", sort="L1, date", context="sentence", sample=3).lines
    assert tuple(empty.columns) == (*COLUMNS, "who")
    assert empty.empty


def test_nothing_is_changed_by_looking() -> None:
    tokens = speeches(A=[LINES], B=["No threat."])
    before = fingerprint(tokens)
    rostra.kwic(tokens, "threat*", sort="L1, who", sample=2, limit=1, context="sentence")
    assert fingerprint(tokens) == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"limit": 0}, "limit is 0. Give a whole number from 1."),
        ({"sample": -1}, "sample is -1. Give a whole number from 1."),
        ({"sample": 2.5}, "sample is 2.5. Give a whole number from 1."),
        ({"width": -1}, "width is -1. Give a whole number from 0."),
        ({"width": True}, "width is True. Give a whole number from 0."),
        (
            {"context": "sentences"},
            "no context named 'sentences'. Did you mean 'sentence'? Known: characters, words, sentence, "
            "statement.",
        ),
        (
            {"context": "statement"},
            "these words belong to no statements. Make them with "
            'rostra.tokenize(rostra.attribute(corpus)), or ask for context="sentence".',
        ),
        (
            {"sort": "L1, R6"},
            "no order named 'R6'. Known: left, right, node, L1, L2, L3, L4, L5, R1, R2, R3, R4, R5, "
            "doc_id, date, source, title.",
        ),
        ({"nobody": "x"}, "no column named 'nobody'. Known: doc_id, date, source, title."),
    ],
)
def test_an_option_that_means_nothing_is_refused(options: dict[str, Any], said: str) -> None:
    with pytest.raises(QueryError) as error:
        rostra.kwic(words(["No war."]), "war", **options)
    assert str(error.value) == said
