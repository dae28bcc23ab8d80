"""A report weighed by its answers and its words: stories first, then what must hold whatever is said."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.step import MULTI
from flows.tables import STEPS
from flows.triage import Assessment, Reason, Settled, Urgency, assess, assessment
from flows.triage.assessment import UNDOES
from flows.triage.rubric import weigh as weigh_answers
from tests.triage.cases import CASES

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 3, 3, 3, tzinfo=UTC)
ARMED = "bapak sudah di depan pintu bawa celurit"
LAMP = "mati lampu dari tadi"
Answers = dict[str, tuple[str, ...]]


def weigh(*own_words: str, settled: Sequence[Settled] = (), **answers: str) -> Assessment:
    """``weigh("halo", danger="danger.weapon danger.hurt")``: messages, and what was answered."""
    return assess({step: tuple(given.split()) for step, given in answers.items()}, own_words, AT, settled)


def reason(found: Assessment, code: str) -> Reason:
    return next(reason for reason in found.reasons if reason.code == code)


def no(code: str, messages: int = 1) -> tuple[Settled, ...]:
    return (Settled(code, "no", messages),)


# -- words -------------------------------------------------------------------------------------------------------


def test_one_sentence_is_enough_to_be_darurat() -> None:
    found = weigh(ARMED)
    assert found.level is Urgency.DARURAT
    assert "D03_SENJATA" in found.codes
    assert all(Urgency.of(code) is Urgency.DARURAT for code in found.ask)


def test_nothing_said_and_nothing_alarming_said_are_both_umum() -> None:
    for found in (weigh(), weigh(""), weigh(LAMP), weigh("", LAMP, "🙏")):
        assert (found.level, found.codes, found.ask, found.modifiers) == (Urgency.RENDAH, ("R04_UMUM",), (), ())


def test_a_strong_hit_counts_until_it_is_denied() -> None:
    found = weigh(ARMED)
    assert "D03_SENJATA" in found.strong
    assert "D03_SENJATA" in found.ask
    denied = weigh(ARMED, settled=[Settled(code, "no", 1) for code in found.codes])
    assert denied.level is Urgency.RENDAH
    assert denied.ask == ()


def test_a_reason_shows_the_very_words_of_its_message() -> None:
    for before in ("", "😭👍🏽 e\u0301 ", "\n\n"):
        own_words = ["halo kak", before + ARMED + " 🙏", LAMP]
        found = reason(weigh(*own_words), "D03_SENJATA")
        assert (found.source, found.message, found.options) == ("words", 1, ())
        assert own_words[1][found.start : found.end] == found.said
        assert "celurit" in found.said


def test_words_fill_in_what_an_answer_left_open() -> None:
    """Touched, says a button; last night, say the words: together they start the 72 hours."""
    told: Answers = {"acts": ("act.touched",), "age": ("age.25_59",)}
    open_: tuple[Answers, ...] = ({}, {"when": ()}, {"when": ("when.unsure",)})
    for when in open_:
        found = assess({**told, **when}, ["kejadiannya tadi malam"], AT)
        assert "D06_SEKS_72J" in found.codes, when
        assert reason(found, "D06_SEKS_72J").source == "words"
        assert "CLK_PEP" in [clock.code for clock in found.clocks]


# -- answers -----------------------------------------------------------------------------------------------------


def test_a_reason_names_the_answers_that_said_so() -> None:
    found = weigh(LAMP, acts="act.touched act.hit", when="when.72h", age="age.25_59")
    because = reason(found, "D06_SEKS_72J")
    assert (because.source, set(because.options), because.said) == ("answer", {"act.touched", "when.72h"}, "")
    assert reason(found, "S01_FISIK").options == ("act.hit",)


def test_answers_stand_in_one_order_on_every_machine() -> None:
    """A set of words has another order in every process; a reason may not."""
    found = weigh(signs="signs.stalks signs.jobless signs.gun signs.left")
    assert reason(found, "T07_LAP4").options == ("signs.gun", "signs.jobless", "signs.left", "signs.stalks")


def test_what_is_both_answered_and_typed_is_an_answer() -> None:
    found = weigh(ARMED, danger="danger.weapon")
    assert reason(found, "D03_SENJATA").source == "answer"
    assert "D03_SENJATA" not in found.ask


# -- asked whether we heard right ----------------------------------------------------------------------------------


def test_what_was_passed_on_half_way_says_so() -> None:
    found = assess({}, (LAMP,), AT, broken_off=True)
    assert found.reasons == (Reason("S09_TERPUTUS", "answer", ("broken_off",)),)


def test_of_one_danger_told_twice_the_words_told_first_are_shown() -> None:
    assert reason(weigh(LAMP, ARMED, ARMED), "D01_BERLANGSUNG").message == 1


def test_a_no_undoes_what_words_said() -> None:
    assert "D03_SENJATA" not in weigh(ARMED, settled=no("D03_SENJATA")).codes
    assert "D03_SENJATA" not in weigh(ARMED, settled=no("D03_SENJATA")).ask


def test_a_no_never_undoes_an_answer() -> None:
    found = weigh(ARMED, danger="danger.weapon", settled=no("D03_SENJATA"))
    assert found.level is Urgency.DARURAT
    assert reason(found, "D03_SENJATA").options == ("danger.weapon",)


def test_the_same_danger_typed_again_counts_again() -> None:
    found = weigh(ARMED, LAMP, ARMED, settled=no("D03_SENJATA", 2))
    assert reason(found, "D03_SENJATA").message == 2
    assert "D03_SENJATA" in found.strong
    assert "D03_SENJATA" not in weigh(ARMED, LAMP, ARMED, settled=no("D03_SENJATA", 3)).codes


def test_a_denied_danger_does_not_come_back_with_small_talk() -> None:
    """What words had told was weighed again with each new message, and the *no* was only about the old ones."""
    for text in (ARMED, "ibu lagi dipukulin bapak di ruang tamu sekarang"):
        codes = weigh(text).codes
        for code in {*codes} & {*UNDOES}:  # whatever is ever asked about
            assert code in weigh(text).codes
            assert code not in weigh(text, LAMP, "ya", settled=no(code)).codes


def test_an_answer_and_later_words_may_still_say_what_was_denied() -> None:
    before = "aku diperkosa tadi malam"
    assert "D06_SEKS_72J" in weigh(before).codes
    denied = no("D06_SEKS_72J")
    assert "D06_SEKS_72J" not in weigh(before, age="age.25_59", settled=denied).codes
    later = weigh(before, "kejadiannya tadi malam", acts="act.touched", age="age.25_59", settled=denied)
    assert "D06_SEKS_72J" in later.codes


def test_a_yes_is_an_answer() -> None:
    yes = Settled("D03_SENJATA", "yes", 1)
    found = weigh(ARMED, settled=[yes])
    assert reason(found, "D03_SENJATA").source == "answer"
    assert "D03_SENJATA" not in found.ask
    assert weigh("halo", settled=[yes, Settled("D03_SENJATA", "no", 9)]).level is Urgency.DARURAT


def test_a_question_nobody_answered_is_not_put_again_and_still_counts() -> None:
    found = weigh(ARMED, settled=[Settled("D03_SENJATA", "", 1)])
    assert "D03_SENJATA" in found.codes
    assert "D03_SENJATA" not in found.ask
    assert "D03_SENJATA" in weigh(ARMED, ARMED, settled=[Settled("D03_SENJATA", "", 1)]).ask


# -- whatever is said --------------------------------------------------------------------------------------------

SILENT = {"welcome", "language", "guide", "privacy", "limits", "review", "hub", "ready", "words", "heard"}
CHOICES = {name: step for name, step in STEPS.items() if step.choices and name not in SILENT}
UNKNOWN = [o for step in CHOICES.values() for o in step.choices if o.endswith((".unsure", ".unknown"))]

given_to = {
    name: st.lists(st.sampled_from(step.choices), max_size=3 if step.kind == MULTI else 1, unique=True).map(tuple)
    for name, step in CHOICES.items()
}
answers = st.sets(st.sampled_from(sorted(given_to)), max_size=7).flatmap(
    lambda steps: st.fixed_dictionaries({step: given_to[step] for step in sorted(steps)})
)
said = st.sampled_from([case.text for case in CASES])
message = st.one_of(said, said, st.text(max_size=60))
messages = st.lists(message, max_size=3)
a_no = st.builds(Settled, st.sampled_from(["D01_BERLANGSUNG", "D03_SENJATA", "D14_MINTA_TOLONG", "D06_SEKS_72J"]),
                 st.sampled_from(["yes", "no", ""]), st.integers(0, 3))  # fmt: skip
settled = st.lists(a_no, max_size=3)

often = settings(max_examples=150, deadline=None)


def nothing_is_lost(before: Assessment, after: Assessment) -> None:
    assert after.level.rank <= before.level.rank
    assert {code for code in before.codes if code[0] != "R"} <= {*after.codes}
    assert {*before.modifiers} <= {*after.modifiers}
    assert {clock.code for clock in before.clocks} <= {clock.code for clock in after.clocks}


@given(answers, messages, settled)
@often
def test_an_answer_plus_words_is_never_below_the_answer_alone(
    told: Answers, own_words: list[str], asked: list[Settled]
) -> None:
    nothing_is_lost(assess(told, [], AT), assess(told, own_words, AT, asked))


@given(answers, messages, message, settled)
@often
def test_a_message_more_never_lowers(told: Answers, own_words: list[str], more: str, asked: list[Settled]) -> None:
    nothing_is_lost(assess(told, own_words, AT, asked), assess(told, [*own_words, more], AT, asked))


@given(answers, messages, st.sampled_from(sorted(CHOICES)))
@often
def test_a_question_left_open_never_lowers(told: Answers, own_words: list[str], step: str) -> None:
    told = {asked: given for asked, given in told.items() if asked != step}
    nothing_is_lost(assess(told, own_words, AT), assess({**told, step: ()}, own_words, AT))


@given(answers, messages, st.sampled_from(UNKNOWN))
@often
def test_not_knowing_never_lowers(told: Answers, own_words: list[str], unknown: str) -> None:
    step = next(name for name, step in CHOICES.items() if unknown in step.choices)
    told = {asked: given for asked, given in told.items() if asked != step}
    nothing_is_lost(assess(told, own_words, AT), assess({**told, step: (unknown,)}, own_words, AT))


@given(answers, messages, st.randoms(use_true_random=False))
@often
def test_permuting_answers_changes_nothing(told: Answers, own_words: list[str], luck: Random) -> None:
    steps = sorted(told, key=lambda _: luck.random())
    mixed = {step: told[step][::-1] for step in steps}
    assert assess(mixed, own_words, AT) == assess(told, own_words, AT)


@given(answers, messages, settled)
@often
def test_every_reason_can_be_shown(told: Answers, own_words: list[str], asked: list[Settled]) -> None:
    found = assess(told, own_words, AT, asked)
    assert found.reasons
    chosen = {"heard.yes", *(option for given in told.values() for option in given)}
    for because in found.reasons:
        if because.said:
            assert own_words[because.message][because.start : because.end] == because.said
        if because.source == "words":
            assert because.options == ()
        else:  # words stand beside an answer only where that answer confirmed them
            assert {*because.options} <= chosen
            assert not because.said or because.options == ("heard.yes",)
    assert [r.level.rank for r in found.reasons] == sorted(r.level.rank for r in found.reasons)
    assert found.strong <= {*found.ask}
    assert found.level.rank <= min(Urgency.of(code).rank for code in (*found.codes, *found.strong))


@given(answers, said, settled)
@often
def test_a_no_takes_its_own_code_and_nothing_answered(told: Answers, text: str, asked: list[Settled]) -> None:
    for code in {*assess(told, [text], AT, asked).codes} & {*UNDOES}:  # whatever is ever asked about
        denied = [*asked, Settled(code, "no", 1)]
        after = assess(told, [text], AT, denied)
        nothing_is_lost(assess(told, [], AT), after)
        if code in after.codes:  # because of an answer: alone, or with words nobody denied
            assert reason(after, code).source == "answer" or code not in assess({}, [text], AT, denied).codes


def test_a_small_child_by_answer_and_blows_by_words_stays_when_the_blows_are_not_now() -> None:
    told, text = {"age": ("age.u5",)}, "ibu lagi dipukulin bapak di ruang tamu sekarang"
    after = assess(told, [text], AT, [Settled("D01_BERLANGSUNG", "no", 1)])
    assert "D01_BERLANGSUNG" not in after.codes
    assert "D11_BALITA" in after.codes


# -- what it leaves alone ----------------------------------------------------------------------------------------


def test_a_printed_assessment_says_no_words() -> None:
    found = weigh(ARMED, acts="act.hit")
    for shown in (repr(found), str(found), *map(repr, found.reasons), *map(str, found.reasons)):
        assert not any(word in shown for word in ("bapak", "celurit", "depan", "act.hit"))


def test_the_hour_outside_changes_nothing() -> None:
    found = []
    for year in (1999, 2026):
        with time_machine.travel(datetime(year, 12, 31, 23, 59, tzinfo=UTC)):
            found.append(weigh(ARMED, "aku diperkosa tadi malam", when="when.now", acts="act.hit", who="who.self"))
    assert found[0] == found[1] == weigh(
        ARMED, "aku diperkosa tadi malam", when="when.now", acts="act.hit", who="who.self"
    )  # fmt: skip


def test_it_needs_no_library_and_once_warm_no_file_and_no_network() -> None:
    code = """
import json, sys
import flows
before = {name.partition(".")[0] for name in sys.modules}
from datetime import UTC, datetime
from flows.triage.assessment import UNDOES
from flows.triage.rubric import weigh as weigh_answers
from flows.triage import assess
at = datetime(2026, 3, 3, tzinfo=UTC)
texts = json.loads(sys.argv[1])
assess({"acts": ("act.hit",)}, texts[:2], at)
after = {name.partition(".")[0] for name in sys.modules}
touched = []
sys.addaudithook(lambda event, _: touched.append(event) if event.split(".")[0] in
    {"open", "os", "socket", "subprocess", "import", "urllib", "http"} else None)
assess({"acts": ("act.hit",), "when": ("when.now",)}, texts, at)
heard = touched[:]
print(json.dumps([sorted(after - before - set(sys.stdlib_module_names)), "numpy" in after, heard]))
"""
    texts = [ARMED, LAMP, "aku pengen mati wae", "aku diperkosa om tadi malam"]
    typed = [sys.executable, "-c", code, json.dumps(texts)]
    done = subprocess.run(typed, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout) == [[], False, []]


def test_small_talk_does_not_make_every_later_turn_slower(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each message was once weighed again with all before it: one chatty person held up everybody else."""
    weighed: list[object] = []

    def counted(*facts: Any) -> Any:
        weighed.append(facts)
        return weigh_answers(*facts)

    monkeypatch.setattr(assessment, "weigh", counted)
    found = assess({}, [ARMED, *(f"halo lagi {n}" for n in range(300)), "aku dipukul bapak"], AT)
    assert found.level is Urgency.DARURAT
    assert len(weighed) < 6
