"""A running sandbox with one person in front of it, every call checked against the schema."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox import REPORTER_TOKEN, Person, Sandbox, Side

from .schema import validating


class Api:
    """A bot's end of the line, with nothing between: JSON in, the whole envelope out."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        self._sandbox, self.session = sandbox, session

    async def __call__(self, method: str, token: str = REPORTER_TOKEN, **params: Any) -> dict[str, Any]:
        address = f"{self._sandbox.url}/bot{token}/{method}"
        async with self.session.post(address, json=params) as response:
            body: dict[str, Any] = await response.json()
        assert response.status == (200 if body["ok"] else body["error_code"])
        return body

    async def ok(self, method: str, token: str = REPORTER_TOKEN, **params: Any) -> Any:
        """The result of a call that must succeed."""
        body = await self(method, token, **params)
        assert body["ok"], body
        return body["result"]

    async def refused(self, method: str, token: str = REPORTER_TOKEN, **params: Any) -> str:
        """Status and reason of a call that must not."""
        body = await self(method, token, **params)
        assert not body["ok"], body
        return f"{body['error_code']} {body['description']}"


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now

    def passes(self, *, hours: float = 0, seconds: float = 0) -> None:
        self.now += hours * 3600 + seconds


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    running = validating(Sandbox())
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def api(sandbox: Sandbox) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:
        yield Api(sandbox, session)


@pytest.fixture
def clock(sandbox: Sandbox) -> Clock:
    sandbox.clock = Clock()
    return sandbox.clock


@pytest.fixture
def ani(sandbox: Sandbox) -> Person:
    return sandbox.person("Ani", username="ani99")


@pytest.fixture
async def chat(ani: Person) -> Side:
    side = ani.chat(REPORTER_TOKEN)
    await side.send("/start")
    return side


def keys(*rows: list[str]) -> dict[str, Any]:
    """An inline keyboard; each label's data is the label in small letters."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label.lower()} for label in row] for row in rows]}
