"""Repeated: the runs of words of a large corpus, of which only those that are listed get a name."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rostra.index.partitions import document_bounds
from rostra.index.repeats import count_documents, find_repeats, numbers_of_runs
from rostra.index.runs import join_words
from rostra.index.tokens import Tokens
from rostra.index.variants import count_as, names_of_forms
from rostra.index.word_counts import WordCounts, count_words, in_alphabet, in_order
from rostra.measures.frequency.asking import Asked, begin_runs
from rostra.measures.frequency.tables import Counted, Items

__all__ = ["count_repeated", "places_of_repeated"]


@dataclass(frozen=True, eq=False)
class _Repeated:
    """The runs of each group that are frequent enough, in alphabetical order, group after group.

    The occurrences of each stand in `rows` from `begin` to `end`, by their numbers (see `numbers_of_runs`).
    """

    rows: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    offsets: np.ndarray
    texts: np.ndarray
    ordered: bool
    group: np.ndarray
    documents: np.ndarray
    squares: np.ndarray
    products: np.ndarray
    rare: int


def count_repeated(tokens: Tokens, by: str | None, words: WordCounts, asked: Asked) -> Counted:
    """Count the runs of each group of a large corpus.

    Parameters
    ----------
    tokens, by, words, asked
        As for `rostra.measures.frequency.items.count_items`.

    Returns
    -------
    Counted
        The same as that of a small corpus; the number of an item is of one group alone.
    """
    found = _repeated(tokens, by, words, asked, count_rare=True)
    groups = max(len(words.names), 1)
    bounds = np.searchsorted(found.group, np.arange(groups + 1))
    hits = (found.end - found.begin).astype(np.float64)
    place = np.arange(len(hits)) if found.ordered else in_order(tuple(found.texts))[1]

    def items() -> Iterator[Items]:
        for number in range(groups):
            own = slice(bounds[number], bounds[number + 1])
            item = np.arange(own.start, own.stop)
            yield Items(
                item,
                place[own] - (own.start if found.ordered else 0),
                hits[own],
                found.documents[own],
                found.squares[own],
                found.products[own],
                words.rows.words[words.group == number],
                0 if number else found.rare,
            )

    return Counted(items(), found.texts.__getitem__, len(hits))


def places_of_repeated(
    tokens: Tokens, by: str | None, asked: Asked
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find where the runs stand that are frequent enough.

    Parameters
    ----------
    tokens, by, asked
        As for `rostra.measures.frequency.items.count_items`.

    Returns
    -------
    first, last : numpy.ndarray of int
        Their first and last tokens, in text order.
    items : numpy.ndarray of object
        What they are.
    """
    found = _repeated(tokens, by, count_words(tokens, by), asked, count_rare=False)
    patterns = len(found.offsets)
    number = np.full(len(tokens) * patterns, -1, dtype=np.int32)
    sizes = (found.end - found.begin).astype(np.int64)
    # the rows of one run after those of another, without those of runs in too few documents
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    number[found.rows[np.repeat(found.begin, sizes) + within]] = np.repeat(np.arange(len(sizes)), sizes)
    row = np.flatnonzero(number >= 0)
    first = row // patterns
    return first, first + found.offsets[row % patterns, -1], found.texts[number[row]]


def _repeated(
    tokens: Tokens, by: str | None, words: WordCounts, asked: Asked, *, count_rare: bool
) -> _Repeated:
    codes = None if by is None else tokens.groups(by)[1].astype(np.int32)
    kept, offsets = begin_runs(tokens, codes, asked)
    rows, patterns = numbers_of_runs(kept), len(offsets)
    del kept
    names, ordered, word = _ranked_words(tokens, asked)
    levels = [(word, places) for places in np.ascontiguousarray(offsets.T)]
    if codes is not None:
        levels.insert(0, (codes, np.zeros(patterns, dtype=np.int64)))
    size = max(len(names), len(words.names), 1)
    least = max(math.ceil(asked.min_count), 1)
    rows, bounds, rare = find_repeats(rows, levels, size, least, count_rare=count_rare)
    order = np.argsort(words.group, kind="stable")  # documents of no group come first
    own = np.searchsorted(words.group[order], np.arange(max(len(words.names), 1) + 1))
    group, documents, squares, products = count_documents(
        rows, bounds, patterns, document_bounds(tokens), codes,
        own, words.rows.document[order], words.rows.words[order],
    )  # fmt: skip
    begin, end = bounds[:-1], bounds[1:]
    if asked.min_documents > 1:
        chosen = np.flatnonzero(documents >= asked.min_documents)
        rare += len(documents) - len(chosen)
        begin, end, group, documents, squares, products = (
            part[chosen] for part in (begin, end, group, documents, squares, products)
        )
    first, pattern = np.divmod(rows[begin].astype(np.int64), patterns)
    texts = join_words(names, [word[first + offsets[pattern, k]] for k in range(asked.n)])
    return _Repeated(rows, begin, end, offsets, texts, ordered, group, documents, squares, products, rare)


def _ranked_words(tokens: Tokens, asked: Asked) -> tuple[np.ndarray, bool, np.ndarray]:
    """Return the names of words in alphabetical order, whether runs are in that of their words, and
    the place of each token among the names."""
    if asked.case:
        listed, codes = count_as(tokens, case=True, lemma=asked.lemma, stem=asked.stem)
    else:
        listed, codes = names_of_forms(tokens.vocabulary, lemma=asked.lemma, stem=asked.stem)
    same = not (asked.case or asked.lemma or asked.stem)
    names, alphabet = in_alphabet(tokens) if same else in_order(tuple(listed))
    rank = alphabet.astype(np.int32)[codes]
    rising = np.empty(len(names), dtype=object)
    rising[alphabet] = names
    # nothing comes before the space that parts two words, unless a word has it
    apart = min("".join(listed), default="~") > " "
    return rising, apart, rank if asked.case else rank[tokens.form]
