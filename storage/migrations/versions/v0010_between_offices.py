"""A report the desk has goes to another office only while a referral of its case is accepted there: never without the
survivor's consent, or a ground that is written down."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_SAYS = "a report goes to another office only with a referral"
_MOVES = "OLD.case_id IS NOT NULL AND OLD.office_code <> NEW.office_code"
_CARRIED = "EXISTS (SELECT 1 FROM referrals WHERE referrals.case_id = OLD.case_id AND referrals.state = 'accepted')"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"""
            CREATE FUNCTION report_stays() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN IF NOT {_CARRIED} THEN RAISE EXCEPTION '{_SAYS}'; END IF; RETURN NEW; END $$
            """
        )
        op.execute(
            f"""
            CREATE TRIGGER report_stays BEFORE UPDATE OF office_code ON reports
            FOR EACH ROW WHEN ({_MOVES}) EXECUTE FUNCTION report_stays()
            """
        )
        return
    op.execute(
        f"""
        CREATE TRIGGER report_stays BEFORE UPDATE OF office_code ON reports
        WHEN {_MOVES} AND NOT {_CARRIED}
        BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END
        """
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER report_stays ON reports")
        op.execute("DROP FUNCTION report_stays()")
        return
    op.execute("DROP TRIGGER report_stays")
