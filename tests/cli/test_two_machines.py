"""An office on two machines: each is looked at for its own side, by its own role of the database."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN
from storage import roster
from storage.database import Database
from tests.storage.conftest import PostgreSQL
from tests.storage.telling import ROLES, address_of

from .conftest import Done, Telegram
from .test_doctor import line

pytestmark = pytest.mark.postgres
Machine = Callable[[str], Path]


@pytest.fixture
def machine(telegram: Telegram, home: Path) -> Iterator[Machine]:
    """A machine for one side: its keys, its token, and its own address of the database."""
    server = PostgreSQL(os.environ["TEST_POSTGRES"])
    url = server.migrated()
    db = Database(url)
    roster.add(db, "33.16", telegram.officer.id, "Bu Kepala", "head", datetime.now(UTC))
    with db.writing() as conn:
        roster.mark_started(conn, "33.16", telegram.officer.id, datetime.now(UTC))

    def make(side: str) -> Path:
        other = "duty" if side == "reporter" else "reporter"
        for elsewhere in (other, "escalation"):
            shutil.rmtree(home / "keys" / elsewhere)
        (home / "wadul.db").unlink()
        (home.parent / "database").write_text(address_of(db, ROLES[side]))
        del telegram.wadul.settings[f"WADUL_{other.upper()}_TOKEN_FILE"]
        telegram.wadul.settings["WADUL_DATABASE_URL_FILE"] = str(home.parent / "database")
        return home

    yield make
    db.close()
    server.drop(url)
    server.close()


async def doctor(telegram: Telegram) -> Done:
    return await asyncio.to_thread(telegram.wadul, "doctor")


async def test_the_reporters_machine_is_well_without_roster_or_passphrase(telegram: Telegram, machine: Machine) -> None:
    machine("reporter")
    done = await doctor(telegram)
    assert done.code == 0, done.out
    assert line(done, "!", "Mesin ini", "hanya untuk pelapor")
    assert "@wadul_demo_bot" in done.out
    for none in ("Daftar piket", "Kata sandi kantor", "piket_demo", DUTY_TOKEN):
        assert none not in done.said


async def test_the_desks_machine_is_well_without_the_reporters_keys(telegram: Telegram, machine: Machine) -> None:
    machine("duty")
    done = await doctor(telegram)
    assert done.code == 0, done.out
    assert line(done, "!", "Mesin ini", "hanya untuk piket")
    assert line(done, "✓", "Daftar piket", "1 dari 1")
    for none in ("Kunci draf", "@wadul_demo_bot", REPORTER_TOKEN):
        assert none not in done.said


async def test_a_key_missing_on_one_of_them_is_still_named(telegram: Telegram, machine: Machine) -> None:
    (machine("duty") / "keys" / "duty" / "office.wrapped").unlink()
    done = await doctor(telegram)
    assert done.code == 1
    assert line(done, "✗", "office.wrapped")


async def test_on_one_machine_lost_keys_are_no_second_machine(telegram: Telegram, home: Path) -> None:
    shutil.rmtree(home / "keys" / "duty")
    done = await doctor(telegram)
    assert done.code == 1
    assert line(done, "✗", "office.wrapped")
