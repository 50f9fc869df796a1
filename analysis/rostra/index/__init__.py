"""Index: the words of a corpus, where they stand, and whose they are."""

from rostra.index.tokenizing import tokenize
from rostra.index.tokens import Tokens

__all__ = ["Tokens", "tokenize"]
