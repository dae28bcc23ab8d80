"""The desk's own work: shifts, conflicts, deeds, tracks, consents, referrals, decisions; what a case knows of them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "invitations",
    "pulses",
    "desk_sessions",
    "shifts",
    "conflicts",
    "decisions",
    "deeds",
    "tracks",
    "consents",
    "referrals",
)
COLUMNS = ("acted_at", "source", "merged_into", "handling")


def upgrade() -> None:
    op.add_column("cases", sa.Column("acted_at", MOMENT, nullable=True))
    op.add_column("cases", sa.Column("source", sa.String(), nullable=False, server_default="telegram"))
    op.execute("ALTER TABLE cases ADD COLUMN merged_into INTEGER CONSTRAINT fk_cases_merged_into REFERENCES cases (id)")
    op.add_column("cases", sa.Column("handling", sa.LargeBinary(), nullable=True))
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.CheckConstraint("role IN ('officer', 'supervisor', 'head')", name=op.f("ck_invitations_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("hash", name=op.f("uq_invitations_hash")),
    )
    op.create_table(
        "pulses",
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("office_code", "part", name=op.f("pk_pulses")),
    )
    op.create_table(
        "desk_sessions",
        sa.Column("officer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_desk_sessions_officer_id")),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_desk_sessions")),
    )
    op.create_table(
        "shifts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("(weekday IS NULL) <> (day IS NULL)", name=op.f("ck_shifts_weekday_or_day")),
        sa.CheckConstraint("place IN (1, 2)", name=op.f("ck_shifts_place")),
        sa.CheckConstraint("weekday BETWEEN 1 AND 8", name=op.f("ck_shifts_weekday")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_shifts_officer_id")),
        sa.ForeignKeyConstraint(["set_by"], ["officers.id"], name=op.f("fk_shifts_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
        sa.UniqueConstraint("office_code", "day", "place", name=op.f("uq_shifts_office_code_day_place")),
        sa.UniqueConstraint("office_code", "weekday", "place", name=op.f("uq_shifts_office_code_weekday_place")),
    )
    op.create_table(
        "conflicts",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_conflicts_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_conflicts_officer_id")),
        sa.ForeignKeyConstraint(["set_by"], ["officers.id"], name=op.f("fk_conflicts_set_by")),
        sa.PrimaryKeyConstraint("case_id", "officer_id", name=op.f("pk_conflicts")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.CheckConstraint("kind IN ('lower', 'clock', 'visit')", name=op.f("ck_decisions_kind")),
        sa.CheckConstraint("(decided_by IS NULL) = (agreed IS NULL)", name=op.f("ck_decisions_decided")),
        sa.CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name=op.f("ck_decisions_two_people")),
        sa.ForeignKeyConstraint(["asked_by"], ["officers.id"], name=op.f("fk_decisions_asked_by")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_decisions_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["decided_by"], ["officers.id"], name=op.f("fk_decisions_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_case_id"), "decisions", ["case_id"], unique=False)
    op.create_index(
        "uq_decisions_open",
        "decisions",
        ["case_id", "kind", "about"],
        unique=True,
        sqlite_where=sa.text("decided_by IS NULL"),
        postgresql_where=sa.text("decided_by IS NULL"),
    )
    op.create_table(
        "deeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=True),
        sa.Column("key_id", sa.LargeBinary(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_deeds_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_deeds_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deeds")),
    )
    op.create_index(op.f("ix_deeds_case_id"), "deeds", ["case_id"], unique=False)
    op.create_table(
        "tracks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.CheckConstraint("state IN ('open', 'done', 'stopped')", name=op.f("ck_tracks_state")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_tracks_version")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_tracks_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_id"], ["officers.id"], name=op.f("fk_tracks_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracks")),
    )
    op.create_index(op.f("ix_tracks_case_id"), "tracks", ["case_id"], unique=False)
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("track_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'granted', 'refused', 'withdrawn', 'ended')", name=op.f("ck_consents_state")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_consents_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_consents_report_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["track_id"], ["tracks.id"], name=op.f("fk_consents_track_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.UniqueConstraint("id", "track_id", "state", name="uq_consents_id_track_id_state"),
    )
    op.create_index(op.f("ix_consents_case_id"), "consents", ["case_id"], unique=False)
    op.create_index(op.f("ix_consents_report_id"), "consents", ["report_id"], unique=False)
    op.create_index(op.f("ix_consents_track_id"), "consents", ["track_id"], unique=False)
    op.create_table(
        "referrals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("track_id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=True),
        sa.Column("consent_state", sa.String(), nullable=True),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.CheckConstraint(
            "consent_id IS NOT NULL OR (ground IS NOT NULL AND ground IN ('law', 'vital'))",
            name=op.f("ck_referrals_consent_or_ground"),
        ),
        sa.CheckConstraint(
            "ground IS NOT NULL OR consent_state = 'granted' OR state IN ('rejected', 'done', 'revoked')",
            name=op.f("ck_referrals_consent_stands"),
        ),
        sa.CheckConstraint(
            "state IN ('offered', 'accepted', 'rejected', 'done', 'revoked')", name=op.f("ck_referrals_state")
        ),
        sa.CheckConstraint("(consent_id IS NULL) = (consent_state IS NULL)", name=op.f("ck_referrals_consent_state")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_referrals_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["consent_id", "track_id", "consent_state"],
            ["consents.id", "consents.track_id", "consents.state"],
            name="fk_referrals_consent",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["track_id"], ["tracks.id"], name=op.f("fk_referrals_track_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
    )
    op.create_index(op.f("ix_referrals_case_id"), "referrals", ["case_id"], unique=False)
    op.create_index(op.f("ix_referrals_track_id"), "referrals", ["track_id"], unique=False)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("cases") as cases:
        for column in COLUMNS:
            cases.drop_column(column)
