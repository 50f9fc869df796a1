"""Inks: the colours and marks of the groups, and what can be seen and read on white paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

__all__ = ["LEGIBLE", "MARKERS", "STYLE", "VISIBLE", "colours", "contrast", "ink", "looks"]

STYLE = Path(__file__).with_name("rostra.mplstyle")
# Colour is never the only sign: in grey print the markers tell the groups apart.
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "p", "<", ">")
LEGIBLE, VISIBLE = 4.5, 3.0  # least contrast with white paper of words, and of marks (WCAG 2.2)


def colours() -> list[str]:
    """Return the colours of the groups, in the order in which they are given out."""
    with mpl.rc_context(fname=str(STYLE)):
        return [str(colour) for colour in mpl.rcParams["axes.prop_cycle"].by_key()["color"]]


def contrast(colour: str) -> float:
    """Return the contrast of a colour with white paper, from 1 to 21 (WCAG 2.2).

    Parameters
    ----------
    colour : str
        Any colour that matplotlib knows.

    Returns
    -------
    float
        1.05 over the relative luminance and 0.05.

    Examples
    --------
    >>> round(contrast("black"), 1), round(contrast("#E69F00"), 1)
    (21.0, 2.3)
    """
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in mpl.colors.to_rgb(colour)]
    return 1.05 / (sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True)) + 0.05)


def ink(colour: str, least: float = LEGIBLE) -> str:
    """Darken a colour until it can be read, or seen, on white paper.

    Parameters
    ----------
    colour : str
        Any colour that matplotlib knows.
    least : float
        The contrast it must have with white.

    Returns
    -------
    str
        The colour itself, where it is dark enough.

    Examples
    --------
    >>> ink("#0072B2"), ink("#E69F00")
    ('#0072b2', '#9c6c00')
    """
    red, green, blue = mpl.colors.to_rgb(colour)
    share = 1.0
    while contrast(shade := mpl.colors.to_hex((red * share, green * share, blue * share))) < least:
        share -= 0.01
    return shade


def looks(groups: Sequence[str]) -> dict[str, dict[str, str]]:
    """Give each group its colour, marker, the ink of its words and lines, and the edge of its marks."""
    cycle = colours()
    found = {}
    for i, group in enumerate(groups):
        colour = cycle[i % len(cycle)]
        edge = "white" if contrast(colour) >= VISIBLE else ink(colour)
        found[group] = {
            "color": colour, "marker": MARKERS[i % len(MARKERS)], "ink": ink(colour), "edge": edge,
        }  # fmt: skip
    return found
