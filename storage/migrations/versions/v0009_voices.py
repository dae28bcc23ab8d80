"""Voice notes of those who do not write, where an office takes them."""

import sqlalchemy as sa
from alembic import op

from storage.tables import UTCHour

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "voices",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("sealed_to", sa.String(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("hour", UTCHour(), nullable=False),
        sa.CheckConstraint("length(report_id) = 32", name=op.f("ck_voices_report_id")),
        sa.CheckConstraint("sealed_to IN ('draft', 'office', 'escalation')", name=op.f("ck_voices_sealed_to")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_voices")),
    )


def downgrade() -> None:
    op.drop_table("voices")
