"""Advice after sending: what fits, one at a time, the most urgent first, and only what the office has signed off."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from flows import advice
from flows.office import Office
from flows.office_file import OfficeUnclear, default_office_text, read_office
from flows.wording import text
from tests.flows.talking import BLORA, Talk, core, signed

ALL = signed(*advice.SIGNED)


def filed(office: Office = ALL, **answers: str) -> Talk:
    return Talk(office=office).play(*core(**answers), "submit")


def in_the_hub(office: Office = ALL, life: str = "life.no", **answers: str) -> Talk:
    talk = filed(office, **answers).play("saved")
    return talk.play(*(life.split() if talk.step == "life" else ()))


ASSAULT = {"acts": "act.touched done", "when": "when.72h"}


def test_after_an_assault_treatment_comes_first_and_who_pays_is_said_at_once() -> None:
    talk = filed(**ASSAULT)
    assert talk.hears("Berobat dulu")
    assert talk.hears("Berobat tidak usah menunggu petugas. Rumah sakit mungkin menagih; petugas membantu")
    assert talk.hears("obat pencegah HIV (sebelum 72 jam) dan pencegah hamil (sebelum 120 jam)")
    assert talk.hears("jangan dicuci")


@pytest.mark.parametrize(
    ("answers", "hiv", "pregnancy"),
    [
        ({"when": "when.72h"}, True, True),
        ({"when": "when.5d", "age": "age.25_59"}, False, True),
        ({"when": "when.72h", "age": "age.5_11"}, True, False),
        ({"when": "skip", "age": "age.18_24"}, True, True),  # nobody knows when: the careful way
    ],
)
def test_of_medicine_only_what_time_and_age_leave_is_said(answers, hiv: bool, pregnancy: bool) -> None:
    talk = filed(**{**ASSAULT, **answers})
    assert talk.hears("HIV") is hiv
    assert talk.hears("hamil") is pregnancy
    assert talk.hears("jangan dicuci")
    assert "  " not in talk.text


@pytest.mark.parametrize("when", ["when.30d", "when.older"])
def test_long_afterwards_nobody_is_sent_for_medicine_that_is_too_late(when: str) -> None:
    talk = filed(acts="act.touched done", when=when, age="age.25_59")
    assert not talk.hears("HIV")
    assert not talk.hears("hamil")


def test_who_was_strangled_sees_a_doctor_even_without_a_mark() -> None:
    talk = in_the_hub().play("hub.danger", "danger.strangled", "done")
    assert talk.hears("periksa ke dokter walau tidak ada bekas")
    assert talk.hears("119")


@pytest.mark.parametrize(("age", "removal"), [("age.15_17", True), ("age.18_24", False)])
def test_take_it_down_is_for_those_under_eighteen(age: str, removal: bool) -> None:
    talk = filed(acts="act.image done image.threat", age=age)
    assert talk.hears("Jangan kirim uang")
    assert talk.hears("takeitdown.ncmec.org") is removal


def test_a_planned_wedding_of_a_child_and_none_that_was_held_or_of_a_grown_woman() -> None:
    assert filed(acts="act.married done wedding.30d", when="").hears("umur 19 tahun")
    assert filed(acts="act.married done wedding.later", when="").hears("umur 19 tahun")
    assert not filed(acts="act.married done wedding.done").hears("umur 19 tahun")
    assert not filed(acts="act.married done wedding.later", when="", age="age.25_59").hears("umur 19 tahun")


@pytest.mark.parametrize("who", ["who.family", "who.facilitator peer.friend", "who.witness", "who.other"])
def test_about_somebody_elses_child_one_asks_whether_it_knows(who: str) -> None:
    talk = filed(who=who, age="age.12_14")
    assert talk.hears("Apakah ia tahu")
    assert talk.hears("Aman kalau ia kami hubungi?")
    assert not filed(who=who, age="age.25_59").hears("Apakah ia tahu")
    assert not filed().hears("Apakah ia tahu")


def test_one_at_a_time_the_most_urgent_first() -> None:
    talk = in_the_hub(life="life.yes life_now.no", acts="act.touched act.image done image.threat", when="when.72h")
    firsts = ["Ada yang bisa diajak bicara", "Berobat dulu", "Jangan kirim uang"]
    for turn in range(3):
        assert [talk.hears(first) for first in firsts] == [n == turn for n in range(3)]
        assert talk.hears("healing119.id"), "this number stays in sight"
        talk.play("hub.advice")
    assert talk.hears(firsts[0]), "after the last comes the first again"


def test_an_answer_moves_on_and_what_was_read_can_be_called_back() -> None:
    talk = in_the_hub(acts="act.image done image.threat")
    assert talk.hears("Jangan kirim uang")
    assert "hub.advice" not in talk.buttons, "there is no other"
    talk.play("hub.sex", "sex.female")
    assert not talk.hears("Jangan kirim uang")
    talk.play("hub.advice")
    assert talk.hears("Jangan kirim uang")


def test_what_the_office_has_not_signed_off_is_not_said() -> None:
    assert not filed(signed(), **ASSAULT).hears("Berobat dulu")
    assert not filed(signed("image", "child"), **ASSAULT).hears("Berobat dulu")
    assert filed(signed("assault"), **ASSAULT).hears("Berobat dulu")
    assert not filed(BLORA, **ASSAULT).hears("Berobat dulu"), "as it ships, no doctor has read it"
    assert filed(BLORA, acts="act.image done image.threat").hears("Jangan kirim uang")


def test_a_signature_needs_a_day_and_a_name() -> None:
    with pytest.raises(OfficeUnclear, match="verified_by"):
        read_office(default_office_text() + '\n[[advice]]\nabout = "assault"\nverified_on = 2026-11-20\n')
    with pytest.raises(OfficeUnclear, match="about"):
        read_office(
            default_office_text() + '\n[[advice]]\nabout = "luck"\nverified_on = 2026-11-20\nverified_by = "dr. Wati"\n'
        )


def test_words_that_may_have_been_misheard_bring_no_advice_and_a_yes_does() -> None:
    told = "kemarin aku dicekik"
    misheard = Talk(office=ALL).play(*core()[:7], told)
    assert misheard.step == "heard"
    denied = Talk(office=ALL).play(*core()[:7], told, "heard.no", "act.other", "done", "other.talk", "skip", "submit")
    assert not denied.hears("periksa ke dokter")
    unanswered = Talk(office=ALL).play(*core()[:7], told, "skip", "act.hit", "done", "when.72h", "skip", "submit")
    assert "D04_CEKIK" in unanswered.weighed.codes
    assert not unanswered.hears("periksa ke dokter")
    said = Talk(office=ALL).play(*core()[:7], told, "heard.yes", "act.hit", "done", "when.72h", "skip", "submit")
    assert said.hears("periksa ke dokter")


def test_after_a_pause_nothing_is_said_to_whoever_holds_the_phone() -> None:
    sent = filed(**ASSAULT)
    assert sent.hears("Berobat")
    assert not sent.play(61, "/start", "resume").hears("Berobat")
    talk = in_the_hub(acts="act.touched act.image done image.threat", when="when.72h")
    assert "hub.advice" in talk.buttons
    talk.play(61, "/start", "resume")
    assert talk.step == "hub"
    assert talk.session.hidden
    assert not talk.hears("Berobat")
    assert "hub.advice" not in talk.buttons


@pytest.mark.parametrize("name", advice.SIGNED)
def test_where_the_screen_may_be_seen_it_names_nothing(name: str) -> None:
    facts = {"whose": "self", "medicine": "both", "removal": "yes", "numbers": "119", "office": "x"}
    told = text(f"advice-{name}", quiet=True, **facts)
    assert not re.search(r"HIV|hamil|cekik|foto|nikah|anak|lapor|polisi|takeitdown|kekerasan", told, re.IGNORECASE)


def test_nothing_before_it_was_sent() -> None:
    talk = Talk(office=ALL).play(*core(**ASSAULT))
    assert not talk.hears("Berobat")
    assert advice.fitting(replace(talk.session), ALL, talk.at) == ()
