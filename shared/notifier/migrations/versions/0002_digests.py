"""Messages that go out together.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("delivery") as table:
        table.add_column(sa.Column("batch", sa.String(40)))
        table.add_column(sa.Column("digest_id", sa.String(36)))
    op.create_index("ix_delivery_recipient", "delivery", ["recipient_id", "channel", "created_at"])
    op.create_index("ix_delivery_digest", "delivery", ["digest_id"])
