"""Counting: how often each word stands in each document of each group, counted once.

This is what keyness, text-level tests and intervals are made of. It is made stretch of documents
by stretch and kept with the words, so that a second question about the same column costs next to
nothing.
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd

from rostra.index.cells import Cells, summed
from rostra.index.partitions import PARTITION, document_bounds, partitions_of
from rostra.index.tokens import Tokens, kernels_pay, release
from rostra.index.values import plain

__all__ = ["WordCounts", "count_words", "in_alphabet", "in_order", "occurrences", "ranked", "whole_documents"]


@dataclass(frozen=True, eq=False)
class WordCounts:
    """Counts of words by group and document.

    Parameters
    ----------
    names : list
        The groups, those with most words first, as in `Tokens.groups`.
    rows : Cells
        The counts, one row a document and group.
    group : numpy.ndarray of int
        The group of each row; -1: none.
    unknown : int
        Words without a value of the column, counted nowhere.
    """

    names: list[Any]
    rows: Cells
    group: np.ndarray
    unknown: int

    def of(self, place: int) -> Cells:
        """Return the counts of one group, given by its place among the names."""
        own = self.group == place
        return self.rows if own.all() else self.rows.rows(np.flatnonzero(own))

    @cached_property
    def whole(self) -> Cells:
        """The counts of all groups together, one row a document."""
        known = self.group >= 0
        return summed(self.rows if known.all() else self.rows.rows(np.flatnonzero(known)))


def count_words(
    tokens: Tokens, by: str | None, *, executor: Executor | None = None, partition: int = PARTITION
) -> WordCounts:
    """Count how often each word stands in each document, by group.

    Parameters
    ----------
    tokens : Tokens
        The words.
    by : str or None
        A column as for `Tokens.groups`.
    executor : concurrent.futures.Executor, optional
        Counts partitions of the corpus side by side: threads use all cores. Without, one is
        counted after the other.
    partition : int
        Tokens of a partition; the numbers do not depend on it.

    Returns
    -------
    WordCounts
        Kept with the words: asked again, it is not counted again.

    Examples
    --------
    >>> import rostra
    >>> rows = [{"text": "War and war.", "who": "A"}, {"text": "No war.", "who": "B"}]
    >>> counted = count_words(rostra.tokenize(rostra.load_corpus(rows)), "who")
    >>> counted.names, [counted.of(place).hits.tolist() for place in (0, 1)]
    (['A', 'B'], [[2.0, 1.0, 0.0], [1.0, 0.0, 1.0]])
    """
    key = ("words", by)
    if key not in tokens._cache:
        tokens._cache[key] = _count(tokens, by, executor, partition)
    return tokens._cache[key]


def whole_documents(tokens: Tokens, counted: WordCounts) -> bool:
    """Say whether each row is of all words of its document, as where documents are grouped.

    Parameters
    ----------
    tokens : Tokens
        The words.
    counted : WordCounts
        What they were counted into.

    Returns
    -------
    bool
        False where a document has words of several groups, or of none.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "War and war.", "who": "A"}]))
    >>> whole_documents(words, count_words(words, "who"))
    True
    """
    return np.array_equal(counted.rows.words, np.diff(document_bounds(tokens))[counted.rows.document])


def _count(tokens: Tokens, by: str | None, executor: Executor | None, partition: int) -> WordCounts:
    table, values, rows, home = _grouping(tokens, by)
    if rows is not None or by is None:
        size, groups = max(len(tokens.vocabulary), 1), max(len(values), 1)
        each = map if executor is None else executor.map
        count = partial(_part, tokens, table, rows, home, groups)
        code, everything, unknown = _joined(list(each(count, partitions_of(tokens, partition))), size)
    else:  # documents are grouped: their counts are made once, for every column
        everything = count_words(tokens, None, executor=executor, partition=partition).whole
        code = table[everything.document]
        unknown = int(everything.words[code < 0].sum())
    known = code >= 0
    sizes = np.bincount(code[known], weights=everything.words[known], minlength=len(values))
    order = sorted(np.flatnonzero(sizes).tolist(), key=lambda i: (-sizes[i], str(values[i])))
    place = np.full(len(values) + 1, -1)
    place[order] = np.arange(len(order))
    return WordCounts([values[i] for i in order], everything, place[code], unknown)


def _part(
    tokens: Tokens,
    table: np.ndarray,
    rows: np.ndarray | None,
    home: np.ndarray,
    groups: int,
    run: tuple[int, int],
) -> tuple[np.ndarray, ...]:
    """Count one run of documents: for each row of cells its group, document and words, and how many
    entries it has; of each entry form and count; and how many words have no group."""
    first_document, after = run
    bounds = document_bounds(tokens)
    begin, end = int(bounds[first_document]), int(bounds[after])
    place = home - first_document
    counted = (table >= 0) & (place >= 0) & (place < after - first_document)
    number = np.where(counted, place * groups + table, -1)
    known = np.unique(number[counted])
    cell = np.where(counted, np.searchsorted(known, number), -1).astype(np.int32)
    if rows is None:
        cell = np.repeat(cell[first_document:after], np.diff(bounds[first_document : after + 1]))
    else:
        cell = cell[rows[begin:end]]
    form = np.asarray(tokens.form[begin:end])
    if kernels_pay(len(tokens)):
        from rostra.index.counting import count_forms as count
    else:
        count = _count_sorted
    words, entries, forms, counts = count(form, cell, len(known), max(len(tokens.vocabulary), 1))
    release(tokens.form)
    filled = np.flatnonzero(words)
    unknown = np.array([len(form) - words.sum()])
    known = known[filled]
    rows_of_cells = known % groups, known // groups + first_document, words[filled], entries[filled]
    return *rows_of_cells, forms, counts, unknown


def _count_sorted(
    form: np.ndarray, cell: np.ndarray, cells: int, size: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Count the forms of the cells of a small corpus; see `rostra.index.counting.count_forms`."""
    known = np.flatnonzero(cell >= 0)
    kind: type = np.uint32 if cells * size < 2**32 else np.int64  # short numbers are sorted in less time
    key, count = np.unique(
        cell[known].astype(kind) * kind(size) + form[known].astype(kind), return_counts=True
    )
    entries = np.bincount(key // size, minlength=cells)
    words = np.bincount(cell[known], minlength=cells)
    return words, entries, (key % size).astype(np.int32), count.astype(np.int32)


def _joined(parts: list[tuple[np.ndarray, ...]], size: int) -> tuple[np.ndarray, Cells, int]:
    """Put the counts of all runs together: the group of each row, the cells, the words of no group."""
    code, document, words, entries, form, count, unknown = (
        np.concatenate([part[i] for part in parts]) if parts else np.zeros(0, dtype=np.int64)
        for i in range(7)
    )
    return code, Cells(document, words, np.r_[0, np.cumsum(entries)], form, count, size), int(unknown.sum())


def _grouping(tokens: Tokens, by: str | None) -> tuple[np.ndarray, list[Any], np.ndarray | None, np.ndarray]:
    """Return the group of each row of a frame (-1: none), the groups, the row of each word, and
    the document of each row; a row beyond the last is for words that have none. Where the rows are
    the documents themselves, those of the words are None: their bounds say it in less memory."""
    documents = tokens.corpus.documents
    home = np.append(np.arange(len(documents)), -1)
    if by is None:
        return np.append(np.zeros(len(documents), np.int64), -1), [tokens.corpus.name], None, home
    if by not in tokens.groupings:
        tokens.groups(by)  # says which columns there are
    statements = tokens.statements
    own = statements is not None and by in statements.frame.columns and by != "doc_id"
    frame = statements.frame if own and statements is not None else documents
    codes, names = pd.factorize(frame[by])
    rows = None
    if own:
        rows = tokens.statement
        home = np.append(pd.Index(documents["doc_id"]).get_indexer(frame["doc_id"]), -1)
    return np.append(codes, -1), [plain(name) for name in names], rows, home


def occurrences(tokens: Tokens) -> np.ndarray:
    """Return how often each form stands in the whole text; kept with the words.

    Parameters
    ----------
    tokens : Tokens
        The words.

    Returns
    -------
    numpy.ndarray of int
        One number a form.

    Examples
    --------
    >>> import rostra
    >>> occurrences(rostra.tokenize(rostra.load_corpus([{"text": "No war. No, no!"}]))).tolist()
    [3, 1]
    """
    if "occurrences" not in tokens._cache:
        size, found = len(tokens.vocabulary), np.zeros(len(tokens.vocabulary), dtype=np.int64)
        for begin in range(0, len(tokens), PARTITION):  # numpy counts in a copy of eight bytes a word
            found += np.bincount(tokens.form[begin : begin + PARTITION], minlength=size)
        release(tokens.form)
        tokens._cache["occurrences"] = found
    counted: np.ndarray = tokens._cache["occurrences"]
    return counted


def in_alphabet(tokens: Tokens) -> tuple[np.ndarray, np.ndarray]:
    """Return the vocabulary as an array, and the place of each form in alphabetical order.

    Parameters
    ----------
    tokens : Tokens
        The words.

    Returns
    -------
    vocabulary : numpy.ndarray of object
        The forms.
    alphabet : numpy.ndarray of int
        Their places; kept with the words.

    Examples
    --------
    >>> import rostra
    >>> in_alphabet(rostra.tokenize(rostra.load_corpus([{"text": "No war."}])))[1].tolist()
    [0, 1]
    """
    if "alphabet" not in tokens._cache:
        tokens._cache["alphabet"] = in_order(tokens.vocabulary or ("",))
    return tokens._cache["alphabet"]


def in_order(vocabulary: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return words as an array, and the place of each in alphabetical order.

    Parameters
    ----------
    vocabulary : tuple of str
        The words.

    Returns
    -------
    vocabulary : numpy.ndarray of object
        The same.
    alphabet : numpy.ndarray of int
        Their places.

    Examples
    --------
    >>> in_order(("war", "and", "peace"))[1].tolist()
    [2, 0, 1]
    """
    alphabet = np.empty(len(vocabulary), dtype=np.int64)
    alphabet[sorted(range(len(vocabulary)), key=vocabulary.__getitem__)] = np.arange(len(vocabulary))
    return np.array(vocabulary, dtype=object), alphabet


def ranked(value: np.ndarray, alphabet: np.ndarray) -> np.ndarray:
    """Order words by falling value, those without one last, and equal ones by alphabet.

    Parameters
    ----------
    value : numpy.ndarray of float
        A number of each word, or NaN.
    alphabet : numpy.ndarray of int
        The place of each in alphabetical order, of its own.

    Returns
    -------
    numpy.ndarray of int
        The positions of the words, in order.

    Examples
    --------
    >>> ranked(np.array([1.0, 2.0, np.nan, 1.0]), np.array([3, 1, 0, 2])).tolist()
    [1, 3, 0, 2]
    """
    # 0.0 is added so that there is one zero; read as whole numbers, floats then rise as they do themselves
    falling = np.where(np.isnan(value), np.inf, -value.astype(float)) + 0.0
    bits = falling.view(np.int64)
    bits = np.where(bits < 0, ~bits, bits | np.iinfo(np.int64).min).view(np.uint64)
    place = np.full(alphabet.max(initial=-1) + 1, -1)
    place[alphabet] = np.arange(len(alphabet))
    order = place[place >= 0]
    # numpy sorts short numbers in a time that does not grow with how many differ: four such sorts, the last
    # digits first, take a third of the time of one of the whole, and keep what is equal in its order
    for shift in range(0, 64, 16):
        digit = (bits >> np.uint64(shift)).astype(np.uint16)
        if (digit == digit[:1]).all():  # so are the last digits of what are whole numbers
            continue
        order = order[np.argsort(digit[order], kind="stable")]
    return order
