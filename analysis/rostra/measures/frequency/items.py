"""Items: the words and runs of words that are counted, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from rostra.index.cells import Cells, count_cells
from rostra.index.runs import gaps_of, name_runs
from rostra.index.tables import members
from rostra.index.tokens import MANY, Tokens
from rostra.index.variants import count_as, function_words, names_of_forms
from rostra.index.word_counts import WordCounts, in_alphabet, in_order
from rostra.measures.frequency.asking import Asked, begin_runs
from rostra.measures.frequency.tables import Counted, Items

__all__ = ["count_items", "hits_of_items"]


def count_items(tokens: Tokens, by: str | None, words: WordCounts, asked: Asked) -> Counted:
    """Count the items of each group.

    Parameters
    ----------
    tokens : Tokens
        The words.
    by : str or None
        A column as for `Tokens.groups`.
    words : WordCounts
        The counts of all words by the same column.
    asked : Asked
        Which items.

    Returns
    -------
    Counted
        The items, group after group.
    """
    gaps_of(asked.n, asked.skip)  # says what is wrong with them
    if asked.n == 1 and not asked.case and not asked.containing:
        names, cells = _of_forms(tokens, words, asked)
    elif len(tokens) >= MANY:
        from rostra.measures.frequency.repeated import count_repeated

        return count_repeated(tokens, by, words, asked)
    else:
        names, cells = _of_runs(tokens, by, words, asked)
    # the alphabet of all words is kept with them
    written, alphabet = in_alphabet(tokens) if tuple(names) == tokens.vocabulary else in_order(tuple(names))
    groups = (_frequent(every, found, alphabet, asked) for every, found in cells)
    return Counted(groups, written.__getitem__, max(len(words.names), 1) * len(names))


def _frequent(every: Cells, found: Cells, alphabet: np.ndarray, asked: Asked) -> Items:
    """Choose from the items of one group."""
    frequent = (found.hits >= max(asked.min_count, 1)) & (found.documents >= asked.min_documents)
    item = np.flatnonzero(frequent)
    return Items(
        item,
        alphabet[item],
        found.hits[item],
        found.documents[item],
        found.squares[item],
        found.products[item],
        every.words,
        int(np.count_nonzero(found.hits)) - len(item),
    )


def _of_forms(
    tokens: Tokens, words: WordCounts, asked: Asked
) -> tuple[list[str], Iterator[tuple[Cells, Cells]]]:
    """Take single words from the counts that are there already: nothing is made for each word."""
    names, codes = names_of_forms(tokens.vocabulary, lemma=asked.lemma, stem=asked.stem)
    if not asked.stop_words:
        codes = np.where(function_words(list(tokens.vocabulary)), -1, codes)
    same = asked.stop_words and len(names) == len(codes)  # every form is a name of its own

    def items() -> Iterator[tuple[Cells, Cells]]:
        for place in range(len(words.names) or 1):
            every = words.of(place)
            yield every, every if same else every.renamed(codes, len(names))

    return names, items()


def _of_runs(
    tokens: Tokens, by: str | None, words: WordCounts, asked: Asked
) -> tuple[list[str], Iterator[tuple[Cells, Cells]]]:
    """Count the runs of a small corpus; see `rostra.measures.frequency.repeated.count_repeated`."""
    _, codes = tokens.groups(by)
    runs, names, item = _runs(tokens, codes, asked)

    def items() -> Iterator[tuple[Cells, Cells]]:
        for place, own in enumerate(members(codes[runs[:, 0]], len(words.names) or 1)):
            every = words.of(place)
            found = count_cells(tokens.document[runs[own, 0]], item[own], len(names))
            yield every, replace(found, words=every.words_in(found.document))

    return names, items()


def _runs(tokens: Tokens, codes: np.ndarray, asked: Asked) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Return the places of all runs of known groups, the items, and which of them each run is."""
    kept, offsets = begin_runs(tokens, codes, asked)
    row = np.flatnonzero(kept)
    runs = row[:, None] // len(offsets) + offsets[row % len(offsets)]
    written = count_as(tokens, case=asked.case, lemma=asked.lemma, stem=asked.stem)
    return runs, *name_runs(runs, *written)


def hits_of_items(
    tokens: Tokens, by: str | None, asked: Asked, listed: list[np.ndarray], column: str
) -> pd.DataFrame:
    """Find where the items that are listed stand: a row an occurrence.

    Parameters
    ----------
    tokens, by, asked
        As for `count_items`.
    listed : list of numpy.ndarray of int
        For each group, the numbers of its items.
    column : str
        What the groups are called.

    Returns
    -------
    pandas.DataFrame
        As the hits of a result.
    """
    groups, codes = tokens.groups(by)
    if len(tokens) >= MANY:
        from rostra.measures.frequency.repeated import places_of_repeated

        first, last, items = places_of_repeated(tokens, by, asked)
    else:
        runs, names, item = _runs(tokens, codes, asked)
        own = [place * len(names) + own for place, own in enumerate(listed)]
        keys = np.concatenate(own or [codes[:0]])
        shown = np.isin(codes[runs[:, 0]] * len(names) + item, keys)
        first, last = runs[shown, 0], runs[shown, -1]
        items = np.array(names, dtype=object)[item[shown]]
    hits = tokens.places(first, last)
    hits.insert(0, "measure", "frequency")
    hits.insert(1, "item", pd.array(items, dtype="string"))
    hits["entry"] = hits["item"]
    hits["weight"] = 1.0
    hits["negated"] = False
    hits[column] = np.array(groups, dtype=object)[codes[first]]
    return hits
