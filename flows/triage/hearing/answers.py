"""From what was heard to answers, in the words of the questions (``flows/report.py``, ``flows/followup.py``)."""

from __future__ import annotations

from collections.abc import Sequence

from flows.triage.hearing import people
from flows.triage.hearing.lexicon import Mention, Token
from flows.triage.hearing.moments import DULU, Moment
from flows.triage.hearing.patterns import RAISES, Match

_STEP_OF = {"act": "acts"}


def answers_of(
    found: Sequence[Match],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    when: Sequence[Moment],
    named: tuple[int, int] | None,
) -> dict[str, tuple[str, ...]]:
    """What the questions would have been answered, as far as the words say. ``named`` is the age that was named."""
    options = dict.fromkeys(m.pattern.fact for m in found if m.tells)
    concepts = {m.concept for m in mentions}
    who = people.doer(tokens, mentions) if options or concepts else ""
    if any(m.pattern.code == "D01_BERLANGSUNG" and m.strength == RAISES for m in found):
        options["when.now"] = None
    elif window := _window(when, concepts):
        options[window] = None
    if any(option.startswith("act.") for option in options):
        options[people.relation(who)] = None
        if "access.lives" not in options and people.may_reach(who, tokens, mentions):
            options["access.reach"] = None
    band = people.age(named, mentions)
    if "GROWN" in concepts and "when.older" in options and not people.still_young(named, tokens):
        band = "age.25_59"
        if "safety.yes" in options and "access.reach" not in options:
            options["access.no"] = None  # grown, long out of that house, and safe: they say so themselves
    grown = concepts & {"PERPPARTNER", "GROWNUP"} and not concepts & {"CHILD", "BABY"}
    if not band and "act.married" not in options and grown:
        band = "age.25_59"
    options[band] = None
    if "act.married" in options:
        options[_wedding(when, mentions)] = None
    answers: dict[str, tuple[str, ...]] = {}
    for option in options:
        if option:
            step = option.split(".")[0]
            step = _STEP_OF.get(step, step)
            answers[step] = (*answers.get(step, ()), option)
    return answers


def _window(when: Sequence[Moment], concepts: set[str]) -> str:
    past = [-m.hours for m in when if m.hours < 0]
    if not past and "OLD" in concepts:
        return "when.older"
    if not past:
        return ""
    last = min(past)
    for limit, option in ((72, "72h"), (120, "5d"), (168, "7d"), (720, "30d"), (8760, "1y")):
        if last <= limit:
            return f"when.{option}"
    return "when.older"


def _wedding(when: Sequence[Moment], mentions: Sequence[Mention]) -> str:
    concepts = {m.concept for m in mentions}
    soon = [m.hours for m in when if m.hours > 0]
    if soon:
        return "wedding.3d" if min(soon) <= 72 else "wedding.30d" if min(soon) <= 720 else "wedding.later"
    if "WEDLATER" in concepts:
        return "wedding.later"
    over = "MARRIEDDONE" in concepts or any(m.hours < 0 and m.hours != DULU for m in when) or _wed_once(mentions)
    return "wedding.done" if over else ""


def _wed_once(mentions: Sequence[Mention]) -> bool:
    """*Dulu dinikahkan*, *dinikahkan umur 15 dulu*; but *dulu sekolah, sekarang dinikahkan* is no wedding of once."""
    wed = [m for m in mentions if m.concept in {"WED", "FORCEDWED"}]
    now = [m.first for m in mentions if m.concept == "NOW"]

    def once(old: Mention, w: Mention) -> bool:
        if old.first > w.last:
            return old.first - w.last <= 3
        return not any(old.last < at < w.first for at in now)

    return any(m.concept == "OLD" and once(m, w) for m in mentions for w in wed)
