"""Items: the words and runs of words that are counted, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from rostra.errors import QueryError
from rostra.index.cells import Cells, count_cells
from rostra.index.runs import find_runs, gaps_of, name_runs
from rostra.index.tables import members
from rostra.index.tokens import Tokens
from rostra.index.variants import count_as, function_words, names_of_forms
from rostra.index.word_counts import WordCounts

__all__ = ["Asked", "count_items", "hits_of_items"]


@dataclass(frozen=True)
class Asked:
    """Which words and runs are counted: the arguments of `frequencies` of the same names."""

    n: int
    skip: int | Iterable[int]
    containing: list[str]
    case: bool
    lemma: bool
    stem: bool
    stop_words: bool


def count_items(
    tokens: Tokens, by: str | None, words: WordCounts, asked: Asked
) -> tuple[list[str], Iterator[tuple[Cells, Cells]]]:
    """Count the items of each group in each document.

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
    names : list of str
        The items.
    items : iterator of (Cells, Cells)
        All words of each group, in the order of `words.names`, and its items.
    """
    gaps_of(asked.n, asked.skip)  # says what is wrong with them
    if asked.n == 1 and not asked.case and not asked.containing:
        return _of_forms(tokens, words, asked)
    _, codes = tokens.groups(by)
    runs, names, item = _runs(tokens, codes, asked)

    def items() -> Iterator[tuple[Cells, Cells]]:
        for place, own in enumerate(members(codes[runs[:, 0]], len(words.names) or 1)):
            every = words.of(place)
            found = count_cells(tokens.document[runs[own, 0]], item[own], len(names))
            yield every, replace(found, words=every.words_in(found.document))

    return names, items()


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


def _runs(tokens: Tokens, codes: np.ndarray, asked: Asked) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Return the places of all runs of known groups, the items, and which of them each run is."""
    runs = find_runs(tokens, asked.n, skip=asked.skip)
    kept = codes[runs[:, 0]] >= 0
    if not asked.stop_words:
        function = function_words(list(tokens.vocabulary))
        kept &= ~(function[tokens.form[runs[:, 0]]] | function[tokens.form[runs[:, -1]]])
    if asked.containing:
        kept &= _contain(tokens, runs, asked.containing)
    runs = runs[kept]
    written = count_as(tokens, case=asked.case, lemma=asked.lemma, stem=asked.stem)
    return runs, *name_runs(runs, *written)


def _contain(tokens: Tokens, runs: np.ndarray, wanted: list[str]) -> np.ndarray:
    """Mark the runs in which one of the words or phrases stands."""
    first, last = tokens.find(wanted)
    kept = np.zeros(len(runs), dtype=bool)
    parted = len(runs) > 0 and bool((runs[:, -1] - runs[:, 0] >= runs.shape[1]).any())
    for length in np.unique(last - first + 1).tolist():
        begins = np.zeros(len(tokens) + 1, dtype=np.int64)
        begins[first[last - first + 1 == length]] = 1
        if length == 1:
            kept |= begins[runs].any(axis=1)
        elif parted:
            phrase = next(text for text in wanted if len(text.split()) > 1)
            raise QueryError(
                f"runs with gaps are asked for that contain the phrase {phrase!r}, and a gap may part it. "
                "Give a single word, or leave out skip."
            )
        else:
            before = np.concatenate([[0], np.cumsum(begins)])
            kept |= before[np.maximum(runs[:, -1] - length + 2, runs[:, 0])] > before[runs[:, 0]]
    return kept


def hits_of_items(
    tokens: Tokens, by: str | None, asked: Asked, listed: list[np.ndarray], column: str
) -> pd.DataFrame:
    """Find where the items that are listed stand: a row an occurrence.

    Parameters
    ----------
    tokens, by, asked
        As for `count_items`.
    listed : list of numpy.ndarray of int
        For each group, the positions of its items among all.
    column : str
        What the groups are called.

    Returns
    -------
    pandas.DataFrame
        As the hits of a result.
    """
    groups, codes = tokens.groups(by)
    runs, names, item = _runs(tokens, codes, asked)
    group = codes[runs[:, 0]]
    keys = np.concatenate([place * len(names) + own for place, own in enumerate(listed)] or [group[:0]])
    shown = np.isin(group * len(names) + item, keys)
    runs, items = runs[shown], np.array(names, dtype=object)[item[shown]]
    hits = tokens.places(runs[:, 0], runs[:, -1])
    hits.insert(0, "measure", "frequency")
    hits.insert(1, "item", pd.array(items, dtype="string"))
    hits["entry"] = hits["item"]
    hits["weight"] = 1.0
    hits["negated"] = False
    hits[column] = np.array(groups, dtype=object)[group[shown]]
    return hits
