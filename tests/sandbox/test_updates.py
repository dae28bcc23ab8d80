"""getUpdates: nothing is lost, nothing comes twice once confirmed, one poller at a time."""

import asyncio

import pytest

from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN


async def test_unconfirmed_until_the_offset_passes_it(sandbox, api, chat):
    await chat.send("satu")
    first = await api.ok("getUpdates")
    assert [update["message"]["text"] for update in first] == ["/start", "satu"]
    assert await api.ok("getUpdates") == first
    assert await api.ok("getUpdates", offset=first[0]["update_id"] + 1) == first[1:]
    assert sandbox.pending(REPORTER_TOKEN) == 1
    assert await api.ok("getUpdates", offset=first[1]["update_id"] + 1) == []


async def test_a_negative_offset_keeps_the_last_ones_and_forgets_the_rest(api, chat):
    for number in range(4):
        await chat.send(str(number))
    assert [update["message"]["text"] for update in await api.ok("getUpdates", offset=-2)] == ["2", "3"]
    assert len(await api.ok("getUpdates")) == 2


@pytest.mark.parametrize(("limit", "given"), [(1, 1), (3, 3), (100, 100), (0, 100), (500, 100)])
async def test_limit_is_between_one_and_a_hundred(api, chat, limit, given):
    for number in range(110):
        await chat.send(str(number))
    assert len(await api.ok("getUpdates", limit=limit)) == given


async def test_a_held_poll_wakes_at_once(api, chat):
    start = (await api.ok("getUpdates"))[-1]["update_id"] + 1
    held = asyncio.create_task(api.ok("getUpdates", offset=start, timeout=30))
    await asyncio.sleep(0.1)
    assert not held.done()
    async with asyncio.timeout(20):
        await chat.send("bangun")
        assert [update["message"]["text"] for update in await held] == ["bangun"]


async def test_a_held_poll_ends_empty_after_its_timeout(api):
    async with asyncio.timeout(20):
        assert await api.ok("getUpdates", timeout=1) == []


async def test_the_earlier_of_two_pollers_is_ended(api, chat):
    start = (await api.ok("getUpdates"))[-1]["update_id"] + 1
    earlier = asyncio.create_task(api.refused("getUpdates", offset=start, timeout=30))
    await asyncio.sleep(0.1)
    later = asyncio.create_task(api.ok("getUpdates", offset=start, timeout=30))
    assert (await earlier).startswith("409 Conflict: terminated by other getUpdates request")
    await chat.send("untuk yang kedua")
    assert len(await later) == 1


async def test_a_poller_killed_while_waiting_swallows_nothing(sandbox, api, chat):
    start = (await api.ok("getUpdates"))[-1]["update_id"] + 1
    killed = asyncio.create_task(api.ok("getUpdates", offset=start, timeout=30))
    await asyncio.sleep(0.1)
    killed.cancel()
    with pytest.raises(asyncio.CancelledError):
        await killed
    await asyncio.sleep(0.1)
    await chat.send("jangan hilang")
    assert sandbox.pending(REPORTER_TOKEN) == 1
    assert [update["message"]["text"] for update in await api.ok("getUpdates", offset=start)] == ["jangan hilang"]


async def test_each_bot_has_a_queue_of_its_own(sandbox, api, ani, chat):
    await ani.chat(DUTY_TOKEN).send("/start")
    assert len(await api.ok("getUpdates", DUTY_TOKEN)) == 1
    assert sandbox.pending(REPORTER_TOKEN) == sandbox.pending(DUTY_TOKEN) == 1


async def test_allowed_updates_are_remembered_and_applied_at_creation(api, chat):
    sent = await chat.send("asli")
    await api.ok("getUpdates", allowed_updates=["message"])
    await chat.edit(sent["message_id"], "diubah")
    kinds = [key for update in await api.ok("getUpdates") for key in update if key != "update_id"]
    assert kinds == ["message", "message"]
    await api.ok("getUpdates", allowed_updates=[])
    await chat.edit(sent["message_id"], "diubah lagi")
    assert "edited_message" in (await api.ok("getUpdates"))[-1]


async def test_chat_member_and_reactions_come_only_when_asked_for(sandbox):
    queue = sandbox.world.bots[REPORTER_TOKEN].queue
    for kind in ("chat_member", "message_reaction", "message_reaction_count", "my_chat_member"):
        queue.put(kind, {})
    assert len(queue) == 1
    queue.clear()
    queue.allowed = ("chat_member",)
    queue.put("chat_member", {})
    assert len(queue) == 1
    queue.clear()


async def test_updates_older_than_a_day_are_gone(sandbox, api, clock, ani):
    chat = ani.chat(REPORTER_TOKEN)
    await chat.send("lama")
    clock.passes(hours=23)
    await chat.send("baru")
    clock.passes(hours=1.5)
    assert [update["message"]["text"] for update in await api.ok("getUpdates")] == ["baru"]


async def test_a_webhook_and_polling_exclude_each_other(api, chat):
    await api.ok("setWebhook", url="https://wadul.example/hook", allowed_updates=["message"])
    assert (await api.refused("getUpdates")).startswith("409 Conflict: can't use getUpdates method while webhook")
    info = await api.ok("getWebhookInfo")
    assert info["url"] == "https://wadul.example/hook"
    assert info["pending_update_count"] == 1
    await api.ok("deleteWebhook", drop_pending_updates=True)
    assert await api.ok("getUpdates") == []
    assert (await api.refused("setWebhook", url="http://plain.example")).startswith("400 Bad Request: bad webhook")


async def test_setting_a_webhook_ends_a_held_poll(api):
    held = asyncio.create_task(api.refused("getUpdates", timeout=30))
    await asyncio.sleep(0.1)
    await api.ok("setWebhook", url="https://wadul.example/hook")
    assert await held == "409 Conflict: terminated by setWebhook request"


async def test_a_malformed_update_is_queued_as_it_is(sandbox, api, chat):
    kept = sandbox.inject(REPORTER_TOKEN, {"message": {"text": 7}})
    sandbox.inject(REPORTER_TOKEN, {"update_id": kept + 5, "from_the_future": {}})
    await chat.send("sesudahnya")
    updates = await api.ok("getUpdates")
    assert updates[1] == {"update_id": kept, "message": {"text": 7}}
    assert updates[2] == {"update_id": kept + 5, "from_the_future": {}}
    assert updates[3]["update_id"] == kept + 6
