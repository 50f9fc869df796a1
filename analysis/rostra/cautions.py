"""Cautions: what Rostra says where a number should not be taken at its word, all in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rostra.stats import MIN_DOCUMENTS

__all__ = ["CAUTIONS", "Caution"]

# What stands in the column `note`, word for word.
TOO_LITTLE = "too little text"
FEW = f"fewer than {MIN_DOCUMENTS} documents: no interval"
FEW_ON_A_SIDE = f"fewer than {MIN_DOCUMENTS} documents on a side: no interval"
FEW_IN_ALL = f"fewer than {MIN_DOCUMENTS} documents: no interval, no p"
NO_HITS = "no hits: no interval"
NO_HITS_ON_A_SIDE = "no hits on one side: no interval"
NO_HITS_ON_EITHER = "no hits on either side: no interval, no p"
NOT_SHARED = "no {adjust} in which both sides have words"
ALL_OR_NONE = "all words or none: no interval"
UNNAMED = "no target named"
NOT_IN_REFERENCE = "not in the reference"
NOT_IN_TARGET = "not in the target"
LISTED = "a list has no documents: no interval"
DEPENDS_ON_LENGTH = "depends on length"
SHORT, SHORTER = 100, "fewer than 100 words"  # an index of less moves with every sentence
ONE_PART = "only one part: nothing to compare"
DOES_NOT_OCCUR = "does not occur"
LESS_THAN_EXPECTED = "less often than expected"
NOT_AT_REST = "not at rest yet"
FEWEST_JUDGED = 10
FEW_JUDGED = f"fewer than {FEWEST_JUDGED} judged"

Where = Literal["note", "verdict", "status", "about", "audit", "warning"]


@dataclass(frozen=True)
class Caution:
    """One thing that Rostra says where a number could be misread.

    Parameters
    ----------
    name : str
        What it is called here and in the notes for instructors.
    where : str
        A column of a result (`note`, `verdict`, `status`), its sentence (`about`), the lines of
        an `audit`, or a Python `warning`.
    says : str
        The words by which it is known, as they stand there.
    means : str
        What must not be concluded.
    """

    name: str
    where: Where
    says: str
    means: str


def _table(*rows: tuple[str, Where, str, str]) -> tuple[Caution, ...]:
    return tuple(Caution(*row) for row in rows)


CAUTIONS = _table(
    # too little
    ("too little text", "note", TOO_LITTLE,
     "A few sentences are no basis for a rate. The hits are still there to be read."),
    ("few documents", "note", FEW,
     "How much documents differ cannot be known from so few."),
    ("few documents on a side", "note", FEW_ON_A_SIDE,
     "One side of the comparison is too thin for an interval."),
    ("few documents in all", "note", FEW_IN_ALL,
     "So few documents can be relabelled in too few ways for a p."),
    ("no hits", "note", NO_HITS,
     "Zero hits are no rate of zero: more text may hold some."),
    ("no hits on one side", "note", NO_HITS_ON_A_SIDE,
     "Something against nothing has no ratio, and an uncertain difference."),
    ("no hits on either side", "note", NO_HITS_ON_EITHER,
     "Nothing was found to compare; that is not: no difference."),
    ("too little for a verdict", "verdict", "too little",
     "Neither a difference nor its absence can be claimed."),
    ("not clear", "verdict", "not clear",
     "The data do not settle it. That is not: no difference."),
    ("all or none", "note", ALL_OR_NONE,
     "A share of 0 or 1 in these documents may be another in the next."),
    # what hangs on a choice
    ("one document", "verdict", "fragile",
     "Without one document the difference is less than half, gone or turned round."),
    ("nothing shared", "note", NOT_SHARED.format(adjust="genre"),
     "The sides never meet in any value of that column."),
    ("exploratory", "status", "exploratory",
     "Too few of the hits that were read are right, or none were read."),
    ("many questions", "about", "adjusted over",
     "Of many comparisons some look clear by luck: report the adjusted p."),
    # words against words
    ("only in the target", "note", NOT_IN_REFERENCE,
     "The ratio is large because the reference is small, or silent."),
    ("shunned neighbours", "note", LESS_THAN_EXPECTED,
     "They stand together less often than chance would have it."),
    ("length, not variety", "note", DEPENDS_ON_LENGTH,
     "Shorter texts look more varied: compare equal lengths, or another index."),
    ("few words for an index", "note", SHORTER,
     "Below this every sentence moves the index."),
    ("one part", "note", ONE_PART,
     "Whether a word is spread evenly needs more than one document."),
    # what is seen, and whose it is
    ("unseen words", "about", "takes for evaluative, Rostra sees",
     "A scorer that does not know the words of a case is blind, not neutral."),
    ("no target", "note", UNNAMED,
     "A judgment was found, not whom it is aimed at."),
    ("nobody's words", "about", "have no actor",
     "So much is somebody's, and nobody knows whose: it is in no rate of an actor."),
    ("few judged", "note", FEW_JUDGED,
     "An error rate from a handful of judgements is none."),
    ("corrections not applied", "warning", "not applied",
     "The text has changed since it was judged; the rest is applied."),
    # what is in the corpus
    ("the same text", "audit", "Same text as an earlier document",
     "What is printed twice counts twice."),
    ("near-empty", "audit", "Near-empty",
     "A headline or a failed download is no document."),
    ("another language", "audit", "Not English",
     "The rules and lists are English: little is found, and less of it is right."),
    ("unclosed quotation", "audit", "Unclosed quotation marks",
     "Where a quotation ends is a guess there."),
    ("two readings of a date", "audit", "could be two days",
     "The day is left out, and the document out of every timeline."),
    ("two actors of one name", "audit", "Ambiguous name",
     "Nothing is credited by that name until you say whose it is."),
    ("missing metadata", "audit", "Missing metadata",
     "What is missing cannot be grouped by, and is not random."),
    ("left out", "audit", "Left out",
     "A file that was not read is not in any number."),
)  # fmt: skip
