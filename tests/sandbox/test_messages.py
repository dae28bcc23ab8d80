"""What a sent, edited, copied or forwarded message looks like."""

import pytest

from bot.sandbox import DUTY_TOKEN, Refused
from bot.sandbox.formatting import formatted, units

from .conftest import keys


async def test_a_message_has_what_telegram_gives_and_no_nulls(api, chat, clock):
    message = await api.ok("sendMessage", chat_id=chat.id, text="Halo", reply_markup=None, parse_mode=None)
    assert message == {
        "message_id": 2,
        "from": {"id": 70001, "is_bot": True, "first_name": "Wadul", "username": "wadul_demo_bot"},
        "chat": {"id": chat.id, "type": "private", "first_name": "Ani", "username": "ani99"},
        "date": 1_790_000_000,
        "text": "Halo",
    }


async def test_protection_silence_keyboard_and_reply(api, chat):
    message = await api.ok(
        "sendMessage",
        chat_id=chat.id,
        text="Aman?",
        protect_content=True,
        disable_notification=True,
        reply_markup=keys(["Ya", "Tidak"], ["Entah"]),
        reply_parameters={"message_id": 1},
    )
    assert message["has_protected_content"] is True
    assert message["reply_to_message"]["text"] == "/start"
    assert message["reply_markup"] == keys(["Ya", "Tidak"], ["Entah"])
    (seen,) = [m for m in chat.messages if m["from_bot"]]
    assert (seen["protected"], seen["silent"], seen["edited"]) == (True, True, False)
    assert chat.buttons() == [("Ya", "ya"), ("Tidak", "tidak"), ("Entah", "entah")]


@pytest.mark.parametrize("markup", [{"keyboard": [[{"text": "Ya"}]]}, {"remove_keyboard": True}, {"force_reply": True}])
async def test_only_inline_keyboards_come_back(api, chat, markup):
    assert "reply_markup" not in await api.ok("sendMessage", chat_id=chat.id, text="Halo", reply_markup=markup)


async def test_an_edit_has_a_date_and_drops_the_keyboard_it_is_not_given(api, chat, clock):
    sent = await api.ok("sendMessage", chat_id=chat.id, text="<b>a</b>", parse_mode="HTML", reply_markup=keys(["A"]))
    clock.passes(seconds=9)
    edited = await api.ok("editMessageText", chat_id=chat.id, message_id=sent["message_id"], text="b")
    assert edited["edit_date"] == sent["date"] + 9
    assert "reply_markup" not in edited
    assert "entities" not in edited
    again = await api.ok(
        "editMessageReplyMarkup", chat_id=chat.id, message_id=sent["message_id"], reply_markup=keys(["B"])
    )
    assert again["reply_markup"] == keys(["B"])
    bare = await api.ok("editMessageReplyMarkup", chat_id=chat.id, message_id=sent["message_id"])
    assert "reply_markup" not in bare
    assert chat.messages[-1]["edited"]


async def test_copy_and_forward(api, chat):
    sent = await api.ok("sendMessage", chat_id=chat.id, text="<i>asli</i>", parse_mode="HTML", reply_markup=keys(["A"]))
    copied = await api.ok("copyMessage", chat_id=chat.id, from_chat_id=chat.id, message_id=sent["message_id"])
    assert set(copied) == {"message_id"}
    assert chat.messages[-1]["text"] == "asli"
    assert chat.messages[-1]["buttons"] == []
    forwarded = await api.ok("forwardMessage", chat_id=chat.id, from_chat_id=chat.id, message_id=1)
    assert forwarded["forward_origin"]["sender_user"]["first_name"] == "Ani"
    photo = await chat.send_photo("lama")
    await api.ok("copyMessage", chat_id=chat.id, from_chat_id=chat.id, message_id=photo["message_id"], caption="baru")
    assert (chat.messages[-1]["media"], chat.messages[-1]["text"]) == ("photo", "baru")


async def test_a_topic_shows_in_the_message(sandbox, api, ani):
    desk = sandbox.group("Piket", bots=[DUTY_TOKEN], members=[ani], topics=["Darurat", "Lain"])
    where = {"chat_id": desk.id, "message_thread_id": desk.topic("Lain")}
    message = await api.ok("sendMessage", DUTY_TOKEN, text="Halo", **where)
    assert (message["message_thread_id"], message["is_topic_message"]) == (desk.topic("Lain"), True)
    assert message["chat"]["is_forum"] is True
    general = await api.ok("sendMessage", DUTY_TOKEN, chat_id=desk.id, text="Halo")
    assert "message_thread_id" not in general
    written = await desk.as_(ani).send("siap", topic=desk.topic("Darurat"))
    assert written["is_topic_message"] is True
    where["message_thread_id"] = 99
    assert await api.refused("sendMessage", DUTY_TOKEN, text="x", **where) == (
        "400 Bad Request: message thread not found"
    )


async def test_location_action_pin_and_chat(sandbox, api, ani, chat, clock):
    await api.ok("sendChatAction", chat_id=chat.id, action="typing")
    assert chat.is_typing
    clock.passes(seconds=5.5)
    assert not chat.is_typing
    await api.ok("sendChatAction", chat_id=chat.id, action="typing")
    place = await api.ok("sendLocation", chat_id=chat.id, latitude=-6.97, longitude=111.42)
    assert place["location"] == {"latitude": -6.97, "longitude": 111.42}
    assert not chat.is_typing
    await api.ok("pinChatMessage", chat_id=chat.id, message_id=place["message_id"])
    assert (await api.ok("getChat", chat_id=chat.id))["pinned_message"]["message_id"] == place["message_id"]
    assert await api.refused("sendChatAction", chat_id=chat.id, action="dance") == (
        "400 Bad Request: wrong parameter action in request"
    )


async def test_commands_and_words_about_the_bot(api):
    commands = [{"command": "start", "description": "Mulai"}]
    await api.ok("setMyCommands", commands=commands, language_code="id")
    assert await api.ok("getMyCommands", language_code="id") == commands
    assert await api.ok("getMyCommands") == []
    await api.ok("deleteMyCommands", language_code="id")
    assert await api.ok("getMyCommands", language_code="id") == []
    assert await api.refused("setMyCommands", commands=[{"command": "Mulai!", "description": "x"}]) == (
        "400 Bad Request: BOT_COMMAND_INVALID"
    )
    await api.ok("setMyName", name="Wadul")
    await api.ok("setMyDescription", description="Kanal lapor")
    await api.ok("setMyShortDescription", short_description="Lapor")
    assert await api.ok("getMyName", language_code="jv") == {"name": "Wadul"}
    assert await api.ok("getMyDescription") == {"description": "Kanal lapor"}
    assert await api.ok("getMyShortDescription") == {"short_description": "Lapor"}
    assert await api.ok("getChatMenuButton") == {"type": "default"}
    await api.ok("setChatMenuButton", menu_button={"type": "commands"})
    assert await api.ok("getChatMenuButton") == {"type": "commands"}
    assert await api.refused("setChatMenuButton", menu_button={"type": "kucing"}) == (
        "400 Bad Request: menu button type is invalid"
    )


async def test_membership_of_a_group(sandbox, api, ani):
    budi = sandbox.person("Budi")
    desk = sandbox.group("Piket", bots=[DUTY_TOKEN], members=[ani])
    where = {"chat_id": desk.id}
    assert (await api.ok("getChatMember", DUTY_TOKEN, user_id=ani.id, **where))["status"] == "member"
    assert (await api.ok("getChatMember", DUTY_TOKEN, user_id=budi.id, **where))["status"] == "left"
    assert (await api.ok("getChatMember", DUTY_TOKEN, user_id=70002, **where))["status"] == "administrator"
    assert (await api.ok("getChat", DUTY_TOKEN, **where))["title"] == "Piket"
    await api.ok("leaveChat", DUTY_TOKEN, **where)
    assert (await api.refused("sendMessage", DUTY_TOKEN, text="x", **where)).startswith("403 Forbidden: bot was kicked")


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("a<b>b</b>", "ab", [("bold", 1, 1)]),
        ("😀<i>x</i>", "😀x", [("italic", 2, 1)]),
        ("<b>a<u>b</u></b>", "ab", [("bold", 0, 2), ("underline", 1, 1)]),
        ("&lt;&amp;&gt;&quot;&#33;&nbsp;", '<&>"!&nbsp;', []),
        ("  <code>x</code> \n", "x", [("code", 0, 1)]),
        ("<tg-spoiler>x</tg-spoiler><span class='tg-spoiler'>y</span>", "xy", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<b></b>x", "x", []),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("buka https://x.id/a. /start @wadul_bot", "buka https://x.id/a. /start @wadul_bot",
         [("url", 5, 14), ("bot_command", 21, 6), ("mention", 28, 10)]),
        ("<code>/start</code>", "/start", [("code", 0, 6)]),
    ],
)  # fmt: skip
def test_html_becomes_text_and_utf16_entities(html, text, entities):
    plain, found = formatted(html, "HTML")
    assert plain == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


def test_links_and_code_languages():
    assert formatted('<a href="https://x.id?a=1&amp;b=2">x</a>', "HTML")[1][0]["url"] == "https://x.id?a=1&b=2"
    (block,) = formatted('<pre><code class="language-sql">x</code></pre>', "HTML")[1]
    assert (block["type"], block["language"]) == ("pre", "sql")


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<x>y</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("1 <b", "Unclosed start tag at byte offset 2"),
        ("a < b", "Unclosed start tag at byte offset 2"),
    ],
)
def test_bad_html_is_refused(html, reason):
    with pytest.raises(Refused) as refused:
        formatted(html, "HTML")
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_length_is_counted_in_utf16_units():
    assert units("a😀") == 3
