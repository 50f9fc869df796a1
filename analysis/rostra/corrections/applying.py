"""Applying: corrections take effect, each one that can, and each that cannot is named."""

from __future__ import annotations

import contextlib
import warnings
from typing import Any

from rostra.corpus import Corpus, counted
from rostra.corrections.changes import FACETS, Change, Credits, added, changed, differences, outdated, plain
from rostra.corrections.rebuilding import reviewed, settle, with_changes
from rostra.corrections.rows import Astray, Decision, Row, decide, offset, read_rows
from rostra.corrections.texts import Texts
from rostra.errors import CorrectionsWarning
from rostra.statements import Statements, review_frame, statement_frame

__all__ = ["correct"]

NAMED = 5  # rows that a message names one by one


def correct(statements: Statements) -> Statements:
    """Apply the corrections that go with the corpus; without any, the statements are as they were.

    Parameters
    ----------
    statements : Statements
        As the rules found them.

    Returns
    -------
    Statements
        A partition still: what is removed is narration. A corrected or added statement
        has the rule `corrected` and confidence 1. A corrected one keeps its id; an added
        one is called by its place, as in ``strait-012:1025-1062``. `reviews` has a row
        for each judgement, `about` says what was applied and what was not.

    Notes
    -----
    A row holds for the statement at its offsets in the text of its hash, whatever the id.
    Of two rows for one statement the later holds. A stretch may lie inside another; one
    that crosses another's end is not applied. `ok` changes nothing. What cannot be applied
    is left out row by row, and one warning names all such rows.

    Examples
    --------
    >>> from rostra.corpus import load_corpus
    >>> from rostra.statements import Statements, statement_frame
    >>> correct(Statements(statement_frame([]), load_corpus([{"text": "Yes."}]))).reviews is None
    True
    """
    corpus = statements.corpus
    if corpus.corrections is None:
        return statements
    rows, unreadable = read_rows(corpus.corrections)
    found = statements.frame.to_dict("records")
    changes = _changes(rows, found, corpus)
    for line, reason in unreadable:
        detail = f"{reason}. Mend the row, or write it again."
        changes.append(Change(Row(line, {}), "not applied", fault=Astray("an unreadable row", detail)))
    settle(changes, found)
    if any(change.outcome in ("corrected", "removed", "added") for change in changes):
        frame = statement_frame(with_changes(changes, found, corpus))
    else:
        frame = statements.frame
    name = corpus.corrections.name
    about = f"{statements.about} {_about(changes, name, corpus)}".strip()
    if faults := [change for change in changes if change.fault is not None]:
        warnings.warn(_warning(faults, len(rows) + len(unreadable), name), CorrectionsWarning, stacklevel=3)
    kept = [c for c in changes if c.outcome != "pending" or c.row["sample"] or c.row["comment"]]
    reviews = review_frame([reviewed(change, corpus) for change in kept])
    return Statements(frame, corpus, about, reviews)


def _changes(rows: list[Row], found: list[dict[str, Any]], corpus: Corpus) -> list[Change]:
    """Say of each row which statement it judges, and what it makes of it."""
    texts, credits = Texts(corpus), Credits(corpus.actors, found)
    places = {(row["doc_id"], row["start"], row["end"]): row for row in found if row["kind"] != "narration"}
    changes = []
    for row in rows:
        change = Change(row, "pending", sample=row["sample"])
        try:
            change.decision = decide(row)
            _judge(change, change.decision, places, texts, credits)
        except Astray as fault:
            change.fail(fault)
            _locate(change, places, texts)
        changes.append(change)
    _last_word(changes)
    return changes


def _judge(
    change: Change,
    decision: Decision,
    places: dict[tuple[Any, ...], dict[str, Any]],
    texts: Texts,
    credits: Credits,
) -> None:
    """Fill in what a row makes of the statement that it judges."""
    row = change.row
    if not decision.verdict:
        _locate(change, places, texts)
        return
    by_words = decision.verdict == "add" and bool(decision.words) and decision.new_start is None
    change.doc_id = doc_id = texts.find(row, checks_itself=by_words)
    if doc_id is None:
        change.outcome = "elsewhere"
        return
    if decision.verdict == "add":
        change.values, change.unsure = added(decision, doc_id, texts, credits)
        # rules that have become better may find by themselves what was added
        change.target = places.get((doc_id, change.values["start"], change.values["end"]))
        if change.target is None:
            change.outcome = "added"
            return
    else:
        change.target = places.get((doc_id, decision.start, decision.end)) or places.get(
            (doc_id, decision.new_start, decision.new_end)  # or what was moved
        )
    target = change.target
    if target is None:
        raise Astray(
            "no such statement",
            f"the rules find no statement at {decision.start}-{decision.end} of {doc_id!r}. "
            "To have one there, write 'add' in the column verdict.",
        )
    if decision.verdict == "ok":
        if fault := outdated(row, target):
            raise fault
        change.outcome = "confirmed"
    elif decision.verdict == "remove":
        change.outcome, change.wrong = "removed", ("statement",)
    else:
        change.wrong = ("unknown",)
        change.values, change.unsure = changed(decision, target, texts, credits)
        if differing := differences(target, change.values):
            change.outcome, change.wrong = "corrected", differing
        elif decision.corrects or decision.verdict == "add":
            change.outcome, change.wrong = "confirmed", ()
        else:
            change.outcome = "left"


def _locate(change: Change, places: dict[tuple[Any, ...], dict[str, Any]], texts: Texts) -> None:
    """Find the statement of a row that judges nothing, or nothing that can be read."""
    with contextlib.suppress(Astray):
        change.doc_id = change.doc_id or texts.find(change.row, checks_itself=False)
        place = (offset(change.row, "start"), offset(change.row, "end"))
        change.target = change.target or places.get((change.doc_id, *place))


def _last_word(changes: list[Change]) -> None:
    """Of several rows for one statement the last that judges holds; who says the same twice, says it once."""
    last: dict[Any, Change] = {}
    for change in changes:
        if change.outcome == "added":
            place: Any = (change.doc_id, change.values["start"], change.values["end"])
        elif change.target is not None:
            place = change.target["statement_id"]
        else:
            continue
        earlier = last.setdefault(place, change)
        if earlier is change:
            continue
        if change.outcome in ("pending", "not applied"):
            earlier.sample = change.sample or earlier.sample
        elif change.outcome == "added" and change.values == earlier.values:
            change.outcome = "repeated"
        else:
            last[place] = change
            change.sample = change.sample or earlier.sample
            same = (earlier.outcome, earlier.values) == (change.outcome, change.values)
            if same or earlier.outcome == "pending":
                earlier.outcome = "repeated"
            elif earlier.outcome != "not applied":
                line = change.row.line
                said = f"line {line} judges the same statement, and the later row holds. Delete one of them."
                earlier.fail(Astray("judged again further down", said))
            earlier.wrong = ()


def _about(changes: list[Change], name: str, corpus: Corpus) -> str:
    """Say in one sentence what was applied, and what was not."""
    done = {
        outcome: [change for change in changes if change.outcome == outcome]
        for outcome in ("corrected", "removed", "added", "confirmed", "left", "elsewhere", "not applied")
    }
    facets = [facet for change in done["corrected"] for facet in change.wrong]
    parts = [f"{facets.count(facet)} {facet}" for facet in FACETS if facet in facets]
    parts += [f"{len(done[outcome])} {outcome}" for outcome in ("removed", "added") if done[outcome]]
    number = sum(len(done[outcome]) for outcome in ("corrected", "removed", "added"))
    said = [
        f"{counted(number, 'statement')} corrected by {name}" + (f" ({', '.join(parts)})" if parts else "")
    ]
    if done["confirmed"]:
        said.append(f"{len(done['confirmed'])} confirmed")
    if done["left"]:
        said.append(f"{len(done['left'])} called wrong and not mended")
    if done["elsewhere"]:
        said.append(f"{counted(len(done['elsewhere']), 'row')} of documents that are not here")
    unsure = list(dict.fromkeys(change.unsure for change in changes if change.unsure))
    if unsure:
        said.append(f"no actor is known for the new speaker {_some([repr(x) for x in unsure])}")
    known = set(corpus.actors.names)
    strange = [plain(c.values.get("actor")) for c in changes if c.outcome in ("corrected", "added")]
    strange = list(dict.fromkeys(actor for actor in strange if actor is not None and actor not in known))
    if strange:
        said.append(f"not in the registry of actors: {_some([repr(actor) for actor in strange])}")
    if done["not applied"]:
        reasons: dict[str, list[str]] = {}
        for change in done["not applied"]:
            assert change.fault is not None
            reasons.setdefault(change.fault.reason, []).append(f"line {change.row.line}")
        why = "; ".join(f"{reason} ({_some(lines)})" for reason, lines in reasons.items())
        said.append(f"{counted(len(done['not applied']), 'row')} not applied: {why}")
    return f"{'; '.join(said)}."


def _warning(faults: list[Change], rows: int, name: str) -> str:
    """Name the rows that were not applied, each with the next step."""
    faults = sorted(faults, key=lambda change: change.row.line)
    are = "is" if len(faults) == 1 else "are"
    lines = [f"Line {change.row.line}: {change.fault}" for change in faults[:NAMED]]
    more = len(faults) - len(lines)
    tail = [f"And {more} more: Statements.reviews has them all, in the column 'problem'."] if more else []
    return " ".join([f"{name}: {len(faults)} of {counted(rows, 'row')} {are} not applied.", *lines, *tail])


def _some(names: list[str]) -> str:
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
