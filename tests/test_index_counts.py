"""Counts do not depend on the partitions, on who counts them, or on whether kernels do."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rostra
from rostra.index import counting, lookup
from rostra.index.counting import count_forms, count_groups, count_pairs, document_bounds, partitions_of
from rostra.index.lookup import count_hits
from rostra.index.matching import find_hits
from rostra.index.tokens import Tokens
from rostra.lexicon import Category, Lexicon, parse_entry

WORDS = (
    "no", "war", "We", "deny", "rock-solid", "won't", "may", "May", "the", "US", "peace,", "now.", "cannot",
)  # fmt: skip
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join), min_size=1, max_size=6)
ENTRIES = (
    "no", "no war", "war", "rock-solid", "rock*", "*solid", "will not", "not deny", "we _ deny", "may",
    "(no|the) war", "no no", "no no no", "we deny", "deny the war", "pea*", "n*", "can not", "(|the) peace",
    "the _ war",
)  # fmt: skip


def words_of(contents: list[str]) -> Tokens:
    rows = [{"text": f"{text}.", "who": "AB"[i % 2]} for i, text in enumerate(contents)]
    return rostra.tokenize(rostra.attribute(rostra.load_corpus(rows), actor="who"))


def lexicon_of(*categories: list[str]) -> Lexicon:
    return Lexicon(
        *("test", "", "", "", "", "", "", "en", "style", "keep", "exploratory"),
        categories=tuple(
            Category(f"c{i}", tuple(map(parse_entry, entries))) for i, entries in enumerate(categories)
        ),
    )


@pytest.fixture(params=["kernels", "no kernels"])
def counted_by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    least = 0 if request.param == "kernels" else 10**9
    monkeypatch.setattr(counting, "_WORDS", least)
    monkeypatch.setattr(lookup, "_WORDS", least)
    return str(request.param)


def by_kernels(patch: pytest.MonkeyPatch, yes: bool) -> None:
    for module in (counting, lookup):
        patch.setattr(module, "_WORDS", 0 if yes else 10**9)


@settings(max_examples=200)
@given(contents=texts, size=st.integers(1, 40), kernels=st.booleans(), threads=st.booleans())
def test_partitions_of_any_size_give_the_numbers_of_one(
    contents: list[str], size: int, kernels: bool, threads: bool
) -> None:
    words = words_of(contents)
    names, codes = words.groups("who")
    of_document = words.corpus.documents["who"].map({name: i for i, name in enumerate(names)}).fillna(-1)
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as executor:
        by_kernels(patch, kernels)
        given_ = {"partition": size, "executor": executor if threads else None}
        for each, group in (("token", codes), ("document", of_document.to_numpy(np.int64))):
            counts, documents = count_forms(words, group, len(names), each=each, **given_)
            expected = np.zeros_like(counts)
            np.add.at(expected, (codes, words.form), 1)
            np.testing.assert_array_equal(counts, expected)
            seen = {
                (int(c), int(f), int(d)) for c, f, d in zip(codes, words.form, words.document, strict=True)
            }
            expected[:] = 0
            for code, form, _ in seen:
                expected[code, form] += 1
            np.testing.assert_array_equal(documents, expected)
            grouped = count_groups(words, "who" if each == "token" else "actor", **given_)
            assert grouped.names == names
            np.testing.assert_array_equal(grouped.counts, counts)
            np.testing.assert_array_equal(grouped.documents, documents)
            np.testing.assert_array_equal(grouped.words, counts.sum(axis=1))
        pairs = count_pairs(words, **given_)
        together = [
            (int(words.form[a]), int(words.form[b]))
            for a, b in pairwise(range(len(words)))
            if words.sentence[a] == words.sentence[b] and words.statement[a] == words.statement[b]
        ]
        found = {
            (int(a), int(b)): int(n) for a, b, n in zip(pairs.first, pairs.second, pairs.count, strict=True)
        }
        assert found == dict(Counter(together))


@settings(max_examples=200)
@given(
    contents=texts,
    entries=st.lists(st.lists(st.sampled_from(ENTRIES), max_size=8), min_size=1, max_size=3),
    size=st.integers(1, 40),
)
def test_the_lookup_counts_the_hits_that_matching_finds(
    contents: list[str], entries: list[list[str]], size: int
) -> None:
    words = words_of(contents)
    lexicon = lexicon_of(*entries)
    expected = np.zeros((len(contents), len(entries)), dtype=np.int64)
    for hit in find_hits(words, lexicon).to_dict("records"):
        expected[words.document[hit["first"]], int(hit["category"][1:])] += 1
    for kernels in (True, False):
        with pytest.MonkeyPatch.context() as patch:
            by_kernels(patch, kernels)
            np.testing.assert_array_equal(count_hits(words, lexicon, partition=size), expected)


@pytest.mark.parametrize("name", rostra.lexicon_names())
def test_every_lexicon_that_ships_is_counted_as_it_is_found(name: str, counted_by: str) -> None:
    words = rostra.tokenize(rostra.load_corpus("corpus/strait"))
    lexicon = rostra.load_lexicon(name)
    found = find_hits(words, lexicon)
    assert count_hits(words, lexicon).sum() == len(found)


def test_a_long_clause_without_punctuation_costs_no_more_than_its_length(counted_by: str) -> None:
    words = words_of(["no war no no no the war " * 3000])
    lexicon = lexicon_of(["no", "no no", "no no no", "the war"])
    assert count_hits(words, lexicon).tolist() == [[9000]]


def test_statements_within_documents_are_grouped_word_by_word(counted_by: str) -> None:
    words = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    for by in ("actor", "kind", "doc_id", None):
        names, codes = words.groups(by)
        found = count_groups(words, by, partition=500)
        expected = np.zeros((len(names), len(words.vocabulary)), dtype=np.int64)
        np.add.at(expected, (codes[codes >= 0], words.form[codes >= 0]), 1)
        assert found.names == names
        np.testing.assert_array_equal(found.counts, expected)


def test_partitions_are_runs_of_whole_documents() -> None:
    words = words_of(["no war"] * 5 + ["no " * 50] + [""])
    assert document_bounds(words).tolist() == [0, 2, 4, 6, 8, 10, 60, 60]
    assert partitions_of(words, 5) == [(0, 2), (2, 4), (4, 5), (5, 6), (6, 7)]
    assert partitions_of(words, 1000) == [(0, 7)]
