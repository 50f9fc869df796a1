"""Cases of concordances: the lines of other programs, given the words of these programs.

Read from `eval/cases/kwic.json` in the folder that ROSTRA_EVALUATION names; skipped without
it. Every case is dispatched. What differs, and why, stands in `QUIRKS`; there is none.

A query of the peer is written in our language: a glob and a fixed word as they are, a
regular expression between slashes, a case-sensitive word after `=`. The order of lines is
compared with the order that the case gives, all of it: by each key, case aside.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import rostra
from rostra.index.reference import fold_token
from rostra.index.tokens import Tokens

Case = dict[str, Any]
Line = tuple[str, int, int, str, str, str]

QUIRKS: dict[str, str] = {}  # id -> why we do not agree


@pytest.fixture(scope="module")
def cases(evaluation: Path) -> list[Case]:
    path = evaluation / "eval" / "cases" / "kwic.json"
    found: list[Case] = json.loads(path.read_text(encoding="utf-8"))["cases"]
    return found


@pytest.fixture(scope="module")
def inaugural(evaluation: Path) -> Tokens:
    path = evaluation / "eval" / "cases" / "inaugural_tokens_default.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return given({line["id"]: line["tokens"] for line in lines})


def given(documents: dict[str, list[str]]) -> Tokens:
    """The words of another program as words of ours, punctuation too: one sentence a document."""
    texts = [" ".join(own) for own in documents.values()]
    corpus = rostra.load_corpus(pd.DataFrame({"doc_id": list(documents), "text": texts}, dtype="string"))
    sizes = [np.array([len(word) for word in own], dtype=np.int64) for own in documents.values()]
    ends = [np.cumsum(size + 1) - 1 for size in sizes]
    forms: dict[str, int] = {}
    form = [forms.setdefault(fold_token(word), len(forms)) for own in documents.values() for word in own]
    document = np.repeat(np.arange(len(sizes)), [len(own) for own in documents.values()]).astype(np.int32)
    return Tokens(
        corpus=corpus,
        statements=None,
        document=document,
        start=np.concatenate([end - size for end, size in zip(ends, sizes, strict=True)]),
        end=np.concatenate(ends),
        form=np.array(form, dtype=np.int32),
        vocabulary=tuple(forms),
        sentence=document,
        sentence_start=np.zeros(len(texts), dtype=np.int64),
        sentence_end=np.array([len(text) for text in texts], dtype=np.int64),
        statement=np.full(len(document), -1, dtype=np.int32),
        clause_start=np.zeros(len(document), dtype=bool),
    )


def asked(wanted: Case) -> str:
    """The peer's query in our language."""
    text: str = wanted.get("query", wanted.get("q"))
    if wanted.get("valuetype") == "regex":
        return f"/{text}/"
    return text if wanted.get("case_insensitive", True) else f"={text}"


def lines(tokens: Tokens, wanted: Case, **options: Any) -> list[Line]:
    """Our lines with the peer's places: words of the document, counted from 1."""
    found = rostra.kwic(tokens, asked(wanted), context="words", width=wanted["window"], **options).lines
    doc_ids = tokens.corpus.documents["doc_id"].tolist()
    opening = np.searchsorted(tokens.document, np.arange(len(doc_ids)))
    closing = np.searchsorted(tokens.document, np.arange(len(doc_ids)), side="right")
    rows: list[Line] = []
    for line in found.to_dict("records"):
        row = doc_ids.index(line["doc_id"])
        own = slice(opening[row], closing[row])
        first = int(np.searchsorted(tokens.start[own], line["start"])) + 1
        last = int(np.searchsorted(tokens.end[own], line["end"])) + 1
        left, right = line["left"].removesuffix(" "), line["right"].removeprefix(" ")
        rows.append((line["doc_id"], first, last, left, line["node"], right))
    return rows


def rows_of(tokens: Tokens, case: Case) -> list[str]:
    found, expected = lines(tokens, case["input"]), case["expected"]
    if isinstance(expected, dict):  # how many there are, and the lines or the first of them
        if len(found) != expected["n_hits"]:
            return [f"{case['id']}: {len(found)} lines, expected {expected['n_hits']}"]
        expected = expected["rows"]
        found = found[: len(expected)]
    names = ("doc", "start", "end", "left", "node", "right")
    wanted = [tuple(row[name] for name in names) for row in expected]
    if len(found) != len(wanted):
        return [f"{case['id']}: {len(found)} lines, expected {len(wanted)}"]
    return [f"{case['id']}: {a}, expected {b}" for a, b in zip(found, wanted, strict=True) if a != b]


def order_of(tokens: Tokens, case: Case) -> list[str]:
    sort, expected = case["input"]["sort"], case["expected"]
    found = lines(tokens, case["input"], sort=sort)
    places = [[doc, first] for doc, first, *_ in found]
    keys = [[beside(line, name) for name in sort] for line in found]
    wrong = []
    for name, ours, theirs in (
        ("first10", places[:10], expected["first10"]),
        ("last5", places[-5:], expected["last5"]),
        ("keys", keys, expected["keys"]),
    ):
        if ours != theirs:
            wrong.append(f"{case['id']} {name}: {ours}, expected {theirs}")
    return wrong


def beside(line: Line, name: str) -> str:
    """The word at a place beside the node, in small letters; nothing where there is none."""
    before, after = line[3].split(), line[5].split()
    row = before[::-1] if name[0] == "L" else after
    return row[int(name[1:]) - 1].lower() if len(row) >= int(name[1:]) else ""


KINDS: dict[str, Callable[[Tokens, Case], list[str]]] = {
    "KWIC rows": rows_of,
    "concordance sort": order_of,
}


def test_every_case_holds(cases: list[Case], inaugural: Tokens) -> None:
    seen = set()
    for case in cases:
        (kind,) = (kind for kind in KINDS if case["measure"].startswith(kind))
        wanted = case["input"]
        texts = {name: text.split() for name, text in wanted["text"].items()} if "text" in wanted else None
        differs = KINDS[kind](inaugural if texts is None else given(texts), case)
        assert bool(differs) == (case["id"] in QUIRKS), differs
        seen.add(case["id"])
    assert len(seen) == len(cases) > 20
    assert seen >= set(QUIRKS)
