"""Subjects: to whom a reporting verb belongs."""

from __future__ import annotations

from rostra.quotation.cues import Cue
from rostra.quotation.speakers import Mention, subject_after, subject_before
from rostra.quotation.words import Word, grammar

__all__ = ["opening_subject", "participle_subject", "shared_subject", "subject_of"]


def _inverted(words: list[Word], cue: Cue) -> bool:
    """Whether the subject follows the verb: quoted or commaed-off content stands right before it."""
    if cue.first == 0 or cue.form != "finite":
        return False
    before = words[cue.first - 1]
    if before.quoted is None and before.text not in (",", "—", "–", "--"):
        return False
    return subject_after(words, cue) is not None


def subject_of(words: list[Word], cue: Cue) -> Mention | None:
    """Find the subject of a finite reporting verb, before it or, where it is inverted, after it."""
    inverted = _inverted(words, cue)
    mention = _direct_subject(words, cue, inverted)
    if mention is None and not inverted and cue.entry.lemma in ("say", "tell", "show", "report"):
        # "A letter sent to members on Friday said ...": the phrase that opens the sentence
        first = 0
        if words[0].lower in ("a", "an", "the") and not any(
            w.lower in grammar("finite_marks") - {"sent", "made", "said"} or not w.is_word
            for w in words[: cue.first]
        ):
            while (
                first + 1 < cue.first
                and words[first + 1].lower not in grammar("prepositions")
                and (
                    not words[first + 1].lower.endswith("ed")
                    and words[first + 1].lower not in grammar("finite_marks")
                )
            ):
                first += 1
            return Mention(0, first) if first else None
    return mention


def _direct_subject(words: list[Word], cue: Cue, inverted: bool) -> Mention | None:
    if inverted:
        if words[cue.first - 1].quoted is None:
            # "Hale, a doctor, said Brown would ..." against "The plan will fail, said Brown."
            after = subject_after(words, cue)
            before = subject_before(words, cue)
            closes = after is not None and _ends_report(words, after.last + 1)
            return after if closes or before is None else before
        return subject_after(words, cue)
    return subject_before(words, cue)


def opening_subject(words: list[Word], cue: Cue) -> Mention | None:
    """The subject of the sentence, for a participle whose own clause has no reporting verb before it."""
    first = 0
    while first < cue.first and (
        not words[first].is_word
        or words[first].lower in grammar("coordinators") | grammar("adverbs")
    ):  # fmt: skip
        first += 1
    if first >= cue.first:
        return None
    if words[first].lower in grammar("people_subjects"):
        return Mention(first, first)
    last = first
    while last + 1 < cue.first and words[last + 1].is_capital:
        last += 1
    return (
        Mention(first, last)
        if words[first].is_capital
        and words[first].lower not in grammar("prepositions") | grammar("determiners")
        else None
    )


def participle_subject(words: list[Word], cue: Cue, subjects: list[tuple[int, Mention]]) -> Mention | None:
    """The subject of a participle: that of the reporting verb before it, else of the sentence."""
    before = [mention for at, mention in subjects if at < cue.first]
    if before:
        return before[-1]
    if cue.first == 0 or (cue.first == 1 and words[0].lower in grammar("coordinators")):
        return _following_subject(words, cue, subjects)
    if cue.first and words[cue.first - 1].lower in grammar("prepositions") - {"by"}:
        return None
    return opening_subject(words, cue)


def shared_subject(words: list[Word], cue: Cue, subjects: list[tuple[int, Mention]]) -> Mention | None:
    """The subject of a verb joined to one before it: `She called it late and accused the board`."""
    k = cue.first - 1
    while k >= 0 and (words[k].lower in grammar("adverbs") or words[k].lower.endswith("ly")):
        k -= 1
    if k < 0 or words[k].lower not in grammar("coordinators"):
        return None
    before = [mention for at, mention in sorted(subjects, key=lambda s: s[0]) if at < cue.first]
    return before[-1] if before else None


def _following_subject(words: list[Word], cue: Cue, subjects: list[tuple[int, Mention]]) -> Mention | None:
    """The subject that follows an opening participle: `Calling it “late,” Hale left.`"""
    if subjects:
        return min(subjects, key=lambda s: s[0])[1]
    for k in range(cue.last + 1, len(words) - 1):
        closes = words[k].text == "," or (
            words[k].quoted is not None and words[k].text.rstrip("”\"’'")[-1:] == ","
        )
        if (closes and words[k + 1].is_capital) or (
            closes and words[k + 1].lower in grammar("people_subjects")
        ):
            last = k + 1
            while last + 1 < len(words) and words[last + 1].is_capital:
                last += 1
            return Mention(k + 1, last)
    return None


def _ends_report(words: list[Word], k: int) -> bool:
    """Whether an inverted subject is followed by an end, a mark, a time or a place, not by a verb."""
    if k >= len(words) or not words[k].is_word:
        return True
    after = grammar("prepositions") | grammar("time_words") | grammar("relatives")
    return words[k].lower in after - {"to"}
