"""Discourse: who is in the reader's mind at each place of a text, and so whom `he` and `she` mean."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from operator import itemgetter

from rostra.quotation.cues import verb_forms
from rostra.quotation.introductions import introduced, told_gender
from rostra.quotation.names import name_list
from rostra.quotation.people import People, Person
from rostra.quotation.roles import Description
from rostra.quotation.words import grammar

__all__ = ["Discourse"]

# Both patterns begin with a set of characters, so that the scan for a start is fast.
_PRONOUN = re.compile(r"[HhSs](?<!\w.)h?e\b")
_BREAK = re.compile(r"[\n.!?](?:(?<=\n)\n*|(?<!\n)[”\"’')\]]*[ \u00a0]+(?=[“\"‘'(\[]*[A-ZÀ-ÖØ-Þ]))")
_APPOSITION = re.compile(
    r",[^.!?;:\n“”\"]{1,160}?,(?=[ ])| ?(?:—|–|--) ?[^.!?;\n“”\"]{1,160}?(?:—|–|--)(?=[ ])"
)
_BETWEEN = (" ", ",", "\u00a0", "—", "–")  # what may stand between a name and its verb
_CLAUSE_ENDS = '.!?;:,—–”"(“'
_NEXT_WORD = re.compile(r"(?:[ \u00a0](?:\w+ly|also|then|later|once|himself|herself))?[ \u00a0](\w[\w’']*)")

# How strongly a place puts a person into the reader's mind. Subjects outweigh objects, and whoever has just
# spoken is spoken of again; each new sentence halves what was before (after Lappin & Leass 1994).
_SUBJECT = 3.0
_OTHER = 1.0
_EMBEDDED = 1.5
_OWNER = 0.5
_QUOTED = 0.05
_SPEAKER = 2.0
_INTRODUCED = 2.0
_FADING = 0.5
_PARAGRAPH = 1.5
_HELD = 12  # so many persons are held in mind


class Discourse:
    """The persons of a text in the order in which it speaks of them.

    Parameters
    ----------
    text : str
        The document.
    people : People
        Who is named in it.
    speakers : dict of int to (int, Person)
        Where statements name their speakers: start, end and who it is.
    quoted : list of (int, int)
        The direct quotations: what is said of persons within them is said by another.
    described : dict of int to Description
        Where speakers are described, not named.
    possessives : dict of int to str
        Where a possessive names a speaker (in her words), and the pronoun it stands for.
    """

    def __init__(
        self,
        text: str,
        people: People,
        speakers: dict[int, tuple[int, Person]],
        quoted: list[tuple[int, int]],
        described: dict[int, Description],
        possessives: dict[int, str],
    ) -> None:
        self.text = text
        self.people = people
        self.speakers = speakers
        self._quoted = quoted
        self._starts = [start for start, _ in quoted]
        self._mind: dict[Person, tuple[float, float]] = {}
        self._leaning: dict[Person, int] = {}
        self.answers: dict[int, tuple[Person, float]] = {}
        self._unnamed: dict[str, Person] = {}
        self._first: dict[str, int] = {}
        self._subjects: list[tuple[int, Person]] = []
        self._read(described, possessives)

    def subject_between(self, start: int, end: int) -> Person | None:
        """Return the last person who is the subject of a clause between two places."""
        k = bisect_left(self._subjects, end, key=lambda pair: pair[0]) - 1
        return self._subjects[k][1] if k >= 0 and self._subjects[k][0] >= start else None

    def _read(self, described: dict[int, Description], possessives: dict[int, str]) -> None:
        events: list[tuple[int, int, Person | str | Description]] = [
            (m.start(), m.end(), m.group().lower())
            for m in _PRONOUN.finditer(self.text)
            if m.group().lower() in ("he", "she")
        ]
        events.extend((at, at + 3, word) for at, word in possessives.items() if word != "they")
        inside = 0  # end of the mention of the last speaker: the name in it is not counted again
        events.extend(place for place in self.people.named() if place[0] not in self.speakers)
        events.extend((start, end, person) for start, (end, person) in self.speakers.items())
        events.extend((start, start, description) for start, description in described.items())
        events.sort(key=itemgetter(0))
        breaks = self._breaks()
        now, k = 0.0, 0
        for start, end, what in events:
            while k < len(breaks) and breaks[k][0] <= start:
                now += _PARAGRAPH if breaks[k][1] else 1.0
                k += 1
            if isinstance(what, Person):
                if start in self.speakers:
                    weight, inside = _SUBJECT + _SPEAKER, end
                elif start < inside:
                    continue
                else:
                    weight = self._weight_of(start, end, what)
                self._note(what, weight, now)
                if what.role:
                    self._unnamed[what.role] = what
            elif isinstance(what, Description):
                answer = self._described(what, start, now)
                if answer is not None:
                    self.answers[start] = answer
                    self._note(answer[0], _SUBJECT + _SPEAKER, now)
            elif not self._is_quoted(start):
                gender = "m" if what == "he" else "f"
                answer = self._best(gender, now)
                if answer is None:
                    continue
                self.answers[start] = answer
                self._leaning[answer[0]] = self._leaning.get(answer[0], 0) + (1 if gender == "f" else -1)
                self._note(answer[0], _SUBJECT, now)

    def _weight_of(self, start: int, end: int, person: Person) -> float:
        """How strongly a name brings a person to mind."""
        if self._is_quoted(start):
            return _QUOTED
        follows = self.text[end : end + 2]
        if follows[:1] == ")" or "/" in follows:
            return 0.0  # the photographer's name: (Ana Ruiz / Port News)
        weight = self._as_subject(start) if self._before_verb(end, follows[:1]) else _OTHER
        if weight > _OTHER:
            self._subjects.append((start, person))
        elif self.text[end - 2 : end] in ("'s", "’s"):
            weight = _OWNER
        return weight + (_INTRODUCED if follows == ", " and introduced(self.text, end) else 0.0)

    def _described(self, said: Description, at: int, now: float) -> tuple[Person, float] | None:
        """Find whom a description means: who has the role, or who was just spoken of."""
        if said.kind == "paper":  # her statement
            gender = {"his": "m", "her": "f"}.get(said.owner)
            return self._best(gender, now) if gender else None
        if said.definite and not said.owner:
            holders = [p for p in self.people.by_role.get(said.head, ()) if p.first < at]
            present = [p for p in holders if p in self._mind]
            if present:
                return max(present, key=lambda p: self._weight(p, now)), 0.8
            if len(holders) == 1:
                return holders[0], 0.75
            if said.head in self._unnamed:
                return self._unnamed[said.head], 0.7
            if said.varied or (_is_of_person(said.head) and not self._is_old(said.head, at)):
                best = self._best(told_gender(said.head), now)
                if best is not None and self._weight(best[0], now) > 1:
                    return best[0], 0.6
        return None

    def _is_old(self, word: str, at: int) -> bool:
        """Whether the text has used a word before."""
        if word not in self._first:
            used = re.search(rf"\b{re.escape(word)}", self.text, re.I)
            self._first[word] = used.start() if used else len(self.text)
        return self._first[word] < at

    def _breaks(self) -> list[tuple[int, bool]]:
        """Where sentences and paragraphs end, and whether it is a paragraph."""
        text, titles = self.text, grammar("titles")
        breaks = []
        for match in _BREAK.finditer(text):
            start, end = match.span()
            if text[start] == "." and end - start == 2:
                before = text[max(0, start - 12) : start].rpartition(" ")[2]
                if before.lower() in titles or (len(before) == 1 and before.isupper()):
                    continue  # an abbreviation
            breaks.append((end, text[start] == "\n"))
        return breaks

    def _is_quoted(self, at: int) -> bool:
        k = bisect_right(self._starts, at) - 1
        return k >= 0 and at < self._quoted[k][1]

    def _note(self, person: Person, weight: float, now: float) -> None:
        self._mind[person] = (self._weight(person, now) + weight, now)
        if len(self._mind) > _HELD:
            del self._mind[min(self._mind, key=lambda p: self._weight(p, now))]

    def _weight(self, person: Person, now: float) -> float:
        value, then = self._mind.get(person, (0.0, now))
        return value * _FADING ** (now - then)

    def _best(self, gender: str, now: float) -> tuple[Person, float] | None:
        fitting = []
        for person, (value, then) in self._mind.items():
            told = self.people.gender(person)
            leaning = self._leaning.get(person, 0)
            likely = told or ("f" if leaning > 0 else "m" if leaning < 0 else "")
            if gender and told and told != gender:
                continue
            fit = 1.0 if likely == gender or not gender else 0.8 if not likely else 0.4
            fitting.append((value * _FADING ** (now - then) * fit, person))
        if not fitting:
            return None
        fitting.sort(key=lambda pair: -pair[0])
        total = sum(weight for weight, _ in fitting)
        sure = 0.5 + 0.4 * (fitting[0][0] / total if total else 0)
        return fitting[0][1], round(sure, 2)

    def _before_verb(self, end: int, mark: str) -> bool:
        """Whether a verb follows a name, its apposition passed over."""
        if mark not in _BETWEEN:
            return False
        described = _APPOSITION.match(self.text, end)
        follows = _NEXT_WORD.match(self.text, described.end() if described else end)
        if follows is None:
            return mark == ","
        verb = follows[1].lower()
        return verb in _verbs() or verb.endswith(("ed", "s"))

    def _as_subject(self, start: int) -> float:
        """How strong a name before a verb is: whether it opens its clause, role and first name aside."""
        low = max(0, start - 90, self.text.rfind("\n", max(0, start - 90), start) + 1)
        for word in reversed(self.text[low:start].split()):
            if word[-1] in _CLAUSE_ENDS:
                break
            lower = word.lower()
            if lower in grammar("subordinators") or lower == "that":
                return _EMBEDDED
            if lower in grammar("coordinators"):
                break
            if lower in _no_subject_after() or lower.endswith("ed"):
                return _OTHER
        return _SUBJECT


@cache
def _verbs() -> frozenset[str]:
    """Forms that are verbs wherever they stand behind a name."""
    return grammar("finite_marks") | {form[0] for form in verb_forms() if len(form) == 1}


@cache
def _no_subject_after() -> frozenset[str]:
    """Words that take what follows as their object or their owned."""
    return (grammar("prepositions", "possessives") | _verbs()) - grammar("subordinators")


def _is_of_person(head: str) -> bool:
    """Whether a noun describes persons and is no office, in which somebody new could come up."""
    if head in name_list("offices") or head in grammar("titles"):
        return False
    return head in name_list("person_nouns") or head.endswith(tuple(sorted(name_list("person_endings"))))
