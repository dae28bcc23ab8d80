"""What the desk's rows say, and the buttons below: alerts above all. A row carries ids; it says how things stand now.

An alert says number, urgency, kecamatan and age; words, reasons and clocks stay sealed.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.duty import notices
from flows.desk import ladder
from flows.desk.card import alert
from flows.desk.waiting import waits
from flows.office import Office
from flows.wording import text
from storage import cases, deeds, fanout, nudges, queue, related, returning, roster, rungs, unhelped
from storage.database import Database
from storage.errors import CannotOpen
from storage.keyring import DutyKeys
from storage.outbox import Owed

log = logging.getLogger("wadul.duty")


class Alerts:
    """The words of one office's rows."""

    def __init__(self, db: Database, keys: DutyKeys, office: Office) -> None:
        self._db, self._keys, self._office = db, keys, office

    def says(self, owed: Owed, now: datetime) -> tuple[str, InlineKeyboardMarkup | None]:
        """What this row says now; empty when its reason to exist is gone."""
        with self._db.reading() as conn:
            case = fanout.case_of(conn, owed)
            overtaken = fanout.is_overtaken(conn, owed)
        if overtaken:
            return "", None
        if owed.kind == "sealed":
            return text("sealed-counter"), None
        if case is not None and not self._may_hear(case, owed.destination):
            return self._notice(owed, None, now) if owed.kind == "related" else ("", None)
        if owed.kind == "alarm":
            since = self._office.clock(datetime.fromtimestamp(int(owed.detail["since"]), UTC)).strftime("%H.%M")
            number = case.number if case is not None else ""
            return text("alarm-" + str(owed.detail["about"]).replace(".", "-"), time=since, number=number), None
        if owed.kind == "unreachable":
            return self._unreachable(owed), None
        if owed.kind in notices.KINDS:
            return self._notice(owed, case, now)
        if owed.kind == "heed" and case is not None and case.sealed_to == "office":
            return text(nudges.key(owed), number=case.number), self._below(case, taken=True)
        if owed.kind in nudges.KINDS and case is not None:
            return text(nudges.key(owed), number=case.number), follow_up(case)
        if case is None or case.closed is not None:
            return "", None
        if fanout.is_past(owed, case):
            return "", None  # a later call says more, and must not wait behind this one
        if owed.kind == "addition":
            said = (
                text("desk-answered", number=case.number, urgency=case.urgency)
                if self._answers(owed)
                else text("addition", number=case.number)
            )
            return said, self._below(case, taken=case.acknowledged_by is not None, closed=case.sealed_to != "office")
        if owed.kind == "handed":
            return self._handed(case, owed)
        return self._alert(case, owed.code, owed.destination)

    def shown(self, owed: Owed) -> list[tuple[int, int, str, InlineKeyboardMarkup | None]]:
        """The alerts of a case that stand in chats: chat, message, and what each says now."""
        assert owed.case_id is not None
        with self._db.reading() as conn:
            every = [(case, fanout.alerts_sent(conn, case.id)) for case in fanout.with_merged(conn, owed.case_id)]
        return [(chat, on, *self._stands(case, whom, code)) for case, sent in every for chat, on, whom, code in sent]

    def stands(self, owed: Owed) -> tuple[str, InlineKeyboardMarkup | None]:
        """What the alert that this row became should say now."""
        with self._db.reading() as conn:
            case = fanout.case_of(conn, owed)
        return self._stands(case, owed.destination, owed.code)

    def is_quiet(self, owed: Owed) -> bool:
        """Whether it comes without a sound: an addition to a case that can wait, and no answer to us."""
        return owed.kind == "addition" and (owed.rank or 0) > 1 and not self._answers(owed)

    def _stands(self, case: Any, destination: str, code: str) -> tuple[str, InlineKeyboardMarkup | None]:
        """What an alert in this chat says now; to whoever may not hear of the case any more, nothing of it."""
        if not self._may_hear(case, destination):
            return text("alert-elsewhere"), None
        with self._db.reading() as conn:
            if cases.has_gone(conn, case):
                return text("alert-moved", number=case.number), follow_up(case)
            now = cases.whole(conn, case)
        if now.closed is not None:  # in the group a case can be opened, and not worked on
            below = keyboard(now, taken=True, chat=False) if destination == fanout.GROUP else follow_up(now)
            return text("alert-ended", number=now.number), below if now.sealed_to == "office" else None
        return self._alert(case, code, destination)

    def _handed(self, case: Any, owed: Owed) -> tuple[str, InlineKeyboardMarkup | None]:
        """Who has the case now and what it is about hears that they do; who had it, who does."""
        about = {"number": case.number, "urgency": case.urgency}
        if owed.destination != f"officer:{case.acknowledged_by}":
            return text("queue-handed-away", **about, name=self._name(case.acknowledged_by)), None
        by = self._name(owed.detail.get("by"))
        return text("queue-handed", **about, by=by), self._below(case, taken=True)

    def _notice(self, owed: Owed, case: Any, now: datetime) -> tuple[str, InlineKeyboardMarkup | None]:
        with self._db.reading() as conn:
            said = notices.notice(conn, owed, case, self._office, now)
        asks = owed.kind == "unhelped" and said
        return said, self._below(case, taken=True, closed=case.sealed_to != "office") if asks else None

    def _may_hear(self, case: Any, destination: str) -> bool:
        """Whether this chat may know of the case now, whatever held when the row was written: of what is sealed away,
        also through a case that was merged into it, only its holders; nobody who left or is related."""
        officer = roster.addressee(self._db, self._office.code, destination)
        with self._db.reading() as conn:
            sealed = cases.whole(conn, case).sealed_to != "office"
            off = officer is not None and related.is_related(conn, case.id, officer.id)
        if officer is None:
            return not sealed
        is_holder = officer.role == self._office.escalation.holder
        return officer.ended_at is None and not off and (is_holder or not sealed)

    def _answers(self, owed: Owed) -> bool:
        """Whether an officer wrote to this reporter before: then what is added is perhaps an answer, and is heard."""
        with self._db.reading() as conn:
            return owed.case_id is not None and fanout.was_written_to(conn, owed.case_id)

    def _alert(self, case: Any, code: str, destination: str) -> tuple[str, InlineKeyboardMarkup | None]:
        """An alert as it should stand in a chat now: who has the case is part of it."""
        sealed, taken = case.sealed_to != "office", case.acknowledged_by is not None
        if sealed:
            said = text("alert-sealed", number=case.number, urgency=case.urgency, code=dedupe(code))
        else:
            face = self._face(case)
            _, _, call = dedupe(code).partition(".r")
            calls, group = int(call) + 1 if call else 0, destination == fanout.GROUP
            acted = case.acted_at is not None
            said = alert(case.number, case.urgency, face, dedupe(code), calls, acted=acted, group=group)
        if taken:
            said += "\n" + self._taken_by(case)
            if unhelped.is_red(case):
                said += "\n" + text("alert-red")
            elif case.acted_at is not None:
                said += "\n" + text("alert-acted", time=self._office.clock(case.acted_at).strftime("%H.%M"))
        elif ladder.names_numbers(self._office, case.urgency, rungs.turn_of(code)):
            said += "\n" + text("alert-ring", numbers=self._office.escalation_numbers())
        return said, self._below(case, taken=taken, closed=sealed)

    def _below(self, case: Any, *, taken: bool, closed: bool = False) -> InlineKeyboardMarkup | None:
        with self._db.reading() as conn:
            chat = returning.has_chat(conn, case)
        return keyboard(case, taken=taken, chat=chat, closed=closed)

    def _taken_by(self, case: Any) -> str:
        """Who has it, since when, and how long it had waited."""
        with self._db.reading() as conn:
            handed = deeds.handed_at(conn, case.id, case.acknowledged_at)
            waited = waits(queue.since_of(conn, case, self._face(case)), case.acknowledged_at)
            name = roster.name_of(conn, case.acknowledged_by)
        when = self._office.clock(handed or case.acknowledged_at).strftime("%H.%M")
        key = "alert-handed" if handed else "alert-taken"
        return text(key, name=name, time=when, waits=waited)

    def _face(self, case: Any) -> dict[str, Any]:
        """Place and age; one that stays closed, or is damaged, must not keep the call back."""
        if case.sealed_to != "office":
            return {}
        try:
            return self._keys.office_key.open("face", case.number, case.face)
        except CannotOpen:
            log.error("face not opened", extra={"case": case.number})
            return {}

    def _unreachable(self, owed: Owed) -> str:
        if owed.detail.get("officer") is None:
            return text("group-unreachable")
        return text("officer-unreachable", name=self._name(owed.detail["officer"]))

    def _name(self, id: Any) -> str:
        with self._db.reading() as conn:
            return roster.name_of(conn, id)


def keyboard(
    case: Any, *, taken: bool, chat: bool, closed: bool = False, works: bool = False
) -> InlineKeyboardMarkup | None:
    """*Terima*, *Buka*, *Balas* where there is a ``chat`` to answer in: what can be done with this case now; under a
    card also *Tindak lanjut*."""
    names = [] if taken else ["acknowledge"]
    names += [] if closed else ["open"]
    names += ["reply"] if chat and not closed else []
    buttons = [
        InlineKeyboardButton(text(f"desk-{n}"), callback_data=f"{n}|{case.number}|{case.version}") for n in names
    ]
    more = [follow_up(case).inline_keyboard[0]] if works else []
    return InlineKeyboardMarkup([buttons, *more]) if buttons else None


def follow_up(case: Any) -> InlineKeyboardMarkup:
    """*Tindak lanjut*: the room in which a case is worked on."""
    data = f"follow|{case.number}|{case.version}"
    return InlineKeyboardMarkup([[InlineKeyboardButton(text("desk-follow-up"), callback_data=data)]])


def dedupe(code: str) -> str:
    """The code by which a double is known: the same for every destination and for an alert that came twice."""
    return code.split("@")[0]
