"""Tables: results as tables in which every number with hits opens its evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from rostra.cautions import TOO_LITTLE
from rostra.charts.labels import SCORERS, number, shown, status_note, titled, worded
from rostra.reporting.finder import Finder
from rostra.reporting.parts import Cell, Table

if TYPE_CHECKING:
    from rostra.result import Result

__all__ = ["crossed", "frame_table", "listed"]

ROWS = 400  # a longer table is cut, and says so
EXPOSURES = {"sentiment": "Sentences", "stances": "Statements", "share_of_voice": "All words"}
ITEMS = {
    "keyness": "Word",
    "evaluations": "About",
    "share_of_voice": "Kind",
    "stances": "Reporting verb",
}
NAMED = {**SCORERS, "subjectivity": "TextBlob: subjectivity"}


def rate(row: dict[str, Any], digits: int = 1) -> str:
    """Write the value of a row: a number, a share as per cent, or why there is none."""
    if pd.isna(row["value"]):
        return TOO_LITTLE if str(row.get("note", "")).startswith(TOO_LITTLE) else "–"
    is_share = str(row.get("unit", "")).startswith("share")
    return percent(row["value"]) if is_share else number(row["value"], digits)


def percent(value: Any) -> str:
    """Write a share as per cent with one digit."""
    return "–" if pd.isna(value) else f"{number(100 * float(value))}%"


def interval(row: dict[str, Any], digits: int = 2) -> str:
    """Write an interval as `low to high`."""
    if pd.isna(row["low"]) or pd.isna(row["high"]):
        return ""
    if str(row.get("unit", "")).startswith("share"):
        return f"{number(100 * float(row['low']))}% to {percent(row['high'])}"
    return f"{number(row['low'], digits)} to {number(row['high'], digits)}"


def listed(result: Result, *, caption: str, frame: pd.DataFrame | None = None, folded: str = "") -> Table:
    """Write a result as it is: one row a number.

    Parameters
    ----------
    result : Result
        The numbers and their hits.
    caption : str
        What the table holds.
    frame : pandas.DataFrame, optional
        Some rows of the result, in another order.
    folded : str
        The words of the fold that hides the table; empty leaves it open.

    Returns
    -------
    Table
        Columns without any value are left out; what is cut is counted in the note.
    """
    frame = result.frame if frame is None else frame
    rows = frame.head(ROWS).to_dict("records")
    make = {"compare": _compared, "robustness": _tried}.get(result.kind)
    columns = _measured(result, frame) if make is None else make(result)
    filled = {name for name in frame if frame[name].notna().any()}
    kept = [(head, cell) for head, source, cell in columns if source in filled]
    notes = [_note(row) for row in rows]
    if len(set(notes)) > 1:
        kept.append(("Note", lambda row: Cell(_note(row), numeric=False)))
    common = f"For all rows: {notes[0]}." if notes and notes[0] and len(set(notes)) == 1 else ""
    cut = f"The first {ROWS:,} of {len(frame):,} rows." if len(frame) > ROWS else ""
    return Table(
        caption,
        tuple(head for head, _ in kept),
        tuple(tuple(cell(row) for _, cell in kept) for row in rows),
        note=" ".join(part for part in (result.about, common, unproven(frame), cut) if part),
        folded=folded,
    )


def unproven(frame: pd.DataFrame) -> str:
    """Say which measures of a table are exploratory; its rows are not starred as those of a chart are."""
    return status_note(frame).removeprefix("*")


Column = tuple[str, str, Callable[[dict[str, Any]], Cell]]


def _text(name: str, change: Callable[[Any], str] = str, facet: str = "") -> Callable[[dict[str, Any]], Cell]:
    return lambda row: Cell("" if pd.isna(row[name]) else change(row[name]), numeric=False, facet=facet)


def _name(value: Any) -> str:
    return shown(value, 80)


def _count(name: str) -> Callable[[dict[str, Any]], Cell]:
    return lambda row: Cell(number(row[name], 0))


def _measured(result: Result, frame: pd.DataFrame) -> list[Column]:
    finder = Finder(result)
    by, kind = result.by, result.kind
    words_of_all = kind == "share_of_voice"
    digits = 3 if kind == "frequencies" else 2

    def linked(text: Callable[[dict[str, Any]], str]) -> Callable[[dict[str, Any]], Cell]:
        def cell(row: dict[str, Any]) -> Cell:
            some = pd.notna(row.get("hits")) and row["hits"] > 0
            return Cell(text(row), claim=finder.of_row(row) if some else None)

        return cell

    def measure_name(value: Any) -> str:
        return NAMED.get(str(value), worded(value)) if kind == "sentiment" else titled(value)

    columns: list[Column] = [(worded(by), by, _text(by, _name, "actor"))]
    if frame["measure"].nunique() > 1 or kind not in ITEMS:
        columns.append(("Measure", "measure", _text("measure", measure_name, "measure")))
    item_name = worded if kind in ("share_of_voice", "stances") else _name
    columns += [
        (
            ITEMS.get(kind, "Item"),
            "item",
            _text("item", item_name, "kind" if kind == "share_of_voice" else ""),
        ),
        ("Date", "period", _text("period")),
        ("Document", "" if by == "doc_id" else "doc_id", _text("doc_id", _name)),
        ("Words before", "position", _count("position")),
        ("Words read", "drawn", _count("drawn")),
        (_unit(frame), "value", linked(lambda row: rate(row, digits))),
        ("95% interval", "low", lambda row: Cell(interval(row, digits))),
        ("Log-likelihood", "log_likelihood", lambda row: Cell(number(row["log_likelihood"]))),
        ("p, adjusted", "p_adjusted", lambda row: Cell(_p(row["p_adjusted"]))),
        ("Sees", "seen", lambda row: Cell(percent(row["seen"]))),
        ("Words" if words_of_all else "Hits", "hits", linked(lambda row: number(row["hits"], 0))),
        ("Hits of the others", "reference_hits", _count("reference_hits")),
        (EXPOSURES.get(kind, "Words"), "exposure", _count("exposure")),
        ("Documents", "documents", _count("documents")),
    ]
    return columns


def _compared(result: Result) -> list[Column]:
    finder = Finder(result)

    def side(name: str) -> Callable[[dict[str, Any]], Cell]:
        def cell(row: dict[str, Any]) -> Cell:
            hits = row[f"{name}_hits"]
            claim = finder.of_row(row, group=row[name]) if pd.notna(hits) and hits > 0 else None
            value = row[f"{name}_value"]
            if pd.isna(value):
                return Cell(f"{number(hits, 0)} hits", claim=claim)
            return Cell(number(value, 2), beside=f"{number(hits, 0)} hits", claim=claim)

        return cell

    return [
        ("First", "target", _text("target", _name, "actor")),
        ("Second", "reference", _text("reference", _name, "actor")),
        ("Measure", "measure", _text("measure", titled, "measure")),
        ("First has", "target_hits", side("target")),
        ("Second has", "reference_hits", side("reference")),
        ("Difference", "value", lambda row: Cell(rate(row, 2))),
        ("95% interval", "low", lambda row: Cell(interval(row))),
        ("p, adjusted", "p_adjusted", lambda row: Cell(_p(row["p_adjusted"]))),
        ("Verdict", "verdict", _text("verdict")),
        ("Documents", "documents", _count("documents")),
    ]


def _tried(result: Result) -> list[Column]:
    """The columns of a claim under other choices: only the claim itself opens its hits."""
    compared = {head: (source, cell) for head, source, cell in _compared(result)}

    def of_claim(head: str) -> Column:
        source, cell = compared[head]

        def shown_side(row: dict[str, Any]) -> Cell:
            made = cell({**row, f"{source.removesuffix('_hits')}_value": None})
            return made if row["check"] == "claim" else replace(made, claim=None)

        return head, source, shown_side

    return [
        ("Check", "check", _text("check", worded)),
        ("Done otherwise", "item", _text("item", _name)),
        ("Difference", "value", lambda row: Cell(rate(row, 2))),
        ("95% interval", "low", lambda row: Cell(interval(row))),
        ("Unit", "unit", _text("unit", _name)),
        ("Share kept", "share_kept", lambda row: Cell(percent(row["share_kept"]))),
        of_claim("First has"),
        of_claim("Second has"),
        ("Documents", "documents", _count("documents")),
        ("Verdict", "verdict", _text("verdict")),
    ]


def _note(row: dict[str, Any]) -> str:
    """The note of a row, where its value does not say it already."""
    note = "" if pd.isna(row["note"]) else str(row["note"])
    return "" if note == TOO_LITTLE else note


def _unit(frame: pd.DataFrame) -> str:
    units = frame["unit"].dropna().astype(str).unique()
    if len(units) != 1:
        return "Value"
    return "Share" if units[0].startswith("share") else worded(units[0])


def _p(value: Any) -> str:
    if pd.isna(value):
        return ""
    return "< 0.001" if float(value) < 0.001 else number(value, 3)


def crossed(
    result: Result,
    *,
    caption: str,
    groups: Sequence[str],
    measures: Sequence[str],
    titles: dict[str, str] | None = None,
    note: str = "",
    rates: bool = True,
) -> Table:
    """Write rates as a cross table: groups across or, where they are many, down.

    Parameters
    ----------
    result : Result
        Rates: one row a group and measure.
    caption : str
        What the table holds.
    groups : sequence of str
        The groups, in order.
    measures : sequence of str
        The measures, in order.
    titles : dict, optional
        The name of each measure for the reader.
    note : str
        What must be known to read it.
    rates : bool
        Write rates where there are any; else hits alone.

    Returns
    -------
    Table
        In each cell the rate and, beside it, the hits; each opens its sentences.
    """
    finder = Finder(result)
    by = result.by
    rows = {(str(r[by]), str(r["measure"])): r for r in result.frame.to_dict("records") if pd.notna(r[by])}
    names = {m: (titles or {}).get(m, titled(m)) for m in measures}
    exposure = result.frame.dropna(subset=[by]).groupby(by, sort=False)["exposure"].max()
    told = unproven(result.frame[result.frame["measure"].isin(measures)])
    note = " ".join(part for part in (note, told) if part)

    def cell(group: str, measure: str) -> Cell:
        row = rows.get((group, measure))
        if row is None:
            return Cell("–")
        hits = number(row["hits"], 0)
        claim = finder.of_row(row) if pd.notna(row["hits"]) and row["hits"] > 0 else None
        if not rates:
            return Cell(hits, claim=claim)
        if pd.isna(row["value"]):
            return Cell(f"{hits} hit{'' if hits == '1' else 's'}", claim=claim)
        return Cell(number(row["value"]), beside=hits, claim=claim)

    def size(group: str) -> str:
        return f"{int(exposure[group]):,}" if group in exposure and pd.notna(exposure[group]) else "–"

    if len(groups) <= 6:
        head = ("Measure", *(shown(group, 40) for group in groups))
        words = (
            Cell("Words counted, reporting verbs too", numeric=False),
            *(Cell(size(group)) for group in groups),
        )
        body = [
            (Cell(names[m], numeric=False, facet="measure"), *(cell(group, m) for group in groups))
            for m in measures
        ]
        return Table(caption, head, (words, *body), note=note, across="actor")
    head = (worded(by), "Words", *(names[m] for m in measures))
    turned = tuple(
        (
            Cell(shown(group, 40), numeric=False, facet="actor"),
            Cell(size(group)),
            *(cell(group, m) for m in measures),
        )
        for group in groups
    )
    return Table(caption, head, turned, note=note, across="measure")


def frame_table(frame: pd.DataFrame, *, caption: str, folded: str = "") -> Table:
    """Write any data frame: numbers with two digits, all else as text."""
    rows = []
    for record in frame.head(ROWS).to_dict("records"):
        cells = []
        for value in record.values():
            whole = isinstance(value, int) and not isinstance(value, bool)
            if isinstance(value, float) and pd.notna(value):
                cells.append(Cell(number(value, 2)))
            else:
                missing = value is None or (not isinstance(value, list | dict | tuple) and pd.isna(value))
                cells.append(Cell("" if missing else str(value), numeric=whole))
        rows.append(tuple(cells))
    note = f"The first {ROWS:,} of {len(frame):,} rows." if len(frame) > ROWS else ""
    return Table(caption, tuple(str(name) for name in frame.columns), tuple(rows), note=note, folded=folded)
