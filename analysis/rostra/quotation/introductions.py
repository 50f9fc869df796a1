"""Introductions: how a text presents a person: title, age, office, the clause in commas behind the name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rostra.quotation.cues import verb_forms
from rostra.quotation.names import name_list
from rostra.quotation.words import grammar

__all__ = ["introduced", "introduced_alone", "presentation", "short_titles", "told_gender"]

_INTRODUCED = re.compile(r", (?:\d{1,2}[,.]|who |whose |an? (?:\w+[ -])?\w+)")
_STOP = re.compile(r"[,.;:\n“”\"—]")
_MARKS = re.compile(r"[,.;:\n“”\"(—–]")


@cache
def short_titles() -> tuple[tuple[str, str], ...]:
    """Pair what stands before names with what the persons are called: sen, senator."""
    pairs = (entry.partition(":") for entry in sorted(name_list("short_titles")))
    return tuple((short, long) for short, _, long in pairs)


def introduced(text: str, end: int) -> bool:
    """Whether what follows a name tells who the person is: the age, `a lawyer`, `who runs it`."""
    return _INTRODUCED.match(text, end) is not None or _office_follows(text, end)


def introduced_alone(text: str, start: int, end: int) -> bool:
    """Whether a word before a comma that opens a sentence is presented as a person: `Ana, a nurse, said`."""
    opens = start == 0 or text[start - 1] in '\n“”"' or text[start - 2 : start] in (". ", "? ", "! ")
    return opens and (text.startswith("who ", end + 2) or _office_follows(text, end))


def _office_follows(text: str, end: int) -> bool:
    """Whether one of the first words behind a comma is what a person is."""
    if not text.startswith(", ", end):
        return False
    persons = grammar("titles") | name_list("person_nouns")
    return any(word.lower().strip(".,") in persons for word in text[end + 2 : end + 60].split()[:3])


@lru_cache(maxsize=65536)
@lru_cache(maxsize=65536)
def told_gender(phrase: str) -> str:
    """Say which gender the words around a name tell, before any preposition: f, m or nothing."""
    for word in phrase.split():
        plain = word.lower().strip(".,")
        if plain in grammar("feminine") and plain != "her":
            return "f"
        if plain in grammar("masculine") and plain not in ("his", "actor"):
            return "m"
        if plain in grammar("noun_prepositions"):
            return ""
    return ""


@cache
def _stops() -> frozenset[str]:
    """Words with which the noun phrase around a name cannot begin before it."""
    verbs = {
        form[0] for form, verb in verb_forms().items() if len(form) == 1 and verb.form in ("past", "third")
    }
    return grammar("finite_marks", "people_subjects") | grammar("conjunctions", but=("and",)) | verbs


def presentation(text: str, start: int, end: int) -> str:
    """Return the noun phrase around a name: what stands before it in its clause, and its apposition."""
    low = max(0, start - 160)
    before = text[max(low, text.rfind("\n", low, start) + 1) : start].split()
    phrase: list[str] = []
    for whole in reversed(before[-9:]):
        word = _MARKS.split(whole)[-1]
        if not word or word.lower() in _stops():
            break
        phrase.insert(0, word)
        if word != whole:
            break
    apposition = ""
    if text.startswith(", ", end):
        stop = _STOP.search(text, end + 2, end + 300)
        candidate = text[end + 2 : stop.start() if stop else end + 300]
        words = candidate.split()
        if (
            words
            and len(words) <= 14
            and (
                words[0].lower() in ("a", "an", "the", "one")
                or words[0].lower().strip(".") in grammar("titles")
                or any(w.lower() in grammar("titles") for w in words[:5])
            )
        ):
            apposition = ", " + candidate
    return " ".join([*phrase, text[start:end]]) + apposition
