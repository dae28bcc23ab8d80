"""A call by mail: three facts under a subject that says nothing, TLS or not at all, and no mail lost."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.dispatch import gate
from storage import audit, cases, outbox, pulses
from tests.bot.town import eventually

from .conftest import Post
from .ends import MailEnd, babbler

CANARY = "gudang kenari di belakang pabrik, namaku Siti"
PIKET, KEPALA = "piket@contoh.go.id", "kepala@contoh.go.id"


def table(mailbox: MailEnd, made: tuple[Path, Path], **instead: Any) -> dict[str, Any]:
    return {
        "to": [PIKET, KEPALA],
        "from": "wadul@contoh.go.id",
        "host": "127.0.0.1",
        "port": mailbox.port,
        "user": "wadul",
        "certificate": str(made[0]),
        **instead,
    }


@pytest.fixture
def mailing(post: Post, mailbox: MailEnd, certificate: tuple[Path, Path]) -> Post:
    post.switches_on(mail=table(mailbox, certificate))
    return post


@pytest.mark.threat("I6")
async def test_a_mail_says_number_urgency_and_age_and_nothing_else(mailing: Post, mailbox: MailEnd) -> None:
    number = mailing.report(story=CANARY)
    async with mailing.dispatching():
        await eventually(lambda: mailing.all_paid("mail", 2))
    assert {to for to, _ in mailbox.got} == {PIKET, KEPALA}
    for to, mail in mailbox.got:
        assert mail["Subject"] == "Piket: cek HP"
        assert mail["To"] == to, "nobody sees who else is called"
        assert mail["Message-ID"] == f"<{number}.0@contoh.go.id>"
        urgency = mailing.house.row("cases").urgency
        assert mail.get_content().strip() == f"{number} · {urgency} · 15–17 tahun"
    for raw in mailbox.raw:
        for word in (b"gudang", b"kenari", b"Siti", b"Cepu", b"33.16", b"python", b"smtplib"):
            assert word not in raw, word


async def test_a_mail_that_comes_twice_is_known_for_one(mailing: Post, mailbox: MailEnd) -> None:
    mailing.report()
    async with mailing.dispatching():
        await eventually(lambda: mailing.settled("mail", 2))
        with mailing.house.db.writing() as conn:  # it died after sending, before marking
            conn.exec_driver_sql("UPDATE outbox SET done_hour = NULL WHERE destination = 'mail:1'")
        await eventually(lambda: len(mailbox.got) == 3)
    first, second = [mail["Message-ID"] for to, mail in mailbox.got if to == PIKET]
    assert first == second


async def test_without_starttls_nothing_is_said(post: Post, certificate: tuple[Path, Path]) -> None:
    plain = MailEnd(None)
    await plain.up()
    post.switches_on(mail=table(plain, certificate, user="", to=[PIKET]))
    post.report()
    async with post.dispatching():
        await eventually(lambda: any(row.last_error for row in post.rows("mail")))
        await asyncio.sleep(1.0)
    await plain.down()
    assert plain.got == []
    assert not post.rows("mail")[0].done_hour


async def test_a_server_nobody_vouches_for_is_told_nothing(post: Post, mailbox: MailEnd) -> None:
    post.switches_on(mail=table(mailbox, (Path(), Path()), certificate="", to=[PIKET]))
    post.report()
    async with post.dispatching():
        await eventually(lambda: any(row.last_error for row in post.rows("mail")))
    assert mailbox.got == []


async def test_in_the_clear_only_to_this_machine(post: Post, certificate: tuple[Path, Path]) -> None:
    plain = MailEnd(None)
    await plain.up()
    post.switches_on(mail=table(plain, certificate, user="", to=[PIKET], tls="none", certificate=""))
    post.report()
    async with post.dispatching():
        await eventually(lambda: post.all_paid("mail", 1))
    await plain.down()
    assert len(plain.got) == 1


@pytest.mark.fault("N7")
async def test_down_and_back_loses_no_mail(mailing: Post, mailbox: MailEnd) -> None:
    await mailbox.down()
    numbers = {mailing.report() for _ in range(6)}
    async with mailing.dispatching():
        await eventually(lambda: any(row.last_error for row in mailing.rows("mail")))
        async with babbler(mailbox.port):
            await asyncio.sleep(1.5)
        assert mailbox.got == []
        await mailbox.up()
        await eventually(lambda: mailing.settled("mail", 12), 30)
    sent = {(to, mail["Message-ID"]) for to, mail in mailbox.got}
    assert sent == {(to, f"<{number}.0@contoh.go.id>") for to in (PIKET, KEPALA) for number in numbers}


@pytest.mark.parametrize("mood", ["450 4.2.0 abu-abu, coba lagi", "550 5.1.1 tidak kenal"])
@pytest.mark.fault("N7")
async def test_a_mailbox_that_is_refused_is_tried_again_and_the_other_gets_its_mail(
    mailing: Post, mailbox: MailEnd, mood: str
) -> None:
    mailbox.mood = [mood]
    mailing.report()
    async with mailing.dispatching():
        await eventually(lambda: len(mailbox.got) == 1)
        await eventually(lambda: mailing.settled("mail", 2))
    assert {to for to, _ in mailbox.got} == {PIKET, KEPALA}


async def test_a_mailbox_that_is_always_refused_is_told_to_the_desk(
    mailing: Post, mailbox: MailEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "TELL_AFTER_REFUSALS", 3)
    mailbox.mood = ["550 5.1.1 tidak kenal"] * 50
    mailing.report()
    async with mailing.dispatching():
        await eventually(lambda: mailing.alarms() == ["mail.down"], 20)


async def test_a_wrong_password_is_trouble_that_passes_when_it_is_mended(mailing: Post, mailbox: MailEnd) -> None:
    mailing.report()
    async with mailing.dispatching(mail_password="salah"):
        await eventually(lambda: any(row.last_error for row in mailing.rows("mail")))
    assert mailbox.got == []
    async with mailing.dispatching():
        await eventually(lambda: mailing.settled("mail", 2))
    assert len(mailbox.got) == 2


@pytest.mark.fault("N7")
async def test_a_slow_server_keeps_no_call_from_telegram(mailing: Post, mailbox: MailEnd) -> None:
    mailbox.slow = 30.0
    for _ in range(10):
        mailing.report()
    async with mailing.dispatching():
        await eventually(lambda: mailing.rows("mail"))
        await asyncio.sleep(0.5)
        began = time.monotonic()
        number = mailing.call_for_help()
        await eventually(lambda: any(o.code == f"{number}.0@group" for o in mailing.told), 30)
        assert time.monotonic() - began < 5.0
        mailbox.slow = 0.0
        await eventually(lambda: mailing.settled("mail", 22), 40)


async def test_whoever_took_the_case_made_the_mail_needless(mailing: Post, mailbox: MailEnd) -> None:
    await mailbox.down()
    officer = mailing.house.officer("Sri")
    number = mailing.report()
    async with mailing.dispatching():
        await eventually(lambda: any(row.last_error for row in mailing.rows("mail")))
        holder = mailing.office.escalation.holder
        mailing.house.desk(cases.acknowledge, officer, number, datetime.now(UTC), holder=holder)
        await mailbox.up()
        await eventually(lambda: mailing.settled("mail", 2))
    assert mailbox.got == []


async def test_the_call_that_is_repeated_is_a_mail_of_its_own(mailing: Post, mailbox: MailEnd) -> None:
    number = mailing.call_for_help()
    async with mailing.dispatching():
        await eventually(lambda: mailing.settled("mail", 2))
        with mailing.house.db.writing() as conn:  # time passes
            outbox.bring_nearer(conn, "duty", timedelta(minutes=5))
        await eventually(lambda: mailing.settled("mail", 4), 30)
    ids = {mail["Message-ID"] for _, mail in mailbox.got}
    assert ids == {f"<{number}.0@contoh.go.id>", f"<{number}.0.r1@contoh.go.id>"}


def the_morning(post: Post) -> datetime:
    """It is past the hour of the summary, for the first time today."""
    now = post.office.clock(datetime.now(UTC)).replace(hour=9)
    post.house.desk(pulses.owe_summary, post.office, now)
    return now


async def test_the_operator_alone_gets_the_head_of_the_chain_once_a_day(
    post: Post, mailbox: MailEnd, certificate: tuple[Path, Path]
) -> None:
    post.switches_on(mail=table(mailbox, certificate, operator="ti@contoh.go.id"))
    post.report()
    with post.house.db.reading() as conn:
        head = str(audit.head(conn))
    the_morning(post)
    the_morning(post)
    async with post.dispatching():
        await eventually(lambda: post.settled("mail", 3))
    ((_, mail),) = [one for one in mailbox.got if one[0] == "ti@contoh.go.id"]
    assert mail["Subject"] == "Catatan harian"
    assert head in mail.get_content()
    assert not any(head in other.get_content() for to, other in mailbox.got if to != "ti@contoh.go.id")
    post.house.officer("Sri")
    with post.house.db.reading() as conn:
        assert audit.verify(conn, audit.Head.parse(head)) is None


async def test_without_an_operator_the_head_goes_nowhere(mailing: Post, mailbox: MailEnd) -> None:
    the_morning(mailing)
    assert not mailing.rows("mail")


def test_the_operators_address_is_no_officers(post: Post, mailbox: MailEnd, certificate: tuple[Path, Path]) -> None:
    for wrong in ({"operator": PIKET}, {"to": []}):
        with pytest.raises(ValueError, match="operator"):
            post.switches_on(mail=table(mailbox, certificate, **wrong))
    post.switches_on(mail=table(mailbox, certificate, to=[], operator="ti@contoh.go.id"))
    assert post.office.destinations("DARURAT", datetime.now(UTC)) == ()
