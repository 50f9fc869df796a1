"""Phrases: where the entries of many word lists stand, found for all words at once.

The entries of every list are one automaton over words. Its states are built as the
words of a text ask for them and kept, so that reading is one pass over the words,
whatever the number of entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np

from rostra.index.reference import CASED, fold_token
from rostra.lexicon import GAP, Pattern
from rostra.measures.sentiment.columns import Column
from rostra.measures.sentiment.passes import UNKNOWN, recognise, suited

__all__ = ["Entries", "Found", "Phrases", "is_capitalised"]

Row = tuple[str, ...]  # words of an entry, one spelling of each; a free word is GAP
_Item = tuple[int, int]  # a row, and how many of its words have been read
_STRETCH = 1 << 14  # words that are read at once


class Found(NamedTuple):
    """Where the entries of one list stand: the longest that begins at each word.

    Parameters
    ----------
    first, last : numpy.ndarray of int
        Positions of its first and last word, in text order.
    row : numpy.ndarray of int
        Which row of the automaton it is: a position in `Phrases.weights`.
    """

    first: np.ndarray
    last: np.ndarray
    row: np.ndarray

    def apart(self) -> Found:
        """Keep, from left to right, what overlaps nothing kept before it.

        Returns
        -------
        Found
            The same places, without overlaps.
        """
        if not len(self.first):
            return self
        reach = np.maximum.accumulate(self.last)
        kept = np.ones(len(self.first), dtype=bool)
        kept[1:] = self.first[1:] > reach[:-1]
        contested = np.flatnonzero(~kept)
        # few places are contested: they are settled one by one
        end = -1
        for i in contested.tolist():
            k = i - 1
            if kept[k]:
                end = int(self.last[k])
            kept[i] = int(self.first[i]) > end
            if kept[i]:
                end = int(self.last[i])
        return Found(self.first[kept], self.last[kept], self.row[kept])


@dataclass(frozen=True, eq=False)
class Entries:
    """Where the entries of several lists stand, list by list, in text order.

    Parameters
    ----------
    places : numpy.ndarray of int
        First word, last word and row of each.
    bounds : numpy.ndarray of int
        Where those of each list begin, and where the last ones end.
    names : mapping of str to int
        The number of each list.
    """

    places: np.ndarray
    bounds: np.ndarray
    names: Mapping[str, int]

    def of(self, name: str) -> Found:
        """Return where the entries of one list stand.

        Parameters
        ----------
        name : str
            The list.

        Returns
        -------
        Found
            The longest that begins at each word.
        """
        number = self.names[name]
        return Found(*self.places[:, self.bounds[number] : self.bounds[number + 1]])


class Phrases:
    """The entries of several lists, ready to be looked for.

    Parameters
    ----------
    lists : mapping of str to iterable of (pattern, weight, text)
        For each list, what is looked for, what it weighs, and how the entry is written.
    """

    def __init__(self, lists: Mapping[str, Iterable[tuple[Pattern, float, str]]]) -> None:
        self.names = {name: number for number, name in enumerate(lists)}
        self._rows: list[Row] = []
        list_of, weights, texts = [], [], []
        self._ranks: list[tuple[bool, int, int, int]] = []
        for number, phrases in enumerate(lists.values()):
            for pattern, weight, text in phrases:
                for row in _spelled(pattern):
                    # of two rows over the same words: as written before any case, exact before
                    # stems, longer stems
                    folded = all(element == element.casefold() for element in row)
                    wild = sum("*" in element for element in row)
                    self._ranks.append((folded, wild, -sum(map(len, row)), len(self._rows)))
                    self._rows.append(row)
                    list_of.append(number)
                    weights.append(weight)
                    texts.append(text)
        self.weights = np.array(weights, dtype=float)  # of each row,
        self.texts = np.array(texts, dtype=object)  # and how its entry is written
        self._list_of = np.array(list_of, dtype=np.uint8)
        self._opening: dict[str, list[int]] = {}
        for place, row in enumerate(self._rows):
            self._opening.setdefault(row[0], []).append(place)
        self._later = {word for row in self._rows for word in row[1:]} - {GAP}
        self._elements = _Elements([*self._opening, *self._later])
        self._ids: dict[str, int] = {}
        self._first = Column(np.int32)  # word -> state after it
        self._kind = Column(np.int32)  # word -> what it is as a later word of a phrase
        self._capitals = Column(bool)
        self._kinds: dict[frozenset[str], int] = {}
        self._fitting: list[frozenset[str]] = []  # kind -> the words of entries that it fits
        self._states: dict[frozenset[_Item], int] = {frozenset(): 0}
        self._end_begin, self._ends = Column(np.int64), Column(np.int64)  # state -> the rows that end there
        self._onward = Column(np.int32)  # state -> its row in the table of steps
        self._going: list[tuple[_Item, ...]] = []
        self._steps = np.full((1, 1), UNKNOWN, dtype=np.int32)
        self._end_begin.append(0)
        self._describe(())

    def number(self, word: str) -> int:
        """Return the number of a word, which is how `find` wants it.

        Parameters
        ----------
        word : str
            As published.

        Returns
        -------
        int
            The same for the same spelling.
        """
        found = self._ids.get(word)
        if found is None:
            found = self._ids[word] = len(self._first)
            fitting = self._elements.fitting(fold_token(word), word)
            rows = [(row, 1) for one in fitting for row in self._opening.get(one, ())]
            self._first.append(self._state(rows) if rows else 0)
            later = self._later.intersection(fitting)
            kind = self._kinds.setdefault(frozenset(later), len(self._kinds))
            if kind == len(self._fitting):
                self._fitting.append(frozenset(later))
            self._kind.append(kind)
            self._capitals.append(is_capitalised(word))
        return found

    @property
    def capitals(self) -> np.ndarray:
        """Whether a word, by number, is written with a capital letter, but not with capitals only."""
        return self._capitals.values

    def find(self, words: np.ndarray, opens: np.ndarray) -> Entries:
        """Find, at each word, the longest entry of each list that begins there.

        Parameters
        ----------
        words : numpy.ndarray of int
            The words of a text, as `number` counts them.
        opens : numpy.ndarray of bool
            Where a phrase must not run on from the word before.

        Returns
        -------
        Entries
            Those of each list by its name.

        Examples
        --------
        >>> from rostra.lexicon import parse_entry
        >>> phrases = Phrases({"acts": [(row, 1.0, "step* up") for row in parse_entry("step* up").patterns]})
        >>> words = np.array([phrases.number(word) for word in "They stepped up".split()])
        >>> phrases.find(words, words < 0).of("acts").first.tolist()
        [1]
        """
        read = suited(recognise, len(words))
        found = np.empty((3, len(words) + len(self.names)), dtype=np.int64)
        wanted = np.empty((_STRETCH, 2), dtype=np.int64)
        count = begin = 0
        while begin < len(words):
            # a stretch is read until nothing new is asked: what it teaches is known in all that follow
            end = min(begin + _STRETCH, len(words))
            more, asked = read(
                words, opens, begin, end, self._first.values, self._kind.values, self._end_begin.values,
                self._ends.values, self._list_of, self._onward.values, self._room(), found[:, count:], wanted,
            )  # fmt: skip
            rows, kinds = wanted[:asked].T
            states = list(map(self._step, rows.tolist(), kinds.tolist()))
            self._room()[rows, kinds] = states
            if more < 0:
                found = np.concatenate([found, np.empty_like(found)], axis=1)
            elif not asked:
                count += more
                begin = end
        number = self._list_of[found[2, :count]]
        places = np.take(found, np.argsort(number, kind="stable"), axis=1)
        sizes = np.bincount(number, minlength=len(self.names))
        return Entries(places, np.append(0, np.cumsum(sizes)), self.names)

    def _room(self) -> np.ndarray:
        """Return the table of steps, with a row for each state that goes on and a column for each kind."""
        rows, kinds = self._steps.shape
        if len(self._going) > rows or len(self._kinds) > kinds:
            wider = max(kinds, len(self._kinds) + len(self._kinds) // 4)
            steps = np.full((max(rows, 2 * len(self._going)), wider), UNKNOWN, dtype=np.int32)
            steps[:rows, :kinds] = self._steps
            self._steps = steps
        return self._steps

    def _step(self, row: int, kind: int) -> int:
        """Return the state after one more word."""
        fitting = self._fitting[kind]
        return self._state(
            (one, read + 1)
            for one, read in self._going[row]
            if self._rows[one][read] == GAP or self._rows[one][read] in fitting
        )

    def _state(self, items: Iterable[_Item]) -> int:
        key = frozenset(items)
        found = self._states.get(key)
        if found is None:
            found = self._states[key] = len(self._onward)
            self._describe(key)
        return found

    def _describe(self, items: Iterable[_Item]) -> None:
        """Write down of a new state which row of each list ends there, and whether any goes on."""
        ends: dict[int, int] = {}
        for row, read in items:
            if read == len(self._rows[row]):
                own = int(self._list_of[row])
                if own not in ends or self._ranks[row] < self._ranks[ends[own]]:
                    ends[own] = row
        for row in ends.values():
            self._ends.append(row)
        self._end_begin.append(len(self._ends))
        going = tuple((row, read) for row, read in items if read < len(self._rows[row]))
        self._onward.append(len(self._going) if going else -1)
        if going:
            self._going.append(going)


class _Element(NamedTuple):
    """A word as an entry writes it, whether it stands for any case, and a pattern where it takes one."""

    text: str
    folded: bool
    pattern: re.Pattern[str] | None


class _Elements:
    """Words as entries write them, ready to be compared with a word of a text.

    Parameters
    ----------
    elements : iterable of str
        The words, with their stars.
    """

    def __init__(self, elements: Iterable[str]) -> None:
        self._exact: dict[str, list[_Element]] = {}
        self._stems: dict[str, list[_Element]] = {}
        for element in dict.fromkeys(elements):
            head, star, tail = element.partition("*")
            folded = element in CASED or element == element.casefold()
            # where case is folded, finding the head says all that there is to say of most
            pattern = None if folded and not tail else _pattern_of(element)
            group = self._stems if star else self._exact
            key = head if head in CASED else head.casefold()
            group.setdefault(key, []).append(_Element(element, folded, pattern))
        self._longest = max(map(len, self._stems), default=0)

    def fitting(self, form: str, word: str) -> list[str]:
        """Return those that a word fits.

        Parameters
        ----------
        form, word : str
            The word, folded and as published.

        Returns
        -------
        list of str
            What entries write.
        """
        found = list(self._exact.get(form, ()))
        stems = self._stems
        for length in range(min(len(form), self._longest) + 1):
            if form[:length] in stems:
                found += stems[form[:length]]
        return [
            text
            for text, folded, pattern in found
            if pattern is None or pattern.fullmatch(form if folded else word)
        ]


def is_capitalised(word: str) -> bool:
    """Say whether a word is written with a capital letter, but not with capitals only.

    Parameters
    ----------
    word : str
        As published.

    Returns
    -------
    bool
        Whether it is.

    Examples
    --------
    >>> [is_capitalised(word) for word in ("Lynch", "NATO", "step")]
    [True, False, False]
    """
    return word[:1].isupper() and not word.isupper()


def _spelled(pattern: Pattern) -> Iterator[Row]:
    """Write a pattern out, word by word; a gap is no, one or two free words."""
    slots = [
        [(GAP,) * free for free in range(3)] if slot == (GAP,) else [(word,) for word in slot]
        for slot in pattern
    ]
    for parts in product(*slots):
        yield tuple(word for part in parts for word in part)


def _pattern_of(element: str) -> re.Pattern[str]:
    return re.compile(re.escape(element).replace(r"\*", ".*"))
