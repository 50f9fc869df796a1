"""Targets: of whom an evaluation is said, read from the words beside it.

There is no parser here. A link is made where the form of the clause says so (Norland's
reckless step; Norland has violated the truce; we condemn Norland; violations by Norland),
and not where an actor merely stands near: then the evaluation has no named target.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from rostra.evaluation.chains import ADJECTIVE, CHAINED, PHRASE, SUBORDINATORS, Chains
from rostra.evaluation.surroundings import Named, Place, Surroundings, Target
from rostra.evaluation.things import Things
from rostra.index.tokens import Tokens
from rostra.lexicon import load_words

__all__ = ["Linker", "Target"]

OBJECT = 6  # words between a verb and the actor it is aimed at
AGENT = 9  # words between what is said and the "by" before an actor
ACT = 2  # words between what is said and the "of" before an actor
_OPENING = "“\"«‘'"
LABEL = 12  # words between a cue and the quotation that names something
# A verb in the form that follows "be" where something is done to somebody.
_DONE = re.compile(
    r".*ed|.*en|made|held|kept|built|put|brought|sent|told|met|left|paid|knit|set|led|sought|taught|won"
)


@dataclass(frozen=True, eq=False)
class Linker:
    """Finds the target of a hit.

    Parameters
    ----------
    tokens : Tokens
        The words, with their statements.
    """

    tokens: Tokens

    @cached_property
    def near(self) -> Surroundings:
        """The words and the names in them."""
        return Surroundings(self.tokens)

    @cached_property
    def chains(self) -> Chains:
        """The verbs that have their subject elsewhere in the sentence."""
        return Chains(self.near)

    @cached_property
    def things(self) -> Things:
        """The acts and possessions of actors that the texts name."""
        return Things(self.near)

    def target(self, first: int, last: int, row: int, measure: str) -> Target | None:
        """Return of whom an evaluation is said, where the form of its clause says so.

        Parameters
        ----------
        first, last : int
            The hit, as positions in the tokens.
        row : int
            The statement to which it is credited, as a row of the statements.
        measure : str
            The measure it is a hit of.

        Returns
        -------
        Target or None
            None where nobody else is named, or only nearby.
        """
        place = self.near.place(first, last, row, measure)
        if self._told_by_another(place):
            return None
        asked = measure == "demand" and self.near.listed("object_links", last)  # it is time for Norland to
        if asked or self.near.listed("objects", first) or measure in load_words("targets")["object_measures"]:
            if self._passive(place):
                found = None if self._done_by_another(place) else self._subject(place, passive=True)
            elif self.near.listed("passives", first):  # the base is a priority target
                found = self._subject(place) or self.things.target(self.things.subject(place), place)
            elif place.cued or self._own_act(place):
                found = self._object(place) or self.things.target(self.things.object(place), place)
            else:
                found = None
        else:
            links = (self._possessive, self._adjective, self._subject, self._agent)
            found = next((made for link in links if (made := link(place))), None) or self._label(place, row)
            if found is None and measure != "demand":
                found = None if self._suffered(place) else self._thing(place)
                if found is None and not self.near.listed("misfortunes", place.last):
                    found = self.chains.target(place)
        return None if found is None or found.actor == place.source else found

    def _thing(self, place: Place) -> Target | None:
        """Link what is said of a thing that the text has named with its owner."""
        noun = self.things.subject(place) if not self._undergone(place, place.clause) else None
        return self.things.target(noun if noun is not None else self.things.within(place), place)

    def _possessive(self, place: Place) -> Target | None:
        """Link what stands in a noun phrase that opens with a name: Norland's reckless step."""
        if self._suffered(place):
            return None
        for i in range(place.first - 1, max(place.first - 2 - PHRASE, place.clause - 1), -1):
            named = self.near.ending(i, place.clause)
            if named:
                return named.target("possessive") if named.possessive else None
            if self.near.listed("joiners", i) and ADJECTIVE.fullmatch(self.near.form(max(i - 1, 0))):
                continue  # Norland's cruel and reckless step
            if self.near.blocks(i) or self.near.listed("pronouns", i):
                return None
        return None

    def _adjective(self, place: Place) -> Target | None:
        """Link a word to the name right beside it: Norlandic aggression, reckless Norlandic steps."""
        if place.measure == "demand" or self._suffered(place):
            return None
        for i in range(place.first - 1, max(place.first - 3, place.clause - 1), -1):
            named = self.near.ending(i, place.clause)
            if named:
                short = i == place.first - 1 and named.mention.alias.isupper()  # NATO aggression
                return named.target("adjective") if named.mention.kind == "demonym" or short else None
            if self.near.blocks(i) or self.near.listed("determiners", i):
                break
        evaluative = place.measure in ("negative_evaluation", "positive_evaluation", "denial")
        if (
            not evaluative
            or self.near.listed("patient", place.last)
            or not ADJECTIVE.fullmatch(self.near.form(place.last))
        ):
            return None
        for i in range(place.last + 1, min(place.last + 3, place.clause_end) + 1):
            named = self.near.starting(i, place.clause_end)
            if named:
                return named.target("adjective") if named.mention.kind == "demonym" else None
            if self.near.listed("joiners", i) or ADJECTIVE.fullmatch(self.near.form(i)):
                continue
            return None
        return None

    def _suffered(self, place: Place) -> bool:
        """Say whether its owner rather suffers it: Norland's occupied towns, the Norlandic tragedy."""
        form = self.near.form(place.first)
        passive = place.measure == "accusation" and re.search(r"(?:ed|en)$", form) is not None
        return passive or self.near.listed("misfortunes", place.last)

    def _subject(self, place: Place, *, passive: bool = False) -> Target | None:
        """Link what is said of the subject: Norland must leave, the acts of Norland are illegal."""
        place = place._replace(first=self._predicate(place))
        i, carried = place.first - 1, False
        while i >= place.clause and self.near.listed("light", i) and not self.near.listed("relatives", i):
            carried |= self.near.listed("carriers", i)
            i -= 1
        carried |= self.near.listed("carriers", place.first)
        if not passive and self._undergone(place, i + 1):
            return None
        if (
            place.measure == "demand" and not carried and self.near.form(i + 1) == "to"
        ):  # ask Norland to withdraw
            named = self.near.ending(i, place.clause)
            return named.target("subject") if named and not named.adjectival else None
        if not carried and not self.chains.takes_object(place) and not self._past(place, i):
            return None
        if i >= place.low and self.near.listed("relatives", i):  # Norland, which has violated
            named = self.near.ending(i - 1, place.low)
            return named.target("subject") if named and not named.adjectival else None
        if i >= place.clause and self.near.listed("joiners", i):  # Norland has left and must return
            return self._shared_subject(place, i)
        for _ in range(3):
            if i < place.clause or any(self.near.listed(name, i) for name in ("pronouns", "own", "openers")):
                return None
            named = self.near.ending(i, place.clause) or self._owner(i, place)
            edge = self.chains.edge(named.first if named else i, place.clause)
            inner = edge >= place.clause and self.near.form(edge) not in SUBORDINATORS
            preposition = edge if inner and self.near.listed("prepositions", edge) else None
            if named and self._heads(named, i, edge, preposition, place):
                return named.target("subject")
            if preposition is None:
                preposition = self._preposition(i, place)
            if preposition is None:
                return None
            i = preposition - 1  # the acts of Norland in Sudland are illegal: look before "in Sudland"
        return None

    def _predicate(self, place: Place) -> int:
        """Return the "a" of a predicate that ends in a hit: the move is a grave and clear provocation."""
        for i in range(place.first - 1, max(place.first - 2 - PHRASE, place.clause), -1):
            if self.near.form(i) in ("a", "an"):
                return i if self.near.listed("passives", i - 1) else place.first
            if self.near.blocks(i) and self.near.form(i) not in ("and", "but"):
                break
        return place.first

    def _past(self, place: Place, before: int) -> bool:
        """Say whether a hit is a verb in the past right after a name: Norland violated international law."""
        if place.measure not in CHAINED or not self.near.form(place.last).endswith("ed"):
            return False
        if self.near.listed("prepositions", min(place.last + 1, place.clause_end)):
            return False  # Norland, occupied by others
        if before > place.clause and self.near.listed("joiners", before):
            return self.near.form(before - 1).endswith("ed")  # seized and plundered ports
        named = self.near.ending(before, place.clause)
        return named is not None and not named.adjectival

    def _owner(self, i: int, place: Place) -> Named | None:
        """Return the name that opens the noun phrase ending at a word: Norland's recent steps."""
        for k in range(i, max(i - PHRASE, place.clause) - 1, -1):
            named = self.near.ending(k, place.clause)
            if named:
                return named if named.adjectival else None
            if self.near.blocks(k) or self.near.listed("pronouns", k):
                return None
        return None

    def _preposition(self, i: int, place: Place) -> int | None:
        for k in range(i, max(i - PHRASE, place.clause) - 1, -1):
            if self.near.listed("prepositions", k) and self.near.form(k) != "to":
                return k
            if self.near.blocks(k):
                return None
        return None

    def _undergone(self, place: Place, first: int) -> bool:
        """Say whether the subject undergoes what is said: Norland was invaded, Norland should be helped."""
        words = range(first, place.last + 1)
        if place.measure == "demand":
            after = place.last + 1
            passive = any(self.near.form(i) == "be" for i in (place.last, min(after, place.clause_end)))
            done = min(after + (self.near.form(place.last) != "be"), place.clause_end)
            return passive and _DONE.fullmatch(self.near.form(done)) is not None
        form = self.near.form(place.first)
        if not _DONE.fullmatch(form) or form.startswith(("un", "ill", "mis", "flaw", "outdat")):
            return False
        return any(self.near.listed("passives", i) for i in words if i < place.first)

    def _heads(self, named: Named, end: int, edge: int, preposition: int | None, place: Place) -> bool:
        """Say whether a name heads the subject whose last word is `end`."""
        if preposition is not None:
            agentive = edge > place.clause and self.near.listed("agentive", edge - 1)
            return self.near.form(edge) in ("of", "by") and agentive and not self._tragic(place, named, end)
        if self._tragic(place, named, end):
            return False
        if named.first > place.clause and self.near.form(named.first - 1) == "that":
            return True  # we see that Norland has left
        opens = self.near.listed("openers", edge) or self.near.form(edge) in SUBORDINATORS
        return edge < place.clause or opens or self.near.listed("agentive", edge)

    def _tragic(self, place: Place, named: Named, end: int) -> bool:
        """Say whether a misfortune is told of it, and no act is judged."""
        return self.near.listed("misfortunes", place.last) and not any(
            self.near.listed("agentive", i) for i in range(place.clause, end + 1)
        )

    def _shared_subject(self, place: Place, joiner: int) -> Target | None:
        """Read the subject of the verb to which this one is joined: Norland has come and must leave."""
        for named in self.near.names(place.clause, joiner - 1):
            edge = self.chains.edge(named.first, place.clause)
            opens = (
                edge < place.clause
                or self.near.form(edge) in SUBORDINATORS
                or (self.near.listed("openers", edge) and not self.near.listed("joiners", edge))
            )
            between = range(named.last + 1, joiner)
            if (
                opens
                and not named.adjectival
                and between
                and any(
                    self.near.listed("carriers", i) or self.near.form(i).endswith("ed") for i in between[:2]
                )
                and not any(self.near.listed("openers", i) or self.near.listed("own", i) for i in between)
            ):
                return named.target("subject")
        return None

    def _passive(self, place: Place) -> bool:
        """Say whether the verb is said of its subject: Norland was condemned."""
        i = place.first - 1
        while i >= place.clause and self.near.listed("light", i):
            if self.near.listed("passives", i):
                return re.search(r"(?:ed|en|ld)$", self.near.form(place.first)) is not None
            i -= 1
        return False

    def _done_by_another(self, place: Place) -> bool:
        """Say whether a passive names somebody else who does it: Norland was condemned by the press."""
        for i in range(place.last + 1, min(place.last + OBJECT, place.clause_end) + 1):
            if self.near.form(i) == "by":
                return not any(self.near.listed("own", k) for k in range(i + 1, place.clause_end + 1))
        return False

    def _own_act(self, place: Place) -> bool:
        """Say whether the verb is the speaker's own: we condemn, but not the report condemns."""
        before = range(place.clause, place.first)
        own = any(self.near.listed("own", i) for i in before)
        names = list(self.near.names(place.clause, place.first - 1))
        if own or any(named.mention.actor == place.source for named in names):
            return True
        foreign = [i for i in before if self.near.listed("others", i)]
        if place.reported:
            foreign = [i for i in foreign if not self.near.listed("reported", i)]
        if names or foreign:
            return False
        if self.near.form(place.first).endswith("ing") and place.clause > place.low:
            # we note the facts, urging Norland: the participle is the subject's of the sentence
            opens = range(place.low, place.clause)
            return any(self.near.listed("own", i) for i in opens) and not any(
                self.near.names(place.low, place.clause - 1)
            )
        silent = ("light", "openers", "reported") if place.reported else ("light", "openers")
        return all(any(self.near.listed(name, i) for name in silent) for i in before)

    def _told_by_another(self, place: Place) -> bool:
        """Say whether a speaker only tells what others say: according to them, they claimed that."""
        if place.reported or place.cued:
            return False
        if self.near.form(place.low) == "according":
            return True
        for i in range(place.low + 1, place.first):
            if self.near.form(i) == "that" and self.near.listed("claims", i - 1):
                names = self.near.names(place.low, i - 1)
                own = any(self.near.listed("own", k) for k in range(place.low, i))
                return not own and not any(named.mention.actor == place.source for named in names)
        return False

    def _object(self, place: Place) -> Target | None:
        """Link what a verb is aimed at: we condemn Norland, thanks to the envoy of Norland."""
        within = next(self.near.names(place.first, place.last), None)
        if within:  # we want Norland to
            return within.target("object")
        opening = True
        for i in range(place.last + 1, min(place.last + 1 + OBJECT, place.clause_end) + 1):
            named = self.near.starting(i, place.clause_end)
            if named:
                return named.target("object")
            if place.measure == "commitment" and self.near.listed("adverse", i):
                return None
            if self.near.listed("prepositions", i) or self.near.listed("openers", i):
                linked = opening and self.near.listed("object_links", i)
                belongs = self.near.form(i) in ("of", "by") and (
                    self.near.listed("agentive", i - 1)
                    or self.near.form(i) == "by"
                    or place.measure == "commitment"
                )
                if not linked and not belongs:
                    return None
            elif (
                self.near.listed("carriers", i)
                or (self.near.listed("pronouns", i) and not self.near.listed("determiners", i))
                or self.near.listed("own", i)
            ):
                return None
            opening = opening and self.near.listed("object_links", i)
        return None

    def _agent(self, place: Place) -> Target | None:
        """Link the actor after "by", or after "of" and an act: violations by Norland."""
        # reckless acts of Norland, but not: undermine the acts of Norland
        acts = (
            self.near.listed("agentive", place.last)
            or ADJECTIVE.fullmatch(self.near.form(place.last)) is not None
        )
        for i in range(place.last + 1, min(place.last + 1 + AGENT, place.clause_end) + 1):
            form = self.near.form(i)
            near = acts and i <= place.last + 1 + ACT
            if form == "by" or (form == "of" and near and self.near.listed("agentive", i - 1)):
                for k in range(i + 1, min(i + 4, place.clause_end) + 1):
                    named = self.near.starting(k, place.clause_end)
                    if named:
                        return named.target("agent")
                    if self.near.blocks(k) and self.near.form(k) != "of":
                        return None
                return None
            # violations committed by Norland, but not: documented by Norland
            stated = form.endswith("ed") and not self.near.listed("doings", i)
            blocked = form == "to" or any(
                self.near.listed(name, i) for name in ("openers", "carriers", "own")
            )
            if stated or blocked:
                return None
        return None

    def _quotation_of(self, place: Place) -> int:
        """Find the first word in the quotation marks around a hit; of a bare statement, its first word."""
        tokens = self.near.tokens
        text = tokens.corpus.documents["text"].iat[int(tokens.document[place.first])]
        for i in range(place.first, place.low, -1):
            if text[tokens.start[i] - 1] in _OPENING:
                return i
        return place.low

    def _label(self, place: Place, row: int) -> Target | None:
        """Link a quoted name to what it was given to: she called the Norlandic base “a provocation”."""
        columns, tokens = self.near.columns, self.tokens
        start, cue_end = columns["start"][row], columns["cue_end"][row]
        if columns["stance"][row] not in load_words("targets")["labels"] or start is None or cue_end is None:
            return None
        quoted = self._quotation_of(place)
        i = quoted
        while i > 0 and tokens.document[i - 1] == tokens.document[quoted] and tokens.start[i - 1] >= cue_end:
            i -= 1
        if not tokens.start[i] >= cue_end or i == quoted or quoted - i > LABEL:
            return None
        if tokens.sentence[i] != tokens.sentence[place.first] or any(tokens.clause_start[i + 1 : quoted]):
            return None
        for named in self.near.names(i, quoted - 1):
            edge = self.chains.edge(named.first, i)
            outer = edge <= i or not self.near.listed("prepositions", edge)
            if outer or (self.near.form(edge) in ("of", "by") and self.near.listed("agentive", edge - 1)):
                return named.target("label")
        return None
