"""Found: a statement on its way from the words of a sentence to a row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Any

from rostra.quotation.cues import Cue
from rostra.quotation.phrases import Mention
from rostra.quotation.words import Sentence, Word, is_name

__all__ = ["Found", "phrase", "statement"]


@dataclass(slots=True)
class Found:
    """A statement as it is found, before its speaker is resolved."""

    start: int
    end: int
    kind: str
    rule: str
    cue: tuple[int, int] | None = None
    stance: str | None = None
    act: str = "speech"
    mention: tuple[int, int] | None = None
    group: int = -1  # quotation: pieces of one share it
    via: str | None = None
    floating: bool = False
    paragraph: int = -9
    follows: Found | None = None  # whose speaker goes on in a floating quotation
    repair: str | None = None  # what was mended on its quotation marks
    fields: dict[str, Any] = field(default_factory=dict)


def statement(
    sentence: Sentence, first: int, last: int, rule: str, cue: Cue, mention: Mention | None, group: int
) -> Found:
    """Make the statement that runs from word `first` to word `last`."""
    return Found(
        *sentence.span(first, last),
        _kind(sentence, first, last),
        rule,
        cue=sentence.span(cue.first, cue.last),
        stance=cue.entry.stance,
        act=cue.entry.act,
        mention=sentence.span(mention.first, mention.last) if mention else None,
        group=group,
    )


def _kind(sentence: Sentence, first: int, last: int) -> str:
    quotations = sentence.quotations
    inside = quotations[bisect_left(quotations, first) : bisect_right(quotations, last)]
    if not inside:
        return "indirect"
    if not any(word.is_word for word in sentence.words[first : last + 1]):
        return "direct"
    return "indirect" if all(is_name(sentence.words[k]) for k in inside) else "mixed"


def phrase(words: list[Word], mention: Mention) -> str:
    """The words of a mention, as one line."""
    return " ".join(w.text for w in words[mention.first : mention.last + 1] if w.is_word)
