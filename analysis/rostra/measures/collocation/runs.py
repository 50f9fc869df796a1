"""Runs: sequences of three words or more, and the parts of them that stand elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from rostra.index.cells import run_lengths
from rostra.index.partitions import document_bounds
from rostra.index.postings import in_order_of
from rostra.index.runs import mark_runs
from rostra.index.tokens import MANY, Tokens
from rostra.index.word_counts import in_alphabet

__all__ = ["Runs", "count_patterns", "count_runs", "expected_of_runs", "places_of_runs", "runs_of_groups"]


@dataclass(frozen=True, eq=False)
class Runs:
    """Sequences of words in one sentence and statement: those of one group.

    Parameters
    ----------
    tokens : Tokens
        The words.
    word : numpy.ndarray of int32
        The place of each word in the alphabetical order of all forms.
    first : numpy.ndarray of int
        Where the runs begin, in text order.
    n : int
        Words in a run.
    """

    tokens: Tokens
    word: np.ndarray
    first: np.ndarray
    n: int


def runs_of_groups(tokens: Tokens, codes: np.ndarray | None, groups: int, n: int) -> list[Runs]:
    """Find all runs of *n* words.

    Parameters
    ----------
    tokens : Tokens
        The words.
    codes : numpy.ndarray of int or None
        The group of each word, -1 for those of none; None: all are of one.
    groups : int
        Number of groups.
    n : int
        Words in a run.

    Returns
    -------
    list of Runs
        Those of each group.
    """
    word = in_alphabet(tokens)[1].astype(np.int32)[tokens.form]
    kept = mark_runs(tokens, np.arange(n)[None, :])[:, 0]
    if codes is not None:
        kept &= codes >= 0
        for k in range(1, n):
            within = max(len(codes) - k, 0)
            kept[:within] &= codes[k:] == codes[:within]
    if len(tokens) >= MANY:
        from rostra.index.repeats import numbers_of_runs

        first = numbers_of_runs(kept)
    else:
        first = np.flatnonzero(kept)
    if codes is None:
        return [Runs(tokens, word, first, n)] * groups
    order, bounds = in_order_of(codes[first], groups)
    first = first[order]
    return [Runs(tokens, word, first[begin:end], n) for begin, end in pairwise(bounds.tolist())]


def count_runs(runs: Runs, min_count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """Count runs of words.

    Parameters
    ----------
    runs : Runs
        All of one group.
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
    tokens = runs.tokens
    places, bounds, rare = _side_by_side(runs, range(runs.n), min_count)
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


def places_of_runs(runs: Runs, min_count: int) -> tuple[np.ndarray, np.ndarray]:
    """Find where the runs stand that `count_runs` counts.

    Parameters
    ----------
    runs, min_count
        As for `count_runs`.

    Returns
    -------
    places : numpy.ndarray of int
        The first tokens of all of them, in text order.
    run : numpy.ndarray of int
        Which of the runs stands there.
    """
    places, bounds, _ = _side_by_side(runs, range(runs.n), min_count, count_rare=False)
    run = np.full(len(runs.word), -1, dtype=np.int32)
    run[places] = np.repeat(np.arange(len(bounds) - 1), _sizes(bounds))
    found = np.flatnonzero(run >= 0)
    return found, run[found]


def count_patterns(runs: Runs, example: np.ndarray, hits: np.ndarray) -> np.ndarray:
    """Count, for each run, how many runs match it in which places and in no others.

    Parameters
    ----------
    runs : Runs
        All of one group.
    example, hits : numpy.ndarray of int
        Where the runs of interest stand, and how often.

    Returns
    -------
    numpy.ndarray of int
        One row a run of interest, one column a pattern: the bits of its number are the matches.
    """
    n = runs.n
    table = np.zeros((len(example), 2**n), dtype=np.int64)
    table[:, 0] = len(runs.first)
    table[:, -1] = hits
    least = int(hits.min()) if len(hits) else 1
    matches = np.zeros(len(runs.word), dtype=np.int32)
    for pattern in range(1, 2**n - 1):
        chosen = [i for i in range(n) if pattern >> i & 1]
        # what agrees with a run in some places is no rarer than the run
        places, bounds, _ = _side_by_side(runs, chosen, least, count_rare=False)
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
    runs: Runs, chosen: Sequence[int], min_count: int, *, count_rare: bool = True
) -> tuple[np.ndarray, np.ndarray, int]:
    """Put the runs side by side whose words at some places are the same.

    Returns where they begin, in the order of these words and then of the text; where those of each
    begin and those of the last end; and how many are rarer, if that is asked for.
    """
    size = max(len(runs.tokens.vocabulary), 1)
    if len(runs.tokens) >= MANY:
        from rostra.index.repeats import find_repeats

        levels = [(runs.word, np.array([k])) for k in chosen]
        return find_repeats(runs.first.copy(), levels, size, min_count, count_rare=count_rare)
    run = _numbered(runs, size, chosen)
    order = np.argsort(run, kind="stable")
    _, sizes = run_lengths(run[order])
    frequent = sizes >= min_count
    bounds = np.append(0, np.cumsum(sizes[frequent]))
    return runs.first[order[np.repeat(frequent, sizes)]], bounds, int(np.count_nonzero(~frequent))


def _sizes(bounds: np.ndarray) -> np.ndarray:
    return np.diff(bounds.astype(np.int64))


def _numbered(runs: Runs, size: int, chosen: Sequence[int]) -> np.ndarray:
    """Return a number for the words at some places of each run: equal where the words are."""
    number, bound = np.zeros(len(runs.first), dtype=np.int64), 1
    for k in chosen:
        if bound * size >= 2**62:
            kinds, number = np.unique(number, return_inverse=True)
            bound = len(kinds)
        number = number * size + runs.word[runs.first + k]
        bound *= size
    return number
