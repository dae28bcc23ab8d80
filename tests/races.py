"""Fifty officers tap *Terima* on one case in the same instant, a thousand times: ``python -m tests.races``.

Each time exactly one has it, one entry stands in the chain, one word is owed to the desk; and the chain is whole.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, insert, select, text

from storage import audit, cases, roster
from storage.database import Database
from storage.tables import RANKS, Officer, Row

OFFICE, SEALED = "33.16", b"\x01keyid" + bytes(40)


@dataclass
class Found:
    """What came of the races."""

    races: int = 0
    officers: int = 0
    owners: dict[int, int] = field(default_factory=dict)  # how many owners, and in how many races
    told: int = 0
    seconds: float = 0.0
    broken: int | None = None

    @property
    def good(self) -> bool:
        return self.owners == {1: self.races} and self.told == self.races and self.broken is None


def race(url: str, races: int, officers: int, after_each: Callable[[int], None] = lambda _: None) -> Found:
    """Run them on a migrated database that is empty."""
    db = Database(url)
    now = datetime.now(UTC)
    people = [roster.add(db, OFFICE, 600_000_000 + n, f"Petugas {n}", "officer", now) for n in range(officers)]
    found = Found(races=races, officers=officers)
    began = time.monotonic()
    with ThreadPoolExecutor(officers) as phones:
        for number in range(races):
            case = _case(db, f"R{number:05d}", now)
            together = threading.Barrier(officers)

            def taps(officer: Officer, case: str = case, together: threading.Barrier = together) -> bool:
                together.wait(60)
                with db.writing() as conn:
                    return cases.acknowledge(conn, officer, case, datetime.now(UTC), holder="head", version=1).first

            won = sum(phones.map(taps, people))
            owners = won if _owner(db, case) else 0
            found.owners[owners] = found.owners.get(owners, 0) + 1
            after_each(number + 1)
    found.seconds = time.monotonic() - began
    outbox, chain = Row.metadata.tables["outbox"], Row.metadata.tables["audit"]
    with db.reading() as conn:
        found.told = conn.scalar(select(func.count()).select_from(outbox).where(outbox.c.kind == "taken")) or 0
        found.broken = audit.verify(conn)
        entries = conn.scalar(select(func.count()).select_from(chain).where(chain.c.action == "acknowledged")) or 0
    if entries != races:
        found.broken = entries
    db.close()
    return found


def _case(db: Database, number: str, now: datetime) -> str:
    with db.writing() as conn:
        conn.execute(
            insert(Row.metadata.tables["cases"]).values(
                number=number,
                office_code=OFFICE,
                urgency="DARURAT",
                rank=RANKS["DARURAT"],
                state="baru",
                version=1,
                face=SEALED,
                sealed_to="office",
                key_id=b"k",
                raises=0,
                filed_hour=now,
            )
        )
    return number


def _owner(db: Database, number: str) -> bool:
    with db.reading() as conn:
        found = conn.scalar(text("SELECT acknowledged_by FROM cases WHERE number = :number"), {"number": number})
    return found is not None


def main() -> int:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    given = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    given.add_argument("--races", type=int, default=1000)
    given.add_argument("--officers", type=int, default=50)
    asked = given.parse_args()
    columns = (TextColumn("races"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with tempfile.TemporaryDirectory(prefix="wadul-races-") as folder:
        url = f"sqlite:///{Path(folder) / 'wadul.db'}"
        database = Database(url)
        database.migrate()
        database.close()
        with Progress(*columns, console=Console(stderr=True)) as progress:
            task = progress.add_task("races", total=asked.races)
            found = race(url, asked.races, asked.officers, lambda done: progress.update(task, completed=done))
    print(f"{found.races} races of {found.officers} officers on one case, {found.seconds:.0f} s")
    print(f"exactly one owner: {found.owners.get(1, 0)} of {found.races}")
    print(f"words owed to the desk: {found.told}; audit chain: {'whole' if found.broken is None else 'BROKEN'}")
    return 0 if found.good else 1


if __name__ == "__main__":
    sys.exit(main())
