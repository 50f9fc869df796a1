"""Spread: the words of each group, counted by the parts of a corpus and by its documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from rostra.errors import QueryError
from rostra.index.cells import Cells, summed
from rostra.index.partitions import document_bounds
from rostra.index.tables import count_table, members
from rostra.index.tokens import Tokens
from rostra.index.variants import count_as, count_words_as
from rostra.index.word_counts import WordCounts, count_words, whole_documents

__all__ = ["Spread", "part_of_words", "spread_of"]


@dataclass(frozen=True, eq=False)
class Spread:
    """The words of groups in parts and documents; those of no group or part are in neither.

    Parameters
    ----------
    groups : list
        The groups, as in `Tokens.groups`.
    names : list of str
        Under which the words are counted.
    of : callable
        Takes the place of a group, returns its counts by part, whose sizes are `words`, and by
        document.
    read : callable
        Takes the place of a group, returns its words in the order of the text, as positions in
        `names`.
    """

    groups: list[Any]
    names: list[str]
    of: Callable[[int], tuple[Cells, Cells]]
    read: Callable[[int], np.ndarray]


def spread_of(tokens: Tokens, by: str | None, parts: str | int, **variants: bool) -> Spread:
    """Count the words of each group by part and by document.

    Parameters
    ----------
    tokens : Tokens
        The words.
    by : str or None
        A column as for `Tokens.groups`.
    parts : str or int
        A column whose values are the parts, or a number of parts of equal size.
    **variants : bool
        As for `count_as`.

    Returns
    -------
    Spread
        The counts.
    """
    if by is not None:
        tokens.groups(by)  # says which columns there are
    if isinstance(parts, str):
        in_parts = count_words(tokens, parts)
        if whole_documents(tokens, in_parts):  # then counts of documents are all that is needed
            return _of_documents(tokens, by, in_parts, variants)
    return _of_words(tokens, by, part_of_words(tokens, parts), variants)


def part_of_words(tokens: Tokens, parts: str | int) -> np.ndarray:
    """Return the part that each token stands in; -1 where it is unknown."""
    if isinstance(parts, str):
        return tokens.groups(parts)[1]
    if parts < 2:
        raise QueryError(f"parts is {parts}. Give a number from 2, or a column: parts='doc_id'.")
    return np.arange(len(tokens), dtype=np.int64) * parts // max(len(tokens), 1)


def _of_documents(tokens: Tokens, by: str | None, in_parts: WordCounts, variants: dict[str, bool]) -> Spread:
    names, words = count_words_as(tokens, by, **variants)
    part = np.full(len(tokens.corpus.documents), -1)
    part[in_parts.rows.document] = in_parts.group

    def of(code: int) -> tuple[Cells, Cells]:
        cells = words.of(code)
        own = part[cells.document]
        order = np.argsort(own, kind="stable")
        order = order[own[order] >= 0]
        of_parts = summed(replace(cells.rows(order), document=own[order]))
        return of_parts, cells if len(order) == len(own) else cells.rows(np.sort(order))

    return Spread(_groups(tokens, by), names, of, partial(_read, tokens, by, words, part, variants))


def _read(
    tokens: Tokens, by: str | None, words: WordCounts, part: np.ndarray, variants: dict[str, bool], code: int
) -> np.ndarray:
    form = _form(tokens, variants)
    if not whole_documents(tokens, words):
        return form[(tokens.groups(by)[1] == code) & (part >= 0)[tokens.document]]
    own = words.rows.document[words.group == code]
    own, bounds = own[part[own] >= 0].tolist(), document_bounds(tokens)
    if len(own) == len(bounds) - 1:
        return form
    return np.concatenate([form[:0], *(form[bounds[row] : bounds[row + 1]] for row in own)])


def _of_words(tokens: Tokens, by: str | None, part: np.ndarray, variants: dict[str, bool]) -> Spread:
    names, form = count_as(tokens, **variants)
    groups = _groups(tokens, by)
    own = members(np.where(part >= 0, tokens.groups(by)[1], -1), len(groups))

    def count(row: np.ndarray, places: np.ndarray) -> Cells:
        table = count_table(row[places], form[places], (int(row.max(initial=-1)) + 1, len(names)))
        filled = np.flatnonzero(np.diff(table.indptr))
        offsets = np.append(table.indptr[filled], table.indptr[-1])
        sizes = np.bincount(row[places], minlength=len(table.indptr) - 1)[filled]
        return Cells(filled, sizes, offsets, table.indices, table.data, len(names))

    def of(code: int) -> tuple[Cells, Cells]:
        return count(part, own[code]), count(np.asarray(tokens.document), own[code])

    return Spread(groups, names, of, lambda code: form[own[code]])


def _groups(tokens: Tokens, by: str | None) -> list[Any]:
    return [tokens.corpus.name] if by is None else count_words(tokens, by).names


def _form(tokens: Tokens, variants: dict[str, bool]) -> np.ndarray:
    """Return under which name each token is counted; where it is its form, nothing is made."""
    return count_as(tokens, **variants)[1] if any(variants.values()) else np.asarray(tokens.form)
