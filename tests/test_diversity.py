"""Diversity: hand arithmetic, plain loops and full enumeration as oracles, and what must not matter."""

from __future__ import annotations

import itertools
from collections import Counter
from math import log, log10, sqrt
from random import Random

import numpy as np
import pytest
from arrays import tokens_of_lists
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import fingerprint, speeches, tokens_of

import rostra
from rostra.errors import QueryError
from rostra.measures.diversity import (
    FORMULAS,
    SEQUENCES,
    compiled_steps,
    diversify,
    drawn_ttr,
    drawn_types,
    follow,
    hdd,
    sequences,
    vocd,
)
from rostra.measures.diversity import steps as plain_steps
from rostra.measures.diversity.sequences import walk

# ten words, eight different ones: three times a, then b to h
TEN = [3, 1, 1, 1, 1, 1, 1, 1]
words = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=60)
corpora = st.lists(words, min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("measure", "by_hand"),
    [
        ("ttr", 8 / 10), ("root_ttr", 8 / sqrt(10)), ("corrected_ttr", 8 / sqrt(20)),
        ("herdan_c", log(8) / log(10)), ("dugast_u", 1 / (1 - log10(8))),
        ("dugast_u_natural", log(10) ** 2 / (log(10) - log(8))), ("maas_a_squared", 1 - log10(8)),
        ("maas_a", sqrt(1 - log10(8))), ("maas_a_squared_natural", (log(10) - log(8)) / log(10) ** 2),
        ("summer_s_natural", log(log(8)) / log(log(10))), ("maas_v0", log10(8) / sqrt(1 - log10(8) ** 2)),
        ("yule_k", 1e4 * (16 - 10) / 100), ("yule_i", 64 / (16 - 8)), ("yule_index", 100 / 6),
        ("simpson_d", 3 * 2 / (10 * 9)), ("gini_simpson", 1 - 6 / 90), ("repeat_rate", 0.16),
        ("herdan_vm", sqrt(0.16 - 1 / 8)), ("hapax_share", 7 / 10), ("hapax_share_types", 7 / 8),
        ("honore_r", 100 * log(10) / (1 - 7 / 8)), ("sichel_s", 0), ("brunet_w", 10 ** (8**-0.172)),
        ("entropy", -(0.3 * np.log2(0.3) + 0.7 * np.log2(0.1))),
    ],
)  # fmt: skip
def test_indices_of_ten_words_by_hand(measure: str, by_hand: float) -> None:
    assert diversify(TEN, measure=measure) == pytest.approx(by_hand)


def test_fisher_alpha_solves_its_equation() -> None:
    counts = [9, 5, 3, 2, 2, 1, 1, 1]
    alpha = diversify(counts, measure="fisher_alpha")
    assert alpha * log(1 + sum(counts) / alpha) == pytest.approx(len(counts))


@pytest.mark.parametrize("measure", FORMULAS)
def test_no_words_have_no_diversity(measure: str) -> None:
    assert np.isnan(diversify([], measure=measure))


@pytest.mark.parametrize(
    "measure", ["dugast_u", "yule_i", "yule_index", "honore_r", "maas_v0", "michea_m", "vocd_d"]
)
def test_a_division_by_zero_has_no_value(measure: str) -> None:
    assert np.isnan(diversify([1] * 60, measure=measure))


@settings(max_examples=200)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=5), st.integers(1, 4))
def test_the_expected_ratio_is_that_of_all_handfuls(counts: list[int], draws: int) -> None:
    text = [i for i, count in enumerate(counts) for _ in range(count)]
    if len(text) < draws:
        assert np.isnan(drawn_ttr(counts, draws))
        return
    handfuls = [len(set(handful)) / draws for handful in itertools.combinations(text, draws)]
    assert drawn_ttr(counts, draws) == pytest.approx(sum(handfuls) / len(handfuls))


def test_hdd_of_fewer_words_than_are_drawn_has_no_value() -> None:
    assert np.isnan(hdd([1] * 41))
    assert hdd([1] * 42) == pytest.approx(1)


def test_vocd_finds_the_curve_that_made_the_text() -> None:
    counts = [8, 6, 5, 4, 3, 3, 2, 2, *[1] * 40]
    d = vocd(counts)
    sizes = np.arange(35, 51)
    curve = d / sizes * (np.sqrt(1 + 2 * sizes / d) - 1)
    assert curve == pytest.approx([drawn_ttr(counts, int(n)) for n in sizes], abs=0.01)

    # no other parameter fits better
    def misfit(x: float) -> float:
        return sum((x / n * (sqrt(1 + 2 * n / x) - 1) - drawn_ttr(counts, int(n))) ** 2 for n in sizes)

    assert misfit(d) <= min(misfit(d * 1.001), misfit(d * 0.999))


# Along the text -------------------------------------------------------------------------------------------


def factors(text: list[str], *, least: int = 1, at_most: bool = False) -> float:
    """Factors of a text, as McCarthy & Jarvis describe them."""
    found, own = 0.0, []
    for word in text:
        own.append(word)
        ratio = len(set(own)) / len(own)
        if (ratio < 0.72 or (at_most and ratio == 0.72)) and len(own) >= least:
            found, own = found + 1, []
    return found + ((1 - len(set(own)) / len(own)) / 0.28 if own else 0)


def begun(text: list[str], least: int = 1) -> list[int]:
    """The length of the factor begun at each word, 0 where the text ends first."""
    lengths = []
    for i in range(len(text)):
        ends = (n for n in range(least, len(text) - i + 1) if len(set(text[i : i + n])) / n < 0.72)
        lengths.append(next(ends, 0))
    return lengths


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else float("nan")


@settings(max_examples=200)
@given(words)
def test_walks_equal_plain_loops(text: list[str]) -> None:
    n = len(text)
    windows = [len(set(text[i : i + 7])) / 7 for i in range(n - 6)]
    whole = [len(set(text[i : i + 7])) / 7 for i in range(0, n - 6, 7)]
    rest = [text[n - n % 7 :]] if n % 7 and whole else []
    both = [text, text[::-1]]
    complete = list(itertools.takewhile(bool, begun(text)))
    ring = [length for length in begun(text * 2, 10)[:n] if 0 < length <= n]
    oracle = {
        "mattr": mean(windows),
        "msttr": mean(whole),
        "msttr_keep": mean(whole + [len(set(own)) / len(own) for own in rest]),
        "mtld": mean([n / f if (f := factors(own)) else float("nan") for own in both]),
        "mtld_at_most": mean([n / f if (f := factors(own, at_most=True)) else float("nan") for own in both]),
        "mtld_minimum": mean([n / f if (f := factors(own, least=10)) else float("nan") for own in both]),
        "mtld_ma": mean([length for length in complete if length >= 10]),
        "mtld_ma_bidirectional": mean([length for own in both for length in begun(own, 10) if length]),
        "mtld_ma_wrap": mean(ring),
    }
    assert set(oracle) == set(SEQUENCES)
    found = {name: follow(text, measure=name, window=7, segment=7) for name in oracle}
    assert found == pytest.approx(oracle, nan_ok=True)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.integers(0, 30), max_size=120),
    st.sampled_from([0.5, 0.72, 0.75, 0.9]),
    st.sampled_from(["mtld", *SEQUENCES]),
)
def test_compiled_steps_are_the_plain_ones_to_the_last_digit(
    text: list[int], threshold: float, measure: str
) -> None:
    ids, asked = np.array(text, dtype=np.int64), {"window": 7, "segment": 7, "threshold": threshold}
    found = [walk(ids, measure, **asked, steps=steps) for steps in (plain_steps, compiled_steps)]  # type: ignore[arg-type]
    assert found[0] == found[1]


def test_a_text_without_repetition_has_no_factor() -> None:
    assert np.isnan(follow(["a", "b", "c"], measure="mtld"))


# Words of a corpus ----------------------------------------------------------------------------------------


def values(result: rostra.Result) -> dict[str, float]:
    return dict(zip(result.frame["measure"], result.frame["value"].astype(float), strict=True))


LONG = (
    "we will not go to war and we will not ask for war but we will answer it where it comes and when it comes"
)


def test_one_document_has_the_published_values() -> None:
    tokens = speeches(A=[LONG])
    names = [*FORMULAS, *SEQUENCES]
    found = values(rostra.diversity(tokens, measures=names, window=10, segment=10))
    text = LONG.split()
    counts = list(Counter(text).values())
    oracle = {name: diversify(counts, measure=name) for name in FORMULAS}
    oracle |= {name: follow(text, measure=name, window=10, segment=10) for name in SEQUENCES}
    assert found == pytest.approx(oracle, nan_ok=True)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from("AB"),
                st.lists(st.sampled_from(["the", "war", "peace", "now"]), min_size=1, max_size=6),
            ),
            max_size=4,
        ),
        min_size=1,
        max_size=10,
    ),
    st.booleans(),
    st.booleans(),
)
def test_what_each_says_in_each_document_is_a_text(
    texts: list[list[tuple[str, list[str]]]], stop_words: bool, large: bool
) -> None:
    tokens = tokens_of(
        *(" and ".join(f"[[{who}|direct|{' '.join(own)}]]" for who, own in text) + "." for text in texts)
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sequences, "MANY", 0 if large else 10**9)
        frame = rostra.diversity(
            tokens, by="actor", measures=["ttr", "mattr", "mtld"], window=3, stop_words=stop_words, n_boot=9
        ).frame
    for who in "AB":
        said = [[word for name, own in text if name == who for word in own] for text in texts]
        own = [[word for word in text if stop_words or word not in ("the", "now")] for text in said]
        rows = frame[frame["actor"] == who].set_index("measure")
        if not any(said):
            assert rows.empty
            continue
        everything = [word for text in own for word in text]
        windows = [len(set(text[i : i + 3])) / 3 for text in own for i in range(len(text) - 2)]
        both = [(sum(map(len, own)), sum(factors(text[::way]) for text in own)) for way in (1, -1)]
        assert rows["value"].astype(float).to_dict() == pytest.approx(
            {
                "ttr": len(set(everything)) / len(everything) if everything else np.nan,
                "mattr": mean(windows),
                "mtld": mean([n / f if f else np.nan for n, f in both]),
            },
            nan_ok=True,
        )
        assert rows.loc["ttr", ["exposure", "types"]].tolist() == [len(everything), len(set(everything))]
        assert rows.loc["ttr", "documents"] == sum(map(bool, own))


def test_a_row_says_what_it_is_computed_on_and_what_it_depends_on() -> None:
    frame = rostra.diversity(
        speeches(A=["war and war"], B=[LONG]), by="who", measures=["ttr", "mattr"], window=10
    ).frame
    short = "fewer than 100 words; fewer than 8 documents: no interval"
    shown = frame[["who", "measure", "hits", "exposure", "documents", "types", "note"]]
    assert shown.astype(object).where(shown.notna(), None).values.tolist() == [
        ["B", "ttr", None, 25, 1, 15, f"depends on length; {short}"],
        ["B", "mattr", None, 25, 1, 15, short],
        ["A", "ttr", None, 3, 1, 2, f"depends on length; {short}"],
        ["A", "mattr", None, 0, 0, 2, f"1 document too short; {short}"],
    ]  # fmt: skip
    assert frame["value"].isna().tolist() == [False, False, False, True]


def test_intervals_come_from_eight_documents_and_hold_the_value() -> None:
    start = LONG.split()
    texts = [f"{' '.join(start[i:])} {' '.join('abcdefgh'[: 8 - i])} and {i} wars" for i in range(8)]
    result = rostra.diversity(
        speeches(A=texts), measures=["ttr", "yule_k", "hdd", "mattr", "mtld"], window=20, n_boot=200
    )
    frame = result.frame
    assert (frame["low"] < frame["value"]).all() and (frame["value"] < frame["high"]).all()
    assert result.about == (
        "Diversity of the vocabulary of 232 words. Along each document: windows of 20 and segments of 50 "
        "words, factors down to a type-token ratio of 0.72. Intervals: 95%, by leaving out documents, and "
        "for the measures along the text by 200 resamples of documents, seed 0."
    )
    none = rostra.diversity(speeches(A=texts), measures="ttr", n_boot=0).frame
    assert none["low"].isna().all() and none["note"].tolist() == ["depends on length"]


def test_the_evidence_is_the_text_that_was_measured() -> None:
    result = rostra.diversity(
        tokens_of("He said [[A|direct|no deal]] and [[A|direct|no war]].", "[[A|direct|Yes.]]"), by="actor"
    )
    assert result.hits["weight"].tolist() == [2, 2, 1]
    assert result.kwic(actor="A").lines["node"].tolist() == ["no deal", "no war", "Yes"]


@settings(max_examples=200)
@given(corpora, st.randoms(use_true_random=False))
def test_order_and_doubling_of_documents(texts: list[list[str]], random: Random) -> None:
    shuffled = list(texts)
    random.shuffle(shuffled)
    names = ["ttr", "yule_k", "hapax_share", "repeat_rate", "entropy", *SEQUENCES]
    first, second, twice = (
        values(rostra.diversity(tokens_of_lists(own), measures=names, window=5, segment=5, n_boot=0))
        for own in (texts, shuffled, texts * 2)
    )
    assert first == pytest.approx(second, nan_ok=True)
    # walking along each text, nothing is new; nor in the shares of words
    stable = ["repeat_rate", "entropy", *SEQUENCES]
    assert {n: first[n] for n in stable} == pytest.approx({n: twice[n] for n in stable}, nan_ok=True)


def test_what_counts_as_one_word_can_be_chosen() -> None:
    tokens = speeches(A=["Threats threaten. A threat threatened."])
    found = [
        float(rostra.diversity(tokens, measures="ttr", **options).frame["value"].iloc[0])  # type: ignore[arg-type]
        for options in ({}, {"lemma": True}, {"stem": True}, {"stop_words": False})
    ]
    assert found == pytest.approx([1, 3 / 5, 3 / 5, 1])


def test_nothing_is_changed() -> None:
    tokens = tokens_of("We go. They say [[A|direct|no deal now]] again.")
    before = fingerprint(tokens)
    rostra.diversity(tokens, by="actor", measures=[*FORMULAS, *SEQUENCES], lemma=True)
    assert fingerprint(tokens) == before


def test_no_words_make_an_empty_table() -> None:
    assert rostra.diversity(speeches(A=["…"]), by="who").frame.empty


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"window": 0}, "window is 0 and segment 50. Give numbers of words from 1."),
        ({"threshold": 1}, "threshold is 1. Give a type-token ratio between 0 and 1, such as 0.72."),
        (
            {"lemma": True, "stem": True},
            "words are counted under their lemma or under their stem, not both. Leave one out.",
        ),
        ({"case": True, "stem": True}, "a lemma and a stem know no case. Leave out case, or the stem."),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(options: dict[str, object], said: str) -> None:
    with pytest.raises(QueryError) as error:
        rostra.diversity(speeches(A=["war"]), **options)  # type: ignore[arg-type]
    assert str(error.value) == said


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(QueryError) as error:
        rostra.diversity(speeches(A=["war"]), measures="mtdl")
    assert str(error.value).startswith(
        "no measure of diversity named 'mtdl'. Did you mean 'mtld'? Known: ttr, "
    )


# Growth ---------------------------------------------------------------------------------------------------


@settings(max_examples=200)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=3))
def test_different_words_expected_are_the_mean_over_all_handfuls(counts: list[int]) -> None:
    text = [word for word, n in enumerate(counts) for _ in range(n)]
    found = drawn_types(counts, range(1, len(text) + 1))
    for size, value in enumerate(found, start=1):
        handfuls = list(itertools.combinations(text, size))
        assert value == pytest.approx(sum(len(set(one)) for one in handfuls) / len(handfuls))


def test_nothing_is_expected_of_more_words_than_there_are() -> None:
    assert np.isnan(drawn_types([2, 1], [0, 4])).all()
    assert np.isnan(drawn_types([], [1])).all()


def test_a_curve_ends_with_all_words_of_its_group_and_shares_the_steps_before() -> None:
    rows = [{"who": "A", "text": "war peace " * 30}, {"who": "B", "text": "war and peace and law " * 20}]
    frame = rostra.vocabulary_growth(rostra.tokenize(rostra.load_corpus(rows)), by="who", points=10).frame
    drawn = {who: rows["drawn"].tolist() for who, rows in frame.groupby("who", sort=False)}
    assert drawn == {"B": [*range(10, 101, 10)], "A": [*range(10, 61, 10)]}
    last = frame.groupby("who").last()
    assert last["value"].tolist() == pytest.approx([2, 4])
    assert last["types"].tolist() == [2, 4]
    assert set(frame["note"]) == {"fewer than 8 documents: no interval"}


def test_the_limits_of_a_curve_leave_each_document_out_and_end_where_it_is_missed() -> None:
    random = Random(5)
    texts = [[random.choice("abcdefghijklmnop") for _ in range(20 + i)] for i in range(9)]
    frame = rostra.vocabulary_growth(tokens_of_lists(texts), points=20).frame.set_index("drawn")
    everything = [word for text in texts for word in text]
    n = 60
    left = [
        drawn_types(list(Counter(w for t in texts if t is not out for w in t).values()), [n])[0]
        for out in texts
    ]
    spread = sqrt(8 / 9 * sum((value - sum(left) / 9) ** 2 for value in left))
    assert frame.loc[n, "high"] - frame.loc[n, "value"] == pytest.approx(2.306004 * spread)
    most = len(everything) - max(map(len, texts))  # words left without the longest
    assert frame["low"].notna().tolist() == [n <= most for n in frame.index]


def test_the_order_of_documents_does_not_change_a_curve() -> None:
    texts = [list("abca"), list("bdd"), list("eaf"), *[list("agh")] * 7]
    one, other = (rostra.vocabulary_growth(tokens_of_lists(rows)).frame for rows in (texts, texts[::-1]))
    assert one["value"].tolist() == pytest.approx(other["value"].tolist())
    assert one["low"].dropna().tolist() == pytest.approx(other["low"].dropna().tolist())


def test_a_curve_of_one_point_cannot_be_asked_for() -> None:
    with pytest.raises(QueryError) as error:
        rostra.vocabulary_growth(tokens_of("No war."), points=1)
    assert str(error.value) == "points is 1. Give a number from 2."
