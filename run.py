"""Rostra in one command: the first run makes its environment, each run then starts.

    python run.py report [PATH] [options]   the page that compares the actors; without PATH: the bundled case
    python run.py test [--browser]          the test suite; --browser adds what needs Chromium
    python run.py lab                       JupyterLab, opened on the notebooks
    python run.py rostra ...                any command of Rostra (python run.py rostra --help lists them)
    python run.py setup                     only make the environment

The environment is the folder .venv beside this file. It holds what requirements.lock names, each file checked
by its hash. Nothing outside that folder is installed or changed; deleting it undoes everything.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
STAMP = "rostra-setup.txt"  # inside .venv: the fingerprint of what was installed, or UNFINISHED
UNFINISHED = "unfinished"


class SetupError(Exception):
    """A set-up that failed; the message names the next step."""


# What each command starts ---------------------------------------------------------------------------------


def report(words: list[str]) -> list[str]:
    """Arguments for the environment's Python; the bundled case when no PATH is among the words."""
    given = any(
        word == "-" or (not word.startswith("-") and (place == 0 or Path(word).exists()))
        for place, word in enumerate(words)
    )
    if not given:
        page = ROOT / "reports" / "redzikowo.html"
        words = [str(ROOT / "corpus" / "redzikowo"), "--output", str(page), *words]
    return ["-m", "rostra", "report", *words]


def test(words: list[str]) -> list[str]:
    """Pytest in two processes or more; tests that are named are found from where the user stands."""
    tests = [word if word.startswith("-") else absolute(word) for word in words]
    return ["-m", "pytest", "-n", str(min(max(os.cpu_count() or 2, 2), 8)), *tests]


def absolute(word: str) -> str:
    """Make `path::test` independent of the current folder; other words (a value of an option) stay."""
    path, colons, name = word.partition("::")
    return str(Path(path).resolve()) + colons + name if Path(path).exists() else word


def lab(words: list[str]) -> list[str]:
    """JupyterLab with the whole project in its file list, opened on the notebooks."""
    return [
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={ROOT}",
        "--LabApp.default_url=/lab/tree/notebooks",
        *words,
    ]


def rostra(words: list[str]) -> list[str]:
    """The command line of Rostra, as it is."""
    return ["-m", "rostra", *words]


def setup(words: list[str]) -> list[str]:
    """Nothing more than the environment, whose Python says where it stands."""
    return ["-c", "import sys; print('Ready:', sys.prefix)"]


COMMANDS = {"report": report, "test": test, "lab": lab, "rostra": rostra, "setup": setup}


def main(words: list[str]) -> int:
    """Make the environment if need be, and start the command in it."""
    if sys.version_info < OLDEST:
        say(
            "Rostra needs Python {}.{} or newer; this is Python {} ({}).\n"
            "Run it with a newer one, such as: python3.12 run.py report".format(
                *OLDEST, sys.version.split()[0], sys.executable
            )
        )
        return 1
    if not words or words[0] in ("-h", "--help", "help"):
        print(__doc__.strip())
        return 0
    if words[0] not in COMMANDS:
        say("no command named {!r}. Known: {}.".format(words[0], ", ".join(COMMANDS)))
        return 2
    try:
        ensure(ROOT)
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("\nStopped. The next run starts the set-up afresh.")
        return 130
    folder = ROOT if words[0] == "test" else Path.cwd()  # doctests read corpus/ from the project's folder
    return start([str(python_of(ROOT)), *COMMANDS[words[0]](words[1:])], folder)


def start(command: list[str], folder: Path) -> int:
    """Hand over to the command: its output, its exit code, its Ctrl-C."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.chdir(str(folder))
        os.execve(command[0], command, surroundings())
    process = subprocess.Popen(command, cwd=str(folder), env=surroundings())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # it went to the command too, which decides what it means
            continue


# The environment ------------------------------------------------------------------------------------------


def python_of(root: Path, windows: bool = os.name == "nt") -> Path:
    """The Python of the environment."""
    return root / ".venv" / ("Scripts/python.exe" if windows else "bin/python")


def fingerprint(root: Path) -> str:
    """What an environment is made from: lock, project file, and place (the editable install points to it)."""
    digest = hashlib.sha256(str(root).encode("utf-8", "surrogatepass"))
    for name in ("requirements.lock", "pyproject.toml"):
        # Line ends are no difference: a checkout may change them.
        digest.update(b"\0" + (root / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def stamp_of(root: Path) -> str | None:
    """What the stamp says, or None where there is none."""
    try:
        return (root / ".venv" / STAMP).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None


def works(root: Path, code: str) -> bool:
    """Whether the environment's Python starts and runs this code."""
    command = [str(python_of(root)), "-c", code]
    try:
        return subprocess.run(command, env=surroundings(), capture_output=True).returncode == 0
    except OSError:
        return False


def ready(root: Path) -> bool:
    """Whether the environment is complete, belongs to this lock and place, and starts."""
    return stamp_of(root) == fingerprint(root) and works(root, "import rostra")


def ensure(root: Path) -> None:
    """Make, complete or repair the environment; at once when it is ready."""
    if ready(root):
        return
    with alone(root):
        if ready(root):  # another run made it while this one waited
            return
        began = time.monotonic()
        try:
            set_up(root)
        except OSError as error:
            raise SetupError(
                f"Cannot make {root / '.venv'}: {error}.\nClose what uses that folder and see that it may be "
                "written to, then run the same command again."
            ) from error
        say(f"Ready after {time.monotonic() - began:.0f} s.")


def set_up(root: Path) -> None:
    """Install into the environment that is there, else, or if that fails, into a new one."""
    enough = works(root, f"import sys, pip; sys.exit(sys.version_info < {OLDEST})")
    if stamp_of(root) != UNFINISHED and enough:
        say("Bringing .venv up to date ...")
        try:
            install(root)
            return
        except SetupError:
            say("That did not work. Making .venv anew.")
    elif (root / ".venv").exists():
        say(".venv is incomplete or does not start. Making it anew.")
    say("Setting up .venv (once, about a minute) ...")
    if (root / ".venv").exists():
        shutil.rmtree(str(root / ".venv"))
    (root / ".venv").mkdir()
    mark(root, UNFINISHED)
    # This may be the Python of an environment, even of the one just deleted: its base makes the new one.
    python = getattr(sys, "_base_executable", sys.executable)
    problem = step("environment", [python, "-m", "venv", str(root / ".venv")])
    if problem:
        raise SetupError(
            f"{problem}\n{python} cannot make an environment. On Debian and Ubuntu, install python3-venv; "
            "elsewhere, use the Python of python.org or conda. Then run the same command again."
        )
    install(root)


def install(root: Path) -> None:
    """Install the lock and the project: with uv, or with pip where uv cannot be had or fails."""
    mark(root, UNFINISHED)
    python = str(python_of(root))
    pinned = locked((root / "requirements.lock").read_text(encoding="utf-8"))
    only_uv, all_but_uv = root / ".venv" / "uv.lock.txt", root / ".venv" / "pip.lock.txt"
    only_uv.write_text("\n".join(pinned["uv"]) + "\n", encoding="utf-8")
    all_but_uv.write_text(
        "\n".join(block for name, blocks in pinned.items() if name != "uv" for block in blocks) + "\n",
        encoding="utf-8",
    )
    hashed = ["--require-hashes", "--only-binary", ":all:", "--requirement"]
    project = ["--no-deps", "--no-build-isolation", "--editable", str(root)]
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    # compiled once here, and not by each command that is started
    uv = [python, "-m", "uv", "pip", "install", "--quiet", "--compile-bytecode", "--python", python]
    packages = f"{len(pinned)} packages, pinned and checked by hash"

    problem = step("installer", [*pip, "--no-deps", *hashed, str(only_uv)])
    problem = problem or step(packages, [*uv, *hashed, str(root / "requirements.lock")])
    problem = problem or step("Rostra itself", [*uv, *project])
    if problem:
        say("  uv did not manage ({:.160}). Using pip, which takes longer.".format(" ".join(problem.split())))
        problem = step(packages, [*pip, "--no-deps", *hashed, str(all_but_uv)])
        problem = problem or step("Rostra itself", [*pip, *project])
    if problem:
        raise SetupError(
            f"{problem}\nThe packages could not be installed. See that this machine reaches a Python package "
            "index (behind a proxy: that pip is told so), then run the same command again."
        )
    mark(root, fingerprint(root))


def locked(text: str) -> dict[str, list[str]]:
    """The lock by package name; a package has several entries where Pythons need different versions."""
    entries: dict[str, list[str]] = {}
    for block in re.split(r"(?m)^(?=[A-Za-z0-9])", text):
        lines = [line for line in block.splitlines() if line.strip() and not line.lstrip().startswith("#")]
        if lines:
            entries.setdefault(re.split(r"[=\s]", lines[0])[0], []).append("\n".join(lines))
    return entries


def mark(root: Path, text: str) -> None:
    """Write the stamp; it is whole or not there."""
    part = root / ".venv" / (STAMP + ".part")
    part.write_text(text + "\n", encoding="ascii")
    os.replace(str(part), str(root / ".venv" / STAMP))


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let one run at a time set up. The system frees the lock when its holder ends, however it ends."""
    try:
        file = (root / ".venv.lock").open("a+b")
    except OSError as error:
        raise SetupError(f"Cannot write: {error}.\nMove the project to a folder of your own.") from error
    with file:
        waited = False
        while not lock(file.fileno()):
            if not waited:
                say("Another run is setting up .venv. Waiting for it ...")
            waited = True
            time.sleep(0.5)
        yield


def lock(descriptor: int) -> bool:
    """Try to hold the lock on an open file."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def surroundings() -> dict[str, str]:
    """The environment variables for what runs in .venv: nothing that leads it to other packages; UTF-8."""
    away = {"PYTHONHOME", "PYTHONPATH", "PIP_PREFIX", "PIP_TARGET", "PIP_USER", "__PYVENV_LAUNCHER__"}
    return {"PYTHONUTF8": "1", **{name: value for name, value in os.environ.items() if name not in away}}


# What is said ---------------------------------------------------------------------------------------------


def step(label: str, command: list[str]) -> str:
    """Run one step of the set-up and show its seconds; the last lines it said if it failed, else nothing."""
    began = time.monotonic()
    live = sys.stderr.isatty()
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, env=surroundings())
        except OSError as error:
            return str(error)
        while True:
            try:
                failed = process.wait(timeout=1) != 0
                break
            except subprocess.TimeoutExpired:
                if live:
                    sys.stderr.write(f"\r  {label}: {time.monotonic() - began:.0f} s")
                    sys.stderr.flush()
            except BaseException:
                process.kill()
                process.wait()
                raise
        seconds = f"{time.monotonic() - began:.0f} s" + (", failed" if failed else "")
        say(("\r" if live else "") + f"  {label}: {seconds}")
        if not failed:
            return ""
        said.seek(0)
        lines = [line for line in said.read().decode("utf-8", "replace").splitlines() if line.strip()]
        return "\n".join(lines[-12:]) or "no reason given"


def say(text: str) -> None:
    """Tell the person at the keyboard; standard output belongs to the command."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
