"""Who is called when, as long as nobody takes a report: pure times, from the office file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flows.desk import ladder
from flows.office_file import blora, default_office_text, read_office
from flows.workdays import holiday, is_holiday

BLORA = blora()
MONDAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # 10.00 in Blora
FRIDAY = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)


def climb(called_late: float = 0.0, turns: int = 8) -> list[tuple[int, int, str]]:
    """Turn, minute it is due, and who: every call ``called_late`` minutes late."""
    turn, due, found = 0, MONDAY, []
    for _ in range(turns):
        turn, due = ladder.following(BLORA, "DARURAT", turn, due, due + timedelta(minutes=called_late))
        found.append((turn, round((due - MONDAY).total_seconds() / 60), ladder.who(BLORA, "DARURAT", turn)))
    return found


def test_darurat_is_called_every_five_minutes_and_reaches_more_people_at_15_and_30() -> None:
    assert climb() == [
        (1, 5, "holder"),
        (2, 10, "holder"),
        (3, 15, "second"),
        (4, 20, "second"),
        (5, 25, "second"),
        (6, 30, "everybody"),
        (7, 35, "everybody"),
        (8, 40, "everybody"),
    ]


def test_only_from_the_last_rung_on_the_numbers_outside_the_office_are_named() -> None:
    named = [turn for turn in range(12) if ladder.names_numbers(BLORA, "DARURAT", turn)]
    assert named == [6, 7, 8, 9, 10, 11]
    assert "129" in BLORA.escalation_numbers()
    assert "Jawa Tengah" in BLORA.escalation_numbers()
    assert "Jawa Tengah" not in BLORA.people(), "a reporter is not sent to a number for the desk"


@pytest.mark.parametrize(
    ("down", "turns"),
    [(7, [2]), (17, [3, 4]), (47, [6, 10]), (3 * 24 * 60, [6, 865])],
)
def test_after_a_time_when_nothing_went_the_highest_rung_comes_at_once(down: int, turns: list[int]) -> None:
    """The call was due at zero and goes out late; then the rung that was passed, at once; after it only the future."""
    now, turn, due = MONDAY + timedelta(minutes=down), 0, MONDAY
    found: list[int] = []
    while due <= now:
        turn, due = ladder.following(BLORA, "DARURAT", turn, due, now)
        found.append(turn)
    assert found == turns


def test_minutes_that_do_not_fit_the_repeats_are_turns_of_their_own() -> None:
    text = default_office_text().replace("second = 15", "second = 12").replace("head = 30", "head = 29")
    office = read_office(text)
    turn, due, minutes = 0, MONDAY, []
    for _ in range(9):
        turn, due = ladder.following(office, "DARURAT", turn, due, due)
        minutes.append((due - MONDAY).total_seconds() / 60)
    assert minutes == [5, 10, 12, 15, 20, 25, 29, 30, 35]
    assert ladder.who(office, "DARURAT", 3) == "second"
    assert ladder.who(office, "DARURAT", 7) == "everybody"


@pytest.mark.parametrize(
    ("urgency", "since", "due"),
    [
        ("TINGGI", FRIDAY + timedelta(hours=14), FRIDAY + timedelta(hours=15)),
        ("SEDANG", MONDAY, MONDAY + timedelta(hours=6)),
        ("SEDANG", FRIDAY + timedelta(hours=4), datetime(2026, 11, 30, 4, 30, tzinfo=UTC)),  # 14.00, 2 h left on Friday
        ("RENDAH", MONDAY, MONDAY + timedelta(days=1)),
        ("RENDAH", FRIDAY, datetime(2026, 11, 30, 0, 30, tzinfo=UTC)),  # Monday 07.30
    ],
)
def test_each_urgency_has_its_own_patience(urgency: str, since: datetime, due: datetime) -> None:
    assert ladder.following(BLORA, urgency, 0, since, since) == (1, due)
    assert ladder.who(BLORA, urgency, 0) == "holder"
    assert ladder.who(BLORA, urgency, 1) == "everybody"


# -- days on which nobody works ----------------------------------------------------------------------------------


def test_holidays_and_shared_leave_are_no_working_days() -> None:
    thursday = datetime(2026, 12, 24, 3, 0, tzinfo=UTC)
    assert "Yesus" in holiday(thursday.date())
    assert not BLORA.is_open_at(thursday)
    assert not BLORA.is_read_at(thursday), "and so no minutes are promised"
    assert BLORA.next_reading(thursday).strftime("%d %H.%M") == "28 07.30"
    assert BLORA.after_working(thursday, 60).strftime("%d %H.%M") == "28 08.30"


def test_a_year_without_a_decree_goes_by_the_days_of_the_week() -> None:
    assert not is_holiday(datetime(2031, 8, 17, tzinfo=UTC).date())
    assert BLORA.is_open_at(datetime(2031, 8, 18, 3, 0, tzinfo=UTC))


def test_a_duty_day_runs_from_morning_to_morning() -> None:
    assert BLORA.duty_day(datetime(2026, 11, 23, 0, 59, tzinfo=UTC)).day == 22  # 07.59
    assert BLORA.duty_day(datetime(2026, 11, 23, 1, 0, tzinfo=UTC)).day == 23  # 08.00
    assert BLORA.duty_day(datetime(2026, 11, 23, 20, 0, tzinfo=UTC)).day == 23  # 03.00 of the 24th
    assert BLORA.duty_ends(datetime(2026, 11, 23, tzinfo=UTC).date()).strftime("%d %H.%M") == "24 08.00"
