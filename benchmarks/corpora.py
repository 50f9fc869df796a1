"""Texts of any size to measure with: `python benchmarks/corpora.py DIR [--from PATH] [--megabytes 5 50 500]`.

With PATH (a folder or file that `rostra.load_corpus` reads) its documents are grown: each new document keeps
the metadata of one of them and is made of paragraphs of all, in random order, with one word in about two
hundred replaced by an invented name, so that the vocabulary goes on growing as it does in real text. Without
PATH the texts are invented altogether: words of a Zipf distribution, in sentences, paragraphs, quotations.
The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import rostra

SEED = 4
SIZES = (5, 50, 500)
_RARE = 200  # one word in so many is an invented name
_SYLLABLES = [first + last for first in "bdfghklmnprstvwz" for last in ("a", "en", "o")]
_ENDINGS = ("", "", "", "s", "ed", "ing", "ly", "er", "ness", "'s")
_COMMON = """
    the of and to in a that we is for it be this our with as are by will have not on from has their was they
    but which at all an its or been who can more would these must us new no should i other do them when may so
"""
_ACTORS = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel")


def name_of(random_: random.Random) -> str:
    """An invented name: few of them often, many of them once."""
    number = int(2 / (random_.random() ** 1.1 + 1e-9)) + 50
    syllables = []
    while number:
        number, rest = divmod(number, len(_SYLLABLES))
        syllables.append(_SYLLABLES[rest])
    return "".join(syllables).capitalize()


def grown(documents: list[dict[str, Any]], size: int, seed: int) -> Iterator[dict[str, Any]]:
    """Documents of `size` bytes together, made of the paragraphs of those given."""
    random_ = random.Random(seed)
    paragraphs = [part for row in documents for part in row["text"].split("\n") if part.strip()]
    lengths = [row["text"].count("\n") + 1 for row in documents]
    written = number = 0
    while written < size:
        like = random_.randrange(len(documents))
        parts, length = [], 0
        for _ in range(lengths[like]):
            part = random_.choice(paragraphs)
            for _ in range(
                len(part) // (6 * _RARE) + (random_.random() < len(part) % (6 * _RARE) / (6 * _RARE))
            ):
                first = part.find(" ", random_.randrange(len(part))) + 1
                last = part.find(" ", first)
                if first and last > 0:
                    part = f"{part[:first]}{name_of(random_)}{part[last:]}"
            parts.append(part)
            length += len(part.encode()) + 2
            if written + length >= size:
                break
        number += 1
        text = "\n\n".join(parts)
        written += len(text.encode())
        yield {**documents[like], "doc_id": f"d{number:06d}", "text": text}


def invented(size: int, seed: int) -> Iterator[dict[str, Any]]:
    """Documents of `size` bytes together, of invented words."""
    random_ = random.Random(seed)
    stems = dict.fromkeys(name_of(random_).lower() for _ in range(60_000))
    words = [*_COMMON.split(), *stems]
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    written = number = 0
    while written < size:
        parts, length = [], 0
        while length < 8_000 and written + length < size:
            sentences = []
            for _ in range(random_.randint(2, 6)):
                chosen = random_.choices(words, cum_weights=weights, k=random_.randint(6, 30))
                chosen = [word + random_.choice(_ENDINGS) if len(word) > 5 else word for word in chosen]
                if random_.random() < 0.3:
                    chosen.insert(random_.randrange(len(chosen)), name_of(random_))
                middle = len(chosen) // 2
                sentence = f"{' '.join(chosen[:middle])}, {' '.join(chosen[middle:])}.".capitalize()
                if random_.random() < 0.1:
                    sentence = f"“{sentence[:-1]},” said {random_.choice(_ACTORS)}."
                sentences.append(sentence)
            parts.append(" ".join(sentences))
            length += len(parts[-1].encode()) + 2
        number += 1
        text = "\n\n".join(parts)
        written += len(text.encode())
        day = f"{1990 + number % 35}-{1 + number % 12:02d}-{1 + number % 28:02d}"
        yield {"doc_id": f"d{number:06d}", "date": day, "actor": random_.choice(_ACTORS), "text": text}


def corpus_of(size: int, folder: Path, source: str | Path | None = None, seed: int = SEED) -> Path:
    """Write a corpus of some megabytes as JSON Lines, unless it is there already; return its folder."""
    path = folder / f"{size}MB" / "documents.jsonl"
    if path.exists():
        return path.parent
    path.parent.mkdir(parents=True, exist_ok=True)
    if source is None:
        documents = invented(size * 1_000_000, seed)
    else:
        frame = rostra.load_corpus(source).documents.drop(columns="body_start")
        rows = json.loads(frame.to_json(orient="records"))
        documents = grown([row for row in rows if row["text"].strip()], size * 1_000_000, seed)
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as file:
        for row in documents:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    draft.rename(path)
    return path.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="source", help="a corpus to grow; without, one is invented")
    parser.add_argument("--megabytes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    for size in given.megabytes:
        print(corpus_of(size, given.folder, given.source, given.seed))


if __name__ == "__main__":
    main()
