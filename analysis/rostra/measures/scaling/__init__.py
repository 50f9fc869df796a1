"""Scaling: where actors stand on a line, by the words they use.

`wordscores` reads positions off texts whose position is known, `wordfish` finds the line
along which texts differ most; `listing` applies both to the words of groups.
"""

from rostra.measures.scaling.listing import scale
from rostra.measures.scaling.wordfish import Wordfish, fit_wordfish
from rostra.measures.scaling.wordscores import Wordscores, fit_wordscores

__all__ = ["Wordfish", "Wordscores", "fit_wordfish", "fit_wordscores", "scale"]
