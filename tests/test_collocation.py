"""Collocation: windows drawn by hand, strengths by scipy, NLTK and print."""

from __future__ import annotations

import math

import pytest
from marked import fingerprint, speeches, tokens_of
from scipy import stats as scipy_stats

import rostra
from rostra.errors import QueryError
from rostra.measures.collocation import Association, associate
from rostra.stats import ASSOCIATIONS


def near(tokens: rostra.Tokens, node: str, **options: object) -> dict[str, float]:
    frame = rostra.collocates(tokens, node, min_count=1, **options).frame  # type: ignore[arg-type]
    return dict(zip(frame["item"], frame["hits"], strict=True))


@pytest.mark.parametrize(
    ("text", "node", "window", "words"),
    [
        pytest.param("a b node c d", "node", 1, {"b": 1, "c": 1}, id="one word each side"),
        pytest.param("a b node c d", "node", 2, {"a": 1, "b": 1, "c": 1, "d": 1}, id="two words each side"),
        pytest.param("A b. Node c. D", "node", 2, {"c": 1}, id="not over the end of a sentence"),
        pytest.param(
            "a node b node c", "node", 2, {"a": 1, "b": 1, "c": 1}, id="within reach of two nodes: once"
        ),
        pytest.param("node node a", "node", 1, {"a": 1}, id="a node is no neighbour"),
        pytest.param("a red line b", "red line", 1, {"a": 1, "b": 1}, id="a phrase has two ends"),
        pytest.param("a b x b c", "b", 1, {"a": 1, "c": 1, "x": 1}, id="the word itself is its node"),
        pytest.param("a node", "nothing", 5, {}, id="a node that is not there"),
    ],
)
def test_the_neighbourhood_is_the_window(text: str, node: str, window: int, words: dict[str, int]) -> None:
    assert near(speeches(A=[text]), node, window=window) == words


def test_each_group_has_neighbours_of_its_own() -> None:
    tokens = tokens_of("[[A|speech|red line]] [[B|speech|line up]] line out")
    frame = rostra.collocates(tokens, "line", min_count=1, by="actor").frame
    assert frame[["actor", "item", "hits", "exposure"]].values.tolist() == [
        ["A", "red", 1, 1],
        ["B", "up", 1, 1],
    ]


TABLES = [(30, 82, 123, 9431), (8, 15828, 4675, 14307668), (2, 8000, 9000, 1000000), (5, 9, 40, 400)]


@pytest.mark.parametrize(("o", "c1", "r1", "n"), TABLES)
def test_strengths_are_those_of_scipy_and_of_the_formula(o: int, c1: int, r1: int, n: int) -> None:
    table = [[o, c1 - o], [r1 - o, n - c1 - r1 + o]]
    chi_squared = scipy_stats.chi2_contingency(table, correction=False)
    g2 = scipy_stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    expected = c1 * r1 / n
    oracles: dict[Association, float] = {
        "chi_squared": chi_squared.statistic,
        "log_likelihood": g2.statistic,
        "pmi": math.log2(o / expected),
        "t_score": (o - expected) / math.sqrt(o),
        "dice": 2 * o / (c1 + r1),
    }
    for measure, oracle in oracles.items():
        assert associate(o, c1, r1, n, measure=measure) == pytest.approx(oracle, rel=1e-6), measure


@pytest.mark.parametrize(
    ("measure", "table", "printed", "digits"),
    [
        ("t_score", (8, 15828, 4675, 14307668), 0.999932, 6),  # Manning & Schütze 1999, p. 164: new companies
        ("chi_squared", (59, 67, 65, 571007), 456400, 0),  # Manning & Schütze 1999, p. 171: vache, cow
        ("pmi", (8, 1105, 44, 15_000_000), 11.3, 1),  # Church & Hanks 1990: doctor, dentists
        ("dice", (130, 3121, 143, 10_000_000), 0.08, 2),  # Smadja et al. 1996
    ],
)
def test_strengths_are_those_in_print(
    measure: Association, table: tuple[int, int, int, int], printed: float, digits: int
) -> None:
    assert round(associate(*table, measure=measure), digits) == pytest.approx(printed, rel=1e-3)


@pytest.mark.parametrize("measure", ["log_likelihood", "pmi", "t_score", "chi_squared", "dice"])
def test_the_table_of_a_word_is_the_one_described(measure: Association) -> None:
    text = "The red line. The red line and a red flag. A line of the red kind. That is that and no more"
    frame = rostra.collocates(speeches(A=[text]), "line", window=2, measure=measure, min_count=1).frame
    row = frame.set_index("item").loc["red"]
    # all words but the three nodes: 19; within two words of a node: the red | the red and a | a of the
    reach, total, near_node, occurrences = 9, 19, 2, 4
    assert (row["hits"], row["occurrences"], row["exposure"]) == (near_node, occurrences, reach)
    assert row["expected"] == pytest.approx(occurrences * reach / total)
    assert row["value"] == pytest.approx(associate(near_node, occurrences, reach, total, measure=measure))


def test_words_that_shun_the_node_come_last_and_say_so() -> None:
    text = "Red line. " * 3 + "Red cat. " * 9 + "The line. " * 4
    result = rostra.collocates(speeches(A=[text]), "line", min_count=1)
    assert result.frame["item"].tolist() == ["the", "red"]
    assert result.frame["note"].tolist() == ["", "less often than expected"]
    assert result.about.endswith("Words there less often than expected come last: 1.")


def test_rare_neighbours_are_counted_where_they_are_not_listed() -> None:
    result = rostra.collocates(speeches(A=["Red line. Red line. Thin line."]), "line", min_count=2)
    assert result.frame["item"].tolist() == ["red"]
    assert result.about == (
        "Words within 5 words of 'line' (3 times), in its sentence: log-likelihood ratio. "
        "Not listed: 1 word, there fewer than 2 times."
    )


def test_every_number_opens_to_its_lines() -> None:
    result = rostra.collocates(speeches(A=["A red line. Red cat."]), "line", min_count=1)
    assert result.kwic(item="red").lines["right"].tolist() == [" line. Red cat."]
    assert result.hits["weight"].sum() == result.frame["hits"].sum()


def test_words_of_a_node_are_no_evidence() -> None:
    result = rostra.collocates(speeches(A=["a red red line red line"]), "red line", min_count=1)
    assert dict(zip(result.frame["item"], result.frame["hits"], strict=True)) == {"a": 1, "red": 1}
    assert result.hits["start"].tolist() == [0, 2]


def test_where_a_margin_is_full_a_strength_is_not_defined() -> None:
    assert math.isnan(associate(3, 3, 5, 5, measure="chi_squared"))
    result = rostra.collocates(speeches(A=["red line"]), "line", min_count=1, measure="chi_squared")
    assert result.frame["value"].isna().all()


def test_looking_changes_nothing() -> None:
    tokens = speeches(A=["a red line. red cat."])
    before = fingerprint(tokens)
    rostra.collocates(tokens, "line")
    assert fingerprint(tokens) == before


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(QueryError) as error:
        rostra.collocates(speeches(A=["no"]), "no", measure="loglikelihood")  # type: ignore[arg-type]
    assert str(error.value) == (
        "no association measure named 'loglikelihood'. Did you mean 'log_likelihood'? "
        f"Known: {', '.join(ASSOCIATIONS)}."
    )


def test_a_window_of_nothing_is_refused() -> None:
    with pytest.raises(QueryError) as error:
        rostra.collocates(speeches(A=["no"]), "no", window=0)
    assert str(error.value) == (
        "the window is 0. Give the number of words on each side, from 1; two numbers, left and right, of "
        'which one may be 0; or "sentence".'
    )
