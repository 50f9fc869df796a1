"""Reference: the one rule that says what a token is.

A token is one match of `TOKEN`, tried in this order:

1. an address, as one token: a URL (`https://…`, `www.…`), an e-mail address, a @handle
   or a #tag;
2. an abbreviation of single letters with points (`U.S.`, `a.m.`), points included;
3. a number, with its inner points, commas and colons (`1,200.50`, `9:30`), a percent sign
   (`4%`) or letters that follow at once (`21st`, `5G`);
4. a word: letters, digits and combining marks.

Hyphens, apostrophes and underscores join what stands on both sides without a space
(`rock-solid`, `don't`, `Russia's`, `O’Brien`, `U.S.-led`, `COVID-19`, `2019-20`,
`snake_case`). Everything else (punctuation, symbols, emoji, spaces) is no token and is
not counted.

What follows from it:

- Hyphens. `state-of-the-art` is one token, also with U+2010 and the hyphen that does not
  break (U+2011). Dashes (`–`, `—`, `--`) and the minus sign join nothing: `en–dash` is two
  tokens, `-3` is `3`.
- Apostrophes, straight or curly, join only inside: `dogs'` is `dogs`, `'tis` is `tis`.
  A contraction is one token; `rostra.index.parts` takes it apart for lexicons.
- Numbers. `$1,234.56` is `1,234.56`, `.5` is `5`, `9/11` is two tokens, `½` is one.
- Abbreviations. `U.S.` and `US` are two forms. The point of `Mr.` or `Inc.` is punctuation;
  `Ph.D.` is two tokens.
- `AT&T`, `and/or` and `C++` are `AT T`, `and or` and `C`.
- Addresses end before the punctuation of the sentence: `(www.example.org).` gives
  `www.example.org`. An e-mail address is written in ASCII.
- Underscores that frame a word (`_this_`) are no part of it.
- Emoji, flags and their joiners are no tokens; nor is a combining mark without a letter.
- Combining marks of all scripts belong to their letter, so that a word in Hindi, Thai or
  Hebrew is whole, and a text gives the same tokens composed (NFC) and decomposed (NFD).
  Offsets point into the text as published.
- The soft hyphen, the joiners of no width and the word joiner are inside a word;
  the space of no width (U+200B) parts words, as do all space separators.
- Scripts without spaces (Chinese, Japanese, Thai): a run without punctuation is one token.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rostra.index.characters import JAMO, JOINS, mark_ranges

__all__ = ["CASED", "TOKEN", "fold_token", "fold_tokens", "plain_token"]


def _ranges(runs: Sequence[tuple[int, int]]) -> str:
    return "".join(rf"\U{first:08x}-\U{last:08x}" for first, last in runs)


_UNLIKE = "\u02bc" + _ranges(JAMO)  # letters for Python, not for us
_MARKS = _ranges(mark_ranges())
_ALPHANUMERIC = rf"[^\W_{_UNLIKE}]"
_LETTER = rf"[^\W\d_{_UNLIKE}]"
_NAME = rf"[^\W{_UNLIKE}]"  # letters, digits, underscore
_MARK = f"[{_MARKS}]"
_OVER = rf"(?!{_NAME}|{_MARK})"
_WORD = f"{_ALPHANUMERIC}+(?:{_MARK}+{_ALPHANUMERIC}*)*"
_NUMBER = rf"\d+(?:[.,:]\d+)*(?:%|{_WORD})?"
_TAIL = f"(?:(?:_+|[{JOINS}])(?:{_NUMBER}|{_WORD}))*"
_NO_ADDRESS = r"\s<>≮≯\"“”„«»‘’"  # not within a URL
TOKEN = re.compile(
    # a plain word before a plain end: nothing below would match more or less, only later
    r"[A-Za-z]+(?=[ ,;!?\n])"
    rf"|(?:[hH][tT][tT][pP][sS]?://|[wW][wW][wW]\.)[^{_NO_ADDRESS}]*[^{_NO_ADDRESS}.,;:!?…)\]}}'*_]"
    rf"|[A-Za-z0-9][A-Za-z0-9._%+-]{{0,63}}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?!-){_OVER}"
    rf"|[@#]{_NAME}+(?:{_MARK}+{_NAME}*)*"
    rf"|(?:{_LETTER}{_MARK}*\.){{2,}}(?:{_LETTER}{_MARK}*{_OVER})?{_TAIL}"
    rf"|{_NUMBER}{_TAIL}"
    rf"|{_WORD}{_TAIL}"
)

# Words whose case is their meaning: folding keeps them apart from us, who, it, may, march.
CASED = frozenset({"US", "WHO", "IT", "May", "March"})
_PLAIN = str.maketrans(
    {
        "\u2019": "'",
        "\u02bc": "'",
        "\uff07": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u00ad": None,
        "\u2060": None,
    }
)


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
    plain = surface if surface.isascii() else unicodedata.normalize("NFD", surface.translate(_PLAIN))
    head, apostrophe, tail = plain.partition("'")
    folded = head + apostrophe + tail.casefold() if head in CASED else plain.casefold()
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def fold_tokens(surfaces: Sequence[str]) -> list[str]:
    """Return the forms of many tokens, as `fold_token` does of one.

    Parameters
    ----------
    surfaces : sequence of str
        Tokens as published; none holds a line end.

    Returns
    -------
    list of str
        Their forms, in the same order.

    Examples
    --------
    >>> fold_tokens(["Rock", "US", "Don’t"])
    ['rock', 'US', "don't"]
    """
    whole = "\n".join(surfaces)
    if not surfaces or not whole.isascii():
        return [fold_token(surface) for surface in surfaces]
    forms = whole.lower().split("\n")
    for place, surface in enumerate(surfaces):
        if surface[0] in "UWIM" and surface.partition("'")[0] in CASED:
            forms[place] = fold_token(surface)
    return forms


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
    return surface if surface.isascii() else unicodedata.normalize("NFC", surface.translate(_PLAIN))
