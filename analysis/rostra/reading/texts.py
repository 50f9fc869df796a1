"""Texts: plain files, with their front matter or their leading date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rostra.reading.dates import parse_date
from rostra.reading.found import IDS, STANDARD, Document, Found, metadata_name

__all__ = ["Header", "read_text", "split_header"]

_RULE = re.compile(r"---[ \t]*\r?\n")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_PAIR = re.compile(r"([A-Za-z_][\w .-]*?)[ \t]*:(?:[ \t]+(.*))?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_QUOTED = re.compile(r"""(["'])(.*)\1""")
# `date 2024-11-26 The US has responded ...`: the day and the first sentence share a line
_SAME_LINE = re.compile(r"\s*date[ \t]*[:=]?[ \t]*([0-9]{4}-[0-9]{2}-[0-9]{2})(?!\S)\s*", re.IGNORECASE)
_OWN_LINE = re.compile(r"\s*date[ \t]*[:=]?[ \t]*([^\r\n]{4,60}?)[ \t]*(?:[\r\n]\s*|\Z)", re.IGNORECASE)
_HEAD, _HEAD_LENGTH = 5, 2_000  # lines (headline, by-line, outlet, section and the day), characters


@dataclass
class Header:
    """What stands before the text of a file, and where the text begins."""

    values: dict[str, str] = field(default_factory=dict)
    body_start: int = 0
    unread: list[tuple[int, str]] = field(default_factory=list)


def read_text(name: str, content: str, *, doc_id: str | None = None) -> Found:
    """Read one plain text.

    Parameters
    ----------
    name : str
        The file, for messages.
    content : str
        What it holds.
    doc_id : str, optional
        The key of the front matter that holds the id; else `doc_id` or `id`.

    Returns
    -------
    Found
        One document; or none, where the file holds what no text does.
    """
    found = Found()
    if "\0" in content:
        place = content.index("\0")
        reason = (
            f"not a text: it holds a NUL character at {place}. "
            'If it is UTF-16 without its mark, say encoding="utf-16"'
        )
        found.left_out.append((name, reason))
        return found
    header = split_header(content)
    for line, words in header.unread:
        found.notes.append(
            f"{name}:{line}: not understood in the front matter (`key: value`) and skipped: {words!r}."
        )
    values = dict(header.values)
    key = next((key for key in ([doc_id] if doc_id else IDS) if key in values), None)
    identity = values.pop(key) if key is not None else None
    metadata = {metadata_name(key): value for key, value in values.items()}
    if "body_start" in metadata:
        metadata["body_start_given"] = metadata.pop("body_start")
    found.documents.append(
        Document(name, content[header.body_start :], metadata, identity, header.body_start)
    )
    return found


def split_header(content: str) -> Header:
    r"""Tell the head of a text from its body.

    Parameters
    ----------
    content : str
        The text of a file.

    Returns
    -------
    Header
        The values of the front matter between two lines `---`, of a leading
        `date YYYY-MM-DD`, or of a line among the first five that is a day and nothing
        else; `body_start` is where the body begins, in code points. A day below the
        headline stays in the body.

    Notes
    -----
    Of YAML only this is read: `key: value` (quotation marks around the value are taken
    off), lists of `- item` lines (joined with "; "), comments. Other lines are reported
    in `unread`. Without a second `---`, or where the first line after `---` is no pair,
    the rule is part of the text.

    Examples
    --------
    >>> header = split_header(" date 2024-11-26 The mayor spoke.")
    >>> header.values, header.body_start
    ({'date': '2024-11-26'}, 17)
    """
    header = _front_matter(content) or Header()
    if "date" in header.values:
        return header
    rest = content[header.body_start :]
    found = _SAME_LINE.match(rest) or _OWN_LINE.match(rest)
    if found is not None and parse_date(found[1]).iso is not None:
        header.values["date"] = found[1]
        header.body_start += found.end()
    elif day := _day_below_headline(rest):
        header.values["date"] = day
    return header


def _day_below_headline(body: str) -> str | None:
    """Return the first of the first lines that is a day, written as a day alone."""
    lines = [line.strip() for line in body[:_HEAD_LENGTH].splitlines() if line.strip()]
    return next((line for line in lines[:_HEAD] if parse_date(line).known == "day"), None)


def _front_matter(content: str) -> Header | None:
    opening = _RULE.match(content)
    if opening is None:
        return None
    header = Header()
    place, number, key = opening.end(), 1, ""
    items: dict[str, list[str]] = {}
    while True:
        number += 1
        if end := _END.match(content, place):
            break
        stop = content.find("\n", place) + 1
        if not stop:
            return None
        line = content[place:stop].rstrip("\r\n")
        place = stop
        if pair := _PAIR.fullmatch(line):
            key, value = _key(pair[1]), _unquoted(pair[2] or "")
            header.values[key] = value
        elif not key and line.strip() and not line.startswith("#"):
            return None  # a ruled line, and then text
        elif (item := _ITEM.fullmatch(line)) and not header.values[key]:
            items.setdefault(key, []).append(_unquoted(item[1]))
        elif line.strip() and not line.startswith("#"):
            header.unread.append((number, line))
    header.values.update({key: "; ".join(parts) for key, parts in items.items()})
    header.values = {key: value for key, value in header.values.items() if value}
    rest = content[end.end() :]
    header.body_start = end.end() + len(rest) - len(rest.lstrip())
    return header


def _key(name: str) -> str:
    """Spell a key as given, but our own in lower case: `Date:` is `date:`."""
    folded = name.strip().casefold()
    return folded if folded in (*STANDARD, *IDS) else name.strip()


def _unquoted(value: str) -> str:
    value = value.strip()
    quoted = _QUOTED.fullmatch(value)
    return quoted[2] if quoted else value
