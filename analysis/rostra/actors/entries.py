"""Entries: what a registry holds, an actor and the persons who speak for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day

from rostra.actors.folding import fold
from rostra.actors.rules import Kind
from rostra.actors.vocabulary import words

__all__ = ["LISTS", "Actor", "Member", "without_article"]

# The key of actors.toml that holds aliases of each kind.
LISTS: dict[str, Kind] = {
    "aliases": "name", "demonyms": "demonym", "capitals": "capital", "seats": "seat", "offices": "office",
    "things": "thing",
}  # fmt: skip


@dataclass(frozen=True)
class Member:
    """A person who speaks for an actor, and when.

    Parameters
    ----------
    name : str
        The full name.
    role : str
        The office, for the reader.
    since, until : datetime.date or None
        The first and the last day; None is open.
    aliases : tuple of str
        Other names of the person.
    """

    name: str
    role: str = ""
    since: Day | None = None
    until: Day | None = None
    aliases: tuple[str, ...] = ()

    def serves(self, day: Day | None) -> bool:
        """Whether the person speaks for the actor on a day; on an unknown day, yes."""
        return day is None or ((self.since or day) <= day <= (self.until or day))

    @property
    def names(self) -> tuple[str, ...]:
        """The full name and its aliases."""
        return (self.name, *self.aliases)

    @property
    def surname(self) -> str | None:
        """The last word of the name, None where the name is one word."""
        parts = [part for part in self.name.split() if fold(part.rstrip(".,")) not in words("suffixes")]
        return parts[-1] if len(parts) > 1 else None


@dataclass(frozen=True)
class Actor:
    """A state, an organisation, or whoever a study compares.

    Parameters
    ----------
    name : str
        The display name.
    aliases, demonyms, capitals, seats, offices, things : tuple of str
        Under which words it is found; the module's text says what each is.
    members : tuple of Member
        Persons who speak for it.
    group : str
        `state`, `organisation` or `group`; an actor of the study is a state where it has
        demonyms or a capital.
    """

    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    group: str = ""

    def __repr__(self) -> str:
        return f"<Actor: {self.name}>"

    @property
    def is_person(self) -> bool:
        """Whether the actor is one of its own members: a candidate, a minister."""
        return any(fold(member.name) == fold(self.name) for member in self.members)

    def named(self) -> Iterator[tuple[str, Kind]]:
        """List every alias with its kind, articles left off, the name first.

        Where one common noun is all there is, the article is what makes it the actor's:
        "the base" is no base elsewhere. A person who is an actor is found as its member.
        """
        if not self.is_person:
            yield without_article(self.name), "name"
        for key, kind in LISTS.items():
            for alias in getattr(self, key):
                bare = without_article(alias)
                common = kind == "thing" and " " not in bare and bare[:1].islower()
                yield alias if common else bare, kind


def without_article(name: str) -> str:
    """Leave the article off: it is no part of a name in running text."""
    first, _, rest = name.strip().partition(" ")
    return rest.strip() if first in ("the", "The") and rest.strip() else name.strip()
