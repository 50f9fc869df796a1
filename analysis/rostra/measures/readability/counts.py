"""Counts: what readability is computed from, and what formulas take from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["COUNTS", "EASE", "GRADE", "HARD", "Counted", "Formula"]

Floats = NDArray[np.float64]

# What can be counted in a text, and what each is.
COUNTS = {
    "words": "words",
    "sentences": "sentences",
    "characters": "letters and digits",
    "syllables": "syllables",
    "monosyllables": "words of one syllable",
    "two_syllables": "words of two syllables or more",
    "three_syllables": "words of three syllables or more",
    "six_letters": "words of six characters or more",
    "seven_letters": "words of seven characters or more",
    "short_words": "words of up to three characters",
    "types": "different words",
    "letters": "letters",
    "letter_values": "sum of the values of the letters in Scrabble",
    "prepositions": "prepositions",
    "conjunctions": "conjunctions",
    "unfamiliar": "words that are not in a list of familiar words",
}


@dataclass(frozen=True)
class Counted:
    """The counts, and what formulas take from them by name.

    Parameters
    ----------
    values : mapping of str to numpy.ndarray
        Counts by their name in `COUNTS`.
    asked : set of str
        The counts that were looked at.
    """

    values: Mapping[str, Floats]
    asked: set[str]

    def __getitem__(self, name: str) -> Floats:
        self.asked.add(name)
        return self.values[name]

    @property
    def sentence(self) -> Floats:
        """Words a sentence."""
        return self["words"] / self["sentences"]

    def share(self, name: str) -> Floats:
        """Of a hundred words, how many are so."""
        return 100 * self[name] / self["words"]

    def each(self, name: str) -> Floats:
        """How many in a word."""
        return self[name] / self["words"]


@dataclass(frozen=True)
class Formula:
    """One score: how it is computed, its unit and its source.

    Parameters
    ----------
    compute : callable
        Takes the counts, returns the scores.
    unit : str
        Variant, scale and direction.
    source : str
        Where it is defined.
    """

    compute: Callable[[Counted], Floats]
    unit: str
    source: str


GRADE = "US school grade; more is harder"
EASE = "score; more is easier"
HARD = "score; more is harder"
