"""Query: one language for every question about words.

Wherever a command or a function takes a word, it takes a query (`rostra.kwic`,
`rostra.collocates`, `Tokens.find`):

    provocation                  the word, in any case; US is not us, nor May may
    no choice but                a phrase: words in a row, in one sentence
    provoc*  *ing  wom?n         * any letters, ? one letter (not the last of the word)
    no * but                     * alone: any one word
    will _ respond               _ up to two free words; ..5 up to five
    (threat|red line)            alternatives, of words or of parts of one: commit(|s|ted)
    (|very) clear                an empty alternative may be left out
    /threat(en(s|ed)?)?/         a regular expression over the whole of a word
    {threat}                     an entry of a lexicon; {threat: announced action} of a category
    =God  =Demo*  ="White House"  written just so, capitals and all
    base NEAR/5 threat           base, where threat stands within five words, on either side
    base NOT NEAR/5 threat       base, where it does not
    united NOT "United Nations"  united, where it is no part of the other
    threat actor:Russia          in the words that have this value in a column; 2024-* by its beginning
    threat NOT kind:narration    in the others
    "the NOT (sic)"              in quotation marks only * and ? are signs

Case is folded as in the words of the text (`rostra.index.reference`), and punctuation in
a query is as good as none. A hit of a query with an operator is what stands before the
first operator; `NEAR` and `NOT` hold for it, whatever their order. What a `NOT` names
drops a hit that it overlaps. A column may be named twice: either value will do. Of a row
of words with a gap, the shortest hits count: none that holds another. Alternatives are
looked for one by one, so that `(line|red line)` finds two hits in *red line*. A lexicon
finds its entries as `rostra.index.matching` does: the longest, negated or not, of the
agent that its category asks for.

Several queries in a list find what one of them finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from rostra.errors import QueryError, RostraError, unknown
from rostra.index.elements import Category, Condition, Element, Gap, Nearness, Query, Reading
from rostra.index.pieces import fault, nothing
from rostra.index.spans import (
    Sought,
    SoughtSpans,
    SoughtWords,
    Spans,
    nowhere,
    overlapping,
    shortest,
    sorted_spans,
    united,
)
from rostra.index.syntax import parse_query
from rostra.lexicon import load_lexicon

if TYPE_CHECKING:
    from rostra.index.tokens import Tokens

__all__ = ["find"]

MOST_PLACES = 20_000_000  # of a phrase with gaps while it is put together
MOST_KEPT = 2_000_000  # hits of earlier queries, for lines in another order or another context
MOST_NAMES = 20  # values of a column that an error lists


def find(tokens: Tokens, query: str | Iterable[str]) -> Spans:
    """Return where a query, or one of several, finds something.

    Parameters
    ----------
    tokens : Tokens
        The words.
    query : str or iterable of str
        What is looked for, in the language of `rostra.index.query`.

    Returns
    -------
    first, last : numpy.ndarray of int64
        Positions of the first and the last word of each hit, in text order, none twice; not
        to be written to. They are kept for a while: asking again costs nothing.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "We will never respond. Will we?"}]))
    >>> [end.tolist() for end in find(words, "will _ respond")]
    [[1], [3]]
    """
    if isinstance(query, str):
        queries: list[str] = [query]
    elif isinstance(query, Iterable):
        queries = list(query)
    else:
        raise nothing(query)
    for one in queries:
        if not isinstance(one, str):
            raise nothing(one)
    kept: dict[tuple[str, ...], Spans] = tokens._cache.setdefault("found", {})
    key = tuple(queries)
    if key not in kept:
        parsed = [parse_query(one) for one in queries]
        search = _Search(tokens)
        found = united([search.query(one) for one in parsed])
        for positions in found:
            positions.flags.writeable = False  # the next who asks is given the same
        while kept and sum(len(first) for first, _ in kept.values()) + len(found[0]) > MOST_KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = found
    return kept[key]


class _Search:
    """Looks a query up in the postings of a text."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.asked = ""

    def query(self, query: Query) -> Spans:
        self.asked = query.text
        first, last = self.readings(query.readings)
        for column in dict.fromkeys((c.column, c.refused) for c in query.conditions):
            same = [c for c in query.conditions if (c.column, c.refused) == column]
            keep = self.meets(same, first)
            first, last = first[keep], last[keep]
        if query.exclusions and len(first):
            keep = ~overlapping((first, last), self.readings(query.exclusions))
            first, last = first[keep], last[keep]
        for near in query.near:
            if len(first):
                keep = self.near((first, last), near)
                first, last = first[keep], last[keep]
        return first, last

    def readings(self, readings: tuple[Reading, ...]) -> Spans:
        return united([self.reading(reading) for reading in readings])

    def near(self, spans: Spans, near: Nearness) -> np.ndarray:
        """Mark the spans that have one of the others within the window, in their sentence."""
        first, last = spans
        begin, end = self.readings(near.readings)
        end = np.sort(end)
        if not len(begin):
            return np.full(len(first), near.refused)
        sentence = self.tokens.sentence
        after = np.searchsorted(begin, last, side="right")
        other = begin[np.minimum(after, len(begin) - 1)]
        found = (other > last) & (other - last <= near.window) & (sentence[other] == sentence[last])
        before = np.searchsorted(end, first, side="left") - 1
        other = end[np.maximum(before, 0)]
        found |= (other < first) & (first - other <= near.window) & (sentence[other] == sentence[first])
        return found != near.refused

    def meets(self, conditions: list[Condition], first: np.ndarray) -> np.ndarray:
        """Mark the hits that have one of the values in a column, or none of them."""
        column, place = conditions[0].column, conditions[0].place
        try:
            names, codes = self.tokens._coded(column, first)
        except QueryError as error:
            raise fault(
                self.asked, place, f'{error} Words with a colon stand in quotation marks: "{column}:".'
            ) from None
        wanted = np.zeros(len(names) + 1, dtype=bool)
        for condition in conditions:
            pattern = re.compile(re.escape(condition.value.casefold()).replace(r"\*", ".*"), re.DOTALL)
            found = [i for i, name in enumerate(names) if pattern.fullmatch(str(name).casefold())]
            if not found:
                known = sorted(map(str, names))
                more = f" These are {MOST_NAMES} of {len(known):,}." if len(known) > MOST_NAMES else ""
                message = unknown(column, condition.value, known)
                if more:
                    head = message.partition(" Known: ")[0]
                    message = f"{head} Known: {', '.join(known[:MOST_NAMES])}.{more}"
                raise fault(self.asked, condition.place, message)
            wanted[found] = True
        return wanted[codes] != conditions[0].refused

    def reading(self, reading: Reading) -> Spans:
        """Find one row of elements, from its rarest."""
        elements = [element for element in reading if not isinstance(element, Gap)]
        gaps = [0] * len(elements)  # how many free words may stand before an element
        at = 0
        for element in reading:
            if isinstance(element, Gap):
                gaps[at] = element.most
            else:
                at += 1
        sought = [self.sought(element) for element in elements]
        counts = [one.count for one in sought]
        if not min(counts):
            return nowhere()
        rarest = counts.index(min(counts))
        first, last = sought[rarest].spans()
        varied = any(gaps) or any(isinstance(element, Category) for element in elements)
        for i in range(rarest + 1, len(elements)):
            first, last = self.grown(first, last, sought[i], gaps[i], right=True)
            first, last = sorted_spans(first, last) if varied else (first, last)
        for i in range(rarest - 1, -1, -1):
            first, last = self.grown(first, last, sought[i], gaps[i + 1], right=False)
            first, last = sorted_spans(first, last) if varied else (first, last)
        return shortest(first, last) if any(gaps) else (first, last)

    def grown(self, first: np.ndarray, last: np.ndarray, sought: Sought, gap: int, *, right: bool) -> Spans:
        """Add an element to what is found so far, after it or before it, in the same sentence."""
        if gap and len(first) * (gap + 1) > MOST_PLACES:
            raise QueryError(
                f"query {self.asked!r} stands in too many places: over {MOST_PLACES:,} must be compared. "
                "Ask for a rarer word, or for a shorter gap."
            )
        sentence, size = self.tokens.sentence, len(self.tokens)
        found = []
        for free in range(gap + 1):
            place = last + (1 + free) if right else first - (1 + free)
            kept, far = sought.beginning(place) if right else sought.ending(place)
            place = place[kept]
            begin, end = (first[kept], far) if right else (far, last[kept])
            good = (sentence.take(begin, mode="clip") == sentence.take(end, mode="clip")) & (place >= 0)
            good &= place < size
            found.append((begin[good], end[good]))
        if len(found) == 1:
            return found[0]
        return np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])

    def sought(self, element: Element) -> Sought:
        if isinstance(element, Category):
            return SoughtSpans(*self.category(element))
        assert isinstance(element, tuple)
        return SoughtWords(self.tokens, element)

    def category(self, category: Category) -> Spans:
        """Return where the entries of a lexicon stand."""
        from rostra.index.matching import find_hits

        key = ("lexicon", category.lexicon, category.name)
        cache = self.tokens._cache
        if key not in cache:
            try:
                lexicon = load_lexicon(category.lexicon)
            except RostraError as error:
                raise fault(self.asked, category.place, str(error)) from None
            if category.name is not None:
                within = (category.name, f"{category.name}/")
                chosen = [
                    c for c in lexicon.categories if c.name == within[0] or c.name.startswith(within[1])
                ]
                if not chosen:
                    message = unknown("category", category.name, [c.name for c in lexicon.categories])
                    raise fault(self.asked, category.place, f"lexicon {lexicon.name!r}: {message}")
                lexicon = replace(lexicon, categories=tuple(chosen))
            hits = find_hits(self.tokens, lexicon)
            cache[key] = (hits["first"].to_numpy(dtype=np.int64), hits["last"].to_numpy(dtype=np.int64))
        first, last = cache[key]
        return first, last
