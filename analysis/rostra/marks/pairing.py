"""Pairing: which double marks of one paragraph belong together, and which have no partner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from rostra.marks.signs import OPENING, Sign

__all__ = ["Opened", "Pair", "Paragraph", "pair_signs"]

_SENTENCE_MARKS = ".,!?…:;"


class Pair(NamedTuple):
    """Two marks that belong together."""

    opening: Sign
    closing: Sign
    repair: str = ""


@dataclass(slots=True)
class Opened:
    """An opening mark that waits for its closing one, and the doubtful one seen meanwhile."""

    sign: Sign
    order: int
    doubtful: Sign | None = None


@dataclass(slots=True)
class Paragraph:
    """The marks of one paragraph, paired as far as they go.

    Parameters
    ----------
    first, last : int
        The paragraph.
    pairs : list of Pair
        Marks that belong together, inner pairs too.
    unclosed : list of Opened
        Opening marks without a partner, in text order.
    following : list of int
        For each opening mark, by its order: where the next one stands; `last` after the last.
    limits : list of int
        The same, passing over those that can stand within a quotation ("The “old” rule ...").
    orphan : Sign or None
        A closing mark before any opening one, where a quotation can end.
    """

    first: int
    last: int
    pairs: list[Pair] = field(default_factory=list)
    unclosed: list[Opened] = field(default_factory=list)
    following: list[int] = field(default_factory=list)
    limits: list[int] = field(default_factory=list)
    orphan: Sign | None = None

    @property
    def has_marks(self) -> bool:
        """Whether anything was made of its double marks."""
        return bool(self.pairs or self.unclosed or self.orphan)


def pair_signs(text: str, first: int, last: int, signs: list[Sign]) -> Paragraph:
    """Pair the double marks of a paragraph.

    Parameters
    ----------
    text : str
        The text as published.
    first, last : int
        The paragraph.
    signs : list of Sign
        Its double marks, in text order.

    Returns
    -------
    Paragraph
        What belongs together and what is left over.

    Notes
    -----
    A closing mark goes to the last opening mark of its kind; what was opened after that
    one stays alone. A closing mark of another kind is kept as doubtful: it counts where
    no better one follows before the next quotation opens. Each mark is looked at once.
    """
    paragraph = Paragraph(first, last)
    waiting: list[Opened] = []
    counts: dict[str, int] = {}
    openings: list[Sign] = []
    final = {sign.mark: number for number, sign in enumerate(signs)}  # the last sign of each mark

    def drop() -> Opened:
        opened = waiting.pop()
        counts[opened.sign.mark] -= 1
        return opened

    for number, sign in enumerate(signs):
        partners = [mark for mark in counts if counts[mark] and sign.mark in OPENING[mark]]
        if _opens(sign, waiting, partners, returns=final[sign.mark] > number):
            if waiting and waiting[-1].doubtful is not None:
                paragraph.pairs.append(_mended(drop()))  # the next quotation begins: the last is over
            waiting.append(Opened(sign, len(openings)))
            counts[sign.mark] = counts.get(sign.mark, 0) + 1
            openings.append(sign)
            continue
        if partners:
            while waiting[-1].sign.mark not in partners:
                drop()  # a mark that is never closed, inside a quotation that is
            paragraph.pairs.append(Pair(drop().sign, sign))
        elif waiting:
            if waiting[-1].doubtful is None and _ends_words(sign):
                waiting[-1].doubtful = sign
        elif not openings and paragraph.orphan is None and _ends_quotation(sign, first):
            paragraph.orphan = sign
    for opened in waiting:
        if opened.doubtful is None:
            paragraph.unclosed.append(opened)
        else:
            paragraph.pairs.append(_mended(opened))
    if not paragraph.unclosed:
        return paragraph
    paragraph.following = [*(sign.at for sign in openings[1:]), last]
    limit = last
    for sign in reversed(openings):
        paragraph.limits.append(limit)
        if text[max(first, sign.at - 3) : sign.at].rstrip()[-1:] in tuple(_SENTENCE_MARKS):
            limit = sign.at
    paragraph.limits.reverse()
    return paragraph


def _mended(opened: Opened) -> Pair:
    assert opened.doubtful is not None
    return Pair(opened.sign, opened.doubtful, f"closed by {opened.doubtful.mark}")


def _opens(sign: Sign, waiting: list[Opened], partners: list[str], *, returns: bool) -> bool:
    """Whether a mark opens a quotation, from its shape, its neighbours and what is open."""
    if sign.prints_open:
        return not (sign.role == "close" and waiting)
    if sign.mark in OPENING and sign.role == "open":
        # a straight mark may open within its own kind; a mark that closes by its shape opens only alone
        return sign.mark in ('"', "''") or not waiting
    if sign.role or sign.mark not in ('"', "''"):
        return False
    # spaces on both sides (" so ") or on none: it opens what a later one can close
    return returns and not partners and not sign.before.isdigit()


def _ends_words(sign: Sign) -> bool:
    """Whether a mark of the wrong kind stands where a quotation can end."""
    if sign.before in tuple(".,!?…—"):
        return True
    if sign.before.isdigit() or sign.role != "close":
        return False
    return sign.prints_open or sign.after in ("", *".,;:)")


def _ends_quotation(sign: Sign, first: int) -> bool:
    return sign.role == "close" and sign.before in tuple(".,!?…") and sign.at - first > 2
