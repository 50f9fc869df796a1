"""How fast lines are found: `python benchmarks/kwic.py [PATH] [MEGABYTES]`, a folder or file of texts.

The texts (without PATH, the teaching corpus) are grown to MEGABYTES (50) by a seeded generator: their
sentences, drawn anew into documents of the same length, so that frequencies stay what they are. A word
and a phrase are looked for, with the first hundred lines and with all of them, by Rostra and by NLTK's
ConcordanceIndex, in one process and one after the other. What counts is the median of the runs, with
the indexes already there; making them is timed apart. "search" finds the places, "lines" cuts the lines
(it costs no search to show the same places in another order); the ratio takes both together. NLTK cuts
all lines out before it shows some.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from nltk.text import ConcordanceIndex

import rostra
from rostra.index import Tokens
from rostra.index.postings import postings_of
from rostra.index.reference import TOKEN, fold_token
from rostra.sentences import sentence_spans

ROOT = Path(__file__).resolve().parents[1]
_FEW = 100  # lines
_RUNS = 15
_QUERIES = (
    "pro*ing", "*ment", "/(war|peace).*/", "(war|peace|treaty)", "war NEAR/5 peace", "the _ of",
    "no * but", 'united NOT "united states"', "=War",
)  # fmt: skip


def grown(texts: list[str], size: int, seed: int = 0) -> list[str]:
    """Draw sentences of the texts into documents of the same length until there are so many bytes."""
    draw = np.random.default_rng(seed)
    sentences = [text[start:end] for text in texts for start, end in sentence_spans(text)]
    lengths = [len(text) for text in texts]
    made: list[str] = []
    total = 0
    while total < size:
        wanted, parts, length = int(draw.choice(lengths)), list[str](), 0
        while length < wanted:
            parts.append(sentences[int(draw.integers(len(sentences)))])
            length += len(parts[-1]) + 1
        made.append(" ".join(parts))
        total += len(made[-1].encode())
    return made


def words_of(corpus: rostra.Corpus, folded: dict[str, str]) -> Tokens:
    """The words of a corpus with one sentence a line of 25 words: where sentences end costs no look-up."""
    forms: dict[str, int] = {}
    columns: dict[str, list[np.ndarray]] = {"document": [], "start": [], "end": [], "form": []}
    for row, text in enumerate(corpus.documents["text"]):
        places = np.array([match.span() for match in TOKEN.finditer(text)], dtype=np.int64).reshape(-1, 2)
        ids = []
        for start, end in places.tolist():
            surface = text[start:end]
            form = folded.get(surface)
            if form is None:
                form = folded[surface] = fold_token(surface)
            ids.append(forms.setdefault(form, len(forms)))
        columns["document"].append(np.full(len(ids), row, dtype=np.int32))
        columns["start"].append(places[:, 0])
        columns["end"].append(places[:, 1])
        columns["form"].append(np.array(ids, dtype=np.int32))
    joined = {name: np.concatenate(parts) for name, parts in columns.items()}
    count = len(joined["form"])
    fresh = np.r_[True, np.diff(joined["document"]) != 0]
    opening = np.flatnonzero(fresh)
    within = np.arange(count) - np.repeat(opening, np.diff(np.r_[opening, count]))
    sentence = np.cumsum(within % 25 == 0) - 1
    first = np.flatnonzero(np.r_[True, np.diff(sentence) != 0])
    return Tokens(
        corpus=corpus,
        statements=None,
        vocabulary=tuple(forms),
        sentence=sentence.astype(np.int32),
        sentence_start=joined["start"][first],
        sentence_end=joined["end"][np.r_[first[1:] - 1, count - 1]],
        statement=np.full(count, -1, dtype=np.int32),
        clause_start=within % 25 == 0,
        **joined,
    )


def median(work: Callable[[], Any], runs: int = _RUNS) -> float:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def anew(tokens: Tokens, query: str) -> None:
    """Look for a query that was not asked before: what was found is forgotten, the index is not."""
    tokens._cache.pop("found", None)
    tokens.find(query)


def asked(tokens: Tokens) -> Iterator[tuple[str, str]]:
    """A frequent and a middling word, and a phrase of each sort, whatever the texts are."""
    counts = np.bincount(tokens.form)
    by_count = np.argsort(-counts, kind="stable")
    plain = [int(i) for i in by_count if tokens.vocabulary[i].isalpha()]
    middling = min(plain, key=lambda i: abs(int(counts[i]) - len(tokens) // 4000))
    yield "a frequent word", tokens.vocabulary[plain[0]]
    yield "a middling word", tokens.vocabulary[middling]
    pairs = Counter(zip(tokens.form[:-1].tolist(), tokens.form[1:].tolist(), strict=True)).most_common(2000)
    for name, (pair, _) in (("a frequent phrase", pairs[0]), ("a middling phrase", pairs[-1])):
        yield name, " ".join(tokens.vocabulary[i] for i in pair)


def main() -> None:
    path = sys.argv[1] if len(sys.argv) > 1 else ROOT / "corpus" / "strait"
    size = float(sys.argv[2]) if len(sys.argv) > 2 else 50.0
    texts = grown(rostra.load_corpus(path).documents["text"].tolist(), int(size * 1e6))
    rows = [{"doc_id": f"d{i}", "text": text, "date": "2024-01-01"} for i, text in enumerate(texts)]
    tokens = words_of(rostra.load_corpus(rows), {})
    print(f"{sum(len(text.encode()) for text in texts) / 1e6:.1f} MB, {tokens!r}")
    began = time.perf_counter()
    postings_of(tokens)
    print(f"inverted index: {time.perf_counter() - began:.2f} s")
    documents = tokens.document.tolist()
    surfaces = [
        texts[d][a:b] for d, a, b in zip(documents, tokens.start.tolist(), tokens.end.tolist(), strict=True)
    ]
    began = time.perf_counter()
    peer = ConcordanceIndex(surfaces, key=lambda word: word.lower())
    print(f"NLTK's ConcordanceIndex: {time.perf_counter() - began:.2f} s (its words were cut before)\n")
    head = f"{'':20}{'query':18}{'lines':>9}{'search ms':>11}{'lines ms':>11}{'NLTK ms':>10}{'ratio':>8}"
    print(head)
    for name, query in asked(tokens):
        words = query.split()
        search = median(lambda q=query: anew(tokens, q))  # type: ignore[misc]
        sought: Any = words if len(words) > 1 else words[0]
        theirs = median(lambda w=sought: peer.find_concordance(w, width=80), 3)  # type: ignore[misc]
        for limit in (_FEW, None):
            runs = 3 if limit is None else _RUNS
            ours = median(lambda q=query, n=limit: rostra.kwic(tokens, q, width=40, limit=n), runs)  # type: ignore[misc]
            count = len(rostra.kwic(tokens, query, limit=limit))
            line = f"{name:20}{query:18}{count:9,}{search * 1e3:11.2f}{ours * 1e3:11.2f}"
            print(line + (f"{theirs * 1e3:10.1f}{theirs / (search + ours):8.1f}" if limit is None else ""))
    print(f"\n{'other queries':38}{'hits':>9}{'first ms':>11}{'again ms':>10}")
    for query in _QUERIES:
        began = time.perf_counter()
        first, _ = tokens.find(query)
        once = (time.perf_counter() - began) * 1e3
        again = median(lambda q=query: anew(tokens, q), 5) * 1e3  # type: ignore[misc]
        print(f"{query:38}{len(first):9,}{once:11.1f}{again:10.1f}")


if __name__ == "__main__":
    main()
