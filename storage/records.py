"""What the reports of a case say, as far as a key opens them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlmodel import col
from sqlmodel import select as choose

from storage.database import session_on
from storage.errors import CannotOpen
from storage.sealing import Key
from storage.tables import Case, Report


def of_case(conn: Connection, key: Key, case: Case) -> list[dict[str, Any]]:
    """What the reports of a case say, as far as they are sealed to this key; the one last added to comes last. Whoever
    lost the conversation after a call for help, and then said that somebody at the office must not read it, has one
    sealed to either.

    Raises CannotOpen when all are sealed to another key, or one is damaged or swapped.
    """
    with session_on(conn) as session:
        reports = session.exec(choose(Report).where(col(Report.case_id) == case.id)).all()
    ours = [report for report in reports if report.key_id in key.key_ids]
    if not ours:
        raise CannotOpen
    opened = [key.open("report", report.id, report.snapshot) for report in ours]
    return sorted(opened, key=lambda record: str(record["at"]))  # the open columns only know the hour


def filed_at(case: Case, told_: Sequence[dict[str, Any]]) -> datetime:
    """When a case was filed, to the minute: that stands in the sealed record; the open column only has the hour."""
    moments = [record["filed_at"] for record in told_ if record.get("filed_at")]
    return datetime.fromisoformat(min(moments)) if moments else case.filed_hour
