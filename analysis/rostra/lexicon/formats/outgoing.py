"""Outgoing: a lexicon in the words of another format, and what of it that format cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rostra.lexicon.entries import Entry, variants_of
from rostra.lexicon.formats.drafts import Format, Row
from rostra.lexicon.nouns import Category, Lexicon, Loss
from rostra.lexicon.patterns import ANY_CASE, AS_WRITTEN, GAP, is_expression

__all__ = ["rows_of"]


def rows_of(lexicon: Lexicon, form: Format) -> tuple[list[Row], list[Loss]]:
    """Say a lexicon in the words of a format, and what it cannot say.

    Parameters
    ----------
    lexicon : Lexicon
        Any lexicon.
    form : Format
        The format to write.

    Returns
    -------
    rows : list of Row
        One row a text that the format looks for.
    lost : list of Loss
        What is not among them.
    """
    lost = [Loss("", "", reason) for reason in _general(lexicon, form)]
    rows: list[Row] = []
    for category in lexicon.categories:
        steps = category.name.split("/")
        path = tuple(steps) if form.nested else (category.name,)
        lost += [Loss(category.name, "", reason) for reason in _of_category(category, form)]
        for entry in category.entries:
            weight = category.weight if entry.weight is None else entry.weight
            if form.ours:
                rows.append(Row(path, entry.written, weight, category.agent, category.negation))
                continue
            texts, reasons = _texts(entry, form)
            lost += [Loss(category.name, entry.written, reason) for reason in reasons]
            if weight != 1 and not form.weights:
                lost.append(Loss(category.name, entry.written, f"its weight, {weight:g}"))
            known = {(row.path, row.text) for row in rows[-2000:]}
            rows += [Row(path, text, weight) for text in texts if (path, text) not in known]
    return rows, lost


def _general(lexicon: Lexicon, form: Format) -> Iterable[str]:
    """What is known about a lexicon, and no other format holds."""
    yield "title, construct, sources, licence, version, language, scope, negation and status"
    if lexicon.exclusions:
        yield f"{len(lexicon.exclusions)} exclusions: more is found"
    if lexicon.hits or lexicon.misses:
        yield f"{len(lexicon.hits) + len(lexicon.misses)} examples"
    if form.ours:
        if lexicon.case != "smart":
            yield f"its rule of case, {lexicon.case!r}"
        if lexicon.overlap != "none":
            yield f"its rule of overlap, {lexicon.overlap!r}"
    elif lexicon.case != "ignore":
        yield f"its rule of case, {lexicon.case!r}: these programs fold case"
    if not form.ours and lexicon.overlap != "categories":
        yield "that nothing counts twice: these programs count each category by itself"


def _of_category(category: Category, form: Format) -> Iterable[str]:
    if not category.entries:
        yield "it has no entries and is left out"
    if form.ours:
        return
    if category.agent:
        yield f"the condition on its agent, {category.agent!r}: more is found"
    if category.negation:
        yield "that negators change nothing here"
    if not form.nested and "/" in category.name:
        yield "that it is part of another category"


def _texts(entry: Entry, form: Format) -> tuple[list[str], list[str]]:
    """Write an entry out as texts of a format; say why where there are none, or fewer."""
    if entry.near:
        return [], ["left out: the format has no NEAR"]
    texts, missing, reasons = [], {}, ["its NOT parts: more is found"] if entry.exclusions else []
    for text in variants_of(entry):
        bare = re.sub(rf"(?<!\S)[{ANY_CASE}{AS_WRITTEN}]", "", text)
        if bare != text:
            reasons.append("its mark of case")
        fault = _unsayable(bare.split(), form)
        if fault:
            missing[bare] = f"left out: the format has no {fault}"
            continue
        texts.append(bare)
        if "-" in bare.strip("-"):
            reasons.append("the open and the closed spelling of its hyphen")
    if not texts:
        return [], [*dict.fromkeys(missing.values())]
    reasons += [f"{bare!r} is {reason}" for bare, reason in missing.items()]
    return texts, list(dict.fromkeys(reasons))


def _unsayable(words: list[str], form: Format) -> str:
    """Name what a format cannot say of these words; empty where it can say all."""
    if is_expression("".join(words)):
        return "regular expressions"
    if GAP in words:
        return "gap _"
    if "*" in words and not form.any_word:
        return "word * that is any word"
    wild = form.wildcards
    for word in words:
        if "?" in word and "?" not in wild:
            return "wildcard ? for one letter"
        if "*" in word and (not wild or (wild == "end" and "*" in word[:-1])):
            return "wildcard *" + (" within a word" if wild else "")
    return ""
