"""Quotation marks promises: what belongs together, and what one slip may cost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostra.marks import quoted_spans

PAIRS = {
    "curly": ("He said “yes” and “no”.", ["“yes”", "“no”"]),
    "straight": ('He said "yes" and "no".', ['"yes"', '"no"']),
    "doubled single marks": ("He said ``yes'' twice.", ["``yes''"]),
    "guillemets": ("He said «yes» twice.", ["«yes»"]),
    "single marks as quotation marks": ("‘We won’t go,’ he said.", ["‘We won’t go,’"]),
    "apostrophes are no marks": ("It’s the workers’ union and the dogs' food in the '90s.", []),
    "inches are no marks": ('A board of 6" and a nail of 2".', []),
    "a closing mark of the wrong kind inside": (
        "“it’s ours, and that’’ not new.”",
        ["“it’s ours, and that’’ not new.”"],
    ),
    "runs on over paragraphs": ("“One.\n\n“Two,” he said.", ["“One.", "“Two,”"]),
    "opening mark forgotten": ("We will certainly win,” he said.", ["We will certainly win,”"]),
    "closing mark forgotten": ("He said “no and left. She said “yes.”", ["“no and left.", "“yes.”"]),
    "nested": ("“He said “go” and left,” she said.", ["“He said “go” and left,”", "“go”"]),
    "inches with a point after them": ('The shelf is 40" deep, and the door 80".', []),
    "straight within straight": ('"He said "go" and left," she said.', ['"He said "go" and left,"', '"go"']),
    "curly within straight": ('"The “old” rule is gone," he said.', ['"The “old” rule is gone,"', "“old”"]),
    "straight within curly": ('“The "old" rule is gone,” he said.', ['“The "old" rule is gone,”', '"old"']),
    "double within single": ("‘He said “go” and left,’ she said.", ["‘He said “go” and left,’", "“go”"]),
    "three single marks in a row": ("''She told us, 'Go,''' he said.", ["''She told us, 'Go,'''", "'Go,'"]),
    "German marks": ("„Wir gehen“, sagte er. »Nein«, sagte sie.", ["„Wir gehen“", "»Nein«"]),
    "opened by a closing mark": ("Her comment ( ”This is ours.” ) was short.", ["”This is ours.”"]),
    "closed by an opening mark": ("“It is late here,“ said Ana Ruiz.", ["“It is late here,“"]),
    "closed by a straight mark": ('“It is late," he said. “It is cold.”', ['“It is late,"', "“It is cold.”"]),
    "closed by a single mark": (
        "He wrote: “It is late. It is cold.’ Then he left.",
        ["“It is late. It is cold.’"],
    ),
    "a mark set twice": ("She said, “It is late. “It is cold.”", ["“It is late. “It is cold.”"]),
    "marked at its two ends only": (
        "He wrote: “It is late.\n\nIt is cold.\n\nWe left.” Nobody came.",
        ["“It is late.", "It is cold.", "We left.”"],
    ),
    "runs on after a colon": ('She wrote: "One.\n\n"Two."', ['"One.', '"Two."']),
    "single marks run on": ("‘One.\n\n‘Two,’ he said.", ["‘One.", "‘Two,’"]),
    "clipped words": ("Get 'em home 'til the '90s are over, rock 'n' roll and all.", []),
    "the marks of a tag": ('<p class="lead" id="a">It is late.</p>', []),
    "spaces on both sides": ('He said " we will stay " twice.', ['" we will stay "']),
    "a mark in the middle of nowhere": ('The rope is 3 " long and red.', []),
    "single in double": ("“He said ‘go,’ and left,” she said.", ["“He said ‘go,’ and left,”", "‘go,’"]),
}


@pytest.mark.parametrize("name", PAIRS)
def test_marks_are_paired(name: str) -> None:
    text, expected = PAIRS[name]
    assert [text[q.start : q.end] for q in quoted_spans(text)] == expected


def test_each_repair_is_written_down() -> None:
    repairs = {name: [q.repair for q in quoted_spans(text)] for name, (text, _) in PAIRS.items()}
    assert {name: found for name, found in repairs.items() if any(found)} == {
        "runs on over paragraphs": ["runs on into the next paragraph", ""],
        "runs on after a colon": ["runs on into the next paragraph", ""],
        "single marks run on": ["runs on into the next paragraph", ""],
        "marked at its two ends only": [
            "runs on into the next paragraph",
            "goes on from the paragraph before",
            "goes on from the paragraph before",
        ],
        "opening mark forgotten": ["opening mark missing"],
        "closing mark forgotten": ["closing mark missing: closed at the end of the sentence", ""],
        "closed by an opening mark": ["closed by “"],
        "closed by a straight mark": ['closed by "', ""],
        "closed by a single mark": ["closed by ’"],
        "a mark set twice": ["closing mark missing: goes on with the next one"],
    }


def test_all_pieces_but_the_last_say_that_the_quotation_continues() -> None:
    text, _ = PAIRS["marked at its two ends only"]
    assert [q.continues for q in quoted_spans(text)] == [True, True, False]


def test_quotations_know_how_deep_they_lie() -> None:
    text = "“He told me, ‘She said “no” twice,’” Ana Ruiz said."
    assert [(text[q.start : q.end], q.depth) for q in quoted_spans(text)] == [
        ("“He told me, ‘She said “no” twice,’”", 0),
        ("‘She said “no” twice,’", 1),
        ("“no”", 2),
    ]


def test_the_words_of_a_quotation_are_those_between_its_marks() -> None:
    text = "``Yes,'' he said. «No.»"
    assert [text[slice(*q.inner)] for q in quoted_spans(text)] == ["Yes,", "No."]


def test_an_unclosed_mark_costs_one_quotation_not_the_document() -> None:
    text = "He said “no and left.\n\nShe said “yes” twice.\n\nThey said “maybe” once."
    assert [text[q.start : q.end] for q in quoted_spans(text)][1:] == ["“yes”", "“maybe”"]


@given(st.text(alphabet="ab .,\n“”\"'‘’«»„`s—=>5", max_size=120))
def test_quotations_lie_within_one_another_or_apart(text: str) -> None:
    ends: list[int] = []
    for quote in quoted_spans(text):
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.start <= quote.inner[0] <= quote.inner[1] <= quote.end
        while ends and ends[-1] <= quote.start:
            ends.pop()
        assert quote.depth == len(ends)
        assert not ends or quote.end <= ends[-1]
        ends.append(quote.end)


HOSTILE = {
    "opening marks": "“" * 200_000,
    "closing marks": "”" * 200_000,
    "straight marks": '"' * 200_000,
    "single marks": "'" * 200_000,
    "openers without a closer": "word “said Ana. " * 20_000,
    "single openers": "'a " * 100_000,
    "unlike marks": "“\"'‘" * 50_000,
    "unclosed paragraphs": "“Not closed.\n\n" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_length_of_the_text_alone(name: str) -> None:
    text = HOSTILE[name]
    began = time.process_time()
    quoted_spans(text)
    assert time.process_time() - began < 5
