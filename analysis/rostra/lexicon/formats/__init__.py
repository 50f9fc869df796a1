"""Formats: dictionaries of other programs, read and written, one module a format.

Each module holds a `read`, a `write` and the `Format` that says what the format can
hold. `rostra.load_lexicon` and `rostra.save_lexicon` choose by the ending of the file.
"""

from rostra.lexicon.formats.drafts import Draft, Format, Row, lexicon_of
from rostra.lexicon.formats.lexicoder import LEXICODER
from rostra.lexicon.formats.liwc import LIWC
from rostra.lexicon.formats.outgoing import rows_of
from rostra.lexicon.formats.quanteda import QUANTEDA
from rostra.lexicon.formats.tables import COMMAS, TABS
from rostra.lexicon.formats.wordstat import WORDSTAT
from rostra.lexicon.formats.yoshikoder import LEXICODER_XML, YOSHIKODER

__all__ = ["FORMATS", "Draft", "Format", "Row", "lexicon_of", "rows_of"]

FORMATS = {
    suffix: form
    for form in (LIWC, QUANTEDA, YOSHIKODER, LEXICODER_XML, LEXICODER, WORDSTAT, COMMAS, TABS)
    for suffix in form.suffixes
}
