"""Concordance: the lines behind a number, each with its place in the published text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from rostra.corpus import Corpus
from rostra.exporting import csv_text, written
from rostra.reading.lines import cut_lines

__all__ = ["COLUMNS", "Concordance", "legible", "lines_of", "show_hits"]

COLUMNS = (
    "doc_id", "statement_id", "start", "end", "actor", "speaker", "kind", "date", "source",
    "left", "node", "right",
)  # fmt: skip
_TEXT_SHOWN, _HTML_SHOWN = 20, 200  # lines that it shows of itself
_NEAR = 60  # characters on each side that it shows as text
# Signs that would steer a terminal, or turn the direction of what follows them.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


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
            f"{legible(row['doc_id'])}  {legible(row['left'])[-_NEAR:]:>{_NEAR}}[{legible(row['node'])}]"
            f"{legible(row['right'])[:_NEAR]}"
            for row in self.lines.head(_TEXT_SHOWN).to_dict("records")
        ]
        more = len(self.lines) - len(shown)
        return "\n".join([*shown, *([f"… {more} more lines"] if more > 0 else []), legible(self.about)])

    def _repr_html_(self) -> str:
        shown = self.lines.head(_HTML_SHOWN)
        extra = [name for name in ("date", "kind") if shown[name].notna().any()]
        rows = []
        for row in shown.to_dict("records"):
            cells = {name: html.escape(legible(value)) for name, value in row.items()}
            who = cells["speaker"] or cells["actor"]
            before = "".join(f"<td>{cell}</td>" for cell in (cells["doc_id"], *map(cells.get, extra), who))
            rows.append(
                f"<tr>{before}"
                f"<td dir='auto' style='text-align:right'>{cells['left']}</td>"
                f"<td dir='auto'><mark>{cells['node']}</mark></td>"
                f"<td dir='auto' style='text-align:left'>{cells['right']}</td></tr>"
            )
        names = ("document", *extra, "speaker", "left", "node", "right")
        head = f"<tr>{''.join(f'<th>{name}</th>' for name in names)}</tr>"
        more = len(self.lines) - len(rows)
        tail = f"<p>… {more} more lines in <code>.lines</code></p>" if more > 0 else ""
        return f"<table>{head}{''.join(rows)}</table>{tail}<p>{html.escape(legible(self.about))}</p>"

    def to_csv(self, path: str | Path | None = None) -> str:
        """Write the lines for a spreadsheet.

        Parameters
        ----------
        path : str or pathlib.Path, optional
            A file to write, in UTF-8 with a byte order mark, as spreadsheets like it.

        Returns
        -------
        str
            The table. An apostrophe stands before each cell that a spreadsheet would take
            for a formula (= + - @); missing values are empty.

        Examples
        --------
        >>> import rostra
        >>> words = rostra.tokenize(rostra.load_corpus([{"doc_id": "a", "text": "=1+1 or so"}]))
        >>> print(rostra.kwic(words, "or").to_csv().splitlines()[1])
        a,,5,7,,,,,,'=1+1 ,or, so
        """
        cells = self.lines.copy()
        for name in cells.columns:
            if not pd.api.types.is_numeric_dtype(cells[name].dtype):
                cells[name] = [_shown(value) for value in cells[name]]
        return written(csv_text(cells.rename(columns=_shown)), path, encoding="utf-8-sig")


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
    document = pd.Index(corpus.documents["doc_id"]).get_indexer(rows["doc_id"])
    unknown = document < 0
    if unknown.any():
        corpus.text(rows["doc_id"].iloc[int(unknown.argmax())])  # raises, and says which there are
    columns = {str(name): rows[name].array.copy() for name in rows.columns}
    counted = f"{len(rows)} line{'' if len(rows) == 1 else 's'}, {width} characters each side."
    return lines_of(corpus, document, columns, context=width, about=about or counted)


def lines_of(
    corpus: Corpus,
    document: np.ndarray,
    columns: Mapping[str, Any],
    *,
    context: int | tuple[np.ndarray, np.ndarray],
    about: str,
) -> Concordance:
    """Cut the lines of some hits out of the texts.

    Parameters
    ----------
    corpus : Corpus
        The texts.
    document : numpy.ndarray of int
        For each hit, the row of its document.
    columns : mapping of str to array
        What is known of each hit: at least `start` and `end` (code points). They become columns
        of the lines, not copied.
    context : int or tuple of numpy.ndarray
        Characters on each side, cut at a word boundary; or where each line begins and ends.
    about : str
        What the lines are.

    Returns
    -------
    Concordance
        One line a hit, in the order given.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"text": "They called it reckless."}])
    >>> hit = {"start": np.array([15]), "end": np.array([23])}
    >>> reach = (np.array([5]), np.array([24]))
    >>> lines_of(corpus, np.array([0]), hit, context=reach, about="").lines["left"][0]
    'called it '
    """
    documents = corpus.documents
    first, last = (np.asarray(columns[name], dtype=np.int64) for name in ("start", "end"))
    made: dict[str, Any] = dict(columns)
    cut = cut_lines(documents["text"].array, document, first, last, context)
    for name, parts in zip(("left", "node", "right"), cut, strict=True):
        made[name] = pd.array(parts, dtype="str")
    for name in ("doc_id", "date", "source"):
        if name != "doc_id" or name not in made:
            values = documents[name].array.take(document)
            made[name] = values if values.dtype == "string" else pd.array(values, dtype="string")
    for name in COLUMNS:
        if name not in made:
            made[name] = pd.array([pd.NA], dtype="string").repeat(len(document))
    order = [*COLUMNS, *(name for name in made if name not in COLUMNS)]
    return Concordance(pd.DataFrame({name: made[name] for name in order}, copy=False), about)


def legible(value: object) -> str:
    """Write a value for the eye: no sign of it steers a terminal or a page.

    Parameters
    ----------
    value : object
        A text, a number, or a missing value.

    Returns
    -------
    str
        The value; signs that steer are replaced by U+FFFD, what is missing by nothing. It is not
        escaped for HTML.

    Examples
    --------
    >>> legible("a\x1b[31mb"), legible(None)
    ('a\ufffd[31mb', '')
    """
    missing = pd.api.types.is_scalar(value) and pd.isna(value)
    return "" if missing else _STEERING.sub("\ufffd", str(value))


def _shown(value: object) -> str:
    return legible(value).replace("\ufffd", " ")
