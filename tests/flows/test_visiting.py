"""Coming back by a code: what it shows, what the words open, and what never happens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.effects import AlertAgain, Erase, EraseVisited, KeepWord, OpenVisit, RaiseFlag, TakeOver, TellOfAddition
from flows.engine import show
from flows.safe_words import Verdict
from flows.session import Session
from flows.wording import write
from tests.flows.talking import RECEIPT, RECEIPT_WORDS, Talk, core

GUEST = Session("33.16", "hub", report_id="y", filed=True, urgency="SEDANG", hidden=True, earlier=("x",))
KNOWN = {"kind": "known", "report": "x", "status": "received"}
SAFE = {"kind": "safe", "guest": GUEST}


def visiting() -> Talk:
    """Another phone, where code and safe word were right."""
    return Talk().play("/cek").types(RECEIPT, **KNOWN).play("status.word").types("melati", **SAFE)


@pytest.mark.parametrize("typed", [RECEIPT, RECEIPT_WORDS])
@pytest.mark.parametrize("ways", [("/cek",), ("/start",), core()])
def test_either_code_opens_a_neutral_status_from_anywhere(ways: tuple[str, ...], typed: str) -> None:
    talk = Talk().play(*ways).types(typed, **KNOWN)
    assert talk.step == "status"
    assert talk.last.wipe
    assert talk.hears("sudah diterima")
    assert talk.buttons == {"status.word", "next", "distress", "exit"}


def test_cek_takes_the_code_with_it() -> None:
    talk = Talk().types(f"/cek {RECEIPT}", **KNOWN)
    assert (talk.step, talk.last.wipe) == ("status", True)
    assert Talk().types(f"/cek {RECEIPT}").hears("belum kukenal")


def test_who_has_read_the_visited_report_says_nothing_of_this_chats_own() -> None:
    talk = Talk().play("/start", "safety.no", "33.16.05", "distress.write").play("/cek").types(RECEIPT, **KNOWN)
    talk.play("status.word").types("melati", **SAFE)
    talk.read_at = talk.at
    talk.play("/hapus", "erase.yes")
    assert talk.step == "distress.sent"
    assert not talk.hears("Dibaca petugas")


def test_wrong_and_unknown_codes_are_answered_alike() -> None:
    said = {
        Talk().play("/cek").types(typed, kind="unknown").text
        for typed in (RECEIPT, RECEIPT_WORDS, RECEIPT[:-1], RECEIPT_WORDS.replace("kucing", "zzzz"))
    }
    assert len(said) == 1
    assert "belum kukenal" in said.pop()


def test_the_code_alone_tells_nothing_and_asks_the_desk_nothing() -> None:
    talk = Talk().is_written_to("Senin pagi di puskesmas?").play("/cek").types(RECEIPT, **KNOWN)
    assert talk.step == "status"
    assert talk.effects == ()
    assert not talk.session.is_guest
    assert "Senin" not in talk.text
    for word in ("laporan", "petugas", "kekerasan", "korban"):
        assert word not in talk.text.lower()


def test_a_wrong_word_opens_nothing_and_leaves_the_chat() -> None:
    talk = Talk().play("/cek").types(RECEIPT, **KNOWN).play("status.word").types("mawar", kind="unknown")
    assert (talk.step, talk.last.wipe, talk.session.is_guest) == ("word", True, False)
    assert talk.session.words == ()


def test_the_safe_word_opens_the_report_and_leaving_ends_it() -> None:
    talk = visiting()
    assert talk.step == "hub"
    assert talk.session.is_guest
    assert talk.effects == (OpenVisit(),)
    assert talk.last.wipe
    talk.play("exit")
    assert talk.session.report_id == ""
    assert talk.session.visit is None


def test_keluar_after_the_code_alone_forgets_which_report_it_was() -> None:
    talk = Talk().play(*core(), "submit", "saved", "skip", "/cek").types(RECEIPT, **KNOWN).play("exit")
    assert (talk.step, talk.session.visit, talk.session.filed) == ("away", None, True)


def test_what_was_under_way_in_this_chat_waits_and_comes_back() -> None:
    talk = Talk().play(*core()).play("/cek").types(RECEIPT, **KNOWN).play("status.word").types("melati", **SAFE)
    assert talk.session.answers == {}
    talk.play("exit", "resume", "resume")
    assert talk.session.answer("age") == "age.15_17"
    assert talk.step == "ready"


def test_an_hour_of_silence_ends_the_visit() -> None:
    talk = visiting().play(61, "/start")
    assert not talk.session.is_guest
    assert talk.session.earlier == ()
    assert talk.hears("sudah tertutup")
    assert not talk.play("welcome.new").hears("tertutup")


def test_words_after_an_hour_are_kept_in_this_chats_own_conversation_and_it_says_so() -> None:
    talk = visiting().play(61, "besok ke rumah nenek")
    assert (talk.step, talk.session.words[-1].text) == ("welcome", "besok ke rumah nenek")
    assert talk.session.report_id != "y"
    assert talk.hears("sudah tertutup")


def test_hapus_after_an_hour_asks_for_nothing_of_this_chats_own_by_mistake() -> None:
    own = Talk().play(*core(), "submit", "saved", "skip").session
    talk = Talk(session=own).play("/cek").types(RECEIPT, **KNOWN).play("status.word").types("melati", **SAFE)
    talk.play(61, "/hapus")
    assert (talk.step, talk.hears("sudah tertutup"), "erase.yes" in talk.buttons) == ("welcome", True, False)
    assert talk.play("/hapus").step == "erase", "asked for again it is their own"


def test_keluar_after_an_hour_leaves_nothing_but_the_harmless_line() -> None:
    assert not visiting().play(61, "keluar").hears("tertutup")


@pytest.mark.parametrize("ways", [("/lapor",), ("/privacy", "next"), ("/settings", "next")])
def test_mulai_baru_ends_the_visit_and_takes_nothing_of_it_along(ways: tuple[str, ...]) -> None:
    own = Talk().play(*core()).session
    talk = Talk(session=own).play("/cek").types(RECEIPT, **KNOWN).play("status.word").types("melati", **SAFE)
    talk.play(*ways, "welcome.new")
    assert (talk.session.visit, talk.session.own_reports) == (None, ())
    assert (talk.step, talk.session.report_id) == ("ready", own.report_id)


def test_an_officers_words_are_read_only_when_it_is_safe() -> None:
    talk = visiting().is_written_to("Senin pagi di puskesmas?").play("open_news")
    assert not talk.hears("Senin")
    assert talk.play("news.safe").hears("Senin")


def test_what_is_told_during_a_visit_reaches_the_desk() -> None:
    talk = visiting().play("aku pindah ke rumah nenek")
    assert isinstance(talk.effects[-1], TellOfAddition)
    assert visiting().play("distress", "skip", "skip").effects[-1] == AlertAgain(talk.weighed.level.DARURAT)


def test_this_chat_is_no_way_back_unless_they_say_so() -> None:
    talk = visiting().play("hub.contact", "contact.no")
    assert talk.session.is_guest
    talk.play("hub.contact", "contact.evening")
    assert TakeOver("x") in talk.effects
    assert not talk.session.is_guest
    assert talk.hears("chat ini")


def with_an_unsent_report() -> Talk:
    """A visit in a chat where somebody was telling something themselves."""
    own = Talk().play(*core()).session
    return Talk(session=own).play("/cek").types(RECEIPT, **KNOWN).play("status.word").types("melati", **SAFE)


def test_what_was_told_here_and_not_sent_is_not_lost_by_coming_home() -> None:
    talk = with_an_unsent_report().play("hub.contact", "contact.evening")
    assert TakeOver("x") not in talk.effects
    assert (talk.session.is_guest, talk.session.contact) == (True, "no")
    assert talk.hears("belum dikirim")
    assert "hub.contact" in talk.buttons
    talk.play("exit", "resume", "resume", "submit", "saved", "/cek").types(RECEIPT, **KNOWN)
    talk.play("status.word").types("melati", **SAFE).play("hub.contact", "contact.evening")
    assert TakeOver("x") in talk.effects


def test_who_calls_for_help_comes_home_at_once_and_hears_what_does_not_go_on() -> None:
    talk = with_an_unsent_report().play("distress", "skip", "distress.write")
    assert TakeOver("x") in talk.effects
    assert talk.hears("tidak dilanjutkan")


def test_that_it_is_safe_here_is_nothing_that_could_be_lost() -> None:
    own = Talk().play("/start", "safety.yes", "privacy.yes").session
    talk = Talk(session=own).play("/cek").types(RECEIPT, **KNOWN).play("status.word").types("melati", **SAFE)
    assert TakeOver("x") in talk.play("hub.contact", "contact.evening").effects


def test_with_the_code_alone_hapus_asks_for_the_safe_word_and_erases_nothing() -> None:
    for ways in ((), ("status.word",)):
        talk = Talk().play("/cek").types(RECEIPT, **KNOWN).play(*ways)
        step = talk.step
        talk.play("/hapus")
        assert (talk.step, talk.effects, talk.last.wipe) == (step, (), True)
        assert talk.hears("buka dulu dengan kata aman")
        assert "erase.yes" not in talk.buttons


def test_with_the_safe_word_one_tap_erases_the_way_back_of_that_report_alone() -> None:
    talk = visiting().play("/hapus")
    assert talk.hears("laporan yang dibuka di sini")
    assert EraseVisited("x") not in talk.effects
    talk.play("erase.yes")
    assert talk.effects[-1] == EraseVisited("x")
    assert Erase() not in talk.effects
    assert (talk.step, talk.session.visit, talk.last.wipe_earlier) == ("safety", None, True)
    assert talk.hears("Sudah dihapus")


def test_not_to_erase_leads_back_into_the_visit() -> None:
    talk = visiting().play("/hapus", "erase.no")
    assert (talk.step, talk.session.is_guest) == ("hub", True)
    assert talk.effects == (OpenVisit(),)


def test_erasing_what_is_visited_brings_this_chats_own_conversation_back() -> None:
    talk = Talk().play(*core()).play("/cek").types(RECEIPT, **KNOWN).play("status.word").types("melati", **SAFE)
    talk.play("/hapus", "erase.yes")
    assert talk.step == "ready"
    assert talk.session.answer("age") == "age.15_17"


def test_who_visits_their_own_report_in_its_own_chat_and_erases_it_begins_anew() -> None:
    own = replace(Talk().play(*core(), "submit", "saved", "skip").session, report_id="x", earlier=("old",))
    talk = Talk(session=own).play("/cek").types(RECEIPT, **KNOWN).play("status.word").types("melati", **SAFE)
    talk.play("/hapus", "erase.yes")
    assert (talk.session.report_id, talk.session.own_reports, talk.session.receipt) == ("", ("old",), "")


def test_the_duress_word_opens_an_empty_page_and_tells_the_desk() -> None:
    talk = Talk().play("/cek").types(RECEIPT, **KNOWN).play("status.word").types("anggrek", kind="duress")
    assert talk.step == "empty"
    assert talk.effects == (RaiseFlag("x"),)
    assert talk.session.visit is None
    assert talk.buttons == {"next", "exit"}


def test_a_cry_for_help_is_heard_where_a_word_or_a_code_is_asked() -> None:
    for talk in (Talk().play("/cek"), Talk().play("/cek").types(RECEIPT, **KNOWN).play("status.word")):
        talk.play("tolong aku")
        assert talk.session.words[-1].text == "tolong aku"
        assert talk.step == "heard"


@pytest.mark.parametrize("typed", ["1234 5678", "4071-8826", "40718826351900444071"])
def test_half_a_code_where_one_is_asked_is_no_word_of_a_report(typed: str) -> None:
    talk = Talk().play("/cek").types(typed, kind="unknown")
    assert (talk.step, talk.last.wipe, talk.session.words) == ("check", True, ())


@pytest.mark.parametrize("typed", ["kucing hitam makan ikan", "kabur", "ibu jahat sekali ya bu", "abc" * 15, "x" * 300])
def test_where_a_word_is_asked_nothing_reaches_the_card(typed: str) -> None:
    filed = (*core(), "submit", "saved", "skip", "hub.safe_word")
    chosen = Talk().play(*filed)
    given = Talk().play("/cek").types(RECEIPT, **KNOWN).play("status.word")
    another = Talk().play(*filed).types("melati", kind="new")
    for talk in (chosen, given, another):
        step, words = talk.step, talk.session.words
        talk.types(typed, kind="unknown")
        assert (talk.step, talk.last.wipe, talk.session.words) == (step, True, words)


@pytest.mark.parametrize("said", ["aku ingin mati", "dia mau bunuh aku", "tolong"])
def test_a_cry_is_heard_where_a_word_is_chosen(said: str) -> None:
    talk = Talk().play(*core(), "submit", "saved", "skip", "hub.safe_word", said)
    assert talk.session.words[-1].text == said


def test_a_word_too_long_to_choose_is_not_kept_and_they_are_told() -> None:
    talk = Talk().play(*core(), "submit", "saved", "skip", "hub.safe_word").types("abc" * 15, kind="long")
    assert talk.hears("tidak kusimpan")


def test_six_right_words_that_were_not_looked_at_are_not_kept_in_the_clear() -> None:
    talk = Talk().play(*core()).types(RECEIPT_WORDS, kind="rests")
    assert (talk.session.words, talk.last.wipe) == ((), True)


def test_a_story_typed_where_a_word_was_asked_an_hour_ago_is_kept() -> None:
    talk = Talk().play(*core(), "submit", "saved", "skip", "hub.safe_word", 61, "besok aku ke rumah nenek di Cepu")
    assert talk.session.words[-1].text == "besok aku ke rumah nenek di Cepu"


def test_six_words_of_somebodys_own_are_kept_as_words() -> None:
    talk = Talk().play(*core()).types(RECEIPT_WORDS, kind="unknown")
    assert talk.session.words[-1].text == RECEIPT_WORDS
    assert not talk.last.wipe


def test_a_word_typed_after_an_hour_is_neither_kept_nor_left_in_the_chat() -> None:
    talk = Talk().play("/cek").types(RECEIPT, **KNOWN).play("status.word", 61, "melati")
    assert talk.session.words == ()
    assert talk.last.wipe


def test_words_may_be_chosen_after_sending_and_go_nowhere_but_into_a_hash() -> None:
    talk = Talk().play(*core(), "submit", "saved", "skip", "hub.safe_word").types("Melati Putih", kind="new")
    assert (talk.step, talk.last.wipe) == ("duress_word", True)
    talk.types("anggrek", kind="new")
    assert talk.effects[-2:] == (KeepWord("safe"), KeepWord("duress"))
    assert "elati" not in repr(talk.session.as_data())
    assert "hub.safe_word" in talk.buttons, "that there is one now nobody sees"


def test_a_short_or_a_same_word_is_asked_for_again_kindly() -> None:
    talk = Talk().play(*core(), "submit", "saved", "skip", "hub.safe_word").types("ya", kind="short")
    assert (talk.step, talk.last.wipe) == ("safe_word", True)
    talk.types("melati", kind="new").types("melati", kind="same")
    assert talk.step == "duress_word"
    assert talk.hears("yang lain")


@pytest.mark.parametrize("quiet", [False, True])
def test_a_receipt_from_before_there_were_six_words_shows_no_empty_line(quiet: bool) -> None:
    told = Talk().play(*core(privacy="privacy.no" if quiet else "privacy.yes"), "submit")
    assert told.hears(RECEIPT_WORDS)
    shown = show(replace(told.session, receipt_words=""), told.office, told.at)
    text = write(shown).text
    assert "4071 8826 3519 0044" in text
    assert "enam kata" not in text
    assert "none" not in text


def test_before_the_report_was_sent_no_word_is_asked() -> None:
    assert "hub.safe_word" not in Talk().play("/start", "safety.no", "skip", "skip", "next").buttons


def test_a_visit_survives_the_sealed_box() -> None:
    session = visiting().session
    assert Session.from_data(session.as_data()) == replace(session, visit=session.visit)
    assert write(visiting().last.screen).rows
    assert "melati" not in repr(Verdict("safe", guest=GUEST))
