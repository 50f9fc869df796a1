"""Statistics: ratios with their intervals, association, tests and corrections.

Knows numbers only: no corpus, no words. `resampling` is about documents, which are
the unit of everything uncertain: words of one document are not independent of each
other, so documents are resampled, and labels are exchanged within documents where they
can be. `contrast` is about two counts and the sizes they come from, `shares` about one
count of cases that stand alone.

Arrays of counts have one row a rate and one column a document. Whatever is not
defined is NaN.
"""

from rostra.stats.contrast import (
    adjust_p,
    chi_squared_p,
    log_likelihood,
    log_ratio,
    log_ratio_by_document,
)
from rostra.stats.resampling import MIN_DOCUMENTS, bootstrap_difference, bootstrap_ratio, permutation_p
from rostra.stats.shares import wilson_interval

__all__ = [
    "MIN_DOCUMENTS",
    "adjust_p",
    "bootstrap_difference",
    "bootstrap_ratio",
    "chi_squared_p",
    "log_likelihood",
    "log_ratio",
    "log_ratio_by_document",
    "permutation_p",
    "wilson_interval",
]
