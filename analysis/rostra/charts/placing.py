"""Placing: words beside marks, where they cover nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.transforms import Bbox

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

__all__ = ["apart", "marked", "place_beside"]


def place_beside(
    ax: Axes,
    text: str,
    at: tuple[float, float],
    places: Sequence[tuple[float, float]],
    taken: list[Bbox],
    **style: Any,
) -> Annotation | None:
    """Write a text at the first place beside a mark that is free, and inside the axes.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        The axes, once everything else is drawn (`figure.draw_without_rendering()`).
    text : str
        What to write.
    at : tuple of float
        The mark, in data.
    places : sequence of (float, float)
        Where the text may stand, right and up of the mark in points, the best place first.
    taken : list of Bbox
        What may not be covered; the text is added to it.
    **style : object
        Passed to `Axes.annotate`.

    Returns
    -------
    matplotlib.text.Annotation or None
        None where there is no room.
    """
    for right, up in places:
        label = ax.annotate(
            text, at, xytext=(right, up), textcoords="offset points",
            ha="left" if right > 0 else "right" if right else "center",
            va="bottom" if up > 0 else "top" if up else "center", **style,
        )  # fmt: skip
        box = label.get_window_extent()
        inside = (
            ax.bbox.x0 <= box.x0 and box.x1 <= ax.bbox.x1 and ax.bbox.y0 <= box.y0 <= box.y1 <= ax.bbox.y1
        )
        if inside and not any(box.overlaps(other) for other in taken):
            taken.append(box)
            return label
        label.remove()
    return None


def marked(ax: Axes, x: Sequence[float], y: Sequence[float], size: float = 2.5) -> list[Bbox]:
    """Return the boxes, in pixels, of marks so many points wide to each side."""
    half = size * ax.figure.dpi / 72
    return [
        Bbox.from_extents(px - half, py - half, px + half, py + half)
        for px, py in ax.transData.transform(list(zip(x, y, strict=True)))
    ]


def apart(wanted: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Move labels up and down until no two are nearer than a step, none of them beyond the ends.

    Parameters
    ----------
    wanted : sequence of float
        Where each would like to stand.
    step : float
        What must lie between two.
    low, high : float
        Where the first and the last may stand; where there is not room for all, they go over.

    Returns
    -------
    list of float
        Their places, in the order given.

    Examples
    --------
    >>> apart([1.0, 1.2, 9.9], 1.0, 0.0, 10.0)
    [1.0, 2.0, 9.9]
    >>> apart([9.8, 9.9], 1.0, 0.0, 10.0)
    [9.0, 10.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    places = [0.0] * len(wanted)
    floor = low
    for i in order:
        places[i] = floor = max(wanted[i], floor)
        floor += step
    ceiling = high
    for i in reversed(order):
        if places[i] <= ceiling:
            break
        places[i] = ceiling
        ceiling -= step
    return places
