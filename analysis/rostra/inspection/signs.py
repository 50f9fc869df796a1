"""Signs: which entries are favourable or unfavourable, and where two lexicons say the opposite."""

from __future__ import annotations

from functools import cache
from itertools import permutations
from typing import NamedTuple

import numpy as np
import pandas as pd

from rostra.inspection.readings import Found, readings_of
from rostra.lexicon import Category, Lexicon

__all__ = ["Conflict", "conflicts_of"]


class Conflict(NamedTuple):
    """An entry of one lexicon that says the opposite of an entry of another.

    Parameters
    ----------
    lexicon : Lexicon
        The one that was named first.
    category, entry : str
        Its entry.
    note : str
        Which is favourable, and the other entry.
    places : int or None
        Where both match in the texts at hand; None without texts.
    """

    lexicon: Lexicon
    category: str
    entry: str
    note: str
    places: int | None


def conflicts_of(chosen: tuple[Lexicon, ...], matched: dict[str, pd.DataFrame]) -> list[Conflict]:
    """Find the words that one lexicon calls favourable and another unfavourable.

    Parameters
    ----------
    chosen : tuple of Lexicon
        The lexicons, compared two by two.
    matched : dict of str to pandas.DataFrame
        The hits of each in the texts at hand, by its name; empty without texts.

    Returns
    -------
    list of Conflict
        Each once, as a fault of the lexicon that was named first.

    Examples
    --------
    >>> from rostra.inspection.peers import lexicons_named
    >>> found = conflicts_of(lexicons_named(["polarity", "vader"]), {})
    >>> "joke" in [conflict.entry for conflict in found]
    True
    """
    pairs: dict[tuple[str, str, str, str], str] = {}  # lexicon, entry, later lexicon, its entry -> category
    for one, other in permutations(chosen, 2):
        signs, others = _signs(one), _signs(other)
        if not any(signs.values()) or not any(others.values()):
            continue
        forward = chosen.index(one) < chosen.index(other)
        readings = readings_of(one)
        for sentence, hits in readings.hits_of(other).items():
            for span, category, entry in readings.winners.get(sentence, ()):
                for beside, its_category, its_entry in hits:
                    if beside == span and signs[category, entry] * others[its_category, its_entry] < 0:
                        if forward:
                            pairs[one.name, entry, other.name, its_entry] = category
                        else:
                            pairs[other.name, its_entry, one.name, entry] = its_category
    named = {one.name: one for one in chosen}
    found = []
    for (name, entry, beside_name, its_entry), category in pairs.items():
        sign = "favourable" if _signs(named[name])[category, entry] > 0 else "unfavourable"
        note = f"{sign} here, the opposite in {beside_name} ({its_entry!r})"
        places = _both(matched, name, entry, beside_name, its_entry)
        found.append(Conflict(named[name], category, entry, note, places))
    return found


@cache
def _signs(lexicon: Lexicon) -> dict[tuple[str, str], int]:
    """Return the sign of each entry, by category and entry; 0 where it has none."""
    weighed = any(Found(c, e).weight < 0 for c in lexicon.categories for e in c.entries)
    return {
        (category.name, entry.text): int(np.sign(Found(category, entry).weight))
        if weighed
        else _named(lexicon, category)
        for category in lexicon.categories
        for entry in category.entries
    }


def _named(lexicon: Lexicon, category: Category) -> int:
    for name in (*category.name.casefold().split("/"), lexicon.name.casefold()):
        if name.startswith(("positive", "negative")):
            return 1 if name.startswith("positive") else -1
    return 0


def _both(matched: dict[str, pd.DataFrame], name: str, entry: str, other: str, its_entry: str) -> int | None:
    if not matched:
        return None
    ours, theirs = (
        set(zip(hits["first"], hits["last"], strict=True))
        for hits in (
            matched[name][matched[name]["entry"] == entry],
            matched[other][matched[other]["entry"] == its_entry],
        )
    )
    return len(ours & theirs)
