"""What an officer enters: few taps, the reporter's own questions, and the same weighing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flows.desk.entry import BY_NAME, DOORS, LAST, MORE, STEPS, Entry, Taken, take
from flows.events import CONTROLS, Chose, Wrote
from flows.lint_tables import LONGEST_CALLBACK
from flows.office_file import blora
from flows.triage import Urgency
from tests.flows.talking import Talk

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
BLORA = blora()


def enter(*given: str, entry: Entry | None = None) -> Taken:
    """Taps by their ids; what has a blank in it, or begins with ``~``, is typed."""
    taken, at = Taken(entry or Entry()), AT
    for one in given:
        at += timedelta(seconds=3)
        if " " in one or one.startswith("~"):
            event = Wrote(at, one.removeprefix("~"))
        else:
            event = CONTROLS[one](at, one) if one in ("back", "skip", "done") else Chose(at, one)
        taken = take(taken.entry, event, BLORA)
        assert taken.understood, (one, taken.entry.step)
    return taken


SHORT = ("walkin.self", "age.25_59", "act.hit", "when.7d", "skip", "33.16.05", "insider.none")


def test_the_shortest_whole_entry_is_seven_taps() -> None:
    taken = enter(*SHORT)
    assert taken.sends
    assert len(SHORT) == 7
    assert taken.entry.answers == {
        "who": ("who.self",),
        "age": ("age.25_59",),
        "acts": ("act.hit",),
        "when": ("when.7d",),
        "danger": (),
        "where": ("33.16.05",),
        "insider": ("insider.none",),
    }


def test_with_a_danger_sign_and_what_an_act_asks_it_is_eight() -> None:
    taps = (
        "police",
        "age.15_17",
        "act.married",
        "wedding.3d",
        "when.unsure",
        "danger.pressed",
        "33.16.09",
        "insider.none",
    )
    taken = enter(*taps)
    assert (taken.sends, len(taps)) == (True, 8)
    assert taken.entry.assess(Wrote(AT, "")).level is Urgency.DARURAT
    assert taken.entry.answers["who"] == ("who.other",)


@pytest.mark.parametrize("door", DOORS)
def test_every_door_leads_to_the_same_questions(door: str) -> None:
    taken = enter(door, *SHORT[1:])
    assert taken.sends
    assert taken.entry.source == door


def test_the_same_answers_are_weighed_as_a_reporters_are() -> None:
    talk = Talk().play(
        *("/start", "safety.yes", "privacy.yes", "saving.go", "who.self", "age.12_14", "insider.none", "words.hard"),
        *("act.touched", "done", "when.72h", "33.16.05", "submit"),
    )
    entered = enter("walkin.self", "age.12_14", "act.touched", "when.72h", "skip", "33.16.05").entry
    mine, theirs = entered.assess(Wrote(AT, "")), talk.session
    assert mine.level.value == theirs.urgency
    assert {"D06_SEKS_72J", "T03_SEKS_ANAK"} <= set(mine.codes)
    assert [clock.code for clock in mine.clocks] == ["CLK_PEP", "CLK_EC", "CLK_TPKS41"]


def test_more_than_one_act_is_a_tap_more() -> None:
    taken = enter("phone.other", "age.60", "several", "act.hit", "act.threatened", "act.hit", "act.neglected", "done")
    assert taken.entry.answers["acts"] == ("act.threatened", "act.neglected")
    assert taken.entry.step == "when"


def test_what_an_act_asks_goes_with_the_act() -> None:
    taken = enter("school", "age.15_17", "act.image", "image.now", "back", "back", "act.hit")
    assert taken.entry.step == "when"
    assert "image" not in taken.entry.answers


def test_a_question_without_an_event_is_not_asked_when_it_was() -> None:
    taken = enter("walkin.other", "skip", "act.other", "other.ask")
    assert taken.entry.step == "where"


def test_everything_but_the_door_and_the_last_question_may_be_passed_over() -> None:
    taken = enter("outreach", "skip", "skip", "skip", "skip", "skip")
    assert taken.entry.step == LAST
    assert not take(taken.entry, CONTROLS["skip"](AT, "skip"), BLORA).understood
    assert not take(Entry(), CONTROLS["skip"](AT, "skip"), BLORA).understood
    assert enter("insider.unknown", entry=taken.entry).sends


def test_words_are_kept_at_any_question_and_change_nothing_else() -> None:
    taken = enter("walkin.self", "ia datang sendiri pagi ini", "age.25_59", "act.threatened", "diancam mau dibunuh")
    assert taken.entry.step == "when"
    assert [one.text for one in taken.entry.words] == ["ia datang sendiri pagi ini", "diancam mau dibunuh"]
    assert taken.entry.assess(Wrote(AT, "")).level is Urgency.DARURAT, "an officer's words are heard too"
    assert not take(taken.entry, Wrote(AT, "   \n"), BLORA).understood


@pytest.mark.parametrize("words", ["NIK 3316050101900001 ya", "hp 0812-3456-7890", "+62 812 3456 7890"])
def test_a_nik_or_a_telephone_number_is_not_kept(words: str) -> None:
    entry = enter("walkin.self").entry
    assert take(entry, Wrote(AT, words), BLORA) == Taken(entry, understood=False)
    assert enter("umur 17, tanggal 23/11/2026 pukul 10.30", entry=entry).entry.words


def test_a_typed_place_answers_where_it_is_asked() -> None:
    before = enter(*SHORT[:5]).entry
    assert enter("~cepu", entry=before).entry.answers["where"] == ("33.16.05",)
    far = enter("dekat pasar lama", entry=before).entry
    assert far.step == "where"
    assert far.words[-1].text == "dekat pasar lama"


def test_before_the_last_tap_more_can_be_added_in_any_order() -> None:
    entry = enter(*SHORT[:6]).entry
    assert set(entry.more()) == {step.name for step in MORE}
    taken = enter("access", "access.lives", "relation", "relation.partner", "needs", "needs.see", "done", entry=entry)
    assert taken.entry.step == LAST
    assert "T02_PELAKU_AKSES" in taken.entry.assess(Wrote(AT, "")).codes
    assert enter("back", entry=taken.entry).entry.step == "where"
    assert enter("insider.some", entry=taken.entry).entry.session(BLORA).sealed_to == "escalation"


def test_another_place_takes_its_village_away() -> None:
    entry = enter(*SHORT[:6], "village", "33.16.05.2001").entry
    assert entry.answers["village"] == ("33.16.05.2001",)
    entry = enter("back", "33.16.08", entry=entry).entry
    assert "village" not in entry.answers


@pytest.mark.parametrize("id", ["age.99", "act.hit", "submit", "33.16.05", "several", "access", ""])
def test_what_is_no_answer_here_changes_nothing(id: str) -> None:
    entry = enter("walkin.self").entry
    taken = take(entry, Chose(AT, id), BLORA)
    assert (taken.entry, taken.understood, taken.sends) == (entry, False, False)


def test_an_entry_survives_its_box() -> None:
    entry = enter("walkin.self", "umur kira kira", "age.5_11", "several", "act.hit").entry
    assert Entry.from_data(entry.as_data()) == entry
    assert Entry.from_data({"step": "gone", "words": [], "history": ["gone"]}) == Entry()
    assert "kira" not in repr(entry)


def test_every_button_fits_what_telegram_carries() -> None:
    for step in BY_NAME.values():
        for id in (*step.choices, "33.16.05.2001", "area.elsewhere"):
            assert len(f"entry|{id}|{step.name}|999999999".encode()) <= LONGEST_CALLBACK
    assert STEPS[0].choices == DOORS
