"""Once Telegram says that it is too much, whoever calls for help is answered first.

It lets a bot send about thirty messages a second. As long as it says nothing, nothing here takes part; after a 429 we
keep below that by ourselves for a minute and choose who comes next. Else each chat tried again when its own pause was
over, and of a thousand that wait many gave up before it was their turn. Those who call for help take turns among
themselves, and every fourth turn is somebody else's: forty who keep calling keep nobody waiting.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque

COUNTED = frozenset({"sendMessage", "editMessageText"})
PER_SECOND = 28
KEPT = 60.0  # seconds
ORDINARY = 4  # every so many turns one goes to a chat that does not call for help: it too may be telling of danger


class Pace:
    """The pace of one bot. A chat's own messages keep their order: whoever is first, is so with all that waits."""

    def __init__(self) -> None:
        self._until = 0.0
        self.among = 1  # processes that write as this bot: what Telegram allows is for all of them
        self._waiting: dict[object, deque[asyncio.Future[None]]] = {}
        self._first: dict[object, None] = {}
        self._turns = 0
        self._pump: asyncio.Task[None] | None = None

    @property
    def step(self) -> float:
        """Seconds between two messages of this process."""
        return self.among / PER_SECOND

    def begin(self) -> None:
        """Telegram said that it is too much."""
        self._until = time.monotonic() + KEPT

    def comes_first(self, chat: object) -> None:
        """Somebody calls for help there."""
        self._first[chat] = None

    def settled(self, chat: object) -> None:
        """All is said there."""
        self._first.pop(chat, None)

    async def turn(self, chat: object) -> None:
        """Wait until one message may be sent to this chat."""
        if not self._waiting and time.monotonic() >= self._until:
            return
        mine = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(chat, deque()).append(mine)
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._let_go())
        await mine

    def end(self) -> None:
        """Nobody waits any more: what they wanted to send will not be sent."""
        if self._pump is not None:
            self._pump.cancel()
        for waiting in self._waiting.values():
            for one in waiting:
                if not one.done():
                    one.set_result(None)
        self._waiting.clear()

    async def _let_go(self) -> None:
        due = time.monotonic()
        while self._waiting:
            chat = self._next()
            line = self._waiting.pop(chat)
            one = line.popleft()
            if line:
                self._waiting[chat] = line  # behind the others
            if not one.done():
                one.set_result(None)
                now = time.monotonic()
                due = max(due, now - 2 * self.step) + self.step  # a sleep that was too long is made up for
                await asyncio.sleep(max(0.0, due - now))

    def _next(self) -> object:
        """Who calls for help, one message each in turn; every so often one of the others."""
        self._turns += 1
        first = next((one for one in self._first if one in self._waiting), None)
        other = next((one for one in self._waiting if one not in self._first), None)
        if first is None or (other is not None and self._turns % ORDINARY == 0):
            return other
        self._first[first] = self._first.pop(first)  # behind the others
        return first
