"""Accuracy: figures worked by hand, the same as those of an independent scorer, and open to their lines."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import rostra
from rostra.accuracy import list_mistakes
from rostra.accuracy.matching import RULES, match, trimmed
from rostra.accuracy.names import head, is_pronoun, same_head, same_name
from rostra.accuracy.records import Pair, Record
from rostra.errors import QueryError
from rostra.statements import Statements, statement_frame

TEXT = (
    "“We will pay,” Ana Ruiz said. Jan Hale said that the port is closed. “Never,” he added, “will we "
    "sell.” The crew believes in luck."
)
PAY, CLOSED, NEVER, SELL = "“We will pay,”", "that the port is closed", "“Never,”", "“will we sell.”"
LUCK, WHOLE = "in luck", TEXT

Said = dict[str, Any]


def said(words: str, kind: str = "direct", **known: Any) -> Said:
    """A quotation of TEXT, as a record of gold or a row of statements."""
    start = TEXT.index(words)
    row = {"start": start, "end": start + len(words), "kind": kind} | known
    if "mention" in known:
        row["mention_start"] = TEXT.index(known["mention"])
        row["mention_end"] = row["mention_start"] + len(known["mention"])
    return row


def gold_of(*quotes: Said, doc_id: str = "a", text: str = TEXT) -> dict[str, Any]:
    return {"doc_id": doc_id, "text": text, "quotes": list(quotes)}


def statements_of(*documents: list[Said], text: str = TEXT) -> Statements:
    """Statements made by hand; the documents are called a, b, c ..."""
    corpus = rostra.load_corpus([{"doc_id": chr(97 + k), "text": text} for k in range(len(documents))])
    rows = [
        {"statement_id": f"s{k}{n}", "doc_id": chr(97 + k), "act": "speech", "rule": "by hand"} | row
        for k, found in enumerate(documents)
        for n, row in enumerate(sorted(found, key=lambda row: row["start"]))
    ]
    return Statements(statement_frame(rows), corpus)


def evaluated(gold: list[Said], found: list[Said], **scheme: Any) -> rostra.Result:
    marked = rostra.read_gold([gold_of(*gold)])
    return rostra.evaluate_statements(marked, statements_of(found), **scheme, n_boot=0)


def counts(result: rostra.Result) -> dict[tuple[str, str], tuple[int, ...]]:
    """Right, gold and found of spans, right and judged of speakers, by measure and kind."""
    return {
        (row["measure"], "all" if pd.isna(row["item"]) else row["item"]): (row["right"], row["exposure"])
        if pd.isna(row["gold"])
        else (row["right"], row["gold"], row["found"])
        for row in result.frame.to_dict("records")
    }


# --- worked by hand -----------------------------------------------------------------------------------

RIGHT, NOT = (1, 1, 1), (0, 1, 1)
SPANS: dict[str, tuple[list[Said], list[Said], dict[str, Any], dict[tuple[str, str], tuple[int, ...]]]] = {
    "the same": (
        [said(PAY)],
        [said(PAY)],
        {},
        {(rule, "all"): RIGHT for rule in RULES}
        | {("exact", "direct"): RIGHT, ("exact", "mixed"): (0, 0, 0), ("characters", "all"): (9, 9, 9)},
    ),
    "without its marks: 11 of 14 characters": (
        [said(PAY)],
        [said("We will pay")],
        {},
        {
            ("exact", "all"): NOT, ("trimmed", "all"): RIGHT, ("iou_80", "all"): NOT,
            ("iou_50", "all"): RIGHT, ("gender_gap_tracker_30", "all"): RIGHT,
            ("gender_gap_tracker_80", "all"): NOT,
            ("characters", "all"): (9, 9, 9),
        },
    ),
    "without its that: 18 of 23": (
        [said(CLOSED, "indirect")],
        [said("the port is closed", "indirect")],
        {},
        {("exact", "all"): NOT, ("trimmed", "indirect"): RIGHT, ("iou_80", "all"): NOT,
         ("characters", "all"): (15, 19, 15)},
    ),
    "a span that is far too long is right by the published rule only": (
        [said(PAY)],
        [said(WHOLE)],
        {},
        {("gender_gap_tracker_80", "all"): RIGHT, ("iou_50", "all"): NOT, ("trimmed", "all"): NOT},
    ),
    "one find stands for one gold only": (
        [said(PAY), said(NEVER)],
        [said(WHOLE)],
        {},
        {("gender_gap_tracker_30", "all"): (1, 2, 1), ("iou_50", "all"): (0, 2, 1)},
    ),
    "the best pair is taken first": (
        [said("“We will pay,” Ana"), said(PAY)],
        [said(PAY)],
        {},
        {("iou_50", "all"): (1, 2, 1), ("exact", "all"): (1, 2, 1)},
    ),
    "a pair counts under the kind of gold, a wrong find under its own": (
        [said(CLOSED, "mixed")],
        [said(CLOSED, "indirect"), said(LUCK, "indirect")],
        {},
        {("iou_80", "mixed"): (1, 1, 1), ("iou_80", "indirect"): (0, 0, 1), ("iou_80", "all"): (1, 1, 2)},
    ),
    "gold without a kind counts in the total only": (
        [said(PAY, kind=None)],
        [said(PAY)],
        {},
        {("iou_80", "all"): RIGHT, ("iou_80", "direct"): (0, 0, 0)},
    ),
    "a whole speech is direct": (
        [said(PAY)], [said(PAY, "speech")], {}, {("iou_80", "direct"): RIGHT},
    ),
    "what somebody believes is not compared": (
        [said(LUCK, "indirect")],
        [said(LUCK, "indirect", act="attitude")],
        {},
        {("iou_80", "all"): (0, 1, 0)},
    ),
    "unless asked for": (
        [said(LUCK, "indirect")],
        [said(LUCK, "indirect", act="attitude")],
        {"acts": "all"},
        {("iou_80", "all"): RIGHT},
    ),
    "pieces count by themselves": (
        [said(NEVER, quotation_id="q"), said(SELL, quotation_id="q")],
        [said(NEVER, quotation_id="q1"), said(SELL, quotation_id="q1")],
        {},
        {("exact", "all"): (2, 2, 2)},
    ),
    "or joined": (
        [said(NEVER, quotation_id="q"), said(SELL, quotation_id="q")],
        [said(NEVER, quotation_id="q1"), said(SELL, quotation_id="q1")],
        {"pieces": "joined"},
        {("exact", "all"): RIGHT, ("trimmed", "all"): RIGHT, ("iou_80", "all"): RIGHT},
    ),
    "the gap between joined pieces is no part of them": (
        [said(NEVER, quotation_id="q"), said(SELL, quotation_id="q")],
        [said("“Never,” he added, “will we sell.”")],
        {"pieces": "joined"},
        {("iou_50", "all"): RIGHT, ("iou_80", "all"): NOT, ("trimmed", "all"): NOT,
         ("characters", "all"): (15, 15, 22)},
    ),
    "joined pieces of two kinds are mixed": (
        [said(PAY)],
        [said(PAY, quotation_id="q"), said(CLOSED, "indirect", quotation_id="q")],
        {"pieces": "joined"},
        {("iou_80", "mixed"): (0, 0, 1), ("iou_80", "indirect"): (0, 0, 0)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SPANS)
def test_spans_worked_by_hand(case: str) -> None:
    gold, found, scheme, expected = SPANS[case]
    result = counts(evaluated(gold, found, **scheme))
    assert {row: result[row] for row in expected} == expected


NEUTRAL = [said(PAY), said(LUCK, "indirect", cue_kind="other")]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], (0, 1, 0)),
        ([said(PAY)], (1, 1, 1)),
        ([said(PAY), said(LUCK, "indirect")], (1, 1, 1)),
        ([said(PAY), said("crew believes in luck", "indirect")], (1, 1, 1)),  # lies over it
        ([said(PAY), said("crew believes in l", "indirect")], (1, 1, 1)),
        ([said(PAY), said("The crew", "indirect")], (1, 1, 2)),  # lies beside it
    ],
    ids=["nothing", "the other", "both", "around it", "the edge of it", "beside it"],
)
def test_neutral_gold_is_neither_missed_nor_wrong(found: list[Said], expected: tuple[int, ...]) -> None:
    assert counts(evaluated(NEUTRAL, found, required="speech"))["iou_80", "all"] == expected


def test_neutral_gold_is_required_where_all_gold_is() -> None:
    assert counts(evaluated(NEUTRAL, [said(PAY)]))["iou_80", "all"] == (1, 2, 1)
    attitude = [said(PAY), said(LUCK, "indirect", act="attitude")]
    assert counts(evaluated(attitude, [said(PAY)], required="speech"))["iou_80", "all"] == (1, 1, 1)


RUIZ = {"speaker": "Ana Ruiz", "mention": "Ana Ruiz"}
HALE = {"speaker": "Jan Hale", "mention": "he"}
SPEAKERS: dict[str, tuple[Said, Said, dict[tuple[str, str], tuple[int, ...]]]] = {
    "right": (
        said(PAY, **RUIZ),
        said(PAY, **RUIZ),
        {
            ("speaker", "all"): (1, 1), ("speaker_resolved", "direct"): (1, 1),
            ("speaker_mention", "all"): (1, 1), ("speaker_head", "all"): (1, 1),
            ("speaker_resolved_by_form", "name"): (1, 1),
            ("speaker_resolved_by_form", "pronoun"): (0, 0), ("span_and_speaker", "all"): (1, 1, 1),
        },
    ),
    "the surname is enough": (
        said(PAY, **RUIZ), said(PAY, speaker="Ruiz", mention="Ana Ruiz"), {("speaker", "all"): (1, 1)},
    ),
    "the place is right and the name wrong": (
        said(PAY, **RUIZ),
        said(PAY, speaker="Jan Hale", mention="Ana Ruiz"),
        {("speaker_mention", "all"): (1, 1), ("speaker_resolved", "all"): (0, 1), ("speaker", "all"): (0, 1),
         ("span_and_speaker", "all"): NOT},
    ),
    "a pronoun that is resolved": (
        said(NEVER, **HALE),
        said(NEVER, speaker="Jan Hale", mention="he"),
        {("speaker_resolved_by_form", "pronoun"): (1, 1), ("speaker_mention_by_form", "pronoun"): (1, 1),
         ("speaker_mention_by_form", "name"): (0, 0)},
    ),
    "a floating quotation has no mention to judge": (
        said(SELL, speaker="Jan Hale"),
        said(SELL, speaker="Jan Hale"),
        {("speaker_resolved_by_form", "floating"): (1, 1), ("speaker_mention", "all"): (0, 0)},
    ),
    "a mention stands in for a name that gold does not give": (
        said(PAY, mention="Ana Ruiz"),
        said(PAY, speaker="Jan Hale", mention="Ana Ruiz"),
        {("speaker", "all"): (1, 1), ("speaker_resolved", "all"): (0, 0), ("span_and_speaker", "all"): RIGHT},
    ),
    "the mention stands in for a name that was not found": (
        said(PAY, **RUIZ), said(PAY, mention="Ana Ruiz"), {("speaker_resolved", "all"): (1, 1)},
    ),
    "nobody is not the right speaker": (
        said(PAY, **RUIZ),
        said(PAY),
        {("speaker", "all"): (0, 1), ("speaker_mention", "all"): (0, 1), ("speaker_head", "all"): (0, 1)},
    ),
    "gold without a speaker judges no speaker, but its find counts": (
        said(PAY), said(PAY, **RUIZ), {("speaker", "all"): (0, 0), ("span_and_speaker", "all"): (0, 0, 1)},
    ),
    "a speaker is judged where half of the quotation was found": (
        said(PAY, **RUIZ),
        said("We will pay", **RUIZ),
        {("speaker", "all"): (1, 1), ("iou_80", "all"): NOT, ("span_and_speaker", "all"): RIGHT},
    ),
    "and not where less was": (
        said(PAY, **RUIZ),
        said("We", **RUIZ),
        {("speaker", "all"): (0, 0), ("span_and_speaker", "all"): NOT},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SPEAKERS)
def test_speakers_worked_by_hand(case: str) -> None:
    gold, found, expected = SPEAKERS[case]
    result = counts(evaluated([gold], [found]))
    assert {row: result[row] for row in expected} == expected


def test_values_are_ratios_of_the_counts() -> None:
    gold = [said(PAY, **RUIZ), said(CLOSED, "indirect"), said(NEVER, **HALE)]
    result = evaluated(gold, [said(PAY, **RUIZ), said(LUCK, "indirect")])
    row = result.where(measure="iou_80").frame.iloc[0]
    assert (row["precision"], row["recall"], row["value"]) == (1 / 2, 1 / 3, 2 * 1 / (3 + 2))
    assert (row["hits"], row["exposure"], row["unit"]) == (2, 5, "share (F1)")
    row = result.where(measure="speaker").frame.iloc[0]
    assert (row["value"], row["unit"]) == (1.0, "share of speakers")
    assert pd.isna(row["precision"]) and pd.isna(row["gold"])


def test_what_is_undefined_is_missing_and_never_zero() -> None:
    result = evaluated([said(PAY)], [said(LUCK, "indirect")])
    rows = result.where(measure="iou_80").frame.set_index(
        result.where(measure="iou_80").frame["item"].fillna("all")
    )
    assert rows["value"].isna().tolist() == [False, False, True, True]
    assert rows["note"].tolist()[2:] == ["no gold of this kind"] * 2
    assert rows.loc["direct", ["value", "recall"]].tolist() == [0, 0]
    assert pd.isna(rows.loc["direct", "precision"])  # nothing direct was found
    assert rows.loc["indirect", "precision"] == 0 and pd.isna(rows.loc["indirect", "recall"])
    assert result.where(measure="speaker").frame["note"].tolist() == ["no speaker to judge"] * 4


# --- names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Ana Ruiz", "ruiz"),
        ("Harbour Minister Ana Ruiz", "ruiz"),
        ("Sen. Jan Hale (N-Ostia)", "hale"),
        ("Jan Hale, who owns the port", "hale"),
        ("Ana Ruiz’s", "ruiz"),
        ("Ana Ruíz", "ruiz"),
        ("a spokesman for Ostia", "spokesman"),
        ("the old sailor", "sailor"),
        ("Mr.", ""),
        ("", ""),
    ],
)
def test_the_head_of_a_name(name: str, word: str) -> None:
    assert head(name) == word


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ana Ruiz", "Ruiz", True),
        ("Ana Ruíz", "ana ruiz", True),
        ("the minister", "Minister", True),
        ("Ana Ruiz", "Ana", True),
        ("Ana Ruiz", "Jan Hale", False),
        ("Mr", "Mr", False),  # a title is no name
        ("Ana Ruiz", "", False),
    ],
)
def test_two_names_of_one_speaker(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) == same_name(other, one) == same


def test_mentions_that_turn_on_one_word() -> None:
    assert same_head("Mr. Hale", "Jan Hale") and same_head("he", "He") and not same_head("he", "she")


def test_a_pronoun_is_nothing_else() -> None:
    assert [is_pronoun(mention) for mention in ("He", "her", "he who", "Heath", "the sailor", "")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("“We will pay,”", "We will pay"),
        ("that it holds.", "it holds"),
        ("That “it holds”", "it holds"),
        ("that", "that"),
        ("thatched roofs", "thatched roofs"),
        ("“…”", ""),
    ],
)
def test_trimming_takes_marks_and_a_leading_that(text: str, rest: str) -> None:
    start, end = trimmed(f"x{text}x", 1, 1 + len(text))
    assert f"x{text}x"[start:end] == rest


# --- properties ---------------------------------------------------------------------------------------


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    """Quotations of one to three pieces, in a text of sixty characters; they may overlap."""
    made = []
    for _ in range(draw(st.integers(0, 6))):
        edges = sorted(draw(st.sets(st.integers(0, 60), min_size=2, max_size=6)))
        pieces = tuple(zip(edges[::2], edges[1::2], strict=False))
        made.append(
            Record(pieces, draw(st.sampled_from(["direct", "indirect"])), neutral=draw(st.booleans()))
        )
    return made


TANGLE = "that “a b”, c d e. (f) that g - h’s i j: k l m? n! “o p” q r s"


def partners_by_characters(pair: Pair, rule: str) -> dict[int, int]:
    """The partners, found slowly: every quotation as the set of its characters."""

    def characters(record: Record) -> set[int]:
        return {place for start, end in record.pieces for place in range(start, end)}

    gold, found = [characters(r) for r in pair.gold], [characters(r) for r in pair.found]
    partners: dict[int, int] = {}
    if rule.startswith("gender_gap"):
        for i, own in enumerate(gold):
            free = [j for j in range(len(found)) if j not in partners.values()]
            shares = {j: len(own & found[j]) / len(own) for j in free}
            above = [j for j in free if shares[j] > int(rule[-2:]) / 100]
            if above:
                partners[i] = max(above, key=lambda j: (shares[j], -j))
        return partners
    least = {"iou_80": 0.8, "iou_50": 0.5, "exact": 1.0, "trimmed": 1.0}[rule]

    def score(i: int, j: int) -> float:
        one, other = pair.gold[i], pair.found[j]
        if rule == "exact":
            return float(one.pieces == other.pieces)
        if rule == "trimmed":
            cores = [trimmed(pair.text, r.start, r.end) for r in (one, other)]
            return float(cores[0] == cores[1] and len(one.pieces) == len(other.pieces))
        return len(gold[i] & found[j]) / len(gold[i] | found[j])

    pairs = [(score(i, j), i, j) for i in range(len(gold)) for j in range(len(found))]
    for value, i, j in sorted(pairs, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if value >= least and i not in partners and j not in partners.values():
            partners[i] = j
    return partners


@given(records(), records(), st.sampled_from(sorted(RULES)))
def test_stretches_are_compared_as_sets_of_characters(
    gold: list[Record], found: list[Record], rule: str
) -> None:
    pair = Pair("a", TANGLE, gold, found)
    assert match(pair, RULES[rule]).partners == partners_by_characters(pair, rule)


@given(records(), records())
def test_everything_is_right_or_missed_or_wrong_or_neutral(gold: list[Record], found: list[Record]) -> None:
    pair = Pair("a", TANGLE, gold, found)
    for rule in RULES.values():
        matching = match(pair, rule)
        right = list(matching.right)
        required = [i for i, record in enumerate(gold) if not record.neutral]
        assert sorted([*(i for i, _ in right), *matching.missed]) == required
        judged = [*(j for _, j in right), *matching.wrong]
        assert len(judged) == len(set(judged)) and set(judged) <= set(range(len(found)))
        if len(required) == len(gold):  # nothing is neutral: nothing is passed over
            assert len(judged) == len(found)


@st.composite
def marked(draw: st.DrawFn) -> list[Said]:
    """Quotations of TEXT that do not overlap."""
    edges = sorted(draw(st.sets(st.integers(0, len(TEXT)), min_size=2, max_size=10)))
    kinds = st.sampled_from(["direct", "mixed", "indirect"])
    return [
        {
            "start": start,
            "end": end,
            "kind": draw(kinds),
            **draw(st.sampled_from([RUIZ, {"speaker": "Jan Hale"}])),
        }
        for start, end in zip(edges[::2], edges[1::2], strict=False)
    ]


@settings(max_examples=30)
@given(marked(), st.sampled_from(["separate", "joined"]))
def test_gold_itself_is_perfect(quotes: list[Said], pieces: Any) -> None:
    quotes = [
        quote | {"mention_start": 15, "mention_end": 23} if "mention" in quote else quote for quote in quotes
    ]
    frame = evaluated(quotes, quotes, pieces=pieces).frame
    defined = frame[frame["value"].notna() & (frame["measure"] != "characters")]
    assert (defined["value"] == 1).all() and len(defined) >= 2 * len(RULES)
    assert (defined["precision"].dropna() == 1).all() and (defined["recall"].dropna() == 1).all()


@settings(max_examples=30)
@given(marked(), st.data())
def test_each_quotation_that_moves_costs_its_share(quotes: list[Said], data: st.DataObject) -> None:
    moved = data.draw(st.integers(1, len(quotes)))
    found = [
        quote | {"start": quote["start"] - 1, "end": quote["end"] + 1} if number < moved else quote
        for number, quote in enumerate(quotes)
    ]
    found = [quote for quote in found if quote["start"] >= 0 and quote["end"] <= len(TEXT)]
    row = counts(evaluated(quotes, found))["exact", "all"]
    assert row == (len(quotes) - moved, len(quotes), len(found))


@settings(max_examples=20)
@given(st.lists(st.tuples(marked(), marked()), min_size=1, max_size=4), st.booleans())
def test_hits_add_up_to_the_figures(documents: list[tuple[list[Said], list[Said]]], joined: bool) -> None:
    gold = rostra.read_gold([gold_of(*own, doc_id=chr(97 + k)) for k, (own, _) in enumerate(documents)])
    found = statements_of(*[other for _, other in documents])
    result = rostra.evaluate_statements(gold, found, pieces="joined" if joined else "separate", n_boot=0)
    for row in result.frame.to_dict("records"):
        if row["measure"] == "characters":
            continue
        hits = result.hits[result.hits["measure"] == row["measure"]]
        hits = hits if pd.isna(row["item"]) else hits[hits["item"] == row["item"]]
        outcome = Counter(hits["outcome"])
        assert row["right"] == outcome["right"] and row["hits"] == hits["weight"].sum()
        if pd.notna(row["gold"]):
            assert row["gold"] == outcome["right"] + outcome["missed"]
            assert row["found"] == outcome["right"] + outcome["wrong"]
        if pd.notna(row["value"]):
            assert row["value"] == pytest.approx(row["hits"] / row["exposure"])


# --- intervals ----------------------------------------------------------------------------------------


def several(n: int) -> tuple[rostra.Gold, Statements]:
    """Documents of which every third misses a quotation, and every fourth takes the wrong speaker."""
    quotes = [said(PAY, **RUIZ), said(CLOSED, "indirect", speaker="Jan Hale", mention="Jan Hale")]
    gold = rostra.read_gold([gold_of(*quotes, doc_id=chr(97 + k)) for k in range(n)])
    other = said(PAY, speaker="Jan Hale", mention="Jan Hale")
    found = [[other if k % 4 == 0 else quotes[0], *([] if k % 3 == 0 else [quotes[1]])] for k in range(n)]
    return gold, statements_of(*found)


def test_intervals_hold_the_estimate() -> None:
    result = rostra.evaluate_statements(*several(12), n_boot=500, seed=3)
    frame = result.frame
    shown = frame[frame["low"].notna()]
    assert len(shown) >= 10
    assert ((shown["low"] <= shown["value"]) & (shown["value"] <= shown["high"])).all()
    for name in ("precision", "recall"):
        own = frame[frame[f"{name}_low"].notna()]
        assert len(own) and ((own[f"{name}_low"] <= own[name]) & (own[name] <= own[f"{name}_high"])).all()
    assert result.about.endswith("Intervals: 95%, 500 resamples of documents, seed 3.")


def test_the_interval_is_that_of_the_ratio_over_documents() -> None:
    gold, found = several(12)
    row = rostra.evaluate_statements(gold, found, n_boot=500, seed=3).where(measure="iou_80").frame.iloc[0]
    right = np.array([1 if k % 3 == 0 else 2 for k in range(12)])
    low, high = rostra.stats.bootstrap_ratio(2 * right, 2 + right, n_boot=500, seed=3)
    assert (row["low"], row["high"]) == (pytest.approx(float(low)), pytest.approx(float(high)))


def test_a_seed_gives_the_same_intervals_and_another_one_does_not() -> None:
    gold, found = several(12)
    one, same, other = (rostra.evaluate_statements(gold, found, n_boot=200, seed=s).frame for s in (1, 1, 2))
    assert_frame_equal(one, same)
    assert not one["low"].equals(other["low"])


def test_few_documents_give_no_interval_and_say_so() -> None:
    result = rostra.evaluate_statements(*several(7))
    assert result.frame[["low", "high", "precision_low", "recall_high"]].isna().all().all()
    assert result.where(measure="iou_80").frame["note"].iloc[0] == "fewer than 8 documents: no interval"
    assert result.about.endswith("No intervals: fewer than 8 documents.")


def test_where_all_are_right_or_wrong_there_is_no_interval() -> None:
    frame = rostra.evaluate_statements(*several(12)).where(measure="iou_80").frame
    assert frame["note"].tolist()[1] == "all right: no interval" and frame["low"].isna().tolist()[1]
    gold, _ = several(12)
    wrong = statements_of(*[[said(LUCK, "indirect")] for _ in range(12)])
    row = rostra.evaluate_statements(gold, wrong).where(measure="iou_80").frame.iloc[0]
    assert row["note"] == "all wrong: no interval" and pd.isna(row["low"]) and row["value"] == 0


# --- the same as an independent scorer ----------------------------------------------------------------

SCHEMES: dict[str, dict[str, Any]] = {
    "ggt": {},
    "polnear": {"pieces": "joined", "required": "speech"},
    "gum": {"pieces": "joined", "required": "speech"},
}


def view(statements: Statements, pieces: str) -> dict[str, list[dict[str, Any]]]:
    """The statements as the scorer reads them."""
    documents: dict[str, list[dict[str, Any]]] = {}
    groups: dict[str, dict[str, Any]] = {}
    for row in statements.quotations.astype(object).to_dict("records"):
        if row["act"] != "speech":
            continue
        plain = {name: None if pd.isna(value) else value for name, value in row.items()}
        span = [int(plain["start"]), int(plain["end"])]
        kind = "direct" if plain["kind"] == "speech" else plain["kind"]
        group = groups.get(plain["quotation_id"]) if pieces == "joined" else None
        if group is not None:
            group["spans"].append(span)
            group["end"] = max(group["end"], span[1])
            group["type"] = kind if group["type"] == kind else "mixed"
            continue
        record = {
            "start": span[0], "end": span[1], "spans": [span], "type": kind, "text": "",
            "speaker_text": plain["mention"] or "", "speaker_ref": plain["speaker"] or "",
            "speaker_start": plain["mention_start"], "speaker_end": plain["mention_end"],
        }  # fmt: skip
        groups[plain["quotation_id"]] = record
        documents.setdefault(plain["doc_id"], []).append(record)
    return documents


def scored(evaluation: Path, name: str, statements: Statements, tmp_path: Path) -> dict[str, Any]:
    """What the scorer beside the gold says of the statements."""
    folder = evaluation / "eval" / "quotes"
    scheme = SCHEMES[name]
    quotes = view(statements, scheme.get("pieces", "separate"))
    texts = dict(zip(statements.corpus.documents["doc_id"], statements.corpus.documents["text"], strict=True))
    lines = [
        json.dumps({"doc_id": doc_id, "text": text, "quotes": quotes.get(doc_id, [])}, default=int)
        for doc_id, text in texts.items()
    ]
    path = tmp_path / "system.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    neutral = ["--neutral", "speech"] if "required" in scheme else []
    command = [
        sys.executable,
        str(folder / "score.py"),
        str(folder / f"{name}.dev.jsonl"),
        str(path),
        "--json",
    ]
    done = subprocess.run([*command, *neutral], capture_output=True, text=True, encoding="utf-8", check=True)
    return dict(json.loads(done.stdout))


RENAMED = {"trim": "trimmed", "ggt30": "gender_gap_tracker_30", "ggt80": "gender_gap_tracker_80"} | {
    f"iou{t}": f"iou_{t}" for t in (50, 80)
}
ASKED = {  # the scorer's name -> measure, item
    "mention_overlap": ("speaker_mention", "all"),
    "head_match": ("speaker_head", "all"),
    "mention_when_pronoun": ("speaker_mention_by_form", "pronoun"),
    "mention_when_name": ("speaker_mention_by_form", "name"),
    "resolved": ("speaker_resolved", "all"),
    "resolved_when_pronoun": ("speaker_resolved_by_form", "pronoun"),
    "resolved_when_name": ("speaker_resolved_by_form", "name"),
    "resolved_when_floating": ("speaker_resolved_by_form", "floating"),
}


@pytest.mark.parametrize("name", SCHEMES)
def test_every_figure_is_that_of_the_scorer_beside_the_gold(
    name: str, evaluation: Path, tmp_path: Path
) -> None:
    path = evaluation / "eval" / "quotes" / f"{name}.dev.jsonl"
    statements = rostra.attribute(rostra.load_corpus(path))
    result = rostra.evaluate_statements(rostra.read_gold(path), statements, **SCHEMES[name], n_boot=0)
    expected = scored(evaluation, name, statements, tmp_path)
    rows = {
        (row["measure"], "all" if pd.isna(row["item"]) else row["item"]): row
        for row in result.frame.to_dict("records")
    }

    def percent(value: Any) -> float | None:
        return None if pd.isna(value) else round(100 * float(value), 1)

    def figures(row: dict[str, Any]) -> dict[str, Any]:
        # where there is nothing to divide by, the scorer says 0 and we say nothing
        shares = {"P": row["precision"], "R": row["recall"], "F1": row["value"]}
        counted = {"tp": row["right"], "fp": row["found"] - row["right"], "fn": row["gold"] - row["right"]}
        return {name: percent(value) or 0.0 for name, value in shares.items()} | counted

    compared = 0
    for rule, kinds in expected["spans"].items():
        for kind, figure in kinds.items():
            assert figures(rows[RENAMED.get(rule, rule), kind.replace("ALL", "all")]) == figure, (rule, kind)
            compared += 1
    assert figures(rows["characters", "all"]) == expected["chars"]
    attribution = expected["attribution"]
    assert figures(rows["span_and_speaker", "all"]) == attribution["end2end"]
    assert rows["speaker", "all"]["exposure"] == attribution["pairs"]
    for asked, row in ASKED.items():
        assert percent(rows[row]["value"]) == attribution[asked], asked
    for asked in ("mention", "resolved"):
        for kind, figure in attribution[f"{asked}_by_type"].items():
            assert percent(rows[f"speaker_{asked}", kind]["value"]) == figure, (asked, kind)
    assert compared == 24


# --- walking back -------------------------------------------------------------------------------------


def test_figures_open_to_their_lines() -> None:
    gold = [said(PAY, **RUIZ), said(CLOSED, "indirect"), said(NEVER, **HALE)]
    result = evaluated(
        gold, [said(PAY, speaker="Jan Hale"), said(CLOSED, "indirect"), said(LUCK, "indirect")]
    )
    assert result.kwic(measure="iou_80", item="direct", outcome="missed").lines["node"].tolist() == [NEVER]
    assert result.kwic(measure="iou_80", outcome="wrong").lines["node"].tolist() == [LUCK]
    assert result.kwic(measure="iou_80", outcome="right").lines["node"].tolist() == [PAY, CLOSED]
    lines = result.kwic(measure="speaker", outcome="wrong").lines
    assert lines[["node", "speaker", "gold_speaker", "statement_id"]].values.tolist() == [
        [PAY, "Jan Hale", "Ana Ruiz", "s00"]
    ]
    assert (result.kind, result.by) == ("accuracy", "corpus")
    assert result.where(measure="iou_80", item="direct").hits["outcome"].tolist() == ["right", "missed"]


def test_mistakes_are_listed_in_text_order_and_without_words() -> None:
    gold = [said(PAY, **RUIZ), said(CLOSED, "indirect"), said(NEVER, **HALE)]
    result = evaluated(gold, [said(PAY, speaker="Jan Hale"), said(LUCK, "indirect", confidence=0.4)])
    rows = list_mistakes(result)
    closed, never, luck = (TEXT.index(words) for words in (CLOSED, NEVER, LUCK))
    expected = [
        ["a", "wrong speaker", "direct", 0, 14, 0, 14, "by hand", None],
        ["a", "missed", "indirect", closed, closed + 23, None, None, None, None],
        ["a", "missed", "direct", never, never + 8, None, None, None, None],
        ["a", "wrong span", "indirect", None, None, luck, luck + 7, "by hand", 0.4],
    ]
    assert list(rows.columns) == [
        "doc_id", "mistake", "kind", "gold_start", "gold_end", "found_start", "found_end", "rule",
        "confidence",
    ]  # fmt: skip
    assert rows.astype(object).where(rows.notna(), None).values.tolist() == expected
    words = list_mistakes(result, texts=True)
    assert_frame_equal(words[list(rows.columns)], rows)
    assert words["gold_text"].fillna("").tolist() == [PAY, CLOSED, NEVER, ""]
    assert words["found_text"].fillna("").tolist() == [PAY, "", "", LUCK]
    assert words["speaker"].fillna("").tolist() == ["Jan Hale", "", "", ""]
    with pytest.raises(QueryError) as error:
        list_mistakes(rostra.reliability(*several(1)))
    assert str(error.value) == (
        "a result of kind 'reliability' lists no mistakes. Give what evaluate_statements returned."
    )


def test_a_result_can_be_saved_and_put_into_a_report(tmp_path: Path) -> None:
    gold, found = several(9)
    for result in (rostra.evaluate_statements(gold, found, n_boot=50), rostra.reliability(gold, found)):
        loaded = rostra.Result.load(result.save(tmp_path / "result.json"))
        assert_frame_equal(loaded.frame, result.frame)
        assert_frame_equal(loaded.hits, result.hits)
        page = rostra.report("How right it is", result).save(tmp_path / "page.html")
        assert "gold" in page.read_text(encoding="utf-8")


def test_what_is_compared_stays_as_it_was() -> None:
    gold, found = several(9)
    before = gold.frame.to_json(), found.frame.to_json()
    rostra.evaluate_statements(gold, found, pieces="joined", required="speech", n_boot=10)
    rostra.reliability(gold, found)
    assert (gold.frame.to_json(), found.frame.to_json()) == before


# --- reliability --------------------------------------------------------------------------------------


def test_stated_and_measured_are_compared_by_rule_and_by_tenth() -> None:
    gold = [
        said(PAY, **RUIZ),
        said(CLOSED, "indirect", speaker="Jan Hale"),
        said(NEVER),
        said(LUCK, cue_kind="other"),
    ]
    found = [
        said(PAY, rule="one", confidence=0.9, **RUIZ),
        said(CLOSED, "indirect", speaker="Ana Ruiz", rule="one", confidence=0.7),  # the wrong speaker
        said("he added", "indirect", rule="two", confidence=0.75),  # no quotation
        said(NEVER, rule="two", confidence=0.9),  # nobody knows who speaks
        said(LUCK, rule="two", confidence=0.9),  # neutral
        said("Ana Ruiz said", rule="two"),  # says not how sure it is
    ]
    result = rostra.reliability(rostra.read_gold([gold_of(*gold)]), statements_of(found), required="speech")
    frame = result.frame
    rows = frame[["measure", "item", "value", "hits", "exposure", "stated", "gap"]].astype(object)
    error = (1 * 0.1 + 2 * 0.725) / 3
    assert rows.where(rows.notna(), None).values.tolist() == [
        ["all", None, pytest.approx(1 / 3), 1, 3, pytest.approx(2.35 / 3), pytest.approx(1.35 / 3)],
        ["rule", "one", 0.5, 1, 2, pytest.approx(0.8), pytest.approx(0.3)],
        ["rule", "two", 0.0, 0, 1, 0.75, 0.75],
        ["confidence", "0.7 to 0.8", 0.0, 0, 2, pytest.approx(0.725), pytest.approx(0.725)],
        ["confidence", "0.9 to 1.0", 1.0, 1, 1, 0.9, pytest.approx(-0.1)],
        ["expected_calibration_error", None, pytest.approx(error), None, 3, None, None],
    ]
    low, high = rostra.stats.wilson_interval(1, 3)
    assert frame.loc[0, ["low", "high"]].tolist() == [pytest.approx(float(low)), pytest.approx(float(high))]
    assert result.about == (
        "Stated confidence against the share right (IoU at least .5, and speaker): 4 quotations of gold and "
        "6 found in 1 document, each piece by itself, attitudes left out; 1 of the gold is no speech and "
        "neutral. Left out: 1 statement over neutral gold, 1 statement with gold that names no speaker, 1 "
        "statement without a confidence. Intervals: 95%, Wilson."
    )
    assert result.kwic(measure="rule", item="one", outcome="wrong").lines["node"].tolist() == [CLOSED]
    for row in frame.iloc[1:-1].to_dict("records"):
        own = result.hits[(result.hits["measure"] == row["measure"]) & (result.hits["item"] == row["item"])]
        assert (own["weight"].sum(), len(own)) == (row["hits"], row["exposure"])


@pytest.mark.parametrize(
    ("confidence", "item"),
    [
        (0.0, "0.0 to 0.1"),
        (0.3, "0.3 to 0.4"),
        (0.7, "0.7 to 0.8"),
        (0.799, "0.7 to 0.8"),
        (1.0, "0.9 to 1.0"),
    ],
)
def test_a_tenth_holds_its_lower_edge(confidence: float, item: str) -> None:
    gold = rostra.read_gold([gold_of(said(PAY, **RUIZ))])
    frame = rostra.reliability(gold, statements_of([said(PAY, confidence=confidence)])).frame
    assert frame["item"].tolist()[2] == item


def test_where_nothing_was_found_reliability_is_undefined() -> None:
    frame = rostra.reliability(rostra.read_gold([gold_of(said(PAY))]), statements_of([])).frame
    assert frame["measure"].tolist() == ["all", "expected_calibration_error"]
    assert frame["value"].isna().all() and set(frame["note"]) == {"no statement to judge"}
