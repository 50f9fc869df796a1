"""Extracts: what the standard page shows without a chart: statements, ranks, the glossary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from rostra.charts.labels import number, shown, worded
from rostra.reporting.evidence import place_of
from rostra.reporting.finder import Finder
from rostra.reporting.findings import many
from rostra.reporting.parts import Cell, Prose, Quote, Quotes, Section, Table
from rostra.reporting.places import place_table

if TYPE_CHECKING:
    from rostra.reporting.study import Study

__all__ = ["extremes", "glossary", "moods_in_words", "series", "statements"]

STATEMENTS = 60  # statements of one actor that are shown; the rest is counted
SPEECHES = 20
OPEN = 12  # up to so many stand open, more are folded
LONG = 420  # characters of a statement that are shown


def statements(found: Study, *, text: bool = True) -> Section:
    """The statements themselves, by actor; without text, where they stand."""
    rows = found.statements.quotations
    speeches = set(rows["kind"]) == {"speech"}
    said = (
        "The beginning of every speech. The sentences behind the numbers open from the tables below."
        if speeches
        else "Every statement that was found, as published. Indirect speech is the reporter's wording; "
        "a wrong speaker here is a wrong number below."
    )
    parts: list[Any] = [Prose((said,), "note")]
    owner = rows[found.by].astype(object).where(rows[found.by].notna(), None)
    for name in [*found.groups, None]:
        own = rows[[group == name for group in owner]]
        if len(own):
            parts.append(_quotes(found, name, own, speeches) if text else _places(found, name, own, speeches))
    if not text:
        parts[0] = Prose(("Where every statement that was found stands in its text, in characters.",), "note")
    return Section("Who says what", tuple(parts))


def _places(found: Study, name: str | None, rows: pd.DataFrame, speeches: bool) -> Table:
    heading = "Credited to nobody" if name is None else shown(name, 80)
    count = many(len(rows), "speech", "speeches") if speeches else many(len(rows), "statement")
    return place_table(
        rows, found.corpus.documents, caption=f"Statements: {heading}", folded=f"{heading}: {count}"
    )


def _quotes(found: Study, name: str | None, rows: pd.DataFrame, speeches: bool) -> Quotes:
    corpus = found.corpus
    documents = corpus.documents.set_index("doc_id", drop=False)
    places = {doc_id: place_of(documents.loc[doc_id]) for doc_id in dict.fromkeys(rows["doc_id"])}
    most, long = (SPEECHES, LONG // 2) if speeches else (STATEMENTS, LONG)
    quotes = []
    for row in rows.head(most).to_dict("records"):
        text = corpus.text(row["doc_id"])[int(row["start"]) : int(row["end"])].strip()
        speaker = row["speaker"] if pd.notna(row["speaker"]) else row["mention"]
        cue = f"“{row['cue']}”" if pd.notna(row["cue"]) else ""
        via = f"via {shown(row['via'], 60)}" if pd.notna(row["via"]) else ""
        kind = "" if speeches else worded(row["kind"]).lower()
        how = ", ".join(part for part in (kind, cue, via) if part)
        quotes.append(
            Quote(
                text if len(text) <= long else text[: long - 1].rstrip() + " …",
                by="" if pd.isna(speaker) or speeches else shown(speaker, 80),
                where=" · ".join(part for part in (how, places[row["doc_id"]]) if part),
            )
        )
    heading = "Credited to nobody" if name is None else shown(name, 80)
    count = many(len(rows), "speech", "speeches") if speeches else many(len(rows), "statement")
    note = f"The first {most} of {len(rows):,}." if len(rows) > most else ""
    return Quotes(
        f"{heading}: {count}",
        tuple(quotes),
        note=note,
        folded=speeches or len(quotes) > OPEN or name is None,
    )


def extremes(found: Study, names: list[str]) -> Table:
    """Who has most and who has least of each measure, among those with enough text."""
    frame = found.rates.frame
    frame = frame[frame[found.by].isin(found.drawn) & frame["value"].notna()]
    finder = Finder(found.rates)
    rows = []
    for name in names:
        own = frame[frame["measure"] == name].sort_values(
            ["value", found.by], ascending=[False, True], kind="stable"
        )
        if len(own) < 2:
            continue
        cells = [Cell(found.title(name), numeric=False)]
        for row in (own.iloc[0].to_dict(), own.iloc[-1].to_dict()):
            claim = finder.of_row(row) if row["hits"] > 0 else None
            cells += [
                Cell(shown(row[found.by], 30), numeric=False),
                Cell(number(row["value"]), claim=claim),
            ]
        rows.append(tuple(cells))
    return Table(
        f"Most and least, among the {len(found.drawn)} with most words",
        ("Measure", "Most", "Rate", "Least", "Rate"),
        tuple(rows),
        note="A rank is no finding by itself: see the intervals, and the differences below.",
    )


def glossary(found: Study, names: list[str]) -> Table:
    measures = found.measures
    rows = tuple(
        tuple(
            Cell(text, numeric=False)
            for text in (measures[n].title, measures[n].construct, measures[n].source, measures[n].status)
        )
        for n in names
    )
    return Table(
        "What the measures count",
        ("Measure", "What a hit means", "Construct", "Status"),
        rows,
        note="Exploratory: no coded sample says yet how often a hit is right. Read before citing.",
        folded="What each measure counts",
    )


def moods_in_words(found: Study, groups: list[str]) -> Iterator[Prose]:
    frame = found.moods.frame
    frame = frame[frame[found.by].isin(groups) & frame["value"].notna()]
    own = frame[frame["measure"] == "polarity"].sort_values("value", kind="stable")
    if len(own) < 2:
        return
    low, high = own.iloc[0], own.iloc[-1]
    least, most = (f"{shown(row[found.by], 60)} ({number(row['value'], 2)})" for row in (low, high))
    text = f"By Rostra's list the words of {least} sound least favourable, those of {most} most."
    scorers = frame[frame["measure"].isin(["polarity", "vader", "textblob"])]
    scored = set(scorers[found.by])  # whoever is never quoted has no score
    apart = [
        shown(group, 60)
        for group in groups
        if group in scored
        and (values := scorers["value"][scorers[found.by] == group]).min() < 0 < values.max()
    ]
    if apart:
        text += f" The three scorers do not agree on the sign for {series(apart)}: they know different words."
    yield Prose((text,))


def series(words: list[str]) -> str:
    """Write a list as a sentence does: a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
