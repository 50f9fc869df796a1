"""Cues: the words by which a text says that somebody speaks."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rostra.lexicon import load_words
from rostra.quotation.words import Word, grammar

__all__ = ["Cue", "VerbEntry", "cue_words", "find_cues", "verb_forms"]


@dataclass(frozen=True)
class VerbEntry:
    """A reporting verb: its class, what kind of act it names, what may follow it."""

    lemma: str
    stance: str
    act: str
    frames: frozenset[str]
    form: str  # base | third | past | participle | ing


@dataclass(frozen=True)
class Cue:
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


@cache
def _lexicon() -> dict[str, Any]:
    content = files("rostra").joinpath("lexicons/reporting_verbs.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)


@cache
def cue_words(name: str) -> frozenset[str]:
    """Return a list of `lexicons/reporting_verbs.toml`: nounish, relays, message_nouns."""
    return frozenset(word.lower() for word in load_words("reporting_verbs")[name])


def _inflect(base: str) -> list[str]:
    """Return third person, past, participle and -ing form of a regular verb."""
    vowels = "aeiou"
    if base.endswith("y") and base[-2] not in vowels:
        return [base[:-1] + "ies", base[:-1] + "ied", base[:-1] + "ied", base + "ing"]
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    if base.endswith("ee"):
        return [third, base + "d", base + "d", base + "ing"]
    if base.endswith("e"):
        return [third, base + "d", base + "d", base[:-1] + "ing"]
    return [third, base + "ed", base + "ed", base + "ing"]


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
            irregular = lexicon["irregular"].get(base)
            inflected = [base, *(irregular or _inflect(base))]
            for form, spellings in zip(
                ("base", "third", "past", "participle", "ing"), inflected, strict=True
            ):
                for spelling in spellings.split("|"):
                    key = (spelling, *rest)
                    entry = VerbEntry(lemma, group["class"], group["act"], frozenset(group["frames"]), form)
                    known = forms.get(key)
                    if known is None:
                        forms[key] = entry
                    else:
                        # one spelling, several readings: frames add up, the earlier form is kept
                        forms[key] = VerbEntry(
                            known.lemma, known.stance, known.act, known.frames | entry.frames, known.form
                        )
    return forms


def find_cues(words: list[Word]) -> list[Cue]:
    """Find the reporting verbs of a sentence that are used as verbs.

    Parameters
    ----------
    words : list of Word
        The sentence.

    Returns
    -------
    list of Cue
        In order; nouns and adjectives that look like a verb are left out.
    """
    forms = verb_forms()
    cues = []
    i = 0
    while i < len(words):
        length = next(
            (
                n
                for n in (4, 3, 2, 1)
                if tuple(w.lower for w in words[i : i + n]) in forms and i + n <= len(words)
            ),
            0,
        )
        if length:
            entry = forms[tuple(w.lower for w in words[i : i + length])]
            cue = _judge(words, i, i + length - 1, entry)
            if cue:
                cues.append(cue)
                i += length
                continue
        i += 1
    return cues


def _judge(words: list[Word], first: int, last: int, entry: VerbEntry) -> Cue | None:
    """Decide whether a form is a verb here, and of which shape."""
    before, between = _left(words, first)
    previous = words[before] if before >= 0 else None
    helpers = {words[k].lower for k in between}
    negated = bool(helpers & grammar("negators")) or any(h.endswith("n't") for h in helpers)
    directly = words[first - 1] if first else None
    if words[first].is_capital and entry.form != "ing":
        return None  # the United States, the Washington Post
    if entry.form == "participle" and not helpers & (grammar("have") | grammar("be")):
        return None  # a book written in 1990
    if directly is not None and directly.is_word and _noun_before(directly, entry, helpers):
        return None
    if entry.form == "ing":
        if helpers & grammar("be"):
            return Cue(first, last, entry, "finite", negated)
        return Cue(first, last, entry, "ing", negated)
    if helpers & grammar("be") and entry.form in ("past", "participle"):
        return Cue(first, last, entry, "passive", negated)
    if helpers & grammar("modals") or (directly and directly.lower == "to"):
        return None
    if entry.form == "base" and entry.lemma != words[first].lower and not helpers:
        return None
    if entry.form == "base" and not helpers and not _plural_subject(previous):
        return None
    if words[first].lower in cue_words("nounish") and not helpers and not _can_be_subject(previous):
        return None
    return Cue(first, last, entry, "finite", negated)


def _left(words: list[Word], first: int) -> tuple[int, list[int]]:
    """Step left over auxiliaries and adverbs; return what stands before and what was passed."""
    i, passed = first - 1, []
    while i >= 0 and words[i].is_word:
        lower = words[i].lower
        if not (
            lower in grammar("auxiliaries")
            or lower in grammar("adverbs")
            or lower in grammar("negators")
            or lower in grammar("modals")
            or (lower.endswith("n't"))
            or (lower.endswith("ly") and not words[i].is_capital)
        ):
            break
        passed.append(i)
        i -= 1
    return i, passed


def _noun_before(word: Word, entry: VerbEntry, helpers: set[str]) -> bool:
    """Whether the word directly before makes a noun or an adjective of the form."""
    lower = word.lower
    if helpers:
        return False
    if lower.endswith("'s") or lower.endswith("s'"):
        return entry.form in ("base", "third", "ing") or entry.lemma not in ("say", "tell")
    articles = grammar("determiners") - grammar("subjects") - {"no", "any", "every", "each"}
    if lower in articles:
        return True
    if lower in grammar("adjectives_before_nouns"):
        return True
    return lower in grammar("prepositions") and entry.form in ("base", "third", "past", "participle")


def _plural_subject(word: Word | None) -> bool:
    if word is None or not word.is_word:
        return False
    return word.lower in (
        "they",
        "we",
        "i",
        "you",
        "who",
        "some",
        "many",
        "others",
        "most",
        "both",
        "police",
    ) or (
        word.lower.endswith("s")
        and not word.lower.endswith("'s")
        and word.lower not in grammar("auxiliaries")
    )


def _can_be_subject(word: Word | None) -> bool:
    if word is None:
        return False
    if word.lower in (",", ")", "—"):
        return True
    return (
        word.is_capital
        or word.lower in grammar("people_subjects") | {"it", "who"}
        or (
            word.is_word
            and word.lower not in grammar("prepositions")
            and word.lower not in grammar("conjunctions")
            and not word.lower.endswith(("s", "ed", "al", "ic", "ive", "ous", "ful"))
        )
    )
