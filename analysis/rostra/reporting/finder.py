"""Finder: from a row of a result back to the hits that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from rostra.charts.labels import shown, titled, worded
from rostra.reporting.parts import Claim

if TYPE_CHECKING:
    from rostra.result import Result

__all__ = ["Finder"]

# columns by which one hit, or those of one document, are told from the others
PLACES = {"occurrences": ("doc_id", "start")}


class Finder:
    """Finds the hits behind a row of a result.

    Parameters
    ----------
    result : Result
        The numbers and their hits.
    """

    def __init__(self, result: Result) -> None:
        self.result = result
        self._places: dict[tuple[str, ...], dict[tuple[str, ...], list[int]]] = {}

    def claim(self, group: Any, label: str, **where: Any) -> Claim | None:
        """Return the claim of a number: the hits of a group, with these values in the other columns."""
        hits, by = self.result.hits, self.result.by
        if pd.isna(group) or by not in hits or not {"doc_id", "start", "end"} <= set(hits.columns):
            return None
        wanted = {by: str(group)} | {n: "" if pd.isna(v) else str(v) for n, v in where.items() if n in hits}
        names = tuple(wanted)
        if names not in self._places:
            index: dict[tuple[str, ...], list[int]] = {}
            columns = [hits[name].astype(object).where(hits[name].notna(), "").astype(str) for name in names]
            for position, values in enumerate(zip(*columns, strict=True)):
                index.setdefault(values, []).append(position)
            self._places[names] = index
        rows = self._places[names].get(tuple(wanted.values()), [])
        measure = titled(where["measure"]) if pd.notna(where.get("measure")) else ""
        marked = self.result.kind != "share_of_voice"  # there a hit is a whole statement
        return (
            Claim(self.result.corpus, str(group), label, hits.iloc[rows], marked, measure) if rows else None
        )

    def of_rows(self, rows: Sequence[dict[str, Any]]) -> Claim | None:
        """Return the claim of rows that one mark of a chart shows together.

        The mark of a difference opens the sentences of the side that has more.
        """
        found: list[Claim | None] = []
        for row in rows:
            sides = [None]
            if self.result.kind in ("compare", "robustness"):
                more = pd.isna(row["value"]) or row["value"] >= 0
                sides = [row["target"], row["reference"]] if more else [row["reference"], row["target"]]
            opened = (self.of_row(row, group=side) for side in sides)
            found += [next((claim for claim in opened if claim is not None), None)]
        claims = [claim for claim in found if claim is not None]
        if len(claims) < 2:
            return next(iter(claims), None)
        hits = pd.concat([claim.hits for claim in claims])
        return replace(claims[0], label="; ".join(claim.label for claim in claims), hits=hits)

    def of_row(self, row: dict[str, Any], group: Any = None) -> Claim | None:
        """Return the claim of one row of the result's frame."""
        by = self.result.by
        names = ("measure", "item", "period", *PLACES.get(self.result.kind, ()))
        where = {name: row[name] for name in names if name in row}
        if self.result.kind == "robustness":
            where.pop("item")  # what was done otherwise; the hits are those of the claim
        if self.result.kind == "keyness":
            where.pop("measure")  # the hits of a word are the same whatever it was measured by
        return self.claim(row[by] if group is None else group, _label(self.result.kind, row), **where)

    def of_others(self, row: dict[str, Any]) -> Claim | None:
        """Return the claim of all others together, with whom a comparison holds its target."""
        hits, by = self.result.hits, self.result.by
        theirs = (
            (hits["measure"] == row["measure"]) & hits[by].notna() & (hits[by].astype(str) != row["target"])
        )
        found = hits[theirs.to_numpy(dtype=bool)]
        label, measure = _label(self.result.kind, row), titled(row["measure"])
        return (
            Claim(self.result.corpus, str(row["reference"]), label, found, True, measure)
            if len(found)
            else None
        )


def _label(kind: str, row: dict[str, Any]) -> str:
    item = row.get("item")
    if kind in ("keyness", "frequencies", "ngrams", "collocates"):
        return f"“{shown(item, 80)}”"
    if kind == "share_of_voice":
        return "Speeches" if item == "speech" else f"{worded(item)} statements"
    if kind == "occurrences":
        return f"“{shown(item, 80)}” in {shown(row['doc_id'], 80)}"
    if kind == "robustness":
        item = pd.NA
    label = titled(row["measure"]) if pd.notna(row.get("measure")) else ""
    if kind == "evaluations" and pd.isna(item):
        label += ", no target named"
    elif pd.notna(item):
        label += f", about {shown(item, 80)}" if kind == "evaluations" else f": {shown(worded(item), 80)}"
    if pd.notna(row.get("period")):
        label += f", {row['period']}"
    return label
