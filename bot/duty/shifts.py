"""`/piket`: who holds tonight. One tap takes it; two give it to somebody else; those above set the weekly default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from bot.duty.reading import Act
from bot.duty.rooms import Answer, Buttons, Deed
from flows.office import Office
from flows.wording import text
from flows.workdays import is_holiday
from storage import roster, shifts
from storage.database import Connection
from storage.errors import NoSuchCase, NotYourShift
from storage.keyring import DutyKeys
from storage.tables import Officer

DAYS = 7
COLUMNS = 2
CARRIED = 3  # what a button that writes says: a day, a place, an officer


class Shifts:
    """Taps are ``shift|what|…``: days as ISO dates, weekdays 1 to 8 (a holiday), places 1 and 2, officers by their id
    (0: nobody)."""

    name = "shifts"

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        self._office = office

    def acts(self) -> Mapping[str, Deed]:
        """`/piket`, and what is tapped below it."""
        return {"/piket": self._home, "shift": self._tapped}

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        """Nothing is typed here."""
        return None

    def _tapped(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        what, *given = (*act.args, "")
        screens: dict[str, Callable[..., Answer]] = {
            "days": self._days,
            "day": self._day,
            "whom": self._whom,
            "week": self._week,
            "wd": self._weekday,
        }
        try:
            if what in ("give", "set") and not act.again:
                return self._write(conn, act, officer, at, what, given)
            return screens.get(what, self._home_of)(conn, act, officer, at, *given[:-1])
        except (ValueError, TypeError):  # a button that an older version made, or nobody's
            return self._home_of(conn, act, officer, at)
        except NotYourShift:
            return self._home_of(conn, act, officer, at, toast=text("desk-shift-not-yours"))

    def _write(self, conn: Connection, act: Act, officer: Officer, at: datetime, what: str, given: list[str]) -> Answer:
        if len(given) <= CARRIED:  # nobody of us made it
            raise NoSuchCase
        when, place, who = given[0], int(given[1]), int(given[2])
        chosen = next((one for one in roster.on_duty(conn, self._office.code) if one.id == who), None)
        if chosen is None and (what == "give" or who):
            raise NotYourShift  # gone, or out of reach, since the button was made
        name = chosen.name if chosen is not None else text("desk-shift-nobody")
        if what == "give":
            assert chosen is not None
            day = date.fromisoformat(when)
            shifts.take_day(conn, self._office, officer, day, chosen, place, at)
            return self._home_of(conn, act, officer, at, toast=text("desk-shift-set", when=self._called(day), who=name))
        shifts.set_week(conn, self._office, officer, int(when), chosen, place, at)
        said = text("desk-shift-set", when=text("desk-shift-weekday", day=int(when)), who=name)
        return self._week(conn, act, officer, at, toast=said)

    # -- screens ------------------------------------------------------------------------------------------------

    def _home(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        return self._home_of(conn, act, officer, at)

    def _home_of(self, conn: Connection, act: Act, officer: Officer, at: datetime, *_: str, toast: str = "") -> Answer:
        today = self._office.duty_day(at)
        now, *coming = shifts.coming(conn, self._office, today, DAYS + 1)
        until = self._office.duty_ends(today)
        until_said = f"{text('desk-shift-weekday', day=until.isoweekday())} {until.strftime('%H.%M')}"
        lines = [text("desk-shift-now", until=until_said, who=said_of(now)), *(self._line(day) for day in coming)]
        mine = ((text("desk-shift-mine"), f"shift|give|{today}|1|{officer.id}"),)
        others = (
            (text("desk-shift-other"), f"shift|whom|{today}|1"),
            (text("desk-shift-second"), f"shift|whom|{today}|2"),
        )
        more = [(text("desk-shift-days"), "shift|days")]
        if officer.role in shifts.ABOVE:
            more.append((text("desk-shift-week"), "shift|week"))
        rows = (*((mine,) if now.first != officer.id else ()), others, tuple(more))
        return self._screen(act, "\n".join(lines), rows, toast)

    def _days(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        first = self._office.duty_day(at)
        days = [first + timedelta(days=n) for n in range(DAYS + 1)]
        buttons = [(self._called(day), f"shift|day|{day}") for day in days]
        return self._screen(act, text("desk-shift-which", begins=self._begins()), _in_rows(buttons, 3))

    def _day(self, conn: Connection, act: Act, officer: Officer, at: datetime, when: str) -> Answer:
        day = date.fromisoformat(when)
        rows = (
            ((text("desk-shift-mine-day"), f"shift|give|{day}|1|{officer.id}"),),
            (
                (text("desk-shift-other"), f"shift|whom|{day}|1"),
                (text("desk-shift-second"), f"shift|whom|{day}|2"),
            ),
        )
        return self._screen(act, self._line(shifts.of_day(conn, self._office, day)), (*rows, _back("days")))

    def _whom(self, conn: Connection, act: Act, officer: Officer, at: datetime, when: str, place: str) -> Answer:
        day = date.fromisoformat(when)
        buttons = [(o.name, f"shift|give|{day}|{int(place)}|{o.id}") for o in roster.on_duty(conn, self._office.code)]
        said = text("desk-shift-whom", when=self._called(day), place=int(place))
        return self._screen(act, said, (*_in_rows(buttons), _back("home")))

    def _week(self, conn: Connection, act: Act, officer: Officer, at: datetime, *_: str, toast: str = "") -> Answer:
        self._refuse_below(officer)
        names = shifts.week(conn, self._office)
        lines, buttons = [text("desk-shift-week-head")], []
        for weekday in shifts.WEEK:
            called = text("desk-shift-weekday", day=weekday)
            who = _pair(names.get((weekday, 1), ""), names.get((weekday, 2), ""))
            lines.append(f"{called}: {who}")
            buttons.append((called, f"shift|wd|{weekday}|1"))
        return self._screen(act, "\n".join(lines), (*_in_rows(buttons, 4), _back("home")), toast)

    def _weekday(self, conn: Connection, act: Act, officer: Officer, at: datetime, when: str, place: str) -> Answer:
        self._refuse_below(officer)
        weekday, at_place = int(when), int(place)
        if weekday not in shifts.WEEK:
            raise ValueError
        people = roster.on_duty(conn, self._office.code)
        buttons = [(one.name, f"shift|set|{weekday}|{at_place}|{one.id}") for one in people]
        said = text("desk-shift-whom", when=text("desk-shift-weekday", day=weekday), place=at_place)
        extra = [(text("desk-shift-clear"), f"shift|set|{weekday}|{at_place}|0")]
        if at_place == shifts.FIRST:
            extra.append((text("desk-shift-second"), f"shift|wd|{weekday}|2"))
        return self._screen(act, said, (*_in_rows(buttons), tuple(extra), _back("week")))

    # -- words --------------------------------------------------------------------------------------------------

    def _screen(self, act: Act, said: str, rows: Buttons, toast: str = "") -> Answer:
        edits = act.message if act.callback_id else 0
        return Answer(toast=toast, said=said, chat=act.chat, buttons=tuple(row for row in rows if row), edits=edits)

    def _line(self, day: shifts.Day) -> str:
        return text(
            "desk-shift-day",
            weekday=text("desk-shift-weekday", day=day.day.isoweekday()),
            date=f"{day.day.day}/{day.day.month}",
            holiday="yes" if is_holiday(day.day) else "no",
            who=said_of(day),
        )

    def _called(self, day: date) -> str:
        return f"{text('desk-shift-weekday', day=day.isoweekday())} {day.day}/{day.month}"

    def _begins(self) -> str:
        return self._office.duty.start.strftime("%H.%M")

    def _refuse_below(self, officer: Officer) -> None:
        if officer.role not in shifts.ABOVE:
            raise NotYourShift


def said_of(day: shifts.Day) -> str:
    """Who holds this day, in words."""
    return _pair(*day.names)


def _pair(first: str, second: str) -> str:
    nobody = text("desk-shift-nobody")
    if not first and not second:
        return nobody
    return text("desk-shift-who", first=first or nobody, second=second or "none")


def _in_rows(buttons: list[tuple[str, str]], columns: int = COLUMNS) -> Buttons:
    return tuple(tuple(buttons[i : i + columns]) for i in range(0, len(buttons), columns))


def _back(to: str) -> tuple[tuple[str, str], ...]:
    return ((text("desk-shift-back"), f"shift|{to}"),)
