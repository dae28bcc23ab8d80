"""One report, weighed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flows.triage.clocks import Clock, clocks
from flows.triage.facts import Answers, Facts
from flows.triage.rules import FALLBACK, MODIFIERS, RULES
from flows.triage.urgency import Urgency


@dataclass(frozen=True)
class Reason:
    """A rubric code that holds. ``source`` is ``answer``: which words caused one comes with the words."""

    code: str
    source: str = "answer"

    @property
    def urgency(self) -> Urgency:
        return Urgency.of(self.code)


@dataclass(frozen=True)
class Assessment:
    """How urgent, why, what makes it worse, and which deadlines run."""

    urgency: Urgency
    reasons: tuple[Reason, ...]
    modifiers: tuple[str, ...]
    clocks: tuple[Clock, ...]


def assess(answers: Answers, at: datetime) -> Assessment:
    """Weigh the answers (step → option ids) as they stand at ``at`` (UTC).

    Level = the highest criterion that holds; never averaged; unknown answers never lower. Modifiers raise by one
    level at most: SEDANG with two or more becomes TINGGI, TINGGI with three or more becomes DARURAT.
    """
    facts = Facts(answers)
    reasons = tuple(Reason(rule.code) for rule in RULES if rule.when(facts)) or (Reason(FALLBACK),)
    modifiers = tuple(rule.code for rule in MODIFIERS if rule.when(facts))
    urgency = min((reason.urgency for reason in reasons), key=lambda u: u.rank)
    if urgency is Urgency.SEDANG and len(modifiers) >= 2:
        urgency = Urgency.TINGGI
    elif urgency is Urgency.TINGGI and len(modifiers) >= 3:
        urgency = Urgency.DARURAT
    return Assessment(urgency, tuple(sorted(reasons, key=lambda r: r.urgency.rank)), modifiers, clocks(facts, at))
