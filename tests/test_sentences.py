"""Sentence promises: nothing is lost, nothing is torn, a quotation can be kept whole."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.sentences import paragraph_spans, sentence_end, sentence_spans

CASES = [
    ("He left. She stayed.", ["He left.", "She stayed."]),
    ("Mr. Hale met Gen. Ruiz at 5 p.m. in Oslo.", ["Mr. Hale met Gen. Ruiz at 5 p.m. in Oslo."]),
    ("He lives in the U.S. The rest left.", ["He lives in the U.S.", "The rest left."]),
    ("He lives in the U.S. state of Iowa.", ["He lives in the U.S. state of Iowa."]),
    ("J. R. Hale wrote it. I. Kos read it.", ["J. R. Hale wrote it.", "I. Kos read it."]),
    ("It cost 3.50 crowns. Nobody paid.", ["It cost 3.50 crowns.", "Nobody paid."]),
    ("“Stop!” he cried. “Why?” she asked.", ["“Stop!” he cried.", "“Why?” she asked."]),
    ("He called it “late.” She left.", ["He called it “late.”", "She left."]),
    ("One line\nbroken by the page.", ["One line\nbroken by the page."]),
    ("A title\n\nA text.", ["A title", "A text."]),
    ("It was . . . strange. So it was.", ["It was . . . strange.", "So it was."]),
    ("It is over. ... We go.", ["It is over. ... We go."]),
    ("1. Pay. 2. Leave.", ["1. Pay.", "2. Leave."]),
    ("1) Pay the fee 2) Leave the hall", ["1) Pay the fee", "2) Leave the hall"]),
    ("a. Pay now b. Leave c. Stay", ["a. Pay now", "b. Leave", "c. Stay"]),
    ("(a) Pay. (b) Leave.", ["(a) Pay.", "(b) Leave."]),
    ("• 9. Pay now • 10. Leave", ["• 9. Pay now", "• 10. Leave"]),
    ("1) We met 3) Ann and 2. Ben", ["1) We met 3) Ann and 2.", "Ben"]),
    ("He met 1) Ann 2) Ben.", ["He met 1) Ann 2) Ben."]),
    ("“The plan [...] failed” (Kos 55).", ["“The plan [...] failed” (Kos 55)."]),
    ("He said “it [...]” Then he left [...] Now.", ["He said “it [...]” Then he left [...] Now."]),
    ("It failed. [...] Nobody paid.", ["It failed.", "[...] Nobody paid."]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentence_spans(text)] == expected


def test_no_sentence_ends_inside_what_is_kept_whole() -> None:
    text = "“Stop. Now. At once,” he said. He left."
    assert [text[a:b] for a, b in sentence_spans(text, whole=[(0, 21)])] == [text[:30], "He left."]


@pytest.mark.parametrize(
    ("quotation", "sentences"),
    [
        ("“I am glad,”", ["She left the U.S.", "“I am glad,” he said."]),
        ("“Blue Harbour”", ["She left the U.S. “Blue Harbour” he said."]),
    ],
)
def test_an_abbreviation_ends_its_sentence_where_spoken_words_follow(
    quotation: str, sentences: list[str]
) -> None:
    text = f"She left the U.S. {quotation} he said."
    assert [text[a:b] for a, b in sentence_spans(text, whole=[(18, 18 + len(quotation))])] == sentences


def test_the_end_of_one_sentence_is_found_without_the_others() -> None:
    text = "Mr. Hale left. He came back."
    assert text[: sentence_end(text, 0, len(text))] == "Mr. Hale left."
    assert sentence_end("no end", 0, 6) == 6


def test_paragraphs_that_are_known_already_are_not_looked_for_again() -> None:
    text = "One.\n\nTwo. Three."
    assert sentence_spans(text, paragraphs=[(6, 17)]) == [(6, 10), (11, 17)]


@pytest.mark.parametrize("unit", [". ", "e.g. ", "!)", "....x ", "“a.” ", "\n ", "a" * 50])
def test_time_grows_with_the_length_of_the_text_alone(unit: str) -> None:
    began = time.process_time()
    sentence_spans(unit * (400_000 // len(unit)))
    assert time.process_time() - began < 5


@given(st.text(alphabet="aB .!?\n\r\t“”0", max_size=120))
def test_every_visible_character_lies_in_exactly_one_sentence(text: str) -> None:
    covered = [0] * len(text)
    for start, end in sentence_spans(text):
        for i in range(start, end):
            covered[i] += 1
    for i, character in enumerate(text):
        assert covered[i] == 1 or (character.isspace() and covered[i] <= 1)


@given(st.text(alphabet="aB .\n", max_size=80))
def test_paragraphs_are_in_order_and_hold_every_visible_character(text: str) -> None:
    spans = paragraph_spans(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    held = {i for a, b in spans for i in range(a, b)}
    assert {i for i, c in enumerate(text) if not c.isspace()} <= held
