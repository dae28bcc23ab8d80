"""The addresses, the four ways to pass parameters, the envelope, files, and who may come in."""

import json

import aiohttp
import pytest

from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, DemoOnly, Sandbox


async def test_get_and_post_in_any_case_and_every_encoding(sandbox, api, chat):
    address = f"{sandbox.url}/bot{REPORTER_TOKEN}/"
    markup = json.dumps({"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]})
    plain = {"chat_id": str(chat.id), "text": "halo", "reply_markup": markup, "protect_content": "true"}
    multipart = aiohttp.FormData(default_to_multipart=True)
    for name, value in plain.items():
        multipart.add_field(name, value)
    answers = []
    for method, kwargs in (
        ("GET", {"params": plain}),
        ("POST", {"params": plain}),
        ("POST", {"data": plain}),
        ("POST", {"data": multipart}),
        ("POST", {"json": plain | {"chat_id": chat.id, "reply_markup": json.loads(markup), "protect_content": True}}),
    ):
        async with api.session.request(method, address + "SENDmessage", **kwargs) as response:
            answers.append(await response.json())
    assert all(answer["ok"] for answer in answers)
    results = [{k: v for k, v in a["result"].items() if k not in ("message_id", "date")} for a in answers]
    assert all(result == results[0] for result in results)
    assert results[0]["has_protected_content"] is True
    assert sandbox.calls_of("sendMessage")[0]["chat_id"] == chat.id


async def test_get_me_is_who_the_token_says(api):
    me = await api.ok("getMe")
    assert me["id"] == 70001
    assert me["is_bot"] is True
    assert me["username"].endswith("bot")


async def test_an_unknown_method_is_not_found_never_true(api):
    assert await api.refused("sendDice") == "404 Not Found: method not found"


async def test_a_bad_or_revoked_token_is_unauthorized(sandbox, api):
    assert await api.refused("getMe", "70009:DEMO-nobody-knows-this-one") == "401 Unauthorized"
    await api.ok("getMe")
    sandbox.revoke(REPORTER_TOKEN)
    assert await api.refused("getMe") == "401 Unauthorized"


async def test_only_loopback_and_only_demo_tokens():
    sandbox = Sandbox()
    with pytest.raises(DemoOnly):
        await sandbox.start(host="0.0.0.0")
    for token in ("70003:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "70003:DEMO-short", "x:DEMO-long-enough-but-no-number"):
        with pytest.raises(DemoOnly):
            sandbox.bot(token, username="other_bot")
    assert sandbox.bot("70003:DEMO-another-token-of-ours", username="other_bot").id == 70003


@pytest.mark.parametrize(
    ("body", "kind"), [("{", "application/json"), ("[1]", "application/json"), ("message_ids=%5B", "form")]
)
async def test_parameters_that_cannot_be_read_are_a_bad_request(sandbox, api, body, kind):
    kind = "application/x-www-form-urlencoded" if kind == "form" else kind
    address = f"{sandbox.url}/bot{REPORTER_TOKEN}/deleteMessages"
    async with api.session.post(address, data=body, headers={"Content-Type": kind}) as response:
        assert response.status == 400


@pytest.mark.parametrize("kind", ["photo", "document", "voice"])
@pytest.mark.parametrize("is_attached", [False, True])
async def test_an_upload_comes_back_whole(sandbox, api, chat, kind, is_attached):
    form = aiohttp.FormData()
    form.add_field("chat_id", str(chat.id))
    form.add_field("caption", "<b>bukti</b>")
    form.add_field("parse_mode", "HTML")
    form.add_field("part" if is_attached else kind, b"\x00bytes\xff", filename="bukti.bin")
    if is_attached:
        form.add_field(kind, "attach://part")
    address = f"{sandbox.url}/bot{REPORTER_TOKEN}/send{kind.title()}"
    async with api.session.post(address, data=form) as response:
        message = (await response.json())["result"]
    assert message["caption_entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    stored = message[kind][-1] if kind == "photo" else message[kind]
    assert await _download(sandbox, api, stored["file_id"]) == b"\x00bytes\xff"
    again = await api.ok(f"send{kind.title()}", chat_id=chat.id, **{kind: stored["file_id"]})
    assert again[kind] == message[kind]


async def test_a_persons_photo_can_be_fetched_by_its_own_bot_only(sandbox, api, chat):
    photo = await chat.send_photo("lihat", content=b"PNG")
    file_id = photo["photo"][-1]["file_id"]
    assert await _download(sandbox, api, file_id) == b"PNG"
    refused = await api.refused("getFile", DUTY_TOKEN, file_id=file_id)
    assert refused == "400 Bad Request: wrong file_id or the file is temporarily unavailable"
    path = (await api.ok("getFile", file_id=file_id))["file_path"]
    async with api.session.get(f"{sandbox.url}/file/bot{DUTY_TOKEN}/{path}") as response:
        assert response.status == 404


async def test_a_file_over_twenty_megabytes_cannot_be_fetched(api, chat):
    photo = await chat.send_photo(content=bytes(20 * 1024 * 1024 + 1))
    assert await api.refused("getFile", file_id=photo["photo"][0]["file_id"]) == "400 Bad Request: file is too big"


async def test_an_attachment_that_is_not_there(api, chat):
    refused = await api.refused("sendPhoto", chat_id=chat.id, photo="attach://nothing")
    assert refused == "400 Bad Request: attached file not found"


async def _download(sandbox, api, file_id):
    path = (await api.ok("getFile", file_id=file_id))["file_path"]
    async with api.session.get(f"{sandbox.url}/file/bot{REPORTER_TOKEN}/{path}") as response:
        assert response.status == 200
        return await response.read()
