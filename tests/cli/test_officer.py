"""``wadul officer``: who may be woken, and who no longer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sandbox import DUTY_TOKEN
from storage import inviting
from storage.database import Database

from .conftest import Done, Terminal, start


def add(wadul: Terminal, id: object, name: str = "Bu Rini", role: str = "officer") -> Done:
    return wadul("officer", "add", "--telegram-id", str(id), "--name", name, "--role", role)


def test_an_officer_comes_and_goes(home: Path, wadul: Terminal) -> None:
    assert "masih kosong" in wadul("officer", "list").out
    done = add(wadul, 5_000_000_001, role="supervisor")
    assert (done.code, "Bu Rini" in done.out, "menekan Start" in done.out) == (0, True, True)
    listed = wadul("officer", "list").out
    assert "5000000001" in listed
    assert "supervisor" in listed
    assert "belum menekan Start" in listed
    start(home, 5_000_000_001)
    assert "(siap)" in wadul("officer", "list").out
    assert wadul("officer", "end", "--telegram-id", "5000000001").code == 0
    assert "Bu Rini" not in wadul("officer", "list").out


def test_nobody_is_added_twice_and_nobody_ended_twice(home: Path, wadul: Terminal) -> None:
    assert add(wadul, 5_000_000_001).code == 0
    again = add(wadul, 5_000_000_001)
    assert (again.code, again.err.strip()) == (2, "Petugas ini sudah ada di daftar piket.")
    assert wadul("officer", "end", "--telegram-id", "5000000001").code == 0
    ended = wadul("officer", "end", "--telegram-id", "5000000001")
    assert (ended.code, ended.err.strip()) == (2, "Petugas ini tidak ada di daftar piket.")
    assert add(wadul, 5_000_000_001).code == 0


@pytest.mark.parametrize("id", ["0", "-1001234567890", str(2**63), "9" * 40, "abc", "", "0812-3456"])
def test_a_bad_id_adds_nobody(home: Path, wadul: Terminal, id: str) -> None:
    assert add(wadul, id).code == 2
    assert "masih kosong" in wadul("officer", "list").out


@pytest.mark.parametrize(
    ("name", "role"), [("Bu Rini", "bos"), ("", "officer"), ("a" * 81, "head"), ("a\x1b[2Jb", "head")]
)
def test_a_bad_name_or_role_adds_nobody(home: Path, wadul: Terminal, name: str, role: str) -> None:
    done = add(wadul, 5_000_000_001, name, role)
    assert done.code == 2
    assert len(done.err.strip().splitlines()) == 1
    assert "masih kosong" in wadul("officer", "list").out


def test_without_an_office_each_says_how_to_make_one_and_makes_nothing(wadul: Terminal) -> None:
    wadul.settings["WADUL_HOME"] = str(wadul.folder)
    for typed in (
        ("officer", "add", "--telegram-id", "5", "--name", "Bu Rini"),
        ("officer", "list"),
        ("officer", "end", "--telegram-id", "5"),
        ("case", "list"),
        ("case", "show", "K7Q2M"),
    ):
        done = wadul(*typed)
        assert done.code == 2
        assert "wadul init" in done.err
    assert list(wadul.folder.iterdir()) == []


def test_who_ends_the_last_one_hears_what_is_missing_now(home: Path, wadul: Terminal) -> None:
    add(wadul, 5_000_000_001)
    done = wadul("officer", "end", "--telegram-id", "5000000001")
    assert "Keluarkan juga dari grup piket" in done.out
    assert "tidak ada petugas yang bisa dibangunkan" in done.err
    assert "Pemegang kunci eskalasi tidak ada" in done.err


def test_a_lost_phone_opens_nothing_and_another_gets_a_code(home: Path, wadul: Terminal) -> None:
    assert wadul("officer", "add", "--telegram-id", 777, "--name", "Bu Sri", "--role", "supervisor").code == 0
    done = wadul("officer", "lost", "--telegram-id", 777)
    assert done.code == 0, done.err
    assert "/gabung " in done.out
    assert "tidak ada petugas yang bisa dibangunkan" in done.err
    assert "Pemegang kunci eskalasi tidak ada" in done.err
    assert "Bu Sri" not in wadul("officer", "list").out
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.writing() as conn:
        code = done.out.split("/gabung")[1].split()[0]
        officer = inviting.join(conn, "33.16", 778, code, datetime.now(UTC))
    db.close()
    assert officer is not None
    assert (officer.name, officer.role) == ("Bu Sri", "supervisor")
    assert wadul("officer", "lost", "--telegram-id", 777).code == 2


def test_the_duty_bot_starts_for_whoever_holds_a_code(home: Path, wadul: Terminal) -> None:
    """The only phone was lost: its owner can only come back through the duty bot."""
    (home.parent / "piket.token").write_text(DUTY_TOKEN)
    wadul.settings |= {"WADUL_DUTY_TOKEN_FILE": str(home.parent / "piket.token"), "WADUL_DUTY_CHAT": "-1001234567890"}
    assert "masih kosong" in wadul("duty").err
    add(wadul, 777)
    assert wadul("officer", "lost", "--telegram-id", 777).code == 0
    wadul.settings["WADUL_PASSPHRASE_FILE"] = str(home.parent / "piket.token")
    assert "Kata sandi kantor tidak cocok" in wadul("duty").err, "the roster kept it from nothing"
