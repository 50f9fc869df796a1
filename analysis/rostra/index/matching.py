"""Matching: where the entries of a lexicon stand in the words.

Words are compared in parts: a hyphenated token is its pieces, a contraction the words
it stands for (`won't` is will + not), a possessive `'s` is left out. A hit consists of
whole tokens, except that it may begin or end within a contraction (its span is still
the whole token's). The words of a phrase stand in one clause: a phrase does not run
over punctuation, quotation marks and hyphens aside.

Entries are resolved against the vocabulary once, and looked up in an inverted index of
the parts, rarest word first; Python sees candidates only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rostra.index.reference import CASED, fold_token
from rostra.lexicon import Entry, Lexicon, Pattern, load_words, parse_entry

if TYPE_CHECKING:
    from rostra.index.tokens import Tokens

__all__ = ["find_hits"]

NEGATION_REACH = 4  # words before a hit in which a negator is looked for
SUBJECT_REACH = 5  # words of a noun phrase that are read for a name or a possessive
COLUMNS = ("first", "last", "doc_id", "start", "end", "entry", "category", "weight", "negated", "agent")

Sequence = tuple[tuple[str, ...], ...]  # slots in a row; a slot lists its words, () is any word


def find_hits(tokens: Tokens, lexicon: Lexicon) -> pd.DataFrame:
    """Find every place where an entry of a lexicon stands, with its text span.

    Parameters
    ----------
    tokens : Tokens
        The words; with statements, whose words they are decides who is the own side.
    lexicon : Lexicon
        What is looked for.

    Returns
    -------
    pandas.DataFrame
        One row a hit, in text order: `first, last` (positions in `tokens`, last
        included), `doc_id, start, end` (code points of the text), `entry` (as written in
        the lexicon), `category`, `weight`, `negated` (a negator stands before it) and
        `agent` (own, other, unexpressed; NA where the category does not ask).

    Notes
    -----
    The longest match wins, of equals the first in the text, then an entry without
    wildcards, the longer stem, the first in the file; nothing overlaps. A hit is `negated` by an odd number of negators within four words
    before it in its clause, or in its gap; a negator that is a word of an entry is part
    of that entry. A hit whose agent is not the one its category asks for is left out:
    `"own"` refuses another's act, `"other"` refuses the own side's.

    The agent is read from the left of the verb: auxiliaries and adverbs aside, a pronoun,
    a possessive or an actor's name in the noun phrase before it; for a joined verb or an
    infinitive, the first pronoun or name of the sentence. In indirect speech `he`, `she`,
    `it` and `they` stand for the speaker. A subject of common nouns is another's.

    Examples
    --------
    >>> import rostra
    >>> corpus = rostra.load_corpus([{"text": "We will not hesitate to respond. They may strike."}])
    >>> hits = find_hits(rostra.tokenize(corpus), rostra.load_lexicon("threat"))
    >>> hits[["start", "end", "entry", "agent"]].values.tolist()
    [[3, 20, 'will not hesitate', 'own']]
    """
    parts = _parts(tokens)
    token = parts.token
    agents = parts.agents
    barred = parts.mask(lexicon.exclusions)
    candidates = []
    order = 0
    for category in lexicon.categories:
        for entry in category.entries:
            order += 1
            for first, last, rank, gaps in parts.entry_matches(entry, barred):
                agent = agents.agent(first, gaps) if category.agent else None
                if agent is None or agent == "unexpressed" or agent == category.agent:
                    candidates.append((first - last, first, rank, order, last, gaps, entry, category, agent))
    candidates.sort(key=lambda found: found[:4])
    taken = bytearray(len(tokens))
    chosen = []
    for found in candidates:
        span = slice(int(token[found[1]]), int(token[found[4]]) + 1)
        if not any(taken[span]):
            taken[span] = b"\x01" * (span.stop - span.start)
            chosen.append(found)
    chosen.sort(key=lambda found: found[1])
    # words that an entry names are its own: they negate neither it nor what follows
    own = {part for _, first, _, _, last, gaps, *_ in chosen for part in range(first, last + 1) if part not in gaps}
    doc_ids = parts.doc_ids
    rows = []
    for _, first, _, _, last, gaps, entry, category, agent in chosen:
        start, end = int(token[first]), int(token[last])
        rows.append((
            start, end, doc_ids[tokens.document[start]], int(tokens.start[start]), int(tokens.end[end]), entry.text,
            category.name, category.weight, category.negation != "keep" and parts.negated(first, gaps, own), agent,
        ))  # fmt: skip
    kinds = {name: "int64" for name in ("first", "last", "start", "end")} | {"weight": "float64", "negated": "bool"}
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({name: kinds.get(name, "string") for name in COLUMNS})


@dataclass(frozen=True, eq=False)
class _Parts:
    """The words of a text in the parts that entries are compared with."""

    tokens: Tokens
    words: tuple[str, ...]  # the vocabulary of parts
    word: np.ndarray  # of each part: its place in `words`,
    token: np.ndarray  # its token,
    opens: np.ndarray  # whether a hit may begin,
    closes: np.ndarray  # or end with it,
    clause: np.ndarray  # and the running number of its clause
    order: np.ndarray  # inverted index: positions by word,
    offset: np.ndarray  # and where those of a word begin
    known: dict[str, np.ndarray] = field(default_factory=dict)

    @cached_property
    def doc_ids(self) -> list[str]:
        return self.tokens.corpus.documents["doc_id"].tolist()

    @cached_property
    def texts(self) -> list[str]:
        return self.tokens.corpus.documents["text"].tolist()

    @cached_property
    def agents(self) -> _Agents:
        return _Agents(self)

    @cached_property
    def sorted_words(self) -> list[tuple[str, int]]:
        return sorted((word, place) for place, word in enumerate(self.words))

    def resolve(self, word: str) -> np.ndarray:
        """Return the places in the vocabulary that a word of an entry, wildcards included, stands for."""
        if word not in self.known:
            folded = word if word in CASED else word.casefold()
            stem = folded.partition("*")[0]
            begin = bisect_left(self.sorted_words, (stem, -1))
            end = bisect_left(self.sorted_words, (stem + "\U0010ffff", -1))
            pattern = re.compile(_wild(folded))
            found = [place for text, place in self.sorted_words[begin:end] if pattern.fullmatch(text)]
            self.known[word] = np.array(sorted(found), dtype=np.int64)
        return self.known[word]

    def resolve_all(self, slot: tuple[str, ...]) -> np.ndarray:
        if len(slot) == 1:
            return self.resolve(slot[0])
        return np.unique(np.concatenate([self.resolve(word) for word in slot]))

    def places(self, sequence: Sequence) -> np.ndarray:
        """Return the positions at which a row of words begins."""
        named = [(self.resolve_all(slot), i) for i, slot in enumerate(sequence) if slot]
        counts = [int((self.offset[ids + 1] - self.offset[ids]).sum()) for ids, _ in named]
        if not min(counts):
            return np.zeros(0, dtype=np.int64)
        rarest, at = named[counts.index(min(counts))]
        found = np.concatenate([self.order[self.offset[i] : self.offset[i + 1]] for i in rarest]) - at
        last = len(sequence) - 1
        found = found[(found >= 0) & (found + last < len(self.word))]
        found = found[self.opens[found] & self.closes[found + last] & (self.clause[found] == self.clause[found + last])]
        for ids, i in named:
            if i != at and len(found):
                found = found[np.isin(self.word[found + i], ids)]
        for i, slot in enumerate(sequence):
            if any(_has_capital(word) for word in slot):
                found = np.array([p for p in found if self.written(int(p) + i, slot)], dtype=np.int64)
        return np.sort(found)

    def written(self, part: int, slot: tuple[str, ...]) -> bool:
        """Say whether a part stands for a word of a slot as that word is written."""
        token = self.token[part]
        surface = self.texts[self.tokens.document[token]][self.tokens.start[token] : self.tokens.end[token]]
        pieces = re.split("[-\u2010\u2011'\u2019\u02bc]", surface)
        return any(
            any(re.fullmatch(_wild(word), piece) for piece in pieces)
            if _has_capital(word)
            else self.word[part] in self.resolve(word)
            for word in slot
        )

    def matches(self, patterns: Iterable[Pattern]) -> Iterator[tuple[np.ndarray, Sequence]]:
        """Yield, for each row of words that the patterns stand for, where it begins."""
        for pattern in patterns:
            for sequence in _sequences(pattern):
                found = self.places(sequence)
                if len(found):
                    yield found, sequence

    def mask(self, patterns: Iterable[Pattern]) -> np.ndarray | None:
        """Mark every part within a match of the patterns."""
        marks = None
        for found, sequence in self.matches(patterns):
            marks = np.zeros(len(self.word), dtype=bool) if marks is None else marks
            for i in range(len(sequence)):
                marks[found + i] = True
        return marks

    def entry_matches(self, entry: Entry, barred: np.ndarray | None) -> list[tuple[int, int, tuple[int, int], tuple[int, ...]]]:
        """Return first and last part, exactness and the parts in gaps of every match of an entry."""
        masks = [marks for marks in (barred, self.mask(entry.exclusions)) if marks is not None]
        near = [
            (int(self.token[p]), int(self.token[p + len(sequence) - 1]))
            for found, sequence in self.matches(entry.near)
            for p in found
        ]
        matches = set()
        for found, sequence in self.matches(entry.patterns):
            rank = _exactness(sequence)
            gaps = [i for i, slot in enumerate(sequence) if not slot]
            for marks in masks:
                for i in range(len(sequence)):
                    found = found[~marks[found + i]]
            for p in found.tolist():
                last = p + len(sequence) - 1
                if not entry.near or self.is_near(int(self.token[p]), int(self.token[last]), near, entry.window):
                    matches.add((p, last, rank, tuple(p + i for i in gaps)))
        return sorted(matches)

    def is_near(self, first: int, last: int, near: list[tuple[int, int]], window: int) -> bool:
        sentence = self.tokens.sentence
        return any(
            (0 < begin - last <= window or 0 < first - end <= window) and sentence[begin] == sentence[first]
            for begin, end in near
        )

    @cached_property
    def negators(self) -> tuple[np.ndarray, np.ndarray]:
        """Mark the last part of each negator, and the words that end a negator's reach."""
        lists = load_words("negators")
        none = np.zeros(len(self.word), dtype=bool)
        feigned = self.mask(_patterns(lists["not_negators"]))
        marks = none.copy()
        for found, sequence in self.matches(_patterns(lists["negators"])):
            marks[found + len(sequence) - 1] = True
        if feigned is not None:
            marks &= ~feigned
        ends = self.mask(_patterns(lists["ends"]))
        return marks, none if ends is None else ends

    def negated(self, first: int, gaps: tuple[int, ...], own: set[int]) -> bool:
        """Say whether an odd number of negators stands before or in the gaps of a hit."""
        marks, ends = self.negators
        count = sum(bool(marks[part]) for part in gaps)
        part = first - 1
        while (
            part >= 0
            and self.clause[part] == self.clause[first]
            and self.token[first] - self.token[part] <= NEGATION_REACH
        ):
            count += bool(marks[part]) and part not in own
            if ends[part]:
                break
            part -= 1
        return count % 2 == 1


class _Agents:
    """Finds out whose act a verb is, from the words to the left of it."""

    def __init__(self, parts: _Parts) -> None:
        self.parts = parts
        self.mentions: dict[int, dict[int, str]] = {}

    @cached_property
    def lists(self) -> dict[str, frozenset[int]]:
        """The words of agents.toml, as places in the vocabulary."""
        return {
            name: frozenset(
                int(place)
                for entry in map(parse_entry, texts)
                for (slot,) in entry.patterns
                for place in self.parts.resolve_all(slot)
                if self.parts.words[place] not in {word for (excluded,) in entry.exclusions for word in excluded}
            )
            for name, texts in load_words("agents").items()
        }

    @cached_property
    def rows(self) -> list[tuple[Any, Any, bool]]:
        """Of each statement: its actor, the words of its speaker's name, whether it is indirect."""
        statements = self.parts.tokens.statements
        if statements is None:
            return [(None, frozenset(), False)]
        frame = statements.frame
        rows = []
        for actor, speaker, kind in zip(frame["actor"], frame["speaker"], frame["kind"], strict=True):
            name = frozenset() if pd.isna(speaker) else frozenset(fold_token(speaker).split())
            rows.append((None if pd.isna(actor) else actor, name, kind in ("indirect", "mixed")))
        return [*rows, (None, frozenset(), False)]

    @cached_property
    def cues(self) -> dict[str, list[tuple[int, int]]]:
        """Of each document: where the cues of its statements stand."""
        statements = self.parts.tokens.statements
        spans: dict[str, list[tuple[int, int]]] = {}
        if statements is not None:
            cued = statements.frame[statements.frame["cue_start"].notna() & statements.frame["cue_end"].notna()]
            for doc_id, start, end in zip(cued["doc_id"], cued["cue_start"], cued["cue_end"], strict=True):
                spans.setdefault(doc_id, []).append((int(start), int(end)))
        return spans

    def agent(self, first: int, gaps: tuple[int, ...]) -> str:
        """Return whose act a hit is: own, other or unexpressed."""
        parts, lists = self.parts, self.lists
        token = int(parts.token[first])
        place = int(parts.tokens.start[token])
        doc_id = parts.doc_ids[parts.tokens.document[token]]
        if any(start <= place < end for start, end in self.cues.get(doc_id, ())):
            return "own"  # the cue of a statement: the verb is its speaker's
        for part in gaps:  # will we respond
            if side := self.pronoun(part, first):
                return side
        if parts.word[first] in lists["adjuncts"]:
            return self.of_sentence(first)
        head = first - 1
        while self.within(head, first) and parts.word[head] in lists["skip"]:
            head -= 1
        if not self.within(head, first) or parts.word[head] in lists["joiners"]:
            return self.of_sentence(first)
        if parts.word[head] in lists["openers"]:
            return "unexpressed"
        return self.pronoun(head, first) or self.of_noun_phrase(head, first)

    def within(self, part: int, first: int) -> bool:
        """Say whether a part stands in the clause, and in the statement, of a hit."""
        parts = self.parts
        return part >= 0 and parts.clause[part] == parts.clause[first] and self.statement(part) == self.statement(first)

    def statement(self, part: int) -> int:
        return int(self.parts.tokens.statement[self.parts.token[part]])

    def pronoun(self, part: int, first: int, kind: str = "") -> str | None:
        """Return the side that a pronoun (or, with kind, a possessive) stands for."""
        word = self.parts.word[part]
        if word in self.lists[f"own{kind}"]:
            return "own"
        if word in self.lists[f"reported{kind}"]:
            return "own" if self.rows[self.statement(first)][2] else "other"
        return "other" if word in self.lists[f"other{kind}"] else None

    def name(self, part: int, first: int) -> str | None:
        """Return the side of the actor or speaker that a part names."""
        actor, speaker, _ = self.rows[self.statement(first)]
        if self.parts.words[self.parts.word[part]] in speaker:
            return "own"
        named = self.named(part)
        if named is None:
            return None
        return "own" if named == actor else "other"

    def named(self, part: int) -> str | None:
        """Return the actor that a part names."""
        tokens = self.parts.tokens
        token = int(self.parts.token[part])
        document = int(tokens.document[token])
        if document not in self.mentions:
            text = self.parts.texts[document]
            begin, end = np.searchsorted(tokens.document, [document, document + 1])
            starts = tokens.start[begin:end]
            found: dict[int, str] = {}
            for mention in tokens.corpus.actors.mentions(text):
                if text[mention.end : mention.end + 1] != "-":  # Russian-backed names no Russian
                    i, j = np.searchsorted(starts, [mention.start, mention.end])
                    found.update(dict.fromkeys(range(begin + i, begin + j), mention.actor))
            self.mentions[document] = found
        return self.mentions[document].get(token)

    def of_noun_phrase(self, head: int, first: int) -> str:
        """Read the noun phrase that ends at head: our armed forces, the forces of Russia."""
        parts, lists = self.parts, self.lists
        for part in range(head, max(head - SUBJECT_REACH, -1), -1):
            if not self.within(part, first) or (part < head and self.pronoun(part, first)):
                break
            if side := self.pronoun(part, first, "_possessive"):
                return "other" if parts.word[head] in lists["foes"] else side
            side = self.name(part, first)
            if side == "other" and self.joined_to_own(part, first):
                return "own"  # Russia and Belarus will respond, says Russia
            if side:
                return side
            if parts.word[part] in lists["openers"]:
                break
        return "other"

    def joined_to_own(self, part: int, first: int) -> bool:
        lists, sentence = self.lists, self.parts.tokens.sentence
        part -= 1
        while part >= 0 and sentence[self.parts.token[part]] == sentence[self.parts.token[first]]:
            side = self.pronoun(part, first) or self.name(part, first)
            if side == "own":
                return True
            if not side and self.parts.word[part] not in lists["joiners"] | lists["openers"]:
                return False
            part -= 1
        return False

    def of_sentence(self, first: int) -> str:
        """Return the side of the first pronoun or name in the speaker's part of the sentence."""
        parts, lists = self.parts, self.lists
        sentence = parts.tokens.sentence
        begin = first
        while (
            begin > 0
            and sentence[parts.token[begin - 1]] == sentence[parts.token[first]]
            and self.statement(begin - 1) == self.statement(first)
        ):
            begin -= 1
        for part in range(begin, first):
            side = self.pronoun(part, first) or self.pronoun(part, first, "_possessive") or self.name(part, first)
            if side and not (part > begin and parts.word[part - 1] in lists["prepositions"]):
                return side
        bare = all(parts.word[part] in lists["skip"] | lists["joiners"] for part in range(begin, first))
        return "unexpressed" if bare else "other"  # a subject of common nouns


def _parts(tokens: Tokens) -> _Parts:
    """Take the words of a text apart, once."""
    if "parts" not in tokens._cache:
        pieces = [_pieces(form) for form in tokens.vocabulary]
        vocabulary: dict[str, int] = {}
        ids = [vocabulary.setdefault(word, len(vocabulary)) for parts in pieces for word, _, _ in parts]
        opens = np.array([opens for parts in pieces for _, opens, _ in parts], dtype=bool)
        closes = np.array([closes for parts in pieces for _, _, closes in parts], dtype=bool)
        count = np.array([len(parts) for parts in pieces], dtype=np.int64)
        begin = np.cumsum(count) - count
        repeats = count[tokens.form] if len(tokens) else count[:0]
        token = np.repeat(np.arange(len(tokens)), repeats)
        within = np.arange(len(token)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        flat = (begin[tokens.form[token]] + within) if len(tokens) else token
        word = np.array(ids, dtype=np.int64)[flat]
        tokens._cache["parts"] = _Parts(
            tokens=tokens,
            words=tuple(vocabulary),
            word=word,
            token=token,
            opens=opens[flat],
            closes=closes[flat],
            clause=np.cumsum(tokens.clause_start)[token],
            order=np.argsort(word, kind="stable"),
            offset=np.concatenate([[0], np.cumsum(np.bincount(word, minlength=len(vocabulary)))]).astype(np.int64),
        )
    found = tokens._cache["parts"]
    assert isinstance(found, _Parts)
    return found


def _pieces(form: str) -> list[tuple[str, bool, bool]]:
    """Take one form apart: each part, and whether a hit may begin or end with it."""
    if re.search(r"[/@#:]", form):
        return [(form, True, True)]
    pieces = [_spelled_out(piece) for piece in form.split("-")]
    last = len(pieces) - 1
    return [(word, i == 0, i == last) for i, words in enumerate(pieces) for word in words]


def _spelled_out(word: str) -> list[str]:
    """Spell a contraction out (`won't`: will, not) and leave a possessive `'s` away."""
    whole, endings = _contractions()
    if word in whole:
        return whole[word]
    for ending, words in endings:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            return [*([stem] if stem else []), *words]
    return [word.removesuffix("'s") or word]


@cache
def _contractions() -> tuple[dict[str, list[str]], list[tuple[str, list[str]]]]:
    spelled = [(short, words.split()) for words, shorts in load_words("contractions").items() for short in shorts]
    endings = [(short, words) for short, words in spelled if short.startswith("'") or short == "n't"]
    return dict(spelled), endings


@cache
def _sequences(pattern: Pattern) -> tuple[Sequence, ...]:
    """Write a pattern out as rows of slots: a gap is nothing, one or two of any words."""
    rows: list[Sequence] = [()]
    for slot in pattern:
        if slot == (GAP,):
            rows = [(*row, *([()] * n)) for row in rows for n in range(3)]
            continue
        spelled = [[word] if "*" in word or word in CASED else _spelled_out(word) for word in slot]
        choices: list[Sequence] = [tuple((word,) for word in words) for words in spelled if len(words) > 1]
        if single := tuple(words[0] for words in spelled if len(words) == 1):
            choices.append((single,))
        rows = [(*row, *choice) for row in rows for choice in choices]
    return tuple(rows)


def _has_capital(word: str) -> bool:
    return word not in CASED and word != word.casefold()


def _wild(word: str) -> str:
    return re.escape(word).replace(r"\*", ".*")


def _exactness(sequence: Sequence) -> tuple[int, int]:
    """Rank two entries that match the same words: no wildcard before one, a longer stem before a shorter."""
    words = [max(slot, key=len) for slot in sequence if slot]
    wild = sum("*" in word for word in words) + sum(not slot for slot in sequence)
    return wild, -sum(len(word) for word in words) if wild else 0


def _patterns(texts: Iterable[str]) -> list[Pattern]:
    return [pattern for text in texts for pattern in parse_entry(text).patterns]
