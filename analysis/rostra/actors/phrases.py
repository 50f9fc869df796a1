"""Phrases: the words of a noun phrase, parted as English builds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from rostra.actors.folding import fold
from rostra.actors.names import Finder
from rostra.actors.rules import Name
from rostra.actors.vocabulary import words

__all__ = ["After", "Word", "cut", "segments", "words_of"]

_KEPT = 8192  # phrases that a finder remembers: the same speakers come again and again
_ENDING = re.compile(r"'s?(?!\w)")
_PIECE = re.compile(
    r"(?P<word>[^\W_](?:\w|[-'.&/–](?=\w))*\.?)(?P<possessive>'s?(?!\w))?"
    r"|(?P<stop>[,;:()\[\]\"“”—–]|--|(?<=\s)-(?=\s))"
)
# A preposition and its object.
After = tuple[str, "list[Word]"]


class Word(NamedTuple):
    text: str
    low: str
    possessive: bool
    name: Name | None

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    def among(self, *keys: str) -> bool:
        return self.name is None and any(self.low in words(key) for key in keys)


@cache
def _pairs() -> frozenset[str]:
    """Entries of two and more words, which are read as one."""
    keys = (
        "offices",
        "roles",
        "organs",
        "bodies",
        "papers",
        "domains",
        "private",
        "modifiers",
        "conjunctions",
    )
    return frozenset(entry for key in keys for entry in words(key) if " " in entry)


def words_of(phrase: str, finder: Finder) -> list[Word | None]:
    """Part a phrase into words, names of actors as one word; None where punctuation parts it."""
    found = finder.read.get(phrase)
    if found is None:
        if len(finder.read) >= _KEPT:
            finder.read.clear()
        found = finder.read[phrase] = _words_of(phrase, finder)
    return found


def _words_of(phrase: str, finder: Finder) -> list[Word | None]:
    plain, places = finder.phrase(phrase)
    names = {place.start: place for place in places if not _compound(plain, place.start, place.end)}
    found: list[Word | None] = []
    at = 0
    while at < len(plain):
        if at in names:
            place = names[at]
            after = _ENDING.match(plain, place.end)
            text = plain[place.start : place.end]
            found.append(Word(text, fold(text), after is not None, place.name))
            at = after.end() if after else place.end
            continue
        match = _PIECE.match(plain, at)
        if match is None:
            at += 1
        elif match["stop"]:
            found.append(None)
            at = match.end()
        else:
            text, at = match["word"], match.end()
            low = fold(text.rstrip("."))
            possessive = match["possessive"] is not None or low.endswith("'s")
            found.append(Word(text, low.removesuffix("'s"), possessive, None))
    return list(_joined(found))


def _compound(plain: str, start: int, end: int) -> bool:
    """Whether a name is half of a compound: US-led, Moscow-backed, pro-Russian."""
    return bool(re.match(r"[-–]\w", plain[end : end + 2]) or re.search(r"\w[-–]\Z", plain[:start]))


def _joined(found: list[Word | None]) -> Iterator[Word | None]:
    i = 0
    while i < len(found):
        word = found[i]
        for size in (3, 2):
            run = found[i : i + size]
            entry = " ".join(w.low if w is not None and w.name is None else "\n" for w in run)
            if word is not None and len(run) == size and entry in _pairs():
                last = run[-1]
                assert last is not None
                yield Word(word.text + " " + last.text, entry, last.possessive, None)
                i += size
                break
        else:
            yield word
            i += 1


def segments(found: list[Word | None]) -> Iterator[list[Word]]:
    """Part at punctuation and at relative pronouns; directly behind "who is" a new part begins."""
    segment: list[Word] = []
    state = "inside"  # "pronoun" just read, "copula" read, "outside": the clause tells something else
    for word in [*found, None]:
        if word is None:
            if segment:
                yield segment
            segment, state = [], "inside"
        elif state == "inside" and word.among("relatives") and not word.capital:
            if segment:
                yield segment
            segment, state = [], "pronoun"
        elif state in ("pronoun", "copula") and word.among("copulas"):
            state = "copula"
        elif state == "pronoun":
            state = "outside"
        elif state != "outside" and (segment or word.low not in words("openers")):
            segment, state = [*segment, word], "inside"


def cut(segment: list[Word]) -> tuple[list[Word], list[tuple[str, list[Word]]]]:
    """Part a noun phrase into what stands before the first preposition, and (preposition, object) pairs."""
    before: list[Word] = []
    after: list[tuple[str, list[Word]]] = []
    for word in segment:
        if word.among("prepositions") and not word.capital:
            after.append((word.low, []))
        elif after:
            after[-1][1].append(word)
        else:
            before.append(word)
    return before, after
