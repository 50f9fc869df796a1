"""Overlays: a project's own entries on top of a lexicon, in a small file that leaves the lexicon as it is.

kind = "overlay"
name = "threat_baltic"              # a name of its own: its numbers are not those of the base
version = "2026-11"
base = "threat"                     # the name of one that ships, or a path from here
base_version = "0.2.0"              # the one these changes were made for
remove = ["or else"]                # entries of the base, as written there
[weights]                           # what a hit of an entry of the base counts
"will hold _ (accountable|responsible)" = 2.0
[[add]]                             # entries for a category of the base, or a new one
name = "force"
entries = ["on (high|full) alert"]
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from rostra.errors import LexiconError, unknown
from rostra.lexicon.entries import Entry
from rostra.lexicon.formats.own import Reader
from rostra.lexicon.nouns import Category, Lexicon

__all__ = ["apply_overlay", "base_of", "split_lexicon"]

NEEDED = ("kind", "name", "version", "base", "base_version")
KEYS = (*NEEDED, "title", "source", "remove", "weights", "add", "examples")


def base_of(content: dict[str, Any], file: str) -> str:
    """Return what an overlay lies on, after checking what it says of itself.

    Parameters
    ----------
    content : dict
        The overlay.
    file : str
        Its file, for messages.

    Returns
    -------
    str
        A name, or a path as written there.
    """
    reader = Reader(file)
    for key in content:
        if key not in KEYS:
            raise reader.fail(unknown("key", key, KEYS))
    for key in NEEDED:
        if key not in content:
            raise reader.fail(f"the key {key!r} is missing. An overlay needs: {', '.join(NEEDED)}.")
    for key in (*NEEDED, "title", "source"):
        if key in content and (not isinstance(content[key], str) or not content[key].strip()):
            raise reader.fail(f'{key!r} is {content[key]!r}. Write it as text: {key} = "...".')
    return str(content["base"])


def apply_overlay(content: dict[str, Any], file: str, base: Lexicon) -> Lexicon:
    """Put the changes of an overlay on its base.

    Parameters
    ----------
    content : dict
        The overlay.
    file : str
        Its file, for messages.
    base : Lexicon
        What it lies on.

    Returns
    -------
    Lexicon
        A new one; its version names both, its examples are those of the overlay.

    Raises
    ------
    rostra.errors.LexiconError
        Where the base is of another version, or has no such entry any more.
    """
    reader = Reader(file)
    if content["name"] == base.name:
        raise reader.fail(
            f"it has the name of its base, {base.name!r}. Give it one of its own: its numbers differ."
        )
    if content["base_version"] != base.version:
        raise reader.fail(
            f"it was made for {base.name} {content['base_version']}; here is {base.name} {base.version}. See "
            "what "
            f'changed there, then write base_version = "{base.version}".'
        )
    removed = reader.texts(content, "remove", "the overlay")
    weights = content.get("weights", {})
    if not isinstance(weights, dict):
        raise reader.fail(f"'weights' is {weights!r}. Write a table: [weights] with \"entry\" = 2.0.")
    known = {entry.text: category.name for category in base.categories for entry in category.entries}
    for what, texts in (("remove", removed), ("weights", tuple(weights))):
        for text in texts:
            if text not in known:
                raise reader.fail(f"{what}: {_gone(text, base)}")
    for text in removed:
        if text in weights:
            raise reader.fail(f"the entry {text!r} is removed and weighed. Keep one of the two.")
    numbers = {text: reader.weight(weight, f"weights, entry {text!r}") for text, weight in weights.items()}
    categories = [_changed(category, set(removed), numbers) for category in base.categories]
    if "add" in content:
        added = reader.categories(content["add"], base.case, base.overlap)
        categories = _joined(reader, base, categories, added)
    categories = [category for category in categories if category.entries]
    if not categories:
        raise reader.fail("it removes every entry. Leave some.")
    examples = reader.examples(content)
    return replace(
        base,
        name=content["name"],
        title=content.get("title", base.title),
        version=f"{base.version}+{content['version']}",
        source=f"{base.source} Changed by {file}: {content.get('source', 'no source given')}",
        categories=tuple(categories),
        hits=examples[0],
        misses=examples[1],
    )


def _gone(text: str, base: Lexicon) -> str:
    message = unknown("entry", text, [entry.text for entry in base.entries]).partition(" Known: ")[0]
    return (
        f"{message} {base.name} {base.version} does not hold it: leave it out here, or write it as it stands "
        f"there (rostra lexicons show {base.name})."
    )


def _changed(category: Category, removed: set[str], weights: dict[str, float]) -> Category:
    entries: list[Entry] = []
    for entry in category.entries:
        if entry.text not in removed:
            weight = weights.get(entry.text)
            entries.append(entry if weight is None else replace(entry, weight=weight))
    return replace(category, entries=tuple(entries))


def _joined(
    reader: Reader, base: Lexicon, categories: list[Category], added: tuple[Category, ...]
) -> list[Category]:
    places = {category.name: place for place, category in enumerate(categories)}
    kept = {entry.text: category.name for category in categories for entry in category.entries}
    for category in added:
        for entry in category.entries:
            at = kept.get(entry.text)
            if at is not None and (base.overlap == "none" or at == category.name):
                raise reader.fail(
                    f"add: the entry {entry.text!r} stands in category {at!r} of {base.name}. Take it out."
                )
        if category.name not in places:
            categories.append(category)
            continue
        own = categories[places[category.name]]
        if (category.agent, category.negation, category.weight) != (None, None, 1.0):
            raise reader.fail(
                f"add: category {category.name!r} is one of {base.name}, which says its agent, negation and "
                "weight. "
                "Add entries only, or give the category another name."
            )
        categories[places[category.name]] = replace(own, entries=(*own.entries, *category.entries))
    return categories


@cache
def split_lexicon(lexicon: Lexicon, level: int | None = None) -> tuple[Lexicon, ...]:
    """Make a lexicon of each category, so that each is a measure of its own.

    Parameters
    ----------
    lexicon : Lexicon
        Such as a LIWC dictionary.
    level : int, optional
        Join what lies within categories of this level: 1 makes one lexicon of each
        outermost category. Without, every category stands by itself.

    Returns
    -------
    tuple of Lexicon
        In the order of the file; `name` is that of the lexicon, a slash and the category.

    Examples
    --------
    >>> from rostra.lexicon import load_lexicon
    >>> [one.name for one in split_lexicon(load_lexicon("polarity"), 1)]
    ['polarity/neutral', 'polarity/negative', 'polarity/positive']
    """
    if level is not None and level < 1:
        raise LexiconError(f"level is {level}. Give 1 for the outermost categories, 2 for those within them.")
    groups: dict[str, list[Category]] = {}
    for category in lexicon.categories:
        name = category.name if level is None else "/".join(category.name.split("/")[:level])
        groups.setdefault(name, []).append(category)
    return tuple(
        replace(
            lexicon,
            name=f"{lexicon.name}/{name}",
            title=f"{lexicon.title}: {name}",
            categories=tuple(categories),
            hits=(),
            misses=(),
            overlap="none" if level is None and len(categories) == 1 else lexicon.overlap,
        )
        for name, categories in groups.items()
    )
