"""Rows: the entries of a lexicon as rows of words, as the kernels look for them.

What is looked for is more than the entries: their exclusions, and the words that negate,
are rows too. Entries with NEAR, an agent or a word to be found as it is written are not
rows; `rostra.index.matching` finds them without kernels.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from rostra.index.parts import Parts, Sequence, exactness, has_capital, pieces_of, sequences_of
from rostra.index.tokens import Tokens
from rostra.lexicon import Lexicon, Pattern, load_words, parse_entry

__all__ = ["Rows", "are_rows", "parsed", "rows_of"]

LONGEST = 40  # slots of a row
# What a row is for, where it is no entry: entries are numbered from 0, and the exclusions of
# entry n are APART - n.
NEGATOR, FEIGNED, END, BARRED, APART = -1, -2, -3, -4, -5
SIEVE = 19  # bits of the sieve, as a power of two
MIX = (0x9E3779B1, 0x85EBCA77)  # odd numbers that spread the two words of a pair
NOTHING, LOOK = -1, -2  # what is to be done where a form stands
# What a single word does by itself, one bit each
_BITS = {NEGATOR: 1, FEIGNED: 2, END: 4}


@dataclass(frozen=True, eq=False)
class Rows:
    """The entries of a lexicon as rows of slots, resolved against a vocabulary of parts.

    A row is found by two words of it that stand side by side, or, where there are none, by its
    anchor, the slot whose words are rarest in the text. Words that are an entry by themselves
    are looked up without one.
    """

    lone: np.ndarray  # of each form: the entry that it is, NOTHING, or LOOK: its parts may be of something
    single: np.ndarray  # of each word: the entry that it is, -1 for none,
    single_key: np.ndarray  # by what that wins,
    sign: np.ndarray  # and whether it negates, feigns to, or ends the reach of a negator
    anchors: np.ndarray  # of each word: where the rows that it anchors begin in `rows`
    rows: np.ndarray
    pairs: np.ndarray  # pairs of words by which rows are found, one number each, rising,
    pair_begin: np.ndarray  # and where the rows of each begin in `rows`
    sieve: np.ndarray  # bits: a pair whose bit is not set is none of these
    anchor: np.ndarray  # of each row: its anchor slot, or the first slot of its pair,
    first_slot: np.ndarray  # where its slots begin in `slots`,
    key: np.ndarray  # by what it wins: fewer wildcards, a longer stem, the first in the file
    purpose: np.ndarray  # and its entry, or what else it is for
    slots: np.ndarray  # of each slot: where its words begin in `words`; none stand for any word
    words: np.ndarray
    negatable: np.ndarray  # of each entry: whether it is asked if a hit is negated


def are_rows(lexicon: Lexicon) -> bool:
    """Say whether all entries of a lexicon are words, phrases, wildcards, gaps and exclusions.

    Parameters
    ----------
    lexicon : Lexicon
        What is looked for.

    Returns
    -------
    bool
        Whether the kernels find all of them.

    Examples
    --------
    >>> from rostra.lexicon import load_lexicon
    >>> are_rows(load_lexicon("warning")), are_rows(load_lexicon("threat"))
    (True, False)
    """

    def plain(patterns: Iterable[Pattern]) -> bool:
        return not any(
            len(row) > LONGEST or any(has_capital(word) for slot in row for word in slot)
            for pattern in patterns
            for row in sequences_of(pattern)
        )

    return (
        lexicon.overlap == "none"
        and plain(lexicon.exclusions)
        and not any(category.agent for category in lexicon.categories)
        and not any(
            entry.near or not plain(entry.patterns) or not plain(entry.exclusions)
            for category in lexicon.categories
            for entry in category.entries
        )
    )


def rows_of(tokens: Tokens, lexicon: Lexicon) -> Rows:
    """Resolve the entries of a lexicon against the words of a text.

    Parameters
    ----------
    tokens : Tokens
        The words.
    lexicon : Lexicon
        One of which `are_rows` is true.

    Returns
    -------
    Rows
        Those whose every slot has a word that occurs.
    """
    parts, often = _resolver(tokens)
    wanted = sorted(_sought(lexicon), key=lambda one: one[0])
    sign = np.zeros(len(parts.words), dtype=np.uint8)
    single, single_key = (np.full(len(parts.words), -1, dtype=np.int32) for _ in range(2))
    found: list[tuple[int, int, list[np.ndarray | None]]] = []
    for key, (_, purpose, sequence, free) in enumerate(wanted):
        slots = [parts.resolve_all(slot) if slot else None for slot in sequence]
        if any(ids is not None and not len(ids) for ids in slots):
            continue
        ids = slots[0]
        if len(slots) > 1 or purpose <= BARRED or ids is None:
            found.append((key, purpose, slots))
        elif purpose < 0:
            sign[ids] |= _BITS[purpose]
        else:  # what comes later loses to what is there
            ids = ids[single[ids] < 0]
            if free:
                single[ids], single_key[ids] = purpose, key
            elif len(ids):
                found.append((key, purpose, [ids]))
    pairs, anchor, anchored = _placed([slots for *_, slots in found], often)
    anchors, rows = _grouped(anchored, np.arange(len(often) + 1))
    keys = np.unique(pairs[0])
    pair_begin, pair_rows = _grouped(pairs, np.append(keys, np.iinfo(np.int64).max))
    word = np.zeros(len(often), dtype=bool)
    word[np.concatenate([keys >> 32, keys & 0xFFFFFFFF])] = True
    first_slot, filled, words = [0], [0], [np.zeros(0, dtype=np.int32)]
    for _, _, slots in found:
        for ids in slots:
            words.append(np.zeros(0, dtype=np.int32) if ids is None else ids.astype(np.int32))
            filled.append(filled[-1] + len(words[-1]))
        first_slot.append(len(filled) - 1)
    return Rows(
        lone=_lone(tokens, single, (sign > 0) | (np.diff(anchors) > 0), word),
        single=single,
        single_key=single_key,
        sign=sign,
        anchors=anchors,
        rows=np.append(rows, pair_rows),
        pairs=keys,
        pair_begin=pair_begin + np.int32(len(rows)),
        sieve=_sieve(keys),
        anchor=np.array(anchor, dtype=np.int32),
        first_slot=np.array(first_slot, dtype=np.int32),
        key=np.array([key for key, *_ in found], dtype=np.int32),
        purpose=np.array([purpose for _, purpose, _ in found], dtype=np.int32),
        slots=np.array(filled, dtype=np.int32),
        words=np.concatenate(words),
        negatable=np.array(
            [category.negation != "keep" for category in lexicon.categories for _ in category.entries],
            dtype=bool,
        ),
    )


def parsed(texts: Iterable[str]) -> list[Pattern]:
    """Return the readings of words and phrases that are written like entries.

    Parameters
    ----------
    texts : iterable of str
        What is written in a list.

    Returns
    -------
    list of patterns
        In order.

    Examples
    --------
    >>> parsed(["no", "not at all"])
    [(('no',),), (('not',), ('at',), ('all',))]
    """
    return [pattern for text in texts for pattern in parse_entry(text).patterns]


def _sought(lexicon: Lexicon) -> Iterator[tuple[tuple[Any, ...], int, Sequence, bool]]:
    """Yield each row: by what it wins, what it is for, its slots, and whether it has no exclusions."""
    nothing = (0, 0, 0, ())
    others = {BARRED: list(lexicon.exclusions)}
    if any(category.negation != "keep" for category in lexicon.categories):
        lists = load_words("negators")
        names = {NEGATOR: "negators", FEIGNED: "not_negators", END: "ends"}
        others |= {purpose: parsed(lists[name]) for purpose, name in names.items()}
    entries = [entry for category in lexicon.categories for entry in category.entries]
    others |= {APART - n: list(entry.exclusions) for n, entry in enumerate(entries)}
    for purpose, patterns in others.items():
        for pattern in patterns:
            for sequence in sequences_of(pattern):
                yield nothing, purpose, sequence, True
    for n, entry in enumerate(entries):
        for pattern in entry.patterns:
            for sequence in sequences_of(pattern):
                gaps = tuple(place for place, slot in enumerate(sequence) if not slot)
                yield (*exactness(sequence), n, gaps), n, sequence, not entry.exclusions


Found = tuple[np.ndarray, np.ndarray]  # words or pairs of words, and the rows that are found by them


def _placed(rows: list[list[np.ndarray | None]], often: np.ndarray) -> tuple[Found, list[int], Found]:
    """Choose by which pair of words or else by which slot each row is found; return those of all rows."""
    pairs: list[tuple[int, int]] = []
    anchor: list[int] = []
    words, owners = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for row, slots in enumerate(rows):
        sizes = [sys.maxsize if ids is None else int(often[ids].sum()) for ids in slots]
        one = [ids is not None and len(ids) == 1 for ids in slots]
        beside = [(min(sizes[at : at + 2]), at) for at in range(len(slots) - 1) if one[at] and one[at + 1]]
        at = min(beside)[1] if beside else sizes.index(min(sizes))
        anchor.append(at)
        ids = slots[at]
        assert ids is not None
        if beside:
            after = slots[at + 1]
            assert after is not None
            pairs.append((int(ids[0]) << 32 | int(after[0]), row))
        else:
            words.append(ids)
            owners.append(np.full(len(ids), row))
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return (table[:, 0], table[:, 1]), anchor, (np.concatenate(words), np.concatenate(owners))


def _grouped(found: Found, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where the rows of each key begin, and the rows."""
    order = np.argsort(found[0], kind="stable")
    return np.searchsorted(found[0][order], keys).astype(np.int32), found[1][order].astype(np.int32)


def _sieve(keys: np.ndarray) -> np.ndarray:
    """Set a bit for each pair of words."""
    bits = np.zeros(1 << SIEVE, dtype=bool)
    bits[((keys >> 32) * MIX[0] + (keys & 0xFFFFFFFF) * MIX[1] & 0xFFFFFFFF) >> (32 - SIEVE)] = True
    return np.packbits(bits, bitorder="little")


def _lone(tokens: Tokens, single: np.ndarray, busy: np.ndarray, paired: np.ndarray) -> np.ndarray:
    """Return for each form what is to be done where it stands: see `Rows`."""
    pieces = pieces_of(tokens)
    many = pieces.sizes > 1
    first = pieces.word[pieces.begin]
    lone = np.where(busy[first], LOOK, single[first])
    if many.any():
        some = np.add.reduceat((busy | paired | (single >= 0))[pieces.word], pieces.begin, dtype=np.int64) > 0
        lone = np.where(many, np.where(some, LOOK, NOTHING), lone)
    return lone.astype(np.int32)


def _resolver(tokens: Tokens) -> tuple[Parts, np.ndarray]:
    """Return what resolves words of entries, and how often each part occurs; once."""
    if "resolver" not in tokens._cache:
        pieces = pieces_of(tokens)
        nothing, flags = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
        parts = Parts(tokens, pieces.words, nothing, nothing, flags, flags, nothing, nothing, nothing)
        sizes = np.repeat(np.bincount(tokens.form, minlength=len(tokens.vocabulary)), pieces.sizes)
        often = np.bincount(pieces.word, weights=sizes, minlength=len(pieces.words)).astype(np.int64)
        tokens._cache["resolver"] = (parts, often)
    parts, often = tokens._cache["resolver"]
    return parts, often
