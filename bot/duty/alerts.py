"""Rows of the outbox on their way to the duty group and to each officer.

An alert says number, urgency, kecamatan and age; words, reasons and clocks stay sealed. It may arrive twice, and then
carries the same code; it cannot fail to be tried. An officer whom Telegram no longer reaches is reported to the others.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.duty import notices
from bot.duty.pausing import seconds
from bot.listening import StartRefused
from flows.desk import ladder
from flows.desk.card import alert
from flows.desk.waiting import waits
from flows.office import Office
from flows.wording import text
from storage import audit, clocks, deeds, fanout, nudges, outbox, queue, related, roster, rungs, unhelped
from storage.database import Database
from storage.errors import CannotOpen
from storage.keyring import DutyKeys
from storage.outbox import NeverAgain, Owed, TryLater
from storage.tables import Officer

NOBODY = 15.0  # seconds until we look again for somebody to tell
WIPE_AGAIN = 900.0  # seconds
WIPE_WITHIN = timedelta(hours=48)  # as long as Telegram lets a message be deleted
GONE = ("message to edit not found", "message is not modified")  # nothing is left to take away
CLOSED = (  # what a 400 says when a chat is closed to us; any other is a mistake of ours
    "chat not found", "user not found", "peer_id_invalid", "blocked", "deactivated", "kicked", "not a member",
    "no rights", "not enough rights", "write_forbidden", "chat_restricted", "chat_admin_required",
)  # fmt: skip

log = logging.getLogger("wadul.duty")


class DeskDelivery:
    """Delivers the duty side's rows."""

    def __init__(
        self, bot: Bot, db: Database, keys: DutyKeys, office: Office, group: int | None, topic: int | None
    ) -> None:
        self._bot, self._db, self._keys, self._office = bot, db, keys, office
        self._group, self._topic = group, topic

    async def deliver(self, owed: Owed) -> None:
        """Send one row, or turn a row for the desk into one for each destination."""
        try:
            await self._deliver(owed)
        except RetryAfter as rest:
            raise TryLater(seconds(rest), pauses=owed.destination) from None

    async def _deliver(self, owed: Owed) -> None:
        if owed.destination == "desk":
            await self._to_desk(owed)
            return
        if owed.kind == "wipe":
            await self._wipe(owed)
            return
        chat_id, topic = await asyncio.to_thread(self._chat, owed.destination)
        if chat_id is None:
            await asyncio.to_thread(self._call_others, owed)
            raise NeverAgain(fanout.OFF_ROSTER)
        if owed.kind == "probe":
            await self._probe(owed, chat_id)
            return
        said, keys = await asyncio.to_thread(self._words, owed)
        if not said:
            return
        try:
            sent = await self._send(owed, chat_id, topic, said, keys)
        except TelegramError as error:
            await self._refused(owed, error)
            return
        if owed.kind == "alert":
            await asyncio.to_thread(self._remember, owed, chat_id, sent.message_id)
            await self._catch_up(owed, said, chat_id, sent.message_id)

    async def _probe(self, owed: Owed, chat_id: int) -> None:
        """Can this officer be written to? Asked without a word, before it matters."""
        try:
            await self._bot.send_chat_action(chat_id, "typing")
        except TelegramError as error:
            await self._refused(owed, error)

    async def _catch_up(self, owed: Owed, said: str, chat_id: int, message_id: int) -> None:
        """Somebody may have taken the case while its alert was on the way, before we knew which message it is."""
        now, keys = await asyncio.to_thread(self._words, owed)
        if now and now != said:
            try:
                await self._bot.edit_message_text(now, chat_id=chat_id, message_id=message_id, reply_markup=keys)
            except TelegramError:  # the alert itself is there, and a tap on it says who has the case
                return

    async def _send(
        self, owed: Owed, chat_id: int, topic: int | None, said: str, keys: InlineKeyboardMarkup | None
    ) -> Message:
        try:
            return await self._bot.send_message(
                chat_id,
                said,
                message_thread_id=topic,
                reply_markup=keys,
                protect_content=True,
                disable_notification=owed.kind == "addition" and (owed.rank or 0) > 1 and not self._answers(owed),
            )
        except BadRequest as error:
            if topic is None or "chat not found" in error.message.lower():
                raise
            return await self._send(owed, chat_id, None, said, keys)  # a topic that is gone must not silence the group

    async def find_group(self) -> None:
        """Ask Telegram for the group. One that never stood is a wrong setting: raises StartRefused; one that an alert
        reached before and that is lost now is no reason to leave the officers without a bot: the next alert says so.
        """
        wrong = "WADUL_DUTY_CHAT bukan grup yang bisa dibaca bot piket: masukkan botnya, lalu periksa nomornya."
        chat_id, reached = await asyncio.to_thread(self._group_now)
        if chat_id is None:
            return
        try:
            chat = await self._bot.get_chat(chat_id)
        except ChatMigrated as error:
            await asyncio.to_thread(self._moved, error.new_chat_id)
        except (BadRequest, Forbidden) as error:
            log.error("the duty group is out of reach", extra={"error": type(error).__name__})
            if not reached:
                raise StartRefused(wrong) from None
        except TelegramError as error:
            log.warning("telegram does not answer yet", extra={"error": type(error).__name__})
        else:
            if chat.type not in (chat.GROUP, chat.SUPERGROUP):
                raise StartRefused(wrong)

    def _group_now(self) -> tuple[int | None, bool]:
        with self._db.reading() as conn:
            chat_id = fanout.desk_chat(conn, self._office.code, self._group)
            return chat_id, chat_id is not None and fanout.group_was_reached(conn, self._office.code, chat_id)

    # -- to the desk --------------------------------------------------------------------------------------------

    async def _to_desk(self, owed: Owed) -> None:
        if owed.kind == "taken":
            await self._mark_taken(owed)
            return
        try:
            await asyncio.to_thread(self._spread, owed)
        except fanout.NobodyToTell:
            raise TryLater(NOBODY) from None

    def _spread(self, owed: Owed) -> None:
        with self._db.writing() as conn:
            has_group = fanout.desk_chat(conn, self._office.code, self._group) is not None
            now = datetime.now(UTC)
            if owed.kind == "look":
                nudges.look(conn, self._keys, owed, fanout.case_of(conn, owed), now)
            elif owed.kind == "alert":
                clocks.look_later(conn, fanout.case_of(conn, owed), now)
            fanout.spread(conn, owed, self._office, now, has_group=has_group)

    async def _mark_taken(self, owed: Owed) -> None:
        """Every alert of the case says who took it; nobody has to ask."""
        rests: list[float] = []
        for chat_id, message_id, said, keys in await asyncio.to_thread(self._taken, owed):
            try:
                await self._bot.edit_message_text(said, chat_id=chat_id, message_id=message_id, reply_markup=keys)
            except (BadRequest, ChatMigrated, Forbidden):  # gone, or left behind when the group moved
                continue
            except RetryAfter as rest:  # this chat hears it later, the others now
                rests.append(seconds(rest))
        if rests:
            raise TryLater(max(rests))

    def _taken(self, owed: Owed) -> list[tuple[int, int, str, InlineKeyboardMarkup | None]]:
        assert owed.case_id is not None
        with self._db.reading() as conn:
            case = fanout.case_of(conn, owed)
            sent = fanout.alerts_sent(conn, owed.case_id)
        return [(chat, message, *self._stands(case, whom, code)) for chat, message, whom, code in sent]

    def _stands(self, case: Any, destination: str, code: str) -> tuple[str, InlineKeyboardMarkup | None]:
        """What an alert in this chat says now; to whoever was taken off the case, nothing of it."""
        if self._is_related(case.id, destination):
            return text("alert-elsewhere"), None
        return self._alert(case, code, destination)

    # -- words --------------------------------------------------------------------------------------------------

    def _words(self, owed: Owed) -> tuple[str, InlineKeyboardMarkup | None]:
        """What this row says now; empty when its reason to exist is gone."""
        with self._db.reading() as conn:
            case = fanout.case_of(conn, owed)
            overtaken = fanout.is_overtaken(conn, owed)
        if overtaken:
            return "", None
        if owed.kind == "alarm":
            since = self._office.clock(datetime.fromtimestamp(int(owed.detail["since"]), UTC)).strftime("%H.%M")
            number = case.number if case is not None else ""
            return text("alarm-" + str(owed.detail["about"]).replace(".", "-"), time=since, number=number), None
        if owed.kind == "sealed":
            return text("sealed-counter"), None
        if owed.kind == "unreachable":
            return self._unreachable(owed), None
        if case is not None and self._is_related(case.id, owed.destination):
            return "", None  # taken off the case after this row was written
        if owed.kind in notices.KINDS:
            return self._notice(owed, case)
        if owed.kind in nudges.KINDS and case is not None:
            return text(nudges.key(owed), number=case.number), follow_up(case)
        if case is None or case.closed is not None:
            return "", None
        if fanout.is_past(owed, case):
            return "", None  # a later call says more, and must not wait behind this one
        if case.sealed_to != "office" and not self._is_holder(owed.destination):
            return "", None  # sealed away after this row was written: nobody else may hear of it
        if owed.kind == "addition":
            said = (
                text("desk-answered", number=case.number, urgency=case.urgency)
                if self._answers(owed)
                else text("addition", number=case.number)
            )
            return said, keyboard(case, taken=case.acknowledged_by is not None, closed=case.sealed_to != "office")
        if owed.kind == "handed":
            return self._handed(case, owed)
        return self._alert(case, owed.code, owed.destination)

    def _handed(self, case: Any, owed: Owed) -> tuple[str, InlineKeyboardMarkup | None]:
        """Who has the case now and what it is about hears that they do; who had it, who does."""
        names = {o.id: o.name for o in roster.everyone(self._db, self._office.code, ended=True)}
        about = {"number": case.number, "urgency": case.urgency}
        if owed.destination != f"officer:{case.acknowledged_by}":
            return text("queue-handed-away", **about, name=names.get(case.acknowledged_by, "")), None
        by = names.get(owed.detail.get("by"), "")
        return text("queue-handed", **about, by=by), keyboard(case, taken=True)

    def _notice(self, owed: Owed, case: Any) -> tuple[str, InlineKeyboardMarkup | None]:
        with self._db.reading() as conn:
            said = notices.notice(conn, owed, case, self._office, datetime.now(UTC))
        asks = owed.kind == "unhelped" and said
        return said, keyboard(case, taken=True, closed=case.sealed_to != "office") if asks else None

    def _is_related(self, case_id: int, destination: str) -> bool:
        officer = self._officer(destination)
        with self._db.reading() as conn:
            return officer is not None and related.is_related(conn, case_id, officer.id)

    def _answers(self, owed: Owed) -> bool:
        """Whether an officer wrote to this reporter before: then what is added is perhaps an answer, and is heard."""
        with self._db.reading() as conn:
            return owed.case_id is not None and fanout.was_written_to(conn, owed.case_id)

    def _is_holder(self, destination: str) -> bool:
        officer = self._officer(destination)
        return officer is not None and officer.role == self._office.escalation.holder

    def _alert(self, case: Any, code: str, destination: str) -> tuple[str, InlineKeyboardMarkup | None]:
        """An alert as it should stand in a chat now: who has the case is part of it."""
        sealed, taken = case.sealed_to != "office", case.acknowledged_by is not None
        if sealed:
            said = text("alert-sealed", number=case.number, urgency=case.urgency, code=_dedupe(code))
        else:
            face = self._face(case)
            _, _, call = _dedupe(code).partition(".r")
            calls, group = int(call) + 1 if call else 0, destination == fanout.GROUP
            acted = case.acted_at is not None
            said = alert(case.number, case.urgency, face, _dedupe(code), calls, acted=acted, group=group)
        if taken:
            said += "\n" + self._taken_by(case)
            if unhelped.is_red(case):
                said += "\n" + text("alert-red")
            elif case.acted_at is not None:
                said += "\n" + text("alert-acted", time=self._office.clock(case.acted_at).strftime("%H.%M"))
        elif ladder.names_numbers(self._office, case.urgency, rungs.turn_of(code)):
            said += "\n" + text("alert-ring", numbers=self._office.escalation_numbers())
        return said, keyboard(case, taken=taken, closed=sealed)

    def _taken_by(self, case: Any) -> str:
        """Who has it, since when, and how long it had waited."""
        names = {o.id: o.name for o in roster.everyone(self._db, self._office.code, ended=True)}
        with self._db.reading() as conn:
            handed = deeds.handed_at(conn, case.id, case.acknowledged_at)
            waited = waits(queue.since_of(conn, case, self._face(case)), case.acknowledged_at)
        when = self._office.clock(handed or case.acknowledged_at).strftime("%H.%M")
        key = "alert-handed" if handed else "alert-taken"
        return text(key, name=names.get(case.acknowledged_by, ""), time=when, waits=waited)

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
        names = {o.id: o.name for o in roster.everyone(self._db, self._office.code, ended=True)}
        return text("officer-unreachable", name=names.get(owed.detail["officer"], ""))

    # -- when Telegram says no ----------------------------------------------------------------------------------

    async def _refused(self, owed: Owed, error: TelegramError) -> None:
        if isinstance(error, ChatMigrated):
            await asyncio.to_thread(self._moved, error.new_chat_id)
            raise TryLater(0.0) from None
        if isinstance(error, BadRequest) and not _is_closed(error):
            log.error("alert refused", extra={"kind": owed.kind, "code": _dedupe(owed.code), "error": "BadRequest"})
            await asyncio.to_thread(self._call_for_help, owed)
            raise error
        if isinstance(error, Forbidden | BadRequest):
            await asyncio.to_thread(self._out_of_reach, owed)
            raise NeverAgain(fanout.OUT_OF_REACH) from None
        if isinstance(error, NetworkError):
            raise TryLater(min(60.0, 0.5 * 2 ** min(owed.tries, 7))) from None
        raise error

    def _call_for_help(self, owed: Owed) -> None:
        """A mistake of ours keeps a row back: it is tried again, and somebody must know."""
        if owed.kind != "alarm":
            with self._db.writing() as conn:
                outbox.owe_alarm(conn, self._office.code, "send.refused", datetime.now(UTC))

    def _moved(self, chat_id: int) -> None:
        with self._db.writing() as conn:
            fanout.desk_moved(conn, self._office.code, chat_id)

    def _out_of_reach(self, owed: Owed) -> None:
        """A destination is gone: the others must know, and whoever is left must hear of the case."""
        now = datetime.now(UTC)
        with self._db.writing() as conn:
            officer = self._officer(owed.destination)
            if officer is not None and officer.ended_at is None:
                roster.mark_unreachable(conn, self._office.code, officer.telegram_id)
            left = roster.on_duty(conn, self._office.code)
            targets = [f"officer:{one.id}" for one in left]
            if owed.destination != fanout.GROUP and fanout.desk_chat(conn, self._office.code, self._group) is not None:
                targets.append(fanout.GROUP)
            hour = int(now.timestamp()) // 3600
            for target in targets if owed.kind != "unreachable" else []:
                outbox.owe(
                    conn,
                    "duty",
                    "unreachable",
                    target,
                    code=f"unreachable.{owed.destination}.{hour}@{target}",
                    due_at=now,
                    office_code=self._office.code,
                    detail={"officer": officer.id} if officer is not None else {"group": 1},
                )
            fanout.call_others(conn, owed, now, now + timedelta(seconds=0.0 if left else NOBODY))

    def _call_others(self, owed: Owed) -> None:
        now = datetime.now(UTC)
        with self._db.writing() as conn:
            fanout.call_others(conn, owed, now, now)

    # -- cards that go again ------------------------------------------------------------------------------------

    async def _wipe(self, owed: Owed) -> None:
        """An opened card leaves the officer's chat after the office's time; out of reach, it stays owed."""
        try:
            await self._bot.delete_message(owed.detail["chat"], owed.detail["message"])
        except BadRequest:  # gone already; or older than 48 hours: then its words go, and the message stays
            await self._empty(owed)
        except Forbidden:
            await self._out_of_hand(owed)

    async def _empty(self, owed: Owed) -> None:
        with self._db.reading() as conn:
            case = fanout.case_of(conn, owed)
        try:
            said = text("desk-wiped", number=case.number if case is not None else "")
            await self._bot.edit_message_text(said, chat_id=owed.detail["chat"], message_id=owed.detail["message"])
        except (BadRequest, Forbidden) as error:
            if not any(gone in error.message.lower() for gone in GONE):
                await self._out_of_hand(owed)

    async def _out_of_hand(self, owed: Owed) -> None:
        """This officer's chat is closed to us. It is tried again, and at once when they press /start; in the end the
        chain says that a card was left behind."""
        since = datetime.fromtimestamp(int(owed.detail.get("since", 0)), UTC)
        if datetime.now(UTC) - since < WIPE_WITHIN:
            raise TryLater(WIPE_AGAIN)
        await asyncio.to_thread(self._left_behind, owed)

    def _left_behind(self, owed: Owed) -> None:
        now = datetime.now(UTC)
        with self._db.writing() as conn:
            case = fanout.case_of(conn, owed)
            audit.append(
                conn,
                at=now,
                office_code=owed.office_code,
                actor=owed.destination,
                action="card.left",
                case_number=case.number if case is not None else None,
            )
            outbox.drop(conn, owed.id, now, "telegram.403")

    # -- where --------------------------------------------------------------------------------------------------

    def _chat(self, destination: str) -> tuple[int | None, int | None]:
        if destination == fanout.GROUP:
            with self._db.reading() as conn:
                chat = fanout.desk_chat(conn, self._office.code, self._group)
            return chat, self._topic
        officer = self._officer(destination)
        return (officer.telegram_id if officer is not None and officer.ended_at is None else None), None

    def _officer(self, destination: str) -> Officer | None:
        _, _, found = destination.partition(":")
        return next(
            (o for o in roster.everyone(self._db, self._office.code, ended=True) if str(o.id) == found),
            None,
        )

    def _remember(self, owed: Owed, chat_id: int, message_id: int) -> None:
        with self._db.writing() as conn:
            fanout.remember_message(conn, owed, chat_id, message_id)


def keyboard(case: Any, *, taken: bool, closed: bool = False, works: bool = False) -> InlineKeyboardMarkup | None:
    """*Terima*, *Buka*, *Balas*: what can be done with this case now; under a card also *Tindak lanjut*."""
    names = [] if taken else ["acknowledge"]
    names += [] if closed else ["open", "reply"]
    buttons = [
        InlineKeyboardButton(text(f"desk-{n}"), callback_data=f"{n}|{case.number}|{case.version}") for n in names
    ]
    more = [follow_up(case).inline_keyboard[0]] if works else []
    return InlineKeyboardMarkup([buttons, *more]) if buttons else None


def follow_up(case: Any) -> InlineKeyboardMarkup:
    """*Tindak lanjut*: the room in which a case is worked on."""
    data = f"follow|{case.number}|{case.version}"
    return InlineKeyboardMarkup([[InlineKeyboardButton(text("desk-follow-up"), callback_data=data)]])


def _is_closed(error: BadRequest) -> bool:
    """Whether this chat is closed to us, for whatever reason."""
    return any(sign in error.message.lower() for sign in CLOSED)


def _dedupe(code: str) -> str:
    """The code by which a double is known: the same for every destination and for an alert that came twice."""
    return code.split("@")[0]
