"""What is wrong with the flow or its texts: ``lint() -> Findings``.

`transitions` builds happily with a mistyped step, and a text that is missing is only missed when somebody needs it.
So all of it is walked here, and the bots refuse to start on an error.

    lint_tables     steps and rows, and which codes of the rubric the answers can reach
    lint_texts      the Fluent files: missing, unused, broken, telling, blaming
    lint_reading    how hard they are to read
    lint_words      what none of them may say
    lint_screens    every screen as it would be sent
    desk.life       the states of a case
    desk.tracks     the services and what is noted about them
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flows import lint_screens, lint_tables, lint_texts, tables
from flows.desk import life, tracks
from flows.office import Office
from flows.office_file import blora
from flows.step import Row, Step


@dataclass(frozen=True)
class Findings:
    """``errors`` keep the bots from starting; ``notes`` are good to know."""

    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def lint(
    office: Office | None = None,
    *,
    others: Sequence[Office] = (),
    steps: Mapping[str, Step] | None = None,
    rows: Sequence[Row] | None = None,
    read: Callable[[str, str], str] | None = None,
) -> Findings:
    """Everything that is wrong, in words. ``others`` are the offices served beside this one; ``steps``, ``rows`` and
    ``read`` (language, file → Fluent) stand in for the ones in use."""
    steps = tables.STEPS if steps is None else steps
    rows = tables.TRANSITIONS if rows is None else rows
    found = Findings()
    found.errors.extend(lint_tables.wrong(steps, rows))
    found.errors.extend((*life.wrong(), *tracks.wrong()))
    missed, unreached = lint_tables.codes(steps.values())
    found.errors.extend(missed)
    found.notes.extend(unreached)
    files = lint_texts.Files(read)
    found.errors.extend(lint_texts.wrong(files, steps.values()))
    found.notes.extend(lint_texts.worth_knowing(files))
    if not found.errors:  # a screen with a missing text cannot be written
        offices = (office or blora(), *others)
        for one in offices:
            wrong = lint_screens.wrong(one, steps.values(), offices)
            found.errors.extend(fault for fault in wrong if fault not in found.errors)
    return found
