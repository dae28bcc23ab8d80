"""The escalation key may be held by somebody outside the office: a role of its own."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OF_THE_OFFICE = "role IN ('officer', 'supervisor', 'head')"
WITH_KEYHOLDER = "role IN ('officer', 'supervisor', 'head', 'keyholder')"


def upgrade() -> None:
    for table in ("officers", "invitations"):
        _allow(table, WITH_KEYHOLDER)


def downgrade() -> None:
    op.execute("UPDATE officers SET ended_at = CURRENT_TIMESTAMP WHERE role = 'keyholder' AND ended_at IS NULL")
    op.execute("UPDATE officers SET role = 'officer' WHERE role = 'keyholder'")  # ended: they open nothing
    op.execute("DELETE FROM invitations WHERE role = 'keyholder'")
    for table in ("officers", "invitations"):
        _allow(table, OF_THE_OFFICE)


def _allow(table: str, roles: str) -> None:
    with op.batch_alter_table(table) as changed:
        if op.get_context().dialect.name == "postgresql":  # a table copied on SQLite forgets its checks
            changed.drop_constraint(op.f(f"ck_{table}_role"), type_="check")
        changed.create_check_constraint(op.f(f"ck_{table}_role"), roles)
