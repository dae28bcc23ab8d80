"""Leaving nothing behind: *Keluar*, *Bersihkan*, /hapus, and which messages can still go."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from flows.effects import Erase, Forget
from flows.events import AskedErasure, Cleaned, Resumed, tapped
from flows.session import Session
from flows.tables import STEPS
from flows.traces import KNOWN, Trace, grow_old, known
from flows.wording import text, write
from tests.flows.talking import BLORA, FINDABLE, TUESDAY_TEN, Talk, core


def sent(hours: float, id: int = 1, at: datetime = TUESDAY_TEN) -> Trace:
    """A message of so many hours ago."""
    return Trace(id, int((at - timedelta(hours=hours)).timestamp()))


# -- which messages ----------------------------------------------------------------------------------------------


def test_what_telegram_deletes_no_more_is_forgotten() -> None:
    young, old = sent(47.9, 1), sent(48, 2)
    assert known(TUESDAY_TEN, (young, old)) == (young,)
    assert known(TUESDAY_TEN + timedelta(hours=1), (young, old)) == ()


def test_the_newest_are_remembered_each_once() -> None:
    many = [sent(1, id) for id in range(KNOWN + 50)]
    assert known(TUESDAY_TEN, many, many[-3:]) == tuple(many[50:])
    assert known(TUESDAY_TEN, (sent(2, 7),), (sent(1, 7),)) == (sent(2, 7),), "an edited message is as old as before"


def test_an_older_drafts_bare_ids_are_no_younger_than_its_last_word() -> None:
    held = Session("33.16", seen_at=TUESDAY_TEN.isoformat()).as_data() | {"messages": [4, 5]}
    assert Session.from_data(held).messages == (sent(0, 4), sent(0, 5))
    assert Session.from_data(held | {"messages": [[4, 9]]}).messages == (Trace(4, 9),)


# -- Keluar ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("saving", ["saving.go", "saving.send"])
@pytest.mark.parametrize("how", ["exit", "keluar"])
def test_leaving_takes_away_what_stands_in_the_chat(saving: str, how: str) -> None:
    talk = Talk().play(*core(limits=saving))
    talk.session = replace(talk.session, messages=(sent(1),))
    left = talk.play(how).last
    assert left.wipe_earlier
    assert left.leaves
    assert left.wipe is (how == "keluar"), "the word itself goes too"
    assert left.session.messages == ()
    assert [text.key for text in left.screen.lines] == ["plain"]
    assert (Forget() in left.effects) is (saving == "saving.send")


@pytest.mark.parametrize("link", ["3316-id-pasar", "3316-id-fajepon26"])
@pytest.mark.parametrize("how", [("exit",), ("/hapus", "erase.yes")])
def test_nor_does_it_stay_by_which_way_somebody_came(link: str, how: tuple[str, ...]) -> None:
    talk = Talk(office=FINDABLE).play(f"/start {link}", "safety.yes", "privacy.yes", "saving.send")
    assert talk.session.poster or talk.session.invited
    talk.play(*how)
    assert (talk.session.poster, talk.session.invited) == ("", False)


def test_it_is_said_beforehand_what_deleting_does_not_reach() -> None:
    for privacy in ("privacy.yes", "privacy.no"):
        talk = Talk().play("/start", "safety.yes", privacy)
        for what in ("48 jam", "angkapan layar", "notifikasi", "HP lain", "chat ini di daftar"):
            assert talk.hears(what)


# -- Bersihkan ---------------------------------------------------------------------------------------------------


def of_yesterday(hours: float, step: str = "welcome") -> Talk:
    """Somebody looks in again, who wrote so many hours ago."""
    talk = Talk().play(*core(), *(("submit", "saved", "life.no") if step == "hub" else ("exit",)))
    talk.session = replace(talk.session, messages=(sent(hours, 1), sent(hours, 2), sent(0, 3)))
    return talk.play("/start")


@pytest.mark.parametrize("step", ["welcome", "hub"])
def test_who_comes_before_it_is_too_late_is_offered_to_clean_up(step: str) -> None:
    talk = of_yesterday(30, step)
    assert talk.step == step
    assert talk.hears(text("note-old"))
    cleaned = talk.play("clean").last
    assert talk.step == step
    assert talk.hears(text("note-cleaned"))
    assert not talk.hears(text("note-old"))
    assert "clean" not in talk.buttons
    assert cleaned.wipe_earlier
    assert not cleaned.leaves, "the screen stays where it is"
    assert cleaned.effects == ()


@pytest.mark.parametrize("hours", [23, 49])
def test_it_is_not_offered_too_early_nor_too_late(hours: float) -> None:
    talk = of_yesterday(hours)
    assert "clean" not in talk.buttons
    assert not talk.hears(text("note-old"))
    talk.does(Cleaned(talk.at, "clean", "welcome", talk.session.version))
    assert not talk.last.wipe_earlier


def test_the_live_message_alone_is_not_offered() -> None:
    assert not grow_old(TUESDAY_TEN, (sent(30),))
    assert grow_old(TUESDAY_TEN, (sent(30, 1), sent(29, 2)))


# -- /hapus ------------------------------------------------------------------------------------------------------


def test_it_says_what_is_held_before_anything_is_erased() -> None:
    talk = Talk().play(*core(), "submit", "saved", "life.no", "/hapus")
    assert talk.step == "erase"
    for what in ("jawaban dan tulisan", "jalan untuk membalas", "kode laporan", "kabar dari petugas"):
        assert talk.hears(what)
    assert talk.hears("menurut hukum kantor tetap harus menanganinya")
    assert talk.last.wipe, "the command itself tells"
    assert talk.last.effects == ()
    draft = Talk().play(*core(), "/hapus")
    assert draft.hears("Belum ada yang dikirim")
    assert not draft.hears("kode")


@pytest.mark.parametrize("somebody", ["/start", "after an hour"])
def test_whoever_holds_the_phone_later_does_not_learn_that_there_is_anything(somebody: str) -> None:
    fresh = Talk() if somebody == "/start" else Talk().play(*core(), "submit", 61)
    assert fresh.play("/hapus").step == "erase"
    nothing = Talk().play("/hapus")
    assert fresh.text == nothing.text


def test_one_tap_erases_and_the_chat_is_empty_but_for_one_screen() -> None:
    talk = Talk().play(*core(), "submit", "saved", "life.no")
    talk.session = replace(talk.session, messages=(sent(1),), earlier=("r9",))
    gone = talk.play("/hapus", "erase.yes").last
    assert gone.effects == (Erase(),)
    assert gone.wipe_earlier
    assert gone.leaves
    session = gone.session
    assert session == replace(Session("33.16", "erased"), version=session.version, seen_at=session.seen_at), (
        "nothing of what was told, nor of what was sent before"
    )


def test_the_screen_after_it_leads_on_though_nothing_is_remembered() -> None:
    talk = Talk().play(*core(privacy="privacy.no"), "submit", "/hapus", "erase.yes")
    for key, (step, quiet) in zip(
        (row[0] for row in write(talk.last.screen).rows), (("welcome", True), ("start", False)), strict=True
    ):
        event = tapped(talk.at, key.data)
        assert event is not None
        after = Talk(talk.at).does(event)
        assert (after.step, after.session.quiet) == (step, quiet)
        assert isinstance(event, Resumed) is (step == "welcome")


def test_not_to_erase_leads_back_to_where_it_was() -> None:
    talk = Talk().play(*core()[:6], "/hapus", "erase.no")
    assert talk.step == "insider"
    assert Erase() not in talk.effects
    assert Talk().play(*core(), "submit", "saved", "life.no", "/hapus", "erase.no").step == "hub"


@pytest.mark.parametrize("step", [step for step in STEPS if step not in ("status", "word")])
def test_it_can_be_asked_for_everywhere(step: str) -> None:
    talk = Talk(session=Session(BLORA.code, step)).does(AskedErasure(TUESDAY_TEN))
    assert talk.step == "erase"
    assert talk.buttons >= {"erase.yes", "erase.no", "exit"}


ANSWERS = (
    "iya",
    "Iya!",
    "ya, hapus",
    "tidak",
    "gak jadi",
    "ora sida",
    "hapus",
    "HAPUS SEMUA",
    "Inggih",
    "batal",
    "yes 🙏",
)


@pytest.mark.parametrize("said", ANSWERS)
@pytest.mark.parametrize("privacy", ["privacy.yes", "privacy.no"])
@pytest.mark.parametrize("language", ["language.id", "language.jv", "language.en"])
def test_a_typed_yes_erases_nothing_and_it_is_said_how(language: str, privacy: str, said: str) -> None:
    talk = Talk().play("/start", "language", language, *core(privacy=privacy)[1:], "submit", "saved", "life.no")
    before = talk.session.words
    talk.play("/hapus", said)
    assert talk.step == "erase"
    assert talk.session.words == before, "a yes is not what the office is told"
    assert talk.last.effects == ()
    assert [line.key for line in talk.last.screen.lines] == ["note-erase-by-button", "ask-erase"]
    for button in ("erase-yes", "erase-no"):
        assert talk.hears(text(f"pick-{button}", talk.session.language, register=talk.session.register))
    assert talk.play("erase.yes").last.effects == (Erase(),)


def test_words_typed_there_are_kept_and_nobody_thinks_that_they_are_gone() -> None:
    talk = Talk().play(*core(), "submit", "saved", "life.no", "/hapus", "jangan bilang ibuku")
    assert talk.step == "erase"
    assert talk.session.words[-1].text == "jangan bilang ibuku"
    assert talk.hears(text("note-kept"))
    assert talk.hears(text("note-not-erased"))
    assert Erase() not in talk.effects


def test_a_cry_for_help_is_heard_there_too() -> None:
    talk = Talk().play(*core(), "submit", "saved", "life.no", "/hapus", "tolong bapak dobrak pintu kamarku sekarang")
    assert talk.step == "heard"
    assert talk.alerts[-1] == "DARURAT"
    assert talk.hears(text("note-not-erased"))
    assert not talk.hears(text("pick-erase-yes")), "its button does not stand here"
    assert talk.play("skip").step == "erase"


@pytest.mark.parametrize(
    "said",
    [
        *("iya tapi aku takut bapak tahu", "hapus? jangan", "ya?", "hapus semua foto yang dia sebar", "ya 🆘"),
        "iya " + "😭" * 300 + " tolong dia bawa pisau",
    ],
)
def test_with_a_word_more_it_is_somebodys_words(said: str) -> None:
    assert Talk().play(*core(), "/hapus", said).session.words[-1].text == said
