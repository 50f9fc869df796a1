"""Arrays: words of many small documents, made without cutting texts, for properties that are tried often."""

from __future__ import annotations

from functools import cache

import numpy as np

import rostra
from rostra.corpus import Corpus
from rostra.index.tokens import Tokens


@cache
def _corpus(texts: int) -> Corpus:
    return rostra.load_corpus([{"text": "word.", "who": "AB"[i % 2]} for i in range(texts)])


def tokens_of_lists(documents: list[list[str]]) -> Tokens:
    """Documents as lists of words: each is one sentence; `who` is A and B in turn.

    Offsets lie one after the other and point into no text, so there is no evidence to show.
    """
    lengths = [len(own) for own in documents]
    forms = {form: i for i, form in enumerate(dict.fromkeys(form for own in documents for form in own))}
    document = np.repeat(np.arange(len(documents)), lengths).astype(np.int32)
    start = np.concatenate([np.arange(n) * 9 for n in lengths]) if lengths else np.zeros(0)
    return Tokens(
        corpus=_corpus(len(documents)),
        statements=None,
        document=document,
        start=start.astype(np.int64),
        end=start.astype(np.int64) + 8,
        form=np.array([forms[form] for own in documents for form in own], dtype=np.int32),
        vocabulary=tuple(forms),
        sentence=document,
        sentence_start=np.zeros(len(documents), dtype=np.int64),
        sentence_end=np.array(lengths, dtype=np.int64) * 9,
        statement=np.full(len(document), -1, dtype=np.int32),
        clause_start=np.zeros(len(document), dtype=bool),
    )
