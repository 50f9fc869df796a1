"""Comparison: differences that plain arithmetic repeats, and that turn with the sides."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import fingerprint, tokens_of
from numpy.testing import assert_allclose
from pandas.testing import assert_frame_equal
from scipy import stats as scipy_stats
from test_rhetoric import own_lexicon

import rostra
from rostra.comparison import COLUMNS
from rostra.corrections import ErrorRates
from rostra.errors import QueryError
from rostra.index.tokens import Tokens
from rostra.lexicon import Lexicon
from rostra.measures.rhetoric import MEASURES

counts = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=8, max_size=10)


@pytest.fixture(scope="session")
def ships(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return own_lexicon(tmp_path_factory.mktemp("lexicons"))


@pytest.fixture(scope="session")
def strait(root: Path) -> Tokens:
    return rostra.tokenize(rostra.attribute(rostra.load_corpus(root / "corpus" / "strait")))


def said(actor: str, ships: int, words: int = 5) -> str:
    return f"[[{actor}|speech|{' '.join(['ship'] * ships + ['sea'] * (words - ships))}]]"


def meetings(pairs: list[tuple[int, int]]) -> Tokens:
    """Documents in which A and B both speak, with so many ships each."""
    return tokens_of(*(f"{said('A', a)} {said('B', b)}" for a, b in pairs))


def only_row(result: rostra.Result) -> pd.Series:
    assert len(result.frame) == 1
    return result.frame.iloc[0]


@settings(max_examples=25)
@given(counts)
def test_the_value_is_one_rate_minus_the_other(ships: Lexicon, pairs: list[tuple[int, int]]) -> None:
    row = only_row(rostra.compare(meetings(pairs), ships, target="A", reference="B", min_words=1, n_boot=20))
    a, b = np.array(pairs).T
    words = 5 * len(pairs)
    assert (row["target_hits"], row["reference_hits"]) == (a.sum(), b.sum())
    assert (row["target_exposure"], row["reference_exposure"]) == (words, words)
    assert row["target_value"] == pytest.approx(1000 * a.sum() / words)
    assert row["value"] == pytest.approx(1000 * (a.sum() - b.sum()) / words)
    assert row["documents"] == len(pairs)


@settings(max_examples=25)
@given(counts)
def test_swapping_the_sides_turns_everything_around(ships: Lexicon, pairs: list[tuple[int, int]]) -> None:
    tokens = meetings(pairs)
    there, back = (
        only_row(rostra.compare(tokens, ships, target=one, reference=two, min_words=1, n_boot=200))
        for one, two in (("A", "B"), ("B", "A"))
    )
    assert there["value"] == pytest.approx(-back["value"])
    if pd.notna(there["low"]):
        assert (there["low"], there["high"]) == (pytest.approx(-back["high"]), pytest.approx(-back["low"]))
        assert there["p"] == pytest.approx(back["p"], abs=0.05)


def test_p_and_interval_are_those_of_scipy(ships: Lexicon) -> None:
    pairs = [(4, 1), (3, 2), (5, 1), (2, 2), (3, 0), (1, 2), (4, 1), (2, 1), (3, 3), (5, 2)]
    a, b = np.array(pairs).T

    def difference(x: np.ndarray, y: np.ndarray, axis: int = -1) -> np.ndarray:
        return 200 * (x.mean(axis=axis) - y.mean(axis=axis))

    row = only_row(rostra.compare(meetings(pairs), ships, min_words=1, n_boot=20_000, n_permutations=20_000))
    oracle = scipy_stats.permutation_test((a, b), difference, permutation_type="samples", n_resamples=np.inf)
    assert row["p"] == pytest.approx(oracle.pvalue, abs=0.005)
    interval = scipy_stats.bootstrap(
        (a, b), difference, paired=True, vectorized=True, n_resamples=20_000, method="percentile",
        rng=np.random.default_rng(1),
    ).confidence_interval  # fmt: skip
    assert_allclose([row["low"], row["high"]], [interval.low, interval.high], rtol=0.05, atol=6)


def test_what_a_document_is_about_does_not_part_its_speakers(ships: Lexicon) -> None:
    row = only_row(rostra.compare(meetings([(0, 0), (5, 5)] * 5), ships, min_words=1))
    assert (row["value"], row["p"], row["ratio"], row["verdict"]) == (0, 1, 1, "not clear")
    apart = tokens_of(*(said(actor, ships) for actor in "AB" for ships in (0, 5) * 5))
    alone = only_row(rostra.compare(apart, ships, min_words=1))
    assert row["high"] - row["low"] < 0.5 * (alone["high"] - alone["low"])
    assert row["ratio_low"] > alone["ratio_low"]


def test_with_two_actors_the_one_with_more_words_is_the_target(ships: Lexicon) -> None:
    tokens = tokens_of(f"{said('A', 1)} {said('B', 2, words=9)}")
    row = only_row(rostra.compare(tokens, ships, min_words=1))
    assert (row["target"], row["reference"]) == ("B", "A")


def test_of_several_actors_each_is_compared_with_all_others(ships: Lexicon) -> None:
    tokens = tokens_of(f"{said('A', 1)} {said('B', 2)} {said('C', 3)} and nobody's ship")
    frame = rostra.compare(tokens, ships, min_words=1).frame
    columns = ["target", "reference", "target_hits", "reference_hits", "reference_exposure"]
    assert frame[columns].values.tolist() == [
        ["A", "all others", 1, 5, 10], ["B", "all others", 2, 4, 10], ["C", "all others", 3, 3, 10],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("target", "reference", "pairs"),
    [
        ("A", None, [("A", "all others")]),
        ("A", "C", [("A", "C")]),
        (["A", "B"], "C", [("A", "C"), ("B", "C")]),
        (None, "C", [("A", "C"), ("B", "C")]),
    ],
)
def test_targets_and_reference_can_be_named(
    target: object, reference: str | None, pairs: list[tuple[str, str]], ships: Lexicon
) -> None:
    tokens = tokens_of(f"{said('A', 1)} {said('B', 2)} {said('C', 3)}")
    result = rostra.compare(tokens, ships, target=target, reference=reference, min_words=1)
    assert list(zip(result.frame["target"], result.frame["reference"], strict=True)) == pairs


def test_the_correction_is_over_all_rows(strait: Tokens) -> None:
    frame = rostra.compare(strait, ["hedging", "accusation", "in_group"], n_boot=50).frame
    tested = frame["p"].notna()
    assert tested.sum() >= 4
    assert_allclose(
        frame.loc[tested, "p_adjusted"].astype(float),
        scipy_stats.false_discovery_control(frame.loc[tested, "p"].astype(float)),
    )


def test_rates_are_those_of_measure(strait: Tokens) -> None:
    gap = rostra.compare(strait, MEASURES, n_boot=20, n_permutations=20)
    rates = rostra.measure(strait, MEASURES, n_boot=0).frame.set_index(["measure", "actor"])
    for row in gap.frame.to_dict("records"):
        rate = rates.loc[(row["measure"], row["target"])]
        assert (row["target_hits"], row["target_exposure"]) == (rate["hits"], rate["exposure"])
        assert pd.isna(row["target_value"]) == pd.isna(rate["value"])
        others = rates.loc[row["measure"]].drop(row["target"])
        assert row["reference_hits"] == pytest.approx(others["hits"].sum())
        assert row["reference_exposure"] == others["exposure"].sum()


def test_sides_weigh_their_hits_and_open_to_them(strait: Tokens) -> None:
    gap = rostra.compare(strait, "hedging", target="Tolmeny", reference="Haldrava", n_boot=20)
    row = only_row(gap)
    assert set(gap.hits["actor"]) <= {"Tolmeny", "Haldrava"}
    assert gap.hits.loc[gap.hits["actor"] == "Tolmeny", "weight"].sum() == row["target_hits"]
    assert len(gap.kwic(actor="Tolmeny")) == (gap.hits["actor"] == "Tolmeny").sum()


@pytest.mark.parametrize(
    ("tokens", "options", "note", "interval", "p"),
    [
        pytest.param(
            meetings([(1, 0)] * 7), {}, "fewer than 8 documents: no interval, no p", False, False, id="few",
        ),
        pytest.param(
            tokens_of(*[said("A", 1)] * 5, *[said("B", 2)] * 9), {},
            "fewer than 8 documents on a side: no interval", False, True, id="few on a side",
        ),
        pytest.param(
            meetings([(0, 0)] * 8), {}, "no hits on either side: no interval, no p", False, False, id="none",
        ),
        pytest.param(
            meetings([(1, 0)] * 8), {}, "no hits on one side: no interval", False, True, id="none on a side",
        ),
        pytest.param(meetings([(2, 1)] * 8), {}, "", True, True, id="enough"),
        pytest.param(meetings([(2, 1)] * 8), {"n_boot": 0}, "", False, True, id="no interval asked for"),
        pytest.param(meetings([(2, 1)] * 8), {"n_permutations": 0}, "", True, False, id="no test asked for"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_na_and_says_why(
    tokens: Tokens, options: dict[str, int], note: str, interval: bool, p: bool, ships: Lexicon
) -> None:
    row = only_row(rostra.compare(tokens, ships, min_words=1, **options))  # type: ignore[arg-type]
    assert row["note"] == note
    assert pd.notna(row["value"])
    assert pd.notna(row["low"]) == interval
    assert pd.notna(row["p"]) == p


def test_a_side_of_few_words_has_no_value(ships: Lexicon) -> None:
    tokens = tokens_of(f"{said('A', 1)} {said('B', 2, words=30)}")
    row = only_row(rostra.compare(tokens, ships, target="A", min_words=10))
    assert row["note"] == "too little text: A"
    assert pd.isna(row["value"])
    assert pd.isna(row["target_value"])
    assert row["reference_value"] == pytest.approx(1000 * 2 / 30)
    assert (row["target_hits"], row["target_exposure"]) == (1, 5)
    both = only_row(rostra.compare(tokens, ships, target="A", min_words=100))
    assert both["note"] == "too little text: A and B"


def test_the_columns_are_those_of_every_comparison(ships: Lexicon) -> None:
    result = rostra.compare(meetings([(1, 0)]), ships, min_words=1)
    assert tuple(result.frame.columns) == COLUMNS
    assert (result.kind, result.by) == ("compare", "actor")
    assert result.frame["unit"].tolist() == ["hits per 1,000 words"]


def test_about_says_how_it_was_compared(ships: Lexicon) -> None:
    result = rostra.compare(meetings([(1, 0)] * 8), ships, min_words=1, seed=7)
    assert result.about == (
        "Difference of hits per 1,000 words, target minus reference. 80 of 80 words are somebody's with a "
        "known actor (reported speech and its cue included; measures of style read the 80 in quotations and "
        "speeches). Intervals: 95%, from the variation between documents (limits of both rates on the log "
        "scale, t). p: 2,000 permutations of who spoke, within documents that both sides share, else between "
        "documents, seed 7; adjusted over 1 test (Benjamini-Hochberg). Verdict: more or less, where the "
        "interval leaves 0 out and the adjusted p is below .05; too little without an interval or with fewer "
        "than 5 hits. Where one side has no hit at all, the adjusted p decides alone."
    )


def test_comparing_changes_nothing_and_repeats(strait: Tokens) -> None:
    before = fingerprint(strait)
    first, again = (rostra.compare(strait, ["hedging", "threat"], n_boot=100) for _ in range(2))
    assert fingerprint(strait) == before
    assert_frame_equal(first.frame, again.frame)


@pytest.mark.parametrize(
    ("target", "reference", "message"),
    [
        ("Ann", None, "no actor named 'Ann'. Did you mean 'Anna'? Known: Anna, B."),
        ("B", "C", "no actor named 'C'. Known: Anna, B."),
        (
            "B",
            "B",
            "target and reference are both 'B'. Give another reference, or none: then it is all others.",
        ),
    ],
)
def test_a_side_that_is_not_there_is_named(
    target: str, reference: str | None, message: str, ships: Lexicon
) -> None:
    with pytest.raises(QueryError) as error:
        rostra.compare(
            tokens_of(f"{said('Anna', 1)} {said('B', 2)}"), ships, target=target, reference=reference
        )
    assert str(error.value) == message


def test_a_number_can_be_given_as_it_is_written(ships: Lexicon) -> None:
    tokens = tokens_of(said("A", 1), said("A", 2), year=[2013, 2014])
    row = only_row(rostra.compare(tokens, ships, by="year", target="2014", reference="2013", min_words=1))
    assert (row["target"], row["reference"], row["target_hits"]) == ("2014", "2013", 2)


@pytest.mark.parametrize(("text", "found"), [(said("A", 1), "only 'A'"), ("A ship.", "none")])
def test_one_actor_cannot_be_compared(text: str, found: str, ships: Lexicon) -> None:
    with pytest.raises(QueryError) as error:
        rostra.compare(tokens_of(text), ships)
    assert str(error.value).startswith(
        f"a comparison needs two values of 'actor' that have words; there is {found}. "
        "Group by another column: "
    )


# Other pairs, periods, columns ----------------------------------------------------------------------------


def test_every_two_actors_are_compared_once(ships: Lexicon) -> None:
    tokens = tokens_of(f"{said('A', 1)} {said('B', 2)} {said('C', 3)}")
    frame = rostra.compare(tokens, ships, against="each", min_words=1).frame
    assert frame[["target", "reference", "value"]].values.tolist() == [
        ["A", "B", -200], ["A", "C", -400], ["B", "C", -200],
    ]  # fmt: skip
    frame = rostra.compare(tokens, ships, target=["C", "B"], against="each", min_words=1).frame
    assert frame[["target", "reference"]].values.tolist() == [["C", "A"], ["C", "B"], ["B", "A"]]


def test_each_period_is_compared_by_itself(ships: Lexicon) -> None:
    texts = [f"{said('A', 2)} {said('B', 1)}"] * 8 + [f"{said('A', 1)} {said('B', 3)}"] * 8 + [said("A", 1)]
    tokens = tokens_of(*texts, date=["2024-03-01"] * 8 + ["2025-03-01"] * 8 + [None])
    result = rostra.compare(tokens, ships, target="A", over="year", min_words=1)
    assert result.frame[["period", "value", "documents", "verdict"]].values.tolist() == [
        ["2024", 200, 8, "not clear"], ["2025", -400, 8, "less"],
    ]  # fmt: skip
    assert result.frame["p"].notna().all()
    assert result.about.endswith("1 document without a date left out.")
    with pytest.raises(QueryError) as error:
        rostra.compare(meetings([(1, 0)]), ships, over="year")
    assert str(error.value) == (
        "no document has a date, so there is nothing to compare over each year. Give the documents a column "
        "'date' (YYYY-MM-DD), or leave out over=."
    )


def test_an_outlet_in_which_one_side_is_silent_is_left_out(ships: Lexicon) -> None:
    texts = [f"{said('A', 2)} {said('B', 1)}"] * 8 + [said("A", 5)] * 8
    tokens = tokens_of(*texts, source=["Post"] * 8 + ["Times"] * 8)
    adjusted = rostra.compare(tokens, ships, target="A", adjust="source", min_words=1)
    row = only_row(adjusted)
    assert (row["value"], row["target_value"], row["target_hits"]) == (
        pytest.approx(200),
        pytest.approx(400),
        56,
    )
    assert "up to 40 words stand where only one side speaks, and are left out." in adjusted.about
    apart = tokens_of(*[said("A", 1)] * 8, *[said("B", 1)] * 8, source=["Post"] * 8 + ["Times"] * 8)
    row = only_row(rostra.compare(apart, ships, adjust="source", min_words=1))
    assert pd.isna(row["value"])
    assert row["note"] == "no source in which both sides have words"


def test_outlets_are_the_documents_where_they_hang_together(ships: Lexicon) -> None:
    tokens = meetings([(2, 1)] * 16)
    tokens = tokens_of(
        *(f"{said('A', 2)} {said('B', 1)}" for _ in range(16)), source=[f"outlet {i // 2}" for i in range(16)]
    )
    row = only_row(rostra.compare(tokens, ships, target="A", cluster="source", min_words=1))
    assert row["documents"] == 8
    assert pd.notna(row["low"])
    for options, message in (
        (
            {"cluster": "outlet"},
            "no column named 'outlet'. Known: ",
        ),
        (
            {"cluster": "source", "adjust": "source"},
            "cluster='source' and adjust='source' cannot be asked for together: what is adjusted for is "
            "compared document by document. Leave one of them out.",
        ),
    ):
        with pytest.raises(QueryError) as error:
            rostra.compare(tokens, ships, min_words=1, **options)  # type: ignore[arg-type]
        assert str(error.value).startswith(message)


def test_a_sample_of_errors_makes_intervals_wider(ships: Lexicon) -> None:
    """By the mean square of what taking the wrongly credited words out would do to the log of each rate."""
    tokens = meetings([(3, 1), (2, 1), (4, 0), (2, 2), (3, 1), (1, 1), (3, 0), (2, 1), (4, 2), (3, 1)])

    def judged(wrong: int, reviewed: int) -> ErrorRates:
        rows = [{"actor": name, "measure": "actor", "wrong": wrong, "reviewed": reviewed} for name in "AB"]
        return ErrorRates(pd.DataFrame(rows), "a sample")

    plain, sure, unsure = (
        only_row(rostra.compare(tokens, ships, target="A", min_words=1, errors=errors))
        for errors in (None, judged(0, 100_000), judged(8, 40))
    )
    assert_allclose([sure["low"], sure["high"]], [plain["low"], plain["high"]], rtol=1e-3)
    assert unsure["low"] < plain["low"] < plain["high"] < unsure["high"]
    assert (unsure["value"], unsure["p"]) == (plain["value"], plain["p"])
    a, b = np.array([3, 2, 4, 2, 3, 1, 3, 2, 4, 3.0]), np.array([1, 1, 0, 2, 1, 1, 0, 1, 2, 1.0])
    share = scipy_stats.beta(8.5, 32.5)
    square = share.var() + share.mean() ** 2
    words = np.full(10, 5.0)
    low, high = rostra.stats.difference_interval(
        a, words, b, words,
        target_error=(1 - b.sum() / a.sum()) ** 2 * square,
        reference_error=(1 - a.sum() / b.sum()) ** 2 * square,
    )  # fmt: skip
    assert_allclose([unsure["low"], unsure["high"]], [1000 * low, 1000 * high])


def test_errors_without_a_judged_statement_are_no_sample(ships: Lexicon) -> None:
    rows = [{"actor": "A", "measure": "actor", "wrong": pd.NA, "reviewed": 0}]
    with pytest.raises(QueryError) as error:
        rostra.compare(meetings([(1, 0)]), ships, errors=ErrorRates(pd.DataFrame(rows), ""))
    assert str(error.value) == (
        "errors= holds no judged statement, so it cannot tell how wide an interval should be. Judge a random "
        "sample (rostra.review with sample=), or leave out errors=."
    )


def test_verdicts_need_evidence(ships: Lexicon) -> None:
    clear = only_row(rostra.compare(meetings([(4, 1)] * 12), ships, target="A", min_words=1))
    assert (clear["verdict"], clear["ratio"]) == ("more", 4)
    back = only_row(rostra.compare(meetings([(4, 1)] * 12), ships, target="B", min_words=1))
    assert (back["verdict"], back["ratio"]) == ("less", 0.25)
    four = only_row(rostra.compare(meetings([(1, 0)] * 3 + [(0, 1)] + [(0, 0)] * 9), ships, min_words=1))
    assert (four["verdict"], pd.notna(four["low"])) == ("too little", True)


def test_a_side_without_a_hit_is_judged_by_the_test_alone(ships: Lexicon) -> None:
    """There is no interval where nothing varies; that all of many hits are on one side is no chance."""
    never = only_row(rostra.compare(meetings([(2, 0)] * 12), ships, target="A", min_words=1))
    assert pd.isna(never["low"]) and never["p"] < 0.05
    assert never["verdict"] == "more"
    other = only_row(rostra.compare(meetings([(2, 0)] * 12), ships, target="B", min_words=1))
    assert other["verdict"] == "less"
    rare = only_row(rostra.compare(meetings([(1, 0)] * 4 + [(0, 0)] * 8), ships, target="A", min_words=1))
    assert rare["verdict"] == "too little"  # four hits
    few = only_row(rostra.compare(meetings([(2, 0)] * 7), ships, target="A", min_words=1))
    assert few["verdict"] == "too little"
    once = only_row(rostra.compare(meetings([(5, 0)] + [(0, 0)] * 11), ships, target="A", min_words=1))
    assert once["verdict"] == "not clear"
