"""Names: words that are part of a proper name, or say what kind of thing a name is of.

Two readings in which an evaluative word evaluates nothing: *United* in "the United
States", and *base* in "the CIA base".
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rostra.index.tokens import Tokens
from rostra.lexicon import load_words

__all__ = ["Names", "names_of"]

CLOSED = (
    "determiners", "possessives", "auxiliaries", "prepositions", "conjunctions", "subjects", "adverbs",
    "finite_marks", "relatives",
)  # fmt: skip
OPENING = frozenset("“\"‘'«„([:")
HEADLINE = 0.5  # a sentence with more than this share of capitals is a headline, and tells nothing
ENOUGH = 5  # long words, from which a sentence is judged by that share; fewer must all have one
LONG = 4  # letters of a word that is written small but for a reason
BETWEEN = 2  # words between a name and what it is the name of: the NATO anti-missile base


class Names(NamedTuple):
    """Which words are in names.

    Parameters
    ----------
    part : numpy.ndarray of bool
        Whether a word is part of a proper name: it has a capital, begins neither sentence
        nor quotation, and stands beside another word with a capital.
    thing : numpy.ndarray of int
        Where the noun phrase begins that a word without a capital may end, and in which a
        name stands: a determiner, the name, and at most two words before it; -1 elsewhere.
    """

    part: np.ndarray
    thing: np.ndarray


def names_of(tokens: Tokens) -> Names:
    """Mark the words that are in names, once.

    Parameters
    ----------
    tokens : Tokens
        The words.

    Returns
    -------
    Names
        What is known of each word.

    Examples
    --------
    >>> import rostra
    >>> text = "It left the United States. It left the CIA base in haste."
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": text}]))
    >>> found = names_of(words)
    >>> words.forms[found.part].tolist(), words.forms[found.thing >= 0].tolist()
    (['united', 'states'], ['base'])
    """
    if "names" not in tokens._cache:
        surfaces, opening = _surfaces(tokens)
        capital = np.array([surface[:1].isupper() for surface in surfaces], dtype=bool)
        initial = np.r_[True, tokens.sentence[1:] != tokens.sentence[:-1]][: len(surfaces)] | opening
        told = capital & ~initial & ~_headlines(tokens, surfaces, capital)
        same = ~tokens.clause_start & ~opening  # follows the word before it without a break
        # a small word that begins a sentence has its capital from there: The Senate
        company = capital & ~(initial & _closed(tokens)[tokens.form])
        before = np.r_[False, company[:-1]][: len(surfaces)] & same
        after = np.r_[(company & same)[1:], False][: len(surfaces)]
        tokens._cache["names"] = Names(
            told & (before | after), _things(tokens, surfaces, told, capital, same)
        )
    found: Names = tokens._cache["names"]
    return found


def _surfaces(tokens: Tokens) -> tuple[list[str], np.ndarray]:
    """The words as written, and which of them a quotation mark or a bracket opens."""
    texts = tokens.corpus.documents["text"].tolist()
    surfaces, opening = [], np.zeros(len(tokens), dtype=bool)
    places = zip(tokens.document.tolist(), tokens.start.tolist(), tokens.end.tolist(), strict=True)
    for i, (document, start, end) in enumerate(places):
        text = texts[document]
        surfaces.append(text[start:end])
        opening[i] = start > 0 and text[start - 1] in OPENING
    return surfaces, opening


def _headlines(tokens: Tokens, surfaces: list[str], capital: np.ndarray) -> np.ndarray:
    long = np.array([len(surface) >= LONG for surface in surfaces], dtype=bool)
    size = len(tokens.sentence_start)
    of_all = np.bincount(tokens.sentence[long], minlength=size)
    of_capitals = np.bincount(tokens.sentence[long & capital], minlength=size)
    most = (of_capitals > HEADLINE * of_all) & (of_all >= ENOUGH)
    marked: np.ndarray = (most | ((of_capitals == of_all) & (of_all > 2)))[tokens.sentence]
    return marked


def _closed(tokens: Tokens) -> np.ndarray:
    """Mark the forms of the vocabulary that are small words of grammar."""
    grammar = load_words("grammar")
    words = {word for name in CLOSED for word in grammar[name]}
    return np.array([form in words for form in tokens.vocabulary], dtype=bool)


def _things(
    tokens: Tokens, surfaces: list[str], told: np.ndarray, capital: np.ndarray, same: np.ndarray
) -> np.ndarray:
    grammar = load_words("grammar")
    determiners = {*grammar["determiners"], *grammar["possessives"]}
    # after a verb, not after a noun: "the Senate fears the vote"
    object_openers = {*determiners, "that", "him", "them", "us", "me", "it", "you", "not", "to"}
    opens = np.array([form in determiners or form.endswith("'s") for form in tokens.vocabulary], dtype=bool)
    barred = _closed(tokens)
    follows = np.array([form in object_openers for form in tokens.vocabulary], dtype=bool)
    begins = np.full(len(surfaces), -1, dtype=np.int64)
    forms = tokens.form
    for name in np.flatnonzero(told).tolist():
        if name + 1 < len(surfaces) and capital[name + 1] and same[name + 1]:
            continue  # the name goes on
        first = name
        while first > 0 and same[first] and capital[first - 1] and not opens[forms[first - 1]]:
            first -= 1
        # what somebody does or has is no name: Scalia's death
        determined = first > 0 and same[first] and opens[forms[first - 1]]
        if not determined or surfaces[name].endswith(("'s", "’s", "s'", "s’")):
            continue
        for head in range(name + 1, min(name + BETWEEN + 2, len(surfaces))):
            if not same[head] or capital[head] or barred[forms[head]]:
                break
            then = head + 1
            goes_on = then < len(surfaces) and same[then]
            if goes_on and follows[forms[then]]:
                break
            if goes_on and not barred[forms[then]]:
                continue  # the noun is still to come
            if not surfaces[head].endswith(("ed", "ing", "ly")):
                begins[head] = first - 1
    return begins
