"""Writer: what a report accepts, turned into the parts of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from rostra.charts.canvas import Picture
from rostra.charts.labels import shown, worded
from rostra.charts.wording import alt_text
from rostra.concordance import Concordance
from rostra.errors import RostraError
from rostra.reporting.finder import Finder
from rostra.reporting.parts import Beside, Claim, Facts, Figure, Prose, Quote, Quotes, Section, Table
from rostra.reporting.places import place_table, short, without_text
from rostra.reporting.svg import Link, inline_svg
from rostra.reporting.tables import ROWS, frame_table, listed, rate
from rostra.result import Result

__all__ = ["Writer", "fit"]

READY = (Beside, Facts, Figure, Prose, Quotes, Table)
LINES = 500  # a longer concordance is cut, and says so
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
NAMES = {
    "measure": "Rates",
    "compare": "Differences",
    "keyness": "Key words",
    "evaluations": "Who evaluates whom",
    "share_of_voice": "Who gets how much of the text",
    "stances": "Reporting verbs",
    "sentiment": "Sentiment",
}


class Writer:
    """Turns what a report accepts into parts of a page, numbering the charts."""

    def __init__(self, *, text: bool = True) -> None:
        self._charts = 0
        self.text = text
        self.results: list[tuple[Result, pd.DataFrame]] = []  # what is shown of each
        self.others = 0  # tables and charts of what is no result

    def parts(self, given: Iterable[Any]) -> Iterator[Any]:
        """Turn each given thing into the part that shows it."""
        for part in given:
            yield self.part(part)

    def part(self, given: Any) -> Any:
        """Turn one given thing into the part that shows it."""
        if isinstance(given, READY):
            return given
        if isinstance(given, Section):
            return Section(str(given.title), tuple(self.parts(given.parts)))
        if isinstance(given, str):
            return Prose((given,))
        if isinstance(given, Result):
            self.results.append((given, given.frame.head(ROWS)))
            return self.listed(given, caption=NAMES.get(given.kind, worded(given.kind)))
        if isinstance(given, Concordance):
            return _lines(given) if self.text else _places(given)
        if isinstance(given, pd.DataFrame):
            self.others += 1
            return self.frame_table(given, caption="Table")
        figure = getattr(given, "figure", None) if hasattr(given, "get_xlabel") else given
        if hasattr(figure, "savefig") and hasattr(figure, "axes"):
            return self.figure(figure, [given] if figure is not given else figure.axes)
        raise RostraError(
            f"a report cannot show a {type(given).__name__}. It takes str, Result, matplotlib Axes or "
            "Figure, Concordance, pandas DataFrame and Section. Turn other things into one of them."
        )

    def listed(self, result: Result, *, frame: pd.DataFrame | None = None, **words: str) -> Table:
        """Write a result as a table, of the texts as much as the page may show."""
        rows = result.frame if frame is None else frame
        if not self.text and "item" in rows:
            rows = rows.assign(item=without_text(rows[["item"]])["item"])
        return listed(result, frame=rows, **words)

    def frame_table(self, frame: pd.DataFrame, **words: str) -> Table:
        """Write any frame as a table, of the texts as much as the page may show."""
        return frame_table(frame if self.text else without_text(frame), **words)

    def figure(self, figure: Any, axes: list[Any], *, heading: str = "") -> Figure:
        """Write a chart: SVG, alt text, and the table behind it."""
        self._charts += 1
        pictures = [p for ax in axes if isinstance(p := getattr(ax, "rostra_picture", None), Picture)]
        titles = [t for ax in axes if (t := ax.get_title() or ax.get_title(loc="left"))]
        if not self.text and any(_shows_text(picture) for picture in pictures):
            raise RostraError(
                "this chart names runs of more than four words, and the page may not show the texts. Leave "
                "it out, or make the page with text=True."
            )
        drawn = [(p.result, p.table) for p in pictures if p.result is not None]
        self.results += drawn
        self.others += not drawn
        name = heading or next(iter(titles), "") or next((p.name for p in pictures), "Chart")
        alt = " ".join(alt_text(ax) for ax in axes)
        table = None
        for picture in pictures[:1]:
            folded = "The data behind this chart"
            caption = f"{name}: the numbers drawn"
            if picture.result is not None:
                table = self.listed(picture.result, caption=caption, frame=picture.table, folded=folded)
            elif len(picture.table):
                table = self.frame_table(picture.table, caption=caption, folded=folded)
        marks = _Marks(figure)
        svg = inline_svg(figure, prefix=f"c{self._charts}", title=fit(name), alt=fit(alt), link=marks.link)
        return Figure("" if name in titles else name, alt, svg, table, tuple(marks.claims))


class _Marks:
    """What the marks of a chart open, in the order in which they are found."""

    def __init__(self, figure: Any) -> None:
        self.claims: list[Claim] = []
        self._known: dict[tuple[int, tuple[int, ...]], Link | None] = {}
        self._pictures = [getattr(ax, "rostra_picture", None) for ax in figure.axes]
        self._finders: dict[int, Finder] = {}

    def link(self, axes: int, rows: tuple[int, ...]) -> Link | None:
        """Return the number and the name of the link around a mark; None where no hit is behind it."""
        if (axes, rows) not in self._known:
            self._known[axes, rows] = self._link(axes, rows)
        return self._known[axes, rows]

    def _link(self, axes: int, rows: tuple[int, ...]) -> Link | None:
        picture = self._pictures[axes] if axes < len(self._pictures) else None
        if not isinstance(picture, Picture) or picture.result is None or max(rows) >= len(picture.table):
            return None
        finder = self._finders.setdefault(axes, Finder(picture.result))
        records = [picture.table.iloc[row].to_dict() for row in rows]
        claim = finder.of_rows(records)
        if claim is None:
            return None
        hits = int((claim.hits["weight"] != 0).sum()) if "weight" in claim.hits else len(claim.hits)
        if not hits:  # negated every time: as in the tables, there is nothing to open
            return None
        self.claims.append(claim)
        told = ", ".join(rate(row) for row in records if pd.notna(row["value"]))
        name = f"{shown(claim.group, 80)}: {claim.label}{f', {told}' if told else ''}"
        return len(self.claims) - 1, fit(f"{name} ({hits:,} hit{'' if hits == 1 else 's'})")


def _shows_text(picture: Picture) -> bool:
    items = picture.table["item"].dropna() if "item" in picture.table else []
    return any(short(item) != str(item) for item in items)


def _places(concordance: Concordance) -> Table:
    lines = concordance.lines.head(LINES)
    documents = lines[["doc_id", "date", "source"]].drop_duplicates("doc_id")
    table = place_table(lines, documents, caption="Places")
    cut = f" The first {LINES:,} are shown." if len(concordance) > LINES else ""
    return replace(table, note=concordance.about + cut)


def _lines(concordance: Concordance) -> Quotes:
    quotes = []
    for row in concordance.lines.head(LINES).to_dict("records"):
        left, node, right = (str(row[name]) for name in ("left", "node", "right"))
        who = row["speaker"] if pd.notna(row["speaker"]) else row["actor"]
        where = [row["doc_id"], row["source"], row["date"]]
        quotes.append(
            Quote(
                f"{left}{node}{right}",
                marks=((len(left), len(left) + len(node)),),
                by="" if pd.isna(who) else shown(who, 80),
                where=" · ".join(shown(v, 140) for v in where if pd.notna(v)),
            )
        )
    cut = f" The first {LINES:,} are shown." if len(concordance) > LINES else ""
    return Quotes("", tuple(quotes), note=concordance.about + cut)


def fit(text: str) -> str:
    """Replace what no page may hold: control characters, lone surrogates, non-characters."""
    return _UNFIT.sub("\ufffd", text)
