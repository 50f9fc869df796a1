"""Writing: a table as text, CSV, JSON or JSON Lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import typer

from rostra.exporting import neutral

if TYPE_CHECKING:
    import pandas as pd

    from rostra.result import Result
    from rostra.statements import Statements

__all__ = ["Format", "statement_table", "write", "write_result"]

_BLOCK = 10_000  # rows that are made into text at once


class Format(StrEnum):
    """How a table is written."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"


def write(frame: pd.DataFrame, form: Format, about: str = "") -> None:
    import pandas as pd

    if form is Format.table:
        if frame.empty:
            typer.echo(f"no rows. {about}".strip())
            return
        shown = frame.copy()
        for name in shown.select_dtypes("number").columns:
            shown[name] = shown[name].map(
                lambda v: "" if pd.isna(v) else f"{v:.4g}" if v != int(v) else f"{int(v)}"
            )
        for name in shown.columns:
            shown[name] = shown[name].astype(object).where(shown[name].notna(), "")
        typer.echo(shown.to_string(index=False))
        if about:
            typer.echo(f"\n{about}", err=True)
        return
    if form is Format.json:
        rows = [record for block in _records(frame) for record in block]
        typer.echo(json.dumps({"about": about, "rows": rows}, ensure_ascii=False, indent=1))
        return
    if form is Format.csv:
        typer.echo(_csv([map(neutral, frame.columns)]), nl=False)
    for records in _records(frame):
        if form is Format.csv:
            text = _csv([neutral(value) for value in record.values()] for record in records)
        else:
            text = "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
        typer.echo(text, nl=False)


def _records(frame: pd.DataFrame) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows as plain values, a block at a time: they take many times the memory of the table."""
    for first in range(0, len(frame), _BLOCK):
        block = frame.iloc[first : first + _BLOCK]
        plain = block.astype(object).where(block.notna(), None)
        yield [
            {name: value.item() if hasattr(value, "item") else value for name, value in row.items()}
            for row in plain.to_dict("records")
        ]


def _csv(rows: Iterable[Iterable[Any]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def write_result(result: Result, form: Format) -> None:
    write(result.frame, form, result.about)


def statement_table(found: Statements, *, narration: bool, short: bool) -> pd.DataFrame:
    rows = found.frame if narration else found.quotations
    words = [
        found.corpus.text(d)[s:e] for d, s, e in zip(rows["doc_id"], rows["start"], rows["end"], strict=True)
    ]
    if not short:
        return rows.assign(text=words)
    shown = rows[["doc_id", "kind", "speaker", "actor", "cue", "confidence"]]
    return shown.assign(text=[" ".join(w.split())[:70] for w in words])
