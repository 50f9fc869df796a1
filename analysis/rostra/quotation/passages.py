"""Passages: the statements of a document sentence by sentence, and which of them belong together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rostra.marks import GOES_ON, Quoted, quoted_spans
from rostra.quotation.cues import cue_words
from rostra.quotation.found import Found
from rostra.quotation.reports import belongs_to_quotation, sentence_statements
from rostra.quotation.verbless import announced_speaker, signature
from rostra.quotation.words import Word, sentence_words
from rostra.sentences import paragraph_spans, sentence_spans

__all__ = ["find_statements"]


@dataclass
class _Sentence:
    """A sentence, its words, and the statements found in it."""

    words: list[Word]
    paragraph: int
    found: list[Found]

    @property
    def lone(self) -> Word | None:
        """The quotation that is all the sentence holds."""
        quoted = [word for word in self.words if word.quoted]
        alone = len(quoted) == 1 and not any(word.is_word for word in self.words)
        return quoted[0] if alone else None


def find_statements(text: str, covered: list[tuple[int, int]]) -> list[Found]:
    """Find the statements of a document, in text order.

    Parameters
    ----------
    text : str
        The text as published.
    covered : list of tuple of int
        Stretches that are somebody's words already: the turns of a transcript.

    Returns
    -------
    list of Found
        Pieces of one quotation share their `group`; a floating quotation `follows` the
        statement whose speaker goes on.
    """
    paragraphs = paragraph_spans(text)
    all_quotes = quoted_spans(text, paragraphs=paragraphs)
    quotes = [q for q in all_quotes if not q.depth]
    spans = sentence_spans(text, whole=[(q.start, q.end) for q in quotes], paragraphs=paragraphs)
    sentences = _read(text, [s for s in spans if not _lies_in(s[0], covered)], quotes, paragraphs)
    groups = 0
    announced: tuple[int, int] | None = None
    doubled = any(not q.is_single for q in quotes)
    for number, sentence in enumerate(sentences):
        if _points_elsewhere(sentence.words) or (doubled and _is_heading(sentences, number)):
            announced = None
            continue
        sentence.found, groups = sentence_statements(sentence.words, groups)
        first = sentence.found[0] if sentence.found else None
        if announced and first is not None and first.floating:
            first.floating, first.rule, first.mention = False, "announced quotation", announced
        announced = announced_speaker(sentence.words)
    _sign(text, sentences)
    for sentence in sentences:
        for item in sentence.found:
            item.paragraph = sentence.paragraph
    _join(sentences)
    found = sorted((item for s in sentences for item in s.found), key=lambda item: item.start)
    found.extend(_nested(text, all_quotes, found, groups))
    _note_repairs(all_quotes, found)
    return found


def _note_repairs(quotes: list[Quoted], found: list[Found]) -> None:
    """Write down on each statement what was mended on the marks inside it."""
    mended = [quote for quote in quotes if quote.repair]
    starts = [quote.start for quote in mended]
    for item in found:
        inside = mended[bisect_left(starts, item.start) : bisect_left(starts, item.end)]
        repairs = dict.fromkeys(quote.repair for quote in inside if quote.end <= item.end)
        item.repair = "; ".join(repairs) or None


def _nested(text: str, quotes: list[Quoted], found: list[Found], groups: int) -> list[Found]:
    """Find who speaks in quotations within quotations, from the words around them.

    `“The board told me, ‘Go,’” Hale said.` holds words of the board. What somebody quotes
    of themselves (`“I told them, ‘Go.’”`) stays with the outer quotation: the speaker is the same.
    """
    inner: list[Found] = []
    for outer, within in _children(quotes):
        if not any(item.start <= outer.start and outer.end <= item.end for item in _around(found, outer)):
            continue
        spans = [(quote.start, quote.end) for quote in within]
        for start, end in sentence_spans(text, whole=spans, paragraphs=[outer.inner]):
            here = [quote for quote in within if start <= quote.start and quote.end <= end]
            if not here:
                continue
            words = sentence_words(text, start, end, here)
            statements, groups = sentence_statements(words, groups)
            inner.extend(
                item
                for item in statements
                if item.kind == "direct"
                and item.act == "speech"
                and item.mention
                and "label" not in item.rule
                and text[slice(*item.mention)].lower() not in ("i", "we")
            )
    return inner


def _children(quotes: list[Quoted]) -> Iterator[tuple[Quoted, list[Quoted]]]:
    """Each quotation that holds others, with those one step inside it."""
    around: list[tuple[Quoted, list[Quoted]]] = []
    for quote in quotes:
        while len(around) > quote.depth:
            done = around.pop()
            if done[1]:
                yield done
        if around:
            around[-1][1].append(quote)
        around.append((quote, []))
    yield from (pair for pair in around if pair[1])


def _around(found: list[Found], quote: Quoted) -> list[Found]:
    """The last statements that begin at or before a quotation."""
    k = bisect_right(found, quote.start, key=lambda item: item.start)
    return found[max(0, k - 3) : k]


def _points_elsewhere(words: list[Word]) -> bool:
    """Whether a line only points to another text: `READ MORE: ...`, `WATCH: ...`"""
    colon = next((k for k, word in enumerate(words[:5]) if word.text == ":"), 0)
    return colon > 0 and " ".join(word.lower for word in words[:colon]) in cue_words("pointers")


def _is_heading(sentences: list[_Sentence], number: int) -> bool:
    """Whether a line that is nothing but words in single marks heads a section of a text in double ones."""
    lone = sentences[number].lone
    if lone is None or not lone.quoted or not lone.quoted.is_single:
        return False
    neighbours = sentences[max(0, number - 1) : number] + sentences[number + 1 : number + 2]
    return all(other.paragraph != sentences[number].paragraph for other in neighbours)


def _lies_in(at: int, covered: list[tuple[int, int]]) -> bool:
    return any(a <= at < b for a, b in covered)


def _read(
    text: str, spans: list[tuple[int, int]], quotes: list[Quoted], paragraphs: list[tuple[int, int]]
) -> list[_Sentence]:
    """Split sentences into words; a report that stands after `?` or `!` goes to its quotation."""
    openings = [start for start, _ in paragraphs]
    sentences: list[_Sentence] = []
    k = 0
    for start, end in spans:
        while k < len(quotes) and quotes[k].start < start:
            k += 1
        inside = []
        while k < len(quotes) and quotes[k].end <= end:
            inside.append(quotes[k])
            k += 1
        words = sentence_words(text, start, end, inside)
        paragraph = bisect_right(openings, start) - 1
        before = sentences[-1] if sentences else None
        if before is not None and before.paragraph == paragraph and _reports_before(before, words):
            before.words = before.words + words
        else:
            sentences.append(_Sentence(words, paragraph, []))
    return sentences


def _reports_before(before: _Sentence, words: list[Word]) -> bool:
    """Whether a sentence only says who spoke the quotation before it: `“Why now?” Hale asked.`"""
    last = before.words[-1] if before.words else None
    if (
        last is None
        or last.quoted is None
        or last.text.rstrip("”\"'’»")[-1:] not in ("?", "!", "…", "-", "—")
    ):
        return False
    return belongs_to_quotation(words)


def _sign(text: str, sentences: list[_Sentence]) -> None:
    """Give a quotation the name in the line that signs it: `“It was late.” ― Ana Ruiz, Oslo`"""
    for before, sentence in pairwise(sentences):
        if before.lone is None or len(before.found) != 1 or not before.found[0].floating:
            continue
        if sentence.paragraph - before.paragraph > 1:
            continue
        name = signature(sentence.words)
        lone = sentence.lone
        if lone is not None and lone.quoted is not None and lone.quoted.repair == GOES_ON:
            # the closing mark of a pulled quotation stands after the name below it
            name = signature(sentence_words(text, *lone.quoted.inner, []), dash=False)
        if name is not None:
            signed = before.found[0]
            signed.floating, signed.rule, signed.mention = False, "announced quotation", name
            sentence.found = []


def _join(sentences: list[_Sentence]) -> None:
    """Let a floating quotation follow the statement whose speaker goes on, or the one it leads to."""
    anchor: Found | None = None
    paragraph = -2
    for number, sentence in enumerate(sentences):
        here: Found | None = None
        for item in sentence.found:
            if not item.floating:
                lone = item.rule == "quotation without cue" and item.mention is None
                near = sentence.paragraph == paragraph and anchor is not None and _quotes(anchor)
                leads = here or (anchor if near else None)
                if lone and leads is not None:
                    item.follows, item.group = leads, leads.group
                elif here is None or not _quotes(here):
                    here = item
                continue
            ahead = _ahead(sentences, number)
            runs_on = sentence.words[-1].quoted is not None and sentence.words[-1].quoted.continues
            near = anchor is not None and sentence.paragraph - paragraph <= 1
            if ahead is not None and (runs_on or not near):
                item.floating, item.mention, item.cue = False, ahead.mention, ahead.cue
                item.group = ahead.group
            elif near and anchor is not None:
                item.follows, item.group = anchor, anchor.group
                paragraph = sentence.paragraph
        if here is not None:
            anchor, paragraph = here, sentence.paragraph


def _ahead(sentences: list[_Sentence], number: int) -> Found | None:
    """The quotation with a speaker that opens the next paragraph, where that is the next sentence."""
    if number + 1 == len(sentences):
        return None
    sentence, following = sentences[number], sentences[number + 1]
    first = following.found[0] if following.found else None
    if first is None or following.paragraph != sentence.paragraph + 1 or first.floating or not first.mention:
        return None
    return first if first.start == following.words[0].start and _quotes(first) else None


def _quotes(item: Found) -> bool:
    return item.kind in ("direct", "mixed")
