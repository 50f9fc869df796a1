"""Concordance: each hit back in its line of the published text."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rostra
from rostra.concordance import COLUMNS, Concordance, show_hits
from rostra.corpus import Corpus
from rostra.errors import CorpusError
from rostra.reading import lines


def corpus_of(text: str) -> Corpus:
    return rostra.load_corpus([{"doc_id": "a", "text": text, "date": "2024-11-26", "source": "Daily"}])


def lines_of(text: str, start: int, end: int, width: int = 60) -> dict[str, object]:
    return (
        show_hits(corpus_of(text), [{"doc_id": "a", "start": start, "end": end}], width=width)
        .lines.iloc[0]
        .to_dict()
    )


def test_a_line_holds_the_words_around_the_node() -> None:
    line = lines_of("They called it reckless.", 15, 23)
    assert (line["left"], line["node"], line["right"]) == ("They called it ", "reckless", ".")
    assert (line["date"], line["source"]) == ("2024-11-26", "Daily")
    assert pd.isna(line["actor"])


def test_context_is_cut_between_words() -> None:
    line = lines_of("The minister called the exercise reckless and dangerous, he said.", 33, 41, width=14)
    assert line["left"] == "the exercise "
    assert line["right"] == " and"


def test_line_breaks_are_shown_as_spaces_and_nothing_else_is_changed() -> None:
    line = lines_of("They\r\ncalled  it\treckless,\u2028 they said", 17, 25)
    assert line["left"] == "They  called  it "
    assert line["right"] == ",  they said"


@settings(max_examples=60)
@given(st.text(alphabet="ab \n.é", min_size=1, max_size=60), st.data())
def test_a_line_is_a_piece_of_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    line = lines_of(text, start, end, width=data.draw(st.integers(0, 20)))
    shown = f"{line['left']}{line['node']}{line['right']}"
    assert shown in text.replace("\n", " ")
    assert line["node"] == text[start:end].replace("\n", " ")


def one_line(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    """What `cut_lines` says of one line, as one would write it for one."""
    begin, stop = max(start - width, 0), min(end + width, len(text))
    if begin > 0 and not text[begin - 1].isspace():
        begin = text.find(" ", begin, start) + 1 or begin
    if stop < len(text) and not text[stop].isspace():
        space = text.rfind(" ", end, stop)
        stop = stop if space < 0 else space
    cut = (text[begin:start], text[start:end], text[end:stop])
    left, node, right = (re.sub("[\t-\r\x85\u2028\u2029]", " ", part) for part in cut)
    return left, node, right


@settings(max_examples=200)
@given(
    texts=st.lists(st.text(alphabet="ab \n.é\u2028\u3000🙂\x00", max_size=40), min_size=1, max_size=4),
    width=st.integers(0, 20),
    together=st.integers(1, 5),
    data=st.data(),
)
def test_many_lines_are_cut_as_each_would_be(
    texts: list[str], width: int, together: int, data: st.DataObject
) -> None:
    rows = data.draw(st.lists(st.sampled_from(range(len(texts))), max_size=12))
    spans = [sorted(data.draw(st.tuples(*[st.integers(0, len(texts[row]))] * 2))) for row in rows]
    first, last = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_TOGETHER", together)
        cut = lines.cut_lines(texts, np.array(rows, dtype=np.int64), first, last, width)
    expected = [one_line(texts[row], *span, width) for row, span in zip(rows, spans, strict=True)]
    assert list(zip(*cut, strict=True)) == expected


def test_other_columns_are_kept_after_the_known_ones() -> None:
    found = show_hits(corpus_of("No."), [{"doc_id": "a", "start": 0, "end": 2, "measure": "denial"}])
    assert tuple(found.lines.columns) == (*COLUMNS, "measure")
    assert found.about == "1 line, 60 characters each side."


@pytest.mark.parametrize("hits", [[], pd.DataFrame(columns=["doc_id", "start", "end"])])
def test_without_hits_there_are_no_lines(hits: object) -> None:
    found = show_hits(corpus_of("No."), hits)  # type: ignore[arg-type]
    assert len(found) == 0
    assert tuple(found.lines.columns) == COLUMNS
    assert "<table>" in found._repr_html_()


def test_the_text_shows_what_stands_next_to_the_node() -> None:
    text = "far away words that nobody needs here, and then quite near the node stands this word after it"
    found = show_hits(corpus_of(text), [{"doc_id": "a", "start": 63, "end": 67}], width=80)
    assert "here, and then quite near the [node] stands this word" in repr(found)


def test_a_page_escapes_text_and_names() -> None:
    corpus = rostra.load_corpus([{"doc_id": "<i>", "text": 'He said <script>alert("x")</script> loudly.'}])
    html = show_hits(
        corpus, [{"doc_id": "<i>", "start": 8, "end": 16, "speaker": "<b>Ann</b>"}]
    )._repr_html_()
    assert "<script>" not in html
    assert "<b>Ann" not in html
    assert "&lt;script&gt;" in html


def test_long_concordances_say_how_many_lines_are_left() -> None:
    found = show_hits(
        corpus_of("no " * 250), [{"doc_id": "a", "start": 3 * i, "end": 3 * i + 2} for i in range(250)]
    )
    assert "… 230 more lines" in repr(found)
    assert "… 50 more lines" in found._repr_html_()


HOSTILE = "\x1b[31mred\x07 \u202eright to left\u202c \u2066<img src=x onerror=alert(1)> & \"'"


def test_no_sign_of_a_text_steers_the_terminal_or_the_page() -> None:
    text = f"{HOSTILE} node {HOSTILE}"
    start = text.index("node")
    corpus = rostra.load_corpus([{"doc_id": "a", "text": text, "date": "2024-11-26"}])
    hit = {"doc_id": "a", "start": start, "end": start + 4, "speaker": HOSTILE, "kind": "direct"}
    found = show_hits(corpus, [hit], width=200, about=HOSTILE)
    assert found.lines["left"][0] == text[:start]  # the text stays as published
    for shown in (repr(found), found._repr_html_()):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
        assert "red" in shown and "right to left" in shown
    page = found._repr_html_()
    assert "<img" not in page and "&lt;img" in page
    assert "<th>date</th><th>kind</th><th>speaker</th>" in page


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", " =", "\t=", "'="])
def test_a_spreadsheet_is_given_no_formula(sign: str, tmp_path: Path) -> None:
    text = f'{sign}HYPERLINK("x") node, said'
    start = text.index("node")
    hit = {"doc_id": "a", "start": start, "end": start + 4, "speaker": "@Ann", "value": -1.5, "=x": None}
    found = show_hits(corpus_of(text), [hit])
    written = found.to_csv(tmp_path / "lines.csv")
    assert (tmp_path / "lines.csv").read_bytes() == b"\xef\xbb\xbf" + written.encode()
    (row,) = csv.DictReader(io.StringIO(written))
    assert row["left"] == "'" + found.lines["left"][0]
    assert (row["speaker"], row["node"], row["value"], row["actor"]) == ("'@Ann", "node", "-1.5", "")
    assert "'=x" in row and "=x" not in row


def test_a_hit_in_an_unknown_document_is_refused() -> None:
    with pytest.raises(CorpusError) as error:
        show_hits(corpus_of("No."), [{"doc_id": "b", "start": 0, "end": 2}])
    assert str(error.value) == "no document named 'b'. Known: a."


def test_showing_twice_is_showing_the_same() -> None:
    found = show_hits(corpus_of("No."), [{"doc_id": "a", "start": 0, "end": 2}], about="One no.")
    assert isinstance(found, Concordance)
    assert repr(found) == repr(found)
    assert repr(found).endswith("One no.")
