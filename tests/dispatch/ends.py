"""The other ends, real ones on loopback: an HTTP server, a mail server, a Primero that answers as it is written.

Each can be down, slow, or talk nonsense, and comes back on the same port.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiohttp import web
from aiosmtpd.smtp import SMTP, AuthResult


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate nobody vouches for, and its key."""
    certificate, key = folder / "server.crt", folder / "server.key"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"]
    subprocess.run([*command, *names, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate, key


@dataclass
class Asked:
    """One request that came."""

    method: str
    path: str
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Answers = Callable[[Asked], Any]


@dataclass
class HttpEnd:
    """An HTTP server. ``mood`` are answers still to give, first come first: a status, ``(status, headers, text)``,
    ``hang``, ``reset`` or ``garbage``; then ``answer`` decides."""

    mood: list[Any] = field(default_factory=list)
    answer: Answers | None = None
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    _server: asyncio.Server | None = None

    async def up(self) -> None:
        self._runner = web.ServerRunner(web.Server(self._take), access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def down(self) -> None:
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _take(self, request: web.BaseRequest) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = Asked(request.method, request.path_qs, headers, (await request.read()).decode())
        self.asked.append(asked)
        mood = self.mood.pop(0) if self.mood else (self.answer(asked) if self.answer else 204)
        if mood == "hang":
            await asyncio.sleep(30)
        if mood in ("reset", "garbage"):
            assert request.transport is not None
            if mood == "garbage":
                request.transport.write(b"\x16\x03\x01 bukan HTTP sama sekali\r\n\r\n")
            request.transport.close()
            await asyncio.sleep(0.05)
        status, extra, text = mood if isinstance(mood, tuple) else (mood if isinstance(mood, int) else 500, {}, "")
        return web.Response(status=status, headers=extra, text=text)


@dataclass
class MailEnd:
    """A mail server that wants STARTTLS. ``mood``: lines to answer RCPT with instead, first come first."""

    context: ssl.SSLContext | None
    user: tuple[str, str] | None = None
    mood: list[str] = field(default_factory=list)
    got: list[tuple[str, EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    slow: float = 0.0
    port: int = 0

    async def up(self) -> None:
        def speak() -> SMTP:
            login = {"authenticator": self._knows, "auth_required": True} if self.user else {}
            return SMTP(
                self,
                hostname="mail.uji",
                tls_context=self.context,
                require_starttls=self.context is not None,
                loop=asyncio.get_running_loop(),
                **login,
            )

        self._server = await asyncio.get_running_loop().create_server(speak, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def down(self) -> None:
        self._server.close()

    def _knows(self, server: Any, session: Any, envelope: Any, mechanism: str, auth: Any) -> AuthResult:
        return AuthResult(success=(auth.login.decode(), auth.password.decode()) == self.user)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.slow:
            await asyncio.sleep(self.slow)
        if self.mood:
            return self.mood.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        assert self.context is None or session.ssl is not None, "in the clear"
        self.raw.append(envelope.content)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.got.append((envelope.rcpt_tos[0], mail))
        return "250 OK"


@asynccontextmanager
async def babbler(port: int) -> AsyncIterator[None]:
    """Somebody else listens there, and it is no mail server."""

    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 418 teko\r\n\r\n\x00\xff\xfe\r\n")
        writer.close()

    server = await asyncio.start_server(babble, "127.0.0.1", port)
    yield
    server.close()


class PrimeroEnd(HttpEnd):
    """Answers as Primero's own pages say: tokens that end, 204 for a new id, 409 for a known one, 401, 422."""

    def __init__(self, user: str, password: str) -> None:
        super().__init__()
        self.answer = self._answer
        self._account = {"user_name": user, "password": password}
        self.tokens: set[str] = set()
        self.issued = 0
        self.incidents: dict[str, dict[str, Any]] = {}
        self.invalid = ""
        self.token_in_body = False

    def every_token_ends(self) -> None:
        self.tokens.clear()

    def _answer(self, asked: Asked) -> tuple[int, dict[str, str], str]:
        if (asked.method, asked.path) == ("POST", "/api/v2/tokens"):
            return self._token(asked)
        if (asked.method, asked.path) != ("POST", "/api/v2/incidents"):
            return 404, {}, json.dumps({"errors": [{"code": 404, "resource": asked.path, "message": "Not Found"}]})
        if asked.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return 401, {}, json.dumps({"error": "Unauthorized"})
        data = asked.json["data"]
        if self.invalid and self.invalid in data:
            error = {"code": 422, "resource": asked.path, "message": "Invalid", "detail": self.invalid}
            return 422, {}, json.dumps({"errors": [error]})
        if data["id"] in self.incidents:
            return 409, {}, json.dumps({"errors": [{"code": 409, "resource": asked.path, "message": "Conflict"}]})
        self.incidents[data["id"]] = data
        return 204, {}, ""

    def _token(self, asked: Asked) -> tuple[int, dict[str, str], str]:
        if asked.json != {"user": self._account}:
            return 401, {}, json.dumps({"error": "Invalid User name or password."})
        self.issued += 1
        token = f"kepala.{secrets.token_urlsafe(12)}.tanda"
        self.tokens.add(token)
        if self.token_in_body:
            return 200, {}, json.dumps({"user_name": self._account["user_name"], "token": token})
        return 200, {"Authorization": f"Bearer {token}"}, json.dumps({"user_name": self._account["user_name"]})
