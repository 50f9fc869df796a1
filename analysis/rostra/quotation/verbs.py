"""Verbs: which word of a clause is its finite verb."""

from __future__ import annotations

from functools import cache, lru_cache

from rostra.lexicon import load_words
from rostra.quotation.words import Word, grammar

__all__ = ["forms_of", "has_main_verb", "is_finite", "verb_classes"]

_VOWELS = "aeiou"
_CONTRACTED = ("n't", "'re", "'ve", "'ll", "'d", "'m")


def forms_of(base: str) -> tuple[str, str, str, str]:
    """Return third person, past, participle and -ing form of a verb.

    Parameters
    ----------
    base : str
        The infinitive.

    Returns
    -------
    tuple of str
        Where a form has two spellings, a bar stands between them.
    """
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        third = base[:-1] + "ies"
    past, participle = _irregular().get(base) or (_regular_past(base),) * 2
    if base.endswith("ie"):
        ing = base[:-2] + "ying"
    elif base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        ing = base[:-1] + "ing"
    else:
        ing = "|".join(stem + "ing" for stem in _stems(base))
    return {"have": "has", "do": "does", "go": "goes"}.get(base, third), past, participle, ing


def _regular_past(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    if base.endswith("e"):
        return base + "d"
    return "|".join(stem + "ed" for stem in _stems(base))


def _stems(base: str) -> list[str]:
    """The stem before -ed and -ing: `stop` doubles its last letter, `signal` may, `visit` does not."""
    before = base[:-2].replace("qu", "qw")  # quip: the u is no vowel of its own
    closed = (
        len(base) > 2
        and base[-1] not in "wxyh" + _VOWELS
        and base[-2] in _VOWELS
        and before[-1] not in _VOWELS
    )
    if not closed:
        return [base]
    base = base.replace("qu", "qw")
    syllables = sum(
        a in _VOWELS + "y" and b not in _VOWELS for a, b in zip(base, base[1:] + "x", strict=True)
    )
    base = base.replace("qw", "qu")
    return [base + base[-1]] if syllables == 1 else [base + base[-1], base]


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    words = load_words("verbs")
    table = {base: (base, base) for base in words["unchanged"]}
    for line in words["irregular"]:
        base, past, participle = line.split()
        table[base] = (past, participle)
    return table


@cache
def verb_classes() -> dict[str, str]:
    """Return what each form of a verb can be.

    Returns
    -------
    dict
        By lower-case form: `past` (a finite verb wherever it stands: knew), `ed` (past or participle:
        called, held), `third` (knows), `base` (know), `noun or third` (claims), `noun or base` (claim),
        `unchanged` (put).
    """
    words = load_words("verbs")
    unchanged = set(words["unchanged"])
    ambiguous = set(words["nouns_too"]) | unchanged
    classes: dict[str, str] = {}
    for base in [*words["nouns_too"], *words["unchanged"], *words["regular"], *_irregular()]:
        third, past, participle, _ = forms_of(base)
        noun = "noun or " if base in ambiguous else ""
        if base in unchanged:
            classes[base] = "unchanged"
        classes.setdefault(third, noun + "third")
        participles = participle.split("|")
        for form in past.split("|"):
            if form != base:
                classes.setdefault(form, "ed" if form in participles else "past")
        classes.setdefault(base, noun + "base")
    return classes


def is_finite(words: list[Word], k: int, *, sure: bool = False) -> bool:
    """Tell whether the word at k is the finite verb of a clause.

    Parameters
    ----------
    words : list of Word
        The sentence.
    k : int
        A position in it.
    sure : bool
        Leave out what may be a noun or a participle.

    Returns
    -------
    bool
        True for an auxiliary, a past form, and a present form that the words around show to be a verb.
    """
    word = words[k]
    if not word.is_word:
        return False
    kind = _finite_class(word.lower)
    if not kind or kind == "contraction":
        return bool(kind)
    if k > 0 and word.is_capital and not word.text.isupper():
        return False
    if kind == "auxiliary":
        return True
    if sure and (kind.startswith("noun") or _is_participle(words, k)):
        return False
    j = k - 1
    while j >= 0 and _is_adverb(words[j]):
        j -= 1
    before = words[j] if j >= 0 else None
    after = words[k + 1] if k + 1 < len(words) else None
    if before is None or words[k - 1].text == "-":
        return False  # "U.S.-based"
    if kind == "past":
        return before.lower not in grammar("determiners")
    # "This makes it harder", "the sum that pays for it": a demonstrative or relative is the subject
    alone = before.lower in grammar("demonstratives") and kind == "third"
    relative = before.lower == "that" and j > 0 and words[j - 1].is_word and not kind.startswith("noun")
    if (
        before.is_word
        and not (relative or alone)
        and (
            before.lower in grammar("not_before_verbs")
            or (before.lower in grammar("determiners") and before.lower not in grammar("subjects"))
            or before.lower.endswith(("'s", "s'"))
        )
    ):
        return False
    if kind == "ed":
        helped = before.lower in grammar("be", "have")
        return not helped and not (after is not None and after.lower == "by")
    if kind == "unchanged":
        return before.is_word and (after is None or after.lower not in ("of", "and", "or"))
    plural = is_plural(before)
    if before.lower in grammar("nominatives") and not before.lower[0].isupper():
        return kind.endswith("third") != (before.lower in ("they", "we", "i", "you")) or kind == "unchanged"
    if kind == "third":
        return not plural or not before.is_word
    if kind == "base":
        return plural
    if after is None or not (
        after.quoted
        or after.lower in grammar("determiners")
        or after.lower in grammar("objects")
        or after.lower in ("to", "that", "how", "why", "whether", "not")
        or (
            kind != "noun or third"
            and before.lower not in ("percent", "cent")
            and (after.lower in grammar("prepositions") or not after.is_word)
        )
    ):
        return False
    if kind == "noun or third":
        return before.is_word and not plural and before.lower not in grammar("adjectives_before_nouns")
    return plural


@lru_cache(maxsize=65536)
def _finite_class(lower: str) -> str:
    """What a form can be when it is finite: `auxiliary`, `contraction`, or see `verb_classes`; else empty."""
    if lower in grammar("finite_auxiliaries"):
        return "auxiliary"
    if lower.endswith(_CONTRACTED) or (lower.endswith("'s") and lower[:-2] in grammar("contracted_subjects")):
        return "contraction"
    return verb_classes().get(lower) or ("ed" if lower.endswith("ed") and len(lower) > 4 else "")


def _is_adverb(word: Word) -> bool:
    lower = word.lower
    return word.is_word and (
        lower in grammar("adverbs", "negators")
        or (lower.endswith("ly") and lower not in grammar("nouns_in_ly"))
    )


def is_plural(word: Word) -> bool:
    lower = word.lower
    return word.is_word and (
        lower in grammar("plural_subjects")
        or (
            lower.endswith("s")
            and not lower.endswith(("ss", "us", "is", "'s", "news"))
            and not lower.isdigit()
        )
    )


def has_main_verb(words: list[Word], first: int, last: int, *, strict: bool = False) -> bool:
    """Tell whether a stretch of words is a clause: it has a finite verb of its own.

    Parameters
    ----------
    words : list of Word
        The sentence.
    first, last : int
        The stretch, inclusive.
    strict : bool
        The stretch may as well be a noun phrase ("a rise aimed at growth"): a form in -ed before a
        preposition is a participle, and the verb stands before the first comma.

    Returns
    -------
    bool
        False where every finite verb belongs to a relative or subordinate clause within the stretch
        ("a poem that was read"), or is joined to a verb before it ("taxes and has fallen").
    """
    opening = words[first].lower
    subordinate = opening in grammar("subordinators", "relatives")
    openers = grammar("clause_openers")
    waiting = int(subordinate)  # clauses that were opened and have had no verb yet
    seen = after_verb = False
    k = first
    while k <= last:
        word = words[k]
        lower = word.lower
        if not word.is_word:
            if word.text == "," and subordinate and not seen and opening in grammar("prepositions"):
                waiting = 0  # "Since 2016, ..."
            elif word.text in (",", "—", "–", ";") and strict and not subordinate:
                return False
            after_verb = False
            k += 1
            continue
        opens = lower in openers or (not after_verb and _opens_relative(words, k, first))
        waiting += int(k > first and opens)
        if (k > first or lower.endswith(_CONTRACTED) or lower.endswith("'s")) and is_finite(words, k):
            if strict and _is_participle(words, k):
                k += 1
                continue
            seen = after_verb = True
            if not waiting:
                return k == first or words[k - 1].lower not in grammar("coordinators")
            waiting -= 1
            while k + 1 <= last and (
                words[k + 1].lower in grammar("auxiliaries") or _is_adverb(words[k + 1])
            ):
                k += 1
        elif after_verb and not _is_adverb(word):
            after_verb = False
        k += 1
    return False


def _opens_relative(words: list[Word], k: int, first: int) -> bool:
    """Whether a pronoun opens a relative clause that has none of its own: `the emails it received`."""
    before = words[k - 1]
    return (
        words[k].lower in grammar("nominatives")
        and k - 1 > first
        and before.is_word
        and not (words[k].text == "I" and before.is_capital)  # "Phase I"
        and before.lower not in grammar("conjunctions")
        and before.lower not in grammar("prepositions")
    )


def _is_participle(words: list[Word], k: int) -> bool:
    """Whether a form in -ed can be a participle that describes the noun before it: `a plan backed in`."""
    kind = verb_classes().get(words[k].lower, "ed" if words[k].lower.endswith("ed") else "")
    after = words[k + 1] if k + 1 < len(words) else None
    before = words[k - 1].lower if k else ""
    return (
        kind in ("ed", "unchanged")
        and before not in grammar("nominatives")
        and (after is None or not after.is_word or after.lower in grammar("prepositions"))
    )
