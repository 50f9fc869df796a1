"""Layout: what the shape of a page says: headlines, headings, pointers, signatures, block quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from rostra.marks import GOES_ON, Quoted
from rostra.quotation.cues import cue_words, find_cues
from rostra.quotation.found import Found
from rostra.quotation.sources import announced_speaker, signature
from rostra.quotation.verbs import has_main_verb
from rostra.quotation.words import Sentence, Word, grammar, is_name, sentence_words

__all__ = [
    "Passage", "find_block", "find_headline", "find_post", "is_heading", "points_elsewhere",
    "pull_quotations", "sign",
]  # fmt: skip

_LONGEST_LABEL = 7  # words before the colon of a headline
_FEWEST_QUOTED = 3  # words after it
_LONGEST_NAME = 4  # words under a pulled quotation
_LONGEST_PULL = 6  # sentences of it
_LONGEST_REPORT = 12  # words between a verb and the colon that announces a block quotation
_LIST = re.compile(r"(?:\d+[.)]|[a-z][.)]|[-–—•*·▪►])")
_TAG = re.compile(r"<[^<>]{1,400}>\s*")  # left over from the page the text was taken from
# The line under an embedded post: "— Ana Ruiz (@anaruiz) May 4, 2020".
_POST = re.compile(r"[ \t]*[—–―-]{1,2}[ \t]*(?P<name>[^\n(]{2,60}?)[ \t]*\(@\w{1,30}\)[^\n]{0,40}$")


@dataclass(slots=True)
class Passage:
    """A sentence in its paragraph, and the statements found in it."""

    sentence: Sentence
    paragraph: int
    found: list[Found] = field(default_factory=list)

    @property
    def words(self) -> list[Word]:
        return self.sentence.words

    @property
    def lone(self) -> Quoted | None:
        """The quotation that is all the sentence holds."""
        quotations, words = self.sentence.quotations, self.words
        if len(quotations) != 1 or any(word.is_word for word in words):
            return None
        return words[quotations[0]].quoted


def points_elsewhere(words: list[Word]) -> bool:
    """Tell whether a line only points to another text: `READ MORE: ...`, `WATCH: ...`

    Parameters
    ----------
    words : list of Word
        The sentence.

    Returns
    -------
    bool
        True where a label of that kind opens it.
    """
    for k, word in enumerate(words[:5]):
        if word.text == ":":
            return " ".join(word.lower for word in words[:k]) in cue_words("pointers")
    return False


def is_heading(passages: list[Passage], number: int) -> bool:
    """Tell whether a line that is nothing but words in single marks heads a section.

    Parameters
    ----------
    passages : list of Passage
        Those of a text whose quotations stand in double marks.
    number : int
        The sentence in question.

    Returns
    -------
    bool
        True where it is a paragraph of its own: headlines quote in single marks.
    """
    lone = passages[number].lone
    if lone is None or not lone.is_single:
        return False
    neighbours = passages[max(0, number - 1) : number] + passages[number + 1 : number + 2]
    return all(other.paragraph != passages[number].paragraph for other in neighbours)


def find_headline(text: str, sentence: Sentence, group: int) -> Found | None:
    """Find what somebody says in a headline: `Ruiz: Port stays open`, `Port stays open: Ana Ruiz`

    Parameters
    ----------
    text : str
        The text as published.
    sentence : Sentence
        Its first sentence.
    group : int
        Number of the quotation.

    Returns
    -------
    Found or None
        The words beside the colon. A name before it has to come back in the text, or to be
        that of a source (a poll, a newspaper): `The Latest: ...` names nobody.
    """
    words = sentence.words
    if not words:
        return None
    colon = next((k for k, word in enumerate(words[: _LONGEST_LABEL + 1]) if word.text == ":"), 0)
    if colon and _is_source(text[sentence.span(colon, colon)[1] :], words, colon):
        first, last, named = colon + 1, len(words) - 1, (0, colon - 1)
    else:
        colon = max((k for k, word in enumerate(words) if word.text == ":"), default=0)
        rest = words[colon + 1 :]
        named_last = 1 <= len(rest) <= 4 and all(word.is_capital for word in rest)
        if len(rest) == 1 and named_last:  # "Night ferry to end in March: Lind": the text has her full name
            named_last = re.search(rf"\b[A-Z]\w+ {re.escape(rest[0].text)}\b", text) is not None
        says = words[0].quoted or has_main_verb(words, 0, colon - 1)
        says = says or (colon > 3 and any(word.lower == "to" for word in words[1:colon]))
        if not colon or not named_last or not says:
            return None
        first, last, named = 0, colon - 1, (colon + 1, len(words) - 1)
    while last > first and not (words[last].is_word or words[last].quoted):
        last -= 1
    content = words[first : last + 1]
    size = sum(len(w.text.split()) if w.quoted else w.is_word for w in content)
    if size < _FEWEST_QUOTED:
        return None
    quoted = [w for w in content if w.quoted and not is_name(w)]
    plain = any(w.is_word for w in content)
    kind = "indirect" if not quoted else "mixed" if plain else "direct"
    return Found(*sentence.span(first, last), kind, "headline", group=group, mention=sentence.span(*named))


def _is_source(rest: str, words: list[Word], colon: int) -> bool:
    """Whether the words before a colon name who speaks: the rest of the text speaks of them too."""
    label = words[:colon]
    if not all(w.is_word or w.text in ("’", "'", ".", "-") for w in label) or not words[colon - 1].is_word:
        return False
    if label[0].lower in grammar("determiners"):
        return False
    small = grammar("name_particles") | grammar("articles") | grammar("prepositions") | {"and"}
    if not all(w.is_capital or w.lower in small or not w.is_word for w in label):
        return False
    if label[-1].lower in cue_words("headline_sources"):
        return True
    if " ".join(w.lower for w in label) in cue_words("not_speakers") | cue_words("pointers"):
        return False
    surname = next((w.text for w in reversed(label) if w.is_capital), "")
    return len(surname) > 2 and re.search(rf"\b{re.escape(surname)}\b", rest) is not None


def find_block(text: str, passages: list[Passage], number: int, group: int) -> Found | None:
    """Find a paragraph without marks that a report announces as somebody's words: `Hale wrote:`

    Parameters
    ----------
    text : str
        The text as published.
    passages : list of Passage
        Those of the text.
    number : int
        The sentence that may announce it.
    group : int
        Number of the quotation.

    Returns
    -------
    Found or None
        The paragraph that follows, where a verb of saying stands right before the colon and
        the paragraph has no marks of its own and is no item of a list.
    """
    sentence = passages[number].sentence
    words = sentence.words
    if words[-1].text != ":" or any(word.quoted for word in words[-_LONGEST_REPORT:]):
        return None
    if words[0].lower in cue_words("pointers"):
        return None  # "Watch highlights of the match:"
    cue = next((c for c in reversed(find_cues(words)) if c.form in ("finite", "ing")), None)
    if cue is None or cue.entry.act != "speech" or cue.negated or "quote" not in cue.entry.frames:
        return None
    if len(words) - cue.last > _LONGEST_REPORT or words[-2].lower in cue_words("pointing_words"):
        return None
    mention = announced_speaker(sentence)
    block = []
    for k in range(number + 1, len(passages)):
        if passages[k].paragraph != passages[number].paragraph + 1:
            break
        block.append(passages[k])
    if not block or mention is None or any(passage.sentence.quotations for passage in block):
        return None
    opening = "".join(word.text for word in block[0].words[:2])
    if _LIST.match(opening) or block[-1].words[-1].text == ":" or points_elsewhere(block[0].words):
        return None
    start, _ = block[0].sentence.span(0, 0)
    _, end = block[-1].sentence.span(0, len(block[-1].words) - 1)
    tag = _TAG.match(text, start, end)
    return Found(
        tag.end() if tag else start,
        end,
        "direct",
        "block quotation",
        cue=sentence.span(cue.first, cue.last),
        stance=cue.entry.stance,
        mention=mention,
        group=group,
    )


def sign(text: str, passages: list[Passage]) -> None:
    """Give a quotation the name in the line that signs it: `“It was late.” ― Ana Ruiz, Oslo`

    Parameters
    ----------
    text : str
        The text as published.
    passages : list of Passage
        Those of the text; their statements are changed.
    """
    for before, passage in pairwise(passages):
        if len(before.found) != 1 or not before.found[0].floating or before.lone is None:
            continue
        if passage.paragraph - before.paragraph > 1:
            continue
        name = signature(passage.sentence)
        lone = passage.lone
        if lone is not None and lone.repair == GOES_ON:
            # the closing mark of a pulled quotation stands after the name below it
            name = signature(sentence_words(text, *lone.inner, []), dash=False)
        if name is not None:
            signed = before.found[0]
            signed.floating, signed.rule, signed.mention = False, "announced quotation", name
            passage.found = []


def pull_quotations(passages: list[Passage], groups: int) -> int:
    """Find sentences without marks above the name of somebody whom the text quotes: `It was late. Ana Ruiz`

    Parameters
    ----------
    passages : list of Passage
        Those of the text; those of a pulled quotation get it as their statement.
    groups : int
        Number of quotations so far.

    Returns
    -------
    int
        The new number of quotations.
    """
    quoted = {
        p.sentence.text[slice(*item.mention)].rpartition(" ")[2]
        for p in passages
        for item in p.found
        if item.mention and item.mention[1] > item.mention[0]
    }
    for number, passage in enumerate(passages):
        words = [w for w in passage.words if w.is_word]
        named = 2 <= len(words) <= _LONGEST_NAME and all(w.is_capital for w in words)
        if not named or len(passage.words) > len(words) + 1 or words[-1].text not in quoted:
            continue
        above = [
            p for p in passages[max(0, number - _LONGEST_PULL) : number] if p.paragraph == passage.paragraph
        ]
        closes = number + 1 == len(passages) or passages[number + 1].paragraph != passage.paragraph
        if not above or not closes or any(p.found or p.sentence.quotations for p in above):
            continue
        sentence = above[-1].sentence
        if not has_main_verb(sentence.words, 0, len(sentence.words) - 1):
            continue  # "A ferry in the fog. Ana Ruiz": who took the picture
        groups += 1
        start, end = above[0].sentence.span(0, 0)[0], sentence.span(0, len(sentence.words) - 1)[1]
        name = passage.sentence.span(0, len(words) - 1)
        above[0].found.append(Found(start, end, "direct", "pulled quotation", mention=name, group=groups))
    return groups


def find_post(text: str, first: int, last: int, group: int) -> Found | None:
    """Find an embedded post: a paragraph that its author's name and handle close.

    Parameters
    ----------
    text : str
        The text as published.
    first, last : int
        The paragraph.
    group : int
        Number of the quotation.

    Returns
    -------
    Found or None
        The words before the name.
    """
    at = text.rfind("(@", first, last)
    if at < 0:
        return None
    for start in range(max(first, at - 64), at):
        if text[start] in "—–―-" and (match := _POST.match(text, start, last)):
            end = start
            while end > first and text[end - 1].isspace():
                end -= 1
            tag = _TAG.match(text, first, end)
            first = tag.end() if tag else first
            if end > first:
                return Found(first, end, "direct", "post", mention=match.span("name"), group=group)
    return None
