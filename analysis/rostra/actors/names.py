"""Names: where a text names an actor, found with one regular expression over all aliases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rostra.actors.folding import plain
from rostra.actors.rules import Kind, Name, Place, Rules
from rostra.actors.vocabulary import words

__all__ = ["Finder", "Mention"]

_WORD = re.compile(r"\w+")
_INITIAL = re.compile(r"(?<= )[A-Z]\. ?")


@dataclass(frozen=True)
class Mention:
    """A place in a text that names an actor.

    Parameters
    ----------
    start, end : int
        Where, in code points; a possessive 's lies outside.
    actor : str
        The actor's display name.
    alias : str
        The alias that matched, as the registry writes it.
    kind : str
        What the alias is: `name`, `demonym`, `capital`, `seat` (White House), `office`
        (State Department), `member` (a person) or `thing` (what stands for the actor as
        a target).
    """

    start: int
    end: int
    actor: str
    alias: str
    kind: Kind


class Finder:
    """Finds names in texts: one regular expression over all of them, then the rules of the language.

    Parameters
    ----------
    names : iterable of Name
        All aliases; of two that are written alike the first counts.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        table: dict[str, Name] = {}
        shouted: dict[str, Name] = {}
        people: set[str] = set()
        for name in names:
            written = " ".join(plain(name.alias).text.split())
            table.setdefault(written, name)
            if written[:1].islower():  # a description: it may open a sentence
                table.setdefault(written[:1].upper() + written[1:], name)
            if name.kind in ("name", "demonym", "member") and len(written) > 3:
                shouted.setdefault(written.upper(), name)
            if name.kind == "member":
                people |= {written, written.upper()}
        for phrase in words("phrases"):
            table.setdefault(phrase, Name(phrase, None, "name", ""))
        self._shouted = frozenset(shouted) - frozenset(table)
        self._table = {**shouted, **table}
        self._pattern = _alternation(self._table, people)
        # An alias begins where a word begins: no word of a text is its first, and the alias is not there.
        self._firsts = frozenset(word[0] for word in map(_WORD.findall, self._table) if word)
        self._rules = Rules(self._shouted)
        self.read: dict[str, Any] = {}  # the words of phrases that were read before

    def find(self, text: str) -> list[Mention]:
        """List the places of a text that name an actor, in their order."""
        bare = plain(text)
        return [
            Mention(*bare.span(p.start, p.end), p.name.actor, p.name.alias, p.name.kind)
            for p in self.places(bare.text)
            if p.name.actor is not None
        ]

    def may_name(self, text: str) -> bool:
        """Whether any alias may stand in a text; where none does, no rule needs to look."""
        return next(self._matches(plain(text).text), None) is not None

    def phrase(self, text: str) -> tuple[str, list[Place]]:
        """Return a speaker's phrase without diacritics, and the names in it, ambiguous ones too."""
        bare = plain(text).text
        return bare, self.places(bare, phrase=True)

    def places(self, bare: str, *, phrase: bool = False) -> list[Place]:
        """List the names in a text; in a phrase there is no sentence that a capital could open."""
        found = [
            Place(m.start(), m.end(), self._named(" ".join(m.group().split())))
            for m in self._matches(bare)
            if "\n" not in m.group() or m.group().count("\n") == 1
        ]
        return self._rules.keep(bare, found, phrase)

    def _matches(self, bare: str) -> Iterator[re.Match[str]]:
        """Yield the aliases of a text, whatever the rules say of them; none begins within another."""
        end = 0
        for word in _WORD.finditer(bare):
            if word[0] in self._firsts and word.start() >= end:
                match = self._pattern.match(bare, word.start())
                if match:
                    end = match.end()
                    yield match

    def _named(self, written: str) -> Name:
        written = written.replace(" - ", "-")
        return self._table.get(written) or self._table[_INITIAL.sub("", written)]


def _alternation(table: Iterable[str], people: set[str]) -> re.Pattern[str]:
    """Build one pattern; grouped by the first two letters, so that few branches are tried at a place.

    Between the names of a person initials may stand.
    """
    groups: dict[str, list[str]] = {}
    for written in sorted(table, key=lambda w: (-len(w), w)):
        space = r"\s+(?:[A-Z]\.\s*)*" if written in people else r"\s+"
        rest = re.escape(written[2:]).replace("\\ ", space).replace("\\-", r"(?:-|\s-\s)")
        groups.setdefault(written[:2], []).append(rest)
    branches = "|".join(f"{re.escape(two)}(?:{'|'.join(rests)})" for two, rests in sorted(groups.items()))
    return re.compile(rf"(?<![\w@#$])(?<!\w\.)(?:{branches or '(?!)'})(?![\w$€£])(?!\.[a-z])")
