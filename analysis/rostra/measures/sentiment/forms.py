"""Forms: each word as published, taken apart once, in the words of the lexicons."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np

from rostra.lexicon import Pattern, load_lexicon, load_words, parse_entry
from rostra.measures.sentiment.columns import Column
from rostra.measures.sentiment.phrases import Phrases, is_capitalised

__all__ = ["Forms", "Surfaces", "known_forms", "known_phrases", "known_surfaces"]


class Forms(dict[str, int]):
    """Numbers words as published, and takes each apart when it is first asked for.

    It holds the number of each word that has been asked for.
    """

    def __init__(self) -> None:
        super().__init__()
        self._table, self._parts = Column(np.int32, 5), Column(np.int32, 4)

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self._table)
        phrases, pieces = known_phrases(), _pieces(word)
        size = len(word.encode("utf-8", "replace"))
        abbreviated = word.lower() in _abbreviations()
        self._table.append((len(word), size, len(self._parts), len(pieces), abbreviated))
        for piece, start, end in pieces:
            self._parts.append((phrases.number(piece), start, end, is_capitalised(piece)))
        return number

    @property
    def table(self) -> np.ndarray:
        """Of each word: its characters, its bytes as UTF-8, its first part and how many there are.

        The last column says whether a point behind it ends no sentence.
        """
        return self._table.values

    @property
    def parts(self) -> np.ndarray:
        """Of each part: its number in the phrases, start and end in the word, whether it has a capital."""
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
    >>> int(forms.table[number, 3])
    2
    """
    return Forms()


class Surfaces:
    """Finds the words of long texts by the kernels, and the form of each word that they number.

    Parameters
    ----------
    forms : Forms
        What numbers the words for us.
    """

    def __init__(self, forms: Forms) -> None:
        from rostra.index.kernels import Scanner

        self._forms, self._scanner, self._numbers = forms, Scanner(), Column(np.int32)

    def find(self, data: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Find the words of a text.

        Parameters
        ----------
        data : numpy.ndarray of uint8
            Its UTF-8.

        Returns
        -------
        start, form : numpy.ndarray of int32
            Where each word begins, in code points, and its number among the forms.
        """
        surface, start, *_ = self._scanner.scan(data, np.array([0, len(data)]))
        self._scanner.release()
        for name in self._scanner.surfaces(len(self._numbers)):
            self._numbers.append(self._forms[name])
        return start, self._numbers.values[surface]


@cache
def known_surfaces() -> Surfaces:
    """Return the words of long texts that have been seen so far; one table for all texts.

    Returns
    -------
    Surfaces
        Grows when a new word is met.

    Examples
    --------
    >>> start, form = known_surfaces().find(np.frombuffer(b"No war", dtype=np.uint8))
    >>> start.tolist(), bool(form[0] == known_forms()["No"])
    ([0, 3], True)
    """
    return Surfaces(known_forms())


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
    lists: dict[str, list[tuple[Pattern, float, str]]] = {
        "weights": [
            (pattern, sign[category.name.partition("/")[0]] * category.weight, entry.text)
            for category in load_lexicon("polarity").categories
            for entry in category.entries
            for pattern in entry.patterns
        ]
    }
    for name in ("polarity_shifters", "relations", "conflict"):
        lists |= {key: _phrases(words, 1.0) for key, words in load_words(name).items()}
    negators = load_words("negators")
    lists["negators"] = [
        *_phrases(negators["negators"], 1.0),
        *lists.pop("turners"),
        *_phrases(negators["not_negators"], 0.0),
    ]
    return Phrases(lists)


def _phrases(entries: Iterable[str], weight: float) -> list[tuple[Pattern, float, str]]:
    return [(pattern, weight, entry) for entry in entries for pattern in parse_entry(entry).patterns]
