"""Tables: rows of comma-, semicolon- or tab-separated files, each with its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from rostra.reading.found import Found, Unreadable, from_rows

__all__ = ["Rows", "check_nul", "documents_of_rows", "first_rows", "more_rows", "read_table", "rows_of"]

DELIMITERS = (",", ";", "\t", "|")
_SEP_LINE = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)  # what Excel writes for Excel
_LONGEST_FIELD = 2**31 - 1
_LOOKED_AT = 200  # records that decide on the dialect


@dataclass(frozen=True)
class _Dialect:
    delimiter: str
    quoting: Literal[0, 1, 2, 3] = csv.QUOTE_MINIMAL
    skip_space: bool = False


@dataclass
class Rows:
    """The records of a file under one dialect: good ones with their line, bad ones with the reason."""

    header: list[str] = field(default_factory=list)
    good: list[tuple[int, list[str]]] = field(default_factory=list)
    bad: list[tuple[int, str]] = field(default_factory=list)
    dialect: _Dialect = field(default_factory=lambda: _Dialect(","))


def read_table(
    name: str, content: str, *, text: str = "text", doc_id: str | None = None, tabs: bool = False
) -> Found:
    """Read a table of documents.

    Parameters
    ----------
    name : str
        The file, for messages.
    content : str
        What it holds.
    text : str
        The column that holds the words.
    doc_id : str, optional
        The column that holds the ids.
    tabs : bool
        The file says that it is separated by tabs.

    Returns
    -------
    Found
        One document a row. Rows that do not fit the header are left out and listed with
        their line; the others survive.
    """
    rows = first_rows(name, content, column=text, tabs=tabs)
    return documents_of_rows(name, rows, text=text, doc_id=doc_id)


def first_rows(name: str, content: str, *, column: str, tabs: bool) -> Rows:
    """Split the beginning of a table, or all of it, into records, and see that it is one.

    Parameters
    ----------
    name : str
        The file, for messages.
    content : str
        What it holds, whole records from the first line on.
    column : str
        The column that holds the words.
    tabs : bool
        The file says that it is separated by tabs.

    Returns
    -------
    Rows
        The header, good records with their line, bad ones with the reason.
    """
    check_nul(name, content)
    text = column
    rows = rows_of(content, column=text, tabs=tabs)
    if not rows.header:
        raise Unreadable(
            f"{name} is empty: a table needs a line of column names and a row for each document."
        )
    twice = sorted({column for column in rows.header if rows.header.count(column) > 1})
    if twice:
        places = [str(i) for i, column in enumerate(rows.header, 1) if column == twice[0]]
        raise Unreadable(
            f"{name}: columns {' and '.join(places)} are both called {twice[0]!r}. "
            "Give each column its own name."
        )
    if {"text_sha256", "verdict"} <= set(rows.header) and text not in rows.header:
        raise Unreadable(
            f"{name} is a sheet of corrections, not of documents. "
            "Call it corrections.csv, or give it back with --corrections."
        )
    return rows


def check_nul(name: str, content: str, *, before: int = 0) -> None:
    """Refuse a NUL character, which no table holds.

    Parameters
    ----------
    name : str
        The file, for messages.
    content : str
        What it holds.
    before : int
        Lines of the file that came before.
    """
    if "\0" in content:
        line = before + content[: content.index("\0")].count("\n") + 1
        raise Unreadable(
            f"{name}, line {line}: a NUL character, which no table holds. "
            'If the file is UTF-16 without its mark, say encoding="utf-16"; else save it again as CSV UTF-8.'
        )


def documents_of_rows(name: str, rows: Rows, *, text: str, doc_id: str | None) -> Found:
    """Turn the records of a table into documents.

    Parameters
    ----------
    name : str
        The file, for messages.
    rows : Rows
        Its records.
    text : str
        The column that holds the words.
    doc_id : str, optional
        The column that holds the ids.

    Returns
    -------
    Found
        One document a record; what is left out is listed.
    """
    found_rows = from_rows(
        name,
        rows.header,
        ((f"{name}:{line}", dict(zip(rows.header, row, strict=True))) for line, row in rows.good),
        text=text,
        doc_id=doc_id,
    )
    found_rows.left_out += [(f"{name}:{line}", reason) for line, reason in rows.bad]
    return found_rows


def rows_of(content: str, *, column: str, tabs: bool = False) -> Rows:
    """Split a table into its records, whatever separates their fields.

    Parameters
    ----------
    content : str
        What the file holds.
    column : str
        A column that the header should have: where it can be found, fields are parted rightly.
    tabs : bool
        The file says that it is separated by tabs.

    Returns
    -------
    Rows
        The header, good records with their line, bad ones with the reason.
    """
    lines = list(io.StringIO(content, newline=""))
    first = 0
    if found := _SEP_LINE.match(content):
        dialect = _Dialect(found[1])
        first = 1
    else:
        dialect = _dialect(lines, column, tabs=tabs)
    rows = _parse(lines, first, dialect)
    if rows.bad and dialect.delimiter == "\t":
        # many programs write tabs and no quotation marks: then a mark is just a mark
        unquoted = _parse(lines, first, _Dialect("\t", csv.QUOTE_NONE))
        if len(unquoted.bad) < len(rows.bad):
            rows, dialect = unquoted, _Dialect("\t", csv.QUOTE_NONE)
    rows.dialect = dialect
    return rows


def more_rows(content: str, begun: Rows, *, before: int) -> Rows:
    """Split a further stretch of a table into records.

    Parameters
    ----------
    content : str
        Whole records.
    begun : Rows
        The beginning of the table: its header, and what separates the fields.
    before : int
        Lines of the file that came before.

    Returns
    -------
    Rows
        The records with their lines in the file.
    """
    lines = list(io.StringIO(content, newline=""))
    rows = _parse(lines, 0, begun.dialect, header=begun.header)
    rows.good = [(line + before, record) for line, record in rows.good]
    rows.bad = [(line + before, reason) for line, reason in rows.bad]
    rows.dialect = begun.dialect
    return rows


def _dialect(lines: list[str], text: str, *, tabs: bool) -> _Dialect:
    """Choose the delimiter under which the header holds the text column and the rows fit the header."""
    delimiters = ("\t", *(mark for mark in DELIMITERS if mark != "\t")) if tabs else DELIMITERS
    head = lines[: _LOOKED_AT * 4]
    if len(head) < len(lines):
        head = _whole(head)
    best, best_score = _Dialect(delimiters[0]), (False, -1.0, -1)
    for delimiter in delimiters:
        columns = head[0].split(delimiter) if head else []
        spaced = len(columns) > 1 and all(column.startswith(" ") for column in columns[1:])
        dialect = _Dialect(delimiter, skip_space=spaced)
        rows = _parse(head, 0, dialect)
        fitting = len(rows.good) / max(1, len(rows.good) + len(rows.bad))
        score = (text in rows.header, round(fitting, 2), len(rows.header))
        if score > best_score:
            best, best_score = dialect, score
    return best


def _whole(lines: list[str]) -> list[str]:
    """Cut a sample where a record ends, as far as quotation marks tell."""
    marks, cut = 0, 1
    for number, line in enumerate(lines, 1):
        marks += line.count('"')
        if marks % 2 == 0:
            cut = number
    return lines[:cut]


def _parse(lines: list[str], first: int, dialect: _Dialect, *, header: list[str] | None = None) -> Rows:
    """Read the records from a line on; a bad one costs itself, not the file."""
    rows = Rows(header=list(header or ()))
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        for line, record in _records(lines, first, dialect):
            if isinstance(record, str):
                rows.bad.append((line, record))
            elif not rows.header:
                names = [column.strip() for column in record]
                rows.header = [column or f"column_{i}" for i, column in enumerate(names, 1)]
            else:
                width = len(rows.header)
                while len(record) > width > 1 and not record[-1]:
                    record.pop()  # spreadsheets pad their rows
                if len(record) != width:
                    many = "field" if len(record) == 1 else "fields"
                    rows.bad.append((line, f"{len(record)} {many} where the header has {width}"))
                elif width > 1 and not any(record):
                    rows.bad.append((line, "an empty row"))
                else:
                    rows.good.append((line, record))
    finally:
        csv.field_size_limit(before)
    return rows


def _records(lines: list[str], first: int, dialect: _Dialect) -> Iterator[tuple[int, list[str] | str]]:
    """Give each record with the number of its first line; a reason instead, where it cannot be read."""
    place = first
    patience = 4 * len(lines) + 1000  # lines read again after unclosed marks, before giving up
    while place < len(lines):
        reader = csv.reader(
            map(lines.__getitem__, range(place, len(lines))),
            delimiter=dialect.delimiter,
            quoting=dialect.quoting,
            skipinitialspace=dialect.skip_space,
            strict=True,
        )
        start = 0
        while True:
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                length = reader.line_num - start
                if "unexpected end" in str(error):
                    yield place + start + 1, "a quotation mark opens here that nothing closes"
                else:
                    where = f" (at line {place + reader.line_num})" if length > 1 else ""
                    yield (
                        place + start + 1,
                        f"a quotation mark inside a quoted field that is not doubled{where}",
                    )
                if length <= 1:  # the reader goes on with the next line by itself
                    start = reader.line_num
                    continue
                patience -= length
                if patience < 0:
                    yield (
                        place + start + 2,
                        "the rest of the file: too many quotation marks that nothing closes",
                    )
                    return
                # the next record may begin on the line after this one's first
                place += start + 1
                break
            if record:
                yield place + start + 1, record
            start = reader.line_num
