"""Things: the acts and possessions of an actor that a text names first, and then only by their noun.

Norland's threats; those threats. The Norlandic base in Vik; the base.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rostra.evaluation.surroundings import Named, Place, Surroundings, Target
from rostra.index.partitions import document_bounds

__all__ = ["Things"]

PHRASE = 6  # words of a noun phrase around its noun
PRONOUN = 25  # words between a pronoun and what it stands for
OBJECT = 3  # words between a verb and the determiner of what it is aimed at
_PLURAL = "s"


@dataclass(frozen=True, eq=False)
class Things:
    """Finds whose a thing is that an evaluation is said of.

    Parameters
    ----------
    near : Surroundings
        The words, and the actors that they name.
    """

    near: Surroundings
    _owners: dict[int, list[tuple[int, str, Named]]] = field(default_factory=dict, repr=False)

    def target(self, noun: int | None, place: Place) -> Target | None:
        """Return the actor whose thing a noun is, by the last earlier mention that says whose.

        Parameters
        ----------
        noun : int or None
            The noun, as a position in the tokens.
        place : Place
            The hit that is said of it.

        Returns
        -------
        Target or None
            None where no earlier mention in the document says whose it is, or where it is
            the speaker's own.
        """
        if noun is None:
            return None
        word = _single(self.near.form(noun))
        for position, other, named in reversed(self._owned(int(self.near.tokens.document[noun]))):
            if position <= noun and other == word:
                return None if named.mention.actor == place.source else named.target("thing")
        return None

    def subject(self, place: Place) -> int | None:
        """Return the noun that heads the subject of a hit: the base is a provocation.

        Parameters
        ----------
        place : Place
            The hit.

        Returns
        -------
        int or None
            None where the subject is not a definite noun phrase with a noun of the list.
        """
        i, carried = place.first - 1, self.near.listed("carriers", place.first)
        while i >= place.clause and self.near.listed("light", i) and not self.near.listed("relatives", i):
            carried |= self.near.listed("carriers", i)
            i -= 1
        if not carried or i < place.clause:
            return self._meant(place.first, place) if self._conceded(place) else None
        if self.near.form(i) == "they":
            return self._meant(i, place)
        if not self.near.listed("things", i):
            return None
        start = self._definite(i, place.clause)
        if start is None or (start > place.clause and self.near.listed("prepositions", start - 1)):
            return None
        return i

    def _conceded(self, place: Place) -> bool:
        """Say whether the subject follows: reckless as they are."""
        after = [
            self.near.form(i) for i in range(place.last + 1, min(place.last + PHRASE, place.clause_end) + 1)
        ]
        return any(after[i : i + 3] == ["as", "they", "are"] for i in range(len(after) - 2))

    def _meant(self, i: int, place: Place) -> int | None:
        """Return what they are: the last things named before, where no actor is named in between."""
        tokens = self.near.tokens
        for k in range(i - 1, max(i - PRONOUN, 0) - 1, -1):
            if tokens.document[k] != tokens.document[i] or self.near.ending(k, max(k - PHRASE, 0)):
                return None
            if self.near.listed("things", k) and self.near.form(k).endswith(_PLURAL):
                return k
        return None

    def within(self, place: Place) -> int | None:
        """Return the noun that a hit describes: those reckless threats.

        Parameters
        ----------
        place : Place
            The hit.

        Returns
        -------
        int or None
            None where it stands in no definite noun phrase with a noun of the list.
        """
        if not any(
            self.near.listed("demonstratives", i)
            for i in range(max(place.clause, place.first - 3), place.first)
        ):
            return None
        return self._head(place.last + 1, min(place.last + PHRASE, place.clause_end))

    def object(self, place: Place) -> int | None:
        """Return the noun that a verb is aimed at: we condemn those threats.

        Parameters
        ----------
        place : Place
            The hit.

        Returns
        -------
        int or None
            None where no definite noun phrase with a noun of the list follows.
        """
        for i in range(place.last + 1, min(place.last + OBJECT, place.clause_end) + 1):
            if self.near.listed("definite", i):
                return self._head(i + 1, min(i + PHRASE, place.clause_end))
            if self.near.listed("carriers", i):
                return None
        return None

    def _head(self, first: int, last: int) -> int | None:
        """Return the noun of the list with which a noun phrase ends: the missile base, not the missile."""
        found = None
        for i in range(first, last + 1):
            if self.near.blocks(i) or self.near.listed("determiners", i) or self.near.listed("light", i):
                break
            found = i if self.near.listed("things", i) else None
        return found

    def _definite(self, noun: int, low: int) -> int | None:
        """Return the determiner of a definite noun phrase, from its noun."""
        for i in range(noun - 1, max(noun - PHRASE, low) - 1, -1):
            if self.near.listed("definite", i):
                return i
            if self.near.blocks(i) and self.near.form(i) != "of":
                return None
        return None

    def _owned(self, document: int) -> list[tuple[int, str, Named]]:
        """List the nouns of a document of which it says whose they are, in text order."""
        if document not in self._owners:
            tokens = self.near.tokens
            first, last = document_bounds(tokens)[document : document + 2].tolist()
            found = []
            for named in self.near.names(first, last - 1):
                noun = self._noun_of(named, first, last)
                if noun is not None:
                    found.append((noun, _single(self.near.form(noun)), named))
            self._owners[document] = sorted(found, key=lambda owned: owned[0])
        return self._owners[document]

    def _noun_of(self, named: Named, first: int, last: int) -> int | None:
        """Return the noun of the phrase in which a name says whose it is."""
        clause = self.near.tokens.clause_start
        if named.adjectival or named.mention.alias.isupper():
            end = named.last
            while end + 1 < last and end < named.last + PHRASE and not clause[end + 1]:
                end += 1
            return self._head(named.last + 1, end)
        i = named.first - 1
        while i > first and not clause[i + 1] and self.near.listed("determiners", i):
            i -= 1
        if i > first and not clause[i + 1] and self.near.form(i) in ("of", "by", "from"):
            return i - 1 if self.near.listed("things", i - 1) and not clause[i] else None
        return None


def _single(noun: str) -> str:
    """Return a noun without its plural: threats, threat."""
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix(_PLURAL)
