"""The rubric by answers alone: which criteria hold, what makes it worse, and which deadlines run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flows.triage.clocks import Clock, clocks
from flows.triage.facts import Answers, Facts
from flows.triage.rules import MODIFIERS, RULES
from flows.triage.urgency import Urgency


@dataclass(frozen=True)
class Weighed:
    """What answers amount to: the codes that hold (each with the answers that made it hold), modifiers, clocks."""

    causes: Mapping[str, tuple[str, ...]]
    modifiers: tuple[str, ...]
    clocks: tuple[Clock, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.causes)

    @property
    def level(self) -> Urgency:
        return level_of(self.codes, self.modifiers)


def weigh(answers: Answers, at: datetime) -> Weighed:
    """Weigh answers (step → option ids) as they stand at ``at`` (UTC)."""
    facts = Facts(answers)
    causes = {}
    for rule in RULES:
        facts.told.clear()
        if rule.when(facts):
            causes[rule.code] = tuple(sorted(facts.told))
    return Weighed(causes, tuple(rule.code for rule in MODIFIERS if rule.when(facts)), clocks(facts, at))


def level_of(codes: tuple[str, ...], modifiers: tuple[str, ...]) -> Urgency:
    """The highest criterion that holds, never an average. Modifiers raise by one level at most: SEDANG with two or
    more becomes TINGGI, TINGGI with three or more becomes DARURAT."""
    level = min((Urgency.of(code) for code in codes), key=lambda u: u.rank, default=Urgency.RENDAH)
    if level is Urgency.SEDANG and len(modifiers) >= 2:
        return Urgency.TINGGI
    if level is Urgency.TINGGI and len(modifiers) >= 3:
        return Urgency.DARURAT
    return level
