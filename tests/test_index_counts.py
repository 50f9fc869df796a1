"""Counts do not depend on the partitions, or on who counts them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import rostra
from rostra.index.partitions import document_bounds, partitions_of
from rostra.index.tokens import Tokens
from rostra.index.word_counts import count_words, ranked

WORDS = (
    "no", "war", "We", "deny", "rock-solid", "won't", "may", "May", "the", "US", "peace,", "now.", "cannot",
)  # fmt: skip
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join), min_size=1, max_size=6)


def words_of(contents: list[str]) -> Tokens:
    rows = [{"text": f"{text}.", "who": "AB"[i % 2]} for i, text in enumerate(contents)]
    return rostra.tokenize(rostra.attribute(rostra.load_corpus(rows), actor="who"))


@settings(max_examples=100)
@given(
    contents=texts, size=st.integers(1, 40), threads=st.booleans(), by=st.sampled_from(["who", "kind", None])
)
def test_partitions_of_any_size_give_the_numbers_of_one(
    contents: list[str], size: int, threads: bool, by: str | None
) -> None:
    words = words_of(contents)
    names, codes = words.groups(by)
    with ThreadPoolExecutor(2) as executor:
        counted = count_words(words, by, partition=size, executor=executor if threads else None)
    assert counted.names == [name for code, name in enumerate(names) if (codes == code).any()]
    for code in range(len(counted.names)):
        own = codes == code
        expected = np.zeros((len(contents), max(len(words.vocabulary), 1)))
        np.add.at(expected, (words.document[own], words.form[own]), 1)
        cells = counted.of(code)
        np.testing.assert_array_equal(cells.hits, expected.sum(axis=0))
        np.testing.assert_array_equal(cells.documents, (expected > 0).sum(axis=0))
        np.testing.assert_array_equal(cells.words, expected.sum(axis=1)[cells.document])


def test_partitions_are_runs_of_whole_documents() -> None:
    words = words_of(["no war"] * 5 + ["no " * 50] + [""])
    assert document_bounds(words).tolist() == [0, 2, 4, 6, 8, 10, 60, 60]
    assert partitions_of(words, 5) == [(0, 2), (2, 4), (4, 5), (5, 6), (6, 7)]
    assert partitions_of(words, 1000) == [(0, 7)]


@settings(max_examples=300)
@given(
    values=st.lists(
        st.floats() | st.sampled_from([0.0, -0.0, 1.0, 1.0 + 2**-52, -1.5, float("inf"), float("nan")]),
        max_size=40,
    ),
    random=st.randoms(use_true_random=False),
)
def test_words_are_ranked_by_value_then_by_alphabet_to_the_last_digit(
    values: list[float], random: Random
) -> None:
    alphabet = random.sample(range(2 * len(values)), len(values))

    def key(place: int) -> tuple[float, int]:
        value = values[place]
        return (float("inf") if value != value else -value, alphabet[place])

    order = ranked(np.array(values, dtype=float), np.array(alphabet, dtype=np.int64))
    assert order.tolist() == sorted(range(len(values)), key=key)
