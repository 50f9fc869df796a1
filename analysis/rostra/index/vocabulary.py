"""Vocabulary: which words of a text a word of an entry stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from rostra.index.reference import CASED
from rostra.index.spelling import WILD, pieces_of, word_pattern
from rostra.lexicon import ANY_CASE, AS_WRITTEN, is_expression

if TYPE_CHECKING:
    from rostra.index.tokens import Tokens

__all__ = ["Vocabulary", "vocabulary_of"]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The different parts of the words of a text.

    Parameters
    ----------
    words : tuple of str
        All of them.
    """

    words: tuple[str, ...]
    _known: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

    @cached_property
    def _sorted(self) -> list[tuple[str, int]]:
        return sorted((word, place) for place, word in enumerate(self.words))

    @cached_property
    def _cased(self) -> list[tuple[str, int]]:
        return [(word, place) for word, place in self._sorted if word in CASED]

    def resolve(self, word: str) -> np.ndarray:
        """Return the places of the words that a word of an entry, wildcards included, stands for."""
        if word not in self._known:
            bare = word.lstrip(ANY_CASE + AS_WRITTEN)
            kept = is_expression(bare) or (bare in CASED and word[0] != ANY_CASE)
            folded = bare if kept else bare.casefold()
            stem = "" if is_expression(bare) else WILD.split(folded)[0]
            begin = bisect_left(self._sorted, (stem, -1))
            end = bisect_left(self._sorted, (stem + "\U0010ffff", -1))
            pattern = re.compile(word_pattern(folded))
            found = {place for text, place in self._sorted[begin:end] if pattern.fullmatch(text)}
            if bare != word or bare == "*":  # those whose case is kept are words like any other
                found.update(place for text, place in self._cased if pattern.fullmatch(text.casefold()))
            self._known[word] = np.array(sorted(found), dtype=np.int64)
        return self._known[word]

    def resolve_all(self, slot: tuple[str, ...]) -> np.ndarray:
        """Return the places of the words that any word of a slot stands for."""
        if len(slot) == 1:
            return self.resolve(slot[0])
        return np.unique(np.concatenate([self.resolve(word) for word in slot]))


def vocabulary_of(tokens: Tokens) -> Vocabulary:
    """Return the parts of the words of a text; what was resolved is kept with them.

    Parameters
    ----------
    tokens : Tokens
        The words.

    Returns
    -------
    Vocabulary
        Their parts.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "A rock-solid ally."}]))
    >>> vocabulary = vocabulary_of(words)
    >>> [vocabulary.words[place] for place in vocabulary.resolve("al*")]
    ['ally']
    """
    if "vocabulary" not in tokens._cache:
        tokens._cache["vocabulary"] = Vocabulary(pieces_of(tokens).words)
    found = tokens._cache["vocabulary"]
    assert isinstance(found, Vocabulary)
    return found
