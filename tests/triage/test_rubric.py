"""What the rubric makes of each answer, and of each two, as it was read last; and that it asks for answers there are.

``WADUL_REWRITE_RUBRIC=1 pytest tests/triage/test_rubric.py`` writes `rubric.txt` anew; then read the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from types import CodeType

from flows.tables import STEPS
from flows.triage import facts
from flows.triage.assessment import UNDOES
from flows.triage.rubric import weigh
from flows.triage.rules import MODIFIERS, RULES

RUBRIC = Path(__file__).parent / "rubric.txt"
AT = datetime(2026, 3, 3, 3, tzinfo=UTC)
WEIGHED = sorted({option for step in STEPS.values() for option in step.choices})
ADULT = ("age.25_59", "access.no")
PAST = ("age.25_59", "who.self", "when.older", "safety.yes")


def shown(*options: str) -> str:
    answers: dict[str, tuple[str, ...]] = {}
    for option in options:
        step = next(step.name for step in STEPS.values() if option in step.choices)
        answers[step] = (*answers.get(step, ()), option)
    found = weigh(answers, AT)
    clocks = (f"{one.code}{'?' * one.check} {one.hours}{'' if one.due else '-'}" for one in found.clocks)
    return " ".join((*found.codes, *(f"+{code}" for code in found.modifiers), *clocks))


def told() -> Iterator[str]:
    """Each answer by itself; then each two of which one changes what the other means."""
    alone = {option: shown(option) for option in WEIGHED}
    nothing = shown()
    telling = [option for option, says in alone.items() if says != nothing]
    for option in WEIGHED:
        yield f"{option}: {alone[option]}"
    for one, other in combinations(WEIGHED, 2):
        both = shown(one, other)
        if set(both.split()) != set(alone[one].split()) | set(alone[other].split()):
            yield f"{one} {other}: {both}"
    for name, base in (("an adult", ADULT), ("past and safe", PAST)):
        for one in WEIGHED:
            yield f"{name}, {one}: {shown(*base, one)}"
    for one, other in combinations(telling, 2):
        found = shown(one, other, *PAST)
        if set(found.split()) != set(shown(one, *PAST).split()) | set(shown(other, *PAST).split()):
            yield f"past and safe, {one} {other}: {found}"


def test_the_rubric_makes_of_answers_what_it_made_here_last() -> None:
    now = list(told())
    if os.environ.get("WADUL_REWRITE_RUBRIC"):
        RUBRIC.write_text("\n".join(now) + "\n", "utf-8")
    assert now == RUBRIC.read_text("utf-8").splitlines()


def _named(code: CodeType) -> Iterator[str]:
    """Every name in a compiled function that looks like an answer's."""
    waiting = list(code.co_consts)
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and re.fullmatch(r"[A-Za-z_]+\.\w+", one):
            yield one
        elif isinstance(one, tuple | frozenset):
            waiting += one
        elif isinstance(one, CodeType):
            waiting += one.co_consts


def test_whatever_the_rubric_asks_for_can_be_answered() -> None:
    """A name that is misspelled would be a rule that never holds."""
    said = {name for rule in (*RULES, *MODIFIERS) for name in _named(rule.when.__code__)}
    sets = [one for one in vars(facts).values() if isinstance(one, frozenset)]
    functions = [getattr(one, "fget", one) for one in vars(facts.Facts).values()]
    said |= {name for one in functions if hasattr(one, "__code__") for name in _named(one.__code__)}
    assert said.union(*sets) <= {*WEIGHED, *STEPS}


def test_a_no_takes_back_what_could_have_said_it() -> None:
    urgent = {rule.code for rule in RULES if rule.code.startswith("D")}
    assert set(UNDOES) == {*urgent, "T06_PIKIR_BUNUH_DIRI"}
    assert {option for options in UNDOES.values() for option in options} <= set(WEIGHED)
