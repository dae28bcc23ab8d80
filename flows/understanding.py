"""What came, understood: a whole message that acts, a secret, or somebody's words; and what leaves the chat for it."""

from __future__ import annotations

from flows import codes, commands, peers, voice
from flows.events import Coded, Event, Invited, Sent, Started, Tapped, Worded, Wrote
from flows.office import Office
from flows.reaching import invites
from flows.safe_words import Verdict, which_secret
from flows.session import Session
from flows.tables import NEUTRAL


def heard(event: Event, session: Session, office: Office, verdict: Verdict) -> Event:
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


def is_secret(event: Event) -> bool:
    """Whether what was typed was heard as a code or a word."""
    return isinstance(event, Coded | Worded) or (isinstance(event, Sent) and event.kind == "code")


def _is_late(session: Session, event: Event) -> bool:
    return session.idle(event.at) and session.step not in NEUTRAL


def _asked(event: Event, office: Office) -> Event | None:
    """What a whole message asks for: an invitation's code, a command, or a word that acts as one."""
    if not isinstance(event, Wrote):
        return None
    if invites(office, event.text):
        return Invited(event.at)
    return commands.commanded(event.text, office.exit.word, event.at)
