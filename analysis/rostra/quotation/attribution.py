"""Attribution: fill the statements of a corpus from its texts, or from a column."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rostra.corpus import counted
from rostra.corrections import correct
from rostra.errors import CorpusError, demand, unknown
from rostra.quotation.found import Found
from rostra.quotation.passages import find_statements
from rostra.quotation.resolution import Resolver
from rostra.quotation.turns import find_turns, passages_of
from rostra.statements import Statements, fill_narration, statement_frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from rostra.actors import Actors
    from rostra.corpus import Corpus

__all__ = ["attribute"]

# How far a rule can be trusted: the share of its finds that overlap a coded quotation by half or more and
# have its speaker, on 429 annotated news articles: the mean of two schemes (one codes the topics that a
# verb names, one does not), to the nearest .05. Under 20 finds the figure is a judgement.
CONFIDENCE = {
    "quote + subject verb": 0.95,
    "quote + verb subject": 0.95,
    "floating quotation": 0.9,
    "clause + subject verb": 0.85,
    "clause + verb subject": 0.85,
    "verb + that clause": 0.85,
    "verb + clause": 0.85,
    "participle + that clause": 0.8,
    "participle + quote": 0.75,
    "verb + quote": 0.75,
    "according to": 0.75,
    "participle + clause": 0.7,
    "verb + question": 0.65,
    "participle + question": 0.5,
    "passive": 0.65,
    "verb + label quote": 0.6,
    "participle + label quote": 0.55,
    "verb + object": 0.5,
    "participle + object": 0.5,
    "announced quotation": 0.5,
    "verb + infinitive": 0.5,
    "participle + infinitive": 0.4,
    "asked": 0.2,
    "quotation without cue": 0.15,
    "block quotation": 0.7,
    "pulled quotation": 0.7,
    "headline": 0.7,
    "post": 0.9,
    "turn": 0.98,
    "column": 1.0,
}

_SUREST = 0.97  # how sure the resolver is of a full name
_BATCH = 16  # documents that are handed to a worker at once
_UNNAMED = 0.3  # how sure a speaker is whom nothing names
_FAR = 4  # so many paragraphs on, a quotation that stands alone is nobody's


def attribute(
    corpus: Corpus,
    *,
    actor: str | None = None,
    corrections: str | Path | None = None,
    executor: Executor | None = None,
    progress: bool = False,
) -> Statements:
    """Say for every character of every text whose words it holds.

    Parameters
    ----------
    corpus : Corpus
        The texts; the rules for quotations are English.
    actor : str, optional
        A metadata column: each document is one speech by the actor it names, and no
        quotation is looked for.
    corrections : str or pathlib.Path, optional
        A sheet that `rostra.review` wrote and somebody filled in, instead of the one that
        the corpus brings along.
    executor : concurrent.futures.Executor, optional
        What runs documents side by side (a `ProcessPoolExecutor`, a cluster's client); the
        statements are the same.
    progress : bool
        Show a progress bar on the terminal.

    Returns
    -------
    Statements
        A partition of every text. `kind` is `direct`, `mixed`, `indirect`, `speech`
        or `narration`; a statement whose speaker cannot be named stays, with NA.

    Notes
    -----
    Rules, in this order: turns of a transcript; reporting verbs with their subject and
    content (quotations after, before and around them; clauses with and without `that`);
    participles; `according to`; quotations that stand alone and belong to the speaker
    before. The verbs are data (`lexicons/reporting_verbs.toml`). `confidence` is the
    share of a rule's finds that proved right on annotated news (span by half or more, and
    speaker), lowered where the speaker's name is uncertain; `docs/attribution.md` has the
    table of what was stated and what was measured.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"text": "“We agree,” said Polish President Anna Nowak."}])
    >>> rostra.attribute(corpus).quotations[["kind", "speaker", "actor", "cue"]].values.tolist()
    [['direct', 'Anna Nowak', 'Poland', 'said']]
    """
    demand("Corpus", corpus, "attribute")
    if corrections is not None:
        corpus = corpus.corrected_by(corrections)
    if actor is not None:
        return _from_column(corpus, actor)
    rows: list[dict[str, Any]] = []
    for batch in _batches(corpus, executor, progress=progress):
        rows.extend(batch)
    for number, row in enumerate(rows):
        row["statement_id"] = f"s{number + 1:05d}"
    _link(rows)
    statements = correct(Statements(statement_frame(rows), corpus))
    cover = statements.coverage
    about = (
        f"{counted(cover['quotations'], 'statement')} in {counted(cover['documents'], 'document')} "
        "by rules of English news prose; "
        f"{cover['with_speaker']} with a speaker, {cover['credited']} credited to an actor; "
        "the rest keeps actor NA."
    )
    return replace(statements, about=f"{about} {statements.about}".strip(), source="found")


def _batches(corpus: Corpus, executor: Executor | None, *, progress: bool) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of the documents in the order of the corpus."""
    documents = corpus.documents[["doc_id", "text", "date"]].to_dict("records")
    parts = [documents[k : k + _BATCH] for k in range(0, len(documents), _BATCH)]
    read = partial(_rows_of, corpus.actors)
    done = map(read, parts) if executor is None else executor.map(read, parts)
    if progress:
        from tqdm import tqdm

        done = tqdm(done, total=len(parts), desc="attributing", unit=f"{_BATCH} documents")
    yield from done


def _rows_of(actors: Actors, documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for document in documents for row in _document_rows(actors, document)]


def _from_column(corpus: Corpus, column: str) -> Statements:
    documents = corpus.documents
    names = [name for name in documents.columns if name not in ("text", "body_start")]
    if column not in names:
        raise CorpusError(unknown("column", column, names))
    rows = []
    records = documents.drop(columns="text").to_dict("records")
    for number, (document, length) in enumerate(zip(records, corpus.lengths, strict=True)):
        if not length:
            continue
        value = document[column]
        known = value is not None and value == value and str(value) != "<NA>"
        name = str(value) if known else None
        rows.append(
            {
                "statement_id": f"s{number + 1:05d}",
                "quotation_id": f"q{number + 1:05d}",
                "doc_id": document["doc_id"],
                "start": 0,
                "end": length,
                "kind": "speech",
                "act": "speech",
                "speaker": name,
                "actor": name,
                "rule": "column",
                "confidence": CONFIDENCE["column"],
            }
        )
    frame = statement_frame(rows)
    missing = int(frame["actor"].isna().sum())
    about = f"{counted(len(frame), 'document')}, each one speech by the actor in the column {column!r}"
    about += f"; {missing} without one keep actor NA." if missing else "."
    if corpus.corrections is not None:
        about += f" {corpus.corrections.name} is not applied: no statement was looked for in the texts."
    return Statements(frame, corpus, about, source=f"column {column}")


def _document_rows(actors: Actors, document: dict[str, Any]) -> list[dict[str, Any]]:
    text = document["text"]
    date = document["date"] if isinstance(document["date"], str) else None
    resolver = Resolver(text, actors, date)
    turns = find_turns(text)
    found = _from_turns(turns) if turns else []
    found.extend(find_statements(text, passages_of(turns)))
    found.sort(key=lambda f: (f.start, -f.end))
    _resolve(text, found, resolver)
    rows = []
    for item in found:
        row = {
            **item.fields,
            "quotation_id": f"{document['doc_id']}:{item.group}",
            "doc_id": document["doc_id"],
            "start": item.start,
            "end": item.end,
            "kind": item.kind,
            "act": item.act,
            "stance": item.stance,
            "via": item.via,
            "rule": item.rule,
            "repair": item.repair,
        }
        if item.cue:
            start, end = item.cue
            row |= {"cue": text[start:end], "cue_start": start, "cue_end": end}
        if item.mention:
            start, end = item.mention
            row |= {"mention": text[start:end], "mention_start": start, "mention_end": end}
        rows.append(row)
    return fill_narration(rows, document["doc_id"], len(text))


def _link(rows: list[dict[str, Any]]) -> None:
    """Number the quotations through the corpus and give nested statements their parent."""
    numbers: dict[str, str] = {}
    stack: list[dict[str, Any]] = []
    for row in rows:
        if row["kind"] == "narration":
            continue
        row["quotation_id"] = numbers.setdefault(row["quotation_id"], f"q{len(numbers) + 1:05d}")
        while stack and (stack[-1]["doc_id"] != row["doc_id"] or stack[-1]["end"] <= row["start"]):
            stack.pop()
        if stack:
            row["parent"] = stack[-1]["statement_id"]
        stack.append(row)


def _from_turns(turns: list[Any]) -> list[Found]:
    return [
        Found(
            turn.start,
            turn.end,
            "speech",
            "turn",
            mention=(turn.label_start, turn.label_end) if turn.label else None,
            group=-1 - number,
            fields={"question": turn.question},
        )
        for number, turn in enumerate(turns)
    ]


def _resolve(text: str, found: list[Found], resolver: Resolver) -> None:
    """Name the speakers of a document's statements, in text order, and credit them."""
    spoken: Found | None = None  # the last statement with a speaker
    resolver.read(found)
    for item in found:
        mention = text[slice(*item.mention)] if item.mention else None
        speaker: str | None = None
        actor: str | None = None
        sure = 1.0 if mention is None else _UNNAMED
        if item.floating or item.follows is not None:
            before = item.follows or spoken
            distance = item.paragraph - before.paragraph if before else _FAR
            taken = (
                None if item.follows else resolver.subject_between(before.end if before else 0, item.start)
            )
            if taken is not None:
                speaker, sure = taken, 0.7
                credit = resolver.credit(taken, None)
                if credit is not None:
                    speaker, actor = credit.member or taken, credit.actor
            elif before is not None and (item.follows is not None or distance < _FAR):
                speaker, actor = before.fields.get("speaker"), before.fields.get("actor")
                sure = 1.0 if distance <= 1 else 0.5
        elif mention is not None and not item.fields.get("question"):
            speaker, named = resolver.resolve(mention, item.mention[0] if item.mention else item.start)
            credit = resolver.credit(speaker, mention)
            sure = named or sure
            if credit is not None:
                actor = credit.actor
                speaker = credit.member or speaker
        item.fields |= {
            "speaker": speaker,
            "actor": actor,
            # The square root fits how often names of each certainty proved right on the same articles.
            "confidence": round(CONFIDENCE[item.rule] * min(1.0, sure / _SUREST) ** 0.5, 3),
        }
        if speaker is not None:
            spoken = item
    for item in found:
        item.fields.pop("question", None)
