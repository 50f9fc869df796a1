"""`rostra lexicons ...`: the same words as the library, and what a slip is told."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from test_cli import Said, Shell

import rostra
from rostra.lexicon import lexicon_names, load_lexicon

ROOT = Path(__file__).resolve().parents[1]
REDZIKOWO = str(ROOT / "corpus" / "redzikowo")


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs `rostra lexicons ...` in this process."""
    return partial(Shell(monkeypatch, capsys), "lexicons")


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_without_a_word_or_with_list_the_lexicons_are_listed(shell: Callable[..., Said]) -> None:
    plain, listed = shell("--format", "csv"), shell("list", "--format", "csv")
    assert plain == listed
    assert [row["name"] for row in table(plain.out)] == list(lexicon_names())


@pytest.mark.parametrize("words", [["threat"], ["show", "threat"]])
def test_a_name_alone_shows_its_entries_as_show_does(words: list[str], shell: Callable[..., Said]) -> None:
    rows = table(shell(*words, "--format", "csv").out)
    assert [row["entry"] for row in rows] == [entry.written for entry in load_lexicon("threat").entries]
    assert {row["agent"] for row in rows} == {
        category.agent or "" for category in load_lexicon("threat").categories
    }


def test_show_reads_files_of_other_programs_and_says_what_was_lost(
    shell: Callable[..., Said], tmp_path: Path
) -> None:
    path = tmp_path / "small.cat"
    path.write_bytes("A\n\tÉTAT (2)\n\t@RULE [X] (1)\n".encode("cp1252"))
    said = shell("show", str(path), "--encoding", "cp1252", "--format", "json")
    whole = json.loads(said.out)
    assert whole["rows"] == [{"category": "A", "entry": "ÉTAT", "weight": 2.0, "agent": None}]
    version = load_lexicon(path, encoding="cp1252").version
    assert whole["about"] == (
        "small: The words of the categories of small.cat. small.cat (WordStat) Version "
        f"{version}, licence unknown; scope style, negation keep, exploratory. Of the file 1 thing could not "
        "be kept; "
        "`rostra lexicons convert` lists them."
    )


def test_convert_writes_the_file_and_lists_what_is_not_in_it(
    shell: Callable[..., Said], tmp_path: Path
) -> None:
    source, target = tmp_path / "a.toml", tmp_path / "a.dic"
    rostra.save_lexicon(load_lexicon("downtoning"), source)
    said = shell("convert", str(source), str(target), "--format", "csv")
    assert said.code == 0, said.err
    assert table(said.out)[0] == {
        "when": "written", "category": "", "entry": "",
        "reason": "title, construct, sources, licence, version, language, scope, negation and status",
    }  # fmt: skip
    lost = rostra.save_lexicon(load_lexicon("downtoning"), tmp_path / "b.dic")
    assert len(table(said.out)) == len(lost)
    assert target.read_bytes() == (tmp_path / "b.dic").read_bytes()
    back = shell(
        "convert", str(target), str(tmp_path / "c.yml"), "--to-encoding", "utf-16", "--format", "json"
    )
    number = len(rostra.save_lexicon(load_lexicon(target), tmp_path / "d.yml"))
    assert json.loads(back.out)["about"] == f"The file: {tmp_path / 'c.yml'}. Not kept: {number} things."
    assert len(load_lexicon(tmp_path / "c.yml")) == len(load_lexicon(target))


def test_lint_takes_lexicons_and_texts(shell: Callable[..., Said]) -> None:
    said = shell(
        "lint", "textblob", "vader", "--texts", REDZIKOWO, "--fault", "named_thing", "--format", "csv"
    )
    assert [(row["lexicon"], row["item"]) for row in table(said.out)] == [("textblob", "base")]
    said = shell("lint", "warning", "--format", "json")
    assert json.loads(said.out)["about"] == rostra.lint("warning").about


def test_coverage_is_that_of_the_library(shell: Callable[..., Said]) -> None:
    said = shell(
        "coverage", REDZIKOWO, "-l", "negative_evaluation", "-l", "threat", "--top", "3", "--format", "csv"
    )
    tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus(REDZIKOWO)))
    expected = rostra.coverage(tokens, ["negative_evaluation", "threat"], top=3).frame
    rows = table(said.out)
    assert [row["item"] for row in rows] == expected["item"].fillna("").tolist()
    assert [float(row["value"]) for row in rows] == pytest.approx(expected["value"].tolist())


def test_contributions_are_those_of_the_library(shell: Callable[..., Said]) -> None:
    said = shell("contributions", "negative_evaluation", REDZIKOWO, "--format", "csv")
    tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus(REDZIKOWO)))
    expected = rostra.contributions(tokens, "negative_evaluation").frame
    assert [(row["actor"], row["item"]) for row in table(said.out)] == list(
        expected[["actor", "item"]].itertuples(index=False, name=None)
    )
    assert said.out.count("reckless*") == 1


ERRORS = {
    "a name that is none": (
        ["threats"],
        "rostra: no lexicon named 'threats'. Did you mean 'threat'? Known: "
        f"{', '.join(lexicon_names())}. For a file of your own, give its path, ending in .toml, .dic, .yml, "
        ".yaml, "
        ".ykd, .lcd, .lc3, .cat, .csv, .tsv.\n",
    ),
    "an ending that is none": (
        ["convert", "threat", "threat.doc"],
        "rostra: threat.doc: the ending '.doc' names no format. Known: .toml (Rostra), .dic (LIWC), .yml "
        "(quanteda), "
        ".yaml (quanteda), .ykd (Yoshikoder), .lcd (Lexicoder 2), .lc3 (Lexicoder 3), .cat (WordStat), .csv "
        "(CSV), "
        ".tsv (TSV).\n",
    ),
    "a fault that is none": (
        ["lint", "threat", "--fault", "duplicates"],
        "rostra: no fault named 'duplicates'. Did you mean 'duplicate'? Known: sign_conflict, duplicate, "
        "unreachable, "
        "proper_name, named_thing, never_matches.\n",
    ),
}


@pytest.mark.parametrize("fault", ERRORS)
def test_an_error_is_one_line_that_names_the_next_step(fault: str, shell: Callable[..., Said]) -> None:
    words, message = ERRORS[fault]
    assert shell(*words) == Said(2, "", message)
