"""Surroundings: the words around a hit, and the actors they name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from rostra.actors import Mention
from rostra.index.partitions import document_bounds
from rostra.index.tokens import Tokens
from rostra.lexicon import load_words, parse_entry

__all__ = ["Named", "Place", "Surroundings", "Target"]

# pro-Norland, Norland-backed: not Norland itself
_PRO = re.compile(r"(?:\w-|\b(?:anti|pro|non|ex|counter|post|pre) ?- ?)\Z")
# Norland's, and with words set apart Norland 's
_POSSESSIVE = re.compile(r"['’]| ['’]s\b")
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
        `object`, `possessive`, `adjective`, `subject`, `agent`, `label`, `chain` or `thing`.
    """

    actor: str
    start: int
    end: int
    link: str


class Named(NamedTuple):
    """An actor's name in words.

    Parameters
    ----------
    first, last : int
        Its tokens.
    mention : Mention
        What the registry says of it.
    possessive : bool
        Whether it ends in an apostrophe and s.
    """

    first: int
    last: int
    mention: Mention
    possessive: bool

    @property
    def adjectival(self) -> bool:
        """Whether a noun may follow: Norland's, Norlandic."""
        return self.possessive or self.mention.kind == "demonym"

    def target(self, link: str) -> Target:
        """Make it the target of an evaluation.

        Parameters
        ----------
        link : str
            The form that joins them.

        Returns
        -------
        Target
            The actor and the place of its name.
        """
        return Target(self.mention.actor, self.mention.start, self.mention.end, link)


class Place(NamedTuple):
    """A hit, and the words around it that may name its target.

    Parameters
    ----------
    first, last : int
        Its tokens.
    low, high : int
        First and last token of its sentence, as far as they are of its statement.
    clause, clause_end : int
        First and last token of its clause.
    source : str or None
        The actor of its statement.
    cued : bool
        Whether it belongs to the cue of its statement.
    reported : bool
        Whether he, she, it and they may be the speaker.
    measure : str
        The measure it is a hit of.
    """

    first: int
    last: int
    low: int
    high: int
    clause: int
    clause_end: int
    source: str | None
    cued: bool
    reported: bool
    measure: str


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The words of a corpus, as far as a target is read from them.

    Parameters
    ----------
    tokens : Tokens
        The words, with their statements.
    """

    tokens: Tokens
    _marks: dict[str, np.ndarray] = field(default_factory=dict, repr=False)
    _names: dict[int, list[Named]] = field(default_factory=dict, repr=False)

    @cached_property
    def _statements(self) -> pd.DataFrame:
        assert self.tokens.statements is not None
        return self.tokens.statements.frame

    @cached_property
    def columns(self) -> dict[str, list[Any]]:
        """Columns of the statements as lists; None where unknown."""
        frame = self._statements
        names = ("actor", "kind", "stance", "start", "cue_end")
        return {name: [None if pd.isna(value) else value for value in frame[name]] for name in names}

    def place(self, first: int, last: int, row: int, measure: str) -> Place:
        """Return a hit with the bounds within which its target may be named.

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
        Place
            Nothing outside its sentence and its statement is looked at; for a cue, the
            writer's words around it are.
        """
        tokens, columns = self.tokens, self.columns
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
        return Place(first, last, low, high, clause, clause_end, source, cued, reported, measure)

    def listed(self, name: str, i: int) -> bool:
        """Say whether a word is in a list of targets.toml; of a contraction, its first word.

        Parameters
        ----------
        name : str
            The list.
        i : int
            Position in the tokens.

        Returns
        -------
        bool
            Whether it is.
        """
        if name not in self._marks:
            pattern = _pattern(name)
            known = [
                bool(pattern.fullmatch(form) or pattern.fullmatch(form.partition("'")[0]))
                for form in self.tokens.vocabulary
            ]
            self._marks[name] = np.array(known, dtype=bool)
        return bool(self._marks[name][self.tokens.form[i]])

    def form(self, i: int) -> str:
        """Return a word as it is compared.

        Parameters
        ----------
        i : int
            Position in the tokens.

        Returns
        -------
        str
            Its folded form.
        """
        return self.tokens.vocabulary[self.tokens.form[i]]

    def _named(self, document: int) -> list[Named]:
        """Return the actors that a document names, in its words."""
        if document not in self._names:
            tokens = self.tokens
            row = tokens.corpus.documents.iloc[document]
            text = row["text"]
            begin, end = document_bounds(tokens)[document : document + 2].tolist()
            starts = tokens.start[begin:end]
            names = []
            for mention in tokens.corpus.actors.mentions(
                text, date=row["date"] if pd.notna(row["date"]) else None
            ):
                if _PRO.search(text, 0, mention.start) or _BACKED.match(text, mention.end):
                    continue
                first = int(np.searchsorted(starts, mention.start, side="right")) - 1
                last = int(np.searchsorted(starts, mention.end - 1, side="right")) - 1
                if first >= 0:
                    possessive = _POSSESSIVE.match(text, mention.end) is not None
                    names.append(Named(begin + first, begin + last, mention, possessive))
            self._names[document] = names
        return self._names[document]

    def names(self, first: int, last: int) -> Iterator[Named]:
        """Yield the actors named between two words of a document, in their order.

        Parameters
        ----------
        first, last : int
            Positions in the tokens, last included.

        Yields
        ------
        Named
            A name that lies wholly between them.
        """
        if first > last:
            return
        names = self._named(int(self.tokens.document[first]))
        for i in range(bisect_left(names, first, key=lambda named: named.first), len(names)):
            if names[i].last > last:
                return
            yield names[i]

    def ending(self, i: int, low: int) -> Named | None:
        """Return the name that ends with a word.

        Parameters
        ----------
        i : int
            Position of the word.
        low : int
            Where the name must not begin before.

        Returns
        -------
        Named or None
            The name, if there is one.
        """
        return next((named for named in self.names(low, i) if named.last == i), None)

    def starting(self, i: int, high: int) -> Named | None:
        """Return the name that begins with a word.

        Parameters
        ----------
        i : int
            Position of the word.
        high : int
            Where the name must not end after.

        Returns
        -------
        Named or None
            The name, if there is one.
        """
        return next((named for named in self.names(i, high) if named.first == i), None)

    def blocks(self, i: int) -> bool:
        """Say whether a word ends a noun phrase.

        Parameters
        ----------
        i : int
            Position of the word.

        Returns
        -------
        bool
            Whether it is a preposition, opens a clause, carries a predicate or is the speaker.
        """
        return any(self.listed(name, i) for name in ("prepositions", "openers", "carriers", "own"))


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
