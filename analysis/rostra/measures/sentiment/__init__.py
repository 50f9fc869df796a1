"""Sentiment: how favourable a sentence sounds, by our own words, and what other scorers make of it.

`polarity` scores plain strings (`scoring`, on the `weights` of `words`, found as `phrases`),
`relation` and `conflict` read from them who takes a stand on whom, and whether a text
charges another. `sentiment` scores the sentences of each actor and puts VADER and TextBlob
beside it, with the share of the evaluative words that each can see (`grouping`).
"""

from rostra.measures.sentiment.conflicts import CONFLICT, conflict
from rostra.measures.sentiment.grouping import KINDS_COUNTED, sentiment
from rostra.measures.sentiment.relations import CODES, relation
from rostra.measures.sentiment.scoring import NEUTRAL, NEUTRAL_TARGET, polarity

__all__ = [
    "CODES",
    "CONFLICT",
    "KINDS_COUNTED",
    "NEUTRAL",
    "NEUTRAL_TARGET",
    "conflict",
    "polarity",
    "relation",
    "sentiment",
]
