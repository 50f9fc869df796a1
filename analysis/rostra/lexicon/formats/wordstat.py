"""WordStat: one line a category or a word, nested by tabs; a word ends with its weight in brackets."""

from __future__ import annotations

import re

from rostra.errors import LexiconError
from rostra.lexicon.formats.drafts import Draft, Format, Row
from rostra.lexicon.nouns import Loss

__all__ = ["WORDSTAT"]

_WORD = re.compile(r"(.*?)\s*\(\s*(-?\d+(?:[.,]\d+)?)\s*\)$")


def read(text: str, file: str) -> Draft:
    """Read a .cat file.

    Parameters
    ----------
    text : str
        Its content.
    file : str
        Its name, for messages.

    Returns
    -------
    Draft
        The words of each category; a _ between words is a space. Rules (lines that begin
        with @) are lost, and counted.
    """
    if text.lstrip().startswith("<"):
        raise LexiconError(
            f"{file}: it is XML, not a WordStat categorisation. If Yoshikoder wrote it, give it the ending "
            ".ykd."
        )
    draft = Draft([], [])
    around: list[tuple[int, str]] = []
    filled: set[tuple[str, ...]] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip("\t"))
        around = [(deep, name) for deep, name in around if deep < depth]
        path = tuple(name for _, name in around)
        found = _WORD.match(line.strip())
        if line.strip().startswith("@"):
            draft.lost.append(Loss("/".join(path), line.strip(), "left out: it is a rule, not a word"))
        elif not found:
            around.append((depth, line.strip()))
        elif not path:
            raise LexiconError(
                f"{file}, line {number}: {line.strip()!r} stands in no category. Write the name of one in a "
                "line "
                "before it, and a tab before the word."
            )
        else:
            weight = float(found[2].replace(",", "."))
            if weight:
                draft.rows.append(Row(path, found[1], weight))
                filled.update(path[: i + 1] for i in range(len(path)))
            else:
                draft.lost.append(Loss("/".join(path), found[1], "left out: its weight is 0"))
    return draft


def write(rows: list[Row]) -> str:
    """Write rows as a .cat file.

    Parameters
    ----------
    rows : list of Row
        The entries.

    Returns
    -------
    str
        The file; words of a phrase are parted by spaces.
    """
    tree: dict[str, dict] = {}
    for row in rows:
        node: dict = {"parts": tree}
        for step in row.path:
            node = node["parts"].setdefault(step, {"words": [], "parts": {}})
        node["words"].append(f"{row.text} ({1 if row.weight is None else row.weight:g})")
    lines: list[str] = []
    _lay_out(tree, 0, lines)
    return "\n".join(lines) + "\n"


def _lay_out(tree: dict[str, dict], depth: int, lines: list[str]) -> None:
    for name, node in tree.items():
        lines.append("\t" * depth + name)
        lines.extend("\t" * (depth + 1) + word for word in node["words"])
        _lay_out(node["parts"], depth + 1, lines)


WORDSTAT = Format("WordStat", (".cat",), read, write, weights=True)
