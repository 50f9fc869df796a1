"""Expressions: which regular expressions a query may hold, so that no search runs forever."""

from __future__ import annotations

import re
import warnings

__all__ = ["compiled", "fault_of"]

MOST_CHARACTERS = 200
MOST_REPEATS = 5
_QUANTIFIER = re.compile(r"[*+?]\??|\{\d*,?\d*\}")


def fault_of(expression: str) -> str:
    """Say what is wrong with a regular expression; nothing if it can be used.

    Parameters
    ----------
    expression : str
        In the syntax of Python's `re`.

    Returns
    -------
    str
        The end of a sentence, and what to write instead; empty if nothing is wrong.

    Examples
    --------
    >>> fault_of("threat(en)?s?"), fault_of("(a+)+").partition(",")[0]
    ('', 'repeats a group that holds a repeat or alternatives')
    """
    if len(expression) > MOST_CHARACTERS:
        return f"has more than {MOST_CHARACTERS} characters. Write (a|b) for alternatives."
    try:
        compiled(expression)
    except (re.error, OverflowError, RecursionError) as error:
        return f"cannot be read by Python's re: {error}. Write /threat(en)?s?/."
    plain = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "x", expression)  # signs and sets are one letter each
    if len(re.findall(r"[*+]|,\}", plain)) > MOST_REPEATS:
        return f"repeats more than {MOST_REPEATS} things. Ask for less, or in several queries."
    if _repeats_repeats(plain):
        return (
            "repeats a group that holds a repeat or alternatives, and such a search may never end. "
            "Write [abc]+ for (a|b|c)+."
        )
    return ""


def _repeats_repeats(plain: str) -> bool:
    """Say whether a group that can be matched in several ways is itself repeated: (a+)+, (a|b)*."""
    inner = [False]  # of each open group: whether it holds something that can be matched in several ways
    place = 0
    while place < len(plain):
        sign = plain[place]
        if sign == "(":
            inner.append(False)
            place += 2 if plain[place + 1 : place + 2] == "?" else 1
            continue
        quantifier = _QUANTIFIER.match(plain, place)
        if sign == "|":
            inner[-1] = True
        elif sign == ")" and len(inner) > 1:
            varied = inner.pop()
            follows = _QUANTIFIER.match(plain, place + 1)
            if follows and varied and follows[0][0] != "?":
                return True
            inner[-1] = inner[-1] or varied
        elif quantifier:
            inner[-1] = True
            place = quantifier.end()
            continue
        place += 1
    return False


def compiled(expression: str, *, case: bool = True) -> re.Pattern[str]:
    """Make a regular expression ready.

    Parameters
    ----------
    expression : str
        In the syntax of Python's `re`.
    case : bool
        Whether capitals count.

    Returns
    -------
    re.Pattern
        To be compared with a whole form.

    Examples
    --------
    >>> bool(compiled("WAR", case=False).fullmatch("war"))
    True
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sets that may mean something else in a later Python
        return re.compile(expression, 0 if case else re.IGNORECASE)
