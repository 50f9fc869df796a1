"""Targets: of whom an evaluation is said, read from the words beside it.

There is no parser here. A link is made where the form of the clause says so (Norland's
reckless step; Norland has violated the truce; we condemn Norland; violations by Norland),
and not where an actor merely stands near: then the evaluation has no named target.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from rostra.actors import Mention
from rostra.index.tokens import Tokens
from rostra.lexicon import load_words, parse_entry

__all__ = ["Linker", "Target"]

PHRASE = 4  # words of a noun phrase between the actor's name and what is said of it
OBJECT = 6  # words between a verb and the actor it is aimed at
AGENT = 9  # words between what is said and the "by" before an actor
LABEL = 12  # words between a cue and the quotation that names something
_ADJECTIVE = re.compile(
    r".*(?:ous|ive|al|ible|able|ful|less|ic|ary|ory|ent|ant|able|ly)|brave|cruel|unfair|unjust"
)
# A verb in the form that follows "be" where something is done to somebody.
_DONE = re.compile(
    r".*ed|.*en|made|held|kept|built|put|brought|sent|told|met|left|paid|knit|set|led|sought|taught|won"
)

# pro-Norland, Norland-backed: not Norland itself
_PRO = re.compile(r"(?:\w-|\b(?:anti|pro|non|ex|counter|post|pre) ?- ?)\Z")
_BACKED = re.compile(r"-\w| - \w+ed\b")


class Target(NamedTuple):
    """The actor that an evaluation is said of, where it is named, and what form joins them.

    Parameters
    ----------
    actor : str
        The actor's display name.
    start, end : int
        Place of the name in the text.
    link : str
        `object`, `possessive`, `adjective`, `subject`, `agent` or `label`.
    """

    actor: str
    start: int
    end: int
    link: str


class _Named(NamedTuple):
    """An actor's name in words: first and last token, and whether it is a possessive."""

    first: int
    last: int
    mention: Mention
    possessive: bool

    @property
    def adjectival(self) -> bool:
        return self.possessive or self.mention.kind == "demonym"

    def target(self, link: str) -> Target:
        return Target(self.mention.actor, self.mention.start, self.mention.end, link)


class _Place(NamedTuple):
    """A hit, and the words around it that may name its target."""

    first: int
    last: int
    low: int  # first token of its sentence, within the statement,
    high: int  # and last
    clause: int  # first token of its clause
    clause_end: int  # and last
    source: str | None
    cued: bool  # it is the cue itself
    reported: bool  # he, she, it and they may be the speaker
    measure: str


@dataclass(frozen=True, eq=False)
class Linker:
    """Finds the target of a hit.

    Parameters
    ----------
    tokens : Tokens
        The words, with their statements.
    """

    tokens: Tokens
    _marks: dict[str, np.ndarray] = field(default_factory=dict, repr=False)
    _names: dict[int, list[_Named]] = field(default_factory=dict, repr=False)

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
        place = self._place(first, last, row, measure)
        asked = measure == "demand" and self._is("object_links", last)  # it is time for Norland to
        if asked or self._is("objects", first) or measure in load_words("targets")["object_measures"]:
            if self._passive(place):
                found = self._subject(place)
            else:
                found = self._object(place) if place.cued or self._own_act(place) else None
        else:
            links = (self._possessive, self._adjective, self._subject, self._agent)
            found = next((made for link in links if (made := link(place))), None) or self._label(place, row)
        return None if found is None or found.actor == place.source else found

    # the words around a hit

    @cached_property
    def _statements(self) -> pd.DataFrame:
        assert self.tokens.statements is not None
        return self.tokens.statements.frame

    @cached_property
    def _columns(self) -> dict[str, list[object]]:
        frame = self._statements
        names = ("actor", "kind", "stance", "start", "cue_end")
        return {name: [None if pd.isna(value) else value for value in frame[name]] for name in names}

    def _place(self, first: int, last: int, row: int, measure: str) -> _Place:
        tokens, columns = self.tokens, self._columns
        cued = int(tokens.statement[first]) != row
        mine = {row, int(tokens.statement[first])}

        def inside(i: int) -> bool:
            return (
                0 <= i < len(tokens)
                and tokens.sentence[i] == tokens.sentence[first]
                and int(tokens.statement[i]) in mine
            )

        low, high = first, last
        while inside(low - 1):
            low -= 1
        while inside(high + 1):
            high += 1
        clause, clause_end = first, last
        while clause > low and not tokens.clause_start[clause]:
            clause -= 1
        while clause_end < high and not tokens.clause_start[clause_end + 1]:
            clause_end += 1
        source, kind = columns["actor"][row], columns["kind"][row]
        reported = kind in ("indirect", "mixed")
        return _Place(first, last, low, high, clause, clause_end, source, cued, reported, measure)  # type: ignore[arg-type]

    def _is(self, name: str, i: int) -> bool:
        """Say whether a word is in a list; of a contraction, its first word."""
        if name not in self._marks:
            pattern = _pattern(name)
            known = [
                bool(pattern.fullmatch(form) or pattern.fullmatch(form.partition("'")[0]))
                for form in self.tokens.vocabulary
            ]
            self._marks[name] = np.array(known, dtype=bool)
        return bool(self._marks[name][self.tokens.form[i]])

    def _form(self, i: int) -> str:
        return self.tokens.vocabulary[self.tokens.form[i]]

    def _named(self, document: int) -> list[_Named]:
        """Return the actors that a document names, in its words."""
        if document not in self._names:
            tokens = self.tokens
            row = tokens.corpus.documents.iloc[document]
            text, begin = row["text"], int(np.searchsorted(tokens.document, document))
            starts = tokens.start[begin : int(np.searchsorted(tokens.document, document + 1))]
            names = []
            for mention in tokens.corpus.actors.mentions(
                text, date=row["date"] if pd.notna(row["date"]) else None
            ):
                if _PRO.search(text, 0, mention.start) or _BACKED.match(text, mention.end):
                    continue
                first = int(np.searchsorted(starts, mention.start, side="right")) - 1
                last = int(np.searchsorted(starts, mention.end - 1, side="right")) - 1
                if first >= 0:
                    possessive = text[mention.end : mention.end + 1] in ("'", "’")
                    names.append(_Named(begin + first, begin + last, mention, possessive))
            self._names[document] = names
        return self._names[document]

    def _names_between(self, first: int, last: int) -> Iterator[_Named]:
        if first > last:
            return
        names = self._named(int(self.tokens.document[first]))
        for i in range(bisect_left(names, first, key=lambda named: named.first), len(names)):
            if names[i].last > last:
                return
            yield names[i]

    def _ending(self, i: int, low: int) -> _Named | None:
        return next((named for named in self._names_between(low, i) if named.last == i), None)

    def _starting(self, i: int, high: int) -> _Named | None:
        return next((named for named in self._names_between(i, high) if named.first == i), None)

    def _blocks(self, i: int) -> bool:
        """Say whether a word ends a noun phrase."""
        return any(self._is(name, i) for name in ("prepositions", "openers", "carriers", "own"))

    # the forms that join an evaluation to an actor

    def _possessive(self, place: _Place) -> Target | None:
        """Link what stands in a noun phrase that opens with a name: Norland's reckless step."""
        if self._suffered(place):
            return None
        for i in range(place.first - 1, max(place.first - 2 - PHRASE, place.clause - 1), -1):
            named = self._ending(i, place.clause)
            if named:
                return named.target("possessive") if named.possessive else None
            if self._blocks(i) or self._is("pronouns", i):
                return None
        return None

    def _adjective(self, place: _Place) -> Target | None:
        """Link a word to the name right beside it: Norlandic aggression, reckless Norlandic steps."""
        if self._suffered(place):
            return None
        for i in range(place.first - 1, max(place.first - 3, place.clause - 1), -1):
            named = self._ending(i, place.clause)
            if named:
                short = i == place.first - 1 and named.mention.alias.isupper()  # NATO aggression
                return named.target("adjective") if named.mention.kind == "demonym" or short else None
            if self._blocks(i) or self._is("determiners", i):
                break
        evaluative = place.measure in ("negative_evaluation", "positive_evaluation", "denial")
        if (
            not evaluative
            or self._is("patient", place.last)
            or not _ADJECTIVE.fullmatch(self._form(place.last))
        ):
            return None
        for i in range(place.last + 1, min(place.last + 3, place.clause_end) + 1):
            named = self._starting(i, place.clause_end)
            if named:
                return named.target("adjective") if named.mention.kind == "demonym" else None
            if self._is("joiners", i) or _ADJECTIVE.fullmatch(self._form(i)):
                continue
            return None
        return None

    def _suffered(self, place: _Place) -> bool:
        """Say whether the one whose it is rather suffers it: Norland's occupied towns, the Norlandic tragedy."""
        form = self._form(place.first)
        passive = place.measure == "accusation" and re.search(r"(?:ed|en)$", form) is not None
        return passive or self._is("misfortunes", place.last)

    def _subject(self, place: _Place) -> Target | None:
        """Link what is said of the subject: Norland must leave, the acts of Norland are illegal."""
        i, carried = place.first - 1, False
        while i >= place.clause and self._is("light", i) and not self._is("relatives", i):
            carried |= self._is("carriers", i)
            i -= 1
        carried |= self._is("carriers", place.first)
        if self._undergone(place, i + 1):
            return None
        if place.measure == "demand" and not carried and self._form(i + 1) == "to":  # ask Norland to withdraw
            named = self._ending(i, place.clause)
            return named.target("subject") if named and not named.adjectival else None
        if not carried and not self._takes_object(place):
            return None
        if i >= place.low and self._is("relatives", i):  # Norland, which has violated
            named = self._ending(i - 1, place.low)
            return named.target("subject") if named and not named.adjectival else None
        if i >= place.clause and self._is("joiners", i):  # Norland has left and must return
            return self._shared_subject(place, i)
        for _ in range(3):
            if i < place.clause or any(self._is(name, i) for name in ("pronouns", "own", "openers")):
                return None
            named = self._ending(i, place.clause) or self._owner(i, place)
            edge = self._edge(named.first if named else i, place.clause)
            preposition = edge if edge >= place.clause and self._is("prepositions", edge) else None
            if named and self._heads(named, i, edge, preposition, place):
                return named.target("subject")
            if preposition is None:
                preposition = self._preposition(i, place)
            if preposition is None:
                return None
            i = preposition - 1  # the acts of Norland in Sudland are illegal: look before "in Sudland"
        return None

    def _owner(self, i: int, place: _Place) -> _Named | None:
        """Return the name that opens the noun phrase ending at a word: Norland's recent steps."""
        for k in range(i, max(i - PHRASE, place.clause) - 1, -1):
            named = self._ending(k, place.clause)
            if named:
                return named if named.adjectival else None
            if self._blocks(k) or self._is("pronouns", k):
                return None
        return None

    def _edge(self, first: int, low: int) -> int:
        """Return the word before a noun phrase; the preposition, where there is one."""
        i = first - 1
        while i >= low and (self._is("determiners", i) or self._is("light", i)):
            i -= 1
        for k in range(i, max(i - 2, low) - 1, -1):  # in the eastern part, in eastern Norland
            if self._is("prepositions", k):
                return k
            if self._blocks(k):
                break
        return i

    def _preposition(self, i: int, place: _Place) -> int | None:
        for k in range(i, max(i - PHRASE, place.clause) - 1, -1):
            if self._is("prepositions", k) and self._form(k) != "to":
                return k
            if self._blocks(k):
                return None
        return None

    def _undergone(self, place: _Place, first: int) -> bool:
        """Say whether the subject undergoes what is said: Norland was invaded, Norland should be helped."""
        words = range(first, place.last + 1)
        if place.measure == "demand":
            after = place.last + 1
            passive = any(self._form(i) == "be" for i in (place.last, min(after, place.clause_end)))
            done = min(after + (self._form(place.last) != "be"), place.clause_end)
            return passive and _DONE.fullmatch(self._form(done)) is not None
        form = self._form(place.first)
        if not _DONE.fullmatch(form) or form.startswith(("un", "ill", "mis", "flaw", "outdat")):
            return False
        return any(self._is("passives", i) for i in words if i < place.first)

    def _heads(self, named: _Named, end: int, edge: int, preposition: int | None, place: _Place) -> bool:
        """Say whether a name heads the subject whose last word is `end`."""
        if preposition is not None:
            agentive = edge > place.clause and self._is("agentive", edge - 1)
            return self._form(edge) in ("of", "by") and agentive and not self._tragic(place, named, end)
        if self._tragic(place, named, end):
            return False
        return edge < place.clause or self._is("openers", edge) or self._is("agentive", edge)

    def _tragic(self, place: _Place, named: _Named, end: int) -> bool:
        """Say whether a misfortune is told of it, and no act is judged."""
        return self._is("misfortunes", place.last) and not any(
            self._is("agentive", i) for i in range(place.clause, end + 1)
        )

    def _shared_subject(self, place: _Place, joiner: int) -> Target | None:
        """Read the subject of the verb to which this one is joined: Norland has come and must leave."""
        for named in self._names_between(place.clause, joiner - 1):
            edge = self._edge(named.first, place.clause)
            opens = edge < place.clause or (self._is("openers", edge) and not self._is("joiners", edge))
            between = range(named.last + 1, joiner)
            if (
                opens
                and not named.adjectival
                and between
                and self._is("carriers", between[0])
                and not any(self._is("openers", i) or self._is("own", i) for i in between)
            ):
                return named.target("subject")
        return None

    def _takes_object(self, place: _Place) -> bool:
        """Say whether a hit is a verb by what follows it: violated the, fails to."""
        after = place.last + 1
        if self._form(place.last) == "to":
            return True
        if after > place.clause_end or not re.search(
            r"(?:ed|s|ing|id|ought|ook|old)$", self._form(place.last)
        ):
            return False
        return self._is("determiners", after) or self._starting(after, place.clause_end) is not None

    def _passive(self, place: _Place) -> bool:
        """Say whether the verb is said of its subject: Norland was condemned."""
        i = place.first - 1
        while i >= place.clause and self._is("light", i):
            if self._is("passives", i):
                return re.search(r"(?:ed|en|ld)$", self._form(place.first)) is not None
            i -= 1
        return False

    def _own_act(self, place: _Place) -> bool:
        """Say whether the verb is the speaker's own: we condemn, but not the report condemns."""
        before = range(place.clause, place.first)
        own = any(self._is("own", i) for i in before)
        names = list(self._names_between(place.clause, place.first - 1))
        if own or any(named.mention.actor == place.source for named in names):
            return True
        foreign = [i for i in before if self._is("others", i)]
        if place.reported:
            foreign = [i for i in foreign if not self._is("reported", i)]
        if names or foreign:
            return False
        if self._form(place.first).endswith("ing") and place.clause > place.low:
            # we note the facts, urging Norland: the participle is the subject's of the sentence
            opens = range(place.low, place.clause)
            return any(self._is("own", i) for i in opens) and not any(
                self._names_between(place.low, place.clause - 1)
            )
        spoken = [i for i in before if not self._is("light", i) and not self._is("openers", i)]
        return not spoken or not re.search(r"(?:ed|[^s]s)$", self._form(place.first))

    def _object(self, place: _Place) -> Target | None:
        """Link what a verb is aimed at: we condemn Norland, thanks to the envoy of Norland."""
        within = next(self._names_between(place.first, place.last), None)
        if within:  # we want Norland to
            return within.target("object")
        opening = True
        for i in range(place.last + 1, min(place.last + 1 + OBJECT, place.clause_end) + 1):
            named = self._starting(i, place.clause_end)
            if named:
                return named.target("object")
            if self._is("prepositions", i) or self._is("openers", i):
                linked = opening and self._is("object_links", i)
                belongs = self._form(i) in ("of", "by") and (
                    self._is("agentive", i - 1) or self._form(i) == "by" or place.measure == "commitment"
                )
                if not linked and not belongs:
                    return None
            elif self._is("carriers", i) or (self._is("pronouns", i) and not self._is("determiners", i)):
                return None
            elif self._is("own", i):
                return None
            opening = opening and self._is("object_links", i)
        return None

    def _agent(self, place: _Place) -> Target | None:
        """Link the actor after "by", or after "of" and an act: violations by Norland."""
        # reckless acts of Norland, but not: undermine the acts of Norland
        acts = self._is("agentive", place.last) or _ADJECTIVE.fullmatch(self._form(place.last)) is not None
        for i in range(place.last + 1, min(place.last + 1 + AGENT, place.clause_end) + 1):
            form = self._form(i)
            if form == "by" or (form == "of" and acts and self._is("agentive", i - 1)):
                for k in range(i + 1, min(i + 4, place.clause_end) + 1):
                    named = self._starting(k, place.clause_end)
                    if named:
                        return named.target("agent")
                    if self._blocks(k) and self._form(k) != "of":
                        return None
                return None
            stated = form.endswith("ed") and not self._is("doings", i)  # violations documented by the envoys
            if stated or any(self._is(name, i) for name in ("openers", "carriers", "own")):
                return None
        return None

    def _label(self, place: _Place, row: int) -> Target | None:
        """Link a quoted name to what it was given to: she called the Norlandic base “a provocation”."""
        columns, tokens = self._columns, self.tokens
        start, cue_end = columns["start"][row], columns["cue_end"][row]
        if columns["stance"][row] not in load_words("targets")["labels"] or start is None or cue_end is None:
            return None
        i = place.low
        while (
            i > 0 and tokens.document[i - 1] == tokens.document[place.low] and tokens.start[i - 1] >= cue_end
        ):
            i -= 1
        if not tokens.start[i] >= cue_end or i == place.low or place.low - i > LABEL:
            return None
        if tokens.sentence[i] != tokens.sentence[place.first] or any(tokens.clause_start[i + 1 : place.low]):
            return None
        for named in self._names_between(i, place.low - 1):
            edge = self._edge(named.first, i)
            outer = edge <= i or not self._is("prepositions", edge)
            if outer or (self._form(edge) in ("of", "by") and self._is("agentive", edge - 1)):
                return named.target("label")
        return None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return one pattern for the words of a list of targets.toml."""
    entries = [parse_entry(text) for text in load_words("targets")[name]]
    found = [word for entry in entries for row in entry.patterns if len(row) == 1 for word in row[0]]
    excluded = [word for entry in entries for row in entry.exclusions for word in row[0]]
    barred = f"(?!(?:{_either(excluded)})$)" if excluded else ""
    return re.compile(f"{barred}(?:{_either(found)})")


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\*", ".*") for word in words)
