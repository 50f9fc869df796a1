"""Agreement: whether a subject is of several, so that a verb in its base form can be its own."""

from __future__ import annotations

from rostra.quotation.verbs import is_plural
from rostra.quotation.words import Word, grammar

__all__ = ["has_plural_subject", "is_let"]

_LONGEST_SUBJECT = 30  # words of a subject, with the clause that describes it
_LONGEST_OBJECT = 8  # words of "let the miners" before "say"


def has_plural_subject(words: list[Word], last: int) -> bool:
    """Tell whether a subject is of several: `Orr and Hale`, `growers in Corran`, `two in 10`.

    Parameters
    ----------
    words : list of Word
        The sentence.
    last : int
        Position of the last word before the verb.

    Returns
    -------
    bool
        True where a plural, a number or `and` stands in it, before any clause boundary.
    """
    several = False
    for k in range(last, max(-1, last - _LONGEST_SUBJECT), -1):
        word = words[k]
        lower = word.lower
        if word.quoted is not None or word.text in (";", ":", "—", "–"):
            break
        if word.text == "," and k < last and not several and k + 1 < last and not _parenthetical(words, k):
            break
        several = several or lower[:1].isdigit() or lower in ("and", "&") or is_plural(word)
        if several and k < last and lower in grammar("determiners"):
            break
    return several


def is_let(words: list[Word], last: int) -> bool:
    """Tell whether the words before a base form are the object of a verb: `let the miners say`.

    Parameters
    ----------
    words : list of Word
        The sentence.
    last : int
        Position of the last word before the verb.

    Returns
    -------
    bool
        True where a verb such as `let` stands before them.
    """
    for k in range(last, max(-1, last - _LONGEST_OBJECT), -1):
        if words[k].lower in grammar("bare_infinitive_after"):
            return True
        if not words[k].is_word or words[k].lower in grammar("relatives", "conjunctions"):
            return False
    return False


def _parenthetical(words: list[Word], comma: int) -> bool:
    """Whether the comma opens words that only describe: `growers, who lost a year, say`."""
    following = words[comma + 1]
    return (
        following.lower in grammar("relatives", "adverbs", "apposition_openers", "prepositions")
        or following.lower.endswith(("ing", "ed"))
        or following.lower[:1].isdigit()
        or following.lower in ("however", "though", "too")
    )
