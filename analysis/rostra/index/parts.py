"""Parts: the words of a text as entries of lexicons are compared with them.

Entries are resolved against the vocabulary of parts once and looked up in an inverted
index, rarest word first; `rostra.index.spelling` says what the parts of a word are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rostra.index.postings import in_order_of
from rostra.index.reference import CASED
from rostra.index.spelling import (
    WILD,
    Sequence,
    exactness,
    has_capital,
    pieces_of,
    sequences_of,
    word_pattern,
)
from rostra.lexicon import ANY_CASE, AS_WRITTEN, Entry, Pattern, is_expression

if TYPE_CHECKING:
    from rostra.index.tokens import Tokens

__all__ = ["Match", "Parts", "parts_of"]

_JOINS = re.compile("[-\u2010\u2011'\u2019\u02bc]")


class Match(NamedTuple):
    """Where an entry stands.

    Parameters
    ----------
    first, last : int
        Its first and last part.
    rank : tuple of int
        How exact the match is, of two over the same words: no wildcard comes before
        one, a longer stem before a shorter.
    gaps : tuple of int
        The parts that stand in its gaps.
    """

    first: int
    last: int
    rank: tuple[int, int]
    gaps: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Parts:
    """The words of a text in the parts that entries are compared with.

    Each token has one part or more; `word`, `token`, `opens`, `closes` and `clause` hold
    one value a part, in text order.
    """

    tokens: Tokens
    words: tuple[str, ...]  # the vocabulary of parts
    word: np.ndarray  # of each part: its place in `words`,
    token: np.ndarray  # its token,
    opens: np.ndarray  # whether a hit may begin,
    closes: np.ndarray  # or end with it,
    clause: np.ndarray  # and the running number of its clause
    order: np.ndarray  # inverted index: positions by word,
    offset: np.ndarray  # and where those of a word begin
    known: dict[str, np.ndarray] = field(default_factory=dict)

    @cached_property
    def doc_ids(self) -> list[str]:
        return self.tokens.corpus.documents["doc_id"].tolist()

    @cached_property
    def texts(self) -> list[str]:
        return self.tokens.corpus.documents["text"].tolist()

    @cached_property
    def sorted_words(self) -> list[tuple[str, int]]:
        return sorted((word, place) for place, word in enumerate(self.words))

    @cached_property
    def cased(self) -> list[tuple[str, int]]:
        return [(word, place) for word, place in self.sorted_words if word in CASED]

    def resolve(self, word: str) -> np.ndarray:
        """Return the places in the vocabulary that a word of an entry, wildcards included, stands for."""
        if word not in self.known:
            bare = word.lstrip(ANY_CASE + AS_WRITTEN)
            kept = is_expression(bare) or (bare in CASED and word[0] != ANY_CASE)
            folded = bare if kept else bare.casefold()
            stem = "" if is_expression(bare) else WILD.split(folded)[0]
            begin = bisect_left(self.sorted_words, (stem, -1))
            end = bisect_left(self.sorted_words, (stem + "\U0010ffff", -1))
            pattern = re.compile(word_pattern(folded))
            found = {place for text, place in self.sorted_words[begin:end] if pattern.fullmatch(text)}
            if bare != word or bare == "*":  # those whose case is kept are words like any other
                found.update(place for text, place in self.cased if pattern.fullmatch(text.casefold()))
            self.known[word] = np.array(sorted(found), dtype=np.int64)
        return self.known[word]

    def resolve_all(self, slot: tuple[str, ...]) -> np.ndarray:
        if len(slot) == 1:
            return self.resolve(slot[0])
        return np.unique(np.concatenate([self.resolve(word) for word in slot]))

    def places(self, sequence: Sequence) -> np.ndarray:
        """Return the positions at which a row of words begins."""
        named = [(self.resolve_all(slot), i) for i, slot in enumerate(sequence) if slot]
        counts = [int((self.offset[ids + 1] - self.offset[ids]).sum()) for ids, _ in named]
        if not min(counts):
            return np.zeros(0, dtype=np.int64)
        rarest, at = named[counts.index(min(counts))]
        found = np.concatenate([self.order[self.offset[i] : self.offset[i + 1]] for i in rarest]) - at
        last = len(sequence) - 1
        found = found[(found >= 0) & (found + last < len(self.word))]
        found = found[self.opens[found] & self.closes[found + last]]
        found = found[self.clause[found] == self.clause[found + last]]
        for ids, i in named:
            if i != at and len(found):
                found = found[np.isin(self.word[found + i], ids)]
        for i, slot in enumerate(sequence):
            if any(has_capital(word) for word in slot):
                found = np.array([p for p in found if self.written(int(p) + i, slot)], dtype=np.int64)
        return np.sort(found)

    def written(self, part: int, slot: tuple[str, ...]) -> bool:
        """Say whether a part stands for a word of a slot as that word is written."""
        token = self.token[part]
        surface = self.texts[self.tokens.document[token]][self.tokens.start[token] : self.tokens.end[token]]
        pieces = _JOINS.split(surface)
        return any(
            any(re.fullmatch(word_pattern(word.lstrip(AS_WRITTEN), case=True), piece) for piece in pieces)
            if has_capital(word)
            else self.word[part] in self.resolve(word)
            for word in slot
        )

    def matches(self, patterns: Iterable[Pattern]) -> Iterator[tuple[np.ndarray, Sequence]]:
        """Yield, for each row of words that the patterns stand for, where it begins."""
        for pattern in patterns:
            for sequence in sequences_of(pattern):
                found = self.places(sequence)
                if len(found):
                    yield found, sequence

    def mask(self, patterns: Iterable[Pattern]) -> np.ndarray | None:
        """Mark every part within a match of the patterns."""
        marks = None
        for found, sequence in self.matches(patterns):
            marks = np.zeros(len(self.word), dtype=bool) if marks is None else marks
            for i in range(len(sequence)):
                marks[found + i] = True
        return marks

    def entry_matches(self, entry: Entry, barred: np.ndarray | None) -> list[Match]:
        """Return every match of an entry that its own and the given exclusions leave."""
        masks = [marks for marks in (barred, self.mask(entry.exclusions)) if marks is not None]
        near = self.near(entry) if entry.near else None
        matches = set()
        for found, sequence in self.matches(entry.patterns):
            rank = exactness(sequence)
            gaps = [i for i, slot in enumerate(sequence) if not slot]
            last = len(sequence) - 1
            for marks in masks:
                for i in range(len(sequence)):
                    found = found[~marks[found + i]]
            for p in found.tolist():
                if near is None or self.is_near(p, p + last, near, entry.window):
                    matches.add(Match(p, p + last, rank, tuple(p + i for i in gaps)))
        return sorted(matches)

    def near(self, entry: Entry) -> tuple[np.ndarray, np.ndarray]:
        """Return the first and the last tokens of what an entry must stand near to, each sorted."""
        first = last = np.zeros(0, dtype=np.int64)
        for found, sequence in self.matches(entry.near):
            first = np.append(first, self.token[found])
            last = np.append(last, self.token[found + len(sequence) - 1])
        return np.sort(first), np.sort(last)

    def is_near(self, first: int, last: int, near: tuple[np.ndarray, np.ndarray], window: int) -> bool:
        """Say whether one of the spans begins within the window after a match, or ends within it before."""
        sentence = self.tokens.sentence
        begin, end = int(self.token[first]), int(self.token[last])
        after = near[0][np.searchsorted(near[0], end + 1) : np.searchsorted(near[0], end + window + 1)]
        before = near[1][np.searchsorted(near[1], begin - window) : np.searchsorted(near[1], begin)]
        return bool((sentence[np.concatenate([after, before])] == sentence[begin]).any())


def parts_of(tokens: Tokens) -> Parts:
    """Take the words of a text apart, once."""
    if "parts" not in tokens._cache:
        vocabulary, ids, opens, closes, begin, count = pieces_of(tokens)
        repeats = count.astype(np.int32)[tokens.form] if len(tokens) else count[:0]
        kind = np.int32 if repeats.sum(dtype=np.int64) < 2**31 else np.int64  # of arrays as long as the text
        token = np.repeat(np.arange(len(tokens), dtype=kind), repeats)
        opening = np.cumsum(repeats, dtype=kind) - repeats
        flat = np.arange(len(token), dtype=kind) - np.repeat(opening, repeats)
        if len(tokens):
            flat += begin.astype(kind)[tokens.form[token]]
        word = ids.astype(kind)[flat]
        order, offset = in_order_of(word, len(vocabulary))
        tokens._cache["parts"] = Parts(
            tokens=tokens,
            words=vocabulary,
            word=word,
            token=token,
            opens=opens[flat],
            closes=closes[flat],
            clause=np.cumsum(tokens.clause_start, dtype=kind)[token],
            order=order,
            offset=offset,
        )
    found = tokens._cache["parts"]
    assert isinstance(found, Parts)
    return found
