"""What lists of applications are found by, and the sheets of fundraisers.

Revision ID: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.kernel.ids import short_reference
from shared.kernel.letters import folded

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("application", sa.Column("provider_kind", sa.String(30), nullable=False, server_default=""))
    op.add_column("application", sa.Column("chance_percent", sa.Integer()))
    op.add_column("application", sa.Column("search_words", sa.Text(), nullable=False, server_default=""))
    op.create_index(
        "ix_application_place_id_state_attention_at_id", "application", ["place_id", "state", "attention_at", "id"]
    )
    op.create_index("ix_application_place_id_started_by", "application", ["place_id", "started_by"])
    _fill_words(op.get_bind())


def _fill_words(connection: sa.Connection) -> None:
    """Applications of before are found by their words too."""
    names = ("id", "title", "need_title", "source_name", "provider")
    table = sa.table("application", *(sa.column(name) for name in (*names, "search_words")))
    for row in connection.execute(sa.select(*(table.c[name] for name in names))).all():
        words = folded(" ".join((row.title, row.need_title, row.source_name, row.provider, short_reference(row.id))))
        connection.execute(sa.update(table).where(table.c.id == row.id).values(search_words=words))
