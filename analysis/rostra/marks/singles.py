"""Singles: single marks that are quotation marks because they cannot be apostrophes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from rostra.lexicon import load_words
from rostra.marks.signs import Sign

__all__ = ["pair_singles"]

_DECADE = re.compile(r"\d\ds?\b")
_WORD = re.compile(r"\w+")
_LONGEST_CLIPPED = 8


@cache
def _clipped() -> frozenset[str]:
    return frozenset(load_words("abbreviations")["clipped"])


def pair_singles(
    text: str, last: int, signs: list[Sign], outer: list[tuple[int, int]]
) -> list[tuple[Sign, Sign]]:
    """Pair the single marks of a paragraph.

    Parameters
    ----------
    text : str
        The text as published.
    last : int
        End of the paragraph.
    signs : list of Sign
        Its single marks, in text order.
    outer : list of tuple of int
        The quotations in double marks, sorted, without those inside others.

    Returns
    -------
    list of tuple of Sign
        Opening and closing mark; a pair lies inside one of `outer`, outside all, or around
        some of them, and never crosses one.
    """
    closes = [sign for sign in signs if _closes(text, sign, last)]
    places = [sign.at for sign in closes]
    starts = [start for start, _ in outer]
    pairs: list[tuple[Sign, Sign]] = []
    free = 0
    for sign in signs:
        if sign.at < free or not _opens(text, sign):
            continue
        home = bisect_right(starts, sign.at) - 1
        inside = home >= 0 and sign.at < outer[home][1]
        limit = outer[home][1] if inside else last
        k = bisect_left(places, sign.end)
        if k == len(closes) or places[k] >= limit:
            continue
        close = closes[k]
        if not inside:
            held = bisect_left(starts, close.at) - 1  # the last quotation that begins before it closes
            if held > home and (outer[held][1] > close.at or close.before not in tuple(".,!?…")):
                continue
        inner = text[sign.end : close.at]
        if sign.mark == "'" and " " not in inner and inner[-1:] not in tuple(",.!?"):
            continue
        pairs.append((sign, close))
        free = close.end
    return pairs


def _opens(text: str, sign: Sign) -> bool:
    if sign.mark == "’" or (sign.before and (sign.before.isalnum() or sign.before == "_")):
        return False
    if not sign.after or sign.after.isspace() or _DECADE.match(text, sign.end):
        return False
    word = _WORD.match(text, sign.end, sign.end + _LONGEST_CLIPPED)
    return word is None or word.group().lower() not in _clipped()


def _closes(text: str, sign: Sign, last: int) -> bool:
    """Whether a single mark closes: after punctuation, or where no plural possessive can stand."""
    if sign.mark == "‘" or not sign.before or sign.before.isspace():
        return False
    if sign.before in ".,!?…":
        return True
    if sign.before in "sS" and sign.after == " " and text[sign.end + 1 : sign.end + 2].islower():
        return False  # the workers’ union
    before = sign.before.isalnum() or sign.before in ")]%—-"
    return before and (sign.end >= last or sign.after in ("", *" ,.;:!?)]—–-\n"))
