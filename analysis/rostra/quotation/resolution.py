"""Resolution: from the words that name a speaker to a name, and from a name to an actor."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from rostra.actors import fold
from rostra.quotation.discourse import Discourse
from rostra.quotation.names import candidate, name_tail, plain_name
from rostra.quotation.people import People, Person, told_gender
from rostra.quotation.words import grammar

if TYPE_CHECKING:
    from rostra.actors import Actors, Credit
    from rostra.quotation.found import Found

__all__ = ["Resolver"]

_POSSESSIVE = {"his": "he", "her": "she", "their": "they", "its": "it"}
_SEPARATOR = re.compile(r"[\s\u200b]+")
_OFFICE = re.compile(r"\s(?:of|for|at|from|with|in)\s")


class Resolver:
    """Resolve the mentions of one document.

    Parameters
    ----------
    text : str
        The document.
    actors : Actors
        The registry.
    date : str or None
        ISO date of the document: roles change hands.
    """

    def __init__(self, text: str, actors: Actors, date: str | None) -> None:
        self.text = text
        self.actors = actors
        self.date = date
        self._others: list[str] = []  # names of organisations that spoke
        self._last: Person | None = None
        self._credits: dict[tuple[str, str | None], Credit | None] = {}
        self._speakers: dict[int, Person] = {}
        self._described: set[int] = set()
        self._quoted: list[tuple[int, int]] = []

    @cached_property
    def people(self) -> People:
        """The persons whom the document names."""
        return People(self.text, self.actors)

    @cached_property
    def discourse(self) -> Discourse:
        """Whom pronouns and descriptions mean, after one reading of the whole document."""
        return Discourse(self.text, self.people, self._speakers, self._quoted, self._described)

    def read(self, found: list[Found]) -> None:
        """Take in where the statements of the document name their speakers.

        Parameters
        ----------
        found : list of Found
            The statements, in text order.
        """
        self._quoted = [(item.start, item.end) for item in found if item.kind == "direct"]
        for item in found:
            if item.mention is None or item.fields.get("question"):
                continue
            at = item.mention[0]
            mention = self.text[slice(*item.mention)]
            words, lowered = _words(mention)
            if len(words) == 1 and (lowered[0] in grammar("subjects") or lowered[0] in _POSSESSIVE):
                continue
            person = self._person_in(mention, at)
            if person is not None:
                self._speakers[at] = person
            elif self._is_described_person(words, lowered):
                self._described_at(mention, lowered, at)

    def resolve(self, mention: str, at: int) -> tuple[str | None, float]:
        """Name the speaker that a mention stands for.

        Parameters
        ----------
        mention : str
            The words of the text.
        at : int
            Where they stand.

        Returns
        -------
        tuple
            The name (None where nobody can be named) and how sure that is, 0 to 1.
        """
        words, lowered = _words(mention)
        if len(words) == 1 and (lowered[0] in grammar("subjects") or lowered[0] in _POSSESSIVE):
            return self._pronoun(_POSSESSIVE.get(lowered[0], lowered[0]), at)
        person = self._speakers.get(at) or self._person_in(mention, at)
        if person is not None:
            self._last = person
            return person.name, 0.97 if person.named else 0.9
        if lowered and (lowered[0] == "the" or lowered[0] in grammar("possessives")) and not _has_capital(words[1:]):
            return self._role(mention, lowered, at)
        name = plain_name(mention)
        self._others.append(name)
        return name, 0.9

    def credit(self, speaker: str | None, mention: str | None) -> Credit | None:
        """Find the actor to which a speaker's words are credited.

        Parameters
        ----------
        speaker : str or None
            The resolved name.
        mention : str or None
            The words of the text beside the verb.

        Returns
        -------
        Credit or None
            The actor, how it was found and, for a member, the name the registry writes.
        """
        if speaker is None:
            return None
        key = (speaker, mention)
        if key not in self._credits:
            self._credits[key] = self._credit(speaker, mention)
        return self._credits[key]

    def _credit(self, speaker: str, mention: str | None) -> Credit | None:
        person = self.people.find(speaker, len(self.text)) if " " in speaker else None
        named = person is not None and person.name == speaker
        contexts = self.people.contexts(person) if person is not None and named else []
        for phrase in [mention or speaker, *contexts, speaker]:
            if phrase.lower() in grammar("subjects"):
                continue
            credit = self.actors.credit(phrase, speaker if named else None, date=self.date)
            if credit is not None:
                return credit
        return None

    def _person_in(self, mention: str, at: int) -> Person | None:
        """Find the person whom a mention names."""
        bare = mention.split(",")[0]
        tail = name_tail(bare)
        if tail is None:
            # "Anna Hale of the Coast Guard": a full name before its office
            named = _OFFICE.split(bare)[0]
            tail = name_tail(named) if named != bare else None
            if tail is None or " " not in tail:
                return None
            bare = named
        if " " in tail:
            read = candidate(tail)
            tail = read.name if read else tail
        person = self.people.find(tail, at, told_gender(bare[: bare.rfind(tail)]))
        if person is not None:
            return person
        if " " in tail:
            return self.people.add(Person(tail, at, [(at, at + len(bare))])) if candidate(tail) else None
        if _titled(bare, tail) or (bare == tail and not tail.isupper() and not self._is_place(tail)):
            return self.people.add(Person(tail, at, [(at, at + len(bare))]))
        return None

    def _is_place(self, name: str) -> bool:
        return self.actors.find(name) is not None or bool(self.actors.mentions(name))

    def _pronoun(self, word: str, at: int) -> tuple[str | None, float]:
        if word in ("he", "she"):
            answer = self.discourse.answers.get(at)
            if answer is None:
                return None, 0.0
            self._last = answer[0]
            return answer[0].name, answer[1]
        if word in ("they", "it") and self._others:
            return self._others[-1], 0.6
        if word == "they" and self._last is not None:
            return self._last.name, 0.4
        return None, 0.0

    def spoke(self, at: int) -> None:
        """Say where the last speaker was named."""

    def _is_described_person(self, words: list[str], lowered: list[str]) -> bool:
        return False

    def _described_at(self, mention: str, lowered: list[str], at: int) -> None:
        pass

    def _role(self, mention: str, lowered: list[str], at: int) -> tuple[str | None, float]:
        head = lowered[-1]
        if head in grammar("collective_nouns"):
            same = [name for name in self._others if fold(name).endswith(head)]
            return (same[-1], 0.75) if same else (plain_name(mention), 0.6)
        matching = [
            p
            for p in dict.fromkeys(self._speakers.values())
            if any(head in fold(context).split() for context in self.people.contexts(p))
        ]
        if matching:
            self._last = matching[-1]
            return matching[-1].name, 0.8
        return plain_name(mention), 0.5


def _words(mention: str) -> tuple[list[str], list[str]]:
    words = [word for word in _SEPARATOR.split(mention.strip()) if word]
    return words, [word.lower().strip(".,") for word in words]


def _has_capital(words: list[str]) -> bool:
    return any(word[:1].isupper() for word in words)


def _titled(bare: str, tail: str) -> bool:
    before = bare[: bare.rfind(tail)].split()
    return bool(before) and before[-1].lower().strip(".") in grammar("titles")
