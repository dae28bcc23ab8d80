"""Is a copy good? It is restored into a scratch home, as on the worst day, and a hundred cases of it are read."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, select

from storage import records
from storage.audit import Head
from storage.backup.leftovers import held, sweep
from storage.backup.restoring import restore
from storage.backup.stream import Reader
from storage.backup.taking import Tell
from storage.database import Database
from storage.errors import BackupDamaged, CannotOpen
from storage.keyring import problems, with_earlier
from storage.sealing import Key
from storage.tables import Row

MANY = 100

_cases = Row.metadata.tables["cases"]
_letters = Row.metadata.tables["letters"]
_tracks = Row.metadata.tables["tracks"]
_audit = Row.metadata.tables["audit"]


@dataclass(frozen=True)
class Checked:
    """What was found: how many cases, of those how many were read and how many of these opened; how many are sealed to
    somebody else (another office, the escalation key), and the end of the chain."""

    taken_at: datetime
    rows: int
    cases: int
    read: int
    broken: tuple[str, ...]
    others: int
    head: str

    @property
    def is_good(self) -> bool:
        return not self.broken


def check(reader: Reader, key: Key, scratch: Path, now: datetime, tell: Tell, anchor: Head | None = None) -> Checked:
    """Restore into a folder of its own below `scratch`, which is removed, and read. With an `anchor` the chain must
    hold that entry. Raises BackupDamaged, BackupRefused, CannotOpen."""
    sweep(path.parent for path in scratch.glob("periksa-*/home"))
    with TemporaryDirectory(prefix="periksa-", dir=scratch) as folder, held(Path(folder)):  # 0700
        home = Path(folder) / "home"
        url = f"sqlite:///{home / 'wadul.db'}"
        restored = restore(home, url, reader, key, now, tell)
        if wrong := problems(home):
            raise BackupDamaged(wrong[0])
        key = _whole(home, key)
        db = Database(url)
        try:
            with db.reading() as conn:
                _agree(conn, anchor)
                ours = _ours(conn, reader.label.office)
                chosen = secrets.SystemRandom().sample(ours, min(MANY, len(ours)))
                broken = tuple(case.number for case in chosen if not _opens(conn, key, case))
        finally:
            db.close()
    others = restored.cases - len(ours)
    head = str(reader.told["head"])
    return Checked(reader.label.taken_at, restored.rows, restored.cases, len(chosen), broken, others, head)


def _agree(conn: Connection, anchor: Head | None) -> None:
    """Anybody can seal to the office; a chain that holds what was noted elsewhere nobody can make up."""
    if anchor is None:
        return
    found = conn.scalar(select(_audit.c.hash).where(_audit.c.seq == anchor.seq))
    if found != anchor.hash:
        raise BackupDamaged("Ujung rantai itu tidak ada di cadangan ini: bukan buatan kantor, atau lebih tua.")


def _whole(home: Path, key: Key) -> Key:
    """With the keys from before it that the copy brings along; paper opens the newest alone."""
    found = with_earlier(home, key)
    known = {one.key_id for one in found.earlier}
    return Key(key.raw(), [*found.earlier, *(one for one in key.earlier if one.key_id not in known)])


def _ours(conn: Connection, office: str) -> list[Any]:
    """What is sealed to the office. Whose key nobody holds does not open, and is named."""
    return list(
        conn.execute(
            select(_cases).where(
                _cases.c.office_code == office,
                _cases.c.sealed_to == "office",
                _cases.c.merged_into.is_(None),
            )
        )
    )


def _opens(conn: Connection, key: Key, case: Any) -> bool:
    if case.key_id not in key.key_ids:
        return False
    try:
        for kind, owner, box in _boxes(conn, case):
            key.open(kind, owner, box)
        records.of_case(conn, key, case)
    except CannotOpen:
        return False
    return True


def _boxes(conn: Connection, case: Any) -> Iterator[tuple[str, str, bytes]]:
    yield "face", case.number, case.face
    if case.handling is not None:
        yield "handling", case.number, case.handling
    for letter in conn.execute(select(_letters.c.office_copy).where(_letters.c.case_id == case.id)):
        yield "letter copy", case.number, letter.office_copy
    for track in conn.execute(select(_tracks.c.id, _tracks.c.box).where(_tracks.c.case_id == case.id)):
        yield "track", str(track.id), track.box
