"""One founded office, and one evening rehearsed in it: what every world of the harness is a copy of."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nacl.pwhash import argon2id

from bot.dispatch.loop import Dispatcher
from bot.listening import _confirming
from flows.office import Office
from flows.office_file import blora
from storage import roster
from storage.database import Database
from storage.keyring import DutyKeys, ReporterKeys, create_home_keys
from tests.faults.holding import Opener, broken
from tests.faults.life import Clock, Officers, Payer, Reporters
from tests.faults.telegram import PLANS, Town
from tests.storage.conftest import PostgreSQL

PASSPHRASE = "seribu kali dibunuh"
QUICK = (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)  # what a passphrase costs here
OFFICER = 500_000_001
_SHM = Path("/dev/shm")
MEMORY = _SHM if _SHM.is_dir() else None  # no disk is needed: what was written before a SIGKILL is there after it


@dataclass
class Founded:
    """A migrated database and a home with keys, to be copied for each world. Passphrases must be QUICK by then."""

    folder: Path
    postgres: PostgreSQL | None

    def __post_init__(self) -> None:
        self.office: Office = blora()
        home = self.folder / "home"
        create_home_keys(home, home / "run", PASSPHRASE, escalation_passphrase=PASSPHRASE)
        self.duty_keys = DutyKeys.load(home, PASSPHRASE)
        if self.postgres is None:
            self.url = f"sqlite:///{self.folder / 'world' / 'wadul.db'}"
            migrated = Database(f"sqlite:///{self.folder / 'wadul.db'}")
            migrated.migrate()
            migrated.truncate_wal()
            migrated.close()
        else:
            self.url = self.postgres.migrated()
        self.database = Database(self.url)  # children inherit what it has put together, and no connection
        self.watched = Database(self.url)  # the parent's own, to look whether everything holds
        with self.world() as home:
            asyncio.run(_rehearse(self, home))

    @contextmanager
    def world(self) -> Iterator[Path]:
        """A database and a home of a world's own, always at the same address."""
        folder = self.folder / "world"
        shutil.copytree(self.folder / "home", folder / "home")
        if self.postgres is None:
            shutil.copy(self.folder / "wadul.db", folder / "wadul.db")
        else:
            self.postgres.again(self.url)
        roster.add(self.database, self.office.code, OFFICER, "Petugas Satu", "officer", datetime.now(UTC))
        with self.database.writing() as conn:
            roster.mark_started(conn, self.office.code, OFFICER, datetime.now(UTC))
        self.database.close()
        try:
            yield folder / "home"
        finally:
            self.database.close()
            self.watched.close()
            shutil.rmtree(folder)


async def _rehearse(founded: Founded, home: Path) -> None:
    """One evening without any fault, in the parent: what a life needs is imported then, and its statements are put
    together. Every update is given twice, as after a death."""
    Clock.ahead = timedelta()
    now, town, db, office = Clock.now(), Town(random.Random(0)), founded.database, founded.office
    keys = ReporterKeys.load(home, home / "run", now)

    lines: Any = SimpleNamespace(say=lambda what: heard(town, what))
    nobody: Any = SimpleNamespace(say=lambda _: None)
    reporters, officers = Reporters(db, keys, office, lines), Officers(db, founded.duty_keys, office)
    once_more = Reporters(db, keys, office, nobody)
    payer = Payer(db, office, lines, reporters.turns)
    sides = (Dispatcher(db, "duty", payer.of_duty, office.code), Dispatcher(db, "reporter", payer.of_reporter))
    for plan in PLANS:
        town.comes(now, plan)
    town.poisons(now)
    quiet = 0  # rounds in which nobody was told anything
    while quiet < 3 or town.busy() or town.reporter.waiting or town.duty.waiting:
        before = len(town.sent)
        for queue, taker, again in ((town.reporter, reporters, once_more), (town.duty, officers, officers)):
            if updates := queue.poll(None):
                taken = await taker.take(updates)
                await again.take(updates[:taken])
                queue.poll(_confirming(updates, taken))
        for side in sides:
            await side._round()
            await asyncio.gather(*side._under_way)
        quiet = quiet + 1 if len(town.sent) == before else 0
    found = broken(town, db, Opener(keys, founded.duty_keys), home, over=True)
    assert not found, found


def heard(town: Town, what: dict[str, Any]) -> None:
    """What a bot said arrives: at a reporter's phone, or at the desk."""
    if "to" in what:
        town.hears(what["to"], what, Clock.now())
    else:
        town.desk_hears(what["kind"], what["at"], what["code"], what["version"], OFFICER)
