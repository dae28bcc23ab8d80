"""One turn on one shared machine: ``take(session, event) -> outcome``.

`transitions` holds the table; a turn is a throw-away object fired on it, never registered (registering resets the
state and costs fifteen times as much). What is the same at every step stands here and not in the table: a stale tap,
an hour of silence. What came is understood in ``understanding``; how a turn ends stands in ``closing``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from transitions import EventData, Machine

from flows import confirming, pace, visiting, voice
from flows import doing as do
from flows.closing import closed, screen
from flows.events import (
    AGELESS,
    EVENTS,
    Asked,
    AskedErasure,
    Chose,
    Event,
    Left,
    Resumed,
    Sent,
    Started,
    Submitted,
    Tapped,
    Wrote,
)
from flows.guards import is_led_to_an_office
from flows.office import Office
from flows.outcome import Letter, Outcome, Screen, Text
from flows.safe_words import Verdict
from flows.screens import screen_of, visible
from flows.session import ASIDE, Session
from flows.step import ANY, ELSEWHERE, SAME, Deed, Guard
from flows.tables import NEUTRAL, STEPS, TRANSITIONS, step_of
from flows.turn import Turn, office_of
from flows.understanding import heard, is_secret, leaves_no_trace
from flows.values import replace


def take(
    session: Session,
    event: Event,
    *,
    office: Office,
    others: Sequence[Office] = (),
    report_id: str = "",
    receipt: str = "",
    receipt_words: str = "",
    verdict: Verdict | None = None,
    letters: Sequence[Letter] = (),
    read_at: datetime | None = None,
) -> Outcome:
    """One turn. Pure: the clock is ``event.at``, the luck is ``report_id`` and the two codes of a receipt, ``verdict``
    is what became of a secret that was typed, the officer's unread words are ``letters``, and ``read_at`` is when one
    of them took the report, if they did. ``office`` is the home office, ``others`` those a deployment serves beside it.
    Never raises for anything a person can do."""
    offices = (office, *others)
    session = _of_today(session)
    here = _of_today(visiting.ended(session)) if session.idle(event.at) else session
    over = session.is_guest and not here.is_guest  # silence ended the visit: whatever comes now is this chat's own
    verdict = verdict or Verdict()
    sent, event = event, heard(event, here, office_of(here, offices), verdict)
    before, session = pace.counting(session, event), pace.counting(here, event)
    turn = Turn(session.step, session, event, offices, receipt, receipt_words, verdict, letters, read_at)
    if over and not isinstance(event, Left):
        turn.note("note-visit-over")
    if session.idle(event.at) and session.step not in NEUTRAL and not _cannot_wait(turn):
        # Never back into an officer's letter: whether it is safe to read is asked anew.
        back = session.paused_at if session.place in do.NEUTRAL else session.place
        session = replace(session, paused_at=back, step="welcome", history=()).hiding()
        stops = isinstance(event, Tapped | Started | Asked) and not isinstance(event, AGELESS)
        if stops or (over and isinstance(event, AskedErasure)):  # it was not this chat's own that they would erase
            return closed(before, replace(turn, state="welcome", session=session), report_id, sent)
        turn = replace(turn, state="welcome", session=session)
    if isinstance(event, Tapped) and not isinstance(event, AGELESS) and not _is_live(turn, event):
        return Outcome(session, screen(turn), toast=Text("toast-taken" if _was_taken(turn, event) else "toast-stale"))
    if pace.is_flood(session, event):
        silent = pace.keep_quietly(turn)
        wipe = leaves_no_trace(before, sent) or is_secret(event)
        return Outcome(turn.session, screen(turn), tuple(turn.effects), wipe=wipe, silent=silent)
    trigger = _MACHINE.events[type(event).__name__]
    if session.step in trigger.transitions and trigger.trigger(turn):
        pass  # the row was taken; a step without a row for this event simply asks again
    if isinstance(event, Wrote | Sent) and turn.session.words != before.words:
        confirming.interrupt(turn)
    elif before.step == "heard" and turn.state not in ("heard", "start", *ASIDE):
        confirming.settle_rest(turn)
    visiting.claim(turn)
    voice.ask(before, turn)
    return closed(before, turn, report_id, sent)


def show(
    session: Session,
    office: Office,
    at: datetime,
    letters: Sequence[Letter] = (),
    others: Sequence[Office] = (),
    read_at: datetime | None = None,
) -> Screen:
    """Where the conversation stands, asked again: for anything the reporter did whose answer was lost."""
    offices = (office, *others)
    there = office_of(session, offices)
    return screen_of(session, step_of(session), there, at, offices=offices, letters=letters, read_at=read_at)


def _of_today(session: Session) -> Session:
    """Steps that an older version had are passed over: nothing told is lost, and a safe question is asked."""
    named = {session.step, session.under, session.aside, session.paused_at, session.interrupted_at}
    if {*named, *session.history} <= {*STEPS, ""}:
        return session
    step = session.step if session.step in STEPS else ("hub" if session.filed else "safety")
    history = tuple(name for name in session.history if name in STEPS) if step == session.step else ()
    return replace(
        session,
        step=step,
        history=history,
        paused_at=session.paused_at * (session.paused_at in STEPS),
        under=session.under * (session.under in STEPS),
        aside=session.aside * (session.aside in STEPS),
        interrupted_at=session.interrupted_at * (session.interrupted_at in STEPS),
    )


def _cannot_wait(turn: Turn) -> bool:
    """*Kirim*, or the last step of calling for help, that reached us late (we were down): it is obeyed all the same;
    and so is a poster's link while nothing was told yet."""
    event = turn.event
    live = isinstance(event, Tapped) and _is_live(turn, event)
    if turn.session.step.startswith("distress."):
        return live or isinstance(event, Wrote)
    return (live and isinstance(event, Submitted)) or is_led_to_an_office(turn)


def _is_live(turn: Turn, event: Tapped) -> bool:
    """Whether the tap belongs to the screen as it stands: of two quick taps only the first does."""
    if event.version != turn.session.version or event.step != turn.session.step:
        return isinstance(event, Resumed) and turn.session.step in ("start", "away")
    return event.id in visible(screen(turn))


def _was_taken(turn: Turn, event: Tapped) -> bool:
    """Whether this very tap was obeyed a moment ago. Of *Tidak aman* after *Aman* nobody may think that it was."""
    session = turn.session
    just_left = event.step != session.step and event.version == session.version - 1
    if isinstance(event, Submitted):
        return just_left and session.step == "filed"
    return just_left and isinstance(event, Chose) and event.id in session.answers.get(event.step, ())


# -- the machine ------------------------------------------------------------------------------------------------


def machine(states: Sequence[str], initial: str, rows: Sequence[tuple[str, str, str]]) -> Machine:
    """A machine for a table of (trigger, source, destination), to be fired on throw-away objects."""
    made = Machine(model=None, states=list(states), initial=initial, auto_transitions=False)
    for trigger, source, to in rows:
        made.add_transition(trigger, source, None if to == source else to)
    return made


def _asks(guard: Guard) -> Any:
    return lambda data: guard(data.model)


def _does(deed: Deed) -> Any:
    def done(data: EventData) -> None:
        turn: Any = data.model
        deed(turn)

    return done


def _machine() -> Machine:
    machine = Machine(model=None, states=list(STEPS), initial="start", auto_transitions=False, send_event=True)
    for name in (event.__name__ for event in EVENTS):
        machine.add_transition(name, "start", "start", conditions=[lambda _: False])  # every event has a trigger
    for row in TRANSITIONS:
        for source in STEPS if row.source == ANY else (row.source,):
            machine.add_transition(
                row.event.__name__,
                source,
                None if row.to in (SAME, ELSEWHERE) or row.to == source else row.to,
                conditions=[_asks(row.when)] if row.when else None,
                before=[_does(deed) for deed in row.do],
            )
    return machine


_MACHINE = _machine()
