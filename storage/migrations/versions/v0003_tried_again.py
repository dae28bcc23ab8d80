"""What is owed keeps the time since when it is due; when it is tried next is a time of its own.

Until now each failed try moved the due time, and nobody could see how long a row had really been waiting.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UNPAID = sa.text("done_hour IS NULL")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE outbox SET next_try_at = due_at WHERE done_hour IS NULL")
    _make_index_anew("next_try_at")


def downgrade() -> None:
    op.execute("UPDATE outbox SET due_at = next_try_at WHERE next_try_at > due_at")
    _make_index_anew("due_at")
    op.drop_column("outbox", "next_try_at")


def _make_index_anew(column: str) -> None:
    op.drop_index("ix_outbox_unpaid", "outbox")
    op.create_index("ix_outbox_unpaid", "outbox", ["side", column], sqlite_where=UNPAID, postgresql_where=UNPAID)
