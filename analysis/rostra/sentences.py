"""Sentences: where one ends, and why a quotation does not end it.

Two readings of the same boundaries: `sentence_spans(text)` gives the sentences
in which words are counted and shown, inside quotations too; with `whole=` spans
(quotations), a boundary inside one of them is passed over, which is the unit in
which a quotation meets its cue and speaker. `rostra.index.sentences` reads many
texts at once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from rostra.lexicon import load_words

__all__ = [
    "AROUND",
    "CLOSING",
    "INTRODUCING",
    "MARKS",
    "OPENING",
    "WITHIN",
    "block_spans",
    "paragraph_spans",
    "sentence_end",
    "sentence_spans",
]

MARKS = ".!?…"  # may end a sentence
CLOSING = "\"'”’»)]"  # closes after them
OPENING = "\"'“‘«([¿¡"  # opens the next one
WITHIN = "_.°&-"  # belongs to the word before a point, as letters and digits do
AROUND = "\"'“‘”’.,;:!?"  # is no part of the word that follows
INTRODUCING = ("no", "art", "sec")  # end a sentence where nothing follows that they could introduce

# A run of end marks with what closes after it; spaced points ("It was . . . late.") are one run. The
# look-behind starts the search at the first mark of a run only, so that long runs cost their length once.
_SPACED = r"(?:(?<=\.)(?: \.)+)?"
_NEXT = rf"\s+[{re.escape(OPENING)}]*"
_END = re.compile(
    rf"[{MARKS}](?<![{MARKS}].){_SPACED}(?:[{MARKS}]{_SPACED})*[{re.escape(CLOSING)}]*(?={_NEXT}(\S)|\s)"
)
_FOLLOWING = re.compile(rf"{_NEXT}(\S+)")
_LABEL = re.compile(r"(?:\d{1,3}|[a-z])[.)]+")  # "1." or "a.)" opens an item of a list, it is no sentence
_LONGEST_LABEL = 8
_ITEM = re.compile(r"([•⁃‣▪◦]?\s?\(?)(\d{1,3}|[a-z])([.)]{1,2})(?=\s)")  # the label of a list within a line
_OMISSION = re.compile(r"\[\s?(?:\.\s?){2,4}\]|\[…\]")  # [...] leaves something out and ends nothing
_DOTTED = re.compile(r"(?:[a-z]\.)+[a-z]")
_BLANK = re.compile(r"\n[ \t\r\n]*\n")
_LINE = re.compile(r"\r?\n")
_BROKEN = re.compile(r"[a-z,] ?\r?\n[a-z]")
_SPACE = re.compile(r"\s*")


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_words("abbreviations").items()}


@cache
def _tails() -> frozenset[str]:
    """Return the last three letters of each abbreviation: a word with others is none."""
    words = _abbreviations()
    return frozenset(word[-3:] for name in ("prepositive", "postpositive") for word in words[name])


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
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BLANK.finditer(text):
        spans.extend(block_spans(text, start, match.start()))
        start = match.end()
    spans.extend(block_spans(text, start, len(text)))
    return spans


def block_spans(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """Find the paragraphs between two blank lines.

    Parameters
    ----------
    text : str
        The text as published.
    first, last : int
        Where the blank lines end and begin.

    Returns
    -------
    list of tuple of int
        Start and end of each paragraph, outer white space left out.

    Examples
    --------
    >>> block_spans("One.\\nTwo. ", 0, 10)
    [(0, 4), (5, 9)]
    """
    first, last = _trim(text, first, last)
    if first == last:
        return []
    if text.find("\n", first, last) < 0 or _is_wrapped(text[first:last]):
        return [(first, last)]
    spans, start = [], first
    for match in _LINE.finditer(text, first, last):
        spans.append(_trim(text, start, match.start()))
        start = match.end()
    spans.append(_trim(text, start, last))
    return [span for span in spans if span[0] < span[1]]


def _is_wrapped(block: str) -> bool:
    """Whether the lines of a block were broken by the page, not by the writer."""
    lines = [line for line in _LINE.split(block) if line.strip()]
    if len(lines) < 2:
        return False
    even = max(map(len, lines)) <= 100 and all(
        len(line) >= 40 and line.rstrip()[-1] not in '.!?"”’:' for line in lines[:-1]
    )
    return (
        even
        or all(40 <= len(line) <= 90 for line in lines[:-1])
        or (len(lines) == 2 and _BROKEN.search(block) is not None)  # the line runs on in lower case
    )


def sentence_spans(
    text: str,
    *,
    whole: Iterable[tuple[int, int]] = (),
    paragraphs: Iterable[tuple[int, int]] | None = None,
) -> list[tuple[int, int]]:
    """Find the sentences of a text.

    Parameters
    ----------
    text : str
        The text as published.
    whole : iterable of tuple of int
        Stretches (quotations) within which no sentence ends.
    paragraphs : iterable of tuple of int, optional
        What `paragraph_spans` found in the text, where it is known already.

    Returns
    -------
    list of tuple of int
        Start and end of each sentence; every character that is not white space lies
        in exactly one of them.

    Notes
    -----
    A sentence ends at `. ! ? …` with any closing marks, before white space, unless the
    point belongs to an abbreviation or an initial, or what follows goes on in lower
    case; `[...]` ends none. A paragraph always ends one, and so does an item of a list
    within a line, where the labels count on (`1) … 2) …`, `a. … b. …`).

    Examples
    --------
    >>> text = "“Stop. Now,” said Mr. Hale. He left."
    >>> [text[a:b] for a, b in sentence_spans(text, whole=[(0, 12)])]
    ['“Stop. Now,” said Mr. Hale.', 'He left.']
    """
    kept = sorted(whole)
    starts = [start for start, _ in kept]
    spans = []
    blocks = paragraph_spans(text) if paragraphs is None else paragraphs
    for block in blocks:
        label = _ITEM.match(text, *block)
        for first, last in (block,) if label is None else _items(text, *block, label, starts, kept):
            start = first
            for match in _END.finditer(text, first, last):
                cut = match.end()
                if kept:
                    i = bisect_right(starts, cut - 1) - 1
                    if i >= 0 and kept[i][0] < cut < kept[i][1]:
                        continue
                if not _ends(text, match, last) and not _leads_on(text, cut, starts, kept):
                    continue
                if cut - start <= _LONGEST_LABEL and _is_label(text, start, cut):
                    continue
                spans.append((start, cut))
                start = cut + 1
                if start >= last or text[start].isspace():
                    start = _SPACE.match(text, cut, last).end()  # type: ignore[union-attr]
            if start < last:
                spans.append((start, last))
    return spans


def _items(
    text: str,
    first: int,
    last: int,
    opening: re.Match[str],
    starts: list[int],
    kept: list[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Split a paragraph that opens with the label of a list where the labels count on."""
    label: re.Match[str] | None = opening
    spans, start = [], first
    while label is not None:
        bullet, value, style = label.groups()
        following = str(int(value) + 1) if value.isdigit() else chr(ord(value) + 1)
        mark, point = re.escape(bullet.strip()), re.escape(following + style)
        following_label = re.compile(rf"(?<=\s){mark}\s?{point}(?=\s+[\"“'(]?[^\Wa-z])")
        found = following_label.search(text, label.end(), last)
        if found is None:
            break
        i = bisect_right(starts, found.start()) - 1
        if i < 0 or found.start() >= kept[i][1]:
            spans.append(_trim(text, start, found.start()))
            start = found.start()
        label = _ITEM.match(text, found.start(), last)
    return [*spans, (start, last)]


def _leads_on(text: str, cut: int, starts: list[int], kept: list[tuple[int, int]]) -> bool:
    """Whether a quotation that is a sentence follows: `He left the U.S. “I am glad,” he said.`"""
    i = bisect_right(starts, cut)
    if i == len(kept) or not text[cut : kept[i][0]].isspace():
        return False
    first, last = kept[i]
    inner = text[first:last].strip("“”„\"'‘’`«»")
    return inner[:1].isupper() and inner[-1:] in ".,!?…"


def sentence_end(text: str, start: int, last: int) -> int:
    """Find where the sentence that begins at a place ends.

    Parameters
    ----------
    text : str
        The text as published.
    start, last : int
        Its first character, and where to stop looking.

    Returns
    -------
    int
        Its end; `last` where no mark ends it before.

    Examples
    --------
    >>> sentence_end("No. Yes.", 0, 8)
    3
    """
    for match in _END.finditer(text, start, last):
        if _ends(text, match, last) and not _is_label(text, start, match.end()):
            return match.end()
    return last


def _is_label(text: str, start: int, cut: int) -> bool:
    return cut - start <= _LONGEST_LABEL and _LABEL.fullmatch(text[start:cut].strip("•⁃ \t")) is not None


def _ends(text: str, match: re.Match[str], last: int) -> bool:
    following = match.group(1)  # the first character of the next word
    if following is None or following.islower():
        return False
    start, cut = match.span()
    if cut - start > 1:
        mark = match.group()
        if "]" in mark and _is_omission(text, start, cut):
            return False
        # three spaced points are an omission, four an end
        return not (" " in mark and len(mark) < 7 and set(mark) <= {".", " "})
    if text[start] != ".":
        return True
    tail = text[start - 3 : start]
    if tail.isalpha() and tail.isascii() and tail.lower() not in _tails():
        return True
    stem = _word_before(text, start)
    if not stem:
        return True
    words = _abbreviations()
    lower = stem.casefold().rpartition("-")[2]  # "then-Sen. Hale"
    initial = len(stem) == 1 and stem.isalpha() and stem.isupper()
    before = lower in words["prepositive"]
    if not (before or initial or lower in words["postpositive"] or _DOTTED.fullmatch(lower)):
        return True
    word = _FOLLOWING.match(text, cut, last).group(1)  # type: ignore[union-attr]
    opener = word.strip(AROUND).casefold() in words["openers"]
    if before:
        return lower in INTRODUCING and not word[0].isdigit() and opener
    return opener and (not initial or lower == "i")


def _is_omission(text: str, start: int, end: int) -> bool:
    """Whether the points stand in brackets: `[...]`, with closing marks after it at most."""
    opening = text.rfind("[", max(0, start - 2), start)
    return opening >= 0 and _OMISSION.match(text, opening, end) is not None


def _word_before(text: str, end: int) -> str:
    """The word that ends at `end`, points and hyphens inside it included."""
    start = end
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in WITHIN):
        start -= 1
    return text[start:end]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
