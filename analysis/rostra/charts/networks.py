"""Networks: who evaluates whom, as arrows between actors on a circle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rostra.charts.canvas import DARK, MUTED, NAME, ROW, Picture, canvas, finish, leftmost, nothing, stand_for
from rostra.charts.grids import EVALUATIONS, FRIENDLY, acts_told, check_acts
from rostra.charts.inks import ink
from rostra.charts.labels import named, number, sourced
from rostra.charts.letters import fitted
from rostra.charts.wording import describe_network
from rostra.errors import QueryError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rostra.result import Result

__all__ = ["evaluation_network"]

# Solid against dashed tells the signs apart without colour; the bend keeps both off each other.
SIGNS: dict[bool, tuple[str, Any, float, str]] = {
    False: ("#D55E00", "-", 0.14, "−"),
    True: ("#0072B2", (0, (3, 1.6)), 0.34, "+"),
}
INCHES = 2.8  # height of the circle with its names


def evaluation_network(
    result: Result,
    *,
    ax: Axes | None = None,
    measures: Sequence[str] = EVALUATIONS,
    strongest: int = 12,
) -> Axes:
    """Draw who evaluates whom as arrows from source to target, wider where there are more hits.

    Parameters
    ----------
    result : Result
        What `rostra.evaluations` returns.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a figure of its own by default.
    measures : sequence of str
        The acts to count, as in `evaluation_matrix`: negative and positive evaluations by
        default. An arrow adds up the acts against its target, or those for it.
    strongest : int
        How many arrows to draw at most: those with most hits; the line below says how
        many are left out.

    Returns
    -------
    matplotlib.axes.Axes
        The chart. Solid orange arrows are negative (against the target), dashed blue ones positive; the
        number at an arrow is its hits. Actors stand on a circle by alphabet: nearness means nothing.

    Examples
    --------
    >>> import rostra
    >>> texts = [{"who": "Poland", "text": "We deplore Russia's reckless threats. We thank Norway."}]
    >>> found = rostra.evaluations(rostra.attribute(rostra.load_corpus(texts), actor="who"))
    >>> said = {text.get_text() for text in rostra.charts.evaluation_network(found).texts}
    >>> {"Norway", "Poland", "Russia"} <= said
    True
    """
    from matplotlib.lines import Line2D
    from matplotlib.patches import FancyArrowPatch

    if strongest < 1:
        raise QueryError(f"strongest must be 1 or more; found {strongest}. Leave it out for 12 arrows.")
    check_acts(measures)
    frame, by = named(result), result.by
    rows = frame[frame["measure"].isin(list(measures)) & frame["item"].notna() & frame[by].notna()]
    rows = rows[rows["hits"].fillna(0) > 0]
    rows = rows.assign(item=rows["item"].astype(str), friendly=rows["measure"].isin(FRIENDLY))
    self_told = rows[rows[by] == rows["item"]]
    rows = rows[rows[by] != rows["item"]]
    arrows = rows.groupby([by, "item", "friendly"], as_index=False)["hits"].sum()
    arrows = arrows.sort_values(
        ["hits", by, "item", "friendly"], ascending=[False, True, True, True], kind="stable"
    )
    drawn, left_out = arrows.head(strongest), arrows.iloc[strongest:]
    behind = rows.merge(drawn[[by, "item", "friendly"]].assign(arrow=range(len(drawn))))
    behind = behind.sort_values(["arrow", "measure"], kind="stable", ignore_index=True)
    table = behind[list(frame.columns)]
    actors = sorted({*drawn[by], *drawn["item"]})
    angle = {name: math.pi / 2 - 2 * math.pi * i / len(actors) for i, name in enumerate(actors)}
    place = {name: (math.cos(a), math.sin(a)) for name, a in angle.items()}
    with canvas(ax, rows=INCHES / ROW) as ax:
        ax.set(xticks=[], yticks=[])
        ax.grid(visible=False)
        ax.spines[:].set_visible(False)
        if drawn.empty:
            nothing(ax, "no evaluation of one actor by another was found")
        else:
            ax.set(xlim=(-1.75, 1.75), ylim=(-1.25, 1.65), aspect="equal", anchor="N")
        most = max([4.0, *drawn["hits"].astype(float)])  # a single hit is never a thick arrow
        numbers: list[tuple[float, float]] = []
        for position, row in enumerate(drawn.to_dict("records")):
            colour, line, bend, sign = SIGNS[row["friendly"]]
            (x0, y0), (x1, y1) = place[row[by]], place[row["item"]]
            arrow = FancyArrowPatch(
                (x0, y0), (x1, y1), connectionstyle=f"arc3,rad={bend}", arrowstyle="-|>", mutation_scale=11,
                shrinkA=7, shrinkB=7, color=colour, linestyle=line, capstyle="butt", zorder=2,
                linewidth=0.9 + 3.1 * float(row["hits"]) / most,
            )  # fmt: skip
            ax.add_patch(arrow)
            # nearer to the source than to the target, and away from the numbers that stand already
            spots = [_along((x0, y0), (x1, y1), bend, t) for t in (0.36, 0.46, 0.27, 0.56, 0.66, 0.2)]
            covered = [*numbers, *place.values()]
            free = [spot for spot in spots if all(math.dist(spot, other) > 0.2 for other in covered)]
            x, y = (free or spots)[0]
            numbers.append((x, y))
            text = ax.text(
                x, y, f"{sign}{number(row['hits'], 0)}", ha="center", va="center", fontsize=8.5,
                color=ink(colour), zorder=4, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
            )  # fmt: skip
            stand_for(behind.index[behind["arrow"] == position].tolist(), arrow, text)
        for name, (x, y) in place.items():
            ax.plot([x], [y], "o", color=DARK, markersize=8, zorder=3)
            beside = "center" if abs(x) < 0.15 else "left" if x > 0 else "right"
            above = "center" if abs(y) < 0.9 else "bottom" if y > 0 else "top"
            ax.text(
                1.1 * x,
                1.1 * y,
                fitted(name, 0.85 * NAME, 10),
                ha=beside,
                va=above,
                weight="bold",
                fontsize=9.5,
            )
        judged = set(measures) <= set(EVALUATIONS)
        words = ("Negative evaluation", "Positive evaluation") if judged else ("Acts against", "Acts for")
        signs = [friendly for friendly in SIGNS if (drawn["friendly"] == friendly).any()]
        if signs:
            lines = [Line2D([], [], color=SIGNS[s][0], linestyle=SIGNS[s][1], linewidth=2.4) for s in signs]
            ax.legend(
                lines, [words[s] for s in signs], loc="upper left", bbox_to_anchor=(0, 1),
                bbox_transform=leftmost(ax), ncols=2, borderaxespad=0.2, handlelength=2.6, labelcolor=MUTED,
            )  # fmt: skip
        picture = Picture(
            name="Who evaluates whom, strongest first",
            alt=describe_network(
                drawn, by, len(left_out), ("negative", "positive") if judged else ("acts against", "acts for")
            ),
            table=table,
            result=result,
            source=sourced(
                result,
                "From who speaks to about whom; the number is the hits, and so is the width.",
                ""
                if judged
                else f"Against: {acts_told(measures, friendly=False) or 'none'}; "
                f"for: {acts_told(measures, friendly=True) or 'none'}.",
                f"{len(drawn)} of {len(arrows)} arrows drawn"
                + (
                    f"; {len(left_out)} with {number(left_out['hits'].sum(), 0)} hits left out."
                    if len(left_out)
                    else "."
                ),
                f"{number(self_told['hits'].sum(), 0)} hits of actors about themselves not drawn."
                if len(self_told)
                else "",
            ),
        )
        return finish(ax, picture)


def _along(
    start: tuple[float, float], end: tuple[float, float], bend: float, t: float
) -> tuple[float, float]:
    """Return the point at share `t` of an arrow: `arc3` is a quadratic Bézier curve."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    turn = ((start[0] + end[0]) / 2 + bend * dy, (start[1] + end[1]) / 2 - bend * dx)
    x, y = ((1 - t) ** 2 * a + 2 * t * (1 - t) * c + t * t * b
            for a, c, b in zip(start, turn, end, strict=True))  # fmt: skip
    return x, y
