"""Quotation marks promises: what belongs together, and what one slip may cost."""

from __future__ import annotations

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
    "single in double": ("“He said ‘go,’ and left,” she said.", ["“He said ‘go,’ and left,”", "‘go,’"]),
}


@pytest.mark.parametrize("name", PAIRS)
def test_marks_are_paired(name: str) -> None:
    text, expected = PAIRS[name]
    assert [text[q.start : q.end] for q in quoted_spans(text)] == expected


def test_each_repair_is_written_down() -> None:
    names = ("runs on over paragraphs", "opening mark forgotten", "closing mark forgotten")
    repairs = [q.repair for name in names for q in quoted_spans(PAIRS[name][0])]
    assert repairs == [
        "runs on into the next paragraph",
        "",
        "opening mark missing",
        "closing mark missing: closed at the end of the sentence",
        "",
    ]


def test_an_unclosed_mark_costs_one_quotation_not_the_document() -> None:
    text = "He said “no and left.\n\nShe said “yes” twice.\n\nThey said “maybe” once."
    assert [text[q.start : q.end] for q in quoted_spans(text)][1:] == ["“yes”", "“maybe”"]


@given(st.text(alphabet="ab .,\n“”\"'‘’«»", max_size=80))
def test_outer_quotations_lie_in_the_text_and_never_overlap(text: str) -> None:
    end = 0
    for quote in quoted_spans(text):
        assert 0 <= quote.start < quote.end <= len(text)
        if quote.depth == 0:
            assert quote.start >= end
            end = quote.end
