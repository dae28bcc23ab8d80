"""The reporters' process: listen, take, speak; and tell of an officer's answer.

It holds the reporter token, the public locks of its offices, and the keys of drafts and return addresses. It can open
nothing the office was given.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import aiohttp
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import LeaveChat

from bot.listening import Listener, token_refused
from bot.reporter.fetching import Fetching
from bot.reporter.floor import BRIEFLY, Floor
from bot.reporter.news import NewsDelivery
from bot.reporter.noting import Notes
from bot.reporter.reading import ALLOWED_UPDATES, read, tag_of
from bot.reporter.sending import end, make_bot
from bot.reporter.speaking import Speaker
from bot.reporter.standing import Standing
from bot.reporter.webhook import Webhook
from bot.webhook_place import Place
from flows.office import Office
from flows.outcome import Screen
from flows.traces import Trace
from storage import broken_off, fetching, pranks, wiping
from storage.database import Database, DatabaseTrouble
from storage.errors import CannotOpen, StorageError
from storage.floor import Floors
from storage.keyring import ReporterKeys
from storage.outbox import NeverAgain, Owed, TryLater
from storage.turns import Arrived, Turns, Unreadable
from storage.wiping import Wipe

log = logging.getLogger("wadul.reporter")

NOTES_TOLD = 100  # messages told of with the floor; older ones are written down by then
LET_OTHERS_WRITE = 0.15  # seconds; whoever waits for SQLite's write lock asks for it ten times a second


class Reporter:
    """The reporters' bot. ``run`` listens until `stop`; `deliver` is what its dispatcher is handed."""

    def __init__(
        self,
        api_base: str,
        token: str,
        db: Database,
        keys: ReporterKeys,
        office: Office,
        others: Sequence[Office] = (),
        place: Place | None = None,
    ) -> None:
        """With a ``place`` Telegram comes to us, and others may work beside us; else we fetch."""
        self._bot: Bot = make_bot(api_base, token)
        self._api_base = api_base
        self._keys = keys
        self._turns = Turns(db, keys, office, others)
        self._db, self._offices = db, (office, *others)
        self._notes = Notes(db, keys)
        self._standing = Standing()
        floors = Floors(db, keys) if place is not None and db.dialect == "postgresql" else None
        self._floor = Floor(floors, self._knows, self._learns, self._notes.write)
        self._speaker = Speaker(self._bot, office, self._notes, self._standing, self._floor)
        self._news = NewsDelivery(self._bot, db, keys, self._offices, self._notes.remember, self._floor)
        self._fetching = Fetching(self._bot, keys, self._turns, self._speaker)
        self._listener: Listener | Webhook = (
            Listener(api_base, token, ALLOWED_UPDATES, self)
            if place is None
            else Webhook(self._bot, api_base, place, ALLOWED_UPDATES, self, self._floor)
        )
        self._fault_since: datetime | None = None
        self._apologised: set[int] = set()

    async def run(self, ready: Callable[[], Awaitable[None]]) -> None:
        """Listen until stopped, then say what is left to say. Raises StartRefused."""
        noting = asyncio.create_task(self._notes.run())
        try:
            await self._introduce()
            await self._listener.run(ready)
            async with asyncio.timeout(2.0):
                await self._speaker.finish()
        except TimeoutError:
            log.warning("stopped before everything was said")
        finally:
            noting.cancel()
            await self._fetching.end()
            await self._notes.write()
            await self._floor.end()
            await end(self._bot)

    def stop(self) -> None:
        """Hear nothing more."""
        self._listener.stop()

    def heard(self) -> float:
        """When this bot last listened, and what it heard was kept, on the steady clock."""
        return self._listener.heard

    async def deliver(self, owed: Owed) -> None:
        """Send one row of this side."""
        if owed.kind == wiping.KIND:
            await self._wipe(owed)
        elif owed.kind == broken_off.KIND:
            await asyncio.to_thread(self._turns.pass_on, owed, datetime.now(UTC))
        elif owed.kind == pranks.KIND:
            await asyncio.to_thread(self._turns.note_ending, owed, partial(tag_of, self._keys.tagger))
        elif owed.kind == fetching.KIND:
            await self._fetching.deliver(owed)
        else:
            await self._news.deliver(owed)

    async def _wipe(self, owed: Owed) -> None:
        """What should have left a chat when its turn was answered; nothing to do unless we died in between."""
        at = datetime.now(UTC)
        try:
            wipe = wiping.opened(self._keys, owed, at)
        except CannotOpen:  # the draft key lived in memory only and is gone
            raise NeverAgain("no.key") from None
        async with self._floor.on(wipe.chat_id, BRIEFLY) as ours:
            if not ours:
                raise TryLater(1.0)
            if not await self._speaker.has_wiped(owed.code, wipe.chat_id):
                await self._wipe_now(owed, wipe, at)

    async def _wipe_now(self, owed: Owed, wipe: Wipe, at: datetime) -> None:
        line = await asyncio.to_thread(self._resting, wipe.chat_id, at) if wipe.leaves else None
        messages = wipe.messages
        if wipe.whole:  # and what we said there a moment before, that no turn had sealed yet
            messages += tuple(one for one in self._notes.known(wipe.chat_id) if one.at <= owed.due_at.timestamp())
            self._speaker.let_go(wipe.chat_id, messages)
        await self._speaker.wipe(owed.code, wipe.chat_id, list(dict.fromkeys(one.id for one in messages)), line)

    def _resting(self, chat_id: int, at: datetime) -> Screen | None:
        with self._db.reading() as conn:
            return wiping.resting(conn, self._keys, tag_of(self._keys.tagger, chat_id), self._offices, at)

    async def _introduce(self) -> None:
        """Is the token good? Telegram being away is no reason not to start."""
        try:
            await self._bot.get_me()
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise token_refused("pelapor", self._api_base) from None
        except (AiogramError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("telegram does not answer yet", extra={"error": type(error).__name__})

    # -- what the listener asks ---------------------------------------------------------------------------------

    async def take(self, updates: Sequence[dict[str, Any]]) -> int:
        """One batch: read, commit, speak; how many were taken. Raises when nothing could be written; then nothing
        happened."""
        at = datetime.now(UTC)
        heard = [read(raw, self._keys.tagger, at) for raw in updates]
        batch: list[Arrived | Unreadable] = []
        for one in heard:
            if one.unreadable is not None:
                batch.append(one.unreadable)
            elif one.arrived is not None:
                batch.append(self._with_known_messages(one.arrived))
        taken_of_all = len(updates)
        if batch:
            try:
                taken = await asyncio.to_thread(self._turns.take, batch, fault_since=self._fault_since)
            except (DatabaseTrouble, StorageError, OSError) as error:
                self._out_of_order(batch, at, error)
                raise
            self._fault_since = None
            self._apologised.clear()
            by_update = {one.arrived.update_id: one for one in heard if one.arrived is not None}
            for turn in taken.told:
                self._notes.written(turn.arrived.address.chat_id, turn.kept)
                self._speaker.say_later(turn, by_update[turn.arrived.update_id])
            if taken.updates < len(batch):
                log.warning("batch cut short", extra={"updates": taken.updates})
                taken_of_all = [raw["update_id"] for raw in updates].index(batch[taken.updates].update_id)
                await asyncio.sleep(LET_OTHERS_WRITE)
        for one in heard[:taken_of_all]:
            if one.not_kept is not None:
                self._speaker.say_not_kept_later(one.not_kept)
            if one.leave is not None:
                await self._leave(one.leave)
        return taken_of_all

    async def alarm(self, about: str) -> None:
        """Tell the desk that this bot cannot listen."""
        await asyncio.to_thread(self._turns.raise_alarm, about, datetime.now(UTC))

    # -- what the process that speaks next in a chat must know ------------------------------------------------------

    def _knows(self, chat_id: int) -> dict[str, Any]:
        voices = self._turns.spoken.of(tag_of(self._keys.tagger, chat_id))
        return {
            "stands": self._standing.told(chat_id),
            "notes": self._notes.known(chat_id)[-NOTES_TOLD:],
            "voices": voices,
        }

    def _learns(self, chat_id: int, told: Mapping[str, Any]) -> None:
        self._standing.learn(chat_id, told["stands"])
        self._notes.learn(chat_id, [Trace(*one) for one in told["notes"]])
        self._turns.spoken.note(tag_of(self._keys.tagger, chat_id), tuple(told["voices"]), datetime.now(UTC))

    def _with_known_messages(self, arrived: Arrived) -> Arrived:
        known = self._notes.known(arrived.address.chat_id)
        return replace(arrived, known_messages=known) if known else arrived

    def _out_of_order(self, batch: Sequence[Arrived | Unreadable], at: datetime, error: Exception) -> None:
        """Nothing could be written: one static text with the numbers for each chat, once, and a fault for the desk."""
        self._fault_since = self._fault_since or at
        log.error("batch not written", extra={"error": type(error).__name__, "updates": len(batch)})
        for one in batch:
            if isinstance(one, Arrived) and one.address.chat_id not in self._apologised:
                self._apologised.add(one.address.chat_id)
                self._speaker.apologise_later(one.address.chat_id)

    async def _leave(self, chat_id: int) -> None:
        """This bot belongs in private chats only."""
        try:
            await self._bot(LeaveChat(chat_id=chat_id))
            log.info("left a group")
        except (AiogramError, aiohttp.ClientError, TimeoutError) as error:
            log.info("could not leave a group", extra={"error": type(error).__name__})
