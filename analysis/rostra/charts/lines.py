"""Lines: how a measure moves over time."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from rostra.cautions import TOO_LITTLE
from rostra.charts.canvas import DARK, NAME, ROW, Picture, canvas, chosen, cut_at, finish, nothing, stand_for
from rostra.charts.inks import looks
from rostra.charts.labels import (
    counted,
    counted_in,
    exploratory,
    interval_note,
    named,
    number,
    sourced,
    starred,
    titled,
)
from rostra.charts.letters import fitted
from rostra.charts.periods import dated, neighbours, picked, spaced
from rostra.charts.placing import apart
from rostra.charts.wording import describe_timeline
from rostra.errors import QueryError, unknown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rostra.result import Result

__all__ = ["timeline"]

BAND = 0.16  # opacity: where two bands lie over each other, both are still seen


def timeline(
    result: Result,
    *,
    ax: Axes | None = None,
    measure: str | None = None,
    groups: Sequence[str] | None = None,
    largest: int = 5,
    show: Literal["value", "hits"] = "value",
) -> Axes:
    """Draw one measure over time, one line an actor, in the band of its interval.

    Parameters
    ----------
    result : Result
        What `rostra.measure` or `rostra.compare` returns with `over=`.
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
        The chart. A line joins neighbours in the calendar; where a period has no document, or
        an actor too little text in it, the line has a gap. The band is the 95% interval; a
        period with fewer than 8 documents has none, one that stands alone has a bar.

    Examples
    --------
    >>> import rostra
    >>> tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> months = rostra.measure(tokens, "hedging", over="month", n_boot=0)
    >>> rostra.charts.timeline(months).get_ylabel()
    'Hedging: hits per 1,000 words'
    """
    frame, by = named(result), result.by
    if "period" not in frame:
        raise QueryError('this result has no periods. Measure with over="day", "week", "month" or "year".')
    compared = result.kind == "compare"
    if compared:
        if show == "hits":
            raise QueryError("a difference has no hits of its own. Draw the counts of rostra.measure(...).")
        frame = _pairs(frame, by)
    known = list(dict.fromkeys(frame["measure"].dropna().astype(str)))
    if measure is None:
        most = frame.groupby("measure", sort=False)["hits"].sum()
        measure = str(most.idxmax()) if len(most) else ""
    elif measure not in known:
        raise QueryError(unknown("measure", measure, known))
    frame = frame[frame["measure"] == measure]
    words = frame.groupby(by, sort=False)["exposure"].sum().rename("exposure").reset_index()
    order = chosen(words, by, groups, largest)
    look = looks(order)
    periods = sorted(frame["period"].dropna().astype(str).unique())
    place, even = spaced(periods)
    drawn: list[dict[str, Any]] = []
    ends: list[tuple[float, float, str]] = []
    here = frame[frame[by].isin(order)]
    values = here["value"].astype(float).abs().tolist()
    ends_of = here[["low", "high"]].astype(float).abs().max(axis=1).tolist()
    limit = None if show == "hits" else cut_at(values, ends_of, room=3, beyond=6)
    side = _sides(list(place.values()), order)
    with canvas(ax, rows=2.35 / ROW) as ax:
        for group in order:
            rows = {str(r["period"]): r for r in frame[frame[by] == group].to_dict("records")}
            for run in neighbours(periods, {p for p, row in rows.items() if pd.notna(row[show])}):
                x = [place[p] + side[group] for p in run]
                _line(ax, x, [rows[p] for p in run], show, look[group], limit)
            for period in (p for p in periods if p in rows):
                row = rows[period]
                if pd.notna(row[show]):
                    dot = ax.plot(
                        [place[period] + side[group]], [float(row[show])], look[group]["marker"],
                        markeredgewidth=0.5, color=look[group]["color"],
                        markeredgecolor=look[group]["edge"], zorder=4, clip_on=False,
                    )  # fmt: skip
                    stand_for(len(drawn), *dot)
                    last = (place[period] + side[group], float(row[show]), group)
                drawn.append(row)
            if any(pd.notna(row[show]) for row in rows.values()):
                ends.append(last)
        low, top = ax.get_ylim()
        top = limit if limit is not None and top > limit else max(top, 1e-9)
        signed = compared or bool((here[show].astype(float) < 0).any())
        bottom = max(low, -limit if limit is not None else low) if signed else 0.0
        top += 0.16 * (top - bottom)  # room for the name of the axis, over the highest mark
        ax.set_ylim(bottom, top)
        if signed:
            ax.axhline(0, color=DARK, lw=1, zorder=1)
        ax.set_yticks([tick for tick in ax.get_yticks() if bottom <= tick <= bottom + 0.9 * (top - bottom)])
        ax.grid(visible=True, axis="y")
        ax.grid(visible=False, axis="x")
        ticks = picked(periods, place)
        ax.set_xticks([place[p] for p in ticks], dated(ticks))
        if len(periods) == 1:
            ax.set_xlim(-1, 1)
        unit = frame["unit"].dropna()
        of = "difference in " if compared else ""
        of += "number of hits" if show == "hits" else str(unit.iloc[0]) if len(unit) else "value"
        ax.set_ylabel(
            f"{starred(measure, exploratory(frame))}: {of}", rotation=0, ha="left", va="top", weight="bold"
        )
        ax.yaxis.set_label_coords(0, 1)
        if not ends:
            nothing(ax, f"{TOO_LITTLE} in every period" if periods else "no period was measured")
        _name_lines(ax, ends, look)
        table = pd.DataFrame(drawn, columns=frame.columns)
        missing = int(table["value"].isna().sum()) if show == "value" else 0
        longest = table[["low", "high"]].astype(float).abs().max(axis=1)
        cut = int((longest > limit).sum()) if limit is not None else 0
        picture = Picture(
            name=f"{titled(measure)} over time",
            alt=describe_timeline(table, by, order, show),
            table=table,
            result=result,
            source=sourced(
                result,
                counted(words, by, order, of=counted_in(frame)),
                interval_note(table).replace("Lines", "Bands and bars") if show == "value" else "",
                "Above 0 the first has more." if compared else "",
                "Arrows: goes on to the number beside them." if cut else "",
                "Dates are spaced evenly, not by the calendar." if even else "",
                f"{missing} point{'' if missing == 1 else 's'} with too little text left out."
                if missing
                else "",
            ),
        )
        return finish(ax, picture)


def _pairs(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Name the pair of each difference as its group, with the hits and words of the first."""
    pairs = zip(frame["target"].astype(str), frame["reference"].astype(str), strict=True)
    alone = frame["reference"].nunique() == 1 and str(frame["reference"].iloc[0]) == "all others"
    return frame.assign(
        **{by: [one if alone else f"{one} − {other}" for one, other in pairs]},
        hits=frame["target_hits"], exposure=frame["target_exposure"],
    )  # fmt: skip


def _sides(places: Sequence[float], groups: Sequence[str]) -> dict[str, float]:
    """Move the marks of each group a little to the side, so that they do not cover each other."""
    steps = [after - before for before, after in itertools.pairwise(sorted(places))]
    width = min(min(steps) / 8, sum(steps) / 90) if steps else 0.06
    return {group: width * (i - (len(groups) - 1) / 2) for i, group in enumerate(groups)}


def _line(
    ax: Axes,
    x: Sequence[float],
    rows: Sequence[dict[str, Any]],
    show: str,
    look: dict[str, str],
    limit: float | None,
) -> None:
    """Join the points of neighbouring periods, in their band; an interval that stands alone is a bar."""
    ax.plot(x, [float(row[show]) for row in rows], color=look["ink"], zorder=3, lw=1.6)
    if show == "hits":
        return
    low, high = ([float("nan") if pd.isna(row[end]) else float(row[end]) for row in rows]
                 for end in ("low", "high"))  # fmt: skip
    top = [end if limit is None else min(end, limit) for end in high]
    bottom = [end if limit is None else max(end, -limit) for end in low]
    told = [a == a and b == b for a, b in zip(low, high, strict=True)]
    if any(told):
        ax.fill_between(x, bottom, top, color=look["color"], alpha=BAND, linewidth=0, zorder=1)
    for i, known in enumerate(told):
        if known and not any(told[j] for j in (i - 1, i + 1) if 0 <= j < len(told)):
            ax.plot([x[i], x[i]], [bottom[i], top[i]], color=look["ink"], lw=1, zorder=2)
        elif known:  # the edges of the band: in grey print they tell it from the others
            for ends in (bottom, top):
                ax.plot(x[i : i + 2], ends[i : i + 2], color=look["ink"], lw=0.5, zorder=2)
        for end, drawn, arrow in ((high, top, "↑"), (low, bottom, "↓")):
            if known and drawn[i] != end[i]:
                ax.annotate(
                    f"{arrow} {number(end[i], 0)}", (x[i], drawn[i]), xytext=(0, 1),
                    textcoords="offset points", ha="right" if x[i] > 0 else "left", va="bottom",
                    fontsize=8, color=look["ink"], zorder=5,
                )  # fmt: skip


def _name_lines(ax: Axes, ends: list[tuple[float, float, str]], look: dict[str, dict[str, str]]) -> None:
    """Write each line's name at its right end; a thin line leads to it where it stands away from there."""
    (bottom, top), (left, right) = ax.get_ylim(), ax.get_xlim()
    step = (top - bottom) * 0.085
    ends = sorted(ends, key=lambda end: (end[1], end[2]))
    places = apart([min(y, top) for _, y, _ in ends], step, bottom, bottom + 0.86 * (top - bottom))
    for (x, y, group), place in zip(ends, places, strict=True):
        if abs(place - y) > step / 2 or right - x > (right - left) / 8:
            ax.plot([x, right], [y, place], color=look[group]["ink"], lw=0.6, ls=":", zorder=1)
        ax.annotate(
            fitted(group, NAME, 9.6), (right, place), xytext=(4, 0), textcoords="offset points", va="center",
            ha="left", fontsize=9, weight="bold", color=look[group]["ink"], annotation_clip=False,
        )  # fmt: skip
    ax.set_xlim(left, right)
