"""What a tutorial teaches: aiogram with its FSM kept in SQLite, and the report written at the end.

``python -m tests.bench.tutorial URL FILE``. One typed answer for each question; no sealing, no alert, and Telegram is
told that it was heard before anything is kept. SQLite with its defaults, in a thread, as `aiosqlite` has it.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from collections.abc import Mapping
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.types import Message

TOKEN = "80002:DEMO-tutorial"
QUESTIONS = 10


class SQLiteStorage(BaseStorage):
    """One row for each conversation."""

    def __init__(self, path: str) -> None:
        self._db = sqlite3.connect(path, check_same_thread=False)
        self._db.execute("CREATE TABLE IF NOT EXISTS fsm (key TEXT PRIMARY KEY, state TEXT, data TEXT)")
        self._db.execute("CREATE TABLE IF NOT EXISTS reports (who TEXT, told TEXT)")
        self._one = asyncio.Lock()

    async def _write(self, statement: str, *given: Any) -> None:
        def write() -> None:
            with self._db:
                self._db.execute(statement, given)

        async with self._one:
            await asyncio.to_thread(write)

    async def _read(self, column: str, key: StorageKey) -> Any:
        def read() -> Any:
            return self._db.execute(f"SELECT {column} FROM fsm WHERE key = ?", (str(key.chat_id),)).fetchone()

        async with self._one:
            row = await asyncio.to_thread(read)
        return row[0] if row else None

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        named = state.state if isinstance(state, State) else state
        upsert = "INSERT INTO fsm (key, state) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET state = excluded.state"
        await self._write(upsert, str(key.chat_id), named)

    async def get_state(self, key: StorageKey) -> str | None:
        state: str | None = await self._read("state", key)
        return state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        upsert = "INSERT INTO fsm (key, data) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET data = excluded.data"
        await self._write(upsert, str(key.chat_id), json.dumps(dict(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(await self._read("data", key) or "{}")
        return data

    async def file(self, who: int, told: dict[str, Any]) -> None:
        await self._write("INSERT INTO reports VALUES (?, ?)", str(who), json.dumps(told))

    async def close(self) -> None:
        self._db.close()


async def main(api_base: str, path: str) -> None:
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api_base)))
    storage = SQLiteStorage(path)
    dispatcher = Dispatcher(storage=storage)
    steps = [State(f"q{n}", "Report") for n in range(QUESTIONS)]

    @dispatcher.message(lambda message: message.text == "/start")
    async def begin(message: Message, state: FSMContext) -> None:
        await state.set_state(steps[0])
        await message.answer("1?")

    for n, step in enumerate(steps):

        @dispatcher.message(step)
        async def answered(message: Message, state: FSMContext, n: int = n) -> None:
            told = await state.update_data({f"q{n}": message.text})
            if n + 1 < QUESTIONS:
                await state.set_state(steps[n + 1])
                await message.answer(f"{n + 2}?")
            else:
                await storage.file(message.chat.id, told)
                await state.clear()
                await message.answer("Thank you.")

    print("ready", flush=True)
    await dispatcher.start_polling(bot, handle_signals=False)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
