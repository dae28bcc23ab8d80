"""``wadul audit``: is the chain whole, and where does it end."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from .conftest import Terminal


def in_the_file(home: Path, *statements: str) -> None:
    """Somebody who gets round the triggers."""
    conn = sqlite3.connect(home / "wadul.db", isolation_level=None)
    for (name,) in conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
    ).fetchall():
        conn.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        conn.execute(statement)
    conn.close()


def test_a_whole_chain_says_so_and_gives_its_head(case: str, wadul: Terminal) -> None:
    done = wadul("audit", "verify")
    assert (done.code, done.err) == (0, "")
    assert "utuh: 1 catatan" in done.out
    head = wadul("audit", "head").out.strip()
    assert head.startswith("1:")
    assert len(head.split(":")[1]) == 64
    assert wadul("audit", "verify", "--anchor", head).code == 0


def test_a_changed_entry_is_named_in_one_sentence(case: str, home: Path, wadul: Terminal) -> None:
    wadul("case", "show", case)
    in_the_file(home, "UPDATE audit SET actor = 'officer:9' WHERE seq = 1")
    done = wadul("audit", "verify")
    assert done.code == 1
    assert "TIDAK utuh: mulai catatan ke-1" in done.err
    assert len(done.said.strip().splitlines()) == 1


def test_an_end_that_was_cut_off_shows_against_the_head_that_was_kept(case: str, home: Path, wadul: Terminal) -> None:
    wadul("case", "show", case)
    head = wadul("audit", "head").out.strip()
    in_the_file(home, "DELETE FROM audit WHERE seq = 2")
    assert wadul("audit", "verify").code == 0, "the rest is whole"
    done = wadul("audit", "verify", "--anchor", head)
    assert done.code == 1
    assert "ke-2" in done.err


def test_a_head_that_is_none_is_refused_with_a_sentence(case: str, wadul: Terminal) -> None:
    for typed in ("halo", "1:zz", "x:00"):
        done = wadul("audit", "verify", "--anchor", typed)
        assert done.code == 2
        assert "tidak terbaca" in done.err


def test_an_empty_chain_is_whole(home: Path, wadul: Terminal) -> None:
    done = wadul("audit", "verify")
    assert (done.code, "utuh: 0 catatan" in done.out) == (0, True)
