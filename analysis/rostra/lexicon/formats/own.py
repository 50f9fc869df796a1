"""Own: a lexicon as Rostra writes it down, in TOML, with all that is known about it."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from rostra.errors import LexiconError, unknown
from rostra.lexicon.entries import Entry, parse_entry, with_case
from rostra.lexicon.nouns import Category, Lexicon
from rostra.lexicon.patterns import pattern_text
from rostra.lexicon.shipped import lexicon_names

__all__ = ["Reader", "parse_toml", "quoted", "write"]

TEXTS = (
    "name", "title", "construct", "construct_source", "source", "licence", "version", "language",
    "scope", "negation", "status",
)  # fmt: skip
NEEDED = (*TEXTS, "categories")
KEYS = (*NEEDED, "case", "overlap", "exclusions", "examples")
CATEGORY_KEYS = ("name", "entries", "agent", "weight", "negation")
ENTRY_KEYS = ("entry", "weight")
CHOICES = {
    "scope": ("style", "act"),
    "status": ("exploratory", "established"),
    "case": ("smart", "ignore", "exact"),
    "overlap": ("none", "outermost", "categories"),
}
AGENTS = ("own", "other", "actor")


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """Read TOML.

    Parameters
    ----------
    text : str
        The content of a file.
    file : str
        Its name, for the message.

    Returns
    -------
    dict
        What it says.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(
            f"{file} is not valid TOML: {error}. Texts stand in quotation marks, lists in square "
            "brackets with commas."
        ) from None


def quoted(text: str) -> str:
    """Write a text as TOML does.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The text in quotation marks.

    Examples
    --------
    >>> print(quoted('the "so-called" state'))
    "the \\"so-called\\" state"
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def write(lexicon: Lexicon) -> str:
    """Write a lexicon down, one entry a line, so that two versions can be compared line by line.

    Parameters
    ----------
    lexicon : Lexicon
        Any lexicon.

    Returns
    -------
    str
        TOML that reads back to an equal lexicon.
    """
    lines = [f"{key} = {quoted(getattr(lexicon, key))}" for key in TEXTS]
    usual = {"case": "smart", "overlap": "none"}
    lines += [
        f"{key} = {quoted(getattr(lexicon, key))}" for key in usual if getattr(lexicon, key) != usual[key]
    ]
    if lexicon.exclusions:
        lines += _listed("exclusions", [quoted(pattern_text(pattern)) for pattern in lexicon.exclusions])
    for category in lexicon.categories:
        if not category.entries:
            continue
        lines += ["", "[[categories]]", f"name = {quoted(category.name)}"]
        lines += [
            f"{key} = {quoted(getattr(category, key))}"
            for key in ("agent", "negation")
            if getattr(category, key)
        ]
        lines += [f"weight = {category.weight!r}"] if category.weight != 1 else []
        lines += _listed("entries", [_entry(entry) for entry in category.entries])
    if lexicon.hits or lexicon.misses:
        lines += ["", "[examples]"]
        for key in ("hits", "misses"):
            if getattr(lexicon, key):
                lines += _listed(key, [quoted(text) for text in getattr(lexicon, key)])
    return "\n".join(lines) + "\n"


def _entry(entry: Entry) -> str:
    if entry.weight is None:
        return quoted(entry.written)
    return f"{{ entry = {quoted(entry.written)}, weight = {entry.weight!r} }}"


def _listed(key: str, items: list[str]) -> list[str]:
    return [f"{key} = [", *(f"  {item}," for item in items), "]"]


@dataclass(frozen=True)
class Reader:
    """Turns the content of one file into a Lexicon; knows the file's name for its errors."""

    file: str

    def fail(self, message: str) -> LexiconError:
        return LexiconError(f"{self.file}: {message}")

    def lexicon(self, content: dict[str, Any]) -> Lexicon:
        for key in content:
            if key not in KEYS:
                raise self.fail(unknown("key", key, KEYS))
        for key in NEEDED:
            if key not in content:
                raise self.fail(f"the key {key!r} is missing. A lexicon needs: {', '.join(NEEDED)}.")
        for key in TEXTS:
            if not isinstance(content[key], str) or not content[key].strip():
                raise self.fail(f'{key!r} is {content[key]!r}. Write it as text: {key} = "...".')
        content = {"case": "smart", "overlap": "none", **content}
        for key, choices in CHOICES.items():
            if content[key] not in choices:
                raise self.fail(unknown(key, content[key], choices))
        negations = ("keep", "drop", *lexicon_names())
        if content["negation"] not in negations:
            raise self.fail(unknown("negation", content["negation"], negations))
        hits, misses = self.examples(content)
        barred = self.texts(content, "exclusions", "the lexicon")
        exclusions = [self.entry(text, "exclusions") for text in barred]
        for text, entry in zip(barred, exclusions, strict=True):
            if entry.exclusions or entry.near:
                raise self.fail(f"exclusions, entry {text!r}: write it without NOT and NEAR.")
        return Lexicon(
            **{key: content[key] for key in TEXTS},
            categories=self.categories(content["categories"], content["case"], content["overlap"]),
            exclusions=tuple(
                pattern for entry in exclusions for pattern in with_case(entry, content["case"]).patterns
            ),
            case=content["case"],
            overlap=content["overlap"],
            hits=hits,
            misses=misses,
        )

    def examples(self, content: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Read the examples: what is a hit in brackets, and what is none."""
        table = self.table(content, "examples", ("hits", "misses"))
        hits, misses = (self.texts(table, key, "examples") for key in ("hits", "misses"))
        for text in hits:
            if not re.fullmatch(r"[^\[\]]*(?:\[[^\[\]]+\][^\[\]]*)+", text):
                raise self.fail(
                    f"the example {text!r} under hits has no [square brackets], or an unpaired one. "
                    "Put each hit in a pair."
                )
        for text in misses:
            if "[" in text or "]" in text:
                raise self.fail(f"the example {text!r} under misses has brackets. Move it to hits.")
        return hits, misses

    def categories(self, found: Any, case: str, overlap: str) -> tuple[Category, ...]:
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
                if key not in CATEGORY_KEYS:
                    raise self.fail(f"{where}: {unknown('key', key, CATEGORY_KEYS)}")
            for key, choices in (("agent", AGENTS), ("negation", ("keep",))):
                if key in item and item[key] not in choices:
                    raise self.fail(f"{where}: {unknown(key, item[key], choices)}")
            weight = self.weight(item.get("weight", 1.0), where)
            entries = self.entries(item, where, case)
            for entry in entries:
                if overlap != "none" and seen.get(entry.text) != where:
                    seen.pop(entry.text, None)
                if entry.text in seen:
                    places = f"{seen[entry.text]} and in {where}"
                    raise self.fail(f"the entry {entry.text!r} stands in {places}. Keep one of them.")
                seen[entry.text] = where
            categories.append(Category(name, entries, weight, item.get("agent"), item.get("negation")))
        return tuple(categories)

    def entries(self, item: dict[str, Any], where: str, case: str) -> tuple[Entry, ...]:
        """Read the entries of a category: texts, or tables with a text and a weight."""
        found = item.get("entries", [])
        tables = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
        for table in tables:
            for key in table:
                if key not in ENTRY_KEYS:
                    raise self.fail(f"{where}: {unknown('key', key, ENTRY_KEYS)}")
            if not isinstance(table.get("entry"), str):
                raise self.fail(f'{where}: {table!r} has no entry. Write {{ entry = "...", weight = 2.0 }}.')
        plain = [one["entry"] if isinstance(one, dict) else one for one in found] if tables else found
        texts = self.texts({"entries": plain}, "entries", where)
        if not texts:
            raise self.fail(f'{where} has no entries. Write entries = ["..."].')
        entries = []
        for text, one in zip(texts, found, strict=True):
            entry = with_case(self.entry(text, where), case)
            if isinstance(one, dict) and "weight" in one:
                entry = replace(entry, weight=self.weight(one["weight"], f"{where}, entry {text!r}"))
            entries.append(entry)
        return tuple(entries)

    def weight(self, given: Any, where: str) -> float:
        number = isinstance(given, int | float) and not isinstance(given, bool)
        if not number or not isfinite(given) or given == 0:
            raise self.fail(f"{where}: the weight is {given!r}. Write a number other than 0: weight = 0.5.")
        return float(given)

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
