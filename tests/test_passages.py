"""Passage promises: which quotations of a text are speech, whose, and which belong together."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

import rostra
from rostra.statements import Statements, check_partition

ROOT = Path(__file__).resolve().parents[1]


def attributed(text: str) -> Statements:
    statements = rostra.attribute(rostra.load_corpus([{"text": text}]))
    assert check_partition(statements) == []
    return statements


def said(text: str) -> list[tuple[str, str | None]]:
    rows = attributed(text).quotations
    speakers = rows["speaker"].astype(object).where(rows["speaker"].notna(), None)
    return [(text[a:b], name) for a, b, name in zip(rows["start"], rows["end"], speakers, strict=True)]


SPOKEN = {
    "after a question mark": (
        "“Why now?” Ana Ruiz asked.",
        [("“Why now?”", "Ana Ruiz")],
    ),
    "a sentence after the report": (
        "“We stay,” Ana Ruiz said in Oslo. “It is home.”",
        [("“We stay,”", "Ana Ruiz"), ("“It is home.”", "Ana Ruiz")],
    ),
    "the next paragraph": (
        "“We stay,” Ana Ruiz said in Oslo.\n\n“It is home.”",
        [("“We stay,”", "Ana Ruiz"), ("“It is home.”", "Ana Ruiz")],
    ),
    "before its report in the next paragraph": (
        "It rained.\n\n“We stay.\n\n“It is home,” Ana Ruiz said.",
        [("“We stay.", "Ana Ruiz"), ("“It is home,”", "Ana Ruiz")],
    ),
    "announced a paragraph before": (
        "In a statement, Ana Ruiz wrote:\n\n“We stay.”",
        [("“We stay.”", "Ana Ruiz")],
    ),
    "announced by a comment": ("Ana Ruiz was blunt: “We stay.”", [("“We stay.”", "Ana Ruiz")]),
    "announced by a message": (
        "The clerk read a letter from Ana Ruiz: “We stay.”",
        [("“We stay.”", "Ana Ruiz")],
    ),
    "announced by whose message it is": (
        "Ana Ruiz’s message to the board: “Stop it at once.”",
        [("“Stop it at once.”", "Ana Ruiz")],
    ),
    "announced by a name": ("Ana Ruiz, mayor: “We stay.”", [("“We stay.”", "Ana Ruiz")]),
    "signed on the line": ("“We stay.” ― Ana Ruiz", [("“We stay.”", "Ana Ruiz")]),
    "signed below": ("“We stay.”\n\n— Ana Ruiz, mayor of Oslo", [("“We stay.”", "Ana Ruiz")]),
    "a pulled quotation": (
        "“We stay, and we stay for good.\nMayor Ana Ruiz.”",
        [("“We stay, and we stay for good.", "Ana Ruiz")],
    ),
    "a paragraph set apart": (
        "On Friday Ana Ruiz wrote:\n\nWe stay. It is home.\n\nNobody came.",
        [("We stay. It is home.", "Ana Ruiz")],
    ),
    "a post": ("We stay! — Ana Ruiz (@anaruiz) May 4, 2020", [("We stay!", "Ana Ruiz")]),
    "a headline that names first": (
        "Ruiz: Port stays open\n\nThe mayor of Oslo, Ana Ruiz, was late.",
        [("Port stays open", "Ana Ruiz")],
    ),
    "a headline that names last": (
        "‘We will stay’: Ana Ruiz\n\nIt rained.",
        [("‘We will stay’", "Ana Ruiz")],
    ),
    "short words that were spoken": ("Out it came, “Never.”", [("“Never.”", None)]),
    "a heading that quotes": (
        "“We stay,” Ana Ruiz said.\n\n‘Hard to live so close’\n\nThe port was closed.",
        [("“We stay,”", "Ana Ruiz")],
    ),
    "a quotation of another": (
        "“The board told me, ‘Go home,’” Ana Ruiz said.",
        [("“The board told me, ‘Go home,’”", "Ana Ruiz"), ("‘Go home,’", "board")],
    ),
    "words of one's own within a quotation": (
        "“I told them, ‘Go home,’” Ana Ruiz said.",
        [("“I told them, ‘Go home,’”", "Ana Ruiz")],
    ),
}


@pytest.mark.parametrize("name", SPOKEN)
def test_whose_words_they_are(name: str) -> None:
    text, expected = SPOKEN[name]
    assert said(text) == expected


NOT_SPOKEN = {
    "a film": "They rented “The Way Out of Here,” a film of 1990.",
    "a broadcast": "She was a guest of “The Morning Show With Ana Ruiz.”",
    "what somebody calls a thing": "The so-called “plan for all who stayed behind” failed.",
    "a pointer": "WATCH: Ana Ruiz says ‘we will stay here’\n\nREAD MORE: ‘The port is ours’",
    "a headline that names nobody": "The Latest: Port stays open\n\nThe port was closed.",
    "a list after a colon": "Ana Ruiz said this:\n\n1. Pay.\n\n2. Leave.",
    "a pointer to a film": "Watch highlights of the match:\n\nThe team won in the end.",
}


@pytest.mark.parametrize("name", NOT_SPOKEN)
def test_what_is_nobodys_speech(name: str) -> None:
    assert said(NOT_SPOKEN[name]) == []


def test_a_heading_that_quotes_is_speech_where_single_marks_are_the_rule() -> None:
    assert said("It rained.\n\n‘We will stay here.’\n\nIt rained.") == [("‘We will stay here.’", None)]


TOGETHER = {
    "X, he said. Y.": ("“We stay,” Ana Ruiz said. “It is home.”", [1, 1]),
    "X, he said, with a relative clause. Y.": (
        "“We stay,” said Ana Ruiz, who said it was late. “It is home.”",
        [1, 2, 1],
    ),
    "an indirect report, then its words": ("Ana Ruiz said it was late. “It is home.”", [1, 1]),
    "over paragraphs": ("Ana Ruiz said: “One.\n\n“Two.\n\n“Three.”", [1, 1, 1]),
    "two reports": ("“We stay,” Ana Ruiz said. “We go,” Jan Hale said.", [1, 2]),
    "within another": ("“She said, ‘Go,’ to me,” Ana Ruiz said.", [1, 1]),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_pieces_of_one_quotation_share_its_number(name: str) -> None:
    text, expected = TOGETHER[name]
    ids = attributed(text).quotations["quotation_id"].tolist()
    assert [int(number[1:]) for number in ids] == expected


def test_a_quotation_within_another_names_its_parent() -> None:
    rows = attributed("“The board told me, ‘Go home,’” Ana Ruiz said.").quotations
    assert rows["parent"].isna().tolist() == [True, False]
    assert rows["parent"].iloc[1] == rows["statement_id"].iloc[0]


def test_what_was_mended_is_written_beside_the_statement() -> None:
    text = "Ana Ruiz said: “One.\n\n“Two.’ Jan Hale said: “Three.”"
    assert attributed(text).quotations["repair"].fillna("NA").tolist() == [
        "runs on into the next paragraph",
        "closed by ’",
        "NA",
    ]


NEWS = " ".join(rostra.load_corpus(ROOT / "corpus" / "strait").documents["text"]).replace("\n", " ")
LONG = {
    "a megabyte of news in one paragraph": f"{NEWS} " * (1_000_000 // len(NEWS)),
    "one paragraph of a megabyte": "The port council met in the old town hall and heard about new fees. "
    * 15_000,
    "a megabyte without a space": "Theportcouncilmet" * 60_000,
    "openers that nothing closes": "word “said Ana. " * 4_000,
    "said": "said " * 40_000,
    "straight marks": '"' * 500_000,
    "underscores": "_" * 500_000,
    "empty paragraphs": "“Not closed.\n\n" * 4_000,
    "lone quotations": "“Yes it is.” " * 4_000,
    "unlike marks": "“a” \"b' ‘c’ " * 4_000,
    "posts": "A post — Ana (@ana)\n" * 4_000,
    "short reports": "Hale said. " * 40_000,
    "one sentence": "The board are late and they said no, " * 15_000,
    "one quotation that holds thousands": "“" + "The board told me, ‘Go.’ " * 10_000 + "” Hale said.",
    "thousands that hold one": "“The board told me, ‘Go,’” Hale said. " * 8_000,
    "a body whose name is searched for": "The parole board said it was late. " * 10_000,
    "a paper that is searched for": "The report said it was late. " * 10_000,
    "names behind a comma": ", said Hale" * 20_000,
}


@pytest.mark.parametrize("name", LONG)
def test_no_text_costs_more_than_its_length(name: str) -> None:
    """Twice the text takes about twice the time, on any machine; four times is a fault."""

    def seconds(text: str) -> float:
        began = time.process_time()
        attributed(text)
        return time.process_time() - began

    whole = LONG[name]
    half = whole[: len(whole) // 2]
    # other work on the machine may double one measurement, a fault fails all three
    assert any(seconds(whole) < 3 * seconds(half) + 0.5 for _ in range(3))


def in_threads() -> Executor:
    return ThreadPoolExecutor(2)


def in_processes() -> Executor:
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))


@pytest.mark.parametrize("workers", [in_threads, in_processes])
def test_documents_side_by_side_give_the_same_statements(workers: Callable[[], Executor]) -> None:
    corpus = rostra.load_corpus(ROOT / "corpus" / "strait")
    corpus = rostra.load_corpus(
        [{"doc_id": f"d{k:02}", "text": text} for k, text in enumerate(corpus.documents["text"].tolist() * 3)]
    )
    alone = rostra.attribute(corpus)
    with workers() as executor:
        together = rostra.attribute(corpus, executor=executor)
    pd.testing.assert_frame_equal(together.frame, alone.frame)
    assert together.about == alone.about
