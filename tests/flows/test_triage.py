"""From answers to urgency: one line for each code of the rubric, and what must hold whatever is answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.lint_tables import ALL_CODES
from flows.tables import STEPS
from flows.triage import Assessment, Urgency, assess
from flows.triage.hearing import hear
from flows.triage.rules import MODIFIERS, NOT_BY_ANSWERS, RULES
from tests.flows.talking import TUESDAY_TEN, Talk, core

Answers = dict[str, tuple[str, ...]]


def told(options: str) -> Answers:
    """``"act.hit when.now life_now="`` as answers; ``=`` is a question that was skipped."""
    answers: Answers = {}
    for option in options.split():
        if option.endswith("="):
            answers[option[:-1]] = ()
            continue
        step = next(step.name for step in STEPS.values() if option in step.choices)
        answers[step] = (*answers.get(step, ()), option)
    return answers


def weigh(options: str) -> Assessment:
    return assess(told(options), (), TUESDAY_TEN)


def weighed(answers: Answers) -> Assessment:
    return assess(answers, (), TUESDAY_TEN)


def codes(options: str) -> set[str]:
    return {reason.code for reason in weigh(options).reasons}


ADULT = "age.25_59 "
CHILD = "age.12_14 "
PAST = ADULT + "who.self when.older safety.yes "

# code · answers that give it · the level they come to · nearly the same answers, which do not give it
RUBRIC = (
    ("D01_BERLANGSUNG", "when.now", "DARURAT", "when.72h"),
    ("D01_BERLANGSUNG", "act.other other.work when.now", "DARURAT", "act.other other.ask when.now"),
    ("D01_BERLANGSUNG", "act.hit act.other other.ask when.now", "DARURAT", "act.other other.prevent when.now"),
    ("D02_ANCAM_BUNUH", "danger.kill", "DARURAT", "act.threatened"),
    ("D03_SENJATA", "danger.weapon", "DARURAT", "danger.pressed"),
    ("D04_CEKIK", "danger.strangled when.7d", "DARURAT", "danger.strangled when.30d"),
    ("D04_CEKIK", "danger.strangled", "DARURAT", "danger.hurt"),
    ("D05_LUKA_BERAT", "danger.severe", "DARURAT", "danger.hurt"),
    ("D06_SEKS_72J", ADULT + "act.touched when.72h", "DARURAT", ADULT + "act.touched when.5d"),
    ("D07_BUNUH_DIRI_AKUT", "life.yes life_now.yes", "DARURAT", "life.yes life_now.no"),
    ("D07_BUNUH_DIRI_AKUT", "life.unsure life_now.yes", "DARURAT", "life.unsure life_now="),
    ("D07_BUNUH_DIRI_AKUT", "life.yes life_now=", "DARURAT", "life.no life_now="),
    ("D08_SEKAP_CULIK", "act.confined held.stranger", "DARURAT", "act.confined held.free"),
    ("D08_SEKAP_CULIK", "act.confined held=", "DARURAT", "act.confined held.promised"),
    ("D09_TPPO_SEGERA", "held.leaving", "DARURAT", "held.promised"),
    ("D09_TPPO_SEGERA", "held.job", "DARURAT", "held.home"),
    ("D10_OCSEA_SEGERA", "act.image image.now", "DARURAT", "act.image image.later"),
    ("D11_BALITA", "age.u5 act.hit", "DARURAT", "age.u5 act.hit access.no"),
    ("D11_BALITA", "age.u5 act.neglected access=", "DARURAT", "age.5_11 act.neglected"),
    ("D11_BALITA", ADULT + "needs.speak act.hit", "DARURAT", ADULT + "needs.hear act.hit"),
    ("D11_BALITA", "needs.speak act.neglected", "DARURAT", "needs.speak act.neglected access.no"),
    ("D12_NIKAH_3H", "age.15_17 act.married wedding.3d", "DARURAT", ADULT + "act.married wedding.3d"),
    ("D13_TELANTAR_KRITIS", "danger.starving", "DARURAT", "act.neglected"),
    ("D14_MINTA_TOLONG", "safety.no", "DARURAT", "safety.unsure"),
    ("D14_MINTA_TOLONG", "distress.contact=", "DARURAT", "contact="),
    ("T01_CEKIK_DULU", "danger.strangled when.30d", "TINGGI", "danger.strangled when.72h"),
    ("T02_PELAKU_AKSES", "act.hit access.reach when.30d", "TINGGI", "act.hit access.reach when.1y"),
    ("T02_PELAKU_AKSES", "act.threatened access.lives", "TINGGI", "act.threatened access.no"),
    ("T03_SEKS_ANAK", CHILD + "act.touched when.older", "TINGGI", ADULT + "act.touched when.older"),
    ("T03_SEKS_ANAK", "act.touched when.1y", "TINGGI", ADULT + "act.touched when.1y"),
    ("T04_SEKS_120J", ADULT + "act.touched when.5d", "TINGGI", ADULT + "act.touched when.7d"),
    ("T04_SEKS_120J", ADULT + "act.touched when.unsure", "TINGGI", ADULT + "act.touched when.older"),
    ("T05_SEKSTORSI", ADULT + "act.image image.threat", "TINGGI", ADULT + "act.image image.none"),
    ("T05_SEKSTORSI", CHILD + "act.image image.none", "TINGGI", ADULT + "act.image image="),
    ("T05_SEKSTORSI", "act.image image=", "TINGGI", "act.image image.none"),
    ("T06_PIKIR_BUNUH_DIRI", "life.unsure life_now.no", "TINGGI", "life.no"),
    ("T07_LAP4", "signs.gun signs.left signs.jobless signs.stalks", "TINGGI", "signs.gun signs.left signs.jobless"),
    ("T08_HAMIL", "danger.pregnant act.hit when.1y", "TINGGI", "danger.pregnant act.threatened"),
    ("T09_DISABILITAS", "needs.hear act.neglected relation.parent", "TINGGI", "act.neglected relation.parent"),
    ("T10_ESKALASI", "act.again often.worse", "TINGGI", "act.again often.some"),
    ("T11_NIKAH_30H", CHILD + "act.married wedding.30d", "TINGGI", CHILD + "act.married wedding.later"),
    ("T11_NIKAH_30H", "act.married wedding=", "TINGGI", ADULT + "act.married wedding="),
    ("T12_TPPO", "act.confined held.promised", "TINGGI", "act.confined held.free"),
    ("T13_LUKA", "danger.hurt when.7d", "TINGGI", "danger.hurt when.30d"),
    ("T14_TANPA_PELINDUNG", "adult.none", "TINGGI", "adult.some"),
    ("T15_PELAKU_KUASA", "relation.teacher", "TINGGI", "relation.neighbour"),
    ("T15_PELAKU_KUASA", "insider.some", "TINGGI", "insider.unknown"),
    ("T16_BALAS", "danger.pressed", "TINGGI", "danger="),
    ("S01_FISIK", "act.hit when.1y", "SEDANG", "act.threatened when.1y"),
    ("S02_PSIKIS", "act.threatened", "SEDANG", "act.other"),
    ("S03_SEKS_DEWASA", ADULT + "act.touched when.30d", "SEDANG", CHILD + "act.touched when.30d"),
    ("S04_TELANTAR", "act.neglected", "SEDANG", "act.other"),
    ("S05_BULLY", "act.other other.bullied", "SEDANG", "act.other other.ask"),
    ("S06_NIKAH_ANAK", CHILD + "act.married wedding.later", "SEDANG", CHILD + "act.other"),
    ("S06_NIKAH_ANAK", CHILD + "act.married wedding.done", "SEDANG", CHILD + "act.again"),
    ("S07_ANAK_SAKSI", "act.other other.saw", "SEDANG", "act.other"),
    ("S08_KBGO_LAIN", ADULT + "act.image image.none", "SEDANG", ADULT + "act.other"),
    ("S10_EKSPLOITASI", "act.other other.work", "SEDANG", "act.other"),
    ("S11_PSIKOSOSIAL", "act.other other.talk", "SEDANG", "act.other other.ask"),
    ("S11_PSIKOSOSIAL", "words.hard", "SEDANG", "words.hard act.hit"),
    ("S11_PSIKOSOSIAL", "words.hard act.other other.ask", "SEDANG", "act.other other.prevent"),
    ("S11_PSIKOSOSIAL", "act.again", "SEDANG", "act.again act.hit"),
    ("S11_PSIKOSOSIAL", "act.again act.other", "SEDANG", "act.again act.other other.bullied"),
    ("S11_PSIKOSOSIAL", "act.other other=", "SEDANG", "acts="),
    ("S11_PSIKOSOSIAL", "act.other", "SEDANG", PAST + "words.hard"),
    ("S11_PSIKOSOSIAL", "safety.unsure", "SEDANG", "safety.yes"),
    ("R01_INFO", "act.other other.ask", "RENDAH", "act.other"),
    ("R02_LAMPAU_AMAN", PAST + "act.hit", "RENDAH", ADULT + "who.self act.hit when.1y safety.yes"),
    ("R02_LAMPAU_AMAN", ADULT + "when.older access.no act.hit", "RENDAH", ADULT + "when.older act.hit"),
    ("R02_LAMPAU_AMAN", PAST + "relation.neighbour", "RENDAH", PAST + "relation.parent"),
    ("R02_LAMPAU_AMAN", PAST + "relation.parent access.no", "RENDAH", PAST + "access.reach"),
    ("R02_LAMPAU_AMAN", PAST, "RENDAH", ADULT + "who.family when.older safety.yes"),
    ("R03_CEGAH", "act.other other.prevent", "RENDAH", "act.other"),
    ("R04_UMUM", "", "RENDAH", "when.now"),
)


@pytest.mark.parametrize(("code", "yes", "level", "no"), RUBRIC, ids=[f"{c}-{n}" for n, (c, *_) in enumerate(RUBRIC)])
def test_a_code_holds_for_these_answers_and_not_for_those(code: str, yes: str, level: str, no: str) -> None:
    assert code in codes(yes)
    assert weigh(yes).level == Urgency(level)
    assert code not in codes(no)


def test_every_code_that_answers_can_reach_stands_in_that_table() -> None:
    assert {code for code, *_ in RUBRIC} == set(ALL_CODES) - set(NOT_BY_ANSWERS)
    assert {rule.code for rule in RULES} | {"R04_UMUM"} == {code for code, *_ in RUBRIC}


@pytest.mark.parametrize(
    "spoiled",
    [
        *("age.15_17", "age=", "access.lives", "access.reach", "life.yes", "safety.unsure", "safety=", "when.unsure"),
        *("who.family", "who=", "relation.partner", "relation.relative"),
    ],
)
def test_the_past_is_only_the_past_for_a_safe_adult_whom_nobody_can_reach(spoiled: str) -> None:
    answers = told(PAST + "act.hit")
    assert assess(answers, (), TUESDAY_TEN).level is Urgency.RENDAH
    assert assess(answers | told(spoiled), (), TUESDAY_TEN).level.above("RENDAH")


# -- modifiers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        ("M1_USIA12", "age.5_11"),
        ("M2_DISABILITAS", "needs.see"),
        ("M3_HAMIL", "danger.pregnant"),
        ("M4_SERUMAH", "access.lives"),
        ("M5_BERULANG", "act.again"),
        ("M6_TERISOLASI", "signs.control"),
        ("M7_KORBAN_BANYAK", "others.yes"),
    ],
)
def test_a_modifier_holds_for_its_answer(code: str, answers: str) -> None:
    assert weigh(answers).modifiers == (code,)
    assert code not in weigh("act.hit").modifiers


def test_one_modifier_leaves_sedang_and_two_make_it_tinggi() -> None:
    assert weigh("act.neglected when.1y others.yes").level is Urgency.SEDANG
    assert weigh("act.neglected when.1y others.yes needs.see").level is Urgency.TINGGI


def test_two_modifiers_leave_tinggi_and_three_make_it_darurat() -> None:
    assert weigh("adult.none others.yes needs.see").level is Urgency.TINGGI
    assert weigh("adult.none others.yes needs.see age.5_11").level is Urgency.DARURAT


def test_modifiers_raise_by_one_level_and_no_more() -> None:
    everything = "others.yes age.5_11 access.lives often.some signs.control"
    assert weigh(everything + " act.neglected when.1y").level is Urgency.TINGGI
    assert len(weigh(everything).modifiers) == 5
    assert weigh(everything).level is Urgency.RENDAH


# -- clocks ------------------------------------------------------------------------------------------------------


def clocks(options: str) -> dict[str, tuple[bool, bool]]:
    """code → (has a due time, a person must check)."""
    return {clock.code: (clock.due is not None, clock.check) for clock in weigh(options).clocks}


def test_the_police_clock_runs_only_from_a_survivors_own_report() -> None:
    assert clocks("who.self act.touched when.30d")["CLK_TPKS41"] == (True, False)
    for other in ("who.family", "who.facilitator", "who.witness", "who.other", "who="):
        assert clocks(f"{other} act.touched when.30d")["CLK_TPKS41"] == (False, True)
    assert "CLK_TPKS41" not in clocks("who.self act.hit")


def test_the_police_clock_is_seventy_two_hours_from_the_report() -> None:
    (clock,) = weigh("who.self act.image when.30d").clocks
    assert clock.due == TUESDAY_TEN + timedelta(hours=72)


def test_medical_clocks_start_at_the_event() -> None:
    assert {"CLK_PEP", "CLK_EC"} <= set(clocks("act.touched when.now"))
    assert clocks("act.touched when.now")["CLK_PEP"] == (True, False)
    assert clocks("act.touched when.72h")["CLK_PEP"] == (False, False)
    assert "CLK_PEP" not in clocks("act.touched when.5d")
    assert "CLK_EC" in clocks("act.touched when.5d")
    assert {"CLK_PEP", "CLK_EC"} <= set(clocks("act.touched when.unsure"))
    assert {"CLK_PEP", "CLK_EC"} <= set(clocks("act.touched"))
    assert "CLK_EC" not in clocks("act.touched when.5d sex.male")
    assert "CLK_EC" not in clocks("act.touched when.7d")


def test_the_protection_clock_runs_for_violence_in_the_household() -> None:
    assert "CLK_PKDRT16" in clocks("act.hit relation.partner")
    assert "CLK_PKDRT16" in clocks("act.threatened access.lives")
    assert "CLK_PKDRT16" not in clocks("act.hit relation.neighbour")


# -- whatever is answered ----------------------------------------------------------------------------------------

NO_ANSWERS = ("welcome", "language", "guide", "ready", "hub")
ASKED = [step for step in STEPS.values() if step.choices and step.name not in NO_ANSWERS]


@st.composite
def reports(draw: st.DrawFn) -> Answers:
    """Answers to some of the questions, as the conversation stores them."""
    answers: Answers = {}
    for step in draw(st.lists(st.sampled_from(ASKED), unique_by=lambda s: s.name, max_size=12)):
        most = 4 if step.kind == "multi" else 1
        answers[step.name] = tuple(draw(st.lists(st.sampled_from(step.choices), unique=True, max_size=most)))
    return answers


def level(answers: Answers) -> int:
    return -assess(answers, (), TUESDAY_TEN).level.rank


@given(reports(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_answers_changes_nothing(answers: Answers, luck: object) -> None:
    steps = list(answers)
    luck.shuffle(steps)  # type: ignore[attr-defined]
    assert weighed({step: answers[step][::-1] for step in steps}) == weighed(answers)


@given(reports(), st.sampled_from(ASKED))
@settings(max_examples=200, deadline=None)
def test_skipping_a_question_never_lowers(answers: Answers, step: object) -> None:
    name = step.name  # type: ignore[attr-defined]
    unasked = {other: given for other, given in answers.items() if other != name}
    assert level({**unasked, name: ()}) >= level(unasked)


REASSURING = (
    *(
        "safety.yes",
        "access.no",
        "held.free",
        "life.no",
        "life_now.no",
        "wedding.later",
        "wedding.done",
    ),
    *(
        "image.none",
        "when.older",
        "when.1y",
        "age.25_59",
        "age.60",
        "adult.some",
        "others.no",
        "insider.none",
        "often.some",
    ),
)


@given(reports(), st.sampled_from(REASSURING))
@settings(max_examples=300, deadline=None)
def test_leaving_a_question_open_is_never_read_milder_than_a_reassuring_answer(answers: Answers, answer: str) -> None:
    step = next(iter(told(answer)))
    modifiers = set(assess({**answers, step: (answer,)}, (), TUESDAY_TEN).modifiers)
    if modifiers == set(assess({**answers, step: ()}, (), TUESDAY_TEN).modifiers):
        assert level({**answers, step: ()}) >= level({**answers, step: (answer,)})


GRAVE = [option for name in ("acts", "danger", "signs", "needs") for option in STEPS[name].choices]


@given(reports(), st.sampled_from(GRAVE))
@settings(max_examples=300, deadline=None)
def test_one_more_act_or_danger_sign_never_lowers(answers: Answers, more: str) -> None:
    step = next(iter(told(more)))
    assert level({**answers, step: (*answers.get(step, ()), more)}) >= level(answers)


@given(reports())
@settings(max_examples=150, deadline=None)
def test_there_is_always_a_reason_and_the_most_urgent_stands_first(answers: Answers) -> None:
    said = assess(answers, (), TUESDAY_TEN)
    ranks = [reason.level.rank for reason in said.reasons]
    assert ranks
    assert ranks == sorted(ranks)
    assert said.level.rank in (ranks[0], ranks[0] - 1)
    assert len(said.modifiers) <= len(MODIFIERS)


# -- in the conversation -----------------------------------------------------------------------------------------


def test_a_wedding_in_three_days_is_darurat_when_it_is_sent() -> None:
    assert Talk().play(*core(acts="act.married done wedding.3d", when=""), "submit").alerts == ["DARURAT"]


@pytest.mark.parametrize(
    "words", ["aku pengen mati aja", "mau bundir", "ora kuat urip maneh", "ingin mengakhiri hidup"]
)
def test_words_that_hint_at_dying(words: str) -> None:
    assert any("BUNUH_DIRI" in code for code in hear(words).codes)


@pytest.mark.parametrize("words", ["lampunya mati", "kucingku mati", "matikan hp", "mau makan", "bunuhan"])
def test_words_that_do_not(words: str) -> None:
    assert not any("BUNUH_DIRI" in code for code in hear(words).codes)
