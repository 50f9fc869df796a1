"""Faults: what is wrong with a lexicon, by itself, beside others, and in the texts at hand."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from rostra.corpus import load_corpus
from rostra.errors import QueryError
from rostra.index.matching import find_hits
from rostra.index.tokens import Tokens
from rostra.inspection.names import names_of
from rostra.inspection.peers import Lexicons, lexicons_named
from rostra.inspection.readings import Found, Readings, readings_of
from rostra.inspection.signs import conflicts_of
from rostra.lexicon import Category, Entry, Lexicon
from rostra.result import Result, leading

__all__ = ["FAULTS", "lint"]

FAULTS = ("sign_conflict", "duplicate", "unreachable", "proper_name", "named_thing", "never_matches")
EXAMPLES = 3  # names that a note gives
LEAST = {"proper_name": 1, "named_thing": 2}  # hits: a noun phrase is less sure than a capital
NEUTRAL = "neutral"
_Row = dict[str, Any]
_Key = tuple[str, str]  # category and entry


def lint(lexicons: Lexicons, tokens: Tokens | None = None, *, min_share: float = 0.1) -> Result:
    """The faults of lexicons: what contradicts, repeats, cannot or does not match, or matches names.

    Parameters
    ----------
    lexicons : str, pathlib.Path, Lexicon, or several of them
        Names of lexicons that ship, of peers (`vader`, `textblob`), paths or lexicons.
    tokens : Tokens, optional
        The texts at hand. Without them only what can be seen in the lexicons is looked for.
    min_share : float
        The share of its hits in names, from 0 to 1, from which an entry is named.

    Returns
    -------
    Result
        One row a fault: `lexicon`, `measure` (the fault), `item` (the entry), `category`,
        `value` (share of the hits in names), `hits` (so many; of a conflict: places where
        both match), `exposure` (hits of the entry in the texts) and `note`. `.hits` holds
        the places in names.

    Notes
    -----
    - `sign_conflict`: two of the lexicons find the same words, one as favourable, one as
      unfavourable. The sign is that of the weight where a lexicon has weights below 0, else
      that of a category or lexicon called *positive* or *negative*.
    - `duplicate`: whatever the entry finds, another entry of its category finds, too, and
      counts it the same.
    - `unreachable`: said in any of its ways, the entry is no hit: an exclusion bars it,
      another entry wins, or no text has such words.
    - `proper_name`: its hits stand in proper names (*United* States).
    - `named_thing`: its hits (two or more) say what a name is the name of (the CIA *base*).
    - `never_matches`: no hit in the texts at hand.

    Regular expressions cannot be said, so they are not tested for the first three.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "In the United States we stand united."}]))
    >>> found = lint("vader", words).where(measure="proper_name")
    >>> found.frame[["item", "value", "note"]].values.tolist()
    [['united', 0.5, 'United States (1)']]
    """
    if not 0 < min_share <= 1:
        raise QueryError(f"min_share is {min_share}. Give a share of the hits, above 0 and at most 1.")
    chosen = lexicons_named(lexicons)
    rows = [row for one in chosen for row in _by_itself(one)]
    matched = {one.name: find_hits(tokens, one) for one in chosen} if tokens is not None else {}
    rows += [
        _row(conflict.lexicon, "sign_conflict", *conflict[1:4], hits=conflict.places, unit="places")
        for conflict in conflicts_of(chosen, matched)
    ]
    places = []
    about = [f"Faults of {', '.join(one.name + ' ' + one.version for one in chosen)}."]
    if tokens is not None:
        never = 0
        for one in chosen:
            found, where = _in_names(tokens, one, matched[one.name], min_share)
            rows += found
            places.append(where)
            silent = _silent(one, matched[one.name])
            rows += silent
            never += len(silent)
            about.append(f"{one.name}: {_share_of(len(silent), len(one))}")
        if len(chosen) > 1:
            about.append(f"together: {_share_of(never, sum(map(len, chosen)))}")
        number = len(tokens.corpus.documents)
        texts = "document" if number == 1 else f"{number:,} documents"
        about[1:] = [f"Entries that never match in the {texts} at hand: {', '.join(about[1:])}."]
    else:
        about.append("No texts were given: names, and entries that never match, were not looked for.")
    order = {fault: place for place, fault in enumerate(FAULTS)}
    names = [one.name for one in chosen]
    rows.sort(key=lambda row: (names.index(row["lexicon"]), order[row["measure"]], -(row.get("hits") or 0)))
    columns = [
        "lexicon",
        "measure",
        "item",
        "value",
        "unit",
        "hits",
        "exposure",
        "documents",
        "note",
        "category",
    ]
    frame = leading(pd.DataFrame(rows, columns=columns), "lexicon")
    hits = pd.concat(places, ignore_index=True) if places else _no_places()
    corpus = load_corpus([{"doc_id": "none", "text": ""}]) if tokens is None else tokens.corpus
    settings = {"lexicons": names, "min_share": min_share}
    return Result(frame, hits, " ".join(about), "lexicon", "lint", corpus, settings)


def _share_of(some: int, every: int) -> str:
    return f"{some:,} of {every:,} ({some / every:.0%})"


def _row(lexicon: Lexicon, fault: str, category: str, entry: str, note: str, **more: Any) -> _Row:
    return {
        "lexicon": lexicon.name,
        "measure": fault,
        "item": entry,
        "category": category,
        "note": note,
        **more,
    }


# By itself ------------------------------------------------------------------------------------------------


def _by_itself(lexicon: Lexicon) -> list[_Row]:
    """Find the entries that cannot win, and those that add nothing."""
    readings = readings_of(lexicon)
    own: dict[_Key, list[int]] = {}
    found: dict[_Key, Found] = {}
    for sentence, one in enumerate(readings.said):
        own.setdefault(one.key, []).append(sentence)
        found[one.key] = one
    # what is a hit only where something else is so does not win everywhere
    conditional = {
        (category.name, entry.text)
        for category in lexicon.categories
        for entry in category.entries
        if category.agent or entry.exclusions or entry.near
    }
    rows = []
    repeats: dict[_Key, set[_Key]] = {}
    for key, sentences in own.items():
        if not any(_can_win(readings, key, sentence, conditional) for sentence in sentences):
            rows.append(_row(lexicon, "unreachable", *key, _why_not(readings, key, sentences)))
            continue
        repeats[key] = set.intersection(*(_also(readings, sentence, found[key]) for sentence in sentences))
    earlier = {key: place for place, key in enumerate(repeats)}
    for key, same in repeats.items():
        # of two that find the same, the first stays; what is never a hit is no replacement
        better = [
            one for one in same if one in repeats and (key not in repeats[one] or earlier[one] < earlier[key])
        ]
        if better:
            note = f"whatever it finds, {min(better)[1]!r} finds and counts the same"
            rows.append(_row(lexicon, "duplicate", *key, note))
    return rows


def _can_win(readings: Readings, key: _Key, sentence: int, conditional: set[_Key]) -> bool:
    """Whether an entry is a hit in one of its sentences, or would be without the conditions of others."""
    winners = {(category, entry) for _, category, entry in readings.winners.get(sentence, ())}
    matched = any(found.key == key for _, found in readings.matches.get(sentence, ()))
    return key in winners or (matched and not winners.isdisjoint(conditional))


def _also(readings: Readings, sentence: int, own: Found) -> set[_Key]:
    """The other entries that match the same words of a sentence and count the same."""
    matches = readings.matches.get(sentence, ())
    spans = {span for span, found in matches if found == own}
    return {
        found.key
        for span, found in matches
        if span in spans and found.entry != own.entry and found.category == own.category
        and found.weight == own.weight and not (found.entry.exclusions or found.entry.near)
    }  # fmt: skip


def _why_not(readings: Readings, key: _Key, sentences: list[int]) -> str:
    matches = [(span, found) for sentence in sentences for span, found in readings.matches.get(sentence, ())]
    if not any(found.key == key for _, found in matches):
        return "an exclusion or its NOT bars it, or no text has such words"
    winners = [winner for sentence in sentences for winner in readings.winners.get(sentence, ())]
    return f"{winners[0][2]!r} (category {winners[0][1]}) wins wherever it stands"


# In the texts at hand -------------------------------------------------------------------------------------


def _silent(lexicon: Lexicon, hits: pd.DataFrame) -> list[_Row]:
    heard = set(zip(hits["category"], hits["entry"], strict=True))
    return [
        _row(
            lexicon,
            "never_matches",
            category.name,
            entry.text,
            "no hit in the texts at hand",
            hits=0,
            exposure=0,
        )
        for category in lexicon.categories
        for entry in category.entries
        if (category.name, entry.text) not in heard
    ]


def _in_names(
    tokens: Tokens, lexicon: Lexicon, hits: pd.DataFrame, min_share: float
) -> tuple[list[_Row], pd.DataFrame]:
    """Find the entries of which many hits are in names, and those hits."""
    names = names_of(tokens)
    last = hits["last"].to_numpy()
    inside = {
        "proper_name": names.part[hits["first"].to_numpy()] | names.part[last],
        "named_thing": names.thing[last] >= 0,
    }
    meant = {(c.name, e.text) for c in lexicon.categories for e in c.entries if _is_meant(lexicon, c, e)}
    rows: list[_Row] = []
    places = []
    for (category, entry), some in hits.groupby(["category", "entry"], sort=False).indices.items():
        if (category, entry) in meant:
            continue
        for fault, mark in inside.items():
            at = some[mark[some]]
            if len(at) >= LEAST[fault] and len(at) / len(some) >= min_share:
                found = hits.iloc[at]
                note = _examples(tokens, fault, found)
                rows.append(_row(
                    lexicon, fault, category, entry, note, value=len(at) / len(some), unit="share of its "
                     "hits",
                    hits=len(at), exposure=len(some), documents=found["doc_id"].nunique(),
                ))  # fmt: skip
                placed = tokens.places(found["first"].to_numpy(), found["last"].to_numpy())
                kept = found[["entry", "category", "weight", "negated"]].reset_index(drop=True)
                placed = placed.join(kept)
                places.append(placed.assign(lexicon=lexicon.name, measure=fault, item=kept["entry"]))
    return rows, pd.concat([_no_places(), *places], ignore_index=True) if places else _no_places()


def _is_meant(lexicon: Lexicon, category: Category, entry: Entry) -> bool:
    """Whether an entry is there for names: it weighs nothing, or has a capital that is asked for."""
    capital = lexicon.case != "ignore" and any(
        character.isupper() for character in entry.text.partition(" NEAR/")[0]
    )
    return category.name == NEUTRAL or capital


def _examples(tokens: Tokens, fault: str, hits: pd.DataFrame) -> str:
    """The names in which the hits stand, the most frequent first."""
    texts = tokens.corpus.documents["text"].tolist()
    names = names_of(tokens)
    found: Counter[str] = Counter()
    for begin, end in zip(hits["first"].tolist(), hits["last"].tolist(), strict=True):
        if fault == "named_thing":
            begin = int(names.thing[end])
        else:
            while begin > 0 and names.part[begin - 1] and not tokens.clause_start[begin]:
                begin -= 1
            while end + 1 < len(tokens) and names.part[end + 1] and not tokens.clause_start[end + 1]:
                end += 1
        text = texts[tokens.document[begin]][int(tokens.start[begin]) : int(tokens.end[end])]
        found[" ".join(text.split())] += 1
    return ", ".join(f"{text} ({count})" for text, count in found.most_common(EXAMPLES))


def _no_places() -> pd.DataFrame:
    texts = (
        "lexicon",
        "measure",
        "item",
        "doc_id",
        "statement_id",
        "actor",
        "speaker",
        "kind",
        "entry",
        "category",
    )
    kinds = dict.fromkeys(texts, "string") | {"start": "int64", "end": "int64"}
    kinds |= {"weight": "float64", "negated": "bool"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
