"""Pieces: a query cut into words, brackets, signs and operators, each with its place.

The language is explained in `rostra.index.query`, and put together in `rostra.index.syntax`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rostra.errors import QueryError
from rostra.index.expressions import fault_of

__all__ = ["Piece", "fault", "nothing", "scan"]

MOST_LENGTH = 5000  # characters of a query
MOST_GAP = 20  # words
MOST_WINDOW = 100  # words
_KINDS = {"(": "open", "|": "bar", ")": "close"}
_RUN = re.compile(r"[^\s()|{}\[\]\"]+")
_NEAR = re.compile(r"NEAR(?:/(\d{1,9}))?")
_GAP = re.compile(r"\.\.(\d{1,9})")
_CONDITION = re.compile(r"([^\W\d]\w*):(?!//)([^:]*)")


class Piece(NamedTuple):
    """A piece of a query.

    Parameters
    ----------
    kind : str
        `text`, `space`, `open`, `bar`, `close`, `regex`, `category`, `gap`, `condition`
        or `operator`.
    text : str
        What is written; of a condition, the value.
    place : int
        Where it begins in the query.
    number : int
        Of a gap or an operator, how many words.
    name : str
        Of a condition, the column.
    quoted, exact : bool
        Of a text, whether it stands in quotation marks, and whether these follow a `=`.
    """

    kind: str
    text: str
    place: int
    number: int = 0
    name: str = ""
    quoted: bool = False
    exact: bool = False


def fault(query: str, place: int, message: str) -> QueryError:
    """Return the error of a query that cannot be read.

    Parameters
    ----------
    query : str
        All of it.
    place : int
        Where the fault is, from 0.
    message : str
        What is wrong there, and what is accepted.

    Returns
    -------
    QueryError
        To be raised.

    Examples
    --------
    >>> print(fault("(a", 0, "a bracket is open."))
    query '(a', character 1: a bracket is open.
    """
    shown = query
    if len(query) > 80:
        begin = max(0, min(place - 30, len(query) - 60))
        shown = f"{'…' if begin else ''}{query[begin : begin + 60]}{'…' if begin + 60 < len(query) else ''}"
    return QueryError(f"query {shown!r}, character {place + 1}: {message}")


def nothing(query: object) -> QueryError:
    """Return the error of a query that holds no word.

    Parameters
    ----------
    query : object
        What was given.

    Returns
    -------
    QueryError
        To be raised.

    Examples
    --------
    >>> print(nothing("!"))
    nothing to look for in '!'. Give a word or a phrase; * stands for any letters: "provoc*", ...
    """
    shown = repr(query)
    return QueryError(
        f"nothing to look for in {shown if len(shown) <= 80 else shown[:79] + '…'}. Give a word or a phrase; "
        '* stands for any letters: "provoc*", "no choice but".'
    )


def scan(query: str) -> list[Piece]:
    """Cut a query into its pieces.

    Parameters
    ----------
    query : str
        The query.

    Returns
    -------
    list of Piece
        In the order of the query.

    Examples
    --------
    >>> [piece.kind for piece in scan("(a|b) ..3 /c.*/")]
    ['open', 'text', 'bar', 'text', 'close', 'space', 'gap', 'space', 'regex']
    """
    if len(query) > MOST_LENGTH:
        raise fault(query, MOST_LENGTH, f"it has more than {MOST_LENGTH:,} characters. Look for less.")
    pieces: list[Piece] = []
    place = 0
    while place < len(query):
        sign = query[place]
        if sign.isspace():
            end = place + 1
            pieces.append(Piece("space", " ", place))
        elif sign in _KINDS:
            end = place + 1
            pieces.append(Piece(_KINDS[sign], sign, place))
        elif sign == '"':
            end = _quoted(query, place, pieces)
        elif sign == "{":
            end = _category(query, place, pieces)
        elif sign in "}[]":
            raise fault(
                query,
                place,
                f"{sign} has no meaning here. A lexicon is written {{threat}}, alternatives (a|b); words "
                'with brackets stand in quotation marks: "[sic]".',
            )
        elif query.startswith("=/", place):
            end = place + 1
            pieces.append(Piece("text", sign, place))
        elif sign == "/":
            end = _regex(query, place, pieces)
        else:
            end = _run(query, place, pieces)
        place = end
    return pieces


def _quoted(query: str, place: int, pieces: list[Piece]) -> int:
    """Read what stands in quotation marks: words and wildcards, all other signs are punctuation."""
    close = query.find('"', place + 1)
    if close < 0:
        raise fault(query, place, 'a " without its partner. Write "no choice but", or leave it out.')
    condition = pieces[-1] if pieces and pieces[-1].kind == "condition" else None
    if condition is not None and not condition.text:
        pieces[-1] = condition._replace(text=query[place + 1 : close].strip())
        return close + 1
    exact = bool(pieces) and pieces[-1].kind == "text" and pieces[-1].text == "="
    if exact:
        pieces.pop()
    pieces.append(Piece("space", " ", place))
    for match in re.finditer(r"\S+", query[place + 1 : close]):
        begin = place + 1 + match.start()
        pieces.append(Piece("text", match[0], begin, quoted=True, exact=exact))
        pieces.append(Piece("space", " ", begin))
    return close + 1


def _category(query: str, place: int, pieces: list[Piece]) -> int:
    close = query.find("}", place)
    name = query[place + 1 : close].strip() if close >= 0 else ""
    if not name:
        raise fault(
            query,
            place,
            "{ opens the name of a lexicon, and " + ("none follows." if close >= 0 else "no } closes it.")
            + " Write {threat}, or {threat: announced action} for one of its categories.",
        )  # fmt: skip
    pieces.append(Piece("category", name, place))
    return close + 1


def _regex(query: str, place: int, pieces: list[Piece]) -> int:
    match = re.compile(r"/((?:[^/\\\s]|\\\S)+)/").match(query, place)
    if match is None:
        raise fault(
            query,
            place,
            "/ opens a regular expression, which is of one word: no space in it, and a / closes it. Write "
            '/threat(en)?s?/; a slash that is none stands in quotation marks: "and / or".',
        )
    expression = match[1]
    wrong = fault_of(expression)
    if wrong:
        raise fault(query, place, f"the regular expression {expression[:60]!r} {wrong}")
    pieces.append(Piece("regex", expression, place))
    return match.end()


def _run(query: str, place: int, pieces: list[Piece]) -> int:
    """Read a run of other characters: a word, a gap, an operator or a condition."""
    match = _RUN.match(query, place)
    assert match is not None
    run, end = match[0], match.end()
    before, after = query[place - 1 : place], query[end : end + 1]
    alone = (not before or before.isspace()) and (not after or after.isspace())
    condition = _CONDITION.fullmatch(run)
    if run == "_":
        pieces.append(Piece("gap", run, place, 2))
    elif gap := _GAP.fullmatch(run):
        if not 1 <= int(gap[1]) <= MOST_GAP:
            raise fault(
                query, place, f"{run} is no gap. Write up to how many words, from ..1 to ..{MOST_GAP}."
            )
        pieces.append(Piece("gap", run, place, int(gap[1])))
    elif run == "NOT":
        pieces.append(Piece("operator", run, place))
    elif re.match(r"near(/|$)", run, re.IGNORECASE) and (run.isupper() or "/" in run):
        near = _NEAR.fullmatch(run)
        if near is None or not near[1] or not 1 <= int(near[1]) <= MOST_WINDOW:
            raise fault(
                query,
                place,
                f"{run} is no operator. NEAR is written in capitals, with a number of words from 1 to "
                f"{MOST_WINDOW}: base NEAR/5 threat.",
            )
        refused = [piece for piece in pieces if piece.kind != "space"][-1:]
        if refused and refused[0].kind == "operator" and refused[0].text == "NOT":
            del pieces[pieces.index(refused[0]) :]
            pieces.append(Piece("operator", f"NOT {run}", refused[0].place, int(near[1])))
        else:
            pieces.append(Piece("operator", run, place, int(near[1])))
    elif run in ("AND", "OR") and alone:
        raise fault(
            query,
            place,
            f"{run} is no operator. Write (a|b) for one of two, A NEAR/5 B for both; for the word itself, "
            "write it small or in quotation marks.",
        )
    elif condition and (condition[2] or after in ('"', "(")) and (not before or before.isspace()):
        if not condition[2] and after == "(":
            raise fault(query, place, f"a condition has one value. Write {run}Russia {run}China for either.")
        pieces.append(Piece("condition", condition[2], place, name=condition[1]))
    else:
        pieces.append(Piece("text", run, place))
    return end
