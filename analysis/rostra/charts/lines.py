"""Lines: how a measure moves over time."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from rostra.charts.canvas import ROW, Picture, canvas, chosen, finish, looks, stand_for
from rostra.charts.labels import counted, named, shown, sourced, titled
from rostra.charts.wording import describe_timeline
from rostra.errors import QueryError, unknown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rostra.result import Result

__all__ = ["timeline"]


def timeline(
    result: Result,
    *,
    ax: Axes | None = None,
    measure: str | None = None,
    groups: Sequence[str] | None = None,
    largest: int = 5,
    show: Literal["value", "hits"] = "value",
) -> Axes:
    """Draw one measure over time, one line an actor.

    Parameters
    ----------
    result : Result
        What `rostra.measure` returns with `over=`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a figure of its own by default.
    measure : str, optional
        Which measure; by default the one with most hits.
    groups : sequence of str, optional
        The actors to draw, in this order; by default those with most words.
    largest : int
        How many actors to draw when `groups` is not given.
    show : {"value", "hits"}
        The rate, or the plain count.

    Returns
    -------
    matplotlib.axes.Axes
        The chart. A period in which an actor has too little text has no dot, and no
        line is drawn across it.

    Examples
    --------
    >>> import rostra
    >>> tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> months = rostra.measure(tokens, "hedging", over="month", n_boot=0)
    >>> rostra.charts.timeline(months).get_xlabel()
    'Hedging'
    """
    frame, by = named(result), result.by
    if "period" not in frame:
        raise QueryError('this result has no periods. Measure with over="day", "week", "month" or "year".')
    known = list(dict.fromkeys(frame["measure"].dropna().astype(str)))
    if measure is None:
        most = frame.groupby("measure", sort=False)["hits"].sum()
        measure = str(most.idxmax()) if len(most) else ""
    elif measure not in known:
        raise QueryError(unknown("measure", measure, known))
    frame = frame[frame["measure"] == measure]
    order = chosen(frame, by, groups, largest)
    look = looks(order)
    periods = sorted(frame["period"].dropna().astype(str).unique())
    place, even = _places(periods)
    drawn: list[dict[str, Any]] = []
    ends: list[tuple[float, float, str]] = []
    with canvas(ax, rows=2.2 / ROW) as ax:
        for group in order:
            rows = {str(r["period"]): r for r in frame[frame[by] == group].to_dict("records")}
            own = [rows[p][show] if p in rows else pd.NA for p in periods]
            values = [float("nan") if pd.isna(value) else float(value) for value in own]
            colour, marker = look[group]["color"], look[group]["marker"]
            ax.plot([place[p] for p in periods], values, label=shown(group), color=colour)
            for period, value in zip(periods, values, strict=True):
                if period not in rows:
                    continue
                if value == value:
                    dot = ax.plot(
                        [place[period]], [value], marker, color=colour, markeredgecolor="white",
                        markeredgewidth=0.5,
                    )  # fmt: skip
                    stand_for(len(drawn), *dot)
                drawn.append(rows[period])
            known_points = [(place[p], v) for p, v in zip(periods, values, strict=True) if v == v]
            if known_points:
                ends.append((*known_points[-1], group))
        ax.set_ylim(0, max(ax.get_ylim()[1], 1e-9) * 1.06)
        ax.grid(visible=True, axis="y")
        ax.grid(visible=False, axis="x")
        ax.set_xticks([place[p] for p in _ticks(periods, place)], _ticks(periods, place))
        if len(periods) > 3:
            for label in ax.get_xticklabels():
                label.set(rotation=35, ha="right", rotation_mode="anchor")
        unit = frame["unit"].dropna()
        ax.set_ylabel("Number of hits" if show == "hits" else str(unit.iloc[0]) if len(unit) else "Value")
        ax.set_xlabel(titled(measure), weight="bold", loc="left")
        _name_lines(ax, ends, look)
        table = pd.DataFrame(drawn, columns=frame.columns)
        missing = int(table["value"].isna().sum()) if show == "value" else 0
        picture = Picture(
            name=f"{titled(measure)} over time",
            alt=describe_timeline(table, by, order, show),
            table=table,
            result=result,
            source=sourced(
                result,
                counted(frame, by, order, of="most words in one period"),
                "Dates are spaced evenly, not by the calendar." if even else "",
                f"{missing} point{'' if missing == 1 else 's'} with too little text left out."
                if missing
                else "",
            ),
        )
        return finish(ax, picture)


def _places(periods: Sequence[str]) -> tuple[dict[str, float], bool]:
    """Place the periods by the calendar, or evenly where the calendar would pile them up."""
    evenly = {p: float(i) for i, p in enumerate(periods)}
    try:
        days = [
            pd.Timestamp.fromisocalendar(int(p[:4]), int(p.split("W")[1]), 1)
            if "W" in p
            else pd.Period(p).start_time
            for p in periods
        ]
    except ValueError:
        return evenly, True
    place = {p: float((day - days[0]).days) for p, day in zip(periods, days, strict=True)}
    ordered = sorted(place.values())
    steps = [after - before for before, after in itertools.pairwise(ordered)]
    if steps and len(periods) <= 16 and min(steps) < ordered[-1] / 20:
        return evenly, True
    return place, False


def _ticks(periods: Sequence[str], place: dict[str, float], most: int = 7) -> list[str]:
    """Pick the periods to write under the axis, so that no two stand on top of each other."""
    span = (place[periods[-1]] - place[periods[0]]) or 1.0 if periods else 1.0
    kept: list[str] = []
    for period in periods:
        if not kept or (place[period] - place[kept[-1]]) / span >= 1 / (most + 1):
            kept.append(period)
    return kept


def _name_lines(ax: Axes, ends: list[tuple[float, float, str]], look: dict[str, dict[str, str]]) -> None:
    """Write each line's name at its right end, pushed apart where they would touch."""
    top = ax.get_ylim()[1] or 1.0
    right = ax.get_xlim()[1]
    step = top * 0.085
    placed = -step
    for _, y, group in sorted(ends, key=lambda end: (end[1], end[2])):
        placed = max(y, placed + step)
        ax.annotate(
            shown(group, 18), (right, placed), xytext=(4, 0), textcoords="offset points", va="center",
            ha="left", fontsize=9, weight="bold", color=look[group]["color"], annotation_clip=False,
        )  # fmt: skip
