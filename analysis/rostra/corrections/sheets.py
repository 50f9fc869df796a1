"""Sheets: statements laid out for a reviewer, the doubtful ones first or a random sample."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from rostra.corrections.cells import COLUMNS, TEXT, after, around, before, display, safe
from rostra.corrections.changes import plain
from rostra.corrections.texts import sha256_of
from rostra.errors import CorrectionsError, QueryError, demand
from rostra.statements import Statements

__all__ = ["as_found", "review"]

FOUND = (
    "statement_id",
    "doc_id",
    "start",
    "end",
    "kind",
    "act",
    "speaker",
    "actor",
    "mention",
    "rule",
    "confidence",
)
FILLED = (
    "verdict",
    "new_speaker",
    "new_actor",
    "new_words",
    "new_kind",
    "new_act",
    "new_start",
    "new_end",
    "comment",
)
SETTLED = ("confirmed", "corrected", "removed", "left")


def review(
    statements: Statements,
    path: str | Path,
    *,
    sample: int | None = None,
    seed: int = 0,
    text: bool = True,
) -> Path:
    """Write a sheet of statements for somebody to judge: the doubtful ones first, or a random sample.

    Parameters
    ----------
    statements : Statements
        What `rostra.attribute` found.
    path : str or pathlib.Path
        The CSV file to write (UTF-8, for any spreadsheet). An existing file is never
        replaced: somebody's work may be in it.
    sample : int, optional
        So many statements drawn at random, in random order, instead of the doubtful ones
        first. Only such a sample tells how often the rules are wrong (`error_rates`).
    seed : int
        Of the sample. With the same seed, a larger sample holds the smaller one.
    text : bool
        Write the words, what stands around them and the words that name the speaker. False:
        only offsets and hashes, so that the sheet can be kept and published.

    Returns
    -------
    pathlib.Path
        The file written.

    Notes
    -----
    One row a statement as the rules found it (not as it was corrected), narration left
    out. The reviewer fills in:

    - `verdict`: `ok`; `wrong`; `remove`, where it is no statement; nothing, where nobody
      looked;
    - `new_speaker`, `new_actor`, `new_words` (the right words, copied out of the text; or
      `new_start` and `new_end`), `new_kind`, `new_act`: what is right. Empty: unchanged; the
      actor follows a new speaker whose actor the registry or another statement tells.
      ``NA``: nobody;
    - a new row with `doc_id`, the verdict `add` and these columns, for a statement that
      was missed.

    What was judged before is in the sheet, too, after the rows that are still to be
    judged, so that one file holds it all. Rows of a sample say in `sample` how they were
    drawn; a reviewer who goes from the top may stop anywhere.

    Cells that a spreadsheet would take for formulas begin with an apostrophe. Words and
    context are on one line each, and long ones are cut: the offsets are what counts.

    Examples
    --------
    >>> import tempfile, rostra
    >>> said = "“We agree,” said Polish President Anna Nowak."
    >>> corpus = rostra.load_corpus([{"doc_id": "a", "text": said}])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     sheet = rostra.review(rostra.attribute(corpus), f"{folder}/sheet.csv")
    ...     print(sheet.read_text(encoding="utf-8-sig").splitlines()[1][:69])
    a,,"“We agree,”",said Polish President Anna Nowak.,Anna Nowak,Polish
    """
    demand("Statements", statements, "review")
    path = Path(path)
    if sample is not None and sample < 1:
        raise QueryError(f"a sample of {sample} statements cannot be drawn. Ask for 1 or more.")
    if path.exists():
        raise CorrectionsError(
            f"{path} exists already, and what somebody wrote into it would be lost. Choose another name for "
            "the new sheet, or delete the old one."
        )
    cells = _sheet(statements, sample, seed)
    columns = [column for column in COLUMNS if text or column not in TEXT]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe(row.get(column, "")) for column in columns] for row in cells)
    try:
        path.write_bytes(buffer.getvalue().encode("utf-8-sig", errors="replace"))
    except OSError as error:
        raise CorrectionsError(
            f"{path} cannot be written: {error.strerror}. Name a file in a folder that exists and is yours."
        ) from None
    return path


def as_found(statements: Statements) -> list[dict[str, Any]]:
    """Return the statements as the rules found them, before any correction, in text order.

    Parameters
    ----------
    statements : Statements
        Corrected or not.

    Returns
    -------
    list of dict
        Values by column; `review` is the row of `Statements.reviews` that judges it, or None.
    """
    frame = statements.quotations
    reviews = [] if statements.reviews is None else statements.reviews.to_dict("records")
    judged = {r["statement_id"]: r for r in reviews if r["found"] and r["outcome"] != "repeated"}
    for row in reviews:  # of two rows for one statement, one that settles it
        if row["found"] and row["outcome"] in SETTLED:
            judged[row["statement_id"]] = row
    altered = {name for name, row in judged.items() if row["outcome"] in ("corrected", "removed")}
    rows = [
        {name: row[name] for name in FOUND} | {"review": judged.get(row["statement_id"])}
        for row in frame[frame["rule"].fillna("") != "corrected"].to_dict("records")
        if row["statement_id"] not in altered
    ]
    for name in altered:
        review = judged[name]
        rows.append(
            {column: review[column] for column in FOUND}
            | {"start": int(review["start"]), "end": int(review["end"]), "review": review}
        )
    order = {doc_id: place for place, doc_id in enumerate(statements.corpus.documents["doc_id"])}
    return sorted(rows, key=lambda row: (order[row["doc_id"]], row["start"], -row["end"]))


def _sheet(statements: Statements, sample: int | None, seed: int) -> list[dict[str, str]]:
    """Lay out the rows: to be judged, judged before, and what speaks of no statement of now."""
    rows = as_found(statements)
    if sample is None:
        rows.sort(key=_doubt)
        first = [row for row in rows if not _is_settled(row)]
    else:
        import numpy as np

        drawn = np.random.default_rng(seed).permutation(len(rows))[:sample].tolist()
        first = [
            rows[place] | {"sample": f"draw {number} of {len(drawn)} from {len(rows)}, seed {seed}"}
            for number, place in enumerate(drawn, 1)
        ]
    ids = {row["statement_id"] for row in first}
    settled = [row for row in rows if row["statement_id"] not in ids and row["review"] is not None]
    settled.sort(key=lambda row: row["review"]["line"])
    texts = dict(zip(statements.corpus.documents["doc_id"], statements.corpus.documents["text"], strict=True))
    hashes: dict[str, str] = {}
    for row in [*first, *settled]:
        if row["doc_id"] not in hashes:
            hashes[row["doc_id"]] = sha256_of(texts[row["doc_id"]])
    cells = [_cells(row, texts[row["doc_id"]], hashes[row["doc_id"]]) for row in [*first, *settled]]
    reviews = [] if statements.reviews is None else statements.reviews.to_dict("records")
    loose = [row for row in reviews if not row["found"] and plain(row["doc_id"]) is not None]
    return cells + [_loose_cells(row, texts) for row in loose if row["outcome"] != "repeated"]


def _is_settled(row: dict[str, Any]) -> bool:
    return row["review"] is not None and row["review"]["outcome"] in SETTLED


def _doubt(row: dict[str, Any]) -> float:
    """The least sure first; equals stay in text order."""
    sure = plain(row["confidence"])
    return -1.0 if sure is None else float(sure)


def _cells(row: dict[str, Any], text: str, sha256: str) -> dict[str, str]:
    """Write one statement, with what was judged of it before."""
    start, end = row["start"], row["end"]
    cells = {name: display(row[name]) for name in FOUND if name != "doc_id"}
    cells |= {
        "doc_id": row["doc_id"],
        "before": before(text, start),
        "words": around(text, start, end),
        "after": after(text, end),
        "text_sha256": sha256,
    }
    review = row["review"]
    if review is not None:
        cells |= {name: str(plain(review[name]) or "") for name in (*FILLED, "sample")}
        if review["outcome"] == "not applied" and cells["verdict"].casefold() == "ok":
            cells["verdict"] = ""  # it was said of something else
    if row.get("sample"):
        cells["sample"] = row["sample"]
    return cells


def _loose_cells(row: dict[str, Any], texts: dict[str, str]) -> dict[str, str]:
    """Write a row that speaks of no statement of the rules: added, or of a text that is not here."""
    cells = {column: str(plain(row[column]) or "") for column in COLUMNS if column in row}
    if row["outcome"] == "added":
        start, end, text = int(row["new_start"]), int(row["new_end"]), texts[row["doc_id"]]
        cells |= {"before": before(text, start), "words": around(text, start, end), "after": after(text, end)}
    return cells
