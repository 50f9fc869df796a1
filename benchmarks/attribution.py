"""How fast statements are found: `python benchmarks/attribution.py [PATH]`, a folder or file of texts.

Without PATH the teaching corpus is read, over and over. What counts is CPU time on one core, the best of
five runs after one that warms up; the texts are also given as one document, because cost must stay in step
with length.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import rostra

ROOT = Path(__file__).resolve().parents[1]
_ENOUGH = 2_000_000  # bytes
_RUNS = 5


def megabytes(corpus: rostra.Corpus) -> float:
    return sum(len(text.encode()) for text in corpus.documents["text"]) / 1e6


def seconds(corpus: rostra.Corpus) -> float:
    times = []
    for _ in range(_RUNS + 1):
        began = time.process_time()
        rostra.attribute(corpus)
        times.append(time.process_time() - began)
    return min(times[1:])


def main() -> None:
    path = sys.argv[1] if len(sys.argv) > 1 else ROOT / "corpus" / "strait"
    texts = rostra.load_corpus(path).documents["text"].tolist()
    texts *= max(1, _ENOUGH // sum(map(len, texts)))
    whole = "\n\n".join(texts)
    cases = {
        f"{len(texts)} documents": texts,
        "one document": [whole],
        "one document of half the length": [whole[: len(whole) // 2]],
        "one paragraph": [whole.replace("\n", " ")],
    }
    for name, parts in cases.items():
        corpus = rostra.load_corpus([{"doc_id": str(k), "text": text} for k, text in enumerate(parts)])
        size, cost = megabytes(corpus), seconds(corpus)
        print(f"{name:32} {size:6.2f} MB {cost:6.2f} s {size / cost:6.2f} MB/s")


if __name__ == "__main__":
    main()
