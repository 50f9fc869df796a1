"""Listing: the dispersion of the words of a corpus, group by group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from rostra.cautions import DOES_NOT_OCCUR, ONE_PART
from rostra.corpus import counted
from rostra.errors import QueryError, demand, unknown
from rostra.index.cells import Cells
from rostra.index.reference import fold_token
from rostra.index.tables import members
from rostra.index.tokens import Tokens
from rostra.index.variants import count_as, function_words
from rostra.measures.dispersion.distances import DISTANCES, distance_statistics
from rostra.measures.dispersion.formulas import FORMULAS, disperse
from rostra.measures.dispersion.spread import part_of_words, spread_of
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
    spread = spread_of(tokens, by, parts, case=case, lemma=lemma, stem=stem)
    names = spread.names
    listed, absent = _listed(names, words, case=case)
    allowed = listed if stop_words else listed & ~function_words(names)
    by_parts = [name for name in asked if name in FORMULAS]
    along = [name for name in asked if name in DISTANCES]
    tables, shown, rare, known = [], [], 0, 0
    for code, name in enumerate(spread.groups):
        of_parts, of_documents = spread.of(code)
        hits = of_parts.hits.astype(np.int64)
        chosen = np.flatnonzero(allowed if words is not None else allowed & (hits >= max(min_count, 1)))
        rare += 0 if words is not None else int((allowed & (hits > 0)).sum()) - len(chosen)
        shown.append(chosen)
        size, exposure = len(chosen) + len(absent), int(of_parts.words.sum())
        known += exposure
        values = {measure: np.full(size, np.nan) for measure in asked}
        _add_parts(values, of_parts, chosen, by_parts)
        if along:
            place = np.full(len(names), -1, dtype=np.int32)
            place[chosen] = np.arange(len(chosen))
            item = place[spread.read(code)]
            values |= distance_statistics(*_kept(item), size, exposure, measures=along)
        missing = np.zeros(len(absent), dtype=np.int64)
        items = np.array([*(names[i] for i in chosen), *absent], dtype=object)
        counts = np.append(hits[chosen], missing)
        documents = np.append(of_documents.documents[chosen], missing)
        tables.append(
            _table(items, counts, documents, values, len(of_parts.document)).assign(
                **{column: name, "exposure": exposure}
            )
        )
    frame = leading(pd.concat(tables) if tables else pd.DataFrame(columns=[column, "parts"]), column)
    frame["parts"] = frame["parts"].astype("Int64")
    settings = {
        "words": None if words is None else [words] if isinstance(words, str) else list(words), "by": by,
        "parts": parts, "measures": asked, "min_count": min_count, "case": case, "lemma": lemma, "stem": stem,
        "stop_words": stop_words,
    }  # fmt: skip
    about = _about(tokens, settings, known, rare)

    def evidence() -> pd.DataFrame:
        codes = tokens.groups(by)[1]
        form = count_as(tokens, case=case, lemma=lemma, stem=stem)[1]
        places = [np.zeros(0, dtype=np.int64)]
        inside = np.where(part_of_words(tokens, parts) >= 0, codes, -1)
        for own, chosen in zip(members(inside, len(shown)), shown, strict=True):
            listed = np.zeros(len(names), dtype=bool)
            listed[chosen] = True
            places.append(own[listed[form[own]]])
        occurrences = np.sort(np.concatenate(places))
        items = np.array(names, dtype=object)[form[occurrences]]
        return _hits(tokens, occurrences, items, column, spread.groups, codes)

    return Result(frame, evidence, about, column, "dispersion", tokens.corpus, settings, tokens.source)


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


def _add_parts(values: dict[str, np.ndarray], cells: Cells, chosen: np.ndarray, measures: list[str]) -> None:
    """Fill in the measures of the words chosen that are made of their counts in parts."""
    from scipy.sparse import csr_array

    shape = len(cells.document), cells.size
    table = csr_array((cells.count.astype(float), cells.form, cells.offsets), shape=shape).tocsc()
    step = max(1, _BLOCK // max(len(cells.document), 1))
    for first in range(0, len(chosen) if measures else 0, step):
        block = slice(first, min(first + step, len(chosen)))
        counts = table[:, chosen[block]].toarray(order="C").T
        for name in measures:
            values[name][block] = disperse(counts, cells.words, measure=name)


def _kept(item: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where the words that are listed stand, and which each is."""
    if item.min(initial=0) >= 0:
        return np.arange(len(item), dtype=np.int32 if len(item) < 2**31 else np.int64), item
    positions = np.flatnonzero(item >= 0)
    return positions, item[positions]


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
