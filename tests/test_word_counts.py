"""Counting: cells of group, document and word against a count by hand; two sides of them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import fingerprint, speeches, tokens_of
from numpy.testing import assert_array_equal

import rostra
from rostra.errors import QueryError
from rostra.index import word_counts
from rostra.index.cells import Cells, count_cells, merged
from rostra.index.counting import count_forms
from rostra.index.tokens import Tokens
from rostra.index.word_counts import WordCounts, count_words, in_alphabet

words = st.lists(st.sampled_from(["war", "peace", "and", "US"]), max_size=6)
spoken = st.lists(st.tuples(words, words, words), min_size=1, max_size=6)  # by A, by B, by the narrator


def told(texts: list[tuple[list[str], list[str], list[str]]]) -> Tokens:
    def said(who: str, own: list[str]) -> str:
        return f"[[{who}|speech|{' '.join(own)}]]" if own else ""

    return tokens_of(*(f"{said('A', a)} {' '.join(rest)} {said('B', b)}." for a, b, rest in texts))


def groups_of(counted: WordCounts) -> list[Cells]:
    return [counted.of(place) for place in range(len(counted.names))]


def by_document(cells: Cells, vocabulary: tuple[str, ...]) -> dict[int, Counter[str]]:
    return {
        int(document): Counter(
            {
                vocabulary[form]: int(count)
                for form, count in zip(cells.form[begin:end], cells.count[begin:end], strict=True)
            }
        )
        for document, begin, end in zip(cells.document, cells.offsets[:-1], cells.offsets[1:], strict=True)
    }


@settings(max_examples=200, deadline=None)
@given(spoken, st.sampled_from([1, 3, 10**6]), st.booleans())
def test_cells_are_those_counted_by_hand(
    texts: list[tuple[list[str], list[str], list[str]]], stretch: int, large: bool
) -> None:
    tokens = told(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_counts, "kernels_pay", lambda _: large)
        counted = count_words(tokens, "actor", partition=stretch)
    expected = {
        who: {i: Counter(text[place]) for i, text in enumerate(texts) if text[place]}
        for place, who in enumerate("AB")
    }
    assert set(counted.names) == {who for who, own in expected.items() if own}
    for name, cells in zip(counted.names, groups_of(counted), strict=True):
        assert by_document(cells, tokens.vocabulary) == expected[name]
        assert cells.words.tolist() == [own.total() for own in expected[name].values()]
    assert counted.unknown == sum(len(text[2]) for text in texts)
    together = {i: Counter(a) + Counter(b) for i, (a, b, _) in enumerate(texts) if a or b}
    assert by_document(counted.whole, tokens.vocabulary) == together
    assert (np.diff(counted.whole.keys) > 0).all()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 199), st.integers(-1, 2)), max_size=60), st.sampled_from([200, 3000])
)
def test_few_forms_of_many_are_counted_like_many_of_few(placed: list[tuple[int, int]], size: int) -> None:
    form, cell = (np.array([pair[k] for pair in placed], dtype=np.int32) for k in (0, 1))
    words, entries, forms, counts = count_forms(form, cell, 3, size)
    own = [Counter(form[cell == place].tolist()) for place in range(3)]
    assert words.tolist() == [part.total() for part in own]
    assert entries.tolist() == [len(part) for part in own]
    listed = list(zip(forms.tolist(), counts.tolist(), strict=True))
    assert listed == [pair for part in own for pair in sorted(part.items())]


@settings(max_examples=200)
@given(spoken)
def test_groups_are_those_of_the_words_and_in_their_order(
    texts: list[tuple[list[str], list[str], list[str]]],
) -> None:
    tokens = told(texts)
    for by in ("actor", "doc_id", None):
        names, codes = tokens.groups(by)
        counted = count_words(tokens, by)
        if len(tokens):
            assert counted.names == names
        assert [int(cells.words.sum()) for cells in groups_of(counted)] == [
            int((codes == code).sum()) for code in range(len(counted.names))
        ]


def test_a_column_is_counted_once() -> None:
    tokens = speeches(A=["war and war"], B=["no"])
    before = fingerprint(tokens)
    assert count_words(tokens, "who") is count_words(tokens, "who")
    assert in_alphabet(tokens)[1] is in_alphabet(tokens)[1]
    assert fingerprint(tokens) == before


def test_sums_and_rows_are_those_of_the_full_table() -> None:
    tokens = speeches(A=["war and war", "no war", "no"], B=["and", "peace peace"])
    cells = merged(groups_of(count_words(tokens, "who")))
    full = np.zeros((5, len(tokens.vocabulary)))
    np.add.at(full, (tokens.document, tokens.form), 1)
    assert_array_equal(cells.hits, full.sum(axis=0))
    assert_array_equal(cells.documents, (full > 0).sum(axis=0))
    assert_array_equal(cells.squares, (full**2).sum(axis=0))
    assert_array_equal(cells.products, (full * full.sum(axis=1, keepdims=True)).sum(axis=0))
    some, documents = np.array([2, 0]), np.array([1, 3, 4])
    assert_array_equal(cells.columns(some, documents), full[np.ix_(documents, some)].T)
    assert_array_equal(cells.rows(np.array([1, 3])).columns(some, documents)[:, 2], [0, 0])
    assert cells.words_in(documents).tolist() == [2, 1, 2]
    assert cells.rows(np.array([1])).words_in(documents).tolist() == [2, 0, 0]


def test_some_words_alone_can_be_counted() -> None:
    cells = count_cells(np.array([0, 2, 2, 2]), np.array([1, 0, 1, 0]), 3)
    assert cells.document.tolist() == [0, 2]
    assert cells.words.tolist() == [1, 3]
    assert cells.hits.tolist() == [2, 2, 0]
    assert count_cells(np.zeros(0, np.int32), np.zeros(0, np.int32), 3).hits.tolist() == [0, 0, 0]


def test_words_can_be_counted_under_other_names() -> None:
    tokens = speeches(A=["war and war", "no wars"], B=["and", "peace"])
    vocabulary = list(tokens.vocabulary)
    names = np.array([{"wars": 0, "war": 0, "and": -1}.get(form, 1) for form in vocabulary])
    cells = count_words(tokens, None).whole.renamed(names, 2)
    expected = [{0: 2}, {0: 1, 1: 1}, {}, {1: 1}]
    assert by_document(cells, (0, 1)) == {row: Counter(own) for row, own in enumerate(expected)}  # type: ignore[arg-type,comparison-overlap]
    assert cells.words.tolist() == [3, 2, 1, 1]  # all words of the document


def test_an_unknown_column_names_the_known_ones() -> None:
    with pytest.raises(QueryError, match="no column named 'speaker'"):
        count_words(speeches(A=["no"]), "speaker")


def test_no_words_have_no_groups() -> None:
    counted = count_words(rostra.tokenize(rostra.load_corpus([{"text": "", "who": "A"}])), "who")
    assert (counted.names, groups_of(counted), counted.unknown) == ([], [], 0)
    assert counted.whole.hits.tolist() == [0]
