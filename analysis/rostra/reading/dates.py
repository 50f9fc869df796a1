"""Dates: what a day is called in files, and what ISO 8601 calls it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

__all__ = ["Day", "Order", "order_of", "parse_date"]

Order = Literal["day first", "month first"]

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_TIME = r"(?:(?:T|,?\s+(?:at\s+)?)[0-9]{1,2}[:.h]?[0-9]{2}.*)?"
_WEEKDAY = r"(?:[A-Za-z]+\.?,?\s+)?"
_ISO = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME}")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T[0-9]{4,6}Z?)?")
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}([0-9]{{1,2}})(?:st|nd|rd|th|\.)?(?:\s+of)?[\s-]+([A-Za-z]+)\.?,?[\s-]+([0-9]{{4}}){_TIME}"
)
_MONTH_DAY = re.compile(rf"{_WEEKDAY}([A-Za-z]+)\.?\s+([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+([0-9]{{4}}){_TIME}")
_MONTH_YEAR = re.compile(r"([A-Za-z]+)\.?,?\s+([0-9]{4})")
_NUMERIC = re.compile(rf"([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2([0-9]{{4}}){_TIME}")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})")
_YEAR = re.compile(r"[0-9]{4}")
_LONGEST = 80


@dataclass(frozen=True)
class Day:
    """A day as ISO 8601 writes it, and how much of it the file gave.

    `known` is `day`; `month` or `year` (the first day of it then stands for it);
    `ambiguous` (03/04/2024 is a day in March or in April) or `unknown`: `iso` is None.
    """

    iso: str | None
    known: Literal["day", "month", "year", "ambiguous", "unknown"]


def order_of(value: object) -> Order | None:
    """Say whether day or month stands first in a date of numbers, where only one can.

    Parameters
    ----------
    value : object
        As of `parse_date`.

    Returns
    -------
    str or None
        None where the value is no such date, or could be read either way.

    Examples
    --------
    >>> order_of("26/11/2024"), order_of("11/26/2024"), order_of("03/04/2024")
    ('day first', 'month first', None)
    """
    found = _NUMERIC.fullmatch(" ".join(str(value).split())[: _LONGEST + 1])
    if found is None or found[2] == "." or parse_date(value).iso is None:
        return None
    first, second = int(found[1]), int(found[3])
    return "day first" if first > 12 else "month first" if second > 12 else None


def parse_date(value: object, order: Order | None = None) -> Day:
    """Say which day a value from a file means.

    Parameters
    ----------
    value : object
        A date, a time stamp, or text such as ``2024-11-21``, ``21 November 2024``,
        ``Nov 21, 2024``, ``2024/11/21``, ``26.11.2024``, ``2024-11`` or ``1789``.
    order : {"day first", "month first"}, optional
        How to read ``03/04/2024``; without, it is ambiguous.

    Returns
    -------
    Day
        `iso` is YYYY-MM-DD, or None where the day is ambiguous or unknown.

    Notes
    -----
    A time of day is left out and a time zone not followed: the day is the one that is
    written. Two numbers with dots are day and month; with slashes or hyphens only where
    one of them is above 12 or both are equal.

    Examples
    --------
    >>> parse_date("Thursday, 21st November 2024").iso
    '2024-11-21'
    >>> parse_date("03/04/2024")
    Day(iso=None, known='ambiguous')
    """
    if isinstance(value, datetime):
        return Day(value.date().isoformat(), "day")
    if isinstance(value, date):
        return Day(value.isoformat(), "day")
    text = " ".join(str(value).split())
    if len(text) > _LONGEST:
        return Day(None, "unknown")
    if found := _ISO.fullmatch(text):
        return _day(found[1], found[3], found[4])
    if found := _COMPACT.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _DAY_MONTH.fullmatch(text):
        return _day(found[3], _month(found[2]), found[1])
    if found := _MONTH_DAY.fullmatch(text):
        return _day(found[3], _month(found[1]), found[2])
    if found := _NUMERIC.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        if found[2] == "." or first > 12 or first == second or (order == "day first" and second <= 12):
            return _day(found[4], second, first)
        if second > 12 or order == "month first":
            return _day(found[4], first, second)
        return Day(None, "ambiguous" if first and second else "unknown")
    if found := _MONTH_YEAR.fullmatch(text):
        return _day(found[2], _month(found[1]), 1, known="month")
    if found := _YEAR_MONTH.fullmatch(text):
        return _day(found[1], found[2], 1, known="month")
    if _YEAR.fullmatch(text):
        return _day(text, 1, 1, known="year")
    return Day(None, "unknown")


def _month(name: str) -> int:
    """Number a month by its name or by three letters of it or more; 0 where it is none."""
    name = name.casefold()
    matches = [number for number, month in enumerate(MONTHS, 1) if len(name) >= 3 and month.startswith(name)]
    return matches[0] if matches else 0


def _day(
    year: str | int, month: str | int, day: str | int, *, known: Literal["day", "month", "year"] = "day"
) -> Day:
    try:
        return Day(date(int(year), int(month), int(day)).isoformat(), known)
    except ValueError:  # the 31st of November
        return Day(None, "unknown")
