"""Folding: one string for every way of writing a name."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

__all__ = ["Plain", "fold", "plain"]

# Letters that carry their mark inside: canonical decomposition does not part them.
_LETTERS = {
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "ẞ": "SS", "æ": "ae",
    "Æ": "AE", "œ": "oe", "Œ": "OE", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ħ": "h", "Ħ": "H",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-",
}  # fmt: skip


@cache
def _bare(character: str) -> str:
    """Return one character without its diacritic, case kept; a combining mark alone is nothing."""
    if character in _LETTERS:
        return _LETTERS[character]
    parts = unicodedata.normalize("NFD", character)
    return "".join(_LETTERS.get(c, c) for c in parts if not "\u0300" <= c <= "\u036f")


def fold(text: str) -> str:
    """Fold a name: the same string for every way of writing it.

    Parameters
    ----------
    text : str
        A name.

    Returns
    -------
    str
        Lower case, without diacritics, white space single.

    Notes
    -----
    Two names are one where they fold alike; longer or shorter forms of a name are
    not, they are aliases.

    Examples
    --------
    >>> fold("Paweł  Wroński"), fold("STRASSE") == fold("Straße")
    ('pawel wronski', True)
    """
    if not text.isascii():
        text = "".join(map(_bare, unicodedata.normalize("NFC", text)))
        text = "".join(map(_bare, unicodedata.normalize("NFC", text.casefold())))
    return " ".join(text.casefold().split())


class Plain(NamedTuple):
    """A text without diacritics, case and length kept; `at` maps places where lengths differ."""

    text: str
    at: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        return (start, end) if self.at is None else (self.at[start], self.at[end])


def plain(text: str) -> Plain:
    if text.isascii():
        return Plain(text, None)
    changed = {c: _bare(c) for c in set(text) if _bare(c) != c}
    bare = text
    for character, piece in changed.items():  # a piece holds no character that is changed
        bare = bare.replace(character, piece)
    if all(len(piece) == 1 for piece in changed.values()):
        return Plain(bare, None)
    at = [i for i, c in enumerate(text) for _ in changed.get(c, c)]
    return Plain(bare, [*at, len(text)])
