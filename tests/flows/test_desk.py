"""The card and the alert: what an officer reads, and what nobody but an officer may."""

from __future__ import annotations

import json
from typing import Any

from flows.areas import ELSEWHERE
from flows.desk.card import alert, card, merged, rows_of
from flows.desk.plain import visible
from flows.desk.simfoni import forms
from flows.wording import text
from tests.flows.talking import BLORA, TUESDAY_TEN, Talk, core

SEALED_BOX = ("act.hit", "Dipukul", "ceritaku", "Luka")


def record(*more: str, **answers: str) -> dict[str, Any]:
    """What the office is sent, as it comes out of its box."""
    return json.loads(json.dumps(Talk().play(*core(**answers), "submit", "next", *more).session.record()))


def shown(*records: dict[str, Any], words: bool = True, letters: int = 0) -> str:
    return card("BLR-7", "SEDANG", records, BLORA, TUESDAY_TEN, words=words, letters=letters)


def test_the_first_line_is_what_must_not_be_done() -> None:
    told = record(
        *("life.no", "hub.visit", "visit.danger", "hub.keep_from", "keep.family", "keep.police", "done"),
        words="ceritaku",
    )
    first = shown(told).splitlines()[0]
    assert first.startswith("⛔ JANGAN: datang ke rumah")
    assert "Keluarga" in first
    assert "Polisi" in first


def test_as_long_as_nobody_asked_a_visit_is_warned_of() -> None:
    assert shown(record("life.no")).splitlines()[0] == text("card-dont", what=text("card-dont-ask"))


def test_where_nothing_is_forbidden_the_first_line_says_so() -> None:
    assert shown(record("life.no", "hub.visit", "visit.safe")).splitlines()[0] == text("card-dont-nothing")


def test_a_second_report_of_the_case_takes_no_prohibition_away() -> None:
    one = record("life.no", "hub.visit", "visit.danger", "hub.keep_from", "keep.family", "done")
    two = record(
        "life.no", "hub.visit", "visit.safe", "hub.keep_from", "keep.school", "done", acts="act.threatened done"
    )
    for order in ((one, two), (two, one)):
        first = shown(*order).splitlines()[0]
        assert "datang ke rumah" in first
        assert "Keluarga" in first
        assert "Sekolah" in first
    assert {"act.hit", "act.threatened"} <= set(merged([one, two])["answers"]["acts"])


def test_several_reports_keep_all_their_words_and_their_distress() -> None:
    one = Talk().play("/start", "safety.no", "dekat masjid", "skip").session.record()
    two = record("life.no", words="ceritaku")
    whole = merged([one, two])
    assert [words["text"] for words in whole["words"]] == ["dekat masjid", "ceritaku"]
    assert whole["distress"]
    assert whole["filed"]


def test_reasons_modifiers_clocks_and_forms_stand_on_the_card() -> None:
    told = record("life.no", "hub.access", "access.lives", acts="act.touched done", when="when.now")
    said = shown(told)
    for part in ("D06 ", "T03 ", text("modifier-M4_SERUMAH"), "PEP", "SIMFONI: seksual", "Cepu", "15–17"):
        assert part in said
    assert "sampai 27/11 10.00" in said  # 72 hours on the office's clock


def test_a_clock_that_a_person_must_check_says_so() -> None:
    assert "Periksa kewajiban" in shown(record("life.no", who="who.family", acts="act.touched done"))


def test_words_stand_on_the_card_only_where_the_office_lets_them() -> None:
    told = record("life.no", words="ceritaku")
    assert "ceritaku" in shown(told, words=True)
    hidden = shown(told, words=False)
    assert "ceritaku" not in hidden
    assert "wadul case show BLR-7" in hidden


def test_a_card_without_words_asks_nobody_to_read_them() -> None:
    assert "case show" not in shown(record("life.no"), words=False)


def test_a_card_is_one_telegram_message_and_says_when_it_was_cut() -> None:
    told = record("life.no", words="😶" * 5000)
    said = shown(told)
    assert len(said.encode("utf-16-le")) // 2 <= 4096
    assert said.endswith(text("card-words-cut", number="BLR-7"))


def test_hidden_and_turning_signs_are_shown_as_marks() -> None:
    said = shown(record("life.no", words="tolong\u202egnolot\u200b\ud800\tya"))
    assert "⟨202E⟩" in said
    assert "⟨200B⟩" in said
    assert "⟨D800⟩" in said
    assert "\u202e" not in said
    said.encode("utf-8")


def test_every_line_keeps_its_direction_to_itself_and_emoji_stay_whole() -> None:
    assert visible("satu\ndua").splitlines() == ["\u2068satu\u2069", "\u2068dua\u2069"]
    assert visible("satu\tdua") == "\u2068satu dua\u2069"
    assert "👩\u200d⚕\ufe0f" in visible("👩\u200d⚕\ufe0f")


def test_notes_the_desk_must_see() -> None:
    assert text("card-insider-unknown") in shown(record("life.no", insider="insider.unknown"))
    assert text("card-elsewhere") in shown(record("life.no", where="area.elsewhere"))
    half = Talk().play("/start", "safety.no", "skip", "skip").session.record()
    assert text("card-unfinished") in shown(half)
    assert text("card-unfinished") not in shown(record("life.no"))
    assert text("card-letters", count="2", unread=0) in shown(record("life.no"), letters=2)


def test_the_last_answer_is_one_line_and_not_a_whole_page() -> None:
    long = "Kami di sini.\n" + "Besok pukul 09.00 kita bicara. " * 40
    said = card("BLR-7", "SEDANG", [record("life.no")], BLORA, TUESDAY_TEN, words=True, letters=1, last=long)
    (line,) = [line for line in said.splitlines() if line.startswith("Yang terakhir: “")]
    assert "Kami di sini. Besok" in line
    assert line.endswith("…\u2069”")
    assert len(line) < 330


def test_what_is_hard_to_say_stands_on_the_card() -> None:
    assert "Cerita: 😶 Susah dikatakan" in shown(record("life.no"))
    assert "Cerita:" not in shown(record("life.no", words="ceritaku"))


def test_what_was_said_with_the_call_for_help_stands_where_nothing_was_said_later() -> None:
    called = Talk().play(
        "/start", "safety.no", "skip", "distress.write", "next", *core()[2:], "submit", "saved", "skip"
    )
    assert "Boleh ditulisi: ✅ Boleh, tulis di sini" in shown(called.session.record())
    later = shown(called.play("hub.contact", "contact.no").session.record())
    assert "Boleh ditulisi: 🔕 Jangan" in later
    assert "tulis di sini" not in later


def test_an_answer_taken_back_leaves_the_reason_why_the_urgency_was_raised() -> None:
    child = {"who": "who.family", "age": "age.u5"}
    told = record("hub.access", "access.no", **child)
    said = card("BLR-7", "DARURAT", [told], BLORA, TUESDAY_TEN, words=False, letters=0)
    assert text("card-raised", codes="D11 " + text("reason-D11_BALITA")) in said
    for other in (record(**child), record("life.no")):
        said = card("BLR-7", "DARURAT", [other], BLORA, TUESDAY_TEN, words=False, letters=0)
        assert "Dinaikkan karena" not in said


FOR_SAFETY = (
    *("hub.visit", "visit.danger", "hub.keep_from", "keep.family", "done"),
    *("hub.danger", "danger.weapon", "done", "hub.access", "access.lives"),
)
OVERWRITTEN = (
    *("hub.visit", "visit.safe", "hub.keep_from", "keep.family", "keep.school", "done"),
    *("hub.danger", "danger.weapon", "done", "hub.access", "access.no"),
)


def test_whoever_holds_the_phone_later_takes_no_protection_away() -> None:
    told = record("life.yes", "life_now.no", *FOR_SAFETY, *OVERWRITTEN, "hub.life", "life.no")
    said = shown(told)
    first = said.splitlines()[0]
    assert "datang ke rumah (kemudian diubah)" in first
    assert "Keluarga (kemudian diubah)" in first
    assert "Sekolah," in first, "what was added is not marked"
    assert "senjata (kemudian diubah)" in said
    assert "• D03 Senjata dipakai atau diancamkan (dari jawaban, kemudian diubah)" in said
    assert "• T06 " in said
    assert "Akses terlapor: 👌 Tidak bisa (sempat dijawab: 🏠 Tinggal serumah)" in said


def test_an_answer_that_was_not_changed_since_it_was_sent_has_no_trace() -> None:
    for told in (
        record("life.no", *FOR_SAFETY),
        record("life.no", *FOR_SAFETY, *OVERWRITTEN, *FOR_SAFETY),  # given back, and family and weapon ticked again
        record("life.no", acts="act.hit act.hit act.touched done"),
    ):
        assert "kemudian diubah" not in shown(told)
        assert "sempat dijawab: ✊" not in shown(told)


def test_a_call_for_help_is_sent_too_and_what_is_changed_after_it_leaves_a_trace() -> None:
    talk = Talk().play("/start", "safety.no", "33.16.05", "distress.silent", "next", *core()[2:], "ready.change")
    assert "sempat dijawab" not in shown(talk.session.record())
    talk.play("change.age", "age.12_14")
    assert "Umur penyintas: 12–14 tahun (sempat dijawab: 15–17 tahun)" in shown(talk.session.record())


def test_words_that_were_denied_are_told_of_once() -> None:
    told = record("life.no", "bapak sudah di depan pintu bawa celurit", "heard.no")
    said = card("BLR-7", "DARURAT", [told], BLORA, TUESDAY_TEN, words=False, letters=0)
    assert "Sempat terdengar" in said
    assert "Dinaikkan karena" not in said


def test_a_report_told_to_an_older_version_opens_all_the_same() -> None:
    told = record("life.no")
    told["answers"] |= {"acts": ["act.gone"], "keep_from": ["keep.gone"], "age": ["age.gone"], "gone": ["gone.too"]}
    said = shown(told)
    assert "act.gone" in said
    assert "keep.gone" in said.splitlines()[0]
    assert "age.gone" in alert("BLR-7", "SEDANG", {"age": "age.gone"}, "x9k2", 0)


def test_an_alert_says_number_urgency_kecamatan_age_and_code_and_nothing_else() -> None:
    face = {"kecamatan": "33.16.05", "age": "age.15_17"}
    said = alert("BLR-7", "DARURAT", face, "x9k2", 0)
    assert said.split() == ["🔴", "Laporan", "BLR-7", "·", "DARURAT", "Cepu", "·", "15–17", "tahun", "kode", "x9k2"]
    assert "panggilan ke-2" in alert("BLR-7", "DARURAT", face, "x9k2", 2)
    for secret in SEALED_BOX:
        assert secret not in said


def test_an_alert_about_somebody_unknown_somewhere() -> None:
    said = alert("BLR-7", "RENDAH", {}, "x9k2", 0)
    assert "tempat belum diketahui · umur belum diketahui" in said
    assert "Di luar daerah" in alert("BLR-7", "RENDAH", {"kecamatan": ELSEWHERE}, "x9k2", 0)


def test_forms_of_the_register_come_once_each() -> None:
    assert forms({"acts": ("act.touched", "act.image", "act.hit"), "held": ("held.job",)}) == (
        *("seksual", "fisik"),
        "trafficking",
    )


def test_words_that_were_confirmed_stand_on_the_card_with_the_yes() -> None:
    told = Talk().play(*core()[:7], "aku diperkosa kemarin malam", "heard.yes").session.record()
    card_ = shown(json.loads(json.dumps(told)))
    assert "(dari kata-kata, dijawab “ya”: “\u2068aku diperkosa kemarin malam\u2069”)" in card_
    hidden = shown(json.loads(json.dumps(told)), words=False)
    assert text("card-from-confirmed") in hidden
    assert "kemarin" not in hidden


def test_an_answer_that_was_not_sure_says_so() -> None:
    told = record("life.unsure", "life_now.no")
    assert f"({text('card-from-unsure')})" in shown(told)
    assert f"({text('card-from-unsure')})" not in shown(record("life.yes", "life_now.no"))


def test_the_card_says_that_the_reporters_screen_may_be_seen() -> None:
    assert text("card-seen") in shown(record("life.no", privacy="privacy.no"))
    assert text("card-seen") not in shown(record("life.no"))


def test_the_card_says_that_leave_to_write_was_not_given_yet() -> None:
    assert text("card-not-allowed") in shown(record("life.no"))
    declined = shown(record("life.no", "hub.contact", "contact.no"))
    assert text("card-not-allowed") not in declined


FULL = (
    "life.unsure", "life_now.no",
    "hub.danger", "danger.hurt", "danger.strangled", "danger.weapon", "danger.kill", "danger.pregnant",
    "danger.pressed", "done", "hub.access", "access.lives", "hub.relation", "relation.partner",
    "hub.signs", "signs.gun", "signs.control",
    "signs.jobless", "signs.threat_self", "signs.stalks", "done", "hub.visit", "visit.danger", "hub.meet",
    "meet.clinic",
    "hub.keep_from", "keep.family", "keep.village", "keep.police", "done", "hub.adult", "adult.none", "hub.others",
    "others.yes", "hub.help", "help.doctor", "help.shelter", "help.legal", "help.living", "done",
    "hub.contact", "contact.morning", "hub.sex", "sex.female", "hub.needs", "needs.see", "needs.walk", "done",
)  # fmt: skip


def test_a_full_card_is_drawn_together_to_two_screens_of_a_small_phone() -> None:
    told = record(*FULL)
    done = [f"• 24/11 10.0{n} Sri: 🚗 Tim berangkat" for n in range(4)]
    said = card("BLR-7", "DARURAT", [told], BLORA, TUESDAY_TEN, words=False, letters=2, done=done)
    assert rows_of(said.splitlines()) <= 62, said
    assert "Juga: " in said
    for kept in ("D02", "D03", "T07", "T16", "Punya atau mudah dapat senjata"):
        assert kept in said
    assert done[-1] in said
    assert done[0] not in said, "of what was done, the last"
    assert said.startswith("⛔ JANGAN: datang ke rumah, memberi tahu")
    assert "Bunuh diri: Tidak yakin" in said, "half an answer would say the contrary"


def test_a_short_card_stays_as_it_was() -> None:
    said = shown(record("life.no"))
    assert "(dari jawaban)" in said
    assert "Juga: " not in said
