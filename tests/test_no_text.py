"""Pages and bundles for texts that may not be passed on: every number, no sentence."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

import rostra
from rostra.errors import ResultError, RostraError
from rostra.reporting import Report
from rostra.reporting.records import load_ledger
from rostra.reporting.verification import verify

ROOT = Path(__file__).resolve().parents[1]
RUN = 5  # so many words in a row are a piece of a text


class Reader(HTMLParser):
    """Everything that a page holds, seen or unseen: texts between tags, attributes, scripts, comments."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces += [value for _, value in attrs if value]

    def handle_data(self, data: str) -> None:
        # the ledger holds names in quotation marks, and bars part the names of a list
        self.pieces += data.split('"') if data.startswith('{"') else data.split(" | ")

    def handle_comment(self, data: str) -> None:
        self.pieces.append(data)


def pieces_of(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    return reader.pieces


def words(text: str) -> list[str]:
    return re.findall(r"\w+(?:'\w+)*", text.casefold().replace("’", "'"))


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def published(corpus: rostra.Corpus) -> set[tuple[str, ...]]:
    return set().union(*(runs(text) for text in corpus.documents["text"]))


@pytest.fixture(scope="module")
def corpus() -> rostra.Corpus:
    return rostra.load_corpus(ROOT / "corpus" / "strait")


@pytest.fixture(scope="module")
def page(corpus: rostra.Corpus) -> Report:
    return rostra.overview(corpus, n_boot=50, text=False)


@pytest.fixture(scope="module")
def bundle(page: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page.bundle(tmp_path_factory.mktemp("bundle") / "strait.zip")


def test_the_test_would_see_a_text(corpus: rostra.Corpus) -> None:
    shown = rostra.report("T", rostra.kwic(rostra.tokenize(corpus), "hesitate"))
    assert published(corpus) & set().union(*map(runs, pieces_of(shown.html)))


def test_no_five_words_of_any_text_are_on_the_page(page: Report, corpus: rostra.Corpus) -> None:
    everything = set().union(*map(runs, pieces_of(page.html)))
    assert published(corpus) & everything == set()


def test_no_five_words_of_any_text_are_in_the_bundle(bundle: Path, corpus: rostra.Corpus) -> None:
    held: set[tuple[str, ...]] = set()
    with zipfile.ZipFile(bundle) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            if name.endswith(".csv"):
                cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            else:
                cells = text.split('"')
            held |= set().union(*map(runs, cells))
    assert published(corpus) & held == set()


def test_every_number_and_picture_is_still_there(page: Report, corpus: rostra.Corpus) -> None:
    whole = rostra.overview(corpus, n_boot=50)

    def numbers(report: Report) -> list[list[list[str]]]:
        tables = re.findall(r"<table>.*?</table>", report.html, re.DOTALL)
        kept = [table for table in tables if "<caption>Statements: " not in table]
        return [
            [re.sub("<[^>]+>", "", cell) for cell in re.findall(r'<td class="n">(.*?)</td>', table)]
            for table in kept
        ]

    assert numbers(page) == numbers(whole)

    def pictures(report: Report) -> list[str]:
        """The charts, without the links around their marks."""
        drawn = re.findall(r"<svg.*?</svg>", report.html, re.DOTALL)
        return [re.sub(r"</?a\b[^>]*>", "", re.sub(r"\s+", " ", svg)) for svg in drawn]

    assert pictures(page) == pictures(whole)


def test_every_link_opens_the_places_of_its_hits(page: Report, corpus: rostra.Corpus) -> None:
    links = set(re.findall(r'href="#(e\d+)"', page.html))
    opened = dict(re.findall(r'<div class="f" id="(e\d+)".*?</p><ul>(.*?)</ul></div>', page.html))
    assert links and links == set(opened)
    rates = rostra.measure(rostra.tokenize(rostra.attribute(corpus)), "threat", n_boot=0)
    hits = rates.hits[rates.hits["actor"] == "Haldrava"]
    label = re.search(r'id="(e\d+)" tabindex="-1"><p><b>Haldrava: Threat</b>, (\d+) places', page.html)
    assert label and int(label[2]) == len(hits)
    for doc_id, rows in hits.groupby("doc_id"):
        spans = ", ".join(f"{s:,} to {e:,}" for s, e in zip(rows["start"], rows["end"], strict=True))
        assert re.search(rf"<li>{doc_id}[^<]*: {spans}", opened[label[1]])


def test_a_report_of_ones_own_shows_places_instead_of_lines(corpus: rostra.Corpus) -> None:
    tokens = rostra.tokenize(corpus)
    runs_of_six = rostra.ngrams(tokens, 6, min_count=2)
    frame = pd.DataFrame({"said": ["one two three four five six", "short"], "n": [1, 2]})
    shown = rostra.report("T", rostra.kwic(tokens, "hesitate"), runs_of_six, frame, text=False)
    assert published(corpus) & set().union(*map(runs, pieces_of(shown.html))) == set()
    assert "(left out)" in shown.html and "short" in shown.html
    assert "strait-005" in shown.html


def test_a_chart_of_long_runs_is_refused(corpus: rostra.Corpus) -> None:
    from matplotlib import pyplot as plt

    from rostra import charts

    rates = rostra.measure(rostra.tokenize(rostra.attribute(corpus)), ["threat", "hedging"], n_boot=0)
    ax = charts.rates(rates)
    table = pd.DataFrame({"item": ["we will not hesitate to act"]})
    ax.rostra_picture = replace(ax.rostra_picture, table=table)  # type: ignore[attr-defined]
    with pytest.raises(RostraError) as error:
        rostra.report("T", ax, text=False)
    plt.close(ax.figure)  # type: ignore[arg-type]
    assert str(error.value) == (
        "this chart names runs of more than four words, and the page may not show the texts. Leave it out, "
        "or make the page with text=True."
    )


# The bundle -----------------------------------------------------------------------------------------------


def test_every_figure_is_rebuilt_from_the_bundle_alone(bundle: Path) -> None:
    found = verify(bundle)
    assert found.holds and not found.recounted
    held, _ = load_ledger(bundle)
    shown = [
        (name, row[result["columns"].index("value")])
        for name, result in held["results"].items()
        for row in result["rows"]
    ]
    assert all(result["rows"] for result in held["results"].values())
    assert found.numbers > len([value for _, value in shown if value is not None]) > 400
    assert {name for name, _ in shown} == set(held["results"])


def test_the_bundle_is_checked_against_the_texts(bundle: Path, corpus: rostra.Corpus) -> None:
    assert verify(bundle, corpus).holds
    fewer = corpus.where(doc_id=list(corpus.documents["doc_id"][1:]))
    assert verify(bundle, fewer).causes == (f"Document removed: {corpus.documents['doc_id'][0]}.",)


def test_hits_of_the_bundle_add_up_to_its_rates(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        hits = pd.read_csv(archive.open("hits.csv"))
        numbers = pd.read_csv(archive.open("numbers.csv"), low_memory=False)
    rates = numbers[numbers["result"] == "rates"].set_index(["actor", "measure"])
    sums = hits[hits["result"] == "rates"].groupby(["actor", "measure"])["weight"].sum()
    assert len(sums) > 20
    assert (rates["hits"].loc[sums.index] - sums).abs().max() == 0
    assert ((rates["hits"] / rates["exposure"] * 1000 - rates["value"]).dropna().abs() < 1e-9).all()


def test_two_bundles_are_byte_equal_in_any_process(tmp_path: Path) -> None:
    code = (
        "import rostra, sys\n"
        f"corpus = rostra.load_corpus({str(ROOT / 'corpus' / 'redzikowo')!r})\n"
        "rostra.overview(corpus, n_boot=20, text=False).bundle(sys.argv[1])\n"
    )
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "analysis")}
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / f"{seed}.zip")], check=True, env=environment
        )
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()


def test_a_page_without_a_ledger_has_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(ResultError) as error:
        rostra.report("T", "x").bundle(tmp_path / "x.zip")
    assert str(error.value) == (
        "this page has no ledger, and a bundle is made of one. Put results of one set of texts on it."
    )


@pytest.mark.parametrize("content", [b"PK\x05\x06" + b"\0" * 18, b"<html></html>", b"\xff\xfe"])
def test_what_is_no_bundle_is_told_so(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(ResultError, match=r"^x\.zip (is no bundle|carries no ledger|cannot be read)"):
        verify(tmp_path / "x.zip")
