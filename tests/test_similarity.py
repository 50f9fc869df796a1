"""Similarity: hand arithmetic and plain loops as oracles, and what must not matter."""

from __future__ import annotations

from dataclasses import replace
from math import log2, sqrt
from random import Random
from typing import Any

import numpy as np
import pytest
from arrays import tokens_of_lists
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import fingerprint, speeches, tokens_of

import rostra
from rostra.errors import QueryError
from rostra.measures.similarity import DISTANCES, SIMILARITIES, draws, resemble

ALL = SIMILARITIES | DISTANCES
X, Y = [2.0, 1, 0, 1], [1.0, 0, 1, 2]


@pytest.mark.parametrize(
    ("measure", "by_hand"),
    [
        ("cosine", 4 / 6), ("weighted_jaccard", 4 / 8), ("weighted_dice", 8 / 12), ("jaccard", 2 / 4),
        ("dice", 4 / 6), ("overlap", 2 / 3), ("simple_matching", 2 / 4), ("hamann", 0), ("faith", 2 / 4),
        ("correlation", 0), ("rank_correlation", 0), ("euclidean", 2), ("manhattan", 4), ("maximum", 1),
        ("canberra", 1 / 3 + 1 + 1 + 1 / 3), ("minkowski", 2), ("bray_curtis", 4 / 8), ("hamming", 1),
        ("labbe", 0.5), ("hellinger", sqrt(1 - (2 * sqrt(2)) / 4)),
        ("chi_squared_table", 2 * (0.5**2 / 1.5 + 0.5**2 / 0.5 * 2 + 0.5**2 / 1.5)),
        ("chi_squared", sqrt(2 * 0.25**2 / (3 / 8) + 2 * 0.25**2 / (1 / 8))),
        ("jensen_shannon", sum(p * log2(p / m) for p, m in [(0.5, 0.375), (0.25, 0.125), (0.25, 0.375)])),
    ],
)  # fmt: skip
def test_two_rows_by_hand(measure: str, by_hand: float) -> None:
    found = resemble([X, Y], measure=measure)
    if measure == "jensen_shannon":  # the rows mirror each other
        assert found[0, 1] == pytest.approx(by_hand)
    assert found[0, 1] == pytest.approx(by_hand, abs=1e-12)


def test_divergences_by_hand() -> None:
    p, q = [0.5, 0.25, 0.25], [0.25, 0.25, 0.5]
    one = sum(a * log2(a / b) for a, b in zip(p, q, strict=True))
    other = sum(b * log2(b / a) for a, b in zip(p, q, strict=True))
    assert resemble([p, q], measure="kullback_leibler")[[0, 1], [1, 0]] == pytest.approx([one, other])
    assert resemble([p, q], measure="jeffreys")[0, 1] == pytest.approx(one + other)
    assert np.isnan(resemble([X, Y], measure="kullback_leibler")[0, 1])  # Y lacks a word of X


def test_the_deltas_are_about_z_scores() -> None:
    shares = np.array([[0.1, 0.3, 0.2], [0.2, 0.1, 0.2], [0.3, 0.2, 0.2]])
    z = np.array([[-1, 1], [0, -1], [1, 0]])  # the third word, used alike by all, is left out
    found = {name: resemble(shares, measure=name)[0, 1] for name in DISTANCES if name.endswith("delta")}
    cosine = (z[0] @ z[1]) / (np.linalg.norm(z[0]) * np.linalg.norm(z[1]))
    weights = np.array([1 / 2, 1])  # both words are as frequent; the first in order weighs most
    assert found == pytest.approx({
        "burrows_delta": (1 + 2) / 2,
        "quadratic_delta": (1 + 4) / 2,
        "eder_delta": (abs(z[0] - z[1]) * weights[::-1]).sum() / 2,
        "cosine_delta": 1 - cosine,
    })  # fmt: skip
    assert np.isnan(resemble(shares[:2], measure="burrows_delta")).all()


rows = st.lists(st.lists(st.integers(0, 5), min_size=5, max_size=5).filter(any), min_size=3, max_size=5)


@settings(max_examples=200)
@given(rows)
def test_tables_are_symmetric_and_the_same_is_the_same(table: list[list[int]]) -> None:
    for name, formula in ALL.items():
        found = resemble(table, measure=name)
        if not formula.directed:
            assert found == pytest.approx(found.T, abs=1e-9, nan_ok=True)
        own = np.diag(found)
        same = 1.0 if name in SIMILARITIES else 0.0
        if name != "faith":  # which counts words of none as half
            assert own[~np.isnan(own)] == pytest.approx(same, abs=1e-7)


@settings(max_examples=200)
@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_words_is_irrelevant(table: list[list[int]], random: Random) -> None:
    order = list(range(5))
    random.shuffle(order)
    for name in ALL:
        if name == "eder_delta":  # words of like frequency are told apart by their order
            continue
        one, two = resemble(table, measure=name), resemble(np.array(table)[:, order], measure=name)
        assert one == pytest.approx(two, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("measure", ALL)
def test_who_says_nothing_is_like_nobody(measure: str) -> None:
    assert np.isnan(resemble([[1, 2, 3], [0, 0, 0], [3, 1, 1]], measure=measure)[1]).all()


# Words of a corpus ----------------------------------------------------------------------------------------


def values(result: rostra.Result) -> dict[tuple[str, str, str], float]:
    frame = result.frame
    keys = zip(frame["measure"], frame[result.by], frame["item"], strict=True)
    return dict(zip(keys, frame["value"].astype(float), strict=True))


def test_each_two_groups_are_compared_by_their_shares() -> None:
    tokens = speeches(A=["war war peace talks"], B=["peace talks", "war war"], C=["now"])
    result = rostra.similarity(tokens, by="who", measures=["cosine", "manhattan"])
    assert values(result) == pytest.approx({
        ("cosine", "A", "B"): 1, ("cosine", "A", "C"): 0, ("cosine", "B", "C"): 0,
        ("manhattan", "A", "B"): 0, ("manhattan", "A", "C"): 2, ("manhattan", "B", "C"): 2,
    })  # fmt: skip
    row = result.frame.iloc[0]
    assert (row["exposure"], row["documents"], row["other_exposure"], row["other_documents"]) == (4, 1, 4, 2)
    assert row["note"] == "fewer than 8 documents: no interval"
    assert result.about == "Comparison of shares of 4 different words, 9 words in all."
    counts = rostra.similarity(tokens, by="who", measures="manhattan", weights="count")
    assert values(counts)["manhattan", "A", "C"] == 5


def test_a_directed_divergence_has_a_row_each_way() -> None:
    tokens = speeches(A=["war peace"], B=["war war war peace"])
    frame = rostra.similarity(tokens, by="who", measures="kullback_leibler").frame
    assert frame[["who", "item"]].values.tolist() == [["B", "A"], ["A", "B"]]
    assert frame["value"].nunique() == 2


def test_only_some_words_may_be_compared() -> None:
    tokens = speeches(A=["the war and the talks"], B=["the war and peace"])
    asked = {"measures": "jaccard", "by": "who"}
    assert values(rostra.similarity(tokens, **asked)) == {("jaccard", "A", "B"): 3 / 5}  # type: ignore[arg-type]
    content = rostra.similarity(tokens, stop_words=False, **asked)  # type: ignore[arg-type]
    assert values(content) == {("jaccard", "A", "B"): 1 / 3}
    assert content.about == (
        "Comparison of shares of 3 different words, 4 words in all. 5 words are not compared: too rare, or "
        "function words."
    )
    assert values(rostra.similarity(tokens, most_frequent=2, **asked)) == {("jaccard", "A", "B"): 1}  # type: ignore[arg-type]
    assert values(rostra.similarity(tokens, min_count=2, **asked)) == {("jaccard", "A", "B"): 1}  # type: ignore[arg-type]


def test_intervals_come_from_eight_documents_and_hold_the_value() -> None:
    texts = [f"war {'peace ' * i}talks {'now ' * (i % 3)}" for i in range(8)]
    tokens = speeches(A=texts, B=[f"{text} never" for text in texts])
    result = rostra.similarity(tokens, by="who", measures=["cosine", "euclidean"], n_boot=200)
    frame = result.frame
    assert (frame["low"] <= frame["value"]).all() and (frame["value"] <= frame["high"]).all()
    assert (frame["low"] < frame["high"]).all() and frame["high"].iloc[0] <= 1
    assert result.about.endswith("Intervals: 95%, 200 resamples of documents, centred, seed 0.")


spoken = st.lists(
    st.tuples(
        st.sampled_from("ABBCC"),
        st.lists(st.sampled_from(["we", "war", "no", "peace"]), min_size=1, max_size=9),
    ),
    min_size=20,
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(spoken, st.sampled_from(["share", "count"]), st.sampled_from([1, 4096]))
def test_intervals_are_the_same_whether_rows_are_compared_or_products_of_documents(
    texts: list[tuple[str, list[str]]], weights: Any, columns: int
) -> None:
    tokens = rostra.tokenize(rostra.load_corpus([{"who": who, "text": " ".join(own)} for who, own in texts]))
    if tokens.corpus.documents["who"].nunique() < 2:
        return
    names = ["cosine", "correlation", "weighted_jaccard", "weighted_dice"]
    found = []
    for many in (0, 1_000_000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(draws, "_MANY", many)
            patch.setattr(draws, "_COLUMNS", columns)
            patch.setattr(draws, "_CELLS", columns)
            frame = rostra.similarity(tokens, by="who", measures=names, weights=weights, n_boot=9).frame
        found.append(frame)
    for column in ("value", "low", "high"):
        one, other = (frame[column].to_numpy(dtype=float, na_value=np.nan) for frame in found)
        assert one == pytest.approx(other, abs=1e-9, nan_ok=True)


def test_who_uses_every_word_alike_has_no_correlation() -> None:
    tokens = speeches(A=["we go now", "we go now"], B=["we we go now"])
    assert rostra.similarity(tokens, by="who", measures="correlation").frame["value"].isna().all()


def test_groups_without_an_interval_need_no_comparing_unless_all_are_looked_at_together() -> None:
    texts = [f"war {'peace ' * i}talks {'now ' * (i % 3)}" for i in range(8)]
    tokens = speeches(A=texts, B=[f"{text} never" for text in texts], C=["war war talks now"])
    frames = [rostra.similarity(tokens, by="who", measures=list(ALL), n_boot=20).frame]
    together = {name: replace(formula, among_all=True, of_products=None) for name, formula in ALL.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draws, "_FORMULAS", together)
        frames.append(rostra.similarity(tokens, by="who", measures=list(ALL), n_boot=20).frame)
    for column in ("value", "low", "high"):
        one, other = (frame[column].to_numpy(dtype=float, na_value=np.nan) for frame in frames)
        assert one == pytest.approx(other, abs=1e-9, nan_ok=True)


def test_jensen_shannon_equals_plain_loops() -> None:
    table = np.random.default_rng(0).integers(0, 4, (6, 40)) + np.eye(6, 40)
    found = resemble(table, measure="jensen_shannon")
    shares = table / table.sum(axis=1, keepdims=True)
    for i, p in enumerate(shares):
        for j, q in enumerate(shares):
            pairs = [(a, b, (a + b) / 2) for a, b in zip(p, q, strict=True)]
            by_hand = (
                sum((a * log2(a / m) if a else 0) + (b * log2(b / m) if b else 0) for a, b, m in pairs) / 2
            )
            assert found[i, j] == pytest.approx(by_hand, rel=1e-12, abs=1e-15)


def test_groups_of_few_documents_have_no_interval_and_leave_those_of_others_alone() -> None:
    texts = [f"war {'peace ' * i}talks {'now ' * (i % 3)}" for i in range(8)]
    own = {"A": texts, "B": [f"{text} never" for text in texts]}
    few = rostra.similarity(speeches(**own, C=["no war"]), by="who", n_boot=20).frame
    pair = few[(few["who"] == "B") & (few["item"] == "A")]
    assert few["low"].notna().sum() == 1 and pair["low"].notna().all()
    assert few.loc[few["low"].isna(), "note"].eq("fewer than 8 documents: no interval").all()


def test_case_and_stems_are_compared_as_they_are_counted() -> None:
    tokens = speeches(A=["Threats threatened peace"], B=["threats threaten Peace"])
    shares = {
        name: values(rostra.similarity(tokens, by="who", measures="jaccard", **{name: True}))  # type: ignore[arg-type]
        for name in ("case", "stem")
    }
    assert shares == {"case": {("jaccard", "A", "B"): 0}, "stem": {("jaccard", "A", "B"): 1}}


def test_the_evidence_is_the_text_that_was_compared() -> None:
    tokens = tokens_of("He said [[A|direct|no deal]]. [[B|direct|No war.]]")
    result = rostra.similarity(tokens, by="actor")
    assert result.kwic(actor="A").lines["node"].tolist() == ["no deal"]


def test_a_delta_of_two_says_why_it_has_no_value() -> None:
    frame = rostra.similarity(speeches(A=["war"], B=["peace"]), by="who", measures="burrows_delta").frame
    assert frame["value"].isna().all()
    assert frame["note"].tolist() == [
        "z-scores need three groups or more; fewer than 8 documents: no interval"
    ]


corpora = st.lists(
    st.lists(st.sampled_from(["we", "war", "no", "peace"]), min_size=1, max_size=10), min_size=2, max_size=6
)


@settings(max_examples=200)
@given(corpora)
def test_a_corpus_doubled_is_as_alike(texts: list[list[str]]) -> None:
    doubled = texts * 2 if len(texts) % 2 == 0 else [*texts, texts[0], *texts[1:], texts[-1]]
    if len(texts) % 2:  # keep each speaker's share of the texts
        texts, doubled = texts[:-1], texts[:-1] * 2
    names = ["cosine", "jaccard", "euclidean", "jensen_shannon", "chi_squared"]
    once, twice = (
        values(rostra.similarity(tokens_of_lists(own), by="who", measures=names, n_boot=0))
        for own in (texts, doubled)
    )
    pairs = {(name, *sorted(pair)): value for (name, *pair), value in once.items()}
    assert pairs == pytest.approx(
        {(name, *sorted(pair)): value for (name, *pair), value in twice.items()}, nan_ok=True, abs=1e-7
    )


def test_nothing_is_changed() -> None:
    tokens = tokens_of("We go. They say [[A|direct|no deal now]] and [[B|direct|never]].")
    before = fingerprint(tokens)
    rostra.similarity(tokens, by="actor", measures=list(ALL))
    assert fingerprint(tokens) == before


def test_what_cannot_be_compared_is_refused() -> None:
    tokens = speeches(A=["war"])
    with pytest.raises(QueryError) as error:
        rostra.similarity(tokens, by="who")
    assert str(error.value).startswith(
        "'who' has 1 value, and two are compared. Group by another column: doc_id, "
    )
    with pytest.raises(QueryError) as error:
        rostra.similarity(tokens, by="who", measures="cosin")
    assert str(error.value).startswith(
        "no measure of similarity named 'cosin'. Did you mean 'cosine'? Known: cosine, "
    )
    with pytest.raises(QueryError) as error:
        rostra.similarity(tokens, by="who", weights="shares")  # type: ignore[arg-type]
    assert str(error.value) == "no weights named 'shares'. Did you mean 'share'? Known: share, count."
