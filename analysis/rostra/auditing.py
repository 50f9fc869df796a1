"""Auditing: what a corpus holds, what it lacks, and what looks wrong in it."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rostra.corpus import count_words, counted
from rostra.errors import demand

if TYPE_CHECKING:
    import pandas as pd

    from rostra.corpus import Corpus

__all__ = ["Audit", "audit"]

NEAR_EMPTY = 20  # words
JUDGED = 10  # words: the language of less is a guess
SAMPLE = 4_000  # characters that the language is judged by
SURE = 0.9
FIRST_YEAR, LAST_YEAR = 1700, 2100
SHOWN = 5

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# UTF-8 read as cp1252 or Latin-1: a leading byte of two or three, then a continuation byte
_MOJIBAKE = re.compile(
    "â(?:€[\u0080-\uffff]|\u0080[\u0080-\u00bf])|[ÃÅÄÐÑ][\u0080-\u00bf]|Â[\u00a0-\u00bf]|ï»¿"
)
_TAG = re.compile(
    r"</?(?:a|b|i|u|p|em|strong|span|div|br|hr|img|ul|ol|li|table|tr|td|th|h[1-6]|script|style|font|body|html)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#[0-9]{2,6}|#x[0-9a-f]{2,6});", re.I
)
_MARKS = re.compile(r"(?P<paragraph>(?:\A|\n)[^\S\n]*)“|[“”]")
_UNBROKEN = re.compile(r"\S{200,}")


@dataclass(frozen=True, eq=False, repr=False)
class Audit:
    """What was read, what is missing, what was left out, and what looks wrong.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a document: `doc_id`, `date`, `source`, `title`, `words`, `language`
        (ISO 639-1, NA below ten words), `language_confidence` (0 to 1), `problems` (text, NA
        where there are none).
    lines : tuple of str
        The findings, one sentence each.
    about : str
        How they were found.
    """

    frame: pd.DataFrame
    lines: tuple[str, ...]
    about: str

    def __str__(self) -> str:
        return "\n".join(self.lines)

    def __repr__(self) -> str:
        return f"{self}\n{self.about}"

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{html.escape(line)}</li>" for line in self.lines)
        table = self.frame.head(200).round(2).to_html(index=False, na_rep="", border=0, escape=True)
        return f"<ul>{items}</ul>{table}<p>{html.escape(self.about)}</p>"


def audit(corpus: Corpus) -> Audit:
    """Look a corpus over before anything is counted in it.

    Parameters
    ----------
    corpus : Corpus
        The texts.

    Returns
    -------
    Audit
        `frame` (one row a document), `lines` (the findings) and `about`.

    Notes
    -----
    Nothing is changed and nothing is dropped: a suspected problem is a reason to look.
    Words are runs of letters and digits, hyphen and apostrophe inside joined. Languages are
    judged by py3langid on the first 4,000 characters of texts of at least ten words; a text
    is called not English where the judgement is at least 0.9 sure. A quotation that opens
    again at each paragraph is not unclosed.

    Examples
    --------
    >>> from rostra.corpus import load_corpus
    >>> print(audit(load_corpus([{"text": "The minister said: “We know."}])))
    corpus: 1 document, 5 words, no dates.
    Missing metadata: date in 1 of 1, source in 1 of 1, title in 1 of 1.
    Near-empty (fewer than 20 words): 1 document (corpus-0001).
    Unclosed quotation marks: 1 document (corpus-0001).
    """
    demand("Corpus", corpus, "audit")
    import pandas as pd

    documents = corpus.documents
    ids = documents["doc_id"].tolist()
    texts = documents["text"].tolist()
    words = [count_words(text) for text in texts]
    problems: list[list[str]] = [[] for _ in texts]
    groups: dict[str, list[str]] = {}

    def add(row: int, group: str, problem: str) -> None:
        problems[row].append(problem)
        groups.setdefault(group, []).append(ids[row])

    for row, count in enumerate(words):
        if not count:
            add(row, "Empty", "empty")
        elif count < NEAR_EMPTY:
            add(row, f"Near-empty (fewer than {NEAR_EMPTY} words)", counted(count, "word"))
    first: dict[str, str] = {}
    for row, text in enumerate(texts):
        if words[row] and first.setdefault(text, ids[row]) != ids[row]:
            add(row, "Same text as an earlier document", f"same text as {first[text]!r}")
    for row, value in enumerate(documents["date"].tolist()):
        if isinstance(value, str) and not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
            add(row, f"Date outside {FIRST_YEAR}-{LAST_YEAR}", f"dated {value}")
    for group, check in CHECKS.items():
        for row, text in enumerate(texts):
            if problem := check(text):
                add(row, group, problem)

    judged = [_language(text) if count >= JUDGED else None for text, count in zip(texts, words, strict=True)]
    foreign = [
        (doc_id, verdict[0])
        for doc_id, verdict in zip(ids, judged, strict=True)
        if verdict is not None and verdict[0] != "en" and verdict[1] >= SURE
    ]
    frame = pd.DataFrame(
        {
            **{name: documents[name] for name in ("doc_id", "date", "source", "title")},
            "words": words,
            "language": pd.array([verdict[0] if verdict else pd.NA for verdict in judged], dtype="string"),
            "language_confidence": pd.array([v[1] if v else pd.NA for v in judged], dtype="Float64"),
            "problems": pd.array(["; ".join(found) or pd.NA for found in problems], dtype="string"),
        }
    )
    lines = [
        f"{corpus.name}: {counted(len(corpus), 'document')}, {counted(sum(words), 'word')}, {corpus.span}.",
        *_missing(documents),
        *(f"{group}: {counted(len(found), 'document')} ({_some(found)})." for group, found in groups.items()),
        *_foreign(foreign),
        *_ambiguous(corpus, texts),
        *_left_out(corpus),
        *corpus.notes,
    ]
    about = (
        "Words are runs of letters and digits; languages are judged by py3langid from the first "
        f"{SAMPLE:,} characters of texts of at least {JUDGED} words; "
        "problems are suspected, and nothing was changed."
    )
    return Audit(frame, tuple(lines), about)


def _missing(documents: pd.DataFrame) -> list[str]:
    total = len(documents)
    gaps = {name: int(documents[name].isna().sum()) for name in documents.columns}
    listing = ", ".join(f"{name} in {gap:,} of {total:,}" for name, gap in gaps.items() if gap)
    return [f"Missing metadata: {listing}."] if listing else []


def _foreign(foreign: list[tuple[str, str]]) -> list[str]:
    if not foreign:
        return []
    codes = Counter(code for _, code in foreign).most_common()
    languages = ", ".join(f"{code} {number}" for code, number in codes)
    some = _some([name for name, _ in foreign])
    return [
        f"Not English ({languages}): {counted(len(foreign), 'document')} ({some}). The rules that find "
        "quotations are English: in these texts they find little, and what they find is less sure."
    ]


def _ambiguous(corpus: Corpus, texts: list[str]) -> list[str]:
    """List the names in the texts that may mean more than one actor."""
    from rostra.actors import fold

    aliases: dict[str, Any] = dict(corpus.actors.ambiguous)
    if not aliases:
        return []
    longest_first = sorted(aliases, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    times = Counter(found for text in texts for found in pattern.findall(fold(text)))
    return [
        f"Ambiguous name: {alias!r} stands {counted(number, 'time')} in the texts and may mean "
        f"{' or '.join(aliases[alias])}. Say which in actors.toml."
        for alias, number in times.most_common()
    ]


def _left_out(corpus: Corpus) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for name, reason in corpus.left_out:
        reasons.setdefault(reason, []).append(name)
    return [f"Left out ({reason}): {_some(names)}." for reason, names in reasons.items()]


def _some(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _language(text: str) -> tuple[str, float]:
    """Judge the language of a text, with the share of the judgement that falls on it."""
    import numpy as np
    import py3langid

    ranks = py3langid.rank(text[:SAMPLE])
    scores = np.array([score for _, score in ranks], dtype=np.float64)
    weights = np.exp(scores - scores.max())
    return ranks[0][0], float(weights[0] / weights.sum())


# --- what looks wrong in one text ------------------------------------------------------------------


def _count_of(pattern: re.Pattern[str], noun: str) -> Callable[[str], str | None]:
    def check(text: str) -> str | None:
        number = sum(1 for _ in pattern.finditer(text))
        return counted(number, noun) if number else None

    return check


def _capitals(text: str) -> str | None:
    sample = text[:SAMPLE]
    upper, lower = sum(map(str.isupper, sample)), sum(map(str.islower, sample))
    return "all in capitals" if upper + lower >= 40 and upper > 4 * lower else None


def _unclosed(text: str) -> str | None:
    """Compare opening and closing marks; a paragraph may open an open quotation again."""
    faults = []
    if "„" not in text:  # which is closed by “ in German and by ” in Polish
        depth = unopened = 0
        for mark in _MARKS.finditer(text):
            if mark[0] == "”":
                unopened += not depth
                depth = max(0, depth - 1)
            elif not (depth and mark["paragraph"]):
                depth += 1
        faults += [f"{depth} “ never closed"] if depth else []
        faults += [f"{unopened} ” never opened"] if unopened else []
    if text.count('"') % 2:
        faults.append(f"an odd number of straight marks ({text.count(chr(34))})")
    return ", ".join(faults) or None


CHECKS: dict[str, Callable[[str], str | None]] = {
    "Characters lost in conversion (U+FFFD)": _count_of(re.compile("\ufffd"), "replacement character"),
    "Wrongly decoded characters (such as â€™)": _count_of(_MOJIBAKE, "wrongly decoded character"),
    "Control characters": _count_of(_CONTROL, "control character"),
    "Soft hyphens or invisible characters": _count_of(_INVISIBLE, "invisible character"),
    "HTML left in the text": _count_of(re.compile(f"{_TAG.pattern}|{_ENTITY.pattern}", re.I), "HTML code"),
    "Unclosed quotation marks": _unclosed,
    "More than 200 characters without a space": _count_of(_UNBROKEN, "unbroken run"),
    "All in capitals": _capitals,
}
