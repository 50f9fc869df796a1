"""Readings: every entry of a lexicon said once in each of its ways, to see what finds it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import islice

from rostra.corpus import load_corpus
from rostra.index.matching import find_hits
from rostra.index.parts import parts_of
from rostra.index.tokenizing import tokenize
from rostra.index.tokens import Tokens
from rostra.lexicon import ANY_CASE, AS_WRITTEN, GAP, Category, Entry, Lexicon, Pattern, is_expression

__all__ = ["Found", "Readings", "readings_of"]

MOST = 200  # ways of saying one entry that are tried
ANY = "zz"  # a word that nothing looks for
LETTERS, LETTER = "zq", "q"  # what wildcards are filled with

Span = tuple[int, int]  # first and last token


@dataclass(frozen=True)
class Found:
    """An entry, and where it stands.

    Parameters
    ----------
    category : Category
        Its category.
    entry : Entry
        The entry.
    """

    category: Category
    entry: Entry

    @property
    def key(self) -> tuple[str, str]:
        """Its names: of the category and of the entry."""
        return self.category.name, self.entry.text

    @property
    def weight(self) -> float:
        """What a hit of it counts."""
        return self.category.weight if self.entry.weight is None else self.entry.weight


@dataclass(frozen=True, eq=False)
class Readings:
    """The ways of saying the entries of a lexicon, as words of a text.

    Parameters
    ----------
    lexicon : Lexicon
        The lexicon, without conditions on agents: nobody says these words.
    said : list of Found
        Whose way of saying each sentence is.
    starts : list of int
        Where each sentence begins.
    tokens : Tokens
        The words.
    """

    lexicon: Lexicon
    said: list[Found]
    starts: list[int]
    tokens: Tokens

    def sentence(self, token: int) -> int:
        """Return the number of the sentence in which a word stands.

        Parameters
        ----------
        token : int
            Its position.

        Returns
        -------
        int
            A place in `said`.
        """
        return bisect_right(self.starts, int(self.tokens.start[token])) - 1

    @cached_property
    def matches(self) -> dict[int, list[tuple[Span, Found]]]:
        """Every match of every entry of the lexicon, by sentence, whether it wins or not."""
        parts = parts_of(self.tokens)
        barred = parts.mask(self.lexicon.exclusions)
        found: dict[int, list[tuple[Span, Found]]] = defaultdict(list)
        for category in self.lexicon.categories:
            for entry in category.entries:
                for match in parts.entry_matches(entry, barred):
                    span = (int(parts.token[match.first]), int(parts.token[match.last]))
                    found[self.sentence(span[0])].append((span, Found(category, entry)))
        return found

    @cached_property
    def winners(self) -> dict[int, list[tuple[Span, str, str]]]:
        """The hits of the lexicon, by sentence: span, category, entry."""
        return self.hits_of(self.lexicon)

    def hits_of(self, lexicon: Lexicon) -> dict[int, list[tuple[Span, str, str]]]:
        """Return what a lexicon finds in these sentences.

        Parameters
        ----------
        lexicon : Lexicon
            This one, or another.

        Returns
        -------
        dict
            By sentence: span, category, entry.
        """
        hits = find_hits(self.tokens, _by_anyone(lexicon))
        found: dict[int, list[tuple[Span, str, str]]] = defaultdict(list)
        columns = (hits[name].tolist() for name in ("first", "last", "category", "entry"))
        for first, last, category, entry in zip(*columns, strict=True):
            found[self.sentence(first)].append(((first, last), category, entry))
        return found


@cache
def readings_of(lexicon: Lexicon) -> Readings:
    """Say every entry of a lexicon.

    Parameters
    ----------
    lexicon : Lexicon
        Any lexicon.

    Returns
    -------
    Readings
        Sentences, and whose they are. Regular expressions cannot be said and are left out;
        of an entry of very many readings the first two hundred are taken.

    Examples
    --------
    >>> from rostra.lexicon import load_lexicon
    >>> readings = readings_of(load_lexicon("threat"))
    >>> len(readings.said) >= len(load_lexicon("threat"))
    True
    """
    lexicon = _by_anyone(lexicon)
    said, starts, texts, place = [], [], [], 0
    for category in lexicon.categories:
        for entry in category.entries:
            if is_expression(entry.text):
                continue
            near = f" {next(_ways(entry.near[0]))}" if entry.near else ""
            ways = (way for pattern in entry.patterns for way in _ways(pattern))
            for way in islice(dict.fromkeys(ways), MOST):
                text = f"{ANY} {way}{near} {ANY}.\n\n"
                said.append(Found(category, entry))
                starts.append(place)
                texts.append(text)
                place += len(text)
    corpus = load_corpus([{"doc_id": lexicon.name, "text": "".join(texts)}])
    return Readings(lexicon, said, starts, tokenize(corpus))


def _by_anyone(lexicon: Lexicon) -> Lexicon:
    categories = tuple(replace(category, agent=None) for category in lexicon.categories)
    return lexicon if categories == lexicon.categories else replace(lexicon, categories=categories)


def _ways(pattern: Pattern) -> Iterator[str]:
    """Say a pattern so that every word of each slot is heard, its gaps and wildcards empty and filled."""
    slots = [[word.lstrip(ANY_CASE + AS_WRITTEN) for word in slot] for slot in pattern]
    for turn in range(max(map(len, slots))):
        words = [slot[turn % len(slot)] for slot in slots]
        for letters, gap in (("", ""), (LETTERS, ANY), (LETTERS, f"{ANY} {ANY}")):
            said = (gap if word == GAP else ANY if word == "*" else word for word in words)
            yield " ".join(" ".join(said).replace("*", letters).replace("?", LETTER).split())
