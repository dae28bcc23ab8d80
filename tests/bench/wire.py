"""A thin Bot API server: it queues updates, answers every call at once with as little as a library wants to read, and
tells whoever plays the people. One call costs it 0.1 ms, so that the bots are measured and not the server (the sandbox
of ``bot/``, which checks everything as Telegram does, takes 1 ms). With ``Limits`` it refuses as Telegram does.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

Json = dict[str, Any]
Listen = Callable[[str, Mapping[str, Any], float], None]  # the method, its parameters, and when it came

_HEAD = re.compile(rb"(?:GET|POST) /bot([^/ ]+)/(\w+)")
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_FORM = re.compile(rb"content-type: *application/x-www-form-urlencoded", re.IGNORECASE)
_BOUNDARY = re.compile(rb"content-type: *multipart/form-data; *boundary=\"?([^\r\n\";]+)", re.IGNORECASE)
SHOWN = ("sendMessage", "editMessageText")


class Limits:
    """Telegram's own: about 30 messages a second for a bot, one a second in a chat, 20 a minute in a group."""

    def __init__(self, per_second: int = 30) -> None:
        self._per_second = per_second
        self._sent: deque[float] = deque()
        self._in_chat: dict[int, deque[float]] = defaultdict(deque)
        self.refused = 0

    def rest(self, chat: int, at: float) -> int:
        """Seconds until this message may come; 0: it may, and is counted."""
        most, within = (20, 60.0) if chat < 0 else (1, 1.0)
        mine = self._in_chat[chat]
        for times, span in ((self._sent, 1.0), (mine, within)):
            while times and times[0] <= at - span:
                times.popleft()
        if len(self._sent) >= self._per_second:
            self.refused += 1
            return 1
        if len(mine) >= most:
            self.refused += 1
            return max(1, round(mine[0] + within - at + 0.5))
        self._sent.append(at)
        mine.append(at)
        return 0


class Line:
    """One bot's: what waits for it, and who is told what it says."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.waiting: deque[Json] = deque()
        self.listen: Listen = lambda *_: None
        self.limits: Limits | None = None
        self.up = True  # an outage: nothing is answered
        self.sends = 0
        self._next_id, self._next_message = 1, 1
        self._held: tuple[asyncio.Future[None], asyncio.TimerHandle] | None = None

    def put(self, kind: str, body: Json) -> int:
        """Queue one update; its id."""
        self._next_id += 1
        self.waiting.append({"update_id": self._next_id, kind: body})
        self._wake()
        return self._next_id

    def message_id(self) -> int:
        self._next_message += 1
        return self._next_message

    def _wake(self) -> None:
        if self._held is not None:
            held, timer = self._held
            self._held = None
            timer.cancel()
            if not held.done():
                held.set_result(None)

    async def poll(self, asked: Mapping[str, Any]) -> list[Json]:
        """getUpdates."""
        offset, limit = int(asked.get("offset") or 0), int(asked.get("limit") or 100)
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()
        seconds = float(asked.get("timeout") or 0)
        if not self.waiting and seconds:
            loop = asyncio.get_running_loop()
            held = loop.create_future()
            self._held = held, loop.call_later(seconds, self._wake)
            await held
        return [self.waiting[n] for n in range(min(limit, len(self.waiting)))]

    def answer(self, method: str, given: Mapping[str, Any]) -> tuple[int, Any]:
        """What a method that is no poll gives: the status, and the result or the refusal."""
        at = time.perf_counter()
        if method in SHOWN and self.limits is not None:
            rest = self.limits.rest(int(given["chat_id"]), at)
            if rest:
                refusal = {"error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": rest}}
                return 429, {"ok": False} | refusal
        result: Any = True
        if method in SHOWN:
            self.sends += 1
            chat = int(given["chat_id"])
            number = int(given.get("message_id") or self.message_id())
            kind = {"type": "private"} if chat > 0 else {"type": "supergroup", "title": "Piket"}
            sent = {"message_id": number, "date": int(time.time()), "chat": {"id": chat, **kind}, "text": "x"}
            result = sent
            given = {**given, "message_id": number}
        elif method == "getMe":
            number = int(self.token.split(":")[0])
            result = {"id": number, "is_bot": True, "first_name": "b", "username": "a_bot"}
        elif method in ("getChat", "getChatMember"):
            result = {"id": int(given["chat_id"]), "type": "supergroup", "title": "Piket"}
            result |= {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _GIFTS}
        asyncio.get_running_loop().call_soon(self.listen, method, given, at)
        return 200, {"ok": True, "result": result}


_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


class Wire:
    """Listens on loopback for every bot that was given a line."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}
        self._server: asyncio.Server | None = None
        self.url = ""

    def line(self, token: str) -> Line:
        return self._lines.setdefault(token, Line(token))

    async def start(self) -> str:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self._lines), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self.url

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()


class _Connection(asyncio.Protocol):
    def __init__(self, lines: dict[str, Line]) -> None:
        self._lines, self._got = lines, b""
        self._transport: Any = None
        self._polling: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        for task in self._polling:
            task.cancel()

    def data_received(self, data: bytes) -> None:
        self._got += data
        while True:
            head, found, rest = self._got.partition(b"\r\n\r\n")
            if not found:
                return
            length = _LENGTH.search(head)
            size = int(length[1]) if length else 0
            if len(rest) < size:
                return
            body, self._got = rest[:size], rest[size:]
            self._take(head, body)

    def _take(self, head: bytes, body: bytes) -> None:
        asked = _HEAD.match(head)
        line = self._lines.get(asked[1].decode()) if asked else None
        if asked is None or line is None:
            self._say(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
            return
        if not line.up:
            self._transport.abort()
            return
        method, given = asked[2].decode(), _read(head, body)
        if method == "getUpdates":
            task = asyncio.create_task(self._poll(line, given))
            self._polling.add(task)
            task.add_done_callback(self._polling.discard)
        else:
            self._say(*line.answer(method, given))

    async def _poll(self, line: Line, given: Json) -> None:
        self._say(200, {"ok": True, "result": await line.poll(given)})

    def _say(self, status: int, answer: Any) -> None:
        body = json.dumps(answer).encode()
        head = f"HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)


def _read(head: bytes, body: bytes) -> Json:
    if not body:
        return {}
    if body[:1] == b"{":
        given: Json = json.loads(body)
        return given
    boundary = _BOUNDARY.search(head)
    if boundary is None:
        return dict(parse_qsl(body.decode()))
    parts = (part.partition(b"\r\n\r\n") for part in body.split(b"--" + boundary[1]))
    return {
        name[1].decode(): value.rstrip(b"\r\n").decode()
        for top, _, value in parts
        if (name := re.search(rb'name="([^"]+)"', top))
    }
