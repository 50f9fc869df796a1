"""Words: one sentence as the attribution rules see it, quotations as single atoms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rostra.index.reference import TOKEN
from rostra.lexicon import load_words
from rostra.marks import Quoted

__all__ = ["Word", "grammar", "is_name", "sentence_words"]

# What stands before (spaces, zero-width characters), then a word, a mark, or what is neither. A word of plain
# letters before a space or a comma is a token whatever else the rule says: tried first, it spares the
# search for addresses and abbreviations.
_PLAIN = r"[A-Za-z]+(?:['’-][A-Za-z]+)*(?=[ ,\n;?!])"
_SCAN = re.compile(
    rf"([\s\u200b-\u200f\u2060\ufeff]*)"
    rf"(?:({_PLAIN}|{TOKEN.pattern})|(\.\.\.|--|[^\w\s\u00ad\u200b-\u200f\u2060\ufeff])|(.))",
    re.DOTALL,
)
_NAMES_TOO = frozenset(
    {"May", "Will", "March", "Mark", "Jan", "April", "June", "August"}
)  # names that in lower case are a month or a verb


@dataclass(slots=True)
class Word:
    """A word, a punctuation mark, or a whole quotation of a sentence."""

    text: str
    lower: str
    start: int
    end: int
    is_word: bool = False
    is_capital: bool = False
    quoted: Quoted | None = None


@cache
def grammar(*names: str, also: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> frozenset[str]:
    """Return a closed class of words from `lexicons/grammar.toml`, or several as one, made once."""
    words = {word for name in names for word in load_words("grammar")[name]}
    return frozenset(words.union(also).difference(but))


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
    for quote in quotes:
        _plain(text, at, quote.start, words)
        words.append(Word(text[quote.start : quote.end], "", quote.start, quote.end, quoted=quote))
        at = quote.end
    _plain(text, at, end, words)
    for k, word in enumerate(words):
        if word.text in _NAMES_TOO and _is_personal(words, k):
            word.lower = word.text  # Theresa May, Jan Hale: neither month nor verb
    return words


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


def _plain(text: str, start: int, end: int, words: list[Word]) -> None:
    """Add the words and marks of a stretch without quotations."""
    add = words.append
    for space, token, mark, rest in _SCAN.findall(text, start, end):
        start += len(space)
        if token:
            stop = start + len(token)
            lower = token.lower()
            if "’" in lower:
                lower = lower.replace("’", "'")
            first = token[0]
            is_word = first.isalnum() or first in "@#"
            add(Word(token, lower, start, stop, is_word, is_word and (first.isupper() or first == "@")))
            start = stop
        elif mark:
            add(Word(mark, mark, start, start + len(mark)))
            start += len(mark)
        else:
            start += len(rest)


def is_name(word: Word) -> bool:
    """Whether quoted words are a title or a proper name: every content word has a capital."""
    inner = word.text.strip("“”\"'‘’«»,.")
    parts = [
        p for p in inner.split() if p.lower() not in grammar("prepositions", "determiners", also=("and",))
    ]
    return (
        0 < len(parts) <= 6
        and all(p[:1].isupper() or p[:1].isdigit() for p in parts)
        and word.text[-2:-1] not in ",.?!"
    )
