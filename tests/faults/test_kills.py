"""A small share of the ten thousand kills, on both databases; and the harness sees what is broken on purpose."""

from __future__ import annotations

import os
import random
import re

import pytest

from flows.desk.card import alert
from flows.wording import text
from tests.faults import world
from tests.faults.failpoints import KINDS
from tests.faults.founded import Founded
from tests.faults.kills import kill
from tests.faults.mutants import BY_NAME, Mutant
from tests.faults.processes import Sent, heard
from tests.faults.world import World

KILLS = int(os.environ.get("KILLS", "40"))


@pytest.mark.fault("K1", "U1", "U2")
@pytest.mark.timeout(600)
def test_whoever_is_killed_wherever_nothing_is_lost_torn_or_doubled(founded: Founded) -> None:
    tally = kill(founded, KILLS, seed=2026)
    assert tally.broken == []
    assert tally.kills == KILLS
    assert tally.people == tally.kept > 0, "everybody was answered in the end"


@pytest.mark.fault("K1")
@pytest.mark.timeout(300)
def test_a_life_can_end_at_every_kind_of_boundary(founded: Founded) -> None:
    kinds = KINDS[1:]
    with founded.world() as home:
        lives = World(founded, home, random.Random(2026), None)
        lives.aims(*kinds)
        tally = lives.goes_on(2 * len(kinds), lambda: None)
    assert tally.broken == []
    assert set(kinds) <= set(tally.ends), tally.ends


@pytest.mark.fault("Z1")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("founded", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("mutant", "dies", "said"),
    [
        # lost where it is sent, or where it was to be spread to each of those who hear it
        ("mark sent before send", "before a send", "alerts are marked as sent and were not|not passed on to everybody"),
        ("offset before handling", "before a commit", "confirmed updates of reporter without effect"),
    ],
)
def test_the_harness_has_teeth(founded: Founded, mutant: str, dies: str, said: str) -> None:
    assert _sees(founded, dies, said, BY_NAME[mutant])


@pytest.mark.fault("Z1")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("founded", ["sqlite"], indirect=True)
def test_it_sees_a_double_that_calls_itself_something_else(founded: Founded) -> None:
    """A call that was passed on is marked only when it was passed on twice, and then under other codes."""
    mutants = (
        _mutant("storage.fanout:_called", "outbox.paid(conn, owed.id, now)", "pass"),
        _mutant("storage.fanout:_owe", "{owed.code}@", "{owed.code}{'.t' * (owed.tries > 1)}@"),
        _mutant("bot.dispatch.loop:Dispatcher._paid", "outbox.paid", "row.tries > 1 and outbox.paid"),
    )
    assert _sees(founded, "before a send", "calls came under more than one code", *mutants)


@pytest.mark.fault("Z1")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("founded", ["sqlite"], indirect=True)
def test_it_sees_a_call_that_one_of_two_never_gets(founded: Founded, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other hears it: the case is not silent, and still somebody was to be woken and was not."""
    spread = _mutant("storage.fanout:spread", "in targets:\n        _owe", "in targets[:1]:\n        _owe")
    assert _sees(founded, "before a commit", "were not passed on to everybody", spread)
    group = 'rows = [row for row in conn.execute(locked, asked).all() if row.destination != "group"]'
    forgets = _mutant("storage.outbox:claim", "rows = conn.execute(locked, asked).all()", group)
    monkeypatch.setattr(world, "QUIET", 0.02)
    assert _sees(founded, "before a commit", r"alerts never arrived: \['group'\]", forgets, kills=6)


@pytest.mark.fault("Z1")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("founded", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("_cases.c.acknowledged_by.is_(None), known", "_cases.c.id < 0", "Terima in vain", id="nobody"),
        pytest.param("_cases.c.acknowledged_by.is_(None), known", "true()", "taken twice in one call", id="twice"),
        pytest.param('note(conn, officer, "acknowledged", case, at)', "pass", "the chain does not say", id="unwritten"),
    ],
)
def test_it_sees_a_tap_that_took_nothing_or_took_it_twice(founded: Founded, old: str, new: str, said: str) -> None:
    assert _sees(founded, "before a commit", said, _mutant("storage.cases:acknowledge", old, new))


@pytest.mark.fault("Z1")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("founded", ["sqlite"], indirect=True)
def test_it_sees_a_bot_that_ends_without_being_killed(founded: Founded) -> None:
    leaves = _mutant("bot.listening:Listener.run", "taken = await self._taker.take(updates)", "raise SystemExit")
    assert _sees(founded, "before a commit", r"a life ended by itself \(3\)", leaves)


@pytest.mark.fault("Z1")
@pytest.mark.parametrize(
    ("group", "private", "said"),
    [
        (["A2A2A.0", "A2A2A.0"], ["A2A2A.0", "digest"], []),
        (["A2A2A.0", "A2A2A.0.t"], ["A2A2A.0", "digest"], ["a call came under more than one code"]),
        (["A2A2A.0", "A2A2A.9"], ["A2A2A.0", "digest"], ["an alert shows a code that is not owed"]),
        (["A2A2A.0"], ["A2A2A.0"], ["of 1 digests 0 were said"]),
        (["A2A2A.0"], ["digest"], ["an alert is marked as sent and was not", "somebody never heard of a case"]),
    ],
)
def test_whole_processes_are_held_to_what_each_chat_was_shown(
    group: list[str], private: list[str], said: list[str]
) -> None:
    owed = [("alert", to, f"A2A2A.0{mark}@{to}", 1, 1) for mark in (".t", "") for to in ("group", "officer:1")]
    owed = [*owed, ("digest", "desk", "digest.7.blora", None, 1), ("digest", "officer:1", "digest.7.blora@o", None, 1)]
    digest = text("desk-digest", calm=11, low=0)
    shown = [
        [digest if code == "digest" else alert("A2A2A", "DARURAT", {}, code, 0) for code in codes]
        for codes in (["digest", *group], private)
    ]
    rows = [Sent(*row) for row in owed]
    twice, broken = heard(dict(zip(("group", "officer:1"), shown, strict=True)), rows, {"A2A2A": "DARURAT"})
    assert broken == said
    assert twice == (len(set(group)) < len(group))


def _mutant(where: str, old: str, new: str) -> Mutant:
    """What no story of the project needs to be red for: only the harness."""
    return Mutant("", where, old, new, ())


def _sees(founded: Founded, dies: str, said: str, *mutants: Mutant, kills: int = 40) -> bool:
    """Whether the harness says so of what is broken on purpose."""

    def breaks() -> None:
        for mutant in mutants:
            mutant.breaks()

    broken: list[str] = []
    for number in range(8):  # who sends first is luck, of the machine too: an alert, or screens to a dozen people
        with founded.world() as home:
            lives = World(founded, home, random.Random(f"{said} {number}"), breaks)
            lives.aims(dies)
            broken += lives.goes_on(kills, lambda: None).broken
        if any(re.search(said, one) for one in broken):
            return True
    pytest.fail(f"nothing was seen of it: {broken}")
