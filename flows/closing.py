"""How a turn ends: where it leads, what was added is weighed again, and the screen that is shown."""

from __future__ import annotations

from flows import voice
from flows.effects import AlertAgain, TellOfAddition
from flows.events import Distressed, Event, Tapped
from flows.outcome import Outcome, Screen, Text
from flows.screens import on_one_screen, says_so, screen_of
from flows.session import Session
from flows.standing import taken_back
from flows.tables import ALONE, LOOKED_AT, NEUTRAL, NUMBERED, PASSING, step_of
from flows.triage import Urgency
from flows.turn import Turn
from flows.understanding import is_secret, leaves_no_trace
from flows.values import replace

HISTORY = 40  # steps one can go back


def closed(before: Session, turn: Turn, report_id: str, sent: Event) -> Outcome:
    session = turn.session
    visited = before.is_guest and not before.idle(turn.event.at)
    turn.changed_hands = visited != session.is_guest
    history = session.history
    if turn.forgets_history or turn.state in NEUTRAL or (turn.state == "hub" and session.filed):
        history = ()
    elif _leaves_a_step_behind(session, turn):
        history = (*history, session.step)[-HISTORY:]
    if turn.state == "review":
        history = ()
    if history and history[-1] == turn.state:  # they only looked at something else, and are where they were
        history = history[:-1]
    session = replace(
        session,
        step=turn.state,
        history=history,
        page=session.page if turn.keeps_page else 0,
        version=before.version + 1,
        seen_at=turn.event.at.isoformat(),
        pressed=session.pressed if isinstance(turn.event, Distressed) else (),
        showing=tuple(letter.id for letter in on_one_screen(turn.letters)) if turn.state == "letter" else (),
    )
    if not session.report_id and session.has_content:
        session = replace(session, report_id=report_id)
    if before.case_open and session.report_id == before.report_id and session.answers != before.answers:
        session = replace(session, gone=taken_back(before.gone, before.answers, session.answers))
    if session.passed_on and not session.told_so and says_so(session.step):
        session = replace(session, told_so=session.version)
    if says_so(session.step):
        session = voice.saying(session)
    session = _weighed(before, session, turn)
    turn.session = session
    session = turn.session = _called(_warned(before, turn), turn)
    sweeps = turn.sweeps or (session.quiet and not before.quiet)
    if sweeps:
        session = turn.session = replace(session, messages=())
    leaves = turn.sweeps and turn.state in ALONE
    wipe = leaves_no_trace(before, sent, session) or is_secret(turn.event)
    wipe = wipe or (leaves and not isinstance(sent, Tapped))
    return Outcome(session, screen(turn), tuple(turn.effects), wipe=wipe, wipe_earlier=sweeps, leaves=leaves)


def _leaves_a_step_behind(session: Session, turn: Turn) -> bool:
    """Whether *Kembali* from the new step should lead to the old one."""
    moved = turn.state not in (session.step, *LOOKED_AT) and session.under != session.step
    return moved and not turn.went_back and session.step not in PASSING


def _weighed(before: Session, session: Session, turn: Turn) -> Session:
    """Each addition to a report the desk has is weighed again. It may raise; it never lowers."""
    if not before.case_open or not session.case_open or before.report_id != session.report_id:
        return session
    if _told(before) == _told(session):
        return session
    if turn.calls:
        return session
    turn.session = session
    said = turn.assess()
    urgency = said.level
    if urgency.above(session.urgency):
        turn.effects.append(AlertAgain(urgency))
        return replace(session, urgency=urgency.value, raised=said.highest)
    turn.effects.append(TellOfAddition())
    return session


def _warned(before: Session, turn: Turn) -> Session:
    """An answer that makes a report DARURAT which the desk does not have yet brings the numbers at once, and once.
    Words do so by their own question; some screens show the numbers anyway."""
    session = turn.session
    has_it = session.case_open and not session.broken_off
    if session.warned or has_it or session.answers == before.answers or session.step in NUMBERED:
        return session
    if turn.assess().level is not Urgency.DARURAT:
        return session
    if replace(turn, session=before).assess().level is Urgency.DARURAT:
        return session
    turn.notes.append(Text("numbers-again", {"numbers": turn.office.numbers()}))
    return replace(session, warned=True)


def _called(session: Session, turn: Turn) -> Session:
    """Since when the desk is called: how long it waits is counted from here."""
    if turn.calls:
        return replace(session, called_at=turn.event.at.isoformat())
    return session


def _told(session: Session) -> tuple[object, ...]:
    """What a report is weighed by."""
    answered = [(settled.code, settled.messages) for settled in session.settled if settled.answer == "yes"]
    return session.answers, session.words, session.filed, answered, session.voice_seconds


def screen(turn: Turn) -> Screen:
    """What the turn's session looks like. What calls the desk anew was not read by anybody yet; and who has read the
    report that was visited says nothing of this chat's own."""
    unread = turn.calls or turn.changed_hands
    return screen_of(
        turn.session,
        step_of(turn.session),
        turn.office,
        turn.event.at,
        offices=turn.offices,
        letters=turn.letters,
        notes=turn.notes,
        read_at=None if unread else turn.read_at,
    )
