"""Runs: words that stand together, in a row or with gaps, never across two sentences or speakers."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np

from rostra.errors import QueryError
from rostra.index.tokens import Tokens

__all__ = ["gaps_of", "join_words", "mark_runs", "name_runs"]


def gaps_of(n: int, skip: int | Iterable[int]) -> list[tuple[int, ...]]:
    """Say how far the words of a run may stand from its first.

    Parameters
    ----------
    n : int
        Words of a run.
    skip : int or iterable of int
        A number *k*: up to *k* words are left out, all gaps of the run together
        (Guthrie et al. 2006). A list: how many words may be left out in each gap
        (`[0, 1]`: none or one, as in quanteda).

    Returns
    -------
    list of tuple of int
        Places of the words of a run, the first of which is 0.

    References
    ----------
    Guthrie, D., Allison, B., Liu, W., Guthrie, L. and Wilks, Y. (2006). A closer look at
    skip-gram modelling. LREC.

    Examples
    --------
    >>> gaps_of(3, 1)
    [(0, 1, 2), (0, 1, 3), (0, 2, 3)]
    >>> gaps_of(3, [0, 1])
    [(0, 1, 2), (0, 1, 3), (0, 2, 3), (0, 2, 4)]
    """
    if n < 1:
        raise QueryError(f"n is {n}. Give a whole number from 1: n=2 counts pairs of words.")
    allowed = list(range(skip + 1)) if isinstance(skip, int) else sorted(set(skip))
    if not allowed or allowed[0] < 0:
        raise QueryError(
            f"skip is {skip!r}. Give a whole number from 0, or a list of them: skip=1 leaves out up to one "
            "word."
        )
    chosen = itertools.product(allowed, repeat=n - 1)
    if isinstance(skip, int):
        chosen = (gaps for gaps in chosen if sum(gaps) <= skip)  # type: ignore[assignment]
    return [tuple(itertools.accumulate((gap + 1 for gap in gaps), initial=0)) for gaps in chosen]


def mark_runs(tokens: Tokens, offsets: np.ndarray) -> np.ndarray:
    """Mark the tokens that runs begin with.

    Parameters
    ----------
    tokens : Tokens
        The words.
    offsets : numpy.ndarray of int
        How far the words of a run may stand from its first, one row a pattern: see `gaps_of`.

    Returns
    -------
    numpy.ndarray of bool
        One row a token, one column a pattern.

    Notes
    -----
    All words of a run, and those it leaves out, belong to one sentence and one statement.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No more war. Peace now."}]))
    >>> mark_runs(words, np.array([[0, 1]]))[:, 0].tolist()
    [True, True, False, True, False]
    """
    size = len(tokens)
    piece = tokens.sentence
    if tokens.statements is not None:
        parted = (np.diff(tokens.sentence) != 0) | (np.diff(tokens.statement) != 0)
        piece = np.append(0, np.cumsum(parted, dtype=np.int32))[:size]
    kept = np.zeros((size, len(offsets)), dtype=bool)
    for pattern, reach in enumerate(offsets[:, -1].tolist()):
        within = max(size - reach, 0)
        kept[:within, pattern] = piece[:within] == piece[reach:]
    return kept


def name_runs(runs: np.ndarray, names: list[str], codes: np.ndarray) -> tuple[list[str], np.ndarray]:
    """Return the runs that occur, and which of them each is.

    Parameters
    ----------
    runs : numpy.ndarray of int
        Positions of tokens, one row a run.
    names : list of str
        What words are called.
    codes : numpy.ndarray of int
        For each token, a position in `names`.

    Returns
    -------
    items : list of str
        The different runs, their words parted by spaces.
    codes : numpy.ndarray of int
        For each run, a position in `items`.

    Examples
    --------
    >>> items, which = name_runs(np.array([[0, 1], [2, 3]]), ["no", "war"], np.array([0, 1, 0, 1]))
    >>> items, which.tolist()
    (['no war'], [0, 0])
    """
    if runs.shape[1] == 1:
        return names, codes[runs[:, 0]]
    which = codes[runs[:, 0]].astype(np.int64)
    parts = np.arange(len(names), dtype=np.int64)[:, None]
    for k in range(1, runs.shape[1]):
        pairs, which = np.unique(which * max(len(names), 1) + codes[runs[:, k]], return_inverse=True)
        parts = np.column_stack([parts[pairs // max(len(names), 1)], pairs % max(len(names), 1)])
    return join_words(np.array(names, dtype=object), list(parts.T)).tolist(), which


def join_words(names: np.ndarray, words: list[np.ndarray]) -> np.ndarray:
    """Return runs as text.

    Parameters
    ----------
    names : numpy.ndarray of object
        What words are called.
    words : list of numpy.ndarray of int
        The first words of all runs, their second words, and so on: positions in `names`.

    Returns
    -------
    numpy.ndarray of object
        The words of each run, parted by spaces.

    Notes
    -----
    What runs begin with is written once for those that follow each other: in alphabetical order they
    cost little more than their last words.

    Examples
    --------
    >>> join_words(np.array(["no", "war"], dtype=object), [np.array([0, 0]), np.array([0, 1])]).tolist()
    ['no no', 'no war']
    """
    if len(words) == 1:
        return names[words[0]]
    new = np.zeros(len(words[0]), dtype=bool)
    new[:1] = True
    for word in words[:-1]:
        new[1:] |= word[1:] != word[:-1]
    begins = join_words(names, [word[new] for word in words[:-1]]) + " "
    return begins[np.cumsum(new) - 1] + names[words[-1]]
