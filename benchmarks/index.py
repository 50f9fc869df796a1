"""How fast an index is built, opened and counted: `python benchmarks/index.py DIR [--from PATH]`.

Grows texts in DIR (see `corpora.py`; the corpus at PATH, or an invented one), then measures each size in a
new process: CPU seconds of the build with and without sentences, once the kernels are loaded; peak memory;
time to open; CPU seconds (median of five) of counts by a column of the documents, of collocations, and of a
lexicon of 3,000 entries by document; CPU seconds and peak memory of the commands `keyness` and `frequencies`
for all groups.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpora import SIZES, corpus_of

import rostra
from rostra.index.building import build_index
from rostra.index.matching import hits_of
from rostra.index.tokens import Tokens
from rostra.index.word_counts import count_words
from rostra.lexicon import Category, Lexicon, parse_entry

RUNS = 5
ENTRIES = 3000


def peak() -> float:
    """Most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )


def cpu(work: Callable[[], Any], runs: int = RUNS) -> float:
    """The median of the CPU seconds of some runs, after one that warms up."""
    work()
    times = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times)


def warm(folder: Path) -> None:
    """Load the kernels, so that what is measured is the work."""
    tiny = folder / "tiny"
    tiny.mkdir(exist_ok=True)
    (tiny / "a.txt").write_text("No war. No peace, no war.", encoding="utf-8")
    shutil.rmtree(folder / "tiny-index", ignore_errors=True)
    build_index(tiny, folder / "tiny-index")


def lexicon_of(tokens: Tokens, size: int = ENTRIES, seed: int = 0) -> Lexicon:
    """A lexicon drawn from the words: half words, a quarter wildcards, a quarter phrases; ten categories."""
    random_ = random.Random(seed)
    forms = [form for form in tokens.vocabulary if form.isascii() and form.islower() and form.isalpha()]
    words = [form for form in forms if len(form) > 3]
    entries: dict[str, None] = {}
    while len(entries) < size:
        kind = random_.random()
        if kind < 0.5:
            entry = random_.choice(words)
        elif kind < 0.75:
            entry = random_.choice(words)[:6] + "*"
        else:
            first = random_.randrange(len(tokens) - 3)
            run = [tokens.vocabulary[form] for form in tokens.form[first : first + random_.choice((2, 3))]]
            if not all(form in forms[:20000] for form in run):
                continue
            entry = " ".join(run)
        entries[entry] = None
    chosen = list(entries)
    categories = tuple(
        Category(f"c{i}", tuple(parse_entry(entry) for entry in chosen[i::10])) for i in range(10)
    )
    return Lexicon(
        *("drawn", "Drawn", "", "", "", "MIT", "0", "en", "style", "keep", "exploratory"),
        categories=categories,
    )


def build(source: Path, target: Path, *, sentences: bool) -> dict[str, float]:
    """Build an index of a corpus; the kernels are loaded before."""
    warm(target.parent)
    shutil.rmtree(target, ignore_errors=True)
    began, wall = time.process_time(), time.perf_counter()
    built = build_index(source, target, sentences=sentences)
    seconds, wall = time.process_time() - began, time.perf_counter() - wall
    size = built.store.manifest["bytes"] / 1e6
    return {"MB": size, "cpu": seconds, "wall": wall, "MB/s": size / seconds, "peak MB": peak()}


def count(target: Path, by: str) -> dict[str, float]:
    """Open an index and count in it."""
    rostra.load_corpus(target)
    began = time.perf_counter()
    corpus = rostra.load_corpus(target)
    opened = time.perf_counter() - began
    tokens = rostra.tokenize(corpus)

    def counted() -> None:
        tokens._cache.pop(("words", by), None)  # what was counted before is kept otherwise
        tokens._cache.pop(("words", None), None)
        count_words(tokens, by)

    found = {"open": opened, "counts by " + by: cpu(counted)}
    found["peak MB, counts"] = peak()
    found["collocations"] = cpu(lambda: rostra.collocations(tokens), 3)
    lexicon = lexicon_of(tokens)
    began = time.process_time()
    hits = hits_of(tokens, lexicon)
    found["lexicon, first time"] = time.process_time() - began
    found["lexicon"] = cpu(lambda: hits_of(tokens, lexicon))
    found["lexicon hits"] = len(hits)
    return found | {"peak MB": peak()}


def command(target: Path, by: str, verb: str) -> dict[str, float]:
    """Run a command of the command line for all groups."""
    words = [sys.executable, "-m", "rostra", verb, str(target), "--by", by, "--format", "csv"]
    subprocess.run(words, stdout=subprocess.DEVNULL, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"cpu": used.ru_utime + used.ru_stime, "peak MB": used.ru_maxrss / 1024}


def in_new_process(step: str, *words: object) -> dict[str, float]:
    """Run one step by itself, so that its memory is its own."""
    command = [sys.executable, str(Path(__file__).resolve()), "--step", step, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    if sys.argv[1:2] == ["--step"]:
        step, *words = sys.argv[2:]
        if step == "count":
            found = count(Path(words[0]), words[1])
        elif step in ("keyness", "frequencies"):
            found = command(Path(words[0]), words[1], step)
        else:
            found = build(Path(words[0]), Path(words[1]), sentences=step == "build")
        print(json.dumps(found))
        return
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="source", help="a corpus to grow; without, one is invented")
    parser.add_argument("--by", help="the column by which words are counted")
    parser.add_argument("--megabytes", type=int, nargs="+", default=list(SIZES))
    given = parser.parse_args()
    by = given.by or ("actor" if given.source is None else "president")
    for size in given.megabytes:
        source = corpus_of(size, given.folder, given.source)
        target = given.folder / f"{size}MB-index"
        for step in ("build without sentences", "build"):
            print(f"{size} MB, {step}: {shown(in_new_process(step, source, target))}", flush=True)
        for step in ("count", "keyness", "frequencies"):
            print(f"{size} MB, {step}: {shown(in_new_process(step, target, by))}", flush=True)


def shown(found: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:,.3f}".rstrip("0").rstrip(".") for name, value in found.items())


if __name__ == "__main__":
    main()
