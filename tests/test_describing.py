"""Describing on the command line: the numbers of the library, under the same names and defaults."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from test_cli import STRAIT, Shell

import rostra


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capsys)


@pytest.fixture(scope="module")
def words() -> rostra.Tokens:
    return rostra.tokenize(rostra.attribute(rostra.load_corpus(STRAIT)))


KNOWN = {"Haldrava": -1, "Corsandia": 1}
# words of the command line, and what the library is asked
ASKED: list[tuple[list[str], Callable[[Any], rostra.Result]]] = [
    (["ngrams"], lambda w: rostra.ngrams(w, 2)),
    (
        ["ngrams", "--n", "3", "--skip", "1", "--containing", "levy", "--min-count", "1", "--by", "actor"],
        lambda w: rostra.ngrams(w, 3, skip=1, containing="levy", min_count=1, by="actor"),
    ),
    (
        ["frequencies", "--lemma", "--no-stop-words", "--min-documents", "6"],
        lambda w: rostra.frequencies(w, lemma=True, stop_words=False, min_documents=6),
    ),
    (["frequencies", "--case", "--min-count", "9"], lambda w: rostra.frequencies(w, case=True, min_count=9)),
    (["dispersion", "--stem"], lambda w: rostra.dispersion(w, stem=True)),
    (
        ["dispersion", "--word", "levy", "--word", "gas", "--parts", "5", "-m", "dp", "-m", "arf"],
        lambda w: rostra.dispersion(w, ["levy", "gas"], parts=5, measures=["dp", "arf"]),
    ),
    (["diversity"], lambda w: rostra.diversity(w)),
    (
        ["diversity", "--by", "actor", "-m", "mattr", "--window", "20", "--n-boot", "100", "--seed", "3"],
        lambda w: rostra.diversity(w, by="actor", measures="mattr", window=20, n_boot=100, seed=3),
    ),
    (["readability", "--by", "actor"], lambda w: rostra.readability(w, by="actor")),
    (["similarity"], lambda w: rostra.similarity(w, by="actor")),
    (
        ["similarity", "-m", "burrows_delta", "--most-frequent", "50", "--n-boot", "0"],
        lambda w: rostra.similarity(w, by="actor", measures="burrows_delta", most_frequent=50, n_boot=0),
    ),
    (
        ["scale", "wordscores", "--reference", "Haldrava=-1", "--reference", "Corsandia=1"],
        lambda w: rostra.scale(w, "wordscores", references=KNOWN),
    ),
    (
        ["scale", "wordfish", "--direction", "Corsandia", "Haldrava", "--of", "words", "--min-groups", "2"],
        lambda w: rostra.scale(w, "wordfish", direction=("Corsandia", "Haldrava"), of="words", min_groups=2),
    ),
]


@pytest.mark.parametrize(("asked", "made"), ASKED, ids=[" ".join(asked) for asked, _ in ASKED])
def test_the_command_line_gives_the_numbers_of_the_library(
    asked: list[str],
    made: Callable[[Any], rostra.Result],
    shell: Shell,
    words: rostra.Tokens,
) -> None:
    said = shell(asked[0], STRAIT, *asked[1:], "--format", "csv")
    assert said.code == 0, said.err
    rows = list(csv.DictReader(io.StringIO(said.out)))
    frame = made(words).frame
    assert len(rows) == len(frame) > 0
    assert list(rows[0]) == frame.columns.tolist()
    for name in ("measure", "item", "value", "low", "unit"):
        expected = [
            "" if value is None else str(value)
            for value in frame[name].astype(object).where(frame[name].notna(), None)
        ]
        assert [row[name] for row in rows] == expected


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["wordscores", "--reference", "Haldrava"],
            "rostra: --reference 'Haldrava' is no group with a position. Write the name, =, and a number: "
            "--reference Russia=-1\n",
        ),
        (
            ["wordscores", "--reference", "Haldrava=left"],
            "rostra: --reference 'Haldrava=left' is no group with a position. Write the name, =, and a "
            "number: --reference Russia=-1\n",
        ),
        (
            ["wordscores"],
            "rostra: Wordscores needs the positions of two groups or more. Give them: "
            "references={'Haldrava': 1, ...}.\n",
        ),
    ],
)
def test_a_reference_without_a_position_is_refused(options: list[str], said: str, shell: Shell) -> None:
    answer = shell("scale", STRAIT, *options)
    assert (answer.code, answer.err) == (2, said)
