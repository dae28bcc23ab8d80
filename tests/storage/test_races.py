"""A small part of ``python -m tests.races``, on every database there is."""

from storage.database import Database
from tests.races import race


def test_ten_officers_on_one_case_twenty_times_leave_one_owner_each(database: Database) -> None:
    url = database._url.render_as_string(hide_password=False)
    seen: list[int] = []
    found = race(url, 20, 10, seen.append)
    assert found.good, found
    assert found.owners == {1: 20}
    assert seen == list(range(1, 21))
