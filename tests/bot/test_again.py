"""What an officer did just before the duty process died: it comes again, is answered, and is not done twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.duty.desk import Desk
from bot.duty.reading import Act
from bot.duty.rooms import Answer
from bot.sandbox import DUTY_TOKEN
from storage import replies, roster
from storage.database import Database
from storage.keyring import DutyKeys

from .town import Processes, Town, button, calls_for_help, eventually

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


class Desks:
    """A desk that is killed after every commit, and hears each act again in its next life."""

    def __init__(self, town: Town, db: Database, keys: DutyKeys) -> None:
        self.town, self.db, self.keys = town, db, keys
        self.number = town.case_number()
        self.person = town.officer.id
        self.updates = 0
        with db.writing() as conn:
            roster.mark_started(conn, town.office.code, self.person, NOON)

    def take(self, kind: str, at: datetime = NOON, **more: object) -> Act:
        """Committed, and never said."""
        self.updates += 1
        given = {"person": self.person, "chat": self.person, "number": self.number, "callback_id": "7"} | more
        act = Act(self.updates, kind, **given)  # type: ignore[arg-type]
        self.said = self.fresh().take(act, at)
        return act

    def write(self, words: str, at: datetime = NOON) -> Act:
        return self.take("text", at, text=words, number="", callback_id="")

    def again(self, act: Act, at: datetime = NOON) -> Answer:
        answer = self.fresh().take(act, at)
        assert answer is not None
        return answer

    def fresh(self) -> Desk:
        return Desk(self.db, self.keys, self.town.office, self.town.group_id)

    def count(self, table: str, where: str = "1") -> int:
        return self.town.number(f"SELECT count(*) FROM {table} WHERE {where}")


@pytest.fixture
async def desks(town: Town, duty_keys: DutyKeys) -> AsyncIterator[Desks]:
    async with town.bots("reporter"):
        await calls_for_help(town.reporter("Ani"))
    with town.database() as db:
        yield Desks(town, db, duty_keys)


async def test_a_case_that_was_taken_is_taken_once_and_said_again(desks: Desks) -> None:
    tap = desks.take("acknowledge", version=1)
    assert desks.again(tap).toast == f"{desks.number} Anda terima."
    assert desks.count("audit", "action = 'acknowledged'") == 1
    assert desks.count("outbox", "kind = 'taken'") == 1


async def test_a_case_called_anew_since_is_not_said_to_be_taken(desks: Desks) -> None:
    tap = desks.take("acknowledge", version=1)
    with desks.town.plain() as conn:
        conn.execute("UPDATE cases SET acknowledged_by = NULL, acknowledged_at = NULL")
    assert desks.again(tap).toast.startswith("Belum diterima.")
    assert desks.count("cases", "acknowledged_by IS NOT NULL") == 0, "nor does an old tap take it"


async def test_a_card_is_shown_again(desks: Desks) -> None:
    tap = desks.take("open", version=1)
    answer = desks.again(tap)
    assert (answer.card, answer.officer and answer.officer.telegram_id) == (desks.number, desks.person)


async def test_who_began_to_reply_is_told_again_how_long_it_waits(desks: Desks) -> None:
    tap = desks.take("reply", version=1)
    later = NOON + timedelta(minutes=4)
    assert desks.said is not None
    assert desks.again(tap, later).said == desks.said.said, "until the same minute"
    cancel = desks.take("cancel", callback_id="")
    assert desks.again(tap, later) == Answer(), "the tap is answered, and nothing waits for words"
    assert "tidak dikirim" in desks.again(cancel, later).said
    with desks.db.reading() as conn:
        officer = roster.officer_by_telegram(conn, desks.town.office.code, desks.person)
        assert officer is not None
        assert replies.awaited(conn, officer, later) is None


async def test_an_answer_is_kept_once_and_said_to_be_kept(desks: Desks) -> None:
    lost = desks.write("Kami di jalan.")
    desks.take("reply", version=1)
    sent = desks.write("Tunggu di dalam.")
    hour_later = NOON + timedelta(hours=1)
    for at in (NOON, hour_later):
        assert desks.number in desks.again(sent, at).said
        assert "Belum terkirim" in desks.again(lost, at).said, "also while an answer is waited for"
    assert desks.count("letters") == desks.count("outbox", "kind = 'news'") == 1


async def test_what_this_process_said_itself_is_not_said_again(desks: Desks) -> None:
    """A later update of the batch could not be written, and the whole batch comes again."""
    desk = desks.fresh()
    tap = Act(99, "open", person=desks.person, chat=desks.person, number=desks.number, callback_id="7")
    first, second = desk.take(tap, NOON), desk.take(tap, NOON)
    assert first is not None
    assert first.card
    assert second is None


async def test_a_refusal_that_comes_again_is_noted_once(desks: Desks) -> None:
    tap = desks.take("open", person=77, chat=77)
    assert desks.again(tap).toast == "Tombol ini hanya untuk petugas piket."
    assert desks.count("audit", "action = 'refused'") == 1


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.timeout(300)
async def test_a_tap_read_before_a_kill_still_shows_its_card(real: Processes) -> None:
    town = real.town
    await calls_for_help(town.reporter("Ani kartu"))
    number = town.case_number()
    await town.desk.wait(f"kode {number}")
    unspoken = town.sandbox.faults.hold(method="answerCallbackQuery", token=DUTY_TOKEN, times=None)
    await town.desk.tap(data=button(town.desk, "open"))
    unconfirmed = town.unconfirmed(DUTY_TOKEN)
    await asyncio.wait_for(unconfirmed.arrived.wait(), 30)
    opened = "SELECT 1 FROM audit WHERE action = 'opened' AND case_number = ?"
    assert town.rows(opened, number), "it was taken"
    await real["duty"].kill()
    unspoken.release()
    unconfirmed.release()
    await real.start("duty")
    await eventually(lambda: any("⛔ JANGAN" in m["text"] and number in m["text"] for m in town.desk.messages), 20)
