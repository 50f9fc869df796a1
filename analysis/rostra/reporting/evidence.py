"""Evidence: the sentences behind the numbers, each stored once, opened by every number that rests on it.

The evidence of a page is kept in one list a group (an actor). Each claim of the
group (a number) is an anchor above the list; the anchor and the sentences it
rests on share a class. A link to the anchor makes it the page's `:target`, and
the style sheet then hides the sentences and the marks of all other claims: no
sentence is written twice, and no script is needed.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from rostra.charts.labels import shown, worded
from rostra.reporting.parts import Claim
from rostra.sentences import sentence_spans

if TYPE_CHECKING:
    from rostra.corpus import Corpus

__all__ = ["Claims", "Evidence", "Group", "Line", "place_of"]

SENTENCES = 12_000  # beyond that many sentences a page opens slowly: then each number shows fewer
MOST = 400  # lines a single number shows at most
FEWEST = 10
KINDS = ("speech", "direct", "mixed", "indirect", "narration")


@dataclass
class Anchor:
    """One claim of a group: its number on the page, its class in the group, its words."""

    number: int
    key: int
    label: str
    hits: int
    dropped: int = 0
    sentences: int = 0
    note: str = ""
    marked: bool = True
    measure: str = ""


@dataclass
class Line:
    """One sentence: its pieces, each with the classes of the claims whose hits it belongs to."""

    keys: str
    pieces: list[tuple[str, str, bool]]  # text, classes ("" outside a hit), found but not counted
    who: str
    kind: str = ""  # of the statements that it stands in, for the filter


@dataclass
class Entry:
    """The sentences of one document in one group."""

    heading: str
    keys: str
    lines: list[Line] = field(default_factory=list)


@dataclass
class Group:
    """The evidence of one group, ready to be written."""

    number: int
    name: str
    anchors: list[Anchor]
    entries: list[Entry]
    sentences: int


@dataclass
class _Place:
    start: int
    end: int
    key: int
    dropped: bool
    speaker: str
    kind: str
    statement: str
    marked: bool


class Claims:
    """The claims of a page; equal ones, made in two places of it, share a number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, str, str, tuple[tuple[Any, ...], ...]], int] = {}
        self._claims: list[Claim] = []
        self._corpora: list[Corpus] = []

    def register(self, claim: Claim) -> int:
        """Return the number of a claim."""
        hits = claim.hits
        places = tuple(
            zip(hits["doc_id"].astype(str), hits["start"].astype(int), hits["end"].astype(int), strict=True)
        )
        key = (self._corpus(claim.corpus), claim.group, claim.label, places)
        if key not in self._numbers:
            self._numbers[key] = len(self._claims) + 1
            self._claims.append(claim)
        return self._numbers[key]

    def _corpus(self, corpus: Corpus) -> int:
        for i, known in enumerate(self._corpora):
            if known is corpus:
                return i
        self._corpora.append(corpus)
        return len(self._corpora) - 1


class Evidence(Claims):
    """Collects the claims of a page and keeps the sentences that they rest on.

    Parameters
    ----------
    cues : mapping of str to str
        The cue of each statement, by `statement_id`, to be shown with its sentences.
    """

    def __init__(self, cues: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._cues = cues or {}
        self._placed: dict[int, list[tuple[str, _Place]]] = {}
        self._done: tuple[int, list[Group]] | None = None

    @property
    def sentences(self) -> int:
        """How many sentences the page holds."""
        return sum(group.sentences for group in self.finished())

    @property
    def measures(self) -> list[str]:
        """The measures that the numbers of the page are of, in their order."""
        every = (anchor.measure for group in self.finished() for anchor in group.anchors)
        return sorted({measure for measure in every if measure}, key=str.casefold)

    @property
    def kinds(self) -> list[str]:
        """The kinds of statement that the sentences of the page stand in, in their order."""
        lines = (line for group in self.finished() for entry in group.entries for line in entry.lines)
        found = {kind for line in lines for kind in line.kind.split()}
        return [kind for kind in KINDS if kind in found]

    def finished(self) -> list[Group]:
        """Put every registered claim's sentences in order, each sentence once a group."""
        if self._done is None or self._done[0] != len(self._claims):
            self._done = (len(self._claims), self._groups())
        return self._done[1]

    def _groups(self) -> list[Group]:
        gathered: dict[tuple[int, str], list[int]] = {}
        for number, claim in enumerate(self._claims, start=1):
            gathered.setdefault((self._corpus(claim.corpus), claim.group), []).append(number)
        bounds: dict[tuple[int, str], list[tuple[int, int]]] = {}
        most = MOST
        while True:
            groups = [
                self._group(i, self._corpora[corpus], corpus, name, numbers, most, bounds)
                for i, ((corpus, name), numbers) in enumerate(gathered.items(), start=1)
            ]
            if most <= FEWEST or sum(group.sentences for group in groups) <= SENTENCES:
                return groups
            most = max(FEWEST, most // 2)

    def _group(
        self,
        number: int,
        corpus: Corpus,
        corpus_number: int,
        name: str,
        numbers: list[int],
        most: int,
        bounds: dict[tuple[int, str], list[tuple[int, int]]],
    ) -> Group:
        documents = corpus.documents
        order = {doc_id: row for row, doc_id in enumerate(documents["doc_id"])}
        anchors: list[Anchor] = []
        found: dict[str, list[_Place]] = {}
        for key, claim_number in enumerate(numbers, start=1):
            claim = self._claims[claim_number - 1]
            places = self._placed.get(claim_number) or self._placed.setdefault(
                claim_number, _places(claim, key)
            )
            kept = _spread(places, most)
            note = ""
            if len(kept) < len(places):
                note = f"Shown: {len(kept):,} of them, spread evenly; all are in the result's .kwic()."
            dropped = sum(place.dropped for _, place in places)
            anchors.append(
                Anchor(
                    claim_number,
                    key,
                    claim.label,
                    len(places) - dropped,
                    dropped,
                    note=note,
                    marked=claim.marked,
                    measure=claim.measure,
                )
            )
            for doc_id, place in kept:
                found.setdefault(doc_id, []).append(place)
        entries = []
        for doc_id in sorted(found, key=lambda d: order[d]):
            row = documents.iloc[order[doc_id]]
            text = row["text"]
            if (corpus_number, doc_id) not in bounds:
                bounds[corpus_number, doc_id] = sentence_spans(text)
            entries.append(
                self._entry(
                    row, text, found[doc_id], bounds[corpus_number, doc_id], anchors, max(3, most // 4)
                )
            )
        return Group(number, name, anchors, entries, sum(len(entry.lines) for entry in entries))

    def _entry(
        self,
        row: Any,
        text: str,
        places: list[_Place],
        sentences: list[tuple[int, int]],
        anchors: list[Anchor],
        longest: int,
    ) -> Entry:
        starts = [start for start, _ in sentences]
        lines: dict[int, list[_Place]] = {}
        for place in places:
            first = max(0, bisect_right(starts, place.start) - 1)
            last = max(first, bisect_right(starts, max(place.start, place.end - 1)) - 1)
            if last - first >= longest:
                last = first + longest - 1
                anchors[place.key - 1].note = "Shown is the beginning of each."
            for sentence in range(first, last + 1):
                lines.setdefault(sentence, []).append(place)
        who = {self._who(place) for place in places}
        common = who.pop() if len(who) == 1 else ""
        entry = Entry(" · ".join(part for part in (place_of(row), common) if part), "")
        for sentence, inside in sorted(lines.items()):
            start, end = sentences[sentence]
            keys = sorted({place.key for place in inside})
            for key in keys:
                anchors[key - 1].sentences += 1
            said = "" if common else "; ".join(dict.fromkeys(w for p in inside if (w := self._who(p))))
            marked = [place for place in inside if place.marked]
            kinds = " ".join(dict.fromkeys(place.kind for place in inside if place.kind))
            entry.lines.append(Line(_classes(keys), _pieces(text, start, end, marked), said, kinds))
        entry.keys = _classes(sorted({place.key for place in places}))
        return entry

    def _who(self, place: _Place) -> str:
        cue = self._cues.get(place.statement, "")
        kind = "" if place.kind in ("", "narration") else worded(place.kind).lower()
        return ", ".join(part for part in (place.speaker, kind, f"“{cue}”" if cue else "") if part)


def place_of(row: Any) -> str:
    """Say where a document comes from: title (or its id), source, date."""
    title = row["title"] if pd.notna(row["title"]) and str(row["title"]).strip() else row["doc_id"]
    parts = [title, *(row[name] for name in ("source", "date") if pd.notna(row[name]))]
    return " · ".join(shown(part, 140) for part in parts)


def _places(claim: Claim, key: int) -> list[tuple[str, _Place]]:
    hits = claim.hits

    def column(name: str, otherwise: Any) -> list[Any]:
        if name not in hits:
            return [otherwise] * len(hits)
        return [otherwise if pd.isna(value) else value for value in hits[name]]

    return [
        (
            str(doc_id),
            _Place(
                int(start),
                int(end),
                key,
                float(weight) == 0,
                str(speaker),
                str(kind),
                str(statement),
                claim.marked,
            ),
        )
        for doc_id, start, end, weight, speaker, kind, statement in zip(
            hits["doc_id"],
            hits["start"],
            hits["end"],
            column("weight", 1.0),
            column("speaker", ""),
            column("kind", ""),
            column("statement_id", ""),
            strict=True,
        )
    ]


def _spread(places: list[tuple[str, _Place]], most: int) -> list[tuple[str, _Place]]:
    if len(places) <= most:
        return places
    return [places[i * len(places) // most] for i in range(most)]


def _classes(keys: list[int]) -> str:
    return " ".join(f"k{key}" for key in keys)


def _pieces(text: str, start: int, end: int, places: list[_Place]) -> list[tuple[str, str, bool]]:
    """Cut a sentence where a hit begins or ends, so that overlapping hits need no nesting."""
    inner = {cut for p in places for cut in (p.start, p.end) if start < cut < end}
    cuts = sorted({start, end} | inner)
    pieces: list[tuple[str, str, bool]] = []
    for first, last in itertools.pairwise(cuts):
        over = [p for p in places if p.start <= first and last <= p.end]
        keys = _classes(sorted({p.key for p in over}))
        pieces.append((text[first:last], keys, bool(over) and all(p.dropped for p in over)))
    return pieces
