"""What the reporter sees, whole. Read these files first: they are the product.

``WADUL_REWRITE_TRANSCRIPTS=1 pytest tests/flows/test_transcripts.py`` writes them anew; then read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from flows.advice import SIGNED
from tests.flows.talking import FINDABLE, LISTENING, RECEIPT, RECEIPT_WORDS, TUESDAY_TWO_AT_NIGHT, Talk, signed
from tests.flows.test_visiting import GUEST, KNOWN
from tests.flows.voices import VOICES

TRANSCRIPTS = Path(__file__).parent / "transcripts"


def a_child_not_safe_now() -> Talk:
    talk = Talk(TUESDAY_TWO_AT_NIGHT).play("/start", "safety.no", "dekat masjid Cepu", "distress.write", "next")
    talk.play("privacy.no", "saving.go", "who.self", "age.12_14", "insider.none")
    talk.play(
        "bapak mabuk lagi, aku di kamar mandi", "heard.yes", "act.hit", "done", "when.now", "33.16.05", "submit", "next"
    )
    return talk.play("life.no", "hub.danger", "danger.weapon", "done", "exit")


def a_mother_about_her_daughter() -> Talk:
    talk = Talk().play("/start", "safety.yes", "privacy.yes", "saving.go", "who.family", "age.5_11", "insider.none")
    talk.play("Anak saya bilang dipegang-pegang oleh tetangga.", "act.touched", "done", "when.5d", "kec. randu blatung")
    talk.play("submit", "saved", "hub.relation", "relation.neighbour", "hub.visit", "visit.safe")
    return talk.play("hub.sex", "sex.female", "hub.help", "help.doctor", "help.talk", "done", "hub.contact").play(
        "contact.morning", "exit"
    )


def a_forum_anak_facilitator() -> Talk:
    talk = Talk().play("/start", "safety.yes", "privacy.yes", "saving.send", "who.facilitator", "peer.guide", "next")
    talk.play("peer.friend", "age.12_14", "insider.unknown", "Temanku sering dirundung, sampai tidak mau sekolah.")
    talk.play("act.other", "act.again", "done", "when.30d", "more_page", "33.16.09", "ready.change", "change.when")
    talk.play("when.7d", "next", "submit", "saved", "life.unsure", "life_now.no")
    return talk.play("hub.keep_from", "keep.school", "done", "hub.friend", "next", "exit")


def an_invited_facilitator() -> Talk:
    talk = Talk(office=FINDABLE).play("/start 3316-id-fajepon26", "safety.yes", "privacy.no", "saving.go")
    talk.play("peer.self", "age.15_17", "insider.none", "words.hard", "act.threatened", "act.again", "done")
    return talk.play("often.some", "when.30d", "33.16.08", "submit", "saved", "life.no", "exit")


def sextortion() -> Talk:
    talk = Talk().play("/start", "safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")
    talk.sends("media").play("dia minta uang, kalau tidak fotoku disebar", "heard.yes")
    talk.play(
        "act.image",
        "act.threatened",
        "done",
        "image.now",
        "when.now",
        "skip",
        "submit",
        "saved",
        "life.yes",
        "life_now.yes",
    )
    return talk.play("hub.relation", "relation.online", "hub.keep_from", "keep.family", "keep.school", "done", "exit")


def child_marriage_in_ten_days() -> Talk:
    talk = Talk().play("/start", "safety.unsure", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")
    talk.play("words.hard", "act.married", "done", "wedding.30d", "ds. sumber", "submit", "saved", "life.no")
    return talk.play("hub.keep_from", "keep.family", "keep.village", "done", "hub.meet", "meet.school").play(
        "hub.contact", "contact.afternoon", "exit"
    )


def domestic_violence_with_a_weapon() -> Talk:
    talk = Talk(TUESDAY_TWO_AT_NIGHT).play("/start", "safety.yes", "privacy.yes", "saving.go", "who.self", "age.25_59")
    talk.play(
        "insider.none", "Suami saya mengancam pakai parang.", "heard.yes", "act.hit", "act.threatened", "act.again"
    )
    talk.play("done", "often.many", "when.72h", "33.16.01", "submit", "saved", "life.no", "hub.danger", "danger.weapon")
    talk.play("danger.kill", "done", "hub.access", "access.lives", "hub.relation", "relation.partner", "hub.signs")
    return talk.play("signs.control", "signs.gun", "done", "hub.visit", "visit.danger", "exit")


def a_neighbour() -> Talk:
    talk = Talk().play("/start", "safety.yes", "privacy.yes", "saving.send", "who.witness", "age.u5")
    talk.play("insider.none", "Anak sebelah rumah tiap malam menangis, badannya kurus sekali.")
    return talk.play("act.neglected", "done", "when.30d", "33.16.02", "submit", "next").play(
        "hub.danger", "danger.starving", "done", "hub.village", "skip", "exit"
    )


def someone_who_stops_half_way() -> Talk:
    talk = Talk().play("/start", "safety.yes", "privacy.yes", "saving.go", "who.self", "age.18_24", "insider.none")
    talk.play("aku capek", "act.hit", 61, "/start", "resume", "act.threatened", "done", "when.1y", "skip")
    return talk.play("ready.change", "next", "submit", "saved", "life.no", "exit")


def an_official_accused() -> Talk:
    talk = Talk().play("/start", "safety.yes", "privacy.yes", "saving.go", "who.self", "age.18_24", "insider.some")
    talk.play("Orangnya bekerja di kantor dinas.", "act.touched", "done", "when.30d", "33.16.05", "submit", "saved")
    return talk.play("skip", "hub.relation", "relation.official", "hub.keep_from", "keep.village", "keep.police").play(
        "done", "exit"
    )


def quiet_mode() -> Talk:
    talk = Talk().play("/start", "safety.unsure", "privacy.no", "saving.send", "who.self", "age.15_17", "insider.none")
    return talk.play("dia marah terus", "act.threatened", "done", "when.unsure", "skip", "keluar")


def wanting_to_die() -> Talk:
    talk = Talk().play("/start", "safety.yes", "privacy.yes", "saving.go", "who.family", "age.5_11", "insider.none")
    talk.play("Keponakan saya bilang ingin mati saja.", "heard.yes", "heard.no", "skip", "skip", "skip")
    return talk.play("submit", "next", "exit")


def an_officers_letter() -> Talk:
    talk = an_official_accused().is_written_to("Terima kasih sudah menulis. Apakah Senin pagi bisa bertemu?")
    talk.play(600, "/start", "open_news", "news.later", 5, "exit", "/start", "open_news", "news.safe")
    return talk.play("Bisa, di puskesmas saja.", "next", "exit")


def a_picture_that_is_refused() -> Talk:
    talk = Talk().play("/start", "safety.yes", "privacy.yes", "saving.go", "who.witness", "age.5_11", "insider.none")
    talk.sends("media", "ini buktinya pak").play("Anaknya sering diejek di sekolah sampai tidak mau masuk.")
    return talk.play("act.other", "done", "other.bullied", "when.30d", "more_page", "33.16.16", "submit", "exit")


def leaving_and_erasing() -> Talk:
    talk = Talk().play("/start", "safety.yes", "privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")
    talk.play("Sudah lama dipukul di rumah.", "keluar", 90, "/start", "resume", "act.hit", "done", "when.30d", "skip")
    talk.play("submit", "saved", "life.no", "/hapus", "erase.no", "/hapus", 61, "/hapus")
    return talk.play("erase.yes", "resume", "exit")


def leave_for_one_step() -> Talk:
    to, until = "RSUD dr. R. Soetijono Blora", "2026-12-24"
    talk = Talk().play("/start", "safety.yes", "privacy.yes", "saving.go", "who.self", "age.25_59", "insider.none")
    talk.play("Kemarin dipukul suami sampai lebam.", "act.hit", "done", "when.72h", "33.16.05", "submit", "saved")
    talk.play("life.no", "hub.contact", "contact.anytime", "exit").is_asked_leave("medical", to, until)
    talk.play(90, "/start", "open_news", "news.safe", "permit.yes").is_asked_leave("medical", to, until, "granted")
    return talk.play(60 * 24, "/start", "resume", "hub.permits", "permits.back", "exit")


def asked_by_command() -> Talk:
    talk = Talk().play("/privacy", "next", "safety.yes", "privacy.yes", "saving.go", "/settings", "settings.seen")
    talk.play("next", "who.self", "age.15_17", "/lapor", "insider.none", "dia marah terus", "darurat", "skip")
    return talk.play("distress.silent", "next", "/batal")


def left_half_way_and_back_again() -> Talk:
    talk = Talk().play("/start", "safety.yes", "privacy.yes", "saving.go", "who.self", "age.12_14", "insider.none")
    talk.play("kakak sepupu suka masuk kamar", "act.touched", 61).is_passed_on()
    return talk.play("/start", "resume", "done", "when.30d", "33.16.05", "submit", "exit")


def advice_after_an_assault() -> Talk:
    talk = Talk(office=signed(*SIGNED)).play("/start", "safety.yes", "privacy.yes", "saving.go", "who.self")
    talk.play("age.15_17", "insider.none", "words.hard", "act.touched", "act.image", "done", "image.threat", "when.72h")
    return talk.play("33.16.05", "submit", "saved", "life.no", "hub.advice", "hub.contact", "contact.no", "exit")


def a_report_too_many() -> Talk:
    talk = Talk()
    talk.session = replace(talk.session, pranks=("one", "another"), sent=(talk.at.isoformat(),))
    talk.play("/start", "safety.yes", "skip", "skip", "skip", "skip", "skip", "words.hard", "act.other", "done")
    talk.play("other.ask", "skip", "submit", 61, "/start", "resume")
    return talk.play("submit")


def back_from_another_phone() -> Talk:
    talk = Talk().play("/cek", "kucing meja jeruk biola pagar sepeda").types(RECEIPT_WORDS.upper(), **KNOWN)
    talk.play("status.word").types("mawar", kind="unknown").types("Melati Putih", kind="safe", guest=GUEST)
    talk.is_written_to("Senin pagi bisa bertemu di puskesmas?").play("open_news", "news.safe", "Bisa.", "next")
    return talk.play("hub.contact", "contact.evening", "exit")


def erased_from_another_phone() -> Talk:
    talk = Talk().play("/cek").types(RECEIPT, **KNOWN).play("/hapus", "status.word")
    return talk.types("melati putih", kind="safe", guest=GUEST).play("/hapus", "erase.yes", "exit")


def under_duress() -> Talk:
    talk = Talk().play("/cek").types(RECEIPT, **KNOWN).play("status.word").types("anggrek", kind="duress")
    return talk.play("exit")


def a_safe_word_is_chosen() -> Talk:
    talk = a_neighbour().play("/start", "resume", "hub.safe_word").types("ya", kind="short")
    return talk.types("melati putih", kind="new").types("anggrek", kind="new").play("exit")


def a_grandmother_who_does_not_write() -> Talk:
    talk = Talk(office=LISTENING).play("/start", "language", "language.jv", "safety.yes", "privacy.yes", "saving.go")
    talk.play("who.family", "age.5_11", "insider.none").speaks(180).speaks(95).play("voice.keep").hears_it_is_kept()
    talk.play("done", "skip", "33.16.05", "submit").speaks(20).play("saved", "hub.contact", "contact.morning")
    return talk.play("exit")


STORIES: tuple[Callable[[], Talk], ...] = (
    a_child_not_safe_now,
    a_mother_about_her_daughter,
    a_forum_anak_facilitator,
    an_invited_facilitator,
    sextortion,
    child_marriage_in_ten_days,
    domestic_violence_with_a_weapon,
    a_neighbour,
    someone_who_stops_half_way,
    an_official_accused,
    quiet_mode,
    wanting_to_die,
    an_officers_letter,
    a_picture_that_is_refused,
    leave_for_one_step,
    leaving_and_erasing,
    back_from_another_phone,
    erased_from_another_phone,
    under_duress,
    a_safe_word_is_chosen,
    asked_by_command,
    *VOICES,
    left_half_way_and_back_again,
    advice_after_an_assault,
    a_report_too_many,
    a_grandmother_who_does_not_write,
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_the_conversation_reads_as_it_was_agreed(story: Callable[[], Talk]) -> None:
    file = TRANSCRIPTS / f"{story.__name__}.txt"
    told = story().transcript()
    if os.environ.get("WADUL_REWRITE_TRANSCRIPTS"):
        file.write_text(told, "utf-8")
    assert told == file.read_text("utf-8")


def test_no_transcript_is_left_from_a_story_that_is_no_longer_told() -> None:
    assert {file.stem for file in TRANSCRIPTS.glob("*.txt")} == {story.__name__ for story in STORIES}
