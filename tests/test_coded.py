"""Coded texts: agreement of sentiment and of measures with what people coded."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import rostra
from rostra.accuracy import evaluate_measure, evaluate_sentiment
from rostra.accuracy.sums import Figure, figured, ratio
from rostra.cli import app
from rostra.errors import GoldError, QueryError

TEXTS = [
    {"text": "A reckless, provocative step.", "label": "neg", "score": -2.5},
    {"text": "They met on Monday.", "label": "neu", "score": 0},
    {"text": "A brave and generous friend.", "label": "pos", "score": 3.0},
    {"text": "They met again.", "label": "pos", "score": 1.0},
]


def figure(result: rostra.Result, measure: str, item: str | None = None) -> float:
    rows = result.frame[result.frame["measure"] == measure]
    rows = rows[rows["item"].isna() if item is None else rows["item"] == item]
    (value,) = rows["value"]
    return float(value)


def test_figures_of_labels_are_those_counted_by_hand() -> None:
    result = evaluate_sentiment(TEXTS, n_boot=0)
    assert figure(result, "accuracy") == pytest.approx(3 / 4)
    assert figure(result, "f1", "neg") == pytest.approx(1)
    assert figure(result, "f1", "neu") == pytest.approx(2 / 3)  # one right, one too many
    assert figure(result, "f1", "pos") == pytest.approx(2 / 3)  # one right, one missed
    assert figure(result, "macro_f1") == pytest.approx((1 + 2 / 3 + 2 / 3) / 3)


def test_the_correlation_is_that_of_numpy() -> None:
    found = rostra.polarity([item["text"] for item in TEXTS])["score"].astype(float)
    expected = np.corrcoef(found, [item["score"] for item in TEXTS])[0, 1]
    assert figure(evaluate_sentiment(TEXTS, n_boot=0), "pearson_r") == pytest.approx(expected)


def test_the_order_of_two_targets_counts_where_they_were_coded_differently() -> None:
    text = "Ann was honest, Ben was corrupt, Eve was tall."
    spans = [("Ann", "pos"), ("Ben", "neg"), ("Eve", "neu")]
    coded = [
        {"text": text, "start": text.index(name), "end": text.index(name) + 3, "label": label}
        for name, label in spans
    ]
    result = evaluate_sentiment(coded, n_boot=0)
    assert figure(result, "pair_order") in (1, pytest.approx(2 / 3))
    wrong = [item | {"label": {"pos": "neg", "neg": "pos", "neu": "neu"}[item["label"]]} for item in coded]
    assert figure(evaluate_sentiment(wrong, n_boot=0), "pair_order") == pytest.approx(
        1 - figure(result, "pair_order")
    )


def test_the_two_of_a_relation_stand_in_brackets_or_are_spans() -> None:
    bracketed = {"text": "[Ann] blamed [Ben].", "code": 3}
    spans = {"text": "Ann blamed Ben.", "first": [0, 3], "second": [11, 14], "code": 3}
    for item in (bracketed, spans):
        assert figure(evaluate_sentiment([item], n_boot=0), "macro_f1") == 1


PRESENCE = [
    {"text": "Perhaps it is.", "uncertain": 1},
    {"text": "It might be.", "uncertain": 0},
    {"text": "It is.", "uncertain": 1},
    {"text": "They met.", "uncertain": 0},
]


def test_figures_of_presence_are_those_counted_by_hand() -> None:
    result = evaluate_measure(PRESENCE, "hedging", column="uncertain", n_boot=0)
    assert [figure(result, name) for name in ("f1", "precision", "recall", "macro_f1", "accuracy")] == [
        0.5
    ] * 5


def test_of_several_measures_a_hit_of_any_counts() -> None:
    coded = [{"text": "Many came.", "label": 1}, {"text": "Perhaps.", "label": 1}]
    assert figure(evaluate_measure(coded, ["hedging", "vagueness"], n_boot=0), "recall") == 1
    assert figure(evaluate_measure(coded, "hedging", n_boot=0), "recall") == 0.5


def test_conflict_is_measured_under_its_name() -> None:
    coded = [{"text": "They seized the town and lied.", "label": True}, {"text": "We met.", "label": False}]
    result = evaluate_measure(coded, "conflict", n_boot=0)
    assert figure(result, "accuracy") == 1
    assert result.parameters["measures"] == ["conflict"]


def test_words_are_compared_one_by_one() -> None:
    coded = [{"text": "A radical, bizarre idea, they claimed.", "label": ["Radical", "idea"]}]
    result = evaluate_measure(coded, "loaded", n_boot=0)
    # found: radical, bizarre, claimed; right: radical
    assert figure(result, "precision") == pytest.approx(1 / 3)
    assert figure(result, "recall") == pytest.approx(1 / 2)
    assert figure(result, "f1") == pytest.approx(2 / 5)


def test_what_is_wrong_can_be_read() -> None:
    result = evaluate_sentiment(TEXTS, n_boot=0)
    assert result.kwic(outcome="wrong").lines["node"].tolist() == ["They met again."]


def test_intervals_resample_groups_and_hold_the_value() -> None:
    coded = [item | {"group": str(number)} for number in range(12) for item in TEXTS]
    coded = [item | {"id": str(row)} for row, item in enumerate(coded)]
    alike = evaluate_sentiment(coded, n_boot=200).frame
    assert np.allclose(alike["low"], alike["value"])  # every group has the same items
    mixed = [
        item | {"group": str(row % 9), "label": ["neg", "pos"][row % 2]} for row, item in enumerate(coded)
    ]
    frame = evaluate_sentiment(mixed, n_boot=200).frame.dropna(subset="low")
    assert ((frame["low"] <= frame["value"]) & (frame["value"] <= frame["high"])).all()
    again = evaluate_sentiment(mixed, n_boot=200).frame.dropna(subset="low")
    assert frame["low"].tolist() == again["low"].tolist()
    few = evaluate_sentiment(TEXTS).frame
    assert few["low"].isna().all()
    assert set(few["note"]) == {"fewer than 8 groups: no interval"}


def test_an_interval_is_as_wide_as_theory_says() -> None:
    draws = np.random.default_rng(0).random(2000) < 0.3
    sums = np.stack([draws, np.ones(2000)], axis=1).astype(float)
    value, low, high = figured(sums, [Figure("share", None, "", ratio([0], [1]))], n_boot=2000, seed=1)
    half = 1.96 * np.sqrt(value * (1 - value) / 2000)
    assert low == pytest.approx(value - half, abs=0.002)
    assert high == pytest.approx(value + half, abs=0.002)


def test_lines_that_cannot_be_used_are_counted_with_their_reason() -> None:
    coded: list[Any] = [
        *TEXTS, {"text": "No code."}, {"label": "neg"}, {"text": "Ann.", "label": "bad"},
        {"text": "Ann.", "label": "neg", "start": 2, "end": 9}, {"text": "Ann.", "code": 7},
        {"text": "Ann [met] Ben.", "code": 1}, {"text": "Ann.", "score": "high"},
        {"id": "1", "text": "A.", "score": 1},
    ]  # fmt: skip
    about = evaluate_sentiment(coded, n_boot=0).about
    assert about == (
        "Agreement with 4 coded texts of gold in 4 groups. Left out: 8 lines ("
        "record 5: it has no 'label', 'score' or 'code'; record 6: it has no 'text'; "
        "record 7: its 'label' is 'bad'; it can be neg, neu, pos; "
        "record 8: [2, 9] is no span of a text of 4 characters; "
        "record 9: its 'code' is 7; it can be 0, 1, 2, 3, 4; and 3 more)."
    )


def test_errors_say_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(GoldError) as error:
        evaluate_measure([{"text": "A.", "uncertain": 1}], "hedging")
    assert str(error.value) == (
        "gold holds no coded text that can be used. Left out: record 1: it has no 'label'; it has uncertain: "
        "name the column. Write one coded text a line, as JSON; docs/measures.md shows what it holds."
    )
    with pytest.raises(GoldError) as error:
        evaluate_sentiment(tmp_path / "none.jsonl")
    assert str(error.value) == (
        f"no gold file at {tmp_path / 'none.jsonl'}. "
        "Write one coded text a line, as JSON; docs/measures.md shows what it holds."
    )
    with pytest.raises(QueryError, match="no measure named 'hedge'"):
        evaluate_measure(PRESENCE, "hedge", column="uncertain")


def test_the_command_writes_the_figures_and_the_texts(tmp_path: Path) -> None:
    gold, items = tmp_path / "gold.jsonl", tmp_path / "out" / "items.csv"
    gold.write_text("".join(json.dumps(item) + "\n" for item in TEXTS), encoding="utf-8")
    run = CliRunner().invoke(
        app, ["evaluate", "sentiment", str(gold), "--format", "json", "--items", str(items), "--n-boot", "0"]
    )
    assert run.exit_code == 0, run.output
    rows = {(row["measure"], row["item"]): row["value"] for row in json.loads(run.stdout)["rows"]}
    assert rows["accuracy", None] == 0.75
    assert items.read_text(encoding="utf-8").count("wrong") == 1
    gold.write_text("".join(json.dumps(item) + "\n" for item in PRESENCE), encoding="utf-8")
    run = CliRunner().invoke(
        app, ["evaluate", "measure", str(gold), "--measure", "hedging", "--column", "uncertain"]
    )
    assert run.exit_code == 0, run.output
    assert "presence" in run.stdout


# --- the figures that are promised, on texts kept outside the project

FLOORS = {
    "nyt_editorials": {"pearson_r": 0.60, "macro_f1": 0.62},
    "newsmtsc": {"macro_f1": 0.62, "pair_order": 0.65},
    "directed_sentiment": {"macro_f1": 0.45},
    "unscon_sentences": {"f1": 0.60, "macro_f1": 0.69},
    "hedge_wiki": {"f1": 0.76},
    "babe": {"f1": 0.30},
}
MEASURED = {
    "unscon_sentences": ("conflict", "conflict"),
    "hedge_wiki": (["hedging", "vagueness"], "uncertain"),
    "babe": ("loaded", "biased_words"),
}


@pytest.mark.parametrize("task", FLOORS)
def test_the_figures_that_are_promised_are_reached(evaluation: Path, task: str) -> None:
    path = evaluation / "eval" / "sentiment" / f"{task}.dev.jsonl"
    if task in MEASURED:
        measures, column = MEASURED[task]
        result = evaluate_measure(path, measures, column=column, n_boot=0)
    else:
        result = evaluate_sentiment(path, n_boot=0)
    found = {name: figure(result, name) for name in FLOORS[task]}
    assert {name: value for name, value in found.items() if value < FLOORS[task][name]} == {}


@pytest.fixture(scope="module")
def scorer(evaluation: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", evaluation / "eval" / "sentiment" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_figures_are_those_of_the_scorer(evaluation: Path, scorer: ModuleType) -> None:
    """An independent program gives the same from the same labels and scores."""
    path = evaluation / "eval" / "sentiment" / "newsmtsc.dev.jsonl"
    result = evaluate_sentiment(path, n_boot=0)
    gold, found = result.hits["gold"].tolist(), result.hits["found"].tolist()
    assert figure(result, "macro_f1") == pytest.approx(scorer.macro(gold, found))
    path = evaluation / "eval" / "sentiment" / "nyt_editorials.dev.jsonl"
    result = evaluate_sentiment(path, n_boot=0)
    r = scorer.pearson(result.hits["gold_score"].tolist(), result.hits["score"].tolist())
    assert figure(result, "pearson_r") == pytest.approx(r)
