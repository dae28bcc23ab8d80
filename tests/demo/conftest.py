"""One stage for all of these tests: both real processes, started once; each test brings a person nobody here knows."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.demo.stage import Stage, open_stage


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def stage() -> AsyncIterator[Stage]:
    async with open_stage() as opened:
        yield opened
