"""Laid beside the conversation: the language, and *Bantuan*. From any step, by a button or a command, and back to it.

*Minta ditelepon* is here and says what it costs: whoever calls or is called is not anonymous any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows import doing as do
from flows.events import AskedHelp, AskedLanguage, Chose, WentBack
from flows.guards import must_choose_an_office
from flows.session import ASIDE
from flows.step import ANY, CHOICE, ELSEWHERE, INFO, Step, row
from flows.values import replace

if TYPE_CHECKING:
    from flows.turn import Turn

BACK = ("office", "safety", "hub")  # where one is again, of all the steps it may be

STEPS: tuple[Step, ...] = (
    Step(
        "language",
        CHOICE,
        choices=("language.id", "language.jv", "language.en"),
        controls=("back", "exit"),
        columns=3,
        goes_back="safety",
    ),
    Step(
        "guide", CHOICE, choices=("guide.call",), controls=("back", "language", "distress", "exit"), goes_back="safety"
    ),
    Step("call", INFO, controls=("back", "distress", "exit"), goes_back="guide"),
)


def turn_aside(turn: Turn) -> None:
    """Remember where we were. The harmless line is no place: from there one comes to what stands behind it."""
    step = turn.session.step
    if step not in ASIDE:
        behind = {"start": "", "away": "welcome"}.get(step, step)
        turn.session = replace(turn.session, aside=behind)


def come_back(turn: Turn) -> None:
    """To where we were; who was nowhere yet begins."""
    fallback = "hub" if turn.session.filed else "office" if must_choose_an_office(turn) else "safety"
    turn.state = turn.session.aside or fallback
    turn.session = replace(turn.session, aside="")


TRANSITIONS = (
    row(AskedLanguage, ANY, "language", do=turn_aside),
    row(AskedHelp, ANY, "guide", do=turn_aside),
    row(Chose, "language", ELSEWHERE, do=(do.speak, come_back), may=BACK),
    row(WentBack, "language", ELSEWHERE, do=come_back, may=BACK),
    row(Chose, "guide", "call"),
    row(WentBack, "guide", ELSEWHERE, do=come_back, may=BACK),
    row(WentBack, "call", "guide"),
)
