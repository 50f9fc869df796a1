"""Curves: how a vocabulary grows, the more of somebody's words are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from rostra.charts.accounts import at_one_length, describe_growth
from rostra.charts.canvas import NAME, ROW, Picture, canvas, chosen, finish, nothing, stand_for
from rostra.charts.inks import looks
from rostra.charts.labels import counted, interval_note, named, number, shown, sourced
from rostra.charts.letters import fitted
from rostra.charts.placing import marked, place_beside
from rostra.errors import QueryError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rostra.result import Result

__all__ = ["growth_curves"]

PLACES = [(6, 0), (5, -5), (5, 5), (5, -14), (0, -6), (-5, 6), (-5, -12), (0, -20), (-8, 14), (8, -26)]
BAND = 0.16


def growth_curves(
    result: Result, *, ax: Axes | None = None, groups: Sequence[str] | None = None, largest: int = 5
) -> Axes:
    """Draw how many different words each actor has used, against how many words of his are read.

    Parameters
    ----------
    result : Result
        What `rostra.vocabulary_growth` returns.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a figure of its own by default.
    groups : sequence of str, optional
        The actors to draw, in this order; by default those with most words.
    largest : int
        How many actors to draw when `groups` is not given.

    Returns
    -------
    matplotlib.axes.Axes
        The chart: a curve an actor, in the band of its interval, that ends where its words end.
        Actors are compared at one number of words: the higher curve is the more varied.

    Examples
    --------
    >>> import rostra
    >>> tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> growth = rostra.vocabulary_growth(tokens, by="actor")
    >>> rostra.charts.growth_curves(growth, largest=2).get_xlabel()
    'Words read'
    """
    if result.kind != "vocabulary_growth":
        raise QueryError(
            f"curves of growth need numbers of different words, and this is a result of {result.kind!r}. "
            "Pass what rostra.vocabulary_growth(tokens, by=...) returns."
        )
    frame, by = named(result), result.by
    order = chosen(frame, by, groups, largest)
    look = looks(order)
    table = pd.concat([frame[frame[by] == group] for group in order]) if order else frame.head(0)
    table = table.reset_index(drop=True)
    with canvas(ax, rows=2.6 / ROW) as ax:
        ends: list[tuple[float, float, str, int]] = []
        for group in order:
            own = table[table[by] == group]
            x, y, low, high = (own[c].astype(float).to_numpy() for c in ("drawn", "value", "low", "high"))
            told = own["low"].notna().to_numpy()
            if told.any():
                ax.fill_between(
                    x[told], low[told], high[told], color=look[group]["color"], alpha=BAND, lw=0, zorder=1
                )
                for end in (low, high):
                    ax.plot(x[told], end[told], color=look[group]["ink"], lw=0.5, zorder=2)
            ax.plot(x, y, color=look[group]["ink"], lw=1.6, zorder=3)
            dot = ax.plot(
                x[-1:], y[-1:], look[group]["marker"], color=look[group]["color"], zorder=4,
                markeredgecolor=look[group]["edge"], markeredgewidth=0.5,
            )  # fmt: skip
            stand_for(int(own.index[-1]), *dot)
            ends.append((x[-1], y[-1], group, int(own.index[-1])))
        most = max((x for x, *_ in ends), default=1.0)
        ax.set_xlim(0, most * 1.38)
        ax.set_xticks([tick for tick in ax.get_xticks() if 0 <= tick <= most])
        ax.xaxis.set_major_formatter(lambda value, _: number(value, 0))
        ax.yaxis.set_major_formatter(lambda value, _: number(value, 0))
        ax.set_ylim(0, ax.get_ylim()[1] * 1.1)
        ax.grid(visible=True, axis="y")
        ax.grid(visible=False, axis="x")
        ax.set_ylabel("Different words", rotation=0, ha="left", va="top", weight="bold")
        ax.yaxis.set_label_coords(0, 1)
        if not order:
            nothing(ax, "no words were found")
        shared, at = at_one_length(table, by, order)
        written = ", ".join(f"{shown(g)} {number(v, 0)}" for g, v in at)

        def write(skipped: int) -> Axes:
            ax.set_xlabel("Words read" if order else "")
            picture = Picture(
                name="How the vocabulary grows",
                alt=describe_growth(table, by, order, shared, at),
                table=table,
                result=result,
                source=sourced(
                    result,
                    counted(table, by, order),
                    f"Different words among {number(shared, 0)}: {written}." if at else "",
                    "Expected number in words drawn at random." if order else "",
                    interval_note(table).replace("Lines", "Bands"),
                    f"{skipped} names left out for want of room." if skipped else "",
                ),
            )
            return finish(ax, picture)

        write(0)  # the source line takes its room before names are placed
        ax.figure.draw_without_rendering()  # type: ignore[union-attr]
        taken = [ax.yaxis.label.get_window_extent()]
        for group in order:
            own = table[table[by] == group]
            taken += marked(ax, own["drawn"].astype(float), own["value"].astype(float))
        skipped = 0
        for x, y, group, row in sorted(ends, reverse=True):
            name = place_beside(
                ax, fitted(group, NAME, 9.6), (x, y), PLACES, taken, color=look[group]["ink"], weight="bold",
                fontsize=9, zorder=5,
            )  # fmt: skip
            if name is None:
                skipped += 1
            else:
                stand_for(row, name)
        return write(skipped) if skipped else ax
