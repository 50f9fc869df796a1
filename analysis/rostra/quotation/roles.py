"""Roles: descriptions that stand for a speaker: `the minister`, `the 34-year-old`, `her report`."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from rostra.actors import Actors
from rostra.quotation.names import name_list
from rostra.quotation.words import grammar

__all__ = ["Description", "describe"]

Kind = Literal["person", "people", "body", "paper", "name"]

_SEPARATOR = re.compile(r"[\s\u200b]+")
_AGE = re.compile(r"\d+-year-old\Z")
_SINGULAR_IN_S = ("ss", "us", "is")


class Description(NamedTuple):
    """A noun phrase without a name of its own.

    Parameters
    ----------
    head : str
        Its noun, in lower case.
    words : tuple of str
        What stands before the first preposition, article left off, in lower case.
    kind : str
        `person`, `people`, `body`, `paper` (a report, a letter) or `name` (no description at all).
    owner : str
        The possessive pronoun that leads it, or the words before its 's.
    definite : bool
        Whether it speaks of somebody as known.
    varied : bool
        Whether it can only describe somebody just named: by looks, age, party or nation.
    """

    head: str
    words: tuple[str, ...]
    kind: Kind
    owner: str
    definite: bool
    varied: bool


def describe(mention: str, actors: Actors) -> Description:
    """Read a mention as a description.

    Parameters
    ----------
    mention : str
        The words of the text.
    actors : Actors
        The registry, which knows what the people of a state are called.

    Returns
    -------
    Description
        What it says.

    Examples
    --------
    >>> from rostra.actors import load_actors
    >>> describe("the lawyer for the port", load_actors())[:3]
    ('lawyer', ('lawyer',), 'person')
    """
    words = [word for word in _SEPARATOR.split(_without_clause(mention)) if word]
    ends = grammar("noun_prepositions", "relatives", also=("that", "by", "whose", "familiar", "who"))
    end = next((k for k, word in enumerate(words) if k and word.lower() in ends), len(words))
    words = words[:end]
    owner = ""
    for k, word in enumerate(words[:-1]):
        if word.endswith(("'s", "’s", "s'", "s’")):
            owner, words = " ".join(words[: k + 1]), words[k + 1 :]
            break
    first = words[0].lower() if words else ""
    definite = bool(owner) or first == "the" or first in grammar("possessives")
    if first in grammar("possessives"):
        owner = first
    if first in grammar("determiners") and len(words) > 1:
        words = words[1:]
    lowered = tuple(word.lower().strip(".,") for word in words)
    head = lowered[-1] if lowered else ""
    varied = any(word[-1:] == "," for word in words[:-1]) or any(map(_AGE.match, lowered))
    varied = varied or _is_national(words, actors)
    return Description(head, lowered, _kind(words, head, varied), owner, definite, varied)


def _without_clause(mention: str) -> str:
    """Cut what a comma sets off, but not the second of two adjectives: the tall, quiet captain."""
    first, comma, rest = mention.strip().partition(", ")
    adjectives = comma and len(first.split()) == 2 and first.split()[0].lower() in grammar("determiners")
    opening = rest.split()[0].lower() if rest.split() else ""
    closed = grammar("determiners", "relatives", "prepositions", "conjunctions")
    if adjectives and opening and opening not in closed and rest[0].islower() and first.split()[1].islower():
        return f"{first}, {rest.partition(',')[0]}"
    return first


def _is_national(words: list[str], actors: Actors) -> bool:
    """Whether a phrase ends in a party or a people: the Troy Republican, the Pole."""
    if not words or not words[-1][:1].isupper():
        return False
    if words[-1].lower() in ("republican", "democrat", "liberal", "conservative"):
        return True
    actor = actors.find(words[-1])
    return actor is not None and words[-1] in actor.demonyms and not words[-1].endswith(("s", "ese"))


def _kind(words: list[str], head: str, varied: bool) -> Kind:
    if not words or (words[-1][:1].isupper() and not varied and head not in grammar("titles")):
        return "name"
    if head in name_list("papers"):
        return "paper"
    if head in grammar("collective_nouns"):
        return "body"
    plural = head.endswith("s") and not head.endswith(_SINGULAR_IN_S)
    return "people" if plural or head in ("people", "men", "women", "others", "some") else "person"
