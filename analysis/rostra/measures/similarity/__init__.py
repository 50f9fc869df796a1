"""Similarity: how alike the words of two actors are, and how far apart.

`formulas` compares rows of numbers, `listing` the words of groups.
"""

from rostra.measures.similarity.formulas import DISTANCES, SIMILARITIES, resemble
from rostra.measures.similarity.listing import similarity

__all__ = ["DISTANCES", "SIMILARITIES", "resemble", "similarity"]
