"""Registry: the actors of a study, their names and their members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date as Day
from datetime import datetime
from functools import cached_property

from rostra.actors.entries import Actor, Member, without_article
from rostra.actors.folding import fold
from rostra.actors.names import Finder, Mention
from rostra.actors.roles import members_named, read_phrase
from rostra.actors.rules import Name
from rostra.actors.vocabulary import confidence

__all__ = ["Actors", "Credit"]

_KEPT = 8192  # credits that are remembered: the same speakers come again and again


@dataclass(frozen=True)
class Credit:
    """To which actor somebody's words are credited.

    Parameters
    ----------
    actor : str
        The actor's display name.
    how : str
        `member`; `role` (a public office of the actor); `organ` (parliament, police, courts);
        `affiliation` ("X of NATO"); `resident` ("officials in Warsaw"); `paper` (its statement
        or report); or, standing alone, `name`, `capital`, `seat`, `office`, `nationals`.
    confidence : float
        0 to 1, a fixed number for each way; not a probability that was measured.
    member : str or None
        The member's name as the registry writes it, where a member speaks.
    """

    actor: str
    how: str
    confidence: float
    member: str | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, eq=False, repr=False)
class Actors:
    """The registry: who is who, under which names.

    Parameters
    ----------
    actors : tuple of Actor
        All actors, those of the study first.
    ambiguous : dict
        Folded aliases that several actors share, with their names; nothing is credited by them.
    source : str
        Where the actors come from.
    """

    actors: tuple[Actor, ...] = ()
    ambiguous: dict[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""

    def __repr__(self) -> str:
        return f"<Actors: {len(self.actors)} actors, {len(self.ambiguous)} ambiguous names; {self.source}>"

    def __len__(self) -> int:
        return len(self.actors)

    @property
    def names(self) -> tuple[str, ...]:
        """The display names, in the order of the registry."""
        return tuple(actor.name for actor in self.actors)

    def find(self, name: str) -> Actor | None:
        """Find an actor by its name or by an alias that only it has.

        Parameters
        ----------
        name : str
            In any case, with or without diacritics and article.

        Returns
        -------
        Actor or None
            None where no actor, or more than one, has the name.

        Examples
        --------
        >>> from rostra.actors import load_actors
        >>> load_actors().find("the u.k.")
        <Actor: United Kingdom>
        """
        key = fold(without_article(name))
        return self._by_name.get(key) or (None if key in self.ambiguous else self._by_alias.get(key))

    def mentions(self, text: str, *, date: str | Day | None = None) -> list[Mention]:
        """Find every place in a text that names an actor.

        Parameters
        ----------
        text : str
            Any text.
        date : str or datetime.date, optional
            The day of the text; members are found when they serve.

        Returns
        -------
        list of Mention
            In the order of the text, never overlapping; the longest name wins.

        Notes
        -----
        Left out are ambiguous aliases, names within other names (Denzel Washington,
        Washington Post, Gulf of Mexico), and capitals that are only places (in Moscow).

        Examples
        --------
        >>> from rostra.actors import load_actors
        >>> found = load_actors().mentions("Moscow’s envoy met US and Polish officials.")
        >>> [(mention.actor, mention.kind) for mention in found]
        [('Russia', 'capital'), ('United States', 'name'), ('Poland', 'demonym')]
        """
        day = _day(date)
        found = []
        for mention in self._finder.find(text):
            if mention.kind == "member":
                actor = self._actor_of(mention.alias, day)
                if actor is None:
                    continue
                mention = replace(mention, actor=actor)
            found.append(mention)
        return found

    def may_credit(self, text: str) -> bool:
        """Say whether a text can name an actor at all; where it cannot, nobody in it is credited.

        Parameters
        ----------
        text : str
            Phrases, a line each.

        Returns
        -------
        bool
            False where no alias stands in the text.

        Examples
        --------
        >>> from rostra.actors import load_actors
        >>> load_actors().may_credit("a farmer"), load_actors().may_credit("a Polish farmer")
        (False, True)
        """
        return self._finder.may_name(text)

    def credit(
        self, mention: str, speaker: str | None = None, *, date: str | Day | None = None
    ) -> Credit | None:
        """Say to which actor a speaker's words are credited.

        Parameters
        ----------
        mention : str
            The words that name the speaker in the text.
        speaker : str, optional
            The speaker's resolved name.
        date : str or datetime.date, optional
            The day of the text; None or unreadable: every member serves.

        Returns
        -------
        Credit or None
            None where nothing in the words makes the speaker an actor's: a name alone, a
            nationality without an office, a former office, the opposition.

        Notes
        -----
        Members of the registry come first, then the office that the words name.

        Examples
        --------
        >>> from rostra.actors import load_actors
        >>> known = load_actors()
        >>> known.credit("Polish Foreign Ministry Spokesperson Jan Kowal")
        Credit(actor='Poland', how='role', confidence=0.95)
        >>> known.credit("the ambassador of France to Russia").actor
        'France'
        >>> known.credit("a Polish farmer") is None
        True
        """
        key = (mention, speaker, date)
        known = self._credited
        if key not in known:
            if len(known) >= _KEPT:
                known.clear()
            known[key] = self._credit(mention, speaker, date)
        return known[key]

    def _credit(self, mention: str, speaker: str | None, date: str | Day | None) -> Credit | None:
        if not self.may_credit(f"{mention}\n{speaker}"):
            return None
        day = _day(date)
        phrases = [mention] if speaker is None or speaker == mention else [mention, speaker]
        # A full name that was resolved outweighs a surname in the text.
        told = speaker if speaker is not None and len(speaker.split()) > 1 else mention
        for phrase in dict.fromkeys((told, speaker or mention)):
            for alias in members_named(phrase, self._finder):
                actor = self._actor_of(alias, day)
                if actor is not None:
                    names = {m.name for a, m in self._members[fold(alias)] if a == actor and m.serves(day)}
                    return Credit(
                        actor, "member", confidence("member"), names.pop() if len(names) == 1 else None
                    )
        for phrase in phrases:
            found = read_phrase(phrase, self._finder)
            if (
                found is not None
                and found.bare
                and f" {fold(told)}".endswith(f" {fold(phrase)}")
                and told != phrase
            ):
                continue  # the surname of a person: Jordan, when Anna Jordan speaks
            if found is not None and found.actor is not None:
                return Credit(found.actor, found.how, confidence(found.how))
        return None

    def _actor_of(self, alias: str, day: Day | None) -> str | None:
        """Return the one actor that a member of this name speaks for on a day."""
        serving = {actor for actor, member in self._members.get(fold(alias), ()) if member.serves(day)}
        return serving.pop() if len(serving) == 1 else None

    @cached_property
    def _credited(self) -> dict[tuple[str, str | None, str | Day | None], Credit | None]:
        return {}

    @cached_property
    def _by_name(self) -> dict[str, Actor]:
        return {fold(without_article(actor.name)): actor for actor in self.actors}

    @cached_property
    def _by_alias(self) -> dict[str, Actor]:
        pairs = [(fold(alias), actor) for actor in self.actors for alias, _ in actor.named()]
        return dict(reversed(pairs))

    @cached_property
    def _members(self) -> dict[str, list[tuple[str, Member]]]:
        """Folded names and surnames of members; a surname that two persons share is left out."""
        named: dict[str, list[tuple[str, Member]]] = {}
        surnames: dict[str, list[tuple[str, Member]]] = {}
        for actor in self.actors:
            for member in actor.members:
                for name in member.names:
                    named.setdefault(fold(name), []).append((actor.name, member))
                if member.surname:
                    surnames.setdefault(fold(member.surname), []).append((actor.name, member))
        taken = self._by_alias.keys() | named.keys()
        for surname, bearers in surnames.items():
            if surname not in taken and len({fold(member.name) for _, member in bearers}) == 1:
                named[surname] = bearers
        return named

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self._aliases())

    def _aliases(self) -> Iterator[Name]:
        for actor in self.actors:
            for alias, kind in actor.named():
                shared = fold(alias) in self.ambiguous
                yield Name(alias, None if shared else actor.name, kind, actor.group)
        for actor in self.actors:
            for member in actor.members:
                for name in (*member.names, member.surname):
                    if name is not None and fold(name) in self._members:
                        yield Name(name, actor.name, "member", "")


def _day(value: str | Day | None) -> Day | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, Day):
        return value
    try:
        return Day.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
