"""Periods: days, weeks, months and years in the order, and at the distances, of the calendar."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date

__all__ = ["dated", "neighbours", "picked", "spaced"]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def first_day(period: str) -> date:
    """Return the first day of a period: `2024`, `2024-03`, `2024-W10` or `2024-03-05`."""
    if "W" in period:
        return date.fromisocalendar(int(period[:4]), int(period.split("W")[1]), 1)
    return date.fromisoformat(period + "-01-01"[len(period) - 4 :] if len(period) < 10 else period)


def place_in_calendar(period: str) -> int:
    """Number the periods of the calendar without a gap: neighbours differ by 1."""
    day = first_day(period)
    if len(period) == 4:
        return day.year
    if "W" in period:
        return day.toordinal() // 7
    return day.year * 12 + day.month if len(period) == 7 else day.toordinal()


def neighbours(periods: Sequence[str], known: set[str]) -> list[list[str]]:
    """Split the periods that have a value into runs of neighbours."""
    runs: list[list[str]] = []
    for period in (p for p in periods if p in known):
        if runs and place_in_calendar(period) == place_in_calendar(runs[-1][-1]) + 1:
            runs[-1].append(period)
        else:
            runs.append([period])
    return runs


def spaced(periods: Sequence[str]) -> tuple[dict[str, float], bool]:
    """Place the periods by the calendar, or evenly where the calendar would pile them up."""
    days = [first_day(period) for period in periods]
    place = {p: float((day - days[0]).days) for p, day in zip(periods, days, strict=True)}
    ordered = sorted(place.values())
    steps = [after - before for before, after in itertools.pairwise(ordered)]
    if steps and len(periods) <= 16 and min(steps) < ordered[-1] / 20:
        return {p: float(i) for i, p in enumerate(periods)}, True
    return place, False


def picked(periods: Sequence[str], place: dict[str, float], most: int = 7) -> list[str]:
    """Pick the periods to write under the axis, so that no two stand on top of each other."""
    span = (place[periods[-1]] - place[periods[0]]) or 1.0 if periods else 1.0
    kept: list[str] = []
    for period in periods:
        if not kept or (place[period] - place[kept[-1]]) / span >= 1 / (most + 1):
            kept.append(period)
    return kept


def dated(ticks: Sequence[str]) -> list[str]:
    """Write periods as a calendar does, each year once, under the first of its periods."""
    written, year = [], ""
    for tick in ticks:
        head, _, rest = tick.partition("-")
        if rest and not rest.startswith("W"):
            month, _, day = rest.partition("-")
            rest = f"{int(day)} {MONTHS[int(month) - 1]}" if day else MONTHS[int(month) - 1]
        elif rest:
            rest = f"W{int(rest[1:])}"
        written.append(f"{rest}\n{head}" if rest and head != year else rest or head)
        year = head
    return written
