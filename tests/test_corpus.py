"""Corpus: the texts as published stay as published, whoever hands them in and whatever is done with them."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from rostra.actors import Actors, load_actors
from rostra.corpus import Corpus, load_corpus
from rostra.errors import CorpusError

BRIEFINGS = [
    {"doc_id": "b1", "text": "We deny it.", "date": "2024-11-21", "speaker": "Ann", "year": 2024},
    {
        "doc_id": "b2",
        "text": "They know it, don't they?",
        "date": "2024-11-27",
        "speaker": "Ben",
        "year": 2025,
    },
    {"doc_id": "b3", "text": "No comment.", "date": None, "speaker": None, "year": None},
]
ACCEPTED = (
    "Accepted is the path of a folder or file, a pandas, polars or Arrow frame, or a list of dicts "
    'such as [{"text": "..."}, {"text": "..."}].'
)


@pytest.fixture(scope="module")
def briefings() -> Corpus:
    return load_corpus(BRIEFINGS)


def message(*arguments: Any, **options: Any) -> str:
    with pytest.raises(CorpusError) as caught:
        load_corpus(*arguments, **options)
    return str(caught.value)


def ids(corpus: Corpus) -> list[str]:
    return corpus.documents["doc_id"].tolist()


# --- the noun --------------------------------------------------------------------------------------


def test_a_corpus_says_its_name_its_size_and_its_days(briefings: Corpus) -> None:
    assert repr(briefings) == "<Corpus corpus: 3 documents, 10 words, 2024-11-21 to 2024-11-27>"
    assert (
        repr(briefings.where(doc_id="b1").renamed("one")) == "<Corpus one: 1 document, 3 words, 2024-11-21>"
    )
    assert repr(briefings.where(doc_id="none")) == "<Corpus corpus: 0 documents, 0 words, no dates>"
    assert len(briefings) == 3


def test_what_we_name_comes_first_and_then_every_other_column(briefings: Corpus) -> None:
    assert briefings.documents.columns.tolist() == [
        "doc_id", "text", "date", "source", "title", "body_start", "speaker", "year",
    ]  # fmt: skip
    assert briefings.documents.dtypes.astype(str).tolist() == [
        "string", "string", "string", "string", "string", "int64", "string", "Int64",
    ]  # fmt: skip


def test_a_text_is_found_by_its_id(briefings: Corpus) -> None:
    assert briefings.text("b3") == "No comment."


@pytest.mark.parametrize(
    ("number", "asked", "said"),
    [
        (2, "d3", "no document named 'd3'. Known: d0, d1."),
        (2, 7, "no document named '7'. Known: d0, d1."),
        (
            25,
            "d24x",
            "no document named 'd24x'. Did you mean 'd24'? Known: d24, d0, d1, d2, d3, d4, d5, d6, d7, d8, "
            "d9, d10, d11, d12, d13, d14, d15, d16, d17, d18. These are 20 of 25.",
        ),
    ],
)
def test_an_unknown_id_is_an_error_that_guesses_and_lists(number: int, asked: Any, said: str) -> None:
    corpus = load_corpus([{"doc_id": f"d{n}", "text": "x"} for n in range(number)])
    with pytest.raises(CorpusError) as caught:
        corpus.text(asked)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("columns", "kept"),
    [
        ({}, ["b1", "b2", "b3"]),
        ({"speaker": "Ann"}, ["b1"]),
        ({"speaker": ["Ann", "Ben"]}, ["b1", "b2"]),
        ({"speaker": ["Ann", None]}, ["b1", "b3"]),
        ({"speaker": None}, ["b3"]),
        ({"speaker": pd.NA, "year": 2024}, []),
        ({"speaker": ("Ann", "Ben"), "year": 2025}, ["b2"]),
        ({"year": range(2024, 2030)}, ["b1", "b2"]),
        ({"speaker": "Zoe"}, []),
        ({"speaker": []}, []),
    ],
)
def test_where_keeps_the_documents_that_have_the_values(
    briefings: Corpus, columns: dict[str, Any], kept: list[str]
) -> None:
    chosen = briefings.where(**columns)
    assert ids(chosen) == kept
    assert chosen.documents.index.tolist() == list(range(len(kept)))
    assert (chosen.name, chosen.actors, chosen.inputs) == (briefings.name, briefings.actors, briefings.inputs)


def test_a_number_asks_a_column_of_text_for_its_spelling() -> None:
    assert ids(
        load_corpus([{"text": "x", "year": "2024"}, {"text": "y", "year": "2025"}]).where(year=2025)
    ) == ["corpus-0002"]


def test_where_with_an_unknown_column_lists_the_columns(briefings: Corpus) -> None:
    with pytest.raises(CorpusError) as caught:
        briefings.where(speeker="Ann")
    assert str(caught.value) == (
        "no column named 'speeker'. Did you mean 'speaker'? "
        "Known: doc_id, text, date, source, title, body_start, speaker, year."
    )


def test_nobody_changes_a_corpus_by_the_frame_it_hands_out() -> None:
    corpus = load_corpus(BRIEFINGS)
    before = corpus.documents
    handed_out = corpus.documents
    handed_out.loc[0, "text"] = "We admit it."
    handed_out["mine"] = 1
    chosen = corpus.where(speaker="Ann").documents
    chosen["text"] = "changed"
    pd.testing.assert_frame_equal(corpus.documents, before)
    assert corpus.text("b1") == "We deny it."
    with pytest.raises(AttributeError):
        corpus.documents = handed_out  # type: ignore[misc]


def test_a_corpus_does_not_change_with_the_frame_it_was_made_from() -> None:
    frame = pd.DataFrame(BRIEFINGS)
    corpus = load_corpus(frame)
    given = frame.copy()
    pd.testing.assert_frame_equal(frame, given)
    frame.loc[0, "text"] = "changed"
    assert corpus.text("b1") == "We deny it."


def test_shown_in_a_notebook_everything_is_escaped_and_twice_the_same() -> None:
    corpus = load_corpus(
        [{"doc_id": f'"><img onerror={n}>', "text": "<script>" * 50, "title": "</style>"} for n in range(25)]
    )
    page = corpus._repr_html_()
    assert "<script" not in page and "<img" not in page and "</style" not in page
    assert page.count("<tr>") + page.count("<tr ") == 21
    assert "<p>20 of 25 documents.</p>" in page
    assert page == corpus._repr_html_()


def test_importing_the_corpus_imports_nothing_heavy() -> None:
    heavy = ("pandas", "numpy", "narwhals", "tqdm", "trafilatura", "docx", "pypdf", "py3langid")
    code = f"import sys, rostra.corpus, rostra.auditing; print([m for m in {heavy} if m in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "analysis")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == "[]"


# --- records and frames ------------------------------------------------------------------------------

FRAMES = {
    "list of dicts": lambda: BRIEFINGS,
    "dict of lists": lambda: {name: [record[name] for record in BRIEFINGS] for name in BRIEFINGS[0]},
    "pandas": lambda: pd.DataFrame(BRIEFINGS),
    "pandas of objects": lambda: pd.DataFrame(BRIEFINGS, dtype=object),
    "polars": lambda: pl.DataFrame(BRIEFINGS),
    "lazy polars": lambda: pl.LazyFrame(BRIEFINGS),
}


@pytest.mark.parametrize("kind", FRAMES)
def test_every_kind_of_frame_gives_the_same_corpus(briefings: Corpus, kind: str) -> None:
    corpus = load_corpus(FRAMES[kind]())
    pd.testing.assert_frame_equal(
        corpus.documents.astype({"year": "Float64"}), briefings.documents.astype({"year": "Float64"})
    )
    assert (corpus.name, corpus.left_out, corpus.notes) == ("corpus", (), ())


def test_values_keep_their_kind_and_their_spelling() -> None:
    frame = pd.DataFrame(
        {
            "id": ["007", "NA", "null"],
            "text": ["None", "nan", "NA"],
            "outlet": pd.Categorical(["NA", "nan", None]),
            "live": [True, False, True],
            "share": np.array([0.5, np.nan, 2], dtype="float32"),
            "seen": pd.to_datetime(["2024-11-21", None, "2024-11-22 10:30"], format="ISO8601"),
            "mixed": [1, "1", None],
        }
    )
    documents = load_corpus(frame).documents
    assert documents[["doc_id", "text"]].to_numpy().tolist() == [
        ["007", "None"],
        ["NA", "nan"],
        ["null", "NA"],
    ]
    assert documents["outlet"].tolist()[:2] == ["NA", "nan"]
    assert documents["live"].tolist() == [True, False, True]
    assert documents["share"].isna().tolist() == [False, True, False]
    assert documents["seen"].tolist()[::2] == ["2024-11-21", "2024-11-22T10:30:00"]
    assert documents["mixed"].tolist()[:2] == [1, "1"]
    assert documents[["outlet", "seen", "mixed"]].isna().sum().tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("given", "doc_id"),
    [(7, "7"), (7.0, "7"), (7.5, "7.5"), ("007", "007"), (" 7", " 7"), (True, "True"), (None, "corpus-0001")],
)
def test_an_id_is_text(given: Any, doc_id: str) -> None:
    assert ids(load_corpus([{"doc_id": given, "text": "x"}])) == [doc_id]


def test_numbers_that_a_gap_turned_into_fractions_are_whole_again_as_ids() -> None:
    assert ids(load_corpus(pd.DataFrame({"id": [7, None, 9], "text": list("xyz")}))) == [
        "7",
        "corpus-0002",
        "9",
    ]


def test_any_column_may_hold_the_words_and_the_ids() -> None:
    corpus = load_corpus([{"nr": 1, "speech": "Yes.", "id": "x"}], text="speech", doc_id="nr")
    assert corpus.documents.drop(columns=["date", "source", "title"]).to_dict("records") == [
        {"doc_id": "1", "text": "Yes.", "body_start": 0, "id": "x"}
    ]


def test_rows_without_words_are_left_out_and_listed() -> None:
    corpus = load_corpus(
        [{"text": "Yes."}, {"text": None}, {"text": 5}, {"date": "2024-11-21"}, {"text": ""}]
    )
    assert corpus.documents["text"].tolist() == ["Yes.", ""]
    assert corpus.left_out == (
        ("record 2", "its 'text' holds no words (it is empty)"),
        ("record 3", "its 'text' holds no words but int"),
        ("record 4", "its 'text' holds no words (it is empty)"),
    )


def test_a_mark_that_came_in_with_a_text_is_taken_off_and_mapped() -> None:
    corpus = load_corpus([{"text": "\ufeffYes."}, {"text": "No."}])
    assert corpus.documents["text"].tolist() == ["Yes.", "No."]
    assert corpus.documents["body_start"].tolist() == [1, 0]
    assert corpus.notes == ("A byte order mark was taken off the beginning of 1 text.",)


def test_the_place_of_a_text_in_its_file_survives_being_saved_as_records() -> None:
    records = [{"text": "Yes.", "body_start": "17"}, {"text": "No.", "body_start": "-1"}, {"text": "So."}]
    corpus = load_corpus(records)
    assert corpus.documents["body_start"].tolist() == [17, 0, 0]
    assert corpus.notes == ("the records: 1 of the column 'body_start' are no whole numbers and count as 0.",)
    again = load_corpus(corpus.documents)
    pd.testing.assert_frame_equal(again.documents, corpus.documents)


def test_the_same_records_have_the_same_fingerprint_and_others_another() -> None:
    same, again = load_corpus(BRIEFINGS), load_corpus(pl.DataFrame(BRIEFINGS))
    other = load_corpus([{**BRIEFINGS[0], "text": "We deny it!"}, *BRIEFINGS[1:]])
    assert same.inputs == again.inputs
    assert same.inputs[0].name == "records"
    assert same.inputs[0].sha256 != other.inputs[0].sha256


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ([], f"the list holds no documents. {ACCEPTED}"),
        (["Yes."], f"record 1 is no dict but str. {ACCEPTED}"),
        (7, f"a corpus cannot be read from an object of type int. {ACCEPTED}"),
        (pd.Series(["Yes."]), f"a corpus cannot be read from an object of type Series. {ACCEPTED}"),
        (
            pd.DataFrame({"Text": ["Yes."], "speaker": ["Ann"]}),
            "the frame: no column named 'text'. Did you mean 'Text'? Known: Text, speaker. "
            'Name the column that holds the words: text="NAME".',
        ),
        (
            [{"text": None}],
            "the input holds no document that can be read. Left out: record 1: its 'text' holds no words "
            "(it is empty). The readers know .txt .md .csv .tsv .jsonl .ndjson .json .html .htm .docx .pdf, "
            "and each of them packed as .gz.",
        ),
        (
            {"text": ["a", "b"], "year": [1]},
            "the records: the columns differ in length (text 2, year 1). "
            "Give each a value for every document.",
        ),
    ],
)
def test_what_is_no_corpus_is_an_error_that_says_what_is(source: Any, said: str) -> None:
    assert message(source) == said


# --- ids ---------------------------------------------------------------------------------------------


def test_an_id_given_twice_is_an_error_that_names_both_places(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('doc_id,text\n7,"Yes,\nsir."\n8,No.\n', encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"doc_id": 7, "text": "So."}\n', encoding="utf-8")
    assert message(tmp_path) == (
        "two documents have the id '7': a.csv:2 and b.jsonl:1. "
        'Give each document its own id, or name the column that does: doc_id="NAME".'
    )
    assert message([{"id": n % 2, "text": "x"} for n in range(5)]) == (
        "two documents have the id '0': record 1 and record 3 (and 1 more place). "
        "The same goes for 1 other id. "
        'Give each document its own id, or name the column that does: doc_id="NAME".'
    )


def test_an_id_in_front_matter_may_not_be_that_of_another_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("---\nid: b\n---\nYes.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("No.", encoding="utf-8")
    assert message(tmp_path) == (
        "two documents have the id 'b': a.txt and b.txt. "
        'Give each document its own id, or name the column that does: doc_id="NAME".'
    )


# --- dates -------------------------------------------------------------------------------------------


def test_dates_are_iso_and_what_is_lost_in_that_is_said_and_kept() -> None:
    given = ["21 November 2024", dt.date(2024, 11, 22), None, " ", "03/04/2024", "05/06/2024", "soon", "1789"]
    corpus = load_corpus([{"doc_id": f"d{n}", "text": "x", "date": date} for n, date in enumerate(given)])
    dates = corpus.documents["date"]
    assert dates.dropna().tolist() == ["2024-11-21", "2024-11-22", "1789-01-01"]
    assert dates.isna().tolist() == [False, False, True, True, True, True, True, False]
    assert corpus.documents["date_given"].dropna().tolist() == [
        "21 November 2024", "2024-11-22", "03/04/2024", "05/06/2024", "soon", "1789",
    ]  # fmt: skip
    assert corpus.notes == (
        "1 date names only a year and stands for its first day (such as '1789' of 'd7').",
        "2 dates could be two days and are left NA; write them as YYYY-MM-DD (such as '03/04/2024' of 'd4').",
        "1 date could not be read and is left NA; write it as YYYY-MM-DD (such as 'soon' of 'd6').",
    )


@pytest.mark.parametrize(
    ("given", "dates", "note"),
    [
        (
            ["03/04/2024", "26/11/2024", "05/05/2024"],
            ["2024-04-03", "2024-11-26", "2024-05-05"],
            "1 date is read with the day first, as others of the column must be "
            "(such as '03/04/2024' of 'd0').",
        ),
        (
            ["3-4-2024", "04/05/2024", "11/26/2024"],
            ["2024-03-04", "2024-04-05", "2024-11-26"],
            "2 dates are read with the month first, as others of the column must be "
            "(such as '3-4-2024' of 'd0').",
        ),
        (
            ["03/04/2024", "26/11/2024", "11/26/2024"],
            [None, "2024-11-26", "2024-11-26"],
            "1 date could be two days and is left NA; write it as YYYY-MM-DD (such as '03/04/2024' of 'd0').",
        ),
        (
            ["03/04/2024", "26.11.2024", "26/13/2024"],
            [None, "2024-11-26", None],
            "1 date could be two days and is left NA; write it as YYYY-MM-DD (such as '03/04/2024' of 'd0').",
        ),
    ],
)
def test_dates_of_numbers_are_read_as_the_clear_ones_of_their_column(
    given: list[str], dates: list[str | None], note: str
) -> None:
    corpus = load_corpus([{"doc_id": f"d{n}", "text": "x", "date": date} for n, date in enumerate(given)])
    found = corpus.documents["date"].astype(object)
    assert found.where(found.notna(), None).tolist() == dates
    assert corpus.notes[0] == note
    assert corpus.documents["date_given"].tolist() == given


def test_dates_that_name_a_day_leave_no_second_column() -> None:
    assert "date_given" not in load_corpus([{"text": "x", "date": "21 November 2024"}]).documents


# --- actors ------------------------------------------------------------------------------------------

REGISTRY = '[[actor]]\nname = "Haldrava"\naliases = ["the Republic"]\n'


def names(corpus: Corpus) -> set[str]:
    return {actor.name for actor in corpus.actors.actors}


def test_the_registry_beside_the_documents_is_used_and_counted_among_the_inputs(tmp_path: Path) -> None:
    (tmp_path / "actors.toml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "a.txt").write_text("Yes.", encoding="utf-8")
    for source in (tmp_path, tmp_path / "a.txt"):
        corpus = load_corpus(source)
        assert {"Haldrava", "Poland"} <= names(corpus)
        assert [entry.name for entry in corpus.inputs] == ["a.txt", "actors.toml"]
    assert load_corpus(tmp_path).left_out == (("actors.toml", "the registry of actors, not a document"),)


def test_a_registry_may_be_given_as_a_path_or_as_it_is(tmp_path: Path) -> None:
    registry = tmp_path / "who.toml"
    registry.write_text(REGISTRY, encoding="utf-8")
    assert "Haldrava" in names(load_corpus(BRIEFINGS, actors=registry))
    assert "Haldrava" in names(load_corpus(BRIEFINGS, actors=str(registry)))
    given = load_actors(registry)
    assert isinstance(given, Actors)
    assert load_corpus(BRIEFINGS, actors=given).actors is given
    assert "Haldrava" not in names(load_corpus(BRIEFINGS))


def test_a_registry_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"none\.toml"):
        load_corpus(BRIEFINGS, actors=tmp_path / "none.toml")
