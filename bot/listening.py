"""Our own poll loop over raw JSON, for both bots: take and commit first, confirm with the next offset afterwards.

Never `start_polling` or `run_polling`: both confirm an update before it is handled and lose it when killed.
One update that cannot be parsed never bars the door: the batch is raw JSON, and each update is read by itself.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import ssl
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import cache
from typing import Any, Protocol

import httpx

log = logging.getLogger("wadul.listening")

TELEGRAM = "https://api.telegram.org"
HELD = 25  # seconds Telegram holds an empty poll
LIMIT = 100
LONGEST_WAIT = 15.0  # seconds between tries while something is wrong
LARGEST_ID = 2**63 - 1
CONFLICTS = 4  # polls in a row that another poller broke, before we say at the start that there is one

_UPDATE_ID = re.compile(rb'"update_id"\s*:\s*(\d{1,18})(?!\d)')
_LONE_HALF = re.compile("[\ud800-\udfff]")


class StartRefused(Exception):
    """Telegram does not let us listen at all; the message is one sentence for the operator."""


def token_refused(bot: str, api_base: str) -> StartRefused:
    """Telegram does not know this token; another server may only not be a Bot API server."""
    said = f"Telegram menolak token bot {bot} (dicabut atau salah ketik)"
    return StartRefused(f"{said}." if api_base == TELEGRAM else f"{said}, atau WADUL_API_BASE bukan server Bot API.")


class Taker(Protocol):
    """Who takes what was heard. Raising means: nothing happened, give it to me again."""

    async def take(self, updates: Sequence[dict[str, Any]]) -> int:
        """Handle a batch from its beginning and commit it. How many were handled; the others are given again."""

    async def alarm(self, about: str) -> None:
        """Somebody should know: ``telegram.401`` or ``telegram.409``."""


class Listener:
    """Polls one bot's updates until told to stop."""

    def __init__(self, api_base: str, token: str, allowed: Sequence[str], taker: Taker) -> None:
        self._url, self._api_base = f"{api_base}/bot{token}/getUpdates", api_base
        self._allowed, self._taker = list(allowed), taker
        self._offset: int | None = None
        self._limit = LIMIT
        self._unusable = 0
        self._conflicts = 0
        self.heard = 0.0  # when Telegram last answered a poll, on the steady clock
        self._stop = asyncio.Event()
        self._client = httpx.AsyncClient(verify=_trusted(), timeout=httpx.Timeout(HELD + 15.0, connect=10.0))

    def __repr__(self) -> str:
        return "Listener()"  # the address holds the token

    def stop(self) -> None:
        """Hear nothing more; what was heard is finished."""
        self._stop.set()

    async def run(self, ready: Callable[[], Awaitable[None]]) -> None:
        """Listen until stopped. ``ready`` is called once, after Telegram answered the first poll.

        Raises StartRefused when the very first poll is refused for good, or another poller breaks our polls before a
        held one was answered: who came first goes on, and we are the mistake.
        """
        wait, first, settled = 0.0, True, False
        try:
            while not self._stop.is_set():
                if wait:
                    await self._rest(wait)
                try:
                    updates = await self._poll(0 if first else HELD)
                    if updates is None:
                        continue
                    self.heard = time.monotonic() if not updates else self.heard
                    if updates:
                        taken = await self._taker.take(updates)
                        # Only now may Telegram forget them: the next poll confirms.
                        self._offset = _confirming(updates, taken)
                        self.heard = time.monotonic()
                    settled = settled or not first
                    if first:
                        first = False
                        await ready()
                    # What has no usable id can never be confirmed and comes again at once: do not spin on it.
                    wait = 1.0 if self._unusable and not updates else 0.0
                except _Refused as refusal:
                    wait = await self._refused(refusal, wait, first=first, settled=settled)
                except Exception as error:  # the loop goes on: type only, no text
                    log.warning("batch not taken", extra={"error": type(error).__name__})
                    wait = _longer(wait)
        finally:
            await self._client.aclose()

    async def stand_by(self) -> None:
        """Hear nothing, until stopped."""
        await self._stop.wait()
        await self._client.aclose()

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return

    async def _poll(self, held: int) -> list[dict[str, Any]] | None:
        """One poll; None when it was broken off by `stop`."""
        body: dict[str, Any] = {"timeout": held, "limit": self._limit, "allowed_updates": self._allowed}
        if self._offset is not None:
            body["offset"] = self._offset
        poll = asyncio.ensure_future(self._client.post(self._url, json=body))
        stopping = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait((poll, stopping), return_when=asyncio.FIRST_COMPLETED)
            if not poll.done():
                return None
            return self._updates(poll.result())
        finally:
            for task in (poll, stopping):
                task.cancel()
            await asyncio.wait((poll, stopping))  # a call that is broken off lets go of its connection first

    def _updates(self, response: httpx.Response) -> list[dict[str, Any]]:
        content = response.content
        try:
            answer = _parsed(content)
        except RecursionError:
            return self._past_the_abyss(content)
        except ValueError:
            raise _Refused(response.status_code, "", 0) from None
        if not isinstance(answer, dict) or not answer.get("ok") or not isinstance(answer.get("result"), list):
            raise _Refused.of(answer, response.status_code)
        self._limit = LIMIT
        found = [update for update in answer["result"] if _has_id(update)]
        self._unusable = len(answer["result"]) - len(found)
        if self._unusable:
            log.error("updates without a usable id", extra={"count": self._unusable})
        return found

    def _past_the_abyss(self, content: bytes) -> list[dict[str, Any]]:
        """An update nested too deep to parse: find it alone, and hand it on as nothing but its id."""
        if self._limit > 1:
            self._limit = 1
            return []
        self._limit = LIMIT
        alone = _nothing_but_its_id(content)
        self._unusable = int(not alone)
        return alone

    async def _refused(self, refusal: _Refused, wait: float, *, first: bool, settled: bool) -> float:
        log.warning("poll refused", extra={"status": refusal.status})
        if refusal.status in (401, 404):
            if first:
                raise token_refused("ini", self._api_base)
            await self._tell("telegram.401")
        elif refusal.status == 409:
            if first and "webhook" in refusal.said:
                raise StartRefused(
                    "Bot ini masih memakai webhook; hapus dulu webhook-nya (pelapor: `wadul reporter --end-webhook`)."
                )
            self._conflicts += 1
            if not settled and self._conflicts >= CONFLICTS:
                raise StartRefused("Bot ini sudah dilayani proses lain dengan token yang sama; hentikan yang itu dulu.")
            await self._tell("telegram.409")
        return max(_longer(wait), refusal.retry_after)

    async def _tell(self, about: str) -> None:
        try:
            await self._taker.alarm(about)
        except Exception as error:
            log.error("alarm not raised", extra={"error": type(error).__name__, "kind": about})


def ask(api_base: str, token: str, method: str, **fields: Any) -> tuple[int, dict[str, Any]]:
    """One question to Telegram, for `doctor`: its status (0: it does not answer) and its result. Never raises."""
    status, result = ask_anything(api_base, token, method, **fields)
    return status, result if isinstance(result, dict) else {}


def ask_anything(api_base: str, token: str, method: str, **fields: Any) -> tuple[int, Any]:
    """The same for a method whose result may be a list or a yes; None where there is none."""
    try:
        response = httpx.post(f"{api_base}/bot{token}/{method}", json=fields, verify=_trusted(), timeout=10.0)
        answer = response.json()
    except (httpx.HTTPError, ValueError):
        return 0, None
    return response.status_code, answer.get("result") if isinstance(answer, dict) else None


def server_time(api_base: str) -> str | None:
    """What Telegram's clock says (an HTTP date); None when it does not answer."""
    try:
        return str(httpx.head(api_base, verify=_trusted(), timeout=10.0).headers.get("date") or "") or None
    except httpx.HTTPError:
        return None


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities that this machine trusts, read once: `doctor` asks twenty questions, and this takes longest."""
    return httpx.create_ssl_context()


class _Refused(Exception):
    """An answer that is not a list of updates."""

    def __init__(self, status: int, said: str, retry_after: float) -> None:
        super().__init__()
        self.status, self.said, self.retry_after = status, said, retry_after

    @classmethod
    def of(cls, answer: object, status: int) -> _Refused:
        fields = answer if isinstance(answer, dict) else {}
        code, parameters = fields.get("error_code"), fields.get("parameters")
        after = parameters.get("retry_after", 0) if isinstance(parameters, dict) else 0
        return cls(
            code if isinstance(code, int) else status,
            str(fields.get("description", "")).lower(),
            float(after) if isinstance(after, int | float) else 0.0,
        )


def one_update(content: bytes) -> dict[str, Any] | None:
    """The update a visit of Telegram brings (webhook), read as a poll's are; None when it has no usable id."""
    try:
        found = [_parsed(content)]
    except RecursionError:
        found = _nothing_but_its_id(content)
    except ValueError:
        found = []
    return next((update for update in found if _has_id(update)), None)


def _parsed(content: bytes) -> Any:
    parsed = json.loads(content)
    return whole(parsed) if b"\\ud" in content.lower() else parsed


def _nothing_but_its_id(content: bytes) -> list[dict[str, Any]]:
    """Of what is nested too deep to parse."""
    found = _UPDATE_ID.search(content)
    return [{"update_id": int(found[1])}] if found else []


def _confirming(updates: Sequence[dict[str, Any]], taken: int) -> int:
    """The offset that confirms the first ``taken`` of these, and none of the others."""
    left = [int(update["update_id"]) for update in updates[taken:]]
    return min(left) if left else max(int(update["update_id"]) for update in updates) + 1


def _longer(wait: float) -> float:
    return min(LONGEST_WAIT, wait * 2 or 0.5)


def _has_id(update: object) -> bool:
    if not isinstance(update, dict):
        return False
    found = update.get("update_id")
    return isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= LARGEST_ID


def whole(value: Any) -> Any:
    """The same value without half characters (lone surrogates), which no database or font can hold."""
    if isinstance(value, str):
        return _LONE_HALF.sub("\ufffd", value) if _LONE_HALF.search(value) else value
    if isinstance(value, list):
        return [whole(one) for one in value]
    if isinstance(value, dict):
        return {whole(key): whole(one) for key, one in value.items()}
    return value
