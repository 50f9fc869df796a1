"""Counting: words, sentences, syllables and whatever else readability is computed from."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from rostra.index.reference import fold_token
from rostra.index.tokenizing import tokenize
from rostra.index.tokens import Tokens
from rostra.lexicon import load_words
from rostra.measures.readability.counts import COUNTS
from rostra.measures.readability.syllables import count_syllables

__all__ = ["count_parts", "count_text"]

# what a letter is worth in the English game
_VALUES = {
    letter: value
    for value, letters in {
        1: "aeioulnstr", 2: "dg", 3: "bcmp", 4: "fhvwy", 5: "k", 8: "jx", 10: "qz",
    }.items()
    for letter in letters
}  # fmt: skip


def count_parts(
    tokens: Tokens, part: np.ndarray, size: int, *, familiar: Iterable[str] | None = None
) -> dict[str, np.ndarray]:
    """Count, in each part of a corpus, what readability is computed from.

    Parameters
    ----------
    tokens : Tokens
        The words.
    part : numpy.ndarray of int
        For each token, its part; -1: in none.
    size : int
        Number of parts.
    familiar : iterable of str, optional
        The familiar words; without, there is no count `unfamiliar`.

    Returns
    -------
    dict of str to numpy.ndarray
        Names in `rostra.measures.readability.counts.COUNTS`, one value a part. `types` cannot be
        added up over parts, all others can.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "War ended."}, {"text": "Peace."}]))
    >>> count_parts(words, words.document, 2)["syllables"].tolist()
    [3.0, 1.0]
    """
    words = tokens.vocabulary
    lists = load_words("stop_words")
    characters = np.array([sum(sign.isalnum() for sign in word) for word in words], dtype=float)
    syllables = np.array([count_syllables(word) for word in words], dtype=float)
    letters = [[_VALUES.get(sign, 0) for sign in word.casefold()] for word in words]
    each = {
        "words": np.ones(len(words)),
        "characters": characters,
        "syllables": syllables,
        "monosyllables": syllables == 1,
        "two_syllables": syllables >= 2,
        "three_syllables": syllables >= 3,
        "six_letters": characters >= 6,
        "seven_letters": characters >= 7,
        "short_words": characters <= 3,
        "letters": np.array([sum(value > 0 for value in values) for values in letters]),
        "letter_values": np.array([sum(values) for values in letters]),
        "prepositions": _listed(words, lists["prepositions"]),
        "conjunctions": _listed(words, lists["conjunctions"]),
    }
    if familiar is not None:
        each["unfamiliar"] = ~_listed(words, familiar)
    own = np.flatnonzero(part >= 0)
    form, place = tokens.form[own], part[own].astype(np.int64)
    counts = {
        name: np.bincount(place, np.asarray(values, dtype=float)[form], size) for name, values in each.items()
    }
    counts["sentences"] = _different(place, tokens.sentence[own], size)
    counts["types"] = _different(place, form, size)
    return {name: counts[name] for name in COUNTS if name in counts}


def count_text(text: str, *, familiar: Iterable[str] | None = None) -> dict[str, float]:
    """Count in one text what readability is computed from.

    Parameters
    ----------
    text : str
        The text.
    familiar : iterable of str, optional
        The familiar words; without, there is no count `unfamiliar`.

    Returns
    -------
    dict of str to float
        Names in `rostra.measures.readability.counts.COUNTS`.

    Examples
    --------
    >>> counts = count_text("The cat in the hat ate breakfast.")
    >>> [counts[name] for name in ("words", "sentences", "characters", "syllables", "six_letters")]
    [7.0, 1.0, 26.0, 8.0, 1.0]
    """
    from rostra.corpus import load_corpus

    tokens = tokenize(load_corpus([{"text": text}]))
    counts = count_parts(tokens, np.zeros(len(tokens), dtype=np.int64), 1, familiar=familiar)
    return {name: float(values[0]) for name, values in counts.items()}


def _listed(words: tuple[str, ...], wanted: Iterable[str]) -> np.ndarray:
    folded = {fold_token(word) for word in wanted}
    return np.array([word in folded for word in words], dtype=bool)


def _different(place: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    """Count the different values in each part."""
    width = int(values.max(initial=0)) + 1
    cells = np.unique(place * width + values)
    return np.bincount(cells // width, minlength=size).astype(float)
