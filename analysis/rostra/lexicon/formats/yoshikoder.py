"""Yoshikoder: categories and patterns in XML, as Lexicoder wrote them, too, in its files .lcd."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from rostra.errors import LexiconError
from rostra.lexicon.formats.drafts import Draft, Format, Row
from rostra.lexicon.nouns import Loss

__all__ = ["LEXICODER_XML", "YOSHIKODER"]

DEEPEST = 50


def read(text: str, file: str) -> Draft:
    """Read a .ykd or .lcd file.

    Parameters
    ----------
    text : str
        Its content.
    file : str
        Its name, for messages.

    Returns
    -------
    Draft
        The patterns of each category. Descriptions are lost, and counted.
    """
    builder = _Builder(file)
    parser = expat.ParserCreate()
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.StartDoctypeDeclHandler = builder.doctype
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(text.lstrip(), True)
    except expat.ExpatError as error:
        reason = expat.errors.messages[error.code]
        raise LexiconError(
            f"{file}, line {error.lineno}: it is not valid XML ({reason}). Open it in the program that wrote "
            "it and "
            "save it again."
        ) from None
    return builder.draft


class _Builder:
    """Takes the elements of a file, one after the other; nothing outside of the file is ever read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.path: list[str] = []
        self.root = ""
        self.draft = Draft([], [])

    def doctype(self, *_: Any) -> None:
        raise LexiconError(
            f"{self.file}: it has a DOCTYPE, in which a file may define what is not in it. No dictionary "
            "needs one: "
            "take the line out."
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.root:
            self.root = tag
            if tag != "dictionary":
                raise LexiconError(
                    f"{self.file}: its outermost element is <{tag}>. A Yoshikoder dictionary begins with "
                    "<dictionary>."
                )
            self._engine(attributes.get("patternengine", ""))
        elif tag == "cnode":
            self.path.append(attributes.get("name", "").strip() or "unnamed")
            if len(self.path) > DEEPEST:
                raise LexiconError(f"{self.file}: its categories are nested in more than {DEEPEST} levels.")
            self._describe(attributes, "")
        elif tag == "pnode":
            text = attributes.get("name", "")
            self.draft.rows.append(Row(tuple(self.path) or ("all",), text, self._score(attributes, text)))
            self._describe(attributes, text)
        else:
            self.draft.lost.append(Loss("/".join(self.path), "", f"the element <{tag}> is not read"))

    def end(self, tag: str) -> None:
        if tag == "cnode":
            self.path.pop()

    def _engine(self, engine: str) -> None:
        if engine not in ("", "substring", "wildcard"):
            self.draft.lost.append(
                Loss(
                    "", "", f"its patterns are made for the engine {engine!r}; they are read as words with *"
                )
            )

    def _describe(self, attributes: dict[str, str], text: str) -> None:
        said = attributes.get("desc", "").strip()
        if said and said != (text or self.path[-1]):
            self.draft.lost.append(Loss("/".join(self.path), text, f"its description, {said!r}"))

    def _score(self, attributes: dict[str, str], text: str) -> float | None:
        try:
            return float(attributes["score"]) or None if "score" in attributes else None
        except ValueError:
            reason = f"its score, {attributes['score']!r}, is no number"
            self.draft.lost.append(Loss("/".join(self.path), text, reason))
            return None


def write(rows: list[Row]) -> str:
    """Write rows as a .ykd or .lcd file.

    Parameters
    ----------
    rows : list of Row
        The entries.

    Returns
    -------
    str
        The file.
    """
    tree: dict[str, Any] = {}
    for row in rows:
        node: dict[str, Any] = {"parts": tree}
        for step in row.path:
            node = node["parts"].setdefault(step, {"words": [], "parts": {}})
        node["words"].append(row.text)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<dictionary style="050805" patternengine="substring">',
    ]
    _lay_out(tree, 1, lines)
    return "\n".join([*lines, "</dictionary>"]) + "\n"


def _lay_out(tree: dict[str, Any], depth: int, lines: list[str]) -> None:
    for name, node in tree.items():
        lines.append("\t" * depth + f'<cnode name={quoteattr(name)} desc="">')
        lines.extend("\t" * (depth + 1) + f"<pnode name={quoteattr(text)}/>" for text in node["words"])
        _lay_out(node["parts"], depth + 1, lines)
        lines.append("\t" * depth + "</cnode>")


YOSHIKODER = Format("Yoshikoder", (".ykd",), read, write)
LEXICODER_XML = Format("Lexicoder 2", (".lcd",), read, write)
