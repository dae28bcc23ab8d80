"""Bad days on order, and whether the call took effect before they struck."""

import asyncio

import aiohttp
import pytest

from bot.sandbox import REPORTER_TOKEN


async def test_too_many_requests_before_it_takes_effect(sandbox, api, chat):
    fault = sandbox.faults.add(token=REPORTER_TOKEN, method="sendMessage", times=2, retry_after=7)
    for _ in range(2):
        body = await api("sendMessage", chat_id=chat.id, text="x")
        assert body == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        }
    assert chat.screen == ""
    await api.ok("sendMessage", chat_id=chat.id, text="x")
    assert fault.seen == 2


async def test_a_fault_strikes_only_what_it_is_meant_for(sandbox, api, chat):
    sandbox.faults.add(method="editmessagetext", status=500)
    sandbox.faults.add(chat=chat.id + 1, status=500)
    sandbox.faults.add(token="70002:somebody-else", status=500)
    await api.ok("sendMessage", chat_id=chat.id, text="x")


async def test_a_body_goes_out_as_it_is(sandbox, api):
    sandbox.faults.add(status=502, body="<html>Bad Gateway</html>")
    sandbox.faults.add(status=400, body={"ok": False, "error_code": 400, "description": "Bad Request: odd"})
    async with api.session.get(f"{sandbox.url}/bot{REPORTER_TOKEN}/getMe") as response:
        assert (response.status, await response.text()) == (502, "<html>Bad Gateway</html>")
    assert await api.refused("getMe") == "400 Bad Request: odd"


async def test_for_good_until_cleared(sandbox, api):
    sandbox.faults.add(method="getMe", times=None, status=500)
    for _ in range(4):
        assert await api.refused("getMe") == "500 Internal Server Error"
    sandbox.faults.clear()
    await api.ok("getMe")


@pytest.mark.parametrize(("kind", "is_done"), [("reset", False), ("reset_after", True), ("truncated", True)])
async def test_a_connection_that_breaks(sandbox, api, chat, kind, is_done):
    sandbox.faults.add(method="sendMessage", kind=kind)
    with pytest.raises(aiohttp.ClientError):
        await api("sendMessage", chat_id=chat.id, text="x")
    assert (chat.screen == "x") is is_done


async def test_a_stall_passes(sandbox, api, chat):
    sandbox.faults.add(method="sendMessage", kind="stall", seconds=0.2)
    call = asyncio.create_task(api.ok("sendMessage", chat_id=chat.id, text="x"))
    await asyncio.sleep(0.1)
    assert not call.done()
    assert chat.screen == ""
    await call
    assert chat.screen == "x"


@pytest.mark.parametrize("after", [False, True])
async def test_an_answer_withheld_until_released(sandbox, api, chat, after):
    held = sandbox.faults.hold(method="sendMessage", after=after)
    call = asyncio.create_task(api.ok("sendMessage", chat_id=chat.id, text="x"))
    async with asyncio.timeout(20):
        await held.arrived.wait()
        assert not call.done()
        assert (chat.screen == "x") is after
        held.release()
        await call
    assert chat.screen == "x"
    await api.ok("sendMessage", chat_id=chat.id, text="y")
