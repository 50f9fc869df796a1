"""Grouping: the values of a column, and which one each word has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from rostra.index.partitions import document_bounds
from rostra.index.tokens import Tokens
from rostra.index.values import plain
from rostra.measurement.scopes import SCOPES, owners_of

__all__ = ["Grouping"]


@dataclass(frozen=True, eq=False)
class Grouping:
    """The values of a column, and which one each word has."""

    tokens: Tokens
    names: list[Any]
    table: np.ndarray  # row of the statements or documents -> position in names, -1: unknown
    of_statements: bool
    owners: dict[str, np.ndarray] | None  # for each scope, see `owners_of`; None: all words are read

    @classmethod
    def of(cls, tokens: Tokens, by: str) -> Grouping:
        """Find the values that occur in somebody's words, those with most words first."""
        if by not in tokens.groupings:
            tokens.groups(by)  # complains
        statements = tokens.statements
        own = statements is not None and by in statements.frame.columns and by != "doc_id"
        frame = statements.frame if own and statements is not None else tokens.corpus.documents
        table, values = pd.factorize(frame[by])
        if statements is None:
            owners, words = None, np.diff(document_bounds(tokens))
        else:
            owners = {scope: owners_of(tokens, scope) for scope in SCOPES}
            read = owners["act"] >= 0
            words = np.bincount((owners["act"] if own else tokens.document)[read], minlength=len(table))
        sizes = np.bincount(table[table >= 0], weights=words[table >= 0], minlength=len(values))
        names = [plain(value) for value in values]
        order = sorted(np.flatnonzero(sizes).tolist(), key=lambda i: (-sizes[i], str(names[i])))
        places = np.full(len(names) + 1, -1, dtype=np.int64)
        places[order] = np.arange(len(order))
        return cls(tokens, [names[i] for i in order], places[table], own, owners)

    def words(self) -> tuple[dict[str, np.ndarray], int]:
        """Return the words of each group in each document, by scope, and how many are somebody's."""
        documents = len(self.tokens.corpus.documents)
        shape = (len(self.names), documents)
        if self.owners is None:  # whole documents
            sizes = np.diff(document_bounds(self.tokens))
            table = np.zeros(shape, dtype=np.int64)
            known = np.flatnonzero(self.table >= 0)
            table[self.table[known], known] = sizes[known]
            return dict.fromkeys(SCOPES, table), int(sizes.sum())
        tables = {}
        for scope, owner in self.owners.items():
            read = np.flatnonzero(owner >= 0)
            document = self.tokens.document[read].astype(np.int64)
            code = self.codes(owner[read], document)
            key = (code * documents + document)[code >= 0]
            tables[scope] = np.bincount(key, minlength=shape[0] * documents).reshape(shape)
        return tables, int((self.owners["act"] >= 0).sum())

    def read(self, scope: str) -> np.ndarray:
        """Return the group of each word that a scope reads; -1 for the others."""
        document = self.tokens.document.astype(np.int64)
        if self.owners is None:
            return self.codes(document, document)
        owner = self.owners[scope]
        return np.where(owner >= 0, self.codes(owner, document), -1)

    def codes(self, owner: np.ndarray, document: np.ndarray) -> np.ndarray:
        """Return the position in `names` of words of these statements and documents."""
        rows = owner if self.of_statements else document
        return self.table[rows] if len(self.table) else np.full(len(rows), -1)

    def known(self, owner: np.ndarray, document: np.ndarray) -> np.ndarray | None:
        """Return which words of these statements and documents are a group's; None: all are."""
        if self.owners is None and bool((self.table >= 0).all()):
            return None
        known = np.flatnonzero((self.codes(owner, document) >= 0) & (owner >= 0))
        return None if len(known) == len(owner) else known

    def sums(
        self,
        measure: np.ndarray,
        weight: np.ndarray,
        owner: np.ndarray,
        document: np.ndarray,
        measures: int,
    ) -> np.ndarray:
        """Add up what hits of known groups count, in the order of the text: measures x groups x documents."""
        groups, documents = len(self.names), len(self.tokens.corpus.documents)
        if self.owners is not None:
            key = (measure * groups + self.codes(owner, document)) * documents + document
            size = measures * groups * documents
            return np.bincount(key, weights=weight, minlength=size).reshape(measures, groups, documents)
        # all words of a document are one group's
        if measures == 1:  # then its hits stand side by side
            edges = np.searchsorted(document, np.arange(documents + 1))
            filled = np.flatnonzero(np.diff(edges))
            own: np.ndarray = np.zeros((1, documents))
            own[0, filled] = np.add.reduceat(weight, edges[filled]) if len(filled) else 0.0
        else:
            key, size = measure * documents + document, measures * documents
            own = np.bincount(key, weights=weight, minlength=size).reshape(measures, documents)
        table = np.zeros((measures, groups, documents))
        known = np.flatnonzero(self.table >= 0)
        table[:, self.table[known], known] = own[:, known]
        return table
