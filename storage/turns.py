"""How nothing is lost: one batch of updates is one transaction, with a savepoint for each.

A turn is known by its exact update id, so an update that comes again finds its work done and is shown the current
question. A turn that fails undoes only itself and is set aside. A database or a key that cannot be written undoes the
whole batch: then nothing was confirmed, and Telegram gives it again. A batch that takes long ends early: what was
not reached is not confirmed either, and meanwhile the desk can write.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import SQLAlchemyError

from flows.events import Event, Submitted
from flows.office import Office
from flows.outcome import Screen
from storage import audit, broken_off, fetching, outbox, pranks, typed, wiping
from storage.arrived import Arrived, FreshReceipt, NotPrepared, Told
from storage.database import ONE_UPDATES_TROUBLE, Database, savepoint
from storage.errors import KeyMissing
from storage.keyring import ReporterKeys
from storage.outbox import Owed
from storage.sealing import Address, new_receipt_code, new_receipt_words
from storage.seen import set_aside
from storage.spoken import Spoken
from storage.tables import Row, to_hour
from storage.turn import Turn
from storage.typed import Typed

__all__ = ["Arrived", "Taken", "Told", "Turns", "Unreadable", "unserved"]

log = logging.getLogger("wadul.turns")

_sessions = Row.metadata.tables["sessions"]
_cases = Row.metadata.tables["cases"]

_TAKING = 0x7761_6475_7474  # the advisory lock that keeps two batches apart on PostgreSQL, as SQLite's write lock does
MACHINES_TROUBLE = (OSError, KeyMissing)
"""What no update is to blame for: a full disk, a key that is gone. Nothing is confirmed until it is mended."""
_LONGEST = 1.0  # seconds of work in one transaction: one chat must not keep everybody else from writing


@dataclass(frozen=True)
class Unreadable:
    """An update that could not be read: it is set aside and passed over."""

    update_id: int
    error: str
    raw: object = field(repr=False)


@dataclass(frozen=True)
class Taken:
    """What was committed of a batch: its first ``updates``, and what to say to whom."""

    updates: int
    told: list[Told] = field(repr=False)


class Turns:
    """Takes batches for the offices of this deployment: the home office, and the others there are."""

    def __init__(self, db: Database, keys: ReporterKeys, office: Office, others: Sequence[Office] = ()) -> None:
        self._db, self._keys, self._office, self._offices = db, keys, office, (office, *others)
        self._receipts: dict[int, FreshReceipt] = {}
        self.spoken = Spoken()

    def take(self, batch: Sequence[Arrived | Unreadable], *, fault_since: datetime | None = None) -> Taken:
        """Take a batch in order, at least one update and then as many as a second allows, and commit them.
        ``fault_since`` (UTC) is when writing began to fail, told to the desk.

        Raises `SQLAlchemyError` when the database cannot be written, OSError or StorageError when the month's key
        cannot be made or read: then nothing of the batch has happened.
        """
        for moment in {to_hour(one.event.at) for one in batch if isinstance(one, Arrived)}:
            self._keys.relay_of(moment)  # at the turn of a month it writes a file: never in the middle of a turn
        receipts = self._receipts = self._fresh_receipts(batch)  # Argon2 takes 70 ms: before the transaction
        given = self._typed(batch)
        told: list[Told] = []
        entries: list[dict[str, Any]] = []
        updates = 0
        with self._db.writing() as conn:
            self._alone(conn)
            if fault_since is not None:
                self._owe_alarm(conn, "storage.write", fault_since)
            until = time.monotonic() + _LONGEST
            for update_ in batch:
                if updates and time.monotonic() > until:
                    break
                updates += 1
                if isinstance(update_, Unreadable):
                    self._set_aside(conn, update_, update_.error)
                    continue
                fresh, secret = receipts.get(update_.update_id), given.get(update_.update_id)
                here = (conn, self._keys, self._offices, update_)
                turn = Turn(*here, fresh, secret, self.spoken, may_wait=updates > 1)
                try:
                    with savepoint(conn):
                        told.append(turn.run())
                    entries += turn.filing.entries
                except NotPrepared:
                    updates -= 1
                    break
                except MACHINES_TROUBLE:
                    raise
                except SQLAlchemyError as error:
                    if not isinstance(error, ONE_UPDATES_TROUBLE):
                        raise
                    told.append(self._failed(conn, turn, error))
                except Exception as error:
                    told.append(self._failed(conn, turn, error))
            for entry in entries:  # last: the desk's taps wait for the chain, and hold the cases we may need before it
                audit.append(conn, **entry)
        return Taken(updates, told)

    def pass_on(self, owed: Owed, now: datetime) -> None:
        """A report that was left half-way reaches the desk. Raises TryLater when they went on meanwhile."""
        self._keys.relay_of(now)  # it may write a file: never in the middle of a transaction
        with self._db.writing() as conn:
            self._alone(conn)
            for entry in broken_off.pass_on(conn, self._keys, self._offices, owed, now):
                audit.append(conn, **entry)

    def note_ending(self, owed: Owed, tag_of: Callable[[int], bytes]) -> None:
        """How a case ended is noted in its reporter's own draft (storage/pranks.py)."""
        with self._db.writing() as conn:
            self._alone(conn)
            chat_id = pranks.whose(conn, self._keys, owed)
            if chat_id is not None:
                pranks.note(conn, self._keys, tag_of(chat_id), owed)

    def takes_voices(self, office_code: str) -> bool:
        """Whether this office, one of ours, has voice notes switched on."""
        return any(office.code == office_code and office.voice.on for office in self._offices)

    def settle_voice(self, owed: Owed, wanted: fetching.Wanted, sound: bytes | None, now: datetime) -> Screen | None:
        """A voice note was fetched, or (None) will not be given: it is sealed away, or known to be lost, once. Gives
        the screen that says so, if their conversation is where that may be said."""
        self._keys.relay_of(now)
        screen = None
        with self._db.writing() as conn:
            self._alone(conn)
            ended = fetching.settle(conn, self._keys, owed, wanted, sound, now)
            for entry in ended.entries:
                audit.append(conn, **entry)
            if ended.is_heard:
                here = Arrived(0, wanted.tag, Address(wanted.chat_id), Event(now), {})
                screen = Turn(conn, self._keys, self._offices, here, None).says_what_became_of_the_voice()
        return screen

    def give_voice_up(self, owed: Owed, now: datetime) -> None:
        """Nobody can say any more what this row wanted fetched: the desk must not wait for it."""
        with self._db.writing() as conn:
            self._alone(conn)
            for entry in fetching.give_up(conn, self._keys, owed, now).entries:
                audit.append(conn, **entry)

    def _alone(self, conn: Connection) -> None:
        """No other batch at the same time; on SQLite the write lock is enough."""
        if self._db.dialect == "postgresql":
            conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _TAKING})

    def raise_alarm(self, about: str, since: datetime) -> None:
        """Tell each desk of trouble it should know of, at most once an hour for each kind (``telegram.401``, …)."""
        with self._db.writing() as conn:
            self._owe_alarm(conn, about, since)

    def _owe_alarm(self, conn: Connection, about: str, since: datetime) -> None:
        for office in self._offices:
            outbox.owe_alarm(conn, office.code, about, since)

    def _failed(self, conn: Connection, turn: Turn, error: Exception) -> Told:
        arrived, wipe = turn.arrived, turn.leaves_no_trace
        log.error("turn failed", extra={"update": arrived.update_id, "error": type(error).__name__})
        self._set_aside(conn, arrived, type(error).__name__)
        self._owe_alarm(conn, "turn.failed", arrived.event.at)
        own = (arrived.message,) if wipe and arrived.message is not None else ()
        owed = wiping.owe(conn, self._keys, self._office.code, arrived.address, own, arrived.event.at)
        return Told(arrived, None, wipe=wipe, wiping=owed)

    def _set_aside(self, conn: Connection, update_: Arrived | Unreadable, error: str) -> None:
        set_aside(conn, "reporter", self._office.code, update_.update_id, error, update_.raw, self._keys.office)

    def _typed(self, batch: Sequence[Arrived | Unreadable]) -> dict[int, Typed]:
        """The codes and safe words of a batch, hashed; what is not wanted is not even looked for."""
        if not any(isinstance(one, Arrived) and isinstance(one.event, typed.TYPED) for one in batch):
            return {}
        served = {office.code: office for office in self._offices}
        with self._db.reading() as conn:
            return typed.work_out(conn, self._keys, served, self._office, batch)

    def _fresh_receipts(self, batch: Sequence[Arrived | Unreadable]) -> dict[int, FreshReceipt]:
        """Two codes for each who may be sending, however often they tap; one made for a batch that was not taken to its
        end is used again."""
        fresh: dict[int, FreshReceipt] = {}
        of_chat: dict[bytes, FreshReceipt] = {}
        for update_ in batch:
            if isinstance(update_, Arrived) and isinstance(update_.event, Submitted):
                kept = of_chat.get(update_.tag) or self._receipts.get(update_.update_id)
                fresh[update_.update_id] = of_chat[update_.tag] = kept or self._fresh_receipt()
        return fresh

    def _fresh_receipt(self) -> FreshReceipt:
        code, words = new_receipt_code(), new_receipt_words()
        return FreshReceipt(
            code, words, {"digits": self._keys.receipts.hash(code), "words": self._keys.receipts.hash(words)}
        )


def unserved(db: Database, offices: Sequence[Office]) -> list[str]:
    """Codes of offices that have conversations or cases and are not among these: nobody would hear of what is added."""
    found = select(_sessions.c.office_code).union(select(_cases.c.office_code))
    with db.reading() as conn:
        return sorted({row.office_code for row in conn.execute(found)} - {office.code for office in offices})
