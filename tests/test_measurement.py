"""Measurement: every value is its hits over its words, in the words it may read, and nothing is lost."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import fingerprint, speeches, tokens_of
from numpy.testing import assert_allclose
from pandas.testing import assert_frame_equal
from test_rhetoric import OWN, own_lexicon

import rostra
from rostra.errors import QueryError
from rostra.index.tokens import Tokens
from rostra.lexicon import Lexicon
from rostra.measurement import hits
from rostra.measures.rhetoric import MEASURES
from rostra.result import Result
from rostra.stats import bootstrap_ratio

talk = st.lists(
    st.sampled_from(["a", "ship", "or", "two", "frigates", "may", "not", "go"]), min_size=1, max_size=9
).map(" ".join)


@pytest.fixture(scope="session")
def ships(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return own_lexicon(tmp_path_factory.mktemp("lexicons"))


@pytest.fixture(scope="session")
def ships_as_acts(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return own_lexicon(tmp_path_factory.mktemp("lexicons"), scope="act")


@pytest.fixture(scope="session")
def strait(root: Path) -> Tokens:
    return rostra.tokenize(rostra.attribute(rostra.load_corpus(root / "corpus" / "strait")))


@pytest.fixture(scope="session")
def everything(strait: Tokens) -> Result:
    return rostra.measure(strait, MEASURES, min_words=0, n_boot=50)


def cells(result: Result, *columns: str) -> list[list[object]]:
    return result.frame[list(columns)].values.tolist()


# The invariant --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MEASURES)
def test_the_value_is_the_weight_of_its_hits_over_its_words(name: str, everything: Result) -> None:
    rows = everything.where(measure=name)
    assert len(rows.frame) > 0
    for row in rows.frame.to_dict("records"):
        own = rows.hits[rows.hits["actor"] == row["actor"]]
        assert own["weight"].sum() == pytest.approx(row["hits"])
        if row["exposure"]:
            assert own["weight"].sum() / row["exposure"] * 1000 == pytest.approx(row["value"])


def test_every_hit_is_a_piece_of_the_published_text(everything: Result, strait: Tokens) -> None:
    statements = strait.statements
    assert statements is not None
    frame = statements.frame.set_index("statement_id")
    for hit in everything.hits.to_dict("records"):
        own = frame.loc[hit["statement_id"]]
        assert hit["doc_id"] == own["doc_id"]
        assert hit["actor"] == own["actor"]
        assert 0 <= hit["start"] < hit["end"] <= len(strait.corpus.text(hit["doc_id"]))
        within = own["start"] <= hit["start"] and hit["end"] <= own["end"]
        assert within or MEASURES[hit["measure"]].scope == "act"


def test_hits_of_one_measure_do_not_overlap(everything: Result) -> None:
    counted = everything.hits[everything.hits["weight"] > 0].sort_values(["measure", "doc_id", "start"])
    before = counted.groupby(["measure", "doc_id"])["end"].shift()
    assert (counted["start"] >= before.fillna(0)).all()


def test_measuring_changes_nothing(strait: Tokens) -> None:
    before = fingerprint(strait)
    rostra.measure(strait, MEASURES, n_boot=20)
    rostra.measure(strait, "hedging", by="source", over="month", n_boot=20)
    assert fingerprint(strait) == before


def test_the_same_call_gives_the_same_numbers(strait: Tokens) -> None:
    first, again = (rostra.measure(strait, ["hedging", "threat"], seed=3) for _ in range(2))
    assert_frame_equal(first.frame, again.frame)
    assert_frame_equal(first.hits, again.hits)


def test_a_rate_does_not_depend_on_what_is_measured_beside_it(strait: Tokens) -> None:
    alone = rostra.measure(strait, "hedging").frame
    beside = rostra.measure(strait, ["threat", "hedging", "denial"]).where(measure="hedging").frame
    assert_frame_equal(alone, beside.reset_index(drop=True))


@settings(max_examples=25)
@given(st.lists(talk, min_size=1, max_size=4), st.lists(talk, min_size=1, max_size=4))
def test_a_corpus_doubled_keeps_its_rates_in_any_order(
    ships: Lexicon, first: list[str], second: list[str]
) -> None:
    def rates(tokens: Tokens) -> dict[str, float]:
        frame = rostra.measure(tokens, ships, by="who", min_words=1, n_boot=0).frame
        return dict(zip(frame["who"], frame["value"], strict=True))

    once = rates(speeches(A=first, B=second))
    twice = rates(speeches(B=[*reversed(second), *second], A=[*first, *reversed(first)]))
    assert once == pytest.approx(twice)


def test_plain_pandas_counts_the_same(strait: Tokens) -> None:
    rates = rostra.measure(strait, "in_group", min_words=1, n_boot=0)
    words = strait.frame.assign(actor=strait.labels("actor"), kind=strait.labels("kind"))
    own = words[words["kind"].isin(["direct", "speech"]) & words["actor"].notna()]
    mixed = rates.frame["exposure"].sum() - len(own)  # what stands in quotation marks in mixed quotations
    assert 0 <= mixed <= ((words["kind"] == "mixed") & words["actor"].notna()).sum()
    we = own[own["form"].isin(["we", "our", "us", "ours", "ourselves"])]
    found = rates.hits[rates.hits["kind"].isin(["direct", "speech"])]
    places = set(zip(found["doc_id"], found["start"], strict=True))
    assert {(row.doc_id, row.start) for row in we.itertuples()} <= places


# Whose words are read -------------------------------------------------------------------------------------

SCENE = (
    "Ships left, [[Russia|direct|ships of war]] left. Poland named a ship: "
    "[[Poland|indirect|two ships had sailed|named a ship]]. [[Poland|mixed|The “frigates” and a ship]] "
    "stayed. [[|direct|Whose ship]]?"
)


def test_style_reads_quoted_words_only(ships: Lexicon) -> None:
    result = rostra.measure(tokens_of(SCENE), ships, min_words=1)
    assert cells(result, "actor", "hits", "exposure") == [["Poland", 1, 1], ["Russia", 1, 3]]
    assert result.kwic().lines["node"].tolist() == ["ships", "frigates"]


def test_acts_are_read_in_indirect_speech_and_its_cue_too(ships_as_acts: Lexicon) -> None:
    result = rostra.measure(tokens_of(SCENE), ships_as_acts, min_words=1)
    # Poland: named a ship, two ships had sailed, The frigates and a ship
    assert cells(result, "actor", "hits", "exposure") == [["Poland", 4, 12], ["Russia", 1, 3]]
    assert result.kwic(actor="Poland").lines["node"].tolist() == ["ship", "ships", "frigates", "ship"]
    assert result.kwic(actor="Poland").lines["kind"].tolist() == ["indirect", "indirect", "mixed", "mixed"]


def test_about_says_whose_words_were_left_out(ships: Lexicon) -> None:
    result = rostra.measure(tokens_of(SCENE), ships, min_words=1)
    assert result.about == (
        "Hits per 1,000 words of each actor. 15 of 22 words are somebody's with a known actor (reported "
        "speech and its cue included; measures of style read the 4 in quotations and speeches). Not counted: "
        "5 are narration and 2 have no actor. Intervals: 95%, from the variation between documents (log "
        "scale, t)."
    )


def test_speeches_are_read_whole(ships: Lexicon, ships_as_acts: Lexicon) -> None:
    for lexicon in (ships, ships_as_acts):
        result = rostra.measure(tokens_of("[[A|speech|A ship, a ship.]]"), lexicon, min_words=1)
        assert cells(result, "hits", "exposure") == [[2, 4]]


def test_a_cue_of_two_pieces_is_read_once(ships_as_acts: Lexicon) -> None:
    tokens = tokens_of("[[A|direct|We go|ship said]], the ship said, [[A|direct|and stay|ship said]].")
    result = rostra.measure(tokens, ships_as_acts, min_words=1)
    assert cells(result, "hits", "exposure") == [[1, 6]]


def test_a_cue_within_somebodys_words_stays_his(ships_as_acts: Lexicon) -> None:
    tokens = tokens_of("[[A|direct|They named a ship]] [[B|indirect|that sank|named a ship]].")
    result = rostra.measure(tokens, ships_as_acts, min_words=1)
    assert cells(result, "actor", "hits", "exposure") == [["A", 1, 4], ["B", 0, 2]]


def test_words_around_a_mixed_quotation_are_not_its_own(ships: Lexicon) -> None:
    # the whole statement lies within somebody else's quotation marks
    tokens = tokens_of("“[[A|mixed|He saw a ‘ship’ and a ship]],” they wrote.")
    assert cells(rostra.measure(tokens, ships, min_words=1), "hits", "exposure") == [[1, 1]]


def test_a_hit_across_an_edge_is_counted_as_left_out(tmp_path: Path) -> None:
    def of(scope: str) -> Lexicon:
        lexicon = own_lexicon(tmp_path, f"fleet_{scope}", scope=scope)
        text = (tmp_path / f"fleet_{scope}.toml").read_text(encoding="utf-8")
        (tmp_path / f"fleet_{scope}.toml").write_text(
            text.replace('"ship*"', '"fleet of ships"'), encoding="utf-8"
        )
        return rostra.load_lexicon(tmp_path / f"{lexicon.name}.toml")

    half_quoted = tokens_of("They named a fleet of [[A|direct|“ships of war”]].")
    style = rostra.measure(half_quoted, of("style"), min_words=1)
    assert cells(style, "hits") == [[0]]
    assert style.about.endswith("1 hit lies across the edge of a statement and is not counted.")
    # narration may be part of what is done with words
    assert cells(rostra.measure(half_quoted, of("act"), min_words=1), "hits") == [[1]]
    two_speakers = tokens_of("[[A|direct|A fleet of]] [[B|direct|ships]]")
    act = rostra.measure(two_speakers, of("act"), min_words=1)
    assert cells(act, "actor", "hits") == [["A", 0], ["B", 0]]
    assert act.about.endswith("1 hit lies across the edge of a statement and is not counted.")


def test_a_corpus_without_statements_is_read_by_its_own_columns(ships: Lexicon) -> None:
    corpus = rostra.load_corpus([{"text": "A ship.", "outlet": "X"}, {"text": "A ship.", "outlet": None}])
    result = rostra.measure(rostra.tokenize(corpus), ships, by="outlet", min_words=1)
    assert cells(result, "outlet", "hits", "exposure") == [["X", 1, 2]]
    assert "2 of 4 words have a known outlet. 2 have no outlet and are left out." in result.about


def test_groups_can_be_columns_of_the_documents(ships: Lexicon) -> None:
    tokens = tokens_of(SCENE, "A ship. [[Russia|direct|One ship]]", source=["X", "Y"])
    result = rostra.measure(tokens, ships, by="source", min_words=1)
    assert cells(result, "source", "hits", "exposure") == [["X", 3, 6], ["Y", 1, 2]]


# Negation -------------------------------------------------------------------------------------------------


def test_a_denied_hit_stays_in_view_and_out_of_the_value(ships: Lexicon) -> None:
    result = rostra.measure(tokens_of("[[A|speech|This is no ship. This is a ship.]]"), ships, min_words=1)
    assert cells(result, "hits") == [[1]]
    assert result.hits[["negated", "weight"]].values.tolist() == [[True, 0], [False, 1]]
    assert "1 negated hit is listed but not counted." in result.about


def test_a_measure_may_keep_its_denied_hits(tmp_path: Path) -> None:
    kept = own_lexicon(tmp_path, negation="keep")
    result = rostra.measure(tokens_of("[[A|speech|This is no ship.]]"), kept, min_words=1)
    assert result.hits[["negated", "weight"]].values.tolist() == [[True, 1]]


def test_a_denied_hit_may_count_for_its_opposite() -> None:
    tokens = tokens_of("[[A|speech|We do not welcome this step.]]")
    both = rostra.measure(tokens, ["positive_evaluation", "negative_evaluation"], min_words=1)
    assert dict(zip(both.frame["measure"], both.frame["hits"], strict=True)) == {
        "positive_evaluation": 0, "negative_evaluation": 1,
    }  # fmt: skip
    rows = both.hits[["measure", "negated", "weight"]].values.tolist()
    assert sorted(rows) == [["negative_evaluation", True, 1.0], ["positive_evaluation", True, 0.0]]
    alone = rostra.measure(tokens, "negative_evaluation", min_words=1)
    assert alone.frame["hits"].tolist() == [1]


def test_what_is_listed_both_ways_counts_once(tmp_path: Path) -> None:
    turned = own_lexicon(tmp_path, negation="hedging")
    text = OWN.format(name="hedging", scope="style", negation="drop", weight=1.0).replace("ship*", "no ship")
    (tmp_path / "hedging.toml").write_text(text, encoding="utf-8")
    hedging = rostra.load_lexicon(tmp_path / "hedging.toml")
    result = rostra.measure(tokens_of("[[A|speech|There is no ship.]]"), [hedging, turned], min_words=1)
    assert cells(result, "measure", "hits") == [["hedging", 1], ["ships", 0]]


def test_weights_are_summed(tmp_path: Path) -> None:
    heavy = own_lexicon(tmp_path, weight=2.5)
    result = rostra.measure(tokens_of("[[A|speech|A ship, a ship.]]"), heavy, min_words=1)
    assert cells(result, "hits", "value") == [[5, 1250]]


# Values, intervals and what is not known ------------------------------------------------------------------


# 8 hits in 8 equal documents vary no more than independent words: 250 exp(-t(7) / sqrt(8))
POISSON_LOW = 250 * math.exp(-2.364624 / math.sqrt(8))


def eight(ships_said: int = 1) -> Tokens:
    return tokens_of(*["[[A|speech|" + "ship " * ships_said + "and the sea]]"] * 8)


def test_the_interval_is_the_bootstrap_of_its_documents(ships: Lexicon) -> None:
    texts = [
        "[[A|speech|a ship]]",
        "[[A|speech|ship ship ship go]]",
        "[[A|speech|no]] [[B|speech|a ship]]",
    ] * 4
    result = rostra.measure(tokens_of(*texts), ships, min_words=1, n_boot=300, seed=5)
    counted, words = np.tile([1.0, 3, 0], 4), np.tile([2.0, 4, 1], 4)
    low, high = bootstrap_ratio(counted, words, n_boot=300, seed=5)
    row = result.frame.set_index("actor").loc["A"]
    assert_allclose([row["low"], row["high"]], [low * 1000, high * 1000])


@pytest.mark.parametrize(
    ("tokens", "options", "row"),
    [
        pytest.param(eight(), {}, [pd.NA, pd.NA, 8, 32, 8, "too little text"], id="few words"),
        pytest.param(eight(0), {"min_words": 1}, [0, pd.NA, 0, 24, 8, "no hits: no interval"], id="no hits"),
        pytest.param(
            tokens_of(*["[[A|speech|a ship]]"] * 7), {"min_words": 1},
            [500, pd.NA, 7, 14, 7, "fewer than 8 documents: no interval"], id="few documents",
        ),
        pytest.param(eight(), {"min_words": 1}, [250, POISSON_LOW, 8, 32, 8, ""], id="enough"),
        pytest.param(
            eight(), {"min_words": 1, "n_boot": 0}, [250, pd.NA, 8, 32, 8, ""], id="no interval asked for",
        ),
    ],
)  # fmt: skip
def test_what_is_not_known_is_na_and_says_why(
    tokens: Tokens, options: dict[str, int], row: list[object], ships: Lexicon
) -> None:
    result = rostra.measure(tokens, ships, **options)  # type: ignore[arg-type]
    found = result.frame[["value", "low", "hits", "exposure", "documents", "note"]].iloc[0].tolist()
    for given_value, wanted in zip(found, row, strict=True):
        assert (pd.isna(given_value) and pd.isna(wanted)) or given_value == pytest.approx(wanted)


def test_a_group_without_words_in_the_scope_keeps_its_row(ships: Lexicon) -> None:
    result = rostra.measure(tokens_of("They said [[A|indirect|that a ship left]]."), ships, min_words=0)
    assert cells(result, "actor", "hits", "exposure", "note") == [["A", 0, 0, "too little text"]]
    assert result.frame["value"].isna().all()


def test_rates_refer_to_as_many_words_as_asked_for(ships: Lexicon) -> None:
    result = rostra.measure(eight(), ships, per=1_000_000, min_words=1)
    assert cells(result, "value", "unit") == [[250_000, "hits per 1,000,000 words"]]


def test_rows_come_by_measure_then_by_most_words(ships: Lexicon) -> None:
    tokens = tokens_of("[[B|speech|a b]] [[A|speech|a b]] [[C|speech|a b c]]")
    assert cells(rostra.measure(tokens, ["threat", ships], min_words=1), "measure", "actor") == [
        [measure, actor] for measure in ("threat", "ships") for actor in ("C", "A", "B")
    ]


def test_nobody_speaks(ships: Lexicon) -> None:
    result = rostra.measure(tokens_of("A ship left."), ships)
    assert result.frame.empty
    assert result.frame.columns[:4].tolist() == ["actor", "measure", "item", "value"]
    assert "Not counted: 3 are narration." in result.about


def test_an_empty_corpus_has_no_rates(ships: Lexicon) -> None:
    assert rostra.measure(tokens_of(""), ships).frame.empty


def test_the_parameters_are_kept_for_the_record(ships: Lexicon) -> None:
    assert rostra.measure(eight(), ["threat", ships], seed=4).parameters == {
        "measures": ["threat", "ships"], "own_lexicons": ["ships"], "by": "actor", "over": None,
        "min_words": 100, "n_boot": None, "seed": 4, "per": 1000,
    }  # fmt: skip


# Over time ------------------------------------------------------------------------------------------------

DATES = ["2024-12-30", "2025-01-03", "2025-01-31", None]


@pytest.mark.parametrize(
    ("over", "rows"),
    [
        ("year", [["2024", 1, 2], ["2025", 3, 5]]),
        ("month", [["2024-12", 1, 2], ["2025-01", 3, 5]]),
        ("week", [["2025-W01", 2, 5], ["2025-W05", 2, 2]]),  # ISO: the year's last days are in its first week
        ("day", [["2024-12-30", 1, 2], ["2025-01-03", 1, 3], ["2025-01-31", 2, 2]]),
    ],
)
def test_each_period_is_measured_by_itself(over: str, rows: list[list[object]], ships: Lexicon) -> None:
    texts = ["a ship", "a ship left", "ship ship", "an undated ship"]
    tokens = tokens_of(*(f"[[A|speech|{text}]]" for text in texts), date=DATES)
    result = rostra.measure(tokens, ships, over=over, min_words=1)  # type: ignore[arg-type]
    assert cells(result, "period", "hits", "exposure") == rows
    assert result.about.endswith("1 document without a date left out.")
    assert result.kwic(period=rows[0][0]).lines["node"].tolist() == ["ship"] * int(rows[0][1])  # type: ignore[call-overload]


def test_a_group_silent_in_a_period_keeps_its_row(ships: Lexicon) -> None:
    tokens = tokens_of("[[A|speech|a ship]]", "[[B|speech|no]]", date=["2024-01-01", "2024-02-01"])
    result = rostra.measure(tokens, ships, over="month", min_words=1)
    assert cells(result, "actor", "period", "exposure", "note")[1] == ["A", "2024-02", 0, "too little text"]


def test_texts_without_dates_have_no_timeline(ships: Lexicon) -> None:
    with pytest.raises(QueryError) as error:
        rostra.measure(eight(), ships, over="month")
    assert str(error.value) == (
        "no document has a date, so there is nothing to measure over each month. Give the documents a column "
        "'date' (YYYY-MM-DD), or leave out over=."
    )


def test_an_unknown_period_is_refused(ships: Lexicon) -> None:
    with pytest.raises(QueryError) as error:
        rostra.measure(eight(), ships, over="months")  # type: ignore[arg-type]
    assert (
        str(error.value) == "no period named 'months'. Did you mean 'month'? Known: day, week, month, year."
    )


# Plain texts ----------------------------------------------------------------------------------------------


def test_texts_are_read_one_by_one(ships: Lexicon) -> None:
    found = hits(["A ship.", "", "No ship, two frigates."], [ships, "hedging"])
    assert found.values.tolist() == [
        [0, "ships", 2, 6, "ship*", 1.0, False],
        [2, "ships", 3, 7, "ship*", 0.0, True],
        [2, "ships", 13, 21, "frigate*", 1.0, False],
    ]


@pytest.mark.parametrize("texts", [[], ["", "…"], pd.Series(["", None])])
def test_texts_without_words_have_no_hits(texts: list[str], ships: Lexicon) -> None:
    found = hits(texts, ships)
    assert found.empty
    assert found.columns.tolist() == ["text", "measure", "start", "end", "entry", "weight", "negated"]
