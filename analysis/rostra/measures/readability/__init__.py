"""Readability: how hard a text is to read, by the length of its words and sentences.

`formulas` goes from counts to scores, `counting` from texts to counts (`syllables` by
spelling), `listing` applies both to the words of each group.
"""

from rostra.measures.readability.counting import count_text
from rostra.measures.readability.formulas import FORMULAS, score
from rostra.measures.readability.listing import USUAL, readability
from rostra.measures.readability.syllables import count_syllables

__all__ = ["FORMULAS", "USUAL", "count_syllables", "count_text", "readability", "score"]
