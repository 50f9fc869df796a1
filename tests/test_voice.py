"""Voice: every word is somebody's, narration, or nobody's, and the shares say so."""

from __future__ import annotations

import pandas as pd
import pytest
from marked import statements_of
from numpy.testing import assert_allclose
from pandas.testing import assert_frame_equal

import rostra
from rostra.errors import QueryError
from rostra.measures.voice import share_of_voice, stances
from rostra.statements import Statements

TEXTS = (
    "Russia warned [[Russia|indirect|of a response|warned]]. [[Poland|direct|No threat at all]], it said.",
    "[[Russia|speech|We regret this.]] [[|direct|Nobody knows]].",
)


def rows(result: rostra.Result, *columns: str) -> list[list[object]]:
    return result.frame[list(columns)].values.tolist()


def test_shares_are_words_over_all_words() -> None:
    result = share_of_voice(statements_of(*TEXTS))
    words = len(rostra.tokenize(statements_of(*TEXTS)))
    assert words == 16
    assert rows(result, "actor", "item", "hits", "exposure", "documents") == [
        ["Russia", "indirect", 3, 16, 1],
        ["Russia", "speech", 3, 16, 1],
        ["Poland", "direct", 4, 16, 1],
    ]
    assert_allclose(result.frame["value"].astype(float), result.frame["hits"] / 16)
    assert set(result.frame["unit"]) == {"share of all words"}
    assert result.about == (
        "Shares of all 16 words of 2 documents. 4 words are narration, 2 are somebody's without a known "
        "actor. No intervals: fewer than 8 documents."
    )


def test_nobody_is_lost_from_the_count() -> None:
    statements = statements_of(*TEXTS)
    words = rostra.tokenize(statements)
    shares = share_of_voice(statements, by="kind")
    assert shares.frame["value"].sum() == pytest.approx(1)
    assert dict(zip(shares.frame["item"], shares.frame["hits"], strict=True)) == (
        pd.Series(words.labels("kind")).value_counts().to_dict()
    )


def test_a_column_of_the_documents_counts_their_words() -> None:
    statements = statements_of("[[A|speech|one two]]", "three [[B|direct|four]]", source=["X", "Y"])
    assert rows(share_of_voice(statements, by="source"), "source", "item", "hits") == [
        ["X", "speech", 2], ["Y", "direct", 1], ["Y", "narration", 1],
    ]  # fmt: skip


def test_the_evidence_of_a_share_is_its_statements() -> None:
    result = share_of_voice(statements_of(*TEXTS))
    assert result.kwic(actor="Russia").lines["node"].tolist() == ["of a response", "We regret this."]
    total = result.hits.groupby(["actor", "item"])["weight"].sum()
    for row in result.frame.to_dict("records"):
        assert total[row["actor"], row["item"]] / row["exposure"] == pytest.approx(row["value"])


def test_intervals_come_with_eight_documents() -> None:
    texts = ["[[A|speech|one two]] and [[B|speech|three]]"] * 4 + [
        "[[A|speech|one]] and [[B|speech|three four]]"
    ] * 4
    result = share_of_voice(statements_of(*texts), seed=1)
    assert (result.frame["low"] < result.frame["value"]).all()
    assert (result.frame["value"] < result.frame["high"]).all()
    assert "Intervals: 95%, from the variation between documents (logit scale, t)." in result.about
    assert share_of_voice(statements_of(*texts), n_boot=0).frame["low"].isna().all()


def test_a_text_without_voices_has_an_empty_table() -> None:
    result = share_of_voice(statements_of("Only the writer speaks."))
    assert result.frame.empty
    assert result.frame.columns[0] == "actor"
    assert "4 words are narration" in result.about


# Stances --------------------------------------------------------------------------------------------------


def with_stances(*stance: str | None, texts: tuple[str, ...] = TEXTS, **metadata: list[str]) -> Statements:
    """Statements whose cues have these classes, in text order of the statements."""
    made = statements_of(*texts, **metadata)
    frame = made.frame.copy()
    own = frame.index[frame["kind"] != "narration"]
    frame.loc[own, "stance"] = pd.array(stance, dtype="string")
    return Statements(frame, made.corpus)


def test_stances_are_shares_of_the_statements_with_a_cue() -> None:
    result = stances(with_stances("warning", "neutral", "neutral", None))
    assert rows(result, "actor", "item", "hits", "exposure", "value") == [
        ["Russia", "neutral", 1, 2, 0.5],
        ["Russia", "warning", 1, 2, 0.5],
        ["Poland", "neutral", 1, 1, 1.0],
        ["Poland", "warning", 0, 1, 0.0],
    ]
    assert result.about == (
        "Class of the reporting verb, as share of 3 statements with a cue. 1 statement has no cue."
    )


def test_the_writer_who_doubts_is_found_by_outlet() -> None:
    result = stances(
        with_stances("doubting", "doubting", "neutral", "neutral", source=["X", "Y"]), by="source"
    )
    assert rows(result, "source", "item", "value") == [
        ["X", "neutral", 0], ["X", "doubting", 1], ["Y", "neutral", 1], ["Y", "doubting", 0],
    ]  # fmt: skip


def test_the_evidence_of_a_stance_is_the_cue() -> None:
    result = stances(with_stances("warning", "neutral", None, None))
    assert result.kwic(actor="Russia").lines["node"].tolist() == ["warned"]
    assert result.kwic(actor="Poland").lines["node"].tolist() == ["No threat at all"]  # its cue has no place


def test_the_pieces_of_one_quotation_count_once() -> None:
    made = with_stances("neutral", "neutral", texts=("[[A|direct|We will]], she said, [[A|direct|not go]].",))
    frame = made.frame.copy()
    frame.loc[frame["kind"] == "direct", "quotation_id"] = "q"
    assert rows(stances(Statements(frame, made.corpus)), "actor", "hits", "exposure") == [["A", 1, 1]]


def test_cued_statements_of_nobody_are_counted() -> None:
    result = stances(with_stances("neutral", "neutral", None, "doubting"))
    assert result.about.endswith("1 statement with a cue has no known actor.")


def test_without_cues_there_is_nothing_to_show() -> None:
    assert stances(statements_of("[[A|speech|Yes]]")).frame.empty


@pytest.mark.parametrize("verb", [share_of_voice, stances])
def test_an_unknown_column_is_named(verb: object) -> None:
    with pytest.raises(
        QueryError, match=r"^no column named 'acter'\. Did you mean 'actor'\? Known: statement_id, "
    ):
        verb(statements_of("[[A|speech|Yes]]"), by="acter")  # type: ignore[operator]


@pytest.mark.parametrize("verb", [share_of_voice, stances])
def test_counting_changes_nothing(verb: object) -> None:
    statements = with_stances("warning", "neutral", None, None)
    frame, documents = statements.frame.copy(deep=True), statements.corpus.documents.copy(deep=True)
    verb(statements)  # type: ignore[operator]
    assert_frame_equal(statements.frame, frame)
    assert_frame_equal(statements.corpus.documents, documents)
