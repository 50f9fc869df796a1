"""Objects: noun phrases and judgements that are the content of a report."""

from __future__ import annotations

from rostra.quotation.circumstances import drop_circumstance
from rostra.quotation.cues import Cue, cue_words, verb_forms
from rostra.quotation.endings import ends_in_comma, is_report_verb, reports_again
from rostra.quotation.verbs import is_finite
from rostra.quotation.words import Word, grammar, is_name

__all__ = ["complement_of", "label_end", "label_quotation", "object_end"]


def complement_of(words: list[Word], cue: Cue, k: int) -> int | None:
    """Find what somebody is called or described as: `called it a theft`, `described her as a fraud`."""
    if k + 2 >= len(words):
        return None
    pronoun = words[k].lower in grammar("objects")
    if cue.entry.lemma == "describe":
        return k + 2 if pronoun and words[k + 1].lower == "as" else None
    if cue.entry.lemma not in cue_words("naming_verbs"):
        return None
    if pronoun:
        return k + 1 if words[k + 1].lower in grammar("determiners") else None
    if words[k].lower in grammar("demonstratives") and words[k + 1].lower in grammar("determiners"):
        return k + 1  # "called this a false story"
    for j in range(k + 1, min(k + 9, len(words) - 1)):
        word, before = words[j], words[j - 1]
        if not word.is_word or word.lower in grammar("prepositions", "conjunctions"):
            return None
        nominal = before.is_word and before.lower not in grammar("determiners")
        if word.lower in grammar("determiners") and nominal:
            return k  # "called the visit a disgrace"
    return None


def label_quotation(words: list[Word], k: int) -> int | None:
    for j in range(k, min(k + 25, len(words))):
        word = words[j]
        if word.quoted and not is_name(word):
            return j
        if word.lower in ("and", "but") and is_report_verb(words, j + 1):
            return None
        if word.text == "," and (reports_again(words, j + 1) or _says_more(words, j + 1)):
            return None
        if word.text in (";", ":") or (
            (word.lower in grammar("finite_marks") or is_finite(words, j, sure=True))
            and words[j - 1].lower not in ("which", "that", "who")
        ):
            return None
    return None


def _says_more(words: list[Word], k: int) -> bool:
    """Whether a participle that reports stands at k: `, saying that`."""
    entry = verb_forms().get((words[k].lower,)) if k < len(words) else None
    return entry is not None and entry.form == "ing" and entry.act == "speech"


def label_end(words: list[Word], quotation: int) -> int:
    """Find the end of a judgement in marks: `“unfair” to the students “who came”`."""
    last = quotation
    while last + 2 < len(words) and words[last + 1].lower in (
        "for",
        "of",
        "to",
        "against",
        "from",
        "by",
        "and",
    ):
        if words[last + 1].lower == "and":
            if words[last + 2].quoted is None:
                break
            last += 2
            continue
        end = object_end(words, last + 2)
        if end is None:
            break
        last = end
    return last


def object_end(words: list[Word], first: int) -> int | None:
    """Find the end of a noun phrase that names what was said: `criticized the delay of the talks`.

    Parameters
    ----------
    words : list of Word
        The sentence.
    first : int
        The first word of the phrase.

    Returns
    -------
    int or None
        Position of its last word; None where no phrase stands there.
    """
    if not (words[first].is_word or words[first].quoted) or words[first].lower in grammar("not_objects"):
        return None
    k = first
    while k + 1 < len(words):
        following = words[k + 1]
        if (
            not following.is_word
            and following.quoted is None
            and following.text not in ("’", "'", ".", "&", "$", "%")
            and not (following.text == "," and _goes_on_as_list(words, k + 1))
        ):
            break
        if following.text == "." and not (
            words[k].is_capital
            and k + 2 < len(words)
            and (words[k + 2].is_capital or words[k + 2].text.isdigit())  # "the Sept. 11 attacks"
        ):
            break
        lower = following.lower
        if ends_in_comma(words[k]) and lower in grammar("adverbs", "nominatives", "relatives"):
            break  # "described it as “a dinosaur,” now praises it"
        if lower in ("while", "when", "after", "before", "because", "though", "although", "during", "but"):
            break
        if lower == "by" and k + 2 < len(words) and _says_more(words, k + 2):
            break  # "explained the delay by saying that"
        if (
            lower == "and"
            and k + 2 < len(words)
            and (
                is_finite(words, k + 2)
                or (is_report_verb(words, k + 2) and not words[k + 2].is_capital)
                or words[k + 2].lower in grammar("nominatives")
            )
        ):
            break
        if _dates(words, k + 1) or (lower in grammar("nominatives") and is_report_verb(words, k + 2)):
            break
        k += 1
    last = drop_circumstance(words, first, k)
    while last > first and words[last].lower in grammar("prepositions", also=("the",)):
        last -= 1
    return last


def _dates(words: list[Word], k: int) -> bool:
    """Whether a day or a bare time at k tells when it was said: `criticized the plan Tuesday`."""
    before, word = words[k - 1], words[k]
    if before.lower in grammar("prepositions", "determiners") or before.lower.endswith("'s"):
        return False
    if word.lower in grammar("days"):
        return True
    return (
        word.lower in ("last", "this", "next", "earlier", "late")
        and k + 1 < len(words)
        and words[k + 1].lower in grammar("time_words")
    )


def _goes_on_as_list(words: list[Word], comma: int) -> bool:
    """Whether the comma stands in a list that `and` closes: `growth, jobs and pay`."""
    if comma + 1 < len(words):
        following = words[comma + 1]
        if following.lower in ("including", "or"):
            return True
        if words[comma - 1].text.isdigit() and len(following.text) == 4 and following.text.isdigit():
            return True  # "on July 4, 1946"
        place = following.is_capital and words[comma - 1].is_capital
        if (
            place
            and comma + 2 < len(words)
            and words[comma + 2].lower in grammar("prepositions", also=(",", "."))
        ):
            return True  # "in Troy, Ohio, on Monday"
    for k in range(comma + 1, min(comma + 8, len(words))):
        if words[k].lower in ("and", "or") and words[k - 1].is_word:
            return not is_finite(words, min(k + 1, len(words) - 1))
        if not words[k].is_word and words[k].text != ",":
            return False
        if is_finite(words, k) or words[k].lower in grammar("relatives") or words[k].lower.endswith("ing"):
            return False
    return False
