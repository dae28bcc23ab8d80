"""``wadul db``: a copy for the worst day, as whoever looks after the machine makes, checks and brings it back."""

from __future__ import annotations

import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import pulses
from storage.database import Database
from storage.keyring import ReporterKeys, problems

from .conftest import ORDINARY, PASSPHRASE, Office, Teller, Terminal, filed, filed_again


@pytest.fixture
def copy(case: str, home: Path, wadul: Terminal) -> Path:
    """A copy of an office with one case."""
    done = wadul("db", "backup", "--to", wadul.folder / "cadangan")
    assert done.code == 0, done.err
    (path,) = (wadul.folder / "cadangan").iterdir()
    return path


def test_a_copy_is_made_without_the_passphrase_and_checked_with_it(copy: Path, case: str, wadul: Terminal) -> None:
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    done = wadul("db", "check", copy)
    assert done.code == 0, done.err
    assert "1/1 kasus" in done.out
    del wadul.settings["WADUL_PASSPHRASE_FILE"]
    assert wadul("db", "backup", "--to", wadul.folder / "lagi").code == 0
    assert wadul("db", "check", copy, stdin="kata sandi yang salah\n").code == 2
    assert wadul("db", "check", copy, stdin=PASSPHRASE + "\n").code == 0
    head = wadul("audit", "head").out.strip()
    assert wadul("db", "check", copy, "--anchor", head, stdin=PASSPHRASE + "\n").code == 0


def test_making_a_copy_changes_nothing_of_the_database(home: Path, wadul: Terminal) -> None:
    (home / "wadul.db").rename(home.parent / "aside.db")
    Database(f"sqlite:///{home / 'wadul.db'}").path.touch()
    done = wadul("db", "backup", "--to", wadul.folder / "c")
    assert (done.code, "mulai ulang" in done.err) == (2, True)
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.reading() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one() == 0
    db.close()
    assert list((wadul.folder / "c").iterdir()) == []


def test_a_copy_of_nonsense_is_one_sentence(copy: Path, wadul: Terminal) -> None:
    whole = copy.read_bytes()
    for harmed in (b"", b"x", whole[:-1], whole[:900], whole.replace(b'"recovery": "', b'"recovery": "0')):
        copy.write_bytes(harmed)
        for command in (("check",), ("restore", "--replace")):
            done = wadul("db", *command, copy)
            assert (done.code, len(done.err.strip().splitlines())) == (2, 1), done.said
    assert wadul("db", "check", copy.with_name("tidak-ada")).code == 2


def test_an_office_that_is_there_is_not_written_over(copy: Path, case: str, home: Path, wadul: Terminal) -> None:
    later = filed_again(home)
    done = wadul("db", "restore", copy)
    assert (done.code, "--replace" in done.err) == (2, True)
    done = wadul("db", "restore", copy, "--replace")
    assert done.code == 0, done.err
    assert f"Nomor kasus yang hilang: {later}." in done.out
    assert "Tetap terhapus, menurut basis data lama: 0 tanda terima" in done.out
    shown = wadul("case", "list").out
    assert (case in shown, later in shown) == (True, False)
    aside = next(line.split(": ")[1] for line in done.out.splitlines() if "lama disimpan" in line)
    wadul.settings["WADUL_DATABASE_URL"] = f"sqlite:///{aside}"
    assert wadul("case", "show", later).code == 0, "what is lost can still be read"


def test_paper_and_file_make_an_office_on_an_empty_machine(
    copy: Path, case: str, made: Office, home: Path, wadul: Terminal
) -> None:
    before = ReporterKeys.load(home, home.parent / "runtime", datetime.now(UTC))
    shutil.rmtree(home)
    mistaken = made.recovery[:-1] + ("1" if made.recovery.endswith("0") else "0")
    for wrong in ("", mistaken, made.escalation):
        assert wadul("db", "restore", copy, stdin=wrong + "\n").code == 2
        assert not (home / "wadul.db").exists()
    done = wadul("db", "restore", copy, stdin=made.recovery + "\n")
    assert done.code == 0, done.err
    assert "Yang hilang: semua yang terjadi dari" in done.out
    assert "HIDUP LAGI, dari " in done.out
    assert "wadul officer list" in done.out
    assert problems(home) == []
    assert "takut pulang ke rumah" in wadul("case", "show", case).out, "the passphrase is the one of before"
    after = ReporterKeys.load(home, home.parent / "runtime", datetime.now(UTC))
    assert after.receipts.hash("1" * 16) == before.receipts.hash("1" * 16)
    assert wadul("audit", "verify").code == 0
    filed(home, *ORDINARY)
    assert wadul("db", "check", copy, "--paper", stdin=made.recovery + "\n").code == 0


def test_a_copy_of_before_there_was_paper_for_receipts_says_so(case: str, home: Path, wadul: Terminal) -> None:
    (home / "keys/reporter/reply.recovery").unlink()
    assert "TIDAK ikut" in wadul("db", "backup", "--to", wadul.folder / "c").err
    assert wadul("key", "paper").code == 0
    assert "TIDAK ikut" not in wadul("db", "backup", "--to", wadul.folder / "d").err


def test_without_paper_two_folders_of_keys_and_the_passphrase_are_enough(
    copy: Path, case: str, home: Path, wadul: Terminal
) -> None:
    """docs/operasi.md, as it stands there."""
    between = wadul.folder / "sementara"
    for side in ("public", "duty"):
        shutil.copytree(home / "keys" / side, between / "keys" / side)
    shutil.rmtree(home)
    assert wadul("db", "restore", "--home", between, copy).code == 0
    code = wadul("key", "paper", "--home", between).out.split("Kode pemulihan")[1].split()[0]
    assert wadul("db", "backup", "--home", between, "--to", wadul.folder / "baru").code == 0
    (made,) = (wadul.folder / "baru").iterdir()
    done = wadul("db", "restore", made, stdin=code + "\n")
    assert (done.code, "Tanda terima lama TIDAK berlaku" in done.out) == (0, True)
    assert problems(home) == []
    assert "takut pulang ke rumah" in wadul("case", "show", case).out
    filed(home, *ORDINARY)


# -- what is forgotten -------------------------------------------------------------------------------------------------


def beat(home: Path, at: datetime) -> None:
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.writing() as conn:
        pulses.beat(conn, "33.16", "reporter-listener", at)
    db.close()


def drafts(home: Path) -> int:
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.reading() as conn:
        count = int(conn.exec_driver_sql("SELECT count(*) FROM sessions").scalar_one())
    db.close()
    return count


def test_what_is_due_is_shown_and_forgotten_only_when_told(home: Path, wadul: Terminal) -> None:
    Teller(home).tells("safety.yes", "privacy.yes", "saving.send")
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.writing() as conn:
        conn.exec_driver_sql("UPDATE sessions SET hour = '2026-01-01 00:00:00'")
    db.close()
    beat(home, datetime.now(UTC))
    shown = wadul("db", "purge")
    assert shown.code == 0, shown.err
    assert "1 percakapan" in shown.out
    assert drafts(home) == 1
    assert "Dilupakan: 1 percakapan" in wadul("db", "purge", "--yes").out
    assert drafts(home) == 0


def test_nothing_is_forgotten_under_a_draft_key_that_is_not_theirs(home: Path, wadul: Terminal) -> None:
    Teller(home).tells("safety.yes", "privacy.yes", "saving.send")
    beat(home, datetime.now(UTC))
    wadul.settings["WADUL_RUNTIME_DIR"] = str(home.parent / "lain")
    for more in ((), ("--yes",)):
        done = wadul("db", "purge", *more)
        assert (done.code, "WADUL_RUNTIME_DIR" in done.err) == (2, True)
    assert not (home.parent / "lain/draft.key").exists()
    assert drafts(home) == 1


def test_a_clock_that_cannot_be_believed_forgets_nothing(home: Path, wadul: Terminal) -> None:
    assert "tidak bisa dicocokkan" in wadul("db", "purge", "--yes").err
    for off in (timedelta(hours=1), timedelta(days=-2)):
        beat(home, datetime.now(UTC) + off)
        done = wadul("db", "purge", "--yes")
        assert (done.code, "tidak bisa dicocokkan" in done.err) == (2, True)
