"""Parts: the words of a text as entries of lexicons are compared with them.

Entries are resolved against the vocabulary of parts once and looked up in an inverted
index, rarest word first; `rostra.index.spelling` says what the parts of a word are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from rostra.index.partitions import document_bounds
from rostra.index.postings import in_order_of
from rostra.index.reference import TOKEN
from rostra.index.spelling import Sequence, exactness, has_capital, pieces_of, sequences_of, word_pattern
from rostra.index.vocabulary import Vocabulary, vocabulary_of
from rostra.lexicon import AS_WRITTEN, Entry, Pattern

if TYPE_CHECKING:
    from rostra.index.tokens import Tokens

__all__ = ["Match", "Parts", "parts_of"]

_KEPT = 512  # texts
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
    vocabulary: Vocabulary  # the different parts
    word: np.ndarray  # of each part: its place in the vocabulary,
    token: np.ndarray  # its token,
    opens: np.ndarray  # whether a hit may begin,
    closes: np.ndarray  # or end with it,
    clause: np.ndarray  # and the running number of its clause
    order: np.ndarray  # inverted index: positions by word,
    offset: np.ndarray  # and where those of a word begin
    cache: dict[Any, Any] = field(default_factory=dict)

    @cached_property
    def doc_ids(self) -> list[str]:
        return self.tokens.corpus.documents["doc_id"].tolist()

    def document(self, part: int) -> int:
        """Return the row of the document that a part stands in."""
        bounds = document_bounds(self.tokens)
        return int(np.searchsorted(bounds, self.token[part], side="right")) - 1

    @cached_property
    def text(self) -> Callable[[int], str]:
        """What returns the text of a document; some are kept, for texts may be on disk."""
        return lru_cache(maxsize=_KEPT)(self.tokens.corpus.documents["text"].array.__getitem__)

    def places(self, sequence: Sequence) -> np.ndarray:
        """Return the positions at which a row of words begins."""
        named = [(self.vocabulary.resolve_all(slot), i) for i, slot in enumerate(sequence) if slot]
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
        found = TOKEN.match(self.text(self.document(part)), int(self.tokens.start[self.token[part]]))
        assert found is not None
        surface = found.group()
        pieces = _JOINS.split(surface)
        return any(
            any(re.fullmatch(word_pattern(word.lstrip(AS_WRITTEN), case=True), piece) for piece in pieces)
            if has_capital(word)
            else self.word[part] in self.vocabulary.resolve(word)
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


def parts_of(tokens: Tokens, at: np.ndarray | None = None) -> Parts:
    """Take the words of a text apart.

    Parameters
    ----------
    tokens : Tokens
        The words.
    at : numpy.ndarray of int, optional
        Positions of those that are wanted, rising, in whole sentences; without, all are, and
        they are kept.

    Returns
    -------
    Parts
        Their parts.
    """
    if at is not None:
        return _apart(tokens, at)
    if "parts" not in tokens._cache:
        tokens._cache["parts"] = _apart(tokens, np.arange(len(tokens), dtype=np.int32))
    found = tokens._cache["parts"]
    assert isinstance(found, Parts)
    return found


def _apart(tokens: Tokens, at: np.ndarray) -> Parts:
    vocabulary, ids, opens, closes, begin, count = pieces_of(tokens)
    form = tokens.form[at]
    repeats = count.astype(np.int32)[form] if len(at) else count[:0]
    kind = np.int32 if repeats.sum(dtype=np.int64) < 2**31 else np.int64  # of arrays as long as the text
    opening = np.cumsum(repeats, dtype=kind) - repeats
    flat = np.arange(repeats.sum(dtype=np.int64), dtype=kind) - np.repeat(opening, repeats)
    flat += np.repeat(begin.astype(kind)[form] if len(at) else form, repeats)
    word = ids.astype(kind)[flat]
    order, offset = in_order_of(word, len(vocabulary))
    return Parts(
        tokens=tokens,
        vocabulary=vocabulary_of(tokens),
        word=word,
        token=np.repeat(at, repeats),
        opens=opens[flat],
        closes=closes[flat],
        clause=np.repeat(np.cumsum(tokens.clause_start[at], dtype=kind), repeats),
        order=order,
        offset=offset,
    )
