"""Addresses that mail no longer goes to. No address stands here: a keyed digest finds it, a masked text shows it."""

from __future__ import annotations

import sqlalchemy as sa

from shared.notifier.tables.base import metadata
from shared.plumbing.database import Moment

stopped_address = sa.Table(
    "stopped_address",
    metadata,
    sa.Column("address_key", sa.String(64), primary_key=True),
    sa.Column("masked", sa.String(320), nullable=False),
    sa.Column("person_id", sa.String(36)),
    sa.Column("reason", sa.String(20), nullable=False),
    sa.Column("since", Moment, nullable=False),
    sa.Column("lifted_at", Moment),
    sa.Column("lifted_by", sa.String(36)),
    sa.Column("lift_reason", sa.String(300)),
    # Coordinators hear of an address once, also when it is tried again and fails again.
    sa.Column("told_at", Moment),
    sa.Index("ix_stopped_address_person", "person_id"),
)

# One row per mail that did not get in; a row per delivery, so that a report that comes twice counts once.
refused_mail = sa.Table(
    "refused_mail",
    metadata,
    sa.Column("delivery_id", sa.String(36), primary_key=True),
    sa.Column("address_key", sa.String(64), nullable=False),
    sa.Column("refused_at", Moment, nullable=False),
    sa.Index("ix_refused_mail_address", "address_key", "refused_at"),
)

# Signatures of reports that came in, as long as they could be sent again.
mail_report = sa.Table(
    "mail_report",
    metadata,
    sa.Column("signature", sa.String(64), primary_key=True),
    sa.Column("received_at", Moment, nullable=False),
)
