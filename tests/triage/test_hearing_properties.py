"""What holds for any text at all."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.triage.hearing import hear
from tests.triage.cases import CASES

pytestmark = pytest.mark.no_cover  # the same lines, thousands of times over

anything = st.text(max_size=120)
said = st.sampled_from([case.text for case in CASES])
small_talk = st.lists(
    st.sampled_from(
        ["terima kasih", "ya", "pak", "bu", "selamat pagi", "mohon maaf", "rumah saya", "dekat pasar", "nuwun"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@given(st.one_of(anything, st.text(alphabet="aiueo bcdgklmnprt*!@0123456789😭\u200d\u0301ﬁ\n-.", max_size=80)))
@settings(max_examples=300, deadline=None)
def test_any_characters_will_do_and_hits_cut_their_words(text: str) -> None:
    for hit in hear(text).hits:
        assert 0 <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] == hit.words


@given(said, st.integers(0, 3))
@settings(max_examples=200, deadline=None)
def test_hits_cut_exactly_their_words_wherever_they_stand(text: str, emoji: int) -> None:
    text = "😭\u0301 ﬁ " * emoji + text
    for hit in hear(text).hits:
        assert text[hit.start : hit.end] == hit.words
        assert hit.words == hit.words.strip()


@given(said, anything)
@settings(max_examples=200, deadline=None)
def test_a_line_that_is_added_never_lowers(text: str, more: str) -> None:
    before = hear(text).level
    assert hear(f"{text}\n{more}").level.rank <= before.rank
    assert hear(f"{more}\n{text}").level.rank <= before.rank


@given(said, said)
@settings(max_examples=200, deadline=None)
def test_two_messages_are_as_urgent_as_the_more_urgent_one(one: str, other: str) -> None:
    assert hear(f"{one}\n{other}").level.rank <= min(hear(one).level.rank, hear(other).level.rank)


@given(said, small_talk)
@settings(max_examples=200, deadline=None)
def test_small_talk_behind_it_never_lowers(text: str, more: str) -> None:
    if len(text.split()) > 4:  # a bare "tolong" with a sentence around it is a polite word
        assert hear(f"{text}. {more}").level.rank <= hear(text).level.rank


@given(said, st.integers(2, 6))
@example("keponakan usia 5 tahun ngancam mau lapor polisi karena roti dia kugigit 😂", 2)
@settings(max_examples=100, deadline=None)
def test_spaces_say_nothing(text: str, width: int) -> None:
    once, wide = hear(text), hear(text.replace(" ", " " * width))
    assert (once.level, once.codes, once.ask, once.facts) == (wide.level, wide.codes, wide.ask, wide.facts)


@given(said)
@settings(max_examples=100, deadline=None)
def test_hearing_twice_is_hearing_once(text: str) -> None:
    assert hear(text) == hear(text)


def test_a_printed_hearing_says_nothing_of_the_words() -> None:
    secret = "bapakku nodong pisau"
    assert not any(word in repr(hear(secret)) for word in secret.split())


def test_order_of_the_table_changes_nothing() -> None:
    cases = list(CASES)
    first = {case.text: hear(case.text).level for case in cases}
    random.Random(1).shuffle(cases)
    assert {case.text: hear(case.text).level for case in cases} == first
