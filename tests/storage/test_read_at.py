"""The reporter sees that somebody took the report, when they look, and is never written to because of it."""

from flows.wording import write


def lines(person):
    return [key for key in person.lines if key.startswith("read-at")]


def test_who_comes_back_sees_when_it_was_read(house):
    sri = house.officer("Sri")
    person = house.person().files()
    assert lines(person) == []
    house.passes(minutes=8)
    house.acknowledges(sri, person.number)
    assert [row for row in house.rows("outbox") if row.side == "reporter"] == [], "nothing is pushed"
    when = house.office.clock(house.clock).strftime("%H.%M")
    person.taps("saved", "life.no")
    assert lines(person) == ["read-at"]
    assert f"Dibaca petugas pukul {when}." in write(person.screen).text
    house.passes(days=2)
    person.starts().taps("resume")
    assert "Dibaca petugas 23/11 pukul" in write(person.screen).text


def test_what_calls_the_desk_anew_was_not_read_yet(house):
    sri = house.officer("Sri")
    person = house.person().files()
    house.acknowledges(sri, person.number)
    person.taps("saved", "life.no")
    assert lines(person) == ["read-at"]
    person.adds("danger", "danger.weapon", "done")
    assert person.case.acknowledged_by is None
    assert lines(person) == []
    person.adds("visit", "visit.safe")
    assert lines(person) == []


def test_of_a_sealed_report_it_does_not_say_petugas(house):
    head = house.officer("Pak Hadi", "head")
    person = house.person().files(insider="insider.some")
    house.acknowledges(head, person.number)
    person.taps("saved", "life.no")
    assert lines(person) == ["read-at-sealed"]
    assert "petugas" not in next(part for part in write(person.screen).text.split("\n") if "Dibaca" in part)
