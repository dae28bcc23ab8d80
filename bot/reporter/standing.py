"""What stands in each chat, as far as this process knows: the live message, and how was last spoken there.

All of it may be lost: then the next screen comes as a new message. Nothing of it lies on a disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

REMEMBERED = 10_000  # chats


@dataclass(slots=True)
class Stands:
    """One chat. ``live`` is the live message and whether it is locked, ``screen`` step and version of the last screen,
    ``spoken`` its language and register; ``wiped`` and ``left`` are rows of `storage.wiping`: done at once, and with
    the harmless line already said."""

    live: tuple[int, bool] | None = None
    screen: tuple[str, int] | None = None
    spoken: tuple[str, str] | None = None
    wiped: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()


class Standing:
    """The chats of which something is known."""

    def __init__(self) -> None:
        self._chats: dict[int, Stands] = {}

    def of(self, chat_id: int) -> Stands:
        """What stands there; may be changed."""
        found = self._chats.setdefault(chat_id, Stands())
        while len(self._chats) > REMEMBERED:
            del self._chats[next(iter(self._chats))]
        return found

    def told(self, chat_id: int) -> dict[str, Any]:
        """The same as JSON values, for the process that speaks there next."""
        here = self.of(chat_id)
        return {
            "live": here.live,
            "screen": here.screen,
            "spoken": here.spoken,
            "wiped": sorted(here.wiped),
            "left": sorted(here.left),
        }

    def learn(self, chat_id: int, told: Mapping[str, Any]) -> None:
        """Another process spoke there; so it stands now."""
        here = self.of(chat_id)
        here.live, here.screen, here.spoken = (
            tuple(told[what]) if told[what] else None for what in ("live", "screen", "spoken")
        )
        here.wiped, here.left = frozenset(told["wiped"]), frozenset(told["left"])
