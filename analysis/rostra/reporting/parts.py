"""Parts: what a page is made of, before it is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from rostra.corpus import Corpus

__all__ = [
    "Beside",
    "Cell",
    "Claim",
    "Facts",
    "Figure",
    "Link",
    "Prose",
    "Quote",
    "Quotes",
    "Section",
    "Table",
]


@dataclass(frozen=True, eq=False)
class Claim:
    """A number and the hits that it stands on: what a link to the evidence opens.

    Parameters
    ----------
    corpus : Corpus
        The texts.
    group : str
        Whose words they are; the evidence of a page is kept by group.
    label : str
        What the number says, as a heading: "Threat", "Threat, about Poland".
    hits : pandas.DataFrame
        At least `doc_id`, `start`, `end`; `speaker`, `kind` and `statement_id` are
        shown where they are given; a `weight` of 0 is a hit that was found and not counted.
    marked : bool
        Mark the hits in their sentences; not where a hit is a whole statement.
    measure : str
        The measure that the filter of the page finds it by; empty for whole statements and words.
    """

    corpus: Corpus
    group: str
    label: str
    hits: pd.DataFrame
    marked: bool = True
    measure: str = ""


@dataclass(frozen=True, eq=False)
class Link:
    """A piece of running text that opens its evidence; without a claim it is plain text."""

    text: str
    claim: Claim | None = None
    strong: bool = False


@dataclass(frozen=True, eq=False)
class Prose:
    """A paragraph: strings and links."""

    runs: tuple[str | Link, ...]
    form: str = "p"  # "p", "lead" (the finding), "item" (of a list), "caveat", "note" (how it was made)


@dataclass(frozen=True, eq=False)
class Cell:
    """One cell of a table: its text, a small text beside it, and the evidence it opens."""

    text: str
    beside: str = ""
    claim: Claim | None = None
    numeric: bool = True
    facet: str = ""  # the filter that finds the row by this cell: "actor", "measure", "kind"


@dataclass(frozen=True, eq=False)
class Table:
    """A table; the first cell of each row is its heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    folded: str = ""  # the words of the fold that hides the table; empty: it stands open
    across: str = ""  # the filter that finds the columns by their names


@dataclass(frozen=True, eq=False)
class Figure:
    """A chart as SVG, its heading and words, the table behind it, and what its marks open."""

    heading: str
    alt: str
    svg: str
    table: Table | None = None
    marks: tuple[Claim, ...] = ()  # in the order of the links in the SVG


@dataclass(frozen=True, eq=False)
class Quote:
    """One statement, or one line of text: the words, those to be marked, and where they come from."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    by: str = ""
    where: str = ""


@dataclass(frozen=True, eq=False)
class Quotes:
    """A list of statements under one heading; long ones are folded."""

    heading: str
    quotes: tuple[Quote, ...]
    note: str = ""
    folded: bool = False
    anchor: str = ""


@dataclass(frozen=True, eq=False)
class Facts:
    """Names and values: a manifest."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Beside:
    """Two columns where the screen is wide enough, else one after the other."""

    left: tuple[Any, ...]
    right: tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Section:
    """A heading of a report and what stands under it.

    Parameters
    ----------
    title : str
        The heading.
    parts : sequence
        What `rostra.report` accepts: paragraphs, results, charts, concordances.
    """

    title: str
    parts: Sequence[Any] = field(default_factory=tuple)
