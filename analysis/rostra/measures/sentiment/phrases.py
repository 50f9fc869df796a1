"""Phrases: where the entries of many word lists stand, found for all words at once.

The entries of every list are one automaton over words. Its states are built as the
words of a text ask for them and kept, so that reading is a few steps of numpy for all
places at once, whatever the number of entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from rostra.index.reference import CASED, fold_token
from rostra.lexicon import GAP, Pattern

__all__ = ["Column", "Found", "Phrases"]

Row = tuple[str, ...]  # words of an entry, one spelling of each; a free word is GAP
_Item = tuple[int, int]  # a row, and how many of its words have been read
_SHIFT = 32


class Found(NamedTuple):
    """Where the entries of one list stand: the longest that begins at each word.

    Parameters
    ----------
    first, last : numpy.ndarray of int
        Positions of its first and last word, in text order.
    row : numpy.ndarray of int
        Which row of the automaton it is: a position in `Phrases.meanings`.
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


class Column:
    """A numpy array that grows by appending.

    Parameters
    ----------
    kind : type
        Of its values.
    width : int
        Values a row; 0 for one without a second axis.
    """

    def __init__(self, kind: Any, width: int = 0) -> None:
        self._room = np.zeros((1024, width) if width else 1024, dtype=kind)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def append(self, value: Any) -> None:
        """Add a row at the end.

        Parameters
        ----------
        value : object
            One value, or a row of them.
        """
        if self._size == len(self._room):
            self._room = np.concatenate([self._room, np.zeros_like(self._room)])
        self._room[self._size] = value
        self._size += 1

    @property
    def values(self) -> np.ndarray:
        """What has been added, without a copy."""
        return self._room[: self._size]


class Phrases:
    """The entries of several lists, ready to be looked for.

    Parameters
    ----------
    lists : mapping of str to iterable of (pattern, meaning)
        For each list, what is looked for and what it stands for.
    """

    def __init__(self, lists: Mapping[str, Iterable[tuple[Pattern, Any]]]) -> None:
        self.names = list(lists)
        self.meanings: list[Any] = []
        self._rows: list[Row] = []
        self._list_of: list[int] = []
        self._ranks: list[tuple[bool, int, int, int]] = []
        self._exact: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        for number, phrases in enumerate(lists.values()):
            for pattern, meaning in phrases:
                for row in _spelled(pattern):
                    self._add(row, number, meaning)
        self._ids: dict[str, int] = {}
        self._first = Column(np.int64)  # word -> state after it
        self._states: dict[frozenset[_Item], int] = {frozenset(): 0}
        self._items: list[tuple[_Item, ...]] = [()]
        self._ends = Column(np.int64, len(self.names))  # state -> per list, the row that ends there
        self._ends.append(-1)
        self._goes_on = Column(bool)
        self._goes_on.append(False)
        self._steps: dict[int, int] = {}
        self._spellings: list[str] = []
        self._capitals = Column(bool)

    def _add(self, row: Row, number: int, meaning: Any) -> None:
        place = len(self._rows)
        self._rows.append(row)
        self._list_of.append(number)
        self.meanings.append(meaning)
        # of two rows over the same words: as written before any case, exact before stems, longer stems
        folded = all(element == element.casefold() for element in row)
        self._ranks.append((folded, sum("*" in element for element in row), -sum(map(len, row)), place))
        head, star, _ = row[0].partition("*")
        group = self._stems if star else self._exact
        group.setdefault(head if head in CASED else head.casefold(), []).append(place)

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
            self._first.append(self._opening(word))
            self._spellings.append(word)
            self._capitals.append(word[:1].isupper() and not word.isupper())
        return found

    def capitals(self, words: np.ndarray) -> np.ndarray:
        """Mark the words that are written with a capital letter, but not with capitals only.

        Parameters
        ----------
        words : numpy.ndarray of int
            As `number` counts them.

        Returns
        -------
        numpy.ndarray of bool
            One value a word.
        """
        found: np.ndarray = self._capitals.values[words]
        return found

    def find(self, words: np.ndarray, opens: np.ndarray) -> dict[str, Found]:
        """Find, at each word, the longest entry of each list that begins there.

        Parameters
        ----------
        words : numpy.ndarray of int
            The words of a text, as `number` counts them.
        opens : numpy.ndarray of bool
            Where a phrase must not run on from the word before.

        Returns
        -------
        dict of str to Found
            By the name of the list.

        Examples
        --------
        >>> from rostra.lexicon import parse_entry
        >>> phrases = Phrases({"acts": [(row, 1) for row in parse_entry("step* up").patterns]})
        >>> words = np.array([phrases.number(word) for word in "They stepped up".split()])
        >>> phrases.find(words, words < 0)["acts"].first.tolist()
        [1]
        """
        state = self._first.values[words]
        at = np.flatnonzero(state)
        state = state[at]
        found: list[tuple[np.ndarray, int, np.ndarray]] = []
        length = 1
        while len(at):
            found.append((at, length, self._ends.values[state]))
            going = self._goes_on.values[state] & (at + length < len(words))
            at, state = at[going], state[going]
            going = ~opens[at + length]
            at, state = at[going], state[going]
            keys, place = np.unique((state << _SHIFT) | words[at + length], return_inverse=True)
            state = np.array([self._step(key) for key in keys.tolist()], dtype=np.int64)[place]
            at, state = at[state > 0], state[state > 0]
            length += 1
        return {name: self._longest(found, number) for number, name in enumerate(self.names)}

    def _longest(self, found: list[tuple[np.ndarray, int, np.ndarray]], number: int) -> Found:
        firsts, lasts, rows = [], [], []
        for at, length, ends in found:
            row = ends[:, number]
            ending = row >= 0
            firsts.append(at[ending])
            lasts.append(at[ending] + length - 1)
            rows.append(row[ending])
        if not firsts:
            empty = np.zeros(0, dtype=np.int64)
            return Found(empty, empty, empty)
        first, last, row = np.concatenate(firsts), np.concatenate(lasts), np.concatenate(rows)
        order = np.lexsort((last, first))
        first, last, row = first[order], last[order], row[order]
        longest = np.append(first[1:] != first[:-1], True)[: len(first)]
        return Found(first[longest], last[longest], row[longest])

    def _opening(self, word: str) -> int:
        form = fold_token(word)
        rows = list(self._exact.get(form, ()))
        for length in range(len(form) + 1):
            rows += self._stems.get(form[:length], ())
        return self._state((row, 1) for row in rows if _fits(self._rows[row][0], form, word))

    def _step(self, key: int) -> int:
        """Return the state after one more word."""
        found = self._steps.get(key)
        if found is None:
            word = self._spellings[key & ((1 << _SHIFT) - 1)]
            form = fold_token(word)
            items = self._items[key >> _SHIFT]
            found = self._steps[key] = self._state(
                (row, read + 1)
                for row, read in items
                if self._rows[row][read] == GAP or _fits(self._rows[row][read], form, word)
            )
        return found

    def _state(self, items: Iterable[_Item]) -> int:
        key = frozenset(items)
        found = self._states.get(key)
        if found is None:
            found = self._states[key] = len(self._items)
            ends = [-1] * len(self.names)
            for row, read in key:
                number = self._list_of[row]
                if read == len(self._rows[row]) and (
                    ends[number] < 0 or self._ranks[row] < self._ranks[ends[number]]
                ):
                    ends[number] = row
            going = tuple((row, read) for row, read in key if read < len(self._rows[row]))
            self._items.append(going)
            self._ends.append(ends)
            self._goes_on.append(bool(going))
        return found


def _spelled(pattern: Pattern) -> Iterator[Row]:
    """Write a pattern out, word by word; a gap is no, one or two free words."""
    slots = [
        [(GAP,) * free for free in range(3)] if slot == (GAP,) else [(word,) for word in slot]
        for slot in pattern
    ]
    for parts in product(*slots):
        yield tuple(word for part in parts for word in part)


@lru_cache(maxsize=1 << 16)
def _fits(element: str, form: str, surface: str) -> bool:
    """Say whether a word is what an element of an entry stands for."""
    found = form if element in CASED or element == element.casefold() else surface
    if "*" not in element:
        return element == found
    return re.fullmatch(re.escape(element).replace(r"\*", ".*"), found) is not None
