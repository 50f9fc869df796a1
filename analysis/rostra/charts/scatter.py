"""Scatter: every word at its rate in two texts, the most characteristic of each named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rostra.charts.canvas import DARK, MUTED, ROW, Picture, canvas, finish, stand_for
from rostra.charts.inks import ink
from rostra.charts.labels import named, shown, sourced
from rostra.charts.placing import marked, place_beside
from rostra.charts.wording import describe_scatter
from rostra.errors import QueryError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rostra.result import Result

__all__ = ["word_scatter"]

COLOURS = ("#0072B2", "#D55E00")  # used more in the target, in the reference
PALE = ("#BBD7EA", "#F7D3BC")  # no transparency: faint dots on one spot would add up to a dark one
PLACES = [
    (5, 0), (-5, 0), (0, 5), (0, -5), (4, 4), (-4, 4), (4, -4), (-4, -4), (3, 14), (-3, 14), (3, -14),
    (-3, -14), (14, 10), (-14, -10),
]  # fmt: skip


def word_scatter(result: Result, *, ax: Axes | None = None, words: int = 12) -> Axes:
    """Draw each word at its rate in the reference (across) and in the target (up).

    Parameters
    ----------
    result : Result
        What `rostra.keyness` returns, with one target.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a figure of its own by default.
    words : int
        How many words to name, half of them on each side of the line of equal rates, in the
        order of the result. A label without room is left out and counted.

    Returns
    -------
    matplotlib.axes.Axes
        The chart, both axes logarithmic: a word that does not occur is drawn as half a hit.
        Faint words have an adjusted p of 0.05 or more, or none.

    Examples
    --------
    >>> import rostra
    >>> tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> words = rostra.keyness(tokens, by="kind", target="narration", min_count=3)
    >>> rostra.charts.word_scatter(words).get_ylabel()
    'Hits per 1,000 words: narration'
    """
    frame = named(result)
    pairs = frame[["target", "reference"]].drop_duplicates() if "target_hits" in frame else frame.head(0)
    if len(pairs) != 1:
        raise QueryError(
            f"a scatter of words needs one target and one reference; found {len(pairs)} pairs. "
            "Pass what rostra.keyness(..., target=...) returns."
        )
    target, reference = (str(name) for name in pairs.iloc[0])
    table = frame.dropna(
        subset=["item", "target_hits", "reference_hits", "target_exposure", "reference_exposure"]
    ).reset_index(drop=True)
    y, x = (
        1000 * table[f"{side}_hits"].astype(float).clip(lower=0.5) / table[f"{side}_exposure"].astype(float)
        for side in ("target", "reference")
    )
    clear = (table["p_adjusted"].astype("Float64") < 0.05).fillna(False).astype(bool)
    sides = [y > x, y < x]
    picked = [i for side in sides for i in table.index[side & clear][: words // 2]]
    with canvas(ax, rows=3.5 / ROW) as ax:
        for side, colour, pale, marker in zip(sides, COLOURS, PALE, "os", strict=True):
            for mask, shade in ((side & ~clear, pale), (side & clear, colour)):
                rest = mask & ~table.index.isin(picked)
                ax.scatter(x[rest], y[rest], s=12, color=shade, marker=marker, linewidths=0)
            for i in picked:
                if side[i]:
                    dot = ax.plot([x[i]], [y[i]], marker, color=colour, markersize=5, zorder=3)
                    stand_for(i, *dot)
        ax.set(xscale="log", yscale="log")
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:g}")
        low, high = min([*x, *y, 1.0]) / 3, max([*x, *y, 1.0]) * 2
        ax.minorticks_off()
        ax.set(xlim=(low, high), ylim=(low, high), ylabel=f"Hits per 1,000 words: {shown(target)}")
        ax.plot([low, high], [low, high], color=MUTED, lw=0.8, zorder=1)
        ends = [
            ax.annotate(text, at, xycoords="axes fraction", ha=ha, va=va, weight="bold", color=ink(colour))
            for text, at, ha, va, colour in [
                (f"↑ more: {shown(target)}", (0.02, 0.99), "left", "top", COLOURS[0]),
                (f"more: {shown(reference)} →", (0.99, 0.02), "right", "bottom", COLOURS[1]),
            ]
        ]

        def written(skipped: int) -> Axes:
            ax.set_xlabel(f"Hits per 1,000 words: {shown(reference)}")
            source = sourced(
                result,
                f"{len(table):,} words; faint: adjusted p not below 0.05 ({int((~clear).sum()):,}).",
                "No hit is drawn as half a hit.",
                f"{skipped} label{'' if skipped == 1 else 's'} left out for want of room." if skipped else "",
            )
            alt = describe_scatter(table, target, reference, picked, clear)
            return finish(ax, Picture("Words of two sides", alt, table, source, result))

        written(len(picked))  # the source line takes its room before labels are measured
        ax.figure.draw_without_rendering()  # type: ignore[union-attr]
        taken = [*(end.get_window_extent() for end in ends), *marked(ax, x[picked], y[picked])]
        taken += marked(ax, x[clear], y[clear], size=1.5)
        skipped = 0
        for i in picked:
            style = {"color": DARK, "fontsize": 8.5, "zorder": 4}
            label = place_beside(ax, shown(table["item"][i], 18), (x[i], y[i]), PLACES, taken, **style)
            if label is None:
                skipped += 1
            else:
                stand_for(i, label)
        return written(skipped)
