"""When a report that nobody took is called out again, and who is called then. Times stand in the office file.

A turn counts the calls: 0 is the first. DARURAT is called every few minutes, and on two of these turns, its rungs, more
people are called. What is late is called at once; of repeats that were missed meanwhile, one is enough.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flows.office import Office

HOLDER, SECOND, EVERYBODY = "holder", "second", "everybody"
"""Whom a call reaches: whoever holds the day; their second and the supervisors too; everybody, the head too."""


def who(office: Office, urgency: str, turn: int) -> str:
    """Whom this call reaches."""
    if turn == 0:
        return HOLDER
    if urgency != "DARURAT":
        return EVERYBODY
    minutes = _minutes(office, turn)
    return EVERYBODY if minutes >= office.climb.head else SECOND if minutes >= office.climb.second else HOLDER


def names_numbers(office: Office, urgency: str, turn: int) -> bool:
    """Whether this call says whom to ring outside the office."""
    return urgency == "DARURAT" and who(office, urgency, turn) == EVERYBODY


def following(office: Office, urgency: str, turn: int, due_at: datetime, now: datetime) -> tuple[int, datetime]:
    """The turn after this one, which was due at ``due_at`` and is called ``now``, and when it is due. A rung that is
    late comes at once; of several the highest, for it calls everybody whom the lower ones would."""
    if urgency != "DARURAT":
        return turn + 1, _patience(office, urgency, due_at if turn == 0 else now)
    since = due_at - timedelta(minutes=_minutes(office, turn))
    found = turn + 1
    while since + timedelta(minutes=_minutes(office, found + 1)) <= now:
        found += 1
    late = [one for one in range(turn + 1, found + 1) if who(office, urgency, one) != who(office, urgency, one - 1)]
    if late:
        found = late[-1]
    elif since + timedelta(minutes=_minutes(office, found)) <= now:
        found += 1
    return found, since + timedelta(minutes=_minutes(office, found))


def longest_wait(office: Office) -> timedelta:
    """No call of a DARURAT or TINGGI case is ever further away than this."""
    return timedelta(minutes=max(office.ladder["DARURAT"], office.ladder["TINGGI"], office.climb.acted))


def _patience(office: Office, urgency: str, since: datetime) -> datetime:
    """TINGGI: minutes. SEDANG: minutes of working time. RENDAH: minutes, and then the next moment of working time."""
    if urgency == "SEDANG":
        return office.after_working(since, office.ladder["SEDANG"])
    if urgency == "TINGGI":
        return since + timedelta(minutes=office.ladder["TINGGI"])
    return office.next_open(since + timedelta(minutes=office.ladder["RENDAH"]))


def _minutes(office: Office, turn: int) -> int:
    """How long after the first call of a DARURAT case this turn is due: every few minutes, and on each rung."""
    if turn <= 0:
        return 0
    again, climb = office.ladder["DARURAT"], office.climb
    last = (max(climb.second, climb.head) // again + 1) * again
    early = sorted({*range(again, last + 1, again), climb.second, climb.head})
    return early[turn - 1] if turn <= len(early) else last + (turn - len(early)) * again
