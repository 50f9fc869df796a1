"""Runs: sequences of three words or more, and the parts of them that stand elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rostra.index.cells import run_lengths
from rostra.index.partitions import document_bounds
from rostra.index.runs import mark_runs
from rostra.index.tokens import MANY, Tokens
from rostra.index.word_counts import in_alphabet

__all__ = ["count_patterns", "count_runs", "expected_of_runs", "mark_first", "places_of_runs"]


def mark_first(tokens: Tokens, own: np.ndarray | None, n: int) -> np.ndarray:
    """Mark the words that runs of *n* words begin with which lie in one sentence and statement.

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
    numpy.ndarray of bool
        One value a token.
    """
    kept: np.ndarray = mark_runs(tokens, np.arange(n)[None, :])[:, 0]
    if own is not None:
        for k in range(n):
            kept[: max(len(own) - k, 0)] &= own[k:]
    return kept


def count_runs(
    tokens: Tokens, first: np.ndarray, n: int, min_count: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """Count runs of words.

    Parameters
    ----------
    tokens : Tokens
        The words.
    first : numpy.ndarray of bool
        The words that runs begin with.
    n : int
        Words in a run.
    min_count : int
        Fewest occurrences.

    Returns
    -------
    example, hits, documents : numpy.ndarray of int
        For each run the first place where it stands, how often it is there, in how many documents;
        in the alphabetical order of their words.
    rare : int
        How many different runs are rarer.
    """
    places, bounds, rare = _side_by_side(tokens, first, range(n), min_count)
    if len(tokens) >= MANY:
        from rostra.index.repeats import count_documents

        every = np.arange(len(tokens.corpus))
        alone = np.array([0, len(every)])  # one group, that of all documents
        _, documents, *_ = count_documents(
            places, bounds, 1, document_bounds(tokens), None, alone, every, every
        )
    else:
        run = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
        pairs = np.unique(np.stack([run, tokens.document[places]]), axis=1)
        documents = np.bincount(pairs[0], minlength=len(bounds) - 1)
    return places[bounds[:-1]].astype(np.int64), _sizes(bounds), documents.astype(np.int64), rare


def places_of_runs(
    tokens: Tokens, first: np.ndarray, n: int, min_count: int
) -> tuple[np.ndarray, np.ndarray]:
    """Find where the runs stand that `count_runs` counts.

    Parameters
    ----------
    tokens, first, n, min_count
        As for `count_runs`.

    Returns
    -------
    places : numpy.ndarray of int
        The first tokens of all of them, in text order.
    run : numpy.ndarray of int
        Which of the runs stands there.
    """
    places, bounds, _ = _side_by_side(tokens, first, range(n), min_count, count_rare=False)
    run = np.full(len(tokens), -1, dtype=np.int32)
    run[places] = np.repeat(np.arange(len(bounds) - 1), _sizes(bounds))
    found = np.flatnonzero(run >= 0)
    return found, run[found]


def count_patterns(
    tokens: Tokens, first: np.ndarray, n: int, example: np.ndarray, hits: np.ndarray
) -> np.ndarray:
    """Count, for each run, how many runs match it in which places and in no others.

    Parameters
    ----------
    tokens : Tokens
        The words.
    first : numpy.ndarray of bool
        The words that all runs begin with.
    n : int
        Words in a run.
    example, hits : numpy.ndarray of int
        Where the runs of interest stand, and how often.

    Returns
    -------
    numpy.ndarray of int
        One row a run of interest, one column a pattern: the bits of its number are the matches.
    """
    table = np.zeros((len(example), 2**n), dtype=np.int64)
    table[:, 0] = np.count_nonzero(first)
    table[:, -1] = hits
    least = int(hits.min()) if len(hits) else 1
    matches = np.zeros(len(tokens), dtype=np.int32)
    for pattern in range(1, 2**n - 1):
        chosen = [i for i in range(n) if pattern >> i & 1]
        # what agrees with a run in some places is no rarer than the run
        places, bounds, _ = _side_by_side(tokens, first, chosen, least, count_rare=False)
        sizes = _sizes(bounds)
        matches[places] = np.repeat(sizes, sizes)
        table[:, pattern] = matches[example]
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


def _side_by_side(
    tokens: Tokens, first: np.ndarray, chosen: Sequence[int], min_count: int, *, count_rare: bool = True
) -> tuple[np.ndarray, np.ndarray, int]:
    """Put the runs side by side whose words at some places are the same.

    Returns where they begin, in the order of these words and then of the text; where those of each
    begin and those of the last end; and how many are rarer, if that is asked for.
    """
    rank = in_alphabet(tokens)[1].astype(np.int32)
    word = rank[tokens.form]
    if len(tokens) >= MANY:
        from rostra.index.repeats import find_repeats, rows_of

        levels = [(word, np.array([k])) for k in chosen]
        return find_repeats(rows_of(first), levels, len(rank), min_count, count_rare=count_rare)
    places = np.flatnonzero(first)
    run = _numbered(word, len(rank), places, chosen)
    order = np.argsort(run, kind="stable")
    _, sizes = run_lengths(run[order])
    frequent = sizes >= min_count
    bounds = np.append(0, np.cumsum(sizes[frequent]))
    return places[order[np.repeat(frequent, sizes)]], bounds, int(np.count_nonzero(~frequent))


def _sizes(bounds: np.ndarray) -> np.ndarray:
    return np.diff(bounds.astype(np.int64))


def _numbered(word: np.ndarray, size: int, first: np.ndarray, chosen: Sequence[int]) -> np.ndarray:
    """Return a number for the words at some places of each run: equal where the words are."""
    number, bound = np.zeros(len(first), dtype=np.int64), 1
    for k in chosen:
        if bound * size >= 2**62:
            kinds, number = np.unique(number, return_inverse=True)
            bound = len(kinds)
        number = number * size + word[first + k]
        bound *= size
    return number
