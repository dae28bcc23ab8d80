"""A phone number that came with a call for help: sealed apart from the report, erased when the case ends.

While the office may read the report it is sealed twice, so that the escalation key still opens it when the report is
sealed away later; then the office's box goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select

from flows.session import Session
from storage import tables_desk as tables_desk  # its tables join the metadata
from storage.keyring import DutyKeys, ReporterKeys
from storage.sealing import Key, Lock
from storage.tables import Case, Row

_numbers = Row.metadata.tables["reported_numbers"]
_reports = Row.metadata.tables["reports"]


def keep(conn: Connection, keys: ReporterKeys | DutyKeys, session: Session, number: str) -> None:
    """This number, and none given before with the same report."""
    about = select(_reports.c.sealed_to, _reports.c.office_code).where(_reports.c.id == session.report_id)
    report = conn.execute(about).one()  # held since it was written, in this very turn
    conn.execute(delete(_numbers).where(_numbers.c.report_id == session.report_id))
    for sealed_to in ("escalation",) if report.sealed_to == "escalation" else ("office", "escalation"):
        _seal(conn, keys.lock(report.office_code, sealed_to), report.office_code, session.report_id, sealed_to, number)


def hand_over(conn: Connection, key: Key, reports: Sequence[str], code: str, locks: Mapping[str, Lock]) -> None:
    """The numbers of these reports are for another office now, and for who is asked there instead of it. Raises
    CannotOpen."""
    mine = (_numbers.c.report_id.in_(reports), _numbers.c.sealed_to == "office")
    for row in conn.execute(select(_numbers).where(*mine).with_for_update()).all():
        number = str(key.open("number", row.report_id, row.box)["number"])
        conn.execute(delete(_numbers).where(_numbers.c.report_id == row.report_id))
        for sealed_to, lock in locks.items():
            _seal(conn, lock, code, row.report_id, sealed_to, number)


def seal_away(conn: Connection, report_id: str, case_id: int | None) -> None:
    """The office's boxes of this report, and of every one of its case, are gone."""
    mine = or_(_reports.c.id == report_id, _reports.c.case_id == case_id)
    reports = select(_reports.c.id).where(mine)
    conn.execute(delete(_numbers).where(_numbers.c.sealed_to == "office", _numbers.c.report_id.in_(reports)))


def erase(conn: Connection, case_id: int | None) -> None:
    """The case ended: nobody needs to call any more."""
    reports = select(_reports.c.id).where(_reports.c.case_id == case_id)
    conn.execute(delete(_numbers).where(_numbers.c.report_id.in_(reports)))


def are_given(conn: Connection, case: Case) -> bool:
    """Whether there is a number, for whoever may open this case."""
    mine = (_reports.c.case_id == case.id, _numbers.c.sealed_to == case.sealed_to)
    found = select(_numbers.c.report_id).join(_reports, _reports.c.id == _numbers.c.report_id).where(*mine)
    return conn.execute(found.limit(1)).first() is not None


def beside(conn: Connection, key: Key, case: Case, told: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was told, with the numbers this key opens; for the eyes of who has the case, and nothing that is sent."""
    rows = conn.execute(
        select(_numbers.c.report_id, _numbers.c.box)
        .join(_reports, _reports.c.id == _numbers.c.report_id)
        .where(_reports.c.case_id == case.id, _numbers.c.key_id.in_(key.key_ids))
    )
    found = [str(key.open("number", row.report_id, row.box)["number"]) for row in rows]
    return [*told[:-1], {**told[-1], "numbers": found}] if found else list(told)


def _seal(conn: Connection, lock: Lock, office_code: str, report_id: str, sealed_to: str, number: str) -> None:
    box = lock.seal("number", report_id, {"number": number})
    values = {"report_id": report_id, "sealed_to": sealed_to, "office_code": office_code}
    conn.execute(insert(_numbers).values(**values, box=box, key_id=lock.key_id))
