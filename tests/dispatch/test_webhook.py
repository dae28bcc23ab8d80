"""The signed webhook: one id for every try, nobody's words, and nothing lost while the receiver is down or odd."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from nacl.public import PrivateKey, SealedBox
from standardwebhooks import Webhook, WebhookVerificationError

from bot.dispatch import gate, http
from bot.dispatch.webhook import Hook
from storage import cases, fanout, merging, outbox
from tests.bot.town import eventually

from .conftest import SECRET, Post
from .ends import Asked, HttpEnd

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "case.schema.json").read_text("utf-8"))
CANARY = "gudang kenari di belakang pabrik, namaku Siti"


def valid(asked: Asked) -> dict[str, Any]:
    """The body, once its signature and its shape hold."""
    body: dict[str, Any] = Webhook(SECRET).verify(asked.body, asked.headers)
    Draft202012Validator(SCHEMA).validate(body)
    return body


@pytest.fixture
def clear(post: Post, receiver: HttpEnd) -> Post:
    post.switches_on(webhook={"url": f"{receiver.url}/wadul", "mode": "clear"})
    return post


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


async def test_a_case_arrives_signed_and_as_its_schema_says(clear: Post, receiver: HttpEnd) -> None:
    number = clear.report(story=CANARY)
    async with clear.dispatching():
        await eventually(lambda: clear.all_paid("webhook", 1))
    (asked,) = receiver.asked
    body = valid(asked)
    assert (asked.method, asked.path) == ("POST", "/wadul")
    assert asked.headers["webhook-id"] == f"{number}_0"
    assert asked.headers["content-type"] == "application/json"
    case = body["data"]
    assert body["type"] == "case.called"
    assert (case["number"], case["office"], case["urgency"]) == (number, "33.16", clear.house.row("cases").urgency)
    assert case["answers"]["age"] == [case["age"]]
    assert case["messages"] == 1
    assert case["reasons"]
    assert clear.audited() == [("webhook", number)]


async def test_nothing_of_the_reporter_is_in_it(clear: Post, receiver: HttpEnd) -> None:
    clear.report(story=CANARY)
    async with clear.dispatching():
        await eventually(lambda: clear.all_paid("webhook", 1))
    (asked,) = receiver.asked
    sent = json.dumps([asked.headers, asked.body])
    for word in ("gudang", "kenari", "Siti", "7204558193", "contact", "python", "httpx"):
        assert word not in sent, word


async def test_sealed_it_says_three_things_and_only_the_receiver_opens_the_rest(post: Post, receiver: HttpEnd) -> None:
    key = PrivateKey.generate()
    public = base64.b64encode(bytes(key.public_key)).decode()
    post.switches_on(webhook={"url": receiver.url, "key": public})
    number = post.report(story=CANARY)
    async with post.dispatching():
        await eventually(lambda: post.all_paid("webhook", 1))
    data = valid(receiver.asked[0])["data"]
    assert set(data) == {"number", "urgency", "age", "sealed"}
    opened = SealedBox(key).decrypt(base64.b64decode(data["sealed"]))
    assert len(opened) % 512 == 0
    case = json.loads(opened)
    Draft202012Validator({**SCHEMA, **SCHEMA["$defs"]["case"]}).validate(case)
    assert case["number"] == number
    assert "kenari" not in opened.decode()


async def test_what_is_told_later_goes_too_and_a_raise_has_an_id_of_its_own(clear: Post, receiver: HttpEnd) -> None:
    clear.house.clock = datetime.now(UTC) - timedelta(minutes=2)
    person = clear.house.person().files().taps("saved", "life.no").adds("meet", "meet.clinic")
    async with clear.dispatching():
        await eventually(lambda: clear.all_paid("webhook", 2))
        person.adds("danger", "danger.strangled", "done")
        await eventually(lambda: clear.all_paid("webhook", 3))
    bodies = [valid(asked) for asked in receiver.asked]  # two may have been on their way at once
    assert sorted(body["type"] for body in bodies[:2]) == ["case.added", "case.called"]
    assert (bodies[2]["type"], bodies[2]["data"]["urgency"]) == ("case.called", "TINGGI")
    assert bodies[2]["data"]["answers"]["meet"] == ["meet.clinic"]
    ids = [asked.headers["webhook-id"] for asked in receiver.asked]
    assert len(set(ids)) == 3
    assert not any("." in id for id in ids)


@pytest.mark.parametrize("mood", [500, 404, 302, 403, "reset", "garbage", (200, {}, "\x00 bukan json {")])
async def test_every_try_has_the_same_id_until_it_is_taken(clear: Post, receiver: HttpEnd, mood: Any) -> None:
    receiver.mood = [mood, mood, mood]
    clear.report()
    async with clear.dispatching():
        await eventually(lambda: clear.settled("webhook", 1), 30)
    taken = isinstance(mood, tuple)  # 2xx counts, whatever stands in it
    assert len(receiver.asked) == (1 if taken else 4)
    assert len({asked.headers["webhook-id"] for asked in receiver.asked}) == 1
    for asked in receiver.asked:
        valid(asked)


async def test_a_redirect_is_not_followed(clear: Post, receiver: HttpEnd) -> None:
    receiver.mood = [(307, {"Location": "/elsewhere"}, "")]
    clear.report()
    async with clear.dispatching():
        await eventually(lambda: clear.settled("webhook", 1), 30)
    assert {asked.path for asked in receiver.asked} == {"/wadul"}


async def test_down_and_back_loses_nothing(clear: Post, receiver: HttpEnd) -> None:
    await receiver.down()
    numbers = {clear.report() for _ in range(12)}
    async with clear.dispatching():
        await eventually(lambda: any(row.last_error for row in clear.rows("webhook")))
        await asyncio.sleep(2.0)
        assert not any(row.done_hour for row in clear.rows("webhook"))
        await receiver.up()
        await eventually(lambda: clear.settled("webhook", 12), 20)
    assert {valid(asked)["data"]["number"] for asked in receiver.asked} == numbers


async def test_a_receiver_that_hangs_keeps_no_call_from_telegram(
    clear: Post, receiver: HttpEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.mood = ["hang"] * 40
    for _ in range(20):
        clear.report()
    async with clear.dispatching():
        await eventually(lambda: receiver.asked)
        began = time.monotonic()
        number = clear.call_for_help()
        await eventually(lambda: any(o.code == f"{number}.0@group" for o in clear.told), 30)
        assert time.monotonic() - began < 4.0
        assert len(receiver.asked) <= gate.AT_ONCE
        receiver.mood.clear()
        await eventually(lambda: clear.settled("webhook", 21), 40)
    ids = [asked.headers["webhook-id"] for asked in receiver.asked]
    assert len(set(ids)) == 21


async def test_an_answer_without_end_is_not_waited_for(clear: Post, receiver: HttpEnd) -> None:
    receiver.mood = [(200, {}, "x" * 5_000_000)]
    clear.report()
    async with clear.dispatching():
        await eventually(lambda: clear.settled("webhook", 1), 30)
    assert len(receiver.asked) == 1


@pytest.mark.parametrize("status", [429, 503])
async def test_a_receiver_that_asks_for_rest_gets_it(clear: Post, receiver: HttpEnd, status: int) -> None:
    receiver.mood = [(status, {"Retry-After": "3"}, "")]
    clear.report()
    async with clear.dispatching():
        await eventually(lambda: receiver.asked)
        began = time.monotonic()
        clear.report()
        await asyncio.sleep(1.5)
        assert len(receiver.asked) == 1, "nothing else goes there meanwhile"
        await eventually(lambda: clear.settled("webhook", 2), 30)
        assert time.monotonic() - began > 2.5


@pytest.mark.parametrize(("said", "seconds"), [("7", 7.0), ("besok", None), ("", None), (None, None)])
def test_rest_is_asked_for_in_seconds(said: str | None, seconds: float | None) -> None:
    assert http._asked(said) == seconds


def test_rest_is_asked_for_by_a_date() -> None:
    later = datetime.now(UTC) + timedelta(seconds=90)
    seconds = http._asked(later.strftime("%a, %d %b %Y %H:%M:%S GMT"))
    assert seconds is not None
    assert 85 < seconds < 91


async def test_a_receiver_that_wants_nothing_more_is_left_alone_and_the_desk_hears(
    clear: Post, receiver: HttpEnd
) -> None:
    receiver.mood = [410]
    clear.report()
    async with clear.dispatching():
        await eventually(lambda: clear.settled("webhook", 1))
        await eventually(lambda: any(o.kind == "alarm" and o.destination == "group" for o in clear.told))
        await asyncio.sleep(1.0)
    assert len(receiver.asked) == 1
    assert clear.rows("webhook")[0].last_error == "webhook.410"
    assert clear.alarms() == ["webhook.gone"]
    assert clear.audited() == []


async def test_the_desk_hears_once_of_a_receiver_that_stays_silent(
    clear: Post, receiver: HttpEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "TELL_AFTER", timedelta(seconds=1))
    await receiver.down()
    clear.report()
    async with clear.dispatching():
        await eventually(lambda: clear.alarms() == ["webhook.down"], 30)
        await asyncio.sleep(3.0)
    assert clear.alarms() == ["webhook.down"]
    await receiver.up()


async def test_one_row_that_is_refused_holds_up_no_other(clear: Post, receiver: HttpEnd) -> None:
    bad = clear.report()
    receiver.answer = lambda asked: 422 if asked.headers["webhook-id"].startswith(bad) else 204
    async with clear.dispatching():
        await eventually(lambda: receiver.asked)
        clear.report()
        await eventually(lambda: sum(row.done_hour is not None for row in clear.rows("webhook")) == 1, 30)


async def test_a_case_that_was_sealed_away_meanwhile_is_not_spoken_of(clear: Post, receiver: HttpEnd) -> None:
    await receiver.down()
    clear.report()
    async with clear.dispatching():
        await eventually(lambda: any(row.last_error for row in clear.rows("webhook")))
    clear.house.change("cases", sealed_to="escalation")
    await receiver.up()
    async with clear.dispatching():
        await eventually(lambda: clear.settled("webhook", 1), 30)
    assert receiver.asked == []


async def test_a_case_that_was_merged_meanwhile_is_heard_of_as_the_one_that_remains(
    clear: Post, receiver: HttpEnd
) -> None:
    """Its reports lie in the other one: by itself it would never open, and the row be tried for ever."""
    await receiver.down()
    officer = clear.house.officer("Sri")
    gone, stays = clear.report(), clear.report()
    async with clear.dispatching():
        await eventually(lambda: len([row for row in clear.rows("webhook") if row.last_error]) == 2)
    clear.house.desk(merging.merge, clear.house.desk_keys, clear.office, officer, gone, stays, clear.house.clock)
    await receiver.up()
    async with clear.dispatching():
        await eventually(lambda: clear.settled("webhook", 2), 30)
    bodies = {asked.headers["webhook-id"]: valid(asked)["data"] for asked in receiver.asked}
    assert {id: case["number"] for id, case in bodies.items()} == {f"{gone}_0": stays, f"{stays}_0": stays}
    assert clear.audited() == [("webhook", stays)] * 2


async def test_nor_is_one_that_was_merged_into_what_was_sealed_away(clear: Post, receiver: HttpEnd) -> None:
    await receiver.down()
    officer = clear.house.officer("Sri")
    gone, stays = clear.report(), clear.report()
    async with clear.dispatching():
        await eventually(lambda: len([row for row in clear.rows("webhook") if row.last_error]) == 2)
    clear.house.desk(merging.merge, clear.house.desk_keys, clear.office, officer, gone, stays, clear.house.clock)
    with clear.house.db.writing() as conn:
        conn.exec_driver_sql("UPDATE cases SET sealed_to = 'escalation' WHERE merged_into IS NULL")
    await receiver.up()
    async with clear.dispatching():
        await eventually(lambda: clear.settled("webhook", 2), 30)
    assert receiver.asked == []


async def test_a_case_somebody_took_is_still_passed_on(clear: Post, receiver: HttpEnd) -> None:
    officer = clear.house.officer("Sri")
    number = clear.report()
    clear.house.desk(cases.acknowledge, officer, number, datetime.now(UTC), holder=clear.office.escalation.holder)
    async with clear.dispatching():
        await eventually(lambda: clear.settled("webhook", 1))
    assert valid(receiver.asked[0])["data"]["state"] == "diterima"


def test_the_library_refuses_what_was_changed_on_the_way() -> None:
    signer, now = Webhook(SECRET), datetime.now(UTC)
    headers = {
        "webhook-id": "A2A2A_0",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signer.sign("A2A2A_0", now, "{}"),
    }
    signer.verify("{}", headers)
    for change in ({"webhook-id": "A2A2A_1"}, {"webhook-timestamp": str(int(now.timestamp()) - 1)}):
        with pytest.raises(WebhookVerificationError):
            signer.verify("{}", headers | change)


async def test_who_dies_between_sending_and_marking_sends_it_again_under_the_same_id(
    clear: Post, receiver: HttpEnd
) -> None:
    clear.report()
    db = clear.house.db
    for owed in outbox.claim(db, "duty", datetime.now(UTC), 60.0, 50):
        with db.writing() as conn:
            fanout.spread(conn, owed, clear.office, datetime.now(UTC), has_group=True)
    claimed = outbox.claim(db, "duty", datetime.now(UTC), 1.0, 50)
    (row,) = [owed for owed in claimed if owed.destination == "webhook"]
    assert clear.office.webhook is not None
    await Hook(clear.office.webhook, SECRET, db, clear.house.desk_keys, clear.office.code).deliver(row)  # and it died
    async with clear.dispatching():
        await eventually(lambda: clear.settled("webhook", 1))
    first, second = receiver.asked
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert valid(first) == valid(second)
