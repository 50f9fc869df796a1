"""Objects: JSON and JSON Lines, a document an object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rostra.reading.found import Found, Unreadable, from_rows

__all__ = ["jsonl_rows", "no_objects", "read_json", "read_jsonl", "read_records"]

SHAPES = 'a list of objects, or one object of columns ({"text": [...], "date": [...]})'


def read_jsonl(name: str, content: str, *, text: str = "text", doc_id: str | None = None) -> Found:
    """Read JSON Lines.

    Parameters
    ----------
    name : str
        The file, for messages.
    content : str
        What it holds.
    text : str
        The key of the words.
    doc_id : str, optional
        The key of the ids.

    Returns
    -------
    Found
        One document a line. Lines that are no object are left out and listed.
    """
    rows, bad = jsonl_rows(name, content.split("\n"))
    if not rows:
        raise no_objects(name, bad)
    return read_records(name, rows, text=text, doc_id=doc_id, left_out=bad)


def no_objects(name: str, bad: list[tuple[str, str]]) -> Unreadable:
    """Say that no line of a file is an object."""
    first = f" The first is {bad[0][0]}: {bad[0][1]}." if bad else ""
    return Unreadable(
        f"{name} holds no document: {len(bad)} of its lines are no objects.{first} "
        'Write one object a line, such as {"doc_id": "a", "text": "..."}.'
    )


def jsonl_rows(
    name: str, lines: Iterable[str], *, first: int = 1
) -> tuple[list[tuple[str, Mapping[str, Any]]], list[tuple[str, str]]]:
    """Parse lines of JSON.

    Parameters
    ----------
    name : str
        The file, for messages.
    lines : iterable of str
        Some lines of it, without their ends.
    first : int
        The number of the first of them.

    Returns
    -------
    list of (str, mapping), list of (str, str)
        The place of each object, and the object; the place of each line that is none, and why.
    """
    rows: list[tuple[str, Mapping[str, Any]]] = []
    bad: list[tuple[str, str]] = []
    for number, line in enumerate(lines, first):
        line = line.strip(" \t\r\ufeff")
        if not line:
            continue
        place = f"{name}:{number}"
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            bad.append((place, f"no JSON: {error.msg} at column {error.colno}"))
        except (ValueError, RecursionError):
            bad.append((place, "no JSON that can be read: nested too deeply, or a number too long"))
        else:
            if isinstance(value, dict):
                rows.append((place, value))
            else:
                bad.append((place, f"no object but {_kind(value)}"))
    return rows, bad


def read_json(name: str, content: str, *, text: str = "text", doc_id: str | None = None) -> Found:
    """Read a JSON file: a list of objects, an object of columns, or one object.

    Parameters
    ----------
    name : str
        The file, for messages.
    content : str
        What it holds.
    text : str
        The key of the words.
    doc_id : str, optional
        The key of the ids.

    Returns
    -------
    Found
        One document an object, or a position of the columns.
    """
    try:
        value = json.loads(content)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and content.lstrip().startswith("{"):
            return read_jsonl(name, content, text=text, doc_id=doc_id)
        raise Unreadable(
            f"{name}, line {error.lineno}: no JSON: {error.msg} at column {error.colno}. "
            f"Accepted is {SHAPES}; one object a line is called .jsonl."
        ) from None
    except (ValueError, RecursionError):
        raise Unreadable(
            f"{name}: no JSON that can be read: nested too deeply, or a number too long. "
            f"Accepted is {SHAPES}."
        ) from None
    rows: list[tuple[str, Mapping[str, Any]]] = []
    bad: list[tuple[str, str]] = []
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            place = f"{name} record {number}"
            if isinstance(item, dict):
                rows.append((place, item))
            else:
                bad.append((place, f"no object but {_kind(item)}"))
    elif isinstance(value, dict):
        rows = list(columns_as_rows(name, value))
    if not rows:
        raise Unreadable(f"{name} holds no document but {_kind(value)}. Accepted is {SHAPES}.")
    return read_records(name, rows, text=text, doc_id=doc_id, left_out=bad)


def columns_as_rows(name: str, columns: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give the rows of an object of columns; one row where its values are no lists."""
    lengths = {column: len(values) for column, values in columns.items() if isinstance(values, list | tuple)}
    if not lengths or len(lengths) < len(columns):
        yield f"{name} record 1", columns
        return
    if len(set(lengths.values())) > 1:
        listing = ", ".join(f"{column} {length}" for column, length in lengths.items())
        raise Unreadable(
            f"{name}: the columns differ in length ({listing}). Give each a value for every document."
        )
    for number, values in enumerate(zip(*columns.values(), strict=True), 1):
        yield f"{name} record {number}", dict(zip(columns, values, strict=True))


def read_records(
    name: str,
    rows: list[tuple[str, Mapping[str, Any]]],
    *,
    text: str,
    doc_id: str | None,
    left_out: list[tuple[str, str]] | None = None,
    known: Iterable[str] = (),
    encoded: bool = False,
) -> Found:
    """Turn objects into documents; their columns are all keys that any of them has.

    Parameters
    ----------
    name : str
        The file, for messages.
    rows : list of (str, mapping)
        The place of each object, and the object.
    text : str
        The key of the words.
    doc_id : str, optional
        The key of the ids.
    left_out : list of (str, str), optional
        What was left out before.
    known : iterable of str
        Keys of objects that came before.
    encoded : bool
        As for `from_rows`.

    Returns
    -------
    Found
        One document an object.
    """
    columns = list(dict.fromkeys([*known, *(str(key) for _, row in rows for key in row)]))
    found = from_rows(name, columns, rows, text=text, doc_id=doc_id, encoded=encoded)
    found.left_out = [*(left_out or []), *found.left_out]
    return found


def _kind(value: object) -> str:
    if value is None:
        return "null"
    return {bool: "a truth value", int: "a number", float: "a number", str: "a string", list: "a list"}.get(
        type(value), "an object"
    )
