"""How many actions it takes, counting /start as one."""

from __future__ import annotations

from flows.effects import OpenCase
from tests.flows.talking import Talk, core


def test_from_start_the_distress_alert_takes_four_actions_at_most() -> None:
    talk = Talk().play("/start", "safety.no", "skip", "skip")
    assert talk.alerts == ["DARURAT"]
    assert talk.actions <= 4


def test_with_place_and_contact_the_distress_alert_still_takes_four() -> None:
    talk = Talk().play("/start", "safety.no", "33.16.05", "distress.write")
    assert talk.alerts == ["DARURAT"]
    assert talk.actions <= 4


def test_a_report_with_every_core_question_answered_takes_thirteen_actions_at_most() -> None:
    talk = Talk().play(*core(), "submit")
    assert talk.session.filed
    assert not [step for step, given in talk.session.answers.items() if not given]
    assert talk.actions <= 13


def test_a_report_that_skips_what_can_be_skipped_takes_eight_actions_at_most() -> None:
    talk = Talk().play("/start", "safety.yes", "skip", "skip", "skip", "skip", "skip", "submit")
    assert talk.session.filed
    assert talk.actions <= 8
    assert isinstance(talk.effects[0], OpenCase)
