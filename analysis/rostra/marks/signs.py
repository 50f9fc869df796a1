"""Signs: the quotation marks of a text one by one, and what each can do where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["CLOSING", "OPENING", "Sign", "find_signs"]

OPENING = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "”": "”",  # the wrong mark, where only it opens
    "«": "»",
    "»": "«",  # »so« in German print
    "‹": "›",
    '"': '"',
    "``": "''",
    "''": "''",
    "‘‘": "’’",
}
CLOSING = frozenset("”»›’") | {"’’"}
_EITHER = frozenset(['"', "''", "'"])
# An apostrophe between two letters is no mark. Marks that touch are read as one run.
_RUN = re.compile(r"[“”„‟«»‹›\"`‘’']+(?:(?<![‘’'])|(?<!\w.)|(?!\w))")
_LONGEST_RUN = 8  # marks that can close one another at one place; a longer run is a rule or noise
# Marks of direction and zero width stand where a space could.
_UNSEEN = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_BEFORE_OPENING = frozenset("([{<—–-―/|•…:;=*_#" + _UNSEEN)
_AFTER_CLOSING = frozenset(".,;:!?…)]}>—–-―/|*_" + _UNSEEN)


class Sign(NamedTuple):
    """One quotation mark.

    Parameters
    ----------
    at : int
        Place in the text.
    mark : str
        The mark as published: one character, or two single marks that stand for a double one.
    role : str
        `open` or `close` where its neighbours leave no doubt, else empty.
    before, after : str
        The characters around the run of marks it belongs to; empty at the edge of the paragraph.
    """

    at: int
    mark: str
    role: str
    before: str
    after: str

    @property
    def end(self) -> int:
        """Where the mark ends."""
        return self.at + len(self.mark)

    @property
    def is_single(self) -> bool:
        """Whether it is one single mark, which can be an apostrophe too."""
        return self.mark in "‘’'"

    @property
    def prints_open(self) -> bool:
        """Whether the mark is one that opens by its shape."""
        return self.mark not in CLOSING and self.mark not in _EITHER


def find_signs(text: str, first: int, last: int) -> Iterator[Sign]:
    """Find the quotation marks between two places of a text.

    Parameters
    ----------
    text : str
        The text as published.
    first, last : int
        The paragraph to look through.

    Yields
    ------
    Sign
        In text order; apostrophes within words, marks of HTML attributes and lone
        backticks are left out.

    Examples
    --------
    >>> [(sign.mark, sign.role) for sign in find_signs("“It’s late,” he said.", 0, 21)]
    [('“', 'open'), ('”', 'close')]
    """
    attribute = False
    for match in _RUN.finditer(text, first, last):
        start, end = match.span()
        if end - start > _LONGEST_RUN:
            continue
        before = text[start - 1] if start > first else ""
        after = text[end] if end < last else ""
        role = _role(before, after)
        run = match.group()
        for at, mark in ((start, run),) if len(run) == 1 else _split(run, start, opens=role == "open"):
            if mark == '"' and (attribute or before == "=" or after in (">", "/")):
                attribute = before == "=" and not attribute
                continue
            if mark != "`":
                yield Sign(at, mark, role, before, after)


def _role(before: str, after: str) -> str:
    opens = (not before or before.isspace() or before in _BEFORE_OPENING) and after and not after.isspace()
    closes = (not after or after.isspace() or after in _AFTER_CLOSING) and before and not before.isspace()
    if opens and not closes:
        return "open"
    return "close" if closes and not opens else ""


def _split(run: str, start: int, *, opens: bool) -> Iterator[tuple[int, str]]:
    """Part a run into marks: two single ones are a double one, and an odd one stands inside it."""
    i = 0
    while i < len(run):
        mark = run[i]
        if mark not in "'’‘`":
            yield start + i, mark
            i += 1
            continue
        stop = i + 1
        while stop < len(run) and run[stop] == mark:
            stop += 1
        if (stop - i) % 2 and not opens:
            yield start + i, mark
            i += 1
        while stop - i >= 2:
            yield start + i, mark * 2
            i += 2
        if stop - i:
            yield start + i, mark
            i += 1
