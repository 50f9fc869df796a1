"""Patterns: passages of our own with the statements they hold, and what attribution finds in them.

The passages are data (`quotation_patterns.toml`, whose head says what each field means);
the suite and docs/attribution.md read them through here.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import rostra
from rostra.statements import Statements

FILE = Path(__file__).with_name("quotation_patterns.toml")
COMPARED = ("speaker", "actor", "via")
GIVEN = ("stance", "repair")  # compared only where a pattern names it


@dataclass(frozen=True)
class Pattern:
    """One passage, what it must yield, and why it does not yet, where it does not."""

    name: str
    group: str
    text: str
    expected: tuple[dict[str, Any], ...]
    fails: str = ""

    def found(self) -> list[dict[str, Any]]:
        """The statements that attribution finds, in the order of the text."""
        return _found().get(self.name, [])


@cache
def load_patterns() -> list[Pattern]:
    """Read every pattern, in the order of the file."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return [Pattern(**row | {"expected": tuple(row["expected"])}) for row in content["pattern"]]


@cache
def attributed() -> Statements:
    """The statements of all passages, each a document of one corpus: the registry is read once."""
    passages = [{"doc_id": pattern.name, "text": pattern.text} for pattern in load_patterns()]
    return rostra.attribute(rostra.load_corpus(passages))


@cache
def _found() -> dict[str, list[dict[str, Any]]]:
    statements = attributed()
    frame = statements.quotations
    found: dict[str, list[dict[str, Any]]] = {}
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        words = statements.corpus.text(row["doc_id"])[row["start"] : row["end"]]
        found.setdefault(row["doc_id"], []).append(row | {"words": words})
    return found


def expected_rows(pattern: Pattern) -> list[dict[str, Any]]:
    """What a pattern promises, with what it leaves out filled in."""
    rows: list[dict[str, Any]] = []
    quotation = 0
    for row in pattern.expected:
        quotation += not row.get("with", False)
        rows.append(
            {"words": row["words"], "kind": row["kind"], "act": row.get("act", "speech")}
            | {name: row.get(name) for name in COMPARED}
            | {name: row[name] for name in GIVEN if name in row}
            | {"quotation": quotation, "inside": row.get("inside", False)}
        )
    return rows


def found_rows(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was found, in the fields in which a pattern is compared; quotations numbered from 1."""
    numbers: dict[str, int] = {}
    rows = []
    for position, row in enumerate(found):
        promised = expected[position] if position < len(expected) else {}
        number = numbers.setdefault(row["quotation_id"], len(numbers) + 1)
        rows.append(
            {name: row[name] for name in ("words", "kind", "act", *COMPARED)}
            | {name: row[name] for name in GIVEN if name in promised}
            | {"quotation": number, "inside": row["parent"] is not None}
        )
    return rows


def score(pattern: Pattern, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row for each statement that is promised or found.

    `promised` and `found` say which; `exact` that its words, kind and act are both; `named` that the
    speaker and the actor are right as well.
    """
    left = list(found)
    rows = []
    for promised in expected_rows(pattern):
        same = [row for row in left if all(row[name] == promised[name] for name in ("words", "kind", "act"))]
        hit = same[0] if same else None
        if hit is not None:
            left.remove(hit)
        named = hit is not None and all(hit[name] == promised[name] for name in ("speaker", "actor"))
        rows.append(
            {"group": pattern.group, "kind": promised["kind"], "promised": True}
            | {"found": hit is not None, "exact": hit is not None, "named": named}
        )
    beyond = {"group": pattern.group, "promised": False, "found": True, "exact": False, "named": False}
    return rows + [beyond | {"kind": row["kind"]} for row in left]
