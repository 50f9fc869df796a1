"""Clauses: which words of a sentence are the content of a reporting verb, and where they stop."""

from __future__ import annotations

from rostra.quotation.circumstances import drop_circumstance, skip_circumstance
from rostra.quotation.cues import Cue, cue_words, verb_forms
from rostra.quotation.verbs import has_main_verb, is_finite
from rostra.quotation.words import Word, grammar, is_name

# After a comma these open what the writer adds to the content of a report.
_WRITERS_TURN = cue_words("writers_turn")
__all__ = ["clause_end", "content_after", "content_before", "object_end", "question_after"]

_LOOKAHEAD = 18  # words between a verb and its "that" or its quotation


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
    quote = _quotation_after(words, k, cue)
    if quote is not None and quote > k and words[quote - 1].lower == "to" and "to" in frames:
        quote = None  # "promised to “end” the tax": an infinitive
    if quote is not None:
        return quote, _quotation_end(words, quote, bound), "quote"
    that = _explicit_that(words, k, frames) if frames & {"clause", "that", "person"} else None
    if that is not None and that + 1 < len(words):
        last = clause_end(words, that + 1, bound=bound)
        return (that + 1, last, "that") if last > that + 1 or words[that + 1].quoted else None
    if "whether" in frames:
        question = question_after(words, k)
        if question is not None:
            last = clause_end(words, question, bound=bound)
            return (question, last, "question") if last > question else None
    if "label" in frames:
        labelled = _label_quotation(words, k)
        complement = _complement(words, cue, k)
        if complement is not None and complement > k and complement == labelled:
            return labelled, _label_end(words, labelled), "label"
        if labelled is not None and "object" in frames and labelled > k:
            last = object_end(words, k)
            if last is not None and last >= labelled:
                return k, last, "object"
        if labelled is not None:
            return labelled, _label_end(words, labelled), "label"
    if "to" in frames:
        to = _infinitive(words, k, "person" in frames)
        if to is not None:
            last = clause_end(words, to, bound=bound)
            return (to, last, "infinitive") if last > to + 1 else None
    if frames & {"clause", "person", "that"}:
        bare = _bare_clause(words, cue, k, bound)
        if bare is not None:
            return bare
    named = _complement(words, cue, k)
    if named is not None:
        last = object_end(words, named)
        if last is not None:
            return named, last, "object"
    if "object" in frames and k < len(words):
        last = object_end(words, k)
        if last is not None:
            return k, last, "object"
    return None


def _complement(words: list[Word], cue: Cue, k: int) -> int | None:
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
    for j in range(k + 1, min(k + 9, len(words) - 1)):
        word, before = words[j], words[j - 1]
        if not word.is_word or word.lower in grammar("prepositions") | grammar("conjunctions"):
            return None
        nominal = before.is_word and before.lower not in grammar("determiners")
        if word.lower in grammar("determiners") and nominal:
            return k  # "called the visit a disgrace"
    return None


def _bare_clause(words: list[Word], cue: Cue, k: int, bound: str) -> tuple[int, int, str] | None:
    """Find a content clause without `that`."""
    frames = cue.entry.frames
    bare = skip_circumstance(words, k, addressee="person" in frames)
    if bare is None:
        return None
    k = bare
    if k >= len(words) or not (words[k].is_word or words[k].quoted):
        return None
    if words[k].lower == "to" or words[k].lower in grammar("wh_words") and not _is_loose(cue):
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
    if _gap(words, k, cue) and cue.first > 1 and any(
        w.lower in ("that", "which", "who", "what") for w in words[max(0, cue.first - 8) : cue.first]
    ):
        return k, last, "clause"
    loose = _is_loose(cue)
    quoted = any(w.quoted and not is_name(w) for w in words[k : last + 1]) and cue.entry.act == "speech"
    if has_main_verb(words, k, last, strict=not loose) or (loose and quoted):
        return k, last, "clause"
    if cue.entry.lemma == "say" and last - k >= 3:
        # headlines and verbs that no list knows: "says death toll likely to rise"
        return None if words[k].lower in grammar("not_contents") | grammar("prepositions") else (k, last, "clause")
    return None


def _gap(words: list[Word], k: int, cue: Cue) -> bool:
    """Whether the content has lost its subject to the relative before: `deaths that Hale said are unrelated`."""
    return _is_loose(cue) and is_finite(words, k) and cue.form == "finite"


def _is_loose(cue: Cue) -> bool:
    """Whether the verb takes a clause and hardly ever a noun: `said`, not `announced a plan`."""
    return cue.entry.lemma in cue_words("clause_verbs")


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
    last = stop - 1
    if last < start:
        return None
    mark = words[last]
    if mark.quoted is None:
        if mark.text not in (",", "—", "–", "--", "-"):
            return None
        last -= 1
    first = max((k + 1 for k in range(start, last) if words[k].text in (":", ";")), default=start)
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
        and words[opening - 1].text == ","
        and not has_main_verb(words, first, opening - 1)
    ):
        first = opening  # "Even so, “...,” he said"
    clause = (
        medial
        or any(w.quoted is not None and not is_name(w) for w in words[first : last + 1])
        or has_main_verb(words, first, last)
        or (closes and any(is_finite(words, k) for k in range(first + 1, last + 1)))
    )
    if words[last].quoted is None and not clause:
        return None
    if (
        words[first].lower in grammar("prepositions")
        and words[last].quoted is None
        and not clause
    ):
        return None
    return first, last


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
        (k > first and _ends_in_comma(words[k - 1]) and words[k].lower not in _WRITERS_TURN and _adds(words, k))
        or _writer_takes_over(words, k)
        or (bound and k > first + 1 and _main_clause_resumes(words, k, bound))
    ):
        k += 1
    last = min(k, len(words)) - 1
    while last > first and not (
        words[last].is_word or words[last].quoted or words[last].text in (")", "%", "'", "’", "]")
    ):
        last -= 1
    return drop_circumstance(words, first, last) if k >= len(words) else last


def _writer_takes_over(words: list[Word], k: int) -> bool:
    """Whether the content of a report ends before the word or mark at k."""
    word = words[k]
    lowers = [w.lower for w in words[k + 1 : k + 3]] + ["", ""]
    following = verb_forms().get((lowers[0],))
    if word.text == ":":
        return k + 1 < len(words) and words[k + 1].quoted is not None
    if word.lower == "according":
        return lowers[0] == "to"
    if word.lower == "before":
        return following is not None and following.form == "ing" and following.act == "speech"
    if word.lower == "while":
        return lowers[0].endswith("ing") and k > 0 and words[k - 1].quoted is not None
    if word.text in (";", "—", "–", "--", "-"):
        return (
            _reports_again(words, k + 1)
            or (lowers[0] in ("with", "a", "an", "there") and not _is_closed(words, k))
            or (lowers[0] in grammar("coordinators") and _is_cue(words, k + 2))
        )
    if word.text == ",":
        return _adds(words, k + 1)
    if word.lower in ("and", "but"):
        return _is_cue(words, k + 1) or (lowers[0] in grammar("nominatives") and _is_cue(words, k + 2))
    return False


def _adds(words: list[Word], k: int) -> bool:
    """Whether the writer goes on at k, after a comma, with something that is no content."""
    lowers = [w.lower for w in words[k : k + 2]] + ["", ""]
    entry = verb_forms().get((lowers[0],))
    return (
        (entry is not None and entry.form == "ing")
        or lowers[:2] == ["according", "to"]
        or lowers[0] in _WRITERS_TURN
        or (lowers[0] == "as" and lowers[1] in grammar("finite_marks"))  # ", as have her rivals"
        or lowers[:2] == ["even", "as"]
        or (lowers[0] in ("a", "an") and lowers[1] in cue_words("writers_nouns"))
        or (lowers[0] in grammar("adders") and _reports_again(words, k + 1))
        or (_reports_again(words, k) and _is_postposed(words, k))
    )


def _is_closed(words: list[Word], dash: int) -> bool:
    """Whether a second dash brings the sentence back."""
    return any(w.text == words[dash].text for w in words[dash + 1 :])


def _ends_in_comma(word: Word) -> bool:
    return word.quoted is not None and word.text.rstrip("”\"'’»")[-1:] == ","


def _is_cue(words: list[Word], k: int) -> bool:
    """Whether a verb that reports speech stands at k, its auxiliaries and adverbs aside."""
    helped = False
    while k < len(words) and (
        words[k].lower in grammar("adverbs") or words[k].lower in ("has", "have", "had", "did", "not")
        or (words[k].lower.endswith("ly") and words[k].is_word)
    ):
        helped = helped or words[k].lower in ("has", "have", "had", "did")
        k += 1
    entry = verb_forms().get((words[k].lower,)) if k < len(words) else None
    if entry is None or entry.act != "speech" or entry.lemma in ("read", "offer", "begin"):
        return False  # verbs that seldom report here
    return entry.form in ("past", "third") or (
        helped and bool(entry.frames & {"clause", "person", "that"})
    )


def _main_clause_resumes(words: list[Word], k: int, bound: str) -> bool:
    """Whether the comma at k ends the clause in which somebody speaks, and the sentence goes on."""
    if bound == "dash":
        return words[k].text in ("—", "–", "--", "-")
    if words[k].text not in (",", "—", "–") or k + 1 >= len(words):
        return False
    if bound == "relative":
        return is_finite(words, k + 1) or (k + 2 < len(words) and words[k + 1].lower in grammar("adverbs") and is_finite(words, k + 2))
    following = words[k + 1]
    nominal = following.is_word and not (
        following.lower in grammar("relatives") | grammar("conjunctions") | grammar("prepositions")
        or following.lower.endswith("ing")
    )
    end = k + 1
    while end < len(words) and words[end].is_word:
        end += 1
    return nominal and has_main_verb(words, k + 1, end - 1)


def _reports_again(words: list[Word], k: int) -> bool:
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
        if not word.is_word or word.lower in grammar("conjunctions") - {"and"}:
            return False
        entry = forms.get((word.lower,))
        if j > k and word.lower in ("has", "have", "had", "did") and _is_cue(words, j):
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


def _quotation_after(words: list[Word], k: int, cue: Cue) -> int | None:
    """Find a quotation that the verb introduces: nothing, a mark, or a circumstance between."""
    if words[k].quoted:
        return None if is_name(words[k]) else k
    if (words[k].text in (":", ",") or words[k].lower == "that") and k + 1 < len(words) and words[k + 1].quoted:
        return None if words[k].lower == "that" and cue.entry.frames & {"clause", "that"} else k + 1
    for j in range(k, min(k + _LOOKAHEAD, len(words))):
        word = words[j]
        if word.quoted:
            if is_name(word):
                return None
            if words[j - 1].text in (":",):
                return j
            # "said of the plan, “...”" is a circumstance; a subject before the quotation is content
            person = words[k].lower == "to" and (
                words[k + 1].is_capital or words[k + 1].lower in grammar("objects") | grammar("addressees")
            )
            circumstance = (
                person
                or words[k].lower in (grammar("prepositions") | grammar("time_words")) - {"to"}
                or words[k].text == ","
            )
            addressed = "person" in cue.entry.frames and j - k <= 6
            return (
                j
                if (words[j - 1].text == "," and circumstance)
                or (addressed and words[k].lower != "stories")
                or (circumstance and j - k <= 5 and cue.entry.frames != {"quote"})
                else None
            )
        if word.lower in grammar("finite_marks") or word.lower in ("that", "if", "whether"):
            return None
    return None


def _label_quotation(words: list[Word], k: int) -> int | None:
    for j in range(k, min(k + 25, len(words))):
        word = words[j]
        if word.quoted and not is_name(word):
            return j
        if word.lower in ("and", "but") and _is_cue(words, j + 1):
            return None
        if word.text == "," and _reports_again(words, j + 1):
            return None
        if word.text in (";", ":") or (
            word.lower in grammar("finite_marks") and words[j - 1].lower not in ("which", "that", "who")
        ):
            return None
    return None


def _quotation_end(words: list[Word], quotation: int, bound: str) -> int:
    """Find where the content that begins with a quotation ends: `admitted “some doubt” about the plan`."""
    inner = words[quotation].text.rstrip("”\"'’»")[-1:]
    if quotation + 1 >= len(words) or inner in ",.?!—–-…;:":
        return quotation
    following = words[quotation + 1]
    if not following.is_word or following.lower in grammar("quotation_ends") | grammar("time_words"):
        return quotation
    if is_finite(words, quotation + 1):
        return quotation  # "What the board called “a gift” was a loan"
    if following.lower in grammar("coordinators") and not (
        quotation + 2 < len(words)
        and (words[quotation + 2].quoted or words[quotation + 2].lower in grammar("wh_words"))
    ):
        return quotation
    return clause_end(words, quotation, bound=bound)


def _label_end(words: list[Word], quotation: int) -> int:
    """Find the end of a judgement in marks: `“unfair” to the students “who came”`."""
    last = quotation
    while last + 2 < len(words) and words[last + 1].lower in ("for", "of", "to", "against", "from", "by", "and"):
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
        if not following.is_word and following.quoted is None and following.text not in ("’", "'", ".", "&", "$", "%"):
            if not (following.text == "," and _goes_on_as_list(words, k + 1)):
                break
        if following.text == "." and not (words[k].is_capital and k + 2 < len(words) and words[k + 2].is_capital):
            break
        lower = following.lower
        if lower in ("while", "when", "after", "before", "because", "though", "although", "during", "but"):
            break
        if lower == "and" and k + 2 < len(words) and (
            is_finite(words, k + 2)
            or (_is_cue(words, k + 2) and not words[k + 2].is_capital)
            or words[k + 2].lower in grammar("nominatives")
        ):
            break
        if _dates(words, k + 1) or (lower in grammar("nominatives") and _is_cue(words, k + 2)):
            break
        k += 1
    last = drop_circumstance(words, first, k)
    while last > first and words[last].lower in grammar("prepositions") | {"the"}:
        last -= 1
    return last


def _dates(words: list[Word], k: int) -> bool:
    """Whether a day or a bare time at k tells when it was said: `criticized the plan Tuesday`."""
    before, word = words[k - 1], words[k]
    if before.lower in grammar("prepositions") | grammar("determiners") or before.lower.endswith("'s"):
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
        place = following.is_capital and words[comma - 1].is_capital
        if place and comma + 2 < len(words) and words[comma + 2].lower in grammar("prepositions") | {",", "."}:
            return True  # "in Troy, Ohio, on Monday"
    for k in range(comma + 1, min(comma + 8, len(words))):
        if words[k].lower in ("and", "or") and words[k - 1].is_word:
            return not is_finite(words, min(k + 1, len(words) - 1))
        if not words[k].is_word and words[k].text != ",":
            return False
        if is_finite(words, k) or words[k].lower in grammar("relatives") or words[k].lower.endswith("ing"):
            return False
    return False


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
        if lower in ("if", "whether") or (lower in grammar("wh_words") and j + 2 < len(words)):
            return j
        if lower == "about" and j + 1 < len(words):
            return j + 1
        if not words[j].is_word or lower in grammar("finite_auxiliaries"):
            return None
    return None


def _explicit_that(words: list[Word], k: int, frames: frozenset[str]) -> int | None:
    """Find the `that` of a verb, over addressees and circumstances."""
    opens = words[k]
    if "person" not in frames and opens.is_word and not (
        opens.lower in grammar("prepositions") | grammar("time_words") | grammar("adverbs")
        or opens.lower in grammar("time_modifiers") - grammar("determiners")
        or opens.lower in cue_words("relays")
        or opens.lower in ("that", "it", "clear", "himself", "herself", "themselves", "itself")
        or opens.lower.endswith("ly")
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
                and words[j - 1].lower in grammar("prepositions") - {"that"}
                and words[j - 1].lower not in ("on",)
            ):
                return None
            if j > k and words[j - 1].lower in ("those", "one", "ones", "anything", "everything", "all", "something"):
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


def _infinitive(words: list[Word], k: int, addressee: bool) -> int | None:
    """Find the `to` that opens an infinitive content: `vowed to stay`, `urged the council to act`."""
    if k < len(words) and words[k].lower == "to":
        return k if k + 1 < len(words) and (words[k + 1].quoted or words[k + 1].is_word and not words[k + 1].is_capital) else None
    if k + 1 < len(words) and words[k].lower == "not" and words[k + 1].lower == "to":
        return k
    if addressee:
        for j in range(k, min(k + 10, len(words))):
            if (
                words[j].lower == "to"
                and j + 1 < len(words)
                and (words[j + 1].quoted or (words[j + 1].is_word and not words[j + 1].is_capital))
            ):
                return k
            if not words[j].is_word or words[j].lower in grammar("finite_marks"):
                return None
    return None
