"""Bodies: the full names of organisations that are spoken of by a short form, and whose paper a paper is."""

from __future__ import annotations

import re

from rostra.quotation.names import name_list
from rostra.quotation.words import grammar

__all__ = ["full_names_of_body", "introduction_of_paper", "opening_people", "spelled_out"]

_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'&-]*"
_OF = re.compile(rf" of (?:the )?({_NAME}(?: (?:and )?{_NAME}){{0,4}})")
_BEFORE_OF = re.compile(rf"{_NAME}(?:[ ]{_NAME}){{0,4}} of (?:the )?\Z")
_SENTENCE = re.compile(r"\n+|[.!?][”\"’')\]]*\s+")
_PLURAL_SUBJECT = re.compile(
    r"((?:(?!they\b)[A-Za-z][\w’'-]* ){1,6}?)(?:are|were|have|do|want|say|plan|hope) ", re.I
)
_SMALL_WORDS = ("of", "the", "and", "for", "on", "in", "to", "&")


def opening_people(text: str, at: int) -> str | None:
    """Return the plural that opens the sentence before a place, or the sentence before that one.

    Parameters
    ----------
    text : str
        The document.
    at : int
        Where `they` stands.

    Returns
    -------
    str or None
        The noun phrase, where a plural verb follows it.
    """
    low = max(0, at - 600)
    starts = [m.end() for m in _SENTENCE.finditer(text, low, at)]
    for start in reversed(starts[-2:]):
        opening = _PLURAL_SUBJECT.match(text, start, at)
        if opening and not grammar("finite_marks") & set(opening[1].lower().split()):
            return opening[1]
    return None


def full_names_of_body(text: str, words: tuple[str, ...]) -> list[tuple[int, str]]:
    """Find the full names of a body that is spoken of by its last words: `the parole board`.

    Parameters
    ----------
    text : str
        The document.
    words : tuple of str
        The short form, in lower case.

    Returns
    -------
    list of (int, str)
        Where each full name stands, in text order, and the name as published.
    """
    if not words or (len(words) == 1 and words[0] in name_list("general_bodies")):
        return []
    short = " ".join(word.capitalize() for word in words)
    if short not in text:
        return []
    found: list[tuple[int, str]] = []
    pattern = re.compile(rf"(?:{_NAME} ){{0,5}}\b{re.escape(short)}\b(?!\w)")
    for match in pattern.finditer(text):
        name = match.group().removeprefix("The ")
        before = _BEFORE_OF.search(text, max(0, match.start() - 80), match.start())
        after = _OF.match(text, match.end())
        if after:
            name += after.group()
        elif before:
            name = before.group() + name
        if name.casefold() != short.casefold():
            found.append((match.start(), name))
    return found


def spelled_out(text: str, acronym: str) -> str | None:
    """Find the name that an acronym in parentheses shortens: `the Coast Guard Agency (CGA)`.

    Parameters
    ----------
    text : str
        The document.
    acronym : str
        The capitals.

    Returns
    -------
    str or None
        The name whose words begin with these letters.
    """
    at = text.find(f"({acronym})")
    if at < 0:
        return None
    words = text[max(0, at - 150) : at].split()
    letters = [letter for letter in acronym if letter.isalpha()]
    first = len(words)
    while first and letters:
        first -= 1
        word = words[first]
        if word[:1].isupper() and word[0] == letters[-1]:
            letters.pop()
        elif word not in _SMALL_WORDS:
            return None
    return None if letters else " ".join(words[first:])


def introduction_of_paper(text: str, head: str, at: int) -> int | None:
    """Find where a paper that is spoken of as known was first mentioned: `said in a statement`.

    Parameters
    ----------
    text : str
        The document.
    head : str
        The noun: `statement`.
    at : int
        Where the paper speaks.

    Returns
    -------
    int or None
        The place of its article, not more than a few paragraphs before.
    """
    low = max(0, at - 2000)
    pattern = re.compile(rf"\b(?:an?|his|her|its|their)(?: [\w-]+){{0,2}} {re.escape(head)}\b")
    places = [match.start() for match in pattern.finditer(text, low, at)]
    return places[-1] if places else None
