"""Deadlines that run whatever the level (rubric, "Clocks").

A medical clock starts at the event, and we only know the event's window: its ``due`` (UTC) is given when the event is
happening now, else None and the card says *sejak kejadian*. A legal clock starts when the office receives the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.triage.facts import HOUSEHOLD, WITHIN_5D, WITHIN_72H, Facts


@dataclass(frozen=True)
class Clock:
    """``code`` names it; ``hours`` is its length; ``check`` means a person must first decide whether it runs."""

    code: str
    hours: int
    due: datetime | None
    check: bool = False


def clocks(facts: Facts, at: datetime) -> tuple[Clock, ...]:
    """The clocks that started with this report. CLK_PDP46 (a data breach) never starts from a report."""
    running = []
    now = facts.said("when.now")
    if facts.said("act.touched") and facts.within(WITHIN_72H):
        running.append(Clock("CLK_PEP", 72, at + timedelta(hours=72) if now else None))
    if facts.said("act.touched") and facts.within(WITHIN_5D) and not facts.said("sex.male"):
        running.append(Clock("CLK_EC", 120, at + timedelta(hours=120) if now else None))
    if facts.sexual:
        # UU 12/2022 art. 41(2)(3): within 3×24 h of a *victim's* report; from anyone else a person must decide.
        own = facts.own_report
        running.append(Clock("CLK_TPKS41", 72, at + timedelta(hours=72) if own else None, check=not own))
    if facts.violent and (facts.any_of(HOUSEHOLD) or facts.said("access.lives")):
        # UU 23/2004 art. 16: temporary protection within 1×24 h; residents of the household count as family.
        running.append(Clock("CLK_PKDRT16", 24, at + timedelta(hours=24)))
    return tuple(running)
