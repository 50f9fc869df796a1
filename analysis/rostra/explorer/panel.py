"""Panel: joins questions and answers to the browser."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from rostra.concordance import Concordance
from rostra.errors import RostraError
from rostra.explorer.answers import answer_of, choices_of
from rostra.explorer.page import page
from rostra.explorer.passages import passage
from rostra.explorer.questions import PAGE, Question
from rostra.explorer.rates import Rates
from rostra.index.tokens import Tokens
from rostra.measures.concordancing import places
from rostra.result import Result

__all__ = ["Explorer"]

HERE = Path(__file__).parent
ASKED = ["query", "actor", "kind", "sort", "limit"]
ORDERS = ("actor", "kind", "date", "source")  # columns by which lines can be put in order
EMPTY: dict[str, Any] = {"lines": [], "total": 0, "about": "", "bars": [], "more": "", "rates_about": ""}


class Explorer(anywidget.AnyWidget):  # type: ignore[misc]
    """A panel of one corpus; `query`, `actor`, `kind`, `sort` and `limit` can be set from Python, too.

    Parameters
    ----------
    tokens : Tokens
        The words.
    query, actor, kind, sort, limit, name
        As in `rostra.explore`.
    """

    _esm = (HERE / "panel.js").read_text(encoding="utf-8")
    _css = (HERE / "panel.css").read_text(encoding="utf-8")

    # what the browser asks
    query = traitlets.Unicode().tag(sync=True)
    actor: Any = traitlets.List().tag(sync=True)
    kind: Any = traitlets.List().tag(sync=True)
    sort = traitlets.Unicode().tag(sync=True)
    limit = traitlets.Int(PAGE, min=1).tag(sync=True)
    opened = traitlets.Int(-1).tag(sync=True)  # the line whose passage is open
    # what it is answered
    answer = traitlets.Dict(EMPTY).tag(sync=True)
    passage = traitlets.Dict().tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)
    error = traitlets.Unicode().tag(sync=True)
    # what can be chosen
    choices = traitlets.Dict().tag(sync=True)
    page_size = traitlets.Int(PAGE).tag(sync=True)

    def __init__(
        self,
        tokens: Tokens,
        query: str = "",
        *,
        actor: Iterable[Any] = (),
        kind: Iterable[Any] = (),
        sort: str = "",
        limit: int = PAGE,
        name: str = "words",
    ) -> None:
        self.tokens, self.name = tokens, name
        self.concordance: Concordance | None = None
        self.rates: Result | None = None
        self._rates = Rates(tokens) if "actor" in tokens.groupings else None
        self._shown: Question | None = None
        choices: dict[str, Any] = {"columns": [one for one in ORDERS if one in tokens.groupings]}
        for column in ("actor", "kind"):
            values, left_out = choices_of(tokens, column)
            choices[column] = {"values": values, "left_out": left_out}
        actors, kinds = ([one] if isinstance(one, str) else list(one) for one in (actor, kind))
        super().__init__(query=query, actor=actors, kind=kinds, sort=sort, limit=limit, choices=choices)
        self._ask()
        self.observe(lambda change: self._ask(), names=ASKED)
        self.observe(lambda change: self._open(), names=["opened"])

    def _ask(self) -> None:
        """Answer the question; where it cannot be answered, say why, and leave the lines as they are."""
        if not self.query.strip():
            self.concordance = self.rates = self._shown = None
            with self.hold_sync():
                self.answer, self.code, self.error, self.opened = EMPTY, "", "", -1
            return
        question = Question(self.query, tuple(self.actor), tuple(self.kind), self.sort, self.limit)
        if question == self._shown:
            self.error = ""
            return
        try:
            lines = question.lines(self.tokens)
            total = len(places(self.tokens, question.query, question.where)[0])
            rates = self._rates.of(question) if self._rates is not None else None
        except RostraError as error:
            self.error = str(error)
            return
        self.concordance, self.rates, self._shown = lines, rates, question
        with self.hold_sync():
            self.answer = answer_of(lines, total, rates)
            self.code, self.error, self.opened = question.code(self.name), "", -1

    def _open(self) -> None:
        lines = self.concordance.lines if self.concordance is not None else ()
        if 0 <= self.opened < len(lines):
            line = self.concordance.lines.iloc[self.opened].to_dict()  # type: ignore[union-attr]
            self.passage = {"row": self.opened, **passage(self.tokens, line)}
        else:
            self.passage = {}

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Add a table and a chart for pages and viewers that run no panel."""
        bundle = super()._repr_mimebundle_(**options)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        still = page(self.answer, self.rates, self.code, self.error)
        return {**data, "text/html": still, "text/plain": repr(self)}, metadata

    def __repr__(self) -> str:
        return f"<Explorer: {self.code or 'no query yet'}>"
