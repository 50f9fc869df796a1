"""Changes: what a row makes of the statement that it judges."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rostra.actors import Actors
from rostra.corrections.cells import display
from rostra.corrections.rows import Astray, Decision, Row
from rostra.corrections.texts import NEW_SHEET, Texts, place_of
from rostra.reading import is_missing

__all__ = ["FACETS", "Change", "Credits", "added", "changed", "outdated"]

FACETS = ("speaker", "actor", "span", "kind", "act")
SAME = ("speaker", "actor", "kind", "act")  # what must still be as it was, for an `ok` to mean something


@dataclass
class Change:
    """A row, the statement that it judges, and what becomes of both.

    Parameters
    ----------
    row : Row
        As it was read.
    outcome : str
        `confirmed`, `corrected`, `removed`, `added`, `left` (called wrong, and nothing
        said that is right), `pending` (not judged), `repeated` (said again further down),
        `elsewhere` (of a document that is not here) or `not applied`.
    doc_id : str or None
        The document, where it is known.
    target : dict or None
        The statement as the rules found it.
    values : dict
        What it has after the change.
    wrong : tuple of str
        What was wrong, of `FACETS`; `statement` where it was no statement at all, `unknown`
        where the reviewer does not say.
    fault : Astray or None
        Why it is not applied.
    unsure : str
        The new speaker, where nobody could say for which actor he speaks.
    sample : str
        How the statement was drawn, where it was.
    decision : Decision or None
        What the row says, where that can be told.
    """

    row: Row
    outcome: str
    doc_id: str | None = None
    target: dict[str, Any] | None = None
    values: dict[str, Any] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    fault: Astray | None = None
    unsure: str = ""
    sample: str = ""
    decision: Decision | None = None

    def fail(self, fault: Astray) -> None:
        """Take the change back: the statement stays as it was."""
        self.outcome, self.fault, self.unsure = "not applied", fault, ""

    @property
    def judged(self) -> bool:
        """Whether it says of a statement that is found now if it is right."""
        return self.target is not None and (self.outcome == "confirmed" or bool(self.wrong))


class Credits:
    """To whom a speaker named by a reviewer is credited: by the registry, else as elsewhere in the corpus."""

    def __init__(self, actors: Actors, statements: list[dict[str, Any]]) -> None:
        self._actors = actors
        self._known: dict[str, set[str]] = {}
        for row in statements:
            if not is_missing(row["speaker"]) and not is_missing(row["actor"]):
                self._known.setdefault(row["speaker"], set()).add(row["actor"])

    def of(self, speaker: str, date: Any) -> str | None:
        """The actor of a speaker; None where nobody can say."""
        credit = self._actors.credit(speaker, date=None if is_missing(date) else str(date))
        if credit is not None:
            return credit.actor
        known = self._known.get(speaker, set())
        return next(iter(known)) if len(known) == 1 else None

    def spelt(self, actor: str | None) -> str | None:
        """An actor under the name that the registry gives it."""
        found = self._actors.find(actor) if actor is not None else None
        return actor if found is None else found.name


def changed(
    decision: Decision, target: dict[str, Any], texts: Texts, credits: Credits
) -> tuple[dict[str, Any], str]:
    """Say what a statement has after its correction, and which new speaker has no known actor."""
    doc_id = target["doc_id"]
    start, end = _span(
        decision, texts.text[doc_id], near=target["start"], span=(target["start"], target["end"])
    )
    values: dict[str, Any] = {"start": start, "end": end}
    values |= {name: given for name in ("kind", "act") if (given := getattr(decision, name))}
    unsure = ""
    if "speaker" in decision.names:
        values["speaker"] = speaker = decision.names["speaker"]
        if speaker is not None and "actor" not in decision.names and speaker != plain(target["speaker"]):
            actor = credits.of(speaker, texts.date[doc_id])
            if actor is None:
                unsure = speaker
            else:
                values["actor"] = actor
    if "actor" in decision.names:
        values["actor"] = credits.spelt(decision.names["actor"])
    return values, unsure


def added(decision: Decision, doc_id: str, texts: Texts, credits: Credits) -> tuple[dict[str, Any], str]:
    """Say what a statement has that was missed, and which speaker has no known actor."""
    start, end = _span(decision, texts.text[doc_id], near=decision.start, span=None)
    speaker, unsure = decision.names.get("speaker"), ""
    actor = credits.spelt(decision.names.get("actor"))
    if speaker is not None and "actor" not in decision.names:
        actor = credits.of(speaker, texts.date[doc_id])
        unsure = speaker if actor is None else ""
    values = {
        "start": start,
        "end": end,
        "kind": decision.kind or texts.kind(doc_id, start, end),
        "act": decision.act or "speech",
        "speaker": speaker,
        "actor": actor,
    }
    return values, unsure


def _span(
    decision: Decision, text: str, *, near: int | None, span: tuple[int, int] | None
) -> tuple[int, int]:
    if decision.words and decision.new_start is None and decision.new_end is None:
        return place_of(text, decision.words, near)
    start = decision.new_start if decision.new_start is not None or span is None else span[0]
    end = decision.new_end if decision.new_end is not None or span is None else span[1]
    if start is None or end is None or not 0 <= start < end <= len(text):
        raise Astray(
            "outside the text",
            f"{start}-{end} is no stretch of the text, which has {len(text):,} characters. "
            "The start comes before the end, and both lie within the text.",
        )
    return start, end


def differences(target: dict[str, Any], values: dict[str, Any]) -> tuple[str, ...]:
    """Name what a correction changes in a statement."""
    wrong = {name for name in SAME if name in values and plain(values[name]) != plain(target[name])}
    if (values["start"], values["end"]) != (target["start"], target["end"]):
        wrong.add("span")
    return tuple(facet for facet in FACETS if facet in wrong)


def outdated(row: Row, target: dict[str, Any]) -> Astray | None:
    """Say that an `ok` was given to something that the rules no longer say."""
    for name in SAME:
        if name in row.cells and row[name] != display(target[name]):
            return Astray(
                "the rules now say something else",
                f"it was 'ok' that the {name} is {row[name] or 'nobody'!r}; the rules now say "
                f"{display(target[name]) or 'nobody'!r}. {NEW_SHEET}",
            )
    return None


def plain(value: Any) -> Any:
    """A value, or None where it is missing, of whatever library."""
    return None if is_missing(value) else value
