"""Runs our migrations on the connection it is given (see `Database.migrate`); there is no other way in."""

from alembic import context

from storage import tables_desk  # noqa: F401  (its tables join the metadata)
from storage.tables import Row

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Row.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,  # our SQLite connection begins its own transactions, so tables can be undone too
)
with context.begin_transaction():
    context.run_migrations()
