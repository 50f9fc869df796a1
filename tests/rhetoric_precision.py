"""Hits of the rhetoric measures to read, drawn by a hash, and what was read of them.

A hit is kept as a place in a text, never as words. The texts lie outside the project.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import floor, log
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import rostra
from rostra import Statements
from rostra.measurement.found import credited, gather
from rostra.measurement.scopes import SCOPES, owners_of
from rostra.measures.rhetoric import MEASURES, Measure

VERDICTS = Path(__file__).parent / "verdicts" / "rhetoric.jsonl"
SIZE, OF_DOCUMENT = 50, 2
# The draw of each measure; another one each time its lexicon was mended by what had been read of it.
SEEDS = {"accusation": 4, "evidentiality": 2, "hedging": 3, "legitimation": 2, "loaded": 2}
# So rare that the lexicon was mended by hits of all these texts: whatever is read in them flatters it.
RARE = ("denial", "threat")
GENRES = {
    "inaugural": "addresses", "sotu": "addresses", "more sotu": "addresses", "unsc": "council",
    "quotes": "news", "more quotes": "news", "redzikowo": "news",
}  # fmt: skip


class Hit(NamedTuple):
    """A place that a measure counts for a speaker."""

    measure: str
    collection: str
    doc_id: str
    start: int
    end: int
    entry: str


def digest(*parts: object) -> str:
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()


def collections(folder: Path) -> dict[str, Statements]:
    """Load the texts, with who speaks: addresses, speeches of a debate, and news articles."""
    with gzip.open(folder / "input" / "sotu" / "documents.jsonl.gz", "rt", encoding="utf-8") as lines:
        addresses = [one for one in map(json.loads, lines) if one["date"] > "1950"]
    articles = [
        {"doc_id": one["doc_id"], "text": one["text"]}
        for path in sorted((folder / "eval" / "quotes").glob("*.jsonl"))
        for one in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]
    return {
        "inaugural": read(folder / "input" / "inaugural" / "documents.csv", "president"),
        "more quotes": read([one for one in articles if part(one, 2) == 1]),
        "more sotu": read([one for one in addresses if part(one, 10) != 0], "president"),
        "quotes": read([one for one in articles if part(one, 2) == 0]),
        "redzikowo": read(folder / "input" / "redzikowo.txt"),
        "sotu": read([one for one in addresses if part(one, 10) == 0], "president"),
        "unsc": read(folder / "input" / "unsc" / "documents.csv", "speaker"),
    }


def part(record: dict[str, Any], of: int) -> int:
    """Put a document into one of some parts, by its name."""
    return int(digest(record["doc_id"]), 16) % of


def read(source: Path | list[dict[str, Any]], actor: str | None = None) -> Statements:
    return rostra.attribute(rostra.load_corpus(source), actor=actor)


def found(loaded: dict[str, Statements], measures: Iterable[Measure]) -> dict[str, list[Hit]]:
    """Find every hit that counts, in the words that a measure reads of a speaker."""
    chosen = tuple(measures)
    every: dict[str, list[Hit]] = {one.name: [] for one in chosen}
    for collection, statements in loaded.items():
        tokens = rostra.tokenize(statements)
        hits = gather(tokens, chosen)
        owner, _ = credited(hits, chosen, {scope: owners_of(tokens, scope) for scope in SCOPES})
        for row in (
            hits.take(np.flatnonzero((owner >= 0) & (hits.weight != 0))).frame().itertuples(index=False)
        ):
            place = (str(row.doc_id), int(row.start), int(row.end))
            every[row.measure].append(Hit(row.measure, collection, *place, str(row.entry)))
    return every


def choose(hits: list[Hit], seed: int = 0, size: int = SIZE) -> list[Hit]:
    """Draw hits so that an entry has the share in the sample that it has in the count.

    A genre weighs by the square root of its hits, so that long texts do not drown the
    others. Entries with a hit or more of the sample to expect are strata, the rest is one
    stratum. A change of some entries changes the draw by little more than their hits.
    """
    if len(hits) <= size:
        return sorted(hits)
    genres = Counter(GENRES[hit.collection] for hit in hits)
    weight = {genre: count**-0.5 for genre, count in genres.items()}
    share: Counter[str] = Counter()
    for hit in hits:
        share[hit.entry] += weight[GENRES[hit.collection]] / sum(count**0.5 for count in genres.values())
    queues: dict[str, list[tuple[float, Hit]]] = defaultdict(list)
    for hit in hits:
        # the smallest -log(u) / weight make a sample with weights (Efraimidis & Spirakis 2006)
        chance = (int(digest(seed, *hit[:4])[:13], 16) + 1) / (16**13 + 1)
        stratum = hit.entry if share[hit.entry] * size >= 1 else ""
        queues[stratum].append((-log(chance) / weight[GENRES[hit.collection]], hit))
    expected = {
        stratum: size * sum(share[entry] for entry in {hit.entry for _, hit in queue})
        for stratum, queue in queues.items()
    }
    places = {stratum: floor(number) for stratum, number in expected.items()}
    rests = sorted(expected, key=lambda stratum: (places[stratum] - expected[stratum], stratum))
    for stratum in rests[: size - sum(places.values())]:
        places[stratum] += 1
    chosen: list[Hit] = []
    of_document: Counter[tuple[str, str]] = Counter()
    for stratum, queue in sorted(queues.items()):
        ordered = [hit for _, hit in sorted(queue)]
        taken: list[Hit] = []
        for spread in (True, False):  # documents may give more only where there are no others
            for hit in ordered:
                free = not spread or of_document[hit[1:3]] < OF_DOCUMENT
                if len(taken) < places[stratum] and hit not in taken and free:
                    taken.append(hit)
                    of_document[hit[1:3]] += 1
        chosen.extend(taken)
    return sorted(chosen)


def draw(loaded: dict[str, Statements]) -> dict[str, list[Hit]]:
    """Draw the hits to read of each measure."""
    drawn: dict[str, list[Hit]] = {}
    for rare in (False, True):
        texts = {name: one for name, one in loaded.items() if rare or not name.startswith("more")}
        measures = [one for name, one in MEASURES.items() if (name in RARE) == rare]
        for name, hits in found(texts, measures).items():
            drawn[name] = choose(hits, SEEDS.get(name, 1))
    return drawn


def verdicts() -> list[dict[str, Any]]:
    """Read what was judged."""
    return [json.loads(line) for line in VERDICTS.read_text(encoding="utf-8").splitlines()]
