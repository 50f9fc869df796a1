"""Words: one sentence as the attribution rules see it, quotations as single atoms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rostra.index.reference import TOKEN
from rostra.lexicon import load_words
from rostra.marks import Quoted

__all__ = ["Word", "grammar", "is_name", "sentence_words"]

# zero-width characters and soft hyphens are neither words nor marks
_PUNCTUATION = re.compile(r"\.\.\.|--|[^\w\s\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True)
class Word:
    """A word, a punctuation mark, or a whole quotation of a sentence."""

    text: str
    lower: str
    start: int
    end: int
    quoted: Quoted | None = None

    @property
    def is_word(self) -> bool:
        return self.quoted is None and (self.text[0].isalnum() or self.text[0] in "@#")

    @property
    def is_capital(self) -> bool:
        return self.is_word and (self.text[0].isupper() or self.text[0] == "@")


@cache
def grammar(name: str) -> frozenset[str]:
    """Return a closed class of words from `lexicons/grammar.toml`."""
    return frozenset(load_words("grammar")[name])


def sentence_words(text: str, start: int, end: int, quotes: list[Quoted]) -> list[Word]:
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
    list of Word
        In text order; offsets point into `text`.
    """
    words: list[Word] = []
    at = start
    for quote in [*quotes, None]:
        stop = quote.start if quote else end
        words.extend(_plain(text, at, stop))
        if quote is None:
            break
        words.append(Word(text[quote.start : quote.end], "", quote.start, quote.end, quote))
        at = quote.end
    return words


def _plain(text: str, start: int, end: int) -> list[Word]:
    words = []
    at = start
    for match in TOKEN.finditer(text, start, end):
        words.extend(_marks(text, at, match.start()))
        words.append(_word(match.group(), match.start()))
        at = match.end()
    return [*words, *_marks(text, at, end)]


def _word(surface: str, start: int) -> Word:
    return Word(surface, surface.lower().replace("’", "'"), start, start + len(surface))


def _marks(text: str, start: int, end: int) -> list[Word]:
    return [_word(match.group(), match.start()) for match in _PUNCTUATION.finditer(text, start, end)]


def is_name(word: Word) -> bool:
    """Whether quoted words are a title or a proper name: every content word has a capital."""
    inner = word.text.strip("“”\"'‘’«»,.")
    parts = [
        p
        for p in inner.split()
        if p.lower() not in grammar("prepositions") | grammar("determiners") | {"and"}
    ]
    return (
        0 < len(parts) <= 6
        and all(p[:1].isupper() or p[:1].isdigit() for p in parts)
        and word.text[-2:-1] not in ",.?!"
    )
