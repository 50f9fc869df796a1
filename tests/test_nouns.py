"""Nouns: a verb that is given the wrong noun says which one it reads, and how to make it."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

import rostra
from rostra import charts
from rostra.errors import QueryError

NOUNS = ("Corpus", "Statements", "Tokens")
HOW = {
    ("Corpus", "Statements"): "rostra.attribute(corpus)",
    ("Corpus", "Tokens"): "rostra.tokenize(corpus)",
    ("Statements", "Corpus"): "statements.corpus",
    ("Statements", "Tokens"): "rostra.tokenize(statements)",
    ("Tokens", "Corpus"): "words.corpus",
    ("Tokens", "Statements"): "words.statements",
}
# arguments without which a verb cannot be called
NEEDED: dict[str, dict[str, Any]] = {
    "collocates": {"node": "war"},
    "compare": {"measures": "threat"},
    "coverage": {"lexicons": "threat"},
    "keyness": {"by": "actor"},
    "kwic": {"query": "war"},
    "measure": {"measures": "threat"},
    "ngrams": {"n": 2},
    "occurrences": {"query": "war"},
    "review": {"path": "sheet.csv"},
    "robustness": {"measures": "threat"},
    "scale": {"method": "wordfish"},
    "similarity": {"by": "actor"},
}


def read_by(verb: str) -> list[str]:
    """The nouns that a verb reads, by its first argument."""
    if not inspect.isfunction(getattr(rostra, verb)):
        return []
    first = next(iter(inspect.signature(getattr(rostra, verb)).parameters.values()), None)
    return [name.strip() for name in str(first.annotation).split("|")] if first else []


VERBS = [verb for verb in rostra.__all__ if set(read_by(verb)) & set(NOUNS)]


@pytest.fixture(scope="module")
def nouns() -> dict[str, Any]:
    corpus = rostra.load_corpus([{"text": "“No war,” said Ann Hale."}])
    statements = rostra.attribute(corpus)
    return {"Corpus": corpus, "Statements": statements, "Tokens": rostra.tokenize(statements)}


def test_the_verbs_are_found_by_what_they_read() -> None:
    assert {"attribute", "compare", "evaluations", "frequencies", "tokenize"} <= set(VERBS)
    assert len(VERBS) > 25


@pytest.mark.parametrize("verb", VERBS)
def test_the_wrong_noun_is_answered_with_the_way_to_the_right_one(verb: str, nouns: dict[str, Any]) -> None:
    reads = [name for name in read_by(verb) if name != "None"]
    for name, noun in nouns.items():
        if name in reads:
            continue
        with pytest.raises(QueryError) as caught:
            getattr(rostra, verb)(noun, **NEEDED.get(verb, {}))
        how = HOW.get((name, reads[0]), "what a measure returns")
        assert str(caught.value) == f"{verb} reads {' or '.join(reads)}, and was given {name}. Give it {how}."


@pytest.mark.parametrize(
    ("noun", "made"),
    [
        ("Corpus", "rostra.load_corpus(...)"),
        ("Statements", "rostra.attribute(rostra.load_corpus(...))"),
        ("Tokens", "rostra.tokenize(rostra.attribute(rostra.load_corpus(...)))"),
    ],
)
def test_a_path_is_answered_with_the_way_from_the_files(noun: str, made: str) -> None:
    for verb in VERBS:
        reads = [name for name in read_by(verb) if name != "None"]
        if reads[0] == noun:
            with pytest.raises(QueryError) as caught:
                getattr(rostra, verb)("my_texts", **NEEDED.get(verb, {}))
            assert (
                str(caught.value) == f"{verb} reads {' or '.join(reads)}, and was given str. Give it {made}."
            )


def test_a_chart_asks_for_the_result_and_not_its_frame(nouns: dict[str, Any]) -> None:
    with pytest.raises(QueryError) as caught:
        charts.rates(rostra.measure(nouns["Tokens"], "hedging").frame)
    assert str(caught.value) == (
        "a chart reads Result, and was given DataFrame. Give it the result itself, and not its .frame."
    )


def test_verify_asks_for_the_corpus_and_not_its_path() -> None:
    with pytest.raises(QueryError) as caught:
        rostra.verify("page.html", "my_texts")
    assert str(caught.value) == "verify reads Corpus, and was given str. Give it rostra.load_corpus(...)."
