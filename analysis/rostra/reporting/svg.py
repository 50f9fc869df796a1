"""SVG: a matplotlib figure as markup that a strict page may hold, the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import matplotlib as mpl

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["inline_svg"]

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
# The properties that SVG knows as attributes. A page that forbids inline styles reads these and no style="".
ATTRIBUTES = frozenset(
    (
        "clip-path", "clip-rule", "fill", "fill-opacity", "fill-rule", "font-size", "font-style",
        "font-weight", "image-rendering", "opacity", "stroke", "stroke-dasharray", "stroke-dashoffset",
        "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width",
        "text-anchor",
    )
)  # fmt: skip
_FONT = re.compile(
    r"(?:(?P<style>italic|oblique)\s+)?(?:normal\s+)*(?:(?P<weight>bold|[1-9]00)\s+)?(?P<size>[\d.]+px)\s+(?P<family>.+)"
)
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_UNTURNED = re.compile(r"rotate\(-?0 [-\d. ]+\)")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_ROWS = re.compile(r"row((?:-\d+)+)")
_AXES = re.compile(r"axes_(\d+)")
REACH = "7"  # half the width, in points, of what can be hit around a mark smaller than that

Link = tuple[int, str]  # the number of a link on its chart, and what it is called


def inline_svg(
    figure: Figure,
    *,
    prefix: str,
    title: str,
    alt: str,
    link: Callable[[int, tuple[int, ...]], Link | None] | None = None,
) -> str:
    """Turn a figure into SVG markup for the inside of a page.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure.
    prefix : str
        What every id begins with, so that two charts on one page do not take each other's parts.
    title : str
        The accessible name.
    alt : str
        The accessible description.
    link : callable, optional
        Given the position of the axes in the figure and the rows of its table that a mark
        stands for (see `rostra.charts.canvas.stand_for`), the link around the mark, if any.
        It is written as `<a href="#mark-<number>">`: the page puts the address in.

    Returns
    -------
    str
        One `<svg>` element without style attributes, scripts, dates or random ids.

    Notes
    -----
    Text stays text, in the font of the page; it was measured in a wider one, so it fits.
    """
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "rostra"}):
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    root = ElementTree.fromstring(text[text.index("<svg") :])
    linked = link is not None and _linked(root, link)
    numbers: dict[str, str] = {}

    def renamed(old: str) -> str:
        return numbers.setdefault(old, f"{prefix}-{len(numbers) + 1}")

    for element in root.iter():
        for child in list(element):
            if child.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style"):
                element.remove(child)
        _without_style(element)
        if _UNTURNED.fullmatch(element.get("transform", "")):
            del element.attrib["transform"]
        if XLINK in element.attrib:
            target = element.attrib.pop(XLINK)
            element.attrib["href"] = f"#{renamed(target[1:])}" if target.startswith("#") else target
        for name, value in element.attrib.items():
            element.attrib[name] = _REFERENCE.sub(lambda m: f"url(#{renamed(m.group(1))})", value)
            if name in ("d", "x", "y", "cx", "cy", "transform", "width", "height"):
                element.attrib[name] = _NUMBER.sub(lambda m: f"{float(m.group()):.2f}", value)
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
        if "id" in element.attrib:
            old = element.attrib.pop("id")
            if old in numbers:
                element.attrib["id"] = numbers[old]
    for name in ("version", "width", "height"):
        root.attrib.pop(name, None)
    root.attrib |= {
        "class": "chart",
        # what stands inside an image is closed to the keyboard and to a screen reader
        "role": "group" if linked else "img",
        "aria-labelledby": f"{prefix}-t",
        "aria-describedby": f"{prefix}-d",
        "stroke-linejoin": "round",
        "stroke-linecap": "butt",
        "xmlns": SVG,
    }
    named, described = (
        ElementTree.Element("title", id=f"{prefix}-t"),
        ElementTree.Element("desc", id=f"{prefix}-d"),
    )
    named.text, described.text = title, alt
    root.insert(0, named)
    root.insert(1, described)
    for element in root.iter():  # white space between elements is the writer's, not the reader's
        if element.tag not in ("text", "tspan", "title", "desc") and not (element.text or "").strip():
            element.text = None
        element.tail = None
    return ElementTree.tostring(root, encoding="unicode")


def _linked(root: ElementTree.Element, link: Callable[[int, tuple[int, ...]], Link | None]) -> bool:
    """Put a link around each mark, and around what is written beside it; say if there is any."""
    called: set[int] = set()
    every = list(root.iter(f"{{{SVG}}}g"))
    for axes in every:
        place = _AXES.fullmatch(axes.get("id", ""))
        if place is None:
            continue
        for parent in list(axes.iter(f"{{{SVG}}}g")):
            for position, mark in enumerate(list(parent)):
                rows = _ROWS.fullmatch(mark.get("id", ""))
                found = rows and link(int(place[1]) - 1, tuple(map(int, rows[1][1:].split("-"))))
                if not found:
                    continue
                number, name = found
                around = ElementTree.Element(f"{{{SVG}}}a", {"href": f"#mark-{number}", "aria-label": name})
                if number in called:  # the number beside a mark leads to the same place: one stop is enough
                    around.set("tabindex", "-1")
                called.add(number)
                shown = ElementTree.SubElement(around, f"{{{SVG}}}title")
                shown.text = name
                around.append(mark)
                _reachable(mark)
                parent[position] = around
    if called:
        for group in every:
            if group.get("id", "").startswith("matplotlib.axis_"):  # told by the names of the links
                group.set("aria-hidden", "true")
    return bool(called)


def _reachable(mark: ElementTree.Element) -> None:
    """Make a mark at least as large as a finger needs: with a circle nobody sees."""
    for parent in list(mark.iter(f"{{{SVG}}}g")):
        for point in parent.findall(f"{{{SVG}}}use"):
            at = {"cx": point.get("x", "0"), "cy": point.get("y", "0"), "r": REACH}
            ElementTree.SubElement(parent, f"{{{SVG}}}circle", at | {"class": "hit"})


def _without_style(element: ElementTree.Element) -> None:
    style = element.attrib.pop("style", "")
    for declaration in style.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font":
            font = _FONT.fullmatch(value)
            if font:
                element.attrib["font-size"] = font["size"]
                if font["weight"]:
                    element.attrib["font-weight"] = font["weight"]
                if font["style"]:
                    element.attrib["font-style"] = font["style"]
        elif name in ATTRIBUTES:
            element.attrib[name] = value
