"""Rows of the outbox on their way to the duty group and to each officer.

What is sent may arrive twice, and then carries the same code; it cannot fail to be tried. An officer whom Telegram no
longer reaches is reported to the others.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from telegram import Bot, InlineKeyboardMarkup, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.duty.alerts import Alerts, dedupe
from bot.duty.pausing import seconds
from bot.duty.wiping import wipe
from bot.listening import StartRefused
from flows.office import Office
from storage import clocks, fanout, nudges, outbox, roster
from storage.database import Database
from storage.keyring import DutyKeys
from storage.outbox import NeverAgain, Owed, TryLater

NOBODY = 15.0  # seconds until we look again for somebody to tell
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
        self._alerts = Alerts(db, keys, office)

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
            await wipe(self._bot, self._db, owed)
            return
        chat_id, topic = await asyncio.to_thread(self._chat, owed.destination)
        if chat_id is None:
            await asyncio.to_thread(self._call_others, owed)
            raise NeverAgain(fanout.OFF_ROSTER)
        if owed.kind == "probe":
            await self._probe(owed, chat_id)
            return
        said, keys = await asyncio.to_thread(self._alerts.says, owed, datetime.now(UTC))
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
        """Somebody may have taken the case, or been taken off it, while its alert was on the way, before we knew which
        message it is."""
        now, keys = await asyncio.to_thread(self._alerts.stands, owed)
        if now != said:
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
                disable_notification=self._alerts.is_quiet(owed),
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

    def _take_cards_away(self, owed: Owed) -> None:
        with self._db.writing() as conn:
            fanout.take_cards_away(conn, owed, datetime.now(UTC))

    async def _mark_taken(self, owed: Owed) -> None:
        """Every alert of the case says who took it; nobody has to ask."""
        await asyncio.to_thread(self._take_cards_away, owed)
        rests: list[float] = []
        for chat_id, message_id, said, keys in await asyncio.to_thread(self._alerts.shown, owed):
            try:
                await self._bot.edit_message_text(said, chat_id=chat_id, message_id=message_id, reply_markup=keys)
            except (BadRequest, ChatMigrated, Forbidden):  # gone, or left behind when the group moved
                continue
            except RetryAfter as rest:  # this chat hears it later, the others now
                rests.append(seconds(rest))
        if rests:
            raise TryLater(max(rests))

    # -- when Telegram says no ----------------------------------------------------------------------------------

    async def _refused(self, owed: Owed, error: TelegramError) -> None:
        if isinstance(error, ChatMigrated):
            await asyncio.to_thread(self._moved, error.new_chat_id)
            raise TryLater(0.0) from None
        if isinstance(error, BadRequest) and not _is_closed(error):
            log.error("alert refused", extra={"kind": owed.kind, "code": dedupe(owed.code), "error": "BadRequest"})
            await asyncio.to_thread(self._call_for_help, owed)
            raise error
        if isinstance(error, Forbidden | BadRequest):
            await asyncio.to_thread(self._out_of_reach, owed)
            raise NeverAgain(fanout.OUT_OF_REACH) from None
        raise error  # no line, or a server in trouble: as long as its urgency allows, the loop waits

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
            officer = roster.addressee(self._db, self._office.code, owed.destination)
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

    # -- where --------------------------------------------------------------------------------------------------

    def _chat(self, destination: str) -> tuple[int | None, int | None]:
        if destination == fanout.GROUP:
            with self._db.reading() as conn:
                chat = fanout.desk_chat(conn, self._office.code, self._group)
            return chat, self._topic
        officer = roster.addressee(self._db, self._office.code, destination)
        return (officer.telegram_id if officer is not None and officer.ended_at is None else None), None

    def _remember(self, owed: Owed, chat_id: int, message_id: int) -> None:
        with self._db.writing() as conn:
            fanout.remember_message(conn, owed, chat_id, message_id)


def _is_closed(error: BadRequest) -> bool:
    """Whether this chat is closed to us, for whatever reason."""
    return any(sign in error.message.lower() for sign in CLOSED)
