"""Relation and conflict: who takes a stand on whom, and whether a sentence brings a charge."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rostra
from rostra.errors import QueryError
from rostra.lexicon import load_words
from rostra.measures.sentiment import CODES, CONFLICT, conflict, relation


def read(text: str) -> pd.Series:
    """Relate the two that stand in square brackets."""
    spans = [
        (match.start() - 2 * i, match.end() - 2 * i - 2)
        for i, match in enumerate(re.finditer(r"\[[^\]]*\]", text))
    ]
    plain = text.replace("[", "").replace("]", "")
    return relation([plain], [spans[0]], [spans[1]]).iloc[0]


RELATIONS = [
    # the text, the code, the rule
    ("[Ann] criticised [Ben] on Monday.", 3, "act"),
    ("[Ann] has repeatedly accused [Ben] of fraud.", 3, "act"),
    ("[Ann] thanked [Ben] for the letter.", 1, "act"),
    ("[Ann] and her party endorsed [Ben].", 1, "act"),
    ("[Ann] is a critic of [Ben].", 3, "act"),
    ("[Ann] did not endorse [Ben].", 3, "act"),
    ("[Ann] was praised by [Ben].", 2, "passive"),
    ("[Ann] has been sharply criticised by [Ben].", 4, "passive"),
    ("The plan of [Ann] met with criticism from [Ben].", 4, "passive"),
    ("[Ann] left the room after [Ben] accused her of fraud.", 4, "pronoun"),
    ("[Ann] said that [Ben] is a liar.", 3, "said"),
    ("“[Ann] is a reckless liar,” said [Ben].", 4, "said"),
    ("“[Ann] was brilliant,” said [Ben].", 2, "said"),
    ("[Ann] met [Ben] on Monday.", 0, None),
    ("[Ann] was arrested on Monday, and [Ben] was not there.", 0, None),
    ("[Ann] lives in [Norland].", 0, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "rule"), RELATIONS)
def test_who_takes_a_stand_on_whom(text: str, code: int, rule: str | None) -> None:
    row = read(text)
    assert (row["code"], row["label"]) == (code, CODES[code])
    assert row["rule"] is pd.NA if rule is None else row["rule"] == rule


TURNED = {0: 0, 1: 2, 2: 1, 3: 4, 4: 3}
WORDS = st.sampled_from(
    [
        "Ann",
        "Ben",
        "praised",
        "criticised",
        "was",
        "by",
        "said",
        "not",
        "reckless",
        "brave",
        ",",
        ".",
        "her",
        "“",
        "”",
        "from",
    ]
)


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8))
def test_the_first_and_the_second_may_change_places(before: Any, between: Any, after: Any) -> None:
    text = " ".join([*before, "Eve", *between, "Zoe", *after])
    eve, zoe = text.index("Eve"), text.index("Zoe")
    one = relation([text], [(eve, eve + 3)], [(zoe, zoe + 3)]).iloc[0]
    two = relation([text], [(zoe, zoe + 3)], [(eve, eve + 3)]).iloc[0]
    assert two["code"] == TURNED[one["code"]]
    assert (one["rule"] is pd.NA) == (one["code"] == 0)


def test_a_text_without_words_has_no_relation() -> None:
    row = relation(["… …"], [(0, 1)], [(2, 3)]).iloc[0]
    assert row.isna().all()


def test_no_texts_give_no_rows_with_every_column() -> None:
    assert relation([], [], []).columns.tolist() == ["code", "label", "rule"]
    assert conflict([]).columns.tolist() == ["score", "label", "hits"]


ERRORS: list[tuple[Any, str]] = [
    (
        lambda: relation("Ann", [(0, 3)], [(0, 3)]),
        "texts is one text. Give a list of texts: relation([text], [(0, 3)], [(8, 11)]).",
    ),
    (
        lambda: relation(["Ann, Ben"], [(0, 3)], []),
        "there are 1 texts and 0 second spans. Give one (start, end) a text, in the same order.",
    ),
    (
        lambda: relation(["Ann, Ben"], [(0, 99)], [(5, 8)]),
        "the first span of text 0 is (0, 99); the text has 8 characters. "
        "Give (start, end) with 0 <= start < end <= length.",
    ),
    (lambda: conflict("Ann"), "texts is one text. Give a list of texts: conflict([text])."),
]


@pytest.mark.parametrize(("call", "said"), ERRORS)
def test_errors_say_what_to_give(call: Any, said: str) -> None:
    with pytest.raises(QueryError) as error:
        call()
    assert str(error.value) == said


# --- conflict

CHARGES = [
    "Norland seized the port and shelled the town.",
    "Their propaganda is a pretext for the occupation of our land.",
    "The separatists and their sponsors have violated the truce.",
    "This is an unacceptable and illegal act of aggression.",
    "Norland denies what everybody saw: it is lying.",
]
NO_CHARGES = [
    "We thank the envoy for his briefing.",
    "We hope that the parties will meet again.",
    "The Council met on Monday in New York.",
    "Could the envoy tell us more?",
    "My delegation supports the constructive efforts of the mediator.",
]


@pytest.mark.parametrize("text", CHARGES)
def test_a_charge_is_conflict(text: str) -> None:
    row = conflict([text]).iloc[0]
    assert bool(row["label"])
    assert row["score"] > CONFLICT
    assert row["hits"]


@pytest.mark.parametrize("text", NO_CHARGES)
def test_thanks_and_wishes_are_none(text: str) -> None:
    assert conflict([text])["label"].tolist() == [False]


@given(st.text(max_size=80))
def test_conflict_lies_between_minus_one_and_one_and_its_hits_within_the_text(text: str) -> None:
    row = conflict([text]).iloc[0]
    assert row["score"] is pd.NA or -1 <= row["score"] <= 1
    assert all(text[start:end] == words for start, end, words in row["hits"])


def test_a_text_without_words_is_no_conflict_and_no_peace() -> None:
    assert conflict(["", "…", None]).iloc[:, :2].isna().all().all()


# --- the lists


@pytest.mark.parametrize("name", ["relations", "conflict"])
def test_a_list_names_nobody_and_no_entry_twice(name: str) -> None:
    for entries in load_words(name).values():
        assert len(entries) == len(set(entries))
        assert [entry for entry in entries if re.search(r"[A-Z]", entry.replace("NOT", ""))] == []


def test_deeds_told_as_facts_are_no_stand() -> None:
    stands = [word for name in ("opposing", "rather_opposing") for word in load_words("relations")[name]]
    assert not {"kill(|s|ed|ing)", "arrest(|s|ed|ing)", "bomb(|s|ed|ing)"} & set(stands)


def test_the_face_of_the_package_has_both() -> None:
    assert rostra.relation is relation
    assert rostra.conflict is conflict
