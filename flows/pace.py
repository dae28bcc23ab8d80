"""Floods and pranks: one chat slows down alone, nobody else is held up, and no word of danger waits.

Counted per chat, inside its sealed draft: messages of the running minute, reports and voice notes of the last day, and
how often the desk closed one of theirs as a mistake or a try. More than that is answered later, never refused and never
unmasked: typed words are still kept (drawn together), and a report that weighs TINGGI or more goes at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flows.effects import TellOfAddition
from flows.events import Event, Sent, Wrote
from flows.outcome import Text
from flows.session import Session, Words
from flows.triage import Urgency
from flows.triage.hearing import hear
from flows.values import replace

if TYPE_CHECKING:
    from flows.turn import Turn

MESSAGES = 30  # a minute, of one chat
MINUTE = timedelta(minutes=1)
REPORTS = 5  # a day, of one chat; then one an hour
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
VOICES = 3  # a day, of one chat: each is fetched and kept, sent or not
PRANKS = 2  # so many of theirs were a mistake or a try: then one an hour from the first on
LONGEST = 20_000  # code points drawn together: nobody types more in a minute
HEARD_AT_ONCE = ("heard", "letter")  # here a word is an answer


# -- messages ----------------------------------------------------------------------------------------------------


def counting(session: Session, event: Event) -> Session:
    """The same, with this message counted in the running minute."""
    if not isinstance(event, Wrote | Sent):
        return session
    began = datetime.fromisoformat(session.minute) if session.minute else None
    if began is None or not timedelta() <= event.at - began < MINUTE:
        return replace(session, minute=event.at.isoformat(), beats=1)
    return replace(session, beats=session.beats + 1)


def is_flood(session: Session, event: Event) -> bool:
    """More than anybody types, and nothing in it that must be heard now."""
    if session.beats <= MESSAGES or session.step in HEARD_AT_ONCE or session.step.startswith("distress."):
        return False
    if isinstance(event, Wrote):
        return not _is_danger(event.text)
    return isinstance(event, Sent) and not _is_danger(event.words)


def keep_quietly(turn: Turn) -> bool:
    """The words are kept with those before them, and the screen stands as it was; a voice note is not, and that is said
    each time. True: it is not even shown again, because they were told already."""
    event, session = turn.event, turn.session
    text = (event.text if isinstance(event, Wrote) else getattr(event, "words", "")).strip()
    told = session.beats > MESSAGES + 1
    if text:
        *before, last = session.words or (None,)
        joined = f"{last.text}\n{text}" if last is not None else text
        if told and last is not None and last.at >= session.minute and len(joined) <= LONGEST:
            session = replace(session, words=(*before, Words(last.at, last.step, joined)))
        elif not told or last is None or len(last.text) < LONGEST // 2:
            session = session.with_words(event.at, text[:LONGEST])
        if session.case_open:
            turn.effects.append(TellOfAddition())
    turn.session = replace(session, seen_at=event.at.isoformat())
    unkept = _brings_a_voice(turn)
    turn.note("note-voice-slowly" if unkept else "note-slowly")
    return told and not unkept


def _brings_a_voice(turn: Turn) -> bool:
    """Whether this is a voice note that would be asked about at another time, and not one that is held already."""
    came, held = getattr(turn.event, "recording", None), turn.session.recording
    taken = turn.office.voice.on and turn.session.visit is None
    return taken and came is not None and (held is None or held.file != came.file)


def _is_danger(text: str) -> bool:
    heard = hear(text)
    return any(Urgency.of(code).above(Urgency.SEDANG) for code in (*heard.codes, *heard.ask))


# -- reports -----------------------------------------------------------------------------------------------------


def next_at(session: Session, at: datetime) -> datetime:
    """When this chat may send another report that can wait: ``at`` itself while there were few."""
    sent = [moment for moment in map(datetime.fromisoformat, session.sent) if at - DAY < moment <= at]
    allowed = 1 if len(session.pranks) >= PRANKS else REPORTS
    if len(sent) < allowed:
        return at
    return max(at, min(sent[-allowed] + DAY, sent[-1] + HOUR))


def counted(session: Session, at: datetime) -> Session:
    """A report was sent now."""
    return replace(session, sent=(*session.sent, at.isoformat())[-(REPORTS + 1) :])


def must_wait(turn: Turn) -> bool:
    """Too many today, and this one can wait. What weighs TINGGI or more goes at once, and so does what the desk has."""
    if turn.session.case_open or next_at(turn.session, turn.event.at) <= turn.event.at:
        return False
    return not turn.assess().level.above(Urgency.SEDANG)


def ask_to_wait(turn: Turn) -> None:
    """It stays as it is; *Kirim* works again from then on."""
    then = turn.office.clock(next_at(turn.session, turn.event.at) + MINUTE)
    turn.notes.append(Text("note-later", {"time": then.strftime("%H.%M")}))


# -- voice notes -------------------------------------------------------------------------------------------------


def spoke_enough(session: Session, at: datetime) -> bool:
    """Whether this chat has said yes to as many voice notes as it may in a day."""
    return len(of_the_last_day(session.spoke, at)) >= VOICES


def speaking(session: Session, at: datetime) -> Session:
    """They said yes to one now."""
    return replace(session, spoke=(*of_the_last_day(session.spoke, at), at.isoformat())[-VOICES:])


def of_the_last_day(moments: Iterable[str], at: datetime) -> tuple[str, ...]:
    """Those of these moments that count still."""
    return tuple(one for one in moments if at - DAY < datetime.fromisoformat(one) <= at)
