"""Sight: what a lexicon can see of the texts at hand, and what it cannot."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from rostra.errors import demand
from rostra.index.matching import find_hits
from rostra.index.tokens import Tokens
from rostra.inspection.names import names_of
from rostra.inspection.peers import Lexicons, lexicons_named
from rostra.lexicon import Lexicon
from rostra.result import Result, leading

__all__ = ["coverage"]

OURS = ("polarity", "negative_evaluation", "positive_evaluation", "affect")
NEUTRAL = "neutral"  # the category of names and other words that weigh nothing
NOBODY = "nobody has been credited with these words"


def coverage(
    tokens: Tokens, lexicons: Lexicons, *, reference: Lexicons = (*OURS, "vader"), top: int = 25
) -> Result:
    """What share of the words, evaluative words, statements and actors a lexicon can see.

    Parameters
    ----------
    tokens : Tokens
        The words; with statements, those and their actors are counted, too.
    lexicons : str, pathlib.Path, Lexicon, or several of them
        Names of lexicons that ship, of peers (`vader`, `textblob`), paths or lexicons.
    reference : str, pathlib.Path, Lexicon, or several of them
        Whose word it is that a word is evaluative. By default our evaluative lexicons as
        they ship, and VADER. (TextBlob calls *more*, *many* and *first* favourable.)
    top : int
        How many of the words that a lexicon cannot see are listed.

    Returns
    -------
    Result
        Rows for each `lexicon`, and for all together where there are several. First the
        shares, from 0 to 1: `measure` is `words`, `evaluative_words`, `statements`, `actors`;
        `hits` of `exposure` are seen. Then `unseen`: the most frequent evaluative words
        (`item`) that it cannot see, with `hits` (places), `documents`, `value` (share of the
        evaluative words) and, in `note`, who knows them. `.hits` holds the places, seen
        and not.

    Notes
    -----
    A word is seen where it stands in a match of the lexicon. A word is evaluative where a
    match of the reference is (of several words, the longest), unless it is part of a proper
    name (*United* States) or the match is of a category `neutral`. A statement, or an actor,
    is seen by one word seen in it. A share says nothing of how right the lexicon is.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"text": "A reckless plan and an ugly, ugly idea."}])
    >>> seen = coverage(rostra.tokenize(corpus), "negative_evaluation")
    >>> seen.frame[["measure", "item", "hits", "exposure"]].values.tolist()[1:2]
    [['evaluative_words', <NA>, 1.0, 3]]
    >>> seen.frame["item"].dropna().tolist()
    ['ugly']
    """
    demand("Tokens", tokens, "coverage")
    chosen, known_by = lexicons_named(lexicons), lexicons_named(reference)
    marks = {one.name: _marks(tokens, one)[1] for one in known_by}
    in_names = names_of(tokens).part
    evaluative = np.zeros(len(tokens), dtype=bool)
    for mark in marks.values():
        evaluative |= mark
    names = int((evaluative & in_names).sum())
    evaluative &= ~in_names
    seen = {one.name: _marks(tokens, one)[0] for one in chosen}
    if len(seen) > 1:
        seen["all together"] = np.logical_or.reduce(list(seen.values()))
    rows: list[dict[str, Any]] = []
    places = []
    for name, mark in seen.items():
        rows += [{"lexicon": name, **row} for row in _shares(tokens, mark, evaluative)]
        unseen = evaluative & ~mark
        listed, words = _unseen(tokens, unseen, evaluative, marks, top)
        rows += [{"lexicon": name, **row} for row in listed]
        places += [_places(tokens, name, "seen", np.flatnonzero(mark & evaluative))]
        places += [_places(tokens, name, "unseen", words)]
    about = (
        f"What {', '.join(one.name + ' ' + one.version for one in chosen)} can see of {len(tokens):,} words, "
        "of which "
        f"{int(evaluative.sum()):,} are evaluative by {', '.join(one.name for one in known_by)} ({names:,} "
        "in proper "
        "names left out). Narration is counted with the rest."
    )
    hits = pd.concat(places, ignore_index=True)
    settings = {"lexicons": list(seen), "reference": list(marks), "top": top}
    return Result(
        leading(pd.DataFrame(rows), "lexicon"), hits, about, "lexicon", "coverage", tokens.corpus, settings
    )


def _marks(tokens: Tokens, lexicon: Lexicon) -> tuple[np.ndarray, np.ndarray]:
    """Mark the words in matches of a lexicon, and the longest word of each that evaluates."""
    hits = find_hits(tokens, lexicon)
    first, last = hits["first"].to_numpy(), hits["last"].to_numpy()
    length = tokens.end - tokens.start
    heads = first.copy()
    for step in range(1, int((last - first).max(initial=0)) + 1):
        at = np.minimum(first + step, last)
        heads = np.where(length[at] > length[heads], at, heads)
    change = np.zeros(len(tokens) + 1, dtype=np.int64)
    np.add.at(change, first, 1)
    np.add.at(change, last + 1, -1)
    evaluative = np.zeros(len(tokens), dtype=bool)
    evaluative[heads[(hits["category"] != NEUTRAL).to_numpy(dtype=bool)]] = True
    return np.cumsum(change)[:-1] > 0, evaluative


def _shares(tokens: Tokens, seen: np.ndarray, evaluative: np.ndarray) -> list[dict[str, Any]]:
    rows = [
        _share(tokens, "words", "share of words", seen, np.ones(len(tokens), dtype=bool)),
        _share(tokens, "evaluative_words", "share of evaluative words", seen, evaluative),
    ]
    frame = None if tokens.statements is None else tokens.statements.frame
    for measure, unit in (("statements", "share of statements"), ("actors", "share of actors")):
        if frame is None:
            rows.append({"measure": measure, "value": np.nan, "unit": unit, "note": NOBODY})
            continue
        said = frame[frame["kind"] != "narration"]
        if measure == "actors":
            said = said[said["actor"].notna()]
        key = "statement_id" if measure == "statements" else "actor"
        visible = frame.iloc[np.unique(tokens.statement[seen & (tokens.statement >= 0)])]
        visible = visible[visible.index.isin(said.index)]
        every, some = said[key].nunique(), visible[key].nunique()
        rows.append({
            "measure": measure, "value": some / every if every else np.nan, "unit": unit, "hits": some,
            "exposure": every, "documents": said["doc_id"].nunique(), "note": "" if every else "no "
             f"{measure}",
        })  # fmt: skip
    return rows


def _share(tokens: Tokens, measure: str, unit: str, seen: np.ndarray, among: np.ndarray) -> dict[str, Any]:
    every, some = int(among.sum()), int((seen & among).sum())
    return {
        "measure": measure, "value": some / every if every else np.nan, "unit": unit, "hits": some,
        "exposure": every, "documents": len(np.unique(tokens.document[among])),
        "note": "" if every else f"no {measure}",
    }  # fmt: skip


def _unseen(
    tokens: Tokens, unseen: np.ndarray, evaluative: np.ndarray, marks: dict[str, np.ndarray], top: int
) -> tuple[list[dict[str, Any]], np.ndarray]:
    """List the most frequent words that are not seen, and where they stand."""
    counts = np.bincount(tokens.form[unseen], minlength=len(tokens.vocabulary))
    order = sorted(np.flatnonzero(counts).tolist(), key=lambda i: (-counts[i], tokens.vocabulary[i]))[:top]
    rows = []
    for form in order:
        at = np.flatnonzero(unseen & (tokens.form == form))
        known = [name for name, mark in marks.items() if mark[at].any()]
        rows.append({
            "measure": "unseen", "item": tokens.vocabulary[form], "value": counts[form] / evaluative.sum(),
            "unit": "share of evaluative words", "hits": counts[form], "exposure": int(evaluative.sum()),
            "documents": len(np.unique(tokens.document[at])), "note": f"known to {', '.join(known)}",
        })  # fmt: skip
    return rows, np.flatnonzero(unseen & np.isin(tokens.form, order))


def _places(tokens: Tokens, lexicon: str, measure: str, first: np.ndarray) -> pd.DataFrame:
    placed = tokens.places(first)
    words = tokens.forms[first]
    more = {
        "lexicon": lexicon,
        "measure": measure,
        "item": words,
        "entry": words,
        "weight": 1.0,
        "negated": False,
    }
    kinds = dict.fromkeys(("lexicon", "measure", "item", "entry"), "string")
    return placed.assign(**more).astype(kinds)
