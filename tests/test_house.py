"""The house: set-up, lock, layers and the promises that hold for every file."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import os
import re
import socket
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from numpydoc.validate import validate
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import rostra

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "analysis" / "rostra"
MODULES = sorted(PACKAGE.rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def load_run() -> ModuleType:
    """run.py as a module; it does nothing when it is imported."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run = load_run()


def requirements(*groups: str) -> list[Requirement]:
    """What pyproject.toml asks for: the named extras (`core`: the package itself), or everything."""
    extras = {"core": PROJECT["project"]["dependencies"], **PROJECT["project"]["optional-dependencies"]}
    return [Requirement(text) for group in groups or extras for text in extras[group]]


def passes(*command: str) -> None:
    """Run one of the tools; what it says is the reason of the failure."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "analysis"), "NO_COLOR": "1", "COLUMNS": "110"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout}{done.stderr}", pytrace=False)


# The project file, the environment and the lock ----------------------------------------------------------

CONDA_NAMES = {"matplotlib": "matplotlib-base"}  # without the window toolkits, which nothing here needs


def out_of_step(environment: dict[str, Any]) -> list[str]:
    """Where environment.yml differs from pyproject.toml."""
    wanted = {"python": PROJECT["project"]["requires-python"]}
    for requirement in requirements():
        name = canonicalize_name(requirement.name)
        wanted[CONDA_NAMES.get(name, name)] = str(requirement.specifier)
    found, pip = {}, []
    for entry in environment["dependencies"]:
        if isinstance(entry, dict):
            pip = entry["pip"]
        elif entry != "pip":
            name, _, bounds = entry.partition(" ")
            found[name] = str(Requirement(name + bounds).specifier)
    for text in pip:
        if text != "-e .":
            found[canonicalize_name(Requirement(text).name)] = str(Requirement(text).specifier)
    differences = [
        f"{name}: pyproject.toml {wanted.get(name)}, environment.yml {found.get(name)}"
        for name in sorted(wanted.keys() | found.keys())
        if wanted.get(name) != found.get(name)
    ]
    if pip[-1:] != ["-e ."]:
        differences.append("the project itself is not installed")
    if environment["channels"] != ["conda-forge"]:
        differences.append(f"channels: {environment['channels']}")
    return differences


def test_conda_users_get_the_same_requirements() -> None:
    assert out_of_step(ENVIRONMENT) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"dependencies": ["numpy >=1", *ENVIRONMENT["dependencies"]][:1]}, "numpy: pyproject.toml >=2, "),
        ({"dependencies": [*ENVIRONMENT["dependencies"], "left-pad >=1"]}, "left-pad: pyproject.toml None, "),
        ({"dependencies": ENVIRONMENT["dependencies"][:-1]}, "the project itself is not installed"),
        ({"channels": ["conda-forge", "defaults"]}, "channels: "),
    ],
)
def test_an_environment_out_of_step_is_noticed(change: dict[str, Any], said: str) -> None:
    assert any(line.startswith(said) for line in out_of_step({**ENVIRONMENT, **change}))


def test_every_locked_package_is_pinned_and_hashed() -> None:
    entries = [entry for entries in run.locked(LOCK).values() for entry in entries]
    assert len(entries) == len(re.findall(r"(?m)^[A-Za-z0-9]", LOCK)) > 100
    for entry in entries:
        first, *rest = entry.splitlines()
        assert re.fullmatch(r"[a-z0-9-]+==[^\s;]+( ; .+)? \\", first), first
        assert rest and all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in rest), (
            entry
        )


def test_the_lock_names_no_address() -> None:
    assert not re.search(r"://|--(?:index|extra-index|find-links)|(?m:^-)| @ ", LOCK)


def test_the_lock_satisfies_every_requirement() -> None:
    built_with = [Requirement(text) for text in PROJECT["build-system"]["requires"]]
    locked = run.locked(LOCK)
    for requirement in [*requirements(), *built_with]:
        for entry in locked[canonicalize_name(requirement.name)]:
            version = re.split(r"==|[\s;]+", entry)[1]
            assert requirement.specifier.contains(version), f"{requirement} is locked at {version}"


def test_what_the_build_needs_is_in_the_lock() -> None:
    # The editable install takes hatchling from .venv: the two lists must ask for the same.
    setup = {requirement.name: requirement.specifier for requirement in requirements("setup")}
    for text in PROJECT["build-system"]["requires"]:
        assert setup[Requirement(text).name] == Requirement(text).specifier


IMPORT_NAMES = {"python-docx": "docx", "pyyaml": "yaml"}  # elsewhere the name of the package with underscores


def test_the_package_imports_what_it_declares_and_declares_what_it_imports() -> None:
    imported, strings = set(), set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.partition(".")[0])
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value)
    core, readers, lab = (
        {IMPORT_NAMES.get(entry.name, entry.name.replace("-", "_")) for entry in requirements(group)}
        for group in ("core", "readers", "lab")
    )
    readers_used = readers & (imported | strings)  # a reader is imported by its name, to say how to get it
    panel = {
        "anywidget",
        "traitlets",
    }  # what the explorer needs of the lab; its other packages run the notebooks
    assert panel <= lab
    assert (imported - sys.stdlib_module_names - {"rostra"}) | readers_used == core | readers | panel


def test_every_place_names_the_same_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    newest = re.search(r"(?m)^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert newest
    versions = [PROJECT["project"]["version"], citation["version"], newest[1], rostra.__version__]
    assert versions == [rostra.__version__] * 4


def test_the_citation_file_has_what_the_format_requires() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["license"] == PROJECT["project"]["license"] == "MIT"
    assert citation["authors"] == PROJECT["project"]["authors"] == [{"name": "The Rostra authors"}]
    assert citation["title"] and citation["message"]


def test_the_wheel_holds_the_whole_package(tmp_path: Path) -> None:
    passes("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path))
    (wheel,) = tmp_path.glob("*.whl")
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("rostra/")}
    assert shipped == {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


# Every file -----------------------------------------------------------------------------------------------


def published() -> list[Path]:
    """The files that are in the project or about to be; all of them where it is no git clone."""
    git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        away = re.compile(r"\.venv|reports|.*cache.*|\.git|\.hypothesis|dist|build")
        tops = [top for top in ROOT.iterdir() if not away.fullmatch(top.name)]
        paths = [path for top in tops for path in ([top] if top.is_file() else top.rglob("*"))]
    return [path for path in paths if path.is_file() and "__pycache__" not in path.parts]


def test_no_file_names_a_machine_or_a_registry() -> None:
    place = re.compile(rb"(?<![\w.\-])/(?:root|home|Users|work)/\w|\b[A-Z]:\\+Users\b")
    host = re.compile(
        rb"pypi\.org|pythonhosted\.org|registry\.npmjs|conda\.anaconda\.org|repo\.anaconda\.com"
    )
    files = published()
    assert ROOT / "run.py" in files
    found = [
        f"{path.relative_to(ROOT).as_posix()}: {match[0]!r}"
        for path in files
        for match in [*place.finditer(path.read_bytes()), *host.finditer(path.read_bytes())]
    ]
    assert found == []


def test_ruff_finds_nothing() -> None:
    passes("-m", "ruff", "check", "--no-cache", ".")


def test_the_code_is_formatted() -> None:
    passes("-m", "ruff", "format", "--no-cache", "--check", "--quiet", "--diff", ".")


def test_the_types_hold() -> None:
    passes("-m", "mypy", "--no-error-summary")


def test_the_layers_hold() -> None:
    lint = "from importlinter.cli import lint_imports_command as lint; lint()"
    passes("-c", lint, "--config", "pyproject.toml", "--no-cache")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_module_says_what_it_is(path: Path) -> None:
    caption = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]
    assert re.match(r"\S.+[:,.]", caption), f"{path.name} opens with {caption!r}"


# What numpydoc calls: no docstring, sections out of order, no summary, no full stop after it, parameters that
# are missing, unknown or in another order, no Returns, no Examples.
PROMISED = {"GL07", "GL08", "SS01", "SS03", "PR01", "PR02", "PR03", "RT01", "EX01"}
NOT_FOR_NOUNS = {"EX01"}  # a noun is made by a verb, whose example shows it


def public_names() -> list[str]:
    charts = [f"rostra.charts.{name}" for name in importlib.import_module("rostra.charts").__all__]
    return [f"rostra.{name}" for name in rostra.__all__ if name != "charts"] + charts


def missing_documentation(name: str, promised: set[str]) -> list[str]:
    """What numpydoc misses in one docstring, private parameters apart."""
    return [
        f"{code}: {message}"
        for code, message in validate(name)["errors"]
        if code in promised
        and not (code == "PR01" and all(given.startswith("_") for given in re.findall(r"'(\w+)'", message)))
    ]


def test_every_public_name_is_documented() -> None:
    missing = {}
    for name in public_names():
        module, _, attribute = name.rpartition(".")
        noun = inspect.isclass(getattr(importlib.import_module(module), attribute))
        missing[name] = missing_documentation(name, PROMISED - NOT_FOR_NOUNS if noun else PROMISED)
    assert {name: messages for name, messages in missing.items() if messages} == {}


# The network is out of reach of the tests -----------------------------------------------------------------


def test_a_test_that_reaches_for_the_network_fails() -> None:
    with (
        socket.socket() as outward,
        pytest.raises(AssertionError, match=r"reached for the network: \('192\.0\.2"),
    ):
        outward.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match=r"looked up a name on the network: 'example\.org'"):
        socket.create_connection(("example.org", 80))


def test_a_test_may_talk_to_its_own_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
        assert client.getpeername() == server.getsockname()


# run.py ---------------------------------------------------------------------------------------------------


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A project with a lock of two packages and no environment yet."""
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    lock = "# a comment\nnumpy==2.0 ; python_version < '3.12' \\\n    --hash=sha256:aa\n    # via rostra\n"
    lock += (
        "numpy==2.1 ; python_version >= '3.12' \\\n    --hash=sha256:bb\nuv==0.9 \\\n    --hash=sha256:cc\n"
    )
    (tmp_path / "requirements.lock").write_text(lock, encoding="utf-8")
    return tmp_path


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Set-up without installing: the steps taken, and which tool fails (`uv`, `pip`, `venv`)."""
    taken: dict[str, Any] = {"took": [], "fails": set()}

    def step(label: str, command: list[str]) -> str:
        tool = command[2]
        taken["took"].append((tool, label))
        return f"{tool} is out of order" if tool in taken["fails"] else ""

    monkeypatch.setattr(run, "step", step)
    return taken


def test_run_needs_nothing_but_python() -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    tree = ast.parse(
        source, feature_version=(3, 7)
    )  # an older Python reads it, and is told that it is too old
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    assert names <= set(sys.stdlib_module_names)


def test_an_older_python_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "OLDEST", (9, 1))
    assert run.main(["report"]) == 1
    here = f"{sys.version.split()[0]} ({sys.executable})"
    assert capsys.readouterr().err == (
        f"Rostra needs Python 9.1 or newer; this is Python {here}.\n"
        "Run it with a newer one, such as: python3.12 run.py report\n"
    )


def test_an_unknown_command_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["repport"]) == 2
    assert capsys.readouterr().err == (
        "no command named 'repport'. Known: report, test, lab, rostra, setup.\n"
    )


@pytest.mark.parametrize("words", [[], ["--help"], ["help"]])
def test_help_lists_every_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(words) == 0
    said = capsys.readouterr().out
    assert all(f"python run.py {command}" in said for command in run.COMMANDS)


BUNDLED = [str(ROOT / "corpus" / "redzikowo"), "--output", str(ROOT / "reports" / "redzikowo.html")]


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ([], BUNDLED),
        (["--seed", "3"], [*BUNDLED, "--seed", "3"]),
        (["news.csv"], ["news.csv"]),
        (["missing.csv"], ["missing.csv"]),  # Rostra says what is wrong with it
        (["news.csv", "--actor", "speaker"], ["news.csv", "--actor", "speaker"]),
        (["--actor", "speaker", "news.csv"], ["--actor", "speaker", "news.csv"]),
        (["-"], ["-"]),
    ],
)
def test_report_takes_the_bundled_case_where_no_path_is_given(
    words: list[str], arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "news.csv").touch()
    monkeypatch.chdir(tmp_path)
    assert run.report(words) == ["-m", "rostra", "report", *arguments]


def test_named_tests_are_found_from_where_the_user_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "tests")
    command = run.test(["test_house.py::test_x", "-k", "nothing", "--browser"])
    assert command[:3] == ["-m", "pytest", "-n"]
    assert 2 <= int(command[3]) <= 8
    assert command[4:] == [f"{Path(__file__).resolve()}::test_x", "-k", "nothing", "--browser"]


def test_the_environment_is_found_on_each_system(tmp_path: Path) -> None:
    assert run.python_of(tmp_path, windows=True) == tmp_path / ".venv" / "Scripts" / "python.exe"
    assert run.python_of(tmp_path, windows=False) == tmp_path / ".venv" / "bin" / "python"


def test_the_stamp_follows_lock_project_and_place_but_not_line_ends(house: Path, tmp_path: Path) -> None:
    lock, project, before = house / "requirements.lock", house / "pyproject.toml", run.fingerprint(house)
    text = lock.read_bytes()
    lock.write_bytes(text.replace(b"\n", b"\r\n"))
    assert run.fingerprint(house) == before
    lock.write_bytes(text.replace(b"2.0", b"2.0.1"))
    assert run.fingerprint(house) != before
    lock.write_bytes(text)
    project.write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert run.fingerprint(house) != before
    project.write_text("[project]\n", encoding="utf-8")
    assert run.fingerprint(house) == before
    moved = house.rename(house.with_name(house.name + "-moved"))
    assert run.fingerprint(moved) != before


def test_the_lock_is_read_entry_by_entry(house: Path) -> None:
    assert run.locked((house / "requirements.lock").read_text(encoding="utf-8")) == {
        "numpy": [
            "numpy==2.0 ; python_version < '3.12' \\\n    --hash=sha256:aa",
            "numpy==2.1 ; python_version >= '3.12' \\\n    --hash=sha256:bb",
        ],
        "uv": ["uv==0.9 \\\n    --hash=sha256:cc"],
    }


def test_a_first_run_makes_the_environment_with_uv(house: Path, steps: dict[str, Any]) -> None:
    run.ensure(house)
    assert steps["took"] == [
        ("venv", "environment"),
        ("pip", "installer"),
        ("uv", "2 packages, pinned and checked by hash"),
        ("uv", "Rostra itself"),
    ]
    assert run.stamp_of(house) == run.fingerprint(house)
    assert (house / ".venv" / "uv.lock.txt").read_text(
        encoding="utf-8"
    ) == "uv==0.9 \\\n    --hash=sha256:cc\n"


def test_pip_takes_over_where_uv_fails(house: Path, steps: dict[str, Any]) -> None:
    steps["fails"] = {"uv"}
    run.ensure(house)
    assert steps["took"][-2:] == [
        ("pip", "2 packages, pinned and checked by hash"),
        ("pip", "Rostra itself"),
    ]
    assert run.stamp_of(house) == run.fingerprint(house)
    assert "uv==" not in (house / ".venv" / "pip.lock.txt").read_text(encoding="utf-8")


def test_a_set_up_that_failed_says_what_to_do_and_is_not_taken_for_done(
    house: Path, steps: dict[str, Any]
) -> None:
    steps["fails"] = {"uv", "pip"}
    with pytest.raises(run.SetupError) as raised:
        run.ensure(house)
    assert str(raised.value) == (
        "pip is out of order\nThe packages could not be installed. See that this machine reaches a Python "
        "package index (behind a proxy: that pip is told so), then run the same command again."
    )
    assert run.stamp_of(house) == run.UNFINISHED


def test_a_python_without_venv_says_what_to_install(house: Path, steps: dict[str, Any]) -> None:
    steps["fails"] = {"venv"}
    with pytest.raises(run.SetupError, match="On Debian and Ubuntu, install python3-venv"):
        run.ensure(house)


@pytest.mark.parametrize(
    ("stamp", "starts", "anew"),
    [
        (None, True, False),  # the user's own: kept, and completed
        ("of another lock", True, False),
        ("of another lock", False, True),  # its Python is gone
        (run.UNFINISHED, True, True),  # cut short: nobody knows what is in it
    ],
)
def test_an_environment_is_kept_where_it_can_be(
    stamp: str | None,
    starts: bool,
    anew: bool,
    house: Path,
    steps: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = house / ".venv" / "kept.txt"
    kept.parent.mkdir()
    kept.touch()
    if stamp:
        run.mark(house, stamp)
    monkeypatch.setattr(run, "works", lambda root, code: starts)
    run.ensure(house)
    assert (("venv", "environment") in steps["took"], kept.exists()) == (anew, not anew)
    assert run.stamp_of(house) == run.fingerprint(house)


def test_an_environment_that_is_ready_is_left_alone(
    house: Path, steps: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    (house / ".venv").mkdir()
    run.mark(house, run.fingerprint(house))
    monkeypatch.setattr(run, "works", lambda root, code: True)
    run.ensure(house)
    assert steps["took"] == []


def test_one_run_at_a_time_sets_up(tmp_path: Path) -> None:
    with (tmp_path / ".venv.lock").open("a+b") as other:
        with run.alone(tmp_path):
            assert not run.lock(other.fileno())
        assert run.lock(other.fileno())


def test_a_step_that_fails_keeps_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.step("good", [sys.executable, "-c", "print('fine')"]) == ""
    assert (
        run.step("bad", [sys.executable, "-c", "print('no such wheel\\n'); raise SystemExit(1)"])
        == "no such wheel"
    )
    assert run.step("absent", [str(ROOT / "no-such-program")])
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in said] == ["  good", "  bad"]
    assert said[1].endswith(", failed")


def test_nothing_leads_the_environment_to_other_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PIP_TARGET", "elsewhere")
    monkeypatch.setenv("LANG", "pl_PL.UTF-8")
    variables = run.surroundings()
    assert not {"PYTHONPATH", "PIP_TARGET"} & variables.keys()
    assert (variables["LANG"], variables["PYTHONUTF8"]) == ("pl_PL.UTF-8", "1")
