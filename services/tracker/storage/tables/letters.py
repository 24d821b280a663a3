"""What was read in letters of funders: proposals until a person confirms them."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.plumbing.database import Moment, json_column

letter_reading = sa.Table(
    "letter_reading",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    # NULL for a text that was pasted.
    sa.Column("document_id", sa.String(36), sa.ForeignKey("document.id")),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("findings", json_column(), nullable=False),
    # What a person made of the findings; NULL until then.
    sa.Column("confirmed", json_column()),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("read_by", sa.String(36), nullable=False),
    sa.Column("read_at", Moment, nullable=False),
    sa.Column("confirmed_by", sa.String(36)),
    sa.Column("confirmed_at", Moment),
)
