"""Make docs/page.png, the picture in the README: the top of the page of `python run.py report`, in Chromium.

.venv/bin/python docs/make_picture.py [path of Chromium]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import rostra

ROOT = Path(__file__).resolve().parents[1]
WIDTH, HEIGHT = 1280, 900


def picture(chromium: str, path: Path) -> None:
    """Save the first screen of the page."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = rostra.overview(rostra.load_corpus(ROOT / "corpus" / "redzikowo")).save(
            Path(folder, "page.html")
        )
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        tab.goto(page.as_uri())
        tab.screenshot(path=path)
        browser.close()


if __name__ == "__main__":
    found = next(iter(sys.argv[1:]), None) or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        sys.exit("no Chromium found: give its path")
    picture(found, ROOT / "docs" / "page.png")
