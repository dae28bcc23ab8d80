"""A call by SMS: "Piket: cek HP" through any gateway, for what must wake somebody, and never for a sealed case."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import pytest

from bot.dispatch.sms import fill
from storage import cases
from tests.bot.town import eventually

from .conftest import SECRETS, Post
from .ends import HttpEnd

ONE, TWO = "6281200000001", "+6281200000002"
JSON = {
    "headers": {"Authorization": "Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": "{code}"},
    "body": '{"to": "{to}", "message": "{text}", "meta": {"by": "wadul"}}',
}


def table(receiver: HttpEnd, **instead: Any) -> dict[str, Any]:
    return {"to": [ONE, TWO], "url": f"{receiver.url}/send", **JSON, **instead}


async def test_both_numbers_are_told_to_look_and_nothing_else(post: Post, receiver: HttpEnd) -> None:
    post.switches_on(sms=table(receiver, headers={**JSON["headers"], "Authorization": "Bearer 123"}))
    number = post.call_for_help()
    async with post.dispatching():
        await eventually(lambda: post.all_paid("sms", 2))
    assert {asked.json["to"] for asked in receiver.asked} == {ONE, TWO}
    for asked in receiver.asked:
        assert asked.json == {"to": asked.json["to"], "message": "Piket: cek HP", "meta": {"by": "wadul"}}
        assert asked.headers["idempotency-key"] == f"{number}.0"
        assert number not in asked.body
    assert not any(ONE in str(row) or TWO in str(row) for row in post.house.rows("outbox"))


async def test_a_gateway_of_the_older_kind_is_filled_in_too(post: Post, receiver: HttpEnd) -> None:
    url = receiver.url + "/api?userkey=kantor&passkey={token}&to={to}"
    post.switches_on(sms=table(receiver, url=url, method="GET", headers={}, body="", to=[TWO]))
    post.call_for_help()
    async with post.dispatching():
        await eventually(lambda: post.all_paid("sms", 1))
    (asked,) = receiver.asked
    assert parse_qs(asked.path.partition("?")[2]) == {
        "userkey": ["kantor"], "passkey": [SECRETS["sms_token"]], "to": [TWO],
    }  # fmt: skip
    assert (asked.method, asked.body) == ("GET", "")


def test_what_is_filled_in_cannot_break_out() -> None:
    words = {"to": ONE, "text": 'a"b\n', "code": "A2A2A.0", "token": "x&to=1"}
    form = fill("to={to}&key={token}", words, lambda word: word.replace("&", "%26"))
    assert form == f"to={ONE}&key=x%26to=1"


@pytest.mark.parametrize(
    ("urgency", "hour", "rung", "table_rung", "wakes"),
    [
        ("DARURAT", 3, 0, 0, True),
        ("DARURAT", 3, 0, 1, False),
        ("DARURAT", 3, 1, 1, True),
        ("DARURAT", 3, 7, 1, True),
        ("TINGGI", 3, 0, 0, False),  # 10.00 in Blora: somebody is there
        ("TINGGI", 20, 0, 0, True),  # 03.00
        ("SEDANG", 20, 3, 0, False),
    ],
)
def test_only_what_must_wake_somebody_does(
    post: Post, urgency: str, hour: int, rung: int, table_rung: int, wakes: bool
) -> None:
    post.switches_on(sms={"to": [ONE], "url": "https://sms.contoh.id", "rung": table_rung})
    at = datetime(2026, 11, 24, hour, tzinfo=UTC)
    assert ("sms:1" in post.office.destinations(urgency, at, rung=rung)) is wakes


async def test_a_report_that_can_wait_for_the_morning_sends_none(post: Post, receiver: HttpEnd) -> None:
    post.switches_on(sms=table(receiver))
    post.report()
    assert post.house.row("cases").urgency in ("SEDANG", "RENDAH")
    async with post.dispatching():
        await eventually(lambda: post.told)
        await eventually(lambda: all(row.done_hour for row in post.house.rows("outbox", kind="alert")))
    assert post.rows("sms") == []


@pytest.mark.parametrize("mood", [500, 429, 401, "hang", "reset", "garbage"])
async def test_the_gateway_in_trouble_is_tried_until_it_takes_each_once(
    post: Post, receiver: HttpEnd, mood: Any
) -> None:
    post.switches_on(sms=table(receiver))
    receiver.mood = [mood]
    post.call_for_help()
    async with post.dispatching():
        await eventually(lambda: post.settled("sms", 2), 30)
    taken = receiver.asked[1:]  # the first try is the one that failed
    assert {asked.json["to"] for asked in taken} == {ONE, TWO}
    assert len({asked.headers["idempotency-key"] for asked in receiver.asked}) == 1


async def test_a_case_that_was_taken_wakes_nobody(post: Post, receiver: HttpEnd) -> None:
    await receiver.down()
    post.switches_on(sms=table(receiver))
    officer = post.house.officer("Sri")
    number = post.call_for_help()
    async with post.dispatching():
        await eventually(lambda: any(row.last_error for row in post.rows("sms")))
        holder = post.office.escalation.holder
        post.house.desk(cases.acknowledge, officer, number, datetime.now(UTC), holder=holder)
        await receiver.up()
        await eventually(lambda: post.settled("sms", 2))
    assert receiver.asked == []
