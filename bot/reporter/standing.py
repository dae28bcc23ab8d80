"""What stands in each chat, as far as this process knows: the live message, and how was last spoken there.

All of it may be lost: then the next screen comes as a new message. Nothing of it lies on a disk.
"""

from __future__ import annotations

from dataclasses import dataclass

REMEMBERED = 20_000  # chats


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
