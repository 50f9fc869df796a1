"""Hosting: what Binder, JupyterHub and Colab are given is what the suite runs with."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[1]
BINDER = ROOT / "binder"
PAGE = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def lines(name: str) -> list[str]:
    text = (BINDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def test_binder_reads_three_files_and_no_other() -> None:
    assert sorted(path.name for path in BINDER.iterdir()) == ["postBuild", "requirements.txt", "runtime.txt"]


def test_binder_installs_the_lock() -> None:
    (line,) = lines("requirements.txt")
    option, path = line.split()
    assert option == "-r"
    assert (BINDER / path).resolve() == ROOT / "requirements.lock"


def test_the_python_of_binder_is_one_that_the_project_supports_and_the_lock_has() -> None:
    (line,) = lines("runtime.txt")
    version = line.removeprefix("python-")
    assert version in SpecifierSet(PROJECT["requires-python"])
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = [Requirement(line.rstrip(" \\")) for line in re.findall(r"^[a-z0-9].*==.*$", lock, re.MULTILINE)]
    there = {
        pin.name
        for pin in pinned
        if pin.marker is None
        or pin.marker.evaluate({"python_full_version": f"{version}.0", "python_version": version})
    }
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["lab"]]
    assert {Requirement(text).name.lower() for text in wanted} <= there


def test_the_project_is_installed_as_run_py_does_it() -> None:
    command = next(line for line in lines("postBuild") if "pip install" in line)
    text = (ROOT / "run.py").read_text(encoding="utf-8")
    (own,) = re.findall(r"^    project = \[(.*?), str\(root\)\]$", text, re.MULTILINE)
    options = [word.strip('"') for word in own.split(", ")]
    assert [word for word in shlex.split(command) if word in options] == options


@pytest.mark.skipif(os.name == "nt", reason="Binder runs on Linux")
def test_the_last_step_is_a_script_that_can_be_started() -> None:
    script = BINDER / "postBuild"
    assert script.read_bytes().startswith(b"#!/bin/bash\n")
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(script)]).returncode == 0


def test_every_command_of_the_page_is_known() -> None:
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert [name for name, _ in blocks] == ["sh", "dockerfile", "sh", "python", "python"]
    installs = [part for _, text in blocks for part in re.split(r"\n|&&", text) if "pip install" in part]
    for command in installs:
        words = shlex.split(command)
        if "-r" in words:
            assert (ROOT / words[words.index("-r") + 1].removeprefix("rostra/")).is_file()
        else:
            assert {"--no-deps", "--no-build-isolation", "--editable"} <= set(words)
    assert len(installs) == 4
    assert all((ROOT / path).is_file() for path in re.findall(r"\./(binder/\w+)", PAGE))
    for text in (text for name, text in blocks if name == "python"):
        plain = "\n".join("pass" if line[0] in "!%" else line for line in text.splitlines())
        compile(plain, "docs/hosting.md", "exec")


def test_the_page_points_to_nothing_that_is_not_there() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", PAGE)
    assert targets
    assert all((ROOT / "docs" / target).exists() for target in targets)
    assert "http" not in PAGE and "badge" not in PAGE.lower()
