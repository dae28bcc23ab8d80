"""The page for the worst day can be followed to its end; `python -m tests.faults.drill` follows it."""

from __future__ import annotations

import re
import shlex

import pytest
import typer

from bot.cli import app
from tests.bot.town import ROOT
from tests.faults.drill import PAGE, exercise, steps

TOLD = PAGE.read_text("utf-8")
COMMANDS = re.findall(r"`(?:[^`\n]* && |WADUL_\w+=\S+ )?(?:\.venv/bin/)?wadul ([^`]*[^`…])`", TOLD)


def test_no_step_is_passed_over_and_one_of_them_answers_a_report() -> None:
    found = steps(TOLD)
    assert [step.number for step in found] == list(range(1, 13))
    assert [step.number for step in found if step.answers] == [10]
    assert [step.number for step in found if not step.typed] == [10, 11]
    assert any("--paper" in typed for typed in exercise(TOLD))


def test_the_program_is_installed_as_the_readme_says() -> None:
    shown = (ROOT / "README.md").read_text("utf-8").partition("\n## Try it\n")[2].partition("```sh\n")[2]
    assert steps(TOLD)[0].typed[-1] + " && .venv/bin/wadul demo" == shown.partition("\n```")[0]


@pytest.mark.parametrize("typed", sorted(set(COMMANDS)))
def test_every_command_on_the_page_is_one_the_program_takes(typed: str) -> None:
    words = shlex.split(typed.replace("NOMOR", "1"))
    command = typer.main.get_command(app)
    while isinstance(command, typer.core.TyperGroup):
        command = command.commands[words.pop(0)]
    command.make_context("wadul", words)
