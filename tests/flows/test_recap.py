"""A year in counts: how soon first, once for each case, and nothing small."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.recap.page import page
from flows.desk.counting import LEAST, alone
from flows.desk.recap import URGENCIES, Counted, Times, recap
from flows.desk.register import COLUMNS, Kept, heading, line, sheet
from flows.office_file import blora
from flows.office_parts import Poster, Published
from tests.flows.working_out import a_table, given_away, one_line

OFFICE = blora()
MARCH = datetime(2026, 3, 31, 18, tzinfo=UTC)  # in Blora it is April already


def counted(number: int, **more: object) -> Counted:
    kept = Kept(f"K{number}", "DARURAT", "baru", "telegram", MARCH, **more)  # type: ignore[arg-type]
    return Counted(kept, {"acts": ("act.hit",), "age": ("age.12_14",), "where": ("33.16.05",)}, 600.0 * number, None)


def test_a_year_counts_each_case_once_on_the_offices_own_clock() -> None:
    found = recap(2026, OFFICE, [*(counted(n) for n in range(1, 10)), counted(11, duplicate="K1")])
    assert found.total == 9
    assert found.twice is None, "one is few"
    assert found.months[3] == 9
    assert found.months[2] == 0
    assert found.forms_by_age.cells["fisik"]["age.12_14"] == 9
    assert found.acknowledged["DARURAT"] == Times(50.0, 90.0)
    assert found.acted["DARURAT"] == Times(None, None)


def test_how_soon_is_not_told_of_a_few() -> None:
    found = recap(2026, OFFICE, [counted(n) for n in range(1, 5)])
    assert found.acknowledged["DARURAT"] == Times(None, None)


def test_how_soon_is_not_told_of_what_is_withheld() -> None:
    """Five times known, of an urgency that is withheld beside one small one, would say that it is five."""
    rare = Counted(Kept("K99", "RENDAH", "baru", "telegram", MARCH), {}, 60.0)
    found = recap(2026, OFFICE, [*(counted(n) for n in range(1, 6)), rare])
    assert (found.total, found.urgency["DARURAT"], found.urgency["RENDAH"]) == (6, None, None)
    assert found.acknowledged["DARURAT"] == Times(None, None)


# -- what the published page gives away ------------------------------------------------------------------------------

SOME = st.builds(
    lambda urgency, source, when, answers, minutes, sealed, double: Counted(
        Kept("K1", urgency, "baru", source, when, duplicate=double), {} if sealed else answers, minutes, minutes, sealed
    ),
    st.sampled_from(["DARURAT", "SEDANG", "RENDAH"]),
    st.sampled_from(["telegram", "police", "school"]),
    st.sampled_from([MARCH, datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)]),
    st.fixed_dictionaries(
        {
            "acts": st.sampled_from([("act.hit",), ("act.touched",), ("act.hit", "act.threatened"), ()]),
            "age": st.sampled_from([("age.12_14",), ("age.15_17",), ()]),
            "where": st.sampled_from([("33.16.05",), ("33.16.06",), ()]),
        }
    ),
    st.sampled_from([None, 60.0, 600.0]),
    st.sampled_from([False, False, False, True]),
    st.sampled_from(["", "", "", "K2"]),
)
YEAR = st.lists(st.tuples(SOME, st.integers(1, 12)), max_size=7).map(
    lambda groups: [one for one, count in groups for _ in range(count)]
)


@pytest.mark.no_cover  # the same lines, hundreds of times over
@settings(deadline=None, max_examples=40)
@given(YEAR)
def test_no_small_count_can_be_worked_out_from_the_page(year: list[Counted]) -> None:
    found = recap(2026, OFFICE, year)
    whole = sum(not one.sealed and not one.kept.duplicate for one in year)
    assert found.total == alone(whole)
    for alone_ in (found.total, found.sealed, found.twice):
        assert alone_ is None or not 0 < alone_ < LEAST
    months = {str(number): count for number, count in enumerate(found.months)}
    for counts, order in ((months, months), (found.urgency, found.urgency), (found.channels, ()), (found.places, ())):
        if dict(counts) != dict.fromkeys(order):
            assert given_away(*one_line(counts, found.total), whole) == {}
    if found.total is None:
        assert {count for row in found.forms_by_age.cells.values() for count in row.values()} == {None}
    else:
        assert given_away(*a_table(found.forms_by_age), whole) == {}
    for times in (found.acknowledged, found.acted):
        assert all(times[urgency] == Times() for urgency in URGENCIES if not found.urgency[urgency])


@settings(deadline=None, max_examples=40)
@given(YEAR)
def test_what_is_sealed_away_moves_no_other_figure(year: list[Counted]) -> None:
    open_ones = [one for one in year if not one.sealed]
    assert replace(recap(2026, OFFICE, year), sealed=0) == recap(2026, OFFICE, open_ones)


def test_sealed_cases_are_told_in_one_line_and_not_when_they_are_few() -> None:
    sealed = [Counted(Kept(f"S{n}", "DARURAT", "baru", "telegram", MARCH), sealed=True) for n in range(6)]
    year = [counted(n) for n in range(1, 10)]
    assert recap(2026, OFFICE, [*year, *sealed]).sealed == 6
    few = recap(2026, OFFICE, [*year, sealed[0]])
    assert (few.sealed, few.total, few.urgency["DARURAT"]) == (None, 9, 9)
    shown = page(few)
    assert "Tertutup (kunci eskalasi): ·. Kasus ini tidak ikut dihitung di angka lain mana pun" in shown


def test_the_sheet_follows_the_register_and_guesses_nothing() -> None:
    kept = counted(1).kept
    found = line(kept, {"acts": ("act.touched",), "sex": ("sex.female",)}, OFFICE)
    assert tuple(found) == COLUMNS
    assert (found["form_seksual"], found["form_fisik"]) == (1, 0)
    assert found["sex"] == "Perempuan"
    assert found["kecamatan"] == found["age"] == found["nik"] == ""
    assert sheet(kept, {}, OFFICE).count("(di berkas kertas)") == 7
    assert all(heading(column) for column in COLUMNS)


def test_a_tag_in_the_office_file_is_text_on_the_page() -> None:
    tag = "<script>alert(1)</script>"
    printed = Published(name=tag, source=tag, date=MARCH.date(), counts={tag: 7})
    office = OFFICE.model_copy(update={"name": tag, "published": (printed,)})
    shown = page(recap(2026, office, [counted(n) for n in range(1, 10)]))
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;alert(1)") == 5, "title, heading, name, source, year"


def test_posters_are_named_and_small_sums_withheld() -> None:
    hung = OFFICE.model_copy(
        update={"posters": tuple(Poster(code=c, name=f"Desa {c}") for c in ("aa", "bb", "cc", "dd"))}
    )
    found = recap(2026, hung, [], {"aa": 40, "bb": 2, "cc": 7, "old": 12})
    assert found.posters["Desa aa"] == 40
    assert found.posters["Desa bb"] is None
    assert found.posters["Desa cc"] is None, "else the sum would give the small one away"
    assert found.posters["Desa dd"] == 0, "this one reaches nobody yet"
    assert found.posters["old"] == 12
    assert "Desa aa" in page(found)
    assert "poster" not in page(recap(2026, OFFICE, []))
