"""Gold: what people marked, read from files, and the command that measures attribution by it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from test_accuracy import (
    HALE,
    LUCK,
    NEVER,
    PAY,
    RIGHT,
    RUIZ,
    SELL,
    TEXT,
    counts,
    gold_of,
    said,
    several,
    statements_of,
)
from test_cli import Shell

import rostra
from rostra.errors import GoldError, QueryError


def write(path: Path, *lines: Any) -> Path:
    path.write_text(
        "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines),
        encoding="utf-8",
    )
    return path


HOW = (
    "Write one document a line: doc_id, text and quotes, each quote with start, end and type (rostra "
    "statements INPUT --format jsonl writes such lines)."
)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capsys)


# --- reading gold -------------------------------------------------------------------------------------


def test_both_shapes_of_record_say_the_same(tmp_path: Path) -> None:
    one = gold_of({
        "start": 0, "end": 14, "type": "direct", "speaker_text": "Ana Ruiz", "speaker_start": 15,
        "speaker_end": 23, "speaker_ref": "Ana Ruiz", "cue_text": "said", "cue_kind": "speech",
    })  # fmt: skip
    other = {"doc_id": "a", "text": TEXT, "statements": [said(PAY, act="speech", cue="said", **RUIZ)]}
    assert_frame_equal(rostra.read_gold([one]).frame, rostra.read_gold([other]).frame)


def test_spans_and_shared_ids_are_pieces_of_one_quotation() -> None:
    pieces = [
        [TEXT.index(NEVER), TEXT.index(NEVER) + len(NEVER)],
        [TEXT.index(SELL), TEXT.index(SELL) + len(SELL)],
    ]
    one = rostra.read_gold([gold_of({"start": 0, "end": 99, "spans": pieces, "type": "direct"})])
    other = rostra.read_gold([gold_of(said(NEVER, quotation_id="q7"), said(SELL, quotation_id="q7"))])
    assert len(one) == len(other) == 1
    assert (
        one.frame[["start", "end"]].values.tolist() == other.frame[["start", "end"]].values.tolist() == pieces
    )
    assert repr(one) == "<Gold gold: 1 quotation in 1 document>"


def test_what_the_command_writes_can_be_gold(tmp_path: Path, shell: Shell) -> None:
    source = write(tmp_path / "texts.jsonl", {"doc_id": "a", "text": TEXT}, {"doc_id": "b", "text": "No."})
    lines = shell("statements", str(source), "--narration", "--format", "jsonl").out.splitlines()
    statements = rostra.attribute(rostra.load_corpus(source))
    for gold in (
        rostra.read_gold(write(tmp_path / "gold.jsonl", *lines)),  # with the words of the statements only
        rostra.read_gold(statements.save(tmp_path / "saved.jsonl")),
    ):
        assert list(gold.texts) == ["a", "b"] and len(gold) == len(set(statements.quotations["quotation_id"]))
        for pieces in ("separate", "joined"):
            frame = rostra.evaluate_statements(gold, statements, pieces=pieces, acts="all", n_boot=0).frame
            assert (frame["value"].dropna() == 1).all() and frame["value"].notna().sum() > 12


LINES: dict[str, tuple[Any, str]] = {
    "no JSON": ("{", "no JSON: Expecting property name enclosed in double quotes at column 2"),
    "no object": ([1], "no object, such as {...}"),
    "no id": ({"text": TEXT, "quotes": []}, "no 'doc_id'"),
    "no list": ({"doc_id": "b", "text": TEXT}, "a list 'quotes' or 'statements' is needed, one of them"),
    "two lists": (
        {"doc_id": "b", "text": TEXT, "quotes": [], "statements": []},
        "a list 'quotes' or 'statements' is needed, one of them",
    ),
    "text that is none": ({"doc_id": "b", "text": 7, "quotes": []}, "its 'text' is no text"),
    "a quotation that is none": (
        {"doc_id": "b", "text": TEXT, "quotes": [said(PAY), "x"]},
        "quotes, number 2: no object, such as {...}",
    ),
    "an empty span": (
        gold_of({"start": 5, "end": 5}, doc_id="b"),
        "quotes, number 1: [5, 5] is no span of a text of 130 characters",
    ),
    "a span beyond the text": (
        gold_of({"start": 5, "end": 500}, doc_id="b"),
        "quotes, number 1: [5, 500] is no span of a text of 130 characters",
    ),
    "other words": (
        gold_of(said(PAY, text="We will pay"), doc_id="b"),
        "quotes, number 1: from 0 to 14, 'We will pay' in its 'text', '“We will pay,”' in the document",
    ),
    "no words at all": (
        {"doc_id": "b", "quotes": [said(PAY)]},
        "quotes, number 1: its own 'text' is needed, of the length of the span, as the document has none",
    ),
    "a kind that is none": (
        gold_of(said(PAY, "indirekt"), doc_id="b"),
        "quotes, number 1: no kind named 'indirekt'. Did you mean 'indirect'? Known: direct, mixed, indirect",
    ),
    "an id for the second time": (gold_of(), "the id 'a' is already taken (gold.jsonl:1)"),
}  # fmt: skip


@pytest.mark.parametrize("case", LINES)
def test_a_bad_line_costs_its_document_and_is_named(case: str, tmp_path: Path) -> None:
    line, why = LINES[case]
    gold = rostra.read_gold(write(tmp_path / "gold.jsonl", gold_of(said(PAY)), "", line, gold_of(doc_id="c")))
    assert list(gold.texts) == ["a", "c"]
    assert gold.left_out == (("gold.jsonl:3", why),)
    about = rostra.evaluate_statements(gold, statements_of([said(PAY)], [], []), n_boot=0).about
    assert f"1 document of the gold left out (gold.jsonl:3: {why})." in about


def test_gold_that_is_not_there_or_not_gold_is_one_message(tmp_path: Path) -> None:
    with pytest.raises(GoldError) as error:
        rostra.read_gold("nowhere.jsonl")
    assert str(error.value) == f"no gold file at nowhere.jsonl. {HOW}"
    with pytest.raises(GoldError) as error:
        rostra.read_gold(write(tmp_path / "empty.jsonl"))
    assert str(error.value) == f"empty.jsonl holds no document that can be used. {HOW}"
    with pytest.raises(GoldError) as error:
        rostra.read_gold(write(tmp_path / "bad.jsonl", *["7"] * 7))
    shown = "; ".join(f"bad.jsonl:{n}: no object, such as {{...}}" for n in range(1, 6))
    assert str(error.value) == (
        f"bad.jsonl holds no document that can be used. Left out: {shown}; and 2 more. {HOW}"
    )
    (tmp_path / "latin.jsonl").write_bytes(b'{"doc_id": "\xe9"}')
    with pytest.raises(GoldError) as error:
        rostra.read_gold(tmp_path / "latin.jsonl")
    assert str(error.value) == (
        "latin.jsonl: byte 12 is not UTF-8. Save the file as UTF-8 and read it again."
    )


def test_gold_of_other_texts_is_one_message_with_every_line(tmp_path: Path) -> None:
    lines = (
        gold_of(doc_id="a", text=TEXT.replace("port", "bank")),
        gold_of(doc_id="b", text=TEXT + "\n"),
        gold_of(doc_id="x"),
        {"doc_id": "c", "statements": [said(PAY, text="“We will say,”")]},
    )
    gold = rostra.read_gold(write(tmp_path / "gold.jsonl", *lines))
    with pytest.raises(GoldError) as error:
        rostra.evaluate_statements(gold, statements_of([], [], []))
    assert str(error.value) == (
        "none of the 4 documents of gold.jsonl can be compared with the input. "
        "gold.jsonl:1: its text differs at character 53: 'bank is closed. “Nev…' in the gold, "
        "'port is closed. “Nev…' in the input; "
        "gold.jsonl:2: its text differs at character 130: '\\n' in the gold, '' in the input; "
        "gold.jsonl:3: no document 'x' in the input; "
        "gold.jsonl:4: its text differs from 0 to 14: '“We will say,”' in the gold, '“We will pay,”' in the "
        "input. Give the texts that were annotated, unchanged and under the same doc_id; the gold file "
        "itself can be the input."
    )


def test_good_documents_around_others_are_compared_and_the_rest_is_counted() -> None:
    gold = rostra.read_gold(
        [gold_of(said(PAY)), gold_of(said(PAY), doc_id="b", text="“We will pay,”"), gold_of(doc_id="x")]
    )
    result = rostra.evaluate_statements(
        gold, statements_of([said(PAY)], [said(PAY)], [said(LUCK, "indirect")]), n_boot=0
    )
    assert counts(result)["iou_80", "all"] == RIGHT
    assert result.about == (
        "Attribution against gold: 1 quotation of gold and 1 found in 1 document, each piece by itself, "
        "attitudes left out. The headline is iou_80; the value of spans is F1, that of speakers the share "
        "right. 2 documents of the gold left out (record 2: its text differs at character 14: '' in the "
        "gold, ' Ana Ruiz said. Jan …' in the input; record 3: no document 'x' in the input). "
        "2 documents of the input have no gold and are not counted."
    )


def test_a_choice_that_is_none_names_the_choices() -> None:
    gold, found = several(1)
    for function in (rostra.evaluate_statements, rostra.reliability):
        with pytest.raises(QueryError) as error:
            function(gold, found, pieces="join")  # type: ignore[arg-type]
        assert (
            str(error.value)
            == "no value of pieces named 'join'. Did you mean 'joined'? Known: separate, joined."
        )


# --- the command --------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Gold of nine documents, and the same texts as a table."""
    quotes = [said(PAY, **RUIZ), said(NEVER, **HALE), said(LUCK, "indirect", cue_kind="other")]
    gold = write(tmp_path / "gold.jsonl", *[gold_of(*quotes[k % 2 :], doc_id=f"d{k}") for k in range(9)])
    texts = write(tmp_path / "texts.csv", "doc_id,text", *[f'd{k},"{TEXT}"' for k in range(9)])
    return str(gold), str(texts)


COMMAND = ("evaluate", "statements")
SCHEME = ("--pieces", "joined", "--acts", "speech", "--required", "speech", "--n-boot", "50", "--seed", "4")


@pytest.mark.parametrize("more", [(), ("--reliability",)])
def test_the_formats_hold_the_numbers_of_the_library(
    more: tuple[str, ...], files: tuple[str, str], shell: Shell
) -> None:
    gold, found = rostra.read_gold(files[0]), rostra.attribute(rostra.load_corpus(files[1]))
    scheme: Any = {"pieces": "joined", "required": "speech"}
    result = (
        rostra.reliability(gold, found, **scheme)
        if more
        else rostra.evaluate_statements(gold, found, **scheme, n_boot=50, seed=4)
    )
    said = {
        form: shell(*COMMAND, *files, *SCHEME, *more, "--format", form)
        for form in ("csv", "json", "jsonl", "table")
    }
    assert {form: answer.code for form, answer in said.items()} == dict.fromkeys(said, 0)
    rows = json.loads(said["json"].out)
    assert rows["about"] == result.about
    plain = result.frame.astype(object).where(result.frame.notna(), None)
    assert rows["rows"] == plain.to_dict("records") == list(map(json.loads, said["jsonl"].out.splitlines()))
    header, *lines = said["csv"].out.splitlines()
    assert header.split(",") == list(result.frame.columns) and len(lines) == len(result.frame)
    assert result.about in said["table"].err
    assert max(map(len, said["table"].out.splitlines())) <= 110
    assert "nan" not in said["table"].out.lower() and "<NA>" not in said["table"].out


def test_the_table_shows_the_figures_with_their_intervals(files: tuple[str, str], shell: Shell) -> None:
    lines = shell(*COMMAND, files[0], files[0], *SCHEME).out.splitlines()
    frame = rostra.evaluate_statements(
        rostra.read_gold(files[0]), rostra.attribute(rostra.load_corpus(files[1])),
        pieces="joined", required="speech", n_boot=50, seed=4,
    ).frame  # fmt: skip
    assert lines[0].split() == ["F1", "precision", "recall", "gold", "found", "right"]
    row = frame.iloc[0]
    shown = [f"{row[name]:.3f}".lstrip("0") for name in ("value", "low", "high")]
    assert lines[1].startswith(f"IoU at least .8 *     all      {shown[0]} [{shown[1]} {shown[2]}] ")
    assert lines[1].split()[-3:] == [str(row[name]) for name in ("gold", "found", "right")]
    assert any(line.startswith("Gender Gap Tracker .3") for line in lines)


def test_the_gold_file_can_be_the_input_also_on_standard_input(files: tuple[str, str], shell: Shell) -> None:
    more = ("--n-boot", "0", "--format", "jsonl")
    one = shell(*COMMAND, files[0], files[0], *more)
    other = shell(*COMMAND, files[0], "-", *more, stdin=Path(files[0]).read_text(encoding="utf-8"))
    assert one.code == other.code == 0
    assert one.out == other.out.replace('"corpus": "stdin"', '"corpus": "gold"')


def test_mistakes_go_to_a_file_with_words_on_request(
    files: tuple[str, str], tmp_path: Path, shell: Shell
) -> None:
    path = tmp_path / "new" / "mistakes.csv"
    answer = shell(*COMMAND, *files, "--errors", str(path), "--n-boot", "0")
    table = pd.read_csv(path)
    assert answer.err.startswith(f"{len(table)} mistakes: {path}\n") and len(table) >= 9
    assert (
        set(table["mistake"]) >= {"missed"}
        and "gold_text" not in table
        and "luck" not in path.read_text("utf-8")
    )
    shell(*COMMAND, *files, "--errors", str(path), "--texts", "--reliability", "--n-boot", "0")
    assert LUCK in pd.read_csv(path)["gold_text"].tolist()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nowhere.jsonl", "nowhere"), f"rostra: no gold file at nowhere.jsonl. {HOW}\n"),
        (("GOLD", "nowhere"), "rostra: there is no file or folder 'nowhere'."),
        (
            ("GOLD", "GOLD", "--texts"),
            "rostra: --texts says how --errors FILE is written. Add --errors with the file to write.\n",
        ),
    ],
)
def test_an_error_is_one_line(
    words: tuple[str, ...], message: str, files: tuple[str, str], shell: Shell
) -> None:
    answer = shell(*COMMAND, *[files[0] if word == "GOLD" else word for word in words])
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(message) and answer.err.count("\n") == 1


def test_a_choice_that_is_none_says_how_the_command_is_used(files: tuple[str, str], shell: Shell) -> None:
    answer = shell(*COMMAND, *files, "--pieces", "join")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Usage: rostra evaluate statements [OPTIONS]")
    assert "'join' is not one of 'separate', 'joined'" in answer.err
