"""Runs: whether a difference survives the other ways in which it could have been made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from rostra.cautions import TOO_LITTLE
from rostra.charts.accounts import describe_robustness, signs_kept
from rostra.charts.canvas import (
    DARK,
    MUTED,
    Picture,
    beside,
    canvas,
    cut_at,
    finish,
    frame_rows,
    interval,
    leftmost,
    stacked,
    stand_for,
)
from rostra.charts.labels import (
    counted_in,
    exploratory,
    number,
    places_of,
    shown,
    sourced,
    starred,
    titled,
    worded,
)
from rostra.errors import QueryError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from rostra.result import Result

__all__ = ["robustness"]

HEADINGS = {
    "claim": "As claimed",
    "lexicon": "Another word list",
    "unit": "Another unit",
    "kind": "One kind of statement",
    "copies": "Copies left out",
    "document": "One document left out",
}
SAME, TURNED = "#0072B2", "#C25600"
ABOVE = 0.9


def robustness(result: Result, *, ax: Axes | None = None, documents: int = 2) -> Axes:
    """Draw a difference as it is claimed, and as it is in every other run (a specification plot).

    Parameters
    ----------
    result : Result
        What `rostra.robustness` returns.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a figure of its own by default.
    documents : int
        Of the runs that leave out one document, how many to draw as rows of their own: those
        that move the claim most. The others share one row, a short line each.

    Returns
    -------
    matplotlib.axes.Axes
        The chart. Filled: the sign of the claim; hollow squares: the other sign. The dashed line is
        the claim, the grey field the range of all runs in its unit. A run in another
        unit has another scale: its row says what came out.

    Examples
    --------
    >>> import rostra
    >>> tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> held = rostra.robustness(tokens, "hedging", target="Tolmeny", reference="Corsandia")
    >>> rostra.charts.robustness(held).get_xlabel()
    'Difference in hits per 1,000 words'
    """
    if result.kind != "robustness":
        raise QueryError(
            f"this chart needs the runs of a claim, and this is a result of {result.kind!r}. Pass what "
            "rostra.robustness(tokens, measure, target=..., reference=...) returns."
        )
    if documents < 0:
        raise QueryError(f"documents is {documents}. Give a number from 0.")
    frame = result.frame.reset_index(drop=True)
    claim = frame.iloc[0].to_dict()
    unproven = exploratory(frame)
    content: list[tuple[str, list[str]]] = []
    rows: dict[tuple[str, str], list[int]] = {}
    for check, heading in HEADINGS.items():
        own = frame[frame["check"] == check]
        single = list(own.index[:documents] if check == "document" else own.index)
        for i in single:
            item = str(frame["item"][i])
            if check in ("claim", "lexicon"):
                item = starred(str(frame["measure"][i]), unproven)
            elif check == "unit":
                item = str(frame["unit"][i]).removeprefix("hits ")
            rows[heading, shown(item)] = [i]
        rest = list(own.index[len(single) :])
        if rest:
            rows[heading, f"each of {len(rest)} others" if single else f"each of {len(rest)}"] = rest
        names = [name for head, name in rows if head == heading]
        if names:
            content.append((heading, names))
    blocks, height = stacked(content)
    alike = frame[(frame["unit"] == claim["unit"]) & frame["value"].notna()]
    values, digits = alike["value"].astype(float), places_of(frame)
    singles = alike.loc[[i for found in rows.values() if len(found) == 1 for i in found if i in alike.index]]
    limit = cut_at(
        values.abs().tolist(),
        singles[["low", "high"]].astype(float).abs().max(axis=1).tolist(),
        room=2,
        beyond=2.8,
    )
    with canvas(ax, rows=height + ABOVE) as ax:
        if len(values):
            ax.axvspan(values.min(), values.max(), color="#EDEDED", lw=0, zorder=0)
            ax.axvline(0, color=DARK, lw=1, zorder=1)
        if pd.notna(claim["value"]):
            ax.axvline(float(claim["value"]), color=MUTED, lw=0.9, ls=(0, (4, 2)), zorder=1)
        for block in blocks:
            for name, y in block.rows:
                found = [frame.iloc[i].to_dict() for i in rows[block.name, name]]
                if len(found) == 1:
                    _run(ax, found[0], y, claim, limit)
                    continue
                if not any(pd.notna(row["value"]) for row in found):
                    _say(ax, y, TOO_LITTLE)
                for row in found:
                    if pd.notna(row["value"]):
                        ax.plot(
                            [float(row["value"])], [y], marker="|", markersize=9, markeredgewidth=0.9,
                            color=TURNED if _turned(row) else SAME, zorder=3,
                        )  # fmt: skip
        frame_rows(ax, blocks, height, above=ABOVE)
        ends = [0.0, *values, *singles["low"].astype(float).dropna(), *singles["high"].astype(float).dropna()]
        low, high = min(ends), max(ends)
        if limit is not None:
            low, high = max(low, -limit), min(high, limit)
        pad = 0.04 * (high - low) or 1.0
        ax.set_xlim(low - pad, high + pad)
        ax.set_xlabel(f"Difference in {claim['unit']}" if len(values) else "")
        if not len(values):
            ax.set_xticks([])
        verdict, kept, known = str(claim["verdict"]), *signs_kept(frame)
        said = f"the sign stays in {kept} of {known} runs" if known else "no run finds a difference"
        ax.annotate(
            f"{verdict[:1].upper()}{verdict[1:]}: {said}", (0, 1),
            xytext=(1, -2), xycoords=(leftmost(ax), "axes fraction"), textcoords="offset points", va="top",
            weight="bold",
            color=DARK, zorder=6, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2},
        )  # fmt: skip
        target, reference = (shown(claim[side]) for side in ("target", "reference"))
        marks = [line for line in ax.lines if line.get_gid()]
        picture = Picture(
            name=f"{titled(claim['measure'])}: {target} against {reference}",
            alt=describe_robustness(frame),
            table=frame,
            result=result,
            source=sourced(
                result,
                f"{target} minus {reference}.",
                f"{worded(counted_in(frame))}: {target} {number(claim['target_exposure'], 0)}, "
                f"{reference} {number(claim['reference_exposure'], 0)}.",
                "Filled: the sign of the claim; hollow: the other." if marks or len(values) else "",
                f"Grey: the range of all runs in this unit, {number(values.min(), digits)} to "
                f"{number(values.max(), digits)}."
                if len(values)
                else "",
                "Lines: 95% intervals." if singles["low"].notna().any() else "",
            ),
        )
        return finish(ax, picture)


def _run(ax: Axes, row: dict[str, Any], y: float, claim: dict[str, Any], limit: float | None) -> None:
    """Draw a run as a dot with its interval, or say what came out where the scale is another."""
    turned = _turned(row)
    told = ""
    if pd.isna(row["value"]):
        told = TOO_LITTLE
    elif row["unit"] != claim["unit"]:
        told = "the sign turns" if turned else "no difference" if pd.isna(row["same_sign"]) else "same sign"
        beside(ax, y, _signed(row))
    if told:
        _say(ax, y, told, color=TURNED if turned else MUTED)
        return
    colour = TURNED if turned else SAME
    if pd.notna(row["low"]):
        interval(
            ax, float(row["low"]), float(row["high"]), y, color=colour, limit=limit, digits=_places(row)
        )  # fmt: skip
    dot = ax.plot(
        [float(row["value"])], [y], "s" if turned else "o", color="white" if turned else colour,
        markeredgecolor=colour, markeredgewidth=1.4, zorder=3,
    )  # fmt: skip
    text = beside(ax, y, _signed(row))
    if row["check"] == "claim":
        stand_for(0, *dot, text)


def _say(ax: Axes, y: float, text: str, *, color: str = MUTED) -> None:
    """Write into a row what cannot be drawn on the scale of the claim."""
    ax.annotate(
        text, (0.5, y), xycoords=("axes fraction", "data"), va="center", ha="center", fontsize=8.5,
        style="italic", color=color, zorder=5, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
    )  # fmt: skip


def _turned(row: dict[str, Any]) -> bool:
    """Say whether a run has the other sign than the claim; one without a sign has not."""
    return pd.notna(row["same_sign"]) and not row["same_sign"]


def _signed(row: dict[str, Any]) -> str:
    return ("+" if row["value"] > 0 else "") + number(row["value"], _places(row))


def _places(row: dict[str, Any]) -> int:
    return places_of(pd.DataFrame([row]))
