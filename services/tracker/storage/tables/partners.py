"""Applying together: the parts of partners, and what stands behind an application."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_application, of_place
from shared.plumbing.database import Moment, json_column

partnership = sa.Table(
    "partnership",
    metadata,
    new_key(),
    of_application(),
    # The place of the lead.
    of_place(),
    # The partner as an organisation known here; NULL for one that is only named.
    sa.Column("partner_id", sa.String(36), index=True),
    sa.Column("partner_name", sa.String(200), nullable=False),
    sa.Column("role", sa.String(100), nullable=False),
    sa.Column("share_cents", sa.BigInteger, nullable=False),
    sa.Column("tasks", sa.Text, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    # What was signed: a code of title, amount and everybody's part at that moment.
    sa.Column("agreed_digest", sa.String(64), nullable=False),
    sa.Column("agreed_by", sa.String(200), nullable=False),
    sa.Column("agreed_on", sa.Date),
    sa.Column("elsewhere", sa.Boolean, nullable=False),
    sa.Column("left_on", sa.Date),
    sa.Column("reason", sa.Text, nullable=False),
    # Who signed here, as a person; NULL for a signature on paper, whose document is `paper_id`.
    sa.Column("agreed_person_id", sa.String(36)),
    sa.Column("paper_id", sa.String(36)),
    # What somebody who left leaves behind, until the lead divides it.
    sa.Column("undivided_cents", sa.BigInteger, nullable=False, server_default="0"),
)

# The lead that a place wants to give to one of its partners. `place_id` is the lead that offers, also afterwards.
lead_offer = sa.Table(
    "lead_offer",
    metadata,
    new_key(),
    of_application(),
    of_place(),
    sa.Column("partnership_id", sa.String(36), sa.ForeignKey("partnership.id"), nullable=False),
    sa.Column("partner_id", sa.String(36), nullable=False, index=True),
    # The part that the old lead keeps as a partner.
    sa.Column("role", sa.String(100), nullable=False),
    sa.Column("share_cents", sa.BigInteger, nullable=False),
    sa.Column("tasks", sa.Text, nullable=False),
    sa.Column("document_ids", json_column(), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("offered_by", sa.String(36), nullable=False),
    sa.Column("offered_at", Moment, nullable=False),
    sa.Column("answered_by", sa.String(36)),
    sa.Column("answered_at", Moment),
    sa.Column("reason", sa.Text, nullable=False),
)

backing = sa.Table(
    "backing",
    metadata,
    sa.Column("application_id", sa.String(36), sa.ForeignKey("application.id"), primary_key=True),
    of_place(),
    sa.Column("receiver", sa.String(200), nullable=False),
    # How many people signed on paper; never who.
    sa.Column("supporters", sa.Integer),
    sa.Column("counted_on", sa.Date),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
)
