"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "sessions",
    "officers",
    "cases",
    "reports",
    "return_addresses",
    "receipts",
    "letters",
    "outbox",
    "seen",
    "quarantine",
    "desk_chats",
    "audit",
)


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("draft", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("flow_version", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.CheckConstraint("version >= 0", name=op.f("ck_sessions_version")),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("tag", name="uq_sessions_tag"),
    )
    op.create_table(
        "officers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("replying_to", sa.Integer(), nullable=True),
        sa.Column("replying_since", MOMENT, nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("role IN ('officer', 'supervisor', 'head')", name=op.f("ck_officers_role")),
        sa.ForeignKeyConstraint(
            ["replying_to"], ["cases.id"], name="fk_officers_replying_to", ondelete="SET NULL", use_alter=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_officers"),
    )
    op.create_index(
        "uq_officers_on_roster",
        "officers",
        ["office_code", "telegram_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("face", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_to", sa.String(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("raises", sa.Integer(), nullable=False),
        sa.Column("filed_hour", MOMENT, nullable=False),
        sa.Column("acknowledged_by", sa.Integer(), nullable=True),
        sa.Column("acknowledged_at", MOMENT, nullable=True),
        sa.Column("closed", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(urgency = 'DARURAT' AND rank = 0) OR (urgency = 'TINGGI' AND rank = 1) OR "
            "(urgency = 'SEDANG' AND rank = 2) OR (urgency = 'RENDAH' AND rank = 3)",
            name=op.f("ck_cases_rank"),
        ),
        sa.CheckConstraint("sealed_to IN ('office', 'escalation')", name=op.f("ck_cases_sealed_to")),
        sa.CheckConstraint("urgency IN ('DARURAT', 'TINGGI', 'SEDANG', 'RENDAH')", name=op.f("ck_cases_urgency")),
        sa.CheckConstraint("raises >= 0", name=op.f("ck_cases_raises")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_cases_version")),
        sa.ForeignKeyConstraint(["acknowledged_by"], ["officers.id"], name="fk_cases_acknowledged_by"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("number", name="uq_cases_number"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_cases_open",
        "cases",
        ["office_code", "rank", "id"],
        sqlite_where=sa.text("closed IS NULL"),
        postgresql_where=sa.text("closed IS NULL"),
    )
    if op.get_bind().dialect.name == "postgresql":  # SQLite has it already: it cannot add one later
        op.create_foreign_key(
            "fk_officers_replying_to", "officers", "cases", ["replying_to"], ["id"], ondelete="SET NULL"
        )

    op.create_table(
        "reports",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_to", sa.String(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.Column("filed_hour", MOMENT, nullable=True),
        sa.CheckConstraint("sealed_to IN ('office', 'escalation')", name=op.f("ck_reports_sealed_to")),
        sa.CheckConstraint("length(id) = 32", name=op.f("ck_reports_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_reports_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    op.create_index("ix_reports_case_id", "reports", ["case_id"])
    op.create_table(
        "return_addresses",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("epoch", sa.String(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(epoch) = 7", name=op.f("ck_return_addresses_epoch")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name="fk_return_addresses_report_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", name="pk_return_addresses"),
    )
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('digits')", name=op.f("ck_receipts_kind")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_receipts_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_receipts"),
        sa.UniqueConstraint("hash", name="uq_receipts_hash"),
    )
    op.create_index("ix_receipts_report_id", "receipts", ["report_id"])
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("office_copy", sa.LargeBinary(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.Column("read_hour", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_letters_case_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name="fk_letters_officer_id"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_letters_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
    )
    op.create_index("ix_letters_case_id", "letters", ["case_id"])
    op.create_index("ix_letters_report_id", "letters", ["report_id"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("destination", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.String(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("done_hour", MOMENT, nullable=True),
        sa.Column("detail", sa.JSON(), nullable=True),
        sa.CheckConstraint("side IN ('reporter', 'duty')", name=op.f("ck_outbox_side")),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_outbox_tries")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_outbox_case_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name="fk_outbox_letter_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_outbox_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("code", name="uq_outbox_code"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_case_id", "outbox", ["case_id"])
    op.create_index("ix_outbox_letter_id", "outbox", ["letter_id"])
    op.create_index("ix_outbox_report_id", "outbox", ["report_id"])
    op.create_index(
        "ix_outbox_unpaid",
        "outbox",
        ["side", "due_at"],
        sqlite_where=sa.text("done_hour IS NULL"),
        postgresql_where=sa.text("done_hour IS NULL"),
    )
    op.create_table(
        "seen",
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint("side IN ('reporter', 'duty')", name=op.f("ck_seen_side")),
        sa.PrimaryKeyConstraint("side", "update_id", name="pk_seen"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.CheckConstraint("side IN ('reporter', 'duty')", name=op.f("ck_quarantine_side")),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine"),
    )
    op.create_table(
        "desk_chats",
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("office_code", name="pk_desk_chats"),
    )
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("case_number", sa.String(), nullable=True),
        sa.Column("ct_hash", sa.LargeBinary(), nullable=True),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    _guard_audit()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("fk_officers_replying_to", "officers", type_="foreignkey")
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_stays()")


def _guard_audit() -> None:
    """What was done stays written: nobody changes or removes an entry, not even by hand."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            """
            CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'audit entries stay as they are'; END $$
            """
        )
        op.execute(
            """
            CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
            FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()
            """
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"""
            CREATE TRIGGER audit_stays_{change.lower()} BEFORE {change} ON audit
            BEGIN SELECT RAISE(ABORT, 'audit entries stay as they are'); END
            """
        )
