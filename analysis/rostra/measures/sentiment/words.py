"""Words: texts taken apart, and where the entries of the word lists stand in them.

All texts are read at once: their words are parallel arrays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from threading import RLock

import numpy as np

from rostra.index.characters import SPACE, character_classes
from rostra.index.reference import TOKEN
from rostra.measures.sentiment import passes
from rostra.measures.sentiment.forms import known_forms, known_phrases, known_surfaces
from rostra.measures.sentiment.phrases import Entries, Found

__all__ = ["STRAIGHT", "Words"]

# One character for one character, so that every offset still counts in the text as published:
# a form such as NFKC, or three points for an ellipsis, would move all that follows.
STRAIGHT = str.maketrans("‘’ʼ´`“”„‟«»‐‑", '\'\'\'\'\'""""""--')
# What parts two clauses, and after what a sentence or a quotation may begin; `--` and a hyphen between
# spaces part two clauses too.
_BREAKS = ",;:()[]—–…!?."
_STARTS = ":()[]—–…!?.\"'\n"
_HALVES = re.compile("[\ud800-\udfff]")
_READING = RLock()  # the tables of known words grow while texts are read: those of one thread after the other
HEADLINE = 0.6  # share of long words with a capital from which on a capital tells nothing


@dataclass(frozen=True, eq=False)
class Words:
    """The words of some texts in the parts that entries are compared with.

    A hyphenated word is its pieces, `n't` is *not*, a possessive `'s` is left out.

    Parameters
    ----------
    word : numpy.ndarray of int
        Each part, as `Phrases.number` counts it.
    text, start, end : numpy.ndarray of int
        The number of its text, and its place there.
    opens : numpy.ndarray of bool
        Whether punctuation stands before it.
    heads : numpy.ndarray of bool
        Whether a sentence or a quotation may begin with it.
    count : numpy.ndarray of int
        Words of each text, hyphenated ones counted once.
    headline : numpy.ndarray of bool
        Whether most longer words of each text are written with a capital letter.
    """

    word: np.ndarray
    text: np.ndarray
    start: np.ndarray
    end: np.ndarray
    opens: np.ndarray
    heads: np.ndarray
    count: np.ndarray
    headline: np.ndarray

    def __len__(self) -> int:
        return len(self.word)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Words:
        """Take texts apart.

        Parameters
        ----------
        texts : sequence of str
            As published.

        Returns
        -------
        Words
            Their parts, in order.
        """
        # joined by a character that is part of no word, and read at one go
        joined = _straightened("\n".join(texts))
        sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        begins = np.cumsum(sizes + 1) - sizes - 1
        data = _encoded(joined)
        with _READING:
            many = passes.are_many(len(joined))
            start, form = known_surfaces().find(data) if many else _by_pattern(joined)
            table, pieces = known_forms().table, known_forms().parts
        parts = int(table[:, 3][form].sum())
        places, flags = np.empty((4, parts), dtype=np.int32), np.empty((2, parts), dtype=bool)
        counts = np.zeros((len(texts), 3), dtype=np.int64)
        passes.suited(passes.take_apart, len(joined))(
            data, _signs(), begins, start, form, table, pieces, places, flags, counts
        )
        count, long, raised = counts.T
        headline = raised / np.maximum(long, 1) >= HEADLINE
        word, text, start, end = places
        return cls(word, text, start, end, flags[0], flags[1], count, headline)

    @cached_property
    def entries(self) -> Entries:
        """Where the entries of the lexicon and of each list of shifters stand."""
        with _READING:
            return known_phrases().find(self.word, self.opens)

    @cached_property
    def begins_clause(self) -> np.ndarray:
        """Whether a clause begins with each part."""
        begins = self.opens.copy()
        begins[self.entries.of("clause_openers").first] = True
        return begins

    @cached_property
    def clause(self) -> np.ndarray:
        """The running number of each part's clause, through all texts."""
        return np.cumsum(self.begins_clause, dtype=np.int32) - 1

    def weighted(self, lists: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the phrases of several lists, nothing overlapping, with the weight of their list.

        Parameters
        ----------
        lists : mapping of str to float
            Lists of relations.toml with their weights.

        Returns
        -------
        first, last : numpy.ndarray of int
            First and last word, in text order; of two that overlap the longer, then the earlier.
        weight : numpy.ndarray of float
            The weight.
        """
        found = [self.entries.of(name) for name in lists]
        first = np.concatenate([one.first for one in found])
        last = np.concatenate([one.last for one in found])
        weight = np.repeat(list(lists.values()), [len(one.first) for one in found])
        order = np.lexsort((-last, first))
        kept = Found(first[order], last[order], order).apart()
        return kept.first, kept.last, weight[kept.row]

    def capital(self, at: np.ndarray) -> np.ndarray:
        """Say whether some of the parts are written with a capital letter, but not with capitals only.

        Parameters
        ----------
        at : numpy.ndarray of int
            Their positions.

        Returns
        -------
        numpy.ndarray of bool
            One value each.
        """
        with _READING:
            found: np.ndarray = known_phrases().capitals[self.word[at]]
        return found

    def ends(self, name: str) -> np.ndarray:
        """Mark the last word of each phrase of a list.

        Parameters
        ----------
        name : str
            The list of polarity_shifters.toml.

        Returns
        -------
        numpy.ndarray of bool
            One value a part.
        """
        marks = np.zeros(len(self), dtype=bool)
        found = self.entries.of(name).apart()
        marks[found.last] = known_phrases().weights[found.row] > 0
        return marks

    def begins(self, name: str) -> np.ndarray:
        """Mark each word with which a phrase of a list begins.

        Parameters
        ----------
        name : str
            The list of polarity_shifters.toml.

        Returns
        -------
        numpy.ndarray of bool
            One value a part.
        """
        marks = np.zeros(len(self), dtype=bool)
        marks[self.entries.of(name).first] = True
        return marks


def _straightened(text: str) -> str:
    """Straighten quotation marks and hyphens, character by character."""
    if text.isascii():
        return text.replace("`", "'")
    for mark, straight in STRAIGHT.items():
        text = text.replace(chr(mark), chr(straight))
    return text


def _by_pattern(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Find the words of a text: where each begins, and its number among the forms."""
    matches = list(TOKEN.finditer(text))
    start = np.fromiter(map(re.Match.start, matches), np.int32, len(matches))
    numbers = map(known_forms().__getitem__, map(re.Match.group, matches))
    return start, np.fromiter(numbers, np.int32, len(matches))


def _encoded(text: str) -> np.ndarray:
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:  # halves of a character: they are part of no word
        data = _HALVES.sub("\ufffd", text).encode("utf-8")
    return np.frombuffer(data, dtype=np.uint8)


@cache
def _signs() -> np.ndarray:
    """Return of each code point what it does between two words; what lies beyond does nothing."""
    signs = np.where(character_classes() == SPACE, passes.BLANK, 0).astype(np.uint8)
    for bit, marks in ((passes.OPENS, _BREAKS), (passes.STARTS, _STARTS), (passes.HYPHEN, "-")):
        signs[[ord(mark) for mark in marks]] |= bit
    return signs[: np.flatnonzero(signs)[-1] + 1]
