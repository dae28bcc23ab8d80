"""The transport: Telegram's addresses on this machine's own loopback."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

from aiohttp import web

from bot.sandbox.about import METHODS
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.params import Params, read_params
from bot.sandbox.refusals import METHOD_UNKNOWN, DemoOnly, Refused, bad_request
from bot.sandbox.world import World

LARGEST_UPLOAD = 50 * 1024 * 1024
DOWNLOAD = "download"  # among the calls, and for faults: a file that is fetched

Observer = Callable[[str, dict[str, Any], Any], None]
Call = tuple[str, str, dict[str, Any]]

_BY_LOWER_NAME = {name.lower(): name for name in METHODS}


class Server:
    """Serves one world. `calls` are kept as they came in; `observer` sees each call with its result or refusal."""

    def __init__(self, world: World, faults: Faults) -> None:
        self._world = world
        self._faults = faults
        self._runner: web.AppRunner | None = None
        self.url = ""
        self.calls: list[Call] = []
        self.observer: Observer | None = None
        self.misfits: list[Exception] = []

    async def start(self, host: str, port: int, more: Iterable[web.RouteDef] = ()) -> str:
        """Listen, on loopback only, and say where."""
        if host != "127.0.0.1":
            raise DemoOnly("The sandbox listens on 127.0.0.1 only.")
        app = web.Application(client_max_size=LARGEST_UPLOAD)
        app.router.add_route("GET", "/file/bot{token}/{path:.+}", self._download)
        for verb in ("GET", "POST"):
            app.router.add_route(verb, "/bot{token:[^/]+}/{method}", self._bot_api)
        app.add_routes(more)
        # handlers are cancelled so that a killed poller lets go of its queue; no access log, for paths hold tokens
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"
        return self.url

    async def stop(self) -> None:
        """Stop listening and let go of every call that is held."""
        self._faults.clear()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _bot_api(self, request: web.Request) -> web.StreamResponse:
        token, asked = request.match_info["token"], request.match_info["method"]
        method = _BY_LOWER_NAME.get(asked.lower(), asked)
        try:
            params = await read_params(request)
        except Refused as refused:
            self.calls.append((token, method, {}))
            return _json(refused.status, refused.envelope())
        self.calls.append((token, method, dict(params)))
        fault = self._faults.strike(token, method, params)
        if fault and not fault.is_after:
            answered = await _before(fault, request)
            if answered is not None:
                return answered
        status, envelope = await self._take_effect(token, method, params)
        if fault and fault.is_after:
            return await _after(fault, request, status, envelope)
        return _json(status, envelope)

    async def _take_effect(self, token: str, method: str, params: Params) -> tuple[int, dict[str, Any]]:
        bot = self._world.bots.get(token)
        result: Any
        try:
            if bot is None or bot.revoked:
                raise Refused(401, "Unauthorized")
            if method not in METHODS:
                raise Refused(404, METHOD_UNKNOWN)
            result = METHODS[method](self._world, bot, params)
            if inspect.isawaitable(result):
                result = await result
            result = deepcopy(result)
            status, envelope = 200, {"ok": True, "result": result}
        except Refused as refused:
            result, status, envelope = refused, refused.status, refused.envelope()
        except (AttributeError, KeyError, TypeError, ValueError):  # nonsense in the parameters
            result = bad_request("can't parse the parameters of the method")
            status, envelope = result.status, result.envelope()
        if self.observer:
            try:
                self.observer(method, dict(params), result)
            except Exception as misfit:
                self.misfits.append(misfit)
                raise
        return status, envelope

    async def _download(self, request: web.Request) -> web.StreamResponse:
        bot = self._world.bots.get(request.match_info["token"])
        if bot is None or bot.revoked:
            return _json(401, Refused(401, "Unauthorized").envelope())
        self.calls.append((bot.token, DOWNLOAD, {}))
        fault = self._faults.strike(bot.token, DOWNLOAD, Params())
        if fault is not None and (answered := await _before(fault, request)) is not None:
            return answered
        stored = self._world.files.at(bot.id, request.match_info["path"])
        if stored is None:
            return _json(404, Refused(404, "Not Found").envelope())
        return web.Response(body=stored.upload.content, content_type="application/octet-stream")


async def _before(fault: Fault, request: web.Request) -> web.StreamResponse | None:
    """What happens instead of the method; None when it may go on after all."""
    fault.arrived.set()
    if fault.kind == "stall":
        await asyncio.sleep(fault.seconds)
        return None
    if fault.kind == "hold":
        await fault.released.wait()
        return None
    if fault.kind == "reset":
        return _dropped(request)
    status, body = fault.answer()
    if isinstance(body, str):
        return web.Response(status=status, text=body, content_type="text/html")
    return _json(status, body)


async def _after(fault: Fault, request: web.Request, status: int, envelope: dict[str, Any]) -> web.StreamResponse:
    fault.arrived.set()
    if fault.kind == "reset_after":
        return _dropped(request)
    if fault.kind == "truncated":
        whole = json.dumps(envelope).encode()
        response = web.StreamResponse(status=status, headers={"Content-Type": "application/json"})
        response.content_length = len(whole)
        await response.prepare(request)
        await response.write(whole[: len(whole) // 2])
        if request.transport:
            request.transport.close()
        return response
    await fault.released.wait()
    return _json(status, envelope)


def _dropped(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


def _json(status: int, body: dict[str, Any]) -> web.Response:
    return web.json_response(body, status=status)
