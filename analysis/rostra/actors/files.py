"""Files: the gazetteer and a study's own actors.toml, read and joined."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date as Day
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from rostra.actors.entries import LISTS, Actor, Member, without_article
from rostra.actors.folding import fold
from rostra.actors.registry import Actors
from rostra.actors.vocabulary import GAZETTEER
from rostra.errors import ActorsError, unknown

__all__ = ["load_actors"]

_STEM = 4  # letters that a name and its adjective share
_ADJECTIVE = re.compile(r"(?:an|ese|ish|i|ic|er)s?\Z")
_ACTOR_KEYS = ("name", *LISTS, "member")
_MEMBER_KEYS = ("name", "role", "from", "until", "aliases")
_FILES = ("states.toml", "organisations.toml", "groups.toml")


def load_actors(path: Path | str | None = None, *, gazetteer: bool = True) -> Actors:
    """Load the registry of actors.

    Parameters
    ----------
    path : path, optional
        An `actors.toml`. An entry whose name is the name or an alias of a known actor extends
        it and gives it this display name; any other adds an actor. Aliases given here are
        its own, whoever else has them in the gazetteer.
    gazetteer : bool
        Whether to know the states and organisations of the built-in gazetteer.

    Returns
    -------
    Actors
        The registry.

    Examples
    --------
    >>> load_actors().credit("Kremlin spokesman Ivan Testov").actor
    'Russia'
    >>> load_actors(gazetteer=False)
    <Actors: 0 actors, 0 ambiguous names; no actors>
    """
    if path is None:
        return _alone(gazetteer)
    known = _gazetteer() if gazetteer else ()
    own = _read(Path(path))
    merged: dict[int, Actor] = {}
    added: list[Actor] = []
    for actor in own:
        place = next((i for i, other in enumerate(known) if _same(actor, other)), None)
        if place is None:
            added.append(_told_apart(actor))
        elif place in merged:
            raise ActorsError(
                f"{path}: {merged[place].name!r} and {actor.name!r} are one actor, {known[place].name!r}. "
                "Join the two entries, or rename one."
            )
        else:
            merged[place] = _joined(actor, known[place])
    joined = [merged[i] for i in sorted(merged)]
    actors = (*added, *joined, *(actor for i, actor in enumerate(known) if i not in merged))
    source = f"{len(own)} from {Path(path).name}" + (f" and gazetteer of {len(known)}" if gazetteer else "")
    return Actors(actors, _shared(actors, own), source)


@cache  # the file is part of the package: read once
def _gazetteer() -> tuple[Actor, ...]:
    known: list[Actor] = []
    for file in _FILES:
        content = tomllib.loads((GAZETTEER / file).read_text(encoding="utf-8"))
        for entry in content["actor"]:
            lists: dict[str, Any] = {key: tuple(entry.get(key, ())) for key in LISTS}
            known.append(Actor(entry["name"], **lists, group=content["kind"]))
    return tuple(known)


@cache  # with what a registry learns about its names while it is used
def _alone(gazetteer: bool) -> Actors:
    known = _gazetteer() if gazetteer else ()
    return Actors(known, _shared(known, []), f"gazetteer of {len(known)}" if known else "no actors")


def _told_apart(own: Actor) -> Actor:
    """Tell adjectives among the aliases by their stem and ending: Velmar, Velmari, Velmarians.

    An actor that has them, or a capital, is a state; any other is read as an organisation.
    """
    stems = {fold(word)[:_STEM] for word in without_article(own.name).split() if len(word) >= _STEM}
    adjectives = [
        alias
        for alias in own.aliases
        if fold(alias)[:_STEM] in stems and _ADJECTIVE.search(alias) and fold(alias) != fold(own.name)
    ]
    demonyms = (*own.demonyms, *adjectives)
    return replace(
        own,
        aliases=tuple(alias for alias in own.aliases if alias not in adjectives),
        demonyms=demonyms,
        group="state" if demonyms or own.capitals else "organisation",
    )


def _same(own: Actor, known: Actor) -> bool:
    names = (known.name, *known.aliases)
    return fold(without_article(own.name)) in {fold(without_article(name)) for name in names}


def _joined(own: Actor, known: Actor) -> Actor:
    lists: dict[str, Any] = {
        key: tuple(dict.fromkeys((*getattr(own, key), *getattr(known, key)))) for key in LISTS
    }
    lists["aliases"] = tuple(dict.fromkeys((*lists["aliases"], known.name)))
    # A word that the gazetteer knows as a capital stays one.
    other = {fold(alias) for alias, kind in known.named() if kind != "name"}
    lists["aliases"] = tuple(alias for alias in lists["aliases"] if fold(without_article(alias)) not in other)
    return Actor(own.name, **lists, members=own.members, group=known.group)


def _shared(actors: tuple[Actor, ...], own: list[Actor]) -> dict[str, tuple[str, ...]]:
    """Find the aliases that more than one actor has; what the study's own file says decides."""
    claims: dict[str, list[str]] = {}
    for actor in own:
        for alias, _ in actor.named():
            claims.setdefault(fold(alias), []).append(actor.name)
    others: dict[str, list[str]] = {}
    for actor in actors:
        for alias, _ in actor.named():
            others.setdefault(fold(alias), []).append(actor.name)
    decided = {alias: tuple(dict.fromkeys(named)) for alias, named in {**others, **claims}.items()}
    return {alias: decided[alias] for alias in sorted(decided) if len(decided[alias]) > 1}


def _read(path: Path) -> list[Actor]:
    """Read an actors.toml; every fault in it is an error that says where and what to do."""
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise ActorsError(
            f"no actors file at {path}. Give the path of a TOML file with [[actor]] entries."
        ) from None
    except OSError as error:
        raise ActorsError(
            f"{path} cannot be read: {error.strerror}. Give the path of an actors.toml."
        ) from None
    except UnicodeDecodeError as error:
        raise ActorsError(
            f"{path} is not UTF-8: byte {error.start} is 0x{error.object[error.start]:02x}. "
            "Save the file as UTF-8."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise ActorsError(
            f"{path} is not valid TOML: {error}. Text stands in quotation marks, a list in [ ], "
            "each actor under its own [[actor]]."
        ) from None
    _check_keys(content, ("actor",), str(path))
    entries = _tables(content.get("actor", []), f"{path}: 'actor'", "[[actor]]")
    actors = [_actor(entry, number, path) for number, entry in enumerate(entries, 1)]
    seen: dict[str, int] = {}
    for number, actor in enumerate(actors, 1):
        first = seen.setdefault(fold(without_article(actor.name)), number)
        if first != number:
            raise ActorsError(
                f"{path}: actor {first} and actor {number} are both named {actor.name!r}. "
                "Join the two entries, or rename one."
            )
    return actors


def _actor(entry: dict[str, Any], number: int, path: Path) -> Actor:
    name = _name(entry, f"{path}: actor {number}", "[[actor]]")
    where = f"{path}: actor {name!r}"
    _check_keys(entry, _ACTOR_KEYS, where)
    members = _tables(entry.get("member", []), f"{where}: 'member'", "[[actor.member]]")
    lists: dict[str, Any] = {key: _texts(entry, key, where) for key in LISTS}
    return Actor(name, **lists, members=tuple(_member(m, i, where) for i, m in enumerate(members, 1)))


def _member(entry: dict[str, Any], number: int, where: str) -> Member:
    name = _name(entry, f"{where}, member {number}", "[[actor.member]]")
    where = f"{where}, member {name!r}"
    _check_keys(entry, _MEMBER_KEYS, where)
    role = entry.get("role", "")
    if not isinstance(role, str):
        raise ActorsError(
            f'{where}: role is {role!r}. Write text in quotation marks, such as role = "Spokesperson".'
        )
    since, until = _date(entry, "from", where), _date(entry, "until", where)
    if since is not None and until is not None and since > until:
        raise ActorsError(
            f"{where}: from {since} is after until {until}. Swap the two dates, or leave one out."
        )
    return Member(name, role, since, until, _texts(entry, "aliases", where))


def _name(entry: dict[str, Any], where: str, header: str) -> str:
    name = entry.get("name")
    if isinstance(name, str) and name.strip():
        return name.strip()
    listing = "no name; the keys found are: " + (", ".join(entry) or "none")
    found = f"name is {name!r}" if "name" in entry else listing
    raise ActorsError(f'{where}: {found}. Each {header} needs a name, such as name = "Poland".')


def _texts(entry: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    values = entry.get(key, [])
    if isinstance(values, list) and all(isinstance(value, str) and value.strip() for value in values):
        return tuple(value.strip() for value in values)
    raise ActorsError(
        f'{where}: {key} is {values!r}. Write a list of texts, such as {key} = ["one", "another"].'
    )


def _date(entry: dict[str, Any], key: str, where: str) -> Day | None:
    value = entry.get(key)
    if value is None:
        return None
    try:
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, Day) else Day.fromisoformat(value)
    except (TypeError, ValueError):
        raise ActorsError(f"{where}: {key} is {value!r}. Write a date, such as {key} = 2024-11-26.") from None


def _check_keys(table: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            raise ActorsError(f"{where}: {unknown('key', key, known)}")


def _tables(value: object, where: str, header: str) -> list[dict[str, Any]]:
    if isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
        return value
    raise ActorsError(f"{where} is {value!r}. Write each entry under its own {header}.")
