"""Circumstances: time, place and addressee between a reporting verb and its content."""

from __future__ import annotations

from rostra.quotation.cues import cue_words
from rostra.quotation.words import Word, grammar

__all__ = ["drop_circumstance", "skip_circumstance"]


def drop_circumstance(words: list[Word], first: int, last: int) -> int:
    """Leave out a closing `in a statement` or `in an interview with ...`: it belongs to the cue."""
    for k in range(max(first + 3, last - 12), last):
        if words[k].lower in ("in", "during", "at") and words[k + 1].lower in grammar("articles"):
            noun = next(
                (
                    m
                    for m in range(k + 2, min(k + 6, last + 1))
                    if words[m].lower in cue_words("message_nouns")
                ),
                None,
            )
            if noun is not None and words[noun].lower in grammar("occasions"):
                end = k - 1
                return end - 1 if words[end].text == "," else end
    return last


def skip_circumstance(words: list[Word], k: int, *, addressee: bool) -> int | None:
    """Step over time, place and addressee between a verb and its bare clause."""
    k = _skip_time(words, k)
    if addressee and k < len(words):
        k = _skip_addressee(words, k)
        k = _skip_time(words, k)
    if k < len(words) and words[k].lower in ("to",) and not addressee:
        # "said to reporters he would"
        j = k + 1
        while j < len(words) and words[j].is_word and words[j].lower not in grammar("clause_subjects"):
            j += 1
        return j if j < len(words) and words[j].is_word and j - k <= 4 else None
    if k < len(words) and words[k].lower in grammar("occasion_prepositions"):
        # "said in a statement the plan ...": to the end of the circumstance
        for j in range(k + 1, min(k + 9, len(words))):
            if words[j].lower in cue_words("message_nouns") | grammar("time_words"):
                return _skip_time(words, j + 1)
            if not words[j].is_word:
                return None
        return None
    return k


def _skip_time(words: list[Word], k: int) -> int:
    while k < len(words):
        lower = words[k].lower
        if lower in grammar("time_words") - grammar("undated"):
            k += 1
            continue
        modifier = lower in grammar("time_modifiers") - {"the", "that", "of", "same"}
        if modifier and k + 1 < len(words) and words[k + 1].lower in grammar("time_words"):
            k += 2
            continue
        if lower.isdigit() and k > 0 and words[k - 1].lower in grammar("time_words"):
            k += 1
            continue
        return k
    return k


def _skip_addressee(words: list[Word], k: int) -> int:
    first = words[k]
    if first.lower in grammar("addressees"):
        return k + 1
    j = k
    if first.lower in grammar("determiners"):
        j += 1
        while j < len(words) and words[j].is_word and not words[j].is_capital and not _opens_clause(words[j]):
            j += 1
        while j < len(words) and words[j].is_capital and j - k < 7:
            j += 1
        return j
    while j < len(words) and words[j].is_capital:
        j += 1
    if j == k and first.is_word and not _opens_clause(first):
        return k + 1
    return j


def _opens_clause(word: Word) -> bool:
    return word.lower in grammar("clause_subjects") or word.lower in grammar("determiners")
