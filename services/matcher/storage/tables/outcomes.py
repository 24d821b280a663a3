"""What was decided, elsewhere and here."""

from __future__ import annotations

import sqlalchemy as sa

from services.matcher.storage.tables.base import metadata
from shared.plumbing.database import Moment, json_column

# Decisions from published registers; `number` is the row in its file, `digest` the edition of that file.
past_grant = sa.Table(
    "past_grant",
    metadata,
    sa.Column("origin", sa.String(80), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("scheme", sa.String(300), nullable=False),
    sa.Column("decider", sa.String(300), nullable=False),
    sa.Column("theme", sa.String(300), nullable=False),
    sa.Column("periodicity", sa.String(300), nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("asked_cents", sa.BigInteger, nullable=False),
    sa.Column("granted_cents", sa.BigInteger, nullable=False),
)

# Events of the other service that were taken: each counts once, however often it is sent.
event_inbox = sa.Table(
    "event_inbox",
    metadata,
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("application_id", sa.String(36), nullable=False),
    sa.Column("application_version", sa.Integer, nullable=False),
    sa.Column("received_at", Moment, nullable=False),
)

# How each application stands, by its newest event. `provider_kind` and `money_from` are those of the source when the
# event came; `legal_person` is the KvK number under which the place applied.
source_outcome = sa.Table(
    "source_outcome",
    metadata,
    sa.Column("application_id", sa.String(36), primary_key=True),
    sa.Column("application_version", sa.Integer, nullable=False),
    sa.Column("place_id", sa.String(36), nullable=False, index=True),
    sa.Column("need_id", sa.String(100), nullable=False),
    sa.Column("source_id", sa.String(120), nullable=False),
    sa.Column("source_version", sa.Integer, nullable=False),
    sa.Column("provider_kind", sa.String(40), nullable=False),
    sa.Column("money_from", json_column(), nullable=False),
    sa.Column("legal_person", sa.String(8), index=True),
    sa.Column("standing", sa.String(30), nullable=False),
    sa.Column("happened_on", sa.Date, nullable=False),
    sa.Column("asked_cents", sa.BigInteger),
    sa.Column("granted_cents", sa.BigInteger),
    sa.Column("changed_at", Moment, nullable=False),
)
