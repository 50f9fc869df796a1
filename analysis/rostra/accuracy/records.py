"""Records: gold and statements in one shape, document by document, ready to be matched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

from rostra.accuracy.gold import Gold, listed
from rostra.corpus import counted
from rostra.errors import QueryError, unknown

if TYPE_CHECKING:
    import pandas as pd

    from rostra.statements import Statements

__all__ = ["Acts", "Pair", "Pieces", "Record", "Scheme", "describe", "describe_left_out", "paired"]

Pieces = Literal["separate", "joined"]
Acts = Literal["speech", "all"]


@dataclass(frozen=True)
class Scheme:
    """Which statements are compared with which gold: the view that a coding scheme asks for.

    Parameters
    ----------
    pieces : {"separate", "joined"}
        Each contiguous piece is a record of its own, or the pieces of one quotation are
        one; on both sides.
    acts : {"speech", "all"}
        Statements that are compared: what somebody said, or attitudes (believes, hopes) too.
    required : {"all", "speech"}
        Gold that must be found: all of it, or what somebody said; the rest is neutral.
    """

    pieces: Pieces = "separate"
    acts: Acts = "speech"
    required: Acts = "all"

    def __post_init__(self) -> None:
        for name, known in (("pieces", Pieces), ("acts", Acts), ("required", Acts)):
            if getattr(self, name) not in get_args(known):
                raise QueryError(unknown(f"value of {name}", getattr(self, name), get_args(known)))


@dataclass(frozen=True)
class Record:
    """A quotation of either side: its pieces, whose it is, and where that is said."""

    pieces: tuple[tuple[int, int], ...]
    kind: str | None = None
    speaker: str = ""
    mention: str = ""
    mention_start: int | None = None
    mention_end: int | None = None
    neutral: bool = False
    statement_id: str | None = None
    rule: str | None = None
    confidence: float | None = None

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @cached_property
    def end(self) -> int:
        return max(end for _, end in self.pieces)

    @cached_property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """The pieces, those that touch or overlap made one: the characters as a set."""
        joined: list[tuple[int, int]] = []
        for start, end in self.pieces:
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return tuple(joined)

    @cached_property
    def size(self) -> int:
        """How many characters."""
        return sum(end - start for start, end in self.stretches)

    @property
    def has_speaker(self) -> bool:
        return bool(self.mention or self.speaker)


@dataclass(frozen=True)
class Pair:
    """A document with the gold and the statements found in it, each in text order."""

    doc_id: str
    text: str
    gold: list[Record]
    found: list[Record]

    @cached_property
    def overlaps(self) -> dict[tuple[int, int], int]:
        """Characters that gold and found share, for all whose stretches of text overlap."""
        import numpy as np

        starts = np.array([record.start for record in self.found])
        ends = np.array([record.end for record in self.found])
        shared: dict[tuple[int, int], int] = {}
        for i, gold in enumerate(self.gold):
            for j in np.flatnonzero((starts < gold.end) & (ends > gold.start)).tolist():
                shared[i, j] = sum(
                    max(0, min(end, other_end) - max(start, other_start))
                    for start, end in gold.stretches
                    for other_start, other_end in self.found[j].stretches
                )
        return shared

    @cached_property
    def over_neutral(self) -> set[int]:
        """Found records that lie over neutral gold: unmatched, they are no mistakes."""
        return {
            j
            for (i, j), shared in self.overlaps.items()
            if self.gold[i].neutral and shared > 0.3 * min(self.gold[i].size, self.found[j].size)
        }


def paired(gold: Gold, statements: Statements, scheme: Scheme, doc_ids: Iterable[str]) -> list[Pair]:
    """Put gold and statements side by side.

    Parameters
    ----------
    gold : Gold
        What people marked.
    statements : Statements
        What was found.
    scheme : Scheme
        Which of both is compared.
    doc_ids : iterable of str
        The documents.

    Returns
    -------
    list of Pair
        One a document.
    """
    marked = gold.frame.assign(statement_id=None, rule=None, confidence=None)
    marked["neutral"] = (marked["act"] == "attitude") & (scheme.required == "speech")
    found = statements.quotations.assign(neutral=False)
    if scheme.acts == "speech":
        found = found[(found["act"] != "attitude").fillna(True)]
    found["kind"] = found["kind"].replace("speech", "direct")
    expected, given = _records(marked, scheme.pieces), _records(found, scheme.pieces)
    return [
        Pair(doc_id, statements.corpus.text(doc_id), expected.get(doc_id, []), given.get(doc_id, []))
        for doc_id in doc_ids
    ]


def describe(gold: Gold, pairs: list[Pair], scheme: Scheme) -> str:
    """Say in words what is compared with what.

    Parameters
    ----------
    gold : Gold
        Where the gold comes from.
    pairs : list of Pair
        What is compared.
    scheme : Scheme
        By which view.

    Returns
    -------
    str
        A clause.
    """
    marked = sum(len(pair.gold) for pair in pairs)
    found = sum(len(pair.found) for pair in pairs)
    neutral = sum(record.neutral for pair in pairs for record in pair.gold)
    how = "each piece by itself" if scheme.pieces == "separate" else "the pieces of a quotation joined"
    acts = ", attitudes left out" if scheme.acts == "speech" else ""
    words = (
        f"{counted(marked, 'quotation')} of {gold.name} and {found:,} found in "
        f"{counted(len(pairs), 'document')}, {how}{acts}"
    )
    if neutral:
        words += f"; {neutral:,} of the gold {'is' if neutral == 1 else 'are'} no speech and neutral"
    return words


def describe_left_out(
    gold: Gold, statements: Statements, pairs: list[Pair], others: list[tuple[str, str]]
) -> list[str]:
    """Say in sentences which documents are not compared, and why."""
    sentences = []
    unusable = [*gold.left_out, *others]
    if unusable:
        sentences.append(f"{counted(len(unusable), 'document')} of the gold left out ({listed(unusable)}).")
    rest = len(statements.corpus) - len(pairs)
    if rest:
        verb = "has no gold and is" if rest == 1 else "have no gold and are"
        sentences.append(f"{counted(rest, 'document')} of the input {verb} not counted.")
    return sentences


_FIELDS = (
    "speaker", "mention", "mention_start", "mention_end", "neutral", "statement_id", "rule", "confidence",
)  # fmt: skip


def _records(frame: pd.DataFrame, pieces: Pieces) -> dict[str, list[Record]]:
    """Return the records of each document; joined ones take all but their kind from their first piece."""
    columns = [
        frame[name].astype(object).where(frame[name].notna(), None).tolist()
        for name in ("doc_id", "quotation_id", "start", "end", "kind", *_FIELDS)
    ]
    groups: dict[Any, list[tuple[Any, ...]]] = {}
    for number, row in enumerate(zip(*columns, strict=True)):
        shared = pieces == "joined" and row[1] is not None
        groups.setdefault(row[:2] if shared else number, []).append(row)
    records: dict[str, list[Record]] = {}
    for rows in groups.values():
        doc_id, kinds = rows[0][0], {row[4] for row in rows}
        fields = dict(zip(_FIELDS, rows[0][5:], strict=True))
        fields |= {name: fields[name] or "" for name in ("speaker", "mention")}
        kind = kinds.pop() if len(kinds) == 1 else "mixed"
        spans = tuple(sorted((row[2], row[3]) for row in rows))
        records.setdefault(doc_id, []).append(Record(spans, kind, **fields))
    return records
