"""Windows: what each group's words in each document add to a mean type-token ratio."""

from __future__ import annotations

import numpy as np

from rostra.errors import QueryError, unknown
from rostra.index.tokens import Tokens
from rostra.index.variants import count_as
from rostra.measures.diversity.sequences import SEQUENCES, steps_for, walk

__all__ = ["MEANS", "window_sums"]

# Means over stretches of equal length: one ratio of sums, so that documents can be compared.
MEANS = {name: SEQUENCES[name] for name in ("mattr", "msttr")}


def window_sums(
    tokens: Tokens, group: np.ndarray, shape: tuple[int, int], *, measure: str = "mattr", words: int = 50
) -> tuple[np.ndarray, np.ndarray]:
    """Add up the type-token ratios of the windows of each group in each document.

    Parameters
    ----------
    tokens : Tokens
        The words.
    group : numpy.ndarray of int
        The group of each word; -1 where it is not read.
    shape : tuple of int
        Number of groups and of documents.
    measure : {"mattr", "msttr"}
        Windows that begin at each word, or segments that do not overlap.
    words : int
        Words of one.

    Returns
    -------
    sums, windows : numpy.ndarray
        Groups x documents: the sum of the ratios, and the number of windows. Their quotient over
        all documents of a group is its `rostra.diversity`.

    Examples
    --------
    >>> import rostra, numpy as np
    >>> text = rostra.tokenize(rostra.load_corpus([{"text": "War and war and peace."}]))
    >>> sums, windows = window_sums(text, np.zeros(5, dtype=int), (1, 1), words=2)
    >>> sums.tolist(), windows.tolist()
    ([[4.0]], [[4.0]])
    """
    if measure not in MEANS:
        raise QueryError(unknown("mean of diversity", measure, MEANS))
    _, form = count_as(tokens)
    sums, windows = np.zeros((2, *shape))
    read = np.flatnonzero(group >= 0)
    cell = group[read] * shape[1] + tokens.document[read]
    order = np.argsort(cell, kind="stable")
    steps = steps_for(len(tokens))
    borders = np.flatnonzero(np.diff(cell[order])) + 1
    for run in np.split(order, borders) if len(order) else []:
        place = divmod(int(cell[run[0]]), shape[1])
        sums[place], windows[place] = walk(
            form[read[run]], measure, window=words, segment=words, threshold=0.72, steps=steps
        )
    return sums, windows
