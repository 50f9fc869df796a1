"""Words: texts taken apart, and where the entries of the word lists stand in them.

All texts are read at once: their words are parallel arrays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import Any

import numpy as np

from rostra.index.reference import TOKEN
from rostra.lexicon import Pattern, load_lexicon, load_words, parse_entry
from rostra.measures.sentiment.phrases import Column, Found, Phrases

__all__ = ["STRAIGHT", "Words"]

# One character for one character, so that every offset still counts in the text as published:
# a form such as NFKC, or three points for an ellipsis, would move all that follows.
STRAIGHT = str.maketrans("‘’ʼ´`“”„‟«»‐‑", '\'\'\'\'\'""""""--')
_BREAKS = ",;:()[]—–…!?."
_STARTS = ":()[]—–…!?.\"'\n"
_DASH = re.compile(r"--|(?<=\s)-(?=\s)")


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
    """

    word: np.ndarray
    text: np.ndarray
    start: np.ndarray
    end: np.ndarray
    opens: np.ndarray
    heads: np.ndarray
    count: np.ndarray

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
        joined = "\n".join(texts).translate(STRAIGHT)
        sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        begins = np.cumsum(sizes + 1) - sizes - 1
        matches = list(TOKEN.finditer(joined))
        places = chain.from_iterable(map(re.Match.span, matches))
        spans = np.fromiter(places, np.int64, 2 * len(matches)).reshape(-1, 2)
        start, end = spans[:, 0], spans[:, 1]
        text = np.searchsorted(begins, start, side="right") - 1
        forms = _forms()
        numbers = map(forms.__getitem__, map(re.Match.group, matches))
        token = np.fromiter(numbers, np.int64, len(matches))
        broken = _Broken(joined, start, end)
        opens, heads = broken.by(_BREAKS, dashes=True), broken.by(_STARTS)
        heads[1:] &= ~forms.abbreviated[token[:-1]]
        for marks in (opens, heads):
            marks[:1] = True
            marks[1:] |= text[1:] != text[:-1]
        # each token is as many parts as its form has
        repeats = forms.count[token]
        owner = np.repeat(np.arange(len(token)), repeats)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        word, first, last = forms.parts[forms.begin[token][owner] + within].T
        starts = start[owner] - begins[text[owner]]
        return cls(
            word=word,
            text=text[owner],
            start=starts + first,
            end=starts + last,
            opens=opens[owner] & (within == 0),
            heads=heads[owner],
            count=np.bincount(text, minlength=len(texts)),
        )

    def meanings(self, found: Found) -> list[Any]:
        """Return what the entries found stand for.

        Parameters
        ----------
        found : Found
            Places of the entries of a list.

        Returns
        -------
        list
            One value a place; of the evaluative words, weight and entry.
        """
        known = _lexicon().meanings
        return [known[row] for row in found.row.tolist()]

    @cached_property
    def lists(self) -> dict[str, Found]:
        """Where the entries of the lexicon and of each list of shifters stand."""
        return _lexicon().find(self.word, self.opens)

    @cached_property
    def clause(self) -> np.ndarray:
        """The running number of each part's clause, through all texts."""
        begins = self.opens.copy()
        begins[self.lists["clause_openers"].first] = True
        return np.cumsum(begins) - 1

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
        found = [self.lists[name] for name in lists]
        first = np.concatenate([one.first for one in found])
        last = np.concatenate([one.last for one in found])
        weight = np.repeat(list(lists.values()), [len(one.first) for one in found])
        order = np.lexsort((-last, first))
        kept = Found(first[order], last[order], order).apart()
        return kept.first, kept.last, weight[kept.row]

    @cached_property
    def capital(self) -> np.ndarray:
        """Whether each part is written with a capital letter."""
        return _lexicon().capitals(self.word)

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
        found = self.lists[name].apart()
        marks[found.last] = self.meanings(found)
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
        marks[self.lists[name].first] = True
        return marks


class _Forms(dict[str, int]):
    """Numbers the words as published, and takes each apart when it is first seen.

    The parts of form i are `count[i]` rows from `begin[i]` on.
    """

    def __init__(self) -> None:
        super().__init__()
        self._begin, self._count = Column(np.int64), Column(np.int64)
        self._parts = Column(np.int64, 3)
        self._abbreviated = Column(bool)

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self._begin)
        self._begin.append(len(self._parts))
        phrases = _lexicon()
        pieces = _pieces(word)
        for piece, start, end in pieces:
            self._parts.append((phrases.number(piece), start, end))
        self._count.append(len(pieces))
        self._abbreviated.append(word.lower() in _abbreviations())
        return number

    @property
    def abbreviated(self) -> np.ndarray:
        """Whether a point behind it ends no sentence."""
        return self._abbreviated.values

    @property
    def begin(self) -> np.ndarray:
        return self._begin.values

    @property
    def count(self) -> np.ndarray:
        return self._count.values

    @property
    def parts(self) -> np.ndarray:
        """Word, start and end of each part."""
        return self._parts.values


@cache
def _forms() -> _Forms:
    return _Forms()


def _pieces(word: str) -> list[tuple[str, int, int]]:
    """Take one word apart: each part with its place in the word."""
    head, apostrophe, tail = word.partition("'")
    negated = tail.lower() == "t" and head[-1:].lower() == "n"
    if apostrophe and len(tail) > 2:  # O'Brien
        head = word
    found, place = [], 0
    for piece in (head[:-1] if negated else head).split("-"):
        if piece:
            found.append((piece, place, place + len(piece)))
        place += len(piece) + 1
    if negated:
        found.append(("not", 0, len(word)))
    return found


@dataclass(frozen=True, eq=False)
class _Broken:
    """What stands between the words of a text."""

    text: str
    start: np.ndarray
    end: np.ndarray

    @cached_property
    def _characters(self) -> np.ndarray:
        return np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)

    def by(self, marks: str, *, dashes: bool = False) -> np.ndarray:
        """Say of each word whether one of these marks stands before it."""
        broken = np.isin(self._characters, [ord(mark) for mark in marks])
        if dashes:
            for match in _DASH.finditer(self.text):
                broken[match.start()] = True
        before = np.append(0, np.cumsum(broken))
        found = np.zeros(len(self.start), dtype=bool)
        found[1:] = before[self.start[1:]] > before[self.end[:-1]]
        return found


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word.rstrip(".").lower() for word in load_words("abbreviations")["prepositive"])


@cache
def _lexicon() -> Phrases:
    """Read the evaluative words with their weights, and the words that shift them."""
    sign = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
    lists: dict[str, list[tuple[Pattern, Any]]] = {
        "weights": [
            (pattern, (sign[category.name.partition("/")[0]] * category.weight, entry.text))
            for category in load_lexicon("polarity").categories
            for entry in category.entries
            for pattern in entry.patterns
        ]
    }
    for name in ("polarity_shifters", "relations", "conflict"):
        lists |= {key: _phrases(words, True) for key, words in load_words(name).items()}
    negators = load_words("negators")
    lists["negators"] = [
        *_phrases(negators["negators"], True),
        *lists.pop("turners"),
        *_phrases(negators["not_negators"], False),
    ]
    return Phrases(lists)


def _phrases(entries: Iterable[str], meaning: bool) -> list[tuple[Pattern, Any]]:
    return [(pattern, meaning) for entry in entries for pattern in parse_entry(entry).patterns]
