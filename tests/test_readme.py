"""The README: everything that it shows is run, and everything that it names is there.

`run.py` would make an environment of its own. So its code is asked what `python run.py report` starts,
and that is started with the Python of the suite: `python -m rostra report ...`.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import rostra
from rostra import cli

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
QUOTED = '“We agree,” said Polish President Anna Nowak. "No," said the US ambassador, John Smith.'
# What is shown and not run here, and what stands for it.
ELSEWHERE = {
    "python run.py test": "this suite",
    "python run.py test --browser": "this suite, with the tests that it now leaves out",
    "python run.py lab": "test_lab_in_browser.py",
    "conda env create --file environment.yml": "test_house.py holds the file in step; the README says so",
    "conda activate rostra": "the same",
}


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


def commands() -> list[str]:
    """Every command shown: the lines of the blocks, and what stands in the text."""
    lines = [line.strip() for text in blocks("sh") for line in text.splitlines() if line.strip()]
    outside = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)
    spoken = re.findall(r"`((?:python|pip|conda) [^`]+)`", outside)
    return list(dict.fromkeys([*lines, *spoken]))


@pytest.fixture(scope="module")
def run() -> ModuleType:
    """The script run.py, as a module."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder as the README presumes it: the corpora, texts of one's own, the table that it shows."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    (tmp_path / "my_texts").mkdir()
    for name in ("one.txt", "two.md"):
        (tmp_path / "my_texts" / name).write_text(f"date 2024-11-26\n{QUOTED}\n", encoding="utf-8")
    documents = rostra.load_corpus(tmp_path / "my_texts").documents
    quote = {"start": 0, "end": 11, "type": "direct", "speaker_ref": "Anna Nowak"}
    gold = [{"doc_id": row.doc_id, "text": row.text, "quotes": [quote]} for row in documents.itertuples()]
    lines = [json.dumps(record) + "\n" for record in gold]
    (tmp_path / "gold.jsonl").write_text("".join(lines), encoding="utf-8")
    (table,) = blocks("csv")
    (tmp_path / "speeches.csv").write_text(table, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    yield tmp_path


def started(command: str, run: ModuleType, folder: Path) -> list[str]:
    """What a command of the README starts, with the Python of the suite."""
    python, script, name, *words = shlex.split(command)
    assert (python, script) == ("python", "run.py"), command
    run.ROOT = folder
    return [sys.executable, *run.COMMANDS[name](words)]


def test_every_block_is_of_a_kind_that_is_tested() -> None:
    assert {name for name, _ in BLOCKS} == {"sh", "python", "csv", "toml"}
    assert README.count("```") == 2 * len(BLOCKS)


@pytest.mark.parametrize("command", [line for line in commands() if line.startswith("python run.py")])
def test_a_command_shown_runs(command: str, run: ModuleType, folder: Path) -> None:
    if command in ELSEWHERE:
        _, _, name, *_ = command.split()
        assert name in run.COMMANDS
        return
    if command == "python run.py rostra":
        command += " --help"
    paths = [str(ROOT / "analysis"), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    done = subprocess.run(started(command, run, folder), capture_output=True, cwd=folder, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    said = done.stdout.decode()
    assert said.strip()
    if " report" in command:
        page = folder / said.splitlines()[-1].removeprefix("The page: ")
        assert page.parent == folder / "reports"
        assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_first_command_writes_the_page_that_it_names(run: ModuleType, folder: Path) -> None:
    assert started("python run.py report", run, folder)[-1] == str(folder / "reports" / "redzikowo.html")
    assert "`reports/redzikowo.html`" in README


def test_no_command_is_shown_that_nothing_tests() -> None:
    others = [line for line in commands() if not line.startswith("python run.py")]
    assert set(others) - set(ELSEWHERE) == {"pip install --editable ."}


def test_the_command_rostra_is_what_an_install_makes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["scripts"]["rostra"].partition(":")
    assert getattr(import_module(module), name) is cli.main
    assert project["requires-python"] == ">=3.11"
    assert "Python 3.11 or newer" in README


def test_the_example_in_python_runs_and_is_ten_lines(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = blocks("python")
    lines = [line for line in example.splitlines() if line.strip()]
    assert len(lines) <= 10
    (folder / "reports").mkdir()
    exec(compile(example, "README.md", "exec"), {"__name__": "__main__"})
    said = capsys.readouterr().out
    for words in ("Tolmeny", "hits per 1,000 words", "variation between documents", "will not hesitate"):
        assert words in said
    assert "Who hedges, who threatens?" in (folder / "reports" / "strait.html").read_text(encoding="utf-8")


def test_the_example_of_actors_is_read_as_told(folder: Path) -> None:
    (example,) = blocks("toml")
    (folder / "my_texts" / "actors.toml").write_text(example, encoding="utf-8")
    said = "Paweł Wroński said that the base in Redzikowo was needed."
    (folder / "my_texts" / "one.txt").write_text(f"date 2024-11-26\n{said}\n", encoding="utf-8")
    (folder / "my_texts" / "two.md").write_text(f"date 2025-11-26\n{said}\n", encoding="utf-8")
    corpus = rostra.load_corpus(folder / "my_texts")
    frame = rostra.attribute(corpus).quotations.set_index("doc_id")
    assert frame.loc["one", "actor"] == "Poland"
    assert frame["actor"].isna()["two"], (
        "after the day on which the role ends, nobody says for whom he speaks"
    )
    aliases = {
        mention.actor for mention in corpus.actors.mentions("Warsaw and the Polish government agreed.")
    }
    assert aliases == {"Poland"}


def table() -> list[list[str]]:
    """The table of what Rostra does: question, Python, command, lessons."""
    rows = re.findall(r"^\| (.+) \|$", README, re.MULTILINE)
    return [
        [cell.strip() for cell in row.split("|")] for row in rows if not row.startswith(("question", "---"))
    ]


@pytest.mark.parametrize("row", table(), ids=lambda row: row[0])
def test_a_row_of_the_table_is_true(row: list[str]) -> None:
    question, verbs, command, lessons = row
    assert question.endswith("?")
    texts = [
        next((ROOT / "notebooks").glob(f"0{n}_*.py")).read_text(encoding="utf-8") for n in lessons.split(", ")
    ]
    for verb in re.findall(r"`([\w.]+)`", verbs):
        module, _, name = f"rostra.{verb}".rpartition(".")
        assert hasattr(import_module(module), name)
        assert any(re.search(rf"\b{name}\b", text) for text in texts), f"{verb} is in none of its lessons"
    if command in ("in the report", "in the notebook"):
        return
    assert re.fullmatch(r"`rostra \w+`", command)
    assert command.strip("`").split()[1] in command_names()


def command_names() -> set[str]:
    groups = {group.name for group in cli.app.registered_groups} - {"evaluate"}  # for those who have gold
    return groups | {one.name or one.callback.__name__ for one in cli.app.registered_commands if one.callback}


def test_the_table_forgets_no_command() -> None:
    assert {row[2].strip("`").split()[1] for row in table() if row[2].startswith("`")} == command_names()


def test_links_lead_to_files() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert "docs/page.png" in targets
    for target in targets:
        assert not target.startswith("http")
        assert (ROOT / target).is_file(), target


def test_the_picture_is_that_of_a_page_and_small() -> None:
    data = (ROOT / "docs" / "page.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    width = int.from_bytes(data[16:20], "big")
    assert width == 1280
    assert len(data) < 300_000


def test_the_figures_of_attribution_are_those_of_the_guide() -> None:
    said = re.search(r"F1 of (\d+)% and (\d+)%; two people who\s+annotate the second agree to (\d+)%", README)
    guide = (ROOT / "docs" / "attribution.md").read_text(encoding="utf-8")
    row = re.search(r"^\| spans: F1, 80% in common: all \|(.*)$", guide, re.MULTILINE)
    assert said and row
    figures = [cell.split()[0] for cell in row[1].split("|")[:3]]
    assert list(said.groups()) == [f"{float(figure):.0f}" for figure in figures]


def test_limits_named_are_those_of_the_code() -> None:
    import inspect

    from rostra import stats

    assert f"fewer than {stats.MIN_DOCUMENTS} documents" in README
    fewest = inspect.signature(rostra.measure).parameters["min_words"].default
    assert f"fewer than {fewest} credited words" in README.replace("\n  ", " ")
    assert "“too little text”" in README or '"too little text"' in README
