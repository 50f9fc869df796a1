"""Resolution: from the words that name a speaker to a name, and from a name to an actor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rostra.actors import fold
from rostra.quotation.cues import cue_words
from rostra.quotation.words import grammar

if TYPE_CHECKING:
    from rostra.actors import Actors, Credit

__all__ = ["Person", "Resolver"]

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*\.?"
_PARTICLE = r"(?:(?:de|da|del|di|van|von|der|den|bin|ibn|al|el|of|the)[ ])?"
_CAPITALISED = re.compile(rf"{_CAPITAL}(?:[ \u00a0\u200b]+{_PARTICLE}{_CAPITAL})*")
_POSSESSIVE = {"his": "he", "her": "she", "their": "they"}
_SEPARATOR = re.compile(r"[\s\u200b]+")


@dataclass
class Person:
    """A named person of one document, and what the text says of them."""

    name: str
    first: int
    contexts: list[str] = field(default_factory=list)
    gender: str = ""

    @property
    def surname(self) -> str:
        return fold(self.name.split()[-1])


class Resolver:
    """Resolve the mentions of one document, in the order of the text.

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
        self.people = _people(text)
        self._recent: list[Person] = []
        self._others: list[tuple[str, str]] = []  # (name, mention) of organisations that spoke
        self._credits: dict[str, Credit | None] = {}

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
        words = [w for w in _SEPARATOR.split(mention.strip()) if w]
        lowered = [w.lower().strip(".,") for w in words]
        if len(words) == 1 and lowered[0] in grammar("subjects") | _POSSESSIVE.keys():
            return self._pronoun(_POSSESSIVE.get(lowered[0], lowered[0]), at)
        person = self._person_in(mention, at)
        if person is not None:
            self._remember(person)
            self._gender_from_title(mention, person)
            return person.name, 0.97
        if lowered and lowered[0] in {"the"} | grammar("possessives") and not _has_capital(words[1:]):
            return self._role(mention, lowered)
        name = _plain_name(mention)
        self._others.append((name, mention))
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
        key = f"{speaker}\n{mention}"
        if key not in self._credits:
            self._credits[key] = self._credit(speaker, mention)
        return self._credits[key]

    def _credit(self, speaker: str, mention: str | None) -> Credit | None:
        person = next((p for p in self.people if p.name == speaker), None)
        for phrase in [mention or speaker, *(person.contexts if person else []), speaker]:
            if len(phrase.split()) == 1 and phrase.lower() in grammar("subjects"):
                continue
            credit = self.actors.credit(phrase, speaker if person else None, date=self.date)
            if credit is not None:
                return credit
        return None

    def _person_in(self, mention: str, at: int) -> Person | None:
        bare = mention.split(",")[0]
        tail = _name_tail(bare)
        if tail is None:
            # "Anna Hale of the Coast Guard": a full name before its office
            named = re.split(r"\s(?:of|for|at|from|with|in)\s", bare)[0]
            tail = _name_tail(named) if named != bare else None
            if tail is None or " " not in tail:
                return None
            bare = named
        folded = fold(tail)
        parts = folded.split()
        exact = next((p for p in self.people if fold(p.name) == folded), None)
        if exact:
            return exact
        last = parts[-1]
        same = [
            p
            for p in self.people
            if p.surname == last and (len(parts) == 1 or _agree(parts, fold(p.name).split()))
        ]
        if same:
            before = [p for p in same if p.first <= at]
            return before[-1] if len(parts) == 1 and before and len(same) > 1 else (before or same)[0]
        if len(parts) >= 2 or _titled(bare, tail):
            person = Person(tail, at, [mention])
            self.people.append(person)
            return person
        if len(parts) == 1 and not self._is_place(tail) and len(bare.split()) == 1:
            person = Person(tail, at, [mention])
            return None if tail.isupper() else self._add(person)
        return None

    def _add(self, person: Person) -> Person:
        self.people.append(person)
        return person

    def _is_place(self, name: str) -> bool:
        return self.actors.find(name) is not None or bool(self.actors.mentions(name))

    def _remember(self, person: Person) -> None:
        if person in self._recent:
            self._recent.remove(person)
        self._recent.append(person)

    def _gender_from_title(self, mention: str, person: Person) -> None:
        person.gender = person.gender or _gender([mention])

    def _pronoun(self, word: str, at: int) -> tuple[str | None, float]:
        if word in ("he", "she"):
            gender = "m" if word == "he" else "f"
            for person, sure in self._antecedents(at):
                if person.gender in ("", gender):
                    person.gender = gender
                    self._remember(person)
                    return person.name, sure
            return None, 0.0
        if word in ("they", "it") and self._others:
            return self._others[-1][0], 0.6
        if word == "they" and self._recent:
            return self._recent[-1].name, 0.4
        return None, 0.0

    def _antecedents(self, at: int) -> Iterator[tuple[Person, float]]:
        """Whom a pronoun can mean, best first: the last subject, the last speaker, the nearest name."""
        spoke = self._spoke_at
        named = [(start, person) for start, person in self._named() if start < at]
        since = [(start, person) for start, person in named if start > spoke and at - start < 700]
        subjects = [(start, person) for start, person in since if self._is_subject(start)]
        for _, person in reversed(subjects[-2:]):
            yield person, 0.85
        paragraph = self.text.rfind("\n", 0, at)
        if spoke < paragraph:
            for _, person in reversed([(start, person) for start, person in since if start > paragraph]):
                yield person, 0.75
        for person in reversed(self._recent):
            yield person, 0.85
        for _, person in reversed(since):
            yield person, 0.7
        for _, person in reversed(named):
            yield person, 0.5

    _spoke_at: int = -1

    def spoke(self, at: int) -> None:
        """Say where the last speaker was named, so that a later subject can take over the pronoun."""
        self._spoke_at = at

    def _named(self) -> list[tuple[int, Person]]:
        """Every place where a person of the document is named."""
        if self._places is None or self._places[0] != len(self.people):
            surnames = {person.name.split()[-1]: person for person in self.people}
            pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, surnames)) + r")\b") if surnames else None
            found = [(m.start(), surnames[m.group()]) for m in pattern.finditer(self.text)] if pattern else []
            self._places = (len(self.people), found)
        return self._places[1]

    _places: tuple[int, list[tuple[int, Person]]] | None = None

    def _is_subject(self, at: int) -> bool:
        """Whether the name opens its sentence or clause, role and first name aside."""
        before = self.text[max(0, at - 90) : at]
        clause = re.split(r"[.!?;:,”\"\n]\s*|\b(?:and|but|when|while|as|that|because)\b ", before)[-1]
        words = clause.split()
        return not any(
            w.lower() in grammar("prepositions") | grammar("finite_marks") | grammar("possessives")
            or w.lower().endswith("ed")
            for w in words
        )

    def _role(self, mention: str, lowered: list[str]) -> tuple[str | None, float]:
        head = lowered[-1]
        if head in grammar("collective_nouns"):
            if self._others:
                same = [name for name, _ in self._others if fold(name).endswith(head)]
                if same:
                    return same[-1], 0.75
            return _plain_name(mention), 0.6
        for person in reversed(self._recent):
            if any(head in fold(context).split() for context in person.contexts):
                return person.name, 0.8
        matching = [p for p in self.people if any(head in fold(c).split() for c in p.contexts)]
        if len(matching) == 1:
            self._remember(matching[0])
            return matching[0].name, 0.75
        return _plain_name(mention), 0.5


def _gender(phrases: list[str]) -> str:
    """Return f or m where a title or a role says so, else nothing."""
    words = {w.lower().strip(".,") for phrase in phrases for w in phrase.split()}
    if words & (grammar("feminine") - {"her"}):
        return "f"
    return "m" if words & (grammar("masculine") - {"his", "actor"}) else ""


def _agree(parts: list[str], full: list[str]) -> bool:
    """Whether two names can be one person: same first name or initial."""
    return parts[0] in full or (
        parts[0][0] == full[0][0] and (len(parts[0].strip(".")) == 1 or len(full[0].strip(".")) == 1)
    )


def _plain_name(mention: str) -> str:
    words = _SEPARATOR.split(mention.strip().rstrip(","))
    if words and words[0].lower() in ("the", "a", "an") and len(words) > 1:
        words = words[1:]
    return re.sub(r"[’']s$", "", " ".join(words))


def _has_capital(words: list[str]) -> bool:
    return any(w[:1].isupper() for w in words)


def _titled(bare: str, tail: str) -> bool:
    before = bare[: bare.rfind(tail)].split()
    return bool(before) and before[-1].lower().strip(".") in grammar("titles")


def _name_tail(phrase: str) -> str | None:
    """Return the personal name that ends a phrase: what follows its last role word, if capitalised."""
    words = [w for w in _SEPARATOR.split(phrase.strip()) if w]
    words = [re.sub(r"[’']s$", "", w) for w in words]
    particles = grammar("name_particles")
    tail: list[str] = []
    for word in reversed(words):
        plain = word.lower().strip(".,")
        if plain in particles and tail:
            tail.insert(0, word)
            continue
        if not word[:1].isupper() or plain in grammar("titles") or plain in grammar("collective_nouns"):
            break
        if plain.split("-")[-1] in grammar("titles"):
            break
        if plain in grammar("determiners") or plain in grammar("time_words") - {
            "may",
            "april",
            "june",
            "jan",
            "mar",
            "august",
            "summer",
            "day",
        }:
            break
        tail.insert(0, word)
    while tail and tail[0] in particles:
        tail.pop(0)
    if not tail:
        return None
    if len(tail) < len(words):
        before = words[len(words) - len(tail) - 1].lower()
        if before in ("of", "for", "in", "at", "the", "from", "and", "to"):
            return None  # "mayor of Troy" names a place, "the Kremlin" an office
    if len(tail) > 4 or any(t.lower() in cue_words("relays") for t in tail[1:]):
        return None
    return " ".join(tail).rstrip(",")


def _people(text: str) -> list[Person]:
    """Collect the full names of a text, each with the phrases that describe it."""
    people: dict[str, Person] = {}
    for start, run in _capitalised_runs(text):
        if " " not in run or " of " in run or " the " in run:
            continue
        tail = _name_tail(run)
        words = tail.split() if tail else []
        while words and (
            words[0].lower() in grammar("conjunctions") | grammar("prepositions") | grammar("adverbs")
        ):
            words.pop(0)
        if not 2 <= len(words) <= 4 or any(w.isupper() and len(w) > 3 for w in words):
            continue
        name = " ".join(words)
        person = people.setdefault(fold(name), Person(name, start + run.rfind(words[0])))
        context = _context(text, start, start + len(run), name)
        if context != name and context not in person.contexts:
            person.contexts.append(context)
    for person in people.values():
        person.gender = _gender(person.contexts)
    return sorted(people.values(), key=lambda p: p.first)


def _capitalised_runs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the runs of capitalised words, cut where a point ends a sentence."""
    for match in _CAPITALISED.finditer(text):
        at, run = match.start(), match.group()
        for point in re.finditer(r"\.[ \u00a0]+", run):
            word = run[: point.start()].split()[-1]
            if len(word) > 1 and word.lower() not in grammar("titles"):
                yield at, run[at - match.start() : point.start()]
                at = match.start() + point.end()
        rest = run[at - match.start() :]
        yield at, rest if re.search(r"\b(?:Jr|Sr)\.$", rest) else rest.rstrip(".")


def _context(text: str, start: int, end: int, name: str) -> str:
    """Return the noun phrase around a name: what stands before it in its clause, and its apposition."""
    low = max(0, start - 400)  # more than nine words: a long text is not searched to its start
    marks = (",", ".", ";", ":", "\n", "“", "”", '"', "(", "—", "–")
    opening = max(text.rfind(mark, low, start) for mark in marks)
    before = text[max(opening + 1, low) : start].split()
    phrase: list[str] = []
    for word in reversed(before[-9:]):
        plain = word.lower()
        if (
            plain in grammar("finite_marks")
            or plain in grammar("conjunctions") - {"and"}
            or plain in grammar("people_subjects")
        ):
            break
        phrase.insert(0, word)
    apposition = ""
    if text[end : end + 2] == ", ":
        stop = re.compile(r"[,.;:\n“”\"—]").search(text, end + 2)
        candidate = text[end + 2 : stop.start() if stop else len(text)]
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
