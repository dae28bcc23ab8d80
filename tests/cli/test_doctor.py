"""``wadul doctor``: could this office take a report tonight? Each thing missing in turn is a no that names it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN

from .conftest import Done, Telegram, Terminal


def line(done: Done, sign: str, *parts: str) -> bool:
    """Whether some line carries this sign and says all of this."""
    marked = [said for said in done.out.splitlines() if f" {sign} " in said]
    return any(all(part in said for part in parts) for said in marked)


async def test_a_complete_office_can(telegram: Telegram) -> None:
    done = await telegram.doctor()
    assert done.code == 0, done.out
    assert not line(done, "✗")
    assert "@wadul_demo_bot" in done.out
    assert line(done, "✓", "Kata sandi kantor", "cocok")
    assert line(done, "✓", "Daftar piket", "1 dari 1")
    assert done.out.strip().endswith("Bisa.")
    assert REPORTER_TOKEN not in done.said
    assert DUTY_TOKEN not in done.said


def _settle(home: Path) -> None:
    """No half-finished log beside the database: what is harmed is the file alone."""
    for path in home.glob("wadul.db-*"):
        path.unlink()


def _remove(name: str) -> Callable[[Path], None]:
    return lambda home: (home / name).unlink()


def _write(name: str, content: str) -> Callable[[Path], None]:
    def write(home: Path) -> None:
        (home / name).write_text(content)

    return write


def _open_to_all(home: Path) -> None:
    (home / "keys" / "duty" / "office.wrapped").chmod(0o644)


@pytest.mark.parametrize(
    ("harm", "what", "said"),
    [
        (_remove("office.toml"), "Berkas kantor", "wadul init"),
        (_write("office.toml", "name ="), "Berkas kantor", "office.toml"),
        (_remove("wadul.db"), "Basis data", "wadul init"),
        (_write("wadul.db", "ini bukan basis data, ini surat"), "Basis data", "tidak bisa ditulis"),
        (_remove("keys/duty/office.wrapped"), "Kunci", "duty/office.wrapped tidak ada"),
        (_remove("keys/reporter/tag.key"), "Kunci", "reporter/tag.key tidak ada"),
        (_remove("keys/public/office.pub"), "Kunci", "public/office.pub tidak ada"),
        (_open_to_all, "Kunci", "bisa dibuka orang lain"),
        (_write("../passphrase", "kata sandi kantor yang lain"), "Kata sandi kantor", "tidak cocok"),
        (_remove("../passphrase"), "Kata sandi kantor", "tidak bisa dibaca"),
        (_remove("../reporter.token"), "Bot pelapor", "WADUL_REPORTER_TOKEN_FILE"),
        (_write("../duty.token", "bukan token"), "Bot piket", "bukan token"),
        (_write("../duty.token", REPORTER_TOKEN), "Kedua bot", "tokennya sama"),
    ],
)
async def test_each_thing_missing_is_a_no_that_names_it(
    telegram: Telegram, home: Path, harm: Callable[[Path], None], what: str, said: str
) -> None:
    _settle(home)
    harm(home)
    done = await telegram.doctor()
    assert done.code == 1, done.out
    assert line(done, "✗", what, said), done.out
    assert "Belum bisa" in done.out


async def test_what_telegram_says_is_heard(telegram: Telegram) -> None:
    telegram.sandbox.revoke(REPORTER_TOKEN)
    done = await telegram.doctor()
    assert (done.code, line(done, "✗", "Bot pelapor", "token ditolak")) == (1, True)


async def test_a_group_that_is_missing_or_none_is_a_no(telegram: Telegram) -> None:
    del telegram.wadul.settings["WADUL_DUTY_CHAT"]
    done = await telegram.doctor()
    assert (done.code, line(done, "✗", "Grup piket", "belum diisi")) == (1, True)
    telegram.wadul.settings["WADUL_DUTY_CHAT"] = "-1009999999999"
    done = await telegram.doctor()
    assert (done.code, line(done, "✗", "Grup piket", "belum ada di grup")) == (1, True)
    await telegram.officer.chat(DUTY_TOKEN).send("/start")
    telegram.wadul.settings["WADUL_DUTY_CHAT"] = str(telegram.officer.id)
    done = await telegram.doctor()
    assert (done.code, line(done, "✗", "Grup piket", "bukan grup")) == (1, True)


async def test_telegram_out_of_reach_is_a_no_and_no_waiting_for_ever(telegram: Telegram) -> None:
    telegram.wadul.settings["WADUL_API_BASE"] = "http://127.0.0.1:9"
    done = await telegram.doctor()
    assert (done.code, line(done, "✗", "Bot pelapor", "tidak menjawab")) == (1, True)


async def test_a_roster_of_nobody_or_of_people_who_never_came_is_a_no(telegram: Telegram) -> None:
    wadul = telegram.wadul
    assert wadul("officer", "end", "--telegram-id", telegram.officer.id).code == 0
    done = await telegram.doctor()
    assert (done.code, line(done, "✗", "Daftar piket", "kosong")) == (1, True)
    assert wadul("officer", "add", "--telegram-id", "77", "--name", "Pak Joko").code == 0
    done = await telegram.doctor()
    assert (done.code, line(done, "✗", "Daftar piket", "belum ada yang menekan Start")) == (1, True)
    assert line(done, "!", "Kunci eskalasi", "kepala")


async def test_a_stale_hotline_is_a_word_and_not_a_no(telegram: Telegram, home: Path) -> None:
    office = (home / "office.toml").read_text("utf-8")
    old = re.sub(r'(number = "129".*?verified_on = )[0-9-]+', r"\g<1>2020-01-01", office, count=1, flags=re.DOTALL)
    fresh = re.sub(r"verified_on = \d{4}-\d\d-\d\d", f"verified_on = {_today()}", old.replace("2020-01-01", "TUA"))
    (home / "office.toml").write_text(fresh.replace("TUA", "2020-01-01"), "utf-8")
    done = await telegram.doctor()
    assert (done.code, line(done, "!", "Nomor telepon", "129")) == (0, True)
    assert not line(done, "!", "Nomor telepon", "110")


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


async def test_a_secret_in_a_plain_variable_draws_a_word_and_is_not_shown(telegram: Telegram) -> None:
    del telegram.wadul.settings["WADUL_REPORTER_TOKEN_FILE"]
    telegram.wadul.settings["WADUL_REPORTER_TOKEN"] = REPORTER_TOKEN
    done = await telegram.doctor()
    assert (done.code, line(done, "!", "Rahasia", "WADUL_REPORTER_TOKEN_FILE")) == (0, True)
    assert REPORTER_TOKEN not in done.said


async def test_a_passphrase_that_will_be_asked_for_is_a_word(telegram: Telegram) -> None:
    del telegram.wadul.settings["WADUL_PASSPHRASE_FILE"]
    done = await telegram.doctor()
    assert (done.code, line(done, "!", "Kata sandi kantor", "akan ditanyakan")) == (0, True)


async def test_each_destination_that_is_switched_on_has_a_line(telegram: Telegram, home: Path) -> None:
    port = urlsplit(telegram.wadul.settings["WADUL_API_BASE"]).port
    with (home / "office.toml").open("a", encoding="utf-8") as file:
        file.write(
            '[mail]\nto = ["a@x.id"]\nfrom = "w@x.id"\nhost = "127.0.0.1"\nport = 9\ntls = "none"\n'
            f'[webhook]\nurl = "http://127.0.0.1:{port}/w"\nmode = "clear"\n'
        )
    done = await telegram.doctor()
    assert (done.code, line(done, "✗", "Tujuan webhook", "WADUL_WEBHOOK_SECRET_FILE")) == (1, True)
    assert line(done, "!", "Tujuan mail", "127.0.0.1:9 tidak menjawab")
    assert "Tujuan sms" not in done.out
    telegram.wadul.settings["WADUL_WEBHOOK_SECRET"] = secret = "whsec_" + "cmFoYXNpYSByYWhhc2lhIHJhaGFzaWEgMTIzNDU2"
    done = await telegram.doctor()
    assert (done.code, line(done, "✓", "Tujuan webhook", "menyala")) == (0, True)
    assert secret not in done.said


def test_looking_makes_nothing(wadul: Terminal) -> None:
    wadul.settings |= {"WADUL_HOME": str(wadul.folder), "WADUL_RUNTIME_DIR": str(wadul.folder)}
    wadul.settings["WADUL_API_BASE"] = "http://127.0.0.1:9"
    done = wadul("doctor")
    assert done.code == 1
    assert line(done, "✗", "Berkas kantor", "wadul init")
    assert list(wadul.folder.iterdir()) == []


def test_an_odd_setting_is_one_sentence_without_its_value(wadul: Terminal) -> None:
    for name, value in (("DUTY_CHAT", "grup-rahasia"), ("API_BASE", "ftp://tempat-rahasia")):
        wadul.settings = {f"WADUL_{name}": value}
        done = wadul("doctor")
        assert done.code == 2
        assert f"WADUL_{name}" in done.err
        assert "rahasia" not in done.said
        assert len(done.err.strip().splitlines()) == 1


async def test_one_token_for_both_bots_is_refused_at_start(telegram: Telegram) -> None:
    """Each process would take, and confirm, what was meant for the other."""
    settings = telegram.wadul.settings
    settings["WADUL_REPORTER_TOKEN_FILE"] = settings["WADUL_DUTY_TOKEN_FILE"]
    done = await asyncio.to_thread(telegram.wadul, "run")
    assert done.code == 2
    assert "token yang sama" in done.said


async def test_it_says_where_the_metrics_are_if_they_are_anywhere(telegram: Telegram) -> None:
    assert "Metrik" not in (await telegram.doctor()).out
    telegram.wadul.settings |= {"WADUL_REPORTER_METRICS": "127.0.0.1:9101", "WADUL_DUTY_METRICS": "127.0.0.1:9102"}
    done = await telegram.doctor()
    assert done.code == 0
    assert line(done, "✓", "Metrik", "proses pelapor di 127.0.0.1 porta 9101")
    assert line(done, "✓", "Metrik", "proses piket di 127.0.0.1 porta 9102")
    assert not line(done, "!", "Metrik")
    telegram.wadul.settings["WADUL_DUTY_METRICS"] = "127.0.0.1:9101"
    done = await telegram.doctor()
    assert done.code == 0, "it stops no report"
    assert line(done, "!", "Metrik", "porta yang sama")
