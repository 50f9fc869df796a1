"""Rostra: who says what about whom, and how.

Read the files in this order: `corpus` (texts as published), `statements` (whose
words they are), `quotation` (how that is found), `corrections` (what a person mends
in it), `index` (words with places), `lexicon` and `measures` (what is counted),
`measurement` (rates with intervals), `comparison` (differences between actors),
`evaluation` (who evaluates whom), `accuracy` (how right the attribution is), `inspection`
(what a lexicon sees, and what is wrong with it), `result` and `concordance` (numbers with
their evidence), `charts`, `reporting`, `explorer`.

Names are imported on first use, so that `import rostra` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# public name -> the module that holds it
_HOMES = {
    "Actors": "actors",
    "Concordance": "concordance",
    "Corpus": "corpus",
    "Gold": "accuracy",
    "Lexicon": "lexicon",
    "Report": "reporting",
    "Result": "result",
    "RostraError": "errors",
    "Statements": "statements",
    "Tokens": "index",
    "Verification": "reporting",
    "attribute": "quotation",
    "audit": "auditing",
    "charts": "",
    "collocates": "measures.collocation",
    "collocations": "measures.collocation",
    "compare": "comparison",
    "conflict": "measures.sentiment",
    "contributions": "inspection",
    "coverage": "inspection",
    "dispersion": "measures.dispersion",
    "diversity": "measures.diversity",
    "error_rates": "corrections",
    "evaluate_measure": "accuracy",
    "evaluate_sentiment": "accuracy",
    "evaluate_statements": "accuracy",
    "evaluations": "evaluation",
    "explore": "explorer",
    "find_copies": "copies",
    "frequencies": "measures.frequency",
    "hits": "measurement",
    "keyness": "measures.keyness",
    "kwic": "measures.concordancing",
    "lexicon_names": "lexicon",
    "lint": "inspection",
    "load_actors": "actors",
    "load_corpus": "corpus",
    "load_lexicon": "lexicon",
    "measure": "measurement",
    "ngrams": "measures.frequency",
    "overview": "reporting",
    "polarity": "measures.sentiment",
    "read_gold": "accuracy",
    "readability": "measures.readability",
    "relation": "measures.sentiment",
    "reliability": "accuracy",
    "report": "reporting",
    "review": "corrections",
    "robustness": "comparison",
    "save_lexicon": "lexicon",
    "scale": "measures.scaling",
    "sentiment": "measures.sentiment",
    "share_of_voice": "measures.voice",
    "similarity": "measures.similarity",
    "split_lexicon": "lexicon",
    "stances": "measures.voice",
    "tokenize": "index",
    "verify": "reporting",
}
__all__ = sorted(_HOMES)

if TYPE_CHECKING:
    from rostra.actors import Actors as Actors
    from rostra.actors import load_actors as load_actors
    from rostra.corpus import Corpus as Corpus
    from rostra.corpus import load_corpus as load_corpus


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'rostra' has no attribute {name!r}")
    home = _HOMES[name]
    module = importlib.import_module(f"rostra.{home}" if home else f"rostra.{name}")
    value = getattr(module, name) if home else module
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
