"""Accuracy: how right the attribution is, against what people marked.

`gold` reads what people marked, `records` puts gold and statements side by side,
`matching` says which stands for which, `names` whether two names are one, `outcomes`
what became of each; `figures` and `calibration` make tables of that, `mistakes` a list.
"""

from rostra.accuracy.calibration import reliability
from rostra.accuracy.figures import evaluate_statements
from rostra.accuracy.gold import Gold, read_gold
from rostra.accuracy.mistakes import list_mistakes

__all__ = ["Gold", "evaluate_statements", "list_mistakes", "read_gold", "reliability"]
