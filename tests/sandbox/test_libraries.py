"""Both real libraries, driven against the sandbox: the same story, and every refusal in each one's own words."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import telegram
import telegram.error
from aiogram import Bot, exceptions, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram.request import HTTPXRequest

from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN


@pytest.fixture
async def aio(sandbox) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    yield Bot(REPORTER_TOKEN, session=session)
    await session.close()


@pytest.fixture
async def ptb(sandbox, monkeypatch) -> AsyncIterator[telegram.Bot]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it, RetryAfter warns that it will change
    bot = telegram.Bot(
        DUTY_TOKEN,
        base_url=f"{sandbox.url}/bot",
        base_file_url=f"{sandbox.url}/file/bot",
        request=HTTPXRequest(read_timeout=10),
        get_updates_request=HTTPXRequest(read_timeout=10),
    )
    async with bot:
        yield bot


async def test_aiogram_tells_the_story(sandbox, aio, chat):
    assert (await aio.get_me()).id == 70001
    board = types.InlineKeyboardMarkup(inline_keyboard=[[types.InlineKeyboardButton(text="Ya", callback_data="ya")]])
    sent = await aio.send_message(chat.id, "<b>Aman?</b>", parse_mode="HTML", reply_markup=board, protect_content=True)
    assert sent.entities is not None
    assert sent.entities[0].type == "bold"
    assert sent.has_protected_content
    await chat.tap("Ya")
    updates = await aio.get_updates(timeout=1)
    query = updates[-1].callback_query
    assert query is not None
    assert query.data == "ya"
    assert await aio.answer_callback_query(query.id, "Dicatat")
    edited = await aio.edit_message_text("Terima kasih", chat_id=chat.id, message_id=sent.message_id)
    assert isinstance(edited, types.Message)
    assert edited.reply_markup is None
    await aio.send_chat_action(chat.id, "typing")
    photo = await aio.send_photo(chat.id, types.BufferedInputFile(b"PNG", "foto.png"), caption="lihat")
    assert photo.photo is not None
    downloaded = await aio.download(photo.photo[-1].file_id)
    assert downloaded is not None
    assert downloaded.read() == b"PNG"
    copied = await aio.copy_message(chat.id, chat.id, photo.message_id)
    assert await aio.delete_messages(chat.id, [photo.message_id, copied.message_id])
    assert await aio.delete_message(chat.id, sent.message_id)
    await aio.set_my_commands([types.BotCommand(command="start", description="Mulai")])
    assert (await aio.get_chat(chat.id)).first_name == "Ani"
    assert await aio.delete_webhook(drop_pending_updates=False)
    assert [toast["text"] for toast in chat.toasts] == ["Dicatat"]


async def test_python_telegram_bot_tells_the_story(sandbox, ptb, ani):
    group = sandbox.group("Piket P3A", bots=[DUTY_TOKEN], members=[ani], topics=["Darurat"])
    board = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Ambil", callback_data="ambil")]])
    sent = await ptb.send_message(
        group.id, "<b>DARURAT</b>", parse_mode="HTML", reply_markup=board, message_thread_id=group.topic("Darurat")
    )
    assert sent.is_topic_message
    await group.as_(ani).tap("Ambil")
    (update,) = await ptb.get_updates(timeout=1, allowed_updates=["message", "callback_query"])
    assert update.callback_query is not None
    assert await update.callback_query.answer("Terima kasih")
    await update.callback_query.edit_message_text("Diambil", reply_markup=board)
    await update.callback_query.edit_message_reply_markup(None)
    assert group.messages[-1]["buttons"] == []
    document = await ptb.send_document(group.id, b"PDF", filename="a.pdf", reply_to_message_id=sent.message_id)
    assert document.reply_to_message is not None
    assert document.document is not None
    file = await document.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"PDF"
    forwarded = await ptb.forward_message(group.id, group.id, document.message_id)
    assert forwarded.forward_origin is not None
    assert await ptb.pin_chat_message(group.id, sent.message_id)
    assert await ptb.delete_messages(group.id, [document.message_id, forwarded.message_id])
    assert await sent.delete()
    assert (await ptb.get_chat_member(group.id, ani.id)).status == "member"
    assert (await ptb.get_chat_member(group.id, ptb.id)).status == "administrator"
    assert (await ptb.get_chat(group.id)).title == "Piket P3A"
    assert await ptb.set_my_commands([("mulai", "Mulai")])
    assert (await ptb.get_webhook_info()).url == ""


async def test_every_kind_of_message_can_be_read_by_both(sandbox, aio, ptb, ani, chat):
    duty = ani.chat(DUTY_TOKEN)
    for side in (chat, duty):
        await side.send("/start")
        for send in (
            side.send_photo, side.send_document, side.send_voice, side.send_video, side.send_sticker,
            side.send_contact, side.send_location, side.send_poll,
        ):  # fmt: skip
            await send()
        await side.forward("kata orang")
        side.block()
    assert len(await aio.get_updates()) == 12
    assert len(await ptb.get_updates()) == 11


async def test_long_polling_wakes_both(aio, ptb, ani, chat):
    start = (await aio.get_updates())[-1].update_id + 1
    held = [
        asyncio.create_task(aio.get_updates(offset=start, timeout=20)),
        asyncio.create_task(ptb.get_updates(timeout=20)),
    ]
    await asyncio.sleep(0.2)
    async with asyncio.timeout(20):
        await chat.send("halo")
        await ani.chat(DUTY_TOKEN).send("halo")
        for updates in await asyncio.gather(*held):
            assert updates[0].message.text == "halo"


async def test_aiogram_names_every_refusal(sandbox, aio, ani, chat):
    with pytest.raises(exceptions.TelegramBadRequest, match="message text is empty"):
        await aio.send_message(chat.id, " ")
    with pytest.raises(exceptions.TelegramBadRequest, match="chat not found"):
        await aio.send_message(404, "x")
    sandbox.faults.add(method="sendMessage", retry_after=3)
    with pytest.raises(exceptions.TelegramRetryAfter) as waiting:
        await aio.send_message(chat.id, "x")
    assert waiting.value.retry_after == 3
    sandbox.faults.add(method="sendMessage", status=502, body="<html>")
    with pytest.raises(exceptions.ClientDecodeError):
        await aio.send_message(chat.id, "x")
    sandbox.faults.add(method="sendMessage", kind="reset")
    with pytest.raises(exceptions.TelegramNetworkError):
        await aio.send_message(chat.id, "x")
    group = sandbox.group("Kecil", id=-4001, bots=[REPORTER_TOKEN], members=[ani])
    new = group.migrate()
    with pytest.raises(exceptions.TelegramMigrateToChat) as moved:
        await aio.send_message(group.id, "x")
    assert moved.value.migrate_to_chat_id == new.id
    start = (await aio.get_updates())[-1].update_id + 1
    earlier = asyncio.create_task(aio.get_updates(offset=start, timeout=20))
    await asyncio.sleep(0.1)
    await aio.get_updates(offset=start)
    with pytest.raises(exceptions.TelegramConflictError):
        await earlier
    chat.block()
    with pytest.raises(exceptions.TelegramForbiddenError):
        await aio.send_message(chat.id, "x")
    sandbox.revoke(REPORTER_TOKEN)
    with pytest.raises(exceptions.TelegramUnauthorizedError):
        await aio.get_me()


async def test_python_telegram_bot_names_every_refusal(sandbox, ptb, ani):
    duty = ani.chat(DUTY_TOKEN)
    await duty.send("/start")
    with pytest.raises(telegram.error.BadRequest, match="Message text is empty"):
        await ptb.send_message(duty.id, " ")
    with pytest.raises(telegram.error.BadRequest, match="Chat not found"):
        await ptb.send_message(404, "x")
    sandbox.faults.add(method="sendMessage", retry_after=3)
    with pytest.raises(telegram.error.RetryAfter):
        await ptb.send_message(duty.id, "x")
    for fault in ({"status": 502, "body": "<html>"}, {"kind": "reset"}, {"kind": "truncated"}):
        sandbox.faults.add(method="sendMessage", **fault)
        with pytest.raises(telegram.error.NetworkError):
            await ptb.send_message(duty.id, "x")
    group = sandbox.group("Kecil", id=-4001, bots=[DUTY_TOKEN], members=[ani])
    new = group.migrate()
    with pytest.raises(telegram.error.ChatMigrated) as moved:
        await ptb.send_message(group.id, "x")
    assert moved.value.new_chat_id == new.id
    start = (await ptb.get_updates())[-1].update_id + 1
    earlier = asyncio.create_task(ptb.get_updates(offset=start, timeout=20))
    await asyncio.sleep(0.2)
    await ptb.get_updates(offset=start)
    with pytest.raises(telegram.error.Conflict):
        await earlier
    duty.block()
    with pytest.raises(telegram.error.Forbidden):
        await ptb.send_message(duty.id, "x")
    sandbox.revoke(DUTY_TOKEN)
    with pytest.raises((telegram.error.InvalidToken, telegram.error.Forbidden)):
        await ptb.get_me()
