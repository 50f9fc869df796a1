"""Dispersion: whether a word is spread evenly over the parts of a corpus, or sits in a few of them.

`formulas` holds the measures that compare parts, from counts to numbers; `distances` those
that look at the distances between occurrences; `listing` applies them to words. `occurrences` tells where
a query finds something: in which document, after how many words.
"""

from rostra.measures.dispersion.distances import DISTANCES, reduced_frequency
from rostra.measures.dispersion.formulas import FORMULAS, disperse
from rostra.measures.dispersion.listing import USUAL, dispersion
from rostra.measures.dispersion.occurrences import occurrences

__all__ = ["DISTANCES", "FORMULAS", "USUAL", "disperse", "dispersion", "occurrences", "reduced_frequency"]
