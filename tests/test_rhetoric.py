"""Rhetoric: every lexicon is a measure, and every measure keeps the rules of RHETORIC."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked import speeches

from rostra.errors import QueryError
from rostra.lexicon import Lexicon, lexicon_names, load_lexicon
from rostra.measures import rhetoric
from rostra.measures.rhetoric import MEASURES, Measure, known_measures, measure_of, resolve

OWN = """
name = "{name}"
title = "Ships"
construct = "The speaker names a ship."
construct_source = "Nobody 2024"
source = "Written for a test."
licence = "MIT"
version = "0.1.0"
language = "en"
scope = "{scope}"
negation = "{negation}"
status = "exploratory"
[[categories]]
name = "ships"
weight = {weight}
entries = ["ship*", "frigate*"]
"""


def own_lexicon(
    folder: Path, name: str = "ships", *, scope: str = "style", negation: str = "drop", weight: float = 1.0
) -> Lexicon:
    path = folder / f"{name}.toml"
    path.write_text(OWN.format(name=name, scope=scope, negation=negation, weight=weight), encoding="utf-8")
    return load_lexicon(path)


def test_every_lexicon_that_counts_a_device_is_a_measure() -> None:
    assert set(MEASURES) == set(lexicon_names()) - rhetoric.NOT_RHETORIC
    assert set(MEASURES) >= {"threat", "hedging", "negative_evaluation", "in_group", "out_group", "metaphor"}
    assert MEASURES is known_measures()


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_measure_says_what_it_counts_and_by_which_rules(measure: Measure) -> None:
    assert measure.construct
    assert measure.source
    assert measure.unit == "hits"
    assert measure.scope in ("style", "act")
    assert measure.status in ("exploratory", "established")
    assert measure.negation in {"keep", "drop", *MEASURES}
    assert measure.negation != measure.name


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        ("style", ["affect", "amplification", "boosting", "downtoning", "hedging", "in_group", "vagueness"]),
        ("act", ["accusation", "commitment", "demand", "denial", "legitimation", "negative_evaluation"]),
    ],
)  # fmt: skip
def test_style_is_the_speakers_own_acts_are_reported_too(scope: str, names: list[str]) -> None:
    assert {MEASURES[name].scope for name in names} == {scope}


@pytest.mark.parametrize(
    ("measure", "turned"), [("positive_evaluation", "negative_evaluation"), ("boosting", "hedging")]
)
def test_what_is_denied_counts_for_its_opposite(measure: str, turned: str) -> None:
    assert MEASURES[measure].negation == turned


def test_measures_are_asked_for_by_name_by_lexicon_or_as_they_are(tmp_path: Path) -> None:
    ships = own_lexicon(tmp_path)
    found = resolve(["hedging", ships, MEASURES["threat"], "hedging"])
    assert [measure.name for measure in found] == ["hedging", "ships", "threat"]
    assert [measure.name for measure in resolve(ships)] == ["ships"]
    assert [measure.name for measure in resolve(MEASURES)] == list(MEASURES)
    assert resolve(load_lexicon("threat")) == resolve("threat")


def test_an_unknown_measure_is_named_with_the_known_ones() -> None:
    with pytest.raises(QueryError) as error:
        resolve(["threat", "hedge"])
    assert (
        str(error.value) == f"no measure named 'hedge'. Did you mean 'hedging'? Known: {', '.join(MEASURES)}."
    )


def test_asking_for_nothing_is_refused() -> None:
    with pytest.raises(QueryError) as error:
        resolve([])
    assert str(error.value) == f"no measure was asked for. Known: {', '.join(MEASURES)}."


def test_two_measures_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryError) as error:
        resolve(["hedging", own_lexicon(tmp_path, "hedging")])
    assert str(error.value) == (
        "two measures are named 'hedging'. Give your lexicon a name of its own, or ask for one of them."
    )


def test_hits_are_remembered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tokens = speeches(A=["A ship, two ships."])
    measure = measure_of(own_lexicon(tmp_path))
    first = measure.find(tokens)
    monkeypatch.setattr(rhetoric, "hits_of", None)  # a second search would fail
    assert measure.find(tokens) is first


def test_a_name_that_the_room_does_not_hold_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'MEASURE'"):
        rhetoric.MEASURE  # noqa: B018
