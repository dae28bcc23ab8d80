"""How coarse it must be, so that nobody who watches can tell when one person reports.

A perpetrator may sit at this machine, or look at the office's graphs, while a child types. A number that moves with a
message, or a minute that can be told from another, would show them that it is Wadul she types to. So: looked at every
five minutes by the clock whatever happens, counts at full hours only and in fives, and a duration joins its histogram
on the next day, together with at least four others.
"""

from __future__ import annotations

from datetime import date, datetime

from bot.metrics.text import Histogram

GRID = 300  # seconds between looks at what waits
HOUR = 3600  # seconds between counts: the open columns of the database know hours, too
TOGETHER = 5  # the recap withholds smaller numbers
STEPS = (300, 600, 900, 1800, *(3600 * hours for hours in (1, 2, 4, 8, 12, 24, 48, 72, 168, 336, 720)))


def waited(since: datetime | None, now: datetime) -> float:
    """How long something has waited, as the step below; 0 for less than five minutes, and when nothing waits."""
    seconds = 0.0 if since is None else (now - since).total_seconds()
    return float(max((step for step in STEPS if step <= seconds), default=0))


def in_fives(count: int) -> int:
    """A count, rounded down: one more is seen once in five times, and then not whose it was."""
    return count - count % TOGETHER


class Tick:
    """Whether the clock passed a full stretch since it was last asked; the first time only says where we are."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._last: int | None = None

    def passed(self, now: datetime) -> bool:
        """Ask."""
        before, self._last = self._last, int(now.timestamp()) // self._seconds
        return before is not None and before != self._last


class NextDay:
    """Durations of which each belongs to one report: they are shown on a later day, five or more at a time."""

    def __init__(self, *bounds: float) -> None:
        self.shown = Histogram(*bounds)
        self._waiting: list[float] = []
        self._day: date | None = None

    def note(self, seconds: float) -> None:
        """It took this long once more."""
        self._waiting.append(seconds)

    def turn(self, day: date) -> None:
        """It is this day now."""
        if self._day is not None and day != self._day and len(self._waiting) >= TOGETHER:
            for seconds in self._waiting:
                self.shown.note(seconds)
            self._waiting.clear()
        self._day = day
