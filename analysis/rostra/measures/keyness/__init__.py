"""Keyness: which words one speaker uses more, or less, than others do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import numpy as np
import pandas as pd

from rostra.corpus import Corpus
from rostra.errors import QueryError, demand, unknown
from rostra.index.cells import merged
from rostra.index.reference import fold_token
from rostra.index.sides import Sides
from rostra.index.tokens import Tokens
from rostra.index.word_counts import WordCounts, count_words, in_alphabet, in_order
from rostra.lexicon import load_words
from rostra.measures.keyness.references import OTHERS, Elsewhere, elsewhere, position_of_groups, widened
from rostra.measures.keyness.statistics import METHODS, Options, Statistic
from rostra.measures.keyness.tables import describe, evidence, table
from rostra.result import Result

__all__ = ["Statistic", "keyness"]


def keyness(
    tokens: Tokens,
    *,
    by: str,
    target: Any = None,
    reference: Any | Corpus | Tokens | Result | Mapping[str, int] | pd.DataFrame = None,
    statistic: Statistic = "log_ratio",
    min_count: int = 5,
    stop_words: bool = True,
    reference_size: int | None = None,
    constant: float = 100.0,
    prior_words: float = 1000.0,
    n_permutations: int = 2000,
    seed: int = 0,
) -> Result:
    """How many times a word's rate doubles from the reference to the target.

    Parameters
    ----------
    tokens : Tokens
        The words.
    by : str
        A column of the statements or documents, such as `actor` or `source`.
    target : object, optional
        The value of that column whose words are looked at, or a list of values, each on its
        own; without, every value.
    reference : object, optional
        What it is compared with: another value, or a list of values taken together; another
        `Corpus` or its `Tokens`; or counts, as a dict of word and count, a frame with the
        columns `word` and `count`, or what `rostra.frequencies` returns. Without, all others
        taken together. Words without a value (credited to nobody) belong to neither.
    statistic : str
        What `value` is: see Notes.
    min_count : int
        Fewest occurrences in target and reference together.
    stop_words : bool
        Keep function words. False leaves them out of the list; they stay in the
        number of words.
    reference_size : int, optional
        Words behind a list of counts, where it does not hold all of them; without, the sum
        of the counts.
    constant : float
        For `simple_maths`: occurrences per million added to both rates.
    prior_words : float
        For `log_odds`: how many words the prior weighs, distributed as in target and
        reference together. The more, the less rare words stand out.
    n_permutations : int
        For `permutation`: how often texts are dealt out anew.
    seed : int
        For `permutation`: seed of the random numbers.

    Returns
    -------
    Result
        One row a target and word, by falling `log_likelihood` where the statistic is the log
        ratio, else by falling `value`. `value`: the statistic, with `low` and `high` (95%)
        where it has an interval; NA where it is not finite. `log_likelihood`: two-cell
        evidence that the rates differ. `p` is that of the statistic, or of the
        log-likelihood where it has none, and `p_adjusted` the same among all rows.
        `target_hits`, `reference_hits`, `target_exposure`, `reference_exposure` (words),
        `target_documents` and `reference_documents` (documents with the word; NA of a list).
        `z` with `log_odds`.

    Notes
    -----
    How much: `log_ratio` (Hardie 2014, 0.5 standing for a count of 0),
    `conservative_log_ratio` (Evert 2022; its interval is exact and adjusted for the number of
    words), `percent_difference`, `rate_ratio`, `odds_ratio`, `simple_maths`, `log_odds` (with
    an informative Dirichlet prior). How surely: `log_likelihood` (two cells, Rayson),
    `log_likelihood_four_cells` (Dunning), `log_likelihood_williams`, `chi_squared`,
    `chi_squared_yates`, `fisher` (value: the odds ratio), `bic`, `effect_of_log_likelihood`.
    By texts: `welch`, `mann_whitney`, `permutation`. The formulas are those of
    `rostra.stats`. Statistics of evidence are negative for words of the reference.

    A word that the target never uses is listed like any other: what is not said is a finding.
    All but the tests by texts take words for independent draws, which words of one speech
    are not; so does `log_likelihood`. The interval of the log ratio does not
    (`rostra.stats.log_ratio_by_document`), and is missing where either side has fewer than 8
    documents. Evidence grows with the number of words; what says how much does not.
    `p_adjusted` is Benjamini-Hochberg over all rows.

    References
    ----------
    Hardie, A. (2014). Log Ratio: an informal introduction. CASS, Lancaster.
    Rayson, P. and Garside, R. (2000). Comparing corpora using frequency profiling.
    Gabrielatos, C. (2018). Keyness analysis: nature, metrics and techniques.
    Lijffijt, J. et al. (2016). Significance testing of word frequencies in corpora.

    Examples
    --------
    >>> import rostra
    >>> texts = {"A": "Peace and order. Order!", "B": "War and war and war, no order."}
    >>> rows = [{"who": who, "text": text} for who, text in texts.items()]
    >>> words = rostra.tokenize(rostra.load_corpus(rows))
    >>> key = rostra.keyness(words, by="who", target="A", min_count=3)
    >>> key.frame[["item", "value", "target_hits", "reference_hits"]].round(2).values.tolist()
    [['war', -1.78, 0, 3], ['order', 1.81, 2, 1], ['and', -0.19, 1, 2]]
    >>> key = rostra.keyness(words, by="who", target="A", reference={"war": 30, "order": 10})
    >>> key.frame[["item", "value"]].round(2).values.tolist()
    [['war', -2.58], ['order', 1.0]]
    """
    demand("Tokens", tokens, "keyness")
    if statistic not in METHODS:
        raise QueryError(unknown("statistic of keyness", statistic, get_args(Statistic)))
    words = count_words(tokens, by)
    outside = elsewhere(tokens, reference, reference_size)
    others = None if outside is not None or reference is None else position_of_groups(words, reference, by)
    asked = _targets(words, target, others, by)
    options = Options(constant, prior_words, n_permutations, seed)
    vocabulary, alphabet = in_alphabet(tokens) if outside is None else in_order(outside.vocabulary)
    hidden = _stop_words(vocabulary) if not stop_words else None
    if not asked:
        raise QueryError(
            f"no {by} has words{'' if others is None else ' but those of the reference'}. "
            "Give another column."
        )
    sides = ((words.names[i], _sides(words, i, others, outside, vocabulary, alphabet)) for i in asked)
    name = OTHERS if reference is None else _named(words, others, outside)
    most = len(asked) * len(vocabulary)
    frame, compared = table(
        sides, vocabulary, by, name, statistic, options, most=most, min_count=min_count, hidden=hidden
    )
    given: Any = reference
    if others is not None:
        given = reference if not isinstance(reference, set | frozenset) else sorted(map(str, reference))
    elif outside is not None:
        given = outside.name
    settings = {
        "by": by, "target": target, "reference": given, "min_count": min_count, "stop_words": stop_words,
    }  # fmt: skip
    if statistic != "log_ratio":
        settings["statistic"] = statistic
    settings |= {"log_odds": {"prior_words": prior_words}, "simple_maths": {"constant": constant}}.get(
        statistic, {}
    )
    if statistic == "permutation":
        settings |= {"n_permutations": n_permutations, "seed": seed}
    listed = outside is not None and outside.cells is None
    about = describe(
        frame, compared, by, name, statistic, options, min_count, stop_words, outside is not None, listed
    )
    involved = set(asked) if outside is not None else set(range(len(words.names)))
    if others is not None:
        involved = {*asked, *others}
    shown = {words.names[i] for i in involved}
    return Result(
        frame,
        lambda: evidence(tokens, frame, by, shown, statistic),
        about,
        by,
        "keyness",
        tokens.corpus,
        settings,
        tokens.source,
    )


def _targets(words: WordCounts, target: Any, others: list[int] | None, by: str) -> list[int]:
    """Places of the groups whose words are looked at."""
    if target is None:
        return [i for i in range(len(words.names)) if others is None or i not in others]
    asked = position_of_groups(words, target, by)
    for place in asked:
        if others is not None and place in others:
            raise QueryError(
                f"target and reference are both {str(words.names[place])!r}. Give another reference, "
                "or none: then it is all others."
            )
    return asked


def _sides(
    words: WordCounts,
    place: int,
    others: list[int] | None,
    outside: Elsewhere | None,
    vocabulary: np.ndarray,
    alphabet: np.ndarray,
) -> Sides:
    target = widened(words.of(place), len(vocabulary))
    if outside is not None:
        listed = None if outside.cells is not None else (outside.counts, outside.words)
        return Sides(vocabulary, alphabet, target, outside.cells, listed=listed)
    if others is not None:
        groups = [words.of(i) for i in others]
        return Sides(vocabulary, alphabet, target, merged(groups))
    return Sides(vocabulary, alphabet, target, words.whole, holds_target=True)


def _named(words: WordCounts, others: list[int] | None, outside: Elsewhere | None) -> str:
    if outside is not None:
        return outside.name
    return ", ".join(str(words.names[i]) for i in others or [])


def _stop_words(vocabulary: np.ndarray) -> np.ndarray:
    stop = {fold_token(word) for words in load_words("stop_words").values() for word in words}
    return np.array([form in stop for form in vocabulary], dtype=bool)
