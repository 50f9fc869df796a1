"""Resolving: the entries of a lexicon, written as rows of the words of a text.

Of entries with NEAR, an agent or a word to be found as it is written the kernels only tell
where they may stand; `rostra.index.matching` reads those sentences.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from rostra.index.rows import (
    APART,
    BARRED,
    CLOSE,
    DOUBT,
    END,
    FEIGNED,
    FLAGS,
    LEAVE,
    LEFT,
    LONGEST,
    MIX,
    NEGATOR,
    NOTHING,
    PURPOSE,
    SEVERAL,
    SIGN,
    FormPieces,
    Forms,
    Pairs,
    Rows,
    Singles,
    Slots,
    Table,
)  # fmt: skip
from rostra.index.spelling import Pieces, Sequence, exactness, has_capital, pieces_of, sequences_of
from rostra.index.tokens import Tokens
from rostra.index.vocabulary import vocabulary_of
from rostra.index.word_counts import occurrences
from rostra.lexicon import Lexicon, Pattern, load_words, parse_entry

__all__ = ["are_rows", "parsed", "rows_of"]

_REMEMBERED = 64  # lexicons whose rows are kept
_PAIRS = 1000  # pairs of words that two slots may stand for, for a row to be found by them
_SPARE = 8  # places in the table of pairs for each of them
_SIEVE = 32  # bits of the sieve for each of them
# What a single word does by itself, one bit each
_BITS = {NEGATOR: 1, FEIGNED: 2, END: 4}


@lru_cache(maxsize=_REMEMBERED)
def are_rows(lexicon: Lexicon) -> bool:
    """Say whether the kernels can tell where a lexicon has hits.

    Parameters
    ----------
    lexicon : Lexicon
        What is looked for.

    Returns
    -------
    bool
        Whether none of its hits overlap, and no row is longer than they can hold.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from rostra.lexicon import load_lexicon
    >>> are_rows(load_lexicon("threat")), are_rows(replace(load_lexicon("threat"), overlap="outermost"))
    (True, False)
    """
    return lexicon.overlap == "none" and all(
        len(sequence) <= LONGEST for _, _, sequence, _ in _wanted(lexicon)
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
    vocabulary, often = vocabulary_of(tokens), _often(tokens)
    sign = np.zeros(len(vocabulary.words), dtype=np.uint8)
    single, single_key = (np.full(len(vocabulary.words), -1, dtype=np.int32) for _ in range(2))
    found: list[tuple[int, int, Filling]] = []
    for key, (_, role, sequence, free) in enumerate(_wanted(lexicon)):
        slots = [vocabulary.resolve_all(slot) if slot else None for slot in sequence]
        if any(ids is not None and not len(ids) for ids in slots):
            continue
        ids = slots[0]
        if len(slots) > 1 or role <= BARRED or ids is None:
            found.append((key, role, slots))
        elif role < 0:
            sign[ids] |= _BITS[role]
        else:  # what comes later loses to what is there
            ids = ids[single[ids] < 0]
            if free:
                single[ids], single_key[ids] = role, key
            elif len(ids):
                found.append((key, role, [ids]))
    pairs, anchor, anchored = _placed([slots for *_, slots in found], often)
    filled, words, first_slot = [0], [np.zeros(0, dtype=np.int32)], [0]
    for _, _, slots in found:
        for ids in slots:
            words.append(np.zeros(0, dtype=np.int32) if ids is None else ids.astype(np.int32))
            filled.append(filled[-1] + len(words[-1]))
        first_slot.append(len(filled) - 1)
    table = np.array(
        [
            (at, len(slots), slot, key, role)
            for (key, role, slots), at, slot in zip(found, anchor, first_slot, strict=False)
        ],
        dtype=np.int32,
    ).reshape(-1, 5)
    anchors, rows = _grouped(anchored, np.arange(len(often) + 1))
    keys = np.unique(pairs[0])
    pair_begin, pair_rows = _grouped(pairs, np.append(keys, np.iinfo(np.int64).max))
    sieve, places = _tables(keys)
    pieces = pieces_of(tokens)
    bounds = pair_begin + len(rows)
    return Rows(
        forms=_forms(pieces, single, sign, table[:, PURPOSE], keys, anchored),
        pieces=FormPieces(
            pieces.begin.astype(np.int32),
            pieces.sizes.astype(np.int32),
            pieces.word.astype(np.int32),
            pieces.opens * np.uint8(1) | pieces.closes * np.uint8(2),
        ),
        widest=int(pieces.sizes.max(initial=1)),
        singles=Singles(single, single_key, sign),
        pairs=Pairs(
            sieve,
            np.append(keys, -1)[places],
            np.stack([bounds[places], bounds[np.minimum(places + 1, len(keys))]], axis=1).astype(np.int32),
        ),
        rows=Table(table[np.append(rows, pair_rows)], anchors),
        slots=Slots(np.array(filled, dtype=np.int32), np.concatenate(words)),
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


@lru_cache(maxsize=_REMEMBERED)
def _wanted(lexicon: Lexicon) -> tuple[tuple[tuple[Any, ...], int, Sequence, bool], ...]:
    """Return all rows of a lexicon, the one that wins before the one that loses: the same for any text."""
    return tuple(sorted(_sought(lexicon), key=lambda one: one[0]))


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
                yield nothing, LEFT if _is_written(sequence) else purpose, sequence, True
    asked = [category.agent is not None for category in lexicon.categories for _ in category.entries]
    for n, entry in enumerate(entries):
        for pattern in entry.patterns:
            for sequence in sequences_of(pattern):
                gaps = tuple(place for place, slot in enumerate(sequence) if not slot)
                role = LEFT if asked[n] or entry.near or _is_written(sequence) else n
                yield (*exactness(sequence), n, gaps), role, sequence, not entry.exclusions


def _is_written(sequence: Sequence) -> bool:
    """Say whether a word of a row is to be found only as it is written."""
    return any(has_capital(word) for slot in sequence for word in slot)


Filling = list[np.ndarray | None]  # the words of each slot; None: any
Found = tuple[np.ndarray, np.ndarray]  # words or pairs of words, and the rows that are found by them


def _placed(rows: list[Filling], often: np.ndarray) -> tuple[Found, list[int], Found]:
    """Choose by which pair of words or else by which slot each row is found; return those of all rows."""
    anchor: list[int] = []
    nothing = np.zeros(0, dtype=np.int64)
    by_pair, by_word = [(nothing, nothing)], [(nothing, nothing)]
    for row, slots in enumerate(rows):
        sizes = [sys.maxsize if ids is None else int(often[ids].sum()) for ids in slots]
        beside = [
            (min(sizes[at : at + 2]), at, one, other)
            for at, (one, other) in enumerate(pairwise(slots))
            if one is not None and other is not None and len(one) * len(other) <= _PAIRS
        ]
        if beside:
            _, at, one, other = min(beside, key=lambda found: found[:2])
            words = (one[:, None] << 32 | other).ravel()
        else:
            at = sizes.index(min(sizes))
            chosen = slots[at]
            assert chosen is not None
            words = chosen
        anchor.append(at)
        (by_pair if beside else by_word).append((words, np.full(len(words), row)))
    return _joined(by_pair), anchor, _joined(by_word)


def _joined(found: list[Found]) -> Found:
    words, rows = zip(*found, strict=True)
    return np.concatenate(words), np.concatenate(rows)


def _grouped(found: Found, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where the rows of each key begin, and the rows."""
    order = np.argsort(found[0], kind="stable")
    return np.searchsorted(found[0][order], keys).astype(np.int32), found[1][order].astype(np.int32)


def _tables(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the sieve of some pairs, and which stands at each place of a table: behind the last, none."""
    mixed = (keys >> 32) * MIX[0] + (keys & 0xFFFFFFFF) * MIX[1] & 0xFFFFFFFF
    bits, size = (1 << (spare * len(keys)).bit_length() for spare in (_SIEVE, _SPARE))
    sieve = np.zeros(max(bits, 8), dtype=bool)
    sieve[mixed * len(sieve) >> 32] = True
    table = np.full(size, len(keys), dtype=np.int64)
    for place, at in enumerate((mixed * size >> 32).tolist()):
        while table[at] < len(keys):
            at = (at + 1) & (size - 1)
        table[at] = place
    return np.packbits(sieve, bitorder="little"), table


def _forms(
    pieces: Pieces,
    single: np.ndarray,
    sign: np.ndarray,
    purpose: np.ndarray,
    pairs: np.ndarray,
    anchored: Found,
) -> Forms:
    """Return for each form what is to be done where it stands: see `Rows`."""
    close, doubt, leave = np.zeros((3, len(single)), dtype=bool)
    own, left = purpose[anchored[1]] >= 0, purpose[anchored[1]] == LEFT
    close[anchored[0][own]] = True
    doubt[anchored[0][~own & ~left]] = True
    leave[anchored[0][left]] = True
    first, several = pieces.word[pieces.begin], pieces.sizes > 1
    signs = sign[first]
    flags = close[first] * CLOSE | doubt[first] * DOUBT | leave[first] * LEAVE
    if several.any():
        # of the parts of a word an entry by itself is only one that a hit may begin and end with
        whole = (single >= 0)[pieces.word] & pieces.opens & pieces.closes
        paired = np.isin(pieces.word << 32 | np.roll(pieces.word, -1), pairs)
        paired[pieces.begin + pieces.sizes - 1] = False
        parts = (whole | paired | close[pieces.word]) * CLOSE
        parts |= doubt[pieces.word] * DOUBT | leave[pieces.word] * LEAVE
        of_parts = sign[pieces.word] * (pieces.opens & pieces.closes)
        many = np.add.reduceat((of_parts > 0).astype(np.int64), pieces.begin) > 1
        signs = np.bitwise_or.reduceat(of_parts, pieces.begin)
        flags = np.where(several, np.bitwise_or.reduceat(parts, pieces.begin) | many * DOUBT | SEVERAL, flags)
    lone = np.where(several, NOTHING, single[first])
    flags |= (signs > 0) * SIGN
    table = np.stack([lone, first << FLAGS | flags], axis=1).astype(np.int32)
    last = pieces.word[pieces.begin + pieces.sizes - 1].astype(np.int32)
    return Forms(table, last, signs.astype(np.uint8))


def _often(tokens: Tokens) -> np.ndarray:
    """Return how often each part of a word occurs; once."""
    if "often" not in tokens._cache:
        pieces = pieces_of(tokens)
        sizes = np.repeat(occurrences(tokens), pieces.sizes)
        often = np.bincount(pieces.word, weights=sizes, minlength=len(pieces.words)).astype(np.int64)
        tokens._cache["often"] = often
    found: np.ndarray = tokens._cache["often"]
    return found
