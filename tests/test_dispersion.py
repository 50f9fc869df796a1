"""Dispersion: published examples, plain loops as oracle, and what must not matter."""

from __future__ import annotations

import itertools
from math import log2
from random import Random

import numpy as np
import pandas as pd
import pytest
from arrays import tokens_of_lists
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import fingerprint, speeches, tokens_of

import rostra
from rostra.errors import QueryError
from rostra.measures.dispersion import DISTANCES, FORMULAS, disperse, distances, reduced_frequency, spread

# five parts of Gries 2008, figure 1: counts of the word a, and the sizes of the parts
COUNTS, SIZES = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]

counts_and_sizes = st.integers(2, 8).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 30), min_size=n, max_size=n).filter(any),
        st.lists(st.integers(1, 500), min_size=n, max_size=n),
    )
)
sentences = st.lists(st.sampled_from(["we", "will", "no", "war", "peace"]), min_size=1, max_size=12)
corpora = st.lists(sentences, min_size=2, max_size=6)
dates = st.sampled_from([None, "2024-01-01", "2024-02-01"])


@pytest.mark.parametrize(
    ("measure", "printed"),
    [
        ("range", 5), ("max_min", 4), ("deviation", 1.414), ("variation", 0.471), ("juilland_d", 0.785),
        ("juilland_d_counts", 0.764), ("carroll_d2", 0.938), ("rosengren_s", 0.95), ("dp", 0.18),
        ("dp_norm", 0.22), ("idf", 0),
    ],
)  # fmt: skip
def test_the_example_of_gries_2008(measure: str, printed: float) -> None:
    assert disperse(COUNTS, SIZES, measure=measure) == pytest.approx(
        printed, abs=0.0005 + 0.005 * (measure in ("rosengren_s", "dp_norm"))
    )


@pytest.mark.parametrize(
    ("measure", "printed"),
    [
        ("consistency", 0.937), ("carroll_um", 14.108), ("rosengren_kf", 14.053), ("lyne_d3", 0.944),
        ("kromer_ur", 8.7), ("engwall_fm", 15), ("juilland_u", 11.464),
    ],
)  # fmt: skip
def test_the_same_with_equal_parts(measure: str, printed: float) -> None:
    assert disperse(COUNTS, measure=measure) == pytest.approx(printed, abs=0.0006)


@settings(max_examples=200)
@given(counts_and_sizes)
def test_formulas_equal_plain_loops(table: tuple[list[int], list[int]]) -> None:
    v, w = table
    n, f, total = len(v), sum(v), sum(w)
    s = [size / total for size in w]
    rates = [count / size for count, size in zip(v, w, strict=True)]
    pairs = list(itertools.combinations(rates, 2))
    mean = sum(rates) / n
    dp = sum(abs(a / f - b) for a, b in zip(v, s, strict=True)) / 2
    kl = sum(a / f * log2(a / f / b) for a, b in zip(v, s, strict=True) if a)
    spread = (sum((r - mean) ** 2 for r in rates) / n) ** 0.5
    oracle = {
        "dp": dp,
        "dp_norm": dp / (1 - min(s)),
        "dp_egbert": dp / (1 - min(b for a, b in zip(v, s, strict=True) if a)),
        "da": 1 - sum(abs(a - b) for a, b in pairs) / len(pairs) / (2 * mean),
        "kl_divergence": kl,
        "dkl": 1 / (1 + kl),
        "juilland_d": 1 - spread / mean / (n - 1) ** 0.5,
        "rosengren_s": sum((a * b) ** 0.5 for a, b in zip(v, s, strict=True)) ** 2 / f,
        "range_share": sum(a > 0 for a in v) / n,
        "kromer_ur": sum(1 / k for a in v for k in range(1, a + 1)),
    }
    found = {name: float(disperse(v, w, measure=name)) for name in oracle}
    assert found == pytest.approx(oracle, abs=1e-9)


@pytest.mark.parametrize(
    "measure", [name for name, formula in FORMULAS.items() if "1 is even" in formula.unit]
)
def test_even_is_one(measure: str) -> None:
    assert disperse([4, 4, 4], [10, 10, 10], measure=measure) == pytest.approx(1)


@pytest.mark.parametrize(
    "measure", [name for name, formula in FORMULAS.items() if "0 is even" in formula.unit]
)
def test_even_is_zero(measure: str) -> None:
    assert disperse([4, 4, 4], [10, 10, 10], measure=measure) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("measure", FORMULAS)
def test_what_cannot_be_spread_has_no_value(measure: str) -> None:
    assert np.isnan(disperse([0, 0, 0], [10, 10, 10], measure=measure))
    assert np.isnan(disperse([5], [50], measure=measure)) == (measure != "range")


def test_many_words_are_computed_at_once_and_empty_parts_left_out() -> None:
    both = disperse([[1, 2, 0], [0, 3, 0]], [10, 20, 0], measure="dp")
    assert both.tolist() == [disperse([1, 2], [10, 20]), disperse([0, 3], [10, 20])]


# Distances ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", ["arf", "ald_frequency", "awt_frequency"])
def test_a_word_in_even_steps_keeps_its_frequency(measure: str) -> None:
    assert reduced_frequency(range(0, 100, 20), 100, measure=measure) == pytest.approx(5)


@settings(max_examples=200)
@given(st.sets(st.integers(0, 59), min_size=1))
def test_distances_equal_plain_loops(places: set[int]) -> None:
    size, found = 60, sorted(places)
    gaps = [b - a for a, b in zip(found, [*found[1:], found[0] + size], strict=True)]
    v = size / len(found)
    oracle = {
        "arf": sum(min(gap, v) for gap in gaps) / v,
        "awt": (1 + sum(gap**2 for gap in gaps) / size) / 2,
        "ald": sum(gap * np.log10(gap) for gap in gaps) / size,
    }
    assert {name: reduced_frequency(found, size, measure=name) for name in oracle} == pytest.approx(oracle)


def test_a_word_that_does_not_occur_has_no_reduced_frequency() -> None:
    assert np.isnan(reduced_frequency([], 10))


# Words of a corpus ----------------------------------------------------------------------------------------


def values(result: rostra.Result, measure: str = "dp") -> dict[str, float]:
    frame = result.frame[result.frame["measure"] == measure]
    return dict(zip(frame["item"], frame["value"].astype(float), strict=True))


def test_each_word_is_computed_from_its_counts_in_the_documents() -> None:
    tokens = speeches(A=["war war peace", "peace", "war peace now we"])
    result = rostra.dispersion(tokens, measures=["dp", "range", "arf"], min_count=2)
    assert values(result) == pytest.approx(
        {"peace": float(disperse([1, 1, 1], [3, 1, 4])), "war": float(disperse([2, 0, 1], [3, 1, 4]))}
    )
    assert values(result, "range") == {"peace": 3, "war": 2}
    assert values(result, "arf")["war"] == pytest.approx(reduced_frequency([0, 1, 4], 8))
    assert result.frame["parts"].unique().tolist() == [3]
    assert result.about == (
        "Dispersion of words over the values of 'doc_id', 8 words in all (Gries 2008). Not listed: 2 words "
        "with fewer than 2 occurrences."
    )


def test_groups_have_their_own_parts() -> None:
    tokens = speeches(A=["war peace", "war"], B=["war", "no", "no"])
    frame = rostra.dispersion(tokens, "war", by="who", measures="range").frame
    assert frame[["who", "value", "hits", "exposure", "parts"]].values.tolist() == [
        ["A", 2, 2, 3, 2],
        ["B", 1, 1, 3, 3],
    ]


def test_parts_may_be_of_equal_size() -> None:
    tokens = speeches(A=["war no war no no no no no"])
    frame = rostra.dispersion(tokens, "war", parts=4, measures="range").frame
    assert frame[["value", "parts"]].values.tolist() == [[2, 4]]


def test_a_word_that_does_not_occur_is_said_to() -> None:
    tokens = speeches(A=["war", "war"])
    frame = rostra.dispersion(tokens, ["War", "peace"], measures="dp").frame
    assert frame["item"].tolist() == ["war", "peace"]
    assert frame["note"].tolist() == ["", "does not occur"]
    assert frame["value"].isna().tolist() == [False, True]


def test_one_document_is_no_spread() -> None:
    frame = rostra.dispersion(speeches(A=["war war"]), "war", measures=["dp", "range"]).frame
    assert frame["value"].isna().tolist() == [True, False]
    assert frame["note"].unique().tolist() == ["only one part: nothing to compare"]


def test_every_number_opens_to_its_lines() -> None:
    result = rostra.dispersion(speeches(A=["No war.", "War, war."]), ["war"], measures="dp")
    assert result.kwic(item="war").lines["node"].tolist() == ["war", "War", "war"]


@settings(max_examples=200)
@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_documents_is_irrelevant(texts: list[list[str]], random: Random) -> None:
    shuffled = list(texts)
    random.shuffle(shuffled)
    first, second = (
        rostra.dispersion(tokens_of_lists(own), measures=list(FORMULAS), min_count=1)
        for own in (texts, shuffled)
    )
    one, two = (
        result.frame.pivot(index="item", columns="measure", values="value").astype(float)
        for result in (first, second)
    )
    assert one.loc[two.index].to_numpy() == pytest.approx(two.to_numpy(), nan_ok=True)


@settings(max_examples=200)
@given(corpora)
def test_a_corpus_doubled_is_spread_as_it_was(texts: list[list[str]]) -> None:
    names = ["dp", "kl_divergence", "rosengren_s", "range_share"]
    once, twice = (
        rostra.dispersion(tokens_of_lists(own), measures=names, min_count=1) for own in (texts, texts * 2)
    )
    for name in names:
        assert values(once, name) == pytest.approx(values(twice, name), abs=1e-9)


said = st.lists(
    st.tuples(
        st.sampled_from("AB"), st.lists(st.sampled_from(["war", "peace", "no"]), min_size=1, max_size=5)
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(said, min_size=2, max_size=6),
    st.sampled_from([None, "actor", "when"]),
    st.sampled_from(["doc_id", "when"]),
)
def test_counts_of_documents_say_what_words_say_one_by_one(
    texts: list[list[tuple[str, list[str]]]], by: str | None, parts: str
) -> None:
    marked = (" and ".join(f"[[{who}|direct|{' '.join(own)}]]" for who, own in text) for text in texts)
    tokens = tokens_of(*marked, when=[[2013, 2014, None][i % 3] for i in range(len(texts))])
    found = []
    for whole in (True, False):
        with pytest.MonkeyPatch.context() as patch:
            if not whole:
                patch.setattr(spread, "whole_documents", lambda tokens, counted: False)
                patch.setattr(distances, "_STRETCH", 2)
            names = [*FORMULAS, *DISTANCES]
            found.append(rostra.dispersion(tokens, by=by, parts=parts, measures=names, min_count=1))
    assert found[0].about == found[1].about
    pd.testing.assert_frame_equal(found[0].frame, found[1].frame, check_dtype=False)
    pd.testing.assert_frame_equal(found[0].hits, found[1].hits)


def test_nothing_is_changed() -> None:
    tokens = tokens_of("We go. They say [[A|direct|no deal now]] again.", "[[A|direct|no]] deal")
    before = fingerprint(tokens)
    rostra.dispersion(tokens, by="actor", measures=[*FORMULAS, *DISTANCES], min_count=1, lemma=True)
    assert fingerprint(tokens) == before


def test_no_words_make_an_empty_table() -> None:
    frame = rostra.dispersion(speeches(A=["…"])).frame
    assert frame.empty
    assert frame.columns[:3].tolist() == ["corpus", "measure", "item"]


def test_unknown_measures_and_parts_are_refused() -> None:
    tokens = speeches(A=["war"])
    with pytest.raises(QueryError) as error:
        rostra.dispersion(tokens, measures="dp_nrom")
    assert str(error.value).startswith(
        "no measure of dispersion named 'dp_nrom'. Did you mean 'dp_norm'? Known: range, "
    )
    with pytest.raises(QueryError) as error:
        rostra.dispersion(tokens, parts=1)
    assert str(error.value) == "parts is 1. Give a number from 2, or a column: parts='doc_id'."


# Occurrences ----------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("AB"), dates, sentences), min_size=1, max_size=6))
def test_positions_are_those_of_reading_each_group_by_date(
    rows: list[tuple[str, str | None, list[str]]],
) -> None:
    documents = [
        {"doc_id": f"d{i}", "who": who, "date": date, "text": " ".join(text)}
        for i, (who, date, text) in enumerate(rows)
    ]
    found = rostra.occurrences(rostra.tokenize(rostra.load_corpus(documents)), "w*", by="who")
    expected, cells = set(), set()
    for who in "AB":
        own = sorted((row for row in documents if row["who"] == who), key=lambda row: row["date"] or "9")
        said = 0
        for row in own:
            words = str(row["text"]).split()
            cells.add((who, row["doc_id"], said, len(words), sum(word[0] == "w" for word in words)))
            expected |= {(who, row["doc_id"], said + i) for i, word in enumerate(words) if word[0] == "w"}
            said += len(words)
    hits = found.hits[["who", "doc_id", "position"]]
    assert set(hits.itertuples(index=False, name=None)) == expected
    frame = found.frame[["who", "doc_id", "begins", "exposure", "hits"]]
    assert set(frame.itertuples(index=False, name=None)) == cells
    assert found.frame["value"].tolist() == pytest.approx(
        (1000 * found.frame["hits"] / found.frame["exposure"]).tolist()
    )


def test_each_place_found_slices_to_its_words() -> None:
    corpus = rostra.load_corpus(
        [{"doc_id": "a", "who": "A", "text": "We will not. They said no war, no peace."}]
    )
    found = rostra.occurrences(rostra.tokenize(corpus), ["will not", "no *"], by="who")
    assert found.kwic().lines["node"].tolist() == ["will not", "no war", "no peace"]
    assert found.hits["position"].tolist() == [1, 5, 7]
    assert found.about == "3 places of 'will not, no *' in the words of each who, in the order of date."


def test_places_of_nobody_are_counted() -> None:
    words = rostra.tokenize(rostra.attribute(rostra.load_corpus([{"text": "It rained and rained."}])))
    found = rostra.occurrences(words, "rained")
    assert len(found.frame) == len(found.hits) == 0
    assert found.about.endswith("2 places without a known actor left out.")
