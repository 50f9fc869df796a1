"""Discourse: who is in the reader's mind at each place of a text, and so whom `he` and `she` mean."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from rostra.quotation.cues import verb_forms
from rostra.quotation.people import People, Person
from rostra.quotation.words import grammar

__all__ = ["Discourse"]

_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_BREAK = re.compile(r"\n+|[.!?][”\"’')\]]*[ \u00a0]+(?=[“\"‘'(\[]*[A-ZÀ-ÖØ-Þ])")
_CLAUSE = re.compile(r"[.!?;:,—–”\"\n(]\s*|\b(?:and|but|when|while|as|that|because|if|after|before|although)\s+")
_APPOSITION = re.compile(r",[^.!?;:\n“”\"]{1,160}?,(?=[ ])")
_NEXT_WORD = re.compile(r"(?:[ \u00a0](?:\w+ly|also|then|later|has|had|himself|herself))?[ \u00a0](\w[\w’']*)")

# How strongly a place puts a person into the reader's mind. Subjects outweigh objects, and whoever has just
# spoken is spoken of again; each new sentence halves what was before (after Lappin & Leass 1994).
_SUBJECT = 3.0
_OTHER = 1.0
_QUOTED = 0.2
_SPEAKER = 2.0
_FADING = 0.5
_HELD = 12  # so many persons are held in mind


class Discourse:
    """The persons of a text in the order in which it speaks of them.

    Parameters
    ----------
    text : str
        The document.
    people : People
        Who is named in it.
    speakers : dict of int to Person
        Where statements name their speakers.
    quoted : list of (int, int)
        The direct quotations: what is said of persons within them is said by another.
    asked : dict of int to str
        Pronouns (`he`, `she`) and descriptions (empty) of speakers that stand for somebody.
    """

    def __init__(
        self,
        text: str,
        people: People,
        speakers: dict[int, Person],
        quoted: list[tuple[int, int]],
        described: Iterable[int] = (),
    ) -> None:
        self.text = text
        self.people = people
        self.speakers = speakers
        self._quoted = quoted
        self._starts = [start for start, _ in quoted]
        self._mind: dict[Person, tuple[float, int]] = {}
        self._leaning: dict[Person, int] = {}
        self.answers: dict[int, tuple[Person, float]] = {}
        self._pronouns: set[int] = set()
        self._read(set(described))

    def _read(self, described: set[int]) -> None:
        events: list[tuple[int, int, Person | str]] = [
            (m.start(), m.end(), m.group().lower()) for m in _PRONOUN.finditer(self.text)
        ]
        seen = set()
        for start, run in self.people.runs:
            person = self.people.meant(run, start)
            if person is not None:
                events.append((start, start + len(run), person))
                seen.add(start)
        events.extend((start, start, p) for start, p in self.speakers.items() if start not in seen)
        events.extend((start, start, "") for start in described)
        events.sort(key=lambda event: event[0])
        breaks = [m.end() for m in _BREAK.finditer(self.text) if not self._abbreviates(m)]
        for start, end, what in events:
            sentence = bisect_right(breaks, start)
            inside = self._is_quoted(start)
            if isinstance(what, Person):
                weight = _QUOTED if inside else _SUBJECT if self._is_subject(start, end) else _OTHER
                if start in self.speakers:
                    weight = _SUBJECT + _SPEAKER
                self._note(what, weight, sentence)
            elif not inside:
                gender = {"he": "m", "she": "f"}.get(what, "")
                best = self._best(gender, sentence)
                if best is None:
                    continue
                self.answers[start] = best
                if gender:
                    self._leaning[best[0]] = self._leaning.get(best[0], 0) + (1 if gender == "f" else -1)
                self._note(best[0], _SUBJECT, sentence)

    def _abbreviates(self, point: re.Match[str]) -> bool:
        """Whether a point ends an abbreviation and no sentence."""
        if self.text[point.start()] != ".":
            return False
        word = re.search(r"[\w.]*\Z", self.text[max(0, point.start() - 12) : point.start()])
        before = word.group() if word else ""
        return before.lower() in grammar("titles") or (len(before) == 1 and before.isupper())

    def _is_quoted(self, at: int) -> bool:
        k = bisect_right(self._starts, at) - 1
        return k >= 0 and at < self._quoted[k][1]

    def _note(self, person: Person, weight: float, sentence: int) -> None:
        self._mind[person] = (self._weight(person, sentence) + weight, sentence)
        if len(self._mind) > _HELD:
            del self._mind[min(self._mind, key=lambda p: self._weight(p, sentence))]

    def _weight(self, person: Person, sentence: int) -> float:
        value, then = self._mind.get(person, (0.0, sentence))
        return value * _FADING ** (sentence - then)

    def _best(self, gender: str, sentence: int) -> tuple[Person, float] | None:
        fitting = []
        for person in self._mind:
            told = self.people.gender(person)
            leaning = self._leaning.get(person, 0)
            likely = told or ("f" if leaning > 0 else "m" if leaning < 0 else "")
            if gender and told and told != gender:
                continue
            fit = 1.0 if likely == gender or not gender else 0.8 if not likely else 0.4
            fitting.append((self._weight(person, sentence) * fit, person))
        if not fitting:
            return None
        fitting.sort(key=lambda pair: -pair[0])
        total = sum(weight for weight, _ in fitting)
        sure = 0.5 + 0.4 * (fitting[0][0] / total if total else 0)
        return fitting[0][1], round(sure, 2)

    def _is_subject(self, start: int, end: int) -> bool:
        """Whether a name opens its clause, role and first name aside, and a verb follows it."""
        before = self.text[max(0, start - 90) : start]
        clause = _CLAUSE.split(before)[-1]
        for word in clause.split():
            lower = word.lower()
            if (
                lower in grammar("prepositions")
                or lower in grammar("finite_marks")
                or lower in grammar("possessives")
                or lower.endswith("ed")
                or (lower,) in verb_forms()
            ):
                return False
        described = _APPOSITION.match(self.text, end)
        follows = _NEXT_WORD.match(self.text, described.end() if described else end)
        if follows is None:
            return self.text[end : end + 1] == ","
        verb = follows[1].lower()
        return verb in grammar("finite_marks") or (verb,) in verb_forms() or verb.endswith(("ed", "s"))
