"""Names: the capitalised runs of a text, and which of them can name a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rostra.actors import fold
from rostra.lexicon import load_words
from rostra.quotation.cues import cue_words
from rostra.quotation.words import grammar

__all__ = [
    "Candidate",
    "agree",
    "candidate",
    "folded",
    "given_gender",
    "name_list",
    "name_runs",
    "name_tail",
    "nicknames",
    "plain_name",
]

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*\.?"
_PARTICLE = r"(?:(?:de|da|del|di|van|von|der|den|bin|ibn|al|el|la|le|du|dos|das) ){0,2}"
_RUN = re.compile(rf"{_CAPITAL}(?:[ \u00a0\u200b]+{_PARTICLE}{_CAPITAL})*")
_NICKNAME = re.compile(rf"[“\"(‘]{_CAPITAL}[”\")’] (?=[A-ZÀ-ÖØ-Þ])")
_POINT = re.compile(r"\.[ \u00a0\u200b]+")
_SEPARATOR = re.compile(r"[\s\u200b]+")
_OWNED = ("'s", "’s")
_LONGEST = 4  # words in the name of a person


class Candidate(NamedTuple):
    """A run of capitalised words read as a person's name.

    Parameters
    ----------
    name : str
        The name, titles left off.
    offset : int
        Where in the run it begins.
    evidence : int
        2 where a given name leads it, 1 where a title stands before it, else 0.
    key : tuple of str
        The folded given name and surname (and `jr`): the same person may have a middle name.
    """

    name: str
    offset: int
    evidence: int
    key: tuple[str, ...]


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """Fold a name, or remember how it folds."""
    return fold(name)


def name_list(name: str) -> frozenset[str]:
    """Return a list of `lexicons/name_words.toml`: things, surnames, places, place_openers, suffixes."""
    return _name_lists()[name]


@lru_cache
def _name_lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_words("name_words").items()}


@lru_cache
def _given_names() -> dict[str, str]:
    letters = {"feminine": "f", "masculine": "m", "either": ""}
    return {name: letters[kind] for kind, names in load_words("given_names").items() for name in names}


@lru_cache(maxsize=65536)
def given_gender(name: str) -> str | None:
    """Say which gender a given name tells.

    Parameters
    ----------
    name : str
        The first word of a person's name.

    Returns
    -------
    str or None
        `f` or `m`; empty where it is a given name of both; None where it is not known as one.
    """
    known = _given_names()
    whole = folded(name)
    return known[whole] if whole in known else known.get(whole.partition("-")[0])


def name_runs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the runs of capitalised words, cut where a point ends a sentence.

    Parameters
    ----------
    text : str
        The document.

    Yields
    ------
    tuple
        Where the run starts, and the run.
    """
    titles = grammar("titles")
    for match in _RUN.finditer(text):
        run, at = match.group(), match.start()
        if "." in run:
            begin = 0
            for point in _POINT.finditer(run):
                word = run[begin : point.start()].rpartition(" ")[2]
                if len(word) > 1 and "." not in word and word.lower() not in titles:
                    yield at + begin, run[begin : point.start()]
                    begin = point.end()
            run, at = run[begin:], at + begin
            if run.endswith(".") and not run.endswith(("Jr.", "Sr.")):
                run = run[:-1]
        yield at, run


def nicknames(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a nickname's mark opens and where the name goes on: `Robert “Bo” Hale`."""
    for match in _NICKNAME.finditer(text):
        yield match.start(), match.end()


@lru_cache(maxsize=65536)
def name_tail(phrase: str) -> str | None:
    """Return the personal name that ends a phrase: what follows its last role word, if capitalised.

    Parameters
    ----------
    phrase : str
        A noun phrase: `Foreign Minister Ana Ruiz`.

    Returns
    -------
    str or None
        None where its last words name no person.
    """
    words = [_unowned(word) for word in phrase.replace("\u200b", " ").split()]
    particles, no_names = grammar("name_particles"), _never_in_names()
    first = len(words)
    while first:
        word = words[first - 1]
        plain = word.lower().strip(".,")
        if not (plain in particles and first < len(words)) and (
            not word[:1].isupper() or plain in no_names or plain.rpartition("-")[2] in grammar("titles")
        ):
            break
        first -= 1
    while first < len(words) and words[first] in particles:
        first += 1
    tail = words[first:]
    if not tail or len(tail) > _LONGEST or any(word.lower() in cue_words("relays") for word in tail[1:]):
        return None
    left = first
    while left and words[left - 1].lower().strip(".,") in grammar("titles"):
        left -= 1
    governing = ("of", "for", "in", "at", "from", "to", *(("the", "and") if left == first else ()))
    if left and words[left - 1].lower() in governing:
        return None  # "mayor of Troy" names a place, "the Kremlin" an office, "aides to Mr. Hale" others
    return " ".join(tail).rstrip(",")


@lru_cache
def _never_in_names() -> frozenset[str]:
    """Words that end a name on the left: roles, bodies, articles, days that nobody is called by."""
    days = grammar("time_words") - _given_names().keys() - name_list("surnames")
    return grammar("collective_nouns", "determiners") | days


@lru_cache
def _openers() -> frozenset[str]:
    """Words with a capital that stand before a name and are no part of it."""
    return grammar("conjunctions", "prepositions", "adverbs", "determiners", "collective_nouns")


@lru_cache(maxsize=65536)
def candidate(run: str) -> Candidate | None:
    """Read a run of two and more capitalised words as a person's name.

    Parameters
    ----------
    run : str
        The words as published.

    Returns
    -------
    Candidate or None
        None where they name a body, a place or a thing, or where they are no name at all.
    """
    words = run.replace("\u200b", " ").split()
    if "’" in run or "'" in run:
        owner = max((k for k, word in enumerate(words[:-1]) if word.endswith(_OWNED)), default=-1)
        words = words[owner + 1 :]
        words[-1] = _unowned(words[-1])
    titled = False
    lowered = [word.lower().strip(".,") for word in words]
    titles, suffixes, openers = grammar("titles"), name_list("suffixes"), _openers()
    for k in range(len(words) - 1, -1, -1):
        plain = lowered[k]
        if plain in titles or plain.rpartition("-")[2] in titles:
            titled = True
        elif (plain in suffixes and k == len(words) - 1) or plain not in openers or words[k][0].islower():
            continue
        words = words[k + 1 :]
        break
    while words and words[0][0].islower():
        words = words[1:]
    if len(words) > 2:
        words = _from_given_name(words)
    lowered = [word.lower().strip(".,") for word in words]
    if len(words) == 1 and titled and not words[0].isupper() and lowered[0] not in name_list("things"):
        return Candidate(words[0], run.rfind(words[0]), 1, (folded(words[0]),))
    if not 1 < len(words) <= _LONGEST + 1 or any(w.isupper() and len(w) > 3 for w in words):
        return None
    if words[-1].isupper() and not (len(words) > 2 and lowered[-1] in suffixes):
        return None  # Phase II, Team GB
    given = given_gender(words[0]) is not None
    things = name_list("things")
    if any(w in things and not (k == 0 and given) for k, w in enumerate(lowered[:-1])):
        return None
    if lowered[-1] in things and not (given and len(words) == 2 and lowered[-1] in name_list("surnames")):
        return None
    if not given and (lowered[0] in name_list("place_openers") or lowered[0] in name_list("places")):
        return None
    name = " ".join(words)
    parts = folded(name).split()
    family = parts[-2:] if lowered[-1] in suffixes else parts[-1:]
    sure = given and lowered[0] not in name_list("places")
    return Candidate(name, _place(run, words), 2 if sure else int(titled), (parts[0], *family))


def _place(run: str, words: list[str]) -> int:
    """Where in a run its last words begin."""
    at = len(run)
    for word in reversed(words):
        at = run.rfind(word, 0, at)
    return at


def _from_given_name(words: list[str]) -> list[str]:
    """Cut what stands before a given name: `Republican Jan Hale`, `Troy Ana Ruiz`."""
    if len(words) > 2 and given_gender(words[0]) is None and len(words[0].strip(".")) > 1:
        for k in range(1, len(words) - 1):
            if given_gender(words[k]) is not None:
                return words[k:]
    return words


def agree(parts: Sequence[str], full: Sequence[str]) -> bool:
    """Whether two names can be one person: same first name or initial.

    Parameters
    ----------
    parts, full : sequence of str
        The folded words of two names with the same surname.

    Returns
    -------
    bool
        Whether nothing in the names speaks against it.
    """
    return parts[0] in full or (
        parts[0][0] == full[0][0] and (len(parts[0].strip(".")) == 1 or len(full[0].strip(".")) == 1)
    )


def plain_name(mention: str) -> str:
    """Return a mention without its article, a relative pronoun behind it and a possessive ending.

    Parameters
    ----------
    mention : str
        The words of the text.

    Returns
    -------
    str
        The same words on one line.
    """
    words = _SEPARATOR.split(mention.strip().rstrip(","))
    if len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    if len(words) > 1 and words[-1].lower() in grammar("relatives"):
        words = [*words[:-2], words[-2].rstrip(",")]  # "the nurse, who"
    return _unowned(" ".join(words))


def _unowned(word: str) -> str:
    return word[:-2] if word.endswith(_OWNED) else word.rstrip("’'")
