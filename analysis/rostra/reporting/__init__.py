"""Reporting: one page that says what was found, and opens every number to its sentences.

`parts` says what a page is made of, `tables` turns results into tables, `svg`
charts into markup, `evidence` keeps each sentence once, `page` writes it all
down; `standard` is the page that `rostra report` makes, `findings` its plain
words, `study` its numbers, `manifest` its last section.
"""

from rostra.reporting.page import Report, report
from rostra.reporting.parts import Section
from rostra.reporting.standard import overview

__all__ = ["Report", "Section", "overview", "report"]
