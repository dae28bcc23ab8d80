"""Two offices, one bot for reporters: three real processes, and which desk hears what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.duty.desk import Desk
from bot.duty.reading import Act
from bot.duty.rooms import Answer
from bot.founding import found
from bot.sandbox import Group, Person, Side
from bot.settings import Settings, environment_of
from flows.office_file import default_office_text, read_office
from storage import roster
from storage.keyring import DutyKeys

from .town import PASSPHRASE, Bot, Processes, Town, eventually, say, tap

REMBANG_TOKEN = "70003:DEMO-rembang-token-not-a-secret-0000"
TO_WORDS = ("safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")


class Rembang:
    """The second office: its folder beside the home, its bot, its group and its officer."""

    def __init__(self, town: Town) -> None:
        self.town, self.home = town, town.office_home / "offices" / "33.17"
        text = default_office_text().replace("33.16", "33.17").replace("Blora", "Rembang")
        (town.home / "rembang.toml").write_text(text, "utf-8")
        (town.home / "rembang.token").write_text(REMBANG_TOKEN)
        found(self.settings(), town.home / "passphrase", town.home / "rembang.toml")
        self.office = read_office(text)
        self.bot = town.sandbox.bot(REMBANG_TOKEN, username="wadul_rembang_demo_bot")
        self.officer: Person = town.sandbox.person("Petugas Rembang")
        self.group: Group = town.sandbox.group("Piket Rembang", bots=[REMBANG_TOKEN], members=[self.officer])
        with town.database() as db:
            roster.add(db, "33.17", self.officer.id, self.officer.name, "head", datetime.now(UTC))

    @property
    def desk(self) -> Side:
        return self.officer.chat(REMBANG_TOKEN)

    def settings(self, **more: object) -> Settings:
        given: dict[str, object] = {"home": self.home, "runtime_dir": self.town.home / "runtime", **more}
        return Settings(_env_file=None, **given)  # type: ignore[arg-type]

    def environment(self) -> dict[str, str]:
        settings = self.settings(
            duty_token_file=self.town.home / "rembang.token",
            api_base=self.town.sandbox.url,
            duty_chat=self.group.id,
        )
        return environment_of("duty", settings) | {"WADUL_PASSPHRASE_FILE": str(self.town.home / "passphrase")}


@pytest.fixture
async def rembang(town: Town) -> Rembang:
    return Rembang(town)


@pytest.fixture
async def running(town: Town, rembang: Rembang) -> AsyncIterator[Rembang]:
    """The reporters' process and both desks, as real processes."""
    await rembang.desk.send("/start")
    here = Processes(town)
    there = Bot(["duty"], rembang.environment(), town.home / "rembang.log")
    await there.start()
    try:
        await here.start("reporter", "duty")
        await there.ready()
        yield rembang
    finally:
        await there.kill()
        await here.down()


async def test_a_report_to_rembang_wakes_rembang_alone_and_is_answered_there(town: Town, running: Rembang) -> None:
    ani = town.reporter("Ani")
    await say(ani, "/start")
    await tap(ani, "office.33.17", *TO_WORDS)
    await say(ani, "dipukul kemarin di Lasem")
    await tap(ani, "submit")
    await running.group.wait("kode", 20)
    number = town.case_number()
    await tap(running.desk, "acknowledge", "reply")
    await running.desk.send("Kami ke sana besok pagi.")
    await eventually(lambda: town.rows("SELECT 1 FROM letters"))
    await say(ani, "masih ada lagi")
    assert number not in "".join(town.group.transcript() + town.desk.transcript())
    assert town.rows("SELECT DISTINCT office_code FROM cases") == [("33.17",)]
    assert town.rows("SELECT DISTINCT office_code FROM outbox WHERE case_id IS NOT NULL") == [("33.17",)]


async def test_told_to_blora_and_rembangs_it_is_handed_over_and_goes_on_there(town: Town, running: Rembang) -> None:
    ani = town.reporter("Ani")
    await say(ani, "/start")
    await tap(ani, "office.33.16", *TO_WORDS)
    await say(ani, "di rumah paman di Lasem")
    await tap(ani, "submit")
    await town.group.wait("kode", 20)
    old = town.case_number()
    await eventually(lambda: len(town.rows("SELECT 1 FROM pulses WHERE office_code = '33.17'")) >= 5)
    await tap(town.desk, "acknowledge", "open", "follow", "close", "handon", "move")
    await tap(town.desk, "movesure", "movedo")
    await town.desk.send("Kejadiannya di Rembang, kewajiban kantor sana.")
    await eventually(lambda: town.rows("SELECT 1 FROM cases WHERE office_code = '33.17'"))
    number = town.case_number()
    assert number != old
    await running.group.wait("kode", 20)
    await say(ani, "masih ada lagi")
    await tap(running.desk, "acknowledge", "reply")
    await running.desk.send("Kami dari Rembang.")
    await eventually(lambda: town.rows("SELECT 1 FROM letters WHERE office_code = '33.17' AND officer_id = 2"))
    await town.group.wait("sudah dialihkan ke kantor lain", 20)
    assert number not in "".join(town.group.transcript() + town.desk.transcript())
    assert old not in "".join(running.group.transcript())
    assert town.rows("SELECT DISTINCT office_code FROM reports") == [("33.17",)]


async def test_a_call_for_help_before_choosing_wakes_the_home_office(town: Town, running: Rembang) -> None:
    ani = town.reporter("Ani")
    await say(ani, "/start")
    await tap(ani, "distress", "skip", "distress.write")
    await town.group.wait("DARURAT", 20)
    assert town.case_number() not in "".join(running.group.transcript() + running.desk.transcript())


async def test_two_desks_with_the_same_update_id_both_handle_it(town: Town, rembang: Rembang) -> None:
    keys = DutyKeys.load(rembang.home, PASSPHRASE)
    with town.database() as db:
        desks = (
            (Desk(db, town.duty_keys, town.office, None), town.officer),
            (Desk(db, keys, rembang.office, None), rembang.officer),
        )
        for desk, officer in desks:
            act = Act(77, "start", person=officer.id, chat=officer.id)
            answer = desk.take(act, datetime.now(UTC))
            assert isinstance(answer, Answer)
            assert officer.name in answer.said
            assert desk.take(act, datetime.now(UTC)) is None


async def test_an_officer_of_blora_is_a_stranger_in_rembang(town: Town, rembang: Rembang) -> None:
    keys = DutyKeys.load(rembang.home, PASSPHRASE)
    with town.database() as db:
        desk = Desk(db, keys, rembang.office, None)
        answer = desk.take(Act(1, "start", person=town.officer.id, chat=town.officer.id), datetime.now(UTC))
    assert answer is not None
    assert town.officer.name not in answer.said


def test_a_second_office_needs_no_database_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "office.toml").touch()
    there = Settings(_env_file=None, home=tmp_path / "offices" / "33.17")
    assert there.database() == f"sqlite:///{tmp_path / 'wadul.db'}"
    alone = Settings(_env_file=None, home=tmp_path / "elsewhere" / "33.17")
    assert alone.database() == f"sqlite:///{tmp_path / 'elsewhere' / '33.17' / 'wadul.db'}"
