"""Cues: the words by which a text says that somebody speaks."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from rostra.lexicon import load_words
from rostra.quotation.agreement import has_plural_subject, is_let
from rostra.quotation.verbs import forms_of, is_finite, is_plural, verb_classes
from rostra.quotation.words import Word, grammar

__all__ = [
    "ASKED",
    "PLAIN_VERB",
    "Cue",
    "VerbEntry",
    "cue_words",
    "find_cues",
    "report_places",
    "verb_forms",
    "verb_group",
]

_LONGEST_WAY = 8  # words of "took to the radio" before "to say"


@dataclass(frozen=True)
class VerbEntry:
    """A reporting verb: its class, what kind of act it names, what may follow it."""

    lemma: str
    stance: str
    act: str
    frames: frozenset[str]
    form: str  # base | third | past | participle | ing


class Cue(NamedTuple):
    """A reporting verb in a sentence.

    Parameters
    ----------
    first, last : int
        Positions in the words of the sentence.
    entry : VerbEntry
        What the verb is.
    form : str
        `finite`, `ing` (a participle clause) or `passive`.
    negated : bool
        The act of speaking is denied ("did not say").
    """

    first: int
    last: int
    entry: VerbEntry
    form: str
    negated: bool = False


# A verb that reports nothing: where only its subject is asked for.
PLAIN_VERB = VerbEntry("", "neutral", "attitude", frozenset(), "past")
# A question that nobody in particular asked.
ASKED = VerbEntry("ask", "asking", "speech", frozenset({"whether"}), "past")


@cache
def _lexicon() -> dict[str, Any]:
    content = files("rostra").joinpath("lexicons/reporting_verbs.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)


@cache
def cue_words(name: str) -> frozenset[str]:
    """Return a list of `lexicons/reporting_verbs.toml`: nounish, relays, message_nouns."""
    return frozenset(word.lower() for word in load_words("reporting_verbs")[name])


@cache
def verb_forms() -> dict[tuple[str, ...], VerbEntry]:
    """Return every form of every reporting verb, as lower-case words.

    A form that belongs to several entries keeps the frames of all and the class of
    the first that is speech.
    """
    lexicon = _lexicon()
    forms: dict[tuple[str, ...], VerbEntry] = {}
    for group in lexicon["verbs"]:
        for lemma in group["lemmas"]:
            base, *rest = lemma.split("_")
            inflected = [base, *forms_of(base)]
            for form, spellings in zip(
                ("base", "third", "past", "participle", "ing"), inflected, strict=True
            ):
                for spelling in spellings.split("|"):
                    key = (spelling, *rest)
                    entry = VerbEntry(lemma, group["class"], group["act"], frozenset(group["frames"]), form)
                    known = forms.get(key)
                    if known is None or (known.lemma == lemma and known.form == "base" and form == "past"):
                        forms[key] = entry  # put, read: the past is the base
                    else:
                        # one spelling, several readings: frames add up, the earlier form is kept
                        forms[key] = VerbEntry(
                            known.lemma, known.stance, known.act, known.frames | entry.frames, known.form
                        )
    return forms


def find_cues(words: list[Word], places: list[int] | None = None) -> list[Cue]:
    """Find the reporting verbs of a sentence that are used as verbs.

    Parameters
    ----------
    words : list of Word
        The sentence.
    places : list of int, optional
        What `report_places` found in it, where it is known already.

    Returns
    -------
    list of Cue
        In order; nouns and adjectives that look like a verb are left out.
    """
    opening = _by_first_word()
    cues = []
    free = 0
    for i in report_places(words) if places is None else places:
        if i < free:
            continue
        for rest, entry in opening.get(words[i].lower, ()):
            last = i + len(rest)
            if not rest or tuple(w.lower for w in words[i + 1 : last + 1]) == rest:
                cue = _judge(words, i, last, entry)
                if cue:
                    cues.append(cue)
                    free = last + 1
                break
    return cues


def report_places(words: list[Word]) -> list[int]:
    """Find the words without one of which a sentence that quotes nothing holds no report.

    Parameters
    ----------
    words : list of Word
        The sentence.

    Returns
    -------
    list of int
        Where forms of reporting verbs stand, verbs or not, and `according`.
    """
    known = _report_words()
    return [k for k, word in enumerate(words) if word.lower in known]


@cache
def _report_words() -> frozenset[str]:
    return frozenset(_by_first_word()) | {"according"}


@cache
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], VerbEntry]]]:
    """The forms by their first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], VerbEntry]]] = {}
    for form, entry in sorted(verb_forms().items(), key=lambda item: -len(item[0])):
        table.setdefault(form[0], []).append((form[1:], entry))
    return table


def _judge(words: list[Word], first: int, last: int, entry: VerbEntry) -> Cue | None:
    """Decide whether a form is a verb here, and of which shape."""
    before, between = verb_group(words, first)
    previous = words[before] if before >= 0 else None
    helpers = {words[k].lower for k in between}
    negated = any(h in grammar("negators") or h.endswith("n't") for h in helpers) if helpers else False
    directly = words[first - 1] if first else None
    if (
        entry.lemma in ("continue", "go_on", "begin")
        and last + 1 < len(words)
        and words[last + 1].lower == "to"
    ):
        return None  # "continued to insist": the verb that follows is the cue
    opens = first == 0 and entry.lemma in cue_words("inverted_verbs") and last + 1 < len(words)
    if words[first].is_capital and entry.form != "ing" and not (opens and words[last + 1].is_capital):
        return None  # the United States, the Washington Post; but: Said Hale: "..."
    if entry.form == "participle" and not helpers & (grammar("have", "be")):
        return None  # a book written in 1990
    purpose = entry.form == "base" and directly is not None and directly.lower == "to" and before == first - 1
    if purpose and entry.act == "speech" and entry.frames & {"clause", "person"}:
        if _goes_to_say(words, first - 2):
            return Cue(first, last, entry, "ing", negated)
        return None
    if directly is not None and directly.is_word and _noun_before(directly, entry, helpers):
        return None
    if entry.lemma == "rule" and entry.form not in ("past", "participle"):
        return None  # a ruling and the rules are nouns
    if entry.form == "ing":
        if helpers & grammar("be"):
            return Cue(first, last, entry, "finite", negated)
        return Cue(first, last, entry, "ing", negated)
    if helpers & grammar("be") and entry.form in ("past", "participle"):
        return Cue(first, last, entry, "passive", negated)
    if directly is not None and directly.lower == "those" and entry.form in ("past", "participle"):
        return None  # "of those asked, a third said"
    after = words[last + 1].lower if last + 1 < len(words) else ""
    if helpers & grammar("have") and entry.form not in ("past", "participle"):
        return None  # "has questions"
    if after[:1].isdigit() and entry.lemma in ("add", "post", "report"):
        return None  # "added 30 cents"
    if entry.form == "past" and not helpers and not entry.frames & {"clause", "person", "that", "whether"}:
        gap = any(w.lower in ("what", "which", "that") for w in words[max(0, first - 6) : first])
        if after in ("of", "by", "with", "as") and last == first and not (gap and after == "as"):
            return None  # "a contractor accused of spying": a participle
    if helpers & grammar("modals") or (directly and directly.lower == "to" and before == first - 1):
        return None
    if entry.form == "base" and entry.lemma != words[first].lower and not helpers:
        return None
    if entry.form == "base" and not helpers:
        several = previous is not None and is_plural(previous)
        if not several:
            following = words[last + 1].text if last + 1 < len(words) else "."
            plain = verb_classes().get(words[first].lower) == "base"  # no noun, as "state" and "reason" are
            certain = plain and entry.lemma in cue_words("clause_verbs") and following not in (",", ".")
            several = certain and has_plural_subject(words, before)
        if not several or is_let(words, before):
            return None
    if words[first].lower in cue_words("nounish") and not helpers:
        joined = previous is not None and previous.lower in grammar("coordinators")
        if not (joined or _can_be_subject(previous)) or not _is_verb_here(words, first, last):
            return None
    return Cue(first, last, entry, "finite", negated)


def verb_group(words: list[Word], first: int) -> tuple[int, list[int]]:
    """Step left over auxiliaries and adverbs; return what stands before and what was passed."""
    i, passed = first - 1, []
    while i >= 0 and words[i].is_word:
        lower = words[i].lower
        if lower == "to" and i == first - 1 and i and (chain := _chain(words, i - 1)):
            passed.append(i - 1)
            i -= chain + 1
            continue
        if not (
            lower in grammar("auxiliaries", "adverbs", "negators", "modals")
            or lower.endswith("n't")
            or (lower.endswith("ly") and not words[i].is_capital and lower not in grammar("nouns_in_ly"))
        ):
            break
        passed.append(i)
        i -= 1
    return i, passed


def _chain(words: list[Word], i: int) -> int:
    """How many words before `to` make a verb of phase: `continued to`, `went on to`; else 0."""
    lower = words[i].lower
    if lower in grammar("phase_verbs"):
        return 1
    return 2 if lower == "on" and i and words[i - 1].lower in ("went", "goes", "gone", "go") else 0


@cache
def _governing() -> frozenset[str]:
    """Determiners that are no subjects themselves: after one of them stands a noun."""
    return grammar("determiners", but=("no", "any", "every", "each")) - grammar("subjects")


def _noun_before(word: Word, entry: VerbEntry, helpers: set[str]) -> bool:
    """Whether the word directly before makes a noun or an adjective of the form."""
    lower = word.lower
    if helpers:
        return False
    if lower.endswith("'s") or lower.endswith("s'"):
        return entry.form in ("base", "third", "ing") or entry.lemma not in ("say", "tell")
    if lower in _governing():
        return True
    if lower in grammar("adjectives_before_nouns"):
        return True
    return lower in grammar("prepositions") and entry.form in ("base", "third", "past", "participle")


def _goes_to_say(words: list[Word], k: int) -> bool:
    """Whether an infinitive after k tells what was said, not what was meant: `took to the radio to say`."""
    for m in range(k, max(-1, k - _LONGEST_WAY), -1):
        if words[m].lower in cue_words("ways_of_saying"):
            return True
        if not words[m].is_word or is_finite(words, m):
            return False
    return False


def _is_verb_here(words: list[Word], first: int, last: int) -> bool:
    """Whether a form that is more often a noun is a verb: a name before it, or an object after it."""
    following = words[last + 1] if last + 1 < len(words) else None
    if words[first].lower == "states":
        return following is None or following.lower == "that" or not following.is_word
    if words[first - 1].is_capital or words[first - 1].lower in grammar("nominatives", "relatives"):
        return True
    if words[first - 1].text in (",", ")"):
        return True
    return last + 1 < len(words) and (
        words[last + 1].quoted is not None
        or is_finite(words, first)
        or words[last + 1].text in (",", ":")
        or (
            words[last + 1].is_capital
            and words[0].is_capital
            and first <= 4
            and words[0].lower not in grammar("determiners")
        )
    )


def _can_be_subject(word: Word | None) -> bool:
    if word is None:
        return False
    if word.lower in (",", ")", "—"):
        return True
    return (
        word.is_capital
        or word.lower in grammar("people_subjects", also=("it", "who"))
        or (
            word.is_word
            and word.lower not in grammar("prepositions")
            and word.lower not in grammar("conjunctions")
            and not word.lower.endswith(("s", "ed", "al", "ic", "ive", "ous", "ful"))
        )
    )
