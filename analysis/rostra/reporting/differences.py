"""Differences: the numbers of a ledger that are others today, and the documents that made them change."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rostra.charts.labels import number, shown
from rostra.reporting.entries import named_by
from rostra.reporting.rebuilding import side_of

__all__ = ["Change", "Differences", "equal", "known"]

# Two computations agree: other builds of the libraries may add in another order.
RELATIVE, ABSOLUTE = 1e-9, 1e-12
NAMED = 3  # documents that a line names
COUNTED = ("hits", "exposure")


@dataclass(frozen=True)
class Change:
    """One number that is not what the page says.

    Parameters
    ----------
    result : str
        Which table: a key of the results of a ledger.
    name : tuple of str
        Which number: actor, measure, item, period.
    columns : dict
        For each column that differs, the number on the page and the number now; None: none.
    documents : tuple of str
        The documents whose hits or words changed for it.
    reason : str
        Why.
    """

    result: str
    name: tuple[str, ...]
    columns: dict[str, tuple[float | None, float | None]]
    documents: tuple[str, ...] = ()
    reason: str = ""

    @property
    def counted(self) -> bool:
        """Whether hits or words changed, and not only what is computed from those of others."""
        return bool(self.documents)

    def __str__(self) -> str:
        parts = [
            f"{column.replace('_', ' ')} {_short(before)} -> {_short(now)}"
            for column, (before, now) in self.columns.items()
        ]
        names = ", ".join(shown(part, 60) for part in self.name if part)
        return f"{names}: {'; '.join(parts)}. {self.reason}"


class Differences:
    """What is different between a ledger and the one of today."""

    def __init__(self, old: dict[str, Any], new: dict[str, Any]) -> None:
        self.old, self.new = old, new
        before, now = ({row[0]: row for row in one["documents"]} for one in (old, new))
        self.documents: dict[str, str] = {}
        for doc_id in dict.fromkeys([*before, *now]):
            if doc_id not in now:
                self.documents[doc_id] = "removed"
            elif doc_id not in before:
                self.documents[doc_id] = "added"
            elif before[doc_id][1] != now[doc_id][1]:
                self.documents[doc_id] = "edited"
            elif before[doc_id][2] != now[doc_id][2]:
                self.documents[doc_id] = "described differently"
        self.lexicons = {
            name
            for name in old["measures"].keys() | new["measures"].keys()
            if old["measures"].get(name) != new["measures"].get(name)
        }
        self.others = list(self._others())
        self.causes = [*self._named_documents(), *self._named_lexicons(), *self.others]

    def _named_documents(self) -> Iterator[str]:
        for how in ("edited", "added", "removed", "described differently"):
            names = [shown(doc_id, 80) for doc_id, one in self.documents.items() if one == how]
            if names:
                yield f"Document{'' if len(names) == 1 else 's'} {how}: {', '.join(names)}."

    def _named_lexicons(self) -> Iterator[str]:
        if self.lexicons:
            yield f"Lexicon changed: {', '.join(sorted(self.lexicons))}."

    def _others(self) -> Iterator[str]:
        """What concerns every document: the registry, corrections, other word lists, versions."""
        old, new = self.old, self.new
        sides = ("actors.toml", "corrections.csv")
        before, now = ({item[0]: item[1] for item in one["files"]} for one in (old, new))
        for name in sorted(before.keys() | now.keys()):
            side = name in sides or name.endswith(".toml")
            if side and before.get(name) != now.get(name):
                how = "added" if name not in before else "removed" if name not in now else "changed"
                yield f"File {how}: {shown(name, 80)}."
        lists = [n for n in sorted(old["lists"].keys() | new["lists"].keys())
                 if old["lists"].get(n) != new["lists"].get(n) and n not in self.lexicons]  # fmt: skip
        if lists:
            yield f"Word list changed: {', '.join(shown(name, 40) for name in lists)}."
        for name in dict.fromkeys([*old["versions"], *new["versions"]]):
            one, other = (str(part["versions"].get(name, "none")) for part in (old, new))
            if one != other:
                yield f"{shown(name, 40)} {shown(one, 40)} -> {other}."

    def values(self, one: dict[str, Any]) -> dict[tuple[str, tuple[str, ...]], dict[str, float | None]]:
        """Every number of a ledger, by its name."""
        found = {}
        for name, result in one["results"].items():
            columns = result["columns"]
            keys = named_by(result["by"], columns)
            for row in result["rows"]:
                cells = dict(zip(columns, row, strict=True))
                key = tuple("" if cells[part] is None else str(cells[part]) for part in keys)
                found[name, key] = {
                    column: cell
                    for column, cell in cells.items()
                    if column not in keys and not isinstance(cell, str)
                }
        return found

    def changes(self) -> Iterator[Change]:
        old, new = self.values(self.old), self.values(self.new)
        counts = [
            {
                key: sides
                for name, result in one["results"].items()
                for key, sides in zip(
                    (k for k in values if k[0] == name), result["sides"], strict=True
                )
            }
            for one, values in ((self.old, old), (self.new, new))
        ]  # fmt: skip
        for key in dict.fromkeys([*old, *new]):
            before, now = old.get(key, {}), new.get(key, {})
            columns = {
                column: (before.get(column), now.get(column))
                for column in dict.fromkeys([*before, *now])
                if not equal(before.get(column), now.get(column))
            }
            moved = self._moved(counts[0].get(key), counts[1].get(key))
            said = ""
            if not before or not now:  # whether a number is shown at all depends on few documents
                moved = {doc_id: how for doc_id, how in moved.items() if doc_id in self.documents}
                said = "No longer on the page. " if before else "New on the page. "
            if columns or moved:
                yield Change(key[0], key[1], columns, tuple(moved), said + self._reason(key, moved))

    def _moved(self, before: Any, now: Any) -> dict[str, str]:
        """The documents whose hits or words differ for a number, and how."""
        sides = []
        for one, given in ((self.old, before), (self.new, now)):
            names = [row[0] for row in one["documents"]]
            pairs = [side_of(one, side) for side in given or []]
            sides.append([[dict(zip(names, part.tolist(), strict=True)) for part in pair] for pair in pairs])
        moved: dict[str, list[str]] = {}
        for i in range(max(map(len, sides))):
            for j, what in enumerate(COUNTED):
                first, second = (side[i][j] if i < len(side) else {} for side in sides)
                for doc_id in dict.fromkeys([*first, *second]):
                    a, b = first.get(doc_id, 0.0), second.get(doc_id, 0.0)
                    if not equal(a, b):
                        moved.setdefault(doc_id, []).append(f"{what} {_short(a)} -> {_short(b)}")
        return {doc_id: ", ".join(parts) for doc_id, parts in moved.items()}

    def _reason(self, key: tuple[str, tuple[str, ...]], moved: dict[str, str]) -> str:
        if not moved:
            return self._distant()
        parts = [
            f"{shown(doc_id, 80)} {self._because(doc_id, key)} ({how})"
            for doc_id, how in list(moved.items())[:NAMED]
        ]
        more = len(moved) - NAMED
        return "; ".join(parts) + (f"; and {more:,} more documents." if more > 0 else ".")

    def _because(self, doc_id: str, key: tuple[str, tuple[str, ...]]) -> str:
        if doc_id in self.documents:
            return f"was {self.documents[doc_id]}"
        lexicons = self.lexicons & set(key[1])
        if lexicons:
            return f"is the same; the lexicon {lexicons.pop()} changed"
        return "is the same; " + (self.others[0].rstrip(".") if self.others else "no cause is known")

    def _distant(self) -> str:
        if self.documents or self.lexicons:
            return "Its interval or p depends on what changed elsewhere."
        return self.others[0] if self.others else "No cause is known: was the page edited?"


def equal(before: float | None, now: float | None) -> bool:
    """Whether two numbers differ by less than a billionth, or are both missing.

    Parameters
    ----------
    before, now : float or None
        The numbers; NaN is none.

    Returns
    -------
    bool
        True where they are the same.
    """
    before, now = known(before), known(now)
    if before is None or now is None:
        return before is now
    return math.isclose(before, now, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def known(value: float | None) -> float | None:
    """Return a number, None where it is NaN.

    Parameters
    ----------
    value : float or None
        A number.

    Returns
    -------
    float or None
        The same.
    """
    return None if value is None or math.isnan(value) else value


def _short(value: float | None) -> str:
    if value is None:
        return "none"
    if value == int(value):
        return number(value, 0)
    return number(value, 2 if abs(value) >= 0.1 else 4)
