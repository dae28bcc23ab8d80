"""The chain of what was done, and by whom.

Each entry holds the hash of the one before. Triggers refuse changes; if somebody gets round them, the chain shows it.
A chain cannot show that its end was cut off: for that, the head is given away daily, and `verify` is asked about it.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, text

from storage.sealing import digest
from storage.tables import Row

_audit = Row.metadata.tables["audit"]
_APPENDING = 0x7761_6475_6175  # the advisory lock that keeps two appends apart on PostgreSQL
_BEGINNING = digest(b"wadul audit")


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry: what to give away, so that nobody can cut entries off unseen."""

    seq: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash.hex()}"

    @classmethod
    def parse(cls, written: str) -> "Head":
        """Read back what `str` wrote. Raises ValueError."""
        seq, _, found = written.strip().partition(":")
        return cls(int(seq), bytes.fromhex(found))


def append(
    conn: Connection,
    *,
    at: datetime,
    office_code: str,
    actor: str,
    action: str,
    case_number: str | None = None,
    ct_hash: bytes | None = None,
) -> Head:
    """Add one entry inside the caller's writing transaction; it waits for another append to commit first.

    `actor` and `action` are ids and keys, never names or words; `ct_hash` is the digest of a sealed box.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _APPENDING})
    before = head(conn)
    entry = {
        "seq": before.seq + 1,
        "office_code": office_code,
        "at": at.astimezone(UTC),
        "actor": actor,
        "action": action,
        "case_number": case_number,
        "ct_hash": ct_hash,
    }
    after = Head(before.seq + 1, _link(before.hash, entry))
    conn.execute(insert(_audit).values(**entry, prev=before.hash, hash=after.hash))
    return after


def head(conn: Connection) -> Head:
    """The last entry; sequence 0 when there is none yet."""
    last = conn.execute(select(_audit.c.seq, _audit.c.hash).order_by(_audit.c.seq.desc()).limit(1)).first()
    return Head(0, _BEGINNING) if last is None else Head(last.seq, last.hash)


def verify(conn: Connection, anchor: Head | None = None) -> int | None:
    """The first broken sequence number, or None: changed, removed, reordered, or (with an `anchor`) cut off."""
    before = Head(0, _BEGINNING)
    if anchor is not None and anchor.seq == 0 and anchor != before:
        return 0
    for row in conn.execute(select(_audit).order_by(_audit.c.seq)).yield_per(500).mappings():
        expected = Head(before.seq + 1, _link(before.hash, dict(row)))
        if row["seq"] != expected.seq or row["prev"] != before.hash or row["hash"] != expected.hash:
            return expected.seq
        if anchor is not None and anchor.seq == expected.seq and anchor.hash != expected.hash:
            return expected.seq
        before = expected
    return before.seq + 1 if anchor is not None and anchor.seq > before.seq else None


def _link(before: bytes, entry: dict[str, Any]) -> bytes:
    ct_hash = entry["ct_hash"]
    fields = [
        entry["seq"],
        entry["office_code"],
        entry["at"].isoformat(timespec="microseconds"),
        entry["actor"],
        entry["action"],
        entry["case_number"],
        None if ct_hash is None else ct_hash.hex(),
    ]
    return digest(before, json.dumps(fields, ensure_ascii=True, separators=(",", ":")).encode())
