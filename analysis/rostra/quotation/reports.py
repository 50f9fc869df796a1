"""Reports: the statements of one sentence, found from its reporting verbs."""

from __future__ import annotations

from rostra.quotation.circumstances import skip_addressee
from rostra.quotation.clauses import clause_end, content_after, content_before
from rostra.quotation.cues import ASKED, Cue, cue_words, find_cues, verb_forms
from rostra.quotation.found import Found, phrase, statement
from rostra.quotation.passives import find_asked, passive_report
from rostra.quotation.speakers import Mention, subject_before
from rostra.quotation.subjects import participle_subject, shared_subject, subject_of
from rostra.quotation.verbless import find_according, find_lone_quotations, is_relay
from rostra.quotation.verbs import has_main_verb, is_finite
from rostra.quotation.words import Word, grammar, is_name

__all__ = ["belongs_to_quotation", "sentence_statements"]


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
    every = find_cues(words)
    for at, first, last in find_asked(words):
        groups += 1
        cue = Cue(at, at, ASKED, "passive")
        found.append(statement(words, first, last, "asked", cue, None, groups))
        taken.append((at, last))
    cues = [c for c in every if c.form != "passive"]
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
        found.extend(
            statement(words, first, last, rule, cue, mention, groups) for first, last, rule in pieces
        )
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
        groups += 1
        for first, last, rule in pieces:
            found.append(statement(words, first, last, rule, cue, speaker, groups))
            found[-1].via = phrase(words, relay) if relay else None
            taken.append((first, last))
    for cue in relays:
        relay = subject_of(words, cue)
        if relay and found:
            found[-1].via = phrase(words, relay)
    groups = find_according(words, found, groups)
    return find_lone_quotations(words, found, groups)


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
    skipped = all(w.lower in grammar("adverbs") | grammar("coordinators") for w in words[: mention.first])
    after = cue.last + 1
    return skipped and _follows(words, after, cue) and not (after < len(words) and words[after].text == ":")


def _report(
    words: list[Word], cue: Cue, taken: list[tuple[int, int]], subjects: list[tuple[int, Mention]]
) -> tuple[Mention, list[tuple[int, int, str]]] | None:
    """Find the subject of a cue and the pieces of its content; no piece is an empty list."""
    if cue.form == "ing":
        mention = participle_subject(words, cue, subjects, max((b for _, b in taken if b < cue.first), default=0))
    else:
        mention = subject_of(words, cue) or shared_subject(words, cue, subjects)
    if mention is None or (cue.negated and cue.entry.stance != "denying"):
        return None
    inverted = cue.form != "ing" and mention.first > cue.first
    after = cue.last + 1 if cue.form == "ing" else max(cue.last, mention.last) + 1
    left = min(cue.first, mention.first)
    if left > 1 and words[left - 1].lower == "as" and words[left - 2].quoted is not None and not inverted:
        left -= 1  # "“A lighthouse is a promise,” as Hale put it"
    free = max((b + 1 for a, b in taken if b < left), default=0)
    limit = min((a for a, b in taken if a >= after), default=len(words))
    shape = "verb subject" if inverted else "subject verb"
    if cue.form != "ing" and cue.entry.frames & {"clause", "quote", "person", "that"}:
        before = content_before(
            words, free, left, medial=_is_medial(words, left, after), closes=_ends_sentence(words, after, cue)
        )
        follows = _follows(words, after, cue)
        if before and words[before[1]].quoted is None and (
            not cue.entry.frames & {"clause", "that", "person"}
            or cue.entry.lemma in cue_words("never_postposed")
            or (inverted and cue.entry.lemma not in cue_words("inverted_verbs"))
        ):
            before = None
        if before and words[before[1]].quoted and is_name(words[before[1]]) and words[before[1] - 1].is_word:
            before = None  # "star of the series “Harbour,” thanked ..."
        if before and words[before[1]].quoted and not _quotation_closes(words, before[1], mention):
            before = None
        if before and (follows or words[before[1]].quoted or inverted):
            rule = f"{'quote' if words[before[1]].quoted else 'clause'} + {shape}"
            pieces = [(*before, rule)]
            second = _second_piece(
                words,
                left,
                after,
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
    content = content_after(words, cue, after, bound=_bound(words, cue, mention))
    if content is None or (inverted and content[2] == "clause"):
        return mention, []
    relative = left > 0 and words[left - 1].lower in ("that", "which", "what", "whom", "than")
    governed = left > 1 and words[left - 2].lower in grammar("prepositions")  # "in which he says ..."
    gapped = words[content[0]].lower in grammar("finite_auxiliaries")
    if relative and content[2] == "clause" and not governed and not gapped:
        return mention, []  # "the sum that Hale alleges it will raise": no content of its own
    first, last, how = content
    if last >= limit:
        last = limit - 1
        while last > first and not (words[last].is_word or words[last].quoted):
            last -= 1
    if last < first or any(a <= last and first <= b for a, b in taken):
        return mention, []
    verb = "participle" if cue.form == "ing" else "verb"
    pieces = _split_again(words, first, last)
    name = {"quote": "quote", "label": "label quote", "that": "that clause"}.get(how, how)
    return mention, [(a, b, f"{verb} + {name}") for a, b in pieces]


def _split_again(words: list[Word], first: int, last: int) -> list[tuple[int, int]]:
    """Split a content at `,” and that`, and go on after `,” and` with another clause that is quoted from."""
    for k in range(first, min(last + 2, len(words) - 2)):
        word = words[k]
        if word.quoted is None or word.text.rstrip("”\"'’»")[-1:] != "," or words[k + 1].lower != "and":
            continue
        if k + 2 <= last and words[k + 2].lower == "that":
            return [(first, k), *_split_again(words, k + 2, last)]
        if k == last and words[k + 2].is_word and verb_forms().get((words[k + 2].lower,)) is None:
            end = clause_end(words, k + 2)
            if words[end].quoted is not None and not _has_cue(words, k + 2, end):
                return [(first, k), (k + 2, end)]
    return [(first, last)]


def _closes(words: list[Word], cue: Cue) -> bool:
    """Whether a finite cue and its subject follow a comma or a quotation and end the sentence."""
    if cue.form != "finite":
        return False
    mention = subject_of(words, cue)
    if mention is None:
        return False
    left = min(cue.first, mention.first)
    if left == 0:
        return False
    before = words[left - 1]
    if before.quoted is None and before.text not in (",", "—", "–"):
        return False
    after = max(cue.last, mention.last) + 1
    if not _follows(words, after, cue):
        return False
    if before.quoted is not None:
        return True
    rest = words[after:]
    alone = not any(w.is_word and w.lower not in grammar("time_words") for w in rest)
    described = mention.first > cue.last and rest and rest[0].text == "," and not any(w.quoted for w in rest)
    result = len(rest) > 1 and rest[0].text == "," and rest[1].lower.endswith("ing")  # ", he said, adding"
    return alone or bool(described) or result


def _quotation_closes(words: list[Word], quotation: int, mention: Mention) -> bool:
    """Whether a quotation can end its clause: by a mark, or by a speaker who plainly follows."""
    word = words[quotation]
    inner = word.text.rstrip("”\"’'»")
    marked = inner[-1:] in ",.?!—–-…" or (
        quotation + 1 < len(words) and words[quotation + 1].text in (",", "—", "–")
    )
    return (
        marked or words[mention.first].is_capital or words[mention.first].lower in grammar("people_subjects")
    )


def _follows(words: list[Word], k: int, cue: Cue) -> bool:
    """Whether what follows a report is no content of its own: an end, a mark, a time or a place."""
    if "person" in cue.entry.frames and k < len(words) and words[k].is_word:
        k = skip_addressee(words, k)
    while k < len(words) and (
        words[k].lower in grammar("time_words") | grammar("adverbs")
        or (
            words[k].lower in grammar("time_modifiers")
            and k + 1 < len(words)
            and words[k + 1].lower in grammar("time_words")
        )
    ):
        k += 1
    if k >= len(words) or not (words[k].is_word or words[k].quoted):
        return True
    word = words[k]
    return (
        word.quoted is None
        and (
            word.lower in grammar("prepositions") | grammar("coordinators") | {"when", "while", "who", "as"}
            or word.lower.endswith("ing")
        )
        and not any(w.lower in ("that",) for w in words[k : k + 8])
    )


def _bound(words: list[Word], cue: Cue, mention: Mention) -> str:
    """Whether the report is a relative clause (who said ...) or a subordinate one (while critics say ...)."""
    if cue.form != "finite":
        return ""
    if any(words[k].lower == "who" for k in range(max(mention.last, 0), cue.first)):
        return "relative"
    if any(words[k].lower in ("who", "which") for k in (mention.first, mention.last)):
        return "relative"
    if mention.first and words[mention.first - 1].text in ("—", "–", "--", "-"):
        return "dash"
    first = mention.first
    if first > 0 and words[first - 1].lower in ("which", "that", "whom"):
        return "relative"
    if first > 0 and words[first - 1].lower in grammar("subordinators") and words[first - 1].lower not in ("whether", "how", "what", "why"):
        opens = first == 1 or not words[first - 2].is_word or words[first - 2].lower in grammar("coordinators")
        return "subordinate" if opens else ""
    return ""


def _ends_sentence(words: list[Word], after: int, cue: Cue) -> bool:
    """Whether nothing but marks, time and place follow the report."""
    rest = words[after:]
    return _follows(words, after, cue) and not any(
        w.text == "," or w.quoted or w.lower.endswith("ing") or is_finite(words, after + n)
        for n, w in enumerate(rest)
    )


def _is_medial(words: list[Word], left: int, k: int) -> bool:
    """Whether a comma and a finite verb follow the report: `Police, he says, have no plan.`"""
    while k < len(words) and words[k].lower.endswith("ly"):
        k += 1
    if k + 1 >= len(words) or words[k].text != ",":
        return False
    if is_finite(words, k + 1) or words[k + 1].lower in grammar("finite_marks"):
        return True
    if left > 1 and words[left - 1].text == "," and words[left - 2].lower in grammar("be"):
        return True  # "It was, Hale said, the longest night"
    nominal = words[k + 1].is_capital or words[k + 1].lower in (
        grammar("determiners") | grammar("clause_subjects") | grammar("prepositions") - {"with"}
    )
    end = k + 1
    while end < len(words) and words[end].text not in ("—", ";"):
        end += 1
    # "In Oslo, he said, prices were rising"
    return nominal and has_main_verb(words, k + 1, end - 1)


def _second_piece(
    words: list[Word], left: int, after: int, *, quoted: bool, subordinate: bool, lone: bool
) -> tuple[int, int] | None:
    """The second piece of a split report: `“X,” he said, “Y.”` or `It fell, he said, but nobody was hurt.`"""
    k = after
    while k < len(words) and k < after + 12 and words[k].is_word:
        k += 1
    if k + 1 >= len(words) or words[k].text not in (",", ":", "—", "–"):
        return None
    if quoted and words[k].text == "," and words[k + 1].quoted is None:
        # "“The pier,” said Hale, who built it, “was never ...”"
        close = next((m for m in range(k + 1, min(k + 30, len(words) - 1)) if words[m].text == "," and words[m + 1].quoted), None)
        if close is not None and not _has_cue(words, k + 1, close):
            return close + 1, close + 1
    following = words[k + 1]
    if following.quoted:
        return k + 1, k + 1
    entry = verb_forms().get((following.lower,))
    continues = subordinate or following.lower in grammar("finite_marks") | {
        "but",
        "and",
        "that",
        "because",
        "if",
        "so",
        "or",
    }
    if not continues and k == after and not quoted:
        nominal = following.is_capital or following.lower in (
            grammar("determiners") | grammar("clause_subjects") | grammar("prepositions") - {"with"}
        )
        continues = (lone and nominal) or words[left - 2].lower in grammar("be")
    if quoted or k != after or not continues or (entry and entry.form == "ing"):
        return None
    first = k + 2 if following.lower == "that" else k + 1
    last = clause_end(words, first)
    return (first, last) if last > first else None


def _has_cue(words: list[Word], first: int, last: int) -> bool:
    forms = verb_forms()
    return any(
        (w.lower,) in forms
        and forms[(w.lower,)].act == "speech"
        and (is_finite(words, k) or forms[(w.lower,)].form == "ing")
        for k, w in enumerate(words[first:last], first)
    )


def _is_relaying(words: list[Word], cue: Cue, cues: list[Cue]) -> bool:
    """Whether a medium reports what somebody else said: `Hale stressed it, the daily reported.`"""
    if cue.entry.lemma not in ("report", "say", "quote", "write") or not _closes(words, cue):
        return False
    mention = subject_of(words, cue)
    inner = [c for c in cues if c.last < min(cue.first, mention.first if mention else cue.first)]
    speaks = any(c.form == "finite" and c.entry.act == "speech" and subject_of(words, c) for c in inner)
    return mention is not None and speaks and is_relay(words, mention)
