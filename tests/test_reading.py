"""Reading: every format gives back the text that was written, and says what it could not read."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
import sys
import tracemalloc
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rostra.actors import load_actors
from rostra.corpus import load_corpus
from rostra.errors import CorpusError
from rostra.reading import FORMATS, decoding, pages, parse_date, tables
from rostra.reading.texts import split_header

KNOWN = (
    "The readers know .txt .md .csv .tsv .jsonl .ndjson .json .html .htm .docx .pdf, "
    "and each of them packed as .gz."
)
COLUMN = 'Name the column that holds the words: text="NAME".'
NOBODY = load_actors(gazetteer=False)  # read once, where a test loads hundreds of corpora
HOSTILE = (
    "“NA,” said cafe\u0301 owner “007”; <script>alert('x')</script> & 😀\tnull, None… \ufeff\u2028 It's ‘so’."
)


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def packed(path: Path) -> Path:
    """The same file, packed by gzip."""
    target = path.with_name(path.name + ".gz")
    target.write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    return target


def message(*arguments: Any, **options: Any) -> str:
    """The whole text of the error that loading raises."""
    with pytest.raises(CorpusError) as caught:
        load_corpus(*arguments, **options)
    return str(caught.value)


def texts(source: Any, **options: Any) -> list[str]:
    return load_corpus(source, **options).documents["text"].tolist()


# --- writers, one a format: the tests' own, so that no reader is judged by itself ---------------


def as_csv(rows: list[dict[str, Any]], **options: Any) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), **options)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_docx(*paragraphs: str, title: str = "") -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(*lines: str, title: str = "") -> bytes:
    """A PDF by hand: one page, one line of Latin-1 text an entry of `lines`."""
    escaped = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    shown = " T* ".join(f"({line}) Tj" for line in escaped)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) >>" % title.encode("latin-1"),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer << /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, len(out))
    )


WRITERS = {
    "plain.txt": lambda text: text,
    "plain.md": lambda text: text,
    "comma.csv": lambda text: as_csv([{"doc_id": "007", "text": text}]),
    "semicolon.csv": lambda text: as_csv([{"doc_id": "007", "text": text}], delimiter=";"),
    "quoted.csv": lambda text: as_csv([{"doc_id": "007", "text": text}], quoting=csv.QUOTE_ALL),
    "one_column.csv": lambda text: as_csv([{"text": text}]),
    "tab.tsv": lambda text: as_csv([{"doc_id": "007", "text": text}], delimiter="\t"),
    "bare.tsv": lambda text: "doc_id\ttext\n007\t" + text.replace("\t", " ") + "\n",
    "lines.jsonl": lambda text: json.dumps({"doc_id": "007", "text": text}, ensure_ascii=False) + "\n",
    "lines.ndjson": lambda text: json.dumps({"doc_id": "007", "text": text}) + "\r\n",
    "list.json": lambda text: json.dumps([{"doc_id": "007", "text": text}], indent=2),
    "columns.json": lambda text: json.dumps({"doc_id": ["007"], "text": [text]}),
    "word.docx": lambda text: as_docx(text),
}


@pytest.mark.parametrize("zipped", [False, True], ids=["as it is", "packed"])
@pytest.mark.parametrize("name", WRITERS)
def test_every_format_gives_back_the_text_that_was_written(tmp_path: Path, name: str, zipped: bool) -> None:
    text = HOSTILE.replace("\t", " ") if name == "bare.tsv" else HOSTILE
    path = write(tmp_path / name, WRITERS[name](text))
    assert texts(packed(path) if zipped else path) == [text]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", [name for name in WRITERS if name != "word.docx"])
def test_a_byte_order_mark_says_the_encoding_and_enters_no_text(
    tmp_path: Path, name: str, encoding: str
) -> None:
    text = HOSTILE.replace("\t", " ") if name == "bare.tsv" else HOSTILE
    path = write(tmp_path / name, WRITERS[name](text).encode(encoding))
    corpus = load_corpus(path)
    assert corpus.documents["text"].tolist() == [text]
    assert corpus.documents["body_start"].tolist() == [0]
    if "007" in path.read_bytes().decode(encoding).split(text[:5])[0]:
        assert corpus.documents["doc_id"].tolist() == ["007"]


def test_the_formats_tested_are_the_formats_read() -> None:
    assert {Path(name).suffix for name in WRITERS} | {".html", ".htm", ".pdf"} == set(FORMATS)


words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])).filter(
    lambda text: not text.startswith("\ufeff")
)
cells = words.filter(bool)
rows = st.lists(
    st.fixed_dictionaries({"doc_id": st.uuids().map(str), "text": words, "speaker": cells}), min_size=1
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=rows)
@example(records=[{"doc_id": "007", "text": "", "speaker": "NA"}])
@example(records=[{"doc_id": "null", "text": '"\r\n";,\t|', "speaker": "None"}])
def test_any_records_come_back_unchanged_through_every_table_format(
    tmp_path: Path, records: list[dict[str, str]]
) -> None:
    files = {
        "a.csv": as_csv(records),
        "b.csv": as_csv(records, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n"),
        "c.csv": as_csv(records, delimiter="|"),
        "d.tsv": as_csv(records, delimiter="\t"),
        "e.jsonl": "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records),
        "f.json": json.dumps(records),
        "g.json": json.dumps({name: [record[name] for record in records] for name in records[0]}),
    }
    for name, content in files.items():
        plain = write(tmp_path / name, content)
        for path in (plain, write(tmp_path / f"{name}.gz", gzip.compress(plain.read_bytes()))):
            frame = load_corpus(path, actors=NOBODY).documents
            assert frame[["doc_id", "text", "speaker"]].to_dict("records") == records, path.name


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts_given=st.lists(words, min_size=1))
def test_a_table_of_one_column_loses_no_row(tmp_path: Path, texts_given: list[str]) -> None:
    path = write(tmp_path / "a.csv", as_csv([{"text": text} for text in texts_given]))
    assert texts(path, actors=NOBODY) == texts_given


# --- plain texts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "values", "body"),
    [
        ("The mayor spoke.", {}, "The mayor spoke."),
        (" date 2024-11-26 The US has responded.\n", {"date": "2024-11-26"}, "The US has responded.\n"),
        ("Date: 2024-11-26\r\n\r\nThe US.\r\n", {"date": "2024-11-26"}, "The US.\r\n"),
        ("date: 26 November 2024\nThe US.", {"date": "26 November 2024"}, "The US."),
        (
            "Talks fail\r\nBy A. Hale\r\n\r\nMonday, 3 May 2031\r\nThe US.",
            {"date": "Monday, 3 May 2031"},
            "Talks fail\r\nBy A. Hale\r\n\r\nMonday, 3 May 2031\r\nThe US.",
        ),
        ("Talks fail\n3/4/2031\nThe US.", {}, "Talks fail\n3/4/2031\nThe US."),
        ("Talks fail\n1789\nMay 2031\nThe US.", {}, "Talks fail\n1789\nMay 2031\nThe US."),
        ("One.\n\nTwo.\n\n3.\n\n4.\n\n5.\n\n3 May 2031", {}, "One.\n\nTwo.\n\n3.\n\n4.\n\n5.\n\n3 May 2031"),
        ("Date palms were planted.\nThen 3.", {}, "Date palms were planted.\nThen 3."),
        ("date 2024-13-45 The US.", {}, "date 2024-13-45 The US."),
        ("date 2024-11-265 The US.", {}, "date 2024-11-265 The US."),
        ("Up to date 2024-11-26 it was.", {}, "Up to date 2024-11-26 it was."),
        (
            "---\ntitle: A, b: c\ndate: 2024-11-26\n---\n\nThe US.",
            {"title": "A, b: c", "date": "2024-11-26"},
            "The US.",
        ),
        ("---\r\ntitle: A\r\n---\r\nThe US.\r\n", {"title": "A"}, "The US.\r\n"),
        (
            "---\nTitle: 'A'\nSource: \"B\"\nDesk: C\n---\nThe",
            {"title": "A", "source": "B", "Desk": "C"},
            "The",
        ),
        ("---\n# note\ntags:\n  - war\n  - sea\nempty:\n---\nThe", {"tags": "war; sea"}, "The"),
        ("---\ntitle: A\n---\ndate 2024-11-26 The US.", {"title": "A", "date": "2024-11-26"}, "The US."),
        ("---\nThis is a ruled line.\n---\nThe US.", {}, "---\nThis is a ruled line.\n---\nThe US."),
        ("---\ntitle: A\nNo rule closes this.", {}, "---\ntitle: A\nNo rule closes this."),
        ("---\ntitle: A\n---", {"title": "A"}, ""),
        ("", {}, ""),
    ],
)
def test_the_head_of_a_text_becomes_metadata_and_the_body_is_mapped(
    content: str, values: dict[str, str], body: str
) -> None:
    header = split_header(content)
    assert header.values == values
    assert content[header.body_start :] == body


def test_offsets_count_code_points_of_the_decoded_file_without_its_mark(tmp_path: Path) -> None:
    head = "---\ntitle: 😀 e\u0301\r\n---\r\n \r\n"
    path = write(tmp_path / "a.txt", (head + "“Yes.”\r\n").encode("utf-8-sig"))
    row = load_corpus(path).documents.iloc[0]
    assert (row["text"], row["title"], row["body_start"]) == ("“Yes.”\r\n", "😀 e\u0301", len(head))


@given(
    data=st.lists(
        st.sampled_from([b"a", b"\n", b"\r\n", "é—😀".encode(), "\ufeff".encode(), "é".encode("utf-16-le")])
        | st.binary(max_size=3),
        max_size=12,
    ).map(b"".join),
    encoding=st.sampled_from([None, "utf-8", "latin-1", "no such"]),
)
def test_lines_are_decoded_as_the_whole_is(data: bytes, encoding: str | None) -> None:
    def outcome(read: Any) -> Any:
        try:
            return read("a.jsonl", data, encoding=encoding, before=(7, 900))
        except CorpusError as error:
            return str(error)

    whole = outcome(decoding.decode)
    lines = outcome(decoding.decode_lines)
    assert (whole.split("\n") if isinstance(lines, list) else whole) == lines


def test_a_line_of_front_matter_that_is_not_understood_costs_only_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", "---\ntitle: A\n  deep: er\ndate: 2024-11-26\n---\nYes.")
    corpus = load_corpus(path)
    assert corpus.documents.loc[0, ["title", "date", "text"]].tolist() == ["A", "2024-11-26", "Yes."]
    assert corpus.notes == (
        "a.md:3: not understood in the front matter (`key: value`) and skipped: '  deep: er'.",
    )


def test_keys_of_front_matter_do_not_overwrite_what_is_ours(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", "---\ntext: t\nbody_start: 99\nid: '007'\n---\nYes.")
    row = load_corpus(path).documents.iloc[0]
    assert row[["doc_id", "text", "text_given", "body_start_given"]].tolist() == ["007", "Yes.", "t", "99"]
    assert row["body_start"] == 41


def test_a_file_with_nul_characters_is_no_text(tmp_path: Path) -> None:
    write(tmp_path / "good.txt", "Yes.")
    write(tmp_path / "binary.txt", b"GIF89a\0\0\xff")
    write(tmp_path / "wide.txt", "Yes.".encode("utf-16-le"))
    corpus = load_corpus(tmp_path)
    reason = (
        'not a text: it holds a NUL character at {}. If it is UTF-16 without its mark, say encoding="utf-16"'
    )
    assert corpus.documents["doc_id"].tolist() == ["good"]
    assert corpus.left_out == (("binary.txt", reason.format(6)), ("wide.txt", reason.format(1)))
    assert texts(tmp_path / "wide.txt", encoding="utf-16-le") == ["Yes."]


# --- encodings -----------------------------------------------------------------------------------


def test_bytes_that_are_not_utf8_are_named_with_line_offset_and_a_guess(tmp_path: Path) -> None:
    french = "Premier.\nLe président a dit que l’été était chaud à Genève, où il a déjeuné.\n" * 3
    path = write(tmp_path / "lettre.txt", french.encode("cp1252"))
    text = message(path)
    assert text.startswith(
        "lettre.txt, line 2: byte 0xE9 at offset 14 is not UTF-8 (invalid continuation byte). "
    )
    assert text.endswith(': name the right one, as in encoding="cp1252".')
    assert "It may be cp1252 (or " in text
    assert texts(path, encoding="cp1252") == [french]


def test_without_a_guess_the_error_still_names_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)
    assert message(write(tmp_path / "a.csv", b"text\ncaf\xe9\n")) == (
        "a.csv, line 2: byte 0xE9 at offset 8 is not UTF-8 (invalid continuation byte). "
        'Name the encoding it was saved with, as in encoding="cp1252" (common on Windows).'
    )


def test_the_offset_counts_the_byte_order_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)
    assert message(write(tmp_path / "a.txt", b"\xef\xbb\xbfab\xff")).startswith(
        "a.txt, line 1: byte 0xFF at offset 5 "
    )


def test_all_files_of_a_wrong_encoding_are_counted_in_one_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)
    for name in "abc":
        write(tmp_path / f"{name}.txt", b"caf\xe9 ")
    assert message(tmp_path) == (
        "a.txt, line 1: byte 0xE9 at offset 3 is not UTF-8 (invalid continuation byte). "
        'Name the encoding it was saved with, as in encoding="cp1252" (common on Windows). '
        "The same goes for 2 more files."
    )


def test_an_encoding_that_fits_not_every_byte_is_an_error_and_not_a_question_mark(tmp_path: Path) -> None:
    text = message(write(tmp_path / "a.txt", b"It is \x81."), encoding="cp1252")
    assert text.startswith(
        "a.txt, line 1: byte 0x81 at offset 6 is not cp1252 (character maps to <undefined>). "
    )


@pytest.mark.parametrize("encoding", ["klingon", "hex", ""])
def test_an_unknown_encoding_is_named_with_those_that_are_common(tmp_path: Path, encoding: str) -> None:
    assert message(write(tmp_path / "a.txt", "Yes."), encoding=encoding) == (
        f"no encoding named {encoding!r}. Python knows, among others: utf-8, utf-16, cp1252, cp1250, cp1251, "
        "latin-1, mac-roman. Name the one the file was saved with, or leave `encoding` out for UTF-8."
    )


def test_a_byte_order_mark_is_stronger_than_the_encoding_asked_for(tmp_path: Path) -> None:
    assert texts(write(tmp_path / "a.txt", "naïve".encode("utf-8-sig")), encoding="cp1252") == ["naïve"]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-9], lambda data: b"no gzip at all", lambda data: data[:20]]
)
def test_a_packed_file_that_is_damaged_is_one_clear_error(tmp_path: Path, damage: Any) -> None:
    path = write(tmp_path / "a.txt.gz", damage(gzip.compress(b"Yes. " * 99)))
    text = message(path)
    assert text.startswith("a.txt.gz cannot be unpacked: ")
    assert text.endswith(". Check that the file is complete (gzip -t), or unpack it first.")


def test_a_packed_file_that_swells_beyond_reason_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "LARGEST", 1000)
    path = write(tmp_path / "a.txt.gz", gzip.compress(b"0" * 10_000_000))
    tracemalloc.start()
    try:
        assert (
            message(path) == "a.txt.gz unpacks to more than 1,000 bytes. Unpack it and split it into parts."
        )
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


# --- tables --------------------------------------------------------------------------------------


def test_rows_that_do_not_fit_cost_themselves_and_are_listed_with_their_line(tmp_path: Path) -> None:
    content = 'doc_id,text\n1,"Yes,\nsir."\n2\n3,No,more\n4,Fine.\n,\n5,"a"b\n6,Good.,,\n7,"open\n8,"Last."\n'
    corpus = load_corpus(write(tmp_path / "a.csv", content))
    assert corpus.documents[["doc_id", "text"]].to_numpy().tolist() == [
        ["1", "Yes,\nsir."],
        ["4", "Fine."],
        ["6", "Good."],
        ["8", "Last."],
    ]
    assert corpus.left_out == (
        ("a.csv:4", "1 field where the header has 2"),
        ("a.csv:5", "3 fields where the header has 2"),
        ("a.csv:7", "an empty row"),
        ("a.csv:8", "a quotation mark inside a quoted field that is not doubled"),
        ("a.csv:10", "a quotation mark inside a quoted field that is not doubled (at line 11)"),
    )


def test_a_mark_that_nothing_closes_does_not_swallow_the_rest_of_the_file(tmp_path: Path) -> None:
    corpus = load_corpus(write(tmp_path / "a.csv", 'doc_id,text\n1,Yes.\n2,"open\n3,No.\n4,Fine.\n'))
    assert corpus.documents["doc_id"].tolist() == ["1", "3", "4"]
    assert corpus.left_out == (("a.csv:3", "a quotation mark opens here that nothing closes"),)


def test_a_file_full_of_open_marks_is_given_up_in_good_time(tmp_path: Path) -> None:
    corpus = load_corpus(write(tmp_path / "a.csv", "doc_id,text\n1,Yes.\n" + '2,"open\n' * 20_001))
    assert corpus.documents["text"].tolist()[0] == "Yes."
    assert corpus.left_out[-1][1] in (
        "the rest of the file: too many quotation marks that nothing closes",
        "a quotation mark inside a quoted field that is not doubled",
        "a quotation mark opens here that nothing closes",
    )


def test_the_tables_of_excel_are_read(tmp_path: Path) -> None:
    content = 'sep=;\r\nDoc_ID;Text;Date\r\n1;"Yes; ""sir"".";26.11.2024\r\n2;No.;2024/11/27\r\n'
    corpus = load_corpus(write(tmp_path / "a.csv", content.encode("utf-8-sig")), text="Text")
    assert corpus.documents[["doc_id", "text", "date"]].to_numpy().tolist() == [
        ["1", 'Yes; "sir".', "2024-11-26"],
        ["2", "No.", "2024-11-27"],
    ]
    assert corpus.notes == ("a.csv: the column 'Date' is read as 'date'.",)


def test_spaces_after_the_comma_are_not_part_of_the_values(tmp_path: Path) -> None:
    content = 'doc_id, speaker, text\n1, Ann, "Yes, sir."\n'
    assert load_corpus(write(tmp_path / "a.csv", content)).documents.loc[0, ["speaker", "text"]].tolist() == [
        "Ann",
        "Yes, sir.",
    ]


def test_a_text_longer_than_the_limit_of_the_csv_module_is_read_whole(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    text = "word " * 100_000
    assert texts(write(tmp_path / "a.csv", as_csv([{"text": text, "n": "1"}]))) == [text]
    assert csv.field_size_limit() == before


def test_the_limit_of_the_csv_module_is_put_back_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    before = csv.field_size_limit()
    monkeypatch.setattr(tables.csv, "reader", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tables.read_table("a.csv", "text\nYes.\n")
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "speech,Date\nYes.,2024\n",
            f"a.csv: no column named 'text'. Known: speech, Date. {COLUMN}",
        ),
        (
            "Text;Date\nYes.;2024\n",
            "a.csv: no column named 'text'. Did you mean 'Text'? Known: Text, Date. "
            'Name the column that holds the words: text="NAME".',
        ),
        ("", "a.csv is empty: a table needs a line of column names and a row for each document."),
        (
            "text,x,x\n1,2,3\n",
            "a.csv: columns 2 and 3 are both called 'x'. Give each column its own name.",
        ),
        (
            "text\nY\0s\n",
            "a.csv, line 2: a NUL character, which no table holds. If the file is UTF-16 without its mark, "
            'say encoding="utf-16"; else save it again as CSV UTF-8.',
        ),
        (
            "text,doc_id\n",
            f"a.csv holds no documents. {KNOWN}",
        ),
        (
            "text,doc_id\nYes.\n",
            "a.csv holds no document that can be read. "
            f"Left out: a.csv:2: 1 field where the header has 2. {KNOWN}",
        ),
        (
            "text,Date,date\nYes.,1,2\n",
            None,  # `date` is there: `Date` is metadata like any other
        ),
    ],
)
def test_a_table_that_cannot_be_read_says_what_is_wrong_and_what_to_do(
    tmp_path: Path, content: str, said: str | None
) -> None:
    path = write(tmp_path / "a.csv", content)
    if said is None:
        assert load_corpus(path).documents.columns.tolist()[-1] == "Date"
    else:
        assert message(path) == said


def test_a_named_id_column_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    assert message(write(tmp_path / "a.csv", "text,number\nYes.,1\n"), doc_id="nummer") == (
        "a.csv: no column named 'nummer'. Did you mean 'number'? Known: text, number. "
        'Name the column that holds the ids: doc_id="NAME".'
    )


def test_columns_that_stand_in_the_way_of_ours_are_kept_under_another_name(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "doc_id,nr,text,speech\n9,1,summary,Yes.\n")
    corpus = load_corpus(path, text="speech", doc_id="nr")
    columns = ["doc_id", "text", "doc_id_given", "text_given"]
    assert corpus.documents.loc[0, columns].tolist() == ["1", "Yes.", "9", "summary"]
    assert corpus.notes == (
        "a.csv: the column 'doc_id' is kept as 'doc_id_given'.",
        "a.csv: the column 'text' is kept as 'text_given'.",
    )
    assert message(write(tmp_path / "b.csv", "text,speech,text_given\n1,Yes.,2\n"), text="speech") == (
        "b.csv: the columns 'text' and 'text_given' would both be called 'text_given'. Rename one of them."
    )


# --- JSON ----------------------------------------------------------------------------------------


def test_lines_that_are_no_objects_cost_themselves(tmp_path: Path) -> None:
    deep = "[" * 200_000
    lines = [
        '{"doc_id": 7, "text": "Yes.", "n": 1, "tags": ["a", "b"]}',
        '{"doc_id": "8", "text": "No."',
        "[1]",
        "",
        '{"doc_id": "9", "text": null}',
        '{"doc_id": "10", "n": 3}',
        '{"doc_id": "11", "text": 5}',
        '{"doc_id": "12", "text": "half \\ud800"}',
        deep,
        '{"text": "Fine.", "n": NaN}',
    ]
    corpus = load_corpus(write(tmp_path / "a.jsonl", "\r\n".join(lines)))
    assert corpus.documents[["doc_id", "text", "tags"]].to_numpy().tolist()[0] == ["7", "Yes.", '["a", "b"]']
    assert corpus.documents["doc_id"].tolist() == ["7", "a-0002"]
    assert corpus.documents["n"].isna().tolist() == [False, True]
    assert corpus.left_out == (
        ("a.jsonl:2", "no JSON: Expecting ',' delimiter at column 30"),
        ("a.jsonl:3", "no object but a list"),
        ("a.jsonl:9", "no JSON that can be read: nested too deeply, or a number too long"),
        ("a.jsonl:5", "its 'text' holds no words (it is empty)"),
        ("a.jsonl:6", "its 'text' holds no words (it is empty)"),
        ("a.jsonl:7", "its 'text' holds no words but int"),
        ("a.jsonl:8", "its 'text' holds half of a surrogate pair, which is no character"),
    )


UNREADABLE = "no JSON that can be read: nested too deeply, or a number too long"
SHAPES = 'Accepted is a list of objects, or one object of columns ({"text": [...], "date": [...]})'


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "a.json",
            "[1, 2",
            f"a.json, line 1: no JSON: Expecting ',' delimiter at column 6. {SHAPES}; "
            "one object a line is called .jsonl.",
        ),
        ("a.json", "5", f"a.json holds no document but a number. {SHAPES}."),
        ("a.json", "[" * 200_000, f"a.json: {UNREADABLE}. {SHAPES}."),
        ("a.json", "9" * 5000, f"a.json: {UNREADABLE}. {SHAPES}."),
        (
            "a.json",
            '{"text": ["a", "b"], "n": [1]}',
            "a.json: the columns differ in length (text 2, n 1). Give each a value for every document.",
        ),
        ("a.json", '[{"body": "Yes."}]', f"a.json: no column named 'text'. Known: body. {COLUMN}"),
        (
            "a.jsonl",
            "no\n",
            "a.jsonl holds no document: 1 of its lines are no objects. "
            "The first is a.jsonl:1: no JSON: Expecting value at column 1. "
            'Write one object a line, such as {"doc_id": "a", "text": "..."}.',
        ),
    ],
)
def test_json_that_cannot_be_read_says_where_and_what_is_accepted(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    assert message(write(tmp_path / name, content)) == said


def test_json_lines_under_the_name_of_json_are_read(tmp_path: Path) -> None:
    assert texts(write(tmp_path / "a.json", '{"text": "Yes."}\n{"text": "No."}\n')) == ["Yes.", "No."]


def test_one_object_is_one_document(tmp_path: Path) -> None:
    assert texts(write(tmp_path / "a.json", '{"text": "Yes.", "tags": ["a"]}')) == ["Yes."]


# --- pages ---------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html lang="en"><head>{charset}<title>Ministers quarrel over the strait</title>
<meta property="og:site_name" content="The Herald">
<meta property="article:published_time" content="2024-11-21T10:00:00Z">
</head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article>
<h1>Ministers quarrel over the strait</h1>
<p>“NA,” said cafe\u0301 owner 007, &lt;script&gt;alert(1)&lt;/script&gt; 😀 and walked on to the harbour.</p>
<p>A second paragraph tells of the naïve envoy and of the boats, and no more than that.</p>
</article><script>var x = "no text";</script><footer>All rights reserved.</footer></body></html>"""


@pytest.mark.parametrize("name", ["a.html", "a.htm"])
def test_a_page_gives_its_article_with_title_date_and_site(tmp_path: Path, name: str) -> None:
    row = load_corpus(write(tmp_path / name, PAGE.format(charset=""))).documents.iloc[0]
    assert row[["doc_id", "title", "date", "source"]].tolist() == [
        "a",
        "Ministers quarrel over the strait",
        "2024-11-21",
        "The Herald",
    ]
    assert row["text"].split("\n\n") == [
        "Ministers quarrel over the strait",
        "“NA,” said cafe\u0301 owner 007, <script>alert(1)</script> 😀 and walked on to the harbour.",
        "A second paragraph tells of the naïve envoy and of the boats, and no more than that.",
    ]


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = PAGE.replace("😀", "").replace("e\u0301", "é")
    declared = write(
        tmp_path / "a.html", page.format(charset='<meta charset="windows-1252">').encode("cp1252")
    )
    assert "naïve envoy" in texts(declared)[0]
    silent = write(tmp_path / "b.html", page.format(charset="").encode("cp1252"))
    assert message(silent).startswith("b.html, line 6: byte 0x93 at offset ")


def test_a_word_file_gives_paragraphs_and_cells_in_their_order(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.core_properties.title = "Briefing"
    document.add_paragraph("date 2024-11-26 The first.")
    table = document.add_table(rows=1, cols=3)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "one and two"
    table.rows[0].cells[2].text = "three"
    document.add_paragraph("")
    document.add_paragraph("The last.")
    document.save(str(tmp_path / "a.docx"))
    row = load_corpus(tmp_path / "a.docx").documents.iloc[0]
    assert row[["title", "date", "text"]].tolist() == [
        "Briefing",
        "2024-11-26",
        "The first.\n\none and two\tthree\n\nThe last.",
    ]
    assert row["body_start"] == 16


def test_a_pdf_gives_its_lines_and_its_title(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.pdf",
        as_pdf("date 2024-11-26", "The base is \x93defensive,\x94", "he said.", title="Base"),
    )
    row = load_corpus(path).documents.iloc[0]
    assert row[["doc_id", "title", "date", "text"]].tolist() == [
        "a",
        "Base",
        "2024-11-26",
        "The base is “defensive,”\nhe said.",
    ]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.html", b"", "no article text in the page"),
        ("a.html", b"<html><body></body></html>", "no article text in the page"),
        ("a.docx", b"no zip", "not a Word file that can be read (BadZipFile)"),
        ("a.docx", as_docx(""), "no words in the file"),
        ("a.pdf", b"no pdf", "not a PDF that can be read (PdfStreamError)"),
        ("a.pdf", as_pdf(), "no text layer: a scan needs character recognition first"),
    ],
)
def test_a_page_that_holds_nothing_is_left_out_and_alone_an_error(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = write(tmp_path / name, content)
    assert message(path).startswith(
        f"{name} holds no document that can be read. Left out: {name}: {reason}. "
    )
    write(tmp_path / "good.txt", "Yes.")
    assert load_corpus(tmp_path).left_out == ((name, reason),)


def test_a_word_file_that_swells_beyond_reason_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "LARGEST", 1_000_000)
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b" " * 20_000_000)
    assert message(tmp_path / "bomb.docx").startswith(
        "bomb.docx holds no document that can be read. "
        "Left out: bomb.docx: word/document.xml in it unpacks to 20,000,000 bytes, which no document needs. "
    )


@pytest.mark.parametrize(
    ("name", "module", "package"),
    [
        ("a.html", "trafilatura", "trafilatura"),
        ("a.docx", "docx", "python-docx"),
        ("a.pdf", "pypdf", "pypdf"),
    ],
)
def test_a_reader_that_is_not_installed_is_named_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert message(write(tmp_path / name, b"x")) == (
        f"{name}: reading this format needs the package {package}, which is not installed. "
        'Install it with: pip install "rostra[readers]"'
    )


# --- folders -------------------------------------------------------------------------------------


def test_a_folder_is_read_in_the_order_of_its_paths_and_lists_what_it_leaves_out(tmp_path: Path) -> None:
    root = tmp_path / "press"
    for name in (
        "b.txt",
        "a.txt",
        "sub/c.md",
        "sub/README.md",
        "readme_first.txt",
        ".hidden.txt",
        ".git/d.txt",
    ):
        write(root / name, "Yes.")
    for name in (
        "corrections.csv",
        "gold.jsonl",
        "codes.jsonl",
        "GUIDE.md",
        "notes.odt",
        "LICENSE",
        "~$x.docx",
    ):
        write(root / name, "text")
    write(root / "rows.csv", "text,speaker\nOne.,Ann\nTwo.,Ben\n")
    corpus = load_corpus(root)
    assert corpus.name == "press"
    assert corpus.documents["doc_id"].tolist() == ["a", "b", "rows-0001", "rows-0002", "sub/c"]
    assert [entry.name for entry in corpus.inputs] == [
        "a.txt",
        "b.txt",
        "rows.csv",
        "sub/c.md",
        "corrections.csv",  # is applied to the statements
    ]
    assert corpus.inputs[0].bytes == 4
    assert corpus.inputs[0].sha256 == hashlib.sha256(b"Yes.").hexdigest()
    reserved = "a reserved name, not a document"
    assert dict(corpus.left_out) == {
        ".git": "hidden",
        ".hidden.txt": "hidden",
        "GUIDE.md": reserved,
        "LICENSE": "no suffix that names its format",
        "codes.jsonl": reserved,
        "corrections.csv": reserved,
        "gold.jsonl": reserved,
        "notes.odt": "no reader for .odt",
        "readme_first.txt": reserved,
        "sub/README.md": reserved,
        "~$x.docx": "left behind by an open office program",
    }


def test_a_corpus_folder_reads_its_documents_and_nothing_beside_them(tmp_path: Path) -> None:
    write(tmp_path / "documents/2024/a.txt", "Yes.")
    write(tmp_path / "documents/b.md", "No.")
    write(tmp_path / "draft.txt", "Never.")
    write(tmp_path / "README.md", "About.")
    corpus = load_corpus(tmp_path)
    assert corpus.documents["doc_id"].tolist() == ["2024/a", "b"]
    assert [entry.name for entry in corpus.inputs] == ["documents/2024/a.txt", "documents/b.md"]
    assert corpus.left_out == (
        ("README.md", "a reserved name, not a document"),
        ("draft.txt", "beside documents, which holds the documents"),
    )


@pytest.mark.parametrize("name", ["documents.csv", "documents.jsonl.gz"])
def test_a_table_called_documents_is_named_after_its_folder(tmp_path: Path, name: str) -> None:
    content = b"text\nYes.\n" if name.endswith("csv") else gzip.compress(b'{"text": "Yes."}\n')
    path = write(tmp_path / "strait" / name, content)
    for source in (path, path.parent):
        corpus = load_corpus(source)
        assert (corpus.name, corpus.documents["doc_id"].tolist()) == ("strait", ["strait-0001"])


def test_two_homes_of_documents_are_an_error_that_names_both(tmp_path: Path) -> None:
    write(tmp_path / "documents/a.txt", "Yes.")
    write(tmp_path / "documents.csv", "text\nYes.\n")
    assert message(tmp_path) == (
        f"the folder {str(tmp_path)!r} holds documents and documents.csv, and only one can be the documents. "
        f"Name it: load_corpus({str(tmp_path / 'documents')!r})."
    )


def test_files_that_differ_only_in_suffix_are_called_by_their_whole_name(tmp_path: Path) -> None:
    for name in ("a.txt", "a.md", "a.txt.txt", "b.2024.txt"):
        write(tmp_path / name, "Yes.")
    assert load_corpus(tmp_path).documents["doc_id"].tolist() == ["a.md", "a.txt", "a.txt.txt", "b.2024"]


def test_links_that_lead_back_or_nowhere_and_pipes_are_left_out(tmp_path: Path) -> None:
    write(tmp_path / "sub/a.txt", "Yes.")
    (tmp_path / "sub/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    corpus = load_corpus(tmp_path)
    assert corpus.documents["doc_id"].tolist() == ["sub/a"]
    assert corpus.left_out == (
        ("gone.txt", "a link to nothing"),
        ("pipe.txt", "not a regular file"),
        ("self.txt", "a link to nothing"),
        ("sub/loop/", "a link back to a folder that it lies in"),
    )


def test_a_file_that_may_not_be_opened_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt", "Yes.")
    write(tmp_path / "b.txt", "No.")
    read_bytes = Path.read_bytes

    def guarded(path: Path) -> bytes:
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", guarded)
    corpus = load_corpus(tmp_path)
    assert corpus.documents["doc_id"].tolist() == ["a"]
    assert corpus.left_out == (("b.txt", "cannot be opened: Permission denied"),)


def test_a_damaged_file_among_good_ones_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Yes.")
    write(tmp_path / "b.json", "[1, 2")
    write(tmp_path / "c.csv.gz", b"no gzip at all")
    assert load_corpus(tmp_path).left_out == (
        (
            "b.json",
            f"line 1: no JSON: Expecting ',' delimiter at column 6. {SHAPES}; "
            "one object a line is called .jsonl.",
        ),
        (
            "c.csv.gz",
            "cannot be unpacked: Not a gzipped file (b'no'). "
            "Check that the file is complete (gzip -t), or unpack it first.",
        ),
    )


def test_a_folder_without_documents_is_an_error(tmp_path: Path) -> None:
    assert message(tmp_path) == f"the folder {str(tmp_path)!r} holds no documents. {KNOWN}"
    for number in range(7):
        write(tmp_path / f"{number}.odt", "x")
    listing = "; ".join(f"{number}.odt: no reader for .odt" for number in range(5))
    assert message(tmp_path) == (
        f"the folder {str(tmp_path)!r} holds no document that can be read. "
        f"Left out: {listing}; and 2 more. {KNOWN}"
    )


def test_a_path_that_is_not_there_is_an_error_with_a_guess(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "speeches.csv", "text\nYes.\n")
    assert message("speech.csv") == (
        "there is no file or folder 'speech.csv'. Did you mean 'speeches.csv'? "
        f"Paths count from the current folder, {os.getcwd()!r}. "
        "Accepted is the path of a folder or file, a pandas, polars or Arrow frame, or a list of dicts "
        'such as [{"text": "..."}, {"text": "..."}].'
    )


@pytest.mark.parametrize("text", ["The mayor spoke. " * 50, "One.\nTwo.", "x" * 5000])
def test_a_text_in_place_of_a_path_is_an_error_that_shows_how_to_pass_it(text: str) -> None:
    assert message(text) == (
        'a text was given where a path is asked for. Pass the text as a record: load_corpus([{"text": ...}]).'
    )


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (b" date 2024-11-26 Yes.", ["stdin"]),
        (b'{"doc_id": "a", "text": "Yes."}\n{"text": "No."}\n', ["a", "stdin-0002"]),
        (gzip.compress(b'[{"text": "Yes."}]', mtime=0), ["stdin-0001"]),
        ("Yes.".encode("utf-16"), ["stdin"]),
        (b"[Applause] Yes.", ["stdin"]),
    ],
)
def test_standard_input_is_a_text_or_json(
    monkeypatch: pytest.MonkeyPatch, content: bytes, ids: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    corpus = load_corpus("-")
    assert corpus.documents["doc_id"].tolist() == ids
    assert corpus.documents["text"][0].endswith("Yes.")
    assert corpus.inputs[0].name == "standard input"


def test_the_bar_goes_to_standard_error_and_only_when_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.txt", "Yes.")
    load_corpus(tmp_path)
    assert capsys.readouterr() == ("", "")
    load_corpus(tmp_path, progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert "Reading" in err


# --- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "iso", "known"),
    [
        ("2024-11-21", "2024-11-21", "day"),
        (" 2024-11-21T23:30:00+02:00 ", "2024-11-21", "day"),
        ("2024-11-21 10:00", "2024-11-21", "day"),
        ("2024/11/21", "2024-11-21", "day"),
        ("2024.1.2", "2024-01-02", "day"),
        ("20241121", "2024-11-21", "day"),
        ("21 November 2024", "2024-11-21", "day"),
        ("21. Nov. 2024", "2024-11-21", "day"),
        ("21-Nov-2024", "2024-11-21", "day"),
        ("the 21st of November 2024", "2024-11-21", "day"),
        ("Thu, 21 Nov 2024 10:00:00 +0000", "2024-11-21", "day"),
        ("Nov 21, 2024", "2024-11-21", "day"),
        ("November 21st, 2024, 10:15 GMT", "2024-11-21", "day"),
        ("Sept. 3, 2024", "2024-09-03", "day"),
        ("21/11/2024", "2024-11-21", "day"),
        ("11/21/2024", "2024-11-21", "day"),
        ("04/04/2024", "2024-04-04", "day"),
        ("03.04.2024", "2024-04-03", "day"),
        ("November 2024", "2024-11-01", "month"),
        ("2024-11", "2024-11-01", "month"),
        ("1789", "1789-01-01", "year"),
        ("03/04/2024", None, "ambiguous"),
        ("3-4-2024", None, "ambiguous"),
        ("31 November 2024", None, "unknown"),
        ("2023-02-29", None, "unknown"),
        ("00/04/2024", None, "unknown"),
        ("21 Ma 2024", None, "unknown"),
        ("21/11/24", None, "unknown"),
        ("last week", None, "unknown"),
        ("٢٠٢٤-١١-٢١", None, "unknown"),
        ("9" * 10_000, None, "unknown"),
        (1789, "1789-01-01", "year"),
    ],
)
def test_a_day_is_read_where_it_is_one_and_never_guessed(
    written: object, iso: str | None, known: str
) -> None:
    day = parse_date(written)
    assert (day.iso, day.known) == (iso, known)


@given(st.dates())
def test_every_day_is_read_as_python_writes_it(day: Any) -> None:
    for written in (
        day,
        day.isoformat(),
        f"{day.day} {day:%B} {day.year:04d}",
        f"{day:%b} {day.day}, {day.year:04d}",
    ):
        assert parse_date(written).iso == day.isoformat()
