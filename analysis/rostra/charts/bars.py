"""Bars: lengths to compare: key words, shares of the text, reporting verbs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from rostra.charts.canvas import (
    DARK,
    MUTED,
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
    too_little,
)
from rostra.charts.inks import looks
from rostra.charts.labels import counted, named, number, shown, sourced, worded
from rostra.charts.wording import describe_shares, describe_words, is_used_more, other_statistic

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rostra.result import Result

__all__ = ["keyness_bars", "stance_bars", "voice"]

# From dark to light, so that the order survives grey print: the speaker's own words are darkest.
KINDS = {
    "speech": "#0B2F4A",
    "direct": "#1F6391",
    "mixed": "#69A9D0",
    "indirect": "#BBDCEE",
    "narration": "#E3E3E3",
}
ABOVE = 1.0  # rows for the legend
HATCHES = {"indirect": "////"}


def keyness_bars(
    result: Result,
    *,
    ax: Axes | None = None,
    groups: Sequence[str] | None = None,
    largest: int = 6,
    words: int = 8,
) -> Axes:
    """Draw the key words of each actor as bars, strongest first.

    Parameters
    ----------
    result : Result
        What `rostra.keyness` returns, or several of them in one frame.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a figure of its own by default.
    groups : sequence of str, optional
        The targets to draw, in this order; all by default.
    largest : int
        How many targets to draw when `groups` is not given.
    words : int
        How many words of each to draw: those that are used more, in the order of the result.

    Returns
    -------
    matplotlib.axes.Axes
        The chart; a bar of length 1 means twice as often as in the reference, 2 four times.
        Another statistic is drawn as it is, and named under the bars.

    Examples
    --------
    >>> import rostra
    >>> tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> words = rostra.keyness(tokens, by="kind", target="narration", min_count=3)
    >>> rostra.charts.keyness_bars(words).get_xlabel()
    'Log ratio: each step to the right doubles the difference'
    """
    frame, by = named(result), result.by
    order = (
        list(groups) if groups is not None else list(dict.fromkeys(frame[by].dropna().astype(str)))[:largest]
    )
    picked = {
        group: frame[(frame[by] == group) & is_used_more(frame)].head(words).to_dict("records")
        for group in order
    }
    look = looks(order)
    blocks, height = stacked([(group, [str(r["item"]) for r in picked[group]] or [""]) for group in order])
    position = itertools.count()
    with canvas(ax, rows=height) as ax:
        for group, block in zip(order, blocks, strict=True):
            if not picked[group]:
                too_little(ax, block.rows[0][1], "no word is used more here")
            for row, (_, y) in zip(picked[group], block.rows, strict=False):
                bar = ax.barh(y, float(row["value"]), height=0.66, color=look[group]["color"], zorder=2)
                if pd.notna(row.get("low")) and pd.notna(row.get("high")):
                    for ink, width in (("white", 2.4), (DARK, 1)):  # seen on the bar, too
                        ax.plot([row["low"], row["high"]], [y, y], color=ink, lw=width, zorder=3)
                counts = [row.get("target_hits"), row.get("reference_hits")]
                if pd.notna(counts[0]) and pd.notna(counts[1]):
                    text = beside(ax, y, f"{number(counts[0], 0)} : {number(counts[1], 0)}")
                else:
                    text = beside(ax, y, number(row["hits"], 0))
                stand_for(next(position), *bar, text)
        frame_rows(ax, blocks, height)
        lows = [float(r["low"]) for rows in picked.values() for r in rows if pd.notna(r.get("low"))]
        lowest = min(lows, default=0.0)
        ax.set_xlim(left=lowest - 0.02 * ax.get_xlim()[1] if lowest < 0 else 0)
        ax.set_xlabel(other_statistic(frame) or "Log ratio: each step to the right doubles the difference")
        if not order:
            nothing(ax, "no words were compared")
        table = pd.DataFrame([r for group in order for r in picked[group]], columns=frame.columns)
        picture = Picture(
            name="Key words",
            alt=describe_words(table, by, order, words),
            table=table,
            result=result,
            source=sourced(
                result,
                _target_words(table, by, order) or counted(frame, by, order),
                "Beside the bars: hits of the actor : hits of the others." if "target_hits" in table else "",
                "Lines: 95% intervals." if len(table) and table["low"].notna().any() else "",
            ),
        )
        return finish(ax, picture)


def voice(
    result: Result, *, ax: Axes | None = None, groups: Sequence[str] | None = None, largest: int = 10
) -> Axes:
    """Draw how much of the text each actor gets, and in which form, as stacked bars.

    Parameters
    ----------
    result : Result
        What `rostra.share_of_voice` returns.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a figure of its own by default.
    groups : sequence of str, optional
        The actors to draw, in this order; by default those with most words.
    largest : int
        How many actors to draw when `groups` is not given.

    Returns
    -------
    matplotlib.axes.Axes
        The chart: per cent of all words, split into direct, mixed and indirect quotation.

    Examples
    --------
    >>> import rostra
    >>> statements = rostra.attribute(rostra.load_corpus("corpus/strait"))
    >>> rostra.charts.voice(rostra.share_of_voice(statements)).get_xlabel()
    'Share of all words (%)'
    """
    frame, by = named(result), result.by
    sums = frame.dropna(subset=[by]).groupby(frame[by].astype(str), sort=False)["hits"].sum()
    order = sorted(sums.index, key=lambda name: (-float(sums[name]), name))
    left_out = 0
    if groups is not None:
        order = chosen(frame, by, groups, largest)
    else:
        left_out = max(0, len(order) - largest)
        order = order[:largest]
    kinds = [kind for kind in KINDS if (frame["item"] == kind).any() and kind != "narration"]
    blocks, height = stacked([("", order)])
    rows = {(str(r[by]), str(r["item"])): r for r in frame.to_dict("records")}
    drawn: list[dict[str, Any]] = []
    with canvas(ax, rows=(height + ABOVE) * 1.15) as ax:
        for group, y in blocks[0].rows:
            left = 0.0
            words = 0.0
            for kind in kinds:
                row = rows.get((group, kind))
                if row is None or pd.isna(row["value"]):
                    continue
                drawn.append(row)
                share = 100 * float(row["value"])
                words += float(row["hits"])
                bar = ax.barh(
                    y, share, left=left, height=0.66, color=KINDS[kind], hatch=HATCHES.get(kind), zorder=2,
                    label=worded(kind),
                )  # fmt: skip
                stand_for(len(drawn) - 1, *bar)
                left += share
            beside(
                ax,
                y,
                f"{number(words, 0)} words, {left:.0f}%"
                if left >= 1 or not left
                else f"{number(words, 0)} words, <1%",
            )
        frame_rows(ax, blocks, height, above=ABOVE if len(kinds) > 1 else 0)
        ax.set_xlim(left=0)
        ax.set_xlabel("Share of all words (%)")
        if not order:
            nothing(ax, "no words of a named actor were found")
        if len(kinds) > 1:
            _legend(ax)
        table = pd.DataFrame(drawn, columns=frame.columns)
        exposure = frame["exposure"].dropna()
        picture = Picture(
            name="Who gets how much of the text",
            alt=describe_shares(table, by, order, "share of all words"),
            table=table,
            result=result,
            source=sourced(
                result,
                f"{int(exposure.iloc[0]):,} words in all." if len(exposure) else "",
                f"Drawn: the {len(order)} of {len(order) + left_out} with most words." if left_out else "",
            ),
        )
        return finish(ax, picture)


def stance_bars(
    result: Result, *, ax: Axes | None = None, groups: Sequence[str] | None = None, largest: int = 6
) -> Axes:
    """Draw with which kind of reporting verb each actor's words are introduced.

    Parameters
    ----------
    result : Result
        What `rostra.measures.voice.stances` returns.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a figure of its own by default.
    groups : sequence of str, optional
        The actors to draw, in this order; by default those with most statements.
    largest : int
        How many actors to draw when `groups` is not given.

    Returns
    -------
    matplotlib.axes.Axes
        The chart: one block an actor, one bar a class of verb.

    Examples
    --------
    >>> import rostra
    >>> verbs = rostra.stances(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> rostra.charts.stance_bars(verbs).get_xlabel()
    "Share of the actor's statements with a reporting verb (%)"
    """
    frame, by = named(result), result.by
    order = chosen(frame, by, groups, largest)
    frame = frame[frame["hits"].fillna(0) > 0]
    look = looks(order)
    picked = {
        group: frame[frame[by] == group].sort_values(["hits", "item"], ascending=[False, True], kind="stable")
        for group in order
    }
    blocks, height = stacked([(group, [str(v) for v in picked[group]["item"]] or [""]) for group in order])
    position = itertools.count()
    with canvas(ax, rows=height) as ax:
        for group, block in zip(order, blocks, strict=True):
            records = picked[group].to_dict("records")
            if not records:
                too_little(ax, block.rows[0][1])
            for row, (_, y) in zip(records, block.rows, strict=False):
                share = 100 * float(row["hits"]) / float(row["exposure"])
                bar = ax.barh(y, share, height=0.66, color=look[group]["color"], zorder=2)
                text = beside(ax, y, f"{number(row['hits'], 0)} of {number(row['exposure'], 0)}")
                stand_for(next(position), *bar, text)
        frame_rows(ax, blocks, height)
        ax.set_xlim(0, 100)
        ax.set_xlabel(f"Share of the {worded(by).lower()}'s statements with a reporting verb (%)")
        if not order:
            nothing(ax, "no statement with a reporting verb was found")
        table = pd.concat(list(picked.values())) if picked else frame
        picture = Picture(
            name="How the writers introduce each actor"
            if by == "actor"
            else f"Reporting verbs by {worded(by).lower()}",
            alt=describe_shares(table, by, order, "classes of reporting verb"),
            table=table,
            result=result,
            source=sourced(result, counted(named(result), by, order, of="statements")),
        )
        return finish(ax, picture)


def _legend(ax: Axes) -> None:
    handles, labels = ax.get_legend_handles_labels()
    first = dict(reversed(list(zip(labels, handles, strict=True))))
    order = [worded(kind) for kind in KINDS if worded(kind) in first]
    ax.legend(
        [first[name] for name in order], order, loc="upper left", bbox_to_anchor=(0, 1),
        bbox_transform=leftmost(ax), ncols=len(order), borderaxespad=0.2, handlelength=1.3,
        columnspacing=1.2, labelcolor=MUTED,
    )  # fmt: skip


def _target_words(table: pd.DataFrame, by: str, order: Sequence[str]) -> str:
    if "target_exposure" not in table or table.empty:
        return ""
    size = (
        table.dropna(subset=["target_exposure"])
        .groupby(table[by].astype(str), sort=False)["target_exposure"]
        .max()
    )
    listed = ", ".join(f"{shown(name)} {int(size[name]):,}" for name in order if name in size)
    return f"Words: {listed}." if listed else ""
