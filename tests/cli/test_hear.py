"""``wadul case hear``: a voice note straight to a player; and what ``wadul doctor`` says where they are taken."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from flows.wording import text
from storage import voices
from storage.database import Database
from storage.keyring import ReporterKeys

from .conftest import Office, Telegram, Terminal

SOUND = b"OggS suara di dapur"


def comes_with_a_voice(home: Path) -> None:
    """The last report of this home has one, sealed as it is."""
    keys = ReporterKeys.load(home, home.parent / "runtime", datetime.now(UTC))
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.writing() as conn:
        report, office = conn.exec_driver_sql("SELECT id, office_code FROM reports").one()
        to = voices.sealed_like(conn, report)
        voices.seal_away(conn, keys, report, office, to, voices.packed(SOUND, 7), datetime.now(UTC))
    db.close()


def heard(home: Path) -> int:
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.reading() as conn:
        found = conn.exec_driver_sql("SELECT count(*) FROM audit WHERE action = 'heard'").scalar_one()
    db.close()
    return int(found)


def test_it_goes_to_the_player_and_into_the_chain(case: str, home: Path, wadul: Terminal) -> None:
    comes_with_a_voice(home)
    done = wadul("case", "hear", case)
    assert (done.code, done.out.encode()) == (0, SOUND)
    assert heard(home) == 1
    assert not [path for path in home.rglob("*") if path.is_file() and SOUND in path.read_bytes()]


def test_without_one_it_is_one_sentence(case: str, home: Path, wadul: Terminal) -> None:
    done = wadul("case", "hear", case)
    assert (done.code, done.out) == (2, "")
    assert "belum sampai" in done.err
    assert heard(home) == 0


def test_sealed_away_only_the_escalation_key_plays_it(
    sealed_case: str, made: Office, home: Path, wadul: Terminal
) -> None:
    comes_with_a_voice(home)
    refused = wadul("case", "hear", sealed_case)
    assert (refused.code, refused.out) == (2, "")
    assert "--escalation" in refused.err
    assert heard(home) == 0
    done = wadul("case", "hear", sealed_case, "--escalation", stdin=made.escalation + "\n")
    assert (done.code, done.out.encode()) == (0, SOUND)
    assert heard(home) == 1


async def test_the_doctor_says_that_voices_are_taken_and_what_reporters_read(telegram: Telegram, home: Path) -> None:
    assert "Rekaman suara" not in (await telegram.doctor()).out
    path = home / "office.toml"
    path.write_text(path.read_text("utf-8").replace("\non = false", "\non = true", 1), "utf-8")
    done = await telegram.doctor()
    assert done.code == 0
    assert "Rekaman suara" in done.out
    assert text("limits-voice") in " ".join(done.out.split())
