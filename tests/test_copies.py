"""Copies: what prints a dispatch again is found, and what only speaks of the same is not."""

from __future__ import annotations

from pathlib import Path

import pytest

import rostra
from rostra.copies import find_copies
from rostra.errors import QueryError

DISPATCH = (
    "The strait was closed to all ships on Monday after a tanker ran aground in thick fog, and the pilots "
    "said that it would take two days to pull her free. Nobody was hurt. The owners said they were sorry, "
    "the council that it would look into it, and the harbour master that he had warned of the fog."
)
OTHER = (
    "A tanker has run aground in the strait, and ships wait on both sides of it. In the fog of Monday "
    "morning the pilots could not see the buoys. It may take until Wednesday before the first of them can "
    "pass again."
)


def found(*texts: str, **columns: list[object]) -> list[str]:
    rows = [{"doc_id": str(i), "text": text} | {name: values[i] for name, values in columns.items()}
            for i, text in enumerate(texts)]  # fmt: skip
    return find_copies(rostra.load_corpus(rows)).fillna("").tolist()


def test_a_dispatch_printed_again_is_a_copy() -> None:
    assert found(DISPATCH, OTHER, DISPATCH.upper() + " By our staff.") == ["", "", "0"]


def test_a_dispatch_cut_to_its_first_sentence_is_a_copy() -> None:
    assert found(DISPATCH, DISPATCH[: DISPATCH.index(". ") + 1]) == ["", "0"]


def test_the_earlier_one_is_the_original() -> None:
    assert found(DISPATCH, DISPATCH, date=["2024-05-02", "2024-05-01"]) == ["1", ""]


def test_a_copy_of_a_copy_names_the_first() -> None:
    assert found(DISPATCH, DISPATCH + " A.", DISPATCH + " A. B.") == ["", "0", "0"]


def test_short_texts_are_copies_where_they_are_equal() -> None:
    assert found("A ship.", "A ship!", "Two ships.", "") == ["", "0", "", ""]


def test_what_the_corpus_says_is_believed(root: Path) -> None:
    corpus = rostra.load_corpus(root / "corpus" / "strait")
    said = find_copies(corpus)
    assert said.notna().sum() == 4
    columns = corpus.documents.drop(columns=["copy_of", "corrects"])
    by_text = find_copies(rostra.load_corpus(columns))
    assert set(said.dropna().index) <= set(by_text.dropna().index)
    assert by_text.notna().sum() <= 6


@pytest.mark.parametrize("least", [0, 1.5])
def test_a_share_is_above_0_and_at_most_1(least: float) -> None:
    with pytest.raises(QueryError) as error:
        find_copies(rostra.load_corpus([{"text": "A"}]), least=least)
    assert str(error.value) == f"least is {least!r}. Give a share above 0 and at most 1, for example 0.5."
