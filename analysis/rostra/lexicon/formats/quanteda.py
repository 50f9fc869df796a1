"""Quanteda: categories and their words in YAML, categories within categories."""

from __future__ import annotations

from typing import Any

from rostra.errors import LexiconError
from rostra.lexicon.formats.drafts import Draft, Format, Row
from rostra.lexicon.nouns import Loss

__all__ = ["QUANTEDA"]


def read(text: str, file: str) -> Draft:
    """Read a .yml file.

    Parameters
    ----------
    text : str
        Its content.
    file : str
        Its name, for messages.

    Returns
    -------
    Draft
        The words of each category. All scalars are text: *no* and *yes* are words.
    """
    import yaml

    try:
        # an alias makes a small file large: ten levels of ten are ten thousand million words
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent):
                raise LexiconError(
                    f"{file}, line {event.start_mark.line + 1}: the alias *{event.anchor} repeats what "
                    "stands "
                    "elsewhere. Write the words out, or in quotation marks if they begin with *."
                )
        content = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise LexiconError(
            f"{file} is not valid YAML: {' '.join(str(error).split())}. Write a category, a colon and its "
            "words in square brackets: economy: [tax*, trade]."
        ) from None
    except RecursionError:
        raise LexiconError(
            f"{file}: its categories are nested too deep. Write them in fewer levels."
        ) from None
    if not isinstance(content, yaml.MappingNode):
        raise LexiconError(
            f"{file}: it holds no categories. Write a category, a colon and its words in square brackets: "
            "economy: [tax*, trade]."
        )
    draft = Draft([], [])
    _walk(content, (), draft, file)
    return draft


def _walk(node: Any, path: tuple[str, ...], draft: Draft, file: str) -> None:
    """Read a node as it stands in the file, so that a category written twice is kept twice."""
    if not node.value or not str(node.value).strip():
        draft.lost.append(Loss("/".join(path), "", "it has no entries and is left out"))
    elif node.id == "mapping":
        for name, inner in node.value:
            if name.id != "scalar" or not name.value.strip():
                raise LexiconError(
                    f"{file}, line {name.start_mark.line + 1}: the name of a category is no text. Write it "
                    "before "
                    "the colon."
                )
            _walk(inner, (*path, name.value.strip()), draft, file)
    elif node.id == "sequence":
        for inner in node.value:
            _walk(inner, path, draft, file)
    else:
        draft.rows.append(Row(path, node.value))


def write(rows: list[Row]) -> str:
    """Write rows as a .yml file.

    Parameters
    ----------
    rows : list of Row
        The entries.

    Returns
    -------
    str
        The file. Where a category has words and parts, its words stand in a list with them.
    """
    import yaml

    tree: dict[str, Any] = {}
    for row in rows:
        inner = tree
        for step in row.path:
            inner = (
                inner.setdefault(step, {"words": [], "parts": {}})["parts"] if step != row.path[-1] else inner
            )
        inner.setdefault(row.path[-1], {"words": [], "parts": {}})["words"].append(row.text)
    return str(yaml.safe_dump(_plain(tree), allow_unicode=True, sort_keys=False, width=100))


def _plain(tree: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, node in tree.items():
        parts = _plain(node["parts"])
        made[name] = parts if parts and not node["words"] else [*node["words"], *([parts] if parts else [])]
    return made


QUANTEDA = Format("quanteda", (".yml", ".yaml"), read, write, wildcards="*?", any_word=True)
