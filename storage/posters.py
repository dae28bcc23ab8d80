"""Which posters reach people: one sum for each poster and year. Nothing else is kept of who came by which."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from flows.office import Office
from storage import tables_desk as tables_desk  # its tables join the metadata
from storage.tables import Row

_counts = Row.metadata.tables["poster_counts"]


def count_one(conn: Connection, office: Office, place: str, at: datetime) -> None:
    """One conversation more that began with this poster."""
    insert = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    values = {"office_code": office.code, "place": place, "year": office.clock(at).year, "begun": 1}
    conn.execute(
        insert(_counts)
        .values(values)
        .on_conflict_do_update(index_elements=["office_code", "place", "year"], set_={"begun": _counts.c.begun + 1})
    )


def of_year(conn: Connection, office: Office, year: int) -> dict[str, int]:
    """How many each poster of this office began. Not to be shown as they are: see `flows.desk.counting`."""
    rows = conn.execute(select(_counts).where(_counts.c.office_code == office.code, _counts.c.year == year))
    return {row.place: row.begun for row in rows}
