"""Questions: what is asked in the panel, and the code that asks the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rostra.concordance import Concordance
from rostra.index.tokens import Tokens
from rostra.measures.concordancing import kwic

__all__ = ["PAGE", "Question"]

PAGE = 20  # lines that are shown at first, and that "show more" adds


@dataclass(frozen=True)
class Question:
    """One question to the words.

    Parameters
    ----------
    query : str
        What is looked for, in the language of `rostra.index.query`.
    actor, kind : tuple
        The values to which the lines are limited; empty, all.
    sort : str
        The order of the lines, as in `rostra.kwic`; empty, that of the texts.
    limit : int
        How many lines are shown.
    """

    query: str
    actor: tuple[Any, ...] = ()
    kind: tuple[Any, ...] = ()
    sort: str = ""
    limit: int = PAGE

    @property
    def where(self) -> dict[str, Any]:
        """The columns to whose values the lines are limited."""
        chosen = {"actor": self.actor, "kind": self.kind}
        return {name: list(values) for name, values in chosen.items() if values}

    def lines(self, tokens: Tokens) -> Concordance:
        """Ask the words.

        Parameters
        ----------
        tokens : Tokens
            The words.

        Returns
        -------
        Concordance
            What the code gives.
        """
        return kwic(tokens, self.query, sort=self.sort or None, limit=self.limit, **self.where)

    def code(self, name: str) -> str:
        """Write the question as a line of Python.

        Parameters
        ----------
        name : str
            What the words are called.

        Returns
        -------
        str
            A call of `rostra.kwic` that gives the same lines.

        Examples
        --------
        >>> print(Question('base NEAR/5 "no"', actor=("Russia", None), limit=5).code("words"))
        rostra.kwic(words, 'base NEAR/5 "no"', actor=["Russia", None], limit=5)
        """
        named = [f"{column}=[{', '.join(map(_written, values))}]" for column, values in self.where.items()]
        if self.sort:
            named.append(f"sort={_written(self.sort)}")
        return f"rostra.kwic({', '.join([name, _written(self.query), *named, f'limit={self.limit}'])})"


def _written(value: Any) -> str:
    """Write a value as Python; texts between double quotation marks where that needs no escape."""
    if isinstance(value, str) and value.isprintable() and not set(value) & {'"', "\\"}:
        return f'"{value}"'
    return ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
