"""Splitting promises: many texts at once have the sentences that each has alone, whatever is in them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rostra.index import sentences, splitting
from rostra.index.sentences import sentences_of
from rostra.sentences import sentence_spans

# Pieces of texts, those with white space in them apart.
ABBREVIATED = """Mr. No. no. sec. Inc. etc. e.g. U.S. a.m. Ph.D. Jan. w.va. n°. messrs. then-Sen. U.S.S.R.
    a.b.c.d.e. x-U.S. AT&T. a_b. J. I. p. 5. U.N.E.F.G. www.nato. -. well-. É. co-op. sen. ſen. K. oﬁ."""
LABELS = "1. 2) a. b. (a) (b) 1.) •1. ◦a) • ٣. (٣) 12٣) iv. 1) 2."
MARKS = ". ! ? … ?! ... [...] […] .) .] .” !’ .»"
OPENINGS = "“ ‘ « ( [ ¿ \" ' „"
WORDS = """He the The However According According, meanwhile X a I é É 日本 it’s 5 $5 Hale government
    Nobody no the-end The. “The ǅ ª 😀 \u200b AnUnusuallyLongWordWithoutAnEnd"""
SPACED = (" . . .", ". .", " .", "[. . .]", "• ", "• 1.")
SPACES = (" ", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r\n\r\n", "\n \n", "\r", " \n", ",\n")
RARE_SPACES = ("\u00a0", "\u2009", "\u3000", "\u2028", "\x0b", "\x85", "\n\x0b\n", "\n\u00a0\n")
SOLID = " ".join((ABBREVIATED, LABELS, MARKS, OPENINGS, WORDS)).split()
prose = st.lists(st.sampled_from([*SOLID, *SPACED, *SPACES * 4, *RARE_SPACES * 2]), max_size=40)
any_text = st.one_of(prose.map("".join), prose.map(" ".join), st.text(max_size=40))
line = st.builds(
    lambda words, size, end: (" ".join(words) * 9)[:size] + end,
    st.lists(
        st.sampled_from(["Hale", "left.", "é", "was", "U.S.", "a", "日", "so,"]), min_size=3, max_size=12
    ),
    st.sampled_from([0, 3, 39, 40, 41, 60, 89, 90, 91, 99, 100, 101]),
    st.sampled_from(["", "", ".", "”", ":", " ", ",", ", ", "\u00a0", "x", "\r"]),
)
pages = st.lists(line, max_size=6).flatmap(
    lambda lines: st.sampled_from(["\n", "\n", "\r\n", "\n\n", "\n\n \n"]).map(lambda end: end.join(lines))
)


def together(texts: list[str]) -> list[list[tuple[int, int]]]:
    """The sentences of each text, found for all at once by the kernels."""
    start, end, counts = splitting.split_all(texts)
    spans = list(zip(start.tolist(), end.tolist(), strict=True))
    return [spans[a:b] for a, b in itertools.pairwise([0, *np.cumsum(counts).tolist()])]


@settings(max_examples=500)
@given(texts=st.lists(any_text, max_size=3))
@example(texts=[])
@example(texts=["", "A.", ""])
@example(texts=["He said \ud800. So it was. \udfff. The end."])
def test_the_kernel_finds_the_sentences_that_the_rules_find(texts: list[str]) -> None:
    assert together(texts) == [sentence_spans(text) for text in texts]


@settings(max_examples=300)
@given(texts=st.lists(pages, min_size=1, max_size=2))
def test_the_kernel_sees_which_lines_the_page_broke(texts: list[str]) -> None:
    assert together(texts) == [sentence_spans(text) for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Hale met J. Ruiz at 5 p.m. in Oslo. No. 5 won. It was No. The end. He met X Inc. Then he left.",
        "He lives in the U.S. The rest left. Gen. Kos of Acme Co. Ltd. was late, e.g. Monday.",
        "“Stop!” he cried. “Why?” she asked… Nobody knew.\n\nIt is over.\nSo they say.",
    ],
)
def test_plain_prose_leaves_no_doubt(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = sentence_spans(text)
    monkeypatch.setattr(splitting, "sentence_spans", lambda *_, **__: pytest.fail("the rules were asked"))
    assert together([text]) == [expected]


def test_few_texts_and_many_are_cut_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Mr. Hale left. He came back.", "", "1. Pay. 2. Leave."]
    few, text = sentences_of(texts)
    assert few == ["Mr. Hale left.", "He came back.", "1. Pay.", "2. Leave."]
    assert text.tolist() == [0, 0, 2, 2]
    monkeypatch.setattr(sentences, "LARGE", 1)
    many, text_of_many = sentences_of(texts)
    assert many == few
    assert text_of_many.tolist() == text.tolist()


def test_a_batch_ends_between_two_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["He left. She stayed.", "No.", "Yes. Well."]
    expected = [sentence_spans(text) for text in texts]
    monkeypatch.setattr(splitting, "_BATCH", 1)
    assert together(texts) == expected
