"""The library's own place for limits: every call of the duty bot passes here, and none is made during a pause."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.pauses import Pauses


class Pausing(BaseRateLimiter[None]):
    """Raises RetryAfter by itself while a chat rests. It never waits and never tries again: that is for who sends."""

    def __init__(self) -> None:
        self._pauses = Pauses()

    async def initialize(self) -> None:
        """Nothing to begin."""

    async def shutdown(self) -> None:
        """Nothing to end."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Make the call, or refuse it as Telegram would."""
        chat = data.get("chat_id")
        left = self._pauses.left(chat)
        if left:
            raise RetryAfter(timedelta(seconds=left))
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as rest:
            self._pauses.begin(chat, seconds(rest))
            raise


def seconds(rest: RetryAfter) -> float:
    """How long Telegram asks us to wait."""
    after = rest.retry_after
    return float(after if isinstance(after, int | float) else after.total_seconds())
