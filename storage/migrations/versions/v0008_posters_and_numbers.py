"""How many conversations each poster began in a year: a sum, and nothing of whose. And phone numbers given with a call
for help, apart from the report."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "poster_counts",
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("begun", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("office_code", "place", "year", name="pk_poster_counts"),
    )
    op.create_table(
        "reported_numbers",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("sealed_to", sa.String(), nullable=False),
        sa.Column("office_code", sa.String(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("sealed_to IN ('office', 'escalation')", name=op.f("ck_reported_numbers_sealed_to")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name="fk_reported_numbers_report_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "sealed_to", name="pk_reported_numbers"),
    )


def downgrade() -> None:
    op.drop_table("reported_numbers")
    op.drop_table("poster_counts")
