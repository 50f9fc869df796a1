"""Lines of evaluations in real speeches, read and judged one by one: most name rightly who judges whom.

`verdicts/unsc_evaluations.jsonl` keeps what was judged of 50 lines as places in the speeches,
without their words. The speeches lie outside the project; skipped without ROSTRA_EVALUATION.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import rostra
from rostra import stats
from rostra.evaluation import evaluations
from rostra.result import Result

JUDGED = Path(__file__).parent / "verdicts" / "unsc_evaluations.jsonl"
READ, SEED, FLOOR = 50, 2031, 0.70
KEY = ["doc_id", "start", "end", "measure", "source", "target"]
ADVERSE = ("accusation", "negative_evaluation")
ACCUSERS = ("Ukraine", "United States", "United Kingdom", "Lithuania")

Line = tuple[Any, ...]


@pytest.fixture(scope="module")
def found(evaluation: Path) -> Result:
    corpus = rostra.load_corpus(evaluation / "input" / "unsc" / "documents.csv")
    return evaluations(rostra.attribute(corpus, actor="speaker"), n_boot=0)


@pytest.fixture(scope="module")
def judged() -> list[dict[str, Any]]:
    return [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]


def draw(result: Result) -> list[Line]:
    """Draw the lines to read from the accusations and negative evaluations that name their target."""
    hits = result.hits.rename(columns={"actor": "source"})
    named = hits[hits["target"].notna() & hits["measure"].isin(ADVERSE)]
    named = named.sort_values(["doc_id", "start", "end", "measure"], kind="stable")
    chosen = np.sort(np.random.default_rng(SEED).choice(len(named), READ, replace=False))
    return [tuple(row) for row in named.iloc[chosen][KEY].itertuples(index=False)]


def describe_change(drawn: list[Line], verdicts: dict[Line, bool]) -> str:
    """Say what of a sample was judged before; nothing, where all was."""
    unread = [line for line in drawn if line not in verdicts]
    if not unread:
        return ""
    kept = [verdicts[line] for line in drawn if line in verdicts]
    lines = "; ".join(
        f"{doc_id} {start}-{end} {measure}, {source} of {target}"
        for doc_id, start, end, measure, source, target in unread
    )
    return (
        f"the lines found have changed: of {len(drawn)} drawn, {len(kept)} were judged before "
        f"({sum(kept)} right) and {len(unread)} were not. Read these in the speeches and add their "
        f"verdicts to {JUDGED.name}: {lines}."
    )


def verdicts_of(judged: list[dict[str, Any]]) -> dict[Line, bool]:
    return {tuple(line[name] for name in KEY): line["right"] for line in judged}


def test_the_speeches_are_those_that_were_read(found: Result, judged: list[dict[str, Any]]) -> None:
    changed = {
        line["doc_id"]
        for line in judged
        if hashlib.sha256(found.corpus.text(line["doc_id"]).encode()).hexdigest() != line["text_sha256"]
    }
    assert not changed, f"speeches that are not the ones judged: {', '.join(sorted(changed))}"


def test_every_line_drawn_now_has_been_judged(found: Result, judged: list[dict[str, Any]]) -> None:
    change = describe_change(draw(found), verdicts_of(judged))
    assert not change, change


def test_a_reader_agrees_with_the_lines(found: Result, judged: list[dict[str, Any]]) -> None:
    verdicts = verdicts_of(judged)
    right = [verdicts[line] for line in draw(found) if line in verdicts]
    low, _ = stats.wilson_interval(sum(right), len(right))
    assert low >= FLOOR, f"{sum(right)} of {len(right)} lines are right: at least {low:.2f}"


def test_no_word_of_a_speech_is_kept(found: Result, judged: list[dict[str, Any]]) -> None:
    assert {tuple(line) for line in judged} == {(*KEY, "right", "reason", "text_sha256")}
    assert len({tuple(line[name] for name in KEY) for line in judged}) == len(judged)
    for line in judged:
        assert 0 <= line["start"] < line["end"] <= len(found.corpus.text(line["doc_id"]))
        assert len(line["reason"].split()) <= 5


@pytest.mark.parametrize("source", ACCUSERS)
def test_russia_stands_out_among_whom_they_accuse(found: Result, source: str) -> None:
    frame = found.frame[found.frame["item"].notna() & found.frame["measure"].isin(ADVERSE)]
    own = frame[frame["actor"] == source].groupby("item")["hits"].sum().sort_values(ascending=False)
    assert own.index[0] == "Russia" and own.iloc[0] >= 8
    assert own.iloc[0] > 3 * own.iloc[1:].sum()
    for measure in ADVERSE:
        cells = frame[(frame["actor"] == source) & (frame["measure"] == measure)]
        assert cells.sort_values("hits")["item"].iloc[-1] == "Russia"


def test_they_and_nearly_nobody_else_accuse_russia(found: Result) -> None:
    adverse = found.frame[found.frame["measure"].isin(ADVERSE) & (found.frame["item"] == "Russia")]
    counts = adverse.groupby("actor")["hits"].sum().sort_values(ascending=False)
    assert isinstance(counts, pd.Series) and counts.index[0] == "Ukraine"
    assert counts[list(ACCUSERS)].sum() > 0.75 * counts.sum()


def test_a_change_of_the_lines_is_told_with_what_to_read() -> None:
    old, new = ("d", 1, 5, "accusation", "A", "B"), ("e", 2, 9, "accusation", "A", "C")
    assert describe_change([old], {old: True}) == ""
    assert describe_change([old, new], {old: True}) == (
        "the lines found have changed: of 2 drawn, 1 were judged before (1 right) and 1 were not. Read these "
        "in the speeches and add their verdicts to unsc_evaluations.jsonl: e 2-9 accusation, A of C."
    )
