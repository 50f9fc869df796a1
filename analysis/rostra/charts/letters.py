"""Letters: how wide words are, and names and lines that fit."""

from __future__ import annotations

import unicodedata
import warnings

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from rostra.charts.labels import shown

__all__ = ["fitted", "measured", "wrapped"]


def measured(text: str, size: float) -> float:
    """Return the width of a text in points, as its font measures it.

    Signs that the font has not (Chinese, emoji) are drawn by another one, as wide as they are high.
    """
    font = FontProperties(family="DejaVu Sans", size=size)
    known = "".join(sign for sign in text if unicodedata.east_asian_width(sign) not in "WF")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # matplotlib says so again where it draws it
        width = float(text_to_path.get_text_width_height_descent(known, font, ismath=False)[0])
    return width + size * (len(text) - len(known))


def fitted(text: object, room: float, size: float) -> str:
    """Make a name fit into so many points: one line, cut with an ellipsis where it is too long.

    Parameters
    ----------
    text : object
        The name.
    room : float
        Points there are.
    size : float
        Size of its letters, in points.

    Returns
    -------
    str
        At most 44 signs; none that would break the line.

    Examples
    --------
    >>> fitted("Tolmeny", 60, 9), fitted("Tolmeny", 30, 9)
    ('Tolmeny', 'Tolm…')
    """
    name = shown(text, 44)
    if measured(name, size) <= room:
        return name
    cut = next((n for n in range(len(name) - 1, 1, -1) if measured(f"{name[:n]}…", size) <= room), 1)
    return f"{name[:cut].rstrip()}…"


def wrapped(text: str, width: float, size: float) -> str:
    """Break a text into lines that are no wider than `width` points, as its font measures them."""

    def fits(line: str) -> bool:
        return measured(line, size) <= width

    lines = [""]
    for word in text.split():
        rest = word
        if fits(f"{lines[-1]} {rest}".strip()):
            lines[-1] = f"{lines[-1]} {rest}".strip()
            continue
        lines.append("")
        while not fits(rest):  # a word wider than the line is cut, as no space would save it
            end = next((n for n in range(len(rest) - 1, 1, -1) if fits(rest[:n])), 1)
            lines[-1], rest = rest[:end], rest[end:]
            lines.append("")
            if not rest:
                break
        lines[-1] = rest
    return "\n".join(line for line in lines if line)
