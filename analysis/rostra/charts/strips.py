"""Strips: where in the words of each actor something is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rostra.charts.accounts import asked_for, describe_barcode
from rostra.charts.canvas import (
    DARK,
    Picture,
    beside,
    canvas,
    chosen,
    finish,
    frame_rows,
    leftmost,
    nothing,
    stacked,
    stand_for,
)
from rostra.charts.labels import counted, named, number, shown, sourced, worded
from rostra.errors import QueryError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

    from rostra.result import Result

__all__ = ["barcode"]

STRIP, TICK = "#DFE5EA", "#0B2F4A"
ABOVE = 1.0  # rows for the words that say what is looked for
HALF = 0.34  # of a row: the height of a strip
SINGLE = 250  # up to so many ticks, each is a mark of its own; beyond, those of a document are one
MARKS, LINKED = 400, 5_000  # documents, and ticks, up to which there are marks that can be opened
FINE = 800  # ticks nearer to each other than this part of the axis cannot be told apart


def barcode(
    result: Result, *, ax: Axes | None = None, groups: Sequence[str] | None = None, largest: int = 8
) -> Axes:
    """Draw where in each actor's words a query finds something: a strip an actor, a tick a place.

    Parameters
    ----------
    result : Result
        What `rostra.occurrences` returns.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a figure of its own by default.
    groups : sequence of str, optional
        The actors to draw, in this order; by default those with most words.
    largest : int
        How many actors to draw when `groups` is not given.

    Returns
    -------
    matplotlib.axes.Axes
        The chart (a lexical dispersion plot). A strip is as long as the actor has words, its
        documents follow each other by date, and a white line parts them. So ticks that crowd
        in one document are seen to do so, and how dense they are is the rate. On a page each
        tick opens its sentence; of more than 250, those of a document open together; where
        there are thousands, none does.

    Examples
    --------
    >>> import rostra
    >>> tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> ax = rostra.charts.barcode(rostra.occurrences(tokens, "will not"), largest=2)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Haldrava', 'Corsandia']
    """
    from matplotlib.patches import Rectangle

    if result.kind != "occurrences":
        raise QueryError(
            f"a barcode needs the places of a query, and this is a result of {result.kind!r}. "
            "Pass what rostra.occurrences(tokens, query) returns."
        )
    frame, by = named(result), result.by
    words = frame.groupby(by, sort=False)["exposure"].sum().reset_index()
    order = chosen(words, by, groups, largest)
    size = dict(zip(words[by], words["exposure"].astype(int), strict=True))
    query = shown(asked_for(result), 40)
    table = _places(result, order, by)
    most = max((size[group] for group in order), default=0)
    linked = len(table) <= LINKED and len(table[[by, "doc_id"]].drop_duplicates()) <= MARKS
    blocks, height = stacked([("", order)])
    with canvas(ax, rows=(height + ABOVE) * 1.25) as ax:
        for group, y in blocks[0].rows:
            ax.add_patch(Rectangle((0, y - HALF), size[group], 2 * HALF, color=STRIP, lw=0, zorder=1))
            own = frame[frame[by] == group]
            bounds = own["begins"].to_numpy(dtype=float)[1:]
            _ticks(ax, _told_apart(bounds, most), y, color="white", lw=0.9 if len(bounds) < 60 else 0.4)
            mine = table[table[by] == group]
            if len(table) <= SINGLE:
                for row, position in zip(mine.index, mine["position"], strict=True):
                    stand_for(int(row), _ticks(ax, np.array([position + 0.5]), y, color=TICK, lw=0.9))
            elif linked:
                for _, inside in mine.groupby("doc_id", sort=False):
                    at = _told_apart(inside["position"].to_numpy(dtype=float) + 0.5, most)
                    mark = _ticks(ax, at, y, color=TICK, lw=0.4)
                    stand_for([int(row) for row in inside.index], mark)
            else:
                at = _told_apart(mine["position"].to_numpy(dtype=float) + 0.5, most)
                _ticks(ax, at, y, color=TICK, lw=0.4)
            hits = own["hits"].sum()
            beside(ax, y, f"{number(hits, 0)} hit{'' if hits == 1 else 's'}")
        frame_rows(ax, blocks, height, above=ABOVE)
        ax.grid(visible=False)
        ax.set_xlim(0, max(most, 1))
        ax.xaxis.set_major_formatter(lambda value, _: number(value, 0))
        ax.set_xlabel(f"Words of each {worded(by).lower()}, in the order of date")
        ax.annotate(
            f"Each line: “{query}”", (0, 1), xytext=(1, -2), xycoords=(leftmost(ax), "axes fraction"),
            textcoords="offset points", va="top", weight="bold", color=DARK,
        )  # fmt: skip
        if not order:
            nothing(ax, f"no words of a known {worded(by).lower()} were found")
        told = [
            f"{shown(group)} {int((own['hits'] > 0).sum())} of {len(own)}"
            for group in order
            for own in [frame[frame[by] == group]]
        ]
        left_out = len(size) - len(order)
        picture = Picture(
            name=f"Where “{query}” is said",
            alt=describe_barcode(frame, by, order, query),
            table=table,
            result=result,
            source=sourced(
                result,
                counted(words, by, order),
                f"Documents with a hit: {', '.join(told)}." if told else "",
                f"Drawn: the {len(order)} of {len(size)} with most words." if left_out else "",
            ),
        )
        return finish(ax, picture)


def _places(result: Result, order: Sequence[str], by: str) -> pd.DataFrame:
    """Return one row a place that is drawn, in the order of the strips."""
    hits = result.hits
    rows = pd.DataFrame({
        by: hits[by].astype(str), "measure": hits["measure"], "item": hits["item"], "value": pd.NA,
        "low": pd.NA, "high": pd.NA, "unit": pd.NA, "hits": 1, "exposure": pd.NA, "documents": 1,
        "note": "", "doc_id": hits["doc_id"], "start": hits["start"], "position": hits["position"],
    })  # fmt: skip
    rank = {group: place for place, group in enumerate(order)}
    rows = rows[rows[by].isin(order)]
    return rows.iloc[np.lexsort((rows["position"], rows[by].map(rank)))].reset_index(drop=True)


def _told_apart(at: np.ndarray, most: float) -> np.ndarray:
    """Keep one of the places that would be drawn on the same spot."""
    if not len(at) or not most:
        return at
    _, first = np.unique((at * FINE / most).astype(np.int64), return_index=True)
    return at[first]


def _ticks(ax: Axes, at: np.ndarray, y: float, **style: Any) -> Line2D:
    """Draw vertical lines over the height of a strip, as one mark."""
    x = np.repeat(at, 3)
    height = np.tile([y - HALF, y + HALF, np.nan], len(at))
    (line,) = ax.plot(x, height, solid_capstyle="butt", zorder=2, **style)
    return line
