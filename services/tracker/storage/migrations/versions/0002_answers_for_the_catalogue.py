"""What a funder answered goes to the catalogue too: the closing day it named, and what became of it there.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("first_contact", sa.Column("closes_on", sa.Date()))
    op.add_column("first_contact", sa.Column("catalogue_outcome", sa.String(20)))
    op.create_index("ix_first_contact_recorded_at", "first_contact", ["recorded_at"])
