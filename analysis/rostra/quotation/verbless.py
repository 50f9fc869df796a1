"""Verbless: reports that no verb makes: according to, lone quotations, a colon before one."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from rostra.quotation.clauses import content_before, last_clause
from rostra.quotation.cues import Cue, VerbEntry, cue_words
from rostra.quotation.endings import clause_end
from rostra.quotation.found import Found, phrase, statement
from rostra.quotation.phrases import Mention
from rostra.quotation.sources import announced_speaker, signature, source_phrase, view_holder
from rostra.quotation.verbs import has_main_verb, is_finite
from rostra.quotation.words import Sentence, Word, grammar

__all__ = ["find_according", "find_lone_quotations", "is_relay", "is_title"]

_MARKS = "“”„\"'`‘’«» "
_INTRODUCTION = 60  # words before a colon in which the speaker is looked for
_ACCORDING = VerbEntry("according to", "neutral", "speech", frozenset({"clause", "quote"}), "past")


def find_according(sentence: Sentence, found: list[Found], groups: int) -> int:
    """`According to X, ...` and `..., according to X`: a speaker, or a relay where another speaks."""
    words = sentence.words
    for k in range(len(words) - 2):
        if words[k].lower != "according" or words[k + 1].lower != "to":
            continue
        cue = Cue(k, k + 1, _ACCORDING, "finite")
        mention = source_phrase(words, k + 2)
        if mention is None:
            continue
        start, end = sentence.span(k, mention.last)
        others = [f for f in found if f.end <= start or f.start >= end]
        near = [f for f in others if abs(_reach(f) - start) <= 3 or abs(f.start - end) <= 3]
        if near or (others and is_relay(words, mention)):
            for item in near or others[-1:]:
                item.via = phrase(words, mention)
            continue
        opens = (
            k > 1
            and words[k - 1].text == ","
            and words[k - 2].lower in grammar("subordinators", also=("that",))
        )
        if k > 0 and not opens and not (words[k - 1].text == "," and k < 3):
            content = content_before(words, 0, k) or (0, k - 1)
            if words[content[1]].text == ",":
                content = (content[0], content[1] - 1)
            if words[content[1]].quoted is None:
                content = (last_clause(words, *content), content[1])
        else:
            first = mention.last + 1
            while first < len(words) and words[first].text != ",":
                first += 1
            if first + 1 < len(words) and words[first + 1].lower in grammar("relatives"):
                # "according to a clerk, who asked for anonymity, the board has met"
                first = next((m for m in range(first + 1, len(words)) if words[m].text == ","), first)
            last = len(words) - 1
            while last > first and not (words[last].is_word or words[last].quoted):
                last -= 1
            content = (first + 1, last)
            # what a paper or a study says holds the reports within it, unless it only relays them
            opening, _ = sentence.span(min(first, len(words) - 1), len(words) - 1)
            inside = [f for f in found if f.start >= opening]
            if not is_relay(words, mention) and not any(f.rule.startswith("quote") for f in inside):
                found[:] = [f for f in found if f not in inside]
        if content[1] < content[0]:
            continue
        start, end = sentence.span(*content)
        if any(f.start < end and start < f.end for f in found):
            continue
        groups += 1
        found.append(statement(sentence, *content, "according to", cue, mention, groups))
        after = mention.last + 1
        if (
            k > 0
            and after + 1 < len(words)
            and words[after].text == ","
            and (
                words[after + 1].lower in grammar("finite_marks")
                or is_finite(words, after + 1)
                or (
                    not has_main_verb(words, *content)
                    and has_main_verb(words, after + 1, len(words) - 1)
                    and not words[after + 1].lower.endswith("ing")
                )
            )
        ):
            # "The promise, according to Hale, is firm": the clause goes on
            last = clause_end(words, after + 1)
            found.append(statement(sentence, after + 1, last, "according to", cue, mention, groups))
    return groups


def _reach(item: Found) -> int:
    """The end of a statement with its report: `“We agree,” Hale said`."""
    return max(item.end, item.cue[1] if item.cue else 0, item.mention[1] if item.mention else 0)


def find_lone_quotations(sentence: Sentence, found: list[Found], groups: int) -> tuple[list[Found], int]:
    """Quotations that no verb claimed: floating ones are speech, scare quotes and names are not."""
    words = sentence.words
    quotations = [(k, quote) for k in sentence.quotations if (quote := words[k].quoted)]
    claimed = sorted((f.start, f.end) for f in found)
    reach = list(accumulate((end for _, end in claimed), max))
    free = [
        (k, quote)
        for k, quote in quotations
        if not ((n := bisect_left(claimed, (quote.end, 0))) and reach[n - 1] > quote.start)
    ]
    if not free:
        found.sort(key=lambda f: f.start)
        return found, groups
    plain = [k for k, word in enumerate(words) if word.is_word]
    first_quoted = quotations[0][0]
    reported = min((f.end for f in found), default=quotations[-1][1].end)
    holder = view_holder(sentence)
    unclaimed = {k for k, _ in free}
    for k, quote in free:
        word = words[k]
        inner = word.text.strip(_MARKS)
        count = len(inner.split())
        if not plain and (count >= 2 or inner[-1:] in (".", "!", "?", ",")):
            groups += 1
            found.append(
                Found(quote.start, quote.end, "direct", "floating quotation", group=groups, floating=True)
            )
            continue
        if is_title(word) or (k and words[k - 1].lower in cue_words("naming_words")):
            continue
        opens = k == first_quoted and (not plain or k < plain[0])
        closes = not plain or k > plain[-1]
        mention = signature(sentence, k + 1) if opens else None
        rule = "announced quotation"
        introduced = k > 0 and words[k - 1].text == ":" and inner[:1].isupper()
        if _is_listed(words, k, unclaimed):
            continue  # "signs that read “Stay,” “Go home” and “We won”"
        if mention is None and introduced and reported > quote.start:
            mention = announced_speaker(sentence, max(0, k - _INTRODUCTION), k)
        if mention is None:
            mention, rule = holder, "quotation without cue"
        woven = not found and not inner[:1].isupper() and inner[-1:] not in (".", "!", "?", "…")
        if (
            mention is not None
            or (count >= 5 and not woven)
            or _is_uttered(words, k, inner, opens=opens, closes=closes)
        ):
            groups += 1
            found.append(Found(quote.start, quote.end, "direct", rule, group=groups, mention=mention))
    found.sort(key=lambda f: f.start)
    return found, groups


def _is_listed(words: list[Word], k: int, unclaimed: set[int]) -> bool:
    """Whether quoted words stand in a list of such: they are named, not spoken."""
    after = k + 2 if k + 1 < len(words) and words[k + 1].lower in grammar("coordinators") else k + 1
    before = k - 2 if words[k - 1].lower in grammar("coordinators") else k - 1
    near = [m for m in (before, after) if m in unclaimed]
    return bool(near) and any(word.is_word for word in words[: min(k, *near)])


def _is_uttered(words: list[Word], k: int, inner: str, *, opens: bool, closes: bool) -> bool:
    """Whether marks around short words say that they were spoken: `“You lost,” Hale blurted.`"""
    if not inner[:1].isupper():
        return False
    if k and words[k - 1].text in (",", ":"):
        return closes and inner[-1:] in (".", "!", "?", "…")
    followed = len(words) > k + 1 and words[k + 1].is_word
    return opens and followed and inner[-1:] in (",", "!", "?") and len(inner.split()) >= 2


def is_title(word: Word) -> bool:
    """Whether quoted words are a title: each has a capital, but for small ones (“The Way Out of It”)."""
    inner = word.text.strip(_MARKS).rstrip(",.;:")
    parts = [part.strip("(),:;!?“”‘’'\"") for part in inner.split()]
    small = grammar("prepositions", "articles", "coordinators", "be", also=("that",))
    content = [part for part in parts if part and part.lower() not in small]
    return (
        2 <= len(parts) <= 16
        and len(content) >= 2
        and parts[0][:1].upper() == parts[0][:1]
        and all(part[0].isupper() or part[0].isdigit() for part in content)
        and (len(content) < len(parts) or len(parts) <= 6)
    )


def is_relay(words: list[Word], mention: Mention) -> bool:
    inside = {w.lower for w in words[mention.first : mention.last + 1]}
    text = " ".join(w.text for w in words[mention.first : mention.last + 1])
    return (
        bool(inside & cue_words("relays"))
        or (text.isupper() and " " not in text)
        or any(c.isdigit() for c in text)
    )
