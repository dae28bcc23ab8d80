"""Every row we keep, and which of its columns lie open.

Words, places, identities and kinds of violence are sealed (`bytes`). What lies open is an allow-list: numbers, states,
hours and ids, listed in tests/storage/test_tables.py. No repr shows words, boxes or Telegram ids.
Hours are UTC and floored on the way in: a thief gets hours, not minutes.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    false,
    text,
)
from sqlalchemy.engine.interfaces import Dialect
from sqlmodel import Field, SQLModel, UTCDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

RANKS = {"DARURAT": 0, "TINGGI": 1, "SEDANG": 2, "RENDAH": 3}
"""Urgency and its place in the queue: the smaller, the sooner."""

RECIPIENTS = ("office", "escalation")
SIDES = ("reporter", "duty")
OF_THE_OFFICE = ("officer", "supervisor", "head")
KEYHOLDER = "keyholder"
"""Somebody outside the office (the province's unit, say) who holds the escalation key: called to what is sealed away
from the office, and to nothing else."""
ROLES = (*OF_THE_OFFICE, KEYHOLDER)


def to_hour(moment: datetime) -> datetime:
    """The UTC hour in which an aware moment lies."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


class UTCHour(UTCDateTime):
    """A UTC datetime that loses its minutes before the database sees it."""

    cache_ok = True

    def __repr__(self) -> str:
        return "storage.tables.UTCHour()"  # alembic writes it into migrations

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        moment = super().process_bind_param(value, dialect)
        return None if moment is None else to_hour(moment)


class Row(SQLModel):
    """What all tables share: one metadata with named constraints."""

    metadata = MetaData(naming_convention=NAMING)


def _one_of(column: str, allowed: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in allowed)})", name=column)


def _hidden(**kwargs: Any) -> Any:
    return Field(repr=False, **kwargs)


def _hour(**kwargs: Any) -> Any:
    return Field(sa_type=UTCHour, **kwargs)


class Session(Row, table=True):
    """One conversation under way. Where it stands is inside the draft, because the step alone tells what happened."""

    __tablename__ = "sessions"
    __table_args__ = (CheckConstraint("version >= 0", name="version"),)

    id: int | None = Field(default=None, primary_key=True)
    tag: bytes = _hidden(unique=True)
    office_code: str
    draft: bytes = _hidden()
    key_id: bytes = _hidden()
    flow_version: str
    version: int = 0
    hour: datetime = _hour()


class Officer(Row, table=True):
    """A person on the roster. One who left stays as a row with `ended_at`, so that old entries keep their actor."""

    __tablename__ = "officers"
    __table_args__ = (
        _one_of("role", ROLES),
        Index(
            "uq_officers_on_roster",
            "office_code",
            "telegram_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        # Cases point at officers and officers at cases: this side is added second.
        ForeignKeyConstraint(
            ["replying_to"], ["cases.id"], name="fk_officers_replying_to", ondelete="SET NULL", use_alter=True
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    office_code: str
    telegram_id: int = _hidden(sa_type=BigInteger)
    name: str = _hidden()
    role: str
    started_at: datetime | None = None
    reachable: bool = True
    replying_to: int | None = None
    replying_since: datetime | None = None
    added_at: datetime
    ended_at: datetime | None = None


class Case(Row, table=True):
    """What the desk works on; one or more reports. `rank` orders the queue; `face`, sealed, is what an alert shows.

    `acted_at`: the first thing done since it was called; acknowledged is not helped. `source`: the door it came by.
    `handling`, sealed: the assessment, the plan, the ministry's register number.
    """

    __tablename__ = "cases"
    __table_args__ = (
        _one_of("urgency", tuple(RANKS)),
        CheckConstraint(
            " OR ".join(f"(urgency = '{urgency}' AND rank = {rank})" for urgency, rank in RANKS.items()), name="rank"
        ),
        _one_of("sealed_to", RECIPIENTS),
        CheckConstraint("version >= 0", name="version"),
        CheckConstraint("raises >= 0", name="raises"),
        # The predicate is a literal: a bound parameter would leave the index unused.
        Index(
            "ix_cases_open",
            "office_code",
            "rank",
            "id",
            sqlite_where=text("closed IS NULL"),
            postgresql_where=text("closed IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    office_code: str
    urgency: str
    rank: int
    state: str
    version: int = 0
    face: bytes = _hidden()
    sealed_to: str
    key_id: bytes = _hidden()
    raises: int = 0
    filed_hour: datetime = _hour()
    acknowledged_by: int | None = Field(default=None, foreign_key="officers.id")
    acknowledged_at: datetime | None = None
    acted_at: datetime | None = None
    source: str = Field(default="telegram", sa_column_kwargs={"server_default": "telegram"})
    merged_into: int | None = Field(default=None, foreign_key="cases.id")
    handling: bytes | None = _hidden(default=None, sa_type=LargeBinary)
    closed: datetime | None = None


class Report(Row, table=True):
    """What one reporter told, as one sealed snapshot. Its id is 32 random hex digits; `filed_hour` is set when sent.
    `guest`: it was added by code from another chat, where no answer is read."""

    __tablename__ = "reports"
    __table_args__ = (
        _one_of("sealed_to", RECIPIENTS),
        CheckConstraint("length(id) = 32", name="id"),
    )

    id: str = Field(primary_key=True)
    office_code: str
    case_id: int | None = Field(default=None, foreign_key="cases.id", index=True)
    snapshot: bytes = _hidden()
    sealed_to: str
    key_id: bytes = _hidden()
    hour: datetime = _hour()
    filed_hour: datetime | None = _hour(default=None)
    guest: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class ReturnAddress(Row, table=True):
    """A sealed way to write back to one reporter. The tag has a salt of its own, so two reports cannot be joined."""

    __tablename__ = "return_addresses"
    __table_args__ = (CheckConstraint("length(epoch) = 7", name="epoch"),)

    report_id: str = Field(primary_key=True, foreign_key="reports.id", ondelete="CASCADE")
    office_code: str
    epoch: str
    box: bytes = _hidden()
    tag: bytes = _hidden()
    salt: bytes = _hidden()


class Receipt(Row, table=True):
    """One of the two codes by which a reporter comes back, as a peppered hash."""

    __tablename__ = "receipts"
    __table_args__ = (_one_of("kind", ("digits", "words")),)

    id: int | None = Field(default=None, primary_key=True)
    office_code: str
    report_id: str = Field(foreign_key="reports.id", ondelete="CASCADE", index=True)
    kind: str = "digits"
    hash: bytes = _hidden(unique=True)
    hour: datetime = _hour()


class Letter(Row, table=True):
    """What an officer wrote to a reporter: `box` for the reply key, `office_copy` for the office."""

    __tablename__ = "letters"

    id: int | None = Field(default=None, primary_key=True)
    office_code: str
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", index=True)
    report_id: str = Field(foreign_key="reports.id", ondelete="CASCADE", index=True)
    box: bytes = _hidden()
    key_id: bytes = _hidden()
    office_copy: bytes = _hidden()
    officer_id: int = Field(foreign_key="officers.id")
    hour: datetime = _hour()
    read_hour: datetime | None = _hour(default=None)


class Voice(Row, table=True):
    """A voice note that came with a report, sealed as that is; while nothing is kept for the office (``draft``), under
    the reporters' own key, as the conversation is. Its report may not be written yet, so nothing points at it. A row
    with nothing in it says that one will never come."""

    __tablename__ = "voices"
    __table_args__ = (
        _one_of("sealed_to", ("draft", *RECIPIENTS)),
        CheckConstraint("length(report_id) = 32", name="report_id"),
    )

    report_id: str = Field(primary_key=True)
    office_code: str
    sealed_to: str
    key_id: bytes = _hidden()
    box: bytes = _hidden()
    hour: datetime = _hour()


class Outbox(Row, table=True):
    """Something owed to the world: ids and keys only. `code` is the dedupe code, `last_error` a class name; it is due
    since `due_at`, and is not tried before `next_try_at`, if that is set."""

    __tablename__ = "outbox"
    __table_args__ = (
        _one_of("side", SIDES),
        CheckConstraint("tries >= 0", name="tries"),
        Index(
            "ix_outbox_unpaid",
            "side",
            "next_try_at",
            sqlite_where=text("done_hour IS NULL"),
            postgresql_where=text("done_hour IS NULL"),
        ),
        {"sqlite_autoincrement": True},  # an id used twice would let an old send settle a new debt
    )

    id: int | None = Field(default=None, primary_key=True)
    side: str
    office_code: str
    kind: str
    destination: str = _hidden()
    case_id: int | None = Field(default=None, foreign_key="cases.id", ondelete="CASCADE", index=True)
    report_id: str | None = Field(default=None, foreign_key="reports.id", ondelete="CASCADE", index=True)
    letter_id: int | None = Field(default=None, foreign_key="letters.id", ondelete="CASCADE", index=True)
    code: str = Field(unique=True)
    due_at: datetime
    next_try_at: datetime | None = None
    lease_until: datetime | None = None
    tries: int = 0
    last_error: str | None = None
    done_hour: datetime | None = _hour(default=None)
    detail: dict[str, Any] | None = _hidden(default=None, sa_type=JSON(none_as_null=True))


class Seen(Row, table=True):
    """An update that was taken: the exact id, because a high-water mark loses turns. Each bot has numbers of its own:
    there is one for reporters, and one for each office's desk."""

    __tablename__ = "seen"
    __table_args__ = (_one_of("side", SIDES), {"sqlite_with_rowid": False})

    side: str = Field(primary_key=True)
    office_code: str = Field(primary_key=True)
    update_id: int = Field(primary_key=True, sa_type=BigInteger)
    day: date


class Quarantine(Row, table=True):
    """An update nobody could handle, passed over so that it does not bar the door: its shape, sealed, and no more."""

    __tablename__ = "quarantine"
    __table_args__ = (_one_of("side", SIDES),)

    id: int | None = Field(default=None, primary_key=True)
    side: str
    office_code: str
    update_id: int = Field(sa_type=BigInteger)
    error: str
    box: bytes = _hidden()
    hour: datetime = _hour()


class DeskChat(Row, table=True):
    """Where the desk sits now: Telegram gives a group a new id when it grows, and this overrides the setting."""

    __tablename__ = "desk_chats"

    office_code: str = Field(primary_key=True)
    chat_id: int = _hidden(sa_type=BigInteger)
    topic_id: int | None = None


class Audit(Row, table=True):
    """One thing done, chained to the one before. Rows cannot be changed or removed: triggers refuse."""

    __tablename__ = "audit"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    office_code: str
    at: datetime
    actor: str
    action: str
    case_number: str | None = None
    ct_hash: bytes | None = _hidden(default=None)
    prev: bytes = _hidden()
    hash: bytes = _hidden()
