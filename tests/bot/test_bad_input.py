"""Whatever arrives has a kind, clear outcome: nobody is told "invalid", nothing crashes, nothing gets stuck."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.duty.desk import Desk
from bot.duty.reading import Act
from bot.listening import StartRefused
from bot.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Group, Person, Side
from storage import roster
from storage.keyring import DutyKeys, ReporterKeys

from .town import Town, button, calls_for_help, eventually, files, say, tap

KEEP_SAFE = "simpan di tempat aman. Jangan kirim ke siapa pun"
SAFE_QUESTION = "Apakah sekarang aman?"


@asynccontextmanager
async def at_the_first_question(town: Town):  # type: ignore[no-untyped-def]
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        await say(ani, "/start")
        yield ani
        # Whatever it was: the conversation goes on.
        await eventually(lambda: town.sandbox.pending(REPORTER_TOKEN) == 0)
        await asyncio.sleep(0.2)
        await tap(ani, "safety.yes")
        await ani.wait("Bisa mengetik sekarang")


async def gone(side: Side, message_id: int) -> None:
    await eventually(lambda: message_id not in [m["message_id"] for m in side.messages], 5, "it still stands there")


# -- what people send instead of words ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["photo", "video", "document"])
@pytest.mark.fault("X1")
@pytest.mark.threat("M1", "M2")
async def test_media_are_deleted_unopened_and_their_caption_is_kept_as_words(town: Town, kind: str) -> None:
    async with at_the_first_question(town) as ani:
        send = {
            "photo": lambda: ani.send_photo("ini lukaku"),
            "video": lambda: ani.send_video("ini lukaku"),
            "document": lambda: ani.send_document(caption="ini lukaku"),
        }[kind]
        sent = await send()
        said = await ani.wait(KEEP_SAFE)
        assert SAFE_QUESTION in said["text"]
        await gone(ani, sent["message_id"])
        assert town.words_of(ani) == ["ini lukaku"]
        assert not town.sandbox.calls_of("getFile")


async def test_a_photo_without_words_is_deleted_too(town: Town) -> None:
    async with at_the_first_question(town) as ani:
        sent = await ani.send_photo()
        await ani.wait(KEEP_SAFE)
        await gone(ani, sent["message_id"])
        assert town.words_of(ani) == []


@pytest.mark.parametrize(
    ("kind", "said"),
    [("voice", "belum bisa mendengar suara"), ("sticker", "hanya bisa membaca tulisan"),
     ("contact", "hanya bisa membaca tulisan"), ("poll", "hanya bisa membaca tulisan")],
)  # fmt: skip
async def test_other_things_are_deleted_kindly(town: Town, kind: str, said: str) -> None:
    async with at_the_first_question(town) as ani:
        sent = await getattr(ani, f"send_{kind}")()
        answered = await ani.wait(said)
        assert SAFE_QUESTION in answered["text"]
        await gone(ani, sent["message_id"])
        assert town.words_of(ani) == []
        assert not town.sandbox.calls_of("getFile")


async def test_a_place_that_was_sent_is_kept_as_words(town: Town) -> None:
    async with at_the_first_question(town) as ani:
        await ani.send_location(-6.97, 111.42)
        await ani.wait("Sudah kubaca")
        assert town.words_of(ani) == ["📍 -6.97000, 111.42000"]


async def test_a_place_that_is_shared_live_is_told_once(town: Town) -> None:
    """Telegram edits the message every few seconds: each time it would ask the question again."""
    async with at_the_first_question(town) as ani:
        sent = await ani.send_location(-6.97, 111.42)
        await ani.wait("Sudah kubaca")
        version = town.session_of(ani).version
        moved = {"latitude": -6.98, "longitude": 111.43, "live_period": 900}
        edited = {"message_id": sent["message_id"], "date": 1_790_000_000, "edit_date": 1_790_000_060}
        about = {"chat": _chat(ani), "from": _user(ani), "location": moved}
        town.sandbox.inject(REPORTER_TOKEN, {"edited_message": edited | about})
        await ani.send("terima kasih")
        await eventually(lambda: town.words_of(ani) == ["📍 -6.97000, 111.42000", "terima kasih"])
        assert town.session_of(ani).version == version + 1


@pytest.mark.fault("U3")
async def test_an_edited_message_is_words_once_more(town: Town) -> None:
    async with at_the_first_question(town) as ani:
        sent = await ani.send("dipukul")
        await ani.wait("Sudah kubaca")
        await ani.edit(sent["message_id"], "dipukul bapak")
        await eventually(lambda: town.words_of(ani) == ["dipukul", "dipukul bapak"])


@pytest.mark.parametrize("hidden", [True, False])
async def test_a_forward_is_words_and_its_author_is_dropped(town: Town, hidden: bool) -> None:
    async with at_the_first_question(town) as ani:
        await ani.forward("besok kita ketemu di sekolah", hidden_user=hidden, sender="Pelaku Terang")
        await ani.wait("Sudah kubaca")
        assert town.words_of(ani) == ["besok kita ketemu di sekolah"]
        assert "Pelaku" not in json.dumps(town.session_of(ani).as_data())


@pytest.mark.parametrize(
    "words",
    ["a" * 10_000, "😀" * 5_000, "\u202eterbalik\u200b\u2066 aku\ufeff takut", "Z̷̢̛a̶l̸g̵o" * 300, "nul\x00di tengah",
     "   \n\t x", "<b>tebal</b> & {kurung} %s", "/tidakada itu ibuku", "-" * 4096, "ꦗꦮ ꦱꦸꦫꦧꦪ"],
)  # fmt: skip
@pytest.mark.fault("X3")
@pytest.mark.threat("I1", "I2")
async def test_odd_words_are_kept_as_they_are_and_shown_without_tricks(town: Town, words: str) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        await files(ani, words)
        kept = town.words_of(ani)
        assert kept in ([words.strip()], [])
        await town.desk.wait("kode")
        await town.desk.tap(data=button(town.desk, "open"))
        card = await town.desk.wait("⛔ JANGAN")
        assert not set(card["text"]) & set("\u202e\u200b\ufeff\x00")


async def test_half_a_character_is_mended(town: Town) -> None:
    async with at_the_first_question(town) as ani:
        raw = {"message_id": 70_001, "from": _user(ani), "chat": _chat(ani), "date": int(time.time())}
        body = json.dumps({"ok": True, "result": [{"update_id": 5, "message": raw | {"text": "aku \ud83d takut"}}]})
        town.sandbox.faults.add(method="getUpdates", token=REPORTER_TOKEN, status=200, body=body)
        _wake(town)
        await ani.wait("Sudah kubaca")
        assert town.words_of(ani) == ["aku \ufffd takut"]


async def test_keluar_as_a_whole_message_leads_out_and_inside_a_story_does_not(town: Town) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        await say(ani, "/start")
        await say(ani, "dia bilang keluar dari rumah")
        await ani.wait(SAFE_QUESTION)
        await say(ani, "KELUAR ")
        await eventually(lambda: SAFE_QUESTION not in ani.screen)


# -- updates no person could send --------------------------------------------------------------------------------

MALFORMED: list[Any] = [
    {},
    {"message": None},
    {"message": []},
    {"message": {"text": "tanpa apa pun"}},
    {"message": {"message_id": 1, "date": 0, "chat": {"id": "x", "type": "private"}, "text": 7}},
    {"callback_query": {"id": 1}},
    {"callback_query": {"id": "9", "from": {"id": 1, "is_bot": False, "first_name": "x"}, "chat_instance": "1"}},
    {"my_chat_member": {"chat": {}}},
    {"thing_of_tomorrow": {"from": {"id": 5, "first_name": "Nama Besok"}}},
    {"message": {"text": "x" * 100_000}},
    {"message": {"a": [[[[[[[[[[{"b": {"c": {"d": {}}}}]]]]]]]]]]}},
]


@pytest.mark.parametrize("token", [REPORTER_TOKEN, DUTY_TOKEN])
@pytest.mark.fault("U4")
async def test_malformed_updates_are_set_aside_and_everybody_else_is_heard(town: Town, token: str) -> None:
    async with town.bots():
        await town.desk.wait("Halo Petugas Satu")
        for number, odd in enumerate(MALFORMED):
            town.sandbox.inject(token, odd)
            if token == REPORTER_TOKEN:
                await say(town.reporter(f"Orang {number}"), "halo")
        if token == DUTY_TOKEN:
            await say(town.desk, "/bantuan")
        await eventually(lambda: town.sandbox.pending(token) == 0)
        kept = town.rows("SELECT error FROM quarantine")
        assert len(kept) >= 3
        assert all(str(row[0]).isidentifier() for row in kept)


@pytest.mark.parametrize(
    "trimmings",
    [
        {"forward_origin": {"type": "hidden_user"}},
        {"forward_origin": {"type": "of_tomorrow", "sender": 5}},
        {"entities": [{"type": 5}]},
        {"from": {"id": "x"}, "date": "yesterday"},
        {"reply_to_message": {"text": "?"}},
    ],
)
async def test_words_are_not_lost_to_trimmings_that_cannot_be_read(town: Town, trimmings: dict[str, Any]) -> None:
    """One odd forward once barred a whole bot for a day; here it is even heard."""
    async with at_the_first_question(town) as ani:
        raw = {"message_id": 70_001, "from": _user(ani), "chat": _chat(ani), "date": int(time.time())}
        town.sandbox.inject(REPORTER_TOKEN, {"message": raw | {"text": "halo bu"} | trimmings})
        await ani.wait("Sudah kubaca")
        assert town.words_of(ani) == ["halo bu"]


async def test_who_sent_what_nobody_can_read_is_told_that_it_was_not_kept(town: Town) -> None:
    async with at_the_first_question(town) as ani:
        raw = {"message_id": 70_001, "from": _user(ani), "chat": _chat(ani), "date": "yesterday"}
        town.sandbox.inject(REPORTER_TOKEN, {"message": raw | {"photo": "?"}})
        said = await ani.wait("tidak tersimpan")
        assert "110 (polisi)" in said["text"]
        assert town.number("SELECT count(*) FROM quarantine") == 1


@pytest.mark.fault("U3")
async def test_a_recognised_update_about_nothing_is_passed_over(town: Town) -> None:
    async with at_the_first_question(town) as ani:
        ani.block()
        ani.unblock()
        raw = {"message_id": 70_001, "from": _user(ani), "chat": _chat(ani), "date": int(time.time())}
        town.sandbox.inject(REPORTER_TOKEN, {"message": raw | {"message_auto_delete_timer_changed": {
            "message_auto_delete_time": 86400}}})  # fmt: skip
        await eventually(lambda: town.sandbox.pending(REPORTER_TOKEN) == 0)
        assert town.number("SELECT count(*) FROM quarantine") == 0


# -- taps --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", ["", "x", "safety.no", "safety.no|safety", "a|b|c", "safety.no|safety|99999999999", "|" * 60, "exit||0",
             "safety.no|where|1", "nonsense|safety|1", "☃|safety|1"],
)  # fmt: skip
@pytest.mark.fault("U5")
async def test_a_button_that_never_was_asks_again(town: Town, data: str) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        await say(ani, "/start")
        live = next(m for m in ani.messages if m["buttons"])
        raw = {"message_id": live["message_id"], "chat": _chat(ani), "date": int(time.time()), "text": "?"}
        query = {"id": "77", "from": _user(ani), "message": raw, "chat_instance": "1", "data": data}
        town.sandbox.inject(REPORTER_TOKEN, {"callback_query": query})
        await eventually(lambda: town.sandbox.calls_of("answerCallbackQuery"))
        await eventually(lambda: town.sandbox.pending(REPORTER_TOKEN) == 0)
        await asyncio.sleep(0.5)  # the screen is asked again: its buttons may be new ones
        if not data.startswith("exit"):
            await tap(ani, "safety.yes")
            await ani.wait("Bisa mengetik sekarang")


@pytest.mark.fault("U5")
async def test_a_tap_that_is_too_old_to_answer_still_counts(town: Town) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        await say(ani, "/start")
        data = button(ani, "safety.yes")
        town.sandbox.faults.add(
            method="answerCallbackQuery",
            status=400,
            body={"ok": False, "error_code": 400, "description": "Bad Request: query is too old"},
        )
        await ani.tap(data=data)
        await ani.wait("Bisa mengetik sekarang")


@pytest.mark.fault("U6")
async def test_a_message_that_is_gone_is_said_anew(town: Town) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        first = await say(ani, "/start")
        body = {"ok": False, "error_code": 400, "description": "Bad Request: message to edit not found"}
        town.sandbox.faults.add(method="editMessageText", status=400, body=body)
        await ani.tap(data=button(ani, "safety.yes"))
        await ani.wait("Bisa mengetik sekarang", since=first["message_id"])


@pytest.mark.fault("U2")
async def test_words_and_taps_all_at_once_are_taken_in_order(town: Town) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        await say(ani, "/start")
        with town.locked():
            for n in range(10):
                await ani.forward(f"pesan {n}")
            await ani.tap(data=button(ani, "safety.yes"))
            await ani.send("sesudahnya")
        await eventually(lambda: len(town.words_of(ani)) == 11)
        assert town.words_of(ani) == [*(f"pesan {n}" for n in range(10)), "sesudahnya"]
        await eventually(lambda: sum(1 for m in ani.messages if m["buttons"]) == 1)
        await tap(ani, "safety.yes" if town.session_of(ani).step == "safety" else "privacy.yes")


# -- groups ------------------------------------------------------------------------------------------------------


async def test_the_reporters_bot_leaves_groups_and_says_nothing(town: Town) -> None:
    async with town.bots("reporter"):
        ibu = town.sandbox.person("Ibu")
        arisan = town.sandbox.group("Arisan", members=[ibu])
        arisan.add(REPORTER_TOKEN, ibu)
        await eventually(lambda: town.sandbox.calls_of("leaveChat"))
        assert town.sandbox.calls_of("leaveChat")[0] == {"chat_id": arisan.id}
        again = town.sandbox.group("RT 3", bots=[REPORTER_TOKEN], members=[ibu])
        await again.as_(ibu).send("/start")
        await eventually(lambda: len(town.sandbox.calls_of("leaveChat")) == 2)
        assert town.sandbox.calls_of("sendMessage", REPORTER_TOKEN) == []
        assert town.number("SELECT count(*) FROM sessions") == 0


@pytest.mark.fault("R1")
async def test_the_duty_bot_leaves_groups_that_are_not_its_desk(town: Town) -> None:
    async with town.bots():
        ibu = town.sandbox.person("Ibu")
        arisan = town.sandbox.group("Arisan", members=[ibu, town.officer])
        arisan.add(DUTY_TOKEN, ibu)
        await eventually(lambda: town.sandbox.calls_of("leaveChat", DUTY_TOKEN))
        again = town.sandbox.group("RT 3", bots=[DUTY_TOKEN], members=[town.officer])
        await again.as_(town.officer).send("/start")
        await eventually(lambda: len(town.sandbox.calls_of("leaveChat", DUTY_TOKEN)) == 2)
        assert [call["chat_id"] for call in town.sandbox.calls_of("leaveChat", DUTY_TOKEN)] == [arisan.id, again.id]
        assert not any(m["from_bot"] for m in (*arisan.messages, *again.messages))
        assert town.rows("SELECT actor, case_number FROM audit WHERE action = 'group refused'") == [("stranger", None)]
        await town.group.as_(town.officer).send("siapa piket malam ini?")
        await calls_for_help(town.reporter("Ani"))
        await town.group.wait("DARURAT")
        assert len(town.sandbox.calls_of("leaveChat", DUTY_TOKEN)) == 2


async def test_officers_hear_at_once_that_the_bot_was_thrown_out_of_its_group(town: Town) -> None:
    async with town.bots():
        await town.desk.wait("Halo")
        town.group.kick(DUTY_TOKEN, town.officer)
        await town.desk.wait("Bot tidak bisa menulis ke grup piket")
        await calls_for_help(town.reporter("Ani"))
        await town.desk.wait("DARURAT")
        await asyncio.sleep(1.0)
        assert sum("grup piket" in m["text"] for m in town.desk.messages) == 1, "once an hour"
        # Without a desk of its own the bot cannot know that another group is not the desk under a new id.
        other = town.sandbox.group("Piket baru", bots=[DUTY_TOKEN], members=[town.officer])
        await other.as_(town.officer).send("halo")
        await eventually(lambda: town.sandbox.pending(DUTY_TOKEN) == 0)
        await asyncio.sleep(0.5)
        assert town.sandbox.calls_of("leaveChat", DUTY_TOKEN) == []


async def test_a_group_that_grew_is_not_left_when_its_new_id_is_heard_first(town: Town) -> None:
    small = town.sandbox.group("Piket kecil", id=-4001, bots=[DUTY_TOKEN], members=[town.officer])
    town.group, town.group_id = small, small.id
    async with town.bots():
        await town.desk.wait("Halo")
        with town.locked():
            grown: Group = small.migrate()
            town.sandbox.world.bots[DUTY_TOKEN].queue.clear()
        await grown.as_(town.officer).send("pindah")
        await eventually(lambda: town.rows("SELECT chat_id FROM desk_chats") == [(grown.id,)])
        await calls_for_help(town.reporter("Ani"))
        await grown.wait("DARURAT")
        assert town.sandbox.calls_of("leaveChat", DUTY_TOKEN) == []


async def test_what_is_said_in_the_duty_group_is_never_sent_to_a_reporter(town: Town) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        await calls_for_help(ani)
        here = town.group.as_(town.officer)
        alert = await here.wait("DARURAT")
        await here.tap(data=button(here, "reply"))
        await town.desk.wait("Tulis jawaban")
        await here.send("siapa yang bisa ke sana?")
        await here.reply(alert["message_id"], "aku saja")
        await eventually(lambda: town.sandbox.pending(DUTY_TOKEN) == 0)
        await asyncio.sleep(0.3)
        assert town.number("SELECT count(*) FROM letters") == 0
        assert not any(m["from_bot"] and m["message_id"] > alert["message_id"] for m in here.messages)
        await town.desk.send("Kami di jalan.")
        await ani.wait(lambda m: m["text"] == "Ada kabar.")


async def test_what_an_officer_typed_before_the_invitation_is_never_sent_to_a_reporter(town: Town) -> None:
    """*Balas* was tapped while the bot was down; then the officer wrote something else. All of it arrives at once."""
    async with town.bots():
        ani = town.reporter("Ani")
        await calls_for_help(ani)
        await town.desk.wait("DARURAT")
        await town.desk.tap(data=button(town.desk, "reply"))
        raw = {"message_id": 70_001, "from": _user(town.desk), "chat": _chat(town.desk), "date": int(time.time()) - 600}
        town.sandbox.inject(DUTY_TOKEN, {"message": raw | {"text": "mbak, botnya mati ya?"}})
        await town.desk.wait("Belum terkirim ke siapa pun")
        await town.desk.wait("Tulis jawaban")
        assert town.number("SELECT count(*) FROM letters") == 0
        dated = [m["date"] for m in town.desk.messages if "Tulis jawaban" in m["text"]]

        def since() -> float:
            asked = town.rows("SELECT replying_since FROM officers WHERE replying_to IS NOT NULL")[0][0]
            return datetime.fromisoformat(str(asked)).replace(tzinfo=UTC).timestamp()

        await eventually(lambda: since() >= dated[0], otherwise="it counts from when the question was shown")
        await town.desk.send("Kami di jalan.")
        await town.desk.wait("Terkirim. Pelapor")
        assert town.number("SELECT count(*) FROM letters") == 1


# -- people who may not ------------------------------------------------------------------------------------------


async def test_a_stranger_at_the_duty_bot_gets_one_kind_sentence(town: Town) -> None:
    async with town.bots():
        await calls_for_help(town.reporter("Ani"))
        await town.group.wait("DARURAT")
        tamu = town.sandbox.person("Tamu")
        town.group.join(tamu)
        chat = tamu.chat(DUTY_TOKEN)
        for words in ("/start", "/batal", "siapa korban?"):
            said = await say(chat, words)
            assert said["text"].startswith("Bot ini hanya untuk petugas piket.")
        await chat.send_photo()
        here = town.group.as_(tamu)
        for id in ("acknowledge", "open", "reply"):
            await here.tap(data=button(here, id))
        await eventually(lambda: len(here.toasts) == 3)
        assert {toast["text"] for toast in here.toasts} == {"Tombol ini hanya untuk petugas piket."}
        assert town.number("SELECT count(*) FROM cases WHERE acknowledged_by IS NOT NULL") == 0
        assert town.number("SELECT count(*) FROM audit WHERE action IN ('opened', 'acknowledged')") == 0
        assert not any("JANGAN" in line for line in chat.transcript())
        refused = town.rows("SELECT actor, case_number FROM audit WHERE action = 'refused'")
        assert refused == [("stranger", town.case_number())], "once an hour, and not who"
        assert not town.rows("SELECT 1 FROM outbox WHERE kind = 'alarm'")


@pytest.mark.fault("R1")
@pytest.mark.threat("O2")
async def test_an_officer_who_left_can_do_nothing_from_that_moment_on(town: Town) -> None:
    async with town.bots():
        wati = _another_officer(town, "Petugas Wati")
        await wati.chat(DUTY_TOKEN).wait("Halo Petugas Wati")
        await calls_for_help(town.reporter("Ani"))
        chat = wati.chat(DUTY_TOKEN)
        await chat.wait("DARURAT")
        with town.database() as db:
            roster.end(db, town.office.code, wati.id, _now())
        for id in ("acknowledge", "open", "reply"):
            await chat.tap(data=button(chat, id))
        await eventually(lambda: len(chat.toasts) == 3)
        assert {toast["text"] for toast in chat.toasts} == {"Tombol ini hanya untuk petugas piket."}
        assert town.number("SELECT count(*) FROM letters") == 0
        assert town.rows("SELECT actor FROM audit WHERE action = 'refused'") == [("officer:2",)]
        await calls_for_help(town.reporter("Budi"))
        number = town.case_number()
        await town.desk.wait(f"kode {number}")
        await asyncio.sleep(0.5)
        assert not any(number in m["text"] for m in chat.messages), "no alert either"


async def test_a_button_in_a_foreign_group_does_nothing(town: Town) -> None:
    async with town.bots():
        await calls_for_help(town.reporter("Ani"))
        await town.desk.wait("DARURAT")
        number = town.case_number()
        foreign = {"id": -100_777, "type": "supergroup", "title": "Lain"}
        for n, name in enumerate(("acknowledge", "open", "reply")):
            raw = {"message_id": 5, "chat": foreign, "date": int(time.time()), "text": "?"}
            data = f"{name}|{number}|1"
            query = {"id": f"7{n}", "from": _user(town.desk), "message": raw, "chat_instance": "1", "data": data}
            town.sandbox.inject(DUTY_TOKEN, {"callback_query": query})
        await eventually(lambda: len(town.sandbox.calls_of("answerCallbackQuery", DUTY_TOKEN)) == 3)
        said = {call["text"] for call in town.sandbox.calls_of("answerCallbackQuery", DUTY_TOKEN)}
        assert said == {"Tombol ini hanya berlaku di grup piket atau di chat pribadi dengan bot ini."}
        assert town.rows("SELECT acknowledged_by FROM cases") == [(None,)]
        refused = town.rows("SELECT actor, case_number FROM audit WHERE action = 'refused'")
        assert refused == [("officer:1", number)]
        await town.desk.tap(data=button(town.desk, "acknowledge"))
        await town.desk.wait("✋ Diterima")


async def test_a_refusal_is_noted_once_an_hour_and_again_when_it_was_undone(
    town: Town, duty_keys: DutyKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town.database() as db:
        desk = Desk(db, duty_keys, town.office, town.group_id)
        ids = iter(range(1, 100))

        def tap_of(person: int, at: datetime) -> None:
            tap = Act(next(ids), "open", person=person, chat=person, number="A2A2A", version=1, callback_id="7")
            answer = desk.take(tap, at)
            assert answer is not None
            assert answer.toast == "Tombol ini hanya untuk petugas piket."

        noon = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
        with monkeypatch.context() as broken:
            broken.setattr("bot.duty.desk.Answer", lambda **_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                tap_of(77, noon)
        for minutes in (0, 5, 59, 61, 70):
            for person in (77, 78):
                tap_of(person, noon + timedelta(minutes=minutes))
        assert town.number("SELECT count(*) FROM audit WHERE action = 'refused' AND actor = 'stranger'") == 4


async def test_an_officer_who_never_pressed_start_is_told_what_to_do(town: Town) -> None:
    async with town.bots():
        wati = town.sandbox.person("Petugas Wati")
        town.employ(wati)
        town.group.join(wati)
        await calls_for_help(town.reporter("Ani"))
        here = town.group.as_(wati)
        await here.wait("DARURAT")
        await here.tap(data=button(here, "open"))
        await eventually(lambda: here.toasts)
        assert "tekan Start dulu" in here.toasts[0]["text"]


@pytest.mark.parametrize("kind", ["sticker", "photo", "voice", "contact", "location", "poll"])
async def test_officers_are_told_that_only_words_are_passed_on(town: Town, kind: str) -> None:
    async with town.bots("duty"):
        await getattr(town.desk, f"send_{kind}")()
        await town.desk.wait("hanya bisa meneruskan tulisan")
        assert not town.sandbox.calls_of("getFile")


@pytest.mark.parametrize(
    "data", ["", "open", "open|", "open|XXXXX|1", "acknowledge|'; DROP TABLE cases|1", "|||", "reply|" + "A" * 50]
)
async def test_a_duty_button_that_never_was_is_answered(town: Town, data: str) -> None:
    async with town.bots("duty"):
        hello = await town.desk.wait("Halo Petugas Satu")
        raw = {"message_id": hello["message_id"], "chat": _chat(town.desk), "date": int(time.time()), "text": "?"}
        query = {"id": "77", "from": _user(town.desk), "message": raw, "chat_instance": "1", "data": data}
        town.sandbox.inject(DUTY_TOKEN, {"callback_query": query})
        await eventually(lambda: town.sandbox.calls_of("answerCallbackQuery", DUTY_TOKEN))
        assert "ada" in town.sandbox.calls_of("answerCallbackQuery", DUTY_TOKEN)[0]["text"]


async def test_a_turn_of_the_desk_that_fails_is_set_aside_and_its_tap_answered(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town.bots():
        await calls_for_help(town.reporter("Ani"))
        await town.desk.wait("DARURAT")

        def fail(*_: Any, **__: Any) -> None:
            raise ZeroDivisionError

        with monkeypatch.context() as broken:
            broken.setattr("storage.cases.acknowledge", fail)
            await town.desk.tap(data=button(town.desk, "acknowledge"))
            await eventually(lambda: town.sandbox.calls_of("answerCallbackQuery", DUTY_TOKEN))
            await eventually(lambda: town.rows("SELECT 1 FROM quarantine WHERE error = 'ZeroDivisionError'"))
        await town.desk.tap(data=button(town.desk, "acknowledge"))
        await town.desk.wait("✋ Diterima")


# -- Telegram says no --------------------------------------------------------------------------------------------


@pytest.mark.fault("U8")
async def test_a_reporter_who_blocked_the_bot_stops_nobody(town: Town) -> None:
    async with town.bots():
        ani, budi = town.reporter("Ani"), town.reporter("Budi")
        await files(ani)
        await tap(ani, "next", "skip", "hub.contact", "contact.anytime")
        await town.desk.wait("kode")
        ani.block()
        await town.desk.tap(data=button(town.desk, "reply"))
        await town.desk.wait("Tulis jawaban")
        await town.desk.send("Kami di jalan.")
        await eventually(lambda: town.rows("SELECT 1 FROM outbox WHERE kind='news' AND last_error='telegram.403'"))
        await say(budi, "/start")
        ani.unblock()
        await say(ani, "aku kembali")
        await tap(ani, "open_news", "news.safe")
        await ani.wait("Kami di jalan.")


async def test_a_blocked_reply_is_tried_again_when_telegram_wants_patience(town: Town) -> None:
    async with town.bots("reporter"):
        ani, budi = town.reporter("Ani"), town.reporter("Budi")
        town.sandbox.faults.add(method="sendMessage", token=REPORTER_TOKEN, chat=ani.id, retry_after=10)
        town.sandbox.faults.add(method="sendMessage", token=REPORTER_TOKEN, chat=ani.id, kind="reset")
        town.sandbox.faults.add(method="sendMessage", token=REPORTER_TOKEN, chat=ani.id, status=502, body="<html>")
        began = time.monotonic()
        await ani.send("/start")
        await say(budi, "/start", 9)
        assert time.monotonic() - began < 10, "others do not wait"
        await ani.wait(SAFE_QUESTION, 30)


@pytest.mark.fault("U8")
async def test_an_officer_who_blocked_the_bot_is_reported_to_the_others(town: Town) -> None:
    async with town.bots():
        wati = _another_officer(town, "Petugas Wati")
        await wati.chat(DUTY_TOKEN).wait("Halo Petugas Wati")
        wati.chat(DUTY_TOKEN).block()
        await calls_for_help(town.reporter("Ani"))
        for side in (town.group, town.desk):
            await side.wait("DARURAT")
            await side.wait("Bot tidak bisa menjangkau Petugas Wati")
        assert town.rows("SELECT reachable FROM officers WHERE telegram_id = ?", wati.id) == [(0,)]
        wati.chat(DUTY_TOKEN).unblock()
        await say(wati.chat(DUTY_TOKEN), "/start")
        assert town.rows("SELECT reachable FROM officers WHERE telegram_id = ?", wati.id) == [(1,)]


@pytest.mark.parametrize("said", ["chat not found", "PEER_ID_INVALID", "user is deactivated"])
async def test_a_chat_that_is_closed_is_reported_to_the_others(town: Town, said: str) -> None:
    async with town.bots():
        wati = _another_officer(town, "Petugas Wati")
        await wati.chat(DUTY_TOKEN).wait("Halo Petugas Wati")
        _refuses(town, wati.id, said)
        await calls_for_help(town.reporter("Ani"))
        for side in (town.group, town.desk):
            await side.wait("Bot tidak bisa menjangkau Petugas Wati")
        assert town.rows("SELECT reachable FROM officers WHERE telegram_id = ?", wati.id) == [(0,)]


async def test_a_mistake_of_ours_silences_no_officer_and_is_told(town: Town) -> None:
    async with town.bots():
        wati = _another_officer(town, "Petugas Wati")
        await wati.chat(DUTY_TOKEN).wait("Halo Petugas Wati")
        mistake = _refuses(town, wati.id, "BUTTON_DATA_INVALID")
        await calls_for_help(town.reporter("Ani"))
        await town.desk.wait("ditolak Telegram karena kesalahan program")
        await eventually(lambda: mistake.seen > 1)
        assert town.rows("SELECT reachable FROM officers WHERE telegram_id = ?", wati.id) == [(1,)]
        assert town.number("SELECT count(*) FROM outbox WHERE kind = 'unreachable'") == 0
        assert town.number("SELECT count(*) FROM outbox WHERE kind = 'alarm' AND destination = 'desk'") == 1
        mistake.release()
        await wati.chat(DUTY_TOKEN).wait(f"kode {town.case_number()}", 20)


@pytest.mark.fault("U9")
async def test_a_group_that_threw_the_bot_out_is_reported_to_the_officers(town: Town) -> None:
    async with town.bots():
        await town.desk.wait("Halo")
        town.group.kick(DUTY_TOKEN, town.officer)
        await calls_for_help(town.reporter("Ani"))
        await town.desk.wait("DARURAT")
        await town.desk.wait("Bot tidak bisa menulis ke grup piket")


async def test_a_case_nobody_can_be_told_of_stays_owed_until_somebody_can(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No officer pressed Start, and the group threw the bot out."""
    monkeypatch.setattr("bot.duty.delivery.NOBODY", 0.5)
    with town.plain() as conn:
        conn.execute("UPDATE officers SET started_at = NULL")
    async with town.bots("duty"):
        town.group.kick(DUTY_TOKEN, town.officer)
        async with town.bots("reporter"):
            await calls_for_help(town.reporter("Ani"))
        await asyncio.sleep(3.0)
        tried = len(town.sandbox.calls_of("sendMessage", DUTY_TOKEN))
        assert 1 < tried <= 10, "tried again, and not in a storm"
        assert town.number("SELECT max(length(code)) FROM outbox") < 40
        await town.desk.send("/start")
        await town.desk.wait("DARURAT", 30)


@pytest.mark.fault("N1")
async def test_a_429_of_the_group_rests_the_group_and_nobody_else(town: Town) -> None:
    async with town.bots():
        town.sandbox.faults.add(method="sendMessage", token=DUTY_TOKEN, chat=town.group.id, retry_after=8)
        began = time.monotonic()
        await calls_for_help(town.reporter("Ani"))
        await town.desk.wait("DARURAT", 7)
        assert not [m for m in town.group.messages if "DARURAT" in m["text"]]
        await calls_for_help(town.reporter("Budi"))
        await town.desk.wait(f"kode {town.case_number()}", 7)
        assert len([m for m in town.group.messages if "DARURAT" in m["text"]]) == 0, "the second one rests too"
        await eventually(lambda: len([m for m in town.group.messages if "DARURAT" in m["text"]]) == 2, 40)
        assert time.monotonic() - began >= 8


async def test_a_chat_that_asked_for_rest_is_not_asked_again_by_anybody(town: Town) -> None:
    """A card that Telegram put off and an alert to the same chat share one pause."""
    async with town.bots():
        await calls_for_help(town.reporter("Ani"))
        await town.desk.wait("DARURAT")
        rest = town.sandbox.faults.add(method="sendMessage", token=DUTY_TOKEN, chat=town.desk.id, retry_after=8)
        again = town.sandbox.faults.add(method="sendMessage", token=DUTY_TOKEN, chat=town.desk.id, retry_after=3)
        began = time.monotonic()
        await town.desk.tap(data=button(town.desk, "open"))
        await eventually(lambda: rest.seen)
        await calls_for_help(town.reporter("Budi"))
        number = town.case_number()
        await town.group.wait(f"kode {number}", 7)
        await asyncio.sleep(max(0.0, began + 7 - time.monotonic()))
        assert again.seen == 0, "nobody asked before the end"
        again.release()
        await town.desk.wait(f"kode {number}", 30)
        await town.desk.wait("⛔ JANGAN", 30)


async def test_a_chat_that_rests_hears_later_who_took_the_case_and_the_others_now(town: Town) -> None:
    async with town.bots():
        await calls_for_help(town.reporter("Ani"))
        for side in (town.group, town.desk):
            await side.wait("DARURAT")
        sent = "SELECT destination FROM outbox WHERE detail LIKE '%chat%' ORDER BY id"
        await eventually(lambda: town.rows(sent) == [("group",), ("officer:1",)])  # the group is told first
        town.sandbox.faults.add(method="editMessageText", token=DUTY_TOKEN, chat=town.group.id, retry_after=15)
        await town.desk.tap(data=button(town.desk, "acknowledge"))
        await town.desk.wait("✋ Diterima", 12)
        await town.group.wait("✋ Diterima", 40)


async def test_a_reporters_chat_that_asked_for_rest_is_left_alone_by_news_too(town: Town) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        await calls_for_help(ani)
        await town.desk.wait("DARURAT")
        edit = town.sandbox.faults.add(method="editMessageText", token=REPORTER_TOKEN, chat=ani.id, retry_after=8)
        again = town.sandbox.faults.add(method="sendMessage", token=REPORTER_TOKEN, chat=ani.id, retry_after=3)
        began = time.monotonic()
        await ani.tap(data=button(ani, "next"))
        await eventually(lambda: edit.seen)
        await town.desk.tap(data=button(town.desk, "reply"))
        await town.desk.wait("Tulis jawaban")
        await say(town.desk, "Kami di jalan.")
        await asyncio.sleep(max(0.0, began + 7 - time.monotonic()))
        assert again.seen == 0
        again.release()
        await ani.wait("Ada kabar.", 30)


async def test_a_destination_that_does_not_answer_holds_up_no_other(town: Town) -> None:
    async with town.bots():
        stuck = town.sandbox.faults.hold(method="sendMessage", token=DUTY_TOKEN, chat=town.desk.id, times=None)
        await calls_for_help(town.reporter("Ani"))
        await asyncio.wait_for(stuck.arrived.wait(), 30)
        await calls_for_help(town.reporter("Budi"))
        await town.group.wait(f"kode {town.case_number()}", 8)
        stuck.release()


@pytest.mark.fault("N3")
async def test_when_the_line_is_back_after_an_hour_an_urgent_call_goes_out_within_seconds(town: Town) -> None:
    """However often it was tried in vain: L3 wants DARURAT within 15 s."""
    async with town.bots():
        away = town.sandbox.faults.add(method="sendMessage", token=DUTY_TOKEN, times=None, kind="reset")
        await calls_for_help(town.reporter("Ani"))
        await eventually(lambda: away.seen >= 2)
        with town.plain() as conn:
            conn.execute("UPDATE outbox SET tries = 400, next_try_at = '2020-01-01' WHERE destination LIKE 'officer%'")
        row = "SELECT next_try_at FROM outbox WHERE tries > 400 AND lease_until IS NULL AND last_error IS NOT NULL"
        ((due,),) = await eventually(lambda: town.rows(row))
        assert datetime.fromisoformat(str(due)).replace(tzinfo=UTC) <= datetime.now(UTC) + timedelta(seconds=10)


@pytest.mark.fault("N1", "N3")
async def test_opening_a_card_survives_a_429_and_a_broken_line(town: Town) -> None:
    async with town.bots():
        await calls_for_help(town.reporter("Ani"))
        await town.desk.wait("DARURAT")
        town.sandbox.faults.add(method="answerCallbackQuery", token=DUTY_TOKEN, status=500)
        town.sandbox.faults.add(method="sendMessage", token=DUTY_TOKEN, chat=town.desk.id, kind="reset")
        town.sandbox.faults.add(method="editMessageText", token=DUTY_TOKEN, chat=town.desk.id, retry_after=1)
        await town.desk.tap(data=button(town.desk, "open"))
        await town.desk.wait("⛔ JANGAN", 30)


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.fault("U9")
async def test_a_group_that_moved_is_followed(town: Town, announced: bool) -> None:
    small = town.sandbox.group("Piket kecil", id=-4001, bots=[DUTY_TOKEN], members=[town.officer])
    town.group, town.group_id = small, small.id
    async with town.bots():
        await calls_for_help(town.reporter("Ani"))
        await small.wait("DARURAT")
        grown: Group = small.migrate()
        if not announced:  # the service message got lost: the next alert hears it as an error
            with town.plain() as conn:
                conn.execute("DELETE FROM desk_chats")
            town.sandbox.world.bots[DUTY_TOKEN].queue.clear()
        await calls_for_help(town.reporter("Budi"))
        number = town.case_number()
        for side in (grown, town.desk):
            await side.wait(f"kode {number}")
        await eventually(lambda: town.rows("SELECT chat_id FROM desk_chats") == [(grown.id,)])
        # The old alert stands in a chat that is no more: taking the case is told everywhere else, and is done with.
        for message in [m for m in town.desk.messages if "DARURAT" in m["text"]]:
            data = next(data for _, data in message["buttons"] if data.startswith("acknowledge"))
            await town.desk.tap(data=data, message_id=message["message_id"])
        await eventually(
            lambda: (
                sum("✋ Diterima" in m["text"] for m in town.desk.messages) == 2
                and not town.rows("SELECT 1 FROM outbox WHERE kind = 'taken' AND done_hour IS NULL")
            ),
            8,
        )


async def test_a_second_poller_is_told_to_the_desk_and_both_go_on(town: Town) -> None:
    async with town.bots():
        await say(town.reporter("Ani"), "/start")
        town.sandbox.faults.add(method="getUpdates", token=REPORTER_TOKEN, status=409)
        _wake(town)
        for side in (town.group, town.desk):
            await side.wait("Ada program lain yang memakai token bot pelapor")
        await say(town.reporter("Budi"), "/start")


async def test_a_second_poller_of_the_duty_bot_is_told_to_the_desk(town: Town) -> None:
    async with town.bots():
        town.sandbox.faults.add(method="getUpdates", token=DUTY_TOKEN, status=409)
        await town.desk.send("/start")
        for side in (town.group, town.desk):
            await side.wait("Ada program lain yang memakai token bot piket", 30)


async def test_a_group_lost_after_it_was_reached_does_not_silence_the_officers(town: Town) -> None:
    async with town.bots():
        await calls_for_help(town.reporter("Ani"))
        await town.group.wait("DARURAT")
        await eventually(lambda: town.rows("SELECT 1 FROM outbox WHERE destination = 'group' AND detail IS NOT NULL"))
    town.sandbox.faults.add(method="getChat", status=403, times=None)
    town.sandbox.faults.add(chat=town.group.id, status=403, times=None)
    async with town.bots():
        await calls_for_help(town.reporter("Budi"))
        await eventually(lambda: sum("DARURAT" in m["text"] for m in town.desk.messages) == 2)


async def test_a_private_chat_is_no_duty_group(town: Town) -> None:
    town.group_id = town.officer.id
    with pytest.raises(StartRefused, match=r"^WADUL_DUTY_CHAT bukan grup"):
        async with town.bots("duty"):
            await asyncio.sleep(0)


async def test_a_token_revoked_while_running_is_told_to_the_desk(town: Town) -> None:
    async with town.bots():
        await say(town.reporter("Ani"), "/start")
        town.sandbox.revoke(REPORTER_TOKEN)
        _wake(town)
        for side in (town.group, town.desk):
            await side.wait("tokennya dicabut")
        town.sandbox.world.bots[REPORTER_TOKEN].revoked = False
        await say(town.reporter("Budi"), "/start", 20)


@pytest.mark.parametrize("side", ["reporter", "duty"])
async def test_a_token_revoked_before_the_start_is_one_sentence(town: Town, side: str) -> None:
    town.sandbox.revoke(REPORTER_TOKEN if side == "reporter" else DUTY_TOKEN)
    with pytest.raises(StartRefused, match=r"^Telegram menolak token bot [a-z]+ \(dicabut atau salah ketik\)"):
        async with town.bots(side):
            await asyncio.sleep(0)


@pytest.mark.parametrize("side", ["reporter", "duty"])
async def test_telegram_being_away_is_no_reason_not_to_start(town: Town, side: str) -> None:
    token = REPORTER_TOKEN if side == "reporter" else DUTY_TOKEN
    town.sandbox.faults.add(token=token, times=2, status=502, body="<html>Bad Gateway</html>")
    async with town.bots(side):
        chat = town.reporter("Ani") if side == "reporter" else town.desk
        await say(chat, "/start")


async def test_messages_to_wipe_one_day_are_not_forgotten_while_nothing_can_be_written(town: Town) -> None:
    async with town.bots("reporter"):
        ani = town.reporter("Ani")
        await say(ani, "/start")
        await say(ani, "satu")
        shown = ani.messages[-1]["message_id"]
        with town.locked():
            await ani.send("dua")
            await ani.wait("tersendat", 12)
        await eventually(lambda: town.words_of(ani) == ["satu", "dua"], 30)
        await eventually(lambda: shown in town.known_of(ani) or None)


async def test_a_key_that_cannot_be_written_loses_no_update(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    async with at_the_first_question(town) as ani:
        with monkeypatch.context() as trouble:
            trouble.setattr(ReporterKeys, "relay_of", full)
            await ani.send("aku takut pulang")
            sorry = await ani.wait("tersendat", 30)
            assert town.words_of(ani) == []
            assert town.sandbox.pending(REPORTER_TOKEN) == 1
        await eventually(lambda: town.words_of(ani) == ["aku takut pulang"], 20)
        await eventually(lambda: sorry["message_id"] in town.known_of(ani))
        assert town.number("SELECT count(*) FROM quarantine") == 0


@pytest.mark.parametrize(("length", "fits"), [(3_400, True), (4_096, False)])
async def test_a_long_answer_of_an_officer_is_read_in_full_or_not_taken(town: Town, length: int, fits: bool) -> None:
    async with town.bots():
        ani = town.reporter("Ani")
        await calls_for_help(ani)
        await town.desk.wait("DARURAT")
        await town.desk.tap(data=button(town.desk, "reply"))
        await town.desk.wait("Tulis jawaban")
        answered = await say(town.desk, "x" * (length - 8) + " selesai")
        if not fits:
            assert "Terkirim" not in answered["text"]
            assert town.number("SELECT count(*) FROM letters") == 0
            return
        await ani.wait(lambda m: m["text"] == "Ada kabar.")
        await tap(ani, "open_news", "news.safe")
        await ani.wait("x selesai")


# ----------------------------------------------------------------------------------------------------------------


def _now() -> Any:
    from datetime import UTC, datetime

    return datetime.now(UTC)


def _user(side: Side) -> dict[str, Any]:
    return {"id": side.person_id, "is_bot": False, "first_name": "Seseorang"}


def _chat(side: Side) -> dict[str, Any]:
    return {"id": side.id, "type": "private", "first_name": "Seseorang"}


def _refuses(town: Town, chat: int, said: str) -> Any:
    body = {"ok": False, "error_code": 400, "description": f"Bad Request: {said}"}
    fault = {"method": "sendMessage", "token": DUTY_TOKEN, "chat": chat, "times": None}
    return town.sandbox.faults.add(status=400, body=body, **fault)  # type: ignore[arg-type]


def _another_officer(town: Town, name: str) -> Person:
    person = town.sandbox.person(name)
    town.employ(person)
    town.group.join(person)
    chat = person.chat(DUTY_TOKEN)
    chat._post({"text": "/start"})
    return person


def _wake(town: Town) -> None:
    """End the poll that is held, so that the next one meets what was ordered."""
    town.sandbox.inject(REPORTER_TOKEN, {"thing_of_tomorrow": {}})
