"""Corrections: what a person found wrong in the statements, and how it comes back.

The cycle: `review` writes a sheet (CSV) of statements, the doubtful ones first or a
random sample; a person fills in the column `verdict` and the columns that begin with
`new_`; the sheet comes back as `corrections.csv` beside the documents, or by
`load_corpus(..., corrections=FILE)`; `rostra.attribute` applies it. `error_rates` says
how often the rules were wrong, from the random sample. docs/corrections.md shows it.

Two kinds of sheet, one format. The sheet to review has the words and what stands around
them. A sheet to keep or to publish (`text=False`, `--no-text`) has offsets and the
SHA-256 of each text instead; all that was decided is in it. When a sheet is read, its
columns of text are ignored, but for `new_words`, which is looked up in the text where
no offsets are given.

Read in this order: `cells` (what a spreadsheet may be given), `sheets` (how a sheet is
written), `rows` (how it is read), `changes` (what a row changes), `applying`, `rates`.
"""

from rostra.corrections.applying import correct
from rostra.corrections.rates import ErrorRates, error_rates
from rostra.corrections.sheets import review

__all__ = ["ErrorRates", "correct", "error_rates", "review"]
