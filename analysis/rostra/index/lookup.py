"""Lookup: how often the entries of a lexicon occur in each document, in corpora of any size.

The same hits as `rostra.index.matching.find_hits` counts, without their places. Where the
entries are plain (words, phrases, wildcards, gaps) kernels find them, a partition at a
time; entries with NOT, NEAR, an agent or a capital are left to `find_hits`.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np

from rostra.index.counting import PARTITION, document_bounds, partitions_of
from rostra.index.matching import find_hits
from rostra.index.parts import Parts, exactness, has_capital, pieces_of, sequences_of
from rostra.index.tokens import LARGE, Tokens
from rostra.lexicon import Lexicon

__all__ = ["count_hits"]

_WORDS = LARGE // 6  # from so many tokens on the kernels look
_LONGEST = 40  # slots of an entry that the kernels take


@dataclass(frozen=True, eq=False)
class Rows:
    """The entries of a lexicon as rows of slots, resolved against a vocabulary of parts.

    A row of words is found by its anchor, the slot whose words are rarest in the text.
    """

    anchors: np.ndarray  # for each word: where the rows it anchors begin in `rows`
    rows: np.ndarray
    beside: np.ndarray  # for each of these: on which side of the anchor a slot of one word is (0: none),
    neighbour: np.ndarray  # and that word
    anchor: np.ndarray  # of each row: its anchor slot,
    first_slot: np.ndarray  # where its slots begin in `slots`,
    key: np.ndarray  # and by what it wins: fewer wildcards, a longer stem, the first in the file
    category: np.ndarray
    slots: np.ndarray  # of each slot: where its words begin in `words`; none stand for any word
    words: np.ndarray


def count_hits(
    tokens: Tokens, lexicon: Lexicon, *, executor: Executor | None = None, partition: int = PARTITION
) -> np.ndarray:
    """How often the entries of each category of a lexicon occur in each document.

    Parameters
    ----------
    tokens : Tokens
        The words.
    lexicon : Lexicon
        What is looked for.
    executor : concurrent.futures.Executor, optional
        Looks through the partitions side by side (threads); without, one after the other.
    partition : int
        Tokens of a partition; the numbers do not depend on it.

    Returns
    -------
    numpy.ndarray of int64
        A row a document, a column a category: the hits of `find_hits`.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "It may, perhaps."}, {"text": "No."}]))
    >>> count_hits(words, rostra.load_lexicon("hedging")).sum(axis=1).tolist()
    [2, 0]
    """
    bounds = document_bounds(tokens)
    names = [category.name for category in lexicon.categories]
    if len(tokens) < _WORDS or not _is_plain(lexicon):
        hits = find_hits(tokens, lexicon)
        document = tokens.document[hits["first"].to_numpy()].astype(np.int64)
        category = hits["category"].map({name: place for place, name in enumerate(names)}).to_numpy(np.int64)
        flat = np.bincount(document * len(names) + category, minlength=(len(bounds) - 1) * len(names))
        return flat.reshape(-1, len(names))
    look = partial(_look, tokens, rows_of(tokens, lexicon), bounds, len(names))
    runs = partitions_of(tokens, partition)
    done: Iterable[np.ndarray] = map(look, runs) if executor is None else executor.map(look, runs)
    return np.concatenate([*done, np.zeros((0, len(names)), dtype=np.int64)])


def _is_plain(lexicon: Lexicon) -> bool:
    """Whether all entries are words, phrases, wildcards and gaps."""
    if lexicon.exclusions or lexicon.overlap != "none" or lexicon.case != "smart":
        return False
    return not any(
        category.agent
        or any(
            entry.exclusions
            or entry.near
            or any(has_capital(word) for pattern in entry.patterns for slot in pattern for word in slot)
            or max(map(len, entry.patterns)) > _LONGEST
            for entry in category.entries
        )
        for category in lexicon.categories
    )


def rows_of(tokens: Tokens, lexicon: Lexicon) -> Rows:
    """Resolve the entries of a lexicon against the words of a text.

    Parameters
    ----------
    tokens : Tokens
        The words.
    lexicon : Lexicon
        Plain entries.

    Returns
    -------
    Rows
        Those whose every slot has a word that occurs.
    """
    parts, often = _resolver(tokens)
    nothing = np.zeros(0, dtype=np.int64)
    anchored: list[tuple[int, int]] = []
    anchor: list[int] = []
    first_slot: list[int] = []
    categories: list[int] = []
    slots, words = [0], [nothing]
    ranks: list[tuple[int, int, int]] = []
    sides: list[tuple[int, int]] = []
    filled = number = 0
    for place, category in enumerate(lexicon.categories):
        for entry in category.entries:
            number += 1
            for pattern in entry.patterns:
                for sequence in sequences_of(pattern):
                    found = [parts.resolve_all(slot) if slot else None for slot in sequence]
                    sizes = [int(often[ids].sum()) if ids is not None else len(tokens) for ids in found]
                    if not min(sizes):
                        continue
                    row, at = len(anchor), sizes.index(min(sizes))
                    chosen = found[at]
                    assert chosen is not None
                    anchored += [(word, row) for word in chosen.tolist()]
                    anchor.append(at)
                    sides.append(_neighbour(found, at))
                    first_slot.append(len(slots) - 1)
                    categories.append(place)
                    ranks.append((*exactness(sequence), number))
                    for ids in found:
                        if ids is not None:
                            words.append(ids)
                            filled += len(ids)
                        slots.append(filled)
    order = {rank: place for place, rank in enumerate(sorted(set(ranks)))}
    pairs = np.array(anchored, dtype=np.int64).reshape(-1, 2)
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    near = np.array(sides, dtype=np.int64).reshape(-1, 2)[pairs[:, 1]]
    return Rows(
        beside=near[:, 0].copy(),
        neighbour=near[:, 1].copy(),
        anchors=np.searchsorted(pairs[:, 0], np.arange(len(parts.words) + 1)),
        rows=pairs[:, 1].astype(np.int32),
        anchor=np.array(anchor, dtype=np.int64),
        first_slot=np.array([*first_slot, len(slots) - 1], dtype=np.int64),
        key=np.array([order[rank] for rank in ranks], dtype=np.int64),
        category=np.array(categories, dtype=np.int64),
        slots=np.array(slots, dtype=np.int64),
        words=np.concatenate(words),
    )


def _neighbour(found: list[np.ndarray | None], at: int) -> tuple[int, int]:
    """Return on which side of the anchor a slot of one word is, and the word: a quick first question."""
    for side in (1, -1):
        if 0 <= at + side < len(found):
            ids = found[at + side]
            if ids is not None and len(ids) == 1:
                return side, int(ids[0])
    return 0, -1


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


def _look(
    tokens: Tokens, rows: Rows, bounds: np.ndarray, categories: int, run: tuple[int, int]
) -> np.ndarray:
    """Look through one partition."""
    from rostra.index.finding import hits_of_documents

    part = slice(int(bounds[run[0]]), int(bounds[run[1]]))
    inner = np.asarray(bounds[run[0] : run[1] + 1]) - part.start
    return hits_of_documents(
        tokens.form[part], tokens.clause_start[part], inner, pieces_of(tokens), rows, categories
    )
