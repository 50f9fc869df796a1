"""Files: the lexicons and word lists on disk, read and checked."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path
from typing import Any

from rostra.errors import LexiconError, unknown
from rostra.lexicon.entries import Entry, parse_entry
from rostra.lexicon.nouns import Category, Lexicon

__all__ = ["lexicon_names", "load_lexicon", "load_words"]

_FOLDER = Path(__file__).parents[1] / "lexicons"
_TEXTS = (
    "name", "title", "construct", "construct_source", "source", "licence", "version", "language",
    "scope", "negation", "status",
)  # fmt: skip
_NEEDED = (*_TEXTS, "categories")
_KEYS = (*_NEEDED, "exclusions", "examples")
_CATEGORY_KEYS = ("name", "entries", "agent", "weight", "negation")
_CHOICES = {"scope": ("style", "act"), "status": ("exploratory", "established")}
_AGENTS = ("own", "other")


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
        for path in sorted(_FOLDER.glob("*.toml"))
        if re.search(r"^scope\s*=", path.read_text(encoding="utf-8"), re.MULTILINE)
    )


def load_lexicon(name: str | Path) -> Lexicon:
    """Read a lexicon and check all of it.

    Parameters
    ----------
    name : str or pathlib.Path
        The name of one that ships (see `lexicon_names`), or the path of a `.toml` file.

    Returns
    -------
    Lexicon
        The entries, parsed, with what is known about them.

    Raises
    ------
    rostra.errors.LexiconError
        With the file, the entry, what was found there and what to write instead.

    Examples
    --------
    >>> load_lexicon("threat").scope
    'act'
    >>> load_lexicon("hedge")
    Traceback (most recent call last):
    ...
    rostra.errors.LexiconError: no lexicon named 'hedge'. Did you mean 'hedging'? ...
    """
    if isinstance(name, str) and not name.endswith(".toml") and not re.search(r"[/\\]", name):
        if name in lexicon_names():
            return _shipped(name)
        if (_FOLDER / f"{name}.toml").is_file():
            raise LexiconError(
                f"{name!r} is a word list, not the lexicon of a measure. Read it with load_words({name!r})."
            )
        raise LexiconError(
            unknown("lexicon", name, lexicon_names())
            + " For a file of your own, give its path, ending in .toml."
        )
    path = Path(name)
    return _Reader(path.name).lexicon(_toml(path))


@cache
def _shipped(name: str) -> Lexicon:
    path = _FOLDER / f"{name}.toml"
    return _Reader(path.name).lexicon(_toml(path))


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
    path = _FOLDER / f"{name}.toml"
    known = [p.stem for p in sorted(_FOLDER.glob("*.toml")) if p.stem not in lexicon_names()]
    if name not in known:
        raise LexiconError(unknown("word list", name, known))
    content = _toml(path)
    return {key: tuple(words) for key, words in content.get("lists", {}).items()}


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise LexiconError(
            f"no file {path.name!r} in {str(path.parent)!r}. Give the path of a .toml file, or one of these "
            f"names: {', '.join(lexicon_names())}."
        ) from None
    except OSError as error:
        raise LexiconError(
            f"{path.name} cannot be read: {error.strerror}. Give the path of a .toml file."
        ) from None
    except UnicodeDecodeError as error:
        raise LexiconError(
            f"{path.name}: byte {error.start} is not UTF-8. Save the file as UTF-8 and load it again."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(
            f"{path.name} is not valid TOML: {error}. Texts stand in quotation marks, lists in square "
            "brackets with commas."
        ) from None


@dataclass(frozen=True)
class _Reader:
    """Turns the content of one file into a Lexicon; knows the file's name for its errors."""

    file: str

    def fail(self, message: str) -> LexiconError:
        return LexiconError(f"{self.file}: {message}")

    def lexicon(self, content: dict[str, Any]) -> Lexicon:
        for key in content:
            if key not in _KEYS:
                raise self.fail(unknown("key", key, _KEYS))
        for key in _NEEDED:
            if key not in content:
                raise self.fail(f"the key {key!r} is missing. A lexicon needs: {', '.join(_NEEDED)}.")
        for key in _TEXTS:
            if not isinstance(content[key], str) or not content[key].strip():
                raise self.fail(f'{key!r} is {content[key]!r}. Write it as text: {key} = "...".')
        for key, choices in _CHOICES.items():
            if content[key] not in choices:
                raise self.fail(unknown(key, content[key], choices))
        negations = ("keep", "drop", *lexicon_names())
        if content["negation"] not in negations:
            raise self.fail(unknown("negation", content["negation"], negations))
        examples = self.table(content, "examples", ("hits", "misses"))
        hits, misses = (self.texts(examples, key, "examples") for key in ("hits", "misses"))
        for text in hits:
            if not re.fullmatch(r"[^\[\]]*(?:\[[^\[\]]+\][^\[\]]*)+", text):
                raise self.fail(
                    f"the example {text!r} under hits has no [square brackets], or an unpaired one. "
                    "Put each hit in a pair."
                )
        for text in misses:
            if "[" in text or "]" in text:
                raise self.fail(f"the example {text!r} under misses has brackets. Move it to hits.")
        barred = self.texts(content, "exclusions", "the lexicon")
        exclusions = [self.entry(text, "exclusions") for text in barred]
        for text, entry in zip(barred, exclusions, strict=True):
            if entry.exclusions or entry.near:
                raise self.fail(f"exclusions, entry {text!r}: write it without NOT and NEAR.")
        return Lexicon(
            **{key: content[key] for key in _TEXTS},
            categories=self.categories(content["categories"]),
            exclusions=tuple(pattern for entry in exclusions for pattern in entry.patterns),
            hits=hits,
            misses=misses,
        )

    def categories(self, found: Any) -> tuple[Category, ...]:
        if not isinstance(found, list) or not found or any(not isinstance(item, dict) for item in found):
            raise self.fail("there are no categories. Write [[categories]] with a name and entries.")
        categories: list[Category] = []
        seen: dict[str, str] = {}
        for number, item in enumerate(found, 1):
            name = item.get("name")
            if not isinstance(name, str) or not name.strip():
                raise self.fail(f'category {number} has no name. Write name = "..." below [[categories]].')
            if name in {category.name for category in categories}:
                raise self.fail(f"two categories are named {name!r}. Join them, or rename one.")
            where = f"category {name!r}"
            for key in item:
                if key not in _CATEGORY_KEYS:
                    raise self.fail(f"{where}: {unknown('key', key, _CATEGORY_KEYS)}")
            for key, choices in (("agent", _AGENTS), ("negation", ("keep",))):
                if key in item and item[key] not in choices:
                    raise self.fail(f"{where}: {unknown(key, item[key], choices)}")
            weight = item.get("weight", 1.0)
            if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight < inf:
                raise self.fail(f"{where}: the weight is {weight!r}. Write a number above 0: weight = 0.5.")
            texts = self.texts(item, "entries", where)
            if not texts:
                raise self.fail(f'{where} has no entries. Write entries = ["..."].')
            entries = tuple(self.entry(text, where) for text in texts)
            for entry in entries:
                key = " ".join(entry.text.split())
                if key in seen:
                    places = f"{seen[key]} and in {where}"
                    raise self.fail(f"the entry {key!r} stands in {places}. Keep one of them.")
                seen[key] = where
            categories.append(Category(name, entries, float(weight), item.get("agent"), item.get("negation")))
        return tuple(categories)

    def entry(self, text: str, where: str) -> Entry:
        try:
            return parse_entry(text)
        except LexiconError as error:
            raise self.fail(f"{where}, {error}") from None

    def table(self, content: dict[str, Any], key: str, known: tuple[str, ...]) -> dict[str, Any]:
        table = content.get(key, {})
        if not isinstance(table, dict):
            raise self.fail(f"{key!r} is {table!r}. Write a table: [{key}] with {' and '.join(known)}.")
        for name in table:
            if name not in known:
                raise self.fail(f"{key}: {unknown('key', name, known)}")
        return table

    def texts(self, content: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
        found = content.get(key, [])
        if not isinstance(found, list):
            raise self.fail(f'{where}: {key!r} is {found!r}. Write a list of texts: {key} = ["..."].')
        for item in found:
            if not isinstance(item, str):
                raise self.fail(f"{where}: {key!r} holds {item!r}, no text. Put it in quotation marks.")
        return tuple(found)
