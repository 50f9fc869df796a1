"""Accuracy: how right attribution, sentiment and measures are, against what people marked.

`gold` reads what people marked, `records` puts gold and statements side by side,
`matching` says which stands for which, `names` whether two names are one, `outcomes`
what became of each; `figures` and `calibration` make tables of that, `mistakes` a list.
`coded` compares sentiment and measures with texts that people coded: `items` reads them,
`agreement` makes the rows, by figures that follow from `sums`.
"""

from rostra.accuracy.calibration import reliability
from rostra.accuracy.coded import evaluate_measure, evaluate_sentiment
from rostra.accuracy.figures import evaluate_statements
from rostra.accuracy.gold import Gold, read_gold
from rostra.accuracy.mistakes import list_mistakes

__all__ = [
    "Gold",
    "evaluate_measure",
    "evaluate_sentiment",
    "evaluate_statements",
    "list_mistakes",
    "read_gold",
    "reliability",
]
