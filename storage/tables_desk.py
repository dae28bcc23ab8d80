"""Rows of the desk's own work: who is on duty, what was done, which services run, and what the survivor agreed to.

What a service is, who provides it and every reason are sealed (`box`); open lie ids, states and times of officers.
Consent is held up by the database: a referral needs one for its own track, or a recorded ground, and cannot stay
offered or accepted once that consent is taken back.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from storage.tables import RECIPIENTS, ROLES, Row, _hidden, _hour, _one_of

SOURCES = ("telegram", "walkin", "phone", "whatsapp", "sapa129", "province", "police", "school", "village", "outreach")
TRACK_STATES = ("open", "done", "stopped")
CONSENT_STATES = ("asked", "granted", "refused", "withdrawn", "ended")
REFERRAL_STATES = ("offered", "accepted", "rejected", "done", "revoked")
GROUNDS = ("law", "vital")
DECISIONS = ("lower", "clock", "visit", "end")


class Shift(Row, table=True):
    """Who holds a day: one day's own line goes before the week's. ``weekday`` is 1 (Monday) to 7, 8 for a holiday;
    ``place`` 1 is called first, 2 second."""

    __tablename__ = "shifts"
    __table_args__ = (
        CheckConstraint("(weekday IS NULL) <> (day IS NULL)", name="weekday_or_day"),
        CheckConstraint("weekday BETWEEN 1 AND 8", name="weekday"),
        CheckConstraint("place IN (1, 2)", name="place"),
        UniqueConstraint("office_code", "day", "place"),
        UniqueConstraint("office_code", "weekday", "place"),
    )

    id: int | None = Field(default=None, primary_key=True)
    office_code: str
    weekday: int | None = None
    day: date | None = None
    place: int = 1
    officer_id: int = Field(foreign_key="officers.id")
    set_by: int | None = Field(default=None, foreign_key="officers.id")
    at: datetime


class Invitation(Row, table=True):
    """A code that puts one person on the roster, once; only its digest is kept. ``used_at`` is also set when it became
    void."""

    __tablename__ = "invitations"
    __table_args__ = (_one_of("role", ROLES),)

    id: int | None = Field(default=None, primary_key=True)
    office_code: str
    name: str = _hidden()
    role: str
    hash: bytes = _hidden(unique=True)
    until: datetime
    used_at: datetime | None = None


class Conflict(Row, table=True):
    """An officer who is named in a case or related to somebody in it: off the case and off its ladder."""

    __tablename__ = "conflicts"

    case_id: int = Field(primary_key=True, foreign_key="cases.id", ondelete="CASCADE")
    officer_id: int = Field(primary_key=True, foreign_key="officers.id")
    office_code: str
    set_by: int = Field(foreign_key="officers.id")
    at: datetime


class Pulse(Row, table=True):
    """When a part of the service last showed that it is alive."""

    __tablename__ = "pulses"

    office_code: str = Field(primary_key=True)
    part: str = Field(primary_key=True)
    at: datetime


class DeskSession(Row, table=True):
    """What an officer is in the middle of: an entry by `/baru`, or a track's form. Sealed to the office."""

    __tablename__ = "desk_sessions"

    officer_id: int = Field(primary_key=True, foreign_key="officers.id", sa_column_kwargs={"autoincrement": False})
    office_code: str
    box: bytes = _hidden()
    key_id: bytes = _hidden()
    version: int = 0
    hour: datetime = _hour()


class Deed(Row, table=True):
    """Something an officer did about a case: called 110, answered, left, wrote a note. ``box`` holds words, if any."""

    __tablename__ = "deeds"

    id: int | None = Field(default=None, primary_key=True)
    office_code: str
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", index=True)
    officer_id: int = Field(foreign_key="officers.id")
    kind: str
    box: bytes | None = _hidden(default=None, sa_type=LargeBinary)
    key_id: bytes | None = _hidden(default=None, sa_type=LargeBinary)
    at: datetime


class Track(Row, table=True):
    """One service under way for a case. Which one, its details and its outcome are sealed."""

    __tablename__ = "tracks"
    __table_args__ = (_one_of("state", TRACK_STATES), CheckConstraint("version >= 0", name="version"))

    id: int | None = Field(default=None, primary_key=True)
    office_code: str
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", index=True)
    state: str = "open"
    owner_id: int | None = Field(default=None, foreign_key="officers.id")
    due_at: datetime | None = None
    box: bytes = _hidden()
    key_id: bytes = _hidden()
    version: int = 0
    hour: datetime = _hour()


class Consent(Row, table=True):
    """A survivor's yes or no to one step: for this track, to one office, until a day. Taken back at any time."""

    __tablename__ = "consents"
    __table_args__ = (
        _one_of("state", CONSENT_STATES),
        UniqueConstraint("id", "track_id", "state", name="uq_consents_id_track_id_state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    office_code: str
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", index=True)
    track_id: int = Field(foreign_key="tracks.id", ondelete="CASCADE", index=True)
    report_id: str | None = Field(default=None, foreign_key="reports.id", ondelete="SET NULL", index=True)
    state: str = "asked"
    until: date | None = None
    box: bytes = _hidden()
    key_id: bytes = _hidden()
    hour: datetime = _hour()


class Referral(Row, table=True):
    """A step handed to another body. Never written without consent for its own track or a recorded ground."""

    __tablename__ = "referrals"
    __table_args__ = (
        _one_of("state", REFERRAL_STATES),
        CheckConstraint(
            "consent_id IS NOT NULL OR (ground IS NOT NULL AND ground IN ('law', 'vital'))", name="consent_or_ground"
        ),
        CheckConstraint("(consent_id IS NULL) = (consent_state IS NULL)", name="consent_state"),
        CheckConstraint(
            "ground IS NOT NULL OR consent_state = 'granted' OR state IN ('rejected', 'done', 'revoked')",
            name="consent_stands",
        ),
        ForeignKeyConstraint(
            ["consent_id", "track_id", "consent_state"],
            ["consents.id", "consents.track_id", "consents.state"],
            name="fk_referrals_consent",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    office_code: str
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", index=True)
    track_id: int = Field(foreign_key="tracks.id", ondelete="CASCADE", index=True)
    consent_id: int | None = None
    consent_state: str | None = None
    ground: str | None = None
    state: str = "offered"
    box: bytes = _hidden()
    key_id: bytes = _hidden()
    hour: datetime = _hour()


class Decision(Row, table=True):
    """What needs two people: one asks with a reason, another agrees or not. Nobody agrees with themselves."""

    __tablename__ = "decisions"
    __table_args__ = (
        _one_of("kind", DECISIONS),
        CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="two_people"),
        CheckConstraint("(decided_by IS NULL) = (agreed IS NULL)", name="decided"),
        Index(
            "uq_decisions_open",
            "case_id",
            "kind",
            "about",
            unique=True,
            sqlite_where=text("decided_by IS NULL"),
            postgresql_where=text("decided_by IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    office_code: str
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", index=True)
    kind: str
    about: str
    box: bytes = _hidden()
    key_id: bytes = _hidden()
    asked_by: int = Field(foreign_key="officers.id")
    asked_at: datetime
    decided_by: int | None = Field(default=None, foreign_key="officers.id")
    decided_at: datetime | None = None
    agreed: bool | None = None


class PosterCount(Row, table=True):
    """How many conversations a poster began in a year of the office: a sum, and nothing of whose or when."""

    __tablename__ = "poster_counts"

    office_code: str = Field(primary_key=True)
    place: str = Field(primary_key=True)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    begun: int


class ReportedNumber(Row, table=True):
    """A phone number given with a call for help, sealed apart from the report so that it can be erased before it. One
    box for the office and one for the escalation key, until the report is sealed away."""

    __tablename__ = "reported_numbers"
    __table_args__ = (_one_of("sealed_to", RECIPIENTS),)

    report_id: str = Field(primary_key=True, foreign_key="reports.id", ondelete="CASCADE")
    sealed_to: str = Field(primary_key=True)
    office_code: str
    box: bytes = _hidden()
    key_id: bytes = _hidden()
