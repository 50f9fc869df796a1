"""Attribution: what it promises beyond single passages, which are in quotation_patterns.toml."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rostra
from rostra.errors import RostraError
from rostra.statements import KINDS, check_partition


def found_in(text: str, **metadata: Any) -> list[tuple[str, str, str | None, str | None]]:
    corpus = rostra.load_corpus([{"doc_id": "d", "text": text, **metadata}])
    statements = rostra.attribute(corpus)
    assert check_partition(statements) == []
    rows = statements.quotations.astype(object).where(statements.quotations.notna(), None)
    return [
        (text[row["start"] : row["end"]], row["kind"], row["speaker"], row["actor"])
        for row in rows.to_dict("records")
    ]


def test_a_relay_is_kept_as_via_and_is_never_the_speaker() -> None:
    corpus = rostra.load_corpus(
        [
            {"text": "Ana Ruiz said the port would stay open, according to Radio 4."},
            {"text": "Ana Ruiz stressed that the port would stay open, the broadcaster TV7 reported."},
        ]
    )
    rows = rostra.attribute(corpus).quotations
    assert rows["speaker"].tolist() == ["Ana Ruiz", "Ana Ruiz"]
    assert rows["via"].tolist() == ["Radio 4", "the broadcaster TV7"]


def test_pieces_of_one_quotation_share_its_id_and_others_do_not() -> None:
    corpus = rostra.load_corpus([{"text": "“Stay,” Ana Ruiz said, “and talk.” Jan Kos said: “We went.”"}])
    ids = rostra.attribute(corpus).quotations["quotation_id"].tolist()
    assert ids[0] == ids[1] != ids[2]


def test_a_transcript_is_read_by_its_turns() -> None:
    text = "MS. RUIZ: We will stay.\n\nQ: Why?\n\nMS. RUIZ: Because the port needs us.\nAnd we need the port."
    rows = found_in(text)
    assert [(r[0], r[1], r[2]) for r in rows] == [
        ("We will stay.", "speech", "RUIZ"),
        ("Why?", "speech", None),
        ("Because the port needs us.\nAnd we need the port.", "speech", "RUIZ"),
    ]


def test_labels_that_name_nobody_make_no_transcript() -> None:
    text = "The port stays open.\nREAD MORE: The port\nIt was late.\nREAD MORE: The fees\nWATCH: The sea"
    assert found_in(text) == []


def test_with_a_column_each_document_is_one_speech() -> None:
    corpus = rostra.load_corpus([{"text": "We stay.", "state": "Chile"}, {"text": "We go.", "state": None}])
    statements = rostra.attribute(corpus, actor="state")
    assert statements.frame["kind"].tolist() == ["speech", "speech"]
    assert statements.frame["actor"].fillna("NA").tolist() == ["Chile", "NA"]
    assert statements.about == (
        "2 documents, each one speech by the actor in the column 'state'; 1 without one keep actor NA."
    )


def test_an_unknown_column_is_named_with_the_known_ones() -> None:
    corpus = rostra.load_corpus([{"text": "We stay.", "speaker": "Chile"}])
    with pytest.raises(RostraError) as error:
        rostra.attribute(corpus, actor="speeker")
    assert str(error.value).startswith("no column named 'speeker'. Did you mean 'speaker'? Known: doc_id,")


def test_an_empty_document_has_no_statement_and_hurts_nobody() -> None:
    corpus = rostra.load_corpus(
        [{"doc_id": "a", "text": ""}, {"doc_id": "b", "text": "Ana Ruiz said it was late."}]
    )
    statements = rostra.attribute(corpus)
    assert statements.frame["doc_id"].unique().tolist() == ["b"]


def test_kinds_are_the_known_ones_and_confidence_is_a_share(root: Path) -> None:
    statements = rostra.attribute(rostra.load_corpus(root / "corpus" / "strait"))
    assert set(statements.frame["kind"]) <= set(KINDS)
    assert statements.quotations["confidence"].between(0, 1).all()
    assert check_partition(statements) == []


def test_the_report_the_project_starts_from(evaluation: Path) -> None:
    """At least 10 of 11 quotations with speaker and actor, at most 2 beyond, no trap; no actors file."""
    gold = json.loads((evaluation / "input/redzikowo.gold.json").read_text(encoding="utf-8"))
    corpus = rostra.load_corpus(evaluation / "input/redzikowo.txt")
    record = rostra.attribute(corpus).records()[0]
    assert record["date"] == "2024-11-26"
    shift = record["body_start"]
    rows = [(row["start"] + shift, row["end"] + shift, row) for row in record["statements"]]
    text = (evaluation / "input/redzikowo.txt").read_text(encoding="utf-8")

    def overlap(first: tuple[int, int], second: tuple[int, int]) -> float:
        def core(start: int, end: int) -> set[int]:
            return {i for i in range(start, end) if text[i].isalnum()}

        a, b = core(*first), core(*second)
        return len(a & b) / len(a | b)

    matched: set[int] = set()
    right = 0
    for quote in gold["quotes"]:
        spans = [(quote["start"], quote["end"]), *map(tuple, quote["accept"])]
        for number, (start, end, row) in enumerate(rows):
            if any(overlap((start, end), span) >= 0.8 for span in spans):
                matched.add(number)
                required = not quote.get("optional")
                right += required and (row["speaker"], row["actor"]) == (quote["speaker"], quote["actor"])
                break
    assert right == 11
    assert len(rows) - len(matched) <= 1
    assert not any(row["text"].strip("“”") == "Aegis Ashore" for _, _, row in rows)
    assert not any(
        "White House" in (row["speaker"] or "") or "RMF24" in (row["speaker"] or "") for _, _, row in rows
    )


MARKS = ["“", "”", '"', "'", "''", "``", "‘", "’", "«", "»", "(", ")", ",", ".", "?", "!", ":", "—", "-", "…"]
REPORTS = [
    "said", "says", "told", "asked if", "According to", "called it", "accused", "adding", "tweeted",
    "was quoted as saying", "by", "put it", "wrote:", "in the words of", "in a statement", "READ MORE:",
]  # fmt: skip
WORDS = [
    "Ana Ruiz", "Jan Hale", "he", "they", "who", "which", "that", "and", "but", "While", "As", "the board",
    "Ms. May", "U.S.", "10 per cent", "is", "would", "not", "to", "Q:", "MR. HALE:", "**Ana:**",
    "— Ana (@ana)", "\n", "\n\n", "\r\n", "\u200b", "\u202a", "é", "\u0301", "İ", "“Late,”", "‘Go’", "http://x.y",
]  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(MARKS + REPORTS + WORDS)).map(" ".join)))
def test_any_text_at_all_is_parted_among_its_speakers(text: str) -> None:
    statements = rostra.attribute(rostra.load_corpus([{"doc_id": "d", "text": text or "."}]))
    assert check_partition(statements) == []
    text = statements.corpus.text("d")
    for row in statements.quotations.astype(object).to_dict("records"):
        for name in ("mention", "cue"):
            if not pd.isna(row[name]):
                assert text[row[f"{name}_start"] : row[f"{name}_end"]] == row[name]
