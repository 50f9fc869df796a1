"""Gaps: differences between actors, and which of them are more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from rostra.charts.canvas import (
    DARK,
    MUTED,
    Block,
    Picture,
    beside,
    canvas,
    cut_at,
    finish,
    frame_rows,
    interval,
    nothing,
    stacked,
    stand_for,
    too_little,
)
from rostra.charts.labels import (
    asked,
    counted_in,
    exploratory,
    in_one_unit,
    interval_note,
    is_clear,
    number,
    places_of,
    sourced,
    starred,
)
from rostra.charts.wording import describe_differences
from rostra.errors import QueryError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rostra.result import Result

__all__ = ["differences"]

ABOVE = 0.9  # rows for the words that say which side has more


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
        zero out; a hollow dot could be chance. One axis has one unit: differences in others than
        that of the first are counted below, not drawn.

    Examples
    --------
    >>> import rostra
    >>> tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> gap = rostra.compare(tokens, ["hedging"], n_boot=50)
    >>> "difference" in rostra.charts.differences(gap).get_xlabel().lower()
    True
    """
    frame = result.frame
    if "period" in frame:
        raise QueryError(
            "these differences are by period. Draw them with charts.timeline, or compare without over=."
        )
    if measures is not None:
        names = asked(frame, measures)
        frame = frame[frame["measure"].isin(names)]
        place = {name: i for i, name in enumerate(names)}
        frame = frame.iloc[sorted(range(len(frame)), key=lambda i: place[str(frame["measure"].iloc[i])])]
    else:
        frame = frame.iloc[_clearest(frame)]
    frame, others = in_one_unit(frame, chosen=measures is not None)
    digits = places_of(frame)
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
    places = {key: position for position, key in enumerate(records)}
    limit = cut_at(
        frame["value"].astype(float).abs().tolist(),
        frame[["low", "high"]].astype(float).abs().max(axis=1).tolist(),
        room=2,
        beyond=2.8,
    )
    with canvas(ax, rows=height + ABOVE) as ax:
        for (target, reference), block in zip(pairs, blocks, strict=True):
            for name, y in block.rows:
                row = records[target, reference, name]
                if pd.isna(row["value"]):
                    too_little(ax, y)
                    continue
                clear = is_clear(row)
                if pd.notna(row["low"]):
                    ends = float(row["low"]), float(row["high"])
                    interval(ax, *ends, y, color=DARK if clear else MUTED, limit=limit, digits=digits)
                dot = ax.plot(
                    [row["value"]], [y], "o", color="#0072B2" if clear else "white", zorder=3,
                    markeredgecolor="#0072B2" if clear else MUTED, markeredgewidth=1.4,
                )  # fmt: skip
                text = beside(ax, y, ("+" if row["value"] > 0 else "") + number(row["value"], digits))
                stand_for(places[target, reference, name], *dot, text)
        ax.axvline(0, color=DARK, lw=1, zorder=1)
        unproven = exploratory(frame)
        frame_rows(
            ax,
            [Block(b.name, b.y, tuple((starred(label, unproven), y) for label, y in b.rows)) for b in blocks],
            height,
            above=ABOVE,
        )
        reach = limit or max((abs(v) for v in ax.get_xlim()), default=1.0)
        ax.set_xlim(-reach, reach)
        if frame.empty:
            nothing(ax, "no difference was measured")
        unit = frame["unit"].dropna()
        ax.set_xlabel(f"Difference in {unit.iloc[0]}" if len(unit) else "Difference")
        for said, away, side in (
            () if frame.empty else (("← second has more", -6, "right"), ("first has more →", 6, "left"))
        ):
            ax.annotate(
                said, (0.5, 1), xytext=(away, -3), xycoords="axes fraction", textcoords="offset points",
                ha=side, va="top", fontsize=8.5, color=MUTED,
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
                others,
                interval_note(frame),
                "Filled: adjusted p below 0.05, and zero outside the interval."
                if frame["value"].notna().any()
                else "",
            ),
        )
        return finish(ax, picture)


def _clearest(frame: pd.DataFrame) -> list[int]:
    rows = frame.to_dict("records")

    def rank(i: int) -> tuple[bool, bool, float, float, int]:
        row = rows[i]
        adjusted = row.get("p_adjusted")
        p = float(adjusted) if pd.notna(adjusted) else 2.0
        size = abs(float(row["value"])) if pd.notna(row["value"]) else -1.0
        return (not is_clear(row), pd.isna(row["value"]), p, -size, i)

    return sorted(range(len(rows)), key=rank)


def _exposures(frame: pd.DataFrame) -> str:
    size: dict[str, int] = {}
    for side in ("target", "reference"):
        for name, words in zip(frame[side].astype(str), frame.get(f"{side}_exposure", []), strict=False):
            if pd.notna(words):
                size[name] = max(size.get(name, 0), int(words))
    what = counted_in(frame)
    return (
        f"{what[:1].upper()}{what[1:]}: {', '.join(f'{name} {words:,}' for name, words in size.items())}."
        if size
        else ""
    )
