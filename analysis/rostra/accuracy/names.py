"""Names: whether two ways of naming a speaker name the same one.

The rules here judge the attribution and share nothing with it: they fold letters and
cut names by themselves, so that a mistake there cannot make itself right here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from rostra.lexicon import load_words

__all__ = ["fold", "head", "is_pronoun", "same_head", "same_name"]

# Letters that carry their mark inside: decomposition does not part them.
_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "ø": "o", "ı": "i"})
_POSSESSIVE = re.compile(r"[’']s\b")
_CAPITALISED = re.compile(r"[^\W\d_][\w’'-]*")
_SMALL = re.compile(r"[a-z][\w-]+")
_WORD = re.compile(r"[\w’'-]+")


def fold(name: str) -> str:
    """Write a name in lower case and without diacritics."""
    parted = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(character for character in parted if not unicodedata.combining(character)).lower()


def is_pronoun(mention: str) -> bool:
    """Say whether a mention is nothing but pronouns.

    Parameters
    ----------
    mention : str
        The words that stand for the speaker.

    Returns
    -------
    bool
        False where there are no words.

    Examples
    --------
    >>> is_pronoun("She"), is_pronoun("Sheila")
    (True, False)
    """
    words = re.findall(r"\w+", fold(mention))
    return bool(words) and all(word in _words("pronouns") for word in words)


def head(name: str) -> str:
    """Find the word that a name turns on: the surname, or the noun of a description.

    Parameters
    ----------
    name : str
        A name or description.

    Returns
    -------
    str
        Folded; empty where there is none.

    Examples
    --------
    >>> head("Harbour Minister Inês Araújo"), head("a spokesman for Ostia")
    ('araujo', 'spokesman')
    """
    named = _break("relatives", r",|\(|—|–").split(_POSSESSIVE.sub("", name), maxsplit=1)[0]
    capitals = [word for word in _CAPITALISED.findall(named) if word[0].isupper() and not _is_title(word)]
    if not capitals:
        words = _name_words(named)
        return words[-1] if words else ""
    link = _link().search(named)
    if link and not re.match("[A-Z]", named.strip()):
        before = _SMALL.findall(named[: link.start()])
        if before:
            return fold(before[-1])
    return fold(capitals[-1])


def same_head(one: str, other: str) -> bool:
    """Say whether two mentions turn on the same word, or are spelt alike."""
    shared = head(one)
    return (shared != "" and shared == head(other)) or fold(one) == fold(other)


def same_name(one: str, other: str) -> bool:
    """Say whether two names can be one: the same head, or all words of one in the other.

    Parameters
    ----------
    one, other : str
        Names.

    Returns
    -------
    bool
        False where either has no words but titles.

    Examples
    --------
    >>> same_name("Ana Ruiz", "Ms Ruiz"), same_name("Ana Ruiz", "Jan Hale")
    (True, False)
    """
    words, others = set(_name_words(one)), set(_name_words(other))
    if not words or not others:
        return False
    shared = head(one)
    return (shared != "" and shared == head(other)) or words <= others or others <= words


def _name_words(name: str) -> list[str]:
    """Return the words of a name, folded, without titles and without what describes it."""
    named = _break("ends", ",").split(f" {fold(name).strip()} ", maxsplit=1)[0]
    return [word for word in _WORD.findall(_POSSESSIVE.sub("", named)) if word not in _words("titles")]


def _is_title(word: str) -> bool:
    return fold(word) in _words("titles")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_words("speaker_names")[name])


@cache
def _break(name: str, marks: str) -> re.Pattern[str]:
    return re.compile("|".join([marks, *(f" {word} " for word in load_words("speaker_names")[name])]))


@cache
def _link() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load_words('speaker_names')['links'])})\s+(?:the\s+)?[A-Z]")
