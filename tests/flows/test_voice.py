"""A voice note, for those who do not write: only where the office takes them, only after a yes, one a report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flows import broken_off, visiting, voice
from flows.desk.card import card
from flows.effects import KeepVoice, OpenCase, TellOfAddition
from flows.events import Sent
from flows.lint import lint
from flows.office import Office
from flows.outcome import Text
from flows.recording import ASKED, KEPT, LARGEST, LONGEST, LOST, OWED, Recording
from flows.session import Session, Visit
from flows.tables import ALONE
from flows.wording import LANGUAGES, say
from tests.flows.talking import BLORA, LISTENING, REMBANG, TUESDAY_TEN, Talk, core

TO_WORDS = core()[: core().index("words.hard")]


def talking(office: Office = LISTENING, *more: str, **instead: str) -> Talk:
    """Up to *Ceritakan sebisanya*."""
    actions = core(**instead)
    return Talk(office=office).play(*actions[: actions.index("words.hard")], *more)


def notes(talk: Talk) -> list[str]:
    return [line.key for line in talk.last.screen.lines]


def wants(talk: Talk) -> int:
    return sum(isinstance(effect, KeepVoice) for effect in talk.effects)


def state(talk: Talk) -> str:
    return talk.session.recording.state if talk.session.recording else ""


# -- off, as shipped ---------------------------------------------------------------------------------------------


def test_as_shipped_a_voice_is_refused_as_ever() -> None:
    assert not BLORA.voice.on
    talk = talking(BLORA).speaks()
    assert notes(talk)[0] == "note-voice"
    assert talk.step == "words"
    assert talk.last.wipe
    assert (talk.session.recording, wants(talk)) == (None, 0)
    assert "words-voice" not in notes(talk)


# -- the one screen ----------------------------------------------------------------------------------------------


def test_it_is_asked_first_and_nothing_is_fetched_until_they_said_yes() -> None:
    talk = talking().speaks(file="AwACfile")
    assert (talk.step, state(talk), wants(talk)) == ("voice", ASKED, 0)
    assert not talk.last.wipe, "it stays in the chat as a typed word does"
    assert "AwACfile" not in repr(talk.session)
    assert "voice" not in talk.session.record()
    talk.play("voice.keep")
    assert (talk.step, state(talk), wants(talk)) == ("acts", OWED, 1)
    assert talk.session.record()["voice"] == 45
    assert "AwACfile" not in str(talk.session.record()), "by which id it is fetched is nobody's but the draft's"
    assert talk.play("back").step == "words"


POLICE = "Kalau hukum mewajibkan, polisi bisa ikut mendengar."


@pytest.mark.parametrize(
    ("holder", "hears"),
    [
        ("head", "Di kantor, yang mendengar hanya kepala kantor; petugas lain tidak."),
        ("supervisor", "Di kantor, yang mendengar hanya atasan petugas; petugas lain tidak."),
        ("keyholder", "• Yang mendengar hanya pemegang kunci di luar kantor; petugas tidak."),
    ],
)
def test_who_named_somebody_at_the_office_is_told_that_one_person_alone_hears_it(holder: str, hears: str) -> None:
    escalation = LISTENING.escalation.model_copy(update={"holder": holder})
    talk = talking(LISTENING.model_copy(update={"escalation": escalation}), insider="insider.some").speaks()
    assert talk.hears(f"{hears} {POLICE}")
    assert not talk.hears("hanya petugas")
    assert talking().speaks().hears(f"Di kantor, yang mendengar hanya petugas. {POLICE}")


def test_nothing_is_promised_of_what_telegram_keeps() -> None:
    assert talking().speaks().hears("Telegram juga menyimpannya, dan tidak semuanya bisa kuhapus.")


def test_no_keeps_nothing_and_takes_nothing_away() -> None:
    talk = talking(LISTENING, "cerita sedikit").speaks().play("voice.write")
    assert (talk.session.recording, wants(talk)) == (None, 0)
    assert talk.hears("tidak kusimpan")
    assert [words.text for words in talk.session.words] == ["cerita sedikit"]
    assert talk.speaks().step == "voice", "another one is asked about again"


def test_the_newest_is_the_one_that_is_asked_about() -> None:
    talk = talking().speaks(file="one").speaks(file="two")
    assert talk.step == "voice"
    assert talk.session.recording == Recording("two", 45, 180_000)


@pytest.mark.parametrize(("seconds", "size"), [(LONGEST + 1, 1000), (30, LARGEST + 1)])
def test_too_much_is_one_kind_sentence_and_no_word_is_lost(seconds: int, size: int) -> None:
    talk = talking().speaks(seconds, size=size, words="anakku dipukul")
    assert "note-voice-long" in notes(talk)
    assert talk.last.wipe
    assert talk.session.recording is None
    assert [words.text for words in talk.session.words] == ["anakku dipukul"]
    assert talking().speaks(LONGEST, size=LARGEST).step == "voice", "so much is taken"


def test_one_a_report_and_a_new_report_may_have_its_own() -> None:
    talk = talking().speaks(file="one").play("voice.keep").speaks(file="two")
    assert notes(talk)[0] == "note-voice-one"
    assert talk.last.wipe
    assert talk.session.recording
    assert talk.session.recording.file == "one"
    talk.play("done", "skip", "skip", "submit", "saved", 61, "/start", "welcome.new")
    assert talk.session.recording is None


def test_who_said_yes_to_one_that_was_lost_is_not_asked_again() -> None:
    talk = talking().speaks(file="one").play("voice.keep")
    talk.session = voice.lost(talk.session)
    talk.play("act.hit")
    assert "note-voice-lost" in notes(talk)
    assert "Minta ditelepon" in talk.text
    assert "voice" not in talk.session.record()
    talk.speaks(file="two")
    assert (talk.step, state(talk), wants(talk)) == ("acts", OWED, 2)


def test_switched_off_before_they_said_yes_it_is_not_fetched() -> None:
    talk = talking().speaks()
    talk.office = BLORA
    talk.play("voice.keep")
    assert notes(talk)[0] == "note-voice"
    assert (talk.session.recording, wants(talk), talk.step) == (None, 0, "words")


def test_three_a_day_from_one_chat_whatever_becomes_of_the_reports() -> None:
    talk = Talk(office=LISTENING)
    for number in (1, 2, 3):
        talk.play(*TO_WORDS).speaks(file=f"file{number}").play("voice.keep", 61, "/start", "welcome.new")
    assert wants(talk) == 3
    talk.play(*TO_WORDS[1:]).speaks(file="another")
    assert notes(talk)[0] == "note-voice-enough"
    assert talk.last.wipe
    assert (talk.step, talk.session.recording, wants(talk)) == ("words", None, 3)
    talk.play(24 * 60, "/start", "resume").speaks(file="another")
    assert talk.step == "voice", "and the next day one may again"


def test_erasing_makes_no_day_anew() -> None:
    talk = talking().speaks().play("voice.keep", "/hapus", "erase.yes")
    assert len(talk.session.spoke) == 1
    assert talk.session == replace(
        Session("33.16", "erased"), version=talk.session.version, seen_at=talk.session.seen_at, spoke=talk.session.spoke
    ), "and nothing else stays"


def test_a_visit_makes_no_day_anew() -> None:
    said = talking().speaks().play("voice.keep").session
    before = replace(said, spoke=()).as_data()
    guest = replace(said, visit=Visit("r" * 32, "working", is_open=True, aside=before))
    assert said.spoke
    assert visiting.ended(guest).spoke == said.spoke
    assert Session.from_data(said.as_data()) == said


def test_it_is_said_to_be_kept_only_when_it_is_and_once() -> None:
    talk = talking().speaks().play("voice.keep")
    assert "note-voice-kept" not in notes(talk)
    talk.hears_it_is_kept().play("act.hit")
    assert notes(talk)[0] == "note-voice-kept"
    assert "note-voice-kept" not in notes(talk.play("done"))


def test_after_leaving_it_is_said_only_in_the_conversation_itself() -> None:
    talk = talking().speaks().play("voice.keep", "exit").hears_it_is_kept().play("/start")
    assert notes(talk) == ["ask-welcome"]
    assert notes(talk.play("resume"))[0] == "note-voice-kept"


def test_what_is_kept_and_not_sent_is_not_thought_to_be_sent() -> None:
    talk = talking().speaks().play("voice.keep").hears_it_is_kept().play("act.hit")
    assert talk.hears("sudah disimpan, tapi belum dikirim. Kalau sudah siap, ketuk “Kirim sekarang”.")
    sent = talking().speaks().play("voice.keep", "submit").hears_it_is_kept().play("saved")
    assert sent.hears("Rekaman kamu sudah disimpan.")
    assert not sent.hears("belum dikirim")


@pytest.mark.parametrize(("ended", "said"), [(voice.kept, "✔️ Disimpan"), (voice.lost, "Yang tadi tidak bisa")])
def test_after_a_pause_how_it_ended_is_said_without_naming_a_recording(ended: Any, said: str) -> None:
    """Somebody else may hold the phone by then."""
    talk = talking().speaks().play("voice.keep", 61)
    talk.session = ended(talk.session)
    talk.play("/start", "resume")
    assert talk.session.hidden
    assert said in talk.text
    assert "ekaman" not in talk.text


# -- what comes first --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "then"),
    [
        ((), ("safety.yes", "privacy.yes", "saving.go")),
        (("/start",), ("safety.yes", "privacy.yes", "saving.go")),
        (("/start", "safety.yes"), ("privacy.yes", "saving.go")),
        (("/start", "safety.no"), ("skip", "skip", "next", "privacy.yes", "saving.go")),
    ],
)
def test_safety_and_what_must_be_said_come_before_it(before: tuple[str, ...], then: tuple[str, ...]) -> None:
    talk = Talk(office=LISTENING).play(*before).speaks()
    assert "note-voice-later" in notes(talk)
    talk.play(*then[:-1])
    assert talk.step != "voice"
    assert talk.play(then[-1]).step == "voice"
    assert talk.play("voice.keep").step == "who"


def test_a_call_for_help_does_not_wait_for_it() -> None:
    talk = talking().speaks().play("distress", "skip", "skip")
    assert talk.alerts == ["DARURAT"]
    assert talk.step == "distress.sent"
    assert talk.play("next").step == "voice", "and then it is asked after all"
    assert talk.play("voice.write").step == "words"


def test_words_of_danger_go_before_it() -> None:
    talk = talking().speaks(words="dia bawa parang mau bunuh aku")
    assert talk.step == "heard"
    assert talk.play("heard.no").step == "voice"
    talk.play("dia bawa parang lagi")
    assert talk.step == "heard"
    assert talk.play("submit").alerts == ["DARURAT"]


def test_typing_beside_the_question_is_kept_and_the_question_stays() -> None:
    talk = talking().speaks().play("sebentar")
    assert talk.step == "voice"
    assert talk.session.words[-1].text == "sebentar"
    assert talk.play("voice.keep").step == "acts"


def test_help_and_language_lead_back_to_it() -> None:
    talk = talking().speaks().play("help", "back")
    assert talk.step == "voice"
    assert talk.play("/bahasa", "language.en", "voice.keep").step == "acts"


def test_after_a_pause_whoever_holds_the_phone_is_not_shown_it() -> None:
    talk = talking().speaks().play(61, "/start")
    assert talk.step == "welcome"
    assert "suara" not in talk.text
    assert talk.play("resume").step == "voice"


def test_an_office_chosen_later_that_takes_none_drops_it() -> None:
    talk = Talk(office=LISTENING, others=[REMBANG]).speaks().play("office.33.17", "safety.yes", "skip", "skip")
    assert talk.step == "who"
    assert talk.session.recording is None
    assert "note-voice" in notes(talk)


# -- quiet, leaving ----------------------------------------------------------------------------------------------


def test_where_the_screen_may_be_seen_it_leaves_the_chat_and_nobody_is_invited_to_speak() -> None:
    talk = talking(privacy="privacy.no")
    assert "words-voice" not in notes(talk)
    talk.speaks()
    assert talk.last.wipe
    assert talk.last.screen.quiet


def test_leaving_with_nothing_saved_keeps_nothing_of_it() -> None:
    talk = talking(limits="saving.send").speaks().play("voice.keep", "exit")
    assert talk.session.recording is None
    assert talk.last.wipe_earlier


def test_pictures_films_and_files_are_refused_all_the_same() -> None:
    talk = talking().sends("media")
    assert notes(talk)[0] == "note-media"
    assert talk.last.wipe
    assert talk.sends("voice").last.wipe, "an audio file is no voice note"
    assert notes(talk)[0] == "note-voice"
    assert talk.session.recording is None


@pytest.mark.parametrize("office", [BLORA, LISTENING])
@pytest.mark.parametrize("kind", ["voice", "media"])
def test_beside_the_harmless_line_nothing_is_said_of_what_was_sent(office: Office, kind: str) -> None:
    for left in (("exit",), ("/hapus", "erase.yes")):
        talk = talking(office).play(*left)
        assert talk.step in ALONE
        talk = talk.speaks() if kind == "voice" else talk.sends(kind)
        assert talk.step == "welcome", "as when something is typed there"
    talk = Talk(office=LISTENING).play(*TO_WORDS, "exit").speaks()
    assert (state(talk), talk.play("resume").step) == (ASKED, "voice")


# -- the desk ----------------------------------------------------------------------------------------------------


def test_a_voice_alone_weighs_what_the_rubric_says_of_no_content() -> None:
    """Nobody has heard it yet: it is the rubric's R04, neither above nor below; an answer weighs as ever."""
    said = talking().speaks().play("voice.keep", "submit")
    assert said.alerts == ["RENDAH"]
    assert said.weighed.codes == ("R04_UMUM",)
    danger = Talk(office=LISTENING).play("/start", "safety.no").speaks().play("skip", "skip")
    assert danger.alerts == ["DARURAT"]


def test_what_nobody_wrote_is_promised_to_be_heard_and_the_numbers_stand_there_once() -> None:
    said = talking().speaks().play("voice.keep", "submit")
    assert said.hears("Petugas berusaha dengar ini")
    assert said.hears("Kalau jadi berbahaya, telepon:")
    assert not said.play("saved").hears("Kalau jadi berbahaya")
    written = talking(LISTENING, "cerita sedikit").speaks().play("voice.keep", "submit")
    assert written.hears("Petugas berusaha membacanya")
    assert not written.hears("Kalau jadi berbahaya")


def test_given_after_sending_the_desk_is_told() -> None:
    talk = Talk(office=LISTENING).play(*core(), "submit", "saved", "life.no").speaks().play("voice.keep")
    assert isinstance(talk.last.effects[-1], TellOfAddition)
    assert sum(isinstance(effect, OpenCase) for effect in talk.effects) == 1


def test_the_card_says_that_there_is_one_and_how_long() -> None:
    record = talking().speaks(75).play("voice.keep", "submit").session.record()

    def shown(*seconds: int, here: int, lost: int = 0, words: bool = False) -> str:
        told = [{**record, "voice": one} for one in seconds]
        more = {"letters": 0, "voices": here, "lost": lost, "words": words}
        return card("K7Q2M", "RENDAH", told, LISTENING, TUESDAY_TEN, **more)  # type: ignore[arg-type]

    assert "Rekaman suara pelapor (1.15): ceritanya mungkin ada di sana" in shown(75, here=1)
    assert "`wadul case hear K7Q2M | mpv --no-video -`" in shown(75, here=1)
    assert "case hear" not in shown(75, here=1, words=True), "where words are read in the chat there is a button"
    assert "belum sampai" in shown(75, here=0)
    assert "tidak akan datang" in shown(75, here=0, lost=1)
    assert "belum sampai" in shown(75, 30, here=0, lost=1)
    assert "belum sampai" in shown(75, 30, here=1)
    assert "sebagian ada di sini" in shown(75, 30, here=1, lost=1)
    assert "Rekaman" not in shown(0, here=0)


def test_left_half_way_it_is_passed_on_with_the_rest() -> None:
    talk = talking(LISTENING).speaks().play("voice.keep", "act.hit").waits(600)
    assert broken_off.due_at(talk.session, talk.office)
    talk.is_passed_on()
    assert talk.session.record()["voice"] == 45


# -- at rest, and in words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("held", [None, Recording("file", 9, 8, KEPT, 7), Recording("file", 9, 8, LOST)])
def test_a_session_comes_back_as_it_was(held: Recording | None) -> None:
    session = replace(Session(office="33.16"), recording=held)
    assert Session.from_data(session.as_data()) == session


def test_the_texts_are_those_of_an_office_that_takes_them_too() -> None:
    assert lint(LISTENING).errors == []
    for language in LANGUAGES:
        for register in ("anak", "dewasa"):
            for quiet in (False, True):
                said = say(Text("note-voice-kept", {"sent": "no"}), language=language, register=register, quiet=quiet)
                assert said.startswith("✔️" if quiet else "🎙")


def test_a_voice_at_a_step_of_an_older_version_asks_nothing_twice() -> None:
    session = Session(LISTENING.code, "voice", answers={"safety": ("safety.yes",)}, seen_at=TUESDAY_TEN.isoformat())
    talk = Talk(office=LISTENING, session=session)
    talk.does(Sent(talk.at, "media"))
    assert talk.play("voice.keep").step == "safety"
    assert wants(talk) == 0


@pytest.mark.parametrize("office", [BLORA, LISTENING])
def test_the_screen_of_limits_says_it_where_voices_are_taken_and_nowhere_else(office: Office) -> None:
    talk = Talk(office=office).play("/start", "safety.yes", "privacy.yes")
    assert ("limits-voice" in notes(talk)) == office.voice.on
    talk.play("saving.go", "who.self")
    assert talk.hears("tulis atau rekam") == office.voice.on, "what is passed on by law is then more than written words"
    quiet = Talk(office=office).play("/start", "safety.yes", "privacy.no")
    assert "limits-voice" not in notes(quiet), "nobody is invited to speak where somebody listens"
