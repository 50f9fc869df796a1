"""Growth: how many different words somebody has used, the more of his words are read."""

from __future__ import annotations

from math import log10

import numpy as np
import pandas as pd

from rostra.cautions import FEW
from rostra.corpus import counted
from rostra.errors import QueryError, demand
from rostra.index.tables import count_table, members
from rostra.index.tokens import Tokens
from rostra.index.variants import count_as, function_words
from rostra.measures.diversity.draws import drawn_types
from rostra.measures.diversity.listing import GROUPS
from rostra.result import Result, leading
from rostra.stats import MIN_DOCUMENTS
from rostra.stats.documents import jackknife_interval

__all__ = ["vocabulary_growth"]

UNIT = "different words among so many drawn"
START = (10, 20, 50, 100, 200, 500)


def vocabulary_growth(
    tokens: Tokens,
    *,
    by: str | None = None,
    points: int = 40,
    case: bool = False,
    lemma: bool = False,
    stem: bool = False,
    stop_words: bool = True,
    seed: int = 0,
) -> Result:
    """How many different words are to be expected in the first hundred, thousand, ... words of each group.

    Parameters
    ----------
    tokens : Tokens
        The words.
    by : str, optional
        A column of the statements or documents (`actor`, `source`): a curve a group.
    points : int
        About how many points the longest curve has.
    case, lemma, stem : bool
        What counts as one word, as in `frequencies`.
    stop_words : bool
        False leaves function words out, of the number of words too.
    seed : int
        Deals the documents into groups for the intervals, where there are more than 40.

    Returns
    -------
    Result
        One row a group and number of words (`drawn`): `value` with `low` and `high`, `exposure`
        (words of the group), `types` (different words among them), `documents`, `note`. All
        groups have the same numbers of words, as far as their own go, and last their own.

    Notes
    -----
    Longer texts have more different words, so groups can be compared where they are equally long:
    at one number of words. The value is exact, the mean over all ways to draw so many words at
    random (`rostra.measures.diversity.drawn_types`; binomial interpolation, rarefaction); over
    `drawn` it is the type-token ratio of so many words. Words drawn at random are
    more varied than a stretch of text of the same length, which keeps to its topic.

    Intervals (95%) leave out documents in turn (in 40 groups, where there are more), as for the
    indices of `diversity`. They end where fewer words would be left without some document, and
    are missing under 8 documents.

    References
    ----------
    Baayen, R. H. (2001). Word Frequency Distributions, ch. 2.
    Kott, P. S. (2001). The delete-a-group jackknife. Journal of Official Statistics 17, 521-526.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "War and war and peace and war."}]))
    >>> rostra.vocabulary_growth(words).frame["value"].round(2).tolist()
    [1.0, 1.71, 2.2, 2.51, 2.71, 2.86, 3.0]
    """
    demand("Tokens", tokens, "vocabulary_growth")
    if points < 2:
        raise QueryError(f"points is {points}. Give a number from 2.")
    column = by or "corpus"
    groups, codes = tokens.groups(by)
    names, form = count_as(tokens, case=case, lemma=lemma, stem=stem)
    if not stop_words:
        codes = np.where(function_words(names)[form], -1, codes)
    own_words = members(codes, len(groups))
    shared = _steps(max(map(len, own_words), default=0), points)
    tables = []
    for name, own in zip(groups, own_words, strict=True):
        drawn = np.unique([*shared[shared < len(own)], *([len(own)] if len(own) else [])]).astype(np.int64)
        counts = np.bincount(form[own], minlength=len(names))
        value = drawn_types(counts, drawn)
        low, high, documents = _limits(form[own], tokens.document[own], counts, drawn, value, seed)
        tables.append(
            pd.DataFrame({
                column: name, "drawn": drawn, "value": value, "low": low, "high": high,
                "exposure": len(own), "types": np.count_nonzero(counts), "documents": documents,
                "note": FEW if documents < MIN_DOCUMENTS else "",
            })
        )  # fmt: skip
    frame = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=[column, "drawn"])
    frame = leading(frame.assign(measure="vocabulary_growth", unit=UNIT), column)
    settings = {
        "by": by, "points": points, "case": case, "lemma": lemma, "stem": stem, "stop_words": stop_words,
        "seed": seed,
    }  # fmt: skip
    known = int((codes >= 0).sum())
    about = [f"Different words expected among words drawn at random from {counted(known, 'word')}."]
    if len(tokens) > known:
        about.append(f"{len(tokens) - known:,} words are left out.")
    if frame["low"].notna().any():
        about.append("Intervals: 95%, by leaving out documents.")
    return Result(
        frame, pd.DataFrame(), " ".join(about), column, "vocabulary_growth", tokens.corpus, settings,
        tokens.source,
    )  # fmt: skip


def _steps(longest: int, points: int) -> np.ndarray:
    """Return round numbers of words up to the longest text: every 1, 2 or 5 times a power of ten."""
    if longest < 1:
        return np.zeros(0, dtype=np.int64)
    power = 10 ** int(log10(max(longest / points, 1)))
    step = next(power * k for k in (1, 2, 5, 10) if longest <= power * k * points)
    first = [n for n in START if n < step]
    return np.array([*first, *range(step, longest + 1, step)], dtype=np.int64)


def _limits(
    form: np.ndarray,
    document: np.ndarray,
    counts: np.ndarray,
    drawn: np.ndarray,
    value: np.ndarray,
    seed: int,
) -> tuple[np.ndarray, np.ndarray, int]:
    """Leave out documents in turn; return the limits, and how many documents there are."""
    used, place = np.unique(document, return_inverse=True)
    unknown = np.full(len(drawn), np.nan)
    if len(used) < MIN_DOCUMENTS:
        return unknown, unknown, len(used)
    dealt = np.arange(len(used)) % GROUPS
    if len(used) > GROUPS:
        dealt = np.random.default_rng(seed).permutation(dealt)
    table = count_table(dealt[place], form, (int(dealt.max()) + 1, len(counts)))
    left = [
        drawn_types(counts - table[[i]].toarray()[0].astype(np.int64), drawn) for i in range(table.shape[0])
    ]
    low, high = jackknife_interval(value, left)
    return np.where(np.isnan(low), np.nan, np.maximum(low, 1)), high, len(used)
