"""Comparison: how far the rates of speakers lie apart, how sure that is, and what it rests on.

`cells` is what is counted of each side in each document, `estimates` the difference of
two sides with its interval and test, `robustness` the same claim under other choices.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from rostra import stats
from rostra.cautions import NO_HITS_ON_A_SIDE, TOO_LITTLE
from rostra.comparison.cells import Cells, Pair, cells_of, pairs_of, periods_of
from rostra.comparison.errors import error_shares
from rostra.comparison.estimates import FEWEST_HITS, Settings, compared, verdicts
from rostra.comparison.robustness import robustness
from rostra.corpus import counted
from rostra.corrections import ErrorRates
from rostra.errors import QueryError, demand, unknown
from rostra.index.tokens import Tokens
from rostra.measurement import (
    Counts,
    Measures,
    Period,
    Queries,
    Score,
    count,
    describe_words,
    names_of,
)
from rostra.result import Result

__all__ = ["COLUMNS", "compare", "robustness"]

COLUMNS = (
    "target", "reference", "measure", "item", "value", "low", "high", "p", "p_adjusted", "unit",
    "target_value", "reference_value", "target_hits", "target_exposure",
    "reference_hits", "reference_exposure", "documents", "note", "status",
    "ratio", "ratio_low", "ratio_high", "effect", "verdict",
)  # fmt: skip
Against = Literal["others", "each"]


def compare(
    tokens: Tokens | Counts,
    measures: Measures | None = None,
    *,
    words: Queries | None = None,
    by: str = "actor",
    target: Any = None,
    reference: Any = None,
    against: Against = "others",
    over: Period | None = None,
    adjust: str | None = None,
    cluster: str = "doc_id",
    errors: ErrorRates | None = None,
    min_words: int = 100,
    n_boot: int | None = None,
    n_permutations: int = 2000,
    seed: int = 0,
    per: int = 1000,
) -> Result:
    """How many hits in a thousand words the target has more than the reference.

    Parameters
    ----------
    tokens : Tokens or Counts
        The words, or what was counted in them before.
    measures : str, Lexicon, Measure, or several of them, optional
        Names of `rostra.measures.rhetoric.MEASURES`, lexicons of one's own, or scores:
        `"polarity"` (and `"vader"`, `"textblob"`, `"subjectivity"`), the mean score of a
        sentence; `"mattr"` and `"msttr"`, how varied 50 words are.
    words : str or iterable of str, optional
        Queries (`docs/queries.md`), each a measure of its own: `"(reckless|provocative)"`.
        They read the speakers' own wording, as measures of style do.
    by : str
        A column of the statements or documents: `actor`, `speaker`, `source`.
    target : object, optional
        The value of that column that is looked at, or a list of them. Without, each one
        in turn; where there are only two, the one with more words.
    reference : object, optional
        The value with which it is compared.
    against : {"others", "each"}
        Without a reference: all others taken together, or each other one by itself.
    over : {"day", "week", "month", "year"}, optional
        Compare in each period by itself; adds the column `period`.
    adjust : str, optional
        A column of the documents (`source`, a topic): like is compared with like within
        each of its values.
    cluster : str
        A column of the documents whose values are independent of each other: `doc_id`, or
        `source` where the reports of one outlet hang together.
    errors : ErrorRates, optional
        `rostra.error_rates(statements, by="actor")` of a corrected sample: intervals become
        wider by what wrong attribution may do.
    min_words : int
        Words that either side must have in the scope of a measure.
    n_boot : int, optional
        Percentile intervals from so many resamples of documents instead, to look at the
        difference; 0 for none. They are too narrow where there are few documents.
    n_permutations : int
        Permutations behind each p; 0 for none.
    seed : int
        Seed of both.
    per : int
        Words to which a rate refers.

    Returns
    -------
    Result
        One row a measure and pair (and period): `value` (rate of the target minus rate of
        the reference) with `low` and `high` (95%), `p`, `p_adjusted`, both rates with their
        hits and words, `documents` (or clusters, with words of either), `note`, `ratio` (rate
        over rate, 1: equal) with its interval, `effect` (difference in standard deviations of
        documents, `rostra.stats.standardised_difference`), and `verdict`: `more`, `less`,
        `not clear` or `too little`. Of a score, hits are the evaluative words behind it, the
        exposure is what was scored (sentences, windows), and there is no ratio.

    Raises
    ------
    rostra.errors.QueryError
        For a group, column, period or measure that is not there, and where there are not
        two groups with words.

    Notes
    -----
    Intervals come from the variation between documents, both sides of a document together:
    those of the difference from the limits of the two rates on the log scale
    (`rostra.stats.difference_interval`), those of the ratio from the log of the quotient
    (`rostra.stats.quotient_interval`). They are missing where a side has fewer than 8
    documents (clusters) or no hit. In simulated corpora of 8 to 100 documents with clumped
    words they hold the true difference in 93 to 98 of 100 cases.

    `p` exchanges the labels within documents that both sides share, else between documents
    (`rostra.stats.permutation_p`); it is missing below 8 documents in all. `p_adjusted` is
    Benjamini-Hochberg over all rows. Positive: the target has more. Which words are read is
    said in `rostra.measure`.

    A score is the sum of what was scored over its number, document by document; its
    interval is on the linear scale, as a mean may be negative. Everything else is the same.

    `verdict` is `more` or `less` where the interval leaves 0 out and the adjusted p is below
    .05; `too little` without an interval, and where both sides have fewer than five hits
    (`mattr` and `msttr` have none: there the interval alone decides). Where one side has no
    hit at all in eight documents or more, there is no interval and the adjusted p decides.

    With `adjust`, the rates are those that each side would have if both had said the same
    share of their words in each value of the column (weights of Mantel and Haenszel); values
    in which only one side speaks are left out, and labels are exchanged within values only.

    With `errors`, a share *e* of a side's words is not its own; where the others' rate is *q*
    times its own, taking them out moves the log of the rate by about e (1 - q). The mean
    square of that, with *e* as uncertain as the sample leaves it, is added to the variance.
    The value and p stay as they are.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate.
    Journal of the Royal Statistical Society B 57(1), 289-300.
    Mantel, N. and Haenszel, W. (1959). Statistical aspects of the analysis of data from
    retrospective studies of disease. Journal of the National Cancer Institute 22, 719-748.

    Examples
    --------
    >>> import rostra
    >>> texts = [{"who": "A", "text": "Perhaps we might."}, {"who": "B", "text": "We certainly will."}]
    >>> words = rostra.tokenize(rostra.load_corpus(texts))
    >>> gap = rostra.compare(words, "hedging", by="who", target="A", min_words=1)
    >>> gap.frame[["target", "reference", "value", "note"]].round(1).values.tolist()
    [['A', 'B', 666.7, 'fewer than 8 documents: no interval, no p']]
    """
    demand("Tokens or Counts", tokens, "compare")
    if against not in get_args(Against):
        raise QueryError(unknown("value of against", against, get_args(Against)))
    counts = count(tokens, measures, words=words, by=by)
    _complain_of_one(counts)
    cells = cells_of(counts, cluster=cluster, adjust=adjust)
    pairs = pairs_of(counts.groups, by, target, reference, each=against == "each")
    settings = Settings(
        min_words, n_boot, n_permutations, seed, per, adjust,
        errors={} if errors is None else error_shares(errors, counts.groups, by),
    )  # fmt: skip
    frame = _family(counts, cells, pairs, settings, over)
    involved = {counts.groups[i] for pair in pairs for i in pair.groups}

    def found() -> pd.DataFrame:
        return counts.hits[counts.hits[by].isin(involved)].reset_index(drop=True)

    arguments = {
        **names_of(counts.measures), "by": by, "target": target, "reference": reference,
        "against": against, "over": over, "adjust": adjust, "cluster": cluster,
        "errors": None if errors is None else errors.about, "min_words": min_words, "n_boot": n_boot,
        "n_permutations": n_permutations, "seed": seed, "per": per,
    }  # fmt: skip
    about = _about(counts, frame, settings, cluster, over)
    columns = [*COLUMNS, *(["period"] if over else [])]
    return Result(frame[columns], found, about, by, "compare", tokens.corpus, arguments, counts.tokens.source)


def _complain_of_one(counts: Counts) -> None:
    groups, by = counts.groups, counts.by
    if len(groups) < 2:
        found = f"only {str(groups[0])!r}" if groups else "none"
        raise QueryError(
            f"a comparison needs two values of {by!r} that have words; there is {found}. "
            f"Group by another column: {', '.join(counts.tokens.groupings)}."
        )


def _family(
    counts: Counts, cells: Cells, pairs: list[Pair], settings: Settings, over: Period | None
) -> pd.DataFrame:
    """Compare every pair (in every period), and correct p for the number of tests."""
    if over is None:
        parts = [compared(cells, pair, settings) for pair in pairs]
    else:
        if over not in get_args(Period):
            raise QueryError(unknown("period", over, get_args(Period)))
        if not (periods := periods_of(counts, over)):
            raise QueryError(
                f"no document has a date, so there is nothing to compare over each {over}. Give the "
                "documents a column 'date' (YYYY-MM-DD), or leave out over=."
            )
        parts = [
            compared(cells.only(units), pair, settings).assign(period=label)
            for pair in pairs
            for label, units in periods
        ]
    frame = pd.concat(parts, ignore_index=True)
    frame["p_adjusted"] = stats.adjust_p(frame["p"].to_numpy())
    frame["item"] = pd.NA
    frame["verdict"] = verdicts(frame)
    texts = ("target", "reference", "measure", "item", "unit", "note", "status", "verdict", "period")
    for name in texts:
        if name in frame:
            frame[name] = frame[name].astype("string")
    numbers = (
        "value", "low", "high", "p", "p_adjusted", "target_value", "reference_value",
        "ratio", "ratio_low", "ratio_high", "effect", "target_hits", "reference_hits",
    )  # fmt: skip
    for name in numbers:
        frame[name] = frame[name].astype("Float64")
    return frame


def _about(counts: Counts, frame: pd.DataFrame, settings: Settings, cluster: str, over: Period | None) -> str:
    units = "documents" if cluster == "doc_id" else f"values of {cluster}"
    each = f" in each {over}" if over else ""
    scores = [one.name for one in counts.measures if isinstance(one, Score)]
    rates = len(scores) < len(counts.measures)
    what = [f"hits per {settings.per:,} words"] if rates else []
    what += [f"mean scores ({', '.join(scores)})"] if scores else []
    parts = [f"Difference of {' and of '.join(what)}{each}, target minus reference.", describe_words(counts)]
    if settings.n_boot is None:
        scales = ["limits of both rates on the log scale, t"] if rates else []
        scales += (
            ["of scores on the linear scale" if rates else "limits of both means on the linear scale, t"]
            if scores
            else []
        )
        parts.append(f"Intervals: 95%, from the variation between {units} ({'; '.join(scales)}).")
    elif settings.n_boot:
        parts.append(f"Intervals: 95%, {settings.n_boot:,} resamples of {units}, seed {settings.seed}.")
    if settings.adjust:
        left_out = int(frame["left_out"].max())
        parts.append(
            f"Both sides have the same share of words in each {settings.adjust} (weights of Mantel and "
            f"Haenszel); up to {left_out:,} words stand where only one side speaks, and are left out."
        )
    if settings.errors:
        parts.append("Intervals are wider by what wrong attribution may do, as far as the sample tells.")
    tests = int(frame["p"].notna().sum())
    if tests:
        within = f" of one {settings.adjust}" if settings.adjust else ""
        parts.append(
            f"p: {settings.n_permutations:,} permutations of who spoke, within {units} that both sides "
            f"share, else between {units}{within}, seed {settings.seed}; adjusted over "
            f"{counted(tests, 'test')} (Benjamini-Hochberg)."
        )
    parts.append(
        "Verdict: more or less, where the interval leaves 0 out and the adjusted p is below .05; "
        f"too little without an interval or with fewer than {FEWEST_HITS} hits."
    )
    if frame["note"].eq(NO_HITS_ON_A_SIDE).any():
        parts.append("Where one side has no hit at all, the adjusted p decides alone.")
    if frame["note"].str.startswith(TOO_LITTLE).any():
        parts.append(f"Below {settings.min_words:,} words on a side no value is shown.")
    if over:
        undated = counts.periods(over)[counts.documents] == np.array(None)
        if undated.any():
            parts.append(f"{counted(int(undated.sum()), 'document')} without a date left out.")
    return " ".join(parts)
