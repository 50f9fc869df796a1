"""How fast sentences are scored: `python benchmarks/sentiment.py [PATH]`, JSON Lines with a `text` each.

Without PATH the sentences of the teaching corpus are scored, over and over. VADER and TextBlob score the
same sentences in the same run. What counts is CPU time on one core, the best of five runs after one that
warms up; the first run, in which every word is new, is shown too.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import rostra
from rostra.measures.sentiment import conflict, polarity, relation
from rostra.sentences import sentence_spans

ROOT = Path(__file__).resolve().parents[1]
_ENOUGH = 5_000  # sentences
_RUNS = 5


def seconds(score: Callable[[], object]) -> tuple[float, float]:
    """CPU time of the first run, and of the best of those that follow."""
    times = []
    for _ in range(_RUNS + 1):
        began = time.process_time()
        score()
        times.append(time.process_time() - began)
    return times[0], min(times[1:])


def sentences() -> list[str]:
    if len(sys.argv) > 1:
        lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines if line.strip()]
    texts = rostra.load_corpus(ROOT / "corpus" / "strait").documents["text"]
    found = [text[start:end] for text in texts for start, end in sentence_spans(text)]
    return found * max(1, _ENOUGH // len(found))


def main() -> None:
    from textblob.en import sentiment as textblob
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    texts = [text for text in sentences() if text.strip()]
    vader = SentimentIntensityAnalyzer()
    textblob("")  # reads its lexicon
    polarity(["A reckless step."])  # reads ours
    heads = [(0, max(1, len(text) // 3)) for text in texts]
    tails = [(len(text) - max(1, len(text) // 3), len(text)) for text in texts]
    cases: dict[str, Callable[[], object]] = {
        "polarity": lambda: polarity(texts),
        "polarity toward a target": lambda: polarity(texts, heads),
        "conflict": lambda: conflict(texts),
        "relation": lambda: relation(texts, heads, tails),
        "VADER": lambda: [vader.polarity_scores(text) for text in texts],
        "TextBlob": lambda: [textblob(text) for text in texts],
    }
    print(f"{len(texts):,} sentences, {sum(map(len, texts)) / 1e6:.2f} MB")
    for name, score in cases.items():
        first, best = seconds(score)
        print(f"{name:28} {len(texts) / best:10,.0f} sentences/s   first run {len(texts) / first:10,.0f}")


if __name__ == "__main__":
    main()
