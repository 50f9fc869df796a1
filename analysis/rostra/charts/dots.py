"""Dots: numbers with their intervals: rates, and sentiment beside other scorers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from rostra.charts.canvas import (
    DARK,
    Picture,
    beside,
    canvas,
    chosen,
    cut_at,
    finish,
    frame_rows,
    interval,
    nothing,
    stacked,
    stand_for,
    too_little,
)
from rostra.charts.inks import looks
from rostra.charts.labels import (
    SCORERS,
    asked,
    counted,
    counted_in,
    exploratory,
    in_one_unit,
    interval_note,
    named,
    number,
    places_of,
    sourced,
    starred,
    worded,
)
from rostra.charts.wording import describe_rates, describe_sentiment
from rostra.errors import QueryError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rostra.result import Result

__all__ = ["rates", "sentiment_by_actor"]


def rates(
    result: Result,
    *,
    ax: Axes | None = None,
    measures: Sequence[str] | None = None,
    groups: Sequence[str] | None = None,
    largest: int = 8,
    show: Literal["value", "hits"] = "value",
) -> Axes:
    """Draw each measure as a block of dots with intervals, one row an actor.

    Parameters
    ----------
    result : Result
        What `rostra.measure` returns.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a figure of its own by default.
    measures : sequence of str, optional
        The measures to draw, in this order; all by default.
    groups : sequence of str, optional
        The actors to draw, in this order; by default those with most words.
    largest : int
        How many actors to draw when `groups` is not given.
    show : {"value", "hits"}
        The rate with its interval, or the plain count of hits, which is all that
        there is when no actor has enough words for a rate.

    Returns
    -------
    matplotlib.axes.Axes
        The chart. An actor with too little text keeps its row, and the row says so. One axis has
        one unit: measures in another than the first are named below, not drawn.

    Examples
    --------
    >>> import rostra
    >>> tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> ax = rostra.charts.rates(rostra.measure(tokens, ["hedging", "threat"], n_boot=50))
    >>> ax.get_xlabel()
    'Hits per 1,000 words'
    """
    from matplotlib.ticker import MaxNLocator

    frame, by = named(result), result.by
    if "period" in frame:
        raise QueryError(
            "these rates are by period. Draw them with charts.timeline, or measure without over=."
        )
    names = asked(frame, measures)
    same, others = in_one_unit(frame[frame["measure"].isin(names)], chosen=measures is not None)
    names = [name for name in names if (same["measure"] == name).any()]
    digits = 0 if show == "hits" else places_of(same)
    order = chosen(frame, by, groups, largest)
    look = looks(order)
    unproven = exploratory(frame)
    blocks, height = stacked([(starred(name, unproven), order) for name in names])
    rows = {(str(r["measure"]), str(r[by])): r for r in frame.to_dict("records")}
    drawn: list[dict[str, Any]] = []
    here = same[same[by].isin(order)]
    values, ends = here["value"].astype(float), here[["low", "high"]].astype(float)
    limit = None if show == "hits" else cut_at(values.abs().tolist(), ends.abs().max(axis=1).tolist())
    with canvas(ax, rows=height) as ax:
        for name, block in zip(names, blocks, strict=True):
            for group, y in block.rows:
                row = rows.get((name, group))
                if row is None:
                    continue
                drawn.append(row)
                _dot(ax, row, len(drawn) - 1, y, look[group], show, limit, digits)
        frame_rows(ax, blocks, height)
        lowest = min([0.0, *values.dropna(), *ends["low"].dropna()]) if show == "value" else 0.0
        if limit is not None:
            ax.set_xlim(right=min(limit, ends["high"].max()))
            lowest = max(lowest, -limit)
        if lowest < 0:
            ax.axvline(0, color=DARK, lw=1, zorder=1)
        # a dot at zero stands clear of its name
        ax.set_xlim(left=lowest - 0.02 * ((ax.get_xlim()[1] - lowest) or 1.0))
        if show == "hits":
            ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        unit = frame["unit"].dropna()
        rate = worded(unit.iloc[0]) if len(unit) else "Value"
        ax.set_xlabel("Number of hits" if show == "hits" else rate)
        if not drawn:
            nothing(ax, f"no words of a named {worded(by).lower()} were found")
        table = pd.DataFrame(drawn, columns=frame.columns)
        left_out = frame[by].dropna().nunique() - len(order)
        picture = Picture(
            name="Rhetoric by actor" if by == "actor" else f"Rhetoric by {worded(by).lower()}",
            alt=describe_rates(table, by, names, order, show),
            table=table,
            result=result,
            source=sourced(
                result,
                counted(same, by, order, of=counted_in(same)),
                f"Drawn: the {len(order)} of {len(order) + left_out} with most words." if left_out else "",
                others,
                interval_note(table) if show == "value" else "Counts, not rates: longer texts have more.",
            ),
        )
        return finish(ax, picture)


def sentiment_by_actor(
    result: Result, *, ax: Axes | None = None, groups: Sequence[str] | None = None, largest: int = 8
) -> Axes:
    """Draw the mean sentiment of each actor's sentences, by Rostra, VADER and TextBlob side by side.

    Parameters
    ----------
    result : Result
        What `rostra.measures.sentiment.sentiment` returns.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a figure of its own by default.
    groups : sequence of str, optional
        The actors to draw, in this order; by default those with most sentences.
    largest : int
        How many actors to draw when `groups` is not given.

    Returns
    -------
    matplotlib.axes.Axes
        The chart. Beside each dot stands the share of the actor's evaluative words that
        the scorer has in its list: a score from words it cannot see is no score.

    Examples
    --------
    >>> import rostra
    >>> tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> ax = rostra.charts.sentiment_by_actor(rostra.sentiment(tokens, n_boot=50), largest=1)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Rostra', 'VADER', 'TextBlob']
    """
    frame, by = named(result), result.by
    frame = frame[frame["measure"].isin(list(SCORERS))]
    order = chosen(frame, by, groups, largest)
    present = [name for name in SCORERS if (frame["measure"] == name).any()]
    look = looks([SCORERS[name] for name in present])
    blocks, height = stacked([(group, [SCORERS[name] for name in present]) for group in order])
    rows = {(str(r[by]), SCORERS[str(r["measure"])]): r for r in frame.to_dict("records")}
    drawn = []
    with canvas(ax, rows=height) as ax:
        for group, block in zip(order, blocks, strict=True):
            for scorer, y in block.rows:
                row = rows.get((group, scorer))
                if row is None:
                    continue
                drawn.append(row)
                position = len(drawn) - 1
                _dot(ax, row, position, y, look[scorer], "value", None, 2, label=False)
                seen = row.get("seen")
                if pd.notna(seen):
                    stand_for(position, beside(ax, y, f"sees {float(seen):.0%}"))
        frame_rows(ax, blocks, height)
        ax.axvline(0, color=DARK, lw=1, zorder=1)
        reach = min(1.0, max(0.3, *(abs(v) for v in ax.get_xlim())))
        ax.set_xlim(-reach, reach)
        star = "*" if exploratory(frame) else ""
        ax.set_xlabel(f"Mean sentence score{star}: negative below 0, positive above")
        if not drawn:
            nothing(ax, f"no words of a named {worded(by).lower()} were found")
        table = pd.DataFrame(drawn, columns=frame.columns)
        picture = Picture(
            name="Sentiment, by three scorers",
            alt=describe_sentiment(table, by, order),
            table=table,
            result=result,
            source=sourced(
                result,
                counted(frame, by, order, of="sentences"),
                "Sees: share of the actor's evaluative words that the scorer knows."
                if "seen" in table
                else "",
                interval_note(table),
            ),
        )
        return finish(ax, picture)


def _dot(
    ax: Axes,
    row: dict[str, Any],
    position: int,
    y: float,
    look: dict[str, str],
    show: str,
    limit: float | None,
    digits: int,
    *,
    label: bool = True,
) -> None:
    value = row["hits"] if show == "hits" else row["value"]
    if pd.isna(value):
        too_little(ax, y)
        return
    if show == "value" and pd.notna(row["low"]) and pd.notna(row["high"]):
        interval(ax, float(row["low"]), float(row["high"]), y, color=look["ink"], limit=limit, digits=digits)
    dot = ax.plot(
        [value], [y], look["marker"], color=look["color"], markeredgecolor=look["edge"], markeredgewidth=0.5,
        zorder=3, clip_on=False,
    )  # fmt: skip
    stand_for(position, *dot)
    if label:
        stand_for(position, beside(ax, y, number(value, digits)))
