"""Ids of messages that stand in a chat and that no turn has sealed yet.

A turn seals what it is told of. What we sent since is written down within a second, so that whoever leaves after we
died leaves nothing behind. A chat of which nothing is remembered keeps its few ids in memory only.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.reporter.reading import tag_of
from flows.traces import Trace
from storage import wiping
from storage.database import Database, DatabaseTrouble
from storage.keyring import ReporterKeys

log = logging.getLogger("wadul.reporter")

REMEMBERED = 10_000  # chats whose last message ids stay in memory: with `standing` eight megabytes (P6 of the bench)
EVERY = 1.0  # seconds


class Notes:
    """What is known of each chat, and not yet sealed."""

    def __init__(self, db: Database, keys: ReporterKeys) -> None:
        self._db, self._keys = db, keys
        self._unwritten: dict[int, list[Trace]] = {}
        self._fresh: set[int] = set()  # chats with something that was not tried to be written

    def known(self, chat_id: int) -> tuple[Trace, ...]:
        """Messages in this chat that no turn has sealed yet, for wiping one day."""
        return tuple(self._unwritten.get(chat_id, ()))

    def remember(self, chat_id: int, message: Trace) -> None:
        """A message no turn knows of yet."""
        kept = self._unwritten.setdefault(chat_id, [])
        if message not in kept:
            kept.append(message)
            self._fresh.add(chat_id)
        while len(self._unwritten) > REMEMBERED:
            del self._unwritten[next(iter(self._unwritten))]

    def written(self, chat_id: int, messages: Iterable[Trace]) -> None:
        """The conversation holds these now."""
        left = [one for one in self._unwritten.pop(chat_id, ()) if one not in messages]
        if left:
            self._unwritten[chat_id] = left

    def learn(self, chat_id: int, messages: Iterable[Trace]) -> None:
        """Another process spoke there; this is what no turn has sealed yet."""
        self._unwritten.pop(chat_id, None)
        if kept := list(messages):
            self._unwritten[chat_id] = kept

    async def run(self) -> None:
        """Write down what there is, again and again, until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            await self.write()

    async def write(self) -> None:
        """Write down what there is. What cannot be written is tried again with whatever comes next."""
        chats = [chat for chat in self._fresh if chat in self._unwritten]
        self._fresh.clear()
        if not chats:
            return
        sent = {chat: self.known(chat) for chat in chats}
        try:
            kept = await asyncio.to_thread(self._write, sent)
        except DatabaseTrouble as error:
            log.warning("messages not noted", extra={"error": type(error).__name__})
            self._fresh.update(chats)
            return
        for chat in kept:
            self.written(chat, sent[chat])

    def _write(self, sent: dict[int, tuple[Trace, ...]]) -> list[int]:
        now, keys = datetime.now(UTC), self._keys
        with self._db.writing() as conn:
            tags = {chat: tag_of(keys.tagger, chat) for chat in sorted(sent)}
            return [chat for chat, tag in tags.items() if wiping.note_sent(conn, keys, tag, sent[chat], now)]
