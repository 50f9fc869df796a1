"""Figures: precision, recall and F1 of attribution against gold, with intervals over documents."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from rostra import stats
from rostra.accuracy.gold import KINDS, Gold
from rostra.accuracy.matching import HEADLINE, RULES
from rostra.accuracy.outcomes import FORMS, SHARES, SPAN_AND_SPEAKER, Outcome, hits_frame, outcomes
from rostra.accuracy.records import Acts, Pair, Pieces, Scheme, describe, describe_left_out, paired
from rostra.cautions import FEW
from rostra.result import Result, leading
from rostra.statements import Statements

__all__ = ["evaluate_statements"]

CHARACTERS = "characters"
F1 = "share (F1)"
NO_GOLD = "no gold of this kind"
NO_PAIR = "no speaker to judge"
ALL_ALIKE = "all {}: no interval"
# every row of the table, in order
ROWS = [
    *((rule, kind) for rule in RULES for kind in (None, *KINDS)),
    (CHARACTERS, None),
    *((SPAN_AND_SPEAKER, kind) for kind in (None, *KINDS)),
    *((question, item) for question in SHARES for item in FORMS.get(question, (None, *KINDS))),
]


def evaluate_statements(
    gold: Gold,
    statements: Statements,
    *,
    pieces: Pieces = "separate",
    acts: Acts = "speech",
    required: Acts = "all",
    n_boot: int = 2000,
    seed: int = 0,
) -> Result:
    """How much of what people marked as quotation was found, and how much of what was found is right.

    Parameters
    ----------
    gold : Gold
        What people marked.
    statements : Statements
        What was found in the same texts.
    pieces : {"separate", "joined"}
        Each contiguous piece counts by itself, or the pieces of one quotation count as one;
        in gold and statements alike.
    acts : {"speech", "all"}
        Statements that are compared: what somebody said, or attitudes (believes, hopes) too.
    required : {"all", "speech"}
        Gold that must be found: all of it, or what somebody said. What need not be found is
        neutral: neither missed, nor wrong where it is found.
    n_boot : int
        Resamples behind each interval; 0 for none.
    seed : int
        Seed of the resamples.

    Returns
    -------
    Result
        One row a measure and kind of quotation (`item`: direct, mixed, indirect; NA for all).
        For spans `value` is F1 (0 to 1), with `precision` and `recall`, each with its `low`
        and `high`; `gold`, `found` and `right` are counts, `hits` the quotations of both
        sides that have a partner and `exposure` all of both sides. For speakers `value` is the
        share that is right, of those that can be judged. `.hits` has one row a quotation with
        its `outcome` (right, missed, wrong), so that `.kwic(measure="iou_80", item="direct",
        outcome="missed")` shows what was missed.

    Notes
    -----
    A quotation is the set *A* of its characters; *G* is gold, *S* found. Spans, one found for
    one gold, the best pairs of a document first:

    - `iou_80` (the headline), `iou_50`: intersection over union
      :math:`|G \\cap S| / |G \\cup S|` at least .8 or .5;
    - `exact`: the same offsets; `trimmed`: the same but for marks, punctuation and a leading
      *that* at the edges;
    - `gender_gap_tracker_30`, `gender_gap_tracker_80`: the published rule of that project,
      :math:`|G \\cap S| / |G|` above .3 or .8, in the order of gold. It never punishes a span
      that is too long: for comparison with its figures only;
    - `characters`: letters and digits inside quotations, however these are cut.

    A pair counts under the kind of its gold, a find without partner under its own. Speakers
    are judged where gold has one and the quotation was found with an IoU of .5:
    `speaker_mention`: the words that name the speaker overlap; `speaker_head`: they have the
    same head; `speaker_resolved`: the full names agree (also by how gold mentions the
    speaker: by name, by pronoun, or not at all: floating); `speaker`: resolved, or where gold
    gives no name, mention or head. `span_and_speaker` is F1 of quotations found with the
    right speaker, against all gold that has one and all that was found.

    Precision is undefined (NA) where nothing was found, the rest where there is no gold.
    Intervals are percentiles of resampled documents, none below 8 documents and where all
    are right, or none: then every resample gives the same.

    References
    ----------
    Asr, F. T. et al. (2021). The Gender Gap Tracker: Using natural language processing to
    measure gender bias in media. PLoS ONE 16(1), e0245533.
    Newell, E., Margolin, D. and Ruths, D. (2018). An attribution relations corpus for
    political news. LREC.

    Examples
    --------
    >>> import rostra
    >>> record = {"doc_id": "a", "text": "“Yes,” said Ana Ruiz, and waved. Nobody waved back."}
    >>> quotes = [{"start": 0, "end": 6, "type": "direct"}, {"start": 33, "end": 51, "type": "indirect"}]
    >>> gold = rostra.read_gold([record | {"quotes": quotes}])
    >>> figures = rostra.evaluate_statements(gold, rostra.attribute(rostra.load_corpus([record])))
    >>> figures.frame[["measure", "precision", "recall"]].values.tolist()[0]
    ['iou_80', 1.0, 0.5]
    >>> figures.kwic(measure="iou_80", outcome="missed").lines["node"].tolist()
    ['Nobody waved back.']
    """
    scheme = Scheme(pieces, acts, required)
    shared, others = gold.shared_with(statements.corpus)
    pairs = paired(gold, statements, scheme, shared)
    found = [outcome for number, pair in enumerate(pairs) for outcome in outcomes(pair, number)]
    frame = _frame(_counts(pairs, found), n_boot, seed)
    name = statements.corpus.name
    frame.insert(0, "corpus", name)
    hits = hits_frame(pairs, found).assign(corpus=name)
    about = [
        f"Attribution against gold: {describe(gold, pairs, scheme)}. The headline is {HEADLINE}; "
        "the value of spans is F1, that of speakers the share right."
    ]
    about += describe_left_out(gold, statements, pairs, others)
    if n_boot and len(pairs) >= stats.MIN_DOCUMENTS:
        about.append(f"Intervals: 95%, {n_boot:,} resamples of documents, seed {seed}.")
    elif n_boot:
        about.append(f"No intervals: fewer than {stats.MIN_DOCUMENTS} documents.")
    settings: dict[str, Any] = {
        "gold": gold.name, "pieces": pieces, "acts": acts, "required": required,
        "n_boot": n_boot, "seed": seed,
    }  # fmt: skip
    return Result(
        leading(frame, "corpus"), hits, " ".join(about), "corpus", "accuracy", statements.corpus, settings
    )


def _counts(pairs: list[Pair], found: list[Outcome]) -> np.ndarray:
    """Count right, gold and found by row of the table and document; of speakers, right and judged."""
    place = {row: number for number, row in enumerate(ROWS)}
    counts = np.zeros((3, len(ROWS), len(pairs)), dtype=np.int64)
    right, gold, there = counts
    for measure, item, document, _, _, outcome in found:
        rows = {place[measure, item]} if item is not None else set()
        if not measure.endswith("_by_form"):
            rows.add(place[measure, None])
        for row in rows:
            right[row, document] += outcome == "right"
            gold[row, document] += outcome != "wrong" or measure in SHARES
            there[row, document] += outcome != "missed"
    row = place[CHARACTERS, None]
    for document, pair in enumerate(pairs):
        counts[:, row, document] = _characters(pair)
    return counts


def _characters(pair: Pair) -> tuple[int, int, int]:
    """Count letters and digits that are right, in gold, and found; those over neutral gold aside."""
    word = np.fromiter((character.isalnum() for character in pair.text), dtype=bool, count=len(pair.text))
    required, neutral, found = (np.zeros(len(pair.text), dtype=bool) for _ in range(3))
    for mask, records in ((found, pair.found), (required, pair.gold), (neutral, pair.gold)):
        for record in records:
            if mask is found or record.neutral == (mask is neutral):
                for start, end in record.pieces:
                    mask[start:end] = True
    right = int((word & required & found).sum())
    return right, int((word & required).sum()), right + int((word & found & ~required & ~neutral).sum())


def _frame(counts: np.ndarray, n_boot: int, seed: int) -> pd.DataFrame:
    """Divide the counts, and give each figure its interval."""
    is_share = np.array([measure in SHARES for measure, _ in ROWS])
    right, gold, found = counts
    both = np.where(is_share[:, None], gold, gold + found)
    partners = np.where(is_share[:, None], right, 2 * right)
    documents = np.count_nonzero(both, axis=1)
    columns: dict[str, Any] = {}
    for name, hits, exposure in (("", partners, both), ("precision", right, found), ("recall", right, gold)):
        total, of = hits.sum(axis=1), exposure.sum(axis=1)
        # F1 and recall have no meaning without gold, precision none without finds
        defined = (of > 0) & ((gold.sum(axis=1) > 0) if name != "precision" else True)
        defined &= ~is_share if name else True
        low, high = stats.bootstrap_ratio(hits, exposure, n_boot=n_boot, seed=seed)
        known = defined & (total < of)  # where all is right, every resample is, which says nothing
        with np.errstate(divide="ignore", invalid="ignore"):
            columns[name or "value"] = np.where(defined, total / of, np.nan)
        for edge, values in (("low", low), ("high", high)):
            columns[f"{name}_{edge}".strip("_")] = np.where(known, values, np.nan)
    frame = pd.DataFrame(
        {
            "measure": [measure for measure, _ in ROWS], "item": [item for _, item in ROWS],
            "unit": np.where(is_share, "share of speakers", F1), "hits": partners.sum(axis=1),
            "exposure": both.sum(axis=1), "documents": documents, **columns,
        }
    )  # fmt: skip
    totals = {"gold": gold.sum(axis=1), "found": found.sum(axis=1), "right": right.sum(axis=1)}
    for name, values in totals.items():
        frame[name] = pd.array(values, dtype="Int64")
    frame.loc[is_share, ["gold", "found"]] = pd.NA
    for name in ("precision", "recall"):
        for edge in ("", "_low", "_high"):
            frame[name + edge] = frame[name + edge].astype("Float64")
    frame["note"] = [_note(row, n_boot) for row in frame.to_dict("records")]
    return frame


def _note(row: dict[str, Any], n_boot: int) -> str:
    if np.isnan(row["value"]):
        return NO_PAIR if row["measure"] in SHARES else NO_GOLD
    if not n_boot:
        return ""
    if row["documents"] < stats.MIN_DOCUMENTS:
        return FEW
    if row["value"] in (0, 1):
        return ALL_ALIKE.format("right" if row["value"] else "wrong")
    return ""
