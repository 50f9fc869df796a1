"""Rostra: who says what about whom, and how.

Read the files in this order: `corpus` (texts as published), `statements` (whose
words they are), `quotation` (how that is found), `corrections` (what a person mends
in it), `speakers` (who is heard), `index` (words with places), `lexicon` and `measures` (what is counted),
`measurement` (rates with intervals), `comparison` (differences between actors),
`evaluation` (who evaluates whom), `accuracy` (how right the attribution is), `inspection`
(what a lexicon sees, and what is wrong with it), `result` and `concordance` (numbers with
their evidence), `charts`, `reporting`, `explorer`.

Names are imported on first use, so that `import rostra` costs nothing.
"""

import lazy_loader

__version__ = "0.1.0"

# The names stand in `__init__.pyi`, where editors and type checkers find them too.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
