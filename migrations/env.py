"""Alembic's environment: our own tables only, batch mode on SQLite, a lock time-out on PostgreSQL."""

from alembic import context
from sqlalchemy import create_engine, text

from coop import models
from coop.core.db import tune
from coop.core.sealed import Sealed

# Tables of the job engine and of full-text search live beside ours and are not ours to change.
OURS = set(models.metadata.tables)


def include_object(_object, name, kind, _reflected, _compared):
    return kind != "table" or name in OURS


def render_item(kind, item, _context):
    """Revisions import nothing of coop: a sealed column is written as the bytes it holds."""
    return "sa.LargeBinary()" if kind == "type" and isinstance(item, Sealed) else False


def run() -> None:
    engine = create_engine(context.config.attributes["database_url"])
    tune(engine)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET lock_timeout = '5s'"))
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=models.metadata,
            include_object=include_object,
            render_as_batch=connection.dialect.name == "sqlite",
            render_item=render_item,
            compare_type=True,
            # Ours opens transactions on SQLite too; else alembic leaves its DDL uncommitted there.
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
