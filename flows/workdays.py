"""Days on which nobody works: the yearly joint decree (SKB 3 Menteri) on holidays and shared leave, as lokal-id has it.

A year whose decree is not known yet has no holidays here: then only the office's own days of the week count.
"""

from __future__ import annotations

from datetime import date

from lokal.holidays import HOLIDAY_YEARS, holidays_on

__all__ = ["holiday", "is_holiday", "is_known"]


def is_known(year: int) -> bool:
    """Whether the decree for this year is known."""
    return year in HOLIDAY_YEARS


def holiday(day: date) -> str:
    """What is celebrated, or the day of shared leave for it; empty on any other day."""
    return holidays_on(day)[0].name if is_known(day.year) and holidays_on(day) else ""


def is_holiday(day: date) -> bool:
    """A national holiday or a day of shared leave (offices of the state are closed on both)."""
    return bool(holiday(day))
