"""Comparison: how far the rates of two speakers lie apart, and how sure that is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from rostra import stats
from rostra.corpus import counted
from rostra.errors import QueryError
from rostra.index.tokens import Tokens, position
from rostra.measurement import TOO_LITTLE, Counts, Measures, count, describe_words
from rostra.result import Result

__all__ = ["COLUMNS", "compare"]

COLUMNS = (
    "target", "reference", "measure", "item", "value", "low", "high", "p", "p_adjusted", "unit",
    "target_value", "reference_value", "target_hits", "target_exposure",
    "reference_hits", "reference_exposure", "documents", "note", "status",
)  # fmt: skip
OTHERS = "all others"
FEW = f"fewer than {stats.MIN_DOCUMENTS} documents on a side: no interval"
FEW_IN_ALL = f"fewer than {stats.MIN_DOCUMENTS} documents: no interval, no p"
NO_HITS = "no hits on either side: no interval, no p"
# A side without a hit has none in any resample: the interval would leave its uncertainty out.
NO_HITS_ON_A_SIDE = "no hits on one side: no interval"


def compare(
    tokens: Tokens | Counts,
    measures: Measures,
    *,
    by: str = "actor",
    target: Any = None,
    reference: Any = None,
    min_words: int = 100,
    n_boot: int = 2000,
    n_permutations: int = 2000,
    seed: int = 0,
    per: int = 1000,
) -> Result:
    """How many hits in a thousand words the target has more than the reference.

    Parameters
    ----------
    tokens : Tokens or Counts
        The words, or what was counted in them before.
    measures : str, Lexicon, Measure, or several of them
        Names of `rostra.measures.rhetoric.MEASURES`, or lexicons of one's own.
    by : str
        A column of the statements or documents: `actor`, `speaker`, `source`.
    target : object, optional
        The value of that column that is looked at, or a list of them. Without, each one
        in turn; where there are only two, the one with more words.
    reference : object, optional
        The value with which it is compared; without, all others taken together.
    min_words : int
        Words that either side must have in the scope of a measure.
    n_boot : int
        Resamples behind each interval; 0 for none.
    n_permutations : int
        Permutations behind each p; 0 for none.
    seed : int
        Seed of both.
    per : int
        Words to which a rate refers.

    Returns
    -------
    Result
        One row a measure and pair: `value` (rate of the target minus rate of the
        reference) with `low` and `high` (95%), `p`, `p_adjusted`, both rates with their
        hits and words, `documents` (with words of either), `note`.

    Notes
    -----
    Intervals resample documents, both sides of a document together
    (`rostra.stats.bootstrap_difference`); they are missing where a side has fewer than 8
    documents. `p` exchanges the labels within documents that both sides share, else
    between documents (`rostra.stats.permutation_p`); it is missing below 8 documents in
    all. `p_adjusted` is Benjamini-Hochberg over all rows. Positive: the target has more.
    Which words are read is said in `rostra.measure`.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate.
    Journal of the Royal Statistical Society B 57(1), 289-300.

    Examples
    --------
    >>> import rostra
    >>> texts = [{"who": "A", "text": "Perhaps we might."}, {"who": "B", "text": "We certainly will."}]
    >>> words = rostra.tokenize(rostra.load_corpus(texts))
    >>> gap = rostra.compare(words, "hedging", by="who", target="A", min_words=1)
    >>> gap.frame[["target", "reference", "value", "note"]].round(1).values.tolist()
    [['A', 'B', 666.7, 'fewer than 8 documents: no interval, no p']]
    """
    counts = count(tokens, measures, by=by)
    pairs = _pairs(counts, target, reference)
    parts = [
        _compared(counts, one, others, label, min_words, n_boot, n_permutations, seed, per)
        for one, others, label in pairs
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame["p_adjusted"] = stats.adjust_p(frame["p"].to_numpy())
    frame["item"] = pd.NA
    for name in ("target", "reference", "measure", "item", "unit", "note", "status"):
        frame[name] = frame[name].astype("string")
    for name in ("value", "low", "high", "p", "p_adjusted", "target_value", "reference_value"):
        frame[name] = frame[name].astype("Float64")
    involved = {counts.groups[i] for one, others, _ in pairs for i in (one, *others)}
    found = counts.hits[counts.hits[by].isin(involved)].reset_index(drop=True)
    settings = {
        "measures": [one.name for one in counts.measures], "by": by, "target": target, "reference": reference,
        "min_words": min_words, "n_boot": n_boot, "n_permutations": n_permutations, "seed": seed, "per": per,
    }  # fmt: skip
    about = _about(counts, frame, min_words, n_boot, n_permutations, seed, per)
    return Result(frame[list(COLUMNS)], found, about, by, "compare", tokens.corpus, settings)


def _pairs(counts: Counts, target: Any, reference: Any) -> list[tuple[int, list[int], str]]:
    """Return each target with the groups that it is compared with, and what they are called."""
    groups, by = counts.groups, counts.by
    if len(groups) < 2:
        found = f"only {str(groups[0])!r}" if groups else "none"
        raise QueryError(
            f"a comparison needs two values of {by!r} that have words; there is {found}. "
            f"Group by another column: {', '.join(counts.tokens.groupings)}."
        )
    several = isinstance(target, list | tuple | set | frozenset)
    given = [] if target is None else list(target) if several else [target]
    targets = [position(groups, value, by) for value in given]
    against = None if reference is None else position(groups, reference, by)
    if against in targets:
        raise QueryError(
            f"target and reference are both {str(reference)!r}. Give another reference, or none: "
            "then it is all others."
        )
    if not targets:
        targets = [place for place in range(len(groups)) if place != against]
        if against is None and len(groups) == 2:
            targets = targets[:1]
    pairs = []
    for one in targets:
        others = [i for i in range(len(groups)) if i != one] if against is None else [against]
        pairs.append((one, others, str(groups[others[0]]) if len(others) == 1 else OTHERS))
    return pairs


def _compared(
    counts: Counts,
    one: int,
    others: list[int],
    label: str,
    min_words: int,
    n_boot: int,
    n_permutations: int,
    seed: int,
    per: int,
) -> pd.DataFrame:
    """Compare one group with others, on every measure."""
    # every document in which anybody speaks is resampled, so that an interval does not
    # depend on what else is compared
    documents = counts.documents
    exposures = np.stack([counts.exposure(chosen)[:, documents] for chosen in counts.measures]).astype(float)
    weights = counts.weights[:, :, documents]
    th, tx = weights[:, one], exposures[:, one]
    rh, rx = weights[:, others].sum(axis=1), exposures[:, others].sum(axis=1)
    low, high = stats.bootstrap_difference(th, tx, rh, rx, n_boot=n_boot, seed=seed)
    p = _p(counts, [one, *others], n_permutations, seed)
    words = np.stack([tx.sum(axis=1), rx.sum(axis=1)])
    hits = np.stack([th.sum(axis=1), rh.sum(axis=1)])
    in_all = np.count_nonzero(tx + rx, axis=1)
    fewest = np.minimum(np.count_nonzero(tx, axis=1), np.count_nonzero(rx, axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = hits / words * per
    enough = words >= max(min_words, 1)
    shown = enough.all(axis=0)
    none = np.abs(weights[:, [one, *others]]).sum(axis=(1, 2)) == 0
    p[(in_all < stats.MIN_DOCUMENTS) | none | ~shown] = np.nan
    note = np.where(in_all < stats.MIN_DOCUMENTS, FEW_IN_ALL, np.where(fewest < stats.MIN_DOCUMENTS, FEW, ""))
    bare = (hits == 0).any(axis=0) & ~none
    low, high = np.where(bare, np.nan, low), np.where(bare, np.nan, high)
    note = np.where(bare & (note == ""), NO_HITS_ON_A_SIDE, note)
    note = np.where(none & (in_all >= stats.MIN_DOCUMENTS), NO_HITS, note)
    note = np.where(shown, note, [_too_little(side, str(counts.groups[one]), label) for side in enough.T])
    return pd.DataFrame({
        "target": str(counts.groups[one]), "reference": label,
        "measure": np.array([chosen.name for chosen in counts.measures], dtype=object),
        "value": np.where(shown, rates[0] - rates[1], np.nan),
        "low": np.where(shown, low * per, np.nan), "high": np.where(shown, high * per, np.nan), "p": p,
        "unit": np.array([f"{chosen.unit} per {per:,} words" for chosen in counts.measures], dtype=object),
        "target_value": np.where(enough[0], rates[0], np.nan),
        "reference_value": np.where(enough[1], rates[1], np.nan),
        "target_hits": hits[0], "target_exposure": words[0].astype(np.int64),
        "reference_hits": hits[1], "reference_exposure": words[1].astype(np.int64),
        "documents": in_all, "note": note.astype(object),
        "status": np.array([chosen.status for chosen in counts.measures], dtype=object),
    })  # fmt: skip


def _p(counts: Counts, groups: list[int], n_permutations: int, seed: int) -> np.ndarray:
    """Test each measure; the first group is the target. Measures of one scope share their cells."""
    p = np.full(len(counts.measures), np.nan)
    for scope in counts.exposures if n_permutations else ():
        rows = np.array([i for i, one in enumerate(counts.measures) if one.scope == scope], dtype=np.int64)
        words = counts.exposures[scope][groups]
        group, document = np.nonzero(words)
        if len(rows) and len(group):
            p[rows] = stats.permutation_p(
                counts.weights[:, groups][rows][:, group, document],
                words[group, document],
                document,
                group == 0,
                n_permutations=n_permutations,
                seed=seed,
            )
    return p


def _too_little(enough: np.ndarray, target: str, reference: str) -> str:
    short = [name for name, ok in zip((target, reference), enough, strict=True) if not ok]
    return f"{TOO_LITTLE}: {' and '.join(short)}" if short else ""


def _about(
    counts: Counts, frame: pd.DataFrame, min_words: int, n_boot: int, n_permutations: int, seed: int, per: int
) -> str:
    parts = [f"Difference of hits per {per:,} words, target minus reference.", describe_words(counts)]
    if n_boot:
        parts.append(f"Intervals: 95%, {n_boot:,} resamples of documents, seed {seed}.")
    tests = int(frame["p"].notna().sum())
    if tests:
        parts.append(
            f"p: {n_permutations:,} permutations of who spoke, within documents that both sides share, else "
            f"between documents, seed {seed}; adjusted over {counted(tests, 'test')} (Benjamini-Hochberg)."
        )
    if frame["note"].str.startswith(TOO_LITTLE).any():
        parts.append(f"Below {min_words:,} words on a side no value is shown.")
    return " ".join(parts)
