"""Matching: which found quotation stands for which gold one, by rules from strict to lenient."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from rostra.accuracy.records import Pair, Record

__all__ = ["HEADLINE", "RULES", "SPEAKERS", "Matching", "Rule", "match"]

_EDGE = " \t\r\n\"“”„«»‟‘’'`.,;:!?…-–—()[]"
_THAT = re.compile(r"that\s+[\"“]?", re.IGNORECASE)

# gold -> found, by their places in the lists of a pair
Partners = dict[int, int]


@dataclass(frozen=True)
class Rule:
    """When a found quotation stands for a gold one.

    Parameters
    ----------
    name : str
        The value of `measure` in a result.
    title : str
        How it is written in a table.
    partners : callable
        Gives the partner of each gold quotation of a document that has one.
    """

    name: str
    title: str
    partners: Callable[[Pair], Partners]


@dataclass(frozen=True)
class Matching:
    """The outcome of a rule for one document: who is right, what was missed, what is wrong."""

    pair: Pair
    partners: Partners

    @property
    def right(self) -> Iterator[tuple[int, int]]:
        """Gold and found that stand for each other, neutral gold apart."""
        return ((i, j) for i, j in sorted(self.partners.items()) if not self.pair.gold[i].neutral)

    @property
    def missed(self) -> Iterator[int]:
        """Gold without a partner, neutral gold apart."""
        gold = self.pair.gold
        return (i for i in range(len(gold)) if i not in self.partners and not gold[i].neutral)

    @property
    def wrong(self) -> Iterator[int]:
        """Found without a partner, unless it lies over neutral gold."""
        taken = set(self.partners.values()) | self.pair.over_neutral
        return (j for j in range(len(self.pair.found)) if j not in taken)


def match(pair: Pair, rule: Rule) -> Matching:
    """Find the partners in one document.

    Parameters
    ----------
    pair : Pair
        Gold and found.
    rule : Rule
        One of `RULES`.

    Returns
    -------
    Matching
        Each gold quotation with at most one found one, and the other way round.
    """
    return Matching(pair, rule.partners(pair))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Take marks, spaces, punctuation at the edges, and a leading *that*, off a stretch of text.

    Parameters
    ----------
    text : str
        The document.
    start, end : int
        The stretch.

    Returns
    -------
    int, int
        What is left.

    Examples
    --------
    >>> trimmed("She said that “it holds.”", 9, 25)
    (15, 23)
    """
    words = text[start:end].lstrip(_EDGE)
    start = end - len(words)
    end = start + len(words.rstrip(_EDGE))
    leading = _THAT.match(text[start:end])
    return (start + leading.end() if leading and leading.end() < end - start else start), end


def _by_score(score: Callable[[Pair, int, int], float], least: float, pair: Pair) -> Partners:
    """Give each its partner, the best pairs of the document first; one partner each."""
    scores = [(-score(pair, i, j), i, j) for i, j in pair.overlaps]
    partners: Partners = {}
    taken: set[int] = set()
    for negative, i, j in sorted(scores):
        if -negative < least:
            break
        if i not in partners and j not in taken:
            partners[i] = j
            taken.add(j)
    return partners


def _share_of_both(pair: Pair, i: int, j: int) -> float:
    """Shared characters, as a share of those of either: intersection over union."""
    shared = pair.overlaps[i, j]
    return shared / (pair.gold[i].size + pair.found[j].size - shared)


def _same_pieces(pair: Pair, i: int, j: int) -> float:
    return float(pair.gold[i].pieces == pair.found[j].pieces)


def _same_but_edges(pair: Pair, i: int, j: int) -> float:
    gold, found = pair.gold[i], pair.found[j]
    return float(len(gold.pieces) == len(found.pieces) and _core(pair, gold) == _core(pair, found))


def _core(pair: Pair, record: Record) -> tuple[int, int]:
    return trimmed(pair.text, record.start, record.end)


def _by_share_of_gold(above: float, pair: Pair) -> Partners:
    """Give each gold quotation, in their order, the free found one that holds most of it."""
    candidates: dict[int, list[tuple[float, int]]] = {}
    for (i, j), shared in pair.overlaps.items():
        if shared / pair.gold[i].size > above:
            candidates.setdefault(i, []).append((-shared / pair.gold[i].size, j))
    partners: Partners = {}
    taken: set[int] = set()
    for i in sorted(candidates):
        free = [candidate for candidate in candidates[i] if candidate[1] not in taken]
        if free:
            partners[i] = min(free)[1]
            taken.add(partners[i])
    return partners


HEADLINE = "iou_80"
SPEAKERS = "iou_50"  # a speaker is judged where the quotation was found by half or more
RULES = {
    rule.name: rule
    for rule in (
        Rule("iou_80", "IoU at least .8", partial(_by_score, _share_of_both, 0.8)),
        Rule("iou_50", "IoU at least .5", partial(_by_score, _share_of_both, 0.5)),
        Rule("exact", "exact", partial(_by_score, _same_pieces, 1.0)),
        Rule("trimmed", "trimmed", partial(_by_score, _same_but_edges, 1.0)),
        Rule("gender_gap_tracker_30", "Gender Gap Tracker .3", partial(_by_share_of_gold, 0.3)),
        Rule("gender_gap_tracker_80", "Gender Gap Tracker .8", partial(_by_share_of_gold, 0.8)),
    )
}
