"""Sources: who is named as the source of a quotation where no verb of saying is: `In a statement, Hale:`"""

from __future__ import annotations

from rostra.quotation.cues import cue_words, find_cues
from rostra.quotation.phrases import Mention
from rostra.quotation.subjects import main_subject, subject_of
from rostra.quotation.words import Sentence, Word, grammar

__all__ = ["announced_speaker", "message_source", "signature", "source_phrase", "view_holder"]

_VIEWS = cue_words("views")
_DASHES = ("—", "–", "―", "-", "--")
_LONGEST_SIGNATURE = 16  # words and marks of a line that signs a quotation


def signature(sentence: Sentence, first: int = 0, *, dash: bool = True) -> tuple[int, int] | None:
    """Find the name in a line that only signs the quotation before it: `― Ana Ruiz, Oslo`

    Parameters
    ----------
    sentence : Sentence
        The sentence or line.
    first : int
        Where the line begins.
    dash : bool
        A dash has to stand before the name.

    Returns
    -------
    tuple of int or None
        Place of the name; None where the words say more than that.
    """
    words = sentence.words
    if first < len(words) and words[first].text in _DASHES:
        first += 1
    elif dash:
        return None
    rest = words[first:]
    if not rest or not rest[0].is_capital or len(rest) > _LONGEST_SIGNATURE:
        return None
    if any(w.quoted or w.lower in grammar("finite_marks") for w in rest):
        return None
    if not dash and sum(w.is_capital for w in rest[:5]) < 2:
        return None
    named = next((n for n, w in enumerate(rest) if w.text in (",", "(", ";", "–", "—")), len(rest))
    while named and not rest[named - 1].is_word:
        named -= 1
    return sentence.span(first, first + named - 1) if named else None


def announced_speaker(sentence: Sentence, first: int = 0, stop: int | None = None) -> tuple[int, int] | None:
    """Find who speaks next, where a sentence ends in a colon: `In the words of the minister:`

    Parameters
    ----------
    sentence : Sentence
        The sentence before a quotation that stands alone, or that holds it.
    first, stop : int, optional
        Which of its words stand before the quotation; all of them where nothing is said.

    Returns
    -------
    tuple of int or None
        Place of the words that name the speaker; None where no colon ends the sentence.
    """
    last = (len(sentence.words) if stop is None else stop) - 1
    if last - first < 2 or sentence.words[last].text != ":":
        return None
    words = sentence.words[first : last + 1]
    source = _message_from(words[:-1]) or _message_of(words)
    if source is not None:
        return sentence.span(first + source.first, first + source.last)
    mentions = [m for c in find_cues(words) if c.form == "finite" and (m := subject_of(words, c))]
    owner = _message_owner(words) if not mentions else None
    if owner is not None:
        start, end = sentence.span(first + owner.first, first + owner.last)
        ending = next((mark for mark in ("'s", "'") if words[owner.last].lower.endswith(mark)), "")
        return start, end - len(ending)
    mention = mentions[-1] if mentions else main_subject(words, len(words) - 1) or _name_before_colon(words)
    return sentence.span(first + mention.first, first + mention.last) if mention else None


def _name_before_colon(words: list[Word]) -> Mention | None:
    """The name between a comma and a colon: `In a statement, Skerry Ferries:`"""
    first = len(words) - 1
    while first > 0 and words[first - 1].is_capital:
        first -= 1
    opened = first > 1 and words[first - 1].text == ","
    said = any(word.lower in cue_words("message_nouns") for word in words[: max(first, 0)])
    return Mention(first, len(words) - 2) if opened and said and first < len(words) - 1 else None


def message_source(sentence: Sentence, stop: int) -> tuple[int, int] | None:
    """Find from whom a message is that closes a stretch: `... read a statement from Ana Ruiz`

    Parameters
    ----------
    sentence : Sentence
        The sentence.
    stop : int
        Position of a colon.

    Returns
    -------
    tuple of int or None
        Place of the name.
    """
    mention = _message_from(sentence.words[:stop])
    return sentence.span(mention.first, mention.last) if mention else None


def _message_from(words: list[Word]) -> Mention | None:
    """A statement from somebody."""
    for k in range(len(words) - 2):
        if words[k].lower in cue_words("message_nouns") and words[k + 1].lower in ("from", "by"):
            mention = source_phrase(words, k + 2)
            if mention is not None and mention.last == len(words) - 1:
                return mention
    return None


def _message_of(words: list[Word]) -> Mention | None:
    """In the words of somebody."""
    for k in range(len(words) - 2):
        noun = words[k].lower == "words" or words[k].lower in cue_words("message_nouns")
        if noun and words[k + 1].lower in ("of", "from", "by"):
            return source_phrase(words, k + 2)
    return None


def _message_owner(words: list[Word]) -> Mention | None:
    """Whose message it is: `Her answer to the board:`, `Ana Ruiz's reply:`"""
    nouns = cue_words("message_nouns") | _VIEWS | {"words"}
    noun = next((k for k, word in enumerate(words) if word.lower in nouns), 0)
    for k in range(noun - 1, max(-1, noun - 4), -1):
        word = words[k]
        if word.lower in ("his", "her", "their"):
            return Mention(k, k)
        if word.lower.endswith(("'s", "s'")) and word.is_capital:
            first = k
            while first > 0 and words[first - 1].is_capital:
                first -= 1
            return Mention(first, k)
    return None


def view_holder(sentence: Sentence) -> tuple[int, int] | None:
    """Find whose words a quotation without a verb holds: `In her view it “...”`, `in his words “...”`.

    Parameters
    ----------
    sentence : Sentence
        The sentence that holds the quotation.

    Returns
    -------
    tuple of int or None
        Place of the pronoun or the name.
    """
    words = sentence.words
    for k in range(len(words) - 1):
        if words[k + 1].lower not in _VIEWS:
            continue
        if words[k].lower in ("his", "her", "their"):
            return sentence.span(k, k)
        if words[k].lower == "the" and k + 3 < len(words) and words[k + 2].lower == "of":
            named = source_phrase(words, k + 3)  # "in the words of one woman, “...”"
            quoted = named is not None and any(w.quoted for w in words[named.last + 1 : named.last + 3])
            if named is not None and quoted:
                return sentence.span(named.first, named.last)
    return None


def source_phrase(words: list[Word], first: int) -> Mention | None:
    """Find the phrase that names a source: what follows `according to`, `in the words of`, `a letter from`.

    Parameters
    ----------
    words : list of Word
        The sentence.
    first : int
        Position of its first word.

    Returns
    -------
    Mention or None
        Up to the next mark, relative pronoun or finite verb.
    """
    last = None
    for k in range(first, min(first + 22, len(words))):
        word = words[k]
        if not word.is_word:
            if (
                word.text in (".", "&", "’", "'")
                and k + 1 < len(words)
                and words[k - 1].is_capital
                and words[k + 1].is_word
            ):
                continue
            break
        if word.lower in grammar("relatives") or word.lower in grammar("finite_marks"):
            break
        last = k
    return Mention(first, last) if last is not None else None
