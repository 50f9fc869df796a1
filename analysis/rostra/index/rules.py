"""Rules: by which the words and sentences of an index were found, named so that a change is noticed."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from functools import cache
from pathlib import Path

from rostra import sentences
from rostra.index.reference import TOKEN
from rostra.lexicon import load_words

__all__ = ["rule_of_sentences", "rule_of_tokens"]


@cache
def rule_of_tokens() -> str:
    """Name the rule that says what a token is and how it is counted: a hash of all it depends on."""
    from rostra.index import reference

    code = Path(reference.__file__).read_bytes()
    return hashlib.sha256(TOKEN.pattern.encode() + code + unicodedata.unidata_version.encode()).hexdigest()[
        :16
    ]


@cache
def rule_of_sentences() -> str:
    """Name the rule that says where sentences end: a hash of all it depends on."""
    words = json.dumps({name: list(entries) for name, entries in load_words("abbreviations").items()})
    code = Path(sentences.__file__).read_bytes()
    return hashlib.sha256(code + words.encode() + unicodedata.unidata_version.encode()).hexdigest()[:16]
