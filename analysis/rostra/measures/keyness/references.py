"""References: what the words of a target are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from rostra.corpus import Corpus
from rostra.errors import QueryError
from rostra.index.cells import Cells
from rostra.index.reference import fold_token
from rostra.index.tokenizing import tokenize
from rostra.index.tokens import Tokens
from rostra.index.values import position
from rostra.index.word_counts import WordCounts, count_words
from rostra.result import Result

__all__ = ["OTHERS", "Elsewhere", "elsewhere", "position_of_groups"]

OTHERS = "all others"
WORDS, COUNTS = ("item", "word", "form", "term", "token"), ("hits", "count", "frequency", "freq", "n")


@dataclass(frozen=True, eq=False)
class Elsewhere:
    """A reference outside the corpus: another corpus, or a list of counts.

    Parameters
    ----------
    name : str
        How it is called.
    vocabulary : tuple of str
        The words of the corpus, then those that only the reference has.
    cells : Cells or None
        Counts by document, whose documents follow those of the corpus.
    counts : numpy.ndarray
        Counts by word.
    words : int
        Words, however rare.
    """

    name: str
    vocabulary: tuple[str, ...]
    cells: Cells | None
    counts: np.ndarray
    words: int


def elsewhere(tokens: Tokens, reference: Any, size: int | None) -> Elsewhere | None:
    """Read a reference that is no value of a column.

    Parameters
    ----------
    tokens : Tokens
        The words of the target.
    reference : object
        What was given.
    size : int or None
        Words behind a list of counts; without, their sum.

    Returns
    -------
    Elsewhere or None
        None where the reference is a group of the corpus itself.
    """
    if isinstance(reference, Corpus):
        reference = tokenize(reference)
    if isinstance(reference, Tokens):
        return _of_tokens(tokens, reference)
    if isinstance(reference, Result):
        return _of_list(tokens, reference.frame, size)
    if isinstance(reference, Mapping | pd.DataFrame):
        return _of_list(tokens, reference, size)
    return None


def position_of_groups(counted: WordCounts, given: Any, by: str) -> list[int]:
    """Return the places of one group, or of several, among the groups of a column.

    Parameters
    ----------
    counted : WordCounts
        The groups.
    given : object
        A value of the column, or a list of values.
    by : str
        The column, for the message.

    Returns
    -------
    list of int
        The places, each once.
    """
    asked = list(given) if isinstance(given, list | tuple | set | frozenset) else [given]
    if not asked:
        raise QueryError(f"a list of {by}s without a value. Give at least one, or leave it out.")
    return list(dict.fromkeys(position(counted.names, value, by) for value in asked))


def _of_tokens(tokens: Tokens, other: Tokens) -> Elsewhere:
    vocabulary, place = _joined(tokens, other.vocabulary)
    cells = count_words(other, None).whole.renamed(place, len(vocabulary))
    cells = replace(cells, document=cells.document + len(tokens.corpus.documents))
    return Elsewhere(other.corpus.name, vocabulary, cells, cells.hits, int(cells.words.sum()))


def _of_list(tokens: Tokens, listed: Mapping[Any, Any] | pd.DataFrame, size: int | None) -> Elsewhere:
    words, counts, exposure = _columns(listed)
    numbers = pd.to_numeric(pd.Series(counts, dtype=object), errors="coerce").to_numpy(dtype=float)
    wrong = ~(numbers >= 0)
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        raise QueryError(
            f"the reference counts {words[at]!r} {counts[at]!r} times. Give whole numbers from 0, one a word."
        )
    total = size if size is not None else exposure if exposure is not None else int(numbers.sum())
    if total < numbers.sum() or total < 1:
        raise QueryError(
            f"the reference has {int(numbers.sum()):,} counted words, and reference_size is {total:,}. Give "
            "the number of all words behind the list, or leave it out: then it is their sum."
        )
    vocabulary, place = _joined(tokens, tuple(fold_token(str(word)) for word in words))
    summed = (
        np.bincount(place, weights=numbers, minlength=len(vocabulary))
        if len(place)
        else np.zeros(len(vocabulary))
    )
    return Elsewhere("a frequency list", vocabulary, None, summed, int(total))


def _columns(listed: Mapping[Any, Any] | pd.DataFrame) -> tuple[list[Any], list[Any], int | None]:
    """Return words, counts, and the number of words where the list says it."""
    if isinstance(listed, Mapping):
        return list(listed), list(listed.values()), None
    word = next((name for name in WORDS if name in listed.columns), None)
    count = next((name for name in COUNTS if name in listed.columns), None)
    if word is None or count is None:
        raise QueryError(
            f"the reference has the columns {', '.join(map(str, listed.columns)) or 'none'}. Give one with "
            f"words ({', '.join(WORDS)}) and one with counts ({', '.join(COUNTS)}), or a dict of word and "
            "count."
        )
    sizes = listed["exposure"].dropna().unique() if "exposure" in listed.columns else []
    return listed[word].tolist(), listed[count].tolist(), int(sizes[0]) if len(sizes) == 1 else None


def _joined(tokens: Tokens, words: tuple[str, ...]) -> tuple[tuple[str, ...], np.ndarray]:
    """Add words to a vocabulary; return it, and where each of them stands."""
    places = {form: i for i, form in enumerate(tokens.vocabulary)}
    found = np.array([places.setdefault(word, len(places)) for word in words], dtype=np.int64)
    return tuple(places), found


def widened(cells: Cells, size: int) -> Cells:
    """Make room for the words that only the reference has.

    Parameters
    ----------
    cells : Cells
        Counts.
    size : int
        Number of forms.

    Returns
    -------
    Cells
        The same counts.
    """
    return cells if cells.size == size else replace(cells, size=size)
