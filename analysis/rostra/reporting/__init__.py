"""Reporting: one page that says what was found, and opens every number to its sentences.

`parts` says what a page is made of, `finder` leads from a number to its hits,
`tables` turns results into tables, `svg` charts into markup, `writer` whatever
a report accepts into parts, `evidence` keeps each sentence once, `page` writes
it all down. `standard` is the page that `rostra report` makes: `study` its
numbers, `findings` its plain words, `extracts` and `sections` its body,
`manifest` its end. `ledger` writes down every number with its counts, `records` carries
it in a page, `rebuilding` makes the numbers from it, `verification` compares them.
"""

from rostra.reporting.page import Report, report
from rostra.reporting.parts import Section
from rostra.reporting.standard import overview
from rostra.reporting.verification import Verification, verify

__all__ = ["Report", "Section", "Verification", "overview", "report", "verify"]
