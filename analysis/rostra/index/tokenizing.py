"""Tokenizing: a corpus in, its words out, by the pattern itself or by the kernels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rostra.errors import demand
from rostra.index.characters import BREAKS
from rostra.index.reference import TOKEN, fold_token
from rostra.index.tokens import LARGE, Tokens
from rostra.sentences import sentence_spans

if TYPE_CHECKING:
    from rostra.corpus import Corpus
    from rostra.statements import Statements

__all__ = ["tokenize"]


def tokenize(source: Corpus | Statements) -> Tokens:
    """Find the words of a corpus, each with its place, sentence and owner.

    Whole documents are tokenised, narration included: whose words they are is a
    column, not a selection.

    Parameters
    ----------
    source : Corpus or Statements
        Statements add to each word the statement it belongs to.

    Returns
    -------
    Tokens
        The words of every document, in the order of the corpus.

    Notes
    -----
    A token is what the pattern of `rostra.index.reference` matches: hyphenated words
    are one token, `Russia's` is one token, punctuation is none. The form folds case
    except where case is the meaning (`US` is not `us`).

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"text": "It is rock-solid, the US says."}])
    >>> rostra.tokenize(corpus).forms.tolist()
    ['it', 'is', 'rock-solid', 'the', 'US', 'says']
    """
    demand("Corpus or Statements", source, "tokenize")
    from rostra.corpus import Corpus

    statements = None if isinstance(source, Corpus) else source
    corpus = source if isinstance(source, Corpus) else source.corpus
    texts = corpus.documents["text"].array
    if hasattr(texts, "store") and (texts.rows >= 0).all():
        from rostra.index.stored import stored_tokens

        return Tokens(corpus, statements, **stored_tokens(texts, corpus, statements))
    if sum(map(len, texts)) >= LARGE:
        from rostra.index.compiled import compiled_tokens

        return Tokens(corpus, statements, **compiled_tokens(corpus, statements))
    return _by_pattern(corpus, statements)


def _by_pattern(corpus: Corpus, statements: Statements | None) -> Tokens:
    """Find the words of a small corpus by the pattern itself: nothing is compiled."""
    surfaces: dict[str, int] = {}
    folded: dict[str, int] = {}
    form_of: list[int] = []  # surface -> form
    parts: dict[str, list[np.ndarray]] = {
        name: [] for name in ("document", "start", "end", "surface", "sentence", "statement", "clause_start")
    }
    bounds: list[tuple[int, int]] = []
    documents = zip(corpus.documents["doc_id"], corpus.documents["text"], strict=True)
    for row, (doc_id, text) in enumerate(documents):
        matches = [match.span() for match in TOKEN.finditer(text)]
        sentences = sentence_spans(text)
        if not matches:
            bounds.extend(sentences)
            continue
        ids = []
        for start, end in matches:
            surface = text[start:end]
            if surface not in surfaces:
                surfaces[surface] = len(surfaces)
                form_of.append(folded.setdefault(fold_token(surface), len(folded)))
            ids.append(surfaces[surface])
        starts = np.array([start for start, _ in matches], dtype=np.int64)
        ends = np.array([end for _, end in matches], dtype=np.int64)
        first = np.array([start for start, _ in sentences], dtype=np.int64)
        within = np.maximum(np.searchsorted(first, starts, side="right") - 1, 0)
        parted = np.ones(len(matches), dtype=bool)
        for i in range(1, len(matches)):
            gap = text[matches[i - 1][1] : matches[i][0]]
            parted[i] = within[i] != within[i - 1] or (gap != " " and not BREAKS.isdisjoint(gap))
        parts["document"].append(np.full(len(matches), row, dtype=np.int32))
        parts["start"].append(starts)
        parts["end"].append(ends)
        parts["surface"].append(np.array(ids, dtype=np.int32))
        parts["sentence"].append((within + len(bounds)).astype(np.int32))
        parts["clause_start"].append(parted)
        owner = np.full(len(matches), -1) if statements is None else statements.owners(doc_id)[starts]
        parts["statement"].append(owner.astype(np.int32))
        bounds.extend(sentences)

    def joined(name: str, kind: type) -> np.ndarray:
        return np.concatenate(parts[name]) if parts[name] else np.zeros(0, dtype=kind)

    limits = np.array(bounds, dtype=np.int64).reshape(-1, 2)
    return Tokens(
        corpus=corpus,
        statements=statements,
        document=joined("document", np.int32),
        start=joined("start", np.int64),
        end=joined("end", np.int64),
        form=np.array(form_of or [0], dtype=np.int32)[joined("surface", np.int32)],
        vocabulary=tuple(folded),
        sentence=joined("sentence", np.int32),
        sentence_start=limits[:, 0],
        sentence_end=limits[:, 1],
        statement=joined("statement", np.int32),
        clause_start=joined("clause_start", bool),
    )
