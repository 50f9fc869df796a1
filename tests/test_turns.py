"""Turn promises: who speaks in a transcript, and that news prose with a few labels is none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rostra
from rostra.quotation.turns import find_turns, passages_of
from rostra.statements import check_partition

TRANSCRIPTS = {
    "names in capitals": (
        "MS. RUIZ: We will stay.\n\nMR. HALE: Why?\n\nMS. RUIZ: The port needs us.",
        [("MS. RUIZ", "We will stay."), ("MR. HALE", "Why?"), ("MS. RUIZ", "The port needs us.")],
    ),
    "a turn goes on without a label": (
        "RUIZ: One.\nTwo.\n(Laughter.)\nHALE: Three.\nRUIZ: Four.",
        [("RUIZ", "One.\nTwo.\n(Laughter.)"), ("HALE", "Three."), ("RUIZ", "Four.")],
    ),
    "the label on a line of its own": (
        "RUIZ:\nOne.\nHALE:\nTwo.\nRUIZ:\nThree.",
        [("RUIZ", "One."), ("HALE", "Two."), ("RUIZ", "Three.")],
    ),
    "question and answer": (
        "Q: Why?\nA: Because.\nQ: Really?\nA: Yes.",
        [("Q", "Why?"), ("A", "Because."), ("Q", "Really?"), ("A", "Yes.")],
    ),
    "question and answer with a point": (
        "Q. Why?\nA. Because.\nQ. Really?\nA. Yes.",
        [("Q", "Why?"), ("A", "Because."), ("Q", "Really?"), ("A", "Yes.")],
    ),
    "questions set off by spaces": (
        "Q    Why, Jan?\n\nMR. HALE:  Because.\n\nQ    Really?\n\nMR. HALE:  Yes.",
        [("Q", "Why, Jan?"), ("MR. HALE", "Because."), ("Q", "Really?"), ("MR. HALE", "Yes.")],
    ),
    "names in bold print": (
        "**Ana Ruiz:** We stay.\n\n**Jan Hale:** Why?\n\n**Ana Ruiz**: It is home.",
        [("Ana Ruiz", "We stay."), ("Jan Hale", "Why?"), ("Ana Ruiz", "It is home.")],
    ),
    "clocks before the names": (
        "[00:01:12] RUIZ: One.\n[00:01:40] HALE: Two.\n12:02 - RUIZ: Three.",
        [("RUIZ", "One."), ("HALE", "Two."), ("RUIZ", "Three.")],
    ),
    "offices and numbers": (
        "THE PRESIDENT: One.\nSpeaker 2: Two.\nTHE PRESIDENT: Three.\nSENATOR RUIZ (CHAIR): Four.",
        [
            ("THE PRESIDENT", "One."),
            ("Speaker 2", "Two."),
            ("THE PRESIDENT", "Three."),
            ("SENATOR RUIZ (CHAIR)", "Four."),
        ],
    ),
    "a note among names in capitals is no turn": (
        "RUIZ: One.\nHALE: Two.\nNote: the clock stopped.\nRUIZ: Three.\nHALE: Four.",
        [("RUIZ", "One."), ("HALE", "Two.\nNote: the clock stopped."), ("RUIZ", "Three."), ("HALE", "Four.")],
    ),
    "questions in bold print": (
        "We met in May.\n\n**Why now?**\n\nBecause it is late.\n\nVery late.\n\n**And then?**\n\nWe go.",
        [("", "Why now?"), ("", "Because it is late.\n\nVery late."), ("", "And then?"), ("", "We go.")],
    ),
}


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_a_transcript_is_read_turn_by_turn(name: str) -> None:
    text, expected = TRANSCRIPTS[name]
    turns = find_turns(text)
    assert [(turn.label, text[turn.start : turn.end]) for turn in turns] == expected
    assert all(text[turn.label_start : turn.label_end] == turn.label for turn in turns)


NO_TRANSCRIPTS = {
    "links": "The port stays open.\nREAD MORE: The port\nIt was late.\nREAD MORE: The fees\nWATCH: The sea",
    "different labels": "ENERGY: Oil fell.\nCURRENCIES: The crown rose.\nEARNINGS: Hale sold more.",
    "two labels in a report": "Hale: No.\nThe port is open.\nIt was late.\nHale: Yes.\nWe left.",
    "a sentence before a colon": "This is what we know: it is late.\n" * 5,
    "initials": "A. Hale left. A. Ruiz stayed.\nA. Kos came back.\nA. Orr did not.",
    "one question in bold print": "**Why now?**\n\nBecause it is late.",
}


@pytest.mark.parametrize("name", NO_TRANSCRIPTS)
def test_prose_with_a_few_labels_is_no_transcript(name: str) -> None:
    assert find_turns(NO_TRANSCRIPTS[name]) == []


def test_a_passage_of_talk_within_a_report_ends_with_its_last_line() -> None:
    report = "The port will close in May, and nobody knows why it has to.\n\n" * 8
    talk = "RUIZ: Why?\n\nHALE: Because.\n\nRUIZ: Really?\n\nHALE: Yes."
    text = f"{report}{talk}\n\nThe hearing ended at noon. “We are done,” said Jan Hale."
    turns = find_turns(text)
    assert [turn.label for turn in turns] == ["RUIZ", "HALE", "RUIZ", "HALE"]
    assert passages_of(turns) == [(len(report), len(report) + len(talk))]
    statements = rostra.attribute(rostra.load_corpus([{"text": text}]))
    assert statements.quotations["kind"].tolist() == ["speech"] * 4 + ["direct"]
    assert check_partition(statements) == []


def test_whoever_asks_without_a_name_has_no_speaker() -> None:
    text = "Q: Why?\nMS. RUIZ: Because.\nREPORTER: Really?\nMS. RUIZ: Yes.\n**"
    assert [turn.question for turn in find_turns(text)] == [True, False, True, False]
    rows = rostra.attribute(rostra.load_corpus([{"text": text}])).quotations
    assert rows["speaker"].fillna("NA").tolist() == ["NA", "RUIZ", "NA", "RUIZ"]


@given(st.text(alphabet="QA.: \nab*[]12“RUIZ", max_size=160))
def test_turns_are_in_order_and_lie_in_the_text(text: str) -> None:
    end = 0
    for turn in find_turns(text):
        assert end <= turn.label_start <= turn.label_end <= turn.start < turn.end <= len(text)
        end = turn.end


@pytest.mark.parametrize("unit", ["A: b\n", "A ", "Q  a\n", "**a?**\n", "A A A A A A A A\n", "(" * 50, "\n "])
def test_time_grows_with_the_length_of_the_text_alone(unit: str) -> None:
    began = time.process_time()
    find_turns(unit * (400_000 // len(unit)))
    assert time.process_time() - began < 5
