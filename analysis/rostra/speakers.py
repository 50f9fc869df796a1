"""Speakers: who is heard, to whom it is credited, and a first actors.toml for those who belong to nobody."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from rostra.actors import fold
from rostra.actors.entries import without_article
from rostra.corpus import count_words, counted
from rostra.errors import demand
from rostra.quotation.roles import describe
from rostra.quotation.words import grammar

if TYPE_CHECKING:
    import pandas as pd

    from rostra.statements import Statements

__all__ = ["draft_actors", "list_speakers"]

_NOT_IN_TOML = re.compile(r"[\x00-\x1f\x7f]+")
_HEAD = """\
# Who is heard here and belongs to no actor yet, the most quoted first. Each name is an actor of its own;
# the file can be used as it is: as actors.toml beside the texts, or at the end of the one that is there.
# To make people one side, give the actor the name of the side, and put them under it:
#
#     [[actor]]
#     name = "Poland"
#
#     [[actor.member]]
#     name = "Paweł Wroński"
#
#     [[actor.member]]
#     name = "Radosław Sikorski"
#
# Delete who is of no interest: their words then belong to nobody, and are counted as such.
"""


def list_speakers(statements: Statements) -> pd.DataFrame:
    """Who is heard, how often, and on whose side the words are counted.

    Parameters
    ----------
    statements : Statements
        The statements of a corpus.

    Returns
    -------
    pandas.DataFrame
        One row a speaker and actor, the most words first: `speaker`, `actor` (NA: credited
        to nobody), `statements`, `words`, `documents`, and `called`, the longest words in
        which a text names the speaker (NA: only *he*, *she* or *they*).

    Examples
    --------
    >>> import rostra
    >>> text = "“No,” said Ana Ruiz, the mayor of Lind. “Never,” said Ruiz."
    >>> found = rostra.attribute(rostra.load_corpus([{"text": text}]))
    >>> list_speakers(found)[["speaker", "statements", "words"]].values.tolist()
    [['Ana Ruiz', 2, 2]]
    """
    demand("Statements", statements, "list_speakers")
    import pandas as pd

    said = statements.quotations
    said = said[said["speaker"].notna()]
    corpus = statements.corpus
    texts = (corpus.text(d)[s:e] for d, s, e in zip(said["doc_id"], said["start"], said["end"], strict=True))
    pronoun = said["mention"].str.lower().isin(grammar("subjects"))
    said = said.assign(
        words=pd.Series([count_words(text) for text in texts], index=said.index, dtype="int64"),
        mention=said["mention"].mask(pronoun),
    )
    said = said.sort_values("mention", key=lambda mention: mention.str.len(), kind="stable", ascending=False)
    table = (
        said.groupby(["speaker", "actor"], dropna=False, sort=False)
        .agg(
            statements=("quotation_id", "nunique"),
            words=("words", "sum"),
            documents=("doc_id", "nunique"),
            called=("mention", "first"),
        )
        .reset_index()
    )
    return table.sort_values(["words", "speaker"], ascending=[False, True], ignore_index=True)


def draft_actors(statements: Statements) -> str:
    """Write a first actors.toml: the named speakers who belong to no actor, ready to be grouped.

    Parameters
    ----------
    statements : Statements
        The statements of a corpus.

    Returns
    -------
    str
        The TOML text. A person stands as a member, who is also found by surname; a body, or
        a name of one word, as an actor. A short name is left out where one longer name ends
        in it. Speakers without a name ("an official") are named in the last line.

    Examples
    --------
    >>> import rostra
    >>> text = "“No,” said Mayor Ana Ruiz. “Never,” said Ruiz."
    >>> found = rostra.attribute(rostra.load_corpus([{"text": text}]))
    >>> print(draft_actors(found).split("counted as such.")[1])
    <BLANKLINE>
    <BLANKLINE>
    # 2 statements in 1 document: "Mayor Ana Ruiz"
    [[actor]]
    name = "Ana Ruiz"
    <BLANKLINE>
    [[actor.member]]
    name = "Ana Ruiz"
    <BLANKLINE>
    """
    demand("Statements", statements, "draft_actors")
    import pandas as pd

    table = list_speakers(statements)
    nobodys = table[table["actor"].isna()]
    registry = statements.corpus.actors
    described = {name: describe(name, registry) for name in nobodys["speaker"]}
    names = [
        name
        for name, said in described.items()
        if said.kind == "name" and name[:1].isupper() and said.owner not in grammar("possessives")
    ]
    parts, written = [_HEAD], set()
    for row in nobodys.itertuples(index=False):
        if row.speaker not in names or sum(name.endswith(f" {row.speaker}") for name in names) == 1:
            continue
        name = fold(without_article(row.speaker))  # Brenél and Brenel are one to the registry
        if name in written:
            continue
        written.add(name)
        called = "" if pd.isna(row.called) or row.called == row.speaker else f": {_text(row.called)}"
        where = f"{counted(row.statements, 'statement')} in {counted(row.documents, 'document')}"
        parts.append(f"# {where}{called}\n[[actor]]\nname = {_text(row.speaker)}\n")
        if " " in row.speaker and described[row.speaker].head not in grammar("collective_nouns"):
            parts.append(f"[[actor.member]]\nname = {_text(row.speaker)}\n")
    unnamed = [name for name in described if name not in names]
    if unnamed:
        parts.append(f"# Left out, having no name: {', '.join(map(_text, unnamed))}.\n")
    return "\n".join(parts)


def _text(words: str) -> str:
    """Write words as a text of TOML, on one line."""
    return json.dumps(_NOT_IN_TOML.sub(" ", words), ensure_ascii=False)
