"""One founded office as a template; each test gets a copy, its people and a sandbox that checks every call."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiogram.client.session.aiohttp import AiohttpSession
from nacl.pwhash import argon2id

from bot.founding import found
from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN
from bot.settings import Settings
from flows.office_file import default_office_text
from storage import broken_off, sealing
from storage.database import Database
from storage.keyring import DutyKeys
from tests.storage.conftest import NOW
from tests.storage.telling import House

from .at_work import Room
from .town import PASSPHRASE, Processes, Town, copy_home


@pytest.fixture(scope="session", autouse=True)
def _own_settings() -> Iterator[None]:
    """No setting of the machine reaches a test, and a test's own stay here."""
    before = {name: value for name, value in os.environ.items() if name.startswith("WADUL_")}
    mask = os.umask(0o077)
    for name in before:
        del os.environ[name]
    yield
    os.umask(mask)
    os.environ.update(before)


@pytest.fixture(scope="session", autouse=True)
def _no_long_goodbye() -> Iterator[None]:
    """aiogram gives TLS, which nobody speaks here, a quarter of a second to end each time a bot stops."""

    async def close(session: AiohttpSession) -> None:
        if session._session is not None:
            await session._session.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AiohttpSession, "close", close)
        yield


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, _own_settings: None) -> Path:
    """A home with keys, database, office file, tokens and passphrase."""
    home = tmp_path_factory.mktemp("founded")
    (home / "passphrase").write_text(PASSPHRASE)
    (home / "reporter.token").write_text(REPORTER_TOKEN)
    (home / "duty.token").write_text(DUTY_TOKEN)
    office = home / "office"
    with pytest.MonkeyPatch.context() as patch:  # each desk unlocks it; test_sealing asserts the real cost
        patch.setattr(sealing, "PASSPHRASE_COST", (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))
        found(Settings(_env_file=None, home=office, runtime_dir=home / "runtime"), home / "passphrase")
    text = default_office_text().replace('words = "terminal"', 'words = "chat"')
    (office / "office.toml").write_text(text, "utf-8")
    return home


@pytest.fixture(scope="session")
def duty_keys(founded: Path) -> DutyKeys:
    """The office's keys, unlocked once."""
    return DutyKeys.load(founded / "office", PASSPHRASE)


@pytest.fixture
async def town(founded: Path, duty_keys: DutyKeys, tmp_path: Path) -> AsyncIterator[Town]:
    """An office of this test's own, with nothing running."""
    here = Town(copy_home(founded, tmp_path / "home"), duty_keys)
    await here.open()
    yield here
    await here.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def _real_town(
    founded: Path, duty_keys: DutyKeys, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Processes]:
    here = Town(copy_home(founded, tmp_path_factory.mktemp("real")), duty_keys)
    await here.open()
    processes = Processes(here)
    yield processes
    await processes.down()
    await here.close()


@pytest_asyncio.fixture(loop_scope="session")
async def real(_real_town: Processes) -> AsyncIterator[Processes]:
    """Both real processes, up; shared, because starting them takes seconds."""
    yield await _real_town.up()
    _real_town.town.sandbox.faults.clear()
    with _real_town.town.plain() as conn:  # what one story leaves half-way is not to become a case in another's
        conn.execute("DELETE FROM outbox WHERE kind = ?", (broken_off.KIND,))


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """An office with its database and keys, reporters and a desk, and no network."""
    monkeypatch.setattr(sealing, "PASSPHRASE_COST", (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))
    monkeypatch.setattr(sealing, "RECEIPT_COST", (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))
    database = Database(f"sqlite:///{tmp_path / 'wadul.db'}")
    database.migrate()
    yield Room(House(database, tmp_path / "home", tmp_path / "run", NOW))
    database.close()
