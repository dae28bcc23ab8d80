"""Several offices, one bot for reporters: a second office is made beside the first, checked, and started."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.office_file import default_office_text
from storage import roster
from storage.database import Database

from .conftest import ORDINARY, Done, Telegram, Terminal, filed
from .test_doctor import line

REMBANG = default_office_text().replace("33.16", "33.17").replace("Blora", "Rembang")


def add_office(home: Path, wadul: Terminal, code: str = "33.17", text: str = REMBANG) -> Done:
    (wadul.folder / "rembang.toml").write_text(text, "utf-8")
    typed = ("init", "--home", home / "offices" / code, "--office", wadul.folder / "rembang.toml")
    return wadul(*typed, "--passphrase-file", home.parent / "passphrase")


@pytest.fixture
def rembang(home: Path, wadul: Terminal) -> Path:
    done = add_office(home, wadul)
    assert done.code == 0, done.err
    assert "Dinsos P3A Rembang" in done.out
    assert "wadul duty --home" in done.out
    return home / "offices" / "33.17"


def test_an_office_beside_another_shares_its_database_and_its_reporters(home: Path, rembang: Path) -> None:
    assert (rembang / "keys" / "duty" / "office.wrapped").is_file()
    assert not (rembang / "keys" / "reporter").exists()
    assert not (rembang / "wadul.db").exists()
    for path in (rembang, *rembang.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0


def test_its_roster_is_its_own_in_the_one_database(home: Path, rembang: Path, wadul: Terminal) -> None:
    added = ("officer", "add", "--telegram-id", 502, "--name", "Bu Wati", "--role", "officer", "--home", rembang)
    assert wadul(*added).code == 0
    assert "Bu Wati" in wadul("officer", "list", "--home", rembang).out
    assert "Bu Wati" not in wadul("officer", "list").out
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    assert [one.name for one in roster.everyone(db, "33.17")] == ["Bu Wati"]
    db.close()


def test_a_case_of_one_office_is_not_there_for_the_other(home: Path, rembang: Path, wadul: Terminal) -> None:
    number = filed(home, *ORDINARY)
    assert number in wadul("case", "list").out
    assert number not in wadul("case", "list", "--home", rembang).out
    assert "Tidak ada kasus" in wadul("case", "show", number, "--home", rembang).err


def test_the_folder_is_named_by_the_code(home: Path, wadul: Terminal) -> None:
    done = add_office(home, wadul, "33.18")
    assert done.code == 2
    assert "offices/33.17" in done.err
    assert not (home / "offices" / "33.18").exists()


def test_the_export_and_the_lint_know_both(rembang: Path, wadul: Terminal) -> None:
    assert "office.33.17" in wadul("flow", "export").out
    assert wadul("flow", "lint").code == 0


def _another_code(there: Path) -> None:
    there.rename(there.with_name("33.18"))


def _twice(there: Path) -> None:
    (there / "office.toml").write_text(default_office_text(), "utf-8")
    there.rename(there.with_name("33.16"))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_another_code, "offices/33.18: office.toml-nya berkode 33.17"),
        (_twice, "offices/33.16: kode ini sudah dipakai kantor induk"),
        (lambda there: (there / "office.toml").unlink(), "offices/33.17: office.toml tidak ada"),
        (lambda there: (there / "office.toml").write_text("code ="), "offices/33.17/office.toml"),
        (lambda there: (there / "keys/public/office.pub").unlink(), "offices/33.17: Berkas kunci public/office.pub"),
        (lambda there: shutil.rmtree(there / "keys"), "offices/33.17: Berkas kunci public/office.pub"),
    ],
)
async def test_an_office_that_cannot_be_served_refuses_the_start_and_is_named(
    telegram: Telegram, home: Path, rembang: Path, harm: Callable[[Path], None], said: str
) -> None:
    harm(rembang)
    done = telegram.wadul("reporter")
    assert done.code == 2
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1
    checked = await telegram.doctor()
    assert checked.code == 1
    assert line(checked, "✗", "Kantor lain", said[:20])


async def test_an_office_with_cases_cannot_just_be_taken_away(telegram: Telegram, home: Path, wadul: Terminal) -> None:
    filed(home, *ORDINARY)
    text = REMBANG.replace("Rembang", "Blora")
    (home / "office.toml").write_text(text, "utf-8")
    done = wadul("reporter")
    assert done.code == 2
    assert "kantor 33.16" in done.err
    assert line(await telegram.doctor(), "✗", "Kantor lain", "33.16")


def test_the_reporters_process_runs_at_the_home_only(rembang: Path, wadul: Terminal) -> None:
    done = wadul("reporter", "--home", rembang)
    assert done.code == 2
    assert "wadul duty" in done.err


async def test_the_doctor_says_when_nobody_there_can_be_woken(telegram: Telegram, rembang: Path) -> None:
    done = await telegram.doctor()
    assert done.code == 1
    assert line(done, "✓", "Kantor lain", "33.17")
    assert line(done, "✗", "Kantor lain", "33.17: belum ada petugas")


async def test_the_doctor_of_the_second_office_asks_nothing_of_the_reporters_side(
    telegram: Telegram, home: Path, rembang: Path, wadul: Terminal
) -> None:
    add = ("officer", "add", "--telegram-id", telegram.officer.id, "--name", "Bu Wati", "--role", "head")
    assert wadul(*add, "--home", rembang).code == 0
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.writing() as conn:
        roster.mark_started(conn, "33.17", telegram.officer.id, datetime.now(UTC))
    db.close()
    wadul.settings["WADUL_HOME"] = str(rembang)
    del wadul.settings["WADUL_REPORTER_TOKEN_FILE"]
    done = await telegram.doctor()
    assert done.code == 0, done.out
    assert "Bot pelapor" not in done.out
