"""Ending an urgent case needs two people: a kind of decision more."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = "kind IN ('lower', 'clock', 'visit')"
WITH_END = "kind IN ('lower', 'clock', 'visit', 'end')"
OTHERS = {
    "two_people": "decided_by IS NULL OR decided_by <> asked_by",
    "decided": "(decided_by IS NULL) = (agreed IS NULL)",
}


def upgrade() -> None:
    _allow(WITH_END)


def downgrade() -> None:
    op.execute("DELETE FROM decisions WHERE kind = 'end'")  # the chain still says who asked and who agreed
    _allow(BEFORE)


def _allow(kinds: str) -> None:
    checks = {"kind": kinds}
    with op.batch_alter_table("decisions") as changed:
        if op.get_context().dialect.name == "postgresql":
            changed.drop_constraint(op.f("ck_decisions_kind"), type_="check")
        else:  # a table copied on SQLite forgets its checks, and its index may forget that it is partial
            checks |= OTHERS
            changed.drop_index("uq_decisions_open")
        for name, check in checks.items():
            changed.create_check_constraint(op.f(f"ck_decisions_{name}"), check)
    if op.get_context().dialect.name != "postgresql":
        open_ = sa.text("decided_by IS NULL")
        op.create_index("uq_decisions_open", "decisions", ["case_id", "kind", "about"], unique=True, sqlite_where=open_)
