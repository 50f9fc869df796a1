"""Patterns: what an entry is made of, rows of words to choose from."""

from __future__ import annotations

__all__ = ["ANY_CASE", "AS_WRITTEN", "GAP", "Pattern", "is_expression", "pattern_text"]

GAP = "_"
ANY_CASE, AS_WRITTEN = "~", "="  # before a word: in any case; only as it is written

# A pattern is a row of slots; each slot lists the words that may stand there, a gap is ("_",).
Pattern = tuple[tuple[str, ...], ...]


def is_expression(word: str) -> bool:
    """Say whether a word of an entry is a regular expression.

    Parameters
    ----------
    word : str
        A word of a pattern, without its mark of case.

    Returns
    -------
    bool
        Whether it stands between slashes.

    Examples
    --------
    >>> is_expression("/^un.*able$/"), is_expression("and/or")
    (True, False)
    """
    return len(word) > 2 and word[0] == word[-1] == "/"


def pattern_text(pattern: Pattern) -> str:
    """Write a pattern as `parse_entry` reads it.

    Parameters
    ----------
    pattern : pattern
        A row of slots.

    Returns
    -------
    str
        An entry of which it is the only reading.

    Examples
    --------
    >>> pattern_text((("will",), ("_",), ("respond", "strike")))
    'will _ (respond|strike)'
    """
    return " ".join(slot[0] if len(slot) == 1 else f"({'|'.join(slot)})" for slot in pattern)
