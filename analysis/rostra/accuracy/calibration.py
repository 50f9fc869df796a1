"""Calibration: whether the stated confidence of a find is the share of such finds that are right."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from rostra import stats
from rostra.accuracy.gold import Gold
from rostra.accuracy.matching import RULES, SPEAKERS, match
from rostra.accuracy.outcomes import Outcome, hits_frame, is_speaker_right
from rostra.accuracy.records import Acts, Pair, Pieces, Record, Scheme, describe, describe_left_out, paired
from rostra.corpus import counted
from rostra.result import Result, leading
from rostra.statements import Statements

__all__ = ["reliability"]

BINS = 10
ERROR = "expected_calibration_error"
UNIT = "share of finds that are right"
NOTHING = "no statement to judge"


def reliability(
    gold: Gold,
    statements: Statements,
    *,
    pieces: Pieces = "separate",
    acts: Acts = "speech",
    required: Acts = "all",
) -> Result:
    """Whether the stated confidence of a statement is the share of such statements that are right.

    Parameters
    ----------
    gold : Gold
        What people marked.
    statements : Statements
        What was found in the same texts, with `rule` and `confidence`.
    pieces : {"separate", "joined"}
        Each contiguous piece counts by itself, or the pieces of one quotation count as one.
    acts : {"speech", "all"}
        Statements that are compared: what somebody said, or attitudes (believes, hopes) too.
    required : {"all", "speech"}
        Gold that must be found; the rest is neutral, and what lies over it is left out.

    Returns
    -------
    Result
        A row for all statements, then one a rule (`measure` "rule", most frequent first) and
        one a tenth of confidence (`measure` "confidence"; `item` "0.8 to 0.9" holds .8 and not
        .9). `value` is the share that is right (0 to 1), `low` and `high` its Wilson interval,
        `stated` the mean confidence, `gap` stated less value (above 0: too sure), `hits` those
        that are right, `exposure` all of them. The last row is the expected calibration error.
        `.hits` has a row a statement, under both measures.

    Notes
    -----
    A statement is right if it shares half or more of its characters with a gold quotation
    (IoU at least .5) and has the right speaker: where gold gives a name, that name, else a
    mention at the same place or with the same head. Statements whose gold names no speaker
    cannot be judged and are left out, as are those over neutral gold and those without a
    confidence: `about` counts them. The expected calibration error is
    :math:`\\sum_b (n_b / N) |stated_b - value_b|` over the tenths *b*. The intervals take
    statements for independent; those of one document are not quite, so they are too narrow.

    References
    ----------
    Naeini, M. P., Cooper, G. F. and Hauskrecht, M. (2015). Obtaining well calibrated
    probabilities using Bayesian binning. AAAI, 2901-2907.

    Examples
    --------
    >>> import rostra
    >>> record = {"doc_id": "a", "text": "“Yes,” said Ana Ruiz."}
    >>> quotes = [{"start": 0, "end": 6, "type": "direct", "speaker_ref": "Ana Ruiz"}]
    >>> found = rostra.attribute(rostra.load_corpus([record]))
    >>> table = rostra.reliability(rostra.read_gold([record | {"quotes": quotes}]), found).frame
    >>> table[["measure", "item", "value", "exposure"]].values.tolist()[1]
    ['rule', 'quote + verb subject', 1.0, 1]
    """
    scheme = Scheme(pieces, acts, required)
    shared, others = gold.shared_with(statements.corpus)
    pairs = paired(gold, statements, scheme, shared)
    judged: list[tuple[int, int | None, int, bool]] = []
    skipped = {"over neutral gold": 0, "with gold that names no speaker": 0, "without a confidence": 0}
    for document, pair in enumerate(pairs):
        for j, (i, verdict) in enumerate(_verdicts(pair)):
            if isinstance(verdict, str):
                skipped[verdict] += 1
            else:
                judged.append((document, i, j, verdict))
    finds = [pairs[document].found[j] for document, _, j, _ in judged]
    right = np.array([verdict for *_, verdict in judged], dtype=bool)
    documents = np.array([document for document, *_ in judged], dtype=np.int64)
    frame = _table(finds, right, documents)
    name = statements.corpus.name
    frame.insert(0, "corpus", name)
    outcomes = [
        Outcome(measure, item, document, i, j, "right" if verdict else "wrong")
        for measure, label in (("rule", _rule), ("confidence", _bin))
        for (document, i, j, verdict), item in zip(judged, map(label, finds), strict=True)
    ]
    hits = hits_frame(pairs, outcomes).assign(corpus=name)
    hits["weight"] = (hits["outcome"] == "right").astype("float64")
    compared = describe(gold, pairs, scheme)
    about = [f"Stated confidence against the share right (IoU at least .5, and speaker): {compared}."]
    left = [f"{counted(number, 'statement')} {why}" for why, number in skipped.items() if number]
    if left:
        about.append(f"Left out: {', '.join(left)}.")
    about += describe_left_out(gold, statements, pairs, others)
    about.append("Intervals: 95%, Wilson.")
    settings: dict[str, Any] = {"gold": gold.name, "pieces": pieces, "acts": acts, "required": required}
    return Result(
        leading(frame, "corpus"), hits, " ".join(about), "corpus", "reliability", statements.corpus, settings
    )


def _verdicts(pair: Pair) -> list[tuple[int | None, bool | str]]:
    """Say of each find which gold it matches and whether it is right, or why that cannot be said."""
    matching = match(pair, RULES[SPEAKERS])
    gold_of = {j: i for i, j in matching.partners.items()}
    verdicts: list[tuple[int | None, bool | str]] = []
    for j, find in enumerate(pair.found):
        i = gold_of.get(j)
        speaker = is_speaker_right(pair.gold[i], find) if i is not None else False
        if pair.gold[i].neutral if i is not None else j in pair.over_neutral:
            verdicts.append((i, "over neutral gold"))
        elif find.confidence is None:
            verdicts.append((i, "without a confidence"))
        elif speaker is None:
            verdicts.append((i, "with gold that names no speaker"))
        else:
            verdicts.append((i, speaker))
    return verdicts


def _rule(find: Record) -> str:
    return find.rule or "no rule"


def _bin(find: Record) -> str:
    """Name the tenth that a confidence falls into; the last one holds 1."""
    number = min(int(round((find.confidence or 0) * BINS, 9)), BINS - 1)
    return f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}"


def _table(finds: list[Record], right: np.ndarray, documents: np.ndarray) -> pd.DataFrame:
    """Compare stated and measured for all, by rule and by tenth of confidence."""
    stated = np.array([find.confidence for find in finds], dtype=float)
    rules = np.array([_rule(find) for find in finds], dtype=object)
    bins = np.array([_bin(find) for find in finds], dtype=object)
    names, sizes = np.unique(rules.astype(str), return_counts=True)
    groups: list[tuple[str, str | None, np.ndarray]] = [("all", None, np.ones(len(finds), dtype=bool))]
    groups += [("rule", str(names[k]), rules == names[k]) for k in np.argsort(-sizes, kind="stable")]
    groups += [("confidence", item, bins == item) for item in sorted(set(bins.tolist()))]
    rows = []
    error = 0.0
    for measure, item, own in groups:
        cases, hits = int(own.sum()), int(right[own].sum())
        low, high = (float(edge) for edge in stats.wilson_interval(hits, cases))
        share = hits / cases if cases else np.nan
        mean = float(stated[own].mean()) if cases else np.nan
        rows.append({
            "measure": measure, "item": item, "value": share, "low": low, "high": high, "unit": UNIT,
            "hits": hits, "exposure": cases, "documents": len(np.unique(documents[own])),
            "stated": mean, "gap": mean - share, "note": "" if cases else NOTHING,
        })  # fmt: skip
        error += cases * abs(mean - share) if measure == "confidence" else 0.0
    rows.append({
        "measure": ERROR, "item": None, "value": error / len(finds) if finds else np.nan, "unit": "share",
        "exposure": len(finds), "documents": len(np.unique(documents)),
        "note": "" if finds else NOTHING,
    })  # fmt: skip
    frame = pd.DataFrame(rows)
    return frame.astype({"stated": "Float64", "gap": "Float64"})
