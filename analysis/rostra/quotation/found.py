"""Found: a statement on its way from the words of a sentence to a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rostra.quotation.cues import Cue
from rostra.quotation.phrases import Mention
from rostra.quotation.words import Sentence, Word, is_name

__all__ = ["Found", "phrase", "statement"]


@dataclass
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
    words = sentence.words[first : last + 1]
    quoted = [word for word in words if word.quoted]
    bare = any(word.is_word for word in words)
    kind = "indirect" if not quoted else "mixed" if bare else "direct"
    if kind == "mixed" and all(is_name(w) for w in quoted):
        kind = "indirect"
    return Found(
        *sentence.span(first, last),
        kind,
        rule,
        cue=sentence.span(cue.first, cue.last),
        stance=cue.entry.stance,
        act=cue.entry.act,
        mention=sentence.span(mention.first, mention.last) if mention else None,
        group=group,
    )


def phrase(words: list[Word], mention: Mention) -> str:
    """The words of a mention, as one line."""
    return " ".join(w.text for w in words[mention.first : mention.last + 1] if w.is_word)
