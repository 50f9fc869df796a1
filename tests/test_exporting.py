"""Exporting: tables that a spreadsheet does not run, LaTeX does not obey, and Word opens."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import tokens_of

import rostra
from rostra.exporting import csv_text, html_page, latex_table, neutral
from rostra.result import Result

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "'=1", "＝1", '=HYPERLINK("x")']
NASTY = r"50% of A_1 & B#2 {x} ^~ \input{y} $z$ <b> | [c] `q` " + '"'


@pytest.fixture
def rates() -> Result:
    texts = ("[[=A|speech|Perhaps we might stay, perhaps.]]", "[[B & <b>|speech|It is clear.]]")
    return rostra.measure(tokens_of(*texts), "hedging", min_words=1)


def cells_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


# Spreadsheets ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(formula: str) -> None:
    (_, row) = cells_of(csv_text(pd.DataFrame({"item": [formula]})))
    assert row == ["'" + formula.replace("\r", "\n")]  # a row must not end within a cell


@pytest.mark.parametrize("plain", ["Norland", "10-7", "a=b", "x@y", "'s", "“-", "1"])
def test_other_text_stays_as_it_is(plain: str) -> None:
    assert neutral(plain) == plain


def test_numbers_stay_numbers_with_every_digit_and_missing_ones_are_empty() -> None:
    frame = pd.DataFrame({"value": [-0.1, 1 / 3, None], "hits": pd.array([-2, 5, None], dtype="Int64")})
    assert cells_of(csv_text(frame))[1:] == [["-0.1", "-2"], [repr(1 / 3), "5"], ["", ""]]


@given(st.lists(st.text(), min_size=1))
def test_no_text_at_all_is_run_and_none_is_lost(texts: list[str]) -> None:
    texts = [re.sub("[\ud800-\udfff]", "", text) for text in texts]
    read = [row or [""] for row in cells_of(csv_text(pd.DataFrame({"item": texts})))[1:]]
    for text, (cell,) in zip(texts, read, strict=True):
        assert not re.match(r"\s*[=+\-@＝＋－＠]|[\t\n]", cell)
        assert cell.replace("\r\n", "\n") in (text := re.sub("\r\n?", "\n", text), f"'{text}")


def test_a_result_is_written_with_every_column_for_a_spreadsheet(rates: Result, tmp_path: Path) -> None:
    text = rates.to_csv(tmp_path / "rates.csv")
    head, *rows = cells_of(text)
    assert head == list(rates.frame.columns)
    assert sorted(row[0] for row in rows) == ["'=A", "B & <b>"]
    values = dict(zip(rates.frame["actor"], rates.frame["value"], strict=True))
    assert {row[0].removeprefix("'"): float(row[3]) for row in rows} == values
    assert (tmp_path / "rates.csv").read_bytes() == b"\xef\xbb\xbf" + text.encode()


def test_the_command_line_neutralises_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rostra.cli.writing import Format, write

    write(pd.DataFrame({"item": ["=1+1", None], "value": [-1.5, 2.0]}), Format.csv)
    assert cells_of(capsys.readouterr().out) == [["item", "value"], ["'=1+1", "-1.5"], ["", "2.0"]]


# LaTeX ----------------------------------------------------------------------------------------------------


def unescaped(text: str) -> str:
    """What LaTeX would print: the inverse of the escapes, written by hand."""
    names = {
        "textbackslash": "\\", "textasciicircum": "^", "textasciitilde": "~", "textless": "<",
        "textgreater": ">", "textbar": "|", "textquotedbl": '"', "textasciigrave": "`",
    }  # fmt: skip
    text = re.sub(r"\\(text\w+)\{\}", lambda m: names[m[1]].replace("\\", "\0"), text)
    text = re.sub(r"\{([\[\]])\}", r"\1", text)
    return re.sub(r"\\([{}$&#%_])", r"\1", text).replace("\0", "\\")


def test_every_sign_that_latex_obeys_is_escaped() -> None:
    frame = pd.DataFrame({"actor": [NASTY], "value": [1.25]})
    text = latex_table(frame, caption=NASTY, digits={"value": 1}, notes=[NASTY])
    (row,) = (line for line in text.splitlines() if line.endswith("& 1.2 \\\\"))
    assert unescaped(row.removesuffix(" & 1.2 \\\\")) == NASTY.strip()
    commands = set(re.findall(r"\\[a-z]+", text)) - {r"\begin", r"\end", r"\usepackage"}
    assert commands == {
        r"\caption", r"\toprule", r"\midrule", r"\bottomrule", r"\par", r"\smallskip", r"\footnotesize",
        r"\textbackslash", r"\textasciicircum", r"\textasciitilde", r"\textless", r"\textgreater",
        r"\textbar",         r"\textquotedbl", r"\textasciigrave",
    }  # fmt: skip


def test_a_latex_table_says_how_it_was_counted_and_what_is_missing() -> None:
    rates = rostra.measure(
        tokens_of("[[A|speech|Perhaps.]]", "[[B|speech|Maybe so.]]"), "hedging", min_words=2
    )
    text = rates.to_latex()
    assert "\\caption{Measure: hits per 1,000 words}" in text
    assert "A & hedging & n/a & 1 & 1 & 1" in text
    assert "n/a: no value." in text
    assert "Hits per 1,000 words of each actor." in text
    assert text.count("&") == text.count("\\\\") * (text.split("\\toprule\n")[1].splitlines()[0].count("&"))


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex")
def test_latex_compiles(tmp_path: Path) -> None:
    frame = pd.DataFrame({"actor": [NASTY, "Paweł “Wroński”"], "value": [1.25, None]})
    table = latex_table(frame, caption=NASTY, digits={"value": 1}, notes=[NASTY])
    head = "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{booktabs}\\begin{document}\n"
    (tmp_path / "t.tex").write_text(f"{head}{table}\\end{{document}}\n", encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "t.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stdout.decode(errors="replace")


# Word -----------------------------------------------------------------------------------------------------


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.text: dict[str, str] = {}
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {
            "html", "head", "meta", "title", "style", "body", "table", "caption", "thead", "tbody", "tr",
            "th", "td", "p",
        }  # fmt: skip
        if tag != "meta":
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th"):
            self.rows[-1][-1] += data
        elif self.open:
            self.text[self.open[-1]] = self.text.get(self.open[-1], "") + data


def test_a_page_for_word_is_one_plain_table_with_its_caption_and_notes(rates: Result, tmp_path: Path) -> None:
    reader = Reader()
    reader.feed(rates.to_html(tmp_path / "rates.html"))
    assert reader.open == []
    head, *rows = reader.rows
    assert head == ["Actor", "Measure", "Value", "Hits", "Exposure", "Documents"]
    assert sorted(row[0] for row in rows) == ["=A", "B & <b>"]
    assert [row[2] for row in rows] == [f"{value:,.2f}" for value in rates.frame["value"]]
    assert reader.text["caption"] == "Measure: hits per 1,000 words"
    assert rates.about in reader.text["p"]
    assert "For all rows: fewer than 8 documents: no interval." in reader.text["p"]


def test_nothing_in_a_name_becomes_a_tag() -> None:
    reader = Reader()
    reader.feed(html_page(pd.DataFrame({"<i>": [NASTY]}), caption=NASTY, digits={}, notes=[NASTY]))
    assert reader.rows == [["<i>"], [NASTY.strip()]]
    assert NASTY in reader.text["caption"]


def test_a_printed_table_says_which_of_its_measures_are_exploratory() -> None:
    texts = ("[[=A|speech|We will retaliate, perhaps.]]", "[[=B|speech|Perhaps it is clear.]]")
    result = rostra.measure(tokens_of(*texts), ["threat", "hedging"], min_words=1)
    told = "Exploratory, not shown to be right in 80% of cases: threat."
    assert told in result.to_html() and told.replace("%", r"\%") in result.to_latex()
    assert "Exploratory" not in result.where(measure="hedging").to_html()
