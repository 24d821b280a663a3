"""The accounts to which money of a place is paid: a ledger, in which an old account stays."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_place
from shared.plumbing.database import Moment

payout_account = sa.Table(
    "payout_account",
    metadata,
    new_key(),
    of_place(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("iban", sa.String(34), nullable=False),
    sa.Column("holder", sa.String(140), nullable=False),
    sa.Column("owner", sa.String(20), nullable=False),
    sa.Column("holder_matches", sa.Boolean(create_constraint=False), nullable=False),
    sa.Column("reason", sa.String(500), nullable=False),
    sa.Column("proposed_by", sa.String(36), nullable=False),
    sa.Column("proposed_at", Moment, nullable=False),
    sa.Column("approved_by", sa.String(36)),
    sa.Column("approved_at", Moment),
    # Who was called, on which number, and when: the check that a false mail does not survive.
    sa.Column("called_name", sa.String(120), nullable=False),
    sa.Column("called_number", sa.String(30), nullable=False),
    sa.Column("called_on", sa.Date),
    sa.Column("approval_reason", sa.String(500), nullable=False),
    # When the cool-down is over; NULL before the approval.
    sa.Column("usable_from", Moment),
    sa.Column("active_at", Moment),
    sa.Column("closed_at", Moment),
    sa.Column("closed_by", sa.String(36)),
    sa.Column("close_reason", sa.String(500), nullable=False),
    # A photo of the card or a statement of the bank; NULL where it is kept on paper.
    sa.Column("evidence_file_id", sa.String(36), sa.ForeignKey("stored_file.id")),
    # The place while the account waits, and while it is in use; NULL otherwise: at most one of each.
    sa.Column("waiting_key", sa.String(36), unique=True),
    sa.Column("active_key", sa.String(36), unique=True),
    sa.Index("ix_payout_account_state_usable_from", "state", "usable_from"),
)
