"""What is held back, who did so, and how far this database had come when it was last looked at."""

from __future__ import annotations

import sqlalchemy as sa

from shared.notifier.tables.base import metadata
from shared.plumbing.database import Moment

# An empty kind, class or channel means: every one.
hold = sa.Table(
    "hold",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("kind", sa.String(40)),
    sa.Column("message_class", sa.String(1)),
    sa.Column("channel", sa.String(20)),
    sa.Column("cause", sa.String(10), nullable=False),
    sa.Column("reason", sa.String(300), nullable=False),
    # Which older database this hold was set for; one that was seen before sets no second one.
    sa.Column("mark", sa.String(120), unique=True),
    sa.Column("set_by", sa.String(36)),
    sa.Column("set_at", Moment, nullable=False),
    sa.Column("lifted_by", sa.String(36)),
    sa.Column("lifted_at", Moment),
)

heartbeat = sa.Table(
    "heartbeat",
    metadata,
    sa.Column("name", sa.String(20), primary_key=True),
    sa.Column("at", Moment, nullable=False),
)

# Keys of messages that went out, but of which a restored database does not know.
sent_before = sa.Table("sent_before", metadata, sa.Column("key", sa.String(64), primary_key=True))
