"""Weights: the evaluative words of texts, and what the words near them do to their weight.

Each rule is a few steps of numpy over the words of all texts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rostra.measures.sentiment.forms import known_phrases
from rostra.measures.sentiment.phrases import Found
from rostra.measures.sentiment.words import Words

__all__ = ["Hits", "find"]

# How a word near by shifts the weight of an evaluative word; each is named in Notes of `polarity`.
NEGATED_GOOD, NEGATED_BAD = -0.8, -0.15  # not good is bad; not bad is hardly good
WORKED_AGAINST_BAD, WORKED_AGAINST_GOOD = -0.2, -0.8  # to end violence; to undermine trust
RAISED, LOWERED = 1.3, 0.7
OVERRULED, OVERRULING, CONCEDED = 0.6, 1.3, 0.6
REACH, REACH_OF_DEGREE = 3, 2  # words before the evaluative one


@dataclass(frozen=True, eq=False)
class Hits:
    """The evaluative words of some texts, as parallel arrays in text order.

    Parameters
    ----------
    first, last : numpy.ndarray of int
        Their first and last words, as positions in `Words`.
    text : numpy.ndarray of int
        The number of their text.
    entry : list of str
        The entries of the lexicon.
    base, weight : numpy.ndarray of float
        What they weigh by the lexicon, and after shifting.
    negated : numpy.ndarray of bool
        Whether a negator turns them.
    """

    first: np.ndarray
    last: np.ndarray
    text: np.ndarray
    entry: list[str]
    base: np.ndarray
    weight: np.ndarray
    negated: np.ndarray


def find(words: Words) -> Hits:
    """Find the evaluative words of some texts, with their weights after shifting.

    Parameters
    ----------
    words : Words
        The texts.

    Returns
    -------
    Hits
        In text order; nothing overlaps, and what weighs nothing is left out.

    Examples
    --------
    >>> hits = find(Words.of(["It is rock-solid.", "They never were rock-solid."]))
    >>> hits.entry, hits.weight.tolist()
    (['rock-solid', 'rock-solid'], [2.0, -1.6])
    """
    found = words.entries.of("weights").apart()
    phrases = known_phrases()
    base = phrases.weights[found.row]
    kept = (base != 0) & ~_names(words, found)
    first, last, base = found.first[kept], found.last[kept], base[kept]
    factor, negated = _shifts(words, first, base)
    factor *= _clause_factors(words, first)
    return Hits(
        first=first,
        last=last,
        text=words.text[first],
        entry=phrases.texts[found.row[kept]].tolist(),
        base=base,
        weight=base * factor,
        negated=negated,
    )


def _names(words: Words, found: Found) -> np.ndarray:
    """Mark what is a name: one word with a capital within a sentence that is no headline."""
    first = found.first
    named = words.capital(first) & ~words.heads[first] & ~words.headline[words.text[first]]
    return named & (first == found.last)


def _shifts(words: Words, first: np.ndarray, base: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return by how much the words before each hit shift its weight, and whether they negate it."""
    negators, raised, lowered = (words.ends(name) for name in ("negators", "intensifiers", "downtoners"))
    opposing = {name: words.ends(name) for name in ("against", "spoilers")}
    factor = np.ones(len(first))
    negations = np.zeros(len(first), dtype=np.int64)
    worked_against = np.zeros(len(first), dtype=bool)
    for distance in range(1, REACH + 1):
        at = first - distance
        near = at >= 0
        near[near] = words.clause[at[near]] == words.clause[first[near]]
        at = np.where(near, at, 0)
        negator = near & negators[at]
        negations += negator
        worked_against |= near & np.where(base < 0, opposing["against"][at], opposing["spoilers"][at])
        if distance <= REACH_OF_DEGREE:
            degree = np.where(raised[at], RAISED, np.where(lowered[at], LOWERED, 1.0))
            factor *= np.where(near & ~negator, degree, 1.0)
    negated = negations % 2 == 1
    turned = np.where(base > 0, NEGATED_GOOD, NEGATED_BAD)
    against = np.where(base > 0, WORKED_AGAINST_GOOD, WORKED_AGAINST_BAD)
    return factor * np.where(negated, turned, np.where(worked_against, against, 1.0)), negated


def _clause_factors(words: Words, first: np.ndarray) -> np.ndarray:
    """Return what each hit counts by its clause: less before a but, more after it, less if conceded."""
    clause, text = words.clause[first], words.text[first]
    contrast, conceded = (_heads(words, name) for name in ("contrasts", "concessions"))
    contrast = contrast[contrast > 0]
    contrast = contrast[
        words.text[contrast] == words.text[contrast - 1]
    ]  # one that heads a text contrasts nothing
    here = np.searchsorted(words.clause[contrast], clause, side="right")
    begin, end = (np.searchsorted(words.text[contrast], text, side=side) for side in ("left", "right"))
    conceding = np.searchsorted(words.clause[conceded], clause, side="right") > np.searchsorted(
        words.clause[conceded], clause, side="left"
    )
    return OVERRULING ** (here - begin) * OVERRULED ** (end - here) * np.where(conceding, CONCEDED, 1.0)


def _heads(words: Words, name: str) -> np.ndarray:
    """Return the words that head a clause as a phrase of a list."""
    first = words.entries.of(name).first
    return first[words.begins_clause[first]]
