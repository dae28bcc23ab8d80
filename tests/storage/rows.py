"""Rows to begin a story with: the least each table asks for."""

import secrets
from datetime import UTC, datetime

from sqlalchemy import insert

from storage import tables_desk, tables_receipt  # noqa: F401  (its tables join the metadata)
from storage.tables import RANKS, Row

WHEN = datetime(2026, 11, 23, 2, 47, 11, 123456, tzinfo=UTC)
BOX = b"\x01keyid" + bytes(40)

LEAST = {
    "sessions": {"tag": b"t", "draft": BOX, "key_id": b"k", "flow_version": "1", "version": 0, "hour": WHEN},
    "officers": {"telegram_id": 5, "name": "Sri", "role": "officer", "reachable": True, "added_at": WHEN},
    "cases": {
        "number": "K7Q2", "urgency": "TINGGI", "rank": 1, "state": "new", "version": 0, "face": BOX,
        "sealed_to": "office", "key_id": b"k", "raises": 0, "filed_hour": WHEN,
    },
    "reports": {"id": "a" * 32, "snapshot": BOX, "sealed_to": "office", "key_id": b"k", "hour": WHEN},
    "return_addresses": {"epoch": "2026-11", "box": BOX, "tag": b"t", "salt": b"s"},
    "safe_words": {"salt": b"s", "safe": b"h", "duress": b"h", "hour": WHEN},
    "code_tries": {"tag": b"t", "box": BOX, "hour": WHEN},
    "receipts": {"kind": "digits", "hash": b"h", "hour": WHEN},
    "letters": {"box": BOX, "key_id": b"k", "office_copy": BOX, "hour": WHEN},
    "voices": {"report_id": "b" * 32, "sealed_to": "draft", "key_id": b"k", "box": BOX, "hour": WHEN},
    "outbox": {"side": "duty", "kind": "alert", "destination": "group", "code": "c", "due_at": WHEN, "tries": 0},
    "seen": {"side": "duty", "office_code": "33.16", "update_id": 7_000_000_000, "day": WHEN.date()},
    "quarantine": {
        "side": "duty",
        "office_code": "33.16",
        "update_id": 7_000_000_000,
        "error": "ValueError",
        "box": BOX,
        "hour": WHEN,
    },
    "desk_chats": {"chat_id": -1_001_234_567_890},
    "shifts": {"weekday": 1, "place": 1, "at": WHEN},
    "invitations": {"name": "Sri", "role": "officer", "hash": b"h", "until": WHEN},
    "conflicts": {"at": WHEN},
    "pulses": {"part": "listener", "at": WHEN},
    "desk_sessions": {"box": BOX, "key_id": b"k", "hour": WHEN},
    "deeds": {"kind": "note", "at": WHEN},
    "tracks": {"state": "open", "box": BOX, "key_id": b"k", "version": 0, "hour": WHEN},
    "consents": {"state": "asked", "box": BOX, "key_id": b"k", "hour": WHEN},
    "referrals": {"state": "offered", "ground": "law", "box": BOX, "key_id": b"k", "hour": WHEN},
    "decisions": {"kind": "lower", "about": "SEDANG", "box": BOX, "key_id": b"k", "asked_at": WHEN},
    "audit": {"seq": 1, "at": WHEN, "actor": "officer:1", "action": "case.filed", "prev": b"p", "hash": b"h"},
}  # fmt: skip


def put(conn, table, **values):
    """Insert the least row with these values changed; gives its primary key."""
    columns = Row.metadata.tables[table]
    row = {**LEAST[table], **values}
    if "office_code" in columns.c:
        row.setdefault("office_code", "blora")
    return conn.execute(insert(columns), row).inserted_primary_key[0]


def put_case(conn, urgency="TINGGI", **values):
    """Insert a case of this urgency under a number of its own."""
    values.setdefault("number", secrets.token_hex(4))
    return put(conn, "cases", urgency=urgency, rank=RANKS[urgency], **values)
