"""Each office's duty bot counts its updates by itself, and an update that was set aside says whose bot it came to.

Until now a database knew one office: what is there belongs to it. Both tables are short (nine days), so they are made
anew; SQLite can neither change a primary key nor drop a column's default.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OFFICE = sa.text(
    "SELECT office_code FROM officers"
    " UNION SELECT office_code FROM sessions"
    " UNION SELECT office_code FROM cases"
    " LIMIT 1"
)


def upgrade() -> None:
    connection = op.get_bind()
    office = {"office_code": connection.scalar(OFFICE) or ""}
    seen, quarantine = _taken_out("seen"), _taken_out("quarantine")
    _make_tables("office_code")
    _put_back("seen", [row | office for row in seen])
    _put_back("quarantine", [row | office for row in quarantine])


def downgrade() -> None:
    seen, quarantine = _taken_out("seen"), _taken_out("quarantine")
    _make_tables()
    once = {(row["side"], row["update_id"]): row for row in seen}
    _put_back("seen", [{name: row[name] for name in ("side", "update_id", "day")} for row in once.values()])
    _put_back("quarantine", [{name: row[name] for name in row if name != "office_code"} for row in quarantine])


def _make_tables(*office: str) -> None:
    op.create_table(
        "seen",
        sa.Column("side", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in office),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint("side IN ('reporter', 'duty')", name=op.f("ck_seen_side")),
        sa.PrimaryKeyConstraint("side", *office, "update_id", name="pk_seen"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in office),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.CheckConstraint("side IN ('reporter', 'duty')", name=op.f("ck_quarantine_side")),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine"),
    )


def _taken_out(table: str) -> list[dict[str, Any]]:
    """The rows of a table, which is gone then."""
    connection = op.get_bind()
    rows = connection.execute(sa.select(sa.Table(table, sa.MetaData(), autoload_with=connection))).mappings().all()
    op.drop_table(table)
    return [dict(row) for row in rows]


def _put_back(table: str, rows: list[dict[str, Any]]) -> None:
    """Without their numbers, which nothing points at: PostgreSQL gives new ones and goes on from there."""
    connection = op.get_bind()
    into = sa.Table(table, sa.MetaData(), autoload_with=connection)
    if rows:
        connection.execute(sa.insert(into), [{name: row[name] for name in row if name != "id"} for row in rows])
