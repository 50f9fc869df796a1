"""Cells: what a spreadsheet may be given, and what it gives back."""

from __future__ import annotations

import re
from typing import Any

from rostra.reading import is_missing

__all__ = ["COLUMNS", "CONTEXT", "TEXT", "after", "around", "before", "display", "given_back", "safe"]

# In this order a reviewer reads: where, the words, what was found, what is right; then what machines need.
COLUMNS = (
    "doc_id", "before", "words", "after", "speaker", "mention", "actor", "kind", "act", "rule", "confidence",
    "verdict", "new_speaker", "new_actor", "new_words", "new_kind", "new_act", "new_start", "new_end",
    "comment", "statement_id", "start", "end", "text_sha256", "sample",
)  # fmt: skip
TEXT = ("before", "words", "after", "mention", "new_words")  # what --no-text leaves out

CONTEXT = 200  # characters on each side
LONGEST = 2_000  # characters of a cell: Excel cuts at 32,767, and nobody reads that much
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
# Where the spreadsheet parts fields by semicolons, a formula may begin after one.
_HIDDEN = re.compile(r""";(?=["']*[=+\-@])""")


def display(value: Any) -> str:
    """Write a value for the eye: on one line, nothing where it is missing, never a hidden formula."""
    if is_missing(value):
        return ""
    return _HIDDEN.sub("; ", " ".join(_CONTROL.sub(" ", str(value)).split()))


def around(text: str, start: int, end: int) -> str:
    """Show the words of a statement; of a long one, how it begins and how it ends."""
    if end - start > LONGEST:
        return f"{display(text[start : start + LONGEST // 2])} […] {display(text[end - LONGEST // 2 : end])}"
    return display(text[start:end])


def before(text: str, start: int) -> str:
    """Show what stands before a statement, from a whole word on."""
    first = max(0, start - CONTEXT)
    shown = display(text[first:start])
    return shown if first == 0 else f"… {shown.partition(' ')[2]}"


def after(text: str, end: int) -> str:
    """Show what stands after a statement, up to a whole word."""
    last = end + CONTEXT
    shown = display(text[end:last])
    return shown if last >= len(text) else f"{shown.rpartition(' ')[0]} …"


def safe(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula: an apostrophe before = + - @."""
    cell = _CONTROL.sub(" ", cell).strip()  # a tab or a line end before the = would do as well
    return f"'{cell}" if _FORMULA.match(cell) else cell


def given_back(cell: str) -> str:
    """Undo `safe`, and take off the spaces around."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
