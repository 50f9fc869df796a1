"""Hits of the rhetoric measures to read, drawn by a hash, and what was read of them.

A hit is kept as a place in a text, never as words. The texts lie outside the project.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import rostra
from rostra import Corpus
from rostra.measurement.found import gather
from rostra.measures.rhetoric import MEASURES

VERDICTS = Path(__file__).parent / "verdicts" / "rhetoric.jsonl"
SIZE, OF_ENTRY, OF_DOCUMENT = 40, 2, 1


class Hit(NamedTuple):
    """A place that a measure counts."""

    measure: str
    collection: str
    doc_id: str
    start: int
    end: int
    entry: str


def digest(*parts: object) -> str:
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()


def collections(folder: Path) -> dict[str, Corpus]:
    """Load the texts: speeches of three kinds, a debate, and news articles."""
    with gzip.open(folder / "input" / "sotu" / "documents.jsonl.gz", "rt", encoding="utf-8") as lines:
        addresses = [json.loads(line) for line in lines]
    recent = [one for one in addresses if one["date"] > "1950" and int(digest(one["doc_id"]), 16) % 10 == 0]
    articles = [
        json.loads(line)
        for path in sorted((folder / "eval" / "quotes").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    some = [one for one in articles if int(digest(one["doc_id"]), 16) % 2 == 0]
    return {
        "inaugural": rostra.load_corpus(folder / "input" / "inaugural" / "documents.csv"),
        "quotes": texts(some),
        "redzikowo": rostra.load_corpus(folder / "input" / "redzikowo.txt"),
        "sotu": texts(recent),
        "unsc": rostra.load_corpus(folder / "input" / "unsc" / "documents.csv"),
    }


def texts(records: list[dict[str, Any]]) -> Corpus:
    return rostra.load_corpus([{"doc_id": one["doc_id"], "text": one["text"]} for one in records])


def draw(loaded: dict[str, Corpus]) -> dict[str, list[Hit]]:
    """Draw the hits to read of each measure."""
    found: dict[str, list[Hit]] = {name: [] for name in MEASURES}
    for collection, corpus in loaded.items():
        hits = gather(rostra.tokenize(corpus), tuple(MEASURES.values())).frame()
        for row in hits[hits["weight"] != 0].itertuples(index=False):
            found[row.measure].append(
                Hit(row.measure, collection, str(row.doc_id), int(row.start), int(row.end), str(row.entry))
            )
    return {name: choose(hits) for name, hits in found.items()}


def choose(hits: list[Hit], size: int = SIZE) -> list[Hit]:
    """Choose by turns of the collections; few of one entry or document, while there are others."""
    ordered = sorted(hits, key=lambda hit: digest(hit.measure, hit.collection, hit.doc_id, hit.start))
    chosen: list[Hit] = []
    for strict in (True, False):
        queues = {name: [hit for hit in ordered if hit.collection == name] for name in
                  sorted({hit.collection for hit in ordered})}  # fmt: skip
        while len(chosen) < size and any(queues.values()):
            for queue in queues.values():
                while queue and len(chosen) < size:
                    hit = queue.pop(0)
                    if hit not in chosen and (not strict or fits(hit, chosen)):
                        chosen.append(hit)
                        break
    return chosen


def fits(hit: Hit, chosen: list[Hit]) -> bool:
    entries = Counter(one.entry for one in chosen)
    documents = Counter((one.collection, one.doc_id) for one in chosen)
    return entries[hit.entry] < OF_ENTRY and documents[hit.collection, hit.doc_id] < OF_DOCUMENT


def verdicts() -> list[dict[str, Any]]:
    """Read what was judged."""
    return [json.loads(line) for line in VERDICTS.read_text(encoding="utf-8").splitlines()]
