"""Nouns: a verb that is given another noun than it reads says which, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import rostra
from rostra import charts
from rostra.errors import QueryError

CORPUS = rostra.load_corpus([{"text": "“No war,” said Ann Hale."}])
STATEMENTS = rostra.attribute(CORPUS)
WORDS = rostra.tokenize(STATEMENTS)

READ_CORPUS: list[Callable[[Any], object]] = [rostra.attribute, rostra.audit]
READ_STATEMENTS: list[Callable[[Any], object]] = [
    rostra.evaluations, rostra.share_of_voice, rostra.stances, rostra.list_speakers, rostra.draft_actors,
    rostra.error_rates,
]  # fmt: skip
READ_WORDS: dict[str, Callable[[Any], object]] = {
    "measure": lambda given: rostra.measure(given, "hedging"),
    "sentiment": rostra.sentiment,
    "keyness": lambda given: rostra.keyness(given, by="actor", target="a"),
    "kwic": lambda given: rostra.kwic(given, "war"),
    "frequencies": rostra.frequencies,
    "ngrams": lambda given: rostra.ngrams(given, 2),
    "dispersion": rostra.dispersion,
    "diversity": rostra.diversity,
    "similarity": lambda given: rostra.similarity(given, by="actor"),
    "scale": lambda given: rostra.scale(given, "wordfish", by="actor"),
    "collocates": lambda given: rostra.collocates(given, "war"),
    "collocations": rostra.collocations,
    "coverage": lambda given: rostra.coverage(given, "polarity"),
}


def message(verb: Callable[[Any], object], given: Any) -> str:
    with pytest.raises(QueryError) as raised:
        verb(given)
    return str(raised.value)


@pytest.mark.parametrize("verb", READ_CORPUS, ids=lambda verb: verb.__name__)
def test_a_path_is_asked_for_as_a_corpus(verb: Callable[[Any], object]) -> None:
    name = verb.__name__
    assert message(verb, "my_texts") == (
        f"{name} reads Corpus, and was given str. Give it rostra.load_corpus(...)."
    )
    assert message(verb, WORDS) == f"{name} reads Corpus, and was given Tokens. Give it words.corpus."


@pytest.mark.parametrize("verb", READ_STATEMENTS, ids=lambda verb: verb.__name__)
def test_words_and_a_corpus_are_asked_for_as_statements(verb: Callable[[Any], object]) -> None:
    name = verb.__name__
    assert message(verb, CORPUS) == (
        f"{name} reads Statements, and was given Corpus. Give it rostra.attribute(corpus)."
    )
    assert message(verb, WORDS) == f"{name} reads Statements, and was given Tokens. Give it words.statements."


@pytest.mark.parametrize("name", READ_WORDS)
def test_statements_and_a_path_are_asked_for_as_words(name: str) -> None:
    verb = READ_WORDS[name]
    assert message(verb, STATEMENTS) == (
        f"{name} reads Tokens, and was given Statements. Give it rostra.tokenize(statements)."
    )
    assert message(verb, "my_texts") == (
        f"{name} reads Tokens, and was given str. "
        "Give it rostra.tokenize(rostra.attribute(rostra.load_corpus(...)))."
    )


def test_a_chart_asks_for_the_result_and_not_its_frame() -> None:
    assert message(charts.rates, rostra.measure(WORDS, "hedging").frame) == (
        "a chart reads Result, and was given DataFrame. Give it the result itself, and not its .frame."
    )


def test_tokenize_takes_a_corpus_or_statements() -> None:
    assert message(rostra.tokenize, "my_texts") == (
        "tokenize reads Corpus or Statements, and was given str. Give it rostra.load_corpus(...)."
    )
