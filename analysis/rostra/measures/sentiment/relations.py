"""Relations: which of two, named in a text, takes a stand for or against the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from rostra.measures.sentiment.scoring import given_texts, scores, spans_in_words, speak, toward
from rostra.measures.sentiment.weights import find
from rostra.measures.sentiment.words import Words

__all__ = ["CODES", "relation"]

# What a code means; the first and the second are those of the call.
CODES = (
    "neutral",
    "first favours second",
    "second favours first",
    "first opposes second",
    "second opposes first",
)
ACTS = {"opposing": -1.0, "rather_opposing": -0.5, "favouring": 1.0, "rather_favouring": 0.5}
REACTIONS = {"bad_reactions": -1.0, "good_reactions": 1.0}
NEGATED_GOOD, NEGATED_BAD = -0.8, -0.3  # did not praise is a reproach; did not blame is little praise
ACT, DISTANCE, CLAUSE, NEARNESS = 0.5, 4.0, 0.8, 0.5
SAID_BAD, SAID_GOOD = 0.1, 0.02  # what who speaks says of the other
SPEAKER_BAD, SPEAKER_GOOD = 0.35, 0.06  # the second speaks: what is said is mostly of something else
ALONE_BAD, ALONE_GOOD = 0.5, 0.4  # no act and nobody who speaks
BEFORE, BY, PRONOUN, ORIGIN = 3, 4, 4, 5  # words within which a rule looks


def relation(
    texts: Iterable[str], first: Iterable[tuple[int, int]], second: Iterable[tuple[int, int]]
) -> pd.DataFrame:
    """Which of two, named in each text, speaks or acts for or against the other.

    Parameters
    ----------
    texts : iterable of str
        Sentences, as published. What is missing (None, NA) counts as empty.
    first, second : iterable of (int, int)
        One span a text each, in code points: where the two are named.

    Returns
    -------
    pandas.DataFrame
        One row a text, in order: `code` (0 neutral, 1 the first favours the second, 2 the
        second favours the first, 3 the first opposes the second, 4 the second opposes the
        first; NA where there is no word), `label` (the same in words), `rule` (`passive`,
        `act`, `pronoun`, `said`, `nearness`; NA where neutral).

    Notes
    -----
    Who is named earlier in the text is called A here, the other B. The first rule that
    finds something decides:

    1. passive: between them an act of the list `relations` is done by B (*A was praised by
       B*), or a reaction comes from B (*criticism from B*);
    2. pronoun: B acts on a pronoun (*A left after B accused him*), and no act stands between;
    3. act: A acts on B. The weights of the acts between them in the clause of B are added,
       each times :math:`e^{-(d-1)/4}` (d the words between act and B) and 0.8 for each clause
       that begins between A and the act; a negator turns praise into reproach (-0.8), and
       reproach into little (-0.3). To this is added half the polarity toward B. It counts
       beyond 0.5;
    4. said: the one who speaks (*A said*, *said B*, *B said*) is the one who judges, by the
       polarity of the text toward the other;
    5. nearness: nobody speaks, and the polarity toward B is below -0.5 or above 0.4: A is
       taken to judge.

    Deeds that are told as facts (killed, arrested) are no stand. Rule 5 is the weakest.
    Longer distances lower every weight; otherwise the length of a text does not matter.

    References
    ----------
    Park, K., Pan, Z. and Joo, J. (2021). Who blames or endorses whom? Entity-to-entity
    directed sentiment extraction in news text. Findings of ACL.

    Examples
    --------
    >>> found = relation(["Ann blamed Ben.", "Ann was praised by Ben."], [(0, 3)] * 2, [(11, 14), (19, 22)])
    >>> found[["code", "rule"]].values.tolist()
    [[3, 'act'], [2, 'passive']]
    """
    plain = given_texts(texts, "relation([text], [(0, 3)], [(8, 11)])")
    words = Words.of(plain)
    spans = [
        spans_in_words(given, name, words, plain)
        for given, name in ((first, "first span"), (second, "second span"))
    ]
    swapped = spans[0][:, 0] > spans[1][:, 0]
    earlier, later = (np.where(swapped[:, None], spans[1 - i], spans[i]) for i in (0, 1))
    code, rule = _Pairs(words, earlier, later).judged()
    turned = np.array([0, 2, 1, 4, 3])
    code = np.where(swapped, turned[code], code)
    known = words.count > 0
    names = np.array(["", "passive", "pronoun", "act", "said", "nearness"], dtype=object)
    codes = pd.array(code, dtype="Int64")
    codes[~known] = pd.NA
    return pd.DataFrame({
        "code": codes,
        "label": pd.array(np.where(known, np.array(CODES, dtype=object)[code], None), dtype="string"),
        "rule": pd.array(np.where(known & (code > 0), names[rule], None), dtype="string"),
    })  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Two names in each text, A before B, as first and last words; -1 where there is no word."""

    words: Words
    a: np.ndarray
    b: np.ndarray

    def judged(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the code of each text with A as the first, and the number of the rule."""
        rules: list[tuple[int, np.ndarray, int]] = []  # code, where, rule
        undergone, act, on_pronoun = self._acts()
        undergone = undergone + self._reactions()
        rules += [(4, undergone < 0, 1), (2, undergone > 0, 1)]
        no_act = act == 0
        rules += [(4, (on_pronoun < 0) & no_act, 2), (2, (on_pronoun > 0) & no_act, 2)]
        toward_a, toward_b = self._polarity(self.a), self._polarity(self.b)
        total = act + NEARNESS * toward_b
        rules += [(3, total < -ACT, 3), (1, total > ACT, 3)]
        a_said, b_said, said_b = speak(self.words, self.a), speak(self.words, self.b), self._inverted()
        rules += [(4, said_b & (toward_a < -SAID_BAD), 4), (2, said_b & (toward_a > SAID_GOOD), 4)]
        rules += [(3, a_said & (toward_b < -SAID_BAD), 4), (1, a_said & (toward_b > SAID_GOOD), 4)]
        rules += [(4, b_said & (toward_a < -SPEAKER_BAD), 4), (2, b_said & (toward_a > SPEAKER_GOOD), 4)]
        alone = ~(a_said | b_said | said_b)
        rules += [(3, alone & (toward_b < -ALONE_BAD), 5), (1, alone & (toward_b > ALONE_GOOD), 5)]
        code, rule = np.zeros((2, len(self.a)), dtype=np.int64)
        apart = (self.a[:, 1] < self.b[:, 0]) & (self.a[:, 0] >= 0)
        for value, where, number in rules:
            free = where & (code == 0) & apart
            code[free], rule[free] = value, number
        return code, rule

    def _acts(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Add up, for each text, the acts done by B, those of A on B, and those of B on a pronoun."""
        words = self.words
        first, last, weight = words.weighted(ACTS)
        text = words.text[first]
        a_end, b_start, b_end = self.a[text, 1], self.b[text, 0], self.b[text, 1]
        negated = self._within(words.ends("negators"), first, -BEFORE, -1)
        weight = weight * np.where(negated, np.where(weight > 0, NEGATED_GOOD, NEGATED_BAD), 1.0)
        passive = words.begins("participles")[first] & self._within(
            words.begins("passives"), first, -BEFORE, -1
        )
        agents = words.begins("agents")
        by = self._within(agents, last, 1, 1) | (passive & self._within(agents, last, 1, BY))
        between = (first > a_end) & (last < b_start)
        clause_b = words.clause[first] == words.clause[b_start]
        undergone = self._added(text, weight, between & by & clause_b)
        decay = np.exp(-np.maximum(b_start - last - 1, 0) / DISTANCE)
        decay *= CLAUSE ** np.clip(words.clause[first] - words.clause[a_end], 0, BEFORE)
        act = self._added(text, weight * decay, between & ~by & ~passive & clause_b)
        after = (first > b_end) & (first - b_end <= PRONOUN) & (words.clause[first] == words.clause[b_end])
        pronoun = self._within(words.begins("pronouns"), last, 1, 1)
        return undergone, act, self._added(text, weight, after & pronoun & ~passive)

    def _reactions(self) -> np.ndarray:
        """Add up, for each text, the reactions between the two that come from B."""
        words = self.words
        first, last, weight = words.weighted(REACTIONS)
        text = words.text[first]
        b_start = self.b[text, 0]
        from_b = (first > self.a[text, 1]) & (last < b_start) & (b_start - last <= ORIGIN)
        from_b &= self._within(words.begins("origins"), last, 1, 1)
        return self._added(text, weight, from_b & (words.clause[first] == words.clause[b_start]))

    def _added(self, text: np.ndarray, weight: np.ndarray, where: np.ndarray) -> np.ndarray:
        return np.bincount(text[where], weight[where], minlength=len(self.a))

    def _polarity(self, target: np.ndarray) -> np.ndarray:
        """Return the polarity of each text toward one of the two; 0 where there is no word."""
        weights = toward(self.words, self._hits, target)
        values = scores(self._hits.text, weights, self.words.count, toward=True)
        return np.nan_to_num(values)

    @cached_property
    def _hits(self) -> Any:
        return find(self.words)

    def _inverted(self) -> np.ndarray:
        """Say whether B has just been quoted: said B, said Ann B."""
        words, there = self.words, self.b[:, 0] >= 0
        at = self.b[there, 0]
        found, still = np.zeros((2, len(at)), dtype=bool)
        still[:] = True
        said = words.begins("inversions")
        for step in range(1, BEFORE + 2):
            place = np.maximum(at - step, 0)
            still &= (at - step >= 0) & (words.text[place] == words.text[at])
            found |= still & said[place]
            still &= words.capital(place)  # the rest of the name
        result = np.zeros(len(self.b), dtype=bool)
        result[there] = found
        return result

    def _within(self, marks: np.ndarray, at: np.ndarray, low: int, high: int) -> np.ndarray:
        """Say whether a marked word stands between `low` and `high` words from others, in the same text."""
        found = np.zeros(len(at), dtype=bool)
        for step in range(low, high + 1):
            place = np.clip(at + step, 0, max(len(self.words) - 1, 0))
            found |= (place == at + step) & (self.words.text[place] == self.words.text[at]) & marks[place]
        return found
