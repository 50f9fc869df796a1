"""Diversity: how varied somebody's vocabulary is.

`formulas` holds the indices that need only how often each word occurs, `draws` those that
draw words at random, `sequences` those that walk along the text; `listing` applies them to
the words of each group.
"""

from rostra.measures.diversity.draws import drawn_ttr, hdd, vocd
from rostra.measures.diversity.formulas import FORMULAS, diversify
from rostra.measures.diversity.listing import USUAL, diversity
from rostra.measures.diversity.sequences import SEQUENCES, follow

__all__ = [
    "FORMULAS", "SEQUENCES", "USUAL",
    "diversify", "diversity", "drawn_ttr", "follow", "hdd", "vocd",
]  # fmt: skip
