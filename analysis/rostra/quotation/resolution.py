"""Resolution: from the words that name a speaker to a name, and from a name to an actor."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from rostra.actors import fold
from rostra.quotation.bodies import full_names_of_body, introduction_of_paper, opening_people, spelled_out
from rostra.quotation.discourse import Discourse
from rostra.quotation.introductions import told_gender
from rostra.quotation.names import candidate, name_tail, plain_name
from rostra.quotation.people import People, Person
from rostra.quotation.roles import Description, describe
from rostra.quotation.words import grammar

if TYPE_CHECKING:
    from rostra.actors import Actors, Credit
    from rostra.quotation.found import Found

__all__ = ["Resolver"]

_POSSESSIVE = {"his": "he", "her": "she", "their": "they", "its": "it"}
_LONGEST_PRONOUN = 20  # characters, spaces around it included
_HELD = 12  # so many speakers back the issuer of a paper is looked for
_SAME_SENTENCE = 120  # characters from the speaker to "in a statement"
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
        self._named: list[tuple[int, int, str]] = []  # mentions and whom they named
        self._credits: dict[tuple[str, str | None], Credit | None] = {}
        self._speakers: dict[int, tuple[int, Person]] = {}
        self._described: dict[int, Description] = {}
        self._bodies: dict[tuple[str, ...], list[tuple[int, str]]] = {}  # where each body has its full name
        self._possessives: dict[int, str] = {}  # "in her words": where, and the pronoun it stands for
        self._quoted: list[tuple[int, int]] = []

    @cached_property
    def people(self) -> People:
        """The persons whom the document names."""
        return People(self.text, self.actors)

    @cached_property
    def discourse(self) -> Discourse:
        """Whom pronouns and descriptions mean, after one reading of the whole document."""
        return Discourse(
            self.text, self.people, self._speakers, self._quoted, self._described, self._possessives
        )

    @cached_property
    def _called(self) -> dict[Person, list[str]]:
        """What the verbs of the document call each person: the minister of Poland, Jan Nowak."""
        called: dict[Person, dict[str, None]] = {}
        for at, (end, person) in self._speakers.items():
            if " " in self.text[at:end]:
                called.setdefault(person, {})[self.text[at:end]] = None
        return {person: list(phrases) for person, phrases in called.items()}

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
            if mention.lower() in _POSSESSIVE:
                self._possessives[at] = _POSSESSIVE[mention.lower()]
            if at in self._speakers or at in self._described or _pronoun_of(mention):
                continue
            person = self._person_in(mention, at)
            if person is not None:
                self._speakers[at] = (item.mention[1], person)
                continue
            said = describe(mention, self.actors)
            if said.kind == "person" or said.head in grammar("titles"):
                person = self._beside(*item.mention)
            if person is not None:
                self._speakers[at] = (item.mention[1], person)
            elif said.kind == "person" and (said.owner or not said.definite):
                name = plain_name(mention)
                unnamed = Person(name, at, gender=told_gender(said.head), role=said.head)
                self._speakers[at] = (item.mention[1], unnamed)
            elif said.kind in ("person", "paper"):
                self._described[at] = said

    def _beside(self, start: int, end: int) -> Person | None:
        """Find the person to whom a description in apposition belongs, behind it or before it."""
        if self.text.startswith(", ", end):
            person = self.people.starting(end + 2)
            if person is not None:
                return person
        if self.text.startswith(", ", start - 2):
            return self.people.ending(start - 2)
        return None

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
        pronoun = _pronoun_of(mention)
        if pronoun:
            name, sure = self._pronoun(pronoun, at)
        elif at in self._speakers:
            self._last = self._speakers[at][1]
            name, sure = self._last.name, 0.9 if self._last.role else 0.97
        else:
            name, sure = self._role(mention, self._described.get(at) or describe(mention, self.actors), at)
        if name is not None:
            self._named.append((at, at + len(mention), name))
        return name, sure

    def subject_between(self, start: int, end: int) -> str | None:
        """Name the last person who did something between two places, in the writer's own words."""
        person = self.discourse.subject_between(start, end)
        return person.name if person is not None else None

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
        person = self.people.find(speaker) if " " in speaker else None
        named = person is not None and person.name == speaker
        contexts = [*self.people.contexts(person), *self._called.get(person, ())] if person and named else []
        phrases = [
            p for p in (mention or speaker, *contexts, speaker) if p.lower() not in grammar("subjects")
        ]
        if not self.actors.may_credit("\n".join((*phrases, speaker))):
            return None
        credits = (
            self.actors.credit(phrase, speaker if named else None, date=self.date) for phrase in phrases
        )
        found = [credit for credit in credits if credit is not None]
        # Secretary-General Ana Kos, where the text says elsewhere of what she is it
        return next((credit for credit in found if credit.how != "office"), found[0] if found else None)

    def _person_in(self, mention: str, at: int) -> Person | None:
        """Find the person whom a mention names."""
        bare, _, named_after = mention.partition(", ")
        bare = bare.split(",")[0]
        tail = name_tail(named_after) if named_after else None
        described = bare.split(" ")[0].lower() in grammar("determiners") or name_tail(bare) is None
        if tail is not None and (" " in tail or tail == named_after) and described:
            at += len(mention) - len(named_after)  # "her lawyer, Ana Hale"
            bare = named_after
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
        person = self.people.find(tail, told_gender(bare[: bare.rfind(tail)]))
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
        if word == "they":
            opening = opening_people(self.text, at)
            if opening is not None and describe(opening, self.actors).kind == "people":
                return plain_name(opening), 0.6
        if word in ("they", "it") and self._others:
            return self._others[-1], 0.6
        return None, 0.0

    def _role(self, mention: str, said: Description, at: int) -> tuple[str | None, float]:
        """Name who is only described."""
        name = plain_name(mention)
        # the text is read for whom it speaks of only where that can tell: "the minister", "he, the minister"
        told = at in self._described or mention[:3].lower().startswith(("he", "she"))
        answer = self.discourse.answers.get(at) if told else None
        if answer is not None:
            self._last = answer[0]
            return answer[0].name, answer[1]
        if said.kind == "person":
            return name, 0.5
        if said.kind == "paper":
            issuer = self._issuer(said, at, plain=not _has_capital(mention))
            if issuer is not None:
                return issuer, 0.6
        if said.kind == "body" and said.definite and not said.owner:
            full = self._full_name(said.words, at)
            same = [other for other in self._others[-_HELD:] if fold(other).endswith(said.head)]
            sure = 0.75 if full or same else 0.6
            name = full or (same[-1] if same else name)
        elif name.isupper() and " " not in name:
            sure, name = 0.9, spelled_out(self.text, name) or name
        else:
            sure = 0.9 if said.kind == "name" else 0.6
        self._others.append(name)
        return name, sure

    def _full_name(self, words: tuple[str, ...], at: int) -> str | None:
        """Return the full name of a body: the nearest before a place, else the first."""
        if words not in self._bodies:
            self._bodies[words] = full_names_of_body(self.text, words)
        names = self._bodies[words]
        return names[max(0, bisect_left(names, (at, "")) - 1)][1] if names else None

    def _issuer(self, said: Description, at: int, *, plain: bool) -> str | None:
        """Name whose paper speaks: the board's report, the statement in which Ana Ruiz spoke."""
        if said.owner and said.owner not in _POSSESSIVE:
            owner = plain_name(said.owner)
            person = self._person_in(owner, at)
            return (
                person.name if person is not None else self._role(owner, describe(owner, self.actors), -1)[0]
            )
        body = said.words[:-1]
        if said.definite and body and body[-1] in grammar("collective_nouns"):
            return self._full_name(body, at)
        told = introduction_of_paper(self.text, said.head, at) if said.definite and plain else None
        for start, end, name in reversed(self._named[-_HELD:]):
            if told is not None and start < told < end + _SAME_SENTENCE:
                return name
        return None


def _pronoun_of(mention: str) -> str:
    """Return the pronoun that a mention is, else nothing."""
    if len(mention) > _LONGEST_PRONOUN:
        return ""
    word = mention.strip().lower()
    return _POSSESSIVE.get(word, word if word in grammar("subjects") else "")


def _has_capital(mention: str) -> bool:
    """Whether a word behind the first has a capital."""
    return any(word[:1].isupper() for word in mention.split()[1:])


def _titled(bare: str, tail: str) -> bool:
    before = bare[: bare.rfind(tail)].split()
    return bool(before) and before[-1].lower().strip(".") in grammar("titles")
