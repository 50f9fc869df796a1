"""Shipped: the lexicons and word lists that come with Rostra, by name."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from rostra.errors import LexiconError, unknown

__all__ = ["FOLDER", "lexicon_names", "load_words"]

FOLDER = Path(__file__).parents[1] / "lexicons"


@cache
def lexicon_names() -> tuple[str, ...]:
    """Return the names of the measure lexicons that ship, in alphabetical order.

    Returns
    -------
    tuple of str
        What `load_lexicon` knows by name: files that say what their `scope` is.

    Examples
    --------
    >>> "hedging" in lexicon_names(), "negators" in lexicon_names()
    (True, False)
    """
    return tuple(
        path.stem
        for path in sorted(FOLDER.glob("*.toml"))
        if re.search(r"^scope\s*=", path.read_text(encoding="utf-8"), re.MULTILINE)
    )


@cache
def load_words(name: str) -> dict[str, tuple[str, ...]]:
    """Read a plain word list that ships, such as the negators.

    Parameters
    ----------
    name : str
        The file's name without its ending.

    Returns
    -------
    dict of str to tuple of str
        The lists of its table `lists`.

    Examples
    --------
    >>> "never" in load_words("negators")["negators"]
    True
    """
    path = FOLDER / f"{name}.toml"
    known = [p.stem for p in sorted(FOLDER.glob("*.toml")) if p.stem not in lexicon_names()]
    if name not in known:
        raise LexiconError(unknown("word list", name, known))
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return {key: tuple(words) for key, words in content.get("lists", {}).items()}
