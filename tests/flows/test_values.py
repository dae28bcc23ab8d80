"""A value with some fields changed is what `dataclasses.replace` makes of it, and the old one stays as it was."""

import dataclasses

import pytest

from flows.session import Session
from flows.turn import Turn
from flows.values import replace
from tests.flows.talking import Talk, core


def test_it_is_the_same_as_every_field_written_anew() -> None:
    told = Talk().play(*core(), "submit").session
    before = told.as_data()
    changed = replace(told, step="hub", answers={"who": ("who.self",)})
    assert changed == dataclasses.replace(told, step="hub", answers={"who": ("who.self",)})
    assert (changed.step, changed.words, told.as_data()) == ("hub", told.words, before)
    with pytest.raises(dataclasses.FrozenInstanceError):
        changed.step = "away"  # type: ignore[misc]


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="name"):
        replace(Session("33.16"), name="Ani")  # type: ignore[call-arg]


@pytest.mark.parametrize("kind", [Session, Turn])
def test_they_hold_nothing_beside_their_fields(kind: type) -> None:
    """What was worked out of the old value and kept in it would be wrong in the new one."""
    assert not hasattr(kind, "__post_init__")
    assert not [name for name, one in vars(kind).items() if hasattr(one, "attrname")], "something cached"
