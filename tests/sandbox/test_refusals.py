"""What Telegram refuses, refused for the same reason; and the nearest thing that it takes."""

import pytest

from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN

from .conftest import keys

BAD = "400 Bad Request: "


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("<b> </b>", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("x" * 4096, None),
        ("<b>" + "x" * 4096 + "</b>", None),
        ("😀" * 2048, None),
    ],
)
@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_text_is_between_one_and_4096_units_after_parsing(api, chat, method, text, reason):
    sent = await api.ok("sendMessage", chat_id=chat.id, text="lama")
    more = {"message_id": sent["message_id"]} if method == "editMessageText" else {}
    answer = await api(method, chat_id=chat.id, text=text, parse_mode="HTML", **more)
    assert answer.get("description") == (f"Bad Request: {reason}" if reason else None)


@pytest.mark.parametrize(("length", "fits"), [(1024, True), (1025, False)])
async def test_captions_hold_1024(api, chat, length, fits):
    photo = (await chat.send_photo())["photo"][0]["file_id"]
    answer = await api("sendPhoto", chat_id=chat.id, photo=photo, caption="x" * length)
    assert answer["ok"] is fits


@pytest.mark.parametrize(
    ("data", "fits"), [("x", True), ("x" * 64, True), ("", False), ("x" * 65, False), ("é" * 33, False)]
)
async def test_callback_data_is_1_to_64_bytes(api, chat, data, fits):
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": data}]]}
    answer = await api("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    assert answer.get("description") == (None if fits else "Bad Request: BUTTON_DATA_INVALID")


@pytest.mark.parametrize(
    "button",
    [{"text": "", "callback_data": "x"}, {"text": "x"}, {"text": "x", "callback_data": "x", "url": "https://x.id"}],
)
async def test_a_button_has_a_label_and_does_one_thing(api, chat, button):
    markup = {"inline_keyboard": [[button]]}
    refused = await api.refused("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    assert refused.startswith(BAD + "can't parse inline keyboard button")


async def test_an_edit_that_changes_nothing(api, chat):
    sent = await api.ok("sendMessage", chat_id=chat.id, text="x", reply_markup=keys(["A"]))
    same = {"chat_id": chat.id, "message_id": sent["message_id"]}
    for method, more in (("editMessageText", {"text": "x"}), ("editMessageReplyMarkup", {})):
        refused = await api.refused(method, reply_markup=keys(["A"]), **same, **more)
        assert refused.startswith(BAD + "message is not modified")
    await api.ok("editMessageText", text="x", **same)  # the keyboard goes: that is a change


@pytest.mark.parametrize(
    ("method", "params", "reason"),
    [
        ("editMessageText", {"message_id": 99, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"message_id": 1, "text": "x"}, "message can't be edited"),
        ("editMessageReplyMarkup", {"message_id": 99}, "message to edit not found"),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
        ("sendMessage", {"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ("copyMessage", {"message_id": 99}, "message to copy not found"),
        ("forwardMessage", {"message_id": 99}, "message to forward not found"),
        ("pinChatMessage", {"message_id": 99}, "message to pin not found"),
        ("deleteMessages", {"message_ids": list(range(1, 102))}, "too many message identifiers specified"),
    ],
)
async def test_messages_that_are_not_there_or_not_ones_own(api, chat, method, params, reason):
    source = {"from_chat_id": chat.id} if method in ("copyMessage", "forwardMessage") else {}
    assert await api.refused(method, chat_id=chat.id, **params, **source) == BAD + reason


async def test_a_reply_may_be_sent_without_what_it_answers(api, chat):
    wanted = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api.ok("sendMessage", chat_id=chat.id, text="x", reply_parameters=wanted)


@pytest.mark.parametrize(("verb", "done"), [("copy", "copied"), ("forward", "forwarded")])
async def test_what_is_protected_stays(api, chat, verb, done):
    for is_protected in (False, True):
        sent = await api.ok("sendMessage", chat_id=chat.id, text="x", protect_content=is_protected)
        params = {"chat_id": chat.id, "from_chat_id": chat.id, "message_id": sent["message_id"]}
        answer = await api(f"{verb}Message", **params)
        assert answer.get("description") == (f"Bad Request: the message can't be {done}" if is_protected else None)


async def test_delete_messages_skips_the_unknown(api, chat):
    sent = [(await api.ok("sendMessage", chat_id=chat.id, text="x"))["message_id"] for _ in range(3)]
    assert await api.ok("deleteMessages", chat_id=chat.id, message_ids=[1, *sent, *range(500, 596)]) is True
    assert chat.messages == []


async def test_after_48_hours_nothing_can_be_deleted(api, chat, clock):
    old = (await api.ok("sendMessage", chat_id=chat.id, text="x"))["message_id"]
    clock.passes(hours=47.9)
    new = (await api.ok("sendMessage", chat_id=chat.id, text="y"))["message_id"]
    clock.passes(hours=0.2)
    reason = BAD + "message can't be deleted for everyone"
    assert await api.refused("deleteMessage", chat_id=chat.id, message_id=old) == reason
    assert await api.refused("deleteMessages", chat_id=chat.id, message_ids=[old, new]) == reason
    assert [m["text"] for m in chat.messages][-2:] == ["x", "y"]  # refused whole
    assert await api.ok("deleteMessage", chat_id=chat.id, message_id=new) is True


async def test_a_tap_is_answered_once(api, chat, clock):
    await api.ok("sendMessage", chat_id=chat.id, text="x", reply_markup=keys(["A"]))
    first, second = await chat.tap("A"), await chat.tap("A")
    refused = await api.refused("answerCallbackQuery", callback_query_id=first["id"], text="x" * 201)
    assert refused == BAD + "MESSAGE_TOO_LONG"
    await api.ok("answerCallbackQuery", callback_query_id=first["id"], text="x" * 200, show_alert=True)
    too_old = BAD + "query is too old and response timeout expired or query ID is invalid"
    assert await api.refused("answerCallbackQuery", callback_query_id=first["id"]) == too_old
    assert await api.refused("answerCallbackQuery", callback_query_id="12") == too_old
    clock.passes(hours=1)
    assert await api.refused("answerCallbackQuery", callback_query_id=second["id"]) == too_old
    assert [toast["is_alert"] for toast in chat.toasts] == [True]


async def test_who_may_be_written_to(sandbox, api, ani):
    assert await api.refused("sendMessage", chat_id=404, text="x") == BAD + "chat not found"
    never = "403 Forbidden: bot can't initiate conversation with a user"
    assert await api.refused("sendMessage", chat_id=ani.id, text="x") == never
    chat = ani.chat(REPORTER_TOKEN)
    assert await api.refused("sendMessage", chat_id=ani.id, text="x") == never  # looking is not starting
    await chat.send("/start")
    await api.ok("sendMessage", chat_id=ani.id, text="x")
    assert await api.refused("sendMessage", DUTY_TOKEN, chat_id=ani.id, text="x") == never
    chat.block()
    assert await api.refused("sendMessage", chat_id=ani.id, text="x") == "403 Forbidden: bot was blocked by the user"
    chat.unblock()
    await api.ok("sendMessage", chat_id=ani.id, text="x")
    refused = await api.refused("sendMessage", chat_id=70002, text="x")
    assert refused == "403 Forbidden: bots can't send messages to bots"
    assert (await api.refused("sendMessage", text="x")).startswith(BAD)


async def test_in_a_group_an_ordinary_bot_deletes_its_own_messages_only(sandbox, api, ani):
    for is_admin in (False, True):
        desk = sandbox.group("Piket", bots=[DUTY_TOKEN], members=[ani], admin=is_admin)
        theirs = await desk.as_(ani).send("halo")
        answer = await api("deleteMessage", DUTY_TOKEN, chat_id=desk.id, message_id=theirs["message_id"])
        assert answer["ok"] is is_admin
        own = await api.ok("sendMessage", DUTY_TOKEN, chat_id=desk.id, text="x")
        await api.ok("deleteMessage", DUTY_TOKEN, chat_id=desk.id, message_id=own["message_id"])


async def test_a_migrated_group_says_where_it_went(sandbox, api, ani):
    old = sandbox.group("Piket", id=-4001, bots=[DUTY_TOKEN], members=[ani])
    with pytest.raises(ValueError, match="basic group"):
        sandbox.group("Sudah besar", bots=[DUTY_TOKEN], members=[ani]).migrate()
    new = old.migrate()
    body = await api("sendMessage", DUTY_TOKEN, chat_id=old.id, text="x")
    assert body["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert body["parameters"] == {"migrate_to_chat_id": new.id}
    await api.ok("sendMessage", DUTY_TOKEN, chat_id=new.id, text="x")
    messages = [update["message"] for update in await api.ok("getUpdates", DUTY_TOKEN)]
    assert [m.get("migrate_to_chat_id", m.get("migrate_from_chat_id")) for m in messages] == [new.id, old.id]
