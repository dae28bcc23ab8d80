"""The two phones of the demo: three chats as JSON, live over server-sent events, and a person's actions by POST."""

from __future__ import annotations

import asyncio
import json
from importlib.resources import files
from typing import Any

from aiohttp import web

from bot.sandbox.chats import Change
from bot.sandbox.people import Side
from bot.sandbox.world import World

_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
_HEADERS = {
    "Content-Security-Policy": _POLICY + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PAGE = {
    "index.html": "text/html",
    "phones.css": "text/css",
    "phones.js": "text/javascript",
    "bubbles.js": "text/javascript",
    "icon.svg": "image/svg+xml",
    "kawung.svg": "image/svg+xml",
}
_HEARTBEAT = 15.0


class Phones:
    """Whose chats the page shows, and the way in and out of them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sides: dict[str, Side] = {}
        self._watchers: set[asyncio.Queue[dict[str, Any] | None]] = set()
        world.listeners.append(self._pass_on)

    def show(self, sides: dict[str, Side]) -> None:
        """The chats behind `reporter`, `group` and `officer`."""
        self._sides = sides

    def close(self) -> None:
        """Let every watching page go."""
        for watcher in self._watchers:
            watcher.put_nowait(None)

    def routes(self) -> list[web.RouteDef]:
        """What the page and its buttons ask for."""
        return [
            web.get("/", self._page),
            web.get("/page/{name}", self._page),
            web.get("/phones/events", self._events),
            web.post("/phones/{action:send|tap|photo}", self._act),
        ]

    async def _page(self, request: web.Request) -> web.Response:
        name = request.match_info.get("name", "index.html")
        if name not in _PAGE:
            raise web.HTTPNotFound
        body = (files("bot.sandbox") / "page" / name).read_bytes()
        return web.Response(body=body, content_type=_PAGE[name], charset="utf-8", headers=_HEADERS)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={**_HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        watcher: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._watchers.add(watcher)
        try:
            for name in self._sides:
                await _say(response, self._state(name))
            while True:
                try:
                    async with asyncio.timeout(_HEARTBEAT):
                        event = await watcher.get()
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                if event is None:
                    break
                await _say(response, event)
        except (ConnectionResetError, ConnectionError):
            pass
        finally:
            self._watchers.discard(watcher)
        return response

    async def _act(self, request: web.Request) -> web.Response:
        if request.content_type != "application/json" or request.host.partition(":")[0] not in (
            "127.0.0.1",
            "localhost",
        ):
            raise web.HTTPForbidden  # another site in the same browser cannot press these buttons
        asked = await request.json()
        side = self._sides.get(asked.get("chat", ""))
        if side is None:
            raise web.HTTPNotFound
        try:
            match request.match_info["action"]:
                case "send":
                    text = str(asked.get("text", "")).strip()[:4096]
                    if text:
                        await side.send(text)
                case "photo":
                    await side.send_photo()
                case _:
                    await side.tap(data=str(asked["data"]), message_id=int(asked["message_id"]))
        except LookupError:
            return web.json_response({"ok": False}, status=409, headers=_HEADERS)
        return web.json_response({"ok": True}, headers=_HEADERS)

    def _pass_on(self, change: Change) -> None:
        for name, side in self._sides.items():
            if not side.shows(change):
                continue
            event = self._state(name) if change.kind != "toast" else {"kind": "toast", "chat": name, **change.body}
            for watcher in self._watchers:
                watcher.put_nowait(event)

    def _state(self, name: str) -> dict[str, Any]:
        side = self._sides[name]
        return {
            "kind": "chat",
            "chat": name,
            "title": side.title,
            "me": side.person_id,
            "typing": side.is_typing,
            "messages": side.messages,
        }


async def _say(response: web.StreamResponse, event: dict[str, Any]) -> None:
    await response.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
