"""*Dengarkan* on a bad day: Telegram rests, does not answer, deletes nothing; the database is busy. Who may not hear it
by then hears nothing, and no sound stays in a chat without somebody knowing."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from telegram import InputFile
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.duty import hearing
from bot.duty.hearing import Player
from bot.duty.wiping import wipe
from flows.wording import text
from storage import outbox, playing, voices
from storage.database import Database
from storage.outbox import TryLater
from tests.flows.talking import LISTENING
from tests.storage.telling import TO_READY
from tests.storage.test_voices import IN_CHAT, SOUND, fetches, gives

from .at_work import Phone, Room

Act = Callable[[], None]


class Telegram:
    """One officer's chat: which sounds stand there, what was said, and what becomes of the next calls."""

    def __init__(self) -> None:
        self.there: dict[int, bytes] = {}
        self.said: list[str] = []
        self.next: list[Exception | Act] = []
        self.deletes: TelegramError | None = None
        self.patience: set[Any] = set()
        self._ids = itertools.count(70)

    async def send_voice(self, chat: int, sound: InputFile, **given: Any) -> Any:
        self.patience |= {given["read_timeout"], given["write_timeout"]}
        happens = self.next.pop(0) if self.next else None
        if isinstance(happens, Exception):
            raise happens
        if happens is not None:
            happens()
        id = next(self._ids)
        self.there[id] = bytes(sound.input_file_content)
        return SimpleNamespace(message_id=id)

    async def delete_message(self, chat: int, id: int) -> None:
        if self.deletes is not None:
            raise self.deletes
        del self.there[id]

    async def send_message(self, chat: int, said: str, **given: Any) -> None:
        self.said.append(said)


class Busy:
    """A database that cannot be written ``times`` times."""

    def __init__(self, db: Database) -> None:
        self._db, self.times = db, 0
        self.reading = db.reading

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        if self.times > 0:
            self.times -= 1
            raise OperationalError("UPDATE", None, Exception("database is locked"))
        with self._db.writing() as conn:
            yield conn


class Heard:
    """An officer who taps *Dengarkan* under a case with a voice note."""

    def __init__(self, room: Room) -> None:
        self.house = room.house
        self.house.office = IN_CHAT
        self.house.restart()
        room.restarts()
        self.phone = room.phone("Sri")
        self.officer = self.phone.officer
        person = gives(self.house).taps(*TO_READY, "submit")
        fetches(self.house)
        self.number = person.number
        self.house.acknowledges(self.officer, self.number)
        self.telegram, self.db = Telegram(), Busy(self.house.db)
        self.player = Player(self.telegram, self.db, self.house.desk_keys, IN_CHAT)  # type: ignore[arg-type]

    async def hears(self, *happens: Exception | Act) -> None:
        self.telegram.next = list(happens)
        await self.player.play(self.officer, self.number)

    def owed(self) -> list[int]:
        """Which messages must still leave the chat; 0 where nobody knows which."""
        return [row.detail["message"] for row in self.house.rows("outbox", kind="wipe") if row.done_hour is None]

    def settles(self) -> None:
        """The row is paid before anybody has filled in which message it is about."""
        for row in self.house.rows("outbox", kind="wipe"):
            with self.house.db.writing() as conn:
                outbox.paid(conn, row.id, self.house.clock)

    def is_sealed_away(self) -> None:
        self.house.change("cases", sealed_to="escalation")

    def is_busy(self, times: int = 1000) -> Act:
        return lambda: setattr(self.db, "times", times)

    def says(self, key: str) -> str:
        return text(key, number=self.number)


@pytest.fixture
def heard(room: Room, monkeypatch: pytest.MonkeyPatch) -> Heard:
    monkeypatch.setattr(hearing, "PAUSES", (0.0, 0.0, 0.0))
    return Heard(room)


async def test_a_slow_line_has_two_minutes(heard: Heard) -> None:
    await heard.hears()
    assert (list(heard.telegram.there.values()), heard.owed()) == ([SOUND], [70])
    assert heard.telegram.patience == {120.0}
    assert heard.telegram.said == []


async def test_after_a_rest_it_is_sent_once_and_leaves_once(heard: Heard) -> None:
    await heard.hears(RetryAfter(0), RetryAfter(0))
    assert (list(heard.telegram.there), heard.owed()) == ([70], [70])
    await heard.hears(RetryAfter(0), RetryAfter(0), RetryAfter(0))
    assert (list(heard.telegram.there), heard.owed()) == ([70], [70]), "three times, and then it is for the officer"
    assert heard.telegram.said == [heard.says("desk-hear-failed")]


@pytest.mark.parametrize("how", ["sealed away", "off the roster"])
async def test_who_may_not_hear_it_any_more_after_a_rest_does_not(heard: Heard, how: str) -> None:
    def then() -> None:
        if how == "sealed away":
            heard.is_sealed_away()
        else:
            heard.house.change("officers", ended_at=heard.house.clock)
        raise RetryAfter(0)

    await heard.hears(then)
    assert (heard.telegram.there, heard.owed()) == ({}, [])
    assert heard.telegram.said == [text("desk-gone")]


async def test_its_row_settled_meanwhile_it_goes_at_once(heard: Heard) -> None:
    await heard.hears(heard.settles)
    assert (heard.telegram.there, heard.owed()) == ({}, [])


@pytest.mark.parametrize("why", [TimedOut(), RetryAfter(9), Forbidden("blocked"), BadRequest("can't be deleted")])
async def test_what_does_not_go_at_once_is_owed_by_the_message_it_is(heard: Heard, why: TelegramError) -> None:
    heard.telegram.deletes = why
    await heard.hears(heard.settles)
    assert heard.owed() == [70]
    (row,) = [row for row in heard.house.rows("outbox", kind="wipe") if row.done_hour is None]
    assert row.next_try_at is None, "it is due now"
    assert row.case_id == heard.house.row("cases", number=heard.number).id, "and hurried with the case's others"


@pytest.mark.parametrize("then", ["filled in", "settled"])
async def test_filled_in_after_its_row_was_claimed_it_leaves_by_the_message_it_is(heard: Heard, then: str) -> None:
    """It is due at the very moment at which Telegram says which message it is."""
    house = heard.house
    code = house.desk(playing.will_leave, heard.officer, heard.number, IN_CHAT, house.clock)
    due = house.clock + timedelta(minutes=IN_CHAT.reading.minutes)
    (claimed,) = [row for row in outbox.claim(house.sides["duty"], "duty", due, 60.0, 50) if row.code == code]
    heard.telegram.there[77] = SOUND
    if then == "filled in":
        assert house.desk(playing.is_there, code, 77)
        with pytest.raises(TryLater):
            await wipe(heard.telegram, house.db, claimed)  # type: ignore[arg-type]
        assert heard.owed() == [77]
        again = replace(claimed, detail=house.row("outbox", code=code).detail)
        await wipe(heard.telegram, house.db, again)  # type: ignore[arg-type]
        assert heard.telegram.there == {}
    else:
        house.desk(playing.never_came, code, house.clock)
        await wipe(heard.telegram, house.db, claimed)  # type: ignore[arg-type]
    assert "sound.left" not in [row.action for row in house.rows("audit")]


async def test_what_cannot_be_written_down_does_not_stay(heard: Heard) -> None:
    await heard.hears(heard.is_busy(1))
    assert (heard.telegram.there, heard.owed()) == ({}, [])
    assert heard.telegram.said == [heard.says("desk-hear-failed")]


async def test_neither_written_down_nor_deleted_it_is_owed_as_soon_as_somebody_can_write(heard: Heard) -> None:
    heard.telegram.deletes = TimedOut()
    await heard.hears(heard.is_busy(3))
    assert heard.owed() == [70]


async def test_where_nobody_can_take_it_away_the_officer_is_asked_to(heard: Heard) -> None:
    heard.telegram.deletes = TimedOut()
    await heard.hears(heard.is_busy())
    assert heard.telegram.said == [heard.says("desk-hear-unsure")]
    assert "hapus sendiri" in heard.telegram.said[0]


@pytest.mark.parametrize("why", [TimedOut(), NetworkError("Bad Gateway")])
async def test_where_nobody_knows_whether_it_came_the_officer_is_asked_to_look(
    heard: Heard, why: TelegramError
) -> None:
    await heard.hears(why)
    assert heard.telegram.said == [heard.says("desk-hear-unsure")]
    assert heard.owed() == [0], "and in the end the chain says that one may have been left behind"


async def test_a_database_that_is_busy_before_it_is_sent_is_said(heard: Heard) -> None:
    heard.db.times = 1
    await heard.hears()
    assert (heard.telegram.there, heard.telegram.said) == ({}, [heard.says("desk-hear-failed")])


async def test_of_one_that_is_damaged_the_officer_is_told_and_hears_the_others(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heard.player, "_sounds", lambda officer, number: [voices.DAMAGED, (SOUND, 45)])
    await heard.hears()
    assert list(heard.telegram.there.values()) == [SOUND]
    assert heard.telegram.said == [heard.says("desk-hear-damaged")]


async def test_where_words_are_read_in_the_terminal_the_button_of_before_plays_nothing(
    room: Room, heard: Heard
) -> None:
    room.house.office = LISTENING
    room.restarts()
    phone: Phone = heard.phone
    answer = phone.presses(f"hear|{heard.number}")
    assert (answer.toast, answer.plays) == (text("desk-hear-terminal"), "")
