"""Everything an office may switch on, at once: two real processes, real other ends, marked words.

What leaves the house is searched byte by byte.
"""

from __future__ import annotations

import base64
import json
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.switched_on import lacking, switched_on
from flows.office_file import read_office
from storage.keyring import DutyKeys
from tests.dispatch.ends import HttpEnd, MailEnd, PrimeroEnd, make_certificate

from .test_canary import ANI_ID, NAME, PHONE, STORY, USERNAME, found_in
from .town import START_WITHIN, Bot, Processes, Town, button, calls_for_help, copy_home, eventually, files, say

SECRETS = {
    "WADUL_MAIL_PASSWORD": "sandisuratrahasia",
    "WADUL_WEBHOOK_SECRET": "whsec_" + base64.b64encode(b"rahasia bersama untuk uji coba 2").decode(),
    "WADUL_SMS_TOKEN": "tokensmsrahasia",
    "WADUL_PRIMERO_PASSWORD": "sandiprimerorahasia",
}
ADDRESSES = ("piket@contoh.go.id", "6281200000001")

TABLES = """
[mail]
to = ["piket@contoh.go.id"]
from = "wadul@contoh.go.id"
host = "127.0.0.1"
port = {mail}
user = "wadul"
certificate = "{certificate}"

[webhook]
url = "http://127.0.0.1:{webhook}/w"
mode = "clear"

[sms]
to = ["6281200000001"]
url = "http://127.0.0.1:{sms}/s"
headers = {{ Authorization = "Bearer {{token}}" }}
body = "to={{to}}&text={{text}}"

[primero]
url = "http://127.0.0.1:{primero}"
user = "wadul"
fields = {{ filed = "date_of_first_report", acts = "protection_concerns[]", age = "age_group" }}
"""


@dataclass
class Abroad:
    """The four other ends, and the town they are connected to."""

    town: Town
    processes: Processes
    mail: MailEnd
    webhook: HttpEnd
    sms: HttpEnd
    primero: PrimeroEnd

    def left_the_house(self) -> bytes:
        asked = [*self.webhook.asked, *self.sms.asked, *self.primero.asked]
        requests = "".join(f"{one.method} {one.path} {json.dumps(one.headers)} {one.body}\n" for one in asked)
        decoded = "".join(str(mail) + str(mail.get_content()) for _, mail in self.mail.got)
        return b"".join(self.mail.raw) + (requests + decoded).encode()


@pytest_asyncio.fixture(loop_scope="session")
async def abroad(founded: Path, duty_keys: DutyKeys, tmp_path: Path) -> AsyncIterator[Abroad]:
    home = copy_home(founded, tmp_path / "home")
    certificate, key = make_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    mail = MailEnd(context, user=("wadul", SECRETS["WADUL_MAIL_PASSWORD"]))
    ends = (mail, HttpEnd(), HttpEnd(), PrimeroEnd("wadul", SECRETS["WADUL_PRIMERO_PASSWORD"]))
    for end in ends:
        await end.up()
    ports = dict(zip(("mail", "webhook", "sms", "primero"), (end.port for end in ends), strict=True))
    with (home / "office" / "office.toml").open("a", encoding="utf-8") as file:
        file.write(TABLES.format(certificate=certificate, **ports))
    town = Town(home, duty_keys)
    await town.open()
    processes = Processes(town, WADUL_LOG_LEVEL="DEBUG", **SECRETS)
    yield Abroad(town, processes, *ends)
    await processes.down()
    for end in ends:
        await end.down()
    await town.close()


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.timeout(300)
async def test_each_destination_hears_of_a_call_and_none_of_them_of_anybody(abroad: Abroad) -> None:
    town = abroad.town
    await abroad.processes.start("reporter", "duty")
    ani = town.reporter(NAME, username=USERNAME, id=ANI_ID)
    await files(ani, f"di {STORY} bersama {NAME} {PHONE}")
    await eventually(lambda: len(abroad.primero.incidents) == 1 and abroad.webhook.asked and abroad.mail.got, 20)
    citra = town.reporter("Citra", id=ANI_ID + 2)
    await calls_for_help(citra)
    await say(citra, f"tolong, aku di {STORY}")
    await eventually(lambda: len(abroad.primero.incidents) == 2 and abroad.sms.asked, 20)
    await eventually(lambda: len(abroad.mail.got) >= 2, 20)
    assert {one.body for one in abroad.sms.asked} == {"to=6281200000001&text=Piket%3A%20cek%20HP"}
    assert button(town.desk, "acknowledge"), "Telegram hears as ever"
    await _nothing_of_a_sealed_case(abroad)
    await abroad.processes.down()

    left = abroad.left_the_house()
    assert b"case.called" in left
    assert not found_in(left), found_in(left)
    logs = (town.home / "duty.log").read_bytes()
    for word in (*SECRETS.values(), *ADDRESSES):
        assert word.encode() not in logs
        assert not any(word.encode() in path.read_bytes() for path in town.office_home.glob("wadul.db*"))
    assert b"Bearer" not in logs
    assert town.number("SELECT count(*) FROM audit WHERE action = 'passed.on'") >= 4


async def _nothing_of_a_sealed_case(abroad: Abroad) -> None:
    before = len(abroad.webhook.asked), len(abroad.mail.got), len(abroad.sms.asked), len(abroad.primero.asked)
    dewi = abroad.town.reporter("Dewi")
    await files(dewi, "yang melakukan orang dinas", insider="insider.some")
    await abroad.town.desk.wait("tertutup", 30)
    after = len(abroad.webhook.asked), len(abroad.mail.got), len(abroad.sms.asked), len(abroad.primero.asked)
    assert after == before


@pytest.mark.parametrize("name", sorted(SECRETS))
@pytest.mark.asyncio(loop_scope="session")
async def test_without_its_secret_the_duty_side_does_not_start(abroad: Abroad, name: str) -> None:
    environment = {key: value for key, value in abroad.processes.environment("duty").items() if key != name}
    process = await Bot(["duty"], environment, abroad.town.home / "no.log").start()
    assert await process.ended(START_WITHIN) == 2
    (sentence,) = [line for line in process.log().splitlines() if not line.startswith("{")]
    assert f"{name}_FILE" in sentence
    assert process.out == []


def test_what_is_missing_is_one_sentence(founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.settings import Settings

    ports = dict.fromkeys(("mail", "webhook", "sms", "primero"), 9)
    shipped = (founded / "office" / "office.toml").read_text("utf-8")
    office = read_office(shipped + TABLES.format(certificate=tmp_path / "none.crt", **ports))
    given = {key.removeprefix("WADUL_").lower(): value for key, value in SECRETS.items()}
    settings = Settings(_env_file=None, **given)
    assert switched_on(office) == ("mail", "webhook", "sms", "primero")
    assert "certificate" in lacking(settings, office, "mail")
    assert [lacking(settings, office, name) for name in ("webhook", "sms", "primero")] == ["", "", ""]
    for odd in ("whsec_pendek", "whsec_bukan base64 sama sekali, panjang sekali", "x" * 400):
        said = lacking(Settings(_env_file=None, webhook_secret=odd), office, "webhook")
        assert "WADUL_WEBHOOK_SECRET" in said
        assert odd not in said
    monkeypatch.setattr("bot.switched_on.find_spec", lambda name: None)
    assert "standardwebhooks belum terpasang" in lacking(settings, office, "webhook")
    assert "aiosmtplib belum terpasang" in lacking(settings, office, "mail")
