"""``wadul key``: a passphrase changed or lost, paper lost, a new key; and every case opens all the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from storage.database import Database
from storage.keyring import problems

from .conftest import Done, Office, Terminal, filed_again

NEW = "lima kata yang baru sekali"


@pytest.fixture
def new(home: Path) -> Path:
    path = home.parent / "baru"
    path.write_text(NEW + "\n")
    return path


def in_chain(home: Path) -> list[str]:
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.reading() as conn:
        actions = [row[0] for row in conn.exec_driver_sql("SELECT action FROM audit ORDER BY seq")]
    db.close()
    return actions


def code_in(done: Done) -> str:
    return done.out.split("Kode pemulihan")[1].split()[0]


def test_another_passphrase_and_the_paper_stays(
    case: str, made: Office, home: Path, wadul: Terminal, new: Path
) -> None:
    assert wadul("key", "passphrase", "--new-passphrase-file", new).code == 0
    assert wadul("case", "show", case).code == 2
    wadul.settings["WADUL_PASSPHRASE_FILE"] = str(new)
    assert wadul("case", "show", case).code == 0
    done = wadul("key", "recover", "--new-passphrase-file", home.parent / "passphrase", stdin=made.recovery + "\n")
    assert done.code == 0, done.err
    assert {"passphrase changed", "recovered"} <= set(in_chain(home))


def test_a_lost_passphrase_is_recovered_with_paper_which_is_then_used_up(
    case: str, made: Office, home: Path, wadul: Terminal, new: Path
) -> None:
    typed = ("key", "recover", "--new-passphrase-file", new)
    for wrong in (made.recovery[:-1], made.escalation, ""):
        assert wadul(*typed, stdin=wrong + "\n").code == 2
    done = wadul(*typed, stdin=made.recovery.lower() + "\n")
    assert done.code == 0, done.err
    wadul.settings["WADUL_PASSPHRASE_FILE"] = str(new)
    assert "takut pulang ke rumah" in wadul("case", "show", case).out
    assert wadul(*typed, stdin=made.recovery + "\n").code == 2
    assert wadul(*typed, stdin=code_in(done) + "\n").code == 0


def test_a_new_key_opens_what_was_told_before_and_after(
    case: str, made: Office, home: Path, wadul: Terminal, new: Path
) -> None:
    old = (home / "keys/public/office.pub").read_bytes()
    wadul("db", "backup", "--to", wadul.folder / "c")
    done = wadul("key", "rotate", "--new-passphrase-file", new)
    assert done.code == 0, done.err
    assert "WADUL_PASSPHRASE_FILE" in done.out
    wadul.settings["WADUL_PASSPHRASE_FILE"] = str(new)
    assert (home / "keys/public/office.pub").read_bytes() != old
    assert problems(home) == []
    later = filed_again(home)
    for number in (case, later):
        assert "takut pulang ke rumah" in wadul("case", "show", number).out
    wadul("db", "backup", "--to", wadul.folder / "d")
    (first,), (last,) = ((wadul.folder / name).iterdir() for name in ("c", "d"))
    for copy in (first, last):
        assert wadul("db", "check", copy).code == 0
    shutil.rmtree(home)
    assert wadul("db", "restore", last, stdin=made.recovery + "\n").code == 2, "the paper of before"
    assert wadul("db", "restore", last, stdin=code_in(done) + "\n").code == 0
    assert wadul("case", "show", case).code == 0
    assert wadul("key", "rotate", "--new-passphrase-file", new).code == 0
    assert wadul("case", "show", case).code == 0, "and after two"


def test_a_weak_new_passphrase_changes_nothing(home: Path, wadul: Terminal, new: Path) -> None:
    new.write_text("pendek")
    before = {path: path.read_bytes() for path in (home / "keys").rglob("*") if path.is_file()}
    for command in ("passphrase", "rotate"):
        assert "14 huruf" in wadul("key", command, "--new-passphrase-file", new).err
    assert {path: path.read_bytes() for path in (home / "keys").rglob("*") if path.is_file()} == before


@pytest.fixture
def locks(home: Path) -> Callable[[], dict[Path, bytes]]:
    """What every file with a key holds."""
    return lambda: {path: path.read_bytes() for path in (home / "keys").rglob("*") if path.is_file()}


def test_nothing_is_changed_while_the_database_is_away(
    made: Office, home: Path, wadul: Terminal, new: Path, locks: Callable[[], dict[Path, bytes]]
) -> None:
    before = locks()
    (home / "wadul.db").write_bytes(b"rusak" * 4000)
    for typed in (("paper",), ("rotate", "--new-passphrase-file", new), ("recover", "--new-passphrase-file", new)):
        assert wadul("key", *typed, stdin=made.recovery + "\n").code == 2
    assert locks() == before


def test_a_code_is_shown_though_it_could_not_be_noted(
    home: Path, wadul: Terminal, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **more: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    with monkeypatch.context() as patch:
        patch.setattr("storage.audit.append", full)
        done = wadul("key", "paper")
        assert (done.code, "SUDAH berlaku" in done.err) == (2, True)
        done = wadul("key", "recover", "--new-passphrase-file", new, stdin=code_in(done) + "\n")
        assert "SUDAH berlaku" in done.err
        wadul.settings["WADUL_PASSPHRASE_FILE"] = str(new)
        done = wadul("key", "rotate", "--new-passphrase-file", new)
    assert wadul("key", "recover", "--new-passphrase-file", new, stdin=code_in(done) + "\n").code == 0


def test_a_new_key_is_not_made_unknown_to_the_reporters_process(
    made: Office, home: Path, wadul: Terminal, new: Path, locks: Callable[[], dict[Path, bytes]]
) -> None:
    reporters = home.parent / "pelapor"
    shutil.copytree(home / "keys/public", reporters / "keys/public")
    (home / "keys/reporter").rename(reporters / "keys/reporter")
    before = locks()
    typed = ("key", "rotate", "--new-passphrase-file", new)
    assert "--two-machines" in wadul(*typed).err
    assert "--reporter-home" in wadul(*typed, "--reporter-home", home).err
    assert locks() == before
    done = wadul(*typed, "--two-machines")
    assert (done.code, f"dari     {home}/keys/public/office.pub" in done.out) == (0, True)
    wadul.settings["WADUL_PASSPHRASE_FILE"] = str(new)
    assert "office.pub" not in wadul(*typed, "--reporter-home", reporters).out
    assert (reporters / "keys/public/office.pub").read_bytes() == (home / "keys/public/office.pub").read_bytes()
