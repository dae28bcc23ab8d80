"""All the conversation's tables as one: which step there is, and which row comes first."""

from __future__ import annotations

from dataclasses import replace

from flows import aside, commands, confirming, followup, leaving, peers, report, visiting, voice
from flows.session import ASIDE, Session
from flows.step import Row, Step

# A row of an earlier one comes first.
PARTS = (visiting, voice, aside, confirming, commands, peers, followup, leaving, report)
_IN_ORDER = (report, aside, confirming, peers, followup, commands, leaving, visiting, voice)
STEPS: dict[str, Step] = {step.name: step for part in _IN_ORDER for step in part.STEPS}
TRANSITIONS: tuple[Row, ...] = tuple(row for part in PARTS for row in part.TRANSITIONS)
NUMBERED = ("start", "away", "safety", "heard", "distress.where")  # the numbers stand there, or nothing may
NEUTRAL = ("start", "away", "welcome")
ALONE = ("start", "away", "erased")  # nothing else may stand in the chat
LOOKED_AT = (*ASIDE, "policy", "settings", "friend")  # and back to where one was
# Nobody goes back to these.
PASSING = (
    *(*NEUTRAL, *LOOKED_AT, "review", "heard", "voice", "news", "letter", "permit", "erase"),
    *(step.name for step in visiting.STEPS),
)


def step_of(session: Session) -> Step:
    """Its step; a question laid over another offers *Kirim* only where that one does."""
    step = STEPS.get(session.step, STEPS["safety"])
    if step.name == "heard" and "submit" not in STEPS.get(session.under, step).controls:
        return replace(step, controls=tuple(control for control in step.controls if control != "submit"))
    return step
