"""Back from another phone: a second code beside the digits, safe words, wrong tries, reports added during a visit."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("reports", sa.Column("guest", sa.Boolean(), nullable=False, server_default=sa.false()))
    _allow("kind IN ('digits', 'words')")
    op.create_table(
        "safe_words",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("safe", sa.LargeBinary(), nullable=False),
        sa.Column("duress", sa.LargeBinary(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_safe_words_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_safe_words")),
    )
    op.create_table(
        "code_tries",
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_code_tries")),
    )


def downgrade() -> None:
    op.drop_table("code_tries")
    op.drop_table("safe_words")
    op.execute("DELETE FROM receipts WHERE kind = 'words'")  # the digits still open
    _allow("kind IN ('digits')")
    op.drop_column("reports", "guest")


def _allow(kinds: str) -> None:
    with op.batch_alter_table("receipts") as changed:
        if op.get_context().dialect.name == "postgresql":  # a table copied on SQLite forgets its checks
            changed.drop_constraint(op.f("ck_receipts_kind"), type_="check")
        changed.create_check_constraint(op.f("ck_receipts_kind"), kinds)
