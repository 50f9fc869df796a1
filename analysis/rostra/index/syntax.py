"""Syntax: a query taken apart, before any text is looked at.

The language is explained in `rostra.index.query`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise, product
from math import prod
from typing import NoReturn

from rostra.index.elements import Category, Condition, Element, Gap, Nearness, Query, Reading, Word
from rostra.index.pieces import Piece, fault, nothing, scan
from rostra.index.reference import TOKEN

__all__ = ["parse_query"]

MOST_READINGS = 1000  # of one query; more is surely a slip with brackets
MOST_DEPTH = 20  # brackets within brackets


@lru_cache(maxsize=256)
def parse_query(text: str) -> Query:
    """Take a query apart.

    Parameters
    ----------
    text : str
        A query in the language that `rostra.index.query` explains.

    Returns
    -------
    Query
        What is looked for.

    Raises
    ------
    rostra.errors.QueryError
        With the query, the place, and what is accepted there.

    Examples
    --------
    >>> query = parse_query("(a|provoc*) step NOT dance")
    >>> [word.text for word in query.readings[0][0]], len(query.exclusions)
    (['a', 'provoc*'], 1)
    """
    return _Parser(text).query()


class _Parser:
    """Puts the pieces of one query together."""

    def __init__(self, text: str) -> None:
        self.text = text

    def fail(self, place: int, message: str) -> NoReturn:
        raise fault(self.text, place, message)

    def query(self) -> Query:
        operators: list[Piece] = []
        operands: list[list[Piece]] = [[]]
        depth, opened = 0, 0
        for piece in scan(self.text):
            depth += (piece.kind == "open") - (piece.kind == "close")
            opened = piece.place if piece.kind == "open" and depth == 1 else opened
            if depth < 0 or (piece.kind == "bar" and not depth):
                self.fail(piece.place, f"a {piece.text} without its (. Alternatives are written (a|b).")
            if depth > MOST_DEPTH:
                self.fail(piece.place, f"more than {MOST_DEPTH} brackets stand within each other.")
            if depth and piece.kind in ("operator", "condition"):
                self.fail(
                    piece.place,
                    "operators and conditions hold for the whole query. Write them outside of the brackets.",
                )
            if piece.kind == "operator":
                operators.append(piece)
                operands.append([])
            else:
                operands[-1].append(piece)
        if depth:
            self.fail(opened, "a ( without its ). Alternatives are written (a|b).")
        return self.joined(operators, operands)

    def joined(self, operators: list[Piece], operands: list[list[Piece]]) -> Query:
        head, conditions = self.operand(operands[0], refused=False)
        near, exclusions = [], list[Reading]()
        for operator, pieces in zip(operators, operands[1:], strict=True):
            readings, refused = self.operand(pieces, refused=True)
            if not readings and not refused:
                self.fail(
                    operator.place, f"nothing to look for after {operator.text}. Write A {operator.text} B."
                )
            if refused and (readings or operator.text != "NOT"):
                self.fail(
                    refused[0].place,
                    "a condition holds for the whole query. Write it at the beginning, or alone after NOT.",
                )
            conditions += refused
            if operator.text == "NOT":
                exclusions.extend(readings)
            else:
                near.append(Nearness(readings, operator.number, operator.text.startswith("NOT")))
        if not head and operators:
            self.fail(
                operators[0].place,
                f"nothing to look for before {operators[0].text}. Write A {operators[0].text} B.",
            )
        if not head and conditions:
            self.fail(
                conditions[0].place, "a condition alone finds nothing. Add what to look for; * is any word."
            )
        if not head:
            raise nothing(self.text)
        return Query(self.text, head, tuple(near), tuple(exclusions), tuple(conditions))

    def operand(self, pieces: list[Piece], *, refused: bool) -> tuple[tuple[Reading, ...], list[Condition]]:
        """Return the readings of what stands between two operators, and its conditions."""
        conditions = []
        for piece in pieces:
            if piece.kind == "condition":
                if not piece.text:
                    self.fail(piece.place, f"{piece.name}: has no value. Write {piece.name}:Russia.")
                conditions.append(Condition(piece.name, piece.text, refused, piece.place))
        slots = [self.choices(chunk) for chunk in _chunks(pieces)]
        self.few(prod(map(len, slots)), pieces)
        rows = product(*slots)
        readings = dict.fromkeys(tuple(element for row in choice for element in row) for choice in rows)
        if () in readings and len(readings) > 1:
            self.fail(
                pieces[0].place, "everything here may be left out. Let one word stand outside of (|...)."
            )
        readings.pop((), None)
        gaps = [piece.place for piece in pieces if piece.kind == "gap"]
        for reading in readings:
            if isinstance(reading[0], Gap) or isinstance(reading[-1], Gap):
                self.fail(gaps[0], "a gap stands between two words: will _ respond.")
            if any(isinstance(a, Gap) and isinstance(b, Gap) for a, b in pairwise(reading)):
                self.fail(gaps[0], "two gaps follow each other. Write one, of their joint length: ..4.")
        return tuple(readings), conditions

    def choices(self, chunk: list[Piece]) -> list[Reading]:
        """Return the readings of what stands between two spaces; single words are one choice."""
        single: dict[Word, None] = {}
        rows: dict[Reading, None] = {}
        for option in self.options(chunk):
            row = tuple(self.elements(option))
            if len(row) == 1 and isinstance(row[0], tuple):
                single.update(dict.fromkeys(row[0]))
            else:
                rows[row] = None
        return [*([((*single,),)] if single else []), *rows]

    def options(self, chunk: list[Piece]) -> list[tuple[Piece, ...]]:
        """Write out every choice of a chunk with brackets, brackets within brackets too."""
        level: list[list[list[tuple[Piece, ...]]]] = [[[()]]]  # open brackets > choices > what is read so far
        for piece in chunk:
            if piece.kind == "open":
                level.append([[()]])
            elif piece.kind == "bar":
                level[-1].append([()])
            elif piece.kind == "close":
                inner = [option for choice in level.pop() for option in choice]
                self.few(len(level[-1][-1]) * len(inner), chunk)
                level[-1][-1] = [(*before, *option) for before in level[-1][-1] for option in inner]
            else:
                level[-1][-1] = [(*before, piece) for before in level[-1][-1]]
        return level[0][0]

    def few(self, count: int, pieces: list[Piece]) -> None:
        if count > MOST_READINGS:
            self.fail(
                pieces[0].place,
                f"the brackets have more than {MOST_READINGS:,} readings. Ask in several queries.",
            )

    def elements(self, option: tuple[Piece, ...]) -> Iterator[Element]:
        """Yield the elements of one choice: its words, categories and gaps."""
        for space, group in groupby(option, key=lambda piece: piece.kind == "space"):
            run = list(group)
            if space:
                continue
            if all(piece.kind == "text" for piece in run):
                yield from self.words(run)
                continue
            if len(run) > 1:
                odd = next(piece for piece in run if piece.kind != "text")
                self.fail(odd.place, f"{_named(odd)} stands alone, with a space before and after it.")
            (piece,) = run
            if piece.kind == "gap":
                yield Gap(piece.number)
            elif piece.kind == "regex":
                yield (Word(piece.text, "regex"),)
            else:
                lexicon, colon, name = piece.text.partition(":")
                yield Category(lexicon.strip(), name.strip() if colon else None, piece.place)

    def words(self, run: list[Piece]) -> Iterator[tuple[Word]]:
        """Cut a run of letters into words, by the rule that cuts the texts."""
        text = "".join(piece.text for piece in run)
        quoted = run[0].quoted
        exact = run[0].exact or (text.startswith("=") and not quoted)
        word = _trimmed(text)
        if quoted:
            word = _trimmed(word.rstrip("?"))
        elif word.endswith("?"):
            self.ambiguous(run[0].place)
        if "*" not in word and "?" not in word:
            for match in TOKEN.finditer(text):
                yield (Word(match[0], exact=exact),)
        elif word.strip("*"):
            yield (Word(word, "wild", exact),)
        else:
            yield (Word("*", "any"),)

    def ambiguous(self, place: int) -> NoReturn:
        self.fail(
            place,
            "a ? at the end of a word may ask, or stand for a letter. Leave it out, or write /war./ for war "
            "and one more letter.",
        )


def _chunks(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Cut at the spaces that stand in no bracket; conditions are left out."""
    chunk: list[Piece] = []
    depth = 0
    for piece in pieces:
        depth += (piece.kind == "open") - (piece.kind == "close")
        if (piece.kind == "space" and not depth) or piece.kind == "condition":
            if chunk:
                yield chunk
            chunk = []
        else:
            chunk.append(piece)
    if chunk:
        yield chunk


def _named(piece: Piece) -> str:
    names = {"regex": "a regular expression", "category": "a lexicon", "gap": "a gap"}
    return f"{names[piece.kind]} ({piece.text})"


def _trimmed(text: str) -> str:
    """Take away the punctuation around a word; a point is part of U.S., and of nothing else."""

    def kept(sign: str) -> bool:
        return sign.isalnum() or sign in "*?@#%." or unicodedata.category(sign)[0] == "M"

    begin, end = 0, len(text)
    while begin < end and not kept(text[begin]):
        begin += 1
    while begin < end and not kept(text[end - 1]):
        end -= 1
    word = text[begin:end]
    return word if "." in word[:-1] else word.rstrip(".")
