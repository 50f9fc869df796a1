"""Make the pictures of docs/charts.md, and the words for each, by running the code that the page shows.

.venv/bin/python docs/make_charts.py

The same versions of the libraries make the same bytes.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from matplotlib import pyplot as plt

from rostra import charts
from rostra.reporting.svg import inline_svg

PAGE = Path(__file__).resolve().parent / "charts.md"
STEPS = re.compile(r"^```python\n(?P<code>.*?)^```$|^!\[[^\n]*\]\((?P<path>charts/\w+\.svg)\)$", re.M | re.S)


def made(page: str) -> tuple[str, dict[str, str]]:
    """Run the code of the page; return the page with the words for each picture, and the pictures.

    Each picture shows the axes that the code before it calls `ax`.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    pictures: dict[str, str] = {}

    def step(found: re.Match[str]) -> str:
        if found["code"]:
            names.pop("ax", None)
            exec(compile(found["code"], "charts.md", "exec"), names)
            return found[0]
        ax = names["ax"]
        alt = charts.alt_text(ax)
        pictures[found["path"]] = picture(ax, alt)
        return f"![{alt.replace('[', '(').replace(']', ')')}]({found['path']})"

    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(PAGE.parents[1] / "corpus" / "strait", Path(folder, "corpus", "strait"))
        with contextlib.chdir(folder):
            text = STEPS.sub(step, page)
    plt.close("all")
    return text, pictures


def picture(ax: Any, alt: str) -> str:
    """Write a chart as a file of its own: as on a page of `rostra.report`, with its size and font."""
    svg = inline_svg(ax.figure, prefix="c", title=ax.rostra_picture.name, alt=alt)
    width, height = (float(n) for n in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0])
    size = f'width="{4 / 3 * width:.0f}" height="{4 / 3 * height:.0f}"'
    return svg.replace("<svg ", f'<svg {size} font-family="DejaVu Sans, Verdana, sans-serif" ', 1) + "\n"


if __name__ == "__main__":
    text, drawn = made(PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    for path, svg in drawn.items():
        PAGE.with_name("charts").mkdir(exist_ok=True)
        (PAGE.parent / path).write_text(svg, encoding="utf-8", newline="\n")
