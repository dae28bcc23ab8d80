"""Several processes, one voice in each chat: taken before a turn, kept until all is said and noted there.

What a process knows of a chat goes with the floor to whoever speaks there next. The floor keeps order; it never keeps
anybody silent: who does not get it in time, or whose database is away or hangs, takes the turn and speaks all the same.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, TypeVar

from storage.database import DatabaseTrouble
from storage.floor import Floors

log = logging.getLogger("wadul.reporter")
T = TypeVar("T")

BRIEFLY = 5.0  # seconds; whoever delivers a row can come back
ANSWERS = 4.0  # seconds in which the server says yes or no; else it hangs
AGAIN = 0.03  # seconds until a chat that somebody else speaks in is asked for again
RESTS = 30.0  # seconds in which a server that hung is not asked: meanwhile everybody speaks at once


class Floor:
    """The floor of this process. ``tell`` says what is known of a chat, ``learn`` hears what another process knew of
    it, and ``before`` is done before one is left. Without ``floors`` there is no other process."""

    def __init__(
        self,
        floors: Floors | None,
        tell: Callable[[int], Mapping[str, Any]],
        learn: Callable[[int, Mapping[str, Any]], None],
        before: Callable[[], Awaitable[None]],
    ) -> None:
        self._floors, self._tell, self._learn, self._before = floors, tell, learn, before
        self._users: Counter[int] = Counter()
        self._held: set[int] = set()
        self._one_at_a_time = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, "floor")  # of its own: a server that hangs keeps no turn from its thread
        self._leaving: set[asyncio.Task[None]] = set()
        self._rests_until = 0.0  # on the steady clock

    @asynccontextmanager
    async def on(self, chat_id: int | None, patience: float) -> AsyncIterator[bool]:
        """Have the floor in a chat for a while, several times over if need be. False: somebody else has it, after so
        many seconds of ``patience``. Where nobody can say, one may speak. Never raises."""
        if self._floors is None or chat_id is None:
            yield True
            return
        self._users[chat_id] += 1
        try:
            yield await self._get(self._floors, chat_id, patience)
        finally:
            self._users[chat_id] -= 1
            if not self._users[chat_id]:
                del self._users[chat_id]
                leaving = asyncio.create_task(self._leave(self._floors, chat_id))
                self._leaving.add(leaving)
                leaving.add_done_callback(self._leaving.discard)

    async def look_around(self) -> int:
        """How many processes there are; and hear what the others told. Raises DatabaseTrouble, TimeoutError."""
        if self._floors is None:
            return 1
        async with asyncio.timeout(ANSWERS), self._one_at_a_time:
            found = await self._run(self._floors, self._floors.processes)
            self._hear(self._floors)
        return found

    async def end(self) -> None:
        """Leave every chat."""
        if self._leaving:
            await asyncio.wait(self._leaving, timeout=1.0)
        floors, self._floors = self._floors, None
        if floors is not None:
            self._lost(floors)
        self._thread.shutdown(wait=False)

    async def _get(self, floors: Floors, chat_id: int, patience: float) -> bool:
        until = time.monotonic() + patience
        try:
            while time.monotonic() >= self._rests_until and not await self._ask(floors, chat_id):
                if time.monotonic() >= until:
                    log.warning("the floor was not given")
                    return False
                await asyncio.sleep(AGAIN)
        except TimeoutError:
            log.warning("nobody has the floor", extra={"seconds": RESTS})
            self._rests_until = time.monotonic() + RESTS
        except DatabaseTrouble as error:
            log.warning("nobody has the floor", extra={"error": type(error).__name__})
        return True

    async def _ask(self, floors: Floors, chat_id: int) -> bool:
        async with asyncio.timeout(ANSWERS), self._one_at_a_time:
            if chat_id in self._held:
                return True
            got = await self._run(floors, partial(floors.ask, chat_id))
            self._hear(floors)
            if got:
                self._held.add(chat_id)
        return got

    async def _leave(self, floors: Floors, chat_id: int) -> None:
        try:
            async with asyncio.timeout(ANSWERS):
                if chat_id in self._held:
                    await self._before()
                async with self._one_at_a_time:
                    if chat_id in self._users or chat_id not in self._held:
                        return
                    self._held.discard(chat_id)
                    await self._run(floors, partial(floors.leave, chat_id, self._tell(chat_id)))
        except Exception as error:  # nobody may be shut out of a chat because we failed to leave it: leave them all
            log.warning("every chat is left", extra={"error": type(error).__name__})
            self._lost(floors)

    async def _run(self, floors: Floors, call: Callable[[], T]) -> T:
        """Ask the server. What was broken off in the middle nobody can know: then every chat is left."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, call)
        except (DatabaseTrouble, asyncio.CancelledError):
            self._lost(floors)
            raise

    def _hear(self, floors: Floors) -> None:
        for chat_id, known in floors.heard():
            if chat_id in self._held:
                continue
            try:
                self._learn(chat_id, known)
            except (KeyError, TypeError, ValueError) as error:  # told by another version of us
                log.warning("what was told is not understood", extra={"error": type(error).__name__})

    def _lost(self, floors: Floors) -> None:
        self._held.clear()
        with suppress(RuntimeError):  # it is closed already: this process ends
            self._thread.submit(floors.close)
