"""Who does an application, filled in for the old ones and found by an index; and what was tied to the catalogue later.

Revision ID: 0016
"""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.execute("UPDATE application SET owner_id = started_by WHERE owner_id IS NULL")
    op.drop_index("ix_application_place_id_started_by", table_name="application")
    op.create_index("ix_application_place_id_owner_id", "application", ["place_id", "owner_id"])
    op.drop_index("ix_application_list", table_name="application")
    columns = ["place_id", "state", "attention_at", "id", "provider_kind", "owner_id", "started_by"]
    op.create_index("ix_application_list", "application", columns)
