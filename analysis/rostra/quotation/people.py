"""People: the named persons of one document, where they are named and what the text says of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter

from rostra.actors import Actors
from rostra.quotation.introductions import (
    introduced,
    introduced_alone,
    presentation,
    short_titles,
    told_gender,
)
from rostra.quotation.names import agree, candidate, folded, given_gender, name_list, name_runs, nicknames
from rostra.quotation.words import grammar

__all__ = ["People", "Person"]

_NO_WORD = re.compile(r"\W")
_OWNED = ("'s", "’s")
_NAMESAKES = 100  # so many persons of one surname are told apart
_LONG = 20_000  # characters
_SURE = 2  # the evidence of a given name
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
        self._starts: dict[str, list[int]] = {}  # of each run
        for start, run in self.runs:
            self._starts.setdefault(run, []).append(start)
        self._singles: dict[str, int] = {}
        self._titled: dict[str, str] = {}
        self._by_name: dict[str, Person] = {}
        self._by_surname: dict[str, list[Person]] = {}
        self._by_given: dict[str, list[Person]] = {}
        self._meant: dict[str, Person | None] = {}
        self._collect()

    def _collect(self) -> None:
        """Gather the full names; where there is none, a name with a title or an introduction."""
        drafts: dict[tuple[str, ...], tuple[Person, list[int]]] = {}
        lone: dict[str, tuple[int, int]] = {}
        for run, starts in self._starts.items():
            read = candidate(run) if " " in run or "\u00a0" in run else None
            if read is None:
                self._singles.setdefault(run[:-2] if run[-2:] in _OWNED else run, starts[0])
                continue
            name, offset, evidence, key = read
            places = [(start, start + offset + len(name)) for start in starts]
            if len(key) == 1:
                lone.setdefault(name, places[0])
                self._titled[key[0]] = self._titled.get(key[0]) or told_gender(run)
                continue
            if key not in drafts:
                drafts[key] = (Person(name, starts[0] + offset), [])
            drafts[key][0].places.extend(places)
            drafts[key][1].append(evidence)
        surnames = {key[-1] for key, (_, told) in drafts.items() if max(told) == _SURE}
        for key, (person, told) in drafts.items():
            words = folded(person.name).split()
            if len(words) > 2 and len(key) == 2 and (words[0], words[1]) in drafts:
                continue  # a headline: Jan Hale Resigns
            person.places.sort()
            if max(told) or self._is_person(person, shared=key[-1] in surnames):
                self.add(person)
        for opening, end in nicknames(self.text):
            self._add_nicknamed(opening, end)
        for name, start in self._singles.items():
            end = start + len(name)
            if (
                self.text.startswith(", ", end)
                and " " not in name
                and introduced_alone(self.text, start, end)
            ):
                lone.setdefault(name, (start, start + len(name)))
        for name, place in lone.items():
            known = name.lower() in name_list("places") or self._is_known(name)
            if not known and not self._is_name(folded(name)) and not self._is_common(name):
                self.add(Person(name, place[0], [place]))

    def _add_nicknamed(self, opening: int, end: int) -> None:
        """Take in a person whose nickname stands between the names: Robert “Bo” Hale."""
        k = bisect_left(self.runs, (opening, ""))
        given, family = self.runs[k - 1] if k else (0, ""), self.runs[k + 1 : k + 2]
        if given[0] + len(given[1]) != opening - 1 or not family or family[0][0] != end:
            return
        read = candidate(f"{given[1]} {family[0][1]}")
        if read is not None and self.find(read.name) is None:
            person = self.add(Person(read.name, given[0], [(given[0], end + len(family[0][1]))]))
            self._by_given.setdefault(folded(self.text[opening + 1 : end - 2]), []).append(person)

    def _is_person(self, person: Person, *, shared: bool) -> bool:
        """Whether the text shows that an unknown name is a person's; a surname that others share does not."""
        words = person.name.split()
        first, last = words[0], words[-1]
        if first.lower() in name_list("places") or any(map(self._is_known, (first, last, person.name))):
            return False
        told = last in self._singles and not shared
        for start, end in person.places[:_READ]:
            lead = self._word_before(start)
            if lead in ("the", "a", "an"):
                return False
            told = told or _presents(lead) or introduced(self.text, end)
        return told and not self._is_common(first) and not self._is_common(last)

    def _word_before(self, start: int) -> str:
        """Return the word before a name, over a comma: his wife, Anna Hale."""
        if self.text[start - 1 : start] not in (" ", "\u00a0"):
            return ""
        before = self.text[max(0, start - 30) : start - 1]
        return _NO_WORD.split(before[:-1] if before[-1:] in (".", ",") else before)[-1].lower()

    def _is_known(self, name: str) -> bool:
        """Whether the registry or a word list knows a name as something else than a person."""
        actor = self.actors.find(name)
        return name.lower() in name_list("things") or (actor is not None and not actor.is_person)

    def _is_common(self, name: str) -> bool:
        """Whether the text writes the word small elsewhere: then a capital makes no name of it."""
        word = name.lower()
        # few names are asked about: only a long text is worth a set of its words
        return word in self._words if len(self.text) > _LONG else f" {word} " in f" {self.text} "

    @cached_property
    def _words(self) -> set[str]:
        return set(self.text.split(" "))

    def _is_name(self, part: str) -> bool:
        """Whether somebody has this surname or given name."""
        return part in self._by_surname or part in self._by_given

    def add(self, person: Person) -> Person:
        """Take a person in, under the full name, the surname and the given name."""
        whole = folded(person.name).rstrip(".")
        self._by_name[whole] = person
        parts = _name_parts(whole) or (whole,)
        self._by_surname.setdefault(parts[-1], []).append(person)
        self._by_given.setdefault(parts[0], []).append(person)
        self._meant.clear()
        return person

    def find(self, name: str, gender: str = "") -> Person | None:
        """Find whom a name means.

        Parameters
        ----------
        name : str
            A full name, a surname or a given name, without titles.
        gender : str
            What a title before it tells.

        Returns
        -------
        Person or None
            None where nobody of the document has the name.
        """
        whole = folded(name).rstrip(".")
        exact = self._by_name.get(whole)
        if exact is not None:
            return exact
        parts = _name_parts(whole)
        if not parts:
            return None
        same = self._by_surname.get(parts[-1], [])[:_NAMESAKES]
        if len(parts) > 1:
            same = [p for p in same if agree(parts, folded(p.name).split())]
        elif not same:
            same = self._by_given.get(parts[0], [])[:_NAMESAKES]
        if len(same) > 1 and gender:
            same = [p for p in same if self.gender(p) == gender] or same
        return same[0] if same else None

    def meant(self, run: str) -> Person | None:
        """Find whom a run of capitalised words names, titles and all."""
        if run not in self._meant:
            if " " in run or "\u00a0" in run:
                read = candidate(run)
                found = self.find(read.name, told_gender(run)) if read is not None else None
            else:
                name = folded(run[:-2] if run[-2:] in _OWNED else run)
                found = self.find(name) if self._is_name(name) else None
            self._meant[run] = found
        return self._meant[run]

    def named(self) -> list[tuple[int, int, Person]]:
        """List every place where a person is named, in full or in part."""
        found = []
        for run, starts in self._starts.items():
            person = self.meant(run)
            if person is not None:
                found.extend([(start, start + len(run), person) for start in starts])
        found.sort(key=itemgetter(0))
        return found

    def starting(self, at: int) -> Person | None:
        """Return the person whom the run of capitals that starts here names; a given name will do."""
        k = bisect_left(self.runs, (at, ""))
        if k == len(self.runs) or self.runs[k][0] != at:
            return None
        run = self.runs[k][1]
        person = self.meant(run)
        if person is None and given_gender(run) is not None:  # his father, Joseph
            person = self.add(Person(run, at, [(at, at + len(run))], gender=given_gender(run)))
        return person

    def ending(self, at: int) -> Person | None:
        """Return the person whom the run of capitals that ends here names."""
        k = bisect_left(self.runs, (at, "")) - 1
        if k < 0 or self.runs[k][0] + len(self.runs[k][1]) != at:
            return None
        person = self.meant(self.runs[k][1])
        if person is None and k:  # Ana Ruiz of Troy
            start, run = self.runs[k - 1]
            if self.text[start + len(run) : self.runs[k][0]] in (" of ", " from "):
                person = self.meant(run)
        return person

    def gender(self, person: Person) -> str:
        """Say which gender the text tells, or else the given name."""
        if person.gender is None:
            words = _name_parts(folded(person.name)) or ("",)
            alone = len(self._by_surname.get(words[-1], ())) < 2
            titled = self._titled.get(words[-1], "") if alone else ""
            kin = (self._word_before(start) for start, _ in person.places[:_READ])
            told = titled or next(filter(None, map(told_gender, (*self.contexts(person), *kin))), "")
            person.gender = told or (given_gender(words[0]) or "" if len(words) > 1 else "")
        return person.gender

    @cached_property
    def by_role(self) -> dict[str, list[Person]]:
        """The persons of each role word: what the text calls them where it names them in full."""
        found: dict[str, list[Person]] = {}
        for person in self._by_name.values():
            own = set(folded(person.name).split())
            said = {w.strip(".,"): None for c in self.contexts(person) for w in folded(c).split()}
            called = [long for short, long in short_titles() if short in said]
            for word in dict.fromkeys([*said, *called]):
                if word not in own:
                    found.setdefault(word, []).append(person)
        return found

    def contexts(self, person: Person) -> list[str]:
        """List the noun phrases in which the text names a person in full."""
        if person.contexts is None:
            person.contexts = []
            for start, end in person.places[:_READ]:
                context = presentation(self.text, start, end)
                if context != person.name and context not in person.contexts:
                    person.contexts.append(context)
        return person.contexts


@lru_cache(maxsize=65536)
def _name_parts(whole: str) -> tuple[str, ...]:
    """Part a folded name into its words, `jr` left off."""
    return tuple(part for part in whole.split() if part.strip(".") not in name_list("suffixes"))


def _presents(word: str) -> bool:
    """Whether a word before a name says that it is a person's: a title, or what persons are called."""
    return word in grammar("titles") or word in name_list("person_nouns")
