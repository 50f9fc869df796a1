"""Vocabulary: the word lists of the rules, read once from the gazetteer's files."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["GAZETTEER", "confidence", "words"]

GAZETTEER = Path(__file__).parent.parent / "gazetteer"


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((GAZETTEER / name).read_text(encoding="utf-8"))


@cache
def words(key: str) -> frozenset[str]:
    """Return one word list of the rules, by its key in roles.toml or stops.toml."""
    roles = _file("roles.toml")
    for table in (roles["words"], roles["grammar"], _file("stops.toml")):
        if key in table:
            return frozenset(table[key])
    raise KeyError(key)


@cache
def confidence(how: str) -> float:
    """Return how sure a way of crediting is, 0 to 1."""
    return float(_file("roles.toml")["confidence"][how])
