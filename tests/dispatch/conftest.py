"""An office with destinations switched on: its real database, its dispatcher, and real other ends."""

from __future__ import annotations

import asyncio
import base64
import shutil
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from nacl.pwhash import argon2id

from bot.dispatch import gate
from bot.dispatch.loop import Dispatcher
from bot.settings import Settings
from bot.switched_on import routes_of
from flows.office import Office
from storage import fanout, sealing
from storage.database import Database
from storage.outbox import Owed
from tests.storage.telling import House

from .ends import HttpEnd, MailEnd, PrimeroEnd, make_certificate

SECRET = "whsec_" + base64.b64encode(b"rahasia bersama untuk uji coba 1").decode()
SECRETS = {
    "mail_password": "sandi surat",
    "webhook_secret": SECRET,
    "sms_token": 'tok"en/sms&x',
    "primero_password": "sandi primero",
}


@dataclass
class Post:
    """The duty side's dispatcher, with the bot's side of it kept simple: whatever goes to Telegram arrives."""

    house: House
    told: list[Owed] = field(default_factory=list)

    @property
    def office(self) -> Office:
        return self.house.office

    def switches_on(self, **tables: Any) -> None:
        """The office file now has these tables, too."""
        whole = self.house.office.model_dump(by_alias=True, exclude_none=True)
        self.house.office = Office.model_validate(whole | tables)

    async def bot(self, owed: Owed) -> None:
        if owed.destination == "desk" and owed.kind != "taken":
            with self.house.db.writing() as conn:
                fanout.spread(conn, owed, self.office, datetime.now(UTC), has_group=True)
        self.told.append(owed)

    @asynccontextmanager
    async def dispatching(self, **secrets: str) -> AsyncIterator[None]:
        settings = Settings(_env_file=None, **(SECRETS | secrets))
        db = Database(f"sqlite:///{self.house.db.path}")
        routes = routes_of(settings, self.office, db, self.house.desk_keys)
        dispatcher = Dispatcher(db, "duty", routes.around(self.bot), self.office.code)
        running = asyncio.create_task(dispatcher.run())
        try:
            yield
        finally:
            dispatcher.stop()
            async with asyncio.timeout(15):
                await running
            db.close()

    def rows(self, name: str) -> list[Any]:
        return [row for row in self.house.rows("outbox") if row.destination.partition(":")[0] == name]

    def all_paid(self, name: str, count: int) -> bool:
        rows = self.rows(name)
        return len(rows) == count and all(row.done_hour is not None and row.last_error is None for row in rows)

    def settled(self, name: str, count: int) -> bool:
        rows = self.rows(name)
        return len(rows) == count and all(row.done_hour is not None for row in rows)

    def alarms(self) -> list[str]:
        return [row.detail["about"] for row in self.house.rows("outbox", kind="alarm", destination="desk")]

    def audited(self) -> list[tuple[str, str]]:
        return [(row.actor, row.case_number) for row in self.house.rows("audit", action="passed.on")]

    def report(self, **instead: Any) -> str:
        """Somebody files a report now. The number of the case."""
        self._a_minute_ago()
        return str(self._somebody().files(**instead).number)

    def call_for_help(self) -> str:
        self._a_minute_ago()
        return str(self._somebody().calls_for_help().number)

    def _a_minute_ago(self) -> None:
        """A report takes its time, and the house's clock with it: so that what it leads to is due now."""
        self.house.clock = datetime.now(UTC) - timedelta(minutes=1)

    def _somebody(self) -> Any:
        return self.house.person(7_204_558_193 + len(self.house.people))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "wadul.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.truncate_wal()
    database.close()
    return path


@pytest.fixture
def post(tmp_path: Path, migrated: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    monkeypatch.setattr(sealing, "PASSPHRASE_COST", (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))
    monkeypatch.setattr(sealing, "RECEIPT_COST", (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))
    monkeypatch.setattr(gate, "LONGEST_REST", 1.0)  # so that nobody waits for a test
    monkeypatch.setattr(gate, "ROW_RESTS", 1.0)
    shutil.copy(migrated, tmp_path / "wadul.db")
    (tmp_path / "wadul.db").chmod(0o600)
    db = Database(f"sqlite:///{tmp_path / 'wadul.db'}")
    yield Post(House(db, tmp_path / "home", tmp_path / "run", datetime.now(UTC)))
    db.close()


@pytest.fixture
async def receiver() -> AsyncIterator[HttpEnd]:
    """An HTTP server."""
    end = HttpEnd()
    await end.up()
    yield end
    await end.down()


@pytest.fixture
async def primero() -> AsyncIterator[PrimeroEnd]:
    """A Primero, with the account the settings know."""
    end = PrimeroEnd("wadul", SECRETS["primero_password"])
    await end.up()
    yield end
    await end.down()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A self-made certificate and its key."""
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
async def mailbox(certificate: tuple[Path, Path]) -> AsyncIterator[MailEnd]:
    """A mail server with STARTTLS and a login."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    end = MailEnd(context, user=("wadul", SECRETS["mail_password"]))
    await end.up()
    yield end
    await end.down()
