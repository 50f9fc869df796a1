"""Phrases: the noun phrase that can name a speaker, from its last word to its first."""

from __future__ import annotations

from typing import NamedTuple

from rostra.quotation.cues import cue_words, verb_forms
from rostra.quotation.verbs import has_main_verb, is_finite
from rostra.quotation.words import Word, grammar, is_name

__all__ = ["Mention", "is_nominal", "leads_adverbial", "noun_phrase", "opens_clause", "trim_mention"]

_LONGEST_GOVERNED = 5  # words of "the state farm union" before ", which said"
_LONGEST = 45  # words of "a letter sent to members on Friday"


class Mention(NamedTuple):
    """Words of a sentence that name a speaker: positions first to last, inclusive."""

    first: int
    last: int


def noun_phrase(words: list[Word], last: int) -> Mention | None:
    """Find the noun phrase that ends at `last`, with what describes its head between."""
    lower = words[last].lower
    if last > 1 and lower.isdigit() and words[last - 1].lower == "in" and _is_number(words[last - 2]):
        first = last - 2  # "about four in 10 said"
        while first > 0 and words[first - 1].is_word and words[first - 1].lower in grammar("approximators"):
            first -= 1
        return Mention(first, last)
    closes_verb = lower in grammar("object_pronouns") or (lower.endswith("ed") and _is_helped(words, last))
    mention = None if closes_verb else _phrase_ending(words, last)  # "voters who backed him"
    if mention is None and (lower in grammar("conjunctions", "prepositions") or is_finite(words, last)):
        return None
    if mention is not None:
        k = mention.first - 1
        pronoun = mention.first == last and words[last].lower in grammar("subjects")
        governed = k >= 0 and (
            (words[k].lower in grammar("prepositions") and words[k].lower not in grammar("conjunctions"))
            or words[k].lower in grammar("relatives")
            or words[k].lower.endswith(("ed", "ing"))
            or is_finite(words, k)
            or _follows_modal(words, k + 1)
            or (
                k > 1 and words[k - 1].lower == "to" and not words[k].is_capital
            )  # "members trying to save it"
        )
        if pronoun or not governed:
            return mention
    if mention is None and words[last].is_capital:
        # "at the party's convention Sen. Ana Hale": the name that ends a phrase of time or place
        first = last
        while first > 0 and (
            words[first - 1].is_capital
            or (words[first - 1].text == "." and first > 1 and words[first - 2].is_capital)
        ):
            first -= 1
        before = words[first - 1] if first else None
        if (
            before is not None
            and before.is_word
            and before.lower not in grammar("prepositions", "determiners")
            and not is_finite(words, first - 1)
            and not before.lower.endswith("'s")
        ):
            return Mention(first, last)
    # "A letter sent to members on Friday", "voters who backed Hale": all from where the clause opens
    first = last
    while first > 0 and last - first < _LONGEST:
        before = words[first - 1]
        if before.quoted is not None or not (before.is_word or before.text in ("’", "'", ".", "&")):
            break
        if before.lower in grammar("conjunctions", but=("before", "after", "since", "until", "as")):
            break
        first -= 1
    while first < last and words[first].lower in grammar("adverbs", "coordinators"):
        first += 1
    opens = words[first]
    nominal = (
        opens.is_capital
        or opens.lower in grammar("determiners")
        or opens.lower.endswith("s")
        or opens.text[0].isdigit()
    ) and opens.lower not in grammar("prepositions", "time_words", "nominatives")
    if not nominal or last - first < 2 or has_main_verb(words, first, last, strict=True):
        return mention
    return Mention(first, last)


def opens_clause(words: list[Word], first: int) -> bool:
    """Whether a noun phrase that begins at `first` can be a subject: nothing before it governs it."""
    if first == 0:
        return True
    before = words[first - 1]
    if not before.is_word:
        return True
    lower = before.lower
    return (
        lower in grammar("conjunctions")
        or lower in grammar("adverbs")
        or lower in grammar("time_words")
        or lower.endswith("ly")
        or (lower,) in verb_forms()
    )


def leads_adverbial(words: list[Word], j: int) -> bool:
    """Whether the phrase ending here opens the sentence with a preposition: `In Kyiv, ...`."""
    k = j
    while k > 0 and (words[k].is_capital or words[k].lower in ("the", "of")):
        k -= 1
    return k == 0 and words[0].lower in grammar("prepositions")


def _phrase_ending(words: list[Word], last: int) -> Mention | None:
    """Walk left from the head of a noun phrase to its start."""
    head = words[last]
    if head.lower in ("who", "which", "that"):
        if last < 1:
            return None
        j = last - 1
        if words[j].text == ",":
            j -= 1
        if j < 0 or not words[j].is_word or words[j].lower == head.lower:
            return None
        antecedent = _phrase_ending(words, j) or _governed_ending(words, j)
        return Mention(antecedent.first, last) if antecedent and head.lower == "who" else antecedent
    if head.lower in grammar("subjects") and not _determines(words, last):
        if last > 1 and words[last - 1].lower == "and" and words[last - 2].is_capital:
            joined = _phrase_ending(words, last - 2)
            return Mention(joined.first, last) if joined else Mention(last, last)  # "Hale and others"
        return Mention(last, last)
    if head.lower in grammar("prepositions", "conjunctions", "finite_marks"):
        return None
    first, k = last, last - 1
    while k >= 0:
        word = words[k]
        lower = word.lower
        if not word.is_word:
            initial = word.text == "." and k > 0 and words[k - 1].is_capital and len(words[k - 1].text) <= 4
            nickname = word.quoted is not None and is_name(word) and k > 0 and words[k - 1].is_capital
            listed = (
                word.text == ","
                and k > 1
                and words[k - 2].lower in grammar("articles")
                and _describes(words[k - 1])
                and k + 1 < last
                and words[k + 1].text.islower()
                and words[k + 1].lower not in grammar("determiners")
            )  # "the lanky, bearded professor", not "the letter, residents"
            if (
                listed
                or nickname
                or initial
                or word.text in ("&", "/")
                or (word.text in "'’" and words[k - 1].lower.endswith("s"))
            ):
                k -= 1
                continue
            break
        if lower in ("and", "or"):
            if not _joins_subjects(words, k, first):
                break
            k -= 1
            continue
        if lower in grammar("noun_prepositions"):
            if not _belongs(words, k):
                break
            k -= 1
            continue
        if lower in grammar("relatives"):
            break
        if lower in grammar("determiners"):
            if lower == "that" and words[first].is_capital:
                break  # a conjunction: "the sum that Hale alleges"
            first = k
            if k > 0 and words[k - 1].lower in grammar("noun_prepositions") and _belongs(words, k - 1):
                k -= 1
                continue
            if k > 0 and words[k - 1].lower in ("all", "both", "most", "many", "some"):
                first = k - 1
            break
        if (
            lower in grammar("conjunctions")
            or lower in grammar("prepositions")
            or lower in grammar("auxiliaries")
            or lower in grammar("finite_marks")
            or (
                not word.is_capital
                and lower.endswith(("s", "ed"))
                and is_finite(words, k)
                and not (k > 2 and words[k - 1].text == "," and words[k - 3].lower in grammar("articles"))
            )
            or lower in grammar("clause_subjects")
            or (lower in grammar("adverbs") and k == 0)
            or _follows_modal(words, k)
            or (
                (lower,) in verb_forms()
                and verb_forms()[(lower,)].form in ("past", "third")
                and not word.is_capital
            )
        ):
            break
        first = k
        k -= 1
    mention = trim_mention(words, Mention(first, last))
    return mention if mention and is_nominal(words, mention) else None


def _describes(word: Word) -> bool:
    """Whether a word can be an adjective of a list."""
    lower = word.lower
    return word.text.islower() and (
        lower in grammar("short_adjectives") or lower.endswith(tuple(sorted(grammar("adjective_endings"))))
    )


def _governed_ending(words: list[Word], last: int) -> Mention | None:
    """The phrase that ends at `last`, whatever governs it: `a request by The Herald, which argued`."""
    first = last
    while first > 0 and words[first - 1].is_word and last - first < _LONGEST_GOVERNED:
        before = words[first - 1]
        if words[first].is_capital and not before.is_capital and before.lower not in grammar("determiners"):
            break
        if before.lower in grammar("prepositions", "conjunctions", "finite_marks", "relatives"):
            break
        first -= 1
        if before.lower in grammar("determiners"):
            return Mention(first, last)
    return Mention(first, last) if words[last].is_capital else None


def _follows_modal(words: list[Word], k: int) -> bool:
    """Whether a verb must stand at k: `will also face captains who`."""
    k -= 1
    while k > 0 and words[k].lower in grammar("adverbs", "negators"):
        k -= 1
    return k > 0 and words[k].lower in grammar("modals", also=("will", "would"))


def _is_number(word: Word) -> bool:
    return word.lower[:1].isdigit() or word.lower in grammar("numbers")


def _is_helped(words: list[Word], k: int) -> bool:
    """Whether a form in -ed belongs to an auxiliary: `officials whose laws have been voided`."""
    return k > 0 and words[k - 1].lower in grammar("be", "have")


def _determines(words: list[Word], last: int) -> bool:
    """Whether a word such as `all` or `one` stands after a determiner: `the other one`."""
    return last > 0 and words[last - 1].lower in grammar("determiners")


def _joins_subjects(words: list[Word], k: int, first: int) -> bool:
    """Whether `and` joins two names or two bare plurals, not two clauses."""
    if k < 1 or k + 1 >= len(words):
        return False
    left, right = words[k - 1], words[first]
    if left.is_capital and right.is_capital:
        return not any(words[m].lower in grammar("finite_marks") for m in range(max(0, k - 4), k))
    return (
        left.lower.endswith("s")
        and words[first].lower not in grammar("determiners")
        and not left.lower.endswith("'s")
        and (k <= 3 or not words[k - 2].is_word)
    )


def _belongs(words: list[Word], k: int) -> bool:
    """Whether the preposition at k binds what follows to a noun before it: `head of the bank`."""
    if k < 1:
        return False
    left = words[k - 1]
    if not left.is_word or left.lower in grammar("conjunctions") or left.lower in grammar("auxiliaries"):
        return False
    if left.lower in grammar("time_words") or left.lower in cue_words("message_nouns"):
        return False
    if words[k].lower == "of" and left.lower in grammar("subjects", also=("each",)):
        return True  # "all of our friends"
    if left.lower.endswith("ly") or left.lower in grammar("adverbs"):
        return False
    if words[k].lower in ("to", "on", "with", "in", "at", "from") and left.lower.endswith(("ed", "ing")):
        return False
    # the noun must itself stand in subject position: a clause boundary, a determiner or a name to its left
    return (left.lower,) not in verb_forms() or left.is_capital


def trim_mention(words: list[Word], mention: Mention) -> Mention | None:
    """Cut an opening adverbial off a phrase: `In a statement Hale`, `Earlier Hale`, `But Hale`."""
    first, last = mention.first, mention.last
    if words[first].lower in ("which", "that", "what") and last > first:
        first += 1
    before = words[first - 1].lower if first else ""
    if before in grammar("prepositions") and before not in grammar("conjunctions"):
        # the phrase begins inside "in a statement Hale": keep the name that ends it
        k = last
        while k > first and words[k].is_capital:
            k -= 1
        if k == last or not words[k + 1].is_capital:
            return None
        if words[k].lower in cue_words("message_nouns") or words[k].lower in grammar("time_words"):
            return Mention(k + 1, last)
        return None
    while first < last and (
        words[first].lower in grammar("coordinators")
        or words[first].lower in grammar("adverbs", but=("all", "both", "each", "first", "more"))
        or words[first].lower in grammar("time_words", but=("may",))
        or not words[first].is_word
    ):
        first += 1
    return Mention(first, last)


def is_nominal(words: list[Word], mention: Mention) -> bool:
    """Whether a phrase can name a speaker: it has a name or a noun in it."""
    inside = [words[k] for k in range(mention.first, mention.last + 1) if words[k].is_word]
    if not inside or all(w.lower in grammar("determiners", "time_words") for w in inside):
        return inside != [] and inside[0].lower in grammar("subjects")
    if len(inside) > 40:
        return False
    return not all(w.text.isdigit() for w in inside)
