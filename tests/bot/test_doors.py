"""What people see at the two doors, as it stands on their phones."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import bot.reporter.news as news_module
import storage.turn as turn_module
from bot.reporter import sending
from bot.reporter.news import is_night, seconds_until
from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Side
from storage import returning

from .town import CEPU, RECEIPT, Processes, Town, button, calls_for_help, eventually, files, say, tap

NUMBER = r"[A-Z]\d[A-Z]\d[A-Z]"


def alerts(side: Any) -> list[dict[str, Any]]:
    return [message for message in side.messages if "kode" in message["text"]]


def pushed(town: Town) -> list[dict[str, Any]]:
    """Every "Ada kabar." that was sent."""
    return [call for call in town.sandbox.calls_of("sendMessage", REPORTER_TOKEN) if call["text"] == "Ada kabar."]


def is_push(message: dict[str, Any]) -> bool:
    return bool(message["text"] == "Ada kabar.")


class FixedClock(datetime):
    """A wall clock that stands still."""

    standing = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # 10.00 in Blora

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
        return cls.standing.astimezone(tz)


# -- the desk's door ---------------------------------------------------------------------------------------------


@pytest.mark.threat("O6", "I1")
async def test_an_alert_says_number_urgency_place_age_and_code_and_nothing_else(town: Town) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        await calls_for_help(ani)
        await town.group.wait("DARURAT")
        await town.desk.wait("DARURAT")
        number = town.case_number()
        age = " · umur belum diketahui"  # an officer's own chat says it, the group does not
        for side, said in ((town.group, ""), (town.desk, age)):
            alert = alerts(side)[-1]
            assert alert["text"] == f"🔴 Laporan {number} · DARURAT\nCepu{said}\nkode {number}.0"
            assert alert["protected"]
            assert [label for label, _ in alert["buttons"]] == ["✋ Terima", "📂 Buka", "✉️ Balas"]


async def test_an_alert_of_a_filed_report_names_the_age(town: Town) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        await files(ani, "ada yang memukulku kemarin malam", age="age.15_17")
        alert = await town.desk.wait("kode")
        assert re.fullmatch(
            rf"[🔴🟠🟡🟢] Laporan {NUMBER} · (DARURAT|TINGGI|SEDANG|RENDAH)\n"
            rf"tempat belum diketahui · 15[^\n]*17[^\n]*\nkode {NUMBER}\.0",
            alert["text"],
        )
        told = await town.group.wait("kode")
        assert "tahun" not in told["text"], "age and kecamatan together may name a child in a small place"
        assert "memukul" not in "".join(town.group.transcript())


@pytest.mark.asyncio(loop_scope="session")
async def test_distress_reaches_the_duty_group_within_two_seconds(real: Processes) -> None:
    town = real.town
    took = []
    for turn in range(3):
        ani = town.reporter(f"Ani darurat {turn}")
        seen = {m["message_id"] for m in town.group.messages}
        began = time.monotonic()
        await calls_for_help(ani)
        await town.group.wait(lambda m, seen=seen: m["message_id"] not in seen and "DARURAT" in m["text"])  # type: ignore[misc]
        took.append(time.monotonic() - began)
    print(f"\nfrom /start to the duty group: {', '.join(f'{t:.2f} s' for t in took)}")
    assert min(took) < 2.0
    assert sorted(took)[1] < 2.0


async def test_one_acknowledgement_edits_every_alert(town: Town) -> None:
    wati = town.sandbox.person("Petugas Wati")
    town.employ(wati)
    town.group.join(wati)
    await wati.chat(DUTY_TOKEN).send("/start")
    async with town.bots():
        await wati.chat(DUTY_TOKEN).wait("Halo Petugas Wati")
        await calls_for_help(town.reporter("Ani"))
        sides = [town.group, town.desk, wati.chat(DUTY_TOKEN)]
        for side in sides:
            await side.wait("DARURAT")
        here = town.group.as_(wati)
        await here.tap(data=button(here, "acknowledge"))
        for side in sides:
            said = await side.wait("✋ Diterima Petugas Wati")
            assert said["edited"]
            assert [label for label, _ in said["buttons"]] == ["📂 Buka", "✉️ Balas"]
        assert any("Anda terima" in toast["text"] for toast in here.toasts)
        # A second tap, of somebody whose screen was old, changes nothing and says who has it.
        query = here.messages[-1]
        assert button(here, "acknowledge") is None, query


async def test_an_alert_that_comes_after_the_acknowledgement_says_who_has_the_case(town: Town) -> None:
    async with town.bots():
        town.sandbox.faults.add(method="sendMessage", token=DUTY_TOKEN, chat=town.group.id, retry_after=1)
        await calls_for_help(town.reporter("Ani"))
        await town.desk.wait("DARURAT")
        await town.desk.tap(data=button(town.desk, "acknowledge"))
        late = await town.group.wait("DARURAT")
        assert "✋ Diterima Petugas Satu" in late["text"]
        assert [label for label, _ in late["buttons"]] == ["📂 Buka", "✉️ Balas"]


async def test_an_alert_taken_while_it_is_on_its_way_catches_up(town: Town) -> None:
    """It stands in the group, but we do not know yet as which message."""
    async with town.bots():
        held = town.sandbox.faults.hold(method="sendMessage", token=DUTY_TOKEN, chat=town.group.id, after=True)
        await calls_for_help(town.reporter("Ani"))
        await town.desk.wait("DARURAT")
        await asyncio.wait_for(held.arrived.wait(), 30)
        await town.desk.tap(data=button(town.desk, "acknowledge"))
        await town.desk.wait("✋ Diterima")
        held.release()
        await town.group.wait("✋ Diterima")


async def test_an_alert_that_was_overtaken_by_a_newer_call_is_not_sent_any_more(town: Town) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        town.sandbox.faults.add(method="sendMessage", token=DUTY_TOKEN, chat=town.group.id, retry_after=2)
        await calls_for_help(ani)
        await town.desk.wait("DARURAT")
        number = town.case_number()
        await town.desk.tap(data=button(town.desk, "acknowledge"))
        await town.desk.wait("✋ Diterima")
        await tap(ani, "distress", CEPU, "distress.write")
        await town.group.wait(f"kode {number}.1")
        await eventually(lambda: not town.rows("SELECT 1 FROM outbox WHERE kind = 'alert' AND done_hour IS NULL"))
        assert [alert["text"].splitlines()[-1] for alert in alerts(town.group)] == [f"kode {number}.1"]


async def test_the_button_of_an_old_alert_does_not_silence_a_higher_urgency(town: Town) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        await files(ani)
        await town.desk.wait("TINGGI")
        here = town.group.as_(town.officer)
        await here.wait("kode")
        old = button(here, "acknowledge")
        await tap(ani, "next", "skip", "distress", CEPU, "distress.write")
        number = town.case_number()
        for side in (here, town.desk):
            await side.wait(f"kode {number}.1")
            before = len(alerts(side))
            await side.tap(data=old)
            await side.until(lambda side=side: any("yang baru" in toast["text"] for toast in side.toasts))
            await side.until(lambda side=side, before=before: len(alerts(side)) == before + 1)
            shown = alerts(side)[-1]
            assert "DARURAT" in shown["text"]
            assert shown["text"].endswith(f"kode {number}.1")
        assert town.rows("SELECT acknowledged_by FROM cases") == [(None,)]
        await here.tap(data=button(here, "acknowledge"))
        await town.desk.wait("✋ Diterima Petugas Satu")
        assert town.number("SELECT count(*) FROM cases WHERE acknowledged_by IS NOT NULL") == 1


async def test_a_sealed_alert_goes_to_its_holder_alone_and_stays_sealed_when_taken(town: Town) -> None:
    wati = town.sandbox.person("Petugas Wati")
    town.employ(wati)
    await wati.chat(DUTY_TOKEN).send("/start")
    async with town.bots():
        await wati.chat(DUTY_TOKEN).wait("Halo Petugas Wati")
        await files(town.reporter("Ani"), "orang kantor itu memukulku", insider="insider.some")
        number = town.case_number()
        await town.desk.wait(f"Laporan tertutup {number}")
        await town.desk.tap(data=button(town.desk, "acknowledge"))
        taken = await town.desk.wait("✋ Diterima Petugas Satu")
        assert f"Laporan tertutup {number}" in taken["text"]
        assert taken["buttons"] == []
        for side in (town.group, wati.chat(DUTY_TOKEN)):
            assert number not in "".join(side.transcript())


@pytest.mark.threat("O6")
async def test_a_card_comes_as_an_empty_message_first_and_goes_by_itself(town: Town) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        await files(ani, "dia memukulku di dapur")
        await tap(ani, "next", "skip", "hub.visit", "visit.danger")
        await town.desk.wait("kode")
        held = town.sandbox.faults.hold(method="editMessageText", token=DUTY_TOKEN)
        await town.desk.tap(data=button(town.desk, "open"))
        opening = await town.desk.wait("Membuka laporan")
        assert "dapur" not in opening["text"]
        await held.arrived.wait()
        rows = town.rows("SELECT detail, due_at, done_hour FROM outbox WHERE kind = 'wipe'")
        assert len(rows) == 1
        assert rows[0][2] is None, "its removal is written down before a word stands in the chat"
        held.release()
        card = await town.desk.wait("⛔ JANGAN")
        assert card["message_id"] == opening["message_id"]
        assert card["protected"]
        assert card["text"].splitlines()[0].startswith("⛔ JANGAN: datang ke rumah")
        assert "dia memukulku di dapur" in card["text"]
        assert "10 menit" in card["text"]
        due = datetime.fromisoformat(str(rows[0][1])).replace(tzinfo=UTC)
        assert timedelta(minutes=9) < due - datetime.now(UTC) <= timedelta(minutes=10)
        with town.plain() as conn:
            conn.execute("UPDATE outbox SET next_try_at = '2020-01-01 00:00:00' WHERE kind = 'wipe'")
        await eventually(lambda: all(m["message_id"] != card["message_id"] for m in town.desk.messages))
        assert town.number("SELECT count(*) FROM audit WHERE action = 'opened'") == 1


async def test_what_an_officer_enters_is_read_on_their_screen_and_in_no_notification(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="wadul")
    async with town.bots("duty"):
        await town.desk.send("/baru")
        for answer in ("walkin.self", "age.25_59", "act.hit", "when.7d", "skip|danger", CEPU):
            await _picks(town.desk, f"entry|{answer}|")
        await town.desk.wait("Urgensi menurut rubrik: SEDANG")
        sent = await town.desk.send("suaminya mengancam mau membunuh dia")
        screen = await town.desk.wait("terdengar mendesak: “", since=sent["message_id"])
        assert "membunuh" in screen["text"]
        await _picks(town.desk, "entry|insider.none|")
        await town.desk.wait("DARURAT tersimpan")
        await town.group.wait("DARURAT")
    for call in town.sandbox.calls_of("sendMessage", DUTY_TOKEN):
        assert "membunuh" not in call["text"]
        assert "disakiti" not in call["text"]
    assert "membunuh" not in "".join(town.group.transcript())
    assert "membunuh" not in caplog.text


@pytest.mark.threat("O6")
async def test_an_entry_stands_in_the_chat_once_and_goes_with_it(town: Town) -> None:
    """What was answered and typed is about somebody who came in trust; the officer's phone may lie about."""

    def summaries() -> list[int]:
        return [m["message_id"] for m in town.desk.messages if "Urgensi menurut rubrik" in m["text"]]

    async with town.bots("duty"):
        await town.desk.send("/baru")
        for answer in ("walkin.self", "age.25_59", "act.hit", "when.7d", "skip|danger", CEPU):
            await _picks(town.desk, f"entry|{answer}|")
        (first,) = await town.desk.until(summaries, 30)
        typed = []
        for words in ("ibu datang dengan anaknya", "menginap di rumah saudara"):
            sent = await town.desk.send(words)
            typed.append(sent["message_id"])
            await town.desk.wait("Urgensi menurut rubrik", since=sent["message_id"])
            await eventually(lambda: len(summaries()) == 1)
        assert summaries()[0] > max(typed) > first, "the newest, below what was typed"
        wiped = "SELECT CAST(detail ->> 'message' AS INTEGER) FROM outbox WHERE kind = 'wipe' AND done_hour IS NULL"
        assert set(typed) <= {number for (number,) in town.rows(wiped)}, "in ten minutes, as cards do"
        await town.desk.send("/baru")
        await town.desk.wait("tadi belum selesai", since=typed[-1])
        await eventually(lambda: len(summaries()) == 1)
        await town.desk.send("/batal")
        await eventually(lambda: summaries() == [])


@pytest.mark.threat("O6")
async def test_a_screen_of_an_entry_that_comes_after_the_entry_was_given_up_goes_at_once(town: Town) -> None:
    def screens() -> list[str]:
        return [m["text"] for m in town.desk.messages if m["from_bot"] and "Lewat mana" in m["text"]]

    async with town.bots("duty"):
        stuck = town.sandbox.faults.hold(method="sendMessage", token=DUTY_TOKEN, chat=town.desk.id)
        await town.desk.send("/baru")
        await asyncio.wait_for(stuck.arrived.wait(), 30)
        given_up = await town.desk.send("/batal")
        await town.desk.wait(lambda m: m["from_bot"], since=given_up["message_id"])
        stuck.release()
        wipes = "SELECT count(*) FROM outbox WHERE kind = 'wipe' AND done_hour IS NOT NULL"
        await eventually(lambda: town.number(wipes) == 1)
        assert screens() == []


async def test_no_alert_and_no_card_of_a_walk_in_offers_an_answer(town: Town) -> None:
    async with town.bots("duty"):
        await town.desk.send("/baru")
        for answer in ("walkin.self", "age.25_59", "act.hit", "when.7d", "skip|danger", CEPU, "insider.none"):
            await _picks(town.desk, f"entry|{answer}|")
        for side in (town.group, town.desk):
            await side.wait("kode")
        alert, own = town.group.messages[-1], alerts(town.desk)[0]
        await town.desk.tap(data=button(town.desk, "open"))
        card = await town.desk.wait("⛔ JANGAN")
        for message in (alert, own, card):
            kinds = [data.split("|")[0] for _, data in message["buttons"]]
            assert kinds[:2] == ["acknowledge", "open"]
            assert "reply" not in kinds


async def _picks(desk: Side, begins: str, ends: str = "") -> dict[str, Any]:
    """Tap the newest button whose data begins and ends so, as soon as it is there. Gives the message it stands in."""

    def it_stands() -> tuple[dict[str, Any], str] | None:
        given = [(message, str(data)) for message in reversed(desk.messages) for _, data in message["buttons"]]
        return next(((m, data) for m, data in given if data.startswith(begins) and data.endswith(ends)), None)

    message, data = await desk.until(it_stands, 30, f"no button {begins}…{ends}")
    await desk.tap(data=data, message_id=message["message_id"])
    return message


async def test_after_typing_the_form_stands_below_and_the_old_one_has_no_buttons(town: Town) -> None:
    async with town.bots("duty"):
        await town.desk.send("/baru")
        for answer in ("walkin.self", "age.25_59", "act.hit", "when.7d", "skip|danger", CEPU, "insider.none"):
            await _picks(town.desk, f"entry|{answer}|")
        for begins in ("take|", "open|", "follow|", "tracks|"):
            await _picks(town.desk, begins)
        await _picks(town.desk, "opentrack|", "|medical")
        asked = await _picks(town.desk, "field|", "|cost|0")
        await town.desk.wait("Biaya (Rp): tulis angkanya.")
        typed = await town.desk.send("Rp 300.000")
        form = await town.desk.wait("Biaya (Rp): 300000", since=typed["message_id"])
        assert form["message_id"] > typed["message_id"], "where the officer looks"
        assert form["buttons"]

        def retired() -> bool:
            return next(m for m in town.desk.messages if m["message_id"] == asked["message_id"])["buttons"] == []

        await eventually(retired)
        await _picks(town.desk, "field|", "|fund|1")
        await town.desk.wait("Sumber dana")
        wiped = {number for (number,) in town.rows("SELECT detail ->> 'message' FROM outbox WHERE kind = 'wipe'")}
        assert {asked["message_id"], typed["message_id"], form["message_id"]} <= wiped


async def _card_behind_a_closed_door(town: Town) -> dict[str, Any]:
    """An officer opened a card and blocked the bot before its time was over."""
    await calls_for_help(town.reporter("Ani"))
    await town.desk.wait("DARURAT")
    await town.desk.tap(data=button(town.desk, "open"))
    card = await town.desk.wait("⛔ JANGAN")
    for method in ("deleteMessage", "editMessageText", "sendMessage"):
        town.sandbox.faults.add(method=method, token=DUTY_TOKEN, chat=town.desk.id, times=None, status=403)
    return card


def _wipe_now(town: Town) -> None:
    with town.plain() as conn:
        conn.execute("UPDATE outbox SET next_try_at = '2020-01-01 00:00:00' WHERE kind = 'wipe' AND done_hour IS NULL")


async def test_pressing_start_takes_no_card_away_that_is_being_read(town: Town) -> None:
    async with town.bots():
        await calls_for_help(town.reporter("Ani"))
        await town.desk.wait("DARURAT")
        await town.desk.tap(data=button(town.desk, "open"))
        card = await town.desk.wait("⛔ JANGAN")
        await say(town.desk, "/start")
        await asyncio.sleep(1.0)
        assert card["message_id"] in [m["message_id"] for m in town.desk.messages]


async def test_a_card_behind_a_closed_door_goes_when_the_officer_comes_back(town: Town) -> None:
    async with town.bots():
        card = await _card_behind_a_closed_door(town)
        _wipe_now(town)
        row = "SELECT next_try_at, last_error, done_hour FROM outbox WHERE kind = 'wipe'"
        await eventually(lambda: town.rows(row)[0][1] == "TryLater")
        ((due, _, done),) = town.rows(row)
        assert done is None
        assert datetime.fromisoformat(str(due)).replace(tzinfo=UTC) > datetime.now(UTC) + timedelta(minutes=5)
        town.sandbox.faults.clear()
        await town.desk.send("/start")
        await eventually(lambda: card["message_id"] not in [m["message_id"] for m in town.desk.messages])
        await eventually(lambda: town.rows(row)[0][2] is not None)
        assert not town.rows("SELECT 1 FROM audit WHERE action = 'card.left'")


async def test_a_card_that_could_never_be_taken_away_stands_in_the_audit(town: Town) -> None:
    async with town.bots():
        await _card_behind_a_closed_door(town)
        with town.plain() as conn:
            conn.execute("UPDATE outbox SET detail = json_set(detail, '$.since', 1700000000) WHERE kind = 'wipe'")
        _wipe_now(town)
        left = "SELECT actor, case_number FROM audit WHERE action = 'card.left'"
        await eventually(lambda: town.rows(left))
        assert town.rows(left) == [("officer:1", town.case_number())]
        ((error, done),) = town.rows("SELECT last_error, done_hour FROM outbox WHERE kind = 'wipe'")
        assert error == "telegram.403"
        assert done is not None


async def test_words_stand_on_the_card_only_where_the_office_lets_them(town: Town) -> None:
    town.office = town.office.model_copy(
        update={"reading": town.office.reading.model_copy(update={"words": "terminal"})}
    )
    async with town.bots():
        await files(town.reporter("Ani"), "dia memukulku di dapur")
        await town.desk.wait("kode")
        await town.desk.tap(data=button(town.desk, "open"))
        card = await town.desk.wait("⛔ JANGAN")
        assert "dapur" not in card["text"]
        assert f"wadul case show {town.case_number()}" in card["text"]


async def test_open_in_the_group_shows_the_card_in_private(town: Town) -> None:
    async with town.bots():
        await files(town.reporter("Ani"), "dia memukulku di dapur")
        here = town.group.as_(town.officer)
        await here.until(lambda: button(here, "open"))
        await here.tap(data=button(here, "open"))
        await town.desk.wait("⛔ JANGAN")
        assert not any("JANGAN" in line or "dapur" in line for line in town.group.transcript())
        assert any("chat pribadi" in toast["text"] for toast in here.toasts)


async def test_a_reply_to_the_card_is_the_answer(town: Town) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        await calls_for_help(ani)
        await town.desk.wait("DARURAT")
        await town.desk.tap(data=button(town.desk, "open"))
        card = await town.desk.wait("⛔ JANGAN")
        await town.desk.reply(card["message_id"], "Kami sudah di jalan.")
        await town.desk.wait("Terkirim.")
        push = await ani.wait(is_push)
        assert push["text"] == "Ada kabar."
        assert len(push["buttons"]) == 1
        assert push["protected"]
        await tap(ani, "open_news")
        assert "Kami sudah" not in ani.screen, "it asks first whether it is safe to read"
        await tap(ani, "news.safe")
        await ani.wait("Kami sudah di jalan.")


async def test_no_text_of_an_officer_vanishes_without_a_word(town: Town) -> None:
    """After *Balas* one text is the answer; any other is said not to have been sent."""
    async with town.bots():
        ani = town.reporter("Ani")
        await calls_for_help(ani)
        await town.desk.wait("DARURAT")
        assert "Belum terkirim" in (await say(town.desk, "Kami di jalan."))["text"]
        balas = button(town.desk, "reply")
        for n, answer in enumerate(("Kami di jalan.", "Tunggu di dalam."), 1):
            await town.desk.tap(data=balas)
            await eventually(lambda n=n: len([m for m in town.desk.messages if "Tulis jawaban" in m["text"]]) == n)
            assert "Terkirim." in (await say(town.desk, answer))["text"]
            assert "Belum terkirim" in (await say(town.desk, "Kasusnya berat."))["text"]
        await town.desk.tap(data=balas)
        await eventually(lambda: len([m for m in town.desk.messages if "Tulis jawaban" in m["text"]]) == 3)
        assert "tidak dikirim" in (await say(town.desk, "/batal"))["text"]
        assert "Belum terkirim" in (await say(town.desk, "Kasusnya berat."))["text"]
        assert town.number("SELECT count(*) FROM letters") == 2
        await eventually(lambda: len(pushed(town)) == 2)
        await tap(ani, "open_news", "news.safe")
        read = await ani.wait("Tunggu di dalam.")
        assert "Kami di jalan." in read["text"]
        assert "berat" not in "".join(ani.transcript())


# -- the reporters' door -----------------------------------------------------------------------------------------


async def test_one_live_message_is_edited_in_place_and_every_tap_is_answered(town: Town) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        first = await say(ani, "/start")
        await tap(ani, "safety.yes", "privacy.yes", "saving.go")
        bots = [message for message in ani.messages if message["from_bot"]]
        assert [message["message_id"] for message in bots] == [first["message_id"]]
        assert bots[0]["protected"]
        await eventually(lambda: len(town.sandbox.calls_of("answerCallbackQuery", REPORTER_TOKEN)) == 3)


async def test_the_old_live_message_goes_when_words_were_typed(town: Town) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        first = await say(ani, "/start")
        await say(ani, "aku takut")
        await eventually(lambda: all(m["message_id"] != first["message_id"] for m in ani.messages))
        assert [m["text"] for m in ani.messages if not m["from_bot"]] == ["/start", "aku takut"]
        assert sum(1 for m in ani.messages if m["buttons"]) == 1


async def test_only_the_message_with_the_receipt_may_be_copied(town: Town) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        await files(ani)
        receipt = next(m for m in ani.messages if RECEIPT in m["text"])
        assert not receipt["protected"]
        await tap(ani, "next", "skip", "hub.visit")
        await tap(ani, "visit.safe", "hub.access")
        for message in ani.messages:
            shows_receipt = RECEIPT in message["text"]
            assert not message["from_bot"] or message["protected"] != shows_receipt, message["text"]
        await tap(ani, "access.no", "saved")
        await eventually(
            lambda: all(m["protected"] and RECEIPT not in m["text"] for m in ani.messages if m["from_bot"])
        )


async def test_the_receipt_goes_from_the_chat_once_it_was_saved(town: Town) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        await files(ani)
        await tap(ani, "saved")
        await eventually(lambda: not any(RECEIPT in m["text"] for m in ani.messages))


async def test_link_previews_are_off_and_nothing_makes_a_sound(town: Town) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        await files(ani)
        await tap(ani, "next")
        sent = town.sandbox.calls_of("sendMessage", REPORTER_TOKEN)
        edited = town.sandbox.calls_of("editMessageText", REPORTER_TOKEN)
        assert sent
        assert edited
        assert all(call["link_preview_options"] == {"is_disabled": True} for call in (*sent, *edited))
        assert all(call["disable_notification"] for call in sent)


async def test_quiet_mode_takes_typed_words_away_only_after_the_commit(town: Town) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        await say(ani, "/start")
        await tap(ani, "safety.yes", "privacy.no")
        with town.locked():
            sent = await ani.send("dia di rumah")
            await asyncio.sleep(1.0)
            assert sent["message_id"] in [m["message_id"] for m in ani.messages], "nothing is kept yet"
            assert not town.sandbox.calls_of("deleteMessage", REPORTER_TOKEN)
        await eventually(lambda: sent["message_id"] not in [m["message_id"] for m in ani.messages])
        assert town.words_of(ani) == ["dia di rumah"]


async def test_what_was_wiped_at_once_is_not_wiped_again(town: Town) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        await say(ani, "/start")
        await tap(ani, "safety.yes", "privacy.no")
        await eventually(lambda: not town.rows("SELECT 1 FROM outbox WHERE done_hour IS NULL"), 20)
        sent = await ani.send("dia di rumah")
        await eventually(lambda: sent["message_id"] not in [m["message_id"] for m in ani.messages])
        await eventually(lambda: not town.rows("SELECT 1 FROM outbox WHERE done_hour IS NULL"), 20)
        asked = [call.get("message_id") for call in town.sandbox.calls_of("deleteMessage", REPORTER_TOKEN)]
        assert asked.count(sent["message_id"]) == 1
        swept = [one for call in town.sandbox.calls_of("deleteMessages", REPORTER_TOKEN) for one in call["message_ids"]]
        assert sent["message_id"] not in swept


@pytest.mark.timeout(240)
async def test_what_telegram_would_not_take_away_is_tried_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "LONGEST_PATIENCE", 2.0)
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        await say(ani, "/start")
        await tap(ani, "safety.yes", "privacy.no")
        town.sandbox.faults.add(method="deleteMessage", chat=ani.id, retry_after=5)  # longer than we have patience
        sent = await ani.send("dia di rumah")
        await eventually(lambda: town.words_of(ani) == ["dia di rumah"])
        await eventually(lambda: sent["message_id"] not in [m["message_id"] for m in ani.messages], 120)


async def test_the_conversation_knows_of_a_message_nobody_tapped_for(town: Town) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        await calls_for_help(ani)
        await town.desk.wait("DARURAT")
        await town.desk.tap(data=button(town.desk, "reply"))
        await town.desk.wait("Tulis jawaban")
        await town.desk.send("kami datang")
        news = await ani.wait(lambda m: m["text"] == "Ada kabar.")
        await eventually(lambda: news["message_id"] in town.known_of(ani))


@pytest.mark.parametrize("restarted", [False, True])
async def test_when_the_screen_may_be_seen_what_was_typed_before_leaves_the_chat_too(
    town: Town, restarted: bool
) -> None:
    ani = town.reporter("Ani")
    async with town.bots("reporter"):
        await say(ani, "/start")
        typed = [(await say_only(ani, words))["message_id"] for words in ("halo kak", "terima kasih")]
        await eventually(lambda: town.words_of(ani) == ["halo kak", "terima kasih"])
        await eventually(lambda: max(m["message_id"] for m in ani.messages) > typed[-1])  # the screen that answers it
        await tap(ani, "safety.yes")
        if not restarted:
            await tap(ani, "privacy.no")
            await eventually(lambda: not {*typed} & {m["message_id"] for m in ani.messages})
            await ani.wait("Dibaca petugas")
    if restarted:
        async with town.bots("reporter"):
            await tap(ani, "privacy.no")
            await eventually(lambda: not {*typed} & {m["message_id"] for m in ani.messages})
    assert town.words_of(ani) == ["halo kak", "terima kasih"]


async def say_only(side: Side, words: str) -> dict[str, Any]:
    """What was sent, once it was answered."""
    sent = await side.send(words)
    await side.wait("Sudah kubaca")
    return sent


async def test_two_quick_taps_move_once(town: Town) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        await say(ani, "/start")
        data = button(ani, "safety.yes")
        await asyncio.gather(ani.tap(data=data), ani.tap(data=data))
        await eventually(lambda: any("Sudah masuk" in toast["text"] for toast in ani.toasts))
        assert town.session_of(ani).step == "privacy"


async def test_while_one_chat_makes_slow_turns_the_desk_can_write(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long batch is several transactions; in between another process gets the write lock, and nothing is lost."""
    ani = town.reporter("Ani")
    async with town.bots("reporter"):
        await say(ani, "/start")
        take, taken = turn_module.take, []

        def slow(*given: Any, **named: Any) -> Any:
            time.sleep(0.3)
            taken.append(time.monotonic())
            return take(*given, **named)

        monkeypatch.setattr(turn_module, "take", slow)
        with town.locked():  # so that all of it is one batch
            for n in range(20):
                await ani.send(f"kata {n}")
        await eventually(lambda: taken)
        waited = await asyncio.to_thread(town.takes_the_lock)
        assert len(taken) < 12, "the batch was over before anybody else could write"
        assert waited < 3.0
        await eventually(lambda: len(town.words_of(ani)) == 20, 20)
    assert town.words_of(ani) == [f"kata {n}" for n in range(20)]
    assert len(taken) == 20


# -- "Ada kabar." ------------------------------------------------------------------------------------------------


async def _answered(town: Town, ani: Side, contact: str, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ani filed, chose when she may be written to, and an officer answered at that hour."""
    monkeypatch.setattr(FixedClock, "standing", at)
    monkeypatch.setattr(news_module, "datetime", FixedClock)
    await files(ani)
    await tap(ani, "next", "skip", "hub.contact", contact)
    await town.desk.wait("kode")
    await town.desk.tap(data=button(town.desk, "reply"))
    await town.desk.wait("Tulis jawaban")
    await town.desk.send("Kami bisa bertemu di puskesmas.")


async def test_news_is_pushed_at_once_to_who_may_be_written_to_at_any_time(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        await _answered(town, ani, "contact.anytime", datetime(2026, 11, 23, 3, 0, tzinfo=UTC), monkeypatch)
        push = await ani.wait(is_push)
        assert not push["silent"]


async def test_news_at_night_makes_no_sound(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        await _answered(town, ani, "contact.anytime", datetime(2026, 11, 23, 16, 30, tzinfo=UTC), monkeypatch)
        push = await ani.wait(is_push)
        assert push["silent"]


async def test_news_waits_for_the_window_that_was_chosen(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        await _answered(town, ani, "contact.afternoon", datetime(2026, 11, 23, 3, 0, tzinfo=UTC), monkeypatch)
        row = "SELECT next_try_at, last_error, done_hour FROM outbox WHERE kind = 'news'"
        await eventually(lambda: [r for r in town.rows(row) if r[1] == "TryLater"])
        assert not pushed(town)
        due = datetime.fromisoformat(str(town.rows(row)[0][0])).replace(tzinfo=UTC)
        assert timedelta(minutes=58) < due - datetime.now(UTC) <= timedelta(hours=1), "eleven o'clock"
        monkeypatch.setattr(FixedClock, "standing", datetime(2026, 11, 23, 4, 1, tzinfo=UTC))
        with town.plain() as conn:
            conn.execute("UPDATE outbox SET next_try_at = '2020-01-01 00:00:00' WHERE kind = 'news'")
        await ani.wait(is_push)


@pytest.mark.parametrize("contact", ["contact.no", None])
async def test_nobody_is_written_to_who_did_not_agree(
    town: Town, monkeypatch: pytest.MonkeyPatch, contact: str | None
) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        at = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
        if contact:
            await _answered(town, ani, contact, at, monkeypatch)
        else:
            await files(ani)
            await town.desk.wait("kode")
            await town.desk.tap(data=button(town.desk, "reply"))
            await town.desk.wait("Tulis jawaban")
            await town.desk.send("Kami bisa bertemu di puskesmas.")
        await town.desk.wait("tidak minta ditulisi" if contact else "belum mengizinkan ditulisi")
        await eventually(lambda: town.rows("SELECT 1 FROM outbox WHERE kind='news' AND last_error='no.consent'"))
        assert not pushed(town)
        # It waits for when she comes back by herself.
        await say(ani, "/start")
        await tap(ani, "open_news", "news.safe")
        await ani.wait("puskesmas")


async def test_who_agrees_only_later_is_told_of_the_answer_that_waited(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returning, "_WHILE_HERE", timedelta(seconds=1))
    async with town.bots():
        ani = town.reporter("Ani")
        await files(ani)
        await tap(ani, "next", "skip")
        await town.desk.wait("kode")
        await town.desk.tap(data=button(town.desk, "reply"))
        await town.desk.wait("Tulis jawaban")
        await town.desk.send("Kami bisa bertemu di puskesmas.")
        await eventually(lambda: town.rows("SELECT 1 FROM outbox WHERE kind='news' AND last_error='no.consent'"))
        await tap(ani, "hub.contact", "contact.anytime")
        await ani.wait(lambda m: m["text"] == "Ada kabar.")
        await tap(ani, "open_news", "news.safe")
        await ani.wait("puskesmas")


def test_windows_open_and_close_on_the_offices_clock() -> None:
    ten = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - a wall clock
    assert seconds_until("anytime", ten) == 0
    assert seconds_until("morning", ten) == 0
    assert seconds_until("afternoon", ten) == 3600
    assert seconds_until("evening", ten) == 6 * 3600
    assert seconds_until("morning", ten.replace(hour=11)) == 20 * 3600
    assert not is_night(ten)
    assert is_night(ten.replace(hour=21))
    assert is_night(ten.replace(hour=5, minute=59))


async def test_a_report_with_a_place_is_alerted_with_its_place(town: Town) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        await say(ani, "/start")
        await tap(ani, "safety.no", "skip", "skip")
        alert = await town.group.wait("DARURAT")
        assert "tempat belum diketahui" in alert["text"]
        budi = town.reporter("Budi")
        await say(budi, "/start")
        await tap(budi, "safety.no", CEPU, "distress.silent")
        await town.group.wait("Cepu")
