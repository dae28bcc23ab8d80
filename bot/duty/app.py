"""The duty process: alerts out, officers' taps in. It holds the office's private key, unlocked, and no reporter."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest, ChatMigrated, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.duty.alerts import keyboard
from bot.duty.delivery import DeskDelivery
from bot.duty.desk import Desk
from bot.duty.hearing import Player
from bot.duty.panel import card_buttons
from bot.duty.pausing import Pausing, seconds
from bot.duty.reading import ALLOWED_UPDATES, read
from bot.duty.rooms import Answer
from bot.duty.wiping import entry_goes, entry_shown, wipe_later
from bot.listening import Listener, token_refused
from flows.office import Office
from flows.wording import text
from storage import cases, middle, playing, returning
from storage.database import ONE_UPDATES_TROUBLE, Database, DatabaseTrouble
from storage.errors import StorageError
from storage.keyring import DutyKeys
from storage.outbox import Owed
from storage.tables import Officer

log = logging.getLogger("wadul.duty")

TRIES = 5
LONGEST_PATIENCE = 60.0  # seconds we wait for Telegram's own "not so fast" before giving an answer up
T = TypeVar("T")


class Duty:
    """The duty bot. ``run`` listens until `stop`; `deliver` is what its dispatcher is handed."""

    def __init__(
        self,
        api_base: str,
        token: str,
        db: Database,
        keys: DutyKeys,
        office: Office,
        group: int | None,
        topic: int | None,
        *,
        listens: bool = True,
    ) -> None:
        self._listens = listens
        request = HTTPXRequest(connection_pool_size=32, connect_timeout=10, read_timeout=20, write_timeout=20)
        self._bot = ExtBot(
            token,
            base_url=f"{api_base}/bot",
            base_file_url=f"{api_base}/file/bot",
            request=request,
            rate_limiter=Pausing(),
        )
        self._db, self._keys, self._office, self._api_base = db, keys, office, api_base
        self._desk = Desk(db, keys, office, group)
        self._player = Player(self._bot, db, keys, office)
        self._delivery = DeskDelivery(self._bot, db, keys, office, group, topic)
        self._listener = Listener(api_base, token, ALLOWED_UPDATES, self)
        self._saying: set[asyncio.Task[None]] = set()

    async def run(self, ready: Callable[[], Awaitable[None]]) -> None:
        """Listen until stopped, then say what is left to say; one that does not listen only delivers, because Telegram
        has one listener to a bot. Raises StartRefused."""
        try:
            await self._introduce()
            if self._listens:
                await self._listener.run(ready)
            else:
                await ready()
                await self._listener.stand_by()
            if self._saying:
                await asyncio.wait(self._saying, timeout=2.0)
        finally:
            await self._bot.shutdown()

    def stop(self) -> None:
        """Hear nothing more."""
        self._listener.stop()

    def heard(self) -> float:
        """When this bot last listened, and what it heard was kept, on the steady clock."""
        return self._listener.heard

    async def deliver(self, owed: Owed) -> None:
        """Send one row of this side."""
        await self._delivery.deliver(owed)

    async def _introduce(self) -> None:
        try:
            await self._bot.initialize()
        except InvalidToken:
            raise token_refused("piket", self._api_base) from None
        except TelegramError as error:
            log.warning("telegram does not answer yet", extra={"error": type(error).__name__})
        else:
            await self._delivery.find_group()

    # -- what the listener asks ---------------------------------------------------------------------------------

    async def take(self, updates: Sequence[dict[str, Any]]) -> int:
        """Each update in its own transaction, in order. Raises when one could not be written; those before it are
        known by their ids when they come again."""
        for raw in updates:
            act = read(raw, self._bot)
            try:
                answer = await asyncio.to_thread(self._desk.take, act, datetime.now(UTC))
            except Exception as error:
                if isinstance(error, DatabaseTrouble) and not isinstance(error, ONE_UPDATES_TROUBLE):
                    raise
                log.error("act failed", extra={"update": raw["update_id"], "error": type(error).__name__})
                await asyncio.to_thread(self._desk.set_aside, raw, type(error).__name__)
                answer = None
            callback = getattr(act, "callback_id", "")
            if answer is not None or callback:
                self._later(self._say(callback, answer or Answer()))
        return len(updates)

    async def alarm(self, about: str) -> None:
        """Who can still be written to hears that this bot cannot listen; with a revoked token, only the log does."""
        log.error("the duty bot cannot listen", extra={"kind": about})
        await asyncio.to_thread(self._desk.raise_alarm, f"desk.{about}", datetime.now(UTC))

    # -- speaking -----------------------------------------------------------------------------------------------

    def _later(self, saying: Any) -> None:
        task = asyncio.create_task(saying)
        self._saying.add(task)
        task.add_done_callback(self._saying.discard)

    async def _say(self, callback_id: str, answer: Answer) -> None:
        try:
            if callback_id:
                await _patiently(
                    lambda: self._bot.answer_callback_query(callback_id, answer.toast or None, show_alert=answer.stays)
                )
        except TelegramError as error:
            log.info("tap not answered", extra={"error": type(error).__name__})
        try:
            if answer.said:
                sent = await self._write(answer)
                await self._retire(answer)
                if answer.invites is not None and answer.officer is not None and sent is not None:
                    await asyncio.to_thread(self._desk.invited, answer.officer, answer.invites, sent.date)
            if answer.card and answer.officer is not None:
                await self._show(answer.officer, answer.card)
            if answer.plays and answer.officer is not None:
                await self._player.play(answer.officer, answer.plays)
            if answer.leave:
                await self._leave(answer.leave)
        except TelegramError as error:
            log.warning("answer not delivered", extra={"error": type(error).__name__})
        except (StorageError, DatabaseTrouble) as error:
            log.error("card not shown", extra={"error": type(error).__name__, "case": answer.card})

    async def _write(self, answer: Answer) -> Message | None:
        """Send it, or put it in the place of an earlier message (then None)."""
        rows = [[InlineKeyboardButton(words, callback_data=data) for words, data in row] for row in answer.buttons]
        keys = InlineKeyboardMarkup(rows) if rows else None
        if answer.edits:
            try:
                await _patiently(
                    lambda: self._bot.edit_message_text(
                        answer.said, chat_id=answer.chat, message_id=answer.edits, reply_markup=keys
                    )
                )
                return None
            except BadRequest as error:
                if "not modified" in error.message.lower():
                    return None
        if answer.officer is not None and (answer.wipes or answer.enters):
            await self._write_behind(answer.officer, answer, keys)
            return None
        protect = not answer.may_be_copied
        return await _patiently(
            lambda: self._bot.send_message(answer.chat, answer.said, protect_content=protect, reply_markup=keys)
        )

    async def _write_behind(self, officer: Officer, answer: Answer, keys: InlineKeyboardMarkup | None) -> None:
        """As `_show`: the words and their removal follow a message without any."""
        opening = text("entry-opening") if answer.enters else text("desk-opening", number=answer.wipes)
        sent = await _patiently(lambda: self._bot.send_message(answer.chat, opening, protect_content=True))
        if answer.enters:
            await asyncio.to_thread(self._entry_stands, officer, sent.message_id)
        else:
            await asyncio.to_thread(self._will_wipe, officer, answer.wipes, sent.message_id)
        await _patiently(
            lambda: self._bot.edit_message_text(
                answer.said, chat_id=answer.chat, message_id=sent.message_id, reply_markup=keys
            )
        )

    async def _retire(self, answer: Answer) -> None:
        """What asked for what was typed stands above it, and is not to be tapped any more."""
        if answer.retires:
            with suppress(BadRequest):  # it has none, or is gone
                await _patiently(lambda: self._bot.edit_message_reply_markup(answer.chat, answer.retires))

    async def _leave(self, chat: int) -> None:
        """A group that is not the desk's is left. While our own cannot be seen it may be this one under another id:
        then we stay, and say nothing there."""
        desk = await asyncio.to_thread(self._desk.chat)
        if desk is None:
            return
        try:
            await self._bot.get_chat(desk)
        except ChatMigrated as moved:
            await asyncio.to_thread(self._desk.move, moved.new_chat_id)
            if moved.new_chat_id == chat:
                return
        await self._bot.leave_chat(chat)
        log.info("left a group")

    async def _show(self, officer: Officer, number: str) -> None:
        """A card in the officer's private chat. First an empty message whose removal is written down, then the words:
        so no card can stay behind because we died between sending it and remembering it."""
        chat = officer.telegram_id
        opening = text("desk-opening", number=number)
        sent = await _patiently(
            lambda: self._bot.send_message(chat, opening, protect_content=True, disable_notification=True)
        )
        case, below = await asyncio.to_thread(self._will_wipe, officer, number, sent.message_id)
        said = await asyncio.to_thread(self._desk.card, officer, number, datetime.now(UTC))
        minutes = text("card-wipes", minutes=str(self._office.reading.minutes))
        keys = _card_keyboard(case, **below)
        await _patiently(
            lambda: self._bot.edit_message_text(
                f"{said}\n\n{minutes}", chat_id=chat, message_id=sent.message_id, reply_markup=keys
            )
        )

    def _entry_stands(self, officer: Officer, message_id: int) -> None:
        with self._db.writing() as conn:
            now = datetime.now(UTC)
            entry_shown(conn, officer, message_id, now)
            if middle.entry_of(middle.load(conn, self._keys, officer, now)) is None:
                entry_goes(conn, officer, now)  # given up or sent since, or they left

    def _will_wipe(self, officer: Officer, number: str, message_id: int) -> tuple[Any, dict[str, bool]]:
        """Owe the removal; gives the case, whether there is a voice note to hear, and a chat to answer in."""
        with self._db.writing() as conn:
            case = cases.open_for(conn, officer, number)
            wipe_later(conn, officer, message_id, self._office, datetime.now(UTC), case.id)
            speaks = playing.is_heard_here(conn, self._keys, case, self._office)
            return case, {"speaks": speaks, "chat": returning.has_chat(conn, case)}


def _card_keyboard(case: Any, *, speaks: bool, chat: bool) -> InlineKeyboardMarkup:
    """Below a card: take it, answer in its ``chat``, hear it if it ``speaks``, and what else is done with a case."""
    first = keyboard(case, taken=case.acknowledged_by is not None, chat=chat, works=case.sealed_to == "office")
    rows = [*first.inline_keyboard] if first is not None else []
    hears = (((text("desk-hear"), f"hear|{case.number}"),),) if speaks else ()
    for row in (*hears, *card_buttons(case.number)):
        rows.append(tuple(InlineKeyboardButton(words, callback_data=data) for words, data in row))
    return InlineKeyboardMarkup(rows)


async def _patiently(send: Callable[[], Awaitable[T]]) -> T:
    """Send, waiting out a 429 and trying again after a stumble of the network. Raises when it will not be."""
    for attempt in range(TRIES):
        pause = 0.5 * 2**attempt
        try:
            return await send()
        except RetryAfter as rest:
            pause = seconds(rest)
            if attempt == TRIES - 1 or pause > LONGEST_PATIENCE:
                raise
        except BadRequest:  # to the library a kind of network error; to us it is final
            raise
        except NetworkError:
            if attempt == TRIES - 1:
                raise
        await asyncio.sleep(pause)
    raise AssertionError("the last try returns or raises")
