"""What the catalogue told of changed sources, for each application that it touched."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.plumbing.database import Moment

# A change counts once for an application, however often it is told. `outcome` is a code of SourceOutcome; `settled_at`
# is NULL while somebody has to choose between the source's date and their own.
source_change = sa.Table(
    "source_change",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("source_id", sa.String(120), nullable=False),
    sa.Column("source_version", sa.Integer, nullable=False),
    sa.Column("outcome", sa.String(20), nullable=False),
    # The date before, in words, and the date that the source names now, as it was entered there.
    sa.Column("old_text", sa.String(200)),
    sa.Column("local_date", sa.Date),
    sa.Column("local_time", sa.Time),
    sa.Column("basis", sa.String(10)),
    sa.Column("source_text", sa.String(500)),
    sa.Column("sure", sa.Boolean, nullable=False),
    sa.Column("fit", sa.String(20)),
    sa.Column("starts_on", sa.Date),
    sa.Column("earliest", sa.Date),
    sa.Column("heard_at", Moment, nullable=False),
    # When people hear of it; ahead while the message can still be taken back, NULL when nobody does.
    sa.Column("told_at", Moment),
    sa.Column("settled_at", Moment),
    sa.UniqueConstraint("application_id", "source_id", "source_version"),
)
