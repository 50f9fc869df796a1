"""Keyness: counts by hand, statistics by scipy, signs that turn with the sides."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from marked import fingerprint, speeches, tokens_of
from numpy.testing import assert_allclose
from scipy import stats as scipy_stats

import rostra
from rostra import stats
from rostra.errors import QueryError
from rostra.measures.keyness.statistics import METHODS, Statistic

talk = st.lists(
    st.sampled_from(["we", "will", "respond", "to", "war", "and", "peace"]), min_size=1, max_size=12
).map(" ".join)


@settings(max_examples=200)
@given(st.lists(talk, min_size=1, max_size=4), st.lists(talk, min_size=1, max_size=4))
def test_every_number_can_be_had_by_other_means(target: list[str], reference: list[str]) -> None:
    frame = rostra.keyness(speeches(A=target, B=reference), by="who", target="A", min_count=1).frame
    a, b = (Counter(" ".join(texts).split()) for texts in (target, reference))
    n1, n2 = a.total(), b.total()
    assert set(frame["item"]) == a.keys() | b.keys()
    for row in frame.to_dict("records"):
        x, y = a[row["item"]], b[row["item"]]
        assert (row["target_hits"], row["reference_hits"]) == (x, y)
        assert (row["target_exposure"], row["reference_exposure"]) == (n1, n2)
        assert row["value"] == pytest.approx(np.log2(((x or 0.5) / n1) / ((y or 0.5) / n2)))
        expected = np.array([n1, n2]) * (x + y) / (n1 + n2)
        g2 = scipy_stats.power_divergence([x, y], expected, lambda_="log-likelihood").statistic
        assert row["log_likelihood"] == pytest.approx(max(g2, 0), abs=1e-9)
        assert row["target_documents"] == sum(row["item"] in text.split() for text in target)
        assert row["reference_documents"] == sum(row["item"] in text.split() for text in reference)
    assert_allclose(frame["p"], scipy_stats.chi2.sf(frame["log_likelihood"], 1))
    assert_allclose(frame["p_adjusted"], scipy_stats.false_discovery_control(frame["p"]))


DIRECTED = (
    "log_ratio", "conservative_log_ratio", "log_odds", "log_likelihood", "log_likelihood_four_cells",
    "log_likelihood_williams", "chi_squared", "chi_squared_yates", "effect_of_log_likelihood", "welch",
    "mann_whitney", "permutation",
)  # fmt: skip
documents = st.lists(talk, min_size=1, max_size=4)


def numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """The numbers of a table by word, in alphabetical order."""
    return frame.set_index("item").sort_index()


@settings(max_examples=200)
@given(documents, documents, st.sampled_from(DIRECTED))
def test_swapping_the_sides_turns_the_sign(first: list[str], second: list[str], statistic: Any) -> None:
    tokens = speeches(A=first, B=second)
    options = {"by": "who", "statistic": statistic, "min_count": 1, "n_permutations": 50}
    there = numbers(rostra.keyness(tokens, target="A", **options).frame)
    back = numbers(rostra.keyness(tokens, target="B", **options).frame)
    assert there.index.equals(back.index)
    assert_allclose(there["value"].astype(float), -back["value"].astype(float), atol=1e-8)
    assert_allclose(there["log_likelihood"], back["log_likelihood"], atol=1e-9)


@settings(max_examples=200)
@given(documents, documents, st.randoms(use_true_random=False))
def test_the_order_of_documents_is_irrelevant(first: list[str], second: list[str], random: Any) -> None:
    rows = [("A", text) for text in first] + [("B", text) for text in second]
    shuffled = random.sample(rows, len(rows))
    tables = []
    for order in (rows, shuffled):
        corpus = rostra.load_corpus([{"who": who, "text": text} for who, text in order])
        frame = rostra.keyness(rostra.tokenize(corpus), by="who", min_count=1).frame
        tables.append(frame.sort_values("who", kind="stable").reset_index(drop=True))
    pd.testing.assert_frame_equal(*tables)


@settings(max_examples=200)
@given(documents, documents, st.sampled_from(["log_ratio", "rate_ratio", "odds_ratio", "simple_maths"]))
def test_a_corpus_doubled_keeps_its_ratios_and_doubles_its_evidence(
    first: list[str], second: list[str], statistic: Any
) -> None:
    options = {"by": "who", "target": "A", "statistic": statistic}
    once = numbers(rostra.keyness(speeches(A=first, B=second), min_count=1, **options).frame)
    doubled = speeches(B=second * 2, A=first * 2)
    twice = numbers(rostra.keyness(doubled, min_count=2, **options).frame)
    assert once.index.equals(twice.index)
    both = once["target_hits"].gt(0) & once["reference_hits"].gt(0)
    assert_allclose(once["value"][both].astype(float), twice["value"][both].astype(float))
    assert_allclose(2 * once["log_likelihood"], twice["log_likelihood"], atol=1e-9)


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(*(st.lists(st.sampled_from(["war", "peace", "and"]), max_size=5) for _ in range(3))),
        min_size=8,
        max_size=14,
    ),
    st.sampled_from([1, 3, 10**6]),
)
def test_the_interval_is_that_of_whole_tables_however_documents_are_shared(
    texts: list[tuple[list[str], list[str], list[str]]], stretch: int
) -> None:
    marked = [
        " ".join(f"[[{who}|speech|{' '.join(own)}]]" for who, own in zip("ABC", parts, strict=True) if own)
        or "."
        for parts in texts
    ]
    tokens = tokens_of(*marked)
    spoken = [{who: Counter(own) for who, own in zip("ABC", parts, strict=True)} for parts in texts]
    assume(all(any(text[who] for text in spoken) for who in "AB"))
    for reference, others in ((None, "BC"), ("B", "B"), (["B", "C"], "BC")):
        if reference == ["B", "C"] and not any(text["C"] for text in spoken):
            continue
        with pytest.MonkeyPatch.context() as patch:  # a target larger than memory is looked at in stretches
            patch.setattr("rostra.index.sides._STRETCH", stretch)
            patch.setattr("rostra.index.cells._STRETCH", stretch)
            frame = rostra.keyness(tokens, by="actor", target="A", reference=reference, min_count=1).frame
        for row in frame.to_dict("records"):
            word = row["item"]
            here = [[text["A"][word], text["A"].total()] for text in spoken]
            there = [
                [sum(text[who][word] for who in others), sum(text[who].total() for who in others)]
                for text in spoken
            ]
            oracle = stats.log_ratio_by_document(*np.array(here).T, *np.array(there).T)
            found = [row["value"], row["low"], row["high"]]
            assert_allclose([np.nan if pd.isna(part) else part for part in found], oracle, atol=1e-7)
            assert row["reference_documents"] == sum(count > 0 for count, _ in there)


def test_a_word_that_the_target_never_says_is_a_finding() -> None:
    frame = rostra.keyness(speeches(A=["war " * 6], B=["peace " * 6]), by="who", target="A").frame.set_index(
        "item"
    )
    assert frame.loc["peace", "value"] < 0
    assert frame.loc["peace", "note"].startswith("not in the target; ")
    assert frame.loc["war", "note"].startswith("not in the reference; ")


def test_without_a_reference_all_others_with_a_name_are_it() -> None:
    tokens = tokens_of("[[A|speech|war war]] [[B|speech|no war]] [[C|speech|no]] and war of nobody")
    row = rostra.keyness(tokens, by="actor", target="A", min_count=1).frame.set_index("item").loc["war"]
    assert (row["target_hits"], row["reference_hits"], row["reference_exposure"]) == (2, 1, 3)
    assert (row["target"], row["reference"]) == ("A", "all others")
    against = rostra.keyness(tokens, by="actor", target="A", reference="C", min_count=1).frame
    assert set(against["reference_exposure"]) == {1}
    assert set(against["reference"]) == {"C"}


def test_intervals_need_eight_documents_on_each_side() -> None:
    texts = ["war and peace"] * 4 + ["war and war"] * 4
    enough = rostra.keyness(speeches(A=texts, B=texts), by="who", target="A")
    assert enough.frame["low"].notna().all()
    assert (enough.frame["low"] <= 0).all()
    assert set(enough.frame["note"]) == {""}
    few = rostra.keyness(speeches(A=texts, B=texts[:7]), by="who", target="A")
    assert few.frame["low"].isna().all()
    assert set(few.frame["note"]) == {"fewer than 8 documents: no interval"}
    assert "No intervals: fewer than 8 documents on a side." in few.about


def test_the_strongest_evidence_comes_first() -> None:
    frame = rostra.keyness(
        speeches(A=["war " * 9 + "and"], B=["and peace " * 5]), by="who", target="A", min_count=1
    ).frame
    assert frame["log_likelihood"].is_monotonic_decreasing


def test_rare_words_are_counted_where_they_are_not_listed() -> None:
    result = rostra.keyness(
        speeches(A=["war " * 5 + "once"], B=["the peace"]), by="who", target="A", stop_words=False
    )
    assert result.frame["item"].tolist() == ["war"]
    assert "Not listed: 3 words with fewer than 5 occurrences. Function words are not listed." in result.about


def test_both_sides_of_a_number_open_to_their_lines() -> None:
    tokens = speeches(A=["war " * 4], B=["no war"], C=["no"])
    result = rostra.keyness(tokens, by="who", target="A", reference="B")
    assert len(result.kwic(who="A", item="war")) == 4
    assert result.kwic(who="B").lines["node"].tolist() == ["war"]
    assert set(result.hits["who"]) == {"A", "B"}
    assert result.hits["weight"].sum() == (result.frame["target_hits"] + result.frame["reference_hits"]).sum()


def test_the_leading_columns_are_those_of_every_result() -> None:
    frame = rostra.keyness(speeches(A=["war " * 5], B=["no"]), by="who", target="A").frame
    assert frame.columns[:11].tolist() == [
        "who", "measure", "item", "value", "low", "high", "unit", "hits", "exposure", "documents", "note",
    ]  # fmt: skip
    assert frame[["who", "measure", "unit"]].drop_duplicates().values.tolist() == [
        ["A", "log_ratio", "doublings of the rate"]
    ]


def test_blocks_of_words_make_the_same_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    from rostra.measures.keyness import texts as room

    tokens = speeches(A=["war and peace to war"] * 8, B=["we will and will not"] * 8)
    whole = rostra.keyness(tokens, by="who", target="A", statistic="welch").frame
    monkeypatch.setattr(room, "_BLOCK", 40)
    again = rostra.keyness(tokens, by="who", target="A", statistic="welch").frame
    pd.testing.assert_frame_equal(again, whole)


def test_a_number_can_be_given_as_it_is_written() -> None:
    tokens = tokens_of("[[A|speech|war war]]", "[[A|speech|no war]]", year=[2013, 2014])
    frame = rostra.keyness(tokens, by="year", target="2013", reference=2014, min_count=2).frame
    assert frame[["year", "item", "target_hits"]].values.tolist() == [[2013, "war", 2]]


def test_comparing_changes_nothing() -> None:
    tokens = speeches(A=["war " * 5], B=["no"])
    before = fingerprint(tokens)
    rostra.keyness(tokens, by="who", target="A", stop_words=False)
    assert fingerprint(tokens) == before


def test_where_no_word_is_frequent_enough_the_table_is_empty() -> None:
    result = rostra.keyness(speeches(A=["war"], B=["no"]), by="who", target="A")
    assert result.frame.empty
    assert result.about == (
        "No word occurs 5 times or more in A and all others with a known who together; 2 occur less often."
    )


@pytest.mark.parametrize(
    ("target", "reference", "message"),
    [
        ("Ann", None, "no who named 'Ann'. Did you mean 'Anna'? Known: Anna, B."),
        ("B", "C", "no who named 'C'. Known: Anna, B."),
        (
            "B",
            "B",
            "target and reference are both 'B'. Give another reference, or none: then it is all others.",
        ),
    ],
)
def test_a_side_that_is_not_there_is_named(target: str, reference: str | None, message: str) -> None:
    with pytest.raises(QueryError) as error:
        rostra.keyness(speeches(Anna=["no"], B=["no"]), by="who", target=target, reference=reference)
    assert str(error.value) == message


# Other statistics -----------------------------------------------------------------------------------------


def test_every_statistic_has_a_name_and_a_unit() -> None:
    assert tuple(METHODS) == get_args(Statistic)
    tokens = speeches(A=["war and peace", "war war"] * 4, B=["no war", "we and peace and peace"] * 4)
    about = set()
    for statistic in METHODS:
        result = rostra.keyness(tokens, by="who", target="A", statistic=statistic, n_permutations=20)
        assert set(result.frame["measure"]) == {statistic}
        assert result.frame["unit"].iloc[0].startswith(METHODS[statistic].unit)
        assert METHODS[statistic].name in result.about
        assert result.frame["p"].between(0, 1).all()
        about.add(result.about)
    assert len(about) == len(METHODS)


@pytest.mark.parametrize(
    ("statistic", "oracle"),
    [
        ("log_likelihood", lambda *n: stats.signed(stats.log_likelihood(*n), *n)),
        ("log_likelihood_four_cells", lambda *n: stats.signed(stats.log_likelihood(*n, cells=4), *n)),
        ("chi_squared", lambda *n: stats.signed(stats.chi_squared(*n), *n)),
        ("percent_difference", stats.percent_difference),
        ("odds_ratio", stats.odds_ratio),
        ("fisher", stats.odds_ratio),
        ("rate_ratio", stats.rate_ratio),
        ("simple_maths", lambda *n: stats.simple_maths(*n, constant=50)),
        ("bic", lambda *n: stats.bic(stats.log_likelihood(*n), n[2] + n[3])),
        ("conservative_log_ratio", lambda *n: stats.conservative_log_ratio(*n, family=len(n[0]))[0]),
        ("log_odds", lambda *n: stats.log_odds(*n, 20 * (n[0] + n[1]) / (n[2] + n[3]), 20)[0]),
    ],
)
def test_the_value_is_the_statistic_of_the_counts_shown(statistic: Any, oracle: Any) -> None:
    tokens = speeches(A=["war and peace", "to war war"], B=["no war", "we and peace and peace"])
    frame = rostra.keyness(
        tokens, by="who", target="A", statistic=statistic, min_count=1, constant=50, prior_words=20
    ).frame
    counts = (frame[name].to_numpy(dtype=float) for name in ("target_hits", "reference_hits"))
    value = oracle(*counts, frame["target_exposure"].iloc[0], frame["reference_exposure"].iloc[0])
    expected = np.where(np.isinf(value), np.nan, value)
    assert_allclose(frame["value"].to_numpy(dtype=float, na_value=np.nan), expected)
    known = np.where(np.isnan(value), -np.inf, value)
    assert (np.diff(known) <= 0).all()  # the highest first, what is infinite before all


def test_a_word_that_the_reference_lacks_has_no_finite_ratio_and_says_why() -> None:
    tokens = speeches(A=["war war and"], B=["and peace"])
    frame = numbers(rostra.keyness(tokens, by="who", target="A", statistic="rate_ratio", min_count=1).frame)
    assert pd.isna(frame.loc["war", "value"])
    assert frame.loc["war", "note"] == "not in the reference"
    assert frame.loc["peace", "value"] == 0


def test_tests_by_text_are_not_fooled_by_one_text_that_repeats_a_word() -> None:
    lump = ["war war war war we will", *["we will respond to peace and"] * 7]
    spread = ["war war and we will respond", "war war war we will respond"] * 4
    others = ["we will respond to peace and"] * 8
    for statistic in ("welch", "mann_whitney", "permutation"):
        p = {
            name: numbers(rostra.keyness(
                speeches(A=own, B=others), by="who", target="A", statistic=statistic, n_permutations=400,
                min_count=1,
            ).frame).loc["war", "p"]
            for name, own in (("lump", lump), ("spread", spread))
        }  # fmt: skip
        assert p["lump"] > 0.3, statistic
        assert p["spread"] < 0.01, statistic


def test_tests_by_text_see_the_rates_of_the_texts() -> None:
    texts = {"A": ["war and", "war war to", "peace"], "B": ["no war at all", "peace and peace", "we", "war"]}
    tokens = speeches(**texts)
    rates = {
        who: [text.split().count("war") / len(text.split()) for text in own] for who, own in texts.items()
    }
    found = {
        statistic: numbers(
            rostra.keyness(tokens, by="who", target="A", statistic=statistic, min_count=1).frame
        ).loc["war"]
        for statistic in ("welch", "mann_whitney", "permutation")
    }
    welch = scipy_stats.ttest_ind(rates["A"], rates["B"], equal_var=False)
    assert (found["welch"]["value"], found["welch"]["p"]) == pytest.approx((welch.statistic, welch.pvalue))
    rank = scipy_stats.mannwhitneyu(rates["A"], rates["B"], use_continuity=False, method="asymptotic")
    assert found["mann_whitney"]["value"] == pytest.approx(2 * rank.statistic / 12 - 1)
    assert found["mann_whitney"]["p"] == pytest.approx(rank.pvalue)
    assert found["permutation"]["value"] == pytest.approx((3 / 6 - 2 / 9) * 1e6)


def test_the_seed_makes_the_p_and_is_told() -> None:
    tokens = speeches(A=["war and", "war war to", "peace"], B=["no war at all", "peace and peace", "we"])
    options: dict[str, Any] = {"by": "who", "target": "A", "statistic": "permutation", "min_count": 1}
    first, again, other = (
        rostra.keyness(tokens, **options, n_permutations=99, seed=seed) for seed in (4, 4, 5)
    )
    pd.testing.assert_frame_equal(first.frame, again.frame)
    assert not first.frame["p"].equals(other.frame["p"])
    assert "99 times, seed 4" in first.about
    assert first.parameters["seed"] == 4


# Several targets, other references ------------------------------------------------------------------------


def test_without_a_target_every_group_stands_against_the_rest() -> None:
    tokens = speeches(A=["war war war"], B=["no war"], C=["peace and peace"])
    together = rostra.keyness(tokens, by="who", min_count=1)
    assert together.frame["who"].unique().tolist() == ["A", "C", "B"]  # most words first
    for who in "ABC":
        alone = rostra.keyness(tokens, by="who", target=who, min_count=1).frame
        part = together.frame[together.frame["who"] == who].reset_index(drop=True)
        same = [name for name in alone if name != "p_adjusted"]
        pd.testing.assert_frame_equal(part[same], alone[same])
    assert_allclose(together.frame["p_adjusted"], scipy_stats.false_discovery_control(together.frame["p"]))
    assert together.about.startswith("Words of 3 groups of who, each against all others with a known who: ")
    assert len(together.hits) == len(tokens)


def test_some_targets_stand_against_one_reference() -> None:
    tokens = speeches(A=["war war war"], B=["no war"], C=["peace and peace"])
    result = rostra.keyness(tokens, by="who", target=["B", "A"], reference="C", min_count=1)
    assert result.frame["who"].unique().tolist() == ["B", "A"]
    assert set(result.frame["reference"]) == {"C"}
    assert set(result.frame["reference_exposure"]) == {3}
    merged = rostra.keyness(tokens, by="who", target="A", reference=["B", "C"], min_count=1).frame
    rest = rostra.keyness(tokens, by="who", target="A", min_count=1).frame
    assert set(merged["reference"]) == {"B, C"}
    assert_allclose(merged["value"].astype(float), rest["value"].astype(float))


def test_another_corpus_is_a_reference_like_a_group() -> None:
    first, second = ["war and war", "to war", "no"] * 4, ["peace and war", "and to peace"] * 5
    joined = rostra.keyness(speeches(A=first, B=second), by="who", target="A", min_count=1).frame
    other = rostra.load_corpus([{"text": text} for text in second]).renamed("elsewhere")
    for reference in (other, rostra.tokenize(other)):
        result = rostra.keyness(speeches(A=first), by="who", target="A", reference=reference, min_count=1)
        assert set(result.frame.pop("reference")) == {"elsewhere"}
        pd.testing.assert_frame_equal(result.frame, joined.drop(columns="reference"))
        assert len(result.hits) == result.frame["target_hits"].sum()
        assert result.about.endswith("Lines are those of the target alone.")


def test_a_list_of_counts_is_a_reference_without_documents() -> None:
    tokens = speeches(A=["war and war", "to War"] * 5)
    counts = {"WAR": 30, "and": 50, "peace": 20}
    listed = [
        counts,
        pd.DataFrame({"word": list(counts), "count": list(counts.values())}),
        rostra.frequencies(speeches(X=["war " * 30 + "and " * 50 + "peace " * 20])),
    ]
    for reference in listed:
        result = rostra.keyness(tokens, by="who", target="A", reference=reference, min_count=1)
        row = numbers(result.frame).loc["war"]
        assert (row["reference_hits"], row["reference_exposure"]) == (30, 100)
        assert row["value"] == pytest.approx(np.log2((15 / 25) / (30 / 100)))
        assert pd.isna(row["low"]) and pd.isna(row["reference_documents"])
        assert row["note"] == "a list has no documents: no interval"
        assert numbers(result.frame).loc["peace", "target_hits"] == 0
        assert set(result.frame["reference"]) == {"a frequency list"}
    wide = rostra.keyness(tokens, by="who", target="A", reference=counts, reference_size=1000, min_count=1)
    assert set(wide.frame["reference_exposure"]) == {1000}


def test_every_reference_can_be_saved(tmp_path: Path) -> None:
    tokens = speeches(A=["war and war"] * 3, B=["no war"])
    for reference in ({"war": 3}, ["B"], None, tokens):
        result = rostra.keyness(tokens, by="who", target="A", reference=reference, min_count=1)
        loaded = rostra.Result.load(result.save(tmp_path / "k.json"))
        pd.testing.assert_frame_equal(loaded.frame, result.frame)
        pd.testing.assert_frame_equal(loaded.hits, result.hits)


def test_lines_are_found_when_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = speeches(A=["war " * 5], B=["no war"])
    asked = []
    places = type(tokens).places
    monkeypatch.setattr(type(tokens), "places", lambda *given: asked.append(1) or places(*given))
    result = rostra.keyness(tokens, by="who", target="A").where(item="war")
    assert not asked
    assert len(result.kwic()) == 6
    assert len(result.hits) == 6
    assert asked == [1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"statistic": "logratio"},
            "no statistic of keyness named 'logratio'. Did you mean 'log_ratio'? "
            f"Known: {', '.join(METHODS)}.",
        ),
        ({"target": []}, "a list of whos without a value. Give at least one, or leave it out."),
        (
            {"target": ["B", "A"], "reference": ["A"]},
            "target and reference are both 'A'. Give another reference, or none: then it is all others.",
        ),
        (
            {"reference": {"war": -1}},
            "the reference counts 'war' -1 times. Give whole numbers from 0, one a word.",
        ),
        (
            {"reference": {"war": "many"}},
            "the reference counts 'war' 'many' times. Give whole numbers from 0, one a word.",
        ),
        (
            {"reference": {"war": 7, "no": 5}, "reference_size": 10},
            "the reference has 12 counted words, and reference_size is 10. Give the number of all words "
            "behind the list, or leave it out: then it is their sum.",
        ),
        (
            {"reference": pd.DataFrame({"Word": ["war"], "count": [1]})},
            "the reference has the columns Word, count. Give one with words (item, word, form, term, token) "
            "and one with counts (hits, count, frequency, freq, n), or a dict of word and count.",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError) as error:
        rostra.keyness(speeches(A=["war"], B=["no"]), by="who", **{"target": "A", **options})
    assert str(error.value) == message
