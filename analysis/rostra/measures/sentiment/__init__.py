"""Sentiment: how favourable a sentence sounds, by our own words, and what other scorers make of it.

`polarity` scores plain strings (`scoring`, on the `weights` of `words`, found as `phrases`),
`relation` and `conflict` read from them who takes a stand on whom, and whether a text
charges another. `sentiment` scores the sentences of each actor and puts VADER and TextBlob
beside it, with the share of the evaluative words that each can see (`moods`, on the pieces of
`grouping`);
`score_sentences` gives the score of each for one scorer (`sentences`).
"""

from rostra.measures.sentiment.conflicts import CONFLICT, conflict
from rostra.measures.sentiment.moods import KINDS_COUNTED, Moods, moods_of, sentiment
from rostra.measures.sentiment.relations import CODES, relation
from rostra.measures.sentiment.scoring import NEUTRAL, NEUTRAL_TARGET, polarity
from rostra.measures.sentiment.sentences import ScoredSentences, score_sentences

__all__ = [
    "CODES",
    "CONFLICT",
    "KINDS_COUNTED",
    "NEUTRAL",
    "NEUTRAL_TARGET",
    "Moods",
    "ScoredSentences",
    "conflict",
    "moods_of",
    "polarity",
    "relation",
    "score_sentences",
    "sentiment",
]
