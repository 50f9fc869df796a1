"""Runs: sequences of three words or more, and the parts of them that stand elsewhere."""

from __future__ import annotations

import numpy as np

from rostra.index.cells import run_lengths
from rostra.index.tokens import Tokens

__all__ = ["count_patterns", "count_runs", "expected_of_runs", "first_places"]


def first_places(tokens: Tokens, own: np.ndarray | None, n: int) -> np.ndarray:
    """Return where runs of *n* words begin that lie in one sentence and statement.

    Parameters
    ----------
    tokens : Tokens
        The words.
    own : numpy.ndarray of bool or None
        The words that count; None is all.
    n : int
        Words in a run.

    Returns
    -------
    numpy.ndarray of int
        Places of the first words.
    """
    size = max(len(tokens) - n + 1, 0)
    parted = np.diff(tokens.sentence) != 0
    if tokens.statements is not None:
        parted |= np.diff(tokens.statement) != 0
    piece = np.r_[0, np.cumsum(parted)]
    good = piece[:size] == piece[n - 1 : n - 1 + size]
    if own is not None:
        for k in range(n):
            good &= own[k : k + size]
    return np.flatnonzero(good)


def count_runs(
    tokens: Tokens, first: np.ndarray, n: int, min_count: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, int]:
    """Count runs of words.

    Parameters
    ----------
    tokens : Tokens
        The words.
    first : numpy.ndarray of int
        Where the runs begin.
    n : int
        Words in a run.
    min_count : int
        Fewest occurrences.

    Returns
    -------
    example, hits, documents, listed : numpy.ndarray of int
        For each run a place among `first` where it stands, how often it is there, in how many
        documents, and for each place which run stands there (-1: a rare one).
    rare : int
        How many different runs are rarer.
    """
    run = _numbered(tokens, first, range(n))
    order = np.argsort(run, kind="stable")
    start, hits = run_lengths(run[order])
    frequent = np.flatnonzero(hits >= min_count)
    number = np.full(len(start), -1)
    number[frequent] = np.arange(len(frequent))
    listed = np.full(len(first), -1)
    listed[order] = np.repeat(number, hits)
    shown = np.flatnonzero(listed >= 0)
    last = len(tokens.corpus.documents)
    pairs = np.unique(listed[shown] * last + tokens.document[first[shown]])
    documents = np.bincount(pairs // max(last, 1), minlength=len(frequent))
    return order[start[frequent]], hits[frequent], documents, listed, len(start) - len(frequent)


def count_patterns(tokens: Tokens, first: np.ndarray, n: int, example: np.ndarray) -> np.ndarray:
    """Count, for each run, how many runs match it in which places and in no others.

    Parameters
    ----------
    tokens : Tokens
        The words.
    first : numpy.ndarray of int
        Where all runs begin.
    n : int
        Words in a run.
    example : numpy.ndarray of int
        Where the runs of interest stand among them.

    Returns
    -------
    numpy.ndarray of int
        One row a run of interest, one column a pattern: the bits of its number are the matches.
    """
    table = np.zeros((len(example), 2**n), dtype=np.int64)
    table[:, 0] = len(first)
    for pattern in range(1, 2**n):
        run = _numbered(tokens, first, [i for i in range(n) if pattern >> i & 1])
        ordered = np.sort(run)
        wanted = run[example]
        table[:, pattern] = np.searchsorted(ordered, wanted, side="right") - np.searchsorted(ordered, wanted)
    for i in range(n):  # from "at least these places" to "these and no others"
        without = [pattern for pattern in range(2**n) if not pattern >> i & 1]
        table[:, without] -= table[:, [pattern | 1 << i for pattern in without]]
    return table


def expected_of_runs(tokens: Tokens, first: np.ndarray, n: int, words: np.ndarray, total: int) -> np.ndarray:
    """Return how often runs would stand there if their words were dealt out at random.

    Parameters
    ----------
    tokens : Tokens
        The words.
    first : numpy.ndarray of int
        Where the runs of interest stand.
    n : int
        Words in a run.
    words : numpy.ndarray of int
        Occurrences of each form.
    total : int
        Number of words.

    Returns
    -------
    numpy.ndarray of float
        Product of the shares of the words, times the number of words.
    """
    share = np.ones(len(first))
    for k in range(n):
        share *= words[tokens.form[first + k]] / total
    return share * total


def _numbered(tokens: Tokens, first: np.ndarray, places: range | list[int]) -> np.ndarray:
    """Return a number for the words at some places of each run: equal where the words are."""
    size = max(len(tokens.vocabulary), 1)
    number, bound = np.zeros(len(first), dtype=np.int64), 1
    for k in places:
        if bound * size >= 2**62:
            kinds, number = np.unique(number, return_inverse=True)
            bound = len(kinds)
        number = number * size + tokens.form[first + k]
        bound *= size
    return number
