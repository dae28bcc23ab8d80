"""Which chats Telegram asked us to leave alone (429), and until when.

Each bot has one, and every send to a chat asks it first: Telegram is not asked again before a pause is over. A 429
names no scope; it is taken for the chat's alone, or a few who flood their own chats could silence the bot for all.
"""

from __future__ import annotations

import time


class Pauses:
    """The pauses of one bot."""

    def __init__(self) -> None:
        self._until: dict[int, float] = {}

    def left(self, chat: object) -> float:
        """Seconds until this chat may be written to; 0.0 when it may be now, or when the call is about no chat."""
        return max(0.0, self._until.get(chat, 0.0) - time.monotonic()) if isinstance(chat, int) else 0.0

    def begin(self, chat: object, seconds: float) -> None:
        """Telegram asked us to leave this chat alone for so long."""
        if isinstance(chat, int):
            now = time.monotonic()
            self._until = {one: until for one, until in self._until.items() if until > now} | {chat: now + seconds}
