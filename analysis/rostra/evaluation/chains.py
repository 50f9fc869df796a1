"""Chains: verbs that have their subject elsewhere in the sentence.

Norland has sought to undermine the talks; having seized the port, Norland now threatens ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rostra.evaluation.surroundings import Named, Place, Surroundings, Target

__all__ = ["ADJECTIVE", "CHAINED", "PHRASE", "SUBORDINATORS", "Chains"]

PHRASE = 4  # words of a noun phrase between the actor's name and what is said of it
CHAINED = ("accusation", "negative_evaluation")  # measures whose verbs are acts of their subject
SUBORDINATORS = ("since", "after", "before", "until", "as")
ADJECTIVE = re.compile(
    r".*(?:ous|ive|al|ible|able|ful|less|ic|ary|ory|ent|ant|able|ly)|brave|cruel|unfair|unjust"
)
_NOUN = re.compile(r"(?:[st]ion|ment|ness|ity|ism|nce|er|or|s)$")
_VERB = re.compile(r"(?:ed|s|ing|id|ought|ook|old)$")


@dataclass(frozen=True, eq=False)
class Chains:
    """Finds the subject from which a verb goes on.

    Parameters
    ----------
    near : Surroundings
        The words, and the actors that they name.
    """

    near: Surroundings

    def target(self, place: Place) -> Target | None:
        """Return the actor whose act a verb tells: Norland has sought to undermine the talks.

        The verb is an infinitive, a participle or joined to one, and nobody else becomes a
        subject in between.

        Parameters
        ----------
        place : Place
            The hit.

        Returns
        -------
        Target or None
            None where the hit is no such verb, or has its subject elsewhere.
        """
        if place.measure not in CHAINED:
            return None
        return self._intended(place) or self._continued(place) or self._fronted(place)

    def _intended(self, place: Place) -> Target | None:
        """Link the verb of an intention: Norland's attempts to undermine, attempts by Norland to."""
        i = place.first - 1
        if i <= place.clause or self.near.form(i) != "to" or ADJECTIVE.fullmatch(self.near.form(place.first)):
            return None
        named = self.near.ending(i - 1, place.clause)
        if named and not named.adjectival:
            edge = self.edge(named.first, place.clause)
            joined = edge > place.clause and self.near.form(edge) in ("by", "of", "from")
            return named.target("chain") if joined and self.near.listed("intentions", edge - 1) else None
        if not self.near.listed("intentions", i - 1):
            return None
        for k in range(i - 2, max(i - 2 - PHRASE, place.clause - 1), -1):
            named = self.near.ending(k, place.clause)
            if named:
                return named.target("chain") if named.adjectival else None
            if self.near.blocks(k) or self.near.listed("pronouns", k):
                return None
        return None

    def _continued(self, place: Place) -> Target | None:
        """Link a verb that goes on from the subject before it."""
        if self._appositive(place):
            named = self.near.ending(place.first - 1, place.low)
            return named.target("chain") if named and not named.adjectival else None
        if not self._goes_on(place):
            return None
        for named in self.near.names(place.low, place.first - 1):
            end = self._subject_end(named, place)
            if end is None:
                continue
            if self._is_asked_to_stop(end, place) and any(
                self.near.form(i) == "from" for i in range(end + 1, place.first)
            ):
                continue  # we urge Norland to stop the gangs from violating the truce
            between = range(end + 1 + self._cleft(named, end, place), place.first)
            if not any(self._takes_over(i, place) for i in between):
                return named.target("chain")
        return None

    def _appositive(self, place: Place) -> bool:
        """Say whether a past verb follows a name set apart: the host, Norland, violated the truce."""
        parted = self.near.tokens.clause_start
        named = self.near.ending(place.first - 1, place.low) if place.first > place.low else None
        return (
            named is not None
            and bool(parted[place.first])
            and bool(parted[self.edge(named.first, place.low) + 1])
            and self.near.form(place.first).endswith("ed")
            and (self.takes_object(place) or self.near.form(min(place.first + 1, place.last)) == "its")
        )

    def _fronted(self, place: Place) -> Target | None:
        """Link a verb whose subject follows: having seized the port, Norland threatens ours."""
        low = place.low + (self.near.form(place.low).endswith("ly"))
        if not self.near.listed("fronts", low) or low + 1 >= place.first + (place.first == low + 1):
            return None
        second = low + 1 + self.near.form(low + 1).endswith("ly")
        done = self.near.form(low) == "having"
        if not done and not self.near.form(second).endswith("ing"):
            return None
        form = self.near.form(place.first)
        verbal = form.endswith(("ed", "ing")) if done else form.endswith("ing")
        if not (verbal or form.endswith("ly")) or not self._noun_follows(place):
            return None
        for named in self.near.names(place.last + 1, place.high):
            edge = self.edge(named.first, place.last)
            if self.near.tokens.clause_start[edge + 1] and self._subject_end(named, place, place.high):
                between = range(low + 1, edge + 1)
                return None if any(self._takes_over(i, place) for i in between) else named.target("chain")
        return None

    def _goes_on(self, place: Place) -> bool:
        """Say whether a hit is an infinitive or a participle that has its subject before."""
        i = place.first - 1
        while i > place.low and self.near.form(i).endswith("ly"):
            i -= 1
        if i < place.low:
            return False
        form, before = self.near.form(place.first), self.near.form(i)
        for k in range(place.first - 1, max(place.first - PHRASE, place.low) - 1, -1):
            if self.near.form(k) == "its":  # Norland continues its reckless course
                return True
            if (self.near.blocks(k) and self.near.form(k) != "and") or self.near.listed("determiners", k):
                break
        if before == "having":
            return form.endswith(("ed", "en"))
        parted = bool(self.near.tokens.clause_start[place.first]) and i > place.low
        adverbial = form.endswith("ly") and self.near.form(min(place.last + 1, place.high)).endswith("ing")
        if form.endswith("ing") or adverbial:
            verbal = self.takes_object(place) or place.last < place.clause_end
            return verbal and (
                parted
                or before in ("at", "by", "from", "in", "of", "while", "for", "and", "or")
                or self.near.listed("carriers", i)
                or self.near.listed("phases", i)
            )
        if ADJECTIVE.fullmatch(form):
            return False
        return before == "to" or ((parted or before in ("and", "or")) and self._joined(place, i))

    def _joined(self, place: Place, before: int) -> bool:
        """Say whether a verb is joined to an earlier one: to surround and occupy the port."""
        form = self.near.form(place.first)
        if form.endswith("ed"):
            return self.takes_object(place) and any(
                self.near.listed("have", i) or self.near.form(i).endswith("ed")
                for i in range(place.low + 1, before + 1)
            )
        if _NOUN.search(form) or not self._noun_follows(place):
            return False
        return any(
            self.near.form(i) == "to" and not self._object_starts(i + 1, place)
            for i in range(place.low + 1, before)
        )

    def _noun_follows(self, place: Place) -> bool:
        """Say whether what follows a hit may be its object: annexed territory, but not: annexed by."""
        after = place.last + 1
        return after <= place.clause_end and (
            self._object_starts(after, place)
            or not (self.near.blocks(after) or self.near.listed("light", after))
        )

    def _object_starts(self, i: int, place: Place) -> bool:
        """Say whether a noun phrase starts with a word, as far as its first word tells."""
        return i <= place.clause_end and (
            self.near.listed("determiners", i) or self.near.starting(i, place.clause_end) is not None
        )

    def _is_asked_to_stop(self, end: int, place: Place) -> bool:
        """Say whether what follows a name asks it to stop: we urge Norland to stop undermining the talks."""
        asked = end + 1 < place.first and self.near.form(end + 1) == "to"
        return asked and any(self.near.listed("ceasing", i) for i in range(end + 2, place.first))

    def _cleft(self, named: Named, end: int, place: Place) -> bool:
        """Say whether "that" goes on from a name: it is Norland that has undermined the talks."""
        i = named.first - 1
        while i > place.low and self.near.listed("determiners", i):
            i -= 1
        opens = i > place.low and self.near.listed("passives", i) and self.near.form(i - 1) == "it"
        return opens and end + 1 < place.first and self.near.form(end + 1) in ("that", "who", "which")

    def _subject_end(self, named: Named, place: Place, limit: int | None = None) -> int | None:
        """Return the last word of the subject that a name heads: Norland, Norlandic troops."""
        stop = place.first if limit is None else limit
        edge = self.edge(named.first, place.low)
        of = edge > place.low and self.near.form(edge) == "of" and self.near.listed("agentive", edge - 1)
        if of:  # the leaders of Norland
            edge = self.edge(edge - 1, place.low)
        heads = (
            edge < place.low or self.near.tokens.clause_start[edge + 1] or self.near.listed("openers", edge)
        )
        if edge >= place.low and not self.near.tokens.clause_start[edge + 1]:
            if self.near.form(edge) in SUBORDINATORS:
                heads = True
            elif self.near.listed("prepositions", edge):
                heads = False
        end = named.last
        if named.adjectival:
            while end + 1 < stop and not self.near.listed("agentive", end):
                end += 1
                if end > named.last + PHRASE or self.near.blocks(end):
                    return None
            if not self.near.listed("agentive", end):
                return None
        if self._cleft(named, end, place) or self._is_asked_to_stop(end, place):
            return end
        if not heads:
            return None
        after = end + 1
        predicate = after < stop and (
            self.near.listed("carriers", after)
            or self.near.listed("light", after)
            or self.near.listed("ceasing", after)
            or self.near.tokens.clause_start[after]
            or self.near.form(after).endswith(("ed", "s"))
        )
        return end if predicate else None

    def _takes_over(self, i: int, place: Place) -> bool:
        """Say whether with a word another subject begins, or what is told is not done but opposed."""
        opener = self.near.listed("openers", i) and not self.near.listed("joiners", i)
        if (
            opener
            or self.near.listed("own", i)
            or self.near.form(i) in ("he", "she", "they", "their", "it", "to be")
        ):
            return True
        opposed = self.near.listed("opposing", i) or self.near.listed("adverse", i)
        if opposed and not self.near.listed("phases", i) and not self.near.listed("ceasing", i):
            return True
        named = self.near.ending(i, place.low)
        return named is not None and not named.adjectival and self.near.listed("carriers", i + 1)

    def takes_object(self, place: Place) -> bool:
        """Say whether a hit is a verb by what follows it: violated the, fails to.

        Parameters
        ----------
        place : Place
            The hit.

        Returns
        -------
        bool
            Whether it is.
        """
        after = place.last + 1
        if self.near.form(place.last) == "to":
            return True
        if place.last > place.first and self.near.listed("determiners", place.first + 1):
            return _VERB.search(self.near.form(place.first)) is not None  # blocked the draft
        if self.near.form(place.last).endswith("ly") and after <= place.clause_end:
            return _VERB.search(self.near.form(after)) is not None  # illegally occupied
        if after > place.clause_end or not _VERB.search(self.near.form(place.last)):
            return False
        if self.near.listed("joiners", after) and _VERB.search(
            self.near.form(min(after + 1, place.clause_end))
        ):
            after += 2  # occupied and annexed the port
            if after > place.clause_end:
                return False
        return self._object_starts(after, place)

    def edge(self, first: int, low: int) -> int:
        """Return the word before a noun phrase; the preposition, where there is one.

        Parameters
        ----------
        first : int
            First word of the noun phrase, as a position in the tokens.
        low : int
            The word before which nothing is looked at.

        Returns
        -------
        int
            Position of the word; where punctuation stands first, of the word before it.
        """
        i = first - 1
        parted = self.near.tokens.clause_start
        while (
            i >= low
            and not parted[i + 1]
            and (self.near.listed("determiners", i) or self.near.listed("light", i))
        ):
            i -= 1
        for k in range(i, max(i - 2, low) - 1, -1):  # in the eastern part, in eastern Norland
            if parted[k + 1]:
                break
            if self.near.listed("prepositions", k):
                return k
            if self.near.blocks(k):
                break
        return i
