"""Spans: stretches of words, how they are put together, and what one of them is made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from rostra.index.elements import Word
from rostra.index.postings import postings_of, wild
from rostra.index.reference import plain_token

if TYPE_CHECKING:
    from rostra.index.tokens import Tokens

__all__ = [
    "Sought",
    "SoughtSpans",
    "SoughtWords",
    "Spans",
    "nowhere",
    "overlapping",
    "shortest",
    "sorted_spans",
    "united",
]

Spans = tuple[np.ndarray, np.ndarray]  # positions of the first and the last words, in text order


class SoughtWords:
    """One place of a phrase: the words that may stand there, as forms of the vocabulary."""

    def __init__(self, tokens: Tokens, words: tuple[Word, ...]) -> None:
        self.tokens, self.postings = tokens, postings_of(tokens)
        self.any = any(word.kind == "any" for word in words)
        self.exact = tuple(word for word in words if word.exact)
        free = [self.forms(word) for word in words if word.kind != "any" and not word.exact]
        exact = [self.forms(word) for word in self.exact]
        self.free = np.unique(np.concatenate(free)) if free else np.zeros(0, dtype=np.int64)
        self.all = np.unique(np.concatenate([self.free, *exact])) if exact else self.free
        self.count = len(self.tokens) if self.any else self.postings.count(self.all)

    def forms(self, word: Word) -> np.ndarray:
        if word.kind == "word":
            return self.postings.word(word.text)
        if word.kind == "wild" and word.exact:
            return self.postings.matching("exact", word.text)
        return self.postings.matching(word.kind, word.text)

    def spans(self) -> Spans:
        """Return where one of the words stands."""
        place = np.arange(len(self.tokens)) if self.any else self.postings.positions(self.all)
        if self.exact and not self.any:
            place = place[self.written(place)]
        return place, place

    def beginning(self, place: np.ndarray) -> Spans:
        """Return which of some places have one of the words, and where that ends.

        A place outside of the text is taken for the nearest inside; the caller drops it.
        """
        if self.any:
            return np.arange(len(place)), place
        form = self.tokens.form.take(place, mode="clip")
        if len(self.all) == 1:
            kept = np.flatnonzero(form == self.all[0])
        else:
            kept = np.flatnonzero(self.postings.mask(self.all)[form])
        if self.exact:
            kept = kept[self.written(place[kept])]
        return kept, place[kept]

    ending = beginning

    def written(self, place: np.ndarray) -> np.ndarray:
        """Mark the places where a word is written as it is asked for."""
        place = place.clip(0, len(self.tokens) - 1)
        good = self.postings.mask(self.free)[self.tokens.form[place]]
        patterns = [re.compile(wild(plain_token(word.text)), re.DOTALL) for word in self.exact]
        texts = self.tokens.corpus.documents["text"].array
        start, end, document = (getattr(self.tokens, name) for name in ("start", "end", "document"))
        unread = np.flatnonzero(~good)
        row, text = -1, ""
        for i, p in zip(unread.tolist(), place[unread].tolist(), strict=True):
            if document[p] != row:
                row = int(document[p])
                text = texts[row]
            surface = plain_token(text[start[p] : end[p]])
            good[i] = any(pattern.fullmatch(surface) for pattern in patterns)
        return good


class SoughtSpans:
    """One place of a phrase: the entries of a lexicon that may stand there; none overlap."""

    def __init__(self, first: np.ndarray, last: np.ndarray) -> None:
        self.first, self.last, self.count = first, last, len(first)

    def spans(self) -> Spans:
        """Return where an entry stands."""
        return self.first, self.last

    def beginning(self, place: np.ndarray) -> Spans:
        """Return at which of some places an entry begins, and where it ends."""
        return self._at(place, self.first, self.last)

    def ending(self, place: np.ndarray) -> Spans:
        """Return at which of some places an entry ends, and where it begins."""
        return self._at(place, self.last, self.first)

    def _at(self, place: np.ndarray, near: np.ndarray, far: np.ndarray) -> Spans:
        row = np.minimum(np.searchsorted(near, place), len(near) - 1)
        kept = np.flatnonzero(near[row] == place)
        return kept, far[row[kept]]


Sought = SoughtWords | SoughtSpans


def nowhere() -> Spans:
    return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)


def united(spans: list[Spans]) -> Spans:
    """Put spans that are in text order together, none twice."""
    if len(spans) == 1:
        return spans[0]
    if not spans:
        return nowhere()
    return sorted_spans(np.concatenate([a for a, _ in spans]), np.concatenate([b for _, b in spans]))


def sorted_spans(first: np.ndarray, last: np.ndarray) -> Spans:
    """Put spans into text order, none twice."""
    if (np.diff(first) > 0).all():
        return first, last
    order = np.lexsort((last, first))
    first, last = first[order], last[order]
    fresh = np.ones(len(first), dtype=bool)
    fresh[1:] = (np.diff(first) != 0) | (np.diff(last) != 0)
    return first[fresh], last[fresh]


def shortest(first: np.ndarray, last: np.ndarray) -> Spans:
    """Keep the spans that hold no other; they are in text order."""
    if not len(first):
        return first, last
    opening = np.r_[True, np.diff(first) != 0]  # of those that begin together the shortest comes first
    first, last = first[opening], last[opening]
    later = np.r_[np.minimum.accumulate(last[::-1])[::-1][1:], np.iinfo(np.int64).max]
    keep = last < later
    return first[keep], last[keep]


def overlapping(spans: Spans, others: Spans) -> np.ndarray:
    """Mark the spans that share a word with one of the others."""
    first, last = spans
    begin, end = others
    if not len(begin):
        return np.zeros(len(first), dtype=bool)
    before = np.searchsorted(begin, last, side="right") - 1
    reach = np.maximum.accumulate(end)[np.maximum(before, 0)]
    return (before >= 0) & (reach >= first)
