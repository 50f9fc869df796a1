"""Columns: from documents as found to a table, each column of one kind of value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rostra.reading.dates import Order, order_of, parse_date
from rostra.reading.found import Document, plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cells", "counted", "table_of"]

DATE_NOTES = {
    # what is said of one date, and of several
    "month": (
        "names only a month and stands for its first day",
        "name only a month and stand for its first day",
    ),
    "year": (
        "names only a year and stands for its first day",
        "name only a year and stand for its first day",
    ),
    "day first": (
        "is read with the day first, as others of the column must be",
        "are read with the day first, as others of the column must be",
    ),
    "month first": (
        "is read with the month first, as others of the column must be",
        "are read with the month first, as others of the column must be",
    ),
    "ambiguous": (
        "could be two days and is left NA; write it as YYYY-MM-DD",
        "could be two days and are left NA; write them as YYYY-MM-DD",
    ),
    "unknown": (
        "could not be read and is left NA; write it as YYYY-MM-DD",
        "could not be read and are left NA; write them as YYYY-MM-DD",
    ),
}


def counted(number: int, noun: str) -> str:
    """Say a number with its noun, in the plural where it is one.

    Parameters
    ----------
    number : int
        How many.
    noun : str
        Of what, in the singular.

    Returns
    -------
    str
        Such as ``1 document`` or ``1,200 words``.
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def table_of(ids: Sequence[str], documents: Sequence[Document], notes: list[str]) -> pd.DataFrame:
    """Make the table of a corpus.

    Parameters
    ----------
    ids : sequence of str
        The id of each document.
    documents : sequence of Document
        What the readers found.
    notes : list of str
        What a reader of the numbers should know; more is added.

    Returns
    -------
    pandas.DataFrame
        `doc_id, text, date, source, title, body_start`, then every column of metadata.
    """
    texts, cells = [], Cells()
    for document in documents:
        texts.append(cells.add(document))
    return cells.table(ids, _column(texts), notes)


@dataclass
class Cells:
    """The metadata of documents, collected one document after the other."""

    starts: list[int] = field(default_factory=list)
    values: dict[str, list[Any]] = field(default_factory=dict)
    marks: int = 0

    def add(self, document: Document) -> str:
        """Take the metadata of a document.

        Parameters
        ----------
        document : Document
            What a reader found.

        Returns
        -------
        str
            Its text, without a byte order mark that came in with the value.
        """
        text = document.text.lstrip("\ufeff")
        self.marks += text != document.text
        for name, value in document.metadata.items():
            column = self.values.setdefault(name, [])
            column += [None] * (len(self.starts) - len(column))
            column.append(plain(value))
        self.starts.append(document.body_start + len(document.text) - len(text))
        return text

    def table(self, ids: Sequence[str], texts: Any, notes: list[str]) -> pd.DataFrame:
        """Make the table.

        Parameters
        ----------
        ids : sequence of str
            The id of each document.
        texts : array
            Its text.
        notes : list of str
            What a reader of the numbers should know; more is added.

        Returns
        -------
        pandas.DataFrame
            As of `table_of`.
        """
        if self.marks:
            notes.append(f"A byte order mark was taken off the beginning of {counted(self.marks, 'text')}.")
        count = len(self.starts)
        values = {name: column + [None] * (count - len(column)) for name, column in self.values.items()}
        return _table(ids, texts, self.starts, values, notes)


def _table(
    ids: Sequence[str], texts: Any, starts: list[int], values: dict[str, list[Any]], notes: list[str]
) -> pd.DataFrame:
    import pandas as pd

    nothing = [None] * len(starts)
    given = _stripped(values.pop("date", nothing))
    dates, original = _dates(ids, given, notes)
    columns = {"doc_id": _column(ids), "text": texts, "date": _column(dates)}
    columns |= {name: _column(_stripped(values.pop(name, nothing))) for name in ("source", "title")}
    columns["body_start"] = pd.array(starts, dtype="int64")
    if original is not None:
        columns["date_given"] = _column(original)
    columns |= {name: _column(column) for name, column in values.items()}
    return pd.DataFrame(columns)


def _stripped(cells: list[Any]) -> list[str | None]:
    return [None if cell is None else str(cell).strip() or None for cell in cells]


def _dates(
    ids: Sequence[str], given: list[Any], notes: list[str]
) -> tuple[list[str | None], list[str | None] | None]:
    """Write dates as ISO 8601; where that loses something, keep what was given and say so."""
    dates: list[str | None] = []
    kinds: dict[str, list[int]] = {}
    orders = {order_of(value) for value in given if value is not None} - {None}
    order: Order | None = orders.pop() if len(orders) == 1 else None
    for row, value in enumerate(given):
        if value is None:
            dates.append(None)
            continue
        day = parse_date(value)
        known: str = day.known
        if known == "ambiguous" and order is not None:
            day, known = parse_date(value, order), order
        dates.append(day.iso)
        kinds.setdefault(known, []).append(row)
    for kind, (one, several) in DATE_NOTES.items():
        if rows := kinds.get(kind):
            example = f"{str(given[rows[0]])[:40]!r} of {ids[rows[0]]!r}"
            words = several if rows[1:] else one
            notes.append(f"{counted(len(rows), 'date')} {words} (such as {example}).")
    if not kinds.keys() & DATE_NOTES.keys():
        return dates, None
    return dates, given


def _column(values: Sequence[Any]) -> Any:
    """Make a column of one kind of value: text, truth, whole number, number; else as given."""
    import pandas as pd

    kinds = {type(value) for value in values if value is not None}
    cells = [pd.NA if value is None else value for value in values]
    if kinds <= {str}:
        return pd.array(cells, dtype="string")
    if kinds == {bool}:
        return pd.array(cells, dtype="boolean")
    if kinds == {int} and all(value is None or -(2**63) <= value < 2**63 for value in values):
        return pd.array(cells, dtype="Int64")
    if kinds <= {int, float}:
        return pd.array([pd.NA if value is None else float(value) for value in values], dtype="Float64")
    return pd.array(cells, dtype=object)
