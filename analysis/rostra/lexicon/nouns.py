"""Nouns: the lexicon and its categories."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rostra.lexicon.entries import Entry
from rostra.lexicon.patterns import Pattern

__all__ = ["Category", "Lexicon", "Loss"]


class Loss(NamedTuple):
    """What a change of format could not keep.

    Parameters
    ----------
    category : str
        The category it stood in; empty where it concerns all.
    entry : str
        The entry, as written in the file it comes from; empty where it concerns all.
    reason : str
        What was left out or changed, and why.
    """

    category: str
    entry: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.category}: " if self.category else ""
        return f"{place}{self.entry}: {self.reason}" if self.entry else f"{place}{self.reason}"


@dataclass(frozen=True)
class Category:
    """Entries of a lexicon that belong together.

    Parameters
    ----------
    name : str
        Its name; a slash makes it part of another (`"alarm/military"`).
    entries : tuple of Entry
        What is looked for.
    weight : float
        What one hit counts, where its entry does not say.
    agent : str or None
        Whose act it must be: `"own"` is the speaker's own side or nobody named,
        `"other"` is anybody but the speaker's own side, `"actor"` another whom the registry
        of actors knows, where the name is the subject; None asks nothing.
    negation : str or None
        `"keep"` where a negator before the hit changes nothing; None: as in the lexicon.
    """

    name: str
    entries: tuple[Entry, ...]
    weight: float = 1.0
    agent: str | None = None
    negation: str | None = None


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A named list of entries with its source, licence and version.

    Parameters
    ----------
    name, title : str
        The name of the measure, and how it is written on a page.
    construct, construct_source : str
        What is counted, in one sentence, and where the idea comes from.
    source, licence, version, language : str
        Where the entries come from, and on what terms.
    scope : str
        `"style"` counts a speaker's own wording only (quoted words, speeches); `"act"`
        counts what indirect speech and its cue report, too.
    negation : str
        What a negated hit does: `"keep"` counts, `"drop"` does not, or the name of the
        measure for which it counts instead.
    status : str
        `"established"` where hits that were read bear the measure out, else `"exploratory"`.
    categories : tuple of Category
        What is looked for.
    exclusions : tuple of patterns
        What no hit may overlap.
    hits, misses : tuple of str
        Examples: exactly what stands in square brackets is a hit; in a miss nothing is.
    case : str
        `"smart"`: a lower-case word is found in any case, but for words whose case is their
        meaning, and a word with a capital only as it is written; `"ignore"`: in any case;
        `"exact"`: only as it is written.
    overlap : str
        `"none"`: of overlapping matches the longest is the one hit; `"outermost"`: what lies
        within a longer match is none, and other matches that overlap are hits, each of its
        category; `"categories"`: no category knows of another, so that a word may count for
        several. Within one category nothing ever counts twice.
    lost : tuple of Loss
        What could not be kept when the file was read.
    """

    name: str
    title: str
    construct: str
    construct_source: str
    source: str
    licence: str
    version: str
    language: str
    scope: str
    negation: str
    status: str
    categories: tuple[Category, ...]
    exclusions: tuple[Pattern, ...] = ()
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    case: str = "smart"
    overlap: str = "none"
    lost: tuple[Loss, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the file."""
        return tuple(entry for category in self.categories for entry in category.entries)

    @cached_property
    def sha256(self) -> str:
        """A hash of all that is counted, and how: equal for equal lists, whatever file they come from."""
        from rostra.lexicon.formats import own

        return hashlib.sha256(own.write(self).encode()).hexdigest()

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        groups = "1 category" if len(self.categories) == 1 else f"{len(self.categories)} categories"
        terms = f"{self.licence}, {self.status}"
        return f"<Lexicon {self.name} {self.version}: {len(self)} entries in {groups}, {terms}>"
