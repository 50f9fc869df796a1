"""Statistics: ratios with their intervals, association, tests and corrections.

Knows numbers only: no corpus, no words. Documents are the unit of everything uncertain:
words of one document are not independent of each other. So intervals come from the
variation between documents (`linearised`; `documents` and `resampling` where there is no
closed form), and labels are exchanged within documents where they can be (`resampling`);
`samples` tests one number a document. `evidence` and `exact` (is there a difference?),
`effects`, `ratios` and `priors` (how large is it?) are about two counts and the sizes they
come from; `association` and `interaction` about things that meet; `shares` and `rates`
about counts of cases that stand alone; `agreement` and `reliability` about people who
code; `adjustment` about many tests at once.

Arrays of counts have one row a rate and one column a document. Whatever is not
defined is NaN.
"""

from rostra.stats.adjustment import adjust_p
from rostra.stats.agreement import (
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    light_kappa,
    ratings_of_table,
    scott_pi,
)
from rostra.stats.association import ASSOCIATIONS, UNITS, Association, associate, precision_at
from rostra.stats.documents import standardised_difference
from rostra.stats.effects import (
    conservative_log_ratio,
    effect_of_log_likelihood,
    odds_ratio,
    percent_difference,
    rate_ratio,
    simple_maths,
)
from rostra.stats.evidence import bic, chi_squared, chi_squared_p, log_likelihood, signed
from rostra.stats.exact import exact_odds_ratio, fisher_p, rate_ratio_p
from rostra.stats.interaction import interaction
from rostra.stats.linearised import (
    Scale,
    difference_interval,
    interval_of_ratio,
    quotient_interval,
    ratio_interval,
)
from rostra.stats.priors import log_odds
from rostra.stats.rates import poisson_interval, rate_ratio_interval
from rostra.stats.ratios import log_ratio, log_ratio_by_document, log_ratio_by_variance
from rostra.stats.reliability import bennett_s, kendall_w, krippendorff_alpha, share_agreed
from rostra.stats.resampling import MIN_DOCUMENTS, bootstrap_difference, bootstrap_ratio, permutation_p
from rostra.stats.samples import mann_whitney, welch, welch_of_moments
from rostra.stats.shares import share_difference_interval, share_interval, wilson_interval

__all__ = [
    "ASSOCIATIONS",
    "MIN_DOCUMENTS",
    "UNITS",
    "Association",
    "Scale",
    "adjust_p",
    "associate",
    "bennett_s",
    "bic",
    "bootstrap_difference",
    "bootstrap_ratio",
    "chi_squared",
    "chi_squared_p",
    "cohen_kappa",
    "conger_kappa",
    "conservative_log_ratio",
    "difference_interval",
    "effect_of_log_likelihood",
    "exact_odds_ratio",
    "fisher_p",
    "fleiss_kappa",
    "gwet_ac1",
    "interaction",
    "interval_of_ratio",
    "kendall_w",
    "krippendorff_alpha",
    "light_kappa",
    "log_likelihood",
    "log_odds",
    "log_ratio",
    "log_ratio_by_document",
    "log_ratio_by_variance",
    "mann_whitney",
    "odds_ratio",
    "percent_difference",
    "permutation_p",
    "poisson_interval",
    "precision_at",
    "quotient_interval",
    "rate_ratio",
    "rate_ratio_interval",
    "rate_ratio_p",
    "ratings_of_table",
    "ratio_interval",
    "scott_pi",
    "share_agreed",
    "share_difference_interval",
    "share_interval",
    "signed",
    "simple_maths",
    "standardised_difference",
    "welch",
    "welch_of_moments",
    "wilson_interval",
]
