"""What the stories about copies share."""

from sqlalchemy import select

from storage.backup.restoring import restore
from storage.database import Database
from storage.tables import Row


def quiet(done, total):
    pass


def lines_of(reader, key):
    return list(reader.lines(reader.unlock(key)))


def in_the_clear(reader, key):
    """Every value of an opened copy, as bytes."""
    for line in lines_of(reader, key):
        for value in line:
            yield value if isinstance(value, bytes) else str(value).encode()


def restored(house, path, reading, home, url=None, **more):
    url = url or f"sqlite:///{home / 'wadul.db'}"
    home.mkdir(exist_ok=True)
    return restore(home, url, reading(path), house.desk_keys.office_key, house.clock, quiet, **more), Database(url)


def rows_in(db, table):
    columns = Row.metadata.tables[table]
    with db.reading() as conn:
        return conn.execute(select(columns).order_by(*columns.primary_key)).all()


def moves_in(house, db):
    """The office goes on in this database."""
    house.db, house.sides = db, dict.fromkeys(house.sides, db)
    house.restart()
