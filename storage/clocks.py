"""The clocks of a case as the desk keeps them: which run until when, and how each was closed.

A legal clock is closed by a letter's number, or by a ground that two people signed (storage.decisions). UU 12/2022
art. 41: to the police within 3×24 h of the survivor's own report, told here or to the office's social worker or
psychologist. UU 23/2004 art. 16: temporary protection within 1×24 h. PEP 72 h and emergency contraception 120 h count
from the event, whatever anybody signs.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from flows.desk.card import merged
from flows.triage import assess
from storage import handling, outbox, records
from storage.errors import NotPossible
from storage.keyring import DutyKeys
from storage.tables import Case, Officer, to_hour

LEGAL = ("CLK_TPKS41", "CLK_PKDRT16")
OWN_WORDS = "CLK_TPKS41"
SOON = timedelta(hours=7)  # a look every six hours meets every clock at least once before it is over
LOOKS = timedelta(hours=6)
LOOKED_FOR = timedelta(hours=150)  # the longest clock, and a day


@dataclass(frozen=True)
class Running:
    """A clock. ``due`` is None when a person must say whether, or since when, it runs. ``closed`` says how: ``letter``,
    ``signed``, or nothing."""

    code: str
    due: datetime | None
    check: bool
    closed: str = ""

    @property
    def holds(self) -> bool:
        """Whether the case may not end before it is closed."""
        return self.code in LEGAL and self.due is not None and not self.closed


def running(conn: Connection, keys: DutyKeys, case: Case) -> list[Running]:
    """The clocks of a case. Raises CannotOpen."""
    told = records.of_case(conn, keys.office_key, case)
    record = merged(told)
    filed = records.filed_at(case, told)
    words = [one["text"] for one in record["words"]]
    kept: dict[str, Any] = handling.read(keys, case).get("clocks", {})
    found = []
    for clock in assess(record["answers"], words, filed, record["settled"]).clocks:
        since = kept.get(clock.code, {}).get("since")
        due = _after(since) if since else clock.due
        found.append(Running(clock.code, due, clock.check and not since, kept.get(clock.code, {}).get("closed", "")))
    if OWN_WORDS in kept and OWN_WORDS not in [one.code for one in found] and kept[OWN_WORDS].get("since"):
        closed = kept[OWN_WORDS].get("closed", "")
        found.append(Running(OWN_WORDS, _after(kept[OWN_WORDS]["since"]), check=False, closed=closed))
    return found


def hold(conn: Connection, keys: DutyKeys, case: Case) -> bool:
    """Whether a legal clock keeps this case from ending."""
    return any(clock.holds for clock in running(conn, keys, case))


def note_own_words(
    conn: Connection, keys: DutyKeys, officer: Officer, number: str, at: datetime, version: int | None = None
) -> datetime:
    """The survivor told it to the office's social worker or psychologist: the 3×24 h of art. 41 run from now. Told
    twice, the first time counts. Gives when they end."""
    case = handling.at_work(conn, officer, number, version)
    known = next((c for c in running(conn, keys, case) if c.code == OWN_WORDS), None)
    if known is not None and known.due is not None:
        return known.due
    told = handling.read(keys, case)
    kept = told.get("clocks", {})
    mine = {**kept.get(OWN_WORDS, {}), "since": at.isoformat(), "by": officer.id}
    handling.write(conn, keys, officer, case, "clock.began", at, {**told, "clocks": {**kept, OWN_WORDS: mine}})
    look_later(conn, case, at, mark=f"-{secrets.token_hex(4)}")
    return _after(mine["since"])


def close_by_letter(
    conn: Connection,
    keys: DutyKeys,
    officer: Officer,
    number: str,
    code: str,
    letter: str,
    at: datetime,
    version: int | None = None,
) -> None:
    """The letter went out: its number closes the clock. Raises what `handling.at_work` raises, and NotPossible."""
    case = handling.at_work(conn, officer, number, version)
    letter = handling.letter_number(letter)
    close(conn, keys, officer, case, code, {"closed": "letter", "letter": letter}, at)


def close(
    conn: Connection, keys: DutyKeys, officer: Officer, case: Case, code: str, how: dict[str, Any], at: datetime
) -> None:
    """Write down how a legal clock that runs was closed. Raises NotPossible."""
    if code not in LEGAL or not any(c.code == code and not c.closed for c in running(conn, keys, case)):
        raise NotPossible("desk-why-no-clock")
    told = handling.read(keys, case)
    kept = told.get("clocks", {})
    mine = {**kept.get(code, {}), **how, "closed_by": officer.id, "closed_at": at.isoformat()}
    handling.write(conn, keys, officer, case, "clock.closed", at, {**told, "clocks": {**kept, code: mine}})


def look_later(conn: Connection, case: Any, now: datetime, turn: int = 1, mark: str = "") -> None:
    """Owe a look at the clocks of this case. Every case is looked at every six hours, whether one runs or not: a row of
    its own would tell what the case is about."""
    if case is None or turn * LOOKS > LOOKED_FOR:
        return
    outbox.owe(
        conn,
        "duty",
        "look",
        "desk",
        code=f"{case.number}.look{turn}{mark}",
        due_at=to_hour(now) + LOOKS,  # what was filed at which minute is nobody's business
        waits=True,
        office_code=case.office_code,
        case_id=case.id,
    )


def _after(since: str) -> datetime:
    return datetime.fromisoformat(since) + timedelta(hours=72)
