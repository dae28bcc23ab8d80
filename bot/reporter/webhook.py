"""Telegram visits us: the webhook instead of polling. The answer 200 is what the offset of the next poll is elsewhere:
it is given when the update is committed, and not before.

Nothing is taken without the secret; nothing is said in the answer. What arrives while a batch is being written becomes
the next batch. A visit that cannot be written, or not in time, is answered 503: Telegram comes again.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import aiohttp
from aiogram import Bot
from aiohttp import web

from bot.listening import LIMIT, StartRefused, Taker, one_update, token_refused
from bot.reporter.floor import Floor
from bot.reporter.reading import chat_of
from bot.reporter.sending import Refused, call, pace_of
from bot.webhook_place import Place, as_telegram_has_it
from storage.database import DatabaseTrouble

log = logging.getLogger("wadul.listening")

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024  # bytes of one update
CONNECTIONS = 20  # visits that Telegram pays at the same time
WAITS = 3.0  # seconds a visit waits for another process to finish in its chat; who calls for help must not wait longer
LOOK = 20.0  # seconds between looks at what Telegram has
FRESH_ERROR = 150.0  # seconds; it comes again after 60 to 120, and goes on telling of an error that is long over
LONGEST_WAIT = 15.0
LAST = 2.0  # seconds in which visits under way are still answered


class Webhook:
    """Hears one bot's updates until told to stop; several processes may, each at a port of its own."""

    def __init__(
        self, bot: Bot, api_base: str, place: Place, allowed: Sequence[str], taker: Taker, floor: Floor
    ) -> None:
        self._bot, self._api_base, self._place = bot, api_base, place
        self._allowed, self._taker, self._floor = list(allowed), taker, floor
        self._secret = place.secret.encode()
        self._waiting: list[tuple[dict[str, Any], asyncio.Future[bool]]] = []
        self._news, self._stop = asyncio.Event(), asyncio.Event()
        self.heard = 0.0  # when Telegram last came, or said that it could, on the steady clock

    def __repr__(self) -> str:
        return "Webhook()"

    def stop(self) -> None:
        """Hear nothing more; what was heard is finished."""
        self._stop.set()

    async def run(self, ready: Callable[[], Awaitable[None]]) -> None:
        """Listen until stopped. ``ready`` is called once, when Telegram knows where to come. Raises StartRefused when
        the port is taken or Telegram refuses the address."""
        await self._look_around()
        app = web.Application(client_max_size=LARGEST)
        app.router.add_route("*", "/{path:.*}", self._visit)
        # no access log: it would say when somebody wrote, and how much
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=LAST)
        await runner.setup()
        working = [asyncio.create_task(self._take())]
        try:
            await self._open(runner)
            if await self._tell_telegram():
                await ready()
            working.append(asyncio.create_task(self._watch()))
            await self._stop.wait()
            await runner.cleanup()  # visits under way are answered
        finally:
            for task in working:
                task.cancel()
            await runner.cleanup()

    async def _open(self, runner: web.AppRunner) -> None:
        try:
            await web.TCPSite(runner, self._place.host, self._place.port).start()
        except OSError:
            raise StartRefused(
                f"WADUL_REPORTER_LISTEN: porta {self._place.port} tidak bisa dibuka (dipakai proses lain?)."
            ) from None

    # -- a visit ------------------------------------------------------------------------------------------------

    async def _visit(self, request: web.Request) -> web.Response:
        if not self._is_telegram(request):
            return web.Response(status=401)
        if request.path != self._place.path or request.method != "POST":
            return web.Response(status=404)
        try:
            raw = one_update(await request.read())
        except web.HTTPRequestEntityTooLarge:
            log.error("an update is too large", extra={"status": 413})
            return web.Response(status=413)
        if raw is None:
            log.error("updates without a usable id", extra={"count": 1})
            return web.Response(status=400)
        async with self._floor.on(chat_of(raw), WAITS):
            is_kept = await self._keep(raw)
        return web.Response(status=200 if is_kept else 503)

    def _is_telegram(self, request: web.Request) -> bool:
        shown = request.headers.getall(HEADER, [])
        return len(shown) == 1 and hmac.compare_digest(shown[0].encode("utf-8", "surrogateescape"), self._secret)

    async def _keep(self, raw: dict[str, Any]) -> bool:
        """Whether it was committed."""
        if self._stop.is_set():
            return False
        kept: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((raw, kept))
        self._waiting.sort(key=lambda one: one[0]["update_id"])  # a tap comes on a way of its own, and may be first
        self._news.set()
        return await kept

    def _next(self) -> list[tuple[dict[str, Any], asyncio.Future[bool]]]:
        """Each update once: one that came again meanwhile is answered in the batch after it."""
        first: dict[int, tuple[dict[str, Any], asyncio.Future[bool]]] = {}
        for one in self._waiting:
            first.setdefault(one[0]["update_id"], one)
        return list(first.values())[:LIMIT]

    async def _take(self) -> None:
        """Batch after batch, each in one transaction, until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            while batch := self._next():
                try:
                    taken = await self._taker.take([raw for raw, _ in batch])
                    self.heard = time.monotonic()
                except Exception as error:  # the loop goes on: type only, no text
                    log.warning("batch not taken", extra={"error": type(error).__name__})
                    taken = 0
                done = batch[: taken or len(batch)]
                self._waiting = [one for one in self._waiting if one not in done]  # others came meanwhile
                for _, kept in done:
                    if not kept.done():  # whoever came has gone; the update is kept all the same
                        kept.set_result(bool(taken))

    # -- what Telegram has --------------------------------------------------------------------------------------

    async def _tell_telegram(self) -> bool:
        """Tell Telegram where to come, as often as it takes. False: stopped meanwhile. Raises StartRefused."""
        wait = 0.0
        while not await self._rest(wait):
            try:
                await self._set()
            except Refused as refusal:
                if refusal.status in (401, 404):
                    raise token_refused("pelapor", self._api_base) from None
                if refusal.status == 400 and not await self._comes_here():
                    raise StartRefused("Telegram menolak WADUL_REPORTER_WEBHOOK: periksa alamatnya.") from None
                wait = max(_longer(wait), refusal.retry_after)
            except (aiohttp.ClientError, TimeoutError):
                wait = _longer(wait)
            else:
                return True
            log.warning("telegram does not know yet where to come", extra={"seconds": wait})
        return False

    async def _set(self) -> None:
        await call(
            self._bot,
            "setWebhook",
            url=self._place.url,
            secret_token=self._place.secret,
            allowed_updates=self._allowed,
            max_connections=CONNECTIONS,
            drop_pending_updates=False,
        )
        self.heard = time.monotonic()

    async def _watch(self) -> None:
        """Look now and then whether Telegram still comes to us, and how many we are, until stopped."""
        while not await self._rest(LOOK):
            await self._look_around()
            try:
                await self._look()
            except Refused as refusal:
                log.warning("telegram does not say where it comes", extra={"status": refusal.status})
                if refusal.status in (401, 404):
                    await self._alarm("telegram.401")
            except Exception as error:  # the loop goes on: type only
                log.warning("telegram does not say where it comes", extra={"error": type(error).__name__})

    async def _comes_here(self) -> bool:
        """Whether Telegram knows this address already: then it was only unable to look it up just now."""
        with suppress(Refused, aiohttp.ClientError, TimeoutError):
            return self._is_ours(await call(self._bot, "getWebhookInfo"))
        return False

    def _is_ours(self, info: Mapping[str, Any]) -> bool:
        return as_telegram_has_it(str(info.get("url") or "")) == self._place.url

    async def _look(self) -> None:
        info = await call(self._bot, "getWebhookInfo")
        if not self._is_ours(info):
            log.critical("telegram goes to somebody else")
            await self._alarm("telegram.409")
            await self._set()
        elif info.get("pending_update_count") and time.time() - info.get("last_error_date", 0) < FRESH_ERROR:
            log.error("telegram does not get through", extra={"count": info["pending_update_count"]})
        else:
            self.heard = time.monotonic()

    async def _look_around(self) -> None:
        try:
            pace_of(self._bot).among = max(1, await self._floor.look_around())
        except (DatabaseTrouble, TimeoutError) as error:
            log.warning("the others are not heard", extra={"error": type(error).__name__})

    async def _alarm(self, about: str) -> None:
        try:
            await self._taker.alarm(about)
        except Exception as error:
            log.error("alarm not raised", extra={"error": type(error).__name__, "kind": about})

    async def _rest(self, seconds: float) -> bool:
        """Whether it is over."""
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return False
        return True


def _longer(wait: float) -> float:
    return min(LONGEST_WAIT, wait * 2 or 0.5)
