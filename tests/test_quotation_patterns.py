"""Patterns of news English: each is a promise, and all together give a figure that may only rise."""

from __future__ import annotations

from typing import Any

import pytest
from quotation_patterns import Pattern, attributed, expected_rows, found_rows, load_patterns, score

from rostra.statements import KINDS, check_partition

PATTERNS = load_patterns()


def case(pattern: Pattern) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=pattern.fails)] if pattern.fails else []
    return pytest.param(pattern, id=pattern.name, marks=marks)


@pytest.mark.parametrize("pattern", [case(pattern) for pattern in PATTERNS])
def test_each_pattern_of_reported_speech(pattern: Pattern) -> None:
    expected = expected_rows(pattern)
    assert found_rows(pattern.found(), expected) == expected


def test_the_statements_of_every_pattern_part_its_text() -> None:
    assert check_partition(attributed()) == []


def test_every_pattern_is_well_formed() -> None:
    assert len(PATTERNS) >= 300
    assert len({pattern.name for pattern in PATTERNS}) == len(PATTERNS)
    assert len({pattern.text for pattern in PATTERNS}) == len(PATTERNS)
    known = {"words", "kind", "speaker", "actor", "act", "via", "stance", "with"}
    for pattern in PATTERNS:
        at = 0
        for row in pattern.expected:
            assert set(row) <= known, pattern.name
            assert row["kind"] in KINDS and row["kind"] != "narration", pattern.name
            assert row.get("act") in (None, "attitude"), pattern.name
            assert row["words"] in pattern.text[at:], pattern.name
            at = pattern.text.index(row["words"], at)


# The least share, in whole per cent, of promised statements that are found exactly, that are found with
# speaker and actor right, and of found statements that were promised. Raise them as the rules get better.
FLOORS = {
    "group": {
        "all": (80, 70, 93),
        "marks": (87, 75, 90),
        "verbs and their classes": (94, 94, 100),
        "judgements": (73, 68, 87),
        "word order": (84, 75, 92),
        "cues without a verb of saying": (77, 36, 100),
        "questions, denials, refusals": (68, 62, 78),
        "where the content ends": (74, 74, 74),
        "shapes of content": (80, 80, 100),
        "speakers": (78, 75, 100),
        "who is meant": (96, 62, 100),
        "relays and nesting": (60, 60, 90),
        "headlines and posts": (69, 46, 100),
        "transcripts": (73, 66, 100),
    },
    "kind": {
        "direct": (85, 65, 93),
        "indirect": (78, 74, 92),
        "mixed": (80, 80, 80),
        "speech": (73, 66, 100),
    },
}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [row for pattern in PATTERNS for row in score(pattern, pattern.found())]


def share(rows: list[dict[str, Any]], of: str, among: str) -> int:
    """The rows with one property among those with another, in whole per cent, rounded down."""
    base = [row for row in rows if row[among]]
    return 100 * sum(row[of] for row in base) // len(base)


def test_every_group_and_kind_has_a_floor() -> None:
    speaking = [pattern for pattern in PATTERNS if pattern.expected]
    assert set(FLOORS["group"]) == {"all"} | {pattern.group for pattern in speaking}
    assert set(FLOORS["kind"]) == {row["kind"] for pattern in speaking for row in pattern.expected}


@pytest.mark.parametrize(("by", "value"), [(by, value) for by in FLOORS for value in FLOORS[by]])
def test_the_floors_hold(by: str, value: str, rows: list[dict[str, Any]]) -> None:
    inside = [row for row in rows if value in ("all", row[by])]
    reached = (
        share(inside, "exact", "promised"),
        share(inside, "named", "promised"),
        share(inside, "exact", "found"),
    )
    assert all(a >= b for a, b in zip(reached, FLOORS[by][value], strict=True)), reached


def test_text_without_speech_stays_narration() -> None:
    silent = [pattern for pattern in PATTERNS if not pattern.expected and not pattern.fails]
    assert len(silent) >= 30
    assert {pattern.name: pattern.found() for pattern in silent if pattern.found()} == {}
