"""Primero v2: one incident for each case, whatever happens to tokens and networks on the way.

What it will not take goes to a person.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

import pytest

from flows.desk.outside import incident_id
from storage import merging
from storage.outbox import Owed
from tests.bot.town import eventually

from .conftest import Post
from .ends import PrimeroEnd

CANARY = "gudang kenari di belakang pabrik, namaku Siti"


def table(primero: PrimeroEnd, **instead: Any) -> dict[str, Any]:
    return {
        "url": primero.url,
        "user": "wadul",
        "fields": {
            "filed": "date_of_first_report",
            "forms": "cp_incident_violence_type",
            "acts": "protection_concerns[]",
            "age": "age_group",
            "sex": "cp_sex",
            "kecamatan": "incident_location",
        },
        "values": {"fisik": "physical_assault", "act.hit": "physical_abuse", "age.15_17": "15-17"},
        **instead,
    }


@pytest.fixture
def filing(post: Post, primero: PrimeroEnd) -> Post:
    post.switches_on(primero=table(primero))
    return post


def sent(primero: PrimeroEnd) -> list[Any]:
    return [asked for asked in primero.asked if asked.path == "/api/v2/incidents"]


async def test_a_case_becomes_an_incident_with_the_fields_the_office_mapped(filing: Post, primero: PrimeroEnd) -> None:
    number = filing.report(story=CANARY)
    async with filing.dispatching():
        await eventually(lambda: filing.all_paid("primero", 1))
    (incident,) = primero.incidents.values()
    assert uuid.UUID(incident.pop("id")).version == 5
    assert incident == {
        "module_id": "primeromodule-cp",
        "date_of_first_report": filing.house.clock.strftime("%Y-%m-%d"),
        "cp_incident_violence_type": "physical_assault",
        "protection_concerns": ["physical_abuse"],
        "age_group": "15-17",
        "incident_location": "33.16.05",
    }
    assert filing.audited() == [("primero", number)]
    said = json.dumps([[asked.headers, asked.body] for asked in primero.asked])
    for word in ("gudang", "kenari", "Siti", "7204558193", number):
        assert word not in said, word


async def test_one_token_serves_many_cases(filing: Post, primero: PrimeroEnd) -> None:
    for _ in range(8):
        filing.report()
    async with filing.dispatching():
        await eventually(lambda: filing.settled("primero", 8))
    assert (len(primero.incidents), primero.issued) == (8, 1)


async def test_a_token_in_the_body_is_one_too(filing: Post, primero: PrimeroEnd) -> None:
    primero.token_in_body = True
    filing.report()
    async with filing.dispatching():
        await eventually(lambda: filing.all_paid("primero", 1))
    assert len(primero.incidents) == 1


async def test_a_token_that_ends_on_the_way_is_asked_for_anew_once(filing: Post, primero: PrimeroEnd) -> None:
    filing.report()
    async with filing.dispatching():
        await eventually(lambda: filing.settled("primero", 1))
        primero.every_token_ends()
        filing.report()
        await eventually(lambda: filing.settled("primero", 2))
    assert (len(primero.incidents), primero.issued) == (2, 2)
    assert len(sent(primero)) == 3
    assert all(row.tries == 1 for row in filing.rows("primero"))


async def test_tokens_that_never_hold_make_no_storm(filing: Post, primero: PrimeroEnd) -> None:
    whole = primero._answer
    primero.answer = lambda asked: whole(asked) if asked.path.endswith("tokens") else (401, {}, "")
    filing.report()
    async with filing.dispatching():
        await eventually(lambda: len(sent(primero)) >= 2)
        await asyncio.sleep(3.0)
    tries = filing.rows("primero")[0].tries
    assert len(sent(primero)) <= 2 * tries
    assert tries <= 6


async def test_an_answer_that_was_lost_makes_no_second_incident(filing: Post, primero: PrimeroEnd) -> None:
    whole, lost = primero._answer, []

    def answer(asked: Any) -> Any:
        given = whole(asked)
        if asked.path == "/api/v2/incidents" and not lost:
            lost.append(given)
            return "reset"
        return given

    primero.answer = answer
    filing.report()
    async with filing.dispatching():
        await eventually(lambda: filing.settled("primero", 1))
    assert lost[0][0] == 204
    assert len(primero.incidents) == 1
    assert len(sent(primero)) == 2
    assert len({asked.json["data"]["id"] for asked in sent(primero)}) == 1


async def test_what_primero_will_not_take_goes_to_a_person(filing: Post, primero: PrimeroEnd) -> None:
    primero.invalid = "age_group"
    number = filing.report()
    async with filing.dispatching():
        await eventually(lambda: filing.settled("primero", 1))
        await eventually(lambda: [o for o in filing.told if o.kind == "alarm" and o.destination == "group"])
        await asyncio.sleep(0.7)
    assert filing.rows("primero")[0].last_error == "primero.422"
    assert len(sent(primero)) == 1
    (alarm,) = [o for o in filing.told if o.kind == "alarm" and o.destination == "group"]
    assert _says(filing, alarm, number)


def _says(post: Post, alarm: Owed, number: str) -> bool:
    from flows.wording import text

    key = "alarm-" + alarm.detail["about"].replace(".", "-")
    case = post.house.row("cases", id=alarm.case_id)
    return number in text(key, time="10.00", number=case.number)


@pytest.mark.parametrize("mood", [500, 503, (200, {}, "bukan token"), (200, {}, "{}"), "reset", "garbage"])
async def test_a_primero_that_gives_no_token_is_asked_again(filing: Post, primero: PrimeroEnd, mood: Any) -> None:
    primero.mood = [mood, mood]
    filing.report()
    async with filing.dispatching():
        await eventually(lambda: filing.settled("primero", 1), 20)
    assert len(primero.incidents) == 1


async def test_down_and_back_loses_no_incident(filing: Post, primero: PrimeroEnd) -> None:
    await primero.down()
    for _ in range(6):
        filing.report()
    async with filing.dispatching():
        await eventually(lambda: any(row.last_error for row in filing.rows("primero")))
        await asyncio.sleep(1.0)
        await primero.up()
        await eventually(lambda: filing.settled("primero", 6), 20)
    assert len(primero.incidents) == 6


async def test_a_higher_urgency_makes_no_second_incident(filing: Post, primero: PrimeroEnd) -> None:
    filing._a_minute_ago()
    person = filing.house.person().files().taps("saved", "life.no")
    async with filing.dispatching():
        await eventually(lambda: filing.settled("primero", 1))
        person.adds("danger", "danger.strangled", "done")
        await eventually(lambda: filing.house.row("cases").raises == 1)
        await eventually(lambda: all(row.done_hour for row in filing.house.rows("outbox", kind="alert")))
    assert len(sent(primero)) == 1


async def test_a_case_that_was_merged_meanwhile_is_no_incident_beside_the_one_that_remains(
    filing: Post, primero: PrimeroEnd
) -> None:
    await primero.down()
    officer = filing.house.officer("Sri")
    gone, stays = filing.report(), filing.report()
    async with filing.dispatching():
        await eventually(lambda: any(row.last_error for row in filing.rows("primero")))
        filing.house.desk(
            merging.merge, filing.house.desk_keys, filing.office, officer, gone, stays, filing.house.clock
        )
        await primero.up()
        await eventually(lambda: filing.settled("primero", 2), 30)
    assert set(primero.incidents) == {incident_id(stays, filing.office.code)}
    assert filing.audited() == [("primero", stays)]


async def test_a_case_that_is_closed_is_not_sent_any_more(filing: Post, primero: PrimeroEnd) -> None:
    await primero.down()
    filing.report()
    async with filing.dispatching():
        await eventually(lambda: any(row.last_error for row in filing.rows("primero")))
        filing.house.change("cases", closed=filing.house.clock)
        await primero.up()
        await eventually(lambda: filing.settled("primero", 1))
    assert primero.incidents == {}
