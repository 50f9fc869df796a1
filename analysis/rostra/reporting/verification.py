"""Verification: what of a page still holds, which numbers do not, and which documents made them change."""

from __future__ import annotations

import inspect
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rostra.charts.labels import shown
from rostra.errors import ResultError, RostraError, demand
from rostra.reporting.differences import Change, Differences, equal, known
from rostra.reporting.entries import named_by
from rostra.reporting.ledger import TITLES, ledger
from rostra.reporting.rebuilding import rebuilt
from rostra.reporting.records import load_ledger
from rostra.reporting.recounting import recounted
from rostra.reporting.study import study

if TYPE_CHECKING:
    from rostra.corpus import Corpus

__all__ = ["Change", "Verification", "verify"]

NAMED = 3  # documents that a line names
KINDS = {
    "measure": "rates", "compare": "differences", "robustness": "robustness", "keyness": "key words",
    "evaluations": "who evaluates whom", "share_of_voice": "share of the text", "stances": "reporting verbs",
}  # fmt: skip


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
    unchecked : tuple of str
        What on the page could not be checked, and why.
    titles : mapping of str to str
        What the results are called, by their keys.
    """

    name: str
    numbers: int
    broken: tuple[Change, ...] = ()
    changes: tuple[Change, ...] = ()
    causes: tuple[str, ...] = ()
    recounted: bool = False
    untouched: bool = True
    unchecked: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=lambda: TITLES)

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
        lines += [*self.causes, *self.unchecked]
        if self.broken:
            lines.append(f"{_many(len(self.broken))} not follow from the page's own counts:")
            lines += [f"  {self.titles[change.result]}: {change}" for change in self.broken]
        direct = [change for change in self.changes if change.counted]
        others = [change for change in self.changes if not change.counted]
        for head, several in (
            ("were counted differently", direct),
            ("changed with them, their own counts being the same", others),
        ):
            if several:
                lines.append(f"{len(several):,} number{'' if len(several) == 1 else 's'} {head}:")
                lines += [f"  {self.titles[change.result]}: {change}" for change in several]
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
    if corpus is not None:
        demand("Corpus", corpus, "verify")
    old, untouched = load_ledger(path)
    with np.errstate(all="ignore"):
        broken, checked = _broken(old, Path(path).name)
    if corpus is None:
        return Verification(
            Path(path).name, checked, broken, untouched=untouched, unchecked=_beside(old), titles=_titles(old)
        )
    if old["made_by"] == "report":
        return _recounted(old, Path(path).name, broken, untouched, corpus)
    unknown = set(old["settings"]) - set(inspect.signature(study).parameters)
    if unknown:
        raise ResultError(
            f"{Path(path).name} was made with settings that this version does not have: "
            f"{', '.join(sorted(unknown))[:80]}. Use rostra {str(old['versions'].get('rostra', '?'))[:20]}."
        )
    found = study(corpus, **old["settings"])
    new = ledger(found, old["settings"], old["reading"])
    differences = Differences(old, new)
    changes = tuple(differences.changes())
    numbers = sum(len(row) for row in differences.values(old).values())
    return Verification(Path(path).name, numbers, broken, changes, tuple(differences.causes), True, untouched)


def _recounted(
    old: dict[str, Any], name: str, broken: tuple[Change, ...], untouched: bool, corpus: Corpus
) -> Verification:
    """Hold a page of any results against the same results from texts of today."""
    kept, new, left_out = recounted(old, corpus)
    titles = _titles(old)
    differences = Differences(kept, new)
    more = [
        doc_id for doc_id in corpus.documents["doc_id"] if doc_id not in {row[0] for row in old["documents"]}
    ]
    beside = [f"Not on the page, and not counted: {_listed(more)}."] if more else []
    beside += [f"Not recounted: {titles[number]}: {reason}" for number, reason in left_out.items()]
    numbers = sum(len(row) for row in differences.values(kept).values())
    return Verification(
        name, numbers, broken, tuple(differences.changes()), tuple(differences.causes), True, untouched,
        (*beside, *_beside(old)), titles,
    )  # fmt: skip


def _listed(names: list[str]) -> str:
    more = len(names) - NAMED
    said = ", ".join(shown(name, 80) for name in names[:NAMED])
    return f"{said} and {more:,} more documents" if more > 0 else said


def _beside(old: dict[str, Any]) -> tuple[str, ...]:
    """What on a page is no result of Rostra."""
    others = int(old["settings"].get("unchecked", 0))
    if not others:
        return ()
    what = "table or chart" if others == 1 else "tables or charts"
    return (f"{others:,} {what} of other numbers cannot be checked.",)


def _titles(old: dict[str, Any]) -> Mapping[str, str]:
    """What the results of a ledger are called: by their kind, and which one it is where there are more."""
    if old["made_by"] == "overview":
        return TITLES
    kinds = [result["kind"] for result in old["results"].values()]
    return {
        key: shown(KINDS.get(kind, kind.replace("_", " ")), 40)
        + (f" ({kinds[: i + 1].count(kind)})" if kinds.count(kind) > 1 else "")
        for i, (key, kind) in enumerate(zip(old["results"], kinds, strict=True))
    }


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
            expected = {"value": math.nan} if old["made_by"] == "overview" else {}
            for column, now in (expected | values).items():
                before = row[given["columns"].index(column)]
                if before is None and result not in ("rates", "gaps", "trend", "evaluated"):
                    continue  # too little text for a number: the note says so
                checked += 1
                if not equal(before, now):
                    columns[column] = before, known(now)
            if columns:
                title = tuple("" if row[place] is None else str(row[place]) for place in places)
                broken.append(Change(result, title, columns, reason="The page contradicts itself."))
    return tuple(broken), checked


def _many(count: int) -> str:
    return f"{count:,} number{' does' if count == 1 else 's do'}"
