"""Statements: every character of every text, and whose words it holds.

`Statements` is a table with one row a contiguous piece of text. A row is a
quotation found in the text (`direct`, `mixed`, `indirect`), a whole speech or
turn (`speech`), or the writer's own words (`narration`). Rows may lie inside
one another (a quotation within a quotation has a `parent`); each character
belongs to exactly one innermost row.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rostra.errors import ResultError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from rostra.corpus import Corpus

COLUMNS = (
    "statement_id", "quotation_id", "doc_id", "start", "end", "kind", "act", "speaker",
    "mention", "mention_start", "mention_end", "actor", "cue", "cue_start", "cue_end", "stance",
    "via", "parent", "rule", "repair", "confidence",
)  # fmt: skip
KINDS = ("direct", "mixed", "indirect", "speech", "narration")
# A judgement, what became of it, and the statement that it judges as the rules found it.
REVIEWED = (
    "line", "outcome", "problem", "found", "wrong", "verdict", "new_speaker", "new_actor", "new_words",
    "new_kind", "new_act", "new_start", "new_end", "comment", "sample", "doc_id", "text_sha256",
    "statement_id", "start", "end", "kind", "act", "speaker", "actor", "mention", "rule", "confidence",
)  # fmt: skip
FORMAT = "rostra-statements-1"
SHOWN = 40  # rows that a notebook shows


@dataclass(frozen=True, eq=False)
class Statements:
    """Who says what, where: a partition of every text of a corpus.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a contiguous piece of text, sorted by document and start, with the
        columns of `rostra.statements.COLUMNS`. Offsets are code points of the
        document's text. Unknown values are NA.
    corpus : Corpus
        The texts the offsets point into.
    about : str
        One sentence: how the rows were found, and what is left out.
    reviews : pandas.DataFrame or None
        One row a judgement of the file of corrections, with what became of it (see
        `rostra.corrections`); None where nobody corrected anything.
    source : str
        How they were made: `found` (in the texts), `column NAME` (each document is one speech),
        empty where nobody can know.
    """

    frame: pd.DataFrame
    corpus: Corpus
    about: str = ""
    reviews: pd.DataFrame | None = None
    source: str = ""
    _owner: dict[str, Any] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return int((self.frame["kind"] != "narration").sum())

    @property
    def quotations(self) -> pd.DataFrame:
        """The rows that are somebody's words: all but narration."""
        return self.frame[self.frame["kind"] != "narration"]

    def text(self, statement_id: str) -> str:
        """Return the words of one statement as published.

        Parameters
        ----------
        statement_id : str
            A value of the column `statement_id`.

        Returns
        -------
        str
            The stretch of the text, marks included.
        """
        rows = self.frame[self.frame["statement_id"] == statement_id]
        if rows.empty:
            raise ResultError(
                f"no statement with the id {statement_id!r}. The ids are in the column "
                "'statement_id' of Statements.frame."
            )
        row = rows.iloc[0]
        return self.corpus.text(row["doc_id"])[int(row["start"]) : int(row["end"])]

    def owners(self, doc_id: str) -> np.ndarray:
        """Return, for each character of a text, the row of its innermost statement.

        Parameters
        ----------
        doc_id : str
            The document.

        Returns
        -------
        numpy.ndarray
            Row positions in `frame`, one a character; never -1: narration is a row too.
        """
        import numpy as np

        if not self._owner:
            ids = self.frame["doc_id"].to_numpy()
            starts = self.frame["start"].to_numpy(dtype=np.int64)
            ends = self.frame["end"].to_numpy(dtype=np.int64)
            groups: dict[str, list[int]] = {}
            for position, name in enumerate(ids):
                groups.setdefault(name, []).append(position)
            for name, rows in groups.items():
                owner = np.full(len(self.corpus.text(name)), -1, dtype=np.int64)
                # longer rows first, so that what lies inside overwrites what lies around it
                for row in sorted(rows, key=lambda r: (starts[r] - ends[r], starts[r])):
                    owner[starts[row] : ends[row]] = row
                self._owner[name] = owner
        if doc_id not in self._owner:
            return np.full(len(self.corpus.text(doc_id)), -1, dtype=np.int64)
        return self._owner[doc_id]

    @property
    def coverage(self) -> dict[str, Any]:
        """How much was found and credited.

        Returns
        -------
        dict
            `documents`, `quotations` (statements that are not narration), `credited`
            (those with an actor), `with_speaker`, `characters`, `quoted_characters`, and
            the shares `credited_share` and `quoted_share` (NA where undefined).
        """
        import pandas as pd

        quotations = self.quotations
        characters = sum(self.corpus.lengths)
        quoted, reach, inside = 0, 0, None
        places = quotations[["doc_id", "start", "end"]].sort_values(["doc_id", "start"], kind="stable")
        for name, start, end in zip(*(places[column].tolist() for column in places), strict=True):
            reach = reach if name == inside else 0
            quoted += max(0, end - max(start, reach))  # what is nested was counted with what is around it
            reach, inside = max(reach, end), name
        credited = int(quotations["actor"].notna().sum())
        return {
            "documents": len(self.corpus.documents),
            "quotations": len(quotations),
            "with_speaker": int(quotations["speaker"].notna().sum()),
            "credited": credited,
            "credited_share": credited / len(quotations) if len(quotations) else pd.NA,
            "characters": characters,
            "quoted_characters": quoted,
            "quoted_share": quoted / characters if characters else pd.NA,
        }

    def records(self, *, narration: bool = False, texts: bool = False) -> list[dict[str, Any]]:
        """Return one JSON-ready record a document, in the order of the corpus.

        Parameters
        ----------
        narration : bool
            Keep the writer's own words too.
        texts : bool
            Add the full text and all metadata of each document, so that the records
            can be loaded again without the corpus.

        Returns
        -------
        list of dict
            `doc_id, date, body_start, statements`; offsets are code points of the body,
            `body_start` is the body's place in the file.
        """
        rows: dict[str, list[dict[str, Any]]] = {}
        for row in self.frame.to_dict("records"):
            if row["kind"] != "narration" or narration:
                rows.setdefault(row["doc_id"], []).append(row)
        records = []
        for document in self.corpus.documents.to_dict("records"):
            text = document["text"]
            record: dict[str, Any] = {
                "doc_id": document["doc_id"],
                "date": _plain(document["date"]),
                "body_start": int(document["body_start"]),
            }
            if texts:
                record |= {name: _plain(value) for name, value in document.items() if name not in record}
            record["statements"] = [
                {"start": int(row["start"]), "end": int(row["end"]), "text": text[row["start"] : row["end"]]}
                | {name: _plain(row[name]) for name in COLUMNS if name not in ("doc_id", "start", "end")}
                for row in rows.get(document["doc_id"], [])
            ]
            records.append(record)
        return records

    def save(self, path: str | Path) -> Path:
        """Write texts, metadata and statements to one JSON Lines file.

        Parameters
        ----------
        path : str or pathlib.Path
            The file to write; an existing one is replaced.

        Returns
        -------
        pathlib.Path
            The file written.
        """
        path = Path(path)
        head: dict[str, Any] = {"format": FORMAT, "name": self.corpus.name, "about": self.about}
        if self.reviews is not None:
            rows = self.reviews.to_dict("records")
            head["reviews"] = [{str(k): _plain(v) for k, v in row.items()} for row in rows]
        lines = [head, *self.records(narration=True, texts=True)]
        path.write_text(
            "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines),
            encoding="utf-8",
            newline="\n",
        )
        return path

    @classmethod
    def load(cls, path: str | Path) -> Statements:
        """Read what `save` wrote.

        Parameters
        ----------
        path : str or pathlib.Path
            A file written by `Statements.save`.

        Returns
        -------
        Statements
            With a corpus of the same texts; the registry is the built-in gazetteer.
        """
        from rostra.corpus import load_corpus

        path = Path(path)
        lines = path.read_text(encoding="utf-8").split("\n")
        try:
            head, *records = [json.loads(line) for line in lines if line]
        except (json.JSONDecodeError, ValueError) as error:
            raise ResultError(
                f"{path.name} is not a file of statements: {error}. Write one with Statements.save(path)."
            ) from None
        if not isinstance(head, dict) or head.get("format") != FORMAT:
            raise ResultError(
                f"{path.name} is not a file of statements: its first line does not say "
                f'"format": "{FORMAT}". Write one with Statements.save(path).'
            )
        rows = [
            {"doc_id": record["doc_id"]} | {name: value for name, value in row.items() if name != "text"}
            for record in records
            for row in record["statements"]
        ]
        corpus = load_corpus([{k: v for k, v in record.items() if k != "statements"} for record in records])
        reviews = review_frame(head["reviews"]) if "reviews" in head else None
        return cls(statement_frame(rows), corpus.renamed(head["name"]), head["about"], reviews)

    def __repr__(self) -> str:
        from rostra.corpus import counted

        cover = self.coverage
        found = counted(cover["quotations"], "statement")
        share = f"{cover['credited_share']:.0%}" if cover["quotations"] else "none"
        return f"<Statements: {found} in {counted(cover['documents'], 'document')}, {share} credited>"

    def _repr_html_(self) -> str:
        from html import escape

        import pandas as pd

        shown = ("doc_id", "speaker", "actor", "kind", "cue")
        head = "".join(f"<th>{name}</th>" for name in (*shown, "words"))
        body = []
        for row in self.quotations.head(SHOWN).to_dict("records"):
            words = self.corpus.text(row["doc_id"])[row["start"] : row["end"]]
            cells = ["" if pd.isna(row[name]) else str(row[name]) for name in shown] + [words]
            body.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
        more = len(self) - len(body)
        tail = f"<p>… {more} more in <code>.quotations</code></p>" if more > 0 else ""
        rows = "".join(body)
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{tail}"
            f"<p>{escape(self.about)}</p>"
        )


def statement_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Make the table of statements, with every column and its type, from plain rows.

    Parameters
    ----------
    rows : list of dict
        Values by column name; what is missing becomes NA.

    Returns
    -------
    pandas.DataFrame
        The columns of `COLUMNS`, in that order.
    """
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in COLUMNS:
        if name in ("start", "end"):
            frame[name] = frame[name].astype("int64")
        elif name in ("mention_start", "mention_end", "cue_start", "cue_end"):
            frame[name] = frame[name].astype("Int64")
        elif name == "confidence":
            frame[name] = frame[name].astype("Float64")
        else:
            frame[name] = frame[name].astype("string")
    return frame


def review_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Make the table of reviews, with every column and its type, from plain rows.

    Parameters
    ----------
    rows : list of dict
        Values by column name; what is missing becomes NA.

    Returns
    -------
    pandas.DataFrame
        The columns of `REVIEWED`, in that order.
    """
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(REVIEWED))
    for name in REVIEWED:
        kind = {"line": "Int64", "found": "boolean", "confidence": "Float64"}.get(name, "string")
        frame[name] = frame[name].astype(kind)
    return frame


def fill_narration(rows: list[dict[str, Any]], doc_id: str, length: int) -> list[dict[str, Any]]:
    """Fill the gaps between the statements of a text with the writer's own words.

    Parameters
    ----------
    rows : list of dict
        The statements, sorted by start and, where that is the same, the longest first.
    doc_id : str
        Their document.
    length : int
        The length of its text.

    Returns
    -------
    list of dict
        The same rows, and between them rows of the kind `narration`.
    """
    filled, at = [], 0
    for row in [*rows, {"start": length, "end": length}]:
        if row["start"] > at:
            filled.append({"doc_id": doc_id, "start": at, "end": row["start"], "kind": "narration"})
        filled.append(row)
        at = max(at, row["end"])
    return filled[:-1]


def _plain(value: Any) -> Any:
    """Reduce a cell of a table to what JSON holds."""
    if value is None or type(value).__name__ == "NAType" or (isinstance(value, float) and value != value):
        return None
    return value.item() if hasattr(value, "item") else value


def check_partition(statements: Statements) -> list[str]:
    """List every breach of the partition: what lies outside, crosses, or is nobody's.

    Parameters
    ----------
    statements : Statements
        What to check.

    Returns
    -------
    list of str
        One sentence a fault; empty when every character has one innermost statement.
    """
    faults = []
    for doc_id, rows in statements.frame.groupby("doc_id", sort=False):
        length = len(statements.corpus.text(str(doc_id)))
        spans = sorted(zip(rows["start"], rows["end"], strict=True), key=lambda s: (s[0], -s[1]))
        open_ends: list[int] = []
        for start, end in spans:
            if not 0 <= start < end <= length:
                faults.append(f"{doc_id}: {start}-{end} lies outside the text of {length} characters")
            while open_ends and open_ends[-1] <= start:
                open_ends.pop()
            if open_ends and end > open_ends[-1]:
                faults.append(
                    f"{doc_id}: {start}-{end} crosses the end of another statement at {open_ends[-1]}"
                )
            open_ends.append(end)
        if (statements.owners(str(doc_id)) < 0).any():
            faults.append(f"{doc_id}: some characters belong to no statement")
    return faults
