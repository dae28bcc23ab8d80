"""Pages on loopback, for Prometheus and for whoever keeps the processes alive.

A few lines over asyncio: aiohttp would cost the duty process 8 MB and 0.2 s of its start, for some plain text.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus

log = logging.getLogger("wadul.metrics")

LONGEST = 4096  # bytes of a question
WITHIN = 3.0  # seconds for one visit
AT_ONCE = 8
AGAIN = 10.0  # seconds until a port that was taken is tried again

Page = Callable[[], tuple[int, str, str]]
"""Status, content type, body."""

_HEAD = (
    "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n"
    "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
)
PLAIN = "text/plain; charset=utf-8"


class Door:
    """Answers at one loopback address until cancelled."""

    def __init__(self, host: str, port: int, pages: Mapping[str, Page]) -> None:
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError("The metrics are for this machine alone.")
        self._host, self._port, self._pages = host, port, pages
        self._visits = 0

    async def run(self) -> None:
        """Listen. A port that somebody else has stops no report: it is said, and tried again."""
        said = False
        while True:
            try:
                server = await asyncio.start_server(self._visit, self._host, self._port, limit=LONGEST)
            except OSError as error:
                if not said:
                    log.error("metrics are not shown", extra={"error": type(error).__name__})
                said = True
                await asyncio.sleep(AGAIN)
                continue
            async with server:
                await server.serve_forever()

    async def _visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._visits += 1
        try:
            if self._visits > AT_ONCE:
                return
            async with asyncio.timeout(WITHIN):
                head = await reader.readuntil(b"\r\n\r\n")
                status, kind, body = self._answer(head.decode("latin-1"))
                writer.write(_HEAD.format(status, HTTPStatus(status).phrase, kind, len(body)).encode() + body.encode())
                await writer.drain()
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # whoever asked so will ask again
        finally:
            self._visits -= 1
            writer.close()

    def _answer(self, head: str) -> tuple[int, str, str]:
        first, *lines = head.split("\r\n")
        words = first.split(" ")
        if len(words) != 3 or not words[2].startswith("HTTP/1."):
            return 400, PLAIN, "?\n"
        hosts = [value.strip() for name, _, value in (line.partition(":") for line in lines) if name.lower() == "host"]
        if len(hosts) != 1 or not _is_here(hosts[0]):  # a page in a browser of this machine, under a name of its own
            return 403, PLAIN, "this machine only\n"
        if words[0] != "GET":
            return 405, PLAIN, "GET only\n"
        found = self._pages.get(words[1].partition("?")[0])
        return (404, PLAIN, "/metrics /healthz /readyz\n") if found is None else found()


def _is_here(host: str) -> bool:
    name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
    try:
        return name == "localhost" or ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
