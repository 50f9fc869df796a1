"""Rows: the entries of a lexicon as rows of words, as the kernels look for them.

What is looked for is more than the entries: their exclusions, and the words that negate,
are rows too. `rostra.index.resolving` makes them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

__all__ = ["FormPieces", "Forms", "Pairs", "Rows", "Singles", "Slots", "Table"]

LONGEST = 40  # slots of a row
# What a row is for, where it is no entry: entries are numbered from 0, and the exclusions of
# entry n are APART - n. Where a row that is LEFT may stand, the sentence is left to `rostra.index.matching`.
NEGATOR, FEIGNED, END, BARRED, LEFT, APART = -1, -2, -3, -4, -5, -6
# Of a row: its anchor slot, or the first slot of its pair; how many slots, and which is the first of all;
# by what it wins: fewer wildcards, a longer stem, the first in the file; its entry, or what it is for.
ANCHOR, SIZE, SLOT, KEY, PURPOSE = range(5)
MIX = (0x9E3779B1, 0x85EBCA77)  # odd numbers that spread the two words of a pair
NOTHING = -1  # a form that is no entry by itself
# What the form of a token does, one bit each: it negates, or bears on that; it has several parts; an entry
# may stand on it that is seen only closely; or what excludes or negates may; or a row that is LEFT.
SIGN, SEVERAL, CLOSE, DOUBT, LEAVE = 1, 2, 4, 8, 16
FLAGS = 5  # bits


class Forms(NamedTuple):
    """What the form of a token does, one row or value a form."""

    table: np.ndarray  # the entry that it is, or NOTHING; its first part, and its flags
    last: np.ndarray  # its last part
    sign: np.ndarray  # what `Singles.sign` says of its parts


class FormPieces(NamedTuple):
    """The parts of each form."""

    begin: np.ndarray  # where they begin,
    sizes: np.ndarray  # and how many there are;
    word: np.ndarray  # the word of each,
    edge: np.ndarray  # and whether a hit may begin (1) or end (2) with it


class Singles(NamedTuple):
    """What a word does by itself, one value a word."""

    entry: np.ndarray  # the entry that it is, -1 for none,
    key: np.ndarray  # by what that wins,
    sign: np.ndarray  # and whether it negates, feigns to, or ends the reach of a negator


class Pairs(NamedTuple):
    """The pairs of words by which rows are found, in a table by the mix of their numbers."""

    sieve: np.ndarray  # bits by the mix: one that is not set says that a pair is none of these
    keys: np.ndarray  # both words as one number, -1 where there is no pair
    found: np.ndarray  # where the rows of each begin in `Table.found`, and where they end


class Table(NamedTuple):
    """The rows, each as often as there are words or pairs by which it is found."""

    found: np.ndarray  # rows by their anchors, then by their pairs: `ANCHOR` and so on,
    anchors: np.ndarray  # and where those begin that a word anchors


class Slots(NamedTuple):
    """What stands in the slots of the rows."""

    begin: np.ndarray  # where the words of each slot begin: none stand for any word
    words: np.ndarray


class Rows(NamedTuple):
    """The entries of a lexicon as rows of slots, resolved against a vocabulary of parts.

    A row is found by two words of it that stand side by side, or, where there are none, by its
    anchor, the slot whose words are rarest in the text. Words that are an entry by themselves
    are looked up without one. All are arrays: the kernels take them as they are.
    """

    forms: Forms
    pieces: FormPieces
    widest: int  # the most parts that a form has
    singles: Singles
    pairs: Pairs
    rows: Table
    slots: Slots
    negatable: np.ndarray  # of each entry: whether it is asked if a hit is negated
