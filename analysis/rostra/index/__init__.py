"""Index: the words of a corpus, where they stand, and whose they are."""

from rostra.index.tokens import Tokens, tokenize

__all__ = ["Tokens", "tokenize"]
