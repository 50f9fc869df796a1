"""Endings: where the content of a report stops and the writer takes over."""

from __future__ import annotations

from rostra.quotation.circumstances import drop_circumstance
from rostra.quotation.cues import cue_words, verb_forms
from rostra.quotation.verbs import has_main_verb, is_finite
from rostra.quotation.words import Word, grammar

__all__ = ["clause_end", "ends_in_comma", "is_report_verb", "reports_again"]

# The words and marks before which the writer may take over.
_TURNS = frozenset({":", ";", "—", "–", "--", "-", ",", "and", "but", "according", "before", "by", "while"})


def clause_end(words: list[Word], first: int, *, bound: str = "") -> int:
    """Find the last word of a content clause that begins at `first`.

    Parameters
    ----------
    words : list of Word
        The sentence.
    first : int
        The first word of the content.
    bound : str
        Where the report stands: `relative` (who said ...) `subordinate` (while critics say ...) or between
        two dashes (`dash`), so that the main clause takes over; else empty.

    Returns
    -------
    int
        Position of its last word or quotation.

    Notes
    -----
    The content runs to the end of the sentence, unless the writer takes over: with a
    participle that reports again (`, adding that`), with `according to`, with another
    reporting verb joined by `and` or `but`, or with a relative clause after a comma.
    """
    k = first
    while k < len(words) and not (
        (words[k].lower in _TURNS and _writer_takes_over(words, k) and not _waits_for_verb(words, first, k))
        or (
            k > first
            and ends_in_comma(words[k - 1])
            and words[k].lower not in cue_words("writers_turn")
            and _adds(words, k)
        )
        or (bound and k > first + 1 and _main_clause_resumes(words, k, bound))
    ):
        k += 1
    last = min(k, len(words)) - 1
    while last > first and not (
        words[last].is_word or words[last].quoted or words[last].text in (")", "%", "'", "’", "]")
    ):
        last -= 1
    return drop_circumstance(words, first, last) if k >= len(words) else last


def _waits_for_verb(words: list[Word], first: int, k: int) -> bool:
    """Whether a relative clause in commas parts a subject from its verb: `the plan, which is new, failed`."""
    if words[k].text != "," or k + 1 >= len(words) or words[k + 1].lower != "which":
        return False
    close = next((m for m in range(k + 2, min(k + 25, len(words) - 1)) if words[m].text == ","), None)
    # "that it fell, but that the plan, which is new, failed"
    again = (m + 1 for m in range(k - 1, first, -1) if words[m].lower == "that")
    return (
        close is not None
        and is_finite(words, close + 1)
        and not has_main_verb(words, next(again, first), k - 1)
    )


def _writer_takes_over(words: list[Word], k: int) -> bool:
    """Whether the content of a report ends before the word or mark at k, one of `_TURNS`."""
    lower = words[k].lower
    after = words[k + 1].lower if k + 1 < len(words) else ""
    if lower == ":":
        return k + 1 < len(words) and words[k + 1].quoted is not None
    if lower == "according":
        return after == "to"
    if lower in ("before", "by"):
        following = verb_forms().get((after,))
        return following is not None and following.form == "ing" and following.act == "speech"
    if lower == "while":
        return after.endswith("ing") and k > 0 and words[k - 1].quoted is not None
    if lower == ",":
        return _adds(words, k + 1)
    if lower in ("and", "but"):
        return (
            is_report_verb(words, k + 1)
            or (after in grammar("nominatives") and is_report_verb(words, k + 2))
            or (after in grammar("nominatives") and _withholds(words, k + 2))
            or _speaks_next(words, k + 1)
        )
    return (
        reports_again(words, k + 1)
        or (after in ("with", "a", "an", "there") and not _is_closed(words, k))
        or (after in grammar("coordinators") and is_report_verb(words, k + 2))
    )


def _adds(words: list[Word], k: int) -> bool:
    """Whether the writer goes on at k, after a comma, with something that is no content."""
    lower, after, *_ = *(w.lower for w in words[k : k + 2]), "", ""
    entry = verb_forms().get((lower,))
    return (
        (entry is not None and entry.form == "ing")
        or (lower == "according" and after == "to")
        or lower in cue_words("writers_turn")
        or (lower == "as" and after in grammar("finite_marks"))  # ", as have her rivals"
        or (lower == "even" and after == "as")
        or (lower in ("a", "an") and after in cue_words("writers_nouns"))
        or (lower in grammar("adders") and reports_again(words, k + 1))
        or (_is_postposed(words, k) and reports_again(words, k))
    )


def _withholds(words: list[Word], k: int) -> bool:
    """Whether the writer tells at k what was not said: `but he declined to ride in it`."""
    return k < len(words) and words[k].lower in cue_words("withholding_verbs")


def _speaks_next(words: list[Word], k: int) -> bool:
    """Whether somebody else's participle opens at k: `Hale saying yes and Brown accusing her of fraud`."""
    for j in range(k + 1, min(k + 7, len(words))):
        if not words[j - 1].is_word or words[j - 1].lower in grammar("prepositions", "conjunctions"):
            return False
        entry = verb_forms().get((words[j].lower,))
        if entry is not None and entry.form == "ing" and entry.act == "speech":
            return words[j - 1].is_capital or (j == k + 2 and words[k].lower == "the")
    return False


def _is_closed(words: list[Word], dash: int) -> bool:
    """Whether a second dash brings the sentence back."""
    return any(w.text == words[dash].text for w in words[dash + 1 :])


def ends_in_comma(word: Word) -> bool:
    return word.quoted is not None and word.text.rstrip("”\"'’»")[-1:] == ","


def is_report_verb(words: list[Word], k: int) -> bool:
    """Whether a verb that reports speech stands at k, its auxiliaries and adverbs aside."""
    helped = False
    while k < len(words) and (
        words[k].lower in grammar("adverbs")
        or words[k].lower in ("has", "have", "had", "did", "not")
        or (words[k].lower.endswith("ly") and words[k].is_word)
    ):
        helped = helped or words[k].lower in ("has", "have", "had", "did")
        k += 1
    entry = verb_forms().get((words[k].lower,)) if k < len(words) else None
    if (
        entry is None
        or entry.act != "speech"
        or entry.lemma in ("read", "offer", "begin", "continue", "go_on")
    ):
        return False  # verbs that seldom report here
    if entry.form == "past" and k + 1 < len(words) and words[k + 1].lower in ("with", "by", "of"):
        return False  # "arrested and charged with": a participle
    return entry.form in ("past", "third") or (helped and bool(entry.frames & {"clause", "person", "that"}))


def _main_clause_resumes(words: list[Word], k: int, bound: str) -> bool:
    """Whether the comma at k ends the clause in which somebody speaks, and the sentence goes on."""
    if bound == "dash":
        return words[k].text in ("—", "–", "--", "-")
    if words[k].text not in (",", "—", "–") or k + 1 >= len(words):
        return False
    if bound == "relative":
        return is_finite(words, k + 1) or (
            k + 2 < len(words) and words[k + 1].lower in grammar("adverbs") and is_finite(words, k + 2)
        )
    following = words[k + 1]
    nominal = following.is_word and not (
        following.lower in grammar("relatives", "conjunctions", "prepositions")
        or following.lower.endswith("ing")
    )
    end = k + 1
    while end < len(words) and words[end].is_word:
        end += 1
    return nominal and has_main_verb(words, k + 1, end - 1)


def reports_again(words: list[Word], k: int) -> bool:
    """Whether a subject and a reporting verb open the clause at k."""
    forms = verb_forms()
    for j in range(k, min(k + 7, len(words))):
        word = words[j]
        if word.text == "," and j > k and words[j - 1].is_capital:
            # ", and Ana Hale, the adviser, said"
            close = next((m for m in range(j + 1, min(j + 14, len(words) - 1)) if words[m].text == ","), None)
            if close is None or has_main_verb(words, j + 1, close - 1, strict=True):
                return False
            entry = forms.get((words[close + 1].lower,))
            return entry is not None and entry.act == "speech" and entry.form in ("past", "third")
        if not word.is_word or word.lower in grammar("conjunctions", but=("and",)):
            return False
        entry = forms.get((word.lower,))
        if j > k and word.lower in ("has", "have", "had", "did") and is_report_verb(words, j):
            return True
        if entry and j > k and entry.form in ("past", "third", "base") and not word.is_capital:
            previous = words[j - 1]
            if word.lower in cue_words("nounish") and not previous.is_capital:
                continue
            if entry.act != "speech" or (entry.form == "base" and not previous.lower.endswith("s")):
                continue
            return previous.is_capital or previous.lower in grammar("people_subjects") or j - k <= 3
        if word.lower in grammar("finite_marks"):
            return False
    return False


def _is_postposed(words: list[Word], k: int) -> bool:
    """Whether the reporting clause at k closes the sentence: `..., he said.`"""
    for j in range(k, min(k + 10, len(words))):
        if words[j].text in (".", ",") and j > k + 1 and (j + 1 == len(words) or words[j].text == ","):
            return True
    return False
