"""How fast Rostra is beside its peers: `python benchmarks/peers.py DIR --python PEERS/bin/python`.

PEERS is an environment with the peers, made once:

    python -m venv PEERS
    PEERS/bin/python -m pip install nltk scikit-learn conc textacy vaderSentiment textblob pyahocorasick

Texts are grown in DIR (see `corpora.py`; `--from PATH` names the corpus). Each work of each program runs in
a new process, Rostra first, then the peers, on the same file (`works.py`), on one core. What is shown are
medians, and how many times more CPU time a peer takes: it hardly depends on what else the machine is doing.
`--write` puts the table into docs/benchmarks.md and the picture beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from corpora import corpus_of
from works import WORKS

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
PICTURE = HERE.parent / "docs" / "benchmarks.svg"
START, END = "<!-- table -->\n", "<!-- end of table -->"
_LIMIT = 3600  # seconds that a work may take


def measured(python: str, program: str, work: str, path: Path, folder: Path) -> dict[str, Any]:
    """Run one work of one program; an error is part of the result."""
    command = [python, str(HERE / "works.py"), program, work, str(path), str(folder)]
    own = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LIMIT, env=os.environ | own)
    if done.returncode:
        return {"error": done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no output"}
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def table(rows: list[dict[str, Any]]) -> str:
    """The figures as Markdown."""
    head = "| work | program | seconds | CPU seconds | peak memory, MB | times Rostra's |\n"
    lines = [head, "| --- | --- | --- | --- | --- | --- |\n"]
    for row in rows:
        if "error" in row:
            lines.append(f"| {row['work']} | {row['program']} | {row['error']} | | | |\n")
            continue
        times = "1" if row["program"] == "Rostra" else f"{row['ratio']:,.1f}" if "ratio" in row else ""
        lines.append(
            f"| {row['work']} | {row['program']} | {row['seconds']:,.4f} | {row['cpu']:,.4f} | "
            f"{row['peak_mb']:,.0f} | {times} |\n"
        )
    return "".join(lines)


def draw(rows: list[dict[str, Any]], path: Path) -> None:
    """A bar a peer: how many times longer it takes."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams.update({"svg.hashsalt": "rostra", "svg.fonttype": "none", "font.size": 9})
    import matplotlib.pyplot as plt

    peers = [row for row in rows if row["program"] != "Rostra" and "ratio" in row]
    figure, ax = plt.subplots(figsize=(7.5, 0.32 * len(peers) + 1.2), layout="constrained")
    places = range(len(peers))
    ax.barh(places, [row["ratio"] for row in peers], color="#3b6ea5", height=0.65)
    ax.set_yticks(places, [f"{row['work']}: {row['program']}" for row in peers])
    ax.invert_yaxis()
    ax.set_xscale("log")
    ax.axvline(1, color="#222222", linewidth=1)
    ax.set_xlabel("times the CPU time of Rostra (logarithmic)")
    for place, row in zip(places, peers, strict=True):
        ax.annotate(f"{row['ratio']:,.0f}", (row["ratio"], place), xytext=(3, 0), textcoords="offset points",
                    va="center", fontsize=8)  # fmt: skip
    ax.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--python", required=True, help="the Python of the environment that has the peers")
    parser.add_argument("--from", dest="source", help="a corpus to grow; without, one is invented")
    parser.add_argument("--megabytes", type=int, default=50)
    parser.add_argument(
        "--work", action="append", choices=list(WORKS), help="only this work; may be repeated"
    )
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    given = parser.parse_args()
    path = corpus_of(given.megabytes, given.folder, given.source) / "documents.jsonl"
    rows: list[dict[str, Any]] = []
    for work in given.work or WORKS:
        own: dict[str, Any] = {}
        for program in WORKS[work]:
            python = sys.executable if program == "Rostra" else given.python
            found = measured(python, program, work, path, given.folder / f"{given.megabytes}MB-works")
            own = found if program == "Rostra" else own
            if "seconds" in found and "seconds" in own:
                found["ratio"] = found["cpu"] / own["cpu"]
            rows.append({"work": work, "program": program, **found})
            print(json.dumps(rows[-1]), flush=True)
    print(table(rows))
    if given.write:
        text = PAGE.read_text(encoding="utf-8")
        before, _, rest = text.partition(START)
        after = rest.partition(END)[2]
        about = (
            f"{given.megabytes} MB of text, Python {platform.python_version()}, {os.cpu_count()} cores.\n\n"
        )
        PAGE.write_text(f"{before}{START}\n{about}{table(rows)}\n{END}{after}", encoding="utf-8")
        draw(rows, PICTURE)


if __name__ == "__main__":
    main()
