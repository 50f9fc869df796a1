"""Clauses: which words of a sentence are the content of a reporting verb."""

from __future__ import annotations

from rostra.quotation.circumstances import skip_circumstance
from rostra.quotation.cues import Cue, cue_words
from rostra.quotation.endings import clause_end
from rostra.quotation.objects import complement_of, label_end, label_quotation, object_end
from rostra.quotation.openings import (
    explicit_that,
    infinitive_after,
    question_after,
    quotation_after,
    quotation_end,
)
from rostra.quotation.verbs import has_main_verb, is_finite
from rostra.quotation.words import Word, grammar, is_name

__all__ = ["content_after", "content_before", "is_parted", "last_clause"]


def content_after(words: list[Word], cue: Cue, start: int, *, bound: str = "") -> tuple[int, int, str] | None:
    """Find the content that follows a cue.

    Parameters
    ----------
    words : list of Word
        The sentence.
    cue : Cue
        The verb.
    start : int
        Where to look: after the verb, or after an inverted subject.
    bound : str
        See `clause_end`.

    Returns
    -------
    tuple or None
        First and last position (inclusive) and the rule: `quote` (a quotation right
        after), `label` (a quotation that names or judges), `that`, `clause`, `infinitive`,
        `question`, `object` (a noun phrase that names what was said).
    """
    k = start
    if k >= len(words):
        return None
    frames = cue.entry.frames
    quote = quotation_after(words, k, cue)
    if quote is not None and quote > k and words[quote - 1].lower == "to" and "to" in frames:
        quote = None  # "promised to “end” the tax": an infinitive
    if quote is not None:
        return quote, quotation_end(words, quote, bound), "quote"
    that = explicit_that(words, k, frames) if frames & {"clause", "that", "person"} else None
    while that is not None and that + 1 < len(words) and words[that + 1].text == ",":
        that += 1  # "continued that, separately, he ..."
    if that is not None and that + 1 < len(words):
        last = clause_end(words, that + 1, bound=bound)
        governed = words[that + 1].lower in grammar("prepositions", but=("that",))
        verbless = not any(words[m].quoted or is_finite(words, m) for m in range(that + 2, last + 1))
        if governed and that == k and verbless:
            return None  # "repeated that on Friday"
        return (that + 1, last, "that") if last > that + 1 or words[that + 1].quoted else None
    if "whether" in frames:
        question = question_after(words, k)
        if question is not None:
            last = clause_end(words, question, bound=bound)
            return (question, last, "question") if last > question else None
    if "label" in frames:
        labelled = label_quotation(words, k)
        complement = complement_of(words, cue, k)
        if complement is not None and complement > k and complement == labelled:
            return labelled, label_end(words, labelled), "label"
        if labelled is not None and "object" in frames and labelled > k:
            end = object_end(words, k)
            if end is not None and end >= labelled:
                return k, end, "object"
        if labelled is not None:
            noun = words[k].is_word and words[k].lower not in grammar(
                "objects", "prepositions", "not_objects"
            )
            first = k if noun and labelled > k else labelled  # "called the delay “a scandal”"
            return first, label_end(words, labelled), "label"
    if "to" in frames:
        to = infinitive_after(words, k, "person" in frames)
        if to is not None:
            last = clause_end(words, to, bound=bound)
            return (to, last, "infinitive") if last > to + 1 else None
    if frames & {"clause", "person", "that"}:
        bare = _bare_clause(words, cue, k, bound)
        if bare is not None:
            return bare
    named = complement_of(words, cue, k)
    if named is not None:
        end = object_end(words, named)
        if end is not None:
            return named, end, "object"
    if "object" in frames and k < len(words):
        end = object_end(words, k)
        if end is not None:
            return k, end, "object"
    return None


def _bare_clause(words: list[Word], cue: Cue, k: int, bound: str) -> tuple[int, int, str] | None:
    """Find a content clause without `that`."""
    frames = cue.entry.frames
    bare = skip_circumstance(
        words, k, addressee="person" in frames, needed=cue.entry.lemma in cue_words("never_inverted")
    )
    if bare is None:
        return None
    k = bare
    if k >= len(words) or not (words[k].is_word or words[k].quoted):
        return None
    if words[k].lower == "to" or (
        words[k].lower in grammar("wh_words") and not (_is_loose(cue) or cue.entry.act == "speech")
    ):
        return None
    if words[k].lower == "when" and k + 1 < len(words) and words[k + 1].lower == "asked":
        return None
    if words[k].lower.endswith("ing") and cue.entry.lemma in cue_words("gerund_verbs"):
        last = clause_end(words, k, bound=bound)
        return (k, last, "clause") if last > k else None
    if "that" in frames and "clause" not in frames:
        return None
    last = clause_end(words, k, bound=bound)
    if last - k < 1:
        return None
    if (
        _gap(words, k, cue)
        and cue.first > 1
        and any(w.lower in ("that", "which", "who", "what") for w in words[max(0, cue.first - 8) : cue.first])
    ):
        return k, last, "clause"
    loose = _is_loose(cue)
    if (
        loose
        and words[k].lower in grammar("nominatives", but=("you",))
        and last - k >= 2
        and words[k + 1].is_word
    ):
        return k, last, "clause"  # whatever the verb is: "argue it favours the rich"
    quoted = any(w.quoted and not is_name(w) for w in words[k : last + 1]) and cue.entry.act == "speech"
    if has_main_verb(words, k, last, strict=not loose) or (loose and quoted):
        return k, last, "clause"
    if cue.entry.lemma == "say" and last - k >= 2:
        # headlines and verbs that no list knows: "says death toll likely to rise"
        return None if words[k].lower in grammar("not_contents", "prepositions") else (k, last, "clause")
    return None


def _gap(words: list[Word], k: int, cue: Cue) -> bool:
    """Whether the content has lost its subject to a relative: `deaths that Hale said are unrelated`."""
    return _is_loose(cue) and is_finite(words, k) and cue.form == "finite"


def _is_loose(cue: Cue) -> bool:
    """Whether the verb takes a clause and hardly ever a noun: `said`, not `announced a plan`."""
    return cue.entry.lemma in cue_words("clause_verbs")


def is_parted(words: list[Word], start: int, stop: int) -> bool:
    """Tell whether a mark or a quotation parts a report at `stop` from content that begins at `start`."""
    before = words[stop - 1] if stop > start else None
    return before is not None and (before.quoted is not None or before.text in (",", "—", "–", "--", "-"))


def content_before(
    words: list[Word], start: int, stop: int, *, medial: bool = False, closes: bool = False
) -> tuple[int, int] | None:
    """Find the content that ends right before a postposed subject and verb.

    Parameters
    ----------
    words : list of Word
        The sentence.
    start : int
        First position that is still free.
    stop : int
        Position of the first word of the subject (or of the inverted verb).
    medial : bool
        The clause goes on after the report, so that its subject alone may stand here.
    closes : bool
        The report ends the sentence, so that what stands before it can hardly be anything else.

    Returns
    -------
    tuple or None
        First and last position, inclusive.
    """
    if not is_parted(words, start, stop):
        return None
    last = stop - 1 if words[stop - 1].quoted is not None else stop - 2
    first = max((k + 1 for k in range(start, last) if words[k].text in (":", ";")), default=start)
    if first == 0:
        first = _after_dateline(words, last)
    while first < last and (
        words[first].lower in grammar("coordinators") or words[first].text in (",", ";", "—", "–", "(", "[")
    ):
        first += 1
    if (
        first > last
        or words[first].lower == "asked"
        or [w.lower for w in words[first : first + 2]] == ["when", "asked"]
    ):
        return None
    opening = next((k for k in range(first, last + 1) if words[k].quoted), None)
    if (
        opening is not None
        and opening > first
        and (
            (words[opening - 1].text == "," and not has_main_verb(words, first, opening - 1))
            or (words[opening - 1].text in ("—", "–", "--") and opening == last)
        )
    ):
        first = opening  # "Even so, “...,” he said"; "It was over — “a relief,” he said"
    if opening == last and opening > first and words[first].lower in grammar("prepositions"):
        inside = words[opening - 1].lower
        if inside.endswith("ing") and not has_main_verb(words, first, opening - 1):
            return None  # "Under a banner reading “Jobs now,” marchers sang"
    clause = (
        medial
        or any(w.quoted is not None and not is_name(w) for w in words[first : last + 1])
        or has_main_verb(words, first, last)
        or (closes and any(is_finite(words, k) for k in range(first + 1, last + 1)))
    )
    if words[last].quoted is None and not clause:
        return None
    if words[first].lower in grammar("prepositions") and words[last].quoted is None and not clause:
        return None
    return first, last


def last_clause(words: list[Word], first: int, last: int) -> int:
    """Find where the last main clause begins: `Though it rained, the pier held, according to Hale`.

    Parameters
    ----------
    words : list of Word
        The sentence.
    first, last : int
        What stands before the source, inclusive.

    Returns
    -------
    int
        What the writer concedes (`though`, `as`) or joins with `but` stands before it.
    """
    own = first
    for k in range(first + 2, last - 1):
        if words[k].text != ",":
            continue
        joined = words[k + 1].lower == "but"
        conceding = own == first and words[first].lower in grammar("concessives")
        start = k + 2 if joined else k + 1
        opens = words[start].is_capital or words[start].lower in grammar(
            "determiners", "clause_subjects", but=("that",)
        )
        before = conceding or (joined and has_main_verb(words, own, k - 1, strict=True))
        if opens and before and has_main_verb(words, start, last):
            own = start
    return own


def _after_dateline(words: list[Word], last: int) -> int:
    """Step over the place from which a report comes: `OSLO, Norway (AP) — The talks ...`"""
    if not (words[0].is_word and words[0].text.isupper() and len(words[0].text) > 2):
        return 0
    for k in range(1, min(12, last)):
        if words[k].text in ("—", "–", "--", "-"):
            return k + 1
        if words[k].is_word and not words[k].is_capital:
            return 0
    return 0
