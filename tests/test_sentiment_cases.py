"""Cases of sentiment: values that VADER, TextBlob and quanteda.sentiment are known to give.

Read from `eval/cases/sentiment.json` in the folder that ROSTRA_EVALUATION names; skipped
without it. The scorers are called as `rostra.sentiment` calls them, so these cases say that
the columns beside ours are what they are labelled as. The dictionary measures of quanteda
are computed from the counts of `rostra.hits` with a lexicon of one's own.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

import rostra

Case = dict[str, Any]

# These values come from NLTK's port of VADER, which weighs some negated and "least" phrases and
# counts words otherwise than the published program; vaderSentiment, which stands beside our
# score, gives others (they are in the notes of the cases).
OF_THE_PORT_ONLY = {
    *(f"sentiment/nltk-vader-{number}" for number in (10, 11, 32, 33, 34, 44, 49)),
}


@pytest.fixture(scope="module")
def cases(evaluation: Path) -> list[Case]:
    path = evaluation / "eval" / "cases" / "sentiment.json"
    found: list[Case] = json.loads(path.read_text(encoding="utf-8"))["cases"]
    return found


def chosen(cases: list[Case], measure: str) -> list[Case]:
    found = [case for case in cases if case["measure"].startswith(measure)]
    assert found, f"no case is called {measure}"
    return found


def differences(found: dict[str, float], case: Case) -> list[str]:
    expected = case["expected"].get("installed", case["expected"])
    return [
        f"{case['id']}: {name} is {found[name]}, not {value}"
        for name, value in expected.items()
        if found[name] != pytest.approx(value, abs=case["tolerance"]["abs"])
    ]


def test_vader_gives_what_is_published(cases: list[Case]) -> None:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()
    wrong = {
        case["id"]: differences(vader.polarity_scores(case["input"]["text"]), case)
        for case in chosen(cases, "VADER")
    }
    assert {name for name, said in wrong.items() if said} == OF_THE_PORT_ONLY


def test_textblob_gives_what_is_published(cases: list[Case]) -> None:
    from textblob.en import sentiment

    wrong = []
    for case in chosen(cases, "TextBlob"):
        polarity, subjectivity = sentiment(case["input"]["text"])
        wrong += differences({"polarity": polarity, "subjectivity": subjectivity}, case)
    assert wrong == []


def counts(folder: Path, texts: dict[str, str], **entries: list[str]) -> dict[str, dict[str, int]]:
    """Count the entries of each list in each text, by lexicons of one's own."""
    found: dict[str, dict[str, int]] = {}
    for name, words in entries.items():
        path = folder / f"{name}.toml"
        head = "".join(
            f'{key} = "test"\n'
            for key in ("title", "construct", "construct_source", "source", "licence", "version", "language")
        )
        path.write_text(
            f'name = "{name}"\n{head}scope = "style"\nnegation = "keep"\nstatus = "exploratory"\n'
            f'[[categories]]\nname = "all"\nentries = {json.dumps(words)}\n',
            encoding="utf-8",
        )
        hits = rostra.hits(texts.values(), rostra.load_lexicon(path))
        found[name] = {doc: int((hits["text"] == row).sum()) for row, doc in enumerate(texts)}
    return found


POLARITY = {
    "sent_logit": lambda p, n, total: math.log(p + 0.5) - math.log(n + 0.5),
    "sent_abspropdiff": lambda p, n, total: (p - n) / total if total else None,
    "sent_relpropdiff": lambda p, n, total: (p - n) / (p + n) if p + n else None,
}


@pytest.mark.parametrize("formula", POLARITY)
def test_polarity_of_a_dictionary_follows_from_the_counts(
    cases: list[Case], formula: str, tmp_path: Path
) -> None:
    (case,) = chosen(cases, f"dictionary polarity {formula}")
    texts, dictionary = case["input"]["texts"], case["input"]["dictionary"]
    found = counts(tmp_path, texts, **dictionary)
    for doc, expected in case["expected"].items():
        # quanteda counts the mark of "Great!" as a token
        total = len(texts[doc].replace("!", " !").split())
        value = POLARITY[formula](found["positive"][doc], found["negative"][doc], total)
        assert value == (None if expected is None else pytest.approx(expected, abs=1e-9)), doc


@pytest.mark.parametrize("norm", ["dictionary", "all"])
def test_valence_follows_from_the_counts(cases: list[Case], norm: str, tmp_path: Path) -> None:
    (case,) = chosen(cases, f"valence {norm}")
    texts, valence = case["input"]["texts"], case["input"]["valence"]
    found = counts(tmp_path, texts, **{word: [word] for word in valence})
    for doc, expected in case["expected"].items():
        hits = {word: found[word][doc] for word in valence}
        total = sum(hits.values()) if norm == "dictionary" else len(texts[doc].replace("!", " !").split())
        value = sum(valence[word] * count for word, count in hits.items()) / total if total else 0
        assert value == pytest.approx(expected, abs=1e-9), doc
