"""Outcomes: what became of every quotation, and of every speaker, one row each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from rostra.accuracy.matching import RULES, SPEAKERS, Matching, match
from rostra.accuracy.names import is_pronoun, same_head, same_name
from rostra.accuracy.records import Pair, Record

__all__ = ["FORMS", "SHARES", "SPAN_AND_SPEAKER", "Outcome", "hits_frame", "is_speaker_right", "outcomes"]

# Questions about the speaker of a quotation that was found, in the order of a table.
SHARES = (
    "speaker", "speaker_resolved", "speaker_resolved_by_form", "speaker_mention", "speaker_mention_by_form",
    "speaker_head",
)  # fmt: skip
# How gold mentions the speaker; floating: not at all.
FORMS = {
    "speaker_resolved_by_form": ("name", "pronoun", "floating"),
    "speaker_mention_by_form": ("name", "pronoun"),
}
SPAN_AND_SPEAKER = "span_and_speaker"


class Outcome(NamedTuple):
    """One quotation (or pair of them) under one measure.

    `gold` and `found` are places in the lists of the pair; `outcome` is right, missed or wrong.
    """

    measure: str
    item: str | None
    document: int
    gold: int | None
    found: int | None
    outcome: str


def outcomes(pair: Pair, document: int) -> Iterator[Outcome]:
    """Say what became of everything in a document.

    Parameters
    ----------
    pair : Pair
        Gold and found.
    document : int
        Its number.

    Yields
    ------
    Outcome
        Measure by measure. A right quotation counts under the kind that gold gives it, a wrong
        one under the kind it was found with.
    """
    for name, rule in RULES.items():
        matching = match(pair, rule)
        for i, j in matching.right:
            yield Outcome(name, pair.gold[i].kind, document, i, j, "right")
        for i in matching.missed:
            yield Outcome(name, pair.gold[i].kind, document, i, None, "missed")
        for j in matching.wrong:
            yield Outcome(name, pair.found[j].kind, document, None, j, "wrong")
        if name == SPEAKERS:
            yield from _speakers(matching, document)


def hits_frame(pairs: list[Pair], found: list[Outcome]) -> pd.DataFrame:
    """Put outcomes into rows that point at the text.

    Parameters
    ----------
    pairs : list of Pair
        The documents.
    found : list of Outcome
        What became of what.

    Returns
    -------
    pandas.DataFrame
        The columns of the hits of a result, with `outcome`, the speakers and the offsets of both
        sides. `start` and `end` are those of gold, of a wrong find its own.
    """
    rows = []
    for measure, item, document, i, j, outcome in found:
        pair = pairs[document]
        gold = pair.gold[i] if i is not None else None
        other = pair.found[j] if j is not None else None
        place = gold or other
        assert place is not None
        weight = float(outcome == "right") * (1 if measure in SHARES else 2)
        rows.append((
            measure, item, pair.doc_id, other and other.statement_id, place.start, place.end, None, weight,
            False, (other and other.speaker) or None, place.kind, outcome, (gold and gold.speaker) or None,
            gold and gold.start, gold and gold.end, other and other.start, other and other.end,
            other and other.rule, other and other.confidence,
        ))  # fmt: skip
    names = {
        "measure": "string", "item": "string", "doc_id": "string", "statement_id": "string", "start": "int64",
        "end": "int64", "entry": "string", "weight": "float64", "negated": "bool", "speaker": "string",
        "kind": "string", "outcome": "string", "gold_speaker": "string", "gold_start": "Int64",
        "gold_end": "Int64", "found_start": "Int64", "found_end": "Int64", "rule": "string",
        "confidence": "Float64",
    }  # fmt: skip
    values = zip(*rows, strict=True) if rows else ([] for _ in names)
    return pd.DataFrame({
        name: pd.array(list(column), dtype=kind)
        for (name, kind), column in zip(names.items(), values, strict=True)
    })  # fmt: skip


def is_speaker_right(gold: Record, found: Record) -> bool | None:
    """Say whether the right speaker was found; None where gold names none.

    Where gold resolves the speaker to a name, the name decides; else the mention does: the
    same place or the same head.
    """
    if gold.speaker:
        return _resolved(gold, found)
    if gold.mention:
        return _mention_overlaps(gold, found) or _head(gold, found)
    return None


def _speakers(matching: Matching, document: int) -> Iterator[Outcome]:
    pair = matching.pair
    attributed: dict[int, int] = {}
    for i, j in matching.right:
        gold, found = pair.gold[i], pair.found[j]
        for measure, item, right in _judged(gold, found):
            yield Outcome(measure, item, document, i, j, "right" if right else "wrong")
        if is_speaker_right(gold, found):
            attributed[i] = j
    for i, gold in enumerate(pair.gold):
        if gold.has_speaker and not gold.neutral:
            outcome = "right" if i in attributed else "missed"
            yield Outcome(SPAN_AND_SPEAKER, gold.kind, document, i, attributed.get(i), outcome)
    partners = {j: i for i, j in matching.right}
    for j in sorted({*partners, *matching.wrong} - set(attributed.values())):
        kind = pair.gold[partners[j]].kind if j in partners else pair.found[j].kind
        yield Outcome(SPAN_AND_SPEAKER, kind, document, None, j, "wrong")


def _judged(gold: Record, found: Record) -> Iterator[tuple[str, str | None, bool]]:
    """Give measure, item and verdict of each question that gold answers."""
    if not gold.has_speaker:
        return
    form = "floating" if not gold.mention else "pronoun" if is_pronoun(gold.mention) else "name"
    yield "speaker", gold.kind, bool(is_speaker_right(gold, found))
    if gold.speaker:
        right = _resolved(gold, found)
        yield "speaker_resolved", gold.kind, right
        yield "speaker_resolved_by_form", form, right
    if gold.mention:
        right = _mention_overlaps(gold, found)
        yield "speaker_mention", gold.kind, right
        yield "speaker_mention_by_form", form, right
        yield "speaker_head", gold.kind, _head(gold, found)


def _mention_overlaps(gold: Record, found: Record) -> bool:
    places = (gold.mention_start, gold.mention_end, found.mention_start, found.mention_end)
    if None in places:
        return False
    start, end, other_start, other_end = places
    return other_start < end and start < other_end  # type: ignore[operator]


def _head(gold: Record, found: Record) -> bool:
    return bool(found.mention) and same_head(gold.mention, found.mention)


def _resolved(gold: Record, found: Record) -> bool:
    return same_name(gold.speaker, found.speaker or found.mention)
