"""One turn on one shared machine: ``take(session, event) -> outcome``.

`transitions` holds the table; a turn is a throw-away object fired on it, never registered (registering resets the
state and costs fifteen times as much). What is the same at every step stands here and not in the table: a stale tap,
an hour of silence, the exit word, weighing what was added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from transitions import EventData, Machine

from flows import aside, codes, commands, confirming, followup, leaving, pace, peers, report, visiting, voice
from flows import doing as do
from flows.effects import AlertAgain, Effect, OpenCase, TellOfAddition
from flows.events import (
    AGELESS,
    EVENTS,
    Asked,
    AskedErasure,
    Chose,
    Coded,
    Distressed,
    Event,
    Invited,
    Left,
    Resumed,
    Sent,
    Started,
    Submitted,
    Tapped,
    Worded,
    Wrote,
)
from flows.guards import is_led_to_an_office
from flows.office import Office
from flows.outcome import Letter, Outcome, Screen, Text
from flows.reaching import invites
from flows.safe_words import which_secret
from flows.screens import on_one_screen, says_so, screen_of, visible
from flows.session import ASIDE, Session
from flows.standing import taken_back
from flows.step import ANY, ELSEWHERE, SAME, Deed, Guard, Row, Step
from flows.triage import Assessment, Urgency, assess

# A row of an earlier one comes first.
PARTS = (visiting, voice, aside, confirming, commands, peers, followup, leaving, report)
_IN_ORDER = (report, aside, confirming, peers, followup, commands, leaving, visiting, voice)
STEPS: dict[str, Step] = {step.name: step for part in _IN_ORDER for step in part.STEPS}
TRANSITIONS: tuple[Row, ...] = tuple(row for part in PARTS for row in part.TRANSITIONS)
HISTORY = 40  # steps one can go back
NUMBERED = ("start", "away", "safety", "heard", "distress.where")  # the numbers stand there, or nothing may
NEUTRAL = ("start", "away", "welcome")
ALONE = ("start", "away", "erased")  # nothing else may stand in the chat
LOOKED_AT = (*ASIDE, "policy", "settings", "friend")  # and back to where one was
# Nobody goes back to these.
PASSING = (*NEUTRAL, *LOOKED_AT, "review", "heard", "voice", "permit", "erase", *(step.name for step in visiting.STEPS))


@dataclass(eq=False)
class Turn:
    """The throw-away object the machine is fired on. ``state`` belongs to `transitions`."""

    state: str
    session: Session = field(repr=False)
    event: Event = field(repr=False)
    offices: tuple[Office, ...] = field(repr=False)
    receipt: str = field(default="", repr=False)
    receipt_words: str = field(default="", repr=False)
    verdict: visiting.Verdict = field(default_factory=visiting.Verdict, repr=False)
    letters: Sequence[Letter] = field(default=(), repr=False)
    read_at: datetime | None = None
    notes: list[Text] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    went_back: bool = False
    keeps_page: bool = False
    forgets_history: bool = False
    sweeps: bool = False

    @property
    def office(self) -> Office:
        """The office this conversation is with."""
        return _office_of(self.session, self.offices)

    def note(self, key: str) -> None:
        """A short line above the question."""
        self.notes.append(Text(key))

    def assess(self) -> Assessment:
        """What is known so far, weighed: answers and words."""
        words = [one.text for one in self.session.words]
        now = self.session
        return assess(now.standing, words, self.event.at, now.settled, broken_off=now.broken_off)


def take(
    session: Session,
    event: Event,
    *,
    office: Office,
    others: Sequence[Office] = (),
    report_id: str = "",
    receipt: str = "",
    receipt_words: str = "",
    verdict: visiting.Verdict | None = None,
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
    verdict = verdict or visiting.Verdict()
    sent, event = event, _heard(event, here, _office_of(here, offices), verdict)
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
            return _closed(before, replace(turn, state="welcome", session=session), report_id, sent)
        turn = replace(turn, state="welcome", session=session)
    if isinstance(event, Tapped) and not isinstance(event, AGELESS) and not _is_live(turn, event):
        return Outcome(session, _screen(turn), toast=Text("toast-taken" if _was_taken(turn, event) else "toast-stale"))
    if pace.is_flood(session, event):
        silent = pace.keep_quietly(turn)
        wipe = leaves_no_trace(before, sent) or _is_secret(event)
        return Outcome(turn.session, _screen(turn), tuple(turn.effects), wipe=wipe, silent=silent)
    trigger = _MACHINE.events[type(event).__name__]
    if session.step in trigger.transitions and trigger.trigger(turn):
        pass  # the row was taken; a step without a row for this event simply asks again
    if isinstance(event, Wrote | Sent) and turn.session.words != before.words:
        confirming.interrupt(turn)
    elif before.step == "heard" and turn.state not in ("heard", "start", *ASIDE):
        confirming.settle_rest(turn)
    visiting.claim(turn)
    voice.ask(before, turn)
    return _closed(before, turn, report_id, sent)


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
    there = _office_of(session, offices)
    return screen_of(session, _step_of(session), there, at, offices=offices, letters=letters, read_at=read_at)


def _closed(before: Session, turn: Turn, report_id: str, sent: Event) -> Outcome:
    session = turn.session
    history = session.history
    if turn.forgets_history or turn.state in NEUTRAL or (turn.state == "hub" and session.filed):
        history = ()
    elif _leaves_a_step_behind(session, turn):
        history = (*history, session.step)[-HISTORY:]
    if turn.state == "review":
        history = ()
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
    wipe = leaves_no_trace(before, sent, session) or _is_secret(turn.event)
    wipe = wipe or (leaves and not isinstance(sent, Tapped))
    return Outcome(session, _screen(turn), tuple(turn.effects), wipe=wipe, wipe_earlier=sweeps, leaves=leaves)


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
    if any(isinstance(effect, OpenCase | AlertAgain) for effect in turn.effects):
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
    was = replace(turn, session=before).assess().level
    if was is Urgency.DARURAT or turn.assess().level is not Urgency.DARURAT:
        return session
    turn.notes.append(Text("numbers-again", {"numbers": turn.office.numbers()}))
    return replace(session, warned=True)


def _called(session: Session, turn: Turn) -> Session:
    """Since when the desk is called: how long it waits is counted from here."""
    if any(isinstance(effect, OpenCase | AlertAgain) for effect in turn.effects):
        return replace(session, called_at=turn.event.at.isoformat())
    return session


def _told(session: Session) -> tuple[object, ...]:
    """What a report is weighed by."""
    answered = [(settled.code, settled.messages) for settled in session.settled if settled.answer == "yes"]
    return session.answers, session.words, session.filed, answered, session.voice_seconds


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


def _heard(event: Event, session: Session, office: Office, verdict: visiting.Verdict) -> Event:
    """Words that act do so only as a whole message; secrets are no words."""
    if peers.invited(session, event, office):
        return Invited(event.at)
    if asked := _asked(event, office):
        return asked
    kind = secret_of(session, event, office)
    if kind == "code" or (kind == "loose" and verdict.kind == "known"):
        return Coded(event.at)
    digits = isinstance(event, Wrote) and codes.read(event.text).isdigit()
    if kind == "loose" and (digits or verdict.kind == "rests"):  # what was not looked at may be a right one
        return Sent(at=event.at, kind="code")  # a key, not words: it must not reach the card, or stay in the chat
    return Worded(event.at) if kind and kind != "loose" else event


def secret_of(session: Session, event: Event, office: Office) -> str:
    """Which secret this is (``which_secret``): the store works it out, hashed, before the turn is taken."""
    if _asked(event, office):
        return ""
    return which_secret(session, event, late=_is_late(session, event))


def _is_late(session: Session, event: Event) -> bool:
    return session.idle(event.at) and session.step not in NEUTRAL


def _is_secret(event: Event) -> bool:
    """Whether what was typed was heard as a code or a word."""
    return isinstance(event, Coded | Worded) or (isinstance(event, Sent) and event.kind == "code")


def _asked(event: Event, office: Office) -> Event | None:
    """What a whole message asks for: an invitation's code, a command, or a word that acts as one."""
    if not isinstance(event, Wrote):
        return None
    if invites(office, event.text):
        return Invited(event.at)
    return commands.commanded(event.text, office.exit.word, event.at)


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
    return event.id in visible(_screen(turn))


def _was_taken(turn: Turn, event: Tapped) -> bool:
    """Whether this very tap was obeyed a moment ago. Of *Tidak aman* after *Aman* nobody may think that it was."""
    session = turn.session
    just_left = event.step != session.step and event.version == session.version - 1
    if isinstance(event, Submitted):
        return just_left and session.step == "filed"
    return just_left and isinstance(event, Chose) and event.id in session.answers.get(event.step, ())


def _screen(turn: Turn) -> Screen:
    """What the turn's session looks like. What calls the desk anew was not read by anybody yet."""
    called = any(isinstance(effect, OpenCase | AlertAgain) for effect in turn.effects)
    return screen_of(
        turn.session,
        _step_of(turn.session),
        turn.office,
        turn.event.at,
        offices=turn.offices,
        letters=turn.letters,
        notes=turn.notes,
        read_at=None if called else turn.read_at,
    )


def _step_of(session: Session) -> Step:
    """Its step; a question laid over another offers *Kirim* only where that one does."""
    step = STEPS.get(session.step, STEPS["safety"])
    if step.name == "heard" and "submit" not in STEPS.get(session.under, step).controls:
        return replace(step, controls=tuple(control for control in step.controls if control != "submit"))
    return step


def _office_of(session: Session, offices: Sequence[Office]) -> Office:
    """The office a conversation is with; the home office for one that this deployment does not serve."""
    return next((office for office in offices if office.code == session.office), offices[0])


def leaves_no_trace(before: Session, event: Event, after: Session | None = None) -> bool:
    """What the door takes out of the chat: pictures, secrets and commands that tell; typed words in quiet mode, and a
    voice note that is held ``after`` it came. Six words that only may be a code are somebody's words until they turn
    out to be one."""
    if voice.stays_as_words_do((after or before).recording, event):
        return before.quiet
    if isinstance(event, Wrote):
        kind = which_secret(before, event, late=_is_late(before, event))
        secret = bool(kind) and (kind != "loose" or codes.read(event.text).isdigit())
        return before.quiet or secret or commands.tells(event.text)
    return not isinstance(event, Tapped | Started)


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
