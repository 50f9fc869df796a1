"""Reference: the one rule that says what a token is.

A token is one match of `TOKEN`, tried in this order:

1. an address: a URL, an e-mail address, a @handle or a #tag, as one token;
2. an abbreviation of single letters with points (`U.S.`, `a.m.`), points included;
3. a number, with its inner points, commas, colons and a percent sign (`1,200.50`, `9:30`, `4%`),
   and with letters that follow at once (`21st`, `5G`);
4. a word: letters, digits and combining marks, joined inside by a hyphen or an
   apostrophe (`rock-solid`, `don't`, `Russia's`, `O’Brien`). A dash joins nothing.

Everything else (punctuation, symbols, emoji, spaces) is no token and is not counted.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["CASED", "TOKEN", "fold_token", "plain_token"]

_LETTER = r"[^\W_]"
_MARK = (
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0900-\u0903\u093a-\u094d"
    "\u1ab0-\u1aff\u20d0-\u20ff]"
)
_WORD = rf"(?:{_LETTER}{_MARK}*|\u00ad)+"
_JOIN = "[-\u2010\u2011'\u2019\u02bc]"
TOKEN = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"“”‘’]*[^\s<>\"“”‘’.,;:!?)\]]"
    rf"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|[@#]\w+"
    rf"|\b(?:[^\W\d_]\.){{2,}}"
    rf"|\d+(?:[.,:]\d+)*(?:%|{_WORD})?(?:{_JOIN}{_WORD})*"
    rf"|{_WORD}(?:{_JOIN}{_WORD})*"
)

# Words whose case is their meaning: folding keeps them apart from us, who, it, may, march.
CASED = frozenset({"US", "WHO", "IT", "May", "March"})
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u00ad": None})


def fold_token(surface: str) -> str:
    """Return the form under which a token is counted.

    Case is folded but for the words whose case is their meaning (`US`, `WHO`, `IT`,
    `May`, `March`); curly apostrophes and odd hyphens become plain, soft hyphens go,
    and the text is composed (NFC), so that one word typed in two ways counts once.

    Parameters
    ----------
    surface : str
        The token as published.

    Returns
    -------
    str
        Its form.

    Examples
    --------
    >>> fold_token("Rock-Solid"), fold_token("US"), fold_token("US’s"), fold_token("Us")
    ('rock-solid', 'US', "US's", 'us')
    """
    plain = plain_token(surface)
    head, apostrophe, tail = plain.partition("'")
    if head in CASED:
        return head + apostrophe + tail.casefold()
    return plain.casefold()


def plain_token(surface: str) -> str:
    """Return a token as it is written, typing aside.

    Parameters
    ----------
    surface : str
        The token as published.

    Returns
    -------
    str
        With plain apostrophes and hyphens, without soft hyphens, composed (NFC); case is kept.

    Examples
    --------
    >>> plain_token("O’Brien")
    "O'Brien"
    """
    return unicodedata.normalize("NFC", surface.translate(_APOSTROPHES))
