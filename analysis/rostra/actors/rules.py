"""Rules: whether a name in a text is the actor, or part of something else.

A name counts where English lets it stand for the actor. It does not where it is part
of another name (a given name before it, a word such as *Times* or *University* beside
it, *Gulf of* before it), where it names a language, and where a capital is only a
place (*in Moscow*, a *Moscow court*). The words are data: `gazetteer/stops.toml`.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from rostra.actors.folding import fold
from rostra.actors.vocabulary import words

__all__ = ["Kind", "Name", "Place", "Rules"]

Kind = Literal["name", "demonym", "capital", "seat", "office", "member", "thing"]

_WORD = r"[^\W_][\w'.&-]*"
_BEFORE = re.compile(rf"({_WORD})[^\S\n]*\Z")
_AFTER = re.compile(rf"[^\S\n]+({_WORD})")
_HEAD_BEFORE = re.compile(r"([^\W\d_]+) of (?:the )?\Z", re.I)
_OTHER_OWNER = re.compile(r"\s+of (?:the )?(?=[A-Z])")
_DATELINE = re.compile(r"(?:, [^\n(;:]{0,30})?[^\S\n]*(?:\([A-Z]|--|[–—]|- )")
_TOWN_BEFORE = re.compile(r"\b(?:in|from|near|of|outside) (?:[A-Z]\w+ ?){1,3}, \Z")
_LIST = re.compile(r"(?:, |,? and |,? or )\Z")
_NATIONALS = re.compile(r"(?:s|ese|men|women)\Z")


class Name(NamedTuple):
    """One alias and whose it is; `actor` is None where it names nobody: ambiguous, or a stop phrase."""

    alias: str
    actor: str | None
    kind: Kind
    group: str  # "state", "organisation", "group", or "" for an actor of the user's own


class Place(NamedTuple):
    """A name found at a place of the text without diacritics."""

    start: int
    end: int
    name: Name


class Rules:
    """What the language says of a match: a name of the actor, or part of something else."""

    def __init__(self, shouted: frozenset[str]) -> None:
        self.shouted = shouted
        self.open = words("function") | words("calendar")
        posts = words("offices") | words("roles") | words("bodies") | words("organs") | words("ordinary")
        self.posts = posts | words("papers")
        self.known_after = self.open | words("domains") | self.posts | words("modifiers")
        self.known_before = (self.known_after | words("compass")) - words("prefixes")

    def keep(self, text: str, found: list[Place], phrase: bool) -> list[Place]:
        kept: list[Place] = []
        found = _without_regions(text, found)
        starts = {p.start for p in found}
        located = -1  # end of the last capital that was only a place
        family: set[str] = set()  # surnames of persons whom the text has named in full
        for i, place in enumerate(found):
            if place.name.alias in words("phrases") and place.name.actor is None:
                continue
            before = found[i - 1] if i else None
            if place.name.kind == "capital" and not phrase:
                listed = located >= 0 and _LIST.fullmatch(text, located, place.start)
                if listed or self.is_place_only(text, place):
                    located = place.end
                    continue
            if place.name.alias in family and not self._led(text, place):
                continue
            if place.name.kind == "thing" or self.stands(text, place, before, starts, phrase):
                kept.append(place)
            elif place.name.alias in words("family") and self._introduced(text, place):
                family.add(place.name.alias)
        return kept

    def _introduced(self, text: str, place: Place) -> bool:
        """Whether the place is the surname of a person with a given name: Steve Israel, then "Israel"."""
        previous, _ = self._previous(text, place.start)
        known = self.known_before | words("prefixes") | words("heads")
        return previous[:1].isupper() and not previous.isupper() and fold(previous) not in known

    def _led(self, text: str, place: Place) -> bool:
        """Whether a preposition of place leads the name: in Jordan, whoever else is called so."""
        return self._previous(text, place.start)[0] in words("locative") | words("prepositions")

    def stands(self, text: str, place: Place, before: Place | None, starts: set[int], phrase: bool) -> bool:
        written, name = text[place.start : place.end], place.name
        previous, opening = self._previous(text, place.start)
        following = _following(text, place.end)
        after_name = before is not None and text[before.end : place.start] in (" ", "'s ", "' ")
        if written in words("words") and _in_capitals(previous, following):
            return False
        if name.kind == "office" and self._of_another(text, place, before if after_name else None):
            return False
        if name.kind == "demonym" and self._is_language(text, place, previous, following):
            return False
        if text[place.end : place.end + 1] == "-":
            suffix = re.match(r"-(\w+)", text[place.end : place.end + 20])
            if suffix and suffix[1].casefold() in words("hyphenated"):
                return False
        if self._entitled(text, place) or self._regional(text, place, following):
            return False
        letters = written.replace(".", "").replace(" ", "")
        if name.kind == "seat" or (letters.isupper() and written not in self.shouted):
            return True  # an acronym is nobody's surname
        namesake = name.alias in words("namesakes") or name.kind == "member"
        if not after_name and self._surname(previous, opening and not phrase, name, namesake):
            sure = namesake or fold(previous) in words("prefixes")
            return not sure and _headline(text, place)
        leads = name.kind in ("name", "capital") and name.group == "state"
        beside = following if (leads or namesake) and place.end + 1 not in starts else ""
        if self._given(beside, name.kind):
            return name.alias not in words("namesakes") and _headline(text, place)
        return True

    def is_place_only(self, text: str, place: Place) -> bool:
        """A capital after a locative preposition, behind an article, or in a dateline is a place."""
        previous, _ = self._previous(text, place.start)
        low = previous.casefold()
        part = _HEAD_BEFORE.search(text[max(0, place.start - 30) : place.start])
        if low in words("locative") or (part and fold(part[1]) in words("parts")):
            return True
        after = text[place.end : place.end + 40]
        if low in words("articles") and re.match(r" [a-z]", after):
            noun = re.match(r" ([\w-]+)", after)
            return noun is None or fold(noun[1]) not in self.posts - words("papers") - words("organs")
        return text[: place.start].rpartition("\n")[2].strip() == "" and bool(_DATELINE.match(after))

    def _previous(self, text: str, start: int) -> tuple[str, bool]:
        """Return the word before, and whether it opens a sentence."""
        window = text[max(0, start - 40) : start]
        match = _BEFORE.search(window)
        if match is None or (match[1].endswith(".") and not self._abbreviation(match[1])):
            return "", False
        lead = window[: match.start()].rstrip(" \t\"“”'(")
        opening = (not lead and start <= 40) or lead[-1:] in tuple(".!?:;\n•—–")
        return match[1], opening or window[: match.start()].endswith(("“", '"'))

    def _abbreviation(self, word: str) -> bool:
        low = fold(word.rstrip("."))
        return len(low) == 1 or low in words("honorifics") or low in self.posts

    def _surname(self, previous: str, opening: bool, name: Name, namesake: bool) -> bool:
        """Whether the word before makes the name a surname, or the end of another name."""
        word = fold(previous.rstrip("."))
        if not previous[:1].isupper() or previous.endswith("'s"):
            return False
        if name.kind == "member":
            titled = word in words("honorifics") or word in self.posts or word in words("modifiers")
            return not titled and not (opening and self._opener(word)) and word not in self.open
        if len(word) == 1 and previous.endswith("."):
            return True  # an initial
        if word in words("honorifics"):
            return True
        if previous.isupper() and len(previous) > 1:
            return False
        if " " in name.alias and name.kind not in ("office", "member"):
            return False  # no surname has two words
        if name.kind == "office" and name.alias not in words("namesakes"):
            return not opening and word not in self.known_before
        if not namesake:
            return not opening and word not in self.known_before
        # A title before a surname too: President Washington.
        plain = self.open | words("compass") | words("modifiers")
        return word not in plain - words("prefixes") and not (opening and self._opener(word))

    def _opener(self, word: str) -> bool:
        return word in self.open or word.endswith(("ing", "ed", "ly"))

    def _given(self, following: str, kind: Kind) -> bool:
        """Whether the word after makes the name a given name, or the start of another name."""
        if not following[:1].isupper() or (following.isupper() and len(following) > 1):
            return False
        word = fold(following.rstrip(".").removesuffix("'s"))
        # A paper with the name of a city was signed there: the Budapest Memorandum.
        return word not in self.known_after or (kind == "capital" and word in words("papers"))

    def _entitled(self, text: str, place: Place) -> bool:
        """Whether a word such as Times, University or Gulf of makes a larger name of it."""
        if place.name.kind in ("member", "office"):
            return False
        head = _HEAD_BEFORE.search(text[max(0, place.start - 30) : place.start])
        if head and head[1][0].isupper() and fold(head[1]) in words("heads") | words("private"):
            return True
        end, titled = place.end, False
        for _ in range(4):
            match = _AFTER.match(text, end)
            if match is None or not match[1][0].isupper():
                return titled
            word = fold(match[1].rstrip(".").removesuffix("'s"))
            if match[1].isupper():
                return titled  # an acronym is a thing of the actor's, not its name
            if word in words("private") and word not in self.posts:
                return True
            if word in self.posts:
                return False  # the Russian Black Sea Fleet
            titled = titled or word in words("titles")
            end = match.end(1)
        return titled

    def _regional(self, text: str, place: Place, following: str) -> bool:
        """Whether a name that a part of a federal state has too is meant for that part."""
        if place.name.alias not in words("regions"):
            return False
        if fold(following.rstrip(".")) in words("regional") and following[:1].isupper():
            return True
        return bool(_TOWN_BEFORE.search(text[max(0, place.start - 60) : place.start]))

    def _of_another(self, text: str, place: Place, before: Place | None) -> bool:
        """Whether a body that many actors have belongs to another one: the Russian Security Council."""
        if before is not None and before.name.actor != place.name.actor:
            return True
        return bool(_OTHER_OWNER.match(text, place.end)) and place.name.alias not in words("phrases")

    def _is_language(self, text: str, place: Place, previous: str, following: str) -> bool:
        if fold(previous) not in words("languages") or _NATIONALS.search(place.name.alias):
            return False
        return not following or fold(following) in words("function")


def _without_regions(text: str, found: list[Place]) -> list[Place]:
    """Leave out Georgia among the states of a federation, where nothing else tells of the country."""
    lone = {p.name for p in found if p.name.kind == "name" and p.name.alias in words("regions")}
    told = {p.name.actor for p in found if p.name not in lone}
    lone = {name for name in lone if name.actor not in told}
    if not lone or sum(sibling in text for sibling in words("siblings")) < 2:
        return found
    return [place for place in found if place.name not in lone]


def _following(text: str, end: int) -> str:
    match = _AFTER.match(text, end)
    return match[1] if match else ""


def _in_capitals(previous: str, following: str) -> bool:
    around = [word for word in (previous, following) if len(word) > 1]
    return bool(around) and all(word.isupper() for word in around)


def _headline(text: str, place: Place) -> bool:
    """Whether the line is a title with capitals throughout, so that a capital says nothing."""
    start, end = text.rfind("\n", 0, place.start) + 1, text.find("\n", place.end)
    end = end if end >= 0 else len(text)
    if end - start > 150 or ". " in text[start:end]:
        return False
    long = [word for word in re.findall(r"[^\W\d_]+", text[start:end]) if len(word) > 4]
    return len(long) > 3 and sum(word[0].isupper() for word in long) >= 0.9 * len(long)
