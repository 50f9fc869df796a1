"""Lexicons: the words that a measure counts, where they come from, and on what terms.

A lexicon is one TOML file: what is counted (`construct`), where the idea and the
words come from, and `categories` of entries. The ones that ship lie in
`rostra/lexicons/`; `load_lexicon` reads one by name, or any file by its path.

    name = "warning"
    title = "Warning"
    construct = "The speaker announces an adverse outcome."
    construct_source = "Searle 1976"
    source = "Entries written for Rostra."
    licence = "MIT"
    version = "0.1.0"
    language = "en"
    scope = "act"                      # "act" or "style": see `Lexicon.scope`
    case = "smart"                     # optional; or "ignore", "exact": see `Lexicon.case`
    overlap = "none"                   # optional; or "outermost", "categories": see `Lexicon.overlap`
    negation = "drop"                  # "keep", "drop", or the measure a negated hit counts for
    status = "exploratory"             # or "established"
    exclusions = ["warning shot*"]     # optional: no hit may overlap one of these

    [[categories]]
    name = "alarm"                     # "alarm/military" is a category within "alarm"
    agent = "own"                      # optional: whose act it must be, "own", "other" or "actor"
    weight = 1.0                       # optional; any number but 0
    negation = "keep"                  # optional: here a negator changes nothing
    entries = ["warn*", "red line*", { entry = "on (|final) notice", weight = 2.0 }]

    [examples]                         # optional: what counts, in brackets, and what does not
    hits = ["They have been put [on notice]."]
    misses = ["A warning shot was fired."]

Syntax of an entry: words parted by spaces, and
`*` any letters inside a word (`warn*`), `?` one (`defen?e`), `*` by itself any one word;
`_` up to two free words (`will _ respond`);
`(a|b)` alternatives, of words or of parts of one (`commit(|s|ted) to`), an empty one makes
the other optional (`(|very) clear`), brackets may stand in brackets;
`rock-solid` with a hyphen matches rock-solid, rock solid and rocksolid;
`A NOT B` drops a hit of A that a match of B overlaps (may be repeated);
`A NEAR/5 B` is a hit of A where B stands within five words of it in the sentence.
Lower-case words match any case, but for the words whose case is their meaning (`us`
is never "US", `may` never "May"); a word with a capital matches only as it is written.
`=iron` matches only as it is written, `~us` in any case; `/^un.+able$/`, between slashes, is
a regular expression, looked for within one word in any case.

`load_lexicon` and `save_lexicon` know the formats of other programs, too
(`rostra.lexicon.formats`), and a small file with changes to another lexicon
(`rostra.lexicon.overlays`).

Other word lists (negators, reporting verbs) lie in the same folder; they say
`kind = "list"`, hold a table `lists`, and are read by `load_words`.
"""

from rostra.lexicon.entries import Entry, parse_entry
from rostra.lexicon.files import load_lexicon, save_lexicon
from rostra.lexicon.nouns import Category, Lexicon, Loss
from rostra.lexicon.overlays import split_lexicon
from rostra.lexicon.patterns import ANY_CASE, AS_WRITTEN, GAP, Pattern, is_expression
from rostra.lexicon.shipped import lexicon_names, load_words

__all__ = [
    "ANY_CASE", "AS_WRITTEN", "GAP", "Category", "Entry", "Lexicon", "Loss", "Pattern",
    "is_expression", "lexicon_names", "load_lexicon", "load_words", "parse_entry", "save_lexicon",
    "split_lexicon",
]  # fmt: skip
