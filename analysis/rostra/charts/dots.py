"""Dots: numbers with their intervals: rates, differences, and sentiment beside other scorers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from rostra.charts.canvas import (
    DARK,
    MUTED,
    Picture,
    beside,
    canvas,
    chosen,
    counted,
    finish,
    frame_rows,
    is_clear,
    looks,
    number,
    sourced,
    stacked,
    titled,
    too_little,
    worded,
)
from rostra.charts.wording import describe_differences, describe_rates, describe_sentiment
from rostra.errors import QueryError, unknown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rostra.result import Result

__all__ = ["differences", "rates", "sentiment_by_actor"]

SCORERS = {"polarity": "Rostra", "vader": "VADER", "textblob": "TextBlob"}


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
        The chart. An actor with too little text keeps its row, and the row says so.

    Examples
    --------
    >>> import rostra
    >>> tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> ax = rostra.charts.rates(rostra.measure(tokens, ["hedging", "threat"], n_boot=50))
    >>> ax.get_xlabel()
    'Hits per 1,000 words'
    """
    frame, by = result.frame, result.by
    names = _measures(frame, measures)
    order = chosen(frame, by, groups, largest)
    look = looks(order)
    blocks, height = stacked([(titled(name), order) for name in names])
    rows = {(str(r["measure"]), str(r[by])): r for r in frame.to_dict("records") if pd.isna(r.get("period"))}
    drawn: list[dict[str, Any]] = []
    with canvas(ax, rows=height) as ax:
        for name, block in zip(names, blocks, strict=True):
            for group, y in block.rows:
                row = rows.get((name, group))
                if row is None:
                    continue
                drawn.append(row)
                _dot(ax, row, y, look[group], show)
        frame_rows(ax, blocks, height)
        ax.set_xlim(left=-0.02 * (ax.get_xlim()[1] or 1.0))  # a dot at zero stands clear of its name
        if show == "hits":
            ax.xaxis.get_major_locator().set_params(integer=True)
        ax.set_xlabel(
            "Number of hits" if show == "hits" else f"Hits {frame['unit'].dropna().iloc[0].removeprefix('hits ')}"
            if len(frame["unit"].dropna()) else "Value"
        )  # fmt: skip
        table = pd.DataFrame(drawn, columns=frame.columns)
        left_out = frame[by].dropna().nunique() - len(order)
        picture = Picture(
            name="Rhetoric by actor" if by == "actor" else f"Rhetoric by {worded(by).lower()}",
            alt=describe_rates(table, by, names, order, show),
            table=table,
            result=result,
            source=sourced(
                result,
                counted(frame, by, order),
                f"Drawn: the {len(order)} of {len(order) + left_out} with most words." if left_out else "",
                _interval_note(table) if show == "value" else "Counts, not rates: longer texts have more.",
            ),
        )
        return finish(ax, picture)


def differences(
    result: Result,
    *,
    ax: Axes | None = None,
    measures: Sequence[str] | None = None,
    largest: int = 12,
) -> Axes:
    """Draw each difference between two actors with its interval around the line of no difference.

    Parameters
    ----------
    result : Result
        What `rostra.compare` returns.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a figure of its own by default.
    measures : sequence of str, optional
        The measures to draw, in this order; by default those with the clearest
        differences (smallest adjusted p, then largest distance from zero).
    largest : int
        How many rows to draw at most.

    Returns
    -------
    matplotlib.axes.Axes
        The chart. A filled dot has an adjusted p below 0.05 and an interval, if any, that leaves
        zero out; a hollow dot could be chance.

    Examples
    --------
    >>> import rostra
    >>> tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> gap = rostra.compare(tokens, ["hedging"], n_boot=50)
    >>> "difference" in rostra.charts.differences(gap).get_xlabel().lower()
    True
    """
    frame = result.frame
    if measures is not None:
        names = _measures(frame, measures)
        frame = frame[frame["measure"].isin(names)]
        place = {name: i for i, name in enumerate(names)}
        frame = frame.iloc[sorted(range(len(frame)), key=lambda i: place[str(frame["measure"].iloc[i])])]
    else:
        frame = frame.iloc[_clearest(frame)]
    cut = len(frame) - largest
    frame = frame.head(largest)
    pairs = list(dict.fromkeys(zip(frame["target"].astype(str), frame["reference"].astype(str), strict=True)))
    blocks, height = stacked(
        [
            (
                f"{target} against {reference}",
                [
                    str(m)
                    for m in frame["measure"][(frame["target"] == target) & (frame["reference"] == reference)]
                ],
            )
            for target, reference in pairs
        ]
    )
    records = {
        (str(r["target"]), str(r["reference"]), str(r["measure"])): r for r in frame.to_dict("records")
    }
    with canvas(ax, rows=height) as ax:
        for (target, reference), block in zip(pairs, blocks, strict=True):
            for name, y in block.rows:
                row = records[target, reference, name]
                if pd.isna(row["value"]):
                    too_little(ax, y)
                    continue
                clear = is_clear(row)
                if pd.notna(row["low"]):
                    ax.plot(
                        [row["low"], row["high"]],
                        [y, y],
                        color=DARK if clear else "#8a8a8a",
                        lw=1.6,
                        zorder=2,
                    )
                ax.plot(
                    [row["value"]], [y], "o", color="#0072B2" if clear else "white", zorder=3,
                    markeredgecolor="#0072B2" if clear else MUTED, markeredgewidth=1.4,
                )  # fmt: skip
                beside(ax, y, ("+" if row["value"] > 0 else "") + number(row["value"]))
        ax.axvline(0, color=DARK, lw=1, zorder=1)
        frame_rows(
            ax,
            [type(b)(b.name, b.y, tuple((titled(label), y) for label, y in b.rows)) for b in blocks],
            height,
        )
        reach = max((abs(v) for v in ax.get_xlim()), default=1.0)
        ax.set_xlim(-reach, reach)
        unit = frame["unit"].dropna()
        ax.set_xlabel(f"Difference in {unit.iloc[0]}" if len(unit) else "Difference")
        ax.annotate(
            "← second has more", (0.5, 1), xycoords="axes fraction", xytext=(-6, 3), textcoords="offset points",
            ha="right", va="bottom", fontsize=8.5, color=MUTED,
        )  # fmt: skip
        ax.annotate(
            "first has more →", (0.5, 1), xycoords="axes fraction", xytext=(6, 3), textcoords="offset points",
            ha="left", va="bottom", fontsize=8.5, color=MUTED,
        )  # fmt: skip
        picture = Picture(
            name="Differences between actors",
            alt=describe_differences(frame),
            table=frame,
            result=result,
            source=sourced(
                result,
                _exposures(frame),
                f"Drawn: the {largest} clearest of {cut + largest} differences." if cut > 0 else "",
                _interval_note(frame),
                "Filled: adjusted p below 0.05, and zero outside the interval."
                if frame["value"].notna().any()
                else "",
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
    """
    frame, by = result.frame, result.by
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
                _dot(ax, row, y, look[scorer], "value", label=False)
                seen = row.get("seen")
                if pd.notna(seen):
                    beside(ax, y, f"sees {float(seen):.0%}")
        frame_rows(ax, blocks, height)
        ax.axvline(0, color=DARK, lw=1, zorder=1)
        reach = min(1.0, max(0.3, *(abs(v) for v in ax.get_xlim())))
        ax.set_xlim(-reach, reach)
        ax.set_xlabel("Mean sentence score: negative below 0, positive above")
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
                _interval_note(table),
            ),
        )
        return finish(ax, picture)


def _dot(
    ax: Axes, row: dict[str, Any], y: float, look: dict[str, str], show: str, *, label: bool = True
) -> None:
    value = row["hits"] if show == "hits" else row["value"]
    if pd.isna(value):
        too_little(ax, y)
        return
    if show == "value" and pd.notna(row["low"]) and pd.notna(row["high"]):
        ax.plot([row["low"], row["high"]], [y, y], color=look["color"], lw=1.8, alpha=0.55, zorder=2)
    ax.plot([value], [y], look["marker"], color=look["color"], markeredgecolor="white", markeredgewidth=0.5, zorder=3,
            clip_on=False)  # fmt: skip
    if label:
        beside(ax, y, number(value, 0 if show == "hits" else 1))


def _measures(frame: pd.DataFrame, measures: Sequence[str] | None) -> list[str]:
    known = list(dict.fromkeys(frame["measure"].dropna().astype(str)))
    if measures is None:
        return known
    for name in measures:
        if name not in known:
            raise QueryError(unknown("measure", name, known))
    return list(measures)


def _clearest(frame: pd.DataFrame) -> list[int]:
    rows = frame.to_dict("records")

    def rank(i: int) -> tuple[bool, bool, float, float, int]:
        row = rows[i]
        adjusted = row.get("p_adjusted")
        p = float(adjusted) if pd.notna(adjusted) else 2.0
        size = abs(float(row["value"])) if pd.notna(row["value"]) else -1.0
        return (not is_clear(row), pd.isna(row["value"]), p, -size, i)

    return sorted(range(len(rows)), key=rank)


def _interval_note(frame: pd.DataFrame) -> str:
    if frame["low"].notna().any():
        return "Lines: 95% intervals, documents resampled."
    return "No intervals: fewer than 8 documents." if frame["value"].notna().any() else ""


def _exposures(frame: pd.DataFrame) -> str:
    size: dict[str, int] = {}
    for side in ("target", "reference"):
        for name, words in zip(frame[side].astype(str), frame.get(f"{side}_exposure", []), strict=False):
            if pd.notna(words):
                size[name] = max(size.get(name, 0), int(words))
    return f"Words: {', '.join(f'{name} {words:,}' for name, words in size.items())}." if size else ""
