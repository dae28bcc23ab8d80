"""The services as data: which may open when, what can be noted, and on which day somebody is reminded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from flows.desk import tracks
from flows.desk.tracks import BY_ID, CHOICE, DATE, NUMBER, TEXT, TRACKS, Field, due_at, may_open, read_date, read_value
from flows.office_file import OfficeUnclear, blora, default_office_text, read_office
from flows.wording import text

TODAY = date(2026, 11, 24)


def test_the_eight_services_of_the_office() -> None:
    assert list(BY_ID) == ["outreach", "legal", "medical", "shelter", "psych", "rehab", "reintegration", "economy"]
    assert not tracks.wrong()
    assert all(text(key) for key in tracks.keys())  # noqa: SIM118


def test_the_assessment_decides_which_services_open_and_only_emergencies_come_before_it() -> None:
    before = {track.id for track in TRACKS if may_open(track, ())}
    assert before == {"outreach", "medical", "shelter"}
    assert may_open(BY_ID["psych"], ("psych",))
    assert not may_open(BY_ID["legal"], ("psych",))


def test_where_a_shelter_is_has_nowhere_to_be_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert TEXT not in {field.kind for field in BY_ID["shelter"].fields}
    leaky = replace(BY_ID["shelter"], fields=(*BY_ID["shelter"].fields, Field("address", TEXT)))
    monkeypatch.setitem(BY_ID, "shelter", leaky)
    assert "track shelter: where it is must have nowhere to be typed" in tracks.wrong()


def test_a_step_that_gives_a_name_to_another_body_needs_consent() -> None:
    assert {track.id for track in TRACKS if track.consent} == {
        "legal", "medical", "shelter", "psych", "rehab", "reintegration",
    }  # fmt: skip
    visit = BY_ID["reintegration"].field("village_visit")
    assert visit is not None
    assert visit.consent


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("5/12", "2026-12-05"),
        ("5-12-2026", "2026-12-05"),
        ("2/1", "2027-01-02"),
        ("20/11", "2026-11-20"),
        ("+3", "2026-11-27"),
        ("2026-12-05", "2026-12-05"),
        ("31/2", None),
        ("5/12/3026", None),
        ("besok lusa", None),
        ("29/2", None),
        ("", None),
    ],
)
def test_days_as_officers_write_them(typed: str, kept: str | None) -> None:
    found = read_date(typed, TODAY)
    assert (found.isoformat() if found else None) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (NUMBER, "Rp 1.500.000,-", "1500000"),
        (NUMBER, "300 000", "300000"),
        (NUMBER, "tiga", None),
        (NUMBER, "-5", None),
        (TEXT, "  LP/B/12/XI/2026 ", "LP/B/12/XI/2026"),
        (TEXT, "x" * 121, None),
        (TEXT, "a\u202eb", None),
        (TEXT, " ", None),
        (DATE, "5/12", "2026-12-05"),
    ],
)
def test_what_is_typed_into_a_field(kind: str, typed: str, kept: str | None) -> None:
    assert read_value(Field("x", kind), typed, TODAY) == kept


def test_only_its_own_choices_fit_a_field() -> None:
    stage = BY_ID["legal"].field("stage")
    assert stage is not None
    assert stage.kind == CHOICE
    assert read_value(stage, "sidik", TODAY) == "sidik"
    assert read_value(stage, "acquitted", TODAY) is None


def test_somebody_is_reminded_the_day_before_at_eight() -> None:
    office, hearing = blora(), BY_ID["legal"].field("hearing")
    assert hearing is not None
    now = datetime(2026, 11, 24, 3, tzinfo=UTC)  # 10.00 in Blora
    assert due_at(hearing, "2026-12-05", office, now) == datetime(2026, 12, 4, 1, tzinfo=UTC)
    assert due_at(hearing, "2026-11-25", office, now) == datetime(2026, 11, 25, 1, tzinfo=UTC)  # today at eight is past
    assert due_at(hearing, "2026-11-24", office, now) == now
    assert due_at(hearing, "2026-11-20", office, now) is None
    assert due_at(Field("given", DATE), "2026-12-05", office, now) is None


def test_partners_stand_in_the_office_file() -> None:
    office = blora()
    assert office.partners_of("hospital")[0].name == "RSUD dr. R. Soetijono Blora"
    for track in TRACKS:
        for field in track.fields:
            assert not field.partners or office.partners_of(*field.partners)
    with pytest.raises(OfficeUnclear, match="partners"):
        read_office(default_office_text() + '\n[[partners]]\nkind = "friend"\nname = "Budi"\n')
    assert not read_office(default_office_text().partition("[[partners]]")[0]).partners
