"""Result: numbers that show themselves, keep their evidence, and survive a file."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from marked import tokens_of
from pandas.testing import assert_frame_equal

import rostra
from rostra.errors import QueryError, ResultError
from rostra.result import LEADING, Result, leading

TEXTS = (
    "[[A & B|speech|Perhaps we might stay. It is not clear, perhaps.]]",
    "The <b>chief</b> said [[Chad|direct|“we may go”]] and warned [[Chad|indirect|of a threat|warned]].",
)


@pytest.fixture
def rates() -> Result:
    return rostra.measure(tokens_of(*TEXTS, source=["X", None]), ["hedging", "warning"], min_words=1)


def test_the_leading_columns_come_first_and_missing_ones_are_na(rates: Result) -> None:
    assert tuple(rates.frame.columns[:11]) == ("actor", *LEADING)
    bare = leading(pd.DataFrame({"extra": [1], "value": [2]}), "actor")
    assert tuple(bare.columns) == ("actor", *LEADING, "extra")
    assert bare["note"].tolist() == [""]
    assert bare["low"].isna().all()


def test_where_keeps_the_numbers_and_their_hits(rates: Result) -> None:
    only = rates.where(actor="Chad", measure=["hedging"])
    assert only.frame["actor"].tolist() == ["Chad"]
    assert (
        only.hits["entry"].tolist()
        == rates.hits.query("actor == 'Chad' and measure == 'hedging'")["entry"].tolist()
    )
    assert len(rates) == 4


@pytest.mark.parametrize("verb", ["where", "kwic"])
def test_a_column_that_is_not_there_is_named(rates: Result, verb: str) -> None:
    with pytest.raises(QueryError, match=r"^no column named 'acter'\. Did you mean 'actor'\? Known: "):
        getattr(rates, verb)(acter="Chad")


def test_every_number_opens_to_its_sentences(rates: Result) -> None:
    lines = rates.kwic(actor="Chad").lines
    assert lines["node"].tolist() == ["may", "warned"]
    assert lines["kind"].tolist() == ["direct", "indirect"]
    assert rates.kwic(actor="Chad").about == "2 lines where actor 'Chad'."
    assert rates.kwic(actor="Nobody").lines.empty


def test_what_is_shown_is_the_frame_rounded(rates: Result) -> None:
    rate = 1000 / 3  # Chad's "may" in “we may go”
    assert f"{rate:.2f}" in repr(rates)
    assert f"{rate:.2f}" in rates._repr_html_()
    assert rates.about in repr(rates)


def test_showing_changes_nothing(rates: Result) -> None:
    before = rates.frame.copy(deep=True)
    assert repr(rates) == repr(rates)
    assert rates._repr_html_() == rates._repr_html_()
    assert_frame_equal(rates.frame, before)


def test_names_are_escaped_on_a_page(rates: Result) -> None:
    assert "A &amp; B" in rates._repr_html_()
    assert "A & B" not in rates._repr_html_()


def test_p_values_are_shown_with_the_places_they_need() -> None:
    frame = leading(pd.DataFrame({"actor": ["A"], "value": [1.23456], "p": [0.00123]}), "actor")
    result = Result(frame, pd.DataFrame(), "", "actor", "compare", tokens_of("").corpus)
    assert "0.0012" in repr(result)
    assert "1.23 " in repr(result)


def test_long_tables_say_how_much_is_left() -> None:
    frame = leading(pd.DataFrame({"actor": [f"A{i}" for i in range(45)]}), "actor")
    result = Result(frame, pd.DataFrame(), "Done.", "actor", "measure", tokens_of("").corpus)
    assert repr(result).endswith("… 5 more rows in .frame\nDone.")


def test_a_saved_result_is_the_same_when_loaded(rates: Result, tmp_path: Path) -> None:
    loaded = Result.load(rates.save(tmp_path / "rates.json"))
    assert_frame_equal(loaded.frame, rates.frame)
    assert_frame_equal(loaded.hits, rates.hits)
    assert_frame_equal(loaded.kwic().lines, rates.kwic().lines)
    assert (loaded.about, loaded.by, loaded.kind) == (rates.about, "actor", "measure")
    assert loaded.parameters == rates.parameters
    assert loaded.corpus.name == rates.corpus.name


def test_the_same_result_makes_the_same_file(rates: Result, tmp_path: Path) -> None:
    first = rates.save(tmp_path / "a.json").read_bytes()
    assert rates.save(tmp_path / "b.json").read_bytes() == first
    assert Result.load(tmp_path / "a.json").save(tmp_path / "c.json").read_bytes() == first


@pytest.mark.parametrize(
    "verb", ["frequencies", "ngrams", "keyness", "compare", "collocates", "voice", "stances"]
)
def test_every_kind_of_result_can_be_saved(verb: str, tmp_path: Path) -> None:
    from rostra.measures.voice import stances

    tokens = tokens_of(*TEXTS, source=["X", "Y"])
    assert tokens.statements is not None
    made = {
        "frequencies": lambda: rostra.frequencies(tokens, by="actor"),
        "ngrams": lambda: rostra.ngrams(tokens, 2, by="actor", min_count=1),
        "keyness": lambda: rostra.keyness(tokens, by="actor", target="Chad", min_count=1),
        "compare": lambda: rostra.compare(tokens, "hedging", min_words=1),
        "collocates": lambda: rostra.collocates(tokens, "we", min_count=1),
        "voice": lambda: rostra.share_of_voice(tokens.statements),
        "stances": lambda: stances(tokens.statements),
    }[verb]()
    loaded = Result.load(made.save(tmp_path / "r.json"))
    assert len(made) > 0
    assert_frame_equal(loaded.frame, made.frame)
    assert_frame_equal(loaded.hits, made.hits)


@pytest.mark.parametrize("content", ["{", "[]", '{"format": "other"}'])
def test_a_file_that_is_no_result_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ResultError) as error:
        Result.load(path)
    assert str(error.value).startswith("x.json is not a saved result: ")
    assert str(error.value).endswith(" Write one with Result.save(path).")


def test_a_saved_result_is_plain_json(rates: Result, tmp_path: Path) -> None:
    content = json.loads(rates.save(tmp_path / "r.json").read_text(encoding="utf-8"))
    assert content["format"] == "rostra-result-1"
    assert content["parameters"]["seed"] == 0


# Hits that are made when somebody asks ---------------------------------------------------------------------


def test_hits_may_be_made_later_and_are_made_once(rates: Result) -> None:
    asked = []

    def hits() -> pd.DataFrame:
        asked.append("asked")
        return rates.hits

    late = replace(rates, hits=hits)
    shown = late.where(actor="Chad")
    assert repr(late) == repr(rates)
    assert asked == []
    assert_frame_equal(shown.hits, rates.where(actor="Chad").hits)
    assert_frame_equal(late.hits, rates.hits)
    assert len(late.kwic()) == len(rates.hits)
    assert asked == ["asked"]


def test_a_result_with_late_hits_travels(rates: Result, tmp_path: Path) -> None:
    late = replace(rates, hits=lambda: rates.hits)
    for travelled in (
        pickle.loads(pickle.dumps(late)),
        copy.deepcopy(late),
        Result.load(late.save(tmp_path / "r.json")),
    ):
        assert_frame_equal(travelled.hits, rates.hits)
        assert_frame_equal(travelled.frame, rates.frame)
    assert late.save(tmp_path / "late.json").read_bytes() == rates.save(tmp_path / "soon.json").read_bytes()


def test_a_result_without_hits_is_refused(rates: Result) -> None:
    with pytest.raises(TypeError, match="'hits'"):
        Result(frame=rates.frame, about="", by="actor", kind="measure", corpus=rates.corpus)  # type: ignore[call-arg]
