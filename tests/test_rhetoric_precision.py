"""Hits of the rhetoric measures in real texts, read and judged one by one against the construct."""

from __future__ import annotations

import runpy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from rhetoric_precision import OF_DOCUMENT, RARE, SIZE, Hit, choose, collections, draw, verdicts

from rostra import Statements
from rostra.measures.rhetoric import MEASURES

KEYS = ("measure", "collection", "doc_id", "start", "end", "right", "why")
UNREAD = 5


@pytest.fixture(scope="module")
def loaded(evaluation: Path) -> dict[str, Statements]:
    return collections(evaluation)


@pytest.fixture(scope="module")
def drawn(loaded: dict[str, Statements]) -> dict[str, list[Hit]]:
    return draw(loaded)


@pytest.mark.parametrize("measure", MEASURES)
def test_the_hits_drawn_now_have_been_read(measure: str, drawn: dict[str, list[Hit]]) -> None:
    judged = {tuple(line[key] for key in KEYS[:5]) for line in verdicts()}
    unread = [hit for hit in drawn[measure] if hit[:5] not in judged]
    listed = "; ".join(f"{hit.collection} {hit.doc_id} {hit.start}-{hit.end}" for hit in unread)
    assert len(unread) <= UNREAD, f"of {len(drawn[measure])} hits of {measure} these are unread: {listed}"


def test_fifty_hits_of_a_measure_are_read_or_all_there_are(drawn: dict[str, list[Hit]]) -> None:
    read = Counter(line["measure"] for line in verdicts())
    assert read == {name: len(hits) for name, hits in drawn.items()}
    assert {name for name, number in read.items() if number < SIZE} <= set(RARE)


def test_no_word_of_a_text_is_kept() -> None:
    lines = verdicts()
    assert {tuple(line) for line in lines} == {KEYS}
    assert len({tuple(line[key] for key in KEYS[:5]) for line in lines}) == len(lines)
    assert {line["measure"] for line in lines} <= set(MEASURES)
    assert all(line["start"] < line["end"] and len(line["why"].split()) <= 4 for line in lines)


def test_a_verdict_stands_in_its_text(loaded: dict[str, Statements]) -> None:
    for line in verdicts():
        assert line["end"] <= len(loaded[line["collection"]].corpus.text(line["doc_id"]))


def hits_of(counts: dict[str, int], collection: str = "unsc", documents: int = 500) -> list[Hit]:
    """Hits of some entries, each so often, spread over documents."""
    return [
        Hit("m", collection, f"d{number % documents}", number, number + 1, entry)
        for entry, count in counts.items()
        for number in range(count)
    ]


def test_an_entry_has_the_share_of_the_sample_that_it_has_of_the_hits() -> None:
    counts = {"often": 500, "at times": 300, **{f"rare {number}": 2 for number in range(100)}}
    hits = hits_of(counts)
    chosen = choose(hits)
    assert len(chosen) == SIZE and chosen == choose(hits[::-1])
    shares = Counter("rare" if hit.entry.startswith("rare") else hit.entry for hit in chosen)
    assert shares == {"often": 25, "at times": 15, "rare": 10}


def test_a_genre_weighs_by_the_square_root_of_its_hits() -> None:
    hits = hits_of({"e": 900}, "sotu") + hits_of({"f": 100}, "unsc")
    assert Counter(hit.collection for hit in choose(hits, size=40)) == {"sotu": 30, "unsc": 10}


def test_the_draw_spreads_over_documents_and_another_seed_is_another_draw() -> None:
    hits = hits_of({"e": 300}, documents=40)
    chosen = choose(hits)
    assert max(Counter(hit.doc_id for hit in chosen).values()) <= OF_DOCUMENT
    assert len(set(chosen) & set(choose(hits, seed=1))) < SIZE / 2


def test_a_changed_entry_changes_the_draw_by_little_more_than_its_hits() -> None:
    counts = {"often": 500, "at times": 300, **{f"rare {number}": 2 for number in range(100)}}
    before = set(choose(hits_of(counts)))
    after = set(choose(hits_of({**counts, "at times": 240})))
    assert len(after - before) <= 6


def test_where_there_are_few_all_are_read() -> None:
    few = [Hit("m", "unsc", "d", place, place + 1, "e") for place in range(5)]
    assert choose(few[::-1]) == few


@pytest.fixture(scope="module")
def page(root: Path) -> dict[str, Any]:
    return runpy.run_path(str(root / "docs" / "make_precision.py"))


@pytest.mark.parametrize("name", MEASURES)
def test_the_status_of_a_measure_is_what_the_verdicts_say(name: str, page: dict[str, Any]) -> None:
    assert MEASURES[name].status == page["status"](name, page["judged"]()[name])


def test_four_in_five_right_establish_a_measure_and_nothing_read_does_not(page: dict[str, Any]) -> None:
    status = page["status"]
    assert status("hedging", [True] * 4 + [False]) == "established"
    assert status("hedging", [True] * 31 + [False] * 9) == status("hedging", []) == "exploratory"


def test_a_rare_measure_is_not_established_by_the_texts_that_mended_it(page: dict[str, Any]) -> None:
    assert page["RARE"] == RARE
    assert page["status"]("threat", [True] * 50) == "exploratory"


def test_the_page_shows_the_table_of_these_verdicts(page: dict[str, Any]) -> None:
    written = page["PAGE"].read_text(encoding="utf-8")
    assert page["made"](written) == written
    assert page["row"]("threat", [True, False])[1:4] == ["2", "1", "0.50"]
