"""Callbacks, the exported flow, and the one thing we rely on `transitions` for."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transitions import Machine

from flows.events import CONTROLS, Chose, Left, callback, tapped
from flows.export import FLOW_VERSION, export
from flows.tables import STEPS
from tests.flows.talking import BLORA, REMBANG, TUESDAY_TEN


def test_a_callback_comes_back_as_the_tap_it_was() -> None:
    for id, kind in CONTROLS.items():
        assert tapped(TUESDAY_TEN, callback(id, "hub", 12)) == kind(TUESDAY_TEN, id, "hub", 12)
    assert tapped(TUESDAY_TEN, "act.hit|acts|3") == Chose(TUESDAY_TEN, "act.hit", "acts", 3)
    assert type(tapped(TUESDAY_TEN, "exit||0")) is Left


@given(
    st.text(alphabet=st.characters(codec=None), max_size=70)
    | st.from_regex(r"[a-z.]*\|[a-z.]*\|[-+0-9٣ _]*", fullmatch=True)
)
@pytest.mark.no_cover  # the same lines, hundreds of times over
@settings(max_examples=300, deadline=None)
def test_any_other_callback_is_nothing_of_ours_or_a_harmless_tap(data: str) -> None:
    event = tapped(TUESDAY_TEN, data)
    if event is not None:
        assert callback(event.id, event.step, event.version).split("|")[:2] == data.split("|")[:2]
        assert 0 <= event.version <= 999_999_999


def test_no_version_makes_a_tap_of_what_is_not_ours() -> None:
    for data in ("", "a", "a|b", "a|b|c", "a|b|-1", "a|b|٣", "a|b|1|2", "a|b|", "a|b|9999999999", "a|b| 1"):
        assert tapped(TUESDAY_TEN, data) is None


def test_the_export_has_the_agreed_shape() -> None:
    data = json.loads(json.dumps(export(BLORA)))
    assert set(data) == {"version", "steps", "controls", "desk"}
    assert data["version"] == FLOW_VERSION
    assert re.fullmatch(r"[0-9a-f]{8}", FLOW_VERSION)
    assert [step["name"] for step in data["steps"]] == [name for name in STEPS if name != "office"]
    for step in data["steps"]:
        assert set(step) == {"name", "kind", "options"}
        assert step["kind"] in {"choice", "multi", "text", "area", "info"}
        for option in step["options"]:
            assert re.fullmatch(r"[a-z0-9_.]+", option["id"])
            assert set(option["labels"]) == {"id", "jv", "en"}
            assert all(option["labels"].values())
    assert set(data["controls"]) == {
        "help",
        "back",
        "skip",
        "exit",
        "done",
        "next",
        "submit",
        "distress",
        "language",
        "saved",
        "open_news",
        "more_page",
        "resume",
        "clean",
    }
    assert set(data["desk"]) == {"acknowledge", "open", "reply"}


def test_area_options_are_the_offices_codes() -> None:
    areas = {step["name"]: [option["id"] for option in step["options"]] for step in export(BLORA)["steps"]}
    assert len(areas["where"]) == 17
    assert areas["where"][0] == "33.16.01"
    assert areas["village"] == []
    assert {step["name"]: step["options"] for step in export()["steps"]}["where"] == []


def test_which_office_stands_in_the_export_where_there_are_several() -> None:
    (office,) = (step for step in export(BLORA, (REMBANG,))["steps"] if step["name"] == "office")
    assert office["kind"] == "choice"
    assert [option["id"] for option in office["options"]] == ["office.33.16", "office.33.17"]
    assert [option["labels"]["id"] for option in office["options"]] == ["Blora", "Rembang"]


def test_transitions_can_be_fired_on_an_object_it_does_not_know() -> None:
    """`engine` fires its machine on throw-away turns: pinned, because the library does not promise it."""
    machine = Machine(model=None, states=["one", "two"], initial="one", auto_transitions=False, send_event=True)
    done: list[object] = []
    machine.add_transition(
        "go", "one", "two", conditions=[lambda data: data.model.may], before=[lambda data: done.append(data.model)]
    )
    machine.add_transition("go", "two", None, before=[lambda data: done.append("stays")])
    for n in range(3):
        stranger = SimpleNamespace(state="one", may=n != 1)
        assert machine.events["go"].trigger(stranger) == (n != 1)
        assert stranger.state == ("two" if n != 1 else "one")
    assert len(done) == 2
    second = SimpleNamespace(state="two")
    assert machine.events["go"].trigger(second)
    assert second.state == "two"
    assert done[-1] == "stays"
    assert machine.models == []
