"""Frames: what is retold, dreamt, taught, tried out or said in fun is no report; and no frame hides what is real.

The rows are the families named here in ``cases.csv``: own sentences, quiet ones and their urgent contraries.
"""

from __future__ import annotations

import pytest

from flows.triage import Urgency
from flows.triage.hearing import hear
from tests.triage.cases import CASES, Case, is_missed

pytestmark = pytest.mark.no_cover  # the same lines, thousands of times over

NAMES = """retold dream olden lawtext sermon method toddler jammed trial hyperbole once slips playcase fell everyday
burial factcheck pinch guests wish likeness drill lenttool slaughter smallteeth posterwords loosebeast brokenpane
subject laughed"""
FAMILIES = frozenset(NAMES.split())
ROWS = [case for case in CASES if case.family in FAMILIES]
QUIET = [case for case in ROWS if case.innocent]
REAL = [case for case in ROWS if not case.innocent]


def told(case: Case) -> str:
    return f"{case.family}: {case.text}"


@pytest.mark.parametrize("case", QUIET, ids=told)
def test_a_frame_interrupts_nobody(case: Case) -> None:
    heard = hear(case.text)
    assert heard.level is not Urgency.DARURAT
    assert not heard.ask


@pytest.mark.parametrize("case", REAL, ids=told)
def test_no_frame_hides_what_is_real(case: Case) -> None:
    assert not is_missed(case.level, hear(case.text))


def test_every_frame_has_three_contraries() -> None:
    for family in FAMILIES - {"slips"}:  # a slip is no frame
        assert sum(case.family == family for case in REAL) >= 3, family


def test_a_story_ends_where_ones_own_life_begins() -> None:
    assert hear("nonton film. hantunya nyekik orang").level is Urgency.RENDAH
    assert hear("nonton film. bapakku nyekik ibu").level is Urgency.DARURAT
    assert hear("nonton film sama pacar. dia nyekik sampai gelap").level is Urgency.DARURAT


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("macet panjang di atas jembatan ada truk mogok", "D07_BUNUH_DIRI_AKUT"),
        ("minum obat sekaligus tiga macam boleh tidak ya dok", "D07_BUNUH_DIRI_AKUT"),
        ("dulu waktu dinas di polsek saya pernah kejar rampok bawa celurit sampai sungai", "D03_SENJATA"),
    ],
)
def test_a_strong_word_among_everyday_things_or_of_once_is_only_asked(text: str, code: str) -> None:
    heard = hear(text)
    assert heard.level is not Urgency.DARURAT
    assert code in heard.ask
