"""A phone number given with a call for help: taken out of the words, and kept apart from the report."""

from __future__ import annotations

import pytest

from flows.effects import GiveNumber, OpenCase
from flows.numbers import taken_out
from tests.flows.talking import Talk, core

PHONE = "0812-3456-7890"
BARE = "081234567890"


@pytest.mark.parametrize(
    ("said", "rest", "number"),
    [
        (PHONE, "", BARE),
        ("+62 812 3456 7890", "", "+6281234567890"),
        ("telepon (0296) 531234 saja", "telepon saja", "0296531234"),
        ("telepon 0296-531234 saja", "telepon saja", "0296531234"),
        ("dekat masjid, 0812 3456 7890", "dekat masjid", BARE),
        (f"{PHONE} atau 0296-531234 saja", "atau saja", f"{BARE}, 0296531234"),
        ("rumah nomor 12 RT 03", "rumah nomor 12 RT 03", ""),
        ("jam 08.00-09.30 sendirian", "jam 08.00-09.30 sendirian", ""),
        ("sejak 01-02-2026 05.30", "sejak 01-02-2026 05.30", ""),
        ("08 00 sampai 09 30", "08 00 sampai 09 30", ""),
        ("4071 8826 3519 0044", "4071 8826 3519 0044", ""),
        ("33160512345678901", "33160512345678901", ""),
    ],
)
def test_a_number_is_found_and_nothing_else_is_lost(said: str, rest: str, number: str) -> None:
    assert taken_out(said) == (rest, number)


def test_a_number_at_the_first_question_still_leaves_room_for_where() -> None:
    talk = Talk().play("/start", "safety.no", PHONE)
    assert talk.step == "distress.where"
    assert talk.hears("Nomornya sudah kucatat")
    talk.play("dekat masjid Cepu", "distress.silent")
    assert [type(effect) for effect in talk.effects] == [OpenCase, GiveNumber]


@pytest.mark.parametrize("where", [("skip",), ("skip", "distress.silent")])
def test_a_number_may_be_given_until_the_alert_is_sent_and_after(where: tuple[str, ...]) -> None:
    talk = Talk().play("/start", "safety.no", *where, f"tolong telepon {PHONE}")
    assert [one.text for one in talk.session.words] == ["tolong telepon"]
    talk.play(*({"distress.silent", "next"} & talk.buttons))
    (given,) = [effect for effect in talk.effects if isinstance(effect, GiveNumber)]
    assert given.number == BARE
    assert "3456" not in repr(given)


def test_a_number_never_stands_in_the_record_or_stays_in_the_draft() -> None:
    talk = Talk().play("/start", "safety.no", "skip", PHONE, "distress.write")
    assert BARE not in str(talk.session.record())
    assert talk.session.number == ""
    assert "3456" not in str(talk.session.as_data())


def test_elsewhere_digits_are_words() -> None:
    talk = Talk().play(*core()[:7], f"ia memakai nomor {PHONE}")
    assert [one.text for one in talk.session.words] == [f"ia memakai nomor {PHONE}"]
