"""Drafts: categories with words in them, as the formats of other programs hold them.

A format reads a file into rows and writes rows out. Here a row becomes an entry; how an
entry becomes rows, and what is lost, is in `outgoing`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from rostra.errors import LexiconError
from rostra.lexicon.entries import Entry, parse_entry, with_case
from rostra.lexicon.nouns import Category, Lexicon, Loss

__all__ = ["Draft", "Format", "Row", "lexicon_of", "plain_entry"]

_OPERATOR = re.compile(r"(?<!\S)(?:NOT|NEAR(?:/\d+)?)(?!\S)")
_WORD = re.compile(r"[#@]?(?:[^\W_]|[\u0300-\u036f.,%&/'*?-])+")
UNKNOWN = "unknown"


class Row(NamedTuple):
    """One entry as a format holds it.

    Parameters
    ----------
    path : tuple of str
        Its category, after the categories around it.
    text : str
        The words looked for.
    weight : float or None
        What a hit counts, where the format says so.
    agent, negation : str or None
        As in `Category`, where the format says so.
    """

    path: tuple[str, ...]
    text: str
    weight: float | None = None
    agent: str | None = None
    negation: str | None = None


class Draft(NamedTuple):
    """What a format reads from a file.

    Parameters
    ----------
    rows : list of Row
        The entries, in the order of the file.
    lost : list of Loss
        What the file says and a lexicon cannot hold.
    """

    rows: list[Row]
    lost: list[Loss]


@dataclass(frozen=True)
class Format:
    """What a format is called, how it is read and written, and what it can say.

    Parameters
    ----------
    name : str
        The program, or the kind of file.
    suffixes : tuple of str
        Endings of its files.
    read : callable
        The text of a file and its name in, a `Draft` out.
    write : callable
        Rows in, the text of a file out.
    wildcards : {"", "end", "*", "*?"}
        Which wildcards it knows: none, `*` at the end of a word, `*` anywhere, `?` too.
    any_word : bool
        Whether a `*` by itself stands for a word.
    nested : bool
        Whether categories lie within categories.
    weights : bool
        Whether it keeps the weight of an entry.
    ours : bool
        Whether entries are in Rostra's own syntax, and agents and negation are kept.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[str, str], Draft]
    write: Callable[[list[Row]], str]
    wildcards: str = "*"
    any_word: bool = False
    nested: bool = True
    weights: bool = False
    ours: bool = False


def plain_entry(text: str, *, wildcards: str = "*?", any_word: bool = True) -> Entry:
    """Take the words of another program's dictionary as an entry; nothing in them is an operator.

    Parameters
    ----------
    text : str
        A word or a phrase; `_` joins words, as a space does.
    wildcards : str
        What stands for letters there; anything else must be a letter or a sign in a word.
    any_word : bool
        Whether a `*` by itself is any word.

    Returns
    -------
    Entry
        Which finds the same.

    Examples
    --------
    >>> plain_entry("WAR_IN_IRAQ").text, plain_entry("NOT GUILTY").text
    ('WAR IN IRAQ', 'not GUILTY')
    """
    words = unicodedata.normalize("NFC", text.replace("\u2019", "'")).replace("_", " ").split()
    for word in words:
        for character in word:
            if not _WORD.fullmatch(character) and character not in "#@":
                raise LexiconError(f"no word has the character {character!r}")
        barred = {"*", "?"} - set(wildcards)
        for character in word:
            if character in barred:
                raise LexiconError(f"no word has the character {character!r}, which is no wildcard here")
        if not _WORD.fullmatch(word) or (word == "*" and not any_word) or not re.search(r"[^\W_]|^\*$", word):
            raise LexiconError(f"{word!r} is no word")
    if not words:
        raise LexiconError("there is no word in it")
    return parse_entry(_OPERATOR.sub(lambda found: found[0].lower(), " ".join(words)))


def lexicon_of(draft: Draft, form: Format, *, name: str, file: str, version: str) -> Lexicon:
    """Make a lexicon of what a format holds.

    Parameters
    ----------
    draft : Draft
        The rows of a file.
    form : Format
        Its format.
    name, file, version : str
        What the lexicon is to be called, the file it comes from, and a mark of its content.

    Returns
    -------
    Lexicon
        Its `lost` says what is not in it. Of what the file does not say (construct,
        licence, language) it says so.
    """
    lost = list(draft.lost)
    parts: dict[str, dict[str, Entry]] = {}
    settings: dict[str, tuple[str | None, str | None]] = {}
    renamed: set[str] = set()
    for row in draft.rows:
        category = "/".join(step.replace("/", "-") for step in row.path)
        if category not in renamed and any("/" in step for step in row.path):
            renamed.add(category)
            lost.append(
                Loss(
                    category, "", "a / in its name is written -: here a / makes one category part of another"
                )
            )
        try:
            entry = parse_entry(row.text) if form.ours else with_case(plain_entry(row.text), "ignore")
        except LexiconError as error:
            reason = str(error).removeprefix(f"entry {row.text!r}: ")
            lost.append(Loss(category, row.text, f"left out: {reason}"))
            continue
        if row.weight is not None and row.weight != 1:
            entry = replace(entry, weight=row.weight)
        within = parts.setdefault(category, {})
        if entry.text in within:
            lost.append(Loss(category, row.text, "stands there twice; the first is kept"))
            continue
        within[entry.text] = entry
        settings.setdefault(category, (row.agent, row.negation))
    if not parts:
        raise LexiconError(
            f"{file} holds no entries that can be looked for. Check that it is a {form.name} file"
            f"{f' ({lost[0]})' if lost else ''}."
        )
    shared = len({text for within in parts.values() for text in within}) < sum(map(len, parts.values()))
    return Lexicon(
        name=name,
        title=name.replace("_", " "),
        construct=f"The words of the categories of {file}.",
        construct_source=UNKNOWN,
        source=f"{file} ({form.name})",
        licence=UNKNOWN,
        version=version,
        language=UNKNOWN,
        scope="style",
        negation="keep",
        status="exploratory",
        categories=tuple(
            Category(category, tuple(within.values()), 1.0, *settings[category])
            for category, within in parts.items()
        ),
        case="smart" if form.ours else "ignore",
        overlap="categories" if shared or not form.ours else "none",
        lost=tuple(lost),
    )
