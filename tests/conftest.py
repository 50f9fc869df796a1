"""What every test stands on: no network, the same random choices on each run, and where things are."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")

os.environ.setdefault("MPLBACKEND", "Agg")  # charts are drawn into files, never into a window

# A failing example must fail on the next machine too. HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("suite", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--browser", action="store_true", help="run what needs Chromium, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--browser"):
        return
    skip = pytest.mark.skip(reason="needs Chromium: python run.py test --browser")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def evaluation() -> Path:
    """The folder of evaluation texts kept outside the project; skips where there is none."""
    folder = os.environ.get("ROSTRA_EVALUATION")
    if not folder:
        pytest.skip("needs ROSTRA_EVALUATION, the folder of the evaluation texts")
    path = Path(folder)
    assert path.is_dir(), f"ROSTRA_EVALUATION is {folder!r}, which is not a folder"
    return path


@pytest.fixture(scope="session")
def chromium() -> str:
    """The Chromium to start; without one, a browser test that was asked for fails."""
    names = [os.environ.get("ROSTRA_CHROMIUM"), *BROWSERS]
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    assert found, "no Chromium found: set ROSTRA_CHROMIUM to its path, or install the package chromium"
    return found


def is_local(address: Any) -> bool:
    """Whether an address stays on this machine: loopback, a Unix socket, or no name at all."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    return host in ("", None, "localhost", "::1") or str(host).startswith("127.")


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing goes online, neither the package nor a library it calls."""

    def guarded(method: Any) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if not is_local(address):
                raise AssertionError(f"a test reached for the network: {address!r}")
            return method(self, address)

        return connect

    def getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        if not is_local((host,)):
            raise AssertionError(f"a test looked up a name on the network: {host!r}")
        return lookup(host, *rest, **named)

    lookup = socket.getaddrinfo
    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
