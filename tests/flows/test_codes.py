"""The list of words, and codes as people type them."""

from __future__ import annotations

import csv
import math
import re
import secrets
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz.distance import OSA

from flows import codes
from flows.codes import patience
from flows.triage.hearing import hear

NEVER = (Path(__file__).parent / "data" / "never_in_codes.txt").read_text().split()
LEXICON = Path(__file__).parents[2] / "flows" / "triage" / "hearing" / "lexicon.csv"
ALARMING = {
    "ABDUCT", "BLOOD", "BULLY", "CHOKE", "CONFINE", "CONTROL", "DANGERWORD", "DEATHHINT", "DISTRESS", "EXTORT", "FEAR",
    "GROPE", "GROOM", "HIT", "HITHARD", "IDEATE", "INSULT", "KILL", "KILLTHREAT", "NEGLECT", "POISON", "PREGNANT",
    "PRIVATE", "PROSTITUTE", "RAPE", "RAPEHINT", "SELFHARM", "SEVERE", "STAB", "STALK", "SUICIDE", "THREAT", "WEAPON",
    "WOUND",
}  # fmt: skip
SIX = "kucing meja jeruk biola pagar seruling"
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


def test_six_words_are_worth_more_than_62_bits() -> None:
    assert math.isclose(codes.BITS, codes.COUNT * math.log2(len(set(codes.WORDS))))
    assert codes.BITS >= 62


def test_each_word_is_told_by_its_first_four_letters() -> None:
    assert all(re.fullmatch("[a-z]{4,8}", word) for word in codes.WORDS)
    assert Counter(word[:4] for word in codes.WORDS).most_common(1)[0][1] == 1


def test_no_two_words_look_alike() -> None:
    alike = [pair for pair in combinations(codes.WORDS, 2) if OSA.distance(*pair, score_cutoff=1) < 2]
    assert alike == []


def test_no_word_hurts_or_tells() -> None:
    assert {*NEVER} & {*codes.WORDS} == set()
    assert [word for word in codes.WORDS if hear(word).hits or hear(word).ask] == []
    with LEXICON.open(encoding="utf-8") as file:
        alarming = {row["term"] for row in csv.DictReader(file) if row["concept"] in ALARMING}
    assert alarming & {*codes.WORDS} == set()


def test_luck_is_handed_in() -> None:
    assert codes.six_words(lambda n: n - 1) == " ".join([codes.WORDS[-1]] * 6)
    assert codes.read(codes.six_words(secrets.randbelow))


@pytest.mark.parametrize(
    "typed",
    [
        SIX,
        SIX.upper(),
        SIX.replace(" ", "-"),
        "  Kucing,  meja, jeruk / biola;\npagar seruling. ",
        "kuci meja jeru biol paga seru",
    ],
)
def test_six_words_may_be_typed_in_many_ways(typed: str) -> None:
    assert codes.read(typed) == SIX


@pytest.mark.parametrize(
    "typed", ["4071 8826 3519 0044", "4071-8826-3519-0044", "4071882635190044", "٤071 8826.35190044"]
)
def test_digits_may_be_typed_in_many_ways(typed: str) -> None:
    assert codes.read(typed) == "4071882635190044"


@pytest.mark.parametrize(
    "typed", ["", "407188263519004", "kucing meja jeruk biola pagar", f"{SIX} pagar", "kata biasa"]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes.read(typed) == ""


def test_where_a_code_is_asked_for_a_slip_is_one_too_and_a_cry_is_not() -> None:
    assert codes.attempted("4071 8826 3519 004") == "407188263519004"
    assert codes.attempted("kucing meja jeruk biola pagar zzzz") == "kucing meja jeruk biola pagar zzzz"
    assert codes.attempted(SIX.upper()) == SIX
    for said in (
        "tolong aku",
        "081234567890 telepon aku",
        "bapak mau datang lagi ke sini",
        "08",
    ):
        assert codes.attempted(said) == "", said


def test_five_wrong_tries_and_then_a_quarter_of_an_hour() -> None:
    own = [NOW + timedelta(seconds=n) for n in range(5)]
    assert not patience.rests(own[:4], own[:4], own[4])
    assert patience.rests(own, own, own[-1] + timedelta(minutes=14))
    assert not patience.rests(own, own, own[0] + timedelta(minutes=15))


def test_of_a_thousand_tries_a_chat_has_twenty_a_day() -> None:
    tries: tuple[datetime, ...] = ()
    looked_at = 0
    for n in range(1000):
        at = NOW + timedelta(seconds=86 * n)
        if not patience.rests(tries, (), at):
            looked_at += 1
            tries = patience.kept(tries, at, patience.IN_ALL)
    assert looked_at == patience.IN_ALL


def test_a_crowd_makes_those_wait_who_erred_and_nobody_else() -> None:
    crowd = [NOW - timedelta(seconds=n) for n in range(200)][::-1]
    assert not patience.rests((), crowd, NOW)
    erred = [NOW - timedelta(seconds=20)]
    assert patience.rests(erred, crowd, NOW)
    assert not patience.rests(erred, crowd[:60], NOW)
    assert not patience.rests(erred, crowd, NOW + timedelta(seconds=patience.LONGEST_WAIT))
