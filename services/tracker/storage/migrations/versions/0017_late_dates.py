"""The day before which an award must have begun; finding applications by their state.

Revision ID: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("award_terms", sa.Column("start_before", sa.Date()))
    op.create_index("ix_application_state", "application", ["state"])
