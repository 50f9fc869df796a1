"""Sentences: where one ends, and why a quotation does not end it.

Two readings of the same boundaries: `sentence_spans(text)` gives the sentences
in which words are counted and shown, inside quotations too; with `whole=` spans
(quotations), a boundary inside one of them is passed over, which is the unit in
which a quotation meets its cue and speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from rostra.lexicon import load_words

__all__ = ["paragraph_spans", "sentence_spans"]

_END = re.compile(r"(?:\.(?: \.)+|[.!?…])+[\"'”’»)\]]*(?=\s)")
_LABEL = re.compile(r"(?:\d{1,3}|[a-z])[.)]+")  # "1." or "a.)" opens an item of a list, it is no sentence
_NEXT = re.compile(r"\s+[\"'“‘«(\[¿¡]*(\S+)")
_LAST_WORD = re.compile(r"([\w.°&-]+?)\.$")
_BLANK = re.compile(r"[ \t\r]*\n(?:[ \t\r]*\n)+")
_LINE = re.compile(r"\r?\n")


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_words("abbreviations").items()}


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Find the paragraphs of a text.

    Parameters
    ----------
    text : str
        The text as published.

    Returns
    -------
    list of tuple of int
        Start and end of each paragraph, outer white space left out. A blank line ends
        one; so does a single line end, unless the text is hard-wrapped (several lines
        of even, short length within a paragraph).

    Examples
    --------
    >>> paragraph_spans("One.\\n\\nTwo. ")
    [(0, 4), (6, 10)]
    """
    blocks, start = [], 0
    for match in _BLANK.finditer(text):
        blocks.append((start, match.start()))
        start = match.end()
    blocks.append((start, len(text)))
    spans: list[tuple[int, int]] = []
    for first, last in blocks:
        block = text[first:last]
        lines = [line for line in _LINE.split(block) if line.strip()]
        wrapped = (
            len(lines) > 1
            and max(map(len, lines)) <= 100
            and all(len(line) >= 40 and line.rstrip()[-1] not in '.!?"”’:' for line in lines[:-1])
        ) or (len(lines) > 1 and all(40 <= len(line) <= 90 for line in lines[:-1]))
        # a line that runs on in lower case was broken by the page, not by the writer
        if wrapped or (re.search(r"[a-z,] ?\r?\n[a-z]", block) and len(lines) == 2):
            spans.append((first, last))
            continue
        start = first
        for match in _LINE.finditer(text, first, last):
            spans.append((start, match.start()))
            start = match.end()
        spans.append((start, last))
    return [trimmed for span in spans if (trimmed := _trim(text, *span))[0] < trimmed[1]]


def sentence_spans(text: str, *, whole: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Find the sentences of a text.

    Parameters
    ----------
    text : str
        The text as published.
    whole : iterable of tuple of int
        Stretches (quotations) within which no sentence ends.

    Returns
    -------
    list of tuple of int
        Start and end of each sentence; every character that is not white space lies
        in exactly one of them.

    Notes
    -----
    A sentence ends at `. ! ? …` with any closing marks, before white space, unless the
    point belongs to an abbreviation or an initial, or what follows goes on in lower
    case. A paragraph always ends one.

    Examples
    --------
    >>> text = "“Stop. Now,” said Mr. Hale. He left."
    >>> [text[a:b] for a, b in sentence_spans(text, whole=[(0, 12)])]
    ['“Stop. Now,” said Mr. Hale.', 'He left.']
    """
    kept = sorted(whole)
    starts = [start for start, _ in kept]
    spans = []
    for first, last in paragraph_spans(text):
        start = first
        for match in _END.finditer(text, first, last):
            cut = match.end()
            i = bisect_right(starts, cut - 1) - 1
            if i >= 0 and kept[i][0] < cut < kept[i][1]:
                continue
            if not _LABEL.fullmatch(text[start:cut].strip("•⁃ \t")) and _ends(text, match, start, last):
                spans.append(_trim(text, start, cut))
                start = cut
        spans.append(_trim(text, start, last))
    return [span for span in spans if span[0] < span[1]]


def _ends(text: str, match: re.Match[str], start: int, last: int) -> bool:
    following = _NEXT.match(text, match.end(), last)
    if following is None:
        return False
    word = following.group(1)
    mark = match.group()
    if word[0].islower() or (len(mark) > 1 and set(mark) <= {".", " "} and " " in mark and len(mark) < 7):
        return False  # the sentence goes on; three spaced points are an omission, four an end
    if mark != ".":
        return True
    before = _LAST_WORD.search(text, start, match.end())
    if before is None:
        return True
    stem = before.group(1).casefold()
    words = _abbreviations()
    opener = word.strip("\"'“”‘’.,;:!?").casefold() in words["openers"]
    if stem in words["prepositive"]:
        # "No." and "St." end a sentence when nothing they could introduce follows
        return stem in ("no", "art", "sec") and not word[0].isdigit() and opener
    if len(stem) == 1 and stem.isalpha() and before.group(1).isupper():
        return opener and stem == "i"
    if stem in words["postpositive"] or re.fullmatch(r"(?:[a-z]\.)+[a-z]", stem):
        return opener
    return True


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
