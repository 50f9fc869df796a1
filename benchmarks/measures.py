"""How long each measure takes: `python benchmarks/measures.py DIR [--from PATH] [--megabytes 50]`.

Grows a text in DIR (see `corpora.py`; the corpus at PATH, or an invented one), indexes it, and asks every
measure twice in a process of its own: the first question loads the kernels and counts the words, the second
finds the counts. CPU seconds and peak memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpora import corpus_of

import rostra
from rostra.index.building import build_index

WORD = "war"
MEASURES: dict[str, Callable[[rostra.Tokens, str, Any], Any]] = {
    "frequencies": lambda words, by, target: rostra.frequencies(words, by=by),
    "ngrams of 2": lambda words, by, target: rostra.ngrams(words, 2),
    "ngrams of 3": lambda words, by, target: rostra.ngrams(words, 3),
    "dispersion": lambda words, by, target: rostra.dispersion(words),
    "keyness": lambda words, by, target: rostra.keyness(words, by=by, target=target),
    "keyness, Welch's test": lambda words, by, target: rostra.keyness(
        words, by=by, target=target, statistic="welch"
    ),
    "collocates of a word": lambda words, by, target: rostra.collocates(words, WORD),
    "collocations": lambda words, by, target: rostra.collocations(words),
    "diversity": lambda words, by, target: rostra.diversity(words, by=by),
    "readability": lambda words, by, target: rostra.readability(words, by=by),
    "similarity": lambda words, by, target: rostra.similarity(words, by=by),
    "measure of hedging": lambda words, by, target: rostra.measure(words, "hedging", by=by),
    "measure of threat": lambda words, by, target: rostra.measure(words, "threat", by=by),
    "compare hedging": lambda words, by, target: rostra.compare(words, "hedging", by=by),
}


def ask(name: str, index: Path, by: str) -> dict[str, float]:
    """Ask one measure twice."""
    words = rostra.tokenize(rostra.load_corpus(index))
    target = words.corpus.documents[by].value_counts().index[0]
    times = []
    for _ in range(2):
        began = time.process_time()
        MEASURES[name](words, by, target)
        times.append(time.process_time() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )
    return {"first": times[0], "second": times[1], "peak MB": peak}


def main() -> None:
    if sys.argv[1:2] == ["--ask"]:
        name, index, by = sys.argv[2:]
        print(json.dumps(ask(name, Path(index), by)))
        return
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="source", help="a corpus to grow; without, one is invented")
    parser.add_argument("--by", help="the column by which words are counted")
    parser.add_argument("--megabytes", type=int, default=50)
    given = parser.parse_args()
    source = corpus_of(given.megabytes, given.folder, given.source)
    index = given.folder / f"{given.megabytes}MB-index"
    build_index(source, index)
    by = given.by or ("actor" if given.source is None else "president")
    print("| measure | first, CPU seconds | second | peak memory, MB |\n| --- | --- | --- | --- |")
    for name in MEASURES:
        command = [sys.executable, str(Path(__file__).resolve()), "--ask", name, str(index), by]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        print(
            f"| {name} | {found['first']:.2f} | {found['second']:.2f} | {found['peak MB']:,.0f} |", flush=True
        )


if __name__ == "__main__":
    main()
