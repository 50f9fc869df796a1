"""Passives: reports whose speaker is no subject: told by Hale that, quoted as saying, when asked whether."""

from __future__ import annotations

from collections.abc import Iterable

from rostra.quotation.circumstances import skip_circumstance
from rostra.quotation.cues import Cue
from rostra.quotation.endings import clause_end, ends_in_comma
from rostra.quotation.openings import question_after
from rostra.quotation.phrases import Mention
from rostra.quotation.speakers import subject_before
from rostra.quotation.words import Word, grammar, is_name

__all__ = ["Passive", "find_asked", "passive_report"]

# The speaker, the relay, and the pieces of the content with their rule.
Passive = tuple[Mention | None, Mention | None, list[tuple[int, int, str]]]

_AGENT = 5  # words between the verb and its "by"


def passive_report(words: list[Word], cue: Cue) -> Passive | None:
    """Read a report in the passive.

    Parameters
    ----------
    words : list of Word
        The sentence.
    cue : Cue
        A cue of form `passive`.

    Returns
    -------
    tuple or None
        Speaker, relay and pieces. The speaker is the phrase after `by`; where somebody is
        quoted as saying something, the subject, and the phrase after `by` is the relay.
    """
    agent = _agent(words, cue.last + 1)
    after = agent.last + 1 if agent else cue.last + 1
    if cue.entry.lemma == "quote":
        if [w.lower for w in words[after : after + 2]] != ["as", "saying"]:
            return None
        first = after + 2
        while first < len(words) and words[first].text in (",", ":"):
            first += 1
        speaker = subject_before(words, cue)
        if speaker is None:
            return None
        before = speaker.first - 1
        if before >= 0 and words[before].quoted is not None and ends_in_comma(words[before]):
            return speaker, agent or _agent(words, first), [(before, before, "passive")]
        if first >= len(words) - 1 and before > 0 and words[before].text == ",":
            return speaker, agent, [(0, before - 1, "passive")]  # "It is over, she was quoted as saying"
        first = skip_circumstance(words, first, addressee=False) or first
        first += first < len(words) and words[first].lower == "that"
        if first >= len(words):
            return None
        last = clause_end(words, first)
        return (speaker, agent, [(first, last, "passive")]) if last > first else None
    if cue.entry.lemma == "ask":
        question = question_after(words, after)
        if question is not None and words[question - 1].lower == "about":
            return None
        last = clause_end(words, question) if question is not None else -1
        return (
            (agent, None, [(question, last, "asked")]) if question is not None and last > question else None
        )
    if agent is None:
        label = after + 1 if after < len(words) and words[after].lower == "as" else after
        named = "label" in cue.entry.frames and label < len(words) and words[label].quoted is not None
        if not named or is_name(words[label]):
            return None
        by = label + 1 < len(words) and words[label + 1].lower == "by"
        agent = _agent(words, label + 1) if by else None  # "was called “a shameful show” by Hale"
        return (agent, None, [(label, label, "passive")]) if agent or label > after else None
    for k in range(after, min(after + 7, len(words))):
        word = words[k]
        if word.quoted is not None and not is_name(word):
            return agent, None, [(k, k, "passive")]
        if word.lower == "that" and k + 2 < len(words):
            last = clause_end(words, k + 1)
            return (agent, None, [(k + 1, last, "passive")]) if last > k + 1 else None
        if not word.is_word and word.text != ",":
            break
    quoted = words[0] if words[0].quoted is not None else None
    if quoted is not None and after >= len(words) - 1:
        return agent, None, [(0, 0, "passive")]
    return None


def _agent(words: list[Word], start: int) -> Mention | None:
    """Find the phrase after `by`."""
    for k in range(start, min(start + _AGENT, len(words) - 1)):
        if words[k].lower != "by":
            if not words[k].is_word or words[k].lower in ("that", "as", "to"):
                return None
            continue
        last = k
        while last + 1 < len(words):
            following = words[last + 1]
            if not following.is_word or following.lower in grammar("agent_ends", "days"):
                break
            last += 1
        while last > k and words[last].lower in grammar("prepositions"):
            last -= 1
        return Mention(k + 1, last) if last > k else None
    return None


def find_asked(words: list[Word], places: Iterable[int]) -> list[tuple[int, int, int, Mention | None]]:
    """Find the questions that nobody in particular asked: `Asked whether he would go, Hale said ...`

    Parameters
    ----------
    words : list of Word
        The sentence.
    places : iterable of int
        Where to look.

    Returns
    -------
    list of tuple
        Position of `asked`, first and last word of the question, and who is named after `by`.
    """
    found = []
    for k in places:
        if words[k].lower not in {"asked", "questioned", "pressed"}:
            continue
        before = words[k - 1].lower if k else ""
        opens = k == 0 or not words[k - 1].is_word or before in grammar("asked_after")
        if not opens or (k and words[k - 1].quoted is not None):
            continue
        question = question_after(words, k + 1)
        if question is None or words[question - 1].lower == "about":
            continue
        last = question
        while last + 1 < len(words) and (
            words[last + 1].is_word or words[last + 1].quoted or words[last + 1].text in ("’", "'")
        ):
            last += 1
        if last > question:
            found.append((k, question, last, _agent(words, k + 1)))
    return found
