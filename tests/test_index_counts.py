"""Counts do not depend on the partitions, on who counts them, or on whether kernels do."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rostra
from rostra.index import counting
from rostra.index.counting import count_forms, count_pairs, document_bounds, partitions_of
from rostra.index.tokens import Tokens

WORDS = (
    "no", "war", "We", "deny", "rock-solid", "won't", "may", "May", "the", "US", "peace,", "now.", "cannot",
)  # fmt: skip
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join), min_size=1, max_size=6)


def words_of(contents: list[str]) -> Tokens:
    rows = [{"text": f"{text}.", "who": "AB"[i % 2]} for i, text in enumerate(contents)]
    return rostra.tokenize(rostra.attribute(rostra.load_corpus(rows), actor="who"))


def by_kernels(patch: pytest.MonkeyPatch, yes: bool) -> None:
    patch.setattr(counting, "_WORDS", 0 if yes else 10**9)


@settings(max_examples=200)
@given(contents=texts, size=st.integers(1, 40), kernels=st.booleans(), threads=st.booleans())
def test_partitions_of_any_size_give_the_numbers_of_one(
    contents: list[str], size: int, kernels: bool, threads: bool
) -> None:
    words = words_of(contents)
    names, codes = words.groups("who")
    of_document = words.corpus.documents["who"].map({name: i for i, name in enumerate(names)}).fillna(-1)
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as executor:
        by_kernels(patch, kernels)
        given_ = {"partition": size, "executor": executor if threads else None}
        for each, group in (("token", codes), ("document", of_document.to_numpy(np.int64))):
            counts, documents = count_forms(words, group, len(names), each=each, **given_)
            expected = np.zeros_like(counts)
            np.add.at(expected, (codes, words.form), 1)
            np.testing.assert_array_equal(counts, expected)
            seen = {
                (int(c), int(f), int(d)) for c, f, d in zip(codes, words.form, words.document, strict=True)
            }
            expected[:] = 0
            for code, form, _ in seen:
                expected[code, form] += 1
            np.testing.assert_array_equal(documents, expected)
        pairs = count_pairs(words, **given_)
        together = [
            (int(words.form[a]), int(words.form[b]))
            for a, b in pairwise(range(len(words)))
            if words.sentence[a] == words.sentence[b] and words.statement[a] == words.statement[b]
        ]
        found = {
            (int(a), int(b)): int(n) for a, b, n in zip(pairs.first, pairs.second, pairs.count, strict=True)
        }
        assert found == dict(Counter(together))


def test_partitions_are_runs_of_whole_documents() -> None:
    words = words_of(["no war"] * 5 + ["no " * 50] + [""])
    assert document_bounds(words).tolist() == [0, 2, 4, 6, 8, 10, 60, 60]
    assert partitions_of(words, 5) == [(0, 2), (2, 4), (4, 5), (5, 6), (6, 7)]
    assert partitions_of(words, 1000) == [(0, 7)]
