"""JupyterLab as a reader meets it: the first lesson, Run All, a chart, no error, and nothing goes online."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[1]
LESSON = "01_first_look.ipynb"
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


def test_the_first_lesson_runs_in_the_lab(chromium: str, tmp_path: Path) -> None:
    for name in ("notebooks", "corpus"):
        shutil.copytree(ROOT / name, tmp_path / "project" / name)
    # As after a download in any order: the notebook is newer than the text it is paired with.
    lesson = tmp_path / "project" / "notebooks" / LESSON
    text = lesson.with_suffix(".py").stat()
    os.utime(lesson, (text.st_atime + 60, text.st_mtime + 60))
    home = tmp_path / "home"
    home.mkdir()

    with running(tmp_path / "project", home) as lab, tab(chromium, home) as page:
        outside: list[str] = []
        faults: list[str] = []
        own = (lab.address, lab.address.replace("http", "ws"), "data:", "blob:", "about:")
        page.on(
            "request", lambda request: None if request.url.startswith(own) else outside.append(request.url)
        )
        page.on(
            "websocket", lambda socket: None if socket.url.startswith(own) else outside.append(socket.url)
        )
        page.on("pageerror", lambda error: faults.append(str(error)))

        page.goto(f"{lab.address}/lab/tree/notebooks/{LESSON}?token={lab.token}&reset")
        page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=LOAD * 1000)
        page.wait_for_function(KERNEL_READY, timeout=LOAD * 1000)
        assert page.locator(".jp-Dialog").count() == 0, page.locator(".jp-Dialog").first.inner_text()

        page.locator('.lm-MenuBar-itemLabel:text-is("Run")').click()
        page.locator(".lm-Menu .lm-Menu-itemLabel:text-is('Run All Cells')").click()
        page.wait_for_function(ENDED, timeout=RUN * 1000)

        assert page.evaluate(ERRORS) == []
        chart = page.locator(".jp-OutputArea img").first
        chart.scroll_into_view_if_needed(timeout=LOAD * 1000)
        chart.wait_for(state="visible", timeout=LOAD * 1000)
        box = chart.bounding_box()
        assert box and box["width"] > 200 and box["height"] > 100
        assert chart.evaluate("image => image.complete && image.naturalWidth > 200")
        # JupyterLab gives pictures no alt text, so the lesson says in words what the chart shows.
        assert "Stacked bar chart" in page.locator(".jp-OutputArea details").first.text_content()
        assert outside == []
        assert faults == []
