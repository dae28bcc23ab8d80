"""A voice note, for those who do not write: only where the office switched it on (``[voice]``).

One screen first: a voice can be recognised, and who hears it. Until they say yes nothing is fetched. One
note a report, so long and so big; more is answered kindly. Safety, a call for help and an officer's words come before
the question; whatever was typed never waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows import doing as do
from flows import guards as if_
from flows import pace, visiting
from flows.confirming import UNTOUCHED
from flows.effects import KeepVoice
from flows.events import Chose, Event, Sent, Wrote
from flows.outcome import Text
from flows.recording import ASKED, KEPT, LOST, OWED, Recording
from flows.session import ASIDE, Session
from flows.step import ANY, CHOICE, ELSEWHERE, SAME, Row, Step, row
from flows.values import replace

if TYPE_CHECKING:
    from flows.turn import Turn

NAME = "voice"
NEUTRAL = ("start", "away", "welcome", "erase", "erased", "policy", "settings", "friend")
# First: are they safe, and what must be said before anything.
BEFORE_IT = ("office", "safety", "privacy", "limits", "peer")
SECRETS = tuple(step.name for step in visiting.STEPS)  # a code or a word is asked for
NOT_NOW = (*NEUTRAL, *BEFORE_IT, *UNTOUCHED, *ASIDE, *SECRETS, "heard", "permit", "filed")

STEPS: tuple[Step, ...] = (
    Step(NAME, CHOICE, choices=("voice.keep", "voice.write"), controls=("distress", "help", "exit")),
)


def may_come(turn: Turn) -> bool:
    """Whether this is a voice note, and the office takes them; a report that is visited from another phone has none."""
    is_voice = isinstance(turn.event, Sent) and turn.event.recording is not None
    return is_voice and turn.office.voice.on and turn.session.visit is None


def may_come_first(turn: Turn) -> bool:
    """The same from somebody who must say first which office."""
    return may_come(turn) and if_.must_choose_an_office(turn)


def take_in(turn: Turn) -> None:
    """It is remembered, not fetched. Who said yes before, and Telegram did not give it, is not asked again."""
    do.keep_words(turn)  # a caption
    assert isinstance(turn.event, Sent)
    new, held = turn.event.recording, turn.session.recording
    assert new is not None
    if held is not None and held.file == new.file:  # its caption was changed
        return
    if new.is_too_much:
        turn.note("note-voice-long")
    elif held is not None and held.is_wanted:
        turn.note("note-voice-one")
    elif pace.spoke_enough(turn.session, turn.event.at):
        turn.note("note-voice-enough")
    elif held is not None and held.state == LOST:
        _keep(turn, new)
    else:
        turn.session = replace(turn.session, recording=replace(new, state=ASKED, told=0))
        if turn.state in NOT_NOW:
            turn.note("note-voice-later")


def ask(before: Session, turn: Turn) -> None:
    """Lay the question over the step the turn came to, as soon as nothing comes first."""
    held = turn.session.recording
    waits = held is not None and held.state == ASKED
    if turn.state == NAME and waits:
        return
    if before.step == NAME and turn.state not in ("heard", *ASIDE):
        turn.session = replace(turn.session, under="")
    if not waits or turn.state in NOT_NOW or turn.session.visit is not None:
        return
    if not turn.office.voice.on:  # another office was chosen meanwhile
        turn.session = replace(turn.session, recording=None)
        turn.note("note-voice")
        return
    turn.session = replace(turn.session, under=turn.state)
    turn.state = NAME


def answer(turn: Turn) -> None:
    """Yes: it is fetched after this turn. No: nothing of it stays; nor where the office takes none any more."""
    held = turn.session.recording
    yes = do.chosen(turn) == "voice.keep" and held is not None and turn.office.voice.on
    if yes:
        assert held is not None
        _keep(turn, held)
    else:
        turn.session = replace(turn.session, recording=None)
        turn.note("note-voice-no" if turn.office.voice.on else "note-voice")
    go_back(turn)
    if yes and turn.state == "words":  # who has told it there goes on as who has typed it
        turn.session = replace(turn.session, history=(*turn.session.history, "words"))
        turn.state = "review" if turn.session.changing else "acts"


def _keep(turn: Turn, recording: Recording) -> None:
    turn.session = replace(turn.session, recording=replace(recording, state=OWED, told=0))
    turn.session = pace.speaking(turn.session, turn.event.at)
    turn.effects.append(KeepVoice())
    turn.note("note-voice-fetching")


def go_back(turn: Turn) -> None:
    """To the step beneath."""
    turn.state = turn.session.under or "safety"
    turn.session = replace(turn.session, under="")


TRANSITIONS: tuple[Row, ...] = (
    row(Sent, "start", "office", when=may_come_first, do=(do.begin, take_in)),
    row(Sent, "start", "safety", when=may_come, do=(do.begin, take_in)),
    *(row(Sent, alone, "welcome", when=may_come, do=take_in) for alone in ("away", "erased")),
    row(Sent, ANY, SAME, when=may_come, do=take_in),
    row(Chose, NAME, ELSEWHERE, do=answer, may=("safety", "hub", "acts", "review")),
    row(Wrote, NAME, ELSEWHERE, do=(go_back, do.keep_words), may=("safety", "hub")),
)


# -- what became of it -------------------------------------------------------------------------------------------


def kept(session: Session, key: str = "") -> Session:
    """The same conversation, now that it is sealed away, with its own ``key``."""
    return _ended(session, KEPT, key)


def lost(session: Session) -> Session:
    """The same, where Telegram does not give it."""
    return _ended(session, LOST)


def _ended(session: Session, state: str, key: str = "") -> Session:
    held = session.recording
    return session if held is None else replace(session, recording=replace(held, state=state, told=0, key=key))


def saying(session: Session) -> Session:
    """The same, with its screen saying how it ended, if that was not said yet."""
    held = session.recording
    if held is None or not held.has_news:
        return session
    return replace(session, recording=replace(held, told=session.version))


def news(session: Session) -> tuple[Text, ...]:
    """Said once, on a screen of the conversation itself; after a pause so that whoever holds the phone by then learns
    of no recording."""
    held = session.recording
    if held is None or not held.told or held.told != session.version:
        return ()
    if held.state != KEPT:
        return (Text("note-voice-lost", quiet=session.hidden),)
    sent = {"sent": "yes" if session.case_open else "no"}
    return (Text("note-voice-kept", sent, quiet=session.hidden),)


def stays_as_words_do(held: Recording | None, event: Event) -> bool:
    """Whether this came as a voice note that is held now: then it leaves the chat when typed words do, and not before;
    one that is refused leaves at once."""
    came = event.recording if isinstance(event, Sent) else None
    return came is not None and held is not None and held.file == came.file
