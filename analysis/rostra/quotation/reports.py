"""Reports: who says what in one sentence: a cue, its subject, and the pieces of its content.

`find_reports` is the one place where the grammar of a sentence is read: the words of a sentence go in, with
each quotation as one word, and reports come out. Whatever can say that much of a sentence (a parser, a
pipeline that has parsed it already) can stand in its place: `sentence_statements` takes it as `find`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rostra.quotation.circumstances import skip_addressee
from rostra.quotation.clauses import content_after, content_before, is_parted
from rostra.quotation.cues import ASKED, Cue, cue_words, find_cues, report_places
from rostra.quotation.endings import clause_end
from rostra.quotation.found import Found, phrase, statement
from rostra.quotation.passives import find_asked, passive_report
from rostra.quotation.phrases import Mention
from rostra.quotation.positions import (
    bound_of,
    closes_sentence,
    ends_sentence,
    is_medial,
    is_relaying,
    nothing_follows,
    quotation_closes,
    second_piece,
    split_again,
)
from rostra.quotation.speakers import subject_before
from rostra.quotation.subjects import opens_sentence, participle_subject, shared_subject, subject_of
from rostra.quotation.verbless import find_according, find_lone_quotations
from rostra.quotation.verbs import has_main_verb, is_finite
from rostra.quotation.words import Sentence, Word, grammar, is_name

__all__ = ["Report", "belongs_to_quotation", "find_reports", "sentence_statements"]


class Report(NamedTuple):
    """A report found in a sentence: all numbers are positions of words, the last one included.

    Parameters
    ----------
    cue : Cue
        The verb.
    speaker : Mention or None
        The words that name who speaks.
    relay : Mention or None
        The words that name who passes it on: `quoted by the Herald as saying`.
    pieces : tuple of tuple
        First and last word of each piece of the content, and the rule that found it.
    """

    cue: Cue
    speaker: Mention | None
    relay: Mention | None
    pieces: tuple[tuple[int, int, str], ...]


def sentence_statements(
    sentence: Sentence, groups: int, *, find: Callable[[list[Word]], list[Report]] | None = None
) -> tuple[list[Found], int]:
    """Find the statements of one sentence.

    Parameters
    ----------
    sentence : Sentence
        The sentence.
    groups : int
        Number of quotations found so far in the document.
    find : callable, optional
        What reads the grammar of the sentence; `find_reports` where none is given.

    Returns
    -------
    tuple
        The statements in text order, and the new number of quotations.
    """
    found: list[Found] = []
    words = sentence.words
    places = report_places(words)
    if not places and not sentence.quotations:
        return found, groups  # nothing in it can be a report
    for report in find(words) if find else _reports(words, places):
        if not report.pieces:  # somebody else's report is only passed on
            if report.relay and found:
                found[-1].via = phrase(words, report.relay)
            continue
        groups += 1
        for first, last, rule in report.pieces:
            found.append(statement(sentence, first, last, rule, report.cue, report.speaker, groups))
            found[-1].via = phrase(words, report.relay) if report.relay else None
    if any(words[k].lower == "according" for k in places):
        groups = find_according(sentence, found, groups)
    if sentence.quotations:
        return find_lone_quotations(sentence, found, groups)
    found.sort(key=lambda f: f.start)
    return found, groups


def find_reports(words: list[Word]) -> list[Report]:
    """Read the reports of one sentence from its reporting verbs.

    Parameters
    ----------
    words : list of Word
        The sentence, each quotation one word.

    Returns
    -------
    list of Report
        In the order in which they were understood. A report without pieces only passes on the one
        before it.
    """
    return _reports(words, report_places(words))


def _reports(words: list[Word], places: list[int]) -> list[Report]:
    """Read the reports of a sentence in which words that can report stand at `places`."""
    reports: list[Report] = []
    taken: list[tuple[int, int]] = []  # words that belong to a report
    subjects: list[tuple[int, Mention]] = []  # (position of the verb, its subject)
    every = find_cues(words, places)
    subject = {c.first: subject_of(words, c) for c in every if c.form == "finite"}
    for at, first, last, asker in find_asked(words, places):
        reports.append(Report(Cue(at, at, ASKED, "passive"), asker, None, ((first, last, "asked"),)))
        taken.append((at, last))
    cues = order = [c for c in every if c.form != "passive"]
    # A report that closes the sentence ("..., Hale said.") holds what stands before it, other
    # reporting verbs included; so these come first.
    relays = [c for c in cues if is_relaying(words, c, cues, subject)]
    if len(cues) > 1:
        order = sorted(
            cues,
            key=lambda c: (
                not closes_sentence(words, c, subject.get(c.first)),
                c.form == "ing" and c.first <= 1,
                c.first,
            ),
        )
    for cue in (c for c in order if c not in relays):
        if any(a <= cue.first <= b for a, b in taken):
            continue
        report = _report(words, cue, subject.get(cue.first), taken, subjects)
        if report is None:
            continue
        mention, pieces = report
        if cue.form == "finite":
            subjects.append((cue.first, mention))
        pieces = [piece for piece in pieces if piece[0] <= piece[1]]
        if not pieces:
            continue
        reports.append(Report(cue, mention, None, tuple(pieces)))
        edges = [cue.first, cue.last, *((mention.first, mention.last) if cue.form == "finite" else ())]
        taken.extend((first, last) for first, last, _ in pieces)
        taken.append((min(edges), max(edges)))
    for cue in (c for c in every if c.form == "passive"):
        passive = passive_report(words, cue)
        if passive is None:
            continue
        speaker, relay, pieces = passive
        if any(a <= last and first <= b for first, last, _ in pieces for a, b in taken):
            continue
        reports.append(Report(cue, speaker, relay, tuple(pieces)))
        taken.extend((first, last) for first, last, _ in pieces)
    for cue in relays:
        relay = subject[cue.first]
        if relay:
            reports.append(Report(cue, None, relay, ()))
    return reports


def _name_at_end(words: list[Word], mention: Mention) -> Mention:
    """The name that ends a phrase, where a noun stands before it; else the phrase."""
    first = mention.last
    if not words[first].is_capital:
        return mention
    while first > mention.first and words[first - 1].is_capital:
        first -= 1
    return Mention(first, mention.last)


def _as_somebody_said(
    words: list[Word], cue: Cue, mention: Mention, after: int
) -> tuple[int, int, str] | None:
    """The main clause after `As Hale told the council, ...`"""
    if mention.first != 1 or words[0].lower != "as" or not cue.entry.frames & {"clause", "person"}:
        return None
    comma = next((k for k in range(after, min(after + 12, len(words) - 2)) if not words[k].is_word), None)
    told = "person" in cue.entry.frames or comma == after
    if comma is None or not (told or words[after].lower in grammar("prepositions", "time_words")):
        return None
    if words[comma].text != "," or not has_main_verb(words, comma + 1, len(words) - 1):
        return None
    return comma + 1, clause_end(words, comma + 1), "clause"


def belongs_to_quotation(words: list[Word]) -> bool:
    """Tell whether a sentence is the report of the quotation before it: `“Why?” Hale asked.`

    Parameters
    ----------
    words : list of Word
        The sentence that follows the quotation.

    Returns
    -------
    bool
        True where it is a subject and a reporting verb with no content of its own.
    """
    cue = next((c for c in find_cues(words) if c.form == "finite" and c.entry.act == "speech"), None)
    if cue is None or not cue.entry.frames & {"quote"} or cue.negated:
        return False
    mention = subject_before(words, cue)
    if mention is None or any(w.quoted or not (w.is_word or w.text in ",.’'()-") for w in words[: cue.first]):
        return False
    skipped = all(w.lower in grammar("adverbs", "coordinators") for w in words[: mention.first])
    after = cue.last + 1
    return (
        skipped
        and nothing_follows(words, after, cue)
        and not (after < len(words) and words[after].text == ":")
    )


def _report(
    words: list[Word],
    cue: Cue,
    subject: Mention | None,
    taken: list[tuple[int, int]],
    subjects: list[tuple[int, Mention]],
) -> tuple[Mention, list[tuple[int, int, str]]] | None:
    """Find the subject of a cue and the pieces of its content; no piece is an empty list."""
    if cue.form == "ing":
        told = max([last for _, last in taken if last < cue.first], default=0)
        mention = participle_subject(words, cue, subjects, told)
    else:
        mention = subject or shared_subject(words, cue, subjects)
    if mention is None or (cue.negated and cue.entry.stance != "denying"):
        return None
    inverted = cue.form != "ing" and mention.first > cue.first
    after = cue.last + 1 if cue.form == "ing" else max(cue.last, mention.last) + 1
    addressed = after
    relative = words[mention.last].lower in grammar("relatives")
    told = "person" in cue.entry.frames and cue.form == "finite" and not (inverted or relative)
    if told and after < len(words):
        addressed = skip_addressee(words, after)  # "The answer, Hale told reporters, was no"
    left = min(cue.first, mention.first)
    if left > 1 and words[left - 1].lower == "as" and words[left - 2].quoted is not None and not inverted:
        left -= 1  # "“A lighthouse is a promise,” as Hale put it"
    free = max([b + 1 for a, b in taken if b < left], default=0)
    limit = min([a for a, b in taken if a >= after], default=len(words))
    shape = "verb subject" if inverted else "subject verb"
    if (
        cue.form != "ing"
        and is_parted(words, free, left)
        and cue.entry.frames & {"clause", "quote", "person", "that"}
    ):
        before = content_before(
            words,
            free,
            left,
            medial=is_medial(words, left, addressed),
            closes=ends_sentence(words, after, cue),
        )
        if (
            before
            and words[before[1]].quoted is None
            and (
                not cue.entry.frames & {"clause", "that", "person"}
                or cue.entry.lemma in cue_words("never_postposed")
                or (inverted and cue.entry.lemma not in cue_words("inverted_verbs"))
            )
        ):
            before = None
        if before and words[before[1]].quoted and is_name(words[before[1]]) and words[before[1] - 1].is_word:
            before = None  # "star of the series “Harbour,” thanked ..."
        if before and words[before[1]].quoted and not quotation_closes(words, before[1], mention):
            before = None
        if before and (words[before[1]].quoted or inverted or nothing_follows(words, after, cue)):
            rule = f"{'quote' if words[before[1]].quoted else 'clause'} + {shape}"
            lone = before[0] == before[1] and words[before[0]].lower in grammar("relatives")
            pieces = [] if lone else [(*before, rule)]  # "of theft, which, he said, is a crime"
            second = second_piece(
                words,
                left,
                addressed,
                quoted=words[before[1]].quoted is not None,
                subordinate=words[before[0]].lower in grammar("subordinators"),
                lone=not has_main_verb(words, *before),
            )
            if second and second[1] < limit:
                pieces.append((*second, rule))
            elif not second and not inverted:
                content = content_after(words, cue, after)
                if (
                    content
                    and content[2] in ("quote", "that")
                    and content[1] < limit
                    and words[before[1]].quoted is None
                ):
                    pieces.append((content[0], content[1], rule))
            return mention, pieces
    content = _as_somebody_said(words, cue, mention, after)
    if content is None:
        bound = "subordinate" if opens_sentence(words, cue) else bound_of(words, cue, mention)
        content = content_after(words, cue, after, bound=bound)
    if content is None or (inverted and content[2] == "clause"):
        return mention, []
    gap = left > 0 and words[left - 1].lower in ("that", "which", "what", "whom", "than")
    gap = gap or (mention.last > left and words[left].lower in grammar("pronouns_of_things"))
    governed = left > 1 and words[left - 2].lower in grammar("prepositions")  # "in which he says ..."
    gapped = is_finite(words, content[0])
    if gap and content[2] == "clause" and not governed and not gapped:
        return mention, []  # "the sum that Hale alleges it will raise": no content of its own
    if gapped and not gap and not inverted:
        mention = _name_at_end(words, mention)  # "The port Hale said would close"
    first, last, how = content
    if last >= limit:
        last = limit - 1
        while last > first and not (words[last].is_word or words[last].quoted):
            last -= 1
    if last < first or any(a <= last and first <= b for a, b in taken):
        return mention, []
    verb = "participle" if cue.form == "ing" and cue.entry.form == "ing" else "verb"
    name = {"quote": "quote", "label": "label quote", "that": "that clause"}.get(how, how)
    return mention, [(a, b, f"{verb} + {name}") for a, b in split_again(words, first, last)]
