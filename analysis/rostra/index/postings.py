"""Postings: where each form stands, and which forms a word with wildcards is.

The positions of all tokens are kept in the order of their forms (an inverted index as
compressed rows), so that a form is looked up without reading the text. Wildcards and
regular expressions are compared with the vocabulary, never with the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from rostra.index.expressions import compiled
from rostra.index.reference import CASED, fold_token

if TYPE_CHECKING:
    from rostra.index.tokens import Tokens

__all__ = ["Postings", "in_order_of", "postings_of", "wild"]

_REMEMBERED = 512  # wildcards and regular expressions whose forms are kept
_CASED_BELOW = frozenset(word.casefold() for word in CASED)


@dataclass(frozen=True, eq=False)
class Postings:
    """An inverted index of the forms of a text.

    Parameters
    ----------
    vocabulary : tuple of str
        The forms.
    form : numpy.ndarray of int
        The form of each token, a position in `vocabulary`.
    order : numpy.ndarray of int
        Positions of tokens: all of the first form in text order, then all of the second.
    offset : numpy.ndarray of int
        Where in `order` those of a form begin; one more than there are forms.
    """

    vocabulary: tuple[str, ...]
    form: np.ndarray
    order: np.ndarray
    offset: np.ndarray
    _known: dict[tuple[str, str], np.ndarray] = field(default_factory=dict, repr=False)

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each form in the vocabulary."""
        return {form: place for place, form in enumerate(self.vocabulary)}

    @cached_property
    def alphabet(self) -> tuple[list[str], np.ndarray]:
        """The forms in order of their code points, and the place of each in the vocabulary."""
        order = sorted(range(len(self.vocabulary)), key=self.vocabulary.__getitem__)
        return [self.vocabulary[place] for place in order], np.array(order, dtype=np.int64)

    def count(self, forms: np.ndarray) -> int:
        """Return how many tokens have one of some forms."""
        return int((self.offset[forms + 1] - self.offset[forms]).sum())

    def positions(self, forms: np.ndarray) -> np.ndarray:
        """Return the positions, in text order, of the tokens that have one of some forms."""
        if len(forms) == 1:
            only = int(forms[0])
            return self.order[self.offset[only] : self.offset[only + 1]].astype(np.int64)
        size = self.count(forms)
        if size * 8 > len(self.form):  # then reading all of the text is cheaper than sorting
            return np.flatnonzero(self.mask(forms)[self.form])
        begin, end = self.offset[forms].tolist(), self.offset[forms + 1].tolist()
        rows = [self.order[a:b] for a, b in zip(begin, end, strict=True)]
        return np.sort(np.concatenate(rows)).astype(np.int64) if rows else np.zeros(0, dtype=np.int64)

    def mask(self, forms: np.ndarray) -> np.ndarray:
        """Mark some forms among all."""
        marks = np.zeros(len(self.vocabulary), dtype=bool)
        marks[forms] = True
        return marks

    def word(self, word: str) -> np.ndarray:
        """Return the form of a word, or none."""
        place = self.place.get(fold_token(word))
        return np.array([] if place is None else [place], dtype=np.int64)

    def matching(self, kind: str, text: str) -> np.ndarray:
        """Return the forms that a word with wildcards or a regular expression stands for.

        Parameters
        ----------
        kind : str
            `"wild"`, `"exact"` (with wildcards, and a capital may stand anywhere) or `"regex"`.
        text : str
            The word, or the expression.
        """
        key = (kind, text)
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = self._regex(text) if kind == "regex" else self._wild(text, kind == "exact")
        return self._known[key]

    def _wild(self, word: str, exact: bool) -> np.ndarray:
        cased = re.sub(r"[*?]", "", word) in CASED
        folded = word if cased else fold_token(word)
        if exact:  # the text is read afterwards: here every form that may be written so
            pattern = re.compile(wild(fold_token(word).casefold()), re.DOTALL)
            found = [i for i, form in enumerate(self.vocabulary) if pattern.fullmatch(form.casefold())]
            return np.array(found, dtype=np.int64)
        stem = re.split(r"[*?]", folded, maxsplit=1)[0]
        forms, places = self.alphabet
        begin = bisect_left(forms, stem)
        end = bisect_left(forms, stem + "\U0010ffff") if stem else len(forms)
        if folded == stem + "*":
            return np.sort(places[begin:end])
        pattern = re.compile(wild(folded), re.DOTALL)
        found = [i for i in range(begin, end) if pattern.fullmatch(forms[i])]
        return np.sort(places[found])

    def _regex(self, expression: str) -> np.ndarray:
        """Compare without regard to case, but for the words whose case is their meaning."""
        free, strict = compiled(expression, case=False), compiled(expression)
        found = [
            i
            for i, form in enumerate(self.vocabulary)
            if (strict if form in _CASED_BELOW or form != form.casefold() else free).fullmatch(form)
        ]
        return np.array(found, dtype=np.int64)


def wild(word: str) -> str:
    """Return the regular expression that a word with wildcards stands for.

    Parameters
    ----------
    word : str
        `*` is any letters, `?` one.

    Returns
    -------
    str
        The expression, for a whole form.

    Examples
    --------
    >>> wild("wom?n*")
    'wom.n.*'
    """
    return re.escape(word).replace(r"\*", ".*").replace(r"\?", ".")


def postings_of(tokens: Tokens) -> Postings:
    """Return the inverted index of a text; it is made once.

    Parameters
    ----------
    tokens : Tokens
        The words.

    Returns
    -------
    Postings
        Where each form stands.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "No war. No, no!"}]))
    >>> index = postings_of(words)
    >>> index.positions(index.word("no")).tolist()
    [0, 2, 3]
    """
    if "postings" not in tokens._cache:
        order, offset = in_order_of(tokens.form, len(tokens.vocabulary))
        tokens._cache["postings"] = Postings(tokens.vocabulary, tokens.form, order, offset)
    found = tokens._cache["postings"]
    assert isinstance(found, Postings)
    return found


def in_order_of(number: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of numbers, those of the same number side by side.

    Parameters
    ----------
    number : numpy.ndarray of int
        From 0.
    size : int
        How many numbers there are.

    Returns
    -------
    order : numpy.ndarray of int
        All places of 0, rising, then all places of 1.
    offset : numpy.ndarray of int64
        Where in `order` those of a number begin; one more than there are numbers.

    Notes
    -----
    A counting sort: numpy sorts 16-bit numbers by radix, so that two stable passes, of the
    low and the high half, cost time in step with the text.

    Examples
    --------
    >>> order, offset = in_order_of(np.array([1, 0, 1]), 2)
    >>> order.tolist(), offset.tolist()
    ([1, 0, 2], [0, 1, 3])
    """
    kind = np.int32 if len(number) < 2**31 else np.int64
    order = np.argsort((number & 0xFFFF).astype(np.uint16), kind="stable").astype(kind)
    if size > 0x10000:
        high = (number >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    offset = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(number, minlength=size), out=offset[1:])
    return order, offset
