"""Roles: for which actor a person speaks, read from the phrase that names the person.

A phrase is read as English builds it: a head with what stands before it, then
prepositions. Who has a public office belongs to the state or organisation before it
(*Polish Foreign Ministry Spokesperson*, *Russia's ambassador to the United Nations*)
or after "of" (*the president of Poland*); what follows "to", "for" or "in" is where
the person was sent. A nationality alone makes nobody an official (*a Polish farmer*).
The words are data: `gazetteer/roles.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rostra.actors.heads import Head, is_body
from rostra.actors.names import Finder
from rostra.actors.phrases import After, Word, cut, segments, words_of
from rostra.actors.rules import Name
from rostra.actors.vocabulary import words

__all__ = ["Found", "members_named", "read_phrase"]

_PLURAL = re.compile(r"(?:s|ese|ish|ch|men|women)\Z")


@dataclass(frozen=True)
class Found:
    """What a phrase says: the actor, how it says it, and whether that is all it says (a bare name)."""

    actor: str | None
    how: str
    bare: bool = False
    group: str = ""


_SHUT = Found(None, "not in office")  # the phrase itself says that nobody is to be credited


def read_phrase(phrase: str, finder: Finder) -> Found | None:
    """Read for which actor the person or body in a phrase speaks.

    Parameters
    ----------
    phrase : str
        The words of the text that name a speaker.
    finder : Finder
        Finds the names of actors.

    Returns
    -------
    Found or None
        None where the phrase names no actor in a way that lets it speak.
    """
    found_words = words_of(phrase, finder)
    parts = list(segments(found_words))
    if _is_person(found_words):
        return None
    shut = False
    first: Found | None = None
    for i, segment in enumerate(parts):
        found = _affiliation(segment) if i and segment[0].among("prepositions") else _read(segment)
        if found is _SHUT:
            shut = True
        elif found is None:
            continue
        elif first is None:
            first = found if not shut and (i == 0 or not found.bare) else None
        elif found.bare and first.bare and found.actor != first.actor:
            return None  # Poland, Hungary and Slovakia said
    return first if first is not None and first.actor is not None and not (shut and first.bare) else None


def _is_person(found: list[Word | None]) -> bool:
    """Whether "who" makes a person of a name that stands alone: Paris, who used to work here."""
    first = [word for word in found[:3] if word is not None]
    return len(first) > 1 and first[0].name is not None and first[1].low in ("who", "whose", "whom")


def members_named(phrase: str, finder: Finder) -> list[str]:
    """Return the aliases of registered members who are the person that a phrase names.

    Whoever stands behind a preposition or before a possessive is another: *a friend of X*,
    *X's lawyer*.
    """
    named = []
    for segment in segments(words_of(phrase, finder)):
        before, _ = cut(segment)
        last = before[-1] if before else None
        if last is not None and last.name is not None and last.name.kind == "member" and not last.possessive:
            named.append(last.name.alias)
    return named


def _read(segment: list[Word]) -> Found | None:
    """Read one noun phrase."""
    before, after = cut(segment)
    head = Head.of(before)
    if head.shut or head.joint:
        return _SHUT
    if head.owner is not None and head.owner.name is not None:
        return _owned(head, head.owner, head.owner.name, segment, after)
    if head.office is not None:
        found = _owner_after(head, after)
        if head.office == "offices" or not (head.strange or head.proper) or found is None:
            return found
        # Any post at an organisation is one of its own: the refugee programme director at the agency.
        return (
            replace(found, how="affiliation") if found.group == "organisation" and not head.proper else None
        )
    if before and after and all(w.capital and not w.possessive for w in before):
        return _affiliation_of(after[0])
    return None


def _owned(head: Head, owner: Word, name: Name, segment: list[Word], after: list[After]) -> Found | None:
    """Read a phrase whose actor stands before the first preposition."""
    found = Found(name.actor, "role", group=name.group)
    if head.office is None:
        return _bare(head, owner, name, segment, after)
    if name.kind == "office" and name.alias.casefold() in words("offices"):
        # A Secretary-General is that of the United Nations, unless it is said of what.
        other = _affiliation_of(after[0]) if after else None
        return other if other is not None and other.actor is not None else replace(found, how="office")
    if _forbidden(head, owner, name, after):
        return None
    if head.office_word in words("presiding") and name.kind == "demonym" and not owner.possessive and after:
        preposition, rest = after[0]
        if preposition == "of" and not _is_department(rest):
            other = _read(rest)  # a German president of the Commission
            return replace(other, how="role", bare=False) if other is not None and other.actor else None
    if head.office == "papers":
        return replace(found, how="paper") if head.body and name.kind != "capital" else None
    of = after[0][1] if after and after[0][0] == "of" else None
    department = of is not None and _is_department(of)
    if of is not None and not department and name.kind == "demonym" and head.office_word in words("bodies"):
        return None  # an American Board of Dentists is no board of the state
    if head.office == "ordinary" and not (head.body or department):
        return None
    if head.office != "offices" and head.proper and not head.body:
        return None
    if head.office != "offices" and head.strange and not is_body(name):
        return None
    if head.office == "organs":
        return None if name.kind == "capital" else replace(found, how="organ")
    return replace(found, how="capital") if name.kind == "capital" else found


def _bare(head: Head, owner: Word, name: Name, segment: list[Word], after: list[After]) -> Found | None:
    """Read a phrase that holds an actor's name and no office."""
    if owner.possessive:  # NATO's Kowalski, but not Serbia's Kowalski
        person = is_body(name) and head.proper and not head.strange
        return Found(name.actor, "affiliation", group=name.group) if person else None
    if (
        head.strange
        or head.double
        or not (head.plain or (name.kind == "seat" and segment[-1].name is not None))
    ):
        return None
    if name.kind == "demonym":
        return Found(name.actor, "nationals", bare=True) if _nationals(segment, owner) else None
    if after and after[0][0] in ("of", "to", "from") and name.kind in ("name", "capital"):
        return None
    return Found(name.actor, name.kind, bare=True, group=name.group)


def _nationals(segment: list[Word], owner: Word) -> bool:
    return segment[0].low == "the" and segment[-1] is owner and bool(_PLURAL.search(owner.low))


def _forbidden(head: Head, owner: Word, name: Name, after: list[After]) -> bool:
    """Whether the office and the name before it do not go together as owner and owned."""
    noun = name.kind == "name" and not owner.possessive
    acronym = owner.text.replace(".", "").isupper()
    if noun and name.group == "state" and not acronym and head.office_word in words("topical"):
        return True
    if noun and name.group != "state" and name.group and head.office_word in words("accredited"):
        return not any(preposition in ("to", "in") for preposition, _ in after)
    return name.alias in words("regions") and head.office_word in words("regional") and name.kind != "capital"


def _is_department(words_after: list[Word]) -> bool:
    """Whether what follows "of" is a field of government: State, the armed forces; a person may follow."""
    field = [word for word in words_after if not word.among("determiners")]
    return bool(field) and _of_office(field[0]) and all(_of_office(w) or w.capital for w in field)


def _is_strange(word: Word) -> bool:
    return not (word.capital or word.name is not None or word.among("determiners") or _of_office(word))


def _of_office(word: Word) -> bool:
    return word.among(
        "determiners",
        "modifiers",
        "domains",
        "offices",
        "bodies",
        "roles",
        "organs",
        "conjunctions",
        "ordinary",
    )


def _owner_after(head: Head, after: list[After]) -> Found | None:
    """Find the owner of an office among the prepositions: of Poland, for the German government."""
    office = head.office_word
    for preposition, rest in after:
        names = [w.name for w in rest if w.name is not None]
        if not names and all(_of_office(w) for w in rest):
            office = next((w.low for w in reversed(rest) if w.among("offices", "roles")), office)
            continue
        if preposition == "of":
            owns = True
        elif preposition in ("with", "at", "from"):
            owns = office not in words("envoys") or preposition == "from"
        elif preposition == "for":
            owns = office not in words("envoys")
        elif preposition == "to":
            owns = office in words("aides")
        elif preposition in ("in", "inside", "within"):
            owns = office in words("resident")
        else:
            owns = False
        if not owns:
            if not names and preposition in ("of", "for", "with", "at"):
                return None
            continue
        lead = next((i for i, w in enumerate(rest) if w.name is not None), 0)
        found = _read(rest) if not any(_is_strange(w) for w in rest[:lead]) else None
        if found is None or found.actor is None or found.how == "nationals":
            return None
        if head.office_word in words("regional") and any(n.alias in words("regions") for n in names):
            return None
        how = "organ" if head.office == "organs" or head.office_word in ("member", "members") else "role"
        how = "resident" if preposition in ("in", "inside", "within") else how
        return replace(found, how=how, bare=False)
    return None


def _affiliation(segment: list[Word]) -> Found | None:
    """Read ", of the Polish Foreign Ministry" after a person's name."""
    _, after = cut(segment)
    return _affiliation_of(after[0]) if after else None


def _affiliation_of(pair: After) -> Found | None:
    preposition, rest = pair
    if preposition not in ("of", "with", "at", "from", "for"):
        return None
    found = _read(rest)
    if found is None or found.actor is None:
        return found
    if found.bare and not (found.how in ("seat", "office") or found.group in ("organisation", "group")):
        return None  # a person of Poland need not speak for it
    return replace(found, how="affiliation", bare=False)
