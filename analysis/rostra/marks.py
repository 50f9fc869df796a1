"""Marks: which quotation marks belong together, and what was mended to say so.

Curly, straight, doubled single marks (`''`) and guillemets are paired; single
marks are read as quotation marks where they cannot be apostrophes. A mark that
was forgotten costs one quotation: each repair is written down, and the text is
never changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from rostra.sentences import paragraph_spans, sentence_spans

__all__ = ["Quoted", "quoted_spans"]

_PAIRS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "‹": "›",
    '"': '"',
    "``": "''",
    "''": "''",
    "‘": "’",
    "'": "'",
}
_MARK = re.compile("``|''|[“”„‟«»‹›\"]|’’|‘‘")
_SINGLE_OPEN = re.compile(r"(?<![\w’'])[‘'](?=[^\s’'])")
_SINGLE_CLOSE = re.compile(r"(?<=[^\s‘'])[’'](?![\w’'])")


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
        0 for an outer quotation, 1 for one within a quotation.
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
    def inner(self) -> tuple[int, int]:
        """Place of the quoted words, without their marks."""
        return self.start + len(self.open), self.end - len(self.close)


def quoted_spans(text: str) -> list[Quoted]:
    """Pair the quotation marks of a text.

    Parameters
    ----------
    text : str
        The text as published.

    Returns
    -------
    list of Quoted
        Sorted by start; those of depth 0 do not overlap.

    Notes
    -----
    Marks are paired paragraph by paragraph. An opening mark without a closing one
    is closed at the end of its paragraph where the next paragraph opens with a
    mark (the newspaper convention for a quotation that runs on) or where the
    quotation opens the paragraph, else at the end of its sentence.

    Examples
    --------
    >>> [text[q.start:q.end] for text in ["He said “no.” Then “yes."] for q in quoted_spans(text)]
    ['“no.”', '“yes.']
    """
    paragraphs = paragraph_spans(text)
    found: list[Quoted] = []
    for number, (first, last) in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else (last, last)
        outer = _pair(text, first, last, following[0])
        found.extend(outer)
        found.extend(_singles(text, first, last, outer))
    return sorted(found, key=lambda q: (q.start, -q.end))


def _pair(text: str, first: int, last: int, following: int) -> list[Quoted]:
    """Pair the double marks of one paragraph."""
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text, first, last)]
    found: list[Quoted] = []
    i = 0
    while i < len(marks):
        at, mark = marks[i]
        if not _opens(text, at, mark, first):
            if _orphan_close(text, at, mark, first, found):
                found.append(Quoted(first, at + len(mark), "", mark, repair="opening mark missing"))
            i += 1
            continue
        stop, repair = _closing(text, marks, i, first, last)
        if stop is None:
            nested = next((k for k in range(i + 1, len(marks)) if _opens(text, *marks[k], first)), None)
            limit = last if nested is None else marks[nested][0]
            found.append(_unclosed(text, at, mark, first, limit, last, following))
            i = nested if nested is not None else len(marks)
            continue
        end = marks[stop][0] + len(marks[stop][1])
        found.append(Quoted(at, end, mark, marks[stop][1], repair=repair))
        found.extend(replace(inner, depth=1) for inner in _pair_inner(text, at + len(mark), marks[stop][0]))
        i = stop + 1
    return found


def _pair_inner(text: str, first: int, last: int) -> list[Quoted]:
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text, first, last) if m.group() in "“”«»"]
    pairs = pairwise(marks)
    return [
        Quoted(a, b + len(close), opening, close)
        for (a, opening), (b, close) in pairs
        if opening in "“«" and close in _PAIRS[opening]
    ]


def _opens(text: str, at: int, mark: str, first: int) -> bool:
    if mark in ("“", "„", "‟", "«", "‹", "``", "‘‘"):
        return True
    if mark in ("”", "»", "›", "’’"):
        return False
    before = text[at - 1] if at > first else " "
    after = text[at + len(mark)] if at + len(mark) < len(text) else " "
    if before.isdigit() and not after.isalnum():
        return False  # inches, seconds
    return (before.isspace() or before in "([—–-/‘'“") and not after.isspace()


def _closing(
    text: str, marks: list[tuple[int, str]], i: int, first: int, last: int
) -> tuple[int | None, str]:
    """Find the mark that closes mark `i`, and what had to be mended."""
    mark = marks[i][1]
    wanted = _PAIRS.get(mark, "”") if mark != "‘‘" else "’’"
    depth, doubtful = 0, None
    for k in range(i + 1, len(marks)):
        at, other = marks[k]
        if other == mark and mark in "“«„" and _closes_twice(marks, k, wanted):
            depth += 1
        elif other in wanted and not (mark in ('"', "''") and _opens(text, at, other, first)):
            if depth == 0:
                return k, ""
            depth -= 1
        elif _opens(text, at, other, first):
            break
        elif doubtful is None and _ends_words(text, at, other, last):
            doubtful = k
    if doubtful is not None:
        return doubtful, f"closed by {marks[doubtful][1]}"
    return None, ""


def _closes_twice(marks: list[tuple[int, str]], k: int, wanted: str) -> bool:
    """Whether two closing marks follow before the next opening one: a nested quotation."""
    count = 0
    for _, mark in marks[k + 1 :]:
        if mark in wanted:
            count += 1
        elif mark == marks[k][1]:
            count -= 1
        if count == 2:
            return True
        if count < 0:
            return False
    return False


def _ends_words(text: str, at: int, mark: str, last: int) -> bool:
    """Whether a mark of the wrong kind stands where a quotation can end."""
    after = text[at + len(mark) : at + len(mark) + 1] if at + len(mark) < last else " "
    before = text[at - 1]
    return before in ".,!?…—" or (not before.isspace() and after in ".,;:)") or at + len(mark) >= last


def _unclosed(text: str, at: int, mark: str, first: int, limit: int, last: int, following: int) -> Quoted:
    runs_on = limit == last and text[following : following + 1] in ("“", '"', "«", "„") and following > last
    if runs_on:
        return Quoted(at, last, mark, "", continues=True, repair="runs on into the next paragraph")
    if at == first and limit == last:
        return Quoted(at, last, mark, "", repair="closing mark missing: closed at the end of the paragraph")
    sentences = sentence_spans(text[at:limit])
    end = at + sentences[0][1] if sentences else limit
    return Quoted(at, end, mark, "", repair="closing mark missing: closed at the end of the sentence")


def _orphan_close(text: str, at: int, mark: str, first: int, found: list[Quoted]) -> bool:
    """Whether a closing mark ends a quotation whose opening mark was forgotten at the paragraph's start."""
    alone = not any(q.start >= first for q in found)
    return alone and mark in ("”", "»", '"') and at - first > 8 and text[at - 1] in ".,!?…"


def _singles(text: str, first: int, last: int, outer: list[Quoted]) -> list[Quoted]:
    """Pair single marks, inside double ones and, where they cannot be apostrophes, outside."""
    found: list[Quoted] = []
    at = first
    while match := _SINGLE_OPEN.search(text, at, last):
        start, mark = match.start(), match.group()
        home = next((q for q in outer if q.start < start < q.end and q.depth == 0), None)
        limit = home.end if home else last
        close = next(
            (
                c
                for c in _SINGLE_CLOSE.finditer(text, start + 1, limit)
                if _single_closes(text, start, c.start(), limit)
            ),
            None,
        )
        if close is None or any(
            start < q.start < close.end() for q in outer if q is not home and q.depth == 0
        ):
            at = start + 1
            continue
        inner = text[start + 1 : close.start()]
        if mark == "'" and " " not in inner and inner[-1:] not in ",.!?":
            at = start + 1  # 'em, 'til, the '90s
            continue
        found.append(Quoted(start, close.end(), mark, close.group(), depth=1 if home else 0))
        at = close.end()
    return found


def _single_closes(text: str, start: int, at: int, limit: int) -> bool:
    """Whether a single mark closes: after punctuation, or where no plural possessive can stand."""
    before, after = text[at - 1], text[at + 1 : at + 2]
    if before in ".,!?…":
        return True
    if before in "sS" and after == " " and text[at + 2 : at + 3].islower():
        return False  # the workers’ union
    return before.isalnum() and (at + 1 >= limit or after in ' ,.;:!?)—–\n”"')
