"""Passages: the statements of a document sentence by sentence, and which of them belong together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from rostra.marks import Quoted, quoted_spans
from rostra.quotation.found import Found
from rostra.quotation.layout import (
    Passage,
    find_block,
    find_headline,
    find_post,
    is_heading,
    points_elsewhere,
    pull_quotations,
    sign,
)
from rostra.quotation.reports import belongs_to_quotation, sentence_statements
from rostra.quotation.sources import announced_speaker, message_source
from rostra.quotation.words import Sentence, sentence_words
from rostra.sentences import paragraph_spans, sentence_spans

__all__ = ["find_statements"]

_LONGEST = 250  # words of a sentence, a quotation being one


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
    posts = _posts(text, paragraphs)
    taken = sorted(covered + [(post.start, post.end) for post in posts])
    if taken:
        spans = [span for span in spans if not _lies_in(span[0], taken)]
    passages = _read(text, spans, quotes, paragraphs)
    groups = len(posts)
    blocked = -1  # the paragraph that a block quotation fills
    announced: tuple[int, int] | None = None
    doubled = any(not q.is_single for q in quotes)
    for number, passage in enumerate(passages):
        sentence = passage.sentence
        if (
            passage.paragraph == blocked
            or points_elsewhere(sentence.words)
            or (doubled and is_heading(passages, number))
        ):
            announced = None
            continue
        passage.found, groups = sentence_statements(sentence, groups)
        _name_sources(sentence, passage.found)
        headline = find_headline(text, sentence, groups + 1) if not number else None
        if headline is not None:
            groups += 1
            passage.found = [headline]
        first = passage.found[0] if passage.found else None
        if announced and first is not None and first.floating:
            first.floating, first.rule, first.mention = False, "announced quotation", announced
        announced = announced_speaker(sentence)
        block = find_block(text, passages, number, groups + 1) if announced else None
        if block is not None:
            groups += 1
            blocked = passage.paragraph + 1
            passage.found.append(block)
    sign(text, passages)
    pull_quotations(passages, groups)
    for passage in passages:
        for item in passage.found:
            item.paragraph = passage.paragraph
    _join(passages)
    found = [*posts, *(item for passage in passages for item in passage.found)]
    found.sort(key=lambda item: item.start)
    found.extend(_nested(text, all_quotes, found))
    found = _untangled(found)
    _note_repairs(all_quotes, found)
    return found


def _name_sources(sentence: Sentence, found: list[Found]) -> None:
    """Whose message was read out is its speaker: `The court read a statement from Ana Ruiz: “...”`"""
    for item in found:
        if item.rule.endswith("+ quote"):
            k = next(k for k in sentence.quotations if sentence.span(k, k)[0] >= item.start)
            after_colon = k > 1 and sentence.words[k - 1].text == ":"
            source = message_source(sentence, k - 1) if after_colon else None
            item.mention = source or item.mention


def _untangled(found: list[Found]) -> list[Found]:
    """Where two statements cross, the first one holds: each character has one innermost speaker."""
    kept: list[Found] = []
    ends: list[int] = []
    for item in sorted(found, key=lambda f: (f.start, -f.end)):
        while ends and ends[-1] <= item.start:
            ends.pop()
        twice = bool(kept) and (kept[-1].start, kept[-1].end) == (item.start, item.end)
        if not twice and (not ends or item.end <= ends[-1]):
            kept.append(item)
            ends.append(item.end)
    return kept


def _note_repairs(quotes: list[Quoted], found: list[Found]) -> None:
    """Write down on each statement what was mended on the marks inside it."""
    mended = [quote for quote in quotes if quote.repair]
    starts = [quote.start for quote in mended]
    for item in found:
        inside = mended[bisect_left(starts, item.start) : bisect_left(starts, item.end)]
        repairs = dict.fromkeys(quote.repair for quote in inside if quote.end <= item.end)
        item.repair = "; ".join(repairs) or None


def _nested(text: str, quotes: list[Quoted], found: list[Found]) -> list[Found]:
    """Find who speaks in quotations within quotations, from the words around them.

    `“The board told me, ‘Go,’” Hale said.` holds words of the board. What somebody quotes
    of themselves (`“I told them, ‘Go.’”`) stays with the outer quotation: the speaker is the same.
    """
    inner: list[Found] = []
    for outer, within in _children(quotes):
        around = [f for f in _around(found, outer) if f.start <= outer.start and outer.end <= f.end]
        if not around:
            continue
        spans = [(quote.start, quote.end) for quote in within]
        starts = [quote.start for quote in within]
        for start, end in sentence_spans(text, whole=spans, paragraphs=[outer.inner]):
            here = within[bisect_left(starts, start) : bisect_left(starts, end)]
            if not here:
                continue
            sentence = sentence_words(text, start, end, here)
            for item in sentence_statements(sentence, 0)[0]:
                if (
                    item.kind == "direct"
                    and item.act == "speech"
                    and item.mention
                    and "label" not in item.rule
                    and text[slice(*item.mention)].lower() not in ("i", "we")
                ):
                    item.group = around[-1].group  # a part of the quotation that holds it
                    inner.append(item)
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


def _posts(text: str, paragraphs: list[tuple[int, int]]) -> list[Found]:
    posts: list[Found] = []
    for first, last in paragraphs if "(@" in text else ():
        post = find_post(text, first, last, len(posts) + 1)
        if post is not None:
            posts.append(post)
    return posts


def _lies_in(at: int, taken: list[tuple[int, int]]) -> bool:
    k = bisect_right(taken, (at, at)) - 1
    return any(start <= at < end for start, end in taken[max(0, k) : k + 2])


def _read(
    text: str, spans: list[tuple[int, int]], quotes: list[Quoted], paragraphs: list[tuple[int, int]]
) -> list[Passage]:
    """Split sentences into words; a report that stands after `?` or `!` goes to its quotation."""
    openings = [start for start, _ in paragraphs]
    passages: list[Passage] = []
    k = 0
    for start, end in spans:
        while k < len(quotes) and quotes[k].start < start:
            k += 1
        inside = []
        while k < len(quotes) and quotes[k].end <= end:
            inside.append(quotes[k])
            k += 1
        sentence = sentence_words(text, start, end, inside)
        paragraph = bisect_right(openings, start) - 1
        before = passages[-1] if passages else None
        if before and before.paragraph == paragraph and _reports_before(before.sentence, sentence):
            before.sentence = before.sentence.joined(sentence)
        else:
            passages.extend(Passage(part, paragraph) for part in _parts(sentence))
    return passages


def _parts(sentence: Sentence) -> Iterator[Sentence]:
    """Part what no writer would call a sentence, at its commas: the time stays in step with the length."""
    words, first = sentence.words, 0
    while len(words) - first > _LONGEST:
        last = first + _LONGEST
        last = next((k for k in range(last, first + _LONGEST // 2, -1) if words[k - 1].text in ",;"), last)
        yield _part(sentence, first, last)
        first = last
    yield _part(sentence, first, len(words)) if first else sentence


def _part(sentence: Sentence, first: int, last: int) -> Sentence:
    quotations = [k - first for k in sentence.quotations if first <= k < last]
    return Sentence(sentence.text, sentence.span(first, first)[0], sentence.words[first:last], quotations)


def _reports_before(before: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence only says who spoke the quotation before it: `“Why now?” Hale asked.`"""
    last = before.words[-1] if before.words else None
    if (
        last is None
        or last.quoted is None
        or last.text.rstrip("”\"'’»")[-1:] not in ("?", "!", "…", "-", "—")
    ):
        return False
    return belongs_to_quotation(sentence.words)


def _join(passages: list[Passage]) -> None:
    """Let a floating quotation follow the statement whose speaker goes on, or the one it leads to."""
    anchor: Found | None = None
    paragraph = -2
    for number, passage in enumerate(passages):
        here: Found | None = None
        for item in passage.found:
            if not item.floating:
                lone = item.rule == "quotation without cue" and item.mention is None
                near = passage.paragraph == paragraph and anchor is not None and _quotes(anchor)
                leads = here or (anchor if near else None)
                if lone and leads is not None:
                    item.follows, item.group = leads, leads.group
                elif here is None or not _quotes(here):
                    here = item
                continue
            ahead = _ahead(passages, number)
            last = passage.words[-1].quoted
            runs_on = last is not None and last.continues
            near = anchor is not None and passage.paragraph - paragraph <= 1
            if ahead is not None and (runs_on or not near):
                item.floating, item.mention, item.cue = False, ahead.mention, ahead.cue
                item.group = ahead.group
            elif near and anchor is not None:
                item.follows, item.group = anchor, anchor.group
                paragraph = passage.paragraph
        if here is not None:
            anchor, paragraph = here, passage.paragraph


def _ahead(passages: list[Passage], number: int) -> Found | None:
    """The quotation with a speaker that opens the next paragraph, where that is the next sentence."""
    if number + 1 == len(passages):
        return None
    passage, following = passages[number], passages[number + 1]
    first = following.found[0] if following.found else None
    if first is None or following.paragraph != passage.paragraph + 1 or first.floating or not first.mention:
        return None
    return first if first.start == following.sentence.span(0, 0)[0] and _quotes(first) else None


def _quotes(item: Found) -> bool:
    return item.kind in ("direct", "mixed")
