"""Work that went from one person to another: a row per thing, so that each can be seen and taken back."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.plumbing.database import Moment

handover_item = sa.Table(
    "handover_item",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    # The same for everything that went in one step.
    sa.Column("handover_id", sa.String(36), nullable=False, index=True),
    # NULL: the application itself. People's own tasks may be removed later.
    sa.Column("task_id", sa.String(36)),
    sa.Column("from_person", sa.String(36), nullable=False),
    sa.Column("to_person", sa.String(36), nullable=False),
    sa.Column("handed_by", sa.String(36), nullable=False),
    sa.Column("handed_at", Moment, nullable=False),
    sa.Column("undone_at", Moment),
)
