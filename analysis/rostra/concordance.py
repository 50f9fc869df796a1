"""Concordance: the lines behind a number, each with its place in the published text."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from rostra.corpus import Corpus

__all__ = ["COLUMNS", "Concordance", "show_hits"]

COLUMNS = (
    "doc_id", "statement_id", "start", "end", "actor", "speaker", "kind", "date", "source",
    "left", "node", "right",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Concordance:
    """Lines of text around their nodes; shows itself in a notebook.

    Parameters
    ----------
    lines : pandas.DataFrame
        One row a line: the columns of `COLUMNS`, then whatever describes the hit
        (measure, entry, negated). `left`, `node` and `right` are text as published;
        line breaks are shown as spaces, nothing else is changed.
    about : str
        One sentence: what was looked for, how many lines there are.
    """

    lines: pd.DataFrame
    about: str = ""

    def __len__(self) -> int:
        return len(self.lines)

    def __repr__(self) -> str:
        shown = [
            f"{row['doc_id']}  {row['left'][-60:]:>60}[{row['node']}]{row['right'][:60]}"
            for row in self.lines.head(20).to_dict("records")
        ]
        more = len(self.lines) - len(shown)
        return "\n".join([*shown, *([f"… {more} more lines"] if more > 0 else []), self.about])

    def _repr_html_(self) -> str:
        rows = []
        for row in self.lines.head(200).to_dict("records"):
            cells = {name: html.escape("" if pd.isna(value) else str(value)) for name, value in row.items()}
            who = cells["speaker"] or cells["actor"]
            rows.append(
                f"<tr><td>{cells['doc_id']}</td><td>{who}</td>"
                f"<td style='text-align:right'>{cells['left']}</td><td><mark>{cells['node']}</mark></td>"
                f"<td style='text-align:left'>{cells['right']}</td></tr>"
            )
        head = "<tr><th>document</th><th>speaker</th><th>left</th><th>node</th><th>right</th></tr>"
        more = len(self.lines) - len(rows)
        tail = f"<p>… {more} more lines in <code>.lines</code></p>" if more > 0 else ""
        return f"<table>{head}{''.join(rows)}</table>{tail}<p>{html.escape(self.about)}</p>"


def show_hits(
    corpus: Corpus, hits: pd.DataFrame | Iterable[Mapping[str, Any]], *, width: int = 60, about: str = ""
) -> Concordance:
    """Put each hit back into its line of the published text.

    Parameters
    ----------
    corpus : Corpus
        The texts.
    hits : pandas.DataFrame or iterable of mappings
        At least `doc_id`, `start` and `end` (code points); all other columns are kept.
    width : int
        Characters of context on each side; cut at a word boundary.
    about : str
        What the lines are.

    Returns
    -------
    Concordance
        One line a hit, in the order given.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"doc_id": "a", "text": "They called it reckless."}])
    >>> show_hits(corpus, [{"doc_id": "a", "start": 15, "end": 23}]).lines["left"][0]
    'They called it '
    """
    rows = hits if isinstance(hits, pd.DataFrame) else pd.DataFrame(list(hits))
    if rows.empty:
        rows = rows.reindex(columns=list(dict.fromkeys([*rows.columns, "doc_id", "start", "end"])))
    documents = corpus.documents.set_index("doc_id")
    texts = documents["text"].to_dict()
    lines = rows.reset_index(drop=True).copy()
    context = (
        [
            _context(texts[doc_id], int(start), int(end), width)
            for doc_id, start, end in zip(lines["doc_id"], lines["start"], lines["end"], strict=True)
        ]
        if len(lines)
        else []
    )
    for position, name in enumerate(("left", "node", "right")):
        lines[name] = np.array([part[position] for part in context], dtype=object)
    for name in ("date", "source"):
        lines[name] = pd.array(documents[name].reindex(lines["doc_id"]), dtype="string")
    for name in COLUMNS:
        if name not in lines:
            lines[name] = pd.array([pd.NA] * len(lines), dtype="string")
    extra = [name for name in lines.columns if name not in COLUMNS]
    counted = f"{len(lines)} line{'' if len(lines) == 1 else 's'}, {width} characters each side."
    return Concordance(lines[[*COLUMNS, *extra]], about or counted)


def _context(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    left_start = max(0, start - width)
    if left_start > 0 and not text[left_start - 1].isspace():
        space = text.find(" ", left_start, start)
        left_start = space + 1 if space >= 0 else left_start
    right_end = min(len(text), end + width)
    if right_end < len(text) and not text[right_end].isspace():
        space = text.rfind(" ", end, right_end)
        right_end = space if space >= end else right_end
    return tuple(_one_line(part) for part in (text[left_start:start], text[start:end], text[end:right_end]))  # type: ignore[return-value]


def _one_line(text: str) -> str:
    return text.translate({10: " ", 13: " ", 9: " ", 0x2028: " ", 0x2029: " "})
