"""Words: one sentence as the attribution rules see it, quotations as single atoms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice

from rostra.index.reference import TOKEN
from rostra.lexicon import load_words
from rostra.marks import Quoted

__all__ = ["Sentence", "Word", "grammar", "is_name", "sentence_words"]

# Within what stands between two spaces: zero-width characters are passed over, then comes a word, a mark, or
# what is neither.
_UNSEEN = r"\s\u200b-\u200f\u2060\ufeff"
_SCAN = re.compile(rf"[{_UNSEEN}]*(?:({TOKEN.pattern}|\.\.\.|--|[^\w{_UNSEEN}\u00ad])|.)", re.DOTALL)
_MOST_FORMS = 200_000  # so many are remembered; then all are forgotten
_LONGEST_CHUNK = 400  # characters without a space: more are noise, in which an address is sought in vain


@dataclass(slots=True, eq=False)
class Word:
    """A word or a punctuation mark, the same object wherever it stands, or a whole quotation."""

    text: str
    lower: str
    is_word: bool = False
    is_capital: bool = False
    quoted: Quoted | None = None


@dataclass(slots=True)
class Sentence:
    """The words of a sentence, and where they stand.

    Parameters
    ----------
    text : str
        The text as published.
    start : int
        Where the sentence begins.
    words : list of Word
        In text order.
    quotations : list of int
        Which of the words are quotations.
    """

    text: str
    start: int
    words: list[Word]
    quotations: list[int]

    _starts: list[int] = field(default_factory=list, init=False, repr=False)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the words `first` to `last` (inclusive) begin and end."""
        starts, words = self._starts, self.words
        if len(starts) <= last:
            at = starts[-1] + len(words[len(starts) - 1].text) if starts else self.start
            for word in islice(words, len(starts), last + 1):
                # between two words stands nothing that a word could begin with: this finds the word itself
                at = word.quoted.start if word.quoted is not None else self.text.index(word.text, at)
                starts.append(at)
                at += len(word.text)
        return starts[first], starts[last] + len(words[last].text)

    def joined(self, other: Sentence) -> Sentence:
        """Return this sentence and the one that follows it as one."""
        shift = len(self.words)
        quotations = [*self.quotations, *(k + shift for k in other.quotations)]
        return Sentence(self.text, self.start, self.words + other.words, quotations)


# Names that in lower case are a month or a verb: Theresa May, Jan Hale.
_NAMES_TOO = {
    name: Word(name, name.lower(), is_word=True, is_capital=True)
    for name in ("May", "Will", "March", "Mark", "Jan", "April", "June", "August")
}
_DOUBTFUL = frozenset(_NAMES_TOO.values())


class _Forms(dict[str, Word]):
    """Every word and mark read so far, made once: a text says most of its words often."""

    def __missing__(self, text: str) -> Word:
        if len(self) >= _MOST_FORMS:
            self.clear()
        first = text[0]
        is_mark = not first.isalnum() and (len(text) == 1 or text in ("...", "--"))
        is_word = not is_mark and (first.isalnum() or first in "@#")
        lower = text if is_mark else text.lower().replace("’", "'")
        word = _NAMES_TOO.get(text) or Word(
            text, lower, is_word, is_word and (first.isupper() or first == "@")
        )
        self[text] = word
        return word


class _Chunks(dict[str, tuple[Word, ...]]):
    """What stands between two spaces, parted once: `said,` is a word and a mark."""

    def __missing__(self, text: str) -> tuple[Word, ...]:
        if len(self) >= _MOST_FORMS:
            self.clear()
        pieces = [text[k : k + _LONGEST_CHUNK] for k in range(0, len(text), _LONGEST_CHUNK)]
        tokens = chain.from_iterable(map(_SCAN.findall, pieces))
        words = self[text] = tuple(map(_FORMS.__getitem__, filter(None, tokens)))
        return words


_FORMS = _Forms()
_CHUNKS = _Chunks()


@cache
def grammar(*names: str, also: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> frozenset[str]:
    """Return a closed class of words from `lexicons/grammar.toml`, or several as one, made once."""
    words = {word for name in names for word in load_words("grammar")[name]}
    return frozenset(words.union(also).difference(but))


def sentence_words(text: str, start: int, end: int, quotes: list[Quoted]) -> Sentence:
    """Split a sentence into words, marks and quotations.

    Parameters
    ----------
    text : str
        The text as published.
    start, end : int
        The sentence.
    quotes : list of Quoted
        The outer quotations within it.

    Returns
    -------
    Sentence
        Its words in text order.
    """
    words: list[Word] = []
    quotations: list[int] = []
    at = start
    for quote in quotes:
        words.extend(_parted(text[at : quote.start]))
        quotations.append(len(words))
        words.append(Word(text[quote.start : quote.end], "", quoted=quote))
        at = quote.end
    words.extend(_parted(text[at:end]))
    if not _DOUBTFUL.isdisjoint(words):
        for k, word in enumerate(words):
            if word in _DOUBTFUL and _is_personal(words, k):
                words[k] = _name(word.text)
    return Sentence(text, start, words, quotations)


def _parted(text: str) -> Iterator[Word]:
    """The words and marks of a stretch without quotations. No token holds a space, so spaces part them."""
    return chain.from_iterable(map(_CHUNKS.__getitem__, text.split()))


@cache
def _name(text: str) -> Word:
    """A name that is no month and no verb."""
    return Word(text, text, is_word=True, is_capital=True)


def _is_personal(words: list[Word], k: int) -> bool:
    """Whether a word that can be a month or a verb is part of a name: a capital stands beside it."""
    before = words[k - 1] if k else None
    if before is not None and before.text == "." and k > 1:
        before = words[k - 2]  # "Ms. May"
    if before is not None and before.is_capital:
        return before.lower not in grammar("prepositions")
    after = words[k + 1] if k + 1 < len(words) else None
    dated = before is not None and before.lower in grammar("prepositions")
    return (
        after is not None and after.is_capital and not dated and after.lower not in grammar("clause_subjects")
    )


def is_name(word: Word) -> bool:
    """Whether quoted words are a title or a proper name: every content word has a capital."""
    if word.text[-2:-1] in ",.?!":
        return False
    small = grammar("prepositions", "determiners", also=("and",))
    inner = word.text.strip("“”\"'‘’«»,.")
    parts = [part for part in inner.split() if part.lower() not in small]
    return 0 < len(parts) <= 6 and all(part[0].isupper() or part[0].isdigit() for part in parts)
