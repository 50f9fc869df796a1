"""Turns: transcripts, where a label and a colon say who speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rostra.quotation.cues import cue_words

__all__ = ["Turn", "find_turns"]

_NAME = r"[A-Z][\w.'’-]*(?:[ \t]+(?:of|the|for|de|van|von|al|bin|[A-Z(][\w.'’)-]*)){0,6}"
_LABEL = re.compile(rf"^[ \t]*(?P<label>{_NAME})[ \t]*:(?=\s)", re.MULTILINE)
_FEWEST = 3  # labelled lines that make a transcript
_SHARE = 0.25  # of the lines, and
_FILLED = 0.5  # of the text stands after the first label


@dataclass(frozen=True)
class Turn:
    """One turn: where its label and its words stand, and whether an unnamed questioner speaks."""

    label: str
    label_start: int
    label_end: int
    start: int
    end: int
    question: bool


def find_turns(text: str) -> list[Turn]:
    """Find the turns of a transcript.

    Parameters
    ----------
    text : str
        The text as published.

    Returns
    -------
    list of Turn
        Empty where the text is no transcript: fewer than three labelled lines, or
        labels that do not come back. A line without a label goes on with the turn
        before it.

    Examples
    --------
    >>> [t.label for t in find_turns("Q: Why?\\nMR. HALE: Because.\\nQ: Really?\\nMR. HALE: Yes.")]
    ['Q', 'MR. HALE', 'Q', 'MR. HALE']
    """
    labels = [
        m
        for m in _LABEL.finditer(text)
        if len(m.group("label")) <= 60 and m.group("label").lower() not in cue_words("not_speakers")
    ]
    counts: dict[str, int] = {}
    for match in labels:
        counts[match.group("label")] = counts.get(match.group("label"), 0) + 1
    lines = [line for line in text.split("\n") if line.strip()]
    if len(labels) < _FEWEST or max(counts.values()) < 2 or len(labels) < _SHARE * len(lines):
        return []
    if len(text) - labels[0].start() < _FILLED * len(text):
        return []
    turns = []
    for number, match in enumerate(labels):
        end = labels[number + 1].start() if number + 1 < len(labels) else len(text)
        start = match.end()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            label = match.group("label")
            turns.append(
                Turn(
                    label,
                    match.start("label"),
                    match.end("label"),
                    start,
                    end,
                    label.lower().rstrip(".0123456789 ") in cue_words("questioners"),
                )
            )
    return turns
