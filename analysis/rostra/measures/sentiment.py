"""Sentiment: how favourable a sentence sounds, by our own words, and what other scorers make of it.

`polarity` scores plain strings; `sentiment` scores the sentences of each actor and puts
VADER and TextBlob beside it, with the share of the evaluative words that each can see.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from rostra.errors import QueryError, unknown
from rostra.index.reference import CASED, TOKEN, fold_token
from rostra.index.tokens import Tokens
from rostra.lexicon import GAP, Pattern, load_lexicon, load_words, parse_entry
from rostra.marks import quoted_spans
from rostra.result import Result, leading
from rostra.statements import KINDS
from rostra.stats import MIN_DOCUMENTS, bootstrap_ratio

__all__ = ["KINDS_COUNTED", "NEUTRAL", "NEUTRAL_TARGET", "polarity", "sentiment"]

# |score| up to which a text, or what it says of a target, is neutral. Set on coded news sentences.
NEUTRAL = 0.25
NEUTRAL_TARGET = 0.05
# An indirect quotation is the reporter's wording: it is left out unless asked for.
KINDS_COUNTED = ("direct", "mixed", "speech")
SCORERS = ("polarity", "vader", "textblob", "subjectivity")
HIT_COLUMNS = (
    "measure", "item", "doc_id", "statement_id", "start", "end", "entry", "weight", "negated", "speaker", "kind",
)  # fmt: skip

# How a word near by shifts the weight of an evaluative word; each is named in Notes of `polarity`.
NEGATED_GOOD, NEGATED_BAD = -0.8, -0.15  # not good is bad; not bad is hardly good
WORKED_AGAINST_BAD, WORKED_AGAINST_GOOD = -0.2, -0.8  # to end violence; to undermine trust
RAISED, LOWERED = 1.3, 0.7
OVERRULED, OVERRULING, CONCEDED = 0.6, 1.3, 0.6
REACH, REACH_OF_VERB, REACH_OF_DEGREE = 3, 3, 2  # words before the evaluative one
SQUARED_SCALE = 12.0
USUAL_LENGTH, SHORTEST = 20, 6
DISTANCE, OTHER_CLAUSE = 8.0, 0.5

# One character for one character, so that every offset still counts in the text as published:
# a form such as NFKC, or three points for an ellipsis, would move all that follows.
_STRAIGHT = str.maketrans("‘’ʼ´`“”„‟«»‐‑", "'''''\"\"\"\"\"\"--")
_BREAK = re.compile(r"[,;:()\[\]—–…!?.]|--|\s-\s")


class Hit(NamedTuple):
    """An evaluative word in a text: its parts, its entry, and its weight after shifting."""

    first: int
    last: int
    entry: str
    weight: float
    negated: bool


def polarity(texts: Iterable[str], targets: Iterable[tuple[int, int]] | None = None) -> pd.DataFrame:
    """How favourable each text sounds, or how favourably it speaks of a target, from -1 to 1.

    Parameters
    ----------
    texts : iterable of str
        Sentences or short texts, as published. What is missing (None, NA) counts as empty.
    targets : iterable of (int, int), optional
        One span a text, in code points: what the text is to be read as speaking of.

    Returns
    -------
    pandas.DataFrame
        One row a text, in order: `score` (-1 to 1; NA where there is no word), `label`
        (`neg`, `neu`, `pos`), `hits` (a list of `(start, end, entry, weight)`: place in the
        text, entry of the lexicon, weight after shifting), `words`.

    Notes
    -----
    Every entry of the lexicon `polarity` weighs from -3 to 3; the longest match wins, and
    names such as *Security Council* weigh nothing. A weight is shifted by the words before
    it in its clause:

    - a negator within three words: a good word counts -0.8 times, a bad one -0.15 times
      (*not bad* is hardly praise); two negators cancel out;
    - a word of working against it, within three words: bad -0.2 (*prevent attacks*), good
      -0.8 (*lack of trust*);
    - a degree word within two words: 1.3 or 0.7;
    - *but* and *however* at the head of a clause: 0.6 for what stands before, 1.3 for what
      follows; a clause of *although*, *despite*, *while*: 0.6.

    With S the sum of the shifted weights and n the words of the text, the score is
    :math:`s / \\sqrt{s^2 + 12}` with :math:`s = S \\sqrt{20 / \\max(6, n)}`: two reproaches in
    a short sentence say more than two in a long one. With a target, each weight is
    multiplied by :math:`e^{-d/8}`, d the words between it and the target, and halved
    outside the clause of the target; s is their sum, and hits within the target do not
    count. A text with words and no hit scores 0.

    A label is `neg` or `pos` beyond 0.25, with a target beyond 0.05. Higher is more
    favourable. Irony, and who does what to whom, are not seen.

    Examples
    --------
    >>> polarity(["A reckless step.", "Not a reckless step.", "They met.", ""])["label"].tolist()
    ['neg', 'neu', 'neu', <NA>]
    >>> scored = polarity(["Ann praised the deal, but Ben's threat was reckless."], [(26, 29)])
    >>> scored["label"][0], [entry for _, _, entry, _ in scored["hits"][0]]
    ('neg', ['prais(e|ed|es|ing)', 'threat(|s)', 'reckless*'])
    """
    if isinstance(texts, str):
        raise QueryError("texts is one text. Give a list of texts: polarity([text]).")
    plain = [_given(text, row) for row, text in enumerate(texts)]
    spans = None if targets is None else list(targets)
    if spans is not None and len(spans) != len(plain):
        raise QueryError(
            f"there are {len(plain)} texts and {len(spans)} targets. Give one (start, end) a text, in the same order."
        )
    rows = []
    for row, text in enumerate(plain):
        words = _Words.of(text)
        target = None if spans is None else _target(spans[row], words, text, row)
        hits = _hits(words)
        weights = _weights(words, hits, target)
        score = _score(sum(weights), words.count, target is not None)
        shown = [
            (words.starts[hit.first], words.ends[hit.last], hit.entry, round(weight, 4))
            for hit, weight in zip(hits, weights, strict=True)
        ]
        limit = NEUTRAL if target is None else NEUTRAL_TARGET
        rows.append((score, _label(score, limit), shown, words.count))
    frame = pd.DataFrame(rows, columns=["score", "label", "hits", "words"])
    return frame.astype({"score": "Float64", "label": "string", "hits": object, "words": "int64"})


def _given(text: Any, row: int) -> str:
    if isinstance(text, str):
        return text
    if text is None or text is pd.NA or text != text:
        return ""
    raise QueryError(f"text {row} is {text!r}, a {type(text).__name__}. Give texts as strings; None where one is missing.")


def _target(span: tuple[int, int], words: _Words, text: str, row: int) -> tuple[int, int] | None:
    """Return first and last word of the target."""
    try:
        start, end = span
        inside = 0 <= start < end <= len(text)
    except (TypeError, ValueError):
        inside = False
    if not inside:
        raise QueryError(
            f"the target of text {row} is {span!r}; the text has {len(text)} characters. "
            "Give (start, end) with 0 <= start < end <= length."
        )
    within = [i for i, (a, b) in enumerate(zip(words.starts, words.ends, strict=True)) if a < end and b > start]
    if within:
        return within[0], within[-1]
    if not words.forms:
        return None
    raise QueryError(
        f"the target of text {row}, {text[start:end]!r}, holds no word. Give the span of a word or a name."
    )


def _label(score: Any, limit: float) -> Any:
    if score is pd.NA:
        return pd.NA
    return "pos" if score > limit else "neg" if score < -limit else "neu"


def _score(total: float, count: int, toward: bool) -> Any:
    if not count:
        return pd.NA
    scaled = total if toward else total * math.sqrt(USUAL_LENGTH / max(SHORTEST, count))
    return scaled / math.sqrt(scaled * scaled + SQUARED_SCALE)


def _weights(words: _Words, hits: list[Hit], target: tuple[int, int] | None) -> list[float]:
    """Return what each hit adds to the score."""
    if target is None:
        return [hit.weight for hit in hits]
    first, last = target
    clauses = {words.clauses[first], words.clauses[last]}
    weights = []
    for hit in hits:
        if hit.first <= last and hit.last >= first:
            weights.append(0.0)  # the name of the target is no judgement on it
            continue
        distance = hit.first - last if hit.first > last else first - hit.last
        near = 1.0 if words.clauses[hit.first] in clauses else OTHER_CLAUSE
        weights.append(hit.weight * near * math.exp(-distance / DISTANCE))
    return weights


@dataclass(frozen=True, eq=False)
class _Words:
    """The words of one text in the parts that entries are compared with.

    A hyphenated word is its pieces, `n't` is *not*, a possessive `'s` is left out.
    """

    forms: list[str]
    surfaces: list[str]
    starts: list[int]
    ends: list[int]
    opens: list[bool]  # whether punctuation stands before it
    count: int  # tokens
    clauses: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> _Words:
        text = text.translate(_STRAIGHT)
        tokens = list(TOKEN.finditer(text))
        words = cls([], [], [], [], [], len(tokens))
        previous = 0
        for match in tokens:
            start, end = match.span()
            opens = not words.forms or _BREAK.search(text, previous, start) is not None
            head, apostrophe, tail = match.group().partition("'")
            negated = tail.lower() == "t" and head[-1:].lower() == "n"
            if apostrophe and len(tail) > 2:  # O'Brien
                head = match.group()
            place = start
            for piece in (head[:-1] if negated else head).split("-"):
                if piece:
                    words._add(piece, place, place + len(piece), opens)
                    opens = False
                place += len(piece) + 1
            if negated:
                words._add("not", start, end, opens)
            previous = end
        clause, openers = -1, _lexicon().shifters["clause_openers"]
        for i, opens in enumerate(words.opens):
            clause += opens or openers.longest(words, i) is not None
            words.clauses.append(clause)
        return words

    def _add(self, piece: str, start: int, end: int, opens: bool) -> None:
        self.forms.append(fold_token(piece))
        self.surfaces.append(piece)
        self.starts.append(start)
        self.ends.append(end)
        self.opens.append(opens)


@dataclass(frozen=True, eq=False)
class _Phrases:
    """Rows of words, each with what it stands for, by their first word."""

    exact: dict[str, list[tuple[Pattern, Any]]]
    stems: dict[str, list[tuple[Pattern, Any]]]
    known: dict[str, list[tuple[Pattern, Any]]] = field(default_factory=dict)

    @classmethod
    def of(cls, phrases: Iterable[tuple[Pattern, Any]]) -> _Phrases:
        made = cls({}, {})
        for pattern, meaning in phrases:
            for spelled in _without_gaps(pattern):
                head, star, _ = spelled[0].partition("*")
                group = made.stems if star else made.exact
                group.setdefault(head if head in CASED else head.casefold(), []).append((spelled, meaning))
        return made

    def longest(self, words: _Words, at: int) -> tuple[int, Any] | None:
        """Return how many words the longest phrase that begins here has, and its meaning."""
        form = words.forms[at]
        candidates = self.known.get(form)
        if candidates is None:
            candidates = self.known[form] = self._candidates(form)
        for pattern, meaning in candidates:
            end = at + len(pattern)
            if end <= len(words.forms) and all(
                (j == at or not words.opens[j])
                and (element == GAP or _fits(element, words.forms[j], words.surfaces[j]))
                for j, element in enumerate(pattern, at)
            ):
                return len(pattern), meaning
        return None

    def _candidates(self, form: str) -> list[tuple[Pattern, Any]]:
        """Sort what may begin with a form: longest first, as written before any case, exact before stems."""
        found = list(self.exact.get(form, ()))
        for length in range(len(form), 0, -1):
            found += self.stems.get(form[:length], ())
        return sorted(
            found,
            key=lambda phrase: (
                -len(phrase[0]),
                all(element == element.casefold() for element in phrase[0]),
                sum("*" in element for element in phrase[0]),
                -sum(map(len, phrase[0])),
            ),
        )

    def ends(self, words: _Words) -> dict[int, Any]:
        """Return, by its last word, the meaning of each phrase of the text."""
        found: dict[int, Any] = {}
        i = 0
        while i < len(words.forms):
            match = self.longest(words, i)
            if match:
                found[i + match[0] - 1] = match[1]
            i += match[0] if match else 1
        return found


def _without_gaps(pattern: Pattern) -> list[Pattern]:
    """Spell out a gap as no, one and two free words."""
    if GAP not in pattern:
        return [pattern]
    at = pattern.index(GAP)
    heads = [(*pattern[:at], *(GAP,) * free) for free in range(3)]
    return [(*head, *rest) for rest in _without_gaps(pattern[at + 1 :]) for head in heads]


@lru_cache(maxsize=1 << 16)
def _fits(element: str, form: str, surface: str) -> bool:
    """Say whether a word is what an element of an entry stands for."""
    found = form if element in CASED or element == element.casefold() else surface
    if "*" not in element:
        return element == found
    return re.fullmatch(re.escape(element).replace(r"\*", ".*"), found) is not None


@dataclass(frozen=True, eq=False)
class _Lexicon:
    """The evaluative words with their weights, and the words that shift them."""

    weights: _Phrases
    shifters: dict[str, _Phrases]


@cache
def _lexicon() -> _Lexicon:
    sign = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
    evaluative = [
        (pattern, (sign[category.name.partition("/")[0]] * category.weight, entry.text))
        for category in load_lexicon("polarity").categories
        for entry in category.entries
        for pattern in entry.patterns
    ]
    lists = {name: _phrases(words, True) for name, words in load_words("polarity_shifters").items()}
    negators = load_words("negators")
    lists["negators"] = [
        *_phrases(negators["negators"], True), *lists.pop("turners"), *_phrases(negators["not_negators"], False)
    ]  # fmt: skip
    return _Lexicon(_Phrases.of(evaluative), {name: _Phrases.of(phrases) for name, phrases in lists.items()})


def _phrases(entries: Iterable[str], meaning: bool) -> list[tuple[Pattern, Any]]:
    return [(pattern, meaning) for entry in entries for pattern in parse_entry(entry).patterns]


def _hits(words: _Words) -> list[Hit]:
    """Find the evaluative words of a text, with their weights after shifting."""
    lexicon = _lexicon()
    found = []
    i = 0
    while i < len(words.forms):
        match = lexicon.weights.longest(words, i)
        if match and match[1][0]:
            found.append((i, i + match[0] - 1, *match[1]))
        i += match[0] if match else 1
    if not found:
        return []
    shifters = {
        name: phrases.ends(words)
        for name, phrases in lexicon.shifters.items()
        if name not in ("clause_openers", "contrasts", "concessions")
    }
    clauses = _clause_factors(words)
    return [_shifted(words, *hit, shifters, clauses[words.clauses[hit[0]]]) for hit in found]


def _shifted(
    words: _Words, first: int, last: int, weight: float, entry: str, shifters: dict[str, dict[int, Any]], factor: float
) -> Hit:
    negators, against = 0, False
    for i in range(first - 1, -1, -1):
        distance = first - i
        if words.clauses[i] != words.clauses[first] or distance > max(REACH, REACH_OF_VERB, REACH_OF_DEGREE):
            break
        negator = shifters["negators"].get(i, False)
        negators += negator and distance <= REACH
        if distance <= REACH_OF_DEGREE and not negator:
            factor *= RAISED if i in shifters["intensifiers"] else LOWERED if i in shifters["downtoners"] else 1.0
        if distance <= REACH_OF_VERB and i in shifters["against" if weight < 0 else "spoilers"]:
            against = True
    if negators % 2:
        factor *= NEGATED_GOOD if weight > 0 else NEGATED_BAD
    elif against:
        factor *= WORKED_AGAINST_GOOD if weight > 0 else WORKED_AGAINST_BAD
    return Hit(first, last, entry, weight * factor, negators % 2 == 1)


def _clause_factors(words: _Words) -> list[float]:
    """Return what a hit counts in each clause: less before a but, more after it, less where it is conceded."""
    factors = [1.0] * (words.clauses[-1] + 1)
    shifters = _lexicon().shifters
    for i, clause in enumerate(words.clauses):
        if i and words.clauses[i - 1] == clause:
            continue
        if i and shifters["contrasts"].longest(words, i):
            factors = [f * (OVERRULED if k < clause else OVERRULING) for k, f in enumerate(factors)]
        if shifters["concessions"].longest(words, i):
            factors[clause] *= CONCEDED
    return factors


def sentiment(
    tokens: Tokens,
    *,
    by: str = "actor",
    kinds: Sequence[str] = KINDS_COUNTED,
    n_boot: int = 2000,
    seed: int = 0,
    min_words: int = 100,
) -> Result:
    """How favourable the sentences of each actor sound: ours, and VADER and TextBlob beside it.

    Parameters
    ----------
    tokens : Tokens
        The words; with statements, whose they are.
    by : str
        A column of the statements or of the documents.
    kinds : sequence of str
        The kinds of statement that count: by default an actor's own wording (`direct`, the
        quoted part of `mixed`, `speech`). Without statements every word counts.
    n_boot : int
        Resamples of the documents for the interval.
    seed : int
        Seed of the resamples.
    min_words : int
        Below this many words a group keeps its rows, without values.

    Returns
    -------
    Result
        Four rows a group: `polarity` (ours), `vader` (compound score), `textblob` (polarity)
        from -1 to 1, and `subjectivity` (TextBlob) from 0 to 1. `value` is the mean over
        sentences, `exposure` the sentences, `hits` the evaluative words that this scorer
        sees, `seen` their share of the evaluative words that any of the three sees (0 to 1).
        `.hits` holds the words that ours weighs.

    Notes
    -----
    The value is :math:`\\sum_i s_i / n` over the n sentences of a group; higher is more
    favourable. A sentence counts for a group with the characters of its statements only:
    what stands between them is blanked. Each scorer gets one sentence at a time, the other
    two with straight quotation marks and single spaces: VADER does not know curly ones, and
    takes time by the square of the length. The score of a sentence does depend on its
    length: see `polarity`. The interval comes from resampling documents, and there is none
    below eight. `seen` is the warning: a scorer that misses the words of a case is blind
    to it, and says 0.

    References
    ----------
    Hutto, C. and Gilbert, E. (2014). VADER: A parsimonious rule-based model for sentiment
    analysis of social media text. ICWSM.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"text": "A reckless, provocative step.", "who": "Ann"}])
    >>> scored = sentiment(rostra.tokenize(corpus), by="who", min_words=1)
    >>> scored.frame[["measure", "hits", "seen"]].values.tolist()
    [['polarity', 2.0, 1.0], ['vader', 1.0, 0.5], ['textblob', 0.0, 0.0], ['subjectivity', 0.0, 0.0]]
    """
    for kind in kinds:
        if kind not in KINDS:
            raise QueryError(unknown("kind", kind, KINDS))
    groups, codes = tokens.groups(by)
    counted = _counted(tokens, kinds)
    pieces = _pieces(tokens, codes, counted)
    scores, seen, hits = _scored(tokens, pieces, groups, by)
    documents = len(tokens.corpus.documents)
    shape = (len(SCORERS), len(groups), documents)
    totals, sentences = np.zeros(shape), np.zeros(shape[1:])
    where = ([piece.group for piece in pieces], [piece.document for piece in pieces])
    np.add.at(sentences, where, 1)
    for total, column in zip(totals, scores.T, strict=True):
        np.add.at(total, where, column)
    low, high = bootstrap_ratio(totals, sentences, n_boot=n_boot, seed=seed)
    words = np.bincount(codes[counted & (codes >= 0)], minlength=len(groups))
    rows = []
    for code, group in enumerate(groups):
        exposure, in_documents = int(sentences[code].sum()), int(np.count_nonzero(sentences[code]))
        if not exposure:
            continue
        enough, several = words[code] >= min_words, in_documents >= MIN_DOCUMENTS
        note = "" if several else f"fewer than {MIN_DOCUMENTS} documents: no interval"
        evaluative, by_scorer = seen[code, -1], seen[code, :-1]
        for i, scorer in enumerate(SCORERS):
            bounds = (low[i, code], high[i, code]) if enough and several else (np.nan, np.nan)
            rows.append({
                by: group,
                "measure": scorer,
                "value": totals[i, code].sum() / exposure if enough else np.nan,
                "low": bounds[0],
                "high": bounds[1],
                "unit": f"mean sentence score, {'0' if scorer == 'subjectivity' else '-1'} to 1",
                "hits": by_scorer[i],
                "exposure": exposure,
                "documents": in_documents,
                "note": note if enough else "too little text",
                "seen": by_scorer[i] / evaluative if evaluative else np.nan,
            })  # fmt: skip
    frame = leading(pd.DataFrame(rows, columns=None if rows else [by, "seen"]), by)
    for name in ("value", "low", "high"):
        frame[name] = frame[name].mask(frame[name].astype("float64").isna())
    frame["seen"] = pd.array(frame["seen"].astype("float64"), dtype="Float64")
    frame["seen"] = frame["seen"].mask(frame["seen"].astype("float64").isna())
    settings = {"by": by, "kinds": list(kinds), "n_boot": n_boot, "seed": seed, "min_words": min_words}
    about = _about(tokens, settings, seen.sum(axis=0), int((counted & (codes < 0)).sum()), int((~counted).sum()))
    return Result(frame, hits, about, by, "sentiment", tokens.corpus, settings)


class _Piece(NamedTuple):
    """What a group says in one sentence: the text (blanked where others speak) and its tokens."""

    group: int
    document: int
    start: int
    text: str
    words: np.ndarray


def _counted(tokens: Tokens, kinds: Sequence[str]) -> np.ndarray:
    """Mark the words of statements of these kinds; of a mixed one, what stands in quotation marks."""
    if tokens.statements is None:
        return np.ones(len(tokens), dtype=bool)
    kind = tokens.labels("kind")
    counted = np.isin(kind, list(kinds))
    mixed = np.flatnonzero(counted & (kind == "mixed"))
    if "indirect" in kinds or not len(mixed):
        return counted
    texts = tokens.corpus.documents["text"].to_numpy(dtype=object)
    frame = tokens.statements.frame
    limits = np.stack([frame["start"].to_numpy(), frame["end"].to_numpy()], axis=1)
    for document in np.unique(tokens.document[mixed]).tolist():
        quoted = [mark.inner for mark in quoted_spans(texts[document])]
        for word in mixed[tokens.document[mixed] == document]:
            start, end = limits[tokens.statement[word]]
            # a quotation around the whole statement is somebody else's
            counted[word] = any(
                first <= tokens.start[word] < last and not (first <= start and last >= end) for first, last in quoted
            )
    return counted


def _pieces(tokens: Tokens, codes: np.ndarray, counted: np.ndarray) -> list[_Piece]:
    """Cut the sentences at the borders between groups, in text order."""
    texts = tokens.corpus.documents["text"].to_numpy(dtype=object)
    words = np.flatnonzero(counted & (codes >= 0))
    order = words[np.lexsort((words, codes[words], tokens.sentence[words]))]
    borders = np.flatnonzero(np.diff(tokens.sentence[order]) | np.diff(codes[order])) + 1
    sizes = np.bincount(tokens.sentence, minlength=len(tokens.sentence_start))
    following = np.append(tokens.start[1:], 0)  # where the next word begins
    pieces = []
    for run in np.split(order, borders) if len(order) else []:
        sentence, document = int(tokens.sentence[run[0]]), int(tokens.document[run[0]])
        start, end = int(tokens.sentence_start[sentence]), int(tokens.sentence_end[sentence])
        text = texts[document][start:end]
        if len(run) < sizes[sentence]:
            kept = [" "] * len(text)
            for word in run:
                first, last = int(tokens.start[word]) - start, int(following[word]) - start
                if not int(tokens.end[word]) - start <= last <= len(text):
                    last = len(text)
                if tokens.statements is not None:
                    row = tokens.statement[word]
                    last = min(last, max(int(tokens.statements.frame["end"].iat[row]) - start, first))
                kept[first:last] = text[first:last]
            text = "".join(kept)
        pieces.append(_Piece(int(codes[run[0]]), document, start, text, run))
    return pieces


def _scored(
    tokens: Tokens, pieces: list[_Piece], groups: list[Any], by: str
) -> tuple[np.ndarray, np.ndarray, pd.DataFrame]:
    """Score each piece by every scorer; count what each sees, by group; list the words that ours weighs.

    The last column of the counts is what any scorer sees.
    """
    scorers, sights = _others(tokens)
    scores = np.zeros((len(pieces), len(SCORERS)))
    ours = np.zeros(len(tokens), dtype=bool)
    places: list[tuple[int, int, Hit, int, int]] = []
    for i, piece in enumerate(pieces):
        words = _Words.of(piece.text)
        hits = _hits(words)
        plain = " ".join(piece.text.translate(_STRAIGHT).split())
        scores[i] = (_score(sum(hit.weight for hit in hits), words.count, False), *scorers(plain))
        for hit in hits:
            start, end = piece.start + words.starts[hit.first], piece.start + words.ends[hit.last]
            first, last = np.searchsorted(tokens.start[piece.words], [start, end - 1], side="right") - 1
            ours[piece.words[first : last + 1]] = True
            places.append((int(piece.words[first]), int(piece.words[last]), hit, start, end))
    sees = np.stack([ours, *(sight[tokens.form] for sight in sights)])
    evaluative = sees[:3].any(axis=0)
    seen = np.zeros((len(groups), len(SCORERS) + 1))
    for piece in pieces:
        inside = evaluative[piece.words]
        seen[piece.group, :-1] += (sees[:, piece.words] & inside).sum(axis=1)
        seen[piece.group, -1] += inside.sum()
    return scores, seen, _hit_frame(tokens, places, by)


def _others(tokens: Tokens) -> tuple[Callable[[str], tuple[float, float, float]], list[np.ndarray]]:
    """Return VADER and TextBlob as one function of a text, and which words of the vocabulary each knows."""
    from textblob.en import sentiment as textblob
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()

    def score(text: str) -> tuple[float, float, float]:
        opinion, subjectivity = textblob(text)
        return float(vader.polarity_scores(text)["compound"]), float(opinion), float(subjectivity)

    textblob("")  # reads its lexicon
    known = np.zeros((3, len(tokens.vocabulary)), dtype=bool)
    for i, form in enumerate(tokens.vocabulary):
        word = form.casefold()
        opinion, subjectivity, _ = textblob.get(word.removesuffix("'s"), {}).get(None, (0, 0, 0))
        known[:, i] = word in vader.lexicon, opinion != 0, subjectivity != 0
    return score, list(known)


def _hit_frame(tokens: Tokens, places: list[tuple[int, int, Hit, int, int]], by: str) -> pd.DataFrame:
    first = np.array([place[0] for place in places], dtype=np.int64)
    last = np.array([place[1] for place in places], dtype=np.int64)
    frame = pd.DataFrame(tokens.places(first, last))
    frame["start"] = np.array([place[3] for place in places], dtype=np.int64)
    frame["end"] = np.array([place[4] for place in places], dtype=np.int64)
    frame["measure"], frame["item"] = "polarity", pd.NA
    frame["entry"] = [place[2].entry for place in places]
    frame["weight"] = [round(place[2].weight, 4) for place in places]
    frame["negated"] = [place[2].negated for place in places]
    if by not in frame:
        frame[by] = tokens.labels(by)[first] if len(first) else pd.Series(dtype="object")
    texts = [name for name in (*HIT_COLUMNS, "actor", by) if name not in ("start", "end", "weight", "negated")]
    kinds = {"start": "int64", "end": "int64", "weight": "float64", "negated": "bool"} | dict.fromkeys(texts, "string")
    columns = list(dict.fromkeys([*HIT_COLUMNS, by, *frame.columns]))
    return frame[columns].astype({name: kinds[name] for name in columns if name in kinds})


def _about(tokens: Tokens, settings: dict[str, Any], seen: np.ndarray, unknown_group: int, other: int) -> str:
    """Say in words how the numbers were made, what each scorer sees, and what was left out."""
    by = settings["by"]
    parts = [
        f"Mean score of the sentences of each {by}, by Rostra's lexicon, VADER and TextBlob; a sentence counts with "
        f"the words of the {by} only."
    ]
    if seen[-1]:
        shares = [f"{count / seen[-1]:.0%}" for count in seen[:3]]
        parts.append(
            f"Of {int(seen[-1]):,} words that any of them takes for evaluative, Rostra sees {shares[0]}, "
            f"VADER {shares[1]}, TextBlob {shares[2]}."
        )
    parts.append(f"Intervals: 95%, {settings['n_boot']:,} resamples of documents, seed {settings['seed']}.")
    parts.append(f"Below {settings['min_words']:,} words no value is shown.")
    left = [f"{unknown_group:,} without a known {by}"] if unknown_group else []
    if tokens.statements is not None and other:
        left.append(f"{other:,} in other kinds than {', '.join(settings['kinds'])}")
    if left:
        parts.append(f"Words left out: {'; '.join(left)}.")
    return " ".join(parts)
