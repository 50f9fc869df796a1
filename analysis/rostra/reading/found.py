"""Found: what a reader hands over, whatever the format it reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from rostra.errors import CorpusError, unknown

__all__ = [
    "Document",
    "Found",
    "InputFile",
    "SideFile",
    "Unreadable",
    "WrongEncoding",
    "from_rows",
    "identifier",
    "is_missing",
    "metadata_name",
    "plain",
]

TAKEN = ("text", "doc_id")  # columns of our own that no metadata may overwrite
STANDARD = ("date", "source", "title")
IDS = ("doc_id", "id")


class Unreadable(CorpusError):
    """One damaged file: among others it is left out, alone it is an error."""


class WrongEncoding(CorpusError):
    """Bytes that are no characters in the encoding they were read with: the user must say more."""


@dataclass(frozen=True)
class InputFile:
    """A file that was read: its name within the source, its SHA-256 and its size in bytes."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class SideFile:
    """A file that goes with the documents, as it was read: its name and its bytes."""

    name: str
    data: bytes = field(repr=False)

    @property
    def entry(self) -> InputFile:
        """How it stands among the inputs."""
        return InputFile(self.name, hashlib.sha256(self.data).hexdigest(), len(self.data))


@dataclass(frozen=True)
class Document:
    """One text as a reader found it: where, its words, its metadata as given."""

    place: str
    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    doc_id: str | None = None
    body_start: int = 0
    encoded: bytes | None = field(default=None, repr=False, compare=False)  # its UTF-8, where it is kept


@dataclass
class Found:
    """What one file gave: documents, what was left out and why, and notes."""

    documents: list[Document] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def is_missing(value: object) -> bool:
    """Say whether a value stands for none: None, NaN, NA or NaT, of whatever library."""
    return (
        value is None
        or (isinstance(value, float) and value != value)
        or type(value).__name__ in ("NAType", "NaTType")
    )


def metadata_name(name: str) -> str:
    """Name a column of metadata so that it does not stand in the way of one of ours."""
    return f"{name}_given" if name in TAKEN else name


def plain(value: object) -> Any:
    """Reduce a value to what files hold: text, number, truth, or None for missing.

    Days and times become ISO text, lists and mappings become JSON. An empty cell is missing.
    """
    if isinstance(value, str):
        return value or None
    if is_missing(value):
        return None
    if isinstance(value, datetime):
        midnight = value.time() == time(0) and value.tzinfo is None
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bool | int | float):
        return value
    if hasattr(value, "item"):  # a number of numpy
        return plain(value.item())
    return str(value)


def from_rows(
    name: str,
    columns: Sequence[str],
    rows: Iterable[tuple[str, Mapping[str, Any]]],
    *,
    text: str,
    doc_id: str | None,
    encoded: bool = False,
) -> Found:
    """Turn rows with named columns into documents.

    Parameters
    ----------
    name : str
        The file, for messages.
    columns : sequence of str
        The columns in their order.
    rows : iterable of (str, mapping)
        The place of each row, and its values by column.
    text : str
        The column that holds the words.
    doc_id : str, optional
        The column that holds the ids; `doc_id` or `id` where there is one.
    encoded : bool
        Keep the UTF-8 of the words, for one who writes them down next.

    Returns
    -------
    Found
        One document a row; rows without words are left out and listed.
    """
    if text not in columns:
        raise CorpusError(
            f'{name}: {unknown("column", text, columns)} Name the column that holds the words: text="NAME".'
        )
    if doc_id is not None and doc_id not in columns:
        raise CorpusError(
            f'{name}: {unknown("column", doc_id, columns)} Name the column that holds the ids: doc_id="NAME".'
        )
    found = Found()
    if doc_id is None:
        doc_id = next((column for known in IDS if (column := _spelt(known, columns, but=text))), None)
    names = _names(name, [column for column in columns if column not in (text, doc_id)], found.notes)
    astray = 0
    for place, row in rows:
        words = row.get(text)
        if not isinstance(words, str):
            what = "no words (it is empty)" if is_missing(words) else f"no words but {type(words).__name__}"
            found.left_out.append((place, f"its {text!r} holds {what}"))
            continue
        metadata = {wanted: plain(row.get(column)) for column, wanted in names.items()}
        start = metadata.pop("body_start", None)
        if start is not None and (start := _offset(start)) is None:
            astray += 1
        data = _utf8(words) if encoded or not words.isascii() else b""
        broken = [text] if data is None else [name for name, value in metadata.items() if _is_broken(value)]
        if broken:
            found.left_out.append(
                (place, f"its {broken[0]!r} holds half of a surrogate pair, which is no character")
            )
            continue
        identity = identifier(row.get(doc_id)) if doc_id is not None else None
        kept = data if encoded else None
        found.documents.append(Document(place, words, metadata, identity, start or 0, kept))
    if astray:
        found.notes.append(
            f"{name}: {astray} of the column 'body_start' are no whole numbers and count as 0."
        )
    return found


def _names(name: str, columns: Sequence[str], notes: list[str]) -> dict[str, str]:
    """Say under which name each column of metadata is kept; note every one that changes."""
    names = {column: metadata_name(column) for column in columns}
    for standard in STANDARD:
        if column := _spelt(standard, columns):
            names[column] = standard
    for column, wanted in names.items():
        if wanted == column:
            continue
        if wanted in columns:
            raise CorpusError(
                f"{name}: the columns {column!r} and {wanted!r} would both be called {wanted!r}. "
                "Rename one of them."
            )
        how = "read" if wanted in STANDARD else "kept"
        notes.append(f"{name}: the column {column!r} is {how} as {wanted!r}.")
    return names


def identifier(value: object) -> str | None:
    """Write an id as text: "007" stays, 7 and 7.0 are "7"; None where there is none."""
    value = plain(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value is None else str(value)


def _spelt(name: str, columns: Sequence[str], *, but: str | None = None) -> str | None:
    """Find a column by its name, or by its name in other case where that leaves no choice."""
    if name in columns and name != but:
        return name
    alike = [column for column in columns if column.casefold() == name and column != but]
    return alike[0] if len(alike) == 1 else None


def _offset(value: object) -> int | None:
    try:
        number = int(str(value))
    except ValueError:
        return None
    return number if number >= 0 else None


def _is_broken(value: object) -> bool:
    return isinstance(value, str) and not value.isascii() and _utf8(value) is None


def _utf8(text: str) -> bytes | None:
    """Encode a text; None where half of a surrogate pair stands in it."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return None
