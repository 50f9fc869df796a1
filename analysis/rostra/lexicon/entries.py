"""Entries: the syntax of what is looked for, taken apart.

The syntax is explained in `rostra.lexicon`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise, product
from math import prod

from rostra.errors import LexiconError
from rostra.lexicon.patterns import ANY_CASE, AS_WRITTEN, GAP, Pattern, is_expression, pattern_text

__all__ = ["Entry", "parse_entry", "variants_of", "with_case"]

CASE_MARKS = {"smart": "", "ignore": ANY_CASE, "exact": AS_WRITTEN}
MOST_READINGS = 1000  # of one entry; more is surely a slip with brackets
_OPERATOR = re.compile(r"(?:^|(?<=\s))(NOT|NEAR(?:/\d+)?)(?=\s|$)")
_ALLOWED = re.compile(r"[^\W_]|[\s*?_()|.,%&/#@=~'-]|[\u0300-\u036f]")

_Fail = Callable[[str], LexiconError]


@dataclass(frozen=True)
class Entry:
    """One entry of a lexicon, taken apart.

    Parameters
    ----------
    text : str
        What is looked for, as written in the file, without the `NOT` parts: the name
        of the entry in every table of hits.
    patterns : tuple of patterns
        Its readings. A pattern is a row of slots, a slot the words that may stand there;
        `("_",)` is a gap of up to two words.
    exclusions : tuple of patterns
        Readings of the `NOT` parts.
    near : tuple of patterns
        Readings of the `NEAR` part; empty where there is none.
    window : int
        How many words away the `NEAR` part may stand.
    weight : float or None
        What one hit counts; None: as its category says.
    """

    text: str
    patterns: tuple[Pattern, ...]
    exclusions: tuple[Pattern, ...] = ()
    near: tuple[Pattern, ...] = ()
    window: int = 0
    weight: float | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def written(self) -> str:
        """The entry with its `NOT` parts, so that `parse_entry` makes it again."""
        return " NOT ".join([self.text, *map(pattern_text, self.exclusions)])


def parse_entry(text: str) -> Entry:
    """Take one entry apart.

    Parameters
    ----------
    text : str
        An entry in the syntax that the docstring of `rostra.lexicon` explains.

    Returns
    -------
    Entry
        Its readings.

    Examples
    --------
    >>> parse_entry("(side|step) with").patterns
    ((('side', 'step'), ('with',)),)
    >>> parse_entry("commit(|s) to NOT commit* suicide").exclusions
    ((('commit*',), ('suicide',)),)
    >>> parse_entry("rock-solid").patterns
    ((('rocksolid',),), (('rock',), ('solid',)))
    >>> parse_entry("commit(|s) to NOT commit* suicide").written
    'commit(|s) to NOT commit* suicide'
    """
    plain = text.replace("\u2019", "'")

    def fail(message: str) -> LexiconError:
        return LexiconError(f"entry {text!r}: {message}")

    if is_expression(plain.strip()):
        return _expression(plain.strip(), fail)
    odd = [character for character in plain if not _ALLOWED.match(character)]
    if odd:
        raise fail(
            f"the character {odd[0]!r} means nothing here. Use letters, digits and * ? _ ( | ) = ~ ' -"
        )
    pieces = _OPERATOR.split(plain)
    readings = {}
    for part in dict.fromkeys([pieces[0], *pieces[2::2]]):
        if not part.strip():
            raise fail("nothing stands before or after an operator." if len(pieces) > 1 else "it is empty.")
        readings[part] = _readings(part, fail)
    exclusions: list[Pattern] = []
    near: tuple[Pattern, ...] = ()
    window, label = 0, pieces[0].strip()
    for operator, part in zip(pieces[1::2], pieces[2::2], strict=True):
        if operator == "NOT":
            exclusions.extend(readings[part])
            continue
        if not operator[5:] or int(operator[5:]) == 0:
            raise fail("NEAR needs a number of words: NEAR/5.")
        if near:
            raise fail("it has two NEAR parts; one is possible. Write (a|b) for alternatives.")
        near, window, label = readings[part], int(operator[5:]), f"{label} {operator} {part.strip()}"
    return Entry(" ".join(label.split()), readings[pieces[0]], tuple(exclusions), near, window)


def _expression(text: str, fail: _Fail) -> Entry:
    if re.search(r"\s", text):
        raise fail(
            "an expression is looked for in one word, and this one has a space. Write \\w* or drop the space."
        )
    try:
        re.compile(text[1:-1])
    except re.error as error:
        raise fail(f"the expression between the slashes is faulty: {error}.") from None
    return Entry(text, (((text,),),))


def with_case(entry: Entry, case: str) -> Entry:
    """Return the entry as a lexicon with this rule of case looks for it.

    Parameters
    ----------
    entry : Entry
        An entry.
    case : {"smart", "ignore", "exact"}
        Leave it as it is; find every word in any case; or only as it is written.

    Returns
    -------
    Entry
        The same text, with marked words in its patterns. A word that has a mark of its
        own keeps it.

    Examples
    --------
    >>> with_case(parse_entry("MORE (or|=Less)"), "ignore").patterns
    ((('~MORE',), ('~or', '=Less')),)
    """
    mark = CASE_MARKS[case]
    if not mark:
        return entry
    patterns, exclusions, near = (
        tuple(_marked(pattern, mark) for pattern in patterns)
        for patterns in (entry.patterns, entry.exclusions, entry.near)
    )
    return replace(entry, patterns=patterns, exclusions=exclusions, near=near)


def _marked(pattern: Pattern, mark: str) -> Pattern:
    return tuple(
        tuple(word if word == GAP or word[0] in ANY_CASE + AS_WRITTEN else mark + word for word in slot)
        for slot in pattern
    )


def variants_of(entry: Entry) -> tuple[str, ...]:
    """Write out the choices that an entry offers in brackets; gaps, wildcards and hyphens stay.

    Parameters
    ----------
    entry : Entry
        An entry; its `NOT` and `NEAR` parts are left aside.

    Returns
    -------
    tuple of str
        Texts without brackets, in the order of the entry.

    Examples
    --------
    >>> variants_of(parse_entry("commit(|s) _ to NOT commit to memory"))
    ('commit _ to', 'commits _ to')
    """

    def fail(message: str) -> LexiconError:
        return LexiconError(f"entry {entry.text!r}: {message}")

    if is_expression(entry.text):
        return (entry.text,)
    first = _OPERATOR.split(entry.text.replace("\u2019", "'"))[0]
    choices = product(*(_options(chunk, fail) for chunk in _chunks(first, fail)))
    texts = (" ".join(" ".join(words).split()) for words in choices)
    return tuple(dict.fromkeys(texts))


def _readings(part: str, fail: _Fail) -> tuple[Pattern, ...]:
    """Spell one part out: one pattern for each choice that changes the number of words."""
    slots: list[list[Pattern]] = []  # for each word as written, the rows of slots it stands for
    for chunk in _chunks(part, fail):
        if chunk == GAP:
            slots.append([((GAP,),)])
            continue
        single: dict[str, None] = {}
        rows: dict[Pattern, None] = {}
        for option in _options(chunk, fail):
            for words in product(*(_spellings(word, fail) for word in option.split())):
                flat = [word for spelled in words for word in spelled]
                if len(flat) == 1 and flat[0] != GAP:
                    single[flat[0]] = None
                else:
                    rows[tuple((word,) for word in flat)] = None
        slots.append([*([((*single,),)] if single else []), *rows])
        if prod(map(len, slots)) > MOST_READINGS:
            raise fail(f"it has more than {MOST_READINGS} readings. Split it into several entries.")
    patterns = {tuple(slot for row in rows for slot in row): None for rows in product(*slots)}
    for pattern in patterns:
        if not pattern or (GAP,) in (pattern[0], pattern[-1]):
            raise fail("a reading is empty, or begins or ends with the gap _. Begin and end with a word.")
        if ((GAP,), (GAP,)) in pairwise(pattern):
            raise fail("two gaps follow each other. One _ stands for up to two words.")
    return tuple(patterns)


def _chunks(part: str, fail: _Fail) -> list[str]:
    """Cut at the spaces that stand in no bracket."""
    chunks, depth = [""], 0
    for character in part:
        depth += (character == "(") - (character == ")")
        if depth < 0 or (character == "|" and not depth):
            raise fail("a ) without its (, or a | in no bracket. Write (a|b).")
        if character.isspace() and not depth:
            chunks.append("")
        else:
            chunks[-1] += character
    if depth:
        raise fail("a ( without its ). Write (a|b).")
    return [chunk for chunk in chunks if chunk]


def _options(text: str, fail: _Fail) -> list[str]:
    """Write out every choice of a text with brackets, brackets within brackets too."""
    level: list[list[list[str]]] = [[[""]]]  # open brackets > their choices > the texts so far
    for piece in re.split(r"([(|)])", text):
        if piece == "(":
            level.append([[""]])
        elif piece == "|":
            level[-1].append([""])
        elif piece == ")":
            choices = level.pop()
            if len(choices) == 1:
                raise fail(f"'({choices[0][0]})' offers no choice. Write (a|b), or leave the brackets out.")
            inner = [text for choice in choices for text in choice]
            level[-1][-1] = [before + text for before in level[-1][-1] for text in inner]
            if len(level[-1][-1]) > MOST_READINGS:
                raise fail(f"it has more than {MOST_READINGS} readings. Split it into several entries.")
        else:
            level[-1][-1] = [before + piece for before in level[-1][-1]]
    return level[0][0]


def _spellings(word: str, fail: _Fail) -> list[list[str]]:
    """Return a word as it is or, with a hyphen, in its open and its closed spelling."""
    mark = word[0] if word[0] in ANY_CASE + AS_WRITTEN else ""
    word = word[len(mark) :]
    if not mark and word in (GAP, "*"):  # any one word is a word that is all wildcard
        return [[word]]
    if re.search(r"[_=~]", word) or not re.search(r"[^\W_]", word):
        raise fail(
            f"{mark + word!r} is no word. A word has letters; * and ? stand for others, = or ~ stands before "
            "it."
        )
    pieces = [piece for piece in word.split("-") if piece]
    rows = [pieces, ["".join(pieces)]] if len(pieces) > 1 else [pieces]
    return [[mark + piece for piece in row] for row in rows]
