"""Hearing a text: what it says, which codes that amounts to, and what should be asked.

Facts become answers and go to the rubric; what no answer can say comes from the patterns directly. A text is heard
whole and line by line, and the higher level stands: a line that is added never lowers what the others said.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from flows.triage.hearing import people
from flows.triage.hearing.answers import answers_of
from flows.triage.hearing.lexicon import Mention, Token, lexicon
from flows.triage.hearing.moments import Moment, moments
from flows.triage.hearing.normal import words_of
from flows.triage.hearing.patterns import Match, matches
from flows.triage.hearing.scope import audible, denied
from flows.triage.hearing.sets import concepts, words
from flows.triage.rubric import Weighed, weigh

_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)


class Listened(NamedTuple):
    """What was made of a text before it is weighed: its words, every idea in it, and what they mean together."""

    tokens: Sequence[Token]
    every: Sequence[Mention]
    mentions: Sequence[Mention]
    not_so: frozenset[Mention]
    found: Sequence[Match]
    when: Sequence[Moment]
    answers: dict[str, tuple[str, ...]]
    weighed: Weighed  # what the rubric makes of those answers


def listen(text: str) -> Listened:
    """Read a text by the lexicon: nothing is weighed yet."""
    book = lexicon()
    tokens = book.tokens(words_of(text))
    when = moments(tokens)
    every = book.mentions(tokens)
    asking = _only_asks(every, tokens, when)
    mentions = [m for m in audible(text, every, tokens) if not asking or m.concept in _HARMLESS]
    mentions = [m for m in mentions if m.concept != "NOW" or not _by_now(m, tokens)]
    mentions = [m for m in mentions if m.concept not in _KIN or not _of_the_grown(m, mentions)]
    mentions += _alone(tokens, mentions)
    named = people.named_age(tokens)
    mentions += _by_age(named, tokens, mentions)
    not_so = frozenset(m for m in mentions if denied(m, tokens))
    found = matches(mentions, not_so, tokens, when)
    answers = answers_of(found, tokens, [m for m in mentions if m not in not_so], when, named)
    return Listened(tokens, every, mentions, not_so, found, when, answers, weigh(answers, _ANY_TIME))


_HARMLESS = concepts("harmless")
_QUESTIONS = concepts("questions")
_REAL = concepts("real")
_DEED = concepts("happened")


def _only_asks(mentions: Sequence[Mention], tokens: Sequence[Token], when: Sequence[Moment]) -> bool:
    """A question about violence in general, or an offer to prevent it: nobody here is hurt."""
    concepts = {m.concept for m in mentions}
    if 1 < len(tokens) < 5 and "apa" in tokens[0].keys and not concepts & {"ME", *_REAL}:
        return True  # "apa itu TPPO"
    if not concepts & _QUESTIONS or concepts & _REAL or any(m.hours < 0 for m in when):
        return False
    if concepts & {"DEFINE", "PREVENT"} and not _somebody_here(mentions, _NEAR):
        return True
    if "GENERIC" in concepts:
        return not _somebody_here(mentions, _OWN)
    return not concepts & _SOMEBODY and not _somebody_here(mentions, _NEAR)


_SOMEBODY = concepts("somebody")


_OWN = concepts("own")
_NEAR = concepts("near")


def _somebody_here(mentions: Sequence[Mention], people_: frozenset[str]) -> bool:
    deeds = [m for m in mentions if m.concept in _DEED]
    near = [m for m in mentions if m.concept in people_]
    return any(deed.gap(person) <= 3 for deed in deeds for person in near)


def _alone(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """A call for help with hardly anything around it is a call for help."""
    concepts = {m.concept for m in mentions}
    if concepts & {"HELP", "DANGERWORD"} and len(tokens) <= 4 and not concepts & {"REQUEST", "INFO", "GAME"}:
        help_ = next(m for m in mentions if m.concept in {"HELP", "DANGERWORD"})
        known = all(t.any_of(_AROUND_HELP) for t in tokens)
        return [Mention("SAVEME", help_.first, help_.last)] if known else []
    return []


_KIN = frozenset({"CHILD", "BABY", "MOTHER"})


def _of_the_grown(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """*Saya ibu dua anak* says who speaks: no child is spoken of, and nobody's mother."""
    return any(m.concept == "GROWNUP" and m.first <= mention.first and mention.last <= m.last for m in mentions)


def _by_now(mention: Mention, tokens: Sequence[Token]) -> bool:
    """*Sekarang sudah aman* tells of a change, not of a deed."""
    after = [token for token in tokens[mention.last + 1 : mention.last + 3] if not token.any_of(_SELF)]
    return bool(after) and after[0].any_of(_CHANGED)


_CHANGED = words("changed")
_SELF = frozenset({"aku"})


def _by_age(named: tuple[int, int] | None, tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """An age that was named says whether this is a small child, or a minor."""
    if named is None:
        return [
            Mention("MINOR", m.first, m.last)
            for m in mentions
            if m.concept == "CHILD" and tokens[m.first].any_of(_PUPIL)
        ]
    years, place = named
    if years > 18:  # an adult, unless it is somebody's bridegroom who is so old
        forced = any(m.concept in {"FORCEDWED", "WEDSIGN"} for m in mentions)
        return [] if forced else [Mention("ADULT", place, place)]
    names = (["BABY"] if years < 5 else []) + (["MINOR", "CHILD"] if years < 19 else [])
    return [Mention(name, place, place) for name in names]


_PUPIL = words("pupil")
_AROUND_HELP = words("around_help")
