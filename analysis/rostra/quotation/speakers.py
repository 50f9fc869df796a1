"""Speakers: the phrase beside a reporting verb that names who speaks."""

from __future__ import annotations

from rostra.quotation.cues import Cue, verb_group
from rostra.quotation.phrases import Mention, is_nominal, leads_adverbial, noun_phrase, opens_clause
from rostra.quotation.verbs import has_main_verb, is_finite
from rostra.quotation.words import Word, grammar, is_name

__all__ = ["subject_after", "subject_before"]

_LONGEST_APPOSITION = 45  # words between the two commas of "X, a doctor who ..., said"


def subject_before(words: list[Word], cue: Cue) -> Mention | None:
    """Find the subject to the left of a finite verb.

    Parameters
    ----------
    words : list of Word
        The sentence.
    cue : Cue
        The verb.

    Returns
    -------
    Mention or None
        The noun phrase, without the clause in commas that describes it.
    """
    group = verb_group(words, cue.first)[0]
    j = _skip_left(words, group)
    if j < 0:
        return None
    if words[j].text == "." and j and words[j - 1].is_capital:
        j -= 1  # "Samsung Electronics Co. said"
    title = words[j].quoted is not None and is_name(words[j]) and words[j].text.rstrip("”\"'’»")[-1:] == ","
    if words[j].text in (",", "—", "–", "-", ")", "--") or title:
        return _described(words, j)
    return noun_phrase(words, j) if words[j].is_word else None


def subject_after(words: list[Word], cue: Cue) -> Mention | None:
    """Find the subject to the right of an inverted verb: `, said the minister`.

    Parameters
    ----------
    words : list of Word
        The sentence.
    cue : Cue
        The verb.

    Returns
    -------
    Mention or None
        The noun phrase that follows at once.
    """
    first = cue.last + 1
    if first >= len(words) or not words[first].is_word:
        return None
    head = words[first]
    if head.lower in grammar("people_subjects"):
        return Mention(first, first)
    if head.lower in grammar("finite_marks"):
        return None
    if head.lower in grammar("time_words") or head.lower in grammar("prepositions"):
        return None
    if head.lower in grammar("conjunctions") or head.lower in grammar("clause_subjects", but=("no",)):
        return None
    if head.lower in grammar("adverbs") or (head.lower.endswith("ly") and not head.is_capital):
        return None
    last = first
    for k in range(first + 1, len(words)):
        word = words[k]
        if not word.is_word:
            if (
                word.text in (".",)
                and words[k - 1].is_capital
                and k + 1 < len(words)
                and words[k + 1].is_capital
            ):
                continue  # an initial or a title with its point
            if word.text in ("&", "/") or (word.text in ("'", "’") and words[k - 1].lower.endswith("s")):
                continue
            break
        lower = word.lower
        if (
            lower in grammar("relatives")
            or lower in grammar("auxiliaries")
            or lower in grammar("time_words", but=("may",))
        ):
            break
        if lower in grammar("conjunctions") and lower != "and":
            break
        if lower == "and" and not _joins_name(words, k):
            break
        if lower in grammar("prepositions") and (
            lower not in ("of", "for", "at", "from", "with", "in")
            or k + 1 >= len(words)
            or not _continues_name(words, k + 1)
        ):
            break
        if lower in grammar("adverbs") or (lower.endswith("ly") and not word.is_capital):
            break
        if lower.endswith("ing") and not word.is_capital:
            break
        last = k
    mention = Mention(first, last)
    return mention if is_nominal(words, mention) else None


def _joins_name(words: list[Word], k: int) -> bool:
    """Whether `and` goes on with a speaker: `Hale and Brown`, `oil and gas worker Ana Hale`."""
    if k + 1 >= len(words):
        return False
    if words[k + 1].is_capital or words[k + 1].lower == "the":
        return True
    near = words[k + 1 : k + 5]
    stop = next((n for n, w in enumerate(near) if not w.is_word), len(near))
    return any(w.is_capital for w in near[:stop]) and not any(
        is_finite(words, k + 1 + n) for n in range(stop)
    )


def _continues_name(words: list[Word], k: int) -> bool:
    """Whether the words after a preposition belong to a name or an office."""
    word = words[k]
    if word.lower in grammar("time_words") or (
        words[k - 1].lower == "in" and word.lower in ("a", "an", "his", "her")
    ):
        return False
    return word.is_capital or word.lower in ("the", "a", "an", "their", "its")


def _skip_left(words: list[Word], j: int) -> int:
    """Step over auxiliaries, adverbs and times: `Hale also on Tuesday said`."""
    while j >= 0:
        word = words[j]
        if not word.is_word:
            # ", however," and the like
            if word.text == "," and j >= 2 and words[j - 2].text == "," and words[j - 1].lower in (
                "however", "meanwhile", "though", "too", "instead", "also", "in", "therefore",
            ):  # fmt: skip
                j -= 3
                continue
            if (
                word.text == ","
                and j >= 3
                and words[j - 3].text == ","
                and f"{words[j - 2].lower} {words[j - 1].lower}" in grammar("adverbial_phrases")
            ):
                j -= 4  # ", for instance,"
                continue
            return j
        lower = word.lower
        if j and f"{words[j - 1].lower} {lower}" in grammar("adverbial_phrases"):
            j -= 2
            continue
        if j + 1 < len(words) and f"{lower} {words[j + 1].lower}" in grammar("adverbial_phrases"):
            j -= 1  # its last word was passed as an adverb: "at first said"
            continue
        if lower in grammar("time_words") and not (lower == "may" and j and words[j - 1].is_word):
            k = j - 1
            while k >= 0 and words[k].lower in grammar("time_modifiers"):
                k -= 1
            if k < 0 or not words[k].is_word or words[k].lower in grammar("conjunctions"):
                return j if k < 0 else k
            j = k
            continue
        if (
            lower in grammar("auxiliaries")
            or lower in grammar("adverbs", but=("all", "both", "each", "more"))
            or lower in grammar("negators")
            or lower.endswith("n't")
            or (lower.endswith("ly") and not word.is_capital and lower not in grammar("nouns_in_ly"))
        ):
            j -= 1
            continue
        return j
    return j


def _described(words: list[Word], closing: int) -> Mention | None:
    """Find the noun phrase that a clause in commas (or dashes, brackets) describes."""
    mark = words[closing].text if words[closing].quoted is None else ","
    if mark == ")":
        opening = next((k for k in range(closing - 1, -1, -1) if words[k].text == "("), 0)
        return noun_phrase(words, opening - 1) if opening and words[opening - 1].is_word else None
    named: Mention | None = None
    common: Mention | None = None
    inside = False  # the words so far are a clause, so that only a relative can have opened it
    for k in range(closing - 1, max(0, closing - _LONGEST_APPOSITION), -1):
        if words[k].quoted is not None and mark == "," and k == closing - 1:
            break
        if words[k].text != mark:
            continue
        relative = words[k + 1].lower in grammar("relatives")
        inside = inside or (not relative and has_main_verb(words, k + 1, closing - 1, strict=True))
        if inside and not relative:
            continue
        head = k - 1
        if words[head].text == ")":
            head = next((m for m in range(head, -1, -1) if words[m].text == "("), 0) - 1
        if head < 0 or not words[head].is_word:
            continue
        mention = noun_phrase(words, head)
        if mention is None or not opens_clause(words, mention.first):
            continue
        if words[head].lower in grammar("time_words") or leads_adverbial(words, head):
            continue
        if words[head].is_capital:
            named = mention
            if words[mention.first].lower in grammar("determiners") and words[closing - 1].is_capital:
                named = Mention(mention.first, closing - 1)  # "One Democrat, Sen. Ana Hale,"
        elif relative or _describes(words, k + 1) or words[mention.first].lower in grammar("determiners"):
            common = mention
            if not relative and words[k + 1].is_capital and words[closing - 1].is_word:
                common = Mention(mention.first, closing - 1)  # "her lawyer, Ana Hale,"
    return named or common


def _describes(words: list[Word], k: int) -> bool:
    """Whether the words at k can open a description of the noun before them."""
    word = words[k]
    return (
        word.lower in grammar("apposition_openers")
        or word.lower in grammar("possessives")
        or word.lower.endswith(("ing", "ed"))
        or word.is_capital
    )
