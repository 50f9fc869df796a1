"""The kernel finds the hits that matching finds without it, whatever the text and the lexicon."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rostra
from rostra.index import matching
from rostra.index.hits import Hits
from rostra.index.matching import hits_of
from rostra.index.resolving import are_rows
from rostra.index.tokens import Tokens
from rostra.lexicon import Category, Lexicon, load_lexicon, parse_entry

WORDS = (
    "no", "not", "never", "war", "We", "deny", "rock-solid", "won't", "can't", "may", "the", "US", "peace,",
    "now.", "cannot", "not only", "without", "but", "of course", "by no means", "I", "Now", "Rock-Solid",
)  # fmt: skip
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join), min_size=1, max_size=6)
ENTRIES = (
    "no", "no war", "war", "rock-solid", "rock*", "*solid", "will not", "not deny", "we _ deny", "may",
    "(no|the) war", "no no", "no no no", "we deny", "deny the war", "pea*", "n*", "can not", "(|the) peace",
    "the _ war", "war NOT the war", "w* NOT war NOT we deny", "deny NOT deny _ peace", "can", "the the",
    "not", "the (war|peace)", "no w*", "* war", "the rock solid", "rock solid war", "solid war the",
    "We deny", "We", "US", "the Now", "war NEAR/3 peace", "deny NOT We deny", "Rock solid", "* US", "I deny",
)  # fmt: skip


def lexicon_of(*categories: list[str], excluded: list[str], negation: str) -> Lexicon:
    agents = (None, None, "other")
    parts = tuple(
        Category(
            f"c{i}", tuple(map(parse_entry, entries)), negation=negation if i else None, agent=agents[i % 3]
        )
        for i, entries in enumerate(categories)
    )
    barred = tuple(pattern for text in excluded for pattern in parse_entry(text).patterns)
    return Lexicon(
        *("test", "", "", "", "", "", "", "en", "style", "keep", "exploratory"), parts, exclusions=barred
    )


def found_by(kernels: bool, words: Tokens, lexicon: Lexicon) -> Hits:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "MANY", 0 if kernels else 10**9)
        return hits_of(words, lexicon)


@settings(max_examples=300)
@given(
    contents=texts,
    entries=st.lists(st.lists(st.sampled_from(ENTRIES), max_size=8), min_size=1, max_size=3),
    excluded=st.lists(
        st.sampled_from(["no peace", "war", "we", "the _ war", "n* the", "the US", "We"]), max_size=2
    ),
    negation=st.sampled_from(["keep", "drop"]),
)
def test_the_kernel_finds_the_hits_that_matching_finds(
    contents: list[str], entries: list[list[str]], excluded: list[str], negation: str
) -> None:
    words = rostra.tokenize(rostra.load_corpus([{"text": f"{text}."} for text in contents]))
    lexicon = lexicon_of(*entries, excluded=excluded, negation=negation)
    assert are_rows(lexicon)
    by_kernel, without = (found_by(kernels, words, lexicon).frame() for kernels in (True, False))
    pd.testing.assert_frame_equal(by_kernel, without)


@pytest.mark.parametrize("name", rostra.lexicon_names())
def test_every_lexicon_that_ships_finds_the_same(name: str) -> None:
    words = rostra.tokenize(rostra.load_corpus("corpus/strait"))
    lexicon = load_lexicon(name)
    by_kernel, without = (found_by(kernels, words, lexicon).frame() for kernels in (True, False))
    pd.testing.assert_frame_equal(by_kernel, without)
    spoken = rostra.tokenize(rostra.attribute(words.corpus))
    by_kernel, without = (found_by(kernels, spoken, lexicon).frame() for kernels in (True, False))
    pd.testing.assert_frame_equal(by_kernel, without)


def test_phrases_drawn_from_texts_are_found_alike() -> None:
    words = rostra.tokenize(rostra.load_corpus("corpus/strait"))
    random = Random(7)
    runs = [" ".join(words.forms[at : at + random.choice((2, 3, 4))]) for at in range(len(words) - 4)]
    spaced = [run.replace("-", " ") for run in runs if "-" in run]  # words of a compound, and what follows
    lexicon = lexicon_of([*random.sample(runs, 800), *spaced], excluded=[], negation="drop")
    assert are_rows(lexicon)
    by_kernel, without = (found_by(kernels, words, lexicon).frame() for kernels in (True, False))
    assert len(without) > 1500
    pd.testing.assert_frame_equal(by_kernel, without)


def test_a_long_clause_without_punctuation_costs_no_more_than_its_length() -> None:
    words = rostra.tokenize(rostra.load_corpus([{"text": "no war no no no the war " * 20_000}]))
    lexicon = lexicon_of(
        ["no", "no no", "no no no", "the war", "war NOT no war"], excluded=[], negation="keep"
    )
    assert len(found_by(True, words, lexicon)) == 60_000


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        ({}, True),
        ({"overlap": "outermost"}, False),
        ({"overlap": "categories"}, False),
        ({"categories": (Category("a", (parse_entry("war " * 41),)),)}, False),
        ({"categories": (Category("a", (parse_entry("Turkey NEAR/3 war"),), agent="own"),)}, True),
    ],
)
def test_the_kernel_is_asked_only_what_it_can_answer(change: dict[str, object], rows: bool) -> None:
    lexicon = replace(lexicon_of(["war"], excluded=[], negation="keep"), **change)  # type: ignore[arg-type]
    assert are_rows(lexicon) is rows
