"""Canvas: what every chart shares: its axes, rows and headings, its intervals, its source line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.transforms import Transform, blended_transform_factory

from rostra.cautions import TOO_LITTLE
from rostra.charts.inks import STYLE
from rostra.charts.labels import number, status_note
from rostra.charts.letters import fitted, wrapped
from rostra.errors import QueryError, unknown

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

    from rostra.result import Result

WIDTH = 4.6  # inches: small enough that the letters are still readable on a page 400 pixels wide
EDGE = 0.012  # share of the figure left free at both ends of the source line
HINTED = 0.96  # letters fitted to pixels run up to 4% wider than their outlines
MUTED = "#666666"
DARK = "#222222"
ROW = 0.205  # inches a row of a chart takes
HEADING = 1.35  # rows a heading takes
OWN = "rostra_own"  # marks a figure that a chart has opened for itself
ROOM = 142  # points for the name of a row
NAME = 126  # points for the bold name of a line or an actor, beside it
GAP = 0.55  # rows left free between two blocks


@dataclass(frozen=True, eq=False)
class Picture:
    """What a chart shows, in words and as a table: its name, its alt text, the data behind it.

    Parameters
    ----------
    name : str
        What is shown, as a heading would say it.
    alt : str
        The alt text, made from the data.
    table : pandas.DataFrame
        The numbers drawn, one row a mark.
    source : str
        The line under the chart: corpus, counts, intervals.
    result : Result, optional
        Where the numbers come from, with their hits.
    """

    name: str
    alt: str
    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    source: str = ""
    result: Result | None = None


@dataclass(frozen=True)
class Block:
    """A heading and the rows under it, with their places on the y axis."""

    name: str
    y: float
    rows: tuple[tuple[str, float], ...]


@contextmanager
def canvas(ax: Axes | None, *, rows: float, margin: float = 1.15) -> Iterator[Axes]:
    """Open the axes to draw on: those given, or new ones in the style of the package.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
        Axes of the caller; None makes a figure of its own.
    rows : float
        Rows that the chart will have, for its height.
    margin : float
        Inches for title, axis and source line.

    Yields
    ------
    matplotlib.axes.Axes
        The axes.
    """
    from matplotlib import pyplot as plt
    from matplotlib import style

    with style.context(STYLE):
        if ax is None:
            height = round(max(1.9, rows * ROW + margin), 2)
            _, ax = plt.subplots(figsize=(WIDTH, height), layout="constrained")
            setattr(ax.figure, OWN, True)
        yield ax


def chosen(frame: pd.DataFrame, by: str, groups: Sequence[str] | None, largest: int) -> list[str]:
    """Pick the groups to draw: those asked for, or those with most words.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows of a result, with `exposure`.
    by : str
        The grouping column.
    groups : sequence of str or None
        The groups asked for, in the order to draw them.
    largest : int
        How many to draw when none are asked for.

    Returns
    -------
    list of str
        Names, most words first.
    """
    known = frame.dropna(subset=[by])
    size = known.groupby(known[by].astype(str), sort=False)["exposure"].max().fillna(0)
    ordered = sorted(size.index, key=lambda name: (-float(size[name]), str(name)))
    if groups is None:
        return ordered[:largest]
    for name in groups:
        if name not in size.index:
            raise QueryError(unknown(by, name, ordered))
    return list(groups)


def stacked(content: Sequence[tuple[str, Sequence[str]]]) -> tuple[list[Block], float]:
    """Lay out headings and their rows from top to bottom.

    Parameters
    ----------
    content : sequence of (str, sequence of str)
        Heading and its rows; an empty heading takes no place.

    Returns
    -------
    list of Block
        With the places: y grows downward.
    float
        The height of the whole, in rows.
    """
    y = 0.0
    blocks = []
    for name, rows in content:
        top = y
        if name:
            y += HEADING
        placed = []
        for row in rows:
            placed.append((row, y))
            y += 1
        blocks.append(Block(name, top, tuple(placed)))
        y += GAP if name else 0
    return blocks, y


def frame_rows(ax: Axes, blocks: Sequence[Block], height: float, *, above: float = 0.0) -> None:
    """Write headings and row labels, and turn the y axis so that the first row is on top.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        The axes.
    blocks : sequence of Block
        What `stacked` returned.
    height : float
        Its height.
    above : float
        Rows kept free over the first one, for words that belong to all: inside the axes, as what
        stands over them is the place of the author's title.
    """
    ticks = [(label, y) for block in blocks for label, y in block.rows]
    ax.set_yticks([y for _, y in ticks], [fitted(label, ROOM, 9.5) for label, _ in ticks])
    ax.set_ylim(height - 0.45, -0.85 - above)
    for block in blocks:
        if block.name:
            ax.annotate(
                fitted(block.name, 1.5 * ROOM, 9.5), (0, block.y), xycoords=("axes fraction", "data"),
                xytext=(1, 0), textcoords="offset points", va="center", ha="left", weight="bold",
                color=DARK, fontsize=9.5, zorder=6,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2},
            )  # fmt: skip


def stand_for(rows: int | Sequence[int], *artists: Artist) -> None:
    """Say which rows of the picture's table artists are drawn from, so that a page can link them.

    Parameters
    ----------
    rows : int or sequence of int
        Positions in `Picture.table`, from 0; several where one mark shows them together.
    *artists : matplotlib.artist.Artist
        The mark first, then what is written beside it. Their group id becomes
        `row-<position>` (`row-<position>-<position>`), which `rostra.report` turns into
        a link to the sentences behind the rows. A collection of many points is one mark.
    """
    positions = [rows] if isinstance(rows, int) else rows
    for artist in artists:
        artist.set_gid("-".join(["row", *map(str, positions)]))


def nothing(ax: Axes, text: str) -> None:
    """Say in the middle of empty axes that there is nothing to draw, and take all else away."""
    for artist in [*ax.lines, *ax.texts]:
        artist.remove()
    ax.set(xticks=[], yticks=[], xlabel="", ylabel="")
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
    ax.annotate(text, (0.5, 0.5), xycoords="axes fraction", ha="center", va="center", color=MUTED)


def leftmost(ax: Axes) -> Transform:
    """Return where a legend is anchored: above the axes, from the left edge of a figure of our own.

    Names of rows take much of the figure's width; a legend that began at the axes would be cut off.
    """
    own = getattr(ax.figure, OWN, False)
    return blended_transform_factory(ax.figure.transFigure, ax.transAxes) if own else ax.transAxes


def beside(ax: Axes, y: float, text: str) -> Annotation:
    """Write a small text to the right of a row."""
    return ax.annotate(
        text, (1, y), xycoords=("axes fraction", "data"), xytext=(7, 0), textcoords="offset points",
        va="center", ha="left", fontsize=8.5, color=MUTED,
    )  # fmt: skip


def too_little(ax: Axes, y: float, text: str = TOO_LITTLE) -> None:
    """Say that a row has too little text for a number, where the number would be."""
    ax.annotate(
        text, (0, y), xytext=(4, 0), textcoords="offset points", va="center", ha="left",
        fontsize=8.5, style="italic", color=MUTED,
    )  # fmt: skip


def cut_at(
    values: Sequence[float], ends: Sequence[float], *, room: float = 1.5, beyond: float = 2.0
) -> float | None:
    """Return where an axis ends before its longest interval, so that it does not press all else together.

    Parameters
    ----------
    values : sequence of float
        Distances of the dots from zero.
    ends : sequence of float
        Distances of the ends of their intervals.
    room : float
        How far the axis then reaches, as a multiple of the farthest dot.
    beyond : float
        What is too long: multiples of the farthest dot.

    Returns
    -------
    float or None
        Where the axis ends; None where all intervals have room.

    Examples
    --------
    >>> cut_at([2.0, 1.0], [9.0, 1.5]), cut_at([2.0, 1.0], [3.0, 1.5])
    (3.0, None)
    """
    most = max((v for v in values if v == v), default=0.0)
    end = max((v for v in ends if v == v), default=0.0)
    return room * most if most and end > beyond * most else None


def interval(
    ax: Axes, low: float, high: float, y: float, *, color: str, limit: float | None, digits: int = 1
) -> None:
    """Draw an interval along a row; where it goes on beyond the end of the axis, say how far."""
    ends = [low, high] if limit is None else [max(low, -limit), min(high, limit)]
    ax.plot(ends, [y, y], color=color, lw=1.6, zorder=2, solid_capstyle="butt")
    for end, drawn, side, text in (
        (low, ends[0], "left", f"← to {number(low, digits)}"),
        (high, ends[1], "right", f"to {number(high, digits)} →"),
    ):
        if end != drawn:
            ax.annotate(
                text, (drawn, y), xytext=(0, 1), textcoords="offset points", va="bottom", ha=side,
                fontsize=8, color=color, zorder=2.5,
            )  # fmt: skip


def finish(ax: Axes, picture: Picture) -> Axes:
    """Write the source line, and leave the picture's words and data on the axes.

    No title is set: a title says what the reader should see, and that is the author's to write.
    Measures whose hits have not been found right often enough are named in both.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        The axes, drawn.
    picture : Picture
        Name, alt text, data and source line.

    Returns
    -------
    matplotlib.axes.Axes
        The same axes.
    """
    if note := status_note(picture.table):
        picture = replace(picture, source=f"{picture.source} {note}", alt=f"{picture.alt} {note[1:]}")
    if getattr(ax.figure, OWN, False):
        room = 72 * ax.figure.get_figwidth() * (1 - 2 * EDGE) * HINTED  # type: ignore[union-attr]
        ax.figure.supxlabel(  # type: ignore[union-attr]
            wrapped(picture.source, room, 8), x=EDGE, ha="left", fontsize=8, color=MUTED, linespacing=1.35
        )
    else:
        label = ax.get_xlabel()
        ax.set_xlabel(f"{label}\n{picture.source}" if label else picture.source)
    ax.get_xticklabels(), ax.get_yticklabels()  # made here, so that the next lines reach them
    for text in ax.findobj(lambda artist: hasattr(artist, "set_parse_math")):
        text.set_parse_math(False)  # type: ignore[attr-defined]  # a name with $ in it is a name, no formula
    ax.rostra_picture = picture  # type: ignore[attr-defined]
    return ax
