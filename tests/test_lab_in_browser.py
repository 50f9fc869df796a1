"""JupyterLab as a reader meets it: each notebook, Run All, a chart, the explorer; nothing goes online."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pytest

import rostra

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "notebooks").rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)
START, LOAD, RUN = 120, 180, 240  # seconds: to start the server, to open the lesson, to run it
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
# The status line says idle before the kernel can be used; the session itself knows.
KERNEL_READY = """async () => {
    const panel = window.jupyterapp?.shell?.currentWidget;
    if (!panel?.sessionContext) return false;
    await panel.sessionContext.ready;
    const kernel = panel.sessionContext.session?.kernel;
    if (!kernel) return false;
    await kernel.info;
    return kernel.connectionStatus === 'connected' && kernel.status === 'idle';
}"""
CELLS = "window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells"
CODE = f"{CELLS}.filter(cell => cell.cell_type === 'code')"
ERRORS = f"""() => {CODE}
    .flatMap(cell => cell.getOutputs().filter(output => output.output_type === 'error'))
    .map(output => output.ename + ': ' + output.evalue)"""
PICTURES = f"""() => {CODE}
    .flatMap(cell => cell.getOutputs().filter(output => output.data?.['image/png'])).length"""
# Run All has ended when each cell of code carries its number, or one has failed.
ENDED = f"() => {CODE}.every(cell => cell.execution_count !== null) || ({ERRORS})().length > 0"


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    address: str
    token: str


@contextmanager
def running(folder: Path, home: Path) -> Iterator[Lab]:
    """JupyterLab on loopback, with all that it writes in a folder of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    # else a dialog asks whether to fetch news
    (settings / "notification.jupyterlab-settings").write_text(
        json.dumps({"fetchNews": "false", "checkForUpdates": False}), encoding="utf-8"
    )
    paths = [str(ROOT / "analysis"), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
    }
    environment.pop("MPLBACKEND", None)  # the suite draws into files, a notebook into its cells
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"),
        *(f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"),
        "--LabApp.expose_app_in_browser=True",
    ]
    log = home / "lab.log"
    with log.open("wb") as written:
        server = subprocess.Popen(command, env=environment, stdout=written, stderr=subprocess.STDOUT)
    try:
        lab = Lab(f"http://127.0.0.1:{port}", token)
        if not answers(lab, server):
            pytest.fail(
                f"JupyterLab did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}"
            )
        yield lab
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def answers(lab: Lab, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server answers; False when it has gone or takes too long."""
    end = time.monotonic() + START
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{lab.address}/api?token={lab.token}", timeout=2)
            return True
        except OSError:
            time.sleep(0.25)
    return False


@contextmanager
def tab(chromium: str, home: Path) -> Iterator[Any]:
    """One tab of a Chromium that nothing else uses."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            str(home / "chromium"),
            executable_path=chromium,
            headless=True,
            args=CHROMIUM,
            viewport={"width": 1400, "height": 1000},
        )
        try:
            yield browser.pages[0] if browser.pages else browser.new_page()
        finally:
            browser.close()


@dataclass
class Watched:
    """A tab, and what happened in it that should not: requests to elsewhere, and faults."""

    lab: Lab
    page: Any
    outside: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        own = (self.lab.address, self.lab.address.replace("http", "ws"), "data:", "blob:", "about:")

        def note(address: str) -> None:
            if not address.startswith(own):
                self.outside.append(address)

        self.page.on("request", lambda request: note(request.url))
        self.page.on("websocket", lambda socket: note(socket.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def run_all(self, notebook: str) -> None:
        """Open a notebook and run all its cells."""
        page = self.page
        page.goto(f"{self.lab.address}/lab/tree/{notebook}?token={self.lab.token}&reset")
        page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=LOAD * 1000)
        page.wait_for_function(KERNEL_READY, timeout=LOAD * 1000)
        assert page.locator(".jp-Dialog").count() == 0, page.locator(".jp-Dialog").first.inner_text()
        page.locator('.lm-MenuBar-itemLabel:text-is("Run")').click()
        page.locator(".lm-Menu .lm-Menu-itemLabel:text-is('Run All Cells')").click()
        page.wait_for_function(ENDED, timeout=RUN * 1000)
        assert page.evaluate(ERRORS) == []

    def close(self) -> None:
        """End the kernel of the notebook that is open: two of them would share the memory."""
        self.page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is downloaded; the notebooks are newer than the texts they are paired with."""
    folder = tmp_path_factory.mktemp("lab")
    away = shutil.ignore_patterns(".ipynb_checkpoints")
    for name in ("notebooks", "corpus"):
        shutil.copytree(ROOT / name, folder / "project" / name, ignore=away)
    for notebook in NOTEBOOKS:
        path = folder / "project" / notebook
        if path.with_suffix(".py").exists():
            text = path.with_suffix(".py").stat()
            os.utime(path, (text.st_atime + 60, text.st_mtime + 60))
    (folder / "home").mkdir()
    return folder


@pytest.fixture(scope="module")
def watched(project: Path, chromium: str) -> Iterator[Watched]:
    """One server and one tab for all."""
    home = project / "home"
    with running(project / "project", home) as lab, tab(chromium, home) as page:
        yield Watched(lab, page)


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_notebook_runs_in_the_lab(watched: Watched, notebook: str) -> None:
    page = watched.page
    watched.outside.clear()
    watched.faults.clear()
    watched.run_all(notebook)
    # A lesson draws; a notebook of another folder may do without.
    if page.evaluate(PICTURES) or Path(notebook).parent.name == "notebooks":
        chart = page.locator(".jp-OutputArea img").first
        chart.scroll_into_view_if_needed(timeout=LOAD * 1000)
        chart.wait_for(state="visible", timeout=LOAD * 1000)
        box = chart.bounding_box()
        assert box and box["width"] > 200 and box["height"] > 100
        assert chart.evaluate("image => image.complete && image.naturalWidth > 200")
        # JupyterLab gives pictures no alt text, so the notebook says in words what the chart shows.
        said = page.locator(".jp-OutputArea details").first.text_content()
        assert re.search(r"chart|plot|matrix", said, re.IGNORECASE), said
    cells = nbformat.read(ROOT / notebook, as_version=4).cells
    if any(cell.cell_type == "code" and "rostra.explore(" in cell.source for cell in cells):
        panel = page.locator(".rostra-explorer").first
        panel.wait_for(state="visible", timeout=LOAD * 1000)
        assert panel.locator("tr.line").count() > 0
    assert watched.outside == []
    assert watched.faults == []
    watched.close()


EXPLORE = """
import rostra
words = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
rostra.explore(words, "levy", limit=10)
"""


def test_the_explorer_answers_in_the_lab(watched: Watched, project: Path) -> None:
    page = watched.page
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    cells = [nbformat.v4.new_code_cell(EXPLORE.strip())]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(
        nbformat.v4.new_notebook(cells=cells, metadata=kernel), project / "project" / "explore.ipynb"
    )
    watched.outside.clear()
    watched.faults.clear()
    watched.run_all("explore.ipynb")

    panel = page.locator(".rostra-explorer")
    panel.wait_for(state="visible", timeout=LOAD * 1000)
    count = panel.locator(".count")
    words = rostra.tokenize(rostra.attribute(rostra.load_corpus(ROOT / "corpus" / "strait")))

    def lines() -> list[str]:
        return panel.locator("tr.line").all_inner_texts()

    def answered(query: str, **where: Any) -> list[str]:
        """Wait for the answer, and see that its code gives the lines that stand there."""
        from playwright.sync_api import expect

        expected = rostra.kwic(words, query, **where)
        expect(count).to_have_text(expected.about)
        code = panel.locator("pre code").inner_text()
        made = eval(code, {"rostra": rostra, "words": words}).lines
        assert made.equals(expected.lines)
        found = panel.locator("tr.line")
        shown = [found.nth(i).locator("td.node").text_content() for i in range(found.count())]
        assert shown == expected.lines["node"].tolist()
        rights = [text.strip() for text in panel.locator("tr.line td.right").all_text_contents()]
        assert rights == expected.lines["right"].str.strip().tolist()
        return lines()

    before = answered("levy", limit=10)
    # a query is typed
    query = panel.get_by_label("Query")
    query.fill("")
    query.press_sequentially("ship*", delay=30)
    typed = answered("ship*", limit=20)
    assert typed != before
    # an actor is clicked, and a kind
    panel.get_by_label("Haldrava", exact=True).check()
    of_one = answered("ship*", actor=["Haldrava"], limit=20)
    assert of_one != typed
    assert set(panel.locator("tr.line td.actor").all_text_contents()) == {"Haldrava"}
    panel.get_by_label("indirect", exact=True).check()
    answered("ship*", actor=["Haldrava"], kind=["indirect"], limit=20)
    panel.get_by_label("indirect", exact=True).uncheck()
    panel.get_by_label("Haldrava", exact=True).uncheck()
    # more lines, in another order, by the keyboard alone
    panel.get_by_label("Order").select_option("right")
    answered("ship*", sort="right", limit=20)
    more = panel.get_by_role("button", name="Show more lines")
    more.focus()
    page.keyboard.press("Enter")
    answered("ship*", sort="right", limit=40)
    # a bad query says so, and the lines stay
    kept = lines()
    query.fill("(ship")
    panel.get_by_text("character 1: a ( without its )").wait_for()
    assert lines() == kept
    query.fill("levy")
    answered("levy", sort="right", limit=20)
    # a line is opened, by its button, and closed with Escape
    first = panel.locator("tr.line button").first
    first.press("Enter")
    passage = panel.locator("tr.passage")
    passage.wait_for()
    line = rostra.kwic(words, "levy", sort="right", limit=1).lines.iloc[0]
    text = passage.locator(".paragraph").text_content()
    assert text in words.corpus.text(line["doc_id"])
    assert passage.locator("mark.hit").text_content() == line["node"]
    panel.scroll_into_view_if_needed()
    page.screenshot(path=project / "explorer.png")
    passage.get_by_role("button", name="Close").press("Escape")
    passage.wait_for(state="detached")
    assert first.evaluate("button => button === document.activeElement")
    # the code is copied as it stands
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=watched.lab.address)
    panel.get_by_role("button", name="Copy").click()
    panel.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == panel.locator("pre code").inner_text()

    assert watched.outside == []
    assert watched.faults == []
    assert said == []
    watched.close()
