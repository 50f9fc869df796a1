"""Statements promises: a partition that survives saving, and says how much it covers."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import rostra
from rostra.errors import ResultError
from rostra.statements import COLUMNS, Statements, check_partition, statement_frame

TEXT = "“We will stay,” Polish President Ana Ruiz said. The rain went on. An aide said it was late."


@pytest.fixture
def statements() -> Statements:
    return rostra.attribute(
        rostra.load_corpus([{"doc_id": "007", "text": TEXT, "source": "NA", "desk": "world"}])
    )


def test_every_character_belongs_to_one_innermost_statement(statements: Statements) -> None:
    assert check_partition(statements) == []
    owners = statements.owners("007")
    assert len(owners) == len(TEXT) and owners.min() >= 0
    joined = "".join(
        TEXT[a:b] for a, b in zip(statements.frame["start"], statements.frame["end"], strict=True)
    )
    assert joined == TEXT


def test_the_table_has_the_columns_it_promises(statements: Statements) -> None:
    assert tuple(statements.frame.columns) == COLUMNS
    cue = statements.quotations.iloc[0]
    assert TEXT[cue["cue_start"] : cue["cue_end"]] == cue["cue"] == "said"
    assert TEXT[cue["mention_start"] : cue["mention_end"]] == cue["mention"] == "Polish President Ana Ruiz"


def test_a_statement_without_an_actor_stays_and_is_counted(statements: Statements) -> None:
    cover = statements.coverage
    assert (cover["quotations"], cover["with_speaker"], cover["credited"]) == (2, 2, 1)
    assert cover["credited_share"] == 0.5
    assert repr(statements) == "<Statements: 2 statements in 1 document, 50% credited>"


def test_what_is_saved_is_loaded_again(statements: Statements, tmp_path: Path) -> None:
    path = statements.save(tmp_path / "statements.jsonl")
    again = Statements.load(path)
    pd.testing.assert_frame_equal(again.frame, statements.frame)
    assert again.corpus.text("007") == TEXT
    assert again.corpus.documents["source"].tolist() == ["NA"]
    assert again.corpus.documents["desk"].tolist() == ["world"]
    assert again.save(tmp_path / "again.jsonl").read_bytes() == path.read_bytes()


def test_a_file_of_something_else_is_refused_with_the_next_step(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"doc_id": "a"}\n', encoding="utf-8")
    with pytest.raises(ResultError) as error:
        Statements.load(path)
    assert str(error.value) == (
        'x.jsonl is not a file of statements: its first line does not say "format": "rostra-statements-1". '
        "Write one with Statements.save(path)."
    )


def test_a_statement_outside_or_across_is_told(statements: Statements) -> None:
    rows = [
        {"statement_id": "a", "doc_id": "007", "start": 0, "end": 10, "kind": "direct"},
        {"statement_id": "b", "doc_id": "007", "start": 5, "end": len(TEXT), "kind": "narration"},
    ]
    assert check_partition(Statements(statement_frame(rows), statements.corpus)) == [
        "007: 5-91 crosses the end of another statement at 10"
    ]


def test_records_count_code_points_of_the_body(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text(" date 2024-05-06 Ana Ruiz said it was late.", encoding="utf-8")
    record = rostra.attribute(rostra.load_corpus(path)).records()[0]
    (row,) = record["statements"]
    whole = path.read_text(encoding="utf-8")
    assert record["date"] == "2024-05-06"
    assert whole[record["body_start"] + row["start"] : record["body_start"] + row["end"]] == "it was late"


def test_an_id_that_does_not_exist_is_named(statements: Statements) -> None:
    with pytest.raises(ResultError, match="no statement with the id 's9'"):
        statements.text("s9")


def test_a_notebook_shows_the_words_escaped_and_says_how_they_were_found() -> None:
    corpus = rostra.load_corpus([{"doc_id": "<b>", "text": "“<script>alert(1)</script>,” Ana Ruiz said."}])
    shown = rostra.attribute(corpus)._repr_html_()
    assert "&lt;script&gt;alert(1)" in shown and "<script>" not in shown and "<b>" not in shown
    assert "1 statement in 1 document by rules of English news prose" in shown
