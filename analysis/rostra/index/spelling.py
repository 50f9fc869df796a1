"""Spelling: how the words of texts and of entries are written out in the parts that are compared.

A hyphenated token is its pieces, a contraction the words it stands for (`won't` is
will + not), a possessive `'s` is left out.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rostra.index.reference import CASED
from rostra.lexicon import ANY_CASE, AS_WRITTEN, GAP, Pattern, is_expression, load_words

if TYPE_CHECKING:
    from rostra.index.tokens import Tokens

__all__ = ["Pieces", "Sequence", "exactness", "has_capital", "pieces_of", "sequences_of", "word_pattern"]

Sequence = tuple[tuple[str, ...], ...]  # slots in a row; a slot lists its words, () is any word
WILD = re.compile(r"[*?]")


class Pieces(NamedTuple):
    """The forms of a vocabulary in their parts, one form after the other.

    Parameters
    ----------
    words : tuple of str
        The vocabulary of parts.
    word : numpy.ndarray of int64
        Each part: its place in `words`.
    opens, closes : numpy.ndarray of bool
        Whether a hit may begin, or end, with it.
    begin, sizes : numpy.ndarray of int64
        Where the parts of each form begin, and how many there are.
    """

    words: tuple[str, ...]
    word: np.ndarray
    opens: np.ndarray
    closes: np.ndarray
    begin: np.ndarray
    sizes: np.ndarray


def pieces_of(tokens: Tokens) -> Pieces:
    """Take the forms of a text apart, once."""
    if "pieces" not in tokens._cache:
        pieces = [_pieces(form) for form in tokens.vocabulary]
        vocabulary: dict[str, int] = {}
        ids = [vocabulary.setdefault(word, len(vocabulary)) for parts in pieces for word, _, _ in parts]
        count = np.array([len(parts) for parts in pieces], dtype=np.int64)
        tokens._cache["pieces"] = Pieces(
            words=tuple(vocabulary),
            word=np.array(ids, dtype=np.int64),
            opens=np.array([opens for parts in pieces for _, opens, _ in parts], dtype=bool),
            closes=np.array([closes for parts in pieces for _, _, closes in parts], dtype=bool),
            begin=np.cumsum(count) - count,
            sizes=count,
        )
    found = tokens._cache["pieces"]
    assert isinstance(found, Pieces)
    return found


def _pieces(form: str) -> list[tuple[str, bool, bool]]:
    """Take one form apart: each part, and whether a hit may begin or end with it."""
    if form.isalpha() and form.isascii() and form not in _contractions()[0]:
        return [(form, True, True)]
    if re.search(r"[/@#:]", form):
        return [(form, True, True)]
    pieces = [_spelled_out(piece) for piece in form.split("-")]
    last = len(pieces) - 1
    return [(word, i == 0, i == last) for i, words in enumerate(pieces) for word in words]


def _spelled_out(word: str) -> list[str]:
    """Spell a contraction out (`won't`: will, not) and leave a possessive `'s` away."""
    whole, endings = _contractions()
    if word in whole:
        return whole[word]
    for ending, words in endings:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            return [*([stem] if stem else []), *words]
    return [word.removesuffix("'s") or word]


@cache
def _contractions() -> tuple[dict[str, list[str]], list[tuple[str, list[str]]]]:
    lists = load_words("contractions")
    spelled = [(short, words.split()) for words, shorts in lists.items() for short in shorts]
    endings = [(short, words) for short, words in spelled if short.startswith("'") or short == "n't"]
    return dict(spelled), endings


@cache
def sequences_of(pattern: Pattern) -> tuple[Sequence, ...]:
    """Write a pattern out as rows of slots: a gap is nothing, one or two of any words."""
    rows: list[Sequence] = [()]
    for slot in pattern:
        if slot == (GAP,):
            rows = [(*row, *([()] * n)) for row in rows for n in range(3)]
            continue
        spelled = [_spelled_as(word) for word in slot]
        choices: list[Sequence] = [tuple((word,) for word in words) for words in spelled if len(words) > 1]
        if single := tuple(words[0] for words in spelled if len(words) == 1):
            choices.append((single,))
        rows = [(*row, *choice) for row in rows for choice in choices]
    return tuple(rows)


def _spelled_as(word: str) -> list[str]:
    """Spell a word of an entry out as the words of a text are, its mark of case before each."""
    bare = word.lstrip(ANY_CASE + AS_WRITTEN)
    if WILD.search(bare) or bare in CASED or is_expression(bare):
        return [word]
    spelled = _spelled_out(bare)
    # how the words of a contraction would be written cannot be seen
    mark = word[: len(word) - len(bare)] if len(spelled) == 1 else ""
    return [mark + one for one in spelled]


def has_capital(word: str) -> bool:
    """Say whether a word of an entry is to be found only as it is written."""
    if word[0] in ANY_CASE + AS_WRITTEN:
        return word[0] == AS_WRITTEN
    return word not in CASED and word != word.casefold() and not is_expression(word)


def word_pattern(word: str, *, case: bool = False) -> str:
    """Write a word of an entry as a pattern that matches all of a word."""
    if is_expression(word):
        return f".*?(?{'' if case else 'i'}:{word[1:-1]}).*"
    return re.escape(word).replace(r"\*", ".*").replace(r"\?", ".")


def exactness(sequence: Sequence) -> tuple[int, int]:
    """Return the rank of a match: see `Match`."""
    words = [max(slot, key=len).lstrip(ANY_CASE + AS_WRITTEN) for slot in sequence if slot]
    wild = sum(WILD.search(word) is not None or is_expression(word) for word in words) + sum(
        not slot for slot in sequence
    )
    return wild, -sum(len(word) for word in words) if wild else 0
