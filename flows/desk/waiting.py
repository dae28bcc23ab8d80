"""How long something waits, and the ready-made sentences: those an officer can choose from, and one of the
program's own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from flows.desk.plain import visible
from flows.office import Office
from flows.wording import shortened, text

PHRASES = ("read", "safe", "when", "meet", "doctor", "more", "soon")
LONGEST_NOTE = 300  # UTF-16 units of a note on the card
HOUR, DAY = 60, 48 * 60  # minutes: below two days hours are counted


@dataclass(frozen=True)
class Phrase:
    """A sentence to choose by a tap. ``key`` is all that a button carries."""

    key: str
    title: str
    words: str = field(repr=False)


def waits(since: datetime, at: datetime) -> str:
    """*12 mnt*, *3 jam*, *2 hari*; nothing waits for less than no time, whatever the clocks say."""
    minutes = max(0, int((at - since).total_seconds()) // 60)
    if minutes < HOUR:
        return text("waits", unit="minutes", count=str(minutes))
    if minutes < DAY:
        return text("waits", unit="hours", count=str(minutes // 60))
    return text("waits", unit="days", count=str(minutes // (24 * 60)))


def deed_line(kind: str, by: str, at: datetime, words: str, office: Office) -> str:
    """What was done, in one line of the card; of a note its beginning."""
    when = office.clock(at).strftime("%d/%m %H.%M")
    line = text("card-deed", when=when, name=by, deed=text(f"queue-did-{kind}"))
    return f"{line}: {shortened(visible(words), LONGEST_NOTE)}" if words else line


def moved_letter(office: str, language: str, register: str) -> str:
    """What a reporter reads when another office has their report from now on."""
    return text("letter-moved", language, register=register, office=office)


def phrases(office: Office, register: str) -> tuple[Phrase, ...]:
    """The office's own sentences first, then the reviewed ones that ship, spoken to a child or an adult."""
    own = tuple(Phrase(_digest(one.words), one.title, one.words) for one in office.templates)
    shipped = tuple(
        Phrase(
            name,
            text(f"phrase-{name}-title"),
            text(f"phrase-{name}", register=register, numbers=office.numbers()),
        )
        for name in PHRASES
    )
    return own + shipped


def _digest(words: str) -> str:
    """A sentence that the office changed is another one: an old button sends nothing else."""
    return hashlib.blake2b(words.encode(), digest_size=6).hexdigest()
