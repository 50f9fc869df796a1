"""Positions: where a report stands in its sentence, and what that leaves for its content."""

from __future__ import annotations

from rostra.quotation.circumstances import skip_addressee
from rostra.quotation.cues import Cue, verb_forms
from rostra.quotation.endings import clause_end
from rostra.quotation.phrases import Mention
from rostra.quotation.verbless import is_relay
from rostra.quotation.verbs import has_main_verb, is_finite
from rostra.quotation.words import Word, grammar

__all__ = [
    "bound_of",
    "closes_sentence",
    "ends_sentence",
    "is_medial",
    "is_relaying",
    "nothing_follows",
    "quotation_closes",
    "second_piece",
    "split_again",
]


def closes_sentence(words: list[Word], cue: Cue, mention: Mention | None) -> bool:
    """Whether a finite cue and its subject follow a comma or a quotation and end the sentence."""
    if mention is None or cue.form != "finite":
        return False
    left = min(cue.first, mention.first)
    if left == 0:
        return False
    before = words[left - 1]
    if before.quoted is None and before.text not in (",", "—", "–"):
        return False
    after = max(cue.last, mention.last) + 1
    if not nothing_follows(words, after, cue):
        return False
    if before.quoted is not None:
        return True
    rest = words[after:]
    alone = not any(w.is_word and w.lower not in grammar("time_words") for w in rest)
    described = mention.first > cue.last and rest and rest[0].text == "," and not any(w.quoted for w in rest)
    result = len(rest) > 1 and rest[0].text == "," and rest[1].lower.endswith("ing")  # ", he said, adding"
    return alone or bool(described) or result


def quotation_closes(words: list[Word], quotation: int, mention: Mention) -> bool:
    """Whether a quotation can end its clause: by a mark, or by a speaker who plainly follows."""
    word = words[quotation]
    inner = word.text.rstrip("”\"’'»")
    marked = inner[-1:] in ",.?!—–-…" or (
        quotation + 1 < len(words) and words[quotation + 1].text in (",", "—", "–")
    )
    return (
        marked or words[mention.first].is_capital or words[mention.first].lower in grammar("people_subjects")
    )


def nothing_follows(words: list[Word], k: int, cue: Cue) -> bool:
    """Whether what follows a report is no content of its own: an end, a mark, a time or a place."""
    if "person" in cue.entry.frames and k < len(words) and words[k].is_word:
        k = skip_addressee(words, k)
    while k < len(words) and (
        words[k].lower in grammar("time_words", "adverbs")
        or (
            words[k].lower in grammar("time_modifiers")
            and k + 1 < len(words)
            and words[k + 1].lower in grammar("time_words")
        )
    ):
        k += 1
    if k >= len(words) or not (words[k].is_word or words[k].quoted):
        return True
    word = words[k]
    return (
        word.quoted is None
        and (
            word.lower in grammar("prepositions", "coordinators", also=("when", "while", "who", "as"))
            or word.lower.endswith("ing")
        )
        and not any(w.lower in ("that",) for w in words[k : k + 8])
    )


def bound_of(words: list[Word], cue: Cue, mention: Mention) -> str:
    """Whether the report is a relative clause (who said ...) or a subordinate one (while critics say ...)."""
    if cue.form != "finite":
        return ""
    if any(words[k].lower == "who" for k in range(max(mention.last, 0), cue.first)):
        return "relative"
    if any(words[k].lower in ("who", "which") for k in (mention.first, mention.last)):
        return "relative"
    if mention.first and words[mention.first - 1].text in ("—", "–", "--", "-"):
        return "dash"
    first = mention.first
    if first > 0 and words[first - 1].lower in ("which", "that", "whom"):
        return "relative"
    if (
        first > 0
        and words[first - 1].lower in grammar("subordinators")
        and words[first - 1].lower not in ("whether", "how", "what", "why")
    ):
        opens = (
            first == 1 or not words[first - 2].is_word or words[first - 2].lower in grammar("coordinators")
        )
        return "subordinate" if opens else ""
    return ""


def ends_sentence(words: list[Word], after: int, cue: Cue) -> bool:
    """Whether nothing but marks, time and place follow the report."""
    return nothing_follows(words, after, cue) and not any(
        w.text == "," or w.quoted or w.lower.endswith("ing") or is_finite(words, k)
        for k, w in enumerate(words[after:], after)
    )


def is_medial(words: list[Word], left: int, k: int) -> bool:
    """Whether a comma and a finite verb follow the report: `Police, he says, have no plan.`"""
    while k < len(words) and words[k].lower.endswith("ly"):
        k += 1
    if k < len(words) and words[k].lower in grammar("prepositions"):
        k = next((m for m in range(k, min(k + 7, len(words))) if not words[m].is_word), k)
    if k + 1 >= len(words) or words[k].text != ",":
        return False
    if is_finite(words, k + 1) or words[k + 1].lower in grammar("finite_marks"):
        return True
    goes_on = words[k + 1].quoted is not None and words[k + 1].text.lstrip("“\"'‘«„`")[:1].islower()
    if goes_on and left > 2 and words[0].lower not in grammar("coordinators", "adverbs"):
        return True  # "The ban, Orr wrote, “offends the law”": the clause goes on in marks
    if left > 1 and words[left - 1].text == "," and words[left - 2].lower in grammar("be"):
        return True  # "It was, Hale said, the longest night"
    # "In Oslo, he said, prices were rising"
    return _opens_main_clause(words, k + 1, freely=words[0].lower in grammar("prepositions", "subordinators"))


def _opens_main_clause(words: list[Word], k: int, *, freely: bool) -> bool:
    """Whether a clause with a subject opens at k; `freely`, where something before it waits for a clause."""
    following = words[k]
    nominal = following.is_capital or following.lower in grammar(
        "determiners", "clause_subjects", "prepositions", but=("with",)
    )
    if not nominal and not (freely and following.is_word):
        return False
    if following.lower in grammar("conjunctions") and following.lower not in grammar("prepositions"):
        return False
    marks = ("—", ";") if nominal else ("—", ";", ",")
    end = next((m for m in range(k, len(words)) if words[m].text in marks), len(words))
    entry = verb_forms().get((following.lower,))
    return has_main_verb(words, k, end - 1) and not (entry and entry.form == "ing")


def second_piece(
    words: list[Word], left: int, after: int, *, quoted: bool, subordinate: bool, lone: bool
) -> tuple[int, int] | None:
    """The second piece of a split report: `“X,” he said, “Y.”` or `It fell, he said, but nobody was hurt.`"""
    k = after
    while k < len(words) and k < after + 12 and words[k].is_word:
        k += 1
    if k + 1 >= len(words) or words[k].text not in (",", ":", "—", "–"):
        return None
    if not quoted and k == after and words[k].text == "," and words[k - 1].is_capital:
        # "said Ilse Maas, the keeper, the town wants it waived"
        close = next((m for m in range(k + 1, min(k + 12, len(words) - 2)) if words[m].text == ","), None)
        if close is not None and not has_main_verb(words, k + 1, close - 1) and words[k - 1].quoted is None:
            k = after = close
    if quoted and words[k].text == "," and words[k + 1].quoted is None:
        # "“The pier,” said Hale, who built it, “was never ...”"
        close = next(
            (
                m
                for m in range(k + 1, min(k + 30, len(words) - 1))
                if words[m].text == "," and words[m + 1].quoted
            ),
            None,
        )
        if close is not None and not _has_cue(words, k + 1, close):
            return close + 1, close + 1
    following = words[k + 1]
    if following.quoted:
        return k + 1, k + 1
    entry = verb_forms().get((following.lower,))
    continues = (
        subordinate
        or is_finite(words, k + 1)
        or following.lower
        in grammar("finite_marks", also=("but", "and", "that", "because", "if", "so", "or", "whether", "to"))
    )
    if not continues and k == after and not quoted:
        continues = words[left - 2].lower in grammar("be") or (
            lone and _opens_main_clause(words, k + 1, freely=True)
        )
    placed = k != after and words[after].lower in grammar("prepositions") and is_finite(words, k + 1)
    if quoted or (k != after and not placed) or not continues or (entry and entry.form == "ing"):
        return None
    first = k + 2 if following.lower == "that" else k + 1
    last = clause_end(words, first)
    return (first, last) if last > first else None


def split_again(words: list[Word], first: int, last: int) -> list[tuple[int, int]]:
    """Split a content at `,” and that`, and go on after `,” and` with another clause that is quoted from."""
    for k in range(first, min(last + 2, len(words) - 2)):
        word = words[k]
        if word.quoted is None or word.text.rstrip("”\"'’»")[-1:] != "," or words[k + 1].lower != "and":
            continue
        if k + 2 <= last and words[k + 2].lower == "that":
            return [(first, k), *split_again(words, k + 2, last)]
        if k == last and words[k + 2].is_word and verb_forms().get((words[k + 2].lower,)) is None:
            end = clause_end(words, k + 2)
            if words[end].quoted is not None and not _has_cue(words, k + 2, end):
                return [(first, k), (k + 2, end)]
    return [(first, last)]


def _has_cue(words: list[Word], first: int, last: int) -> bool:
    forms = verb_forms()
    return any(
        (w.lower,) in forms
        and forms[(w.lower,)].act == "speech"
        and (is_finite(words, k) or forms[(w.lower,)].form == "ing")
        for k, w in enumerate(words[first:last], first)
    )


def is_relaying(words: list[Word], cue: Cue, cues: list[Cue], subject: dict[int, Mention | None]) -> bool:
    """Whether a medium reports what somebody else said: `Hale stressed it, the daily reported.`"""
    mention = subject.get(cue.first)
    if len(cues) < 2 or cue.entry.lemma not in ("report", "say", "quote", "write"):
        return False
    if not closes_sentence(words, cue, mention):
        return False
    inner = [c for c in cues if c.last < min(cue.first, mention.first if mention else cue.first)]
    speaks = any(c.form == "finite" and c.entry.act == "speech" and subject.get(c.first) for c in inner)
    return mention is not None and speaks and is_relay(words, mention)
