"""`/status` and the morning's summary: what works, what waits, who holds the day. Counts and colleagues, no case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.duty.reading import Act
from bot.duty.rooms import Answer, Deed
from bot.duty.shifts import said_of
from flows.office import Office
from flows.wording import text
from storage import pulses
from storage.database import Connection
from storage.keyring import DutyKeys
from storage.pulses import PARTS, Standing
from storage.tables import Officer


class Status:
    """How things stand, when somebody asks."""

    name = "status"

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        self._office = office

    def acts(self) -> Mapping[str, Deed]:
        """`/status`."""
        return {"/status": self._tell}

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        """Nothing is typed here."""
        return None

    def _tell(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        said = status(pulses.standing(conn, self._office, at), self._office, at)
        return Answer(said=said, chat=act.chat)


def status(found: Standing, office: Office, now: datetime) -> str:
    """Everything there is to know, worst first."""
    lines = [text("desk-status-fine" if found.is_well(now) else "desk-status-bad")]
    if found.waiting_since is not None:
        lines.append(text("desk-status-oldest", time=office.clock(found.waiting_since).strftime("%H.%M")))
    silent = found.silent(now)
    for part in PARTS:
        pulse = found.pulses.get(part)
        ago = text("desk-ago-never") if pulse is None else _long("desk-ago", now - pulse)
        lines.append(text("desk-status-part", part=part, ago=ago, stale="yes" if part in silent else "no"))
    lines.append(text("desk-status-people", able=found.able, all=found.able + len(found.missing)))
    return "\n".join([*lines, *_missing(found), summary(found, now)])


def summary(found: Standing, now: datetime) -> str:
    """The morning's line. Its being there says that the bot is alive."""
    return text(
        "desk-summary",
        open=found.open,
        untaken=found.untaken,
        oldest="" if found.oldest_untaken is None else _long("desk-for", now - found.oldest_untaken),
        who=said_of(found.holder),
    )


def morning(found: Standing, now: datetime) -> str:
    """The summary, and who cannot be woken."""
    return "\n".join([summary(found, now), *_missing(found)])


def _missing(found: Standing) -> list[str]:
    return [text("desk-status-missing", names=", ".join(found.missing))] if found.missing else []


def _long(key: str, time: timedelta) -> str:
    minutes = max(0, round(time.total_seconds() / 60))
    if minutes < 60:
        return text(f"{key}-minutes", n=minutes)
    return text(f"{key}-hours", n=minutes // 60) if minutes < 48 * 60 else text(f"{key}-days", n=minutes // 1440)
