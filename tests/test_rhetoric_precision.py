"""Hits of the rhetoric measures in real texts, read and judged one by one against the construct."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from rhetoric_precision import OF_DOCUMENT, OF_ENTRY, SIZE, Hit, choose, collections, draw, verdicts

from rostra import Corpus
from rostra.measures.rhetoric import MEASURES

KEYS = ("measure", "collection", "doc_id", "start", "end", "right", "why")
UNREAD = 5
READ = sorted({line["measure"] for line in verdicts()})


@pytest.fixture(scope="module")
def loaded(evaluation: Path) -> dict[str, Corpus]:
    return collections(evaluation)


@pytest.fixture(scope="module")
def drawn(loaded: dict[str, Corpus]) -> dict[str, list[Hit]]:
    return draw(loaded)


@pytest.mark.parametrize("measure", READ)
def test_the_hits_drawn_now_have_been_read(measure: str, drawn: dict[str, list[Hit]]) -> None:
    judged = {tuple(line[key] for key in KEYS[:5]) for line in verdicts()}
    unread = [hit for hit in drawn[measure] if hit[:5] not in judged]
    listed = "; ".join(f"{hit.collection} {hit.doc_id} {hit.start}-{hit.end}" for hit in unread)
    assert len(unread) <= UNREAD, f"of {len(drawn[measure])} hits of {measure} these are unread: {listed}"


def test_no_word_of_a_text_is_kept() -> None:
    lines = verdicts()
    assert {tuple(line) for line in lines} == {KEYS}
    assert len({tuple(line[key] for key in KEYS[:5]) for line in lines}) == len(lines)
    assert {line["measure"] for line in lines} <= set(MEASURES)
    assert all(line["start"] < line["end"] and len(line["why"].split()) <= 4 for line in lines)


def test_a_verdict_stands_in_its_text(loaded: dict[str, Corpus]) -> None:
    for line in verdicts():
        assert line["end"] <= len(loaded[line["collection"]].text(line["doc_id"]))


def test_the_draw_spreads_over_entries_documents_and_collections() -> None:
    hits = [
        Hit("m", collection, f"d{number}", place, place + 1, f"e{number % 30}")
        for collection in ("one", "two")
        for number in range(60)
        for place in range(3)
    ]
    chosen = choose(hits)
    assert len(chosen) == SIZE and chosen == choose(hits[::-1])
    for collection in ("one", "two"):
        assert sum(hit.collection == collection for hit in chosen) == SIZE // 2
    assert all(sum(hit.entry == one.entry for hit in chosen) <= OF_ENTRY for one in chosen)
    assert all(sum(hit[1:3] == one[1:3] for hit in chosen) <= OF_DOCUMENT for one in chosen)


def test_where_there_are_few_all_are_read() -> None:
    few = [Hit("m", "one", "d", place, place + 1, "e") for place in range(5)]
    assert sorted(choose(few)) == few


@pytest.fixture(scope="module")
def page(root: Path) -> dict[str, Any]:
    return runpy.run_path(str(root / "docs" / "make_precision.py"))


@pytest.mark.parametrize("name", MEASURES)
def test_the_status_of_a_measure_is_what_the_verdicts_say(name: str, page: dict[str, Any]) -> None:
    assert MEASURES[name].status == page["status"](page["judged"]()[name])


def test_four_in_five_right_establish_a_measure_and_nothing_read_does_not(page: dict[str, Any]) -> None:
    assert page["status"]([True] * 4 + [False]) == "established"
    assert page["status"]([True] * 31 + [False] * 9) == page["status"]([]) == "exploratory"


def test_the_page_shows_the_table_of_these_verdicts(page: dict[str, Any]) -> None:
    written = page["PAGE"].read_text(encoding="utf-8")
    assert page["made"](written) == written
    assert page["row"]("threat", [True, False])[1:4] == ["2", "1", "0.50"]
