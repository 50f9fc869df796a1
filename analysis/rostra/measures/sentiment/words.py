"""Words: the evaluative words of a text, and what the words near them do to their weight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product
from typing import Any, NamedTuple

from rostra.index.reference import CASED, TOKEN, fold_token
from rostra.lexicon import GAP, Pattern, load_lexicon, load_words, parse_entry

__all__ = ["STRAIGHT", "Hit", "Words", "find"]

# How a word near by shifts the weight of an evaluative word; each is named in Notes of `polarity`.
NEGATED_GOOD, NEGATED_BAD = -0.8, -0.15  # not good is bad; not bad is hardly good
WORKED_AGAINST_BAD, WORKED_AGAINST_GOOD = -0.2, -0.8  # to end violence; to undermine trust
RAISED, LOWERED = 1.3, 0.7
OVERRULED, OVERRULING, CONCEDED = 0.6, 1.3, 0.6
REACH, REACH_OF_VERB, REACH_OF_DEGREE = 3, 3, 2  # words before the evaluative one

# One character for one character, so that every offset still counts in the text as published:
# a form such as NFKC, or three points for an ellipsis, would move all that follows.
STRAIGHT = str.maketrans("‘’ʼ´`“”„‟«»‐‑", '\'\'\'\'\'""""""--')
_BREAK = re.compile(r"[,;:()\[\]—–…!?.]|--|\s-\s")

Row = tuple[str, ...]  # words of an entry, one spelling of each; a free word is GAP


class Hit(NamedTuple):
    """An evaluative word in a text.

    Parameters
    ----------
    first, last : int
        Positions in `Words`.
    entry : str
        The entry of the lexicon.
    weight : float
        What it counts after shifting.
    negated : bool
        Whether a negator turns it.
    """

    first: int
    last: int
    entry: str
    weight: float
    negated: bool


@dataclass(frozen=True, eq=False)
class Words:
    """The words of one text in the parts that entries are compared with.

    A hyphenated word is its pieces, `n't` is *not*, a possessive `'s` is left out.

    Parameters
    ----------
    forms, surfaces : list of str
        Each part as it is compared, and as published.
    starts, ends : list of int
        Its place in the text.
    opens : list of bool
        Whether punctuation stands before it.
    count : int
        Words of the text, hyphenated ones counted once.
    clauses : list of int
        The running number of its clause.
    """

    forms: list[str]
    surfaces: list[str]
    starts: list[int]
    ends: list[int]
    opens: list[bool]
    count: int
    clauses: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> Words:
        """Take a text apart.

        Parameters
        ----------
        text : str
            As published.

        Returns
        -------
        Words
            Its parts, in order.
        """
        text = text.translate(STRAIGHT)
        tokens = list(TOKEN.finditer(text))
        words = cls([], [], [], [], [], len(tokens))
        previous = 0
        for match in tokens:
            start, end = match.span()
            opens = not words.forms or _BREAK.search(text, previous, start) is not None
            head, apostrophe, tail = match.group().partition("'")
            negated = tail.lower() == "t" and head[-1:].lower() == "n"
            if apostrophe and len(tail) > 2:  # O'Brien
                head = match.group()
            place = start
            for piece in (head[:-1] if negated else head).split("-"):
                if piece:
                    words._add(piece, place, place + len(piece), opens)
                    opens = False
                place += len(piece) + 1
            if negated:
                words._add("not", start, end, opens)
            previous = end
        clause, openers = -1, _lexicon().shifters["clause_openers"]
        for i, opens in enumerate(words.opens):
            clause += opens or openers.longest(words, i) is not None
            words.clauses.append(clause)
        return words

    def _add(self, piece: str, start: int, end: int, opens: bool) -> None:
        self.forms.append(fold_token(piece))
        self.surfaces.append(piece)
        self.starts.append(start)
        self.ends.append(end)
        self.opens.append(opens)


@dataclass(frozen=True, eq=False)
class _Phrases:
    """Rows of words, each with what it stands for, by their first word."""

    exact: dict[str, list[tuple[Row, Any]]]
    stems: dict[str, list[tuple[Row, Any]]]
    known: dict[str, list[tuple[Row, Any]]] = field(default_factory=dict)

    @classmethod
    def of(cls, phrases: Iterable[tuple[Pattern, Any]]) -> _Phrases:
        made = cls({}, {})
        for pattern, meaning in phrases:
            for spelled in _spelled(pattern):
                head, star, _ = spelled[0].partition("*")
                group = made.stems if star else made.exact
                group.setdefault(head if head in CASED else head.casefold(), []).append((spelled, meaning))
        return made

    def longest(self, words: Words, at: int) -> tuple[int, Any] | None:
        """Return how many words the longest phrase that begins here has, and its meaning."""
        form = words.forms[at]
        candidates = self.known.get(form)
        if candidates is None:
            candidates = self.known[form] = self._candidates(form)
        for pattern, meaning in candidates:
            end = at + len(pattern)
            if end <= len(words.forms) and all(
                (j == at or not words.opens[j])
                and (element == GAP or _fits(element, words.forms[j], words.surfaces[j]))
                for j, element in enumerate(pattern, at)
            ):
                return len(pattern), meaning
        return None

    def _candidates(self, form: str) -> list[tuple[Row, Any]]:
        """Sort what may begin with a form: longest first, as written before any case, exact before stems."""
        found = list(self.exact.get(form, ()))
        for length in range(len(form), 0, -1):
            found += self.stems.get(form[:length], ())
        return sorted(
            found,
            key=lambda phrase: (
                -len(phrase[0]),
                all(element == element.casefold() for element in phrase[0]),
                sum("*" in element for element in phrase[0]),
                -sum(map(len, phrase[0])),
            ),
        )

    def ends(self, words: Words) -> dict[int, Any]:
        """Return, by its last word, the meaning of each phrase of the text."""
        found: dict[int, Any] = {}
        i = 0
        while i < len(words.forms):
            match = self.longest(words, i)
            if match:
                found[i + match[0] - 1] = match[1]
            i += match[0] if match else 1
        return found


def _spelled(pattern: Pattern) -> Iterator[Row]:
    """Write a pattern out, word by word; a gap is no, one or two free words."""
    slots = [
        [(GAP,) * free for free in range(3)] if slot == (GAP,) else [(word,) for word in slot]
        for slot in pattern
    ]
    for parts in product(*slots):
        yield tuple(word for part in parts for word in part)


@lru_cache(maxsize=1 << 16)
def _fits(element: str, form: str, surface: str) -> bool:
    """Say whether a word is what an element of an entry stands for."""
    found = form if element in CASED or element == element.casefold() else surface
    if "*" not in element:
        return element == found
    return re.fullmatch(re.escape(element).replace(r"\*", ".*"), found) is not None


@dataclass(frozen=True, eq=False)
class _Lexicon:
    """The evaluative words with their weights, and the words that shift them."""

    weights: _Phrases
    shifters: dict[str, _Phrases]


@cache
def _lexicon() -> _Lexicon:
    sign = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
    evaluative = [
        (pattern, (sign[category.name.partition("/")[0]] * category.weight, entry.text))
        for category in load_lexicon("polarity").categories
        for entry in category.entries
        for pattern in entry.patterns
    ]
    lists = {name: _phrases(words, True) for name, words in load_words("polarity_shifters").items()}
    negators = load_words("negators")
    lists["negators"] = [
        *_phrases(negators["negators"], True),
        *lists.pop("turners"),
        *_phrases(negators["not_negators"], False),
    ]
    return _Lexicon(_Phrases.of(evaluative), {name: _Phrases.of(phrases) for name, phrases in lists.items()})


def _phrases(entries: Iterable[str], meaning: bool) -> list[tuple[Pattern, Any]]:
    return [(pattern, meaning) for entry in entries for pattern in parse_entry(entry).patterns]


def find(words: Words) -> list[Hit]:
    """Find the evaluative words of a text, with their weights after shifting.

    Parameters
    ----------
    words : Words
        The text.

    Returns
    -------
    list of Hit
        In text order; nothing overlaps, and what weighs nothing is left out.

    Examples
    --------
    >>> [(hit.entry, hit.weight) for hit in find(Words.of("It isn't rock-solid."))]
    [('rock-solid', -1.6)]
    """
    lexicon = _lexicon()
    found = []
    i = 0
    while i < len(words.forms):
        match = lexicon.weights.longest(words, i)
        if match and match[1][0]:
            weight, entry = match[1]
            found.append((i, i + match[0] - 1, weight, entry))
        i += match[0] if match else 1
    if not found:
        return []
    shifters = {
        name: phrases.ends(words)
        for name, phrases in lexicon.shifters.items()
        if name not in ("clause_openers", "contrasts", "concessions")
    }
    clauses = _clause_factors(words)
    return [
        _shifted(words, first, last, weight, entry, shifters, clauses[words.clauses[first]])
        for first, last, weight, entry in found
    ]


def _shifted(
    words: Words,
    first: int,
    last: int,
    weight: float,
    entry: str,
    shifters: dict[str, dict[int, Any]],
    factor: float,
) -> Hit:
    negators, against = 0, False
    for i in range(first - 1, -1, -1):
        distance = first - i
        if words.clauses[i] != words.clauses[first] or distance > max(REACH, REACH_OF_VERB, REACH_OF_DEGREE):
            break
        negator = shifters["negators"].get(i, False)
        negators += negator and distance <= REACH
        if distance <= REACH_OF_DEGREE and not negator:
            factor *= (
                RAISED if i in shifters["intensifiers"] else LOWERED if i in shifters["downtoners"] else 1.0
            )
        if distance <= REACH_OF_VERB and i in shifters["against" if weight < 0 else "spoilers"]:
            against = True
    if negators % 2:
        factor *= NEGATED_GOOD if weight > 0 else NEGATED_BAD
    elif against:
        factor *= WORKED_AGAINST_GOOD if weight > 0 else WORKED_AGAINST_BAD
    return Hit(first, last, entry, weight * factor, negators % 2 == 1)


def _clause_factors(words: Words) -> list[float]:
    """Return what a hit counts in each clause: less before a but, more after it, less if conceded."""
    factors = [1.0] * (words.clauses[-1] + 1)
    shifters = _lexicon().shifters
    for i, clause in enumerate(words.clauses):
        if i and words.clauses[i - 1] == clause:
            continue
        if i and shifters["contrasts"].longest(words, i):
            factors = [f * (OVERRULED if k < clause else OVERRULING) for k, f in enumerate(factors)]
        if shifters["concessions"].longest(words, i):
            factors[clause] *= CONCEDED
    return factors
