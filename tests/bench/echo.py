"""The floor: a bare aiogram bot that remembers nothing and says what it was told.

``python -m tests.bench.echo URL``.
"""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message

TOKEN = "80001:DEMO-echo"


async def main(api_base: str) -> None:
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api_base)))
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "?")

    @dispatcher.callback_query()
    async def tapped(query: CallbackQuery) -> None:
        """As often to the wire as ours for a tap: the answer to it, and the screen."""
        await query.answer()
        if isinstance(query.message, Message):
            await query.message.edit_text(query.data or "?")

    print("ready", flush=True)
    await dispatcher.start_polling(bot, handle_signals=False)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
