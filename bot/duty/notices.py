"""What the desk's rows say that are no alerts: a day given, somebody new, a case that waits for deeds, the morning."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from bot.duty import standing
from flows.office import Office
from flows.wording import text
from storage import deeds, digests, pulses, returning, roster, unhelped
from storage.database import Connection
from storage.outbox import Owed

KINDS = ("shift", "joined", "related", "unhelped", "summary", "digest")


def notice(conn: Connection, owed: Owed, case: Any, office: Office, now: datetime) -> str:
    """What this row says now, without a ``case`` nothing of one; empty when its reason to exist is gone."""
    names = {one.id: one.name for one in roster.listed(conn, office.code, ended=True)}
    detail = owed.detail
    match owed.kind:
        case "shift":
            day = date.fromisoformat(str(detail["day"]))
            return text(
                "desk-shift-given",
                by=names.get(int(detail["by"]), ""),
                weekday=text("desk-shift-weekday", day=day.isoweekday()),
                date=f"{day.day}/{day.month}",
                place=int(detail["place"]),
            )
        case "joined":
            return text("desk-joined", name=names.get(int(detail["officer"]), ""))
        case "related":
            by, whom = (names.get(int(detail[key]), "") for key in ("by", "officer"))
            if case is None:
                return text("desk-related-told-off", by=by, name=whom)
            return text("desk-related-told", by=by, name=whom, number=case.number)
        case "unhelped" if case is not None and unhelped.is_red(case):
            when = office.clock(case.acknowledged_at).strftime("%H.%M")
            unread = deeds.unread(conn, case.id, case.acknowledged_at) if returning.is_reached(conn, case) else 0
            name = names.get(case.acknowledged_by, "")
            return text("desk-unhelped", number=case.number, name=name, time=when, unread=unread)
        case "digest":
            waits = digests.waiting(conn, owed)
            return text("desk-digest", calm=waits.get("SEDANG", 0), low=waits.get("RENDAH", 0)) if waits else ""
        case "summary":
            return standing.morning(pulses.standing(conn, office, now), now)
    return ""
