"""Rebuilding: the table of statements after its corrections, a partition as before."""

from __future__ import annotations

from typing import Any

from rostra.actors import fold
from rostra.corpus import Corpus
from rostra.corrections.cells import COLUMNS
from rostra.corrections.changes import Change, plain
from rostra.corrections.rows import NOBODY, Astray
from rostra.corrections.texts import sha256_of
from rostra.statements import fill_narration

__all__ = ["reviewed", "settle", "with_changes"]

CORRECTED = {"rule": "corrected", "confidence": 1.0}


def settle(changes: list[Change], found: list[dict[str, Any]]) -> None:
    """Take back each change of a place that would cross another statement, or cover it exactly.

    As the rules found them, no two statements cross. So of two that do, one at least was
    moved or added; the later such row is taken back. What it had moved stands where it
    stood before, and may be crossed there: so until nothing crosses, which needs no more
    rounds than there are rows.
    """
    moved = [c for c in changes if c.outcome == "added" or (c.outcome == "corrected" and "span" in c.wrong)]
    removed = {c.target["statement_id"] for c in changes if c.outcome == "removed" and c.target is not None}
    standing: dict[str | None, list[dict[str, Any]]] = {change.doc_id: [] for change in moved}
    for row in found:
        if row["doc_id"] in standing and row["kind"] != "narration" and row["statement_id"] not in removed:
            standing[row["doc_id"]].append(row)
    for doc_id, rows in standing.items():
        here = [change for change in moved if change.doc_id == doc_id]
        while faults := _crossings(rows, here):
            for change, other in faults:
                here.remove(change)
                change.fail(_crosses((change.values["start"], change.values["end"]), other))


def _crosses(mine: tuple[int, int], other: tuple[int, int]) -> Astray:
    if mine == other:
        return Astray(
            "a statement stands there",
            f"at {mine[0]}-{mine[1]} there is a statement already. Correct that one in its own row.",
        )
    return Astray(
        "crosses another statement",
        f"{mine[0]}-{mine[1]} crosses the statement at {other[0]}-{other[1]}. A statement may lie inside "
        "another, not across its end: shorten one of the two, or remove one.",
    )


_Place = tuple[tuple[int, int], Change | None]


def _crossings(standing: list[dict[str, Any]], here: list[Change]) -> list[tuple[Change, tuple[int, int]]]:
    """List the changes to take back, each with the place that it crosses or covers exactly."""
    moved = {change.target["statement_id"] for change in here if change.target is not None}
    places: list[_Place] = [
        ((row["start"], row["end"]), None) for row in standing if row["statement_id"] not in moved
    ]
    places += [((change.values["start"], change.values["end"]), change) for change in here]
    places.sort(key=lambda place: (place[0][0], -place[0][1]))
    faults: list[tuple[Change, tuple[int, int]]] = []
    outer: list[_Place] = []
    for span, change in places:
        stays = True
        while outer and stays:
            around, other = outer[-1]
            if around[1] <= span[0]:
                outer.pop()
            elif (span[1] <= around[1] and span != around) or (change is None and other is None):
                break
            elif change is None or (other is not None and other.row.line > change.row.line):
                assert other is not None
                faults.append((other, span))
                outer.pop()
            else:
                faults.append((change, around))
                stays = False
        if stays:
            outer.append((span, change))
    return faults


def with_changes(changes: list[Change], found: list[dict[str, Any]], corpus: Corpus) -> list[dict[str, Any]]:
    """Make the rows of the table anew, in the documents where something changed."""
    effective = [change for change in changes if change.outcome in ("corrected", "removed", "added")]
    by_document: dict[str, list[Change]] = {}
    for change in effective:
        assert change.doc_id is not None
        by_document.setdefault(change.doc_id, []).append(change)
    rows_of: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        rows_of.setdefault(row["doc_id"], []).append(row)
    rows: list[dict[str, Any]] = []
    for doc_id in corpus.documents["doc_id"]:
        mine = rows_of.get(doc_id, [])
        if doc_id in by_document:
            mine = _document(mine, by_document[doc_id], doc_id, len(corpus.text(doc_id)))
        rows += mine
    return rows


def _document(
    rows: list[dict[str, Any]], changes: list[Change], doc_id: str, length: int
) -> list[dict[str, Any]]:
    narration = {row["start"]: row["statement_id"] for row in rows if row["kind"] == "narration"}
    statements = {row["statement_id"]: row for row in rows if row["kind"] != "narration"}
    spoken = set()
    for change in changes:
        if change.outcome == "added":
            name = _called(doc_id, change.values)
            statements[name] = {"statement_id": name, "quotation_id": name, "doc_id": doc_id} | (
                change.values | CORRECTED
            )
        elif change.target is not None and change.outcome == "removed":
            del statements[change.target["statement_id"]]
        elif change.target is not None:
            row = change.target | change.values | CORRECTED
            if "speaker" in change.wrong:
                if plain(row["quotation_id"]) is not None:
                    spoken.add(row["quotation_id"])
                if not _names(row["mention"], row["speaker"]):
                    row |= {"mention": None, "mention_start": None, "mention_end": None}
            statements[row["statement_id"]] = row
    ordered = sorted(statements.values(), key=lambda row: (row["start"], -row["end"]))
    _part(ordered, spoken)
    _nest(ordered)
    filled = fill_narration(ordered, doc_id, length)
    for row in filled:
        if "statement_id" not in row:
            row["statement_id"] = narration.get(row["start"], _called(doc_id, row))
    return filled


def _called(doc_id: str, row: dict[str, Any]) -> str:
    """Call what the rules did not find by its place, which no other row can change."""
    return f"{doc_id}:{row['start']}-{row['end']}"


def _names(mention: Any, speaker: Any) -> bool:
    """Whether the words in the text may still stand for the speaker: Ruiz for Ana Ruiz."""
    if plain(mention) is None or plain(speaker) is None:
        return False
    return set(fold(mention).split()) <= set(fold(speaker).split())


def _part(rows: list[dict[str, Any]], quotations: set[Any]) -> None:
    """Pieces of one quotation have one speaker: who is corrected alone speaks for himself."""
    for quotation in quotations:
        pieces = [row for row in rows if plain(row["quotation_id"]) == quotation]
        names: dict[Any, str] = {}
        kept = next((row for row in pieces if row["rule"] != CORRECTED["rule"]), pieces[0])
        names[plain(kept["speaker"])] = kept["quotation_id"]
        for row in pieces:
            row["quotation_id"] = names.setdefault(plain(row["speaker"]), f"q{row['statement_id']}")


def _nest(rows: list[dict[str, Any]]) -> None:
    """Give each statement the one around it as its parent."""
    outer: list[dict[str, Any]] = []
    for row in rows:
        while outer and outer[-1]["end"] <= row["start"]:
            outer.pop()
        row["parent"] = outer[-1]["statement_id"] if outer else None
        outer.append(row)


def reviewed(change: Change, corpus: Corpus) -> dict[str, Any]:
    """Write a change as a row of the table of reviews: the judgement, and the statement as it was found."""
    columns = [column for column in COLUMNS if column not in ("before", "words", "after")]
    row: dict[str, Any] = {column: change.row[column] or None for column in columns}
    row["confidence"] = None  # a spreadsheet may have made a date of it
    if change.doc_id is not None and change.fault is None:
        row["doc_id"] = change.doc_id
        row["text_sha256"] = row["text_sha256"] or sha256_of(corpus.text(change.doc_id))
    if change.target is not None:
        row |= {column: plain(change.target[column]) for column in columns if column in change.target}
    if change.decision is not None:
        row["verdict"] = change.decision.verdict or None
        if change.decision.verdict == "add":  # its values may stand in the columns of what was found
            names = {f"new_{name}": given or NOBODY for name, given in change.decision.names.items()}
            row |= {"new_kind": change.decision.kind or None, "new_act": change.decision.act or None} | names
    if change.values and (change.row["new_words"] or row["verdict"] == "add"):
        row |= {"new_start": change.values["start"], "new_end": change.values["end"]}
    for column in ("start", "end", "new_start", "new_end"):
        row[column] = None if row[column] is None else str(row[column])
    return row | {
        "line": change.row.line,
        "outcome": change.outcome,
        "problem": None if change.fault is None else change.fault.detail,
        "found": change.target is not None,
        "wrong": " ".join(change.wrong) if change.judged else None,
        "sample": change.sample or None,
    }
