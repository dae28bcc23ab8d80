"""Words that sound like danger: the numbers at once, one gentle question, and a wrong guess undone by one tap."""

from __future__ import annotations

import pytest

from flows.effects import AlertAgain, OpenCase
from flows.engine import show
from flows.events import Wrote
from flows.session import Session
from flows.tables import STEPS
from flows.wording import write
from tests.flows.talking import BLORA, TUESDAY_TEN, Talk, core

DANGER = "bapak sudah di depan pintu bawa celurit"
WISH = "aku pengen mati aja"
SUSPECTED = "saya tidak pernah dicekik suami"  # who denies the worst is asked, and it does not count


def at(step: str) -> Talk:
    """Somebody at this step, who has told nothing yet."""
    return Talk(session=Session("33.16", step, version=3, seen_at=TUESDAY_TEN.isoformat()))


def test_the_very_first_message_is_enough() -> None:
    talk = Talk().play(DANGER)
    assert talk.step == "heard"
    assert talk.hears("110 (polisi)")
    assert "distress" in talk.buttons
    assert talk.session.words[0].text == DANGER


@pytest.mark.parametrize(
    "step", [s for s in STEPS if not s.startswith("distress.") and s not in ("news", "letter", "heard")]
)
def test_at_any_step_the_numbers_and_bahaya_are_there_at_once(step: str) -> None:
    talk = at(step).play(DANGER)
    assert talk.step == "heard", step
    assert talk.hears("110 (polisi)")
    assert {"distress", "heard.yes", "heard.no", "skip", "exit"} <= talk.buttons


@pytest.mark.parametrize("step", ["distress.where", "distress.contact", "distress.sent", "letter"])
def test_who_is_calling_for_help_or_reading_an_answer_is_not_held_up(step: str) -> None:
    assert at(step).play(DANGER).step != "heard"


def test_a_wrong_guess_is_undone_by_one_tap_and_nobody_is_blamed() -> None:
    talk = Talk().play(*core()[:7], "aku lihat film, ada bapak di depan pintu bawa celurit mau bunuh aku")
    if talk.step != "heard":
        talk.play(DANGER)
    assert talk.weighed.level == "DARURAT"
    talk.play("heard.no")
    assert talk.step == "acts"
    assert talk.hears("terima kasih sudah meluruskan")
    assert talk.weighed.level != "DARURAT"
    assert talk.session.words, "what was typed stays"


def test_until_it_is_answered_it_counts() -> None:
    talk = Talk().play(*core()[:7], DANGER, "skip", "submit")
    assert talk.alerts == ["DARURAT"]


def test_what_is_typed_after_a_no_is_heard_anew() -> None:
    talk = Talk().play(*core()[:7], DANGER, "heard.no", "sekarang dia dobrak pintu, bawa parang mau bunuh aku")
    assert talk.step == "heard"
    assert talk.weighed.level == "DARURAT"


def test_an_answer_is_not_undone_by_a_no_about_words() -> None:
    talk = Talk().play(*core(when="when.now"), DANGER, "heard.no", "submit")
    assert talk.alerts == ["DARURAT"]


def test_yes_in_danger_now_leads_to_the_distress_alert() -> None:
    talk = Talk().play("tolong dia dobrak pintu kamarku sekarang", "heard.yes")
    assert talk.step == "distress.where"
    talk.play("skip", "distress.write")
    assert talk.alerts == ["DARURAT"]


def test_after_it_the_story_goes_on_where_it_was_going() -> None:
    told = Talk().play(*core()[:7], "halo").step
    assert Talk().play(*core()[:7], DANGER, "skip").step == told == "acts"


def test_a_report_can_be_sent_while_the_question_stands_unanswered() -> None:
    talk = Talk().play(*core()[:7], DANGER, "submit")
    assert talk.step == "filed"
    assert talk.alerts == ["DARURAT"], "unanswered, it counts"


def test_it_offers_to_send_only_where_that_was_offered() -> None:
    assert "submit" not in Talk().play(DANGER).buttons, "nobody was asked who must not read it"
    assert "submit" not in Talk().play(*core(), "submit", "next", "life.no", DANGER).buttons, "it was sent"


def test_back_never_leads_to_the_question_again() -> None:
    talk = Talk().play(*core()[:7], DANGER, "skip", "back")
    assert talk.step == "words"


def test_in_the_hub_danger_calls_the_desk_at_once_and_a_no_does_not_call_it_off() -> None:
    talk = Talk().play(*core(), "submit", "next", "life.no", DANGER)
    assert talk.step == "heard"
    assert talk.alerts[-1] == "DARURAT"
    assert any(isinstance(effect, AlertAgain) for effect in talk.effects)
    talk.play("heard.no")
    assert talk.step == "hub"
    assert talk.session.urgency == "DARURAT", "only two people may lower it"


def test_wanting_to_die_is_asked_alone_and_warmly() -> None:
    talk = Talk().play(*core()[:7], WISH)
    assert talk.step == "heard"
    assert talk.hears("Terima kasih sudah menuliskan itu")
    assert talk.hears("healing119.id")
    assert talk.text.count("?") == 1


def test_yes_to_it_asks_for_now_and_then_both_are_known() -> None:
    talk = Talk().play(*core()[:7], WISH, "heard.yes")
    assert talk.hears("sudah tahu caranya")
    talk.play("heard.yes")
    assert talk.step == "distress.where", "somebody at the desk should know tonight"
    assert talk.hears("tidak sendirian")
    assert talk.session.answer("life") == "life.yes"
    assert talk.weighed.level == "DARURAT"
    talk.play("skip", "distress.write", "next", "submit", "next")
    assert talk.step == "hub", "it is not asked twice"


GENTLE = (SUSPECTED, WISH, "tidak dipukul sampai pingsan")  # none of these is a danger heard for certain


@pytest.mark.parametrize("first", GENTLE)
@pytest.mark.parametrize("answer", ["heard.no", "heard.yes", "skip", "lalu aku ke sekolah"])
def test_below_darurat_one_interruption_is_all(first: str, answer: str) -> None:
    talk = Talk().play(*core()[:7], first)
    assert talk.step == "heard"
    assert talk.session.gently
    talk.play(answer)
    if talk.step == "heard":  # a yes to wanting to die: is it now?
        talk.play("heard.no")
    for words in (*GENTLE, first, "rasanya pengen mati"):
        assert talk.play(words).step != "heard", words
    assert Talk(talk.at, session=talk.session).play(61, "/start", "resume", *GENTLE).step != "heard", (
        "nor after a pause"
    )


def test_danger_is_asked_about_however_often_something_was_asked() -> None:
    talk = Talk().play(*core()[:7], SUSPECTED, "heard.no", DANGER)
    for _ in range(3):
        assert talk.step == "heard"
        assert not talk.session.gently
        assert talk.hears("110 (polisi)")
        assert "distress" in talk.buttons
        talk.play("heard.no", DANGER)


def test_a_suspicion_is_asked_about_gently_without_numbers() -> None:
    talk = Talk().play(*core()[:7], SUSPECTED)
    assert talk.step == "heard"
    assert not talk.hears("110 (polisi)")
    assert {"distress", "heard.yes", "heard.no", "skip", "exit"} <= talk.buttons
    assert talk.weighed.level != "DARURAT"


def test_a_wish_to_die_that_is_not_asked_about_any_more_counts_and_is_answered_warmly_once() -> None:
    talk = Talk().play(*core()[:7], SUSPECTED, "heard.no", WISH)
    assert talk.step == "acts"
    assert talk.hears("healing119.id")
    assert talk.session.hinted
    assert "T06_PIKIR_BUNUH_DIRI" in talk.weighed.codes
    assert not talk.play(WISH).hears("healing119.id")


def test_a_new_report_is_a_new_conversation() -> None:
    talk = Talk().play(*core()[:7], SUSPECTED, "heard.no", "exit", "/start", "welcome.new", SUSPECTED)
    assert talk.step == "heard"


def test_yes_to_a_suspicion_counts_and_brings_the_numbers() -> None:
    talk = Talk().play(*core()[:7], SUSPECTED, "heard.yes")
    assert talk.hears("110 (polisi)")
    assert talk.weighed.level == "DARURAT"
    assert not talk.session.gently


def test_danger_after_a_suspicion_is_loud() -> None:
    talk = Talk().play(*core()[:7], SUSPECTED, DANGER)
    assert talk.step == "heard"
    assert talk.hears("110 (polisi)")


def test_ordinary_words_interrupt_nobody() -> None:
    for words in ("mati lampu dari tadi", "besok pukul 7 aku ke sekolah", "terima kasih bu"):
        assert Talk().play("/start", words).step == "safety"


def test_the_question_is_still_there_after_an_hour_only_as_what_counts() -> None:
    talk = Talk().play(*core()[:7], DANGER, 61, "/start")
    assert talk.step == "welcome"
    assert not talk.hears("senjata")
    assert talk.play("resume").step == "acts"
    assert talk.weighed.level == "DARURAT"


def test_keluar_leads_out_of_it() -> None:
    assert Talk().play(*core()[:7], DANGER, "exit").step == "away"


def test_the_screen_does_not_tell_a_glance_what_was_typed() -> None:
    talk = Talk().play(*core(privacy="privacy.no")[:7], DANGER)
    assert talk.step == "heard"
    assert not talk.hears("senjata")
    assert not talk.hears("celurit")


def test_a_photo_with_words_of_danger_is_heard_too() -> None:
    talk = Talk().play("/start").sends("media", DANGER)
    assert talk.step == "heard"


def test_the_case_carries_why() -> None:
    talk = Talk().play(*core(), DANGER, "skip", "submit")
    record = talk.session.record()
    assert record["settled"]
    assert next(effect for effect in talk.effects if isinstance(effect, OpenCase)).urgency == "DARURAT"


def test_an_old_draft_without_any_of_this_still_opens() -> None:
    kept = Talk().play(*core()).session.as_data()
    for name in ("settled", "asking", "under", "interrupted"):
        del kept[name]
    session = Session.from_data(kept)
    assert Talk(session=session).does(Wrote(TUESDAY_TEN, DANGER)).step == "heard"


# -- what fresh eyes found ---------------------------------------------------------------------------------------


def test_what_was_confirmed_is_not_undone_by_a_later_no() -> None:
    words = "dia bawa celurit mau bunuh ibu"
    talk = Talk().play(*core()[:7], words, "heard.yes")
    if talk.step.startswith("distress."):
        talk.play("back")
    talk.play(words, "heard.no")
    assert talk.weighed.level == "DARURAT"


def test_an_answer_tapped_after_a_no_counts() -> None:
    talk = Talk().play(*core()[:7], "aku diperkosa kemarin malam", "heard.no")
    assert talk.weighed.level == "TINGGI"
    assert talk.play("done", "when.72h", "33.16.05", "submit").alerts == ["DARURAT"]


def test_a_no_stands_however_much_small_talk_follows() -> None:
    assert Talk().play(*core()[:7], DANGER, "heard.no", "terima kasih bu").weighed.level == "RENDAH"


def test_danger_typed_instead_of_an_answer_is_asked_about() -> None:
    assert Talk().play("aku pingsan dipukul bapak tadi", DANGER).step == "heard"


def test_a_typed_iya_is_a_yes_and_a_typed_bukan_undoes_nothing() -> None:
    assert Talk().play(*core()[:7], DANGER, "iya bener").step == "distress.where"
    assert Talk().play(*core()[:7], DANGER, "bukan").weighed.level == "DARURAT"


@pytest.mark.parametrize("said", ["iyo wedi", "iya kak, aku takut", "nggih, wonten ngajeng lawang", "yes he is here"])
def test_a_yes_with_words_behind_it_is_a_yes_and_the_words_are_kept(said: str) -> None:
    talk = Talk().play(*core()[:7], DANGER, said)
    assert talk.step == "distress.where"
    assert [one.text for one in talk.session.words] == [DANGER, said]
    assert talk.play("skip", "distress.write").alerts == ["DARURAT"]


@pytest.mark.parametrize("said", ["ya enggak", "ya ampun", "yo wis", "ya sudah", "ya gak", "ya bukan", "iyo ora"])
def test_a_ya_that_is_none_settles_nothing(said: str) -> None:
    talk = Talk().play(*core()[:7], DANGER, said)
    assert talk.step == "acts"
    assert talk.weighed.level == "DARURAT", "what was heard counts as before"
    assert talk.session.words[-1].text == said
    gentle = Talk().play(*core()[:7], SUSPECTED, said)
    assert gentle.weighed.level != "DARURAT"


def test_a_yes_that_tells_of_more_danger_loses_none_of_it() -> None:
    talk = Talk().play(*core()[:7], SUSPECTED, "iya, dan sekarang dia bawa parang mau bunuh aku")
    assert talk.weighed.level == "DARURAT"
    assert {"D02_ANCAM_BUNUH", "D04_CEKIK"} <= {*talk.weighed.codes}
    assert talk.step == "heard", "what comes behind the yes is asked about too: it may be a call for help"
    assert talk.hears("mengancam akan membunuh")


def test_he_will_kill_me_is_not_taken_for_wanting_to_die() -> None:
    talk = Talk().play(*core()[:7], "bapak mengancam bunuh aku pakai pisau")
    assert talk.hears("mengancam akan membunuh")
    assert not talk.hears("bunuh diri")


def test_more_than_one_screen_holds_is_undone_screen_by_screen() -> None:
    talk = Talk().play(*core()[:7], "aku dikurung, dia bawa golok mau bunuh aku, aku pingsan dicekik sekarang")
    taps = 0
    while talk.step == "heard":
        talk.play("heard.no")
        taps += 1
    assert 1 < taps < 5
    assert talk.weighed.level != "DARURAT"


def test_words_typed_while_calling_for_help_do_not_pop_up_later() -> None:
    talk = Talk().play(
        *core(), "distress", DANGER, "distress.write", "next", "submit", "next", "life.no", "terima kasih"
    )
    assert talk.step == "hub"


def test_leaving_and_coming_back_finds_the_place_again() -> None:
    talk = Talk().play(*core(), "exit", DANGER, "skip", "resume")
    assert talk.step == "ready"


def test_back_leads_to_the_question_before() -> None:
    assert Talk().play(*core()[:5], DANGER, "heard.no", "back").step == "who"


def test_wanting_to_die_stays_among_the_additions_once_words_hinted_at_it() -> None:
    talk = Talk().play("/start", "safety.no", "skip", "distress.write", "next", "rasanya pengen mati")
    assert talk.session.hinted


ASKED_QUIETLY = {
    "D02_ANCAM_BUNUH": "Ada ancaman besar?",
    "D03_SENJATA": "Pakai alat?",
    "D04_CEKIK": "Soal leher atau napas",
    "D05_LUKA_BERAT": "Sampai parah?",
    "D06_SEKS_72J": "Dalam tiga hari ini?",
    "D08_SEKAP_CULIK": "Tidak boleh pergi?",
    "D09_TPPO_SEGERA": "Mau dibawa pergi?",
    "D10_OCSEA_SEGERA": "Hari ini atau besok?",
    "D11_BALITA": "Masih bisa mendekat?",
    "D12_NIKAH_3H": "Dalam tiga hari ini?",
    "D13_TELANTAR_KRITIS": "Tidak diberi makan atau obat?",
}


@pytest.mark.parametrize(("code", "asked"), ASKED_QUIETLY.items())
def test_where_the_screen_may_be_seen_the_question_can_still_be_answered(code: str, asked: str) -> None:
    answers = {"privacy": ("privacy.no",)}
    session = Session("33.16", "heard", answers=answers, asking=(code,), under="words")
    assert asked in write(show(session, BLORA, TUESDAY_TEN)).text


def test_where_the_screen_may_be_seen_each_of_several_questions_stands_there() -> None:
    answers = {"privacy": ("privacy.no",)}
    session = Session("33.16", "heard", answers=answers, asking=("D02_ANCAM_BUNUH", "D03_SENJATA"), under="words")
    said = write(show(session, BLORA, TUESDAY_TEN)).text
    assert "Ada ancaman besar?" in said
    assert "Pakai alat?" in said
