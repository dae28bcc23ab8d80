"""Every story about storage is told on a real SQLite file and, where one is running, on a real PostgreSQL."""

import os
import shutil
import uuid
from datetime import UTC, datetime

import pytest
from nacl.pwhash import argon2id
from sqlalchemy import create_engine, make_url, text

from storage import roles, sealing, tracks
from storage.backup.stream import Reader
from storage.backup.taking import take
from storage.database import Database
from storage.rekeying import change_paper
from tests.storage.copies import quiet
from tests.storage.telling import ROLES, House

BOTH = [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgres)]

NOW = datetime(2026, 11, 23, 2, 47, 11, 123456, tzinfo=UTC)


@pytest.fixture
def now():
    return NOW


class PostgreSQL:
    """Makes and drops databases; a migrated one is copied from a template."""

    def __init__(self, url):
        self._url = make_url(url).set(drivername="postgresql+psycopg")
        self._admin = create_engine(self._url, isolation_level="AUTOCOMMIT")
        self._template = None

    def fresh(self):
        return self._create("template0")

    def migrated(self):
        if self._template is None:
            url = self.fresh()
            database = Database(url)
            database.migrate()
            with database.writing() as conn:
                roles.apply(conn, *ROLES.values())
            database.close()
            self._template = make_url(url).database
        return self._create(self._template)

    def again(self, url):
        """The same database as new."""
        self.drop(url)
        self._run(f'CREATE DATABASE "{make_url(url).database}" TEMPLATE "{self._template}"')

    def drop(self, url):
        self._run(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def close(self):
        if self._template is not None:
            self._run(f'DROP DATABASE "{self._template}"')
        self._admin.dispose()

    def _create(self, template):
        name = f"wadul_{uuid.uuid4().hex[:12]}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement):
        with self._admin.connect() as conn:
            conn.execute(text(statement))


@pytest.fixture(scope="session")
def postgresql():
    server = PostgreSQL(os.environ["TEST_POSTGRES"])
    yield server
    server.close()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "wadul.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.truncate_wal()
    database.close()
    return path


@pytest.fixture(params=BOTH)
def empty_url(request, tmp_path):
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'wadul.db'}"
        return
    server = request.getfixturevalue("postgresql")
    url = server.fresh()
    yield url
    server.drop(url)


@pytest.fixture(params=BOTH)
def database(request, tmp_path):
    """A migrated database, empty, this test's own."""
    if request.param == "sqlite":
        path = tmp_path / "wadul.db"
        shutil.copy(request.getfixturevalue("migrated_file"), path)
        database = Database(f"sqlite:///{path}")
        yield database
        database.close()
        return
    server = request.getfixturevalue("postgresql")
    url = server.migrated()
    database = Database(url)
    yield database
    database.close()
    server.drop(url)


@pytest.fixture
def sqlite_file(tmp_path, migrated_file):
    """The same, where only SQLite has the property in question."""
    path = tmp_path / "wadul.db"
    shutil.copy(migrated_file, path)
    path.chmod(0o600)
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def quick_passphrases(monkeypatch):
    """Passphrases that cost nearly nothing, so that key stories are quick; test_sealing asserts the real cost."""
    monkeypatch.setattr(sealing, "PASSPHRASE_COST", (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))


@pytest.fixture
def quick_receipts(monkeypatch):
    """Receipts that cost nearly nothing to hash; test_sealing asserts the real cost."""
    monkeypatch.setattr(sealing, "RECEIPT_COST", (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))


@pytest.fixture
def house(database, tmp_path, quick_passphrases, quick_receipts):
    """An office with its database, its keys and its desk."""
    house = House(database, tmp_path / "home", tmp_path / "run", NOW)
    yield house
    house.close()


@pytest.fixture
def sqlite_house(sqlite_file, tmp_path, quick_passphrases, quick_receipts):
    """The same, where only SQLite has the property in question."""
    return House(sqlite_file, tmp_path / "home", tmp_path / "run", NOW)


# -- a case that is worked on ------------------------------------------------------------------------------------


@pytest.fixture
def sri(house):
    return house.officer("Sri")


@pytest.fixture
def person(house, sri):
    person = house.person().files().taps("saved", "life.no").adds("contact", "contact.anytime")
    house.acknowledges(sri, person.number)
    return person


@pytest.fixture
def visum(house, sri, person):
    """Treatment comes before the assessment; the name for a visum only with consent."""
    return house.desk(tracks.open_track, house.desk_keys, house.office, sri, person.number, "medical", house.clock)


# -- copies for the worst day ----------------------------------------------------------------------------------------


@pytest.fixture
def paper(house):
    """What stands on the office's paper."""
    return change_paper(house.home, house.desk_keys)


@pytest.fixture
def make_copy(house, tmp_path):
    """Makes a copy and gives its path."""

    def make():
        return take(house.db, house.home, house.office.code, tmp_path / "cadangan", house.clock, quiet).path

    (house.home / "office.toml").write_text("# kantor\n")
    return make


@pytest.fixture
def open_copy():
    """Opened copies, closed at the end."""
    files = []

    def opened(path):
        files.append(path.open("rb"))
        return Reader(files[-1])

    yield opened
    for file in files:
        file.close()
