"""One queue of updates per bot: kept until confirmed, given to one poller at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from bot.sandbox.refusals import OTHER_POLLER, Refused

KEPT_FOR = 24 * 3600
LONGEST_POLL = 50
NOT_UNLESS_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True)
class _Waiting:
    update_id: int
    at: float
    update: dict[str, Any]


class Queue:
    """What one bot has not confirmed yet. It outlives the bot: only an offset or a day empties it."""

    def __init__(self, clock: Callable[[], float], first_id: int, ring: Callable[[], None] = lambda: None) -> None:
        self._clock, self._ring = clock, ring
        self._next_id = first_id
        self._waiting: list[_Waiting] = []
        self._poller: asyncio.Future[None] | None = None
        self.allowed: tuple[str, ...] = ()
        self.injected: set[int] = set()

    def __len__(self) -> int:
        self._forget_old()
        return len(self._waiting)

    @property
    def newest(self) -> int:
        """The id of the update that was queued last."""
        return self._next_id - 1

    def put(self, kind: str, payload: dict[str, Any]) -> None:
        """Queue an update, if the bot wants this kind. The choice is made now, not at delivery."""
        wanted = kind in self.allowed if self.allowed else kind not in NOT_UNLESS_ASKED
        if wanted:
            self._append({"update_id": self._next_id, kind: deepcopy(payload)}, self._next_id)

    def inject(self, update: dict[str, Any]) -> int:
        """Queue a raw update as it is; only a missing update_id is filled in. Returns the id it is kept under."""
        given = update.get("update_id", self._next_id)
        update_id = given if isinstance(given, int) else self._next_id
        self.injected.add(update_id)
        self._append({"update_id": given, **deepcopy(update)}, update_id)
        return update_id

    def waiting(self) -> list[dict[str, Any]]:
        """What waits, in its order, for whoever brings it."""
        self._forget_old()
        return [entry.update for entry in self._waiting]

    def has(self, update: dict[str, Any]) -> bool:
        """Whether this one waits still."""
        return any(entry.update is update for entry in self._waiting)

    def done(self, update: dict[str, Any]) -> None:
        """This one was taken."""
        self._waiting = [entry for entry in self._waiting if entry.update is not update]

    def clear(self) -> None:
        """Drop everything that waits."""
        self._waiting.clear()

    def interrupt(self, description: str) -> None:
        """End the poll that is being held, if there is one, with a 409."""
        if self._poller and not self._poller.done():
            self._poller.set_exception(Refused(409, description))
        self._poller = None

    async def poll(self, offset: int, limit: int, seconds: int, allowed: Iterable[str] | None) -> list[dict[str, Any]]:
        """getUpdates: confirm what lies before `offset`, then hand over up to `limit`, waiting for the first."""
        self.interrupt(OTHER_POLLER)
        if allowed is not None:
            self.allowed = tuple(allowed)
        self._confirm(offset)
        if not len(self) and seconds > 0:
            await self._hold(min(seconds, LONGEST_POLL))
        count = limit if 1 <= limit <= 100 else 100
        return [deepcopy(entry.update) for entry in self._waiting[:count]]

    async def _hold(self, seconds: int) -> None:
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await poller
        except TimeoutError:
            pass
        finally:  # a client that is killed while waiting cancels us: nothing was handed over, nothing is lost
            if self._poller is poller:
                self._poller = None

    def _append(self, update: dict[str, Any], update_id: int) -> None:
        self._waiting.append(_Waiting(update_id, self._clock(), update))
        self._next_id = max(self._next_id, update_id) + 1
        if self._poller and not self._poller.done():
            self._poller.set_result(None)
        self._ring()

    def _confirm(self, offset: int) -> None:
        self._forget_old()
        if offset > 0:
            self._waiting = [entry for entry in self._waiting if entry.update_id >= offset]
        elif offset < 0:
            self._waiting = self._waiting[offset:]

    def _forget_old(self) -> None:
        oldest = self._clock() - KEPT_FOR
        self._waiting = [entry for entry in self._waiting if entry.at >= oldest]
