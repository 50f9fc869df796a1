"""Overlays: a project's own entries on top of a lexicon, and what a faulty one is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import rostra
from rostra.errors import LexiconError
from rostra.index.matching import find_hits
from rostra.lexicon import lexicon_names, load_lexicon, save_lexicon, split_lexicon
from rostra.lexicon.shipped import FOLDER

BASE = """
name = "storm"
title = "Storm"
construct = "The speaker speaks of the weather."
construct_source = "Nobody 1900"
source = "Written for this test."
licence = "MIT"
version = "0.1.0"
language = "en"
scope = "act"
negation = "drop"
status = "exploratory"
exclusions = ["rain check"]

[[categories]]
name = "wet"
agent = "own"
entries = ["rain*", "wet"]

[[categories]]
name = "wet/white"
entries = ["snow*"]

[examples]
hits = ["It [rains]."]
"""
OVERLAY = """
kind = "overlay"
name = "storm_at_sea"
version = "2"
base = "storm.toml"
base_version = "0.1.0"
source = "Entries of the ship."
remove = ["snow*"]

[weights]
"rain*" = 2.5

[[add]]
name = "wet"
entries = ["spray", { entry = "wave*", weight = 0.5 }]

[[add]]
name = "wind"
weight = 2
negation = "keep"
entries = ["gale*"]

[examples]
hits = ["A [gale]."]
"""


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Write the base and an overlay with changes to its text; return the path of the overlay."""

    def write(*changes: tuple[str, str], base: str = BASE) -> Path:
        (tmp_path / "storm.toml").write_text(base, encoding="utf-8")
        text = OVERLAY
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        path = tmp_path / "sea.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_an_overlay_removes_adds_and_weighs_and_leaves_the_base_as_it_is(write: Any, tmp_path: Path) -> None:
    path = write()
    before = (tmp_path / "storm.toml").read_bytes()
    sea = load_lexicon(path)
    assert [
        (category.name, category.agent, category.weight, category.negation,
         [(entry.text, entry.weight) for entry in category.entries])
        for category in sea.categories
    ] == [
        ("wet", "own", 1.0, None, [("rain*", 2.5), ("wet", None), ("spray", None), ("wave*", 0.5)]),
        ("wind", None, 2.0, "keep", [("gale*", None)]),
    ]  # fmt: skip
    assert (sea.name, sea.title, sea.version) == ("storm_at_sea", "Storm", "0.1.0+2")
    assert sea.source == "Written for this test. Changed by sea.toml: Entries of the ship."
    assert sea.exclusions == load_lexicon(tmp_path / "storm.toml").exclusions
    assert (sea.hits, sea.misses) == (("A [gale].",), ())
    assert (tmp_path / "storm.toml").read_bytes() == before
    assert len(load_lexicon(tmp_path / "storm.toml")) == 3


def test_an_overlay_of_a_lexicon_that_ships_measures_beside_it(tmp_path: Path) -> None:
    shipped = {path.name: path.read_bytes() for path in FOLDER.glob("*.toml")}
    version = load_lexicon("negative_evaluation").version
    path = tmp_path / "ours.toml"
    path.write_text(
        'kind = "overlay"\nname = "ours"\nversion = "1"\nbase = "negative_evaluation"\nbase_version = '
        f'"{version}"\n'
        'remove = ["reckless*"]\n[[add]]\nname = "own"\nentries = ["blinkered"]\n',
        encoding="utf-8",
    )
    words = rostra.tokenize(
        rostra.load_corpus([{"who": "A", "text": "A reckless, blinkered, irresponsible plan."}])
    )
    rates = rostra.measure(words, ["negative_evaluation", load_lexicon(path)], by="who", min_words=1)
    entries = rates.hits.groupby("measure")["entry"].agg(list).to_dict()
    assert entries == {
        "negative_evaluation": ["reckless*", "irresponsib*"],
        "ours": ["blinkered", "irresponsib*"],
    }
    assert {path.name: path.read_bytes() for path in FOLDER.glob("*.toml")} == shipped


def test_an_overlay_may_lie_on_another_and_on_a_dictionary_of_another_program(
    write: Any, tmp_path: Path
) -> None:
    write()
    (tmp_path / "top.toml").write_text(
        'kind = "overlay"\nname = "top"\nversion = "3"\nbase = "sea.toml"\nbase_version = "0.1.0+2"\nremove '
        '= ["wet"]\n',
        encoding="utf-8",
    )
    top = load_lexicon(tmp_path / "top.toml")
    assert [entry.text for entry in top.entries] == ["rain*", "spray", "wave*", "gale*"]
    assert top.version == "0.1.0+2+3"
    (tmp_path / "a.lc3").write_text("+BAD\n WAR\n TAX*\n", encoding="utf-8")
    version = load_lexicon(tmp_path / "a.lc3").version
    (tmp_path / "b.toml").write_text(
        f'kind = "overlay"\nname = "b"\nversion = "1"\nbase = "a.lc3"\nbase_version = "{version}"\n'
        'remove = ["TAX*"]\n[[add]]\nname = "BAD"\nentries = ["MURDER*"]\n',
        encoding="utf-8",
    )
    words = rostra.tokenize(rostra.load_corpus([{"text": "War, taxes and Murders."}]))
    assert find_hits(words, load_lexicon(tmp_path / "b.toml"))["entry"].tolist() == ["WAR", "MURDER*"]


def test_an_overlay_without_changes_finds_what_its_base_finds(tmp_path: Path) -> None:
    texts = [{"text": "We will not hesitate to respond. They threatened us with war."}]
    words = rostra.tokenize(rostra.load_corpus(texts))
    for name in lexicon_names():
        base = load_lexicon(name)
        path = tmp_path / "same.toml"
        path.write_text(
            f'kind = "overlay"\nname = "same"\nversion = "1"\nbase = "{name}"\nbase_version = '
            f'"{base.version}"\n',
            encoding="utf-8",
        )
        assert find_hits(words, load_lexicon(path)).equals(find_hits(words, base))


NAMES = ", ".join(lexicon_names())
ENDINGS = ".toml, .dic, .yml, .yaml, .ykd, .lcd, .lc3, .cat, .csv, .tsv"
KEYS = "kind, name, version, base, base_version, title, source, remove, weights, add, examples"
FAULTY: dict[str, tuple[tuple[tuple[str, str], ...], str]] = {
    "an entry that is gone": (
        (('"snow*"', '"snow"'),),
        "remove: no entry named 'snow'. Did you mean 'snow*'? storm 0.1.0 does not hold it: leave it out "
        "here, or "
        "write it as it stands there (rostra lexicons show storm).",
    ),
    "a weight of nothing": (
        (('"rain*" = 2.5', '"hail" = 2.5'),),
        "weights: no entry named 'hail'. storm 0.1.0 does not hold it: leave it out here, or write it as it "
        "stands "
        "there (rostra lexicons show storm).",
    ),
    "another version": (
        (('base_version = "0.1.0"', 'base_version = "0.0.9"'),),
        "it was made for storm 0.0.9; here is storm 0.1.0. See what changed there, then write base_version = "
        '"0.1.0".',
    ),
    "the name of its base": (
        (("storm_at_sea", "storm"),),
        "it has the name of its base, 'storm'. Give it one of its own: its numbers differ.",
    ),
    "an entry twice": (
        (('"spray"', '"wet"'),),
        "add: the entry 'wet' stands in category 'wet' of storm. Take it out.",
    ),
    "an agent for a category of the base": (
        (('name = "wet"\n', 'name = "wet"\nagent = "other"\n'),),
        "add: category 'wet' is one of storm, which says its agent, negation and weight. Add entries only, "
        "or give "
        "the category another name.",
    ),
    "removed and weighed": (
        (('"snow*"', '"rain*"'),),
        "the entry 'rain*' is removed and weighed. Keep one of the two.",
    ),
    "a weight of 0": (
        (("= 2.5", "= 0"),),
        "weights, entry 'rain*': the weight is 0. Write a number other than 0: weight = 0.5.",
    ),
    "a faulty entry": (
        (('"gale*"', '"gale("'),),
        "category 'wind', entry 'gale(': a ( without its ). Write (a|b).",
    ),
    "an unknown key": (
        (("remove", "removes"),),
        f"no key named 'removes'. Did you mean 'remove'? Known: {KEYS}.",
    ),
    "a missing key": (
        (('version = "2"\nbase', "base"),),
        "the key 'version' is missing. An overlay needs: kind, name, version, base, base_version.",
    ),
    "no text": ((('version = "2"', "version = 2"),), "'version' is 2. Write it as text: version = \"...\"."),
    "no list": (
        (('["snow*"]', '"snow*"'),),
        "the overlay: 'remove' is 'snow*'. Write a list of texts: remove = [\"...\"].",
    ),
    "no table": (
        (('[weights]\n"rain*" = 2.5\n', ""), ('remove = ["snow*"]', "weights = 2")),
        "'weights' is 2. Write a table: [weights] with \"entry\" = 2.0.",
    ),
    "an unknown base": (
        (('"storm.toml"', '"storms"'),),
        f"no base named 'storms'. Known: {NAMES}. Or give the path of a file, as it is from here, ending in "
        f"{ENDINGS}.",
    ),
    "itself": (
        (('"storm.toml"', '"sea.toml"'),),
        "it lies on itself (sea.toml > sea.toml). Name another base.",
    ),
    "nothing left": (
        (('["snow*"]', '["snow*", "rain*", "wet"]'), ('[weights]\n"rain*" = 2.5\n', ""),
         (OVERLAY[OVERLAY.index("[[add]]") : OVERLAY.index("[examples]")], "")),
        "it removes every entry. Leave some.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_overlay_is_told_where_and_what_to_do(write: Any, fault: str) -> None:
    changes, message = FAULTY[fault]
    path = write(*changes)
    with pytest.raises(LexiconError) as error:
        load_lexicon(path)
    assert str(error.value) == f"sea.toml: {message}"


def test_an_overlay_saved_as_a_whole_is_a_lexicon_of_its_own(write: Any, tmp_path: Path) -> None:
    sea = load_lexicon(write())
    assert save_lexicon(sea, tmp_path / "whole.toml") == ()
    (tmp_path / "storm.toml").unlink()
    whole = load_lexicon(tmp_path / "whole.toml")
    assert replace(whole, categories=()).__dict__ == replace(sea, categories=()).__dict__
    assert whole.categories == sea.categories


def test_a_lexicon_splits_into_a_measure_for_each_category(write: Any, tmp_path: Path) -> None:
    write()
    storm = load_lexicon(tmp_path / "storm.toml")
    assert [(one.name, len(one)) for one in split_lexicon(storm)] == [
        ("storm/wet", 2),
        ("storm/wet/white", 1),
    ]
    assert [(one.name, len(one)) for one in split_lexicon(storm, 1)] == [("storm/wet", 3)]
    with pytest.raises(LexiconError) as error:
        split_lexicon(storm, 0)
    assert str(error.value) == "level is 0. Give 1 for the outermost categories, 2 for those within them."
