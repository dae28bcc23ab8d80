"""Which row goes which way: destinations outside Telegram each to their own, everything else to the bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from flows.destinations import NAMES
from storage.outbox import NeverAgain, Owed

Deliver = Callable[[Owed], Awaitable[None]]

SWITCHED_OFF = "switched.off.1"  # why a row was dropped: the office does not have this destination any more


class Routes:
    """The destinations an office switched on, by name."""

    def __init__(self, deliver: Mapping[str, Deliver]) -> None:
        self._deliver = deliver

    def around(self, bot: Deliver) -> Deliver:
        """The one way to deliver, for the dispatcher. A row for what was switched off meanwhile: NeverAgain."""

        async def deliver(owed: Owed) -> None:
            name = owed.destination.partition(":")[0]
            if name not in NAMES:
                await bot(owed)
            elif name in self._deliver:
                await self._deliver[name](owed)
            else:
                raise NeverAgain(SWITCHED_OFF)

        return deliver


def nth(listed: Sequence[str], owed: Owed) -> str:
    """Whom a row (``mail:2``) is for; rows carry no addresses. Raises NeverAgain when the list has become shorter."""
    place = int(owed.destination.partition(":")[2])
    if place > len(listed):
        raise NeverAgain(SWITCHED_OFF)
    return listed[place - 1]
