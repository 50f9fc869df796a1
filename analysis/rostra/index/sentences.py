"""Sentences: those of many texts at once, by the rules where the texts are short, by kernels where long."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rostra.index.tokens import LARGE
from rostra.sentences import sentence_spans

__all__ = ["sentences_of"]


def sentences_of(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find the sentences of many texts, as `sentence_spans` does of one.

    Parameters
    ----------
    texts : sequence of str
        The texts as published.

    Returns
    -------
    start, end : numpy.ndarray of int
        The place of each sentence in its text.
    bounds : numpy.ndarray of int
        Where the sentences of each text begin, and where the last ones end.

    Examples
    --------
    >>> start, end, bounds = sentences_of(["He left. She stayed.", "", "No."])
    >>> start.tolist(), end.tolist(), bounds.tolist()
    ([0, 9, 0], [8, 20, 3], [0, 2, 2, 3])
    """
    if sum(map(len, texts)) >= LARGE:
        from rostra.index.splitting import split_all

        start, end, counts = split_all(texts)
        return start, end, np.append(0, np.cumsum(counts))
    spans = [sentence_spans(text) for text in texts]
    flat = np.array([span for each in spans for span in each], dtype=np.int32).reshape(-1, 2)
    return flat[:, 0], flat[:, 1], np.cumsum([0, *map(len, spans)])
