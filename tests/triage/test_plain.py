"""What a child answers who is asked where they are, and that it is all right: nothing is asked of dying, and whatever
more is said is heard as it was."""

from __future__ import annotations

from itertools import product

import pytest

from flows.triage import Urgency
from flows.triage.hearing import hear
from flows.triage.hearing.plain import LONGEST, is_plain
from flows.triage.training.writing import messages
from tests.triage.cases import CASES

pytestmark = pytest.mark.no_cover  # the same lines, over and over

D, T = Urgency.DARURAT, Urgency.TINGGI

AT_HOME = ("kamar", "kamarku", "kamar mandi", "dapur", "rumah", "omah", "teras", "sekolah", "pondok", "warung", "jalan")


def opens_nothing(text: str) -> bool:
    heard = hear(text)
    return heard.level is Urgency.RENDAH and not heard.ask and not heard.hits


def test_where_one_is_opens_nothing() -> None:
    at = ("di", "neng", "ing", "ning", "wonten")
    said = product(("aku", "saya", "kulo"), at, AT_HOME, ("", " sekarang", " saiki"))
    told = [f"{who} {where} {place}{now}" for who, where, place, now in said]
    assert [text for text in told if not opens_nothing(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        *("udah gak papa", "udah nggak papa", "udah ga papa", "udah gak", "udah nggak kok", "udah enggak"),
        *("uwis gak papa", "wis gak papa", "wis ora apa-apa", "sampun mboten napa-napa", "aku udah gak papa kok"),
        *("Udah gak papa, kak. Makasih ya", "sekarang udah gak papa", "aku baik-baik aja", "udah gak nangis"),
        *("bapak isih turu", "ibu lagi masak", "bapak belum pulang", "adik di kamar", "wong omah wis turu kabeh"),
        *("aku neng kamar. bapak isih turu", "aku di kamar\nibu lagi masak", "aku di kamar, udah gak papa"),
        *("lagi di kamar", "di kamar kak", "saiki aku neng kamar", "ini aku di kamar", "aku ada di rumah sekarang"),
        *("aku di kamar rebahan", "aku di kamar sama adik", "aku di rumah nenek", "aku di luar rumah", "AKU DI KAMAR"),
    ],
)
def test_everyday_answers_open_nothing(text: str) -> None:
    assert opens_nothing(text)


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("aku dikunci di kamar", D, "D08"),
        ("aku di kamar bapak masuk terus pegang pegang", T, "T03"),
        ("aku di kamar. bapak pegang pegang", D, "T03"),
        ("aku di kamar mau nelen obat", D, "D07"),
        ("aku di kamar. mau nelen obat", D, "D07"),
        ("aku di kamar pengen tidur selamanya", D, "D07"),
        ("udah gak kuat", D, "D07"),
        ("udah gak kuat pengen mati", D, "D07"),
        ("udah gak mau hidup", T, "T06"),
        ("udah gak papa kalau aku mati", T, "T06"),
        ("udah gak ada", T, "T06"),
        ("wis ora kuat urip", T, "T06"),
        ("aku sembunyi di kamar bapak bawa parang", D, "D03"),
        ("aku di kamar. bapak bawa parang", D, "D03"),
        ("aku neng kamar, bapak gedor-gedor lawang", D, "D01"),
        ("aku di kamar mandi dia nunggu di luar", D, "D14"),
        ("aku neng teras, bapak ngamuk", D, "D01"),
        ("dia di teras sekarang", D, "D01"),
        ("aku di kamar tolong", D, "D14"),
        ("aku di kamar gak bisa keluar", D, "D08"),
        ("bapak neng kamarku", T, "T03"),
        ("bapak masih tidur tadi malam pegang aku", D, "D06"),
        ("ibu lagi masak bapak ngamuk", D, "D01"),
    ],
)
def test_and_whatever_more_is_said_is_heard(text: str, level: Urgency, code: str) -> None:
    heard = hear(text)
    assert heard.level is level
    assert any(said.startswith(code) for said in heard.codes)


@pytest.mark.parametrize(
    "text",
    [
        *("di kamarku sekarang", "ada di depan rumah", "di teras", "bapak di rumah", "bapak di kamar", "dia di rumah"),
        *("aku di kamar kakak", "aku di kamar om", "aku di kamar sama bapak", "aku di hotel", "aku di rumah orang"),
        *("aku di kamar!!!", "aku di kamar 😭", "adik tidur gak bangun", "bapak belum bangun", "", "...", "🙏"),
    ],
)
def test_nothing_is_plain_that_may_say_who_is_near(text: str) -> None:
    assert not is_plain(text)


def test_no_sentence_that_tells_of_harm_is_plain() -> None:
    taught = [message.text for message in messages() if not message.innocent]
    told = [case.text for case in CASES if case.level is not Urgency.RENDAH]
    assert [text for text in (*taught, *told) if is_plain(text)] == []


def test_a_long_answer_is_listened_to() -> None:
    text = "aku di kamar. "
    assert is_plain(text * (LONGEST // len(text)))
    assert not is_plain(text * (LONGEST // len(text) + 1))


def test_words_that_say_nothing_by_themselves_carry_no_guess() -> None:
    assert [hear(text).hits for text in ("udah gak lagi", "aku udah gak", "saya sudah tidak")] == [(), (), ()]
    assert [hit.words for hit in hear("udah gak sanggup").hits] == ["udah gak sanggup", "udah gak sanggup"]
