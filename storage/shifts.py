"""Who holds which duty day. A day's own line goes before the week's; on a holiday the week's line is the holiday's.

Whoever is no longer on the roster holds nothing: then everybody is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from flows.office import Office
from flows.workdays import is_holiday
from storage import audit, outbox
from storage import tables_desk as tables_desk  # its tables join the metadata
from storage.errors import NotYourShift
from storage.tables import Officer, Row

_shifts = Row.metadata.tables["shifts"]
_officers = Row.metadata.tables["officers"]

HOLIDAY = 8
WEEK = (1, 2, 3, 4, 5, 6, 7, HOLIDAY)
ABOVE = ("supervisor", "head")
FIRST, SECOND = 1, 2


@dataclass(frozen=True)
class Day:
    """A duty day and the ids of its two officers; None where nobody is set. ``names`` are theirs, empty for nobody."""

    day: date
    first: int | None
    second: int | None
    names: tuple[str, str]


def of_day(conn: Connection, office: Office, day: date) -> Day:
    """Who holds this duty day."""
    return _day(conn, office, day, _plan(conn, office))


def coming(conn: Connection, office: Office, first: date, days: int) -> list[Day]:
    """Who holds so many days, from ``first`` on."""
    plan = _plan(conn, office)
    return [_day(conn, office, first + timedelta(days=n), plan) for n in range(days)]


def week(conn: Connection, office: Office) -> dict[tuple[int, int], str]:
    """The weekly default: the name by weekday (8: a holiday) and place."""
    return {(at[0], place): name for (at, place), (_, name) in _plan(conn, office).items() if at[0]}


def take_day(
    conn: Connection, office: Office, by: Officer, day: date, officer: Officer, place: int, at: datetime
) -> None:
    """Give a duty day to somebody: to oneself always, one's own to another, and anybody's if one stands above. Who gets
    it from another is told. Raises NotYourShift."""
    holds = of_day(conn, office, day)
    own = by.id in (officer.id, holds.first if place == FIRST else holds.second)
    if day < office.duty_day(at) or not (own or by.role in ABOVE) or officer.ended_at is not None:
        raise NotYourShift
    _set(conn, office, by, officer, place, at, day=day)
    if officer.id != by.id:
        outbox.owe(
            conn,
            "duty",
            "shift",
            f"officer:{officer.id}",
            code=f"shift.{day.isoformat()}.{place}.{int(at.timestamp())}@officer:{officer.id}",
            due_at=at,
            office_code=office.code,
            detail={"day": day.isoformat(), "place": place, "by": by.id},
        )


def set_week(
    conn: Connection, office: Office, by: Officer, weekday: int, officer: Officer | None, place: int, at: datetime
) -> None:
    """Who holds this weekday from now on (None: nobody, everybody is called). Raises NotYourShift."""
    if by.role not in ABOVE or weekday not in WEEK:
        raise NotYourShift
    _set(conn, office, by, officer, place, at, weekday=weekday)


def _set(
    conn: Connection, office: Office, by: Officer, officer: Officer | None, place: int, at: datetime, **when: Any
) -> None:
    if place not in (FIRST, SECOND):
        raise NotYourShift
    ((column, value),) = when.items()
    conn.execute(
        delete(_shifts).where(
            _shifts.c.office_code == office.code, _shifts.c[column] == value, _shifts.c.place == place
        )
    )
    if officer is not None:
        row = {"office_code": office.code, "place": place, "officer_id": officer.id, "set_by": by.id, "at": at}
        conn.execute(insert(_shifts).values(**row, **when))
    action = f"shift.{column}.{value}.{place}.{officer.id if officer is not None else 0}"
    audit.append(conn, at=at, office_code=office.code, actor=f"officer:{by.id}", action=action)


def _plan(conn: Connection, office: Office) -> dict[tuple[tuple[int | None, date | None], int], tuple[int, str]]:
    """All lines of people who are on the roster: (weekday or day, place) and who."""
    rows = conn.execute(
        select(_shifts.c.weekday, _shifts.c.day, _shifts.c.place, _officers.c.id, _officers.c.name)
        .join(_officers, _officers.c.id == _shifts.c.officer_id)
        .where(_shifts.c.office_code == office.code, _officers.c.ended_at.is_(None))
    )
    return {((row.weekday, row.day), row.place): (row.id, row.name) for row in rows}


def _day(conn: Connection, office: Office, day: date, plan: dict[Any, tuple[int, str]]) -> Day:
    def who(place: int) -> tuple[int | None, str]:
        if (own := plan.get(((None, day), place))) is not None:
            return own
        if is_holiday(day) and (holiday := plan.get(((HOLIDAY, None), place))) is not None:
            return holiday
        return plan.get(((day.isoweekday(), None), place), (None, ""))

    first, second = who(FIRST), who(SECOND)
    if second[0] == first[0]:
        second = (None, "")
    return Day(day, first[0], second[0], (first[1], second[1]))
