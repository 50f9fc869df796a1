"""Lexicoder 3: a line with + opens a category, the lines below it are its words."""

from __future__ import annotations

from rostra.errors import LexiconError
from rostra.lexicon.formats.drafts import Draft, Format, Row
from rostra.lexicon.nouns import Loss

__all__ = ["LEXICODER"]


def read(text: str, file: str) -> Draft:
    """Read a .lc3 file.

    Parameters
    ----------
    text : str
        Its content.
    file : str
        Its name, for messages.

    Returns
    -------
    Draft
        The words of each category; the + is not part of its name.
    """
    draft = Draft([], [])
    category = None
    empty = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        if line.lstrip().startswith("+"):
            if empty:
                draft.lost.append(Loss(category or "", "", "it has no entries and is left out"))
            category, empty = line.strip()[1:].strip() or "unnamed", True
        elif category is None:
            raise LexiconError(
                f"{file}, line {number}: {line.strip()!r} stands in no category. Write +NAME in a line "
                "before it."
            )
        else:
            draft.rows.append(Row((category,), line.strip()))
            empty = False
    if empty:
        draft.lost.append(Loss(category or "", "", "it has no entries and is left out"))
    return draft


def write(rows: list[Row]) -> str:
    """Write rows as a .lc3 file.

    Parameters
    ----------
    rows : list of Row
        The entries.

    Returns
    -------
    str
        The file.
    """
    categories: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        categories.setdefault(row.path, []).append(row.text)
    lines = [
        line
        for path, texts in categories.items()
        for line in (f"+{path[0]}", *(f" {text}" for text in texts))
    ]
    return "\n".join(lines) + "\n"


LEXICODER = Format("Lexicoder 3", (".lc3",), read, write, nested=False)
