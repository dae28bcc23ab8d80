"""On PostgreSQL whoever owes a row rings for whoever pays it: a line for each side, and for each office's desk.

It is heard after the commit and not before; what is rung while nobody hears is not rung again, so whoever waits looks
now and then all the same. SQLite needs no bell: it counts its changes (`Database.data_version`).
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_RING = text("SELECT pg_notify(:line, '')")


def line(side: str, office_code: str | None) -> str | None:
    """What is rung for one side's rows: the desks' bells are one for each office, or one report would wake them all."""
    if side == "reporter":
        return "wadul.reporter"
    return None if office_code is None else f"wadul.{side}.{office_code}"


def ring(conn: Connection, side: str, office_code: str) -> None:
    """Wake whoever pays this side's rows, when this transaction commits."""
    if conn.dialect.name == "postgresql":
        conn.execute(_RING, {"line": line(side, office_code)})
