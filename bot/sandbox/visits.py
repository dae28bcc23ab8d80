"""The webhook: updates are brought to a bot, through the reverse proxy that stands before it.

What one chat types comes one after the other, and so do its taps; but a tap may overtake a word, as with Telegram.
Until an answer 2xx an update comes again, and what is behind it in its line waits.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import aiohttp

from bot.sandbox.chats import Bot, Json
from bot.sandbox.faults import Faults
from bot.sandbox.params import Params
from bot.sandbox.world import World

WEBHOOK = "webhook"  # for faults: a visit
WITHIN = aiohttp.ClientTimeout(total=60.0)
HEADER = "X-Telegram-Bot-Api-Secret-Token"

Line = tuple[str, str, Any]


@dataclass(frozen=True)
class Visit:
    """One update brought once: to which process, and what was answered."""

    to: str
    update_id: int
    status: int
    body: bytes = field(repr=False)


class Visits:
    """Brings updates to the bots that have a webhook behind a known proxy."""

    def __init__(self, world: World, faults: Faults) -> None:
        self._world, self._faults = world, faults
        self._proxies: dict[str, list[str]] = {}
        self._lines: dict[Line, asyncio.Task[None]] = {}
        self._turn = count()
        self._client: aiohttp.ClientSession | None = None
        self.again = 1.0  # seconds until an update that was not taken comes again; Telegram's may be a minute
        self.paid: list[Visit] = []
        world.ring = self._ring

    def behind(self, proxy: str, *processes: str) -> None:
        """Say which processes (`http://127.0.0.1:PORT`) are behind a proxy (`https://HOST`); it takes them in turn."""
        self._proxies[proxy] = list(processes)
        for bot in self._world.bots.values():
            self._ring(bot)

    async def stop(self) -> None:
        """Bring nothing more."""
        self._proxies.clear()
        for task in list(self._lines.values()):
            task.cancel()
        await asyncio.gather(*self._lines.values(), return_exceptions=True)
        if self._client is not None:
            await self._client.close()
            self._client = None

    def _ring(self, bot: Bot) -> None:
        """Something waits for this bot: begin with each line that nobody is on the way with."""
        if bot.webhook is None or self._proxy_of(bot) is None:
            return
        for update in bot.queue.waiting():
            line = _line(bot, update)
            if line not in self._lines and len(self._lines) < bot.webhook["max_connections"]:
                self._lines[line] = asyncio.create_task(self._bring(bot, update, line))

    async def _bring(self, bot: Bot, update: Json, line: Line) -> None:
        try:
            while bot.webhook is not None and bot.queue.has(update):
                status = await self._visit(bot, update)
                if 200 <= status < 300:
                    bot.queue.done(update)
                else:
                    said = f"Wrong response from the webhook: {status}"
                    bot.webhook |= {"last_error_date": self._world.now(), "last_error_message": said}
                    await asyncio.sleep(self.again)
        finally:
            del self._lines[line]
        self._ring(bot)

    async def _visit(self, bot: Bot, update: Json) -> int:
        fault = self._faults.strike(bot.token, WEBHOOK, Params())
        if fault is not None and not fault.is_after:
            fault.arrived.set()
            if fault.kind != "hold":
                return fault.status
            await fault.released.wait()
        status = await self._through_the_proxy(bot, update)
        if fault is not None and fault.is_after:
            fault.arrived.set()
            if fault.kind == "hold":
                await fault.released.wait()
            return 502  # the answer got lost
        return status

    async def _through_the_proxy(self, bot: Bot, update: Json) -> int:
        """One process after the other; one that does not listen is passed over."""
        url, proxy = bot.webhook["url"] if bot.webhook else "", self._proxy_of(bot) or ""
        processes = self._proxies.get(proxy, [])
        if self._client is None:
            self._client = aiohttp.ClientSession(timeout=WITHIN)
        headers = {"Content-Type": "application/json"} | ({HEADER: bot.secret} if bot.secret else {})
        first = next(self._turn)
        for n in range(len(processes)):
            to = processes[(first + n) % len(processes)]
            address = to + url.removeprefix(proxy)
            try:
                async with self._client.post(
                    address, data=json.dumps(update), headers=headers, allow_redirects=False
                ) as answer:
                    visit = Visit(to, int(update["update_id"]), answer.status, await answer.read())
            except aiohttp.ClientConnectorError:
                continue
            except (aiohttp.ClientError, TimeoutError):
                break
            self.paid.append(visit)
            return visit.status
        return 502

    def _proxy_of(self, bot: Bot) -> str | None:
        url = bot.webhook["url"] if bot.webhook else ""
        return next((proxy for proxy in self._proxies if url == proxy or url.startswith(f"{proxy}/")), None)


def _line(bot: Bot, update: Json) -> Line:
    """What waits for what."""
    kind, body = next(((name, value) for name, value in update.items() if name != "update_id"), ("", None))
    found: Any = body if isinstance(body, dict) else {}
    chat: Any = found.get("chat") or found.get("from")
    typed = "tap" if kind == "callback_query" else "typed"
    return bot.token, typed, chat.get("id") if isinstance(chat, dict) else update.get("update_id")
