"""Inspection: what a lexicon sees in the texts at hand, what is wrong with it, and what made a rate.

`coverage` says how many of the words, the evaluative words, the statements and the actors
a lexicon can see; `lint` finds its faults; `contributions` takes a rate apart into entries.
"""

from rostra.inspection.faults import lint
from rostra.inspection.origins import contributions
from rostra.inspection.peers import PEERS, peer_lexicon
from rostra.inspection.sight import coverage

__all__ = ["PEERS", "contributions", "coverage", "lint", "peer_lexicon"]
