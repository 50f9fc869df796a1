"""People: the named persons of one document, where they are named and what the text says of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, cached_property

from rostra.actors import Actors, fold
from rostra.quotation.cues import verb_forms
from rostra.quotation.names import agree, candidate, given_gender, name_list, name_runs
from rostra.quotation.words import grammar

__all__ = ["People", "Person", "introduced", "told_gender"]

_INTRODUCED = re.compile(r", (?:\d{1,2}[,.]|who |whose |an? (?:\w+[ -])?\w+)")
_ALONE = re.compile(
    r", (?:\d{1,2},|who |an? (?:\w+[ -])?(?:resident|native|student|worker|teacher|farmer|nurse|driver)\b)"
)
_LAST_WORD = re.compile(r"(\w+)\.?[ \u00a0]\Z")
_STOP = re.compile(r"[,.;:\n“”\"—]")
_MARKS = (",", ".", ";", ":", "\n", "“", "”", '"', "(", "—", "–")
_OWNED = ("'s", "’s")
_READ = 12  # so many of the places where a person is named in full are read


@dataclass(eq=False)
class Person:
    """A person of one document.

    Parameters
    ----------
    name : str
        The full name where the text has it; for an unnamed speaker the description.
    first : int
        Where it stands first.
    places : list of (int, int)
        Where it stands, titles with it.
    role : str
        The noun of a description; empty where the name is one.
    gender : str or None
        `f` or `m` where the text or the given name tells, else empty; None: not yet asked.
    """

    name: str
    first: int
    places: list[tuple[int, int]] = field(default_factory=list)
    role: str = ""
    gender: str | None = None
    contexts: list[str] | None = None


class People:
    """Who is named in a document.

    Parameters
    ----------
    text : str
        The document.
    actors : Actors
        The registry: what it knows as a state or an organisation is no person.
    """

    def __init__(self, text: str, actors: Actors) -> None:
        self.text = text
        self.actors = actors
        self.runs = list(name_runs(text))
        self._singles: dict[str, int] = {}
        self._titled: dict[str, str] = {}
        self._by_name: dict[str, Person] = {}
        self._by_part: dict[str, list[Person]] = {}
        self._meant: dict[str, Person | None] = {}
        self._collect()

    def _collect(self) -> None:
        """Gather the full names; where there is none, a name with a title."""
        drafts: dict[tuple[str, ...], tuple[Person, list[int]]] = {}
        lone: dict[str, tuple[int, int]] = {}
        for start, run in self.runs:
            read = candidate(run)
            if read is None:
                self._singles.setdefault(_unowned(run), start)
                continue
            place = (start, start + read.offset + len(read.name))
            parts = fold(read.name).split()
            if len(parts) == 1:
                lone.setdefault(read.name, place)
                gender = told_gender(run)
                if gender:
                    self._titled.setdefault(parts[0], gender)
                continue
            key = (
                (parts[0], *parts[-2:])
                if parts[-1].strip(".") in name_list("suffixes")
                else (parts[0], parts[-1])
            )
            if key not in drafts:
                drafts[key] = (Person(read.name, start + read.offset), [])
            drafts[key][0].places.append(place)
            drafts[key][1].append(read.evidence)
        surnames = {key[-1] for key, (_, evidence) in drafts.items() if max(evidence) == 2}
        for key, (person, evidence) in drafts.items():
            words = fold(person.name).split()
            if len(words) > 2 and len(key) == 2 and (words[0], words[1]) in drafts:
                continue  # a headline: Jan Hale Resigns
            if max(evidence) or self._is_person(person, key[-1] in surnames):
                self.add(person)
        for name, start in self._singles.items():
            if _ALONE.match(self.text, start + len(name)) and " " not in name and _opens(self.text, start):
                lone.setdefault(name, (start, start + len(name)))
        for name, place in lone.items():
            lower = name.lower()
            known = lower in name_list("places") or self._is_known(name)
            if not known and fold(name) not in self._by_part and f" {lower} " not in self.text:
                self.add(Person(name, place[0], [place]))

    def _is_person(self, person: Person, shared: bool) -> bool:
        """Whether the text shows that an unknown name is a person's; a shared surname shows nothing."""
        words = person.name.split()
        if any(map(self._is_known, (words[0], words[-1], person.name))) or words[0].lower() in name_list(
            "places"
        ):
            return False
        told = words[-1] in self._singles and not shared
        for start, end in person.places[:_READ]:
            before = _LAST_WORD.search(self.text, max(0, start - 30), start)
            lead = before[1].lower() if before else ""
            if lead in ("the", "a", "an"):
                return False
            told = told or lead in grammar("titles") or introduced(self.text, end)
        return told and not any(f" {word.lower()} " in self.text for word in (words[0], words[-1]))

    def _is_known(self, name: str) -> bool:
        """Whether the registry or a word list knows a name as something else than a person."""
        return name.lower() in name_list("things") or self.actors.find(name) is not None

    def add(self, person: Person) -> Person:
        """Take a person in, under the full name, the surname and the given name."""
        folded = fold(person.name)
        self._by_name[folded] = person
        parts = [part for part in folded.split() if part.strip(".") not in name_list("suffixes")] or [folded]
        for part in dict.fromkeys((parts[-1], parts[0])):
            self._by_part.setdefault(part, []).append(person)
        self._meant.clear()
        return person

    def find(self, name: str, at: int, gender: str = "") -> Person | None:
        """Find whom a name means.

        Parameters
        ----------
        name : str
            A full name, a surname or a given name, without titles.
        at : int
            Where it stands.
        gender : str
            What a title before it tells.

        Returns
        -------
        Person or None
            None where nobody of the document has the name.
        """
        folded = fold(name)
        exact = self._by_name.get(folded)
        if exact is not None:
            return exact
        parts = [part for part in folded.split() if part.strip(".") not in name_list("suffixes")]
        if not parts:
            return None
        same = self._by_part.get(parts[-1], [])
        if len(parts) > 1:
            same = [p for p in same if _surname(p) == parts[-1] and agree(parts, fold(p.name).split())]
        if len(same) > 1:
            same = [p for p in same if _surname(p) == parts[-1]] or same
        if len(same) > 1 and gender:
            same = [p for p in same if self.gender(p) == gender] or same
        if len(same) > 1:
            same = [p for p in same if p.first <= at] or same
        return same[0] if same else None

    def meant(self, run: str, at: int) -> Person | None:
        """Find whom a run of capitalised words names, titles and all."""
        if run not in self._meant:
            read = candidate(run)
            if read is not None:
                self._meant[run] = self.find(read.name, at, told_gender(run))
            else:
                self._meant[run] = self.find(_unowned(run), at) if " " not in run else None
        return self._meant[run]

    def starting(self, at: int) -> Person | None:
        """Return the person whom the run of capitals that starts here names."""
        k = bisect_left(self.runs, (at, ""))
        return self.meant(self.runs[k][1], at) if k < len(self.runs) and self.runs[k][0] == at else None

    def ending(self, at: int) -> Person | None:
        """Return the person whom the run of capitals that ends here names."""
        k = bisect_left(self.runs, (at, "")) - 1
        if k < 0 or self.runs[k][0] + len(self.runs[k][1]) != at:
            return None
        person = self.meant(self.runs[k][1], self.runs[k][0])
        if person is None and k:  # Ana Ruiz of Troy
            start, run = self.runs[k - 1]
            if self.text[start + len(run) : self.runs[k][0]] in (" of ", " from "):
                person = self.meant(run, start)
        return person

    def gender(self, person: Person) -> str:
        """Say which gender the text tells, or else the given name."""
        if person.gender is None:
            words = [
                word for word in fold(person.name).split() if word.strip(".") not in name_list("suffixes")
            ]
            alone = len(self._by_part.get(words[-1], ())) < 2
            titled = self._titled.get(words[-1], "") if alone else ""
            told = titled or next(filter(None, map(told_gender, self.contexts(person))), "")
            person.gender = told or (given_gender(words[0]) or "" if len(words) > 1 else "")
        return person.gender

    @cached_property
    def by_role(self) -> dict[str, list[Person]]:
        """The persons of each role word: what the text calls them where it names them in full."""
        found: dict[str, list[Person]] = {}
        for person in self._by_name.values():
            own = set(fold(person.name).split())
            said = {w.strip(".,"): None for c in self.contexts(person) for w in fold(c).split()}
            called = [long for short, long in _short_titles() if short in said]
            for word in dict.fromkeys([*said, *called]):
                if word not in own:
                    found.setdefault(word, []).append(person)
        return found

    def contexts(self, person: Person) -> list[str]:
        """List the noun phrases in which the text names a person in full."""
        if person.contexts is None:
            person.contexts = []
            for start, end in person.places[:_READ]:
                context = _context(self.text, start, end)
                if context != person.name and context not in person.contexts:
                    person.contexts.append(context)
        return person.contexts


@cache
def _short_titles() -> tuple[tuple[str, str], ...]:
    """Pair what stands before names with what the persons are called: sen, senator."""
    pairs = (entry.partition(":") for entry in sorted(name_list("short_titles")))
    return tuple((short, long) for short, _, long in pairs)


def _opens(text: str, start: int) -> bool:
    """Whether a word opens a sentence or a paragraph."""
    return start == 0 or text[start - 1] in '\n“"' or text[start - 2 : start] in (". ", "? ", "! ")


def introduced(text: str, end: int) -> bool:
    """Whether what follows a name tells who the person is: the age, `a lawyer`, `who runs it`."""
    if _INTRODUCED.match(text, end):
        return True
    return text.startswith(", ", end) and any(
        word.lower().strip(".,") in grammar("titles") for word in text[end + 2 : end + 60].split()[:3]
    )


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


def _surname(person: Person) -> str:
    parts = [part for part in fold(person.name).split() if part.strip(".") not in name_list("suffixes")]
    return parts[-1] if parts else ""


def _unowned(word: str) -> str:
    return word[:-2] if word.endswith(_OWNED) else word


def _context(text: str, start: int, end: int) -> str:
    """Return the noun phrase around a name: what stands before it in its clause, and its apposition."""
    low = max(0, start - 400)  # more than nine words: a long text is not searched to its start
    opening = max(text.rfind(mark, low, start) for mark in _MARKS)
    before = text[max(opening + 1, low) : start].split()
    phrase: list[str] = []
    verbs = verb_forms()
    for word in reversed(before[-9:]):
        plain = word.lower()
        if (
            plain in grammar("finite_marks")
            or plain in grammar("conjunctions") - {"and"}
            or plain in grammar("people_subjects")
            or ((plain,) in verbs and verbs[(plain,)].form in ("past", "third"))
        ):
            break
        phrase.insert(0, word)
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
