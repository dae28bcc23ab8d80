"""What is typed as a code or a word: which secret it is, how it is meant, and whether it is one to choose."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from flows import codes
from flows.events import Checked, Event, Wrote
from flows.session import Session
from flows.triage import Urgency
from flows.triage.hearing import hear

SHORTEST_WORD, LONGEST_WORD = 4, 40  # letters at least, signs at most
MOST_WORDS = 3  # after an hour of silence more than so many are no secret, but somebody's words
GIVEN, CHOSEN = "word", ("safe_word", "duress_word")


@dataclass(frozen=True)
class Verdict:
    """What the store found out about a code or a word that was typed.

    A code is ``known`` or ``unknown``; a word ``safe``, ``duress`` or ``unknown``; one that is chosen ``new``, too
    ``short``, too ``long`` or the ``same`` as the other; ``rests`` is not looked at, because too many were wrong.
    ``guest`` is the conversation that a right safe word opens; ``mark`` the hash of a word that is chosen.
    """

    kind: str = "unknown"
    report: str = ""
    status: str = ""
    guest: Session | None = field(default=None, repr=False)
    mark: str = field(default="", repr=False)


def which_secret(session: Session, event: Event, *, late: bool = False) -> str:
    """Which secret was typed here: ``code`` where one was asked for, ``loose`` what may be one anywhere, ``word``,
    ``safe_word``, ``duress_word``; ``late`` is what looks like a word after an hour of silence. Where a word was
    asked for, whatever is typed is one: it must not reach the card. Empty when it is none: somebody who cries for help
    instead is heard."""
    if isinstance(event, Checked):
        return "code" if codes.attempted(event.text) else ""
    if not isinstance(event, Wrote):
        return ""
    asked = session.step if session.step in (GIVEN, *CHOSEN) else ""
    if asked and not late and as_meant(event.text) and not _is_a_cry(event.text):
        return asked
    if codes.read(event.text):
        return "code" if session.step == "check" and not late else "loose"
    if session.step == "check" and not late and codes.attempted(event.text) and not _is_a_cry(event.text):
        return "code"
    return "late" if asked and late and _looks_like_a_word(event.text) else ""


def as_meant(text: str) -> str:
    """A safe word as it is hashed: whatever capitals and blanks it was typed with."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def unfit(text: str) -> str:
    """Why this is no word to choose: ``short``, ``long``, or empty."""
    meant = as_meant(text)
    if sum(map(str.isalnum, meant)) < SHORTEST_WORD:
        return "short"
    return "long" if len(meant) > LONGEST_WORD else ""


def _looks_like_a_word(text: str) -> bool:
    meant = as_meant(text)
    return 0 < len(meant) <= LONGEST_WORD and len(meant.split()) <= MOST_WORDS and not _is_a_cry(text)


def _is_a_cry(text: str) -> bool:
    """Danger now, or what must be asked about: that, or the wish to die."""
    heard = hear(text)
    return heard.level is Urgency.DARURAT or bool(heard.ask)
