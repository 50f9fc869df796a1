"""Circumstances: time, place and addressee between a reporting verb and its content."""

from __future__ import annotations

from rostra.quotation.cues import cue_words
from rostra.quotation.verbs import is_finite
from rostra.quotation.words import Word, grammar

__all__ = ["drop_circumstance", "skip_addressee", "skip_circumstance"]


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


def skip_circumstance(words: list[Word], k: int, *, addressee: bool, needed: bool = False) -> int | None:
    """Step over time, place and addressee (which some verbs need) between a verb and its bare clause."""
    k = _skip_time(words, k)
    if addressee and k < len(words):
        k = skip_addressee(words, k, needed=needed)
        k = _skip_time(words, k)
    while k < len(words) and words[k].lower in grammar("occasion_prepositions"):
        if k + 1 < len(words) and words[k + 1].lower in grammar("superlatives"):
            return k if _counts(words, k + 4) else None
        # "told the paper by e-mail the plan ...", "said to reporters he ..."
        after = _skip_occasion(words, k)
        if after is None:
            return None if words[k].lower != "to" and not _opens_content(words, k) else k
        k = _skip_time(words, after)
    return k


def _counts(words: list[Word], k: int) -> bool:
    """Whether a verb follows what is counted: `at least ten ships sank`, not `claimed at least ten lives`."""
    for m in range(k, min(k + 15, len(words))):
        if words[m].lower in grammar("coordinators"):
            return False
        if is_finite(words, m):
            return True
    return False


def _opens_content(words: list[Word], k: int) -> bool:
    """Whether a preposition opens the content itself: `said in Oslo prices would fall`."""
    return any(w.text == "," for w in words[k + 1 : k + 9])


def _skip_occasion(words: list[Word], k: int) -> int | None:
    """Step over the phrase of a preposition that says where, when or to whom something was said."""
    for j in range(k + 1, min(k + 9, len(words))):
        word = words[j]
        if not word.is_word:
            return None
        following = words[j + 1] if j + 1 < len(words) else None
        closed = following is None or (following.is_word and not following.lower.endswith("'s"))
        named = word.lower in cue_words("message_nouns") or word.lower in grammar("time_words", "addressees")
        if named and closed:
            while (
                j + 2 < len(words)
                and words[j + 1].lower in ("with", "to", "of", "on")
                and _is_name_run(words, j + 2)
            ):
                j += 2
                while j + 1 < len(words) and words[j + 1].is_capital:
                    j += 1
            return j + 1
        if word.is_capital and following is not None and _opens_clause(following):
            return j + 1
        if j > k + 1 and _opens_clause(word):
            # "said after the vote she would go": no noun phrase goes on with a pronoun or an article
            whole = j > k + 2 and words[j - 1].is_word and words[j - 1].lower not in _inside_phrases()
            return j if whole and (word.lower in grammar("nominatives") or word.lower == "the") else None
    return None


def _inside_phrases() -> frozenset[str]:
    """Words after which a noun phrase has not ended."""
    return grammar("determiners", "prepositions", "coordinators", "relatives", "conjunctions")


def _is_name_run(words: list[Word], k: int) -> bool:
    return words[k].is_capital or (words[k].lower == "the" and k + 1 < len(words) and words[k + 1].is_capital)


def _skip_time(words: list[Word], k: int) -> int:
    while k < len(words):
        lower = words[k].lower
        if lower in grammar("time_words") and lower not in grammar("undated"):
            k += 1
            continue
        modifier = lower in grammar("time_modifiers", but=("the", "that", "of", "same"))
        if modifier and k + 1 < len(words) and words[k + 1].lower in grammar("time_words"):
            k += 2
            continue
        if lower.isdigit() and k > 0 and words[k - 1].lower in grammar("time_words"):
            k += 1
            continue
        return k
    return k


def skip_addressee(words: list[Word], k: int, *, needed: bool = True) -> int:
    """Step over whoever is told: `the council`, `reporters in Oslo`, `The Daily Post of Troy`."""
    if words[k].lower in grammar("addressees"):
        return k + 1
    j = k + 1 if words[k].lower in grammar("determiners") else k
    ends: list[int] = []
    while j < len(words) and words[j].is_word and j - k < 10:
        word = words[j]
        joined = (
            word.lower in ("of", "and", "&") and ends and j + 1 < len(words) and _is_name_run(words, j + 1)
        )
        if joined and words[j - 1].is_capital:
            j += 2 if words[j + 1].is_capital else 3
            ends.append(j)
            continue
        if _opens_clause(word) or word.lower in grammar("prepositions") or is_finite(words, j):
            break
        if word.lower in grammar("time_words", "conjunctions"):
            break
        new_name = ends and word.is_capital and not words[j - 1].is_capital
        if new_name and not words[k].lower.endswith("'s") and words[k].lower not in grammar("determiners"):
            break
        j += 1
        ends.append(j)
    if not needed and j < len(words) and words[j].is_word and is_finite(words, j):
        return k  # "warned a no-deal exit could": a subject, and nobody is addressed
    for end in reversed(ends):
        if end >= len(words) or not (words[end].is_word and is_finite(words, end)):
            return end
    return k


def _opens_clause(word: Word) -> bool:
    return word.lower in grammar("clause_subjects") or word.lower in grammar("determiners")
