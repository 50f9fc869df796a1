"""Turns: transcripts, where a label and a colon say who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from rostra.quotation.cues import cue_words
from rostra.quotation.words import grammar

__all__ = ["Turn", "find_turns", "passages_of"]

_CLOCK = r"(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?[ \t]*(?:[-–—][ \t]*)?)?"
_WORD = r"(?:[a-z]{1,3}(?!\w)|(?:[^\W_a-z]|\()[\w.'’()&/-]*)"  # small words are particles ("of", "van")
_BOLD = r"(?:\*\*|__)?"
_LABEL = re.compile(
    rf"\n[ \t]*{_CLOCK}{_BOLD}[\[<]?(?P<label>[^\W\d_a-z][\w.'’&/-]*(?:,?[ \t]+{_WORD}){{0,7}})[\]>]?{_BOLD}"
    rf"[ \t]*:{_BOLD}(?=\s|$)"
)
# "Q. Why?", "Q   Why?": the question and answer of court and briefing transcripts, without a colon.
_LETTER = re.compile(rf"\n[ \t]*{_BOLD}(?P<label>[QA])(?:\.|[ \t]{{2,}}|\t){_BOLD}[ \t]*(?=\S)")
_BOLD_LINE = re.compile(r"[ \t]*(?P<mark>\*\*|__)(?P<words>\S.*?)(?P=mark)[ \t]*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LONGEST_LABEL = 60
_FEWEST = 3  # labelled lines that make a transcript
_SHARE = 0.25  # of the lines, and
_FILLED = 0.5  # of the text stands after the first label
_FEWEST_WITHIN = 4  # labelled lines that make a passage of talk within other prose
_APART = 2  # lines without a label that may stand between two of them there
_SHOUTED = 0.6  # share of labels in capitals from which on a lone label in lower case is none


@dataclass(frozen=True)
class Turn:
    """One turn: where its label and its words stand, and whether an unnamed questioner speaks.

    Parameters
    ----------
    label : str
        The words that say who speaks; empty where only bold print tells the question.
    label_start, label_end : int
        Place of the label.
    start, end : int
        Place of the words.
    question : bool
        The label names nobody, or the turn is a question in bold print.
    opens : bool
        The first turn of a transcript or passage.
    """

    label: str
    label_start: int
    label_end: int
    start: int
    end: int
    question: bool
    opens: bool = False


@dataclass(frozen=True)
class _Line:
    """A line with words, and its label where it has one."""

    start: int
    end: int
    label: str = ""
    label_start: int = 0
    label_end: int = 0
    words: int = 0  # where the words begin after the label


def find_turns(text: str) -> list[Turn]:
    """Find the turns of a transcript.

    Parameters
    ----------
    text : str
        The text as published.

    Returns
    -------
    list of Turn
        Empty where nobody's words are labelled. A text is a transcript where at least
        three lines, and a quarter of all, have a label, one of them more than once; a
        line without a label goes on with the turn before it. Within other prose a passage
        of four labelled lines or more is one too; there a turn ends with its paragraph
        where no other follows. Without labels, questions in bold print make an interview.

    Examples
    --------
    >>> [t.label for t in find_turns("Q: Why?\\nMR. HALE: Because.\\nQ: Really?\\nMR. HALE: Yes.")]
    ['Q', 'MR. HALE', 'Q', 'MR. HALE']
    """
    lines = _same_style(_read(text))
    labelled = [number for number, line in enumerate(lines) if line.label]
    if _is_transcript(text, lines, labelled):
        return _turns(text, lines, labelled, len(text))
    turns: list[Turn] = []
    for run in _runs(lines, labelled):
        turns.extend(_turns(text, lines, run, lines[run[-1]].end))
    return turns or _interview(text)


def passages_of(turns: list[Turn]) -> list[tuple[int, int]]:
    """Say which stretches of a text its turns cover, labels included.

    Parameters
    ----------
    turns : list of Turn
        What `find_turns` found.

    Returns
    -------
    list of tuple of int
        Start and end of each transcript or passage.
    """
    passages: list[tuple[int, int]] = []
    for turn in turns:
        if turn.opens:
            passages.append((turn.label_start, turn.end))
        else:
            passages[-1] = (passages[-1][0], turn.end)
    return passages


def _read(text: str) -> list[_Line]:
    """The lines of a text that hold words, with their labels; none where too few could have one."""
    led = "\n" + text  # so that every line begins with its break, which the search finds fast
    found = {match.start(): match for match in _LABEL.finditer(led) if _names(match.group("label"))}
    letters = list(_LETTER.finditer(led))
    if sum(match.group("label") == "Q" for match in letters) >= 2:
        found.update((match.start(), match) for match in letters)
    if len(found) < _FEWEST:
        return []
    lines = []
    for line in _LINE.finditer(text):
        match = found.get(line.start())
        if match is None:
            lines.append(_Line(*line.span()))
        else:
            start, end = match.span("label")
            lines.append(_Line(*line.span(), match.group("label"), start - 1, end - 1, match.end() - 1))
    return lines


@lru_cache(maxsize=4096)
def _names(label: str) -> bool:
    """Whether a label can be a name or an office: each word has a capital, but for particles."""
    lower = label.lower()
    if len(label) > _LONGEST_LABEL or lower in cue_words("not_speakers") or lower in cue_words("pointers"):
        return False
    words = label.replace(",", " ").split()
    small = grammar("name_particles", "articles", also=("of", "for", "and", "at", "in"))
    return words[0][0].isupper() and all(
        word in small or word[0].isupper() or word[0].isdigit() or word[0] == "(" for word in words
    )


def _same_style(lines: list[_Line]) -> list[_Line]:
    """Where nearly all labels are in capitals, a lone word that is not is none (`Note: ...`)."""
    labels = [line.label for line in lines if line.label]
    counts = Counter(labels)
    shouted = sum(label.isupper() for label in labels)
    if not labels or shouted == len(labels) or shouted < _SHOUTED * len(labels):
        return lines
    return [
        _Line(line.start, line.end)
        if line.label.isalpha() and not line.label.isupper() and counts[line.label] == 1
        else line
        for line in lines
    ]


def _is_transcript(text: str, lines: list[_Line], labelled: list[int]) -> bool:
    if len(labelled) < _FEWEST or len(labelled) < _SHARE * len(lines):
        return False
    counts = Counter(lines[number].label for number in labelled)
    return max(counts.values()) >= 2 and len(text) - lines[labelled[0]].start >= _FILLED * len(text)


def _runs(lines: list[_Line], labelled: list[int]) -> Iterator[list[int]]:
    """Runs of labelled lines within other prose: two voices or more, one of them again and again."""
    run: list[int] = []
    for number in [*labelled, len(lines) + _APART + 1]:
        if run and number - run[-1] > _APART + 1:
            counts = Counter(lines[n].label for n in run)
            if len(run) >= _FEWEST_WITHIN and len(counts) >= 2 and max(counts.values()) >= 2:
                yield run
            run = []
        run.append(number)


def _turns(text: str, lines: list[_Line], labelled: list[int], last: int) -> list[Turn]:
    turns: list[Turn] = []
    for place, number in enumerate(labelled):
        line = lines[number]
        end = lines[labelled[place + 1]].start if place + 1 < len(labelled) else last
        start, end = _trim(text, line.words, end)
        if start < end:
            asked = line.label.lower().rstrip(".0123456789 ") in cue_words("questioners")
            turns.append(Turn(line.label, line.label_start, line.label_end, start, end, asked, not turns))
    return turns


def _interview(text: str) -> list[Turn]:
    """An interview whose questions are told by bold print alone."""
    if "**" not in text and "__" not in text:
        return []
    lines = [match.span() for match in _LINE.finditer(text)]
    bold = {
        number: match.span("words")
        for number, (start, end) in enumerate(lines)
        if (match := _BOLD_LINE.fullmatch(text, start, end)) and text[match.end("words") - 1] == "?"
    }
    asked = sorted(bold)
    answered = [n for n in asked if n + 1 < len(lines) and n + 1 not in bold]
    if len(answered) < 2:
        return []
    turns = []
    for place, number in enumerate(asked):
        following = asked[place + 1] if place + 1 < len(asked) else len(lines)
        turns.append(Turn("", bold[number][0], bold[number][0], *bold[number], True))
        if following > number + 1:
            start, end = lines[number + 1][0], lines[following - 1][1]
            turns.append(Turn("", start, start, *_trim(text, start, end), False))
    return [replace(turn, opens=not n) for n, turn in enumerate(turns)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
