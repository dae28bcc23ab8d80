"""The life of a case: its states, and the moves between them, as a second table on the shared engine.

The states are the office's real steps (Permen PPPA 2/2022, *pengelolaan kasus*): received, taken by an officer,
assessed, planned, served, ended. An emergency service may start before the assessment and then moves nothing: the
assessment is still owed. New words of a reporter open an ended case again.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows import FlowError
from flows.engine import machine

STATES = ("baru", "diterima", "asesmen", "rencana", "layanan", "selesai", "ditutup", "dialihkan")
BEGINNING = "baru"
ENDED = ("selesai", "ditutup", "dialihkan")
AT_WORK = ("diterima", "asesmen", "rencana", "layanan")  # somebody has it, and it is not ended
REASONS = ("solved", "declined", "lost", "elsewhere", "outside", "mistake", "double")
"""Why a case is closed before it is done: ``double`` only by merging."""

MOVES = ("accept", "call", "assess", "plan", "serve", "finish", "close", "hand_on", "reopen")


class NoSuchMove(FlowError):
    """A case cannot go this way from where it stands."""


@dataclass(frozen=True)
class Move:
    """From ``source`` one may ``name`` a case, and it stands at ``to``."""

    name: str
    source: str
    to: str


TABLE: tuple[Move, ...] = (
    Move("accept", "baru", "diterima"),
    *(Move("call", state, "baru") for state in (*AT_WORK, "baru")),  # it became more urgent, or whoever had it left
    Move("assess", "diterima", "asesmen"),
    *(Move("assess", state, state) for state in ("asesmen", "rencana", "layanan")),  # again, and nothing is undone
    Move("plan", "asesmen", "rencana"),
    Move("serve", "rencana", "layanan"),
    Move("finish", "layanan", "selesai"),
    Move("close", "baru", "ditutup"),
    *(Move("close", state, "ditutup") for state in AT_WORK),
    *(Move("hand_on", state, "dialihkan") for state in AT_WORK),
    *(Move("reopen", state, "baru") for state in ENDED),
)


@dataclass(eq=False)
class _Case:
    """The throw-away object the machine is fired on. ``state`` belongs to `transitions`."""

    state: str


_MACHINE = machine(STATES, BEGINNING, [(row.name, row.source, row.to) for row in TABLE])


def offered(state: str) -> tuple[str, ...]:
    """The moves there are from a state. An unknown state offers none."""
    return tuple(dict.fromkeys(row.name for row in TABLE if row.source == state))


def move(state: str, name: str) -> str:
    """Where a case stands after this move. Raises NoSuchMove."""
    case = _Case(state)
    if name not in offered(state) or not _MACHINE.events[name].trigger(case):
        raise NoSuchMove(f"{name}: not from {state}")
    return case.state


def wrong(states: tuple[str, ...] = STATES, table: tuple[Move, ...] = TABLE) -> list[str]:
    """What is wrong with the table, one sentence each."""
    found = []
    for row in table:
        found += [f"case, move {row.name}: there is no state {s}" for s in (row.source, row.to) if s not in states]
    pairs = [(row.name, row.source) for row in table]
    found += [
        f"case, move {name} from {s}: it stands there twice" for name, s in {p for p in pairs if pairs.count(p) > 1}
    ]
    reached = {BEGINNING}
    while new := {row.to for row in table if row.source in reached} - reached:
        reached |= new
    found += [f"case, state {state}: it cannot be reached" for state in states if state not in reached]
    for state in states:
        ways = {row.to for row in table if row.source == state} - {state}
        if not ways:
            found.append(f"case, state {state}: nothing leads out of it")
        if state in ENDED and ways != {BEGINNING}:
            found.append(f"case, state {state}: an ended case is only opened again, from the beginning")
        if state not in ENDED and not ways & {"ditutup"}:
            found.append(f"case, state {state}: it cannot be closed")
    return found
