"""Forms: each word as published, taken apart once, in the words of the lexicons."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np

from rostra.lexicon import Pattern, load_lexicon, load_words, parse_entry
from rostra.measures.sentiment.columns import Column
from rostra.measures.sentiment.phrases import Phrases

__all__ = ["Forms", "known_forms", "known_phrases"]


class Forms(dict[str, int]):
    """Numbers words as published, and takes each apart when it is first asked for.

    The parts of form i are `count[i]` rows from `begin[i]` on.
    """

    def __init__(self) -> None:
        super().__init__()
        self._begin, self._count, self._size = Column(np.int64), Column(np.int64), Column(np.int64)
        self._parts = Column(np.int64, 3)
        self._abbreviated = Column(bool)

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self._begin)
        self._begin.append(len(self._parts))
        phrases = known_phrases()
        pieces = _pieces(word)
        for piece, start, end in pieces:
            self._parts.append((phrases.number(piece), start, end))
        self._count.append(len(pieces))
        self._size.append(len(word.encode("utf-8", "replace")))
        self._abbreviated.append(word.lower() in _abbreviations())
        return number

    @property
    def abbreviated(self) -> np.ndarray:
        """Whether a point behind it ends no sentence."""
        return self._abbreviated.values

    @property
    def size(self) -> np.ndarray:
        """How many bytes it has as UTF-8."""
        return self._size.values

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
def known_forms() -> Forms:
    """Return the forms that have been seen so far; one table for all texts.

    Returns
    -------
    Forms
        Grows when a new word is asked for.

    Examples
    --------
    >>> forms = known_forms()
    >>> number = forms["rock-solid"]
    >>> int(forms.count[number])
    2
    """
    return Forms()


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


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word.rstrip(".").lower() for word in load_words("abbreviations")["prepositive"])


@cache
def known_phrases() -> Phrases:
    """Return the evaluative words with their weights, and the words that shift them, as phrases.

    Returns
    -------
    Phrases
        Read on first use.

    Examples
    --------
    >>> "negators" in known_phrases().names
    True
    """
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
