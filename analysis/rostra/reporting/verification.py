"""Verification: what of a page still holds, which numbers do not, and which documents made them change."""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rostra.charts.labels import number, shown
from rostra.errors import ResultError, RostraError
from rostra.reporting.ledger import TITLES, ledger, named_by
from rostra.reporting.rebuilding import rebuilt, side_of
from rostra.reporting.records import load_ledger
from rostra.reporting.study import study

if TYPE_CHECKING:
    from rostra.corpus import Corpus

__all__ = ["Change", "Verification", "verify"]

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
        Which table: a key of `rostra.reporting.ledger.TITLES`.
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


@dataclass(frozen=True, eq=False)
class Verification:
    """What became of the numbers of a page.

    Parameters
    ----------
    name : str
        The page or bundle.
    numbers : int
        How many numbers were checked.
    broken : tuple of Change
        Numbers that do not follow from the counts that the page itself gives.
    changes : tuple of Change
        Numbers that the texts do not give any more; empty without texts.
    causes : tuple of str
        What is different: documents, registry, word lists, versions.
    recounted : bool
        Whether the texts were read; without them only the arithmetic was checked.
    untouched : bool
        Whether the page is as it was written.
    """

    name: str
    numbers: int
    broken: tuple[Change, ...] = ()
    changes: tuple[Change, ...] = ()
    causes: tuple[str, ...] = ()
    recounted: bool = False
    untouched: bool = True

    @property
    def holds(self) -> bool:
        """Whether every number is what the page says, and the page as it was written."""
        return not self.broken and not self.changes and self.untouched

    @property
    def frame(self) -> pd.DataFrame:
        """One row a column of a number that changed: result, number, before, now, documents, reason."""
        rows = [
            {
                "result": change.result, "number": ", ".join(part for part in change.name if part),
                "column": column, "before": before, "now": now, "documents": ", ".join(change.documents),
                "reason": change.reason,
            }
            for change in (*self.broken, *self.changes)
            for column, (before, now) in change.columns.items()
        ]  # fmt: skip
        names = ["result", "number", "column", "before", "now", "documents", "reason"]
        frame = pd.DataFrame(rows, columns=names)
        return frame.astype({"before": "Float64", "now": "Float64"})

    @property
    def lines(self) -> list[str]:
        """The outcome in words, every number that changed on a line of its own."""
        how = (
            "recomputed from the texts" if self.recounted else "rebuilt from their counts, without the texts"
        )
        lines = [f"{shown(self.name, 120)}: {self.numbers:,} numbers {how}."]
        if not self.untouched:
            lines.append(
                "The page was edited after it was written: its bytes are not those that were hashed."
            )
        lines += self.causes
        if self.broken:
            lines.append(f"{_many(len(self.broken))} not follow from the page's own counts:")
            lines += [f"  {TITLES[change.result]}: {change}" for change in self.broken]
        direct = [change for change in self.changes if change.counted]
        others = [change for change in self.changes if not change.counted]
        for head, several in (
            ("were counted differently", direct),
            ("changed with them, their own counts being the same", others),
        ):
            if several:
                lines.append(f"{len(several):,} number{'' if len(several) == 1 else 's'} {head}:")
                lines += [f"  {TITLES[change.result]}: {change}" for change in several]
        if not self.broken and not self.changes:
            lines.append("All are what the page says.")
        return lines

    def __repr__(self) -> str:
        return "\n".join(self.lines)


def verify(path: str | Path, corpus: Corpus | None = None) -> Verification:
    """Say which numbers of a page the texts still give, and why the others do not.

    Parameters
    ----------
    path : str or pathlib.Path
        A page that `rostra report` wrote, or a bundle.
    corpus : Corpus, optional
        The texts, from which every number is computed anew. Without, the numbers are rebuilt
        from the counts that the page carries: that finds a slip, not a change of the texts.

    Returns
    -------
    Verification
        `holds`, `lines` and `frame`: every number that changed, from what to what, and the
        documents whose hits or words changed for it.

    Notes
    -----
    Two numbers are equal where they differ by less than a billionth. The ledger in a page can
    be forged together with it: what proves a number is the recount from texts that you trust.

    Examples
    --------
    >>> import rostra, tempfile
    >>> texts = [{"doc_id": "a", "text": "We may.", "who": "A"}, {"doc_id": "b", "text": "No.", "who": "B"}]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = rostra.overview(rostra.load_corpus(texts), actor="who").save(f"{folder}/page.html")
    ...     texts[0]["text"] = "We must."
    ...     verify(page, rostra.load_corpus(texts)).causes
    ('Document edited: a.',)
    """
    old, untouched = load_ledger(path)
    with np.errstate(all="ignore"):
        broken, checked = _broken(old, Path(path).name)
    if corpus is None:
        return Verification(Path(path).name, checked, broken, untouched=untouched)
    unknown = set(old["settings"]) - set(inspect.signature(study).parameters)
    if unknown:
        raise ResultError(
            f"{Path(path).name} was made with settings that this version does not have: "
            f"{', '.join(sorted(unknown))[:80]}. Use rostra {str(old['versions'].get('rostra', '?'))[:20]}."
        )
    found = study(corpus, **old["settings"])
    new = ledger(found, old["settings"], old["reading"])
    differences = _Differences(old, new)
    changes = tuple(differences.changes())
    numbers = sum(len(row) for row in differences.values(old).values())
    return Verification(Path(path).name, numbers, broken, changes, tuple(differences.causes), True, untouched)


def _broken(old: dict[str, Any], name: str) -> tuple[tuple[Change, ...], int]:
    """Rebuild every number of a ledger from its own counts, and keep those that come out otherwise."""
    try:
        made = rebuilt(old)
    except (RostraError, ValueError, TypeError, KeyError, IndexError, OverflowError, MemoryError) as error:
        raise ResultError(
            f"the ledger of {name} is damaged: its counts give no numbers ({type(error).__name__}: "
            f"{str(error)[:120]}). Make the page again with `rostra report`."
        ) from None
    broken, checked = [], 0
    for result, rows in made.items():
        given = old["results"][result]
        places = [given["columns"].index(column) for column in named_by(given["by"], given["columns"])]
        for row, values in zip(given["rows"], rows, strict=True):
            columns: dict[str, tuple[float | None, float | None]] = {}
            for column, now in {"value": math.nan, **values}.items():
                before = row[given["columns"].index(column)]
                if before is None and result not in ("rates", "gaps", "trend", "evaluated"):
                    continue  # too little text for a number: the note says so
                checked += 1
                if not _equal(before, now):
                    columns[column] = before, _known(now)
            if columns:
                title = tuple("" if row[place] is None else str(row[place]) for place in places)
                broken.append(Change(result, title, columns, reason="The page contradicts itself."))
    return tuple(broken), checked


class _Differences:
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
                if not _equal(before.get(column), now.get(column))
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
                    if not _equal(a, b):
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


def _equal(before: float | None, now: float | None) -> bool:
    before, now = _known(before), _known(now)
    if before is None or now is None:
        return before is now
    return math.isclose(before, now, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def _known(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else value


def _short(value: float | None) -> str:
    if value is None:
        return "none"
    if value == int(value):
        return number(value, 0)
    return number(value, 2 if abs(value) >= 0.1 else 4)


def _many(count: int) -> str:
    return f"{count:,} number{' does' if count == 1 else 's do'}"
