"""The person's side: what they send, what they see, what they can and cannot tap."""

import asyncio

import aiohttp
import pytest

from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Sandbox

from .conftest import keys


async def test_a_conversation_reads_as_a_transcript(api, chat):
    question = "Are you safe\nright now?"
    sent = await api.ok("sendMessage", chat_id=chat.id, text=question, reply_markup=keys(["Yes", "No"], ["Not sure"]))
    query = await chat.tap("No")
    await api.ok("answerCallbackQuery", callback_query_id=query["id"], text="Noted")
    await api.ok("editMessageText", chat_id=chat.id, message_id=sent["message_id"], text="Not safe.")
    await chat.send("tolong")
    await chat.send_photo("ini")
    await api.ok("deleteMessage", chat_id=chat.id, message_id=sent["message_id"])
    assert chat.transcript() == [
        "reporter  /start",
        "bot       Are you safe right now?   [Yes] [No] [Not sure]",
        "reporter  (No)",
        "toast     Noted",
        "bot       Not safe.",
        "reporter  tolong",
        "reporter  <photo> ini",
        "deleted   Not safe.",
    ]
    assert [toast["text"] for toast in chat.toasts] == ["Noted"]
    assert chat.screen == ""


async def test_a_command_is_marked(api, chat):
    (update,) = await api.ok("getUpdates")
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_a_tap_carries_the_message_as_it_is_now(api, chat):
    sent = await api.ok("sendMessage", chat_id=chat.id, text="x", reply_markup=keys(["A"]))
    await api.ok("editMessageText", chat_id=chat.id, message_id=sent["message_id"], text="y", reply_markup=keys(["B"]))
    await chat.tap(data="b")
    query = (await api.ok("getUpdates", offset=-1))[0]["callback_query"]
    assert (query["data"], query["message"]["text"], query["message"]["reply_markup"]) == ("b", "y", keys(["B"]))
    assert query["from"]["username"] == "ani99"
    assert query["chat_instance"]


async def test_only_what_is_visible_can_be_tapped(api, chat):
    with pytest.raises(LookupError, match="none"):
        await chat.tap("A")
    sent = await api.ok("sendMessage", chat_id=chat.id, text="x", reply_markup=keys(["A"], ["B"]))
    with pytest.raises(LookupError, match="Visible: A, B"):
        await chat.tap("C")
    await chat.tap("A")
    await api.ok("deleteMessage", chat_id=chat.id, message_id=sent["message_id"])
    with pytest.raises(LookupError):
        await chat.tap("A")


async def test_the_newest_of_two_same_buttons_is_tapped(api, chat):
    for text in ("lama", "baru"):
        sent = await api.ok("sendMessage", chat_id=chat.id, text=text, reply_markup=keys(["A"]))
    assert (await chat.tap("A"))["message"]["text"] == "baru"
    assert (await chat.tap("A", message_id=sent["message_id"] - 1))["message"]["text"] == "lama"


async def test_every_kind_of_thing_a_person_sends(api, chat):
    await chat.send_photo("foto")
    await chat.send_document()
    await chat.send_voice()
    await chat.send_video()
    await chat.send_sticker()
    await chat.send_contact()
    await chat.send_location()
    await chat.send_poll()
    await chat.forward("dari orang lain", hidden_user=True)
    await chat.forward("dari kenalan", hidden_user=False)
    await chat.reply(1, "balasan")
    await chat.edit(1, "/start lagi")
    updates = await api.ok("getUpdates")  # the schema looks at each
    assert len(updates) == 13
    origins = [u["message"]["forward_origin"]["type"] for u in updates if "forward_origin" in u.get("message", {})]
    assert origins == ["hidden_user", "user"]
    assert updates[-2]["message"]["reply_to_message"]["message_id"] == 1
    assert updates[-1]["edited_message"]["edit_date"]
    with pytest.raises(LookupError):
        await chat.reply(99, "ke mana?")


async def test_blocking_is_told_and_silences_both(api, chat):
    chat.block()
    chat.block()
    with pytest.raises(LookupError, match="blocked"):
        await chat.send("halo")
    chat.unblock()
    updates = [u["my_chat_member"]["new_chat_member"]["status"] for u in (await api.ok("getUpdates"))[1:]]
    assert updates == ["kicked", "member"]


async def test_waiting_sees_what_comes_and_shows_the_transcript_when_nothing_does(api, chat):
    waiting = asyncio.create_task(chat.wait("siap"))
    await asyncio.sleep(0.05)
    await api.ok("sendMessage", chat_id=chat.id, text="Kami siap.")
    seen = await waiting
    assert seen["text"] == "Kami siap."
    assert await chat.wait(lambda message: message["text"].startswith("Kami")) == seen
    with pytest.raises(AssertionError, match=r"reporter  /start\nbot       Kami siap\."):
        await chat.wait("siap", 0.05, since=seen["message_id"])


async def test_people_are_stable(sandbox):
    ani = sandbox.person("Ani")
    assert sandbox.person("Ani") is ani
    assert ani.id > 2**32
    assert sandbox.person("Budi", id=17).id == 17
    with pytest.raises(ValueError, match="17"):
        sandbox.person("Citra", id=17)


async def test_message_ids_run_per_bot_in_private_and_per_group(sandbox, ani):
    budi = sandbox.person("Budi")
    group = sandbox.group("Piket", bots=[DUTY_TOKEN], members=[budi])
    ids = [
        (await ani.chat(REPORTER_TOKEN).send("a"))["message_id"],
        (await budi.chat(REPORTER_TOKEN).send("b"))["message_id"],
        (await budi.chat(DUTY_TOKEN).send("c"))["message_id"],
        (await group.as_(budi).send("d"))["message_id"],
    ]
    assert ids == [1, 2, 1, 1]


async def test_a_group_is_shared(sandbox, api, ani):
    budi = sandbox.person("Budi")
    group = sandbox.group("Piket P3A", id=-1001234567890, bots=[DUTY_TOKEN], members=[ani, budi])
    await api.ok("sendMessage", DUTY_TOKEN, chat_id=group.id, text="DARURAT", reply_markup=keys(["Ambil"]))
    assert (await group.wait("DARURAT"))["buttons"] == [("Ambil", "ambil")]
    query = await group.as_(budi).tap("Ambil")
    assert query["from"]["first_name"] == "Budi"
    await api.ok("answerCallbackQuery", DUTY_TOKEN, callback_query_id=query["id"], text="Terima kasih")
    assert group.as_(budi).toasts
    assert not group.as_(ani).toasts
    assert group.transcript()[1] == "budi      (Ambil)"
    with pytest.raises(LookupError, match="not in this chat"):
        await group.as_(sandbox.person("Tamu")).send("halo")


async def test_a_bot_that_is_no_admin_reads_commands_mentions_and_replies(sandbox, api, ani):
    group = sandbox.group("Piket", bots=[DUTY_TOKEN], members=[ani], admin=False)
    own = await api.ok("sendMessage", DUTY_TOKEN, chat_id=group.id, text="x")
    side = group.as_(ani)
    for text in ("obrolan biasa", "/piket", "halo @wadul_piket_demo_bot"):
        await side.send(text)
    await side.send_photo("obrolan bergambar")
    await side.reply(own["message_id"], "siap")
    texts = [update["message"]["text"] for update in await api.ok("getUpdates", DUTY_TOKEN)]
    assert texts == ["/piket", "halo @wadul_piket_demo_bot", "siap"]


async def test_a_bot_thrown_out_hears_of_it_and_may_come_back(sandbox, api, ani):
    group = sandbox.group("Piket", bots=[DUTY_TOKEN], members=[ani])
    group.kick(DUTY_TOKEN, by=ani)
    refused = await api.refused("sendMessage", DUTY_TOKEN, chat_id=group.id, text="x")
    assert refused == "403 Forbidden: bot was kicked from the supergroup chat"
    group.add(DUTY_TOKEN, by=ani)
    await api.ok("sendMessage", DUTY_TOKEN, chat_id=group.id, text="x")
    statuses = [
        update["my_chat_member"]["new_chat_member"]["status"] for update in await api.ok("getUpdates", DUTY_TOKEN)
    ]
    assert statuses == ["kicked", "administrator"]


async def test_what_the_observer_objects_to_stop_raises():
    def objects(method, params, result):
        raise AssertionError("not like this")

    sandbox = Sandbox()
    sandbox.observer = objects
    await sandbox.start()
    async with aiohttp.ClientSession() as session, session.get(f"{sandbox.url}/bot{REPORTER_TOKEN}/getMe") as response:
        assert response.status == 500
    with pytest.raises(AssertionError, match="not like this"):
        await sandbox.stop()
