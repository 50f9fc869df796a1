"""Tokens: words with their places, sentences and owners; the only denominator."""

from __future__ import annotations

import mmap
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rostra.errors import QueryError, unknown
from rostra.index.values import plain

if TYPE_CHECKING:
    from rostra.corpus import Corpus
    from rostra.statements import Statements

# From so many characters on the kernels find the words: they are worth the wait for them.
LARGE = 2_000_000
MANY = LARGE // 6  # words, likewise


class _Late:
    """A field that is given as an array, or as what makes it when it is first asked for."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, owner: Any, cls: type) -> Any:
        if owner is None:
            raise AttributeError(self.name)  # tells dataclass that the field has no default
        value = owner.__dict__[self.name]
        if callable(value):
            value = owner.__dict__[self.name] = value()
        return value

    def __set__(self, owner: Any, value: Any) -> None:
        owner.__dict__[self.name] = value


@dataclass(frozen=True, eq=False)
class Tokens:
    """The words of a corpus as parallel arrays, one value a token, in text order.

    Parameters
    ----------
    corpus : Corpus
        The texts that the offsets point into.
    statements : Statements or None
        Whose words they are; None when the corpus itself was tokenised.
    document : numpy.ndarray of int32
        Row of the token's document in `corpus.documents`.
    start, end : numpy.ndarray of int64
        Place in the text, in code points.
    form : numpy.ndarray of int32
        Position in `vocabulary`.
    vocabulary : tuple of str
        The folded forms, in order of first occurrence.
    sentence : numpy.ndarray of int32
        Running number of the token's sentence, through the whole corpus.
    sentence_start, sentence_end : numpy.ndarray of int64
        Place of each sentence in its text.
    statement : numpy.ndarray of int32
        Row of the innermost statement in `statements.frame`; -1 without statements.
    clause_start : numpy.ndarray of bool
        True where punctuation or a sentence end parts the token from the one before.

    Notes
    -----
    Of an index, the arrays are on disk (`start`, `end` and `form` as int32) and are read
    where they are used; what is not stored is made when it is first asked for.
    """

    corpus: Corpus
    statements: Statements | None
    if TYPE_CHECKING:
        document: np.ndarray
        start: np.ndarray
        end: np.ndarray
        form: np.ndarray
        vocabulary: tuple[str, ...]
        sentence: np.ndarray
        sentence_start: np.ndarray
        sentence_end: np.ndarray
        statement: np.ndarray
        clause_start: np.ndarray
    else:
        document: np.ndarray = _Late()
        start: np.ndarray = _Late()
        end: np.ndarray = _Late()
        form: np.ndarray = _Late()
        vocabulary: tuple[str, ...] = _Late()
        sentence: np.ndarray = _Late()
        sentence_start: np.ndarray = _Late()
        sentence_end: np.ndarray = _Late()
        statement: np.ndarray = _Late()
        clause_start: np.ndarray = _Late()
    _cache: dict[Any, Any] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.form)

    def __repr__(self) -> str:
        return (
            f"<Tokens: {len(self):,} words, {len(self.vocabulary):,} forms, "
            f"{len(self.sentence_start):,} sentences, {len(self.corpus.documents):,} documents>"
        )

    @cached_property
    def forms(self) -> np.ndarray:
        """The folded form of each token, as an array of strings."""
        return np.array(self.vocabulary, dtype=object)[self.form]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row a token: doc_id, start, end, surface, form, sentence, statement_id."""
        texts = self.corpus.documents["text"].to_numpy()
        surfaces = [texts[d][s:e] for d, s, e in zip(self.document, self.start, self.end, strict=True)]
        return pd.DataFrame(
            {
                "doc_id": self.labels("doc_id"),
                "start": self.start.astype(np.int64),
                "end": self.end.astype(np.int64),
                "surface": surfaces,
                "form": self.forms,
                "sentence": self.sentence,
                "statement_id": self.labels("statement_id") if self.statements is not None else pd.NA,
            }
        )

    @property
    def groupings(self) -> tuple[str, ...]:
        """The columns by which the words can be grouped: of the statements, then of the documents."""
        own = () if self.statements is None else tuple(self.statements.frame.columns)
        hidden = {"start", "end", "text", "body_start", "mention_start", "mention_end", "confidence"}
        names = [*own, *(name for name in self.corpus.documents.columns if name not in own)]
        return tuple(name for name in names if name not in hidden)

    def labels(self, by: str, at: np.ndarray | None = None) -> np.ndarray:
        """Return, for each token, its value in a column of the statements or the documents.

        Parameters
        ----------
        by : str
            A column of `statements.frame` (such as `actor`, `kind`) or, where there is
            none of that name, of `corpus.documents` (such as `source`, `date`).
        at : numpy.ndarray of int, optional
            Positions of the tokens that are asked for; without, all.

        Returns
        -------
        numpy.ndarray of object
            The values, None where unknown.

        Examples
        --------
        >>> import rostra
        >>> rostra.tokenize(rostra.load_corpus([{"text": "No war.", "who": "A"}])).labels("who").tolist()
        ['A', 'A']
        """
        names, codes = self._coded(by, at)
        return np.array([*names, None], dtype=object)[codes]

    @property
    def source(self) -> str:
        """How whose words these are was found, as `Result.source` says it."""
        return "words" if self.statements is None else self.statements.source

    def groups(self, by: str | None) -> tuple[list[Any], np.ndarray]:
        """Return the groups of words, those with most words first, and the group of each word.

        Parameters
        ----------
        by : str or None
            A column as for `labels`; None makes one group of everything, called by the
            name of the corpus.

        Returns
        -------
        names : list
            The values that occur.
        codes : numpy.ndarray of int
            For each token, a position in `names`; -1 where its value is unknown.

        Examples
        --------
        >>> import rostra
        >>> rows = [{"text": "Yes.", "who": "A"}, {"text": "No and no.", "who": "B"}]
        >>> names, codes = rostra.tokenize(rostra.load_corpus(rows)).groups("who")
        >>> names, codes.tolist()
        (['B', 'A'], [1, 0, 0, 0])
        """
        if by is None:
            return [self.corpus.name], np.zeros(len(self), dtype=np.int64)
        names, codes = self._coded(by)
        sizes = np.bincount(codes[codes >= 0], minlength=len(names))
        order = sorted(np.flatnonzero(sizes).tolist(), key=lambda i: (-sizes[i], str(names[i])))
        places = np.full(len(names) + 1, -1, dtype=np.int64)
        places[order] = np.arange(len(order))
        return [names[i] for i in order], places[codes]

    def _coded(self, by: str, at: np.ndarray | None = None) -> tuple[list[Any], np.ndarray]:
        """Return the values of a column and, for each token (or those at), which one it has (-1: none)."""
        if by not in self.groupings:
            message = unknown("column", by, self.groupings)
            if self.statements is None and by in ("actor", "speaker", "kind"):
                message += (
                    f" Nobody has been credited with these words yet: the column {by!r} comes with "
                    "rostra.tokenize(rostra.attribute(corpus))."
                )
            raise QueryError(message)
        own = self.statements is not None and by in self.statements.frame.columns and by != "doc_id"
        frame = self.statements.frame if own and self.statements is not None else self.corpus.documents
        codes, names = pd.factorize(frame[by])
        rows = self.statement if own else self.document
        rows = rows if at is None else rows[at]
        return [plain(name) for name in names], np.append(codes, -1)[rows]  # row -1 reads the last place

    def places(
        self, first: np.ndarray, last: np.ndarray | None = None, *, statement: np.ndarray | None = None
    ) -> pd.DataFrame:
        """Return where stretches of words stand in the texts, and whose they are.

        Parameters
        ----------
        first : numpy.ndarray of int
            Positions of the first tokens.
        last : numpy.ndarray of int, optional
            Positions of the last tokens, included; without it each stretch is one word.
        statement : numpy.ndarray of int, optional
            Rows of the statements to which they belong; without, that of the first token.

        Returns
        -------
        pandas.DataFrame
            `doc_id, statement_id, start, end, actor, speaker, kind`, one row a stretch, in
            the order given; owners are those of the first word. Without statements they are
            columns of the documents, or NA.

        Examples
        --------
        >>> import rostra
        >>> words = rostra.tokenize(rostra.load_corpus([{"doc_id": "a", "text": "No war."}]))
        >>> words.places(*words.find("no war"))[["doc_id", "start", "end"]].values.tolist()
        [['a', 0, 6]]
        """
        return pd.DataFrame(self._places(first, first if last is None else last, statement))

    def _places(
        self, first: np.ndarray, last: np.ndarray, statement: np.ndarray | None = None
    ) -> dict[str, Any]:
        """Return the columns of `places`: a table of them takes as long as all of them."""
        documents, rows = self.corpus.documents, self.document[first]
        columns: dict[str, Any] = {"doc_id": _take(documents["doc_id"], rows)}
        if self.statements is not None and statement is None:
            statement = self.statement[first]
        for name in ("statement_id", "actor", "speaker", "kind"):
            if self.statements is not None and statement is not None:
                columns[name] = _take(self.statements.frame[name], statement)
            elif name in documents:
                columns[name] = _take(documents[name], rows)
            else:
                columns[name] = pd.array([pd.NA], dtype="string").repeat(len(first))
        columns["start"] = self.start[first].astype(np.int64)
        columns["end"] = self.end[last].astype(np.int64)
        order = ("doc_id", "statement_id", "start", "end", "actor", "speaker", "kind")
        return {name: columns[name] for name in order}

    def find(self, query: str | Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
        """Return where a query finds something: positions of its first and last tokens.

        Parameters
        ----------
        query : str or iterable of str
            A word, a phrase or more, in the language of `rostra.index.query`; several
            find what one of them finds.

        Returns
        -------
        first, last : numpy.ndarray of int
            In text order.

        Examples
        --------
        >>> import rostra
        >>> words = rostra.tokenize(rostra.load_corpus([{"text": "The US told us. No choice but war."}]))
        >>> [words.find(query)[0].tolist() for query in ("us", "no * but", "w*")]
        [[3], [4], [7]]
        """
        from rostra.index.query import find

        return find(self, query)


def kernels_pay(words: int) -> bool:
    """Whether kernels that only save time are worth it: loading numba takes a quarter of a second.

    Parameters
    ----------
    words : int
        How many are to be read.

    Returns
    -------
    bool
        True from `MANY` on where it is loaded already, else from five times as many on.

    Examples
    --------
    >>> kernels_pay(1000), kernels_pay(10_000_000)
    (False, True)
    """
    return words >= (MANY if "numba" in sys.modules else 5 * MANY)


def release(array: np.ndarray) -> None:
    """Give back the memory of an array on disk that was read; it is read again when it is asked for.

    Parameters
    ----------
    array : numpy.ndarray
        Any array; nothing happens to one that is not mapped from a file.

    Examples
    --------
    >>> release(np.zeros(3))
    """
    held: Any = array
    while isinstance(held, np.ndarray):
        held = held.base
    if isinstance(held, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
        held.madvise(mmap.MADV_DONTNEED)


def _take(column: pd.Series, rows: np.ndarray) -> Any:
    """Read a column at many rows; row -1 is NA."""
    array = column.array
    if len(array) == 0:
        return pd.array([pd.NA], dtype="string").repeat(len(rows))
    return array.take(rows, allow_fill=True)
