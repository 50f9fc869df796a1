"""Marks: which quotation marks belong together, and what was mended to say so.

Curly, straight, doubled single marks (`''`) and guillemets are paired; single
marks are read as quotation marks where they cannot be apostrophes. A mark that
was forgotten costs one quotation: each repair is written down, and the text is
never changed. `signs` finds the marks, `pairing` and `singles` pair those of a
paragraph; here the paragraphs come together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rostra.marks.pairing import Opened, Paragraph, pair_signs
from rostra.marks.signs import Sign, find_signs
from rostra.marks.singles import pair_singles
from rostra.sentences import paragraph_spans, sentence_end, sentence_spans

__all__ = ["GOES_ON", "RUNS_ON", "Quoted", "quoted_spans"]

RUNS_ON = "runs on into the next paragraph"
GOES_ON = "goes on from the paragraph before"
_FARTHEST = 8  # paragraphs over which a quotation without marks of its own may run
_STARTS = frozenset('“"«„‟')
_NEAR = 2000  # characters within which a single mark may close a double one
_SINGLE_START = re.compile(r"(?<!\w)[‘'](?=\w)")
_SINGLE_END = re.compile(r"(?<=[.,!?…])[’'](?=\s|$)")


@dataclass(frozen=True)
class Quoted:
    """A stretch of text in quotation marks.

    Parameters
    ----------
    start, end : int
        Place in the text, marks included.
    open, close : str
        The marks as published; empty where one is missing.
    depth : int
        0 for an outer quotation, 1 for one within a quotation, and so on.
    continues : bool
        The quotation runs on in the next paragraph.
    repair : str
        What was mended; empty where nothing was.
    """

    start: int
    end: int
    open: str
    close: str
    depth: int = 0
    continues: bool = False
    repair: str = ""

    @property
    def is_single(self) -> bool:
        """Whether single marks hold it."""
        return (self.open or self.close) in ("‘", "’", "'")

    @property
    def inner(self) -> tuple[int, int]:
        """Place of the quoted words, without their marks."""
        return self.start + len(self.open), self.end - len(self.close)


def quoted_spans(text: str, *, paragraphs: Iterable[tuple[int, int]] | None = None) -> list[Quoted]:
    """Pair the quotation marks of a text.

    Parameters
    ----------
    text : str
        The text as published.
    paragraphs : iterable of tuple of int, optional
        What `paragraph_spans` found in the text, where it is known already.

    Returns
    -------
    list of Quoted
        Sorted by start; those of depth 0 do not overlap, deeper ones lie within one of them.

    Notes
    -----
    Marks are paired paragraph by paragraph. A quotation that is not closed runs on where
    the next paragraph opens with a mark (the newspaper convention), or where a closing
    mark without an opening one follows within a few paragraphs. Otherwise it ends with
    its paragraph where it opens it, else with its sentence. Each piece of a quotation
    over several paragraphs is one `Quoted`; all but the last say that it `continues`.

    Examples
    --------
    >>> [text[q.start:q.end] for text in ["He said “no.” Then “yes."] for q in quoted_spans(text)]
    ['“no.”', '“yes.']
    """
    known = paragraph_spans(text) if paragraphs is None else list(paragraphs)
    parts: list[tuple[Paragraph, list[Sign]]] = []
    for first, last in known:
        doubles: list[Sign] = []
        singles: list[Sign] = []
        for sign in find_signs(text, first, last):
            (singles if sign.is_single else doubles).append(sign)
        paragraph = pair_signs(text, first, last, doubles) if doubles else Paragraph(first, last)
        parts.append((paragraph, singles))
    found: list[Quoted] = []
    goes_on = 0  # the paragraph up to which a quotation that is not closed runs on
    for number, (paragraph, singles) in enumerate(parts):
        if not paragraph.has_marks:
            if number < goes_on:
                found.append(Quoted(paragraph.first, paragraph.last, "", "", continues=True, repair=GOES_ON))
            elif singles:
                found.extend(_single_quotes(text, parts, number, []))
            continue
        quotes = [
            Quoted(p.opening.at, p.closing.end, p.opening.mark, p.closing.mark, repair=p.repair)
            for p in paragraph.pairs
            if text[p.opening.end : p.closing.at].strip()
        ]
        if paragraph.orphan is not None:
            close = paragraph.orphan
            runs = number == goes_on > 0
            # a forgotten mark costs the sentence that it would have opened, not the paragraph
            start = paragraph.first if runs else _sentence_start(text, paragraph.first, close.at)
            repair = GOES_ON if runs else "opening mark missing"
            quotes.append(Quoted(start, close.end, "", close.mark, repair=repair))
        reach = _reach(text, parts, number) if paragraph.unclosed else None
        covered = 0
        for opened in paragraph.unclosed:
            if opened.sign.at >= covered:
                quotes.append(_unclosed(text, paragraph, opened, runs_on=reach is not None))
                covered = quotes[-1].end
        if reach is not None and quotes[-1].continues:
            goes_on = reach
        outer = _nest(_goes_on(text, quotes) if covered else quotes)
        found.extend(outer)
        found.extend(_single_quotes(text, parts, number, outer))
    return _nest(found)


def _sentence_start(text: str, first: int, at: int) -> int:
    """The start of the sentence that ends at a mark."""
    return first + sentence_spans(text[first:at])[-1][0]


def _unclosed(text: str, paragraph: Paragraph, opened: Opened, *, runs_on: bool) -> Quoted:
    """Close a quotation whose closing mark was forgotten."""
    at, mark = opened.sign.at, opened.sign.mark
    limit = paragraph.limits[opened.order]
    if runs_on and paragraph.last == (limit if at == paragraph.first else paragraph.following[opened.order]):
        return Quoted(at, paragraph.last, mark, "", continues=True, repair=RUNS_ON)
    if at != paragraph.first:
        limit = paragraph.following[opened.order]
    single = _SINGLE_END.search(text, opened.sign.end, min(limit, at + _NEAR))
    if single and not _SINGLE_START.search(text, opened.sign.end, single.start()):
        return Quoted(at, single.end(), mark, single.group(), repair=f"closed by {single.group()}")
    if at == paragraph.first and limit == paragraph.last:
        return Quoted(at, limit, mark, "", repair="closing mark missing: closed at the end of the paragraph")
    end = sentence_end(text, at, limit)
    while text[end - 1].isspace():
        end -= 1
    return Quoted(at, end, mark, "", repair="closing mark missing: closed at the end of the sentence")


def _reach(text: str, parts: list[tuple[Paragraph, list[Sign]]], number: int) -> int | None:
    """The paragraph in which an unclosed quotation of paragraph `number` goes on; None where it does not."""
    for k in range(number + 1, min(number + 1 + _FARTHEST, len(parts))):
        paragraph = parts[k][0]
        if k == number + 1 and _starts_quoted(text, paragraph.first):
            return k
        if paragraph.orphan is not None:
            return k
        if paragraph.has_marks:
            return None
    return None


def _starts_quoted(text: str, at: int) -> bool:
    return text[at] in _STARTS or text.startswith(("``", "''", "‘‘"), at)


def _goes_on(text: str, quotes: list[Quoted]) -> list[Quoted]:
    """Join an unclosed quotation with the one that follows it at once: `“It rained. “It poured.”`"""
    joined: list[Quoted] = []
    for quote in sorted(quotes, key=lambda q: (q.start, -q.end)):
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.repair.startswith("closing mark missing")
            and before.end <= quote.start <= before.end + 2
            and text[before.end : quote.start].isspace()
            and text[before.end - 1] in ".,!?…"
            and text[max(0, before.start - 3) : before.start].rstrip()[-1:] in ("", *'.,:!?”"')
        ):
            repair = "closing mark missing: goes on with the next one"
            joined[-1] = replace(before, end=quote.end, close=quote.close, repair=repair)
            continue
        joined.append(quote)
    return joined


def _nest(quotes: list[Quoted]) -> list[Quoted]:
    """Sort quotations and say how deep each lies; one that crosses another is left out."""
    nested: list[Quoted] = []
    around: list[int] = []  # ends of the quotations that are open
    for quote in sorted(quotes, key=lambda q: (q.start, -q.end)):
        while around and around[-1] <= quote.start:
            around.pop()
        if around and around[-1] < quote.end:
            continue
        nested.append(quote if quote.depth == len(around) else replace(quote, depth=len(around)))
        around.append(quote.end)
    return nested


def _single_quotes(
    text: str, parts: list[tuple[Paragraph, list[Sign]]], number: int, outer: list[Quoted]
) -> list[Quoted]:
    paragraph, singles = parts[number]
    if not singles:
        return []
    pairs = pair_singles(text, paragraph.last, singles, [(q.start, q.end) for q in outer if not q.depth])
    found = [Quoted(a.at, b.end, a.mark, b.mark) for a, b in pairs]
    head = singles[0]
    following = parts[number + 1][0].first if number + 1 < len(parts) else None
    if (
        head.at == paragraph.first
        and (not found or found[0].start > head.at)
        and following is not None
        and text[following] == head.mark != "’"
        and not outer
    ):
        return [Quoted(head.at, paragraph.last, head.mark, "", continues=True, repair=RUNS_ON)]
    return found
