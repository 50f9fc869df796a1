"""Diversity: how varied somebody's vocabulary is.

`formulas` holds the indices that need only how often each word occurs, `draws` those that
draw words at random, `sequences` those that walk along the text; `listing` applies them to
the words of each group. `growth` follows the number of different words as more are read,
`windows` adds up the indices that are means of windows, by document.
"""

from rostra.measures.diversity.draws import drawn_ttr, drawn_types, hdd, vocd
from rostra.measures.diversity.formulas import FORMULAS, diversify
from rostra.measures.diversity.growth import vocabulary_growth
from rostra.measures.diversity.listing import USUAL, diversity
from rostra.measures.diversity.sequences import SEQUENCES, follow
from rostra.measures.diversity.windows import MEANS, window_sums

__all__ = [
    "FORMULAS", "MEANS", "SEQUENCES", "USUAL",
    "diversify", "diversity", "drawn_ttr", "drawn_types", "follow", "hdd", "vocabulary_growth", "vocd",
    "window_sums",
]  # fmt: skip
