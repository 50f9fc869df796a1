"""Items: coded texts, read and checked line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rostra.accuracy.gold import listed, placed_records
from rostra.errors import GoldError
from rostra.reading import counted, is_missing
from rostra.reading.found import identifier

__all__ = ["CODES", "LABELS", "Item", "Source", "measure_item", "read_items", "sentiment_item"]

Source = str | Path | Iterable[Mapping[str, Any]]
LABELS = ("neg", "neu", "pos")
CODES = ("0", "1", "2", "3", "4")
_HOW = "Write one coded text a line, as JSON; docs/measures.md shows what it holds."
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Item:
    """A coded text.

    Parameters
    ----------
    name, group : str
        Its id, and the group with which it is resampled.
    text : str
        The text.
    spans : tuple of (int, int)
        Its target, or the two that it is about; else empty.
    score : float or None
        What was coded: how favourable it is,
    label : str or None
        its class,
    words : tuple of str
        or its words.
    """

    name: str
    group: str
    text: str
    spans: tuple[tuple[int, int], ...]
    score: float | None
    label: str | None
    words: tuple[str, ...]


def read_items(source: Source, read: Any) -> tuple[str, list[Item], list[tuple[str, str]]]:
    """Read coded texts.

    Parameters
    ----------
    source : str, pathlib.Path or iterable of dict
        A JSON Lines file, or such objects.
    read : callable
        Makes an item of an object, its text, name and group; raises what is wrong with it.

    Returns
    -------
    name : str
        What the source is called.
    items : list of Item
        What can be used.
    left_out : list of (str, str)
        The place of every other line, and why it cannot be used.
    """
    name, records, left_out = placed_records(source, _HOW)
    items: list[Item] = []
    taken: dict[str, str] = {}
    for number, (place, record) in enumerate(records, 1):
        try:
            text = record.get("text")
            if not isinstance(text, str):
                raise GoldError("it has no 'text'")
            own = identifier(record.get("id", record.get("doc_id"))) or str(number)
            if own in taken:
                raise GoldError(f"the id {own!r} is already taken ({taken[own]})")
            group = record.get("group")
            items.append(read(record, text, own, own if is_missing(group) else str(group)))
            taken[own] = place
        except GoldError as error:
            left_out.append((place, str(error)))
    if not items:
        shown = f"Left out: {listed(left_out)}. " if left_out else ""
        raise GoldError(f"{name} holds no coded text that can be used. {shown}{_HOW}")
    return name, items, left_out


def sentiment_item(record: Mapping[str, Any], text: str, name: str, group: str) -> Item:
    """Make an item of a text coded for sentiment.

    Parameters
    ----------
    record : dict
        The object.
    text, name, group : str
        What is known of it.

    Returns
    -------
    Item
        With a score, a label or both; with the two that a code is about.
    """
    if not is_missing(record.get("code")):
        code = str(record["code"])
        if code not in CODES:
            raise GoldError(f"its 'code' is {record['code']!r}; it can be {', '.join(CODES)}")
        plain, spans = _two(record, text)
        return Item(name, group, plain, spans, None, code, ())
    label, score = record.get("label"), record.get("score")
    if label is not None and label not in LABELS:
        raise GoldError(f"its 'label' is {label!r}; it can be {', '.join(LABELS)}")
    if score is not None and (isinstance(score, bool) or not isinstance(score, int | float)):
        raise GoldError(f"its 'score' is {score!r}, no number")
    if label is None and score is None:
        raise GoldError("it has no 'label', 'score' or 'code'")
    spans = ()
    if not is_missing(record.get("start")):
        spans = (_span([record.get("start"), record.get("end")], text),)
    return Item(name, group, text, spans, None if score is None else float(score), label, ())


def _two(record: Mapping[str, Any], text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text and the places of the two that it is about: as given, or in square brackets."""
    if not is_missing(record.get("first")):
        return text, (_span(record.get("first"), text), _span(record.get("second"), text))
    found = list(_BRACKETED.finditer(text))
    if len(found) != 2 or text.count("[") != 2 or text.count("]") != 2:
        raise GoldError(
            f"it has {counted(text.count('['), 'opening bracket')}; put the two that the code is about in "
            "[square brackets], or give first and second as [start, end]"
        )
    one, two = ((match.start() - 2 * i, match.end() - 2 * i - 2) for i, match in enumerate(found))
    plain = text.replace("[", "").replace("]", "")
    return plain, (_span(one, plain), _span(two, plain))


def _span(given: Any, text: str) -> tuple[int, int]:
    try:
        start, end = given
        inside = type(start) is int and type(end) is int and 0 <= start < end <= len(text)
    except (TypeError, ValueError):
        inside = False
    if not inside:
        raise GoldError(f"{given!r} is no span of a text of {counted(len(text), 'character')}")
    return start, end


def measure_item(record: Mapping[str, Any], text: str, name: str, group: str, *, column: str) -> Item:
    """Make an item of a text coded for a measure.

    Parameters
    ----------
    record : dict
        The object.
    text, name, group : str
        What is known of it.
    column : str
        Where the code stands.

    Returns
    -------
    Item
        With a label (0 or 1), or with words.
    """
    code = record.get(column)
    if isinstance(code, list) and all(isinstance(word, str) for word in code):
        return Item(name, group, text, (), None, None, tuple(code))
    if isinstance(code, bool | int) and code in (0, 1):
        return Item(name, group, text, (), None, str(int(code)), ())
    if column not in record:
        columns = ", ".join(key for key in record if key not in ("id", "group", "text"))
        raise GoldError(f"it has no {column!r}; it has {columns or 'nothing else'}: name the column")
    raise GoldError(f"its {column!r} is {code!r}; it can be 0, 1, or a list of words")
