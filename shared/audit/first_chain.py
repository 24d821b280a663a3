"""The step with which a log that was kept without a chain gets one; each database has a migration that calls it.

It stays as it is: a later change of the log is a step of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.audit.append_only import statements
from shared.audit.chain import seal
from shared.audit.entries import TABLES


def begin_chains() -> None:
    """Adds the seals, seals what was written before in the order of time, and closes the log for changes."""
    op.add_column("audit_entry", sa.Column("personal_of", sa.String(36)))
    op.add_column("audit_entry", sa.Column("personal", sa.Text))
    op.create_table(
        "audit_seal",
        sa.Column("entry_id", sa.String(36), nullable=False),
        sa.Column("chain", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_audit_seal"),
        sa.UniqueConstraint("chain", "number", name="uq_audit_seal_chain_number"),
    )
    op.create_table(
        "audit_head",
        sa.Column("chain", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("chain", name="pk_audit_head"),
    )
    connection = op.get_bind()
    log = TABLES.log
    seal(connection, TABLES, list(connection.execute(sa.select(log.c.id).order_by(log.c.at, log.c.id)).scalars()))
    for table in ("audit_entry", "audit_seal"):
        for statement in statements(table, connection.dialect.name):
            connection.exec_driver_sql(statement)
