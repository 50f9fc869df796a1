"""Openings: where the content of a report begins after its verb."""

from __future__ import annotations

from rostra.quotation.cues import Cue, cue_words, verb_forms
from rostra.quotation.endings import clause_end
from rostra.quotation.verbs import is_finite
from rostra.quotation.words import Word, grammar, is_name

__all__ = ["explicit_that", "infinitive_after", "question_after", "quotation_after", "quotation_end"]

_LOOKAHEAD = 18  # words between a verb and its "that" or its quotation


def quotation_after(words: list[Word], k: int, cue: Cue) -> int | None:
    """Find a quotation that the verb introduces: nothing, a mark, or a circumstance between."""
    if words[k].quoted:
        return None if is_name(words[k]) else k
    if (
        (words[k].text in (":", ",") or words[k].lower == "that")
        and k + 1 < len(words)
        and words[k + 1].quoted
    ):
        return None if words[k].lower == "that" and cue.entry.frames & {"clause", "that"} else k + 1
    ends = grammar("finite_marks", also=("that", "if", "whether"))
    for j in range(k, min(k + _LOOKAHEAD, len(words))):
        word = words[j]
        if word.quoted:
            if is_name(word):
                return None
            if words[j - 1].text in (":",):
                return j
            # "said of the plan, “...”" is a circumstance; a subject before the quotation is content
            person = words[k].lower == "to" and (
                words[k + 1].is_capital or words[k + 1].lower in grammar("objects", "addressees")
            )
            circumstance = (
                person
                or words[k].lower in grammar("prepositions", "time_words", but=("to",))
                or words[k].text == ","
            )
            if words[j - 1].lower in grammar("wh_words"):
                return None  # "about how “late” it was"
            addressed = (
                "person" in cue.entry.frames
                and j - k <= 6
                and words[k].lower != "to"
                and words[j - 1].lower not in grammar("prepositions")
            )
            return (
                j
                if (words[j - 1].text == "," and circumstance)
                or (addressed and words[k].lower != "stories")
                or (circumstance and j - k <= 5 and cue.entry.frames != {"quote"})
                else None
            )
        view = word.lower in cue_words("views") and words[j - 1].lower == "the"
        if word.lower in ends or (view and j + 1 < len(words) and words[j + 1].lower == "of"):
            return None  # a clause, or "in the words of another"
    return None


def quotation_end(words: list[Word], quotation: int, bound: str) -> int:
    """Find where the content that begins with a quotation ends: `admitted “some doubt” about the plan`."""
    inner = words[quotation].text.rstrip("”\"'’»")[-1:]
    if quotation + 1 >= len(words) or inner in ",.?!—–-…;:":
        return quotation
    following = words[quotation + 1]
    if not following.is_word or following.lower in grammar("quotation_ends", "time_words"):
        return quotation
    if is_finite(words, quotation + 1):
        return quotation  # "What the board called “a gift” was a loan"
    if following.lower in grammar("coordinators") and not (
        quotation + 2 < len(words)
        and (words[quotation + 2].quoted or words[quotation + 2].lower in grammar("wh_words"))
    ):
        return quotation
    return clause_end(words, quotation, bound=bound)


def explicit_that(words: list[Word], k: int, frames: frozenset[str]) -> int | None:
    """Find the `that` of a verb, over addressees and circumstances."""
    opens = words[k]
    if (
        "person" not in frames
        and opens.is_word
        and not (
            opens.lower in grammar("prepositions", "time_words", "adverbs")
            or (opens.lower in grammar("time_modifiers") and opens.lower not in grammar("determiners"))
            or opens.lower in cue_words("relays")
            or opens.lower in ("that", "it", "clear", "himself", "herself", "themselves", "itself")
            or opens.lower.endswith("ly")
        )
    ):
        return None  # "announced a plan that ...": a relative clause
    commas = 0
    for j in range(k, min(k + _LOOKAHEAD, len(words))):
        word = words[j]
        if word.quoted is not None:
            if is_name(word):
                continue
            return None
        if word.lower == "that":
            if (
                j > k
                and words[j - 1].lower in grammar("prepositions", but=("that",))
                and words[j - 1].lower not in ("on",)
            ):
                return None
            if j > k and words[j - 1].lower in (
                "those",
                "one",
                "ones",
                "anything",
                "everything",
                "all",
                "something",
            ):
                return None  # a relative clause
            following = words[j + 1] if j + 1 < len(words) else None
            demonstrative = j == k and following is not None and following.lower in grammar("finite_marks")
            return None if demonstrative else j
        if word.text == ",":
            commas += 1
            if commas > 2 or (j + 1 < len(words) and (words[j + 1].lower,) in verb_forms()):
                return None
        elif not word.is_word and word.text not in ("’", "‘", "'", ".", "&", "(", ")"):
            return None
        if word.lower in grammar("finite_marks") or (
            word.lower in grammar("clause_subjects")
            and word.lower not in ("you", "this", "these", "those", "no", "it", "her")
        ):
            return None
    return None


def infinitive_after(words: list[Word], k: int, addressee: bool) -> int | None:
    """Find the `to` that opens an infinitive content: `vowed to stay`, `urged the council to act`."""
    if k < len(words) and words[k].lower == "to":
        return k if _is_infinitive(words, k + 1) else None
    if k + 1 < len(words) and words[k].lower == "not" and words[k + 1].lower == "to":
        unnamed = " ".join(word.lower for word in words[k + 2 : k + 4]) in cue_words("anonymity")
        return None if unnamed else k  # "who asked not to be named": a condition, no statement
    if addressee:
        for j in range(k, min(k + 10, len(words))):
            if words[j].lower == "to" and _is_infinitive(words, j + 1):
                return k
            if not words[j].is_word or words[j].lower in grammar("finite_marks"):
                return None
    return None


def _is_infinitive(words: list[Word], k: int) -> bool:
    """Whether what follows `to` can be a verb: `to stay`, not `to the pumps` or `to Oslo`."""
    if k >= len(words):
        return False
    word = words[k]
    return word.quoted is not None or (
        word.is_word and not word.is_capital and word.lower not in grammar("determiners", "objects")
    )


def question_after(words: list[Word], k: int) -> int | None:
    """Find the question that was asked: over whoever was asked to `if`, `whether` or a question word.

    Parameters
    ----------
    words : list of Word
        The sentence.
    k : int
        Where to look: after the verb.

    Returns
    -------
    int or None
        The first word of the question.
    """
    for j in range(k, min(k + 12, len(words))):
        lower = words[j].lower
        if lower == "to" and _is_infinitive(words, j + 1):
            return None  # "asked the ministry to find out whether": a request
        if lower in ("if", "whether") or (lower in grammar("wh_words") and j + 2 < len(words)):
            return j
        if lower == "about" and j + 1 < len(words):
            return j + 1
        if not words[j].is_word or lower in grammar("finite_auxiliaries"):
            return None
    return None
