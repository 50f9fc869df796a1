"""Listing: the dispersion of the words of a corpus, group by group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from rostra.cautions import DOES_NOT_OCCUR, ONE_PART
from rostra.corpus import counted
from rostra.errors import QueryError, demand, unknown
from rostra.index.reference import fold_token
from rostra.index.tables import count_table, members
from rostra.index.tokens import Tokens
from rostra.index.variants import count_as, function_words
from rostra.measures.dispersion.distances import DISTANCES, distance_statistics
from rostra.measures.dispersion.formulas import FORMULAS, disperse
from rostra.result import Result, leading

__all__ = ["USUAL", "dispersion"]

USUAL = ("range", "juilland_d", "carroll_d2", "rosengren_s", "dp", "dp_norm", "da", "dkl", "arf")
# Words are worked through in blocks of about this many cells of word x part.
_BLOCK = 2_000_000


def dispersion(
    tokens: Tokens,
    words: str | Iterable[str] | None = None,
    *,
    by: str | None = None,
    parts: str | int = "doc_id",
    measures: str | Iterable[str] = USUAL,
    min_count: int = 5,
    case: bool = False,
    lemma: bool = False,
    stem: bool = False,
    stop_words: bool = True,
) -> Result:
    """Whether each word is spread evenly over the documents, or sits in a few of them.

    Parameters
    ----------
    tokens : Tokens
        The words.
    words : str or iterable of str, optional
        The words that are looked at; without, all that are frequent enough.
    by : str, optional
        A column of the statements or documents: each group is looked at by itself.
    parts : str or int
        A column whose values are the parts (`doc_id`, `source`), or a number: so many
        parts of equal size, in the order of the text.
    measures : str or iterable of str
        Names in `rostra.measures.dispersion.FORMULAS` or `DISTANCES`.
    min_count : int
        Fewest occurrences in a group, where no words are named.
    case, lemma, stem : bool
        What counts as one word, as in `frequencies`.
    stop_words : bool
        False leaves function words out of the list.

    Returns
    -------
    Result
        One row a group, word (`item`) and measure: `value`, `unit` (variant, range and
        direction), `hits` (occurrences), `exposure` (words of the group), `documents`
        (documents with the word), `parts` (parts that have words of the group). There are no
        intervals. `hits` of the result are the occurrences of the words listed.

    Notes
    -----
    Formulas and sources are in `rostra.measures.dispersion.disperse` and
    `reduced_frequency`. Parts without a word of the group are left out. Rare words are
    uneven by chance: compare words of like frequency.

    References
    ----------
    Gries, S. T. (2008). Dispersions and adjusted frequencies in corpora. International
    Journal of Corpus Linguistics 13(4), 403-437.

    Examples
    --------
    >>> import rostra
    >>> texts = ["war and peace", "war and law", "war is over, peace and peace"]
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": text} for text in texts]))
    >>> spread = rostra.dispersion(words, ["war", "peace"], measures="dp")
    >>> spread.frame[["item", "value"]].round(2).values.tolist()
    [['peace', 0.25], ['war', 0.17]]
    """
    demand("Tokens", tokens, "dispersion")
    asked = [measures] if isinstance(measures, str) else list(measures)
    for name in asked:
        if name not in FORMULAS and name not in DISTANCES:
            raise QueryError(unknown("measure of dispersion", name, [*FORMULAS, *DISTANCES]))
    column = by or "corpus"
    groups, codes = tokens.groups(by)
    names, form = count_as(tokens, case=case, lemma=lemma, stem=stem)
    part = _parts(tokens, parts)
    listed, absent = _listed(names, words, case=case)
    allowed = listed if stop_words else listed & ~function_words(names)
    n_documents = len(tokens.corpus.documents)
    tables, shown, rare = [], np.zeros(len(tokens), dtype=bool), 0
    for name, own in zip(groups, members(np.where(part >= 0, codes, -1), len(groups)), strict=True):
        hits = np.bincount(form[own], minlength=len(names))
        chosen = np.flatnonzero(allowed if words is not None else allowed & (hits >= max(min_count, 1)))
        rare += 0 if words is not None else int((allowed & (hits > 0)).sum()) - len(chosen)
        place = np.full(len(names), -1)
        place[chosen] = np.arange(len(chosen))
        kept = own[place[form[own]] >= 0]
        shown[kept] = True
        item, size = place[form[kept]], len(chosen) + len(absent)
        values, n_parts = _values(item, part[kept], part[own], np.searchsorted(own, kept), size, asked)
        spread = np.diff(count_table(item, tokens.document[kept], (size, n_documents)).indptr)
        counts = np.append(hits[chosen], np.zeros(len(absent), dtype=hits.dtype))
        items = np.array([*(names[i] for i in chosen), *absent], dtype=object)
        tables.append(
            _table(items, counts, spread, values, n_parts).assign(**{column: name, "exposure": len(own)})
        )
    frame = leading(pd.concat(tables) if tables else pd.DataFrame(columns=[column, "parts"]), column)
    frame["parts"] = frame["parts"].astype("Int64")
    occurrences = np.flatnonzero(shown)
    settings = {
        "words": None if words is None else [words] if isinstance(words, str) else list(words), "by": by,
        "parts": parts, "measures": asked, "min_count": min_count, "case": case, "lemma": lemma, "stem": stem,
        "stop_words": stop_words,
    }  # fmt: skip
    about = _about(tokens, settings, int(((codes >= 0) & (part >= 0)).sum()), rare)

    def evidence() -> pd.DataFrame:
        items = np.array(names, dtype=object)[form[occurrences]]
        return _hits(tokens, occurrences, items, column, groups, codes)

    return Result(frame, evidence, about, column, "dispersion", tokens.corpus, settings, tokens.source)


def _parts(tokens: Tokens, parts: str | int) -> np.ndarray:
    """Return the part that each token stands in; -1 where it is unknown."""
    if isinstance(parts, str):
        return tokens.groups(parts)[1]
    if parts < 2:
        raise QueryError(f"parts is {parts}. Give a number from 2, or a column: parts='doc_id'.")
    return np.arange(len(tokens), dtype=np.int64) * parts // max(len(tokens), 1)


def _listed(
    names: list[str], words: str | Iterable[str] | None, *, case: bool
) -> tuple[np.ndarray, list[str]]:
    """Mark the words asked for; return also those that occur nowhere."""
    if words is None:
        return np.ones(len(names), dtype=bool), []
    given = [words] if isinstance(words, str) else list(words)
    wanted = list(dict.fromkeys(word if case else fold_token(word) for word in given))
    known = set(names)
    listed = set(wanted)
    return np.array([name in listed for name in names], dtype=bool), [w for w in wanted if w not in known]


def _values(
    item: np.ndarray, part: np.ndarray, every_part: np.ndarray, position: np.ndarray, n: int, asked: list[str]
) -> tuple[dict[str, np.ndarray], int]:
    """Compute the measures of all words of one group."""
    sizes = np.bincount(every_part)
    used = np.flatnonzero(sizes)
    table = count_table(item, np.searchsorted(used, part), (n, len(used)))
    by_parts = [name for name in asked if name in FORMULAS]
    values = {name: np.full(n, np.nan) for name in asked}
    step = max(1, _BLOCK // max(len(used), 1))
    for first in range(0, n if by_parts else 0, step):
        block = slice(first, first + step)
        counts = table[block].toarray()
        for name in by_parts:
            values[name][block] = disperse(counts, sizes[used], measure=name)
    if len(by_parts) < len(asked):
        found = distance_statistics(position, item, n, len(every_part))
        values |= {name: found[name] for name in asked if name in DISTANCES}
    return values, len(used)


def _table(
    items: np.ndarray, hits: np.ndarray, documents: np.ndarray, values: dict[str, np.ndarray], n_parts: int
) -> pd.DataFrame:
    """One row a word and measure, the words by falling frequency."""
    order = np.lexsort((items, -hits)) if len(items) else np.zeros(0, dtype=np.int64)
    asked = list(values)
    row = np.repeat(order, len(asked))
    # only the range of one part is known, and the distances, which know no parts
    alone = np.array([n_parts < 2 and name not in DISTANCES for name in asked], dtype=bool)
    note = np.where(np.tile(alone, len(items)), ONE_PART, "")
    return pd.DataFrame({
        "measure": np.tile(np.array(asked, dtype=object), len(items)),
        "item": items[row],
        "value": np.column_stack([values[name] for name in asked])[order].ravel(),
        "unit": np.tile(np.array([_unit(name) for name in asked], dtype=object), len(items)),
        "hits": hits[row],
        "documents": documents[row],
        "note": np.where(hits[row] == 0, DOES_NOT_OCCUR, note),
        "parts": n_parts,
    })  # fmt: skip


def _unit(name: str) -> str:
    return FORMULAS[name].unit if name in FORMULAS else DISTANCES[name]


def _hits(
    tokens: Tokens, own: np.ndarray, items: np.ndarray, column: str, groups: list[Any], codes: np.ndarray
) -> pd.DataFrame:
    hits = tokens.places(own)
    hits.insert(0, "measure", "dispersion")
    hits.insert(1, "item", pd.array(items, dtype="string"))
    hits["entry"] = hits["item"]
    hits["weight"] = 1.0
    hits["negated"] = False
    hits[column] = np.array([*groups, None], dtype=object)[codes[own]]
    return hits


def _about(tokens: Tokens, settings: dict[str, Any], words: int, rare: int) -> str:
    parts = settings["parts"]
    over = (
        f"the values of {parts!r}"
        if isinstance(parts, str)
        else f"{parts} equal parts in the order of the text"
    )
    sources = dict.fromkeys(FORMULAS[name].source for name in settings["measures"] if name in FORMULAS)
    about = [f"Dispersion of words over {over}, {counted(words, 'word')} in all"]
    about[0] += f" ({'; '.join(sources)})." if sources else "."
    if settings["lemma"] or settings["stem"]:
        about.append(
            f"Words are counted under their {'lemma (simplemma)' if settings['lemma'] else 'Snowball stem'}."
        )
    if len(tokens) > words:
        about.append(f"{len(tokens) - words:,} words without a known group or part are left out.")
    if rare:
        about.append(
            f"Not listed: {counted(rare, 'word')} with fewer than {settings['min_count']} occurrences."
        )
    if not settings["stop_words"]:
        about.append("Function words are not listed.")
    return " ".join(about)
