"""Charts: numbers as pictures that can be read in grey, at 400 pixels, and without eyes.

Every function takes a `Result` and, like seaborn, `ax=None`, and returns the
Axes. None of them calls `plt.show`, none sets a title (a title says what the
reader should see, and that is yours to write: `ax.set_title(...)`). Each chart
carries the number of words it rests on and its source; an actor with too little
text keeps its row, and the row says so; a star marks a measure that is exploratory.
`alt_text` puts a chart into words. `docs/charts.md` shows them all.
"""

from rostra.charts.bars import keyness_bars, stance_bars, voice
from rostra.charts.canvas import Picture
from rostra.charts.curves import growth_curves
from rostra.charts.dots import rates, sentiment_by_actor
from rostra.charts.gaps import differences
from rostra.charts.grids import evaluation_matrix
from rostra.charts.lines import timeline
from rostra.charts.networks import evaluation_network
from rostra.charts.runs import robustness
from rostra.charts.scatter import word_scatter
from rostra.charts.strips import barcode
from rostra.charts.wording import alt_text

__all__ = [
    "Picture",
    "alt_text",
    "barcode",
    "differences",
    "evaluation_matrix",
    "evaluation_network",
    "growth_curves",
    "keyness_bars",
    "rates",
    "robustness",
    "sentiment_by_actor",
    "stance_bars",
    "timeline",
    "voice",
    "word_scatter",
]
