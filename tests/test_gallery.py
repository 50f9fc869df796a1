"""docs/charts.md: its code runs, and its pictures and their words are what the code makes."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from rostra import charts

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = (DOCS / "charts.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_charts", DOCS / "make_charts.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_pictures_and_their_words_are_made_by_the_code_above_them(script: ModuleType) -> None:
    """Where this fails: `.venv/bin/python docs/make_charts.py`, and look at the pictures."""
    text, pictures = script.made(PAGE)
    assert text == PAGE
    assert {path.name for path in (DOCS / "charts").iterdir()} == {Path(name).name for name in pictures}
    for name, svg in pictures.items():
        assert (DOCS / name).read_text(encoding="utf-8") == svg, name
        assert len(svg) < 50_000


def test_the_gallery_shows_every_chart() -> None:
    drawn = set(re.findall(r"charts\.(\w+)\(", PAGE)) - {"alt_text"}
    assert drawn == set(charts.__all__) - {"alt_text", "Picture"}


def test_links_of_the_gallery_lead_to_files() -> None:
    for target in re.findall(r"\]\(([^)#]+)[)#]", PAGE):
        assert (DOCS / target).is_file(), target
