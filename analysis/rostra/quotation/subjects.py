"""Subjects: to whom a reporting verb belongs."""

from __future__ import annotations

from rostra.quotation.cues import PLAIN_VERB, Cue, cue_words, verb_group
from rostra.quotation.endings import is_report_verb
from rostra.quotation.phrases import Mention, is_nominal
from rostra.quotation.speakers import subject_after, subject_before
from rostra.quotation.verbs import has_main_verb, is_finite
from rostra.quotation.words import Word, grammar, is_name

__all__ = ["main_subject", "opens_sentence", "participle_subject", "shared_subject", "subject_of"]

_LONGEST_LIST = 25  # words between two verbs of a list
_LONGEST_WITH = 14  # words between "with" and the participle of its subject


def _inverted(words: list[Word], cue: Cue) -> bool:
    """Whether the subject follows the verb: quoted or commaed-off content stands right before it."""
    if cue.form != "finite":
        return False
    if cue.first == 0:
        return words[0].is_capital and subject_after(words, cue) is not None
    if cue.entry.lemma in cue_words("never_inverted"):
        return False
    before = words[cue.first - 1]
    if before.quoted is not None and is_name(before) and cue.first > 1 and words[cue.first - 2].is_word:
        return False  # "star of the series “Harbour,” thanked ..."
    if before.quoted is None and before.text not in (",", "—", "–", "--"):
        return False
    after = subject_after(words, cue)
    if after is None or before.quoted is not None:
        return after is not None
    if not cue.entry.frames & {"clause", "that", "person", "whether"}:
        return False  # "Hale, a lawyer, accused the board"
    following = words[after.last + 1] if after.last + 1 < len(words) else None
    judged = following is not None and following.quoted is not None and not words[after.last].is_capital
    return not judged  # "declared the plan “dead”"


def subject_of(words: list[Word], cue: Cue) -> Mention | None:
    """Find the subject of a finite reporting verb, before it or, where it is inverted, after it."""
    inverted = _inverted(words, cue)
    mention = _direct_subject(words, cue, inverted)
    return mention


def _direct_subject(words: list[Word], cue: Cue, inverted: bool) -> Mention | None:
    if not inverted:
        return subject_before(words, cue)
    after = subject_after(words, cue)
    if after is None or words[cue.first - 1].quoted is not None:
        return after
    # "Hale, a doctor, said Brown would ..." against "The plan will fail, said Brown."
    end = cue.last + 1
    while end < len(words) and (
        words[end].is_word
        or words[end].text in ("’", "'", "&")
        or (words[end].text == "." and words[end - 1].is_capital and end + 1 < len(words))
    ):
        end += 1
    clause = has_main_verb(words, cue.last + 1, end - 1) or (
        end < len(words) and words[end].quoted is not None
    )
    before = subject_before(words, cue)
    if before is not None and before.first > 0 and words[before.first - 1].quoted is not None:
        return before  # "“We agree,” Ana Hale, a delegate, said Monday"
    return after if before is None or not clause else before


def main_subject(words: list[Word], stop: int, start: int = 0) -> Mention | None:
    """The subject of the nearest finite verb before `stop` that has one of its own."""
    for sure in (True, False):
        mention = _nearest_subject(words, stop, start, sure=sure)
        if mention is not None:
            return mention
    return opening_subject(words, stop) if start == 0 else None


def _nearest_subject(words: list[Word], stop: int, start: int, *, sure: bool) -> Mention | None:
    for k in range(stop - 1, start, -1):
        if not is_finite(words, k, sure=sure) or words[k].lower in grammar("clause_openers", but=("that",)):
            continue
        group = verb_group(words, k)[0]
        if group >= 0 and words[group].lower in grammar("relatives", also=("that",)):
            continue
        if any(word.lower == "there" for word in words[group + 1 : k]):
            continue  # "there was no vote": nobody acts
        mention = subject_before(words, Cue(k, k, PLAIN_VERB, "finite"))
        if (
            mention is None
            or mention.last >= k
            or words[mention.last].lower in grammar("relatives", also=("that",))
        ):
            continue
        if _inside_relative(words, mention.first):
            continue
        return mention
    return None


def _inside_relative(words: list[Word], first: int) -> bool:
    return first > 0 and words[first - 1].lower in grammar("relatives", also=("that", "if", "whether"))


def opening_subject(words: list[Word], stop: int) -> Mention | None:
    """The name or pronoun that opens a sentence."""
    first = 0
    while first < stop and (
        not words[first].is_word
        or words[first].lower in grammar("coordinators", "adverbs")
    ):  # fmt: skip
        first += 1
    if first >= stop:
        return None
    if words[first].lower in grammar("people_subjects"):
        return Mention(first, first)
    last = first
    while last + 1 < stop and words[last + 1].is_capital:
        last += 1
    return (
        Mention(first, last)
        if words[first].is_capital
        and words[first].lower not in grammar("prepositions", "determiners", "subordinators")
        else None
    )


def participle_subject(
    words: list[Word], cue: Cue, subjects: list[tuple[int, Mention]], free: int = 0
) -> Mention | None:
    """The subject of a participle: that of the verb before it, what is reported (up to `free`) left out."""
    if cue.first > 1 and words[cue.first - 1].is_word:
        noun = words[cue.first - 1].lower
        own = _with_subject(words, cue.first)
        if own is not None:
            return own
        if not (
            noun in cue_words("message_nouns") or noun in grammar("prepositions", "conjunctions", "days")
        ):
            near = subject_before(words, Cue(cue.first, cue.first, PLAIN_VERB, "ing"))
            if near is not None and _acts(words, near):
                return near  # "with 22 percent saying", "a man claiming"
    before = sorted((s for s in subjects if s[0] < cue.first), key=lambda s: s[0])
    if before:
        at, mention = before[-1]
        return main_subject(words, cue.first, max(at, free)) or mention
    if opens_sentence(words, cue):
        return _following_subject(words, cue, subjects)
    if cue.first and words[cue.first - 1].lower in grammar(
        "prepositions", but=("by", "for", "after", "before", "in", "since", "on", "to")
    ):
        return None
    return main_subject(words, cue.first)


def opens_sentence(words: list[Word], cue: Cue) -> bool:
    """Tell whether a participle opens a sentence: `After suggesting that it was late, Hale left.`

    Parameters
    ----------
    words : list of Word
        The sentence.
    cue : Cue
        The reporting verb.

    Returns
    -------
    bool
        True where only prepositions, adverbs and conjunctions stand before it.
    """
    before = grammar("coordinators", "adverbs", "opening_prepositions")
    return cue.form == "ing" and all(word.lower in before for word in words[: cue.first])


def _with_subject(words: list[Word], k: int) -> Mention | None:
    """The phrase between `with` and a participle: `, with the mayor of Oslo charging that`."""
    for j in range(k - 1, max(0, k - _LONGEST_WITH), -1):
        if words[j].lower == "with":
            parted = not words[j - 1].is_word or words[j - 1].lower in grammar("time_words")
            mention = Mention(j + 1, k - 1)
            return mention if parted and j + 1 < k and is_nominal(words, mention) else None
        if not (words[j].is_word or words[j].text in (".", "’", "'")) or is_finite(words, j):
            return None
    return None


def _acts(words: list[Word], near: Mention) -> bool:
    """Whether the phrase right before a participle is its subject and no object: `with voters saying`."""
    if near.first == 0:
        return True
    before = words[near.first - 1]
    if before.lower in grammar("coordinators") and near.first > 1 and words[near.first - 2].text == ",":
        return True  # "Hale saying one thing, and the board saying another"
    return before.lower == "with" or not before.is_word or words[near.last].is_capital


def shared_subject(words: list[Word], cue: Cue, subjects: list[tuple[int, Mention]]) -> Mention | None:
    """The subject of a verb joined to one before it: `She called it late and accused the board`."""
    k = cue.first - 1
    if k > 2 and words[k].text == ",":
        # "and, behind her back, sniffed that"
        opening = next((m for m in range(k - 1, max(-1, k - 12), -1) if words[m].text == ","), None)
        k = opening - 1 if opening is not None else k
    while (
        k >= 0 and cue.first - k < 15 and words[k].is_word and words[k].lower not in grammar("coordinators")
    ):
        if is_finite(words, k) and words[k].lower not in grammar("auxiliaries"):
            return None
        k -= 1
    if words[k].text == "," and k == cue.first - 1 and _is_listed(words, cue.last + 1):
        before = [mention for at, mention in sorted(subjects, key=lambda s: s[0]) if at < cue.first]
        return before[-1] if before else main_subject(words, k)
    if k < 1 or words[k].lower not in grammar("coordinators"):
        return None
    between = words[k + 1 : cue.first]
    light = all(
        w.lower in grammar("adverbs", "auxiliaries", "negators") or w.lower.endswith("ly") for w in between
    )
    if not light and between[0].lower not in grammar("prepositions", also=("then", ",")):
        return None  # a subject of its own that was not understood
    before = [mention for at, mention in sorted(subjects, key=lambda s: s[0]) if at < cue.first]
    return before[-1] if before else main_subject(words, k)


def _is_listed(words: list[Word], start: int) -> bool:
    """Whether `and` joins another verb to the one before `start`: `met him, called it late and left`."""
    for k in range(start, min(start + _LONGEST_LIST, len(words) - 1)):
        if words[k].lower in ("and", "but"):
            verb = k + 1
            while verb + 1 < len(words) and words[verb].lower in grammar("adverbs"):
                verb += 1
            return (is_finite(words, verb) and words[verb].lower.endswith(("ed", "s"))) or is_report_verb(
                words, verb
            )
        if not (words[k].is_word or words[k].quoted or words[k].text == ","):
            return False
    return False


def _following_subject(words: list[Word], cue: Cue, subjects: list[tuple[int, Mention]]) -> Mention | None:
    """The subject that follows an opening participle: `Calling it “late,” Hale left.`"""
    free = [
        (at, mention)
        for at, mention in subjects
        if words[mention.last].lower not in grammar("relatives")
        and mention.first > 0
        and not words[mention.first - 1].is_word  # the main clause, not what is reported
    ]
    if free:
        return min(free, key=lambda s: s[0])[1]
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
