"""A facilitator of fifteen tells of a friend: nothing is asked that they would have to find out."""

from __future__ import annotations

import pytest

from flows.guards import DETAILS, FOLLOW_UPS
from flows.office_file import OfficeUnclear, blora, default_office_text, read_office
from flows.wording import text
from tests.flows.talking import FINDABLE, FORUM_ANAK, REMBANG, Talk, core

TOLD = ("who.facilitator", "peer.friend", "age.12_14", "insider.none", "Temanku dipukul bapaknya.")
BEGUN = ("/start", "safety.yes", "privacy.yes", "saving.go")


def invited(*actions: str | int, link: str = "/start 3316-id-fajepon26") -> Talk:
    return Talk(office=FINDABLE).play(link, *actions)


def test_whoever_is_invited_is_not_asked_who_is_telling() -> None:
    talk = invited("safety.yes", "privacy.yes", "saving.go")
    assert talk.step == "peer"
    assert talk.session.is_facilitator
    for words in ("Jangan menyelidiki", "Ini bukan tanggung jawabmu sendiri", FORUM_ANAK.companion):
        assert talk.hears(words), words


@pytest.mark.parametrize("typed", ["fajepon26", " FAJEPON26 ", "Fajepon 26", "fa-jepon-26"])
@pytest.mark.parametrize("taps", range(5))
def test_the_code_may_be_typed_at_any_step(typed: str, taps: int) -> None:
    talk = Talk(office=FINDABLE).play(*BEGUN[:taps], typed)
    assert talk.session.words == ()  # a code is nobody's words
    assert talk.hears(text("note-invited"))
    rest = {"safety": BEGUN[1:], "privacy": BEGUN[2:], "limits": BEGUN[3:], "peer": ()}[talk.step]
    assert talk.play(*rest).step == "peer"


def test_a_link_opened_in_the_middle_is_heard_too() -> None:
    talk = Talk(office=FINDABLE).play(*BEGUN, "/start 3316-id-fajepon26")
    assert talk.step == "peer"
    talk = Talk(office=FINDABLE).play(*core(), "/start 3316-id-fajepon26")
    assert (talk.step, talk.session.answer("who")) == ("ready", "who.self")  # what was answered stays


def test_several_offices_are_told_apart_before_it() -> None:
    talk = Talk(office=FINDABLE, others=[REMBANG]).play("fajepon26")
    assert talk.step == "office"
    assert talk.play("office.33.16", *BEGUN[1:]).step == "peer"


def test_an_invitation_says_who_is_telling_and_nothing_else() -> None:
    plain, led = Talk(office=FINDABLE).play(*BEGUN, *TOLD), invited(*BEGUN[1:], *TOLD[1:])
    assert led.session.record() == plain.session.record() | {"words": led.session.record()["words"]}
    assert "fajepon" not in str(led.session.as_data())
    assert "Jepon" not in str(led.session.as_data())


def test_a_code_of_nobody_is_words() -> None:
    talk = Talk(office=FINDABLE).play(*BEGUN, "fajepon27")
    assert talk.session.words
    assert not talk.session.invited


def test_a_facilitator_may_tell_of_themselves() -> None:
    talk = invited(*BEGUN[1:], "peer.self")
    assert talk.session.is_self
    assert talk.hears("wajib lapor ke polisi")
    assert talk.play("age.15_17", "insider.none", "words.hard", "act.again", "done").step == "often"


def test_no_follow_up_is_asked() -> None:
    talk = Talk().play(*BEGUN, *TOLD, *FOLLOW_UPS.values(), "done")
    assert talk.step == "when"
    assert not FOLLOW_UPS.keys() & talk.session.answers.keys()


def test_nothing_afterwards_is_a_detail_and_the_guide_stands_there() -> None:
    talk = Talk().play(*BEGUN, *TOLD, "act.hit", "done", "when.7d", "33.16.05", "submit", "saved", "life.no")
    assert talk.step == "hub"
    assert not {f"hub.{name}" for name in DETAILS} & talk.buttons
    assert talk.play("hub.friend").hears("Dengarkan saja")
    assert talk.play("next").step == "hub"
    others = Talk().play(*core(who="who.family"), "submit", "saved", "life.no")
    assert "hub.friend" not in others.buttons
    assert {f"hub.{name}" for name in DETAILS} - {"hub.signs"} <= others.buttons


def test_the_guide_is_one_tap_away_and_back_leads_past_it() -> None:
    talk = Talk().play(*BEGUN, "who.facilitator", "peer.guide", "next")
    assert talk.step == "peer"
    assert talk.play("back").step == "who"
    talk = Talk().play(*BEGUN, "who.facilitator", "peer.guide", 61, "/start", "resume", "next")
    assert talk.step == "peer"


@pytest.mark.parametrize(
    ("acts", "code"),
    [
        ("act.again", "T10_ESKALASI"),
        ("act.married", "T11_NIKAH_30H"),
        ("act.image", "T05_SEKSTORSI"),
        ("act.confined", "D08_SEKAP_CULIK"),
    ],
)
def test_what_is_not_asked_is_read_the_careful_way(acts: str, code: str) -> None:
    talk = Talk().play(*BEGUN, "who.facilitator", "skip", "skip", "insider.none", "words.hard", acts, "done")
    assert code in talk.weighed.codes


@pytest.mark.parametrize(
    "line",
    [
        'kecamatan = "33.16.08.2001"',  # a desa
        'kecamatan = "33.17.01"',  # of another regency
        'kecamatan = "33.16.08"\nprogramme = "Sapa"',
        "",
    ],
)
def test_an_invitation_is_for_a_kecamatan_or_a_programme(line: str) -> None:
    with pytest.raises(OfficeUnclear, match=r"undangan|kecamatan"):
        read_office(f'{default_office_text()}\n[[forum_anak.invitations]]\ncode = "fajepon26"\n{line}\n')


def test_a_code_that_could_be_a_word_is_refused() -> None:
    with pytest.raises(OfficeUnclear, match="huruf kecil dan angka"):
        read_office(f'{default_office_text()}\n[[forum_anak.invitations]]\ncode = "jepon"\nprogramme = "Sapa"\n')


def test_blora_names_the_adult_companions_role() -> None:
    assert blora().forum_anak.companion.startswith("pendamping")
