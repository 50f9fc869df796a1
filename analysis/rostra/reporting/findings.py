"""Findings: what was found, in plain words, each number and phrase open to its sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from rostra.charts.canvas import number, shown, worded
from rostra.charts.dots import is_clear
from rostra.reporting.parts import Claim, Link, Prose
from rostra.reporting.tables import Finder, percent

if TYPE_CHECKING:
    from rostra.reporting.study import Study

__all__ = ["clear_gaps", "findings", "headline", "many", "portraits", "title_of"]

NAMED = 3  # actors, differences and phrases that a sentence can hold
PORTRAYED = 6  # actors whose words are quoted in the summary


def many(count: int, one: str, more: str = "") -> str:
    """Write a count with its noun."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def title_of(found: Study, name: str) -> str:
    """Return the name of a measure for the reader."""
    return found.measures[name].title if name in found.measures else worded(name)


def findings(found: Study) -> list[Prose]:
    """Tell in three sentences what was read, who speaks most, and what tells the actors apart."""
    return [Prose((text,), "lead") if isinstance(text, str) else text for text in (_read(found), *_most(found), *_apart(found))]


def headline(found: Study) -> str:
    """Say under the title what was read, in one line."""
    documents = found.corpus.documents
    dates = sorted(documents["date"].dropna().astype(str))
    span = "" if not dates else f", {dates[0]}" if dates[0] == dates[-1] else f", {dates[0]} to {dates[-1]}"
    return f"{many(len(documents), 'document')}, {len(found.tokens):,} words{span}"


def _read(found: Study) -> str:
    statements = found.statements
    cover = statements.coverage
    kinds = set(statements.frame["kind"].dropna())
    what = many(cover["documents"], "document")
    if not cover["quotations"]:
        return f"{what} read, {len(found.tokens):,} words: no statement with a speaker was found in it."
    who = many(len(found.groups), found.by)
    if kinds <= {"speech", "narration"}:
        return f"{what} read, {len(found.tokens):,} words: {many(cover['quotations'], 'speech', 'speeches')} by {who}."
    credited = cover["credited"]
    share = "all of them" if credited == cover["quotations"] else f"{credited:,} of them"
    text = f"{what} read: {many(cover['quotations'], 'statement')} found, {share} credited to an actor ({who})."
    return text.replace("1 statement found, all of them", "1 statement found and")


def _most(found: Study) -> Iterable[Prose | str]:
    size = found.words
    if not found.groups:
        return
    if found.by == "speaker":
        yield "Fewer than two actors are known, so the speakers are compared with each other."
    total = len(found.tokens)
    named = [
        f"{shown(g, 60)} {size[g]:,} words ({percent(size[g] / total)})" for g in found.groups[:NAMED]
    ]
    others = len(found.groups) - len(named)
    rest = f"; {many(others, 'other')} {sum(size[g] for g in found.groups[NAMED:]):,}" if others > 0 else ""
    yield f"Who gets most of the text: {', '.join(named)}{rest}."


def clear_gaps(found: Study) -> list[dict[str, Any]]:
    """Return the differences whose interval leaves zero out and whose adjusted p is below 0.05, clearest first."""
    if found.gaps is None:
        return []
    rows = [row for row in found.gaps.frame.to_dict("records") if pd.notna(row["value"])]
    clear = [r for r in rows if is_clear(r) and (pd.isna(r["p_adjusted"]) or float(r["p_adjusted"]) < 0.05)]
    return sorted(clear, key=lambda r: (_number(r["p_adjusted"], 1.0), -_ratio(r), -abs(float(r["value"]))))


def _number(value: Any, otherwise: float) -> float:
    return otherwise if pd.isna(value) else float(value)


def _ratio(row: dict[str, Any]) -> float:
    low, high = sorted((_number(row["target_value"], 0), _number(row["reference_value"], 0)))
    return high / max(low, 0.1)


def _apart(found: Study) -> Iterable[Prose | str]:
    if len(found.groups) < 2:
        return
    if len(found.able) < 2:
        n = f"{found.min_words:,} credited words"
        who = f"no {found.by} has {n}" if not found.able else f"only {shown(found.able[0], 60)} has {n}"
        yield (
            f"Too little text for rates and comparisons: {who}. "
            "What follows are counts and the words themselves; they describe these texts and no more."
        )
        return
    rows = clear_gaps(found)
    if not rows or found.gaps is None:
        yield (
            f"No difference in rhetoric between {found.by}s is clear: every one could be chance, "
            "given how much each says."
        )
        return
    finder = Finder(found.gaps)
    runs: list[str | Link] = ["Clearest difference" + ("s: " if len(rows) > 1 else ": ")]
    seen: set[str] = set()
    picked = []
    for row in rows:
        if str(row["measure"]) not in seen:
            seen.add(str(row["measure"]))
            picked.append(row)
    for i, row in enumerate(picked[:NAMED]):
        sides = [("target", row["target"]), ("reference", row["reference"])]
        if float(row["value"]) < 0:
            sides.reverse()
        runs.append("; " if i else "")
        runs.append(f"{title_of(found, str(row['measure'])).lower()} (")
        for j, (side, name) in enumerate(sides):
            claim = finder.of_row(row, group=row[side]) if _number(row[f"{side}_hits"], 0) > 0 else None
            runs += [", " if j else "", f"{shown(name, 60)} ", Link(number(row[f"{side}_value"]), claim)]
        runs.append(")")
    runs.append(", in hits per 1,000 words.")
    yield Prose(tuple(runs), "lead")


def portraits(found: Study, groups: Iterable[str]) -> list[Prose]:
    """Quote, for each actor, the words by which it is told from the others."""
    finder = Finder(found.rates)
    lines = []
    for group in groups:
        runs: list[str | Link] = []
        for name in _telling(found, group)[:NAMED]:
            claim = finder.claim(group, title_of(found, name), measure=name)
            if claim is None:
                continue
            phrases = _phrases(claim)
            if not phrases:
                continue
            runs.append("; " if runs else " ")
            runs.append(f"{title_of(found, name).lower()} ")
            for i, (text, hits) in enumerate(phrases):
                label = f"{title_of(found, name)}: “{text}”"
                runs += [", " if i else "", Link(f"“{text}”", Claim(claim.corpus, group, label, hits))]
        runs += _own_words(found, group, bool(runs))
        if runs:
            lines.append(Prose((Link(f"{shown(group, 60)}:", None, strong=True), *runs, "."), "item"))
    return lines


def _telling(found: Study, group: str) -> list[str]:
    """Order the measures by how much more of them a group has than its share of the words leads to expect.

    What is done with words (threat, commitment, ...) comes before how it is said.
    """
    frame = found.rates.frame
    frame = frame[frame[found.by].notna() & frame["hits"].notna()]
    scores: dict[str, tuple[bool, float]] = {}
    for name, rows in frame.groupby("measure", sort=False):
        own = rows[rows[found.by].astype(str) == group]
        hits, words = float(own["hits"].sum()), float(own["exposure"].fillna(0).sum())
        total, all_words = float(rows["hits"].sum()), float(rows["exposure"].fillna(0).sum())
        if hits <= 0 or not all_words:
            continue
        expected = total * words / all_words
        measure = found.measures.get(str(name))
        act = measure is not None and measure.scope == "act"
        surplus = (hits - expected) / max(expected, 1.0) ** 0.5
        if surplus > 0:
            scores[str(name)] = (act, surplus)
    return sorted(scores, key=lambda name: (not scores[name][0], -scores[name][1], name))


def _phrases(claim: Claim) -> list[tuple[str, pd.DataFrame]]:
    """Return the published phrases of a claim, most frequent first, each with its hits."""
    texts = claim.corpus.documents.set_index("doc_id")["text"].to_dict()
    hits = claim.hits[claim.hits["weight"].astype(float) > 0] if "weight" in claim.hits else claim.hits
    found: dict[str, list[int]] = {}
    first: dict[str, str] = {}
    for i, (doc_id, start, end) in enumerate(zip(hits["doc_id"], hits["start"], hits["end"], strict=True)):
        text = shown(texts[doc_id][int(start) : int(end)], 60)
        found.setdefault(text.casefold(), []).append(i)
        first.setdefault(text.casefold(), text)
    ordered = sorted(found, key=lambda key: (-len(found[key]), found[key][0]))[:NAMED]
    return [(first[key], hits.iloc[found[key]]) for key in ordered]


def _own_words(found: Study, group: str, after: bool) -> list[str | Link]:
    if found.keys is None:
        return []
    frame = found.keys.frame
    rows = frame[frame[found.by].astype(str) == group].head(5).to_dict("records")
    if not rows:
        return []
    finder = Finder(found.keys)
    runs: list[str | Link] = ["; key words " if after else " key words "]
    for i, row in enumerate(rows):
        runs += [", " if i else "", Link(f"“{shown(row['item'], 40)}”", finder.of_row(row))]
    return runs
