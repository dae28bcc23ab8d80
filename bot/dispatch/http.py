"""One bounded HTTP request: no redirects, no proxies, no more time or bytes than it may take."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

import httpx

from bot.dispatch.gate import SEND_WITHIN, Gate
from storage.outbox import Owed

LONGEST_ANSWER = 64 * 1024  # bytes


class Unreachable(Exception):
    """No answer, or nothing that could be read as one; the message is the kind of error."""

    def __init__(self, kind: str, asked: float | None = None) -> None:
        super().__init__(kind)
        self.asked = asked


@dataclass(frozen=True)
class Answer:
    """What came back. ``asked``: seconds we were asked to stay away."""

    status: int
    asked: float | None
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


async def request(
    method: str, url: str, headers: Mapping[str, str], content: str, certificate: str, *, reads: bool = False
) -> Answer:
    """Ask once. The body is read only where somebody ``reads`` it. Raises Unreachable."""
    whole = {"User-Agent": "wadul", "Accept-Encoding": "identity", **headers}
    try:
        async with (
            asyncio.timeout(SEND_WITHIN),
            httpx.AsyncClient(verify=_trust(certificate), trust_env=False, timeout=SEND_WITHIN) as client,
            client.stream(method, url, headers=whole, content=content.encode() or None) as response,
        ):
            body = await _read(response) if reads else b""
            return Answer(response.status_code, _asked(response.headers.get("retry-after")), response.headers, body)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:  # TimeoutError is an OSError
        raise Unreachable(type(error).__name__) from None


async def settle(gate: Gate, owed: Owed, answer: Answer) -> None:
    """Return when it was taken. Raises TryLater for anything but 2xx: for everything while the server is the trouble,
    for this row alone when it is the row."""
    if answer.is_success:
        gate.answered()
    elif answer.status < 400 or answer.status >= 500 or answer.status in (408, 425, 429):
        await gate.silent(owed, "Answer", status=answer.status, asked=answer.asked)
    else:
        await gate.refused(owed, answer.status)


async def _read(response: httpx.Response) -> bytes:
    body = b""
    async for part in response.aiter_raw():
        body += part
        if len(body) > LONGEST_ANSWER:
            break
    return body[:LONGEST_ANSWER]


@lru_cache
def _trust(certificate: str) -> ssl.SSLContext:
    """Whom we believe: the bodies everybody does, and the office's own certificate where it names one."""
    context = httpx.create_ssl_context(trust_env=False)
    if certificate:
        context.load_verify_locations(certificate)
    return context


def _asked(retry_after: str | None) -> float | None:
    """``Retry-After`` as seconds: a number, or a date."""
    if not retry_after:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
