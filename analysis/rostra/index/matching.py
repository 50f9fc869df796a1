"""Matching: where the entries of a lexicon stand in the words.

Words are compared in parts (`rostra.index.parts`): a hyphenated token is its pieces, a
contraction the words it stands for. A hit consists of whole tokens, except that it may
begin or end within a contraction (its span is still the whole token's). The words of a
phrase stand in one clause: a phrase does not run over punctuation, quotation marks and
hyphens aside.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from rostra.index.agents import Agents
from rostra.index.hits import AGENTS, Hits, legend_of, merged
from rostra.index.partitions import sentence_bounds
from rostra.index.parts import Match, Parts, parts_of
from rostra.index.resolving import are_rows, parsed, rows_of
from rostra.index.tokens import MANY, Tokens
from rostra.lexicon import Category, Lexicon, load_words

__all__ = ["find_hits", "hits_of"]

NEGATION_REACH = 4  # words before a hit in which a negator is looked for

# whose act a hit may be, by what its category asks; where nobody is named, it may be either side's
_ACCEPTED = {
    "own": ("own", "unexpressed"),
    "other": ("other", "actor", "unexpressed"),
    "actor": ("actor",),
}


class _Hit(NamedTuple):
    match: Match
    entry: int
    category: Category
    agent: str | None


def find_hits(tokens: Tokens, lexicon: Lexicon) -> pd.DataFrame:
    """Find every place where an entry of a lexicon stands, with its text span.

    Parameters
    ----------
    tokens : Tokens
        The words; with statements, whose words they are decides who is the own side.
    lexicon : Lexicon
        What is looked for.

    Returns
    -------
    pandas.DataFrame
        One row a hit, in text order: `first, last` (positions in `tokens`, last
        included), `doc_id, start, end` (code points of the text), `entry` (as written in
        the lexicon), `category`, `weight`, `negated` (a negator stands before it) and
        `agent` (own, other, actor, unexpressed; NA where the category does not ask).

    Notes
    -----
    The longest match wins, of equals the first in the text, then an entry without
    wildcards, the longer stem, the first in the file; nothing overlaps, unless the
    lexicon says so (`Lexicon.overlap`).

    A hit is `negated` by an odd number of negators within four words before it in its
    clause, or in its gap; a negator that is a word of an entry is part of that entry.

    A hit whose agent is not the one its category asks for is left out: `"own"` refuses
    another's act, `"other"` refuses the own side's. The agent is read from the left of
    the verb: auxiliaries and adverbs aside, a pronoun, a possessive or an actor's name in
    the noun phrase before it; for a joined verb or an infinitive, the subject of the verb
    before. In indirect speech `he`, `she`, `it` and `they` stand for the speaker. A
    subject of common nouns is another's. The cue of a statement is its speaker's act.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"text": "We will hold them accountable. They will strike."}])
    >>> hits = find_hits(rostra.tokenize(corpus), rostra.load_lexicon("threat"))
    >>> hits[["start", "end", "entry", "agent"]].values.tolist()
    [[3, 29, 'will hold _ (accountable|responsible)', 'own']]
    """
    return hits_of(tokens, lexicon).frame()


def hits_of(tokens: Tokens, lexicon: Lexicon) -> Hits:
    """Find every place where an entry of a lexicon stands, as arrays.

    Parameters
    ----------
    tokens : Tokens
        The words.
    lexicon : Lexicon
        What is looked for.

    Returns
    -------
    Hits
        What `find_hits` makes its table of. In large corpora kernels find them, but for the
        sentences in which an entry may stand with NEAR, an agent, or a word to be found as it is
        written: these are read entry by entry.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.load_corpus([{"text": "It may, perhaps."}]))
    >>> hits_of(words, rostra.load_lexicon("hedging")).first.tolist()
    [1, 2]
    """
    if len(tokens) < MANY or not are_rows(lexicon):
        return _matched(parts_of(tokens), lexicon)
    from rostra.index.finding import hits_of_rows

    first, last, entry, negated, left = hits_of_rows(tokens, rows_of(tokens, lexicon))
    found = Hits(tokens, legend_of(lexicon), first, last, entry, negated)
    if not left.any():
        return found
    # what a word means there may be said by the whole sentence
    bounds = sentence_bounds(tokens)
    sentences = np.unique(np.searchsorted(bounds, np.flatnonzero(left), side="right")) - 1
    for begin, end in zip(bounds[sentences].tolist(), bounds[sentences + 1].tolist(), strict=True):
        left[begin:end] = True
    return merged(found.take(~left[first]), _matched(parts_of(tokens, np.flatnonzero(left)), lexicon))


def _matched(parts: Parts, lexicon: Lexicon) -> Hits:
    """Find the hits of a lexicon in whole sentences, entry by entry."""
    chosen = _chosen(parts, _candidates(parts, lexicon), lexicon.overlap)
    # words that an entry names are its own: they negate neither it nor what follows
    own = {
        part for (first, last, _, gaps), *_ in chosen for part in range(first, last + 1) if part not in gaps
    }
    negated = [
        hit.category.negation != "keep" and _negated(parts, hit.match.first, hit.match.gaps, own)
        for hit in chosen
    ]
    agents = [-1 if hit.agent is None else AGENTS.index(hit.agent) for hit in chosen]
    return Hits(
        parts.tokens,
        legend_of(lexicon),
        first=parts.token[np.array([hit.match.first for hit in chosen], dtype=np.int64)],
        last=parts.token[np.array([hit.match.last for hit in chosen], dtype=np.int64)],
        entry=np.array([hit.entry for hit in chosen], dtype=np.int64),
        negated=np.array(negated, dtype=bool),
        agent=np.array(agents, dtype=np.int64),
    )


def _candidates(parts: Parts, lexicon: Lexicon) -> list[_Hit]:
    """Return every match of every entry by the right agent, the one that wins before the one that loses."""
    agents = _agents(parts)
    barred = parts.mask(lexicon.exclusions)
    found = []
    entries = [(entry, category) for category in lexicon.categories for entry in category.entries]
    for number, (entry, category) in enumerate(entries):
        asked = _ACCEPTED[category.agent] if category.agent else None
        for match in parts.entry_matches(entry, barred):
            agent = agents.agent(match.first, match.gaps) if asked else None
            if asked is None or agent in asked:
                found.append(_Hit(match, number, category, agent))
    # sorting keeps the order of the file among equals
    return sorted(found, key=lambda hit: (hit.match.first - hit.match.last, hit.match.first, hit.match.rank))


def _chosen(parts: Parts, candidates: list[_Hit], overlap: str) -> list[_Hit]:
    """Keep what overlaps nothing that came before it, as far as the lexicon asks, in text order."""
    if overlap != "none":
        each: dict[str, list[_Hit]] = {}
        for hit in candidates if overlap == "categories" else _outermost(candidates):
            each.setdefault(hit.category.name, []).append(hit)
        parted = [hit for own in each.values() for hit in _chosen(parts, own, "none")]
        return sorted(parted, key=lambda hit: (hit.match.first, hit.match.last))
    taken = bytearray(len(parts.tokens))
    chosen = []
    for hit in candidates:
        span = slice(int(parts.token[hit.match.first]), int(parts.token[hit.match.last]) + 1)
        if not any(taken[span]):
            taken[span] = b"\x01" * (span.stop - span.start)
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: hit.match.first)


def _outermost(candidates: list[_Hit]) -> list[_Hit]:
    """Leave out what lies within a longer match; the candidates come longest first."""
    around: dict[int, list[tuple[int, int]]] = {}  # part -> the matches that cover it
    kept = []
    for hit in candidates:
        first, last = hit.match.first, hit.match.last
        if not any((begin, end) != (first, last) and end >= last for begin, end in around.get(first, ())):
            kept.append(hit)
            for part in range(first, last + 1):
                around.setdefault(part, []).append((first, last))
    return kept


def _negated(parts: Parts, first: int, gaps: tuple[int, ...], own: set[int]) -> bool:
    """Say whether an odd number of negators stands before or in the gaps of a hit."""
    marks, ends = _negators(parts)
    count = sum(bool(marks[part]) for part in gaps)
    for part in range(first - 1, -1, -1):
        far = parts.token[first] - parts.token[part] > NEGATION_REACH
        if far or parts.clause[part] != parts.clause[first]:
            break
        count += bool(marks[part]) and part not in own
        if ends[part]:
            break
    return count % 2 == 1


def _negators(parts: Parts) -> tuple[np.ndarray, np.ndarray]:
    """Mark the last part of each negator, and the words that end a negator's reach; once."""
    cache = parts.cache
    if "negators" not in cache:
        lists = load_words("negators")
        marks = np.zeros(len(parts.word), dtype=bool)
        for found, sequence in parts.matches(parsed(lists["negators"])):
            marks[found + len(sequence) - 1] = True
        feigned = parts.mask(parsed(lists["not_negators"]))
        ends = parts.mask(parsed(lists["ends"]))
        none = np.zeros(len(parts.word), dtype=bool)
        cache["negators"] = (marks if feigned is None else marks & ~feigned, none if ends is None else ends)
    marks, ends = cache["negators"]
    return marks, ends


def _agents(parts: Parts) -> Agents:
    cache = parts.cache
    if "agents" not in cache:
        cache["agents"] = Agents(parts)
    agents = cache["agents"]
    assert isinstance(agents, Agents)
    return agents
