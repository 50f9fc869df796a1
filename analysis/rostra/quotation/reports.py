"""Reports: the statements of one sentence, found from its reporting verbs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rostra.quotation.clauses import clause_end, content_after, content_before
from rostra.quotation.cues import Cue, VerbEntry, cue_words, find_cues, verb_forms
from rostra.quotation.speakers import Mention, subject_after, subject_before
from rostra.quotation.words import Word, grammar, is_name

__all__ = ["Found", "announced_speaker", "sentence_statements"]

_VIEWS = cue_words("views")
_ACCORDING = VerbEntry("according to", "neutral", "speech", frozenset({"clause", "quote"}), "past")


@dataclass
class Found:
    """A statement as it is found, before its speaker is resolved."""

    start: int
    end: int
    kind: str
    rule: str
    cue: tuple[int, int] | None = None
    stance: str | None = None
    act: str = "speech"
    mention: tuple[int, int] | None = None
    group: int = -1  # quotation: pieces of one share it
    via: str | None = None
    floating: bool = False
    fields: dict[str, Any] = field(default_factory=dict)


def sentence_statements(words: list[Word], groups: int) -> tuple[list[Found], int]:
    """Find the statements of one sentence.

    Parameters
    ----------
    words : list of Word
        The sentence.
    groups : int
        Number of quotations found so far in the document.

    Returns
    -------
    tuple
        The statements in text order, and the new number of quotations.
    """
    found: list[Found] = []
    taken: list[tuple[int, int]] = []  # positions of statements with their cues
    subjects: list[tuple[int, Mention]] = []  # (position of the verb, its subject)
    cues = [c for c in find_cues(words) if c.form != "passive"]
    # A report that closes the sentence ("..., Hale said.") holds what stands before it, other
    # reporting verbs included; so these come first.
    relays = [c for c in cues if _is_relaying(words, c, cues)]
    order = sorted(cues, key=lambda c: (not _closes(words, c), c.form == "ing" and c.first <= 1, c.first))
    for cue in (c for c in order if c not in relays):
        if any(a <= cue.first <= b for a, b in taken):
            continue
        report = _report(words, cue, taken, subjects)
        if report is None:
            continue
        mention, pieces = report
        if cue.form == "finite":
            subjects.append((cue.first, mention))
        if not pieces:
            continue
        groups += 1
        found.extend(_statement(words, first, last, rule, cue, mention, groups) for first, last, rule in pieces)
        edges = [cue.first, cue.last, *((mention.first, mention.last) if cue.form == "finite" else ())]
        taken.extend((first, last) for first, last, _ in pieces)
        taken.append((min(edges), max(edges)))
    for cue in relays:
        relay = _subject(words, cue, _inverted(words, cue))
        if relay and found:
            found[-1].via = _phrase(words, relay)
    groups = _according(words, found, groups)
    return _lone_quotations(words, found, groups)


def announced_speaker(words: list[Word]) -> tuple[int, int] | None:
    """Find who speaks next, where a sentence ends in a colon: `In the words of the minister:`

    Parameters
    ----------
    words : list of Word
        The sentence before a quotation that stands alone.

    Returns
    -------
    tuple of int or None
        Place of the words that name the speaker; None where no colon ends the sentence.
    """
    if len(words) < 3 or words[-1].text != ":":
        return None
    for k in range(len(words) - 2):
        if words[k].lower in cue_words("message_nouns") | {"words"} and words[k + 1].lower in ("of", "from", "by"):
            mention = _source_phrase(words, k + 2)
            return (words[mention.first].start, words[mention.last].end) if mention else None
    mentions = [m for c in find_cues(words) if c.form == "finite" and (m := _subject(words, c, False))]
    mention = mentions[-1] if mentions else _opening_subject(words, Cue(len(words) - 1, len(words) - 1, _ACCORDING, "ing"))
    return (words[mention.first].start, words[mention.last].end) if mention else None


def _report(
    words: list[Word], cue: Cue, taken: list[tuple[int, int]], subjects: list[tuple[int, Mention]]
) -> tuple[Mention, list[tuple[int, int, str]]] | None:
    """Find the subject of a cue and the pieces of its content; no piece is an empty list."""
    if cue.form == "ing":
        mention = _participle_subject(words, cue, subjects)
    else:
        mention = _subject(words, cue, _inverted(words, cue)) or _shared_subject(words, cue, subjects)
    if mention is None or (cue.negated and cue.entry.stance != "denying"):
        return None
    inverted = cue.form != "ing" and mention.first > cue.first
    after = cue.last + 1 if cue.form == "ing" else max(cue.last, mention.last) + 1
    left = min(cue.first, mention.first)
    free = max((b + 1 for a, b in taken if b < left), default=0)
    limit = min((a for a, b in taken if a >= after), default=len(words))
    shape = "verb subject" if inverted else "subject verb"
    if cue.form != "ing" and cue.entry.frames & {"clause", "quote", "person", "that"}:
        before = content_before(words, free, left, medial=_is_medial(words, after))
        follows = _follows(words, after)
        if before and words[before[1]].quoted is None and not cue.entry.frames & {"clause", "that", "person"}:
            before = None
        if before and words[before[1]].quoted and not _quotation_closes(words, before[1], mention):
            before = None
        if before and (follows or words[before[1]].quoted or inverted):
            rule = f"{'quote' if words[before[1]].quoted else 'clause'} + {shape}"
            pieces = [(*before, rule)]
            second = _second_piece(
                words,
                after,
                quoted=words[before[1]].quoted is not None,
                subordinate=words[before[0]].lower in grammar("subordinators"),
            )
            if second and second[1] < limit:
                pieces.append((*second, rule))
            elif not second and not inverted:
                content = content_after(words, cue, after)
                if content and content[2] in ("quote", "that") and content[1] < limit and words[before[1]].quoted is None:
                    pieces.append((content[0], content[1], rule))
            return mention, pieces
    content = content_after(words, cue, after)
    if content is None or inverted and content[2] == "clause":
        return mention, []
    relative = left > 0 and words[left - 1].lower in ("that", "which", "what", "whom", "than")
    if relative and content[2] == "clause":
        return mention, []  # "the sum that Hale alleges it will raise": no content of its own
    first, last, how = content
    if last >= limit:
        last = limit - 1
        while last > first and not (words[last].is_word or words[last].quoted):
            last -= 1
    if last < first or any(a <= last and first <= b for a, b in taken):
        return mention, []
    verb = "participle" if cue.form == "ing" else "verb"
    name = {"quote": "quote", "label": "label quote", "that": "that clause"}.get(how, how)
    return mention, [(first, last, f"{verb} + {name}")]


def _closes(words: list[Word], cue: Cue) -> bool:
    """Whether a finite cue and its subject stand after a comma or a quotation and end the sentence or its part."""
    if cue.form != "finite":
        return False
    mention = _subject(words, cue, _inverted(words, cue))
    if mention is None:
        return False
    left = min(cue.first, mention.first)
    if left == 0:
        return False
    before = words[left - 1]
    if before.quoted is None and before.text not in (",", "—", "–"):
        return False
    after = max(cue.last, mention.last) + 1
    if not _follows(words, after):
        return False
    if before.quoted is not None:
        return True
    rest = words[after:]
    alone = not any(w.is_word and w.lower not in grammar("time_words") for w in rest)
    described = mention.first > cue.last and rest and rest[0].text == "," and not any(w.quoted for w in rest)
    return alone or bool(described)


def _quotation_closes(words: list[Word], quotation: int, mention: Mention) -> bool:
    """Whether a quotation can end its clause: by a mark, or by a speaker who plainly follows."""
    word = words[quotation]
    inner = word.text.rstrip("”\"’'»")
    marked = inner[-1:] in ",.?!—–-…" or (quotation + 1 < len(words) and words[quotation + 1].text in (",", "—", "–"))
    return marked or words[mention.first].is_capital or words[mention.first].lower in grammar("people_subjects")


def _follows(words: list[Word], k: int) -> bool:
    """Whether what follows a report is no content of its own: an end, a mark, a time or a place."""
    while k < len(words) and (
        words[k].lower in grammar("time_words") | grammar("adverbs")
        or (words[k].lower in grammar("time_modifiers") and k + 1 < len(words) and words[k + 1].lower in grammar("time_words"))
    ):
        k += 1
    if k >= len(words) or not (words[k].is_word or words[k].quoted):
        return True
    word = words[k]
    return word.quoted is None and (
        word.lower in grammar("prepositions") | grammar("coordinators") | {"when", "while", "who", "as"}
        or word.lower.endswith("ing")
    ) and not any(w.lower in ("that",) for w in words[k : k + 8])


def _is_medial(words: list[Word], k: int) -> bool:
    """Whether a comma and a finite verb follow the report: `Police, he says, have no plan.`"""
    while k < len(words) and words[k].lower.endswith("ly"):
        k += 1
    return k + 1 < len(words) and words[k].text == "," and words[k + 1].lower in grammar("finite_marks")


def _participle_subject(words: list[Word], cue: Cue, subjects: list[tuple[int, Mention]]) -> Mention | None:
    """The subject of a participle: that of the reporting verb before it, else of the sentence."""
    before = [mention for at, mention in subjects if at < cue.first]
    if before:
        return before[-1]
    if cue.first == 0 or (cue.first == 1 and words[0].lower in grammar("coordinators")):
        return _following_subject(words, cue, subjects)
    if cue.first and words[cue.first - 1].lower in grammar("prepositions") - {"by"}:
        return None
    return _opening_subject(words, cue)


def _shared_subject(words: list[Word], cue: Cue, subjects: list[tuple[int, Mention]]) -> Mention | None:
    """The subject of a verb joined to one before it: `She called it late and accused the board`."""
    k = cue.first - 1
    while k >= 0 and (words[k].lower in grammar("adverbs") or words[k].lower.endswith("ly")):
        k -= 1
    if k < 0 or words[k].lower not in grammar("coordinators"):
        return None
    before = [mention for at, mention in sorted(subjects, key=lambda s: s[0]) if at < cue.first]
    return before[-1] if before else None


def _following_subject(words: list[Word], cue: Cue, subjects: list[tuple[int, Mention]]) -> Mention | None:
    """The subject that follows an opening participle: `Calling it “late,” Hale left.`"""
    if subjects:
        return min(subjects, key=lambda s: s[0])[1]
    for k in range(cue.last + 1, len(words) - 1):
        closes = words[k].text == "," or (words[k].quoted is not None and words[k].text.rstrip("”\"’'")[-1:] == ",")
        if closes and words[k + 1].is_capital or closes and words[k + 1].lower in grammar("people_subjects"):
            last = k + 1
            while last + 1 < len(words) and words[last + 1].is_capital:
                last += 1
            return Mention(k + 1, last)
    return None


def _statement(
    words: list[Word], first: int, last: int, rule: str, cue: Cue, mention: Mention, group: int
) -> Found:
    quoted = [w for w in words[first : last + 1] if w.quoted]
    bare = [w for w in words[first : last + 1] if w.is_word]
    kind = "indirect" if not quoted else "mixed" if bare else "direct"
    if kind == "mixed" and all(is_name(w) for w in quoted):
        kind = "indirect"
    return Found(
        words[first].start,
        words[last].end,
        kind,
        rule,
        cue=(words[cue.first].start, words[cue.last].end),
        stance=cue.entry.stance,
        act=cue.entry.act,
        mention=(words[mention.first].start, words[mention.last].end),
        group=group,
    )


def _inverted(words: list[Word], cue: Cue) -> bool:
    """Whether the subject follows the verb: quoted or commaed-off content stands right before it."""
    if cue.first == 0 or cue.form != "finite":
        return False
    before = words[cue.first - 1]
    if before.quoted is None and before.text not in (",", "—", "–", "--"):
        return False
    return subject_after(words, cue) is not None


def _subject(words: list[Word], cue: Cue, inverted: bool) -> Mention | None:
    mention = _direct_subject(words, cue, inverted)
    if mention is None and not inverted and cue.entry.lemma in ("say", "tell", "show", "report"):
        # "A letter sent to members on Friday said ...": the phrase that opens the sentence
        first = 0
        if words[0].lower in ("a", "an", "the") and not any(
            w.lower in grammar("finite_marks") - {"sent", "made", "said"} or not w.is_word for w in words[: cue.first]
        ):
            while first + 1 < cue.first and words[first + 1].lower not in grammar("prepositions") and (
                not words[first + 1].lower.endswith("ed") and words[first + 1].lower not in grammar("finite_marks")
            ):
                first += 1
            return Mention(0, first) if first else None
    return mention


def _direct_subject(words: list[Word], cue: Cue, inverted: bool) -> Mention | None:
    if inverted:
        if words[cue.first - 1].quoted is None:
            # "Hale, a doctor, said Brown would ..." against "The plan will fail, said Brown."
            after = subject_after(words, cue)
            before = subject_before(words, cue)
            closes = after is not None and (
                after.last + 1 >= len(words) or not words[after.last + 1].is_word
                or words[after.last + 1].lower in grammar("prepositions") | grammar("time_words") | grammar("relatives")
            )  # fmt: skip
            return after if closes or before is None else before
        return subject_after(words, cue)
    return subject_before(words, cue)


def _opening_subject(words: list[Word], cue: Cue) -> Mention | None:
    """The subject of the sentence, for a participle whose own clause has no reporting verb before it."""
    first = 0
    while first < cue.first and (
        not words[first].is_word
        or words[first].lower in grammar("coordinators") | grammar("adverbs")
    ):  # fmt: skip
        first += 1
    if first >= cue.first:
        return None
    if words[first].lower in grammar("people_subjects"):
        return Mention(first, first)
    last = first
    while last + 1 < cue.first and words[last + 1].is_capital:
        last += 1
    return Mention(first, last) if words[first].is_capital and words[first].lower not in grammar("prepositions") | grammar("determiners") else None


def _second_piece(
    words: list[Word], after: int, *, quoted: bool, subordinate: bool
) -> tuple[int, int] | None:
    """The second piece of a split report: `“X,” he said, “Y.”` or `It fell, he said, but nobody was hurt.`"""
    k = after
    while k < len(words) and k < after + 12 and words[k].is_word:
        k += 1
    if k + 1 >= len(words) or words[k].text not in (",", ":", "—", "–"):
        return None
    following = words[k + 1]
    if following.quoted:
        return k + 1, k + 1
    entry = verb_forms().get((following.lower,))
    continues = subordinate or following.lower in grammar("finite_marks") | {"but", "and", "that", "because", "if", "so", "or"}
    if quoted or k != after or not continues or (entry and entry.form == "ing"):
        return None
    first = k + 2 if following.lower == "that" else k + 1
    last = clause_end(words, first)
    return (first, last) if last > first else None


def _according(words: list[Word], found: list[Found], groups: int) -> int:
    """`According to X, ...` and `..., according to X`: a speaker, or a relay where another speaks."""
    for k in range(len(words) - 2):
        if words[k].lower != "according" or words[k + 1].lower != "to":
            continue
        cue = Cue(k, k + 1, _ACCORDING, "finite")
        mention = _source_phrase(words, k + 2)
        if mention is None:
            continue
        span = (words[mention.first].start, words[mention.last].end)
        others = [f for f in found if f.end <= words[k].start or f.start >= words[mention.last].end]
        near = [f for f in others if abs(f.end - words[k].start) <= 3 or abs(f.start - span[1]) <= 3]
        if near or (others and _is_relay(words, mention)):
            for item in near or others[-1:]:
                item.via = _phrase(words, mention)
            continue
        if k > 0 and not (words[k - 1].text == "," and k < 3):
            content = content_before(words, 0, k) or (0, k - 1)
            if words[content[1]].text == ",":
                content = (content[0], content[1] - 1)
        else:
            first = mention.last + 1
            while first < len(words) and words[first].text != ",":
                first += 1
            last = len(words) - 1
            while last > first and not (words[last].is_word or words[last].quoted):
                last -= 1
            content = (first + 1, last)
        if content[1] - content[0] < 1 or any(f.start < words[content[1]].end and words[content[0]].start < f.end for f in found):
            continue
        groups += 1
        item = _statement(words, *content, "according to", cue, mention, groups)
        found.append(item)
    return groups


def _source_phrase(words: list[Word], first: int) -> Mention | None:
    last = None
    for k in range(first, min(first + 22, len(words))):
        word = words[k]
        if not word.is_word:
            if word.text in (".", "&", "’", "'") and k + 1 < len(words) and words[k - 1].is_capital and words[k + 1].is_word:
                continue
            break
        if word.lower in grammar("relatives") or word.lower in grammar("finite_marks"):
            break
        last = k
    return Mention(first, last) if last is not None else None


def _phrase(words: list[Word], mention: Mention) -> str:
    return " ".join(w.text for w in words[mention.first : mention.last + 1] if w.is_word)


def _is_relaying(words: list[Word], cue: Cue, cues: list[Cue]) -> bool:
    """Whether a medium reports, at the end, what somebody else said: `Hale stressed it, the daily reported.`"""
    if cue.entry.lemma not in ("report", "say", "quote", "write") or not _closes(words, cue):
        return False
    mention = _subject(words, cue, _inverted(words, cue))
    inner = [c for c in cues if c.last < min(cue.first, mention.first if mention else cue.first)]
    speaks = any(c.form == "finite" and c.entry.act == "speech" and _subject(words, c, False) for c in inner)
    return mention is not None and speaks and _is_relay(words, mention)


def _is_relay(words: list[Word], mention: Mention) -> bool:
    inside = {w.lower for w in words[mention.first : mention.last + 1]}
    text = " ".join(w.text for w in words[mention.first : mention.last + 1])
    return bool(inside & cue_words("relays")) or (text.isupper() and " " not in text) or any(c.isdigit() for c in text)


def _view_holder(words: list[Word]) -> tuple[int, int] | None:
    """Whose words a quotation without a verb holds: `In her view it “...”`, `in his words “...”`."""
    for k in range(len(words) - 1):
        if words[k].lower in ("his", "her", "their") and words[k + 1].lower in _VIEWS:
            return words[k].start, words[k].end
    return None


def _lone_quotations(words: list[Word], found: list[Found], groups: int) -> tuple[list[Found], int]:
    """Quotations that no verb claimed: floating ones are speech, scare quotes and names are not."""
    for word in words:
        if word.quoted is None or any(f.start < word.end and word.start < f.end for f in found):
            continue
        alone = not any(w.is_word for w in words if w is not word)
        inner = word.text.strip("“”\"'‘’«»")
        count = len(inner.split())
        if alone and (count >= 2 or inner[-1:] in ".!?,"):
            groups += 1
            found.append(Found(word.start, word.end, "direct", "floating quotation", group=groups, floating=True))
        elif count >= 5 and not is_name(word):
            groups += 1
            mention = _view_holder(words)
            found.append(
                Found(word.start, word.end, "direct", "quotation without cue", group=groups, mention=mention)
            )
    found.sort(key=lambda f: f.start)
    return found, groups


