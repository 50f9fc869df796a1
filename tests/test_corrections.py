"""Corrections promise: what a person mends comes back, all of it that can, and the rest is named."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import shlex
import shutil
import textwrap
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rostra
from rostra import cli
from rostra.corrections.cells import COLUMNS, given_back, safe
from rostra.corrections.sheets import as_found
from rostra.errors import CorrectionsError, CorrectionsWarning, QueryError, RostraError
from rostra.statements import Statements, check_partition, statement_frame

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = (ROOT / "docs" / "corrections.md").read_text(encoding="utf-8")

PORT = (
    "“We will stay,” said Polish President Anna Nowak. The harbour was quiet. "
    "Ana Ruiz said that the fees would fall. “Nobody asked us,” Tom Hale said, “and nobody will.”"
)
TALKS = "Tom Hale said that the talks were over. French President Luc Moreau said that they had never begun."

Sheet = list[dict[str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of two documents."""
    root = tmp_path / "press"
    root.mkdir()
    (root / "port.txt").write_text(PORT, encoding="utf-8")
    (root / "talks.txt").write_text(TALKS, encoding="utf-8")
    return root


def sheet_of(source: Any, path: Path, **options: Any) -> Sheet:
    """Write a sheet and read it, as a spreadsheet would."""
    statements = source if isinstance(source, Statements) else rostra.attribute(rostra.load_corpus(source))
    path.unlink(missing_ok=True)
    rostra.review(statements, path, **options)
    return rows_in(path)


def rows_in(path: Path) -> Sheet:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def give_back(rows: Sheet, path: Path, *, encoding: str = "utf-8-sig", **dialect: Any) -> Path:
    """Save a sheet, as a spreadsheet would."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]), **{"lineterminator": "\r\n"} | dialect)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path


def row_of(rows: Sheet, words: str) -> dict[str, str]:
    """The row of a statement, by words of it."""
    (row,) = [row for row in rows if words in row["words"]]
    return row


def added(**cells: str) -> dict[str, str]:
    """A row that a reviewer wrote himself."""
    return dict.fromkeys(COLUMNS, "") | {"verdict": "add"} | cells


def found_in(statements: Statements) -> list[tuple[str, Any, Any, Any]]:
    rows = statements.quotations.astype(object).where(statements.quotations.notna(), None)
    return [
        (statements.text(row["statement_id"]), row["kind"], row["speaker"], row["actor"])
        for row in rows.to_dict("records")
    ]


def corrected(folder: Path, rows: Sheet) -> Statements:
    """The statements of a folder with a sheet given back; without a warning."""
    give_back(rows, folder / "corrections.csv")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return rostra.attribute(rostra.load_corpus(folder))


def warned(folder: Path, rows: Sheet) -> tuple[Statements, str]:
    """The statements with a sheet given back of which something cannot be applied, and the warning."""
    give_back(rows, folder / "corrections.csv")
    with pytest.warns(CorrectionsWarning) as caught:
        statements = rostra.attribute(rostra.load_corpus(folder))
    (one,) = caught
    assert check_partition(statements) == []
    return statements, str(one.message)


# --- the cycle ----------------------------------------------------------------------------------------


def test_the_texts_of_this_file_are_read_as_the_tests_presume(folder: Path) -> None:
    assert found_in(rostra.attribute(rostra.load_corpus(folder))) == [
        ("“We will stay,”", "direct", "Anna Nowak", "Poland"),
        ("the fees would fall", "indirect", "Ana Ruiz", None),
        ("“Nobody asked us,”", "direct", "Tom Hale", None),
        ("“and nobody will.”", "direct", "Tom Hale", None),
        ("the talks were over", "indirect", "Tom Hale", None),
        ("they had never begun", "indirect", "Luc Moreau", "France"),
    ]


def test_the_doubtful_statements_come_first_and_equals_in_the_order_of_the_text(
    folder: Path, tmp_path: Path
) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    sure = [float(row["confidence"]) for row in rows]
    assert sure == sorted(sure) and len(set(sure)) < len(sure)
    places = [(sure, row["doc_id"], int(row["start"])) for sure, row in zip(sure, rows, strict=True)]
    assert places == sorted(places)
    assert list(rows[0]) == list(COLUMNS)


def test_a_row_shows_the_words_in_their_surroundings_and_says_where_they_stand(
    folder: Path, tmp_path: Path
) -> None:
    row = row_of(sheet_of(folder, tmp_path / "sheet.csv"), "the fees")
    start = PORT.index("the fees")
    assert row == dict.fromkeys(COLUMNS, "") | {
        "doc_id": "port",
        "before": PORT[:start].strip(),
        "words": "the fees would fall",
        "after": PORT[start + len("the fees would fall") :],
        "speaker": "Ana Ruiz",
        "mention": "Ana Ruiz",
        "kind": "indirect",
        "act": "speech",
        "rule": row["rule"],
        "confidence": row["confidence"],
        "statement_id": row["statement_id"],
        "start": str(start),
        "end": str(start + len("the fees would fall")),
        "text_sha256": hashlib.sha256(PORT.encode()).hexdigest(),
    }


def test_what_was_corrected_is_so_and_the_rest_is_as_before(folder: Path, tmp_path: Path) -> None:
    before = rostra.attribute(rostra.load_corpus(folder))
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row_of(rows, "We will stay")["verdict"] = "ok"
    row_of(rows, "the fees").update(verdict="wrong", new_speaker="Tom Hale", new_actor="Poland")
    row_of(rows, "Nobody asked").update(verdict="wrong", new_kind="mixed", new_act="attitude")
    row_of(rows, "the talks").update(verdict="remove")
    row_of(rows, "never begun").update(verdict="wrong", new_words="had never begun", new_actor="NA")
    rows.append(added(doc_id="port", new_words="The harbour was quiet", new_speaker="Luc Moreau"))
    statements = corrected(folder, rows)
    assert found_in(statements) == [
        ("“We will stay,”", "direct", "Anna Nowak", "Poland"),
        ("The harbour was quiet", "indirect", "Luc Moreau", "France"),
        ("the fees would fall", "indirect", "Tom Hale", "Poland"),
        ("“Nobody asked us,”", "mixed", "Tom Hale", None),
        ("“and nobody will.”", "direct", "Tom Hale", None),
        ("had never begun", "indirect", "Luc Moreau", None),
    ]
    assert check_partition(statements) == []
    assert statements.about == (
        "6 statements in 2 documents by rules of English news prose; 6 with a speaker, 3 credited to an "
        "actor; "
        "the rest keeps actor NA. 5 statements corrected by corrections.csv (1 speaker, 2 actor, 1 span, "
        "1 kind, "
        "1 act, 1 removed, 1 added); 1 confirmed."
    )
    frame, was = statements.frame.set_index("statement_id"), before.frame.set_index("statement_id")
    for words, rule in (("We will stay", None), ("the fees", "corrected"), ("The harbour", "corrected")):
        (name,) = [i for i in statements.quotations["statement_id"] if words in statements.text(i)]
        assert frame.loc[name, "rule"] == (rule or was.loc[name, "rule"])
        assert frame.loc[name, "confidence"] == (1.0 if rule else was.loc[name, "confidence"])
    kept = [i for i in before.quotations["statement_id"] if before.text(i) != "the talks were over"]
    assert [i for i in statements.quotations["statement_id"] if ":" not in i] == kept
    assert statements.text("port:50-71") == "The harbour was quiet"
    assert frame.index.is_unique
    assert rostra.attribute(rostra.load_corpus(folder)).frame.equals(statements.frame), "given back again"


def test_a_second_sheet_holds_what_was_judged_in_the_first(folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row_of(rows, "We will stay").update(verdict="ok", comment="=clear")
    row_of(rows, "the fees").update(verdict="wrong", new_speaker="Tom Hale")
    row_of(rows, "Nobody asked").update(new_words="Nobody asked us")
    row_of(rows, "the talks").update(verdict="Remove")
    rows.append(added(doc_id="port", new_words="The harbour was quiet", new_speaker="NA"))
    once = corrected(folder, rows)
    for text in (True, False):
        again = sheet_of(once, tmp_path / "again.csv", text=text)
        assert [bool(row["verdict"] or row["new_words" if text else "new_start"]) for row in again] == (
            [False] * 2 + [True] * 5
        )
        twice = corrected(folder, again)
        assert twice.frame.equals(once.frame)
        assert twice.about == once.about
        assert {row["comment"] for row in again} == {"", "'=clear"}
        assert not text or again[-1]["words"] == "The harbour was quiet"


def test_a_sheet_without_text_holds_no_word_of_it(folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row_of(rows, "Nobody asked").update(verdict="wrong", new_words="Nobody asked us")
    rows.append(added(doc_id="port", new_words="The harbour was quiet"))
    sheet_of(corrected(folder, rows), tmp_path / "kept.csv", text=False)
    kept = (tmp_path / "kept.csv").read_text(encoding="utf-8")
    assert not [
        word for word in ("stay", "harbour", "fees", "asked", "were over", "begun", "words") if word in kept
    ]
    assert hashlib.sha256(PORT.encode()).hexdigest() in kept
    assert found_in(rostra.attribute(rostra.load_corpus(folder), corrections=tmp_path / "kept.csv")) == (
        found_in(rostra.attribute(rostra.load_corpus(folder)))
    )


def test_a_sheet_is_never_replaced(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("an afternoon's work", encoding="utf-8")
    with pytest.raises(CorrectionsError) as error:
        rostra.review(rostra.attribute(rostra.load_corpus(folder)), path)
    assert str(error.value) == (
        f"{path} exists already, and what somebody wrote into it would be lost. Choose another name for "
        f"the new "
        "sheet, or delete the old one."
    )
    assert path.read_text(encoding="utf-8") == "an afternoon's work"


# --- where the sheet comes from -----------------------------------------------------------------------


def test_a_sheet_beside_the_documents_is_an_input_and_no_document(folder: Path, tmp_path: Path) -> None:
    give_back(sheet_of(folder, tmp_path / "sheet.csv"), folder / "corrections.csv")
    corpus = rostra.load_corpus(folder)
    assert corpus.documents["doc_id"].tolist() == ["port", "talks"]
    assert [entry.name for entry in corpus.inputs] == ["port.txt", "talks.txt", "corrections.csv"]
    digest = hashlib.sha256((folder / "corrections.csv").read_bytes()).hexdigest()
    assert corpus.inputs[-1].sha256 == digest


def test_a_file_alone_takes_the_sheet_beside_it_and_passes_over_other_documents(
    folder: Path, tmp_path: Path
) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row_of(rows, "the talks").update(verdict="wrong", new_speaker="Ana Ruiz")
    row_of(rows, "the fees").update(verdict="wrong", new_speaker="Tom Hale")
    give_back(rows, folder / "corrections.csv")
    statements = rostra.attribute(rostra.load_corpus(folder / "talks.txt"))
    assert found_in(statements)[0] == ("the talks were over", "indirect", "Ana Ruiz", None)
    assert statements.about.endswith(
        "1 statement corrected by corrections.csv (1 speaker); 1 row of documents that are not here; "
        "no actor is known for the new speaker 'Ana Ruiz'."
    )
    talks = rostra.load_corpus(folder).where(doc_id="talks")
    assert found_in(rostra.attribute(talks)) == found_in(statements)


def test_a_sheet_that_is_named_takes_the_place_of_the_one_beside(folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row_of(rows, "the talks")["verdict"] = "remove"
    corrected(folder, rows)
    row_of(rows, "the talks")["verdict"] = ""
    row_of(rows, "the fees")["verdict"] = "remove"
    other = give_back(rows, tmp_path / "other.csv")
    by_loading = rostra.attribute(rostra.load_corpus(folder, corrections=other))
    by_attributing = rostra.attribute(rostra.load_corpus(folder), corrections=other)
    for statements in (by_loading, by_attributing):
        assert "the talks were over" in {words for words, *_ in found_in(statements)}
        assert "the fees would fall" not in {words for words, *_ in found_in(statements)}
        assert [entry.name for entry in statements.corpus.inputs] == ["port.txt", "talks.txt", "other.csv"]


def test_a_sheet_left_in_the_folder_is_not_taken_for_documents(folder: Path) -> None:
    sheet_of(folder, folder / "sheet.csv")
    corpus = rostra.load_corpus(folder)
    told = (
        "is a sheet of corrections, not of documents. Call it corrections.csv, or give it back "
        "with --corrections."
    )
    assert corpus.left_out == (("sheet.csv", told),)
    with pytest.raises(RostraError) as error:
        rostra.load_corpus(folder / "sheet.csv")
    assert str(error.value) == f"sheet.csv {told}"


def test_a_speech_a_document_needs_no_corrections_and_says_so(folder: Path, tmp_path: Path) -> None:
    give_back(sheet_of(folder, tmp_path / "sheet.csv"), folder / "corrections.csv")
    statements = rostra.attribute(rostra.load_corpus(folder), actor="doc_id")
    assert statements.about == (
        "2 documents, each one speech by the actor in the column 'doc_id'. "
        "corrections.csv is not applied: no statement was looked for in the texts."
    )


def test_without_corrections_nothing_changes(folder: Path) -> None:
    statements = rostra.attribute(rostra.load_corpus(folder))
    assert statements.reviews is None
    assert statements.about.endswith("the rest keeps actor NA.")


def test_reviews_survive_saving(folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv", sample=4)
    rows[0]["verdict"], rows[1]["verdict"], rows[2]["verdict"] = "ok", "remove", "wrong"
    statements = corrected(folder, rows)
    again = Statements.load(statements.save(tmp_path / "statements.jsonl"))
    assert statements.reviews is not None and again.reviews is not None
    pd.testing.assert_frame_equal(again.reviews, statements.reviews)
    assert rostra.error_rates(again).about == rostra.error_rates(statements).about
    assert as_found(again) == as_found(statements)


# --- what spreadsheets do -----------------------------------------------------------------------------

SAVED: dict[str, dict[str, Any]] = {
    "by this library": {},
    "without byte order mark, lines of Unix": {"encoding": "utf-8", "lineterminator": "\n"},
    "with semicolons, as Excel saves in most of Europe": {"delimiter": ";"},
    "with tabs, in UTF-16, as Excel saves Unicode text": {"delimiter": "\t", "encoding": "utf-16"},
    "with everything in quotation marks": {"quoting": csv.QUOTE_ALL},
}


@pytest.mark.parametrize("how", SAVED)
def test_a_sheet_is_read_however_it_was_saved(how: str, folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row_of(rows, "the fees").update(verdict=" Wrong ", new_speaker=' Paweł  Żak, “the Elder”; "Jr." ')
    rows.append(added(doc_id="port", new_words="The harbour\r\nwas quiet", new_speaker="Tom Hale"))
    give_back(rows, folder / "corrections.csv", **SAVED[how])
    statements = rostra.attribute(rostra.load_corpus(folder))
    assert ("the fees would fall", "indirect", 'Paweł Żak, “the Elder”; "Jr."', None) in found_in(statements)
    assert ("The harbour was quiet", "indirect", "Tom Hale", None) in found_in(statements)


def test_columns_may_be_moved_added_and_left_out(folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row_of(rows, "the fees").update(verdict="wrong", new_actor="Poland")
    kept = ("end", "start", "text_sha256", "statement_id", "verdict", "doc_id", "new_actor")
    short = [{"page": "3"} | {name.upper(): row[name] for name in kept} for row in rows]
    assert ("the fees would fall", "indirect", "Ana Ruiz", "Poland") in found_in(corrected(folder, short))


def test_rows_in_another_order_and_empty_rows_change_nothing(folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row_of(rows, "the fees").update(
        verdict="wrong", new_words="fees would fall. “Nobody asked us,” Tom Hale said"
    )
    row_of(rows, "Nobody asked")["verdict"] = "remove"
    once = corrected(folder, rows)
    twice = corrected(folder, [*rows[::-1], dict.fromkeys(rows[0], "")])
    assert twice.frame.equals(once.frame)
    assert "fees would fall. “Nobody asked us,” Tom Hale said" in {words for words, *_ in found_in(once)}


def test_an_id_that_a_spreadsheet_took_for_a_number_is_found_by_the_hash(tmp_path: Path) -> None:
    corpus = rostra.load_corpus([{"doc_id": "007", "text": PORT}, {"doc_id": "008", "text": TALKS}])
    rows = sheet_of(rostra.attribute(corpus), tmp_path / "sheet.csv")
    row_of(rows, "the fees")["verdict"] = "remove"
    for row in rows:
        row["doc_id"] = row["doc_id"].lstrip("0")
    statements = rostra.attribute(corpus, corrections=give_back(rows, tmp_path / "back.csv"))
    assert statements.about.endswith("1 statement corrected by back.csv (1 removed).")
    (kept,) = [row for row in sheet_of(statements, tmp_path / "again.csv") if row["verdict"]]
    assert kept["doc_id"] == "007"


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''+1", "＝1", " =1", "\n@x"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert safe(cell)[0] == "'"
    assert given_back(safe(cell)) == cell.strip()


@given(st.text())
def test_cells_come_back(cell: str) -> None:
    one_line = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", cell).strip()
    assert given_back(safe(cell)) == one_line
    assert not safe(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


HOSTILE = (
    '=HYPERLINK("http://x.example";"a")\n\n“Yes,\r\n\t=1+1;=2;"=3" and ‘so’ on\u2028,” said @Ana, \0+Ruiz. '
    '-Tom Hale said: ""Quoted"", he said. \'=4'
)


def test_hostile_texts_make_rows_of_one_line_and_no_formula(tmp_path: Path) -> None:
    corpus = rostra.load_corpus([{"doc_id": "=evil\n;=x", "text": HOSTILE}])
    spans = [(0, 34), (36, 80), (80, len(HOSTILE))]
    frame = statement_frame(
        [
            {"statement_id": f"s{a}", "doc_id": "=evil\n;=x", "start": a, "end": b, "kind": "direct"}
            | {"speaker": HOSTILE[a:b], "mention": HOSTILE[a:b], "confidence": 0.5, "rule": "x"}
            for a, b in spans
        ]
    )
    rows = sheet_of(Statements(frame, corpus), tmp_path / "sheet.csv")
    content = (tmp_path / "sheet.csv").read_bytes().decode("utf-8-sig")
    assert content.count("\r\n") == content.count("\n") == len(rows) + 1 == 4
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
        words = " ".join(row.values())
        assert not re.search(r""";["']*[=+@]""", words.replace(row["doc_id"], "")), words
    for row in rows:
        row["verdict"] = "ok"
    statements = Statements(frame, corpus.corrected_by(give_back(rows, tmp_path / "back.csv")))
    from rostra.corrections import correct

    assert correct(statements).about == "0 statements corrected by back.csv; 3 confirmed."


def test_a_long_statement_shows_its_beginning_and_its_end(tmp_path: Path) -> None:
    text = "Ana Ruiz said that " + " ".join(f"word{n}" for n in range(9_000)) + "."
    corpus = rostra.load_corpus([{"doc_id": "d", "text": text}])
    frame = statement_frame(
        [{"statement_id": "s1", "doc_id": "d", "start": 19, "end": 70_000, "kind": "direct"}]
    )
    (row,) = sheet_of(Statements(frame, corpus), tmp_path / "sheet.csv")
    assert row["words"].startswith("word0 word1") and " […] " in row["words"]
    assert all(len(cell) < 32_767 for cell in row.values())
    assert row["after"].endswith(" …") and len(row["after"]) <= 202


# --- what a row may say -------------------------------------------------------------------------------

# what the reviewer writes in the row of "the fees would fall", by Ana Ruiz -> the statement then
SAID: dict[str, tuple[dict[str, str], tuple[str, str, str | None, str | None] | None]] = {
    "nothing": ({}, ("the fees would fall", "indirect", "Ana Ruiz", None)),
    "a comment": ({"comment": "?"}, ("the fees would fall", "indirect", "Ana Ruiz", None)),
    "wrong, and nothing else": ({"verdict": "wrong"}, ("the fees would fall", "indirect", "Ana Ruiz", None)),
    "a correction without a verdict": (
        {"new_actor": "Poland"},
        ("the fees would fall", "indirect", "Ana Ruiz", "Poland"),
    ),
    "nobody": (
        {"verdict": "wrong", "new_speaker": "NA"},
        ("the fees would fall", "indirect", None, None),
    ),
    "a new speaker takes his actor along, from the registry": (
        {"verdict": "wrong", "new_speaker": "the French government"},
        ("the fees would fall", "indirect", "the French government", "France"),
    ),
    "a new speaker takes his actor along, from another statement": (
        {"verdict": "wrong", "new_speaker": "Anna Nowak"},
        ("the fees would fall", "indirect", "Anna Nowak", "Poland"),
    ),
    "an actor that is given is stronger": (
        {"verdict": "wrong", "new_speaker": "Anna Nowak", "new_actor": "NA"},
        ("the fees would fall", "indirect", "Anna Nowak", None),
    ),
    "an actor by another of its names": (
        {"verdict": "wrong", "new_actor": "the U.S."},
        ("the fees would fall", "indirect", "Ana Ruiz", "United States"),
    ),
    "offsets": (
        {"verdict": "wrong", "new_start": str(PORT.index("fees")), "new_end": str(PORT.index(" fall"))},
        ("fees would", "indirect", "Ana Ruiz", None),
    ),
    "one offset, as a spreadsheet may write it": (
        {"verdict": "wrong", "new_start": f"{PORT.index('fees')}.0"},
        ("fees would fall", "indirect", "Ana Ruiz", None),
    ),
    "words": (
        {"verdict": "wrong", "new_words": "that the fees  would\nfall."},
        ("that the fees would fall.", "indirect", "Ana Ruiz", None),
    ),
    "kind and act": (
        {"verdict": "wrong", "new_kind": "Mixed", "new_act": "attitude"},
        ("the fees would fall", "mixed", "Ana Ruiz", None),
    ),
    "what is there already": (
        {"verdict": "wrong", "new_speaker": "Ana Ruiz"},
        ("the fees would fall", "indirect", "Ana Ruiz", None),
    ),
    "remove": ({"verdict": "remove"}, None),
}


@pytest.mark.parametrize("said", SAID)
def test_a_row_says(said: str, folder: Path, tmp_path: Path) -> None:
    cells, expected = SAID[said]
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row_of(rows, "the fees").update(cells)
    statements = corrected(folder, rows)
    assert check_partition(statements) == []
    here = [found for found in found_in(statements) if "fees" in found[0]]
    assert here == ([] if expected is None else [expected])
    assert len(statements) == (5 if expected is None else 6)


# a row that the reviewer wrote -> the statement added
ADDED: dict[str, tuple[dict[str, str], tuple[str, str, str | None, str | None]]] = {
    "by its words": (
        {
            "doc_id": "port",
            "new_words": "The harbour was quiet",
            "new_speaker": "Ana Ruiz",
            "new_actor": "Poland",
        },
        ("The harbour was quiet", "indirect", "Ana Ruiz", "Poland"),
    ),
    "by offsets and hash, without saying add": (
        {"verdict": "", "doc_id": "port", "start": "50", "end": "71"}
        | {"text_sha256": hashlib.sha256(PORT.encode()).hexdigest(), "speaker": "the French government"},
        ("The harbour was quiet", "indirect", "the French government", "France"),
    ),
    "within another": (
        {"doc_id": "port", "new_words": "fees", "new_kind": "direct"},
        ("fees", "direct", None, None),
    ),
    "around others": (
        {"doc_id": "port", "new_words": "“Nobody asked us,” Tom Hale said, “and nobody will.”"},
        ("“Nobody asked us,” Tom Hale said, “and nobody will.”", "mixed", None, None),
    ),
    "within quotation marks": (
        {"doc_id": "port", "new_words": "nobody will."},
        ("nobody will.", "direct", None, None),
    ),
    "the nearest of several": (
        {"doc_id": "port", "new_words": "said", "start": "240"},
        ("said", "indirect", None, None),
    ),
}


@pytest.mark.parametrize("case", ADDED)
def test_a_missed_statement_is_added(case: str, folder: Path, tmp_path: Path) -> None:
    cells, expected = ADDED[case]
    rows = [*sheet_of(folder, tmp_path / "sheet.csv"), added(**cells)]
    statements = corrected(folder, rows)
    assert check_partition(statements) == []
    assert len(statements) == 7
    (row,) = statements.frame[statements.frame["rule"] == "corrected"].to_dict("records")
    assert expected in found_in(statements)
    assert (row["act"], row["confidence"]) == ("speech", 1.0)
    assert row["statement_id"] == f"port:{row['start']}-{row['end']}"
    assert statements.text(row["statement_id"]) == expected[0]
    if case == "the nearest of several":
        assert row["start"] == PORT.rindex("said")
    parents = {"within another": "the fees would fall", "within quotation marks": "“and nobody will.”"}
    if case in parents:
        assert statements.text(row["parent"]) == parents[case]
    if case == "around others":
        inside = statements.frame[statements.frame["parent"] == row["statement_id"]]["statement_id"]
        assert [statements.text(name) for name in inside] == ["“Nobody asked us,”", "“and nobody will.”"]


def test_what_the_rules_find_by_themselves_is_not_added_twice(folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    rows += [
        added(doc_id="port", new_words="the fees would fall", new_speaker="Tom Hale"),
        added(doc_id="talks", new_words="the talks were over", new_speaker="Tom Hale"),
    ]
    statements = corrected(folder, rows)
    assert len(statements) == 6
    assert statements.about.endswith(
        "1 statement corrected by corrections.csv (1 speaker); 1 confirmed; "
        "no actor is known for the new speaker 'Tom Hale'."
    )
    again = corrected(folder, sheet_of(statements, tmp_path / "again.csv"))
    assert again.frame.equals(statements.frame)


def test_pieces_of_a_quotation_that_have_two_speakers_are_two_quotations(
    folder: Path, tmp_path: Path
) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row_of(rows, "and nobody").update(verdict="wrong", new_speaker="Ana Ruiz")
    statements = corrected(folder, rows)
    frame = statements.quotations.set_index("speaker")
    first, second = frame.loc["Tom Hale"].iloc[0], frame.loc["Ana Ruiz"].iloc[1]
    assert statements.text(first["statement_id"]) == "“Nobody asked us,”"
    assert statements.text(second["statement_id"]) == "“and nobody will.”"
    assert first["quotation_id"] != second["quotation_id"] == f"q{second['statement_id']}"
    row_of(rows, "Nobody asked").update(verdict="wrong", new_speaker="Ana Ruiz")
    frame = corrected(folder, rows).quotations
    assert frame["quotation_id"].nunique() == len(frame) - 1


@pytest.mark.parametrize(
    ("speaker", "mention"), [("Ana Maria Ruiz", "Ana Ruiz"), ("Tom Hale", None), ("NA", None)]
)
def test_the_words_that_name_the_speaker_stay_where_they_can_name_the_new_one(
    speaker: str, mention: str | None, folder: Path, tmp_path: Path
) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row_of(rows, "the fees").update(verdict="wrong", new_speaker=speaker)
    statements = corrected(folder, rows)
    (row,) = statements.frame[statements.frame["rule"] == "corrected"].to_dict("records")
    assert pd.isna(row["mention"]) if mention is None else row["mention"] == mention
    assert pd.isna(row["mention_start"]) == pd.isna(row["mention_end"]) == (mention is None)


def test_narration_keeps_its_id_where_it_begins_where_it_began(folder: Path, tmp_path: Path) -> None:
    before = rostra.attribute(rostra.load_corpus(folder))
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row_of(rows, "the fees")["verdict"] = row_of(rows, "We will stay")["verdict"] = "remove"
    statements = corrected(folder, rows)
    port = statements.frame[statements.frame["doc_id"] == "port"]
    assert port["statement_id"].iloc[0] == "port:0-113"  # where a statement stood that is none
    assert set(port["statement_id"]) - set(before.frame["statement_id"]) == {"port:0-113"}
    talks = [
        frame[frame["doc_id"] == "talks"].reset_index(drop=True) for frame in (before.frame, statements.frame)
    ]
    assert talks[0].equals(talks[1])


# --- what cannot be applied ---------------------------------------------------------------------------

NEW_SHEET = "Write a new sheet with --review and correct it there."
# what the reviewer writes in the row of "the fees would fall" -> reason, and sentence with the next step
ASTRAY: dict[str, tuple[dict[str, str], str, str]] = {
    "an unknown verdict": (
        {"verdict": "wrogn"},
        "an unknown verdict",
        "no verdict named 'wrogn'. Did you mean 'wrong'? Known: ok, wrong, remove, add. Write one of them.",
    ),
    "ok, and corrected": (
        {"verdict": "ok", "new_speaker": "Tom Hale"},
        "ok, and yet corrected",
        "the verdict is 'ok', and yet something is corrected. Write 'wrong', or empty the cells that "
        "begin with "
        "new_.",
    ),
    "a kind that is none": (
        {"verdict": "wrong", "new_kind": "narration"},
        "an unknown kind",
        "no kind named 'narration'. Known: direct, mixed, indirect, speech. Of a stretch that is no "
        "statement, say "
        "'remove' in the column verdict.",
    ),
    "an act that is none": (
        {"verdict": "wrong", "new_act": "speach"},
        "an unknown act",
        "no act named 'speach'. Did you mean 'speech'? Known: speech, attitude. Write one of them, or "
        "nothing.",
    ),
    "an offset that is no number": (
        {"verdict": "wrong", "new_start": "twelve"},
        "no whole number",
        "new_start is 'twelve', which is no whole number. It counts characters from the beginning of the "
        "text, "
        "the first being 0.",
    ),
    "an offset outside the text": (
        {"verdict": "wrong", "new_end": "4000"},
        "outside the text",
        "92-4000 is no stretch of the text, which has 165 characters. The start comes before the end, "
        "and both lie "
        "within the text.",
    ),
    "an end before the start": (
        {"verdict": "wrong", "new_start": "100", "new_end": "100"},
        "outside the text",
        "100-100 is no stretch of the text, which has 165 characters. The start comes before the end, "
        "and both lie "
        "within the text.",
    ),
    "words that are not there": (
        {"verdict": "wrong", "new_words": "the prices would fall"},
        "words not in the text",
        "the words 'the prices would fall' do not stand in the text. Copy them out of it, letter by letter.",
    ),
    "across another statement": (
        {"verdict": "wrong", "new_end": "120"},
        "crosses another statement",
        "92-120 crosses the statement at 113-131. A statement may lie inside another, not across its "
        "end: shorten "
        "one of the two, or remove one.",
    ),
    "where another statement stands": (
        {"verdict": "wrong", "new_start": "113", "new_end": "131"},
        "a statement stands there",
        "at 113-131 there is a statement already. Correct that one in its own row.",
    ),
    "a text that changed": (
        {"verdict": "wrong", "new_actor": "Poland", "text_sha256": "0" * 64},
        "the text changed",
        f"the text of 'port' has changed since, and its offsets lead elsewhere now. {NEW_SHEET}",
    ),
    "no hash": (
        {"verdict": "wrong", "new_actor": "Poland", "text_sha256": ""},
        "no hash of the text",
        "its text_sha256 is empty, so that nobody can tell whether the offsets are still right. Copy it "
        "from another "
        "row of 'port', or give new_words instead of offsets.",
    ),
    "no such statement": (
        {"verdict": "remove", "start": "3"},
        "no such statement",
        "the rules find no statement at 3-111 of 'port'. To have one there, write 'add' in the column "
        "verdict.",
    ),
    "ok to what the rules say no longer": (
        {"verdict": "ok", "speaker": "Tom Hale"},
        "the rules now say something else",
        f"it was 'ok' that the speaker is 'Tom Hale'; the rules now say 'Ana Ruiz'. {NEW_SHEET}",
    ),
    "added, nobody knows where": (
        {"verdict": "add", "start": ""},
        "no place in the text",
        "a statement is added, and nothing says where. Copy its words out of the text into new_words, or "
        "fill "
        "new_start and new_end.",
    ),
    "added by words that stand there twice": (
        {"verdict": "add", "new_words": "obody", "start": "", "end": ""},
        "words more than once in the text",
        "the words 'obody' stand in the text 2 times. Copy more of them, or say where with new_start and "
        "new_end.",
    ),
}


@pytest.mark.parametrize("fault", ASTRAY)
def test_a_row_that_cannot_be_applied_is_named_and_costs_itself_alone(
    fault: str, folder: Path, tmp_path: Path
) -> None:
    cells, reason, sentence = ASTRAY[fault]
    before = rostra.attribute(rostra.load_corpus(folder))
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row = row_of(rows, "the fees")
    row.update(cells)
    row_of(rows, "the talks")["verdict"] = "remove"
    statements, warning = warned(folder, rows)
    line = rows.index(row) + 2
    assert warning == f"corrections.csv: 1 of 6 rows is not applied. Line {line}: {sentence}"
    assert statements.about.endswith(
        f"1 statement corrected by corrections.csv (1 removed); 1 row not applied: {reason} (line {line})."
    )
    assert found_in(statements) == [found for found in found_in(before) if "talks" not in found[0]]
    assert statements.reviews is not None
    (review,) = statements.reviews[statements.reviews["outcome"] == "not applied"].to_dict("records")
    assert (review["line"], review["problem"]) == (line, sentence)


def test_the_texts_changed_and_every_row_of_them_is_kept_for_later(folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    for row in rows:
        row["verdict"] = "remove"
    (folder / "port.txt").write_text(PORT.replace("quiet", "calm"), encoding="utf-8")
    statements, warning = warned(folder, rows)
    assert len(statements) == 4
    lines = [number for number, row in enumerate(rows, 2) if row["doc_id"] == "port"]
    told = (
        f"Line {lines[0]}: the text of 'port' has changed since, and its offsets lead elsewhere "
        f"now. {NEW_SHEET}"
    )
    assert warning.startswith(f"corrections.csv: 4 of 6 rows are not applied. {told} Line ")
    listed = ", ".join(f"line {line}" for line in lines)
    assert statements.about.endswith(f"(2 removed); 4 rows not applied: the text changed ({listed}).")
    again = sheet_of(statements, tmp_path / "again.csv")
    lost = [row for row in again if row["verdict"] and row["doc_id"] == "port"]
    assert [row["text_sha256"] for row in lost] == [hashlib.sha256(PORT.encode()).hexdigest()] * 4
    (folder / "port.txt").write_text(PORT, encoding="utf-8")
    assert len(corrected(folder, again)) == 0, "the text is back, and so is what was said of it"


def test_five_rows_are_named_and_the_others_counted(folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    rows += [added(doc_id="port", new_words=f"never said {number}") for number in range(7)]
    statements, warning = warned(folder, rows)
    assert warning.count("do not stand in the text") == 5
    assert warning.endswith("And 2 more: Statements.reviews has them all, in the column 'problem'.")
    assert statements.about.endswith(
        "7 rows not applied: words not in the text (line 8, line 9, line 10, line 11, line 12 and 2 more)."
    )
    assert statements.reviews is not None and statements.reviews["problem"].notna().sum() == 7


def test_of_two_rows_for_one_statement_the_later_holds(folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row = row_of(rows, "the fees")
    rows.append(row | {"verdict": "wrong", "new_actor": "Poland"})
    row.update(verdict="remove")
    statements, warning = warned(folder, rows)
    assert ("the fees would fall", "indirect", "Ana Ruiz", "Poland") in found_in(statements)
    line = rows.index(row) + 2
    assert warning == (
        f"corrections.csv: 1 of 7 rows is not applied. Line {line}: line 8 judges the same statement, "
        f"and the "
        "later row holds. Delete one of them."
    )


def test_two_sheets_in_one_file_say_the_same_thing_once(folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    drawn = sheet_of(folder, tmp_path / "drawn.csv", sample=6)
    for sheet in (rows, drawn):
        row_of(sheet, "the fees").update(verdict="wrong", new_actor="Poland")
        row_of(sheet, "the talks").update(verdict="ok")
    statements = corrected(folder, [*rows, *drawn])
    assert statements.about.endswith("1 statement corrected by corrections.csv (1 actor); 1 confirmed.")
    assert rostra.error_rates(statements).frame["reviewed"].tolist()[0] == 2


def test_what_is_added_twice_is_added_once_and_the_later_row_holds(folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    quiet = added(doc_id="port", new_words="The harbour was quiet", new_speaker="Luc Moreau")
    never = added(doc_id="port", new_words="fees", new_speaker="Luc Moreau")
    once = corrected(folder, [*rows, quiet, never])
    twice = corrected(folder, [*rows, quiet, quiet, never])
    assert twice.frame.equals(once.frame) and twice.about == once.about
    again = sheet_of(twice, tmp_path / "again.csv")
    assert corrected(folder, again).frame.equals(once.frame)
    other, warning = warned(folder, [*rows, quiet, quiet | {"new_actor": "Poland"}])
    assert warning == (
        "corrections.csv: 1 of 8 rows is not applied. Line 8: line 9 judges the same statement, and the "
        "later row holds. Delete one of them."
    )
    assert ("The harbour was quiet", "indirect", "Luc Moreau", "Poland") in found_in(other)


def test_of_moves_that_cross_the_later_is_taken_back_and_what_leaned_on_it(
    folder: Path, tmp_path: Path
) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    # the first goes as far as the second goes back: they cross, and the second stays where it was
    row_of(rows, "Nobody asked").update(verdict="wrong", new_end=str(PORT.index(", “and")))
    row_of(rows, "and nobody").update(verdict="wrong", new_start=str(PORT.index("Tom Hale")))
    rows.sort(key=lambda row: (row["doc_id"], int(row["start"])))
    statements, warning = warned(folder, rows)
    assert warning.count("crosses the statement") == 1
    words = [words for words, *_ in found_in(statements)]
    assert words[2:4] == ["“Nobody asked us,” Tom Hale said", "“and nobody will.”"]
    # now the first goes into the second, whose place it could have had, had the second not stayed
    row_of(rows, "Nobody asked").update(new_end=str(PORT.index(" nobody")))
    row_of(rows, "and nobody").update(new_start=str(PORT.index(" nobody")), new_end="400")
    statements, warning = warned(folder, rows)
    assert warning.startswith("corrections.csv: 2 of 6 rows are not applied.")
    assert "is no stretch of the text" in warning and "crosses the statement" in warning
    assert [words for words, *_ in found_in(statements)][2:4] == ["“Nobody asked us,”", "“and nobody will.”"]


def test_a_thousand_rows_that_cross_cost_no_time(tmp_path: Path) -> None:
    corpus = rostra.load_corpus([{"doc_id": "d", "text": "word " * 1_000}])
    rows = [
        added(
            doc_id="d",
            start=str(n),
            end=str(n + 2_000),
            text_sha256=hashlib.sha256(b"word " * 1_000).hexdigest(),
        )
        for n in range(2_000)
    ]
    before = time.process_time()
    with pytest.warns(CorrectionsWarning, match="1999 of 2,000 rows are not applied"):
        statements = rostra.attribute(corpus, corrections=give_back(rows, tmp_path / "back.csv"))
    assert time.process_time() - before < 5
    assert check_partition(statements) == [] and len(statements) == 1


def test_a_row_that_does_not_fit_the_header_is_named(folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row_of(rows, "the talks")["verdict"] = "remove"
    path = give_back(rows, folder / "corrections.csv")
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write("port,add\r\n")
    with pytest.warns(CorrectionsWarning) as caught:
        statements = rostra.attribute(rostra.load_corpus(folder))
    assert str(caught[0].message) == (
        "corrections.csv: 1 of 7 rows is not applied. Line 8: 2 fields where the header has 25. "
        "Mend the row, or write it again."
    )
    assert len(statements) == 5


STEP = "Write a sheet with `rostra statements INPUT --review FILE.csv`, fill it in and give it back as CSV."
NEEDED = "Needed are doc_id, verdict, statement_id, start, end, text_sha256."
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "nothing": (
        b"",
        f"corrections.csv is not a sheet of corrections: it has no column 'doc_id'. {NEEDED} {STEP}",
    ),
    "another table": (
        b"doc_id,start,end,verdict\na,1,2,ok\n",
        f"corrections.csv is not a sheet of corrections: it has no column 'statement_id'. {NEEDED} {STEP}",
    ),
    "an encoding of Windows": (
        "doc_id,verdict,statement_id,start,end,text_sha256,new_speaker\na,wrong,s1,1,2,0,Paweł\n".encode(
            "cp1250"
        ),
        "corrections.csv, line 2: these bytes are not UTF-8. Save the sheet once more as CSV UTF-8 (in "
        "Excel: Save "
        "As, CSV UTF-8) and give that back.",
    ),
    "a NUL": (
        b"doc_id,verdict\n\0,ok\n",
        "corrections.csv, line 2: a NUL character, which no table holds. Save the sheet once more as CSV "
        "UTF-8 and "
        "give that back.",
    ),
    "a column twice": (
        b"doc_id,verdict,statement_id,start,end,text_sha256,Verdict\n",
        "corrections.csv has two columns called 'verdict'. Delete or rename the one that you added.",
    ),
}


@pytest.mark.parametrize("fault", UNREADABLE)
def test_a_file_that_is_no_sheet_is_an_error_with_the_next_step(fault: str, folder: Path) -> None:
    data, message = UNREADABLE[fault]
    (folder / "corrections.csv").write_bytes(data)
    corpus = rostra.load_corpus(folder)
    with pytest.raises(CorrectionsError) as error:
        rostra.attribute(corpus)
    assert str(error.value) == message


def test_a_sheet_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(CorrectionsError) as error:
        rostra.load_corpus(folder, corrections="nowhere.csv")
    assert str(error.value) == (
        "no file of corrections at nowhere.csv. Give the path of a sheet that "
        "`rostra statements INPUT --review FILE.csv` wrote and you filled in."
    )


def test_an_actor_that_nobody_knows_is_told(folder: Path, tmp_path: Path) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    row_of(rows, "the fees").update(verdict="wrong", new_actor="Polland")
    assert corrected(folder, rows).about.endswith("(1 actor); not in the registry of actors: 'Polland'.")


# --- any corrections at all ---------------------------------------------------------------------------

LETTERS = "ab “c” d. "
JUNK = {
    "verdict": ["", "ok", "maybe"],
    "new_start": ["", "3", "x"],
    "new_end": ["", "99"],
    "new_words": ["", "zz"],
}


@st.composite
def _cases(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]], Sheet]:
    """A text, statements in it that do not cross, and rows that move, remove and add whatever they like."""
    text = draw(st.text(alphabet=LETTERS, min_size=8, max_size=40))
    ends = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True).map(sorted)
    spans: list[tuple[int, int]] = []
    for a, b in draw(st.lists(ends, min_size=1, max_size=6)):
        if all(b <= c or d <= a or c <= a < b < d or a < c < d <= b for c, d in spans):
            spans.append((a, b))
    spans.sort(key=lambda span: (span[0], -span[1]))
    digest = hashlib.sha256(text.encode()).hexdigest()
    rows = []
    for verdict in draw(
        st.lists(st.sampled_from(["ok", "wrong", "wrong", "remove", "add", "junk"]), min_size=1)
    ):
        start, end = draw(st.sampled_from(spans))
        row = dict.fromkeys(COLUMNS, "") | {
            "doc_id": "d",
            "text_sha256": digest,
            "statement_id": "s",
            "kind": "direct",
        }
        row |= {"start": str(start), "end": str(end), "verdict": verdict}
        if verdict in ("wrong", "add"):
            start, end = draw(ends)
            row |= {"new_start": str(start), "new_end": str(end)}
            row["new_speaker"] = draw(st.sampled_from(["", "NA", "Ana Ruiz"]))
        elif verdict == "junk":
            row |= {column: draw(st.sampled_from(cells)) for column, cells in JUNK.items()}
        rows.append(row)
    return text, spans, rows


@given(_cases())
def test_any_corrections_leave_a_partition(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[str, list[tuple[int, int]], Sheet]
) -> None:
    from rostra.corrections import correct
    from rostra.statements import fill_narration

    text, spans, rows = case
    corpus = rostra.load_corpus([{"doc_id": "d", "text": text}])
    found = fill_narration(
        [{"doc_id": "d", "start": a, "end": b, "kind": "direct"} for a, b in spans], "d", len(text)
    )
    for number, row in enumerate(found, 1):
        row |= {
            "statement_id": f"s{number:05d}",
            "quotation_id": f"q{number // 2}",
            "rule": "x",
            "confidence": 0.5,
        }
    before = Statements(statement_frame(found), corpus)
    assert check_partition(before) == []
    path = give_back(rows, tmp_path_factory.mktemp("any") / "back.csv")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CorrectionsWarning)
        after = correct(Statements(before.frame, corpus.corrected_by(path)))
    assert check_partition(after) == []
    assert after.frame["statement_id"].is_unique and after.frame["statement_id"].notna().all()
    assert after.reviews is not None
    outcomes = after.reviews["outcome"].tolist()
    assert len(after) == len(before) - outcomes.count("removed") + outcomes.count("added")
    assert (after.reviews["problem"].notna() == (after.reviews["outcome"] == "not applied")).all()
    assert len(as_found(after)) == len(before)
    ordered = after.frame.sort_values(["start", "end"], ascending=[True, False])
    assert ordered["statement_id"].tolist() == after.frame["statement_id"].tolist()
    again = sheet_of(after, path.with_name("again.csv"))
    give_back(again or rows, path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CorrectionsWarning)
        twice = correct(Statements(before.frame, corpus.corrected_by(path)))
    shown = ["start", "end", "kind", "speaker", "rule", "parent"]
    if "not applied" not in outcomes:
        assert twice.frame[shown].equals(after.frame[shown])


# --- the measured error -------------------------------------------------------------------------------


def many(number: int) -> rostra.Corpus:
    """A corpus in which the rules find two statements a document, one by a president and one by nobody's."""
    text = "Polish President Anna Nowak said that the port was open. Tom Hale said that the port was shut."
    return rostra.load_corpus([{"doc_id": f"d{n:03d}", "text": f"{n}. {text}"} for n in range(number)])


def test_a_sample_is_random_in_its_order_and_grows_with_its_size(tmp_path: Path) -> None:
    statements = rostra.attribute(many(30))
    small = sheet_of(statements, tmp_path / "small.csv", sample=10, seed=3)
    large = sheet_of(statements, tmp_path / "large.csv", sample=20, seed=3)
    other = sheet_of(statements, tmp_path / "other.csv", sample=10, seed=4)
    ids = [[row["statement_id"] for row in rows] for rows in (small, large, other)]
    assert ids[0] == ids[1][:10] and len(set(ids[1])) == 20
    assert ids[0] != ids[2] and ids[0] != sorted(ids[0])
    assert small[3]["sample"] == "draw 4 of 10 from 60, seed 3"
    assert len(sheet_of(statements, tmp_path / "all.csv", sample=1_000)) == 60
    with pytest.raises(QueryError) as error:
        rostra.review(statements, tmp_path / "none.csv", sample=0)
    assert str(error.value) == "a sample of 0 statements cannot be drawn. Ask for 1 or more."


def test_every_statement_is_as_likely_to_be_drawn_as_the_next(tmp_path: Path) -> None:
    statements = rostra.attribute(many(5))
    drawn = [
        int(row["statement_id"][1:])
        for seed in range(300)
        for row in sheet_of(statements, tmp_path / "sheet.csv", sample=3, seed=seed)
    ]
    counts = np.unique(drawn, return_counts=True)[1]
    assert len(counts) == 10
    assert ((counts - 90) ** 2 / 90).sum() < 27.9  # chi-squared, 9 degrees of freedom, p = .001


def test_the_error_is_the_share_of_the_sample_that_was_wrong(tmp_path: Path) -> None:
    corpus = many(30)
    rows = sheet_of(rostra.attribute(corpus), tmp_path / "sheet.csv", sample=40)
    for number, row in enumerate(rows):
        row["verdict"] = "ok"
        if number < 2:
            row["verdict"] = "remove"
        elif number < 5:
            row.update(verdict="wrong", new_speaker="Luc Moreau", new_actor="France")
        elif number < 9:
            row.update(verdict="wrong", new_start=str(int(row["start"]) + 1))
        elif number < 10:
            row.update(verdict="wrong")
    statements = rostra.attribute(corpus, corrections=give_back(rows, tmp_path / "back.csv"))
    rates = rostra.error_rates(statements)
    frame = rates.frame.set_index("measure")
    assert frame["wrong"].to_dict() == {"any": 10, "statement": 2, "span": 6, "speaker": 5, "actor": 5}
    assert frame["reviewed"].to_dict() == {"any": 40, "statement": 39, "span": 39, "speaker": 39, "actor": 39}
    assert frame.loc["any", "value"] == 0.25
    # Wilson (1927) by hand: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), p = .25, n = 40, z = 1.96
    assert frame.loc["any", ["low", "high"]].astype(float).round(3).tolist() == [0.142, 0.402]
    assert rates.about == (
        "40 statements judged, a simple random sample (seed 0) of 60; intervals are Wilson's, 95%. "
        "The rates are those of the rules, before correction; what the rules missed is not in them."
    )
    assert "0.25" in repr(rates) and "0.25" in rates._repr_html_()

    by_actor = rostra.error_rates(statements, by="actor").frame
    assert by_actor.columns.tolist()[:2] == ["actor", "measure"]
    groups = by_actor[by_actor["measure"] == "any"]
    assert groups["actor"].fillna("nobody").tolist() == ["Poland", "nobody"]
    assert groups["reviewed"].sum() == 40 and groups["wrong"].sum() == 10


def test_a_sample_measures_the_rules_whatever_was_corrected_before(tmp_path: Path) -> None:
    corpus = many(10)
    first = sheet_of(rostra.attribute(corpus), tmp_path / "first.csv")
    for row in first[:5]:
        row.update(verdict="remove")
    statements = rostra.attribute(corpus, corrections=give_back(first, tmp_path / "back.csv"))
    assert len(statements) == 15
    assert rostra.error_rates(statements).about == (
        "No random sample was judged: write one with --sample, fill it in and give it back. "
        "(5 statements judged, but not drawn at random.)"
    )
    drawn = sheet_of(statements, tmp_path / "drawn.csv", sample=20)
    assert sum(row["verdict"] == "remove" for row in drawn) == 5
    assert {row["sample"].partition(" from ")[2] for row in drawn} == {"20, seed 0"}
    for row in drawn:
        row["verdict"] = row["verdict"] or "ok"
    again = rostra.attribute(corpus, corrections=give_back(drawn, tmp_path / "back.csv"))
    assert rostra.error_rates(again).frame.set_index("measure").loc["statement", "value"] == 0.25


def test_too_few_or_none_judged_is_no_rate(tmp_path: Path) -> None:
    corpus = many(10)
    rows = sheet_of(rostra.attribute(corpus), tmp_path / "sheet.csv", sample=12)
    for row in rows[:9]:
        row["verdict"] = "ok"
    statements = rostra.attribute(corpus, corrections=give_back(rows, tmp_path / "back.csv"))
    for source, note in ((statements, "fewer than 10 judged"), (rostra.attribute(corpus), "none judged")):
        frame = rostra.error_rates(source).frame
        assert frame[["value", "low", "high"]].isna().all(axis=None)
        assert frame["note"].tolist() == [note] * 5
    about = rostra.error_rates(statements).about
    assert (
        "3 rows drawn, but not judged: the rates hold if they were not passed over because they were" in about
    )


def test_a_sample_of_a_corpus_that_has_changed_says_so(tmp_path: Path) -> None:
    rows = sheet_of(rostra.attribute(many(10)), tmp_path / "sheet.csv", sample=15)
    for row in rows:
        row["verdict"] = "ok"
    path = give_back(rows, tmp_path / "back.csv")
    rates = rostra.error_rates(rostra.attribute(many(12), corrections=path))
    assert "The sample was drawn from 20 statements, and now there are 24." in rates.about
    fewer = rostra.attribute(many(8), corrections=path)
    lost = sum(row["doc_id"] in ("d008", "d009") for row in rows)
    assert (
        f"{lost} rows drawn of statements that are not found now, left out."
        in rostra.error_rates(fewer).about
    )


def test_a_group_that_is_none_is_named(folder: Path) -> None:
    with pytest.raises(QueryError) as error:
        rostra.error_rates(rostra.attribute(rostra.load_corpus(folder)), by="author")
    assert (
        str(error.value)
        == "no column named 'author'. Did you mean 'actor'? Known: doc_id, kind, act, speaker, actor, rule."
    )


# --- the command line ---------------------------------------------------------------------------------

Shell = Callable[..., tuple[int, str, str]]


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Runs `rostra ...` in this process: how it left, what it said, and on which stream."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["rostra", *words])
        capsys.readouterr()
        code: Any = 0
        try:
            cli.main()
        except SystemExit as left:
            code = left.code or 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_the_command_writes_a_sheet_and_says_how_to_give_it_back(
    shell: Shell, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.csv"
    assert shell("statements", str(folder), "--review", str(path)) == (
        0,
        f"The sheet: {path}\n",
        "6 statements in 2 documents by rules of English news prose; 6 with a speaker, 2 credited to an "
        "actor; the "
        "rest keeps actor NA.\n"
        "The sheet has a row a statement, the doubtful ones first. Write ok, wrong or remove in the "
        "column verdict, "
        "and what is right in the columns that begin with new_ (empty: unchanged; NA: nobody). A "
        "statement that was "
        "missed: a new row with doc_id, the verdict add, new_words and new_speaker.\n"
        "To give it back, save it as CSV UTF-8 and call it corrections.csv beside the texts, or name it: "
        f"--corrections {path}\n",
    )
    assert path.read_bytes().startswith(b"\xef\xbb\xbfdoc_id,before,words,after,")
    rows = rows_in(path)
    row_of(rows, "the fees").update(verdict="wrong", new_actor="Poland")
    give_back(rows, path)
    code, out, err = shell("statements", str(folder), "--corrections", str(path), "--format", "csv")
    (row,) = [row for row in csv.DictReader(io.StringIO(out)) if row["text"] == "the fees would fall"]
    assert (code, err, row["actor"], row["rule"]) == (0, "", "Poland", "corrected")
    for command in ("measure", "compare", "keyness", "report", "evaluations"):
        assert "--corrections" in shell(command, "--help")[1]


def test_the_command_draws_and_leaves_the_text_out(shell: Shell, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    words = ("statements", str(folder), "--review", str(path), "--sample", "4", "--seed", "7", "--no-text")
    code, _, err = shell(*words)
    assert code == 0 and "a random sample first" in err
    rows = rows_in(path)
    assert "words" not in rows[0]
    assert [row["sample"] for row in rows] == [f"draw {n} of 4 from 6, seed 7" for n in range(1, 5)]


def test_the_command_names_what_was_not_applied_in_one_line(
    shell: Shell, folder: Path, tmp_path: Path
) -> None:
    rows = sheet_of(folder, tmp_path / "sheet.csv")
    rows[0]["verdict"] = "?"
    give_back(rows, folder / "corrections.csv")
    for command in (["statements"], ["evaluations"]):
        code, out, err = shell(*command, str(folder), "--format", "json")
        assert code == 0 and out
        assert err == (
            "rostra: corrections.csv: 1 of 6 rows is not applied. Line 2: no verdict named '?'. "
            "Known: ok, wrong, remove, add. Write one of them.\n"
        )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--sample", "5"], "--sample is about a sheet, and no sheet is asked for. Add --review FILE.csv."),
        (["--no-text"], "--no-text is about a sheet, and no sheet is asked for. Add --review FILE.csv."),
        (
            ["--review", "x.csv", "--actor", "doc_id"],
            "--review is for statements found in the texts; with --actor each document is one speech. "
            "Leave one of them out.",
        ),
        (
            ["--review", "no/such/folder/x.csv"],
            "no/such/folder/x.csv cannot be written: No such file or directory. "
            "Name a file in a folder that exists and is yours.",
        ),
        (
            ["--corrections", "x.csv"],
            "no file of corrections at x.csv. Give the path of a sheet that "
            "`rostra statements INPUT --review FILE.csv` wrote and you filled in.",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_slip_is_one_line_with_the_next_step(
    words: list[str],
    message: str,
    shell: Shell,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shell("statements", str(folder), *words) == (2, "", f"rostra: {message}\n")


# --- the document -------------------------------------------------------------------------------------

BLOCKS = [
    (language, textwrap.dedent(text))  # a block may stand in a list
    for language, text in re.findall(r"^ *```(\w+)\n(.*?)^ *```$", DOCUMENT, re.MULTILINE | re.DOTALL)
]


def test_the_document_runs_from_top_to_bottom(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "corpus" / "strait", tmp_path / "corpus" / "strait")
    monkeypatch.chdir(tmp_path)
    said = []
    for language, text in BLOCKS:
        if language == "sh":
            python, script, program, *words = shlex.split(text)
            assert (python, script, program) == ("python", "run.py", "rostra")
            code, out, err = shell(*words)
            assert code == 0 and out, err
            said.append(err)
            if "--review" in words and "--no-text" not in words:
                _fill_in(tmp_path / words[words.index("--review") + 1])
        elif language == "python":
            capsys.readouterr()
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                exec(compile(text, "corrections.md", "exec"), {"__name__": "__main__"})
            said.append(capsys.readouterr().out)
        else:
            assert language == "csv"
    assert len(said) == DOCUMENT.count("python run.py") + DOCUMENT.count("```python") == 6
    assert not [text for text in said if "not applied" in text]
    assert re.search(r"[1-9]\d* statements? corrected by sheet\.csv .+; \d+ confirmed\.", said[1])
    assert "words" not in rows_in(tmp_path / "corpus" / "strait" / "corrections.csv")[0]
    assert "100 statements judged, a simple random sample (seed 1) of " in said[5]


def _fill_in(path: Path) -> None:
    """Do what the document asks of its reader: its example, and `ok` everywhere else."""
    (example,) = [text for language, text in BLOCKS if language == "csv"]
    rows = rows_in(path)
    for said in csv.DictReader(io.StringIO(example)):
        words = said["words"] or said["new_words"]
        assert words in (ROOT / f"corpus/strait/documents/{said['doc_id']}.md").read_text(encoding="utf-8")
        if said["verdict"] == "add" and words not in {row["words"] for row in rows}:
            rows.append(dict.fromkeys(rows[0], "") | said)
        for row in rows:
            if row["words"] and (row["doc_id"], row["words"]) == (said["doc_id"], words):
                row.update(said)
    for row in rows:
        row["verdict"] = row["verdict"] or "ok"
    give_back(rows, path)


def test_the_document_names_every_column_and_verdict() -> None:
    for name in (
        *(column for column in COLUMNS if column.startswith("new_")),
        "verdict",
        "comment",
        "sample",
    ):
        assert f"`{name}`" in DOCUMENT, name
    for verdict in ("ok", "wrong", "remove", "add"):
        assert f"| `{verdict}` |" in DOCUMENT
