"""The page for the worst day can be followed to its end; `python -m tests.faults.drill` follows it."""

from __future__ import annotations

import shlex

import pytest
import typer

from bot.cli import app
from tests.faults.drill import PAGE, exercise, installing, steps

TOLD = PAGE.read_text("utf-8")
TYPED = [*(step.typed for step in steps(TOLD)), *exercise(TOLD)]


def test_no_step_is_passed_over_and_one_of_them_answers_a_report() -> None:
    found = steps(TOLD)
    assert [step.number for step in found] == list(range(1, 13))
    assert [step.number for step in found if step.answers] == [10]
    assert [step.number for step in found if not step.typed] == [10, 11]
    assert any("--paper" in typed for typed in exercise(TOLD))
    assert installing().startswith("python3 -m venv .venv && .venv/bin/pip install")


@pytest.mark.parametrize("typed", [one for one in TYPED if one.startswith(".venv/")])
def test_every_command_on_the_page_is_one_the_program_takes(typed: str) -> None:
    words = shlex.split(typed)[1:]
    command = typer.main.get_command(app)
    while isinstance(command, typer.core.TyperGroup):
        command = command.commands[words.pop(0)]
    command.make_context("wadul", words)
