"""Agents: whose act a verb is, read from the words to the left of it.

The words by which subjects are found are data: `lexicons/agents.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from rostra.actors import Mention
from rostra.index.partitions import document_bounds
from rostra.index.parts import Parts
from rostra.index.reference import fold_token
from rostra.lexicon import load_words, parse_entry

if TYPE_CHECKING:
    from rostra.index.tokens import Tokens
    from rostra.statements import Statements

__all__ = ["Agents"]

SUBJECT_REACH = 5  # words of a noun phrase that are read for a name or a possessive


class Agents:
    """Finds out whose act a hit is: the speaker's own side's, another's, or nobody's named.

    Parameters
    ----------
    parts : Parts
        The words; parts are named by their position.
    """

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.mentions: dict[int, dict[int, Mention]] = parts.tokens._cache.setdefault("mentions", {})

    def agent(self, first: int, gaps: tuple[int, ...]) -> str:
        """Return `own`, `other`, `actor` (another, whom the registry knows by name) or `unexpressed`.

        Parameters
        ----------
        first : int
            Its first part.
        gaps : tuple of int
            The parts in its gaps.
        """
        parts, lists = self.parts, self.lists
        if self.in_cue(first):
            return "own"  # the cue of a statement is the act of its speaker
        for part in gaps:
            if side := self.pronoun(part, first):
                return side  # the subject stands within: will we respond
        if parts.word[first] in lists["adjuncts"]:
            return self.of_sentence(first)
        head = first - 1
        while self.within(head, first) and parts.word[head] in lists["skip"]:
            head -= 1
        if not self.within(head, first):
            return self.before_quotation(head, first) or self.of_sentence(first)
        if parts.word[head] in lists["joiners"]:
            return self.of_sentence(first)
        if parts.word[head] in lists["openers"]:
            return "unexpressed"
        return self.pronoun(head, first) or self.of_noun_phrase(head, first)

    def of_noun_phrase(self, head: int, first: int) -> str:
        """Read the noun phrase that ends at head: our armed forces, the forces of Russia."""
        parts, lists = self.parts, self.lists
        for part in range(head, max(head - SUBJECT_REACH, -1), -1):
            if not self.within(part, first) or (part < head and self.pronoun(part, first)):
                break
            if side := self.pronoun(part, first, "_possessive"):
                return "other" if parts.word[head] in lists["foes"] else side
            if side := self.name(part, first):
                # Russia and Belarus will respond, says Russia
                if side == "other" and self.is_joined_to_own(part, first):
                    return "own"
                return "actor" if side == "other" and part == head and self.is_subject(part) else side
            if parts.word[part] in lists["openers"]:
                break
        return "other"  # a subject of common nouns

    def is_joined_to_own(self, part: int, first: int) -> bool:
        """Say whether the name at a part follows one of the own side in a list of subjects."""
        between = self.lists["joiners"] | self.lists["openers"]
        for before in range(part - 1, self.opening(first) - 1, -1):
            side = self.pronoun(before, first) or self.name(before, first)
            if side == "own":
                return True
            if not side and self.parts.word[before] not in between:
                return False
        return False

    def before_quotation(self, head: int, first: int) -> str | None:
        """Read the name before a quotation that begins with the verb: said Moscow “will respond”."""
        if not self.in_clause(head, first) or self.in_cue(head):
            return None
        word = self.parts.word[head]
        if word in self.lists["reported"]:
            return "own"
        return self.name(head, first)

    def of_sentence(self, first: int) -> str:
        """Read the subject of a verb that shares it with another, from what the speaker says before."""
        parts, lists = self.parts, self.lists
        begin = self.opening(first)
        for part in range(first - 1, begin - 1, -1):
            if parts.clause[part] != parts.clause[first]:
                break
            if parts.word[part] in lists["nominative"]:
                return self.pronoun(part, first) or "other"
        for part in range(begin, first):
            word = parts.word[part]
            if word in lists["other"] or (part > begin and parts.word[part - 1] in lists["prepositions"]):
                continue
            side = self.pronoun(part, first) or self.pronoun(part, first, "_possessive")
            if side := side or self.name(part, first):
                return side
        bare = all(parts.word[part] in lists["skip"] | lists["joiners"] for part in range(begin, first))
        return "unexpressed" if bare else "other"  # a subject of common nouns

    def pronoun(self, part: int, first: int, kind: str = "") -> str | None:
        """Return the side that a pronoun (or, with kind, a possessive) stands for."""
        word = self.parts.word[part]
        if word in self.lists[f"own{kind}"]:
            return "own"
        if word in self.lists[f"reported{kind}"]:
            return "own" if self.speakers[self.statement(first)].indirect else "other"
        return "other" if word in self.lists[f"other{kind}"] else None

    def name(self, part: int, first: int) -> str | None:
        """Return the side of the actor or speaker that a part names."""
        speaker = self.speakers[self.statement(first)]
        if self.parts.vocabulary.words[self.parts.word[part]] in speaker.names:
            return "own"
        named = self.named(part)
        if named is None:
            return None
        return "own" if named.actor == speaker.actor else "other"

    def is_subject(self, part: int) -> bool:
        """Say whether the name that ends at a part is the subject: Russia, not the future of Russia."""
        mention = self.named(part)
        before = part
        while before >= 0 and self.named(before) is mention:
            before -= 1
        while self.in_clause(before, part) and self.parts.word[before] in self.lists["openers"]:
            before -= 1
        hangs = self.in_clause(before, part) and self.parts.word[before] in self.lists["prepositions"]
        return mention is not None and mention.kind != "demonym" and not hangs

    def named(self, part: int) -> Mention | None:
        """Return the mention of an actor that a part belongs to."""
        tokens = self.parts.tokens
        token = int(self.parts.token[part])
        document = self.parts.document(part)
        if document not in self.mentions:
            text = self.parts.text(document)
            begin, end = document_bounds(tokens)[document : document + 2].tolist()
            starts = tokens.start[begin:end]
            found: dict[int, Mention] = {}
            for mention in tokens.corpus.actors.mentions(text):
                if text[mention.end : mention.end + 1] != "-":  # Russian-backed names no Russian
                    i, j = np.searchsorted(starts, [mention.start, mention.end])
                    found.update(dict.fromkeys(range(begin + i, begin + j), mention))
            self.mentions[document] = found
        return self.mentions[document].get(token)

    def within(self, part: int, first: int) -> bool:
        """Say whether a part stands in the clause and in the statement of a hit."""
        return self.in_clause(part, first) and self.statement(part) == self.statement(first)

    def in_clause(self, part: int, first: int) -> bool:
        return part >= 0 and bool(self.parts.clause[part] == self.parts.clause[first])

    def in_cue(self, part: int) -> bool:
        """Say whether a part stands in the cue of a statement."""
        token = int(self.parts.token[part])
        place = self.parts.tokens.start[token]
        spans = self.cues.get(self.parts.doc_ids[self.parts.document(part)], ())
        return any(start <= place < end for start, end in spans)

    def statement(self, part: int) -> int:
        """Return the row of the statement that a part belongs to; -1 is nobody's."""
        return int(self.parts.tokens.statement[self.parts.token[part]])

    def opening(self, first: int) -> int:
        """Return the first part of a hit's sentence that belongs to its statement."""
        sentence, token = self.parts.tokens.sentence, self.parts.token
        begin = first
        while (
            begin > 0
            and sentence[token[begin - 1]] == sentence[token[first]]
            and self.statement(begin - 1) == self.statement(first)
        ):
            begin -= 1
        return begin

    @cached_property
    def lists(self) -> dict[str, frozenset[int]]:
        """The words of agents.toml, as places in the vocabulary."""
        return {name: frozenset(self.listed(texts)) for name, texts in load_words("agents").items()}

    def listed(self, texts: Iterable[str]) -> Iterator[int]:
        for entry in map(parse_entry, texts):
            excluded = {word for (slot,) in entry.exclusions for word in slot}
            for (slot,) in entry.patterns:
                for place in self.parts.vocabulary.resolve_all(slot).tolist():
                    if self.parts.vocabulary.words[place] not in excluded:
                        yield place

    @cached_property
    def speakers(self) -> list[_Speaker]:
        """Who speaks in each statement; the last one is for words that are nobody's."""
        found: list[_Speaker] = _kept("speakers", self.parts.tokens, _speakers)
        return found

    @cached_property
    def cues(self) -> dict[str, list[tuple[int, int]]]:
        """Of each document: where the cues of its statements stand."""
        found: dict[str, list[tuple[int, int]]] = _kept("cues", self.parts.tokens, _cues)
        return found


class _Speaker(NamedTuple):
    """Who speaks in a statement: the actor, the words of the speaker's name, and whether it is reported."""

    actor: str | None
    names: frozenset[str]
    indirect: bool


def _kept(name: str, tokens: Tokens, make: Callable[[Statements | None], Any]) -> Any:
    """Return what is made of the statements alone: once, whatever part of the words is read."""
    if name not in tokens._cache:
        tokens._cache[name] = make(tokens.statements)
    return tokens._cache[name]


def _speakers(statements: Statements | None) -> list[_Speaker]:
    rows = []
    if statements is not None:
        columns = (statements.frame[name] for name in ("actor", "speaker", "kind"))
        for actor, speaker, kind in zip(*columns, strict=True):
            names = () if pd.isna(speaker) else speaker.split()
            folded = frozenset(fold_token(name) for name in names if name[:1].isupper() and len(name) > 2)
            rows.append(_Speaker(None if pd.isna(actor) else actor, folded, kind in ("indirect", "mixed")))
    return [*rows, _Speaker(None, frozenset(), False)]


def _cues(statements: Statements | None) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = {}
    if statements is not None:
        frame = statements.frame
        cued = frame[frame["cue_start"].notna() & frame["cue_end"].notna()]
        for doc_id, start, end in zip(cued["doc_id"], cued["cue_start"], cued["cue_end"], strict=True):
            spans.setdefault(doc_id, []).append((int(start), int(end)))
    return spans
