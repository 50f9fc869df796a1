"""Sentences: those of many texts at once, by the rules where the texts are short, by kernels where long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import numpy as np

from rostra.index.tokens import LARGE
from rostra.sentences import sentence_spans

__all__ = ["sentences_of"]


def sentences_of(texts: Sequence[str]) -> tuple[list[str], np.ndarray]:
    """Cut texts into their sentences, at the places that `sentence_spans` finds in each.

    Parameters
    ----------
    texts : sequence of str
        The texts as published.

    Returns
    -------
    sentences : list of str
        Those of all texts, in order.
    text : numpy.ndarray of int
        The number of the text that each is from.

    Examples
    --------
    >>> sentences, text = sentences_of(["He left. She stayed.", "", "No."])
    >>> sentences, text.tolist()
    (['He left.', 'She stayed.', 'No.'], [0, 0, 2])
    """
    spans: Iterable[tuple[int, int]]
    if sum(map(len, texts)) >= LARGE:
        from rostra.index.splitting import split_all

        start, end, found = split_all(texts)
        spans, counts = zip(start.tolist(), end.tolist(), strict=True), found.tolist()
    else:
        each = [sentence_spans(text) for text in texts]
        spans, counts = (span for own in each for span in own), list(map(len, each))
    rest = iter(spans)
    sentences = [
        text[first:last]
        for text, count in zip(texts, counts, strict=True)
        for first, last in islice(rest, count)
    ]
    return sentences, np.repeat(np.arange(len(texts)), counts)
