"""Evaluation: who evaluates, accuses, threatens or backs whom, cell by cell, with its lines."""

from __future__ import annotations

import numpy as np
import pandas as pd

from rostra import stats
from rostra.cautions import FEW, TOO_LITTLE, UNNAMED
from rostra.errors import QueryError, demand
from rostra.evaluation.targets import Linker
from rostra.index.partitions import document_bounds
from rostra.index.tokenizing import tokenize
from rostra.index.tokens import Tokens
from rostra.measurement import Counts, count, describe_words
from rostra.result import Result, describe_intervals, leading
from rostra.statements import Statements

__all__ = ["MEASURES", "evaluations"]

# What one actor does to another with words.
MEASURES = (
    "negative_evaluation", "positive_evaluation", "accusation", "demand", "threat", "warning", "commitment",
    "denial",
)  # fmt: skip
PER = 1000

_Cell = tuple[str, str | None, str]  # source, target, measure


def evaluations(
    statements: Statements | None,
    *,
    tokens: Tokens | Counts | None = None,
    min_words: int = 100,
    n_boot: int | None = None,
    seed: int = 0,
) -> Result:
    """How often an actor evaluates, accuses, threatens or backs another, in a thousand of its words.

    Parameters
    ----------
    statements : Statements
        Who says what.
    tokens : Tokens or Counts, optional
        The words of these statements, where they are at hand; or what was counted in them before
        and linked to its targets, which needs no statements.
    min_words : int
        Words an actor must have for a value to be shown.
    n_boot : int, optional
        Percentile intervals from so many resamples of documents instead; 0 for none.
    seed : int
        Seed of the resamples.

    Returns
    -------
    Result
        One row a source (`actor`), target (`item`) and measure: `value` (per thousand words
        of the source) with `low` and `high`, `hits` (sum of their weights), `exposure`
        (words of the source), `documents` (in which it has words). Where the target is NA,
        no other actor is named as the target. `.hits` adds to each hit `target`,
        `target_start`, `target_end` and `link`, the form that joins them.

    Notes
    -----
    Hits are those of the act lexicons, in quotations, reported speech and its cue: *she
    accused Norland* is an accusation by her. A hit is linked to an actor where the form of
    its clause says so:

    - object: the verb is aimed at what follows (*we condemn Norland's veto*), provided that
      it is the speaker's own act;
    - possessive, adjective: they share a noun phrase (*Norland's reckless step*, *illegal
      Norlandic troops*);
    - subject: it is said of the subject (*Norland must leave*, *the acts of Norland are
      unacceptable*);
    - agent: *by* or *of* joins them (*violations by Norland*);
    - chain: an infinitive or a participle in -ing goes on from the subject of the sentence, or
      *its* stands before it (*Norland has sought to undermine the talks*); the subject may follow
      (*having seized the port, Norland ...*), own the intention (*Norland's attempts to undermine*)
      or be asked to stop (*we urge Norland to stop undermining*);
    - thing: it is said of a thing that the text has named before with its owner (*Norland's
      threats ... we deplore those threats*);
    - label: a quotation names what stands between it and its verb (*called the Norlandic
      base “a provocation”*).

    An actor that is only near is no target, and what an actor says of itself has none. So
    links are rather missed than made wrongly: rows without a target show how many. Who is
    meant by *she* or *the minister* is not resolved.

    References
    ----------
    Martin, J. R. and White, P. R. R. (2005). The Language of Evaluation: Appraisal in English.

    Examples
    --------
    >>> import rostra
    >>> texts = [{"who": "Poland", "text": "We condemn Russia's reckless threats. We thank Norway."}]
    >>> found = evaluations(rostra.attribute(rostra.load_corpus(texts), actor="who"), min_words=1)
    >>> found.hits[["measure", "target", "link"]].drop_duplicates("target").values.tolist()
    [['accusation', 'Russia', 'object'], ['positive_evaluation', 'Norway', 'object']]
    """
    if statements is not None:
        demand("Statements", statements, "evaluations")
    words: Tokens | Counts
    if tokens is not None:
        words = tokens
    elif statements is not None:
        words = tokenize(statements)
    else:
        raise QueryError("no statements and no words. Give what rostra.attribute returns.")
    counts = count(words, MEASURES, by="actor")
    found = counts.hits if isinstance(words, Counts) else _linked(words, counts)
    frame = _cells(counts, found, min_words, n_boot, seed)
    settings = {"min_words": min_words, "n_boot": n_boot, "seed": seed}
    about = _about(counts, found, min_words, n_boot, seed)
    return Result(
        leading(frame, "actor"),
        found,
        about,
        "actor",
        "evaluations",
        words.corpus,
        settings,
        counts.tokens.source,
    )


def _linked(tokens: Tokens, counts: Counts) -> pd.DataFrame:
    """Return the hits with their targets."""
    found = counts.hits.copy()
    linker = Linker(tokens)
    assert tokens.statements is not None
    row_of = {name: row for row, name in enumerate(tokens.statements.frame["statement_id"])}
    bounds = document_bounds(tokens)
    targets = []
    columns = [found[name].tolist() for name in ("measure", "statement_id", "start", "end")]
    for document, measure, statement, start, end in zip(counts.hit_document.tolist(), *columns, strict=True):
        begin, stop = int(bounds[document]), int(bounds[document + 1])
        first, last = begin + np.searchsorted(tokens.start[begin:stop], [start, end - 1], side="right") - 1
        targets.append(linker.target(int(first), int(last), row_of[statement], measure))
    found["target"] = pd.array([target.actor if target else pd.NA for target in targets], dtype="string")
    for i, name in enumerate(("target_start", "target_end"), start=1):
        found[name] = pd.array([target[i] if target else pd.NA for target in targets], dtype="Int64")
    found["link"] = pd.array([target.link if target else pd.NA for target in targets], dtype="string")
    found["item"] = found["target"]
    return found


def _cells(
    counts: Counts, found: pd.DataFrame, min_words: int, n_boot: int | None, seed: int
) -> pd.DataFrame:
    """Divide the hits of each cell by the words of its source."""
    group = {name: i for i, name in enumerate(counts.groups)}
    order = {name: i for i, name in enumerate(MEASURES)}
    targets = found["target"].astype(object).where(found["target"].notna(), None)
    kept = found.assign(document=counts.hit_document, target=targets)[found["weight"] != 0]
    cells: dict[_Cell, np.ndarray] = {}
    columns = [kept[name].tolist() for name in ("actor", "target", "measure", "document", "weight")]
    for actor, target, measure, document, weight in zip(*columns, strict=True):
        documents = np.zeros(len(counts.tokens.corpus.documents))
        cells.setdefault((actor, target, measure), documents)[document] += weight
    pairs: dict[tuple[str, str | None], float] = {}
    for (actor, target, _), weights in cells.items():
        pairs[actor, target] = pairs.get((actor, target), 0.0) + float(weights.sum())

    def place(cell: _Cell) -> tuple[int, bool, float, str, int]:
        actor, target, measure = cell
        return group[actor], target is None, -pairs[actor, target], str(target), order[measure]

    keys = sorted(cells, key=place)
    words = counts.exposures["act"]
    low = high = np.full(len(keys), np.nan)
    if keys:
        weights = np.stack([cells[key] for key in keys])[:, counts.documents]
        exposures = np.stack([words[group[key[0]]] for key in keys])[:, counts.documents]
        low, high = stats.interval_of_ratio(weights, exposures, n_boot=n_boot, seed=seed)
    rows = []
    for i, (actor, target, measure) in enumerate(keys):
        own = words[group[actor]]
        exposure, several = int(own.sum()), int(np.count_nonzero(own))
        enough = exposure >= max(min_words, 1)
        notes = [UNNAMED] if target is None else []
        notes += (
            [TOO_LITTLE] if not enough else [FEW] if n_boot != 0 and several < stats.MIN_DOCUMENTS else []
        )
        total = cells[actor, target, measure].sum()
        rows.append({
            "actor": actor, "measure": measure, "item": target if target is not None else pd.NA,
            "value": total / exposure * PER if enough else np.nan,
            "low": low[i] * PER if enough else np.nan, "high": high[i] * PER if enough else np.nan,
            "unit": f"hits per {PER:,} words", "hits": total, "exposure": exposure, "documents": several,
            "note": "; ".join(notes),
        })  # fmt: skip
    return pd.DataFrame(rows, columns=None if rows else ["actor"]).astype({"item": "string"} if rows else {})


def _about(counts: Counts, found: pd.DataFrame, min_words: int, n_boot: int | None, seed: int) -> str:
    """Say in words how the links were made, and how many hits have none."""
    counted = found[found["weight"] != 0]
    named = int(counted["target"].notna().sum())
    parts = [
        f"Hits of {len(MEASURES)} act lexicons per {PER:,} words of each source, linked to another actor by "
        f"the form of their clause: {named:,} of {len(counted):,} hits name their target, the others stand "
        "in the rows without one."
    ]
    dropped = len(found) - len(counted)
    if dropped:
        parts.append(
            f"{dropped:,} negated {'hit is' if dropped == 1 else 'hits are'} listed but not counted."
        )
    parts.append(describe_words(counts))
    parts += describe_intervals(n_boot, seed)
    parts.append(f"Below {min_words:,} words no value is shown.")
    return " ".join(parts)
