"""Counting: how often each form and each pair of forms occurs, in partitions of any size.

Every count is made of partial counts over runs of documents, which are added up: the
partitions may have any size and may be counted side by side, by any
`concurrent.futures.Executor`; the numbers are the same. The kernels let go of Python's
lock, so threads use all cores. Small corpora are counted without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np

from rostra.index.tokens import LARGE, Tokens

__all__ = [
    "Pairs",
    "count_forms",
    "count_pairs",
    "document_bounds",
    "document_of",
    "partitions_of",
]

PARTITION = 8_000_000  # tokens that are counted at once
_WORDS = LARGE // 6  # from so many tokens on the kernels count


@dataclass(frozen=True, eq=False)
class Pairs:
    """How often each pair of forms stands side by side.

    Parameters
    ----------
    first, second : numpy.ndarray of int32
        The forms of each pair that occurs, sorted.
    count : numpy.ndarray of int64
        How often it does.
    """

    first: np.ndarray
    second: np.ndarray
    count: np.ndarray


def document_bounds(tokens: Tokens) -> np.ndarray:
    """Return where the tokens of each document begin, and where the last end.

    Parameters
    ----------
    tokens : Tokens
        The words.

    Returns
    -------
    numpy.ndarray of int64
        One more than there are documents.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war."}, {"text": "Yes."}]))
    >>> document_bounds(words).tolist()
    [0, 2, 3]
    """
    if "document_bounds" not in tokens._cache:
        # of another type, the places would cost a copy of the documents of all tokens
        places = np.arange(len(tokens.corpus) + 1, dtype=tokens.document.dtype)
        tokens._cache["document_bounds"] = np.searchsorted(tokens.document, places)
    bounds: np.ndarray = tokens._cache["document_bounds"]
    return bounds


def document_of(tokens: Tokens, places: np.ndarray) -> np.ndarray:
    """Return the document of some tokens.

    Parameters
    ----------
    tokens : Tokens
        The words.
    places : numpy.ndarray of int
        Positions of tokens, rising.

    Returns
    -------
    numpy.ndarray of int64
        Rows of the documents. Nothing is made for each token.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war."}, {"text": "Yes."}]))
    >>> document_of(words, np.array([0, 1, 2])).tolist()
    [0, 0, 1]
    """
    bounds = document_bounds(tokens)
    if not len(bounds) > 1:
        return np.zeros(len(places), dtype=np.int64)
    # of another type, the bounds would cost a copy of the places
    return np.repeat(
        np.arange(len(bounds) - 1), np.diff(np.searchsorted(places, bounds.astype(places.dtype)))
    )


def partitions_of(tokens: Tokens, size: int = PARTITION) -> list[tuple[int, int]]:
    """Part the documents into runs of about the same number of tokens.

    Parameters
    ----------
    tokens : Tokens
        The words.
    size : int
        Tokens of a run, unless a document has more.

    Returns
    -------
    list of (int, int)
        The first document of each run, and the one after its last.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war."}] * 3))
    >>> partitions_of(words, 4)
    [(0, 2), (2, 3)]
    """
    bounds = document_bounds(tokens)
    runs, first = [], 0
    while first < len(bounds) - 1:
        last = int(np.searchsorted(bounds, bounds[first] + size, side="right")) - 1
        last = min(max(last, first + 1), len(bounds) - 1)
        runs.append((first, last))
        first = last
    return runs


def count_forms(
    tokens: Tokens,
    group: np.ndarray,
    groups: int,
    *,
    each: Literal["document", "token"] = "document",
    executor: Executor | None = None,
    partition: int = PARTITION,
) -> tuple[np.ndarray, np.ndarray]:
    """How often each form occurs in each group, and in how many of its documents.

    Parameters
    ----------
    tokens : Tokens
        The words.
    group : numpy.ndarray of int
        The group of each document (or of each token); -1 for none.
    groups : int
        How many groups there are.
    each : {"document", "token"}
        What `group` has a value for.
    executor : concurrent.futures.Executor, optional
        Counts the partitions side by side (threads); without, one after the other.
    partition : int
        Tokens of a partition; the numbers do not depend on it.

    Returns
    -------
    counts, documents : numpy.ndarray of int64
        A row a group, a column a form.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No no."}, {"text": "No war."}]))
    >>> counts, documents = count_forms(words, np.array([0, 1]), 2)
    >>> counts.tolist(), documents.tolist()
    ([[2, 0], [1, 1]], [[1, 0], [1, 1]])
    """
    forms = len(tokens.vocabulary)
    total = np.zeros((groups, forms), dtype=np.int64), np.zeros((groups, forms), dtype=np.int64)
    count = partial(
        _forms, tokens, np.asarray(group), each == "document", groups, forms, document_bounds(tokens)
    )
    for part in _each(count, partitions_of(tokens, partition), executor):
        for sums, one in zip(total, part, strict=True):
            sums += one
    return total


def count_pairs(tokens: Tokens, *, executor: Executor | None = None, partition: int = PARTITION) -> Pairs:
    """How often two forms stand side by side within a sentence and a statement.

    Parameters
    ----------
    tokens : Tokens
        The words.
    executor : concurrent.futures.Executor, optional
        Counts the partitions side by side (threads); without, one after the other.
    partition : int
        Tokens of a partition; the numbers do not depend on it.

    Returns
    -------
    Pairs
        The pairs that occur.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war. No war, no peace."}]))
    >>> pairs = count_pairs(words)
    >>> [words.vocabulary[form] for form in pairs.first], pairs.count.tolist()
    (['no', 'no', 'war'], [2, 1, 1])
    """
    forms = max(len(tokens.vocabulary), 1)
    count = partial(_pairs, tokens, _openings(tokens), forms, document_bounds(tokens))
    keys, counts = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    for part_keys, part_counts in _each(count, partitions_of(tokens, partition), executor):
        if len(keys):
            part_keys, part_counts = _merged(keys, counts, part_keys, part_counts)
        keys, counts = part_keys, part_counts
    return Pairs((keys // forms).astype(np.int32), (keys % forms).astype(np.int32), counts)


def _each(
    count: Callable[[tuple[int, int]], Any], runs: list[tuple[int, int]], executor: Executor | None
) -> Iterator[Any]:
    done: Iterable[Any] = map(count, runs) if executor is None else executor.map(count, runs)
    yield from done


def _forms(
    tokens: Tokens,
    group: np.ndarray,
    of_documents: bool,
    groups: int,
    forms: int,
    bounds: np.ndarray,
    run: tuple[int, int],
) -> tuple[np.ndarray, np.ndarray]:
    """Count one partition."""
    part = slice(int(bounds[run[0]]), int(bounds[run[1]]))
    form = tokens.form[part]
    if len(tokens) >= _WORDS:
        from rostra.index.sums import count_forms as kernel

        chosen = group[run[0] : run[1]] if of_documents else group[part]
        inner = np.asarray(bounds[run[0] : run[1] + 1]) - part.start
        return kernel(form, inner, chosen.astype(np.int64), of_documents, groups, forms)
    document = np.repeat(np.arange(run[0], run[1]), np.diff(bounds[run[0] : run[1] + 1]))
    code = group[document] if of_documents else group[part]
    key = code.astype(np.int64) * forms + form
    kept = code >= 0
    counts = np.bincount(key[kept], minlength=groups * forms)
    pairs = np.unique(np.stack([document[kept], key[kept]]), axis=1)[1]
    documents = np.bincount(pairs, minlength=groups * forms)
    return counts.reshape(groups, forms), documents.reshape(groups, forms)


def _pairs(
    tokens: Tokens, opening: np.ndarray, forms: int, bounds: np.ndarray, run: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Count the pairs of one partition: what they are, sorted, and how many."""
    part = slice(int(bounds[run[0]]), int(bounds[run[1]]))
    form, opens = tokens.form[part], opening[part]
    if len(tokens) >= _WORDS:
        from rostra.index.sums import count_pairs as kernel

        return kernel(form, opens, forms)
    keys = form[:-1].astype(np.int64) * forms + form[1:]
    return np.unique(keys[~opens[1:]], return_counts=True)


def _merged(
    keys: np.ndarray, counts: np.ndarray, more: np.ndarray, more_counts: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    everything, place = np.unique(np.concatenate([keys, more]), return_inverse=True)
    total = np.zeros(len(everything), dtype=np.int64)
    total[place[: len(keys)]] += counts
    total[place[len(keys) :]] += more_counts
    return everything, total


def _openings(tokens: Tokens) -> np.ndarray:
    """Mark the tokens with which a sentence or a statement begins."""
    if "openings" not in tokens._cache:
        marks = np.ones(len(tokens), dtype=bool)
        if "sentence_bounds" in tokens._cache:  # an index knows them without a number for each token
            bounds = tokens._cache["sentence_bounds"]()
            marks[:] = False
            marks[bounds[:-1][np.diff(bounds) > 0]] = True
        else:
            marks[1:] = tokens.sentence[1:] != tokens.sentence[:-1]
        if tokens.statements is not None:
            marks[1:] |= tokens.statement[1:] != tokens.statement[:-1]
        tokens._cache["openings"] = marks
    found: np.ndarray = tokens._cache["openings"]
    return found
