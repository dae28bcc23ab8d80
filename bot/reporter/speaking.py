"""Speak after the commit: one live message per chat, edited in place while it is the last one, one chat in order.

A reply that gets lost is harmless: anything the reporter does shows the current question again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import Any

import aiohttp
from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.reporter.floor import Floor
from bot.reporter.noting import Notes
from bot.reporter.reading import Heard
from bot.reporter.sending import Refused, pace_of, patiently
from bot.reporter.standing import Standing
from flows import wording
from flows.office import Office
from flows.outcome import Screen
from flows.screens import SHOWS_RECEIPT
from flows.traces import Trace
from flows.wording import Key, Written
from storage.turns import Told

log = logging.getLogger("wadul.reporter")

AT_ONCE = 100  # messages that Telegram deletes with one call
WAITS = 90.0  # seconds for another process to finish in that chat: longer than its longest patience


class Speaker:
    """Says what turns decided, in the order of each chat."""

    def __init__(self, bot: Bot, office: Office, notes: Notes, standing: Standing, floor: Floor) -> None:
        self._bot, self._office, self._notes = bot, office, notes
        self._standing, self._floor = standing, floor
        self._tails: dict[int, asyncio.Task[None]] = {}

    async def has_wiped(self, code: str, chat_id: int) -> bool:
        """Whether what this row owes was done when its turn was answered. Asked once, when all is said there."""
        if before := self._tails.get(chat_id):
            await asyncio.wait((before,))
        here = self._standing.of(chat_id)
        done = code in here.wiped
        here.wiped -= {code}
        return done

    async def wipe(self, code: str, chat_id: int, message_ids: Iterable[int], line: Screen | None) -> None:
        """Take these messages out of a chat; where its reporter left, the harmless ``line`` comes first, once. Raises
        when Telegram does not hear us."""
        here = self._standing.of(chat_id)
        if line is not None and code not in here.left:
            await self._send(chat_id, line, wording.write(line))
            here.left |= {code}
        await self._sweep(chat_id, message_ids)
        here.left -= {code}

    def let_go(self, chat_id: int, messages: Iterable[Trace]) -> None:
        """If the live message is one of these, it is nobody's any more, and goes like the others."""
        here = self._standing.of(chat_id)
        if here.live is not None and here.live[0] in {one.id for one in messages}:
            here.live = None

    def say_later(self, told: Told, heard: Heard) -> None:
        """Queue the answer to one turn behind whatever is still being said in that chat."""
        if told.urgent or heard.calls_for_help:
            pace_of(self._bot).comes_first(told.arrived.address.chat_id)
        self._queue(told.arrived.address.chat_id, self._say(told, heard))

    def refresh_later(self, chat_id: int, screen: Screen) -> None:
        """Put more on the screen that stands there, without a sound; nothing where another one stands by then."""
        self._queue(chat_id, self._refresh(chat_id, screen))

    def apologise_later(self, chat_id: int) -> None:
        """Storage does not answer: the one static text, with the numbers."""
        self._queue(chat_id, self._static(chat_id, "outage"))

    def say_not_kept_later(self, chat_id: int) -> None:
        """What came could not be read, and is gone: whoever sent it must know."""
        self._queue(chat_id, self._static(chat_id, "sorry"))

    async def finish(self) -> None:
        """Wait until everything queued is said."""
        while self._tails:
            await asyncio.gather(*list(self._tails.values()), return_exceptions=True)
            await asyncio.sleep(0)

    # -- in order -----------------------------------------------------------------------------------------------

    def _queue(self, chat_id: int, saying: Any) -> None:
        before = self._tails.get(chat_id)

        async def in_turn() -> None:
            if before is not None:
                await asyncio.wait((before,))
            try:
                async with self._floor.on(chat_id, WAITS):
                    await saying
            except (Refused, aiohttp.ClientError, TimeoutError, AiogramError) as error:
                log.info("reply not delivered", extra={"error": type(error).__name__})
            except Exception as error:
                log.error("reply failed", extra={"error": type(error).__name__})
            finally:
                if self._tails.get(chat_id) is task:
                    del self._tails[chat_id]
                    pace_of(self._bot).settled(chat_id)

        task = asyncio.create_task(in_turn())
        self._tails[chat_id] = task

    async def _say(self, told: Told, heard: Heard) -> None:
        chat_id = told.arrived.address.chat_id
        screen = told.screen
        if heard.callback_id:
            toast = None
            if told.toast is not None and screen is not None:
                toast = wording.say(told.toast, language=screen.language, register=screen.register)
            await self._answer(heard.callback_id, toast)
        elif screen is None and not told.wipe and told.arrived.message is not None:
            self._notes.remember(chat_id, told.arrived.message)  # no turn holds it
        if told.wipe and heard.message_id is not None and not heard.callback_id:
            await self._delete(chat_id, heard.message_id)
        if screen is None:
            await self._static(chat_id, "sorry")
        elif not told.silent:
            await self._show(chat_id, screen, heard)
        here = self._standing.of(chat_id)
        if told.wiping:
            here.left |= {told.wiping}
        if told.earlier:
            await self._sweep(chat_id, told.earlier)
        if told.wiping:
            here.left -= {told.wiping}
            here.wiped |= {told.wiping}

    async def _answer(self, callback_id: str, toast: str | None) -> None:
        try:
            await patiently(self._bot, "answerCallbackQuery", callback_query_id=callback_id, text=toast)
        except Refused as refusal:  # "query is too old": the turn itself stands
            log.info("tap not answered", extra={"status": refusal.status})

    # -- the live message ---------------------------------------------------------------------------------------

    async def _show(self, chat_id: int, screen: Screen, heard: Heard) -> None:
        written = wording.write(screen)
        here = self._standing.of(chat_id)
        here.spoken, here.screen = (screen.language, screen.register), (screen.step, screen.version)
        live = here.live
        tapped = heard.message_id if heard.callback_id else None
        if live and heard.calls_for_help:  # it was typed, and is gone: an edit makes no phone light up, a message may
            tapped = live[0]
        # A message keeps its lock for life: the receipt's, which may be copied, comes and goes as a message of its own.
        same = (tapped, screen.protect) == live if live else screen.protect and heard.tapped_step not in SHOWS_RECEIPT
        if same and tapped is not None and await self._edit(chat_id, tapped, written):
            here.live = (tapped, screen.protect)
            return
        await self._send(chat_id, screen, written)
        for old in {live[0] if live else None, tapped} - {None}:
            assert old is not None
            await self._delete(chat_id, old)

    async def _refresh(self, chat_id: int, screen: Screen) -> None:
        here = self._standing.of(chat_id)
        if here.live and here.screen == (screen.step, screen.version) and here.live[1] == screen.protect:
            await self._edit(chat_id, here.live[0], wording.write(screen))

    async def _send(self, chat_id: int, screen: Screen, written: Written) -> None:
        sent = await patiently(
            self._bot,
            "sendMessage",
            chat_id=chat_id,
            text=written.text,
            reply_markup=keyboard(written),
            protect_content=screen.protect,
            disable_notification=True,
            link_preview_options={"is_disabled": True},
        )
        message_id = int(sent["message_id"])
        self._notes.remember(chat_id, Trace(message_id, int(sent["date"])))
        self._standing.of(chat_id).live = (message_id, screen.protect)

    async def _edit(self, chat_id: int, message_id: int, written: Written) -> bool:
        try:
            await patiently(
                self._bot,
                "editMessageText",
                chat_id=chat_id,
                message_id=message_id,
                text=written.text,
                reply_markup=keyboard(written),
                link_preview_options={"is_disabled": True},
            )
        except Refused as refusal:
            if "not modified" in refusal.said:
                return True
            if refusal.status == 400:  # gone, or too old to edit: say it anew
                return False
            raise
        return True

    async def _static(self, chat_id: int, key: str) -> None:
        """What is said without a turn: as this chat was last spoken to, or in Indonesian."""
        language, register = self._standing.of(chat_id).spoken or (wording.DEFAULT, "anak")
        text = wording.text(key, language, register=register, numbers=self._office.numbers())
        sent = await patiently(
            self._bot, "sendMessage", chat_id=chat_id, text=text, protect_content=True, disable_notification=True
        )
        self._notes.remember(chat_id, Trace(int(sent["message_id"]), int(sent["date"])))

    async def _delete(self, chat_id: int, message_id: int) -> None:
        try:
            await patiently(self._bot, "deleteMessage", chat_id=chat_id, message_id=message_id)
        except Refused as refusal:
            if refusal.status not in (400, 403):  # already gone, older than 48 hours, or we are blocked
                raise
            log.info("message not deleted", extra={"status": refusal.status})

    async def _sweep(self, chat_id: int, message_ids: Iterable[int]) -> None:
        """Everything but the live message; those that Telegram will not delete together, one by one."""
        live, _ = self._standing.of(chat_id).live or (None, True)
        gone = [known for known in dict.fromkeys(message_ids) if known != live]
        for some in (gone[start : start + AT_ONCE] for start in range(0, len(gone), AT_ONCE)):
            try:
                await patiently(self._bot, "deleteMessages", chat_id=chat_id, message_ids=some)
            except Refused:
                for one in some:
                    await self._delete(chat_id, one)


def keyboard(written: Written) -> dict[str, Any]:
    """The buttons as the Bot API wants them."""
    return {"inline_keyboard": [[_button(key) for key in row] for row in written.rows]}


def _button(key: Key) -> dict[str, str]:
    return {"text": key.label, "callback_data": key.data}
