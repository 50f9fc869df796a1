"""Counting: words, sentences, syllables and whatever else readability is computed from."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from rostra.index.partitions import document_bounds
from rostra.index.reference import fold_token
from rostra.index.tokenizing import tokenize
from rostra.index.tokens import Tokens
from rostra.index.word_counts import WordCounts, count_words, whole_documents
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
    tokens: Tokens, counted: WordCounts, *, by: str | None, familiar: Iterable[str] | None = None
) -> dict[str, np.ndarray]:
    """Count, in what each group says in each document, what readability is computed from.

    Parameters
    ----------
    tokens : Tokens
        The words.
    counted : WordCounts
        How often each of them stands there.
    by : str or None
        The column by which they were counted.
    familiar : iterable of str, optional
        The familiar words; without, there is no count `unfamiliar`.

    Returns
    -------
    dict of str to numpy.ndarray
        Names in `rostra.measures.readability.counts.COUNTS`, one value a row of `counted`. `types`
        cannot be added up over rows, all others can.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "War ended."}, {"text": "Peace."}]))
    >>> count_parts(words, count_words(words, None), by=None)["syllables"].tolist()
    [3.0, 1.0]
    """
    words = tokens.vocabulary
    lists = load_words("stop_words")
    characters = np.array([sum(sign.isalnum() for sign in word) for word in words], dtype=float)
    syllables = np.array([count_syllables(word) for word in words], dtype=float)
    letters = [[_VALUES.get(sign, 0) for sign in word.casefold()] for word in words]
    each = {
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
    counts = {name: counted.rows.weighed(np.asarray(values, dtype=float)) for name, values in each.items()}
    counts["words"] = counted.rows.words.astype(float)
    counts["sentences"] = _sentences(tokens, counted, by)
    counts["types"] = np.diff(counted.rows.offsets).astype(float)
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
    counts = count_parts(tokens, count_words(tokens, None), by=None, familiar=familiar)
    return {name: float(values.sum()) for name, values in counts.items()}


def _listed(words: tuple[str, ...], wanted: Iterable[str]) -> np.ndarray:
    folded = {fold_token(word) for word in wanted}
    return np.array([word in folded for word in words], dtype=bool)


def _sentences(tokens: Tokens, counted: WordCounts, by: str | None) -> np.ndarray:
    """Count the sentences of which the words of each row are."""
    rows, bounds = counted.rows, document_bounds(tokens)
    sentence = np.asarray(tokens.sentence)
    begins = np.append(True, sentence[1:] != sentence[:-1]) if len(sentence) else np.zeros(0, dtype=bool)
    if whole_documents(tokens, counted):  # and so whole sentences
        places = np.flatnonzero(begins)
        return np.diff(np.searchsorted(places, bounds))[rows.document].astype(float)
    names, group = tokens.groups(by)
    begins[1:] |= group[1:] != group[:-1]
    places = np.flatnonzero(begins & (group >= 0))
    width = np.int64(len(names) + 1)
    _, once = np.unique(sentence[places] * width + group[places], return_index=True)  # it may come back
    found = tokens.document[places[once]] * width + group[places[once]]
    key = rows.document * width + counted.group
    order = np.argsort(key)
    return np.bincount(order[np.searchsorted(key[order], found)], minlength=len(key)).astype(float)
