"""Tables: one entry a row, in CSV or with tabs, in Rostra's own syntax."""

from __future__ import annotations

import csv
import io
from math import isfinite

from rostra.errors import LexiconError, unknown
from rostra.lexicon.formats.drafts import Draft, Format, Row
from rostra.lexicon.nouns import Loss

__all__ = ["COMMAS", "TABS"]

COLUMNS = ("category", "entry", "weight", "agent", "negation")
ALSO = {"word": "entry", "term": "entry", "token": "entry", "score": "weight", "value": "weight"}
CHOICES = {"agent": ("own", "other", "actor"), "negation": ("keep",)}


def read(text: str, file: str) -> Draft:
    """Read a .csv or .tsv file.

    Parameters
    ----------
    text : str
        Its content: a line of names, among them `entry` (or `word`, `term`, `token`), and if
        there are such `category`, `weight` (or `score`, `value`), `agent` and `negation`.
    file : str
        Its name, for messages; with the ending .tsv tabs part the columns.

    Returns
    -------
    Draft
        The entries. Without a column `category` they stand in one, `all`.
    """
    rows = list(csv.reader(io.StringIO(text), delimiter="\t" if file.casefold().endswith(".tsv") else ","))
    given = [name.strip().casefold() for name in rows[0]] if rows else []
    names = [ALSO.get(name, name) for name in given]
    if "entry" not in names:
        found = ", ".join(map(repr, given)) if any(given) else "nothing"
        raise LexiconError(
            f"{file}: its first line names {found}, and no column 'entry'. Known columns: "
            f"{', '.join(COLUMNS)}."
        )
    draft = Draft([], [])
    draft.lost.extend(
        Loss("", "", f"the column {name!r}") for name in dict.fromkeys(names) if name not in COLUMNS
    )
    for number, cells in enumerate(rows[1:], 2):
        row: dict[str, str] = {}
        for name, cell in zip(names, cells, strict=False):
            row.setdefault(name, cell.strip())
        if not row.get("entry"):
            if any(row.values()):
                draft.lost.append(
                    Loss(row.get("category", ""), "", f"line {number} has no entry and is left out")
                )
            continue
        for key, choices in CHOICES.items():
            if row.get(key) and row[key] not in choices:
                raise LexiconError(f"{file}, line {number}: {unknown(key, row[key], choices)}")
        path = tuple((row.get("category") or "all").split("/"))
        weight = _weight(row.get("weight", ""), file, number)
        if weight == 0:
            draft.lost.append(Loss("/".join(path), row["entry"], "left out: its weight is 0"))
            continue
        draft.rows.append(
            Row(path, row["entry"], weight, row.get("agent") or None, row.get("negation") or None)
        )
    return draft


def _weight(text: str, file: str, number: int) -> float | None:
    try:
        weight = float(text) if text else None
    except ValueError:
        weight = float("nan")
    if weight is not None and not isfinite(weight):
        raise LexiconError(f"{file}, line {number}: the weight {text!r} is no number. Write it as 0.5 or -2.")
    return weight


def write(rows: list[Row], *, delimiter: str = ",") -> str:
    """Write rows as a .csv file.

    Parameters
    ----------
    rows : list of Row
        The entries.
    delimiter : str
        What parts the columns.

    Returns
    -------
    str
        The file.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        weight = "" if row.weight is None else f"{row.weight!r}"
        writer.writerow(["/".join(row.path), row.text, weight, row.agent or "", row.negation or ""])
    return buffer.getvalue()


def write_tabs(rows: list[Row]) -> str:
    """Write rows as a .tsv file.

    Parameters
    ----------
    rows : list of Row
        The entries.

    Returns
    -------
    str
        The file.
    """
    return write(rows, delimiter="\t")


COMMAS = Format("CSV", (".csv",), read, write, weights=True, ours=True)
TABS = Format("TSV", (".tsv",), read, write_tabs, weights=True, ours=True)
