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
        content = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise LexiconError(
            f"{file} is not valid YAML: {' '.join(str(error).split())}. Write a category, a colon and its "
            "words in square brackets: economy: [tax*, trade]."
        ) from None
    except RecursionError:
        raise LexiconError(
            f"{file}: its categories are nested too deep. Write them in fewer levels."
        ) from None
    if not isinstance(content, dict):
        raise LexiconError(
            f"{file}: it holds no categories. Write a category, a colon and its words in square brackets: "
            "economy: [tax*, trade]."
        )
    draft = Draft([], [])
    _walk(content, (), draft)
    return draft


def _walk(found: Any, path: tuple[str, ...], draft: Draft) -> None:
    if isinstance(found, dict):
        if not found:
            draft.lost.append(Loss("/".join(path), "", "it has no entries and is left out"))
        for name, inner in found.items():
            _walk(inner, (*path, str(name)), draft)
    elif isinstance(found, list):
        if not found:
            draft.lost.append(Loss("/".join(path), "", "it has no entries and is left out"))
        for inner in found:
            _walk(inner, path, draft)
    elif not str(found).strip():
        draft.lost.append(Loss("/".join(path), "", "it has no entries and is left out"))
    else:
        draft.rows.append(Row(path, str(found)))


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
