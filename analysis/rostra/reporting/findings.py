"""Findings: what was found, in plain words, each number and phrase open to its sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from rostra.charts.labels import number, shown
from rostra.comparison.cells import OTHERS
from rostra.index.reference import fold_token
from rostra.reporting.finder import Finder
from rostra.reporting.parts import Claim, Link, Prose

if TYPE_CHECKING:
    from rostra.reporting.study import Study

__all__ = ["findings", "headline", "many"]

NAMED = 3  # actors, differences, measures and phrases that a sentence can hold
PORTRAYED = 6  # actors whose words are quoted in the summary
TELLING = 1.5  # standard errors above the expected count that make a measure telling
KEY_WORDS = 4


def many(count: int, one: str, more: str = "") -> str:
    """Write a count with its noun."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def headline(found: Study) -> str:
    """Say under the title what was read, in one line."""
    return f"{many(len(found.corpus.documents), 'document')}, {len(found.tokens):,} words{_span(found)}"


def findings(found: Study, *, text: bool = True) -> list[Prose]:
    """Tell who speaks most, what tells the actors apart, and each actor's own words.

    Parameters
    ----------
    found : Study
        The numbers.
    text : bool
        Whether the actors' own words may be shown; without, their places are opened by counts.

    Returns
    -------
    list of Prose
        `lead` paragraphs, one `item` an actor, and a `caveat` where the text is too
        little for rates.
    """
    if not found.groups:
        nobody = (
            f"In {many(len(found.corpus.documents), 'document')} ({len(found.tokens):,} words{_span(found)}) "
            "no statement of a known speaker was found, so there is nobody to compare."
        )
        hint = (
            "If each document is one speech, name the column that says whose: "
            "rostra report PATH --actor COLUMN."
        )
        return [Prose((nobody,), "lead"), Prose((hint,), "caveat")]
    speaking, apart = [_speaking(found)], list(_apart(found))
    # a difference that is clear is the news; that none is clear is read after who speaks
    first = [*apart, *speaking] if found.clear_gaps else [*speaking, *apart]
    return [*first, *_portraits(found, text), *_caveats(found)]


def _span(found: Study) -> str:
    dates = sorted(found.corpus.documents["date"].dropna().astype(str))
    return "" if not dates else f", {dates[0]}" if dates[0] == dates[-1] else f", {dates[0]} to {dates[-1]}"


def _speaking(found: Study) -> Prose:
    size, total = found.words, len(found.tokens)
    rows = found.statements.quotations
    speeches = set(rows["kind"]) <= {"speech"}
    finder = Finder(found.voice)
    runs: list[str | Link] = [
        f"In {many(len(found.corpus.documents), 'document')} ({total:,} words{_span(found)}) "
        f"{many(len(found.groups), found.by)} {'is' if len(found.groups) == 1 else 'are'} heard"
    ]
    counted = rows[found.by].dropna().astype(str).value_counts()
    few = len(found.groups) <= NAMED
    runs.append(": " if few else ". Most words: ")
    for i, group in enumerate(found.groups[:NAMED]):
        claim = finder.claim(group, "Every speech" if speeches else "Every statement")
        share = f"{number(100 * size[group] / total, 0)}%"
        runs += [", " if i else "", shown(group, 60), " "]
        if speeches or not few:
            runs += [Link(f"{size[group]:,}", claim), f" ({share})"]
        else:
            statements = many(int(counted.get(group, 0)), "statement")
            runs += ["in ", Link(statements, claim), f" ({size[group]:,} words, {share} of the text)"]
    runs.append(".")
    cover = found.statements.coverage
    unknown = cover["quotations"] - cover["credited"]
    if unknown:
        verb = "is" if unknown == 1 else "are"
        runs.append(f" {unknown:,} of {many(cover['quotations'], 'statement')} {verb} credited to no actor.")
    return Prose(tuple(runs), "lead")


def _apart(found: Study) -> Iterable[Prose]:
    if len(found.able) < 2 or found.gaps is None:
        return
    rows = found.leading_gaps
    tests = int(found.gaps.frame["p"].notna().sum())
    if not rows:
        text = (
            f"No difference in rhetoric between the {found.by}s is clear: "
            "with so little text each could be chance."
        )
        yield Prose((text,), "lead")
        return
    yield Prose(tuple(_told_apart(found, rows[:NAMED], tests)), "lead")


def _told_apart(found: Study, rows: list[dict[str, Any]], tests: int) -> Iterator[str | Link]:
    """The largest difference in a sentence, and the next ones beside it."""
    assert found.gaps is not None
    clear = bool(found.clear_gaps)
    finder = Finder(found.gaps)

    def rate(row: dict[str, Any], side: str) -> Link:
        claim = None
        if float(row[f"{side}_hits"]) > 0:
            claim = finder.of_others(row) if row[side] == OTHERS else finder.of_row(row, group=row[side])
        return Link(number(row[f"{side}_value"]), claim)

    def what(row: dict[str, Any]) -> str:
        less = row["target_value"] < row["reference_value"]
        return ("less " if less else "") + found.title(str(row["measure"])).lower()

    first, *others = rows
    stands = "stands" if clear else "may stand"
    yield f"{shown(first['target'], 60)} {stands} out most for {what(first)}: found "
    yield rate(first, "target")
    yield " times in every 1,000 words, against "
    yield rate(first, "reference")
    yield f" for {shown(first['reference'], 60)}."
    for i, row in enumerate(others):
        yield (" Next " + ("come " if len(others) > 1 else "comes ")) if not i else " and "
        yield f"{what(row)} ({shown(row['target'], 60)} "
        yield rate(row, "target")
        yield f", {shown(row['reference'], 60)} "
        yield rate(row, "reference")
        yield ")"
    yield "." if others else ""
    if not clear:
        sure = "None of this is sure" if others else "It is not sure"
        yield f" {sure}: of {many(tests, 'comparison')}, some look large by chance."
    if any(row["status"] == "exploratory" for row in rows):
        yield " The word lists behind this are exploratory: read the sentences before you quote a number."


def _caveats(found: Study) -> Iterable[Prose]:
    if found.by == "speaker":
        yield Prose(
            (
                "Hardly any speaker belongs to a known actor, so the speakers are compared with each "
                "other. A file actors.toml beside the texts says who belongs together; rostra actors "
                "drafts it.",
            ),
            "caveat",
        )
    if len(found.groups) == 1:
        text = (
            f"Nobody but {shown(found.groups[0], 60)} is heard, so there is nobody to compare with: the page "
            "describes these texts and no more."
        )
        yield Prose((text,), "caveat")
    if len(found.groups) > 1 and len(found.able) < 2:
        enough = f"{found.min_words:,} credited words"
        who = (
            f"No {found.by} has {enough}"
            if not found.able
            else f"Only one {found.by} ({shown(found.able[0], 60)}) has {enough}"
        )
        text = (
            f"{who}: too little text for rates and comparisons. The page gives counts and the words "
            "themselves; they describe these texts and no more."
        )
        yield Prose((text,), "caveat")


def _portraits(found: Study, shows_text: bool) -> Iterable[Prose]:
    """Quote, for each main actor, the words by which it is told from the others; or count them."""
    finder = Finder(found.rates)
    phrases = _Phrases(found)
    for group in found.groups[:PORTRAYED]:
        runs: list[str | Link] = []
        for name in _telling(found, group)[:NAMED]:
            claim = finder.claim(group, found.title(name), measure=name)
            picked = phrases.pick(group, name) if claim is not None else []
            if claim is None or not picked:
                continue
            runs += ["; " if runs else " ", f"{found.title(name).lower()} "]
            if not shows_text:
                runs.append(Link(many(len(claim.hits), "hit"), claim))
                continue
            for i, (text, rows) in enumerate(picked):
                label = f"{found.title(name)}: “{text}”"
                quoted = Link(
                    f"“{text}”",
                    Claim(claim.corpus, group, label, found.rates.hits.iloc[rows], measure=claim.measure),
                )
                runs += [", " if i else "", quoted]
        runs += _key_words(found, group, bool(runs))
        if runs:
            yield Prose((Link(f"{shown(group, 60)}:", None, strong=True), *runs, "."), "item")


def _telling(found: Study, group: str) -> list[str]:
    """Order what a group does with words (threat, commitment, ...) by how telling it is.

    With enough text: by how far the count is above the group's share of all words. With
    too little: by the count itself, for then the words are all there is.
    """
    frame = found.rates.frame
    frame = frame[frame[found.by].notna() & frame["hits"].notna()]
    own_words = len(found.able) < 2
    scores: dict[str, tuple[bool, float]] = {}
    for name, rows in frame.groupby("measure", sort=False):
        own = rows[rows[found.by].astype(str) == group]
        hits, words = float(own["hits"].sum()), float(own["exposure"].sum())
        total, all_words = float(rows["hits"].sum()), float(rows["exposure"].sum())
        if hits <= 0 or not all_words:
            continue
        expected = total * words / all_words
        surplus = (hits - expected) / max(expected, 1.0) ** 0.5
        if own_words or surplus >= TELLING:
            style = found.measures[str(name)].scope != "act"
            scores[str(name)] = (style, -(hits + surplus / 100 if own_words else surplus))
    acts = [name for name in scores if not scores[name][0]]
    # how somebody speaks is told in phrases only where there is nothing that is done with words
    return (
        sorted(acts, key=lambda name: (scores[name], name))
        or sorted(scores, key=lambda n: (scores[n], n))[:1]
    )


class _Phrases:
    """The published phrases that were counted, by measure and group."""

    def __init__(self, found: Study) -> None:
        hits = found.rates.hits
        texts = found.corpus.documents.set_index("doc_id")["text"].to_dict()
        self._shares = {g: n / max(1, sum(found.words.values())) for g, n in found.words.items()}
        self._rows: dict[tuple[str, str, str], list[int]] = {}
        self._text: dict[str, str] = {}
        self._total: Counter[tuple[str, str]] = Counter()
        columns = [hits[name] for name in (found.by, "measure", "doc_id", "start", "end", "weight")]
        for row, (group, name, doc_id, start, end, weight) in enumerate(zip(*columns, strict=True)):
            if pd.notna(group) and float(weight) > 0:
                text = shown(texts[doc_id][int(start) : int(end)], 60)
                key = text.casefold()
                self._text.setdefault(key, text)
                self._rows.setdefault((str(group), str(name), key), []).append(row)
                self._total[str(name), key] += 1

    def pick(self, group: str, measure: str) -> list[tuple[str, list[int]]]:
        """Return the phrases most typical of a group within a measure, each with the rows of its hits."""
        share = self._shares.get(group, 0.0)
        own = {key: rows for (g, m, key), rows in self._rows.items() if (g, m) == (group, measure)}

        def surplus(key: str) -> float:
            expected = self._total[measure, key] * share
            return (len(own[key]) - expected) / max(expected, 1.0) ** 0.5

        ordered = sorted(own, key=lambda key: (-surplus(key), own[key][0]))
        return [(self._text[key], own[key]) for key in ordered[:NAMED]]


def _key_words(found: Study, group: str, after: bool) -> list[str | Link]:
    if found.keys is None:
        return []
    frame = found.keys.frame
    named = {fold_token(part) for part in group.split()}  # that Mali says "Mali" tells nothing
    rows = [
        row
        for row in frame[frame[found.by].astype(str) == group].to_dict("records")
        if str(row["item"]).removesuffix("'s") not in named and not str(row["item"])[0].isdigit()
    ][:KEY_WORDS]
    finder = Finder(found.keys)
    runs: list[str | Link] = ["; key words " if after else " key words "] if rows else []
    for i, row in enumerate(rows):
        runs += [", " if i else "", Link(f"“{shown(row['item'], 40)}”", finder.of_row(row))]
    return runs
