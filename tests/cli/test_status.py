"""`wadul status` and `wadul officer invite`, as they are typed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage import pulses
from storage.database import Database

from .conftest import Terminal, start


def beat(home: Path, at: datetime) -> None:
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.writing() as conn:
        for part in pulses.PARTS:
            pulses.beat(conn, "33.16", part, at)
    db.close()


def test_status_says_what_is_stale_and_exits_with_one(wadul: Terminal, home: Path) -> None:
    assert wadul("officer", "add", "--telegram-id", 77, "--name", "Bu Sri").code == 0
    start(home, 77)
    done = wadul("status")
    assert done.code == 1
    assert "belum pernah" in done.out
    beat(home, datetime.now(UTC))
    done = wadul("status")
    assert done.code == 0, done.said
    assert "✅ Semua berjalan." in done.out
    beat(home, datetime.now(UTC) - timedelta(minutes=4))
    assert wadul("status").code == 1


def test_an_urgent_report_that_nobody_got_is_stale(wadul: Terminal, home: Path, case: str) -> None:
    beat(home, datetime.now(UTC))
    db = Database(f"sqlite:///{home / 'wadul.db'}")
    with db.writing() as conn:
        conn.exec_driver_sql("UPDATE cases SET urgency = 'DARURAT', rank = 0")
        conn.exec_driver_sql("UPDATE outbox SET due_at = datetime(due_at, '-10 minutes')")
    db.close()
    done = wadul("status")
    assert done.code == 1
    assert "Laporan mendesak belum sampai sejak" in done.out
    assert case not in done.out


def test_an_invitation_from_the_terminal(wadul: Terminal) -> None:
    done = wadul("officer", "invite", "--name", "Mbak Silpa", "--role", "supervisor")
    assert done.code == 2, "there is no office yet"


def test_an_invitation_is_a_code_to_pass_on(wadul: Terminal, home: Path) -> None:
    done = wadul("officer", "invite", "--name", "Mbak Silpa", "--role", "supervisor")
    assert done.code == 0, done.said
    assert re.search(r"/gabung [A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", done.out)
    assert wadul("officer", "invite", "--name", "X", "--role", "ratu").code == 2
