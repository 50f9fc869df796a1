"""Grids: actors against actors: who evaluates whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from rostra.charts.canvas import DARK, OWN, ROOM, ROW, WIDTH, Picture, finish, nothing, stand_for
from rostra.charts.inks import STYLE
from rostra.charts.labels import named, sourced
from rostra.charts.letters import fitted
from rostra.charts.wording import describe_matrix
from rostra.errors import QueryError, unknown
from rostra.evaluation import MEASURES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rostra.result import Result

__all__ = ["evaluation_matrix"]

EVALUATIONS = ("negative_evaluation", "positive_evaluation")
FEW = 4  # columns, up to which names stand upright and two numbers side by side
FRIENDLY = ("positive_evaluation", "commitment")  # done for another; all other acts are done against it


def evaluation_matrix(
    result: Result,
    *,
    ax: Axes | None = None,
    measures: Sequence[str] = EVALUATIONS,
    groups: Sequence[str] | None = None,
    targets: Sequence[str] | None = None,
    largest: int = 8,
) -> Axes:
    """Draw who evaluates whom: one row a source, one column a target, counts in the cells.

    Parameters
    ----------
    result : Result
        What `rostra.evaluations` returns.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a figure of its own by default.
    measures : sequence of str
        The acts to count: negative and positive evaluations, or any of `accusation`, `demand`,
        `threat`, `warning`, `denial` (against another, with the negative evaluations) and
        `commitment` (for another, with the positive ones).
    groups : sequence of str, optional
        The sources to draw, in this order; by default those with most evaluations.
    targets : sequence of str, optional
        The targets to draw, in this order; by default those evaluated most often.
    largest : int
        How many sources, and how many targets, to draw where they are not given.

    Returns
    -------
    matplotlib.axes.Axes
        The chart: colour from negative (orange) over even (grey) to positive (blue); the
        counts in each cell say how much it rests on.

    Examples
    --------
    >>> import rostra
    >>> texts = [{"who": "Poland", "text": "We deplore Russia's reckless threats. We thank Norway."}]
    >>> found = rostra.evaluations(rostra.attribute(rostra.load_corpus(texts), actor="who"))
    >>> [label.get_text() for label in rostra.charts.evaluation_matrix(found).get_yticklabels()]
    ['Poland']
    """
    import seaborn as sns
    from matplotlib import pyplot as plt
    from matplotlib import style
    from matplotlib.patches import Rectangle

    check_acts(measures)
    frame, by = named(result), result.by
    counts = frame[frame["measure"].isin(list(measures)) & frame["item"].notna() & frame[by].notna()]
    counts = counts.assign(**{by: counts[by].astype(str), "item": counts["item"].astype(str)})
    rows = list(groups) if groups is not None else _most(counts, by, largest)
    heard = counts[counts[by].isin(rows)]  # a column without a cell would say nothing
    columns = list(targets) if targets is not None else _most(heard, "item", largest)
    kind = counts["measure"].isin(FRIENDLY)
    minus, plus = (_table(counts[part], by, rows, columns) for part in (~kind, kind))
    total = minus + plus
    balance = ((plus - minus) / total).where(total > 0)
    words = pd.DataFrame(
        [
            [_cell(minus.loc[r, c], plus.loc[r, c], " " if len(columns) <= FEW else "\n") for c in columns]
            for r in rows
        ],
        index=rows, columns=columns,
    )  # fmt: skip
    with style.context(STYLE):
        if ax is None:
            height = round(max(1.9, len(rows) * 1.6 * ROW + 1.6), 2)
            _, ax = plt.subplots(figsize=(WIDTH, height), layout="constrained")
            setattr(ax.figure, OWN, True)
        if rows and columns:
            sns.heatmap(
                balance.astype(float), ax=ax, annot=words, fmt="", cmap=_colours(), vmin=-1, vmax=1,
                cbar=False, linewidths=2, linecolor="white",
                xticklabels=[fitted(c, 0.6 * ROOM, 9) for c in columns],
                yticklabels=[fitted(r, ROOM, 9.5) for r in rows],
                annot_kws={"fontsize": 9, "linespacing": 1.05},
            )  # fmt: skip
            for text in ax.texts:
                text.set_color(DARK)
        else:
            nothing(ax, "no evaluation of one actor by another was found")
        drawn = counts[counts[by].isin(rows) & counts["item"].isin(columns)]
        cells = drawn[drawn["hits"].fillna(0) > 0].groupby([by, "item"], sort=False)
        at = {place: i for i, place in enumerate(drawn.index)}
        for (source, target), inside in cells:
            corner = (columns.index(str(target)), rows.index(str(source)))
            patch = Rectangle(corner, 1, 1, facecolor="none", edgecolor="none", zorder=4)
            stand_for([at[place] for place in inside.index], ax.add_patch(patch))
        ax.grid(visible=False)
        ax.set(xlabel="", ylabel="")
        ax.xaxis.tick_top()
        ax.tick_params(axis="x", rotation=0 if len(columns) <= FEW else 40, length=0, pad=2)
        ax.tick_params(axis="y", rotation=0, length=0)
        if len(columns) > FEW:
            for label in ax.get_xticklabels():
                label.set(ha="left", rotation_mode="anchor")
        noun = "evaluation" if set(measures) <= set(EVALUATIONS) else "act"
        hidden = int(counts["hits"].sum() - drawn["hits"].sum())
        picture = Picture(
            name="Who evaluates whom",
            alt=describe_matrix(drawn, by),
            table=drawn,
            result=result,
            source=sourced(
                result,
                f"Rows: who speaks; columns: about whom. {_key(measures)}",
                f"{int(counts['hits'].sum()):,} {noun}{'' if counts['hits'].sum() == 1 else 's'} in all"
                + (f", {hidden:,} of them between actors not drawn." if hidden else "."),
            ),
        )
        return finish(ax, picture)


def check_acts(measures: Sequence[str]) -> None:
    """Raise where something is asked for that no actor does to another."""
    strange = [name for name in measures if name not in MEASURES]
    if strange or not measures:
        raise QueryError(unknown("act", strange[0] if strange else "", MEASURES))


def acts_told(measures: Sequence[str], *, friendly: bool) -> str:
    """List the acts against another, or those for it."""
    return ", ".join(name.replace("_", " ") for name in measures if (name in FRIENDLY) is friendly)


def _table(counts: pd.DataFrame, by: str, rows: list[str], columns: list[str]) -> pd.DataFrame:
    """Add up the hits of each source and target."""
    wide = counts.pivot_table(index=by, columns="item", values="hits", aggfunc="sum", fill_value=0)
    return wide.reindex(index=rows, columns=columns).fillna(0).astype(float)


def _key(measures: Sequence[str]) -> str:
    """Say what the numbers and colours of the cells stand for."""
    if set(measures) <= set(EVALUATIONS):
        return "−3 +1: three negative evaluations, one positive; orange: negative, blue: positive."
    against, friendly = (acts_told(measures, friendly=sign) for sign in (False, True))
    parts = [f"−3: three acts against ({against}), orange."] if against else []
    parts += [f"+1: one act for ({friendly}), blue."] if friendly else []
    return " ".join(parts)


def _most(counts: pd.DataFrame, column: str, largest: int) -> list[str]:
    size = counts.groupby(column)["hits"].sum()
    size = size[size > 0]
    return sorted(size.index, key=lambda name: (-float(size[name]), name))[:largest]


def _cell(minus: float, plus: float, between: str) -> str:
    parts = [f"−{minus:.0f}"] if minus else []
    return between.join([*parts, f"+{plus:.0f}"] if plus else parts)


def _colours() -> object:
    from matplotlib.colors import LinearSegmentedColormap

    # light enough at both ends for dark figures to be read on it; darker where negative, for grey print
    return LinearSegmentedColormap.from_list(
        "balance", ["#F0955B", "#F7D3BC", "#EFEFEF", "#CBE3F3", "#9CCDEE"]
    )
