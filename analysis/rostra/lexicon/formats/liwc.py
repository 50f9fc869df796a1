"""LIWC: numbered categories between two lines of %, then a word and its numbers a line.

Old files nest categories by indentation, write more than one word in front of the
numbers, and hold conditions: `(02 134)126` counts for 126 after a word of 02 or 134,
`(02)125/464` for 125 there and for 464 elsewhere, `<of>131/125` for 131 before *of*.
"""

from __future__ import annotations

import re

from rostra.errors import LexiconError
from rostra.lexicon.formats.drafts import Draft, Format, Row
from rostra.lexicon.nouns import Loss

__all__ = ["LIWC"]

_CODE = r"(?:\([^()]*\)|<[^<>]*>)?\d+(?:/\d+)*"
_HEAD = re.compile(r"(\d+)(?:\s+(.*))?$")
_LINE = re.compile(rf"(.+?)\s+({_CODE}(?:\s+{_CODE})*)\s*$")


def read(text: str, file: str) -> Draft:
    """Read a .dic file.

    Parameters
    ----------
    text : str
        Its content.
    file : str
        Its name, for messages.

    Returns
    -------
    Draft
        The words of each category; conditions are lost, and counted.
    """
    lines = text.splitlines()
    bars = [number for number, line in enumerate(lines) if line.strip() == "%"]
    if len(bars) < 2:
        raise LexiconError(
            f"{file}: it has {len(bars)} lines with % alone. A LIWC dictionary names its categories between "
            "two of them, then lists a word and its numbers a line."
        )
    lost: list[Loss] = []
    names = _categories(lines[bars[0] + 1 : bars[1]], file, bars[0] + 2)
    rows: list[Row] = []
    for number, line in enumerate(lines[bars[1] + 1 :], bars[1] + 2):
        if not line.strip():
            continue
        found = _LINE.match(line.strip())
        if not found:
            raise LexiconError(
                f"{file}, line {number}: {line.strip()!r} has no numbers of categories. Write a word, a tab, "
                "and "
                "the numbers, parted by tabs."
            )
        for code in dict.fromkeys(re.findall(_CODE, found[2])):
            place, reason = _code(code, names)
            if reason:
                lost.append(Loss("/".join(place), found[1], reason))
            if place:
                rows.append(Row(place, found[1]))
    order = {path: place for place, path in enumerate(names.values())}
    return Draft(sorted(rows, key=lambda row: order[row.path]), lost)


def _categories(lines: list[str], file: str, first: int) -> dict[int, tuple[str, ...]]:
    """Read the numbers and names; a line that is indented lies in the one before that is less so."""
    names: dict[int, tuple[str, ...]] = {}
    around: list[tuple[int, str]] = []
    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip())
        found = _HEAD.match(line.strip())
        name = (found[2] or found[1]).strip() if found else line.strip()
        around = [(deep, step) for deep, step in around if deep < depth]
        around.append((depth, name))
        path = tuple(step for _, step in around)
        if not found:
            continue
        if int(found[1]) in names:
            raise LexiconError(
                f"{file}, line {number}: the number {found[1]} stands for two categories, "
                f"{'/'.join(names[int(found[1])])!r} and {'/'.join(path)!r}. Give one of them another number."
            )
        names[int(found[1])] = path
    return names


def _code(code: str, names: dict[int, tuple[str, ...]]) -> tuple[tuple[str, ...], str]:
    """Return the category of a code, if it can be had, and what is lost."""
    if "/" in code:
        return (), f"left out where {code}: it counts for one category or another, by the words around it"
    number = int(re.sub(r"^(?:\([^()]*\)|<[^<>]*>)", "", code))
    if number not in names:
        return (), f"the category {number} has no name in the file"
    condition = f"it counts there by the condition of {code}, which is dropped: more is found"
    return names[number], "" if code.isdigit() else condition


def write(rows: list[Row]) -> str:
    """Write rows as a .dic file.

    Parameters
    ----------
    rows : list of Row
        The entries.

    Returns
    -------
    str
        The file; categories are numbered in their order, and nested by tabs.
    """
    ordered = _by_category(rows)  # also of the words: what is read again is written the same
    paths: dict[tuple[str, ...], int] = {}
    for row in ordered:
        for depth in range(1, len(row.path) + 1):
            paths.setdefault(row.path[:depth], len(paths) + 1)
    words: dict[str, list[int]] = {}
    for row in ordered:
        words.setdefault(row.text, []).append(paths[row.path])
    head = ["\t" * (len(path) - 1) + f"{number}\t{path[-1]}" for path, number in paths.items()]
    body = [f"{text}\t" + "\t".join(map(str, numbers)) for text, numbers in words.items()]
    return "\n".join(["%", *head, "%", *body]) + "\n"


def _by_category(rows: list[Row]) -> list[Row]:
    """Order rows so that the parts of a category follow it, each in the order of the rows."""
    first: dict[tuple[str, ...], int] = {}
    for place, row in enumerate(rows):
        for depth in range(1, len(row.path) + 1):
            first.setdefault(row.path[:depth], place)

    def key(row: Row) -> list[int]:
        return [first[row.path[:depth]] for depth in range(1, len(row.path) + 1)]

    return sorted(rows, key=key)


LIWC = Format("LIWC", (".dic",), read, write, wildcards="end")
